package fivew

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"toguna/internal/exchange/sheet"
	"toguna/internal/layout"
)

// tab is a sheet of a small workbook: its rows, with semicolons between the cells.
type tab struct {
	name, rows string
	hidden     bool
}

// tabs writes a workbook.
func tabs(t *testing.T, all ...tab) *sheet.Book {
	t.Helper()
	w, err := sheet.NewWriter(sheet.Properties{Title: "5W", Lang: "fr"})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	for _, s := range all {
		spec := sheet.SheetSpec{Name: s.name}
		if s.hidden {
			spec.Hidden = sheet.Hidden
		}
		sw, err := w.Sheet(spec)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(s.rows) {
			var cells []sheet.Cell
			for i, text := range strings.Split(strings.TrimSuffix(line, "\n"), ";") {
				c := sheet.TextCell(text)
				if n := 0; strings.Trim(text, "0123456789") == "" && text != "" {
					fmt.Sscan(text, &n)
					c = sheet.NumberCell(float64(n))
				}
				c.Col = i + 1
				cells = append(cells, c)
			}
			if err := sw.AppendRow(cells); err != nil {
				t.Fatal(err)
			}
		}
	}
	var out bytes.Buffer
	if _, err := w.WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	return bookOf(t, "5w.xlsx", out.String())
}

const form = "Organisation;Secteur;Activité;Mois;Femmes atteintes\n"

// TestSheetsOfOneForm: one for each region, partner or month, with its title above or in
// its name, are read as one file.
func TestSheetsOfOneForm(t *testing.T) {
	for _, c := range []struct {
		name  string
		all   []tab
		want  string
		texts []string
	}{
		{"regions by the names of the sheets", []tab{
			{name: "Gao", rows: form + "AMSS;Protection;Causeries;2018-03;10\nNRC;Santé;Soins;2018-03;20\n"},
			{name: "Cercle de Djenné", rows: form + "AMSS;Protection;Causeries;2018-03;10\n"},
			{name: "Kidal", rows: form + "AMSS;Protection;Causeries;2018-03;10\nNRC;;Soins;2018-03;5\n"},
		}, "Gao 2 AMSS ML07 PRO 2018-03\nGao 3 NRC ML07 HEA 2018-03\nCercle de Djenné 2 AMSS ML0503 PRO 2018-03\nKidal 2 AMSS ML08 PRO 2018-03\nKidal 3 NRC ML08  2018-03 refused",
			[]string{"lues ensemble : Gao, Cercle de Djenné, Kidal", "Gao → Gao, Cercle de Djenné → Mopti / Djenné, Kidal → Kidal"}},
		{"partners above the tables, which stand further down and in another order", []tab{
			{name: "Feuil1", rows: "Organisation : AMSS\nRégion : Gao\n\nSecteur;Activité;Mois;Femmes atteintes\nProtection;Causeries;2018-03;10\nProtection;Suivi;2018-03;11\n"},
			{name: "Feuil2", rows: "Organisation : Les Amis du Fleuve\nRégion : Mopti\nActivité;Secteur;Femmes atteintes;Mois\nCauseries;Protection;12;2018-03\n"},
		}, "Feuil1 5 AMSS ML07 PRO 2018-03\nFeuil1 6 AMSS ML07 PRO 2018-03\nFeuil2 4 Les Amis du Fleuve ML05 PRO 2018-03", nil},
		{"the same work in each month is no repeat", []tab{
			{name: "Mars 2018", rows: "Organisation;Région;Secteur;Activité\nAMSS;Gao;Protection;Causeries\nNRC;Gao;Santé;Soins\n"},
			{name: "Avril", rows: "Organisation;Région;Secteur;Activité\nAMSS;Gao;Protection;Causeries\nNRC;Gao;Santé;Soins\n"},
		}, "Mars 2018 2 AMSS ML07 PRO 2018-03\nMars 2018 3 NRC ML07 HEA 2018-03\nAvril 2 AMSS ML07 PRO 2018-04\nAvril 3 NRC ML07 HEA 2018-04", nil},
		{"partners by the names of the sheets, known ones and one that is not", []tab{
			{name: "AMSS", rows: "Région;Secteur;Activité;Mois\nGao;Protection;Causeries;2018-03\n"},
			{name: "Partenaire Les Amis", rows: "Région;Secteur;Activité;Mois\nGao;Protection;Causeries;2018-03\n"},
			{name: "ONG NRC", rows: "Région;Secteur;Activité;Mois\nKidal;Protection;Causeries;2018-03\n"},
		}, "AMSS 2 AMSS ML07 PRO 2018-03\nPartenaire Les Amis 2 - ML07 PRO 2018-03 refused\nONG NRC 2 NRC ML08 PRO 2018-03", nil},
		{"names that say several things, and names that are not quite those of places", []tab{
			{name: "5W_Gao_mars 2018", rows: "Organisation;Secteur;Activité\nAMSS;Protection;Causeries\nNRC;Santé;Soins\n"},
			{name: "Gao-Nord", rows: "Organisation;Secteur;Activité\nAMSS;Protection;Causeries\n"},
		}, "5W_Gao_mars 2018 2 AMSS ML07 PRO 2018-03\n5W_Gao_mars 2018 3 NRC ML07 HEA 2018-03\nGao-Nord 2 AMSS - PRO  refused", nil},
		{"titles among the rows of one end with it, and the name of the next holds", []tab{
			{name: "AMSS", rows: "Région;Secteur;Activité;Mois\nGao;;;\n;Protection;Causeries;2018-03\n;Santé;Soins;2018-03\n"},
			{name: "NRC", rows: "Région;Secteur;Activité;Mois\n;Protection;Causeries;2018-03\nKidal;Protection;Suivi;2018-03\n"},
		}, "AMSS 3 AMSS ML07 PRO 2018-03\nAMSS 4 AMSS ML07 HEA 2018-03\nNRC 2 NRC - PRO 2018-03 refused\nNRC 3 NRC ML08 PRO 2018-03", nil},
		{"a compilation of the others is read alone", []tab{
			{name: "Partie 1", rows: "Organisation;Région;Secteur;Activité;Mois\nAMSS;Gao;Protection;Causeries;2018-03\nNRC;Gao;Santé;Soins;2018-03\n"},
			{name: "Partie 2", rows: "Organisation;Région;Secteur;Activité;Mois\nAMSS;Kidal;Protection;Suivi;2018-03\n"},
			{name: "Tout", rows: "Organisation;Région;Secteur;Activité;Mois\nAMSS;Gao;Protection;Causeries;2018-03\nNRC;Gao;Santé;Soins;2018-03\nAMSS;Kidal;Protection;Suivi;2018-03\n"},
		}, "Tout 2 AMSS ML07 PRO 2018-03\nTout 3 NRC ML07 HEA 2018-03\nTout 4 AMSS ML08 PRO 2018-03", []string{"sont aussi sur « Tout » : Partie 1, Partie 2"}},
		{"a row that stands on two sheets is folded", []tab{
			{name: "A", rows: "Organisation;Région;Secteur;Activité;Mois\nAMSS;Gao;Protection;Causeries;2018-03\nNRC;Gao;Santé;Soins;2018-03\n"},
			{name: "B", rows: "Organisation;Région;Secteur;Activité;Mois\nAMSS;Gao;Protection;Causeries;2018-03\nNRC;Kidal;Santé;Soins;2018-03\n"},
		}, "A 2 AMSS ML07 PRO 2018-03\nA 3 NRC ML07 HEA 2018-03\nB 3 NRC ML08 HEA 2018-03", nil},
		{"templates, examples, hidden sheets and other forms stay out", []tab{
			{name: "Gao", rows: form + "AMSS;Protection;Causeries;2018-03;10\nNRC;Santé;Soins;2018-03;20\n"},
			{name: "Exemple", rows: form + "ONG X;Protection;Causeries;2018-03;10\n"},
			{name: "Saisie", rows: form + "Exemple : ONG X;Protection;Causeries;2018-03;10\n"},
			{name: "Saisie vierge", rows: form},
			{name: "Kidal", rows: form + "AMSS;Protection;Suivi;2018-03;10\n", hidden: true},
			{name: "Mopti", rows: "Organisation;Secteur;Activité;Mois;Femmes atteintes;Véhicules\nAMSS;Protection;Suivi;2018-03;10;2\n"},
			{name: "Ménages", rows: "Région;Femmes atteintes\nGao;10\n"},
		}, "Gao 2 AMSS - PRO 2018-03 refused\nGao 3 NRC - HEA 2018-03 refused", []string{"n’ont pas été lues : Mopti", "ou d’anciennes feuilles : Exemple, Saisie (", "masquées de même forme, non lues : Kidal"}},
	} {
		got, r := told(t, "2018-03.xlsx", tabs(t, c.all...))
		var lines []string
		for line := range strings.Lines(got) {
			row := 0
			fmt.Sscan(line, &row)
			on, at := r.Layout.At(row)
			lines = append(lines, fmt.Sprint(on, " ", at, strings.TrimRight(strings.TrimPrefix(line, fmt.Sprint(row)), "\n")))
		}
		if got := strings.Join(lines, "\n"); got != c.want {
			t.Errorf("%s: lines\n%s\nwant\n%s\n%v", c.name, got, c.want, r.Findings)
		}
		said := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(AlikeText(r.Layout, "fr"))
		for _, text := range c.texts {
			if !strings.Contains(said, text) {
				t.Errorf("%s: %q is not in\n%s", c.name, text, said)
			}
		}
	}
}

// TestSheetsOfOneFormAreTaken: into the register once; what is wrong is told with its
// sheet, also in the workbook of refused rows.
func TestSheetsOfOneFormAreTaken(t *testing.T) {
	d := newDesk(t)
	all := func() *sheet.Book {
		return tabs(t, tab{name: "Nord", rows: form + "ADN;Protection;Suivi;2018-03;100\nADN;Protection;Écoute;2018-03;beaucoup\n"},
			tab{name: "Sud", rows: form + "ABM;Éducation;Classes;2018-03;50\nABM;Éducation;Livres;2018-03;peu\n"})
	}
	x := d.takeBook("mars.xlsx", all())
	if want := (Tally{Read: 4, New: 2, Refused: 2}); x.Rows != want {
		t.Fatalf("%+v, want %+v\n%s", x.Rows, want, x.Text("fr", 20))
	}
	var from []string
	for _, c := range x.Set.Changes {
		if c.Kind == "activity" {
			from = append(from, c.From.String())
		}
	}
	if got := strings.Join(from, ", "); got != "mars.xlsx [Nord] 2, mars.xlsx [Sud] 2" {
		t.Errorf("the lines come from %s", got)
	}
	if text := x.Text("en", 20); !strings.Contains(text, "Nord!E3") || !strings.Contains(text, "Sud!E3") {
		t.Errorf("told as\n%s", text)
	}
	if y := d.takeBook("mars.xlsx", all()); y.Rows != x.Rows {
		t.Errorf("%+v", y.Rows)
	} else {
		var out bytes.Buffer
		if err := y.WriteRefused(t.Context(), &out, all(), "fr"); err != nil {
			t.Fatal(err)
		}
		back, err := sheet.Read("refused.xlsx", bytes.NewReader(out.Bytes()), int64(out.Len()), sheet.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		var why []string
		if err := back.Rows(t.Context(), back.Sheets()[0].Name, func(n int, cells []sheet.Cell) error {
			if n > 1 {
				why = append(why, strings.SplitN(cells[0].Text, "\n", 2)[0]+" "+sheet.At(cells, 2).Text+" "+cells[len(cells)-1].Text)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if got := strings.ReplaceAll(strings.Join(why, "\n"), "\u00a0", " "); got != "Feuille « Nord », ligne 3 ADN Nord\nFeuille « Sud », ligne 3 ABM Sud" {
			t.Errorf("refused rows\n%s", got)
		}
	}
	d.apply(x)
	if again := d.takeBook("mars.xlsx", all()); again.Rows.Unchanged != 2 || len(again.Set.Changes) != 0 {
		t.Errorf("the second time: %+v", again.Rows)
	}
}

// TestOneSheetIsAskedFor: it alone is read.
func TestOneSheetIsAskedFor(t *testing.T) {
	b := tabs(t, tab{name: "Gao", rows: form + "AMSS;Protection;Causeries;2018-03;10\n"}, tab{name: "Kidal", rows: form + "AMSS;Protection;Suivi;2018-03;10\n"})
	l, err := layout.Recognise(t.Context(), b, layout.Options{Sheet: "Kidal"})
	if err != nil {
		t.Fatal(err)
	}
	r, err := Check(t.Context(), b, l, sahel(), CheckOptions{File: "f.xlsx"}, nil)
	if err != nil || r.Read != 1 || r.Layout.Sheet != "Kidal" || len(r.Layout.Sheets()) > 0 {
		t.Errorf("%d read of %q: %v", r.Read, r.Layout.Sheets(), err)
	}
}

// TestWhatASheetOfSeveralHoldsEndsWithIt: merged cells hold in their own sheet, and a
// second table below one of them is not what the next sheet has.
func TestWhatASheetOfSeveralHoldsEndsWithIt(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for _, s := range []string{"Nord", "Sud"} {
		f.NewSheet(s)
		f.SetSheetRow(s, "A1", &[]any{"Matrice " + s})
		f.SetSheetRow(s, "A2", &[]any{"Organisation", "Région", "Secteur", "Activité", "Mois"})
		for i := range 600 {
			f.SetSheetRow(s, fmt.Sprint("B", i+3), &[]any{"Gao", "Protection", fmt.Sprint(s, " ", i), "2018-03"})
		}
		f.SetCellValue(s, "A3", map[string]string{"Nord": "AMSS", "Sud": "NRC"}[s])
		f.MergeCell(s, "A3", "A602")
	}
	f.SetSheetRow("Nord", "A603", &[]any{"Partenaire", "Secteur", "Province", "Nombre d’agents"})
	f.SetSheetRow("Nord", "A604", &[]any{"AMSS", "Protection", "Gao", 12})
	f.DeleteSheet("Sheet1")
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	b := bookOf(t, "f.xlsx", out.String())
	got, r := told(t, "f.xlsx", b)
	if r.Read != 1202 || r.Good != 1200 || r.Count("other_table") != 2 || strings.Count(got, "AMSS ML07 PRO") != 600 || strings.Count(got, "NRC ML07 PRO") != 600 {
		t.Errorf("%d read, %d good: %v", r.Read, r.Good, r.Findings)
	}
	if at := r.Findings[0].Where(9); at != "Nord!603-604" {
		t.Errorf("the other table is said to stand at %s", at)
	}
}

// TestSheetsThatNobodySigns: tables without organisations are no 5W, however many.
func TestSheetsThatNobodySigns(t *testing.T) {
	const plan = "Région;Secteur;Activité;Mois\nGao;Protection;Causeries;2018-03\n"
	b := tabs(t, tab{name: "Plan A", rows: plan}, tab{name: "Plan B", rows: plan})
	if _, err := Check(t.Context(), b, nil, sahel(), CheckOptions{File: "f.xlsx"}, nil); !errors.Is(err, layout.ErrNoTable) {
		t.Error(err)
	}
}
