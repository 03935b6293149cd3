package fivew

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
	"slices"
	"strings"
	"testing"

	"toguna/internal/exchange/sheet"
	"toguna/internal/layout"
	"toguna/internal/match"
	"toguna/internal/record"
)

// manyRows is a 5W file of any length, made while it is read: rows of equal
// length, of which no two say the same.
type manyRows struct{ head string }

const manyRow = "Organisation %03d;Protection;VBG;Mopti;2018-%02d;2018-03-21;Séance %08d;%06d\n"

func (m manyRows) row(n int64) string {
	return fmt.Sprintf(manyRow, n%500, 1+n%12, n, n%1000)
}

func (m manyRows) size(rows int64) int64 { return int64(len(m.head)) + rows*int64(len(m.row(0))) }

// ReadAt gives a stretch of the file.
func (m manyRows) ReadAt(b []byte, at int64) (int, error) {
	n := 0
	for n < len(b) {
		from := m.head
		skip := at + int64(n)
		if skip >= int64(len(m.head)) {
			skip -= int64(len(m.head))
			long := int64(len(m.row(0)))
			from, skip = m.row(skip/long), skip%long
		}
		n += copy(b[n:], from[skip:])
	}
	return n, nil
}

const manyHead = "Organisation;Secteur;Sous-secteur;Région;Mois de rapportage;Date de début;Activité;Femmes atteintes\n"

// TestMillionRowsInBoundedMemory: what a check holds does not grow with the file
// once it is longer than a sheet can be, whether its rows are compared or not, and
// what was let go is said.
func TestMillionRowsInBoundedMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("millions of rows")
	}
	mopti := &record.Place{Head: record.Head{ID: "ML05", Code: "ML05"}, NameFR: "Mopti", Depth: record.N(1)}
	crowd := &record.Caseload{Head: record.Head{ID: "c", Code: "c"}, Place: "ML05", State: "population", People: record.N(998), Span: record.Span{Since: "2018-01-01"}}
	base := record.NewSnapshot([]record.Record{mopti, crowd}, "2018-03-21")
	known := Known{Places: match.NewPlaces(base.Places, nil, "2018-03-21")}
	check := func(rows int64, compare bool) (held int64, issues []Issue) {
		file := manyRows{manyHead}
		limits := sheet.DefaultLimits()
		limits.MaxRows = int(rows) + 1 // with the headings
		b, err := sheet.Read("long.csv", io.NewSectionReader(file, 0, file.size(rows)), file.size(rows), limits)
		if err != nil {
			t.Fatal(err)
		}
		l, err := layout.Recognise(t.Context(), b, layout.Options{})
		if err != nil {
			t.Fatal(err)
		}
		now := func() int64 {
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			return int64(m.HeapAlloc)
		}
		before, most, eighths := now(), int64(0), int64(0)
		o := CheckOptions{Progress: func(done, total int64) {
			if at := 8 * done / total; at > eighths {
				eighths, most = at, max(most, now())
			}
		}}
		r := new(Review)
		if compare {
			r, err = Look(t.Context(), b, l, base, known, ReviewOptions{CheckOptions: o, Lang: "fr", Lines: func(first, last record.Month, each func(*record.Activity) error) error { return nil }})
		} else {
			r.Report, err = Check(t.Context(), b, l, known, o, nil)
		}
		if err != nil {
			t.Fatal(err)
		}
		if x := r.Report; x.Read != int(rows) || x.Good != int(rows) || len(x.Parties) != 500 {
			t.Errorf("%d rows, %d good, %d parties", x.Read, x.Good, len(x.Parties))
		}
		if !compare {
			r.Issues = r.Report.Findings
		}
		return most - before, r.Issues
	}
	for _, c := range []struct {
		compare bool
		most    int64
		apart   string // what is said of a file that is longer than a sheet
	}{{false, 20 << 20, "repeats_apart"}, {true, 48 << 20, "repeats_apart told_apart over_population"}} {
		one, before := check(1<<20, c.compare)
		two, after := check(2<<20, c.compare)
		t.Logf("compared %v: %.1f MiB held at most of a sheet full of rows, %.1f MiB of twice as many", c.compare, float64(one)/(1<<20), float64(two)/(1<<20))
		// Which pieces are under way when the heap is measured is chance; eight
		// bytes a row more would be eight MiB.
		if one > c.most || two > one+2<<20 {
			t.Errorf("compared %v: %d bytes held of a sheet full of rows, %d of twice as many", c.compare, one, two)
		}
		said := func(all []Issue, code string) bool {
			return slices.ContainsFunc(all, func(x Issue) bool { return x.Code == code })
		}
		for code := range strings.FieldsSeq(c.apart) {
			if !said(after, code) || said(before, code) != (code == "over_population") {
				t.Errorf("compared %v: %s said of a sheet full of rows: %v, of twice as many: %v", c.compare, code, said(before, code), said(after, code))
			}
		}
	}
}

// TestACheckIsCancelledAndSpeaksEarly: the first finding is known long before
// the end, and a cancelled check ends at once.
func TestACheckIsCancelledAndSpeaksEarly(t *testing.T) {
	file := manyRows{manyHead + "Organisation 000;Divers;VBG;Mopti;2018-01;2018-03-21;Séance;000001\n"}
	const rows = 1_000_000
	b, err := sheet.Read("long.csv", io.NewSectionReader(file, 0, file.size(rows)), file.size(rows), sheet.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var first record.Problem
	calls, behind := 0, int64(0)
	_, err = Check(ctx, b, nil, Known{}, CheckOptions{
		First: func(p record.Problem) { first = p },
		Progress: func(done, total int64) {
			if calls++; calls == 3 {
				cancel()
			}
			behind = done * 100 / total
		}}, nil)
	if !errors.Is(err, context.Canceled) || calls > 20 || behind > 10 {
		t.Errorf("cancelled after 3 steps: %v after %d, %d %% of the file", err, calls, behind)
	}
	if first.Code != "not_in_list" || first.From.Row != 2 || first.From.Column != "B" {
		t.Errorf("first finding %+v", first)
	}
}

// TestHardFilesAreAnswered: whatever is wrong with a file as a whole, the
// answer says it, and no more memory is taken than for a good one.
func TestHardFilesAreAnswered(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, rows [][]string) string {
		path := filepath.Join(dir, name)
		workbookOf(t, path, rows)
		return path
	}
	wide := func(n int, text string) (row []string) {
		for i := range n {
			row = append(row, fmt.Sprintf(text, i))
		}
		return row
	}
	usual := []string{"Organisation", "Secteur", "Région", "Mois de rapportage", "Femmes atteintes"}
	good := []string{"DRC", "Protection", "Mopti", "2018-03", "12"}
	var crosstab [][]string
	crosstab = append(crosstab, append([]string{"Région", "Secteur"}, wide(300, "Association %d des Femmes")...))
	for range 20 {
		crosstab = append(crosstab, append([]string{"Mopti", "Protection"}, strings.Split(strings.Repeat("x", 300), "")...))
	}
	whole, err := os.ReadFile(write("whole.xlsx", append([][]string{usual}, many(good, 3000)...)))
	if err != nil {
		t.Fatal(err)
	}
	cut := filepath.Join(dir, "cut.xlsx")
	if err := os.WriteFile(cut, whole[:len(whole)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	damaged := filepath.Join(dir, "damaged.xlsx")
	if err := os.WriteFile(damaged, spoilt(t, whole), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, path string
		fails      func(error) bool // nil: it is read
		rows       int
	}{
		{"16,384 columns", write("wide.xlsx", [][]string{append(usual, wide(16_379, "Colonne%d")...), append(good, wide(16_379, "x%d")...), good}), nil, 2},
		{"300 organisations across", write("cross.xlsx", crosstab), nil, 6000},
		{"a cut archive", cut, faulty(sheet.CodeTruncated), 0},
		{"a damaged sheet", damaged, faulty(sheet.CodeDamaged), 0},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		b, err := sheet.Open(c.path, sheet.DefaultLimits())
		rows := 0
		if err == nil {
			var r *Report
			if r, err = Check(context.Background(), b, nil, Known{}, CheckOptions{}, func(*Line) error { rows++; return nil }); err == nil && r.Read != c.rows {
				t.Errorf("%s: %d rows, want %d", c.name, r.Read, c.rows)
			}
			b.Close()
		}
		runtime.ReadMemStats(&after)
		if used := after.TotalAlloc - before.TotalAlloc; used > 64<<20 {
			t.Errorf("%s: %d MiB allocated", c.name, used>>20)
		}
		switch {
		case c.fails == nil && err != nil, c.fails != nil && (err == nil || !c.fails(err)):
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func many(row []string, n int) (out [][]string) {
	for i := range n {
		out = append(out, append([]string{fmt.Sprint(row[0], i)}, row[1:]...))
	}
	return out
}

func faulty(code string) func(error) bool {
	return func(err error) bool {
		f := new(sheet.Fault)
		return errors.As(err, &f) && f.Code == code
	}
}

// spoilt alters the packed bytes in the middle of the sheet of a workbook.
func spoilt(t *testing.T, file []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	out := bytes.Clone(file)
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "sheet1.xml") {
			at, err := f.DataOffset()
			if err != nil {
				t.Fatal(err)
			}
			copy(out[at+int64(f.CompressedSize64)*2/3:], bytes.Repeat([]byte{0xFF}, 64))
		}
	}
	return out
}

// TestCellsOfWorkbooks: errors, formulas without a result, merged cells and
// text dates of five forms, each answered where it stands.
func TestCellsOfWorkbooks(t *testing.T) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, text := range map[string]string{
		"_rels/.rels":                `<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook xmlns:r="r"><sheets><sheet name="5W" sheetId="1" r:id="s"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="s" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   `<worksheet><sheetData>` + rowsOf() + `</sheetData><mergeCells><mergeCell ref="A9:A10"/></mergeCells></worksheet>`,
	} {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := sheet.Read("a.xlsx", bytes.NewReader(out.Bytes()), int64(out.Len()), sheet.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	r, err := Check(context.Background(), b, nil, Known{}, CheckOptions{}, func(l *Line) error {
		s := fmt.Sprint(l.Row, " ", l.Activity.Since)
		for _, p := range l.Problems {
			s += fmt.Sprint(" ", p.Code, " ", p.From.Column, p.From.Row)
		}
		got = append(got, s)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"2 2018-03-21", "3 2018-03-21", "4 2018-03-21", "5 2018-03-21", "6 2018-03-21",
		"7 2018-03-21 cell_error E7", "8 2018-03-21 no_cached E8", "9 2018-03-21", "10 2018-03-21 merged A10"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if r.Read != 9 || r.Good+r.Repeated+r.Refused != 9 || r.Refused != 2 {
		t.Errorf("%+v", r)
	}
}

// rowsOf writes the rows: a heading, five forms of one day, an error, a formula
// without a result, and an organisation merged over two rows.
func rowsOf() string {
	var out strings.Builder
	row := func(n int, last string, cells ...string) {
		fmt.Fprintf(&out, `<row r="%d">`, n)
		for i, text := range cells {
			if text != "" {
				fmt.Fprintf(&out, `<c r="%s" t="inlineStr"><is><t>%s</t></is></c>`, sheet.Address(n, i+1), text)
			}
		}
		out.WriteString(last + `</row>`)
	}
	row(1, "", "Organisation", "Secteur", "Région", "Date de début", "Femmes atteintes")
	for i, day := range []string{"21/03/2018", "21 mars 2018", "2018-03-21", "43180", "21-Mar-18"} {
		row(2+i, fmt.Sprintf(`<c r="E%d"><v>%d</v></c>`, 2+i, i), "DRC", "Protection", "Mopti", day)
	}
	row(7, `<c r="E7" t="e"><v>#REF!</v></c>`, "DRC", "Protection", "Mopti", "21/03/2018")
	row(8, `<c r="E8"><f>SUM(F8:H8)</f></c>`, "DRC", "Protection", "Mopti", "21/03/2018")
	row(9, "", "DRC", "Protection", "Gao", "21/03/2018")
	row(10, "", "", "Protection", "Gao", "21/03/2018")
	return out.String()
}

// FuzzCheck: any bytes are answered, and no row is lost.
func FuzzCheck(f *testing.F) {
	table, orgs, places := smallBench(30)
	f.Add([]byte(table))
	f.Add([]byte(head + "ONG A,A,Protection,VBG,Mopti,Bankass,2018-03,03/04/2018,31/02/2018,10,6,4,1,1.234\nTotal,,,,,,,,,10\n"))
	f.Add([]byte("#org,#sector,#adm1+name,#date\nDRC,Protection,Mopti,mars 2018\n#org,#sector,#adm1+name,#date\n"))
	k := registerOf(orgs, places)
	f.Fuzz(func(t *testing.T, file []byte) {
		b, err := sheet.Read("f.csv", bytes.NewReader(file), int64(len(file)), sheet.DefaultLimits())
		if err != nil {
			return
		}
		lines, refused, repeated := 0, 0, 0
		r, err := Check(context.Background(), b, nil, k, CheckOptions{File: "f.csv"}, func(l *Line) error {
			lines++
			switch {
			case l.Refused():
				refused++
			case l.Repeat:
				repeated++
			case l.Org == nil || l.Activity.Sector == "" || l.Activity.Month == "" || l.Place.Place == nil:
				t.Fatalf("row %d is taken: %+v", l.Row, l)
			}
			return nil
		})
		if err != nil {
			return
		}
		if r.Read != lines || r.Refused != refused || r.Repeated != repeated || r.Read != r.Good+r.Repeated+r.Refused {
			t.Fatalf("%d lines, %d refused, %d repeated: %+v", lines, refused, repeated, r)
		}
	})
}
