package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"

	"toguna/internal/exchange/sheet"
	"toguna/internal/intake"
	"toguna/internal/record"
	"toguna/internal/store"
)

func newID() string { return uuid.Must(uuid.NewV7()).String() }

// operator names who is at the keyboard, for the journal.
func operator() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return "cli"
}

type templateCommand struct {
	Output string `short:"o" required:"" help:"The workbook to write, or - for standard output." placeholder:"FILE.xlsx"`
}

// Run writes an empty workbook.
func (c templateCommand) Run(d *desk) error {
	if err := d.writeFile(c.Output, func(w io.Writer) error { return intake.Template(w, d.lang) }); err != nil {
		return err
	}
	d.wrote(c.Output)
	return nil
}

func (d *desk) wrote(path string) {
	if path != "-" {
		fmt.Fprintln(d.out, d.lang.Say("écrit : ", "written: ")+path)
	}
}

type exportCommand struct {
	Output string `short:"o" required:"" help:"The workbook to write (.xlsx), a folder for CSV files, or - for standard output." placeholder:"FILE.xlsx|DIR"`
	Level  string `help:"The most sensitive level to include." enum:"public,restricted,confidential" default:"restricted"`
}

var levels = map[string]record.Level{"public": record.Public, "restricted": record.Restricted, "confidential": record.Confidential}

// Run writes the register.
func (c exportCommand) Run(d *desk) error {
	st, snap, err := d.register()
	if err != nil {
		return err
	}
	defer st.Close()
	view := record.View{Snapshot: snap, Level: levels[c.Level]}
	o := intake.ExportOptions{On: record.DayOf(time.Now()), By: operator(), Lines: func(yield func(*record.Activity, error) bool) {
		stop := errors.New("enough")
		err := st.Lines(d, record.OperationID(snap.Operation.ID), "", "9999-12", func(a *record.Activity) error {
			if !yield(a, nil) {
				return stop
			}
			return nil
		})
		if err != nil && err != stop {
			yield(nil, err)
		}
	}}
	if filepath.Ext(c.Output) == ".xlsx" || c.Output == "-" {
		err = d.writeFile(c.Output, func(w io.Writer) error { return intake.Export(w, view, d.lang, o) })
	} else {
		err = writeFolder(c.Output, func(dir string) error { return intake.ExportCSV(dir, view, d.lang, o) })
	}
	if err != nil {
		return err
	}
	d.wrote(c.Output)
	return nil
}

type importCommand struct {
	Files    []string `arg:"" help:"Workbooks (.xlsx), CSV files, or folders of CSV files." placeholder:"FILE"`
	Preview  bool     `help:"Say what would change and stop."`
	Partial  bool     `help:"Apply the good rows now; the refused rows come back as a workbook to correct."`
	Refused  string   `help:"Where refused rows are written, with the reasons." placeholder:"FILE.xlsx" default:"refused.xlsx"`
	DayFirst string   `help:"How 03/04/2018 reads: yes for 3 April, no for 4 March; unset, it is refused." enum:"yes,no,ask" default:"ask"`
	Decimal  string   `help:"What 1.234 in a text cell means: point, comma (a thousand); unset, it is refused." enum:"point,comma,ask" default:"ask"`
	Reason   string   `help:"Why, for the journal."`
}

// Run reads files into the register, one after the other: each is applied
// whole, or not at all, or with --partial its good rows only.
func (c importCommand) Run(d *desk) error {
	for i, file := range c.Files {
		refused := c.Refused
		if i > 0 { // those of the file before stay
			ext := filepath.Ext(refused)
			refused = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(refused, ext), i+1, ext)
		}
		if err := c.read(d, file, refused); err != nil {
			return err
		}
	}
	return nil
}

func (c importCommand) read(d *desk, file, refused string) error {
	book, err := sheet.Open(file, sheet.DefaultLimits())
	if err != nil {
		return err
	}
	defer book.Close()
	var st *store.Store
	var base *record.Snapshot
	if d.there() { // a register is made only when there is something to put into it
		if st, err = d.open(false); err != nil {
			return err
		}
		defer st.Close()
		var other otherOperation // named, and not here yet: the workbook brings it
		if base, err = d.snapshot(st, ""); err != nil && !errors.Is(err, errNoOperation) && !errors.As(err, &other) {
			return err
		}
	}
	o := intake.Options{Lang: d.lang, File: filepath.Base(file), NewID: newID, At: time.Now().UTC(), By: operator(), Door: "workbook", Reason: c.Reason}
	switch c.DayFirst {
	case "yes", "no":
		first := c.DayFirst == "yes"
		o.DayFirst = &first
	}
	switch c.Decimal {
	case "point":
		o.Decimal = '.'
	case "comma":
		o.Decimal = ','
	}
	if base != nil {
		o.Known = knownLines(d, st, record.OperationID(base.Operation.ID))
	}
	reading, err := intake.Read(d, book, base, o)
	if err != nil {
		return err
	}
	fmt.Fprintln(d.out, d.lang.Say("Fichier : ", "File: ")+file)
	intake.Preview(d.out, reading, d.lang)
	total := reading.Total()
	refusing := len(reading.Problems.Refusing())
	if len(reading.Refused) > 0 {
		if err := d.writeFile(refused, func(w io.Writer) error { return intake.WriteRefused(w, reading, d.lang) }); err != nil {
			return err
		}
		fmt.Fprintf(d.log, d.lang.Say("lignes refusées, avec les raisons : %s\n", "refused rows, with the reasons: %s\n"), refused)
	}
	if c.Preview {
		return nil
	}
	if refusing > 0 && !c.Partial {
		return errors.New(d.lang.Say("rien n’a été appliqué : corrigez le fichier, ou acceptez les bonnes lignes avec --partial",
			"nothing was applied: correct the file, or take the good rows with --partial"))
	}
	if refusing > 0 && len(reading.Set.Changes) == 0 {
		return errors.New(d.lang.Say("rien n’a été appliqué : aucune bonne ligne n’apporte de changement", "nothing was applied: no good row brings a change"))
	}
	switch {
	case total.Rows() == 0:
		fmt.Fprintln(d.out, d.lang.Say("rien à changer : aucune ligne n’est remplie", "nothing to change: no row is filled in"))
		return nil
	case len(reading.Set.Changes) == 0:
		fmt.Fprintln(d.out, d.lang.Say("rien à changer", "nothing to change"))
		return nil
	}
	if st == nil {
		if st, err = d.open(true); err != nil {
			return err
		}
		defer st.Close()
	}
	applied, err := st.ApplyProgress(d, reading.Set, d.progress(d.lang.Say("écriture", "writing")))
	if err != nil {
		return d.problems(err)
	}
	fmt.Fprintf(d.out, d.lang.Say("appliqué : lignes nouvelles %d, changées %d, refusées %d (position %d du journal)\n",
		"applied: rows new %d, changed %d, refused %d (journal position %d)\n"), applied.New, applied.Changed, total.Refused, applied.Position)
	return nil
}

// knownLines finds activity lines that the snapshot's round does not hold; they
// are loaded when the first is asked for.
func knownLines(ctx context.Context, st *store.Store, op record.OperationID) func(string) record.Record {
	load := sync.OnceValue(func() map[string]record.Record {
		m := make(map[string]record.Record)
		if err := st.Lines(ctx, op, "", "9999-12", func(a *record.Activity) error {
			m[a.ID] = a
			return nil
		}); err != nil {
			return nil // Apply refuses what it finds changed
		}
		return m
	})
	return func(id string) record.Record {
		if r, ok := load()[id]; ok {
			return r
		}
		return nil
	}
}

// problems says in the reader's language why a change set was refused.
func (d *desk) problems(err error) error {
	var ps record.Problems
	if !errors.As(err, &ps) || len(ps) == 0 {
		return err
	}
	p := ps[0]
	where := p.From.String()
	if where == "" {
		where = string(p.Kind) + " " + p.ID
	}
	if t := record.TableOf(p.Kind); t != nil {
		if f, ok := t.Field(p.Field); ok {
			where += " (" + f.Heading(string(d.lang)) + ")"
		}
	}
	more := ""
	if n := len(ps) - 1; n > 0 {
		more = fmt.Sprintf(d.lang.Say(" ; problèmes de plus : %s", "; further problems: %s"), d.lang.Int(n))
	}
	return errors.New(d.lang.Say("rien n’a été appliqué : ", "nothing was applied: ") + where + d.lang.Say(" : ", ": ") + p.Message(string(d.lang)) + more)
}

var errNoOperation error = sentence{"le registre ne contient encore aucune opération : importez un classeur qui en donne une", "the register holds no operation yet: import a workbook that gives one"}

// theOperation finds the operation that is meant: the only one, or the one named.
func (d *desk) theOperation(st *store.Store) (*record.Operation, error) {
	ops, err := st.Operations(d)
	if err != nil {
		return nil, err
	}
	var codes []string
	for _, op := range ops {
		if op.Code == d.operation || d.operation == "" && len(ops) == 1 {
			return op, nil
		}
		codes = append(codes, op.Code)
	}
	switch {
	case len(ops) == 0:
		return nil, errNoOperation
	case d.operation == "":
		return nil, usageError{fmt.Errorf(d.lang.Say("le registre contient %d opérations ; nommez-en une avec --operation : %s", "the register holds %d operations; name one with --operation: %s"), len(ops), d.lang.List(codes))}
	}
	return nil, usageError{otherOperation{fmt.Errorf(d.lang.Say("aucune opération « %s » ; il y a : %s", "no operation %q; there is: %s"), d.operation, d.lang.List(codes))}}
}

// otherOperation says that the operation named is not in the register.
type otherOperation struct{ error }

// register opens the register with the operation as of today.
func (d *desk) register() (*store.Store, *record.Snapshot, error) {
	st, err := d.open(false)
	if err != nil {
		return nil, nil, err
	}
	snap, err := d.snapshot(st, "")
	if err != nil {
		st.Close()
		return nil, nil, err
	}
	return st, snap, nil
}

// snapshot reads the operation as of a day, today when it is empty.
func (d *desk) snapshot(st *store.Store, day record.Day) (*record.Snapshot, error) {
	op, err := d.theOperation(st)
	if err != nil {
		return nil, err
	}
	if day == "" {
		day = record.DayOf(time.Now())
	}
	return st.Snapshot(d, record.OperationID(op.ID), day, time.Time{})
}

type eraseCommand struct {
	Person string `arg:"" help:"Code or key of the person."`
	Reason string `required:"" help:"Why, for the journal (no name in it)."`
}

// Run destroys the identity of a person.
func (c eraseCommand) Run(d *desk) error {
	st, snap, err := d.register()
	if err != nil {
		return err
	}
	defer st.Close()
	for _, p := range snap.Persons {
		if p.ID != c.Person && p.Code != c.Person {
			continue
		}
		_, err := st.Apply(d, record.ChangeSet{ID: newID(), Operation: p.Operation, At: time.Now().UTC(), By: operator(), Door: "cli", Reason: c.Reason,
			Changes: []record.Change{{Action: record.Erase, Kind: "person", ID: p.ID, Was: p.Version}}})
		if err != nil {
			return d.problems(err)
		}
		fmt.Fprintln(d.out, d.lang.Say("identité détruite ; la clé reste : ", "identity destroyed; the key stays: ")+p.ID)
		return nil
	}
	return usageError{fmt.Errorf(d.lang.Say("aucune personne « %s »", "no person %q"), c.Person)}
}

type backupCommand struct {
	Output string `short:"o" required:"" help:"The file to write; it must not exist." placeholder:"FILE"`
}

// Run copies the register.
func (c backupCommand) Run(d *desk) error {
	if _, err := os.Stat(c.Output); err == nil {
		return fmt.Errorf(d.lang.Say("« %s » existe déjà : choisissez un autre nom", "%q exists already: choose another name"), c.Output)
	}
	st, err := d.open(false)
	if err != nil {
		return err
	}
	defer st.Close()
	// The copy takes its name when it is whole.
	dir, err := os.MkdirTemp(filepath.Dir(c.Output), ".toguna-*")
	if err != nil {
		return unwritable{c.Output, cause(err)}
	}
	defer os.RemoveAll(dir)
	whole := filepath.Join(dir, "copy.db")
	if err := st.Backup(d, whole); err != nil {
		return err
	}
	if err := os.Rename(whole, c.Output); err != nil {
		return unwritable{c.Output, err}
	}
	d.wrote(c.Output)
	return nil
}
