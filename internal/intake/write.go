package intake

import (
	"cmp"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"toguna/internal/exchange/sheet"
	"toguna/internal/locale"
	"toguna/internal/record"
)

// ExportOptions say who takes records out, when and what for.
type ExportOptions struct {
	On      record.Day
	By      string // named in the file when it holds more than public records
	Purpose string

	// Lines gives all activity lines; nil takes those of the snapshot, one
	// round only.
	Lines iter.Seq2[*record.Activity, error]
}

// spare is how many empty rows below the records keep their lists.
const spare = 500

// Template writes the empty record workbook.
func Template(w io.Writer, lang locale.Lang) error {
	v := record.View{Snapshot: record.NewSnapshot(nil, ""), Level: record.Confidential}
	e := export{v: v, lang: lang, empty: true}
	if err := e.workbook(w); err != nil {
		return fmt.Errorf("write the empty workbook: %w", err)
	}
	return nil
}

// Export writes the records a view may see as one workbook, which Read reads
// back. Fields above the level of the view have no column; values that are
// withheld in single cells are marked so, and read back as "leave as it is".
func Export(w io.Writer, v record.View, lang locale.Lang, o ExportOptions) error {
	e := export{v: v, lang: lang, o: o}
	if err := e.workbook(w); err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	return nil
}

// ExportCSV writes the same as a directory of CSV files, one per kind.
func ExportCSV(dir string, v record.View, lang locale.Lang, o ExportOptions) error {
	e := export{v: v, lang: lang, o: o, csv: true}
	if err := e.directory(dir); err != nil {
		return fmt.Errorf("write the tables: %w", err)
	}
	return nil
}

// export is one export in progress.
type export struct {
	v     record.View
	lang  locale.Lang
	o     ExportOptions
	csv   bool
	empty bool

	codes map[record.Kind]map[string]int // how often a code is taken, in small letters
}

// tables lists the kinds the view may see.
func (e *export) tables() []*record.Table {
	var out []*record.Table
	for i := range record.Tables {
		if t := &record.Tables[i]; t.Level <= e.v.Level {
			out = append(out, t)
		}
	}
	return out
}

// fields lists the fields of a kind that the view may see.
func (e *export) fields(t *record.Table) []*record.Field {
	var out []*record.Field
	for i := range t.Fields {
		if f := &t.Fields[i]; f.Level <= e.v.Level {
			out = append(out, f)
		}
	}
	return out
}

// lines walks the records of a kind that the view may see.
func (e *export) lines(k record.Kind) iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) {
		if k == "activity" && e.o.Lines != nil {
			for a, err := range e.o.Lines {
				if err == nil && !e.v.May(a) {
					continue
				}
				if !yield(a, err) {
					return
				}
			}
			return
		}
		seen, _ := e.v.List(k)
		for _, r := range seen {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// cells gives the cells of a record.
func (e *export) cells(r record.Record, fields []*record.Field) []sheet.Cell {
	cells := make([]sheet.Cell, 0, len(fields)+2)
	for _, f := range fields {
		cells = append(cells, e.cell(r, f))
	}
	head := r.Base()
	return append(cells, sheet.TextCell(head.ID), sheet.NumberCell(float64(head.Version)))
}

// cell gives the cell of one field.
func (e *export) cell(r record.Record, f *record.Field) sheet.Cell {
	text, withheld := e.v.Value(r, *f)
	if withheld || text != f.Get(r) {
		return sheet.TextCell(withheldWord.in(e.lang))
	}
	switch f.Type {
	case record.Refers:
		return sheet.TextCell(e.names(f, text))
	case record.Coded, record.YesNo:
		if text == "" {
			return sheet.Cell{}
		}
		parts := []string{text}
		if f.Many {
			parts = strings.Split(text, "; ")
		}
		for i, p := range parts {
			parts[i] = f.List.Label(p, string(e.lang))
		}
		return sheet.TextCell(strings.Join(parts, "; "))
	case record.Date:
		return sheet.DayCell(record.Day(text))
	case record.MonthOf:
		if e.csv {
			return sheet.TextCell(text)
		}
		return sheet.DayCell(record.Month(text).First())
	case record.Numeric:
		n, err := record.ParseNumber(text)
		switch {
		case err != nil || n.State == record.NotRecorded:
			return sheet.Cell{}
		case n.Known() && survives(n.V):
			return sheet.NumberCell(n.V)
		case n.Known():
			return sheet.TextCell(text)
		}
		return sheet.TextCell(record.Answers.Label(text, string(e.lang)))
	}
	if !e.csv && len(text) > 32767 && len(utf16.Encode([]rune(text))) > 32767 {
		return sheet.TextCell(tooLongWord.in(e.lang))
	}
	return sheet.TextCell(text)
}

// survives tells whether a number outlives the fifteen digits of spreadsheets.
func survives(v float64) bool {
	short, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
	return err == nil && short == v
}

// names writes ids as the codes people know, and as ids where no code tells
// the record apart. A record the view may not see is withheld.
func (e *export) names(f *record.Field, ids string) string {
	if ids == "" {
		return ""
	}
	parts := []string{ids}
	if f.Many {
		parts = strings.Split(ids, "; ")
	}
	for i, id := range parts {
		r := e.v.Record(id)
		switch {
		case r == nil:
		case !e.v.May(r):
			return withheldWord.in(e.lang)
		case e.clear(f.Ref, r.Base().Code):
			parts[i] = r.Base().Code
		}
	}
	return strings.Join(parts, "; ")
}

// clear tells whether a code names one record only, and can stand in a list.
func (e *export) clear(k record.Kind, code string) bool {
	taken := e.codes[k]
	if taken == nil {
		taken = map[string]int{}
		for _, r := range e.v.Records(k) {
			taken[strings.ToLower(r.Base().Code)]++
		}
		if e.codes == nil {
			e.codes = map[record.Kind]map[string]int{}
		}
		e.codes[k] = taken
	}
	return code != "" && taken[strings.ToLower(code)] == 1 && !strings.Contains(code, ";") &&
		code != withheldWord.fr && code != withheldWord.en && strings.TrimSpace(code) == code
}

func (e *export) stamp() stamp {
	s := stamp{schema: schema, lang: e.lang, day: e.v.Day, level: record.Levels.Items[e.v.Level].Code}
	if e.v.Operation != nil {
		s.operation = e.v.Operation.Code
	}
	s.day = cmp.Or(e.o.On, s.day)
	if !e.v.KnownAt.IsZero() {
		s.known = e.v.KnownAt.UTC().Format(time.RFC3339)
	}
	if e.v.Level > record.Public {
		s.by = e.o.By
	}
	if e.csv {
		s.decimal = '.'
		if e.lang == locale.FR {
			s.decimal = ','
		}
	}
	return s
}

func (e *export) workbook(out io.Writer) error {
	s := e.stamp()
	w, err := sheet.NewWriter(sheet.Properties{Title: e.title(), Creator: cmp.Or(s.by, "Toguna"), Lang: string(e.lang), Created: e.o.On.Time()})
	if err != nil {
		return err
	}
	defer w.Close()
	if err := w.Guidance(e.guidance(s)); err != nil {
		return err
	}
	tables := e.tables()
	lists := newCodeLists(e.lang)
	last := map[record.Kind]int{}
	for _, t := range tables {
		last[t.Kind] = 1 + len(e.v.Records(t.Kind)) + spare
	}
	for _, t := range tables {
		fields := e.fields(t)
		spec := sheet.SheetSpec{Name: t.Name(string(e.lang)), Freeze: 1, Spare: spare}
		for _, f := range fields {
			c := columnOf(f, e.lang)
			c.Required = c.Required || f.Name == "code" && t.Referred
			switch {
			case f.List != nil:
				c.List = lists.ref(f)
			case f.Type == record.Refers && last[f.Ref] > 0:
				c.List = &sheet.ListRef{Sheet: record.TableOf(f.Ref).Name(string(e.lang)), Col: 1, First: 2, Last: last[f.Ref], Free: true}
			}
			spec.Columns = append(spec.Columns, c)
		}
		spec.Columns = append(spec.Columns, sheet.Column{Heading: idHeading, Hidden: true, Computed: true},
			sheet.Column{Heading: versionHeading, Hidden: true, Computed: true, Kind: sheet.IntegerColumn})
		sw, err := w.Sheet(spec)
		if err != nil {
			return err
		}
		for r, err := range e.lines(t.Kind) {
			if err != nil {
				return err
			}
			if err := sw.AppendRow(e.cells(r, fields)); err != nil {
				return err
			}
		}
	}
	if err := lists.write(w); err != nil {
		return err
	}
	if err := writeStamp(w, s); err != nil {
		return err
	}
	_, err = w.WriteTo(out)
	return err
}

func writeStamp(w *sheet.Writer, s stamp) error {
	sw, err := w.Sheet(sheet.SheetSpec{Name: stampSheet, Hidden: sheet.VeryHidden, Columns: []sheet.Column{{}, {}}})
	if err != nil {
		return err
	}
	for _, row := range s.rows() {
		if err := sw.AppendRow([]sheet.Cell{sheet.TextCell(row[0]), sheet.TextCell(row[1])}); err != nil {
			return err
		}
	}
	return nil
}

// columnOf describes the column of a field.
func columnOf(f *record.Field, lang locale.Lang) sheet.Column {
	c := sheet.Column{Heading: f.Heading(string(lang)), Required: f.Required}
	switch {
	case f.Type == record.Numeric && slices.Contains(counting, f.Name):
		c.Kind = sheet.IntegerColumn
	case f.Type == record.Numeric:
		c.Kind = sheet.NumberColumn
	case f.Type == record.Date:
		c.Kind, c.Prompt = sheet.DayColumn, lang.Say("Jour, par exemple 2018-03-21.", "Day, for example 2018-03-21.")
	case f.Type == record.MonthOf:
		c.Kind, c.Prompt = sheet.MonthColumn, lang.Say("Mois, par exemple 2018-03.", "Month, for example 2018-03.")
	case f.Type == record.LongText:
		c.Width = 50
	case strings.HasPrefix(f.Name, "name_") || strings.HasPrefix(f.Name, "title"):
		c.Width = 40
	}
	if f.Free {
		c.Prompt = lang.Say("Aucun nom de personne affectée, aucun incident.", "No name of an affected person, no incident.")
	}
	if f.Many {
		c.Prompt = lang.Say("Plusieurs valeurs, séparées par des points-virgules.", "Several values, separated by semicolons.")
	}
	return c
}

// codeLists is the hidden sheet of the lists that columns offer.
type codeLists struct {
	lang  locale.Lang
	lists []*record.List
}

func newCodeLists(lang locale.Lang) *codeLists { return &codeLists{lang: lang} }

// ref points to the labels of the list of a field.
func (c *codeLists) ref(f *record.Field) *sheet.ListRef {
	i := slices.Index(c.lists, f.List)
	if i < 0 {
		i = len(c.lists)
		c.lists = append(c.lists, f.List)
	}
	return &sheet.ListRef{Sheet: codesSheet, Col: i + 1, First: 2, Last: 1 + len(f.List.Items), Free: f.Many}
}

func (c *codeLists) write(w *sheet.Writer) error {
	if len(c.lists) == 0 {
		return nil
	}
	spec := sheet.SheetSpec{Name: codesSheet, Hidden: sheet.Hidden}
	longest := 0
	for _, l := range c.lists {
		spec.Columns = append(spec.Columns, sheet.Column{Heading: l.Name, Computed: true})
		longest = max(longest, len(l.Items))
	}
	sw, err := w.Sheet(spec)
	if err != nil {
		return err
	}
	for i := range longest {
		cells := make([]sheet.Cell, len(c.lists))
		for j, l := range c.lists {
			if i < len(l.Items) {
				cells[j] = sheet.TextCell(l.Label(l.Items[i].Code, string(c.lang)))
			}
		}
		if err := sw.AppendRow(cells); err != nil {
			return err
		}
	}
	return nil
}

func (e *export) title() string {
	op := e.v.Operation
	if op == nil {
		return e.lang.Say("Registre de coordination", "Coordination register")
	}
	name := op.NameFR
	if e.lang == locale.EN && op.NameEN != "" {
		name = op.NameEN
	}
	return cmp.Or(name, op.Code)
}

// guidance is the first page: what the file is, who may use it and how it is
// filled.
func (e *export) guidance(s stamp) sheet.Guidance {
	say := e.lang.Say
	g := sheet.Guidance{Sheet: guidanceSheet.in(e.lang), Title: e.title()}
	if !e.empty {
		about := handling(e.v.Level, e.lang, s.by, e.o.Purpose) + "\n" +
			say("Sensibilité : ", "Sensitivity: ") + record.Levels.Label(s.level, string(e.lang)) +
			say(". Exporté le ", ". Exported on ") + e.lang.Day(s.day)
		if s.operation != "" {
			about += say(", opération ", ", operation ") + s.operation
		}
		if s.by != "" {
			about += say(", par ", ", by ") + s.by
		}
		if e.v.Level > record.Public && e.o.Purpose != "" {
			about += say(", motif : ", ", purpose: ") + e.o.Purpose
		}
		g.Paragraphs = append(g.Paragraphs, about+".")
	}
	g.Paragraphs = append(g.Paragraphs,
		say("Une feuille par sorte d’enregistrement. Une ligne est un enregistrement ; les titres foncés avec un astérisque sont obligatoires.",
			"One sheet per kind of record. A row is a record; dark headings with an asterisk are required."),
		say("Pour désigner une organisation, un lieu ou une instance, écrivez son code (première colonne de sa feuille). Une organisation se désigne aussi par son sigle ou son nom, s’il n’y en a qu’une.",
			"To name an organisation, a place or a body, write its code (first column of its sheet). An organisation may also be named by its acronym or name, when there is only one."),
		say("Dates : 2018-03-21 ou de vraies dates. Plusieurs valeurs dans une cellule : séparées par des points-virgules.",
			"Dates: 2018-03-21, or real dates. Several values in a cell: separated by semicolons."),
		say("Une cellule vide veut dire « non connu », jamais zéro. Écrivez « sans objet » quand la question ne se pose pas, « retenu » quand la valeur est connue mais tue.",
			"An empty cell means “not known”, never zero. Write “not applicable” where the question does not arise, “withheld” where the value is known but not told."),
		say("Ne touchez pas aux deux colonnes masquées (id, version) : elles évitent d’écraser le travail d’un autre. Une colonne supprimée laisse les valeurs comme elles sont.",
			"Leave the two hidden columns (id, version) alone: they keep you from writing over someone else’s work. A column you delete leaves its values as they are."),
		say("N’inscrivez aucune personne affectée : ni liste de bénéficiaires, ni incident, ni dossier.",
			"Enter no affected person: no list of beneficiaries, no incident, no case."))
	for i, p := range g.Paragraphs {
		g.Paragraphs[i] = typography(e.lang, p)
	}
	for _, t := range e.tables() {
		g.Legend = append(g.Legend, [2]string{t.Name(string(e.lang)), typography(e.lang, say(t.HelpFR, t.HelpEN))})
	}
	return g
}

// handling is the line every export carries for its level (data
// responsibility, X3).
func handling(level record.Level, lang locale.Lang, by, purpose string) string {
	switch level {
	case record.Public:
		return lang.Say("Public. Réutilisable en citant la source et la date.", "Public. May be reused with mention of the source and date.")
	case record.Restricted:
		return lang.Say("Diffusion restreinte : réservé aux membres de la coordination. Ne pas publier ni transmettre au-dehors sans son accord. Contient des contacts professionnels : usage limité à la coordination, à supprimer dès que possible.",
			"Restricted: for members of the coordination. Do not publish or forward outside without its agreement. Contains work contacts: use for coordination only, delete when no longer needed.")
	}
	by = cmp.Or(by, lang.Say("la personne qui l’a demandé", "the person who asked for it"))
	purpose = cmp.Or(purpose, lang.Say("non précisé", "not stated"))
	return lang.Say("Confidentiel : destiné à "+by+" uniquement, motif : "+purpose+". Ne pas copier ni transmettre. Un mauvais usage peut mettre des personnes en danger. À détruire après usage.",
		"Confidential: for "+by+" only, purpose: "+purpose+". Do not copy or pass on. Misuse can endanger people. Destroy after use.")
}

// typography keeps the high signs of French on the line of their word.
func typography(lang locale.Lang, s string) string {
	if lang != locale.FR {
		return s
	}
	return locale.FrenchSpaces.Replace(s)
}

func (e *export) directory(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	err := e.file(dir, stampSheet, func(w *sheet.CSVWriter) error {
		for _, row := range e.stamp().rows() {
			if err := w.AppendRow([]sheet.Cell{sheet.TextCell(row[0]), sheet.TextCell(row[1])}); err != nil {
				return err
			}
		}
		return nil
	})
	for _, t := range e.tables() {
		if err != nil {
			return err
		}
		err = e.file(dir, string(t.Kind), func(w *sheet.CSVWriter) error {
			fields := e.fields(t)
			var head []sheet.Cell
			for _, f := range fields {
				head = append(head, sheet.TextCell(f.Heading(string(e.lang))))
			}
			if err := w.AppendRow(append(head, sheet.TextCell(idHeading), sheet.TextCell(versionHeading))); err != nil {
				return err
			}
			for r, err := range e.lines(t.Kind) {
				if err != nil {
					return err
				}
				if err := w.AppendRow(e.cells(r, fields)); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return err
}

// file writes one table of the directory.
func (e *export) file(dir, name string, rows func(*sheet.CSVWriter) error) error {
	f, err := os.Create(filepath.Join(dir, name+".csv"))
	if err != nil {
		return err
	}
	w := sheet.NewCSV(f, string(e.lang))
	err = rows(w)
	if err == nil {
		err = w.Flush()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	return err
}
