package record

import "slices"

// Sums are counts that add up, and which of them must be withheld so that no
// small one is shown or can be worked back (data-responsibility rules D1, D4
// and D5). It knows nothing of what is counted.
type Sums struct {
	cells []sumCell
	lines []sumLine
}

type sumCell struct {
	n        int
	reported bool
	withheld bool
	small    bool // withheld for its own sake, not for another's
	isTotal  bool
	from, to int // the lines it leaves and enters as a flow; 0 is the outside
	partOf   []int
	totalOf  []int
}

type sumLine struct {
	parts []int
	total int
}

// Add adds a count and gives its number.
func (s *Sums) Add(n int) int {
	s.cells = append(s.cells, sumCell{n: n, reported: true})
	return len(s.cells) - 1
}

// AddUnreported adds a place in the table where nothing is reported: it counts
// for nothing and is never withheld.
func (s *Sums) AddUnreported() int {
	s.cells = append(s.cells, sumCell{})
	return len(s.cells) - 1
}

// Total states that a count is the sum of others. A count may be a part of two
// totals, one of each direction: across for the rows of a table or for the
// levels of a hierarchy, down for its columns.
func (s *Sums) Total(total int, down bool, parts ...int) {
	s.lines = append(s.lines, sumLine{parts, total})
	line := len(s.lines) // 0 is the outside
	t := &s.cells[total]
	t.isTotal = true
	t.totalOf = append(t.totalOf, line-1)
	if down {
		t.from = line
	} else {
		t.to = line
	}
	for _, p := range parts {
		c := &s.cells[p]
		c.partOf = append(c.partOf, line-1)
		if down {
			c.to = line
		} else {
			c.from = line
		}
	}
}

// Hide withholds a count whatever its size: it is withheld elsewhere, or would
// give another away.
func (s *Sums) Hide(cell int) { s.cells[cell].withheld = true }

// Withheld tells whether a count is withheld.
func (s *Sums) Withheld(cell int) bool { return s.cells[cell].withheld }

// Withhold withholds every count from 1 to atLeast−1, and as many others as
// are needed so that none of these can be found within fewer than atLeast
// values. The same table always gives the same marks.
func (s *Sums) Withhold(atLeast int) {
	for i := range s.cells {
		if c := &s.cells[i]; c.reported && 0 < c.n && c.n < atLeast {
			c.withheld, c.small = true, true
		}
	}
	for s.complement() || s.audit(atLeast) {
	}
}

// Heavy tells whether more than two fifths of the counts that are no totals
// are withheld: then the table is better given less finely.
func (s *Sums) Heavy() bool {
	all, withheld := 0, 0
	for _, c := range s.cells {
		if !c.isTotal && c.reported {
			all++
			if c.withheld {
				withheld++
			}
		}
	}
	return 5*withheld > 2*all
}

// complement looks for a line in which a withheld count could be found by
// taking the others from the total, and withholds one more.
func (s *Sums) complement() bool {
	changed := false
	for again := true; again; {
		again = false
		for _, l := range s.lines {
			n := 0
			for _, p := range l.parts {
				if s.cells[p].withheld {
					n++
				}
			}
			if (n == 1 || n == 0 && s.cells[l.total].withheld) && s.oneMore(l) {
				again, changed = true, true
			}
		}
	}
	return changed
}

// oneMore withholds another count of a line: rather one whose crossing line
// has one already, then one that is not zero, then the smallest, then the
// first; the total where there is no other.
func (s *Sums) oneMore(l sumLine) bool {
	best := -1
	crossed := func(i int) bool {
		for _, other := range s.cells[i].partOf {
			if slices.Equal(s.lines[other].parts, l.parts) {
				continue
			}
			for _, p := range s.lines[other].parts {
				if s.cells[p].withheld {
					return true
				}
			}
		}
		return false
	}
	better := func(i, j int) bool {
		a, b := s.cells[i], s.cells[j]
		if x, y := crossed(i), crossed(j); x != y {
			return x
		}
		if (a.n > 0) != (b.n > 0) {
			return a.n > 0
		}
		return a.n < b.n
	}
	for _, p := range l.parts {
		if c := s.cells[p]; c.reported && !c.withheld && (best < 0 || better(p, best)) {
			best = p
		}
	}
	if best < 0 && !s.cells[l.total].withheld {
		best = l.total
	}
	if best < 0 {
		return false
	}
	s.cells[best].withheld = true
	return true
}

// audit finds, for each small count, the range that what is shown leaves open,
// and withholds one more count near the first whose range is too narrow.
func (s *Sums) audit(atLeast int) bool {
	for i := range s.cells {
		c := &s.cells[i]
		if !c.small || s.width(i, atLeast-1) >= atLeast-1 {
			continue
		}
		for _, l := range slices.Concat(c.partOf, c.totalOf) {
			if s.oneMore(s.lines[l]) {
				return true
			}
		}
		// All around it is withheld: go on where that leads.
		for _, l := range s.lines {
			if s.oneMore(l) {
				return true
			}
		}
	}
	return false
}

// width is how far apart the lowest and the highest value of a withheld count
// are that agree with everything shown, exactly, up to enough. Counts are a
// flow through the lines: what enters a line leaves it, so the most a count
// can grow or shrink is the most that can flow round it.
func (s *Sums) width(cell, enough int) int {
	c := s.cells[cell]
	if c.from == c.to {
		return enough // in no sum
	}
	up := s.flow(cell, c.to, c.from, enough)
	down := min(c.n, s.flow(cell, c.from, c.to, enough))
	return min(enough, up+down)
}

// flow is the most that can be sent from one line to another through withheld
// counts but one: along a count without limit, against it as much as it holds.
func (s *Sums) flow(without, from, to, enough int) int {
	sent := make([]int, len(s.cells)) // net, along
	total := 0
	for total < enough {
		type step struct {
			cell, node int
			along      bool
		}
		came := make([]step, len(s.lines)+1)
		seen := make([]bool, len(s.lines)+1)
		seen[from] = true
		queue := []int{from}
		for len(queue) > 0 && !seen[to] {
			at := queue[0]
			queue = queue[1:]
			for i, c := range s.cells {
				if i == without || !c.withheld || c.from == c.to {
					continue
				}
				if c.from == at && !seen[c.to] {
					seen[c.to], came[c.to] = true, step{i, at, true}
					queue = append(queue, c.to)
				}
				if c.to == at && !seen[c.from] && c.n+sent[i] > 0 {
					seen[c.from], came[c.from] = true, step{i, at, false}
					queue = append(queue, c.from)
				}
			}
		}
		if !seen[to] {
			return total
		}
		most := enough - total
		for at := to; at != from; at = came[at].node {
			if x := came[at]; !x.along {
				most = min(most, s.cells[x.cell].n+sent[x.cell])
			}
		}
		for at := to; at != from; at = came[at].node {
			if x := came[at]; x.along {
				sent[x.cell] += most
			} else {
				sent[x.cell] -= most
			}
		}
		total += most
	}
	return total
}
