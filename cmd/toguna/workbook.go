package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/uuid"

	"toguna/internal/intake"
	"toguna/internal/record"
	"toguna/internal/returns"
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
	Output string `short:"o" required:"" help:"The file to write, a folder for the CSV files of the register, or - for standard output." placeholder:"FILE|DIR"`
	Level  string `help:"The most sensitive level to include." enum:"public,restricted,confidential" default:"restricted"`
	Format string `help:"register; 5w-xlsx or 5w-csv for the activity lines; hapi for presence in the shape of the HDX API, public only (.json, else CSV)." enum:"register,5w-xlsx,5w-csv,hapi" default:"register"`
	Period string `help:"5W and presence: the month, YYYY-MM; every month when left out." placeholder:"MONTH"`
	HXL    bool   `name:"hxl" help:"5W: the row of HXL tags below the headings." default:"true" negatable:""`
}

var levels = map[string]record.Level{"public": record.Public, "restricted": record.Restricted, "confidential": record.Confidential}

// Run writes the register, or its 5W.
func (c exportCommand) Run(d *desk) error {
	first, last := record.Month(""), record.Month("9999-12")
	if c.Period != "" {
		if c.Format == "register" {
			return usageError{sentence{"--period vaut pour les formats 5w et hapi : le registre s’exporte entier", "--period is for the 5w and hapi formats: the register is exported whole"}}
		}
		month, err := d.month(c.Period)
		if err != nil {
			return err
		}
		first, last = month, month
	}
	st, snap, err := d.register()
	if err != nil {
		return err
	}
	defer st.Close()
	view := record.View{Snapshot: snap, Level: levels[c.Level]}
	lines := func(yield func(*record.Activity, error) bool) {
		stop := errors.New("enough")
		err := st.Lines(d, record.OperationID(snap.Operation.ID), first, last, func(a *record.Activity) error {
			if !yield(a, nil) {
				return stop
			}
			return nil
		})
		if err != nil && err != stop {
			yield(nil, err)
		}
	}
	given := returns.Given{On: record.DayOf(time.Now()), By: operator(), HXL: c.HXL}
	o := intake.ExportOptions{On: given.On, By: given.By, Lines: lines}
	switch {
	case c.Format == "5w-xlsx":
		err = d.writeFile(c.Output, func(w io.Writer) error { return returns.Workbook5W(w, view, lines, d.lang, given) })
	case c.Format == "5w-csv":
		err = d.writeFile(c.Output, func(w io.Writer) error { return returns.CSV5W(w, view, lines, d.lang, given) })
		if about := strings.TrimSuffix(c.Output, ".csv") + ".about.txt"; err == nil && c.Output != "-" {
			if err = d.writeFile(about, func(w io.Writer) error { return returns.About5W(w, view, d.lang, given) }); err == nil {
				d.wrote(about)
			}
		}
	case c.Format == "hapi":
		var rows []returns.Presence
		if rows, err = returns.OperationalPresence(snap, lines); err != nil {
			return err
		}
		write := returns.PresenceCSV
		if filepath.Ext(c.Output) == ".json" {
			write = returns.PresenceJSON
		}
		err = d.writeFile(c.Output, func(w io.Writer) error { return write(w, rows) })
	case filepath.Ext(c.Output) == ".xlsx" || c.Output == "-":
		err = d.writeFile(c.Output, func(w io.Writer) error { return intake.Export(w, view, d.lang, o) })
	default:
		err = writeFolder(c.Output, func(dir string) error { return intake.ExportCSV(dir, view, d.lang, o) })
	}
	if err != nil {
		return err
	}
	d.wrote(c.Output)
	return nil
}

// problems says in the reader's language why a change set was refused.
func (d *desk) problems(err error) error {
	var ps record.Problems
	if !errors.As(err, &ps) || len(ps) == 0 {
		return err
	}
	p := ps[0]
	more := ""
	if p.Code == "month_closed" {
		more = " (--reason)"
	}
	if n := len(ps) - 1; n > 0 {
		more += fmt.Sprintf(d.lang.Say(" ; problèmes de plus : %s", "; further problems: %s"), d.lang.Int(n))
	}
	return errors.New(d.lang.Say("rien n’a été appliqué : ", "nothing was applied: ") + d.placed(p) + more)
}

// placed writes a problem with where it stands.
func (d *desk) placed(p record.Problem) string {
	where := p.From.String()
	t := record.TableOf(p.Kind)
	if where == "" && t != nil { // what a command has made: its kind, and its code where it has one
		where = t.Name(string(d.lang))
		if uuid.Validate(p.ID) != nil {
			where += " " + p.ID
		}
	}
	if t != nil {
		if f, ok := t.Field(p.Field); ok {
			where += " (" + f.Heading(string(d.lang)) + ")"
		}
	}
	return where + d.lang.Say(" : ", ": ") + p.Message(string(d.lang))
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
