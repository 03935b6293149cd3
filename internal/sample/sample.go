// Package sample holds the demonstration register: the Protection Cluster of
// Mali as of 21 March 2018, as CSV files that people read and edit. The files
// and new ids enter; a change set leaves, read through the same intake as any
// workbook. Apart from the places and what the note of that day states of four
// organisations, everything in it is invented, and marked so.
package sample

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"toguna/internal/exchange/sheet"
	"toguna/internal/intake"
	"toguna/internal/record"
)

//go:embed mali2018
var embedded embed.FS

// Day is the day the sample register is made for.
const Day record.Day = "2018-03-21"

// By is the author that the journal names for the sample.
const By = "données d’exemple"

// Files gives the folder of the register: one CSV file per record kind, named
// after the kind, and its README.
func Files() fs.FS {
	files, err := fs.Sub(embedded, "mali2018")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	return files
}

// IDs gives a generator of ids that are the same at each run: UUIDv7 with the
// time of Day and a counter.
func IDs() func() string {
	ms := uint64(Day.Time().UnixMilli())
	n := uint64(0)
	return func() string {
		n++
		return fmt.Sprintf("%08x-%04x-7000-8000-%012x", ms>>16, ms&0xffff, n)
	}
}

// Mali2018 reads the register as the change set that fills an empty operation.
// A problem in a file, even a warning, is an error: the sample is clean.
func Mali2018(newID func() string) (record.ChangeSet, error) {
	operation := newID()
	set := record.ChangeSet{
		ID: newID(), Operation: record.OperationID(operation),
		At: Day.Time().Add(12 * time.Hour), By: By, Door: "sample",
	}
	var known []record.Record
	for _, kind := range order() {
		o := intake.Options{
			Lang: "fr", File: string(kind) + ".csv", NewID: newID, At: set.At, By: set.By, Door: set.Door,
			Operation: set.Operation, Decimal: '.',
		}
		if kind == "operation" {
			o.NewID = func() string { return operation }
		}
		changes, err := read(o, known)
		if err != nil {
			return record.ChangeSet{}, fmt.Errorf("read the sample: %w", err)
		}
		for _, c := range changes {
			known = append(known, c.Record)
		}
		if kind == "operation" {
			set.Changes = append(changes, set.Changes...)
		} else {
			set.Changes = append(set.Changes, changes...)
		}
	}
	return set, nil
}

// order lists the kinds so that each file refers to files before it: as in
// record.Tables, except that the operation names its root place.
func order() []record.Kind {
	kinds := []record.Kind{"place", "operation"}
	for _, t := range record.Tables {
		if t.Kind != "place" && t.Kind != "operation" {
			kinds = append(kinds, t.Kind)
		}
	}
	return kinds
}

func read(o intake.Options, known []record.Record) ([]record.Change, error) {
	content, err := fs.ReadFile(Files(), o.File)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	book, err := sheet.Read(o.File, bytes.NewReader(content), int64(len(content)), sheet.DefaultLimits())
	if err != nil {
		return nil, err
	}
	reading, err := intake.Read(context.Background(), book, record.NewSnapshot(known, Day), o)
	if err != nil {
		return nil, err
	}
	if len(reading.Problems) > 0 {
		return nil, reading.Problems
	}
	return reading.Set.Changes, nil
}
