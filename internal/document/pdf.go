package document

import (
	"bytes"
	"fmt"
	"strings"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansbolditalic"
	"codeberg.org/go-fonts/liberation/liberationsansitalic"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"codeberg.org/go-pdf/fpdf"
)

// The page, in points: A4 with margins of 2.2 cm.
const (
	pageWide   = 595.28
	pageHigh   = 841.89
	margin     = 62.36
	textWide   = pageWide - 2*margin
	textTop    = margin + 8
	textBottom = pageHigh - margin - 6
	family     = "liberationsans"
)

// rgb is a colour of the page.
type rgb struct{ r, g, b int }

var (
	ink   = rgb{28, 33, 38}
	blue  = rgb{11, 90, 138}
	deep  = rgb{11, 63, 97}
	slate = rgb{61, 71, 80}
	grey  = rgb{85, 96, 106}
	rule  = rgb{200, 208, 215}
	tint  = rgb{234, 241, 246}
	amber = rgb{179, 92, 0}
	cream = rgb{253, 243, 230}
	umber = rgb{107, 55, 0}
)

// face is how a paragraph is set.
type face struct {
	size, leading float64
	bold, italic  bool
	color         rgb
	before, after float64
}

var (
	titleFace    = face{size: 18, leading: 22, bold: true, color: blue, before: 6, after: 4}
	subtitleFace = face{size: 12, leading: 15, color: slate, after: 3}
	dateFace     = face{size: 10, leading: 13, color: grey, after: 9}
	noticeFace   = face{size: 9.5, leading: 12.5, color: umber, before: 2, after: 10}
	leadFace     = face{size: 11, leading: 15, color: ink, after: 8}
	textFace     = face{size: 10.25, leading: 13.8, color: ink, after: 6.5}
	bulletFace   = face{size: 10.25, leading: 13.8, color: ink, after: 3}
	signFace     = face{size: 10.25, leading: 13.8, color: ink, before: 12, after: 6}
	captionFace  = face{size: 9, leading: 11.5, bold: true, color: ink, before: 8, after: 4}
	sourceFace   = face{size: 8, leading: 10.5, italic: true, color: grey, before: 2, after: 9}
	headFaces    = [3]face{
		{size: 13, leading: 16, bold: true, color: blue, before: 12, after: 4},
		{size: 11, leading: 14, bold: true, color: blue, before: 10, after: 3},
		{size: 10.25, leading: 13.5, bold: true, color: slate, before: 8, after: 3},
	}
	cellFace  = face{size: 9, leading: 11.5, color: ink}
	smallFace = face{size: 8, leading: 10, color: ink}
)

// PDF writes the note as tagged PDF: real text in embedded fonts, vector
// pictures, links from each figure to its source.
func (d *Document) PDF() ([]byte, error) {
	w := &pdfWriter{
		doc:     d,
		f:       newFile(d),
		fonts:   map[string]map[rune]float64{},
		anchors: map[string]place{},
		sources: d.sourceRows(),
	}
	w.root = &element{role: "Document"}
	f := w.f

	// Everything is measured and placed before the first page exists, so that
	// fpdf writes no font changes for measuring and "page 1 of 2" is known.
	w.compose()
	pages := w.paginate()
	for n := range pages {
		f.AddPage()
		w.page = n + 1
		w.band(n + 1)
		for _, p := range pages[n] {
			p.item.draw(p.top, p.repeated)
		}
		w.foot(n+1, len(pages))
		w.end()
	}
	var out bytes.Buffer
	if err := f.Output(&out); err != nil {
		return nil, fmt.Errorf("write document %s as PDF: %w", d.ID, err)
	}
	tagged, err := w.tag(out.Bytes(), len(pages))
	if err != nil {
		return nil, fmt.Errorf("write document %s as PDF: %w", d.ID, err)
	}
	return tagged, nil
}

// newFile is an empty PDF that says what it is.
func newFile(d *Document) *fpdf.Fpdf {
	f := fpdf.New("P", "pt", "A4", "")
	f.SetCatalogSort(true)
	f.SetCreationDate(d.day())
	f.SetModificationDate(d.day())
	f.SetProducer("Toguna", true)
	f.SetCreator("Toguna", true)
	f.SetTitle(clean(d.Title), true)
	f.SetAuthor(clean(d.Organisation), true)
	f.SetSubject(clean(joinNonEmpty(" ", d.Subtitle, d.Handling)), true)
	f.SetKeywords(clean(d.ID), true)
	f.SetLang(d.locale())
	f.SetXmpMetadata(d.xmp())
	f.SetMargins(0, 0, 0)
	f.SetAutoPageBreak(false, 0)
	return f
}

type pdfWriter struct {
	doc     *Document
	f       *fpdf.Fpdf
	fonts   map[string]map[rune]float64 // widths by style, in thousandths of the size
	font    string                      // style set for measuring
	items   []*item
	anchors map[string]place
	sources int
	page    int
	level   int // of the last bookmark
	tagging
}

// place is a height on a page.
type place struct {
	page int
	top  float64
}

// item is what never splits over two pages: a line, a row, a picture.
type item struct {
	before, height float64
	keep           bool   // stays with the next item
	breakBefore    bool   // starts a page
	anchor         string // what links to this place call it
	head           *item  // column titles, drawn again when a page starts with this row
	draw           func(top float64, repeated bool)
}

// placed is an item at its height on a page.
type placed struct {
	item     *item
	top      float64
	repeated bool
}

// paginate gives every item its page. Items that keep together move together
// to the next page, unless they are higher than a page.
func (w *pdfWriter) paginate() [][]placed {
	pages := [][]placed{nil}
	y := textTop
	turn := func() {
		pages = append(pages, nil)
		y = textTop
	}
	put := func(it *item, repeated bool) {
		n := len(pages) - 1
		if len(pages[n]) > 0 {
			y += it.before
		}
		if it.anchor != "" && !repeated {
			w.anchors[it.anchor] = place{n + 1, y}
		}
		pages[n] = append(pages[n], placed{it, y, repeated})
		y += it.height
	}
	for i := 0; i < len(w.items); {
		end, high := i, 0.0
		for ; end < len(w.items); end++ {
			high += w.items[end].before + w.items[end].height
			if !w.items[end].keep {
				end++
				break
			}
		}
		empty := len(pages[len(pages)-1]) == 0
		whole := high <= textBottom-textTop
		if !empty && (w.items[i].breakBefore || whole && y+high > textBottom) {
			turn()
		}
		for ; i < end; i++ {
			it := w.items[i]
			if !whole && y+it.before+it.height > textBottom && len(pages[len(pages)-1]) > 0 {
				turn()
			}
			if it.head != nil && len(pages[len(pages)-1]) == 0 {
				put(it.head, true)
			}
			put(it, false)
		}
	}
	return pages
}

// use sets the font for measuring, loading it the first time.
func (w *pdfWriter) use(style string) map[rune]float64 {
	widths, ok := w.fonts[style]
	if !ok {
		ttf := map[string][]byte{
			"": liberationsansregular.TTF, "B": liberationsansbold.TTF,
			"I": liberationsansitalic.TTF, "BI": liberationsansbolditalic.TTF,
		}[style]
		// fpdf pads tables in place, past their end: it gets its own copy.
		w.f.AddUTF8FontFromBytes(family, style, bytes.Clone(ttf))
		widths = map[rune]float64{}
		w.fonts[style] = widths
		w.font = "none"
	}
	return widths
}

// width is the length of a text in a style, in points at size 1.
func (w *pdfWriter) width(text, style string) float64 {
	widths := w.use(style)
	total := 0.0
	for _, r := range text {
		one, ok := widths[r]
		if !ok {
			if w.font != style {
				w.f.SetFont(family, style, 10)
				w.font = style
			}
			one = float64(w.f.GetStringSymbolWidth(string(r))) / 1000
			widths[r] = one
		}
		total += one
	}
	return total
}

// printable replaces the few signs the font lacks.
var printable = strings.NewReplacer("\u2011", "-", "\u200b", "", "\u2060", "", "\ufeff", "")

func styleOf(bold, italic bool) string {
	style := ""
	if bold {
		style = "B"
	}
	if italic {
		style += "I"
	}
	return style
}

// glyphs is a stretch of a line in one style.
type glyphs struct {
	text  string
	style string
	size  float64
	rise  float64
	width float64
	color rgb
	span  int // index of the piece it comes from
}

// line is one line of a paragraph.
type line struct {
	glyphs []glyphs
	width  float64
}

// lines breaks pieces at spaces, after hyphens and strokes between letters, and
// anywhere in a word that is wider than the column.
func (w *pdfWriter) lines(pieces []piece, fc face, wide float64) []line {
	var out []line
	var current line
	var word []glyphs
	wordWide, gap := 0.0, false
	flush := func() {
		if len(word) == 0 {
			return
		}
		// The space stands with the words before it, unless those are a link.
		space, behind := 0.0, false
		if gap && len(current.glyphs) > 0 {
			last := current.glyphs[len(current.glyphs)-1]
			behind = last.span == word[0].span || last.color == fc.color && last.rise == 0
			if !behind {
				last = word[0]
			}
			space = w.width(" ", last.style) * last.size
		}
		if len(current.glyphs) > 0 && current.width+space+wordWide > wide+0.01 {
			out = append(out, current)
			current, space = line{}, 0
		}
		for i, g := range word {
			if i == 0 && space > 0 {
				if behind {
					n := len(current.glyphs) - 1
					current.glyphs[n].text += " "
					current.glyphs[n].width += space
					current.width += space
				} else {
					g.text = " " + g.text
					g.width += space
				}
			}
			if n := len(current.glyphs) - 1; n >= 0 && current.glyphs[n].span == g.span {
				current.glyphs[n].text += g.text
				current.glyphs[n].width += g.width
			} else {
				current.glyphs = append(current.glyphs, g)
			}
			current.width += g.width
		}
		word, wordWide, gap = nil, 0, false
	}
	add := func(g glyphs) {
		g.width = w.width(g.text, g.style) * g.size
		if wordWide+g.width > wide {
			for _, r := range g.text {
				one := g
				one.text = string(r)
				one.width = w.width(one.text, g.style) * g.size
				if wordWide+one.width > wide {
					flush()
				}
				if n := len(word) - 1; n >= 0 && word[n].span == g.span {
					word[n].text += one.text
					word[n].width += one.width
				} else {
					word = append(word, one)
				}
				wordWide += one.width
			}
			return
		}
		word = append(word, g)
		wordWide += g.width
	}
	for i, p := range pieces {
		base := glyphs{style: styleOf(fc.bold || p.bold, fc.italic || p.italic), size: fc.size, color: fc.color, span: i}
		switch {
		case p.mark > 0:
			base.style, base.size, base.rise, base.color = "", fc.size*0.66, fc.size*0.33, blue
		case p.href != "":
			base.color = blue
		}
		for n, part := range strings.Split(printable.Replace(p.text), " ") {
			if n > 0 {
				flush()
				gap = true
			}
			for _, chunk := range breakable(part) {
				g := base
				g.text = chunk.text
				add(g)
				if chunk.more {
					flush()
				}
			}
		}
	}
	flush()
	if len(current.glyphs) > 0 || len(out) == 0 {
		out = append(out, current)
	}
	return out
}

// chunk is a part of a word; more says that the line may end after it.
type chunk struct {
	text string
	more bool
}

// breakable parts a word after a hyphen or stroke that stands between letters,
// with at least three letters on each side.
func breakable(word string) []chunk {
	if word == "" {
		return nil
	}
	if !strings.ContainsAny(word, "-/_") {
		return []chunk{{word, false}}
	}
	var out []chunk
	runes := []rune(word)
	start := 0
	for i := 3; i < len(runes)-3; i++ {
		if strings.ContainsRune("-/_", runes[i]) && i-start >= 3 && !strings.ContainsRune("0123456789-/", runes[i+1]) {
			out = append(out, chunk{string(runes[start : i+1]), true})
			start = i + 1
		}
	}
	return append(out, chunk{string(runes[start:]), false})
}

// drawLine writes one line at its top, each stretch in the structure element it belongs to.
func (w *pdfWriter) drawLine(l line, x, top float64, fc face, owner func(span int) *element) {
	base := top + (fc.leading-fc.size)/2 + fc.size*0.8
	for _, g := range l.glyphs {
		if owner != nil {
			e := owner(g.span)
			w.begin(e)
			if e.link != nil {
				w.linkTo(e, x, base-g.rise-g.size*0.85, g.width, g.size*1.15)
				if e.link.href != "" {
					w.fillRect(x, base+1.2, g.width, 0.5, g.color)
				}
			}
		}
		w.write(g.text, x, base-g.rise, g.style, g.size, g.color)
		x += g.width
	}
}

func (w *pdfWriter) write(text string, x, base float64, style string, size float64, c rgb) {
	w.use(style)
	w.f.SetFont(family, style, size)
	w.font = style
	w.f.SetTextColor(c.r, c.g, c.b)
	w.f.Text(x, base, text)
}

func (w *pdfWriter) fillRect(x, y, wide, high float64, c rgb) {
	w.f.RawWriteStr(fmt.Sprintf("q %.3f %.3f %.3f rg %.2f %.2f %.2f %.2f re f Q",
		float64(c.r)/255, float64(c.g)/255, float64(c.b)/255, x, pageHigh-y-high, wide, high))
}

// band is the head of every page: issuer and status. The first one is read
// aloud, the others are decoration.
func (w *pdfWriter) band(page int) {
	if page == 1 && (w.doc.Organisation != "" || w.doc.Status != "") {
		w.begin(&element{role: "P", parent: w.root})
	} else {
		w.artifact()
	}
	base := margin - 22.0
	issuer, status := printable.Replace(clean(w.doc.Organisation)), printable.Replace(clean(w.doc.Status))
	if issuer != "" {
		w.write(issuer, margin, base, "B", 9, blue)
	}
	if status != "" {
		w.write(status, pageWide-margin-w.width(status, "")*9, base, "", 9, blue)
	}
	w.artifact()
	w.fillRect(margin, base+6, textWide, 1, blue)
}

// foot is the foot of every page: how the note may be used, its id, the page.
func (w *pdfWriter) foot(page, pages int) {
	const size = 7.5
	before, between := w.doc.pageWords()
	y := pageHigh - margin + 8.0
	w.artifact()
	w.fillRect(margin, y, textWide, 0.5, rule)
	y += 11
	if w.doc.Handling != "" {
		if page == pages {
			w.begin(&element{role: "P", parent: w.root})
		}
		fc := face{size: size, leading: 9.5, color: grey}
		for _, l := range w.lines([]piece{{text: clean(w.doc.Handling)}}, fc, textWide) {
			w.drawLine(l, margin, y-8, fc, nil)
			y += 9.5
		}
	}
	w.artifact()
	if id := printable.Replace(clean(w.doc.ID)); id != "" {
		w.write(id, margin, y, "", size, grey)
	}
	number := fmt.Sprintf("%s%d%s%d", before, page, between, pages)
	w.write(number, pageWide-margin-w.width(number, "")*size, y, "", size, grey)
}
