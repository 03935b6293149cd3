package match

import (
	"encoding/csv"
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"toguna/internal/record"
)

const labels = "../../../shared"

// labelled is the set of real spellings, each with its organisation.
type labelled struct {
	orgs      []*record.Org
	spellings []example // org counts in orgs
}

// realSet reads the labelled spellings: an organisation has a name and a short
// name, and the spellings are its synonyms.
func realSet(t testing.TB) labelled {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(labels, "data", "orgs", "org_matching_labelled_somalia.json"))
	if err != nil {
		t.Skipf("the shared data are not here: %v", err)
	}
	var all map[string]struct {
		Name, Shortname string
		Synonyms        []string
	}
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	var l labelled
	for _, key := range slices.Sorted(maps.Keys(all)) {
		e := all[key]
		o := &record.Org{NameEN: e.Name, Acronym: e.Shortname}
		o.ID = key
		for _, s := range e.Synonyms {
			l.spellings = append(l.spellings, example{name: s, org: int32(len(l.orgs)), weight: 1})
		}
		l.orgs = append(l.orgs, o)
	}
	return l
}

// without gives a register that lacks each fifth organisation, from the k-th,
// and the spellings as that register should answer them.
func (l labelled) without(k int) ([]*record.Org, []example) {
	var orgs []*record.Org
	at := make([]int32, len(l.orgs))
	group := map[string]int{} // entries of one name are one organisation
	for i, o := range l.orgs {
		at[i] = -1
		key := fold(strings.ReplaceAll(strings.TrimPrefix(o.NameEN, "The "), "&", "and"))
		if _, ok := group[key]; !ok {
			group[key] = i
		}
		if group[key]%5 != k {
			at[i] = int32(len(orgs))
			orgs = append(orgs, o)
		}
	}
	all := slices.Clone(l.spellings)
	for i := range all {
		all[i].org = at[all[i].org]
	}
	return orgs, all
}

// generatedSet makes the register and the spellings of the generator.
func generatedSet(t testing.TB) labelled {
	t.Helper()
	generator, err := filepath.Abs(filepath.Join(labels, "bench", "gen.go"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(generator); err != nil {
		t.Skipf("the generator is not here: %v", err)
	}
	dir := t.TempDir()
	for _, what := range []string{"registry", "names"} {
		if out, err := exec.Command("go", "run", generator, what, dir).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	read := func(name string) [][]string {
		f, err := os.Open(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		rows, err := csv.NewReader(f).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return rows[1:]
	}
	var l labelled
	at := map[string]int32{"": -1}
	for _, r := range read("orgs.csv") {
		o := &record.Org{NameFR: r[1], Acronym: r[2]}
		o.ID = r[0]
		at[r[0]] = int32(len(l.orgs))
		l.orgs = append(l.orgs, o)
	}
	for _, r := range read("dirty.csv") {
		l.spellings = append(l.spellings, example{name: r[0], org: at[r[1]], weight: 1})
	}
	return l
}
