package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"toguna/internal/record"
)

// Entry is one line of the journal: what one change did to one record, by whom
// and from where. Record is the record after the change, nil once removed.
type Entry struct {
	Seq              int64
	Set              string
	At               time.Time
	By, Door, Reason string
	Action           record.Action
	Kind             record.Kind
	ID               string
	Version          int
	Record           record.Record
	From             record.Origin
}

// Set is a change set as the journal remembers it.
type Set struct {
	ID               string
	At               time.Time
	By, Door, Reason string
	Applied          Applied
}

// History gives the journal of a record, oldest first.
func (s *Store) History(ctx context.Context, op record.OperationID, id string) ([]Entry, error) {
	rows, err := s.read.QueryContext(ctx, `select j.seq, j.set_id, j.at, s."by", s.door, s.reason, j.action, j.kind, j.id, j.version, j.body, j.personal, j.file, j.sheet, j.line
		from journal j join change_set s on s.id = j.set_id
		where j.id = $1 and j.operation = $2 order by j.seq`, id, string(op))
	if err != nil {
		return nil, fmt.Errorf("history of %s: %w", id, s.explain(err))
	}
	defer rows.Close()
	var out []Entry
	seen := make(map[string]string)
	for rows.Next() {
		var e Entry
		var at int64
		var body string
		var personal sql.NullString
		if err := rows.Scan(&e.Seq, &e.Set, &at, &e.By, &e.Door, &e.Reason, &e.Action, &e.Kind, &e.ID, &e.Version, &body, &personal, &e.From.File, &e.From.Sheet, &e.From.Row); err != nil {
			return nil, fmt.Errorf("history of %s: %w", id, err)
		}
		e.At = time.UnixMicro(at).UTC()
		if body != "" {
			if e.Record, err = s.kinds[e.Kind].decode(op, e.ID, e.Version, body, personal.String, seen); err != nil {
				return nil, fmt.Errorf("history of %s: %w", id, err)
			}
		}
		out = append(out, e)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("history of %s: %w", id, s.explain(err))
	}
	return out, nil
}

// Sets lists the last change sets of an operation, newest first.
func (s *Store) Sets(ctx context.Context, op record.OperationID, limit int) ([]Set, error) {
	rows, err := s.read.QueryContext(ctx, `select id, at, "by", door, reason, position, added, changed, unchanged, removed, erased
		from change_set where operation = $1 order by position desc, at desc, id desc limit $2`, string(op), limit)
	if err != nil {
		return nil, fmt.Errorf("list the change sets: %w", s.explain(err))
	}
	var out []Set
	var at int64
	var x Set
	a := &x.Applied
	err = eachRow(rows, []any{&x.ID, &at, &x.By, &x.Door, &x.Reason, &a.Position, &a.New, &a.Changed, &a.Unchanged, &a.Removed, &a.Erased}, func() {
		x.At = time.UnixMicro(at).UTC()
		out = append(out, x)
	})
	if err != nil {
		return nil, fmt.Errorf("list the change sets: %w", s.explain(err))
	}
	return out, nil
}

var journalColumns = []string{"seq", "set_id", "operation", "at", "action", "kind", "id", "version", "month", "body", "personal", "file", "sheet", "line"}

// encode writes the fields of a record that are not empty as JSON objects, the
// personal ones apart; personal is nil where there are none.
func (t *table) encode(r record.Record) (body string, personal any) {
	b, p := []byte{'{'}, []byte{'{'}
	for i := range t.Fields {
		f := &t.Fields[i]
		v := f.Get(r)
		switch {
		case v == "":
		case f.Personal:
			p = appendPair(p, f.Name, v)
		default:
			b = appendPair(b, f.Name, v)
		}
	}
	if len(p) > 1 {
		personal = string(append(p, '}'))
	}
	return string(append(b, '}')), personal
}

func appendPair(b []byte, name, v string) []byte {
	if len(b) > 1 {
		b = append(b, ',')
	}
	b = append(b, '"')
	b = append(b, name...)
	b = append(b, '"', ':')
	if !strings.ContainsFunc(v, func(r rune) bool { return r < ' ' || r == '"' || r == '\\' }) {
		b = append(b, '"')
		b = append(b, v...)
		return append(b, '"')
	}
	quoted, err := json.Marshal(v)
	if err != nil {
		panic(err) // a string always has a JSON form
	}
	return append(b, quoted...)
}

// decode reads a record back from its after-image. Fields the journal knows
// and the program no longer does are left out.
func (t *table) decode(op record.OperationID, id string, version int, body, personal string, seen map[string]string) (record.Record, error) {
	values := make(map[string]string, len(t.Fields))
	for _, text := range []string{body, personal} {
		if text == "" {
			continue
		}
		if err := json.Unmarshal([]byte(text), &values); err != nil {
			return nil, fmt.Errorf("journal of %s %s: %w", t.Kind, id, err)
		}
	}
	r := t.New()
	h := r.Base()
	h.ID, h.Operation, h.Version = id, op, version
	for i := range t.Fields {
		if err := t.set(r, i, values[t.Fields[i].Name], seen); err != nil {
			return nil, err
		}
	}
	return r, nil
}
