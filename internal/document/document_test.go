package document

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var updateGolden = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *updateGolden {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s has changed (-want +got):\n%s", path, diff)
	}
}

// svgPattern is what the chart room writes; its own golden files watch it.
var svgPattern = regexp.MustCompile(`(?s)<svg.*?</svg>\n?`)

func TestGolden(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		d := sampleNote(lang)
		golden(t, lang+".txt", []byte(d.Text()))
		golden(t, lang+".html", svgPattern.ReplaceAll(d.HTML(), []byte("<svg/>")))
		file := mustDOCX(t, d)
		golden(t, lang+".document.xml", bytes.ReplaceAll(unzip(t, file)["word/document.xml"], []byte("<w:p>"), []byte("\n<w:p>")))
	}
}

func mustDOCX(t testing.TB, d *Document) []byte {
	t.Helper()
	file, err := d.DOCX()
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func mustPDF(t testing.TB, d *Document) []byte {
	t.Helper()
	file, err := d.PDF()
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func unzip(t testing.TB, file []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if parts[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return parts
}

func TestSameBytesTwice(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		if !bytes.Equal(mustDOCX(t, sampleNote(lang)), mustDOCX(t, sampleNote(lang))) {
			t.Errorf("%s: two DOCX of one note differ", lang)
		}
		if !bytes.Equal(mustPDF(t, sampleNote(lang)), mustPDF(t, sampleNote(lang))) {
			t.Errorf("%s: two PDF of one note differ", lang)
		}
	}
}

func TestConcurrentPDF(t *testing.T) {
	want := mustPDF(t, sampleNote("fr"))
	results := make(chan []byte)
	for range 3 {
		go func() {
			file, err := sampleNote("fr").PDF()
			if err != nil {
				file = []byte(err.Error())
			}
			results <- file
		}()
	}
	for range 3 {
		if !bytes.Equal(<-results, want) {
			t.Error("a PDF written beside others differs")
		}
	}
}

func TestJSONRoundTrip(t *testing.T) {
	d := sampleNote("fr")
	file, err := d.JSON()
	if err != nil {
		t.Fatal(err)
	}
	var back Document
	if err := json.Unmarshal(file, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(d, &back); diff != "" {
		t.Errorf("read back (-written +read):\n%s", diff)
	}
	if !bytes.Equal(mustDOCX(t, d), mustDOCX(t, &back)) {
		t.Error("the document read back gives another DOCX")
	}
}

// node is an XML element with its children, enough to judge their order.
type node struct {
	name string
	attr map[string]string
	kids []*node
	text string
}

func parseXML(t *testing.T, name string, data []byte) *node {
	t.Helper()
	root := &node{}
	stack := []*node{root}
	dec := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := dec.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%s is not well formed: %v", name, err)
		}
		top := stack[len(stack)-1]
		switch e := token.(type) {
		case xml.StartElement:
			n := &node{name: e.Name.Local, attr: map[string]string{}}
			for _, a := range e.Attr {
				n.attr[a.Name.Local] = a.Value
			}
			top.kids = append(top.kids, n)
			stack = append(stack, n)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.text += string(e)
		}
	}
	return root
}

func (n *node) walk(visit func(*node)) {
	visit(n)
	for _, k := range n.kids {
		k.walk(visit)
	}
}

// schemaOrder is the order ECMA-376 demands of the children we write.
var schemaOrder = map[string][]string{
	"pPr":    {"pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "shd", "tabs", "spacing", "ind", "jc", "outlineLvl"},
	"rPr":    {"rStyle", "rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "u", "vertAlign", "lang"},
	"tblPr":  {"tblStyle", "tblW", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription"},
	"trPr":   {"cantSplit", "tblHeader"},
	"tcPr":   {"tcW", "tcBorders", "shd", "vAlign"},
	"tbl":    {"tblPr", "tblGrid", "tr"},
	"style":  {"name", "basedOn", "next", "uiPriority", "semiHidden", "qFormat", "pPr", "rPr", "tblPr", "tblStylePr"},
	"inline": {"extent", "effectExtent", "docPr", "cNvGraphicFramePr", "graphic"},
	"sectPr": {"headerReference", "footerReference", "pgSz", "pgMar"},
}

func TestDOCXParts(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		parts := unzip(t, mustDOCX(t, sampleNote(lang)))
		styles := map[string]bool{}
		for name, data := range parts {
			if !strings.HasSuffix(name, ".png") {
				tree := parseXML(t, name, data)
				checkOrder(t, name, tree)
				if name == "word/styles.xml" {
					tree.walk(func(n *node) {
						if n.name == "style" {
							styles[n.attr["styleId"]] = true
						}
					})
				}
			}
		}
		relations := map[string]bool{}
		parseXML(t, "rels", parts["word/_rels/document.xml.rels"]).walk(func(n *node) {
			if n.name == "Relationship" {
				relations[n.attr["Id"]] = true
				if n.attr["TargetMode"] != "External" && parts["word/"+n.attr["Target"]] == nil {
					t.Errorf("relationship %s leads to %s, which is not in the file", n.attr["Id"], n.attr["Target"])
				}
			}
		})
		body := parseXML(t, "document", parts["word/document.xml"]).kids[0].kids[0]
		last := body.kids[len(body.kids)-1]
		if last.name != "sectPr" {
			t.Errorf("the body ends with %s, not sectPr", last.name)
		}
		if before := body.kids[len(body.kids)-2]; before.name != "p" {
			t.Errorf("before sectPr stands %s, not a paragraph", before.name)
		}
		bookmarks, ids, headers := map[string]bool{}, map[string]bool{}, 0
		body.walk(func(n *node) {
			switch n.name {
			case "tc":
				if n.kids[len(n.kids)-1].name != "p" {
					t.Error("a cell does not end with a paragraph")
				}
			case "p":
				for i, k := range n.kids {
					if k.name == "pPr" && i > 0 {
						t.Error("pPr is not first in its paragraph")
					}
				}
			case "bookmarkStart":
				if bookmarks[n.attr["name"]] || ids["b"+n.attr["id"]] {
					t.Errorf("bookmark %s stands twice", n.attr["name"])
				}
				bookmarks[n.attr["name"]], ids["b"+n.attr["id"]] = true, true
			case "docPr":
				if ids["d"+n.attr["id"]] || n.attr["descr"] == "" {
					t.Errorf("picture %s: id used twice, or no text alternative", n.attr["id"])
				}
				ids["d"+n.attr["id"]] = true
			case "tblHeader":
				headers++
			case "pStyle", "rStyle", "tblStyle":
				if !styles[n.attr["val"]] {
					t.Errorf("style %s is not defined", n.attr["val"])
				}
			}
			if id := n.attr["embed"]; id != "" && !relations[id] {
				t.Errorf("picture relationship %s is missing", id)
			}
		})
		body.walk(func(n *node) {
			if a := n.attr["anchor"]; n.name == "hyperlink" && a != "" && !bookmarks[a] {
				t.Errorf("link to bookmark %s, which is not there", a)
			}
		})
		if headers != 3 {
			t.Errorf("%d tables repeat their column titles, want 3", headers)
		}
		core := string(parts["docProps/core.xml"])
		for _, want := range []string{"<dc:title>", "<dc:creator>Cluster Protection Mali<", map[string]string{"fr": ">fr-FR<", "en": ">en-GB<"}[lang], "2018-03-21T00:00:00Z"} {
			if !strings.Contains(core, want) {
				t.Errorf("core.xml lacks %q", want)
			}
		}
	}
}

func checkOrder(t *testing.T, part string, tree *node) {
	t.Helper()
	tree.walk(func(n *node) {
		order, ok := schemaOrder[n.name]
		if !ok {
			return
		}
		at := 0
		for _, k := range n.kids {
			i := at
			for i < len(order) && order[i] != k.name {
				i++
			}
			if i == len(order) {
				t.Errorf("%s: %s stands in %s out of the order %v", part, k.name, n.name, order)
				return
			}
			at = i
		}
	})
}

func TestBodyStandsInPage(t *testing.T) {
	d := sampleNote("en")
	body, page := string(d.Body()), string(d.HTML())
	if !strings.Contains(page, body) {
		t.Error("the page alone and the page of the site show different articles")
	}
	for _, tag := range []string{"<h1", "<article", "<footer"} {
		if n := strings.Count(body, tag); n != 1 {
			t.Errorf("%d times %s, want once", n, tag)
		}
	}
	for _, outside := range []string{" src=", "<script", "<link", "@import", "url("} {
		if strings.Contains(page, outside) {
			t.Errorf("the page asks for an outside resource: %s", outside)
		}
	}
	targets := regexp.MustCompile(`href="#([^"]+)"`).FindAllStringSubmatch(body, -1)
	if len(targets) != 5 {
		t.Errorf("%d links to sources, want 5", len(targets))
	}
	for _, target := range targets {
		if strings.Count(body, ` id="`+target[1]+`"`) != 1 {
			t.Errorf("link to #%s, which does not stand exactly once", target[1])
		}
	}
}

func TestHostileText(t *testing.T) {
	d := &Document{Lang: "fr", Title: "A\x00\x01 \ufffe<b>&\"' ]]> \u202e", Blocks: []Block{
		{Kind: Paragraph, Runs: []Run{{Text: "\x0b<script>alert(1)</script> \xff\n2", Href: "javascript:alert(1)"}, {Text: strings.Repeat("m", 300)}, {Text: "x", Ref: 9}}},
		{Kind: Picture, Caption: "vide"},
		{Kind: TableBlock, Table: &Table{Head: []string{"a", "b"}, Rows: [][]Cell{nil, {Plain(strings.Repeat("mot ", 4000))}}}},
		{Kind: TableBlock, Table: &Table{Head: []string{"a"}}},
		{Kind: TableBlock},
	}}
	page := string(d.HTML())
	for _, bad := range []string{"<script", "javascript:", "\x00", "#src-9"} {
		if strings.Contains(page, bad) {
			t.Errorf("HTML carries %q", bad)
		}
	}
	for name, data := range unzip(t, mustDOCX(t, d)) {
		parseXML(t, name, data)
	}
	if file := mustPDF(t, d); bytes.Count(file, []byte("/MediaBox")) != 1 {
		t.Error("the PDF has no page size, or several")
	}
	mustPDF(t, &Document{})
	mustDOCX(t, &Document{})
}

func TestBreakable(t *testing.T) {
	for word, want := range map[string]string{
		"sous-cluster": "sous-|cluster", "2018-03-21": "2018-03-21", "co-lead": "co-lead", "mot": "mot",
		"nationale/regionale": "nationale/|regionale", "co-facilitateur": "co-facilitateur", "inter-agence-locale": "inter-|agence-|locale",
	} {
		var got []string
		for _, c := range breakable(word) {
			got = append(got, c.text)
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s breaks as %s, want %s", word, strings.Join(got, "|"), want)
		}
	}
}

func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not installed: the check it makes is left out", name)
	}
	return path
}

func run(t *testing.T, name string, arguments ...string) string {
	t.Helper()
	out, err := exec.Command(tool(t, name), arguments...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, arguments, err, out)
	}
	return string(out)
}

func writeFile(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// inOrder checks that the wanted texts follow one another, white space aside.
func inOrder(t *testing.T, text string, wanted ...string) {
	t.Helper()
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
	text = squeeze(text)
	for _, want := range wanted {
		at := strings.Index(text, squeeze(want))
		if at < 0 {
			t.Errorf("%q is missing, or stands before the text it follows", want)
			continue
		}
		text = text[at+len(squeeze(want)):]
	}
}

func sampleOrder(d *Document) []string {
	wanted := []string{d.Title, d.Fictitious}
	for _, b := range d.Blocks {
		switch b.Kind {
		case Lead, Heading, Signature, Bullet:
			wanted = append(wanted, plainText(b.Runs))
		case Picture:
			wanted = append(wanted, b.Caption, b.Source, b.Drawing.Table.Rows[3][1])
		case TableBlock:
			wanted = append(wanted, b.Table.Caption)
		}
	}
	return wanted
}

func TestPDFWithPoppler(t *testing.T) {
	tool(t, "pdfinfo")
	for _, lang := range []string{"fr", "en"} {
		d := sampleNote(lang)
		path := writeFile(t, "note.pdf", mustPDF(t, d))
		inOrder(t, run(t, "pdftotext", path, "-"), append(sampleOrder(d), "66")...)
		inOrder(t, run(t, "pdftotext", path, "-"), "ɛ ɔ ɲ ŋ, Bɛɛ ka ɲɛsigi", "Œuvrer – ensemble", "État, cœur", "<&>")
		info := run(t, "pdfinfo", path)
		for _, want := range []string{"Tagged:          yes", "A4", "Author:          Cluster Protection Mali", "Title:           " + d.Title[:20], "PDF version:     1.7"} {
			if !strings.Contains(info, want) {
				t.Errorf("pdfinfo lacks %q:\n%s", want, info)
			}
		}
		fonts := strings.Split(strings.TrimSpace(run(t, "pdffonts", path)), "\n")[2:]
		if len(fonts) < 3 {
			t.Errorf("%d fonts, want at least 3", len(fonts))
		}
		embedded := regexp.MustCompile(`Identity-H\s+yes\s+\S+\s+yes`)
		for _, font := range fonts {
			if !embedded.MatchString(font) {
				t.Errorf("font not embedded or without its Unicode map: %s", font)
			}
		}
		tree := run(t, "pdfinfo", "-struct-text", path)
		inOrder(t, tree, "Document", "P(block)", "H1(block)", d.Title, "H2", "Caption", "Figure", "H3", "Link", "LI", "LBody", "Table", "TR", "TH", "TD", "TableofContents"[:5])
		pages := regexp.MustCompile(`Pages:\s+(\d+)`).FindStringSubmatch(info)[1]
		_, between := d.pageWords()
		inOrder(t, run(t, "pdftotext", "-layout", path, "-"), "Page 1"+between+pages, "Page "+pages+between+pages)
		if strings.Count(run(t, "pdftotext", path, "-"), "MoptiMopti") > 0 {
			t.Error("a text with a halo is read twice")
		}
	}
}

func TestDOCXWithXmllint(t *testing.T) {
	tool(t, "xmllint")
	for name, data := range unzip(t, mustDOCX(t, sampleNote("fr"))) {
		if !strings.HasSuffix(name, ".png") {
			run(t, "xmllint", "--noout", writeFile(t, "part.xml", data))
		}
	}
}

func TestColumnShares(t *testing.T) {
	even := func(v float64) string { return fmt.Sprintf("%.2f", v) }
	for name, c := range map[string]struct {
		table Table
		want  []string
	}{
		"asked for":        {Table{Head: []string{"a", "b"}, Widths: []float64{1, 3}}, []string{"0.25", "0.75"}},
		"asked nonsense":   {Table{Head: []string{"a", "b"}, Widths: []float64{0, -1}}, []string{"0.50", "0.50"}},
		"nothing to say":   {Table{Head: []string{"a", "b"}}, []string{"0.50", "0.50"}},
		"text takes more":  {Table{Head: []string{"N", "Text"}, Rows: [][]Cell{{Plain("1"), Plain(strings.Repeat("mot ", 20))}}}, []string{"0.04", "0.96"}},
		"as many as asked": {Table{Head: []string{"a", "b"}, Widths: []float64{1}}, []string{"0.50", "0.50"}},
	} {
		var got []string
		for _, share := range c.table.shares() {
			got = append(got, even(share))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestPDFObjects(t *testing.T) {
	tool(t, "qpdf")
	path := writeFile(t, "note.pdf", mustPDF(t, sampleNote("fr")))
	if out := run(t, "qpdf", "--check", path); !strings.Contains(out, "No syntax or stream encoding errors") {
		t.Error(out)
	}
}

func TestLibreOffice(t *testing.T) {
	soffice := tool(t, "soffice")
	if testing.Short() {
		t.Skip("LibreOffice takes long to start")
	}
	d := sampleNote("fr")
	path := writeFile(t, "note.docx", mustDOCX(t, d))
	dir := filepath.Dir(path)
	cmd := exec.Command(soffice, "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", "pdf", "--outdir", dir, path)
	timer := time.AfterFunc(60*time.Second, func() { cmd.Process.Kill() })
	defer timer.Stop()
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	inOrder(t, run(t, "pdftotext", filepath.Join(dir, "note.pdf"), "-"), sampleOrder(d)...)
}

func BenchmarkDOCX(b *testing.B) {
	d := sampleNote("fr")
	for b.Loop() {
		mustDOCX(b, d)
	}
}

func BenchmarkPDF(b *testing.B) {
	d := sampleNote("fr")
	for b.Loop() {
		mustPDF(b, d)
	}
}

func ExampleDocument_Text() {
	d := &Document{Lang: "en", Title: "Note", Blocks: []Block{
		{Kind: Paragraph, Runs: []Run{{Text: "Of "}, {Text: "66", Ref: 1}, {Text: " partners, none is unknown."}}},
	}}
	fmt.Print(d.Text())
	// Output:
	// Note
	//
	// Of 66[1] partners, none is unknown.
}
