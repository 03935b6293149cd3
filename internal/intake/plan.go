package intake

import (
	"errors"
	"slices"
	"strings"

	"toguna/internal/exchange/sheet"
	"toguna/internal/record"
)

// The headings of the columns that only the program writes.
const (
	idHeading      = "id"
	versionHeading = "version"
)

// plan is how one sheet becomes records: what each of its columns is.
type plan struct {
	r         *reader
	sheet     string
	table     *record.Table // nil for a sheet of no kind
	headings  []string      // as written, by column
	headRow   int           // 0 while the headings are looked for
	rowsSeen  int
	at        []*column // by column number, nil for columns that are not read
	columns   []*column
	referring []*column      // those that refer to records
	absent    []record.Field // fields without a column
	missing   []record.Field // required ones among them
	strange   map[int]bool   // columns without heading that hold something
	id        *column
	version   *column
	code      *column
	rows      []row
	tokens    []uint32 // for each row its references, in the order of referring
}

// column is a column that is read.
type column struct {
	letter  string
	field   *record.Field // nil for id and version
	ref     int           // place in referring, for fields that refer
	counts  bool          // holds whole numbers of things
	judged  map[string]judged
	strings map[string]string
	tokens  map[string]uint32
}

// headingsWithin is how many rows may stand above the headings.
const headingsWithin = 10

var errSheetRefused = errors.New("sheet refused")

// take receives the rows of the sheet one by one.
func (p *plan) take(n int, cells []sheet.Cell) error {
	if p.headRow > 0 {
		return p.row(n, cells)
	}
	p.rowsSeen++
	if p.rowsSeen > headingsWithin {
		return nil
	}
	if ourSheet(p.sheet) {
		return nil
	}
	if p.table == nil {
		if found := record.LooksPersonal(nil, texts(cells)); found != "" {
			p.r.sheetProblem(p.sheet, problem("looks_personal", found, "", ""), n)
			return errSheetRefused
		}
		return nil
	}
	known := 0
	for _, c := range cells {
		if f, our := headingOf(p.table, c.Text, p.r.lang); f != nil || our {
			known++
		}
	}
	if known == 0 || known < 2 && len(cells) > 2 {
		return nil
	}
	p.headRow = n
	return p.head(cells)
}

func texts(cells []sheet.Cell) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = c.Text
	}
	return out
}

// head makes the plan of the columns from their headings.
func (p *plan) head(cells []sheet.Cell) error {
	last := cells[len(cells)-1].Col
	p.at = make([]*column, last+1)
	p.headings = make([]string, last+1)
	seen := map[string]*column{}
	var unknown []sheet.Cell
	for _, c := range cells {
		p.headings[c.Col] = strings.Clone(c.Text)
		f, our := headingOf(p.table, c.Text, p.r.lang)
		name := heading(c.Text)
		switch {
		case f != nil:
			name = "field " + f.Name
		case our && name == idHeading, our && name == versionHeading:
		case our:
			continue
		default:
			if strings.TrimSpace(c.Text) != "" {
				unknown = append(unknown, c)
			}
			continue
		}
		if seen[name] != nil {
			p.r.sheetProblem(p.sheet, problem("twice", strings.Clone(c.Text), "", ""), p.headRow, c.Col)
			continue
		}
		col := &column{letter: sheet.Address(0, c.Col), field: f, ref: -1,
			judged: map[string]judged{}, strings: map[string]string{}, tokens: map[string]uint32{}}
		seen[name] = col
		p.at[c.Col] = col
		switch {
		case f == nil && name == idHeading:
			p.id = col
			continue
		case f == nil:
			p.version = col
			continue
		case f.Name == "code":
			p.code = col
		}
		col.counts = slices.Contains(counting, f.Name)
		if f.Type == record.Refers {
			col.ref = len(p.referring)
			p.referring = append(p.referring, col)
		}
		p.columns = append(p.columns, col)
	}
	var strangers []string
	for _, c := range unknown {
		strangers = append(strangers, c.Text)
	}
	if found := record.LooksPersonal(p.headings, strangers); found != "" {
		p.r.sheetProblem(p.sheet, problem("looks_personal", found, "", ""), p.headRow)
		return errSheetRefused
	}
	for _, c := range unknown {
		p.r.sheetProblem(p.sheet, problem("unknown_column", strings.Clone(c.Text), "", nearestHeading(p.table, seen, c.Text, p.r.lang)), p.headRow, c.Col)
	}
	for _, f := range p.table.Fields {
		if seen["field "+f.Name] == nil {
			p.absent = append(p.absent, f)
			if f.Required || f.Name == "code" && p.table.Referred {
				p.missing = append(p.missing, f)
			}
		}
	}
	return nil
}

// end tells what the sheet lacks as a whole.
func (p *plan) end() {
	if p.table == nil || p.headRow > 0 || p.rowsSeen == 0 {
		return
	}
	for _, f := range p.table.Fields {
		if f.Required {
			p.r.sheetProblem(p.sheet, problem("missing_column", f.Heading(p.r.lang), "", ""))
		}
	}
}

// row makes a record of one row, its references still being texts.
func (p *plan) row(n int, cells []sheet.Cell) error {
	if p.repeated(cells) {
		return nil
	}
	p.rows = append(p.rows, row{rec: p.table.New(), plan: p, index: len(p.rows), number: n})
	w := &p.rows[len(p.rows)-1]
	first := len(p.tokens)
	for range p.referring {
		p.tokens = append(p.tokens, noReference)
	}
	for i := range cells {
		c := &cells[i]
		if c.Col >= len(p.at) || p.at[c.Col] == nil {
			p.stranger(n, c)
			continue
		}
		col := p.at[c.Col]
		switch {
		case col.ref >= 0:
			p.tokens[first+col.ref] = p.token(w, col, c)
		case col.field != nil:
			p.value(w, col, c)
		case col == p.id:
			w.rec.Base().ID = strings.Clone(strings.TrimSpace(c.Text))
		default:
			w.version = col.intern(strings.TrimSpace(c.Text))
		}
	}
	return nil
}

// repeated tells whether the row repeats the headings, or holds HXL tags.
func (p *plan) repeated(cells []sheet.Cell) bool {
	c := cells[0]
	if c.Kind != sheet.Text {
		return false
	}
	if c.Text[0] == '#' {
		for _, c := range cells {
			if c.Kind != sheet.Text || c.Text[0] != '#' {
				return false
			}
		}
		return true
	}
	if c.Col >= len(p.headings) || c.Text != p.headings[c.Col] {
		return false
	}
	for _, c := range cells {
		if c.Col >= len(p.headings) || c.Text != p.headings[c.Col] {
			return false
		}
	}
	return true
}

// stranger tells once of a column that holds something below no heading.
func (p *plan) stranger(n int, c *sheet.Cell) {
	if c.Col < len(p.headings) && p.headings[c.Col] != "" || strings.TrimSpace(c.Text) == "" || p.strange[c.Col] {
		return
	}
	if p.strange == nil {
		p.strange = map[int]bool{}
	}
	p.strange[c.Col] = true
	p.r.sheetProblem(p.sheet, problem("unknown_column", sheet.Address(0, c.Col), "", ""), n, c.Col)
}

// sameRow tells whether two rows say the same, references as they are written.
func (p *plan) sameRow(a, b *row) bool {
	if a.plan != b.plan {
		return false
	}
	for _, c := range p.columns {
		if c.ref < 0 && c.field.Get(a.rec) != c.field.Get(b.rec) {
			return false
		}
	}
	n := len(p.referring)
	return slices.Equal(p.tokens[a.index*n:a.index*n+n], p.tokens[b.index*n:b.index*n+n])
}

// report adds a problem to a row, which refuses it unless it is a warning.
func (p *plan) report(w *row, c *column, found record.Problem) {
	found.Kind = p.table.Kind
	found.From = record.Origin{File: p.r.o.File, Sheet: p.sheet, Row: w.number}
	found.ID = w.rec.Base().Code
	if c != nil {
		found.From.Column = c.letter
		if c.field != nil {
			found.Field = c.field.Name
		}
	}
	w.problems = append(w.problems, found)
	w.refused = w.refused || !found.Warning
}

// sheetProblem adds a problem of a sheet as a whole; at is a row and a column.
func (r *reader) sheetProblem(name string, found record.Problem, at ...int) {
	found.From = record.Origin{File: r.o.File, Sheet: name}
	if len(at) > 0 {
		found.From.Row = at[0]
	}
	if len(at) > 1 {
		found.From.Column = sheet.Address(0, at[1])
	}
	if t := tableNamed(name); t != nil {
		found.Kind = t.Kind
	}
	r.out.Problems = append(r.out.Problems, found)
}

// heading takes away what the writer adds to a heading.
func heading(text string) string {
	return strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "*"))
}

// headingOf finds the field a heading names; our is true for the columns that
// only the program writes. A text as it stands goes before its folded form:
// "n" and "N" are two columns of the declared figures.
func headingOf(t *record.Table, text, lang string) (f *record.Field, our bool) {
	text = heading(text)
	folded := record.Fold(text)
	if text == "" {
		return nil, false
	}
	tiers := []func(*record.Field) bool{
		func(f *record.Field) bool { return f.Heading(lang) == text },
		func(f *record.Field) bool { return f.FR == text || f.EN == text },
		func(f *record.Field) bool { return f.Name == text },
		func(f *record.Field) bool { return folded != "" && record.Fold(f.Heading(lang)) == folded },
		func(f *record.Field) bool {
			return folded != "" && (record.Fold(f.FR) == folded || record.Fold(f.EN) == folded)
		},
		func(f *record.Field) bool { return folded != "" && record.Fold(f.Name) == folded },
	}
	for _, tier := range tiers {
		for i := range t.Fields {
			if tier(&t.Fields[i]) {
				return &t.Fields[i], false
			}
		}
	}
	return nil, folded == idHeading || folded == versionHeading ||
		folded == record.Fold(whyHeading.fr) || folded == record.Fold(whyHeading.en)
}

// nearestHeading suggests a heading that the sheet does not have yet.
func nearestHeading(t *record.Table, seen map[string]*column, text, lang string) string {
	var candidates []string
	for _, f := range t.Fields {
		if seen["field "+f.Name] == nil {
			candidates = append(candidates, f.FR, f.EN, f.Name)
		}
	}
	near := record.Nearest(heading(text), candidates)
	for _, f := range t.Fields {
		if near != "" && seen["field "+f.Name] == nil && (near == f.FR || near == f.EN || near == f.Name) {
			return f.Heading(lang)
		}
	}
	return ""
}

// tableNamed finds the kind a sheet is named after. A number before the name,
// as in 03-organisations.csv, only sorts the files.
func tableNamed(name string) *record.Table {
	folded := strings.TrimLeft(record.Fold(strings.ReplaceAll(name, "_", " ")), "0123456789 ")
	whole := record.Fold(strings.ReplaceAll(name, "_", " "))
	for i := range record.Tables {
		t := &record.Tables[i]
		for _, n := range [...]string{strings.ReplaceAll(string(t.Kind), "_", " "), t.FR, t.EN} {
			n = record.Fold(n)
			if n == whole || n == folded || strings.TrimLeft(n, "0123456789 ") == folded && folded != "" {
				return t
			}
		}
	}
	return nil
}

// nearestSheet suggests the name of a sheet.
func nearestSheet(name, lang string) string {
	var candidates []string
	for i := range record.Tables {
		t := &record.Tables[i]
		candidates = append(candidates, string(t.Kind), t.FR, t.EN)
	}
	near := record.Nearest(name, candidates)
	for i := range record.Tables {
		t := &record.Tables[i]
		if near != "" && (near == string(t.Kind) || near == t.FR || near == t.EN) {
			return t.Name(lang)
		}
	}
	return ""
}
