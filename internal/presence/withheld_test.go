package presence

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"toguna/internal/record"
)

// north is a register of two regions. Gao has two areas that can be reached
// and three that cannot; Mopti has two that can.
type north struct {
	records []record.Record
	lines   []*record.Activity
}

func newNorth() *north {
	n := new(north)
	n.add(&record.Operation{Head: record.Head{ID: "op", Code: "MLI"}, Country: "MLI"})
	for _, p := range []string{"ML05 Mopti", "ML07 Gao", "ML0501 Bankass", "ML0502 Koro", "ML0701 Ansongo", "ML0702 Bourem", "ML0703 Menaka", "ML0704 Tessit", "ML0705 Almou"} {
		code, name, _ := strings.Cut(p, " ")
		place := &record.Place{Head: record.Head{ID: name, Code: code}, NameFR: name, Depth: record.N(float64(len(code)/2 - 1))}
		if len(code) > 4 {
			place.Parent = map[string]record.PlaceID{"ML05": "Mopti", "ML07": "Gao"}[code[:4]]
		}
		n.add(place)
	}
	for _, p := range []record.PlaceID{"Menaka", "Tessit", "Almou"} {
		n.add(&record.AccessLevel{Head: record.Head{ID: "access-" + string(p)}, Place: p, Access: "hard_to_reach", AssessedBy: "OCHA", Span: record.Span{Since: "2018-01-01"}})
	}
	for code, class := range map[string]record.Class{"AMSS": record.NNGO, "TASSAGHT": record.NNGO, "GARDL": record.NNGO, "SECRET": record.NNGO, "DRPFEF": record.StateLocal,
		"CRM": record.RCNational, "DRC": record.INGO, "NRC": record.INGO, "UNHCR": record.UN} {
		n.add(&record.Org{Head: record.Head{ID: code, Code: code}, NameFR: code, Acronym: code})
		n.add(&record.Classification{Head: record.Head{ID: "class-" + code}, Org: record.OrgID(code), Class: class, Span: record.Span{Since: "2010-01-01"}})
	}
	n.closed("2018-02")
	return n
}

func (n *north) add(r record.Record) { n.records = append(n.records, r) }

func (n *north) closed(m record.Month) {
	n.add(&record.Attestation{Head: record.Head{ID: "closed-" + string(m)}, List: "activity", Statement: "complete", On: m.Last(), By: "cluster",
		Span: record.Span{Since: m.First(), Until: m.Add(1).First()}})
}

// line adds an activity of an organisation that is under way.
func (n *north) line(org, place, sector string, people float64, alter ...func(*record.Activity)) {
	a := &record.Activity{Head: record.Head{ID: fmt.Sprint("line-", len(n.lines))}, Month: "2018-02", Org: record.OrgID(org), Impl: record.OrgID(org),
		Place: record.PlaceID(place), Sector: sector, State: "ongoing"}
	if people >= 0 {
		a.Total = record.N(people)
	}
	for _, f := range alter {
		f(a)
	}
	n.lines = append(n.lines, a)
}

func (n *north) view(level record.Level) record.View {
	return record.View{Snapshot: record.NewSnapshot(slices.Clone(n.records), "2018-03-21"), Level: level}
}

func (n *north) ask(t testing.TB, level record.Level, q Question) *Table {
	t.Helper()
	if q.From == "" {
		q.From = "2018-02"
	}
	return read(t, n.view(level), columnsOf(n.lines), q)
}

// text writes a table in full: what a page, a picture or a file could hold.
func text(t *Table) string {
	b, err := json.Marshal(t)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// mark writes a cell.
func mark(c Cell) string {
	switch c.State {
	case Known:
		return fmt.Sprint(c.N)
	case Uncertain:
		return fmt.Sprintf("%d–%d", c.N, c.N+c.More)
	case Withheld:
		return "◊"
	case NotApplicable:
		return "n/a"
	}
	return "?"
}

// shape writes a table with its heads, a row a line.
func shape(t *Table) string {
	var out strings.Builder
	line := func(name string, cells []Cell) {
		out.WriteString(name + ":")
		for _, c := range cells {
			out.WriteString(" " + mark(c))
		}
		out.WriteString("\n")
	}
	for i, h := range t.Rows {
		line(h.Label("en"), t.Cells[i])
	}
	line("whole", t.Whole)
	return out.String()
}

func same(t *testing.T, what, got, want string) {
	t.Helper()
	if d := cmp.Diff(strings.TrimSpace(want), strings.TrimSpace(got)); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

func presentInTheNorth() *north {
	n := newNorth()
	n.line("AMSS", "Ansongo", "PRO", 100)
	n.line("DRPFEF", "Ansongo", "PRO", 50)
	n.line("DRC", "Bourem", "PRO-HLP", 40)
	n.line("AMSS", "Menaka", "PRO", 30)
	n.line("SECRET", "Menaka", "PRO", 20)
	n.line("GARDL", "Tessit", "PRO-MIN", 70)
	n.line("NRC", "Tessit", "PRO", 80)
	n.line("TASSAGHT", "Bankass", "PRO-GBV", 60)
	n.line("CRM", "Bankass", "PRO", 90)
	return n
}

// Rule D8: areas that are hard to reach are not shown one by one, their region
// gets counts by class without names, and small ones not at all.
func TestHardToReachAreas(t *testing.T) {
	n := presentInTheNorth()
	same(t, "cleared", shape(n.ask(t, record.Confidential, Question{Level: 2})), `
Bankass: 2 1 0 1 0 0 0 2
Koro: 0 0 0 0 0 0 0 0
Ansongo: 2 1 1 0 0 0 0 2
Bourem: 0 0 0 0 1 0 0 1
Menaka: 2 2 0 0 0 0 0 2
Tessit: 1 1 0 0 1 0 0 2
Almou: 0 0 0 0 0 0 0 0
whole: 6 4 1 1 2 0 0 8`)
	for _, level := range []record.Level{record.Restricted, record.Public} {
		bankass := "Bankass: 2 1 0 1 0 0 0 2"
		if level == record.Public { // gender-based violence is not shown below the region
			bankass = "Bankass: 1 0 0 1 0 0 0 1"
		}
		table := n.ask(t, level, Question{Level: 2})
		same(t, fmt.Sprint("level ", level), shape(table), bankass+`
Koro: 0 0 0 0 0 0 0 0
Ansongo: 2 1 1 0 0 0 0 2
Bourem: 0 0 0 0 1 0 0 1
Menaka: ◊ ◊ ◊ ◊ ◊ ◊ ◊ ◊
Tessit: ◊ ◊ ◊ ◊ ◊ ◊ ◊ ◊
Almou: ◊ ◊ ◊ ◊ ◊ ◊ ◊ ◊
Gao: hard-to-reach areas: ◊ ◊ ◊ 0 ◊ 0 0 4
whole: 6 4 1 1 2 0 0 8`)
		if r := table.Rows[7]; r.Areas != 3 {
			t.Errorf("%d areas taken together", r.Areas)
		}
		for _, q := range []Question{{View: "matrix", Level: 1, Set: "all"}, {View: "matrix", Level: 2, Set: "all"}, {View: "places", Level: 2}, {View: "timeline", Level: 2}} {
			table := n.ask(t, level, q)
			for _, name := range []string{"SECRET", "GARDL", "NRC"} {
				if strings.Contains(text(table), name) {
					t.Errorf("level %d, %+v names %s, which works in hard-to-reach areas only", level, q, name)
				}
			}
		}
		for _, view := range []string{"places", "matrix", "timeline", "people", "gap"} {
			if r := n.ask(t, level, Question{View: view, Level: 2}).Remarks; !slices.Contains(r, Remark{"hard_to_reach", 3}) {
				t.Errorf("level %d, %s does not say that three areas are not shown one by one: %v", level, view, r)
			}
		}
		matrix := n.ask(t, level, Question{View: "matrix", Level: 1})
		same(t, "matrix", shape(matrix), `
AMSS: 0 1
CRM: 1 0
DRPFEF: 0 1
TASSAGHT: 1 0
organisations not named (hard-to-reach areas): 0 ◊
whole:`)
	}
	// At the first level the counts are those of OPS-01 for everybody.
	if a, b := shape(n.ask(t, record.Public, Question{})), shape(n.ask(t, record.Confidential, Question{})); a != b {
		t.Errorf("by region, the public reads\n%sand others\n%s", a, b)
	}
}

// What the public may not read below the region is no zero there: neither for
// the area that has such lines nor, lest it be told from them, for another.
func TestAreasLackingLinesHaveNoTrueZero(t *testing.T) {
	n := newNorth()
	n.line("AMSS", "Ansongo", "PRO", 400)
	n.line("DRC", "Bankass", "PRO-GBV", 60)
	for i, p := range []record.PlaceID{"Bankass", "Koro", "Ansongo"} {
		n.add(&record.Caseload{Head: record.Head{ID: fmt.Sprint("need-", i)}, Place: p, Sector: "PRO", State: "in_need", People: record.N(700)})
	}
	for _, view := range []string{"places", "matrix", "timeline", "people", "gap"} {
		table := n.ask(t, record.Public, Question{View: view, Level: 2, Set: "all"})
		for i, h := range table.Rows {
			for j, c := range table.Cells[i] {
				if c == (Cell{State: Known}) {
					t.Errorf("%s: a true zero for %s, column %d", view, h.Label("en"), j)
				}
			}
		}
		if !slices.Contains(table.Remarks, Remark{"by_region_only", 1}) {
			t.Errorf("%s does not say what it leaves out: %v", view, table.Remarks)
		}
		if len(table.Uncovered) > 0 {
			t.Errorf("%s names places with needs and nobody: %v", view, table.Uncovered)
		}
	}
	for _, level := range []record.Level{record.Restricted, record.Confidential} {
		table := n.ask(t, level, Question{Level: 2, Set: "all"})
		if koro := table.Cells[1][0]; koro != (Cell{State: Known}) {
			t.Errorf("level %d, who sees every line, reads %+v", level, koro)
		}
	}
	if c := n.ask(t, record.Public, Question{Level: 2, Sectors: []string{"PRO-HLP"}}).Cells[0][0]; c != (Cell{State: Known}) {
		t.Errorf("housing, of which nothing is left out: %+v", c)
	}
}

// Rule D8: one or two areas taken together would be known one by one, and must
// not be found by taking the rest of a region from its total.
func TestFewHardToReachAreas(t *testing.T) {
	n := newNorth()
	n.add(&record.Place{Head: record.Head{ID: "Djenne", Code: "ML0503"}, NameFR: "Djenne", Depth: record.N(2), Parent: "Mopti"})
	n.add(&record.AccessLevel{Head: record.Head{ID: "access-Koro"}, Place: "Koro", Access: "hard_to_reach", AssessedBy: "OCHA", Span: record.Span{Since: "2018-01-01"}})
	for i, org := range []string{"AMSS", "CRM", "DRC", "NRC"} {
		n.line(org, "Koro", "PRO", float64(300+i))
	}
	n.line("AMSS", "Djenne", "PRO", 400)
	n.line("AMSS", "Bankass", "PRO", 500)
	n.line("AMSS", "Ansongo", "PRO", 600)
	for _, level := range []record.Level{record.Restricted, record.Public} {
		for _, method := range codesOf(Methods) {
			same(t, fmt.Sprint("people, ", level, method), shape(n.ask(t, level, Question{View: "people", Level: 2, Method: method})), `
Bankass: 500
Koro: ◊
Djenne: ◊
Ansongo: 600
Bourem: 0
Menaka: ◊
Tessit: ◊
Almou: ◊
Mopti: hard-to-reach areas: ◊
Gao: hard-to-reach areas: 0
whole: `+map[string]string{"largest": "1803", "sum": "2706"}[method])
		}
		for _, view := range []string{"places", "timeline", "people", "gap"} {
			table := n.ask(t, level, Question{View: view, Level: 2, Set: "all"})
			i := slices.IndexFunc(table.Rows, func(h Head) bool { return h.Areas == 1 })
			for j, c := range table.Cells[i] {
				if c.State != Withheld && c.State != NotApplicable {
					t.Errorf("level %d, %s, column %d: %s for one area", level, view, j, mark(c))
				}
			}
			if !slices.Contains(table.Remarks, Remark{"few_areas", 1}) {
				t.Errorf("level %d, %s does not say why: %v", level, view, table.Remarks)
			}
		}
	}
	n.lines = n.lines[:4] // now nothing else is reported in Mopti, and no round is closed
	n.line("AMSS", "Ansongo", "PRO", 600)
	n.line("AMSS", "Bourem", "PRO", 700)
	n.line("UNHCR", "Tessit", "PRO", 800)
	n.line("UNHCR", "", "PRO", 100)
	n.records = slices.DeleteFunc(n.records, func(r record.Record) bool { return r.Kind() == "attestation" })
	same(t, "a region with nothing else", shape(n.ask(t, record.Public, Question{View: "people"})), `
Mopti: ◊
Gao: 2100
whole: 2503`)
}

// What of a region is in no row of its areas hides nothing: by region the
// public reads gender-based violence and child protection by themselves, and
// could take both from the total.
func TestWhatIsShownByRegionHidesNoArea(t *testing.T) {
	n := newNorth()
	n.line("AMSS", "Bankass", "PRO", 500)
	n.line("AMSS", "Koro", "PRO", 7)
	n.line("AMSS", "Koro", "PRO-GBV", 60)
	n.line("AMSS", "Ansongo", "PRO", 600)
	n.line("AMSS", "Bourem", "PRO", 700)
	same(t, "areas", shape(n.ask(t, record.Public, Question{View: "people", Level: 2, Method: "sum"})), `
Bankass: ◊
Koro: ◊
Ansongo: 600
Bourem: 700
Menaka: ◊
Tessit: ◊
Almou: ◊
Gao: hard-to-reach areas: 0
whole: 1867`)
}

func TestEvidence(t *testing.T) {
	n := presentInTheNorth()
	c := columnsOf(n.lines)
	names := func(level record.Level, q Question, row string, column int) string {
		table := n.ask(t, level, q)
		var head *Head
		for i := range table.Rows {
			if table.Rows[i].Label("en") == row {
				head = &table.Rows[i]
			}
		}
		var out []string
		for _, o := range Orgs(n.view(level), c, table, head, table.Columns[column]) {
			out = append(out, o.Code)
		}
		return strings.Join(out, " ")
	}
	for _, x := range []struct {
		level record.Level
		q     Question
		row   string
		col   int
		want  string
	}{
		{record.Confidential, Question{}, "Gao", 0, "AMSS DRPFEF GARDL SECRET"},
		{record.Public, Question{}, "Gao", 0, "AMSS DRPFEF"},
		{record.Confidential, Question{Level: 2}, "Menaka", 1, "AMSS SECRET"},
		{record.Restricted, Question{Level: 2}, "Menaka", 1, ""},
		{record.Restricted, Question{Level: 2}, "Gao: hard-to-reach areas", 7, ""},
		{record.Restricted, Question{Level: 2}, "Bankass", 0, "CRM TASSAGHT"},
		{record.Public, Question{Level: 2}, "Bankass", 0, "CRM"},
		{record.Public, Question{View: "sectors", Set: "international"}, "General protection", 0, "NRC"},
		{record.Public, Question{View: "timeline"}, "Mopti", 0, "CRM TASSAGHT"},
	} {
		if got := names(x.level, x.q, x.row, x.col); got != x.want {
			t.Errorf("level %d, %+v, %s: %q, want %q", x.level, x.q, x.row, got, x.want)
		}
	}
	q := Question{From: "2018-02", Level: 2}
	count := func(level record.Level, place record.PlaceID) int {
		k := 0
		for _, a := range n.lines {
			if q.Counts(n.view(level), a, place) {
				k++
			}
		}
		return k
	}
	for level, want := range map[record.Level][3]int{record.Confidential: {2, 2, 9}, record.Restricted: {0, 2, 9}, record.Public: {0, 1, 5}} {
		if got := [3]int{count(level, "Menaka"), count(level, "Bankass"), count(level, "")}; got != want {
			t.Errorf("level %d: lines %v, want %v", level, got, want)
		}
	}
}

func TestPeople(t *testing.T) {
	n := newNorth()
	n.closed("2018-01")
	january := func(a *record.Activity) { a.Month = "2018-01" }
	again := func(a *record.Activity) { a.Repeat = record.Yes }
	n.line("AMSS", "Ansongo", "PRO", 100, january)
	n.line("AMSS", "Ansongo", "PRO", 120, again) // the hundred of January among them
	n.line("DRC", "Ansongo", "PRO", 80)
	n.line("DRC", "Bourem", "PRO", 300)
	n.line("NRC", "Gao", "PRO", 50) // only the region is known
	n.line("UNHCR", "Menaka", "PRO", 500)
	n.line("UNHCR", "Menaka", "PRO", -1) // does not say
	n.line("UNHCR", "Bankass", "PRO", 999, func(a *record.Activity) { a.State = "planned" })
	n.line("CRM", "Koro", "PRO", 40, func(a *record.Activity) { a.State = "completed" })
	for _, c := range []struct {
		q    Question
		want string
	}{
		{Question{View: "people", Level: 2, Method: "sum", From: "2018-01", Until: "2018-02"}, `
Bankass: 0 0 0
Koro: 0 40 40
Ansongo: 100 200 180
Bourem: 0 300 300
Menaka: 0 500 500
Tessit: 0 0 0
Almou: 0 0 0
whole: 100 1090 1070`},
		{Question{View: "people", Level: 2, From: "2018-01", Until: "2018-02"}, `
Bankass: 0 0 0
Koro: 0 40 40
Ansongo: 100 120 100
Bourem: 0 300 300
Menaka: 0 500 500
Tessit: 0 0 0
Almou: 0 0 0
whole: 100 1010 990`},
		{Question{View: "people", Level: 1}, `
Mopti: 40
Gao: 970
whole: 1010`},
	} {
		table := n.ask(t, record.Confidential, c.q)
		same(t, fmt.Sprintf("%+v", c.q), shape(table), c.want)
		if !slices.Contains(table.Remarks, Remark{"no_people", 1}) {
			t.Errorf("%+v does not say that a line gives no number: %v", c.q, table.Remarks)
		}
	}
	same(t, "members, who see no total of months and no hard-to-reach area", shape(n.ask(t, record.Restricted, Question{View: "people", Level: 2, From: "2018-01", Until: "2018-02"})), `
Bankass: 0 0
Koro: 0 40
Ansongo: 100 120
Bourem: 0 300
Menaka: ◊ ◊
Tessit: ◊ ◊
Almou: ◊ ◊
Gao: hard-to-reach areas: 0 500
whole: 100 1010`)
}

// Rules D1 and D3 to D6, at both levels and by both methods together.
func TestSmallNumbersOfPeople(t *testing.T) {
	n := newNorth()
	n.line("AMSS", "Ansongo", "HEA", 7)
	n.line("DRC", "Bourem", "HEA", 300)
	n.line("AMSS", "Bankass", "HEA", 2017)
	n.line("CRM", "Koro", "HEA", 1600)
	n.line("CRM", "Menaka", "HEA", 4000)
	n.line("CRM", "Tessit", "HEA", 5000)
	n.line("DRC", "Mopti", "HEA", 2500)
	q := Question{View: "people", Level: 2, Sectors: []string{"HEA"}}
	same(t, "members: 5", shape(n.ask(t, record.Restricted, q)), `
Bankass: 2017
Koro: 1600
Ansongo: 7
Bourem: 300
Menaka: ◊
Tessit: ◊
Almou: ◊
Gao: hard-to-reach areas: 9000
whole: 15424`)
	public := n.ask(t, record.Public, q)
	same(t, "public: 10", shape(public), `
Bankass: 2017
Koro: 1600
Ansongo: ◊
Bourem: ◊
Menaka: ◊
Tessit: ◊
Almou: ◊
Gao: hard-to-reach areas: 9000
whole: 15424`)
	if s := text(public); strings.Contains(s, "\"N\":7,") || strings.Contains(s, "300") {
		t.Errorf("the withheld number is in the table:\n%s", s)
	}
	gap := func(level record.Level) string {
		n.add(&record.Caseload{Head: record.Head{ID: "c" + fmt.Sprint(len(n.records))}, Place: "Ansongo", Sector: "HEA", State: "targeted", People: record.N(1000)})
		n.add(&record.Caseload{Head: record.Head{ID: "c" + fmt.Sprint(len(n.records))}, Place: "Bankass", Sector: "HEA", State: "targeted", People: record.N(4000)})
		q.View = "gap"
		return shape(n.ask(t, level, q))
	}
	if got := gap(record.Public); !strings.Contains(got, "Ansongo: ? 1000 ◊ ◊ 1") || !strings.Contains(got, "Bankass: ? 4000 2017 50 1") {
		t.Errorf("a percentage of a withheld number (rule D3):\n%s", got)
	}
	same(t, "too much would be withheld: by region", shape(func() *Table {
		n := newNorth()
		n.line("AMSS", "Ansongo", "PRO", 7)
		n.line("DRC", "Bourem", "PRO", 300)
		n.line("CRM", "Bankass", "PRO", 500)
		n.line("CRM", "Koro", "PRO", 6)
		return n.ask(t, record.Public, Question{View: "people", Level: 2})
	}()), `
Mopti: 506
Gao: 307
whole: 813`)
}

// Rule D7: what protection as a whole has more than one of its parts.
func TestPartsOfProtectionAreNotSubtracted(t *testing.T) {
	n := newNorth()
	n.line("AMSS", "Gao", "PRO-HLP", 3000)
	n.line("DRC", "Gao", "PRO", 4)
	n.line("CRM", "Mopti", "PRO-HLP", 2000)
	n.line("CRM", "Mopti", "PRO", 600)
	whole := n.ask(t, record.Restricted, Question{View: "people", Method: "sum"})
	part := n.ask(t, record.Restricted, Question{View: "people", Method: "sum", Sectors: []string{"PRO-HLP"}})
	for i := range whole.Rows {
		a, b := whole.Cells[i][0], part.Cells[i][0]
		if d := a.N - b.N; a.State == Known && b.State == Known && 0 < d && d < 10 {
			t.Errorf("%s: %d − %d", whole.Rows[i].Key, a.N, b.N)
		}
	}
	if part.Cells[1][0].State != Withheld {
		t.Errorf("the finer one is not withheld:\n%s", shape(part))
	}
}

// Rule D7: the sum of all activities, less the largest, is what the others
// reached: neither is shown where that is a small number.
func TestMethodsAreNotSubtracted(t *testing.T) {
	n := newNorth()
	n.line("AMSS", "Ansongo", "PRO", 100)
	n.line("DRC", "Ansongo", "PRO", 3)
	n.line("DRC", "Bourem", "PRO", 300)
	n.line("NRC", "Bourem", "PRO", 200)
	n.line("CRM", "Bankass", "PRO", 500)
	n.line("CRM", "Koro", "PRO", 600)
	for _, method := range codesOf(Methods) {
		same(t, method, shape(n.ask(t, record.Public, Question{View: "people", Level: 2, Method: method})), `
Bankass: 500
Koro: 600
Ansongo: ◊
Bourem: ◊
Menaka: ◊
Tessit: ◊
Almou: ◊
Gao: hard-to-reach areas: 0
whole: `+map[string]string{"largest": "1500", "sum": "1703"}[method])
	}
}

// Rule D5: a table rolled up to regions does not show a hard-to-reach area
// under the name of its region.
func TestRolledUpRegionIsNoHiddenArea(t *testing.T) {
	n := newNorth()
	n.add(&record.Place{Head: record.Head{ID: "Sikasso", Code: "ML03"}, NameFR: "Sikasso", Depth: record.N(1)})
	n.add(&record.Place{Head: record.Head{ID: "Kadiolo", Code: "ML0301"}, NameFR: "Kadiolo", Depth: record.N(2), Parent: "Sikasso"})
	n.add(&record.AccessLevel{Head: record.Head{ID: "access-Kadiolo"}, Place: "Kadiolo", Access: "hard_to_reach", AssessedBy: "OCHA", Span: record.Span{Since: "2018-01-01"}})
	n.line("UNHCR", "Kadiolo", "PRO", 4321)
	for i, place := range []string{"Bankass", "Koro", "Ansongo", "Bourem"} {
		n.line("AMSS", place, "PRO", float64(6+i%2*300))
	}
	table := n.ask(t, record.Public, Question{View: "people", Level: 2})
	if !slices.Contains(table.Remarks, Remark{"rolled_up", 1}) {
		t.Fatalf("the table is not rolled up:\n%s", shape(table))
	}
	for _, level := range []int{1, 2} {
		same(t, fmt.Sprint("asked by level ", level), shape(n.ask(t, record.Public, Question{View: "people", Level: level})), `
Sikasso: ◊
Mopti: ◊
Gao: 312
whole: 4945`)
	}
	n.line("SECRET", "Kadiolo", "PRO", 50)
	n.line("NRC", "Kadiolo", "PRO", 50)
	matrix := n.ask(t, record.Public, Question{View: "matrix", Set: "all"})
	same(t, "who is not named, where that is one area", shape(matrix), `
AMSS: 0 2 2
organisations not named (hard-to-reach areas): ◊ 0 0
whole:`)
}

// A picture of a month shows the units of that month, on whatever day it is asked for.
func TestUnitsOfTheMonth(t *testing.T) {
	n := newNorth()
	n.line("AMSS", "Ansongo", "PRO", 400)
	n.add(&record.Place{Head: record.Head{ID: "Menaka region", Code: "ML10"}, NameFR: "Menaka", Depth: record.N(1), Span: record.Span{Since: "2018-04-01"}})
	n.add(&record.Place{Head: record.Head{ID: "Inekar", Code: "ML1001"}, NameFR: "Inekar", Depth: record.N(2), Parent: "Menaka region", Span: record.Span{Since: "2018-04-01"}})
	n.closed("2018-04")
	ask := func(q Question) string {
		v := n.view(record.Confidential)
		v.Day = "2026-11-26"
		return shape(read(t, v, columnsOf(n.lines), q))
	}
	for _, view := range []string{"places", "people", "gap"} {
		for level := range 2 {
			got := ask(Question{View: view, From: "2018-02", Level: level + 1})
			if strings.Contains(got, "Inekar") || level == 0 && strings.Contains(got, "Menaka") {
				t.Errorf("%s of February shows what came in April:\n%s", view, got)
			}
		}
	}
	for view, gao := range map[string]string{"timeline": "1 ? 0", "people": "400 ? 0 400"} {
		same(t, view, ask(Question{View: view, From: "2018-02", Until: "2018-04"}), `
Mopti: 0 ? 0`+strings.Repeat(" ?", strings.Count(gao, " ")-2)+`
Gao: `+gao+`
Menaka: n/a n/a 0`+strings.Repeat(" ?", strings.Count(gao, " ")-2)+`
whole: `+gao)
	}
}

// A unit that came out of an area that is hard to reach is as this one until it
// is assessed itself, and the table says so (rule D8).
func TestNewUnitsInheritHiding(t *testing.T) {
	n := newNorth()
	unit := func(code, id, name string, parent record.PlaceID, since record.Day) {
		n.add(&record.Place{Head: record.Head{ID: id, Code: code}, NameFR: name, Depth: record.N(float64(len(code)/2 - 1)), Parent: parent, Span: record.Span{Since: since}})
	}
	for _, r := range n.records {
		if p, is := r.(*record.Place); is && (p.ID == "Menaka" || p.ID == "Koro") {
			p.Until = "2018-06-01"
		}
	}
	unit("ML10", "new Menaka", "Menaka", "", "2018-06-01")
	unit("ML1001", "Menaka ville", "Menaka", "new Menaka", "2018-06-01")  // of the name of what was hard to reach
	unit("ML1002", "Inekar", "Inekar", "new Menaka", "2018-06-01")        // of a new region: it may come from anywhere
	unit("ML0706", "Talataye", "Talataye", "Gao", "2018-06-01")           // of a region with such areas
	unit("ML0506", "Koro, new code", "Koro", "Mopti", "2018-06-01")       // of the name of what was not
	unit("ML0507", "Diallassagou", "Diallassagou", "Mopti", "2018-06-01") // of a region without any
	n.closed("2018-07")
	hidden := func() string {
		v := n.view(record.Public)
		v.Day = "2018-08-15"
		var out []string
		table := read(t, v, columnsOf(n.lines), Question{From: "2018-07", Level: 2, Sectors: []string{"PRO-MIN"}})
		for i, h := range table.Rows {
			if h.Areas == 0 && table.Cells[i][0].State == Withheld {
				out = append(out, h.Place.ID)
			}
		}
		for _, r := range table.Remarks {
			if r.Key == "unassessed" {
				out = append(out, fmt.Sprint(r.N, " unassessed"))
			}
		}
		return strings.Join(out, ", ")
	}
	same(t, "not assessed", hidden(), "Tessit, Almou, Talataye, Menaka ville, Inekar, 3 unassessed")
	n.add(&record.AccessLevel{Head: record.Head{ID: "access-Inekar"}, Place: "Inekar", Access: "accessible", AssessedBy: "OCHA", Span: record.Span{Since: "2018-07-01"}})
	same(t, "one assessed", hidden(), "Tessit, Almou, Talataye, Menaka ville, 2 unassessed")
}

// TestNobodyReadsASmallNumber asks everything of random registers at once: no
// small number is shown, and none stands alone in a sum that is.
func TestNobodyReadsASmallNumber(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 1))
	withheld := 0
	for range 40 {
		n := newNorth()
		places := []string{"Bankass", "Koro", "Ansongo", "Bourem", "Menaka", "Tessit", "Gao", "Mopti"}
		for range 4 + r.IntN(16) {
			people := float64(r.IntN(30))
			if r.IntN(2) == 0 {
				people *= 40
			}
			n.line([]string{"AMSS", "DRC", "CRM", "SECRET"}[r.IntN(4)], places[r.IntN(len(places))], []string{"PRO", "PRO-GBV", "PRO-HLP", "HEA"}[r.IntN(4)], people)
		}
		for _, level := range []record.Level{record.Public, record.Restricted} {
			for _, sector := range []string{"PRO", "PRO-HLP", "PRO-GBV", "HEA"} {
				if level == record.Public && !Public("people", sector) {
					continue
				}
				least := 10
				if level == record.Restricted && (sector == "PRO-HLP" || sector == "HEA") {
					least = 5
				}
				for _, by := range []int{1, 2} { // what the smaller activities reached
					q := Question{View: "people", Sectors: []string{sector}, Level: by}
					largest := n.ask(t, level, q)
					q.Method = "sum"
					sum := n.ask(t, level, q)
					for i, row := range append(sum.Cells, sum.Whole) {
						a, b := row[0], append(largest.Cells, largest.Whole)[i][0]
						if d := a.N - b.N; a.State == Known && b.State == Known && 0 < d && d < least {
							t.Fatalf("level %d, %s: the difference of\n%sand\n%s", level, sector, shape(sum), shape(largest))
						}
					}
				}
				for _, method := range codesOf(Methods) {
					regions := n.ask(t, level, Question{View: "people", Sectors: []string{sector}, Method: method})
					areas := n.ask(t, level, Question{View: "people", Sectors: []string{sector}, Method: method, Level: 2})
					for _, table := range []*Table{regions, areas} {
						for _, row := range append(table.Cells, table.Whole) {
							if c := row[0]; c.State == Withheld {
								withheld++
							} else if 0 < c.N && c.N < least {
								t.Fatalf("level %d, %s, %s:\n%s", level, sector, method, shape(table))
							}
						}
					}
					// A withheld region with all its areas shown would be their sum.
					if areas.Question.Level == 2 && level == record.Restricted {
						for i, h := range regions.Rows {
							hidden, any := 0, false
							for j, a := range areas.Rows {
								if strings.HasPrefix(a.Key, h.Key) && (a.Areas > 0 || areas.Cells[j][0].State != Withheld || !strings.Contains("Menaka Tessit Almou", a.Label("en"))) {
									any = true
									if areas.Cells[j][0].State == Withheld {
										hidden++
									}
								}
							}
							if c := regions.Cells[i][0]; any && c.State == Withheld && hidden == 0 && !slices.ContainsFunc(n.lines, func(a *record.Activity) bool { return string(a.Place) == h.Label("en") }) {
								t.Fatalf("%s is the sum of what is shown:\n%s%s", h.Key, shape(regions), shape(areas))
							}
						}
					}
				}
			}
		}
	}
	if withheld < 100 {
		t.Errorf("only %d cells were withheld", withheld)
	}
}

func TestGap(t *testing.T) {
	n := newNorth()
	n.line("AMSS", "Ansongo", "PRO", 400)
	for i, c := range []struct {
		place         record.PlaceID
		sector, state string
		population    string
		people        float64
	}{
		{"Ansongo", "PRO", "in_need", "all", 2000}, {"Ansongo", "PRO", "targeted", "idp", 500}, {"Ansongo", "PRO", "targeted", "host", 300},
		{"Ansongo", "EDU", "targeted", "", 9999}, {"Bourem", "PRO", "in_need", "", 700}, {"Koro", "PRO", "in_need", "", 0}, {"Mopti", "PRO", "in_need", "", 5000},
	} {
		n.add(&record.Caseload{Head: record.Head{ID: fmt.Sprint("need-", i)}, Place: c.place, Sector: c.sector, State: c.state, Population: c.population, People: record.N(c.people)})
	}
	table := n.ask(t, record.Confidential, Question{View: "gap", Level: 2})
	same(t, "by area", shape(table), `
Bankass: ? ? 0 ? 0
Koro: 0 ? 0 ? 0
Ansongo: 2000 800 400 50 1
Bourem: 700 ? 0 ? 0
Menaka: ? ? 0 ? 0
Tessit: ? ? 0 ? 0
Almou: ? ? 0 ? 0
whole: 2700 800 400 50 1`)
	if len(table.Uncovered) != 1 || table.Uncovered[0].Key != "ML0702" {
		t.Errorf("uncovered: %v", table.Uncovered)
	}
	same(t, "by region", shape(n.ask(t, record.Public, Question{View: "gap"})), `
Mopti: 5000 ? 0 ? 0
Gao: 2700 800 400 50 1
whole: 7700 800 400 50 1`)
}

// A column of needs never holds the people of a sector beside those of all
// sectors, nor two sources added up.
func TestGapTakesOneNumber(t *testing.T) {
	n := newNorth()
	n.line("AMSS", "Ansongo", "PRO", 400)
	state := func(code string, place record.PlaceID, sector, state string, people float64, year, confirmed record.Day) {
		n.add(&record.Caseload{Head: record.Head{ID: code, Code: code, Confirmed: confirmed}, Span: record.Span{Since: year}, Place: place, Sector: sector, State: state, People: record.N(people)})
	}
	state("a", "Ansongo", "", "in_need", 9000, "2018-01-01", "")
	state("b", "Bourem", "", "in_need", 5000, "2018-01-01", "")
	state("c", "Ansongo", "", "targeted", 4000, "2018-01-01", "")
	said := func(table *Table) string {
		var keys []string
		for _, r := range table.Remarks {
			if r.Key == "all_sectors" || r.Key == "stated_twice" {
				keys = append(keys, fmt.Sprint(r.Key, " ", r.N))
			}
		}
		return "\n" + strings.TrimSpace(shape(table)) + "\n" + strings.Join(keys, ", ")
	}
	same(t, "all sectors", said(n.ask(t, record.Confidential, Question{View: "gap"})), `
Mopti: ? ? 0 ? 0
Gao: 14000 4000 400 10 1
whole: 14000 4000 400 10 1
all_sectors 1`)
	state("d", "Ansongo", "PRO", "in_need", 2000, "2018-01-01", "")
	state("e", "Ansongo", "PRO", "in_need", 2500, "2018-01-01", "2018-02-01")
	state("f", "Ansongo", "PRO", "in_need", 9999, "2017-01-01", "2018-03-01")
	state("g", "Ansongo", "PRO-GBV", "in_need", 700, "2018-01-01", "")
	same(t, "one sector", said(n.ask(t, record.Confidential, Question{View: "gap", Level: 2})), `
Bankass: ? ? 0 ? 0
Koro: ? ? 0 ? 0
Ansongo: 2500 ? 400 ? 1
Bourem: ? ? 0 ? 0
Menaka: ? ? 0 ? 0
Tessit: ? ? 0 ? 0
Almou: ? ? 0 ? 0
whole: 2500 ? 400 ? 1
stated_twice 1`)
	state("h", "Ansongo", "PRO", "in_need", 8000, "2019-01-01", "")
	v := n.view(record.Confidential)
	v.Day = "2019-06-30"
	same(t, "the needs of the month, whenever they are asked for", said(read(t, v, columnsOf(n.lines), Question{View: "gap", From: "2018-02"})), `
Mopti: ? ? 0 ? 0
Gao: 2500 ? 400 ? 1
whole: 2500 ? 400 ? 1
stated_twice 1`)
}

// A closed round of protection attests nothing of food security.
func TestClosedForItsOwnSectorOnly(t *testing.T) {
	n := presentInTheNorth()
	n.add(&record.Body{Head: record.Head{ID: "cluster"}, BodyKind: "cluster", Sector: "PRO"})
	for _, r := range n.records {
		if a, is := r.(*record.Attestation); is {
			a.Body = "cluster"
		}
	}
	for _, view := range []string{"places", "timeline", "people"} {
		for _, c := range n.ask(t, record.Public, Question{View: view, Sectors: []string{"FSC"}}).Cells {
			if c[0].State != NoReport {
				t.Errorf("%s of food security: %+v", view, c[0])
			}
		}
	}
	table := n.ask(t, record.Confidential, Question{View: "sectors", Sectors: []string{"PRO-CPN", "FSC"}})
	if a, b := table.Cells[0][0], table.Cells[1][0]; a != (Cell{State: Known}) || b.State != NoReport {
		t.Errorf("child protection %+v, food security %+v", a, b)
	}
}

// Rule D7: the public asks only what the catalogue lists.
func TestPublicCatalogue(t *testing.T) {
	n := presentInTheNorth()
	c := columnsOf(n.lines)
	for _, v := range Views.Items {
		if !slices.ContainsFunc(Catalogue, func(r Release) bool { return r.View == v.Code }) {
			t.Errorf("the catalogue does not say whether %s is public", v.Code)
		}
	}
	for _, q := range []Question{
		{View: "places", From: "2018-01", Until: "2018-02"},
		{View: "places", From: "2018-02", Sectors: []string{"PRO", "EDU"}},
		{View: "places", From: "2018-02", Sectors: []string{"PRO-G"}},
		{View: "timeline", From: "2017-01", Until: "2018-02"},
		{View: "gap", From: "2018-01", Until: "2018-02"},
		{View: "people", From: "2018-02", Sectors: []string{"PRO-MIN"}},
	} {
		_, err := Read(n.view(record.Public), c, q)
		var refusal *Refusal
		if !errors.As(err, &refusal) {
			t.Errorf("%+v is answered to the public: %v", q, err)
		}
		if _, err := Read(n.view(record.Confidential), c, q); err != nil {
			t.Errorf("%+v is refused to who may: %v", q, err)
		}
	}
	part := n.ask(t, record.Public, Question{View: "gap", Level: 2, Sectors: []string{"PRO-HLP"}})
	for _, row := range append(part.Cells, part.Whole) {
		if row[2].State != Withheld || row[3].State == Known {
			t.Errorf("people reached by a part of protection:\n%s", shape(part))
		}
	}
	earlier, v := NewBuilder().Columns(1), n.view(record.Public)
	earlier.KnownAt = time.Date(2018, 3, 1, 0, 0, 0, 0, time.UTC)
	v.Snapshot = v.At(v.Day)
	v.Snapshot.KnownAt = earlier.KnownAt
	if _, err := Read(v, earlier, Question{View: "people", From: "2018-02"}); err == nil {
		t.Error("the public reads people as they were known earlier")
	}
	table := n.ask(t, record.Public, Question{Level: 2, Sectors: []string{"PRO-GBV"}})
	if table.Question.Level != 1 || !slices.Contains(table.Remarks, Remark{"by_region_only", 1}) {
		t.Errorf("gender-based violence at level %d, %v", table.Question.Level, table.Remarks)
	}
}

// Rule A8: lines above the reader's level are as if they were not there.
func TestLinesAboveTheReader(t *testing.T) {
	n := presentInTheNorth()
	before := map[string]string{}
	for _, v := range Views.Items {
		before[v.Code] = text(n.ask(t, record.Public, Question{View: v.Code}))
	}
	for _, level := range []record.Level{record.Restricted, record.Confidential} {
		n.line("UNHCR", "Bankass", "PRO", 12345, func(a *record.Activity) { a.Level = level })
	}
	for _, v := range Views.Items {
		if d := cmp.Diff(before[v.Code], text(n.ask(t, record.Public, Question{View: v.Code}))); d != "" {
			t.Errorf("%s changed:\n%s", v.Code, d)
		}
	}
}

func TestPivot(t *testing.T) {
	n := presentInTheNorth()
	rows, err := Pivot(n.view(record.Restricted), columnsOf(n.lines), Question{From: "2018-02", Level: 2})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range rows {
		got = append(got, fmt.Sprint(p.Place.Label("en"), " ", p.Month, " ", p.Class, " ", p.Orgs))
	}
	same(t, "pivot", strings.Join(got, "\n"), `
Bankass 2018-02 NNGO 1
Bankass 2018-02 RC_NATIONAL 1
Ansongo 2018-02 NNGO 1
Ansongo 2018-02 STATE_SUBNATIONAL 1
Bourem 2018-02 INGO 1`)
}
