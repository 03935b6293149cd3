package e2e

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// Every sort of workbook and document that the program writes, held against
// the schemas and rules of Office by Microsoft's own Open XML SDK: what it
// passes, Word and Excel open without offering to repair it.
func TestOfficeHasNothingAgainstOurFiles(t *testing.T) {
	t.Parallel()
	validator := filepath.Join("office", "node_modules", "@xarsh", "ooxml-validator-linux-x64", "ooxml-validator")
	if _, err := os.Stat(validator); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("the validator of office files is not installed, and CI must hold our files against it (scripts/deps.sh)")
		}
		t.Skip("the validator of office files is not installed (scripts/deps.sh)")
	}
	program, dir := demo(t)
	register := filepath.Join(dir, "mali2018.db")
	run := func(arguments ...string) {
		t.Helper()
		if out, err := exec.Command(program, append([]string{"--db", register}, arguments...)...).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", strings.Join(arguments, " "), err, out)
		}
	}
	for _, lang := range langs {
		to := func(name string) string { return filepath.Join(dir, lang, name) }
		if err := os.Mkdir(to(""), 0o755); err != nil {
			t.Fatal(err)
		}
		run("--lang", lang, "template", "-o", to("template.xlsx"))
		run("--lang", lang, "export", "-o", to("export.xlsx"))
		run("--lang", lang, "indicators", "--as-of", day, "--format", "xlsx", "-o", to("indicators.xlsx"))
		for _, kind := range []string{"map", "symbols", "bars", "matrix", "timeline", "new", "people"} {
			run("--lang", lang, "presence", "--kind", kind, "--level", "restricted", "--as-of", day, "--format", "xlsx", "-o", to("presence"))
		}
		run("--lang", lang, "returns", "open", "--body", "PROT-NAT", "--period", "2018-04", "-o", to("returns"))
	}
	var files []string
	if err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		switch filepath.Ext(path) {
		case ".xlsx", ".docx":
			if filepath.Base(filepath.Dir(path)) != "returns" || strings.HasSuffix(path, "_SABA.xlsx") {
				files = append(files, path)
			}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if len(files) < 2*(3+7+1)+2 {
		t.Fatalf("only %d files: %v", len(files), files)
	}
	var group sync.WaitGroup
	for _, path := range files {
		group.Go(func() {
			if fault := faults(t, validator, path); fault != "" {
				t.Errorf("%s: %s", filepath.Base(path), fault)
			}
		})
	}
	group.Wait()
	// The validator sees what it should: a sheet whose parts stand in the wrong order.
	broken := filepath.Join(dir, "broken.xlsx")
	misplace(t, filepath.Join(dir, "fr", "indicators.xlsx"), broken)
	if faults(t, validator, broken) == "" {
		t.Error("a workbook with its parts in the wrong order passes")
	}
}

// faults is what the validator has against a file.
func faults(t *testing.T, validator, path string) string {
	out, err := exec.Command(validator, path).Output()
	var answer struct {
		OK     bool
		Errors json.RawMessage
	}
	if bad := json.Unmarshal(out, &answer); bad != nil {
		t.Errorf("%s: the validator says %q (%v)", filepath.Base(path), out, err)
		return ""
	}
	if answer.OK {
		return ""
	}
	return string(answer.Errors)
}

// misplace copies a workbook, with the columns of its first sheet after the cells.
func misplace(t *testing.T, from, to string) {
	t.Helper()
	z, err := zip.OpenReader(from)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var file bytes.Buffer
	w := zip.NewWriter(&file)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == "xl/worksheets/sheet1.xml" {
			before, rest, _ := strings.Cut(string(text), "<cols>")
			columns, after, found := strings.Cut(rest, "</cols>")
			if !found {
				t.Fatal("the first sheet tells no columns")
			}
			text = []byte(before + strings.Replace(after, "</sheetData>", "</sheetData><cols>"+columns+"</cols>", 1))
		}
		part, err := w.Create(f.Name)
		if err == nil {
			_, err = part.Write(text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, file.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
