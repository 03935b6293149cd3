package intake

import (
	"fmt"
	"io"
	"strings"

	"toguna/internal/exchange/sheet"
	"toguna/internal/locale"
	"toguna/internal/record"
)

// refusedSheet is a sheet with refused rows: its name, kind and headings.
type refusedSheet struct {
	name     string
	table    *record.Table
	headings []string // by column number, from 1
}

// WriteRefused writes the refused rows of a reading as a workbook to correct
// and send again: the same sheets and headings, and a first column that says
// why, which Read leaves aside.
func WriteRefused(out io.Writer, r *Reading, lang locale.Lang) error {
	w, err := sheet.NewWriter(sheet.Properties{Title: lang.Say("Lignes à corriger", "Rows to correct"), Creator: "Toguna", Lang: string(lang), Created: r.Set.At})
	if err != nil {
		return fmt.Errorf("write the refused rows: %w", err)
	}
	defer w.Close()
	if err := r.writeRefused(w, lang); err != nil {
		return fmt.Errorf("write the refused rows: %w", err)
	}
	if _, err := w.WriteTo(out); err != nil {
		return fmt.Errorf("write the refused rows: %w", err)
	}
	return nil
}

func (r *Reading) writeRefused(w *sheet.Writer, lang locale.Lang) error {
	err := w.Guidance(sheet.Guidance{Sheet: guidanceSheet.in(lang), Title: lang.Say("Lignes à corriger", "Rows to correct"), Paragraphs: []string{typography(lang,
		lang.Say("Ces lignes n’ont pas été reprises. La première colonne de chaque feuille dit pourquoi ; corrigez les autres cellules et renvoyez ce classeur tel quel. Les lignes acceptées n’y figurent plus.",
			"These rows were not taken in. The first column of each sheet says why; correct the other cells and send this workbook back as it is. Rows that were accepted are no longer in it."))}})
	if err != nil {
		return err
	}
	lists := newCodeLists(lang)
	for _, s := range r.sheets {
		spec := sheet.SheetSpec{Name: tabName(s), Freeze: 1, Spare: 0, Columns: []sheet.Column{{Heading: whyHeading.in(lang), Width: 60, Computed: true}}}
		type place struct {
			col   int
			field *record.Field
		}
		var places []place
		for col := 1; col < len(s.headings); col++ {
			text := heading(s.headings[col])
			f, our := headingOf(s.table, text, string(lang))
			if our && record.Fold(text) != idHeading && record.Fold(text) != versionHeading {
				continue
			}
			c := sheet.Column{Heading: text}
			if f != nil {
				c = columnOf(f, lang)
				c.Heading = text
				c.Required = c.Required || f.Name == "code" && s.table.Referred
				if f.List != nil {
					c.List = lists.ref(f)
				}
			} else {
				c.Hidden = our
			}
			spec.Columns = append(spec.Columns, c)
			places = append(places, place{col, f})
		}
		sw, err := w.Sheet(spec)
		if err != nil {
			return err
		}
		for _, row := range r.Refused {
			if row.Sheet != s.name {
				continue
			}
			cells := []sheet.Cell{sheet.TextCell(why(row, s.table, lang))}
			wrong := map[int]string{}
			for i, p := range places {
				cells = append(cells, asSent(sheet.At(row.Cells, p.col), p.field))
				for _, found := range row.Problems {
					if !found.Warning && found.From.Column == sheet.Address(0, p.col) {
						wrong[i+2] = typography(lang, found.Message(string(lang)))
					}
				}
			}
			if err := sw.AppendWrong(cells, wrong); err != nil {
				return err
			}
		}
	}
	if err := lists.write(w); err != nil {
		return err
	}
	return writeStamp(w, stamp{schema: schema, lang: lang})
}

// tabName is a name of the sheet that a workbook may have.
func tabName(s refusedSheet) string {
	if n := len([]rune(s.name)); n > 31 || strings.ContainsAny(s.name, `:\/?*[]'`) {
		return string(s.table.Kind)
	}
	return s.name
}

// asSent is a cell to write as it was received; formulas become their text.
func asSent(c sheet.Cell, f *record.Field) sheet.Cell {
	switch {
	case c.Kind == sheet.Empty:
		return sheet.Cell{}
	case c.Kind == sheet.Date:
		return sheet.DayCell(c.Day)
	case c.Kind == sheet.Number && (f == nil || f.Type == record.Numeric || f.Type == record.Date || f.Type == record.MonthOf):
		return sheet.NumberCell(c.Number)
	}
	text := []rune(c.Text)
	return sheet.TextCell(string(text[:min(len(text), 16000)]))
}

// why gives all reasons a row was refused, one per line.
func why(row RefusedRow, t *record.Table, lang locale.Lang) string {
	var lines []string
	for _, p := range row.Problems {
		if !p.Warning {
			lines = append(lines, typography(lang, where(p, t, lang)+lang.Say(" : ", ": ")+p.Message(string(lang))))
		}
	}
	text := []rune(strings.Join(lines, "\n"))
	return string(text[:min(len(text), 16000)])
}

// where names the cell of a problem as a person finds it: C12 (Sigle).
func where(p record.Problem, t *record.Table, lang locale.Lang) string {
	at := ""
	switch {
	case p.From.Column != "":
		at = fmt.Sprintf("%s%d", p.From.Column, p.From.Row)
	case p.From.Row > 0:
		at = fmt.Sprintf("%s %d", lang.Say("ligne", "row"), p.From.Row)
	}
	if t == nil {
		return at
	}
	if f, ok := t.Field(p.Field); ok {
		at += " (" + f.Heading(string(lang)) + ")"
	}
	return strings.TrimSpace(at)
}
