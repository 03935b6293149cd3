package returns

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"toguna/internal/exchange/sheet"
	"toguna/internal/fivew"
	"toguna/internal/layout"
	"toguna/internal/locale"
	"toguna/internal/match"
	"toguna/internal/record"
	"toguna/internal/sample"
)

var update = flag.Bool("update", false, "write the golden files anew")

// desk is a register that files are delivered to, as toguna import does it.
type desk struct {
	t     testing.TB
	all   map[string]record.Record
	lines map[string]*record.Activity
	ids   func() string
	due   *record.Return
}

// newDesk holds the sample with April opened; the workbook is that of SABA.
func newDesk(t testing.TB) (*desk, []byte) {
	s, lines := mali(t)
	d := &desk{t: t, all: map[string]record.Record{}, lines: map[string]*record.Activity{}, ids: sample.IDs()}
	for range 30_000 { // beyond those of the sample
		d.ids()
	}
	for _, k := range record.Tables {
		for _, r := range s.Records(k.Kind) {
			d.all[r.Base().ID] = r
		}
	}
	for _, a := range lines {
		d.lines[a.ID] = a
	}
	body := s.BodyByCode("PROT-NAT")
	opening := Open(s, body, "2018-04", "", d.ids)
	d.apply(opening.Changes)
	m := NewMonth(d.snapshot(), body, "2018-04", lines, "", locale.FR)
	m.ready = 24
	for _, r := range opening.Returns {
		if r.Code == "5W-2018-04.SABA" {
			d.due = r
		}
	}
	var b bytes.Buffer
	if err := m.Write(&b, d.due); err != nil {
		t.Fatal(err)
	}
	return d, b.Bytes()
}

func (d *desk) snapshot() *record.Snapshot {
	all := make([]record.Record, 0, len(d.all))
	for _, r := range d.all {
		all = append(all, r)
	}
	return record.NewSnapshot(all, "2018-05-02")
}

func (d *desk) apply(changes []record.Change) {
	for _, c := range changes {
		if c.Action == record.Remove {
			delete(d.lines, c.ID)
			continue
		}
		if p := record.Check(c.Record).Refusing(); len(p) > 0 {
			d.t.Fatal(p)
		}
		c.Record.Base().Version = c.Was + 1
		if a, ok := c.Record.(*record.Activity); ok {
			d.lines[c.ID] = a
			continue
		}
		d.all[c.ID] = c.Record
	}
}

// copy is a register of its own.
func (d *desk) copy(t testing.TB) *desk {
	c := *d
	c.t, c.all, c.lines = t, map[string]record.Record{}, map[string]*record.Activity{}
	for k, v := range d.all {
		c.all[k] = v
	}
	for k, v := range d.lines {
		c.lines[k] = v
	}
	return &c
}

// april lists what SABA reported for the month.
func (d *desk) april() []string {
	var out []string
	for _, a := range d.lines {
		if a.Month == "2018-04" && a.Return == record.ReturnID(d.due.ID) {
			out = append(out, fmt.Sprint(a.Sector, " ", a.What, " ", a.Place, " ", a.Girls, " ", a.Women, " ", a.Total))
		}
	}
	slices.Sort(out)
	return out
}

// deliver takes a file into the register.
func (d *desk) deliver(name string, b []byte) *fivew.Delivery {
	d.t.Helper()
	ctx, t := d.t.Context(), d.t
	book, err := sheet.Read(name, bytes.NewReader(b), int64(len(b)), sheet.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	base := d.snapshot()
	l, err := layout.Recognise(ctx, book, layout.Options{})
	if errors.Is(err, layout.ErrNoTable) {
		l, err = layout.Recognise(ctx, book, layout.Options{Sheet: "5W"})
	}
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	o := fivew.TakeOptions{CheckOptions: fivew.CheckOptions{File: name}, Lang: "fr", NewID: d.ids, At: time.Date(2018, 5, 2, 9, 0, 0, 0, time.UTC), By: "essai", Door: "5w", Told: new(fivew.Told)}
	o.Lines = func(first, last record.Month, each func(*record.Activity) error) error {
		for _, a := range d.lines {
			if a.Month >= first && a.Month <= last {
				if err := each(a); err != nil {
					return err
				}
			}
		}
		return nil
	}
	stamp, err := ReadStamp(ctx, book)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range base.Returns {
		if stamp.Template != "" && (r.ID == string(stamp.Return) || stamp.Return == "" && r.Code == stamp.Code) {
			o.Return, o.Nil = record.ReturnID(r.ID), stamp.Nil
			emptied, err := fivew.Emptied(ctx, book, l)
			if err != nil {
				t.Fatal(err)
			}
			o.Issued = append(stamp.Issued, emptied...)
		}
	}
	if o.Return != "" {
		o.Month, o.Owner = d.due.Month, base.Org(d.due.Org).Acronym
	}
	month := o.Month
	if month == "" {
		month = fivew.MonthNamed(name)
	}
	known := fivew.Known{Orgs: match.NewOrgs(base.Orgs, base.Spellings, base.Places), Register: map[record.OrgID]*record.Org{}, Places: match.NewPlaces(base.Places, base.Spellings, month.Last())}
	for _, org := range base.Orgs {
		known.Register[record.OrgID(org.ID)] = org
	}
	x, err := fivew.Take(ctx, book, l, base, known, o)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	d.apply(x.Set.Changes)
	return x
}

// edit opens a workbook, alters it and gives its bytes.
func edit(t testing.TB, b []byte, alter func(f *excelize.File)) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	alter(f)
	out, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func cellOf(key string, row int) string { return sheet.Address(row, position(key)) }

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// table reads the sheet as texts, with the empty cells.
func table(f *excelize.File, name string) [][]string {
	rows, err := f.GetRows(name, excelize.Options{RawCellValue: true})
	must(err)
	for i := range rows {
		for len(rows[i]) < len(Columns) {
			rows[i] = append(rows[i], "")
		}
	}
	return rows
}

// rewrite saves values only, as a program does that drops styles, lists, hidden
// sheets and formulas.
func rewrite(t testing.TB, rows [][]string, first map[string]string) []byte {
	f := excelize.NewFile()
	defer f.Close()
	must(f.SetSheetName("Sheet1", "Feuille 1"))
	_, err := f.NewSheet("Accueil")
	must(err)
	for at, text := range first {
		must(f.SetCellStr("Accueil", at, text))
	}
	for r, row := range rows {
		for c, text := range row {
			if text = strings.TrimSpace(text); text != "" {
				if n := record.N(0); r > 2 {
					if v, err := record.ParseNumber(text); err == nil && v.Known() && v.State == n.State {
						must(f.SetCellFloat("Feuille 1", sheet.Address(r+1, c+1), v.V, -1, 64))
						continue
					}
				}
				must(f.SetCellStr("Feuille 1", sheet.Address(r+1, c+1), text))
			}
		}
	}
	b, err := f.WriteToBuffer()
	must(err)
	return b.Bytes()
}

// fill is what the partner does: numbers in the lines that were brought, two
// new lines in the rows below.
func fill(f *excelize.File) {
	rows := table(f, "5W")
	n := 0
	for i := 3; i < len(rows); i++ {
		at := func(key string) string { return cellOf(key, i+1) }
		if strings.TrimSpace(rows[i][position("cluster")-1]) == "" {
			if n++; n > 2 {
				break
			}
			for key, text := range map[string]string{"month": "2018-04", "org": "SABA-ex", "cluster": "Protection", "aor": "Protection générale", "what": fmt.Sprint("Activité nouvelle ", n),
				"adm1": "Mopti", "adm2": "Bankass", "adm1_code": "ML05", "adm2_code": "ML0502", "state": "en cours"} {
				must(f.SetCellStr("5W", at(key), text))
			}
		}
		must(f.SetCellInt("5W", at("girls"), int64(10+i)))
		must(f.SetCellInt("5W", at("women"), int64(20+i)))
		must(f.SetCellInt("5W", at("total"), int64(30+2*i)))
	}
}

// What comes back updates and never doubles, whatever was done to the file.
func TestWhateverWasDoneToTheFile(t *testing.T) {
	fresh, blank := newDesk(t)
	filled := edit(t, blank, fill)
	want := fresh.copy(t)
	first := want.deliver("5W_2018-04_PROT-NAT_SABA.xlsx", filled)
	lines := len(want.april())
	if first.Rows.New != lines || lines < 5 || first.Rows.Refused != 0 || first.Returns != 1 {
		t.Fatalf("%+v, %d lines\n%s", first.Rows, lines, first.Text("fr", 50))
	}
	if r := want.all[want.due.ID].(*record.Return); r.State != "received" || r.Received != "2018-05-02" {
		t.Fatalf("the return is %s, received %s", r.State, r.Received)
	}
	again := want.deliver("5W_2018-04_PROT-NAT_SABA.xlsx", filled)
	if again.Rows.Unchanged != lines || len(again.Set.Changes) != 0 {
		t.Fatalf("again: %+v, %d changes\n%s", again.Rows, len(again.Set.Changes), again.Text("fr", 50))
	}
	last := 3 + lines // the last row that is filled
	move := func(rows [][]string, order func(i int) int) [][]string {
		out := slices.Clone(rows[:3])
		for i := 3; i < len(rows); i++ {
			out = append(out, rows[order(i)])
		}
		return out
	}
	page := map[string]string{"A1": "5W avril 2018", "A3": "Référence du retour", "B3": "5W-2018-04.SABA"}
	type outcome struct{ new, changed, refused, removed, missing int }
	cases := []struct {
		name   string
		damage func(f *excelize.File)
		remake func(rows [][]string) []byte
		want   outcome
	}{
		{name: "saved again", damage: func(*excelize.File) {}},
		{name: "sheet renamed", damage: func(f *excelize.File) { must(f.SetSheetName("5W", "Données avril")) }},
		{name: "stamp dropped", damage: func(f *excelize.File) { must(f.DeleteSheet("_toguna")) }},
		{name: "row inserted between", damage: func(f *excelize.File) { must(f.InsertRows("5W", 6, 2)) }},
		{name: "row deleted", damage: func(f *excelize.File) { must(f.RemoveRow("5W", 5)) }, want: outcome{missing: 1}},
		{name: "row emptied", damage: func(f *excelize.File) {
			for i := range Columns {
				if k := Columns[i].Key; k != "id" && k != "version" {
					must(f.SetCellValue("5W", cellOf(k, 5), nil))
				}
			}
		}, want: outcome{removed: 1}},
		{name: "row copied", damage: func(f *excelize.File) {
			must(f.DuplicateRowTo("5W", 5, last+1))
			must(f.SetCellStr("5W", cellOf("adm2", last+1), "Koro"))
			must(f.SetCellStr("5W", cellOf("adm2_code", last+1), "ML0505"))
		}, want: outcome{new: 1}},
		{name: "row pasted from elsewhere, without key or formulas", damage: func(f *excelize.File) {
			must(f.InsertRows("5W", 6, 1))
			for key, text := range map[string]string{"cluster": "PROTECTION", "aor": "VBG", "what": "Espaces sûrs", "adm1": "MOPTI", "adm2": "Koro", "girls": "1 234", "start": "13/03/2018"} {
				must(f.SetCellStr("5W", cellOf(key, 6), text))
			}
		}, want: outcome{new: 1}},
		{name: "hidden rows", damage: func(f *excelize.File) {
			must(f.SetRowVisible("5W", 5, false))
			must(f.SetRowVisible("5W", 6, false))
		}},
		{name: "merged cells", damage: func(f *excelize.File) {
			must(f.MergeCell("5W", cellOf("cluster", 4), cellOf("cluster", 5)))
		}},
		{name: "total row added", damage: func(f *excelize.File) {
			must(f.SetCellStr("5W", sheet.Address(last+1, 1), "Total"))
			must(f.SetCellInt("5W", cellOf("girls", last+1), 999))
		}},
		{name: "header repeated", damage: func(f *excelize.File) {
			must(f.InsertRows("5W", 7, 1))
			for i := range Columns {
				must(f.SetCellStr("5W", sheet.Address(7, i+1), Columns[i].Heading.fr))
			}
		}},
		{name: "an error in a number", damage: func(f *excelize.File) {
			must(f.SetCellStr("5W", cellOf("girls", 4), "#N/A"))
		}, want: outcome{refused: 1}},
		{name: "rows sorted", remake: func(rows [][]string) []byte {
			return rewrite(t, move(rows, func(i int) int { return len(rows) - 1 - (i - 3) }), page)
		}},
		{name: "values only, without any page", remake: func(rows [][]string) []byte { return rewrite(t, rows, nil) }},
		{name: "columns reordered", remake: func(rows [][]string) []byte {
			var out [][]string
			for _, r := range rows {
				r = slices.Clone(r)
				slices.Reverse(r)
				out = append(out, r)
			}
			return rewrite(t, out, page)
		}},
		{name: "keys lost", remake: func(rows [][]string) []byte {
			var out [][]string
			for _, r := range rows {
				out = append(out, r[:position("id")-1])
			}
			return rewrite(t, out, page)
		}},
		{name: "computed cells lost", remake: func(rows [][]string) []byte {
			var out [][]string
			for i, r := range rows {
				r = slices.Clone(r)
				for j := range Columns {
					if k := Columns[j].Key; i > 2 && Columns[j].Computed && k != "id" && k != "version" && k != "total" {
						r[j] = ""
					}
				}
				out = append(out, r)
			}
			return rewrite(t, out, page)
		}},
		{name: "one number corrected", damage: func(f *excelize.File) {
			must(f.SetCellInt("5W", cellOf("girls", 5), 77))
			must(f.SetCellInt("5W", cellOf("total", 5), 104))
		}, want: outcome{changed: 1}},
		{name: "all together", remake: func(rows [][]string) []byte {
			rows = move(rows, func(i int) int { return len(rows) - 1 - (i - 3) })
			rows = slices.Insert(rows, 9, slices.Clone(rows[1]), make([]string, len(Columns)))
			total := make([]string, len(Columns))
			total[0], total[position("girls")-1] = "Total", "999"
			rows = append(rows, total)
			for i := range rows {
				rows[i] = slices.Clone(rows[i])
				slices.Reverse(rows[i])
			}
			return rewrite(t, rows, page)
		}},
	}
	var told strings.Builder
	for _, c := range cases {
		b := filled
		if c.damage != nil {
			b = edit(t, filled, c.damage)
		} else {
			edit(t, filled, func(f *excelize.File) { b = c.remake(table(f, "5W")) })
		}
		d := want.copy(t)
		x := d.deliver("5W_2018-04_PROT-NAT_SABA.xlsx", b)
		got := outcome{x.Rows.New, x.Rows.Changed, x.Rows.Refused, x.Removed, x.Missing}
		if got != c.want {
			t.Errorf("%s: got %+v, want %+v\n%s", c.name, got, c.want, x.Text("fr", 12))
		}
		if y := d.deliver("5W_2018-04_PROT-NAT_SABA.xlsx", b); y.Rows.New+y.Rows.Changed+y.Removed != 0 {
			t.Errorf("%s: a second time %+v", c.name, y.Rows)
		}
		if n := len(d.april()); n != lines+c.want.new-c.want.removed {
			t.Errorf("%s: %d lines, want %d", c.name, n, lines+c.want.new-c.want.removed)
		}
		fmt.Fprintf(&told, "== %s\n%s\n", c.name, x.Text("fr", 6))
	}
	golden(t, "testdata/damage.txt", told.String())
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		must(os.MkdirAll(filepath.Dir(path), 0o755))
		must(os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	if err != nil || string(want) != got {
		t.Errorf("%s differs (%v): run with -update and look at it", path, err)
	}
}

// The tick of the nil return, in a workbook without lines and with none filled.
func TestNoActivityIsTicked(t *testing.T) {
	fresh, blank := newDesk(t)
	b := edit(t, blank, func(f *excelize.File) {
		for r, row := range table(f, "Lisez-moi") {
			if row[0] == askNil.fr {
				must(f.SetCellStr("Lisez-moi", sheet.Address(r+1, 2), "oui"))
			}
		}
		for r := 4; r <= 30; r++ {
			for i := range Columns {
				if k := Columns[i].Key; k != "id" && k != "version" {
					must(f.SetCellValue("5W", cellOf(k, r), nil))
				}
			}
		}
	})
	x := fresh.deliver("neant.xlsx", b)
	if r := fresh.all[fresh.due.ID].(*record.Return); !x.Nil || r.State != "nil" || len(fresh.april()) != 0 {
		t.Errorf("nil %v, the return is %s\n%s", x.Nil, r.State, x.Text("fr", 9))
	}
	if y := fresh.deliver("neant.xlsx", b); len(y.Set.Changes) != 0 {
		t.Errorf("a second time: %d changes", len(y.Set.Changes))
	}
}

// Saved by LibreOffice, which computes the formulas anew.
func TestSavedByLibreOffice(t *testing.T) {
	office := os.Getenv("TOGUNA_TEST_OFFICE")
	if office == "" {
		t.Skip("TOGUNA_TEST_OFFICE is not set to LibreOffice: workbooks saved by it skipped (make test sets it)")
	}
	fresh, blank := newDesk(t)
	dir := t.TempDir()
	path := filepath.Join(dir, "avril.xlsx")
	must(os.WriteFile(path, edit(t, blank, fill), 0o644))
	want := fresh.copy(t)
	want.deliver("avril.xlsx", edit(t, blank, fill))
	for _, format := range []string{"ods", "xlsx:Calc MS Excel 2007 XML"} {
		ext, _, _ := strings.Cut(format, ":")
		out := filepath.Join(dir, ext)
		cmd := exec.Command(office, "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", format, "--outdir", out, path)
		if text, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		path = filepath.Join(out, "avril."+ext)
	}
	b, err := os.ReadFile(path)
	must(err)
	d := want.copy(t)
	if x := d.deliver("avril.xlsx", b); x.Rows.New+x.Rows.Changed+x.Rows.Refused != 0 || x.Rows.Unchanged == 0 {
		t.Errorf("%+v\n%s", x.Rows, x.Text("fr", 12))
	}
}
