// Package fivew reads a 3W, 4W or 5W file as the field publishes it: no
// template, no mapping by hand. A book of cells and a question enter; where the
// table stands, what each column is and why, who is present where, and
// everything that had to be folded, resolved or refused with its row numbers
// leave. It never alters what a file says, never merges two organisations on
// the looks of their names alone, never cuts the codes of another scheme into
// P-codes, keeps no row of the file, and does not draw.
package fivew

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"toguna/internal/record"
)

// fold makes spellings comparable: case, accents, punctuation, blanks.
func fold(s string) string { return record.Fold(norm.NFC.String(s)) }

// near tells whether two folded texts are at most two letters apart, one for
// texts of fewer than twelve letters; short texts must be equal.
func near(a, b string) bool {
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
