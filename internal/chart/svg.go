package chart

import (
	"bytes"
	"encoding/xml"
	"hash/fnv"
	"math"
	"strconv"
	"strings"
)

// SVG writes the drawing as one <svg> element that can stand inside a page or alone in a file. A drawing whose shapes
// link to their evidence is announced as a group, because the content of an image is hidden from a screen reader.
func (d *Drawing) SVG() []byte { return d.svg("c", "") }

// PageSVG writes the drawing for a page. A narrow one goes before it, with the class "narrow": the style of the page
// shows one of the two.
func (d *Drawing) PageSVG() []byte {
	if d.Narrow == nil {
		return d.SVG()
	}
	return append(d.Narrow.svg("n", "narrow"), d.SVG()...)
}

func (d *Drawing) svg(prefix, class string) []byte {
	w := &svgWriter{}
	w.Grow(4096 + 96*len(d.Shapes))
	id := prefix + shortHash(d.Title, d.Desc)
	role := "img"
	for _, s := range d.Shapes {
		if safeHref(s.Href) {
			role = "group"
			break
		}
	}
	w.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" width="`)
	w.num(d.Width)
	w.WriteString(`pt" height="`)
	w.num(d.Height)
	w.WriteString(`pt" viewBox="0 0 `)
	w.num(d.Width)
	w.WriteByte(' ')
	w.num(d.Height)
	w.WriteByte('"')
	w.attr("class", class)
	w.attr("lang", d.Lang)
	w.attr("role", role)
	w.attr("aria-labelledby", id+"t")
	w.attr("aria-describedby", id+"d")
	w.WriteString(` font-family="'Liberation Sans',Arial,Helvetica,sans-serif">`)
	w.WriteString("\n<title")
	w.attr("id", id+"t")
	w.WriteByte('>')
	w.text(d.Title)
	w.WriteString("</title>\n<desc")
	w.attr("id", id+"d")
	w.WriteByte('>')
	w.text(d.Desc)
	w.WriteString("</desc>\n")
	for i := 0; i < len(d.Shapes); {
		j := i + 1
		for j < len(d.Shapes) && d.Shapes[j].Href == d.Shapes[i].Href && d.Shapes[j].Tip == d.Shapes[i].Tip {
			j++
		}
		w.group(d.Shapes[i:j], d.Pointed)
		i = j
	}
	w.WriteString("</svg>\n")
	return w.Bytes()
}

// heldText is from what width on a text is held to it: where the reader's
// computer sets it in a wider font, it would run into what stands beside it.
const heldText = 6.0

type svgWriter struct{ bytes.Buffer }

// group writes neighbouring shapes that share one link and one tooltip.
func (w *svgWriter) group(shapes []Shape, pointed bool) {
	closing := ""
	switch first := shapes[0]; {
	case safeHref(first.Href):
		w.WriteString("<a")
		w.attr("href", first.Href)
		if pointed {
			w.attr("tabindex", "-1")
		}
		w.WriteByte('>')
		closing = "</a>\n"
	case first.Tip != "":
		w.WriteString("<g>")
		closing = "</g>\n"
	}
	if tip := shapes[0].Tip; tip != "" {
		w.WriteString("<title>")
		w.text(tip)
		w.WriteString("</title>\n")
	}
	for i := 0; i < len(shapes); {
		j := i + 1
		if shapes[i].Kind == Line {
			for j < len(shapes) && shapes[j].Kind == Line && sameStroke(shapes[i], shapes[j]) {
				j++
			}
			w.lines(shapes[i:j])
		} else {
			w.shape(shapes[i])
		}
		i = j
	}
	w.WriteString(closing)
}

func sameStroke(a, b Shape) bool {
	return a.Stroke == b.Stroke && a.StrokeWidth == b.StrokeWidth && len(a.Dash) == 0 && len(b.Dash) == 0
}

func (w *svgWriter) lines(lines []Shape) {
	w.WriteString(`<path d="`)
	for _, s := range lines {
		for _, line := range s.Points {
			w.polyline(line)
		}
	}
	w.WriteString(`" fill="none"`)
	w.stroke(lines[0])
	w.WriteString("/>\n")
}

func (w *svgWriter) shape(s Shape) {
	switch s.Kind {
	case Path:
		w.WriteString(`<path d="`)
		for _, ring := range s.Points {
			if w.polyline(ring) {
				w.WriteByte('z')
			}
		}
		w.WriteByte('"')
		w.fill(s.Fill)
		if len(s.Points) > 1 {
			w.WriteString(` fill-rule="evenodd"`)
		}
		w.stroke(s)
		w.WriteString("/>\n")
	case Rect:
		w.WriteString("<rect")
		w.numAttr("x", s.X)
		w.numAttr("y", s.Y)
		w.numAttr("width", s.W)
		w.numAttr("height", s.H)
		w.fill(s.Fill)
		w.stroke(s)
		w.WriteString("/>\n")
	case Circle:
		w.WriteString("<circle")
		w.numAttr("cx", s.X)
		w.numAttr("cy", s.Y)
		w.numAttr("r", s.R)
		w.fill(s.Fill)
		w.stroke(s)
		w.WriteString("/>\n")
	case Text:
		w.WriteString("<text")
		w.numAttr("x", s.X)
		w.numAttr("y", s.Y)
		w.numAttr("font-size", s.Size)
		if s.Bold {
			w.WriteString(` font-weight="bold"`)
		}
		switch s.Anchor {
		case Middle:
			w.WriteString(` text-anchor="middle"`)
		case End:
			w.WriteString(` text-anchor="end"`)
		}
		w.fill(s.Fill)
		if s.Halo.A > 0 {
			w.WriteString(` paint-order="stroke" stroke-linejoin="round"`)
			w.stroke(Shape{Kind: Text, Stroke: s.Halo, StrokeWidth: 2 * haloWidth * s.Size})
		}
		if width := TextWidth(s.Text, s.Size, s.Bold); width > heldText {
			w.numAttr("textLength", width)
			w.WriteString(` lengthAdjust="spacingAndGlyphs"`)
		}
		if s.Up {
			w.WriteString(` transform="rotate(-90 `)
			w.num(s.X)
			w.WriteByte(' ')
			w.num(s.Y)
			w.WriteString(`)"`)
		}
		w.WriteByte('>')
		w.text(s.Text)
		w.WriteString("</text>\n")
	}
}

// polyline writes points as one absolute move and relative lines, on a grid of 0.1 point; points that fall on the same
// place of the grid are written once. It tells whether it wrote anything.
func (w *svgWriter) polyline(points []Point) bool {
	if len(points) == 0 {
		return false
	}
	x, y := tenths(points[0].X), tenths(points[0].Y)
	w.WriteByte('M')
	w.tenth(x)
	w.sep(y)
	w.tenth(y)
	first := true
	for _, p := range points[1:] {
		px, py := tenths(p.X), tenths(p.Y)
		if px == x && py == y {
			continue
		}
		if first {
			w.WriteByte('l')
			first = false
		} else {
			w.sep(px - x)
		}
		w.tenth(px - x)
		w.sep(py - y)
		w.tenth(py - y)
		x, y = px, py
	}
	return true
}

func tenths(v float64) int { return int(math.Round(v * 10)) }

// sep parts two numbers; the sign of a negative one does so by itself.
func (w *svgWriter) sep(next int) {
	if next >= 0 {
		w.WriteByte(' ')
	}
}

func (w *svgWriter) tenth(t int) {
	var buf [16]byte
	b := buf[:0]
	if t < 0 {
		b, t = append(b, '-'), -t
	}
	if t >= 10 || t == 0 {
		b = strconv.AppendInt(b, int64(t/10), 10)
	}
	if t%10 != 0 {
		b = append(b, '.', byte('0'+t%10))
	}
	w.Write(b)
}

func (w *svgWriter) num(v float64) {
	w.WriteString(strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64))
}

func (w *svgWriter) attr(name, value string) {
	if value == "" {
		return
	}
	w.WriteString(" " + name + `="`)
	w.text(value)
	w.WriteByte('"')
}

func (w *svgWriter) numAttr(name string, v float64) {
	w.WriteString(" " + name + `="`)
	w.num(v)
	w.WriteByte('"')
}

func (w *svgWriter) text(s string) {
	xml.EscapeText(w, []byte(s)) // cannot fail: a bytes.Buffer takes every write
}

func (w *svgWriter) fill(c Color) { w.paint("fill", c, true) }

func (w *svgWriter) stroke(s Shape) {
	if s.Stroke.A == 0 || s.StrokeWidth <= 0 {
		return
	}
	w.paint("stroke", s.Stroke, false)
	w.numAttr("stroke-width", s.StrokeWidth)
	if s.Kind == Path {
		w.WriteString(` stroke-linejoin="round"`)
	}
	if len(s.Dash) > 0 {
		w.WriteString(` stroke-dasharray="`)
		for i, v := range s.Dash {
			if i > 0 {
				w.WriteByte(' ')
			}
			w.num(v)
		}
		w.WriteByte('"')
	}
}

func (w *svgWriter) paint(name string, c Color, noneNeedsSaying bool) {
	const hex = "0123456789abcdef"
	if c.A == 0 {
		if noneNeedsSaying {
			w.WriteString(" " + name + `="none"`)
		}
		return
	}
	w.WriteString(" " + name + `="#`)
	channels := [3]uint8{c.R, c.G, c.B}
	short := c.R%17 == 0 && c.G%17 == 0 && c.B%17 == 0
	for _, v := range channels {
		w.WriteByte(hex[v>>4])
		if !short {
			w.WriteByte(hex[v&15])
		}
	}
	w.WriteByte('"')
	if c.A < 255 {
		w.numAttr(name+"-opacity", float64(c.A)/255)
	}
}

// safeHref tells whether a link may be written: a place on this site or a web address, never a script.
func safeHref(href string) bool {
	if href == "" {
		return false
	}
	scheme, _, found := strings.Cut(href, ":")
	if !found || strings.ContainsAny(scheme, "/?#") {
		return true
	}
	return scheme == "http" || scheme == "https"
}

func shortHash(parts ...string) string {
	h := fnv.New32a()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return strconv.FormatUint(uint64(h.Sum32()), 36)
}
