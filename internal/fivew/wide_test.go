package fivew

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"toguna/internal/layout"
	"toguna/internal/match"
)

// crossedOrgs is a cross-table of many organisations: places are rows, a cross
// or a number where an organisation works.
func crossedOrgs(orgs int) string {
	var b strings.Builder
	b.WriteString("Présence des organisations\nRégion;Cercle")
	for i := range orgs {
		fmt.Fprintf(&b, ";Organisation %c%c pour tous", 'A'+i/26, 'A'+i%26)
	}
	for r, place := range []string{"Mopti;Djenné", "Gao;Ansongo", "Gao;Gao"} {
		b.WriteString("\n" + place)
		for i := range orgs {
			b.WriteString(";" + []string{"x", "", "3", "0", "1", "", "-"}[(i+r)%7])
		}
	}
	return b.String() + "\n"
}

func TestACrossTableOfOrganisationsUnfolds(t *testing.T) {
	b := bookOf(t, "presence.csv", crossedOrgs(300))
	p, err := layout.Inspect(context.Background(), b, layout.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !p.CrossTab || !p.Unfolds() || p.HeaderRow != 2 || p.Rows != 3 || *p.Distinct.OrgRaw != 300 || p.Of("adm2_name") == nil {
		t.Errorf("cross-table %v, header %d, %d rows, %d organisations", p.CrossTab, p.HeaderRow, p.Rows, *p.Distinct.OrgRaw)
	}
	r, err := Presence(context.Background(), b, Question{Set: "all", By: "admin2", Places: mali})
	if err != nil {
		t.Fatal(err)
	}
	// Of seven cells that follow one another, three say present.
	want := map[string]int{"ML0503": 129, "ML0701": 128, "ML0703": 129}
	for _, place := range r.Places {
		if n := place.count("all"); n != want[place.Code] {
			t.Errorf("%s: %d organisations, want %d", place.Code, n, want[place.Code])
		}
	}
	if n := r.Rows; n.Read != 129+128+129 || n.Read != n.Taken+n.Folded+n.Refused+n.OtherSectors {
		t.Errorf("%+v", n)
	}
}

func TestACrossTableOfSectorsUnfolds(t *testing.T) {
	const table = `Organisation;Type;Région;Cercle;Protection;Santé;EHA;Total
AMSS;ONG nationale;Mopti;Djenné;x;;;1
NRC;ONG internationale;Gao;Ansongo;2;oui;0;2
TASSAGHT;ONG nationale;Gao;Gao;;x;non;1
`
	b := bookOf(t, "m.csv", table)
	for sector, want := range map[string]string{"protection": "AMSS: ML0503, NRC: ML0701", "santé": "NRC: ML0701, TASSAGHT: ML0703", "EHA": ""} {
		r, err := Presence(context.Background(), b, Question{Sector: sector, By: "admin2", Places: mali})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, o := range r.Organisations {
			got = append(got, o.Name+": "+strings.Join(o.Places, " "))
		}
		slices.Sort(got)
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: %q, want %q", sector, got, want)
		}
	}
	counts := bookOf(t, "c.csv", "Région;Protection;Santé;EHA\nMopti;12;3;4\nGao;1;;2\n")
	_, err := Presence(context.Background(), counts, Question{Sector: "protection", Places: mali})
	var says interface{ Message(string) string }
	if !errors.Is(err, layout.ErrCrossTab) || !errors.As(err, &says) || !strings.Contains(says.Message("fr"), "ne se prend pas") {
		t.Errorf("counts without organisations: %v", err)
	}
}

// TestGroupsOfACrossTableAreSectors: organisations stand below their cluster.
func TestGroupsOfACrossTableAreSectors(t *testing.T) {
	b := bookOf(t, "g.csv", ";;Protection;;;Santé;;\nRégion;Cercle;AMSS;NRC;DRC;MSF;ALIMA;AMSS\nMopti;Djenné;x;x;;x;;\nGao;Gao;;x;x;;x;x\nGao;Ansongo;x;x;;x;x;\n")
	r, err := Presence(context.Background(), b, Question{Sector: "health", Set: "all", By: "admin2", Places: mali})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, p := range r.Places {
		if p.Rows > 0 {
			got[p.Code] = p.count("all")
		}
	}
	if fmt.Sprint(got) != "map[ML0503:1 ML0701:2 ML0703:2]" {
		t.Errorf("%v", got)
	}
}

// TestACrossTableIsChecked: each cross is a line of the register, judged like
// those of a long table, and problems name the row and the column of the file.
func TestACrossTableIsChecked(t *testing.T) {
	const table = `Organisation;Type;Cercle;P-code cercle;Protection;Santé;EHA;Remarques
AMSS;ONG nationale;Djenné;ML0503;x;;;bien
NRC;ONG internationale;Ansongo;ML9999;2;oui;0;
TASSAGHT;ONG nationale;Gao;ML0703;;x;non;
Total;;;;2;2;0;
`
	var got []string
	r, err := Check(context.Background(), bookOf(t, "m.csv", table), nil, Known{Places: match.NewPlaces(mali, nil, "")}, CheckOptions{Month: "2018-03"}, func(l *Line) error {
		got = append(got, fmt.Sprint(l.Row, " ", l.Org.Name, " ", l.Activity.Sector, " ", l.Activity.Place, " ", l.Activity.Remarks, " ", l.Refused()))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"2 AMSS PRO ML0503 bien false", "3 NRC PRO ML0701  false", "3 NRC HEA ML0701  false", "4 TASSAGHT HEA ML0703  false"}
	if !slices.Equal(got, want) || r.Read != 4 || r.Good != 4 {
		t.Errorf("%q, read %d, good %d", got, r.Read, r.Good)
	}
	for _, f := range r.Findings {
		if f.From.Row > 4 || f.From.Row < 2 {
			t.Errorf("a finding of row %d: %s", f.From.Row, f.Code)
		}
	}
}
