package fivew

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Span is rows of the sheet that follow one another, both ends included.
type Span struct{ From, To int }

// spans is a set of rows, in order.
type spans []Span

func (s *spans) add(row int) {
	if n := len(*s); n > 0 && (*s)[n-1].To == row-1 {
		(*s)[n-1].To = row
		return
	}
	*s = append(*s, Span{row, row})
}

// merged puts sets of rows together.
func merged(sets ...spans) spans {
	all := slices.Concat(sets...)
	slices.SortFunc(all, func(a, b Span) int { return cmp.Compare(a.From, b.From) })
	var out spans
	for _, s := range all {
		if n := len(out); n > 0 && s.From <= out[n-1].To+1 {
			out[n-1].To = max(out[n-1].To, s.To)
			continue
		}
		out = append(out, s)
	}
	return out
}

// text writes the first n spans: 4057, 4091-4092, …
func (s spans) text(n int) string {
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
