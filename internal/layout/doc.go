// Package layout recognises what a file holds that nobody described: no
// template, no mapping by hand. A book of cells enters, with what a person has
// said of such files; where the table stands, what each column is, how surely
// and why, and the rows as they are meant (merged cells filled in, rows below
// headings of their own put in order, a cross-table unfolded) leave. It judges no
// row, names no organisation of the register, keeps no row of the file, and never
// alters what a file says. Which words mean what stands in words.go.
package layout
