package chart

import (
	"math"
	"sort"
)

// box is a rectangle of the page that a label fills.
type box struct{ x0, y0, x1, y1 float64 }

func (b box) overlaps(o box) bool {
	return b.x0 < o.x1 && o.x0 < b.x1 && b.y0 < o.y1 && o.y0 < b.y1
}

func (b box) within(o box) bool {
	return b.x0 >= o.x0 && b.x1 <= o.x1 && b.y0 >= o.y0 && b.y1 <= o.y1
}

func (b box) grown(by float64) box { return box{b.x0 - by, b.y0 - by, b.x1 + by, b.y1 + by} }

func (b box) ring() []Point {
	return []Point{{b.x0, b.y0}, {b.x1, b.y0}, {b.x1, b.y1}, {b.x0, b.y1}}
}

// crosses tells whether the segment from p to q touches the box.
func (b box) crosses(p, q Point) bool {
	if b.holds(p) || b.holds(q) {
		return true
	}
	corners := b.ring()
	for i := range corners {
		if segmentsMeet(p, q, corners[i], corners[(i+1)%4]) {
			return true
		}
	}
	return false
}

func (b box) holds(p Point) bool { return p.X >= b.x0 && p.X <= b.x1 && p.Y >= b.y0 && p.Y <= b.y1 }

// nearest is the point of the box closest to p.
func (b box) nearest(p Point) Point {
	return Point{min(max(p.X, b.x0), b.x1), min(max(p.Y, b.y0), b.y1)}
}

func segmentsMeet(a, b, c, d Point) bool {
	side := func(p, q, r Point) float64 { return (q.X-p.X)*(r.Y-p.Y) - (q.Y-p.Y)*(r.X-p.X) }
	return side(a, b, c)*side(a, b, d) <= 0 && side(c, d, a)*side(c, d, b) <= 0
}

func between(a, b Point, t float64) Point { return Point{a.X + (b.X-a.X)*t, a.Y + (b.Y-a.Y)*t} }

func distance(a, b Point) float64 { return math.Hypot(a.X-b.X, a.Y-b.Y) }

func closed(ring []Point) []Point {
	if len(ring) == 0 || ring[0] == ring[len(ring)-1] {
		return ring
	}
	return append(ring[:len(ring):len(ring)], ring[0])
}

func circle(c Point, r float64) []Point {
	const corners = 40
	ring := make([]Point, corners)
	for i := range ring {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / corners)
		ring[i] = Point{c.X + r*cos, c.Y + r*sin}
	}
	return ring
}

func bounds(rings [][]Point) (lo, hi Point) {
	lo, hi = Point{math.Inf(1), math.Inf(1)}, Point{math.Inf(-1), math.Inf(-1)}
	for _, ring := range rings {
		for _, p := range ring {
			lo = Point{min(lo.X, p.X), min(lo.Y, p.Y)}
			hi = Point{max(hi.X, p.X), max(hi.Y, p.Y)}
		}
	}
	return lo, hi
}

// inside tells whether a point lies in the rings, by the even-odd rule.
func inside(p Point, rings [][]Point) bool {
	in := false
	for _, ring := range rings {
		for i := range ring {
			a, b := ring[i], ring[(i+1)%len(ring)]
			if (a.Y > p.Y) != (b.Y > p.Y) && p.X < a.X+(p.Y-a.Y)/(b.Y-a.Y)*(b.X-a.X) {
				in = !in
			}
		}
	}
	return in
}

// edgeDistance is how far a point lies from the nearest edge of the rings.
func edgeDistance(p Point, rings [][]Point) float64 {
	best := math.Inf(1)
	for _, ring := range rings {
		for i := range ring {
			a, b := ring[i], ring[(i+1)%len(ring)]
			t := 0.0
			if l := (b.X-a.X)*(b.X-a.X) + (b.Y-a.Y)*(b.Y-a.Y); l > 0 {
				t = min(max(((p.X-a.X)*(b.X-a.X)+(p.Y-a.Y)*(b.Y-a.Y))/l, 0), 1)
			}
			best = min(best, distance(p, between(a, b, t)))
		}
	}
	return best
}

func area(ring []Point) float64 {
	sum := 0.0
	for i := range ring {
		a, b := ring[i], ring[(i+1)%len(ring)]
		sum += a.X*b.Y - b.X*a.Y
	}
	return sum / 2
}

// windAlternately turns rings so that filling them by the non-zero rule gives what the even-odd rule would: outer rings
// one way, holes the other.
func windAlternately(rings [][]Point) [][]Point {
	out := make([][]Point, 0, len(rings))
	for i, ring := range rings {
		if len(ring) < 3 {
			continue
		}
		hole := false
		for j, other := range rings {
			if i != j && inside(ring[0], [][]Point{other}) {
				hole = !hole
			}
		}
		if (area(ring) < 0) != hole {
			turned := make([]Point, len(ring))
			for k, p := range ring {
				turned[len(ring)-1-k] = p
			}
			ring = turned
		}
		out = append(out, ring)
	}
	return out
}

// hatch is the parallel strokes, rising to the right, that fill the rings at a spacing.
func hatch(rings [][]Point, spacing float64) [][]Point {
	lo, hi := bounds(rings)
	if !(hi.X > lo.X) {
		return nil
	}
	var out [][]Point
	// On the stroke number n, X + Y = n × spacing; strokes of neighbouring places so fall into line.
	for n := math.Ceil((lo.X + lo.Y) / spacing); n*spacing < hi.X+hi.Y; n++ {
		sum := n * spacing
		var cuts []float64
		for _, ring := range rings {
			for i := range ring {
				a, b := ring[i], ring[(i+1)%len(ring)]
				sa, sb := a.X+a.Y-sum, b.X+b.Y-sum
				if (sa > 0) != (sb > 0) {
					cuts = append(cuts, a.X+(b.X-a.X)*sa/(sa-sb))
				}
			}
		}
		sort.Float64s(cuts)
		for i := 0; i+1 < len(cuts); i += 2 {
			if cuts[i+1]-cuts[i] > 0.3 {
				out = append(out, []Point{{cuts[i], sum - cuts[i]}, {cuts[i+1], sum - cuts[i+1]}})
			}
		}
	}
	return out
}
