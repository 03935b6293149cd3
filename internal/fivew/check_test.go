package fivew

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"toguna/internal/exchange/sheet"
	"toguna/internal/layout"
	"toguna/internal/locale"
	"toguna/internal/match"
	"toguna/internal/record"
)

// registerOf makes what is known from tables as the bench writes them: id,
// name, acronym, type; and name and code of three levels.
func registerOf(orgs, places [][]string) Known {
	k := Known{Register: map[record.OrgID]*record.Org{}}
	var all []*record.Org
	for _, r := range orgs {
		o := &record.Org{NameFR: r[1], Acronym: r[2]}
		o.ID = r[0]
		all, k.Register[record.OrgID(o.ID)] = append(all, o), o
	}
	var units []*record.Place
	seen := map[string]bool{}
	for _, r := range places {
		for l := range 3 {
			if code := r[2*l+1]; !seen[code] {
				seen[code] = true
				p := &record.Place{NameFR: r[2*l], Depth: record.N(float64(l + 1))}
				p.ID, p.Code = code, code
				if l > 0 {
					p.Parent = record.PlaceID(r[2*l-1])
				}
				units = append(units, p)
			}
		}
	}
	k.Orgs, k.Places = match.NewOrgs(all, nil, units), match.NewPlaces(units, nil, "")
	return k
}

// kinds are the findings that the right answer counts, by what a careful
// reader calls them.
var kinds = map[string][]string{
	"misspelt organisation":  {"org_spelling", "org_likely", "org_unknown"},
	"unknown P-code":         {"pcode_unknown"},
	"P-code elsewhere":       {"other_parent"},
	"impossible date":        {"no_such_day"},
	"end before start":       {"end_first"},
	"text in a number":       {"not_a_number"},
	"empty required cell":    {"pcode_missing"},
	"anything else (wrong!)": nil,
}

// countedBy sorts the findings of a report into the kinds.
func countedBy(r *Report) map[string]int {
	out := map[string]int{}
	for _, f := range r.Findings {
		kind := "anything else (wrong!) " + f.Code
		for k, codes := range kinds {
			if slices.Contains(codes, f.Code) {
				kind = k
			}
		}
		out[kind] += f.Cells
	}
	return out
}

// oracle counts the same by hand, on the table of the bench: one finding for
// each cell of an organisation that is not a name of the register, each code
// not in the list, each code that does not begin with the code above it, each
// blank code.
func oracle(rows, orgs, places [][]string) map[string]int {
	names, codes := map[string]bool{}, map[string]bool{}
	for _, o := range orgs {
		names[o[1]] = true
	}
	for _, p := range places {
		codes[p[1]], codes[p[3]], codes[p[5]] = true, true, true
	}
	out := map[string]int{}
	count := func(kind string, found bool) {
		if found {
			out[kind]++
		}
	}
	for _, r := range rows {
		count("misspelt organisation", !names[r[7]])
		count("misspelt organisation", !names[r[10]])
		adm1, adm2, adm3 := r[15], r[17], r[19]
		count("empty required cell", adm2 == "")
		count("unknown P-code", adm2 != "" && !codes[adm2])
		count("P-code elsewhere", codes[adm2] && !strings.HasPrefix(adm2, adm1))
		count("P-code elsewhere", codes[adm2] && !strings.HasPrefix(adm3, adm2))
		count("impossible date", r[24] == "31/02/2024")
		count("end before start", r[24] != "31/02/2024" && r[25] < r[24])
		count("text in a number", strings.Trim(r[27], "0123456789") != "")
	}
	return out
}

const benchHead = `Code activité,Secteur,Sous-secteur,Type d'activité,Description,Indicateur,Unité,Organisation,Sigle,Type d'organisation,Partenaire de mise en œuvre,Type de partenaire,Bailleur,Code projet,Région,P-code région,Cercle,P-code cercle,Commune,P-code commune,Site,Latitude,Longitude,Mois,Début,Fin,Statut,Femmes atteintes,Hommes atteints,Enfants atteints
#activity+code,#sector,#subsector,#activity+type,#activity+description,#indicator,#indicator+unit,#org+reporting,#org+reporting+acronym,#org+type,#org+impl,#org+impl+type,#org+funder,#project+code,#adm1+name,#adm1+code,#adm2+name,#adm2+code,#adm3+name,#adm3+code,#loc+name,#geo+lat,#geo+lon,#date+reported,#date+start,#date+end,#status,#reached+f,#reached+m,#reached+children
`

// smallBench is a table like that of the bench, with many more faults.
func smallBench(rows int) (table string, orgs, places [][]string) {
	r := rand.New(rand.NewPCG(7, 9))
	for i := range 60 {
		orgs = append(orgs, []string{fmt.Sprint("O", i), fmt.Sprintf("Association %c%c des Femmes de Kéla %d", 'A'+i%26, 'A'+i*7%26, i), fmt.Sprintf("AFK%d", i), "National NGO"})
	}
	for a := 1; a <= 4; a++ {
		for b := 1; b <= 3; b++ {
			for c := 1; c <= 3; c++ {
				places = append(places, []string{fmt.Sprint("Région ", a), fmt.Sprintf("ML%02d", a), fmt.Sprint("Cercle ", 10*a+b), fmt.Sprintf("ML%02d%02d", a, b),
					fmt.Sprint("Commune ", 100*a+10*b+c), fmt.Sprintf("ML%02d%02d%02d", a, b, c)})
			}
		}
	}
	var out bytes.Buffer
	out.WriteString(benchHead)
	w := csv.NewWriter(&out)
	for i := range rows {
		o, impl, p := orgs[r.IntN(len(orgs))], orgs[r.IntN(len(orgs))], places[r.IntN(len(places))]
		day := fmt.Sprintf("2024-%02d-%02d", 1+r.IntN(9), 1+r.IntN(28))
		row := []string{fmt.Sprintf("A%06d", i), "Protection", "GBV", "Training", "Lot \"" + fmt.Sprint(r.IntN(9)) + "\", Kéla\nbis", "# of people reached", "Individual", o[1], o[2], o[3], impl[1], impl[3], "CERF",
			"MLI", p[0], p[1], p[2], p[3], p[4], p[5], "Site", "12.5", "-8.25", day[:7], day, "2024-12-30", "Ongoing", fmt.Sprint(r.IntN(99)), "7", "8"}
		switch r.IntN(12) {
		case 0:
			row[17] = "ML99"
		case 1:
			row[17] = places[r.IntN(len(places))][3]
		case 2:
			row[7] += "x"
		case 3:
			row[10] = strings.ToUpper(row[10])
		case 4:
			row[24] = "31/02/2024"
		case 5:
			row[24], row[25] = "2024-12-30", "2024-01-02"
		case 6:
			row[27] = "env. 120"
		case 7:
			row[17] = ""
		}
		if err := w.Write(row); err != nil {
			panic(err)
		}
	}
	w.Flush()
	return out.String(), orgs, places
}

func TestFindingsAreThoseOfANaiveReader(t *testing.T) {
	table, orgs, places := smallBench(5000)
	rows, err := csv.NewReader(strings.NewReader(table)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	r, err := Check(context.Background(), bookOf(t, "f.csv", table), nil, registerOf(orgs, places), CheckOptions{File: "f.csv"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(oracle(rows[2:], orgs, places), countedBy(r)); diff != "" {
		t.Errorf("findings (-oracle +check)\n%s", diff)
	}
	if r.Read != 5000 || r.Read != r.Good+r.Repeated+r.Refused || r.Refused == 0 {
		t.Errorf("read %d, good %d, repeated %d, refused %d", r.Read, r.Good, r.Repeated, r.Refused)
	}
}

// generated runs the generator of the bench, or skips the test.
func generated(t testing.TB, rows int) (dir string, orgs, places [][]string) {
	t.Helper()
	gen, err := filepath.Abs("../../../shared/bench/gen.go")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(gen); err != nil {
		t.Skipf("the generator of the bench is not here: %v", err)
	}
	dir = t.TempDir()
	for _, args := range [][]string{{"registry", dir}, {"5w", fmt.Sprint(rows), filepath.Join(dir, "5w.csv")}} {
		if out, err := exec.Command("go", append([]string{"run", gen}, args...)...).CombinedOutput(); err != nil {
			t.Fatalf("gen %v: %v\n%s", args, err, out)
		}
	}
	return dir, tableOf(t, filepath.Join(dir, "orgs.csv"))[1:], tableOf(t, filepath.Join(dir, "pcodes.csv"))[1:]
}

func tableOf(t testing.TB, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestTheRightAnswerOfTheBench: 3,494 findings in the generated table of
// 100,000 rows, kind by kind those of the oracle.
func TestTheRightAnswerOfTheBench(t *testing.T) {
	if testing.Short() {
		t.Skip("100,000 rows")
	}
	dir, orgs, places := generated(t, 100_000)
	b, err := sheet.Open(filepath.Join(dir, "5w.csv"), sheet.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	r, err := Check(context.Background(), b, nil, registerOf(orgs, places), CheckOptions{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	got, total := countedBy(r), 0
	for _, n := range got {
		total += n
	}
	if diff := cmp.Diff(oracle(tableOf(t, filepath.Join(dir, "5w.csv"))[2:], orgs, places), got); diff != "" || total != 3494 {
		t.Errorf("%d findings, want 3494 (-oracle +check)\n%s", total, diff)
	}
}

const head = "Organisation,Sigle,Secteur,Sous-secteur,Région,Cercle,Mois,Date de début,Date de fin,Total atteint,Femmes atteintes,Hommes atteints,Personnes handicapées atteintes,Budget USD\n"

// TestEveryRule gives one row by rule and says what must be found.
func TestEveryRule(t *testing.T) {
	const good = "ONG A,A,Protection,VBG,Mopti,Bankass,2018-03,2018-03-01,2018-03-31,10,6,4,1,5000"
	change := func(cells ...string) string { // column, value, column, value, …
		row := strings.Split(good, ",")
		for i := 0; i < len(cells); i += 2 {
			row[slices.Index(strings.Split(strings.TrimSpace(head), ","), cells[i])] = cells[i+1]
		}
		return strings.Join(row, ",")
	}
	units := [][]string{{"Mopti", "ML05", "Bankass", "ML0502", "Diallassagou", "ML050201"}, {"Gao", "ML07", "Ansongo", "ML0702", "Bourra", "ML070201"}}
	orgs := [][]string{{"a", "ONG A", "A", ""}}
	for _, c := range []struct {
		name, row, want string // want: code field found → nearest, "!" before a refusal
	}{
		{"good", good, ""},
		{"no organisation", change("Organisation", "", "Sigle", ""), "!required org  → "},
		{"no sector", change("Secteur", "", "Sous-secteur", ""), "!required sector  → "},
		{"no place", change("Région", "", "Cercle", ""), "!required place  → "},
		{"no month", change("Mois", "", "Date de début", "", "Date de fin", ""), "!required month  → "},
		{"unknown sector", change("Secteur", "Divers"), "!not_in_list sector Divers → "},
		{"two sectors in a cell", change("Secteur", "Protection et EHA", "Sous-secteur", ""), "!two_sectors sector Protection et EHA → "},
		{"two sectors, of which the sub-sector tells one", change("Secteur", "Protection et EHA"), ""},
		{"two sub-sectors of one sector", change("Sous-secteur", "VBG / PE"), "two_sectors sector VBG / PE → "},
		{"two sub-sectors of no sector", change("Secteur", "", "Sous-secteur", "VBG / PE"), "!two_sectors sector VBG / PE → "},
		{"a sector with its sub-sector", change("Secteur", "Protection / VBG", "Sous-secteur", ""), ""},
		{"sub-sector of another", change("Secteur", "Éducation"), "other_sector sector VBG → "},
		{"unknown organisation", change("Organisation", "Les Amis", "Sigle", ""), "org_unknown org Les Amis → "},
		{"organisation written otherwise", change("Organisation", "ong a"), "org_spelling org ong a → ONG A"},
		{"unknown place", change("Région", "Atlantide", "Cercle", ""), "!no_place place Atlantide → "},
		{"unknown cercle", change("Cercle", "Bancas"), "place_alike place Mopti | Bancas → "},
		{"another region", change("Région", "Gao"), "place_unknown place Gao | Bankass → "},
		{"impossible day", change("Date de début", "31/02/2018"), "!no_such_day since 31/02/2018 → "},
		{"no day", change("Date de début", "bientôt"), "!not_a_day since bientôt → "},
		{"end first", change("Date de fin", "2018-02-01"), "!end_first until 2018-02-01 → "},
		{"a month as a day", change("Date de début", "mars 2018"), ""},
		{"about", change("Femmes atteintes", "env. 6"), "!not_a_number women env. 6 → 6"},
		{"with a word", change("Femmes atteintes", "6 personnes"), "!not_a_number women 6 personnes → 6"},
		{"see", change("Femmes atteintes", "voir description"), "!not_a_number women voir description → "},
		{"not applicable", change("Femmes atteintes", "N/A"), "no_answer women N/A → "},
		{"not known", change("Femmes atteintes", "ND"), "not_known women ND → "},
		{"not filled in", change("Femmes atteintes", "N.R."), "not_known women N.R. → "},
		{"negative", change("Femmes atteintes", "-6"), "!negative women -6 → ; sum total 10 → -2"},
		{"half a person", change("Femmes atteintes", "6.5"), "!not_whole women 6.5 → 6; sum total 10 → 10.5"},
		{"sum", change("Total atteint", "12"), "sum total 12 → 10"},
		{"more disabled than people", change("Personnes handicapées atteintes", "11"), "more_than disabled 11 → "},
		{"error", change("Femmes atteintes", "#REF!"), "!cell_error women #REF! → "},
		{"error in a text", change("Organisation", "#N/A"), "!cell_error org #N/A → "},
		{"error in a place that the region tells", change("Cercle", "#N/A"), "cell_error place #N/A → "},
		{"errors in all of the place", change("Région", "#REF!", "Cercle", "#N/A"), "cell_error place #REF! → ; cell_error place #N/A → ; !required place  → "},
		{"headings again", strings.TrimSpace(head), "!header_again   → "},
		{"total", "Total,,,,,,,,,10,6,4,1,", "!total_row   → "},
	} {
		var got []string
		k := registerOf(orgs, units)
		r, err := Check(context.Background(), bookOf(t, "a.csv", head+strings.Replace(good, "VBG", "PE", 1)+"\n"+c.row+"\n"), nil, k, CheckOptions{File: "a.csv"}, func(l *Line) error {
			if l.Row == 3 {
				for _, p := range l.Problems {
					refuses := "!"
					if p.Warning {
						refuses = ""
					}
					got = append(got, fmt.Sprintf("%s%s %s %s → %s", refuses, p.Code, p.Field, p.Found, p.Nearest))
					if p.From.File != "a.csv" || p.From.Sheet != "a" || p.From.Row != 3 {
						t.Errorf("%s: from %+v", c.name, p.From)
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if text := strings.Join(got, "; "); text != c.want {
			t.Errorf("%s:\n%q, want\n%q", c.name, text, c.want)
		}
		if r.Read != 2 || r.Good+r.Refused+r.Repeated != 2 {
			t.Errorf("%s: %+v", c.name, r)
		}
	}
}

func TestALineIsWhatTheRowSays(t *testing.T) {
	table, orgs, places := smallBench(1)
	var lines []Line
	_, err := Check(context.Background(), bookOf(t, "f.csv", table), nil, registerOf(orgs, places), CheckOptions{}, func(l *Line) error {
		lines = append(lines, *l)
		return nil
	})
	if err != nil || len(lines) != 1 {
		t.Fatal(len(lines), err)
	}
	l := lines[0]
	a := l.Activity
	got := fmt.Sprintln(a.Month, a.Sector, a.What, "|", a.Indicator, "|", a.Unit, a.Place, a.Site, a.Lat, a.Lon, a.State, a.Women, a.Men, a.Total, a.Reported, l.Org.Acronym, l.Org.Type, l.Impl.Type, l.Donors[0].Name, l.Place.Adm1.Code)
	const want = "2024-05 PRO-GBV Training | Lot \"0\", Kéla\nbis | # of people reached | Individual ML010203 Site 12.5 -8.25 ongoing 23 7 38 Enfants atteints = 8 AFK16 National NGO National NGO CERF ML01\n"
	if got != want {
		t.Errorf("%q, want\n%q", got, want)
	}
}

func TestTheColumnSettlesWhatIsAmbiguous(t *testing.T) {
	row := func(start, budget string) string {
		return "ONG A,A,Protection,VBG,Mopti,,2018-03," + start + ",,10,,,,\"" + budget + "\"\n"
	}
	for _, c := range []struct {
		name    string
		rows    string
		o       CheckOptions
		refused int
		asks    string
		since   string
		shown   string // against what was told
	}{
		{name: "shown by a later row", rows: row("03/04/2018", "1") + row("25/03/2018", "1"), since: "2018-04-03"},
		{name: "the American way", rows: row("03/04/2018", "1") + row("03/25/2018", "1"), since: "2018-03-04"},
		{name: "not shown", rows: row("03/04/2018", "1") + row("05/06/2018", "1"), refused: 2, asks: "day_first 2 H Date de début 2018-04-03 2018-03-04"},
		{name: "told", rows: row("03/04/2018", "1"), o: CheckOptions{DayFirst: sheet.No}, since: "2018-03-04"},
		{name: "both ways", rows: row("25/03/2018", "1") + row("03/25/2018", "1") + row("03/04/2018", "1"), refused: 1, asks: "day_first 1 H Date de début 2018-04-03 2018-03-04", since: "2018-03-25"},
		{name: "money", rows: row("", "1.234") + row("", "1.5"), since: ""},
		{name: "money not shown", rows: row("", "1.234"), refused: 1, asks: "decimal 1 N Budget USD 1234 1.234"},
		{name: "money told", rows: row("", "1.234"), o: CheckOptions{Decimal: ','}},
		{name: "told otherwise than shown", rows: row("03/04/2018", "1") + row("25/03/2018", "1"), o: CheckOptions{DayFirst: sheet.No}, since: "2018-04-03", shown: "day_shown 25/03/2018 3 "},
		{name: "told as shown", rows: row("03/04/2018", "1") + row("25/03/2018", "1"), o: CheckOptions{DayFirst: sheet.Yes}, since: "2018-04-03"},
		{name: "money told otherwise", rows: row("", "1.234") + row("", "1.5"), o: CheckOptions{Decimal: ','}, shown: "decimal_shown 1.5 3 ."},
	} {
		since := ""
		r, err := Check(context.Background(), bookOf(t, "a.csv", head+c.rows), nil, Known{}, c.o, func(l *Line) error {
			if l.Row == 2 {
				since = string(l.Activity.Since)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		var asks []string
		for _, q := range r.Questions {
			asks = append(asks, fmt.Sprintln(q.Key, q.Cells, q.Column, q.Readings[0], q.Readings[1]))
		}
		shown := ""
		for _, f := range r.Findings {
			if strings.HasSuffix(f.Code, "_shown") {
				shown += fmt.Sprintln(f.Code, f.Found, f.From.Row, f.Expected)
			}
		}
		if strings.TrimSuffix(shown, "\n") != c.shown {
			t.Errorf("%s: against what was told %q, want %q", c.name, shown, c.shown)
		}
		if got := strings.TrimSpace(strings.Join(asks, "; ")); r.Refused != c.refused || got != c.asks || since != c.since {
			t.Errorf("%s: refused %d, asked %q, since %q; want %d, %q, %q", c.name, r.Refused, got, since, c.refused, c.asks, c.since)
		}
	}
}

func TestRowsThatSayTheSame(t *testing.T) {
	const a = "ONG A,A,Protection,VBG,Mopti,,2018-03,,,10,6,4,,\n"
	const other = "ONG A,A,Protection,VBG,Mopti,,2018-03,,,11,7,4,,\n"
	r, err := Check(context.Background(), bookOf(t, "a.csv", head+a+other+a+"\n"+other), nil, Known{}, CheckOptions{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if r.Read != 4 || r.Good != 2 || r.Repeated != 2 || r.Count("same_key") != 1 {
		t.Errorf("%+v", r)
	}
}

func TestListsOfPeopleAreRefused(t *testing.T) {
	for _, c := range []struct {
		head    string
		refused bool
	}{
		{"Organisation,Secteur,Région,Nom du bénéficiaire,Sexe,Âge\n", true},
		{"Organisation,Secteur,Région,Femmes atteintes,Point focal\n", false},
		{"Organisation,Nom de l'organisation,Secteur,Région,Sexe\n", false},
	} {
		taken := 0
		_, err := Check(context.Background(), bookOf(t, "a.csv", c.head+"DRC,Protection,Mopti,x,y,z\n"), nil, Known{}, CheckOptions{Month: "2018-03"}, func(*Line) error { taken++; return nil })
		var p record.Problem
		if got := errors.As(err, &p) && p.Code == "looks_personal"; got != c.refused || c.refused && taken > 0 {
			t.Errorf("%q: %v, %d rows handed on", c.head, err, taken)
		}
	}
}

// TestWhoDoesIt: the only organisation of a file does what it reports; one that
// only reports leaves open who does.
func TestWhoDoesIt(t *testing.T) {
	for heads, want := range map[string]string{"Organisation": "A", "Organisation rapporteuse": "", "Partenaire de mise en œuvre": "A", "Organisation rapporteuse,Partenaire de mise en œuvre": "B"} {
		row := "A,B"[:1+2*strings.Count(heads, ",")]
		impl := ""
		_, err := Check(context.Background(), bookOf(t, "a.csv", heads+",Secteur,Région,Mois\n"+row+",Protection,Mopti,2018-03\n"), nil,
			registerOf(nil, [][]string{{"Mopti", "ML05", "Bankass", "ML0502", "Diallassagou", "ML050201"}}), CheckOptions{}, func(l *Line) error {
				if l.Impl != nil {
					impl = l.Impl.Name
				}
				return nil
			})
		if err != nil || impl != want {
			t.Errorf("%s: done by %q, want %q (%v)", heads, impl, want, err)
		}
	}
}

// TestACancelledActivityAndACodeOfAnotherLevel: a cancelled activity is none and is no matter to
// correct, and a code of another level is named as what it is.
func TestACancelledActivityAndACodeOfAnotherLevel(t *testing.T) {
	k := registerOf([][]string{{"a", "ONG A", "A", ""}}, [][]string{{"Mopti", "ML05", "Bankass", "ML0502", "Diallassagou", "ML050201"}})
	r, err := Check(context.Background(), bookOf(t, "a.csv", "Organisation;Secteur;Région;Cercle;Code commune;Mois;Statut\n"+
		"ONG A;Protection;Mopti;Bankass;ML0502;2018-03;En cours\nONG A;Santé;Mopti;Bankass;ML050201;2018-03;Annulé\nONG A;EHA;Mopti;Bankass;ML050201;2018-03;Arrêtée\n"), nil, k, CheckOptions{}, func(l *Line) error {
		if want := map[int]string{2: "ongoing", 3: layout.Cancelled, 4: "suspended"}[l.Row]; !l.Refused() && l.Activity.State != want {
			t.Errorf("row %d is %q, want %q", l.Row, l.Activity.State, want)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range r.Findings {
		got = append(got, fmt.Sprintf("%s %s%d %s", f.Code, f.From.Column, f.From.Row, f.Problem.Message("en")))
	}
	const want = "cancelled G3 “Annulé”: a cancelled activity is none, the row is not taken; pcode_of_cercle E2 “ML0502” is the P-code of a cercle, Bankass"
	if all := strings.Join(got, "; "); !strings.HasPrefix(all, want) {
		t.Errorf("%s, want %s", all, want)
	}

	d := newDesk(t)
	x := d.take("mars.csv", "Mois;Organisation;Secteur;Activité;Région;Statut\n2018-03;ADN;Protection;Suivi;Sud;En cours\n2018-03;ADN;Protection;Écoute;Sud;Annulée\n")
	if want := (Tally{Read: 2, New: 1, Folded: 1}); x.Rows != want {
		t.Errorf("%+v, want %+v", x.Rows, want)
	}
}

// TestWhatAFileShouldNotHoldIsPointedAtAndNotTold: a partner has written of
// individuals in the columns where it writes freely, in ones that are not taken
// and in ones that hold lists, numbers and places. Each cell is pointed at, once
// for each sort, and no word of it is said again; the same work told without
// anybody in it is ordinary.
func TestWhatAFileShouldNotHoldIsPointedAtAndNotTold(t *testing.T) {
	const file = "Organisation,Secteur,Région,Cercle,Mois,Activité,Indicateur,Site,Type de population,Total atteint,Commentaires,Précisions,Description des bénéficiaires,Téléphone\n" +
		"Secours,Protection,Mopti,Djenné,2018-03,Prise en charge de 45 survivantes de VBG,Nombre de survivantes,Sévaré,hôte,45,RAS,RAS,Femmes de 18 ans et plus,76 12 34 56\n" +
		"Secours,Protection,Mopti,Djenné,2018-03,Suivi de la survivante Aminata,\"Aïssata, 14 ans\",chez Mme Aminata,Aminata âgée de 14 ans,\"12, appeler le 76 55 44 33\",\"dossier n° 887, aminata@example.org\",Aminata a été violée en route,\"A., 15 ans\",76 12 34 56\n" +
		"Secours,Protection,Mopti,\"Djenné, chez Mme Aminata\",2018-03,Formation sur la détention,Nombre,Sévaré,hôte,45,RAS,RAS,RAS,76 12 34 56\n"
	k := registerOf(nil, [][]string{{"Mopti", "ML05", "Djenné", "ML0503", "Djenné", "ML050301"}})
	var lines []record.Problem
	r, err := Check(t.Context(), bookOf(t, "mars.csv", file), nil, k, CheckOptions{File: "mars.csv"}, func(l *Line) error {
		lines = append(lines, l.Problems...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range r.Findings {
		if !strings.HasPrefix(f.Code, "text_") {
			continue
		}
		got = append(got, f.Where(9)+" "+f.Code)
		if !f.Warning || f.Cells != 1 || f.From.File != "mars.csv" || f.From.Sheet == "" {
			t.Errorf("%+v", f)
		}
	}
	slices.Sort(got)
	want := []string{"D4 text_person", "F3 text_person", "G3 text_person", "H3 text_person", "I3 text_person", "J3 text_phone", "K3 text_case", "K3 text_email", "L3 text_incident", "M3 text_person"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	review, err := (&Review{Report: r, Issues: r.Findings}).JSON(locale.FR)
	if err != nil {
		t.Fatal(err)
	}
	said := string(review) + IssuesText(r.Findings, locale.EN, 0) + reasons(lines, locale.FR)
	for _, word := range []string{"Aminata", "aminata", "Aïssata", "14 ans", "15 ans", "55 44", "5544", "887", "viol"} {
		if strings.Contains(said, word) {
			t.Errorf("%q is told again:\n%s", word, said)
		}
	}
}
