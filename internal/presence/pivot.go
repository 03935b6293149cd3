package presence

import (
	"toguna/internal/record"
)

// Presence is one line of the long table: how many organisations of a class
// were at work in a place in a month.
type Presence struct {
	Place Head
	Month record.Month
	Class record.Class // Unclassified also for somebody whom no line names
	Orgs  int
}

// Pivot gives the long table that spreadsheets pivot: distinct organisations
// by class, place and month, without the empty combinations and without the
// areas whose presence the reader may not be shown one by one.
func Pivot(v record.View, c *Columns, q Question) ([]Presence, error) {
	q, err := q.settled()
	if err != nil {
		return nil, err
	}
	q.View = "timeline"
	if q, _, err = q.allowed(v.Level); err != nil {
		return nil, err
	}
	l := look(v, c, q)
	var out []Presence
	l.pivot(func(r int, m record.Month, class record.Class, n int) {
		out = append(out, Presence{l.rows[r], m, class, n})
	})
	return out, nil
}

// pivot counts the organisations of each class in each row and month.
func (l *lens) pivot(each func(row int, m record.Month, class record.Class, n int)) {
	classes := []record.Class{record.Unclassified}
	index := map[record.Class]uint8{record.Unclassified: 0}
	for _, i := range record.Classes.Items {
		index[record.Class(i.Code)] = uint8(len(classes))
		classes = append(classes, record.Class(i.Code))
	}
	of := make([]uint8, len(l.class))
	for o, c := range l.class {
		of[o] = index[c]
	}
	counts := make([]int, len(classes))
	for _, m := range l.q.months() {
		for r, s := range l.present(m)[:l.units] {
			s.each(func(o uint32) { counts[of[o]]++ })
			for i, n := range counts {
				if n > 0 {
					each(r, m, classes[i], n)
				}
			}
			clear(counts)
		}
	}
}
