package sheet

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"testing"
)

func TestMergedCellsAreKnownAtTheEnd(t *testing.T) {
	const rows = `<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row></sheetData>`
	for _, c := range []struct {
		name, xml string
		want      []Merge
	}{
		{"none", rows, nil},
		{"behind the rows", rows + `<autoFilter ref="A1:B2"/><x:mergeCells count="9"><x:mergeCell ref="C3:C5"/><x:mergeCell ref="A2:B4"></x:mergeCell><mergeCell ref="$A$9:$A$10"/></x:mergeCells>`,
			[]Merge{{1, 2, 4}, {1, 9, 10}, {3, 3, 5}}},
		{"along a row, one cell, no range", rows + `<mergeCells><mergeCell ref="A1:D1"/><mergeCell ref="A2"/><mergeCell/><mergeCell ref="B2:b"/></mergeCells>`, nil},
		{"a later list of ranges is none", rows + `<mergeCells><mergeCell ref="A1:A2"/></mergeCells><dataValidations><dataValidation ref="B1:B9"/></dataValidations>`, []Merge{{1, 1, 2}}},
		{"broken behind the rows", rows + `<mergeCells><mergeCell ref="A1:A2"/><merge`, []Merge{{1, 1, 2}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := bookOf(t, map[string]string{"sheet1.xml": `<worksheet>` + c.xml + `</worksheet>`})
			b, err := Read("m.xlsx", bytes.NewReader(file), int64(len(file)), DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			enough := errors.New("enough")
			if err := b.Rows(context.Background(), "5W", func(int, []Cell) error { return enough }); err != enough {
				t.Fatal(err)
			}
			if _, known := b.Merged("5W"); known {
				t.Error("known before the end")
			}
			if err := b.Rows(context.Background(), "5W", func(int, []Cell) error { return nil }); err != nil {
				t.Fatal(err)
			}
			if got, known := b.Merged("5W"); !known || !slices.Equal(got, c.want) {
				t.Errorf("%v (known: %v), want %v", got, known, c.want)
			}
		})
	}
	text := "a,b\n"
	b, err := Read("m.csv", bytes.NewReader([]byte(text)), int64(len(text)), DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if got, known := b.Merged("m"); got != nil || !known {
		t.Error("a CSV file has no merged cells, and that is known")
	}
}
