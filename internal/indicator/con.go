package indicator

import (
	"strconv"

	"toguna/internal/record"
)

func turnover(s *record.Snapshot, p Params) Figure {
	d := read(s, p)
	f := d.figure("CON-01", PercentPerYear, Posts, d.period(12))
	months := d.months(12)
	attested := d.listAttested(&f, question{list: "post", period: f.Period})
	keys := []string{"nngo", "state", "rc", "international"}
	parts := make(map[string]*Figure)
	for _, key := range keys {
		c := f.child(Posts)
		parts[key] = &c
	}
	ends := make([]record.Day, months)
	for i := range ends {
		ends[i] = f.Period.Since.AddMonths(i + 1).AddDays(-1)
	}
	last := ends[months-1]
	fresh := d.Day.AddMonths(-12)
	var posts []*record.Post
	held := make(map[record.OrgID][]*record.Post)
	for _, x := range d.Posts {
		if x.Role == "focal_point" && (x.Body == "" || d.in[x.Body]) {
			held[x.Org] = append(held[x.Org], x)
			if x.Overlaps(f.Period) {
				posts = append(posts, x)
			}
		}
	}
	stale, classless, now, estimated := 0, 0, 0, 0
	for _, x := range posts {
		counted := false // for a local or national organisation
		count := func(class record.Class, add func(*Figure)) {
			if local(class) {
				counted = true
				add(&f)
			}
			if c := parts[group(class)]; c != nil && class != record.NNGOForum {
				add(c)
				c.Used = append(c.Used, x.ID)
			}
		}
		for _, end := range ends {
			if x.On(end) {
				count(d.classOn(x.Org, end), func(f *Figure) { f.Den++ })
			}
		}
		if inside(x.Until, f.Period) && !goesOn(x, held[x.Org]) {
			class := d.classOn(x.Org, x.Until.AddDays(-1))
			count(class, func(f *Figure) { f.Num++ })
			if local(class) {
				if x.EndEstimated == record.Yes {
					estimated++
				}
				f.Rows = append(f.Rows, Row{Key: "departure", IDs: []string{x.ID}, Org: x.Org, Body: x.Body, Place: x.Place,
					Since: x.Since, Until: x.Until, Estimated: x.EndEstimated == record.Yes})
			}
		}
		unclassified := d.classOn(x.Org, last) == record.Unclassified
		if counted || unclassified {
			f.Used = append(f.Used, x.ID)
			f.Used = append(f.Used, d.classID(x.Org, last)...)
			if x.Until != "" && x.Until <= last {
				f.Used = append(f.Used, d.classID(x.Org, x.Until.AddDays(-1))...)
			}
		}
		if !x.On(last) {
			continue
		}
		switch {
		case unclassified:
			now++
			classless++
			f.Lacked = append(f.Lacked, x.ID)
		case counted:
			now++
			if max(x.Confirmed, x.Since) < fresh {
				stale++
				f.Lacked = append(f.Lacked, x.ID)
				f.Rows = append(f.Rows, Row{Key: "stale", IDs: []string{x.ID}, Org: x.Org, Body: x.Body, Since: x.Since})
			}
		}
	}
	f.Unknown = float64(stale + classless)
	if stale > 0 {
		f.remark("posts_stale", strconv.Itoa(stale))
	}
	if classless > 0 {
		f.remark("class_unknown", strconv.Itoa(classless))
	}
	if estimated > 0 {
		f.remark("ends_estimated", strconv.Itoa(estimated))
	}
	share := 0.0
	if now > 0 {
		share = f.Unknown / float64(now)
	}
	d.yearly(&f, months, share, attested)
	for _, key := range keys {
		d.yearly(parts[key], months, share, attested)
		f.add("class", key, "", *parts[key])
	}
	return f.done()
}

// goesOn tells whether the same person takes the post up again on the day it
// ends: a renewal is not a departure.
func goesOn(x *record.Post, posts []*record.Post) bool {
	for _, y := range posts {
		if y != x && y.Person == x.Person && y.Body == x.Body && y.On(x.Until) {
			return true
		}
	}
	return false
}

// yearly settles departures over the mean of filled posts, per year. Unknown
// lowers coverage; a rate has no bounds.
func (d *desk) yearly(f *Figure, months int, unknown float64, attested bool) {
	f.Den /= float64(months) // until here, posts filled at each month's end
	switch {
	case f.Den == 0 && f.Num > 0: // everybody left before a month's end
		f.Status = Insufficient
	case f.Den == 0:
		f.share(d.p.UnknownLimit, attested && f.Unknown == 0)
	case unknown > d.p.UnknownLimit:
		f.Status = Insufficient
	default:
		f.Value = record.N(100 * f.Num / f.Den * 12 / float64(months))
		f.Status = Partial
		if unknown == 0 && attested {
			f.Status = Complete
		}
	}
}
