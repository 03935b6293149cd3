package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"toguna/internal/exchange/sheet"
	"toguna/internal/needs"
	"toguna/internal/record"
)

type needsCommand struct {
	Files   []string `arg:"" help:"Tables as published: needs of an HNO, humanitarian needs of the HDX API, COD-PS population (CSV or XLSX)." placeholder:"FILE"`
	Year    int      `required:"" help:"The year for which the numbers are stated." placeholder:"2024"`
	Source  string   `help:"How pictures name the source; the name of the file when left out." placeholder:"TEXT"`
	Preview bool     `help:"Say what would change and stop."`
	Partial bool     `help:"Apply the good rows although others are refused."`
	Reason  string   `help:"Why, for the journal."`
}

// Run takes published needs and population into the register: all files or
// nothing, unless the good rows are asked for.
func (c needsCommand) Run(d *desk) error {
	if c.Year < 1990 || c.Year > 2100 {
		return usageError{sentence{fmt.Sprintf("--year : %d n’est pas une année d’aperçu des besoins ; attendu : 2024", c.Year), fmt.Sprintf("--year: %d is not a year of a needs overview; expected: 2024", c.Year)}}
	}
	st, snap, err := d.register()
	if err != nil {
		return err
	}
	defer st.Close()
	now := time.Now()
	r := needs.NewReader(snap, known(snap, record.Month(fmt.Sprintf("%d-12", c.Year)), "").Places, needs.Options{Year: c.Year, Day: record.DayOf(now), NewID: newID, Lang: d.lang, Source: c.Source})
	for _, path := range c.Files {
		if err := c.read(d, r, path); err != nil {
			return err
		}
	}
	c.tell(d, r)
	switch {
	case c.Preview:
		return nil
	case r.Rows.Refused > 0 && !c.Partial:
		return sentence{"rien n’a été appliqué : corrigez le fichier, ou acceptez les bonnes lignes avec --partial", "nothing was applied: correct the file, or take the good rows with --partial"}
	case len(r.Changes) == 0:
		fmt.Fprintln(d.out, d.lang.Say("rien à changer", "nothing to change"))
		return nil
	}
	applied, err := st.ApplyProgress(d, record.ChangeSet{ID: newID(), Operation: record.OperationID(snap.Operation.ID), At: now.UTC(), By: operator(), Door: "needs", Reason: c.Reason, Changes: r.Changes},
		d.progress(d.lang.Say("écriture", "writing")))
	if err != nil {
		return d.problems(err)
	}
	fmt.Fprintf(d.out, d.lang.Say("appliqué (position %d du journal)\n", "applied (journal position %d)\n"), applied.Position)
	return nil
}

func (c needsCommand) read(d *desk, r *needs.Reader, path string) error {
	book, err := sheet.Open(path, sheet.DefaultLimits())
	if err != nil {
		return err
	}
	defer book.Close()
	if err := r.File(d, book, filepath.Base(path)); !errors.Is(err, needs.ErrNoTable) {
		return err
	}
	return fmt.Errorf(d.lang.Say("« %s » n’est pas une table de besoins : attendu, un P-code (admin1), un secteur, des personnes dans le besoin ou ciblées (HNO, API HDX), ou la population T_TL d’un COD-PS",
		"%q is not a table of needs: expected, a P-code (admin1), a sector, people in need or targeted (HNO, HDX API), or the population T_TL of a COD-PS"), path)
}

// tell says what was read, for a person to say yes to.
func (c needsCommand) tell(d *desk, r *needs.Reader) {
	say := d.lang.Say
	fmt.Fprintf(d.out, "%s%s\n%s", say("Fichiers : ", "Files: "), strings.Join(c.Files, ", "), r.Rows.Text(d.lang))
	if len(r.Others) > 0 {
		fmt.Fprintf(d.out, " (%s)", strings.Join(r.Others, ", "))
	}
	fmt.Fprintf(d.out, say("\nbesoins, cibles et population %d : nouveaux %s, changés %s, inchangés %s\n", "\nneeds, targets and population %d: new %s, changed %s, unchanged %s\n"),
		c.Year, d.lang.Int(r.New), d.lang.Int(r.Changed), d.lang.Int(r.Unchanged))
	const most = 20
	for i, p := range r.Problems {
		if i == most {
			fmt.Fprintf(d.out, say("  … et %s de plus\n", "  … and %s more\n"), d.lang.Int(len(r.Problems)-most))
			break
		}
		fmt.Fprintf(d.out, "  %s%s%s\n", p.From, say(" : ", ": "), p.Message(string(d.lang)))
	}
}
