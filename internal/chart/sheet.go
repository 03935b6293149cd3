package chart

import (
	"strings"
)

// The colours of everything that is not a class of values.
var (
	none      = Color{}
	white     = Color{255, 255, 255, 255}
	ink       = Color{0x1b, 0x2a, 0x3a, 255}
	muted     = Color{0x54, 0x60, 0x6d, 255} // to be read on white and on sand
	border    = Color{0x7d, 0x91, 0xa5, 255}
	barBlue   = Color{0x25, 0x7a, 0xb8, 255}
	paleBlue  = Color{0xa3, 0xcd, 0xe8, 255}
	silentBed = Color{0xf4, 0xf5, 0xf6, 255}
	hatching  = Color{0xa9, 0xb3, 0xbd, 255}
	sand      = Color{0xea, 0xe0, 0xc8, 255}
	grid      = Color{0xdb, 0xe0, 0xe5, 255}
	absent    = Color{0xe9, 0xea, 0xec, 255}
	ground    = Color{0xee, 0xf1, 0xee, 255} // of a map of circles
)

// The margin of a page and the sizes of text, in points.
const (
	margin    = 4.0
	titleSize = 9.6
	textSize  = 6.8
	smallSize = 6.2
	noteSize  = 5.8
	lineRatio = 1.24
	hatchGap  = 3.2
)

// sheet collects the shapes of a drawing.
type sheet struct {
	words
	shapes      []Shape
	link, hover string // given to every shape that follows
}

func newSheet(lang string, width, height float64) *sheet {
	s := &sheet{words: wordsFor(lang)}
	s.add(Shape{Kind: Rect, W: width, H: height, Fill: white})
	return s
}

func (s *sheet) add(shape Shape) {
	shape.Href, shape.Tip = s.link, s.hover
	s.shapes = append(s.shapes, shape)
}

// evidence gives the shapes drawn by a function one link and one tooltip.
func (s *sheet) evidence(href, tip string, draw func()) {
	s.link, s.hover = href, tip
	draw()
	s.link, s.hover = "", ""
}

func (s *sheet) text(x, y float64, text string, size float64, fill Color, anchor Anchor, bold bool, halo Color) {
	s.add(Shape{Kind: Text, X: x, Y: y, Text: text, Size: size, Fill: fill, Anchor: anchor, Bold: bold, Halo: halo})
}

func (s *sheet) line(points []Point, stroke Color, width float64) {
	s.add(Shape{Kind: Line, Points: [][]Point{points}, Stroke: stroke, StrokeWidth: width})
}

// surface fills rings in the way of a value's state.
func (s *sheet) surface(rings [][]Point, v Value, fill Color) {
	shape := Shape{Kind: Path, Points: rings, Fill: fill, Stroke: border, StrokeWidth: 0.5}
	switch {
	case v.State == NoReport:
		shape.Fill = silentBed
	case v.State == Withheld:
		shape.Fill = sand
	case v.State == NotApplicable:
		shape.Fill = absent
	case v.zero():
		shape.Fill = white
	case v.N <= 0:
		shape.Fill = ground // between zero and more
	}
	s.add(shape)
	if v.State == NoReport {
		for _, stroke := range hatch(rings, hatchGap) {
			s.line(stroke, hatching, 0.5)
		}
	}
}

// paragraph sets a text in lines and returns the height it took.
func (s *sheet) paragraph(x, y, width float64, text string, size float64, fill Color, bold bool) float64 {
	lines := wrap(text, size, bold, width)
	for i, line := range lines {
		s.text(x, y+size*0.85+float64(i)*size*lineRatio, line, size, fill, Start, bold, none)
	}
	return float64(len(lines)) * size * lineRatio
}

// heading sets the title, in lines of about one length, and returns where the drawing may start.
func (s *sheet) heading(title string, page box) float64 {
	if title == "" {
		return page.y0
	}
	width := page.x1 - page.x0
	lines := len(wrap(title, titleSize, true, width))
	for narrower := width * 0.98; narrower > width/2 && lines > 1 && len(wrap(title, titleSize, true, narrower)) == lines; narrower *= 0.98 {
		width = narrower
	}
	return page.y0 + s.paragraph(page.x0, page.y0, width, title, titleSize, ink, true) + 5
}

// subheading sets the line under the title and returns where the drawing may start.
func (s *sheet) subheading(text string, top float64, page box) float64 {
	if text == "" {
		return top
	}
	return top - 3 + s.paragraph(page.x0, top-3, page.x1-page.x0, text, textSize, muted, false) + 5
}

// footing sets the notes and the source at the foot of the page and returns where they start.
func (s *sheet) footing(notes []string, page box) float64 {
	top := page.y1 - notesHeight(notes, page.x1-page.x0)
	y := top
	for _, note := range notes {
		y += s.paragraph(page.x0, y, page.x1-page.x0, note, noteSize, muted, false)
	}
	return top - 5
}

func notesHeight(notes []string, width float64) float64 {
	lines := 0
	for _, note := range notes {
		lines += len(wrap(note, noteSize, false, width))
	}
	return float64(lines) * noteSize * lineRatio
}

// wrap breaks a text at its spaces so that each line fits a width; a word wider than the line is cut.
func wrap(text string, size float64, bold bool, width float64) []string {
	var lines []string
	line := ""
	for _, word := range strings.Split(text, " ") {
		candidate := word
		if line != "" {
			candidate = line + " " + word
		}
		if TextWidth(candidate, size, bold) <= width {
			line = candidate
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		line = ""
		for _, letter := range word {
			if line != "" && TextWidth(line+string(letter), size, bold) > width {
				lines = append(lines, line)
				line = ""
			}
			line += string(letter)
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// shorten wraps a text and keeps a number of lines, the last one ending in … when something was left out.
func shorten(text string, size float64, bold bool, width float64, most int) []string {
	lines := wrap(text, size, bold, width)
	if len(lines) <= most {
		return lines
	}
	lines = lines[:most]
	last := []rune(lines[most-1])
	for len(last) > 0 && TextWidth(string(last)+"…", size, bold) > width {
		last = last[:len(last)-1]
	}
	lines[most-1] = strings.TrimRight(string(last), " ") + "…"
	return lines
}

// onDark tells whether text on a colour had better be white.
func onDark(c Color) bool {
	return 0.299*float64(c.R)+0.587*float64(c.G)+0.114*float64(c.B) < 140
}
