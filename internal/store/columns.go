package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
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
		h.read.Store(0)
		h.about.Store(0)
		if c, err = s.loadColumns(ctx, tx, at, h); err != nil {
			return nil, err
		}
	}
	h.columns = c
	h.loaded.Store(true)
	s.held.bound(h)
	return c, nil
}

// Loading is how far the first load of the columns is.
type Loading struct {
	Lines int // read so far
	About int // of so many, as the engine reckons without counting; 0: not known
	Done  bool
}

// ColumnsRead tells how far the first load of the lines of an operation is.
func (s *Store) ColumnsRead(op record.OperationID) Loading {
	h := s.held.of(op)
	lines, about := int(h.read.Load()), int(h.about.Load())
	if about < lines {
		about = 0
	}
	return Loading{lines, about, h.loaded.Load()}
}

// blockSize is how much text goes from the engine to the columns at a time, so
// that both work at once.
const blockSize = 256 << 10

// columnText makes one text of those of presence.Fields: to hand over a value
// costs the engine more than to make it. The parts of a total that is known are
// left out.
var columnText = func() string {
	end := "'" + string(presence.FieldEnd) + "'"
	names := make([]string, len(presence.Fields))
	for i, f := range presence.Fields {
		names[i] = `"` + f + `"`
	}
	total := slices.Index(presence.Fields, "total")
	return "concat_ws(" + end + ", " + strings.Join(names[:total], ", ") +
		", case when total <> '' then total else concat_ws(" + end + ", " + strings.Join(names[total:], ", ") + ") end)"
}()

// loadColumns reads all lines from the current table.
func (s *Store) loadColumns(ctx context.Context, tx *sql.Tx, at int64, h *heldColumns) (*presence.Columns, error) {
	var first, last sql.NullString
	var about sql.NullInt64
	if err := tx.QueryRowContext(ctx, "select (select min(operation) from r_activity), (select max(operation) from r_activity), ("+s.aboutRows("r_activity")+")").Scan(&first, &last, &about); err != nil {
		return nil, err
	}
	op := string(h.op)
	b := presence.NewBuilder()
	blocks := blocks{full: make(chan []byte, 4), free: make(chan []byte, 4), read: &h.read}
	failed := make(chan error, 1)
	go func() {
		var err error
		for texts := range blocks.full {
			if err == nil {
				err = b.AddTexts(texts)
			}
			select {
			case blocks.free <- texts[:0]:
			default:
			}
		}
		failed <- err
	}()
	var pieces [tablePieces]block
	add := func(piece int, texts []byte) { blocks.add(&pieces[piece], texts) }
	var err error
	if first.String == op && last.String == op {
		h.about.Store(about.Int64)
		err = s.wholeTable(ctx, tx, "r_activity", columnText, add) // from end to end, not by an index
	} else {
		err = eachText(ctx, tx, "select "+columnText+" from r_activity where operation = $1", []any{op}, func(text []byte) { add(0, text) })
	}
	for _, p := range pieces {
		blocks.full <- p.texts
	}
	close(blocks.full)
	if err := errors.Join(err, <-failed); err != nil {
		return nil, err
	}
	return b.Columns(at), nil
}

// block gathers texts, so that the columns are handed many at a time.
type block struct {
	texts []byte
	lines int64
}

// blocks are handed on full and come back free: the memory of a few serves all
// lines.
type blocks struct {
	full, free chan []byte
	read       *atomic.Int64
}

// add takes over texts with presence.LineEnd between them.
func (x *blocks) add(b *block, texts []byte) {
	if len(b.texts)+len(texts) >= blockSize {
		x.full <- b.texts
		x.read.Add(b.lines)
		*b = block{}
	}
	if b.texts == nil {
		select {
		case b.texts = <-x.free:
		default:
			b.texts = make([]byte, 0, blockSize)
		}
	}
	b.lines += int64(bytes.Count(texts, []byte{presence.LineEnd})) + 1
	b.texts = append(append(b.texts, texts...), presence.LineEnd)
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
	read    atomic.Int64 // lines of a load under way
	about   atomic.Int64 // of so many; 0: not known
	loaded  atomic.Bool
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
