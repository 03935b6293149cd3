package presence

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"toguna/internal/indicator"
	"toguna/internal/record"
	"toguna/internal/sample"
	"toguna/internal/sample/design"
)

var mali = sync.OnceValue(func() *record.Snapshot {
	set, err := sample.Mali2018(sample.IDs())
	if err != nil {
		panic(err)
	}
	var all []record.Record
	for _, c := range set.Changes {
		all = append(all, c.Record)
	}
	return record.NewSnapshot(all, sample.Day)
})

var designed = sync.OnceValue(func() *record.Snapshot { return record.NewSnapshot(design.Register(0.02, 7), design.Day) })

func columnsOf(lines []*record.Activity) *Columns {
	b := NewBuilder()
	for _, a := range lines {
		b.Add(a)
	}
	return b.Columns(1)
}

func read(t testing.TB, v record.View, c *Columns, q Question) *Table {
	t.Helper()
	table, err := Read(v, c, q)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func cleared(s *record.Snapshot) record.View {
	return record.View{Snapshot: s, Level: record.Confidential}
}

func figure(s *record.Snapshot, p indicator.Params) indicator.Figure {
	for _, f := range indicator.Compute(record.View{Snapshot: s, Level: record.Confidential}, p) {
		if f.Code == "OPS-01" {
			return f
		}
	}
	panic("there is no OPS-01")
}

// seen is a part of OPS-01 as a cell.
func seen(f indicator.Figure) Cell {
	c := Cell{N: int(f.Num), More: int(f.Unknown), Open: f.Status != indicator.Complete}
	switch f.Status {
	case indicator.NoData:
		return Cell{Open: true}
	case indicator.Insufficient:
		c.State = Uncertain
	default:
		c.State = Known
	}
	return c
}

// TestAgreesWithOPS01 holds the table by region to the figure that notes print.
func TestAgreesWithOPS01(t *testing.T) {
	for name, s := range map[string]*record.Snapshot{"sample": mali(), "design": designed()} {
		compared := 0
		for _, day := range []record.Day{"2016-06-01", "2017-07-15", "2018-01-31", "2018-02-20", "2018-03-20", "2018-03-21", "2018-06-30", "2019-12-31"} {
			for _, sectors := range [][]string{{"PRO"}, {"PRO-GBV"}, {"PRO-CPN", "PRO-HLP"}, {"EDU"}} {
				s := s.At(day)
				round := s.RoundOn(day).Month
				if round == "" {
					continue
				}
				f := figure(s, indicator.Params{Sectors: sectors})
				for _, level := range []record.Level{record.Public, record.Restricted, record.Confidential} {
					if level == record.Public && len(sectors) > 1 {
						continue // not in the catalogue
					}
					table := read(t, record.View{Snapshot: s, Level: level}, columnsOf(s.Activities), Question{View: "places", From: round, Sectors: sectors})
					compare := func(where string, f indicator.Figure, row []Cell) {
						compared++
						want := map[string]Cell{"local": seen(f)}
						for _, key := range []string{"nngo", "state", "other_local", "all"} {
							part, _ := f.Part("class", key)
							want[key] = seen(part)
						}
						for j, h := range table.Columns {
							if w, ok := want[h.Key]; ok {
								got := row[j]
								got.Open, w.Open = false, false // the figure is partial for other reasons too
								if got != w {
									t.Errorf("%s on %s, sectors %v, %s, %s: table %+v, OPS-01 %+v", name, day, sectors, where, h.Key, got, w)
								}
							}
						}
					}
					parts := f.PartsBy("place")
					if len(parts) != len(table.Rows) {
						t.Fatalf("%d regions in the table, %d in OPS-01", len(table.Rows), len(parts))
					}
					for i, p := range parts {
						if p.Key != table.Rows[i].Key {
							t.Fatalf("row %d is %s, not %s", i, table.Rows[i].Key, p.Key)
						}
						compare(p.Key, p.Figure, table.Cells[i])
					}
					compare("whole", f, table.Whole)
				}
			}
		}
		if compared < 100 {
			t.Errorf("%s: only %d rows were compared", name, compared)
		}
	}
}

// made gives lines that say all there is to say, in every combination.
func made(s *record.Snapshot, n int, seed uint64) []*record.Activity {
	r := rand.New(rand.NewPCG(seed, 1))
	var out []*record.Activity
	for i := range n {
		m := record.Month(fmt.Sprintf("2018-%02d", 1+r.IntN(4)))
		a := &record.Activity{Head: record.Head{ID: fmt.Sprint("line-", i), Level: record.Level(max(0, r.IntN(12)-9))}, Month: m,
			Org: record.OrgID(s.Orgs[r.IntN(min(40, len(s.Orgs)))].ID), Place: record.PlaceID(s.Places[r.IntN(len(s.Places))].ID),
			Sector: record.Sectors.Items[r.IntN(6)].Code, State: []string{"ongoing", "ongoing", "", "planned", "completed", "suspended"}[r.IntN(6)]}
		if r.IntN(3) > 0 {
			a.Impl = record.OrgID(s.Orgs[r.IntN(min(40, len(s.Orgs)))].ID)
		}
		if r.IntN(3) == 0 {
			a.Since = m.First().AddDays(r.IntN(90) - 45)
			if r.IntN(2) == 0 {
				a.Until = a.Since.AddDays(1 + r.IntN(60))
			}
		}
		if r.IntN(5) > 0 {
			a.Total = record.N(float64(r.IntN(40) * r.IntN(40)))
		}
		if r.IntN(4) == 0 {
			a.Repeat = record.Yes
		}
		out = append(out, a)
	}
	return out
}

// TestAgainstTheRulesLineByLine compares the columns with the same question
// answered from the records, one by one.
func TestAgainstTheRulesLineByLine(t *testing.T) {
	s := mali()
	lines := made(s, 3000, 4)
	c := columnsOf(lines)
	if c.Lines() != len(lines) || !slices.Equal(c.Months(), []record.Month{"2018-01", "2018-02", "2018-03", "2018-04"}) {
		t.Fatalf("%d lines, months %v", c.Lines(), c.Months())
	}
	for _, level := range []int{1, 2} {
		table := read(t, cleared(s), c, Question{View: "timeline", From: "2018-01", Until: "2018-04", Level: level, Set: "national"})
		counted := 0
		for i, row := range table.Rows {
			for j, column := range table.Columns {
				orgs, groups := map[record.OrgID]bool{}, map[string]int{}
				for _, a := range lines {
					if u := s.Admin(a.Place, level); u == nil || u.ID != row.Place.ID || a.Month != column.Month || a.Sector[:3] != "PRO" ||
						a.State != "" && a.State != "ongoing" || a.Since != "" && !a.Overlaps(record.Span{Since: a.Month.First(), Until: a.Month.Add(1).First()}) {
						continue
					}
					org := a.Impl
					if org == "" && s.Class(a.Org).LocalCoordination() {
						org = a.Org
					}
					if !orgs[org] {
						orgs[org] = true
						groups[string(s.Class(org))]++
					}
				}
				got := table.Cells[i][j]
				if want := groups["NNGO"]; got.N != want && got.State != NoReport || got.State == NoReport && len(orgs) > 0 {
					t.Errorf("%s, %s: %+v, want %d of %v", row.Key, column.Key, got, want, orgs)
				}
				if got.More != groups[""] {
					t.Errorf("%s, %s: %+v, want %d of unknown class", row.Key, column.Key, got, groups[""])
				}
				counted += got.N
			}
		}
		if counted < 100 {
			t.Errorf("level %d: only %d presences were compared", level, counted)
		}
	}
}

// TestChangeIsAsGoodAsBuildingAnew moves lines about at random.
func TestChangeIsAsGoodAsBuildingAnew(t *testing.T) {
	s := mali()
	lines := made(s, 1200, 5)
	c := columnsOf(lines[:600])
	now := slices.Clone(lines[:600])
	r := rand.New(rand.NewPCG(6, 1))
	for step := range 12 {
		var gone, come []*record.Activity
		for range r.IntN(60) {
			i := r.IntN(len(now))
			gone = append(gone, now[i])
			now = slices.Delete(now, i, i+1)
		}
		for range r.IntN(60) {
			a := lines[r.IntN(len(lines))] // the same text may stand on several lines
			come = append(come, a)
			now = append(now, a)
		}
		before := read(t, cleared(s), c, Question{View: "places", From: "2018-01", Until: "2018-04", Level: 2})
		next, ok := c.Change(int64(step), gone, come)
		if !ok {
			t.Fatal("a line that went was not found")
		}
		for _, view := range []string{"places", "matrix", "timeline", "turnover", "sectors"} {
			q := Question{View: view, From: "2018-01", Until: "2018-04", Level: 2, Set: "all"}
			if d := cmp.Diff(read(t, cleared(s), columnsOf(now), q), read(t, cleared(s), next, q)); d != "" {
				t.Fatalf("step %d, %s (-anew +changed):\n%s", step, view, d)
			}
		}
		if d := cmp.Diff(before, read(t, cleared(s), c, Question{View: "places", From: "2018-01", Until: "2018-04", Level: 2})); d != "" {
			t.Fatalf("the older columns changed too:\n%s", d)
		}
		c = next
	}
	if _, ok := c.Change(99, []*record.Activity{{Month: "2018-01", Org: "nobody"}}, nil); ok {
		t.Error("a line that is not there went")
	}
}

func TestQuestionsThatMakeNoSenseAreRefused(t *testing.T) {
	c := columnsOf(nil)
	for _, q := range []Question{
		{}, {From: "2018-13"}, {From: "2018-03", Until: "2018-02"}, {From: "2010-01", Until: "2018-02"}, {From: "2018-03", Level: 3},
		{From: "2018-03", View: "pie"}, {From: "2018-03", Set: "friends"},
	} {
		_, err := Read(cleared(mali()), c, q)
		if r, ok := err.(*Refusal); !ok || r.FR == "" || r.EN == "" {
			t.Errorf("%+v: %v", q, err)
		}
	}
}
