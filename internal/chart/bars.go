package chart

import (
	"slices"
	"strings"
)

// BarsInput is rows of figures, with their words.
type BarsInput struct {
	Lang      string // "fr" or "en"
	Title     string
	Subtitle  string   // under the title: the period, what was asked
	Untitled  bool     // leave both out of the picture, for a page that shows them itself
	Source    string   // without the word "Source"
	Note      string   // shown above the source when set
	One, Many string   // what is counted
	RowWord   string   // what a row is: "Region", "Organisation"
	Series    []string // names of the series, stacked in this order; a single one may have no name
	Rows      []BarRow // drawn in this order
	Width     float64  // in points; zero for 480. The height follows from the rows
}

// BarRow is one bar.
type BarRow struct {
	Label  string
	Values []Value // one for each series
	Total  Value   // of three series and more, written at the end of the bar when Known or Withheld
	Kind   int     // where each row is a kind of its own: which of the series colours it has
}

// Bars draws horizontal bars with their figures at the end; several series are stacked.
func Bars(in BarsInput) *Drawing {
	const pitch = 15.0
	width := sizeOr(in.Width, 480, PhoneWidth)
	page := box{margin, margin, width - margin, 0}
	s := newSheet(in.Lang, width, 0)
	count := max(len(in.Series), 1)
	notes := s.barNotes(in)
	top := page.y0
	if !in.Untitled {
		top = s.subheading(in.Subtitle, s.heading(in.Title, page), page)
	}
	colors := []Color{barBlue, paleBlue}[:min(count, 2)]
	if count > 2 {
		colors = nil
		for i := range count {
			colors = append(colors, seriesColor(i))
		}
	}
	var rows []barRow
	for _, r := range in.Rows {
		row := barRow{label: r.Label, one: in.One, many: in.Many, fills: colors, total: r.Total.settled()}
		for i := range count {
			var v Value
			if i < len(r.Values) {
				v = r.Values[i].settled()
			}
			row.values = append(row.values, v)
		}
		rows = append(rows, row)
	}
	if count > 1 {
		names, fills := occurring(in.Series, colors, func(i int) bool {
			return slices.ContainsFunc(rows, func(r barRow) bool { return r.values[i].positive() })
		})
		top += s.seriesKey(names, fills, top, page)
	}
	bottom := top + pitch*float64(len(rows)) + 2
	s.drawBars(box{page.x0, top, page.x1, bottom}, rows, pitch)
	page.y1 = bottom + 7 + notesHeight(notes, page.x1-page.x0)
	height := page.y1 + margin
	s.footing(notes, page)
	s.shapes[0].H = height
	d := &Drawing{Width: width, Height: height, Lang: s.lang, Title: in.Title, Shapes: s.shapes}
	d.Table, d.Desc = s.barTable(in, rows), s.barSentences(in, rows)
	return d
}

func (s *sheet) barNotes(in BarsInput) []string {
	var notes []string
	if in.Note != "" {
		notes = append(notes, in.Note)
	}
	if in.Source != "" {
		notes = append(notes, s.source+s.colon+strings.TrimSuffix(in.Source, ".")+".")
	}
	return notes
}

func (s *sheet) barTable(in BarsInput, rows []barRow) Table {
	t := Table{Caption: in.Title, Head: []string{in.RowWord}}
	if len(in.Series) == 0 {
		t.Head = append(t.Head, capital(in.Many))
	}
	for _, name := range in.Series {
		if name == "" {
			name = capital(in.Many)
		}
		t.Head = append(t.Head, name)
	}
	if len(in.Series) > 2 {
		t.Head = append(t.Head, s.together)
	}
	for _, r := range rows {
		cells := []string{r.label}
		for _, v := range r.values {
			cells = append(cells, s.full(v))
		}
		if len(in.Series) > 2 {
			cells = append(cells, s.full(r.total))
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

func (s *sheet) barSentences(in BarsInput, rows []barRow) string {
	var parts []string
	for i := range max(len(in.Series), 1) {
		var values []named
		for _, r := range rows {
			values = append(values, named{r.label, r.values[i]})
		}
		lead := ""
		if i < len(in.Series) && in.Series[i] != "" {
			lead = in.Series[i] + s.colon
		}
		parts = append(parts, lead+s.sentences(values, in.One, in.Many))
	}
	return strings.Join(parts, " ")
}

// occurring are the series that a drawing shows, with their colours: the others
// keep theirs, for the pictures where they occur.
func occurring(names []string, colors []Color, drawn func(i int) bool) (kept []string, fills []Color) {
	for i, name := range names {
		if drawn(i) {
			kept, fills = append(kept, name), append(fills, colors[i])
		}
	}
	return kept, fills
}

// seriesKey names the colours of the series and returns the height it took.
func (s *sheet) seriesKey(names []string, colors []Color, y float64, page box) float64 {
	const pitch = 10.0
	x, top := page.x0, y
	for i, name := range names {
		width := 12 + TextWidth(name, textSize, false)
		if x > page.x0 && x+width > page.x1 {
			x, y = page.x0, y+pitch
		}
		s.add(Shape{Kind: Rect, X: x, Y: y, W: 9, H: 6.5, Fill: colors[i]})
		s.text(x+12, y+5.7, name, textSize, ink, Start, false, none)
		x += width + 14
	}
	return y - top + 13
}

// barRow is a bar while it is drawn.
type barRow struct {
	label     string
	values    []Value
	fills     []Color
	total     Value // of more than two values
	one, many string
}

func (r barRow) sum() float64 {
	sum := 0.0
	for _, v := range r.values {
		if v.positive() {
			sum += v.N
		}
	}
	return sum
}

// say is the text at the end of a bar: the figure in full, or the parts of a stack and their sum when all are known.
func (s *sheet) say(r barRow) string {
	if len(r.values) == 1 {
		return s.full(r.values[0])
	}
	if len(r.values) > 2 {
		if r.sum() == 0 && r.total.State == NoReport {
			return s.full(r.values[0])
		}
		for _, v := range r.values {
			if v.State == Withheld && r.total.State == Known {
				return s.full(r.total) + " (" + withheldMark + ")"
			}
		}
		return s.full(r.total)
	}
	if r.values[0].State == r.values[1].State && r.values[0].State != Known {
		return s.full(r.values[0])
	}
	parts := s.mark(r.values[0]) + " + " + s.mark(r.values[1])
	if r.values[0].State == Known && r.values[1].State == Known && r.values[0].More+r.values[1].More == 0 {
		return parts + " = " + s.number(r.values[0].N+r.values[1].N)
	}
	return parts
}

// stub is the length of the sign drawn for a figure that is not there.
const stub = 13.0

// drawBars draws rows in an area: labels, a base line, bars on one scale, and what each says.
func (s *sheet) drawBars(area box, rows []barRow, mostPitch float64) {
	if len(rows) == 0 {
		return
	}
	pitch := min((area.y1-area.y0)/float64(len(rows)), mostPitch)
	thick := pitch * 0.62
	size := min(textSize, pitch*0.62)
	labelWidth, sayWidth, largest := 0.0, 0.0, 0.0
	for _, r := range rows {
		labelWidth = max(labelWidth, TextWidth(r.label, size, false))
		if r.sum() > 0 {
			sayWidth = max(sayWidth, TextWidth(s.say(r), size, true))
		}
		largest = max(largest, r.sum())
	}
	labelWidth = min(labelWidth, (area.x1-area.x0)*0.5)
	x0 := area.x0 + labelWidth + 4
	room := max(area.x1-x0-sayWidth-4, 1)
	for i, r := range rows {
		y := area.y0 + float64(i)*pitch
		s.evidence(r.href(), s.rowTip(r), func() { s.drawBar(r, x0, y, labelWidth, room, largest, pitch, thick, size) })
	}
	s.line([]Point{{x0, area.y0}, {x0, area.y0 + pitch*float64(len(rows))}}, border, 0.6)
}

func (s *sheet) drawBar(r barRow, x0, y, labelWidth, room, largest, pitch, thick, size float64) {
	middle := y + pitch/2
	most := 2
	if pitch < 2*size*lineRatio*0.86 {
		most = 1
	}
	lines := shorten(r.label, size, false, labelWidth+0.1, most)
	small := size
	if len(lines) == 2 {
		small = size * 0.86
	}
	for n, line := range lines {
		base := middle + small*0.35 + (float64(n)-float64(len(lines)-1)/2)*small*1.1
		s.text(x0-4, base, line, small, ink, End, false, none)
	}
	x := x0
	known := true
	for n, v := range r.values {
		bar := box{x, middle - thick/2, x, middle + thick/2}
		switch {
		case v.positive():
			bar.x1 = x + max(v.N/largest*room, 0.8)
			s.add(Shape{Kind: Rect, X: bar.x0, Y: bar.y0, W: bar.x1 - bar.x0, H: thick, Fill: r.fills[n]})
			if mark := s.number(v.N); len(r.values) > 2 && TextWidth(mark, size*0.86, false)+2 < bar.x1-bar.x0 {
				color := ink
				if onDark(r.fills[n]) {
					color = white
				}
				s.text((bar.x0+bar.x1)/2, middle+size*0.31, mark, size*0.86, color, Middle, false, none)
			}
			if len(r.values) > 2 && x > x0 {
				s.line([]Point{{x, bar.y0}, {x, bar.y1}}, white, 0.6)
			}
		case v.State == NoReport || v.State == Withheld:
			known = false
			if len(r.values) == 1 || r.sum() == 0 && n == 0 {
				bar.x1 = x + stub
				s.surface([][]Point{bar.ring()}, v, none)
			}
		case v.State == NotApplicable:
			known = false
		}
		x = bar.x1
	}
	color, bold := ink, true
	if !known && r.sum() == 0 {
		color, bold = muted, false
	}
	s.text(x+3, middle+size*0.35, s.say(r), size, color, Start, bold, none)
}

func (r barRow) href() string {
	for _, v := range r.values {
		if v.Href != "" {
			return v.Href
		}
	}
	return ""
}

func (s *sheet) rowTip(r barRow) string {
	var tips []string
	for _, v := range r.values {
		tips = append(tips, s.tip(r.label, v, r.one, r.many))
	}
	return strings.Join(tips, "\n")
}
