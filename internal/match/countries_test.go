package match

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

var update = flag.Bool("update", false, "write the generated files anew")

// TestCountriesAreThoseOfCLDR keeps countries.csv what the tables of CLDR say,
// so that the program carries one small file and not the tables of all
// languages.
func TestCountriesAreThoseOfCLDR(t *testing.T) {
	namers := []display.Namer{display.Regions(language.English), display.Regions(language.French), display.Regions(language.Spanish),
		display.Regions(language.Portuguese), display.Regions(language.German), display.Regions(language.Dutch), display.Regions(language.Italian),
		display.Regions(language.Swedish), display.Regions(language.Danish), display.Regions(language.Norwegian), display.Regions(language.Arabic)}
	var b strings.Builder
	for i := 'A'; i <= 'Z'; i++ {
		for j := 'A'; j <= 'Z'; j++ {
			r, err := language.ParseRegion(string(i) + string(j))
			if err != nil || !r.IsCountry() || r.ISO3() == "ZZZ" || r.Canonicalize() != r || r.String() != string(i)+string(j) {
				continue
			}
			var names []string
			for _, n := range namers {
				if name := n.Name(r); name != "" && !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
			if len(names) > 0 {
				b.WriteString(r.String() + "," + r.ISO3() + "," + strings.Join(names, "|") + "\n")
			}
		}
	}
	if *update {
		if err := os.WriteFile("countries.csv", []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if countries != b.String() && !*update {
		t.Error("countries.csv is not what CLDR says; run the test with -update")
	}
}
