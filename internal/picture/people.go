package picture

import (
	"fmt"
	"strings"

	"toguna/internal/chart"
	"toguna/internal/exchange/sheet"
	"toguna/internal/presence"
)

// method says how people reached were counted: no 5W can tell how many
// different people there were.
func (w *writer) method() string {
	return w.say("Personnes atteintes : ", "People reached: ") + w.say(presence.Methods.Label(w.Ask.Method, "fr"), presence.Methods.Label(w.Ask.Method, "en")) + "."
}

// people draws the people reached in each place as circles.
func (w *writer) people() error {
	q := w.Ask.question("people")
	q.Method = w.Ask.Method
	t, err := w.read(q)
	if err != nil {
		return err
	}
	w.Ask.Level, w.Ask.Set = t.Question.Level, t.Question.Set
	w.Remarks = append(w.Remarks, w.method())
	w.remark(t)
	one, many := w.unit()
	w.Title = fmt.Sprintf(w.say("Personnes atteintes, secteur « %s », par %s", "People reached, %s sector, by %s"), SectorLabel(w.Ask.Sector, w.Ask.Lang), one)
	w.head(sheet.TextColumn, "P-code", one)
	w.head(sheet.IntegerColumn, w.say("personnes atteintes", "people reached"))
	in := chart.MapInput{PlaceWord: capital(one), Values: make(map[string]chart.Value), AsOf: string(w.Ask.Month.Last()), Symbols: true,
		One: w.say("personne atteinte", "person reached"), Many: w.say("personnes atteintes", "people reached")}
	bars := w.peopleBars(one)
	for _, r := range byFirst(t) {
		h, c := t.Rows[r], t.Cells[r][0]
		figure, missing := w.figure(c)
		v := value(c)
		if w.page != nil && w.page.Place != nil {
			v.Href = w.page.Place(h.Key)
		}
		if h.Areas == 0 {
			in.Values[h.Key] = v
			bars.Rows = append(bars.Rows, chart.BarRow{Label: h.Label(w.Ask.Lang), Values: []chart.Value{v}})
		}
		w.Places = append(w.Places, Place{Code: h.Key, Name: h.Label(w.Ask.Lang), Region: w.region(h.Place), Figure: figure, Missing: missing})
		w.rows = append(w.rows, placed([]sheet.Cell{sheet.TextCell(h.Key), sheet.TextCell(h.Label(w.Ask.Lang)), w.fileCell(c)}))
	}
	w.rows = append(w.rows, placed([]sheet.Cell{{}, sheet.TextCell(w.say("ensemble", "all")), w.fileCell(t.Whole[0])}))
	g, err := Boundaries(w.monthEnd(), w.Ask.Level)
	if err != nil {
		return err
	}
	if g == nil {
		w.show(func(width float64, c chart.Caption) *chart.Drawing {
			return chart.Bars(chart.BarsInput{Lang: c.Lang, Title: c.Title, Subtitle: c.Subtitle, Source: c.Source, Note: c.Note, Untitled: c.Untitled,
				One: in.One, Many: in.Many, RowWord: capital(one), Series: []string{""}, Rows: bars.Rows, Width: width})
		})
		return nil
	}
	if w.Ask.Level > 1 {
		if in.Borders, err = Boundaries(w.monthEnd(), 1); err != nil {
			return err
		}
	}
	in.Panel = &chart.Panel{Total: value(t.Whole[0]), Words: fmt.Sprintf(w.say("%s, ensemble des %s", "%s, all %s together"), in.Many, many)}
	if w.Ask.Level > 1 {
		if bars, err = w.peopleByRegion(q); err != nil {
			return err
		}
	}
	in.Panel.Bars = []chart.BarList{bars}
	w.Boundaries = g.Source
	w.showMap(g, in)
	return nil
}

func (w *writer) peopleBars(unit string) chart.BarList {
	return chart.BarList{Title: w.say("Personnes atteintes, par ", "People reached, by ") + unit, One: w.say("personne atteinte", "person reached"), Many: w.say("personnes atteintes", "people reached")}
}

// peopleByRegion is what stands beside a map of smaller units.
func (w *writer) peopleByRegion(q presence.Question) (chart.BarList, error) {
	q.Level = 1
	region, _ := Unit(w.country, 1, w.Ask.Lang)
	list := w.peopleBars(region)
	t, err := w.read(q)
	if err != nil {
		return list, err
	}
	for _, r := range byFirst(t) {
		list.Rows = append(list.Rows, chart.BarRow{Label: t.Rows[r].Label(w.Ask.Lang), Values: []chart.Value{value(t.Cells[r][0])}})
	}
	return list, nil
}

// gap draws people in need, targeted and reached, and the organisations at
// work beside them.
func (w *writer) gap() error {
	q := w.Ask.question("gap")
	q.Method = w.Ask.Method
	t, err := w.read(q)
	if err != nil {
		return err
	}
	w.Ask.Level, w.Ask.Set = t.Question.Level, t.Question.Set
	one, _ := w.unit()
	w.Title = fmt.Sprintf(w.say("Besoins et réponse, secteur « %s », par %s", "Needs and response, %s sector, by %s"), SectorLabel(w.Ask.Sector, w.Ask.Lang), one)
	w.Remarks = append(w.Remarks, w.method())
	if t.Whole[0].State == presence.NoReport && t.Whole[1].State == presence.NoReport {
		w.Remarks = append(w.Remarks, w.say("Aucun besoin ni aucune cible n’est enregistré pour ce mois, à ce niveau : la fiche « besoins et cibles » les reçoit.", "No need and no target is recorded for this month at this level: the record “caseload” takes them."))
	}
	if len(t.Sources) > 0 {
		w.Source += w.say(" ; besoins : ", "; needs: ") + strings.Join(t.Sources, ", ")
	}
	if len(t.Uncovered) > 0 {
		var names []string
		for _, h := range t.Uncovered {
			names = append(names, h.Label(w.Ask.Lang))
		}
		w.Remarks = append(w.Remarks, w.say("Des besoins, et aucune organisation présente : ", "Needs, and no organisation present: ")+w.Ask.Lang.List(names)+".")
	}
	w.remark(t)
	in := chart.GapInput{RowWord: capital(one)}
	w.head(sheet.TextColumn, "P-code", one)
	for _, h := range t.Columns {
		w.head(sheet.IntegerColumn, h.Label(w.Ask.Lang))
	}
	row := func(label, code string, cells []presence.Cell) {
		r := chart.GapRow{Label: label, Need: value(cells[0]), Target: value(cells[1]), Reached: value(cells[2]), Share: value(cells[3]), Orgs: value(cells[4])}
		out := []sheet.Cell{sheet.TextCell(code), sheet.TextCell(label)}
		for _, c := range cells {
			out = append(out, w.fileCell(c))
		}
		w.rows = append(w.rows, placed(out))
		if code != "" {
			in.Rows = append(in.Rows, r)
		} else {
			in.Whole = &r
		}
	}
	for r, h := range t.Rows {
		row(h.Label(w.Ask.Lang), h.Key, t.Cells[r])
	}
	row(w.say("Ensemble", "All"), "", t.Whole)
	w.show(func(width float64, c chart.Caption) *chart.Drawing {
		in.Width, in.Caption = width, c
		return chart.Gaps(in)
	})
	return nil
}
