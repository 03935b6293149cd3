package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"toguna/internal/record"
)

// table is the current table of a record kind, its SQL built from the field
// table of the kind.
type table struct {
	*record.Table
	name    string
	columns []string
	selects string // select ... from ...
}

func newTable(of *record.Table) *table {
	t := &table{Table: of, name: "r_" + string(of.Kind), columns: []string{"id", "operation", "version"}}
	for _, f := range of.Fields {
		t.columns = append(t.columns, `"`+f.Name+`"`)
	}
	t.selects = "select " + strings.Join(t.columns, ", ") + " from " + t.name
	return t
}

// scan reads all rows of t.selects and closes them. Texts that recur (ids,
// codes, days) are kept once, in seen.
func (t *table) scan(rows *sql.Rows, seen map[string]string, each func(record.Record) error) error {
	defer rows.Close()
	var id, operation string
	var version int
	texts := make([]string, len(t.Fields))
	dest := []any{&id, &operation, &version}
	for i := range texts {
		dest = append(dest, &texts[i])
	}
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		r := t.New()
		h := r.Base()
		h.ID, h.Operation, h.Version = id, record.OperationID(once(seen, operation)), version
		for i := range t.Fields {
			if err := t.set(r, i, texts[i], seen); err != nil {
				return err
			}
		}
		if err := each(r); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (t *table) set(r record.Record, i int, v string, seen map[string]string) error {
	if v == "" {
		return nil // a new record is empty already
	}
	f := &t.Fields[i]
	switch f.Type {
	case record.Text, record.LongText, record.Numeric:
	default:
		if !f.Many {
			v = once(seen, v)
		}
	}
	if err := f.Set(r, v); err != nil {
		return fmt.Errorf("%s %s, %s: %w", t.Kind, r.Base().ID, f.Name, err)
	}
	return nil
}

func once(seen map[string]string, s string) string {
	if kept, ok := seen[s]; ok {
		return kept
	}
	seen[s] = s
	return s
}

// row gives the values of t.columns.
func (t *table) row(args []any, r record.Record, op record.OperationID, version int) []any {
	args = append(args, r.Base().ID, string(op), version)
	for i := range t.Fields {
		args = append(args, t.Fields[i].Get(r))
	}
	return args
}

// writes is the batch that adds or replaces rows of the table.
func (t *table) writes(tx *sql.Tx, rows int) *batch {
	var set []string
	for _, c := range t.columns[1:] {
		set = append(set, c+" = excluded."+c)
	}
	return newBatch(tx, rows, t.name, t.columns, " on conflict (id) do update set "+strings.Join(set, ", "))
}

// batch gathers rows into inserts of many rows.
type batch struct {
	tx         *sql.Tx
	head, tail string
	width      int
	rows       int // of a full insert
	args       []any
	full       *sql.Stmt
}

func newBatch(tx *sql.Tx, rows int, name string, columns []string, tail string) *batch {
	return &batch{tx: tx, rows: rows, head: "insert into " + name + " (" + strings.Join(columns, ", ") + ") values ", tail: tail, width: len(columns)}
}

func (b *batch) text(rows int) string {
	var s strings.Builder
	s.WriteString(b.head)
	for i := range rows {
		if i > 0 {
			s.WriteString(", ")
		}
		s.WriteString("(" + holes(i*b.width+1, b.width) + ")")
	}
	s.WriteString(b.tail)
	return s.String()
}

// wrote is to be called after a row was appended to b.args.
func (b *batch) wrote(ctx context.Context) error {
	if len(b.args) < b.rows*b.width {
		return nil
	}
	if b.full == nil {
		stmt, err := b.tx.PrepareContext(ctx, b.text(b.rows))
		if err != nil {
			return err
		}
		b.full = stmt
	}
	_, err := b.full.ExecContext(ctx, b.args...)
	b.args = b.args[:0]
	return err
}

// flush writes what is left; the batch may be used again.
func (b *batch) flush(ctx context.Context) error {
	if b.full != nil {
		defer b.full.Close()
		b.full = nil
	}
	if len(b.args) == 0 {
		return nil
	}
	_, err := b.tx.ExecContext(ctx, b.text(len(b.args)/b.width), b.args...)
	b.args = b.args[:0]
	return err
}

// holes writes n parameters from $first on.
func holes(first, n int) string {
	var s strings.Builder
	for i := range n {
		if i > 0 {
			s.WriteString(", ")
		}
		fmt.Fprintf(&s, "$%d", first+i)
	}
	return s.String()
}

// chunk is how many ids one question carries.
const chunk = 200

// inChunks asks a question about many ids, a few hundred at a time. The
// question ends in "in" and its own parameters come first.
func inChunks(ctx context.Context, q queries, question, after string, own []any, ids []string, each func(*sql.Rows) error) error {
	for len(ids) > 0 {
		n := min(chunk, len(ids))
		args := append([]any{}, own...)
		for _, id := range ids[:n] {
			args = append(args, id)
		}
		ids = ids[n:]
		rows, err := q.QueryContext(ctx, question+" ("+holes(len(own)+1, n)+")"+after, args...)
		if err != nil {
			return err
		}
		if err := each(rows); err != nil {
			return err
		}
	}
	return nil
}

// eachRow scans every row of a small question and closes it.
func eachRow(rows *sql.Rows, dest []any, each func()) error {
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		each()
	}
	return rows.Err()
}
