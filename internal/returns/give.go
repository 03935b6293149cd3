package returns

import (
	"fmt"
	"io"
	"iter"

	"toguna/internal/exchange/sheet"
	"toguna/internal/locale"
	"toguna/internal/record"
)

// Given says who takes a 5W out, when, and whether it bears the HXL row: one
// row of headings, the tags directly below, the data directly after.
type Given struct {
	On  record.Day
	By  string // named in a file that is not public
	HXL bool
}

// Workbook5W writes activity lines as a 5W workbook: what the view may see, in
// the columns of the month workbooks. What it writes, an import takes back
// without a difference.
func Workbook5W(out io.Writer, v record.View, lines iter.Seq2[*record.Activity, error], lang locale.Lang, g Given) error {
	f := newFiller(v, lang)
	w, err := sheet.NewWriter(sheet.Properties{Title: f.title(), Creator: "Toguna", Lang: string(lang), Created: g.On.Time()})
	if err != nil {
		return err
	}
	defer w.Close()
	if err := w.Guidance(f.about(g)); err != nil {
		return err
	}
	columns := f.columns()
	spec := sheet.SheetSpec{Name: dataSheet.in(lang), Freeze: 2}
	for _, c := range columns {
		col := c.spec(lang)
		col.Group, col.Prompt, col.Whole, col.Computed = "", "", false, false
		if !g.HXL {
			col.Tag = ""
		}
		spec.Columns = append(spec.Columns, col)
	}
	sw, err := w.Sheet(spec)
	if err != nil {
		return err
	}
	if err := f.lines(columns, lines, sw.AppendRow); err != nil {
		return fmt.Errorf("write the 5W: %w", err)
	}
	_, err = w.WriteTo(out)
	return err
}

// CSV5W writes the same as a table of text that the spreadsheets of the
// language open by themselves.
func CSV5W(out io.Writer, v record.View, lines iter.Seq2[*record.Activity, error], lang locale.Lang, g Given) error {
	f := newFiller(v, lang)
	columns := f.columns()
	w := sheet.NewCSV(out, string(lang))
	heads := []func(*Column) string{func(c *Column) string { return c.Heading.in(lang) }}
	if g.HXL {
		heads = append(heads, func(c *Column) string { return c.HXL })
	}
	for _, text := range heads {
		var cells []sheet.Cell
		for _, c := range columns {
			cells = append(cells, sheet.TextCell(text(c)))
		}
		if err := w.AppendRow(cells); err != nil {
			return err
		}
	}
	err := f.lines(columns, lines, func(cells []sheet.Cell) error {
		for i, c := range columns {
			if c.Kind == sheet.MonthColumn && cells[i].Kind == sheet.Date {
				cells[i] = sheet.TextCell(string(cells[i].Day.Month()))
			}
		}
		return w.AppendRow(cells)
	})
	if err != nil {
		return fmt.Errorf("write the 5W: %w", err)
	}
	return w.Flush()
}

// lines writes a row for each line the reader may see.
func (f *filler) lines(columns []*Column, lines iter.Seq2[*record.Activity, error], row func([]sheet.Cell) error) error {
	cells := make([]sheet.Cell, len(columns))
	for a, err := range lines {
		if err != nil {
			return err
		}
		if !f.view.May(a) {
			continue
		}
		for i, c := range columns {
			cells[i] = c.cell(f, a)
		}
		if err := row(cells); err != nil {
			return err
		}
	}
	return nil
}

func (f *filler) title() string {
	op := f.view.Operation
	if op == nil {
		return "5W"
	}
	return "5W – " + f.lang.Say(op.NameFR, op.NameEN)
}

// About5W writes, for a file beside a CSV, what the first page of the workbook
// says: the CSV itself keeps to headings, tags and data, as HXL tools and
// scripts expect.
func About5W(out io.Writer, v record.View, lang locale.Lang, g Given) error {
	f := newFiller(v, lang)
	page := f.about(g)
	text := page.Title + "\n\n"
	for _, fact := range page.Facts {
		text += fact[0] + say(lang, " : ", ": ") + fact[1] + "\n"
	}
	for _, p := range page.Paragraphs {
		text += "\n" + p + "\n"
	}
	_, err := io.WriteString(out, text)
	return err
}

// about is the first page of a 5W that is given out: how it may be used.
func (f *filler) about(g Given) sheet.Guidance {
	in := func(fr, en string) string { return say(f.lang, fr, en) }
	handling := in("Public. Réutilisable en citant la source et la date.", "Public. May be reused with mention of the source and date.")
	switch f.view.Level {
	case record.Restricted:
		handling = in("Diffusion restreinte : réservé aux membres de la coordination. Ne pas publier ni transmettre au-dehors sans son accord.",
			"Restricted: for members of the coordination. Do not publish or forward outside without its agreement.")
	case record.Confidential:
		handling = in("Confidentiel : ne pas copier ni transmettre. Un mauvais usage peut mettre des personnes en danger. À détruire après usage.",
			"Confidential: do not copy or pass on. Misuse can endanger people. Destroy after use.")
	}
	page := sheet.Guidance{Sheet: guidanceSheet.in(f.lang), Title: f.title(), Facts: [][2]string{
		{in("Diffusion", "Handling"), handling},
		{in("Exporté le", "Exported on"), f.lang.Day(g.On)},
		{in("Situation au", "As of"), f.lang.Day(f.view.Day)},
	}}
	if f.view.Operation != nil {
		page.Facts = append(page.Facts, [2]string{in("Opération", "Operation"), f.view.Operation.Code})
	}
	if f.view.Level > record.Public && g.By != "" {
		page.Facts = append(page.Facts, [2]string{in("Exporté par", "Exported by"), g.By})
	}
	page.Paragraphs = []string{
		in("Une somme de lignes n’est pas un nombre de personnes : la même personne peut figurer dans plusieurs lignes.",
			"A sum of rows is not a number of people: the same person may stand in several rows."),
		in("Une cellule vide veut dire « non connu », jamais zéro ; « retenu » veut dire connu et tu : dans les zones difficiles d’accès, le lieu s’arrête à la région.",
			"An empty cell means “not known”, never zero; “withheld” means known and not told: in hard-to-reach areas the place stops at the region."),
	}
	return page
}
