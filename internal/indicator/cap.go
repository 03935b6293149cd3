package indicator

import (
	"slices"

	"toguna/internal/record"
)

func supported(s *record.Snapshot, p Params) Figure {
	d := read(s, p)
	f := d.figure("CAP-01", Percent, Organisations, d.period(12))
	seats := d.seatsAttested(&f, d.bodies)
	register := d.listAttested(&f, question{list: "support", period: f.Period})

	got := make(map[record.OrgID][]*record.Support)
	for _, x := range d.Supports {
		if x.Since == "" {
			f.Lacked = append(f.Lacked, x.ID)
		} else if x.Overlaps(f.Period) {
			got[x.Beneficiary] = append(got[x.Beneficiary], x)
		}
	}
	parts := make(map[[2]string]*Figure)
	keys := [][2]string{{"class", "nngo"}, {"class", "state"}, {"class", "rc"}}
	for _, i := range record.Modalities.Items {
		keys = append(keys, [2]string{"modality", i.Code})
	}
	for _, k := range keys {
		c := f.child(Organisations)
		parts[k] = &c
	}
	orgs, headless := d.members(d.bodies)
	f.Used = append(f.Used, ids(d.bodies)...)
	f.Lacked = append(f.Lacked, headless...)
	for _, o := range orgs {
		class := d.Class(o.org)
		if !local(class) && class != record.Unclassified {
			continue
		}
		f.Used = append(append(f.Used, o.ids...), d.classID(o.org, d.Day)...)
		supports := got[o.org]
		f.Used = append(f.Used, ids(supports)...)
		a := record.Unknown
		switch {
		case class == record.Unclassified:
			f.Lacked = append(f.Lacked, string(o.org))
		case len(supports) > 0:
			a = record.Yes
		case register:
			a = record.No
		default:
			f.Lacked = append(f.Lacked, string(o.org))
		}
		answer(&f, a)
		if c := parts[[2]string{"class", group(class)}]; c != nil {
			answer(c, a)
		}
		for _, k := range keys[3:] {
			b := a
			if a == record.Yes && !slices.ContainsFunc(supports, func(x *record.Support) bool { return x.Modality == k[1] }) {
				b = record.No
				if !register {
					b = record.Unknown
				}
			}
			answer(parts[k], b)
			if b == record.Yes {
				parts[k].Used = append(parts[k].Used, ids(supports)...)
			}
		}
	}
	f.share(d.p.UnknownLimit, seats && register)
	for _, k := range keys {
		parts[k].share(d.p.UnknownLimit, seats && register)
		f.add(k[0], k[1], "", *parts[k])
	}
	return f.done()
}
