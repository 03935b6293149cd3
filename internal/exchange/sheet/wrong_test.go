package sheet

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestWrongCells: a wrong cell has its value, a colour and a note, also where
// it is empty; its neighbours have none, and the file reads back.
func TestWrongCells(t *testing.T) {
	w, err := NewWriter(Properties{Title: "à corriger", Lang: "fr"})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	s, err := w.Sheet(SheetSpec{Name: "5W", Columns: []Column{{Heading: "Motif"}, {Heading: "Mois", Kind: MonthColumn}, {Heading: "Total", Kind: IntegerColumn}, {Heading: "Date"}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.AppendWrong([]Cell{TextCell("pourquoi"), {Col: 3, Kind: Text, Text: "voir description"}}, map[int]string{3: "pas un nombre", 4: "date manquante"}); err != nil {
		t.Fatal(err)
	}
	if err := s.AppendWrong([]Cell{TextCell("x"), DayCell("2018-03-01"), NumberCell(12), DayCell("2018-03-02")}, map[int]string{4: "trop tard"}); err != nil {
		t.Fatal(err)
	}
	if err := s.AppendRow([]Cell{TextCell("x"), {}, NumberCell(3)}); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := w.WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	notes, err := f.GetComments("5W")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, n := range notes {
		for _, p := range n.Paragraph {
			got[n.Cell] += p.Text
		}
	}
	for cell, want := range map[string]string{"C2": "pas un nombre", "D2": "date manquante", "D3": "trop tard"} {
		if got[cell] != want {
			t.Errorf("note on %s: %q, want %q", cell, got[cell], want)
		}
	}
	if len(got) != 3 {
		t.Errorf("notes: %v", got)
	}
	red := func(cell string) bool {
		id, err := f.GetCellStyle("5W", cell)
		if err != nil {
			t.Fatal(err)
		}
		style, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		return len(style.Fill.Color) == 1 && style.Fill.Color[0] == "FFD6D6"
	}
	for cell, want := range map[string]bool{"C2": true, "D2": true, "A2": false, "D3": true, "C3": false, "C4": false} {
		if red(cell) != want {
			t.Errorf("%s marked: %v, want %v", cell, red(cell), want)
		}
	}
	b, err := Read("x.xlsx", bytes.NewReader(out.Bytes()), int64(out.Len()), DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	var days []string
	if err := b.Rows(t.Context(), "5W", func(n int, cells []Cell) error {
		days = append(days, string(At(cells, 4).Day))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if len(days) != 4 || days[2] != "2018-03-02" {
		t.Errorf("days read back: %v", days)
	}
}
