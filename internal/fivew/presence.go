package fivew

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"toguna/internal/exchange/sheet"
	"toguna/internal/layout"
	"toguna/internal/match"
	"toguna/internal/record"
)

// Question is what is asked of a file.
type Question struct {
	File      string                  // its name, shown in the report and read for the period
	Sector    string                  // a code or name, French or English; "protection" holds its areas of responsibility; empty: all
	Set       string                  // "national", "international", "un" or "all"
	By        string                  // "admin1" or "admin2"
	Day       record.Day              // the day on which the gazetteer is read; empty: the places without an end
	Places    []*record.Place         // the gazetteer, past places too
	Spellings []*record.Spelling      // remembered: crosswalks, decisions on places; may be nil
	Decided   map[string]layout.Class // the class of organisations a person has decided on, by any spelling
	Known     Known                   // the organisations of the register, which sheets and rows may be named after; may be empty
	Inspect   layout.Options          // what is known of how the file stands
}

// The faults of a question or of a file that cannot answer it.
var (
	ErrQuestion = errors.New("question not understood")
	ErrColumn   = errors.New("column not found")
)

// Result is who is present where, and how it was found out.
type Result struct {
	File, Sector, Set, By string
	Day                   record.Day
	Period                Period
	Layout                *layout.Layout
	Rows                  Rows
	Places                []PlaceCount // every place of the level, by code
	Total                 map[layout.Class]int
	Organisations         []Organisation
	Remarks               []Finding
	Repaired              bool `json:",omitempty"` // garbled accents were given back
}

// Rows is what became of the rows: Read is the sum of the others. Taken rows
// say first that an organisation is in a place, folded rows say it again or are
// banners.
type Rows struct{ Read, OtherSectors, Taken, Folded, Refused int }

// PlaceCount is how many distinct organisations of each class are in a place.
type PlaceCount struct {
	Code, Name string
	Rows       int // rows of the sector; 0: nothing is reported, which is not zero
	Counts     map[layout.Class]int
}

// Organisation is one organisation of the sector.
type Organisation struct {
	Label, Name string
	Class       layout.Class
	Rows        int
	Places      []string // codes
}

// Finding is something a careful reader notices.
type Finding struct {
	Key    string
	About  string   // the organisation, the value or the place
	Detail []string // what the sentence needs besides
	Rows   int
	Sector int // of those, rows of the sector asked about
	Spans  layout.Spans
	Where  string `json:",omitempty"` // the first of them with their sheets, where several are read as one
}

// Period is the time a file speaks of, and what says so.
type Period struct {
	From, Until record.Day // both inside
	Source      string     // "columns", "above" the table, "file", "" when nothing says
}

// Value is one figure for a map.
type Value struct {
	Known bool // false: the file reports nothing of the sector there
	N     int
}

// MapValues gives, by P-code, how many organisations of the asked set are there.
func (r *Result) MapValues() map[string]Value {
	out := map[string]Value{}
	for _, p := range r.Places {
		out[p.Code] = Value{p.Rows > 0, p.count(r.Set)}
	}
	return out
}

func (p PlaceCount) count(set string) int { return counted(p.Counts, set) }

func counted(counts map[layout.Class]int, set string) int {
	if set != "all" {
		return counts[layout.Class(set)]
	}
	n := 0
	for _, k := range counts {
		n += k
	}
	return n
}

// facts is what the rows that say the same have in common.
type facts struct {
	acronym, name, kind string
	site                match.Site
	sector              string // code or "?"
	asked               bool
	broken              string // why rows cannot be read at all
	value               string
}

// reader is one pass over a file.
type reader struct {
	q          Question
	sector     string
	l          *layout.Layout
	o          CheckOptions // what stands above the table, besides the places
	above      [3]string
	org, named *layout.Column
	typed      *layout.Column
	cols       map[layout.Meaning]*layout.Column
	heads      map[string]bool
	facts      map[facts]*layout.Spans
	order      []facts
	errors     map[string]*layout.Spans
	dates      Period
	communes   layout.Spans // rows whose commune code is not of their cercle code
	communesIn int          // of those, rows asked about
}

// Presence answers a question about a file: it finds the table, of all sheets of
// its form, and passes over its rows as Check does, keeping what is distinct and the
// numbers of the rows. They are passed over anew where they are read otherwise by
// what was found among them, or by columns that the first rows leave blank.
func Presence(ctx context.Context, b *sheet.Book, q Question) (*Result, error) {
	k, o := q.Known, CheckOptions{File: q.File, Inspect: q.Inspect}
	k.Places = match.NewPlaces(q.Places, q.Spellings, q.Day)
	l, err := longTable(ctx, b, nil, k, o)
	if err != nil {
		return nil, err
	}
	rd, err := newReader(q, l)
	if err != nil {
		return nil, err
	}
	for {
		c, err := newChecker(ctx, b, l, k, o)
		if err != nil {
			return nil, err
		}
		h := l.Heads()
		title := func(n int, only sheet.Cell) []layout.Said { return c.bannerSays(h, n, only) }
		if err := l.Recount(ctx, b, title, rd.row); err != nil {
			return nil, fmt.Errorf("read sheet %q: %w", l.Sheet, err)
		}
		again, err := l.TakeFound(ctx, b)
		if err != nil {
			return nil, err
		}
		next, err := newReader(q, l)
		if err != nil {
			return nil, err
		}
		if !again && next.reads(rd) {
			break
		}
		rd = next
	}
	if err := rd.lacks(); err != nil {
		return nil, err
	}
	r := rd.answer()
	r.Repaired = b.Repaired()
	return r, nil
}

func newReader(q Question, l *layout.Layout) (*reader, error) {
	q.Set, q.By = cmp.Or(q.Set, "all"), cmp.Or(q.By, "admin1")
	if !slices.Contains([]string{"national", "international", "un", "all"}, q.Set) {
		return nil, fmt.Errorf("%w: set %q is not national, international, un or all", ErrQuestion, q.Set)
	}
	if q.By != "admin1" && q.By != "admin2" {
		return nil, fmt.Errorf("%w: place level %q is not admin1 or admin2", ErrQuestion, q.By)
	}
	rd := &reader{q: q, l: l, cols: map[layout.Meaning]*layout.Column{}, heads: map[string]bool{}, facts: map[facts]*layout.Spans{},
		errors: map[string]*layout.Spans{}}
	if q.Sector != "" {
		if rd.sector = layout.SectorOf(q.Sector); rd.sector == "" {
			return nil, fmt.Errorf("%w: sector %q is not known", ErrQuestion, q.Sector)
		}
	}
	rd.org, rd.named, rd.typed = l.Org(), l.OrgNamed(), l.OrgTyped()
	rd.o = CheckOptions{}.said(l)
	rd.above = l.StatedPlaces()
	for _, m := range []layout.Meaning{layout.Sector, layout.Subsector, layout.Adm1Code, layout.Adm1Name, layout.Adm2Code, layout.Adm2Name, layout.Adm3Code, layout.DateStart, layout.DateEnd, layout.DateReported} {
		rd.cols[m] = l.Column(m)
	}
	for _, c := range l.Columns {
		if rd.org != nil && c.Col == rd.org.Col {
			rd.heads[layout.Fold(c.Header)] = c.Header != ""
		}
	}
	return rd, nil
}

// reads tells whether it reads the columns that another one has read.
func (rd *reader) reads(other *reader) bool {
	return rd.org == other.org && rd.named == other.named && rd.typed == other.typed && maps.Equal(rd.cols, other.cols)
}

// lacks says which column the question needs and the file has not.
func (rd *reader) lacks() error {
	switch {
	case rd.org == nil && rd.o.Owner == "":
		return fmt.Errorf("sheet %q: %w: organisation", rd.l.Sheet, ErrColumn)
	case rd.sector != "" && rd.cols[layout.Sector] == nil && rd.o.Sector == "":
		return fmt.Errorf("sheet %q: %w: sector", rd.l.Sheet, ErrColumn)
	case rd.q.Set != "all" && rd.typed == nil:
		return fmt.Errorf("sheet %q: %w: organisation type; ask for all organisations", rd.l.Sheet, ErrColumn)
	}
	return nil
}

// text reads a cell of a meaning and counts its errors.
func text(cells []sheet.Cell, c *layout.Column) (s string, broken bool) {
	if c == nil {
		return "", false
	}
	cell := sheet.At(cells, c.Col)
	if cell.Kind == sheet.ErrorValue || cell.Kind == sheet.Formula {
		return cell.Text, true
	}
	s = strings.TrimSpace(cell.Text)
	return s, saysError(s)
}

// saysError tells a text that a spreadsheet puts in the place of what it cannot compute.
func saysError(s string) bool { return strings.HasPrefix(s, "#") && errorText.MatchString(s) }

var errorText = regexp.MustCompile(`^#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!)$`)

func (rd *reader) row(n int, cells []sheet.Cell) {
	var f facts
	if rd.l.Banner(n) != nil {
		rd.keep(facts{broken: "banner"}, n)
		return
	}
	read := func(c *layout.Column) string {
		s, broken := text(cells, c)
		if !broken {
			return s
		}
		rd.note(rd.errors, c.Header+"\x00"+s, n)
		return ""
	}
	f.acronym, f.name, f.kind = read(rd.org), read(rd.named), read(rd.typed)
	if rd.org == nil {
		f.name = rd.o.Owner
	} else if m := rd.org.Meaning; m == layout.OrgName || m == layout.ImplName || m == layout.ReportName {
		f.acronym, f.name = "", f.acronym
	}
	f.site = match.Site{Code1: read(rd.cols[layout.Adm1Code]), Name1: cmp.Or(read(rd.cols[layout.Adm1Name]), rd.above[0]), Code2: read(rd.cols[layout.Adm2Code]), Name2: cmp.Or(read(rd.cols[layout.Adm2Name]), rd.above[1])}
	commune := read(rd.cols[layout.Adm3Code])
	f.sector, f.asked = rd.sectorAsked(read(rd.cols[layout.Sector]), read(rd.cols[layout.Subsector]), &f)
	if commune != "" && f.site.Code2 != "" && !strings.HasPrefix(commune, f.site.Code2) {
		rd.communes.Add(n)
		if f.asked {
			rd.communesIn++
		}
	}
	head := layout.Fold(cmp.Or(f.acronym, f.name))
	switch {
	case rd.l.Apart(n):
		f = facts{sector: "?", broken: "other_table"}
	case head == "":
		f.broken = "no_org"
	case rd.heads[head] || layout.IsTag(cmp.Or(f.acronym, f.name)):
		f.broken = "header_again"
	case rd.org == nil && slices.ContainsFunc(cells[:min(len(cells), 3)], func(c sheet.Cell) bool { return layout.SaysTotal(c.Text) }),
		head == "total" || head == "grand total" || head == "total general":
		f.broken = "total_row"
	}
	if f.broken != "" {
		f.asked = f.asked || f.sector == "?"
	}
	for _, m := range []layout.Meaning{layout.DateStart, layout.DateEnd, layout.DateReported} {
		rd.date(cells, rd.cols[m])
	}
	rd.keep(f, n)
}

func (rd *reader) keep(f facts, row int) {
	if rd.facts[f] == nil {
		rd.facts[f] = new(layout.Spans)
		rd.order = append(rd.order, f)
	}
	rd.facts[f].Add(row)
}

func (rd *reader) note(m map[string]*layout.Spans, key string, row int) {
	if m[key] == nil {
		m[key] = new(layout.Spans)
	}
	m[key].Add(row)
}

// sectorAsked tells which sector a row is of and whether it is asked about.
func (rd *reader) sectorAsked(cell, sub string, f *facts) (string, bool) {
	if rd.cols[layout.Sector] == nil {
		return rd.o.Sector, rd.sector == "" || layout.InFamily(rd.o.Sector, rd.sector)
	}
	codes := layout.SectorsOf(cell)
	if len(codes) == 0 {
		f.value = cell
		if rd.sector == "" {
			return "?", true
		}
		return "?", false
	}
	if code := layout.SectorOf(sub); code != "" && slices.ContainsFunc(codes, func(c string) bool { return layout.InFamily(code, c) }) {
		codes = []string{code}
	}
	asked := rd.sector == "" || slices.ContainsFunc(codes, func(c string) bool { return layout.InFamily(c, rd.sector) })
	return strings.Join(codes, " "), asked
}

func (rd *reader) date(cells []sheet.Cell, c *layout.Column) {
	if c == nil {
		return
	}
	cell := sheet.At(cells, c.Col)
	from, until := cell.Day, cell.Day
	if from == "" && cell.Kind == sheet.Text {
		from, _ = sheet.ParseDay(cell.Text, sheet.Hints{DayFirst: sheet.Yes})
		until = from
		if from == "" {
			m := monthIn(cell.Text)
			from, until = m.First(), m.Last()
		}
	}
	if from < "1990-01-01" || until > "2100-01-01" {
		return
	}
	if rd.dates.From == "" || from < rd.dates.From {
		rd.dates.From = from
	}
	rd.dates.Until = max(rd.dates.Until, until)
	rd.dates.Source = "columns"
}

var (
	monthInName   = regexp.MustCompile(`(?:^|[^0-9])(20[0-9]{2})[-_. ]?(0[1-9]|1[0-2])(?:[^0-9]|$)`)
	quarterInName = regexp.MustCompile(`(?i)(?:^|[^0-9])(20[0-9]{2})[-_. ]?[qt]([1-4])(?:[^0-9]|$)`)
	yearInName    = regexp.MustCompile(`(?:^|[^0-9])(20[0-9]{2})(?:[^0-9]|$)`)
)

func periodOf(name string) Period {
	span := func(first, last string) Period {
		return Period{record.Month(first).First(), record.Month(last).Last(), "file"}
	}
	if m := monthInName.FindStringSubmatch(name); m != nil {
		return span(m[1]+"-"+m[2], m[1]+"-"+m[2])
	}
	if m := quarterInName.FindStringSubmatch(name); m != nil {
		ends := map[string][2]string{"1": {"01", "03"}, "2": {"04", "06"}, "3": {"07", "09"}, "4": {"10", "12"}}[m[2]]
		return span(m[1]+"-"+ends[0], m[1]+"-"+ends[1])
	}
	if m := yearInName.FindStringSubmatch(name); m != nil {
		return span(m[1]+"-01", m[1]+"-12")
	}
	return Period{}
}
