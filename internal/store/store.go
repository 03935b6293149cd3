// Package store keeps the register: the current records of every operation
// and the journal of how they came to be.
//
// Change sets enter through Apply, the one way in, which checks them and
// writes journal and current tables in one transaction; snapshots, histories
// and copies leave. It holds all the SQL of the program, one text for SQLite
// and PostgreSQL, and never computes a figure, reads a clock or decides who may
// see what.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync/atomic"

	"toguna/internal/record"
)

// Store is an open database. It may be used by many at once; writers take turns.
type Store struct {
	engine
	tables []*table // in the order of record.Tables
	kinds  map[record.Kind]*table
	cache  cache
	held   held
	traces atomic.Bool // an erasure may still be in the write-ahead log
}

// Open opens the database at a path (a SQLite file, made when it is not there)
// or at a postgres:// address, and brings its tables up to date.
func Open(ctx context.Context, address string) (*Store, error) {
	e, err := openEngine(ctx, address)
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	s := &Store{engine: e, kinds: make(map[record.Kind]*table)}
	for i := range record.Tables {
		t := newTable(&record.Tables[i])
		s.tables = append(s.tables, t)
		s.kinds[t.Kind] = t
	}
	s.traces.Store(e.unclean)
	s.tidy(ctx)
	return s, nil
}

// Close ends all use of the database.
func (s *Store) Close() error {
	return errors.Join(s.sweep(context.Background()), s.close())
}

// Backup writes a consistent copy of a SQLite database to a new file while it
// is in use.
func (s *Store) Backup(ctx context.Context, path string) error {
	if err := s.backup(ctx, path); err != nil {
		return fmt.Errorf("copy the database: %w", s.explain(err))
	}
	return nil
}

// tidy sweeps where that can be done at once; the next write tries again.
func (s *Store) tidy(ctx context.Context) { _ = s.sweep(ctx) }

// sweep empties the write-ahead log of erased identities.
func (s *Store) sweep(ctx context.Context) error {
	if !s.traces.Load() {
		return nil
	}
	if err := s.scrub(ctx); err != nil {
		return fmt.Errorf("the identity is erased, but its traces in the files could not all be overwritten yet (the next write or a restart tries again): %w", s.explain(err))
	}
	s.traces.Store(false)
	return nil
}

// Operations lists the operations of the database in the order of their codes.
func (s *Store) Operations(ctx context.Context) ([]*record.Operation, error) {
	t := s.kinds["operation"]
	rows, err := s.read.QueryContext(ctx, t.selects+` order by "code", id`)
	if err != nil {
		return nil, fmt.Errorf("list the operations: %w", s.explain(err))
	}
	var out []*record.Operation
	err = t.scan(rows, make(map[string]string), func(r record.Record) error {
		out = append(out, r.(*record.Operation))
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list the operations: %w", s.explain(err))
	}
	return out, nil
}

// Position gives the position of an operation's last change in the journal, 0
// for none. Equal positions mean equal records.
func (s *Store) Position(ctx context.Context, op record.OperationID) (int64, error) {
	p, err := position(ctx, s.read, op)
	if err != nil {
		return 0, fmt.Errorf("position of the journal: %w", s.explain(err))
	}
	return p, nil
}

// queries is what a database and a transaction have in common.
type queries interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func position(ctx context.Context, q queries, op record.OperationID) (int64, error) {
	var p int64
	err := q.QueryRowContext(ctx, `select last from position where operation = $1`, string(op)).Scan(&p)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return p, err
}

// Lines streams the 5W activity lines of an operation whose month lies in
// first to last, both included, in the order of months and returns.
func (s *Store) Lines(ctx context.Context, op record.OperationID, first, last record.Month, each func(*record.Activity) error) error {
	t := s.kinds["activity"]
	rows, err := s.read.QueryContext(ctx, t.selects+` where operation = $1 and month >= $2 and month <= $3 order by month, "return", id`,
		string(op), string(first), string(last))
	if err == nil {
		err = t.scan(rows, make(map[string]string), func(r record.Record) error { return each(r.(*record.Activity)) })
	}
	if err != nil {
		return fmt.Errorf("read the activities: %w", s.explain(err))
	}
	return nil
}
