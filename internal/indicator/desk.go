package indicator

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"toguna/internal/record"
)

// classRule is the version of the decision procedure that gives classes. A
// figure compares only with figures of the same version.
const classRule = "classes-1"

// desk is a snapshot read for one scope: what every figure starts from.
type desk struct {
	*record.Snapshot
	p      Params
	root   record.BodyID
	in     map[record.BodyID]bool // the scope, bodies of all times
	bodies []*record.Body         // those of the scope that are active on the day
	class  map[record.OrgID][]dated
}

// dated remembers a class for the days on which it was asked.
type dated struct {
	day   record.Day
	class record.Class
}

func read(s *record.Snapshot, p Params) *desk {
	d := &desk{Snapshot: s, p: p, root: p.Body, class: make(map[record.OrgID][]dated)}
	if p.UnknownLimit == 0 {
		d.p.UnknownLimit = 0.20
	}
	if d.root == "" {
		d.root = rootCluster(s)
	}
	d.in = s.Under(d.root)
	for _, b := range s.Bodies {
		if d.in[record.BodyID(b.ID)] && b.On(s.Day) {
			d.bodies = append(d.bodies, b)
		}
	}
	return d
}

// rootCluster is the national protection cluster, else the first national
// cluster, else nothing: the whole operation.
func rootCluster(s *record.Snapshot) record.BodyID {
	var first record.BodyID
	for _, b := range s.Bodies {
		if b.BodyKind != "cluster" || b.Reach != "national" || !b.On(s.Day) {
			continue
		}
		if strings.HasPrefix(b.Sector, "PRO") {
			return record.BodyID(b.ID)
		}
		if first == "" {
			first = record.BodyID(b.ID)
		}
	}
	return first
}

// months is the length of the period, given the definition's default.
func (d *desk) months(usual int) int {
	if d.p.Months > 0 {
		return d.p.Months
	}
	return usual
}

// period is the stretch of that many months that ends on the day.
func (d *desk) period(usual int) record.Span {
	return record.Span{Since: d.Day.AddMonths(-d.months(usual)), Until: d.Day}
}

func (d *desk) figure(code string, unit Unit, counted Counted, period record.Span) Figure {
	side := "international"
	if d.AffiliatesLocal {
		side = "local"
	}
	rule := fmt.Sprintf("%s affiliates=%s unknown=%g", classRule, side, d.p.UnknownLimit)
	if d.p.Months > 0 {
		rule += " months=" + strconv.Itoa(d.p.Months)
	}
	if len(d.p.Sectors) > 0 {
		rule += " sectors=" + strings.Join(d.p.Sectors, ",")
	}
	if d.p.Fund != "" {
		rule += " fund=" + string(d.p.Fund)
	}
	return Figure{Code: code, Body: d.root, Day: d.Day, KnownAt: d.KnownAt, Period: period, Rule: rule,
		AffiliatesLocal: d.AffiliatesLocal, Status: NoData, Unit: unit, Counted: counted}
}

// child is an empty figure for a part: same indicator, scope, day and rule.
func (f *Figure) child(counted Counted) Figure {
	return Figure{Code: f.Code, Body: f.Body, Day: f.Day, KnownAt: f.KnownAt, Period: f.Period, Rule: f.Rule,
		AffiliatesLocal: f.AffiliatesLocal, Status: NoData, Unit: f.Unit, Counted: counted}
}

func (f *Figure) add(by, key, ref string, part Figure) {
	f.Parts = append(f.Parts, Part{By: by, Key: key, Ref: ref, Figure: part})
}

func (f *Figure) remark(key string, args ...string) {
	f.Remarks = append(f.Remarks, Remark{key, args})
}

func (f *Figure) attest(as []*record.Attestation) {
	for _, a := range as {
		f.Attested = append(f.Attested, a.ID)
	}
}

// share settles a percentage after the common rules: the value is
// n / (N − U), the bounds n / N and (n + U) / N; above the limit of unknown
// there are bounds only. Nothing counted is no data, or does not apply when
// the list is attested.
func (f *Figure) share(limit float64, attested bool) {
	switch {
	case f.Den == 0 && attested:
		f.Status = NotApplicable
		f.Value = record.Number{State: record.DoesNotApply}
		return
	case f.Den == 0:
		f.Status = NoData
		return
	}
	if f.Unknown > 0 {
		f.Low, f.High = record.N(100*f.Num/f.Den), record.N(100*(f.Num+f.Unknown)/f.Den)
	}
	if f.Unknown/f.Den > limit || f.Unknown >= f.Den {
		f.Status = Insufficient
		return
	}
	f.Value = record.N(100 * f.Num / (f.Den - f.Unknown))
	f.Status = Partial
	if f.Unknown == 0 && attested {
		f.Status = Complete
	}
}

// confirmed settles a share whose denominator is never reduced: the value is
// what is confirmed, the upper bound adds all that could still be.
func (f *Figure) confirmed(attested bool) {
	switch {
	case f.Den == 0 && attested:
		f.Status = NotApplicable
		f.Value = record.Number{State: record.DoesNotApply}
		return
	case f.Den == 0:
		f.Status = NoData
		return
	}
	f.Unknown = math.Min(f.Unknown, f.Den-f.Num)
	f.Value = record.N(100 * f.Num / f.Den)
	if f.Unknown > 0 {
		f.Low, f.High = f.Value, record.N(100*(f.Num+f.Unknown)/f.Den)
	}
	f.Status = Partial
	if f.Unknown == 0 && attested {
		f.Status = Complete
	}
}

// count settles a number of things: the value is n, and what is unknown may
// add to it. Nothing counted is a true zero only when the list is attested.
func (f *Figure) count(limit float64, attested bool) {
	if f.Den == 0 {
		if attested {
			f.Status, f.Value = Complete, record.N(0)
		}
		return
	}
	if f.Unknown > 0 {
		f.Low, f.High = record.N(f.Num), record.N(f.Num+f.Unknown)
	}
	if f.Unknown/f.Den > limit {
		f.Status = Insufficient
		return
	}
	f.Value = record.N(f.Num)
	f.Status = Partial
	if f.Unknown == 0 && attested {
		f.Status = Complete
	}
}

// done tidies the evidence: each id once, in the order of first use.
func (f Figure) done() Figure {
	f.Used, f.Lacked, f.Attested = once(f.Used), once(f.Lacked), once(f.Attested)
	for i := range f.Parts {
		f.Parts[i].Figure = f.Parts[i].Figure.done()
	}
	return f
}

func once(ids []string) []string {
	if len(ids) < 2 {
		return ids
	}
	seen := make(map[string]bool, len(ids))
	return slices.DeleteFunc(ids, func(id string) bool {
		if seen[id] {
			return true
		}
		seen[id] = true
		return false
	})
}

// classOn is ClassOn, remembered: attendance asks for the same organisations
// on the same days many thousand times.
func (d *desk) classOn(o record.OrgID, day record.Day) record.Class {
	for _, c := range d.class[o] {
		if c.day == day {
			return c.class
		}
	}
	c := d.ClassOn(o, day)
	if known := d.class[o]; len(known) < 16 {
		d.class[o] = append(known, dated{day, c})
	}
	return c
}

// classID is the record that gives an organisation its class on a day.
func (d *desk) classID(o record.OrgID, day record.Day) []string {
	if c := d.ClassificationOn(o, day); c != nil {
		return []string{c.ID}
	}
	return nil
}

// local tells whether the class counts as a local or national actor where
// organisations are counted; fora count for seats only.
func local(c record.Class) bool { return c.LocalCoordination() && c != record.NNGOForum }

// group names the class group of a breakdown; fora stand with national NGOs
// where seats are counted.
func group(c record.Class) string {
	switch {
	case c == record.NNGO || c == record.NNGOForum:
		return "nngo"
	case c.State():
		return "state"
	case c == record.RCNational:
		return "rc"
	case c.International():
		return "international"
	case c == record.Unclassified:
		return "unknown"
	}
	return "other"
}

// member tells whether the seat is one of a member or a leader: observers,
// invitees, the secretariat and information focal points are not members.
func member(s *record.Seat) bool { return s.Full() && (s.Role == "MEMBER" || s.Leads()) }

// seat is a member organisation and the seats through which it is one.
type seat struct {
	org record.OrgID
	ids []string
}

// members lists the organisations with a member's or a leader's seat in any of
// the bodies on the day, each once, and the seats whose holder is not known.
func (d *desk) members(bodies []*record.Body) (orgs []seat, headless []string) {
	at := make(map[record.OrgID]int)
	for _, b := range bodies {
		for _, s := range d.SeatsOf(record.BodyID(b.ID)) {
			switch {
			case !s.On(d.Day) || !member(s) || s.Vacant == record.Yes:
			case s.Org == "":
				headless = append(headless, s.ID)
			default:
				i, known := at[s.Org]
				if !known {
					i = len(orgs)
					at[s.Org] = i
					orgs = append(orgs, seat{org: s.Org})
				}
				orgs[i].ids = append(orgs[i].ids, s.ID)
			}
		}
	}
	return orgs, headless
}

// question is what an attestation is asked to cover.
type question struct {
	list    string
	body    *record.Body // nil: the whole scope
	process record.ProcessID
	plan    record.PlanID
	fund    record.OrgID
	period  record.Span // empty: the day, attested within the last 12 months
	ever    bool        // the list has its own date: a plan, a process
}

// attested lists the attestations that declare the list complete for what is
// asked, or that it is empty.
func (d *desk) attested(q question) []*record.Attestation {
	var out []*record.Attestation
	for _, a := range d.Attestations {
		if a.List == q.list && a.On <= d.Day && d.covers(a, q) {
			out = append(out, a)
		}
	}
	return out
}

func (d *desk) covers(a *record.Attestation, q question) bool {
	body := d.root
	if q.body != nil {
		body = record.BodyID(q.body.ID)
	}
	if a.Body != "" && !d.above(a.Body, body) || a.Place != "" ||
		a.BodyKind != "" && (q.body == nil || a.BodyKind != q.body.BodyKind) ||
		a.Process != "" && a.Process != q.process ||
		a.Plan != "" && a.Plan != q.plan ||
		a.Fund != "" && a.Fund != q.fund {
		return false
	}
	fresh := a.On >= d.Day.AddMonths(-12)
	switch {
	case q.ever:
		return true
	case a.Span == record.Span{}:
		return fresh
	case q.period != record.Span{}:
		return a.Since <= q.period.Since && (a.Until == "" || a.Until >= q.period.Until)
	}
	return fresh && a.Span.On(d.Day)
}

// above tells whether a is b or one of the bodies above it.
func (d *desk) above(a, b record.BodyID) bool {
	for range 16 {
		if a == b {
			return true
		}
		body := d.Body(b)
		if body == nil || body.Parent == "" {
			return false
		}
		b = body.Parent
	}
	return false
}

// seatsAttested tells whether the seat list of every body is attested, and
// puts the attestations and what is missing with the figure.
func (d *desk) seatsAttested(f *Figure, bodies []*record.Body) bool {
	var open []string
	for _, b := range bodies {
		as := d.attested(question{list: "seat", body: b})
		f.attest(as)
		if len(as) == 0 {
			open = append(open, b.Code)
		}
	}
	switch {
	case len(bodies) == 0:
		return len(d.attested(question{list: "seat"})) > 0
	case len(open) > 0:
		f.remark("seats_not_attested", strconv.Itoa(len(open)), strconv.Itoa(len(bodies)))
	}
	return len(open) == 0
}

// listAttested does the same for one list.
func (d *desk) listAttested(f *Figure, q question) bool {
	as := d.attested(q)
	f.attest(as)
	if len(as) == 0 {
		f.remark("list_not_attested", q.list)
	}
	return len(as) > 0
}

// ofKind lists the operation’s bodies of some kinds that are active on the day.
func (d *desk) ofKind(kinds ...string) []*record.Body {
	var out []*record.Body
	for _, b := range d.Bodies {
		if b.On(d.Day) && slices.Contains(kinds, b.BodyKind) {
			out = append(out, b)
		}
	}
	return out
}

// noneExists lists the attestations that no body of the kind exists on the day.
func (d *desk) noneExists(kind string) []*record.Attestation {
	var out []*record.Attestation
	for _, a := range d.Attestations {
		if a.List == "body" && a.Statement == "none_exists" && a.BodyKind == kind && a.On <= d.Day &&
			(a.Span == record.Span{} || a.Span.On(d.Day)) && (a.Body == "" || d.above(a.Body, d.root)) && a.Place == "" {
			out = append(out, a)
		}
	}
	return out
}

func ids[T record.Record](rs []T) []string {
	out := make([]string, len(rs))
	for i, r := range rs {
		out[i] = r.Base().ID
	}
	return out
}

func num(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
