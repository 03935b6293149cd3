package record

import "slices"

// ByRegionOnly are the sectors of which the public is told no place below the
// region: child protection and gender-based violence (data responsibility, X5).
var ByRegionOnly = []string{"PRO-CPN", "PRO-GBV"}

// View is a snapshot as one reader may see it. Pages, exports and evidence
// lists read records through a view only, so that sensitivity is applied below
// them (data-responsibility rules S1–S3, A8).
type View struct {
	*Snapshot
	Level Level
}

// LevelOf gives the sensitivity of a record: its own level, at least its
// kind's default. A lesson from an area that is hard to reach is confidential,
// lines in such an area, needs of gender-based violence or child protection
// below the region and who owes a return are restricted.
func (v View) LevelOf(r Record) Level {
	l := max(r.Base().Level, TableOf(r.Kind()).Level)
	switch x := r.(type) {
	case *Lesson:
		if x.Place != "" && (hardToReach(v.AccessOn(x.Place, x.On)) || v.stands(x.Place)) {
			l = Confidential
		}
	case *Activity:
		if v.isolated(x.Place) {
			l = max(l, Restricted)
		}
	case *Return:
		if x.State == "expected" || x.State == "sent_back" {
			l = max(l, Restricted)
		}
	case *Caseload:
		if slices.Contains(ByRegionOnly, x.Sector) && v.Admin(x.Place, 1) != v.Place(x.Place) {
			l = max(l, Restricted)
		}
	}
	return l
}

func hardToReach(a *AccessLevel) bool { return a != nil && a.Access != "accessible" }

// May tells whether the reader may know that the record exists.
func (v View) May(r Record) bool { return v.LevelOf(r) <= v.Level }

// Value gives the canonical text of a field as the reader may see it, and
// whether it was withheld.
func (v View) Value(r Record, f Field) (text string, withheld bool) {
	text = f.Get(r)
	if text == "" {
		return "", false
	}
	if !v.May(r) || f.Level > v.Level {
		return "", true
	}
	if a, ok := r.(*Activity); ok && f.Name == "place" && (v.Hides(a.Place) || v.Level == Public && slices.Contains(ByRegionOnly, a.Sector)) {
		if region := v.Admin(a.Place, 1); region != nil {
			return region.ID, false
		}
		return "", true
	}
	return text, false
}

// Hides tells whether the reader may not be shown who is at work in a place: it
// is hard to reach on the day, or by the last assessment there is, whatever day
// is asked about (data-responsibility rule D8). A new unit is taken to be what
// it may have come out of until it is assessed itself.
func (v View) Hides(p PlaceID) bool {
	return v.Level < Confidential && v.isolated(p)
}

// HidesUnassessed tells whether a place is hidden for the sake of what it may
// have come out of, without an assessment that says so of the place itself.
func (v View) HidesUnassessed(p PlaceID) bool { return v.Hides(p) && !v.assessedHard(p) }

func (v View) isolated(p PlaceID) bool { return v.assessedHard(p) || v.stands(p) }

func (v View) assessedHard(p PlaceID) bool {
	return hardToReach(v.AccessOn(p, v.Day)) || hardToReach(v.access(p, func(*AccessLevel) bool { return true }))
}

// stands tells whether a place, or the nearest unit above it that has no
// assessment, is a new one that stands for an area that is hard to reach.
func (v View) stands(p PlaceID) bool {
	for range 8 {
		place := v.Place(p)
		if place == nil || len(v.accessOf[p]) > 0 {
			return false
		}
		if slices.ContainsFunc(v.heirOf[p], v.assessedHard) {
			return true
		}
		p = place.Parent
	}
	return false
}

// Referring lists the records that refer to a record, as far as the reader may
// see that they do: an activity in a hard-to-reach area, or one of gender-based
// violence, is not given away by the page of its place.
func (v View) Referring(id string) []Record {
	var seen []Record
	for _, r := range v.Snapshot.Referring(id) {
		if v.May(r) && v.shows(r, id) {
			seen = append(seen, r)
		}
	}
	return seen
}

func (v View) shows(r Record, id string) bool {
	for _, f := range TableOf(r.Kind()).Fields {
		if f.Type != Refers {
			continue
		}
		if text, withheld := v.Value(r, f); !withheld && slices.Contains(splitList(text), id) {
			return true
		}
	}
	return false
}

// Countable is the snapshot that figures for the reader are made of: an
// activity line whose sensitivity somebody raised above the reader's level is as
// if it were not there (rules S1 and A8). Lines that are restricted for their
// place count, as rule D8 has it; they are withheld from the evidence.
func (v View) Countable() *Snapshot {
	raised := func(a *Activity) bool { return max(a.Level, TableOf("activity").Level) > v.Level }
	if !slices.ContainsFunc(v.Activities, raised) {
		return v.Snapshot
	}
	s := v.Snapshot.WithActivities(slices.DeleteFunc(slices.Clone(v.Activities), raised))
	for _, a := range v.Activities {
		if raised(a) {
			delete(s.byID, a.ID)
		}
	}
	return s
}

// countedAtLeast is the fewest restricted records of which the number is told.
const countedAtLeast = 10

// LeftOut is how many of some records the reader is not shown, although the
// reader may know that there are such: restricted ones, not confidential ones.
// It is withheld where it is small or would tell of hard-to-reach areas.
func (v View) LeftOut(ids []string) Number {
	met := make(map[string]bool)
	tells := false
	for _, id := range ids {
		r := v.Record(id)
		if r == nil || met[id] || v.May(r) || v.LevelOf(r) != Restricted {
			continue
		}
		met[id] = true
		a, line := r.(*Activity)
		tells = tells || line && v.isolated(a.Place)
	}
	if tells || 0 < len(met) && len(met) < countedAtLeast {
		return Number{State: IsWithheld}
	}
	return N(float64(len(met)))
}

// List gives the records of a kind the reader may see, and how many restricted
// ones were left out; confidential ones are not counted, as if they did not
// exist.
func (v View) List(k Kind) (seen []Record, restricted int) {
	for _, r := range v.Records(k) {
		switch l := v.LevelOf(r); {
		case l <= v.Level:
			seen = append(seen, r)
		case l == Restricted:
			restricted++
		}
	}
	return seen, restricted
}
