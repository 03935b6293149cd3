package fivew

import (
	"errors"
	"strings"

	"toguna/internal/exchange/sheet"
	"toguna/internal/layout"
)

// dayFirst tells how 03/04/2018 is read in a column: as the column itself
// shows by a 13th to 31st, else as the other columns of the file do, else as
// was asked.
func (c *checker) dayFirst(x *column) sheet.Tri {
	c.settle.Do(c.lookThrough)
	if x.dayFirst != sheet.Unsure {
		return x.dayFirst
	}
	all := sheet.Unsure
	for _, y := range c.columns {
		switch {
		case y.dayFirst == sheet.Unsure:
		case all != sheet.Unsure && all != y.dayFirst:
			return c.o.DayFirst
		default:
			all = y.dayFirst
		}
	}
	if all != sheet.Unsure {
		return all
	}
	return c.o.DayFirst
}

// decimal tells how 1.234 is read in a column, in the same way.
func (c *checker) decimal(x *column) rune {
	c.settle.Do(c.lookThrough)
	if x.decimal != 0 {
		return x.decimal
	}
	var all rune
	for _, y := range c.columns {
		switch {
		case y.decimal == 0:
		case all != 0 && all != y.decimal:
			return c.o.Decimal
		default:
			all = y.decimal
		}
	}
	if all != 0 {
		return all
	}
	return c.o.Decimal
}

// lookThrough reads the columns of days and amounts for a text with only one
// reading. A column that shows both readings shows none.
func (c *checker) lookThrough() {
	both := map[*column]bool{}
	err := c.l.Walk(c.ctx, c.b, func(row int, cells []sheet.Cell) error {
		if row < c.l.FirstRow || c.l.Apart(row) {
			return nil
		}
		for _, cell := range cells {
			if cell.Col >= len(c.byCol) || c.byCol[cell.Col] == nil || cell.Kind != sheet.Text {
				continue
			}
			switch x := c.byCol[cell.Col]; x.role {
			case roleMonth, roleStart, roleEnd:
				if shown := dayFirstShown(cell.Text); shown != sheet.Unsure {
					both[x] = both[x] || x.dayFirst != sheet.Unsure && x.dayFirst != shown
					x.dayFirst = shown
					x.show(row, cell.Text)
				}
			case roleBudget:
				if shown := decimalShown(cell.Text); shown != 0 {
					both[x] = both[x] || x.decimal != 0 && x.decimal != shown
					x.decimal = shown
					x.show(row, cell.Text)
				}
			}
		}
		return nil
	})
	for x := range both {
		if both[x] {
			x.dayFirst, x.decimal = sheet.Unsure, 0
		}
	}
	if err != nil && !errors.Is(err, c.ctx.Err()) {
		c.mu.Lock()
		c.err = err
		c.mu.Unlock()
	}
}

// show keeps the first cell that shows how a column is written.
func (x *column) show(row int, text string) {
	if x.shown.row == 0 {
		x.shown = shown{row, strings.Clone(text)}
	}
}

// contradicted lists the columns that show otherwise than a person has said.
func (c *checker) contradicted() (all []*Issue) {
	for _, x := range c.columns {
		code, expected := "", ""
		switch {
		case c.o.DayFirst != sheet.Unsure && x.dayFirst != sheet.Unsure && x.dayFirst != c.o.DayFirst:
			code = map[sheet.Tri]string{sheet.Yes: "day_shown", sheet.No: "month_shown"}[x.dayFirst]
		case c.o.Decimal != 0 && x.decimal != 0 && x.decimal != c.o.Decimal:
			code, expected = "decimal_shown", string(x.decimal)
		default:
			continue
		}
		f := c.warning(x, code, x.shown.text, expected)
		all = append(all, &Issue{Problem: c.problem(f, x.shown.row), Header: f.header, Cells: 1, layout: c.l, Spans: layout.Spans{{From: x.shown.row, To: x.shown.row}}})
	}
	return all
}

// dayFirstShown tells what a date in digits shows of the order of its parts.
func dayFirstShown(text string) sheet.Tri {
	var parts [2]int
	rest := strings.TrimSpace(text)
	for i := range parts {
		digits := 0
		for digits < len(rest) && digits < 3 && rest[digits] >= '0' && rest[digits] <= '9' {
			parts[i] = parts[i]*10 + int(rest[digits]-'0')
			digits++
		}
		if digits == 0 || digits > 2 || digits == len(rest) || !strings.ContainsRune("/.- ", rune(rest[digits])) {
			return sheet.Unsure
		}
		rest = rest[digits+1:]
	}
	day := func(n int) bool { return n > 12 && n <= 31 }
	month := func(n int) bool { return n >= 1 && n <= 12 }
	switch {
	case len(rest) < 2 || rest[0] < '0' || rest[0] > '9':
	case day(parts[0]) && month(parts[1]):
		return sheet.Yes
	case month(parts[0]) && day(parts[1]):
		return sheet.No
	}
	return sheet.Unsure
}

// decimalShown tells which separator of a number can only be the decimal one.
func decimalShown(text string) rune {
	dot, comma := strings.Count(text, "."), strings.Count(text, ",")
	for _, r := range text {
		if !(r >= '0' && r <= '9' || strings.ContainsRune(" .,'-+$€%\u00a0\u202f", r)) {
			return 0
		}
	}
	switch {
	case dot > 0 && comma > 0:
		if strings.LastIndex(text, ".") > strings.LastIndex(text, ",") {
			return '.'
		}
		return ','
	case dot > 1:
		return ','
	case comma > 1:
		return '.'
	case dot == 1 && len(text)-strings.Index(text, ".") != 4:
		return '.'
	case comma == 1 && len(text)-strings.Index(text, ",") != 4:
		return ','
	}
	return 0
}
