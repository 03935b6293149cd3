package indicator

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"toguna/internal/locale"
	"toguna/internal/record"
)

// register builds small registers: each method adds records whose id is their
// code and gives that id back.
type register struct {
	all []record.Record
	n   int
}

func newRegister() *register {
	r := new(register)
	r.add(&record.Operation{Head: head("MLI"), Country: "MLI"})
	r.body("C", "cluster", "national", "")
	return r
}

func head(code string) record.Head { return record.Head{ID: code, Code: code} }

func (r *register) add(x record.Record) string {
	if x.Base().ID == "" {
		r.n++
		x.Base().ID = fmt.Sprintf("%s-%04d", x.Kind(), r.n)
	}
	r.all = append(r.all, x)
	return x.Base().ID
}

func (r *register) org(code string, class record.Class) record.OrgID {
	r.add(&record.Org{Head: head(code), NameFR: code})
	if class != "" {
		r.add(&record.Classification{Head: record.Head{ID: "class-" + code}, Org: record.OrgID(code), Class: class, HQ: "MLI", Affiliation: record.No})
	}
	return record.OrgID(code)
}

func (r *register) orgs(prefix string, n int, class record.Class) (out []record.OrgID) {
	for i := range n {
		out = append(out, r.org(fmt.Sprintf("%s%02d", prefix, i+1), class))
	}
	return out
}

func (r *register) body(code, kind, reach string, parent record.BodyID) record.BodyID {
	r.add(&record.Body{Head: head(code), NameFR: code, BodyKind: kind, Reach: reach, Parent: parent, Sector: "PRO"})
	return record.BodyID(code)
}

func (r *register) seat(b record.BodyID, o record.OrgID, role string, days ...record.Day) string {
	s := &record.Seat{Body: b, Org: o, Role: role}
	if len(days) > 0 {
		s.Since = days[0]
	}
	if len(days) > 1 {
		s.Until = days[1]
	}
	return r.add(s)
}

func (r *register) members(b record.BodyID, orgs ...record.OrgID) {
	for _, o := range orgs {
		r.seat(b, o, "MEMBER")
	}
}

// complete attests that a list of the operation is complete.
func (r *register) complete(list string) string {
	return r.add(&record.Attestation{List: list, Statement: "complete", On: "2018-03-20", By: "IM"})
}

func (r *register) meeting(b record.BodyID, on record.Day, venue string, came ...record.OrgID) string {
	id := r.add(&record.Meeting{Body: b, On: on, State: "held", VenueClass: venue, Mode: "in_person", SheetClosed: on})
	for _, o := range came {
		r.add(&record.Attendance{Meeting: record.MeetingID(id), Org: o})
	}
	return id
}

func (r *register) flow(id string, from, to record.OrgID, usd float64, parent record.FlowID) {
	r.add(&record.Flow{Head: head(id), From: from, To: to, USD: record.N(usd), On: "2018-01-15", State: "paid", Parent: parent})
}

func (r *register) place(code, parent string, depth float64) record.PlaceID {
	r.add(&record.Place{Head: head(code), NameFR: code, Depth: record.N(depth), Parent: record.PlaceID(parent)})
	return record.PlaceID(code)
}

func (r *register) line(org, impl record.OrgID, place record.PlaceID) string {
	return r.add(&record.Activity{Month: "2018-02", Org: org, Impl: impl, Place: place, Sector: "PRO", State: "ongoing"})
}

// closeRound attests the 5W round of February 2018, for a place or for all.
func (r *register) closeRound(place record.PlaceID) {
	r.add(&record.Attestation{Span: record.Span{Since: "2018-02-01", Until: "2018-03-01"}, List: "activity", Statement: "complete", Place: place, On: "2018-03-10", By: "IM"})
}

func (r *register) on(day record.Day) *record.Snapshot {
	return record.NewSnapshot(append([]record.Record(nil), r.all...), day)
}

const day record.Day = "2018-03-21"

// everything is every figure as who may see all reads it.
func everything(s *record.Snapshot) []Figure {
	return Compute(record.View{Snapshot: s, Level: record.Confidential}, Params{})
}

func compute(t *testing.T, code string, s *record.Snapshot) Figure {
	t.Helper()
	return computeWith(t, code, s, Params{})
}

func computeWith(t *testing.T, code string, s *record.Snapshot, p Params) Figure {
	t.Helper()
	i, ok := Find(code)
	if !ok {
		t.Fatalf("no indicator %s", code)
	}
	f := i.Compute(s, p)
	if f.Code != code {
		t.Fatalf("%s computes %s", code, f.Code)
	}
	return f
}

func part(t *testing.T, f Figure, by, key string) Figure {
	t.Helper()
	p, ok := f.Part(by, key)
	if !ok {
		t.Fatalf("%s has no part %s/%s", f.Code, by, key)
	}
	return p
}

func wantCounts(t *testing.T, f Figure, n, den, unknown float64, status Status) {
	t.Helper()
	if f.Num != n || math.Abs(f.Den-den) > 1e-9 || f.Unknown != unknown || f.Status != status {
		t.Errorf("%s: got n %g, N %g, U %g, %s; want n %g, N %g, U %g, %s", f.Code, f.Num, f.Den, f.Unknown, f.Status, n, den, unknown, status)
	}
}

func wantValue(t *testing.T, what string, got record.Number, want float64) {
	t.Helper()
	if !got.Known() || math.Abs(got.V-want) > 0.05 {
		t.Errorf("%s: got %q, want %.1f", what, got, want)
	}
}

func wantText(t *testing.T, f Figure, fr, en string) {
	t.Helper()
	if got := plain(f.Text(locale.FR)); got != fr {
		t.Errorf("%s in French: got %q, want %q", f.Code, got, fr)
	}
	if got := plain(f.Text(locale.EN)); got != en {
		t.Errorf("%s in English: got %q, want %q", f.Code, got, en)
	}
}

func plain(s string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(s)
}
