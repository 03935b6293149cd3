package picture

import (
	"fmt"
	"slices"

	"toguna/internal/chart"
	"toguna/internal/exchange/sheet"
	"toguna/internal/locale"
	"toguna/internal/presence"
	"toguna/internal/record"
)

// monthsBack is how far a timeline looks back, and how long an organisation
// may have been away to be back rather than new.
const monthsBack = 12

// since is the first month of a look back: not before the first with lines.
func (w *writer) since() record.Month {
	from := w.Ask.Month.Add(1 - monthsBack)
	if months := w.c.Months(); len(months) > 0 && months[0] > from {
		from = min(months[0], w.Ask.Month)
	}
	return from
}

// stacked lists the class groups a set is made of, where it has several.
var stacked = map[string][]string{
	"local": {"nngo", "state", "other_local"},
	"all":   {"nngo", "state", "other_local", "international", "other", "unknown"},
}

// timeline draws presence by month: the whole by class, and each place.
func (w *writer) timeline() error {
	q := w.Ask.question("timeline")
	q.From = w.since()
	t, err := w.read(q)
	if err != nil {
		return err
	}
	w.Ask.Level = t.Question.Level
	w.remark(t)
	one, _ := w.unit()
	w.Title = fmt.Sprintf(w.say("Présence mois par mois : %s, par %s", "Presence month by month: %s, by %s"), w.topic(), one)
	in := chart.TimelineInput{One: w.Ask.one(), Many: w.Ask.many(), RowWord: capital(one)}
	w.head(sheet.TextColumn, w.say("mois", "month"), w.say("cycle", "round"))
	w.head(sheet.IntegerColumn, w.say("ensemble", "all"))
	groups := stacked[w.Ask.Set]
	for _, g := range groups {
		in.Series = append(in.Series, capital(presence.Groups.Label(g, string(w.Ask.Lang))))
		w.head(sheet.IntegerColumn, presence.Groups.Label(g, string(w.Ask.Lang)))
	}
	for _, h := range t.Rows {
		in.Rows = append(in.Rows, chart.TimelineRow{Label: h.Label(w.Ask.Lang)})
		w.head(sheet.IntegerColumn, h.Label(w.Ask.Lang))
	}
	for i, h := range t.Columns {
		c := t.Whole[i]
		m := chart.TimelineMonth{Label: w.Ask.Lang.ShortMonth(h.Month), Year: string(h.Month)[:4], Total: value(c), Open: c.Open && c.State == presence.Known}
		if w.page != nil && w.page.Month != nil {
			m.Total.Href = w.page.Month(h.Month)
		}
		round := w.v.RoundOf(h.Month).About(w.v.Snapshot, w.Ask.Sector)
		state := w.say("clos", "closed")
		if c.Open && (len(round.Closed) == 0 || len(round.Missing) == 0) {
			state = w.say("non clos", "not closed")
		}
		cells := []sheet.Cell{sheet.TextCell(string(h.Month)), sheet.TextCell(state + w.lacking(round)), w.fileCell(c)}
		if len(groups) == 0 {
			m.Values = []chart.Value{value(c)}
		} else {
			byClass, err := w.classes(h.Month)
			if err != nil {
				return err
			}
			for _, g := range groups {
				m.Values = append(m.Values, value(byClass[g]))
				cells = append(cells, w.fileCell(byClass[g]))
			}
		}
		in.Months = append(in.Months, m)
		for r := range t.Rows {
			in.Rows[r].Values = append(in.Rows[r].Values, value(t.Cells[r][i]))
			cells = append(cells, w.fileCell(t.Cells[r][i]))
		}
		w.rows = append(w.rows, placed(cells))
	}
	w.show(func(width float64, c chart.Caption) *chart.Drawing {
		in.Width, in.Caption = width, c
		return chart.Timeline(in)
	})
	return nil
}

// classes gives the whole of a month by class.
func (w *writer) classes(m record.Month) (map[string]presence.Cell, error) {
	q := w.Ask.question("places")
	q.From, q.Until, q.Level = m, m, 1
	t, err := w.read(q)
	if err != nil {
		return nil, err
	}
	out := make(map[string]presence.Cell)
	for i, h := range t.Columns[1:] {
		out[h.Key] = t.Whole[i+1]
	}
	return out, nil
}

// changes draws who came and who left between the month and the one before.
func (w *writer) changes() error {
	q := w.Ask.question("turnover")
	q.From = w.since()
	if q.From == q.Until {
		return &presence.Refusal{FR: "aucun mois antérieur n’est enregistré : rien à comparer", EN: "no earlier month is recorded: nothing to compare with"}
	}
	t, err := w.read(q)
	if err != nil {
		return err
	}
	w.remark(t)
	before := w.Ask.Month.Add(-1)
	if last := len(t.Columns) - 1; !slices.ContainsFunc(t.Cells, func(row []presence.Cell) bool { return row[last-1].State == presence.Known }) {
		return &presence.Refusal{FR: "aucun rapport en " + locale.FR.Month(before) + "\u00a0: rien à comparer", EN: "no report in " + locale.EN.Month(before) + ": nothing to compare with"}
	}
	month, previous := w.Ask.Lang.Month(w.Ask.Month), w.Ask.Lang.Month(before)
	w.Title = fmt.Sprintf(w.say("Qui est arrivé, qui est parti entre %s et %s : %s", "Who came, who left between %s and %s: %s"), previous, month, w.topic())
	now, err := w.named(1)
	if err != nil {
		return err
	}
	then, err := w.namedIn(before, 1)
	if err != nil {
		return err
	}
	move := t.Moves[len(t.Moves)-1]
	list := func(orgs []*record.Org, in namedOrgs, again bool) []Change {
		var out []Change
		for _, o := range orgs {
			c := Change{Org: o, Class: w.class(o), Again: again}
			for _, h := range in.table.Columns {
				if slices.Contains(in.orgs[h.Key], o) {
					c.Places = append(c.Places, h.Label(w.Ask.Lang))
				}
			}
			out = append(out, c)
		}
		return out
	}
	w.Came = append(list(move.New, now, false), list(move.Back, now, true)...)
	w.Left = list(move.Left, then, false)
	w.Unheard = list(move.NotReported, then, false)
	if n := len(w.Unheard); n > 0 {
		w.Remarks = append(w.Remarks, fmt.Sprintf(w.say("Organisations présentes en %s qui n’ont pas rendu compte en %s, et dont on ne sait donc si elles sont parties : %s.", "Organisations present in %s that did not report in %s, of which it is not known whether they left: %s."), previous, month, w.Ask.Lang.Int(n)))
	}
	region, regions := Unit(w.country, 1, w.Ask.Lang)
	in := chart.ChangesInput{RowWord: "Organisation", PlaceWord: capital(regions),
		CameWords:    fmt.Sprintf(w.say("présentes en %s, pas en %s", "present in %s, not in %s"), month, previous),
		LeftWords:    fmt.Sprintf(w.say("présentes en %s, plus en %s", "present in %s, no longer in %s"), previous, month),
		UnheardWords: fmt.Sprintf(w.say("présentes en %s, n’ont pas rendu compte en %s", "present in %s, not reported in %s"), previous, month)}
	w.head(sheet.TextColumn, w.say("changement", "change"), w.say("code", "code"), "organisation", w.say("type", "type"), region)
	for i, width := range []float64{20, 12, 44, 36, 40} {
		w.columns[i].Width = width
	}
	for _, side := range []struct {
		list   []Change
		to     *[]chart.Change
		fr, en string
	}{{w.Came, &in.Came, "arrivée", "came"}, {w.Left, &in.Left, "départ", "left"}, {w.Unheard, &in.Unheard, "n’a pas rendu compte", "not reported"}} {
		for _, c := range side.list {
			kind, change := c.Class, w.say(side.fr, side.en)
			if c.Again {
				kind, change = kind+w.say(", de retour", ", back"), w.say("retour", "back")
			}
			d := chart.Change{Name: orgName(c.Org, string(w.Ask.Lang)), Kind: kind, Places: c.Places}
			if w.page != nil && w.page.Org != nil {
				d.Href = w.page.Org(c.Org)
			}
			*side.to = append(*side.to, d)
			w.rows = append(w.rows, placed([]sheet.Cell{sheet.TextCell(change), sheet.TextCell(c.Org.Code), sheet.TextCell(c.Org.Name(string(w.Ask.Lang))),
				sheet.TextCell(c.Class), sheet.TextCell(w.Ask.Lang.List(c.Places))}))
		}
	}
	w.show(func(width float64, c chart.Caption) *chart.Drawing {
		in.Width, in.Caption = width, c
		return chart.Changes(in)
	})
	return nil
}
