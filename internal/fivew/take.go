package fivew

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"toguna/internal/exchange/sheet"
	"toguna/internal/layout"
	"toguna/internal/locale"
	"toguna/internal/match"
	"toguna/internal/record"
)

// TakeOptions say how a file is taken into the register.
type TakeOptions struct {
	CheckOptions
	Lang         locale.Lang
	NewID        func() string
	At           time.Time
	By, Door     string
	Reason       string
	Body         string // code of the body the returns are made to; "" chooses by sector
	AcceptLikely bool   // the best proposal is taken, as decided by the person
	Whole        bool   // what the returns of the file no longer say is taken away
	Told         *Told  // what the other files of the command have said; may be nil
	Most         int    // rows that one file may bring; 0 for half a million

	// Of a month workbook of ours that comes back: the return it is, the lines
	// of the register that it was issued with or whose rows were emptied.
	Return record.ReturnID
	Issued []string

	// Lines streams the lines of the register whose month lies in first to last.
	Lines func(first, last record.Month, each func(*record.Activity) error) error
}

// Tally is what becomes of the rows: Read is the sum of the others.
type Tally struct{ Read, New, Changed, Unchanged, Folded, Refused int }

// Taken is how many rows stand in the register, as they are or after the change.
func (t Tally) Taken() int { return t.New + t.Changed + t.Unchanged }

// Delivery is what a file would bring to the register.
type Delivery struct {
	Set      record.ChangeSet
	Report   *Report
	Layout   *layout.Layout
	Rows     Tally
	Returns  int           // that the rows belong to
	Nil      bool          // the partner says that it had no activity
	Created  []*record.Org // to be classified
	Body     *record.Body  // created where the register has none
	Decided  int           // spellings that are remembered from now on
	Waiting  []Waiting
	Missing  int          // lines of the same returns that the file no longer says and that stay
	Removed  int          // lines taken away
	Issues   []Issue      // those that refuse rows first, the most frequent first
	Contacts []string     // headings of columns with contacts, which are never taken
	Named    record.Month // the month that only the name of the file says
	Kept     string       // the layout that remembers how ambiguous cells are read

	refused map[int]record.Problems // by row
	lost    TakeOptions             // that the refused rows are to be read with again
}

// taking is one file on its way.
type taking struct {
	o         TakeOptions
	base      *record.Snapshot
	d         *Delivery
	found     *issues
	arrivals  []arrival
	turned    []arrival // rows that their cells refuse: who they name
	entries   []*entry
	parties   []*Party
	seen      map[*Party]bool
	orgOf     map[*Party]record.OrgID
	fresh     map[record.OrgID]string // organisations created here, by a name that is the same in every file
	spellings []*record.Spelling
	codes     codes
	returns   map[returnKey]*record.Return
	home      *record.Return   // the return that the file is as a whole, nil for others
	put       []*record.Return // new or changed
	counters  map[record.ReturnID]int
	kept      map[string]bool // keys of refused rows: what the register holds of them stays
}

// arrival is a row with its parties.
type arrival struct {
	*entry
	org, impl *Party
	donors    []*Party
}

type returnKey struct {
	org   record.OrgID
	body  record.BodyID
	month record.Month
}

// Take makes of a file the changes it brings to the register: organisations,
// remembered decisions, the returns of each partner, month and body, and their
// lines. It applies nothing. The same file again changes nothing, and an edited
// one changes the edited rows.
func Take(ctx context.Context, b *sheet.Book, l *layout.Layout, base *record.Snapshot, known Known, o TakeOptions) (*Delivery, error) {
	if o.Told == nil {
		o.Told = new(Told)
	}
	t := &taking{o: o, base: base, d: &Delivery{Layout: l, refused: map[int]record.Problems{}},
		seen: map[*Party]bool{}, fresh: map[record.OrgID]string{}, codes: codes{base: base}, returns: map[returnKey]*record.Return{},
		counters: map[record.ReturnID]int{}, kept: map[string]bool{}}
	t.d.Set = record.ChangeSet{ID: o.NewID(), Operation: record.OperationID(base.Operation.ID), At: o.At, By: o.By, Door: o.Door, Reason: o.Reason}
	for _, c := range l.Columns {
		if c.Meaning == layout.Contact {
			t.d.Contacts = append(t.d.Contacts, cmp.Or(strings.Join(strings.Fields(c.Header), " "), c.Tag))
		}
	}
	for _, r := range base.Returns {
		t.returns[returnKey{r.Org, r.Body, r.Month}] = r
		if r.ID == string(o.Return) {
			t.home = r
			t.o.Month = cmp.Or(t.o.Month, r.Month)
		}
	}
	if t.o.Month == "" {
		t.o.Month = MonthNamed(o.File)
	}
	t.o.Day = cmp.Or(o.Day, record.DayOf(o.At))
	t.found = &issues{file: o.File, layout: l}
	t.o.Again = func() {
		t.arrivals, t.turned, t.parties, t.d.Rows = nil, nil, nil, Tally{}
		clear(t.seen)
		clear(t.kept)
		clear(t.d.refused)
	}
	var err error
	if t.d.Report, err = Check(ctx, b, l, known, t.o.CheckOptions, t.line); err != nil {
		return nil, err
	}
	t.found.report = t.d.Report
	if o.Month == "" && t.d.Report.Letters["month"] == "" {
		t.d.Named = t.o.Month
	}
	t.d.Rows.Read = t.d.Report.Read
	t.d.lost = t.o
	t.d.lost.CheckOptions = t.o.said(l)
	if t.d.Report.Letters["month"] != "" {
		t.d.lost.Month = "" // the rows say it
	}
	t.resolve()
	t.settleOrgs()
	if err := t.settleLines(ctx); err != nil {
		return nil, err
	}
	t.finish()
	return t.d, nil
}

// mostTaken is how many rows one file may bring. They are one change set, which is
// applied whole or not at all, and so is held in memory whole.
const mostTaken = 500_000

// MonthNamed is the month, or the last one of the quarter, in the name of a
// file; a year alone is no month.
func MonthNamed(file string) record.Month {
	if monthInName.MatchString(file) || quarterInName.MatchString(file) {
		return periodOf(file).Until.Month()
	}
	return ""
}

// line receives a row that was read.
func (t *taking) line(x *Line) error {
	most := cmp.Or(t.o.Most, mostTaken)
	switch {
	case x.Repeat, x.Refused() && !slices.ContainsFunc(x.Problems, func(p record.Problem) bool {
		return !p.Warning && !slices.Contains([]string{"total_row", "header_again", "header_order", "header_left", layout.Cancelled}, p.Code)
	}):
		t.d.Rows.Folded++ // no activity, or one that is here already: nothing to correct
		return nil
	case len(t.arrivals)+len(t.d.refused) == most:
		return record.Problem{Code: "too_many_at_once", Kind: "activity", Expected: strconv.Itoa(most), From: t.origin(x.Row)}
	case x.Refused():
		t.kept[x.ID] = true
		for _, p := range x.Problems {
			if !p.Warning {
				t.d.refused[x.Row] = append(t.d.refused[x.Row], p)
			}
		}
		t.turned = append(t.turned, arrival{&entry{row: x.Row}, x.Org, x.Impl, slices.Clone(x.Donors)})
		return nil
	}
	a := x.Activity
	all := arrival{&entry{row: x.Row, id: x.ID, version: x.Version, said: x.Said, withheld: x.Withheld, a: &a}, x.Org, x.Impl, slices.Clone(x.Donors)}
	for _, p := range all.parties() {
		if !t.seen[p] {
			t.seen[p] = true
			t.parties = append(t.parties, p)
		}
	}
	t.arrivals = append(t.arrivals, all)
	return nil
}

// origin is where a row stands.
func (t *taking) origin(row int) record.Origin {
	name, row := t.d.Layout.At(row)
	return record.Origin{File: t.o.File, Sheet: name, Row: row}
}

// parties are those that the row names.
func (x arrival) parties() []*Party {
	return slices.DeleteFunc(append([]*Party{x.org, x.impl}, x.donors...), func(p *Party) bool { return p == nil })
}

// head is the head of a new record.
func (t *taking) head(code string) record.Head {
	return record.Head{ID: t.o.NewID(), Operation: t.d.Set.Operation, Code: code, Source: t.o.File}
}

// refuse refuses a row for a reason that its cells alone do not show.
func (t *taking) refuse(row int, p record.Problem) {
	t.d.refused[row] = append(t.d.refused[row], t.found.note(row, p))
}

// settleOrgs puts the organisations into the rows; a row with one that waits is
// refused until it is decided.
func (t *taking) settleOrgs() {
	for _, o := range t.d.Created {
		t.fresh[record.OrgID(o.ID)] = layout.Fold(cmp.Or(o.Acronym, o.NameFR))
	}
	for _, x := range t.arrivals {
		if t.waits(x) {
			continue
		}
		x.a.Org, x.a.Impl = t.orgOf[x.org], t.orgOf[x.impl]
		for _, p := range x.donors {
			if donor := t.orgOf[p]; donor != "" && !slices.Contains(x.a.Donors, donor) {
				x.a.Donors = append(x.a.Donors, donor)
			}
		}
		t.entries = append(t.entries, x.entry)
	}
	for _, x := range t.turned {
		t.waits(x) // all reasons at once: the row would be refused again
	}
	t.arrivals, t.turned = nil, nil
}

// waits refuses a row for each organisation that waits for a person, and tells
// whether there is one.
func (t *taking) waits(x arrival) (waits bool) {
	refuse := func(p *Party, field string) {
		if p == nil || t.orgOf[p] != "" || t.o.AcceptLikely || !p.Answer.Proposed() {
			return
		}
		found := t.proposal(p)
		found.Field = field
		t.refuse(x.row, found)
		waits = true
	}
	refuse(x.org, "org")
	if x.impl != x.org {
		refuse(x.impl, "impl")
	}
	for _, p := range x.donors {
		refuse(p, "donors")
	}
	return waits
}

// proposal is the question that a likely spelling leaves.
func (t *taking) proposal(p *Party) record.Problem {
	var likely []string
	for _, c := range p.Answer.Likely {
		likely = append(likely, t.orgName(c.Org))
	}
	return record.Problem{Code: "org_likely", Found: match.OrgText(p.Acronym, p.Name), Expected: strings.Join(likely, " ; ")}
}

// orgName is what a person reads for an organisation: its code and its name.
func (t *taking) orgName(id record.OrgID) string {
	if name := nameIn(t.base, id, t.o.Lang); name != "" {
		return name
	}
	for _, o := range t.d.Created {
		if o.ID == string(id) {
			return o.Code
		}
	}
	return string(id)
}

// months lists the months of the rows, in order.
func (t *taking) months() []record.Month {
	seen := map[record.Month]bool{}
	for _, e := range t.entries {
		seen[e.a.Month] = true
	}
	if t.home != nil {
		seen[t.home.Month] = true
	}
	out := make([]record.Month, 0, len(seen))
	for m := range seen {
		out = append(out, m)
	}
	slices.Sort(out)
	return out
}

// settleLines finds the return of each row and which line of the register it
// is, and makes the changes.
func (t *taking) settleLines(ctx context.Context) error {
	now, err := t.stored(ctx)
	if err != nil {
		return err
	}
	given := map[string]bool{"reported": true}
	for field := range t.d.Report.Letters {
		given[field] = true
	}
	g := newRegister(t.base, now, given, t.d.Report.Blank)
	t.entries = t.placed(t.entries)
	g.identify(t.entries)
	for _, a := range g.all {
		t.counters[a.Return] = max(t.counters[a.Return], numberOf(a.Code))
	}
	if err := t.compare(); err != nil {
		return err
	}
	t.change(g)
	return nil
}

// stored reads the lines of the register for the months of the file.
func (t *taking) stored(ctx context.Context) ([]*record.Activity, error) {
	months := t.months()
	if len(months) == 0 || t.o.Lines == nil {
		return nil, nil
	}
	var out []*record.Activity
	err := t.o.Lines(months[0], months[len(months)-1], func(a *record.Activity) error {
		if slices.Contains(months, a.Month) {
			out = append(out, a)
		}
		return ctx.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("read the lines of the register: %w", err)
	}
	return out, nil
}

// compare holds the rows against each other, against the other files of the
// command and against the register.
func (t *taking) compare() error {
	c := newComparison(t.base, t.o.Lang, t.o.File, t.d.Layout, t.o.Told, t.o.Day)
	c.name = t.orgName
	c.who = func(id record.OrgID) string {
		if name := t.fresh[id]; name != "" { // created anew in every file that is only looked at
			return "new " + name
		}
		return string(id)
	}
	c.note = func(row int, p record.Problem) { t.found.note(row, p) }
	for _, e := range t.entries {
		c.row(e.row, e.a)
	}
	return c.end(t.o.Lines)
}

// placed keeps the entries that have a body to report to, and refuses others.
func (t *taking) placed(entries []*entry) []*entry {
	return slices.DeleteFunc(entries, func(e *entry) bool {
		if _, ok := t.body(e.a.Sector); ok {
			return false
		}
		t.refuse(e.row, record.Problem{Code: "no_body", Field: "sector", Found: record.Sectors.Label(e.a.Sector, string(t.o.Lang)), Expected: "--body"})
		return true
	})
}

// body finds the body that a row of a sector is reported to: the one named, the
// national cluster of the sector or of its family, else the inter-cluster
// group, else a cluster that says no sector. Where the register has no body at all it gains the inter-cluster group.
func (t *taking) body(sector string) (record.BodyID, bool) {
	if t.o.Body != "" {
		if b := t.base.BodyByCode(t.o.Body); b != nil {
			return record.BodyID(b.ID), true
		}
		return "", false
	}
	if len(t.base.Bodies) == 0 {
		if t.d.Body == nil {
			t.d.Body = &record.Body{Head: t.head("ICCG"), NameFR: "Groupe de coordination inter-cluster", NameEN: "Inter-Cluster Coordination Group", BodyKind: "iccg", Reach: "national", Place: t.base.Operation.Root}
		}
		return record.BodyID(t.d.Body.ID), true
	}
	if b := bodyOf(t.base, sector); b != nil {
		return record.BodyID(b.ID), true
	}
	return "", false
}

// bodyOf finds the body of the register that a sector is reported to where none
// is named.
func bodyOf(base *record.Snapshot, sector string) *record.Body {
	var all *record.Body
	for _, b := range base.Bodies {
		switch {
		case b.Reach != "national" || b.Until != "":
		case b.BodyKind == "cluster" && b.Sector != "" && layout.InFamily(sector, b.Sector):
			return b
		case b.BodyKind == "iccg", b.BodyKind == "cluster" && b.Sector == "" && all == nil:
			all = b
		}
	}
	return all
}

// homeOf finds or makes the return of a row.
func (t *taking) homeOf(a *record.Activity) *record.Return {
	if t.home != nil && t.home.Org == a.Org && t.home.Month == a.Month {
		return t.home
	}
	body, _ := t.body(a.Sector)
	key := returnKey{a.Org, body, a.Month}
	r := t.returns[key]
	if r == nil {
		code := "5W-" + string(a.Month) + "." + t.orgCodeOf(a.Org)
		if b := t.base.Body(body); b != nil && t.codes.of("return")[strings.ToLower(code)] {
			code += "." + b.Code
		}
		r = &record.Return{Head: t.head(t.codes.unused("return", code)), Org: a.Org, Body: body, Month: a.Month, State: "received", Received: record.DayOf(t.o.At)}
		t.returns[key] = r
		t.put = append(t.put, r)
	}
	return r
}

func (t *taking) orgCodeOf(id record.OrgID) string {
	if o := t.base.Org(id); o != nil {
		return o.Code
	}
	for _, o := range t.d.Created {
		if o.ID == string(id) {
			return o.Code
		}
	}
	return string(id)
}

// received moves a return on when it comes: one that was expected, sent back or
// nil has been received; one that was received stays as it is, unless it turns
// out to be nil.
func (t *taking) received(id record.ReturnID, state string) {
	r, ok := t.base.Record(string(id)).(*record.Return)
	if !ok || r.State == state || state == "received" && (r.State == "received" || r.State == "accepted") || slices.ContainsFunc(t.put, func(p *record.Return) bool { return p.ID == r.ID }) {
		return
	}
	next := *r
	next.State, next.Received = state, record.DayOf(t.o.At)
	t.put = append(t.put, &next)
}

// numberOf reads the number at the end of the code of a line.
func numberOf(code string) int {
	n := 0
	tail := code[strings.LastIndexByte(code, '.')+1:]
	for _, r := range tail {
		if r < '0' || r > '9' {
			return 0
		}
		n = n*10 + int(r-'0')
	}
	return n
}

// change makes the change set.
func (t *taking) change(g *register) {
	lines := make([]record.Change, 0, len(t.entries))
	returns := map[record.ReturnID]bool{}
	for _, e := range t.entries {
		if e.was == nil {
			home := t.homeOf(e.a)
			id := record.ReturnID(home.ID)
			t.counters[id]++
			code := fmt.Sprintf("%s.%02d", home.Code, t.counters[id])
			e.a.Head = t.head(code)
			if e.id != "" {
				e.a.ID = e.id
			}
			e.a.Return = id
		}
		returns[e.a.Return] = true
		switch {
		case e.same:
			t.d.Rows.Unchanged++
			continue
		case e.was != nil && e.version > 0 && e.version != e.was.Version:
			t.refuse(e.row, record.Problem{Code: "moved_on", Field: "version", Found: fmt.Sprint(e.version), Expected: fmt.Sprint(e.was.Version)})
			continue
		}
		if faults := record.Problems(record.Check(e.a)).Refusing(); len(faults) > 0 {
			for _, p := range faults {
				t.refuse(e.row, p)
			}
			continue
		}
		if e.was == nil {
			t.d.Rows.New++
		} else {
			t.d.Rows.Changed++
			e.a.Source = t.o.File
		}
		t.received(e.a.Return, "received")
		c := record.PutNext(e.a)
		c.From = t.origin(e.row)
		lines = append(lines, c)
	}
	t.d.Returns = len(returns)
	if t.home != nil {
		id := record.ReturnID(t.home.ID)
		returns[id] = true
		if t.o.Nil.Row > 0 {
			t.d.Nil = true
			t.received(id, "nil")
		}
	}
	for _, a := range g.left(returns) {
		if t.kept[a.ID] {
			continue
		}
		if !t.o.Whole && !t.d.Nil && !slices.Contains(t.o.Issued, a.ID) {
			t.d.Missing++
			continue
		}
		t.d.Removed++
		lines = append(lines, record.Change{Action: record.Remove, Kind: "activity", ID: a.ID, Was: a.Version, From: record.Origin{File: t.o.File, Sheet: t.d.Layout.Sheet}})
	}
	t.order(lines)
}

// order puts together what the lines need, before them.
func (t *taking) order(lines []record.Change) {
	add := func(r record.Record) { t.d.Set.Changes = append(t.d.Set.Changes, record.PutNext(r)) }
	used := map[record.OrgID]bool{}
	for _, e := range t.entries {
		for _, id := range append([]record.OrgID{e.a.Org, e.a.Impl}, e.a.Donors...) {
			used[id] = true
		}
	}
	t.d.Created = slices.DeleteFunc(t.d.Created, func(o *record.Org) bool { return !used[record.OrgID(o.ID)] })
	t.spellings = slices.DeleteFunc(t.spellings, func(s *record.Spelling) bool { return !used[s.Org] })
	if t.d.Body != nil {
		add(t.d.Body)
	}
	for _, o := range t.d.Created {
		add(o)
	}
	t.d.Decided = len(t.spellings)
	for _, s := range t.spellings {
		add(s)
	}
	for _, r := range t.put {
		add(r)
	}
	t.d.Set.Changes = slices.Concat(t.d.Set.Changes, lines)
	for i := range t.d.Set.Changes {
		t.d.Set.Changes[i].From.File = t.o.File
	}
}

// remember keeps what a person said of ambiguous days and numbers, and the file
// does not contradict, for the next file of that source.
func (t *taking) remember() {
	l := *t.d.Layout
	if t.d.Report.Count("day_shown", "month_shown") == 0 {
		l.DayFirst = cmp.Or(t.o.DayFirst, l.DayFirst)
	}
	if t.d.Report.Count("decimal_shown") == 0 {
		l.Decimal = cmp.Or(t.o.Decimal, l.Decimal)
	}
	if l.DayFirst == t.d.Layout.DayFirst && l.Decimal == t.d.Layout.Decimal || len(t.d.Set.Changes) == 0 {
		return
	}
	r := l.Remembered("")
	r.Head = t.head("")
	for _, was := range t.base.Layouts {
		if was.Code == l.Named {
			r.Head, r.Sheet = was.Head, was.Sheet
		}
	}
	if r.Code == "" {
		r.Code = t.codes.unused("layout", strings.TrimSuffix(t.o.File, filepath.Ext(t.o.File)))
		r.Level = record.TableOf("layout").Level
	}
	r.On, r.By = record.DayOf(t.o.At), t.o.By
	t.d.Set.Changes = append(t.d.Set.Changes, record.PutNext(r))
	t.d.Kept = r.Code
}

// finish closes the tally and lists what is wrong. A spelling that is proposed
// is told by the rows that wait for it, one that is new by what is created.
func (t *taking) finish() {
	t.remember()
	t.d.Rows.Refused = len(t.d.refused)
	for _, x := range t.d.Report.Findings {
		if x.Code != "org_likely" && x.Code != "org_unknown" {
			t.d.Issues = append(t.d.Issues, x)
		}
	}
	t.d.Issues = t.found.with(t.d.Issues)
}
