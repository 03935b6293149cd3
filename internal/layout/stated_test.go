package layout

import (
	"context"
	"testing"
)

// TestWhatIsStatedOfWho: above the table, of all its rows.
func TestWhatIsStatedOfWho(t *testing.T) {
	for text, want := range map[string]Meaning{"Partenaires : 34": "", "Organisation;Bénéficiaires": "", "Source : OCHA": "", "Partenaire : 3 ONG": "", "Partenaire : Les Amis": OrgName} {
		p, err := Inspect(context.Background(), bookOf(t, "a.csv", text+"\n\nActivité;Région;Secteur;Mois;Femmes\nSuivi;Nord;Protection;2018-03;4\n"), Options{Sheet: "a"})
		if err != nil {
			if want != "" {
				t.Error(text, err)
			}
			continue
		}
		if s := p.Stated(OrgName); (s != nil) != (want != "") {
			t.Errorf("%q: %+v", text, s)
		}
	}
}
