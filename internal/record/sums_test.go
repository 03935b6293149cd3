package record

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

// crossed is a table with totals at the right and below.
func crossed(rows [][]int, withColumns bool) (s *Sums, cell [][]int) {
	s = new(Sums)
	columns := len(rows[0])
	sum := make([]int, columns+1)
	for _, r := range rows {
		var ids []int
		total := 0
		for j, n := range r {
			ids = append(ids, s.Add(n))
			total += n
			sum[j] += n
		}
		sum[columns] += total
		ids = append(ids, s.Add(total))
		cell = append(cell, ids)
	}
	if withColumns {
		var ids []int
		for _, n := range sum {
			ids = append(ids, s.Add(n))
		}
		cell = append(cell, ids)
	}
	for i := range cell {
		s.Total(cell[i][columns], false, cell[i][:columns]...)
	}
	if withColumns {
		for j := range columns + 1 {
			var parts []int
			for i := range rows {
				parts = append(parts, cell[i][j])
			}
			s.Total(cell[len(rows)][j], true, parts...)
		}
	}
	return s, cell
}

func shown(s *Sums, cell [][]int) string {
	var out []string
	for _, row := range cell {
		var line []string
		for _, c := range row {
			if s.Withheld(c) {
				line = append(line, "◊")
			} else {
				line = append(line, strconv.Itoa(s.cells[c].n))
			}
		}
		out = append(out, strings.Join(line, " "))
	}
	return strings.Join(out, "; ")
}

// The vectors of data-responsibility.md, section 6.
func TestWithholdVectors(t *testing.T) {
	for _, c := range []struct {
		rows    [][]int
		columns bool
		want    string
	}{
		{[][]int{{3, 12}}, false, "◊ ◊ 15"},
		{[][]int{{3, 10}, {8, 9}, {6, 12}}, true, "◊ ◊ 13; 8 9 17; ◊ ◊ 18; 17 31 48"},
		{[][]int{{0, 12}}, false, "0 12 12"},             // a zero may be shown
		{[][]int{{1, 2}}, false, "◊ ◊ ◊"},                // totals are cells too
		{[][]int{{4, 0, 30}}, false, "◊ 0 ◊ 34"},         // rather one that is not zero
		{[][]int{{2, 2, 30, 40}}, false, "◊ ◊ 30 40 74"}, // each could be 0 to 4
		{[][]int{{1, 1, 40, 60}}, false, "◊ ◊ ◊ 60 102"}, // 0 to 2 would be too narrow: the audit
		{[][]int{{5, 50}, {60, 70}}, true, "5 50 55; 60 70 130; 65 120 185"},
	} {
		s, cell := crossed(c.rows, c.columns)
		s.Withhold(5)
		if got := shown(s, cell); got != c.want {
			t.Errorf("%v: got %s, want %s", c.rows, got, c.want)
		}
	}
	s, cell := crossed([][]int{{3, 10}, {8, 9}, {6, 12}}, true)
	s.Withhold(5)
	if w := s.width(cell[0][0], 100); w != 9 {
		t.Errorf("women in Gao: a range of %d, want 0 to 9", w)
	}
	s, _ = crossed([][]int{{3, 12}}, false)
	if s.Withhold(5); !s.Heavy() {
		t.Error("a table with nothing left is not heavy")
	}
}

// TestNothingSmallCanBeWorkedBack tries every table of numbers that agrees
// with what is shown.
func TestNothingSmallCanBeWorkedBack(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 1))
	const k = 4
	suppressed := 0
	for range 40 {
		rows := [][]int{make([]int, 2), make([]int, 2), make([]int, 2)}
		for i := range rows {
			for j := range rows[i] {
				rows[i][j] = r.IntN(6)
			}
		}
		s, cell := crossed(rows, true)
		s.Withhold(k)
		low, high := make([]int, len(s.cells)), make([]int, len(s.cells))
		for i := range low {
			low[i], high[i] = 1<<30, -1
		}
		var try func(i int, guess [3][2]int)
		try = func(i int, guess [3][2]int) {
			if row := i/2 - 1; i%2 == 0 && i > 0 && !s.Withheld(cell[row][2]) && guess[row][0]+guess[row][1] != s.cells[cell[row][2]].n {
				return
			}
			if i == 6 {
				all := []int{}
				var columns [3]int
				for _, g := range guess {
					all = append(all, g[0], g[1], g[0]+g[1])
					columns[0] += g[0]
					columns[1] += g[1]
				}
				columns[2] = columns[0] + columns[1]
				all = append(all, columns[:]...)
				n := 0
				for _, row := range cell {
					for _, c := range row {
						if !s.Withheld(c) && all[n] != s.cells[c].n {
							return
						}
						n++
					}
				}
				n = 0
				for _, row := range cell {
					for _, c := range row {
						low[c], high[c] = min(low[c], all[n]), max(high[c], all[n])
						n++
					}
				}
				return
			}
			c := cell[i/2][i%2]
			if !s.Withheld(c) {
				guess[i/2][i%2] = s.cells[c].n
				try(i+1, guess)
				return
			}
			for v := range 9 {
				guess[i/2][i%2] = v
				try(i+1, guess)
			}
		}
		try(0, [3][2]int{})
		for _, row := range cell {
			for _, c := range row {
				if !s.cells[c].small {
					continue
				}
				suppressed++
				if high[c]-low[c] < k-1 {
					t.Errorf("%v shown as %s: %d lies between %d and %d", rows, shown(s, cell), s.cells[c].n, low[c], high[c])
				}
				if w := s.width(c, k-1); w > high[c]-low[c] {
					t.Errorf("%v shown as %s: the audit saw a range of %d, there is %d", rows, shown(s, cell), w, high[c]-low[c])
				}
			}
		}
	}
	if suppressed < 50 {
		t.Errorf("only %d small counts", suppressed)
	}
}
