package main

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"toguna/internal/chart"
	"toguna/internal/document"
	"toguna/internal/locale"
	"toguna/internal/note"
	"toguna/internal/record"
	"toguna/internal/store"
)

type noteCommand struct {
	AsOf    string   `help:"The day, YYYY-MM-DD; today when left out." placeholder:"DAY"`
	KnownAt string   `help:"What was known at a moment; now when left out." placeholder:"MOMENT"`
	Body    string   `help:"Code of the body; the national cluster when left out." placeholder:"CODE"`
	Format  []string `help:"docx, pdf, html, json." enum:"docx,pdf,html,json" default:"docx,pdf,html,json"`
	Output  string   `short:"o" help:"The folder to write into." default:"." placeholder:"DIR"`
	Level   string   `help:"The audience." enum:"public,restricted" default:"public"`
	Issue   string   `help:"Issue the note under this code: text, figures and evidence are kept as they are now." placeholder:"CODE"`
	Signed  string   `help:"Who signs an issued note."`
	Site    string   `help:"Address of the site that shows this register: figures in the web page open their records there, and with an address of your own in Word and PDF too." default:"http://127.0.0.1:8018"`
	Compare string   `help:"Say what changed since the note issued under this code." placeholder:"CODE"`
}

// Run writes, issues or compares a note.
func (c noteCommand) Run(d *desk) error {
	st, err := d.open(false)
	if err != nil {
		return err
	}
	defer st.Close()
	if c.Compare != "" {
		return c.compare(d, st)
	}
	snap, err := d.snapshotOf(st, c.AsOf, c.KnownAt)
	if err != nil {
		return err
	}
	draft, err := c.draft(d, snap, d.lang)
	if err != nil {
		return err
	}
	if c.Issue != "" {
		if err := c.issue(d, st, snap, draft); err != nil {
			return err
		}
	}
	paths, err := writeNote(draft.Document, c.page(snap, draft), c.Output, noteName(snap, d.lang), c.Format)
	for _, p := range paths {
		d.wrote(p)
	}
	return err
}

// draft writes the note. A page on this machine is no use to who receives the
// file, so links go into it only when the site has an address of its own.
func (c noteCommand) draft(d *desk, snap *record.Snapshot, lang locale.Lang) (*note.Draft, error) {
	p, err := d.params(snap, c.Body)
	if err != nil {
		return nil, err
	}
	o := note.Options{Lang: lang, Body: p.Body, Level: levels[c.Level], Geometry: chart.Mali(), Status: status(lang, c.Issue != "")}
	if !here(c.Site) {
		o.Link = evidence(c.Site, lang, snap.Day)
	}
	return note.Write(snap, o), nil
}

// page is the same note for the web page, whose figures open their records.
func (c noteCommand) page(snap *record.Snapshot, draft *note.Draft) *document.Document {
	if !here(c.Site) {
		return draft.Document
	}
	return note.Write(snap, note.Options{Lang: draft.Lang, Body: draft.Body, Level: levels[c.Level], Geometry: chart.Mali(),
		Status: status(draft.Lang, c.Issue != ""), Link: evidence(c.Site, draft.Lang, snap.Day)}).Document
}

// here tells whether an address is one of this machine alone.
func here(site string) bool {
	u, err := url.Parse(site)
	return err != nil || u.Hostname() == "localhost" || strings.HasPrefix(u.Hostname(), "127.") || u.Hostname() == "::1"
}

// evidence gives the address of the records behind a figure.
func evidence(site string, lang locale.Lang, day record.Day) func(kind, code string) string {
	return func(kind, code string) string {
		return strings.TrimSuffix(site, "/") + "/" + string(lang) + "/" + kind + "s/" + code + "?day=" + string(day)
	}
}

func status(lang locale.Lang, issued bool) string {
	if issued {
		return lang.Say("Publiée", "Published")
	}
	return lang.Say("Projet", "Draft")
}

func (c noteCommand) issue(d *desk, st *store.Store, snap *record.Snapshot, draft *note.Draft) error {
	if slices.ContainsFunc(snap.Notes, func(n *record.Note) bool { return strings.EqualFold(n.Code, c.Issue) }) {
		return usageError{fmt.Errorf(d.lang.Say("une note « %s » est déjà émise : une note émise ne change plus ; choisissez un autre code", "a note %q is issued already: an issued note does not change; choose another code"), c.Issue)}
	}
	frozen, err := note.Freeze(draft, newID(), record.DayOf(time.Now()), "published", c.Signed)
	if err != nil {
		return err
	}
	frozen.Operation, frozen.Code = record.OperationID(snap.Operation.ID), c.Issue
	_, err = st.Apply(d, record.ChangeSet{ID: newID(), Operation: frozen.Operation, At: time.Now().UTC(), By: operator(), Door: "note", Changes: []record.Change{record.PutNew(frozen)}})
	if err != nil {
		return d.problems(err)
	}
	fmt.Fprintf(d.out, d.lang.Say("émise sous le code « %s » (position %d du journal)\n", "issued as %q (journal position %d)\n"), c.Issue, draft.Position)
	return nil
}

func (c noteCommand) compare(d *desk, st *store.Store) error {
	snap, err := d.snapshot(st, "")
	if err != nil {
		return err
	}
	i := slices.IndexFunc(snap.Notes, func(n *record.Note) bool { return strings.EqualFold(n.Code, c.Compare) })
	if i < 0 {
		return usageError{fmt.Errorf(d.lang.Say("aucune note émise sous le code « %s »", "no note issued as %q"), c.Compare)}
	}
	frozen := snap.Notes[i]
	now, err := d.snapshotOf(st, string(frozen.AsOf), c.KnownAt)
	if err != nil {
		return err
	}
	draft := note.Write(now, note.Options{Lang: locale.Parse(frozen.Lang), Body: frozen.Body, Level: levels[c.Level], Geometry: chart.Mali(), Status: status(locale.Parse(frozen.Lang), true)})
	differences, err := note.Compare(frozen, draft)
	if err != nil {
		return err
	}
	lang := d.lang
	if !differences.None() { // they quote the note
		lang = locale.Parse(frozen.Lang)
	}
	for i := range differences.Figures {
		f := &differences.Figures[i]
		for _, ids := range [][]string{f.Added, f.Removed, f.Changed} {
			for j, id := range ids {
				if r := now.Record(id); r != nil && r.Base().Code != "" {
					ids[j] = r.Base().Code
				}
			}
		}
	}
	fmt.Fprint(d.out, differences.Text(lang))
	return nil
}

// noteName follows the file names of the field: MLI_PROT_NoteSynthese_20180321_FR.
func noteName(snap *record.Snapshot, lang locale.Lang) string {
	return fmt.Sprintf("%s_%s_NoteSynthese_%s_%s", snap.Operation.Country, "Protection", strings.ReplaceAll(string(snap.Day), "-", ""), strings.ToUpper(string(lang)))
}

// writeNote writes the formats asked for, page as the web page; each file whole
// or not at all.
func writeNote(doc, page *document.Document, dir, name string, formats []string) ([]string, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, unwritable{dir, cause(err)}
	}
	var paths []string
	for _, format := range formats {
		var b []byte
		var err error
		switch format {
		case "docx":
			b, err = doc.DOCX()
		case "pdf":
			b, err = doc.PDF()
		case "html":
			b = page.HTML()
		case "json":
			b, err = doc.JSON()
		default:
			err = errors.New("no format " + format)
		}
		if err != nil {
			return paths, fmt.Errorf("%s: %w", format, err)
		}
		path := filepath.Join(dir, name+"."+format)
		if err := writeBytes(path, b); err != nil {
			return paths, err
		}
		paths = append(paths, path)
	}
	return paths, nil
}

// snapshotOf reads the operation as of a day, as it was known at a moment.
func (d *desk) snapshotOf(st *store.Store, asOf, knownAt string) (*record.Snapshot, error) {
	day, err := d.day(asOf)
	if err != nil {
		return nil, err
	}
	op, err := d.theOperation(st)
	if err != nil {
		return nil, err
	}
	var known time.Time
	if knownAt != "" {
		if known, err = time.Parse(time.RFC3339, knownAt); err != nil {
			end, err := record.ParseDay(knownAt)
			if err != nil {
				return nil, usageError{fmt.Errorf(d.lang.Say("« %s » n’est pas un moment ; attendu AAAA-MM-JJ (fin de journée) ou 2018-03-21T12:00:00Z", "%q is not a moment; expected YYYY-MM-DD (end of the day) or 2018-03-21T12:00:00Z"), knownAt)}
			}
			known = end.AddDays(1).Time().Add(-time.Nanosecond)
		}
	}
	snap, err := st.Snapshot(d, record.OperationID(op.ID), day, known)
	if err == nil && snap.Operation == nil {
		err = usageError{fmt.Errorf(d.lang.Say("à ce moment (%s), le registre ne connaissait pas encore l’opération %s", "at that moment (%s) the register did not know the operation %s yet"), knownAt, op.Code)}
	}
	return snap, err
}
