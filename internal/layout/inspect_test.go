package layout

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"toguna/internal/exchange/sheet"
	"toguna/internal/locale"
	"toguna/internal/record"
)

const shared = "../../../shared/data"

// real opens a published file, or skips the test where the data are absent.
func real(t *testing.T, name string) *sheet.Book {
	t.Helper()
	path := filepath.Join(shared, "3w", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the shared data are not here: %v", err)
	}
	b, err := sheet.Open(path, sheet.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

func bookOf(t *testing.T, name, text string) *sheet.Book {
	t.Helper()
	b, err := sheet.Read(name, strings.NewReader(text), int64(len(text)), sheet.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// FuzzInspect: whatever the bytes, Inspect answers or says no, and what it
// says of rows is possible.
func FuzzInspect(f *testing.F) {
	f.Add([]byte("#org,#adm1+code\nA,ML01\n"))
	f.Add([]byte("Organisation #org;Région #adm1\nA;Gao\n"))
	f.Add([]byte("OBLAST,Health,Protection,WASH\nX,1,2,3\n"))
	f.Add([]byte(odd))
	f.Add([]byte("Région;Cercle;AMSS;NRC;DRC;MSF;ALIMA\nMopti;Djenné;x;;3;0;1\nGao;Ansongo;;x;-;x;\nGao;Gao;x;x;2;;\n"))
	for _, u := range unseenFiles {
		if u.sheets[0] == "" {
			f.Add([]byte(u.sheets[1]))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := sheet.Read("f.csv", bytes.NewReader(data), int64(len(data)), sheet.DefaultLimits())
		if err != nil {
			return
		}
		l, err := Inspect(context.Background(), b, Options{})
		if err != nil {
			return
		}
		if l.HeaderRow < 1 || l.Rows > 0 && (l.FirstRow < l.HeaderRow || l.LastRow < l.FirstRow) {
			t.Errorf("impossible layout %+v", l)
		}
		for _, c := range l.Columns {
			if c.Confidence < 0 || c.Confidence > 1 || c.Filled > l.Rows {
				t.Errorf("impossible column %+v", c)
			}
		}
		for _, lang := range locale.Langs {
			if js, err := l.JSON(lang); err != nil || !json.Valid(js) || l.Table(lang) == "" {
				t.Errorf("%s: %v", js, err)
			}
		}
		kept := l.Remembered("")
		kept.Code = "x"
		again, err := Inspect(context.Background(), b, Options{Layouts: []*record.Layout{kept}})
		if err != nil || again.Named != "x" || again.HeaderRow != l.HeaderRow {
			t.Errorf("not read again as it was remembered: %v", err)
		}
	})
}

// TestWideAndManySheets: 16,384 columns and 200 sheets are answered in a second
// or so and in little memory.
func TestWideAndManySheets(t *testing.T) {
	if testing.Short() {
		t.Skip("large files")
	}
	var wide strings.Builder
	wide.WriteString("Organisation;Secteur;Région;Cercle")
	for i := range 16_380 {
		fmt.Fprintf(&wide, ";Question %d", i)
	}
	for r := range 400 {
		fmt.Fprintf(&wide, "\nONG %d;Protection;Mopti;Djenné", r)
		for i := range 16_380 {
			wide.WriteByte(';')
			if (i+r)%3 == 0 {
				wide.WriteByte('7')
			}
		}
	}
	f := excelize.NewFile()
	for i := range 199 {
		name := fmt.Sprintf("Liste %d", i)
		f.NewSheet(name)
		for r := range 60 {
			f.SetSheetRow(name, fmt.Sprintf("A%d", r+1), &[]any{"Code", "Organisation " + fmt.Sprint(r), r, "une remarque assez longue pour n’être pas un en-tête"})
		}
	}
	for r, row := range [][]any{{"Organisation", "Type", "Secteur", "Région", "Cercle"}, {"AMSS", "ONG nationale", "Protection", "Mopti", "Koro"}, {"NRC", "ONG internationale", "Abris", "Gao", "Gao"}} {
		f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", r+1), &row)
	}
	f.MoveSheet("Sheet1", "Liste 198")
	var many bytes.Buffer
	if err := f.Write(&many); err != nil {
		t.Fatal(err)
	}
	limits := sheet.DefaultLimits()
	limits.MaxCols = 16_384
	for name, data := range map[string][]byte{"wide.csv": []byte(wide.String()), "many.xlsx": many.Bytes()} {
		b, err := sheet.Read(name, bytes.NewReader(data), int64(len(data)), limits)
		if err != nil {
			t.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		start := time.Now()
		l, err := Recognise(context.Background(), b, Options{})
		took := time.Since(start)
		if err != nil {
			t.Fatal(name, err)
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		if l.Org() == nil || l.Column(Sector) == nil || name == "wide.csv" && l.Beyond != 16_384 || name == "many.xlsx" && l.Sheet != "Sheet1" {
			t.Errorf("%s: sheet %s, beyond %d", name, l.Sheet, l.Beyond)
		}
		t.Logf("%s: %s, %d kB kept", name, took.Round(time.Millisecond), (int64(after.HeapAlloc)-int64(before.HeapAlloc))/1024)
		if took > 20*time.Second { // a second or so on a machine of its own
			t.Errorf("%s took %s", name, took)
		}
		if kept := int64(after.HeapAlloc) - int64(before.HeapAlloc); kept > 8<<20 {
			t.Errorf("%s keeps %d bytes", name, kept)
		}
	}
}

// BenchmarkRecognise chooses the sheet of the Mali workbook: eight sheets, six
// of them hidden, one that claims a million rows.
func BenchmarkRecognise(b *testing.B) {
	const name = shared + "/3w/mli_2023-12_5w.xlsx"
	if _, err := os.Stat(name); err != nil {
		b.Skipf("the shared data are not here: %v", err)
	}
	for b.Loop() {
		book, err := sheet.Open(name, sheet.DefaultLimits())
		if err != nil {
			b.Fatal(err)
		}
		if _, err := Recognise(context.Background(), book, Options{}); err != nil {
			b.Fatal(err)
		}
		book.Close()
	}
}

func TestNotesAreSaidInBothLanguages(t *testing.T) {
	for key, says := range noteTexts {
		n := Note{Key: key, Args: []string{"a", "b", "c"}[:strings.Count(says.en, "%s")]}
		if fr, en := n.Text(locale.FR), n.Text(locale.EN); fr == "" || en == "" || fr == en || strings.Contains(fr+en, "%!") || strings.Count(says.fr, "%s") != strings.Count(says.en, "%s") {
			t.Errorf("%s: %q %q", key, fr, en)
		}
	}
}

// TestInspectAgreesWithACarefulReader compares the profile of all published
// files, as it is written, with what a separate program found in them.
func TestInspectAgreesWithACarefulReader(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(shared, "3w", "expected_profile.json"))
	if err != nil {
		t.Skipf("the shared data are not here: %v", err)
	}
	var all map[string]expected
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	for name, want := range all {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := profileOf(t, real(t, name), Options{})
			same := func(what string, got, want any) {
				if !reflect.DeepEqual(got, want) {
					g, _ := json.Marshal(got)
					w, _ := json.Marshal(want)
					t.Errorf("%s: %s, want %s", what, g, w)
				}
			}
			same("sheet", got.Sheet, want.Sheet)
			same("layout", got.Layout, "long")
			same("rows", []int{got.HeaderRow, got.FirstRow, got.Rows}, []int{want.HeaderRow, want.FirstRow, want.Rows})
			for key, header := range want.Columns {
				if key == "sector" && header != nil && *header == "CLUSTER_SECTOR_CODE" {
					*header = "CLUSTER_SECTOR_NAME" // either is right
				}
				if g := got.Columns[key]; key == "sector" && g != nil && *g == "CLUSTER_SECTOR_CODE" {
					*g = "CLUSTER_SECTOR_NAME"
				}
				same(key, got.Columns[key], header)
			}
			same("organisations", []int{*got.Distinct.OrgRaw, *got.Distinct.OrgFolded}, []int{want.OrgRaw, want.OrgFolded})
			if want.Adm1 != nil {
				same("level 1", got.Distinct.Adm1, want.Adm1)
			}
			if want.Adm2 != nil {
				same("level 2", got.Distinct.Adm2, want.Adm2)
			}
			if want.Sector != nil {
				same("sectors", got.Distinct.Sector, want.Sector)
			}
			if want.ByType == nil {
				want.ByType = map[string]int{}
			}
			same("types", got.ByType, want.ByType)
		})
	}
}

// TestCrossTableIsToldApart: counts by cluster hold no organisations.
func TestCrossTableIsToldApart(t *testing.T) {
	b := real(t, "ukr_2022-05_5w_crosstab.xlsx")
	l, err := Inspect(context.Background(), b, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !l.CrossTab || l.Sheet != "Num_of_Orgs_by_Oblast" || l.HeaderRow != 1 || l.FirstRow != 2 || l.Rows != 25 || l.Of("org") != nil ||
		l.Of("adm1_name").Header != "OBLAST" || l.Of("adm1_code").Header != "ADMIN1_ID" || *l.Distinct.Adm1 != 25 {
		t.Errorf("%+v", l.Layout)
	}
	if !slices.ContainsFunc(l.Notes, func(n Note) bool { return n.Key == "crosstab.counts" }) {
		t.Errorf("it does not say that counts cannot be taken: %+v", l.Notes)
	}
}

// expected is what a separate program found in a file.
type expected struct {
	Sheet     *string
	HeaderRow int                `json:"header_row"`
	FirstRow  int                `json:"first_data_row"`
	Rows      int                `json:"data_rows"`
	Columns   map[string]*string `json:"columns"`
	OrgRaw    int                `json:"distinct_org_raw"`
	OrgFolded int                `json:"distinct_org_folded"`
	ByType    map[string]int     `json:"distinct_org_by_type_raw"`
	Adm1      *int               `json:"distinct_adm1_code"`
	Adm2      *int               `json:"distinct_adm2_code"`
	Sector    *int               `json:"distinct_sector_raw"`
}

// written is the profile as the command writes it.
type written struct {
	Sheet     *string
	HeaderRow int `json:"header_row"`
	FirstRow  int `json:"first_data_row"`
	Rows      int `json:"data_rows"`
	Layout    string
	Columns   map[string]*string
	Distinct  Distinct
	ByType    map[string]int `json:"org_by_type"`
	Problems  []struct{ Key, Text string }
}

func profileOf(t *testing.T, b *sheet.Book, o Options) written {
	t.Helper()
	p, err := Inspect(context.Background(), b, o)
	if err != nil {
		t.Fatal(err)
	}
	js, err := p.JSON(locale.EN)
	if err != nil {
		t.Fatal(err)
	}
	var w written
	if err := json.Unmarshal(js, &w); err != nil {
		t.Fatal(err)
	}
	return w
}
