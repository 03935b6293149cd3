// Package geo reads boundaries of administrative units. Files of boundaries
// enter as bytes: gazetteers (CSV, XLSX), GeoJSON, TopoJSON, shapefiles, and
// crosswalks between schemes of codes. Units with code, names, parent, days and
// shape leave, and the change set that brings a register to them: units added,
// renamed, closed, never taken away. It never opens a file, never writes to a
// register, never draws, and never makes a P-code out of anything else.
package geo

import (
	"math"
	"slices"
)

// Point is longitude and latitude in degrees (WGS 84).
type Point struct{ Lon, Lat float64 }

// Ring is a closed line; its end is not repeated.
type Ring []Point

// Polygon is an outer ring and the holes in it.
type Polygon []Ring

// Shape is the polygons of one unit.
type Shape []Polygon

// Rings gives all rings of the shape, to be filled by the even-odd rule.
func (s Shape) Rings() []Ring {
	var out []Ring
	for _, p := range s {
		out = append(out, p...)
	}
	return out
}

// Holds tells whether a point lies inside.
func (s Shape) Holds(p Point) bool {
	in := false
	for _, poly := range s {
		for _, ring := range poly {
			if ring.holds(p) {
				in = !in
			}
		}
	}
	return in
}

func (r Ring) holds(p Point) bool {
	in := false
	for i, a := range r {
		b := r[(i+1)%len(r)]
		if (a.Lat > p.Lat) != (b.Lat > p.Lat) && p.Lon < a.Lon+(p.Lat-a.Lat)/(b.Lat-a.Lat)*(b.Lon-a.Lon) {
			in = !in
		}
	}
	return in
}

// area is positive for a ring that runs counter-clockwise.
func (r Ring) area() float64 {
	sum := 0.0
	for i, a := range r {
		b := r[(i+1)%len(r)]
		sum += a.Lon*b.Lat - b.Lon*a.Lat
	}
	return sum / 2
}

// PointInside gives a point inside the shape: the middle of the longest stretch
// inside, on one of a few parallels.
func (s Shape) PointInside() (Point, bool) {
	lo, hi, any := s.bounds()
	if !any {
		return Point{}, false
	}
	const lines = 9
	best, length := Point{}, -1.0
	for i := 1; i <= lines; i++ {
		lat := lo.Lat + (hi.Lat-lo.Lat)*(float64(i)-0.4987)/lines
		var at []float64
		for _, r := range s.Rings() {
			for j, a := range r {
				if b := r[(j+1)%len(r)]; (a.Lat > lat) != (b.Lat > lat) {
					at = append(at, a.Lon+(lat-a.Lat)/(b.Lat-a.Lat)*(b.Lon-a.Lon))
				}
			}
		}
		slices.Sort(at)
		for j := 0; j+1 < len(at); j += 2 {
			if d := at[j+1] - at[j]; d > length {
				best, length = Point{(at[j] + at[j+1]) / 2, lat}, d
			}
		}
	}
	return best, length > 0
}

func (s Shape) bounds() (lo, hi Point, any bool) {
	lo, hi = Point{math.Inf(1), math.Inf(1)}, Point{math.Inf(-1), math.Inf(-1)}
	for _, r := range s.Rings() {
		for _, p := range r {
			lo = Point{min(lo.Lon, p.Lon), min(lo.Lat, p.Lat)}
			hi = Point{max(hi.Lon, p.Lon), max(hi.Lat, p.Lat)}
			any = true
		}
	}
	return lo, hi, any
}
