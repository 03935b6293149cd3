package fivew

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"toguna/internal/exchange/sheet"
)

// Unfolds tells whether the filled cells of a cross-table each stand for an
// organisation in a sector and a place. Counts without organisations do not:
// they can be shown, not taken.
func (l *Layout) Unfolds() bool {
	return l.CrossTab && (l.Org() != nil || slices.ContainsFunc(l.Columns, func(c Column) bool { return c.Meaning == OrgCount }))
}

// Unfolded gives the long layout a cross-table stands for: the columns beside
// the crosses stay; in the places of the first crosses stand the organisation
// or the sector that a header names, the count, and the sector that the title
// above names. Its rows are those that rows gives.
func (l *Layout) Unfolded() *Layout {
	long := *l
	long.CrossTab, long.Columns, long.cross = false, nil, nil
	named, above := Sector, false
	for _, c := range l.Columns {
		if c.Meaning != OrgCount && c.Meaning != SectorCount {
			long.Columns = append(long.Columns, c)
			continue
		}
		long.cross = append(long.cross, c)
		if c.Meaning == OrgCount {
			named = OrgName
			above = above || sectorOf(c.Above) != ""
		}
	}
	header := long.cross[0].label() + " … " + long.cross[len(long.cross)-1].label()
	means := []Meaning{named, CellCount}
	if above && l.Column(Sector) == nil {
		means = append(means, Sector)
	}
	for i, m := range means {
		long.Columns = append(long.Columns, Column{Col: long.cross[i].Col, Header: header, Meaning: m, Confidence: 0.8, Filled: 1, unit: -1, Why: []Reason{{"unfolded", "", 0.8}}})
	}
	slices.SortFunc(long.Columns, func(a, b Column) int { return cmp.Compare(a.Col, b.Col) })
	return &long
}

// inFile gives the columns as they stand in the file, those of an unfolded
// cross-table too.
func (l *Layout) inFile() []Column {
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

// rows walks the rows of the table in its sheet, merged cells filled in. Those of an unfolded
// cross-table come once for each cell that says present, with the number of
// their row.
func (l *Layout) rows(ctx context.Context, b *sheet.Book, each func(row int, cells []sheet.Cell) error) error {
	f := l.filler()
	return b.Rows(ctx, l.Sheet, func(n int, cells []sheet.Cell) error {
		cells, _ = f.fill(n, cells)
		if l.cross == nil {
			return each(n, cells)
		}
		return l.unfold(n, cells, func(long []sheet.Cell) error { return each(n, long) })
	})
}

// unfold makes the long rows of one row of a cross-table; a row of totals has
// none. The slice is used again.
func (l *Layout) unfold(row int, cells []sheet.Cell, each func(cells []sheet.Cell) error) error {
	if row < l.FirstRow || isTotal(cells) {
		return nil
	}
	crossed := func(col int) bool {
		_, found := slices.BinarySearchFunc(l.cross, col, func(c Column, col int) int { return cmp.Compare(c.Col, col) })
		return found
	}
	var long []sheet.Cell
	for _, x := range l.cross {
		n, ok := mark(sheet.At(cells, x.Col))
		if !ok || n <= 0 {
			continue
		}
		long = long[:0]
		for _, c := range cells {
			if !crossed(c.Col) {
				long = append(long, c)
			}
		}
		long = append(long, sheet.Cell{Col: l.cross[0].Col, Kind: sheet.Text, Text: strings.TrimSpace(x.leaf)},
			sheet.Cell{Col: l.cross[1].Col, Kind: sheet.Number, Text: strconv.FormatFloat(n, 'f', -1, 64), Number: n})
		if x.Above != "" {
			long = append(long, sheet.Cell{Col: l.cross[2].Col, Kind: sheet.Text, Text: x.Above})
		}
		slices.SortFunc(long, func(a, b sheet.Cell) int { return cmp.Compare(a.Col, b.Col) })
		if err := each(long); err != nil {
			return err
		}
	}
	return nil
}
