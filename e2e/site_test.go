package e2e

import (
	"context"
	_ "embed"
	"flag"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

var shots = flag.String("shots", "", "write a picture of every page into this folder")

type size struct{ width, height int64 }

var (
	phone  = size{360, 740}
	laptop = size{1280, 900}
	sizes  = []size{phone, laptop}
	langs  = []string{"fr", "en"}
)

// page is one page of the site; its path follows the language.
type page struct{ name, path string }

const missing = "missing" // the page of an address that leads nowhere

// pages are those a reader meets, one of each sort.
func (s site) pages(t *testing.T) []page {
	t.Helper()
	return []page{
		{"home", "/"},
		{"figures", "/figures"},
		{"figure", "/figures/PLN-01"},
		{"figure-lists", "/figures/CON-01"},
		{"bodies", "/bodies"},
		{"records", "/records"},
		{"orgs", "/records/org"},
		{"org", s.first(t, "org")},
		{"meeting", s.first(t, "meeting")},
		{"note", "/note"},
		{"returns", "/returns"},
		{"presence", "/presence"},
		{"presence-cercles", "/presence?level=2&set=all"},
		{"presence-circles", "/presence?kind=symbols&set=all"},
		{"presence-bars", "/presence?kind=bars&set=all"},
		{"presence-matrix", "/presence?kind=matrix&level=2&set=all"},
		{"presence-timeline", "/presence?kind=timeline&set=all"},
		{"presence-new", "/presence/new?set=all"},
		{"presence-gap", "/presence/gap"},
		{"presence-people", "/presence/gap?kind=people"},
		{"about", "/about"},
		{missing, "/records/org/none"},
	}
}

// first gives the path of the first record that a list shows.
func (s site) first(t *testing.T, kind string) string {
	t.Helper()
	link := regexp.MustCompile(`href="/fr(/records/` + kind + `/[^"]+)"`).FindStringSubmatch(s.fetch(t, "/fr/records/"+kind+"?all=1"))
	if link == nil {
		t.Fatalf("no %s is listed", kind)
	}
	return link[1]
}

// each visits every page in both languages at both sizes.
func (s site) each(t *testing.T, look func(t *testing.T, tab context.Context, p page, address string)) {
	for _, p := range s.pages(t) {
		for _, lang := range langs {
			for _, at := range sizes {
				t.Run(fmt.Sprintf("%s-%s-%d", p.name, lang, at.width), func(t *testing.T) {
					look(t, s.tab(t, at), p, s.address+"/"+lang+p.path)
				})
			}
		}
	}
}

func TestSite(t *testing.T) {
	s := open(t)
	t.Run("pages", func(t *testing.T) { s.each(t, looksRight) })
	t.Run("keyboard", func(t *testing.T) { s.each(t, keyboardReachesAll) })
	for _, lang := range langs {
		t.Run("without-script-"+lang, func(t *testing.T) { worksWithoutScript(t, s, lang) })
		t.Run("weight-"+lang, func(t *testing.T) { firstLoadIsLight(t, s, lang, "/") })
		t.Run("weight-presence-"+lang, func(t *testing.T) { firstLoadIsLight(t, s, lang, "/presence?level=2&set=all") })
		for _, at := range sizes {
			t.Run(fmt.Sprintf("note-figure-%s-%d", lang, at.width), func(t *testing.T) { noteFigureOpensEvidence(t, s, lang, at) })
		}
	}
}

func TestShots(t *testing.T) {
	if *shots == "" {
		t.Skip("no pictures asked for: -shots DIR writes them")
	}
	if err := os.MkdirAll(*shots, 0o755); err != nil {
		t.Fatal(err)
	}
	open(t).each(t, func(t *testing.T, tab context.Context, p page, address string) {
		var png []byte
		do(t, tab, chromedp.Navigate(address), chromedp.FullScreenshot(&png, 100)) // below 100 it is a JPEG
		_, name, _ := strings.Cut(t.Name(), "/")
		if err := os.WriteFile(filepath.Join(*shots, name+".png"), png, 0o644); err != nil {
			t.Fatal(err)
		}
	})
}

// looksRight opens a page and everything folded in it: nothing fails to load,
// nothing runs out of the window, and axe has nothing against it.
func looksRight(t *testing.T, tab context.Context, p page, address string) {
	complaints := listen(tab, address, p.name == missing)
	do(t, tab, log.Enable(), chromedp.Navigate(address))
	fits(t, tab, "as it opens")
	do(t, tab, chromedp.Evaluate(`document.querySelectorAll("details").forEach(d => d.open = true)`, nil))
	fits(t, tab, "unfolded")
	for _, v := range violations(t, tab) {
		t.Errorf("axe: %s (%s): %s", v.ID, v.Impact, v.Help)
		for _, n := range v.Nodes {
			t.Errorf("    %v\n      %s\n      %s", n.Target, n.HTML, n.FailureSummary)
		}
	}
	do(t, tab, chromedp.EmulateViewport(320, phone.height)) // WCAG 1.4.10, or 400 % on a laptop
	fits(t, tab, "320 wide")
	if p.name != "note" && p.name != "presence-matrix" && p.name != "presence-timeline" { // tables of a dozen columns are read by scrolling them
		nothingScrollsSideways(t, tab)
	}
	for _, c := range complaints() {
		t.Error(c)
	}
}

// listen gathers what the browser complains of in a tab. A missing page is
// allowed its own 404.
func listen(tab context.Context, address string, missing bool) func() []string {
	var mu sync.Mutex
	var found []string
	add := func(format string, a ...any) {
		mu.Lock()
		defer mu.Unlock()
		found = append(found, fmt.Sprintf(format, a...))
	}
	chromedp.ListenTarget(tab, func(event any) {
		switch e := event.(type) {
		case *runtime.EventExceptionThrown:
			add("exception: %v", e.ExceptionDetails)
		case *runtime.EventConsoleAPICalled:
			if e.Type == runtime.APITypeError || e.Type == runtime.APITypeWarning {
				add("console: %s", e.Type)
			}
		case *log.EventEntryAdded:
			if !(missing && e.Entry.URL == address) {
				add("log: %s: %s %s", e.Entry.Level, e.Entry.Text, e.Entry.URL)
			}
		case *network.EventLoadingFailed:
			add("request failed: %s %s", e.Type, e.ErrorText)
		case *network.EventResponseReceived:
			if own := missing && e.Response.URL == address; own != (e.Response.Status == http.StatusNotFound) || e.Response.Status >= 500 {
				add("%s answers %d", e.Response.URL, e.Response.Status)
			}
		}
	})
	return func() []string {
		mu.Lock()
		defer mu.Unlock()
		return found
	}
}

// fits tells what makes the document wider than the window. Boxes that scroll
// by themselves may hold wide things.
func fits(t *testing.T, tab context.Context, when string) {
	t.Helper()
	var over []string
	do(t, tab, chromedp.Evaluate(`(() => {
		const root = document.documentElement
		if (root.scrollWidth <= innerWidth) return []
		const held = e => { for (let p = e.parentElement; p && p !== root; p = p.parentElement) if (getComputedStyle(p).overflowX !== "visible") return true }
		const wide = [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > innerWidth + 0.5 && !held(e))
		return ["document " + root.scrollWidth + " in " + innerWidth].concat(wide.slice(0, 8).map(e => e.outerHTML.slice(0, 160)))
	})()`, &over))
	if len(over) > 0 {
		t.Errorf("%s, the page runs out of the window: %s", when, strings.Join(over, "\n    "))
	}
}

// nothingScrollsSideways tells which pictures and tables a phone shows only a
// part of.
func nothingScrollsSideways(t *testing.T, tab context.Context) {
	t.Helper()
	var wide []string
	do(t, tab, chromedp.Evaluate(`[...document.body.querySelectorAll("*")]
		.filter(e => e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1 && ["auto", "scroll"].includes(getComputedStyle(e).overflowX))
		.map(e => e.scrollWidth + " in " + e.clientWidth + ": " + e.outerHTML.slice(0, 160))`, &wide))
	if len(wide) > 0 {
		t.Errorf("320 wide, scrolls sideways: %s", strings.Join(wide, "\n    "))
	}
}

//go:embed axe/axe.min.js
var axe string

type violation struct {
	ID, Impact, Help string
	Nodes            []struct {
		Target               []any
		HTML, FailureSummary string
	}
}

func violations(t *testing.T, tab context.Context) []violation {
	t.Helper()
	var found []violation
	do(t, tab,
		chromedp.Evaluate(axe, nil),
		chromedp.Evaluate(`axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"]}).then(r => r.violations)`,
			&found, await))
	return found
}

func await(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }

// keyboardReachesAll walks a page with Tab: the way past the navigation comes
// first, then every control once, in the order of the page, each shown when it
// is reached, and the walk ends.
func keyboardReachesAll(t *testing.T, tab context.Context, p page, address string) {
	var want []string
	still := emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}})
	do(t, tab, still, chromedp.Navigate(address), chromedp.Evaluate(`
		window.stops = [...document.querySelectorAll("a[href]:not([tabindex='-1']), button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")].filter(e => e.checkVisibility())
		stops.map(e => e.outerHTML.slice(0, 120))`, &want))
	if !strings.Contains(want[0], `class="skip"`) {
		t.Errorf("the first stop is %s, want the link to the content", want[0])
	}
	type stop struct {
		At    int    // place in the list of controls; -1 for none of them
		Shown string // why the focus cannot be seen
	}
	// The first point of a shape in a drawing may well lie outside the shape.
	const where = `(() => {
		const e = document.activeElement, b = e.getBoundingClientRect(), s = getComputedStyle(e)
		const cover = document.elementFromPoint(b.left + Math.min(b.width / 2, 4), b.top + b.height / 2)
		return {At: stops.indexOf(e), Shown:
			s.outlineStyle === "none" || parseFloat(s.outlineWidth) < 2 ? "has no outline" :
			b.bottom <= 0 || b.top >= innerHeight || b.right <= 0 || b.left >= innerWidth ? "is out of sight" :
			cover && !(e instanceof SVGElement) && !e.contains(cover) && !cover.contains(e) ? "is covered by " + cover.outerHTML.slice(0, 80) : ""}
	})()`
	next := 0
	for range 3*len(want) + 10 { // a date has three parts, a box that scrolls is a stop of its own
		var at stop
		do(t, tab, chromedp.KeyEvent(kb.Tab), chromedp.Evaluate(where, &at))
		switch {
		case at.At < 0 || at.At == next-1:
		case at.At == next:
			if at.Shown != "" {
				t.Errorf("the focus on %s %s", want[next], at.Shown)
			}
			next++
		case next == len(want): // round again
			return
		default:
			t.Fatalf("Tab number %d goes to %s, want %s", next+1, want[at.At], want[next])
		}
	}
	if next < len(want) {
		t.Fatalf("Tab never reaches %s", want[next])
	}
	t.Fatalf("Tab does not leave %s", want[next-1])
}

// worksWithoutScript uses the four forms of the site as a browser without
// JavaScript does.
func worksWithoutScript(t *testing.T, s site, lang string) {
	tab := s.tab(t, phone)
	do(t, tab, emulation.SetScriptExecutionDisabled(true))
	see := func(selector, want string) {
		t.Helper()
		var text string
		do(t, tab, chromedp.Text(selector, &text, chromedp.ByQuery))
		if !strings.Contains(text, want) {
			t.Errorf("%s reads %q, want %q", selector, text, want)
		}
	}
	at := func(want string) {
		t.Helper()
		var address string
		do(t, tab, chromedp.Location(&address))
		if address != s.address+want {
			t.Errorf("the address is %s, want %s", address, s.address+want)
		}
	}
	other := map[string]string{"fr": "en", "en": "fr"}[lang]
	before := map[string]string{"fr": "1er janvier 2014", "en": "1 January 2014"}

	follow(t, tab, chromedp.Navigate(s.address+"/"+lang+"/bodies"))
	see("main", "DNDS")
	follow(t, tab, chromedp.SetValue("#day", "2014-01-01", chromedp.ByQuery), chromedp.Click(".day button", chromedp.ByQuery))
	at("/" + lang + "/bodies?day=2014-01-01")
	see("main .lead", before[lang])
	follow(t, tab, chromedp.Click(`.tools a[hreflang="`+other+`"]`, chromedp.ByQuery))
	at("/" + other + "/bodies?day=2014-01-01")
	see("main .lead", before[other])

	follow(t, tab, chromedp.Navigate(s.address+"/"+lang+"/presence?day=2018-02-25"))
	follow(t, tab, chromedp.SetValue("#f-level", "2", chromedp.ByQuery), chromedp.SetValue("#f-set", "all", chromedp.ByQuery), chromedp.Click(".ask button", chromedp.ByQuery))
	see("#names ~ .scroll tbody", "Bandiagara")
	var address string
	do(t, tab, chromedp.Location(&address))
	if !strings.Contains(address, "day=2018-02-25") || !strings.Contains(address, "level=2") {
		t.Errorf("the form of presence leads to %s", address)
	}

	follow(t, tab, chromedp.Navigate(s.address+"/"+lang+"/records/org?all=1"))
	follow(t, tab, chromedp.SendKeys("#q", "dnds"+kb.Enter, chromedp.ByQuery))
	see("main tbody", "DNDS")
	var rows int
	var query string
	do(t, tab, chromedp.Evaluate(`document.querySelectorAll("main tbody tr").length`, &rows), chromedp.Value("#q", &query, chromedp.ByQuery))
	if rows < 1 || rows > 3 || query != "dnds" {
		t.Errorf("a search for dnds leaves %q in the box and finds %d organisations", query, rows)
	}
	follow(t, tab, chromedp.SetValue("#day", "2014-01-01", chromedp.ByQuery), chromedp.Click(".day button", chromedp.ByQuery))
	do(t, tab, chromedp.Value("#q", &query, chromedp.ByQuery))
	if query != "dnds" {
		t.Error("another day forgets the search")
	}
	follow(t, tab, chromedp.Click(`.tools a[hreflang="`+other+`"]`, chromedp.ByQuery))
	do(t, tab, chromedp.Value("#q", &query, chromedp.ByQuery))
	if query != "dnds" {
		t.Error("the other language forgets the search")
	}
}

// firstLoadIsLight counts the bytes that a first visit asks of a 2G link.
func firstLoadIsLight(t *testing.T, s site, lang, path string) {
	tab := s.tab(t, phone)
	var mu sync.Mutex
	requests, weight := 0, 0.0
	address := s.address + "/" + lang + path
	chromedp.ListenTarget(tab, func(event any) {
		if e, ok := event.(*network.EventLoadingFinished); ok {
			mu.Lock()
			defer mu.Unlock()
			requests++
			weight += e.EncodedDataLength
		}
	})
	do(t, tab, network.Enable(), network.SetCacheDisabled(true), chromedp.Navigate(address))
	mu.Lock()
	defer mu.Unlock()
	t.Logf("first load: %d requests, %.0f bytes", requests, weight)
	if requests < 2 {
		t.Errorf("%d requests were seen, want the page and its style at least", requests)
	}
	if weight >= 100_000 {
		t.Errorf("the first load weighs %.0f bytes, want less than 100 kB", weight)
	}
}

// noteFigureOpensEvidence clicks the first figure of the note.
func noteFigureOpensEvidence(t *testing.T, s site, lang string, at size) {
	tab := s.tab(t, at)
	const figure = `.paper a[href*="/figures/"], .paper a[href*="/statements/"]`
	var shown, address string
	follow(t, tab, chromedp.Navigate(s.address+"/"+lang+"/note"))
	do(t, tab, chromedp.Text(figure, &shown, chromedp.ByQuery))
	follow(t, tab, chromedp.Click(figure, chromedp.ByQuery))
	var main string
	var records int
	do(t, tab, chromedp.Location(&address), chromedp.Text("main", &main, chromedp.ByQuery),
		chromedp.Evaluate(`document.querySelectorAll("#evidence ~ details li a").length`, &records))
	if !strings.Contains(address, "/"+lang+"/figures/") && !strings.Contains(address, "/"+lang+"/statements/") {
		t.Errorf("the figure leads to %s", address)
	}
	if !strings.Contains(main, shown) {
		t.Errorf("the note says %q, its evidence at %s does not", shown, address)
	}
	if records == 0 {
		t.Errorf("no record is behind %q at %s", shown, address)
	}
}
