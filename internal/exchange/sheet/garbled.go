package sheet

import (
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Ungarble gives back a text whose UTF-8 was once read as Windows-1252 or Latin-1
// and saved so: é that became Ã©. It tells whether the text is such a one.
func Ungarble(s string) (string, bool) {
	was := make([]byte, 0, len(s))
	for _, r := range s {
		if r < 0x100 {
			was = append(was, byte(r))
			continue
		}
		b, ok := charmap.Windows1252.EncodeRune(r)
		if !ok {
			return s, false
		}
		was = append(was, b)
	}
	if len(was) == len(s) || !utf8.Valid(was) { // ASCII, or letters that are what they are
		return s, false
	}
	return string(was), true
}

// Repair makes the walks over a book give garbled texts back as they were.
func (b *Book) Repair() { b.repaired = true }

// Repaired tells whether garbled texts are given back as they were.
func (b *Book) Repaired() bool { return b.repaired }

// repair gives the garbled texts of a row back, where it is asked for.
func (b *Book) repair(cells []Cell) {
	if !b.repaired {
		return
	}
	for i := range cells {
		cells[i].Text, _ = Ungarble(cells[i].Text)
		cells[i].Hash = 0
	}
}
