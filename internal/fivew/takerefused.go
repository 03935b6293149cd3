package fivew

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"toguna/internal/exchange/sheet"
	"toguna/internal/layout"
	"toguna/internal/locale"
	"toguna/internal/record"
)

// whyHeading heads the column that the program adds to rows to correct.
func whyHeading(l locale.Lang) string { return l.Say("Motif du refus", "Why refused") }

// formerReasons is the number of the column with the reasons of a former
// refusal, which the rows bring along, 0 where there is none.
func (d *Delivery) formerReasons() int {
	for _, c := range d.Layout.InFile() {
		if c.Header == whyHeading(locale.FR) || c.Header == whyHeading(locale.EN) {
			return c.Col
		}
	}
	return 0
}

// WriteRefused writes the refused rows of a delivery as a workbook to correct
// and send again: the headings and rows of the file they came in, a first
// column that says why, in the place of the reasons of a former refusal, and the
// bad cells marked. The book is read once more.
func (d *Delivery) WriteRefused(ctx context.Context, out io.Writer, b *sheet.Book, lang locale.Lang) error {
	w, err := sheet.NewWriter(sheet.Properties{Title: lang.Say("Lignes à corriger", "Rows to correct"), Creator: "Toguna", Lang: string(lang), Created: d.Set.At})
	if err != nil {
		return fmt.Errorf("write the refused rows: %w", err)
	}
	defer w.Close()
	if err := d.writeRefused(ctx, w, b, lang); err != nil {
		return fmt.Errorf("write the refused rows: %w", err)
	}
	if _, err := w.WriteTo(out); err != nil {
		return fmt.Errorf("write the refused rows: %w", err)
	}
	return nil
}

func (d *Delivery) writeRefused(ctx context.Context, w *sheet.Writer, b *sheet.Book, lang locale.Lang) error {
	spec := sheet.SheetSpec{Name: tabName(d.Layout.Sheet), Freeze: 1, Columns: []sheet.Column{{Heading: whyHeading(lang), Width: 60, Computed: true}}}
	former := d.formerReasons()
	// A column of the file stands behind the reasons.
	moved := func(col int) int {
		if former > 0 && col > former {
			return col
		}
		return col + 1
	}
	for _, c := range d.Layout.InFile() {
		if c.Col == former {
			continue
		}
		for len(spec.Columns) < moved(c.Col)-1 { // columns without heading keep their place
			spec.Columns = append(spec.Columns, sheet.Column{})
		}
		spec.Columns = append(spec.Columns, sheet.Column{Heading: c.Heading(lang), Tag: c.Tag, Kind: kindOf(c)})
	}
	above, width := d.Layout.StatedRow(), len(spec.Columns) // stand above the table, which stays behind
	for _, s := range above {
		spec.Columns = append(spec.Columns, sheet.Column{Heading: s.Label})
	}
	sw, err := w.Sheet(spec)
	if err != nil {
		return err
	}
	if err := d.Layout.Join(b); err != nil {
		return err
	}
	f := d.Layout.Filler()
	err = b.Rows(ctx, d.Layout.Sheet, func(n int, cells []sheet.Cell) error {
		cells, _ = f.Fill(n, cells) // alone, the row has nobody above it
		why, refused := d.refused[n]
		if !refused {
			return nil
		}
		said := reasons(why, lang)
		if on, number := d.Layout.At(n); len(d.Layout.Sheets()) > 0 {
			said = fmt.Sprintf(lang.Say(spaced.Replace("Feuille « %s », ligne %d"), "Sheet “%s”, row %d"), on, number) + "\n" + said
		}
		row := []sheet.Cell{sheet.TextCell(said)}
		for _, c := range cells {
			if c.Col == former {
				continue
			}
			c = asRead(c)
			c.Col = moved(c.Col)
			row = append(row, c)
		}
		if len(above) > 0 {
			row = slices.DeleteFunc(row, func(c sheet.Cell) bool { return c.Col > width })
		}
		for i, s := range above {
			row = append(row, sheet.Cell{Col: width + 1 + i, Kind: sheet.Text, Text: s.Text})
		}
		wrong := map[int]string{}
		for _, p := range why {
			for _, c := range d.Layout.InFile() {
				if p.From.Column != "" && p.From.Column == d.Layout.InSheet(n, sheet.Address(0, c.Col)) {
					wrong[moved(c.Col)] = message(p, lang)
				}
			}
		}
		return sw.AppendWrong(row, wrong)
	})
	if err != nil {
		return err
	}
	return d.writeStamp(w)
}

// kindOf keeps the days of a column days.
func kindOf(c layout.Column) sheet.ColumnKind {
	if c.Meaning == layout.DateStart || c.Meaning == layout.DateEnd {
		return sheet.DayColumn
	}
	return sheet.NumberColumn
}

// writeStamp remembers what the rows lose with the file they stood in.
func (d *Delivery) writeStamp(w *sheet.Writer) error {
	sw, err := w.Sheet(sheet.SheetSpec{Name: "_toguna", Hidden: sheet.VeryHidden, Columns: []sheet.Column{{}, {}}})
	if err != nil {
		return err
	}
	for _, row := range [][2]string{{"refused", d.Report.File}, {"month", string(d.lost.Month)}, {"sector", d.lost.Sector}, {"body", d.lost.Body}} {
		if err := sw.AppendRow([]sheet.Cell{sheet.TextCell(row[0]), sheet.TextCell(row[1])}); err != nil {
			return err
		}
	}
	return nil
}

// reasons gives all that refuses a row, one reason a line, with its cell.
func reasons(why record.Problems, lang locale.Lang) string {
	var lines []string
	for _, p := range why {
		at := Issue{Problem: p}.named(lang)
		if at != "" {
			at += lang.Say(spaced.Replace(" : "), ": ")
		}
		lines = append(lines, at+message(p, lang))
	}
	text := []rune(strings.Join(lines, "\n"))
	return string(text[:min(len(text), 16000)])
}

// asRead is a cell to write as it was read: formulas and errors are texts.
func asRead(c sheet.Cell) sheet.Cell {
	switch c.Kind {
	case sheet.Formula, sheet.ErrorValue:
		c.Kind = sheet.Text
	case sheet.Text:
		if text := []rune(c.Text); len(text) > 16000 {
			c.Text = string(text[:16000])
		}
	}
	return c
}

// tabName is a name of the sheet that a workbook may have.
func tabName(name string) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) {
			return '-'
		}
		return r
	}, name)
	if r := []rune(name); len(r) > 31 {
		name = string(r[:31])
	}
	return name
}
