package internal

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"toguna/internal/chart"
	"toguna/internal/exchange/sheet"
	"toguna/internal/indicator"
	"toguna/internal/intake"
	"toguna/internal/locale"
	"toguna/internal/note"
	"toguna/internal/record"
	"toguna/internal/sample"
	"toguna/internal/sample/design"
	"toguna/internal/store"
)

// W6: figures, DOCX and PDF of the note of the sample, from a snapshot.
func BenchmarkNote(b *testing.B) {
	set, err := sample.Mali2018(sample.IDs())
	if err != nil {
		b.Fatal(err)
	}
	var all []record.Record
	for _, c := range set.Changes {
		all = append(all, c.Record)
	}
	snap := record.NewSnapshot(all, sample.Day)
	for b.Loop() {
		d := note.Write(snap, note.Options{Lang: locale.FR, Geometry: chart.Mali()})
		if _, err := d.Document.DOCX(); err != nil {
			b.Fatal(err)
		}
		if _, err := d.Document.PDF(); err != nil {
			b.Fatal(err)
		}
	}
}

// designed is a database with a design-size operation and one round of 100,000
// lines: what a month of five million lines in five years comes to.
var designed = sync.OnceValues(func() (path string, op record.OperationID) {
	dir, err := os.MkdirTemp("", "toguna-design-*")
	if err != nil {
		panic(err)
	}
	path = filepath.Join(dir, "design.db")
	st, err := store.Open(context.Background(), path)
	if err != nil {
		panic(err)
	}
	defer st.Close()
	set := record.ChangeSet{ID: "design", At: time.Unix(1_500_000_000, 0), By: "bench", Door: "bench"}
	for _, r := range design.Register(1, 1) {
		if o, ok := r.(*record.Operation); ok {
			set.Operation = record.OperationID(o.ID)
		}
		set.Changes = append(set.Changes, record.PutNew(r))
	}
	if _, err := st.Apply(context.Background(), set); err != nil {
		panic(err)
	}
	return path, set.Operation
})

// The twenty-one figures of a design-size operation, against loading the
// snapshot they are computed from: the figures may not take longer.
func BenchmarkDesign(b *testing.B) {
	path, op := designed()
	load := func(b *testing.B) *record.Snapshot {
		st, err := store.Open(b.Context(), path)
		if err != nil {
			b.Fatal(err)
		}
		defer st.Close()
		s, err := st.Snapshot(b.Context(), op, design.Day, time.Time{})
		if err != nil {
			b.Fatal(err)
		}
		return s
	}
	b.Run("load", func(b *testing.B) {
		for b.Loop() {
			load(b)
		}
	})
	s := load(b)
	if len(s.Activities) < 90_000 {
		b.Fatalf("only %d lines in the round", len(s.Activities))
	}
	b.Run("figures", func(b *testing.B) {
		for b.Loop() {
			indicator.Compute(record.View{Snapshot: s, Level: record.Confidential}, indicator.Params{})
		}
	})
}

// longWorkbook is the export of 100,000 activity lines with the places,
// organisations, bodies and returns they refer to.
var longWorkbook = sync.OnceValue(func() []byte {
	var base []record.Record
	var lines []*record.Activity
	for _, r := range design.Register(1, 1) {
		switch r := r.(type) {
		case *record.Activity:
			lines = append(lines, r)
		case *record.Operation, *record.Place, *record.Org, *record.Body, *record.Return:
			base = append(base, r)
		}
	}
	var out bytes.Buffer
	view := record.View{Snapshot: record.NewSnapshot(base, design.Day), Level: record.Confidential}
	err := intake.Export(&out, view, locale.FR, intake.ExportOptions{On: design.Day, Lines: func(yield func(*record.Activity, error) bool) {
		for _, a := range lines {
			if !yield(a, nil) {
				return
			}
		}
	}})
	if err != nil {
		panic(err)
	}
	return out.Bytes()
})

// Importing 100,000 activity lines, checked, journalled and in their table,
// against walking the cells of the same workbook with the same reader.
func BenchmarkImport(b *testing.B) {
	data := longWorkbook()
	book := func(b *testing.B) *sheet.Book {
		x, err := sheet.Read("registre.xlsx", bytes.NewReader(data), int64(len(data)), sheet.DefaultLimits())
		if err != nil {
			b.Fatal(err)
		}
		return x
	}
	b.Run("walk", func(b *testing.B) {
		for b.Loop() {
			x := book(b)
			for _, s := range x.Sheets() {
				if err := x.Rows(b.Context(), s.Name, func(int, []sheet.Cell) error { return nil }); err != nil {
					b.Fatal(err)
				}
			}
			x.Close()
		}
	})
	// The library most programs read workbooks with, for scale.
	b.Run("walk-excelize", func(b *testing.B) {
		for b.Loop() {
			f, err := excelize.OpenReader(bytes.NewReader(data))
			if err != nil {
				b.Fatal(err)
			}
			for _, name := range f.GetSheetList() {
				rows, err := f.Rows(name)
				if err != nil {
					b.Fatal(err)
				}
				for rows.Next() {
					if _, err := rows.Columns(); err != nil {
						b.Fatal(err)
					}
				}
				rows.Close()
			}
			f.Close()
		}
	})
	b.Run("import", func(b *testing.B) {
		n := 0
		for b.Loop() {
			st, err := store.Open(b.Context(), filepath.Join(b.TempDir(), fmt.Sprintf("%d.db", n)))
			if err != nil {
				b.Fatal(err)
			}
			ids := 0
			r, err := intake.Read(b.Context(), book(b), nil, intake.Options{Lang: locale.FR, File: "registre.xlsx", At: time.Unix(1_500_000_000, 0), By: "bench", Door: "workbook",
				NewID: func() string { ids++; return fmt.Sprintf("new-%d-%d", n, ids) }})
			if err != nil {
				b.Fatal(err)
			}
			if c := r.Counts["activity"]; c.New != 100_000 {
				b.Fatalf("%+v %v", c, r.Problems)
			}
			if _, err := st.Apply(b.Context(), r.Set); err != nil {
				b.Fatal(err)
			}
			st.Close()
			n++
		}
	})
}
