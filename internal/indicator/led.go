package indicator

import (
	"strconv"

	"toguna/internal/record"
)

// led is a body and who holds its leadership seats on the day.
type led struct {
	body    *record.Body
	seats   []*record.Seat
	classes []record.Class // of the holders, in step with seats
	unknown bool           // no leadership seat recorded, or one whose holder or class is not known
}

func (d *desk) leaders(b *record.Body) led {
	l := led{body: b, unknown: true}
	recorded := false
	for _, x := range d.SeatsOf(record.BodyID(b.ID)) {
		if !x.On(d.Day) || !x.Leads() {
			continue
		}
		if !recorded {
			recorded, l.unknown = true, false
		}
		class := record.Unclassified
		if x.Org != "" {
			class = d.Class(x.Org)
		}
		if class == record.Unclassified && x.Vacant != record.Yes {
			l.unknown = true
		}
		l.seats, l.classes = append(l.seats, x), append(l.classes, class)
	}
	return l
}

// by tells whether a leadership seat is held by a class, and whether that
// cannot be told.
func (l led) by(is func(record.Class) bool) (yes, unknown bool) {
	for _, c := range l.classes {
		if is(c) {
			return true, false
		}
	}
	return false, l.unknown
}

func (d *desk) useLeaders(f *Figure, l led) {
	f.Used = append(f.Used, l.body.ID)
	for _, x := range l.seats {
		f.Used = append(f.Used, x.ID)
		if x.Org != "" {
			f.Used = append(f.Used, d.classID(x.Org, d.Day)...)
		}
	}
}

// coordinates tells whether a body coordinates: strategic groups and review
// panels decide or advise (REP-03), country teams and fora have their own
// figures.
func coordinates(b *record.Body) bool {
	switch b.BodyKind {
	case "sag", "review_committee", "fund_advisory_board", "hct", "ngo_forum":
		return false
	}
	return true
}

var reaches = []string{"national", "regional", "local"}

// bodyKinds lists the kinds a breakdown by kind of body may show, in order.
var bodyKinds = []string{"cluster", "sub_cluster", "working_group", "commission", "iccg", "regional_forum", "subnational_hct"}

func locallyLed(s *record.Snapshot, p Params) Figure {
	d := read(s, p)
	f := d.figure("LED-01", Percent, Bodies, record.Span{})
	groups := f.child(Bodies)
	parts := d.ledShares(&f, record.Class.LocalCoordination, func(b *record.Body) *Figure {
		if b.BodyKind == "working_group" {
			return &groups
		}
		return &f
	}, "leader")
	f.add("line", "working_group", "", groups)
	f.Parts = append(f.Parts, parts...)
	return f.done()
}

func stateLed(s *record.Snapshot, p Params) Figure {
	d := read(s, p)
	f := d.figure("LED-03", Percent, Bodies, record.Span{})
	f.Parts = d.ledShares(&f, record.Class.State, func(*record.Body) *Figure { return &f }, "co_facilitation")
	return f.done()
}

// ledShares counts bodies with a leader of some class. Each body counts in the
// line it is given; breakdowns and rows are those of the headline f.
func (d *desk) ledShares(f *Figure, is func(record.Class) bool, line func(*record.Body) *Figure, row string) []Part {
	var bodies []*record.Body
	for _, b := range d.bodies {
		if coordinates(b) {
			bodies = append(bodies, b)
		}
	}
	attested := d.seatsAttested(f, bodies)
	parts := make(map[[2]string]*Figure)
	part := func(by, key string) *Figure {
		if parts[[2]string{by, key}] == nil {
			c := f.child(Bodies)
			parts[[2]string{by, key}] = &c
		}
		return parts[[2]string{by, key}]
	}
	lines := []*Figure{f}
	for _, b := range bodies {
		l := d.leaders(b)
		into := line(b)
		if into != f && len(lines) == 1 {
			lines = append(lines, into)
		}
		yes, unknown := l.by(is)
		tell(into, unknown, yes)
		d.useLeaders(f, l)
		if unknown {
			f.Lacked = append(f.Lacked, b.ID)
		}
		if into == f {
			tell(part("reach", b.Reach), unknown, yes)
			tell(part("body_kind", b.BodyKind), unknown, yes)
			for _, key := range []string{"nngo", "state", "rc"} {
				yes, unknown := l.by(func(c record.Class) bool { return group(c) == key })
				tell(part("class", key), unknown, yes)
			}
		} else {
			d.useLeaders(into, l)
		}
		for i, x := range l.seats {
			if is(l.classes[i]) {
				f.Rows = append(f.Rows, Row{Key: row, IDs: []string{x.ID}, Org: x.Org, Body: x.Body, Code: x.Role, Label: x.LocalLabel, Since: x.Since, Until: x.Until})
			}
		}
	}
	for _, l := range lines {
		l.share(d.p.UnknownLimit, attested && len(bodies) > 0)
	}
	if f.Unknown > 0 {
		f.remark("leader_unknown", strconv.Itoa(int(f.Unknown)))
	}
	var out []Part
	put := func(by string, keys []string) {
		for _, key := range keys {
			if c := parts[[2]string{by, key}]; c != nil {
				c.share(d.p.UnknownLimit, attested)
				out = append(out, Part{By: by, Key: key, Figure: *c})
			}
		}
	}
	put("reach", reaches)
	put("body_kind", bodyKinds)
	put("class", []string{"nngo", "state", "rc"})
	return out
}
