package fivew

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
	"unsafe"

	"toguna/internal/exchange/sheet"
	"toguna/internal/layout"
	"toguna/internal/match"
	"toguna/internal/record"
)

// verdict is what became of one row.
type verdict struct {
	row          int
	content, key uint64 // of all that it says, and of that without its numbers
	from, to     int    // its faults
	org, impl    *writing
	donors       *value
	month        int32 // since January 1900, -1 for none
	banner       bool  // no line of activity
}

// piece is some rows that follow one another, judged.
type piece struct {
	w      *worker
	keep   bool // somebody takes the lines
	rows   []verdict
	faults []*fault
	lines  []Line
	heads  []layout.Head
	titles []layout.Banner // that may be
	_      [lineOfCache]byte
}

// lineOfCache is more than the bytes that processors of one machine hand each
// other as one. What a goroutine writes for every row is that far from what
// another one does, or each would wait for the other.
const lineOfCache = 128

// isolated makes a slice that one goroutine writes.
func isolated[T any](n int) []T {
	var one T
	return make([]T, n+lineOfCache/int(unsafe.Sizeof(one)))[:n:n]
}

func (p *piece) reset() {
	p.rows, p.faults, p.lines, p.heads, p.titles = p.rows[:0], p.faults[:0], p.lines[:0], p.heads[:0], p.titles[:0]
}

// Row judges a row, or those that a row of a cross-table stands for.
func (p *piece) Row(row int, cells []sheet.Cell) {
	p.w.raw = cells
	cells, p.w.covered = p.w.filler.Fill(row, cells)
	_ = p.w.c.l.Unfold(row, cells, func(long []sheet.Cell) error { // nothing in it fails
		p.w.row(p, row, long)
		return nil
	})
}

// group is the columns whose cells make sense together only: who, where, which
// sector. Any other column of values is a group by itself.
type group struct {
	nr      int
	columns []*column
	telling bool
	join    func(w *worker, j *joint) // judges the cells together; may be nil
	met     map[uint64]gist           // what goroutines tell each other, under the lock of the checker
}

// joint is what the cells of a group come to. It is not altered once made.
type joint struct {
	writing   *writing
	values    []*value // of the columns of the group, nil where blank
	faults    []*fault
	headings  int // cells that say their own heading
	elsewhere int // and those that say another one
	total     bool
	sector    string
	found     match.Found
	reported  string // what the cells said, where a rule had to choose
	month     *value // of a month and its year
	withheld  bool   // of a place: it says that it is known more finely
}

// gist is what every row needs of a joint. Those of a file lie close together.
type gist struct {
	joint   *joint
	writing *writing
	days    days // of a column of days
}

// worker judges rows on one goroutine. It remembers by their hash what the
// cells of a group come to, so that a row costs little more than its hashes.
type worker struct {
	c       *checker
	gists   []table[gist]   // by group
	odd     []table[*value] // by column: texts in columns of numbers
	hashes  []uint64        // of the row, by group; 0 where all cells are blank
	now     []int32         // of the row, by group: the place of its gist
	filler  *layout.Filler  // a workbook is read on one goroutine
	finder  *layout.Heads
	raw     []sheet.Cell    // of the row as it stands
	cells   []sheet.Cell    // of the row
	places  []int32         // by column: the place of its cell among them, from 1; 0: blank
	covered []int           // columns of merged cells that cover the row
	numbers []record.Number // by column
	filled  []bool          // by column: some row gives it
	values  []*value        // of the columns of a group being joined, or of a row being written down
	texts   table[string]   // of lines
	plain   [1 << 9]uint64  // hashes of free texts that hold nothing they should not, by their last bits
	months  map[int32]record.Month
}

func (c *checker) newWorker() *worker {
	n, g := len(c.columns), len(c.groups)
	return &worker{c: c, filler: c.l.Filler(), finder: c.l.Heads(), gists: make([]table[gist], g), odd: make([]table[*value], n), hashes: isolated[uint64](g), now: isolated[int32](g),
		places: isolated[int32](n), numbers: isolated[record.Number](n), filled: isolated[bool](n), values: isolated[*value](n), months: map[int32]record.Month{}}
}

// table remembers things by the hash of what they were made of. It forgets all
// of them when it is full.
type table[T any] struct {
	slots  []slot
	things []T
	hashes []uint64 // of the things
}

// slot is a thing in eight bytes, so that those of a file stay near the processor:
// the hash, but for its last bits, in which stand the place of the thing, from 1, and
// whether it says more than that all is well. A free slot is 0. The last bits of a hash
// say from which slot on it is looked for.
type slot uint64

const (
	odd       slot = 1
	placeBits      = 14
	placeMask slot = 1<<placeBits - 1
)

// place is the place of the thing, from 1; 0: there is none.
func (s slot) place() int32 { return int32(s & placeMask >> 1) }

// find gives the slot of a hash, or a free one.
func (t *table[T]) find(hash uint64) slot {
	if len(t.things) == 0 {
		return 0
	}
	mask := uint64(len(t.slots) - 1)
	i := hash & mask
	for t.slots[i] != 0 && (t.slots[i]^slot(hash))&^placeMask != 0 {
		i = (i + 1) & mask
	}
	return t.slots[i]
}

func (t *table[T]) at(s slot) *T { return &t.things[s.place()-1] }

func (t *table[T]) add(hash uint64, thing T, more bool) slot {
	if len(t.things) >= mostMemory {
		clear(t.slots)
		clear(t.things)
		t.things, t.hashes = t.things[:0], t.hashes[:0]
	}
	t.things, t.hashes = append(t.things, thing), append(t.hashes, hash)
	if 2*len(t.things) > len(t.slots) {
		old := t.slots
		t.slots = make([]slot, max(16, 2*len(old)))
		for _, x := range old {
			if x != 0 {
				t.put(x)
			}
		}
	}
	x := slot(hash)&^placeMask | slot(len(t.things))<<1
	if more {
		x |= odd
	}
	t.put(x)
	return x
}

func (t *table[T]) put(x slot) {
	mask := uint64(len(t.slots) - 1)
	i := t.hashes[x.place()-1] & mask
	for t.slots[i] != 0 {
		i = (i + 1) & mask
	}
	t.slots[i] = x
}

// mostMemory bounds what a worker remembers of a group.
const mostMemory = 1 << 12

// oddValue is what a text means that is not what its column usually holds.
func (w *worker) oddValue(x *column, cell *sheet.Cell, hash uint64) *value {
	t := &w.odd[x.nr]
	s := t.find(hash)
	if s == 0 {
		s = t.add(hash, w.c.value(x, *cell), true)
	}
	return *t.at(s)
}

// trimmed takes the blanks off the ends of a text, quickly where there is none:
// between ASCII and the letters that UTF-8 begins with 0xC3, as É.
func trimmed(s string) string {
	if n := len(s); n > 1 && s[0] > ' ' && (s[0] < 0x80 || s[0] == 0xC3) && s[n-1] > ' ' && (s[n-1] < 0x80 || s[n-2] == 0xC3) {
		return s
	}
	return strings.TrimSpace(s)
}

// isTrimmed tells of most texts, those that begin and end in ASCII, that no blank is at their ends.
func isTrimmed(s string) bool {
	n := len(s) - 1
	return n >= 0 && s[0]-'!' < utf8.RuneSelf-'!' && s[n]-'!' < utf8.RuneSelf-'!'
}

// hashOf is the hash of what is left of the text of a cell.
func hashOf(cell *sheet.Cell, text string) uint64 {
	if cell.Hash != 0 && len(text) == len(cell.Text) {
		return cell.Hash
	}
	return sheet.HashOf(text)
}

// plainNumber reads the numbers that need no second look: counts in digits,
// and degrees within their bounds.
func plainNumber(r role, cell *sheet.Cell, text string) (float64, bool) {
	degrees := 0.0
	switch r {
	case roleLat:
		degrees = 90
	case roleLon:
		degrees = 180
	}
	n, ok := cell.Number, cell.Kind == sheet.Number
	if cell.Kind == sheet.Text {
		n, ok = decimalOf(text, degrees > 0)
	}
	switch {
	case !ok:
	case degrees > 0:
		ok = n >= -degrees && n <= degrees
	default:
		ok = n >= 0 && n <= 1e9 && n == math.Floor(n)
	}
	return n, ok
}

// decimalOf reads a text of digits alone, or with a sign and a point.
func decimalOf(s string, point bool) (float64, bool) {
	if len(s) > 14 {
		return 0, false
	}
	n, scale, digits := int64(0), 0, 0
	negative := point && s[0] == '-'
	if negative {
		s = s[1:]
	}
	for i := range len(s) {
		switch d := s[i] - '0'; {
		case d <= 9:
			n = n*10 + int64(d)
			digits++
			if scale > 0 {
				scale++
			}
		case s[i] == '.' && point && scale == 0:
			scale = 1
		default:
			return 0, false
		}
	}
	if negative {
		n = -n
	}
	if scale > 1 {
		return float64(n) / tens[scale-1], digits > 0
	}
	return float64(n), digits > 0
}

var tens = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14}

func mix(h, x uint64) uint64 {
	h = (h ^ x) * 0x9E3779B97F4A7C15
	return h ^ h>>29
}

// row judges a row and adds it to the piece.
func (w *worker) row(p *piece, n int, cells []sheet.Cell) {
	c := w.c
	head := c.l.HeadOf(n)
	switch {
	case n < c.l.FirstRow:
		return
	case head != nil && head.Other():
		w.apart(p, n, head)
		return
	case c.l.Banner(n) != nil:
		w.banner(p, n)
		return
	}
	clear(w.hashes)
	clear(w.places)
	clear(w.numbers)
	w.cells = cells
	v := verdict{row: n, month: -1, from: len(p.faults)}
	headings, alike, total, key, said := 0, 0, false, false, false
	for i := range cells {
		cell := &cells[i]
		if cell.Col >= len(c.byCol) {
			break
		}
		x := c.byCol[cell.Col]
		if x == nil {
			continue
		}
		text := cell.Text
		if !isTrimmed(text) {
			if text = trimmed(text); text == "" {
				continue
			}
		}
		w.filled[x.nr] = true
		switch x.role {
		case roleID, roleVersion:
			key = true
		case roleAside:
		default:
			said = true
		}
		if x.shape == shapeNumber {
			if number, plain := plainNumber(x.role, cell, text); plain {
				w.numbers[x.nr] = record.N(number)
				v.content = mix(v.content, math.Float64bits(number)+x.salt)
				continue
			}
		}
		w.places[x.nr] = int32(i) + 1
		hash := hashOf(cell, text) ^ x.salt ^ uint64(cell.Kind)
		if x.group != nil {
			w.hashes[x.group.nr] = mix(w.hashes[x.group.nr], hash)
			continue
		}
		if x.free && cell.Kind == sheet.Text && w.plain[hash%uint64(len(w.plain))] != hash {
			if all := w.c.private(x, text); len(all) > 0 {
				p.faults = append(p.faults, all...)
			} else {
				w.plain[hash%uint64(len(w.plain))] = hash
			}
		}
		switch {
		case x.role == roleAside:
			continue
		case x.shape == shapeNumber, cell.Kind == sheet.ErrorValue, cell.Kind == sheet.Formula, text[0] == '#':
			odd := w.oddValue(x, cell, hash)
			w.numbers[x.nr] = odd.number
			p.faults = append(p.faults, odd.faults...)
			if odd.heading {
				headings++
			}
			if odd.elsewhere {
				alike++
			}
		}
		v.content = mix(v.content, hash)
		if x.telling {
			v.key = mix(v.key, hash)
		}
		total = total || i < 3 && x.shape == shapeText && strings.IndexByte("TtSsGg", text[0]) >= 0 && layout.SaysTotal(text)
	}
	for i, hash := range w.hashes {
		s := w.gists[i].find(hash)
		if s == 0 {
			s = w.joined(c.groups[i], hash)
		}
		w.now[i] = s.place()
		if s&odd != 0 {
			j := w.joint(c.groups[i])
			p.faults = append(p.faults, j.faults...)
			headings += j.headings
			alike += j.elsewhere
			total = total || j.total
		}
		v.content = mix(v.content, hash)
		if c.groups[i].telling {
			v.key = mix(v.key, hash)
		}
	}
	switch {
	case key && !said: // a row prepared in our template that nobody has filled in
		p.faults = p.faults[:v.from]
		return
	case headings >= 2:
		p.faults = append(p.faults[:v.from], c.headerAgain)
		if head != nil && head.Row == n && head.Moved() {
			p.faults[v.from] = c.otherOrder(head)
		}
	case total && w.blankOrg():
		p.faults = append(p.faults[:v.from], c.totalRow)
	default:
		w.together(p, &v)
		for _, col := range w.covered {
			if x := c.column(col); x != nil && x.role != roleAside {
				p.faults = append(p.faults, x.merged)
			}
		}
	}
	if headings+alike >= 2 || slices.ContainsFunc(p.faults[v.from:], func(f *fault) bool { return !f.Warning }) {
		w.find(p, n)
	} else if len(cells) > len(w.raw) { // it may say next to nothing by itself
		w.findBanner(p, n)
	}
	v.to = len(p.faults)
	if p.keep {
		p.lines = slices.Grow(p.lines, 1)[:len(p.lines)+1]
		w.line(&p.lines[len(p.lines)-1], &v)
	}
	p.rows = append(p.rows, v)
}

// apart refuses a row of another table.
func (w *worker) apart(p *piece, n int, head *layout.Head) {
	v := verdict{row: n, month: -1, from: len(p.faults), to: len(p.faults) + 1}
	p.faults = append(p.faults, w.c.fault(w.c.rowOnly, "other_table", strconv.Itoa(head.Row), ""))
	w.find(p, n)
	if p.keep {
		p.lines = append(p.lines, Line{Row: n})
	}
	p.rows = append(p.rows, v)
}

// find keeps the row where it is a head, or may be a banner.
func (w *worker) find(p *piece, n int) {
	if h, is := w.finder.Read(n, w.raw); is {
		p.heads = append(p.heads, h)
		return
	}
	w.findBanner(p, n)
}

// otherOrder is what is said of a head that gives the headings in another order.
func (c *checker) otherOrder(h *layout.Head) *fault {
	if len(h.Left) > 0 {
		return c.fault(c.rowOnly, "header_left", strings.Join(h.Left, ", "), "")
	}
	return c.fault(c.rowOnly, "header_order", "", "")
}

// joined takes over what the cells of a group come to from another goroutine, or
// judges them.
func (w *worker) joined(g *group, hash uint64) slot {
	w.c.mu.Lock()
	it, met := g.met[hash]
	w.c.mu.Unlock()
	if !met {
		it = w.judged(g)
		w.c.mu.Lock()
		if len(g.met) >= 2*mostMemory {
			clear(g.met)
		}
		g.met[hash] = it
		w.c.mu.Unlock()
	}
	j := it.joint
	return w.gists[g.nr].add(hash, it, len(j.faults) > 0 || j.headings > 0 || j.elsewhere > 0 || j.total)
}

// judged judges the cells of a group that were not met before.
func (w *worker) judged(g *group) gist {
	j := &joint{values: make([]*value, len(g.columns))}
	private := false
	for i, x := range g.columns {
		w.values[x.nr] = nil
		if at := w.places[x.nr]; at > 0 {
			v := w.c.value(x, w.cells[at-1])
			w.values[x.nr], j.values[i] = v, v
			j.faults = append(j.faults, v.faults...)
			j.total = j.total || v.total
			private = private || v.private
			if v.heading {
				j.headings++
			}
			if v.elsewhere {
				j.elsewhere++
			}
		}
	}
	if g.join != nil {
		g.join(w, j)
	}
	if private {
		for i, f := range j.faults {
			j.faults[i] = f.untold()
		}
	}
	it := gist{joint: j, writing: j.writing}
	if len(j.values) == 1 && j.values[0] != nil {
		it.days = j.values[0].days
	} else if j.month != nil {
		it.days = j.month.days
	}
	return it
}

// gist is what the cells of a group come to in the row.
func (w *worker) gist(g *group) *gist { return &w.gists[g.nr].things[w.now[g.nr]-1] }

func (w *worker) joint(g *group) *joint { return w.gist(g).joint }

// of is the value of a role in the group being joined or the row being written
// down, nil where it is blank.
func (w *worker) of(r role) *value {
	if x := w.c.at[r]; x != nil {
		return w.values[x.nr]
	}
	return nil
}

func (w *worker) text(r role) string {
	if v := w.of(r); v != nil {
		return v.text
	}
	return ""
}

func (w *worker) number(r role) record.Number {
	if x := w.c.at[r]; x != nil {
		return w.numbers[x.nr]
	}
	return record.Number{}
}

// group is what the cells of the group of a role come to in the row, nothing
// without such a column.
func (w *worker) group(r role) gist {
	if x := w.c.at[r]; x != nil && x.group != nil {
		return *w.gist(x.group)
	}
	return gist{}
}

// one is the value of a role that is a group by itself.
func (w *worker) one(r role) *value {
	if it := w.group(r); it.joint != nil {
		return it.joint.values[0]
	}
	return nil
}

// blankOrg tells whether no organisation stands in the row.
func (w *worker) blankOrg() bool {
	j := w.joint(w.c.who)
	for i, x := range w.c.who.columns {
		if v := j.values[i]; v != nil && !v.total && x.role != roleOrgType {
			return false
		}
	}
	return true
}

// required is the fault of a blank cell.
func (c *checker) required(x *column, field string) *fault {
	if x == nil {
		x = c.rowOnly
	}
	code := "required"
	if x.Grouped {
		code = "required_grouped"
	}
	f := c.fault(x, code, "", "")
	f.Field = field
	return f
}

// together judges what the groups of a row say of each other.
func (w *worker) together(p *piece, v *verdict) {
	c := w.c
	v.org = w.gist(c.who).writing
	v.impl = w.gist(c.impl).writing
	v.donors = w.one(roleDonor)
	start, end, month := w.group(roleStart).days, w.group(roleEnd).days, w.group(roleMonth).days
	x, when := c.rowOnly, days{month: -1}
	switch {
	case month.said:
		x, when = c.at[roleMonth], month
	case c.month.said && (c.at[roleMonth] == nil || c.at[roleMonth].Told || c.o.Owner != ""):
		when = c.month
	case start.said:
		x, when = c.at[roleStart], start
	case end.said:
		x, when = c.at[roleEnd], days{month: end.month} // when it began is not said
	default:
		p.faults = append(p.faults, c.noMonth)
	}
	if v.month = when.month; c.today.said && when.month > c.today.month {
		w.ahead(p, x, when)
	}
	if end.ends > 0 && end.ends < start.begins {
		f := c.fault(c.at[roleEnd], "end_first", string(w.one(roleEnd).until), string(w.one(roleStart).day))
		f.single = true
		p.faults = append(p.faults, f)
	}
	if budget := w.number(roleBudget); budget.Known() && w.foreign() {
		p.faults = append(p.faults, c.warning(c.at[roleCurrency], "other_currency", w.one(roleCurrency).text, "USD"))
	}
	w.people(p)
}

// ahead refuses an activity of a month to come unless it is planned. Where the
// table counts targets alone, or the quarter it reports has begun, it is only pointed out.
func (w *worker) ahead(p *piece, x *column, when days) {
	c := w.c
	if state := w.one(roleState); state != nil && state.code == "planned" {
		return
	}
	f := c.fault(x, "month_ahead", string(monthOf(when.month)), string(c.o.Day.Month()))
	if c.targets || when.begins <= c.today.begins {
		f = c.warning(x, "month_to_come", string(monthOf(when.month)), "")
	}
	f.Field = "month"
	p.faults = append(p.faults, f)
}

// partyOf joins the name, the acronym and the type of an organisation; want is the
// field that may not be blank.
func partyOf(name, acronym, kind role, want string) func(w *worker, j *joint) {
	return func(w *worker, j *joint) {
		n, a := w.of(name), w.of(acronym)
		x := w.c.at[name]
		if x == nil || n == nil && a != nil {
			x = w.c.at[acronym]
		}
		name, acronym := named(w.text(name)), named(w.text(acronym))
		if name == "" && acronym == "" && (n == nil || len(n.faults) == 0) && (a == nil || len(a.faults) == 0) {
			if want == "org" && w.c.o.Owner != "" {
				j.writing = w.c.writing(cmp.Or(x, w.c.rowOnly), strings.Clone(w.c.o.Owner), "", "")
				j.faults = append(j.faults, j.writing.faults...)
			} else if want != "" {
				j.faults = append(j.faults, w.c.required(x, want))
			}
			return
		}
		if n != nil && len(n.faults) > 0 || a != nil && len(a.faults) > 0 {
			return // cells that hold an error
		}
		j.writing = w.c.writing(x, acronym, name, w.text(kind))
		j.faults = append(j.faults, j.writing.faults...)
	}
}

// named leaves out what stands in a cell for nobody.
func named(text string) string {
	switch layout.Fold(text) {
	case "", "0", "n a", "na", "nd", "n d", "tbd", "tbc", "x", "xx", "xxx", "inconnu", "inconnue", "unknown", "neant", "aucun", "aucune", "none", "nil",
		"non disponible", "non applicable", "not available", "not applicable", "no partner", "sans partenaire", "pas de partenaire", "non precise",
		"no especificado", "no aplica", "ninguno", "nao aplicavel", "nenhum":
		return ""
	}
	return text
}

// sector joins sector and sub-sector: the finest that they say is the
// sub-sector, where it is known and of the sector. A cell that names two sectors
// is settled by the sub-sector alone; of two sub-sectors the sector is sure.
func (w *worker) sector(j *joint) {
	c := w.c
	main, sub := w.of(roleSector), w.of(roleSubsector)
	of, fine := []string{c.o.Sector}, []string(nil)
	if main != nil {
		of = main.sectors
	}
	if sub != nil {
		fine = sub.sectors
	}
	if len(of) == 1 {
		j.sector = of[0]
	}
	within := func(code string) bool {
		return slices.ContainsFunc(of, func(sector string) bool { return layout.InFamily(code, sector) })
	}
	several := func(r role, codes []string) *fault {
		return c.fault(c.at[r], "two_sectors", w.text(r), strings.Join(codes, "; "))
	}
	switch {
	case len(fine) == 1 && (j.sector == "" && main == nil || within(fine[0])):
		j.sector = fine[0]
	case len(of) > 1:
		j.faults = append(j.faults, several(roleSector, of))
	case len(fine) > 1:
		f := several(roleSubsector, fine)
		f.Warning = j.sector != ""
		j.faults = append(j.faults, f)
		j.reported = sub.text
	case len(fine) == 1 && j.sector != "" && !layout.InFamily(j.sector, fine[0]):
		j.faults = append(j.faults, c.warning(c.at[roleSubsector], "other_sector", sub.text, cmp.Or(w.text(roleSector), j.sector)))
		j.reported = sub.text
	}
	if j.sector == "" && main == nil && len(fine) < 2 {
		j.faults = append(j.faults, c.required(c.at[roleSector], "sector"))
	}
}

// monthOfYear joins a month and the year beside it: mars and 2023, 3 and 2023.
// A month that says its own year needs none.
func (w *worker) monthOfYear(j *joint) {
	month, year := w.of(roleMonth), w.text(roleYear)
	if month == nil || month.heading {
		return
	}
	x := w.c.at[roleMonth]
	cell := w.cells[w.places[x.nr]-1]
	if cell.Kind == sheet.Number || !layout.SaysYear(month.text) && cell.Kind == sheet.Text {
		cell = sheet.Cell{Col: cell.Col, Kind: sheet.Text, Text: month.text + " " + year}
		if n, err := strconv.Atoi(month.text); err == nil && n >= 1 && n <= 12 {
			cell.Text = fmt.Sprintf("%s-%02d", year, n)
		}
	}
	j.month = &value{text: cell.Text, days: days{month: -1, said: true}}
	w.c.readDay(x, cell, j.month)
	j.faults = append(j.faults, j.month.faults...)
}

// site is what the cells of a place say, and above the table what no column does.
func (w *worker) site() match.Site {
	above := w.c.above
	return match.Site{Code1: w.text(roleCode1), Name1: cmp.Or(w.text(roleName1), above[0]), Code2: w.text(roleCode2), Name2: cmp.Or(w.text(roleName2), above[1]),
		Code3: w.text(roleCode3), Name3: cmp.Or(w.text(roleName3), above[2])}
}

// place joins the cells of a place and says what is odd about them: each code
// by itself, each under the one above, then code and name.
func (w *worker) place(p *joint) {
	c := w.c
	site := w.site()
	p.withheld = heldBack(&site.Name1) || heldBack(&site.Name2) || heldBack(&site.Name3)
	if site == (match.Site{}) {
		p.faults = append(p.faults, c.required(cmp.Or(c.at[roleName1], c.at[roleCode1], c.at[roleName2], c.at[roleCode2]), "place"))
		return
	}
	if c.k.Places == nil {
		return
	}
	p.found = c.k.Places.Find(site)
	if len(p.found.Issues) > 0 {
		p.reported = site.Text()
	}
	taken := ""
	if p.found.Place != nil {
		taken = p.found.Place.Code + " " + p.found.Place.NameFR
	}
	add := func(f *fault) {
		f.Warning = p.found.Place != nil
		p.faults = append(p.faults, f)
	}
	levels := []struct {
		code, name role
		own        func(match.Found) *record.Place
	}{
		{roleCode1, roleName1, func(f match.Found) *record.Place { return f.Adm1 }},
		{roleCode2, roleName2, func(f match.Found) *record.Place { return f.Adm2 }},
		{roleCode3, roleName3, func(f match.Found) *record.Place { return f.Adm3 }},
	}
	for i, l := range levels {
		x, v := c.at[l.code], w.of(l.code)
		if x == nil {
			continue
		}
		if v == nil {
			if name := w.text(l.name); name != "" && !p.withheld && p.found.Place != nil && l.own(p.found) != nil {
				f := c.warning(x, "pcode_missing", name, "")
				f.Nearest = l.own(p.found).Code
				add(f)
			}
			continue
		}
		if v.text == "" { // an error, told of already
			continue
		}
		unit := l.own(v.units)
		switch {
		case slices.Contains(v.units.Issues, match.OldCode):
			add(c.fault(x, "place_old", v.text, taken))
		case unit == nil:
			code, of := "pcode_unknown", ""
			if up := c.unitOf(v.text); up != nil {
				code, of = [...]string{"pcode_of_region", "pcode_of_cercle", "pcode_of_commune"}[int(up.Depth.V)-1], up.NameFR
			}
			f := c.fault(x, code, v.text, of)
			if u := l.own(p.found); u != nil {
				f.Nearest = u.Code
			}
			add(f)
		}
		for j := i - 1; j >= 0 && unit != nil; j-- {
			above := w.of(levels[j].code)
			if above == nil {
				continue
			}
			if up := levels[j].own(above.units); up != nil {
				if own := levels[j].own(v.units); own != nil && own != up {
					f := c.fault(x, "other_parent", v.text, up.Code+" "+up.NameFR)
					if u := l.own(p.found); u != nil && u != unit {
						f.Nearest = u.Code
					}
					add(f)
				}
				break
			}
			break
		}
	}
	w.placeIssues(p, taken)
}

// heldBack empties a name that only says that it is withheld.
func heldBack(name *string) bool {
	if said := layout.Fold(*name); said != withheld.FR && said != withheld.EN {
		return false
	}
	*name = ""
	return true
}

var withheld = func() record.Item {
	i := slices.IndexFunc(record.Answers.Items, func(i record.Item) bool { return i.Code == string(record.Withheld) })
	return record.Answers.Items[i]
}()

// placeIssues adds what the codes by themselves do not show.
func (w *worker) placeIssues(p *joint, taken string) {
	c := w.c
	has := func(code string) bool {
		return slices.ContainsFunc(p.faults, func(f *fault) bool { return f.Code == code })
	}
	deepest := c.rowOnly
	for _, r := range []role{roleCode1, roleName1, roleCode2, roleName2, roleCode3, roleName3} {
		if w.of(r) != nil {
			deepest = c.at[r]
		}
	}
	said := w.site().Text()
	for _, issue := range p.found.Issues {
		code := ""
		switch issue {
		case match.CodeName, match.WrongRegion, match.WrongCercle:
			if !has("other_parent") && !has("code_name") {
				code = "code_name"
			}
		case match.OldCode:
			if !has("place_old") {
				code = "place_old"
			}
		case match.NameAlike, match.CodeRepaired:
			code = "place_alike"
		case match.NoCercle:
			code = "no_cercle"
		case match.NameUnknown:
			code = "place_unknown"
		}
		if code != "" && p.found.Place != nil {
			f := c.warning(deepest, code, said, taken)
			f.Nearest = p.found.Nearest
			p.faults = append(p.faults, f)
		}
	}
	if p.found.Place == nil {
		f := c.fault(deepest, "no_place", said, "")
		f.Nearest = p.found.Nearest
		p.faults = append(p.faults, f)
	}
}

// people holds the counts of a row against each other.
func (w *worker) people(p *piece) {
	c := w.c
	if c.at[roleTotal] == nil && c.at[roleDisabled] == nil {
		return
	}
	total, disabled := w.number(roleTotal), w.number(roleDisabled)
	sum, parts, blank := w.sumOfParts()
	if total.Known() && parts > 1 && (!blank && total.V != sum || total.V < sum) {
		f := c.warning(c.at[roleTotal], "sum", total.String(), record.N(sum).String())
		f.single = true
		f.Nearest = f.Expected
		p.faults = append(p.faults, f)
	}
	all := total
	if !all.Known() && parts > 0 && !blank {
		all = record.N(sum)
	}
	if disabled.Known() && all.Known() && disabled.V > all.V {
		f := c.warning(c.at[roleDisabled], "more_than", disabled.String(), all.String())
		f.single = true
		p.faults = append(p.faults, f)
	}
}

// sumOfParts adds what columns count by sex and age. Blank tells whether one
// is missing; older people stand beside the others and may be.
func (w *worker) sumOfParts() (sum float64, parts int, blank bool) {
	for r := roleGirls; r <= roleOlderMen; r++ {
		if w.c.at[r] == nil {
			continue
		}
		if n := w.number(r); n.Known() {
			sum += n.V
			parts++
		} else {
			blank = blank || r < roleOlderWomen
		}
	}
	return sum, parts, blank
}

// line writes down what the row says as an activity.
func (w *worker) line(l *Line, v *verdict) {
	c := w.c
	problems, donors := l.Problems[:0], l.Donors[:0]
	*l = Line{Row: v.row, ID: w.own(roleID), Version: int(w.number(roleVersion).V), Problems: problems, Donors: donors}
	if v.org != nil {
		l.Org = v.org.party
	}
	switch {
	case v.impl != nil:
		l.Impl = v.impl.party
	case c.alone:
		l.Impl = l.Org
	}
	if v.donors != nil {
		for _, d := range v.donors.donors {
			l.Donors = append(l.Donors, d.party)
		}
	}
	for _, g := range c.groups {
		j := w.joint(g)
		for i, x := range g.columns {
			w.values[x.nr] = j.values[i]
		}
	}
	sector, place := w.joint(c.what), w.joint(c.where)
	l.Place, l.Said, l.Withheld = place.found, place.reported, place.withheld
	a := &l.Activity
	a.Sector = sector.sector
	if v.month >= 0 {
		a.Month = w.monthOf(v.month)
	}
	if a.Month != "" && c.k.Places != nil && c.k.Places.Shared(l.Place.Place) {
		l.Place = c.k.Places.Then(l.Place, w.site(), a.Month.Last())
	}
	if l.Place.Place != nil {
		a.Place = record.PlaceID(l.Place.Place.ID)
	}
	code := func(r role) string {
		if v := w.of(r); v != nil {
			return v.code
		}
		return ""
	}
	answer := func(r role) record.Answer {
		if v := w.of(r); v != nil {
			return v.answer
		}
		return ""
	}
	if s := w.of(roleStart); s != nil {
		a.Since = s.day
	}
	if e := w.of(roleEnd); e != nil {
		a.Until = e.after // a file gives the last day, a record the day after
	}
	a.ProjectCode, a.InPlan, a.Indicator, a.Unit, a.Modality = w.own(roleProject), answer(roleInPlan), w.own(roleIndicator), w.own(roleUnit), code(roleModality)
	a.Site, a.Lat, a.Lon, a.State, a.Population = w.own(roleSite), w.number(roleLat), w.number(roleLon), code(roleState), code(rolePopulation)
	a.Target, a.Girls, a.Boys, a.Women, a.Men = w.number(roleTarget), w.number(roleGirls), w.number(roleBoys), w.number(roleWomen), w.number(roleMen)
	a.OlderWomen, a.OlderMen, a.Disabled, a.Total = w.number(roleOlderWomen), w.number(roleOlderMen), w.number(roleDisabled), w.number(roleTotal)
	a.Repeat, a.Remarks = answer(roleRepeat), w.own(roleRemarks)
	if !w.foreign() {
		a.Budget = w.number(roleBudget)
	}
	for _, x := range c.columns {
		if text := w.free(x); x.role == roleWhat && text != "" {
			a.What = strings.TrimPrefix(a.What+" | "+text, " | ")
		}
	}
	said := []string{sector.reported, place.reported}
	if n := w.number(roleChildren); n.Known() { // of either sex: the activity has no place for them but its total
		said = append(said, c.at[roleChildren].Header+" = "+n.String())
		if c.at[roleTotal] == nil {
			if sum, _, blank := w.sumOfParts(); !blank {
				a.Total = record.N(sum)
			}
		}
	}
	a.Reported = strings.Join(slices.DeleteFunc(said, func(s string) bool { return s == "" }), " ; ")
}

// own is the text of a role as it stands.
func (w *worker) own(r role) string {
	if x := w.c.at[r]; x != nil {
		return w.free(x)
	}
	return ""
}

// free is the text of a cell, in memory that lines share.
func (w *worker) free(x *column) string {
	at := w.places[x.nr]
	if at == 0 {
		return ""
	}
	cell := &w.cells[at-1]
	text := trimmed(cell.Text)
	hash := hashOf(cell, text)
	if s := w.texts.find(hash); s != 0 {
		return *w.texts.at(s)
	}
	text = strings.Clone(text)
	w.texts.add(hash, text, false)
	return text
}

// monthOf names a month, for all lines of it.
func (w *worker) monthOf(n int32) record.Month {
	m := w.months[n]
	if m == "" {
		m = monthOf(n)
		w.months[n] = m
	}
	return m
}
