package fivew

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"toguna/internal/exchange/sheet"
	"toguna/internal/layout"
	"toguna/internal/locale"
	"toguna/internal/match"
	"toguna/internal/record"
)

// desk is a register that takes files in: what is applied is there for the next
// one, as in the store.
type desk struct {
	t       *testing.T
	records map[string]record.Record
	told    *Told
	n       int
}

func newDesk(t *testing.T) *desk {
	d := &desk{t: t, records: map[string]record.Record{}, told: new(Told)}
	add := func(r record.Record, id, code string) {
		h := r.Base()
		h.ID, h.Code, h.Operation, h.Version = id, code, "op", 1
		d.records[id] = r
	}
	add(&record.Operation{NameFR: "Kobane", Country: "MLI"}, "op", "KOB")
	add(&record.Place{NameFR: "Kobane", Depth: record.N(0)}, "p0", "KO")
	for i, name := range []string{"Nord", "Sud"} {
		add(&record.Place{NameFR: name, Depth: record.N(1), Parent: "p0"}, fmt.Sprintf("p%d", i+1), fmt.Sprintf("KO0%d", i+1))
	}
	add(&record.Caseload{Place: "p1", State: "population", People: record.N(5000)}, "c1", "")
	add(&record.Org{NameFR: "Association du Nord", Acronym: "ADN", Type: "441"}, "o1", "ADN")
	add(&record.Org{NameFR: "Abri Monde", Acronym: "ABM", Type: "437"}, "o2", "ABM")
	add(&record.Body{NameFR: "Cluster Protection", BodyKind: "cluster", Reach: "national", Sector: "PRO"}, "b1", "PROT")
	add(&record.Body{NameFR: "Inter-cluster", BodyKind: "iccg", Reach: "national"}, "b2", "ICCG")
	return d
}

func (d *desk) snapshot() *record.Snapshot {
	var all []record.Record
	for _, r := range d.records {
		if r.Kind() != "activity" {
			all = append(all, r)
		}
	}
	return record.NewSnapshot(all, "2026-11-25")
}

func (d *desk) lines(first, last record.Month, each func(*record.Activity) error) error {
	for _, r := range d.records {
		if a, ok := r.(*record.Activity); ok && a.Month >= first && a.Month <= last {
			if err := each(a); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *desk) newID() string {
	d.n++
	return fmt.Sprintf("01930000-0000-7000-8000-%012d", d.n)
}

// take reads a CSV as the file of a name; edit changes how.
func (d *desk) take(name, csv string, edit ...func(*TakeOptions)) *Delivery {
	d.t.Helper()
	return d.takeBook(name, bookOf(d.t, name, csv), edit...)
}

func (d *desk) takeBook(name string, book *sheet.Book, edit ...func(*TakeOptions)) *Delivery {
	d.t.Helper()
	x, err := d.try(name, book, edit...)
	if err != nil {
		d.t.Fatal(err)
	}
	r := x.Rows
	if r.Read != r.Taken()+r.Folded+r.Refused {
		d.t.Errorf("%s: the law is broken: %+v", name, r)
	}
	return x
}

// try takes a file that may be refused whole.
func (d *desk) try(name string, book *sheet.Book, edit ...func(*TakeOptions)) (*Delivery, error) {
	d.t.Helper()
	base := d.snapshot()
	l, err := layout.Recognise(d.t.Context(), book, layout.Options{})
	if err != nil {
		d.t.Fatal(err)
	}
	o := TakeOptions{CheckOptions: CheckOptions{File: name}, Lang: locale.FR, NewID: d.newID, At: time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC), By: "im", Door: "5w", Told: d.told, Lines: d.lines}
	for _, e := range edit {
		e(&o)
	}
	return Take(d.t.Context(), book, l, base, knownTo(base), o)
}

func knownTo(s *record.Snapshot) Known {
	k := Known{Orgs: match.NewOrgs(s.Orgs, s.Spellings, s.Places), Register: map[record.OrgID]*record.Org{}, Places: match.NewPlaces(s.Places, s.Spellings, "")}
	for _, o := range s.Orgs {
		k.Register[record.OrgID(o.ID)] = o
	}
	return k
}

// apply does what the store does with a set.
func (d *desk) apply(x *Delivery) {
	d.t.Helper()
	for _, c := range x.Set.Changes {
		version := 0
		if had := d.records[c.ID]; had != nil {
			version = had.Base().Version
		}
		if c.Was != version {
			d.t.Fatalf("%s %s was %d, is %d", c.Kind, c.ID, c.Was, version)
		}
		if c.Action == record.Remove {
			delete(d.records, c.ID)
			continue
		}
		if ps := record.Problems(record.Check(c.Record)).Refusing(); len(ps) > 0 {
			d.t.Fatal(ps)
		}
		c.Record.Base().Version = version + 1
		d.records[c.ID] = c.Record
	}
	d.told = new(Told) // the next command
}

func (d *desk) activities() []*record.Activity {
	var out []*record.Activity
	for _, r := range d.records {
		if a, ok := r.(*record.Activity); ok {
			out = append(out, a)
		}
	}
	slices.SortFunc(out, func(a, b *record.Activity) int { return strings.Compare(a.Code, b.Code) })
	return out
}

func found(x *Delivery, code string) []string {
	var out []string
	for _, i := range x.Issues {
		if i.Code == code {
			out = append(out, i.Where(9)+" "+i.Message("fr"))
		}
	}
	return out
}

const marchHead = "Mois;Organisation;Partenaire de mise en œuvre;Cluster;Activité;Région;P-code région;Bénéficiaires atteints;Point focal\n"

const march = marchHead +
	"2018-03;ADN;ADN;Protection;Suivi;Nord;KO01;100;Awa, 76 00 00 00\n" +
	"2018-03;ADN;Les Amis;Protection;Suivi;Sud;KO02;200;Awa\n" +
	"2018-03;ABM;ABM;Éducation;Classes;Sud;KO02;50;Bob\n" +
	"2018-03;ABM;ABM;Éducation;Classes;Sud;KO02;50;Bob\n" +
	"2018-03;ABM;ABM;Éducation;Classes;Est;;50;Bob\n"

// TestSecondDelivery: the same file again changes nothing and asks nothing; an
// edited one changes the edited row only.
func TestSecondDelivery(t *testing.T) {
	d := newDesk(t)
	x := d.take("mars.csv", march)
	if want := (Tally{Read: 5, New: 3, Folded: 1, Refused: 1}); x.Rows != want {
		t.Fatalf("first: %+v, want %+v\n%s", x.Rows, want, x.Text(locale.FR, 0))
	}
	if len(x.Created) != 1 || x.Created[0].NameFR != "Les Amis" || x.Returns != 2 || len(x.Contacts) != 1 {
		t.Errorf("created %v, %d returns, contacts %v", x.Created, x.Returns, x.Contacts)
	}
	d.apply(x)
	for _, a := range d.activities() {
		for _, f := range record.TableOf("activity").Fields {
			if strings.Contains(f.Get(a), "Awa") {
				t.Errorf("a contact was taken: %s of %s", f.Name, a.Code)
			}
		}
	}
	x = d.take("mars.csv", march)
	if want := (Tally{Read: 5, Unchanged: 3, Folded: 1, Refused: 1}); x.Rows != want || len(x.Set.Changes) > 0 {
		t.Fatalf("again: %+v, %d changes", x.Rows, len(x.Set.Changes))
	}
	x = d.take("mars corrigé.csv", strings.Replace(march, "KO02;200", "KO02;250", 1))
	if want := (Tally{Read: 5, Changed: 1, Unchanged: 2, Folded: 1, Refused: 1}); x.Rows != want || len(x.Set.Changes) != 1 {
		t.Fatalf("edited: %+v, %d changes", x.Rows, len(x.Set.Changes))
	}
	d.apply(x)
	if a := d.activities()[2]; a.Total.V != 250 || a.Version != 2 {
		t.Errorf("the edited line: %+v", a)
	}
}

// TestAnEmptyColumnTellsNoLinesApart: a partner who adds a column of its form
// and leaves it empty, or takes it out again, sends the same lines; so does one
// who names the other organisation of a single line.
func TestAnEmptyColumnTellsNoLinesApart(t *testing.T) {
	const head, rows = "Mois;Organisation;Secteur;Activité;Région;Total atteint", "\n2018-03;ADN;Protection;Suivi;Sud;200\n2018-03;ADN;Éducation;Classes;Sud;50\n"
	with := func(first, second string) string {
		lines := strings.Split(strings.TrimSpace(rows), "\n")
		return head + ";Partenaire de mise en œuvre;Modalité;Site\n" + lines[0] + first + "\n" + lines[1] + second + "\n"
	}
	for _, tt := range []struct {
		name, first, then string
		want              Tally
	}{
		{"added", head + rows, with(";;;", ";;;"), Tally{Read: 2, Unchanged: 2}},
		{"taken out", with(";;;", ";;;"), head + rows, Tally{Read: 2, Unchanged: 2}},
		{"filled before, empty now", with(";;cash;", ";;cash;"), with(";;;", ";;;"), Tally{Read: 2, Changed: 2}},
		{"one line names another", head + rows, with(";ABM;;", ";;;"), Tally{Read: 2, New: 1, Changed: 1}},
	} {
		d := newDesk(t)
		d.apply(d.take("mars.csv", tt.first))
		if x := d.take("mars.csv", tt.then); x.Rows != tt.want {
			t.Errorf("%s: %+v, want %+v\n%s", tt.name, x.Rows, tt.want, x.Text("en", 0))
		}
	}
}

// TestReturns: each partner has a return for each body and month; one that was
// expected has been received.
func TestReturns(t *testing.T) {
	d := newDesk(t)
	d.records["r"] = &record.Return{Head: record.Head{ID: "r", Code: "ATTENDU", Operation: "op", Version: 1}, Org: "o1", Body: "b1", Month: "2018-03", State: "expected", Due: "2018-04-05"}
	d.apply(d.take("mars.csv", march))
	r := d.records["r"].(*record.Return)
	if r.State != "received" || r.Received != "2026-11-25" || r.Due != "2018-04-05" {
		t.Errorf("the expected return: %+v", r)
	}
	var codes []string
	for _, a := range d.activities() {
		codes = append(codes, a.Code)
		home := d.records[string(a.Return)].(*record.Return)
		if body := d.records[string(home.Body)].Base().Code; a.Sector == "PRO" && body != "PROT" || a.Sector == "EDU" && body != "ICCG" {
			t.Errorf("%s is returned to %s", a.Code, body)
		}
	}
	if got := strings.Join(codes, " "); got != "5W-2018-03.ABM.01 ATTENDU.01 ATTENDU.02" {
		t.Errorf("codes: %s", got)
	}
}

// TestVanishedLines: what a file no longer says stays, unless the file is said
// to be the whole, or is our own workbook that was issued with it.
func TestVanishedLines(t *testing.T) {
	shorter := strings.Replace(march, "2018-03;ADN;Les Amis;Protection;Suivi;Sud;KO02;200;Awa\n", "", 1)
	for _, c := range []struct {
		name             string
		edit             func(*desk, *TakeOptions)
		missing, removed int
	}{
		{"a partner's file", func(*desk, *TakeOptions) {}, 1, 0},
		{"the whole", func(_ *desk, o *TakeOptions) { o.Whole = true }, 0, 1},
		{"issued with it", func(d *desk, o *TakeOptions) { o.Issued = []string{d.activities()[2].ID} }, 0, 1},
		{"issued before it", func(d *desk, o *TakeOptions) { o.Issued = []string{d.activities()[1].ID} }, 1, 0},
	} {
		d := newDesk(t)
		d.apply(d.take("mars.csv", march))
		x := d.take("mars.csv", shorter, func(o *TakeOptions) { c.edit(d, o) })
		if x.Missing != c.missing || x.Removed != c.removed {
			t.Errorf("%s: missing %d, removed %d", c.name, x.Missing, x.Removed)
		}
		d.apply(x)
		if n := len(d.activities()); n != 3-c.removed {
			t.Errorf("%s: %d lines", c.name, n)
		}
	}
}

// TestRowsOfOurs: a row is the line whose id it bears, whatever else changed; a
// copied row is a new line; a line that has moved on is not written over.
func TestRowsOfOurs(t *testing.T) {
	d := newDesk(t)
	d.apply(d.take("mars.csv", march))
	ids := d.activities()
	ours := func(rows string) string {
		return "Mois;Organisation;Cluster;Activité;P-code région;Bénéficiaires atteints;Identifiant;Version\n#date+reported;#org;#sector;#activity;#adm1+code;#reached;#meta+id;#meta+version\n" + rows
	}
	row := func(a *record.Activity, what string, n, version int) string {
		return fmt.Sprintf("2018-03;ADN;Protection;%s;KO01;%d;%s;%d\n", what, n, a.ID, version)
	}
	x := d.take("ours.csv", ours(row(ids[1], "Écoute", 120, 1)))
	if x.Rows != (Tally{Read: 1, Changed: 1}) {
		t.Fatalf("by id: %+v\n%s", x.Rows, x.Text(locale.FR, 0))
	}
	d.apply(x)
	if a := d.records[ids[1].ID].(*record.Activity); a.What != "Écoute" || a.Impl != "o1" {
		t.Errorf("what the file has no column for must stay: %+v", a)
	}
	// The copy stands first; the row that still is the line keeps the id.
	file := ours(row(ids[1], "Autre", 7, 2) + row(ids[1], "Écoute", 120, 2))
	x = d.take("ours.csv", file)
	if x.Rows != (Tally{Read: 2, New: 1, Unchanged: 1}) {
		t.Fatalf("copied: %+v\n%s", x.Rows, x.Text(locale.FR, 0))
	}
	d.apply(x)
	if x = d.take("ours.csv", file); x.Rows != (Tally{Read: 2, Unchanged: 2}) {
		t.Errorf("copied, again: %+v", x.Rows)
	}
	x = d.take("ours.csv", ours(row(ids[1], "Écoute", 130, 1)))
	if x.Rows != (Tally{Read: 1, Refused: 1}) || len(found(x, "moved_on")) != 1 {
		t.Errorf("moved on: %+v %v", x.Rows, x.Issues)
	}
}

// TestLikelyWaits: rows of a spelling that is only likely wait, with the
// proposals; the best one is taken when the person says so, and remembered.
func TestLikelyWaits(t *testing.T) {
	d := newDesk(t)
	d.records["o3"] = &record.Org{Head: record.Head{ID: "o3", Code: "SOL", Operation: "op", Version: 1}, NameFR: "Solidarité du Nord pour le développement", Acronym: "SOLND"}
	csv := marchHead + "2018-03;Solidarité Sud développement;;Protection;Suivi;Nord;KO01;10;\n"
	if a := knownTo(d.snapshot()).Orgs.Find("", "Solidarité Sud développement"); a.Org != "" || len(a.Likely) == 0 {
		t.Fatalf("the spelling is to be likely, not %+v", a)
	}
	x := d.take("mars.csv", csv)
	if x.Rows != (Tally{Read: 1, Refused: 1}) || len(x.Waiting) != 1 || len(x.Set.Changes) > 0 {
		t.Fatalf("waits: %+v, %v, %d changes", x.Rows, x.Waiting, len(x.Set.Changes))
	}
	if got := found(x, "org_likely"); len(got) != 1 || !strings.Contains(got[0], "SOL (") {
		t.Errorf("proposal: %v", got)
	}
	x = d.take("mars.csv", csv, func(o *TakeOptions) { o.AcceptLikely = true })
	if x.Rows != (Tally{Read: 1, New: 1}) {
		t.Fatalf("accepted: %+v", x.Rows)
	}
	d.apply(x)
	if x = d.take("mars.csv", csv); x.Rows != (Tally{Read: 1, Unchanged: 1}) || len(x.Set.Changes) > 0 {
		t.Errorf("second delivery: %+v", x.Rows)
	}
}

// TestFirstFileOfACountry: with no organisation and no body known, one file is
// taken whole.
func TestFirstFileOfACountry(t *testing.T) {
	d := newDesk(t)
	for id, r := range d.records {
		if k := r.Kind(); k == "org" || k == "body" {
			delete(d.records, id)
		}
	}
	x := d.take("Kobane 3W 2018-03.csv", "Organisation;Type;Secteur;Région\nADN;ONG nationale;Protection;Nord\nAdn;ONG nationale;Protection;Sud\nUNICEF;Nations Unies;Éducation;Sud\n")
	if x.Rows != (Tally{Read: 3, New: 3}) || x.Body == nil || x.Named != "2018-03" {
		t.Fatalf("%+v %v %q\n%s", x.Rows, x.Body, x.Named, x.Text(locale.FR, 0))
	}
	var created []string
	for _, o := range x.Created {
		created = append(created, o.Code+" "+o.Type)
	}
	slices.Sort(created)
	if got := strings.Join(created, ", "); got != "ADN 441, UNICEF 447" {
		t.Errorf("created: %s", got)
	}
	d.apply(x)
	for _, r := range d.records {
		if r.Kind() == "classification" {
			t.Error("a class was decided by the program")
		}
	}
	if x = d.take("Kobane 3W 2018-03.csv", "Organisation;Type;Secteur;Région\nADN;ONG nationale;Protection;Nord\nAdn;ONG nationale;Protection;Sud\nUNICEF;Nations Unies;Éducation;Sud\n"); len(x.Set.Changes) > 0 {
		t.Errorf("again: %d changes", len(x.Set.Changes))
	}
}

// TestComparisons: what no row shows by itself is flagged and refuses nothing.
func TestComparisons(t *testing.T) {
	d := newDesk(t)
	d.apply(d.take("février.csv", marchHead+
		"2018-02;ADN;ADN;Protection;Suivi;Nord;KO01;100;\n2018-02;ABM;ABM;Éducation;Classes;Sud;KO02;3000;\n2018-02;Les Amis;Les Amis;Éducation;Classes;Sud;KO02;30;\n"))
	x := d.take("mars.csv", marchHead+
		"2018-03;ADN;ADN;Protection;Suivi;Nord;KO01;6000;\n"+ // a jump, and more than the 5,000 of Nord
		"2018-03;ABM;ADN;Protection;Suivi;Nord;KO01;90;\n"+ // the same, reported by ABM
		"2018-03;ABM;ABM;Éducation;Classes;Sud;KO02;2900;\n")
	if x.Rows.Refused > 0 {
		t.Fatalf("%+v\n%s", x.Rows, x.Text(locale.FR, 0))
	}
	for code, want := range map[string]string{"jump": "H2 ", "over_population": "H2 ", "reported_twice": "B3 ", "partner_gone": "Les Amis"} {
		if got := found(x, code); len(got) != 1 || !strings.Contains(got[0], want) {
			t.Errorf("%s: %v, want one with %q", code, got, want)
		}
	}
	d.apply(x)
	x = d.take("abm.csv", marchHead+"2018-03;Les Amis;ADN;Protection;Suivi;Nord;KO01;90;\n")
	if got := found(x, "reported_twice"); len(got) != 2 || !strings.Contains(got[0]+got[1], "ABM (Abri Monde) la rapporte aussi (5W-2018-03.ABM.01, au registre)") {
		t.Errorf("against the register: %v", got)
	}
	x = d.take("abm bis.csv", marchHead+"2018-03;Les Amis;ADN;Protection;Suivi;Nord;KO01;95;\n")
	if got := found(x, "in_two_files"); len(got) != 1 || !strings.Contains(got[0], "abm.csv, ligne 2") {
		t.Errorf("two files of one command: %v", got)
	}
}

// TestAMonthToCome: the desk reads files on 25 November 2026. What a row says was
// done in December cannot be; what is planned can, and so can targets.
func TestAMonthToCome(t *testing.T) {
	const (
		head    = "Mois;Organisation;Cluster;Activité;Région;P-code région;Statut;Bénéficiaires atteints\n"
		targets = "Mois;Organisation;Cluster;Activité;Région;P-code région;Bénéficiaires ciblés\n"
		days    = "Date de début;Date de fin;Organisation;Cluster;Activité;Région;P-code région;Bénéficiaires atteints\n"
	)
	rest := func(state string) string { return ";ADN;Protection;Suivi;Nord;KO01;" + state + ";100\n" }
	for _, c := range []struct {
		story, name, csv string
		refused          int
		said             string
	}{
		{"a year mistyped", "5w.csv", head + "2026-10" + rest("en cours") + "2029-10" + rest("en cours"), 1, "A3 le mois 2029-10 est à venir (le fichier est lu en 2026-11)"},
		{"next month, and no status", "5w.csv", head + "2026-12" + rest(""), 1, "A2 le mois 2026-12 est à venir (le fichier est lu en 2026-11)"},
		{"next month, planned", "5w.csv", head + "2026-12" + rest("planifiée"), 0, ""},
		{"this month", "5w.csv", head + "2026-11" + rest("en cours"), 0, ""},
		{"a quarter that has begun", "5w.csv", head + "T4 2026" + rest("en cours"), 0, "A2 le mois 2026-12 est à venir\u00a0: ce qui en est dit"},
		{"a quarter that has not", "5w.csv", head + "T1 2027" + rest("en cours"), 1, "A2 le mois 2027-03 est à venir (le fichier"},
		{"targets", "5w.csv", targets + "2027-02;ADN;Protection;Suivi;Nord;KO01;100\n", 0, "A2 le mois 2027-02 est à venir\u00a0: ce qui en est dit"},
		{"begins next month", "5w.csv", days + "2026-12-03;2027-06-30;ADN;Protection;Suivi;Nord;KO01;100\n", 1, "A2 le mois 2026-12 est à venir (le fichier"},
		{"runs until next year", "5w.csv", days + "2026-03-01;2027-06-30;ADN;Protection;Suivi;Nord;KO01;100\n", 0, ""},
		{"only the name of the file says it", "5w 2027-01.csv", strings.ReplaceAll(head, "Mois;", "") + strings.TrimPrefix(rest("en cours"), ";"), 1, "2 le mois 2027-01 est à venir (le fichier"},
		{"a quarter in the name of the file", "5w 2026-T4.csv", strings.ReplaceAll(head, "Mois;", "") + strings.TrimPrefix(rest("en cours"), ";"), 0, "le mois 2026-12 est à venir\u00a0: ce qui en est dit"},
	} {
		d := newDesk(t)
		x := d.take(c.name, c.csv)
		said := strings.Join(append(found(x, "month_ahead"), found(x, "month_to_come")...), "; ")
		if x.Rows.Refused != c.refused || !strings.Contains(said, c.said) || c.said == "" && said != "" {
			t.Errorf("%s: %+v, said %q, want %d refused and %q\n%s", c.story, x.Rows, said, c.refused, c.said, x.Text(locale.FR, 0))
		}
		base := d.snapshot()
		r, err := Look(t.Context(), bookOf(t, c.name, c.csv), x.Layout, base, Known{Orgs: match.NewOrgs(base.Orgs, nil, base.Places), Places: match.NewPlaces(base.Places, nil, "")},
			ReviewOptions{CheckOptions: CheckOptions{File: c.name, Day: "2026-11-25"}, Lang: locale.FR})
		if err != nil || r.Refused() != c.refused {
			t.Errorf("%s: a check refuses %d rows (%v), an import %d", c.story, r.Refused(), err, c.refused)
		}
	}
}

// TestACodeMeansTheUnitOfTheMonth: in a file of several months a P-code that was
// given to another area means, row by row, the area that had it then.
func TestACodeMeansTheUnitOfTheMonth(t *testing.T) {
	d := newDesk(t)
	for _, u := range []*record.Place{{NameFR: "Est", Span: record.Span{Until: "2024-01-01"}}, {NameFR: "Ouest", Span: record.Span{Since: "2024-01-01"}}} {
		u.ID, u.Code, u.Operation, u.Version = u.NameFR, "KO03", "op", 1
		if u.Since != "" {
			u.Code = "KO03v02"
		}
		u.Depth, u.Parent = record.N(1), "p0"
		d.records[u.ID] = u
	}
	x := d.take("a.csv", "Organisation;Secteur;P-code région;Région;Mois\nADN;Protection;KO03;;2018-03\nADN;Protection;KO03;;2025-03\nADN;Protection;KO03;Ouest;2023-12\n")
	var got []string
	for _, c := range x.Set.Changes {
		if a, ok := c.Record.(*record.Activity); ok {
			got = append(got, string(a.Month)+" "+string(a.Place))
		}
	}
	slices.Sort(got)
	if want := []string{"2018-03 Est", "2023-12 Ouest", "2025-03 Ouest"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v\n%s", got, want, x.Text(locale.FR, 5))
	}
}

// TestRefusedComeBack: the refused rows go out with their headings, the reason
// first, and come back corrected.
func TestRefusedComeBack(t *testing.T) {
	d := newDesk(t)
	x := d.take("mars.csv", march)
	d.apply(x)
	var out bytes.Buffer
	if err := x.WriteRefused(t.Context(), &out, bookOf(t, "mars.csv", march), locale.FR); err != nil {
		t.Fatal(err)
	}
	back, err := sheet.Read("refused.xlsx", bytes.NewReader(out.Bytes()), int64(out.Len()), sheet.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	name := back.Sheets()[0].Name
	var rows [][]string
	if err := back.Rows(t.Context(), name, func(_ int, cells []sheet.Cell) error {
		var row []string
		for col := 1; col <= 10; col++ {
			row = append(row, sheet.At(cells, col).Text)
		}
		rows = append(rows, row)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if len(rows) != 2 || rows[0][0] != "Motif du refus" || rows[0][2] != "Organisation" || !strings.Contains(rows[1][0], "Est") || rows[1][6] != "Est" {
		t.Fatalf("the rows that come back: %q", rows)
	}
	var csv strings.Builder
	for _, r := range rows {
		r[0] = strings.ReplaceAll(r[0], "\n", " ")
		csv.WriteString(strings.ReplaceAll(strings.Join(r, ";"), "Est", "Nord") + "\n")
	}
	if y := d.take("refused.csv", csv.String()); y.Rows != (Tally{Read: 1, New: 1}) {
		t.Errorf("corrected: %+v\n%s", y.Rows, y.Text(locale.FR, 0))
	}
}

// TestRefusedAgain: rows that come back as bad as they were carry one column of
// reasons, in whatever language they first went out, with all that is wrong: the
// cells, and the organisation that waits.
func TestRefusedAgain(t *testing.T) {
	d := newDesk(t)
	file := "r.csv"
	b := bookOf(t, file, "Organisation;Secteur;Région;Mois;Hommes atteints\nAbri Monde Sud;Protection;Nulle part;2018-13;abc\n")
	for _, lang := range []locale.Lang{locale.EN, locale.FR, locale.FR} {
		x, err := d.try(file, b, func(o *TakeOptions) { o.Lang = lang })
		if err != nil {
			t.Fatal(err)
		}
		if len(x.Waiting) != 1 {
			t.Errorf("spellings that wait: %+v", x.Waiting)
		}
		var out bytes.Buffer
		if err := x.WriteRefused(t.Context(), &out, b, lang); err != nil {
			t.Fatal(err)
		}
		file = "refused.xlsx"
		if b, err = sheet.Read(file, bytes.NewReader(out.Bytes()), int64(out.Len()), sheet.DefaultLimits()); err != nil {
			t.Fatal(err)
		}
		var heads, why string
		err = b.Rows(t.Context(), b.Sheets()[0].Name, func(n int, cells []sheet.Cell) error {
			for _, c := range cells {
				if n == 1 {
					heads += c.Text + "|"
				}
			}
			if n == 2 {
				why = cells[0].Text
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if want := whyHeading(lang) + "|Organisation|Secteur|Région|Mois|Hommes atteints|"; heads != want {
			t.Errorf("%s: headings %q, want %q", lang, heads, want)
		}
		for _, told := range []string{"abc", "Nulle part", "2018-13", "Abri Monde Sud"} {
			if !strings.Contains(why, told) {
				t.Errorf("%s: the reasons leave %q out: %s", lang, told, why)
			}
		}
	}
}

// TestTooManyRowsAtOnce: a file that brings more than one change set may hold is
// refused whole, in words that say what to do; rows to correct count, repeats do not.
func TestTooManyRowsAtOnce(t *testing.T) {
	const head, good, repeat, bad = "Organisation;Secteur;Région;Mois;Activité\n", "ADN;Protection;Nord;2026-10;Écoute %d\n", "ADN;Protection;Nord;2026-10;Écoute 0\n", "ADN;Protection;Nulle part;2026-10;Écoute\n"
	file := head
	for i := range 4 {
		file += fmt.Sprintf(good, i)
	}
	file += repeat + bad
	for most, refused := range map[int]bool{3: true, 4: true, 5: false} {
		x, err := newDesk(t).try("a.csv", bookOf(t, "a.csv", file+repeat), func(o *TakeOptions) { o.Most = most })
		var p record.Problem
		switch {
		case !refused && (err != nil || x.Rows != Tally{Read: 7, New: 4, Folded: 2, Refused: 1}):
			t.Errorf("at most %d: %v, %+v", most, err, x)
		case refused && (x != nil || !errors.As(err, &p) || p.Code != "too_many_at_once" || p.From.Row == 0 || !strings.Contains(p.Message("fr"), fmt.Sprintf("plus de %d lignes", most)) || !strings.Contains(p.Message("fr"), "par mois")):
			t.Errorf("at most %d: %v", most, err)
		}
	}
}

// TestActivityUnderAnotherSubclusterThanUsual: what nearly all lines report under
// one sub-cluster is pointed out under another, in the file or against the
// register; what is common to several is not, nor what the cluster itself reports.
func TestActivityUnderAnotherSubclusterThanUsual(t *testing.T) {
	const head = "Organisation;Secteur;Région;Mois;Activité;Bénéficiaires atteints\n"
	file := head
	for i := range 120 {
		file += fmt.Sprintf("ADN;VBG;Nord;2026-%02d;Prise en charge psychosociale;%d\n", 3+i%2, 100+i)
		file += fmt.Sprintf("ADN;%s;Nord;2026-%02d;Sensibilisation;%d\n", []string{"VBG", "Protection de l’enfance"}[i%2], 3+i%2, 100+i)
	}
	d := newDesk(t)
	x := d.take("a.csv", file+"ADN;Protection de l’enfance;Nord;2026-04;Prise en charge psychosociale;7\n"+"ADN;Protection;Nord;2026-04;Prise en charge psychosociale;8\n")
	got := found(x, "other_subcluster")
	if len(got) != 1 || !strings.Contains(got[0], "B242") || !strings.Contains(got[0], "120") {
		t.Errorf("%q", got)
	}
	d.apply(x)
	y := d.take("b.csv", head+"SOL;Santé;Sud;2026-05;Prise en charge psychosociale;70\n")
	if got := found(y, "other_subcluster"); len(got) != 1 || !strings.Contains(got[0], "B2") {
		t.Errorf("%q", got)
	}
}

// TestComparisonsAreBounded: whatever a file says, what is held for comparing it
// has a bound, and what is not compared any more is said.
func TestComparisonsAreBounded(t *testing.T) {
	d := newDesk(t)
	found := &issues{layout: new(layout.Layout)}
	c := newComparison(d.snapshot(), locale.FR, "a.csv", new(layout.Layout), d.told, "2026-11-26")
	c.who, c.name = func(id record.OrgID) string { return string(id) }, func(id record.OrgID) string { return string(id) }
	c.note = func(row int, p record.Problem) { found.note(row, p) }
	orgs := make([]record.OrgID, 100)
	for i := range orgs {
		orgs[i] = record.OrgID(fmt.Sprint("o", i))
	}
	const rows = mostSums + 10*mostIssues
	for i := range rows {
		a := &record.Activity{Org: orgs[i%len(orgs)], Impl: "x", Place: "p1", Sector: "PRO", Month: monthOf(int32(i / len(orgs))), Total: record.N(float64(5001 + i))}
		c.row(i+2, a)
	}
	if err := c.end(func(first, last record.Month, each func(*record.Activity) error) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if len(c.here) > mostSums || c.counted > mostSums || len(c.rooms) > mostRooms || len(found.order) > mostIssues+5 { // one more of each kind
		t.Errorf("%d partners and months, %d sums, %d rooms, %d issues", len(c.here), c.counted, len(c.rooms), len(found.order))
	}
	cells, full := 0, false
	for _, x := range found.order {
		full = full || x.Code == "too_many_sums"
		if x.Code == "over_population" {
			cells += x.Cells
		}
	}
	if cells != rows || !full {
		t.Errorf("%d rows above the population of %d, too many sums said: %v", cells, rows, full)
	}
}

// TestWhatEverybodyKnowsIsCreatedOnce: a register that knows nobody gains one
// organisation for the names that everybody knows to be one.
func TestWhatEverybodyKnowsIsCreatedOnce(t *testing.T) {
	d := newDesk(t)
	x := d.take("mars.csv", "Mois;Organisation;Cluster;Activité;Région;P-code région;Bénéficiaires atteints\n"+
		"2018-03;OIM;Protection;Suivi;Nord;KO01;100\n"+
		"2018-03;IOM;Protection;Écoute;Sud;KO02;200\n"+
		"2018-03;Organisation internationale pour les migrations;Protection;Suivi;Sud;KO02;50\n"+
		"2018-03;PAM;Protection;Suivi;Sud;KO02;70\n")
	if len(x.Created) != 2 || x.Rows.New != 4 {
		t.Fatalf("created %v of %+v\n%s", x.Created, x.Rows, x.Text(locale.FR, 0))
	}
	d.apply(x)
	doers := map[record.OrgID]int{}
	for _, a := range d.activities() {
		doers[a.Impl]++
	}
	if len(doers) != 2 {
		t.Errorf("lines by organisation: %v", doers)
	}
}

// TestWhatStandsForNobodyIsNoOrganisation: a cell that says "not available" is
// missing; no organisation is made of it.
func TestWhatStandsForNobodyIsNoOrganisation(t *testing.T) {
	d := newDesk(t)
	x := d.take("mars.csv", "Mois;Organisation;Partenaire de mise en œuvre;Bailleur;Cluster;Activité;Région;P-code région;Bénéficiaires atteints\n"+
		"2018-03;N/A;ADN;;Protection;Suivi;Nord;KO01;100\n"+
		"2018-03;-;ADN;;Protection;Suivi;Nord;KO01;110\n"+
		"2018-03;Inconnu;ADN;;Protection;Suivi;Nord;KO01;120\n"+
		"2018-03;ADN;TBD;néant;Protection;Suivi;Nord;KO01;130\n")
	if want := (Tally{Read: 4, New: 1, Refused: 3}); x.Rows != want || len(x.Created) != 0 {
		t.Fatalf("%+v, created %v, want %+v\n%s", x.Rows, x.Created, want, x.Text(locale.FR, 0))
	}
	d.apply(x)
	if a := d.activities()[0]; a.Impl != "" || len(a.Donors) != 0 {
		t.Errorf("implemented by %q, paid by %q", a.Impl, a.Donors)
	}
}
