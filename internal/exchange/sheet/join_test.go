package sheet

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
)

// TestJoinedSheets: a walk over the first goes on through the others, from their own
// first row and with numbers of their own; each can still be walked by itself.
func TestJoinedSheets(t *testing.T) {
	w, err := NewWriter(Properties{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	for _, name := range []string{"Gao", "Mopti", "Kidal"} {
		s, err := w.Sheet(SheetSpec{Name: name})
		if err != nil {
			t.Fatal(err)
		}
		for n := 1; n <= 3; n++ {
			if err := s.AppendRow([]Cell{TextCell(fmt.Sprint(name, n))}); err != nil {
				t.Fatal(err)
			}
		}
	}
	var out bytes.Buffer
	if _, err := w.WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	b, err := Read("f.xlsx", bytes.NewReader(out.Bytes()), int64(out.Len()), DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Join([]Part{{Sheet: "Gao"}, {Sheet: "Kidal", From: 2, Offset: 10}}); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"Gao": "1 Gao1, 2 Gao2, 3 Gao3, 12 Kidal2, 13 Kidal3", "Kidal": "1 Kidal1, 2 Kidal2, 3 Kidal3"} {
		var rows []string
		if err := b.Rows(context.Background(), name, func(row int, cells []Cell) error {
			rows = append(rows, fmt.Sprint(row, " ", cells[0].Text))
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		p := new(pieceOfTexts)
		if err := Pieces(context.Background(), b, name, Walk[*pieceOfTexts]{Begin: func(int) *pieceOfTexts { return p }, Done: func(*pieceOfTexts) error { return nil }}); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(rows, ", "); got != want || strings.Join(p.rows, ", ") != want {
			t.Errorf("%s: rows %q, pieces %q, want %q", name, got, p.rows, want)
		}
	}
	if err := b.Join([]Part{{Sheet: "Gao"}, {Sheet: "Ménaka"}}); err == nil {
		t.Error("a sheet that is not there was joined")
	}
}

// pieceOfTexts keeps the first cell of each row.
type pieceOfTexts struct{ rows []string }

func (p *pieceOfTexts) Row(row int, cells []Cell) {
	p.rows = append(p.rows, fmt.Sprint(row, " ", strings.Clone(cells[0].Text)))
}
