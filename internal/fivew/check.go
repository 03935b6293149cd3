package fivew

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"toguna/internal/exchange/sheet"
	"toguna/internal/layout"
	"toguna/internal/locale"
	"toguna/internal/match"
	"toguna/internal/record"
)

// Known is what the register knows that a file is checked against. What is nil
// is not checked.
type Known struct {
	Orgs     *match.Orgs
	Register map[record.OrgID]*record.Org // how the register writes organisations
	Places   *match.Places
}

// CheckOptions say what the file itself may leave open.
type CheckOptions struct {
	File     string
	Day      record.Day    // on which the file is read: what a later month says has not happened; "" where that is not asked
	Month    record.Month  // of the file, where no column says it
	Sector   string        // code, where no column says it
	Owner    string        // of a workbook that is one partner's and of one month: what a blank cell of who means, and of when Month
	Nil      record.Origin // the cell of a month workbook where "no activity" is ticked; zero where it is not
	Inspect  layout.Options
	DayFirst sheet.Tri // how 03/04/2018 is read where the file does not show it
	Decimal  rune      // how 1.234 is read where the file does not show it

	Progress func(done, total int64) // bytes; may be nil
	Again    func()                  // called before all rows are handed over once more; may be nil
	First    func(record.Problem)    // called at the first cell of each issue, while the rest is still being read; may be nil
}

// said completes what is known of a file by what it states above its table.
func (o CheckOptions) said(l *layout.Layout) CheckOptions {
	if s := l.Stated(layout.OrgName); s != nil {
		o.Owner = cmp.Or(o.Owner, s.Text)
	}
	if s := l.Stated(layout.Sector); s != nil && o.Sector == "" {
		if all := layout.SectorsOf(s.Text); len(all) == 1 {
			o.Sector = all[0]
		}
	}
	if s := l.Stated(layout.DateReported); s != nil {
		o.Month = cmp.Or(o.Month, monthIn(s.Text))
	}
	return o
}

// monthIn is the month that a text says with its year, or the last of its
// quarter; empty where it says none.
func monthIn(text string) record.Month {
	if m, err := sheet.ParseMonth(text, sheet.Hints{DayFirst: sheet.Yes}); err == nil {
		return m
	}
	_, _, month, _ := layout.QuarterOrWeek(text, "")
	return month
}

// Line is one row as it was understood. It is used again for a later row.
type Line struct {
	Row       int
	ID        string // of our own template
	Version   int
	Activity  record.Activity
	Org, Impl *Party // reporting and implementing; nil where blank
	Donors    []*Party
	Place     match.Found
	Said      string           // what the cells of the place say, where that is not simply the place
	Withheld  bool             // the place is known more finely and was not told, as a 5W given out says it
	Problems  []record.Problem // those that are no Warning refuse the row
	Repeat    bool             // says the same as an earlier row of this file, or is a banner: it is folded
}

// Refused tells whether a problem refuses the row.
func (l *Line) Refused() bool {
	return slices.ContainsFunc(l.Problems, func(p record.Problem) bool { return !p.Warning })
}

// Party is one way the file writes an organisation.
type Party struct {
	Acronym, Name string
	Type          string // as most of its rows write it; until the end of the file, as the first one does
	Answer        match.Answer
	Rows          int // at the end of the file
	first         int // of them
}

// Issue is one problem of one value of a column, wherever it stands. The
// problem itself is that of the first cell.
type Issue struct {
	record.Problem
	Header string // of the column
	Cells  int
	Spans  layout.Spans // the first rows of it

	layout *layout.Layout // that tells the sheets of the rows; may be nil
}

// Ask is what a file leaves open and one answer settles for all its cells.
type Ask struct {
	Key      string // "day_first" or "decimal"
	Column   string // letters and header of the first column concerned
	Example  string
	Readings []string
	Cells    int
}

// Untaken is a column of numbers that hold something and that no field takes.
type Untaken struct {
	Column, Header string     // letters, and the words of the file
	Who            layout.Who // of people: whom it counts
	Untold         bool       // nothing says whether they are the targeted or the reached
	Foreign        bool       // an amount in another currency than the US dollar
}

// Report is what became of a file: Read is the sum of Good, Repeated and
// Refused. Repeated are the rows that are folded: those that say what an earlier one
// says, and banners, which say of others what these lack.
type Report struct {
	File                          string
	Layout                        *layout.Layout
	Read, Good, Repeated, Refused int
	Parties                       []*Party // in the order of the file
	Findings                      []Issue  // those that refuse rows first, the most frequent first
	Questions                     []Ask
	Period                        Period
	Months                        map[record.Month]int // rows by month, refused ones too
	Letters                       map[string]string    // fields of an activity to the column that was read for them, the first of several
	Blank                         map[string]bool      // of those, the fields whose columns hold nothing
	Untaken                       []Untaken            // columns of numbers that were recognised and have no field, or one that another column fills
}

// Count tells how many cells have problems of the codes.
func (r *Report) Count(codes ...string) int {
	n := 0
	for _, f := range r.Findings {
		if slices.Contains(codes, f.Code) {
			n += f.Cells
		}
	}
	return n
}

// Check reads a file once, judges every row and hands each to take, which may
// be nil, in the order of the file. A nil layout is recognised on the first
// rows. A file with an ambiguous date or number that the first rows do not
// settle is looked through for one that does. A workbook tells its merged cells
// behind its rows, and rows far down may head others: where the first rows did
// not show any, the rows are judged anew, and handed over anew after Again is
// called.
func Check(ctx context.Context, b *sheet.Book, l *layout.Layout, k Known, o CheckOptions, take func(*Line) error) (*Report, error) {
	long, err := longTable(ctx, b, l, k, o)
	if err != nil {
		return nil, err
	}
	if found := personal(long); found != "" {
		return nil, record.Problem{Code: "looks_personal", Kind: "activity", From: record.Origin{File: o.File, Sheet: long.Sheet, Row: long.HeaderRow}, Found: found}
	}
	for {
		r, err := pass(ctx, b, long, k, o, take)
		if err == nil && o.Nil.Row > 0 && r.Good+r.Refused > 0 {
			o.Nil.File = o.File
			return nil, record.Problem{Code: "nil_with_lines", Kind: "activity", Found: o.Nil.Sheet + "!" + o.Nil.Column + strconv.Itoa(o.Nil.Row), Expected: l.Sheet, From: o.Nil}
		}
		if err != nil {
			return nil, err
		}
		again, err := long.TakeFound(ctx, b)
		if err != nil || !again {
			return r, err
		}
		if o.Again != nil {
			o.Again()
		}
	}
}

// longTable is the table of a file with one row for each presence, of all sheets of its
// form. A nil layout is recognised.
func longTable(ctx context.Context, b *sheet.Book, l *layout.Layout, k Known, o CheckOptions) (*layout.Layout, error) {
	if l == nil {
		var err error
		if l, err = layout.Recognise(ctx, b, o.Inspect); err != nil {
			return nil, err
		}
	}
	if err := together(ctx, b, l, k, o); err != nil {
		return nil, err
	}
	long, err := l.Long(ctx, b, k.Places)
	switch {
	case err != nil:
		return nil, fmt.Errorf("read sheet %q: %w", l.Sheet, err)
	case long.CrossTab:
		return nil, fmt.Errorf("sheet %q: %w", l.Sheet, layout.ErrCrossTab)
	}
	return long, nil
}

// Family is the layout of a file as Check reads it, which tells the sheets of its form
// that are read as one. The book is left as it was.
func Family(ctx context.Context, b *sheet.Book, k Known, o CheckOptions) (*layout.Layout, error) {
	l, err := layout.Recognise(ctx, b, o.Inspect)
	if err != nil {
		return nil, err
	}
	if err := together(ctx, b, l, k, o); err != nil {
		return nil, err
	}
	return l, b.Join(nil)
}

// personal is what looks like a list of people in the headings of a table, empty
// without.
func personal(l *layout.Layout) string {
	var places, strange []string
	for i := range l.Columns {
		switch m := l.Columns[i].Meaning; {
		case strings.HasPrefix(string(m), "adm"), m == layout.Site:
			places = append(places, l.Columns[i].Heading(locale.FR))
		case m == layout.Unread, (m == layout.People || m == layout.Reached || m == layout.Targeted || m == layout.Population) && namesPeople(l.Columns[i].Header):
			strange = append(strange, l.Columns[i].Header)
		}
	}
	return record.LooksPersonal(places, strange)
}

// together makes the sheets of one form one, where the register knows what their names
// say.
func together(ctx context.Context, b *sheet.Book, l *layout.Layout, k Known, o CheckOptions) error {
	if len(l.Alike()) == 0 {
		return nil
	}
	c, err := newChecker(ctx, b, l, k, o)
	if err != nil {
		return err
	}
	h := l.Heads()
	return l.Together(ctx, b, func(text string) [][]layout.Said { return c.titleOf(h, text) })
}

// pass judges every row once.
func pass(ctx context.Context, b *sheet.Book, l *layout.Layout, k Known, o CheckOptions, take func(*Line) error) (*Report, error) {
	c, err := newChecker(ctx, b, l, k, o)
	if err != nil {
		return nil, err
	}
	t := newLedger(c, take)
	workers := make([]*worker, sheet.Walkers())
	free := make(chan *piece, 4*len(workers))
	err = sheet.Pieces(ctx, b, l.Sheet, sheet.Walk[*piece]{
		Begin: func(n int) *piece {
			if workers[n] == nil {
				workers[n] = c.newWorker()
			}
			var p *piece
			select {
			case p = <-free:
				p.reset()
			default:
				p = new(piece)
			}
			p.w, p.keep = workers[n], take != nil
			return p
		},
		Done: func(p *piece) error {
			if err := cmp.Or(c.failed(), t.add(p)); err != nil {
				return err
			}
			select {
			case free <- p:
			default:
			}
			return nil
		},
		Progress: o.Progress,
	})
	if err != nil {
		return nil, fmt.Errorf("check sheet %q: %w", l.Sheet, err)
	}
	for _, w := range workers {
		for nr, x := range c.columns {
			x.filled = x.filled || w != nil && w.filled[nr]
		}
	}
	return t.report(), nil
}

// most bounds what is kept of a file, whatever its size.
const (
	mostValues  = 1 << 15 // distinct values of a column that are judged once and kept
	mostParties = 1 << 16 // ways of writing organisations
	mostIssues  = 5000
	mostSpans   = 20
)

// ledger puts the judged rows together, in the order of the file.
type ledger struct {
	c      *checker
	take   func(*Line) error
	r      *Report
	issues map[issueKey]*Issue
	order  []*Issue
	seen   *memory
	months [monthsCounted]int // rows by month, from January 1900
	types  map[*Party]map[string]int
	asks   map[string]*Ask
	moved  map[headedFault]*fault
}

// issueKey tells issues apart.
type issueKey struct{ code, column, field, found, expected string }

func newLedger(c *checker, take func(*Line) error) *ledger {
	t := &ledger{c: c, take: take, r: &Report{File: c.o.File, Layout: c.l, Months: map[record.Month]int{}},
		issues: map[issueKey]*Issue{}, seen: newMemory(), types: map[*Party]map[string]int{}, asks: map[string]*Ask{}, moved: map[headedFault]*fault{}}
	for i := range c.l.Columns {
		if x := &c.l.Columns[i]; x.Against != nil {
			t.note(c.warning(&column{Column: x}, x.Against.Code(), x.Tag, x.Against.String()), c.l.TagRow)
		}
	}
	return t
}

// add takes over the rows of a piece.
func (t *ledger) add(p *piece) error {
	t.seen.firsts.near(p.rows)
	for _, h := range p.heads {
		t.c.l.NoteHead(h)
	}
	for _, b := range p.titles {
		t.c.l.NoteBanner(b)
	}
	for i := range p.rows {
		v := &p.rows[i]
		faults := t.inSheet(v.row, p.faults[v.from:v.to])
		t.r.Read++
		repeat := false
		if v.banner {
			t.r.Repeated++
		} else if slices.ContainsFunc(faults, func(f *fault) bool { return !f.Warning }) {
			t.r.Refused++
		} else {
			var sameKey bool
			repeat, sameKey = t.seen.met(v.key, v.content)
			switch {
			case repeat:
				t.r.Repeated++
			case sameKey:
				faults = append(slices.Clone(faults), t.c.sameKey)
				fallthrough
			default:
				t.r.Good++
			}
		}
		if !repeat {
			for _, f := range faults {
				t.note(f, v.row)
			}
			t.count(v)
		}
		if t.take == nil {
			continue
		}
		line := &p.lines[i]
		line.Repeat = repeat || v.banner
		line.Problems = line.Problems[:0]
		for _, f := range faults {
			line.Problems = append(line.Problems, t.c.problem(f, v.row))
		}
		if err := t.take(line); err != nil {
			return err
		}
	}
	return nil
}

// inSheet gives the faults of a row with the columns in which the sheet has them.
func (t *ledger) inSheet(row int, faults []*fault) []*fault {
	h := t.c.l.HeadOf(row)
	if h == nil || !h.Moved() {
		return faults
	}
	out := make([]*fault, len(faults))
	for i, f := range faults {
		key := headedFault{f, h.Row}
		if t.moved[key] == nil {
			g := *f
			g.From.Column, g.issue = t.c.l.InSheet(row, f.From.Column), nil
			t.moved[key] = &g
		}
		out[i] = t.moved[key]
	}
	return out
}

// headedFault is a fault in the rows below a head.
type headedFault struct {
	*fault
	head int
}

// count keeps who writes what in which month.
func (t *ledger) count(v *verdict) {
	if v.month >= 0 && int(v.month) < len(t.months) {
		t.months[v.month]++
	}
	for _, w := range []*writing{v.org, v.impl} {
		if w != nil {
			t.party(w, v.row)
		}
	}
	if v.donors != nil {
		for _, w := range v.donors.donors {
			t.party(w, v.row)
		}
	}
}

func (t *ledger) party(w *writing, row int) {
	if p := w.party; w.rows == 0 && p.first == 0 {
		p.Type, p.first = w.kind, row
		t.r.Parties = append(t.r.Parties, p)
	}
	w.rows++
}

// note adds a cell to its issue.
func (t *ledger) note(f *fault, row int) {
	if f.issue == nil {
		key := issueKey{code: f.Code, column: f.From.Column, field: f.Field}
		if !f.single {
			key.found, key.expected = f.Found, f.Expected
		}
		if t.issues[key] == nil && len(t.order) >= mostIssues {
			key.found, key.expected = "", ""
		}
		if t.issues[key] == nil {
			x := &Issue{Problem: t.c.problem(f, row), Header: f.header, layout: t.c.l}
			t.issues[key] = x
			t.order = append(t.order, x)
			if t.c.o.First != nil {
				t.c.o.First(x.Problem)
			}
		}
		f.issue = t.issues[key]
	}
	x := f.issue
	if x.Nearest != f.Nearest {
		x.Nearest = "" // another one in each row
	}
	x.Cells++
	if n := len(x.Spans); n < mostSpans || n > 0 && x.Spans[n-1].To == row-1 {
		x.Spans.Add(row)
	}
	if f.ask != "" {
		if t.asks[f.ask] == nil {
			t.asks[f.ask] = &Ask{Key: f.ask, Column: f.From.Column + " " + f.header, Example: f.Found, Readings: f.readings}
		}
		t.asks[f.ask].Cells++
	}
}

func (t *ledger) report() *Report {
	r := t.r
	for _, w := range t.c.met() {
		if t.types[w.party] == nil {
			t.types[w.party] = map[string]int{}
		}
		t.types[w.party][w.kind] += w.rows
		w.party.Rows += w.rows
	}
	for _, p := range r.Parties {
		count := t.types[p]
		delete(count, "")
		if len(count) > 0 {
			p.Type = mostOf(count)
		}
	}
	if t.seen.forgot() {
		t.order = append(t.order, &Issue{Problem: t.c.warning(t.c.rowOnly, "repeats_apart", strconv.Itoa(held), "").Problem, Cells: 1})
	}
	t.order = append(t.order, t.c.contradicted()...)
	if t.c.b.Repaired() {
		t.order = append(t.order, &Issue{Problem: t.c.warning(t.c.rowOnly, "garbled", "", "").Problem, Cells: 1})
	}
	r.Findings = make([]Issue, 0, len(t.order))
	for _, x := range t.order {
		r.Findings = append(r.Findings, *x)
	}
	slices.SortStableFunc(r.Findings, func(a, b Issue) int {
		switch {
		case a.Warning != b.Warning && b.Warning:
			return -1
		case a.Warning != b.Warning:
			return 1
		}
		return b.Cells - a.Cells
	})
	for _, key := range slices.Sorted(maps.Keys(t.asks)) {
		r.Questions = append(r.Questions, *t.asks[key])
	}
	for i, n := range t.months {
		if n > 0 {
			r.Months[monthOf(int32(i))] = n
		}
	}
	if months := slices.Sorted(maps.Keys(r.Months)); len(months) > 0 {
		r.Period = Period{months[0].First(), months[len(months)-1].Last(), "columns"}
		if t.c.at[roleMonth] == nil && t.c.at[roleStart] == nil {
			r.Period.Source = "file"
		}
	}
	r.Letters, r.Blank = map[string]string{}, map[string]bool{}
	for _, x := range t.c.columns {
		field := roleFields[x.role]
		if field == "" {
			continue
		}
		blank, several := r.Blank[field]
		r.Blank[field] = (blank || !several) && !x.filled
		if r.Letters[field] == "" {
			r.Letters[field] = sheet.Address(0, x.Col)
		}
	}
	if t.c.alone {
		r.Letters["impl"], r.Blank["impl"] = r.Letters["org"], r.Blank["org"]
	}
	if _, told := r.Letters["place"]; !told && t.c.above != [3]string{} {
		r.Letters["place"] = "" // of no column
	}
	r.Untaken = t.c.untaken()
	return r
}

// monthsCounted is as many months as dates are read of: 1900 to 2199.
const monthsCounted = 300 * 12

// numberOfMonth counts months from January 1900, -1 for none.
func numberOfMonth(m record.Month) int32 {
	t := m.First().Time()
	if t.IsZero() {
		return -1
	}
	return int32((t.Year()-1900)*12 + int(t.Month()) - 1)
}

func monthOf(n int32) record.Month { return record.Month("1900-01").Add(int(n)) }
