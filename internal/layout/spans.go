package layout

import (
	"strconv"
	"strings"
)

// Span is rows of the sheet that follow one another, both ends included.
type Span struct{ From, To int }

// Spans is a set of rows, in order.
type Spans []Span

// Add puts a row at the end.
func (s *Spans) Add(row int) {
	if n := len(*s); n > 0 && (*s)[n-1].To == row-1 {
		(*s)[n-1].To = row
		return
	}
	*s = append(*s, Span{row, row})
}

// from gives the rows that follow one another from a row on.
func (s Spans) from(row int) Spans {
	for _, x := range s {
		if x.From <= row && row <= x.To {
			return Spans{{row, x.To}}
		}
	}
	return nil
}

// Rows counts them.
func (s Spans) Rows() int {
	n := 0
	for _, x := range s {
		n += x.To - x.From + 1
	}
	return n
}

// Text writes the first n spans: 4057, 4091-4092, …
func (s Spans) Text(n int) string {
	var parts []string
	for i, x := range s {
		if i == n {
			parts = append(parts, "…")
			break
		}
		t := strconv.Itoa(x.From)
		if x.To > x.From {
			t += "-" + strconv.Itoa(x.To)
		}
		parts = append(parts, t)
	}
	return strings.Join(parts, ", ")
}
