package main

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"toguna/internal/chart"
	"toguna/internal/locale"
	"toguna/internal/note"
	"toguna/internal/record"
	"toguna/internal/sample"
	"toguna/internal/store"
)

type demoCommand struct {
	Dir     string `help:"The folder of the demo." default:"demo" placeholder:"DIR"`
	NoServe bool   `help:"Stop after writing."`
	Listen  string `help:"Address of the site." default:"127.0.0.1:8018"`
}

// demoDay is the day of the model note.
const demoDay record.Day = "2018-03-21"

// Run loads the sample, writes the note in both languages and serves the site.
func (c demoCommand) Run(d *desk) error {
	if err := os.MkdirAll(c.Dir, 0o755); err != nil {
		return unwritable{c.Dir, cause(err)}
	}
	path := filepath.Join(c.Dir, "mali2018.db")
	fmt.Fprintln(d.out, d.lang.Say("Toguna : démonstration, Cluster Protection au Mali, 21 mars 2018 (données d’exemple)", "Toguna: demonstration, Protection Cluster in Mali, 21 March 2018 (sample data)"))
	st, err := store.Open(d, path)
	if err != nil {
		return err
	}
	defer st.Close()
	say, steps := d.lang.Say, &steps{w: d.out}
	var set record.ChangeSet
	if err := steps.do(say("lecture du registre d’exemple", "reading the sample register"), func() (err error) {
		set, err = sample.Mali2018(sample.IDs())
		return err
	}); err != nil {
		return err
	}
	ops, err := st.Operations(d)
	if err != nil {
		return err
	}
	if len(ops) == 0 {
		if err := steps.do(fmt.Sprintf(say("chargement de %d fiches", "loading %d records"), len(set.Changes)), func() error {
			_, err := st.Apply(d, set)
			return d.problems(err)
		}); err != nil {
			return err
		}
	} else {
		fmt.Fprintln(d.out, say("  le registre de la démonstration existe déjà, il est repris tel quel", "  the register of the demo exists already and is used as it is"))
	}
	op, err := d.theOperation(st)
	if err != nil {
		return err
	}
	snap, err := st.Snapshot(d, record.OperationID(op.ID), demoDay, time.Time{})
	if err != nil {
		return err
	}
	var written []string
	for _, lang := range locale.Langs {
		if err := steps.do(say("note de synthèse, ", "note de synthèse, ")+string(lang), func() error {
			o := note.Options{Lang: lang, Geometry: chart.Mali(), Status: status(lang, false)}
			plain := note.Write(snap, o).Document
			o.Link = evidence("http://"+c.Listen, lang, demoDay)
			paths, err := writeNote(plain, note.Write(snap, o).Document, c.Dir, noteName(snap, lang), []string{"docx", "pdf", "html"})
			written = append(written, paths...)
			return err
		}); err != nil {
			return err
		}
	}
	fmt.Fprintf(d.out, say("registre : %s\n", "register: %s\n"), path)
	for _, p := range written {
		d.wrote(p)
	}
	if c.NoServe {
		return nil
	}
	return d.serve(st, c.Listen, demoDay, record.Restricted)
}
