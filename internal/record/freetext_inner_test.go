package record

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestOrdinaryHidesNothing: a text that the quick look takes for ordinary holds
// nothing for the full look either, whatever words that matter stand in it.
func TestOrdinaryHidesNothing(t *testing.T) {
	words := slices.Sorted(maps.Keys(roles))
	others := []string{"Aminata", "Diarra", "F.", "A.", "12", "14", "2018", "034", "76", "44", "70123456", "a@b.org", "gestion", "formation", "MLI-2018-034"}
	between := []string{" ", " ", " ", " ", ", ", " - ", "-", " #", "# ", " : ", "'", "° ", "/", "."}
	r := rand.New(rand.NewPCG(7, 8))
	ordinarily, met := 0, 0
	for range 400_000 {
		var b strings.Builder
		for range 2 + r.IntN(6) {
			w := words[r.IntN(len(words))]
			switch r.IntN(4) {
			case 0:
				w = others[r.IntN(len(others))]
			case 1:
				w = [...]string{"cas", "case", "caso", "dossier", "de", "la", "un", "numero", "d", "of"}[r.IntN(10)]
			}
			if r.IntN(6) == 0 {
				w = strings.ToUpper(w)
			}
			b.WriteString(w + between[r.IntN(len(between))])
		}
		text := b.String()
		found := lookedThrough(text)
		if len(found) > 0 {
			met++
		}
		if ordinary(text) {
			if ordinarily++; len(found) > 0 {
				t.Fatalf("%q is taken for ordinary and holds %v", text, found)
			}
		}
	}
	if ordinarily < 4_000 || met < 4_000 {
		t.Errorf("only %d texts were ordinary, %d held something", ordinarily, met)
	}
}
