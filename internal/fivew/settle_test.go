package fivew

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"toguna/internal/match"
	"toguna/internal/record"
)

// TestLevelsAsTheRegisterKnowsThem: a commune is of level 3 in Mali, of level 2
// in Haiti.
func TestLevelsAsTheRegisterKnowsThem(t *testing.T) {
	units := func(level float64) []*record.Place {
		return []*record.Place{place("X", "Pays", "", 0, "", ""), place("X1", "Mopti", "X", 1, "", ""), place("X2", "Gao", "X", 1, "", ""),
			place("X11", "Djenné", "X1", 2, "", ""), place("X12", "Mopti", "X1", 2, "", ""),
			place("X111", "Derary", map[float64]string{2: "X1", 3: "X11"}[level], level, "", ""), place("X121", "Socoura", map[float64]string{2: "X1", 3: "X12"}[level], level, "", "")}
	}
	const file = "Organisation;Secteur;Mois;Région;Commune\nAMSS;Protection;2023-01;Mopti;Derary\nNRC;Santé;2023-01;Mopti;Socoura\nDRC;Santé;2023-01;Mopti;Djenné\n"
	for level, want := range map[float64]string{2: "X111 X121 X11", 3: "X111 X121 X1"} {
		var got []string
		r, err := Check(context.Background(), bookOf(t, "a.csv", file), nil, Known{Places: match.NewPlaces(units(level), nil, "")}, CheckOptions{}, func(l *Line) error {
			got = append(got, string(l.Activity.Place))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("communes of level %v: %v, want %s", level, got, want)
		}
		if n := r.Count("no_cercle"); n != int(level-2)*2 {
			t.Errorf("communes of level %v: %d found without a cercle", level, n)
		}
	}
}

// TestStartAndEndAlone: what stands below tells days of an activity from the
// moments at which a form was filled in.
func TestStartAndEndAlone(t *testing.T) {
	for _, c := range []struct{ head, first, second, want string }{
		{"Début;Fin", "01/02/2023;28/02/2023", "15/03/2023;30/04/2023", "date.start date.end"},
		{"Start;End", "Feb 2023;Mar 2023", "2023-03-01;2023-04-30", "date.start date.end"},
		{"Inicio;Fin", "44927;44957", "44958;44985", "date.start date.end"},
		{"start;end", "2023-02-01T09:00:00.000+00:00;2023-02-01T09:20:00.000+00:00", "2023-02-02 09:00:00;2023-02-02 09:20:00", " "},
		{"Début;Fin", "en cours;terminé", "planifié;en cours", " "},
	} {
		p, err := Inspect(context.Background(), bookOf(t, "a.csv", "Organisation;Secteur;Région;"+c.head+"\nAMSS;Protection;Mopti;"+c.first+"\nNRC;Santé;Gao;"+c.second+"\n"), InspectOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(p.Columns[3].Meaning, " ", p.Columns[4].Meaning); got != c.want {
			t.Errorf("%s over %s: %q, want %q", c.head, c.first, got, c.want)
		}
	}
}

// TestSheetsOfOneForm: a sheet for each region; the others are named, a hidden
// one and a list are not.
func TestSheetsOfOneForm(t *testing.T) {
	const head = "\nOrganisation;Secteur;Région;Mois;Femmes\n"
	b := unseen{sheets: []string{"Mopti", head + "AMSS;Protection;Mopti;2023-01;1\nNRC;Santé;Mopti;2023-01;2\nDRC;Abris;Mopti;2023-01;3", "Gao", head + "DRC;Protection;Gao;2023-01;3",
		"Kidal!", head + "DRC;Protection;Kidal;2023-01;3", "Vide", strings.TrimSuffix(head, "\n"), "Listes", "\nOrganisation;Secteur\nAMSS;Protection\nNRC;Santé"}}.book(t)
	r, err := Check(context.Background(), b, nil, Known{}, CheckOptions{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if text := r.questionsText("en"); r.Layout.Sheet != "Mopti" || text != "TO BE READ TOO: other sheets have the same headings and were not read: Gao. Give each with --sheet.\n" {
		t.Errorf("%s: %q", r.Layout.Sheet, text)
	}
	p, err := Inspect(context.Background(), b, InspectOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(p.Table("en"), "there is also “Gao”. Which one?") {
		t.Error(p.Table("en"))
	}
}

// TestCountsOfThingsAreNoPlaces: most of a table without a place is numbers
// under names, none of which the register knows.
func TestCountsOfThingsAreNoPlaces(t *testing.T) {
	b := bookOf(t, "a.csv", "Organisation;Secteur;Mois;Tentes;Bâches;Seaux\nAMSS;Protection;2023-01;1;2;3\nNRC;Abris;2023-01;4;;6\n")
	r, err := Check(context.Background(), b, nil, Known{Places: match.NewPlaces(mali, nil, "")}, CheckOptions{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if r.Read != 2 || r.Refused != 2 || r.Count("required") != 2 {
		t.Errorf("%d read, %d refused: %v", r.Read, r.Refused, r.Findings)
	}
}
