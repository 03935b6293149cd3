package layout

import (
	"context"
	"errors"
	"strings"
	"testing"

	"toguna/internal/record"
)

// odd is a file whose headings say little.
const odd = `Signature;Genre;Champ;R1;R2;Colonne7
AMSS;ONG nationale;Protection;Mopti;Djenné;12
NRC;ONG internationale;Abris;Gao;Ansongo;7
`

// usual is one that says what it is.
const usual = "Organisation;Secteur;Région\nAMSS;Protection;Mopti\nNRC;Abris;Gao\n"

func corrected(t *testing.T, texts ...string) (out []Correction) {
	t.Helper()
	for _, text := range texts {
		c, err := ParseCorrection(text)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, c)
	}
	return out
}

func TestALayoutIsRemembered(t *testing.T) {
	ctx := context.Background()
	set := corrected(t, "Signature=org", "Genre = org_type", "Champ=sector", "R1=adm1.name", "E=adm2_name", "Colonne7=reached.girls")
	p, err := Inspect(ctx, bookOf(t, "a.csv", odd), Options{Set: set})
	if err != nil {
		t.Fatal(err)
	}
	read := func(p *Profile) string {
		var got []string
		for _, key := range []string{"org", "org_type", "sector", "adm1_name", "adm2_name", "reached_girls"} {
			h := "-"
			if c := p.Of(key); c != nil {
				h = c.Header
			}
			got = append(got, h)
		}
		return strings.Join(got, " ")
	}
	const all = "Signature Genre Champ R1 R2 Colonne7"
	if got := read(p); got != all {
		t.Errorf("corrected: %s", got)
	}
	kept := p.Remembered("")
	kept.Code, kept.On = "ONG du nord", "2018-03-21"
	if kept.Columns != "Signature = org.name\nGenre = org.type\nChamp = sector\nR1 = adm1.name\nE = adm2.name\nColonne7 = reached.girls" {
		t.Errorf("kept %q", kept.Columns)
	}
	other := &record.Layout{Headings: "zz1 zz2 zz3"}
	other.Code = "autre"
	remembered := []*record.Layout{other, kept}

	next := strings.Replace(odd, "AMSS", "TASSAGHT", 1)
	for what, tt := range map[string]struct {
		file  string
		o     Options
		named string
	}{
		"the next file":                 {next, Options{}, "ONG du nord"},
		"a heading more":                {strings.Replace(next, "Colonne7\n", "Colonne7;Notes\n", 1), Options{}, "ONG du nord"},
		"by name":                       {strings.Replace(next, "R1;R2", "R1;Z9", 1), Options{Layout: "ong du nord"}, "ONG du nord"},
		"other headings":                {usual, Options{}, ""},
		"none":                          {usual, Options{Layout: "none"}, ""},
		"what a person says now weighs": {next, Options{Set: corrected(t, "Colonne7=none")}, "ONG du nord"},
	} {
		tt.o.Layouts = remembered
		p, err := Inspect(ctx, bookOf(t, "b.csv", tt.file), tt.o)
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		if p.Named != tt.named {
			t.Errorf("%s: read with %q, want %q", what, p.Named, tt.named)
		}
		if tt.named != "" && !strings.HasPrefix(read(p), "Signature Genre Champ R1") {
			t.Errorf("%s: %s", what, read(p))
		}
		if tt.o.Set != nil && p.Of("reached_girls") != nil {
			t.Errorf("%s: not followed", what)
		}
		if tt.named != "" && !strings.Contains(p.Table("en"), "ONG du nord") {
			t.Errorf("%s: the table does not say it", what)
		}
	}

	// Two layouts that fit as well: neither is taken.
	twin := *kept
	twin.Headings = strings.Join(strings.Fields(kept.Headings)[1:], " ")
	third := twin
	third.Code = "jumelle"
	if p, err := Inspect(ctx, bookOf(t, "b.csv", next), Options{Layouts: []*record.Layout{&twin, &third}, Set: set}); err != nil || p.Named != "" {
		t.Errorf("two alike: %q, %v", p.Named, err)
	}
}

func TestCorrectionsThatCannotBe(t *testing.T) {
	for text, want := range map[string]string{"R1=adm9.nom": "n’est pas une signification connue", "R1=adm1.nme": "« adm1.name »", "R1": "ne se lit pas", "=org": "ne se lit pas"} {
		_, err := ParseCorrection(text)
		var unknown *NotKnown
		if !errors.As(err, &unknown) || !strings.Contains(strings.ReplaceAll(unknown.Message("fr"), "\u00a0", " "), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
	ctx, b := context.Background(), bookOf(t, "a.csv", odd)
	set := corrected(t, "Signature=org", "Champ=sector", "Coloonne7=reached")
	if _, err := Inspect(ctx, b, Options{Set: set}); err == nil || !strings.Contains(err.Error(), "did you mean “Colonne7”") {
		t.Errorf("a heading that is not there: %v", err)
	}
	if _, err := Inspect(ctx, b, Options{Layout: "x", Layouts: []*record.Layout{{Head: record.Head{Code: "ONG du nord"}}}}); err == nil || !strings.Contains(err.Error(), "ONG du nord") {
		t.Errorf("a layout that is not there: %v", err)
	}
	if _, err := Inspect(ctx, bookOf(t, "a.csv", usual), Options{Sheet: "Feuil9"}); err == nil {
		t.Error("a sheet that is not there")
	}
}
