package document

import (
	"fmt"
	"strings"

	"toguna/internal/chart"
)

// compose turns the blocks of the note into items and structure elements.
func (w *pdfWriter) compose() {
	d := w.doc
	w.use("")
	first := &element{role: "H1", parent: w.root}
	w.paragraph(first, Plain(d.Title), titleFace, paragraphPlace{keep: true})
	for _, p := range []struct {
		text string
		face face
	}{{d.Subtitle, subtitleFace}, {joinNonEmpty(", ", d.Place, d.Date), dateFace}} {
		if p.text != "" {
			w.paragraph(&element{role: "P", parent: w.root}, Plain(p.text), p.face, paragraphPlace{keep: true})
		}
	}
	if d.Fictitious != "" {
		w.notice(d.Fictitious)
	}
	breakBefore := false
	var lists [2]*element // the open list, and the one inside its last entry
	var entry *element
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if b.Kind == PageBreak {
			breakBefore = true
			continue
		}
		at := paragraphPlace{breakBefore: breakBefore, anchor: b.ID}
		breakBefore = false
		if b.Kind != Bullet {
			lists, entry = [2]*element{}, nil
		}
		switch b.Kind {
		case Heading:
			level := clampLevel(b.Level)
			at.keep, at.bookmark = true, level
			w.paragraph(&element{role: fmt.Sprintf("H%d", level+1), parent: w.root}, b.Runs, headFaces[level-1], at)
		case Lead:
			w.paragraph(&element{role: "P", parent: w.root}, b.Runs, leadFace, at)
		case Bullet:
			deep := 0
			if b.Level > 1 && entry != nil {
				deep = 1
			} else {
				lists[1] = nil
			}
			if lists[deep] == nil {
				lists[deep] = &element{role: "L", attributes: "<</O/List/ListNumbering/Disc>>", parent: w.root}
				if deep == 1 {
					lists[1].parent = entry
				}
			}
			li := &element{role: "LI", parent: lists[deep]}
			if deep == 0 {
				entry = li
			}
			at.label = []string{"•", "–"}[deep]
			at.indent = 16 * float64(deep+1)
			at.labelElement = &element{role: "Lbl", parent: li}
			w.paragraph(&element{role: "LBody", parent: li}, b.Runs, bulletFace, at)
			if i+1 == len(d.Blocks) || d.Blocks[i+1].Kind != Bullet {
				w.gap(textFace.after - bulletFace.after)
			}
		case Signature:
			at.right = true
			w.paragraph(&element{role: "P", parent: w.root}, b.Runs, signFace, at)
		case Picture:
			w.picture(b, at)
		case TableBlock:
			w.table(b.Table, b.ID, at)
			if b.Source != "" {
				w.paragraph(&element{role: "P", parent: w.root}, Plain(b.Source), sourceFace, paragraphPlace{})
			}
		default:
			w.paragraph(&element{role: "P", parent: w.root}, b.Runs, textFace, at)
		}
	}
}

// paragraphPlace is what surrounds a paragraph.
type paragraphPlace struct {
	keep, breakBefore, right bool
	anchor                   string
	bookmark                 int // level in the outline; 0 is none
	indent                   float64
	label                    string // the sign of a list entry
	labelElement             *element
}

// gap adds white space after what has been composed.
func (w *pdfWriter) gap(points float64) {
	w.after += points
}

// spaceBefore is the white space above the next item: the larger of what the
// last one leaves and what the next one asks for.
func (w *pdfWriter) spaceBefore(asked float64) float64 {
	space := max(asked, w.after)
	w.after = 0
	return space
}

// owners gives each piece of a paragraph its structure element: the paragraph
// itself, a link, or a passage in another language.
func (w *pdfWriter) owners(e *element, pieces []piece) func(int) *element {
	all := make([]*element, len(pieces))
	for i, p := range pieces {
		switch {
		case p.mark > 0 && p.mark <= w.sources:
			all[i] = &element{role: "Link", parent: e, link: &target{anchor: sourceAnchor(p.mark), title: w.doc.linkTitle(p.mark)}}
		case p.href != "":
			all[i] = &element{role: "Link", parent: e, lang: p.lang, link: &target{href: p.href, title: p.text}}
		case p.lang != "":
			all[i] = &element{role: "Span", parent: e, lang: p.lang}
		default:
			all[i] = e
		}
	}
	return func(span int) *element { return all[span] }
}

func (w *pdfWriter) paragraph(e *element, runs []Run, fc face, at paragraphPlace) {
	pieces := w.doc.pieces(runs)
	lines := w.lines(pieces, fc, textWide-at.indent)
	owner := w.owners(e, pieces)
	for i, l := range lines {
		it := &item{height: fc.leading}
		if i == 0 {
			it.before = w.spaceBefore(fc.before)
			it.breakBefore, it.anchor = at.breakBefore, at.anchor
		}
		// No line of a paragraph stands alone at the foot or the head of a page.
		it.keep = at.keep || i == 0 && len(lines) > 1 || i == len(lines)-2
		first := i == 0
		it.draw = func(top float64, _ bool) {
			x := margin + at.indent
			if at.right {
				x = pageWide - margin - l.width
			}
			if first && at.bookmark > 0 {
				w.level = min(at.bookmark-1, w.level+1)
				w.f.Bookmark(plainText(runs), w.level, top)
			}
			if first && at.label != "" {
				w.begin(at.labelElement)
				w.write(at.label, x-11, top+(fc.leading-fc.size)/2+fc.size*0.8, "", fc.size, blue)
			}
			w.drawLine(l, x, top, fc, owner)
		}
		w.items = append(w.items, it)
	}
	w.after = fc.after
}

// notice is the warning under the title that the data are an example.
func (w *pdfWriter) notice(text string) {
	const pad = 5.0
	pieces := []piece{{text: clean(text)}}
	lines := w.lines(pieces, noticeFace, textWide-3*pad-3)
	high := float64(len(lines))*noticeFace.leading + 2*pad
	e := &element{role: "P", parent: w.root}
	w.items = append(w.items, &item{
		before: w.spaceBefore(noticeFace.before), height: high,
		draw: func(top float64, _ bool) {
			w.artifact()
			w.fillRect(margin, top, textWide, high, cream)
			w.fillRect(margin, top, 3, high, amber)
			for i, l := range lines {
				w.drawLine(l, margin+3+2*pad, top+pad+float64(i)*noticeFace.leading, noticeFace, func(int) *element { return e })
			}
		},
	})
	w.after = noticeFace.after
}

func (w *pdfWriter) picture(b *Block, at paragraphPlace) {
	at.keep = true
	if b.Caption != "" {
		w.paragraph(&element{role: "Caption", parent: w.root}, Plain(b.Caption), captionFace, at)
		at = paragraphPlace{}
	}
	if d := b.Drawing; d != nil {
		scale := fit(d, textWide, 600)
		e := &element{role: "Figure", parent: w.root, alt: joinNonEmpty(". ", strings.TrimRight(d.Title, "."), d.Desc), lang: otherLanguage(d.Lang, w.doc.Lang)}
		w.items = append(w.items, &item{
			before: w.spaceBefore(2), height: d.Height * scale, keep: b.Source != "",
			breakBefore: at.breakBefore, anchor: at.anchor,
			draw: func(top float64, _ bool) {
				e.attributes = fmt.Sprintf("<</O/Layout/Placement/Block/BBox[%.2f %.2f %.2f %.2f]>>",
					margin, pageHigh-top-d.Height*scale, margin+d.Width*scale, pageHigh-top)
				w.begin(e)
				w.drawing(d, margin, top, scale)
			},
		})
		w.after = textFace.after
	}
	if b.Source != "" {
		w.paragraph(&element{role: "P", parent: w.root}, Plain(b.Source), sourceFace, paragraphPlace{})
	}
	w.table(b.pictureTable(), "", paragraphPlace{})
}

func otherLanguage(lang, note string) string {
	if lang == note {
		return ""
	}
	return lang
}

// row is one table row, its cells broken into lines.
type row struct {
	cells  [][]line
	owners []func(int) *element
	face   face
	high   float64
}

const (
	cellPadX = 4.0
	cellPadY = 2.6
	// tallRow is how many lines a row may hold before it is split over pages.
	tallRow = 40
)

func (w *pdfWriter) table(t *Table, id string, at paragraphPlace) {
	if t == nil || len(t.Head) == 0 {
		return
	}
	fc := cellFace
	if t.Small {
		fc = smallFace
	}
	e := &element{role: "Table", parent: w.root}
	if t.Caption != "" {
		at.keep = true
		w.paragraph(&element{role: "Caption", parent: e}, Plain(t.Caption), captionFace, at)
		at = paragraphPlace{}
	}
	wide := textWide * t.width()
	columns := t.shares()
	for c := range columns {
		columns[c] *= wide
	}
	headFace := fc
	headFace.bold, headFace.color = true, deep
	titles := make([]Cell, len(t.Head))
	for c := range t.Head {
		titles[c] = Plain(t.Head[c])
	}
	headRow := w.row(e, titles, columns, headFace, "Column")
	head := &item{
		before: w.spaceBefore(2), height: headRow.high, keep: len(t.Rows) > 0, breakBefore: at.breakBefore, anchor: at.anchor,
		draw: func(top float64, repeated bool) {
			w.artifact()
			w.fillRect(margin, top, wide, headRow.high, tint)
			w.fillRect(margin, top+headRow.high-1, wide, 1, blue)
			w.drawRow(t, headRow, columns, top, repeated)
		},
	}
	w.items = append(w.items, head)
	for r := range t.Rows {
		cells := make([]Cell, len(t.Head))
		for c := range cells {
			cells[c] = t.cell(r, c)
		}
		whole := w.row(e, cells, columns, fc, "Row")
		for n, part := range split(whole, tallRow) {
			it := &item{height: part.high, head: head}
			if n == 0 && id == SourcesID {
				it.anchor = sourceAnchor(r + 1)
			}
			// The last two rows stay together, so that no row stands alone under repeated titles.
			it.keep = r == len(t.Rows)-2
			it.draw = func(top float64, _ bool) {
				w.drawRow(t, part, columns, top, false)
				w.artifact()
				w.fillRect(margin, top+part.high-0.5, wide, 0.5, rule)
			}
			w.items = append(w.items, it)
		}
	}
	w.after = 10
}

func (w *pdfWriter) row(table *element, cells []Cell, columns []float64, fc face, scope string) row {
	tr := &element{role: "TR", parent: table}
	r := row{face: fc}
	most := 1
	for c, cell := range cells {
		e := &element{role: "TD", parent: tr}
		if scope == "Column" || c == 0 {
			e.role, e.attributes = "TH", "<</O/Table/Scope/"+scope+">>"
		}
		pieces := w.doc.pieces(cell)
		lines := w.lines(pieces, fc, columns[c]-2*cellPadX)
		most = max(most, len(lines))
		r.cells = append(r.cells, lines)
		owner := w.owners(e, pieces)
		r.owners = append(r.owners, func(span int) *element {
			if span < 0 {
				return e
			}
			return owner(span)
		})
	}
	r.high = float64(most)*fc.leading + 2*cellPadY
	return r
}

// split parts a row that is too tall for a page into rows of fewer lines.
func split(r row, most int) []row {
	var parts []row
	for {
		part := row{owners: r.owners, face: r.face}
		rest := row{owners: r.owners, face: r.face}
		high, more := 1, false
		for _, lines := range r.cells {
			n := min(len(lines), most)
			part.cells = append(part.cells, lines[:n])
			rest.cells = append(rest.cells, lines[n:])
			high = max(high, n)
			more = more || len(lines) > n
		}
		part.high = float64(high)*r.face.leading + 2*cellPadY
		parts = append(parts, part)
		if !more {
			return parts
		}
		r = rest
	}
}

func (w *pdfWriter) drawRow(t *Table, r row, columns []float64, top float64, repeated bool) {
	x := margin
	for c, lines := range r.cells {
		owner := r.owners[c]
		if repeated {
			owner = nil
		} else {
			w.attach(owner(-1))
		}
		for n, l := range lines {
			at := x + cellPadX
			if t.numeric(c) {
				at = x + columns[c] - cellPadX - l.width
			}
			w.drawLine(l, at, top+cellPadY+float64(n)*r.face.leading, r.face, owner)
		}
		x += columns[c]
	}
}

// drawing writes the shapes of a picture as vectors and text.
func (w *pdfWriter) drawing(d *chart.Drawing, left, top, scale float64) {
	var b []byte
	number := func(v float64) { b = append(appendNumber(b, v), ' ') }
	point := func(x, y float64) {
		number(left + x*scale)
		number(pageHigh - top - y*scale)
	}
	color := func(c chart.Color, operator string) {
		number(float64(c.R) / 255)
		number(float64(c.G) / 255)
		number(float64(c.B) / 255)
		b = append(b, operator...)
	}
	for _, s := range d.Shapes {
		alpha := paintAlpha(s)
		if alpha < 255 {
			w.f.RawWriteStr("q")
			w.f.SetAlpha(float64(alpha)/255, "Normal")
		}
		if s.Kind == chart.Text {
			w.label(s, left, top, scale)
		} else {
			b = append(b[:0], "q "...)
			if s.Fill.A > 0 {
				color(s.Fill, "rg ")
			}
			stroked := s.Stroke.A > 0 && s.StrokeWidth > 0
			if stroked {
				color(s.Stroke, "RG ")
				number(s.StrokeWidth * scale)
				b = append(b, "w 1 j "...)
				if len(s.Dash) > 0 {
					b = append(b, '[')
					for _, dash := range s.Dash {
						number(dash * scale)
					}
					b = append(b, "] 0 d "...)
				}
			}
			operator := "n"
			switch {
			case s.Kind == chart.Line && stroked:
				operator = "S"
			case s.Fill.A > 0 && stroked:
				operator = "B*"
			case s.Fill.A > 0:
				operator = "f*"
			case stroked:
				operator = "S"
			}
			switch s.Kind {
			case chart.Rect:
				point(s.X, s.Y+s.H)
				number(s.W * scale)
				number(s.H * scale)
				b = append(b, "re "...)
			case chart.Circle:
				const k = 0.5522847498
				c := func(x1, y1, x2, y2, x3, y3 float64) {
					point(s.X+x1*s.R, s.Y+y1*s.R)
					point(s.X+x2*s.R, s.Y+y2*s.R)
					point(s.X+x3*s.R, s.Y+y3*s.R)
					b = append(b, "c "...)
				}
				point(s.X+s.R, s.Y)
				b = append(b, "m "...)
				c(1, k, k, 1, 0, 1)
				c(-k, 1, -1, k, -1, 0)
				c(-1, -k, -k, -1, 0, -1)
				c(k, -1, 1, -k, 1, 0)
				b = append(b, "h "...)
			default:
				for _, ring := range s.Points {
					for i, p := range ring {
						point(p.X, p.Y)
						if i == 0 {
							b = append(b, "m "...)
						} else {
							b = append(b, "l "...)
						}
					}
					if s.Kind == chart.Path {
						b = append(b, "h "...)
					}
				}
			}
			b = append(b, operator...)
			b = append(b, " Q"...)
			w.f.RawWriteStr(string(b))
		}
		if alpha < 255 {
			w.f.RawWriteStr("Q")
		}
	}
}

// paintAlpha is how opaque a shape is.
func paintAlpha(s chart.Shape) uint8 {
	switch {
	case s.Fill.A > 0:
		return s.Fill.A
	case s.Stroke.A > 0:
		return s.Stroke.A
	}
	return 255
}

// label writes a text of a picture, above its halo when it has one.
func (w *pdfWriter) label(s chart.Shape, left, top, scale float64) {
	text := printable.Replace(clean(s.Text))
	style := styleOf(s.Bold, false)
	size := s.Size * scale
	x, y := left+s.X*scale, top+s.Y*scale
	switch s.Anchor {
	case chart.Middle:
		x -= w.width(text, style) * size / 2
	case chart.End:
		x -= w.width(text, style) * size
	}
	c := rgb{int(s.Fill.R), int(s.Fill.G), int(s.Fill.B)}
	if s.Up {
		px, py := left+s.X*scale, pageHigh-top-s.Y*scale
		w.f.RawWriteStr(fmt.Sprintf("q 0 1 -1 0 %.3f %.3f cm", px+py, py-px))
		defer w.f.RawWriteStr("Q")
	}
	if s.Halo.A > 0 {
		w.f.RawWriteStr(fmt.Sprintf("/Span <</ActualText ()>> BDC q 1 Tr 1 j %.2f w %.3f %.3f %.3f RG", size*0.28,
			float64(s.Halo.R)/255, float64(s.Halo.G)/255, float64(s.Halo.B)/255))
		w.write(text, x, y, style, size, c)
		w.f.RawWriteStr("Q EMC")
	}
	w.write(text, x, y, style, size, c)
}
