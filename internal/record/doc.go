// Package record holds the nouns of a humanitarian coordination desk: the
// record kinds with their field tables and value lists, days and spans, change
// sets and the checks they must pass, and the snapshot that figures are
// computed from.
//
// Values enter, values leave: nothing here reads a clock, a file, a network or
// a database, and the package imports the standard library alone.
package record
