package intake

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"toguna/internal/exchange/sheet"
	"toguna/internal/locale"
	"toguna/internal/record"
)

var at = time.Date(2018, 3, 21, 9, 0, 0, 0, time.UTC)

// ids gives ids in the form of records', the same in each run.
func ids() func() string {
	n := 0
	return func() string {
		n++
		return fmt.Sprintf("0190f000-0000-7000-8000-%012x", n)
	}
}

func options(lang locale.Lang) Options {
	return Options{Lang: lang, File: "registre.xlsx", NewID: ids(), At: at, By: "A. Traoré", Door: "workbook"}
}

// oddTexts are texts that spreadsheets like to spoil.
var oddTexts = []string{"Ségou", "ŋ ɲ ɔ ɛ", "منظمة", "=1+1", "+223 20 22 00 00", "007", "1,5", "2018-03-21", "oui", "n/a",
	"'cité", "a \"b\" c", "ligne 1\nligne 2", "tab\tici", "<b>&amp;</b>", "_x0041_", "@x", "-5", "1E5", "TRUE", "😀", "a\u00a0b", "03/04/2018", "#N/A", "sep=;", "|,;\t"}

// fullRegister fills records of every kind, every field and every code of every
// list, with references to earlier and to later records of their kinds.
func fullRegister() []record.Record {
	id := ids()
	heads := map[record.Kind][]string{}
	var all []record.Record
	size := func(t *record.Table) int {
		if t.Kind == "operation" {
			return 1
		}
		n := len(oddTexts)
		for _, f := range t.Fields {
			if f.List != nil {
				n = max(n, len(f.List.Items))
			}
		}
		return n
	}
	for i := range record.Tables {
		t := &record.Tables[i]
		for range size(t) {
			heads[t.Kind] = append(heads[t.Kind], id())
		}
	}
	for i := range record.Tables {
		t := &record.Tables[i]
		for n, own := range heads[t.Kind] {
			r := t.New()
			*r.Base() = record.Head{ID: own, Operation: record.OperationID(heads["operation"][0]), Version: n%7 + 1}
			for j, f := range t.Fields {
				pick := n + j
				var text string
				switch {
				case f.Name == "code":
					text = fmt.Sprintf("%s-%d é+", t.Kind, n)
				case f.Type == record.Refers:
					pool := heads[f.Ref]
					text = pool[(n+1)%len(pool)] // in part a later row, never the row itself
					if f.Many {
						text += "; " + pool[(n+2)%len(pool)]
					}
				case f.List != nil:
					text = f.List.Items[pick%len(f.List.Items)].Code
				case f.Type == record.Date && f.Name == "until":
					text = fmt.Sprintf("2019-%02d-28", pick%12+1)
				case f.Type == record.Date:
					text = fmt.Sprintf("%d-%02d-%02d", 1895+pick*5, pick%12+1, pick%28+1)
					if f.Name == "since" {
						text = fmt.Sprintf("2018-%02d-01", pick%12+1)
					}
				case f.Type == record.MonthOf:
					text = fmt.Sprintf("20%02d-%02d", pick%90+10, pick%12+1)
				case f.Type == record.Numeric:
					text = []string{"n/a", "withheld", "0", "1.234", "0.1", "1234567.891", "12", "3.0000000000000004"}[pick%8]
					switch f.Name {
					case "lat", "lon", "depth":
						text = []string{"2", "n/a", "1.234", "withheld"}[pick%4]
					case "usd", "target", "girls", "boys", "women", "men", "disabled", "total":
						text = []string{"12", "n/a", "1234", "withheld", "1234567"}[pick%5]
					}
				case f.Many:
					text = "fr; bambara ɛ; " + fmt.Sprint(n)
				default:
					text = oddTexts[pick%len(oddTexts)]
				}
				if err := f.Set(r, text); err != nil {
					panic(fmt.Sprintf("%s.%s: %v", t.Kind, f.Name, err))
				}
			}
			if s, ok := r.(*record.Seat); ok && s.Vacant == record.Yes {
				s.Org = ""
			}
			all = append(all, r)
		}
	}
	return all
}

func open(t testing.TB, name string, data []byte) *sheet.Book {
	t.Helper()
	b, err := sheet.Read(name, bytes.NewReader(data), int64(len(data)), sheet.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func mustRead(t testing.TB, b *sheet.Book, base *record.Snapshot, o Options) *Reading {
	t.Helper()
	got, err := Read(context.Background(), b, base, o)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// sameAsBefore fails unless every record came back as it was.
func sameAsBefore(t *testing.T, got *Reading, want map[record.Kind]int) {
	t.Helper()
	for i, p := range got.Problems {
		if i == 10 {
			t.Fatalf("… %d problems", len(got.Problems))
		}
		t.Errorf("%v", p)
	}
	for k, n := range want {
		if c := got.Counts[k]; c.Unchanged != n || c.Rows() != n {
			t.Errorf("%s: %+v, want %d unchanged", k, c, n)
		}
	}
	if len(got.Set.Changes) > 0 {
		t.Errorf("%d changes, the first: %+v", len(got.Set.Changes), got.Set.Changes[0])
	}
}

func TestExportReadsBackWithoutDifference(t *testing.T) {
	all := fullRegister()
	s := record.NewSnapshot(all, "2018-03-21")
	for _, level := range []record.Level{record.Public, record.Restricted, record.Confidential} {
		v := record.View{Snapshot: s, Level: level}
		want := map[record.Kind]int{}
		for _, table := range record.Tables {
			seen, _ := v.List(table.Kind)
			if table.Level <= level {
				want[table.Kind] = len(seen)
			}
		}
		for _, lang := range locale.Langs {
			t.Run(fmt.Sprintf("workbook-%s-%d", lang, level), func(t *testing.T) {
				var out bytes.Buffer
				if err := Export(&out, v, lang, ExportOptions{On: "2018-03-21", By: "A. Traoré"}); err != nil {
					t.Fatal(err)
				}
				sameAsBefore(t, mustRead(t, open(t, "registre.xlsx", out.Bytes()), s, options(lang)), want)
				if lang == locale.FR && level == record.Confidential {
					t.Run("libreoffice", func(t *testing.T) {
						sameAsBefore(t, mustRead(t, open(t, "registre.xlsx", resaved(t, out.Bytes())), s, options(locale.EN)), want)
					})
				}
			})
			t.Run(fmt.Sprintf("csv-%s-%d", lang, level), func(t *testing.T) {
				dir := t.TempDir()
				if err := ExportCSV(dir, v, lang, ExportOptions{On: "2018-03-21"}); err != nil {
					t.Fatal(err)
				}
				b, err := sheet.Open(dir, sheet.DefaultLimits())
				if err != nil {
					t.Fatal(err)
				}
				sameAsBefore(t, mustRead(t, b, s, options(lang)), want)
			})
		}
	}
}

// A whole register read into an empty house gives the same records again, ids
// included.
func TestExportFillsAnEmptyHouse(t *testing.T) {
	all := fullRegister()
	s := record.NewSnapshot(all, "2018-03-21")
	var out bytes.Buffer
	if err := Export(&out, record.View{Snapshot: s, Level: record.Confidential}, locale.FR, ExportOptions{On: "2018-03-21"}); err != nil {
		t.Fatal(err)
	}
	got := mustRead(t, open(t, "registre.xlsx", out.Bytes()), nil, options(locale.FR))
	if len(got.Problems.Refusing()) > 0 {
		t.Fatal(got.Problems)
	}
	if len(got.Set.Changes) != len(all) {
		t.Fatalf("%d changes for %d records", len(got.Set.Changes), len(all))
	}
	for _, c := range got.Set.Changes {
		was := s.Record(c.ID)
		if was == nil || c.Was != 0 {
			t.Fatalf("%s %q was not in the register, or has a version: %+v", c.Kind, c.ID, c)
		}
		for _, f := range record.TableOf(c.Kind).Fields {
			if a, b := f.Get(was), f.Get(c.Record); a != b {
				t.Errorf("%s.%s: %q became %q", c.Kind, f.Name, a, b)
			}
		}
		if c.Record.Base().Operation != was.Base().Operation {
			t.Errorf("%s belongs to operation %q", c.Kind, c.Record.Base().Operation)
		}
	}
}

// resaved opens and saves a workbook with LibreOffice.
func resaved(t *testing.T, data []byte) []byte {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("soffice is not here: the workbook is not saved again by LibreOffice")
	}
	dir := t.TempDir()
	in := filepath.Join(dir, "registre.xlsx")
	if err := os.WriteFile(in, data, 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out")
	cmd := exec.Command(office, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", out, in)
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	saved, err := os.ReadFile(filepath.Join(out, "registre.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

func TestHeadingsNameOneField(t *testing.T) {
	for i := range record.Tables {
		table := &record.Tables[i]
		for _, lang := range []string{"fr", "en"} {
			for j := range table.Fields {
				f := &table.Fields[j]
				for _, text := range []string{f.Heading(lang), f.Heading(lang) + " *"} {
					if got, _ := headingOf(table, text, lang); got != f {
						t.Errorf("%s, %s: %q names %v, want %s", table.Kind, lang, text, got, f.Name)
					}
				}
			}
		}
		for _, name := range []string{string(table.Kind), table.FR, table.EN, "03-" + string(table.Kind)} {
			if got := tableNamed(name); got != table {
				t.Errorf("sheet %q names %v, want %s", name, got, table.Kind)
			}
		}
	}
}

func TestEveryLabelNamesItsCode(t *testing.T) {
	r := &reader{}
	for _, table := range record.Tables {
		for _, f := range table.Fields {
			if f.List == nil {
				continue
			}
			for _, lang := range []string{"fr", "en"} {
				r.lang = lang
				for _, i := range f.List.Items {
					for _, text := range []string{i.Code, f.List.Label(i.Code, lang)} {
						if got, fault := r.coded(&f, text); got != i.Code {
							t.Errorf("%s.%s, %s: %q is %q (%v), want %q", table.Kind, f.Name, lang, text, got, fault, i.Code)
						}
					}
				}
			}
		}
	}
}
