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

// flow sets the items of a key one after the other, in as many lines as they need.
type flow struct {
	page box
	x, y float64 // where the next item goes
}

func (f *flow) started() bool { return f.x > f.page.x0 }

// room gives the place of an item, and keeps a gap after it.
func (f *flow) room(width, gap float64) (x, y float64) {
	const pitch = 10.0
	if f.started() && f.x+width > f.page.x1 {
		f.x, f.y = f.page.x0, f.y+pitch
	}
	x = f.x
	f.x += width + gap
	return x, f.y
}

// swatch sets the look of a value with its words.
func (s *sheet) swatch(f *flow, v Value, text string) {
	x, y := f.room(12+TextWidth(text, smallSize, false), 14)
	s.surface([][]Point{box{x, y, x + 9, y + 6.5}.ring()}, v, none)
	s.text(x+12, y+5.7, text, smallSize, ink, Start, false, none)
}

// stateKey explains the looks of missing values, and of zeros to be confirmed, that occur.
func (s *sheet) stateKey(f *flow, among func(test func(Value) bool) bool) {
	if among(Value.unconfirmed) {
		s.swatch(f, Value{State: Known}, s.openZero)
	}
	for _, k := range []struct {
		state State
		text  string
	}{{NoReport, s.noReport}, {Withheld, withheldMark + " " + s.withheld}, {NotApplicable, s.notApplic}} {
		if among(func(v Value) bool { return v.State == k.state }) {
			s.swatch(f, Value{State: k.state}, k.text)
		}
	}
}
