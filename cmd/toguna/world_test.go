package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
	"github.com/xuri/excelize/v2"
	_ "modernc.org/sqlite"

	"toguna/internal/record"
	"toguna/internal/sample"
	"toguna/internal/store"
)

// toguna runs the program in a folder and gives what it wrote and its code.
func toguna(t *testing.T, dir string, args ...string) (out, log string, code int) {
	t.Helper()
	c := exec.Command("toguna", args...)
	c.Dir = dir
	return end(t, c, c.Run)
}

func end(t *testing.T, c *exec.Cmd, run func() error) (out, log string, code int) {
	t.Helper()
	var o, l bytes.Buffer
	c.Stdout, c.Stderr = &o, &l
	var exit *exec.ExitError
	if err := run(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return o.String(), l.String(), c.ProcessState.ExitCode()
}

// must is toguna for what has to go well.
func must(t *testing.T, dir string, args ...string) string {
	t.Helper()
	out, log, code := toguna(t, dir, args...)
	if code != 0 || log != "" {
		t.Fatalf("toguna %s: code %d\n%s%s", strings.Join(args, " "), code, out, log)
	}
	return out
}

// complains checks that a command failed with one line that matches.
func complains(t *testing.T, log string, code, wantCode int, want string) {
	t.Helper()
	if code != wantCode || strings.Count(log, "\n") != 1 || !regexp.MustCompile(want).MatchString(log) {
		t.Errorf("code %d, want %d and one line like %q, got:\n%s", code, wantCode, want, log)
	}
}

// desktop is a folder with the small register already in toguna.db.
func desktop(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "registre"), os.DirFS("testdata/registre")); err != nil {
		t.Fatal(err)
	}
	must(t, dir, "import", "registre")
	return dir
}

func TestExitCodes(t *testing.T) {
	dir := desktop(t)
	for _, c := range []struct {
		code int
		args string
	}{
		{0, "version"}, {0, "--help"}, {0, "import --help"}, {0, "indicators"},
		{1, "import absent.xlsx"}, {1, "indicators -o absent/x"}, {1, "--db absent.db indicators"},
		{2, "--nosuch"}, {2, "indicatorz"}, {2, "template"}, {2, "indicators --as-of hier"}, {2, "indicators --body X"}, {2, "erase P99 --reason x"},
	} {
		if _, log, code := toguna(t, dir, strings.Fields(c.args)...); code != c.code || (code == 0) != (log == "") {
			t.Errorf("toguna %s: code %d, want %d\n%s", c.args, code, c.code, log)
		}
	}
}

// TestRefusedWorkbookComesBack corrects the workbook of refused rows in its
// cells, as a person would in a spreadsheet, and imports it.
func TestRefusedWorkbookComesBack(t *testing.T) {
	dir := desktop(t)
	hasty := "Code;Instance;Organisation;Rôle;Depuis le\nPROT.A;PROT;ADN;chef de tribu;2025-01-01\nPROT.B;PROT;ADNN;membre;2025-01-01\nPROT.C;PROT;MAS;membre;03/04/2025\n"
	if err := os.WriteFile(filepath.Join(dir, "seat.csv"), []byte(hasty), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, log, code := toguna(t, dir, "import", "seat.csv"); code != 1 {
		t.Fatalf("code %d\n%s%s", code, out, log)
	}
	path := filepath.Join(dir, "refused.xlsx")
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	corrections := map[string]string{"chef de tribu": "co-lead", "ADNN": "ADN", "03/04/2025": "2025-04-03"}
	for _, name := range book.GetSheetList() {
		rows, err := book.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c, text := range row {
				if right, ok := corrections[text]; ok {
					cell, _ := excelize.CoordinatesToCellName(c+1, r+1)
					if err := book.SetCellStr(name, cell, right); err != nil {
						t.Fatal(err)
					}
					delete(corrections, text)
				}
			}
		}
	}
	if len(corrections) > 0 {
		t.Fatalf("the refused workbook does not hold %v", corrections)
	}
	if err := book.Save(); err != nil {
		t.Fatal(err)
	}
	if out := must(t, dir, "import", "refused.xlsx"); !strings.Contains(out, "appliqué : lignes nouvelles 3, changées 0, refusées 0") {
		t.Errorf("imported again:\n%s", out)
	}
	if out := must(t, dir, "import", "refused.xlsx"); !strings.Contains(out, "rien à changer") {
		t.Errorf("imported a third time:\n%s", out)
	}
}

func TestFiguresWorkbook(t *testing.T) {
	dir := desktop(t)
	must(t, dir, "indicators", "--as-of", "2026-01-01", "--format", "xlsx", "-o", "figures.xlsx")
	book, err := excelize.OpenFile(filepath.Join(dir, "figures.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows("Indicateurs")
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]string{}
	for _, row := range rows {
		if row[0] == "REP-01" {
			for i, h := range figureHeads {
				at[h] = row[i]
			}
		}
	}
	if at["num"] != "2" || at["den"] != "3" || at["status"] != "partial" {
		t.Errorf("REP-01 is %v", at)
	}
}

func TestLockedRegister(t *testing.T) {
	if testing.Short() {
		t.Skip("a writer waits ten seconds for another")
	}
	t.Parallel()
	dir := desktop(t)
	db, err := sql.Open("sqlite", filepath.Join(dir, "toguna.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("begin immediate"); err != nil {
		t.Fatal(err)
	}
	before := must(t, dir, "indicators", "--as-of", "2026-01-01") // readers do not wait
	_, log, code := toguna(t, dir, "--lang", "en", "erase", "P1", "--reason", "trial")
	complains(t, log, code, 1, "in use by another program")
	if _, err := db.Exec("rollback"); err != nil {
		t.Fatal(err)
	}
	if after := must(t, dir, "indicators", "--as-of", "2026-01-01"); after != before {
		t.Errorf("the register changed:\n%s", after)
	}
	must(t, dir, "erase", "P1", "--reason", "essai")
}

func TestPortInUse(t *testing.T) {
	dir := desktop(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, log, code := toguna(t, dir, "serve", "--listen", l.Addr().String())
	complains(t, log, code, 1, "est déjà prise : .*--listen")
	_, log, code = toguna(t, dir, "--lang", "en", "serve", "--listen", l.Addr().String())
	complains(t, log, code, 1, "already in use")
}

// TestNoRoom writes where no file may grow beyond 36 kilobytes, which leaves
// room for the lock of the database but for no result.
func TestNoRoom(t *testing.T) {
	if _, err := exec.LookPath("sh"); err != nil || runtime.GOOS == "windows" {
		t.Skip("no shell to limit the size of files with")
	}
	dir := desktop(t)
	must(t, dir, "template", "-o", "avant.xlsx")
	for _, args := range []string{"template -o avant.xlsx", "export -o registre.xlsx", "note --as-of 2026-01-01 -o notes", "backup -o copie.db", "erase P1 --reason essai"} {
		c := exec.Command("sh", "-c", "ulimit -f 72; exec toguna "+args)
		c.Dir = dir
		_, log, code := end(t, c, c.Run)
		complains(t, log, code, 1, "")
		if strings.Contains(log, "goroutine") {
			t.Errorf("%s: a crash:\n%s", args, log)
		}
	}
	if left := halfWritten(dir); len(left) > 0 {
		t.Errorf("half-written: %v", left)
	}
	for _, name := range []string{"registre.xlsx", "copie.db", "notes/MLI_Protection_NoteSynthese_20260101_FR.docx"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			t.Errorf("%s is there, though it was not written whole", name)
		}
	}
	if info, err := os.Stat(filepath.Join(dir, "avant.xlsx")); err != nil || info.Size() < 36<<10 {
		t.Errorf("the workbook of before was spoilt: %v, %v", info, err)
	}
	must(t, dir, "erase", "P1", "--reason", "essai")
	must(t, dir, "backup", "-o", "copie.db")

	must(t, dir, "demo", "--no-serve", "--dir", "demo")
	c := exec.Command("sh", "-c", "ulimit -f 72; exec toguna --db demo/mali2018.db export -o tables")
	c.Dir = dir
	_, log, code := end(t, c, c.Run)
	complains(t, log, code, 1, "impossible d’écrire « tables »")
	if _, err := os.Stat(filepath.Join(dir, "tables")); err == nil {
		t.Error("half of the tables are there")
	}
}

// TestInterruptedImport stops a large import at many moments: it is applied
// whole, or not at all.
func TestInterruptedImport(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no interrupt can be sent to a process on Windows")
	}
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "mali"), sample.Files()); err != nil {
		t.Fatal(err)
	}
	var stopped, whole, records int
	for wait := 60 * time.Millisecond; whole == 0; wait += wait / 2 {
		db := filepath.Join(dir, wait.String()+".db")
		c := exec.Command("toguna", "--db", db, "import", "mali")
		c.Dir = dir
		_, log, code := end(t, c, func() error {
			if err := c.Start(); err != nil {
				return err
			}
			time.Sleep(wait)
			c.Process.Signal(os.Interrupt)
			return c.Wait()
		})
		n := count(t, db)
		switch {
		case code == 0:
			whole, records = whole+1, n
		case code == 130:
			stopped++
			complains(t, log, code, 130, "interrompu ; rien n’a été écrit à moitié")
			if n != 0 {
				t.Errorf("stopped after %v, %d records were applied", wait, n)
			}
		case code == -1: // before the program could listen
		default:
			t.Errorf("stopped after %v: code %d\n%s", wait, code, log)
		}
	}
	if stopped == 0 || records < 10000 {
		t.Errorf("stopped %d times; whole, it held %d records", stopped, records)
	}
	if left := halfWritten(dir); len(left) > 0 {
		t.Errorf("half-written: %v", left)
	}
}

// count counts the records of a register that may not be there.
func count(t *testing.T, path string) int {
	t.Helper()
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return 0
	}
	st, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	ops, err := st.Operations(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(ops) == 0 {
		return 0
	}
	n, err := st.Position(t.Context(), record.OperationID(ops[0].ID))
	if err != nil {
		t.Fatal(err)
	}
	return int(n)
}

// TestServeLeavesNothingBehind serves the site some pages, stops, and counts
// what is still running or open.
func TestServeLeavesNothingBehind(t *testing.T) {
	dir := desktop(t)
	serve := func() {
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		read, write := io.Pipe()
		d := &desk{Context: ctx, out: write, log: io.Discard, db: filepath.Join(dir, "toguna.db"), lang: "fr"}
		done := make(chan error, 1)
		go func() {
			done <- serveCommand{Listen: "127.0.0.1:0", AsOf: "2026-01-01", Level: "public"}.Run(d)
			write.Close()
		}()
		said := make([]byte, 200)
		n, err := read.Read(said)
		if err != nil {
			t.Fatalf("%v: %v", err, <-done)
		}
		address := regexp.MustCompile(`http://\S+/`).FindString(string(said[:n]))
		client := &http.Client{Transport: &http.Transport{}}
		for _, page := range []string{"", "indicators", "note", "no/such/page"} {
			answer, err := client.Get(address + page)
			if err != nil {
				t.Fatal(err)
			}
			io.Copy(io.Discard, answer.Body)
			answer.Body.Close()
		}
		client.CloseIdleConnections()
		stop()
		if err := <-done; err != nil {
			t.Errorf("stopped with %v", err)
		}
	}
	serve() // what stays for the life of the program is there now
	routines, files := settled()
	for range 3 {
		serve()
	}
	if r, f := settled(); r > routines || f > files {
		stacks := make([]byte, 1<<20)
		t.Errorf("goroutines %d, were %d; files %d, were %d\n%s", r, routines, f, files, stacks[:runtime.Stack(stacks, true)])
	}
}

// settled counts goroutines and open files once they no longer fall.
func settled() (routines, files int) {
	for range 20 {
		runtime.GC()
		time.Sleep(20 * time.Millisecond)
		if n := runtime.NumGoroutine(); n == routines {
			break
		} else {
			routines = n
		}
	}
	open, _ := os.ReadDir("/proc/self/fd") // none elsewhere
	return routines, len(open)
}

// TestEverySettingIsDocumented looks in the pages for every command, flag and
// environment variable that --help shows.
func TestEverySettingIsDocumented(t *testing.T) {
	var pages strings.Builder
	add := func(path string) {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		pages.Write(b)
	}
	add("../../README.md")
	err := filepath.WalkDir("../../docs", func(path string, _ fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(path) == ".md" {
			add(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	text := pages.String()
	find := func(pattern, what string) {
		if !regexp.MustCompile(pattern).MatchString(text) {
			t.Errorf("%s stands in no page", what)
		}
	}
	parser, err := kong.New(&commandLine{}, kong.Name("toguna"))
	if err != nil {
		t.Fatal(err)
	}
	flags := parser.Model.Flags
	for _, command := range parser.Model.Leaves(true) {
		name := strings.TrimPrefix(command.FullPath(), "toguna ")
		find("toguna( --\\w+ \\S+)* "+name+`\b`, "the command "+name)
		flags = append(flags, command.Flags...)
	}
	if len(flags) < 20 {
		t.Fatalf("only %d flags", len(flags))
	}
	for _, f := range flags {
		pattern := "--" + f.Name + `([^\w-]|$)`
		if f.Short != 0 {
			pattern += `|\s-` + string(f.Short) + `\s`
		}
		find(pattern, "--"+f.Name)
		for _, name := range f.Envs {
			find(name, name)
		}
	}
}
