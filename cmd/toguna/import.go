package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"toguna/internal/exchange/sheet"
	"toguna/internal/fivew"
	"toguna/internal/intake"
	"toguna/internal/layout"
	"toguna/internal/match"
	"toguna/internal/needs"
	"toguna/internal/record"
	"toguna/internal/returns"
	"toguna/internal/store"
)

type importCommand struct {
	Files     []string `arg:"" help:"Workbooks (.xlsx), 5W files as partners send them, CSV files, or folders of CSV files." placeholder:"FILE"`
	Preview   bool     `help:"Say what would change and stop."`
	Partial   bool     `help:"Apply the good rows now; the refused rows come back as a workbook to correct."`
	Refused   string   `help:"Where refused rows are written, with the reasons." placeholder:"FILE.xlsx" default:"refused.xlsx"`
	Reason    string   `help:"Why, for the journal."`
	Reading5W `embed:""`

	Body         string `help:"5W: code of the body the returns are made to; unset, the cluster of each row's sector." placeholder:"CODE"`
	AcceptLikely bool   `help:"5W: take the best proposal for organisations that are only likely."`
	Whole        bool   `help:"5W: the file is the whole of its returns; lines it no longer gives are taken away."`
}

// Reading5W is how the cells of a file are read where it leaves that open.
type Reading5W struct {
	DayFirst string `help:"How 03/04/2018 reads: yes for 3 April, no for 4 March; unset, it is refused." enum:"yes,no,ask" default:"ask"`
	Decimal  string `help:"What 1.234 in a text cell means: point, comma (a thousand); unset, it is refused." enum:"point,comma,ask" default:"ask"`
	Month    string `help:"5W: the reporting month, where no column says it." placeholder:"YYYY-MM"`
	Sector   string `help:"5W: the sector of all rows, where no column says it." placeholder:"CODE"`
	Layout   string `help:"5W: name of a remembered layout." placeholder:"NAME"`
	Sheet    string `help:"5W: the only sheet to read; unset, the sheets of one form together." placeholder:"NAME"`
}

func (r Reading5W) dayFirst() *bool {
	if r.DayFirst == "ask" {
		return nil
	}
	first := r.DayFirst == "yes"
	return &first
}

func (r Reading5W) decimal() rune {
	return map[string]rune{"point": '.', "comma": ','}[r.Decimal]
}

// importing is one run of the command: its files share the register and what
// they say of each other.
type importing struct {
	importCommand
	d     *desk
	st    *store.Store
	told  fivew.Told
	alone bool // a single file: everything is said about it
}

// outcome is what became of one file.
type outcome struct {
	rows    fivew.Tally
	applied store.Applied
}

// Run reads files into the register, one after the other: each is applied
// whole, or not at all, or with --partial its good rows only. A fault of one
// file does not stop the others.
func (c importCommand) Run(d *desk) error {
	defer debug.SetGCPercent(debug.SetGCPercent(40)) // a change set is held whole: what is dropped beside it goes sooner than usual
	r := &importing{importCommand: c, d: d, alone: len(c.Files) == 1}
	if err := c.valid(d); err != nil {
		return err
	}
	defer r.close()
	if r.alone {
		_, err := r.file(0, c.Files[0])
		return err
	}
	var total outcome
	failed := 0
	for i, file := range c.Files {
		x, err := r.file(i, file)
		var usage usageError
		switch {
		case errors.Is(err, context.Canceled):
			r.sum(total, i, failed)
			return err
		case errors.As(err, &usage):
			return err
		case err != nil:
			failed++
			fmt.Fprintf(d.log, "%s%s%s\n", file, d.lang.Say(" : ", ": "), told(err, d.lang))
		}
		total.add(x)
	}
	r.sum(total, len(c.Files), failed)
	if failed > 0 {
		return fmt.Errorf(d.lang.Say("%d fichier(s) sur %d n’ont pas été repris", "%d of %d files were not taken in"), failed, len(c.Files))
	}
	return nil
}

// valid refuses flags that no file could answer to.
func (c Reading5W) valid(d *desk) error {
	if _, err := record.ParseMonth(c.Month); c.Month != "" && err != nil {
		return usageError{fmt.Errorf(d.lang.Say("--month : « %s » n’est pas un mois ; attendu : 2018-03", "--month: %q is not a month; expected: 2018-03"), c.Month)}
	}
	if c.Sector != "" && !record.Sectors.Has(c.Sector) {
		var codes []string
		for _, i := range record.Sectors.Items {
			codes = append(codes, i.Code)
		}
		return usageError{fmt.Errorf(d.lang.Say("--sector : « %s » n’est pas un secteur ; au choix : %s", "--sector: %q is not a sector; choose one of %s"), c.Sector, d.lang.List(codes))}
	}
	return nil
}

func (o *outcome) add(x outcome) {
	o.rows.Read += x.rows.Read
	o.rows.New += x.rows.New
	o.rows.Changed += x.rows.Changed
	o.rows.Unchanged += x.rows.Unchanged
	o.rows.Folded += x.rows.Folded
	o.rows.Refused += x.rows.Refused
	o.applied.New += x.applied.New
	o.applied.Changed += x.applied.Changed
	o.applied.Removed += x.applied.Removed
}

// sum says what became of all files.
func (r *importing) sum(total outcome, read, failed int) {
	d := r.d
	fmt.Fprintf(d.out, d.lang.Say("\nEnsemble : %d fichiers sur %d lus, %d non repris\n%s\n", "\nAltogether: %d of %d files read, %d not taken in\n%s\n"),
		read, len(r.Files), failed, total.rows.Text(d.lang))
	if !r.Preview {
		fmt.Fprintf(d.out, d.lang.Say("enregistrements nouveaux %s, changés %s, retirés %s\n", "records new %s, changed %s, removed %s\n"),
			d.lang.Int(total.applied.New), d.lang.Int(total.applied.Changed), d.lang.Int(total.applied.Removed))
	}
}

func (r *importing) close() {
	if r.st != nil {
		r.st.Close()
	}
}

// register gives the register and the operation as it is now; both may be
// missing still.
func (r *importing) register() (*record.Snapshot, error) {
	if r.st == nil {
		if !r.d.there() { // made only when there is something to put into it
			return nil, nil
		}
		st, err := r.d.open(false)
		if err != nil {
			return nil, err
		}
		r.st = st
	}
	base, err := r.d.snapshot(r.st, "")
	var other otherOperation // named, and not here yet: the file may bring it
	if errors.Is(err, errNoOperation) || errors.As(err, &other) {
		return nil, nil
	}
	return base, err
}

// refusedName is where the refused rows of a file go: what is there stays, it may
// be half corrected, or the file that is being read.
func (r *importing) refusedName() string {
	name, ext := r.Refused, filepath.Ext(r.Refused)
	for n := 2; ; n++ {
		if _, err := os.Stat(name); err != nil {
			return name
		}
		name = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(r.Refused, ext), n, ext)
	}
}

// file takes one file for what it is.
func (r *importing) file(i int, path string) (outcome, error) {
	if boundaryFile(path) {
		return outcome{}, fmt.Errorf(r.d.lang.Say("« %s » est un fichier de limites : toguna boundaries le lit", "%q is a file of boundaries: toguna boundaries reads it"), path)
	}
	book, err := sheet.Open(path, sheet.DefaultLimits())
	if err != nil {
		return outcome{}, err
	}
	defer book.Close()
	base, err := r.register()
	if err != nil {
		return outcome{}, err
	}
	stamp, err := returns.ReadStamp(r.d, book)
	if err != nil {
		return outcome{}, err
	}
	like, err := intake.Like(r.d, book)
	if err != nil {
		return outcome{}, err
	}
	if like != intake.ByHeadings {
		l, err := r.lines(r.d, path, book, base)
		if stamp.Template != "" && errors.Is(err, layout.ErrNoTable) {
			l, err = r.unfilled(r.d, book, base)
		}
		switch {
		case err == nil:
			return r.fivew(i, path, book, l, base, stamp)
		case !errors.Is(err, layout.ErrNoTable):
			return outcome{}, err
		case like == intake.Unlike:
			if table, err := needs.Like(r.d, book); err != nil {
				return outcome{}, err
			} else if table {
				return outcome{}, fmt.Errorf(r.d.lang.Say("« %s » est une table de besoins ou de population : toguna needs la lit", "%q is a table of needs or population: toguna needs reads it"), path)
			}
			return outcome{}, notOurs{path}
		}
	}
	return r.records(path, book, base)
}

// notOurs says that a file is neither a workbook of records nor a 5W.
type notOurs struct{ path string }

func (e notOurs) Error() string { return e.Message("en") }

// Message is the sentence in a language.
func (e notOurs) Message(lang string) string {
	if lang == "en" {
		return fmt.Sprintf("%q is neither a workbook of the register (toguna template writes an empty one) nor a 5W: no sheet holds organisations by sector or place (toguna inspect says how each sheet was read)", e.path)
	}
	return fmt.Sprintf("« %s » n’est ni un classeur du registre (toguna template en écrit un vide) ni un 5W : aucune feuille ne donne d’organisations par secteur ou par lieu (toguna inspect dit comment chaque feuille a été lue)", e.path)
}

// boundaryFile tells a file of boundaries by what it begins with.
func boundaryFile(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".shp", ".dbf", ".shx", ".geojson", ".topojson":
		return true
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 4096)
	n, err := io.ReadFull(f, head)
	if err != nil && err != io.ErrUnexpectedEOF {
		return false
	}
	head = bytes.TrimLeft(head[:n], "\ufeff \t\r\n")
	return bytes.HasPrefix(head, []byte("{")) && (bytes.Contains(head, []byte(`"FeatureCollection"`)) || bytes.Contains(head, []byte(`"Topology"`)))
}

// records reads a workbook of records.
func (r *importing) records(path string, book *sheet.Book, base *record.Snapshot) (outcome, error) {
	d := r.d
	o := intake.Options{Lang: d.lang, File: filepath.Base(path), NewID: newID, At: time.Now().UTC(), By: operator(), Door: "workbook", Reason: r.Reason,
		DayFirst: r.dayFirst(), Decimal: r.decimal()}
	if base != nil {
		o.Known = knownLines(d, r.st, record.OperationID(base.Operation.ID))
	}
	reading, err := intake.Read(d, book, base, o)
	if err != nil {
		return outcome{}, err
	}
	fmt.Fprintln(d.out, d.lang.Say("Fichier : ", "File: ")+path)
	intake.Preview(d.out, reading, d.lang)
	total := reading.Total()
	x := outcome{rows: fivew.Tally{Read: total.Rows(), New: total.New, Changed: total.Changed, Unchanged: total.Unchanged, Refused: total.Refused}}
	refusing := len(reading.Problems.Refusing())
	if len(reading.Refused) > 0 {
		if err := r.writeRefused(func(w io.Writer) error { return intake.WriteRefused(w, reading, d.lang) }); err != nil {
			return x, err
		}
	}
	if r.Preview {
		return x, r.judge(reading.Set)
	}
	if err := r.may(refusing, len(reading.Set.Changes)); err != nil {
		return x, err
	}
	switch {
	case total.Rows() == 0:
		fmt.Fprintln(d.out, d.lang.Say("rien à changer : aucune ligne n’est remplie", "nothing to change: no row is filled in"))
		return x, nil
	case len(reading.Set.Changes) == 0:
		fmt.Fprintln(d.out, d.lang.Say("rien à changer", "nothing to change"))
		return x, nil
	}
	if x.applied, err = r.apply(reading.Set); err != nil {
		return x, err
	}
	fmt.Fprintf(d.out, d.lang.Say("appliqué : lignes nouvelles %d, changées %d, refusées %d (position %d du journal)\n",
		"applied: rows new %d, changed %d, refused %d (journal position %d)\n"), x.applied.New, x.applied.Changed, total.Refused, x.applied.Position)
	return x, nil
}

func (r *importing) writeRefused(write func(io.Writer) error) error {
	name := r.refusedName()
	if err := r.d.writeFile(name, write); err != nil {
		return err
	}
	fmt.Fprintf(r.d.log, r.d.lang.Say("lignes refusées, avec les raisons : %s\n", "refused rows, with the reasons: %s\n"), name)
	return nil
}

// may tells whether what was read may be applied: all of it, or the good rows
// where the person has said so.
func (r *importing) may(refusing, changes int) error {
	switch {
	case refusing == 0:
		return nil
	case !r.Partial:
		return sentence{"rien n’a été appliqué : corrigez le fichier, ou acceptez les bonnes lignes avec --partial",
			"nothing was applied: correct the file, or take the good rows with --partial"}
	case changes == 0:
		return sentence{"rien n’a été appliqué : aucune bonne ligne n’apporte de changement", "nothing was applied: no good row brings a change"}
	}
	return nil
}

// judge asks the register what it would refuse, for a preview.
func (r *importing) judge(set record.ChangeSet) error {
	if r.st == nil || len(set.Changes) == 0 {
		return nil
	}
	if err := r.st.Judge(r.d, set); err != nil {
		return r.d.problems(err)
	}
	return nil
}

func (r *importing) apply(set record.ChangeSet) (store.Applied, error) {
	d := r.d
	if r.st == nil {
		st, err := d.open(true)
		if err != nil {
			return store.Applied{}, err
		}
		r.st = st
	}
	applied, err := r.st.ApplyProgress(d, set, d.progress(d.lang.Say("écriture", "writing")))
	if err != nil {
		return applied, d.problems(err)
	}
	return applied, nil
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

// fivew takes a 5W of a partner, or a month workbook of ours that comes back.
func (r *importing) fivew(i int, path string, book *sheet.Book, l *layout.Layout, base *record.Snapshot, stamp returns.Stamp) (outcome, error) {
	d := r.d
	switch {
	case base == nil:
		return outcome{}, sentence{"le registre ne contient pas encore cette opération : lisez d’abord ses limites (toguna boundaries), ou un classeur qui donne l’opération et ses lieux", "the register does not hold this operation yet: read its boundaries first (toguna boundaries), or a workbook that gives the operation and its places"}
	case len(base.Places) == 0:
		return outcome{}, sentence{"le registre n’a encore aucun lieu : lisez d’abord ses limites (toguna boundaries)", "the register has no place yet: read its boundaries first (toguna boundaries)"}
	}
	o, err := r.options(path, base, stamp)
	if err != nil {
		return outcome{}, err
	}
	if o.Return != "" {
		emptied, err := fivew.Emptied(d, book, l)
		if err != nil {
			return outcome{}, err
		}
		o.Issued = append(o.Issued, emptied...)
	}
	o.Told = &r.told
	x, err := fivew.Take(d, book, l, base, known(base, o.Month, path), o)
	if err != nil {
		return outcome{}, err
	}
	out := outcome{rows: x.Rows}
	r.say(i, path, x)
	if x.Rows.Refused > 0 {
		if err := r.writeRefused(func(w io.Writer) error { return x.WriteRefused(d, w, book, d.lang) }); err != nil {
			return out, err
		}
	}
	if r.Preview {
		return out, r.judge(x.Set)
	}
	if err := r.may(x.Rows.Refused, len(x.Set.Changes)); err != nil {
		return out, err
	}
	switch {
	case len(x.Set.Changes) == 0 && x.Rows.Read == 0 && o.Return != "" && !x.Nil:
		return out, errUnfilled
	case len(x.Set.Changes) == 0:
		fmt.Fprintln(d.out, d.lang.Say("rien à changer", "nothing to change"))
		return out, nil
	}
	if out.applied, err = r.apply(x.Set); err != nil {
		return out, err
	}
	fmt.Fprintf(d.out, d.lang.Say("appliqué (position %d du journal)\n", "applied (journal position %d)\n"), out.applied.Position)
	return out, nil
}

// say tells what was read: all of it for a file alone, a line and what refuses
// rows for one of many.
func (r *importing) say(i int, path string, x *fivew.Delivery) {
	d := r.d
	if r.alone {
		fmt.Fprintf(d.out, "%s%s\n%s", d.lang.Say("Fichier : ", "File: "), path, x.Text(d.lang, 20))
		return
	}
	fmt.Fprintf(d.out, "[%d/%d] %s%s%s\n", i+1, len(r.Files), path, d.lang.Say(" : ", ": "), x.Rows.Text(d.lang))
	fmt.Fprint(d.out, fivew.AlikeText(x.Layout, d.lang), x.Report.UntakenText(d.lang), fivew.IssuesText(x.Issues, d.lang, 3))
}

// unfilled finds the sheet of a month workbook that no row of is filled in: the
// one with hashtags.
func (r Reading5W) unfilled(d *desk, book *sheet.Book, base *record.Snapshot) (*layout.Layout, error) {
	for _, info := range book.Sheets() {
		if info.Hidden != sheet.Visible {
			continue
		}
		one := r
		one.Sheet = info.Name
		if l, err := one.table(d, book, base); err == nil && l.TagRow > 0 {
			return l, nil
		} else if err != nil && !errors.Is(err, layout.ErrNoTable) {
			return nil, err
		}
	}
	return nil, layout.ErrNoTable
}

// options say how the file is taken: by the flags, else by what the workbook
// says of itself.
func (r *importing) options(path string, base *record.Snapshot, stamp returns.Stamp) (fivew.TakeOptions, error) {
	d := r.d
	o := fivew.TakeOptions{CheckOptions: r.checkOptions(d, path), Lang: d.lang, NewID: newID, At: time.Now().UTC(), By: operator(), Door: "5w",
		Reason: r.Reason, Body: r.Body, AcceptLikely: r.AcceptLikely, Whole: r.Whole}
	o.Lines = func(first, last record.Month, each func(*record.Activity) error) error {
		if r.st == nil {
			return nil
		}
		return r.st.Lines(d, record.OperationID(base.Operation.ID), first, last, each)
	}
	if o.Body != "" && base.BodyByCode(o.Body) == nil {
		var codes []string
		for _, b := range base.Bodies {
			codes = append(codes, b.Code)
		}
		return o, usageError{fmt.Errorf(d.lang.Say("--body : aucune instance « %s » ; il y a : %s", "--body: no body %q; there is: %s"), o.Body, d.lang.List(codes))}
	}
	if ret := stamped(&o.CheckOptions, base, stamp); ret != nil {
		o.Return, o.Issued = record.ReturnID(ret.ID), stamp.Issued
	}
	if stamp.Template == "" { // a month workbook names its return instead
		o.Body = cmp.Or(o.Body, stamp.Body)
	}
	return o, nil
}

// stamped completes the options by what a workbook says of itself, and finds the
// return that a month workbook is.
func stamped(o *fivew.CheckOptions, base *record.Snapshot, stamp returns.Stamp) (home *record.Return) {
	for _, ret := range base.Returns {
		if stamp.Template != "" && (ret.ID == string(stamp.Return) || stamp.Return == "" && ret.Code == stamp.Code) {
			home, o.Nil = ret, stamp.Nil
			o.Month = cmp.Or(o.Month, ret.Month)
			if org := base.Org(ret.Org); org != nil {
				o.Owner = cmp.Or(org.Acronym, org.Code)
			}
		}
	}
	o.Month, o.Sector = cmp.Or(o.Month, stamp.Month), cmp.Or(o.Sector, stamp.Sector)
	return home
}

// errUnfilled says that a month workbook came back as it was sent.
var errUnfilled = sentence{"aucune ligne n’est remplie, et « aucune activité ce mois-ci » n’est pas coché : le retour reste attendu", "no row is filled in, and “no activity this month” is not ticked: the return is still expected"}

// checkOptions say how the cells of a file are read.
func (r Reading5W) checkOptions(d *desk, path string) fivew.CheckOptions {
	o := fivew.CheckOptions{File: filepath.Base(path), Day: record.DayOf(time.Now()), Month: record.Month(r.Month), Sector: r.Sector, Decimal: r.decimal()}
	switch first := r.dayFirst(); {
	case first == nil:
	case *first:
		o.DayFirst = sheet.Yes
	default:
		o.DayFirst = sheet.No
	}
	if bar := d.progress(d.lang.Say("lecture de ", "reading ") + o.File); bar != nil {
		o.Progress = func(done, total int64) { bar(int(done), int(total)) }
	}
	return o
}

// known is what the register knows that a file is read against: who, and where
// in the month of the file.
func known(base *record.Snapshot, month record.Month, path string) fivew.Known {
	if month == "" {
		month = fivew.MonthNamed(filepath.Base(path))
	}
	var day record.Day
	// A file from before the first set of boundaries is read with that set.
	if month != "" && slices.ContainsFunc(base.Places, func(p *record.Place) bool { return p.Depth.V >= 1 && p.On(month.Last()) }) {
		day = month.Last()
	}
	k := fivew.Known{Orgs: match.NewOrgs(base.Orgs, base.Spellings, base.Places), Register: map[record.OrgID]*record.Org{}, Places: match.NewPlaces(base.Places, base.Spellings, day)}
	for _, o := range base.Orgs {
		k.Register[record.OrgID(o.ID)] = o
	}
	return k
}

// lines finds the table of a file whose rows are activities.
func (r Reading5W) lines(d *desk, path string, book *sheet.Book, base *record.Snapshot) (*layout.Layout, error) {
	l, err := r.table(d, book, base)
	if err != nil {
		return nil, err
	}
	headings := make([]string, len(l.Columns))
	for i, c := range l.Columns {
		headings[i] = c.Header
	}
	if returns.IsPresence(headings) {
		return nil, fmt.Errorf(d.lang.Say("« %s » est une table de présence au format de l’API HDX : elle dit qui est où, sans les activités, et n’apporte rien au registre ; prenez le 5W dont elle vient (toguna presence dessine la table elle-même)",
			"%q is a table of presence in the shape of the HDX API: it says who is where, without the activities, and brings nothing to the register; take the 5W that it comes from (toguna presence draws the table itself)"), path)
	}
	return l, nil
}

// table finds the table of a file, as a remembered layout reads it where one
// fits.
func (r Reading5W) table(d *desk, book *sheet.Book, base *record.Snapshot) (*layout.Layout, error) {
	o := layout.Options{Sheet: r.Sheet, Layout: r.Layout}
	if base != nil {
		o.Layouts = base.Layouts
	}
	l, err := layout.Recognise(d, book, o)
	var unknown *layout.NotKnown
	switch {
	case errors.As(err, &unknown):
		return nil, usageError{err}
	case err == nil && l.CrossTab && !l.Unfolds():
		return nil, layout.ErrCrossTab
	}
	return l, err
}
