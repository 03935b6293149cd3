package geo

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// json reads GeoJSON (RFC 7946, and old exports with a crs member and clockwise
// rings) or TopoJSON.
func (r *reader) json(file string, data []byte) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	if _, err := dec.Token(); err != nil {
		return damaged(file, "", err)
	}
	top := map[string]json.RawMessage{}
	var features []feature
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return damaged(file, "", err)
		}
		if key == "features" {
			features, err = r.features(file, dec)
			if err != nil {
				return err
			}
			continue
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return damaged(file, "", err)
		}
		top[key.(string)] = value
	}
	if _, err := dec.Token(); err != nil {
		return damaged(file, "", err)
	}
	var kind string
	if err := json.Unmarshal(top["type"], &kind); err != nil {
		return &Fault{File: file, Code: "not_boundary", Found: "JSON", Expected: expectedFormats}
	}
	switch kind {
	case "Topology":
		return r.topology(file, top)
	case "FeatureCollection":
		if name := crsName(top["crs"]); name != "" {
			return &Fault{File: file, Code: "projected", Found: name}
		}
		r.tables = append(r.tables, tableOf(file, "", features))
		return nil
	}
	return &Fault{File: file, Code: "not_boundary", Found: "JSON, type " + kind, Expected: expectedFormats}
}

// crsName gives the name of a coordinate system that is not longitude and
// latitude.
func crsName(raw json.RawMessage) string {
	var crs struct{ Properties struct{ Name string } }
	if json.Unmarshal(raw, &crs) != nil {
		return ""
	}
	name := crs.Properties.Name
	for _, known := range []string{"4326", "CRS84", "WGS84", "WGS 84"} {
		if strings.Contains(name, known) {
			return ""
		}
	}
	return name
}

// feature is the attributes and the shape of one unit.
type feature struct {
	properties map[string]any
	shape      Shape
	open       bool // a ring of it was not closed
}

func (r *reader) features(file string, dec *json.Decoder) ([]feature, error) {
	if t, err := dec.Token(); err != nil || t != json.Delim('[') {
		return nil, damaged(file, "features", err)
	}
	var out []feature
	for dec.More() {
		if err := r.ctx.Err(); err != nil {
			return nil, err
		}
		var f struct {
			Properties json.RawMessage
			Geometry   *geometry
		}
		if err := dec.Decode(&f); err != nil {
			return nil, damaged(file, "", err)
		}
		if len(out) == mostUnits {
			return nil, &Fault{File: file, Code: "too_many", Expected: strconv.Itoa(mostUnits)}
		}
		where := "#" + strconv.Itoa(len(out)+1)
		properties, err := attributes(f.Properties)
		if err != nil {
			return nil, damaged(file, where, err)
		}
		shape, err := r.shape(f.Geometry)
		if err != nil {
			return nil, at(err, file, where)
		}
		out = append(out, feature{properties, shape, r.closed()})
	}
	_, err := dec.Token()
	if err != nil {
		return nil, damaged(file, "", err)
	}
	return out, nil
}

// at says where a fault is.
func at(err error, file, where string) error {
	if f, ok := err.(*Fault); ok {
		f.File, f.Where = file, where
		return f
	}
	return damaged(file, where, err)
}

func attributes(raw json.RawMessage) (map[string]any, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var out map[string]any
	if err := dec.Decode(&out); err != nil {
		return nil, err
	}
	return out, nil
}

type geometry struct {
	Type        string
	Coordinates json.RawMessage
	Geometries  []geometry
}

func (r *reader) shape(g *geometry) (Shape, error) {
	if g == nil {
		return nil, nil
	}
	switch g.Type {
	case "Polygon", "MultiPolygon":
		depth := 3
		if g.Type == "MultiPolygon" {
			depth = 4
		}
		s, err := r.coordinates(g.Coordinates, depth)
		if err != nil {
			return nil, err
		}
		return r.clean(s)
	case "GeometryCollection":
		var out Shape
		for _, x := range g.Geometries {
			s, err := r.shape(&x)
			if err != nil {
				return nil, err
			}
			out = append(out, s...)
		}
		return out, nil
	case "Point", "MultiPoint":
		return nil, nil // a gazetteer with points: the shape is not known
	}
	return nil, &Fault{Code: "geometry", Found: g.Type, Expected: "Polygon, MultiPolygon"}
}

// coordinates reads nested lists of numbers: a depth of 4 is polygons of rings
// of positions of numbers, of 3 a single polygon.
func (r *reader) coordinates(raw []byte, depth int) (Shape, error) {
	var s Shape
	if depth == 3 {
		s = Shape{nil}
	}
	level, numbers := 0, [2]float64{}
	count := 0
	for i := 0; i < len(raw); {
		switch c := raw[i]; {
		case c == '[':
			if level++; level > depth {
				return nil, noCoordinates(strings.Repeat("[", level))
			}
			switch depth - level {
			case 0:
				count = 0
			case 1:
				if len(s) == 0 {
					return nil, noCoordinates(strings.Repeat("[", level))
				}
				s[len(s)-1] = append(s[len(s)-1], nil)
			case 2:
				if depth == 4 {
					s = append(s, nil)
				}
			}
			i++
		case c == ']':
			if level == depth {
				if count < 2 {
					return nil, noCoordinates(strings.TrimSpace(string(raw[max(0, i-20) : i+1])))
				}
				if r.points--; r.points < 0 {
					return nil, &Fault{Code: "too_detailed", Expected: strconv.Itoa(mostPoints)}
				}
				poly := s[len(s)-1]
				poly[len(poly)-1] = append(poly[len(poly)-1], Point{numbers[0], numbers[1]})
			}
			level--
			i++
		case c == ',' || c == ' ' || c == '\n' || c == '\t' || c == '\r':
			i++
		default:
			end := i
			for end < len(raw) && !bytes.ContainsRune([]byte(",] \n\t\r"), rune(raw[end])) {
				end++
			}
			v, err := strconv.ParseFloat(string(raw[i:end]), 64)
			if err != nil || level != depth {
				return nil, noCoordinates(string(raw[i:end]))
			}
			if count < 2 {
				numbers[count] = v
			}
			count++
			i = end
		}
	}
	return s, nil
}

func noCoordinates(found string) error {
	return &Fault{Code: "coordinates", Found: found, Expected: "[-8.0, 12.65]"}
}

// clean takes repeated points and empty rings away and closes what is open. It
// refuses points that are not on the earth, and a shape of which no ring has
// three points.
func (r *reader) clean(s Shape) (Shape, error) {
	var out Shape
	most := 0 // points of a ring that is none
	for _, poly := range s {
		var p Polygon
		for i, ring := range poly {
			for _, q := range ring {
				if !(q.Lon >= -180 && q.Lon <= 180 && q.Lat >= -90 && q.Lat <= 90) {
					return nil, &Fault{Code: "off_earth", Found: fmt.Sprintf("%g, %g", q.Lon, q.Lat)}
				}
			}
			ring = slices.Compact(ring)
			open := true
			if n := len(ring); n > 1 && ring[0] == ring[n-1] {
				ring, open = ring[:n-1], false
			}
			if len(ring) < 3 {
				most = max(most, len(ring))
				if i == 0 {
					break
				}
				continue
			}
			r.open = r.open || open
			p = append(p, ring)
		}
		if len(p) > 0 {
			out = append(out, p)
		}
	}
	if len(out) == 0 && most > 0 {
		return nil, &Fault{Code: "ring", Found: strconv.Itoa(most), Expected: "3"}
	}
	return out.oriented(), nil
}

// closed tells whether a ring was closed since it was last asked.
func (r *reader) closed() bool {
	open := r.open
	r.open = false
	return open
}

// tableOf lays the attributes of features side by side, in the order of their
// names.
func tableOf(file, layer string, features []feature) table {
	seen := map[string]bool{}
	for _, f := range features {
		for k := range f.properties {
			seen[k] = true
		}
	}
	t := table{file: file, sheet: layer, heads: slices.Sorted(maps.Keys(seen))}
	for i, f := range features {
		cells := make([]string, len(t.heads))
		for j, h := range t.heads {
			switch v := f.properties[h].(type) {
			case string:
				cells[j] = v
			case json.Number:
				cells[j] = v.String()
			}
		}
		t.rows = append(t.rows, row{i + 1, cells, f.shape, f.open})
	}
	return t
}

// topology reads TopoJSON, quantised or not: each object is a layer.
func (r *reader) topology(file string, top map[string]json.RawMessage) error {
	var transform *struct{ Scale, Translate [2]float64 }
	if raw := top["transform"]; raw != nil {
		if err := json.Unmarshal(raw, &transform); err != nil {
			return damaged(file, "transform", err)
		}
	}
	lines, err := r.coordinates(top["arcs"], 3)
	if err != nil {
		return at(err, file, "arcs")
	}
	var arcs []Ring
	if len(lines) > 0 {
		arcs = lines[0]
	}
	if transform != nil {
		for _, arc := range arcs {
			var x, y float64
			for i, p := range arc {
				x, y = x+p.Lon, y+p.Lat
				arc[i] = Point{x*transform.Scale[0] + transform.Translate[0], y*transform.Scale[1] + transform.Translate[1]}
			}
		}
	}
	var objects map[string]object
	if err := json.Unmarshal(top["objects"], &objects); err != nil {
		return damaged(file, "objects", err)
	}
	for _, name := range slices.Sorted(maps.Keys(objects)) {
		members := []object{objects[name]}
		if objects[name].Type == "GeometryCollection" {
			members = objects[name].Geometries
		}
		if len(members) > mostUnits {
			return &Fault{File: file, Code: "too_many", Expected: strconv.Itoa(mostUnits)}
		}
		var features []feature
		for i, m := range members {
			if err := r.ctx.Err(); err != nil {
				return err
			}
			where := name + " #" + strconv.Itoa(i+1)
			properties, err := attributes(m.Properties)
			if err != nil {
				return damaged(file, where, err)
			}
			shape, err := r.joined(m, arcs)
			if err != nil {
				return at(err, file, where)
			}
			features = append(features, feature{properties, shape, r.closed()})
		}
		r.tables = append(r.tables, tableOf(file, name, features))
	}
	return nil
}

// object is a geometry of a topology: its arcs by their numbers.
type object struct {
	Type       string
	Arcs       json.RawMessage
	Properties json.RawMessage
	Geometries []object
}

// joined puts the arcs of a geometry together. A number below zero names an arc
// walked backwards: -1 is the first.
func (r *reader) joined(o object, arcs []Ring) (Shape, error) {
	var polygons [][][]int
	switch o.Type {
	case "Polygon":
		polygons = make([][][]int, 1)
		if err := json.Unmarshal(o.Arcs, &polygons[0]); err != nil {
			return nil, err
		}
	case "MultiPolygon":
		if err := json.Unmarshal(o.Arcs, &polygons); err != nil {
			return nil, err
		}
	case "", "Point", "MultiPoint":
		return nil, nil
	default:
		return nil, &Fault{Code: "geometry", Found: o.Type, Expected: "Polygon, MultiPolygon"}
	}
	var s Shape
	for _, rings := range polygons {
		var p Polygon
		for _, numbers := range rings {
			var ring Ring
			for _, n := range numbers {
				back := n < 0
				if back {
					n = ^n
				}
				if n >= len(arcs) {
					return nil, &Fault{Code: "arc", Found: strconv.Itoa(n), Expected: strconv.Itoa(len(arcs))}
				}
				if r.points -= len(arcs[n]); r.points < 0 {
					return nil, &Fault{Code: "too_detailed", Expected: strconv.Itoa(mostPoints)}
				}
				arc := arcs[n]
				if back {
					arc = slices.Clone(arc)
					slices.Reverse(arc)
				}
				if len(ring) > 0 && len(arc) > 0 && ring[len(ring)-1] == arc[0] {
					arc = arc[1:]
				}
				ring = append(ring, arc...)
			}
			p = append(p, ring)
		}
		s = append(s, p)
	}
	return r.clean(s)
}
