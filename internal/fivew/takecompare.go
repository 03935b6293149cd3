package fivew

import (
	"cmp"
	"fmt"
	"hash/maphash"
	"slices"
	"strconv"
	"strings"

	"toguna/internal/layout"
	"toguna/internal/locale"
	"toguna/internal/record"
)

// Told remembers what the files of one command have said so far, so that the
// same activity told by two partners or in two files is noticed. It holds a few
// bytes for each of the last activities, and the partners.
type Told struct {
	seed     maphash.Seed
	by       *met[telling]
	partners []partner
	nrs      map[string]uint32 // of the partners
	files    []toldFile
	next     uint32 // after all rows so far
}

// telling is who told of an activity first, and in which row, counted through all
// files.
type telling struct{ partner, at uint32 }

// toldFile is a file and the row that it begins at.
type toldFile struct {
	name   string
	layout *layout.Layout
	from   uint32
}

// partner is who reports or does: the same key for the same organisation in
// every file, and its name.
type partner struct{ key, name string }

// begin begins a file.
func (s *Told) begin(file string, l *layout.Layout) {
	if s.by == nil {
		s.seed, s.by, s.nrs = maphash.MakeSeed(), newMet[telling](held), map[string]uint32{}
	}
	s.files = append(s.files, toldFile{file, l, s.next})
}

// nr numbers the partners.
func (s *Told) nr(p partner) uint32 {
	nr, known := s.nrs[p.key]
	if !known {
		nr = uint32(len(s.partners))
		s.nrs[p.key] = nr
		s.partners = append(s.partners, p)
	}
	return nr
}

// tell keeps who told of an activity first, and gives that telling.
func (s *Told) tell(deed uint64, partner uint32, row int) (first telling, again bool) {
	at := s.files[len(s.files)-1].from + uint32(row)
	s.next = max(s.next, at+1)
	return s.by.first(deed, telling{partner, at})
}

// where gives the file and row of a telling, and whether it is the last file.
func (s *Told) where(t telling) (file toldFile, row int, here bool) {
	i := len(s.files) - 1
	for s.files[i].from > t.at {
		i--
	}
	return s.files[i], int(t.at - s.files[i].from), i == len(s.files)-1
}

// text names the file, its sheet where several are read as one, and a row.
func (f toldFile) text(row int, l locale.Lang) string {
	name := f.name
	on, row := f.layout.At(row)
	if len(f.layout.Sheets()) > 0 {
		name += " [" + on + "]"
	}
	return fmt.Sprintf(l.Say("%s, ligne %d", "%s, row %d"), name, row)
}

// The jumps that are flagged: a sum at least three times that of the month
// before, or a third of it, when they are more than five hundred apart.
const (
	jumpTimes = 3
	jumpApart = 500
)

// series is what a partner reports in a sector, month by month.
type series struct {
	partner uint32
	sector  string
}

// reporting is a partner in a month.
type reporting struct {
	partner uint32
	month   int32 // since January 1900
}

// mostSums and mostRooms bound what a comparison holds: the months of all series,
// and the settings whose people are not looked up anew.
const (
	mostSums  = 1 << 18
	mostRooms = 1 << 14
)

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
	nrs       map[record.OrgID]uint32   // of the partners
	caseloads map[record.PlaceID][]*record.Caseload
	earliest  record.Month // that is likely to have been
	rooms     map[setting]room
	sums      map[series]*reports
	counted   int  // months of all series
	full      bool // there are more
	here      map[reporting]bool
	under     map[uint64]*spread // of activities
}

// The activities that are flagged: of at least so many lines nearly all are of
// one sector or what holds it, and some are not.
const (
	usualLines     = 20
	usualOf        = 20 // all but one line of so many
	mostActivities = 1 << 14
)

// spread is the sectors that an activity is reported under.
type spread struct {
	what    string
	sectors []underSector
}

// underSector is the lines of an activity in a sector, and the first row of them in the
// file, 0 where the file has none.
type underSector struct {
	sector string
	lines  int
	first  int
}

// reports is what came of a series: the first row of it in the file, 0 where the
// file has none, and the people of each month.
type reports struct {
	first  int
	people []people
}

type people struct {
	month int32
	sum   float64
}

// in finds the people of a month.
func (r *reports) in(m int32) *people {
	for i := range r.people {
		if r.people[i].month == m {
			return &r.people[i]
		}
	}
	return nil
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

// The months that are not asked about: from two years before the first month of
// the register, or ten years ago where it has none.
const (
	monthsBefore = 24
	monthsAgo    = 120
)

func newComparison(base *record.Snapshot, lang locale.Lang, file string, l *layout.Layout, told *Told, today record.Day) *comparison {
	c := &comparison{lang: lang, base: base, told: told, nrs: map[record.OrgID]uint32{},
		caseloads: map[record.PlaceID][]*record.Caseload{}, rooms: map[setting]room{}, sums: map[series]*reports{}, here: map[reporting]bool{}, under: map[uint64]*spread{}}
	told.begin(file, l)
	c.earliest = today.Month().Add(-monthsAgo)
	if len(base.Returns) > 0 {
		first := slices.MinFunc(base.Returns, func(a, b *record.Return) int { return cmp.Compare(a.Month, b.Month) })
		c.earliest = first.Month.Add(-monthsBefore)
	}
	for _, x := range base.Caseloads {
		c.caseloads[x.Place] = append(c.caseloads[x.Place], x)
	}
	return c
}

// again forgets the rows, which come once more.
func (c *comparison) again() {
	c.sums, c.here, c.counted, c.full = map[series]*reports{}, map[reporting]bool{}, 0, false
	clear(c.under)
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
	for _, s := range [...]string{c.told.partners[c.nr(doer)].key, string(a.Place), string(a.Month), a.Sector, layout.Fold(a.What), layout.Fold(a.Indicator)} {
		h.WriteString(s)
		h.WriteByte(0)
	}
	return h.Sum64()
}

// nr numbers an organisation as a partner.
func (c *comparison) nr(id record.OrgID) uint32 {
	nr, known := c.nrs[id]
	if !known {
		nr = c.told.nr(partner{c.who(id), c.name(id)})
		c.nrs[id] = nr
	}
	return nr
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

// add adds a line to its series; row is 0 for one of the register.
func (c *comparison) add(by reporting, row int, a *record.Activity) {
	s := series{by.partner, a.Sector}
	r := c.sums[s]
	if r == nil {
		r = new(reports)
		c.sums[s] = r
	}
	if r.first == 0 {
		r.first = row
	}
	n := reached(a)
	if !n.Known() {
		return
	}
	p := r.in(by.month)
	switch {
	case p != nil:
		p.sum += n.V
	case c.counted < mostSums:
		c.counted++
		r.people = append(r.people, people{by.month, n.V})
	default:
		c.full = true
	}
}

// row takes a row of the file in.
func (c *comparison) row(row int, a *record.Activity) {
	me := c.nr(a.Org)
	by := reporting{me, numberOfMonth(a.Month)}
	switch {
	case c.here[by]:
	case len(c.here) < mostSums:
		c.here[by] = true
	default:
		c.full = true
	}
	c.add(by, row, a)
	if first, again := c.told.tell(c.deed(a), me, row); again {
		other := c.told.partners[first.partner]
		file, at, here := c.told.where(first)
		where := file.text(at, c.lang)
		switch {
		case first.partner != me:
			c.warn(row, "reported_twice", "org", other.name, where)
		case !here:
			c.warn(row, "in_two_files", "org", other.name, where)
		}
	}
	c.crowded(row, a)
	c.spread(row, a)
	if a.Month < c.earliest {
		c.warn(row, "month_long_ago", "month", string(a.Month), string(c.earliest))
	}
}

// end holds the file against the lines of the register, for its months and the
// month before each. Of a partner and month that the file reports itself, the
// file counts. It says what was not compared.
func (c *comparison) end(stored func(first, last record.Month, each func(*record.Activity) error) error) error {
	if c.told.by.forgot {
		c.warn(0, "told_apart", "", c.lang.Int(held), "")
	}
	months := c.months()
	if len(months) == 0 || stored == nil {
		c.misplaced()
		return nil
	}
	before := map[reporting]bool{}
	err := stored(monthOf(months[0]-1), monthOf(months[len(months)-1]), func(a *record.Activity) error {
		partner := c.nr(a.Org)
		by := reporting{partner, numberOfMonth(a.Month)}
		if c.here[by] {
			return nil
		}
		before[by] = true
		c.add(by, 0, a)
		c.spread(0, a)
		first, again := c.told.by.known(c.deed(a))
		if !again || first.partner == partner {
			return nil
		}
		if _, row, here := c.told.where(first); here {
			c.warn(row, "reported_twice", "org", c.told.partners[partner].name, fmt.Sprintf(c.lang.Say("%s, au registre", "%s, in the register"), record.Label(a)))
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read the lines of the register: %w", err)
	}
	c.misplaced()
	if c.full {
		c.warn(0, "too_many_sums", "", c.lang.Int(mostSums), "")
		return nil
	}
	c.jumps()
	c.gone(months, before)
	return nil
}

// spread counts a line under its sector; row is 0 for one of the register.
func (c *comparison) spread(row int, a *record.Activity) {
	if a.What == "" {
		return
	}
	key := maphash.String(c.told.seed, layout.Fold(a.What))
	s := c.under[key]
	switch {
	case s != nil:
	case len(c.under) == mostActivities:
		return
	default:
		s = &spread{what: a.What}
		c.under[key] = s
	}
	i := slices.IndexFunc(s.sectors, func(u underSector) bool { return u.sector == a.Sector })
	if i < 0 {
		i = len(s.sectors)
		s.sectors = append(s.sectors, underSector{sector: a.Sector})
	}
	u := &s.sectors[i]
	u.lines++
	if u.first == 0 {
		u.first = row
	}
}

// misplaced flags activities that are reported under another sector than nearly
// always. The register keeps no list of the activities of each sub-cluster: what
// is reported is the list.
func (c *comparison) misplaced() {
	type stray struct {
		underSector
		s     *spread
		usual underSector
		lines int
	}
	var all []stray
	for _, s := range c.under {
		usual, lines := s.sectors[0], 0
		for _, u := range s.sectors {
			lines += u.lines
			if u.lines > usual.lines {
				usual = u
			}
		}
		var strays []stray
		other := 0
		for _, u := range s.sectors {
			if layout.InFamily(usual.sector, u.sector) || layout.InFamily(u.sector, usual.sector) {
				continue
			}
			other += u.lines
			if u.first > 0 {
				strays = append(strays, stray{u, s, usual, lines})
			}
		}
		if lines >= usualLines && other*usualOf <= lines {
			all = append(all, strays...)
		}
	}
	slices.SortFunc(all, func(a, b stray) int { return cmp.Compare(a.first, b.first) })
	label := func(code string) string { return record.Sectors.Label(code, string(c.lang)) }
	for _, x := range all {
		c.warn(x.first, "other_subcluster", "sector", fmt.Sprintf("%s, %s (%s)", x.s.what, label(x.sector), c.lang.Int(x.underSector.lines)),
			fmt.Sprintf(c.lang.Say("%s (%s lignes sur %s)", "%s (%s of %s rows)"), label(x.usual.sector), c.lang.Int(x.usual.lines), c.lang.Int(x.lines)))
	}
}

// months lists the months of the file, in order.
func (c *comparison) months() []int32 {
	var out []int32
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
		r := c.sums[s]
		slices.SortFunc(r.people, func(a, b people) int { return cmp.Compare(a.month, b.month) })
		for i, now := range r.people {
			if i == 0 || r.people[i-1].month != now.month-1 || !c.here[reporting{s.partner, now.month}] {
				continue
			}
			now, before := now.sum, r.people[i-1].sum
			if max(now, before)-min(now, before) > jumpApart && (now >= jumpTimes*before || now*jumpTimes <= before) {
				c.warn(r.first, "jump", "total", fmt.Sprintf("%s, %s, %s (%s)", c.told.partners[s.partner].name, record.Sectors.Label(s.sector, string(c.lang)), c.lang.Int(int(now)), monthOf(r.people[i].month)),
					fmt.Sprintf("%s (%s)", c.lang.Int(int(before)), monthOf(r.people[i-1].month)))
			}
		}
	}
}

// gone lists the partners of the month before that are silent now, where the
// file is one of many partners.
func (c *comparison) gone(months []int32, before map[reporting]bool) {
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
			now := reporting{r.partner, month}
			if r.month == month-1 && !c.here[now] && !before[now] {
				names = append(names, c.told.partners[r.partner].name)
			}
		}
		if len(names) == 0 {
			continue
		}
		slices.Sort(names)
		n := strconv.Itoa(len(names))
		c.warn(0, "partner_gone", "org", strings.Join(names[:min(len(names), 12)], ", "), n+", "+c.lang.Month(monthOf(month)))
	}
}

// crowded flags a line that reached more people than its place is said to have.
func (c *comparison) crowded(row int, a *record.Activity) {
	n := reached(a)
	if !n.Known() || len(c.caseloads) == 0 {
		return
	}
	if r := c.room(a); r.most != nil && n.V > r.most.People.V {
		c.warn(row, "over_population", "total", c.lang.Int(int(n.V)), fmt.Sprintf("%s, %s (%s)", c.lang.Int(int(r.most.People.V)), r.place.NameFR, record.CaseloadStates.Label(r.most.State, string(c.lang))))
	}
}

// room finds the people of the place of a line, or of the nearest unit above of
// which they are known: the population, else the people in need.
func (c *comparison) room(a *record.Activity) room {
	at := setting{a.Place, a.Month, a.Sector}
	r, known := c.rooms[at]
	if !known {
		for p := c.base.Place(a.Place); p != nil && r.most == nil; p = c.base.Place(p.Parent) {
			r = room{c.peopleIn(record.PlaceID(p.ID), a), p}
		}
		if len(c.rooms) == mostRooms {
			clear(c.rooms)
		}
		c.rooms[at] = r
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
		case x.State == "in_need" && layout.InFamily(a.Sector, x.Sector):
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
