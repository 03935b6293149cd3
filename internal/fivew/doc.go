// Package fivew answers from the rows of a 3W, 4W or 5W file, checks them and
// takes them into the register. A book of cells, its layout and what the
// register knows enter; who is present where, every row judged, a change set,
// and everything that had to be folded, resolved or refused with its row numbers
// leave. It never guesses what a column is (layout does), never merges two
// organisations on the looks of their names alone, never cuts the codes of
// another scheme into P-codes, keeps no row of the file, and does not draw.
package fivew
