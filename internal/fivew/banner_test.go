package fivew

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"toguna/internal/exchange/sheet"
	"toguna/internal/layout"
	"toguna/internal/locale"
	"toguna/internal/match"
	"toguna/internal/record"
)

var sahelPlaces = append([]*record.Place{
	place("ML070101", "Bara", "ML0701", 3, "", ""), place("ML050301", "Bara", "ML0503", 3, "", ""),
}, mali...)

// sahel is a register of a few places and two organisations.
func sahel() Known {
	places := sahelPlaces
	amss := &record.Org{NameFR: "Association malienne pour la survie au Sahel", Acronym: "AMSS", Type: "441"}
	amss.ID, amss.Code = "o1", "AMSS"
	nrc := &record.Org{NameFR: "Norwegian Refugee Council", Acronym: "NRC", Type: "437"}
	nrc.ID, nrc.Code = "o2", "NRC"
	return Known{Places: match.NewPlaces(places, nil, ""), Orgs: match.NewOrgs([]*record.Org{amss, nrc}, nil, places),
		Register: map[record.OrgID]*record.Org{"o1": amss, "o2": nrc}}
}

// told writes what the lines of a file come to, one a line; banners are left out.
func told(t *testing.T, file string, b *sheet.Book) (string, *Report) {
	t.Helper()
	var out strings.Builder
	o := CheckOptions{File: file}
	o.Again = out.Reset
	r, err := Check(context.Background(), b, nil, sahel(), o, func(l *Line) error {
		if l.Repeat {
			return nil
		}
		org, where := "-", "-"
		if l.Org != nil {
			org = l.Org.Name
		}
		if l.Place.Place != nil {
			where = l.Place.Place.Code
		}
		fmt.Fprintf(&out, "%d %s %s %s %s", l.Row, org, where, l.Activity.Sector, l.Activity.Month)
		if l.Refused() {
			out.WriteString(" refused")
		}
		out.WriteString("\n")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if r.Read != r.Good+r.Repeated+r.Refused {
		t.Errorf("%d read is not %d + %d + %d", r.Read, r.Good, r.Repeated, r.Refused)
	}
	return strings.TrimSpace(out.String()), r
}

// TestTitlesAmongTheRows: partners group their rows below a region, a cercle, a
// sector, an organisation or a month, with a column for it or without.
func TestTitlesAmongTheRows(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"regions, in their own column", `Région;Organisation;Secteur;Activité;Mois;Femmes atteintes
Région de Gao;;;;;
;AMSS;Protection;Causeries;2018-03;10
;NRC;Santé;Soins;2018-03;20
MOPTI;;;;;
;NRC;Santé;Vaccins;2018-03;5
`, `3 AMSS ML07 PRO 2018-03
4 NRC ML07 HEA 2018-03
6 NRC ML05 HEA 2018-03`},
		{"regions and cercles, without a column", `Organisation;Secteur;Activité;Mois;Femmes atteintes
Région de Gao
Cercle d'Ansongo
AMSS;Protection;Causeries;2018-03;10
Cercle de Gao
AMSS;Protection;Formation;2018-03;12
Région de Mopti
NRC;Santé;Soins;2018-03;20
Cercle de Djenné
NRC;Santé;Vaccins;2018-03;20
`, `4 AMSS ML0701 PRO 2018-03
6 AMSS ML0703 PRO 2018-03
8 NRC ML05 HEA 2018-03
10 NRC ML0503 HEA 2018-03`},
		{"a region completes cercles, and a cercle the communes", `Cercle;Commune;Organisation;Secteur;Activité;Mois
Région: Gao
Ansongo;;AMSS;Protection;Causeries;2018-03
Cercle d’Ansongo
;Bara;AMSS;Protection;Formation;2018-03
Cercle de Djenné
;Bara;AMSS;Protection;Écoute;2018-03
`, `3 AMSS ML0701 PRO 2018-03
5 AMSS ML070101 PRO 2018-03
7 AMSS ML050301 PRO 2018-03`},
		{"a commune that the cercle above it tells apart", `Organisation;Secteur;Activité;Mois
Cercle d'Ansongo
AMSS;Protection;Causeries;2018-03
Commune de Bara
AMSS;Protection;Formation;2018-03
Cercle de Djenné
Commune de Bara
AMSS;Protection;Formation;2018-03
`, `3 AMSS ML0701 PRO 2018-03
5 AMSS ML070101 PRO 2018-03
8 AMSS ML050301 PRO 2018-03`},
		{"sectors", `Organisation;Région;Activité;Mois
SECTEUR: PROTECTION
AMSS;Gao;Causeries;2018-03
Santé
AMSS;Gao;Soins;2018-03
`, `3 AMSS ML07 PRO 2018-03
5 AMSS ML07 HEA 2018-03`},
		{"organisations, one that the register does not know, and the next ends what was of the last", `Région;Secteur;Activité;Mois;Femmes atteintes
AMSS
Gao;Protection;Causeries;2018-03;10
Secteur Santé
Gao;;Soins;2018-03;11
Organisation : Les Amis du Fleuve
Gao;Protection;Soins;2018-03;3
Gao;;Soins;2018-03;3
`, `3 AMSS ML07 PRO 2018-03
5 AMSS ML07 HEA 2018-03
7 Les Amis du Fleuve ML07 PRO 2018-03
8 Les Amis du Fleuve ML07  2018-03 refused`},
		{"months, whose year the file says", `Organisation;Région;Secteur;Activité
Mars 2018
AMSS;Gao;Protection;Causeries
Mois : avril
AMSS;Gao;Protection;Causeries
`, `3 AMSS ML07 PRO 2018-03
5 AMSS ML07 PRO 2018-04`},
		{"what a row says itself counts, also against the title", `Organisation;Région;Cercle;Secteur;Activité;Mois
Cercle d'Ansongo
AMSS;;;Protection;Causeries;2018-03
AMSS;Mopti;Djenné;Protection;Formation;2018-03
AMSS;Gao;;Protection;Écoute;2018-03
AMSS;Mopti;;Protection;Suivi;2018-03
`, `3 AMSS ML0701 PRO 2018-03
4 AMSS ML0503 PRO 2018-03
5 AMSS ML0701 PRO 2018-03
6 AMSS ML05 PRO 2018-03`},
		{"the total of a part and headings that stand again", `Organisation;Secteur;Activité;Mois;Femmes atteintes
Région de Gao
Organisation;Secteur;Activité;Mois;Femmes atteintes
AMSS;Protection;Causeries;2018-03;10
Total;;;;10
Région de Mopti
Organisation;Secteur;Activité;Mois;Femmes atteintes
AMSS;Protection;Causeries;2018-03;10
`, `3 - ML07   refused
4 AMSS ML07 PRO 2018-03
5 - -   refused
7 - ML05   refused
8 AMSS ML05 PRO 2018-03`},
	} {
		for kind, b := range map[string]*sheet.Book{"csv": csvOf(t, c.text), "xlsx": mergedBook(t, c.text)} {
			got, r := told(t, "2018-03.csv", b)
			if got != c.want {
				t.Errorf("%s, %s: lines\n%s\nwant\n%s\n%v", c.name, kind, got, c.want, r.Findings)
			}
			if titles := r.Read - strings.Count(got, "\n") - 1; titles == 0 || r.Count("banner") != titles || r.Repeated != titles {
				t.Errorf("%s, %s: %d titles, %d told, %d folded", c.name, kind, titles, r.Count("banner"), r.Repeated)
			}
		}
	}
}

// TestATitleFarDownIsMergedAcross: the first rows show nothing of it.
func TestATitleFarDownIsMergedAcross(t *testing.T) {
	var text strings.Builder
	text.WriteString("Organisation;Région;Secteur;Activité;Mois\n")
	for i := range 600 {
		fmt.Fprintf(&text, "AMSS;Mopti;Protection;Séance %d;2018-03\n", i)
	}
	text.WriteString("Région de Gao\n")
	for i := range 600 {
		fmt.Fprintf(&text, "NRC;;Santé;Séance %d;2018-03\n", i)
	}
	for kind, b := range map[string]*sheet.Book{"csv": csvOf(t, text.String()), "xlsx": mergedBook(t, text.String(), "A602:E602")} {
		got, r := told(t, "f", b)
		if r.Read != 1201 || r.Good != 1200 || r.Refused != 0 || !strings.HasSuffix(got, "\n1202 NRC ML07 HEA 2018-03") {
			t.Errorf("%s: %d read, %d good, %d refused: …%s", kind, r.Read, r.Good, r.Refused, got[len(got)-60:])
		}
		want := "title among the rows (place, organisation, sector or month), which is no line of activity"
		if len(r.Findings) == 0 || !strings.Contains(r.Findings[0].Text("en"), want) || !strings.Contains(r.Findings[0].Text("en"), "602") {
			t.Errorf("%s: told as %v", kind, r.Findings)
		}
	}
}

// TestARowWithOneCellThatHeadsNothing: is refused as ever.
func TestARowWithOneCellThatHeadsNothing(t *testing.T) {
	for name, text := range map[string]string{
		"a row that somebody began": "AMSS;Gao;Protection;Causeries;2018-03\nNRC;;;;\nAMSS;Gao;Santé;Soins;2018-03\n",
		"sectors below one another": "AMSS;Gao;Protection;Causeries;2018-03\n;;Santé;;\n;;Éducation;;\nNRC;Gao;Santé;Soins;2018-03\n",
		"a name of nothing known":   "Zone Nord;;;;\n;Gao;Protection;Causeries;2018-03\n",
		"an activity":               "AMSS;Gao;Protection;Causeries;2018-03\n;;;Protection;\nAMSS;Gao;;Soins;2018-03\n",
		"a remark at the end":       "AMSS;Gao;Protection;Causeries;2018-03\nSource: AMSS, mars 2018;;;;\n",
	} {
		got, r := told(t, "f", csvOf(t, "Organisation;Région;Secteur;Activité;Mois\n"+text))
		if r.Repeated != 0 || r.Count("banner") != 0 || r.Refused == 0 {
			t.Errorf("%s: %d folded, %d refused\n%s", name, r.Repeated, r.Refused, got)
		}
	}
	// Cells merged over rows: the second row of the partner says its sector alone.
	got, r := told(t, "f", mergedBook(t, "Organisation;Région;Secteur;Activité;Mois\nAMSS;Gao;Protection;Causeries;2018-03\n;;Santé;;\n;;;Soins;\n", "A2:A4", "B2:B4", "E2:E4"))
	if want := "2 AMSS ML07 PRO 2018-03\n3 AMSS ML07 HEA 2018-03\n4 AMSS ML07  2018-03 refused"; got != want || r.Repeated != 0 {
		t.Errorf("lines\n%s\nwant\n%s", got, want)
	}
}

// TestRowsBelowTitlesAreTaken: into the register once; refused ones go back with what
// the title says, in a column of its own, and come in corrected.
func TestRowsBelowTitlesAreTaken(t *testing.T) {
	d := newDesk(t)
	text := "Mois;Secteur;Activité;Femmes atteintes\nADN;;;\nRégion : Nord;;;\n2018-03;Protection;Suivi;100\n2018-03;Protection;Écoute;beaucoup\nABM;;;\nSud;;;\n2018-03;Éducation;Classes;50\n"
	x := d.take("mars.csv", text)
	if want := (Tally{Read: 7, New: 2, Folded: 4, Refused: 1}); x.Rows != want {
		t.Fatalf("%+v, want %+v\n%s", x.Rows, want, x.Text("fr", 20))
	}
	d.apply(x)
	if again := d.take("mars.csv", text); again.Rows.Unchanged != 2 || len(again.Set.Changes) != 0 {
		t.Errorf("the second time: %+v", again.Rows)
	}
	for lang, gained := range map[locale.Lang]string{"fr": "Organisation;Région", "en": "Organisation;Region"} {
		var out bytes.Buffer
		if err := x.WriteRefused(t.Context(), &out, bookOf(t, "mars.csv", text), lang); err != nil {
			t.Fatal(err)
		}
		back, err := sheet.Read("refused.xlsx", bytes.NewReader(out.Bytes()), int64(out.Len()), sheet.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		l, err := layout.Recognise(t.Context(), back, layout.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var says []string
		if err := l.Walk(t.Context(), back, func(n int, cells []sheet.Cell) error {
			for _, c := range cells[1:] {
				says = append(says, c.Text)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(says, ";"); got != "Mois;Secteur;Activité;Femmes atteintes;"+gained+";2018-03;Protection;Écoute;beaucoup;ADN;Nord" {
			t.Errorf("%s: the refused row says %s", lang, got)
		}
		if l.Of("adm1_name") == nil {
			t.Errorf("%s: the heading %s is not read back as a region", lang, gained)
		}
	}
}

// TestTitlesComeBackInTheLanguageOfThePerson: the sector and the month that only
// titles say are headed in English for who reads English, and read back.
func TestTitlesComeBackInTheLanguageOfThePerson(t *testing.T) {
	d := newDesk(t)
	text := "Organisation;Région;Activité;Femmes atteintes\nSECTEUR: PROTECTION\nMARS 2018\nADN;Nord;Suivi;100\nADN;Nord;Écoute;beaucoup\n"
	x := d.take("f.csv", text)
	var out bytes.Buffer
	if err := x.WriteRefused(t.Context(), &out, bookOf(t, "f.csv", text), "en"); err != nil {
		t.Fatal(err)
	}
	l, err := layout.Recognise(t.Context(), bookOf(t, "refused.xlsx", out.String()), layout.Options{})
	if err != nil {
		t.Fatal(err)
	}
	meant := map[string]layout.Meaning{}
	for _, c := range l.Columns {
		meant[c.Header] = c.Meaning
	}
	if meant["Sector"] != layout.Sector || meant["Month"] != layout.DateReported {
		t.Errorf("the columns come back as %v", meant)
	}
}

// TestATableOfNeedsStaysOne: a row with one text makes no 5W of a table that names
// neither organisations nor activities.
func TestATableOfNeedsStaysOne(t *testing.T) {
	b := csvOf(t, "Région;Cercle;Secteur;Personnes dans le besoin\nGao\n;Ansongo;Protection;1000\n;Gao;Protection;2000\nSource : HNO 2018\n")
	if l, err := layout.Recognise(t.Context(), b, layout.Options{}); !errors.Is(err, layout.ErrNoTable) {
		t.Errorf("taken for %v: %v", l, err)
	}
}
