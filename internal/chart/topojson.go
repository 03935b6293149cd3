package chart

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// The most a topology may hold: enough for the communes of a large country, little enough for a small machine.
const (
	maxTopologyBytes = 8 << 20
	maxOutlinePoints = 1 << 20
	maxUnits         = 20_000
)

// ParseTopoJSON reads the outlines of one named object of a TopoJSON topology. codeOf gives the P-code of a unit from its
// properties, and the name to show; returning "" leaves the unit out. Only polygons are read.
func ParseTopoJSON(data []byte, object string, codeOf func(properties map[string]any) (pcode, name string)) (*Geometry, error) {
	g, err := parseTopology(data, object, codeOf)
	if err != nil {
		return nil, fmt.Errorf("read topology: %w", err)
	}
	return g, nil
}

type topology struct {
	Type      string
	Transform *struct{ Scale, Translate [2]float64 }
	Arcs      [][][]float64
	Objects   map[string]topoObject
}

type topoObject struct {
	Type       string
	Arcs       json.RawMessage
	Properties map[string]any
	Geometries []topoObject
}

func parseTopology(data []byte, object string, codeOf func(map[string]any) (string, string)) (*Geometry, error) {
	if len(data) > maxTopologyBytes {
		return nil, fmt.Errorf("%d bytes found, at most %d expected", len(data), maxTopologyBytes)
	}
	var t topology
	if err := json.Unmarshal(data, &t); err != nil {
		return nil, err
	}
	if t.Type != "Topology" {
		return nil, fmt.Errorf("type %q found, \"Topology\" expected", t.Type)
	}
	collection, ok := t.Objects[object]
	if !ok {
		names := make([]string, 0, len(t.Objects))
		for name := range t.Objects {
			names = append(names, name)
		}
		slices.Sort(names)
		return nil, fmt.Errorf("object %q not found; the topology holds: %s", object, strings.Join(names, ", "))
	}
	members := []topoObject{collection}
	if collection.Type == "GeometryCollection" {
		members = collection.Geometries
	}
	if len(members) > maxUnits {
		return nil, fmt.Errorf("object %q: %d units found, at most %d expected", object, len(members), maxUnits)
	}
	arcs, err := t.decodeArcs()
	if err != nil {
		return nil, err
	}
	g := &Geometry{}
	budget := maxOutlinePoints
	seen := map[string]bool{}
	for i, m := range members {
		pcode, name := codeOf(m.Properties)
		if pcode == "" {
			continue
		}
		if seen[pcode] {
			return nil, fmt.Errorf("unit %d: P-code %s found twice", i, pcode)
		}
		seen[pcode] = true
		rings, err := m.rings(arcs, &budget)
		if err != nil {
			return nil, fmt.Errorf("unit %d (%s): %w", i, name, err)
		}
		g.Units = append(g.Units, Unit{PCode: pcode, Name: name, Rings: rings, Label: labelPoint(rings)})
	}
	return g, nil
}

// decodeArcs undoes the delta coding of a quantised topology.
func (t *topology) decodeArcs() ([][]Point, error) {
	total := 0
	arcs := make([][]Point, len(t.Arcs))
	for i, arc := range t.Arcs {
		if total += len(arc); total > maxOutlinePoints {
			return nil, fmt.Errorf("more than %d points found", maxOutlinePoints)
		}
		line := make([]Point, len(arc))
		var x, y float64
		for j, p := range arc {
			if len(p) < 2 {
				return nil, fmt.Errorf("arc %d, point %d: %d numbers found, 2 expected", i, j, len(p))
			}
			lon, lat := p[0], p[1]
			if t.Transform != nil {
				x, y = x+p[0], y+p[1]
				lon = x*t.Transform.Scale[0] + t.Transform.Translate[0]
				lat = y*t.Transform.Scale[1] + t.Transform.Translate[1]
			}
			if !(math.Abs(lon) <= 180 && math.Abs(lat) <= 90) {
				return nil, fmt.Errorf("arc %d, point %d: longitude %g and latitude %g are not on the earth", i, j, lon, lat)
			}
			line[j] = Point{lon, lat}
		}
		arcs[i] = line
	}
	return arcs, nil
}

// rings joins the arcs of a polygon, or of all polygons of a multipolygon, into closed rings without a repeated end.
func (o topoObject) rings(arcs [][]Point, budget *int) ([][]Point, error) {
	var polygons [][][]int
	switch o.Type {
	case "Polygon":
		polygons = make([][][]int, 1)
		if err := json.Unmarshal(o.Arcs, &polygons[0]); err != nil {
			return nil, fmt.Errorf("arcs of a polygon: %w", err)
		}
	case "MultiPolygon":
		if err := json.Unmarshal(o.Arcs, &polygons); err != nil {
			return nil, fmt.Errorf("arcs of a multipolygon: %w", err)
		}
	default:
		return nil, fmt.Errorf("geometry %q found, Polygon or MultiPolygon expected", o.Type)
	}
	var rings [][]Point
	for _, polygon := range polygons {
		for _, indexes := range polygon {
			ring, err := join(indexes, arcs, budget)
			if err != nil {
				return nil, err
			}
			rings = append(rings, ring)
		}
	}
	if len(rings) == 0 {
		return nil, errors.New("a polygon without a ring found")
	}
	return rings, nil
}

func join(indexes []int, arcs [][]Point, budget *int) ([]Point, error) {
	var ring []Point
	for _, index := range indexes {
		turned := index < 0
		if turned {
			index = ^index
		}
		if index >= len(arcs) {
			return nil, fmt.Errorf("arc %d named, but the topology has %d arcs", index, len(arcs))
		}
		arc := arcs[index]
		if *budget -= len(arc); *budget < 0 {
			return nil, fmt.Errorf("outlines of more than %d points found", maxOutlinePoints)
		}
		for k := range arc {
			p := arc[k]
			if turned {
				p = arc[len(arc)-1-k]
			}
			if len(ring) == 0 || ring[len(ring)-1] != p {
				ring = append(ring, p)
			}
		}
	}
	if n := len(ring); n > 1 && ring[0] == ring[n-1] {
		ring = ring[:n-1]
	}
	if len(ring) < 3 {
		return nil, fmt.Errorf("a ring of %d points found, at least 3 expected", len(ring))
	}
	return ring, nil
}
