package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"sync"
	"time"

	"toguna/internal/record"
)

// Snapshot reads an operation for a day, as known now or, when knownAt is not
// zero, as known at that instant; erased identities stay erased. All kinds come
// in full but activities, of which it holds the reference round of the day.
func (s *Store) Snapshot(ctx context.Context, op record.OperationID, day record.Day, knownAt time.Time) (*record.Snapshot, error) {
	snap, err := s.snapshot(ctx, op, day, knownAt)
	if err != nil {
		return nil, fmt.Errorf("read operation %s: %w", op, s.explain(err))
	}
	return snap, nil
}

func (s *Store) snapshot(ctx context.Context, op record.OperationID, day record.Day, knownAt time.Time) (*record.Snapshot, error) {
	tx, err := s.oneView(ctx)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	at, err := position(ctx, tx, op)
	if err != nil {
		return nil, err
	}
	e := s.cache.entry(cacheKey{op, at, knownAt.UnixMicro()})
	e.Lock()
	defer e.Unlock()
	seen := make(map[string]string)
	if e.base == nil {
		records, err := s.register(ctx, tx, op, knownAt, seen)
		if err != nil {
			return nil, err
		}
		base := record.NewSnapshot(records, day)
		base.Position, base.KnownAt = at, knownAt
		e.base, e.rounds = base, make(map[record.Month]*record.Snapshot)
	}
	seenFrom := e.base.At(day)
	month := seenFrom.RoundOn(day).Month
	if month == "" {
		return seenFrom, nil
	}
	if round := e.rounds[month]; round != nil {
		return round.At(day), nil
	}
	lines, err := s.round(ctx, tx, op, month, knownAt, seen)
	if err != nil {
		return nil, err
	}
	if len(e.rounds) >= roundsKept {
		clear(e.rounds)
	}
	e.rounds[month] = seenFrom.WithActivities(lines)
	return e.rounds[month], nil
}

// register reads every record but activities.
func (s *Store) register(ctx context.Context, q queries, op record.OperationID, knownAt time.Time, seen map[string]string) ([]record.Record, error) {
	var out []record.Record
	keep := func(r record.Record) error { out = append(out, r); return nil }
	if !knownAt.IsZero() {
		rows, err := q.QueryContext(ctx, `select j.kind, j.id, j.version, j.body, j.personal from journal j
			join (select id, max(seq) as seq from journal where operation = $1 and at <= $2 and kind <> 'activity' group by id) last on last.seq = j.seq
			where j.body <> ''`, string(op), knownAt.UnixMicro())
		if err != nil {
			return nil, err
		}
		err = s.replay(rows, op, seen, func(r record.Record) { out = append(out, r) })
		return out, err
	}
	for _, t := range s.tables {
		if t.Kind == "activity" {
			continue
		}
		rows, err := q.QueryContext(ctx, t.selects+" where operation = $1", string(op))
		if err != nil {
			return nil, err
		}
		if err := t.scan(rows, seen, keep); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// round reads the activities of a month, in the order of their codes and ids.
func (s *Store) round(ctx context.Context, q queries, op record.OperationID, month record.Month, knownAt time.Time, seen map[string]string) ([]*record.Activity, error) {
	var out []*record.Activity
	keep := func(r record.Record) { out = append(out, r.(*record.Activity)) }
	var err error
	if knownAt.IsZero() {
		t := s.kinds["activity"]
		var rows *sql.Rows
		if rows, err = q.QueryContext(ctx, t.selects+" where operation = $1 and month = $2", string(op), string(month)); err == nil {
			err = t.scan(rows, seen, func(r record.Record) error { keep(r); return nil })
		}
	} else {
		var rows *sql.Rows
		rows, err = q.QueryContext(ctx, `select j.kind, j.id, j.version, j.body, j.personal from journal j
			join (select id, max(seq) as seq from journal where at <= $3 and id in
				(select id from journal where operation = $1 and month = $2 and month <> '') group by id) last on last.seq = j.seq
			where j.body <> '' and j.month = $2`, string(op), string(month), knownAt.UnixMicro())
		if err == nil {
			err = s.replay(rows, op, seen, keep)
		}
	}
	slices.SortFunc(out, byCode)
	return out, err
}

func byCode(a, b *record.Activity) int {
	if a.Code != b.Code {
		if a.Code < b.Code {
			return -1
		}
		return 1
	}
	if a.ID < b.ID {
		return -1
	}
	return 1
}

// replay reads records back from after-images of the journal.
func (s *Store) replay(rows *sql.Rows, op record.OperationID, seen map[string]string, keep func(record.Record)) error {
	defer rows.Close()
	for rows.Next() {
		var kind, id, body string
		var version int
		var personal sql.NullString
		if err := rows.Scan(&kind, &id, &version, &body, &personal); err != nil {
			return err
		}
		r, err := s.kinds[record.Kind(kind)].decode(op, id, version, body, personal.String, seen)
		if err != nil {
			return err
		}
		keep(r)
	}
	return rows.Err()
}

// snapshotsKept and roundsKept bound the cache: a few operations and moments
// of knowledge, a few months of each.
const (
	snapshotsKept = 6
	roundsKept    = 4
)

type cacheKey struct {
	op       record.OperationID
	position int64
	knownAt  int64
}

// cached is the part of a snapshot that is the same for every day.
type cached struct {
	sync.Mutex
	key    cacheKey
	base   *record.Snapshot
	rounds map[record.Month]*record.Snapshot
}

// cache keeps the snapshots that were used last. A new position makes a new
// key, so that nothing has to be told when records change.
type cache struct {
	sync.Mutex
	entries []*cached // the last used first
}

func (c *cache) entry(key cacheKey) *cached {
	c.Lock()
	defer c.Unlock()
	i := slices.IndexFunc(c.entries, func(e *cached) bool { return e.key == key })
	if i < 0 {
		c.entries = slices.Insert(c.entries, 0, &cached{key: key})
		c.entries = c.entries[:min(len(c.entries), snapshotsKept)]
		return c.entries[0]
	}
	e := c.entries[i]
	copy(c.entries[1:i+1], c.entries[:i])
	c.entries[0] = e
	return e
}
