package sheet

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// realFiles are published 3W and 5W reports kept beside the repository.
func realFiles(t *testing.T, pattern string) []string {
	t.Helper()
	dir := filepath.Join("..", "..", "..", "..", "shared", "data", "3w")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the published 3W files are not here:", dir)
	}
	files, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil || len(files) == 0 {
		t.Fatalf("no %s in %s: %v", pattern, dir, err)
	}
	return files
}

// The rows and the last row with something in it, as another program and the
// eye count them.
func TestRealFilesOpen(t *testing.T) {
	want := map[string]struct {
		sheet      string
		rows, last int
	}{
		"afg_2024-q1_3w.csv":                   {"afg_2024-q1_3w", 10904, 10904},
		"hnd_2021_345w.csv":                    {"hnd_2021_345w", 2732, 0},
		"mli-region_2014_rowca_indicators.csv": {"mli-region_2014_rowca_indicators", 246, 246},
		"unhcr_2014_multicountry_3w.csv":       {"unhcr_2014_multicountry_3w", 2252, 2252},
		"bfa_2022-02_5w.xlsx":                  {"Jan - Fev Public", 423, 423},
		"caf_2022-q1_3w.xlsx":                  {"RCA 3W Qui fait Quoi Où T1 2022", 1811, 1811},
		"mli_2023-12_5w.xlsx":                  {"ML_5W", 24090, 24090},
	}
	for _, path := range realFiles(t, "*.*") {
		name := filepath.Base(path)
		if strings.HasSuffix(name, ".json") {
			continue
		}
		t.Run(name, func(t *testing.T) {
			b, err := Open(path, DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			defer b.Close()
			for _, info := range b.Sheets() {
				rows, last, cells := 0, 0, 0
				err := b.Rows(context.Background(), info.Name, func(row int, c []Cell) error {
					if row <= last {
						t.Errorf("row %d after row %d", row, last)
					}
					rows, last, cells = rows+1, row, cells+len(c)
					return nil
				})
				if err != nil {
					t.Error(err)
				}
				t.Log(info.Name, info.Hidden, rows, last, cells)
				if w, ok := want[name]; ok && w.sheet == info.Name && (rows != w.rows || w.last > 0 && last != w.last) {
					t.Errorf("%s: %d rows up to %d, want %d up to %d", info.Name, rows, last, w.rows, w.last)
				}
			}
		})
	}
}

// Two readers written apart must see the same cells.
func TestRealFilesAgreeWithExcelize(t *testing.T) {
	for _, path := range realFiles(t, "*.xlsx") {
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			if testing.Short() && strings.HasPrefix(filepath.Base(path), "mli") {
				t.Skip("the large file takes seconds with the other reader")
			}
			compareWithExcelize(t, path)
		})
	}
}

func compareWithExcelize(t *testing.T, path string) {
	t.Helper()
	b, err := Open(path, DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	x, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	compared, different := 0, 0
	for _, info := range b.Sheets() {
		theirs, err := x.Rows(info.Name)
		if err != nil {
			t.Fatal(err)
		}
		at := 0
		advance := func(to int) []string {
			var columns []string
			for at < to {
				if at++; !theirs.Next() {
					t.Fatalf("%s: the other reader has no row %d", info.Name, at)
				}
				if columns, err = theirs.Columns(); err != nil {
					t.Fatal(err)
				}
				if at < to && strings.TrimSpace(strings.Join(columns, "")) != "" {
					t.Errorf("%s: row %d is missing: %q", info.Name, at, columns)
				}
			}
			return columns
		}
		err = b.Rows(context.Background(), info.Name, func(row int, cells []Cell) error {
			columns := advance(row)
			for col := 1; col <= max(len(columns), lastOf(cells)); col++ {
				raw := ""
				if col <= len(columns) {
					raw = columns[col-1]
				}
				compared++
				if c := At(cells, col); !sameCell(c, raw) {
					if different++; different < 20 {
						t.Errorf("%s!%s: we read %+v, they %q", info.Name, Address(row, col), c, raw)
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		theirs.Close()
	}
	t.Logf("%d cells compared", compared)
}

func lastOf(cells []Cell) int {
	if len(cells) == 0 {
		return 0
	}
	return cells[len(cells)-1].Col
}

func sameCell(c Cell, raw string) bool {
	switch c.Kind {
	case Empty, Formula:
		return raw == ""
	case Number, Date:
		n, err := strconv.ParseFloat(raw, 64)
		return err == nil && math.Abs(n-c.Number) <= 1e-9*math.Abs(n)
	case Bool:
		return raw == strconv.Itoa(int(c.Number)) || raw == c.Text
	}
	return raw == c.Text
}
