package layout

import (
	"cmp"
	"context"
	"fmt"
	"hash/maphash"
	"slices"
	"strconv"
	"strings"

	"toguna/internal/exchange/sheet"
)

// partGap is how many row numbers lie between the sheets that are read as one: what
// is said of all rows of a sheet has its place there.
const partGap = 16

// At is where a row stands: its sheet and its number there.
func (l *Layout) At(row int) (sheetName string, number int) {
	for i := len(l.joined) - 1; i > 0; i-- {
		if p := l.joined[i]; row > p.Offset {
			return p.Sheet, row - p.Offset
		}
	}
	return l.Sheet, row
}

// Where writes the first rows of a set, in a column by its letters, with the sheets
// where several are read as one: 4057, Gao!C4091-C4092. A nil layout knows of one.
func (l *Layout) Where(rows Spans, letters string, most int) string {
	var parts []string
	for i, s := range rows {
		if i == most {
			parts = append(parts, "…")
			break
		}
		on, from := "", s.From
		if l != nil && len(l.joined) > 0 {
			on, from = l.At(s.From)
			on += "!"
		}
		part := fmt.Sprintf("%s%s%d", on, letters, from)
		if s.To > s.From {
			part += fmt.Sprintf("-%s%d", letters, from+s.To-s.From)
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ", ")
}

// part is which of the sheets that are read as one a row, or what is said of all
// rows of a sheet, is of.
func (l *Layout) part(row int) int {
	i := max(0, len(l.joined)-1)
	for i > 0 && row <= l.joined[i].Offset-partGap {
		i--
	}
	return i
}

// Sheets names the sheets that are read as one, none where one is read alone.
func (l *Layout) Sheets() (names []string) {
	for _, p := range l.joined {
		names = append(names, p.Sheet)
	}
	return names
}

// Titles tell what the name of each sheet, or what stands above its table, says of its
// rows.
func (l *Layout) Titles() (all []string) {
	for i, p := range l.joined {
		var texts []string
		for _, b := range l.banners.titles {
			for _, s := range b.Says {
				if l.part(b.Row) == i && !slices.Contains(texts, s.Text) {
					texts = append(texts, s.Text)
				}
			}
		}
		if len(texts) > 0 {
			all = append(all, p.Sheet+" → "+strings.Join(texts, " / "))
		}
	}
	return all
}

// Again names the sheets of the same form that are not read, as their rows stand in
// the one that is.
func (l *Layout) Again() (names []string) {
	for _, o := range l.Others {
		if o.Again {
			names = append(names, o.Name)
		}
	}
	return names
}

// Asides names the sheets of the same form that are templates, examples, lists or old.
func (l *Layout) Asides() (names []string) {
	for _, o := range l.Others {
		if o.Apart {
			names = append(names, o.Name)
		}
	}
	return names
}

// Veiled names the hidden sheets with rows below the same headings, which are read
// only where they are asked for.
func (l *Layout) Veiled() (names []string) {
	for _, o := range l.Others {
		if o.Veiled {
			names = append(names, o.Name)
		}
	}
	return names
}

// member is a sheet of the same form as the one that was taken.
type member struct {
	*Layout
	head Head     // in whose columns its rows are read
	says [][]Said // of all its rows: by its name, and by what stands above its table
	rows []uint64 // what each says, hashed
	last int      // row
}

// Together takes the sheets of one form as one: one for each region, month or partner.
// Those whose rows nearly all stand in the largest are left out: it is the compilation
// of them. What a sheet says of all its rows, above its table or by its name, which
// says reads, holds for the rows that do not say it. It is to be called before any row
// is judged.
func (l *Layout) Together(ctx context.Context, b *sheet.Book, says func(text string) [][]Said) error {
	if len(l.joined) > 0 {
		return l.Join(b)
	}
	if _, whole := l.sameForm(l); len(l.family) == 0 || !whole || l.CrossTab || !b.Workbook() || l.ours() {
		return nil
	}
	var all []*member
	seed := maphash.MakeSeed()
	apart := map[string]bool{}
	for _, of := range append([]*Layout{l}, l.family...) {
		m := &member{Layout: of}
		same := false
		if m.head, same = l.sameForm(of); !same || of != l && (aside(of.Sheet) || of.CrossTab || of.lists()) {
			apart[of.Sheet] = same
			continue
		}
		m.says = says(of.Sheet)
		for _, st := range of.statements {
			if all := says(st.Label + ": " + st.Text); len(all) > 0 {
				m.says = append(m.says, all...)
			} else {
				m.says = append(m.says, []Said{{Meaning: st.meaning, Text: st.Text}})
			}
		}
		m.says = m.says[:min(len(m.says), partGap-1)]
		example, err := l.hash(ctx, b, m, seed)
		if err != nil {
			return err
		}
		if apart[of.Sheet] = of != l && (example || len(m.rows) == 0); !apart[of.Sheet] {
			all = append(all, m)
		}
	}
	for i := range l.Others {
		l.Others[i].Apart = apart[l.Others[i].Name]
	}
	whose := func(m *member) bool {
		return slices.ContainsFunc(m.says, func(s []Said) bool { return statedAs(s[0].Meaning) == OrgName })
	}
	switch {
	case l.nameless() && !l.titled && !slices.ContainsFunc(all, whose):
		return ErrNoTable
	case len(all) < 2:
		return nil
	}
	main := slices.MaxFunc(all, func(a, b *member) int { return cmp.Compare(len(a.rows), len(b.rows)) })
	again := map[string]bool{}
	parts := slices.DeleteFunc(slices.Clone(all), func(m *member) bool {
		again[m.Sheet] = m != main && m.standsIn(main)
		return again[m.Sheet]
	})
	if len(parts) < len(all) && main.Layout != l {
		was := main.Layout
		l.become(was)
		for _, m := range all {
			switch {
			case m == main:
				m.Layout = l
			case m.Layout == l:
				m.Layout = was
			}
		}
		parts = slices.DeleteFunc(parts, func(m *member) (other bool) {
			m.head, other = l.sameForm(m.Layout)
			return !other
		})
	}
	if i := slices.IndexFunc(parts, func(m *member) bool { return m.Layout == l }); i > 0 { // the one that was taken first
		m := parts[i]
		parts = slices.Insert(slices.Delete(parts, i, i+1), 0, m)
	}
	for i := range l.Others {
		o := &l.Others[i]
		o.Again = again[o.Name]
		o.Joined = slices.ContainsFunc(parts, func(m *member) bool { return m.Sheet == o.Name })
	}
	if len(parts) < 2 {
		return nil
	}
	return l.join(b, parts)
}

// join makes the sheets one.
func (l *Layout) join(b *sheet.Book, all []*member) error {
	offset := 0
	for i, m := range all {
		part := sheet.Part{Sheet: m.Sheet, From: m.FirstRow, Offset: offset}
		if i == 0 {
			part.From = 0
		}
		l.joined = append(l.joined, part)
		l.Beyond = max(l.Beyond, m.Beyond)
		m.head.Row = offset + m.HeaderRow
		l.NoteHead(m.head)
		for k, s := range m.says {
			l.banners.titles = append(l.banners.titles, Banner{Row: offset - partGap + 1 + k, Says: s})
		}
		offset += m.last + partGap
	}
	l.statements, l.merged = nil, new(mergedCells)
	l.takeHeads()
	l.banners.taken = slices.Clone(l.banners.titles)
	l.hold()
	return l.Join(b)
}

// Join makes a book that was opened anew give its sheets as one, where they were read
// so.
func (l *Layout) Join(b *sheet.Book) error { return b.Join(l.joined) }

// become is the layout of another sheet of the family.
func (l *Layout) become(other *Layout) {
	others := append(slices.DeleteFunc(slices.Clone(l.Others), func(o Passed) bool { return o.Name == other.Sheet }), Passed{Name: l.Sheet, Alike: true, Why: Reason{Key: "less"}})
	*l, *other = *other, *l
	l.Others = others
}

// ours tells a table that this program has written: it is whole.
func (l *Layout) ours() bool { return l.Column(RowID) != nil && l.Column(RowVersion) != nil }

// asideWords are those of the names of sheets that are no data, whatever stands on
// them.
var asideWords = strings.Fields("exemple example modele template canevas instruction notice guide lisez readme liste list tcd pivot brouillon draft ancien ancienne old archive copie copy backup sauvegarde vierge blank test")

func aside(name string) bool {
	return slices.ContainsFunc(tokens(name), func(w string) bool { return slices.Contains(asideWords, w) })
}

// sameForm tells whether a sheet has no heading that the table lacks, and in which
// columns it has them.
func (l *Layout) sameForm(of *Layout) (Head, bool) {
	var cells []sheet.Cell
	for _, c := range of.Columns {
		if c.Header == "" {
			return Head{}, false
		}
		cells = append(cells, sheet.Cell{Col: c.Col, Kind: sheet.Text, Text: c.Header})
	}
	if len(cells) == 0 {
		return Head{}, false
	}
	h := l.Heads().ofTable(of.HeaderRow, cells)
	return h, len(h.Left) == 0
}

// hash reads what each row of a sheet of the family says in the columns of the table,
// and tells whether it begins with an example.
func (l *Layout) hash(ctx context.Context, b *sheet.Book, m *member, seed maphash.Seed) (example bool, err error) {
	says := map[int]bool{} // columns that say what an activity is
	for _, c := range l.Columns {
		says[c.Col] = c.Meaning != Unread && c.Meaning != RowID
	}
	n := 0
	err = b.Rows(ctx, m.Sheet, func(row int, cells []sheet.Cell) error {
		m.last = row
		if row < m.FirstRow || isTotal(cells) || m.repeatsHead(cells) {
			return nil
		}
		n++
		var told []string
		for _, c := range cells {
			folded := Fold(c.Text)
			example = example || n <= 3 && (strings.HasPrefix(folded, "exemple") || strings.HasPrefix(folded, "example"))
			if col := m.head.column(c.Col); says[col] && folded != "" {
				told = append(told, strconv.Itoa(col)+" "+folded)
			}
		}
		filled := len(told)
		for _, all := range m.says {
			for _, s := range all {
				if !slices.ContainsFunc(m.owning(s.Meaning), func(col int) bool { return strings.TrimSpace(sheet.At(cells, col).Text) != "" }) {
					told = append(told, string(s.Meaning)+" "+Fold(s.Text))
				}
			}
		}
		if filled > 1 {
			slices.Sort(told)
			m.rows = append(m.rows, maphash.String(seed, strings.Join(told, "\n")))
		}
		return nil
	})
	if err != nil {
		return false, fmt.Errorf("read sheet %q: %w", m.Sheet, err)
	}
	return example, nil
}

// standsIn tells whether nearly all rows of a sheet stand in another one.
func (m *member) standsIn(other *member) bool {
	there := map[uint64]bool{}
	for _, h := range other.rows {
		there[h] = true
	}
	n := 0
	for _, h := range m.rows {
		if there[h] {
			n++
		}
	}
	return len(m.rows) > 0 && 5*n >= 4*len(m.rows)
}
