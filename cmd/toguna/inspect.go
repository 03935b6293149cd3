package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"toguna/internal/exchange/sheet"
	"toguna/internal/fivew"
	"toguna/internal/layout"
	"toguna/internal/record"
)

type inspectCommand struct {
	File   string   `arg:"" help:"A 5W (3W, 4W) as the field publishes it: .xlsx or .csv." placeholder:"FILE"`
	Sheet  string   `help:"The sheet to take; left out, the one that looks best." placeholder:"NAME"`
	Format string   `help:"table for a person, json for a program." enum:"table,json" default:"table"`
	Set    []string `help:"What a column is, whatever it looks like: HEADER=meaning, or none. Repeat it for several." sep:"none" placeholder:"HEADER=meaning"`
	Save   string   `help:"Remember the corrections under this name, for the next file with the same headings." placeholder:"NAME"`
	Layout string   `help:"The remembered layout to read with, or none; left out, the one whose headings fit." placeholder:"NAME"`
}

// Run says where the table of a file stands and what its columns are.
func (c inspectCommand) Run(d *desk) error {
	o := layout.Options{Sheet: c.Sheet, Layout: c.Layout}
	for _, text := range c.Set {
		fix, err := layout.ParseCorrection(text)
		if err != nil {
			return usageError{err}
		}
		o.Set = append(o.Set, fix)
	}
	var err error
	if o.Layouts, err = d.layouts(); err != nil {
		return err
	}
	book, err := openWide(c.File)
	if err != nil {
		return err
	}
	defer book.Close()
	p, err := layout.Inspect(d, book, o)
	var unknown *layout.NotKnown
	switch {
	case errors.As(err, &unknown):
		return usageError{err}
	case err != nil:
		return err
	case len(p.Alike()) > 0:
		if p, err = c.together(d, book, p, o); err != nil {
			return err
		}
	}
	if c.Format == "json" {
		out, err := p.JSON(d.lang)
		if err != nil {
			return err
		}
		fmt.Fprint(d.out, string(out))
	} else {
		fmt.Fprint(d.out, p.Table(d.lang))
	}
	if c.Save == "" {
		return nil
	}
	if err := d.saveLayout(c.Save, p.Remembered(c.Sheet)); err != nil {
		return err
	}
	fmt.Fprintf(d.log, d.lang.Say("mise en page retenue : %s\n", "layout remembered: %s\n"), c.Save)
	return nil
}

// together says which sheets of the form check and import read as one. Where that is
// another sheet with the rows of all, that one is shown.
func (c inspectCommand) together(d *desk, book *sheet.Book, p *layout.Profile, o layout.Options) (*layout.Profile, error) {
	var k fivew.Known
	switch base, err := d.boundaries(); {
	case err == nil:
		k = known(base, "", c.File)
	case d.operation != "" || !errors.As(err, new(otherOperation)): // no telling which is meant
		return nil, err
	}
	l, err := fivew.Family(d, book, k, fivew.CheckOptions{File: filepath.Base(c.File), Inspect: o})
	switch {
	case errors.Is(err, layout.ErrNoTable): // nobody signs the sheets, which is said
		return p, nil
	case err != nil:
		return nil, err
	}
	if l.Sheet != p.Sheet {
		o.Sheet = l.Sheet
		if p, err = layout.Inspect(d, book, o); err != nil {
			return nil, err
		}
	}
	p.ReadAs(l)
	return p, nil
}

// openWide opens a file whatever the number of its columns: what stands far to
// the right is left by the one who looks.
func openWide(path string) (*sheet.Book, error) {
	limits := sheet.DefaultLimits()
	limits.MaxCols = 16_384
	return sheet.Open(path, limits)
}

// layouts gives those remembered in the register, or none where there is no
// register or no telling which of its operations is meant.
func (d *desk) layouts() ([]*record.Layout, error) {
	if !d.there() {
		return nil, nil
	}
	st, snap, err := d.register()
	switch {
	case errors.Is(err, errNoOperation), d.operation == "" && errors.As(err, new(otherOperation)):
		return nil, nil
	case err != nil:
		return nil, err
	}
	defer st.Close()
	return snap.Layouts, nil
}

// saveLayout keeps a layout under a name, in the place of one of that name.
func (d *desk) saveLayout(name string, l *record.Layout) error {
	if strings.EqualFold(name, "none") {
		return usageError{sentence{"« none » veut dire aucune mise en page : choisissez un autre nom", "“none” means no layout: choose another name"}}
	}
	st, snap, err := d.register()
	if err != nil {
		return err
	}
	defer st.Close()
	now := time.Now()
	l.Head = record.Head{ID: newID(), Operation: record.OperationID(snap.Operation.ID), Code: name}
	l.On, l.By = record.DayOf(now), operator()
	change := record.PutNew(l)
	for _, old := range snap.Layouts {
		if record.Fold(old.Code) == record.Fold(name) {
			l.Head = old.Head
			change = record.PutNext(l)
		}
	}
	if _, err := st.Apply(d, record.ChangeSet{ID: newID(), Operation: l.Operation, At: now.UTC(), By: operator(), Door: "cli", Changes: []record.Change{change}}); err != nil {
		return d.problems(err)
	}
	return nil
}
