package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"toguna/internal/record"
)

// A month of 5W that was closed is what people have quoted: a correction of its
// returns and lines carries a reason (docs/decisions/0014). Attestations that
// come in the same set do not count: a register can be loaded whole.

// touch is a return or a line of a month that somebody closed, as it is before
// and after a change; one of them may be nil.
type touch struct {
	change   int
	was, now record.Record
}

// closings finds the attestations that close months of the operation.
func (w *writer) closings(ctx context.Context) error {
	concerned := func(c record.Change) bool { return c.Kind == "activity" || c.Kind == "return" }
	if strings.TrimSpace(w.set.Reason) != "" || !slices.ContainsFunc(w.set.Changes, concerned) {
		return nil
	}
	t := w.kinds["attestation"]
	rows, err := w.tx.QueryContext(ctx, t.selects+" where operation = $1 and list = 'activity' and statement = 'complete'", string(w.set.Operation))
	if err != nil {
		return err
	}
	w.closed = map[record.Month][]*record.Attestation{}
	return t.scan(rows, make(map[string]string), func(r record.Record) error {
		a := r.(*record.Attestation)
		w.closed[a.Since.Month()] = append(w.closed[a.Since.Month()], a)
		return nil
	})
}

func monthOf(r record.Record) record.Month {
	switch r := r.(type) {
	case *record.Activity:
		return r.Month
	case *record.Return:
		return r.Month
	}
	return ""
}

// touches notes a change to what belongs to a month that is closed for somebody.
func (w *writer) touches(i int, was, now record.Record) {
	if was != nil && len(w.closed[monthOf(was)]) > 0 || now != nil && len(w.closed[monthOf(now)]) > 0 {
		w.touched = append(w.touched, touch{i, was, now})
	}
}

// corrections refuses changes to a closed month in a set that gives no reason.
func (w *writer) corrections(ctx context.Context) error {
	if len(w.touched) == 0 {
		return nil
	}
	bodies, err := w.bodiesOfReturns(ctx)
	if err != nil {
		return err
	}
	within, err := w.parents(ctx)
	if err != nil {
		return err
	}
	for _, t := range w.touched {
		for _, r := range []record.Record{t.was, t.now} {
			if r == nil {
				continue
			}
			if a := w.closedBy(r, bodies, within); a != nil {
				w.refuse(t.change, record.Problem{Code: "month_closed", Field: "month", Found: string(monthOf(r)), Expected: string(a.On)})
				break
			}
		}
	}
	return nil
}

// closedBy finds the attestation that closes the month of a return or a line: a
// return is closed with its body, a line also with a place that holds its own.
func (w *writer) closedBy(r record.Record, bodies map[record.ReturnID]record.BodyID, within map[record.PlaceID]record.PlaceID) *record.Attestation {
	for _, a := range w.closed[monthOf(r)] {
		switch r := r.(type) {
		case *record.Return:
			if a.Place == "" && (a.Body == "" || a.Body == r.Body) {
				return a
			}
		case *record.Activity:
			if a.Body != "" && a.Body != bodies[r.Return] {
				continue
			}
			at := r.Place
			for range 8 {
				if at == a.Place || a.Place == "" {
					return a
				}
				at = within[at]
			}
		}
	}
	return nil
}

// bodiesOfReturns gives the body of each return that a touched line belongs to.
func (w *writer) bodiesOfReturns(ctx context.Context) (map[record.ReturnID]record.BodyID, error) {
	bodies := map[record.ReturnID]record.BodyID{}
	var asked []string
	for _, t := range w.touched {
		for _, r := range []record.Record{t.was, t.now} {
			a, ok := r.(*record.Activity)
			if !ok {
				continue
			}
			if _, done := bodies[a.Return]; done {
				continue
			}
			bodies[a.Return] = ""
			if i, inSet := w.place[string(a.Return)]; inSet {
				if of, ok := w.set.Changes[i].Record.(*record.Return); ok {
					bodies[a.Return] = of.Body
					continue
				}
			}
			asked = append(asked, string(a.Return))
		}
	}
	err := inChunks(ctx, w.tx, "select id, body from "+w.kinds["return"].name+" where operation = $1 and id in", "", []any{string(w.set.Operation)}, asked, func(rows *sql.Rows) error {
		var id, body string
		return eachRow(rows, []any{&id, &body}, func() { bodies[record.ReturnID(id)] = record.BodyID(body) })
	})
	return bodies, err
}

// parents gives the place that holds each place, where a month was closed for a
// place.
func (w *writer) parents(ctx context.Context) (map[record.PlaceID]record.PlaceID, error) {
	within := map[record.PlaceID]record.PlaceID{}
	for _, all := range w.closed {
		if slices.ContainsFunc(all, func(a *record.Attestation) bool { return a.Place != "" }) {
			rows, err := w.tx.QueryContext(ctx, "select id, parent from "+w.kinds["place"].name+" where operation = $1", string(w.set.Operation))
			if err != nil {
				return nil, err
			}
			var id, parent string
			return within, eachRow(rows, []any{&id, &parent}, func() { within[record.PlaceID(id)] = record.PlaceID(parent) })
		}
	}
	return within, nil
}
