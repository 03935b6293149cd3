package sample

import (
	"bytes"
	"encoding/csv"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"toguna/internal/geo"
	"toguna/internal/record"
)

var update = flag.Bool("update", false, "write the outlines and spellings of the sample anew from the published files")

const published = "../../../shared/data/mali"

func publishedFile(t *testing.T, name string) geo.File {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(published, name))
	if err != nil {
		t.Skipf("the shared data are not here: %v", err)
	}
	return geo.File{Name: filepath.Base(name), Data: b}
}

// asPublished compares a file of the sample with what the published files give
// today, and writes it when asked to.
func asPublished(t *testing.T, name string, rows [][]string) {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("mali2018", name)
	if *update {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, b.Bytes()) {
		t.Errorf("%s is not what the published files give; write it anew with -update", name)
	}
}

const credit = "OCHA COD-AB / OCHA P-codes, CC BY-IGO"

// TestOutlinesAreThoseOfOCHA: regions and cercles of the set of 2019, which
// shows the boundaries of 2018. Communes are left out: no picture of the sample
// needs them, and every page would carry them.
func TestOutlinesAreThoseOfOCHA(t *testing.T) {
	s := register(t)
	set, err := geo.Read(t.Context(), []geo.File{publishedFile(t, "cod-ab-2019/adm1.geojson"), publishedFile(t, "cod-ab-2019/adm2.geojson")}, geo.Options{Level: 2, Country: "MLI"})
	if err != nil {
		t.Fatal(err)
	}
	plan := set.Plan(s.Places, nil, geo.PlanOptions{Set: "OCHA COD-AB 2019", NewID: IDs()})
	if plan.Places.New+plan.Places.Changed > 0 || len(plan.Problems) > 0 {
		t.Errorf("the places of the sample are not those of the set: %+v %v", plan.Places, plan.Problems)
	}
	rows := [][]string{{"Code", "Lieu", "Jeu de limites", "Tracé", "Source"}}
	for _, c := range plan.Changes {
		if o, ok := c.Record.(*record.Outline); ok {
			rows = append(rows, []string{o.Code, s.Place(o.Place).Code, o.Set, o.Shape, credit})
		}
	}
	asPublished(t, "outline.csv", rows)
}

// TestSpellingsAreTheCrosswalk: codes of other schemes for regions and cercles.
// FIPS codes are P-codes of other regions, and are left out.
func TestSpellingsAreTheCrosswalk(t *testing.T) {
	s := register(t)
	cross, err := geo.ReadCrosswalk(t.Context(), publishedFile(t, "pcode_crosswalk.csv"), "")
	if err != nil {
		t.Fatal(err)
	}
	plan := cross.Plan(s.Places, nil, "", geo.PlanOptions{NewID: IDs()})
	rows := [][]string{{"Code", "Désigne", "Graphie", "Dans", "Lieu", "Base", "Source"}}
	for _, c := range plan.Changes {
		x := c.Record.(*record.Spelling)
		if p := s.Place(x.Place); p.Depth.V <= 2 && x.Within != "fips_10-4" {
			rows = append(rows, []string{x.Code, x.Of, x.Text, x.Within, p.Code, x.Basis, credit})
		}
	}
	asPublished(t, "spelling.csv", rows)
}
