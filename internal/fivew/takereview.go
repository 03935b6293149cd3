package fivew

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"toguna/internal/exchange/sheet"
	"toguna/internal/layout"
	"toguna/internal/locale"
	"toguna/internal/match"
	"toguna/internal/record"
)

// ReviewOptions say how a file is looked at without being taken.
type ReviewOptions struct {
	CheckOptions
	Lang locale.Lang
	Told *Told // what the other files of the command have said; may be nil

	// Lines streams the lines of the register whose month lies in first to last;
	// nil where there is no register.
	Lines func(first, last record.Month, each func(*record.Activity) error) error
}

// Review is what is wrong with a file, and what it leaves open.
type Review struct {
	Report *Report
	Issues []Issue // those that refuse rows first, the most frequent first
	Held   int     // good rows that an import refuses before somebody decides: on a spelling, or who receives the sector
}

// Refused is how many rows an import would refuse.
func (r *Review) Refused() int { return r.Report.Refused + r.Held }

// issues gathers the problems that the check of the file alone does not know.
type issues struct {
	of     map[issueKey]*Issue
	order  []*Issue
	file   string
	layout *layout.Layout
	report *Report // once the file is read
}

// note gathers a problem of a row, 0 for the whole file.
func (s *issues) note(row int, p record.Problem) record.Problem {
	p.Kind, p.From.File = "activity", s.file
	p.From.Sheet, p.From.Row = s.layout.At(row)
	s.place(&p, row)
	key := issueKey{code: p.Code, field: p.Field, found: p.Found, expected: p.Expected}
	x := s.of[key]
	if x == nil && len(s.order) >= mostIssues {
		key.found, key.expected = "", ""
		x = s.of[key]
	}
	if x == nil {
		x = &Issue{Problem: p, layout: s.layout}
		if s.of == nil {
			s.of = map[issueKey]*Issue{}
		}
		s.of[key] = x
		s.order = append(s.order, x)
	}
	x.Cells++
	if row > 0 && len(x.Spans) < mostSpans {
		x.Spans.Add(row)
	}
	return p
}

// place puts a problem in the column of its field.
func (s *issues) place(p *record.Problem, row int) {
	if s.report != nil && row > 0 {
		p.From.Column = s.report.Layout.InSheet(row, s.report.Letters[p.Field])
	}
}

// with puts them with those of the check.
func (s *issues) with(found []Issue) []Issue {
	for _, x := range s.order {
		if len(x.Spans) > 0 {
			s.place(&x.Problem, x.Spans[0].From)
		}
		for _, c := range s.report.Layout.Columns {
			if letters := s.report.Letters[x.Field]; letters != "" && x.From.Column != "" && sheet.Address(0, c.Col) == letters {
				x.Header = c.Header
			}
		}
		found = append(found, *x)
	}
	slices.SortStableFunc(found, func(a, b Issue) int {
		switch {
		case a.Warning != b.Warning && b.Warning:
			return -1
		case a.Warning != b.Warning:
			return 1
		}
		return cmp.Compare(b.Cells, a.Cells)
	})
	return found
}

// Look reads a file for what is wrong with it, against the register, the other
// files of the command and the months before. It keeps no rows.
func Look(ctx context.Context, b *sheet.Book, l *layout.Layout, base *record.Snapshot, known Known, o ReviewOptions) (*Review, error) {
	if o.Told == nil {
		o.Told = new(Told)
	}
	if o.Month == "" {
		o.Month = MonthNamed(o.File)
	}
	found := &issues{file: o.File, layout: l}
	names := map[record.OrgID]string{}
	ids := map[*Party]record.OrgID{nil: ""}
	orgOf := func(p *Party) record.OrgID {
		id, known := ids[p]
		if !known {
			id = cmp.Or(p.Answer.Org, record.OrgID("new "+match.OrgKey(match.OrgText(p.Acronym, p.Name))))
			ids[p] = id
			if names[id] == "" {
				names[id] = cmp.Or(p.Acronym, p.Name)
			}
		}
		return id
	}
	c := newComparison(base, o.Lang, o.File, l, o.Told, o.Day)
	c.who = func(id record.OrgID) string { return string(id) }
	c.name = func(id record.OrgID) string { return cmp.Or(nameIn(base, id, o.Lang), names[id], string(id)) }
	c.note = func(row int, p record.Problem) { found.note(row, p) }
	held := 0
	rounds := map[record.Month]record.Round{}
	o.Again = func() {
		held = 0
		found.of, found.order = nil, nil
		c.again()
	}
	report, err := Check(ctx, b, l, known, o.CheckOptions, func(x *Line) error {
		if x.Refused() || x.Repeat {
			return nil
		}
		body := bodyOf(base, x.Activity.Sector)
		homeless := body == nil && len(base.Bodies) > 0
		if homeless {
			found.note(x.Row, record.Problem{Code: "no_body", Field: "sector", Found: record.Sectors.Label(x.Activity.Sector, string(o.Lang)), Expected: "--body"})
		}
		if homeless || waits(x.Org) || waits(x.Impl) || slices.ContainsFunc(x.Donors, waits) {
			held++
		}
		x.Activity.Org, x.Activity.Impl = orgOf(x.Org), orgOf(x.Impl)
		c.row(x.Row, &x.Activity)
		if _, known := rounds[x.Activity.Month]; !known {
			rounds[x.Activity.Month] = base.RoundOf(x.Activity.Month)
		}
		if a := rounds[x.Activity.Month].ClosedIn(base, body, x.Activity.Place); a != nil {
			c.warn(x.Row, "month_closed", "month", string(x.Activity.Month), string(a.On))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	found.report = report
	if err := c.end(o.Lines); err != nil {
		return nil, err
	}
	for i := range report.Findings { // the rows of a spelling that waits for a decision are not taken
		if report.Findings[i].Code == "org_likely" {
			report.Findings[i].Warning = false
		}
	}
	return &Review{report, found.with(report.Findings), held}, nil
}

// waits tells whether a spelling is to be decided by somebody.
func waits(p *Party) bool { return p != nil && p.Answer.Org == "" && p.Answer.Proposed() }

// nameIn is what a person reads for an organisation of the register: its code
// and its name; "" for one that is not there.
func nameIn(base *record.Snapshot, id record.OrgID, l locale.Lang) string {
	o := base.Org(id)
	if o == nil {
		return ""
	}
	if name := o.Name(string(l)); name != "" && name != o.Code {
		return o.Code + " (" + name + ")"
	}
	return o.Code
}

// Text writes what is wrong with the file, and what one answer settles.
func (r *Review) Text(l locale.Lang) string {
	var b strings.Builder
	x := r.Report
	fmt.Fprintf(&b, l.Say(spaced.Replace("Feuille « %s » : lignes lues %s = bonnes %s + repliées %s + refusées %s\n"), "Sheet “%s”: rows read %s = good %s + folded %s + refused %s\n"),
		x.Layout.Sheet, l.Int(x.Read), l.Int(x.Good-r.Held), l.Int(x.Repeated), l.Int(r.Refused()))
	b.WriteString(x.questionsText(l))
	b.WriteString(x.UntakenText(l))
	b.WriteString(issuesByKind(r.Issues, l))
	if len(r.Issues) == 0 {
		b.WriteString(l.Say("rien à signaler\n", "nothing to report\n"))
	}
	return b.String()
}

// questionsText writes what one answer settles for all cells of the file.
func (r *Report) questionsText(l locale.Lang) string {
	var b strings.Builder
	b.WriteString(AlikeText(r.Layout, l))
	for _, q := range r.Questions {
		flag := map[string]string{"day_first": "--day-first yes|no", "decimal": "--decimal point|comma"}[q.Key]
		fmt.Fprintf(&b, l.Say(spaced.Replace("À dire une fois pour le fichier : colonne %s, « %s » (%s cellules) se lit %s : %s\n"), "To be said once for the file: column %s, “%s” (%s cells) reads %s: %s\n"),
			q.Column, q.Example, l.Int(q.Cells), strings.Join(q.Readings, l.Say(" ou ", " or ")), flag)
	}
	return b.String()
}

// JSON writes the same for a program.
func (r *Review) JSON(l locale.Lang) ([]byte, error) {
	type finding struct {
		Code     string   `json:"code"`
		Field    string   `json:"field,omitempty"`
		Column   string   `json:"column,omitempty"`
		Header   string   `json:"header,omitempty"`
		Found    string   `json:"found,omitempty"`
		Expected string   `json:"expected,omitempty"`
		Nearest  string   `json:"nearest,omitempty"`
		Message  string   `json:"message"`
		Refuses  bool     `json:"refuses"`
		Cells    int      `json:"cells"`
		At       []string `json:"at"` // the first cells
	}
	type ask struct {
		Key      string   `json:"key"`
		Column   string   `json:"column"`
		Example  string   `json:"example"`
		Readings []string `json:"readings"`
		Cells    int      `json:"cells"`
	}
	type untaken struct {
		Column  string     `json:"column"`
		Header  string     `json:"header"`
		Who     layout.Who `json:"who,omitempty"`
		Untold  bool       `json:"untold,omitempty"`
		Foreign bool       `json:"foreign,omitempty"`
	}
	x := r.Report
	out := struct {
		File     string         `json:"file"`
		Sheet    string         `json:"sheet"`
		Sheets   []string       `json:"sheets,omitempty"` // that are read as one
		Rows     map[string]int `json:"rows"`
		Findings []finding      `json:"findings"`
		Ask      []ask          `json:"ask"`
		Untaken  []untaken      `json:"not_taken"`
	}{x.File, x.Layout.Sheet, x.Layout.Sheets(), map[string]int{"read": x.Read, "good": x.Good - r.Held, "folded": x.Repeated, "refused": r.Refused()}, []finding{}, []ask{}, []untaken{}}
	for _, c := range x.Untaken {
		out.Untaken = append(out.Untaken, untaken(c))
	}
	for _, q := range x.Questions {
		out.Ask = append(out.Ask, ask(q))
	}
	for _, i := range r.Issues {
		f := finding{i.Code, i.Field, i.From.Column, i.Header, i.Found, i.Expected, i.Nearest, message(i.Problem, l), !i.Warning, i.Cells, []string{}}
		for _, s := range i.Spans {
			f.At = append(f.At, Issue{Problem: i.Problem, Spans: layout.Spans{s}, layout: i.layout}.Where(1))
		}
		out.Findings = append(out.Findings, f)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	err := e.Encode(out)
	return b.Bytes(), err
}
