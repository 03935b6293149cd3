package chart

import (
	"slices"
	"strings"
)

// MapInput is one figure for each place, with its words.
type MapInput struct {
	Lang          string // "fr" or "en"
	Title         string
	Untitled      bool             // leave the title out of the picture, for a page that shows it itself
	Source        string           // without the word "Source"; the credit of the outlines is added
	Note          string           // shown above the source when set
	One, Many     string           // what is counted: "national organisation", "national organisations"
	Values        map[string]Value // by P-code; a place without a value has no report
	AsOf          string           // a day, as 2018-06-30: places that came later are left out unless they have a value
	Width, Height float64          // in points; zero for the size that suits a page. A page too small for its words grows
}

// PresenceMap draws a map of the places, each in the colour of its figure and with the figure beside its name.
func PresenceMap(g *Geometry, in MapInput) *Drawing {
	in.Width, in.Height = sizeOr(in.Width, 320, 200), sizeOr(in.Height, 300, 100)
	p := newPresence(g, in)
	top := p.heading(p.in.shownTitle(), p.page)
	p.drawMap(box{p.page.x0, top, p.page.x1, 0})
	return p.drawing()
}

// Presence draws the map and, at its right, the same figures as bars from the largest to the smallest: the first figure
// of a note, on the width of an A4 page.
func Presence(g *Geometry, in MapInput) *Drawing {
	in.Width, in.Height = sizeOr(in.Width, 480, 300), sizeOr(in.Height, 260, 100)
	p := newPresence(g, in)
	top := p.heading(p.in.shownTitle(), p.page)
	split := in.Width * 0.63
	bottom := p.drawMap(box{p.page.x0, top, split, 0})
	left := split + 10
	y := top + 2 + p.paragraph(left, top+2, p.page.x1-left, capital(in.Many), smallSize, ink, true) + 3
	var rows []barRow
	for _, u := range p.byValue() {
		v := p.value(u)
		rows = append(rows, barRow{label: u.Name, values: []Value{v}, fills: []Color{shade(p.classes, v.N)}, one: in.One, many: in.Many})
	}
	p.drawBars(box{left, y, p.page.x1, bottom}, rows, 18)
	return p.drawing()
}

// presence is a map while it is drawn.
type presence struct {
	*sheet
	in      MapInput
	page    box
	credit  string
	units   []Unit
	classes []class
}

func newPresence(g *Geometry, in MapInput) *presence {
	p := &presence{sheet: newSheet(in.Lang, in.Width, in.Height), in: in, credit: g.Source}
	p.page = box{margin, margin, in.Width - margin, in.Height - margin}
	var positive []float64
	for _, u := range g.Units {
		value, given := in.Values[u.PCode]
		if in.AsOf != "" && u.ValidFrom > in.AsOf && !given {
			continue
		}
		p.units = append(p.units, u)
		if v := value.settled(); v.positive() {
			positive = append(positive, v.N)
		}
	}
	p.classes = classify(positive)
	return p
}

func (p *presence) value(u Unit) Value { return p.in.Values[u.PCode].settled() }

func (p *presence) drawing() *Drawing {
	height := p.page.y1 + margin
	p.shapes[0].H = height
	d := &Drawing{Width: p.in.Width, Height: height, Lang: p.lang, Title: p.in.Title, Shapes: p.shapes}
	d.Table = Table{Caption: p.in.Title, Head: []string{p.region, "P-code", capital(p.in.Many)}}
	var values []named
	for _, u := range p.units {
		values = append(values, named{u.Name, p.value(u)})
		d.Table.Rows = append(d.Table.Rows, []string{u.Name, u.PCode, p.full(p.value(u))})
	}
	for _, code := range p.strays() {
		v := p.in.Values[code].settled()
		values = append(values, named{code, v})
		d.Table.Rows = append(d.Table.Rows, []string{"", code, p.full(v)})
	}
	d.Desc = p.mapSentence + " " + p.sentences(values, p.in.One, p.in.Many)
	return d
}

// strays are the P-codes of values that no place on the map has.
func (p *presence) strays() []string {
	var out []string
	for code := range p.in.Values {
		if !slices.ContainsFunc(p.units, func(u Unit) bool { return u.PCode == code }) {
			out = append(out, code)
		}
	}
	slices.Sort(out)
	return out
}

// byValue orders the places from the largest figure to true zeros, then those without a figure. A withheld figure has
// no rank: its place must tell nothing.
func (p *presence) byValue() []Unit {
	rank := [...]int{Known: 0, NoReport: 1, Withheld: 2, NotApplicable: 3}
	units := slices.Clone(p.units)
	slices.SortStableFunc(units, func(a, b Unit) int {
		va, vb := p.value(a), p.value(b)
		switch {
		case va.State != vb.State:
			return rank[va.State] - rank[vb.State]
		case va.N > vb.N:
			return -1
		case va.N < vb.N:
			return 1
		}
		return 0
	})
	return units
}

// notes are the lines under the map.
func (p *presence) notes(crowded []string) []string {
	var out, points, off []string
	for _, u := range p.units {
		if u.IsPoint() {
			points = append(points, u.Name)
		}
	}
	for _, code := range p.strays() {
		off = append(off, code+" "+p.mark(p.in.Values[code].settled()))
	}
	if len(crowded) > 0 {
		out = append(out, p.crowded+p.colon+strings.Join(crowded, p.semicolon)+".")
	}
	if len(off) > 0 {
		out = append(out, p.offMap+p.colon+strings.Join(off, p.semicolon)+".")
	}
	for _, name := range points {
		out = append(out, name+" "+p.pointNote+".")
	}
	if p.in.Note != "" {
		out = append(out, p.in.Note)
	}
	source := ""
	if p.in.Source != "" {
		source = p.source + p.colon + strings.TrimSuffix(p.in.Source, ".") + ". "
	}
	if p.credit != "" {
		source += p.outlines + p.colon + p.credit + "."
	}
	if source = strings.TrimSpace(source); source != "" {
		out = append(out, source)
	}
	return out
}

// drawMap lays out the places, their labels, the legend and the notes between the top of an area and the foot of the
// page. It returns where the notes start.
func (p *presence) drawMap(area box) float64 {
	// Naming in a note what found no room makes the map a little smaller, so the layout is tried until it stands.
	shapes := len(p.shapes)
	area.y1 = p.foot(area.y0, p.notes(nil))
	plan := p.plan(area, nil)
	for noted := 0; noted < len(plan.crowded); {
		noted = len(plan.crowded)
		p.shapes = p.shapes[:shapes]
		area.y1 = p.foot(area.y0, p.notes(plan.crowded))
		plan = p.plan(area, plan.crowded)
	}
	for i, u := range p.units {
		if !u.IsPoint() {
			p.drawOutline(i, plan)
		}
	}
	for i := range p.units {
		if !plan.labels[i].inside {
			p.drawPointer(i, plan)
		}
	}
	p.drawLegend(plan.legend)
	return area.y1
}

// foot sets the notes. A page too low for its legend, or for a line to each place, grows.
func (p *presence) foot(top float64, notes []string) float64 {
	const leastPitch = 8.5
	_, legend := p.legendSize()
	need := top + max(legend+6, leastPitch*float64(len(p.units)+2)) + 6 + notesHeight(notes, p.page.x1-p.page.x0)
	p.page.y1 = max(p.page.y1, need)
	return p.footing(notes, p.page)
}

// look is the colour of a place and the evidence behind it.
func (p *presence) look(u Unit) (v Value, fill Color, tip string) {
	v, fill = p.value(u), white
	if v.positive() {
		fill = shade(p.classes, v.N)
	}
	return v, fill, p.tip(u.Name, v, p.in.One, p.in.Many)
}

// drawOutline draws a place with an outline, and its label when that stands inside.
func (p *presence) drawOutline(i int, plan plan) {
	u, at := p.units[i], plan.labels[i]
	v, fill, tip := p.look(u)
	p.evidence(v.Href, tip, func() {
		p.surface(plan.rings[i], v, fill)
		if !at.inside {
			return
		}
		color, halo := ink, white
		if v.positive() {
			halo = none
			if onDark(fill) {
				color = white
			}
		}
		p.drawLabel(at, u.Name, p.mark(v), v.State == Known, color, halo)
	})
}

// drawPointer draws, above all outlines, the symbol of a place that is only a point, and any label outside its place.
// The label carries the link again: the place may be too small to hit.
func (p *presence) drawPointer(i int, plan plan) {
	u, at, from := p.units[i], plan.labels[i], plan.anchors[i]
	v, fill, tip := p.look(u)
	p.evidence(v.Href, tip, func() {
		if u.IsPoint() {
			p.surface([][]Point{circle(from, pointRadius)}, v, fill)
			p.add(Shape{Kind: Circle, X: from.X, Y: from.Y, R: pointRadius, Stroke: ink, StrokeWidth: 0.8})
		}
		if !at.placed {
			return
		}
		if at.leader {
			end := at.box.nearest(from)
			if u.IsPoint() {
				from = between(from, end, pointRadius/distance(from, end))
			}
			p.line([]Point{from, end}, white, 1.6)
			p.line([]Point{from, end}, ink, 0.5)
			if !u.IsPoint() {
				p.add(Shape{Kind: Circle, X: from.X, Y: from.Y, R: 1.1, Fill: ink, Stroke: white, StrokeWidth: 0.4})
			}
		}
		p.drawLabel(at, u.Name, p.mark(v), v.State == Known, ink, white)
	})
}

// legendRow is one line of the legend: a value whose look stands for all of its kind.
type legendRow struct {
	value Value
	fill  Color
	text  string
}

func (p *presence) legendRows() []legendRow {
	var rows []legendRow
	for _, c := range slices.Backward(p.classes) {
		text := p.number(c.lo)
		if c.hi > c.lo {
			text += " – " + p.number(c.hi)
		}
		rows = append(rows, legendRow{Value{State: Known, N: c.hi}, c.fill, text})
	}
	has := func(test func(Value) bool) bool {
		return slices.ContainsFunc(p.units, func(u Unit) bool { return test(p.value(u)) })
	}
	if has(func(v Value) bool { return v.State == Known && v.N == 0 }) {
		rows = append(rows, legendRow{Value{State: Known}, white, p.trueZero})
	}
	for _, s := range []struct {
		state State
		text  string
	}{
		{NoReport, p.noReportMark + "  " + p.noReport},
		{Withheld, withheldMark + "  " + p.withheld},
		{NotApplicable, p.naMark + "  " + p.notApplic},
	} {
		if has(func(v Value) bool { return v.State == s.state }) {
			rows = append(rows, legendRow{Value{State: s.state}, none, s.text})
		}
	}
	return rows
}

const (
	legendPitch  = 10.0
	legendSwatch = 13.0
	legendWidth  = 92.0
)

func (p *presence) legendSize() (width, height float64) {
	head := wrap(capital(p.in.Many), smallSize, true, legendWidth)
	for _, line := range head {
		width = max(width, TextWidth(line, smallSize, true))
	}
	rows := p.legendRows()
	for _, r := range rows {
		width = max(width, legendSwatch+4+TextWidth(r.text, smallSize, false))
	}
	return width, float64(len(head))*smallSize*lineRatio + 3 + float64(len(rows))*legendPitch
}

func (p *presence) drawLegend(at box) {
	y := at.y0 + p.paragraph(at.x0, at.y0, legendWidth, capital(p.in.Many), smallSize, ink, true) + 3
	for _, r := range p.legendRows() {
		swatch := box{at.x0, y, at.x0 + legendSwatch, y + 7.5}
		p.surface([][]Point{swatch.ring()}, r.value, r.fill)
		p.text(at.x0+legendSwatch+4, y+6, r.text, smallSize, ink, Start, false, none)
		y += legendPitch
	}
}

func (in MapInput) shownTitle() string {
	if in.Untitled {
		return ""
	}
	return in.Title
}

// sizeOr is the size asked for, at least as large as its words need, or else the usual size.
func sizeOr(size, usual, least float64) float64 {
	if size > 0 {
		return max(size, least)
	}
	return usual
}

// capital raises the first letter.
func capital(s string) string {
	for _, r := range s {
		return strings.ToUpper(string(r)) + s[len(string(r)):]
	}
	return s
}
