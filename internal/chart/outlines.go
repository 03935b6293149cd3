package chart

// FromOutlines makes a set of places that a map can show from units whose
// outlines a register holds. A unit with rings is given a label point inside
// them; one without stays at the point it comes with.
func FromOutlines(source string, units []Unit) *Geometry {
	g := &Geometry{Source: source, Units: make([]Unit, len(units))}
	for i, u := range units {
		if !u.IsPoint() {
			u.Label = labelPoint(u.Rings)
		}
		g.Units[i] = u
	}
	return g
}
