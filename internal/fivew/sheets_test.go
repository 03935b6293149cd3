package fivew

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"toguna/internal/exchange/sheet"
	"toguna/internal/layout"
	"toguna/internal/locale"
)

// present writes who is where in a file, a place a line; without a register nothing is
// known of organisations.
func present(t *testing.T, file string, b *sheet.Book, by string, k Known) (string, *Result) {
	t.Helper()
	r, err := Presence(t.Context(), b, Question{File: file, Set: "all", By: by, Places: sahelPlaces, Known: k})
	if err != nil {
		t.Fatal(err)
	}
	if n := r.Rows; n.Read != n.OtherSectors+n.Taken+n.Folded+n.Refused {
		t.Errorf("%d read is not %d + %d + %d + %d", n.Read, n.OtherSectors, n.Taken, n.Folded, n.Refused)
	}
	var lines []string
	for _, p := range r.Places {
		var who []string
		for _, o := range r.Organisations {
			if slices.Contains(o.Places, p.Code) {
				who = append(who, o.Label)
			}
		}
		if len(who) > 0 {
			lines = append(lines, p.Code+" "+strings.Join(who, ", "))
		}
	}
	return strings.Join(lines, "\n"), r
}

// TestPresenceCountsAllSheetsOfAForm: a workbook with a sheet for each region is one
// file, also where only a later sheet fills a column; one that is asked for is read
// alone.
func TestPresenceCountsAllSheetsOfAForm(t *testing.T) {
	const form = "Organisation;Cercle;Secteur;Activité;Mois\n"
	all := []tab{
		{name: "Gao", rows: form + "AMSS;;Protection;Causeries;2018-03\nNRC;;Santé;Soins;2018-04\n"},
		{name: "Mopti", rows: form + "AMSS;Djenné;Protection;Causeries;2018-03\nAMSS;Djenné;Protection;Suivi;2018-03\n;Djenné;Protection;Suivi;2018-03\n"},
		{name: "Exemple", rows: form + "ONG X;;Protection;Causeries;2018-03\n"},
		{name: "Kidal", rows: form + "Les Amis;;Protection;Causeries;2018-03\n"},
	}
	got, r := present(t, "5w.xlsx", tabs(t, all...), "admin1", Known{})
	if got != "ML05 AMSS\nML07 AMSS, NRC\nML08 Les Amis" {
		t.Errorf("by region\n%s", got)
	}
	if want := (Rows{Read: 6, Taken: 4, Folded: 1, Refused: 1}); r.Rows != want {
		t.Errorf("%+v, want %+v", r.Rows, want)
	}
	if want := (Period{"2018-03-01", "2018-04-30", "columns"}); r.Period != want {
		t.Errorf("period %+v", r.Period)
	}
	text := r.Findings(locale.EN)
	for _, want := range []string{"read together: Mopti, Gao, Kidal", "old: Exemple", "(1 row: Mopti!4)"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	if got, _ := present(t, "5w.xlsx", tabs(t, all...), "admin2", Known{}); got != "ML0503 AMSS" {
		t.Errorf("by cercle\n%s", got)
	}
	one, err := Presence(t.Context(), tabs(t, all...), Question{Set: "all", Places: mali, Inspect: layout.Options{Sheet: "Mopti"}})
	if err != nil || one.Rows.Read != 3 || len(one.Layout.Sheets()) > 0 {
		t.Errorf("one sheet: %+v, %v", one, err)
	}
}

// TestPresenceOfSheetsOfPartners: the register knows who they are, or their tables say
// it; without either nobody is counted.
func TestPresenceOfSheetsOfPartners(t *testing.T) {
	const form = "Région;Secteur;Activité;Mois\n"
	named := []tab{{name: "AMSS", rows: form + "Gao;Protection;Causeries;2018-03\n"}, {name: "NRC", rows: form + "Gao;Protection;Suivi;2018-03\nKidal;Santé;Soins;2018-03\n"}}
	if got, _ := present(t, "5w.xlsx", tabs(t, named...), "admin1", sahel()); got != "ML07 AMSS, NRC\nML08 NRC" {
		t.Errorf("by the names of the sheets\n%s", got)
	}
	if _, err := Presence(t.Context(), tabs(t, named...), Question{Set: "all", Places: mali}); !errors.Is(err, layout.ErrNoTable) {
		t.Errorf("without a register: %v", err)
	}
	got, r := present(t, "5w.xlsx", tabs(t,
		tab{name: "Feuil1", rows: "Organisation : AMSS\nMois : mars 2018\n\nRégion;Secteur;Activité\nGao;Protection;Causeries\n"},
		tab{name: "Feuil2", rows: "Organisation : Les Amis du Fleuve\nMois : avril 2018\n\nRégion;Secteur;Activité\nMopti;Protection;Causeries\n"}), "admin1", Known{})
	if got != "ML05 Les Amis du Fleuve\nML07 AMSS" || r.Period != (Period{"2018-03-01", "2018-04-30", "columns"}) {
		t.Errorf("said above the tables: %+v\n%s", r.Period, got)
	}
}

// TestPresenceBelowTitles: places and sectors are known without a register, and so is an
// organisation behind a label.
func TestPresenceBelowTitles(t *testing.T) {
	for _, c := range []struct{ name, by, text, want string }{
		{"regions, in their own column", "admin1", "Région;Organisation;Secteur;Activité\nRégion de Gao\n;AMSS;Protection;Causeries\n;NRC;Santé;Soins\nMOPTI\n;NRC;Santé;Vaccins\n",
			"ML05 NRC\nML07 AMSS, NRC"},
		{"regions and cercles, without a column", "admin2", "Organisation;Secteur;Activité\nRégion de Gao\nCercle d'Ansongo\nAMSS;Protection;Causeries\nRégion de Mopti\nNRC;Santé;Soins\nCercle de Djenné\nNRC;Santé;Vaccins\n",
			"ML0503 NRC\nML0701 AMSS"},
		{"organisations behind labels", "admin1", "Région;Secteur;Activité\nOrganisation : AMSS\nGao;Protection;Causeries\nGao;Santé;Soins\nOrganisation : Les Amis du Fleuve\nMopti;Protection;Causeries\n",
			"ML05 Les Amis du Fleuve\nML07 AMSS"},
		{"a row that somebody began", "admin1", "Organisation;Région;Secteur;Activité\nAMSS;Gao;Protection;Causeries\nNRC;;;\nGARDL;Mopti;Santé;Soins\n",
			"ML05 GARDL\nML07 AMSS"},
	} {
		for kind, b := range map[string]*sheet.Book{"csv": csvOf(t, c.text), "xlsx": mergedBook(t, c.text)} {
			got, r := present(t, "f", b, c.by, Known{})
			if got != c.want {
				t.Errorf("%s, %s:\n%s\nwant\n%s\n%s", c.name, kind, got, c.want, r.Findings(locale.EN))
			}
		}
	}
	// Sectors among the rows answer a question about one.
	r, err := Presence(t.Context(), csvOf(t, "Organisation;Région;Activité\nSECTEUR : PROTECTION\nAMSS;Gao;Causeries\nSanté\nNRC;Gao;Soins\n"), Question{Sector: "protection", Set: "all", Places: mali})
	if err != nil {
		t.Fatal(err)
	}
	if want := (Rows{Read: 4, OtherSectors: 1, Taken: 1, Folded: 2}); r.Rows != want {
		t.Errorf("%+v, want %+v", r.Rows, want)
	}
	if text := r.Findings(locale.EN); !strings.Contains(text, "Titles among the rows\n  They say what the rows below do not say themselves (2 rows: 2, 4)") {
		t.Errorf("told as\n%s", text)
	}
}

// TestInspectTellsTheSheetsOfAForm: its figures stay those of one sheet, and it says so.
func TestInspectTellsTheSheetsOfAForm(t *testing.T) {
	look := func(b *sheet.Book, sheetName string) (*layout.Profile, error) {
		o := layout.Options{Sheet: sheetName}
		p, err := layout.Inspect(t.Context(), b, o)
		if err != nil {
			return nil, err
		}
		l, err := Family(t.Context(), b, sahel(), CheckOptions{File: "5w.xlsx", Inspect: o})
		if err != nil {
			return nil, err
		}
		p.ReadAs(l)
		return p, nil
	}
	all := []tab{
		{name: "Gao", rows: form + "AMSS;Protection;Causeries;2018-03;10\nNRC;Santé;Soins;2018-03;20\n"},
		{name: "Mopti", rows: form + "AMSS;Protection;Causeries;2018-03;10\nNRC;Santé;Soins;2018-03;20\n"},
		{name: "Kidal", rows: form + "AMSS;Protection;Causeries;2018-03;10\n"},
		{name: "Exemple", rows: form + "ONG X;Protection;Causeries;2018-03;10\n"},
	}
	b := tabs(t, all...)
	for range 2 { // the book is left as it was
		p, err := look(b, "")
		if err != nil {
			t.Fatal(err)
		}
		if p.Sheet != "Gao" || p.Rows != 2 || p.LastRow != 3 || !slices.Equal(p.Joined, []string{"Gao", "Mopti", "Kidal"}) {
			t.Errorf("%q: %d rows to %d, with %q", p.Sheet, p.Rows, p.LastRow, p.Joined)
		}
		out, err := p.JSON(locale.EN)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{`"sheet": "Gao",` + "\n" + `  "sheets": [`, `"data_rows": 2,`, `Gao → Gao, Mopti → Mopti`, `read together: 3 (Gao, Mopti, Kidal). The figures given here are those of the sheet “Gao” alone.`, `left aside: Exemple (`} {
			if !strings.Contains(string(out), want) {
				t.Errorf("%s is not in\n%s", want, out)
			}
		}
		for _, n := range p.Notes {
			if n.Asks() || n.Key == "missing.place" {
				t.Errorf("says: %s", n.Text("en"))
			}
		}
	}
	p, err := look(b, "Mopti")
	if err != nil || p.Joined != nil || slices.ContainsFunc(p.Notes, func(n layout.Note) bool { return strings.HasPrefix(n.Key, "family") }) {
		t.Errorf("one sheet is asked for: %+v, %v", p, err)
	}
	if out, err := p.JSON("fr"); err != nil || strings.Contains(string(out), `"sheets"`) {
		t.Errorf("%s %v", out, err)
	}
}

// TestPresenceTellsTheSheetFarDown: what is wrong in a later sheet is told with it.
func TestPresenceTellsTheSheetFarDown(t *testing.T) {
	const form = "Organisation;Région;Secteur;Activité\n"
	var rows strings.Builder
	for i := range 700 {
		fmt.Fprintf(&rows, "AMSS;Gao;Protection;Séance %d\n", i)
	}
	_, r := present(t, "f.xlsx", tabs(t, tab{name: "Nord", rows: form + rows.String()}, tab{name: "Sud", rows: form + strings.ReplaceAll(rows.String(), "Gao", "Mopti") + ";Gao;Protection;Suivi\n"}), "admin1", Known{})
	if text := r.Findings("fr"); r.Rows.Read != 1401 || !strings.Contains(text, "Sud!702)") {
		t.Errorf("%+v\n%s", r.Rows, text)
	}
}
