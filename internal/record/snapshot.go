package record

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Snapshot is the read-only view of one operation that figures, pages and
// notes are computed from: every record with its whole valid time, the day
// that is asked about, and the moment of knowledge. Activities, the only kind
// that grows without end, are limited to the reference round of the day.
//
// A snapshot may be read by many at once and is never altered.
type Snapshot struct {
	Operation *Operation
	Day       Day
	KnownAt   time.Time // zero: as known now
	Position  int64     // position of the journal it was read at

	// AffiliatesLocal reruns every class with national affiliates of
	// international NGOs on the local side (indicators, "what_if").
	AffiliatesLocal bool

	Places          []*Place
	Orgs            []*Org
	Outlines        []*Outline
	Caseloads       []*Caseload
	Spellings       []*Spelling
	Layouts         []*Layout
	Classifications []*Classification
	Persons         []*Person
	Bodies          []*Body
	Posts           []*Post
	Seats           []*Seat
	Meetings        []*Meeting
	Attendances     []*Attendance
	ActionPoints    []*ActionPoint
	Processes       []*Process
	Participations  []*Participation
	Plans           []*Plan
	PlanPartners    []*PlanPartner
	Projects        []*Project
	Returns         []*Return
	Activities      []*Activity
	AccessLevels    []*AccessLevel
	Needs           []*Need
	Supports        []*Support
	Flows           []*Flow
	Agreements      []*Agreement
	Eligibilities   []*Eligibility
	Applications    []*Application
	Lessons         []*Lesson
	Attestations    []*Attestation
	DeclaredFigures []*DeclaredFigure
	Products        []*Product
	Credits         []*Credit
	SurveyRounds    []*SurveyRound
	SurveyAnswers   []*SurveyAnswer
	Notes           []*Note

	byID           map[string]Record
	classesOf      map[OrgID][]*Classification
	seatsOf        map[BodyID][]*Seat
	meetingsOf     map[BodyID][]*Meeting
	attendanceOf   map[MeetingID][]*Attendance
	postsOf        map[OrgID][]*Post
	childBodies    map[BodyID][]*Body
	childFlows     map[FlowID][]*Flow
	participantsOf map[ProcessID][]*Participation
	accessOf       map[PlaceID][]*AccessLevel
	heirOf         map[PlaceID][]PlaceID
	refs           *referring
}

// NewSnapshot indexes the records of one operation for a day. The records may
// come in any order; activities may be added later with WithActivities.
func NewSnapshot(records []Record, day Day) *Snapshot {
	s := &Snapshot{Day: day, byID: make(map[string]Record, len(records)), refs: new(referring)}
	slices.SortFunc(records, func(a, b Record) int {
		return cmp.Or(strings.Compare(a.Base().Code, b.Base().Code), strings.Compare(a.Base().ID, b.Base().ID))
	})
	for _, r := range records {
		s.add(r)
	}
	s.classesOf = group(s.Classifications, func(c *Classification) OrgID { return c.Org })
	s.seatsOf = group(s.Seats, func(x *Seat) BodyID { return x.Body })
	s.meetingsOf = group(s.Meetings, func(m *Meeting) BodyID { return m.Body })
	s.attendanceOf = group(s.Attendances, func(a *Attendance) MeetingID { return a.Meeting })
	s.postsOf = group(s.Posts, func(p *Post) OrgID { return p.Org })
	s.childBodies = group(s.Bodies, func(b *Body) BodyID { return b.Parent })
	s.childFlows = group(s.Flows, func(f *Flow) FlowID { return f.Parent })
	s.participantsOf = group(s.Participations, func(p *Participation) ProcessID { return p.Process })
	s.accessOf = group(s.AccessLevels, func(a *AccessLevel) PlaceID { return a.Place })
	s.heirOf = s.heirs()
	return s
}

func group[T any, K comparable](all []T, key func(T) K) map[K][]T {
	m := make(map[K][]T)
	for _, x := range all {
		m[key(x)] = append(m[key(x)], x)
	}
	return m
}

func (s *Snapshot) add(r Record) {
	s.byID[r.Base().ID] = r
	switch r := r.(type) {
	case *Operation:
		s.Operation = r
	case *Place:
		s.Places = append(s.Places, r)
	case *Org:
		s.Orgs = append(s.Orgs, r)
	case *Outline:
		s.Outlines = append(s.Outlines, r)
	case *Caseload:
		s.Caseloads = append(s.Caseloads, r)
	case *Spelling:
		s.Spellings = append(s.Spellings, r)
	case *Layout:
		s.Layouts = append(s.Layouts, r)
	case *Classification:
		s.Classifications = append(s.Classifications, r)
	case *Person:
		s.Persons = append(s.Persons, r)
	case *Body:
		s.Bodies = append(s.Bodies, r)
	case *Post:
		s.Posts = append(s.Posts, r)
	case *Seat:
		s.Seats = append(s.Seats, r)
	case *Meeting:
		s.Meetings = append(s.Meetings, r)
	case *Attendance:
		s.Attendances = append(s.Attendances, r)
	case *ActionPoint:
		s.ActionPoints = append(s.ActionPoints, r)
	case *Process:
		s.Processes = append(s.Processes, r)
	case *Participation:
		s.Participations = append(s.Participations, r)
	case *Plan:
		s.Plans = append(s.Plans, r)
	case *PlanPartner:
		s.PlanPartners = append(s.PlanPartners, r)
	case *Project:
		s.Projects = append(s.Projects, r)
	case *Return:
		s.Returns = append(s.Returns, r)
	case *Activity:
		s.Activities = append(s.Activities, r)
	case *AccessLevel:
		s.AccessLevels = append(s.AccessLevels, r)
	case *Need:
		s.Needs = append(s.Needs, r)
	case *Support:
		s.Supports = append(s.Supports, r)
	case *Flow:
		s.Flows = append(s.Flows, r)
	case *Agreement:
		s.Agreements = append(s.Agreements, r)
	case *Eligibility:
		s.Eligibilities = append(s.Eligibilities, r)
	case *Application:
		s.Applications = append(s.Applications, r)
	case *Lesson:
		s.Lessons = append(s.Lessons, r)
	case *Attestation:
		s.Attestations = append(s.Attestations, r)
	case *DeclaredFigure:
		s.DeclaredFigures = append(s.DeclaredFigures, r)
	case *Product:
		s.Products = append(s.Products, r)
	case *Credit:
		s.Credits = append(s.Credits, r)
	case *SurveyRound:
		s.SurveyRounds = append(s.SurveyRounds, r)
	case *SurveyAnswer:
		s.SurveyAnswers = append(s.SurveyAnswers, r)
	case *Note:
		s.Notes = append(s.Notes, r)
	}
}

// At gives the same records seen on another day. Its activities are still
// those of the first day's round: ask the store where the round may differ.
func (s *Snapshot) At(day Day) *Snapshot {
	t := *s
	t.Day = day
	return &t
}

// WithActivities gives the snapshot with the activity lines of its round.
func (s *Snapshot) WithActivities(lines []*Activity) *Snapshot {
	t := *s
	t.Activities = lines
	t.refs = new(referring)
	t.byID = make(map[string]Record, len(lines)+len(s.byID))
	for id, r := range s.byID {
		t.byID[id] = r
	}
	for _, a := range lines {
		t.byID[a.ID] = a
	}
	return &t
}

// Record finds a record of any kind by its id, or nil.
func (s *Snapshot) Record(id string) Record { return s.byID[id] }

func find[T Record](s *Snapshot, id string) T {
	r, _ := s.byID[id].(T)
	return r
}

// Org finds an organisation, or nil.
func (s *Snapshot) Org(id OrgID) *Org { return find[*Org](s, string(id)) }

// Body finds a body, or nil.
func (s *Snapshot) Body(id BodyID) *Body { return find[*Body](s, string(id)) }

// Place finds a place, or nil.
func (s *Snapshot) Place(id PlaceID) *Place { return find[*Place](s, string(id)) }

// Meeting finds a meeting, or nil.
func (s *Snapshot) Meeting(id MeetingID) *Meeting { return find[*Meeting](s, string(id)) }

// Seat finds a seat, or nil.
func (s *Snapshot) Seat(id SeatID) *Seat { return find[*Seat](s, string(id)) }

// BodyByCode finds a body by the code people type, whatever its case, or nil.
func (s *Snapshot) BodyByCode(code string) *Body {
	for _, b := range s.Bodies {
		if strings.EqualFold(b.Code, code) {
			return b
		}
	}
	return nil
}

// SeatsOf lists the seats of a body, of all times.
func (s *Snapshot) SeatsOf(b BodyID) []*Seat { return s.seatsOf[b] }

// MeetingsOf lists the meetings of a body, of all times.
func (s *Snapshot) MeetingsOf(b BodyID) []*Meeting { return s.meetingsOf[b] }

// AttendanceOf lists who came to a meeting.
func (s *Snapshot) AttendanceOf(m MeetingID) []*Attendance { return s.attendanceOf[m] }

// PostsOf lists the posts of an organisation, of all times.
func (s *Snapshot) PostsOf(o OrgID) []*Post { return s.postsOf[o] }

// ChildrenOf lists the bodies directly under a body; the empty id gives the roots.
func (s *Snapshot) ChildrenOf(b BodyID) []*Body { return s.childBodies[b] }

// OnwardFlows lists the flows made from a flow.
func (s *Snapshot) OnwardFlows(f FlowID) []*Flow { return s.childFlows[f] }

// ParticipantsOf lists who took part in a process.
func (s *Snapshot) ParticipantsOf(p ProcessID) []*Participation { return s.participantsOf[p] }

// Under gives a body and all bodies below it; the empty id gives every body.
func (s *Snapshot) Under(b BodyID) map[BodyID]bool {
	in := make(map[BodyID]bool)
	var walk func(BodyID)
	walk = func(id BodyID) {
		for _, c := range s.childBodies[id] {
			if !in[BodyID(c.ID)] {
				in[BodyID(c.ID)] = true
				walk(BodyID(c.ID))
			}
		}
	}
	if b != "" {
		in[b] = true
	}
	walk(b)
	return in
}

// ClassificationOn finds the classification of an organisation that is valid
// on a day, the one that began last, or nil.
func (s *Snapshot) ClassificationOn(o OrgID, d Day) *Classification {
	var best *Classification
	for _, c := range s.classesOf[o] {
		if c.On(d) && (best == nil || c.Since > best.Since) {
			best = c
		}
	}
	return best
}

// ClassOn gives the class of an organisation on a day, Unclassified when it is
// not known.
func (s *Snapshot) ClassOn(o OrgID, d Day) Class {
	c := s.ClassificationOn(o, d)
	if c == nil {
		return Unclassified
	}
	country := ""
	if s.Operation != nil {
		country = s.Operation.Country
	}
	return c.Effective(country, s.AffiliatesLocal)
}

// Class gives the class of an organisation on the snapshot's day.
func (s *Snapshot) Class(o OrgID) Class { return s.ClassOn(o, s.Day) }

// Admin finds the unit of an administrative level that holds a place, or nil.
func (s *Snapshot) Admin(p PlaceID, level int) *Place {
	for range 8 {
		place := s.Place(p)
		if place == nil {
			return nil
		}
		if place.Depth.Known() && int(place.Depth.V) == level {
			return place
		}
		p = place.Parent
	}
	return nil
}

// Round is the 5W reporting round that stands for a day: the last month that
// an attestation on or before the day declares closed.
type Round struct {
	Month   Month
	Closed  []*Attestation // those that close it; empty: the last month with returns, not closed
	Came    []*Return      // the returns of the month that have come
	Missing []*Return      // and those that have not, or were sent back: closing the round does not make them zeros
}

// Period gives the days of the round.
func (r Round) Period() Span { return Span{r.Month.First(), r.Month.Add(1).First()} }

// ClosedFor tells whether the round is closed for a place: by an attestation
// for the whole operation, for the place itself or for a unit that holds it.
func (r Round) ClosedFor(s *Snapshot, p PlaceID) bool {
	for _, a := range r.Closed {
		if a.Place == "" || a.Place == p {
			return true
		}
		if holder := s.Place(a.Place); holder != nil && holder.Depth.Known() {
			if up := s.Admin(p, int(holder.Depth.V)); up != nil && up.ID == holder.ID {
				return true
			}
		}
	}
	return false
}

// Attests tells whether nothing found at a place is a true zero: the round is
// closed there, and every return of it has come.
func (r Round) Attests(s *Snapshot, p PlaceID) bool {
	return len(r.Missing) == 0 && r.ClosedFor(s, p)
}

// ClosedIn finds what closes the round for a line that is reported to a body, in
// a place; nil where nothing does.
func (r Round) ClosedIn(s *Snapshot, b *Body, p PlaceID) *Attestation {
	for _, a := range r.Closed {
		if (a.Body == "" || b != nil && a.Body == BodyID(b.ID)) && (Round{Closed: []*Attestation{a}}).ClosedFor(s, p) {
			return a
		}
	}
	return nil
}

// About gives the round as far as it is closed for all of some sectors, given
// as the beginnings of their codes: a body speaks for its own sector. Its
// returns are those that may tell of one of them.
func (r Round) About(s *Snapshot, sectors ...string) Round {
	r.Closed = slices.DeleteFunc(slices.Clone(r.Closed), func(a *Attestation) bool {
		return slices.ContainsFunc(sectors, func(sector string) bool { return !s.speaksFor(a.Body, sector) })
	})
	elsewhere := func(t *Return) bool {
		b := s.Body(t.Body)
		return len(sectors) > 0 && b != nil && b.Sector != "" && !slices.ContainsFunc(sectors, func(sector string) bool {
			return strings.HasPrefix(b.Sector, sector) || strings.HasPrefix(sector, b.Sector)
		})
	}
	r.Came = slices.DeleteFunc(slices.Clone(r.Came), elsewhere)
	r.Missing = slices.DeleteFunc(slices.Clone(r.Missing), elsewhere)
	return r
}

// returned sorts the returns of the round by whether they have come by a day.
func (r Round) returned(s *Snapshot, by Day) Round {
	for _, t := range s.Returns {
		switch {
		case t.Month != r.Month:
		case t.Came(by):
			r.Came = append(r.Came, t)
		default:
			r.Missing = append(r.Missing, t)
		}
	}
	return r
}

// speaksFor tells whether a body speaks for a sector: its own, with the areas
// of responsibility of that. A body above the sectors speaks for each, and so
// does a statement in no body's name.
func (s *Snapshot) speaksFor(id BodyID, sector string) bool {
	if id == "" {
		return true
	}
	b := s.Body(id)
	switch {
	case b == nil:
		return false
	case b.Sector != "":
		return sector == b.Sector || strings.HasPrefix(sector, b.Sector+"-")
	}
	return slices.Contains([]string{"hct", "iccg", "subnational_hct", "regional_forum"}, b.BodyKind)
}

// RoundOn finds the round that stands for a day.
func (s *Snapshot) RoundOn(d Day) Round {
	var r Round
	for _, a := range s.Attestations {
		if !a.closesRound(d) {
			continue
		}
		switch m := a.Since.Month(); {
		case m > r.Month:
			r = Round{Month: m, Closed: []*Attestation{a}}
		case m == r.Month:
			r.Closed = append(r.Closed, a)
		}
	}
	if r.Month != "" {
		return r.returned(s, d)
	}
	for _, t := range s.Returns {
		if t.State != "expected" && t.Month > r.Month && t.Month <= d.Month() {
			r.Month = t.Month
		}
	}
	return r.returned(s, d)
}

// RoundOf is the round of a month, with what on or before the day declares it
// closed.
func (s *Snapshot) RoundOf(m Month) Round {
	r := Round{Month: m}
	for _, a := range s.Attestations {
		if a.closesRound(s.Day) && a.Since.Month() == m {
			r.Closed = append(r.Closed, a)
		}
	}
	return r.returned(s, s.Day)
}

func (a *Attestation) closesRound(by Day) bool {
	return a.List == "activity" && a.Statement == "complete" && a.On <= by && a.Since != ""
}

// AccessOn gives the access level stated for a place on a day: the latest
// record that holds on that day, or nil. A level for a unit counts for the
// places below that have none of their own.
func (s *Snapshot) AccessOn(p PlaceID, d Day) *AccessLevel {
	return s.access(p, func(a *AccessLevel) bool { return a.On(d) })
}

// access finds the last assessment of a place, or of the nearest unit above it
// that has one, among those that count.
func (s *Snapshot) access(p PlaceID, counts func(*AccessLevel) bool) *AccessLevel {
	for range 8 {
		var best *AccessLevel
		for _, a := range s.accessOf[p] {
			if counts(a) && (best == nil || a.Since > best.Since) {
				best = a
			}
		}
		if best != nil {
			return best
		}
		place := s.Place(p)
		if place == nil || place.Parent == "" {
			return nil
		}
		p = place.Parent
	}
	return nil
}

// Records lists every record of a kind in the order of its codes.
func (s *Snapshot) Records(k Kind) []Record {
	switch k {
	case "operation":
		if s.Operation == nil {
			return nil
		}
		return []Record{s.Operation}
	case "place":
		return records(s.Places)
	case "org":
		return records(s.Orgs)
	case "outline":
		return records(s.Outlines)
	case "caseload":
		return records(s.Caseloads)
	case "spelling":
		return records(s.Spellings)
	case "layout":
		return records(s.Layouts)
	case "classification":
		return records(s.Classifications)
	case "person":
		return records(s.Persons)
	case "body":
		return records(s.Bodies)
	case "post":
		return records(s.Posts)
	case "seat":
		return records(s.Seats)
	case "meeting":
		return records(s.Meetings)
	case "attendance":
		return records(s.Attendances)
	case "action_point":
		return records(s.ActionPoints)
	case "process":
		return records(s.Processes)
	case "participation":
		return records(s.Participations)
	case "plan":
		return records(s.Plans)
	case "plan_partner":
		return records(s.PlanPartners)
	case "project":
		return records(s.Projects)
	case "return":
		return records(s.Returns)
	case "activity":
		return records(s.Activities)
	case "access_level":
		return records(s.AccessLevels)
	case "need":
		return records(s.Needs)
	case "support":
		return records(s.Supports)
	case "flow":
		return records(s.Flows)
	case "agreement":
		return records(s.Agreements)
	case "eligibility":
		return records(s.Eligibilities)
	case "application":
		return records(s.Applications)
	case "lesson":
		return records(s.Lessons)
	case "attestation":
		return records(s.Attestations)
	case "declared_figure":
		return records(s.DeclaredFigures)
	case "product":
		return records(s.Products)
	case "credit":
		return records(s.Credits)
	case "survey_round":
		return records(s.SurveyRounds)
	case "survey_answer":
		return records(s.SurveyAnswers)
	case "note":
		return records(s.Notes)
	}
	return nil
}

func records[T Record](all []T) []Record {
	out := make([]Record, len(all))
	for i, r := range all {
		out[i] = r
	}
	return out
}
