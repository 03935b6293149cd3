package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"toguna/internal/exchange/sheet"
	"toguna/internal/record"
	"toguna/internal/returns"
	"toguna/internal/store"
)

type returnsCommand struct {
	Open     returnsOpen     `cmd:"" help:"Open a month for a body: a return is expected of each partner, and a workbook is written for each."`
	Status   returnsStatus   `cmd:"" help:"Which returns are due, missing, late, received, sent back, accepted or nil."`
	Accept   returnsAccept   `cmd:"" help:"Accept a return that was received."`
	SendBack returnsSendBack `cmd:"" help:"Send a return back to its partner, with the reason."`
	Close    returnsClose    `cmd:"" help:"Close a month: somebody answers for its list being complete."`
}

// aMonth names the month of a body.
type aMonth struct {
	Body   string `required:"" help:"Code of the body." placeholder:"CODE"`
	Period string `required:"" help:"The month, YYYY-MM." placeholder:"MONTH"`
}

func (m aMonth) find(d *desk, snap *record.Snapshot) (*record.Body, record.Month, error) {
	p, err := d.params(snap, m.Body)
	if err != nil {
		return nil, "", err
	}
	month, err := d.month(m.Period)
	return snap.Body(p.Body), month, err
}

// month reads a month of the command line.
func (d *desk) month(text string) (record.Month, error) {
	m, err := record.ParseMonth(text)
	if err != nil {
		return "", usageError{fmt.Errorf(d.lang.Say("« %s » n’est pas un mois ; attendu : AAAA-MM, par exemple 2018-03", "%q is not a month; expected YYYY-MM, for example 2018-03"), text)}
	}
	return m, nil
}

type returnsOpen struct {
	aMonth
	Due     string `help:"The day by which they are asked for, YYYY-MM-DD; the 10th of the next month when left out." placeholder:"DAY"`
	Contact string `help:"Whom partners send the workbook to; the body's information officer when left out." placeholder:"TEXT"`
	Reason  string `help:"Why, for the journal; needed once the month is closed."`
	Output  string `short:"o" required:"" help:"The folder for the workbooks." placeholder:"DIR"`
}

// Run opens the month and writes its workbooks.
func (c returnsOpen) Run(d *desk) error {
	due := record.Day(c.Due)
	if c.Due != "" {
		var err error
		if due, err = record.ParseDay(c.Due); err != nil {
			return usageError{fmt.Errorf(d.lang.Say("« %s » n’est pas un jour ; attendu : AAAA-MM-JJ", "%q is not a day; expected YYYY-MM-DD"), c.Due)}
		}
	}
	st, snap, err := d.register()
	if err != nil {
		return err
	}
	defer st.Close()
	body, month, err := c.find(d, snap)
	if err != nil {
		return err
	}
	opening := returns.Open(snap, body, month, due, newID)
	if len(opening.Returns) == 0 {
		return fmt.Errorf(d.lang.Say("« %s » n’a aucun partenaire en %s : ni siège, ni partenaire de plan, ni retour des trois mois passés",
			"%q has no partner in %s: no seat, no plan partner, no return of the last three months"), body.Code, d.lang.Month(month))
	}
	applied, err := d.decide(st, snap, opening.Changes, c.Reason)
	if err != nil {
		return err
	}
	fmt.Fprintf(d.out, d.lang.Say("%s, %s : %s retours attendus, dont nouveaux %s\n", "%s, %s: %s returns expected, %s of them new\n"),
		body.Code, d.lang.Month(month), d.lang.Int(len(opening.Returns)), d.lang.Int(applied.New))
	var lines []*record.Activity
	err = st.Lines(d, record.OperationID(snap.Operation.ID), month.Add(-3), month, func(a *record.Activity) error {
		lines = append(lines, a)
		return nil
	})
	if err != nil {
		return err
	}
	if err := os.MkdirAll(c.Output, 0o755); err != nil {
		return unwritable{c.Output, cause(err)}
	}
	m := returns.NewMonth(snap, body, month, lines, c.Contact, d.lang)
	tell := d.progress(d.lang.Say("classeurs", "workbooks"))
	for i, r := range opening.Returns {
		if err := d.Err(); err != nil {
			return err
		}
		if err := writeWhole(filepath.Join(c.Output, m.FileName(r)), func(w io.Writer) error { return m.Write(w, r) }); err != nil {
			return err
		}
		if tell != nil {
			tell(i+1, len(opening.Returns))
		}
	}
	fmt.Fprintf(d.out, d.lang.Say("classeurs écrits dans %s : %s\n", "workbooks written into %s: %s\n"), c.Output, d.lang.Int(len(opening.Returns)))
	return nil
}

// decide applies what a person decided at the keyboard; nothing decided is
// nothing written.
func (d *desk) decide(st *store.Store, snap *record.Snapshot, changes []record.Change, reason string) (store.Applied, error) {
	if len(changes) == 0 {
		return store.Applied{}, nil
	}
	a, err := st.Apply(d, record.ChangeSet{ID: newID(), Operation: record.OperationID(snap.Operation.ID), At: time.Now().UTC(), By: operator(), Door: "cli",
		Reason: reason, Changes: changes})
	if err != nil {
		return a, d.problems(err)
	}
	return a, nil
}

type returnsStatus struct {
	Body   string `help:"Code of the body; every body when left out." placeholder:"CODE"`
	Period string `help:"The month, YYYY-MM; the last one that was opened when left out." placeholder:"MONTH"`
	AsOf   string `help:"The day, YYYY-MM-DD; today when left out." placeholder:"DAY"`
	Format string `help:"table, json or xlsx." enum:"table,json,xlsx" default:"table"`
	Output string `short:"o" help:"Where to write; standard output when left out." default:"-" placeholder:"FILE"`
}

// Run writes the board.
func (c returnsStatus) Run(d *desk) error {
	st, err := d.open(false)
	if err != nil {
		return err
	}
	defer st.Close()
	snap, err := d.snapshotOf(st, c.AsOf, "")
	if err != nil {
		return err
	}
	params, err := d.params(snap, c.Body)
	if err != nil {
		return err
	}
	var month record.Month
	if c.Period != "" {
		if month, err = d.month(c.Period); err != nil {
			return err
		}
	}
	boards := returns.Boards(record.View{Snapshot: snap, Level: record.Restricted}, params.Body, month)
	for i, b := range boards { // the last month only
		if month == "" && b.Month != boards[0].Month {
			boards = boards[:i]
			break
		}
	}
	if len(boards) == 0 {
		return sentence{"aucun retour n’a été ouvert pour ce choix : toguna returns open --body … --period …", "no return was opened for this choice: toguna returns open --body … --period …"}
	}
	return d.writeFile(c.Output, func(w io.Writer) error {
		switch c.Format {
		case "json":
			return d.boardsJSON(w, snap, boards)
		case "xlsx":
			return d.boardsWorkbook(w, snap, boards)
		}
		return d.boardsTable(w, snap, boards)
	})
}

// counts gives each state of a board with how many returns are in it, and those
// that came late.
func (d *desk) counts(b returns.Board) []string {
	out := []string{}
	for _, s := range returns.States {
		out = append(out, fmt.Sprintf("%s %s", d.lang.Say(s.FR, s.EN), d.lang.Int(len(b.In(s.State)))))
	}
	return append(out, d.lang.Say("venus en retard ", "came late ")+d.lang.Int(len(b.LateOnes())))
}

func (d *desk) boardsTable(w io.Writer, snap *record.Snapshot, boards []returns.Board) error {
	for i, b := range boards {
		if i > 0 {
			fmt.Fprintln(w)
		}
		closed := ""
		if b.Closed != nil {
			closed = d.lang.Say(", clos le ", ", closed on ") + d.lang.Day(b.Closed.On)
		}
		fmt.Fprintf(w, d.lang.Say("Retours 5W, %s, %s, situation au %s%s\n", "5W returns, %s, %s, as of %s%s\n"), b.Body.Code, d.lang.Month(b.Month), d.lang.Day(snap.Day), closed)
		fmt.Fprintln(w, strings.Join(d.counts(b), " ; "))
		t := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
		fmt.Fprintln(t, d.lang.Say("Organisation\tÉtat\tAttendu le\tReçu le\tJours de retard\tRetour", "Organisation\tState\tDue on\tReceived on\tDays late\tReturn"))
		for _, r := range d.rows(snap, b) {
			late := ""
			if r.Late > 0 {
				late = d.lang.Int(r.Late)
			}
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\n", r.Org, d.stateName(r.State), r.Due, r.Received, late, r.Return)
		}
		if err := t.Flush(); err != nil {
			return err
		}
	}
	return nil
}

// returnRow is a return as a line of a table for machines.
type returnRow struct {
	Return   string        `json:"return"`
	Org      string        `json:"org"`
	Name     string        `json:"name"`
	State    returns.State `json:"state"`
	Due      record.Day    `json:"due,omitempty"`
	Received record.Day    `json:"received,omitempty"`
	Late     int           `json:"days_late,omitempty"`
	Remarks  string        `json:"remarks,omitempty"`
}

func (d *desk) stateName(s returns.State) string {
	for _, x := range returns.States {
		if x.State == s {
			return d.lang.Say(x.FR, x.EN)
		}
	}
	return string(s)
}

func (d *desk) rows(snap *record.Snapshot, b returns.Board) []returnRow {
	rows := make([]returnRow, len(b.All))
	for i, s := range b.All {
		r := returnRow{Return: s.Return.Code, State: s.State, Due: s.Return.Due, Late: s.Late, Remarks: s.Return.Remarks}
		if s.Return.Received <= snap.Day {
			r.Received = s.Return.Received
		}
		if o := snap.Org(s.Return.Org); o != nil {
			r.Org, r.Name = o.Code, o.Name(string(d.lang))
		}
		rows[i] = r
	}
	return rows
}

func (d *desk) boardsJSON(w io.Writer, snap *record.Snapshot, boards []returns.Board) error {
	type board struct {
		Body    string                `json:"body"`
		Month   record.Month          `json:"month"`
		Day     record.Day            `json:"day"`
		Closed  record.Day            `json:"closed,omitempty"`
		Counts  map[returns.State]int `json:"counts"`
		Late    int                   `json:"came_late"`
		Returns []returnRow           `json:"returns"`
	}
	out := []board{}
	for _, b := range boards {
		x := board{Body: b.Body.Code, Month: b.Month, Day: snap.Day, Counts: map[returns.State]int{}, Late: len(b.LateOnes()), Returns: d.rows(snap, b)}
		for _, s := range returns.States {
			x.Counts[s.State] = len(b.In(s.State))
		}
		if b.Closed != nil {
			x.Closed = b.Closed.On
		}
		out = append(out, x)
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(out)
}

func (d *desk) boardsWorkbook(w io.Writer, snap *record.Snapshot, boards []returns.Board) error {
	out, err := sheet.NewWriter(sheet.Properties{Title: d.lang.Say("Retours 5W", "5W returns"), Creator: "Toguna", Lang: string(d.lang), Created: snap.Day.Time()})
	if err != nil {
		return err
	}
	defer out.Close()
	say := d.lang.Say
	s, err := out.Sheet(sheet.SheetSpec{Name: say("Retours", "Returns"), Freeze: 3, Columns: []sheet.Column{
		{Heading: say("Instance", "Body"), Width: 12}, {Heading: say("Mois", "Month"), Kind: sheet.MonthColumn}, {Heading: say("Organisation", "Organisation"), Width: 14},
		{Heading: say("Nom", "Name"), Width: 40}, {Heading: say("État", "State"), Width: 12}, {Heading: say("Attendu le", "Due on"), Kind: sheet.DayColumn},
		{Heading: say("Reçu le", "Received on"), Kind: sheet.DayColumn}, {Heading: say("Jours de retard", "Days late"), Kind: sheet.IntegerColumn},
		{Heading: say("Retour", "Return"), Width: 20}, {Heading: say("Observations", "Remarks"), Width: 40}, {Heading: say("Situation au", "As of"), Kind: sheet.DayColumn}}})
	if err != nil {
		return err
	}
	for _, b := range boards {
		for _, r := range d.rows(snap, b) {
			var late sheet.Cell
			if r.Late > 0 {
				late = sheet.NumberCell(float64(r.Late))
			}
			err := s.AppendRow([]sheet.Cell{sheet.TextCell(b.Body.Code), sheet.DayCell(b.Month.First()), sheet.TextCell(r.Org), sheet.TextCell(r.Name), sheet.TextCell(d.stateName(r.State)),
				sheet.DayCell(r.Due), sheet.DayCell(r.Received), late, sheet.TextCell(r.Return), sheet.TextCell(r.Remarks), sheet.DayCell(snap.Day)})
			if err != nil {
				return err
			}
		}
	}
	_, err = out.WriteTo(w)
	return err
}

// theReturn finds a return by its code or id.
func (d *desk) theReturn(snap *record.Snapshot, name string) (*record.Return, error) {
	var codes []string
	for _, r := range snap.Returns {
		if r.ID == name || strings.EqualFold(r.Code, name) {
			return r, nil
		}
		codes = append(codes, r.Code)
	}
	near := record.Nearest(name, codes)
	if near != "" {
		near = d.lang.Say(" ; le plus proche : ", "; the nearest: ") + near
	}
	return nil, usageError{fmt.Errorf(d.lang.Say("aucun retour « %s »%s", "no return %q%s"), name, near)}
}

// settle applies a decision on one return.
func (d *desk) settle(name, reason string, decision func(*record.Return) ([]record.Change, error)) error {
	st, snap, err := d.register()
	if err != nil {
		return err
	}
	defer st.Close()
	r, err := d.theReturn(snap, name)
	if err != nil {
		return err
	}
	changes, err := decision(r)
	if err != nil {
		return d.problems(asProblems(err))
	}
	applied, err := d.decide(st, snap, changes, reason)
	switch {
	case err != nil:
		return err
	case applied.Changed == 0:
		fmt.Fprintln(d.out, d.lang.Say("rien à changer", "nothing to change"))
	default:
		fmt.Fprintln(d.out, r.Code+d.lang.Say(" : ", ": ")+record.ReturnStates.Label(changes[0].Record.(*record.Return).State, string(d.lang)))
	}
	return nil
}

// asProblems lets one problem be told like those of a change set.
func asProblems(err error) error {
	if p, ok := err.(record.Problem); ok {
		return record.Problems{p}
	}
	return err
}

type returnsAccept struct {
	Return string `arg:"" help:"Code of the return."`
	Reason string `help:"Why, for the journal; needed once the month is closed."`
}

// Run accepts a return.
func (c returnsAccept) Run(d *desk) error { return d.settle(c.Return, c.Reason, returns.Accept) }

type returnsSendBack struct {
	Return string `arg:"" help:"Code of the return."`
	Reason string `required:"" help:"What is wrong with it; the partner reads it."`
}

// Run sends a return back.
func (c returnsSendBack) Run(d *desk) error {
	return d.settle(c.Return, c.Reason, func(r *record.Return) ([]record.Change, error) {
		changes, err := returns.SendBack(r, c.Reason)
		for _, x := range changes { // the reason is looked at like any other free text
			for _, p := range record.Check(x.Record) {
				if p.Warning {
					fmt.Fprintln(d.out, d.lang.Say("à vérifier : ", "to check: ")+d.placed(p))
				}
			}
		}
		return changes, err
	})
}

type returnsClose struct {
	aMonth
	By          string `required:"" help:"Who answers for the list being complete." placeholder:"NAME"`
	WithMissing bool   `help:"Close although returns are missing; the attestation says which."`
}

// Run closes the month.
func (c returnsClose) Run(d *desk) error {
	st, snap, err := d.register()
	if err != nil {
		return err
	}
	defer st.Close()
	body, month, err := c.find(d, snap)
	if err != nil {
		return err
	}
	if strings.TrimSpace(c.By) == "" {
		return usageError{sentence{"--by doit nommer qui répond de la liste", "--by must name who answers for the list"}}
	}
	closing := returns.Close(snap, body, month, c.By, c.WithMissing, newID)
	var missing []string
	for _, r := range closing.Missing {
		missing = append(missing, snap.Org(r.Org).Code)
	}
	switch {
	case closing.Already != nil:
		fmt.Fprintf(d.out, d.lang.Say("rien à changer : %s est clos depuis le %s\n", "nothing to change: %s was closed on %s\n"), d.lang.Month(month), d.lang.Day(closing.Already.On))
		return nil
	case len(closing.Changes) == 0:
		return fmt.Errorf(d.lang.Say("%s n’est pas clos : il manque %s (%s) ; avec --with-missing, l’attestation le dira",
			"%s is not closed: %s missing (%s); with --with-missing, the attestation will say so"), d.lang.Month(month), d.lang.Int(len(missing)), d.lang.List(missing))
	}
	if _, err := d.decide(st, snap, closing.Changes, ""); err != nil {
		return err
	}
	fmt.Fprintf(d.out, d.lang.Say("clos : %s, %s", "closed: %s, %s"), body.Code, d.lang.Month(month))
	if len(missing) > 0 {
		fmt.Fprintf(d.out, d.lang.Say(", sans le retour de : %s", ", without the return of: %s"), d.lang.List(missing))
	}
	fmt.Fprintln(d.out)
	return nil
}
