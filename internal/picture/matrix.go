package picture

import (
	"fmt"
	"slices"

	"toguna/internal/chart"
	"toguna/internal/exchange/sheet"
	"toguna/internal/presence"
	"toguna/internal/record"
)

// matrix draws organisations by places, the organisations by class and by the
// number of their places.
func (w *writer) matrix() error {
	whole, err := w.read(w.Ask.question("places"))
	if err != nil {
		return err
	}
	named, err := w.named(w.Ask.Level)
	if err != nil {
		return err
	}
	t := named.table
	w.Ask.Level = t.Question.Level
	w.remark(t)
	one, many := w.unit()
	w.Title = fmt.Sprintf(w.say("Qui est où : %s, par %s", "Who is where: %s, by %s"), w.topic(), one)
	if named.unnamed != "" {
		w.Remarks = append(w.Remarks, named.unnamed)
	}
	in := chart.MatrixInput{One: w.say("activité", "activity"), Many: w.say("activités", "activities"), RowWord: "Organisation", ColumnWord: capital(one),
		TotalOfRow: capital(many), TotalOfCol: "Organisations"}
	w.head(sheet.TextColumn, w.say("code", "code"), "organisation", w.say("type", "type"))
	totals := make(map[string]chart.Value)
	for r, h := range whole.Rows {
		if h.Areas == 0 {
			totals[h.Key] = value(whole.Cells[r][0])
		}
	}
	for _, h := range t.Columns {
		in.Columns = append(in.Columns, chart.MatrixColumn{Label: h.Label(w.Ask.Lang), Group: w.region(h.Place)})
		in.ColumnTotal = append(in.ColumnTotal, totals[h.Key])
		w.head(sheet.IntegerColumn, h.Label(w.Ask.Lang)+" ("+h.Key+")")
	}
	w.head(sheet.IntegerColumn, many)
	var rows []int
	for r, h := range t.Rows {
		if h.Org != nil {
			rows = append(rows, r)
		}
	}
	rank := func(r int) int {
		class := w.v.Class(record.OrgID(t.Rows[r].Org.ID)).Presence()
		return slices.IndexFunc(presence.Groups.Items, func(i record.Item) bool { return i.Code == class })
	}
	slices.SortStableFunc(rows, func(a, b int) int { return rank(a) - rank(b) })
	for _, r := range rows {
		o := t.Rows[r].Org
		row := chart.MatrixRow{Label: orgName(o, string(w.Ask.Lang)), Group: w.group(o)}
		cells := []sheet.Cell{sheet.TextCell(o.Code), sheet.TextCell(o.Name(string(w.Ask.Lang))), sheet.TextCell(row.Group)}
		n := 0
		for _, c := range t.Cells[r] {
			row.Values = append(row.Values, value(c))
			cells = append(cells, w.fileCell(c))
			if c.State == presence.Known && c.N > 0 {
				n++
			}
		}
		row.Total = chart.Value{State: chart.Known, N: float64(n)}
		in.Rows = append(in.Rows, row)
		w.rows = append(w.rows, placed(append(cells, sheet.NumberCell(float64(n)))))
	}
	in.Caption = w.caption()
	w.Drawings = chart.Matrix(in)
	return nil
}
