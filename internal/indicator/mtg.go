package indicator

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"toguna/internal/record"
)

// held lists the meetings of a body held in the period, in the order of their
// days.
func (d *desk) held(b record.BodyID, in record.Span) []*record.Meeting {
	var out []*record.Meeting
	for _, m := range d.MeetingsOf(b) {
		if m.State == "held" && m.On >= in.Since && m.On < in.Until {
			out = append(out, m)
		}
	}
	slices.SortStableFunc(out, func(a, b *record.Meeting) int {
		return cmp.Or(strings.Compare(string(a.On), string(b.On)), strings.Compare(a.ID, b.ID))
	})
	return out
}

func (d *desk) closed(m *record.Meeting) bool { return m.SheetClosed != "" && m.SheetClosed <= d.Day }

func remote(m *record.Meeting) bool { return m.Mode == "remote" || m.VenueClass == "remote" }

func stateVenues(s *record.Snapshot, p Params) Figure {
	d := read(s, p)
	f := d.figure("MTG-01", Percent, Meetings, d.period(12))
	attested := d.listAttested(&f, question{list: "meeting", period: f.Period})
	away := 0
	byReach := make(map[string]*Figure)
	for _, b := range d.Bodies {
		if !d.in[record.BodyID(b.ID)] {
			continue
		}
		part := f.child(Meetings)
		part.Body = record.BodyID(b.ID)
		if byReach[b.Reach] == nil {
			c := f.child(Meetings)
			byReach[b.Reach] = &c
		}
		for _, m := range d.held(record.BodyID(b.ID), f.Period) {
			f.Used = append(f.Used, b.ID, m.ID)
			if remote(m) {
				away++
				continue
			}
			part.Used = append(part.Used, m.ID)
			if m.VenueClass == "" {
				f.Lacked = append(f.Lacked, m.ID)
			}
			for _, c := range []*Figure{&f, &part, byReach[b.Reach]} {
				tell(c, m.VenueClass == "", m.VenueClass == "state")
			}
		}
		if part.Den > 0 {
			part.share(d.p.UnknownLimit, attested)
			f.add("body", b.Code, b.ID, part)
		}
	}
	if away > 0 {
		f.remark("remote_left_out", strconv.Itoa(away))
	}
	f.share(d.p.UnknownLimit, attested)
	for _, reach := range reaches {
		if c := byReach[reach]; c != nil && c.Den > 0 {
			c.share(d.p.UnknownLimit, attested)
			f.add("reach", reach, "", *c)
		}
	}
	return f.done()
}

// The groups whose attendance is compared, in the order of turnout.
const (
	ofState = iota
	ofNGOs
	ofInternational
	ofAll
	groups
)

// turnout is present and expected organisation-meetings, for each group.
type turnout struct {
	meetings          int
	present, expected [groups]float64
}

func (t turnout) rate(g int) float64 { return 100 * t.present[g] / t.expected[g] }

func (t *turnout) plus(u turnout) {
	t.meetings += u.meetings
	for g := range groups {
		t.present[g] += u.present[g]
		t.expected[g] += u.expected[g]
	}
}

// venues is what one body's meetings say about venues.
type venues struct {
	body          *record.Body
	there, else_  turnout // at state premises, elsewhere
	before, after turnout // the body's first meeting at state premises
	dropped       int     // no closed sheet, or venue not known
	used, lacked  []string
}

func (d *desk) venuesOf(b *record.Body, in record.Span) venues {
	v := venues{body: b}
	body := record.BodyID(b.ID)
	type holder struct {
		org   record.OrgID
		seats []*record.Seat
	}
	var holders []holder
	at := make(map[record.OrgID]int)
	for _, x := range d.SeatsOf(body) {
		if x.Org == "" || !member(x) {
			continue
		}
		i, known := at[x.Org]
		if !known {
			i = len(holders)
			at[x.Org] = i
			holders = append(holders, holder{org: x.Org})
		}
		holders[i].seats = append(holders[i].seats, x)
	}
	var first *record.Meeting
	for _, m := range d.MeetingsOf(body) {
		if m.State == "held" && m.On < in.Until && m.VenueClass == "state" && !remote(m) && (first == nil || m.On < first.On) {
			first = m
		}
	}
	if first != nil {
		v.used = append(v.used, first.ID)
	}
	counted := make(map[*record.Seat]bool)
	here := make(map[record.OrgID]string)
	for _, m := range d.held(body, in) {
		if remote(m) {
			continue
		}
		if !d.closed(m) || m.VenueClass == "" {
			v.dropped++
			v.lacked = append(v.lacked, m.ID)
			if !d.closed(m) {
				continue
			}
		}
		v.used = append(v.used, m.ID)
		clear(here)
		for _, a := range d.AttendanceOf(record.MeetingID(m.ID)) {
			if a.Org == "" {
				v.lacked = append(v.lacked, a.ID)
			} else if _, twice := here[a.Org]; !twice {
				here[a.Org] = a.ID
			}
		}
		t := turnout{meetings: 1}
		for _, h := range holders {
			i := slices.IndexFunc(h.seats, func(x *record.Seat) bool { return x.On(m.On) })
			if i < 0 {
				continue
			}
			if !counted[h.seats[i]] {
				counted[h.seats[i]] = true
				v.used = append(v.used, h.seats[i].ID)
				v.used = append(v.used, d.classID(h.org, m.On)...)
			}
			class, came := d.classOn(h.org, m.On), 0.0
			if id, here := here[h.org]; here {
				came = 1
				v.used = append(v.used, id)
			}
			count := func(g int) { t.expected[g]++; t.present[g] += came }
			count(ofAll)
			switch {
			case class.State():
				count(ofState)
			case class == record.NNGO:
				count(ofNGOs)
			case class.International():
				count(ofInternational)
			}
		}
		switch m.VenueClass {
		case "":
		case "state":
			v.there.plus(t)
		default:
			v.else_.plus(t)
		}
		if first != nil && m.On < first.On {
			v.before.plus(t)
		} else if first != nil {
			v.after.plus(t)
		}
	}
	return v
}

func venueDifference(s *record.Snapshot, p Params) Figure {
	d := read(s, p)
	f := d.figure("MTG-02", Points, Meetings, d.period(24))
	var all, national, below []venues
	for _, b := range d.Bodies {
		if !d.in[record.BodyID(b.ID)] {
			continue
		}
		v := d.venuesOf(b, f.Period)
		if v.there.meetings+v.else_.meetings+v.dropped+v.before.meetings+v.after.meetings == 0 {
			continue
		}
		all = append(all, v)
		if b.Reach == "national" {
			national = append(national, v)
		} else {
			below = append(below, v)
		}
		f.Used = append(f.Used, v.used...)
		f.Used = append(f.Used, b.ID)
		f.Lacked = append(f.Lacked, v.lacked...)
	}
	d.difference(&f, all, ofState)
	d.rates(&f, all)
	for _, level := range []struct {
		key string
		vs  []venues
	}{{"national", national}, {"subnational", below}} {
		if len(level.vs) > 0 {
			part := f.child(Meetings)
			d.difference(&part, level.vs, ofState)
			d.rates(&part, level.vs)
			f.add("reach", level.key, "", part)
		}
	}
	for g, key := range []string{ofNGOs: "nngo", ofInternational: "international", ofAll: "all"} {
		if key != "" {
			part := f.child(Meetings)
			d.difference(&part, all, g)
			f.add("group", key, "", part)
		}
	}
	for _, v := range all {
		part := f.child(Meetings)
		part.Body = record.BodyID(v.body.ID)
		d.difference(&part, []venues{v}, ofState)
		d.rates(&part, []venues{v})
		f.add("body", v.body.Code, v.body.ID, part)
		if v.qualifies(ofState) {
			f.Rows = append(f.Rows, Row{Key: "body", IDs: []string{v.body.ID}, Body: part.Body, N: part.Value, Of: record.N(part.Den)})
		}
	}
	if len(all) > 0 {
		f.remark("observed_not_effect")
	}
	if n := len(all) - len(f.RowsOf("body")); n > 0 {
		f.remark("bodies_left_out", strconv.Itoa(n))
	}
	return f.done()
}

// qualifies tells whether a body has at least three meetings of each kind, at
// which someone of the group was expected.
func (v venues) qualifies(g int) bool {
	return v.there.meetings >= 3 && v.else_.meetings >= 3 && v.there.expected[g] > 0 && v.else_.expected[g] > 0
}

// difference settles the mean of the bodies' own differences, weighted by
// their meetings. Unknown is the dropped meetings of the bodies that qualify;
// it lowers coverage and has no bounds.
func (d *desk) difference(f *Figure, vs []venues, g int) {
	dropped := 0
	for _, v := range vs {
		dropped += v.dropped
		if !v.qualifies(g) {
			continue
		}
		w := float64(v.there.meetings + v.else_.meetings)
		f.Num += w * (v.there.rate(g) - v.else_.rate(g))
		f.Den += w
		f.Unknown += float64(v.dropped)
	}
	if dropped > 0 {
		f.remark("meetings_dropped", strconv.Itoa(dropped))
	}
	switch {
	case len(vs) == 0:
		f.Status = NoData
	case f.Den == 0 || f.Unknown/(f.Den+f.Unknown) > d.p.UnknownLimit:
		f.Status = Insufficient
	default:
		f.Value = record.N(f.Num / f.Den)
		f.Status = Complete
		if f.Unknown > 0 {
			f.Status = Partial
		}
	}
}

// rates adds the presence of state bodies there and elsewhere, before and
// after, over the bodies that have both.
func (d *desk) rates(f *Figure, vs []venues) {
	var there, away, before, after turnout
	dropped := 0
	for _, v := range vs {
		dropped += v.dropped
		if v.there.expected[ofState] > 0 && v.else_.expected[ofState] > 0 {
			there.plus(v.there)
			away.plus(v.else_)
		}
		if v.before.expected[ofState] > 0 && v.after.expected[ofState] > 0 {
			before.plus(v.before)
			after.plus(v.after)
		}
	}
	for _, x := range []struct {
		by, key string
		t       turnout
	}{{"venue", "state", there}, {"venue", "elsewhere", away}, {"period", "before", before}, {"period", "after", after}} {
		part := f.child(Presences)
		part.Unit = Percent
		part.Num, part.Den = x.t.present[ofState], x.t.expected[ofState]
		part.share(d.p.UnknownLimit, false)
		if part.Den > 0 && dropped == 0 {
			part.Status = Complete // every sheet is closed and every venue known
		}
		part.Rows = []Row{{Key: "meetings", N: record.N(float64(x.t.meetings))}}
		f.add(x.by, x.key, "", part)
	}
}

func activeMembers(s *record.Snapshot, p Params) Figure {
	d := read(s, p)
	f := d.figure("REP-05", Percent, Memberships, d.period(12))
	others := map[string]*Figure{}
	for _, key := range []string{"state", "international"} {
		c := f.child(Memberships)
		others[key] = &c
	}
	open, meetings := 0, 0
	for _, b := range d.Bodies {
		body := record.BodyID(b.ID)
		if !d.in[body] {
			continue
		}
		var sheets []*record.Meeting
		came := make(map[record.OrgID][]*record.Attendance)
		for _, m := range d.held(body, f.Period) {
			meetings++
			if !d.closed(m) {
				open++
				f.Lacked = append(f.Lacked, m.ID)
				continue
			}
			sheets = append(sheets, m)
			f.Used = append(f.Used, m.ID)
			for _, a := range d.AttendanceOf(record.MeetingID(m.ID)) {
				if in := came[a.Org]; len(in) == 0 || in[len(in)-1].Meeting != a.Meeting {
					came[a.Org] = append(in, a)
				}
			}
		}
		if len(sheets) < 2 {
			continue
		}
		f.Used = append(f.Used, b.ID)
		part := f.child(Memberships)
		part.Body = body
		done := make(map[record.OrgID]bool)
		for _, x := range d.SeatsOf(body) {
			if x.Org == "" || done[x.Org] || !member(x) || !x.Overlaps(f.Period) {
				continue
			}
			done[x.Org] = true
			var expected, present int
			var used []string
			days := make(map[record.MeetingID]bool, len(sheets))
			for _, y := range d.SeatsOf(body) {
				if y.Org != x.Org || !member(y) {
					continue
				}
				for _, m := range sheets {
					if y.On(m.On) && !days[record.MeetingID(m.ID)] {
						days[record.MeetingID(m.ID)] = true
						expected++
					}
				}
				if y.Overlaps(f.Period) {
					used = append(used, y.ID)
				}
			}
			for _, a := range came[x.Org] {
				if days[a.Meeting] {
					present++
					used = append(used, a.ID)
				}
			}
			if expected < 2 {
				f.Used = append(f.Used, used...)
				continue
			}
			f.Used = append(append(f.Used, used...), d.classID(x.Org, d.Day)...)
			active := 2*present >= expected
			class := d.Class(x.Org)
			if class == record.Unclassified {
				f.Lacked = append(f.Lacked, string(x.Org))
			}
			if class == record.NNGO || class == record.Unclassified {
				tell(&f, class == record.Unclassified, active)
				tell(&part, class == record.Unclassified, active)
				if class == record.NNGO {
					f.Rows = append(f.Rows, Row{Key: "member", IDs: used, Org: x.Org, Body: body, N: record.N(float64(present)), Of: record.N(float64(expected))})
				}
			} else if other := others[group(class)]; other != nil {
				tell(other, false, active)
			}
		}
		part.share(d.p.UnknownLimit, open == 0)
		f.add("body", b.Code, b.ID, part)
	}
	if open > 0 {
		f.remark("sheets_open", strconv.Itoa(open), strconv.Itoa(meetings))
	}
	f.share(d.p.UnknownLimit, open == 0 && meetings > 0)
	for _, key := range []string{"state", "international"} {
		others[key].share(d.p.UnknownLimit, open == 0 && meetings > 0)
		f.add("group", key, "", *others[key])
	}
	return f.done()
}

func sameDelegate(s *record.Snapshot, p Params) Figure {
	d := read(s, p)
	f := d.figure("CON-02", Percent, Pairs, d.period(12))
	parts := make(map[string]*Figure)
	for _, key := range []string{"nngo", "state", "rc", "international"} {
		c := f.child(Pairs)
		parts[key] = &c
	}
	open, meetings := 0, 0
	type visit struct {
		meeting *record.Meeting
		seat    string
		lines   []*record.Attendance
	}
	for _, b := range d.Bodies {
		body := record.BodyID(b.ID)
		if !d.in[body] {
			continue
		}
		seats := make(map[record.OrgID][]*record.Seat)
		for _, x := range d.SeatsOf(body) {
			if x.Org != "" && member(x) {
				seats[x.Org] = append(seats[x.Org], x)
			}
		}
		last := make(map[record.OrgID]visit)
		for _, m := range d.held(body, f.Period) {
			meetings++
			if !d.closed(m) {
				open++
				f.Lacked = append(f.Lacked, m.ID)
				continue
			}
			now := make(map[record.OrgID]visit)
			var order []record.OrgID
			for _, a := range d.AttendanceOf(record.MeetingID(m.ID)) {
				v, in := now[a.Org]
				if !in {
					order = append(order, a.Org)
				}
				now[a.Org] = visit{meeting: m, lines: append(v.lines, a)}
			}
			for _, org := range order {
				i := slices.IndexFunc(seats[org], func(x *record.Seat) bool { return x.On(m.On) })
				if i < 0 {
					continue
				}
				v, before := now[org], last[org]
				v.seat = seats[org][i].ID
				last[org] = v
				if before.meeting == nil {
					continue
				}
				class := d.classOn(org, m.On)
				key := group(class)
				if key == "unknown" {
					f.Lacked = append(f.Lacked, string(org))
				}
				same, named := shared(before.lines, v.lines)
				if local(class) {
					tell(&f, !named, same)
					f.Used = append(f.Used, b.ID, before.meeting.ID, m.ID, v.seat, before.seat)
					f.Used = append(append(f.Used, ids(before.lines)...), ids(v.lines)...)
					f.Used = append(f.Used, d.classID(org, m.On)...)
					if !named {
						f.Lacked = append(append(f.Lacked, unnamed(before.lines)...), unnamed(v.lines)...)
					}
				}
				if c := parts[key]; c != nil && class != record.NNGOForum {
					tell(c, !named, same)
					if key == "international" {
						c.Used = append(c.Used, b.ID, before.meeting.ID, m.ID, v.seat, before.seat)
						c.Used = append(append(c.Used, ids(before.lines)...), ids(v.lines)...)
					}
				}
			}
		}
	}
	if open > 0 {
		f.remark("sheets_open", strconv.Itoa(open), strconv.Itoa(meetings))
	}
	whole := open == 0 && meetings > 0
	f.share(d.p.UnknownLimit, whole)
	for _, key := range []string{"nngo", "state", "rc"} {
		parts[key].share(d.p.UnknownLimit, whole)
		f.add("class", key, "", *parts[key])
	}
	parts["international"].share(d.p.UnknownLimit, whole)
	f.add("group", "international", "", *parts["international"])
	return f.done()
}

// shared tells whether one person stands on both sheets, and whether both
// sheets name persons.
func shared(a, b []*record.Attendance) (same, named bool) {
	first, second := false, false
	for _, x := range a {
		first = first || x.Person != ""
	}
	for _, y := range b {
		second = second || y.Person != ""
		for _, x := range a {
			same = same || x.Person != "" && x.Person == y.Person
		}
	}
	return same, first && second
}

func unnamed(lines []*record.Attendance) []string {
	var out []string
	for _, a := range lines {
		if a.Person == "" {
			out = append(out, a.ID)
		}
	}
	return out
}
