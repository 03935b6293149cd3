package picture

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"
	"unicode/utf8"

	"toguna/internal/exchange/sheet"
	"toguna/internal/record"
)

// Formats lists the files a picture has.
var Formats = []string{"svg", "png", "xlsx", "csv", "json"}

// PrintDPI is the resolution of a PNG: enough for print.
const PrintDPI = 200

// Pages is how many drawings the picture is parted into.
func (p *Picture) Pages() int { return len(p.Drawings) }

// File gives the picture in a format; a drawing of several pages by its page,
// counted from 1. Tables are whole whatever the page. The moment is that of
// the export, which tables carry.
func (p *Picture) File(format string, page int, at time.Time) ([]byte, error) {
	if page < 1 || page > len(p.Drawings) {
		return nil, fmt.Errorf("page %d of %d", page, len(p.Drawings))
	}
	switch d := p.Drawings[page-1]; format {
	case "svg":
		return d.SVG(), nil
	case "png":
		return d.PNG(PrintDPI)
	case "xlsx":
		return p.workbook(at)
	case "csv":
		return p.csv(at)
	case "json":
		return p.json(at)
	}
	return nil, fmt.Errorf("no format %s", format)
}

// facts are what every export says of itself (rule X1).
func (p *Picture) facts(at time.Time) [][2]string {
	say := func(fr, en string) string { return p.Ask.Lang.Say(fr, en) }
	out := [][2]string{
		{say("Tableau", "Table"), p.Title},
		{say("Période", "Period"), p.Subtitle},
		{say("Diffusion", "Handling"), p.Handling},
		{"Source", p.Source},
	}
	if p.Boundaries != "" {
		out = append(out, [2]string{say("Contours", "Boundaries"), p.Boundaries})
	}
	out = append(out, [2]string{say("Opération", "Operation"), p.operation},
		[2]string{say("Niveau", "Level"), record.Levels.Label(record.Levels.Items[p.level].Code, string(p.Ask.Lang))},
		[2]string{say("Situation au", "As of"), string(p.day)},
		[2]string{say("Exporté le", "Exported at"), at.UTC().Format("2006-01-02 15:04 UTC")},
		[2]string{say("Numéro d’export", "Export number"), fmt.Sprintf("%s-%d", p.Ask.Name(p.country), p.position)})
	for _, r := range p.fileRemarks() {
		out = append(out, [2]string{say("Remarque", "Remark"), r})
	}
	return out
}

// fileRemarks are the remarks of the picture, and what a cell of the table means
// that is neither a number nor missing.
func (p *Picture) fileRemarks() []string {
	out := append([]string{}, p.Remarks...)
	if p.unconfirmed != "" {
		out = append(out, fmt.Sprintf(p.Ask.Lang.Say("« %s » : rien n’est rapporté, mais le cycle n’est pas clos ou des retours manquent. Ce n’est pas un zéro attesté ; la cellule est un texte, que la somme d’une colonne laisse de côté.",
			"“%s”: nothing is reported, but the round is not closed or returns are missing. It is no attested zero; the cell is a text, which the sum of a column leaves out."), p.unconfirmed))
	}
	return out
}

func (p *Picture) workbook(at time.Time) ([]byte, error) {
	w, err := sheet.NewWriter(sheet.Properties{Title: p.Title, Creator: "Toguna", Lang: string(p.Ask.Lang), Created: at})
	if err != nil {
		return nil, err
	}
	defer w.Close()
	columns := append([]sheet.Column{}, p.columns...)
	for i := range columns {
		columns[i].Group = p.Title + " — " + p.Handling + " — " + p.Source + "."
	}
	for _, r := range p.rows {
		for _, c := range r {
			if at := &columns[c.Col-1]; at.Kind == sheet.IntegerColumn && c.Kind == sheet.Text { // why there is no number is read whole
				at.Width = max(at.Width, float64(utf8.RuneCountInString(c.Text))+2)
			}
		}
	}
	s, err := w.Sheet(sheet.SheetSpec{Name: p.Ask.Lang.Say("Données", "Data"), Columns: columns, Freeze: min(2, len(columns)-1)})
	if err != nil {
		return nil, err
	}
	for _, r := range p.rows {
		if err := s.AppendRow(r); err != nil {
			return nil, err
		}
	}
	err = w.Guidance(sheet.Guidance{Sheet: p.Ask.Lang.Say("À lire", "Read me"), Title: p.Title, Facts: p.facts(at)})
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	_, err = w.WriteTo(&b)
	return b.Bytes(), err
}

// csv writes the table under the lines that say what it is.
func (p *Picture) csv(at time.Time) ([]byte, error) {
	var b bytes.Buffer
	w := sheet.NewCSV(&b, string(p.Ask.Lang))
	for _, f := range p.facts(at) {
		if err := w.AppendRow([]sheet.Cell{sheet.TextCell(f[0]), sheet.TextCell(f[1])}); err != nil {
			return nil, err
		}
	}
	heads := []sheet.Cell{}
	for _, c := range p.columns {
		heads = append(heads, sheet.TextCell(c.Heading))
	}
	for _, r := range append([][]sheet.Cell{nil, heads}, p.rows...) {
		if err := w.AppendRow(r); err != nil {
			return nil, err
		}
	}
	err := w.Flush()
	return b.Bytes(), err
}

func (p *Picture) json(at time.Time) ([]byte, error) {
	type question struct {
		Kind   string       `json:"kind"`
		Month  record.Month `json:"month"`
		Level  int          `json:"admin_level"`
		Sector string       `json:"sector"`
		Set    string       `json:"organisations"`
	}
	out := struct {
		Title       string     `json:"title"`
		Alternative string     `json:"text_alternative"`
		Question    question   `json:"question"`
		Source      string     `json:"source"`
		Boundaries  string     `json:"boundary_set,omitempty"`
		Level       string     `json:"level"`
		Handling    string     `json:"handling"`
		AsOf        record.Day `json:"as_of"`
		Exported    string     `json:"exported_at"`
		Remarks     []string   `json:"remarks"`
		Columns     []string   `json:"columns"`
		Rows        [][]any    `json:"rows"`
	}{
		Title: p.Title, Alternative: p.Drawings[0].Desc, Question: question{p.Ask.Kind, p.Ask.Month, p.Ask.Level, p.Ask.Sector, p.Ask.Set},
		Source: p.Source, Boundaries: p.Boundaries, Level: record.Levels.Items[p.level].Code, Handling: p.Handling,
		AsOf: p.day, Exported: at.UTC().Format(time.RFC3339), Remarks: p.fileRemarks(), Rows: [][]any{},
	}
	for _, c := range p.columns {
		out.Columns = append(out.Columns, c.Heading)
	}
	for _, r := range p.rows {
		row := make([]any, len(p.columns))
		for _, c := range r {
			if c.Kind == sheet.Number {
				row[c.Col-1] = c.Number
			} else {
				row[c.Col-1] = c.Text
			}
		}
		out.Rows = append(out.Rows, row)
	}
	return json.MarshalIndent(out, "", "  ")
}
