package geo

import (
	"container/heap"
	"math"
	"slices"
)

// Simplify takes points out of all shapes of a set at once, and lays what is
// left on a grid of four decimals. A point goes when the triangle it makes with
// its neighbours is smaller than the tolerance, in square degrees (Visvalingam
// and Whyatt, 1993). Lines that units share, of one level or of several, are
// simplified once, so that neighbours still meet; no ring is lost that is
// larger than the grid.
func Simplify(shapes []Shape, tolerance float64) []Shape {
	t := topology{ways: map[spot]ways{}, least: map[arcKey]int{}, done: map[arcKey][]spot{}}
	rings := make([][][][]spot, len(shapes))
	for i, s := range shapes {
		rings[i] = make([][][]spot, len(s))
		for j, poly := range s {
			for k, r := range poly {
				line := spots(r)
				if line == nil && k == 0 {
					break
				}
				if line != nil {
					rings[i][j] = append(rings[i][j], line)
					t.visit(line)
				}
			}
		}
	}
	each := func(do func(i, j int, ring []spot)) {
		for i := range rings {
			for j := range rings[i] {
				for _, r := range rings[i][j] {
					do(i, j, r)
				}
			}
		}
	}
	each(func(_, _ int, ring []spot) {
		arcs := t.arcs(ring)
		for _, a := range arcs {
			key, _ := keyOf(a)
			t.least[key] = max(t.least[key], 3-len(arcs))
		}
	})
	out := make([]Shape, len(shapes))
	polygons := map[[2]int]int{}
	each(func(i, j int, ring []spot) {
		var r Ring
		for _, a := range t.arcs(ring) {
			for _, p := range t.simplified(a, tolerance)[1:] {
				r = append(r, p.point())
			}
		}
		at, known := polygons[[2]int{i, j}]
		if !known {
			at = len(out[i])
			polygons[[2]int{i, j}] = at
			out[i] = append(out[i], nil)
		}
		out[i][at] = append(out[i][at], r)
	})
	return out
}

// topology knows at which points lines of several rings come together.
type topology struct {
	ways  map[spot]ways
	least map[arcKey]int // how many inner points an arc must keep for its rings to stay rings
	done  map[arcKey][]spot
}

// ways are the neighbours of a point in the first ring that passes it; it is a
// junction when another passes it otherwise.
type ways struct {
	a, b     spot
	junction bool
}

func (t topology) visit(ring []spot) {
	for i, p := range ring {
		a, b := ring[(i+len(ring)-1)%len(ring)], ring[(i+1)%len(ring)]
		if b.less(a) {
			a, b = b, a
		}
		w, seen := t.ways[p]
		if !seen {
			t.ways[p] = ways{a: a, b: b}
		} else if w.a != a || w.b != b {
			w.junction = true
			t.ways[p] = w
		}
	}
}

// arcs cuts a ring at the junctions; both ends are part of each arc. A ring
// without junctions is one arc from its least point to itself.
func (t topology) arcs(ring []spot) [][]spot {
	start := slices.IndexFunc(ring, func(p spot) bool { return t.ways[p].junction })
	if start < 0 {
		for i, p := range ring {
			if start < 0 || p.less(ring[start]) {
				start = i
			}
		}
	}
	turned := slices.Concat(ring[start:], ring[:start+1])
	var out [][]spot
	from := 0
	for i := 1; i < len(turned); i++ {
		if i == len(turned)-1 || t.ways[turned[i]].junction {
			out = append(out, turned[from:i+1])
			from = i
		}
	}
	return out
}

// arcKey tells arcs apart whichever way they are walked.
type arcKey struct {
	first, second, beforeLast, last spot
	n                               int
}

// keyOf gives the key of an arc, and whether it is walked backwards.
func keyOf(a []spot) (key arcKey, turned bool) {
	n := len(a)
	k := arcKey{a[0], a[1], a[n-2], a[n-1], n}
	back := arcKey{k.last, k.beforeLast, k.second, k.first, n}
	if back.first.less(k.first) || back.first == k.first && back.second.less(k.second) {
		return back, true
	}
	return k, false
}

func (t topology) simplified(a []spot, tolerance float64) []spot {
	key, turned := keyOf(a)
	line, known := t.done[key]
	if !known {
		line = slices.Clone(a)
		if turned {
			slices.Reverse(line)
		}
		line = thin(line, tolerance*grid*grid, t.least[key])
		t.done[key] = line
	}
	if turned {
		line = slices.Clone(line)
		slices.Reverse(line)
	}
	return line
}

// thin takes inner points out of a line, the smallest triangle first, and
// leaves at least so many.
func thin(line []spot, tolerance float64, least int) []spot {
	n := len(line)
	inner := n - 2
	if inner <= least {
		return line
	}
	h := &corners{at: make([]corner, n), order: make([]int, 0, inner)}
	for i := 1; i < n-1; i++ {
		h.at[i] = corner{before: i - 1, after: i + 1, area: triangle(line[i-1], line[i], line[i+1]), place: len(h.order)}
		h.order = append(h.order, i)
	}
	heap.Init(h)
	gone := make([]bool, n)
	reached := 0.0
	for h.Len() > 0 && inner > least {
		i := heap.Pop(h).(int)
		c := h.at[i]
		if reached = max(reached, c.area); reached >= tolerance {
			break
		}
		gone[i] = true
		inner--
		for _, k := range []int{c.before, c.after} {
			if k == 0 || k == n-1 {
				continue
			}
			x := &h.at[k]
			if k == c.before {
				x.after = c.after
			} else {
				x.before = c.before
			}
			// A point does not go before one that was larger and is gone: the
			// triangle counts no less than that one's.
			x.area = max(triangle(line[x.before], line[k], line[x.after]), reached)
			heap.Fix(h, x.place)
		}
	}
	out := line[:0:0]
	for i, p := range line {
		if !gone[i] {
			out = append(out, p)
		}
	}
	return out
}

func triangle(a, b, c spot) float64 {
	return math.Abs(float64(b.x-a.x)*float64(c.y-a.y)-float64(c.x-a.x)*float64(b.y-a.y)) / 2
}

// corner is a point of a line with its neighbours that are left.
type corner struct {
	before, after int
	area          float64
	place         int // in the heap
}

type corners struct {
	at    []corner
	order []int
}

func (h *corners) Len() int { return len(h.order) }

func (h *corners) Less(i, j int) bool {
	a, b := h.order[i], h.order[j]
	return h.at[a].area < h.at[b].area || h.at[a].area == h.at[b].area && a < b
}

func (h *corners) Swap(i, j int) {
	h.order[i], h.order[j] = h.order[j], h.order[i]
	h.at[h.order[i]].place, h.at[h.order[j]].place = i, j
}

func (h *corners) Push(any) { panic("geo: no point is added to a line") }

func (h *corners) Pop() any {
	last := len(h.order) - 1
	i := h.order[last]
	h.order = h.order[:last]
	return i
}

// finest is the width of a set in the smallest steps that a picture of it
// shows: a printed page at 300 dots an inch is 2,500 wide.
const finest = 2_500

// Texts simplifies shapes for pictures of the whole set and writes them; all
// are made coarser until the longest fits.
func Texts(shapes []Shape) []string {
	lo, hi := Point{math.Inf(1), math.Inf(1)}, Point{math.Inf(-1), math.Inf(-1)}
	for _, s := range shapes {
		if a, b, any := s.bounds(); any {
			lo = Point{min(lo.Lon, a.Lon), min(lo.Lat, a.Lat)}
			hi = Point{max(hi.Lon, b.Lon), max(hi.Lat, b.Lat)}
		}
	}
	step := max(hi.Lon-lo.Lon, hi.Lat-lo.Lat, 0) / finest
	for tolerance := step * step / 2; ; tolerance = max(2*tolerance, 1.0/grid/grid) {
		texts, fits := make([]string, len(shapes)), true
		for i, s := range Simplify(shapes, tolerance) {
			texts[i] = s.Encode()
			fits = fits && len(texts[i]) <= LongestShape
		}
		if fits || tolerance > 1 {
			return texts
		}
	}
}
