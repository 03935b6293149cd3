package sheet

import (
	"github.com/xuri/excelize/v2"
)

// wrongCell stands before the name of a look: the same, marked as wrong.
const wrongCell = "wrong "

// note is what is said beside a cell.
type note struct{ at, text string }

// mostNotes is how many notes a sheet gets; the colour and the first column
// tell of the others.
const mostNotes = 2000

// AppendWrong writes a row whose cells have faults, by column: each gets a
// colour and a note that says what is wrong. Empty cells may be wrong too.
func (s *SheetWriter) AppendWrong(cells []Cell, wrong map[int]string) error {
	s.wrong = wrong
	defer func() { s.wrong = nil }()
	cells = s.filled(cells)
	if err := s.AppendRow(cells); err != nil {
		return err
	}
	for col := range len(cells) {
		if text := wrong[col+1]; text != "" && len(s.notes) < mostNotes {
			s.notes = append(s.notes, note{Address(s.row, col+1), text})
		}
	}
	return nil
}

// filled gives each column up to the last wrong one its cell.
func (s *SheetWriter) filled(cells []Cell) []Cell {
	last := 0
	for col := range s.wrong {
		last = max(last, col)
	}
	var out []Cell
	for _, c := range cells {
		for c.Col > len(out)+1 {
			out = append(out, Cell{})
		}
		c.Col = 0
		out = append(out, c)
	}
	for len(out) < last {
		out = append(out, Cell{})
	}
	return out
}

func (s *SheetWriter) wrongStyle(i int, c Cell) (int, error) {
	kind := "text"
	switch {
	case c.Kind == Date && (i >= len(s.spec.Columns) || s.spec.Columns[i].Kind != MonthColumn):
		kind = "day"
	case i < len(s.spec.Columns):
		kind, _ = s.spec.Columns[i].body()
	}
	return s.w.style(wrongCell + kind)
}

func (s *SheetWriter) writeNotes() error {
	for _, n := range s.notes {
		err := s.w.file.AddComment(s.spec.Name, excelize.Comment{Cell: n.at, Author: "Toguna",
			Paragraph: []excelize.RichTextRun{{Text: legal(n.text)}}, Width: 320, Height: 110})
		if err != nil {
			return err
		}
	}
	return nil
}
