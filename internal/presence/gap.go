package presence

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"toguna/internal/record"
)

// gapColumns are the columns of the gap view.
var gapColumns = &record.List{Name: "presence_gap", Items: []record.Item{
	{Code: "in_need", FR: "personnes dans le besoin", EN: "people in need"},
	{Code: "targeted", FR: "personnes ciblées", EN: "people targeted"},
	{Code: "reached", FR: "personnes atteintes", EN: "people reached"},
	{Code: "percent", FR: "atteintes, en % des ciblées", EN: "reached, % of targeted"},
	{Code: "orgs", FR: "organisations présentes", EN: "organisations present"},
}}

// percentAtLeast is the fewest people targeted of which a public table gives a
// percentage (rule D3).
const percentAtLeast = 10

// gap sets needs and targets against people reached and presence, by place.
// Places where needs are recorded and a closed round shows nobody are named
// apart.
func (l *lens) gap(t *Table) {
	months := l.q.months()
	p := l.spots()
	people := l.peopleIn(p, months...)
	if l.v.Level == record.Public && part(l.q.Sectors[0]) {
		people = people.withheld()
		t.remark("parts_not_counted", 1)
	}
	if t.Question.Level == 2 && people.heavy {
		t.Question.Level = 1
		t.remark("rolled_up", 1)
	}
	fine := *l
	fine.q.Level = t.Question.Level
	fine.q.View = "places"
	at := look(l.v, l.c, fine.q)
	orgs := &Table{Question: fine.q}
	at.places(orgs)

	for _, i := range gapColumns.Items {
		t.Columns = append(t.Columns, Head{Key: i.Code, List: gapColumns})
	}
	t.Rows, t.Whole = orgs.Rows, make([]Cell, len(t.Columns))
	t.Cells = make([][]Cell, len(t.Rows))
	for i := range t.Cells {
		t.Cells[i] = make([]Cell, len(t.Columns))
	}
	reached := people.regions
	if t.Question.Level == 2 {
		reached = people.rows
	}
	sectors := l.sectorsStated()
	twice := 0
	for j, state := range []string{"in_need", "targeted"} {
		column, whole, n := l.caseload(t, state, sectors)
		twice += n
		for i := range t.Rows {
			t.Cells[i][j] = column[i]
		}
		t.Whole[j] = whole
	}
	for i := range t.Rows {
		t.Cells[i][2], t.Cells[i][4] = reached[i], orgs.Cells[i][0]
	}
	t.Whole[2], t.Whole[4] = people.whole, orgs.Whole[0]
	for _, row := range append(slices.Clone(t.Cells), t.Whole) {
		row[3] = l.percent(row[2], row[1])
	}
	for i, row := range t.Cells {
		if row[0].State == Known && row[0].N > 0 && row[4] == (Cell{State: Known}) {
			t.Uncovered = append(t.Uncovered, t.Rows[i])
		}
	}
	if sectors[0] == "" && (t.Whole[0] != Cell{} || t.Whole[1] != Cell{}) {
		t.remark("all_sectors", 1)
	}
	slices.Sort(t.Sources)
	t.remark("stated_twice", twice)
	t.Remarks = append(t.Remarks, orgs.Remarks...)
	t.remark("no_people", people.blank)
	t.remark("repeated", people.repeats)
}

// percent is a share of people, withheld where one of its terms is and where a
// public table would rest on too few.
func (l *lens) percent(n, of Cell) Cell {
	switch {
	case n.State == Withheld || of.State == Withheld:
		return Cell{State: Withheld}
	case n.State != Known || of.State != Known:
		return Cell{}
	case of.N == 0:
		return Cell{State: NotApplicable}
	case l.v.Level == record.Public && of.N < percentAtLeast:
		return Cell{State: Withheld}
	}
	return Cell{State: Known, N: int(math.Round(100 * float64(n.N) / float64(of.N))), Open: n.Open}
}

// sectorsStated are the sectors whose needs a table takes: those of the question
// or, where nothing is stated for them anywhere, all sectors as one. A table
// never sets the one beside the other.
func (l *lens) sectorsStated() []string {
	for _, c := range l.v.Caseloads {
		if c.State != "population" && l.states(c) && slices.Contains(l.q.Sectors, c.Sector) {
			return l.q.Sectors
		}
	}
	return []string{""}
}

// states tells whether a caseload holds in the last month asked for, whatever
// the day on which that is asked, with a number the reader may see.
func (l *lens) states(c *record.Caseload) bool {
	return c.On(l.q.Until.Last()) && c.People.Known() && l.v.May(c)
}

// caseload is what needs overviews and plans state for the places of a table. A
// place without a number of its own has that of its parts. Of two numbers for
// one thing the later year's is taken, else the one confirmed last; they are
// never added, and twice counts them.
func (l *lens) caseload(t *Table, state string, sectors []string) (rows []Cell, whole Cell, twice int) {
	stated := make(map[record.PlaceID]map[string]*record.Caseload) // by sector and population
	for _, c := range l.v.Caseloads {
		if c.State != state || !l.states(c) || !slices.Contains(sectors, c.Sector) {
			continue
		}
		if stated[c.Place] == nil {
			stated[c.Place] = make(map[string]*record.Caseload)
		}
		group := c.Population
		if group == "all" {
			group = ""
		}
		key := c.Sector + "/" + group
		best := stated[c.Place][key]
		if best != nil && best.Since == c.Since && best.People != c.People {
			twice++
		}
		if best == nil || cmp.Or(cmp.Compare(c.Since, best.Since), cmp.Compare(c.Confirmed, best.Confirmed), cmp.Compare(best.Code, c.Code)) > 0 {
			stated[c.Place][key] = c
		}
	}
	children := make(map[record.PlaceID][]record.PlaceID)
	for _, p := range l.v.Places {
		if p.On(l.q.Until.Last()) {
			children[p.Parent] = append(children[p.Parent], record.PlaceID(p.ID))
		}
	}
	own := func(p record.PlaceID) (int, bool) {
		sum, found := 0.0, false
		for _, sector := range sectors {
			for _, c := range ofSector(stated[p], sector) {
				sum, found = sum+c.People.V, true
				if c.Source != "" && !slices.Contains(t.Sources, c.Source) {
					t.Sources = append(t.Sources, c.Source)
				}
			}
		}
		return int(math.Round(sum)), found
	}
	var of func(p record.PlaceID) (int, bool)
	of = func(p record.PlaceID) (int, bool) {
		if n, known := own(p); known {
			return n, true
		}
		sum, found := 0, false
		for _, child := range children[p] {
			n, known := of(child)
			sum, found = sum+n, found || known
		}
		return sum, found
	}
	var sums record.Sums
	var parts []int
	total := 0
	any := false
	for _, h := range t.Rows {
		n, known := 0, false
		if h.Areas == 0 {
			n, known = of(record.PlaceID(h.Place.ID))
		}
		rows = append(rows, Cell{State: NoReport})
		if known {
			rows[len(rows)-1] = Cell{State: Known, N: n}
			parts = append(parts, sums.Add(n))
			total, any = total+n, true
		} else {
			parts = append(parts, sums.AddUnreported())
		}
		if h.Areas > 0 {
			rows[len(rows)-1] = Cell{State: NotApplicable}
		}
	}
	if !any {
		return rows, Cell{}, twice
	}
	whole = Cell{State: Known, N: total}
	if least := l.peopleAtLeast(); least > 0 {
		cell := sums.Add(total)
		sums.Total(cell, false, parts...)
		sums.Withhold(least)
		for i, p := range parts {
			if sums.Withheld(p) {
				rows[i] = Cell{State: Withheld}
			}
		}
		if sums.Withheld(cell) {
			whole = Cell{State: Withheld}
		}
	}
	return rows, whole, twice
}

// ofSector gives what is stated for a sector: over all population groups where
// that is stated, else for each of the groups.
func ofSector(stated map[string]*record.Caseload, sector string) []*record.Caseload {
	if c := stated[sector+"/"]; c != nil {
		return []*record.Caseload{c}
	}
	var groups []*record.Caseload
	for key, c := range stated {
		if s, _, _ := strings.Cut(key, "/"); s == sector {
			groups = append(groups, c)
		}
	}
	return groups
}
