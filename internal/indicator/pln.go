package indicator

import (
	"strconv"

	"toguna/internal/record"
)

// planOf finds the plan of the cycle, or the latest one published by the day.
func (d *desk) planOf() *record.Plan {
	var best *record.Plan
	for _, p := range d.Plans {
		if p.Body != "" && !d.in[p.Body] && !d.above(p.Body, d.root) || d.p.Cycle != "" && p.Cycle != d.p.Cycle || planDay(p) > d.Day {
			continue
		}
		if best == nil || planDay(p) > planDay(best) {
			best = p
		}
	}
	return best
}

// planDay is the day a plan was published, or the first day of its year.
func planDay(p *record.Plan) record.Day {
	if p.Published != "" {
		return p.Published
	}
	return record.Day(p.Cycle + "-01-01")
}

func planningPartners(s *record.Snapshot, p Params) Figure {
	d := read(s, p)
	f := d.figure("PLN-01", Percent, Partners, record.Span{})
	plan := d.planOf()
	if plan == nil {
		return f
	}
	day := planDay(plan)
	f.Used = append(f.Used, plan.ID)
	attested := d.listAttested(&f, question{list: "plan_partner", plan: record.PlanID(plan.ID), ever: true})

	steps := []string{"needs_assessment", "planning"}
	took := make(map[string]map[record.OrgID]*record.Participation) // by step, those who took part
	open := make(map[string]map[record.OrgID]bool)                  // by step, those of unknown depth
	closed := make(map[string]bool)                                 // steps whose every list is attested
	for _, step := range steps {
		took[step], open[step] = make(map[record.OrgID]*record.Participation), make(map[record.OrgID]bool)
		n := 0
		closed[step] = true
		for _, c := range d.Processes {
			if c.ProcessKind != step || c.Cycle != plan.Cycle || c.Since > d.Day {
				continue
			}
			n++
			f.Used = append(f.Used, c.ID)
			as := d.attested(question{list: "participation", process: record.ProcessID(c.ID), ever: true})
			f.attest(as)
			closed[step] = closed[step] && len(as) > 0
			for _, x := range d.ParticipantsOf(record.ProcessID(c.ID)) {
				if x.TookPart() && took[step][x.Org] == nil {
					took[step][x.Org] = x
				}
				if x.Depth == "" {
					open[step][x.Org] = true
				}
			}
		}
		closed[step] = closed[step] && n > 0
		if !closed[step] {
			f.remark("participation_not_attested", step)
		}
	}

	seen := make(map[record.OrgID]bool)
	whole, anyStep, ofNGOs := &f, f.child(Partners), f.child(Partners)
	byStep := []Figure{f.child(Partners), f.child(Partners)}
	for _, x := range d.PlanPartners {
		if x.Plan != record.PlanID(plan.ID) || x.Body != "" && !d.in[x.Body] {
			continue
		}
		f.Used = append(f.Used, x.ID)
		if seen[x.Org] {
			continue
		}
		seen[x.Org] = true
		f.Used = append(f.Used, d.classID(x.Org, day)...)
		class := d.ClassOn(x.Org, day)
		all, any := record.Yes, record.No // did it take part in both, in one
		for i, step := range steps {
			part := record.Yes
			if in := took[step][x.Org]; in != nil {
				f.Used = append(f.Used, in.ID)
			} else if closed[step] && !open[step][x.Org] {
				part = record.No
			} else {
				part = record.Unknown
			}
			all, any = and(all, part), or(any, part)
			answer(&byStep[i], and(isNGO(class), part))
		}
		both := and(isNGO(class), all)
		answer(whole, both)
		answer(&anyStep, and(isNGO(class), any))
		if class == record.NNGO || class == record.Unclassified {
			answer(&ofNGOs, both)
		}
		switch both {
		case record.Yes:
			f.Rows = append(f.Rows, Row{Key: "partner", IDs: []string{x.ID}, Org: x.Org, Body: x.Body, Place: x.Place, Code: string(class)})
		case record.Unknown:
			f.Lacked = append(f.Lacked, x.ID)
		}
	}
	f.share(d.p.UnknownLimit, attested)
	if f.Den > 0 {
		f.remark("all_partners", plan.Code, num(f.Den))
	}
	anyStep.share(d.p.UnknownLimit, attested)
	f.add("mode", "any", "", anyStep)
	for i, step := range steps {
		byStep[i].share(d.p.UnknownLimit, attested)
		f.add("step", step, "", byStep[i])
	}
	ofNGOs.share(d.p.UnknownLimit, attested)
	f.add("denominator", "nngo_partners", "", ofNGOs)
	if f.Unknown > 0 {
		f.remark("participation_unknown", strconv.Itoa(int(f.Unknown)))
	}
	return f.done()
}

func isNGO(c record.Class) record.Answer {
	switch c {
	case record.NNGO:
		return record.Yes
	case record.Unclassified:
		return record.Unknown
	}
	return record.No
}

func and(a, b record.Answer) record.Answer {
	switch {
	case a == record.No || b == record.No:
		return record.No
	case a == record.Yes && b == record.Yes:
		return record.Yes
	}
	return record.Unknown
}

func or(a, b record.Answer) record.Answer {
	switch {
	case a == record.Yes || b == record.Yes:
		return record.Yes
	case a == record.No && b == record.No:
		return record.No
	}
	return record.Unknown
}

// answer counts one element of a share by its answer.
func answer(f *Figure, a record.Answer) { tell(f, a == record.Unknown, a == record.Yes) }
