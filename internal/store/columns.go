package store

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"toguna/internal/presence"
	"toguna/internal/record"
)

// Columns gives the 5W lines of an operation as coded columns, as known now
// or, when knownAt is not zero, as known at that instant. Those of now are kept
// and follow the journal: what changed since is taken in, not read again. Those
// of an earlier instant are replayed from the journal each time.
func (s *Store) Columns(ctx context.Context, op record.OperationID, knownAt time.Time) (*presence.Columns, error) {
	c, err := s.columns(ctx, op, knownAt)
	if err != nil {
		return nil, fmt.Errorf("read the activities of operation %s: %w", op, s.explain(err))
	}
	return c, nil
}

func (s *Store) columns(ctx context.Context, op record.OperationID, knownAt time.Time) (*presence.Columns, error) {
	tx, err := s.oneView(ctx)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	at, err := position(ctx, tx, op)
	if err != nil {
		return nil, err
	}
	if !knownAt.IsZero() {
		return s.replayColumns(ctx, tx, op, at, knownAt)
	}
	h := s.held.of(op)
	h.Lock()
	defer h.Unlock()
	c := h.columns
	if c != nil && c.Position < at {
		if c, err = s.follow(ctx, tx, op, c, at); err != nil {
			return nil, err
		}
	}
	if c == nil || c.Position > at {
		if c, err = s.loadColumns(ctx, tx, op, at); err != nil {
			return nil, err
		}
	}
	h.columns = c
	s.held.bound(h)
	return c, nil
}

// columnFields are the fields that a line of the columns is made of: first
// those that say one of a few things, then numbers.
var columnFields = [...]string{"month", "state", "since", "until", "level", "repeat", "org", "impl", "place", "sector", "total", "girls", "boys", "women", "men"}

const fewTexts = 10

// The separators of fields and of lines: characters that no workbook and no
// form can hold.
const betweenFields, betweenLines = "\x1f", "\x1e"

// blockSize is how much text goes from the engine to the decoder at a time, so
// that both work at once.
const blockSize = 256 << 10

// loadColumns reads all lines from the current table. The engine joins the
// fields of a line to one text: handing over a value costs more than making it.
func (s *Store) loadColumns(ctx context.Context, q queries, op record.OperationID, at int64) (*presence.Columns, error) {
	where := "operation = $1"
	var operations int
	if err := q.QueryRowContext(ctx, "select count(*) from r_operation").Scan(&operations); err != nil {
		return nil, err
	}
	if operations <= 2 {
		where = "operation || '' = $1" // most of the table is wanted: no index
	}
	rows, err := q.QueryContext(ctx, `select concat_ws('`+betweenFields+`', "`+strings.Join(columnFields[:], `", "`)+`") from r_activity where `+where, string(op))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	blocks, done := make(chan []byte, 4), make(chan error, 1)
	var read columnReader
	go func() {
		var failed error
		for block := range blocks {
			if failed == nil {
				failed = read.block(block)
			}
		}
		done <- failed
	}()
	var line sql.RawBytes
	block := make([]byte, 0, blockSize)
	for err == nil && rows.Next() {
		if err = rows.Scan(&line); err == nil {
			if block = append(append(block, line...), betweenLines...); len(block) > blockSize-1024 {
				blocks <- block
				block = make([]byte, 0, blockSize)
			}
		}
	}
	blocks <- block
	close(blocks)
	if failed := <-done; err == nil {
		err = failed
	}
	if err == nil {
		err = rows.Err()
	}
	if err != nil {
		return nil, err
	}
	return read.builder().Columns(at), nil
}

// columnReader makes lines of the texts of columnFields.
type columnReader struct {
	into *presence.Builder
	seen [fewTexts]struct { // what each of the first fields has said: few different texts
		last string
		all  map[string]string
	}
}

func (r *columnReader) builder() *presence.Builder {
	if r.into == nil {
		r.into = presence.NewBuilder()
	}
	return r.into
}

func (r *columnReader) text(i int, b []byte) string {
	s := &r.seen[i]
	if string(b) == s.last {
		return s.last
	}
	v, known := s.all[string(b)]
	if !known {
		if s.all == nil {
			s.all = make(map[string]string)
		}
		v = string(b)
		s.all[v] = v
	}
	s.last = v
	return v
}

func (r *columnReader) block(block []byte) error {
	b := r.builder()
	for text := range bytes.SplitSeq(block, []byte(betweenLines)) {
		if len(text) == 0 {
			continue
		}
		var fields [len(columnFields)][]byte
		for i := range fields {
			fields[i], text, _ = bytes.Cut(text, []byte(betweenFields))
		}
		a := record.Activity{Month: record.Month(r.text(0, fields[0])), State: r.text(1, fields[1]),
			Org: record.OrgID(r.text(6, fields[6])), Impl: record.OrgID(r.text(7, fields[7])), Place: record.PlaceID(r.text(8, fields[8])), Sector: r.text(9, fields[9])}
		a.Since, a.Until = record.Day(r.text(2, fields[2])), record.Day(r.text(3, fields[3]))
		a.Repeat = record.Answer(r.text(5, fields[5]))
		for i, l := range record.Levels.Items {
			if string(fields[4]) == l.Code {
				a.Level = record.Level(i)
			}
		}
		for i, n := range []*record.Number{&a.Total, &a.Girls, &a.Boys, &a.Women, &a.Men} {
			if f := fields[fewTexts+i]; len(f) > 0 {
				var err error
				if *n, err = record.ParseNumber(string(f)); err != nil {
					return fmt.Errorf("%s of an activity: %w", columnFields[fewTexts+i], err)
				}
			}
		}
		b.Add(&a)
	}
	return nil
}

// reloadShare is the share of the lines from which on it is faster to read all
// of them again than to follow what changed.
const reloadShare = 8

// follow takes into the columns what the journal holds since their position.
// It gives nil where reading all lines again is faster, or needed.
func (s *Store) follow(ctx context.Context, q queries, op record.OperationID, c *presence.Columns, at int64) (*presence.Columns, error) {
	rows, err := q.QueryContext(ctx, `select id from journal where seq > $1 and seq <= $2 and operation = $3 and kind = 'activity' group by id limit $4`,
		c.Position, at, string(op), c.Lines()/reloadShare+10_000)
	if err != nil {
		return nil, err
	}
	var ids []string
	var id string
	if err := eachRow(rows, []any{&id}, func() { ids = append(ids, id) }); err != nil {
		return nil, err
	}
	if len(ids) >= c.Lines()/reloadShare+10_000 {
		return nil, nil
	}
	asOf := func(position int64) ([]*record.Activity, error) {
		var out []*record.Activity
		err := inChunks(ctx, q, `select j.kind, j.id, j.version, j.body, j.personal from journal j
			join (select id, max(seq) as seq from journal where seq <= $1 and id in`, ` group by id) last on last.seq = j.seq where j.body <> ''`,
			[]any{position}, ids, func(rows *sql.Rows) error {
				return s.replay(rows, op, make(map[string]string), func(r record.Record) { out = append(out, r.(*record.Activity)) })
			})
		return out, err
	}
	gone, err := asOf(c.Position)
	if err != nil {
		return nil, err
	}
	come, err := asOf(at)
	if err != nil {
		return nil, err
	}
	next, _ := c.Change(at, gone, come)
	return next, nil
}

// replayColumns reads the lines as they were known at an instant.
func (s *Store) replayColumns(ctx context.Context, q queries, op record.OperationID, at int64, knownAt time.Time) (*presence.Columns, error) {
	rows, err := q.QueryContext(ctx, `select j.kind, j.id, j.version, j.body, j.personal from journal j
		join (select id, max(seq) as seq from journal where operation = $1 and at <= $2 and kind = 'activity' group by id) last on last.seq = j.seq
		where j.body <> ''`, string(op), knownAt.UnixMicro())
	if err != nil {
		return nil, err
	}
	b := presence.NewBuilder()
	if err := s.replay(rows, op, make(map[string]string), func(r record.Record) { b.Add(r.(*record.Activity)) }); err != nil {
		return nil, err
	}
	c := b.Columns(at)
	c.KnownAt = knownAt
	return c, nil
}

// columnsKept bounds the memory of the columns that are kept, in bytes: some
// ten million lines. Those that are asked for at the moment are kept whatever
// their size.
const columnsKept = 256 << 20

// held keeps the columns of the operations that were used last.
type held struct {
	sync.Mutex
	all []*heldColumns // the last used first
}

type heldColumns struct {
	sync.Mutex
	op      record.OperationID
	columns *presence.Columns
	bytes   int  // guarded by held
	idle    bool // not asked for since the last DropIdle; guarded by held
}

func (h *held) of(op record.OperationID) *heldColumns {
	h.Lock()
	defer h.Unlock()
	i := slices.IndexFunc(h.all, func(x *heldColumns) bool { return x.op == op })
	x := &heldColumns{op: op}
	if i >= 0 {
		x = h.all[i]
		h.all = slices.Delete(h.all, i, i+1)
	}
	x.idle = false
	h.all = slices.Insert(h.all, 0, x)
	return x
}

// bound lets go of the columns that were used longest ago, but not of x.
func (h *held) bound(x *heldColumns) {
	h.Lock()
	defer h.Unlock()
	x.bytes = x.columns.Bytes()
	sum := 0
	h.all = slices.DeleteFunc(h.all, func(y *heldColumns) bool {
		sum += y.bytes
		return y != x && sum > columnsKept
	})
}

// DropIdle lets go of the columns that nobody has asked for since it was last
// called. Whoever keeps a store open for long calls it from time to time.
func (s *Store) DropIdle() {
	s.held.Lock()
	defer s.held.Unlock()
	s.held.all = slices.DeleteFunc(s.held.all, func(x *heldColumns) bool { return x.idle })
	for _, x := range s.held.all {
		x.idle = true
	}
}
