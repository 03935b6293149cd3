package main

import (
	"archive/zip"
	"bytes"
	"html"
	"io"
	"io/fs"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"toguna/internal/record"
	"toguna/internal/sample"
	"toguna/internal/store"
	"toguna/internal/web"
)

const planted = "Quatorze ans, placée chez sa tante"

var (
	href     = regexp.MustCompile(`href="(/fr/[^"#?]*)`)
	recordOf = regexp.MustCompile(`^/fr/records/([a-z_]+)/`)
)

// TestNoFreeTextIsPublic fills every free text of the sample with one sentence
// and looks for it in all that the public gets: exports, the note, the pictures
// and the pages.
func TestNoFreeTextIsPublic(t *testing.T) {
	set, err := sample.Mali2018(sample.IDs())
	if err != nil {
		t.Fatal(err)
	}
	one := map[string]string{} // a record of each kind that has a free text
	for i := range set.Changes {
		r := set.Changes[i].Record
		for _, f := range record.TableOf(r.Kind()).Fields {
			if f.Free {
				if err := f.Set(r, planted); err != nil {
					t.Fatal(err)
				}
				one[string(r.Kind())] = r.Base().ID
			}
		}
	}
	dir := t.TempDir()
	db, out := filepath.Join(dir, "r.db"), filepath.Join(dir, "out")
	if err := os.Mkdir(out, 0o755); err != nil {
		t.Fatal(err)
	}
	st, err := store.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	if _, err := st.Apply(t.Context(), set); err != nil {
		t.Fatal(err)
	}
	do := func(args ...string) {
		t.Helper()
		var log bytes.Buffer
		if code := run(append([]string{"--db", db}, args...), io.Discard, &log); code != 0 {
			t.Fatalf("%v: %s", args, log.String())
		}
	}
	at := func(name string) string { return filepath.Join(out, name) }
	do("export", "--level", "public", "-o", at("register"))
	do("export", "--level", "public", "-o", at("register.xlsx"))
	do("export", "--level", "public", "--format", "5w-xlsx", "-o", at("5w.xlsx"))
	do("export", "--level", "public", "--format", "5w-csv", "-o", at("5w.csv"))
	do("export", "--format", "hapi", "-o", at("hapi.csv"))
	do("export", "--format", "hapi", "-o", at("hapi.json"))
	do("note", "--as-of", "2018-03-31", "--format", "docx,html,json", "-o", at("note"))
	for _, kind := range []string{"map", "bars", "matrix", "timeline", "new", "gap", "people"} {
		do("presence", "--kind", kind, "--as-of", "2018-03-31", "--month", "2018-03", "--format", "svg,xlsx,csv,json", "-o", at(kind))
	}
	files := 0
	err = filepath.WalkDir(out, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		if holds(t, path) {
			t.Errorf("%s holds a free text", filepath.Base(path))
		}
		return nil
	})
	if err != nil || files < 40 {
		t.Errorf("%d files were looked through: %v", files, err)
	}
	for _, name := range []string{"members.csv", "members.xlsx"} { // else nothing was looked for
		if do("export", "--format", "5w-"+name[len("members."):], "-o", at(name)); !holds(t, at(name)) {
			t.Errorf("%s, for members, lacks the free text", name)
		}
	}

	site := &web.Site{Store: st, Operation: set.Operation, Day: "2018-03-31", Patience: time.Minute, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	pages, err := site.Handler()
	if err != nil {
		t.Fatal(err)
	}
	todo := []string{"/fr/", "/fr/note/note.json", "/fr/records/activity?q=tante"}
	for kind, id := range one {
		todo = append(todo, "/fr/records/"+kind+"/"+id)
	}
	seen, ofKind := map[string]bool{}, map[string]int{}
	for len(todo) > 0 {
		path := todo[0]
		todo = todo[1:]
		if m := recordOf.FindStringSubmatch(path); m != nil {
			ofKind[m[1]]++
			seen[path] = seen[path] || ofKind[m[1]] > 3
		}
		if seen[path] {
			continue
		}
		seen[path] = true
		w := httptest.NewRecorder()
		pages.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		body := w.Body.String()
		if strings.Contains(html.UnescapeString(body), planted) {
			t.Errorf("the page %s holds a free text", path)
		}
		for _, m := range href.FindAllStringSubmatch(body, -1) {
			if to := html.UnescapeString(m[1]); !seen[to] && !slices.Contains(todo, to) {
				todo = append(todo, to)
			}
		}
	}
	if len(seen) < 60 {
		t.Errorf("only %d pages were looked at", len(seen))
	}
}

// holds tells whether a file holds the planted sentence, also within a zip.
func holds(t *testing.T, path string) bool {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text := string(b)
	if z, err := zip.NewReader(bytes.NewReader(b), int64(len(b))); err == nil {
		for _, part := range z.File {
			r, err := part.Open()
			if err != nil {
				t.Fatal(err)
			}
			b, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			text += string(b)
		}
	}
	return strings.Contains(html.UnescapeString(text), planted)
}
