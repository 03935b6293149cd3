package web

import (
	"html"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"toguna/internal/record"
	"toguna/internal/store"
)

const rowsOnPage = 50

// Cell is a value as a reader sees it: text, a link to what it refers to, or
// one of the ways of missing.
type Cell struct {
	Heading string
	Parts   []Part
	Missing string // why there is no value: not recorded, withheld
	Number  bool
	Long    bool
}

// Part is one of the values of a cell.
type Part struct{ Text, Href, Title string }

// HTML writes the cell. Lists hold hundreds of cells, so they are written
// directly rather than by a template each.
func (c Cell) HTML() template.HTML {
	var b strings.Builder
	c.write(&b)
	return template.HTML(b.String())
}

func (c Cell) write(b *strings.Builder) {
	if c.Missing != "" {
		b.WriteString(`<span class="none">`)
		b.WriteString(html.EscapeString(c.Missing))
		b.WriteString(`</span>`)
		return
	}
	for i, p := range c.Parts {
		if i > 0 {
			b.WriteString(", ")
		}
		p.write(b)
	}
}

func (p Part) write(b *strings.Builder) {
	if p.Href == "" {
		b.WriteString(html.EscapeString(p.Text))
		return
	}
	b.WriteString(`<a href="`)
	b.WriteString(html.EscapeString(p.Href))
	if p.Title != "" && p.Title != p.Text {
		b.WriteString(`" title="`)
		b.WriteString(html.EscapeString(p.Title))
	}
	b.WriteString(`">`)
	b.WriteString(html.EscapeString(p.Text))
	b.WriteString(`</a>`)
}

// Body writes the rows of the list.
func (l Listing) Body() template.HTML {
	var b strings.Builder
	for _, r := range l.Rows {
		b.WriteString(`<tr><td data-h="`)
		b.WriteString(html.EscapeString(l.RecordHead))
		b.WriteString(`">`)
		Part{Text: r.Name, Href: r.Href}.write(&b)
		b.WriteString(`</td>`)
		for i, c := range r.Cells {
			b.WriteString(`<td data-h="`)
			b.WriteString(html.EscapeString(l.Heads[i]))
			if c.Number {
				b.WriteString(`" class="n`)
			}
			b.WriteString(`">`)
			c.write(&b)
			b.WriteString(`</td>`)
		}
		b.WriteString("</tr>\n")
	}
	return template.HTML(b.String())
}

func (q *request) cell(r record.Record, f record.Field) Cell {
	c := Cell{Heading: f.Heading(string(q.Lang)), Number: f.Type == record.Numeric, Long: f.Type == record.LongText}
	text, withheld := q.View.Value(r, f)
	switch {
	case withheld:
		c.Missing = q.Say("◊ retenu", "◊ withheld")
	case text == "":
		c.Missing = q.Say("non renseigné", "not recorded")
		if f.Name == "until" {
			c.Missing = q.Say("en cours", "still lasts")
		}
	default:
		values := []string{text}
		if f.Many {
			values = strings.Split(text, "; ")
		}
		for _, v := range values {
			c.Parts = append(c.Parts, q.part(f, v))
		}
	}
	return c
}

func (q *request) part(f record.Field, v string) Part {
	lang := string(q.Lang)
	switch f.Type {
	case record.Refers:
		r := q.View.Record(v)
		if r == nil {
			return Part{Text: v}
		}
		if !q.View.May(r) {
			return Part{Text: q.Say("◊ retenu", "◊ withheld")}
		}
		return Part{Text: q.name(r), Href: q.toRecord(r), Title: q.fullName(r)}
	case record.Coded, record.YesNo:
		return Part{Text: f.List.Label(v, lang)}
	case record.Date:
		return Part{Text: q.Lang.Day(record.Day(v))}
	case record.MonthOf:
		return Part{Text: q.Lang.Month(record.Month(v))}
	case record.Numeric:
		n, err := record.ParseNumber(v)
		if err != nil || !n.Known() {
			return Part{Text: record.Answers.Label(v, lang)}
		}
		return Part{Text: q.Lang.Number(n.V, decimals(v))}
	}
	return Part{Text: v}
}

func decimals(text string) int {
	_, after, found := strings.Cut(text, ".")
	if !found {
		return 0
	}
	return min(len(after), 5)
}

func (q *request) toRecord(r record.Record) string {
	return q.Link("/records/" + string(r.Kind()) + "/" + url.PathEscape(r.Base().ID))
}

// name is what people call a record, as short as they do.
func (q *request) name(r record.Record) string {
	at := func(id record.BodyID, d record.Day) string {
		if b := q.View.Body(id); b != nil {
			return b.Code + ", " + q.Lang.ShortDay(d)
		}
		return q.Lang.ShortDay(d)
	}
	switch r := r.(type) {
	case *record.Operation:
		return q.Say(r.NameFR, cmpOr(r.NameEN, r.NameFR))
	case *record.Org:
		return cmpOr(r.Acronym, r.Name(string(q.Lang)))
	case *record.Place:
		return r.NameFR
	case *record.Person:
		if name := q.value(r, "name"); name != "" {
			return name
		}
		return r.Code
	case *record.Meeting:
		return at(r.Body, r.On)
	case *record.Process:
		return q.Say(r.NameFR, cmpOr(r.NameEN, r.NameFR))
	case *record.Seat:
		holder := q.Say("siège", "seat")
		if o := q.View.Org(r.Org); o != nil {
			holder = q.name(o)
		}
		if b := q.View.Body(r.Body); b != nil {
			return b.Code + " · " + holder
		}
		return holder
	}
	if c := r.Base().Code; c != "" {
		return c
	}
	return q.parties(r)
}

// parties names a record that has no code by the records it ties together.
func (q *request) parties(r record.Record) string {
	var parts []string
	for _, f := range record.TableOf(r.Kind()).Fields {
		if f.Type != record.Refers || f.Many || len(parts) == 3 {
			continue
		}
		if c := q.cell(r, f); len(c.Parts) == 1 && c.Parts[0].Text != "" {
			parts = append(parts, c.Parts[0].Text)
		}
	}
	if len(parts) == 0 {
		return r.Base().ID
	}
	return strings.Join(parts, " · ")
}

func (q *request) fullName(r record.Record) string {
	switch r := r.(type) {
	case *record.Org:
		return r.Name(string(q.Lang))
	case *record.Body:
		return r.Name(string(q.Lang))
	}
	return ""
}

func (q *request) value(r record.Record, field string) string {
	f, _ := record.TableOf(r.Kind()).Field(field)
	text, _ := q.View.Value(r, f)
	return text
}

// KindLine is a kind in the index of records.
type KindLine struct {
	Name, Help, Href string
	Count            int
	Restricted       int
}

func (q *request) kinds() []KindLine {
	var out []KindLine
	for i := range record.Tables {
		t := &record.Tables[i]
		seen, restricted := q.View.List(t.Kind)
		out = append(out, KindLine{t.Name(string(q.Lang)), q.help(t), q.Link("/records/" + string(t.Kind)), len(seen), restricted})
	}
	return out
}

// help says what a kind holds; of the 5W lines, a snapshot has those of the
// round that stands for its day.
func (q *request) help(t *record.Table) string {
	help := q.Say(t.HelpFR, t.HelpEN)
	if m := q.View.RoundOn(q.Day).Month; t.Kind == "activity" && m != "" {
		help += q.Say(" Ici, celles du cycle de ", " Here, those of the round of ") + q.Lang.Month(m) + "."
	}
	return help
}

func (s *Site) kinds(q *request) error {
	return q.show(http.StatusOK, "kinds", q.Say("Registre", "Register"), q.kinds())
}

// Listing is a page of records of one kind.
type Listing struct {
	Table          *record.Table
	Name, Help     string
	RecordHead     string // heading of the first column, which names the record
	Heads          []string
	Rows           []Row
	Total          int
	First, Last    int
	Restricted     int
	All            bool // all times, not only the day
	Dated          bool
	Query          string
	Previous, Next string
	AllHref        string
}

// Row is one record in a list.
type Row struct {
	Name, Href string
	Cells      []Cell
}

// listed are the fields a list shows: the first that are neither long nor for
// the record's own page.
func listed(t *record.Table) []record.Field {
	var out []record.Field
	for _, f := range t.Fields {
		switch {
		case f.Type == record.LongText || f.Name == "level" || f.Name == "source" || f.Name == "confirmed" || f.Name == "alt_names" || f.Name == "aliases":
		case len(out) < 7 || f.Name == "since" || f.Name == "until":
			out = append(out, f)
		}
	}
	if len(out) > 8 {
		out = append(out[:6], out[len(out)-2:]...)
	}
	return out
}

func (s *Site) list(q *request) error {
	kind := record.Kind(q.PathValue("kind"))
	if !record.KindExists(kind) {
		return errNotFound
	}
	t := record.TableOf(kind)
	ask := q.URL.Query()
	l := Listing{Table: t, Name: t.Name(string(q.Lang)), Help: q.help(t), RecordHead: q.Say("Fiche", "Record"), All: ask.Get("all") == "1", Query: strings.TrimSpace(ask.Get("q"))}
	seen, restricted := q.View.List(kind)
	l.Restricted = restricted
	_, l.Dated = t.New().(record.Spanned)
	fields := listed(t)[1:] // the first column names the record already
	for _, f := range fields {
		l.Heads = append(l.Heads, f.Heading(string(q.Lang)))
	}
	page, _ := strconv.Atoi(ask.Get("page"))
	page = max(page, 1)
	newestFirst(t, seen)
	find := record.Fold(l.Query)
	for _, r := range seen {
		if x, ok := r.(record.Spanned); ok && !l.All && !x.Valid().On(q.Day) {
			continue
		}
		if find != "" && !q.matches(r, fields, find) {
			continue
		}
		l.Total++
		if l.Total <= (page-1)*rowsOnPage || l.Total > page*rowsOnPage {
			continue
		}
		row := Row{Name: q.name(r), Href: q.toRecord(r)}
		for _, f := range fields {
			row.Cells = append(row.Cells, q.cell(r, f))
		}
		l.Rows = append(l.Rows, row)
	}
	l.First, l.Last = (page-1)*rowsOnPage+1, (page-1)*rowsOnPage+len(l.Rows)
	turn := func(n int) string {
		v := q.rest()
		v.Set("page", strconv.Itoa(n))
		return q.address(q.Lang, "/records/"+string(kind), v)
	}
	if page > 1 {
		l.Previous = turn(page - 1)
	}
	if l.Total > page*rowsOnPage {
		l.Next = turn(page + 1)
	}
	v := q.rest()
	v.Del("page")
	if l.All {
		v.Del("all")
	} else {
		v.Set("all", "1")
	}
	l.AllHref = q.address(q.Lang, "/records/"+string(kind), v)
	return q.show(http.StatusOK, "list", l.Name, l)
}

// newestFirst sorts records that happen on a day, such as meetings, by that day.
func newestFirst(t *record.Table, rs []record.Record) {
	for _, name := range []string{"on", "month", "stated", "submitted", "published", "as_of"} {
		if f, ok := t.Field(name); ok {
			slices.SortStableFunc(rs, func(a, b record.Record) int { return strings.Compare(f.Get(b), f.Get(a)) })
			return
		}
	}
}

func (q *request) matches(r record.Record, fields []record.Field, find string) bool {
	if strings.Contains(record.Fold(q.name(r)+" "+q.fullName(r)), find) {
		return true
	}
	for _, f := range fields {
		for _, p := range q.cell(r, f).Parts {
			if strings.Contains(record.Fold(p.Text+" "+p.Title), find) {
				return true
			}
		}
	}
	return false
}

// Sheet is the page of one record.
type Sheet struct {
	Kind, KindHref string
	Name, Full     string
	Cells          []Cell
	Groups         []Group
	History        []store.Entry
}

// Group lists the records of one kind that refer to the one shown.
type Group struct {
	Name  string
	Rows  []Part
	Total int
}

// Rest counts the records of the group that are not named.
func (g Group) Rest() int { return g.Total - len(g.Rows) }

const namedInGroup = 25

func (s *Site) record(q *request) error {
	kind := record.Kind(q.PathValue("kind"))
	r := q.View.Record(q.PathValue("id"))
	if !record.KindExists(kind) || r == nil || r.Kind() != kind || !q.View.May(r) {
		return errNotFound
	}
	t := record.TableOf(kind)
	sheet := Sheet{Kind: t.Name(string(q.Lang)), KindHref: q.Link("/records/" + string(kind)), Name: q.name(r), Full: q.fullName(r)}
	for _, f := range t.Fields {
		if kind == "note" && (f.Name == "document" || f.Name == "figures") {
			continue
		}
		sheet.Cells = append(sheet.Cells, q.cell(r, f))
	}
	sheet.Groups = q.grouped(q.View.Referring(r.Base().ID), namedInGroup)
	if s.Level >= record.Restricted {
		var err error
		if sheet.History, err = s.Store.History(q.Context(), s.Operation, r.Base().ID); err != nil {
			return err
		}
	}
	return q.show(http.StatusOK, "record", sheet.Name, sheet)
}

// grouped sorts records into kinds, names the first of each, and leaves out
// what the reader may not see.
func (q *request) grouped(rs []record.Record, most int) []Group {
	var out []Group
	at := map[record.Kind]int{}
	for _, r := range rs {
		if !q.View.May(r) {
			continue
		}
		i, ok := at[r.Kind()]
		if !ok {
			i = len(out)
			at[r.Kind()] = i
			out = append(out, Group{Name: record.TableOf(r.Kind()).Name(string(q.Lang))})
		}
		if out[i].Total++; out[i].Total <= most {
			out[i].Rows = append(out[i].Rows, Part{Text: q.describe(r), Href: q.toRecord(r), Title: q.fullName(r)})
		}
	}
	return out
}

// describe names a record with what tells it from its neighbours.
func (q *request) describe(r record.Record) string {
	name := q.name(r)
	switch x := r.(type) {
	case *record.Seat:
		name += " (" + record.Roles.Label(x.Role, string(q.Lang)) + ")"
	case *record.Org:
		if full := x.Name(string(q.Lang)); full != name {
			name += " — " + full
		}
	case *record.Support:
		name = q.parties(r) + " (" + record.Modalities.Label(x.Modality, string(q.Lang)) + ")"
	case *record.Participation, *record.Attendance, *record.PlanPartner, *record.Post, *record.Flow, *record.Agreement, *record.Activity:
		name = q.parties(r)
	}
	return name
}

// ActionName names what a change did, for the history of a record.
func (q *request) ActionName(a record.Action) string {
	switch a {
	case record.Remove:
		return q.Say("retirée", "removed")
	case record.Erase:
		return q.Say("identité effacée", "identity erased")
	}
	return q.Say("écrite", "written")
}
