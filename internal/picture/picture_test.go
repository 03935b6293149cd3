package picture

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"toguna/internal/chart"
	"toguna/internal/exchange/sheet"
	"toguna/internal/locale"
	"toguna/internal/presence"
	"toguna/internal/record"
	"toguna/internal/sample"
)

var moment = time.Date(2018, 3, 21, 12, 0, 0, 0, time.UTC)

// register is the sample without its lines, which stand in the columns.
var register = sync.OnceValues(func() (*record.Snapshot, *presence.Columns) { return registerWithout("") })

// registerWithout is the same without the records of a kind.
func registerWithout(kind record.Kind) (*record.Snapshot, *presence.Columns) {
	set, err := sample.Mali2018(sample.IDs())
	if err != nil {
		panic(err)
	}
	var records []record.Record
	b := presence.NewBuilder()
	for _, c := range set.Changes {
		if a, line := c.Record.(*record.Activity); line {
			b.Add(a)
		} else if c.Record.Kind() != kind {
			records = append(records, c.Record)
		}
	}
	return record.NewSnapshot(records, sample.Day), b.Columns(1)
}

func drawn(t *testing.T, level record.Level, ask Ask) *Picture {
	t.Helper()
	s, c := register()
	p, err := Draw(record.View{Snapshot: s, Level: level}, c, ask, nil)
	if err != nil {
		t.Fatalf("%+v: %v", ask, err)
	}
	return p
}

// Every picture, at every level, for every reader, in both languages, says
// what it is, has its table, and its files open.
func TestEveryPictureIsWhole(t *testing.T) {
	for _, kind := range Kinds.Items {
		for _, lang := range locale.Langs {
			for level := 1; level <= 2; level++ {
				for _, reader := range []record.Level{record.Public, record.Restricted, record.Confidential} {
					p := drawn(t, reader, Ask{Kind: kind.Code, Level: level, Set: "all", Lang: lang})
					if p.Title == "" || p.Source == "" || p.Handling == "" || len(p.rows) == 0 || p.Pages() == 0 {
						t.Fatalf("%s %s: %+v", kind.Code, lang, p)
					}
					for _, d := range p.Drawings {
						svg := string(d.SVG())
						var words []string
						for _, s := range d.Shapes {
							words = append(words, s.Text)
						}
						for _, want := range []string{p.Handling, p.Source} {
							if !strings.Contains(strings.Join(words, " "), want) {
								t.Errorf("%s %s: the picture does not say %q", kind.Code, lang, want)
							}
						}
						if !strings.Contains(svg, "<title") || !strings.Contains(svg, "<desc") {
							t.Errorf("%s %s: the picture has no title or no description", kind.Code, lang)
						}
						if strings.Contains(svg, "href=") {
							t.Errorf("%s: a file links to a page", kind.Code)
						}
						if len(d.Table.Rows) == 0 || len(d.Desc) < 40 {
							t.Errorf("%s %s: table of %d rows, text alternative %q", kind.Code, lang, len(d.Table.Rows), d.Desc)
						}
					}
				}
			}
		}
	}
}

func TestFilesOpenAndSayWhatTheyAre(t *testing.T) {
	for _, kind := range Kinds.Items {
		p := drawn(t, record.Public, Ask{Kind: kind.Code, Level: 2, Set: "all", Lang: locale.FR})
		book, err := p.File("xlsx", 1, moment)
		if err != nil {
			t.Fatal(err)
		}
		b, err := sheet.Read("picture.xlsx", bytes.NewReader(book), int64(len(book)), sheet.DefaultLimits())
		if err != nil {
			t.Fatalf("%s: %v", kind.Code, err)
		}
		b.Close()
		text, err := p.File("csv", 1, moment)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"Public. Réutilisable", "2018-03-21 12:00 UTC", "Situation au;2018-03-21", p.Ask.Name("MLI")} {
			if !strings.Contains(string(text), want) {
				t.Errorf("%s: the CSV does not say %q", kind.Code, want)
			}
		}
		out, err := p.File("json", 1, moment)
		if err != nil {
			t.Fatal(err)
		}
		var j struct {
			Columns []string
			Rows    [][]any
			Level   string
		}
		if err := json.Unmarshal(out, &j); err != nil || len(j.Rows) == 0 || j.Level != "public" {
			t.Fatalf("%s: %v, %d rows, level %q", kind.Code, err, len(j.Rows), j.Level)
		}
		for _, r := range j.Rows {
			if len(r) != len(j.Columns) {
				t.Errorf("%s: a row of %d cells under %d headings", kind.Code, len(r), len(j.Columns))
			}
		}
	}
}

// Who is at work in an area that is hard to reach is in no part of what the
// public gets: neither its number nor a name beside it.
func TestHardToReachAreasLeaveNoTrace(t *testing.T) {
	s, _ := register()
	var hidden []*record.Place
	public := record.View{Snapshot: s, Level: record.Public}
	for _, p := range s.Places {
		if p.Depth.V == 2 && p.On(s.Day) && public.Hides(record.PlaceID(p.ID)) {
			hidden = append(hidden, p)
		}
	}
	if len(hidden) < 5 {
		t.Fatalf("only %d cercles are hard to reach: the trial is too easy", len(hidden))
	}
	for _, kind := range []string{"map", "symbols", "bars"} {
		for _, line := range drawn(t, record.Public, Ask{Kind: kind, Level: 2, Set: "all", Lang: locale.EN}).Places {
			for _, p := range hidden {
				if line.Code == p.Code && (!line.Missing || len(line.Orgs) > 0) {
					t.Errorf("%s: the public reads %q and %d names for %s", kind, line.Figure, len(line.Orgs), p.NameFR)
				}
			}
		}
	}
}

// A class has one colour in every picture, and a key names only what is drawn.
func TestClassesKeepTheirColour(t *testing.T) {
	after := func(d *chart.Drawing, label string, step int) chart.Color {
		for i, s := range d.Shapes {
			if s.Text == label {
				return d.Shapes[i+step].Fill
			}
		}
		t.Fatalf("%s: no %q", d.Title, label)
		return chart.Color{}
	}
	bars := drawn(t, record.Restricted, Ask{Kind: "bars", Set: "all", Lang: locale.FR}).Drawings[0]
	beside := drawn(t, record.Restricted, Ask{Kind: "map", Set: "all", Lang: locale.FR}).Drawings[0]
	for _, class := range []string{"ONG nationales", "Autres locales et nationales", "Internationales"} {
		if key, bar := after(bars, class, -1), after(beside, class, 1); key != bar {
			t.Errorf("%s: %v in the bars, %v beside the map", class, key, bar)
		}
	}
	for _, s := range bars.Shapes {
		if s.Text == "Acteurs étatiques" {
			t.Error("the key names a class that no bar shows")
		}
	}
}

// Where no round is closed nothing is called an attested zero.
func TestOpenRoundAttestsNothing(t *testing.T) {
	open, c := registerWithout("attestation")
	v := record.View{Snapshot: open, Level: record.Restricted}
	for _, kind := range []string{"map", "symbols", "bars"} {
		p, err := Draw(v, c, Ask{Kind: kind, Set: "state", Month: "2018-02", Lang: locale.FR}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if d := p.Drawings[0]; strings.Contains(d.Desc, "attesté") || !strings.Contains(d.Desc, "à confirmer") {
			t.Errorf("%s: %s", kind, d.Desc)
		}
	}
}

// A zero that nobody attests is told as one to be confirmed on the page, in
// the drawing's table, in the workbook, in the CSV and in the JSON; none of them
// holds a number that could be taken for a zero, and the sum of a column stays
// that of its numbers. A closed month's zero is a number.
func TestAZeroToBeConfirmedIsNoZero(t *testing.T) {
	open, c := registerWithout("attestation")
	shut, _ := register()
	for _, lang := range locale.Langs {
		mark := lang.Say("0 (à confirmer)", "0 (to be confirmed)")
		ask := Ask{Kind: "bars", Set: "state", Month: "2018-02", Lang: lang}
		p, err := Draw(record.View{Snapshot: open, Level: record.Restricted}, c, ask, nil)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(strings.Join(figures(p), "; "), mark) || !strings.Contains(fmt.Sprint(p.Drawings[0].Table.Rows), mark) {
			t.Errorf("%s: the page shows %v, the table of the drawing %v", lang, figures(p), p.Drawings[0].Table.Rows)
		}
		var written struct {
			Rows    [][]any
			Remarks []string
		}
		if err := json.Unmarshal([]byte(text(t, p, "json")), &written); err != nil {
			t.Fatal(err)
		}
		state := slices.IndexFunc(p.columns, func(c sheet.Column) bool { return c.Heading == lang.Say("Acteurs étatiques", "State bodies") })
		marks := 0
		for i, row := range p.rows[:len(p.rows)-1] {
			in := written.Rows[i][state]
			if in == 0.0 {
				t.Errorf("%s: the JSON holds a plain zero for %v", lang, row)
			}
			if in == mark {
				marks++
			}
			for _, cell := range row {
				if cell.Col == state+1 && cell.Kind == sheet.Number && cell.Number == 0 {
					t.Errorf("%s: the workbook and the CSV hold a plain zero in %v", lang, row)
				}
			}
		}
		if marks == 0 || !strings.Contains(text(t, p, "csv"), mark) || !strings.Contains(strings.Join(written.Remarks, " "), mark) {
			t.Errorf("%s: %d cells of the JSON are to be confirmed; remarks: %v", lang, marks, written.Remarks)
		}
		if p, err = Draw(record.View{Snapshot: shut, Level: record.Restricted}, c, ask, nil); err != nil {
			t.Fatal(err)
		}
		for _, format := range []string{"csv", "json"} {
			if strings.Contains(text(t, p, format), mark) {
				t.Errorf("%s: a zero that is attested is to be confirmed in the %s", lang, format)
			}
		}
	}
}

func figures(p *Picture) (out []string) {
	for _, place := range p.Places {
		out = append(out, place.Figure)
	}
	return out
}

// A closed month says nothing of who sent no return: the picture, its text
// alternative, its table and its files call nobody gone, and say how many.
func TestWhoDidNotReportHasNotLeft(t *testing.T) {
	s, c := registerWithout("return")
	p, err := Draw(record.View{Snapshot: s, Level: record.Restricted}, c, Ask{Kind: "new", Set: "all", Lang: locale.FR}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Left) != 0 || len(p.Unheard) != 3 {
		t.Fatalf("%d gone, %d not reported", len(p.Left), len(p.Unheard))
	}
	d := p.Drawings[0]
	if !strings.Contains(d.Desc, "Absentes\u00a0: aucune. N’ont pas rendu compte (3)\u00a0: ") || !strings.Contains(string(d.SVG()), "n’ont pas rendu compte en mars 2018") {
		t.Error(d.Desc)
	}
	if n := strings.Count(text(t, p, "csv"), "\nn’a pas rendu compte;"); n != 3 {
		t.Errorf("%d rows of the file say so", n)
	}
}

func text(t *testing.T, p *Picture, format string) string {
	t.Helper()
	b, err := p.File(format, 1, moment)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// The cluster is named as the source of its own sector only.
func TestSource(t *testing.T) {
	for sector, want := range map[string]string{"PRO": "Protection Cluster", "PRO-GBV": "Protection Cluster", "HEA": "Humanitarian coordination"} {
		if p := drawn(t, record.Restricted, Ask{Kind: "map", Set: "all", Sector: sector, Lang: locale.EN}); !strings.HasPrefix(p.Source, want+", ") {
			t.Errorf("%s: source %q, want that of %s", sector, p.Source, want)
		}
	}
}

func TestRefusals(t *testing.T) {
	s, c := register()
	for name, ask := range map[string]Ask{
		"kind": {Kind: "pie"}, "set": {Set: "friends"}, "sector": {Sector: "XYZ"}, "level": {Level: 3}, "month": {Month: "2018-13"}, "no month before": {Kind: "new", Month: "2000-01"},
		"no report the month before": {Kind: "new", Month: "2018-05"},
	} {
		ask.Lang = locale.FR
		_, err := Draw(record.View{Snapshot: s}, c, ask, nil)
		var refusal *presence.Refusal
		if !errors.As(err, &refusal) || refusal.FR == "" || refusal.EN == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Draw(record.View{Snapshot: record.NewSnapshot(nil, sample.Day)}, presence.NewBuilder().Columns(0), Ask{Lang: locale.FR}, nil); err == nil {
		t.Error("an empty register is drawn")
	}
}

func TestSectorsByCodeOrName(t *testing.T) {
	for text, want := range map[string]string{"protection": "PRO", "pro-gbv": "PRO-GBV", "Santé": "HEA", "child protection": "PRO-CPN"} {
		if got, err := Sector(text); got != want {
			t.Errorf("%s is %q, want %q (%v)", text, got, want, err)
		}
	}
}

func BenchmarkDraw(b *testing.B) {
	s, c := register()
	for _, level := range []int{1, 2} {
		b.Run([]string{"", "regions", "cercles"}[level], func(b *testing.B) {
			for b.Loop() {
				if _, err := Draw(record.View{Snapshot: s}, c, Ask{Level: level, Lang: locale.FR}, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
