package layout

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"toguna/internal/record"
)

// Fold makes spellings comparable: case, accents, punctuation, blanks.
func Fold(s string) string { return record.Fold(norm.NFC.String(s)) }

// Near tells whether two folded texts are at most two letters apart, one for
// texts of fewer than twelve letters; short texts must be equal.
func Near(a, b string) bool {
	long, short := utf8.RuneCountInString(a), utf8.RuneCountInString(b)
	if long < short {
		long, short = short, long
	}
	most := 2
	switch {
	case a == b:
		return true
	case short < 6:
		return false
	case short < 12:
		most = 1
	}
	if long-short > most {
		return false // without making runes: most texts end here
	}
	return record.LettersApart([]rune(a), []rune(b), most) <= most
}
