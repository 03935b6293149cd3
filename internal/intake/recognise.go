package intake

import (
	"context"
	"errors"

	"toguna/internal/exchange/sheet"
)

// Likeness says how much a book looks like a record workbook.
type Likeness int

// A book of sheets that are named after kinds of records is like one by name;
// by its headings too when one of them bears the headings of its kind.
const (
	Unlike Likeness = iota
	ByName
	ByHeadings
)

// Like tells whether a book is a record workbook, by its sheets and their
// first rows.
func Like(ctx context.Context, book *sheet.Book) (Likeness, error) {
	like := Unlike
	for _, info := range book.Sheets() {
		t := tableNamed(info.Name)
		if t == nil {
			continue
		}
		like = ByName
		enough := errors.New("enough")
		rows := 0
		err := book.Rows(ctx, info.Name, func(_ int, cells []sheet.Cell) error {
			known := 0
			for _, c := range cells {
				if f, our := headingOf(t, c.Text, "fr"); f != nil || our {
					known++
				}
			}
			if 2*known > len(cells) {
				like = ByHeadings
				return enough
			}
			if rows++; rows == headingsWithin {
				return enough
			}
			return nil
		})
		if err != nil && err != enough {
			return like, err
		}
		if like == ByHeadings {
			break
		}
	}
	return like, nil
}
