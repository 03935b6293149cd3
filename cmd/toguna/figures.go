package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"toguna/internal/exchange/sheet"
	"toguna/internal/indicator"
	"toguna/internal/record"
)

type indicatorsCommand struct {
	AsOf    string `help:"The day, YYYY-MM-DD; today when left out." placeholder:"DAY"`
	KnownAt string `help:"What was known at a moment, YYYY-MM-DD or RFC 3339; now when left out." placeholder:"MOMENT"`
	Body    string `help:"Code of the body, with those below it; the national cluster when left out." placeholder:"CODE"`
	Format  string `help:"table, json, csv or xlsx." enum:"table,json,csv,xlsx" default:"table"`
	Output  string `short:"o" help:"Where to write; standard output when left out." default:"-" placeholder:"FILE"`
	Explain string `help:"Print one indicator with its definition, the records behind it and what is missing." placeholder:"CODE"`
}

// Run computes the indicators.
func (c indicatorsCommand) Run(d *desk) error {
	st, err := d.open(false)
	if err != nil {
		return err
	}
	defer st.Close()
	snap, err := d.snapshotOf(st, c.AsOf, c.KnownAt)
	if err != nil {
		return err
	}
	params, err := d.params(snap, c.Body)
	if err != nil {
		return err
	}
	if c.Explain != "" {
		return d.explain(snap, params, strings.ToUpper(c.Explain))
	}
	figures := indicator.Compute(record.View{Snapshot: snap, Level: record.Restricted}, params)
	for i := range figures {
		if b := snap.Body(figures[i].Body); b != nil {
			figures[i].Body = record.BodyID(b.Code) // a table names the body as people do
		}
	}
	return d.writeFile(c.Output, func(w io.Writer) error {
		switch c.Format {
		case "json":
			return d.figuresJSON(w, figures)
		case "csv":
			return d.figuresCSV(w, figures)
		case "xlsx":
			return d.figuresWorkbook(w, figures)
		}
		return d.figuresTable(w, snap, figures)
	})
}

func (d *desk) params(snap *record.Snapshot, code string) (indicator.Params, error) {
	if code == "" {
		return indicator.Params{}, nil
	}
	b := snap.BodyByCode(code)
	if b == nil {
		var codes []string
		for _, b := range snap.Bodies {
			codes = append(codes, b.Code)
		}
		near := record.Nearest(code, codes)
		if near != "" {
			near = d.lang.Say(" ; la plus proche : ", "; the nearest: ") + near
		}
		return indicator.Params{}, usageError{fmt.Errorf(d.lang.Say("aucune instance « %s »%s", "no body %q%s"), code, near)}
	}
	return indicator.Params{Body: record.BodyID(b.ID)}, nil
}

func (d *desk) figuresTable(w io.Writer, snap *record.Snapshot, figures []indicator.Figure) error {
	if snap.Operation.Fictitious == record.Yes {
		fmt.Fprintln(w, d.lang.Say("Données d’exemple (fictives, hors faits de la note de 2018).", "Sample data (fictitious, apart from the facts of the 2018 note)."))
	}
	fmt.Fprintln(w, d.lang.Say("Situation au ", "As of ")+d.lang.Day(snap.Day))
	t := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprintln(t, d.lang.Say("Code\tIndicateur\tValeur\tn/N\tÉtat", "Code\tIndicator\tValue\tn/N\tStatus"))
	for _, f := range figures {
		def, _ := indicator.Find(f.Code)
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n", f.Code, d.lang.Say(def.NameFR, def.NameEN), f.Cell(d.lang), f.Of(d.lang), f.Status.Label(d.lang))
	}
	return t.Flush()
}

// figureRow is a figure as a line of a table for machines: canonical numbers,
// empty where there is none.
type figureRow struct {
	Code     string `json:"code"`
	Name     string `json:"name"`
	Body     string `json:"body,omitempty"`
	Day      string `json:"day"`
	Since    string `json:"period_since,omitempty"`
	Until    string `json:"period_until,omitempty"`
	Status   string `json:"status"`
	Unit     string `json:"unit"`
	Counted  string `json:"counted"`
	Value    string `json:"value"`
	Num      string `json:"num"`
	Den      string `json:"den"`
	Unknown  string `json:"unknown"`
	Low      string `json:"low"`
	High     string `json:"high"`
	Used     int    `json:"records_used"`
	Lacked   int    `json:"records_lacking"`
	LeftOut  string `json:"records_left_out"`
	Attested int    `json:"attestations"`
	Text     string `json:"text"`
}

func (d *desk) row(f indicator.Figure) figureRow {
	def, _ := indicator.Find(f.Code)
	r := figureRow{Code: f.Code, Name: d.lang.Say(def.NameFR, def.NameEN), Body: string(f.Body), Day: string(f.Day),
		Since: string(f.Period.Since), Until: string(f.Period.Until), Status: string(f.Status), Unit: string(f.Unit), Counted: string(f.Counted),
		Value: f.Value.String(), Low: f.Low.String(), High: f.High.String(), Used: len(f.Used), Lacked: len(f.Lacked), LeftOut: f.LeftOut.String(), Attested: len(f.Attested), Text: f.Text(d.lang)}
	switch f.Status {
	case indicator.NoData, indicator.NotApplicable, indicator.Suppressed:
	default:
		r.Num, r.Den, r.Unknown = record.N(f.Num).String(), record.N(f.Den).String(), record.N(f.Unknown).String()
	}
	return r
}

func (d *desk) figuresJSON(w io.Writer, figures []indicator.Figure) error {
	type evidence struct {
		figureRow
		UsedIDs     []string `json:"used"`
		LackedIDs   []string `json:"lacked"`
		AttestedIDs []string `json:"attested"`
	}
	out := make([]evidence, len(figures))
	for i, f := range figures {
		out[i] = evidence{d.row(f), append([]string{}, f.Used...), append([]string{}, f.Lacked...), append([]string{}, f.Attested...)}
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(out)
}

var figureHeads = []string{"code", "name", "body", "day", "period_since", "period_until", "status", "unit", "counted", "value", "num", "den", "unknown", "low", "high", "records_used", "records_lacking", "records_left_out", "attestations", "text"}

func (r figureRow) cells() []string {
	return []string{r.Code, r.Name, r.Body, r.Day, r.Since, r.Until, r.Status, r.Unit, r.Counted, r.Value, r.Num, r.Den, r.Unknown, r.Low, r.High,
		fmt.Sprint(r.Used), fmt.Sprint(r.Lacked), r.LeftOut, fmt.Sprint(r.Attested), r.Text}
}

func (d *desk) figuresCSV(w io.Writer, figures []indicator.Figure) error {
	c := csv.NewWriter(w)
	c.Write(figureHeads)
	for _, f := range figures {
		c.Write(d.row(f).cells())
	}
	c.Flush()
	return c.Error()
}

func (d *desk) explain(snap *record.Snapshot, p indicator.Params, code string) error {
	def, ok := indicator.Find(code)
	if !ok {
		var codes []string
		for _, i := range indicator.All {
			codes = append(codes, i.Code)
		}
		return usageError{fmt.Errorf(d.lang.Say("aucun indicateur « %s » ; il y a : %s", "no indicator %q; there are: %s"), code, strings.Join(codes, " "))}
	}
	view := record.View{Snapshot: snap, Level: record.Restricted}
	f := def.For(view, p)
	say, w := d.lang.Say, d.out
	fmt.Fprintf(w, "%s  %s\n\n%s\n", f.Code, say(def.NameFR, def.NameEN), f.Text(d.lang))
	fmt.Fprintf(w, "%s  %s · %s\n\n", f.Cell(d.lang), f.Of(d.lang), f.Status.Label(d.lang))
	for _, line := range []struct{ fr, en, textFR, textEN string }{
		{"Définition", "Definition", def.DefinitionFR, def.DefinitionEN},
		{"Numérateur", "Numerator", def.NumeratorFR, def.NumeratorEN},
		{"Dénominateur", "Denominator", def.DenominatorFR, def.DenominatorEN},
		{"Date ou période", "Date or period", def.TimeFR, def.TimeEN},
		{"Inconnu", "Unknown", def.UnknownFR, def.UnknownEN},
		{"Source", "Source", def.SourceFR, def.SourceEN},
	} {
		fmt.Fprintf(w, "%s\n  %s\n", say(line.fr, line.en), say(line.textFR, line.textEN))
	}
	for _, r := range f.Remarks {
		fmt.Fprintln(w, "! "+r.Text(d.lang))
	}
	d.listRecords(view, say("Fiches derrière le chiffre", "Records behind the figure"), f.Used)
	if text := f.LeftOutText(d.lang); text != "" {
		fmt.Fprintln(w, "! "+text)
	}
	d.listRecords(view, say("Fiches auxquelles il manque quelque chose", "Records that lack something"), f.Lacked)
	d.listRecords(view, say("Attestations", "Attestations"), f.Attested)
	return nil
}

func (d *desk) listRecords(view record.View, title string, ids []string) {
	fmt.Fprintf(d.out, "\n%s (%d)\n", title, len(ids))
	for _, id := range ids {
		r := view.Record(id)
		switch {
		case r == nil:
			fmt.Fprintln(d.out, "  "+id)
		case !view.May(r):
			fmt.Fprintln(d.out, "  ◊")
		default:
			fmt.Fprintf(d.out, "  %s  %s  %s\n", record.TableOf(r.Kind()).Name(string(d.lang)), r.Base().Code, d.facts(view, r))
		}
	}
}

// facts writes the first values of a record in one line.
func (d *desk) facts(view record.View, r record.Record) string {
	var out []string
	for _, f := range record.TableOf(r.Kind()).Fields[1:] {
		if len(out) == 5 {
			break
		}
		text, withheld := view.Value(r, f)
		switch {
		case withheld || text == "" || f.Type == record.LongText || f.Many:
			continue
		case f.Type == record.Refers:
			if to := view.Record(text); to != nil && view.May(to) {
				text = record.Label(to)
			}
		case f.Type == record.Coded || f.Type == record.YesNo:
			text = f.List.Label(text, string(d.lang))
		}
		out = append(out, text)
	}
	return strings.Join(out, " · ")
}

func (d *desk) figuresWorkbook(out io.Writer, figures []indicator.Figure) error {
	w, err := sheet.NewWriter(sheet.Properties{Title: d.lang.Say("Indicateurs", "Indicators"), Lang: string(d.lang)})
	if err != nil {
		return err
	}
	defer w.Close()
	var columns []sheet.Column
	for _, h := range figureHeads {
		columns = append(columns, sheet.Column{Heading: h, Width: 16})
	}
	s, err := w.Sheet(sheet.SheetSpec{Name: d.lang.Say("Indicateurs", "Indicators"), Columns: columns})
	if err != nil {
		return err
	}
	for _, f := range figures {
		var cells []sheet.Cell
		for i, text := range d.row(f).cells() {
			if n, err := record.ParseNumber(text); i >= 9 && i < 19 && err == nil && n.Known() {
				cells = append(cells, sheet.NumberCell(n.V))
			} else {
				cells = append(cells, sheet.TextCell(text))
			}
		}
		if err := s.AppendRow(cells); err != nil {
			return err
		}
	}
	_, err = w.WriteTo(out)
	return err
}

// day reads a day of the command line, today when it is empty.
func (d *desk) day(text string) (record.Day, error) {
	if text == "" {
		return record.DayOf(time.Now()), nil
	}
	day, err := record.ParseDay(text)
	if err != nil {
		return "", usageError{fmt.Errorf(d.lang.Say("« %s » n’est pas une date ; attendu AAAA-MM-JJ, par exemple 2018-03-21", "%q is not a day; expected YYYY-MM-DD, for example 2018-03-21"), text)}
	}
	return day, nil
}
