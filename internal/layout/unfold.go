package layout

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"toguna/internal/exchange/sheet"
	"toguna/internal/match"
)

// Unfolds tells whether the filled cells of a cross-table each stand for an
// organisation in a sector and a place. Counts without organisations do not:
// they can be shown, not taken.
func (l *Layout) Unfolds() bool {
	return l.CrossTab && (l.Org() != nil || l.Stated(OrgName) != nil || slices.ContainsFunc(l.Columns, func(c Column) bool { return c.Meaning == OrgCount || c.lists == OrgName }))
}

// crossedByNames tells a cross-table whose cells name what is there: the
// organisations of each sector, or the sectors of each place or organisation.
func (l *Layout) crossedByNames() bool {
	var orgs, sectors []int // the columns whose cells name them
	sector, place := false, false
	for i := range l.Columns {
		c := &l.Columns[i]
		v := c.values
		open := c.Tag == "" && c.Header != "" && v.filled > 0 && c.Confidence < 0.7 && v.length <= 60
		switch named := SectorOf(c.leaf) != ""; {
		case open && !named && 10*v.sectors >= 9*v.filled:
			sectors = append(sectors, i)
		case open && named && v.numbers == 0 && v.marks < v.filled && 2*v.sectors < v.filled:
			orgs = append(orgs, i)
		case c.Meaning == Sector:
			sector = true
		case strings.HasPrefix(string(c.Meaning), "adm"):
			place = true
		}
	}
	org := l.Org() != nil
	of, head, lists := sectors, OrgCount, Sector
	switch {
	case sector || org == place:
		return false
	case org:
		head = CountByPlace
	case len(orgs) >= 3:
		of, head, lists = orgs, SectorCount, OrgName
	}
	if len(of) < 3 {
		return false
	}
	l.CrossTab = true
	for _, i := range of {
		c := &l.Columns[i]
		c.Meaning, c.Also, c.Who, c.Confidence, c.lists = head, Unread, Nobody, max(c.Confidence, 0.8), lists
		c.Why = []Reason{{"header", c.Header, 0.8}, {"names", strconv.Itoa(c.values.filled), 0.5}}
	}
	return true
}

// namesIn parts the names that a cell of a cross-table lists.
func namesIn(text string) (names []string) {
	for name := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(",;|\n•", r) }) {
		name = strings.TrimSpace(name)
		if present, known := crosses[strings.ToLower(name)]; name != "" && (!known || present > 0) {
			names = append(names, name)
		}
	}
	return names
}

// crossedByMonth tells a table with a column for each month, or one for women
// and one for men of each, from others.
func (l *Layout) crossedByMonth(data []row, x *lexer) bool {
	months := map[string]bool{}
	var all []int
	for i := range l.Columns {
		c := &l.Columns[i]
		month := ""
		switch {
		case c.Tag != "":
		case saysMonth(c.leaf):
			month = c.leaf
			if year := yearIn.FindString(c.Above); yearIn.FindString(c.leaf) == "" {
				month = strings.TrimSpace(c.leaf + " " + year)
			}
		case c.Meaning.CountsPeople() && saysMonth(c.Above):
			month = c.Above
		}
		if month == "" {
			continue
		}
		if n, filled := marks(data, c.Col); 10*n < 9*filled {
			continue
		}
		c.Month = month
		months[c.Month] = true
		all = append(all, i)
	}
	if len(months) < 3 {
		for _, i := range all {
			l.Columns[i].Month = ""
		}
		return false
	}
	l.CrossTab = true
	l.countsIn(CountByMonth, x)
	for _, i := range all {
		c := &l.Columns[i]
		n, filled := marks(data, c.Col)
		if !c.counted.CountsPeople() {
			c.counted = CellCount
		}
		c.Meaning, c.Also, c.Confidence = CountByMonth, Unread, max(c.Confidence, 0.8)
		c.Why = []Reason{{"header", c.Header, 0.8}, {"marks", strconv.Itoa(n) + "/" + strconv.Itoa(filled), 0.5}}
	}
	return true
}

// countsIn says what the cells of a cross-table by place or month count, where
// the titles above say that it is people.
func (l *Layout) countsIn(m Meaning, x *lexer) {
	for i := range l.Columns {
		c := &l.Columns[i]
		if c.Meaning != m && c.Month == "" {
			continue
		}
		c.counted, c.Who = CellCount, Nobody
		for _, text := range []string{c.Above, c.leaf} {
			if text == c.leaf && m == CountByPlace {
				continue // a name
			}
			if g := bestGuess(x.headerGuesses(text, "")); g.meaning.CountsPeople() && g.Gain >= sure {
				c.counted, c.Who = g.meaning, x.whoOf("", c.leaf, c.Above)
			}
		}
	}
}

// namesPlace tells whether a heading is a place by its words: a P-code, Région
// de Gao, or a name below a title such as Cercles.
func (x *lexer) namesPlace(c Column) bool {
	own := x.hear(c.leaf)
	return pcode.MatchString(c.Header) || x.levelIn(c.leaf) > 0 && own.known() < len(own) && own.known() == 1 || x.levelIn(c.Above) > 0 || x.hear(c.Above).has("where") || x.hear(c.Above).has("site")
}

// levelIn is the level of the administrative unit that a text speaks of, 0
// where it speaks of none.
func (x *lexer) levelIn(text string) int {
	s := x.hear(text)
	for k, u := range units {
		if s.has(unitIdea(k)) {
			return u.levels[0]
		}
	}
	return 0
}

// unfolding makes one long row of a row of a cross-table: the cells that its
// headings say, and the columns whose numbers go where; or one for each name in
// the cells of a column.
type unfolding struct {
	says   []sheet.Cell
	counts [][2]int // from a column of the file to one of the long table
	lists  [2]int   // the same for names, 0 without
}

// Long gives the layout with one row for each presence, as the places that are
// known show it; a cross-table of counts stays one.
func (l *Layout) Long(ctx context.Context, b *sheet.Book, known *match.Places) (*Layout, error) {
	if err := l.fit(ctx, b, known); err != nil {
		return nil, err
	}
	if l.Unfolds() {
		return l.unfolded(known), nil
	}
	return l, nil
}

// unfolded gives the long layout a cross-table stands for: the columns beside
// the crosses stay; in the places of the first crosses stand what the headers
// name (organisation, sector, place or month), the count, and what the titles
// above name. Its rows are those that Walk gives.
func (l *Layout) unfolded(places *match.Places) *Layout {
	long := *l
	long.CrossTab, long.Columns, long.cross, long.unfoldings = false, nil, nil, nil
	for _, c := range l.Columns {
		switch c.Meaning {
		case OrgCount, SectorCount, CountByPlace, CountByMonth:
			long.cross = append(long.cross, c)
		default:
			long.Columns = append(long.Columns, c)
		}
	}
	header := long.cross[0].label() + " … " + long.cross[len(long.cross)-1].label()
	type meant struct {
		Meaning
		Who
	}
	at := map[meant]int{} // columns of the long table
	column := func(m Meaning, w Who) int {
		key := meant{m, w}
		if at[key] == 0 {
			at[key] = long.cross[len(at)].Col
			long.Columns = append(long.Columns, Column{Col: at[key], Header: header, Meaning: m, Who: w, Confidence: 0.8, Filled: 1, unit: -1, Why: []Reason{{"unfolded", "", 0.8}}})
		}
		return at[key]
	}
	level, code := long.placesIn(places)
	for _, c := range long.cross {
		counted := cmp.Or(c.counted, CellCount)
		says := func(m Meaning, text string) sheet.Cell {
			return sheet.Cell{Col: column(m, Nobody), Kind: sheet.Text, Text: strings.TrimSpace(text)}
		}
		u := unfolding{}
		switch c.Meaning {
		case SectorCount:
			u.says = append(u.says, says(Sector, c.leaf))
		case OrgCount:
			u.says = append(u.says, says(OrgName, c.leaf))
		case CountByPlace:
			u.says = append(u.says, says(placeMeanings[level][code], c.leaf))
		case CountByMonth:
			same := slices.IndexFunc(long.unfoldings, func(u unfolding) bool { return u.says[0].Text == c.Month })
			if same >= 0 {
				long.unfoldings[same].counts = append(long.unfoldings[same].counts, [2]int{c.Col, column(counted, c.Who)})
				continue
			}
			u.says = append(u.says, says(DateReported, c.Month))
		}
		if c.lists != Unread {
			u.lists = [2]int{c.Col, column(c.lists, Nobody)}
		} else {
			u.counts = [][2]int{{c.Col, column(counted, c.Who)}}
		}
		switch {
		case c.Meaning == OrgCount && l.Column(Sector) == nil && SectorOf(c.Above) != "":
			u.says = append(u.says, says(Sector, c.Above))
		case c.Meaning == CountByPlace && level > 1 && l.placesAbove():
			u.says = append(u.says, says(placeMeanings[level-1][0], c.Above))
		}
		long.unfoldings = append(long.unfoldings, u)
	}
	slices.SortFunc(long.Columns, func(a, b Column) int { return cmp.Compare(a.Col, b.Col) })
	return &long
}

// placesAbove tells whether the titles above the places of a cross-table name
// the units these lie in: several, one for each.
func (l *Layout) placesAbove() bool {
	titles := map[string]bool{}
	for _, c := range l.Columns {
		if c.Meaning == CountByPlace {
			titles[c.Above] = true
		}
	}
	return len(titles) > 1 && !titles[""]
}

// placesIn tells the level of the places that are headings of a cross-table,
// and whether they are names, 0, or codes, 1: as the codes, the words or the
// columns beside show it, and surest as the places that are known.
func (l *Layout) placesIn(known *match.Places) (level, code int) {
	x := newLexer()
	level, digits := 1, 0
	found, best := [4]int{}, 0
	for _, c := range l.Columns {
		switch c.Meaning {
		case Adm1Name, Adm1Code:
			level = max(level, 2)
		case Adm2Name, Adm2Code:
			level = max(level, 3)
		}
	}
	for _, c := range l.cross {
		if c.Meaning != CountByPlace {
			continue
		}
		for k, yes := range levelsOf(c.leaf, known) {
			if yes {
				found[k]++
			}
		}
		if k := cmp.Or(x.levelIn(c.leaf), x.levelIn(c.Above)); k > 0 && k < 4 {
			level = k
		}
		if pcode.MatchString(c.leaf) {
			digits = max(digits, len(strings.TrimLeft(c.leaf, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")))
		}
	}
	switch {
	case digits > 0:
		return map[bool]int{true: 1, false: 2}[digits <= 3], 1
	case l.placesAbove() && level == 1:
		level = 2
	}
	for k, n := range found {
		if n > best {
			level, best = k, n
		}
	}
	return level, 0
}

// levelsOf tells at which levels a name, or a code, is a known place.
func levelsOf(text string, known *match.Places) (at [4]bool) {
	if known == nil {
		return at
	}
	for k, s := range []match.Site{{Name1: text}, {Name2: text}, {Name3: text}, {Code1: text}, {Code2: text}, {Code3: text}} {
		if f := known.Find(s); f.Place != nil && f.Place.Depth.V == float64(k%3+1) {
			at[k%3+1] = true
		}
	}
	return at
}

// notPlaces takes back that columns are places where none of them is known.
func (l *Layout) notPlaces(known *match.Places) {
	if known == nil || slices.ContainsFunc(l.Columns, func(c Column) bool {
		return c.Meaning == CountByPlace && levelsOf(c.leaf, known) != [4]bool{}
	}) {
		return
	}
	for i := range l.Columns {
		if c := &l.Columns[i]; c.Meaning == CountByPlace {
			c.Meaning, c.Confidence, c.Why = Unread, 0, nil
			l.CrossTab = false
		}
	}
}

// InFile gives the columns as they stand in the file, those of an unfolded
// cross-table too.
func (l *Layout) InFile() []Column {
	if l.cross == nil {
		return l.Columns
	}
	out := slices.Clone(l.cross)
	for _, c := range l.Columns {
		if !slices.ContainsFunc(l.cross, func(x Column) bool { return x.Col == c.Col }) {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b Column) int { return cmp.Compare(a.Col, b.Col) })
	return out
}

// Walk walks the rows of the table in its sheet, merged cells filled in and those
// below a head of their own in the columns of the table. Those of an unfolded
// cross-table come once for each cell that says present, with the number of their
// row.
func (l *Layout) Walk(ctx context.Context, b *sheet.Book, each func(row int, cells []sheet.Cell) error) error {
	f := l.Filler()
	return b.Rows(ctx, l.Sheet, func(n int, cells []sheet.Cell) error {
		cells, _ = f.Fill(n, cells)
		return l.Unfold(n, cells, func(long []sheet.Cell) error { return each(n, long) })
	})
}

// Recount walks the rows of data in the same way, notes the heads among them and
// what title makes of the only cell of a row, and counts the rows and what their
// columns hold anew.
func (l *Layout) Recount(ctx context.Context, b *sheet.Book, title func(row int, only sheet.Cell) []Said, each func(row int, cells []sheet.Cell)) error {
	l.reset()
	f, h := l.Filler(), l.Heads()
	return b.Rows(ctx, l.Sheet, func(n int, cells []sheet.Cell) error {
		h.note(n, cells)
		only, alone := Alone(cells)
		cells, covered := f.Fill(n, cells)
		if alone && n >= l.FirstRow && len(covered) == 0 {
			if says := title(n, only); says != nil {
				l.NoteBanner(Banner{Row: n, Says: says})
			}
		}
		return l.Unfold(n, cells, func(long []sheet.Cell) error {
			if l.count(n, long) {
				each(n, long)
			}
			return nil
		})
	})
}

// Unfold makes the long rows of one row of a cross-table; a row of totals has
// none. The slice is used again. A row of any other table stays itself.
func (l *Layout) Unfold(row int, cells []sheet.Cell, each func(cells []sheet.Cell) error) error {
	if l.cross == nil {
		return each(cells)
	}
	if row < l.FirstRow || isTotal(cells) {
		return nil
	}
	crossed := func(col int) bool {
		_, found := slices.BinarySearchFunc(l.cross, col, func(c Column, col int) int { return cmp.Compare(c.Col, col) })
		return found
	}
	var long []sheet.Cell
	give := func(u unfolding) error {
		long = append(long, u.says...)
		for _, c := range cells {
			if !crossed(c.Col) {
				long = append(long, c)
			}
		}
		slices.SortFunc(long, func(a, b sheet.Cell) int { return cmp.Compare(a.Col, b.Col) })
		return each(long)
	}
	for _, u := range l.unfoldings {
		if u.lists[0] > 0 {
			for _, name := range namesIn(sheet.At(cells, u.lists[0]).Text) {
				long = append(long[:0], sheet.Cell{Col: u.lists[1], Kind: sheet.Text, Text: name})
				if err := give(u); err != nil {
					return err
				}
			}
			continue
		}
		present := false
		long = long[:0]
		for _, c := range u.counts {
			if n, ok := mark(sheet.At(cells, c[0])); ok {
				present = present || n > 0
				long = append(long, sheet.Cell{Col: c[1], Kind: sheet.Number, Text: strconv.FormatFloat(n, 'f', -1, 64), Number: n})
			}
		}
		if !present {
			continue
		}
		if err := give(u); err != nil {
			return err
		}
	}
	return nil
}
