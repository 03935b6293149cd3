package main

import (
	"bytes"
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
