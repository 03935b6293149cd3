// Package intake is the record workbook: one sheet per record kind. A book of
// cells and the records as they are known enter; a change set, counts and
// problems with their cell leave, or a workbook of records, of refused rows, of
// nothing yet. It never guesses which record is meant, never writes over what
// has moved on, and applies nothing: that is for the store.
package intake

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"toguna/internal/exchange/sheet"
	"toguna/internal/locale"
	"toguna/internal/record"
)

// Options say how a book is read.
type Options struct {
	Lang  locale.Lang
	File  string // name of what was received, for the addresses of problems
	NewID func() string
	At    time.Time
	By    string
	Door  string

	Reason    string
	Operation record.OperationID // for new records when neither base nor book has an operation
	DayFirst  *bool              // whether 03/04/2018 is the third of April; nil refuses it
	Decimal   rune               // what 1.234 means in text cells: '.' a fraction, ',' a thousand; 0 refuses it

	// Known finds records that the base does not hold, as activities of other
	// rounds. It may be nil.
	Known func(id string) record.Record
}

// Count tells what became of the rows of one kind.
type Count struct{ New, Changed, Unchanged, Refused int }

// Rows is how many rows were read.
func (c Count) Rows() int { return c.New + c.Changed + c.Unchanged + c.Refused }

// Reading is what a book says: the changes of its good rows, and what is wrong
// with the others. Problems lists those of sheets and columns first, then those
// of rows in the order of the book.
type Reading struct {
	Set      record.ChangeSet
	Counts   map[record.Kind]Count
	Problems record.Problems
	Refused  []RefusedRow

	sheets []refusedSheet
}

// RefusedRow is a row that gives no change, with its cells and all its problems.
type RefusedRow struct {
	Kind     record.Kind
	Sheet    string
	Row      int
	Cells    []sheet.Cell
	Problems record.Problems
}

// Total counts the rows of all kinds.
func (r *Reading) Total() Count {
	var t Count
	for _, c := range r.Counts {
		t.New += c.New
		t.Changed += c.Changed
		t.Unchanged += c.Unchanged
		t.Refused += c.Refused
	}
	return t
}

// reader is one reading in progress.
type reader struct {
	o        Options
	lang     string
	book     *sheet.Book
	base     *record.Snapshot
	out      *Reading
	plans    []*plan
	known    map[record.Kind]*register
	refs     []reference // the distinct texts that refer to records
	operator *record.Operation
}

// row is one row of a sheet on its way to a change.
type row struct {
	rec      record.Record
	was      record.Record // the record as it is known, nil for a new one
	plan     *plan
	index    int // among the rows of its plan
	number   int // in the sheet
	version  string
	kept     []*column // cells that ask to leave a field as it is
	problems record.Problems
	refused  bool
	same     bool // says what is known already
	levelled bool // has a sensitivity of its own
}

// Read turns a book into changes against the records of base, which may be nil
// or empty. What is wrong with the file itself is an error (a *sheet.Fault);
// what is wrong with rows is in the reading, and refuses these rows only.
func Read(ctx context.Context, book *sheet.Book, base *record.Snapshot, o Options) (*Reading, error) {
	if base == nil {
		base = record.NewSnapshot(nil, "")
	}
	r := &reader{
		o: o, lang: string(o.Lang), book: book, base: base,
		out:   &Reading{Counts: map[record.Kind]Count{}},
		known: map[record.Kind]*register{},
		refs:  make([]reference, firstReference),
	}
	r.out.Set = record.ChangeSet{ID: o.NewID(), At: o.At, By: o.By, Door: o.Door, Reason: o.Reason}
	stamp, err := r.stamp(ctx)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", o.File, err)
	}
	if op := base.Operation; op != nil && stamp.operation != "" && !strings.EqualFold(stamp.operation, op.Code) && stamp.operation != op.ID {
		r.sheetProblem(stampSheet, problem("other_operation", stamp.operation, op.Code, ""))
		return r.out, nil
	}
	if r.o.Decimal == 0 {
		r.o.Decimal = stamp.decimal
	}
	if err := r.readSheets(ctx); err != nil {
		return nil, fmt.Errorf("read %s: %w", o.File, err)
	}
	r.identify()
	r.resolve()
	r.finish()
	if err := r.keepRefused(ctx); err != nil {
		return nil, fmt.Errorf("read %s again: %w", o.File, err)
	}
	return r.out, nil
}

// readSheets makes records of the rows, references still being texts.
func (r *reader) readSheets(ctx context.Context) error {
	for _, info := range r.book.Sheets() {
		p := &plan{r: r, sheet: info.Name, table: tableNamed(info.Name)}
		err := r.book.Rows(ctx, info.Name, p.take)
		if err != nil && err != errSheetRefused {
			return err
		}
		if err == nil && p.table != nil {
			p.end()
			r.plans = append(r.plans, p)
			continue
		}
		if err == nil && info.Hidden == sheet.Visible && !ourSheet(info.Name) && p.rowsSeen > 0 {
			r.sheetProblem(info.Name, problem("unknown_sheet", info.Name, "", nearestSheet(info.Name, r.lang)))
		}
	}
	order := func(k record.Kind) int {
		return slices.IndexFunc(record.Tables, func(t record.Table) bool { return t.Kind == k })
	}
	slices.SortStableFunc(r.plans, func(a, b *plan) int { return order(a.table.Kind) - order(b.table.Kind) })
	return nil
}

// identify finds out which record each row is: by id, else by code, else new.
func (r *reader) identify() {
	owner := map[string]*row{} // by id
	for _, p := range r.plans {
		for i := range p.rows {
			p.byID(&p.rows[i], owner)
		}
	}
	for _, p := range r.plans {
		codes := map[string]bool{}
		for i := range p.rows {
			p.byCode(&p.rows[i], owner, codes)
		}
	}
	r.operator = r.base.Operation
	for _, p := range r.plans {
		for i := range p.rows {
			w := &p.rows[i]
			head := w.rec.Base()
			switch {
			case w.was != nil:
				head.ID = w.was.Base().ID
			case head.ID == "":
				head.ID = r.o.NewID()
			}
			if op, ok := w.rec.(*record.Operation); ok && w.was == nil {
				if r.operator != nil {
					p.report(w, p.code, problem("other_operation", head.Code, r.operator.Code, ""))
				} else if !w.refused {
					r.operator = op
				}
			}
		}
	}
}

// byID finds the record whose id the row bears.
func (p *plan) byID(w *row, owner map[string]*row) {
	head := w.rec.Base()
	if head.ID == "" {
		return
	}
	if first, twice := owner[head.ID]; twice {
		// A row that was copied bears the id of the first one and is new.
		if p.sameRow(first, w) {
			p.report(w, p.id, problem("twice", cmp.Or(head.Code, head.ID), "", ""))
		}
		head.ID, w.version = "", ""
		return
	}
	w.was = p.r.base.Record(head.ID)
	if w.was == nil && p.r.o.Known != nil {
		w.was = p.r.o.Known(head.ID)
	}
	switch {
	case w.was == nil && !looksLikeID(head.ID):
		p.report(w, p.id, problem("not_found", head.ID, p.table.Name(p.r.lang), ""))
	case w.was != nil && w.was.Kind() != p.table.Kind:
		p.report(w, p.id, problem("other_kind", record.TableOf(w.was.Kind()).Name(p.r.lang), "", ""))
		w.was = nil
	default:
		owner[head.ID] = w
		return
	}
	head.ID = ""
}

// byCode finds the record whose code the row bears, and refuses a code that
// belongs to another record.
func (p *plan) byCode(w *row, owner map[string]*row, codes map[string]bool) {
	head := w.rec.Base()
	if head.Code == "" {
		return
	}
	key := strings.ToLower(head.Code)
	if codes[key] {
		p.report(w, p.code, problem("twice", head.Code, "", ""))
		return
	}
	codes[key] = true
	had := p.r.register(p.table.Kind).codes[key]
	switch {
	case len(had) == 0:
	case w.was != nil && slices.ContainsFunc(had, func(t *target) bool { return t.id == head.ID }):
	case w.was != nil || head.ID != "":
		p.report(w, p.code, problem("same_code", head.Code, "", ""))
	case len(had) > 1:
		p.report(w, p.code, problem("several", head.Code, p.r.readings(had), ""))
	case owner[had[0].id] != nil:
		p.report(w, p.code, problem("twice", head.Code, "", ""))
	default:
		w.was = had[0].rec
		owner[had[0].id] = w
		head.Code = w.was.Base().Code // its case is no change
	}
}

// looksLikeID tells whether a text has the form of the ids of records.
func looksLikeID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if dash := i == 8 || i == 13 || i == 18 || i == 23; dash != (c == '-') || !dash && !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f') {
			return false
		}
	}
	return true
}

// finish makes changes of the rows that are good and counts them all.
func (r *reader) finish() {
	if r.operator != nil {
		r.out.Set.Operation = record.OperationID(r.operator.ID)
	} else {
		r.out.Set.Operation = r.o.Operation
	}
	for _, p := range r.plans {
		for i := range p.rows {
			p.settle(&p.rows[i])
		}
	}
	r.refuseDependants()
	r.refuseOrphans()
	for _, p := range r.plans {
		count := r.out.Counts[p.table.Kind]
		for i := range p.rows {
			w := &p.rows[i]
			r.out.Problems = append(r.out.Problems, w.problems...)
			switch {
			case w.refused:
				count.Refused++
				continue
			case w.same:
				count.Unchanged++
				continue
			case w.was == nil:
				count.New++
			default:
				count.Changed++
			}
			c := record.PutNext(w.rec)
			c.From = record.Origin{File: r.o.File, Sheet: p.sheet, Row: w.number}
			r.out.Set.Changes = append(r.out.Set.Changes, c)
		}
		r.out.Counts[p.table.Kind] = count
	}
}

// refuseOrphans refuses all new rows when the operation that the book itself
// brings is refused.
func (r *reader) refuseOrphans() {
	var bearer *row
	for _, p := range r.plans {
		for i := range p.rows {
			w := &p.rows[i]
			if w.was != nil {
				continue
			}
			if w.rec == record.Record(r.operator) && w.refused {
				bearer = w
			}
			if bearer != nil && !w.refused {
				p.report(w, nil, problem("row_refused", bearer.refusal(r.o.Lang), "", ""))
			}
		}
	}
}

// refusal names a refused row in a sentence.
func (w *row) refusal(lang locale.Lang) string {
	return fmt.Sprintf(lang.Say("%s, ligne %d", "%s, row %d"), w.plan.table.Name(string(lang)), w.number)
}

// settle completes the record of a row from what is known of it, and checks it.
func (p *plan) settle(w *row) {
	if p.missing != nil && w.was == nil {
		p.report(w, nil, problem("missing_column", p.missing[0].Heading(p.r.lang), "", ""))
	}
	head := w.rec.Base()
	for _, c := range w.kept {
		if w.was == nil {
			p.report(w, c, problem("required", "", c.field.Heading(p.r.lang), ""))
			continue
		}
		p.set(w, c, c.field.Get(w.was))
	}
	if w.was == nil {
		head.Operation = p.r.out.Set.Operation
		if head.Operation == "" {
			p.report(w, nil, problem("no_operation", "", "", ""))
		}
		if !w.levelled {
			head.Level = p.table.Level
		}
	} else {
		was := w.was.Base()
		head.Operation, head.Version = was.Operation, was.Version
		if !w.levelled {
			head.Level = was.Level
		}
		for _, f := range p.absent {
			if err := f.Set(w.rec, f.Get(w.was)); err != nil {
				p.report(w, nil, problem("not_in_list", f.Get(w.was), f.Heading(p.r.lang), ""))
			}
		}
		if !w.refused && p.unchanged(w) {
			w.same = true
			return
		}
		if w.version != "" && w.version != strconv.Itoa(was.Version) {
			p.report(w, p.version, problem("moved_on", w.version, strconv.Itoa(was.Version), ""))
		}
	}
	for _, found := range record.Check(w.rec) {
		p.checked(w, found)
	}
}

// unchanged tells whether the row says what is known already.
func (p *plan) unchanged(w *row) bool {
	for _, c := range p.columns {
		if c.field.Get(w.rec) != c.field.Get(w.was) {
			return false
		}
	}
	return true
}

// checked places a problem of the record's own check in the cell of its field.
// A field whose cell or column is at fault already has been told of.
func (p *plan) checked(w *row, found record.Problem) {
	if slices.ContainsFunc(w.problems, func(had record.Problem) bool { return had.Field == found.Field && had.Field != "" }) {
		return
	}
	if w.was == nil && slices.ContainsFunc(p.missing, func(f record.Field) bool { return f.Name == found.Field }) {
		return
	}
	var at *column
	if i := slices.IndexFunc(p.columns, func(c *column) bool { return c.field.Name == found.Field }); i >= 0 {
		at = p.columns[i]
	}
	if f, ok := p.table.Field(found.Field); ok && found.Code == "required" {
		found.Expected = f.Heading(p.r.lang)
	}
	p.report(w, at, found)
}

// keepRefused walks the sheets with refused rows again for the cells of these
// rows: holding the cells of all rows would cost many times as much.
func (r *reader) keepRefused(ctx context.Context) error {
	for _, p := range r.plans {
		refused := map[int]*row{}
		for i := range p.rows {
			if p.rows[i].refused {
				refused[p.rows[i].number] = &p.rows[i]
			}
		}
		if len(refused) == 0 {
			continue
		}
		r.out.sheets = append(r.out.sheets, refusedSheet{p.sheet, p.table, p.headings})
		err := r.book.Rows(ctx, p.sheet, func(n int, cells []sheet.Cell) error {
			if w := refused[n]; w != nil && n != p.headRow {
				kept := slices.Clone(cells)
				for i := range kept {
					kept[i].Text = strings.Clone(kept[i].Text)
				}
				r.out.Refused = append(r.out.Refused, RefusedRow{p.table.Kind, p.sheet, n, kept, w.problems})
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func problem(code, found, expected, nearest string) record.Problem {
	return record.Problem{Code: code, Found: found, Expected: expected, Nearest: nearest}
}
