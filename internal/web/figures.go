package web

import (
	"fmt"
	"net/http"

	"toguna/internal/indicator"
	"toguna/internal/record"
)

// Score is a figure on a card.
type Score struct {
	Code, Name, Value, Of, Href, Status, StatusLabel string
	Words                                            bool // the value is words, not a number
}

func (q *request) score(f indicator.Figure) Score {
	def, _ := indicator.Find(f.Code)
	return Score{
		Code: f.Code, Name: q.Say(def.NameFR, def.NameEN), Value: f.Cell(q.Lang), Of: f.Of(q.Lang),
		Href: q.Link("/figures/" + f.Code), Status: string(f.Status), StatusLabel: f.Status.Label(q.Lang),
		Words: f.Status == indicator.NoData || f.Status == indicator.NotApplicable || !f.Value.Known(),
	}
}

func (s *Site) figures(q *request) error {
	var scores []Score
	for _, f := range q.draft().Figures {
		if _, ok := indicator.Find(f.Code); ok { // the note's own counts have pages of their own
			scores = append(scores, q.score(f))
		}
	}
	return q.show(http.StatusOK, "figures", q.Say("Indicateurs", "Indicators"), scores)
}

// Evidence is the page of one figure.
type Evidence struct {
	Score      Score
	Text       string
	Remarks    []string
	Definition []Cell
	Breakdowns []Breakdown
	Lists      []FactList
	Used       []Group
	Lacked     []Group
	Attested   []Group
	LeftOut    string
	Declared   []string
}

// Breakdown is a figure by one of its dimensions.
type Breakdown struct {
	Name, Of string
	Rows     []Score
}

// FactList is a list of facts a figure states.
type FactList struct {
	Name  string
	Heads []string
	Rows  [][]Cell
}

func (s *Site) figure(q *request) error {
	def, ok := indicator.Find(q.PathValue("code"))
	if !ok {
		return errNotFound
	}
	var f indicator.Figure
	for _, g := range q.draft().Figures {
		if g.Code == def.Code {
			f = g
		}
	}
	e := Evidence{Score: q.score(f), Text: f.Text(q.Lang)}
	for _, r := range f.Remarks {
		e.Remarks = append(e.Remarks, r.Text(q.Lang))
	}
	when := q.Lang.Day(f.Day)
	if f.Period.Since != "" {
		when = fmt.Sprintf(q.Say("du %s au %s", "from %s to %s"), q.Lang.Day(f.Period.Since), q.Lang.Day(f.Period.Until.AddDays(-1)))
	}
	for _, d := range []struct{ fr, en, textFR, textEN string }{
		{"Définition", "Definition", def.DefinitionFR, def.DefinitionEN},
		{"Numérateur", "Numerator", def.NumeratorFR, def.NumeratorEN},
		{"Dénominateur", "Denominator", def.DenominatorFR, def.DenominatorEN},
		{"Date ou période", "Date or period", def.TimeFR, def.TimeEN},
		{"Ici", "Here", when, when},
		{"Inconnu", "Unknown", def.UnknownFR, def.UnknownEN},
		{"Sources", "Sources", def.SourceFR, def.SourceEN},
	} {
		if text := q.Say(d.textFR, d.textEN); text != "" {
			e.Definition = append(e.Definition, Cell{Heading: q.Say(d.fr, d.en), Parts: []Part{{Text: text}}})
		}
	}
	e.Breakdowns = q.breakdowns(f)
	e.Lists = q.lists(f)
	e.Used, e.Lacked, e.Attested, e.LeftOut = q.evidence(f.Used), q.evidence(f.Lacked), q.evidence(f.Attested), f.LeftOutText(q.Lang)
	for _, d := range q.View.DeclaredFigures {
		if d.Indicator == f.Code {
			e.Declared = append(e.Declared, q.declared(d))
		}
	}
	return q.show(http.StatusOK, "figure", e.Score.Name, e)
}

// statement shows the records behind a count that the note makes itself.
func (s *Site) statement(q *request) error {
	d := q.draft()
	code := q.PathValue("code")
	for _, f := range d.Figures {
		if _, ok := indicator.Find(f.Code); ok || f.Code != code {
			continue
		}
		e := Evidence{Text: d.Statement(code).Text()}
		e.Score = Score{Code: code, Value: f.Cell(q.Lang), Of: f.Of(q.Lang), Href: q.Link("/note") + "#" + code, Status: string(f.Status), StatusLabel: f.Status.Label(q.Lang)}
		for _, src := range d.Sources {
			if src.Code == code {
				e.Score.Name = src.Name
				e.Definition = []Cell{
					{Heading: q.Say("Définition", "Definition"), Parts: []Part{{Text: src.Definition}}},
					{Heading: q.Say("Date ou période", "Date or period"), Parts: []Part{{Text: src.Time}}},
				}
			}
		}
		e.Used, e.Lacked, e.Attested, e.LeftOut = q.evidence(f.Used), q.evidence(f.Lacked), q.evidence(f.Attested), f.LeftOutText(q.Lang)
		return q.show(http.StatusOK, "figure", e.Score.Name, e)
	}
	return errNotFound
}

// declared writes a figure of an older document, never mixed with ours.
func (q *request) declared(d *record.DeclaredFigure) string {
	value := d.Value.String()
	if d.Num.Known() && d.Den.Known() {
		value = q.Lang.Number(d.Num.V, 0) + q.Say(" sur ", " of ") + q.Lang.Number(d.Den.V, 0)
	}
	if value == "" {
		value = d.Statement
	}
	return value + q.Say(", selon ", ", according to ") + d.Document + " (" + q.Lang.Day(d.On) + ")"
}

// evidence names the records of a figure that the reader may see.
func (q *request) evidence(ids []string) []Group {
	var rs []record.Record
	for _, id := range ids {
		if r := q.View.Record(id); r != nil && q.View.May(r) {
			rs = append(rs, r)
		}
	}
	return q.grouped(rs, 200)
}

func (q *request) breakdowns(f indicator.Figure) []Breakdown {
	var out []Breakdown
	at := map[string]int{}
	for _, p := range f.Parts {
		i, ok := at[p.By]
		if !ok {
			i = len(out)
			at[p.By] = i
			out = append(out, Breakdown{Name: indicator.ByLabel(p.By, q.Lang), Of: indicator.ByLabel(p.By, q.Lang)})
		}
		out[i].Rows = append(out[i].Rows, Score{
			Name: indicator.Label(q.View.Snapshot, p.By, p.Key, q.Lang), Value: p.Cell(q.Lang), Of: p.Of(q.Lang),
			Status: string(p.Status), StatusLabel: p.Status.Label(q.Lang),
		})
	}
	return out
}

// lists writes the facts a figure lists: only the columns that state something.
func (q *request) lists(f indicator.Figure) []FactList {
	type column struct {
		fr, en string
		cell   func(indicator.Row) Cell
	}
	link := func(id string) Cell {
		r := q.View.Record(id)
		if r == nil {
			return Cell{}
		}
		if !q.View.May(r) {
			return Cell{Missing: "◊"}
		}
		return Cell{Parts: []Part{{Text: q.name(r), Href: q.toRecord(r), Title: q.fullName(r)}}}
	}
	text := func(s string) Cell {
		if s == "" {
			return Cell{}
		}
		return Cell{Parts: []Part{{Text: s}}}
	}
	columns := []column{
		{"Instance", "Body", func(r indicator.Row) Cell { return link(string(r.Body)) }},
		{"Organisation", "Organisation", func(r indicator.Row) Cell { return link(string(r.Org)) }},
		{"Avec", "With", func(r indicator.Row) Cell { return link(string(r.Other)) }},
		{"Lieu", "Place", func(r indicator.Row) Cell { return link(string(r.Place)) }},
		{"Valeur", "Value", func(r indicator.Row) Cell { return text(indicator.CodeLabel(r.Code, q.Lang)) }},
		{"Suggéré", "Suggested", func(r indicator.Row) Cell { return text(indicator.CodeLabel(r.Suggested, q.Lang)) }},
		{"Appellation", "Wording", func(r indicator.Row) Cell { return text(r.Label) }},
		{"Depuis", "Since", func(r indicator.Row) Cell { return text(q.Lang.ShortDay(r.Since)) }},
		{"Jusqu’au", "Until", func(r indicator.Row) Cell { return text(q.Lang.ShortDay(r.Until)) }},
		{"n", "n", func(r indicator.Row) Cell { return text(q.number(r.N)) }},
		{"N", "N", func(r indicator.Row) Cell { return text(q.number(r.Of)) }},
	}
	var out []FactList
	done := map[string]bool{}
	for _, row := range f.Rows {
		if done[row.Key] {
			continue
		}
		done[row.Key] = true
		rows := f.RowsOf(row.Key)
		l := FactList{Name: indicator.RowLabel(row.Key, q.Lang), Rows: make([][]Cell, len(rows))}
		for _, c := range columns {
			cells, any := make([]Cell, len(rows)), false
			for i, r := range rows {
				cells[i] = c.cell(r)
				cells[i].Heading = q.Say(c.fr, c.en)
				any = any || len(cells[i].Parts) > 0 || cells[i].Missing != ""
			}
			if !any {
				continue
			}
			l.Heads = append(l.Heads, q.Say(c.fr, c.en))
			for i := range rows {
				l.Rows[i] = append(l.Rows[i], cells[i])
			}
		}
		out = append(out, l)
	}
	return out
}

func (q *request) number(n record.Number) string {
	if !n.Known() {
		return ""
	}
	return q.Lang.Number(n.V, 0)
}
