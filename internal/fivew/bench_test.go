package fivew

import (
	"archive/zip"
	"bufio"
	"context"
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"toguna/internal/exchange/sheet"
)

// against times two works in turn and reports their ratio: of the time that
// passes, and of the time that the processors work, which other programs on the
// machine alter less.
func against(b *testing.B, check, floor func()) {
	var times [2]time.Duration
	var work [2]time.Duration
	spent := func(of int) time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(of, &u); err != nil {
			b.Fatal(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	turns := 0
	for b.Loop() {
		for i, f := range []func(){floor, check} {
			begin, before := time.Now(), spent(syscall.RUSAGE_SELF)+spent(syscall.RUSAGE_CHILDREN)
			f()
			times[i] += time.Since(begin)
			work[i] += spent(syscall.RUSAGE_SELF) + spent(syscall.RUSAGE_CHILDREN) - before
		}
		turns++
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(times[1])/float64(times[0]), "×floor")
	b.ReportMetric(float64(work[1])/float64(work[0]), "×work")
	b.ReportMetric(float64(work[1])/float64(times[1]), "cores-check") // how many the machine had free
	b.ReportMetric(times[0].Seconds()/float64(turns), "s-floor")
	b.ReportMetric(times[1].Seconds()/float64(turns), "s-check")
}

// checkFile recognises and checks a file and gives the number of findings.
func checkFile(t testing.TB, path string, k Known) *Report {
	t.Helper()
	b, err := sheet.Open(path, sheet.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	r, err := Check(context.Background(), b, nil, k, CheckOptions{File: filepath.Base(path), Month: "2023-12"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// peak is how much memory a check takes at most, from the system's own books:
// of a process that checks the file and does nothing else, but for keeping the
// register.
func peak(b *testing.B, dir, file string) {
	b.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestCheckAlone$", "-test.v")
	cmd.Env = append(os.Environ(), "TOGUNA_CHECK_DIR="+dir, "TOGUNA_CHECK_FILE="+file, "GOMEMLIMIT=48MiB")
	out, err := cmd.CombinedOutput()
	if err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	_, rest, found := strings.Cut(string(out), "peak ")
	kib, _, _ := strings.Cut(rest, " ")
	n, err := strconv.Atoi(kib)
	if !found || err != nil {
		b.Fatalf("no peak in %q", out)
	}
	b.ReportMetric(float64(n)/1024, "MiB-peak")
}

// TestCheckAlone is the process that peak starts.
func TestCheckAlone(t *testing.T) {
	dir, file := os.Getenv("TOGUNA_CHECK_DIR"), os.Getenv("TOGUNA_CHECK_FILE")
	if file == "" {
		t.Skip("only a benchmark asks for it")
	}
	r := checkFile(t, file, registerOf(tableOf(t, filepath.Join(dir, "orgs.csv"))[1:], tableOf(t, filepath.Join(dir, "pcodes.csv"))[1:]))
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip("the system keeps no book of memory")
	}
	for line := range strings.SplitSeq(string(status), "\n") {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			fmt.Printf("peak %s KiB, %d rows\n", strings.TrimSuffix(strings.TrimSpace(rest), " kB"), r.Read)
		}
	}
}

// W1: a CSV file of a million rows and thirty columns, recognised and checked,
// against encoding/csv merely reading it.
func BenchmarkW1(b *testing.B) {
	dir, orgs, places := generated(b, 1_000_000)
	file := filepath.Join(dir, "5w.csv")
	k := registerOf(orgs, places)
	against(b, func() {
		if r := checkFile(b, file, k); r.Read != 1_000_000 {
			b.Fatal(r.Read)
		}
	}, func() {
		f, err := os.Open(file)
		if err != nil {
			b.Fatal(err)
		}
		defer f.Close()
		r := csv.NewReader(bufio.NewReaderSize(f, 1<<20))
		r.ReuseRecord = true
		for err == nil {
			_, err = r.Read()
		}
		if err != io.EOF {
			b.Fatal(err)
		}
	})
	peak(b, dir, file)
}

// unzip inflates a workbook as the system's own program does.
func unzip(b *testing.B, file string) func() {
	if _, err := exec.LookPath("unzip"); err != nil {
		b.Skip("unzip is not installed")
	}
	return func() {
		if out, err := exec.Command("sh", "-c", `unzip -p "$0" | wc -c`, file).CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
	}
}

// W1x: a workbook of 100,000 rows and thirty columns, recognised and checked,
// against inflating it.
func BenchmarkW1x(b *testing.B) {
	dir, orgs, places := generated(b, 100_000)
	file := filepath.Join(dir, "5w.xlsx")
	workbookOf(b, file, tableOf(b, filepath.Join(dir, "5w.csv")))
	k := registerOf(orgs, places)
	against(b, func() {
		if r := checkFile(b, file, k); r.Read != 100_000 {
			b.Fatal(r.Read)
		}
	}, unzip(b, file))
	peak(b, dir, file)
}

// W1r: the published 5W of Mali, recognised and checked, against inflating it.
func BenchmarkW1r(b *testing.B) {
	file := filepath.Join(shared, "3w", "mli_2023-12_5w.xlsx")
	if _, err := os.Stat(file); err != nil {
		b.Skipf("the shared data are not here: %v", err)
	}
	k := registerOf(nil, nil)
	against(b, func() {
		if r := checkFile(b, file, k); r.Read != 24_088 {
			b.Fatal(r.Read)
		}
	}, unzip(b, file))
}

// workbookOf writes a table as spreadsheets do: texts once, in a part of their
// own, numbers as numbers.
func workbookOf(t testing.TB, path string, rows [][]string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z := zip.NewWriter(f)
	part := func(name string) *bufio.Writer {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		return bufio.NewWriterSize(w, 1<<16)
	}
	write := func(name, text string) {
		w := part(name)
		w.WriteString(xml.Header + text)
		w.Flush()
	}
	const relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	const kind = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	write("_rels/.rels", relations+`<Relationship Id="r1" Type="`+kind+`officeDocument" Target="xl/workbook.xml"/></Relationships>`)
	write("xl/workbook.xml", `<workbook xmlns:r="x"><sheets><sheet name="5W" sheetId="1" r:id="r1"/></sheets></workbook>`)
	write("xl/_rels/workbook.xml.rels", relations+`<Relationship Id="r1" Type="`+kind+`worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="`+kind+`sharedStrings" Target="sharedStrings.xml"/></Relationships>`)
	w := part("xl/worksheets/sheet1.xml")
	w.WriteString(xml.Header + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`)
	index, texts := map[string]int{}, []string{}
	for i, row := range rows {
		fmt.Fprintf(w, `<row r="%d" spans="1:%d">`, i+1, len(row))
		for j, text := range row {
			if text == "" {
				continue
			}
			at := sheet.Address(i+1, j+1)
			if _, err := strconv.ParseFloat(text, 64); err == nil {
				fmt.Fprintf(w, `<c r="%s"><v>%s</v></c>`, at, text)
				continue
			}
			n, known := index[text]
			if !known {
				n = len(texts)
				index[text] = n
				texts = append(texts, text)
			}
			fmt.Fprintf(w, `<c r="%s" t="s"><v>%d</v></c>`, at, n)
		}
		w.WriteString(`</row>`)
	}
	w.WriteString(`</sheetData></worksheet>`)
	w.Flush()
	w = part("xl/sharedStrings.xml")
	fmt.Fprintf(w, xml.Header+`<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="%d">`, len(texts))
	for _, text := range texts {
		w.WriteString(`<si><t xml:space="preserve">`)
		xml.EscapeText(w, []byte(text))
		w.WriteString(`</t></si>`)
	}
	w.WriteString(`</sst>`)
	w.Flush()
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
}
