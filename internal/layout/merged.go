package layout

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"toguna/internal/exchange/sheet"
)

// mergedCells are those of a sheet that reach over rows of the table. Layouts
// that are made of one another share them.
type mergedCells struct {
	known  bool
	ranges []sheet.Merge // by column and row
}

// of gives those of a column.
func (m *mergedCells) of(col int) []sheet.Merge {
	before := func(m sheet.Merge, col int) int { return cmp.Compare(m.Col, col) }
	from, _ := slices.BinarySearchFunc(m.ranges, col, before)
	to, _ := slices.BinarySearchFunc(m.ranges, col+1, before)
	return m.ranges[from:to]
}

// TakeFound takes up what was found among the rows and behind them, heads, banners
// and merged cells, and tells whether the rows that were read until then are read
// otherwise by it.
func (l *Layout) TakeFound(ctx context.Context, b *sheet.Book) (bool, error) {
	heads := l.takeHeads()
	merged := l.takeMerged(b)
	banners, err := l.takeBanners(ctx, b)
	return heads || merged || banners, err
}

// takeMerged takes up the merged cells of the sheet where it has been walked to its
// end, and tells whether the rows lack their values.
func (l *Layout) takeMerged(b *sheet.Book) bool {
	if l.merged.known {
		return false
	}
	all, known := b.Merged(l.Sheet)
	l.merged.known = known
	for _, m := range all {
		if c := l.columnAt(m.From, m.Col); m.From >= l.FirstRow && c != nil && c.Meaning != Unread {
			l.merged.ranges = append(l.merged.ranges, m)
		}
	}
	return len(l.merged.ranges) > 0
}

// seek walks a sheet that was not walked to its end, where its first rows look
// as if cells were merged: so that its rows need not be judged twice. Heads are
// looked for in all rows that it walks.
func (l *Layout) seek(ctx context.Context, b *sheet.Book, data []row) error {
	h := l.Heads()
	for _, r := range data {
		h.note(r.number, r.cells)
	}
	if _, known := b.Merged(l.Sheet); !known && slices.ContainsFunc(l.Columns, func(c Column) bool { return l.grouped(c, data) }) {
		if err := b.Rows(ctx, l.Sheet, func(n int, cells []sheet.Cell) error { h.note(n, cells); return nil }); err != nil && !errors.As(err, new(*sheet.Fault)) {
			return fmt.Errorf("read sheet %q: %w", l.Sheet, err)
		}
	}
	if _, err := l.TakeFound(ctx, b); err != nil {
		return err
	}
	for i := range l.Columns {
		c := &l.Columns[i]
		c.Grouped = len(l.merged.of(c.Col)) == 0 && l.grouped(*c, data)
	}
	return nil
}

// grouped tells whether a column of who, where or which sector has its values
// only in the first row of each group: blank below, throughout, and never the
// same value twice running.
func (l *Layout) grouped(c Column, data []row) bool {
	switch c.Meaning {
	case OrgName, OrgAcronym, ImplName, ImplAcronym, ReportName, ReportAcronym, Sector, Adm1Name, Adm1Code:
	default:
		return false
	}
	rows, blank, below, groups, last := 0, 0, 0, 0, ""
	for _, r := range data {
		if _, alone := Alone(r.cells); alone || isTotal(r.cells) {
			continue
		}
		text := strings.TrimSpace(sheet.At(r.cells, c.Col).Text)
		switch {
		case text == "" && rows == 0, text != "" && text == last:
			return false
		case text == "":
			below++
		default:
			blank, below = blank+below, 0 // not those below the last value: a short list has them too
			groups++
			last = text
		}
		rows++
	}
	return groups > 1 && 5*blank >= rows
}

// CountedOnce tells whether the value of a merged cell stands for all its rows
// together: a number of people or an amount would be counted several times.
func (m Meaning) CountedOnce() bool {
	switch m {
	case Money, CellCount, SectorCount, OrgCount, CountByPlace, CountByMonth, RowID, RowVersion:
		return true
	}
	return m.CountsPeople()
}

// Filler gives the rows of one walk, in their order, the values of the merged
// cells that cover them, puts those below a head of their own into the columns of
// the table, and gives those below a banner what it says. A nil filler has nothing
// to give.
type Filler struct {
	l       *Layout
	columns []filling
	cells   []sheet.Cell
	moved   []sheet.Cell
	told    []sheet.Cell
	covered []int
	tells   bool // what banners say
}

// filling is a column on the walk.
type filling struct {
	col    int
	ranges []sheet.Merge // those not behind
	value  sheet.Cell    // of the first of them
}

// Filler begins a walk; it is nil where no cells are merged and no row is a head or
// a banner.
func (l *Layout) Filler() *Filler { return l.filler(len(l.banners.taken) > 0) }

func (l *Layout) filler(tells bool) *Filler {
	if len(l.merged.ranges) == 0 && len(l.heads.taken) == 0 && !tells {
		return nil
	}
	f := &Filler{l: l, tells: tells}
	for from := l.merged.ranges; len(from) > 0; {
		ranges := l.merged.of(from[0].Col)
		f.columns = append(f.columns, filling{col: from[0].Col, ranges: ranges})
		from = from[len(ranges):]
	}
	return f
}

// Fill gives a row as it is read, and the columns of the merged cells that cover
// it; both are used again for the next row. A number that stands for several
// rows together is left where it is.
func (f *Filler) Fill(row int, cells []sheet.Cell) (filled []sheet.Cell, covered []int) {
	if f == nil {
		return cells, nil
	}
	cells = f.move(row, f.fill(row, cells))
	if f.tells {
		cells = f.tell(row, cells)
	}
	return cells, f.covered
}

// move puts the cells of a row below a head of its own into the columns of the
// table.
func (f *Filler) move(row int, cells []sheet.Cell) []sheet.Cell {
	h := f.l.HeadOf(row)
	if h == nil || !h.Moved() {
		return cells
	}
	f.moved = f.moved[:0]
	for _, c := range cells {
		if c.Col = h.column(c.Col); c.Col > 0 {
			f.moved = append(f.moved, c)
		}
	}
	slices.SortFunc(f.moved, func(a, b sheet.Cell) int { return cmp.Compare(a.Col, b.Col) })
	for i, col := range f.covered {
		f.covered[i] = h.column(col)
	}
	return f.moved
}

// fill gives a row the values of the merged cells that cover it.
func (f *Filler) fill(row int, cells []sheet.Cell) []sheet.Cell {
	f.cells, f.covered = f.cells[:0], f.covered[:0]
	for i := range f.columns {
		c := &f.columns[i]
		for len(c.ranges) > 0 && c.ranges[0].To < row {
			c.ranges, c.value = c.ranges[1:], sheet.Cell{}
		}
		if len(c.ranges) == 0 || row < c.ranges[0].From {
			continue
		}
		cell := sheet.At(cells, c.col)
		blank := strings.TrimSpace(cell.Text) == ""
		switch {
		case row == c.ranges[0].From && !blank:
			c.value = cell
			c.value.Text = strings.Clone(cell.Text)
		case row > c.ranges[0].From && blank && c.value.Kind != sheet.Empty:
			f.covered = append(f.covered, c.col)
			if of := f.l.columnAt(row, c.col); of != nil && !of.Meaning.CountedOnce() {
				f.cells = append(f.cells, c.value)
			}
		}
	}
	if len(f.cells) == 0 {
		return cells
	}
	f.cells = completed(f.cells, cells)
	return f.cells
}

// completed puts the cells of a row behind those it is given, which stand in place
// of its own, and orders them by column.
func completed(given, cells []sheet.Cell) []sheet.Cell {
	n := len(given)
	for _, c := range cells {
		if !slices.ContainsFunc(given[:n], func(x sheet.Cell) bool { return x.Col == c.Col }) {
			given = append(given, c)
		}
	}
	slices.SortFunc(given, func(a, b sheet.Cell) int { return cmp.Compare(a.Col, b.Col) })
	return given
}
