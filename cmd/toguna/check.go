package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"

	"toguna/internal/exchange/sheet"
	"toguna/internal/fivew"
	"toguna/internal/layout"
	"toguna/internal/record"
	"toguna/internal/returns"
	"toguna/internal/store"
)

type checkCommand struct {
	Files     []string `arg:"" help:"5W files as partners send them: .xlsx or .csv." placeholder:"FILE"`
	Format    string   `help:"table or json." enum:"table,json" default:"table"`
	Reading5W `embed:""`
}

// Run says what is wrong with files and takes nothing in. Where there is no
// register, the places the program carries are used.
func (c checkCommand) Run(d *desk) error {
	if err := c.valid(d); err != nil {
		return err
	}
	// What a check holds is bounded; what it drops is collected sooner than usual,
	// so that it runs beside other programs on a small machine.
	defer debug.SetGCPercent(debug.SetGCPercent(10))
	var st *store.Store
	base, err := c.register(d, &st)
	if err != nil {
		return err
	}
	if st != nil {
		defer st.Close()
	}
	var others fivew.Told
	refused, failed := 0, 0
	for _, file := range c.Files {
		r, err := c.look(d, file, base, st, &others)
		switch {
		case errors.Is(err, context.Canceled) || err != nil && len(c.Files) == 1:
			return err
		case err != nil:
			failed++
			fmt.Fprintf(d.log, "%s%s%s\n", file, d.lang.Say(" : ", ": "), told(err, d.lang))
			continue
		}
		refused += r.Refused()
	}
	if refused > 0 || failed > 0 {
		return fmt.Errorf(d.lang.Say("à corriger : %s ligne(s) refusée(s), %d fichier(s) illisible(s)", "to correct: %s row(s) refused, %d file(s) not readable"), d.lang.Int(refused), failed)
	}
	return nil
}

func (c checkCommand) register(d *desk, st **store.Store) (*record.Snapshot, error) {
	if d.there() {
		opened, err := d.open(false)
		if err != nil {
			return nil, err
		}
		*st = opened
		base, err := d.snapshot(opened, "")
		if err == nil || !errors.Is(err, errNoOperation) {
			return base, err
		}
	}
	places, err := d.gazetteer()
	if err != nil {
		return nil, err
	}
	records := make([]record.Record, len(places))
	for i, p := range places {
		records[i] = p
	}
	return record.NewSnapshot(records, ""), nil
}

func (c checkCommand) look(d *desk, file string, base *record.Snapshot, st *store.Store, others *fivew.Told) (*fivew.Review, error) {
	book, err := sheet.Open(file, sheet.DefaultLimits())
	if err != nil {
		return nil, err
	}
	defer book.Close()
	stamp, err := returns.ReadStamp(d, book)
	if err != nil {
		return nil, err
	}
	l, err := c.lines(d, file, book, base)
	if stamp.Template != "" && errors.Is(err, layout.ErrNoTable) {
		l, err = c.unfilled(d, book, base)
	}
	if err != nil {
		return nil, err
	}
	o := fivew.ReviewOptions{CheckOptions: c.checkOptions(d, file), Lang: d.lang, Told: others}
	home := stamped(&o.CheckOptions, base, stamp)
	if st != nil && base.Operation != nil {
		o.Lines = func(first, last record.Month, each func(*record.Activity) error) error {
			return st.Lines(d, record.OperationID(base.Operation.ID), first, last, each)
		}
	}
	table := c.Format == "table"
	if table {
		fmt.Fprintln(d.out, d.lang.Say("Fichier : ", "File: ")+file)
		o.First = c.first(d)
	}
	r, err := fivew.Look(d, book, l, base, known(base, o.Month, file), o)
	switch {
	case err != nil:
		return nil, err
	case home != nil && r.Report.Read == 0 && o.Nil.Row == 0:
		return nil, errUnfilled
	}
	if table {
		fmt.Fprint(d.out, r.Text(d.lang))
		return r, nil
	}
	b, err := r.JSON(d.lang)
	if err != nil {
		return nil, err
	}
	_, err = d.out.Write(b)
	return r, err
}

// first shows a person at a terminal the first findings while the rest is still
// being read.
func (c checkCommand) first(d *desk) func(record.Problem) {
	if !terminal(d.log) {
		return nil
	}
	shown := 0
	return func(p record.Problem) {
		if shown++; shown <= 10 {
			fmt.Fprintf(d.log, "\r  … %s\n", fivew.Issue{Problem: p, Cells: 1, Spans: layout.Spans{{From: p.From.Row, To: p.From.Row}}}.Text(d.lang))
		}
	}
}

// terminal tells whether a person is at the other end.
func terminal(w any) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
