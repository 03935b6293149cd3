package fivew

import (
	"slices"
	"strings"

	"toguna/internal/record"
)

// gazetteer finds places valid on a day by code and by name.
type gazetteer struct {
	codes     map[string]*record.Place   // P-code, valid on the day
	gone      map[string]*record.Place   // P-code, not valid on the day
	names     map[string][]*record.Place // level and folded name, valid on the day
	goneNames map[string][]*record.Place
	byID      map[record.PlaceID]*record.Place
	crosswalk map[string]string
}

func newGazetteer(q Question) *gazetteer {
	g := &gazetteer{codes: map[string]*record.Place{}, gone: map[string]*record.Place{}, names: map[string][]*record.Place{},
		goneNames: map[string][]*record.Place{}, byID: map[record.PlaceID]*record.Place{}, crosswalk: q.Crosswalk}
	for _, p := range q.Places {
		g.byID[record.PlaceID(p.ID)] = p
		valid := p.Until == ""
		if q.Day != "" {
			valid = p.Valid().On(q.Day)
		}
		codes, names := g.codes, g.names
		if !valid {
			codes, names = g.gone, g.goneNames
		}
		codes[strings.ToUpper(p.Code)] = p
		for _, n := range append([]string{p.NameFR}, p.AltNames...) {
			k := nameKey(p.Depth, n)
			if !slices.Contains(names[k], p) {
				names[k] = append(names[k], p)
			}
		}
	}
	return g
}

// nameKey is the level and the name without case, accents and words such as
// “cercle de”.
func nameKey(level record.Number, name string) string {
	drop := strings.Fields(placeWords)
	words := strings.Fields(fold(name))
	kept := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return slices.Contains(drop, w) })
	if len(kept) == 0 {
		kept = words
	}
	return level.String() + " " + strings.Join(kept, "")
}

func (g *gazetteer) parent(p *record.Place) *record.Place {
	if p == nil {
		return nil
	}
	return g.byID[p.Parent]
}

// code finds a place of a level by the code of a cell, through the crosswalk
// when the gazetteer does not hold it. Codes of another scheme are never cut.
func (g *gazetteer) code(cell string, level float64) *record.Place {
	cell = strings.ToUpper(cell)
	p := g.codes[cell]
	if p == nil {
		p = g.codes[strings.ToUpper(g.crosswalk[cell])]
	}
	if p == nil || !p.Depth.Known() || p.Depth.V != level {
		return nil
	}
	return p
}

// named tells whether a cell is one of the names of a place; a blank cell
// says nothing against it.
func (g *gazetteer) named(p *record.Place, cell string) bool {
	if fold(cell) == "" {
		return true
	}
	return slices.Contains(g.names[nameKey(p.Depth, cell)], p)
}

// within finds the only place of a name inside a parent, or, without a parent,
// the only one of the level.
func (g *gazetteer) within(cell string, level float64, parent *record.Place) *record.Place {
	return only(g.names[nameKey(record.N(level), cell)], parent)
}

func only(all []*record.Place, parent *record.Place) *record.Place {
	var found *record.Place
	for _, p := range all {
		if parent != nil && p.Parent != record.PlaceID(parent.ID) {
			continue
		}
		if found != nil {
			return nil
		}
		found = p
	}
	return found
}

// site is what the cells of a row say of its place.
type site struct{ code1, name1, code2, name2 string }

// The differences between the code and the name of places, and what was done.
const (
	WrongRegion = "wrong_region" // the cercle lies in another region than the code of the region says
	CodeName    = "code_name"    // code and name of one level speak of two places
	OldCode     = "old_code"     // a code or name that is no longer, or not yet, valid: its successor was taken
	OtherScheme = "other_scheme" // a code of another scheme or mistyped: the name was used
)

// find resolves the places of a row. The cercle: its code, where it exists and
// lies in the region stated by code or by name; else its name within such a
// region; else the code when its name agrees. The region: the one that two of
// region code, region name and cercle speak of, else the code's.
func (g *gazetteer) find(s site) (adm1, adm2 *record.Place, issues []string) {
	issue := func(k string) {
		if !slices.Contains(issues, k) {
			issues = append(issues, k)
		}
	}
	c1 := g.code(s.code1, 1)
	n1 := g.within(s.name1, 1, nil)
	c2 := g.code(s.code2, 2)
	if s.code1 != "" && c1 == nil || s.code2 != "" && c2 == nil {
		if g.gone[strings.ToUpper(s.code1)] != nil || g.gone[strings.ToUpper(s.code2)] != nil {
			issue(OldCode)
		} else {
			issue(OtherScheme)
		}
	}
	stated := func(p *record.Place) bool {
		up := g.parent(p)
		return c1 == nil && n1 == nil || up != nil && (up == c1 || up == n1)
	}
	successor := false
	switch {
	case c2 != nil && stated(c2):
		adm2 = c2
	case fold(s.name2) == "":
	default:
		for _, up := range []*record.Place{c1, n1} {
			if up != nil && adm2 == nil {
				adm2 = g.within(s.name2, 2, up)
			}
		}
		if adm2 == nil && c2 != nil && g.named(c2, s.name2) {
			adm2 = c2
		}
		if adm2 == nil && c2 == nil {
			old := g.gone[strings.ToUpper(s.code2)]
			if old == nil && n1 != nil {
				old = only(g.goneNames[nameKey(record.N(2), s.name2)], n1)
			}
			if p := g.within(s.name2, 2, nil); p != nil && (old != nil || c1 == nil && n1 == nil) {
				adm2, successor = p, old != nil
				if old != nil {
					issue(OldCode)
				}
			}
		}
	}
	if c2 != nil && !g.named(c2, s.name2) {
		issue(CodeName)
	}
	up := g.parent(adm2)
	switch {
	case successor:
		adm1 = up
	case up != nil && (up == c1 || up == n1 || c1 == nil && n1 == nil):
		adm1 = up
	case c1 != nil:
		adm1 = c1
	default:
		adm1 = n1
	}
	switch {
	case adm2 != nil && !successor && up != nil && (c1 != nil && c1 != up || n1 != nil && n1 != up):
		issue(WrongRegion)
	case c1 != nil && n1 != nil && c1 != n1:
		issue(CodeName)
	}
	return adm1, adm2, issues
}
