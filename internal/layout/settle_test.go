package layout

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
)

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
		p, err := Inspect(context.Background(), bookOf(t, "a.csv", "Organisation;Secteur;Région;"+c.head+"\nAMSS;Protection;Mopti;"+c.first+"\nNRC;Santé;Gao;"+c.second+"\n"), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(p.Columns[3].Meaning, " ", p.Columns[4].Meaning); got != c.want {
			t.Errorf("%s over %s: %q, want %q", c.head, c.first, got, c.want)
		}
	}
}

// TestSheetsOfOneForm: a sheet for each region; the others are asked about, a
// hidden one and a list are not.
func TestSheetsOfOneForm(t *testing.T) {
	const head = "\nOrganisation;Secteur;Région;Mois;Femmes\n"
	b := unseen{sheets: []string{"Mopti", head + "AMSS;Protection;Mopti;2023-01;1\nNRC;Santé;Mopti;2023-01;2\nDRC;Abris;Mopti;2023-01;3", "Gao", head + "DRC;Protection;Gao;2023-01;3",
		"Kidal!", head + "DRC;Protection;Kidal;2023-01;3", "Vide", strings.TrimSuffix(head, "\n"), "Listes", "\nOrganisation;Secteur\nAMSS;Protection\nNRC;Santé"}}.book(t)
	p, err := Inspect(context.Background(), b, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if p.Sheet != "Mopti" || !slices.Equal(p.Alike(), []string{"Gao"}) || !strings.Contains(p.Table("en"), "there is also “Gao”. Which one?") {
		t.Errorf("%s, alike %q:\n%s", p.Sheet, p.Alike(), p.Table("en"))
	}
}
