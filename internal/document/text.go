package document

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// Text writes the note as plain text: what a reader hears, in order, with
// pictures as their text alternative and tables as lines of cells.
func (d *Document) Text() string {
	var b strings.Builder
	line := func(parts ...string) {
		text := strings.TrimSpace(clean(strings.Join(parts, "")))
		if text != "" {
			b.WriteString(text + "\n")
		}
	}
	gap := func() { b.WriteString("\n") }
	line(joinNonEmpty(" | ", d.Organisation, d.Status))
	gap()
	line(d.Title)
	line(d.Subtitle)
	line(joinNonEmpty(", ", d.Place, d.Date))
	line(d.Fictitious)
	previous := Kind("")
	for i := range d.Blocks {
		block := &d.Blocks[i]
		if block.Kind != Bullet || previous != Bullet {
			gap()
		}
		previous = block.Kind
		switch block.Kind {
		case Heading:
			line(strings.Repeat("#", clampLevel(block.Level)), " ", plainText(block.Runs))
		case Bullet:
			b.WriteString(strings.Repeat("  ", min(max(block.Level, 1), 2)-1) + "• " + plainText(block.Runs) + "\n")
		case Picture:
			line(block.Caption)
			if block.Drawing != nil {
				line("[", block.Drawing.Desc, "]")
			}
			line(block.Source)
			writeTextTable(&b, block.pictureTable())
		case TableBlock:
			writeTextTable(&b, block.Table)
			line(block.Source)
		case PageBreak:
		default:
			line(plainText(block.Runs))
		}
	}
	gap()
	line(joinNonEmpty(" | ", d.Handling, d.ID))
	return b.String()
}

func writeTextTable(b *strings.Builder, t *Table) {
	if t == nil {
		return
	}
	if t.Caption != "" {
		b.WriteString(clean(t.Caption) + "\n")
	}
	b.WriteString(clean(strings.Join(t.Head, " | ")) + "\n")
	for r := range t.Rows {
		cells := make([]string, len(t.Head))
		for c := range cells {
			cells[c] = plainText(t.cell(r, c))
		}
		b.WriteString(strings.Join(cells, " | ") + "\n")
	}
}

// JSON writes the whole model, from which the same document can be read back.
func (d *Document) JSON() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(d); err != nil {
		return nil, fmt.Errorf("write document %s as JSON: %w", d.ID, err)
	}
	return b.Bytes(), nil
}

func joinNonEmpty(separator string, parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, separator)
}

func clampLevel(level int) int { return min(max(level, 1), 3) }
