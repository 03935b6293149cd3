package chart

import (
	"math"
	"slices"
)

const (
	pointRadius   = 4.2
	valueSize     = 8.2
	nameSize      = 6.4
	longestLeader = 90.0 // beyond it the eye loses the line
	markGap       = 2.5  // between a name and its figure in one line
)

// label is where a name and its figure stand.
type label struct {
	box     box
	stacked bool // the figure under the name, rather than after it
	inside  bool // within the outline it names
	leader  bool // tied to its place by a line
	placed  bool
}

// plan is the layout of a map: nothing in it covers anything else.
type plan struct {
	rings   [][][]Point // of each place, on the page
	anchors []Point
	labels  []label
	legend  box
	crowded []string // names and figures that found no room
}

// plan projects the places and finds room for the legend, then for each label but those already named in a note.
func (p *presence) plan(area box, noted []string) plan {
	var l plan
	width, height := p.legendSize()
	reserved := 0.0
	for _, beside := range []bool{false, true} {
		if beside {
			reserved = width + 8
		}
		l.project(p.units, box{area.x0 + reserved + 2, area.y0 + 2, area.x1 - 2, area.y1 - 2})
		l.legend = box{area.x0, area.y0 + 2, area.x0 + width, area.y0 + 2 + height}
		if beside || l.free(l.legend.grown(3)) {
			break
		}
	}
	taken := []box{l.legend.grown(2)}
	for i, u := range p.units {
		if u.IsPoint() {
			a := l.anchors[i]
			taken = append(taken, box{a.X - pointRadius, a.Y - pointRadius, a.X + pointRadius, a.Y + pointRadius}.grown(1))
		}
	}
	l.labels = make([]label, len(p.units))
	for i, u := range p.units {
		if !u.IsPoint() && !slices.Contains(noted, u.Name+" "+p.mark(p.value(u))) {
			if at, ok := l.roomWithin(i, u.Name, p.mark(p.value(u)), taken); ok {
				l.labels[i] = at
				taken = append(taken, at.box.grown(0.8))
			}
		}
	}
	var leaders [][2]Point
	for i, u := range p.units {
		if l.labels[i].placed {
			continue
		}
		mark := p.mark(p.value(u))
		if slices.Contains(noted, u.Name+" "+mark) {
			l.crowded = append(l.crowded, u.Name+" "+mark)
			continue
		}
		at, ok := label{}, false
		if u.IsPoint() {
			at, ok = l.roomBeside(i, u.Name, mark, taken, area, func(b box) bool { return offLines(b, leaders) && l.offEdges(b) })
		}
		if !ok {
			at, ok = l.roomOutside(i, u.Name, mark, taken, leaders, area)
		}
		if !ok && u.IsPoint() {
			at, ok = l.roomBeside(i, u.Name, mark, taken, area, func(b box) bool { return offLines(b, leaders) })
		}
		if !ok {
			l.crowded = append(l.crowded, u.Name+" "+mark)
			continue
		}
		l.labels[i] = at
		taken = append(taken, at.box.grown(0.8))
		if at.leader {
			leaders = append(leaders, [2]Point{l.anchors[i], at.box.nearest(l.anchors[i])})
		}
	}
	return l
}

func (l *plan) project(units []Unit, area box) {
	to := project(units, area)
	l.rings, l.anchors = make([][][]Point, len(units)), make([]Point, len(units))
	for i, u := range units {
		l.anchors[i] = to.point(u.Label)
		l.rings[i] = to.rings(u.Rings)
	}
	for i, u := range units {
		if u.IsPoint() {
			l.makeWay(l.anchors[i], units)
		}
	}
}

// offLines tells whether no leader line runs under a box.
func offLines(b box, leaders [][2]Point) bool {
	for _, line := range leaders {
		if b.crosses(line[0], line[1]) {
			return false
		}
	}
	return true
}

// makeWay moves the anchors that a symbol would cover.
func (l *plan) makeWay(symbol Point, units []Unit) {
	for i, u := range units {
		if !u.IsPoint() && distance(l.anchors[i], symbol) < 2.5*pointRadius {
			l.anchors[i] = labelPoint(l.rings[i], symbol)
		}
	}
}

func labelSize(name, mark string, stacked bool) (width, height float64) {
	n, m := TextWidth(name, nameSize, false), TextWidth(mark, valueSize, true) // a mark set lighter is never wider
	if stacked {
		return max(n, m), nameSize*0.95 + valueSize*0.85
	}
	return n + markGap + m, valueSize * 0.95
}

func (p *presence) drawLabel(at label, name, mark string, bold bool, color, halo Color) {
	b := at.box
	if at.stacked {
		middle := (b.x0 + b.x1) / 2
		p.text(middle, b.y0+nameSize*0.75, name, nameSize, color, Middle, false, halo)
		p.text(middle, b.y1-0.6, mark, valueSize, color, Middle, bold, halo)
		return
	}
	base := b.y1 - 1.7
	p.text(b.x0, base, name, nameSize, color, Start, false, halo)
	p.text(b.x0+TextWidth(name, nameSize, false)+markGap, base, mark, valueSize, color, Start, bold, halo)
}

// free tells whether a box touches no place at all.
func (l *plan) free(b box) bool {
	for _, rings := range l.rings {
		if touches(b, rings) {
			return false
		}
	}
	return true
}

// offEdges tells whether a box crosses no outline.
func (l *plan) offEdges(b box) bool {
	for _, rings := range l.rings {
		if meetsEdge(b, rings) {
			return false
		}
	}
	return true
}

// touches tells whether a box and an outline share a point.
func touches(b box, rings [][]Point) bool {
	if len(rings) == 0 {
		return false
	}
	lo, hi := bounds(rings)
	if !b.overlaps(box{lo.X, lo.Y, hi.X, hi.Y}) {
		return false
	}
	return inside(Point{b.x0, b.y0}, rings) || meetsEdge(b, rings)
}

func meetsEdge(b box, rings [][]Point) bool {
	for _, ring := range rings {
		for i := range ring {
			p, q := ring[i], ring[(i+1)%len(ring)]
			if max(p.X, q.X) < b.x0 || min(p.X, q.X) > b.x1 || max(p.Y, q.Y) < b.y0 || min(p.Y, q.Y) > b.y1 {
				continue
			}
			if b.crosses(p, q) {
				return true
			}
		}
	}
	return false
}

func clear(b box, taken []box) bool {
	for _, t := range taken {
		if b.overlaps(t) {
			return false
		}
	}
	return true
}

func around(c Point, width, height float64) box {
	return box{c.X - width/2, c.Y - height/2, c.X + width/2, c.Y + height/2}
}

// roomWithin looks inside an outline for the place farthest from its edge where the label fits, first stacked, then in
// one line.
func (l *plan) roomWithin(i int, name, mark string, taken []box) (label, bool) {
	const steps = 22
	rings := l.rings[i]
	lo, hi := bounds(rings)
	for _, stacked := range []bool{true, false} {
		width, height := labelSize(name, mark, stacked)
		best, found := label{stacked: stacked, inside: true, placed: true}, math.Inf(-1)
		for a := 1; a < steps; a++ {
			for b := 1; b < steps; b++ {
				c := Point{lo.X + (hi.X-lo.X)*float64(a)/steps, lo.Y + (hi.Y-lo.Y)*float64(b)/steps}
				at := around(c, width, height)
				if at.x0 < lo.X || at.x1 > hi.X || at.y0 < lo.Y || at.y1 > hi.Y || !clear(at, taken) || !inside(c, rings) || meetsEdge(at.grown(0.6), rings) {
					continue
				}
				if clearance := edgeDistance(c, rings); clearance > found {
					best.box, found = at, clearance
				}
			}
		}
		if !math.IsInf(found, -1) {
			return best, true
		}
	}
	return label{}, false
}

// roomBeside looks around the symbol of a place that is only a point.
func (l *plan) roomBeside(i int, name, mark string, taken []box, area box, suits func(box) bool) (label, bool) {
	width, height := labelSize(name, mark, false)
	a, gap := l.anchors[i], pointRadius+2.0
	for _, c := range []Point{
		{a.X, a.Y + gap + height/2}, {a.X, a.Y - gap - height/2}, {a.X + gap + width/2, a.Y}, {a.X - gap - width/2, a.Y},
	} {
		if at := around(c, width, height); at.within(area) && clear(at, taken) && suits(at) {
			return label{box: at, placed: true}, true
		}
	}
	return label{}, false
}

// roomOutside looks outside all places for the nearest spot from which a line can reach the place without crossing
// another label.
func (l *plan) roomOutside(i int, name, mark string, taken []box, leaders [][2]Point, area box) (label, bool) {
	const step = 4.0
	width, height := labelSize(name, mark, false)
	a := l.anchors[i]
	best, found := label{leader: true, placed: true}, longestLeader
	for x := area.x0; x+width <= area.x1; x += step {
		for y := area.y0; y+height <= area.y1; y += step {
			at := box{x, y, x + width, y + height}
			end := at.nearest(a)
			length := distance(a, end)
			if length >= found || !clear(at, taken) || !l.free(at.grown(2)) {
				continue
			}
			if reaches(a, end, at, taken, leaders) {
				best.box, found = at, length
			}
		}
	}
	return best, found < longestLeader
}

func reaches(a, end Point, at box, taken []box, leaders [][2]Point) bool {
	for _, t := range taken {
		if !t.holds(a) && t.crosses(a, end) {
			return false
		}
	}
	for _, other := range leaders {
		if segmentsMeet(a, end, other[0], other[1]) {
			return false
		}
	}
	return offLines(at, leaders)
}
