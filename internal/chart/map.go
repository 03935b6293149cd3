package chart

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// MapInput is one figure for each place, with its words.
type MapInput struct {
	Lang          string // "fr" or "en"
	Title         string
	Subtitle      string           // under the title: the period, what was asked
	Untitled      bool             // leave both out of the picture, for a page that shows them itself
	Source        string           // without the word "Source"; the credit of the outlines is added
	Note          string           // shown above the source when set
	One, Many     string           // what is counted: "national organisation", "national organisations"
	PlaceWord     string           // what a place is called: "Cercle"; empty for a region
	Values        map[string]Value // by P-code; a place without a value has no report
	AsOf          string           // a day, as 2018-06-30: places that came later are left out unless they have a value
	Symbols       bool             // figures as circles in proportion to them, rather than as colours
	Borders       *Geometry        // units of the level above, whose limits are drawn heavier
	Panel         *Panel           // beside the map, or above one that is narrow
	Lists         []NameList       // under the map, in columns
	Width, Height float64          // in points; zero for the size that suits a page. A page too small for its words grows
}

// Panel stands beside a map: a total in large, and bars.
type Panel struct {
	Total Value
	Words string // what the total counts
	Bars  []BarList
}

// BarList is bars under a heading.
type BarList struct {
	Title     string
	One, Many string
	Rows      []BarRow
	Kinds     bool // each row is a kind of its own, in the colour it has as a series
}

// NameList is the names behind a figure: the organisations of a region.
type NameList struct {
	Name  string
	Names []string
}

// PresenceMap draws a map of the places, each in the colour of its figure, or under a circle in proportion to it, and
// with the figure beside its name.
func PresenceMap(g *Geometry, in MapInput) *Drawing {
	in.Width = sizeOr(in.Width, 320, PhoneWidth)
	p := newPresence(g, in)
	top := p.heading(p.in.shownTitle(), p.page)
	if !in.Untitled {
		top = p.subheading(in.Subtitle, top, p.page)
	}
	area := box{p.page.x0, top, p.page.x1, 0}
	bottom := top
	switch {
	case in.Panel != nil && isNarrow(in.Width):
		area.y0 = p.drawPanel(in.Panel, area)
	case in.Panel != nil:
		area.x1 = p.page.x0 + (p.page.x1-p.page.x0)*0.66
		bottom = p.drawPanel(in.Panel, box{area.x1 + 14, top, p.page.x1, 0})
	}
	p.scaled = true
	p.drawMap(area, bottom)
	return p.drawing()
}

// Presence draws the map and, at its right, the same figures as bars from the largest to the smallest: the first figure
// of a note, on the width of an A4 page.
func Presence(g *Geometry, in MapInput) *Drawing {
	in.Width, in.Height = sizeOr(in.Width, 480, 300), sizeOr(in.Height, 260, 100)
	p := newPresence(g, in)
	top := p.heading(p.in.shownTitle(), p.page)
	split := in.Width * 0.63
	bottom := p.drawMap(box{p.page.x0, top, split, 0}, top)
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
	largest float64 // of the figures
	sizes   typeSizes
	scaled  bool    // a scale bar is wanted
	above   float64 // the height of a legend that stands above the places
}

// typeSizes are the sizes of text on a map: smaller where there are many places.
type typeSizes struct{ name, value, leader float64 }

// manyPlaces is from how many on a map is set in small type, and names that find no room become letters.
const manyPlaces = 20

func newPresence(g *Geometry, in MapInput) *presence {
	p := &presence{sheet: newSheet(in.Lang, in.Width, in.Height), in: in, credit: g.Source, sizes: typeSizes{nameSize, valueSize, longestLeader}}
	if in.PlaceWord != "" {
		p.region = in.PlaceWord
	}
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
			p.largest = max(p.largest, v.N)
		}
	}
	if p.many() {
		p.sizes = typeSizes{4.9, 6.2, 36}
	}
	p.classes = classify(positive)
	return p
}

// extent is what the map must hold: the places, and the limits drawn over them.
func (p *presence) extent() []Unit {
	if p.in.Borders == nil {
		return p.units
	}
	return append(slices.Clone(p.units), p.in.Borders.Units...)
}

func (p *presence) many() bool { return len(p.units) >= manyPlaces }

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
	d.Desc = p.mapSentence + lower(p.region) + ". "
	if panel := p.in.Panel; panel != nil && panel.Words != "" {
		d.Desc += p.mark(panel.Total.settled()) + " " + panel.Words + ". "
	}
	d.Desc += p.sentences(values, p.in.One, p.in.Many)
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
func (p *presence) notes(l plan) []string {
	var out, points, off []string
	for _, u := range p.units {
		if u.IsPoint() {
			points = append(points, u.Name)
		}
	}
	for _, code := range p.strays() {
		off = append(off, code+" "+p.mark(p.in.Values[code].settled()))
	}
	if len(l.keys) > 0 {
		out = append(out, ended(p.letters+p.colon+strings.Join(l.keys, p.semicolon)))
	}
	if len(l.crowded) > 0 {
		out = append(out, ended(p.crowded+p.colon+strings.Join(l.crowded, p.semicolon)))
	}
	if len(off) > 0 {
		out = append(out, ended(p.offMap+p.colon+strings.Join(off, p.semicolon)))
	}
	switch n := len(points); {
	case n > 0 && n == len(p.units):
		out = append(out, p.allPoints)
	case n > 3:
		out = append(out, p.somePoints+p.colon+p.list(points)+".")
	default:
		for _, name := range points {
			out = append(out, name+" "+p.pointNote+".")
		}
	}
	if p.in.Note != "" {
		out = append(out, p.in.Note)
	}
	source := ""
	if p.in.Source != "" {
		source = p.source + p.colon + strings.TrimSuffix(p.in.Source, ".") + ". "
	}
	if p.credit != "" {
		source += p.outlines + p.colon + p.credit + ". "
	}
	return append(out, source+p.disclaimer)
}

// ended ends a sentence that may end with an abbreviation.
func ended(s string) string { return strings.TrimSuffix(s, ".") + "." }

// drawMap lays out the places, their labels, the legend, the lists and the notes between the top of an area and the
// foot of the page, which lies below what already stands there. It returns where the map ends.
func (p *presence) drawMap(area box, below float64) float64 {
	// Naming in a note what found no room may make the map a little smaller, so the layout is tried until it stands.
	var l plan
	reserved := p.notes(l)
	for range len(p.units) + 1 {
		area.y1 = p.foot(area, below, reserved)
		l = p.plan(area)
		if l.above > p.above {
			p.above = l.above
			continue
		}
		notes := p.notes(l)
		if notesHeight(notes, p.page.x1-p.page.x0) <= notesHeight(reserved, p.page.x1-p.page.x0) {
			break
		}
		reserved = notes
	}
	p.footing(p.notes(l), p.page)
	p.drawLists(area.y1 + 8)
	if slices.ContainsFunc(p.units, Unit.IsPoint) { // where only points stand, white would read as zero
		for _, rings := range l.borders {
			p.add(Shape{Kind: Path, Points: rings, Fill: ground})
		}
	}
	for i, u := range p.units {
		if !u.IsPoint() {
			p.drawOutline(i, l)
		}
	}
	for _, rings := range l.borders {
		p.add(Shape{Kind: Path, Points: rings, Stroke: ink, StrokeWidth: 0.8})
	}
	// A small circle may lie on a large one, never under it.
	order := make([]int, len(p.units))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p.radius(p.units[b]), p.radius(p.units[a])) })
	for _, i := range order {
		p.drawCircle(i, l)
	}
	for i := range p.units {
		if !l.labels[i].inside {
			p.drawPointer(i, l)
		}
	}
	if len(l.borders) > 0 || p.in.Symbols { // heavier limits and circles must not cross out a name
		for i := range p.units {
			if l.labels[i].inside {
				p.drawInside(i, l)
			}
		}
	}
	p.drawLegend(l.legend)
	if l.bar.length > 0 {
		p.drawScale(l.bar)
	}
	return area.y1
}

// foot says where the map ends so that the lists and the notes have room under it. A page too low for its legend, for a
// line to each place or for what stands beside the map, grows; one whose height is free suits the places.
func (p *presence) foot(area box, below float64, notes []string) float64 {
	const leastPitch = 8.5
	under := notesHeight(notes, p.page.x1-p.page.x0) + 5
	if lists := p.listsHeight(); lists > 0 {
		under += lists + 10
	}
	_, legend := p.legendSize()
	need := legend + 6
	if !p.many() {
		need = max(need, leastPitch*float64(len(p.units)+2))
	}
	if p.in.Height == 0 {
		width := area.x1 - area.x0
		need = max(need, min(width*heightOf(p.extent()), width*1.15)+6)
	}
	p.page.y1 = max(p.page.y1, area.y0+p.above+need+1+under, below+under)
	return p.page.y1 - under
}

// look is the colour of a place and the evidence behind it.
func (p *presence) look(u Unit) (v Value, fill Color, tip string) {
	v, fill = p.value(u), white
	if v.positive() {
		fill = shade(p.classes, v.N)
		if p.in.Symbols {
			fill = ground
		}
	}
	return v, fill, p.tip(u.Name, v, p.in.One, p.in.Many)
}

// drawOutline draws a place with an outline, and its label when that stands inside.
func (p *presence) drawOutline(i int, plan plan) {
	v, fill, tip := p.look(p.units[i])
	p.evidence(v.Href, tip, func() {
		p.surface(plan.rings[i], v, fill)
		if plan.labels[i].inside && len(plan.borders) == 0 && !p.in.Symbols {
			p.drawInside(i, plan)
		}
	})
}

// drawInside draws the label that stands within its place.
func (p *presence) drawInside(i int, plan plan) {
	v, fill, _ := p.look(p.units[i])
	color, halo := ink, white
	if v.positive() {
		halo = fill
		if len(plan.borders) == 0 {
			halo = none
		}
		if onDark(fill) {
			color = white
		}
	}
	p.drawLabel(plan.labels[i], p.units[i].Name, p.mark(v), v.State == Known, color, halo)
}

// drawCircle draws the circle of a place that has one.
func (p *presence) drawCircle(i int, plan plan) {
	u, at := p.units[i], plan.anchors[i]
	radius := p.radius(u)
	if radius == 0 {
		return
	}
	v, fill, tip := p.look(u)
	p.evidence(v.Href, tip, func() {
		if p.in.Symbols && v.positive() {
			p.add(Shape{Kind: Circle, X: at.X, Y: at.Y, R: radius, Fill: barBlue, Stroke: white, StrokeWidth: 0.7})
			return
		}
		p.surface([][]Point{circle(at, radius)}, v, fill)
		p.add(Shape{Kind: Circle, X: at.X, Y: at.Y, R: radius, Stroke: ink, StrokeWidth: 0.8})
	})
}

// drawPointer draws, above all outlines and circles, the figure in a circle and any label outside its place. The label
// carries the link again: the place may be too small to hit.
func (p *presence) drawPointer(i int, plan plan) {
	u, at, from := p.units[i], plan.labels[i], plan.anchors[i]
	v, _, tip := p.look(u)
	p.evidence(v.Href, tip, func() {
		radius := p.radius(u)
		if plan.held[i] {
			p.text(from.X, from.Y+p.sizes.value*0.36, p.mark(v), p.sizes.value, white, Middle, true, none)
		}
		if !at.placed {
			return
		}
		if at.leader {
			end := at.box.nearest(from)
			if radius > 0 {
				from = between(from, end, radius/distance(from, end))
			}
			p.line([]Point{from, end}, white, 1.6)
			p.line([]Point{from, end}, ink, 0.5)
			if radius == 0 {
				p.add(Shape{Kind: Circle, X: from.X, Y: from.Y, R: 1.1, Fill: ink, Stroke: white, StrokeWidth: 0.4})
			}
		}
		p.drawLabel(at, u.Name, p.besideMark(i, plan), v.State == Known, ink, white)
	})
}

// radius is that of the circle a place is drawn with; zero for an outline alone.
func (p *presence) radius(u Unit) float64 {
	v := p.value(u)
	switch {
	case p.in.Symbols && v.positive():
		return p.circleRadius(v.N)
	case u.IsPoint():
		return pointRadius
	}
	return 0
}

// circleRadius makes the area of a circle stand for a figure. The smallest can still be seen.
func (p *presence) circleRadius(n float64) float64 {
	largest := 17.0
	if p.many() {
		largest = 9
	}
	return max(largest*math.Sqrt(n/p.largest), 1.8)
}

// besideMark is the figure in a label: none where the circle holds it.
func (p *presence) besideMark(i int, plan plan) string {
	if plan.held[i] {
		return ""
	}
	return p.mark(p.value(p.units[i]))
}

// holds tells whether the circle of a place shows its figure: it has room, and
// no circle that is drawn later lies on it.
func (p *presence) holds(i int, anchors []Point) (box, bool) {
	v, radius := p.value(p.units[i]), p.radius(p.units[i])
	if !p.in.Symbols || !v.positive() || !fitsIn(p.mark(v), radius, p.sizes.value) {
		return box{}, false
	}
	figure := around(anchors[i], TextWidth(p.mark(v), p.sizes.value, true), p.sizes.value*0.72)
	for j, u := range p.units {
		r := p.radius(u)
		if r == 0 || r > radius || r == radius && j <= i {
			continue
		}
		if distance(figure.nearest(anchors[j]), anchors[j]) < r+0.7 {
			return box{}, false
		}
	}
	return figure, true
}

// fitsIn tells whether a figure can stand within a circle.
func fitsIn(mark string, radius, size float64) bool {
	return math.Hypot(TextWidth(mark, size, true)/2, size*0.36) <= radius-0.8
}

// legendRow is one line of the legend: a value whose look stands for all of its kind.
type legendRow struct {
	value  Value
	fill   Color
	text   string
	radius float64
}

func (p *presence) legendRows() []legendRow {
	var rows []legendRow
	if p.in.Symbols {
		for _, n := range p.roundFigures() {
			rows = append(rows, legendRow{Value{State: Known, N: n}, barBlue, p.number(n), p.circleRadius(n)})
		}
	} else {
		for _, c := range slices.Backward(p.classes) {
			text := p.number(c.lo)
			if c.hi > c.lo {
				text += " – " + p.number(c.hi)
			}
			rows = append(rows, legendRow{Value{State: Known, N: c.hi}, c.fill, text, 0})
		}
	}
	has := func(test func(Value) bool) bool {
		return slices.ContainsFunc(p.units, func(u Unit) bool { return test(p.value(u)) })
	}
	if has(Value.zero) {
		text := p.trueZero
		if has(Value.unconfirmed) {
			text = p.openZero
		}
		rows = append(rows, legendRow{Value{State: Known}, white, text, 0})
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
			rows = append(rows, legendRow{Value{State: s.state}, none, s.text, 0})
		}
	}
	return rows
}

// roundFigures are up to three figures of one digit that span those of the map, for the legend of circles.
func (p *presence) roundFigures() []float64 {
	var out []float64
	for _, share := range []float64{1, 0.4, 0.1} {
		n := p.largest * share
		if n < 1 {
			break
		}
		digit := math.Pow(10, math.Floor(math.Log10(n)))
		if n = math.Floor(n/digit) * digit; len(out) == 0 || n < out[len(out)-1] {
			out = append(out, n)
		}
	}
	return out
}

const (
	legendPitch  = 10.0
	legendSwatch = 13.0
)

// legendWidth is what the words above a legend fill at most: on a narrow map
// less, so that more of them find room beside the places.
func (p *presence) legendWidth() float64 {
	if isNarrow(p.in.Width) {
		return 56
	}
	return 92
}

func (p *presence) legendSize() (width, height float64) {
	head := wrap(capital(p.in.Many), smallSize, true, p.legendWidth())
	for _, line := range head {
		width = max(width, TextWidth(line, smallSize, true))
	}
	height = float64(len(head))*smallSize*lineRatio + 3
	for _, r := range p.legendRows() {
		width = max(width, r.width()+4+TextWidth(r.text, smallSize, false))
		height += r.height()
	}
	return width, height
}

func (r legendRow) width() float64 { return max(legendSwatch, 2*r.radius) }

func (r legendRow) height() float64 { return max(legendPitch, 2*r.radius+2) }

func (p *presence) drawLegend(at box) {
	y := at.y0 + p.paragraph(at.x0, at.y0, p.legendWidth(), capital(p.in.Many), smallSize, ink, true) + 3
	widest := legendSwatch
	for _, r := range p.legendRows() {
		widest = max(widest, r.width())
	}
	for _, r := range p.legendRows() {
		middle := y + r.height()/2 - 1.2
		if r.radius > 0 {
			p.add(Shape{Kind: Circle, X: at.x0 + widest/2, Y: middle, R: r.radius, Fill: r.fill})
		} else {
			swatch := box{at.x0 + (widest-legendSwatch)/2, middle - 3.75, at.x0 + (widest+legendSwatch)/2, middle + 3.75}
			p.surface([][]Point{swatch.ring()}, r.value, r.fill)
		}
		p.text(at.x0+widest+4, middle+2.2, r.text, smallSize, ink, Start, false, none)
		y += r.height()
	}
}

// scaleBar is a length on the page that stands for a round number of kilometres.
type scaleBar struct {
	at     Point // left end of the line
	length float64
	km     float64
}

const (
	kmPerDegree    = 111.195 // of latitude, on the sphere
	scaleBarHeight = 12.0
)

// scaleFor is the longest bar of a round number of kilometres within a width.
func scaleFor(perDegree, within float64) scaleBar {
	most := within / perDegree * kmPerDegree
	if !(most >= 1) || math.IsInf(most, 0) {
		return scaleBar{}
	}
	unit := math.Pow(10, math.Floor(math.Log10(most)))
	for _, digit := range []float64{5, 2, 1} {
		if digit*unit <= most {
			unit *= digit
			break
		}
	}
	return scaleBar{length: unit / kmPerDegree * perDegree, km: unit}
}

func (p *presence) drawScale(b scaleBar) {
	x, y := b.at.X, b.at.Y
	p.line([]Point{{x, y - 3}, {x, y}, {x + b.length, y}, {x + b.length, y - 3}}, muted, 0.7)
	p.text(x+b.length+3, y+1, p.number(b.km)+"\u00a0km", noteSize, muted, Start, false, none)
}

// drawPanel draws the total and the bars beside a map, and returns where they end.
func (p *presence) drawPanel(panel *Panel, area box) float64 {
	const largeSize, pitch = 23.0, 12.5
	y, width := area.y0, area.x1-area.x0
	if panel.Words != "" {
		p.text(area.x0, y+largeSize*0.78, p.mark(panel.Total.settled()), largeSize, barBlue, Start, true, none)
		y += largeSize*0.78 + 5
		y += p.paragraph(area.x0, y, width, panel.Words, textSize, ink, false) + 8
	}
	for _, list := range panel.Bars {
		y += p.paragraph(area.x0, y, width, list.Title, smallSize, ink, true) + 3
		var rows []barRow
		for _, r := range list.Rows {
			row := barRow{label: r.Label, one: list.One, many: list.Many, fills: []Color{barBlue}}
			if list.Kinds {
				row.fills = []Color{seriesColor(r.Kind)}
			}
			for _, v := range r.Values {
				row.values = append(row.values, v.settled())
			}
			rows = append(rows, row)
		}
		p.drawBars(box{area.x0, y, area.x1, y + pitch*float64(len(rows))}, rows, pitch)
		y += pitch*float64(len(rows)) + 9
	}
	return y
}

const (
	listSize   = 5.6
	listGap    = 12.0
	leastList  = 118.0 // the width under which a column of names is hard to read
	listsRatio = 1.22
)

// listColumns parts the lists into columns of about one height.
func (p *presence) listColumns() (columns [][][]string, width float64) {
	if len(p.in.Lists) == 0 {
		return nil, 0
	}
	room := p.page.x1 - p.page.x0
	count := min(max(int((room+listGap)/(leastList+listGap)), 1), len(p.in.Lists))
	width = (room - listGap*float64(count-1)) / float64(count)
	var blocks [][]string
	total := 0
	for _, list := range p.in.Lists {
		lines := append(wrap(list.Name, listSize, true, width), wrap(strings.Join(list.Names, ", "), listSize, false, width)...)
		blocks = append(blocks, lines)
		total += len(lines) + 1
	}
	columns = [][][]string{nil}
	filled := 0
	for _, b := range blocks {
		if filled > 0 && float64(filled)+float64(len(b))/2 > float64(total)/float64(count) && len(columns) < count {
			columns, filled = append(columns, nil), 0
		}
		columns[len(columns)-1] = append(columns[len(columns)-1], b)
		filled += len(b) + 1
	}
	return columns, width
}

func (p *presence) listsHeight() float64 {
	columns, _ := p.listColumns()
	most := 0
	for _, c := range columns {
		lines := 0
		for _, b := range c {
			lines += len(b) + 1
		}
		most = max(most, lines-1)
	}
	return float64(most) * listSize * listsRatio
}

// drawLists sets the names behind the figures in columns.
func (p *presence) drawLists(top float64) {
	columns, width := p.listColumns()
	next := 0
	for c, blocks := range columns {
		x, y := p.page.x0+float64(c)*(width+listGap), top
		for _, lines := range blocks {
			heads := len(wrap(p.in.Lists[next].Name, listSize, true, width))
			for n, line := range lines {
				p.text(x, y+listSize*0.85, line, listSize, ink, Start, n < heads, none)
				y += listSize * listsRatio
			}
			y += listSize * listsRatio
			next++
		}
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

// lower lowers the first letter.
func lower(s string) string {
	for _, r := range s {
		return strings.ToLower(string(r)) + s[len(string(r)):]
	}
	return s
}
