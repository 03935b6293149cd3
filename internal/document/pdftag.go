package document

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"html"
	"regexp"
	"strconv"
	"unicode/utf16"
)

// fpdf writes no structure tree. The writer marks the content of each page as
// it goes, and afterwards adds the tree, the links and the catalogue entries
// as an incremental update (ISO 32000-1, 7.5.6) of the file fpdf made.

// element is a node of the structure tree.
type element struct {
	role       string
	attributes string // a PDF dictionary
	alt, lang  string
	parent     *element
	link       *target
	kids       []kid
	attached   bool
	object     int
}

// target is where a link leads: a place in the note or an address.
type target struct{ anchor, href, title string }

// kid is a child of an element: another element, marked content, or a link area.
type kid struct {
	child      *element
	page, mcid int
	area       *area
}

// area is a rectangle of a page that leads to the target of its element.
type area struct {
	page       int
	x, y, w, h float64
	owner      *element
	object     int
}

// tagging is the structure of the file under way.
type tagging struct {
	root    *element
	open    *element     // whose content is being written
	marked  bool         // content, or decoration, is being written
	content [][]*element // by page, then by number of marked content
	areas   []*area
	after   float64 // white space the last block asks for below itself
}

// begin says that what follows belongs to an element.
func (w *pdfWriter) begin(e *element) {
	if w.marked && w.open == e {
		return
	}
	w.end()
	w.attach(e)
	for len(w.content) < w.page {
		w.content = append(w.content, nil)
	}
	mcid := len(w.content[w.page-1])
	w.content[w.page-1] = append(w.content[w.page-1], e)
	e.kids = append(e.kids, kid{page: w.page, mcid: mcid})
	w.f.RawWriteStr(fmt.Sprintf("/%s <</MCID %d>> BDC", e.role, mcid))
	w.open, w.marked = e, true
}

// artifact says that what follows is decoration, not read aloud.
func (w *pdfWriter) artifact() {
	if w.marked && w.open == nil {
		return
	}
	w.end()
	w.f.RawWriteStr("/Artifact BMC")
	w.open, w.marked = nil, true
}

// end closes what is open; marked content never crosses a page.
func (w *pdfWriter) end() {
	if w.marked {
		w.f.RawWriteStr("EMC")
	}
	w.open, w.marked = nil, false
}

// attach puts an element into the tree, after what its parent already holds.
func (w *pdfWriter) attach(e *element) {
	if e.attached || e.parent == nil {
		return
	}
	w.attach(e.parent)
	e.parent.kids = append(e.parent.kids, kid{child: e})
	e.attached = true
}

// linkTo makes a rectangle of the page lead where the element points.
func (w *pdfWriter) linkTo(e *element, x, y, wide, high float64) {
	if _, known := w.anchors[e.link.anchor]; e.link.href == "" && !known {
		return
	}
	a := &area{page: w.page, x: x, y: y, w: wide, h: high, owner: e}
	w.areas = append(w.areas, a)
	e.kids = append(e.kids, kid{area: a})
}

var (
	trailerPattern = regexp.MustCompile(`trailer\n<<\n/Size (\d+)\n/Root (\d+) 0 R\n/Info (\d+) 0 R\n>>\nstartxref\n(\d+)\n%%EOF\n?$`)
	catalogEnd     = []byte(">>\nendobj")
)

// pageObject is the number fpdf gives to a page.
func pageObject(page int) int { return 1 + 2*page }

// tag adds the structure to the finished file.
func (w *pdfWriter) tag(file []byte, pages int) ([]byte, error) {
	found := trailerPattern.FindSubmatch(file)
	if found == nil {
		return nil, fmt.Errorf("tag: no trailer where fpdf writes it")
	}
	number := func(i int) int {
		n, _ := strconv.Atoi(string(found[i]))
		return n
	}
	size, root, info, xref := number(1), number(2), number(3), number(4)
	catalogHead := fmt.Appendf(nil, "\n%d 0 obj\n<<\n", root)
	start := bytes.LastIndex(file, catalogHead)
	if start < 0 {
		return nil, fmt.Errorf("tag: no catalogue where fpdf writes it")
	}
	start += len(catalogHead)
	stop := bytes.Index(file[start:], catalogEnd)
	if stop < 0 {
		return nil, fmt.Errorf("tag: the catalogue does not end")
	}

	u := update{next: size, out: bytes.NewBuffer(file), offsets: map[int]int{}}
	if file[len(file)-1] != '\n' {
		u.out.WriteByte('\n')
	}
	treeRoot, parentTree := u.reserve(), u.reserve()
	for _, a := range w.areas {
		a.object = u.reserve()
	}
	u.number(w.root)

	u.object(root, "<<%s/Version/1.7/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R/ViewerPreferences<</DisplayDocTitle true>>>>",
		bytes.TrimSpace(file[start:start+stop]), treeRoot)
	for page := 1; page <= pages; page++ {
		annots := ""
		for _, a := range w.areas {
			if a.page == page {
				annots += fmt.Sprintf("%d 0 R ", a.object)
			}
		}
		u.object(pageObject(page), "<</Type/Page/Parent 1 0 R/Resources 2 0 R/Contents %d 0 R/Group<</Type/Group/S/Transparency/CS/DeviceRGB>>/StructParents %d/Tabs/S/Annots[%s]>>",
			pageObject(page)+1, page-1, annots)
	}
	u.object(treeRoot, "<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>", w.root.object, parentTree, pages+len(w.areas))
	nums := ""
	for page := range pages {
		nums += fmt.Sprintf("%d[", page)
		if page < len(w.content) {
			for _, e := range w.content[page] {
				nums += fmt.Sprintf("%d 0 R ", e.object)
			}
		}
		nums += "]"
	}
	for i, a := range w.areas {
		nums += fmt.Sprintf("%d %d 0 R ", pages+i, a.owner.object)
	}
	u.object(parentTree, "<</Nums[%s]>>", nums)
	for i, a := range w.areas {
		u.object(a.object, "<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[%.2f %.2f %.2f %.2f]/StructParent %d/Contents %s%s>>",
			a.x, pageHigh-a.y-a.h, a.x+a.w, pageHigh-a.y, pages+i, pdfText(a.owner.link.title), w.destination(a.owner.link))
	}
	u.element(w.root, treeRoot)
	u.finish(root, info, xref)
	return u.out.Bytes(), nil
}

func (w *pdfWriter) destination(t *target) string {
	if t.href != "" {
		return "/A<</S/URI/URI" + pdfASCII(t.href) + ">>"
	}
	at := w.anchors[t.anchor]
	return fmt.Sprintf("/Dest[%d 0 R/XYZ null %.2f null]", pageObject(at.page), pageHigh-at.top+2)
}

// update is the part added behind a PDF file.
type update struct {
	out     *bytes.Buffer
	next    int
	offsets map[int]int
}

func (u *update) reserve() int {
	u.next++
	return u.next - 1
}

// number gives object numbers to an element and all below it.
func (u *update) number(e *element) {
	e.object = u.reserve()
	for _, k := range e.kids {
		if k.child != nil {
			u.number(k.child)
		}
	}
}

func (u *update) object(number int, format string, arguments ...any) {
	u.offsets[number] = u.out.Len()
	fmt.Fprintf(u.out, "%d 0 obj\n", number)
	fmt.Fprintf(u.out, format, arguments...)
	u.out.WriteString("\nendobj\n")
}

// element writes an element and all below it.
func (u *update) element(e *element, parent int) {
	body := fmt.Sprintf("<</Type/StructElem/S/%s/P %d 0 R", e.role, parent)
	if e.attributes != "" {
		body += "/A" + e.attributes
	}
	if e.alt != "" {
		body += "/Alt" + pdfText(e.alt)
	}
	if e.lang != "" {
		body += "/Lang" + pdfASCII(e.lang)
	}
	body += "/K["
	for _, k := range e.kids {
		switch {
		case k.child != nil:
			body += fmt.Sprintf("%d 0 R ", k.child.object)
		case k.area != nil:
			body += fmt.Sprintf("<</Type/OBJR/Obj %d 0 R/Pg %d 0 R>>", k.area.object, pageObject(k.area.page))
		default:
			body += fmt.Sprintf("<</Type/MCR/Pg %d 0 R/MCID %d>>", pageObject(k.page), k.mcid)
		}
	}
	u.object(e.object, "%s]>>", body)
	for _, k := range e.kids {
		if k.child != nil {
			u.element(k.child, e.object)
		}
	}
}

// finish writes the table of the objects added, which points to the one before it.
func (u *update) finish(root, info, previous int) {
	id := fmt.Sprintf("%x", sha256.Sum256(u.out.Bytes()))[:32]
	start := u.out.Len()
	u.out.WriteString("xref\n")
	for n := 0; n < u.next; n++ {
		if _, ok := u.offsets[n]; !ok {
			continue
		}
		count := 1
		for _, ok := u.offsets[n+count]; ok; _, ok = u.offsets[n+count] {
			count++
		}
		fmt.Fprintf(u.out, "%d %d\n", n, count)
		for i := range count {
			fmt.Fprintf(u.out, "%010d 00000 n \n", u.offsets[n+i])
		}
		n += count - 1
	}
	fmt.Fprintf(u.out, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/Prev %d/ID[<%s><%s>]>>\nstartxref\n%d\n%%%%EOF\n", u.next, root, info, previous, id, id, start)
}

// pdfText is a text string of PDF: UTF-16 with its mark, in hexadecimal.
func pdfText(text string) string {
	b := []byte("<FEFF")
	for _, u := range utf16.Encode([]rune(clean(text))) {
		b = fmt.Appendf(b, "%04X", u)
	}
	return string(append(b, '>'))
}

// pdfASCII is a byte string of PDF, in hexadecimal.
func pdfASCII(text string) string { return fmt.Sprintf("<%X>", clean(text)) }

// appendNumber writes a number with at most two decimals.
func appendNumber(b []byte, v float64) []byte {
	b = strconv.AppendFloat(b, v, 'f', 2, 64)
	for b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	if b[len(b)-1] == '.' {
		b = b[:len(b)-1]
	}
	return b
}

// xmp is the metadata of the file as XML.
func (d *Document) xmp() []byte {
	day := d.day().Format("2006-01-02T15:04:05Z")
	text := func(s string) string { return html.EscapeString(clean(s)) }
	return []byte(`<?xpacket begin="` + "\ufeff" + `" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li xml:lang="x-default">` + text(d.Title) + `</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>` + text(d.Organisation) + `</rdf:li></rdf:Seq></dc:creator><dc:identifier>` + text(d.ID) + `</dc:identifier>
<dc:language><rdf:Bag><rdf:li>` + d.locale() + `</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>Toguna</xmp:CreatorTool><xmp:CreateDate>` + day + `</xmp:CreateDate><xmp:ModifyDate>` + day + `</xmp:ModifyDate><pdf:Producer>Toguna</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`)
}
