package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

const realFiles = "../../../shared/data"

var law = regexp.MustCompile(`rows read ([\d,]+) = taken ([\d,]+) \(new ([\d,]+), changed ([\d,]+), unchanged ([\d,]+)\) \+ folded ([\d,]+) \+ refused ([\d,]+)`)

// TestFirstFileOfACountry: with nothing but the global list of P-codes, the
// file that a country publishes is taken with one command; nothing is lost, and
// the second delivery changes nothing and asks nothing.
func TestFirstFileOfACountry(t *testing.T) {
	for _, c := range []struct {
		country, file string
		read, taken   int // taken: at least
	}{
		{"TCD", "tcd_2021-10_3w.xlsx", 705, 660},
		{"CAF", "caf_2022-q1_3w.xlsx", 1809, 1770},
		{"NER", "ner_2022-02_3w.xlsx", 2574, 2300},
	} {
		file, codes := filepath.Join(realFiles, "3w", c.file), filepath.Join(realFiles, "pcodes/global_pcodes_adm1-2_a.csv")
		for _, path := range []string{file, codes} {
			if _, err := os.Stat(path); err != nil {
				t.Skipf("the real files are not here: %v", err)
			}
		}
		dir := t.TempDir()
		do := func(args ...string) string {
			var out, log bytes.Buffer
			args = append([]string{"--lang", "en", "--db", filepath.Join(dir, "r.db"), "--operation", c.country}, args...)
			if code := run(args, &out, &log); code != 0 && !strings.Contains(log.String(), "no good row brings a change") {
				t.Fatalf("%v: %d\n%s%s", args, code, out.String(), log.String())
			}
			return out.String()
		}
		do("boundaries", "--country", c.country, codes)
		numbers := func(text string) (n [7]int) {
			m := law.FindStringSubmatch(text)
			if m == nil {
				t.Fatalf("%s: no law in\n%s", c.file, text)
			}
			for i := range n {
				n[i], _ = strconv.Atoi(strings.ReplaceAll(m[i+1], ",", ""))
			}
			if n[0] != n[1]+n[5]+n[6] || n[1] != n[2]+n[3]+n[4] {
				t.Errorf("%s: the law is broken: %v", c.file, n)
			}
			return n
		}
		take := []string{"import", "--partial", "--refused", filepath.Join(dir, "refused.xlsx"), file}
		first := numbers(do(take...))
		if first[0] != c.read || first[2] < c.taken {
			t.Errorf("%s: read %d, new %d; want %d and at least %d", c.file, first[0], first[2], c.read, c.taken)
		}
		again := do(take...)
		if n := numbers(again); n[4] != first[2] || n[2]+n[3] > 0 || !strings.Contains(again, "new organisations, to be classified: 0") {
			t.Errorf("%s, second delivery: %v\n%s", c.file, n, again)
		}
	}
}

// TestActivitiesAreNoBoundaries: who gives a published table of activities for the
// boundaries of a country is told in one sentence what it is; lists of P-codes pass,
// also one that names the organisation each unit comes from.
func TestActivitiesAreNoBoundaries(t *testing.T) {
	var files []string
	for _, kind := range []string{"*.csv", "*.xlsx"} {
		found, err := filepath.Glob(filepath.Join(realFiles, "3w", kind))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) == 0 {
		t.Skip("the real files are not here")
	}
	says := func(file, lang string) string {
		var out, log bytes.Buffer
		run([]string{"--lang", lang, "--db", filepath.Join(t.TempDir(), "r.db"), "--operation", "XXX", "boundaries", "--country", "YEM", "--preview", file}, &out, &log)
		return log.String()
	}
	want := map[string][2]string{
		"ukr_2022-05_5w_crosstab.xlsx": {"n’est pas un jeu de limites mais un tableau croisé, de nombres par lieu et par secteur (colonnes « OBLAST » et « CCCM »)", "is no set of boundaries but a cross-table of numbers by place and sector (columns “OBLAST” and “CCCM”)"},
		"yem_2019_education_5w.xlsx":   {"n’est pas un jeu de limites mais un tableau d’activités (colonnes « Organization Name", "is no set of boundaries but a table of activities (columns “Organization Name"},
	}
	for _, file := range files {
		name := filepath.Base(file)
		said, ok := want[name]
		if !ok {
			said[1] = "is no set of boundaries but a table of activities (columns “"
		}
		for i, lang := range []string{"fr", "en"} {
			if said[i] == "" {
				continue
			}
			if got := says(file, lang); strings.Count(got, "\n") != 1 || !strings.Contains(strings.ReplaceAll(got, "\u00a0", " "), said[i]) {
				t.Errorf("%s: %s", name, got)
			}
		}
	}
	list := filepath.Join(t.TempDir(), "codes.csv")
	text := "Organisation,ADM1_EN,ADM1_PCODE,ADM2_EN,ADM2_PCODE\n"
	for i := range 40 {
		text += fmt.Sprintf("OCHA,North,YE%02d,Place %c%c,YE%02d%02d\n", 11+i/20, 'A'+i/20, 'a'+i%20, 11+i/20, 1+i)
	}
	if err := os.WriteFile(list, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := says(list, "en"); got != "" {
		t.Errorf("a list of P-codes: %s", got)
	}
}
