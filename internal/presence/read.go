package presence

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"

	"toguna/internal/record"
)

// Read answers a question. The error is a *Refusal.
func Read(v record.View, c *Columns, q Question) (*Table, error) {
	q, err := q.settled()
	if err != nil {
		return nil, err
	}
	if !v.KnownAt.Equal(c.KnownAt) {
		return nil, &Refusal{"les lignes et les fiches ne sont pas connues au même instant", "the lines and the records are not as known at the same instant"}
	}
	q, byRegion, err := q.allowed(v.Level)
	if err != nil {
		return nil, err
	}
	if q.countsPeople() && v.Level < record.Confidential {
		if v.Level == record.Public && !c.KnownAt.IsZero() {
			return nil, &Refusal{"les personnes atteintes ne sont publiques que telles qu’elles sont connues maintenant : deux états du registre se retrancheraient l’un de l’autre",
				"people reached are public only as they are known now: two states of the register could be taken from one another"}
		}
		v.Snapshot = v.At(endOfDays) // what one day withholds, another must not give away
	}
	l := look(v, c, q)
	t := &Table{Question: q}
	if byRegion {
		t.remark("by_region_only", 1)
	}
	switch q.View {
	case "places":
		l.places(t)
	case "matrix":
		l.matrix(t)
	case "timeline":
		l.timeline(t)
	case "turnover":
		l.turnover(t)
	case "sectors":
		l.sectors(t)
	case "people":
		l.people(t)
	case "gap":
		l.gap(t)
	}
	return t, nil
}

// endOfDays comes after everything that is recorded.
const endOfDays record.Day = "9999-12-31"

// lens is the columns as one reader may see them for one question: every code
// of a dictionary resolved once, so that a line costs a few look-ups.
type lens struct {
	v record.View
	c *Columns
	q Question

	class  []record.Class // of each organisation
	stands []uint32       // the organisation itself where it carries out what it reports without naming anybody, else nobody
	wanted []bool         // of each sector
	keep   [256]bool      // of each set of flags: under way, and not above the reader's level

	rows       []Head   // of places: units, then what is taken together, then elsewhere
	units      int      // how many rows are units
	row        []uint32 // of each place
	hidden     []bool   // of each place: not shown one by one to this reader
	apart      []bool   // of each row: a unit this reader is not shown
	unassessed int      // units that are not shown for what they may have come out of
	shy        []bool   // of each sector: by region only for this reader
	partly     bool     // the areas of the table lack lines of such sectors: none of their zeros is a true one

	told map[record.Month]tally
}

// tally is what is to be remarked about the lines of a month that count.
type tally struct{ stateless, nowhere, nobody int }

func look(v record.View, c *Columns, q Question) *lens {
	l := &lens{v: v, c: c, q: q, told: make(map[record.Month]tally)}
	l.class, l.stands = make([]record.Class, len(c.orgs.list)), make([]uint32, len(c.orgs.list))
	for k, id := range c.orgs.list[1:] {
		k++
		l.class[k] = v.Class(id)
		if o, _ := record.Implementer(id, "", func(record.OrgID) record.Class { return l.class[k] }); o != "" {
			l.stands[k] = uint32(k)
		}
	}
	for _, s := range c.sectors.list {
		l.wanted = append(l.wanted, q.asksSector(s))
		l.shy = append(l.shy, v.Level == record.Public && q.Level > 1 && slices.Contains(record.ByRegionOnly, s))
	}
	l.partly = v.Level == record.Public && q.Level > 1 && slices.ContainsFunc(record.ByRegionOnly, q.asksSector)
	for f := range l.keep {
		l.keep[f] = uint8(f)&underWay != 0 && record.Level(f>>levelShift) <= v.Level
	}
	l.placeRows()
	return l
}

// placeRows lays out the rows of a table by place: the units of the level that
// exist at the end of the month asked for, whatever the day on which that is
// asked; for a reader who may not see who works in areas that are hard to
// reach, one row a region for these together; then the rest.
func (l *lens) placeRows() {
	v, first, last := l.v, l.q.From.Last(), l.q.Until.Last()
	at := make(map[string]uint32)
	for _, p := range v.Places {
		if p.On(last) && p.Depth.Known() && int(p.Depth.V) == l.q.Level {
			at[p.ID] = uint32(len(l.rows))
			l.rows = append(l.rows, Head{Key: p.Code, Place: p})
			l.apart = append(l.apart, l.q.Level > 1 && v.Hides(record.PlaceID(p.ID)))
		}
	}
	l.units = len(l.rows)
	together := make(map[string]uint32) // by region
	gather := func(p record.PlaceID) (uint32, bool) {
		region := v.Admin(p, 1)
		if region == nil || !region.On(last) {
			return 0, false
		}
		r, there := together[region.ID]
		if !there {
			r = uint32(len(l.rows))
			together[region.ID] = r
			l.rows = append(l.rows, Head{Key: region.Code, Place: region, Areas: 1})
		}
		return r, true
	}
	areas := make(map[uint32]int) // that there are in every month of the table
	for r, apart := range l.apart {
		if apart {
			p := l.rows[r].Place
			if v.HidesUnassessed(record.PlaceID(p.ID)) {
				l.unassessed++
			}
			if g, ok := gather(record.PlaceID(p.ID)); ok && p.On(first) {
				areas[g]++
				l.rows[g].Areas = max(l.rows[g].Areas, areas[g])
			}
		}
	}
	elsewhere := make([]int, 0, len(l.c.places.list))
	for k, id := range l.c.places.list {
		l.row = append(l.row, 0)
		hidden := v.Hides(id)
		l.hidden = append(l.hidden, hidden)
		if l.q.Level > 1 && hidden {
			if g, ok := gather(id); ok {
				l.row[k] = g
				continue
			}
		}
		u := v.Admin(id, l.q.Level)
		r, there := uint32(0), false
		if u != nil {
			r, there = at[u.ID]
		}
		if !there {
			elsewhere = append(elsewhere, k)
			continue
		}
		l.row[k] = r
	}
	rest := uint32(len(l.rows))
	l.rows = append(l.rows, Head{Key: "elsewhere"})
	for _, k := range elsewhere {
		l.row[k] = rest
	}
	for len(l.apart) < len(l.rows) {
		l.apart = append(l.apart, false)
	}
}

// orgSet is a set of organisations, a bit for each code; bit 0 says that
// somebody is at work whom no line names.
type orgSet []uint64

func (s orgSet) add(o uint32)      { s[o>>6] |= 1 << (o & 63) }
func (s orgSet) has(o uint32) bool { return s[o>>6]&(1<<(o&63)) != 0 }

func (s orgSet) join(t orgSet) {
	for i, w := range t {
		s[i] |= w
	}
}

func (s orgSet) count(of orgSet) int {
	n := 0
	for i, w := range s {
		n += bits.OnesCount64(w & of[i])
	}
	return n
}

// each gives the organisations of a set, 0 for somebody whom no line names.
func (s orgSet) each(do func(o uint32)) {
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			do(uint32(i<<6 + bits.TrailingZeros64(w)))
		}
	}
}

func (s orgSet) empty() bool {
	for _, w := range s {
		if w != 0 {
			return false
		}
	}
	return true
}

func (l *lens) words() int { return (len(l.c.orgs.list) + 63) / 64 }

// orgsWhere gives the set of organisations whose class passes, without nobody.
func (l *lens) orgsWhere(pass func(record.Class) bool) orgSet {
	s := make(orgSet, l.words())
	for k := 1; k < len(l.class); k++ {
		if pass(l.class[k]) {
			s.add(uint32(k))
		}
	}
	return s
}

// present gives, for each row of places, who is at work there in a month.
func (l *lens) present(m record.Month) []orgSet {
	words := l.words()
	flat := make([]uint64, words*len(l.rows))
	if s := l.c.months[m]; s != nil {
		l.told[m] = l.mark(s, flat, words)
	}
	out := make([]orgSet, len(l.rows))
	for r := range out {
		out[r] = flat[r*words : (r+1)*words]
	}
	return out
}

// mark is the loop over the lines of a month: it does as little as it can.
func (l *lens) mark(s *segment, flat []uint64, words int) (t tally) {
	rest := uint32(len(l.rows) - 1)
	impl, org, sector, flags := s.impl, s.org, s.sector, s.flags
	for i, p := range s.place {
		f := flags[i]
		if !l.keep[f] || !l.wanted[sector[i]] {
			continue
		}
		o := impl[i]
		if o == 0 {
			if o = l.stands[org[i]]; o == 0 {
				t.nobody++
			}
		}
		r := l.row[p]
		if l.shy[sector[i]] {
			r = rest
		} else if r == rest {
			t.nowhere++
		}
		if f&stateUnknown != 0 {
			t.stateless++
		}
		flat[int(r)*words+int(o>>6)] |= 1 << (o & 63)
	}
	return t
}

// counter counts sets of organisations by class.
type counter struct {
	code   string
	set    orgSet // who is asked for
	groups []orgSet
	all    bool
}

func (l *lens) counter() counter {
	k := counter{code: l.q.Set, set: l.orgsWhere(func(c record.Class) bool { return inSet(l.q.Set, c) }), all: l.q.Set == "all" || l.q.Set == "unknown"}
	for _, g := range Groups.Items {
		k.groups = append(k.groups, l.orgsWhere(func(c record.Class) bool { return g.Code == "all" || c.Presence() == g.Code }))
	}
	return k
}

// cells gives the cell of the set and that of each group.
func (k counter) cells(s orgSet, closed bool) []Cell {
	nobody := int(s[0] & 1)
	counts := make([]int, len(k.groups))
	all, unknown := 0, 0
	for i, g := range Groups.Items {
		counts[i] = s.count(k.groups[i])
		switch g.Code {
		case "unknown":
			counts[i] += nobody // at least one organisation that is not named
			unknown = counts[i]
		case "all":
			counts[i] += nobody
			all = counts[i]
		}
	}
	out := []Cell{k.cell(s, unknown, all, closed)}
	for i, g := range Groups.Items {
		u := unknown
		if g.Code == "all" || g.Code == "unknown" {
			u = 0
		}
		out = append(out, settle(counts[i], u, all, closed))
	}
	return out
}

func (k counter) cell(s orgSet, unknown, all int, closed bool) Cell {
	n := s.count(k.set)
	if k.all {
		return settle(n+int(s[0]&1), 0, all, closed)
	}
	return settle(n, unknown, all, closed)
}

// one gives the cell of the set alone.
func (k counter) one(s orgSet, closed bool) Cell {
	nobody := int(s[0] & 1)
	unknown, all := 0, 0
	for i, g := range Groups.Items {
		switch g.Code {
		case "unknown":
			unknown = s.count(k.groups[i]) + nobody
		case "all":
			all = s.count(k.groups[i]) + nobody
		}
	}
	return k.cell(s, unknown, all, closed)
}

// guarded is cells for areas that are hard to reach, to a reader who may not
// see them one by one: no count of one or two organisations is shown there, nor
// what would give it away (rules D1, D5, D8).
func (k counter) guarded(s orgSet, closed bool) []Cell {
	out := k.cells(s, closed)
	if s.empty() {
		return out
	}
	n := make(map[string]int)
	for j, g := range Groups.Items {
		n[g.Code] = out[1+j].N
	}
	n["local"] = n["nngo"] + n["state"] + n["other_local"]
	var sums record.Sums
	id := make(map[string]int)
	for _, key := range []string{"nngo", "state", "other_local", "local", "international", "other", "unknown", "all"} {
		id[key] = sums.Add(n[key])
	}
	sums.Total(id["local"], false, id["nngo"], id["state"], id["other_local"])
	sums.Total(id["all"], false, id["local"], id["international"], id["other"], id["unknown"])
	sums.Withhold(orgsAtLeast)
	id["national"] = id["nngo"]
	for j := range out {
		key := k.code
		if j > 0 {
			key = Groups.Items[j-1].Code
		}
		cell, known := id[key] // a set that is a part of a group is not shown at all
		switch {
		case !known, sums.Withheld(cell), out[j].State == Uncertain && sums.Withheld(id["unknown"]):
			out[j] = Cell{State: Withheld}
		case sums.Withheld(id["unknown"]):
			out[j].More = 0
		}
	}
	return out
}

// lacking keeps the zeros of an area from being read as true ones where lines
// are left out of the table, all alike: which areas have them must not show.
func (l *lens) lacking(row []Cell) []Cell {
	for i := range row {
		if l.partly && row[i].State == Known && row[i].N == 0 {
			row[i].Open = true
		}
	}
	return row
}

// round is the round of a month as far as it is about the sectors of the question.
func (l *lens) round(m record.Month) record.Round {
	return l.v.RoundOf(m).About(l.v.Snapshot, l.q.Sectors...)
}

// attested tells for each row of places whether the rounds of all months attest
// its zeros for the sectors of the question; the last, for elsewhere, whether they do for every unit.
func (l *lens) attested(months ...record.Month) []bool {
	return l.everywhere(months, record.Round.Attests)
}

func (l *lens) everywhere(months []record.Month, holds func(record.Round, *record.Snapshot, record.PlaceID) bool) []bool {
	out := make([]bool, len(l.rows))
	for r := range out {
		out[r] = true
	}
	rest := len(out) - 1
	out[rest] = l.units > 0
	for _, m := range months {
		round := l.round(m)
		for r, h := range l.rows[:rest] {
			out[r] = out[r] && holds(round, l.v.Snapshot, record.PlaceID(h.Place.ID))
		}
	}
	for _, here := range out[:l.units] {
		out[rest] = out[rest] && here
	}
	return out
}

// shown lists the rows of places that a table has: all but the rest.
func (l *lens) shown() []Head { return l.rows[:len(l.rows)-1] }

// places is presence by place: the set that is asked for, then every group.
func (l *lens) places(t *Table) {
	months := l.q.months()
	at := l.present(months[0])
	for _, m := range months[1:] {
		for r, s := range l.present(m) {
			at[r].join(s)
		}
	}
	attested := l.attested(months...)
	k := l.counter()
	t.Columns = []Head{{Key: l.q.Set, List: Sets}}
	for _, g := range Groups.Items {
		t.Columns = append(t.Columns, Head{Key: g.Code, List: Groups})
	}
	t.Rows = l.shown()
	whole := make(orgSet, l.words())
	for r, s := range at {
		whole.join(s)
		switch {
		case r == len(at)-1:
		case l.apart[r], l.rows[r].few():
			t.Cells = append(t.Cells, withheldRow(len(t.Columns)))
		case r >= l.units:
			t.Cells = append(t.Cells, l.lacking(k.guarded(s, attested[r])))
		default:
			t.Cells = append(t.Cells, l.lacking(k.cells(s, attested[r])))
		}
	}
	t.Whole = k.cells(whole, attested[len(attested)-1])
	l.remarks(t)
}

func withheldRow(n int) []Cell {
	out := make([]Cell, n)
	for i := range out {
		out[i].State = Withheld
	}
	return out
}

// timeline is presence of the set by place and month.
func (l *lens) timeline(t *Table) {
	months := l.q.months()
	k := l.counter()
	t.Rows = l.shown()
	t.Cells = make([][]Cell, len(t.Rows))
	for _, m := range months {
		t.Columns = append(t.Columns, Head{Key: string(m), Month: m})
		attested := l.attested(m)
		whole := make(orgSet, l.words())
		for r, s := range l.present(m) {
			whole.join(s)
			switch {
			case r == len(t.Rows):
			case l.apart[r], l.rows[r].few():
				t.Cells[r] = append(t.Cells[r], Cell{State: Withheld})
			case s.empty() && !l.rows[r].Place.On(m.Last()): // there was no such unit yet
				t.Cells[r] = append(t.Cells[r], Cell{State: NotApplicable})
			case r >= l.units:
				t.Cells[r] = append(t.Cells[r], k.guarded(s, attested[r])[0])
			default:
				t.Cells[r] = append(t.Cells[r], k.one(s, attested[r]))
			}
		}
		t.Whole = append(t.Whole, k.one(whole, attested[len(attested)-1]))
	}
	for _, row := range t.Cells {
		l.lacking(row)
	}
	l.remarks(t)
}

// each gives the lines of a month that the reader may see and the question
// asks for.
func (l *lens) each(m record.Month, do func(s *segment, i int, o uint32)) {
	s := l.c.months[m]
	if s == nil {
		return
	}
	for i := range s.place {
		if !l.keep[s.flags[i]] || !l.wanted[s.sector[i]] {
			continue
		}
		o := s.impl[i]
		if o == 0 {
			o = l.stands[s.org[i]]
		}
		do(s, i, o)
	}
}

// remarks says what a reader must know about the lines of the months, of the
// places where a round is not closed, and of the returns that are missing.
func (l *lens) remarks(t *Table) {
	open, areas := 0, 0
	for _, closed := range l.everywhere(l.q.months(), record.Round.ClosedFor)[:l.units] {
		if !closed {
			open++
		}
	}
	var sum tally
	for _, m := range l.q.months() {
		if _, known := l.told[m]; !known {
			l.present(m)
		}
		x := l.told[m]
		sum.stateless, sum.nowhere, sum.nobody = sum.stateless+x.stateless, sum.nowhere+x.nowhere, sum.nobody+x.nobody
	}
	rows := t.Rows
	if t.Question.View == "matrix" {
		rows = l.shown() // its places are its columns
	}
	for _, h := range rows {
		areas += h.Areas
	}
	t.remark("round_open", open)
	t.remark("returns_missing", l.missing())
	t.remark("state_unknown", sum.stateless)
	t.remark("nowhere", sum.nowhere)
	t.remark("implementer_unknown", sum.nobody)
	if l.partly {
		t.remark("by_region_only", 1)
	}
	t.remark("hard_to_reach", areas)
	t.remark("unassessed", l.unassessed)
	t.remarkFew()
}

// matrix is who works where: the lines of each organisation of the set in each
// place. Nobody is named for areas that are hard to reach.
func (l *lens) matrix(t *Table) {
	months := l.q.months()
	in := l.orgsWhere(func(c record.Class) bool { return inSet(l.q.Set, c) })
	t.Columns = l.rows[:l.units]
	lines := make([][]int, len(l.class)) // of each organisation that may be named, by column
	unnamed := make([]orgSet, l.units)
	for r := range unnamed {
		unnamed[r] = make(orgSet, l.words())
	}
	for _, m := range months {
		l.each(m, func(s *segment, i int, o uint32) {
			p := s.place[i]
			r := l.row[p]
			switch {
			case int(r) >= l.units, o == 0, !in.has(o), l.shy[s.sector[i]]:
			case l.hidden[p]:
				unnamed[r].add(o)
			default:
				if lines[o] == nil {
					lines[o] = make([]int, l.units)
				}
				lines[o][r]++
			}
		})
	}
	attested := l.attested(months...)
	type one struct {
		org    *record.Org
		name   string
		places int
		lines  []int
	}
	var orgs []one
	for o, by := range lines {
		if by == nil {
			continue
		}
		x := one{org: l.org(uint32(o)), lines: by}
		if x.org == nil || !l.v.May(x.org) {
			for r, n := range by {
				if n > 0 {
					unnamed[r].add(uint32(o))
				}
			}
			lines[o] = nil
			continue
		}
		x.name = strings.ToLower(x.org.NameFR)
		for _, n := range by {
			if n > 0 {
				x.places++
			}
		}
		orgs = append(orgs, x)
	}
	slices.SortFunc(orgs, func(a, b one) int {
		return cmp.Or(cmp.Compare(b.places, a.places), strings.Compare(a.name, b.name), strings.Compare(a.org.ID, b.org.ID))
	})
	for _, x := range orgs {
		t.Rows = append(t.Rows, Head{Key: x.org.Code, Org: x.org})
		row := make([]Cell, l.units)
		for r, n := range x.lines {
			switch {
			case l.apart[r]:
				row[r].State = Withheld
			case n > 0 || attested[r]:
				row[r] = Cell{State: Known, N: n, Open: !attested[r]}
			default:
				row[r].Open = true
			}
		}
		t.Cells = append(t.Cells, l.lacking(row))
	}
	// Those who are not named: only where they are not named anyway. By region
	// too, of one or two areas that are hard to reach they are not counted.
	few := make(map[string]bool)
	if l.q.Level == 1 {
		q := l.q
		q.Level = 2
		for _, h := range look(l.v, l.c, q).rows {
			few[h.Key] = few[h.Key] || h.few()
		}
	}
	row, any := make([]Cell, l.units), false
	for r, s := range unnamed {
		n := 0
		s.each(func(o uint32) {
			if lines[o] == nil || lines[o][r] == 0 {
				n++
			}
		})
		switch {
		case l.apart[r], few[l.rows[r].Key], 0 < n && n < orgsAtLeast:
			row[r].State = Withheld
		case n > 0 || attested[r]:
			row[r] = Cell{State: Known, N: n, Open: !attested[r]}
		default:
			row[r].Open = true
		}
		any = any || n > 0
	}
	if any {
		t.Rows = append(t.Rows, Head{Key: "unnamed"})
		t.Cells = append(t.Cells, l.lacking(row))
	}
	l.remarks(t)
}

// orgsAtLeast is the fewest organisations shown where areas that are hard to
// reach are counted, to a reader who may not see them (rule D1).
const orgsAtLeast = 3

func (l *lens) org(o uint32) *record.Org { return l.v.Org(l.c.orgs.list[o]) }

func byName(a, b *record.Org) int {
	return cmp.Or(strings.Compare(strings.ToLower(a.NameFR), strings.ToLower(b.NameFR)), strings.Compare(a.ID, b.ID))
}

// missing counts the returns of the months that have not come.
func (l *lens) missing() int {
	n := 0
	for _, m := range l.q.months() {
		n += len(l.round(m).Missing)
	}
	return n
}

// turnover is which organisations of the set are there in which month, and who
// came and left in between. Who is missing from a month counts as gone only
// where a return says so: its own, or those of all who reported it the month
// before. What closes a round does not speak for who has not reported.
func (l *lens) turnover(t *Table) {
	months := l.q.months()
	in := l.orgsWhere(func(c record.Class) bool { return inSet(l.q.Set, c) })
	type seen struct {
		lines int
		by    []uint32 // who reported them
	}
	code := make(map[*record.Org]uint32)
	at := make([][]seen, len(l.class))
	for j, m := range months {
		t.Columns = append(t.Columns, Head{Key: string(m), Month: m})
		l.each(m, func(s *segment, i int, o uint32) {
			if o == 0 || !in.has(o) {
				return
			}
			if at[o] == nil {
				at[o] = make([]seen, len(months))
			}
			at[o][j].lines++
			if !slices.Contains(at[o][j].by, s.org[i]) {
				at[o][j].by = append(at[o][j].by, s.org[i])
			}
		})
	}
	var orgs []*record.Org
	for o, by := range at {
		if by == nil {
			continue
		}
		if org := l.org(uint32(o)); org != nil && l.v.May(org) {
			orgs = append(orgs, org)
			code[org] = uint32(o)
		}
	}
	slices.SortFunc(orgs, byName)
	whole := make([]bool, len(months))
	reported := make([]func(o uint32) record.Answer, len(months))
	for j, m := range months {
		attested := l.attested(m)
		whole[j], reported[j] = attested[len(attested)-1], l.reported(m)
	}
	t.Moves = make([]Move, len(months)-1)
	for j, m := range months[1:] {
		t.Moves[j].Month = m
	}
	for _, org := range orgs {
		t.Rows = append(t.Rows, Head{Key: org.Code, Org: org})
		row := make([]Cell, len(months))
		met, o := false, code[org]
		for j, now := range at[o] {
			n, told := now.lines, reported[j](o) == record.Yes
			if j > 0 && reported[j](o) == record.Unknown && at[o][j-1].lines > 0 {
				told = !slices.ContainsFunc(at[o][j-1].by, func(other uint32) bool { return reported[j](other) != record.Yes })
			}
			if n > 0 || told {
				row[j] = Cell{State: Known, N: n, Open: !whole[j]}
			} else {
				row[j].Open = true
			}
			if j > 0 {
				before, move := at[o][j-1].lines > 0, &t.Moves[j-1]
				switch {
				case n > 0 && !met:
					move.New = append(move.New, org)
				case n > 0 && !before && row[j-1].State == Known:
					move.Back = append(move.Back, org)
				case n == 0 && before && told:
					move.Left = append(move.Left, org)
				case n == 0 && before:
					move.NotReported = append(move.NotReported, org)
				}
			}
			met = met || n > 0
		}
		t.Cells = append(t.Cells, row)
	}
	k := l.counter()
	for j, m := range months {
		s := make(orgSet, l.words())
		for _, x := range l.present(m) {
			s.join(x)
		}
		t.Whole = append(t.Whole, k.one(s, whole[j]))
	}
	l.remarks(t)
}

// reported gives a function from an organisation to whether it reported in a
// month: no where one of its returns is missing, "" where none was asked for.
func (l *lens) reported(m record.Month) func(o uint32) record.Answer {
	answers := make(map[record.OrgID]record.Answer)
	round := l.round(m)
	for _, r := range round.Came {
		answers[r.Org] = record.Yes
	}
	for _, r := range round.Missing {
		answers[r.Org] = record.No
	}
	return func(o uint32) record.Answer { return answers[l.c.orgs.list[o]] }
}

// sectors is presence by sector: the set that is asked for, then every group.
func (l *lens) sectors(t *Table) {
	months := l.q.months()
	k := l.counter()
	t.Columns = []Head{{Key: l.q.Set, List: Sets}}
	for _, g := range Groups.Items {
		t.Columns = append(t.Columns, Head{Key: g.Code, List: Groups})
	}
	at := make([]orgSet, len(l.c.sectors.list))
	for i := range at {
		at[i] = make(orgSet, l.words())
	}
	whole := make(orgSet, l.words())
	for _, m := range months {
		l.each(m, func(s *segment, i int, o uint32) {
			at[s.sector[i]].add(o)
			whole.add(o)
		})
	}
	attested := l.attested(months...)
	for _, item := range record.Sectors.Items {
		i, there := l.c.sectors.of[item.Code]
		if !l.q.asksSector(item.Code) {
			continue
		}
		s := make(orgSet, l.words())
		if there {
			s = at[i]
		}
		only := *l
		only.q.Sectors = []string{item.Code}
		own := only.attested(months...)
		t.Rows = append(t.Rows, Head{Key: item.Code, Sector: item.Code})
		t.Cells = append(t.Cells, k.cells(s, own[len(own)-1]))
	}
	t.Whole = k.cells(whole, attested[len(attested)-1])
	l.remarks(t)
}
