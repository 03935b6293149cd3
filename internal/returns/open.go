package returns

import (
	"cmp"
	"slices"

	"toguna/internal/record"
)

// Partners lists who owes a body a return for a month: the organisations that
// hold an operational seat in it during the month, those the response plan of
// the year names for it, and those that reported to it in the three months
// before. Seats of state bodies, donors, funds and fora oblige to nothing, nor
// do those of observers and special invitees: they report when they have reported.
func Partners(s *record.Snapshot, body *record.Body, month record.Month) []*record.Org {
	owes := map[record.OrgID]bool{}
	period := record.Span{Since: month.First(), Until: month.Add(1).First()}
	for _, seat := range s.SeatsOf(record.BodyID(body.ID)) {
		if seat.Org == "" || seat.Basis == "observer" || seat.Basis == "special_invitee" || !seat.Overlaps(period) {
			continue
		}
		switch class := s.ClassOn(seat.Org, month.Last()); {
		case class.State(), class == record.Donor, class == record.PooledFund, class == record.NNGOForum:
		case s.Org(seat.Org) != nil && slices.Contains([]string{"433", "434", "435", "440", "502"}, s.Org(seat.Org).Type):
		default:
			owes[seat.Org] = true
		}
	}
	plans := map[record.PlanID]bool{}
	for _, p := range s.Plans {
		plans[record.PlanID(p.ID)] = p.Cycle == string(month[:4])
	}
	for _, p := range s.PlanPartners {
		if plans[p.Plan] && p.Body == record.BodyID(body.ID) {
			owes[p.Org] = true
		}
	}
	for _, r := range s.Returns {
		if r.Body == record.BodyID(body.ID) && r.State != "expected" && r.Month >= month.Add(-3) && r.Month < month {
			owes[r.Org] = true
		}
	}
	var out []*record.Org
	for _, o := range s.Orgs {
		if owes[record.OrgID(o.ID)] {
			out = append(out, o)
		}
	}
	return out
}

// Opening is a month opened for a body: every return of it, in the order of
// the organisations' codes, and the changes that open it. Opened a second time
// it changes nothing.
type Opening struct {
	Returns []*record.Return
	Changes []record.Change
}

// Open opens a month for a body: a return is expected from each of its
// partners by the day it is due. Where the day is given, it is also the new day
// of those that are still expected.
func Open(s *record.Snapshot, body *record.Body, month record.Month, due record.Day, newID func() string) Opening {
	var o Opening
	has := map[record.OrgID]bool{}
	taken := map[string]bool{}
	for _, r := range s.Returns {
		taken[r.Code] = true
		if r.Body != record.BodyID(body.ID) || r.Month != month {
			continue
		}
		has[r.Org] = true
		if due != "" && r.State == "expected" && r.Due != due {
			moved := *r
			moved.Due = due
			r = &moved
			o.Changes = append(o.Changes, record.PutNext(r))
		}
		o.Returns = append(o.Returns, r)
	}
	for _, org := range Partners(s, body, month) {
		if has[record.OrgID(org.ID)] {
			continue
		}
		code := "5W-" + string(month) + "." + org.Code
		if taken[code] { // by another body
			code = "5W-" + string(month) + "." + body.Code + "." + org.Code
		}
		r := &record.Return{Head: record.Head{ID: newID(), Code: code}, Org: record.OrgID(org.ID), Body: record.BodyID(body.ID),
			Month: month, State: "expected", Due: cmp.Or(due, month.Last().AddDays(10))}
		o.Returns = append(o.Returns, r)
		o.Changes = append(o.Changes, record.PutNew(r))
	}
	sortByOrg(s, o.Returns, func(r *record.Return) *record.Return { return r })
	return o
}

// sortByOrg puts what belongs to returns in the order of their organisations'
// codes.
func sortByOrg[T any](s *record.Snapshot, all []T, of func(T) *record.Return) {
	code := func(r *record.Return) string {
		if org := s.Org(r.Org); org != nil {
			return org.Code
		}
		return r.Code
	}
	slices.SortFunc(all, func(a, b T) int {
		return cmp.Or(cmp.Compare(code(of(a)), code(of(b))), cmp.Compare(of(a).Code, of(b).Code))
	})
}
