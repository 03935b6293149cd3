package returns

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"iter"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"toguna/internal/exchange/sheet"
	"toguna/internal/fivew"
	"toguna/internal/locale"
	"toguna/internal/record"
)

func each(lines []*record.Activity) iter.Seq2[*record.Activity, error] {
	return func(yield func(*record.Activity, error) bool) {
		for _, a := range lines {
			if !yield(a, nil) {
				return
			}
		}
	}
}

// strictHXL is the rule of the strict reference reader, written apart from our
// own: the first of 25 rows in which every cell that is not empty is a hashtag;
// the headings stand directly above, the data directly below. It gives the row
// from 0, or -1.
func strictHXL(rows [][]string) int {
	tag := regexp.MustCompile(`^#[A-Za-z][A-Za-z0-9_]*(\s*\+\s*[A-Za-z][A-Za-z0-9_]*)*$`)
	for i, row := range rows[:min(25, len(rows))] {
		tags, others := 0, 0
		for _, cell := range row {
			switch cell = strings.TrimSpace(cell); {
			case cell == "":
			case tag.MatchString(cell):
				tags++
			default:
				others++
			}
		}
		if tags > 0 && others == 0 {
			return i
		}
	}
	return -1
}

func TestTheHXLRowIsStrict(t *testing.T) {
	for want, rows := range map[int][][]string{
		0:  {{"#adm1 +code", "#ORG+Impl"}, {"ML05", "AMSODE"}},
		1:  {{"Région", "Qui"}, {"#adm1+code", ""}},
		-1: {{"#org+", "#-x"}, {"org", "#é"}, {"#org", "nom"}},
	} {
		if got := strictHXL(rows); got != want {
			t.Fatalf("the check itself: %v gives %d", rows, got)
		}
	}
	s, lines := mali(t)
	for _, lang := range locale.Langs {
		for level := record.Public; level <= record.Confidential; level++ {
			var text, book bytes.Buffer
			v := record.View{Snapshot: s, Level: level}
			g := Given{On: s.Day, By: "essai", HXL: true}
			if err := CSV5W(&text, v, each(lines[:50]), lang, g); err != nil {
				t.Fatal(err)
			}
			if err := Workbook5W(&book, v, each(lines[:50]), lang, g); err != nil {
				t.Fatal(err)
			}
			r := csv.NewReader(strings.NewReader(strings.TrimPrefix(text.String(), "\uFEFF")))
			r.Comma = map[locale.Lang]rune{"fr": ';', "en": ','}[lang]
			fromText, err := r.ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			var fromBook [][]string
			err = read(t, book.Bytes()).Rows(t.Context(), "5W", func(_ int, cells []sheet.Cell) error {
				row := make([]string, len(fromText[0]))
				for _, c := range cells {
					row[c.Col-1] = c.Text
				}
				fromBook = append(fromBook, row)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			for what, rows := range map[string][][]string{"csv": fromText, "xlsx": fromBook} {
				lines := 50
				if level == record.Public {
					lines = 40 // none of an area that is hard to reach
				}
				if at := strictHXL(rows); at != 1 || len(rows) != 2+lines {
					t.Errorf("%s %s %d: the tags stand in row %d of %d", what, lang, level, at, len(rows))
				}
			}
			if !slices.Equal(fromText[1], fromBook[1]) {
				t.Errorf("%s: tags differ: %v, %v", lang, fromText[1], fromBook[1])
			}
		}
	}
}

// The table is one row per organisation, sector, place and month; its columns
// are in one order as text and as JSON; the public learns no place in a
// hard-to-reach area, nor where GBV and child protection work below the region.
func TestOperationalPresence(t *testing.T) {
	s, lines := mali(t)
	rows, err := OperationalPresence(s, each(lines))
	if err != nil {
		t.Fatal(err)
	}
	var text, data bytes.Buffer
	if err := PresenceCSV(&text, rows); err != nil {
		t.Fatal(err)
	}
	if err := PresenceJSON(&data, rows[:1]); err != nil {
		t.Fatal(err)
	}
	table, err := csv.NewReader(&text).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := -1
	for _, column := range table[0] {
		i := strings.Index(data.String(), `"`+column+`":`)
		if i <= at {
			t.Errorf("%s is out of order as JSON", column)
		}
		at = i
	}
	var answer struct{ Data []map[string]any }
	if err := json.Unmarshal(data.Bytes(), &answer); err != nil || len(answer.Data[0]) != len(table[0]) {
		t.Errorf("%v: %d keys, %d columns", err, len(answer.Data[0]), len(table[0]))
	}
	column := func(row []string, name string) string { return row[slices.Index(table[0], name)] }
	public := record.View{Snapshot: s, Level: record.Public}
	hard := map[string]bool{}
	for _, p := range s.Places {
		if public.Hides(record.PlaceID(p.ID)) {
			hard[p.Code] = true
		}
	}
	seen, coarse := map[string]bool{}, 0
	for _, row := range table[1:] {
		key := strings.Join([]string{column(row, "org_acronym"), column(row, "sector_code"), column(row, "admin1_code"), column(row, "admin2_code"), column(row, "reference_period_start")}, " ")
		if seen[key] {
			t.Errorf("%s comes twice", key)
		}
		seen[key] = true
		code := column(row, "admin2_code")
		if hard[code] || code != "" && slices.Contains(record.ByRegionOnly, column(row, "sector_code")) {
			t.Errorf("the public learns %s", key)
		}
		if code == "" {
			coarse++
			if column(row, "admin_level") != "1" {
				t.Errorf("%s has no cercle and level %s", key, column(row, "admin_level"))
			}
		}
		if column(row, "sector_name") == "" || column(row, "org_type_description") == "" {
			t.Errorf("%s lacks names", key)
		}
	}
	if coarse == 0 || coarse == len(rows) || len(hard) == 0 {
		t.Errorf("%d of %d rows are told by region, %d places are hard to reach", coarse, len(rows), len(hard))
	}
	for _, i := range record.Sectors.Items {
		if hapiSectors[i.Code][1] == "" {
			t.Errorf("the sector %s has no name", i.Code)
		}
	}
	var empty bytes.Buffer
	if err := PresenceCSV(&empty, nil); err != nil || !strings.HasPrefix(empty.String(), "location_ref,") {
		t.Errorf("an empty answer keeps its header: %q %v", empty.String(), err)
	}
	empty.Reset()
	if err := PresenceJSON(&empty, nil); err != nil || empty.String() != "{\"data\":[]}\n" {
		t.Errorf("an empty answer: %q %v", empty.String(), err)
	}
}

// What a person types cannot become a formula in the table of text.
func TestNoFormulaFromAPerson(t *testing.T) {
	s, lines := mali(t)
	a := *lines[0]
	a.What = `=HYPERLINK("http://x";"y")`
	var text bytes.Buffer
	if err := CSV5W(&text, record.View{Snapshot: s, Level: record.Restricted}, each([]*record.Activity{&a}), "fr", Given{On: s.Day}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text.String(), `"'=HYPERLINK`) {
		t.Errorf("%s", text.String())
	}
}

// What is given out is taken back without a difference, whatever the register
// went through: organisations of one acronym, an acronym that is another's code
// or that a person has decided otherwise, activities of the whole country and
// what was reported of a place.
func TestWhatIsGivenOutIsTakenBack(t *testing.T) {
	d, _ := newDesk(t)
	put := func(r record.Record, id, code string) {
		h := r.Base()
		h.ID, h.Code, h.Operation, h.Version = id, code, record.OperationID(d.snapshot().Operation.ID), 1
		d.all[id] = r
	}
	put(&record.Org{NameFR: "Association des éleveurs", Acronym: "AEA"}, "x1", "AEA")
	put(&record.Org{NameFR: "Agence d’entraide", Acronym: "AEA"}, "x2", "AEA-2")
	put(&record.Org{NameFR: "Agence d’entraide"}, "x3", "ADE")
	put(&record.Org{NameFR: "Aide des écoles", Acronym: "ADE"}, "x4", "ADE-2")
	put(&record.Org{NameFR: "Fonds ; bourse", Acronym: "F;B"}, "x5", "FB")
	put(&record.Spelling{Of: "org", Text: "AEA-2", Org: "x1", Basis: "person"}, "s1", "")
	put(&record.Spelling{Of: "org", Text: "FB", Org: "x4", Basis: "person"}, "s2", "")
	var whole record.PlaceID
	for _, p := range d.snapshot().Places {
		if p.Depth == record.N(0) {
			whole = record.PlaceID(p.ID)
		}
	}
	lines := slices.SortedFunc(maps.Values(d.lines), func(a, b *record.Activity) int { return strings.Compare(a.ID, b.ID) })[:20]
	d.lines = map[string]*record.Activity{}
	for i, a := range lines {
		a := *a
		ids := []record.OrgID{"x1", "x2", "x3", "x4", "x5"}
		a.Org, a.Impl, a.Donors = ids[i%5], ids[(i+1)%5], []record.OrgID{ids[(i+2)%5], ids[(i+3)%5]}
		a.Source = "partenaires.xlsx"
		if i%2 == 0 {
			a.Reported = "ML05 | Mopti | Bandiagarra"
		}
		if i%3 == 0 {
			a.Place = whole
		}
		d.lines[a.ID] = &a
	}
	given := func(yield func(*record.Activity, error) bool) {
		for _, a := range lines {
			if !yield(d.lines[a.ID], nil) {
				return
			}
		}
	}
	s := d.snapshot()
	v := record.View{Snapshot: s, Level: record.Restricted}
	for _, lang := range locale.Langs {
		for name, write := range map[string]func(io.Writer, record.View, iter.Seq2[*record.Activity, error], locale.Lang, Given) error{"5w.csv": CSV5W, "5w.xlsx": Workbook5W} {
			var b bytes.Buffer
			if err := write(&b, v, given, lang, Given{On: s.Day, HXL: true}); err != nil {
				t.Fatal(err)
			}
			x := d.copy(t).deliver(name, b.Bytes())
			if x.Rows != (fivew.Tally{Read: len(lines), Unchanged: len(lines)}) || len(x.Set.Changes) > 0 {
				t.Errorf("%s %s: %+v, %d changes, %v", name, lang, x.Rows, len(x.Set.Changes), x.Issues)
			}
		}
	}
}

// A row of ours that names another place says what it says: what was reported
// of the place before is gone with it.
func TestWhatWasReportedGoesWithThePlace(t *testing.T) {
	d, _ := newDesk(t)
	s := d.snapshot()
	var was record.Activity
	for _, a := range d.lines {
		if u := s.Admin(a.Place, 1); u != nil && u.Code == "ML05" {
			was = *a
		}
	}
	was.Reported = "Mopti | Bandiagarra"
	d.lines = map[string]*record.Activity{was.ID: &was}
	moved := was
	for _, p := range s.Places {
		if p.Code == "ML03" {
			moved.Place = record.PlaceID(p.ID)
		}
	}
	var b bytes.Buffer
	if err := CSV5W(&b, record.View{Snapshot: s, Level: record.Restricted}, each([]*record.Activity{&moved}), "fr", Given{On: s.Day}); err != nil {
		t.Fatal(err)
	}
	x := d.deliver("5w.csv", b.Bytes())
	if now := d.lines[was.ID]; x.Rows.Changed != 1 || now.Place != moved.Place || now.Reported != "" {
		t.Errorf("%+v: %+v", x.Rows, now)
	}
}
