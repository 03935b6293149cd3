package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"toguna": main})
}

// TestStories plays the stories of testdata/script. Each has the small register
// of testdata/registre at hand, as CSV files in the folder registre.
func TestStories(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			return os.CopyFS(filepath.Join(e.WorkDir, "registre"), os.DirFS("testdata/registre"))
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"bind":      bind,
			"edit":      edit,
			"instant":   instant,
			"json":      validJSON,
			"protected": protected,
			"sentence":  oneSentence,
			"tidy":      tidy,
			"type":      typeInto,
			"drop":      dropRow,
			"trace":     trace,
		},
	})
}

// bind WORKBOOK FILE… makes a workbook of CSV files: each is a sheet of its name.
func bind(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: bind WORKBOOK FILE...")
	}
	f := excelize.NewFile()
	defer f.Close()
	for _, name := range args[1:] {
		on := strings.TrimSuffix(filepath.Base(name), ".csv")
		_, err := f.NewSheet(on)
		ts.Check(err)
		row := 0
		for line := range strings.Lines(ts.ReadFile(name)) {
			row++
			cells := strings.Split(strings.TrimSuffix(line, "\n"), ";")
			ts.Check(f.SetSheetRow(on, "A"+strconv.Itoa(row), &cells))
		}
	}
	ts.Check(f.DeleteSheet("Sheet1"))
	ts.Check(f.SaveAs(ts.MkAbs(args[0])))
}

// edit FILE OLD NEW replaces the one place where OLD stands.
func edit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: edit FILE OLD NEW")
	}
	path := ts.MkAbs(args[0])
	b, err := os.ReadFile(path)
	ts.Check(err)
	if n := bytes.Count(b, []byte(args[1])); n != 1 {
		ts.Fatalf("%q stands %d times in %s, want once", args[1], n, args[0])
	}
	ts.Check(os.WriteFile(path, bytes.Replace(b, []byte(args[1]), []byte(args[2]), 1), 0o644))
}

// type FILE SHEET CELL VALUE types a value into a cell of a workbook, as a
// partner does; a whole number is typed as one.
func typeInto(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: type FILE SHEET CELL VALUE")
	}
	inWorkbook(ts, args[0], func(f *excelize.File) error {
		if n, err := strconv.Atoi(args[3]); err == nil {
			return f.SetCellValue(args[1], args[2], n)
		}
		return f.SetCellValue(args[1], args[2], args[3])
	})
}

// drop FILE SHEET ROW deletes a row of a workbook.
func dropRow(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: drop FILE SHEET ROW")
	}
	row, err := strconv.Atoi(args[2])
	ts.Check(err)
	inWorkbook(ts, args[0], func(f *excelize.File) error {
		return errors.Join(f.UnprotectSheet(args[1]), f.RemoveRow(args[1], row))
	})
}

func inWorkbook(ts *testscript.TestScript, name string, edit func(*excelize.File) error) {
	path := ts.MkAbs(name)
	f, err := excelize.OpenFile(path)
	ts.Check(err)
	defer f.Close()
	ts.Check(edit(f))
	ts.Check(f.SaveAs(path))
}

// instant NAME keeps the present moment in an environment variable.
func instant(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: instant NAME")
	}
	ts.Setenv(args[0], time.Now().UTC().Format(time.RFC3339Nano))
}

// json FILE checks that a file is one JSON value.
func validJSON(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: json FILE")
	}
	if !json.Valid([]byte(ts.ReadFile(args[0]))) {
		ts.Fatalf("%s is not JSON", args[0])
	}
}

var (
	frenchWords  = regexp.MustCompile(`(?i)(^|[\s(«])(ce|le|la|les|un|une|est|pas|aucune?|impossible|voir|manque)[\s»):]|[éèêàôç]`)
	englishWords = regexp.MustCompile(`(?i)(^|[\s(“])(the|is|not|no|cannot|with|try|file|folder|missing)[\s”):]`)
)

// sentence fr|en checks that the command before complained in exactly one line
// of that language.
func oneSentence(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 || args[0] != "fr" && args[0] != "en" {
		ts.Fatalf("usage: sentence fr|en")
	}
	said := ts.ReadFile("stderr")
	if strings.Count(said, "\n") != 1 || !strings.HasPrefix(said, "toguna: ") {
		ts.Fatalf("want one line that begins with the name of the program, got:\n%s", said)
	}
	want, other := frenchWords, englishWords
	if args[0] == "en" {
		want, other = englishWords, frenchWords
	}
	if quoted := regexp.MustCompile(`«[^»]*»|“[^”]*”|"[^"]*"|\(toguna [^)]*\)`); !want.MatchString(said) || other.MatchString(quoted.ReplaceAllString(said, "…")) {
		ts.Fatalf("want a sentence in %s only, got:\n%s", args[0], said)
	}
}

// tidy checks that nothing half-written was left in the folder of the story.
func tidy(ts *testscript.TestScript, neg bool, args []string) {
	if left := halfWritten(ts.MkAbs(".")); neg || len(args) > 0 || len(left) > 0 {
		ts.Fatalf("half-written files: %v", left)
	}
}

func halfWritten(dir string) []string {
	var left []string
	filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err == nil && strings.HasPrefix(filepath.Base(path), ".toguna-") {
			left = append(left, path)
		}
		return nil
	})
	return left
}

// trace TEXT PATTERN... tells whether any of the files holds the text, as UTF-8
// or UTF-16.
func trace(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: [!] trace TEXT PATTERN...")
	}
	wide, err := binary.Append(nil, binary.LittleEndian, utf16.Encode([]rune(args[0])))
	ts.Check(err)
	var seen int
	var found []string
	for _, pattern := range args[1:] {
		paths, err := filepath.Glob(ts.MkAbs(pattern))
		ts.Check(err)
		for _, path := range paths {
			b, err := os.ReadFile(path)
			ts.Check(err)
			seen++
			if bytes.Contains(b, []byte(args[0])) || bytes.Contains(b, wide) {
				found = append(found, path)
			}
		}
	}
	switch {
	case seen == 0:
		ts.Fatalf("no file matches %v", args[1:])
	case neg && len(found) > 0:
		ts.Fatalf("%q stands in %v", args[0], found)
	case !neg && len(found) == 0:
		ts.Fatalf("%q stands in none of %d files", args[0], seen)
	}
}

// protected FILE writes what Office writes for a workbook with a password: a
// compound file with an encrypted package.
func protected(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: protected FILE")
	}
	b := make([]byte, 2048)
	copy(b, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	for i, u := range utf16.Encode([]rune("EncryptedPackage")) {
		binary.LittleEndian.PutUint16(b[1024+2*i:], u)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b, 0o644))
}
