package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

const (
	contentTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`
	rootRels     = `<Relationships><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	mainRels     = `<Relationships><Relationship Id="s1" Type="http://x/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="t" Type="http://x/relationships/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="y" Type="http://x/relationships/styles" Target="styles.xml"/></Relationships>`
	mainPart     = `<workbook xmlns:r="r"><sheets><sheet name="5W" sheetId="1" r:id="s1"/></sheets></workbook>`
)

// bookOf packs a workbook of one sheet with the given parts over the usual ones.
func bookOf(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	all := map[string]string{
		"[Content_Types].xml": contentTypes, "_rels/.rels": rootRels,
		"xl/workbook.xml": mainPart, "xl/_rels/workbook.xml.rels": mainRels,
	}
	for name, text := range parts {
		if strings.HasPrefix(name, "sheet") {
			name = "xl/worksheets/" + name
		}
		all[name] = text
	}
	return zipOf(t, all)
}

func zipOf(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	zw := zip.NewWriter(&out)
	for name, text := range parts {
		w, err := zw.Create(name)
		if err == nil {
			_, err = io.WriteString(w, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func data(rows string) map[string]string {
	return map[string]string{"sheet1.xml": `<worksheet><sheetData>` + rows + `</sheetData></worksheet>`}
}

// readAll walks every sheet and gives the cells by address.
func readAll(name string, file []byte, lim Limits) (map[string]Cell, error) {
	b, err := Read(name, bytes.NewReader(file), int64(len(file)), lim)
	if err != nil {
		return nil, err
	}
	defer b.Close()
	cells := map[string]Cell{}
	for _, s := range b.Sheets() {
		err := b.Rows(context.Background(), s.Name, func(row int, found []Cell) error {
			for _, c := range found {
				cells[Address(row, c.Col)] = c
			}
			return nil
		})
		if err != nil {
			return cells, err
		}
	}
	return cells, nil
}

func cfb(stream string) string {
	return "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 70000) + string(utf16Name(stream)) + strings.Repeat("\x00", 400)
}

func TestBadFilesAreAnswered(t *testing.T) {
	good := bookOf(t, data(`<row r="1"><c r="A1"><v>1</v></c></row>`))
	wide := strings.Repeat(`<c s="1"/>`, 16383) + `<c r="XFD1"><v>1</v></c>`
	small := DefaultLimits()
	small.MaxBytes, small.MaxRows, small.MaxCols = 10_000, 3, 5
	low := DefaultLimits()
	low.MaxUncompressed, low.MaxRatio = 2<<20, 10_000
	for _, c := range []struct {
		name, code string
		file       string
		lim        Limits
		says       string // a piece of the French message
	}{
		{name: "vide.xlsx", code: CodeEmptyFile, file: "", says: "0 octet"},
		{name: "big.csv", code: CodeTooBig, file: strings.Repeat("a,b\n", 5000), lim: small, says: "19 KiB, au plus 9 KiB"},
		{name: "secret.xlsx", code: CodeProtected, file: cfb("EncryptedPackage"), says: "mot de passe"},
		{name: "vieux.xls", code: CodeOldWorkbook, file: cfb("Workbook"), says: ".xlsx"},
		{name: "vieux.xlsx", code: CodeOldWorkbook, file: cfb("Book"), says: ".xlsx"},
		{name: "lettre.doc", code: CodeNotTable, file: cfb("WordDocument"), says: "OLE"},
		{name: "rapport.ods", code: CodeOpenDocument, file: string(zipOf(t, map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"})), says: "LibreOffice"},
		{name: "photos.zip", code: CodeNotWorkbook, file: string(zipOf(t, map[string]string{"a.jpg": "x"})), says: "archive zip"},
		{name: "lettre.docx", code: CodeNotWorkbook, file: string(zipOf(t, map[string]string{"word/document.xml": "<a/>", "[Content_Types].xml": contentTypes}))},
		{name: "rapport.xlsb", code: CodeBinary, file: string(zipOf(t, map[string]string{"xl/workbook.bin": "x"}))},
		{name: "coupé.xlsx", code: CodeTruncated, file: string(good[:len(good)-40]), says: "incomplet"},
		{name: "début.xlsx", code: CodeTruncated, file: string(good[:60])},
		{name: "page.xls", code: CodeNotTable, file: "<html><table><tr><td>1</td></tr></table>", says: "HTML"},
		{name: "a.pdf", code: CodeNotTable, file: "%PDF-1.7 ...", says: "PDF"},
		{name: "a.xlsx", code: CodeNotTable, file: "Bonjour, voici le rapport.", says: ".xlsx"},
		{name: "a.csv", code: CodeNotTable, file: "a\x00\x01\x02\x03\x00\x00b\x00\x00\x00\x07", says: "données binaires"},
		{name: "utf32.csv", code: CodeEncoding, file: "\xFF\xFE\x00\x00a\x00\x00\x00", says: "UTF-32"},
		{name: "utf16.csv", code: CodeEncoding, file: string(utf16Name("organisation;région;mois\r\nDRC;Gao;mars")), says: "UTF-16"},
		{name: "quotes.csv", code: CodeQuotes, file: "a,b\nx,y\nz,\"open\nmore\n", says: "quotes.csv, feuille «\u00a0quotes\u00a0», B3"},
		{name: "quotes2.csv", code: CodeQuotes, file: "a,b\n\"x,y\nz\",\"w\"v,1\n", says: "B2"},
		{name: "long.csv", code: CodeNotTable, file: "a,b\n" + strings.Repeat("x", 2<<20)},
		{name: "rows.csv", code: CodeTooManyRows, file: "1\n2\n3\n4\n", lim: small, says: "au plus 3"},
		{name: "cols.csv", code: CodeTooManyCols, file: "1,2,3,4,5,6\n", lim: small, says: "colonne F, au plus 5"},
		{name: "cols.xlsx", code: CodeTooManyCols, file: string(bookOf(t, data(`<row r="1">`+wide+`</row>`))), lim: small, says: "colonne XFD, au plus 5"},
		{name: "rows.xlsx", code: CodeTooManyRows, file: string(bookOf(t, data(strings.Repeat(`<row><c><v>1</v></c></row>`, 4)))), lim: small},
		{name: "cut.xlsx", code: CodeDamaged, file: string(bookOf(t, map[string]string{"sheet1.xml": `<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"`}))},
		{name: "nosheet.xlsx", code: CodeDamaged, file: string(bookOf(t, nil)), says: "abîmé"},
		{name: "empty.xlsx", code: CodeDamaged, file: string(bookOf(t, map[string]string{"xl/workbook.xml": "<workbook/>"}))},
		{name: "text.xlsx", code: CodeDamaged, file: string(bookOf(t, data(`<row r="1"><c r="A1" t="s"><v>9</v></c></row>`))), says: "A1"},
		{name: "addr.xlsx", code: CodeDamaged, file: string(bookOf(t, data(`<row r="1"><c r="ZZZZ1"><v>9</v></c></row>`)))},
		{name: "row.xlsx", code: CodeDamaged, file: string(bookOf(t, data(`<row r="1048577"><c><v>9</v></c></row>`)))},
		{name: "doctype.xlsx", code: CodeDamaged, file: string(bookOf(t, map[string]string{"sheet1.xml": `<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>`}))},
		{name: "utf16.xlsx", code: CodeEncoding, file: string(bookOf(t, map[string]string{"sheet1.xml": "\xFF\xFE" + string(utf16Name("<worksheet/>"))}))},
		{name: "latin.xlsx", code: CodeEncoding, file: string(bookOf(t, map[string]string{"sheet1.xml": `<?xml version="1.0" encoding="ISO-8859-1"?><worksheet/>`}))},
		{name: "bomb.xlsx", code: CodeBomb, file: string(bookOf(t, data(strings.Repeat(`<row r="1"/>`, 2<<20)))), says: "1:250"},
		{name: "huge.xlsx", code: CodeBomb, file: string(bookOf(t, data(strings.Repeat(`<row r="1"/>`, 1<<20)))), lim: low, says: "> 2 MiB"},
		{name: "bombtexts.xlsx", code: CodeBomb, file: string(bookOf(t, map[string]string{"sheet1.xml": `<worksheet><sheetData/></worksheet>`, "xl/sharedStrings.xml": `<sst>` + strings.Repeat("<si><t>x</t></si>", 2<<20) + `</sst>`}))},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.lim == (Limits{}) {
				c.lim = DefaultLimits()
			}
			_, err := readAll(c.name, []byte(c.file), c.lim)
			f := faultOf(t, err)
			if f.Code != c.code || f.File != c.name {
				t.Fatalf("fault %+v, want %s", f, c.code)
			}
			for _, lang := range []string{"fr", "en"} {
				m := f.Message(lang)
				if !strings.HasPrefix(m, c.name) || strings.ContainsAny(m, "{}") {
					t.Errorf("message %q", m)
				}
			}
			if !strings.Contains(f.Message("fr"), c.says) {
				t.Errorf("message %q does not say %q", f.Message("fr"), c.says)
			}
		})
	}
}

func TestEveryCodeHasItsSentences(t *testing.T) {
	for code, s := range sentences {
		f := &Fault{Code: code, File: "a.xlsx", Sheet: "5W", Row: 3, Col: 2, Found: "x", Expected: "y", Readings: []string{"1", "2"}}
		if s.fr == "" || s.en == "" || s.fr == s.en || strings.ContainsAny(f.Message("fr")+f.Message("en"), "{}") {
			t.Errorf("%s: %q, %q", code, f.Message("fr"), f.Message("en"))
		}
	}
	f := &Fault{Code: CodeAmbiguous, File: "a.xlsx", Sheet: "5W", Row: 3, Col: 28, Found: "1.234 ?", Readings: []string{"1234", "1.234"}}
	if got, want := f.Message("fr"), "a.xlsx, feuille «\u00a05W\u00a0», AB3\u00a0: «\u00a01.234 ?\u00a0» peut se lire de deux façons\u00a0: 1234 ou 1.234. Indiquez laquelle."; got != want {
		t.Errorf("message\n%q, want\n%q", got, want)
	}
	if got, want := f.Error(), "a.xlsx, sheet “5W”, AB3: “1.234 ?” can be read in two ways: 1234 or 1.234. Say which one."; got != want {
		t.Errorf("message\n%q, want\n%q", got, want)
	}
}

func TestBadPaths(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	_, err := Open(filepath.Join(dir, "absent.xlsx"), DefaultLimits())
	if f := faultOf(t, err); f.Code != CodeMissing {
		t.Errorf("absent file: %v", err)
	}
	write("notes.md", "x")
	_, err = Open(dir, DefaultLimits())
	if f := faultOf(t, err); f.Code != CodeNoCSV {
		t.Errorf("directory without CSV: %v", err)
	}
	write("orgs.csv", "name;type\nDRC;ONGI\n")
	write("places.csv", "pcode,name\nML05,Mopti\n")
	write("zip.csv", "PK\x03\x04")
	b, err := Open(dir, DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if got := fmt.Sprint(b.Sheets()); got != "[{orgs visible 0} {places visible 1} {zip visible 2}]" {
		t.Errorf("sheets %s", got)
	}
	var got []string
	for _, sheet := range []string{"places", "orgs"} {
		err = b.Rows(context.Background(), sheet, func(row int, cells []Cell) error {
			got = append(got, fmt.Sprint(row, cells[0].Text, cells[1].Text))
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
	if s := strings.Join(got, "/"); s != "1pcodename/2ML05Mopti/1nametype/2DRCONGI" {
		t.Errorf("rows %s", s)
	}
	nothing := func(int, []Cell) error { return nil }
	if f := faultOf(t, b.Rows(context.Background(), "zip", nothing)); f.Code == "" {
		t.Error("a zip called .csv was read")
	}
	if f := faultOf(t, b.Rows(context.Background(), "5W", nothing)); f.Code != CodeNoSheet || f.Expected != "orgs, places, zip" {
		t.Errorf("unknown sheet: %+v", f)
	}
	stop := errors.New("stop")
	if err := b.Rows(context.Background(), "orgs", func(int, []Cell) error { return stop }); err != stop {
		t.Errorf("the error of the caller came back as %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := b.Rows(ctx, "orgs", nothing); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled walk gave %v", err)
	}
}

// allocated measures what is allocated, collected or not, while f runs.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

func TestAMillionEmptyRowsCostLittle(t *testing.T) {
	var rows strings.Builder
	rows.WriteString(`<worksheet><dimension ref="A1:XFD1048576"/><sheetData>`)
	for i := 1; i <= 1<<20; i++ {
		if i%26000 == 1 && i/26000 < 40 {
			fmt.Fprintf(&rows, `<row r="%d"><c r="A%d"><v>%d</v></c></row>`, i, i, i)
		} else {
			fmt.Fprintf(&rows, `<row r="%d" s="1" customFormat="1"><c r="A%d" s="1"/></row>`, i, i)
		}
	}
	rows.WriteString(`</sheetData></worksheet>`)
	file := bookOf(t, map[string]string{"sheet1.xml": rows.String()})
	begin, n := time.Now(), 0
	used := allocated(func() {
		cells, err := readAll("a.xlsx", file, DefaultLimits())
		if err != nil {
			t.Error(err)
		}
		n = len(cells)
	})
	took := time.Since(begin)
	t.Logf("%d cells, %d KiB, %v", n, used>>10, took)
	if n != 40 || used > 2<<20 || took > 10*time.Second {
		t.Errorf("%d cells with %d bytes in %v; want 40 within 2 MiB and 10 s", n, used, took)
	}
}

func TestTwoHundredSheetsCostLittle(t *testing.T) {
	parts := map[string]string{}
	var main, rels strings.Builder
	for i := range 200 {
		fmt.Fprintf(&main, `<sheet name="S%d" sheetId="%d" r:id="r%d"/>`, i, i+1, i)
		fmt.Fprintf(&rels, `<Relationship Id="r%d" Type="x/worksheet" Target="worksheets/sheet%d.xml"/>`, i, i)
		parts[fmt.Sprintf("sheet%d.xml", i)] = `<worksheet><sheetData>` + strings.Repeat(`<row><c><v>7</v></c></row>`, 5000) + `</sheetData></worksheet>`
	}
	parts["xl/workbook.xml"] = `<workbook><sheets>` + main.String() + `</sheets></workbook>`
	parts["xl/_rels/workbook.xml.rels"] = `<Relationships>` + rels.String() + `</Relationships>`
	file := bookOf(t, parts)
	used := allocated(func() {
		b, err := Read("a.xlsx", bytes.NewReader(file), int64(len(file)), DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		if len(b.Sheets()) != 200 {
			t.Errorf("%d sheets", len(b.Sheets()))
		}
		n := 0
		if err := b.Rows(context.Background(), "S199", func(int, []Cell) error { n++; return nil }); err != nil || n != 5000 {
			t.Errorf("%d rows, %v", n, err)
		}
	})
	if used > 2<<20 {
		t.Errorf("reading one sheet of 200 took %d KiB", used>>10)
	}
}
