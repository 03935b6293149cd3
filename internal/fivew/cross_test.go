package fivew

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"toguna/internal/exchange/sheet"
	"toguna/internal/layout"
	"toguna/internal/match"
	"toguna/internal/record"
)

// TestACrossTableByPlaceOrMonthUnfolds: each cell that says present is a row of
// the place or the month that its heading names.
func TestACrossTableByPlaceOrMonthUnfolds(t *testing.T) {
	for _, c := range []struct{ name, file, text, want string }{
		{"crosses by region", "a.csv", `Organisation;Secteur;Mois;Mopti;Gao;Kidal
AMSS;Protection;2023-01;x;;x
NRC;Santé;2023-01;;x;
Total;;;1;1;1`, `2 AMSS PRO ML05 2023-01
2 AMSS PRO ML08 2023-01
3 NRC HEA ML07 2023-01`},
		{"cercles below their region", "a.csv", `;;;Mopti;;Gao;
Organisation;Secteur;Mois;Mopti;Djenné;Gao;Ansongo
AMSS;Protection;2023-01;x;x;;
NRC;Santé;2023-01;;;3;0`, `3 AMSS PRO ML0506 2023-01
3 AMSS PRO ML0503 2023-01
4 NRC HEA ML0703 2023-01`},
		{"cercles by what the register knows", "a.csv", `Partenaire;Cluster;Période;Djenné;Ansongo;Sikasso;Kadiolo;Bougouni
AMSS;Protection;mars 2023;2;;;1;
NRC;Santé;mars 2023;;0;;;0`, `2 AMSS PRO ML0503 2023-03
2 AMSS PRO ML0302 2023-03`},
		{"codes, a title that counts people", "a.csv", `;;;Nombre de femmes atteintes par région;;
Organisation;Secteur;Mois;ML05;ML07;ML08
AMSS;Protection;2023-01;120;;30
NRC;Santé;2023-01;;;`, `3 AMSS PRO ML05 2023-01 women 120
3 AMSS PRO ML08 2023-01 women 30`},
		{"months of the year of the file", "suivi_2023.csv", `Organisation;Secteur;Région;Activité;Jan;Fév;Mars;Avr.;Total
AMSS;Protection;Mopti;Causeries;10;;20;0;30`, `2 AMSS PRO ML05 2023-01 Causeries
2 AMSS PRO ML05 2023-03 Causeries`},
		{"months with their year, people", "a.csv", `;;;Personnes atteintes;;
Organisation;Secteur;Région;2023-01;2023-02;2023-03
AMSS;Protection;Mopti;10;12;`, `3 AMSS PRO ML05 2023-01 total 10
3 AMSS PRO ML05 2023-02 total 12`},
		{"women and men of each month", "a.csv", `;;;Janvier 2023;;Février 2023;;Mars 2023;
Organisation;Secteur;Région;Femmes;Hommes;Femmes;Hommes;Femmes;Hommes
AMSS;Protection;Mopti;10;5;;;3;`, `3 AMSS PRO ML05 2023-01 women 10 men 5
3 AMSS PRO ML05 2023-03 women 3`},
		{"organisations named under each cluster", "a.csv", `Présence opérationnelle
Région;Cercle;Mois;Protection;Santé;EHA;Nutrition
Gao;Ansongo;2023-01;NRC, AMSS;AMSS;-;
Mopti;Djenné;2023-01;;;NRC | AMSS;AMSS
Total;;;2;1;2;1`, `3 NRC PRO ML0701 2023-01
3 AMSS PRO ML0701 2023-01
3 AMSS HEA ML0701 2023-01
4 NRC WSH ML0503 2023-01
4 AMSS WSH ML0503 2023-01
4 AMSS NUT ML0503 2023-01`},
		{"clusters named under each region", "a.csv", `Organisation;Type;Mois;Gao;Mopti;Kidal
NRC;ONG internationale;2023-01;Protection, EHA;Abris;
AMSS;ONG nationale;2023-01;Santé;;Nutrition`, `2 NRC PRO ML07 2023-01
2 NRC WSH ML07 2023-01
2 NRC SHL ML05 2023-01
3 AMSS HEA ML07 2023-01
3 AMSS NUT ML08 2023-01`},
		{"clusters named under each organisation", "a.csv", `Région;Cercle;Mois;NRC;AMSS;DRC
Gao;Ansongo;2023-01;Protection;EHA;
Mopti;Djenné;2023-01;Abris;;Protection, Santé`, `2 NRC PRO ML0701 2023-01
2 AMSS WSH ML0701 2023-01
3 NRC SHL ML0503 2023-01
3 DRC PRO ML0503 2023-01
3 DRC HEA ML0503 2023-01`},
		{"quarters below their year", "a.csv", `;;;2023;;;
Organisation;Secteur;Région;T1;T2;T3;T4
AMSS;Protection;Mopti;10;;;4`, `3 AMSS PRO ML05 2023-03
3 AMSS PRO ML05 2023-12`},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := bookOf(t, c.file, c.text+"\n")
			var got []string
			r, err := Check(context.Background(), b, nil, Known{Places: match.NewPlaces(mali, nil, "")}, CheckOptions{File: c.file}, func(l *Line) error {
				a := l.Activity
				says := fmt.Sprint(l.Row, " ", l.Org.Name, " ", a.Sector, " ", a.Place, " ", a.Month)
				for _, n := range []struct {
					who string
					n   record.Number
				}{{"women", a.Women}, {"men", a.Men}, {"total", a.Total}} {
					if n.n.Known() {
						says += fmt.Sprint(" ", n.who, " ", n.n.V)
					}
				}
				if a.What != "" {
					says += " " + a.What
				}
				if l.Refused() {
					says += fmt.Sprint(" refused ", l.Problems)
				}
				got = append(got, says)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if strings.Join(got, "\n") != c.want || r.Refused != 0 {
				p, _ := layout.Inspect(context.Background(), b, layout.Options{})
				t.Errorf("lines\n%s\nwant\n%s\n%s", strings.Join(got, "\n"), c.want, p.Table("en"))
			}
		})
	}
}

// TestWhatStandsAboveTheTable: who, which sector and when, where no column says
// it; refused rows take it along.
func TestWhatStandsAboveTheTable(t *testing.T) {
	const file = "Organisation : ABM\nCluster :;Protection\nMois;mars 2018\nNombre d'activités : 3\n\nActivité;Région;P-code région;Bénéficiaires atteints\nCauseries;Nord;KO01;12\nFormation;Sud;KO02;20\nLivres;Ailleurs;;7\n"
	d := newDesk(t)
	x := d.take("rapport.csv", file)
	if want := (Tally{Read: 3, New: 2, Refused: 1}); x.Rows != want {
		t.Fatalf("%+v, want %+v\n%s", x.Rows, want, x.Text("fr", 20))
	}
	d.apply(x)
	for _, a := range d.activities() {
		if a.Org == "" || a.Org != a.Impl || a.Sector != "PRO" || a.Month != "2018-03" {
			t.Errorf("%s > %s, %s, %s", a.Org, a.Impl, a.Sector, a.Month)
		}
	}
	var out bytes.Buffer
	if err := x.WriteRefused(t.Context(), &out, bookOf(t, "rapport.csv", file), "fr"); err != nil {
		t.Fatal(err)
	}
	back, err := sheet.Read("refused.xlsx", bytes.NewReader(out.Bytes()), int64(out.Len()), sheet.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	got, _ := linesOf(t, back)
	if got != "2 ABM  Livres refused" { // the month and the sector are on the hidden sheet
		t.Errorf("%q", got)
	}
}

// TestPresenceOfWhatStandsAbove: a partner's own file says who, where, in which
// sector and when above its table; presence and the register read it alike.
func TestPresenceOfWhatStandsAbove(t *testing.T) {
	const file = "Organisation : ABM\nCluster :;Protection\nRégion : Sud\nMois;mars 2018\n\nActivité;Cercle;Bénéficiaires atteints\nCauseries;Centre;12\nÉcoute;Ailleurs;7\nTotal;;19\n"
	d := newDesk(t)
	r, err := Presence(t.Context(), bookOf(t, "rapport.csv", file), Question{File: "rapport.csv", Sector: "protection", Set: "all", By: "admin1", Places: d.snapshot().Places})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Organisations) != 1 || r.Organisations[0].Label != "ABM" || r.Total[layout.NoType] != 1 || r.Period != (Period{"2018-03-01", "2018-03-31", "above"}) || r.Rows != (Rows{Read: 3, Taken: 1, Folded: 1, Refused: 1}) {
		t.Errorf("%+v\n%+v\n%+v", r.Organisations, r.Period, r.Rows)
	}
	for _, p := range r.Places {
		if want := map[bool]int{true: 1}[p.Name == "Sud"]; p.count("all") != want {
			t.Errorf("%s: %d organisations, want %d", p.Name, p.count("all"), want)
		}
	}
	if _, err := Presence(t.Context(), bookOf(t, "rapport.csv", file), Question{Sector: "health", Places: d.snapshot().Places}); err != nil {
		t.Error(err)
	}

	x := d.take("rapport.csv", file)
	if want := (Tally{Read: 3, New: 2, Folded: 1}); x.Rows != want {
		t.Fatalf("%+v, want %+v\n%s", x.Rows, want, x.Text("fr", 20))
	}
	d.apply(x)
	for _, a := range d.activities() {
		if p := d.snapshot().Admin(a.Place, 1); p == nil || p.NameFR != "Sud" {
			t.Errorf("%s at %+v", a.What, p)
		}
	}
	if x = d.take("rapport.csv", file); x.Rows.Unchanged != 2 {
		t.Errorf("again: %+v", x.Rows)
	}
}

// TestGarbledAccentsAreRepaired: a file whose UTF-8 was read as Windows-1252 and
// saved again says what it said before, and is told of once; one whose accents
// are its own is left alone.
func TestGarbledAccentsAreRepaired(t *testing.T) {
	const file = "Mois;Organisation;Secteur;Activité;Région;Total atteint\n2018-03;ADN;Éducation;Écoles à Sud;Sud;200\n2018-03;ABM;Santé;Dépistage;Sud;50\n"
	bad, err := charmap.Windows1252.NewDecoder().String(file)
	if err != nil {
		t.Fatal(err)
	}
	d := newDesk(t)
	x := d.take("mars.csv", bad)
	if want := (Tally{Read: 2, New: 2}); x.Rows != want || len(found(x, "garbled")) != 1 {
		t.Fatalf("%+v, want %+v\n%s", x.Rows, want, x.Text("fr", 20))
	}
	d.apply(x)
	for _, a := range d.activities() {
		if strings.Contains(a.What, "Ã") {
			t.Errorf("%q", a.What)
		}
	}
	if x = d.take("mars.csv", file); x.Rows.Unchanged != 2 || len(found(x, "garbled")) != 0 {
		t.Errorf("as it was: %+v\n%s", x.Rows, x.Text("fr", 20))
	}
	for _, own := range []string{"SÃO TOMÉ", "Ã", "Région", "الصحة", "Sud"} {
		if s, yes := sheet.Ungarble(own); yes || s != own {
			t.Errorf("%q became %q", own, s)
		}
	}
}
