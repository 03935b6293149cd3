// Package match says who and where. What a file writes enters: an acronym and
// a name, or the cells of a place. What the register knows under that writing
// leaves, with how sure that is and why. It never writes, never asks, never
// creates an organisation or a place, and never joins where two answers are as
// good as each other; that is left to a person, whose decision it remembers.
package match
