package record

import (
	"cmp"
	"slices"
)

// heirs gives, for each unit that came later than assessments of access and has
// none of its own, the assessed places it may have come out of. A unit that
// took the place of one of its name and level stands for that one. Any other
// may hold ground of every assessed area within the nearest unit above it that
// is older than itself: no record says how units were divided.
func (s *Snapshot) heirs() map[PlaceID][]PlaceID {
	out := make(map[PlaceID][]PlaceID)
	var young []*Place
	ended := make(map[string][]*Place) // by level and name
	key := func(p *Place, name string) string { return p.Depth.String() + "/" + Fold(name) }
	for _, p := range s.Places {
		if p.Since != "" && len(s.accessOf[PlaceID(p.ID)]) == 0 {
			young = append(young, p)
		}
		if p.Until != "" {
			for _, name := range append([]string{p.NameFR}, p.AltNames...) {
				ended[key(p, name)] = append(ended[key(p, name)], p)
			}
		}
	}
	if len(young) == 0 {
		return nil
	}
	var assessed []*Place
	for id := range s.accessOf {
		if p := s.Place(id); p != nil {
			assessed = append(assessed, p)
		}
	}
	slices.SortFunc(assessed, func(a, b *Place) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(young, func(a, b *Place) int { return cmp.Or(cmp.Compare(a.Since, b.Since), cmp.Compare(a.ID, b.ID)) })
	for _, p := range young {
		id := PlaceID(p.ID)
		before := ended[key(p, p.NameFR)]
		if i := slices.IndexFunc(before, func(q *Place) bool { return q.Since < p.Since && q.Until <= p.Since }); i >= 0 {
			up := before[i]
			for range 8 {
				if up == nil || len(out[id]) > 0 {
					break
				}
				if out[id] = out[PlaceID(up.ID)]; len(s.accessOf[PlaceID(up.ID)]) > 0 {
					out[id] = []PlaceID{PlaceID(up.ID)}
				}
				up = s.Place(up.Parent)
			}
			continue
		}
		older := s.Place(p.Parent)
		for range 8 {
			if older == nil || older.Since < p.Since {
				break
			}
			older = s.Place(older.Parent)
		}
		for _, q := range assessed {
			if q.Since < p.Since && (older == nil || q != older && s.within(q, older)) {
				out[id] = append(out[id], PlaceID(q.ID))
			}
		}
	}
	return out
}

// within tells whether a place is a unit or lies in it.
func (s *Snapshot) within(p, unit *Place) bool {
	for range 8 {
		if p == nil || p == unit {
			return p == unit
		}
		p = s.Place(p.Parent)
	}
	return false
}
