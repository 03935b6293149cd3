package fivew

import (
	"context"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"toguna/internal/exchange/sheet"
	"toguna/internal/layout"
	"toguna/internal/locale"
	"toguna/internal/match"
	"toguna/internal/record"
)

const shared = "../../../shared/data"

// real opens a published file, or skips the test where the data are absent.
func real(t *testing.T, name string) *sheet.Book {
	t.Helper()
	path := filepath.Join(shared, "3w", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the shared data are not here: %v", err)
	}
	b, err := sheet.Open(path, sheet.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

// gazetteerOf reads the places of Mali.
func gazetteerOf(t *testing.T) []*record.Place {
	t.Helper()
	f, err := os.Open(filepath.Join(shared, "mali", "gazetteer.csv"))
	if err != nil {
		t.Skipf("the shared data are not here: %v", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []*record.Place
	for _, r := range rows[1:] {
		level, err := strconv.ParseFloat(r[1], 64)
		if err != nil {
			t.Fatal(err)
		}
		p := &record.Place{NameFR: r[2], AltNames: strings.Split(r[3], "|"), Depth: record.N(level), Parent: record.PlaceID(r[4])}
		p.ID, p.Code, p.Span = r[0], r[0], record.Span{Since: record.Day(r[7]), Until: record.Day(r[8])}
		out = append(out, p)
	}
	return out
}

// TestProtectionInMali compares with a count made by another program over the
// cells of the file (standard library of Python, raw acronyms, region codes as
// they stand). By raw acronym and type, the 5,760 rows of Protection hold 27
// national and 17 international NGOs and 4 UN agencies. Here one organisation
// moves: ENDA Mali is “ONG Nat” on its 48 rows of Protection but “ONG Int” on
// 56 rows of other sectors; most rows decide, so 26 and 18. No spelling is
// folded within the sector and no row of it stands in a wrong region, so the
// regions are those of the file: raw counts, with ENDA Mali moved in the seven
// regions where it works.
func TestProtectionInMali(t *testing.T) {
	b := real(t, "mli_2023-12_5w.xlsx")
	q := Question{File: "mli_2023-12_5w.xlsx", Sector: "protection", Set: "national", By: "admin1", Places: gazetteerOf(t)}
	r, err := Presence(context.Background(), b, q)
	if err != nil {
		t.Fatal(err)
	}
	raw := []struct {
		code          string
		nat, intl, un int
		enda          bool
	}{
		{"ML01", 2, 5, 2, true}, {"ML02", 2, 4, 0, true}, {"ML03", 3, 6, 0, true}, {"ML04", 14, 10, 1, true}, {"ML05", 17, 13, 3, true},
		{"ML06", 8, 8, 2, true}, {"ML07", 11, 13, 3, true}, {"ML08", 4, 1, 0, false}, {"ML09", 7, 9, 1, true}, {"ML10", 5, 8, 1, false}}
	check := func(r *Result, moved bool) {
		t.Helper()
		if len(r.Places) != len(raw) {
			t.Fatalf("%d regions, want %d", len(r.Places), len(raw))
		}
		for i, w := range raw {
			nat, intl := w.nat, w.intl
			if w.enda && moved {
				nat, intl = nat-1, intl+1
			}
			p := r.Places[i]
			if p.Code != w.code || p.Counts[layout.National] != nat || p.Counts[layout.International] != intl || p.Counts[layout.UN] != w.un || p.Counts[layout.RedCross] != 0 {
				t.Errorf("%s: %v, want %d, %d, %d", p.Code, p.Counts, nat, intl, w.un)
			}
			if v := r.MapValues()[w.code]; !v.Known || v.N != nat {
				t.Errorf("%s on the map: %+v, want %d", w.code, v, nat)
			}
		}
	}
	check(r, true)
	if r.Total[layout.National] != 26 || r.Total[layout.International] != 18 || r.Total[layout.UN] != 4 || len(r.Organisations) != 48 {
		t.Errorf("totals %v", r.Total)
	}
	n := r.Rows
	if n.Read != 24088 || n.OtherSectors != 24088-5760 || n.Taken+n.Folded+n.Refused != 5760 || n.Refused != 0 {
		t.Errorf("rows %+v", n)
	}
	// A person may decide on ENDA Mali; then it is the raw count.
	q.Decided = map[string]layout.Class{"Enda-Mali": layout.National}
	decided, err := Presence(context.Background(), b, q)
	if err != nil {
		t.Fatal(err)
	}
	check(decided, false)

	rows, types := map[string]int{}, []string{}
	for _, f := range r.Remarks {
		rows[f.Key] += f.Rows
		if strings.HasPrefix(f.Key, "two_types") {
			types = append(types, f.About+": "+f.Detail[0]+" → "+f.Detail[1])
		}
	}
	slices.Sort(types)
	if want := []string{"ADRA Mali: ONG Int 65, ONG Nat 1 → international", "CRM: Mouv. CR 217, ONG Int 1 → red_cross",
		"DEDI: ONG Nat 5, ONG Int 2 → national", "ENDA Mali: ONG Int 56, ONG Nat 48 → international"}; !slices.Equal(types, want) {
		t.Errorf("two types: %q, want %q", types, want)
	}
	for key, want := range map[string]int{string(match.WrongRegion): 17, string(match.CodeName): 1, string(match.OtherScheme): 0, string(match.OldCode): 0, "cell_error": 6848, "commune": 707} {
		if rows[key] != want {
			t.Errorf("%s: %d rows, want %d", key, rows[key], want)
		}
	}
	text := r.Findings(locale.EN)
	for _, want := range []string{"UNICEF ← Unicef (730 rows", "AAA (the acronym of one is the name of the other)", "WVI: “Wold Vision Internationale” ← “World Vision Internationale”",
		"“Social Action for Development” and S.A.D", "December 2023 (from the name of the file)", "“ML03 Sikasso / ML0304 Sikasso” → ML03 Sikasso, ML0304 Koutiala (1 row: 23854)"} {
		if !strings.Contains(text, want) {
			t.Errorf("the report lacks %q", want)
		}
	}
}

// TestCountsAreNotAnswered: counts by cluster say nothing of who is where.
func TestCountsAreNotAnswered(t *testing.T) {
	b := real(t, "ukr_2022-05_5w_crosstab.xlsx")
	if _, err := Presence(context.Background(), b, Question{Sector: "protection"}); !errors.Is(err, layout.ErrCrossTab) {
		t.Errorf("a cross-table answered: %v", err)
	}
}
