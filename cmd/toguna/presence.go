package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"toguna/internal/chart"
	"toguna/internal/exchange/sheet"
	"toguna/internal/fivew"
	"toguna/internal/layout"
	"toguna/internal/picture"
	"toguna/internal/presence"
	"toguna/internal/record"
	"toguna/internal/sample"
)

type presenceCommand struct {
	File   string   `arg:"" optional:"" help:"A 5W (3W, 4W) as the field publishes it: .xlsx or .csv. Without one, the register is drawn." placeholder:"FILE"`
	Kind   string   `help:"Of the register: map, symbols, bars, matrix, timeline, new (who came, who left), gap (needs and response) or people (people reached)." enum:"map,symbols,bars,matrix,timeline,new,gap,people" default:"map"`
	Month  string   `help:"Of the register: the month, YYYY-MM; the last one that is closed when left out." placeholder:"MONTH"`
	AsOf   string   `help:"Of the register: the day, YYYY-MM-DD; today when left out." placeholder:"DAY"`
	Known  string   `name:"known-at" help:"Of the register: what was known at a moment; now when left out." placeholder:"MOMENT"`
	Method string   `help:"Of the register: how people are counted, the largest activity of each place or the sum of all." enum:"largest,sum" default:"largest"`
	Level  string   `help:"Of the register: the audience." enum:"public,restricted,confidential" default:"public"`
	Sector string   `help:"Code or name of the sector; protection holds its areas of responsibility." default:"protection"`
	By     string   `help:"admin1 or admin2." enum:"admin1,admin2" default:"admin1"`
	Type   string   `help:"Which organisations: local (local and national; the register's default), national (of a file the default), state, international, ingo, un, red_cross, unknown or all; of a file national, international, un or all." enum:",local,national,state,international,ingo,un,red_cross,unknown,all" default:""`
	Format []string `help:"svg, png, xlsx, csv, json." enum:"svg,png,xlsx,csv,json" default:"svg,csv,json"`
	Sheet  string   `help:"Of a file: the only sheet to read; left out, the one that looks best and those of its form." placeholder:"NAME"`
	Layout string   `help:"Of a file: the remembered layout to read with, or none; left out, the one whose headings fit." placeholder:"NAME"`
	Output string   `short:"o" help:"The folder to write into." default:"." placeholder:"DIR"`
}

// Run draws who is present where, from the register or from a file.
func (c presenceCommand) Run(d *desk) error {
	if c.File != "" {
		return c.fromFile(d)
	}
	return c.fromRegister(d)
}

// fromRegister draws the picture that the site shows for the same question.
func (c presenceCommand) fromRegister(d *desk) error {
	st, err := d.open(false)
	if err != nil {
		return err
	}
	defer st.Close()
	snap, err := d.snapshotOf(st, c.AsOf, c.Known)
	if err != nil {
		return err
	}
	sector, err := picture.Sector(c.Sector)
	var p *picture.Picture
	if err == nil {
		columns, fault := st.Columns(d, record.OperationID(snap.Operation.ID), snap.KnownAt)
		if fault != nil {
			return fault
		}
		ask := picture.Ask{Kind: c.Kind, Month: record.Month(c.Month), Level: 1, Sector: sector, Set: c.Type, Method: c.Method, Lang: d.lang}
		if c.By == "admin2" {
			ask.Level = 2
		}
		p, err = picture.Draw(record.View{Snapshot: snap, Level: levels[c.Level]}, columns, ask, nil)
	}
	var refusal *presence.Refusal
	if errors.As(err, &refusal) {
		return usageError{sentence{refusal.FR, refusal.EN}}
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(d.out, "%s\n%s\n", p.Title, p.Subtitle)
	for _, r := range p.Remarks {
		fmt.Fprintln(d.out, "! "+r)
	}
	if err := c.folder(d); err != nil {
		return err
	}
	name := filepath.Join(c.Output, p.Ask.Name(snap.Operation.Country))
	for _, format := range c.Format {
		for page := 1; page <= p.Pages(); page++ {
			path := name
			if image := format == "svg" || format == "png"; page > 1 && !image {
				continue
			} else if image && p.Pages() > 1 {
				path += fmt.Sprintf("_%d", page)
			}
			b, err := p.File(format, page, time.Now())
			if err != nil {
				return fmt.Errorf("%s: %w", format, err)
			}
			if err := writeBytes(path+"."+format, b); err != nil {
				return err
			}
			d.wrote(path + "." + format)
		}
	}
	return nil
}

func (c presenceCommand) folder(d *desk) error {
	if err := os.MkdirAll(c.Output, 0o755); err != nil {
		return fmt.Errorf(d.lang.Say("impossible d’écrire dans %s : %w", "cannot write into %s: %w"), c.Output, cause(err))
	}
	return nil
}

// fromFile reads the file and draws who is present where.
func (c presenceCommand) fromFile(d *desk) error {
	if c.Type == "" {
		c.Type = "national"
	}
	if _, known := counted[c.Type]; !known {
		return usageError{sentence{"--type : d’un fichier, au choix : national, international, un, all", "--type: of a file, choose one of national, international, un, all"}}
	}
	if slices.Contains(c.Format, "xlsx") {
		return usageError{sentence{"--format : d’un fichier, au choix : svg, png, csv, json", "--format: of a file, choose among svg, png, csv, json"}}
	}
	places, err := d.boundaries()
	if err != nil {
		return err
	}
	book, err := sheet.Open(c.File, sheet.DefaultLimits())
	if err != nil {
		return err
	}
	defer book.Close()
	r, err := fivew.Presence(d, book, fivew.Question{File: filepath.Base(c.File), Sector: c.Sector, Set: c.Type, By: c.By, Places: places.Places, Spellings: places.Spellings, Known: known(places, "", c.File),
		Inspect: layout.Options{Sheet: c.Sheet, Layout: c.Layout, Layouts: places.Layouts}})
	if err != nil {
		return err
	}
	fmt.Fprint(d.out, r.Findings(d.lang))
	if err := c.folder(d); err != nil {
		return err
	}
	name := filepath.Join(c.Output, strings.TrimSuffix(filepath.Base(c.File), filepath.Ext(c.File))+"_"+record.Fold(c.Sector)+"_"+c.Type+"_"+c.By)
	drawing, err := c.draw(d, r, places)
	if err != nil {
		return err
	}
	for _, format := range c.Format {
		var b []byte
		var err error
		switch format {
		case "svg":
			b = drawing.SVG()
		case "png":
			b, err = drawing.PNG(picture.PrintDPI)
		case "csv":
			b, err = r.CSV(d.lang)
		case "json":
			b, err = r.JSON()
		}
		if err != nil {
			return fmt.Errorf("%s: %w", format, err)
		}
		if err := writeBytes(name+"."+format, b); err != nil {
			return err
		}
		d.wrote(name + "." + format)
	}
	return nil
}

var counted = map[string][4]string{
	"national":      {"ONG nationale", "ONG nationales", "national NGO", "national NGOs"},
	"international": {"ONG internationale", "ONG internationales", "international NGO", "international NGOs"},
	"un":            {"agence des Nations Unies", "agences des Nations Unies", "UN agency", "UN agencies"},
	"all":           {"organisation", "organisations", "organisation", "organisations"},
}

// draw makes Figure 1 of a file: map and bars by region, a map of the units
// below where their outlines are known, else bars.
func (c presenceCommand) draw(d *desk, r *fivew.Result, places *record.Snapshot) (*chart.Drawing, error) {
	words := counted[c.Type]
	one, many := d.lang.Say(words[0], words[2]), d.lang.Say(words[1], words[3])
	title := fmt.Sprintf(d.lang.Say("Présence opérationnelle, %s : %s", "Operational presence, %s: %s"), c.Sector, many)
	source := r.File
	if from, until := r.Period.From.Month(), r.Period.Until.Month(); until != "" {
		when := d.lang.Month(until)
		if from != "" && from != until {
			when = d.lang.Month(from) + " – " + when
		}
		source += ", " + when
		places = places.At(until.Last())
	}
	values := map[string]chart.Value{}
	for code, v := range r.MapValues() {
		if v.Known {
			values[code] = chart.Value{State: chart.Known, N: float64(v.N), Open: true}
		}
	}
	level := 1
	if c.By == "admin2" {
		level = 2
	}
	limits, err := picture.Boundaries(places, level)
	if err != nil {
		return nil, err
	}
	in := chart.MapInput{Lang: string(d.lang), Title: title, Source: source, One: one, Many: many, Values: values, AsOf: string(r.Period.Until)}
	points := 0 // units that came after the boundary set
	if limits != nil {
		for _, u := range limits.Units {
			if u.IsPoint() {
				points++
			}
		}
	}
	switch {
	case level == 1 && limits != nil:
		return chart.Presence(limits, in), nil
	case limits != nil && points < len(limits.Units):
		in.Width = 540
		country := ""
		if places.Operation != nil {
			country = places.Operation.Country
		}
		in.PlaceWord, _ = picture.Unit(country, level, d.lang)
		if in.Borders, err = picture.Boundaries(places, 1); err != nil {
			return nil, err
		}
		return chart.PresenceMap(limits, in), nil
	}
	bars := chart.BarsInput{Lang: string(d.lang), Title: title, Source: source, One: one, Many: many, RowWord: d.lang.Say("Lieu", "Place"), Series: []string{""}}
	for _, p := range r.Places {
		if v := values[p.Code]; v.State == chart.Known {
			bars.Rows = append(bars.Rows, chart.BarRow{Label: p.Name, Values: []chart.Value{v}})
		}
	}
	return chart.Bars(bars), nil
}

// gazetteer gives the places of the register, or those the program carries.
func (d *desk) gazetteer() ([]*record.Place, error) {
	s, err := d.boundaries()
	if err != nil {
		return nil, err
	}
	return s.Places, nil
}

// boundaries gives the places of the register with their outlines, or those
// the program carries where there is no register.
func (d *desk) boundaries() (*record.Snapshot, error) {
	st, err := d.open(false)
	if err == nil {
		defer st.Close()
		snap, err := d.snapshot(st, "")
		if err == nil && len(snap.Places) > 0 {
			return snap, nil
		}
		if err != nil && !errors.Is(err, errNoOperation) {
			return nil, err
		}
	} else if _, missing := os.Stat(d.db); strings.Contains(d.db, "://") || !errors.Is(missing, fs.ErrNotExist) {
		return nil, err
	}
	set, err := sample.Mali2018(sample.IDs())
	if err != nil {
		return nil, err
	}
	var records []record.Record
	for _, c := range set.Changes {
		switch c.Kind {
		case "operation", "place", "outline", "spelling":
			records = append(records, c.Record)
		}
	}
	return record.NewSnapshot(records, record.DayOf(time.Now())), nil
}
