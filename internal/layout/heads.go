package layout

import (
	"cmp"
	"slices"
	"strings"

	"toguna/internal/exchange/sheet"
)

// Head is a row among the data that heads the rows below it: it says the
// headings of the table again, perhaps in another order, or those of another
// table.
type Head struct {
	Row  int
	Left []string // the headings that the table does not have: their columns are not read
	to   []int    // by column of the sheet: the column of the table it is read as, 0 for none; nil of another table
}

// Other tells whether the head is that of another table.
func (h *Head) Other() bool { return h.to == nil }

// Moved tells whether some column stands elsewhere than in the table, or is not
// of it.
func (h *Head) Moved() bool {
	for col, to := range h.to {
		if to != col && to > 0 {
			return true
		}
	}
	return len(h.Left) > 0 && !h.Other()
}

// column is the column of the table that one of the sheet is read as, 0 for none.
func (h *Head) column(col int) int {
	if col >= len(h.to) {
		return 0
	}
	return h.to[col]
}

// foundHeads are the heads among the data of a sheet, by row. Layouts that are
// made of one another share them.
type foundHeads struct {
	noted []Head
	taken []Head // the rows are read by them
}

// mostHeads bounds how many are kept: no real sheet has as many tables.
const mostHeads = 10_000

func headBefore(h Head, row int) int { return cmp.Compare(h.Row, row) }

// NoteHead keeps a head until TakeUp.
func (l *Layout) NoteHead(h Head) {
	i, known := slices.BinarySearchFunc(l.heads.noted, h.Row, headBefore)
	if !known && len(l.heads.noted) < mostHeads {
		l.heads.noted = slices.Insert(l.heads.noted, i, h)
	}
}

// takeHeads takes up the heads that were noted and tells whether the rows read
// until then are read otherwise by them.
func (l *Layout) takeHeads() bool {
	n := len(l.heads.taken)
	if len(l.heads.noted) == n || !slices.ContainsFunc(l.heads.noted, func(h Head) bool { return h.Other() || h.Moved() }) {
		return false
	}
	l.heads.taken = slices.Clone(l.heads.noted)
	return true
}

// HeadOf is the head that a row stands below, or is; nil for that of the table.
func (l *Layout) HeadOf(row int) *Head {
	if l.heads == nil || len(l.heads.taken) == 0 {
		return nil
	}
	i, is := slices.BinarySearchFunc(l.heads.taken, row, headBefore)
	if !is {
		i--
	}
	if i < 0 {
		return nil
	}
	return &l.heads.taken[i]
}

// Apart tells whether a row is of another table.
func (l *Layout) Apart(row int) bool {
	h := l.HeadOf(row)
	return h != nil && h.Other()
}

// InSheet is the column of the sheet, by its letters, in which a row has what
// stands in a column of the table; empty for what banners say.
func (l *Layout) InSheet(row int, letters string) string {
	if slices.ContainsFunc(l.Columns, func(c Column) bool { return c.Told && sheet.Address(0, c.Col) == letters }) {
		return ""
	}
	if h := l.HeadOf(row); h != nil && letters != "" {
		for col, to := range h.to {
			if to > 0 && sheet.Address(0, to) == letters {
				return sheet.Address(0, col)
			}
		}
	}
	return letters
}

// columnAt is the column of the table that a cell of the sheet is read as.
func (l *Layout) columnAt(row, col int) *Column {
	if h := l.HeadOf(row); h != nil && h.Moved() {
		col = h.column(col)
	}
	all := l.InFile()
	if i := slices.IndexFunc(all, func(c Column) bool { return c.Col == col }); i >= 0 {
		return &all[i]
	}
	return nil
}

// Heads finds heads among rows, for one goroutine.
type Heads struct {
	l    *Layout
	at   map[string][]*Column // by folded heading
	head []sheet.Cell         // the headings as a row
	x    *lexer
}

// Heads makes a finder; it finds none in a cross-table.
func (l *Layout) Heads() *Heads {
	h := &Heads{l: l, at: map[string][]*Column{}, x: newLexer().quick}
	if l.CrossTab || l.cross != nil {
		return h
	}
	for i := range l.Columns {
		c := &l.Columns[i]
		if f := Fold(c.Header); f != "" {
			h.at[f] = append(h.at[f], c)
			h.head = append(h.head, sheet.Cell{Col: c.Col, Kind: sheet.Text, Text: c.Header})
		}
	}
	return h
}

// Says tells whether a folded text is a heading of the table.
func (h *Heads) Says(folded string) bool { return h.at[folded] != nil }

// Read tells whether a row of the sheet as it stands is a head: two thirds of
// its cells say headings of the table, or nearly all are headings of some table
// of who does what where.
func (h *Heads) Read(row int, cells []sheet.Cell) (Head, bool) {
	if len(h.at) == 0 || row <= h.l.FirstRow {
		return Head{}, false // headings of a second row or language
	}
	for _, c := range cells {
		if c.Kind != sheet.Text || len(c.Text) > 0 && c.Text[0] >= '0' && c.Text[0] <= '9' {
			return Head{}, false
		}
	}
	own, other := 0, 0
	meanings := map[Meaning]bool{}
	cells = filled(cells)
	for i, c := range cells {
		text := strings.TrimSpace(c.Text)
		if of := h.at[Fold(text)]; of != nil {
			own++
			meanings[sideOf(of[0].Meaning)] = true
		} else if g := bestGuess(h.x.headerGuesses(text, "")); g.Gain >= 0.7 {
			other++
			meanings[sideOf(g.meaning)] = true
		} else if 4*(i+1-own-other) > len(cells) {
			return Head{}, false
		}
	}
	keys := 0
	for _, m := range []Meaning{OrgName, Sector, Adm1Name} {
		if meanings[m] {
			keys++
		}
	}
	switch {
	case own >= 3 && 3*own >= 2*len(cells):
		return h.ofTable(row, cells), true
	case len(cells) < 3 || keys < 2 || h.x.sameHeadings(h.head, cells):
		return Head{}, false
	}
	return Head{Row: row}, true
}

// filled leaves out the cells that hold blanks alone.
func filled(cells []sheet.Cell) []sheet.Cell {
	blank := func(c sheet.Cell) bool { return strings.TrimSpace(c.Text) == "" }
	if !slices.ContainsFunc(cells, blank) {
		return cells
	}
	return slices.DeleteFunc(slices.Clone(cells), blank)
}

// sideOf puts together the meanings that say who, and those that say where.
func sideOf(m Meaning) Meaning {
	switch {
	case strings.HasPrefix(string(m), "org.") && !strings.HasPrefix(string(m), string(Funding)):
		return OrgName
	case strings.HasPrefix(string(m), "adm"):
		return Adm1Name
	}
	return m
}

// ofTable is the head that says the headings of the table, each in its own
// column or where another one stands. Headings that several columns have are
// known by their place alone.
func (h *Heads) ofTable(row int, cells []sheet.Cell) Head {
	out := Head{Row: row, to: make([]int, cells[len(cells)-1].Col+1)}
	still := true // what the table has stands where it stands there
	for _, c := range cells {
		of := h.at[Fold(c.Text)]
		still = still && (of == nil || slices.ContainsFunc(of, func(x *Column) bool { return x.Col == c.Col }))
	}
	taken := map[int]bool{}
	for _, c := range cells {
		of := h.at[Fold(c.Text)]
		to := 0
		switch {
		case still && (of != nil || h.means(c)):
			to = c.Col
		case len(of) == 1 && !taken[of[0].Col]:
			to = of[0].Col
		}
		if to == 0 {
			out.Left = append(out.Left, oneLine(c.Text))
		}
		out.to[c.Col], taken[to] = to, true
	}
	return out
}

// means tells whether a heading says in other words what that of its column says.
func (h *Heads) means(cell sheet.Cell) bool {
	i := slices.IndexFunc(h.l.Columns, func(c Column) bool { return c.Col == cell.Col })
	if i < 0 {
		return false
	}
	c, text := h.l.Columns[i], strings.TrimSpace(cell.Text)
	g := bestGuess(h.x.headerGuesses(text, ""))
	return g.Gain >= sure && g.meaning == c.Meaning && (!c.Meaning.CountsPeople() || h.x.whoOf("", text, "") == c.Who)
}

// note keeps the head that a row is.
func (h *Heads) note(row int, cells []sheet.Cell) {
	if head, is := h.Read(row, cells); is {
		h.l.NoteHead(head)
	}
}
