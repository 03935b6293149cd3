package returns

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"toguna/internal/exchange/sheet"
	"toguna/internal/locale"
	"toguna/internal/record"
	"toguna/internal/sample"
)

// april writes the workbook of a partner for April 2018.
func april(t testing.TB, org string, lang locale.Lang) ([]byte, *record.Return, *Month) {
	t.Helper()
	s, lines := mali(t)
	body := s.BodyByCode("PROT-NAT")
	m := NewMonth(s, body, "2018-04", lines, "", lang)
	for _, r := range Open(s, body, "2018-04", "", sample.IDs()).Returns {
		if s.Org(r.Org).Code == org {
			var b bytes.Buffer
			if err := m.Write(&b, r); err != nil {
				t.Fatal(err)
			}
			return b.Bytes(), r, m
		}
	}
	t.Fatalf("no return of %s", org)
	return nil, nil, nil
}

func read(t testing.TB, b []byte) *sheet.Book {
	t.Helper()
	book, err := sheet.Read("t.xlsx", bytes.NewReader(b), int64(len(b)), sheet.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func TestTheWorkbookSaysWhatItIs(t *testing.T) {
	for _, lang := range locale.Langs {
		b, r, m := april(t, "SABA", lang)
		s, err := ReadStamp(t.Context(), read(t, b))
		if err != nil {
			t.Fatal(err)
		}
		want := Stamp{Template: "5w", Schema: 1, Operation: "MLI-2018", Return: record.ReturnID(r.ID), Code: "5W-2018-04.SABA", Body: "PROT-NAT", Month: "2018-04", Org: "SABA", Lang: lang, Lists: m.lists.hash()}
		if op := m.f.view.Operation.Code; op != want.Operation {
			want.Operation = op
		}
		if !reflect.DeepEqual(s, want) {
			t.Errorf("%s: got %+v\nwant %+v", lang, s, want)
		}
		again, _, _ := april(t, "SABA", lang)
		if !bytes.Equal(b, again) {
			t.Errorf("%s: written twice, the workbook differs", lang)
		}
	}
}

// The rows that are brought: last month's lines that still run, with the month,
// a key of their own and no numbers of people.
func TestLastMonthIsBroughtAlong(t *testing.T) {
	b, r, m := april(t, "SABA", locale.FR)
	was := map[string]*record.Activity{}
	for _, a := range m.before[r.Org] {
		was[a.ID] = a
	}
	rows, keys := 0, map[string]bool{}
	err := read(t, b).Rows(t.Context(), "5W", func(n int, cells []sheet.Cell) error {
		if n < 4 {
			return nil
		}
		id := sheet.At(cells, position("id")).Text
		if id == "" || keys[id] || was[id] != nil {
			t.Fatalf("row %d: the key %q is missing, taken or last month's", n, id)
		}
		keys[id] = true
		if strings.TrimSpace(sheet.At(cells, position("cluster")).Text) == "" {
			for _, c := range cells {
				if c.Kind == sheet.Formula || c.Col != position("id") && strings.TrimSpace(c.Text) != "" {
					t.Fatalf("row %d is prepared, and holds %q", n, c.Text)
				}
			}
			return nil
		}
		rows++
		for key, want := range map[string]string{"month": "2018-04", "org": "SABA-ex", "cluster": "Protection", "girls": "", "total": "", "version": ""} {
			if got := sheet.At(cells, position(key)).Text; strings.TrimSpace(got) != want && !(key == "month" && got == "2018-04-01") {
				t.Errorf("row %d, %s: %q, want %q", n, key, got, want)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if rows == 0 || rows > len(was) || len(keys) != Prepared {
		t.Errorf("%d rows of %d lines, %d keys", rows, len(was), len(keys))
	}
}

// What Excel would refuse: formulas of lists over 255 letters, names that are
// cells, ranges that leave the sheet, parts that are no XML.
func TestTheWorkbookIsStrict(t *testing.T) {
	b, _, _ := april(t, "SABA", locale.FR)
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(content)
		for d := xml.NewDecoder(bytes.NewReader(content)); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
	}
	validations, protected := 0, 0
	for name, p := range parts {
		if !strings.HasPrefix(name, "xl/worksheets/sheet") {
			continue
		}
		for _, m := range regexp.MustCompile(`<formula1>([^<]*)</formula1>`).FindAllStringSubmatch(p, -1) {
			validations++
			if f := strings.ReplaceAll(m[1], "&amp;", "&"); len(utf16.Encode([]rune(f))) > 255 || strings.Contains(f, `"`) {
				t.Errorf("%s: %q is too long or inline", name, f)
			}
		}
		for _, m := range regexp.MustCompile(`(?:prompt|error)="([^"]*)"`).FindAllStringSubmatch(p, -1) {
			if len([]rune(m[1])) > 255 {
				t.Errorf("%s: a prompt of %d letters", name, len([]rune(m[1])))
			}
		}
		for _, m := range regexp.MustCompile(`sqref="([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?"`).FindAllStringSubmatch(p, -1) {
			if m[3] != "" && (m[1] != m[3] || len(m[4]) > 4) {
				t.Errorf("%s: the range %s", name, m[0])
			}
		}
		if strings.Contains(p, "<sheetProtection ") {
			protected++
			if strings.Contains(p, "password=") || strings.Contains(p, "hashValue=") {
				t.Errorf("%s is protected with a password", name)
			}
		}
	}
	if validations < 15 || protected != 3 {
		t.Errorf("%d validations, %d protected sheets", validations, protected)
	}
	for _, m := range regexp.MustCompile(`<definedName[^>]* name="([^"]*)"`).FindAllStringSubmatch(parts["xl/workbook.xml"], -1) {
		if !strings.HasPrefix(m[1], "_xlnm.") {
			t.Errorf("the defined name %q", m[1])
		}
	}
	if n := strings.Count(parts["xl/styles.xml"], "<xf "); n > 60 {
		t.Errorf("%d styles", n)
	}
}

// The tick of the nil return is found whatever the sheet is called, without the
// hidden sheet too, and a no is no tick.
func TestANilReturnIsTicked(t *testing.T) {
	for answer, want := range map[string]bool{"oui": true, "x": true, "✓": true, "": false, "non": false, "No": false} {
		w, err := sheet.NewWriter(sheet.Properties{})
		if err != nil {
			t.Fatal(err)
		}
		s, err := w.Sheet(sheet.SheetSpec{Name: "Feuil1"})
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range [][2]string{{"Référence du retour", "5W-2018-04.SABA"}, {"AUCUNE ACTIVITÉ CE MOIS CI", answer}} {
			if err := s.AppendRow([]sheet.Cell{sheet.TextCell(row[0]), sheet.TextCell(row[1])}); err != nil {
				t.Fatal(err)
			}
		}
		var b bytes.Buffer
		if _, err := w.WriteTo(&b); err != nil {
			t.Fatal(err)
		}
		w.Close()
		got, err := ReadStamp(t.Context(), read(t, b.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		if (got.Nil.Row > 0) != want || want && got.Nil.Column != "B" || got.Code != "5W-2018-04.SABA" || got.Template != "5w" {
			t.Errorf("%q: %+v", answer, got)
		}
	}
}

// A print shows the lines and some room, on A4, and not the two thousand rows
// that are ready to be filled.
func TestThePrintIsShort(t *testing.T) {
	b, r, m := april(t, "SABA", locale.FR)
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	names := map[string]string{}
	for _, n := range f.GetDefinedName() {
		if n.Scope == "5W" {
			names[n.Name] = n.RefersTo
		}
	}
	last, _ := excelize.ColumnNumberToName(len(Columns))
	if want := fmt.Sprintf("'5W'!$A$1:$%s$%d", last, 3+len(m.rows(r))+sparePrints); names["_xlnm.Print_Area"] != want {
		t.Errorf("the print holds %s, want %s", names["_xlnm.Print_Area"], want)
	}
	if want := "'5W'!$A:$B,'5W'!$1:$2"; names["_xlnm.Print_Titles"] != want {
		t.Errorf("each page repeats %s, want %s", names["_xlnm.Print_Titles"], want)
	}
	page, err := f.GetPageLayout("5W")
	if err != nil || *page.Size != 9 || *page.FitToWidth != pagesWide || *page.Orientation != "landscape" {
		t.Errorf("page %+v, %v", page, err)
	}
}
