// Package picture makes the pictures of operational presence: map, circles,
// bars, matrix, timeline, who came and who left, people reached, needs and
// response. A question, the coded
// columns of the 5W lines and the view of a reader enter; a picture leaves,
// with its words, its table and its files (SVG, PNG, XLSX, CSV, JSON).
//
// The command line and the pages ask it alike. It never decides what may be
// shown: what the reader may not see is withheld in package presence, and what
// it gets withheld is gone from every part of a picture. It never opens the
// register, a file or a clock.
package picture
