package indicator

import (
	"slices"

	"toguna/internal/record"
)

// contributors is the fewest organisations behind an amount that is not all
// published.
const contributors = 3

// For gives the figure as a reader may see it: evidence, rows and areas above
// the reader's level are left out, and an amount that would show what one or
// two organisations gave is withheld (data responsibility, section 6).
func (f Figure) For(v record.View) Figure {
	if f.Counted == USD && v.Level < record.Confidential && f.exposes(v.Snapshot) {
		return f.withheld()
	}
	f.LeftOut = v.LeftOut(slices.Concat(f.Used, f.Lacked))
	f.Used, f.Lacked = visible(v, f.Used), visible(v, f.Lacked)
	if f.Code == "OPS-04" && v.Level < record.Confidential {
		used, lacked := areasOnly(v, f.Used), areasOnly(v, f.Lacked)
		if len(used)+len(lacked) < len(f.Used)+len(f.Lacked) {
			f.LeftOut = record.Number{State: record.IsWithheld}
		}
		f.Used, f.Lacked = used, lacked
	}
	f.Rows = slices.DeleteFunc(slices.Clone(f.Rows), func(r Row) bool {
		return v.Level < rowLevel(r.Key) || v.Level < record.Confidential && r.Place != "" && f.Code == "OPS-04" ||
			slices.ContainsFunc(r.IDs, func(id string) bool { x := v.Record(id); return x != nil && !v.May(x) })
	})
	parts := make([]Part, len(f.Parts))
	for i, p := range f.Parts {
		parts[i] = p
		parts[i].Figure = p.Figure.For(v)
	}
	// A withheld amount must not be found again by taking the others from the whole.
	for i, p := range parts {
		if p.Counted == USD && slices.ContainsFunc(parts, func(q Part) bool { return q.By == p.By && q.Status == Suppressed }) {
			parts[i].Figure = p.withheld()
		}
	}
	f.Parts = parts
	return f
}

// rowLevel is the level of a list of rows where it is above its records':
// terms of agreements, and areas that are hard to reach.
func rowLevel(key string) record.Level {
	switch key {
	case "contradiction", "only_national", "nobody", "no_report":
		return record.Confidential
	case "departure", "stale", "member":
		return record.Restricted
	}
	return record.Public
}

func visible(v record.View, ids []string) []string {
	var out []string
	for _, id := range ids {
		if r := v.Record(id); r == nil || v.May(r) {
			out = append(out, id)
		}
	}
	return out
}

// areasOnly leaves out the lines and the organisations behind a figure of areas
// that are hard to reach: they would say who works in which (rule D8).
func areasOnly(v record.View, ids []string) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool {
		r := v.Record(id)
		return r != nil && r.Kind() != "place" && r.Kind() != "access_level" && r.Kind() != "attestation"
	})
}

// exposes tells whether an amount that is not all published was received by
// fewer than three organisations, counted or in the whole. The evidence of a
// part of a money figure is what its numerator counts.
func (f Figure) exposes(s *record.Snapshot) bool {
	counted := f.Used
	if len(f.Parts) > 0 {
		counted = nil
		for _, p := range f.Parts {
			counted = append(counted, p.Used...)
		}
	}
	return f.Num > 0 && few(s, counted) || few(s, f.Used)
}

func few(s *record.Snapshot, ids []string) bool {
	given := make(map[record.OrgID]bool)
	unpublished := false
	for _, id := range ids {
		switch r := s.Record(id).(type) {
		case *record.Flow:
			unpublished = unpublished || r.Published != record.Yes
			given[r.To] = true
		case *record.Agreement:
			unpublished = true
			given[r.Partner] = true
		}
	}
	return unpublished && len(given) < contributors
}

// withheld is the figure with nothing of it left but its name and scope.
func (f Figure) withheld() Figure {
	out := f.child(f.Counted)
	out.Status = Suppressed
	out.Value = record.Number{State: record.IsWithheld}
	for _, p := range f.Parts {
		out.Parts = append(out.Parts, Part{By: p.By, Key: p.Key, Ref: p.Ref, Figure: p.withheld()})
	}
	return out
}
