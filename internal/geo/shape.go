package geo

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// LongestShape is how many letters the text of a shape may have: a cell of a
// workbook holds no more.
const LongestShape = 32_000

// grid is how many steps a degree has in what is kept: four decimals, 11 m.
const grid = 10_000

// spot is a point on the grid.
type spot struct{ x, y int32 }

func spotOf(p Point) spot {
	return spot{int32(math.Round(p.Lon * grid)), int32(math.Round(p.Lat * grid))}
}

func (s spot) point() Point { return Point{float64(s.x) / grid, float64(s.y) / grid} }

func (s spot) less(t spot) bool { return s.x < t.x || s.x == t.x && s.y < t.y }

// spots lays a ring on the grid, without repeated points; nil when less than a
// triangle is left of it.
func spots(r Ring) []spot {
	out := make([]spot, 0, len(r))
	for _, p := range r {
		if s := spotOf(p); len(out) == 0 || out[len(out)-1] != s {
			out = append(out, s)
		}
	}
	for len(out) > 1 && out[0] == out[len(out)-1] {
		out = out[:len(out)-1]
	}
	if len(out) < 3 {
		return nil
	}
	return out
}

// The text of a shape: the number of decimals and a colon, polygons parted by
// slashes, their rings by points, and in a ring each point as the steps from
// the one before, longitude first, in the letters of encoded polylines.
const (
	shapeHead    = "4:"
	nextPolygon  = '/'
	nextRing     = '.'
	polylineZero = 63
)

// Encode writes the shape as a text of plain letters, to four decimals.
func (s Shape) Encode() string {
	var b strings.Builder
	b.WriteString(shapeHead)
	var at spot
	polygons := 0
	for _, poly := range s {
		rings := 0
		for _, r := range poly {
			line := spots(r)
			if line == nil {
				if rings == 0 {
					break // no outer ring, no holes
				}
				continue
			}
			switch {
			case rings > 0:
				b.WriteByte(nextRing)
			case polygons > 0:
				b.WriteByte(nextPolygon)
			}
			rings++
			for _, p := range line {
				writeStep(&b, p.x-at.x)
				writeStep(&b, p.y-at.y)
				at = p
			}
		}
		if rings > 0 {
			polygons++
		}
	}
	if polygons == 0 {
		return ""
	}
	return b.String()
}

func writeStep(b *strings.Builder, n int32) {
	v := uint32(n<<1) ^ uint32(n>>31)
	for v >= 0x20 {
		b.WriteByte(byte(v&0x1f|0x20) + polylineZero)
		v >>= 5
	}
	b.WriteByte(byte(v) + polylineZero)
}

// Decode reads the text of a shape.
func Decode(text string) (Shape, error) {
	if len(text) > LongestShape {
		return nil, fmt.Errorf("a shape of %d letters found, at most %d expected", len(text), LongestShape)
	}
	body, ok := strings.CutPrefix(text, shapeHead)
	if !ok {
		return nil, fmt.Errorf("a shape begins with %q", shapeHead)
	}
	var s Shape
	var at spot
	for poly := range strings.SplitSeq(body, string(nextPolygon)) {
		var p Polygon
		for line := range strings.SplitSeq(poly, string(nextRing)) {
			r, err := readRing(line, &at)
			if err != nil {
				return nil, err
			}
			p = append(p, r)
		}
		s = append(s, p)
	}
	return s, nil
}

func readRing(line string, at *spot) (Ring, error) {
	var r Ring
	for line != "" {
		dx, rest, err := readStep(line)
		if err != nil {
			return nil, err
		}
		dy, rest, err := readStep(rest)
		if err != nil {
			return nil, err
		}
		line = rest
		x, y := int64(at.x)+int64(dx), int64(at.y)+int64(dy)
		if x < -180*grid || x > 180*grid || y < -90*grid || y > 90*grid {
			return nil, errors.New("a shape leaves the earth")
		}
		*at = spot{int32(x), int32(y)}
		r = append(r, at.point())
	}
	if len(r) < 3 {
		return nil, fmt.Errorf("a ring of %d points found, at least 3 expected", len(r))
	}
	return r, nil
}

func readStep(s string) (int32, string, error) {
	var v uint32
	for i := 0; i < len(s) && i < 6; i++ {
		c := s[i]
		if c < polylineZero || c > polylineZero+0x3f {
			return 0, "", fmt.Errorf("the letter %q is not part of a shape", c)
		}
		v |= uint32(c-polylineZero) & 0x1f << (5 * i)
		if c-polylineZero < 0x20 {
			return int32(v>>1) ^ -int32(v&1), s[i+1:], nil
		}
	}
	return 0, "", errors.New("a shape ends in the middle of a point")
}

// oriented turns outer rings counter-clockwise and holes clockwise, as RFC 7946
// asks; old exports have them the other way.
func (s Shape) oriented() Shape {
	for _, poly := range s {
		for i, r := range poly {
			if (r.area() > 0) != (i == 0) {
				slices.Reverse(r)
			}
		}
	}
	return s
}
