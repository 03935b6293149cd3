package presence

import (
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
	for j, state := range []string{"in_need", "targeted"} {
		column, whole := l.caseload(t, state)
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
		if row[0].State == Known && row[0].N > 0 && row[4].State == Known && row[4].N == 0 {
			t.Uncovered = append(t.Uncovered, t.Rows[i])
		}
	}
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

// caseload is what needs overviews and plans state for the places of a table:
// for the sectors of the question, or over all sectors where nothing is stated
// for them. A place without a number of its own has that of its parts.
func (l *lens) caseload(t *Table, state string) (rows []Cell, whole Cell) {
	stated := make(map[record.PlaceID]map[string]*record.Caseload) // by sector and population
	for _, c := range l.v.Caseloads {
		if c.State != state || !c.On(l.v.Day) || !c.People.Known() || !l.v.May(c) {
			continue
		}
		if stated[c.Place] == nil {
			stated[c.Place] = make(map[string]*record.Caseload)
		}
		key := c.Sector + "/" + c.Population
		if best := stated[c.Place][key]; best == nil || c.Since > best.Since {
			stated[c.Place][key] = c
		}
	}
	children := make(map[record.PlaceID][]record.PlaceID)
	for _, p := range l.v.Places {
		if p.On(l.v.Day) {
			children[p.Parent] = append(children[p.Parent], record.PlaceID(p.ID))
		}
	}
	own := func(p record.PlaceID) (int, bool) {
		for _, sectors := range [][]string{l.q.Sectors, {""}} {
			sum, found := 0.0, false
			for _, sector := range sectors {
				n, known := ofSector(stated[p], sector)
				sum, found = sum+n, found || known
			}
			if found {
				return int(math.Round(sum)), true
			}
		}
		return 0, false
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
		return rows, Cell{}
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
	return rows, whole
}

// ofSector gives what is stated for a sector: over all population groups where
// that is stated, else the sum of the groups.
func ofSector(stated map[string]*record.Caseload, sector string) (float64, bool) {
	for _, whole := range []string{"all", ""} {
		if c := stated[sector+"/"+whole]; c != nil {
			return c.People.V, true
		}
	}
	sum, found := 0.0, false
	for key, c := range stated {
		if s, _, _ := strings.Cut(key, "/"); s == sector {
			sum, found = sum+c.People.V, true
		}
	}
	return sum, found
}
