package geo

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func square(lon, lat, side float64) Ring {
	return Ring{{lon, lat}, {lon + side, lat}, {lon + side, lat + side}, {lon, lat + side}}
}

func TestShapeAsText(t *testing.T) {
	s := Shape{{square(-4, 14, 2), square(-3.5, 14.5, 0.5)}, {square(1.23456, -0.5, 0.1)}}
	text := s.Encode()
	if text != "4:~bmA_mpG_af@??_af@~`f@?.owHnh\\owH??owHnwH?/cn{AnvmHo}@??o}@n}@?" {
		t.Errorf("the text of the shape changed: outlines that are stored could not be read: %s", text)
	}
	again, err := Decode(text)
	if err != nil {
		t.Fatal(err)
	}
	if len(again) != 2 || len(again[0]) != 2 || again[1][0][0] != (Point{1.2346, -0.5}) {
		t.Errorf("read back as %v", again)
	}
	if (Shape{}).Encode() != "" || (Shape{{Ring{{1, 1}, {1, 1}, {1.00001, 1}}}}).Encode() != "" {
		t.Error("nothing has a text")
	}
	for _, bad := range []string{"", "4:", "3:abc", "4:~poF", "4:~poF_lrl@", "4:€", "4:????", "4:~~~~~~~~~", "4:" + strings.Repeat("?", LongestShape)} {
		if s, err := Decode(bad); err == nil {
			t.Errorf("%.20q is read as %v", bad, s)
		}
	}
}

// TestTextsReadBack: whatever the shape, its text reads back to the grid.
func TestTextsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		point := rapid.Custom(func(t *rapid.T) Point {
			return Point{rapid.Float64Range(-180, 180).Draw(t, "lon"), rapid.Float64Range(-90, 90).Draw(t, "lat")}
		})
		s := Shape{{rapid.SliceOfN(point, 4, 30).Draw(t, "ring")}}
		text := s.Encode()
		if text == "" {
			return
		}
		again, err := Decode(text)
		if err != nil {
			t.Fatal(err)
		}
		if again.Encode() != text {
			t.Error("the text changes when it is read and written")
		}
		want := spots(s[0][0])
		for i, p := range again[0][0] {
			if math.Abs(p.Lon-want[i].point().Lon) > 1e-9 || math.Abs(p.Lat-want[i].point().Lat) > 1e-9 {
				t.Errorf("point %d is %v", i, p)
			}
		}
	})
}

func TestPointInside(t *testing.T) {
	horseshoe := Shape{{Ring{{0, 0}, {3, 0}, {3, 3}, {2, 3}, {2, 1}, {1, 1}, {1, 3}, {0, 3}}}}
	ringed := Shape{{square(0, 0, 10), square(1, 1, 8)}}
	for _, s := range []Shape{horseshoe, ringed, {{square(5, 5, 1)}}} {
		if p, ok := s.PointInside(); !ok || !s.Holds(p) {
			t.Errorf("%v is not inside %v", p, s)
		}
	}
	if _, ok := (Shape{}).PointInside(); ok {
		t.Error("nothing has an inside")
	}
}

// wiggle is a line from a to b with waves of different sizes.
func wiggle(a, b Point, n int) []Point {
	var out []Point
	for i := range n {
		f := float64(i) / float64(n)
		off := 0.01 * math.Sin(float64(i)*1.7) * math.Sin(float64(i)*0.13)
		out = append(out, Point{a.Lon + f*(b.Lon-a.Lon) + off*(b.Lat-a.Lat), a.Lat + f*(b.Lat-a.Lat) - off*(b.Lon-a.Lon)})
	}
	return out
}

// TestNeighboursStillMeet: two units that share a wavy border, a third that is
// a hole in one of them, and a region that holds both, walked in other
// directions and from other points.
func TestNeighboursStillMeet(t *testing.T) {
	border := wiggle(Point{1, 0}, Point{1, 1}, 200)
	west := append(Ring{{0, 0}}, append(append([]Point{}, border...), Point{1, 1}, Point{0, 1})...)
	var back []Point
	for i := range border {
		back = append(back, border[len(border)-1-i])
	}
	east := append(Ring{{2, 0}, {2, 1}, {1, 1}}, back...)
	around := Ring{{0, 0}, {1, 0}, {2, 0}, {2, 1}, {1, 1}, {0, 1}}
	var lake Ring
	for i := range 90 {
		a := float64(i) / 90 * 2 * math.Pi
		lake = append(lake, Point{0.4 + 0.2*math.Cos(a), 0.5 + 0.2*math.Sin(a)})
	}
	hole := append(append(Ring{}, lake[30:]...), lake[:30]...)
	out := Simplify([]Shape{{{west, hole}}, {{east}}, {{around}}, {{lake}}}, 1e-4)
	edges := map[[2]Point]int{}
	points := 0
	for _, s := range out[:2] {
		for _, r := range s.Rings() {
			points += len(r)
			for i, a := range r {
				b := r[(i+1)%len(r)]
				if b.Lon < a.Lon || b.Lon == a.Lon && b.Lat < a.Lat {
					a, b = b, a
				}
				edges[[2]Point{a, b}]++
			}
		}
	}
	shared := 0
	for _, n := range edges {
		if n == 2 {
			shared++
		}
	}
	if points > 130 || shared < 10 {
		t.Errorf("%d points are left, %d edges are shared", points, shared)
	}
	for e, n := range edges { // the border is shared whole: no edge of it stands alone
		mid := Point{(e[0].Lon + e[1].Lon) / 2, (e[0].Lat + e[1].Lat) / 2}
		if n == 1 && mid.Lon > 0.9 && mid.Lon < 1.1 && mid.Lat > 0.05 && mid.Lat < 0.95 {
			t.Errorf("an edge of the border is in one unit only: %v", e)
		}
	}
	if a, b := out[0][0][1], out[3][0][0]; len(a) != len(b) || len(a) > 40 || math.Abs(a.area())-math.Abs(b.area()) > 1e-12 {
		t.Errorf("the hole has %d points, what fills it %d", len(a), len(b))
	}
}

// TestRingsStayRings: however coarse, a ring keeps three points.
func TestRingsStayRings(t *testing.T) {
	a, b := square(0, 0, 1), square(1, 0, 1)
	for i, s := range Simplify([]Shape{{{a}}, {{b}}, {{square(7, 7, 0.001)}}}, 1e9) {
		if len(s) != 1 || len(s[0][0]) < 3 || s[0][0].area() == 0 {
			t.Errorf("shape %d is %v", i, s)
		}
	}
}

func TestShapesThatAreTooLongGetCoarser(t *testing.T) {
	var r Ring
	for i := range 25_000 {
		a := float64(i) / 25_000 * 2 * math.Pi
		d := 5 + 0.3*math.Sin(float64(i)*0.9)*math.Sin(float64(i)*0.01)
		r = append(r, Point{d * math.Cos(a), d * math.Sin(a)})
	}
	text := Texts([]Shape{{{r}}})[0]
	if len(text) > LongestShape || len(text) < LongestShape/20 {
		t.Errorf("%d letters", len(text))
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(Shape{{square(-4, 14, 2), square(-3.5, 14.5, 0.5)}, {square(1, 1, 1)}}.Encode())
	f.Add("4:????")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Decode(text)
		if err != nil {
			return
		}
		for _, r := range s.Rings() {
			for _, p := range r {
				if math.Abs(p.Lon) > 180 || math.Abs(p.Lat) > 90 {
					t.Errorf("%v is not on the earth", p)
				}
			}
		}
		again := s.Encode()
		if t2, err := Decode(again); again != "" && (err != nil || t2.Encode() != again) {
			t.Errorf("%q is written as %q", text, again)
		}
	})
}
