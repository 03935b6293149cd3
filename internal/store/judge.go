package store

import (
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"toguna/internal/record"
)

// judge compares the set with what the database holds: every change gets its
// verdict, and whatever refuses one is added to the problems.
func (w *writer) judge(ctx context.Context) error {
	byKind := make(map[record.Kind][]int)
	for i, c := range w.set.Changes {
		if _, twice := w.place[c.ID]; twice {
			w.refuse(i, record.Problem{Code: "twice", Field: "id", Found: w.label(i)})
			continue
		}
		w.place[c.ID] = i
		byKind[c.Kind] = append(byKind[c.Kind], i)
	}
	if err := w.operation(ctx); err != nil {
		return err
	}
	if err := w.closings(ctx); err != nil {
		return err
	}
	done := 0
	for _, t := range w.tables {
		for part := range slices.Chunk(byKind[t.Kind], chunk) {
			if err := w.compare(ctx, t, part); err != nil {
				return err
			}
			done += len(part)
			w.progress(done)
		}
	}
	for _, t := range w.tables {
		if err := w.codes(ctx, t, byKind[t.Kind]); err != nil {
			return err
		}
	}
	if err := w.references(ctx); err != nil {
		return err
	}
	if err := w.corrections(ctx); err != nil {
		return err
	}
	return w.removals(ctx)
}

func (w *writer) label(i int) string {
	c := &w.set.Changes[i]
	if c.Record != nil {
		return record.Label(c.Record)
	}
	return c.ID
}

func (w *writer) refuse(i int, p record.Problem) {
	c := &w.set.Changes[i]
	p.Kind, p.ID = c.Kind, w.label(i)
	if p.From == (record.Origin{}) {
		p.From = c.From
	}
	w.problems = append(w.problems, p)
	w.steps[i].verdict = refuse
}

// operation refuses a set whose operation is neither there nor in the set.
func (w *writer) operation(ctx context.Context) error {
	id := string(w.set.Operation)
	if i, ok := w.place[id]; ok && w.set.Changes[i].Kind == "operation" {
		return nil
	}
	var n int
	if err := w.tx.QueryRowContext(ctx, `select count(*) from r_operation where id = $1`, id).Scan(&n); err != nil {
		return err
	}
	if n == 0 {
		w.problems = append(w.problems, record.Problem{Code: "not_found", Kind: "operation", ID: id, Field: "id", Found: id, Expected: w.kinds["operation"].FR})
	}
	return nil
}

// past is what the journal knows of an id.
type past struct {
	kind, operation string
	version         int
	erased          int
}

func (w *writer) compare(ctx context.Context, t *table, part []int) error {
	ids := make([]string, len(part))
	for i, at := range part {
		ids[i] = w.set.Changes[at].ID
	}
	known := make(map[string]past)
	err := inChunks(ctx, w.tx, `select id, kind, operation, max(version), max(case when action = 'erase' and kind = 'person' then 1 else 0 end)
		from journal where id in`, ` group by id, kind, operation`, nil, ids, func(rows *sql.Rows) error {
		var id string
		var p past
		return eachRow(rows, []any{&id, &p.kind, &p.operation, &p.version, &p.erased}, func() { known[id] = p })
	})
	if err != nil {
		return err
	}
	ids = slices.DeleteFunc(ids, func(id string) bool { return known[id].version == 0 })
	current := make(map[string]record.Record, len(ids))
	err = inChunks(ctx, w.tx, t.selects+" where id in", "", nil, ids, func(rows *sql.Rows) error {
		return t.scan(rows, make(map[string]string), func(r record.Record) error {
			current[r.Base().ID] = r
			return nil
		})
	})
	if err != nil {
		return err
	}
	for _, i := range part {
		id := w.set.Changes[i].ID
		w.steps[i] = step{version: known[id].version + 1}
		w.weigh(i, t, known[id], current[id])
	}
	return nil
}

// weigh gives the verdict on one change by itself.
func (w *writer) weigh(i int, t *table, known past, now record.Record) {
	c := &w.set.Changes[i]
	version := 0
	if now != nil {
		version = now.Base().Version
	}
	movedOn := func() bool {
		if c.Was == version {
			return false
		}
		w.refuse(i, record.Problem{Code: "moved_on", Field: "version", Found: strconv.Itoa(version), Expected: strconv.Itoa(c.Was)})
		return true
	}
	switch {
	case known.version > 0 && known.kind != string(c.Kind):
		w.refuse(i, record.Problem{Code: "other_kind", Field: "id", Found: w.kinds[record.Kind(known.kind)].FR})
	case known.version > 0 && known.operation != string(w.set.Operation):
		w.refuse(i, record.Problem{Code: "other_operation", Field: "id", Found: c.ID})
	case c.Action == record.Put:
		if now != nil && t.equal(now, c.Record) {
			w.steps[i].verdict = same
			return
		}
		ok := !movedOn()
		for _, p := range w.faults(t, c.Record, known.erased > 0, now) {
			w.refuse(i, p)
			ok = false
		}
		if ok {
			w.steps[i].verdict = change
			if now == nil {
				w.steps[i].verdict = add
			}
			w.touches(i, now, c.Record)
		}
	case known.version == 0:
		w.refuse(i, record.Problem{Code: "not_found", Field: "id", Found: c.ID, Expected: t.FR})
	case c.Action == record.Erase && c.Kind != "person":
		w.refuse(i, record.Problem{Code: "not_erasable", Field: "id"})
	case c.Action == record.Erase:
		// The right to be erased does not depend on the version that was seen.
		w.steps[i].verdict = erase
		if known.erased > 0 {
			w.steps[i].verdict = same
		}
	case now == nil:
		w.steps[i].verdict = same // removed already
	case c.Kind == "operation":
		w.refuse(i, record.Problem{Code: "still_used", Field: "id", Found: record.Label(now)})
	case !movedOn():
		w.steps[i].verdict = remove
		w.touches(i, now, nil)
	}
}

// faults lists what refuses a record by itself or against its last version.
func (w *writer) faults(t *table, r record.Record, erased bool, now record.Record) record.Problems {
	out := record.Check(r).Refusing()
	h := r.Base()
	if h.Operation != "" && h.Operation != w.set.Operation || t.Kind == "operation" && h.ID != string(w.set.Operation) {
		out = append(out, record.Problem{Code: "other_operation", Field: "id", Found: string(h.Operation)})
	}
	if now != nil && h.Level < now.Base().Level && strings.TrimSpace(w.set.Reason) == "" {
		out = append(out, record.Problem{Code: "lower_level", Field: "level"})
	}
	for i := range t.Fields {
		f := &t.Fields[i]
		v := f.Get(r)
		if !utf8.ValidString(v) || strings.IndexByte(v, 0) >= 0 {
			out = append(out, record.Problem{Code: "not_text", Field: f.Name, Found: strings.ToValidUTF8(strings.ReplaceAll(v, "\x00", ""), "�")})
		}
		if erased && f.Personal && v != "" {
			out = append(out, record.Problem{Code: "erased", Field: f.Name})
		}
	}
	return out
}

func (t *table) equal(a, b record.Record) bool {
	for i := range t.Fields {
		if t.Fields[i].Get(a) != t.Fields[i].Get(b) {
			return false
		}
	}
	return true
}

// writes tells whether the change puts a record that is new or different.
func (s step) writes() bool { return s.verdict == add || s.verdict == change }

// codes refuses a code that another record of the kind holds after the set.
func (w *writer) codes(ctx context.Context, t *table, part []int) error {
	holder := make(map[string]int)
	var asked []string
	for _, i := range part {
		if !w.steps[i].writes() {
			continue
		}
		code := w.set.Changes[i].Record.Base().Code
		if code == "" {
			continue
		}
		if _, taken := holder[code]; taken {
			w.refuse(i, record.Problem{Code: "same_code", Field: "code", Found: code})
			continue
		}
		holder[code] = i
		asked = append(asked, code)
	}
	return inChunks(ctx, w.tx, "select id, code from "+t.name+" where operation = $1 and code in", "", []any{string(w.set.Operation)}, asked, func(rows *sql.Rows) error {
		var id, code string
		return eachRow(rows, []any{&id, &code}, func() {
			i := holder[code]
			at, inSet := w.place[id]
			if at == i && inSet || inSet && (w.steps[at].writes() || w.steps[at].verdict == remove) {
				return // itself, or a record that gives the code up in this set
			}
			w.refuse(i, record.Problem{Code: "same_code", Field: "code", Found: code})
		})
	})
}

// eachReference calls for every id that a record refers to.
func (t *table) eachReference(r record.Record, each func(f *record.Field, id string)) {
	for i := range t.Fields {
		f := &t.Fields[i]
		if f.Type != record.Refers {
			continue
		}
		v := f.Get(r)
		if v == "" {
			continue
		}
		if !f.Many {
			each(f, v)
			continue
		}
		for id := range strings.SplitSeq(v, "; ") {
			each(f, id)
		}
	}
}

type reference struct {
	kind record.Kind
	id   string
}

// references refuses records that refer to what is not there.
func (w *writer) references(ctx context.Context) error {
	there := make(map[reference]bool)
	asked := make(map[record.Kind][]string)
	for i := range w.set.Changes {
		if !w.steps[i].writes() {
			continue
		}
		c := &w.set.Changes[i]
		w.kinds[c.Kind].eachReference(c.Record, func(f *record.Field, id string) {
			ref := reference{f.Ref, id}
			if _, done := there[ref]; done {
				return
			}
			if at, inSet := w.place[id]; inSet && w.set.Changes[at].Kind == f.Ref {
				there[ref] = w.steps[at].verdict != remove
				return
			}
			there[ref] = false
			asked[f.Ref] = append(asked[f.Ref], id)
		})
	}
	for k, ids := range asked {
		err := inChunks(ctx, w.tx, "select id from "+w.kinds[k].name+" where operation = $1 and id in", "", []any{string(w.set.Operation)}, ids, func(rows *sql.Rows) error {
			var id string
			return eachRow(rows, []any{&id}, func() { there[reference{k, id}] = true })
		})
		if err != nil {
			return err
		}
	}
	for i := range w.set.Changes {
		if !w.steps[i].writes() {
			continue
		}
		c := &w.set.Changes[i]
		w.kinds[c.Kind].eachReference(c.Record, func(f *record.Field, id string) {
			if !there[reference{f.Ref, id}] {
				w.refuse(i, record.Problem{Code: "not_found", Field: f.Name, Found: id, Expected: w.kinds[f.Ref].FR})
			}
		})
	}
	return nil
}

// removals refuses to remove a record that another still refers to.
func (w *writer) removals(ctx context.Context) error {
	gone := make(map[record.Kind][]string)
	for i, c := range w.set.Changes {
		if w.steps[i].verdict == remove {
			gone[c.Kind] = append(gone[c.Kind], c.ID)
		}
	}
	for _, t := range w.tables {
		for i := range t.Fields {
			f := &t.Fields[i]
			if f.Type != record.Refers || len(gone[f.Ref]) == 0 {
				continue
			}
			if err := w.users(ctx, t, f, gone[f.Ref]); err != nil {
				return err
			}
		}
	}
	return nil
}

// users refuses the removals among ids that a field of a current record names.
func (w *writer) users(ctx context.Context, t *table, f *record.Field, ids []string) error {
	var id, code, value string
	check := func(rows *sql.Rows) error {
		return eachRow(rows, []any{&id, &code, &value}, func() {
			if at, inSet := w.place[id]; inSet && (w.steps[at].writes() || w.steps[at].verdict == remove) {
				return // judged by what it will refer to
			}
			for ref := range strings.SplitSeq(value, "; ") {
				if at, inSet := w.place[ref]; inSet && w.steps[at].verdict == remove && w.set.Changes[at].Kind == f.Ref {
					name := code
					if name == "" {
						name = id
					}
					w.refuse(at, record.Problem{Code: "still_used", Field: "id", Found: t.FR + " " + name})
				}
			}
		})
	}
	question := `select id, code, "` + f.Name + `" from ` + t.name + ` where operation = $1 and "` + f.Name + `"`
	if !f.Many {
		return inChunks(ctx, w.tx, question+" in", "", []any{string(w.set.Operation)}, ids, check)
	}
	rows, err := w.tx.QueryContext(ctx, question+" <> ''", string(w.set.Operation))
	if err != nil {
		return err
	}
	return check(rows)
}
