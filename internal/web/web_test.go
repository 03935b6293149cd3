package web

import (
	"bytes"
	"compress/gzip"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"toguna/internal/picture"
	"toguna/internal/record"
	"toguna/internal/sample"
	"toguna/internal/store"
)

const day = "2018-03-21"

// open serves the sample register to readers of a level. Their patience is
// long: what they see does not hang on the machine.
func open(t testing.TB, level record.Level) http.Handler {
	t.Helper()
	return opened(t, level, time.Minute)
}

func opened(t testing.TB, level record.Level, patience time.Duration) http.Handler {
	t.Helper()
	st, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "mali.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	set, err := sample.Mali2018(sample.IDs())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := st.Apply(t.Context(), set); err != nil {
		t.Fatal(err)
	}
	site := &Site{Store: st, Operation: set.Operation, Day: day, Level: level, Patience: patience, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	h, err := site.Handler()
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func ask(h http.Handler, path string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("GET", path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

var links = regexp.MustCompile(`(?:href|src)="([^"#]+)`)

// A reader who follows every link from the first page, in both languages,
// finds a whole page behind each, under the byte budget of a 2G link.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	if testing.Short() {
		t.Skip("hundreds of pages, one after the other")
	}
	h := open(t, record.Restricted)
	const budget = 100_000
	const perKind = 12
	seen, queue := map[string]bool{}, []string{"/fr/", "/en/"}
	for path, kinds := range kindsOf { // the form leads to them, not a link
		for _, kind := range kinds {
			queue = append(queue, "/fr"+path+"?level=2&set=all&kind="+kind, "/en"+path+"?kind="+kind)
		}
	}
	visited := map[string]int{}
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		if seen[path] {
			continue
		}
		seen[path] = true
		parts := strings.Split(strings.SplitN(path, "?", 2)[0], "/")
		if group := strings.Join(parts[:min(len(parts), 4)], "/"); len(parts) > 4 {
			if visited[group]++; visited[group] > perKind {
				continue // enough records of this kind
			}
		}
		if page, question, asks := strings.Cut(path, "?"); asks && strings.Contains(question, "month=") {
			if visited[page]++; visited[page] > 2 {
				continue // enough months of this picture
			}
		}
		w := ask(h, path)
		if w.Code != http.StatusOK {
			t.Errorf("%s answers %d", path, w.Code)
			continue
		}
		if kind := w.Header().Get("Content-Type"); !strings.HasPrefix(kind, "text/html") || strings.HasSuffix(path, ".html") {
			continue
		}
		body := w.Body.String()
		if strings.Contains(body, "<script") {
			t.Errorf("%s needs a script", path)
		}
		if strings.Contains(body, "ZgotmplZ") || strings.Contains(body, "%!") || strings.Contains(body, "<no value>") {
			t.Errorf("%s has a hole in its text", path)
		}
		var z bytes.Buffer
		g := gzip.NewWriter(&z)
		g.Write(w.Body.Bytes())
		g.Close()
		if z.Len() > budget {
			t.Errorf("%s weighs %d bytes compressed, the budget is %d", path, z.Len(), budget)
		}
		for _, m := range links.FindAllStringSubmatch(body, -1) {
			u, err := url.Parse(html.UnescapeString(m[1]))
			if err != nil {
				t.Errorf("%s links to %q: %v", path, m[1], err)
			} else if u.Host == "" && u.Scheme == "" {
				queue = append(queue, u.String())
			}
		}
	}
	if len(seen) < 150 {
		t.Errorf("only %d pages were reached", len(seen))
	}
}

// The first page with its style, as a phone loads it; and the heaviest map.
func TestFirstLoadIsLight(t *testing.T) {
	h := open(t, record.Public)
	for path, budget := range map[string]int{"/fr/": 60_000, "/fr/presence": 60_000, "/fr/presence?level=2&set=all": 100_000} {
		if total := firstLoad(t, h, path); total > budget {
			t.Errorf("the first load of %s is %d bytes, want under %d", path, total, budget)
		} else {
			t.Logf("first load of %s: %d bytes", path, total)
		}
	}
}

// firstLoad is the weight of a page with its style.
func firstLoad(t *testing.T, h http.Handler, path string) int {
	t.Helper()
	total := 0
	page := ask(h, path, "Accept-Encoding", "gzip")
	total += page.Body.Len()
	z, err := gzip.NewReader(page.Body)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	style := regexp.MustCompile(`/assets/[^"]+`).FindString(string(body))
	total += ask(h, style, "Accept-Encoding", "gzip").Body.Len()
	return total
}

func TestTheDayChangesTheWholeSite(t *testing.T) {
	h := open(t, record.Restricted)
	now, before := ask(h, "/fr/bodies").Body.String(), ask(h, "/fr/bodies?day=2014-01-01").Body.String()
	if !strings.Contains(now, "DNDS") || strings.Contains(before, "DNDS") {
		t.Error("DNDS co-leads in 2018 and holds no seat in 2014")
	}
	if !strings.Contains(before, `href="/fr/figures?day=2014-01-01"`) {
		t.Error("the links do not carry the day along")
	}
}

func TestBadAddressesAreAnswered(t *testing.T) {
	h := open(t, record.Public)
	for path, want := range map[string]int{
		"/fr/records/nothing": 404, "/fr/records/org/none": 404, "/de/": 404, "/fr/figures/XXX-01": 404,
		"/fr/presence?month=2018-13": 400, "/fr/presence?level=9": 400, "/en/presence?kind=pie": 400, "/fr/presence?set=friends": 400, "/fr/presence/map.exe": 404, "/fr/presence/pie.svg": 404, "/fr/presence/matrix.svg?page=99": 404, "/fr/presence/map.svg?sector=XX": 400, "/fr/presence?month=1999-01": 400,
		"/fr/?day=2018-02-30": 400, "/en/?day=yesterday": 400, "/fr/note/note.exe": 404, "/nowhere/at/all": 404, "/fr/records/org?page=-3": 200, "/fr/records/org?page=x": 200,
	} {
		if w := ask(h, path); w.Code != want {
			t.Errorf("%s answers %d, want %d", path, w.Code, want)
		} else if want >= 400 && !strings.Contains(w.Body.String(), "<main") {
			t.Errorf("%s answers without a page", path)
		}
	}
	if w := ask(h, "/", "Accept-Language", "en-GB,en;q=0.8"); w.Header().Get("Location") != "/en/" {
		t.Errorf("an English browser is sent to %q", w.Header().Get("Location"))
	}
	if w := ask(h, "/"); w.Header().Get("Location") != "/fr/" {
		t.Errorf("a browser without preference is sent to %q", w.Header().Get("Location"))
	}
}

func TestAPageThatDidNotChangeIsNotSentAgain(t *testing.T) {
	h := open(t, record.Public)
	first := ask(h, "/fr/bodies")
	again := ask(h, "/fr/bodies", "If-None-Match", first.Header().Get("ETag"))
	if again.Code != http.StatusNotModified || again.Body.Len() != 0 {
		t.Errorf("second visit: %d, %d bytes", again.Code, again.Body.Len())
	}
}

// What a reader may not see is in no page: neither a person nor a lesson, in
// the text, in attributes or in searches.
func TestThePublicSeesNoPersonAndNoLesson(t *testing.T) {
	set, err := sample.Mali2018(sample.IDs())
	if err != nil {
		t.Fatal(err)
	}
	h := open(t, record.Public)
	var secrets []string
	for _, c := range set.Changes {
		switch r := c.Record.(type) {
		case *record.Person:
			secrets = append(secrets, r.Name, r.Email)
		case *record.Lesson:
			secrets = append(secrets, r.Content)
		}
	}
	if len(secrets) < 50 {
		t.Fatalf("the sample has only %d names and lessons to look for", len(secrets))
	}
	for _, path := range []string{"/fr/", "/fr/records/person", "/fr/records/lesson", "/fr/records/post", "/fr/records/seat?all=1", "/fr/records/attendance", "/fr/figures/CON-01", "/fr/figures/CON-02", "/fr/figures/OPS-04", "/fr/note", "/en/note/note.json", "/fr/records/person?q=example"} {
		body := html.UnescapeString(ask(h, path).Body.String())
		for _, s := range secrets {
			if s != "" && strings.Contains(body, s) {
				t.Errorf("%s shows %q to the public", path, s)
			}
		}
	}
	for _, c := range set.Changes {
		if c.Kind == "person" || c.Kind == "lesson" {
			if w := ask(h, "/fr/records/"+string(c.Kind)+"/"+c.ID); w.Code != http.StatusNotFound {
				t.Fatalf("the public opens a %s", c.Kind)
			}
		}
	}
}

// The picture of a page is that of the file, and both that of the command
// line: one function. The page has links, the file has none and says who may
// read it.
func TestPresenceIsTheSameOnPageAndInFile(t *testing.T) {
	h := open(t, record.Public)
	page := html.UnescapeString(ask(h, "/fr/presence?level=1&set=all").Body.String())
	for _, want := range []string{`href="#p-ML05"`, `id="p-ML05"`, "/fr/records/org/", "Qui est où"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	file := ask(h, "/fr/presence/map.svg?level=1&set=all")
	if kind := file.Header().Get("Content-Type"); kind != "image/svg+xml" || strings.Contains(file.Body.String(), "href=") {
		t.Errorf("the file is %s, or has links", kind)
	}
	for _, want := range []string{"Public. Réutilisable", "Données d", "Mopti"} {
		if !strings.Contains(html.UnescapeString(file.Body.String()), want) {
			t.Errorf("the file lacks %q", want)
		}
	}
	for _, format := range picture.Formats {
		w := ask(h, "/en/presence/new."+format+"?set=all")
		if w.Code != http.StatusOK || !strings.Contains(w.Header().Get("Content-Disposition"), "MLI_presence_new_admin1_all_201803_en."+format) {
			t.Errorf("%s: %d, %s", format, w.Code, w.Header().Get("Content-Disposition"))
		}
	}
}

// Every place of a map leads to its row. Where there are many, the keyboard
// passes them by.
func TestPlacesOfAMapLeadToTheirRows(t *testing.T) {
	h := open(t, record.Restricted)
	toPlace := regexp.MustCompile(`<a href="#(p-[^"]+)"( tabindex="-1")?>`)
	for path, want := range map[string]struct {
		places int
		passed bool
	}{"/fr/presence": {9, false}, "/fr/presence?level=2&set=all": {50, true}} {
		body := ask(h, path).Body.String()
		led := map[string]bool{}
		for _, m := range toPlace.FindAllStringSubmatch(body, -1) {
			led[m[1]] = true
			if (m[2] != "") != want.passed {
				t.Errorf("%s: %s", path, m[0])
			}
			if !strings.Contains(body, `<tr id="`+m[1]+`">`) {
				t.Errorf("%s: no row %s", path, m[1])
			}
		}
		if len(led) != want.places {
			t.Errorf("%s: %d places lead to a row, want %d", path, len(led), want.places)
		}
	}
}

// A reader who would wait too long is told that the reading goes on, and has
// the page a moment later.
func TestLongReadingSaysSo(t *testing.T) {
	h := opened(t, record.Public, time.Nanosecond)
	first := ask(h, "/fr/presence")
	if body := html.UnescapeString(first.Body.String()); first.Code != http.StatusAccepted || first.Header().Get("Refresh") != "2" || !strings.Contains(body, "en cours de lecture") || !strings.Contains(body, "<progress") {
		t.Fatalf("%d, Refresh %q: %s", first.Code, first.Header().Get("Refresh"), body)
	}
	for range 600 {
		if w := ask(h, "/fr/presence"); w.Code == http.StatusOK && strings.Contains(w.Body.String(), "<svg") {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Error("the page never came")
}
