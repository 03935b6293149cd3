package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"toguna/internal/record"
)

// Applied is what became of a change set.
type Applied struct {
	Position                                 int64 // of the operation's journal, after the set
	New, Changed, Unchanged, Removed, Erased int
}

// Apply writes a change set, whole or not at all, and is safe to repeat: a set
// that was applied before gives the same answer and writes nothing. What
// refuses it comes back as record.Problems.
func (s *Store) Apply(ctx context.Context, set record.ChangeSet) (Applied, error) {
	return s.ApplyProgress(ctx, set, nil)
}

// ApplyProgress is Apply for large sets: progress is told from time to time
// how many steps out of how many are done (each change is checked, then written).
func (s *Store) ApplyProgress(ctx context.Context, set record.ChangeSet, progress func(done, total int)) (Applied, error) {
	s.tidy(ctx)
	out, err := s.apply(ctx, set, true, progress)
	if err != nil {
		return Applied{}, s.refusal(ctx, set, err)
	}
	if out.Erased > 0 {
		s.traces.Store(true)
		return out, s.sweep(ctx)
	}
	return out, nil
}

// Judge tells what would refuse a change set, as Apply does, and writes nothing.
func (s *Store) Judge(ctx context.Context, set record.ChangeSet) error {
	_, err := s.apply(ctx, set, false, nil)
	return s.refusal(ctx, set, err)
}

// refusal says why a change set was not applied.
func (s *Store) refusal(ctx context.Context, set record.ChangeSet, err error) error {
	var problems record.Problems
	switch {
	case err == nil:
		return nil
	case errors.As(err, &problems):
		return problems
	case ctx.Err() != nil:
		return fmt.Errorf("apply change set %s: %w", set.ID, ctx.Err())
	}
	return fmt.Errorf("apply change set %s: %w", set.ID, s.explain(err))
}

func (s *Store) apply(ctx context.Context, set record.ChangeSet, write bool, progress func(done, total int)) (Applied, error) {
	if err := s.wellFormed(set); err != nil {
		return Applied{}, err
	}
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return Applied{}, err
	}
	defer tx.Rollback()
	w := &writer{Store: s, tx: tx, set: set, steps: make([]step, len(set.Changes)), place: make(map[string]int, len(set.Changes)),
		progress: func(done int) {
			if progress != nil {
				progress(done, 2*len(set.Changes))
			}
		}}
	// The row of all positions is the lock: writers take turns, so positions
	// come into sight in their order.
	if err := tx.QueryRowContext(ctx, `update position set last = last where operation = '' returning last`).Scan(&w.seq); err != nil {
		return Applied{}, err
	}
	if before, found, err := w.before(ctx); found || err != nil {
		return before, err
	}
	if err := w.judge(ctx); err != nil {
		return Applied{}, err
	}
	if len(w.problems) > 0 {
		return Applied{}, w.problems
	}
	if !write {
		return Applied{}, nil
	}
	if err := w.writeAll(ctx); err != nil {
		return Applied{}, err
	}
	if err := tx.Commit(); err != nil {
		return Applied{}, err
	}
	return w.applied, nil
}

// wellFormed refuses sets that no door should make.
func (s *Store) wellFormed(set record.ChangeSet) error {
	switch {
	case set.ID == "":
		return errors.New("the change set has no id")
	case set.Operation == "":
		return errors.New("the change set names no operation")
	case set.At.IsZero():
		return errors.New("the change set has no time")
	}
	for i, c := range set.Changes {
		switch {
		case s.kinds[c.Kind] == nil:
			return fmt.Errorf("change %d: there is no kind %q", i, c.Kind)
		case c.ID == "":
			return fmt.Errorf("change %d: a %s without an id", i, c.Kind)
		case c.Action != record.Put && c.Action != record.Remove && c.Action != record.Erase:
			return fmt.Errorf("change %d: there is no action %q", i, c.Action)
		case c.Action == record.Put && (c.Record == nil || c.Record.Kind() != c.Kind || c.Record.Base().ID != c.ID):
			return fmt.Errorf("change %d: the record is not the %s %s that is named", i, c.Kind, c.ID)
		}
	}
	return nil
}

// verdict says what is to be done about a change.
type verdict byte

const (
	refuse verdict = iota
	add
	change
	same
	remove
	erase
)

// step is what was found about one change of the set.
type step struct {
	verdict verdict
	version int // the version it will write
}

// writer is one change set on its way into the database.
type writer struct {
	*Store
	tx       *sql.Tx
	set      record.ChangeSet
	steps    []step         // one for each change
	place    map[string]int // record id to its change
	problems record.Problems
	closed   map[record.Month][]*record.Attestation // by month; empty in a set that gives a reason
	touched  []touch
	progress func(done int)
	seq      int64
	log      *batch
	applied  Applied
}

// before finds what the same set did when it was applied the first time.
func (w *writer) before(ctx context.Context) (Applied, bool, error) {
	var a Applied
	var op string
	err := w.tx.QueryRowContext(ctx, `select operation, position, added, changed, unchanged, removed, erased from change_set where id = $1`, w.set.ID).
		Scan(&op, &a.Position, &a.New, &a.Changed, &a.Unchanged, &a.Removed, &a.Erased)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return a, false, nil
	case err == nil && op != string(w.set.Operation):
		return Applied{}, true, errors.New("a change set of another operation has the same id")
	}
	return a, true, err
}

func (w *writer) writeAll(ctx context.Context) error {
	w.log = newBatch(w.tx, w.rowsPerInsert(), "journal", journalColumns, "")
	done := len(w.set.Changes)
	for _, t := range w.tables {
		rows := t.writes(w.tx, w.rowsPerInsert())
		var gone []string
		for i := range w.set.Changes {
			c, st := &w.set.Changes[i], w.steps[i]
			if c.Kind != t.Kind || st.verdict == erase {
				continue
			}
			switch st.verdict {
			case same:
				w.applied.Unchanged++
			case add, change:
				if st.verdict == add {
					w.applied.New++
				} else {
					w.applied.Changed++
				}
				rows.args = t.row(rows.args, c.Record, w.set.Operation, st.version)
				if err := rows.wrote(ctx); err != nil {
					return err
				}
				if err := w.note(ctx, t, c.Action, c.Record, st.version, c.From); err != nil {
					return err
				}
			case remove:
				w.applied.Removed++
				gone = append(gone, c.ID)
				if err := w.noteGone(ctx, t.Kind, c.Action, c.ID, st.version, c.From); err != nil {
					return err
				}
			}
			if done++; done%1000 == 0 {
				w.progress(done)
			}
		}
		if err := rows.flush(ctx); err != nil {
			return err
		}
		err := inChunks(ctx, w.tx, "delete from "+t.name+" where id in", " returning id", nil, gone, func(r *sql.Rows) error {
			var id string
			return eachRow(r, []any{&id}, func() {})
		})
		if err != nil {
			return err
		}
	}
	if err := w.log.flush(ctx); err != nil {
		return err
	}
	for i := range w.set.Changes {
		if w.steps[i].verdict == erase {
			w.applied.Erased++
			if err := w.erase(ctx, &w.set.Changes[i], w.steps[i].version); err != nil {
				return err
			}
			done++
		}
	}
	if err := w.log.flush(ctx); err != nil {
		return err
	}
	w.progress(2 * len(w.set.Changes))
	return w.sign(ctx)
}

// sign records the set itself and moves the positions.
func (w *writer) sign(ctx context.Context) error {
	op := string(w.set.Operation)
	a := &w.applied
	if a.New+a.Changed+a.Removed+a.Erased == 0 {
		p, err := position(ctx, w.tx, w.set.Operation)
		if err != nil {
			return err
		}
		a.Position = p
	} else {
		a.Position = w.seq
		_, err := w.tx.ExecContext(ctx, `insert into position (operation, last) values ('', $1), ($2, $1)
			on conflict (operation) do update set last = excluded.last`, w.seq, op)
		if err != nil {
			return err
		}
	}
	_, err := w.tx.ExecContext(ctx, `insert into change_set (id, operation, at, "by", door, reason, position, added, changed, unchanged, removed, erased)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		w.set.ID, op, w.set.At.UnixMicro(), w.set.By, w.set.Door, w.set.Reason, a.Position, a.New, a.Changed, a.Unchanged, a.Removed, a.Erased)
	return err
}

// note adds a line to the journal: the record as it is after the change.
func (w *writer) note(ctx context.Context, t *table, action record.Action, r record.Record, version int, from record.Origin) error {
	body, personal := t.encode(r)
	month := ""
	if a, ok := r.(*record.Activity); ok {
		month = string(a.Month)
	}
	return w.line(ctx, action, t.Kind, r.Base().ID, version, month, body, personal, from)
}

// noteGone adds the line of a record that is in the current tables no more.
func (w *writer) noteGone(ctx context.Context, k record.Kind, action record.Action, id string, version int, from record.Origin) error {
	return w.line(ctx, action, k, id, version, "", "", nil, from)
}

func (w *writer) line(ctx context.Context, action record.Action, k record.Kind, id string, version int, month, body string, personal any, from record.Origin) error {
	w.seq++
	w.log.args = append(w.log.args, w.seq, w.set.ID, string(w.set.Operation), w.set.At.UnixMicro(), string(action), string(k), id, version,
		month, body, personal, from.File, from.Sheet, from.Row)
	return w.log.wrote(ctx)
}
