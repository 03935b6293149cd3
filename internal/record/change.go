package record

import (
	"fmt"
	"time"
)

// Action is what a change does to a record.
type Action string

// The actions. Put writes a whole record, new or next version. Remove takes a
// record entered by mistake out of the current tables; the journal keeps it.
// Erase destroys the identity of a person, in the journal too.
const (
	Put    Action = "put"
	Remove Action = "remove"
	Erase  Action = "erase"
)

// Origin says where a change or a problem stands in what was received.
type Origin struct {
	File, Sheet string
	Row         int
	Column      string
}

// String writes the origin for a log line: file, sheet, row and column.
func (o Origin) String() string {
	s := o.File
	if o.Sheet != "" {
		s += " [" + o.Sheet + "]"
	}
	if o.Row > 0 {
		s += fmt.Sprintf(" %s%d", o.Column, o.Row)
	}
	return s
}

// Change is one step of a change set. Was is the version the sender had seen,
// 0 for a new record; Apply refuses a change to a version that has moved on.
type Change struct {
	Action Action
	Kind   Kind
	ID     string
	Was    int
	Record Record // for Put
	From   Origin
}

// PutNew is the change that adds a record.
func PutNew(r Record) Change {
	return Change{Action: Put, Kind: r.Kind(), ID: r.Base().ID, Record: r}
}

// PutNext is the change that writes the next version of a record that was read.
func PutNext(r Record) Change {
	return Change{Action: Put, Kind: r.Kind(), ID: r.Base().ID, Was: r.Base().Version, Record: r}
}

// ChangeSet is what every door makes of what it receives, and the one way in.
type ChangeSet struct {
	ID        string // UUIDv7; applying the same set twice writes once
	Operation OperationID
	At        time.Time // recorded time
	By        string    // who
	Door      string    // workbook, csv, web, api, sample, ...
	Reason    string
	Changes   []Change
}
