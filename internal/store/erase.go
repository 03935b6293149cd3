package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"toguna/internal/record"
)

// erase destroys the identity of a person and keeps the random key, so that
// figures stay what they were (data-responsibility C6): the personal fields go
// from the current table and from every line of the journal, and the person's
// posts are known by month from then on.
func (w *writer) erase(ctx context.Context, c *record.Change, version int) error {
	t := w.kinds["person"]
	words, err := w.forget(ctx, t, c.ID)
	if err != nil {
		return fmt.Errorf("erase %s: %w", c.ID, err)
	}
	now, err := one[*record.Person](ctx, w.tx, t, c.ID)
	if err != nil {
		return err
	}
	if now == nil {
		err = w.noteGone(ctx, t.Kind, record.Erase, c.ID, version, c.From)
	} else {
		clearIdentity(t, now, words)
		err = w.rewrite(ctx, t, record.Erase, now, version, c.From)
	}
	if err != nil {
		return err
	}
	return w.coarsen(ctx, record.PersonID(c.ID), c.From)
}

// forget removes the identity from the journal and gives the words it was made
// of, so that codes and signatures made of them can go too.
func (w *writer) forget(ctx context.Context, t *table, id string) ([]string, error) {
	type line struct {
		seq     int64
		version int
		body    string
	}
	var lines []line
	var words []string
	var l line
	var personal sql.NullString
	var broken error
	rows, err := w.tx.QueryContext(ctx, `select seq, version, body, personal from journal where id = $1 and kind = 'person' order by seq`, id)
	if err != nil {
		return nil, err
	}
	err = eachRow(rows, []any{&l.seq, &l.version, &l.body, &personal}, func() {
		lines = append(lines, l)
		if personal.String == "" {
			return
		}
		var values map[string]string
		if err := json.Unmarshal([]byte(personal.String), &values); err != nil {
			broken = err
		}
		for _, v := range values {
			words = append(words, v)
		}
	})
	if err == nil {
		err = broken
	}
	if err != nil {
		return nil, err
	}
	for _, l := range lines {
		if l.body == "" {
			continue
		}
		r, err := t.decode(w.set.Operation, id, l.version, l.body, "", make(map[string]string))
		if err != nil {
			return nil, err
		}
		clearIdentity(t, r.(*record.Person), words)
		body, _ := t.encode(r)
		if _, err := w.tx.ExecContext(ctx, `update journal set body = $1, personal = null, file = '', sheet = '' where seq = $2`, body, l.seq); err != nil {
			return nil, err
		}
	}
	for _, signature := range words {
		if _, err := w.tx.ExecContext(ctx, `update change_set set "by" = $1 where "by" = $2`, id, signature); err != nil {
			return nil, err
		}
		if w.set.By == signature {
			w.set.By = id
		}
	}
	return words, nil
}

// clearIdentity leaves the key and what figures need. The source may tell who
// it was, and so may a code made of the name.
func clearIdentity(t *table, p *record.Person, words []string) {
	for i := range t.Fields {
		if t.Fields[i].Personal {
			_ = t.Fields[i].Set(p, "") // a text takes any value
		}
	}
	p.Erased, p.Source = record.Yes, ""
	code := strings.ReplaceAll(record.Fold(p.Code), " ", "")
	for _, w := range words {
		for part := range strings.FieldsSeq(record.Fold(w)) {
			if len(part) > 2 && strings.Contains(code, part) {
				p.Code = p.ID
				return
			}
		}
	}
}

// coarsen writes the posts of an erased person by month. The days to the
// successor are computed first, for the person's posts and for those the
// person took over, so that they stay right.
func (w *writer) coarsen(ctx context.Context, person record.PersonID, from record.Origin) error {
	t := w.kinds["post"]
	var posts []*record.Post
	rows, err := w.tx.QueryContext(ctx, t.selects+" where operation = $1", string(w.set.Operation))
	if err != nil {
		return err
	}
	err = t.scan(rows, make(map[string]string), func(r record.Record) error {
		posts = append(posts, r.(*record.Post))
		return nil
	})
	if err != nil {
		return err
	}
	gaps := make(map[string]record.Number)
	for _, p := range posts {
		next, days := successor(p, posts)
		if next != nil && !p.HandoverGap.Known() && (p.Person == person || next.Person == person) {
			gaps[p.ID] = record.N(float64(days))
		}
	}
	if err := w.coarsenPast(ctx, t, person, posts, gaps); err != nil {
		return err
	}
	for _, p := range posts {
		gap, found := gaps[p.ID]
		if p.Person != person && !found {
			continue
		}
		if found {
			p.HandoverGap = gap
		}
		action := record.Put
		if p.Person == person {
			byMonth(p)
			action = record.Erase
		}
		if err := w.rewrite(ctx, t, action, p, p.Version+1, from); err != nil {
			return err
		}
	}
	return nil
}

// coarsenPast does the same in the journal, where the person held the post.
func (w *writer) coarsenPast(ctx context.Context, t *table, person record.PersonID, posts []*record.Post, gaps map[string]record.Number) error {
	ends := make(map[string]record.Day)
	for _, p := range posts {
		ends[p.ID] = p.Until
	}
	rows, err := w.tx.QueryContext(ctx, `select seq, id, version, body from journal
		where operation = $1 and kind <> 'activity' and kind = 'post' and body like $2 order by seq`,
		string(w.set.Operation), `%"person":"`+string(person)+`"%`)
	if err != nil {
		return err
	}
	type line struct {
		seq     int64
		id      string
		version int
		body    string
	}
	var lines []line
	var l line
	if err := eachRow(rows, []any{&l.seq, &l.id, &l.version, &l.body}, func() { lines = append(lines, l) }); err != nil {
		return err
	}
	for _, l := range lines {
		r, err := t.decode(w.set.Operation, l.id, l.version, l.body, "", make(map[string]string))
		if err != nil {
			return err
		}
		p := r.(*record.Post)
		if p.Person != person {
			continue
		}
		if gap, found := gaps[p.ID]; found && !p.HandoverGap.Known() && p.Until == ends[p.ID] {
			p.HandoverGap = gap
		}
		byMonth(p)
		body, _ := t.encode(p)
		if _, err := w.tx.ExecContext(ctx, `update journal set body = $1 where seq = $2`, body, l.seq); err != nil {
			return err
		}
	}
	return nil
}

func byMonth(p *record.Post) {
	p.Since, p.Until = p.Since.Month().First(), p.Until.Month().First()
	p.Title, p.Source = "", ""
}

// successor finds who took a post over, and after how many days: the nearest
// other person in the same role for the same organisation and body who began
// later; 0 days when the two overlap.
func successor(p *record.Post, posts []*record.Post) (next *record.Post, days int) {
	if p.Until == "" {
		return nil, 0
	}
	for _, q := range posts {
		if q.Person == p.Person || q.Org != p.Org || q.Role != p.Role || q.Body != p.Body || q.Since <= p.Since {
			continue
		}
		if n := max(0, q.Since.Sub(p.Until)); next == nil || n < days {
			next, days = q, n
		}
	}
	return next, days
}

// rewrite writes one record to its table and to the journal.
func (w *writer) rewrite(ctx context.Context, t *table, action record.Action, r record.Record, version int, from record.Origin) error {
	b := t.writes(w.tx, 1)
	b.args = t.row(b.args, r, w.set.Operation, version)
	if err := b.flush(ctx); err != nil {
		return err
	}
	if err := w.note(ctx, t, action, r, version, from); err != nil {
		return err
	}
	return w.log.flush(ctx)
}

// one reads a current record by its id; nil when there is none.
func one[R record.Record](ctx context.Context, q queries, t *table, id string) (found R, err error) {
	rows, err := q.QueryContext(ctx, t.selects+" where id = $1", id)
	if err != nil {
		return found, err
	}
	err = t.scan(rows, make(map[string]string), func(r record.Record) error {
		found = r.(R)
		return nil
	})
	return found, err
}
