// Package document holds the block model of a note and writes it out.
//
// A Document (words, pictures, tables, already composed and translated) enters;
// the bytes of a DOCX, PDF, HTML, JSON or text file leave. The same document
// always gives the same bytes. The package never computes a figure, never
// formats a number and never reads the clock, a file or the network.
package document

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"toguna/internal/chart"
)

// Document is a finished note: what its readers see, in reading order.
type Document struct {
	Lang         string  `json:"lang"` // "fr" or "en"
	Title        string  `json:"title"`
	Subtitle     string  `json:"subtitle,omitempty"`
	Organisation string  `json:"organisation,omitempty"` // issuing body, in the header band
	Place        string  `json:"place,omitempty"`        // "Bamako, Mali"
	Date         string  `json:"date,omitempty"`         // as printed: "21 mars 2018"
	DateISO      string  `json:"dateISO,omitempty"`      // 2018-03-21, for metadata
	Status       string  `json:"status,omitempty"`       // "Projet", "Publié", in the header band
	Handling     string  `json:"handling,omitempty"`     // sensitivity line, in the footer
	ID           string  `json:"id,omitempty"`           // short id, in the footer
	Fictitious   string  `json:"fictitious,omitempty"`   // a visible line under the title when the data are an example
	Blocks       []Block `json:"blocks"`
}

// Kind says which fields of a Block count.
type Kind string

// The kinds of block a note is made of.
const (
	Heading    Kind = "heading"   // Level, Runs
	Lead       Kind = "lead"      // Runs: the opening paragraph, slightly larger
	Paragraph  Kind = "paragraph" // Runs
	Bullet     Kind = "bullet"    // Runs; Level 2 is a bullet inside a bullet
	Picture    Kind = "picture"   // Drawing, Caption, Source, WithTable
	TableBlock Kind = "table"     // Table, Source
	Signature  Kind = "signature" // Runs: the closing line, set to the right ("Bamako, le 21 mars 2018")
	PageBreak  Kind = "pagebreak" // what follows starts on a new page
)

// SourcesID is the ID of the block holding the table of sources. Row k of that
// table is what a Run with Ref k points to.
const SourcesID = "sources"

// Block is one paragraph, picture or table.
type Block struct {
	Kind      Kind           `json:"kind"`
	Level     int            `json:"level,omitempty"` // Heading 1 to 3; Bullet 1 or 2
	Runs      []Run          `json:"runs,omitempty"`
	Drawing   *chart.Drawing `json:"drawing,omitempty"`
	Caption   string         `json:"caption,omitempty"`   // "Graphique 1 : …"
	Source    string         `json:"source,omitempty"`    // "Source : …"
	WithTable bool           `json:"withTable,omitempty"` // the figures of the drawing follow it as a small table
	Table     *Table         `json:"table,omitempty"`
	ID        string         `json:"id,omitempty"` // anchor, e.g. the code of the statement, "S5"
}

// Run is a stretch of text in one style.
type Run struct {
	Text   string `json:"text"`
	Bold   bool   `json:"bold,omitempty"`
	Italic bool   `json:"italic,omitempty"`
	Ref    int    `json:"ref,omitempty"`  // row of this figure in the table of sources, printed [3]; 0 is none
	Href   string `json:"href,omitempty"` // evidence of this figure, or any link
	Lang   string `json:"lang,omitempty"` // language of a foreign passage
}

// Cell is the text of one table cell.
type Cell []Run

// Table is a grid with one row of column titles.
type Table struct {
	Caption string    `json:"caption,omitempty"`
	Head    []string  `json:"head"`
	Rows    [][]Cell  `json:"rows"`
	Widths  []float64 `json:"widths,omitempty"`  // shares of the page width; none is chosen from the contents
	Numeric []bool    `json:"numeric,omitempty"` // columns set to the right
	Small   bool      `json:"small,omitempty"`   // 8 points, for sources and annexes
	Width   float64   `json:"width,omitempty"`   // share of the page width the table takes; 0 is the whole
}

// Plain is a list of runs holding one unadorned text.
func Plain(text string) []Run { return []Run{{Text: text}} }

// sourceRows counts the rows of the table of sources; a mark beyond them links nowhere.
func (d *Document) sourceRows() int {
	for i := range d.Blocks {
		if d.Blocks[i].ID == SourcesID && d.Blocks[i].Table != nil {
			return len(d.Blocks[i].Table.Rows)
		}
	}
	return 0
}

// language is "en" or "fr", the language the note falls back on.
func (d *Document) language() string {
	if d.Lang == "en" {
		return "en"
	}
	return "fr"
}

// locale is the language tag office suites expect.
func (d *Document) locale() string {
	if d.language() == "en" {
		return "en-GB"
	}
	return "fr-FR"
}

// pageWords are the words before and between the two numbers of "Page 1 de 2".
func (d *Document) pageWords() (before, between string) {
	if d.language() == "en" {
		return "Page ", " of "
	}
	return "Page ", " de "
}

// linkTitle names the link from a figure to its row in the table of sources.
func (d *Document) linkTitle(ref int) string {
	if d.language() == "en" {
		return fmt.Sprintf("Source of figure %d", ref)
	}
	return fmt.Sprintf("Source du chiffre %d", ref)
}

// figureTitle names the link from a figure to its evidence.
func (d *Document) figureTitle() string {
	if d.language() == "en" {
		return "Evidence of this figure"
	}
	return "Preuve de ce chiffre"
}

// day is the date of the document as a time, for metadata; a missing date is
// the zero of the formats that demand one, never today.
func (d *Document) day() time.Time {
	if t, err := time.Parse("2006-01-02", d.DateISO); err == nil {
		return t
	}
	return time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
}

// pictureTable is the table of a drawing's own figures, or nil.
func (b *Block) pictureTable() *Table {
	if !b.WithTable || b.Drawing == nil || len(b.Drawing.Table.Head) == 0 {
		return nil
	}
	from := b.Drawing.Table
	// Few columns over the whole page would part a name from its figure.
	t := &Table{Caption: from.Caption, Head: from.Head, Small: true, Width: min(1, 0.25*float64(len(from.Head)))}
	t.Numeric = make([]bool, len(from.Head))
	for c := 1; c < len(from.Head); c++ {
		t.Numeric[c] = true
	}
	for _, row := range from.Rows {
		cells := make([]Cell, len(row))
		for c, text := range row {
			cells[c] = Plain(text)
			if c < len(t.Numeric) && len(text) > 0 && !strings.ContainsAny(text, "0123456789") && len([]rune(text)) > 24 {
				t.Numeric[c] = false
			}
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// cell is the cell at a row and column; a short row ends in empty cells.
func (t *Table) cell(row, column int) Cell {
	if column < len(t.Rows[row]) {
		return t.Rows[row][column]
	}
	return nil
}

func (t *Table) numeric(column int) bool {
	return column < len(t.Numeric) && t.Numeric[column]
}

// width is the share of the page width the table takes.
func (t *Table) width() float64 {
	if t.Width <= 0 || t.Width > 1 {
		return 1
	}
	return t.Width
}

// lettersAcross is about how many letters of a table stand side by side on a page.
const lettersAcross = 96

// shares are the column widths as parts of one: those asked for, or room for
// the longest word of each column, the rest going to the columns with most text.
func (t *Table) shares() []float64 {
	n := len(t.Head)
	shares := make([]float64, n)
	if len(t.Widths) == n {
		copy(shares, t.Widths)
	} else {
		wants := make([]float64, n)
		left, wanted := lettersAcross*t.width(), 0.0
		for c := range shares {
			longest, most := longestWord(t.Head[c]), 0
			for r := range t.Rows {
				text := plainText(t.cell(r, c))
				longest = max(longest, longestWord(text))
				most = max(most, len([]rune(text)))
			}
			shares[c] = float64(min(longest, 40)) + 3
			wants[c] = max(0, float64(min(most, 120))-shares[c])
			left -= shares[c]
			wanted += wants[c]
		}
		for c := range shares {
			if left > 0 && wanted > 0 {
				shares[c] += left * wants[c] / wanted
			}
		}
	}
	sum := 0.0
	for _, s := range shares {
		sum += max(s, 0)
	}
	for c := range shares {
		if sum <= 0 {
			shares[c] = 1 / float64(n)
		} else {
			shares[c] = max(shares[c], 0) / sum
		}
	}
	return shares
}

func longestWord(text string) int {
	longest := 0
	for _, word := range strings.Fields(text) {
		longest = max(longest, len([]rune(word)))
	}
	return longest
}

// plainText is the text of runs without style, with [3] after a figure of source 3.
func plainText(runs []Run) string {
	var b strings.Builder
	for _, r := range runs {
		text, tail := splitTail(r)
		b.WriteString(clean(text))
		if r.Ref > 0 {
			b.WriteString(refLabel(r.Ref))
		}
		b.WriteString(tail)
	}
	return b.String()
}

// splitTail parts the space at the end of a figure from it, so that its mark
// stands against the last letter.
func splitTail(r Run) (text, tail string) {
	if r.Ref <= 0 {
		return r.Text, ""
	}
	text = strings.TrimRight(r.Text, " ")
	return text, r.Text[len(text):]
}

// clean drops what no file format may carry: control characters, halves of
// surrogate pairs, invalid bytes; line breaks and tabs become spaces.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r' || r == '\u2028' || r == '\u2029':
			return ' '
		case r == unicode.ReplacementChar || r == '\ufffe' || r == '\uffff' || unicode.IsControl(r):
			return -1
		}
		return r
	}, text)
}

// reachable says whether a link still leads somewhere once the file has left
// the site: only complete addresses do.
func reachable(href string) bool {
	for _, scheme := range []string{"https://", "http://", "mailto:"} {
		if strings.HasPrefix(href, scheme) {
			return true
		}
	}
	return false
}

// safe says whether a page may carry the link: complete, or inside the site.
func safe(href string) bool {
	return reachable(href) || strings.HasPrefix(href, "#") ||
		strings.HasPrefix(href, "/") && !strings.HasPrefix(href, "//") && !strings.HasPrefix(href, "/\\")
}
