package picture

import (
	"slices"

	"toguna/internal/chart"
	"toguna/internal/geo"
	"toguna/internal/record"
)

// Boundaries gives what a map of a level shows on a day: the outlines of the
// register; without any, the regions of Mali that the program carries, or the
// units of the lower level as points. It is nil when nothing can be drawn.
func Boundaries(s *record.Snapshot, level int) (*chart.Geometry, error) {
	g, err := geo.Outlines(s.Places, s.Outlines, "", level, s.Day)
	if g != nil || err != nil {
		return g, err
	}
	if level == 1 {
		if slices.ContainsFunc(s.Places, func(p *record.Place) bool { return p.Code == "ML" }) {
			return chart.Mali(), nil
		}
		return nil, nil
	}
	var units []chart.Unit
	for _, p := range s.Places {
		if p.Depth == record.N(float64(level)) && p.On(s.Day) && p.Lat.Known() && p.Lon.Known() {
			units = append(units, chart.Unit{PCode: p.Code, Name: p.NameFR, Label: chart.Point{X: p.Lon.V, Y: p.Lat.V}})
		}
	}
	if len(units) == 0 {
		return nil, nil
	}
	return chart.FromOutlines("", units), nil
}
