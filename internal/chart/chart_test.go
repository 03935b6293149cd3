package chart_test

import (
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"image/png"
	"io"
	"maps"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"toguna/internal/chart"
)

var update = flag.Bool("update", false, "write the golden files anew")

// drawings is every kind of drawing, in each language, drawn once.
func drawings() map[string]*chart.Drawing { return maps.Clone(allDrawings()) }

var allDrawings = sync.OnceValue(func() map[string]*chart.Drawing {
	out := map[string]*chart.Drawing{}
	for _, lang := range []string{"fr", "en"} {
		out["presence."+lang] = chart.Presence(chart.Mali(), mapOf(lang))
		out["map."+lang] = chart.PresenceMap(chart.Mali(), mapOf(lang))
		out["bars."+lang] = chart.Bars(barsOf(lang))
		out["stack."+lang] = chart.Bars(stackOf(lang))
		out["districts."+lang] = chart.PresenceMap(patchwork(), districtsOf(lang))
		circles := districtsOf(lang)
		circles.Symbols = true
		out["circles."+lang] = chart.PresenceMap(patchwork(), circles)
		out["matrix."+lang] = chart.Matrix(matrixOf(lang, 7, 9))[0]
		out["timeline."+lang] = chart.Timeline(timelineOf(lang))
		out["gaps."+lang] = chart.Gaps(gapsOf(lang))
		out["changes."+lang] = chart.Changes(changesOf(lang))
	}
	return out
})

// trials are maps that strain the layout.
func trials() map[string]*chart.Drawing {
	out := map[string]*chart.Drawing{}
	extreme := mapOf("fr")
	extreme.Values = map[string]chart.Value{"ML01": known(1234567), "ML02": known(98765.4), "ML03": known(2345678), "ML04": known(123456), "ML05": known(0.04), "ML06": known(1e9), "ML07": known(0), "ML08": known(33), "ML09": known(7654321), "ML10": known(1200345)}
	out["extreme"] = chart.Presence(chart.Mali(), extreme)
	silent := mapOf("en")
	silent.Values = nil
	out["silent"] = chart.Presence(chart.Mali(), silent)
	for _, size := range []struct{ w, h float64 }{{340, 200}, {480, 320}, {720, 400}, {220, 160}} {
		in := mapOf("fr")
		in.Width, in.Height = size.w, size.h
		out[fmt.Sprintf("%gx%g", size.w, size.h)] = chart.Presence(chart.Mali(), in)
	}
	g := chart.Mali()
	for i := range g.Units {
		g.Units[i].Name = "Région de " + g.Units[i].Name + " et environs"
	}
	out["long names"] = chart.Presence(g, mapOf("fr"))
	return out
}

// phones are the drawings for the screen of a phone, under the title of a page.
func phones() map[string]*chart.Drawing {
	out := map[string]*chart.Drawing{}
	for _, lang := range []string{"fr", "en"} {
		regions, districts, timeline, gaps, changes := mapOf(lang), districtsOf(lang), timelineOf(lang), gapsOf(lang), changesOf(lang)
		regions.Untitled, districts.Untitled, timeline.Untitled, gaps.Untitled, changes.Untitled = true, true, true, true, true
		regions.Width, districts.Width, timeline.Width, gaps.Width, changes.Width = chart.PhoneWidth, chart.PhoneWidth, chart.PhoneWidth, chart.PhoneWidth, chart.PhoneWidth
		changes.Left, changes.Unheard = changes.Came, changes.Came
		timeline.Rows[0].Label, gaps.Rows[0].Label = "Tombouctou\u00a0: zones difficiles d’accès", "Tombouctou\u00a0: zones difficiles d’accès"
		districts.Lists = nil
		bars, stack := barsOf(lang), stackOf(lang)
		bars.Untitled, stack.Untitled, bars.Width, stack.Width = true, true, chart.PhoneWidth, chart.PhoneWidth
		out["regions."+lang] = chart.PresenceMap(chart.Mali(), regions)
		out["districts."+lang] = chart.PresenceMap(patchwork(), districts)
		districts.Symbols = true
		out["circles."+lang] = chart.PresenceMap(patchwork(), districts)
		out["bars."+lang], out["stack."+lang] = chart.Bars(bars), chart.Bars(stack)
		out["timeline."+lang], out["gaps."+lang], out["changes."+lang] = chart.Timeline(timeline), chart.Gaps(gaps), chart.Changes(changes)
	}
	return out
}

// On the screen of a phone 310 pixels wide no word of a picture is under seven
// pixels, and each place, row or organisation of its table is named in it.
func TestAPhoneReadsThePicture(t *testing.T) {
	for name, d := range phones() {
		if d.Width != chart.PhoneWidth {
			t.Errorf("%s is %g points wide", name, d.Width)
		}
		all := ""
		for _, s := range d.Shapes {
			if all += s.Text + " "; s.Kind == chart.Text && s.Size*310/d.Width < 7 {
				t.Errorf("%s: %q is set in %.1f pixels", name, s.Text, s.Size*310/d.Width)
			}
		}
		for _, row := range d.Table.Rows {
			named := row[0]
			switch {
			case strings.HasPrefix(name, "timeline"): // months too near to be named each
				continue
			case strings.HasPrefix(name, "changes"):
				named = strings.Fields(row[1])[0]
			case strings.HasPrefix(name, "bars"), strings.HasPrefix(name, "gaps"):
				named = strings.Fields(row[0])[0]
			}
			if !strings.Contains(all, named) {
				t.Errorf("%s: %s is nowhere", name, named)
			}
		}
	}
}

// A page gets both drawings, the narrow one first, each with words of its own;
// a file gets the one for paper.
func TestAPageHasBothDrawings(t *testing.T) {
	d := *drawings()["map.fr"]
	d.Narrow = phones()["regions.fr"]
	page, file := string(d.PageSVG()), string(d.SVG())
	if strings.Count(page, "<svg") != 2 || !strings.Contains(page[:strings.Index(page, "<title")], `class="narrow"`) || !strings.HasSuffix(page, file) {
		t.Errorf("the page begins %.300s", page)
	}
	ids := regexp.MustCompile(` id="([^"]+)"`).FindAllStringSubmatch(page, -1)
	for i, id := range ids {
		for _, other := range ids[:i] {
			if id[1] == other[1] {
				t.Errorf("the id %s stands twice", id[1])
			}
		}
	}
	if len(ids) != 4 || strings.Contains(file, "narrow") {
		t.Errorf("%d ids on the page; the file: %.200s", len(ids), file)
	}
}

func TestGolden(t *testing.T) {
	for name, d := range drawings() {
		path := filepath.Join("testdata", name+".svg")
		got := d.SVG()
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s: the drawing changed; look at it, then run go test -update", name)
		}
	}
}

func TestSVGIsWellFormedAndAccessible(t *testing.T) {
	for name, d := range drawings() {
		svg := d.SVG()
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		z.Write(svg)
		z.Close()
		if packed.Len() > 10<<10 {
			t.Errorf("%s: %d bytes compressed, too heavy for a slow line", name, packed.Len())
		}
		decoder := xml.NewDecoder(bytes.NewReader(svg))
		found := map[string]string{}
		for depth, element := 0, ""; ; {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			switch x := token.(type) {
			case xml.StartElement:
				depth, element = depth+1, x.Name.Local
				seen := map[xml.Name]bool{}
				for _, a := range x.Attr {
					if seen[a.Name] {
						t.Errorf("%s: <%s> has attribute %s twice", name, element, a.Name.Local)
					}
					seen[a.Name] = true
					found[element+" "+a.Name.Local] = a.Value
				}
			case xml.EndElement:
				depth, element = depth-1, ""
			case xml.CharData:
				if depth == 2 && element != "" && found[element] == "" {
					found[element] = string(x)
				}
			}
		}
		if found["title"] != d.Title || found["desc"] != d.Desc {
			t.Errorf("%s: title %q and desc %q do not say what the drawing says", name, found["title"], found["desc"])
		}
		wantRole := "img"
		if found["a href"] != "" {
			wantRole = "group"
		}
		if found["svg role"] != wantRole {
			t.Errorf("%s: role %q, want %q", name, found["svg role"], wantRole)
		}
	}
}

func TestLinks(t *testing.T) {
	in := mapOf("en")
	in.Values["ML01"] = chart.Value{State: chart.Known, N: 1, Href: "javascript:alert(1)"}
	svg := string(chart.Presence(chart.Mali(), in).SVG())
	if strings.Contains(svg, "javascript") {
		t.Error("a script was written as a link")
	}
	if n := strings.Count(svg, `href="/figures/presence?place=ML07"`); n != 2 {
		t.Errorf("%d links to the evidence of Gao, want one on the map and one on its bar", n)
	}
	if !strings.Contains(svg, "<title>Gao: 9 national organisations</title>") {
		t.Error("the tooltip of Gao is missing")
	}
}

func TestTableHoldsTheFigures(t *testing.T) {
	d := chart.Presence(chart.Mali(), mapOf("fr"))
	want := [][]string{
		{"Kayes", "ML01", "non renseigné"}, {"Koulikoro", "ML02", "2"}, {"Sikasso", "ML03", "0"}, {"Ségou", "ML04", "5"}, {"Mopti", "ML05", "14"},
		{"Tombouctou", "ML06", "11"}, {"Gao", "ML07", "9"}, {"Kidal", "ML08", "◊ non publié"}, {"Bamako", "ML09", "7"}, {"Ménaka", "ML10", "3"},
	}
	if !slices.EqualFunc(d.Table.Rows, want, slices.Equal[[]string]) {
		t.Errorf("rows %q, want %q", d.Table.Rows, want)
	}
	bars := chart.Bars(barsOf("fr"))
	if got, want := bars.Table.Rows[0], []string{"Tombouctou", "1\u202f234", "310"}; !slices.Equal(got, want) {
		t.Errorf("row %q, want %q", got, want)
	}
	if got, want := bars.Table.Head, []string{"Région", "ONG nationale", "État"}; !slices.Equal(got, want) {
		t.Errorf("head %q, want %q", got, want)
	}
}

func TestDescSaysTheFigures(t *testing.T) {
	in := mapOf("en")
	in.Values["ML02"] = known(1)
	in.Values["ML04"] = chart.Value{State: chart.NotApplicable}
	const want = "Map by region. Koulikoro, 1 national organisation; Mopti, 14 national organisations; Tombouctou, 11 national organisations; " +
		"Gao, 9 national organisations; Bamako, 7 national organisations; Ménaka, 3 national organisations. Attested zero: Sikasso. " +
		"No report: Kayes. Withheld: Kidal. Not applicable: Ségou."
	if got := chart.PresenceMap(chart.Mali(), in).Desc; got != want {
		t.Errorf("desc\n%s\nwant\n%s", got, want)
	}
}

// TestAnOpenZeroIsNotAttested: while the round is open a zero may still change,
// and the words and the key say so.
func TestAnOpenZeroIsNotAttested(t *testing.T) {
	in := mapOf("en")
	in.Values["ML03"] = chart.Value{State: chart.Known, Open: true}
	d := chart.PresenceMap(chart.Mali(), in)
	if !strings.Contains(d.Desc, "Zero, to be confirmed: Sikasso.") || strings.Contains(d.Desc, "Attested") {
		t.Error(d.Desc)
	}
	if svg := string(d.SVG()); !strings.Contains(svg, "0 (to be confirmed)") || strings.Contains(svg, "attested") {
		t.Error("the key calls an open zero attested")
	}
}

// The key of a matrix says what its blank cells are: true zeros, unless one is
// to be confirmed.
func TestABlankCellIsExplained(t *testing.T) {
	for _, c := range []struct {
		value      chart.Value
		want, wont string
	}{
		{chart.Value{State: chart.Known}, "0 (zéro attesté)", "à confirmer"},
		{chart.Value{State: chart.Known, Open: true}, "0 (à confirmer)", "attesté"},
		{known(1), "1", "0 ("},
	} {
		in := matrixOf("fr", 1, 3)
		in.Rows[0].Values = []chart.Value{known(2), c.value, {State: chart.Withheld}}
		words := ""
		for _, s := range chart.Matrix(in)[0].Shapes {
			words += s.Text + "; "
		}
		if !strings.Contains(words, c.want) || strings.Contains(words, c.wont) {
			t.Errorf("%+v: %s", c.value, words)
		}
	}
}

func TestWithheldFigureLeavesNoTrace(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		in, other := mapOf(lang), mapOf(lang)
		other.Values["ML08"] = chart.Value{State: chart.Withheld, N: 1}
		a, b := chart.Presence(chart.Mali(), in), chart.Presence(chart.Mali(), other)
		if !bytes.Equal(a.SVG(), b.SVG()) {
			t.Errorf("%s: the map depends on a withheld figure", lang)
		}
		if svg := string(chart.Bars(barsOf(lang)).SVG()); strings.Contains(svg, "321") {
			t.Errorf("%s: the bars show a withheld figure", lang)
		}
	}
}

func TestFourStatesDiffer(t *testing.T) {
	square := &chart.Geometry{Units: []chart.Unit{{PCode: "A", Name: "Alpha", Rings: [][]chart.Point{{{0, 0}, {9, 0}, {9, 9}, {0, 9}}}, Label: chart.Point{X: 4, Y: 4}}}}
	seen := map[string]string{}
	for name, v := range map[string]chart.Value{
		"value": known(3), "between": {State: chart.Known, More: 2}, "true zero": known(0), "no report": {}, "withheld": {State: chart.Withheld}, "not applicable": {State: chart.NotApplicable},
	} {
		d := chart.PresenceMap(square, chart.MapInput{Lang: "en", One: "actor", Many: "actors", Values: map[string]chart.Value{"A": v}})
		look := ""
		for _, s := range d.Shapes {
			switch {
			case s.Kind == chart.Path:
				look += fmt.Sprint(s.Fill)
			case s.Kind == chart.Line:
				look += "/"
			case s.Kind == chart.Text:
				look += s.Text
			}
		}
		if other, twice := seen[look]; twice {
			t.Errorf("%s looks like %s", name, other)
		}
		seen[look] = name
	}
}

func TestLabelsDoNotOverlap(t *testing.T) {
	all := drawings()
	for name, d := range trials() {
		all[name] = d
	}
	for name, d := range phones() {
		all["phone: "+name] = d
	}
	for name, d := range all {
		type placed struct {
			text           string
			x0, y0, x1, y1 float64
		}
		var texts []placed
		for _, s := range d.Shapes {
			if s.Kind != chart.Text {
				continue
			}
			width := chart.TextWidth(s.Text, s.Size, s.Bold)
			x := s.X
			switch s.Anchor {
			case chart.Middle:
				x -= width / 2
			case chart.End:
				x -= width
			}
			b := placed{s.Text, x, s.Y - 0.72*s.Size, x + width, s.Y}
			if s.Up {
				b = placed{s.Text, s.X - 0.72*s.Size, s.Y - width, s.X, s.Y}
			}
			if b.x0 < 0 || b.x1 > d.Width || b.y0 < 0 || b.y1 > d.Height {
				t.Errorf("%s: %q leaves the page", name, s.Text)
			}
			for _, o := range texts {
				if b.x0 < o.x1 && o.x0 < b.x1 && b.y0 < o.y1 && o.y0 < b.y1 {
					t.Errorf("%s: %q covers %q", name, s.Text, o.text)
				}
			}
			texts = append(texts, b)
		}
	}
}

// A figure within a circle is read whole: no circle drawn later lies on it.
func TestNoCircleCoversAFigure(t *testing.T) {
	seen := 0
	all := drawings()
	for name, d := range phones() {
		all["phone: "+name] = d
	}
	crowded := chart.MapInput{Lang: "fr", Symbols: true, Width: 200, Many: "organisations", Values: map[string]chart.Value{}}
	for i, u := range chart.Mali().Units {
		crowded.Values[u.PCode] = chart.Value{State: chart.Known, N: float64(1000 + i)}
	}
	all["circles on circles"] = chart.PresenceMap(chart.Mali(), crowded)
	for name, d := range all {
		for _, text := range d.Shapes {
			if text.Kind != chart.Text || text.Anchor != chart.Middle || !text.Bold || text.Fill != (chart.Color{R: 255, G: 255, B: 255, A: 255}) {
				continue
			}
			half, low, high := chart.TextWidth(text.Text, text.Size, true)/2, text.Y, text.Y-0.7*text.Size
			own := false
			for _, c := range d.Shapes {
				if c.Kind != chart.Circle || c.Fill.A == 0 {
					continue
				}
				if own {
					near := math.Hypot(max(text.X-half-c.X, c.X-text.X-half, 0), max(high-c.Y, c.Y-low, 0))
					if near < c.R-0.1 {
						t.Errorf("%s: a circle at %.0f, %.0f lies on the figure %s", name, c.X, c.Y, text.Text)
					}
				}
				own = own || c.X == text.X && math.Abs(c.Y-(text.Y-text.Size*0.36)) < 0.01
			}
			if own {
				seen++
			}
		}
	}
	if seen < 10 {
		t.Fatalf("%d figures stand in circles", seen)
	}
}

func TestNothingCoversALeader(t *testing.T) {
	for name, d := range trials() {
		leader := false
		for _, s := range d.Shapes {
			if s.Kind == chart.Line && s.Stroke == (chart.Color{R: 255, G: 255, B: 255, A: 255}) {
				leader = true
			}
			if lo, hi := extent(s.Points); leader && s.Kind == chart.Path && hi-lo > 20 {
				t.Errorf("%s: an outline is drawn over a leader line", name)
			}
		}
		if !leader {
			t.Errorf("%s: no leader line is drawn", name)
		}
	}
}

// extent is how far rings reach from left to right.
func extent(rings [][]chart.Point) (lo, hi float64) {
	lo, hi = 1e9, -1e9
	for _, ring := range rings {
		for _, p := range ring {
			lo, hi = min(lo, p.X), max(hi, p.X)
		}
	}
	return lo, hi
}

func TestEveryFigureIsShown(t *testing.T) {
	for name, d := range trials() {
		all := ""
		for _, s := range d.Shapes {
			all += s.Text + "\n"
		}
		for _, row := range d.Table.Rows {
			crowded := strings.Contains(all, "Sans place sur la carte") || strings.Contains(all, "No room on the map")
			if n := strings.Count(all, row[0]); n < 2 && name != "long names" {
				t.Errorf("%s: %s stands in the picture %d times, want on the map and at a bar", name, row[0], n)
			} else if n > 2 && crowded && row[1] != "ML10" {
				t.Errorf("%s: %s is on the map and in the note of what found no room", name, row[0])
			}
		}
	}
}

// On a map of many places each has its figure: beside its name, beside a letter, or in the key.
func TestNoPlaceOfManyIsLost(t *testing.T) {
	for _, symbols := range []bool{false, true} {
		in := districtsOf("en")
		in.Symbols = symbols
		d := chart.PresenceMap(patchwork(), in)
		all := ""
		for _, s := range d.Shapes {
			all += s.Text + " "
		}
		if !strings.Contains(all, "Letters on the map: a\u00a0") {
			t.Errorf("symbols %t: no place needed a letter, the trial is too easy", symbols)
		}
		for _, u := range patchwork().Units {
			if !strings.Contains(all, u.Name) {
				t.Errorf("symbols %t: %s is nowhere", symbols, u.Name)
			}
		}
		if strings.Contains(all, "4321") {
			t.Errorf("symbols %t: a withheld figure is shown", symbols)
		}
	}
}

func TestScaleBarIsTrue(t *testing.T) {
	d := chart.PresenceMap(chart.Mali(), mapOf("en"))
	for i, s := range d.Shapes {
		if s.Text != "200\u00a0km" {
			continue
		}
		bar := d.Shapes[i-1].Points[0]
		length := bar[len(bar)-1].X - bar[0].X
		north, south, lo, hi := -90.0, 90.0, 1e9, -1e9
		for _, u := range chart.Mali().Units {
			for _, ring := range u.Rings {
				for _, p := range ring {
					north, south = max(north, p.Y), min(south, p.Y)
				}
			}
		}
		for _, s := range d.Shapes {
			for _, ring := range s.Points {
				for _, p := range ring {
					if s.Kind == chart.Path && len(ring) > 20 {
						lo, hi = min(lo, p.Y), max(hi, p.Y)
					}
				}
			}
		}
		if want := 200 / 111.195 * (hi - lo) / (north - south); length < want*0.99 || length > want*1.01 {
			t.Errorf("200 km are %.1f points, want %.1f", length, want)
		}
		return
	}
	t.Error("no scale bar of 200 km")
}

func TestMatrixIsPartedToStayReadable(t *testing.T) {
	if n := len(chart.Matrix(matrixOf("fr", 60, 50))); n != 1 {
		t.Errorf("60 by 50 makes %d pictures, want one page", n)
	}
	parts := chart.Matrix(matrixOf("fr", 61, 120))
	if len(parts) != 6 {
		t.Fatalf("61 by 120 makes %d pictures, want 2 by 3", len(parts))
	}
	for _, d := range parts {
		if d.Width > 545 || d.Height > 780 {
			t.Errorf("%s: %.0f by %.0f points do not fit a page", d.Title, d.Width, d.Height)
		}
		if len(d.Table.Rows) != 62 || len(d.Table.Rows[0]) != 123 {
			t.Errorf("%s: the table is not whole", d.Title)
		}
		for _, s := range d.Shapes {
			if s.Kind == chart.Text && s.Size < 4.8 {
				t.Errorf("%s: %q is set in %.1f points", d.Title, s.Text, s.Size)
			}
		}
	}
}

func TestEveryPictureHasItsWordsAndTable(t *testing.T) {
	for name, d := range drawings() {
		if d.Title == "" || len(d.Desc) < 40 || len(d.Table.Rows) == 0 || d.Table.Caption != d.Title {
			t.Errorf("%s: title %q, text alternative %q, %d rows", name, d.Title, d.Desc, len(d.Table.Rows))
		}
		for _, row := range d.Table.Rows {
			if len(row) != len(d.Table.Head) {
				t.Errorf("%s: row %q under head %q", name, row, d.Table.Head)
			}
		}
	}
}

func TestValuesOffTheMapAreNamed(t *testing.T) {
	in := mapOf("en")
	in.Values["ML99"] = known(4)
	d := chart.PresenceMap(chart.Mali(), in)
	if !bytes.Contains(d.SVG(), []byte("Not on the map: ML99 4.")) || !strings.Contains(d.Desc, "ML99, 4 national organisations") {
		t.Error("a value without a place got lost")
	}
}

func TestPlacesThatCameLater(t *testing.T) {
	in := mapOf("en")
	in.AsOf = "2018-06-30"
	note := []byte("Ménaka is drawn as a point: the boundary set predates it.")
	if !bytes.Contains(chart.PresenceMap(chart.Mali(), in).SVG(), note) {
		t.Error("Ménaka has a value and is not drawn, or its point is not explained")
	}
	delete(in.Values, "ML10")
	if bytes.Contains(chart.PresenceMap(chart.Mali(), in).SVG(), []byte("Ménaka")) {
		t.Error("in 2018 Ménaka was no region, and it has no value")
	}
	in.AsOf = "2021-12-20"
	if !bytes.Contains(chart.PresenceMap(chart.Mali(), in).SVG(), note) {
		t.Error("on its first day Ménaka is not drawn")
	}
}

func TestPNG(t *testing.T) {
	for name, d := range drawings() {
		data, err := d.PNG(200)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got, want := img.Bounds().Dx(), int(d.Width*200/72+0.999); got != want {
			t.Errorf("%s: %d pixels wide, want %d", name, got, want)
		}
		dark := 0
		for y := range img.Bounds().Dy() {
			for x := range img.Bounds().Dx() {
				if r, _, _, _ := img.At(x, y).RGBA(); r < 0x8000 {
					dark++
				}
			}
		}
		if dark < 2000 {
			t.Errorf("%s: only %d dark pixels", name, dark)
		}
	}
	for _, dpi := range []float64{0, -1, 1e9} {
		if _, err := drawings()["map.fr"].PNG(dpi); err == nil {
			t.Errorf("a PNG at %g dpi was painted", dpi)
		}
	}
}

// A hole is left open, in whatever direction its ring runs.
func TestPNGKeepsHolesOpen(t *testing.T) {
	outer := []chart.Point{{0, 0}, {30, 0}, {30, 30}, {0, 30}}
	hole := []chart.Point{{10, 10}, {20, 10}, {20, 20}, {10, 20}}
	for range 2 {
		d := &chart.Drawing{Width: 30, Height: 30, Shapes: []chart.Shape{{Kind: chart.Path, Points: [][]chart.Point{outer, hole}, Fill: chart.Color{A: 255}}}}
		data, err := d.PNG(72)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if r, _, _, _ := img.At(15, 15).RGBA(); r != 0xffff {
			t.Error("the hole is filled")
		}
		if r, _, _, _ := img.At(5, 5).RGBA(); r != 0 {
			t.Error("the ring is not filled")
		}
		slices.Reverse(hole)
	}
}

func BenchmarkPresenceSVG(b *testing.B) {
	in := mapOf("fr")
	for b.Loop() {
		chart.Presence(chart.Mali(), in).SVG()
	}
}
