// Package presence answers who works where, and when, from the 5W lines of an
// operation: presence by place, organisations by place and by month, who came
// and who left, people reached, and what is not covered.
//
// Coded columns of all lines and a record.View enter; tables leave, as one
// reader may see them: what the rules of data responsibility (section 6)
// withhold is gone from a table when it leaves this room, so no page, picture
// or file can show it. The rules of what counts as presence are those of the
// figure OPS-01, by the same functions.
//
// It never opens the register, reads a clock or takes a missing report for a
// zero, and it never adds the people of several activities as if they were
// different people without saying so.
package presence
