package fivew

import (
	"fmt"
	"hash/maphash"
	"maps"
	"slices"
	"strconv"
	"strings"

	"toguna/internal/locale"
	"toguna/internal/record"
)

// Told remembers what the files of one command have said so far, so that the
// same activity told by two partners or in two files is noticed. It holds a few
// bytes for each of the first half million activities, whatever comes after.
type Told struct {
	seed     maphash.Seed
	by       map[uint64]telling
	partners []partner
	files    []string
	nr       map[string]uint32 // of a partner
}

const mostTold = 1 << 19

// telling is who told of an activity first, and where.
type telling struct{ partner, file, row uint32 }

// partner is who reported: the same key for the same organisation in every
// file, and its name.
type partner struct{ key, name string }

// begin begins a file.
func (s *Told) begin(file string) {
	if s.by == nil {
		s.seed, s.by, s.nr = maphash.MakeSeed(), map[uint64]telling{}, map[string]uint32{}
	}
	s.files = append(s.files, file)
}

// tell keeps who told of an activity first, and gives that telling.
func (s *Told) tell(deed uint64, p partner, row int) (first telling, again bool) {
	if first, again = s.by[deed]; again || len(s.by) >= mostTold {
		return first, again
	}
	nr, known := s.nr[p.key]
	if !known {
		nr = uint32(len(s.partners))
		s.nr[p.key] = nr
		s.partners = append(s.partners, p)
	}
	s.by[deed] = telling{nr, uint32(len(s.files) - 1), uint32(row)}
	return telling{}, false
}

// The jumps that are flagged: a sum at least three times that of the month
// before, or a third of it, when they are more than five hundred apart.
const (
	jumpTimes = 3
	jumpApart = 500
)

// series is what a partner reports in a sector, month by month.
type series struct {
	org    record.OrgID
	sector string
}

// reporting is a partner in a month.
type reporting struct {
	org   record.OrgID
	month record.Month
}

// comparison flags what no row shows by itself: the same activity told twice, a
// sum that jumps, a partner that is gone, more people than the place has. It
// keeps sums for each partner, no rows.
type comparison struct {
	lang      locale.Lang
	base      *record.Snapshot
	told      *Told
	note      func(row int, p record.Problem)
	name      func(record.OrgID) string // what a person reads
	who       func(record.OrgID) string // the same in every file of the command
	partners  map[record.OrgID]partner
	caseloads map[record.PlaceID][]*record.Caseload
	rooms     map[setting]*room
	sums      map[series]*reports
	here      map[reporting]bool
}

// reports is what came of a series: the first row of it in the file, 0 where the
// file has none, and the people of each month.
type reports struct {
	first  int
	people map[record.Month]float64
}

// setting is where and when something is done, and in which sector.
type setting struct {
	place  record.PlaceID
	month  record.Month
	sector string
}

// room is how many people a setting has, as far as anything says.
type room struct {
	most  *record.Caseload // nil where nothing does
	place *record.Place    // that it was said of
}

func newComparison(base *record.Snapshot, lang locale.Lang, file string, told *Told) *comparison {
	c := &comparison{lang: lang, base: base, told: told, partners: map[record.OrgID]partner{},
		caseloads: map[record.PlaceID][]*record.Caseload{}, rooms: map[setting]*room{}, sums: map[series]*reports{}, here: map[reporting]bool{}}
	told.begin(file)
	for _, x := range base.Caseloads {
		c.caseloads[x.Place] = append(c.caseloads[x.Place], x)
	}
	return c
}

func (c *comparison) warn(row int, code, field, found, expected string) {
	c.note(row, record.Problem{Code: code, Field: field, Found: found, Expected: expected, Warning: true})
}

// deed is who does what where when, whoever reports it.
func (c *comparison) deed(a *record.Activity) uint64 {
	doer := a.Impl
	if doer == "" {
		doer = a.Org
	}
	var h maphash.Hash
	h.SetSeed(c.told.seed)
	for _, s := range [...]string{c.partner(doer).key, string(a.Place), string(a.Month), a.Sector, fold(a.What), fold(a.Indicator)} {
		h.WriteString(s)
		h.WriteByte(0)
	}
	return h.Sum64()
}

// partner names an organisation, once.
func (c *comparison) partner(id record.OrgID) partner {
	p, known := c.partners[id]
	if !known {
		p = partner{c.who(id), c.name(id)}
		c.partners[id] = p
	}
	return p
}

// reached is how many people a line reached, as far as it says.
func reached(a *record.Activity) record.Number {
	if a.Total.Known() {
		return a.Total
	}
	var sum record.Number
	for _, n := range []record.Number{a.Girls, a.Boys, a.Women, a.Men, a.OlderWomen, a.OlderMen} {
		if n.Known() {
			sum = record.N(sum.V + n.V)
		}
	}
	return sum
}

func (c *comparison) add(a *record.Activity) *reports {
	s := series{a.Org, a.Sector}
	r := c.sums[s]
	if r == nil {
		r = &reports{people: map[record.Month]float64{}}
		c.sums[s] = r
	}
	if n := reached(a); n.Known() {
		r.people[a.Month] += n.V
	}
	return r
}

// row takes a row of the file in.
func (c *comparison) row(row int, a *record.Activity) {
	c.here[reporting{a.Org, a.Month}] = true
	if r := c.add(a); r.first == 0 {
		r.first = row
	}
	me := c.partner(a.Org)
	if first, again := c.told.tell(c.deed(a), me, row); again {
		other, here := c.told.partners[first.partner], int(first.file) == len(c.told.files)-1
		at := fmt.Sprintf(c.lang.Say("%s, ligne %d", "%s, row %d"), c.told.files[first.file], first.row)
		switch {
		case other.key != me.key:
			c.warn(row, "reported_twice", "org", other.name, at)
		case !here:
			c.warn(row, "in_two_files", "org", other.name, at)
		}
	}
	c.crowded(row, a)
}

// end holds the file against the lines of the register, for its months and the
// month before each. Of a partner and month that the file reports itself, the
// file counts.
func (c *comparison) end(stored func(first, last record.Month, each func(*record.Activity) error) error) error {
	months := c.months()
	if len(months) == 0 || stored == nil {
		return nil
	}
	before := map[reporting]bool{}
	err := stored(months[0].Add(-1), months[len(months)-1], func(a *record.Activity) error {
		at := reporting{a.Org, a.Month}
		if c.here[at] {
			return nil
		}
		before[at] = true
		c.add(a)
		if first, again := c.told.by[c.deed(a)]; again && int(first.file) == len(c.told.files)-1 && c.told.partners[first.partner].key != c.partner(a.Org).key {
			c.warn(int(first.row), "reported_twice", "org", c.partner(a.Org).name, fmt.Sprintf(c.lang.Say("%s, au registre", "%s, in the register"), record.Label(a)))
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read the lines of the register: %w", err)
	}
	c.jumps()
	c.gone(months, before)
	return nil
}

// months lists the months of the file, in order.
func (c *comparison) months() []record.Month {
	var out []record.Month
	for r := range c.here {
		if !slices.Contains(out, r.month) {
			out = append(out, r.month)
		}
	}
	slices.Sort(out)
	return out
}

func (c *comparison) jumps() {
	var all []series
	for s, r := range c.sums {
		if r.first > 0 {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(a, b series) int { return c.sums[a].first - c.sums[b].first })
	for _, s := range all {
		people := c.sums[s].people
		for _, month := range slices.Sorted(maps.Keys(people)) {
			now := people[month]
			before, known := people[month.Add(-1)]
			if !known || !c.here[reporting{s.org, month}] || max(now, before)-min(now, before) <= jumpApart {
				continue
			}
			if now >= jumpTimes*before || now*jumpTimes <= before {
				c.warn(c.sums[s].first, "jump", "total", fmt.Sprintf("%s, %s, %s (%s)", c.partner(s.org).name, record.Sectors.Label(s.sector, string(c.lang)), c.lang.Int(int(now)), month),
					fmt.Sprintf("%s (%s)", c.lang.Int(int(before)), month.Add(-1)))
			}
		}
	}
}

// gone lists the partners of the month before that are silent now, where the
// file is one of many partners.
func (c *comparison) gone(months []record.Month, before map[reporting]bool) {
	for _, month := range months {
		partners := 0
		for r := range c.here {
			if r.month == month {
				partners++
			}
		}
		if partners < 2 {
			continue
		}
		var names []string
		for r := range before {
			now := reporting{r.org, month}
			if r.month == month.Add(-1) && !c.here[now] && !before[now] {
				names = append(names, c.partner(r.org).name)
			}
		}
		if len(names) == 0 {
			continue
		}
		slices.Sort(names)
		n := strconv.Itoa(len(names))
		c.warn(0, "partner_gone", "org", strings.Join(names[:min(len(names), 12)], ", "), n+", "+c.lang.Month(month))
	}
}

// crowded flags a line that reached more people than its place is said to have.
func (c *comparison) crowded(row int, a *record.Activity) {
	n := reached(a)
	if !n.Known() {
		return
	}
	if r := c.room(a); r.most != nil && n.V > r.most.People.V {
		c.warn(row, "over_population", "total", c.lang.Int(int(n.V)), fmt.Sprintf("%s, %s (%s)", c.lang.Int(int(r.most.People.V)), r.place.NameFR, record.CaseloadStates.Label(r.most.State, string(c.lang))))
	}
}

// room finds the people of the place of a line, or of the nearest unit above of
// which they are known: the population, else the people in need.
func (c *comparison) room(a *record.Activity) *room {
	at := setting{a.Place, a.Month, a.Sector}
	r := c.rooms[at]
	if r == nil {
		r = new(room)
		c.rooms[at] = r
		for p := c.base.Place(a.Place); p != nil && r.most == nil; p = c.base.Place(p.Parent) {
			r.place, r.most = p, c.peopleIn(record.PlaceID(p.ID), a)
		}
	}
	return r
}

// peopleIn finds what says best how many people a place has in a month.
func (c *comparison) peopleIn(p record.PlaceID, a *record.Activity) *record.Caseload {
	rank := func(x *record.Caseload) int {
		switch {
		case x.Population != "" || !x.People.Known():
			return 0
		case x.State == "population" && x.Sector == "":
			return 3
		case x.State == "in_need" && x.Sector == "":
			return 2
		case x.State == "in_need" && inFamily(a.Sector, x.Sector):
			return 1
		}
		return 0
	}
	month := record.Span{Since: a.Month.First(), Until: a.Month.Add(1).First()}
	var best *record.Caseload
	for _, x := range c.caseloads[p] {
		if rank(x) > 0 && x.Span.Overlaps(month) && (best == nil || rank(x) > rank(best) || rank(x) == rank(best) && x.Since > best.Since) {
			best = x
		}
	}
	return best
}
