package geo

import (
	"cmp"
	"slices"
)

// crossing gives a point where a ring of the shape crosses itself.
func (s Shape) crossing() (Point, bool) {
	for _, r := range s.Rings() {
		if p, crosses := r.crossing(); crosses {
			return p, true
		}
	}
	return Point{}, false
}

// mostMeetings bounds how many sides each side of a ring is held against, on
// average: a ring of which more lie above one another is not looked through.
const mostMeetings = 500

// crossing looks for two sides that cross. The sides are taken from west to
// east, and each is held against those that do not end before it begins. Sides
// that only touch do not cross.
func (r Ring) crossing() (Point, bool) {
	west := func(i int) float64 { return min(r[i].Lon, r.next(i).Lon) }
	sides := make([]int, len(r))
	for i := range sides {
		sides[i] = i
	}
	slices.SortFunc(sides, func(a, b int) int { return cmp.Compare(west(a), west(b)) })
	var open []int
	left := mostMeetings * len(r)
	for _, i := range sides {
		open = slices.DeleteFunc(open, func(j int) bool { return max(r[j].Lon, r.next(j).Lon) < west(i) })
		if left -= len(open); left < 0 {
			return Point{}, false
		}
		for _, j := range open {
			if p, cross := cross(r[i], r.next(i), r[j], r.next(j)); cross {
				return p, true
			}
		}
		open = append(open, i)
	}
	return Point{}, false
}

func (r Ring) next(i int) Point { return r[(i+1)%len(r)] }

// cross gives the point where the lines from a to b and from c to d cross.
func cross(a, b, c, d Point) (Point, bool) {
	if max(a.Lat, b.Lat) < min(c.Lat, d.Lat) || max(c.Lat, d.Lat) < min(a.Lat, b.Lat) {
		return Point{}, false
	}
	side := func(p, q, x Point) float64 { return (q.Lon-p.Lon)*(x.Lat-p.Lat) - (q.Lat-p.Lat)*(x.Lon-p.Lon) }
	ofC, ofD := side(a, b, c), side(a, b, d)
	ofA, ofB := side(c, d, a), side(c, d, b)
	if !(ofC > 0 && ofD < 0 || ofC < 0 && ofD > 0) || !(ofA > 0 && ofB < 0 || ofA < 0 && ofB > 0) {
		return Point{}, false
	}
	share := ofC / (ofC - ofD)
	return Point{c.Lon + share*(d.Lon-c.Lon), c.Lat + share*(d.Lat-c.Lat)}, true
}
