// Package web shows a register as a site, read-only. A request enters, a page
// leaves: it reads snapshots from the store, asks the same functions for
// figures and notes as every other door, and looks at records only through a
// view that knows the reader's level. It never alters a record.
package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"toguna/internal/chart"
	"toguna/internal/document"
	"toguna/internal/locale"
	"toguna/internal/note"
	"toguna/internal/record"
	"toguna/internal/store"
)

//go:embed assets pages
var files embed.FS

// Site is a register as a website.
type Site struct {
	Store     *store.Store
	Operation record.OperationID
	Day       record.Day   // the day shown when the address names none
	Level     record.Level // what its readers may see
	Log       *slog.Logger
	Patience  time.Duration // before a page says how far its reading is; 0 for a second

	pages map[string]*template.Template
	style asset

	mu       sync.Mutex
	drafts   map[draftKey]*draft   // of the days looked at lately
	pictures map[pictureKey]*drawn // of the questions asked lately
}

type asset struct {
	body []byte
	path string
}

type draftKey struct {
	position int64
	day      record.Day
	lang     locale.Lang
}

// draft is the note of one day in one language: its figures, its picture and
// its text serve several pages and are worked out once.
type draft struct {
	once sync.Once
	note *note.Draft
}

const rememberedDays = 8

// Handler lists the pages of the site; the list is also the site map.
func (s *Site) Handler() (http.Handler, error) {
	if err := s.load(); err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	page := func(path string, show func(*request) error) {
		mux.Handle("GET /{lang}"+path, s.page(show))
	}
	page("/{$}", s.home)
	page("/figures", s.figures)
	page("/figures/{code}", s.figure)
	page("/statements/{code}", s.statement)
	page("/bodies", s.bodies)
	page("/returns", s.returns)
	page("/records", s.kinds)
	page("/records/{kind}", s.list)
	page("/records/{kind}/{id}", s.record)
	page("/note", s.note)
	page("/note/{file}", s.noteFile)
	page("/map.svg", s.mapFile)
	page("/presence", s.presence)
	page("/presence/new", s.presenceNew)
	page("/presence/gap", s.presenceGap)
	page("/presence/{file}", s.presenceFile)
	page("/about", s.about)
	mux.HandleFunc("GET /{$}", s.welcome)
	mux.HandleFunc("GET "+s.style.path, s.serveStyle)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, "ok") })
	mux.Handle("GET /", s.page(func(*request) error { return errNotFound }))
	return mux, nil
}

func (s *Site) load() error {
	css, err := files.ReadFile("assets/style.css")
	if err != nil {
		return err
	}
	css = append(css, document.CSS...)
	sum := sha256.Sum256(css)
	s.style = asset{css, "/assets/style-" + hex.EncodeToString(sum[:6]) + ".css"}
	s.drafts = make(map[draftKey]*draft)
	s.pictures = make(map[pictureKey]*drawn)
	names, err := files.ReadDir("pages")
	if err != nil {
		return err
	}
	s.pages = make(map[string]*template.Template)
	for _, n := range names {
		name := strings.TrimSuffix(n.Name(), ".html")
		if name == "layout" || name == "pieces" {
			continue
		}
		t, err := template.ParseFS(files, "pages/layout.html", "pages/pieces.html", "pages/"+n.Name())
		if err != nil {
			return err
		}
		s.pages[name] = t
	}
	return nil
}

var errNotFound = errors.New("no such page")

// request is one reader's question: the language, the day, the view they have.
type request struct {
	*http.Request
	site *Site
	w    http.ResponseWriter
	Lang locale.Lang
	Day  record.Day
	View record.View
}

// page makes a handler of a function that answers a request. Nothing is sent
// before the page is whole, and faults are shown in one place.
func (s *Site) page(show func(*request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q := &request{Request: r, site: s, w: w, Lang: language(r), Day: s.Day}
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		err := q.look()
		if err == nil {
			err = show(q)
		}
		if err != nil {
			q.fail(err)
		}
	})
}

// language reads the first step of the path; other readers get what their
// browser prefers.
func language(r *http.Request) locale.Lang {
	switch lang := r.PathValue("lang"); lang {
	case "fr", "en":
		return locale.Lang(lang)
	}
	if p, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/"); p == "fr" || p == "en" {
		return locale.Lang(p)
	}
	return preferred(r)
}

func preferred(r *http.Request) locale.Lang {
	accept := strings.ToLower(r.Header.Get("Accept-Language"))
	fr, en := strings.Index(accept, "fr"), strings.Index(accept, "en")
	if en >= 0 && (fr < 0 || en < fr) {
		return locale.EN
	}
	return locale.FR
}

// look reads the day and takes the snapshot.
func (q *request) look() error {
	if lang := q.PathValue("lang"); lang != "" && lang != "fr" && lang != "en" {
		return errNotFound
	}
	if text := q.URL.Query().Get("day"); text != "" {
		day, err := record.ParseDay(text)
		if err != nil {
			return badRequest{q.Lang.Say("« "+text+" » n’est pas une date ; attendu : AAAA-MM-JJ, par exemple 2018-03-21.",
				"“"+text+"” is not a date; expected YYYY-MM-DD, for example 2018-03-21.")}
		}
		q.Day = day
	}
	snap, err := q.site.Store.Snapshot(q.Context(), q.site.Operation, q.Day, time.Time{})
	if err != nil {
		return err
	}
	q.View = record.View{Snapshot: snap, Level: q.site.Level}
	return nil
}

// draft gives the note of the reader's day: the scorecard, the picture and the
// note itself are looked at in it.
func (q *request) draft() *note.Draft {
	s, snap := q.site, q.View.Snapshot
	key := draftKey{snap.Position, snap.Day, q.Lang}
	s.mu.Lock()
	d := s.drafts[key]
	if d == nil {
		if len(s.drafts) >= rememberedDays {
			clear(s.drafts)
		}
		d = new(draft)
		s.drafts[key] = d
	}
	s.mu.Unlock()
	d.once.Do(func() {
		d.note = note.Write(snap, note.Options{Lang: q.Lang, Level: s.Level, Geometry: chart.Mali(),
			Link: func(kind, code string) string { return q.Link("/" + kind + "s/" + code) }})
	})
	return d.note
}

type badRequest struct{ say string }

func (b badRequest) Error() string { return b.say }

func (q *request) fail(err error) {
	status, title, say := http.StatusInternalServerError, q.Say("Faute du serveur", "Server fault"), q.Lang.Say("La page n’a pas pu être faite. La faute est notée au journal du serveur.", "The page could not be made. The fault is in the server’s log.")
	var bad badRequest
	switch {
	case errors.Is(err, context.Canceled):
		return
	case errors.Is(err, errNotFound):
		status, title, say = http.StatusNotFound, q.Say("Introuvable", "Not found"), q.Lang.Say("Il n’y a rien à cette adresse, ou rien que vous puissiez voir.", "There is nothing at this address, or nothing you may see.")
	case errors.As(err, &bad):
		status, title, say = http.StatusBadRequest, q.Say("Demande mal comprise", "Request not understood"), bad.say
	default:
		q.site.Log.Error("page", "path", q.URL.Path, "error", err)
	}
	if shown := q.show(status, "error", title, say); shown != nil {
		http.Error(q.w, say, status)
	}
}

// Frame is what the layout of every page needs.
type Frame struct {
	*request
	Title string
	Data  any
}

// show renders a page whole, then sends it, compressed where the reader takes
// it, under a tag that changes with the page.
func (q *request) show(status int, name, title string, data any) error {
	var b bytes.Buffer
	if err := q.site.pages[name].ExecuteTemplate(&b, "layout", Frame{q, title, data}); err != nil {
		return fmt.Errorf("page %s: %w", name, err)
	}
	return q.send(status, "text/html; charset=utf-8", b.Bytes())
}

func (q *request) send(status int, kind string, body []byte) error {
	h := q.w.Header()
	h.Set("Content-Type", kind)
	h.Add("Vary", "Accept-Encoding")
	if status == http.StatusOK {
		sum := sha256.Sum256(body)
		tag := `"` + hex.EncodeToString(sum[:8]) + `"`
		h.Set("ETag", tag)
		h.Set("Cache-Control", "private, no-cache")
		if slices.Contains(strings.Split(q.Header.Get("If-None-Match"), ", "), tag) {
			q.w.WriteHeader(http.StatusNotModified)
			return nil
		}
	}
	return write(q.w, q.Request, status, body)
}

func write(w http.ResponseWriter, r *http.Request, status int, body []byte) error {
	if len(body) > 1000 && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") && compressible(w.Header().Get("Content-Type")) {
		w.Header().Set("Content-Encoding", "gzip")
		w.WriteHeader(status)
		z := gzip.NewWriter(w)
		if _, err := z.Write(body); err != nil {
			return nil // the reader has left
		}
		z.Close()
		return nil
	}
	w.WriteHeader(status)
	w.Write(body)
	return nil
}

func compressible(kind string) bool {
	return strings.HasPrefix(kind, "text/") || strings.Contains(kind, "json") || strings.Contains(kind, "svg")
}

func (s *Site) serveStyle(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	write(w, r, http.StatusOK, s.style.body)
}

func (s *Site) welcome(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Vary", "Accept-Language")
	http.Redirect(w, r, "/"+string(preferred(r))+"/", http.StatusFound)
}

// Say picks the words of the reader's language.
func (q *request) Say(french, english string) string {
	return q.Lang.Say(locale.FrenchSpaces.Replace(french), english)
}

// Style gives the address of the style sheet.
func (q *request) Style() string { return q.site.style.path }

// Link gives the address of a page in the reader's language, on the day they chose.
func (q *request) Link(path string) string { return q.address(q.Lang, path, nil) }

func (q *request) address(lang locale.Lang, path string, more url.Values) string {
	v := url.Values{}
	if q.Day != q.site.Day {
		v.Set("day", string(q.Day))
	}
	for k, vs := range more {
		v[k] = vs
	}
	path = "/" + string(lang) + path
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}

// Other gives the address of the same page in another language.
func (q *request) Other(lang string) string {
	path := q.URL.Path
	for _, l := range locale.Langs {
		path = strings.TrimPrefix(path, "/"+string(l)+"/")
	}
	return q.address(locale.Lang(lang), "/"+strings.TrimPrefix(path, "/"), q.rest())
}

// rest is the question of the address without the day.
func (q *request) rest() url.Values {
	v := q.URL.Query()
	v.Del("day")
	return v
}

// Kept lists the parts of the question that the day form must carry along.
func (q *request) Kept() url.Values { return q.rest() }

// Here tells the navigation whether a part of the site is the one shown.
func (q *request) Here(part string) bool {
	path := strings.TrimPrefix(q.URL.Path, "/"+string(q.Lang))
	if part == "/" {
		return path == "/"
	}
	return strings.HasPrefix(path, part)
}

// Sample tells whether the operation is sample data, which every page says.
func (q *request) Sample() bool {
	return q.View.Snapshot != nil && q.View.Operation != nil && q.View.Operation.Fictitious == record.Yes
}

// OperationName gives the name of the operation.
func (q *request) OperationName() string {
	if q.View.Snapshot == nil || q.View.Operation == nil {
		return ""
	}
	return q.Lang.Say(q.View.Operation.NameFR, cmpOr(q.View.Operation.NameEN, q.View.Operation.NameFR))
}

// LevelName says what the reader may see.
func (q *request) LevelName() string {
	return record.Levels.Label([]string{"public", "restricted", "confidential"}[q.site.Level], string(q.Lang))
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
