package chart

import (
	"math"
)

const (
	pointRadius   = 4.2
	valueSize     = 8.2
	nameSize      = 6.4
	longestLeader = 90.0 // beyond it the eye loses the line
	markGap       = 2.5  // between a name and its figure in one line
	stackGap      = 0.7  // between a name and its figure below: the halo of the one must not cut the other
)

// label is where a name and its figure stand.
type label struct {
	box     box
	letter  string // stands for the name where that found no room
	stacked bool   // the figure under the name, rather than after it
	bare    bool   // the figure stands in the key, beside the letter
	inside  bool   // within the outline it names
	leader  bool   // tied to its place by a line
	placed  bool
}

// plan is the layout of a map: nothing in it covers anything else.
type plan struct {
	rings   [][][]Point // of each place, on the page
	extents []box       // of the rings
	borders [][][]Point // of the level above
	anchors []Point
	held    []bool // the circle of the place shows its figure
	labels  []label
	legend  box
	above   float64 // the height of a legend that stands above the places
	bar     scaleBar
	keys    []string // letters with the name and figure they stand for
	crowded []string // names and figures that found no room
}

// plan projects the places and finds room for the legend and the scale, then for each label: within its place, beside
// its circle, at the end of a line, or as a letter.
func (p *presence) plan(area box) plan {
	var l plan
	width, height := p.legendSize()
	room := box{area.x0 + 2, area.y0 + 2, area.x1 - 2, area.y1 - 2}
	var to projection
	for _, beside := range []bool{false, true} {
		switch {
		case beside && isNarrow(p.in.Width):
			l.above = height + 6
			room.y0 += l.above
		case beside:
			room.x0 += width + 8
		}
		to = l.project(p, room)
		l.legend = box{area.x0, area.y0 + 2, area.x0 + width, area.y0 + 2 + height}
		if beside || l.free(l.legend.grown(3)) {
			break
		}
	}
	taken := []box{l.legend.grown(2)}
	if p.scaled {
		if at, ok := l.placeScale(p, to, area); ok {
			taken = append(taken, at.grown(2))
		}
	}
	for i, u := range p.units {
		if r := p.radius(u); r > 0 {
			a := l.anchors[i]
			taken = append(taken, box{a.X - r, a.Y - r, a.X + r, a.Y + r}.grown(1))
		}
	}
	l.held = make([]bool, len(p.units))
	for i := range p.units {
		var figure box
		if figure, l.held[i] = p.holds(i, l.anchors); l.held[i] {
			taken = append(taken, figure)
		}
	}
	l.labels = make([]label, len(p.units))
	place := func(i int, at label) {
		l.labels[i] = at
		taken = append(taken, at.box.grown(0.8))
	}
	for i, u := range p.units {
		if p.radius(u) > 0 {
			continue
		}
		if at, ok := l.roomWithin(i, u.Name, p.mark(p.value(u)), taken, nil, p.sizes); ok {
			place(i, at)
		}
	}
	var leaders [][2]Point
	for i, u := range p.units {
		if l.labels[i].placed {
			continue
		}
		radius := p.radius(u)
		mark := p.besideMark(i, l)
		off := func(b box) bool { return offLines(b, leaders) && l.offDots(b, i, p) }
		at, ok := label{}, false
		if radius > 0 {
			at, ok = l.roomBeside(i, u.Name, mark, radius, taken, area, p.sizes, func(b box) bool { return off(b) && l.offEdges(b) })
			if !ok && p.in.Symbols {
				at, ok = l.roomBeside(i, u.Name, mark, radius, taken, area, p.sizes, off)
			}
		}
		if !ok {
			at, ok = l.roomOutside(i, u.Name, mark, taken, leaders, area, p.sizes)
		}
		if !ok && radius > 0 {
			at, ok = l.roomBeside(i, u.Name, mark, radius, taken, area, p.sizes, off)
		}
		if !ok && p.many() {
			letter := letterOf(len(l.keys))
			if radius > 0 {
				at, ok = l.roomBeside(i, letter, mark, radius, taken, area, p.sizes, off)
			} else {
				at, ok = l.roomWithin(i, letter, mark, taken, leaders, p.sizes)
				if !ok {
					at, ok = l.roomWithin(i, letter, "", taken, leaders, p.sizes)
					at.bare = true
				}
			}
			if at.letter = letter; ok {
				l.keys = append(l.keys, letter+"\u00a0"+u.Name+"\u00a0"+p.mark(p.value(u)))
			}
		}
		if !ok && p.many() { // too small for a letter: a long line is better than none
			far := p.sizes
			far.leader = longestLeader
			at, ok = l.roomOutside(i, u.Name, mark, taken, leaders, area, far)
		}
		if !ok {
			l.crowded = append(l.crowded, u.Name+"\u00a0"+p.mark(p.value(u)))
			continue
		}
		place(i, at)
		if at.leader {
			leaders = append(leaders, [2]Point{l.anchors[i], at.box.nearest(l.anchors[i])})
		}
	}
	return l
}

// letterOf counts a, b … z, aa, ab …
func letterOf(n int) string {
	if n < 26 {
		return string(rune('a' + n))
	}
	return letterOf(n/26-1) + string(rune('a'+n%26))
}

// placeScale finds a corner of the map that no place fills for the scale bar.
func (l *plan) placeScale(p *presence, to projection, area box) (box, bool) {
	bar := scaleFor(to.perLat, (area.x1-area.x0)*0.2)
	if bar.length == 0 {
		return box{}, false
	}
	width := bar.length + 4 + TextWidth(p.number(bar.km)+" km", noteSize, false)
	for _, corner := range []Point{{area.x0, area.y1}, {area.x1 - width, area.y1}, {area.x0, l.legend.y1 + 6 + scaleBarHeight}, {area.x1 - width, area.y0 + scaleBarHeight}} {
		at := box{corner.X, corner.Y - scaleBarHeight, corner.X + width, corner.Y}
		if l.free(at.grown(2)) && !at.overlaps(l.legend.grown(2)) {
			bar.at = Point{at.x0, at.y1 - 3}
			l.bar = bar
			return at, true
		}
	}
	return box{}, false
}

func (l *plan) project(p *presence, area box) projection {
	to := project(p.extent(), area)
	l.rings, l.anchors, l.extents = make([][][]Point, len(p.units)), make([]Point, len(p.units)), make([]box, len(p.units))
	for i, u := range p.units {
		l.anchors[i] = to.point(u.Label)
		l.rings[i] = to.rings(u.Rings)
		lo, hi := bounds(l.rings[i])
		l.extents[i] = box{lo.X, lo.Y, hi.X, hi.Y}
	}
	l.borders = nil
	if p.in.Borders != nil {
		for _, u := range p.in.Borders.Units {
			if !u.IsPoint() {
				l.borders = append(l.borders, to.rings(u.Rings))
			}
		}
	}
	for i, u := range p.units {
		if u.IsPoint() {
			l.makeWay(l.anchors[i], p.units)
		}
	}
	return to
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

// offDots tells whether a box leaves free the dots that lines to other places end in.
func (l *plan) offDots(b box, own int, p *presence) bool {
	for i, u := range p.units {
		if i != own && p.radius(u) == 0 && !l.labels[i].inside && b.grown(1.5).holds(l.anchors[i]) {
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

func labelSize(name, mark string, stacked bool, size typeSizes) (width, height float64) {
	if mark == "" {
		return TextWidth(name, size.name, false), size.name * 0.95
	}
	n, m := TextWidth(name, size.name, false), TextWidth(mark, size.value, true) // a mark set lighter is never wider
	if stacked {
		return max(n, m), size.name*0.95 + stackGap + size.value*0.85
	}
	return n + markGap + m, size.value * 0.95
}

func (p *presence) drawLabel(at label, name, mark string, bold bool, color, halo Color) {
	b, size := at.box, p.sizes
	if at.letter != "" {
		name = at.letter
	}
	if at.bare {
		mark = ""
	}
	switch {
	case at.stacked:
		middle := (b.x0 + b.x1) / 2
		p.text(middle, b.y0+size.name*0.75, name, size.name, color, Middle, false, halo)
		p.text(middle, b.y1-0.6, mark, size.value, color, Middle, bold, halo)
	case mark == "":
		p.text(b.x0, b.y1-size.name*0.2, name, size.name, color, Start, false, halo)
	default:
		base := b.y1 - size.value*0.21
		p.text(b.x0, base, name, size.name, color, Start, false, halo)
		p.text(b.x0+TextWidth(name, size.name, false)+markGap, base, mark, size.value, color, Start, bold, halo)
	}
}

// free tells whether a box touches no place at all.
func (l *plan) free(b box) bool {
	for i, rings := range l.rings {
		if b.overlaps(l.extents[i]) && touches(b, rings) {
			return false
		}
	}
	return true
}

// offEdges tells whether a box crosses no outline.
func (l *plan) offEdges(b box) bool {
	for i, rings := range l.rings {
		if b.overlaps(l.extents[i]) && meetsEdge(b, rings) {
			return false
		}
	}
	return true
}

// touches tells whether a box and an outline share a point.
func touches(b box, rings [][]Point) bool {
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
func (l *plan) roomWithin(i int, name, mark string, taken []box, leaders [][2]Point, size typeSizes) (label, bool) {
	const steps = 22
	rings := l.rings[i]
	lo, hi := bounds(rings)
	for _, stacked := range []bool{true, false} {
		stacked = stacked && mark != ""
		width, height := labelSize(name, mark, stacked, size)
		best, found := label{stacked: stacked, inside: true, placed: true}, math.Inf(-1)
		for a := 1; a < steps; a++ {
			for b := 1; b < steps; b++ {
				c := Point{lo.X + (hi.X-lo.X)*float64(a)/steps, lo.Y + (hi.Y-lo.Y)*float64(b)/steps}
				at := around(c, width, height)
				if at.x0 < lo.X || at.x1 > hi.X || at.y0 < lo.Y || at.y1 > hi.Y || !clear(at, taken) || !offLines(at, leaders) || !inside(c, rings) || meetsEdge(at.grown(0.6), rings) {
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

// roomBeside looks around the circle of a place.
func (l *plan) roomBeside(i int, name, mark string, radius float64, taken []box, area box, size typeSizes, suits func(box) bool) (label, bool) {
	width, height := labelSize(name, mark, false, size)
	a, gap := l.anchors[i], radius+2.0
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
func (l *plan) roomOutside(i int, name, mark string, taken []box, leaders [][2]Point, area box, size typeSizes) (label, bool) {
	const step = 4.0
	width, height := labelSize(name, mark, false, size)
	a := l.anchors[i]
	best, found := label{leader: true, placed: true}, size.leader
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
	return best, found < size.leader
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
