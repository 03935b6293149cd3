package indicator

import (
	"toguna/internal/record"
)

// current lists the records of each kind that the figures of a day rest on.
func (d *desk) current() (seats []*record.Seat, lines []*record.Activity, flows []*record.Flow, agreements []*record.Agreement) {
	for _, b := range d.Bodies {
		if b.On(d.Day) {
			for _, x := range d.SeatsOf(record.BodyID(b.ID)) {
				if x.On(d.Day) {
					seats = append(seats, x)
				}
			}
		}
	}
	if round := d.RoundOn(d.Day); round.Month != "" {
		lines = d.lines(round, d.p.Sectors)
	}
	year := d.period(12)
	for _, x := range d.Flows {
		if inside(x.On, year) && x.State != "pledge" {
			flows = append(flows, x)
		}
	}
	for _, x := range d.Agreements {
		if x.On(d.Day) {
			agreements = append(agreements, x)
		}
	}
	return seats, lines, flows, agreements
}

func classified(s *record.Snapshot, p Params) Figure {
	d := read(s, p)
	f := d.figure("DQ-01", Percent, Organisations, record.Span{})
	active := make(map[record.OrgID]string) // by which record
	meet := func(id string, orgs ...record.OrgID) {
		for _, o := range orgs {
			if _, known := active[o]; !known && o != "" {
				active[o] = id
			}
		}
	}
	seats, lines, flows, agreements := d.current()
	for _, x := range seats {
		f.Used = append(f.Used, string(x.Body))
		meet(x.ID, x.Org)
	}
	for _, x := range lines {
		meet(x.ID, x.Org, x.Impl)
	}
	for _, x := range flows {
		meet(x.ID, x.From, x.To)
	}
	for _, x := range agreements {
		meet(x.ID, x.Lead, x.Partner)
	}
	types := make(map[string]*Figure)
	for _, o := range d.Orgs {
		id := record.OrgID(o.ID)
		by, in := active[id]
		if !in {
			continue
		}
		if types[o.Type] == nil {
			c := f.child(Organisations)
			types[o.Type] = &c
		}
		f.Used = append(f.Used, o.ID, by)
		f.Used = append(f.Used, d.classID(id, d.Day)...)
		ok := proved(d.ClassificationOn(id, d.Day), d.Class(id))
		if !ok {
			f.Lacked = append(f.Lacked, o.ID)
		}
		tell(&f, false, ok)
		tell(types[o.Type], false, ok)
	}
	f.share(d.p.UnknownLimit, f.Den > 0)
	for _, i := range append([]record.Item{{}}, record.OrgTypes.Items...) {
		if c := types[i.Code]; c != nil {
			c.share(d.p.UnknownLimit, true)
			f.add("org_type", i.Code, "", *c)
		}
	}
	return f.done()
}

// proved tells whether a class was set by the procedure: headquarters known
// and, for the classes that the affiliation test decides, the test answered.
func proved(c *record.Classification, class record.Class) bool {
	if c == nil || class == record.Unclassified || c.HQ == "" {
		return false
	}
	switch class {
	case record.NNGO, record.IntlAffiliate, record.SouthernIntl, record.INGO:
		return c.Affiliation == record.Yes || c.Affiliation == record.No
	}
	return true
}

func freshness(s *record.Snapshot, p Params) Figure {
	d := read(s, p)
	f := d.figure("DQ-02", Percent, Records, record.Span{})
	kinds := make(map[record.Kind]*Figure)
	limits := make(map[record.Kind]record.Day)
	for _, t := range record.Tables {
		if t.Fresh > 0 {
			c := f.child(Records)
			kinds[t.Kind], limits[t.Kind] = &c, d.Day.AddMonths(-t.Fresh)
		}
	}
	count := func(r record.Record, confirmed record.Day) {
		fresh := confirmed != "" && confirmed >= limits[r.Kind()]
		id := r.Base().ID
		f.Used = append(f.Used, id)
		if !fresh {
			f.Lacked = append(f.Lacked, id)
		}
		tell(&f, false, fresh)
		tell(kinds[r.Kind()], false, fresh)
	}
	seats, lines, flows, agreements := d.current()
	for _, x := range seats {
		f.Used = append(f.Used, string(x.Body))
		count(x, x.Confirmed)
	}
	for _, x := range d.Posts {
		if x.Role == "focal_point" && x.On(d.Day) {
			count(x, x.Confirmed)
		}
	}
	for _, x := range lines {
		confirmed := x.Confirmed
		if r, found := d.Record(string(x.Return)).(*record.Return); found {
			f.Used = append(f.Used, r.ID)
			confirmed = max(confirmed, r.Received, r.Confirmed)
		}
		count(x, confirmed)
	}
	for _, x := range d.AccessLevels {
		if x.On(d.Day) {
			count(x, x.Confirmed)
		}
	}
	for _, x := range flows {
		count(x, x.Confirmed)
	}
	for _, x := range agreements {
		count(x, x.Confirmed)
	}
	f.share(d.p.UnknownLimit, f.Den > 0)
	for _, t := range record.Tables {
		if c := kinds[t.Kind]; c != nil {
			c.share(d.p.UnknownLimit, c.Den > 0)
			f.add("kind", string(t.Kind), "", *c)
		}
	}
	return f.done()
}
