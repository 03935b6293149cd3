package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"toguna/internal/exchange/sheet"
	"toguna/internal/geo"
	"toguna/internal/layout"
	"toguna/internal/locale"
	"toguna/internal/record"
	"toguna/internal/store"
)

type boundariesCommand struct {
	Files     []string `arg:"" optional:"" help:"Boundary files: CSV, XLSX, GeoJSON, TopoJSON, shapefile, .zip, or a folder of them." placeholder:"FILE"`
	Set       string   `help:"Name of the set, shown under maps; needed where there are outlines." placeholder:"NAME"`
	Level     int      `help:"The deepest administrative level to take; also that of units whose file does not tell." default:"-1" placeholder:"N"`
	ValidFrom string   `help:"From which day the set is in force, where the files do not tell." placeholder:"DAY"`
	Country   string   `help:"Country (ISO 3) to take from a list of many; with --operation, makes that operation." placeholder:"ISO3"`
	Crosswalk string   `help:"Instead of boundaries: a table of codes of other schemes and their P-codes." placeholder:"FILE"`
	Scheme    string   `help:"Scheme of the codes, or the one to take from a crosswalk of several." placeholder:"NAME"`
	Preview   bool     `help:"Say what would change and stop."`
	Reason    string   `help:"Why, for the journal."`
}

// Run brings the places of the register to a set of boundaries, or reads a
// crosswalk: all of it or nothing.
func (c boundariesCommand) Run(d *desk) error {
	if err := c.valid(); err != nil {
		return err
	}
	files, err := boundaryFiles(c.Files)
	if err != nil {
		return err
	}
	st, snap, op, err := c.register(d)
	if err != nil {
		return err
	}
	if st != nil {
		defer st.Close()
	}
	country := strings.ToUpper(c.Country)
	if country == "" {
		country = op.Country
	}
	o := geo.PlanOptions{Operation: record.OperationID(op.ID), Set: c.Set, From: record.Day(c.ValidFrom), Country: country, NewID: newID}
	var plan *geo.Plan
	if c.Crosswalk != "" {
		plan, err = c.crosswalk(d, snap, o)
	} else {
		plan, err = c.boundaries(d, files, snap, country, o)
	}
	if err != nil {
		return err
	}
	c.tell(d, plan)
	refusing := len(plan.Problems.Refusing())
	switch {
	case c.Preview:
		return nil
	case refusing > 0:
		return sentence{"rien n’a été appliqué : corrigez le fichier", "nothing was applied: correct the file"}
	case len(plan.Changes) == 0:
		fmt.Fprintln(d.out, d.lang.Say("rien à changer", "nothing to change"))
		return nil
	}
	changes := plan.Changes
	if snap.Operation == nil {
		for _, x := range changes {
			if p, ok := x.Record.(*record.Place); ok && p.Depth == record.N(0) {
				op.Root, op.NameFR = record.PlaceID(p.ID), p.NameFR
			}
		}
		changes = append([]record.Change{record.PutNew(op)}, changes...)
	}
	if st == nil {
		if st, err = d.open(true); err != nil {
			return err
		}
		defer st.Close()
	}
	applied, err := st.ApplyProgress(d, record.ChangeSet{ID: newID(), Operation: o.Operation, At: time.Now().UTC(), By: operator(), Door: "boundaries", Reason: c.Reason, Changes: changes},
		d.progress(d.lang.Say("écriture", "writing")))
	if err != nil {
		return d.problems(err)
	}
	fmt.Fprintf(d.out, d.lang.Say("appliqué : fiches nouvelles %d, changées %d (position %d du journal)\n",
		"applied: records new %d, changed %d (journal position %d)\n"), applied.New, applied.Changed, applied.Position)
	return nil
}

func (c boundariesCommand) valid() error {
	switch {
	case c.Crosswalk == "" && len(c.Files) == 0:
		return usageError{sentence{"il manque un fichier de limites, ou --crosswalk", "a boundary file is missing, or --crosswalk"}}
	case c.Crosswalk != "" && len(c.Files) > 0:
		return usageError{sentence{"--crosswalk se lit seul : donnez les limites à part", "--crosswalk is read alone: give the boundaries apart"}}
	case c.Crosswalk == "" && c.Scheme != "":
		return usageError{sentence{"--scheme n’est que pour --crosswalk", "--scheme is for --crosswalk only"}}
	}
	if c.Level < -1 {
		return usageError{sentence{fmt.Sprintf("--level : %d n’est pas un niveau administratif ; attendu : 0 à 5", c.Level), fmt.Sprintf("--level: %d is not an administrative level; expected: 0 to 5", c.Level)}}
	}
	if c.ValidFrom != "" {
		if _, err := record.ParseDay(c.ValidFrom); err != nil {
			return usageError{sentence{"--valid-from : « " + c.ValidFrom + " » n’est pas un jour ; écrivez par exemple 2018-03-21", "--valid-from: “" + c.ValidFrom + "” is not a day; write for example 2018-03-21"}}
		}
	}
	return nil
}

// register opens the register with its places. There may be none yet, or none
// with the operation: it is made when it is named with its country.
func (c boundariesCommand) register(d *desk) (*store.Store, *record.Snapshot, *record.Operation, error) {
	fresh := func() (*record.Snapshot, *record.Operation) {
		op := &record.Operation{NameFR: d.operation, Country: strings.ToUpper(c.Country)}
		op.ID, op.Code = newID(), d.operation
		op.Operation = record.OperationID(op.ID)
		return record.NewSnapshot(nil, record.DayOf(time.Now())), op
	}
	makes := d.operation != "" && c.Country != "" && c.Crosswalk == ""
	if !d.there() {
		if !makes {
			return nil, nil, nil, sentence{"aucun registre à « " + d.db + " » : créez-le ici avec --operation CODE --country ISO3, importez un classeur, ou donnez le bon chemin avec --db",
				"no register at “" + d.db + "”: make it here with --operation CODE --country ISO3, import a workbook, or give the right path with --db"}
		}
		snap, op := fresh()
		return nil, snap, op, nil
	}
	st, err := d.open(false)
	if err != nil {
		return nil, nil, nil, err
	}
	snap, err := d.snapshot(st, "")
	var other otherOperation
	if makes && (errors.Is(err, errNoOperation) || errors.As(err, &other)) {
		snap, op := fresh()
		return st, snap, op, nil
	}
	if err != nil {
		st.Close()
		if errors.Is(err, errNoOperation) {
			err = sentence{"le registre ne contient encore aucune opération : créez-la ici avec --operation CODE --country ISO3, ou importez un classeur qui en donne une",
				"the register holds no operation yet: make it here with --operation CODE --country ISO3, or import a workbook that gives one"}
		}
		return nil, nil, nil, err
	}
	return st, snap, snap.Operation, nil
}

// noActivities refuses a table of who does what where: its places are those of
// activities, not all there are.
func noActivities(d *desk, files []geo.File) error {
	for _, f := range files {
		if !slices.Contains([]string{".csv", ".txt", ".xlsx", ".xlsm"}, strings.ToLower(filepath.Ext(f.Name))) {
			continue
		}
		book, err := sheet.Read(f.Name, bytes.NewReader(f.Data), int64(len(f.Data)), sheet.DefaultLimits())
		if err != nil {
			continue // said when it is read as boundaries
		}
		found := activities(d, f.Name, book)
		book.Close()
		if found != nil {
			return found
		}
	}
	return nil
}

// activities says why a table is one of activities, where it is.
func activities(d *desk, file string, book *sheet.Book) error {
	l, err := layout.Recognise(d, book, layout.Options{})
	if err != nil {
		return nil // nothing like one
	}
	who := l.Column(layout.ReportName, layout.ReportAcronym, layout.OrgName, layout.OrgAcronym, layout.ImplName, layout.ImplAcronym)
	what := l.Column(layout.Activity, layout.Sector, layout.Subsector, layout.Reached)
	where := l.Column(placeColumns...)
	switch {
	case l.CrossTab && !l.Unfolds() && where != nil:
		what = l.Column(layout.SectorCount)
		return sentence{
			fmt.Sprintf("« %s » n’est pas un jeu de limites mais un tableau croisé, de nombres par lieu et par secteur (colonnes « %s » et « %s ») : il ne se prend pas, demandez la liste d’activités d’où il vient", file, where.Heading(locale.FR), what.Heading(locale.FR)),
			fmt.Sprintf("“%s” is no set of boundaries but a cross-table of numbers by place and sector (columns “%s” and “%s”): it cannot be taken, ask for the list of activities it comes from", file, where.Heading(locale.EN), what.Heading(locale.EN))}
	case who != nil && what == nil && where != nil && samePlaces(d, book, l):
		what = where
	}
	if who == nil || what == nil {
		return nil
	}
	return sentence{
		fmt.Sprintf("« %s » n’est pas un jeu de limites mais un tableau d’activités (colonnes « %s » et « %s ») : vérifiez-le avec « toguna check », prenez-le avec « toguna import »", file, who.Heading(locale.FR), what.Heading(locale.FR)),
		fmt.Sprintf("“%s” is no set of boundaries but a table of activities (columns “%s” and “%s”): look at it with “toguna check”, take it with “toguna import”", file, who.Heading(locale.EN), what.Heading(locale.EN))}
}

var placeColumns = []layout.Meaning{layout.Adm1Name, layout.Adm1Code, layout.Adm2Name, layout.Adm2Code, layout.Adm3Name, layout.Adm3Code, layout.Site}

// samePlaces tells whether most rows name a place that another one names: boundaries
// have each once, even where a column says which organisation they come from.
func samePlaces(d *desk, book *sheet.Book, l *layout.Layout) bool {
	seen, rows := map[string]bool{}, 0
	err := l.Walk(d, book, func(_ int, cells []sheet.Cell) error {
		var names []string
		for _, c := range l.Columns {
			if slices.Contains(placeColumns, c.Meaning) {
				names = append(names, sheet.At(cells, c.Col).Text)
			}
		}
		seen[strings.Join(names, "\n")] = true
		rows++
		return nil
	})
	return err == nil && len(seen) < rows/2
}

func (c boundariesCommand) boundaries(d *desk, files []geo.File, snap *record.Snapshot, country string, o geo.PlanOptions) (*geo.Plan, error) {
	if err := noActivities(d, files); err != nil {
		return nil, err
	}
	set, err := geo.Read(d, files, geo.Options{Level: c.Level, Country: country})
	if err != nil {
		return nil, err
	}
	if c.Set == "" && slices.ContainsFunc(set.Units, func(u geo.Unit) bool { return u.Shape != nil }) {
		there := ""
		if known := geo.Sets(snap.Outlines); len(known) > 0 {
			there = strings.Join(known, ", ")
		}
		fr, en := "ces fichiers portent des contours : nommez le jeu avec --set, par exemple --set \"COD-AB 2019\"", "these files hold outlines: name the set with --set, for example --set \"COD-AB 2019\""
		if there != "" {
			fr, en = fr+" (dans le registre : "+there+")", en+" (in the register: "+there+")"
		}
		return nil, usageError{sentence{fr, en}}
	}
	return set.Plan(snap.Places, snap.Outlines, o), nil
}

func (c boundariesCommand) crosswalk(d *desk, snap *record.Snapshot, o geo.PlanOptions) (*geo.Plan, error) {
	data, err := readWhole(c.Crosswalk)
	if err != nil {
		return nil, err
	}
	cross, err := geo.ReadCrosswalk(d, geo.File{Name: filepath.Base(c.Crosswalk), Data: data}, c.Scheme)
	if err != nil {
		return nil, err
	}
	return cross.Plan(snap.Places, snap.Spellings, record.DayOf(time.Now()), o), nil
}

// tell writes what would become of the register, for a person to say yes to.
func (c boundariesCommand) tell(d *desk, p *geo.Plan) {
	say := d.lang.Say
	line := func(fr, en string, args ...any) { fmt.Fprintf(d.out, frenchSpaces.Replace(say(fr, en))+"\n", args...) }
	if c.Crosswalk != "" {
		line("Table de passage : %s", "Crosswalk: %s", c.Crosswalk)
	} else {
		line("Fichiers : %s", "Files: %s", strings.Join(c.Files, ", "))
		switch {
		case p.From != "" && p.Set != "":
			line("Jeu de limites : %s, en vigueur depuis le %s", "Boundary set: %s, in force since %s", p.Set, d.lang.Day(p.From))
		case p.From != "":
			line("En vigueur depuis le %s", "In force since %s", d.lang.Day(p.From))
		default:
			line("Rien ne dit depuis quand ces limites valent : aucune unité n’est close (voir --valid-from)", "Nothing tells since when these boundaries are in force: no unit is closed (see --valid-from)")
		}
	}
	for _, k := range []struct {
		kind record.Kind
		geo.Count
	}{{"place", p.Places}, {"outline", p.Outlines}, {"spelling", p.Spelling}} {
		if k.New+k.Changed+k.Same > 0 {
			line("%s : nouveaux %s, changés %s, inchangés %s", "%s: new %s, changed %s, unchanged %s", record.TableOf(k.kind).Name(string(d.lang)), d.lang.Int(k.New), d.lang.Int(k.Changed), d.lang.Int(k.Same))
		}
	}
	if len(p.Closed) > 0 {
		line("Closes : %s", "Closed: %s", d.firstOf(p.Closed, 12))
	}
	if len(p.Reused) > 0 {
		line("Codes repris par une autre unité, tenue à part depuis ce jour : %s", "Codes taken by another unit, held apart from that day: %s", d.firstOf(p.Reused, 12))
	}
	if len(p.Renamed) > 0 {
		line("Renommées : %s", "Renamed: %s", d.firstOf(p.Renamed, 12))
	}
	if p.LeftOut > 0 && c.Crosswalk != "" {
		line("Codes sans P-code : %s", "Codes without a P-code: %s", d.lang.Int(p.LeftOut))
	} else if p.LeftOut > 0 {
		line("Laissées de côté (autre pays, niveau plus profond) : %s", "Left out (another country, a deeper level): %s", d.lang.Int(p.LeftOut))
	}
	if len(p.Problems) > 0 {
		line("Problèmes : %s, dont bloquants %s", "Problems: %s, of which blocking %s", d.lang.Int(len(p.Problems)), d.lang.Int(len(p.Problems.Refusing())))
	}
	const most = 20
	for i, x := range p.Problems {
		if i == most {
			line("  … et %s de plus", "  … and %s more", d.lang.Int(len(p.Problems)-most))
			break
		}
		fmt.Fprintf(d.out, "  %s %s%s%s\n", x.From, x.ID, frenchSpaces.Replace(say(" : ", ": ")), x.Message(string(d.lang)))
	}
}

var frenchSpaces = strings.NewReplacer(" :", "\u00a0:", " ;", "\u00a0;")

// firstOf lists the first items and counts the others.
func (d *desk) firstOf(items []string, most int) string {
	if len(items) <= most {
		return strings.Join(items, ", ")
	}
	return strings.Join(items[:most], ", ") + fmt.Sprintf(d.lang.Say(", et %s de plus", ", and %s more"), d.lang.Int(len(items)-most))
}

// boundaryFiles reads files from the disk; those of a folder, and the parts of
// a shapefile beside its .shp.
func boundaryFiles(paths []string) ([]geo.File, error) {
	var names []string
	add := func(name string) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, unreadable(path, err)
		}
		switch {
		case info.IsDir():
			entries, err := os.ReadDir(path)
			if err != nil {
				return nil, unreadable(path, err)
			}
			had := len(names)
			for _, e := range entries {
				if !e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
					add(filepath.Join(path, e.Name()))
				}
			}
			if len(names) == had {
				return nil, sentence{"« " + path + " » : ce dossier ne contient aucun fichier", "“" + path + "”: this folder holds no file"}
			}
		case strings.EqualFold(filepath.Ext(path), ".shp"):
			stem := strings.TrimSuffix(path, filepath.Ext(path))
			for _, ext := range []string{filepath.Ext(path), ".dbf", ".cpg", ".prj", ".DBF", ".CPG", ".PRJ"} {
				if _, err := os.Stat(stem + ext); err == nil {
					add(stem + ext)
				}
			}
		default:
			add(path)
		}
	}
	var out []geo.File
	for _, name := range names {
		data, err := readWhole(name)
		if err != nil {
			return nil, err
		}
		out = append(out, geo.File{Name: filepath.Base(name), Data: data})
	}
	return out, nil
}

// readWhole reads a file that has to fit into memory.
func readWhole(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	if info.Size() > geo.MostBytes {
		return nil, &geo.Fault{File: filepath.Base(path), Code: "too_big", Found: fmt.Sprintf("%d MiB", info.Size()>>20), Expected: fmt.Sprintf("%d MiB", geo.MostBytes>>20)}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	return data, nil
}

func unreadable(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return &sheet.Fault{Code: sheet.CodeMissing, File: filepath.Base(path)}
	}
	return &sheet.Fault{Code: sheet.CodeUnreadable, File: filepath.Base(path), Found: cause(err).Error()}
}
