package presence

import (
	"slices"

	"toguna/internal/record"
)

// Orgs lists the organisations behind a cell of a table of organisations, as
// the reader may see them: in the order of their names, without those that are
// there only in areas that are hard to reach. A nil row is the whole.
func Orgs(v record.View, c *Columns, t *Table, row *Head, column Head) []*record.Org {
	q := t.Question
	if column.Month != "" {
		q.From, q.Until = column.Month, column.Month
	}
	l := look(v, c, q)
	in := l.orgsWhere(func(class record.Class) bool {
		if column.List == Groups {
			return column.Key == "all" || class.Presence() == column.Key
		}
		return inSet(q.Set, class)
	})
	there := make(orgSet, l.words())
	for _, m := range q.months() {
		l.each(m, func(s *segment, i int, o uint32) {
			if o != 0 && in.has(o) && l.shows(s, i, row, column) {
				there.add(o)
			}
		})
	}
	var out []*record.Org
	for o := range l.c.orgs.list {
		if o > 0 && there.has(uint32(o)) {
			if org := l.org(uint32(o)); org != nil && v.May(org) {
				out = append(out, org)
			}
		}
	}
	slices.SortFunc(out, byName)
	return out
}

// shows tells whether a line is behind a cell in a way the reader may know.
func (l *lens) shows(s *segment, i int, row *Head, column Head) bool {
	for _, h := range []*Head{row, &column} {
		switch {
		case h == nil:
		case h.Place != nil && (h.Areas > 0 || l.hidden[s.place[i]] || l.shy[s.sector[i]]):
			return false
		case h.Place != nil:
			if at := l.rows[l.row[s.place[i]]].Place; at == nil || at.ID != h.Place.ID {
				return false
			}
		case h.Sector != "" && l.c.sectors.list[s.sector[i]] != h.Sector:
			return false
		}
	}
	return true
}

// Counts tells whether an activity line is counted as presence in the answer to
// a question, and may be shown as evidence of a place: what a list of the lines
// behind a table is chosen by. An empty place is the whole.
func (q Question) Counts(v record.View, a *record.Activity, place record.PlaceID) bool {
	q, err := q.settled()
	if err != nil || !v.May(a) || !a.UnderWay(record.Round{Month: a.Month}.Period()) || a.Month < q.From || a.Month > q.Until || !q.asksSector(a.Sector) {
		return false
	}
	if place == "" {
		return true
	}
	u := v.Admin(a.Place, q.Level)
	return u != nil && record.PlaceID(u.ID) == place && !v.Hides(a.Place) &&
		!(v.Level == record.Public && q.Level > 1 && slices.Contains(record.ByRegionOnly, a.Sector))
}
