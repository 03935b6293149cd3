package fivew

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

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

// TestASheetForEachRegion: all are read, and named.
func TestASheetForEachRegion(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for _, s := range []struct {
		region string
		who    []string
	}{{"Mopti", []string{"AMSS", "NRC", "DRC"}}, {"Gao", []string{"DRC"}}} {
		f.NewSheet(s.region)
		f.SetSheetRow(s.region, "A1", &[]any{"Organisation", "Secteur", "Région", "Mois", "Femmes"})
		for i, org := range s.who {
			f.SetSheetRow(s.region, fmt.Sprintf("A%d", i+2), &[]any{org, "Protection", s.region, "2023-01", i})
		}
	}
	f.DeleteSheet("Sheet1")
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	b := bookOf(t, "f.xlsx", out.String())
	r, err := Check(context.Background(), b, nil, Known{}, CheckOptions{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if text := r.questionsText("en"); r.Layout.Sheet != "Mopti" || r.Read != 4 || text != "Sheets of one form, read together: Mopti, Gao (--sheet reads one of them)\n" {
		t.Errorf("%s: %q", r.Layout.Sheet, text)
	}
}
