package document

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"math"
	"strings"

	"toguna/internal/chart"
)

// The page, in twentieths of a point: A4 with margins of 2.2 cm.
const (
	pageTwipsWide = 11906
	pageTwipsHigh = 16838
	marginTwips   = 1247
	textTwips     = pageTwipsWide - 2*marginTwips
	emuPerPoint   = 12700
	pictureDPI    = 200
)

// DOCX writes the note as an Office Open XML text that Word and LibreOffice
// edit: real styles, lists, tables and fields.
func (d *Document) DOCX() ([]byte, error) {
	w := docxWriter{doc: d, sources: d.sourceRows()}
	w.body()
	for i, picture := range w.pictures {
		png, err := picture.PNG(pictureDPI)
		if err != nil {
			return nil, fmt.Errorf("write document %s as DOCX: picture %d: %w", d.ID, i+1, err)
		}
		w.media = append(w.media,
			part{fmt.Sprintf("word/media/image%d.png", i+1), png},
			part{fmt.Sprintf("word/media/image%d.svg", i+1), layered(picture).SVG()})
	}
	parts := []part{
		{"[Content_Types].xml", []byte(contentTypesXML)},
		{"_rels/.rels", []byte(packageRelsXML)},
		{"docProps/core.xml", w.core()},
		{"docProps/app.xml", []byte(appXML)},
		{"word/document.xml", w.document()},
		{"word/_rels/document.xml.rels", w.relationships()},
		{"word/styles.xml", []byte(strings.ReplaceAll(stylesXML, "{{lang}}", d.locale()))},
		{"word/numbering.xml", []byte(numberingXML)},
		{"word/settings.xml", w.settings()},
		{"word/fontTable.xml", []byte(fontTableXML)},
		{"word/header1.xml", w.header()},
		{"word/footer1.xml", w.footer()},
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, p := range append(parts, w.media...) {
		h := &zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: d.day()}
		if strings.HasSuffix(p.name, ".png") {
			h.Method = zip.Store
		}
		f, err := z.CreateHeader(h)
		if err == nil {
			_, err = f.Write(p.data)
		}
		if err != nil {
			return nil, fmt.Errorf("write document %s as DOCX: %s: %w", d.ID, p.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("write document %s as DOCX: %w", d.ID, err)
	}
	return out.Bytes(), nil
}

// part is one file of the package.
type part struct {
	name string
	data []byte
}

type docxWriter struct {
	doc        *Document
	b          strings.Builder
	sources    int
	bookmarks  int
	drawings   int
	pictures   []*chart.Drawing
	media      []part
	links      []string // addresses outside the document, in order of first use
	afterTable bool     // the last thing written is a table
}

func (w *docxWriter) raw(parts ...string) {
	for _, p := range parts {
		w.b.WriteString(p)
	}
}

// escape makes text safe inside XML, as text or attribute.
func escape(text string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(clean(text)))
	return b.String()
}

func (w *docxWriter) body() {
	d := w.doc
	w.plain("Title", d.Title)
	w.plain("Subtitle", d.Subtitle)
	w.plain("Date", joinNonEmpty(", ", d.Place, d.Date))
	w.plain("Notice", d.Fictitious)
	breakBefore := false
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if b.Kind == PageBreak {
			breakBefore = true
			continue
		}
		w.block(b, breakBefore)
		breakBefore = false
	}
	if w.afterTable {
		w.raw(`<w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p>`)
	}
}

func (w *docxWriter) block(b *Block, breakBefore bool) {
	switch b.Kind {
	case Heading:
		w.paragraph(fmt.Sprintf("Heading%d", clampLevel(b.Level)), b.ID, b.Runs, breakBefore, false)
	case Lead:
		w.paragraph("Lead", b.ID, b.Runs, breakBefore, false)
	case Bullet:
		style := "ListBullet"
		if b.Level > 1 {
			style = "ListBullet2"
		}
		w.paragraph(style, b.ID, b.Runs, breakBefore, false)
	case Signature:
		w.paragraph("Signature", b.ID, b.Runs, breakBefore, false)
	case Picture:
		w.picture(b, breakBefore)
	case TableBlock:
		w.table(b.Table, b.ID, breakBefore)
		w.plain("Source", b.Source)
	default:
		w.paragraph("", b.ID, b.Runs, breakBefore, false)
	}
}

func (w *docxWriter) plain(style, text string) {
	if text != "" {
		w.paragraph(style, "", Plain(text), false, false)
	}
}

// paragraph writes one paragraph; an empty style is the normal one.
func (w *docxWriter) paragraph(style, id string, runs []Run, breakBefore, keepNext bool) {
	w.openParagraph(style, breakBefore, keepNext, "")
	w.bookmark(id, func() { w.runs(runs) })
	w.raw("</w:p>")
}

// openParagraph writes the start of a paragraph and its properties, in the
// order the schema asks for.
func (w *docxWriter) openParagraph(style string, breakBefore, keepNext bool, justify string) {
	w.raw("<w:p>")
	var p strings.Builder
	if style != "" {
		fmt.Fprintf(&p, `<w:pStyle w:val="%s"/>`, style)
	}
	if keepNext {
		p.WriteString(`<w:keepNext/>`)
	}
	if breakBefore {
		p.WriteString(`<w:pageBreakBefore/>`)
	}
	if w.afterTable && style != "Source" && !strings.HasPrefix(style, "Heading") {
		p.WriteString(`<w:spacing w:before="200"/>`)
	}
	w.afterTable = false
	if justify != "" {
		fmt.Fprintf(&p, `<w:jc w:val="%s"/>`, justify)
	}
	if p.Len() > 0 {
		w.raw("<w:pPr>", p.String(), "</w:pPr>")
	}
}

// bookmark surrounds what is written with a bookmark of that name, when there is one.
func (w *docxWriter) bookmark(name string, write func()) {
	if name == "" {
		write()
		return
	}
	id := w.bookmarks
	w.bookmarks++
	w.raw(fmt.Sprintf(`<w:bookmarkStart w:id="%d" w:name="%s"/>`, id, bookmarkName(name)))
	write()
	w.raw(fmt.Sprintf(`<w:bookmarkEnd w:id="%d"/>`, id))
}

// bookmarkName keeps what Word allows in a bookmark: letters, digits and
// underscores, starting with a letter, forty characters at most.
func bookmarkName(name string) string {
	kept := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return '_'
	}, name)
	if kept == "" || kept[0] == '_' || kept[0] >= '0' && kept[0] <= '9' {
		kept = "n_" + kept
	}
	return kept[:min(len(kept), 40)]
}

// runs writes text with as few runs as its styles need.
func (w *docxWriter) runs(runs []Run) {
	for _, p := range w.doc.pieces(runs) {
		switch {
		case p.mark > 0:
			w.reference(p.mark)
		case p.href != "":
			w.raw(fmt.Sprintf(`<w:hyperlink r:id="%s" w:history="1">`, w.link(p.href)))
			w.run(p, "Hyperlink")
			w.raw("</w:hyperlink>")
		default:
			w.run(p, "")
		}
	}
}

func (w *docxWriter) run(p piece, style string) {
	var props strings.Builder
	if style != "" {
		fmt.Fprintf(&props, `<w:rStyle w:val="%s"/>`, style)
	}
	if p.bold {
		props.WriteString("<w:b/>")
	}
	if p.italic {
		props.WriteString("<w:i/>")
	}
	if p.lang != "" {
		fmt.Fprintf(&props, `<w:lang w:val="%s"/>`, escape(p.lang))
	}
	w.raw("<w:r>")
	if props.Len() > 0 {
		w.raw("<w:rPr>", props.String(), "</w:rPr>")
	}
	space := ""
	if strings.HasPrefix(p.text, " ") || strings.HasSuffix(p.text, " ") || strings.Contains(p.text, "  ") {
		space = ` xml:space="preserve"`
	}
	w.raw("<w:t", space, ">", escape(p.text), "</w:t></w:r>")
}

// reference writes the mark of a source, linked to its row when there is one.
func (w *docxWriter) reference(ref int) {
	mark := `<w:r><w:rPr><w:rStyle w:val="SourceMark"/></w:rPr><w:t>` + refLabel(ref) + `</w:t></w:r>`
	if ref > w.sources {
		w.raw(mark)
		return
	}
	w.raw(fmt.Sprintf(`<w:hyperlink w:anchor="%s" w:tooltip="%s" w:history="1">`, bookmarkName(sourceAnchor(ref)), escape(w.doc.linkTitle(ref))),
		mark, "</w:hyperlink>")
}

// link is the relationship id of an outside address.
func (w *docxWriter) link(href string) string {
	for i, known := range w.links {
		if known == href {
			return fmt.Sprintf("rIdLink%d", i+1)
		}
	}
	w.links = append(w.links, href)
	return fmt.Sprintf("rIdLink%d", len(w.links))
}

func (w *docxWriter) picture(b *Block, breakBefore bool) {
	if b.Caption != "" {
		w.paragraph("Caption", b.ID, Plain(b.Caption), breakBefore, true)
		breakBefore = false
	}
	if d := b.Drawing; d != nil {
		w.pictures = append(w.pictures, d)
		w.drawings++
		n := w.drawings
		scale := fit(d, textTwips/20.0, 600)
		cx, cy := int(math.Round(d.Width*scale*emuPerPoint)), int(math.Round(d.Height*scale*emuPerPoint))
		w.openParagraph("Figure", breakBefore, b.Source != "", "")
		w.raw(fmt.Sprintf(inlinePictureXML, cx, cy, n, n, escape(d.Title), escape(d.Desc), n, n, escape(d.Desc), n, n, cx, cy), "</w:p>")
	}
	w.plain("Source", b.Source)
	w.table(b.pictureTable(), "", false)
}

// layered draws each text that has a halo twice, the halo below: office suites
// ignore the order in which one SVG text paints its outline and its letters.
func layered(d *chart.Drawing) *chart.Drawing {
	out := *d
	out.Shapes = make([]chart.Shape, 0, len(d.Shapes))
	for _, s := range d.Shapes {
		out.Shapes = append(out.Shapes, s)
		if s.Kind == chart.Text && s.Halo.A > 0 {
			s.Halo = chart.Color{}
			out.Shapes = append(out.Shapes, s)
		}
	}
	return &out
}

// fit is the scale at which a drawing fits a frame; it is never enlarged.
func fit(d *chart.Drawing, width, height float64) float64 {
	if d.Width <= 0 || d.Height <= 0 {
		return 1
	}
	return min(1, width/d.Width, height/d.Height)
}

func (w *docxWriter) table(t *Table, id string, breakBefore bool) {
	if t == nil || len(t.Head) == 0 {
		return
	}
	head, text := "TableHead", "TableText"
	if t.Small {
		head, text = "TableSmallHead", "TableSmall"
	}
	if t.Caption != "" {
		w.paragraph("Caption", id, Plain(t.Caption), breakBefore, true)
	} else if w.afterTable || breakBefore {
		w.openParagraph("AfterTable", breakBefore, true, "")
		w.raw("</w:p>")
	}
	wide := int(t.width() * textTwips)
	description := escape(strings.Join(t.Head, ", "))
	w.raw(`<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>`, fmt.Sprintf(`<w:tblW w:w="%d" w:type="dxa"/>`, wide),
		`<w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>`)
	if t.Caption != "" {
		w.raw(`<w:tblCaption w:val="`, escape(t.Caption), `"/>`)
	}
	w.raw(`<w:tblDescription w:val="`, description, `"/></w:tblPr><w:tblGrid>`)
	widths := make([]int, len(t.Head))
	left := wide
	for c, share := range t.shares() {
		widths[c] = int(share * float64(wide))
		if c == len(widths)-1 {
			widths[c] = left
		}
		left -= widths[c]
		w.raw(fmt.Sprintf(`<w:gridCol w:w="%d"/>`, widths[c]))
	}
	w.raw("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")
	w.afterTable = false
	for c, title := range t.Head {
		w.cell(t, c, widths[c], head, len(t.Rows) > 0, "", Plain(title))
	}
	w.raw("</w:tr>")
	for r := range t.Rows {
		w.raw("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
		for c := range t.Head {
			anchor := ""
			if id == SourcesID && c == 0 {
				anchor = sourceAnchor(r + 1)
			}
			w.cell(t, c, widths[c], text, false, anchor, t.cell(r, c))
		}
		w.raw("</w:tr>")
	}
	w.raw("</w:tbl>")
	w.afterTable = true
}

func (w *docxWriter) cell(t *Table, column, width int, style string, keepNext bool, anchor string, runs []Run) {
	w.raw(fmt.Sprintf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, width))
	justify := ""
	if t.numeric(column) {
		justify = "right"
	}
	w.openParagraph(style, false, keepNext, justify)
	w.bookmark(anchor, func() { w.runs(runs) })
	w.raw("</w:p></w:tc>")
}

func (w *docxWriter) document() []byte {
	return []byte(xmlHead + `<w:document ` + documentNamespaces + `><w:body>` + w.b.String() +
		fmt.Sprintf(`<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/><w:footerReference w:type="default" r:id="rIdFooter"/>`+
			`<w:pgSz w:w="%d" w:h="%d"/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="624" w:footer="510" w:gutter="0"/></w:sectPr>`,
			pageTwipsWide, pageTwipsHigh, marginTwips+160, marginTwips, marginTwips+160, marginTwips) +
		`</w:body></w:document>`)
}

func (w *docxWriter) relationships() []byte {
	var b strings.Builder
	b.WriteString(documentRelsHead)
	for i := range w.pictures {
		fmt.Fprintf(&b, `<Relationship Id="rIdPng%d" Type="%s/image" Target="media/image%d.png"/>`, i+1, officeRels, i+1)
		fmt.Fprintf(&b, `<Relationship Id="rIdSvg%d" Type="%s/image" Target="media/image%d.svg"/>`, i+1, officeRels, i+1)
	}
	for i, href := range w.links {
		fmt.Fprintf(&b, `<Relationship Id="rIdLink%d" Type="%s/hyperlink" Target="%s" TargetMode="External"/>`, i+1, officeRels, escape(href))
	}
	b.WriteString("</Relationships>")
	return []byte(b.String())
}

func (w *docxWriter) core() []byte {
	d := w.doc
	var b strings.Builder
	b.WriteString(coreHead)
	for _, e := range [][2]string{
		{"dc:title", d.Title}, {"dc:creator", d.Organisation}, {"dc:identifier", d.ID},
		{"dc:language", d.locale()}, {"cp:contentStatus", d.Status},
	} {
		if e[1] != "" {
			fmt.Fprintf(&b, "<%s>%s</%s>", e[0], escape(e[1]), e[0])
		}
	}
	if d.DateISO != "" {
		day := d.day().Format("2006-01-02T15:04:05Z")
		fmt.Fprintf(&b, `<dcterms:created xsi:type="dcterms:W3CDTF">%s</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">%s</dcterms:modified>`, day, day)
	}
	b.WriteString("</cp:coreProperties>")
	return []byte(b.String())
}

func (w *docxWriter) settings() []byte {
	decimal, list := ",", ";"
	if w.doc.language() == "en" {
		decimal, list = ".", ","
	}
	return []byte(fmt.Sprintf(settingsXML, w.doc.locale(), decimal, list))
}

func (w *docxWriter) header() []byte {
	return []byte(xmlHead + `<w:hdr ` + documentNamespaces + `><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>` +
		`<w:r><w:rPr><w:b/></w:rPr><w:t>` + escape(w.doc.Organisation) + `</w:t></w:r><w:r><w:tab/><w:t>` + escape(w.doc.Status) + `</w:t></w:r></w:p></w:hdr>`)
}

func (w *docxWriter) footer() []byte {
	before, between := w.doc.pageWords()
	handling := ""
	if w.doc.Handling != "" {
		handling = `<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t>` + escape(w.doc.Handling) + `</w:t></w:r></w:p>`
	}
	return []byte(xmlHead + `<w:ftr ` + documentNamespaces + `>` + handling +
		`<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t>` + escape(w.doc.ID) + `</w:t></w:r><w:r><w:tab/><w:t xml:space="preserve">` + before + `</w:t></w:r>` +
		`<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space="preserve">` + between + `</w:t></w:r>` +
		`<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>`)
}
