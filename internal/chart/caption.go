package chart

import "strings"

// Caption is the words around a picture.
type Caption struct {
	Lang     string // "fr" or "en"
	Title    string
	Subtitle string // under the title: the period, what was asked
	Untitled bool   // leave both out of the picture, for a page that shows them itself
	Source   string // without the word "Source"
	Note     string // shown above the source when set
}

// begin opens a picture: its title stands, and the drawing may start at the line returned.
func (c Caption) begin(width float64) (s *sheet, page box, top float64) {
	s = newSheet(c.Lang, width, 0)
	page = box{margin, margin, width - margin, 0}
	top = page.y0
	if !c.Untitled {
		top = s.subheading(c.Subtitle, s.heading(c.Title, page), page)
	}
	return s, page, top
}

// end closes a picture under the line where its drawing stops, with its notes, and gives it its words.
func (c Caption) end(s *sheet, page box, bottom float64, notes ...string) *Drawing {
	if c.Note != "" {
		notes = append(notes, c.Note)
	}
	if c.Source != "" {
		notes = append(notes, s.source+s.colon+strings.TrimSuffix(c.Source, ".")+".")
	}
	page.y1 = bottom + 7 + notesHeight(notes, page.x1-page.x0)
	s.footing(notes, page)
	height := page.y1 + margin
	s.shapes[0].H = height
	return &Drawing{Width: page.x1 + margin, Height: height, Lang: s.lang, Title: c.Title, Shapes: s.shapes, Table: Table{Caption: c.Title}}
}

// stateKey explains the looks of missing values that occur, and returns the height it took.
func (s *sheet) stateKey(x, y float64, seen func(State) bool) float64 {
	start := x
	for _, k := range []struct {
		state State
		text  string
	}{{NoReport, s.noReport}, {Withheld, withheldMark + " " + s.withheld}, {NotApplicable, s.notApplic}} {
		if !seen(k.state) {
			continue
		}
		s.surface([][]Point{box{x, y, x + 9, y + 6.5}.ring()}, Value{State: k.state}, none)
		s.text(x+12, y+5.7, k.text, smallSize, ink, Start, false, none)
		x += 12 + TextWidth(k.text, smallSize, false) + 14
	}
	if x == start {
		return 0
	}
	return 12
}
