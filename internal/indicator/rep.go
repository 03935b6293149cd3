package indicator

import (
	"strconv"

	"toguna/internal/record"
)

func localMembers(s *record.Snapshot, p Params) Figure {
	d := read(s, p)
	f := d.figure("REP-01", Percent, Organisations, record.Span{})
	f.Used = append(f.Used, ids(d.bodies)...)
	attested := d.seatsAttested(&f, d.bodies)
	orgs, headless := d.members(d.bodies)
	f.Lacked = append(f.Lacked, headless...)
	if len(headless) > 0 {
		f.remark("holder_unknown", strconv.Itoa(len(headless)))
	}
	d.localShare(&f, orgs, attested)

	classes := []string{"nngo", "forum", "state", "rc", "international", "other"}
	for _, key := range classes {
		part := f.child(Organisations)
		part.Den, part.Unknown = f.Den, f.Unknown
		for _, o := range orgs {
			if c := d.Class(o.org); memberGroup(c) == key {
				part.Num++
				part.Used = append(part.Used, o.ids...)
			}
		}
		part.share(d.p.UnknownLimit, attested)
		f.add("class", key, "", part)
	}
	for _, reach := range []string{"national", "regional", "local"} {
		var some []*record.Body
		for _, b := range d.bodies {
			if b.Reach == reach {
				some = append(some, b)
			}
		}
		if len(some) > 0 {
			f.add("reach", reach, "", d.localShareOf(&f, some, Organisations))
		}
	}
	memberships := f.child(Memberships)
	for _, b := range d.bodies {
		part := d.localShareOf(&f, []*record.Body{b}, Organisations)
		part.Body = record.BodyID(b.ID)
		f.add("body", b.Code, b.ID, part)
		memberships.Num += part.Num
		memberships.Den += part.Den
		memberships.Unknown += part.Unknown
		for _, x := range d.SeatsOf(record.BodyID(b.ID)) {
			if x.On(d.Day) && !x.Full() && x.Org != "" {
				f.Used = append(f.Used, x.ID)
				f.Rows = append(f.Rows, Row{Key: "observer", IDs: []string{x.ID}, Org: x.Org, Body: x.Body, Code: x.Basis, Since: x.Since, Until: x.Until})
			}
		}
	}
	memberships.share(d.p.UnknownLimit, attested)
	f.add("count", "memberships", "", memberships)
	return f.done()
}

func memberGroup(c record.Class) string {
	if c == record.NNGOForum {
		return "forum"
	}
	return group(c)
}

// localShare settles the share of local and national actors among members.
func (d *desk) localShare(f *Figure, orgs []seat, attested bool) {
	for _, o := range orgs {
		f.Den++
		f.Used = append(f.Used, o.ids...)
		f.Used = append(f.Used, d.classID(o.org, d.Day)...)
		switch c := d.Class(o.org); {
		case c == record.Unclassified:
			f.Unknown++
			f.Lacked = append(f.Lacked, string(o.org))
		case c.LocalCoordination():
			f.Num++
		}
	}
	if f.Unknown > 0 {
		f.remark("class_unknown", num(f.Unknown))
	}
	f.share(d.p.UnknownLimit, attested)
}

func (d *desk) localShareOf(f *Figure, bodies []*record.Body, counted Counted) Figure {
	part := f.child(counted)
	orgs, headless := d.members(bodies)
	part.Lacked = append(part.Lacked, headless...)
	d.localShare(&part, orgs, d.seatsAttested(&part, bodies))
	return part
}

func countryTeamSeats(s *record.Snapshot, p Params) Figure {
	d := read(s, p)
	f := d.figure("REP-02", Percent, Seats, record.Span{})
	f.Flags = map[string]record.Answer{"one_nngo_seat": record.Unknown}
	teams := d.ofKind("hct")
	f.Used = append(f.Used, ids(teams)...)
	if len(teams) == 0 {
		none := d.noneExists("hct")
		f.attest(none)
		f.share(d.p.UnknownLimit, len(none) > 0)
		return f.done()
	}
	attested := d.seatsAttested(&f, teams)
	parts := make(map[[2]string]*Figure)
	part := func(by, key string) *Figure {
		if parts[[2]string{by, key}] == nil {
			c := f.child(Seats)
			parts[[2]string{by, key}] = &c
		}
		return parts[[2]string{by, key}]
	}
	noBasis := 0
	withObservers := f.child(Seats)
	for _, b := range teams {
		for _, x := range d.SeatsOf(record.BodyID(b.ID)) {
			if !x.On(d.Day) {
				continue
			}
			f.Used = append(f.Used, x.ID)
			class := record.Unclassified
			if x.Org != "" {
				class = d.Class(x.Org)
				f.Used = append(f.Used, d.classID(x.Org, d.Day)...)
			}
			unknown := class == record.Unclassified && x.Vacant != record.Yes
			row := Row{Key: "seat", IDs: []string{x.ID}, Org: x.Org, Body: x.Body, Code: string(class), Label: x.LocalLabel, Since: x.Since, Until: x.Until}
			tell(&withObservers, unknown, class.LocalCoordination())
			if !x.Full() {
				row.Key = "observer"
				f.Rows = append(f.Rows, row)
				continue
			}
			if x.Basis == "" {
				noBasis++
				f.Lacked = append(f.Lacked, x.ID)
			}
			if x.Vacant == record.Yes {
				row.Key = "vacant"
			}
			f.Rows = append(f.Rows, row)
			if unknown {
				f.Lacked = append(f.Lacked, x.ID)
			}
			tell(&f, unknown, class.LocalCoordination())
			for _, key := range []string{"nngo", "state", "rc"} {
				tell(part("class", key), unknown, group(class) == key)
			}
			if x.Basis != "" {
				tell(part("basis", x.Basis), unknown, class.LocalCoordination())
			}
			if x.Selection != "" {
				tell(part("selection", x.Selection), unknown, class.LocalCoordination())
			}
			if group(class) == "nngo" {
				f.Flags["one_nngo_seat"] = record.Yes
			}
		}
	}
	if f.Flags["one_nngo_seat"] == record.Unknown && attested && f.Unknown == 0 && f.Den > 0 {
		f.Flags["one_nngo_seat"] = record.No
	}
	if noBasis > 0 {
		f.remark("basis_unknown", strconv.Itoa(noBasis))
	}
	if f.Unknown > 0 {
		f.remark("holder_unknown", num(f.Unknown))
	}
	if n := len(f.RowsOf("vacant")); n > 0 {
		f.remark("vacant", strconv.Itoa(n))
	}
	f.share(d.p.UnknownLimit, attested)
	for _, k := range [][2]string{{"class", "nngo"}, {"class", "state"}, {"class", "rc"}, {"basis", "permanent"}, {"basis", "rotational"},
		{"selection", "elected"}, {"selection", "forum"}, {"selection", "chair"}} {
		if c := parts[k]; c != nil {
			c.share(d.p.UnknownLimit, attested)
			f.add(k[0], k[1], "", *c)
		}
	}
	if withObservers.Den > f.Den {
		withObservers.share(d.p.UnknownLimit, attested)
		f.add("count", "with_observers", "", withObservers)
	}
	return f.done()
}

// tell counts one element of a share: unknown, in the numerator, or neither.
func tell(f *Figure, unknown, counts bool) {
	f.Den++
	switch {
	case unknown:
		f.Unknown++
	case counts:
		f.Num++
	}
}

var decisionKinds = []string{"sag", "review_committee", "fund_advisory_board"}

func decisionBodies(s *record.Snapshot, p Params) Figure {
	d := read(s, p)
	f := d.figure("REP-03", Percent, Bodies, record.Span{})
	bodies := d.ofKind(decisionKinds...)
	if len(bodies) == 0 {
		none := true
		for _, kind := range decisionKinds {
			as := d.noneExists(kind)
			f.attest(as)
			none = none && len(as) > 0
		}
		f.share(d.p.UnknownLimit, none)
		return f.done()
	}
	attested := d.seatsAttested(&f, bodies)
	seats := f.child(Seats)
	kinds := make(map[string]*Figure)
	for _, b := range bodies {
		f.Used = append(f.Used, b.ID)
		open := len(d.attested(question{list: "seat", body: b})) == 0
		has, doubt := false, open
		for _, x := range d.SeatsOf(record.BodyID(b.ID)) {
			if !x.On(d.Day) || !x.Full() {
				continue
			}
			f.Used = append(f.Used, x.ID)
			class := record.Unclassified
			if x.Org != "" {
				class = d.Class(x.Org)
				f.Used = append(f.Used, d.classID(x.Org, d.Day)...)
			}
			unknown := class == record.Unclassified && x.Vacant != record.Yes
			if unknown {
				f.Lacked = append(f.Lacked, x.ID)
			}
			doubt = doubt || unknown
			has = has || group(class) == "nngo"
			tell(&seats, unknown, group(class) == "nngo")
		}
		if doubt && !has {
			f.Lacked = append(f.Lacked, b.ID)
		}
		tell(&f, doubt && !has, has)
		if kinds[b.BodyKind] == nil {
			c := f.child(Bodies)
			kinds[b.BodyKind] = &c
		}
		tell(kinds[b.BodyKind], doubt && !has, has)
	}
	f.share(d.p.UnknownLimit, attested)
	seats.share(d.p.UnknownLimit, attested)
	f.add("seats", "nngo", "", seats)
	for _, kind := range decisionKinds {
		if c := kinds[kind]; c != nil {
			c.share(d.p.UnknownLimit, attested)
			f.add("body_kind", kind, "", *c)
		}
	}
	return f.done()
}
