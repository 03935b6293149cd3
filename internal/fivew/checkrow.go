package fivew

import (
	"cmp"
	"hash/maphash"
	"math"
	"slices"
	"strings"

	"toguna/internal/exchange/sheet"
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
	month        record.Month
}

// piece is some rows that follow one another, judged.
type piece struct {
	rows   []verdict
	faults []*fault
	lines  []Line // empty when nobody takes them
}

func (p *piece) reset() { p.rows, p.faults, p.lines = p.rows[:0], p.faults[:0], p.lines[:0] }

// worker judges rows on one goroutine. It keeps what it has found out about
// single values and about the cells that are judged together.
type worker struct {
	c       *checker
	tables  []table // by column
	values  []*value
	numbers []record.Number
	texts   []string
	cells   []sheet.Cell
	orgs    map[[3]uint32]*writing
	impls   map[[3]uint32]*writing
	sectors map[[2]uint32]*sectoring
	places  map[[6]uint32]*placing
}

// sectoring is the sector that the cells of a row say.
type sectoring struct {
	code, reported string
	faults         []*fault
}

// placing is the place that the cells of a row say.
type placing struct {
	found    match.Found
	reported string
	faults   []*fault
}

func (c *checker) newWorker() *worker {
	n := len(c.columns)
	return &worker{c: c, tables: make([]table, n), values: make([]*value, n), numbers: make([]record.Number, n), texts: make([]string, n),
		orgs: map[[3]uint32]*writing{}, impls: map[[3]uint32]*writing{}, sectors: map[[2]uint32]*sectoring{}, places: map[[6]uint32]*placing{}}
}

// table finds the values of a column by their text, without a lock.
type table struct {
	slots []*value
	n     int
	last  *value
}

func (t *table) find(hash uint64, kind sheet.CellKind, text string) *value {
	if len(t.slots) == 0 {
		return nil
	}
	mask := uint64(len(t.slots) - 1)
	for i := hash & mask; t.slots[i] != nil; i = (i + 1) & mask {
		if v := t.slots[i]; v.hash == hash && v.kind == kind && v.text == text {
			return v
		}
	}
	return nil
}

func (t *table) add(v *value) {
	if 2*(t.n+1) > len(t.slots) {
		old := t.slots
		t.slots, t.n = make([]*value, max(16, 2*len(old))), 0
		for _, x := range old {
			if x != nil {
				t.put(x)
			}
		}
	}
	t.put(v)
}

func (t *table) put(v *value) {
	mask := uint64(len(t.slots) - 1)
	i := v.hash & mask
	for t.slots[i] != nil {
		i = (i + 1) & mask
	}
	t.slots[i] = v
	t.n++
}

// value looks a cell up, and asks the checker for one not met before.
func (w *worker) value(x *column, cell *sheet.Cell, text string) *value {
	t := &w.tables[x.nr]
	if v := t.last; v != nil && v.text == text && v.kind == cell.Kind {
		return v
	}
	v := t.find(maphash.String(w.c.seed, text), cell.Kind, text)
	if v == nil {
		v = w.c.value(x, *cell, text)
		if v.id != 0 {
			t.add(v)
		}
	}
	t.last = v
	return v
}

// trimmed takes the blanks off the ends of a text, quickly where there is none.
func trimmed(s string) string {
	if s != "" && s[0] > ' ' && s[0] < 0x80 && s[len(s)-1] > ' ' && s[len(s)-1] < 0x80 {
		return s
	}
	return strings.TrimSpace(s)
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
func (w *worker) row(p *piece, n int, cells []sheet.Cell, lines bool) {
	c := w.c
	if n < c.l.FirstRow {
		return
	}
	clear(w.values)
	clear(w.numbers)
	clear(w.texts)
	v := verdict{row: n, from: len(p.faults)}
	headings, total := 0, false
	for i := range cells {
		cell := &cells[i]
		if cell.Col >= len(c.byCol) {
			break
		}
		x := c.byCol[cell.Col]
		if x == nil {
			continue
		}
		text := trimmed(cell.Text)
		if text == "" {
			continue
		}
		var hash uint64
		kind := x.role.shape()
		if kind == shapeText && (cell.Kind == sheet.ErrorValue || cell.Kind == sheet.Formula || text[0] == '#') {
			if val := w.value(x, cell, text); len(val.faults) > 0 || val.heading {
				w.values[x.nr] = val
				p.faults = append(p.faults, val.faults...)
				if val.heading {
					headings++
				}
				continue
			}
		}
		number, plain := 0.0, false
		if kind == shapeNumber {
			number, plain = plainNumber(x.role, cell, text)
		}
		switch {
		case plain:
			w.numbers[x.nr] = record.N(number)
			hash = math.Float64bits(number) + 1
		case kind == shapeText:
			w.texts[x.nr] = text
			hash = maphash.String(c.seed, text)
		default:
			val := w.value(x, cell, text)
			w.values[x.nr] = val
			w.numbers[x.nr] = val.number
			hash = val.hash
			p.faults = append(p.faults, val.faults...)
			if val.heading {
				headings++
			}
			total = total || val.total && (len(p.faults) == v.from || x.role == roleOrgName || x.role == roleOrgAcronym)
		}
		hash += uint64(x.Col) << 32
		v.content = mix(v.content, hash)
		if x.role.telling() {
			v.key = mix(v.key, hash)
		}
	}
	switch {
	case headings >= 2:
		p.faults = append(p.faults[:v.from], c.fault(c.rowOnly, "header_again", "", ""))
	case total && w.blankOrg():
		p.faults = append(p.faults[:v.from], c.fault(c.rowOnly, "total_row", "", ""))
	default:
		w.together(p, &v)
	}
	v.to = len(p.faults)
	if lines {
		p.lines = slices.Grow(p.lines, 1)[:len(p.lines)+1]
		w.line(&p.lines[len(p.lines)-1], &v)
	}
	p.rows = append(p.rows, v)
}

// of is the value of a role in the row, nil where it is blank.
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

func (w *worker) id(r role) uint32 {
	if v := w.of(r); v != nil {
		return v.id
	}
	return 0
}

func (w *worker) number(r role) record.Number {
	if x := w.c.at[r]; x != nil {
		return w.numbers[x.nr]
	}
	return record.Number{}
}

func (w *worker) blankOrg() bool {
	for _, r := range []role{roleOrgName, roleOrgAcronym} {
		if v := w.of(r); v != nil && !v.total {
			return false
		}
	}
	return true
}

// unkept tells whether one of the cells holds a value that has no number, so
// that nothing is remembered about it.
func (w *worker) unkept(of ...role) bool {
	for _, r := range of {
		if v := w.of(r); v != nil && v.id == 0 {
			return true
		}
	}
	return false
}

// mostMemory bounds what a worker remembers of cells judged together.
const mostMemory = 1 << 15

// recall gives what is remembered under a key, else finds it out.
func recall[K comparable, V any](memory map[K]*V, key K, unkept bool, find func() *V) *V {
	if v := memory[key]; v != nil && !unkept {
		return v
	}
	v := find()
	if unkept {
		return v
	}
	if len(memory) >= mostMemory {
		clear(memory)
	}
	memory[key] = v
	return v
}

// together judges the cells that make sense together only.
func (w *worker) together(p *piece, v *verdict) {
	c := w.c
	need := func(r role, field string) {
		x := c.at[r]
		if x == nil {
			x = c.rowOnly
		}
		f := c.fault(x, "required", "", "")
		f.Field = field
		p.faults = append(p.faults, f)
	}
	v.org = w.writing(w.orgs, roleOrgName, roleOrgAcronym, roleOrgType)
	if v.org == nobody {
		v.org = nil
	} else if v.org == nil {
		need(cmp.Or(c.first(roleOrgName), roleOrgAcronym), "org")
	} else {
		p.faults = append(p.faults, v.org.faults...)
	}
	if v.impl = w.writing(w.impls, roleImplName, roleImplAcronym, roleImplType); v.impl == nobody {
		v.impl = nil
	} else if v.impl != nil {
		p.faults = append(p.faults, v.impl.faults...)
	}
	v.donors = w.of(roleDonor)
	sector := w.sector()
	p.faults = append(p.faults, sector.faults...)
	if sector.code == "" && w.text(roleSector) == "" {
		need(roleSector, "sector")
	}
	place := w.place()
	p.faults = append(p.faults, place.faults...)
	if w.site() == (match.Site{}) {
		need(cmp.Or(c.first(roleName1), c.first(roleCode1), c.first(roleName2), c.first(roleCode2)), "place")
	}
	start, end := w.of(roleStart), w.of(roleEnd)
	switch m := w.of(roleMonth); {
	case m != nil:
		v.month = m.month
	case c.at[roleMonth] == nil && c.o.Month != "":
		v.month = c.o.Month
	case start != nil:
		v.month = start.month
	case end != nil:
		v.month = end.month
	}
	if v.month == "" && w.of(roleMonth) == nil && start == nil && end == nil {
		need(cmp.Or(c.first(roleMonth), c.first(roleStart)), "month")
	}
	if start != nil && end != nil && start.day != "" && end.until != "" && end.until < start.day {
		f := c.fault(c.at[roleEnd], "end_first", string(end.until), string(start.day))
		f.single = true
		p.faults = append(p.faults, f)
	}
	w.people(p)
}

// first gives a role when a column has it.
func (c *checker) first(r role) role {
	if c.at[r] != nil {
		return r
	}
	return roleNone
}

// nobody is the organisation of cells that hold an error.
var nobody = new(writing)

func (w *worker) writing(memory map[[3]uint32]*writing, name, acronym, kind role) *writing {
	n, a := w.of(name), w.of(acronym)
	if n == nil && a == nil {
		return nil
	}
	if n != nil && len(n.faults) > 0 || a != nil && len(a.faults) > 0 {
		return nobody
	}
	key := [3]uint32{w.id(name), w.id(acronym), w.id(kind)}
	return recall(memory, key, w.unkept(name, acronym, kind), func() *writing {
		x := w.c.at[name]
		if n == nil {
			x = w.c.at[acronym]
		}
		return w.c.writing(x, w.text(acronym), w.text(name), w.text(kind))
	})
}

// sector is the finest that sector and sub-sector say: the sub-sector where it
// is known and of the sector.
func (w *worker) sector() *sectoring {
	key := [2]uint32{w.id(roleSector), w.id(roleSubsector)}
	return recall(w.sectors, key, w.unkept(roleSector, roleSubsector), func() *sectoring {
		s := &sectoring{code: w.c.o.Sector}
		if v := w.of(roleSector); v != nil {
			s.code = v.code
			if len(sectorsOf(v.text)) > 1 {
				s.reported = v.text
			}
		}
		sub := w.of(roleSubsector)
		if sub == nil || sub.code == "" {
			return s
		}
		switch {
		case s.code == "" && w.of(roleSector) == nil, inFamily(sub.code, s.code):
			s.code = sub.code
		case s.code != "" && !inFamily(s.code, sub.code) && !slices.ContainsFunc(sectorsOf(w.text(roleSector)), func(code string) bool { return inFamily(sub.code, code) }):
			f := w.c.warning(w.c.at[roleSubsector], "other_sector", sub.text, cmp.Or(w.text(roleSector), s.code))
			s.faults, s.reported = append(s.faults, f), sub.text
		}
		return s
	})
}

func (w *worker) site() match.Site {
	return match.Site{Code1: w.text(roleCode1), Name1: w.text(roleName1), Code2: w.text(roleCode2), Name2: w.text(roleName2),
		Code3: w.text(roleCode3), Name3: w.text(roleName3)}
}

// place resolves the place of a row and says what is odd about its cells: each
// code by itself, each under the one above, then code and name.
func (w *worker) place() *placing {
	key := [6]uint32{w.id(roleCode1), w.id(roleName1), w.id(roleCode2), w.id(roleName2), w.id(roleCode3), w.id(roleName3)}
	unkept := w.unkept(roleCode1, roleName1, roleCode2, roleName2, roleCode3, roleName3)
	return recall(w.places, key, unkept, func() *placing {
		c, p := w.c, new(placing)
		site := w.site()
		if c.k.Places == nil || site == (match.Site{}) {
			return p
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
				if name := w.text(l.name); name != "" && p.found.Place != nil && l.own(p.found) != nil {
					f := c.warning(x, "pcode_missing", name, "")
					f.Nearest = l.own(p.found).Code
					add(f)
				}
				continue
			}
			unit := l.own(v.units)
			switch {
			case slices.Contains(v.units.Issues, match.OldCode):
				add(c.fault(x, "place_old", v.text, taken))
			case unit == nil:
				f := c.fault(x, "pcode_unknown", v.text, "")
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
		return p
	})
}

// placeIssues adds what the codes by themselves do not show.
func (w *worker) placeIssues(p *placing, taken string) {
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
	total := w.number(roleTotal)
	sum, parts, blank := 0.0, 0, false
	for _, r := range []role{roleGirls, roleBoys, roleWomen, roleMen, roleChildren, roleOlderWomen, roleOlderMen} {
		if c.at[r] == nil {
			continue
		}
		if n := w.number(r); n.Known() {
			sum += n.V
			parts++
		} else {
			blank = blank || r < roleOlderWomen
		}
	}
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
	if d := w.number(roleDisabled); d.Known() && all.Known() && d.V > all.V {
		f := c.warning(c.at[roleDisabled], "more_than", d.String(), all.String())
		f.single = true
		p.faults = append(p.faults, f)
	}
}

// line writes down what the row says as an activity.
func (w *worker) line(l *Line, v *verdict) {
	c := w.c
	problems, donors := l.Problems[:0], l.Donors[:0]
	*l = Line{Row: v.row, ID: w.own(roleID), Version: int(w.number(roleVersion).V), Problems: problems, Donors: donors}
	if v.org != nil {
		l.Org = v.org.party
	}
	if v.impl != nil {
		l.Impl = v.impl.party
	}
	if v.donors != nil {
		for _, d := range v.donors.donors {
			l.Donors = append(l.Donors, d.party)
		}
	}
	sector, place := w.sector(), w.place()
	l.Place = place.found
	a := &l.Activity
	a.Month, a.Sector = v.month, sector.code
	if place.found.Place != nil {
		a.Place = record.PlaceID(place.found.Place.ID)
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
		a.Until = e.until
	}
	a.ProjectCode, a.InPlan, a.Indicator, a.Unit, a.Modality = w.own(roleProject), answer(roleInPlan), w.own(roleIndicator), w.own(roleUnit), code(roleModality)
	a.Site, a.Lat, a.Lon, a.State, a.Population = w.own(roleSite), w.number(roleLat), w.number(roleLon), code(roleState), code(rolePopulation)
	a.Target, a.Girls, a.Boys, a.Women, a.Men = w.number(roleTarget), w.number(roleGirls), w.number(roleBoys), w.number(roleWomen), w.number(roleMen)
	a.OlderWomen, a.OlderMen, a.Disabled, a.Total = w.number(roleOlderWomen), w.number(roleOlderMen), w.number(roleDisabled), w.number(roleTotal)
	a.Budget, a.Repeat, a.Remarks = w.number(roleBudget), answer(roleRepeat), w.own(roleRemarks)
	for _, x := range c.columns {
		if text := strings.Clone(w.texts[x.nr]); x.role == roleWhat && text != "" {
			a.What = strings.TrimPrefix(a.What+" | "+text, " | ")
		}
	}
	said := []string{sector.reported, place.reported}
	if n := w.number(roleChildren); n.Known() { // of either sex: the activity has no place for them but its total
		said = append(said, c.at[roleChildren].Header+" = "+n.String())
		if c.at[roleTotal] == nil {
			a.Total = w.sumOfParts()
		}
	}
	a.Reported = strings.Join(slices.DeleteFunc(said, func(s string) bool { return s == "" }), " ; ")
}

// sumOfParts adds the parts of a row, unknown where one of them is.
func (w *worker) sumOfParts() record.Number {
	sum := 0.0
	for _, r := range []role{roleGirls, roleBoys, roleWomen, roleMen, roleChildren, roleOlderWomen, roleOlderMen} {
		if w.c.at[r] == nil {
			continue
		}
		n := w.number(r)
		if !n.Known() {
			return record.Number{}
		}
		sum += n.V
	}
	return record.N(sum)
}

// own is the text of a role as it stands, in memory of its own.
func (w *worker) own(r role) string {
	if x := w.c.at[r]; x != nil {
		return strings.Clone(w.texts[x.nr])
	}
	return ""
}
