package geo

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"toguna/internal/record"
)

// Plan is what bringing a register to a set would do: the changes, what becomes
// of each kind, and what stands in the way.
type Plan struct {
	Set      string
	From     record.Day // from which day the set is in force; empty: not known, nothing is closed
	Places   Count
	Outlines Count
	Spelling Count
	Renamed  []string // code, old name and new name
	Closed   []string // code and name of units that end
	Reused   []string // code, name of the unit that had it, and code and name of the one that has it now
	LeftOut  int
	Changes  []record.Change
	Problems record.Problems
}

// Count is what becomes of the records of one kind.
type Count struct{ New, Changed, Same int }

// PlanOptions are what the files do not tell.
type PlanOptions struct {
	Operation record.OperationID
	Set       string     // the name of the set, needed for outlines
	From      record.Day // from which day it is in force, when the files do not tell or tell wrong
	Country   string     // ISO 3166-1 alpha-3, where no file names the country
	NewID     func() string
}

// planner brings the places of a register to a set.
type planner struct {
	*Plan
	set    *Set
	o      PlanOptions
	byCode map[string]*record.Place   // known, then as planned
	ages   map[string][]*record.Place // by P-code: the units that have it one after the other
	given  map[string]bool            // level and folded name of the new units of the set
	ended  map[record.PlaceID]bool    // units that end here
	byID   map[record.PlaceID]*record.Place
	names  map[string][]*record.Place // known, by level and folded name
	root   *record.Place
}

// Plan compares the set with the places and outlines of a register. New units
// are added; known ones keep their names unless another is given, which then is
// theirs while the old one stays among the others; units in force that the set
// no longer has, although it has their neighbours, end on its first day. The
// same set a second time changes nothing.
func (s *Set) Plan(places []*record.Place, outlines []*record.Outline, o PlanOptions) *Plan {
	p := &planner{Plan: &Plan{Set: o.Set, From: cmp.Or(o.From, s.ValidOn), LeftOut: s.LeftOut, Problems: slices.Clone(s.Problems)}, set: s, o: o,
		byCode: map[string]*record.Place{}, byID: map[record.PlaceID]*record.Place{}, names: map[string][]*record.Place{},
		ages: map[string][]*record.Place{}, given: map[string]bool{}, ended: map[record.PlaceID]bool{}}
	for _, x := range places {
		p.hold(x)
		if x.Depth == record.N(0) {
			p.root = x
		}
		for _, n := range append([]string{x.NameFR}, x.AltNames...) {
			k := x.Depth.String() + record.Fold(n)
			if !slices.Contains(p.names[k], x) {
				p.names[k] = append(p.names[k], x)
			}
		}
	}
	for _, u := range s.Units {
		if u.Name != "" && p.holder(u.Code) == nil {
			p.given[nameKey(u.Level, u.Name)] = true
		}
	}
	at := make([]*record.Place, len(s.Units))
	for i, u := range s.Units {
		if u.Code == "" {
			at[i] = p.joined(u, places)
		} else {
			at[i] = p.unit(u)
		}
	}
	p.closings(places)
	p.outlines(at, outlines)
	return p.Plan
}

// hold keeps a place as it is now planned.
func (p *planner) hold(x *record.Place) {
	if old := p.byID[record.PlaceID(x.ID)]; old != nil {
		p.ages[record.PCode(x.Code)] = slices.DeleteFunc(p.ages[record.PCode(x.Code)], func(y *record.Place) bool { return y == old })
	}
	p.byCode[x.Code], p.byID[record.PlaceID(x.ID)] = x, x
	all := append(p.ages[record.PCode(x.Code)], x)
	slices.SortFunc(all, func(a, b *record.Place) int {
		return cmp.Or(cmp.Compare(a.Since, b.Since), strings.Compare(a.Code, b.Code))
	})
	p.ages[record.PCode(x.Code)] = all
}

// holder is the unit that has a code on the day of the set: of those that had it
// one after the other the last that had begun, else the first. A code with its
// version is one unit's.
func (p *planner) holder(code string) *record.Place {
	all := p.ages[record.PCode(code)]
	if record.PCode(code) != code || len(all) == 0 {
		return p.byCode[code]
	}
	found := all[0]
	for _, x := range all {
		if p.From == "" || x.Since <= p.From {
			found = x
		}
	}
	return found
}

func nameKey(level int, name string) string { return fmt.Sprint(level) + record.Fold(name) }

// elsewhere tells whether the unit that has a code is another in the set: its
// name is that of a new unit there, or its point lies outside the new outline.
func (p *planner) elsewhere(known *record.Place, u Unit) bool {
	return p.given[nameKey(u.Level, known.NameFR)] ||
		u.Shape != nil && known.Lat.Known() && known.Lon.Known() && !u.Shape.Holds(Point{known.Lon.V, known.Lat.V})
}

// again gives the code of a unit that ended, or ends with this set, to another:
// it is held with its version beside the one that had it.
func (p *planner) again(known *record.Place, u Unit) *record.Place {
	if known.Until == "" {
		closed := *known
		closed.Until = p.From
		p.ended[record.PlaceID(known.ID)] = true
		p.Places.Changed++
		p.put(&closed, record.PutNext(&closed), u.From)
	}
	code := record.PCode(u.Code)
	u.Code, u.Since = fmt.Sprintf("%sv%02d", code, len(p.ages[code])+1), p.From
	p.Reused = append(p.Reused, code+" "+known.NameFR+" → "+u.Code+" "+u.Name)
	return p.added(u)
}

func (p *planner) problem(x record.Problem) {
	x.Kind = cmp.Or(x.Kind, "place")
	p.Problems = append(p.Problems, x)
}

// unit adds or alters the place of a unit.
func (p *planner) unit(u Unit) *record.Place {
	known := p.holder(u.Code)
	if known == nil {
		return p.added(u)
	}
	if known.Depth != record.N(float64(u.Level)) {
		p.problem(record.Problem{Code: "other_level", ID: u.Code, Field: "depth", From: u.From, Found: fmt.Sprint(u.Level), Expected: known.Depth.String()})
		return nil
	}
	if u.implied {
		p.Places.Same++
		return known
	}
	up := p.above(u)
	if up != nil && p.ended[known.Parent] && known.Parent != record.PlaceID(up.ID) {
		return p.again(known, u) // below a code that another unit has now
	}
	next := *known
	next.AltNames = slices.Clone(known.AltNames)
	also := func(name string) {
		if name != "" && record.Fold(name) != record.Fold(next.NameFR) && !slices.ContainsFunc(next.AltNames, func(n string) bool { return record.Fold(n) == record.Fold(name) }) {
			next.AltNames = append(next.AltNames, name)
		}
	}
	ended := known.Until != "" && u.Until == "" && p.From != "" && p.From >= known.Until
	if u.Name != "" && !slices.ContainsFunc(append([]string{known.NameFR}, known.AltNames...), func(n string) bool { return record.Fold(n) == record.Fold(u.Name) }) {
		switch other := p.elsewhere(known, u); {
		case ended, other && known.Until == "" && p.From > known.Since:
			return p.again(known, u)
		case p.From == "" && (other || known.Until != "" && u.Until == ""):
			p.problem(record.Problem{Code: "code_again", ID: u.Code, Field: "code", From: u.From, Found: u.Code + " " + u.Name, Expected: known.NameFR})
			return nil
		}
		old := next.NameFR
		next.NameFR = u.Name
		also(old)
		p.Renamed = append(p.Renamed, u.Code+" "+old+" → "+u.Name)
	}
	for _, n := range u.Names {
		also(n)
	}
	// An older set read later does not move a unit back under one that ended.
	if up != nil && (up.Until == "" || p.byID[next.Parent] == nil || p.byID[next.Parent].Until != "") {
		next.Parent = record.PlaceID(up.ID)
	}
	if since := cmp.Or(p.o.From, u.Since); since != "" && known.Since > since && !ended {
		next.Since = since // an older set read later: the unit was there before
	}
	if u.Until != "" && known.Until == "" {
		next.Until = u.Until
	}
	if ended {
		next.Until = ""
	}
	if !known.Lat.Known() || !known.Lon.Known() {
		next.Lat, next.Lon = u.point()
	}
	if samePlace(known, &next) {
		p.Places.Same++
		return known
	}
	p.Places.Changed++
	p.put(&next, record.PutNext(&next), u.From)
	return &next
}

func (p *planner) put(x *record.Place, c record.Change, from record.Origin) {
	c.From = from
	for _, fault := range record.Check(x) {
		fault.From = from
		p.problem(fault)
	}
	p.hold(x)
	p.Changes = append(p.Changes, c)
}

func samePlace(a, b *record.Place) bool {
	for _, f := range record.TableOf("place").Fields {
		if f.Get(a) != f.Get(b) {
			return false
		}
	}
	return true
}

func (p *planner) added(u Unit) *record.Place {
	next := &record.Place{NameFR: cmp.Or(u.Name, u.Code), AltNames: u.Names, Depth: record.N(float64(u.Level))}
	next.ID, next.Operation, next.Code, next.Source = p.o.NewID(), p.o.Operation, u.Code, p.source(u)
	next.Lat, next.Lon = u.point()
	if u.Level > 0 {
		up := p.above(u)
		if up == nil {
			p.problem(record.Problem{Code: "no_parent", ID: u.Code, Field: "parent", From: u.From, Found: u.Parent, Expected: fmt.Sprint(u.Level - 1)})
			return nil
		}
		next.Parent = record.PlaceID(up.ID)
		next.Span = record.Span{Since: cmp.Or(p.o.From, u.Since, p.From), Until: u.Until}
	} else {
		p.root = next
	}
	p.Places.New++
	p.put(next, record.PutNew(next), u.From)
	return next
}

func (p *planner) source(u Unit) string { return cmp.Or(p.o.Set, u.From.File) }

// point is where the unit is marked: as given, else somewhere inside.
func (u Unit) point() (lat, lon record.Number) {
	if u.Lat.Known() && u.Lon.Known() {
		return u.Lat, u.Lon
	}
	if at, ok := u.Shape.PointInside(); ok {
		q := spotOf(at).point()
		return record.N(q.Lat), record.N(q.Lon)
	}
	return record.Number{}, record.Number{}
}

// above finds the unit above: the one given, else the known one whose code
// begins the code. The country is made when nothing names it.
func (p *planner) above(u Unit) *record.Place {
	level := record.N(float64(u.Level - 1))
	if up := p.holder(u.Parent); up != nil && up.Depth == level {
		return up
	}
	if u.Level == 1 {
		code := cmp.Or(u.Parent, twoLetters(p.o.Country))
		if code == "" || p.root != nil && (p.root.Code == code || sameCountry([]string{letters.FindString(p.root.Code), code})) {
			return p.root
		}
		return p.added(Unit{Code: code, Name: p.o.Country, From: u.From})
	}
	for n := len(u.Code) - 1; n > 0; n-- {
		if up := p.holder(u.Code[:n]); up != nil && up.Depth == level {
			return up
		}
	}
	return nil
}

// joined finds the place of a shape without a code: by its name, else by the
// point of the one place that lies inside. It gives an outline and alters
// nothing else.
func (p *planner) joined(u Unit, places []*record.Place) *record.Place {
	level := record.N(float64(u.Level))
	valid := func(x *record.Place) bool { return x.Depth == level && (p.From == "" || x.On(p.From)) }
	var found []*record.Place
	for _, n := range append([]string{u.Name}, u.Names...) {
		for _, x := range p.names[level.String()+record.Fold(n)] {
			if n != "" && valid(x) && !slices.Contains(found, x) {
				found = append(found, x)
			}
		}
	}
	if len(found) == 0 && u.Shape != nil {
		for _, x := range places {
			if valid(x) && x.Lat.Known() && x.Lon.Known() && u.Shape.Holds(Point{x.Lon.V, x.Lat.V}) {
				found = append(found, x)
			}
		}
	}
	if len(found) == 1 {
		p.Places.Same++
		return found[0]
	}
	var codes []string
	for _, x := range found {
		codes = append(codes, x.Code+" "+x.NameFR)
	}
	fault := record.Problem{Code: "not_found", ID: u.Name, Field: "code", From: u.From, Found: cmp.Or(u.Name, "—"), Expected: fmt.Sprintf("adm%d", u.Level)}
	if len(codes) > 1 {
		fault.Code, fault.Expected = "several", strings.Join(codes, ", ")
	}
	p.problem(fault)
	return nil
}

// closings ends the units in force that the set no longer has. A set that holds
// nothing of their parent says nothing of them.
func (p *planner) closings(places []*record.Place) {
	if p.From == "" {
		return
	}
	here := map[string]bool{}
	told := map[record.PlaceID]bool{} // parents of which the set has units
	for _, u := range p.set.Units {
		if x := p.holder(u.Code); u.Code != "" && x != nil && !u.implied {
			here[x.Code] = true
			told[x.Parent] = true
		}
	}
	sorted := slices.SortedFunc(slices.Values(places), func(a, b *record.Place) int {
		return cmp.Or(cmp.Compare(a.Depth.V, b.Depth.V), strings.Compare(a.Code, b.Code))
	})
	for _, x := range sorted {
		id := record.PlaceID(x.ID)
		if x = p.byID[id]; here[x.Code] || !x.On(p.From) || x.Since == p.From || x.Depth.V < 1 || !told[x.Parent] && !p.ended[x.Parent] {
			continue
		}
		p.ended[id] = true
		next := *x
		next.Until = p.From
		p.Closed = append(p.Closed, x.Code+" "+x.NameFR)
		p.Places.Changed++
		p.put(&next, record.PutNext(&next), record.Origin{})
	}
}

// outlines adds or alters the outline of each place in the set.
func (p *planner) outlines(at []*record.Place, known []*record.Outline) {
	here := map[string]*record.Outline{}
	for _, x := range known {
		if x.Set == p.o.Set {
			here[string(x.Place)] = x
		}
	}
	var shapes []Shape
	var of []int
	for i, u := range p.set.Units {
		if u.Shape != nil && at[i] != nil {
			shapes, of = append(shapes, u.Shape), append(of, i)
		}
	}
	for j, text := range Texts(shapes) {
		place, from := at[of[j]], p.set.Units[of[j]].From
		next := &record.Outline{Place: record.PlaceID(place.ID), Set: p.o.Set, Shape: text}
		next.ID, next.Operation, next.Source = p.o.NewID(), p.o.Operation, p.source(p.set.Units[of[j]])
		next.Code = p.o.Set + " " + place.Code
		change := record.PutNew(next)
		if old := here[place.ID]; old != nil {
			if old.Shape == text {
				p.Outlines.Same++
				continue
			}
			next.Head = old.Head
			change = record.PutNext(next)
			p.Outlines.Changed++
		} else {
			p.Outlines.New++
		}
		change.From = from
		here[place.ID] = next
		for _, fault := range record.Check(next) {
			fault.From = from
			p.problem(fault)
		}
		p.Changes = append(p.Changes, change)
	}
}
