package presence

import (
	"slices"

	"toguna/internal/record"
)

// peopleAtLeast is the fewest people shown to a reader who is not cleared for
// everything (rule D1); 0 where there is no limit.
func (l *lens) peopleAtLeast() int {
	switch {
	case l.v.Level >= record.Confidential:
		return 0
	case l.v.Level == record.Restricted && !slices.ContainsFunc(record.ByRegionOnly, l.q.asksSector):
		return 5
	}
	return 10
}

// reach is the people that the lines of one spot reached.
type reach struct {
	sum, largest int
	lines, blank int // lines in all, and those that give no number
}

func (r *reach) take(people uint32) {
	r.lines++
	if people == notCounted {
		r.blank++
		return
	}
	r.sum += int(people)
	r.largest = max(r.largest, int(people))
}

// counted is the number by a method.
func (r reach) counted(method string) int {
	if method == "sum" {
		return r.sum
	}
	return r.largest
}

// spots lays out where people are counted, the same for every month and every
// reader's level of places: each unit of the second level, of which what may
// not be shown one by one stands apart; the rest of each region, where no unit
// is stated or none may be; and elsewhere.
type spots struct {
	regions    []Head
	rows       []Head // of a table of the second level: units, then what is taken together by region
	units      int
	apart      []bool
	region     []int // of each spot, an index of regions, −1 elsewhere
	row        []int // of each spot, an index of rows, −1 for the rest of a region and elsewhere
	of, shy    []int // of each place: the spot of its lines, and of those that are shown by region only
	gathered   int   // areas taken together
	unassessed int   // areas that are not shown for what they may have come out of
}

func (l *lens) spots() *spots {
	fine := l
	if l.q.Level != 2 {
		q := l.q
		q.Level = 2
		fine = look(l.v, l.c, q)
	}
	p := &spots{rows: fine.shown(), units: fine.units, apart: fine.apart, unassessed: fine.unassessed}
	regionOf := make(map[string]int)
	for _, r := range l.v.Places {
		if r.On(l.q.Until.Last()) && r.Depth.Known() && r.Depth.V == 1 {
			regionOf[r.ID] = len(p.regions)
			p.regions = append(p.regions, Head{Key: r.Code, Place: r})
		}
	}
	in := func(id record.PlaceID) int {
		if r := l.v.Admin(id, 1); r != nil {
			if i, ok := regionOf[r.ID]; ok {
				return i
			}
		}
		return -1
	}
	type key struct {
		region, row int
		unit        string // what is taken together is still counted area by area
	}
	known := make(map[key]int)
	spot := func(k key) int {
		i, there := known[k]
		if !there {
			i = len(p.row)
			known[k] = i
			p.region, p.row = append(p.region, k.region), append(p.row, k.row)
		}
		return i
	}
	for r, h := range p.rows {
		if r < p.units && !p.apart[r] {
			spot(key{in(record.PlaceID(h.Place.ID)), r, ""})
		}
		p.gathered += h.Areas
	}
	rest := len(p.rows)
	for k, id := range l.c.places.list {
		region, row, unit := in(id), int(fine.row[k]), ""
		if row >= p.units && row != rest {
			if u := l.v.Admin(id, 2); u != nil {
				unit = u.ID
			}
		}
		if row == rest || region < 0 {
			row = -1
		}
		p.of = append(p.of, spot(key{region, row, unit}))
		p.shy = append(p.shy, spot(key{region, -1, ""}))
	}
	return p
}

// reached counts the people of some months at every spot. Over several months
// the lines whose people were counted in an earlier month are left out.
func (l *lens) reached(p *spots, months ...record.Month) (at []reach, repeats int) {
	at = make([]reach, len(p.row))
	for _, m := range months {
		s := l.c.months[m]
		if s == nil {
			continue
		}
		for i, place := range s.place {
			f := s.flags[i]
			if f&planned != 0 || record.Level(f>>levelShift) > l.v.Level || !l.wanted[s.sector[i]] {
				continue
			}
			if f&repeated != 0 && len(months) > 1 {
				repeats++
				continue
			}
			spot := p.of[place]
			if l.v.Level == record.Public && slices.Contains(record.ByRegionOnly, l.c.sectors.list[s.sector[i]]) {
				spot = p.shy[place]
			}
			at[spot].take(s.people[i])
		}
	}
	return at, repeats
}

// peopleColumn is the people of one column of a table, at both levels.
type peopleColumn struct {
	rows, regions []Cell
	whole         Cell
	heavy         bool // too much would be withheld at the second level
	repeats       int
	blank         int
}

// withheld is the column with nothing of it left.
func (c peopleColumn) withheld() peopleColumn {
	return peopleColumn{rows: withheldRow(len(c.rows)), regions: withheldRow(len(c.regions)), whole: Cell{State: Withheld}}
}

// peopleIn counts the people of some months by place.
func (l *lens) peopleIn(p *spots, months ...record.Month) peopleColumn {
	at, repeats := l.reached(p, months...)
	out := peopleColumn{repeats: repeats}
	closedRow, closedRegion := make([]bool, len(p.rows)), make([]bool, len(p.regions))
	closedAll := len(p.regions) > 0
	there := func(h Head) bool { // in one of the months at least
		return slices.ContainsFunc(months, func(m record.Month) bool { return h.Place.On(m.Last()) })
	}
	for i, h := range p.rows {
		closedRow[i] = there(h)
	}
	for i, h := range p.regions {
		closedRegion[i] = there(h)
	}
	for _, m := range months {
		round := l.round(m)
		for i, h := range p.rows {
			closedRow[i] = closedRow[i] && round.Attests(l.v.Snapshot, record.PlaceID(h.Place.ID))
		}
		for i, h := range p.regions {
			attested := round.Attests(l.v.Snapshot, record.PlaceID(h.Place.ID))
			closedRegion[i], closedAll = closedRegion[i] && attested, closedAll && attested
		}
	}
	// Cells: rows, regions, the rest of each region, elsewhere, the whole.
	rows, regions := len(p.rows), len(p.regions)
	elsewhere, whole := rows+2*regions, rows+2*regions+1
	figures := func(at []reach, method string) (n []int, told []bool) {
		n, told = make([]int, whole+1), make([]bool, whole+1)
		add := func(cell int, r reach) {
			n[cell] += r.counted(method)
			told[cell] = told[cell] || r.lines > r.blank
		}
		for i, r := range at {
			row, region := p.row[i], p.region[i]
			add(whole, r)
			switch {
			case region < 0:
				add(elsewhere, r)
				continue
			case row >= 0:
				add(row, r)
			default:
				add(rows+regions+region, r)
			}
			add(rows+region, r)
		}
		for i := range p.rows {
			told[i] = told[i] || closedRow[i] && !p.apart[i]
		}
		for i := range p.regions {
			told[rows+i] = told[rows+i] || closedRegion[i]
		}
		told[whole] = told[whole] || closedAll
		return n, told
	}
	withheld := make([]bool, whole+1)
	if least := l.peopleAtLeast(); least > 0 {
		withheld, out.heavy = l.withhold(p, months, at, least, figures)
	}
	n, told := figures(at, l.q.Method)
	cell := func(i int, closed, there bool) Cell {
		switch {
		case withheld[i]:
			return Cell{State: Withheld}
		case told[i]:
			return Cell{State: Known, N: n[i], Open: !closed}
		case !there:
			return Cell{State: NotApplicable}
		}
		return Cell{Open: true}
	}
	for i, h := range p.rows {
		c := cell(i, closedRow[i], there(h))
		if i < p.units && p.apart[i] || p.rows[i].few() {
			c = Cell{State: Withheld}
		}
		out.rows = append(out.rows, c)
	}
	l.lacking(out.rows)
	for i, h := range p.regions {
		out.regions = append(out.regions, cell(rows+i, closedRegion[i], there(h)))
	}
	out.whole = cell(whole, closedAll, true)
	for _, r := range at {
		out.blank += r.blank
	}
	return out
}

// withhold finds what of a table of people must not be shown, at both levels
// together and by both methods, so that neither gives the other away nor both
// their difference; nor may the table of all protection give away what one of
// its parts lacks (rule D7). A region of which all but one or two areas that
// are hard to reach told next to nothing would be what these are.
func (l *lens) withhold(p *spots, months []record.Month, at []reach, least int, figures func([]reach, string) ([]int, []bool)) (withheld []bool, heavy bool) {
	rows, regions := len(p.rows), len(p.regions)
	elsewhere, whole := rows+2*regions, rows+2*regions+1
	regionOf := make([]int, rows)
	for i, h := range p.rows {
		regionOf[i] = -1
		for j, r := range p.regions {
			if u := l.v.Admin(record.PlaceID(h.Place.ID), 1); u != nil && u.ID == r.Place.ID {
				regionOf[i] = j
			}
		}
	}
	first := make([]bool, whole+1)
	tables := l.tables(at, figures)
	for i, h := range p.rows {
		first[i] = h.few()
		for _, t := range tables[:2] {
			if j := regionOf[i]; h.few() && j >= 0 && t.told[i] && t.n[i] > 0 && t.n[rows+j]-t.n[i] < least {
				first[rows+j] = true
			}
		}
	}
	if !slices.Equal(l.q.Sectors, []string{"PRO"}) {
		all := *l
		all.q.Sectors = []string{"PRO"}
		all.wanted = nil
		for _, s := range l.c.sectors.list {
			all.wanted = append(all.wanted, all.q.asksSector(s) || l.q.asksSector(s))
		}
		wide, _ := all.reached(p, months...)
		for k, theirs := range l.tables(wide, figures) {
			for i := range first {
				if d := theirs.n[i] - tables[k].n[i]; 0 < d && d < least {
					first[i] = true
				}
			}
		}
	}
	for _, fine := range []bool{true, false} {
		withheld = slices.Clone(first)
		for again := true; again; {
			again = false
			for _, t := range tables {
				n, told := t.n, t.told
				var s record.Sums
				for i := range n {
					coarser := i >= rows && i < rows+regions || i >= elsewhere
					inNoRow := i >= rows+regions && i < elsewhere // hides no other: it can be known otherwise
					small := 0 < n[i] && n[i] < least
					if told[i] && (fine || coarser) && (small || !inNoRow) {
						s.Add(n[i])
					} else {
						s.AddUnreported()
					}
					if withheld[i] && told[i] {
						s.Hide(i)
					}
				}
				national := []int{elsewhere}
				for j := range regions {
					national = append(national, rows+j)
					if !fine {
						continue
					}
					parts := []int{rows + regions + j}
					for i, r := range regionOf {
						if r == j {
							parts = append(parts, i)
						}
					}
					s.Total(rows+j, false, parts...)
				}
				s.Total(whole, false, national...)
				s.Withhold(least)
				heavy = heavy || fine && s.Heavy()
				for i := range n {
					if s.Withheld(i) && !withheld[i] {
						withheld[i], again = true, true
					}
				}
			}
		}
		if !heavy {
			break
		}
	}
	return withheld, heavy
}

// counts is one way of counting the cells of a table.
type counts struct {
	n    []int
	told []bool
}

// tables counts the people of a table by both methods, and what the one has
// more than the other: it adds up as they do.
func (l *lens) tables(at []reach, figures func([]reach, string) ([]int, []bool)) []counts {
	var largest, sum counts
	largest.n, largest.told = figures(at, "largest")
	sum.n, sum.told = figures(at, "sum")
	more := counts{slices.Clone(sum.n), sum.told}
	for i := range more.n {
		more.n[i] -= largest.n[i]
	}
	return []counts{largest, sum, more}
}

// people is people reached by place and month.
func (l *lens) people(t *Table) {
	p := l.spots()
	var columns []peopleColumn
	months := l.q.months()
	for _, m := range months {
		t.Columns = append(t.Columns, Head{Key: string(m), Month: m})
		columns = append(columns, l.peopleIn(p, m))
	}
	if len(months) > 1 && l.peopleAtLeast() == 0 {
		// Not where small counts are withheld: a month could be taken from it.
		t.Columns = append(t.Columns, Head{Key: "period"})
		columns = append(columns, l.peopleIn(p, months...))
	}
	if t.Question.Level == 2 && slices.ContainsFunc(columns, func(c peopleColumn) bool { return c.heavy }) {
		t.Question.Level = 1
		t.remark("rolled_up", 1)
	}
	t.Rows = p.regions
	if t.Question.Level == 2 {
		t.Rows = p.rows
		if l.partly {
			t.remark("by_region_only", 1)
		}
		t.remark("hard_to_reach", p.gathered)
		t.remark("unassessed", p.unassessed)
		t.remarkFew()
	}
	t.Cells = make([][]Cell, len(t.Rows))
	blank, repeats, withheld := 0, 0, 0
	for j, c := range columns {
		cells := c.regions
		if t.Question.Level == 2 {
			cells = c.rows
		}
		for i := range t.Rows {
			t.Cells[i] = append(t.Cells[i], cells[i])
			if cells[i].State == Withheld {
				withheld++
			}
		}
		t.Whole = append(t.Whole, c.whole)
		if j < len(months) {
			blank += c.blank
		}
		repeats = max(repeats, c.repeats)
	}
	t.remark("returns_missing", l.missing())
	t.remark("no_people", blank)
	t.remark("repeated", repeats)
	t.remark("suppressed", withheld)
}
