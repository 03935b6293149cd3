package geo

import (
	"math"
	"strings"
	"testing"
	"time"
)

// TestOutlinesThatCrossThemselves: two corners drawn in the wrong order make a
// bow-tie, which is told and taken all the same; a ring that touches itself is
// in order.
func TestOutlinesThatCrossThemselves(t *testing.T) {
	file := func(ring string) File {
		return csvOf("nord.geojson", `{"type":"FeatureCollection","features":[{"properties":{"ADM1_PCODE":"ML05","ADM1_FR":"Nord"},"geometry":{"type":"Polygon","coordinates":[`+ring+`]}}]}`)
	}
	for _, c := range []struct{ story, ring, at string }{
		{"a square", "[[0,0],[2,0],[2,2],[0,2],[0,0]]", ""},
		{"a bow-tie", "[[0,0],[2,2],[2,0],[0,2],[0,0]]", "1.0000, 1.0000"},
		{"two triangles that meet in a point", "[[0,0],[1,1],[2,0],[2,2],[1,1],[0,2],[0,0]]", ""},
		{"a way out and back", "[[0,0],[2,0],[2,2],[3,3],[2,2],[0,2],[0,0]]", ""},
		{"a loop across an upright side", "[[0,0],[2,0],[2,2],[3,2],[3,1],[1,1],[1,2],[0,2],[0,0]]", "2.0000, 1.0000"},
	} {
		set, err := Read(t.Context(), []File{file(c.ring)}, Options{Level: -1})
		if err != nil || len(set.Units) != 1 || set.Units[0].Shape == nil {
			t.Fatalf("%s: %v, %+v", c.story, err, set)
		}
		said := ""
		for _, p := range set.Problems {
			if !p.Warning || p.ID != "ML05" {
				t.Errorf("%s: %v", c.story, p)
			}
			said += p.Message("fr")
		}
		if (c.at == "") != (said == "") || !strings.Contains(said, c.at) {
			t.Errorf("%s: said %q, want %q", c.story, said, c.at)
		}
	}
}

// TestCrossingsOfBigRings: an outline of 100,000 points is looked through in a
// moment, a coast with many bays and one whose sides all lie above one another.
func TestCrossingsOfBigRings(t *testing.T) {
	const n = 100_000
	coast, comb := make(Ring, n), make(Ring, n)
	for i := range n {
		a := 2 * math.Pi * float64(i) / n
		d := 5 + math.Sin(40*a) + 0.01*math.Sin(9000*a)
		coast[i] = Point{d * math.Cos(a), d * math.Sin(a)}
		comb[i] = Point{float64(i%2) * 10, 10 * float64(i) / n}
	}
	begun := time.Now()
	if at, crosses := coast.crossing(); crosses {
		t.Errorf("the coast crosses itself at %v", at)
	}
	comb.crossing()
	if took := time.Since(begun); took > 20*time.Second {
		t.Errorf("looked through in %v", took)
	}
	coast[n/4], coast[n/4+9] = coast[n/4+9], coast[n/4]
	if _, crosses := coast.crossing(); !crosses {
		t.Error("two points that changed places are not seen")
	}
}
