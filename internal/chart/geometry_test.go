package chart_test

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"toguna/internal/chart"
)

func TestMaliJoinsTheGazetteer(t *testing.T) {
	f, err := os.Open("../../../shared/data/mali/gazetteer.csv")
	if err != nil {
		t.Skip("the shared gazetteer of Mali is not beside the repository")
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	units := map[string]chart.Unit{}
	for _, u := range chart.Mali().Units {
		units[u.PCode] = u
	}
	regions := 0
	for _, row := range rows[1:] {
		if row[1] != "1" {
			continue
		}
		regions++
		u, ok := units[row[0]]
		if !ok || u.Name != row[2] {
			t.Errorf("%s is %q here and %q in the gazetteer", row[0], u.Name, row[2])
			continue
		}
		lat, _ := strconv.ParseFloat(row[5], 64)
		lon, _ := strconv.ParseFloat(row[6], 64)
		if u.IsPoint() {
			if (u.Label != chart.Point{X: lon, Y: lat}) {
				t.Errorf("%s stands at %v, want %g %g", u.Name, u.Label, lon, lat)
			}
			if u.ValidFrom != row[7] {
				t.Errorf("%s is valid from %q, want %q", u.Name, u.ValidFrom, row[7])
			}
		} else if !within(chart.Point{X: lon, Y: lat}, u.Rings) {
			t.Errorf("the representative point of %s is not inside its outline: a wrong join", u.Name)
		}
	}
	if regions != len(units) {
		t.Errorf("%d regions in the gazetteer, %d here", regions, len(units))
	}
}

// within counts crossings along the parallel of a point.
func within(p chart.Point, rings [][]chart.Point) bool {
	crossings := 0
	for _, ring := range rings {
		for i, a := range ring {
			b := ring[(i+1)%len(ring)]
			if (a.Y > p.Y) != (b.Y > p.Y) && a.X+(p.Y-a.Y)/(b.Y-a.Y)*(b.X-a.X) > p.X {
				crossings++
			}
		}
	}
	return crossings%2 == 1
}

func TestMaliLabelsStandInside(t *testing.T) {
	for _, u := range chart.Mali().Units {
		if !u.IsPoint() && !within(u.Label, u.Rings) {
			t.Errorf("the label of %s stands at %v, outside it", u.Name, u.Label)
		}
	}
}

func byID(properties map[string]any) (string, string) {
	id, _ := properties["id"].(string)
	return id, id
}

const square = `{"type":"Topology","arcs":[[[0,0],[10,0],[0,10]],[[0,0],[0,10],[10,0]]],"transform":{"scale":[0.5,0.5],"translate":[1,2]},
"objects":{"o":{"type":"GeometryCollection","geometries":[{"type":"Polygon","arcs":[[0,-2]],"properties":{"id":"A"}}]}}}`

func TestParseTopoJSON(t *testing.T) {
	g, err := chart.ParseTopoJSON([]byte(square), "o", byID)
	if err != nil {
		t.Fatal(err)
	}
	want := []chart.Point{{X: 1, Y: 2}, {X: 6, Y: 2}, {X: 6, Y: 7}, {X: 1, Y: 7}}
	got := g.Units[0].Rings[0]
	if len(got) != len(want) {
		t.Fatalf("ring %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("point %d is %v, want %v", i, got[i], want[i])
		}
	}
}

func TestParseTopoJSONRefuses(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"not JSON", `{"type"`, `{type`, "invalid character"},
		{"another type", `"Topology"`, `"FeatureCollection"`, `"FeatureCollection" found, "Topology" expected`},
		{"no such object", `{"o":`, `{"regions":`, `object "o" not found; the topology holds: regions`},
		{"a missing arc", `[0,-2]`, `[0,7]`, "unit 0 (A): arc 7 named, but the topology has 2 arcs"},
		{"a missing arc, turned", `[0,-2]`, `[0,-9]`, "arc 8 named"},
		{"a short point", `[0,10]]`, `[0]]`, "arc 0, point 2: 1 numbers found, 2 expected"},
		{"off the earth", `"scale":[0.5,0.5]`, `"scale":[500,0.5]`, "are not on the earth"},
		{"a ring too short", `[[0,-2]]`, `[[]]`, "a ring of 0 points found"},
		{"no ring", `[[0,-2]]`, `[]`, "without a ring"},
		{"a line", `"Polygon"`, `"LineString"`, `geometry "LineString" found`},
		{"arcs of another shape", `[[0,-2]]`, `"all"`, "arcs of a polygon"},
		{"a code twice", `"properties":{"id":"A"}}`, `"properties":{"id":"A"}},{"type":"Polygon","arcs":[[0,-2]],"properties":{"id":"A"}}`, "P-code A found twice"},
	} {
		broken := strings.Replace(square, c.old, c.new, 1)
		if broken == square {
			t.Fatalf("%s: the case changes nothing", c.name)
		}
		_, err := chart.ParseTopoJSON([]byte(broken), "o", byID)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", c.name, err, c.want)
		}
	}
	if _, err := chart.ParseTopoJSON(make([]byte, 9<<20), "o", byID); err == nil || !strings.Contains(err.Error(), "at most") {
		t.Errorf("a huge file: error %v", err)
	}
}

func FuzzParseTopoJSON(f *testing.F) {
	f.Add([]byte(square))
	f.Add([]byte(strings.Replace(square, `"Polygon","arcs":[[0,-2]]`, `"MultiPolygon","arcs":[[[0,-2]]]`, 1)))
	f.Add([]byte(strings.Replace(square, `[0,-2]`, `[0,-9223372036854775808]`, 1)))
	f.Fuzz(func(t *testing.T, data []byte) {
		g, err := chart.ParseTopoJSON(data, "o", byID)
		if err != nil {
			return
		}
		for _, u := range g.Units {
			if math.IsNaN(u.Label.X) || math.IsNaN(u.Label.Y) {
				t.Errorf("unit %q has no label point", u.PCode)
			}
		}
		chart.PresenceMap(g, chart.MapInput{Lang: "fr", Values: map[string]chart.Value{"A": known(1)}}).SVG()
	})
}
