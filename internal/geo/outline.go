package geo

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"toguna/internal/chart"
	"toguna/internal/record"
)

// Sets names the boundary sets of which there are outlines, in order.
func Sets(outlines []*record.Outline) []string {
	var out []string
	for _, o := range outlines {
		if !slices.Contains(out, o.Set) {
			out = append(out, o.Set)
		}
	}
	slices.Sort(out)
	return out
}

// Outlines makes what a map of one level shows on a day: the units valid then,
// with their outlines in one set, which is named as the source; units that the
// set does not have as points. Without a name the set with most of the units is
// taken, the last by name among equals. It is nil when no set has any of them.
func Outlines(places []*record.Place, outlines []*record.Outline, set string, level int, day record.Day) (*chart.Geometry, error) {
	var units []*record.Place
	for _, p := range places {
		if p.Depth == record.N(float64(level)) && p.On(day) {
			units = append(units, p)
		}
	}
	slices.SortFunc(units, func(a, b *record.Place) int { return strings.Compare(a.Code, b.Code) })
	shapes := map[string]map[record.PlaceID]*record.Outline{} // by set
	for _, o := range outlines {
		if set != "" && o.Set != set {
			continue
		}
		if shapes[o.Set] == nil {
			shapes[o.Set] = map[record.PlaceID]*record.Outline{}
		}
		shapes[o.Set][o.Place] = o
	}
	best, most := "", 0
	for name, of := range shapes {
		n := 0
		for _, p := range units {
			if of[record.PlaceID(p.ID)] != nil {
				n++
			}
		}
		if cmp.Or(cmp.Compare(n, most), strings.Compare(name, best)) > 0 && n > 0 {
			best, most = name, n
		}
	}
	if most == 0 {
		return nil, nil
	}
	var out []chart.Unit
	for _, p := range units {
		u := chart.Unit{PCode: p.Code, Name: p.NameFR, ValidFrom: string(p.Since)}
		if o := shapes[best][record.PlaceID(p.ID)]; o != nil {
			s, err := Decode(o.Shape)
			if err != nil {
				return nil, fmt.Errorf("outline of %s in %s: %w", p.Code, o.Set, err)
			}
			for _, r := range s.Rings() {
				ring := make([]chart.Point, len(r))
				for i, q := range r {
					ring[i] = chart.Point{X: q.Lon, Y: q.Lat}
				}
				u.Rings = append(u.Rings, ring)
			}
		} else if p.Lat.Known() && p.Lon.Known() {
			u.Label = chart.Point{X: p.Lon.V, Y: p.Lat.V}
		} else {
			continue
		}
		out = append(out, u)
	}
	return chart.FromOutlines(best, out), nil
}
