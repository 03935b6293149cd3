package indicator

import (
	"slices"
	"strconv"
	"strings"

	"toguna/internal/record"
)

// lines lists the activity lines of the round that are under way, in the
// sectors whose code begins so.
func (d *desk) lines(r record.Round, sectors []string) []*record.Activity {
	var out []*record.Activity
	period := r.Period()
	for _, a := range d.Activities {
		if a.Month != r.Month || !a.UnderWay(period) ||
			len(sectors) > 0 && !slices.ContainsFunc(sectors, func(s string) bool { return strings.HasPrefix(a.Sector, s) }) {
			continue
		}
		out = append(out, a)
	}
	return out
}

// implementer is who carries out the line, on the day.
func (d *desk) implementer(a *record.Activity) (record.OrgID, record.Class) {
	return record.Implementer(a.Org, a.Impl, func(o record.OrgID) record.Class { return d.classOn(o, d.Day) })
}

// units lists the places of an administrative level that exist on a day.
func (d *desk) units(level int, day record.Day) []*record.Place {
	var out []*record.Place
	for _, p := range d.Places {
		if p.On(day) && p.Depth.Known() && int(p.Depth.V) == level {
			out = append(out, p)
		}
	}
	return out
}

// unitsOf gives a function from a place to its unit of a level, remembered.
func (d *desk) unitsOf(level int) func(record.PlaceID) *record.Place {
	known := make(map[record.PlaceID]*record.Place)
	return func(p record.PlaceID) *record.Place {
		u, seen := known[p]
		if !seen {
			u = d.Admin(p, level)
			known[p] = u
		}
		return u
	}
}

func presenceByArea(s *record.Snapshot, p Params) Figure {
	d := read(s, p)
	round := d.RoundOn(d.Day)
	f := d.figure("OPS-01", Count, Organisations, record.Span{})
	if round.Month == "" {
		return f
	}
	f.Period = round.Period()
	sectors := d.p.Sectors
	if sectors == nil {
		sectors = []string{"PRO"}
	}
	round = round.About(d.Snapshot, sectors...)
	f.attest(round.Closed)
	type area struct {
		orgs  map[record.OrgID]record.Class
		used  []string
		blind int // lines whose implementing organisation is not known
	}
	areas := make(map[string]*area)
	whole := &area{orgs: make(map[record.OrgID]record.Class)}
	unit := d.unitsOf(1)
	lines := d.lines(round, sectors)
	noState, nowhere := 0, 0
	class := make(map[record.OrgID]bool)
	for _, a := range lines {
		f.Used = append(f.Used, a.ID)
		if a.State == "" {
			noState++
			f.Lacked = append(f.Lacked, a.ID)
		}
		org, c := d.implementer(a)
		if !class[org] && org != "" {
			class[org] = true
			f.Used = append(f.Used, d.classID(org, d.Day)...)
		}
		in := []*area{whole}
		if u := unit(a.Place); u == nil {
			nowhere++
			f.Lacked = append(f.Lacked, a.ID)
		} else {
			if areas[u.ID] == nil {
				areas[u.ID] = &area{orgs: make(map[record.OrgID]record.Class)}
			}
			in = append(in, areas[u.ID])
		}
		for _, x := range in {
			x.used = append(x.used, a.ID)
			if org == "" {
				x.blind++
				f.Lacked = append(f.Lacked, a.ID)
			} else {
				x.orgs[org] = c
			}
		}
	}
	tally := func(x *area) map[string]float64 {
		n := map[string]float64{}
		for _, c := range x.orgs {
			n[c.Presence()]++
			n["all"]++
		}
		if x.blind > 0 {
			n["unknown"]++ // at least one organisation that is not named
			n["all"]++
		}
		return n
	}
	settle := func(f *Figure, x *area, closed bool) {
		n := tally(x)
		f.Num, f.Den, f.Unknown = n["nngo"]+n["state"]+n["other_local"], n["all"], n["unknown"]
		f.count(d.p.UnknownLimit, closed)
		for _, key := range []string{"nngo", "state", "other_local", "all"} {
			part := f.child(Organisations)
			part.Num, part.Den, part.Unknown = n[key], n["all"], n["unknown"]
			if key == "all" {
				part.Unknown = 0
			}
			part.count(d.p.UnknownLimit, closed)
			f.add("class", key, "", part)
		}
	}
	units := d.units(1, round.Month.Last())
	silent, attested := 0, 0
	var parts []Part
	for _, u := range units {
		f.Used = append(f.Used, u.ID)
		part := f.child(Organisations)
		x := areas[u.ID]
		if x == nil {
			x = new(area)
		}
		if !round.ClosedFor(d.Snapshot, record.PlaceID(u.ID)) {
			silent++
		}
		zero := round.Attests(d.Snapshot, record.PlaceID(u.ID))
		if zero {
			attested++
		}
		part.Used = x.used
		settle(&part, x, zero)
		parts = append(parts, Part{By: "place", Key: u.Code, Ref: u.ID, Figure: part})
	}
	if silent > 0 {
		f.remark("round_open", strconv.Itoa(silent), strconv.Itoa(len(units)))
	}
	f.missing(round)
	if noState > 0 {
		f.remark("state_unknown", strconv.Itoa(noState))
	}
	if nowhere > 0 {
		f.remark("nowhere", strconv.Itoa(nowhere))
	}
	if whole.blind > 0 {
		f.remark("implementer_unknown", strconv.Itoa(whole.blind))
	}
	settle(&f, whole, attested == len(units) && len(units) > 0)
	f.Parts = append(f.Parts, parts...)
	return f.done()
}

// missing says how many returns of a round have not come: what closes the round
// attests no zero for them.
func (f *Figure) missing(r record.Round) {
	if n := len(r.Missing); n > 0 {
		f.remark("returns_missing", strconv.Itoa(n))
	}
}

// hard tells whether an access level makes an area hard to reach.
func hard(a *record.AccessLevel) bool {
	return a.Access == "hard_to_reach" || a.Access == "inaccessible"
}

func onlyNational(s *record.Snapshot, p Params) Figure {
	d := read(s, p)
	f := d.figure("OPS-04", Percent, Areas, record.Span{})
	round := d.RoundOn(d.Day)
	if round.Month != "" {
		f.Period = round.Period()
	}
	stated := make(map[record.PlaceID]*record.AccessLevel)
	level := 0
	for _, a := range d.AccessLevels {
		if !a.On(d.Day) {
			continue
		}
		if best := stated[a.Place]; best == nil || a.Since > best.Since {
			stated[a.Place] = a
		}
		if p := d.Place(a.Place); p != nil && p.Depth.Known() {
			level = max(level, int(p.Depth.V))
		}
	}
	listed := d.listAttested(&f, question{list: "access_level"})
	if len(stated) == 0 {
		f.share(d.p.UnknownLimit, listed)
		return f.done()
	}
	f.attest(round.Closed)

	type presence struct {
		nngo, otherLocal, outside, blind bool
		used, unnamed                    []string
		orgs                             []record.OrgID
		met                              map[record.OrgID]bool
	}
	at := make(map[string]*presence)
	unit := d.unitsOf(level)
	nowhere := 0
	for _, a := range d.lines(round, d.p.Sectors) {
		u := unit(a.Place)
		if u == nil {
			nowhere++
			f.Lacked = append(f.Lacked, a.ID)
			continue
		}
		if at[u.ID] == nil {
			at[u.ID] = &presence{met: make(map[record.OrgID]bool)}
		}
		x := at[u.ID]
		org, class := d.implementer(a)
		x.used = append(x.used, a.ID)
		if org != "" && !x.met[org] {
			x.met[org] = true
			x.orgs = append(x.orgs, org)
		}
		switch {
		case class == record.Unclassified:
			x.blind = true
			x.unnamed = append(x.unnamed, a.ID)
		case class == record.NNGO:
			x.nngo = true
		case class.LocalCoordination():
			x.otherLocal = true
		default:
			x.outside = true
		}
	}
	if nowhere > 0 {
		f.remark("nowhere", strconv.Itoa(nowhere))
	}
	locals := f.child(Areas)
	byAccess := map[string]*Figure{}
	for _, key := range []string{"hard_to_reach", "inaccessible"} {
		c := f.child(Areas)
		byAccess[key] = &c
	}
	limit := d.Day.AddMonths(-12)
	open, unclosed, nobody, stale := 0, 0, 0, 0
	for _, u := range d.units(level, d.Day) {
		place := record.PlaceID(u.ID)
		access := stated[place]
		for up := u; access == nil && up != nil && up.Parent != ""; up = d.Place(up.Parent) {
			access = stated[up.Parent]
		}
		x := at[u.ID]
		unknown := access == nil && !listed
		if access != nil {
			unknown = max(access.Since, access.Confirmed) < limit
		}
		if !unknown && (access == nil || !hard(access)) {
			if access != nil {
				f.Used = append(f.Used, access.ID)
			}
			continue
		}
		closed := round.Month != "" && round.ClosedFor(d.Snapshot, place)
		attested := closed && round.Attests(d.Snapshot, place)
		row := Row{IDs: []string{u.ID}, Place: place}
		if access != nil {
			row.Code = access.Access
			row.Since = access.Since
			row.IDs = append(row.IDs, access.ID)
			f.Used = append(f.Used, access.ID)
		}
		f.Used = append(f.Used, u.ID)
		if x == nil {
			if unknown {
				continue
			}
			row.Key = "nobody"
			if !attested {
				row.Key = "no_report"
				open++
			} else {
				nobody++
			}
			if !closed {
				unclosed++
			}
			f.Rows = append(f.Rows, row)
			continue
		}
		f.Used = append(f.Used, x.used...)
		for _, o := range x.orgs {
			f.Used = append(f.Used, d.classID(o, d.Day)...)
		}
		if !attested {
			open++
		}
		if !closed {
			unclosed++
		}
		if unknown {
			stale++
			f.Lacked = append(f.Lacked, u.ID)
		} else if x.blind {
			f.Lacked = append(f.Lacked, u.ID)
			f.Lacked = append(f.Lacked, x.unnamed...)
		}
		unknown = unknown || x.blind
		onlyNGO := x.nngo && !x.otherLocal && !x.outside
		onlyLocal := !x.outside
		tell(&f, unknown, onlyNGO)
		tell(&locals, unknown, onlyLocal)
		if access != nil && byAccess[access.Access] != nil {
			tell(byAccess[access.Access], unknown, onlyNGO)
		}
		if !unknown && onlyLocal {
			row.Key = "only_national"
			row.N = record.N(float64(len(x.orgs)))
			row.IDs = append(row.IDs, x.used...)
			f.Rows = append(f.Rows, row)
		}
	}
	whole := open == 0 && round.Month != ""
	if round.Month == "" {
		f.remark("no_round")
	} else if unclosed > 0 {
		f.remark("areas_open", strconv.Itoa(unclosed))
	}
	f.missing(round)
	if nobody > 0 {
		f.remark("areas_with_nobody", strconv.Itoa(nobody))
	}
	if stale > 0 {
		f.remark("access_unknown", strconv.Itoa(stale))
	}
	f.share(d.p.UnknownLimit, whole && nobody+len(d.AccessLevels) > 0)
	locals.share(d.p.UnknownLimit, whole)
	headline := f.child(Areas)
	headline.Num, headline.Den, headline.Unknown = f.Num, f.Den, f.Unknown
	headline.share(d.p.UnknownLimit, whole)
	f.add("variant", "nngo", "", headline)
	f.add("variant", "lna", "", locals)
	for _, key := range []string{"hard_to_reach", "inaccessible"} {
		byAccess[key].share(d.p.UnknownLimit, whole)
		f.add("access", key, "", *byAccess[key])
	}
	return f.done()
}
