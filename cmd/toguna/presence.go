package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"toguna/internal/chart"
	"toguna/internal/exchange/sheet"
	"toguna/internal/fivew"
	"toguna/internal/record"
	"toguna/internal/sample"
)

type presenceCommand struct {
	File   string   `arg:"" help:"A 5W (3W, 4W) as the field publishes it: .xlsx or .csv." placeholder:"FILE"`
	Sector string   `help:"Code or name of the sector; protection holds its areas of responsibility." default:"protection"`
	By     string   `help:"admin1 or admin2." enum:"admin1,admin2" default:"admin1"`
	Type   string   `help:"Which organisations: national, international, un or all." enum:"national,international,un,all" default:"national"`
	Format []string `help:"svg, png, csv, json." enum:"svg,png,csv,json" default:"svg,csv,json"`
	Output string   `short:"o" help:"The folder to write into." default:"." placeholder:"DIR"`
}

// Run reads the file and draws who is present where.
func (c presenceCommand) Run(d *desk) error {
	places, err := d.gazetteer()
	if err != nil {
		return err
	}
	book, err := sheet.Open(c.File, sheet.DefaultLimits())
	if err != nil {
		return err
	}
	defer book.Close()
	r, err := fivew.Presence(d, book, fivew.Question{File: filepath.Base(c.File), Sector: c.Sector, Set: c.Type, By: c.By, Places: places})
	if err != nil {
		return err
	}
	fmt.Fprint(d.out, r.Findings(d.lang))
	if err := os.MkdirAll(c.Output, 0o755); err != nil {
		return fmt.Errorf(d.lang.Say("impossible d’écrire dans %s : %w", "cannot write into %s: %w"), c.Output, cause(err))
	}
	name := filepath.Join(c.Output, strings.TrimSuffix(filepath.Base(c.File), filepath.Ext(c.File))+"_"+record.Fold(c.Sector)+"_"+c.Type+"_"+c.By)
	drawing := c.draw(d, r, places)
	for _, format := range c.Format {
		var b []byte
		var err error
		switch format {
		case "svg":
			b = drawing.SVG()
		case "png":
			b, err = drawing.PNG(200)
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

// draw makes Figure 1 of a file: map and bars by region, bars alone below.
func (c presenceCommand) draw(d *desk, r *fivew.Result, places []*record.Place) *chart.Drawing {
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
	}
	values := map[string]chart.Value{}
	for code, v := range r.MapValues() {
		if v.Known {
			values[code] = chart.Value{State: chart.Known, N: float64(v.N)}
		}
	}
	mali := slices.ContainsFunc(places, func(p *record.Place) bool { return p.Code == "ML" })
	if c.By == "admin1" && mali {
		return chart.Presence(chart.Mali(), chart.MapInput{Lang: string(d.lang), Title: title, Source: source, One: one, Many: many, Values: values, AsOf: string(r.Period.Until)})
	}
	in := chart.BarsInput{Lang: string(d.lang), Title: title, Source: source, One: one, Many: many, RowWord: d.lang.Say("Lieu", "Place"), Series: []string{""}}
	for _, p := range r.Places {
		if v := values[p.Code]; v.State == chart.Known {
			in.Rows = append(in.Rows, chart.BarRow{Label: p.Name, Values: []chart.Value{v}})
		}
	}
	return chart.Bars(in)
}

// gazetteer gives the places of the register, or those the program carries
// where there is no register.
func (d *desk) gazetteer() ([]*record.Place, error) {
	st, err := d.open(false)
	if err == nil {
		defer st.Close()
		snap, err := d.snapshot(st, "")
		if err == nil && len(snap.Places) > 0 {
			return snap.Places, nil
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
	var places []*record.Place
	for _, c := range set.Changes {
		if p, ok := c.Record.(*record.Place); ok {
			places = append(places, p)
		}
	}
	return places, nil
}
