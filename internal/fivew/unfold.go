package fivew

import (
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
// the crosses stay, and three follow the last one: the organisation or the
// sector that a header names, and the count. Its rows are those that rows gives.
func (l *Layout) Unfolded() *Layout {
	long := *l
	long.CrossTab, long.Columns, long.cross = false, nil, nil
	last, named, above := 0, Sector, false
	for _, c := range l.Columns {
		last = max(last, c.Col)
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
	add := func(m Meaning) {
		last++
		long.Columns = append(long.Columns, Column{Col: last, Meaning: m, Confidence: 0.8, Filled: 1, unit: -1, Why: []Reason{{"unfolded", "", 0.8}}})
	}
	long.first = last + 1
	add(named)
	add(CellCount)
	if above && l.Column(Sector) == nil {
		add(Sector)
	}
	return &long
}

// rows walks the rows of the table in its sheet. Those of an unfolded
// cross-table come once for each cell that says present, with the number of
// their row.
func (l *Layout) rows(ctx context.Context, b *sheet.Book, each func(row int, cells []sheet.Cell) error) error {
	if l.cross == nil {
		return b.Rows(ctx, l.Sheet, each)
	}
	return b.Rows(ctx, l.Sheet, func(n int, cells []sheet.Cell) error {
		if n < l.FirstRow {
			return nil
		}
		return l.unfold(cells, func(long []sheet.Cell) error { return each(n, long) })
	})
}

// unfold makes the long rows of one row of a cross-table. They are used again.
func (l *Layout) unfold(cells []sheet.Cell, each func(cells []sheet.Cell) error) error {
	var long []sheet.Cell
	for _, c := range cells {
		if c.Col < l.first && !slices.ContainsFunc(l.cross, func(x Column) bool { return x.Col == c.Col }) {
			long = append(long, c)
		}
	}
	kept := len(long)
	for _, c := range l.cross {
		n, ok := mark(sheet.At(cells, c.Col))
		if !ok || n <= 0 {
			continue
		}
		long = append(long[:kept], sheet.Cell{Col: l.first, Kind: sheet.Text, Text: strings.TrimSpace(c.leaf)},
			sheet.Cell{Col: l.first + 1, Kind: sheet.Number, Text: strconv.FormatFloat(n, 'f', -1, 64), Number: n})
		if c.Above != "" {
			long = append(long, sheet.Cell{Col: l.first + 2, Kind: sheet.Text, Text: c.Above})
		}
		if err := each(long); err != nil {
			return err
		}
	}
	return nil
}
