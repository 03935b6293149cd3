package needs

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"toguna/internal/exchange/sheet"
	"toguna/internal/locale"
	"toguna/internal/match"
	"toguna/internal/record"
)

// northern is a register with two regions and the places of one of them, and the
// cercle of a region that ended before.
func northern() []*record.Place {
	unit := func(code, name, parent string, depth float64, until record.Day) *record.Place {
		p := &record.Place{NameFR: name, Parent: record.PlaceID(parent), Depth: record.N(depth), Span: record.Span{Until: until}}
		p.ID, p.Code = code, code
		return p
	}
	return []*record.Place{unit("ML", "Mali", "", 0, ""), unit("ML05", "Mopti", "ML", 1, ""), unit("ML07", "Gao", "ML", 1, ""),
		unit("ML0501", "Bandiagara", "ML05", 2, ""), unit("ML0502", "Bankass", "ML05", 2, ""), unit("ML0704", "Ménaka", "ML07", 2, "2021-12-20")}
}

func reader(places []*record.Place, known []record.Record, year int) *Reader {
	op := &record.Operation{Country: "MLI", Root: "ML"}
	op.ID = "op"
	records := append([]record.Record{op}, known...)
	for _, p := range places {
		records = append(records, p)
	}
	base := record.NewSnapshot(records, "2024-12-31")
	base.Operation = op
	n := 0
	return NewReader(base, match.NewPlaces(places, nil, record.Day(fmt.Sprint(year, "-12-31"))), Options{Year: year, Day: "2024-03-01", Lang: locale.EN,
		NewID: func() string { n++; return fmt.Sprint("new-", n) }})
}

func bookOf(t testing.TB, text string) *sheet.Book {
	t.Helper()
	b, err := sheet.Read("table.csv", bytes.NewReader([]byte(text)), int64(len(text)), sheet.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// told writes all that a reader found.
func told(r *Reader) string {
	var b strings.Builder
	for _, c := range r.Changes {
		x := c.Record.(*record.Caseload)
		fmt.Fprintf(&b, "%s: %s %s %s %s %s\n", x.Code, x.Place, x.Sector, x.State, x.Population, x.People)
	}
	for _, p := range r.Problems {
		fmt.Fprintf(&b, "%s: %s\n", p.From, p.Message("en"))
	}
	return b.String() + r.Rows.Text(locale.EN)
}

const hno = `Admin 1 PCode,Admin 2 PCode,Sector,Gender,Age Range,Min Age,Max Age,Disabled,Population Group,Population,In Need,Targeted,Affected,Reached
#adm1+code,#adm2+code,#sector+code,#gender+code,#age+range,#age+min,#age+max,#is_disabled,#population_group+code,#population,#inneed,#targeted,#affected,#reached
`

func TestTables(t *testing.T) {
	for _, c := range []struct{ name, table, want string }{
		{"every level", hno + `,,ALL,a,ALL,,,a,ALL,22411919,7107194,4081412,12000000,
ML05,,PRO_CPM,a,ALL,,,a,ALL,,419862,254018,,
ML05,ML0501,HEA,a,ALL,,,a,ALL,,0,,,
`, `BES-2024.ML.ALL.population: ML  population  22411919
BES-2024.ML.ALL.in_need: ML  in_need  7107194
BES-2024.ML.ALL.targeted: ML  targeted  4081412
BES-2024.ML05.PRO-CPN.in_need: ML05 PRO-CPN in_need  419862
BES-2024.ML05.PRO-CPN.targeted: ML05 PRO-CPN targeted  254018
BES-2024.ML0501.HEA.in_need: ML0501 HEA in_need  0
rows read 3 = taken 3 + folded 0 + left aside 0 + refused 0`},
		{"aside, folded, rounded", hno + `ML05,,PRO,a,ALL,,,a,ALL,,100.4,,,
ML05,,PRO,a,ALL,,,a,ALL,,100.4,,,
ML05,,PRO,f,0-17,0,17,a,ALL,,50,,,
ML05,,PRO,a,ALL,,,y,ALL,,9,,,
ML05,,PRO,a,ALL,,,a,IDP,,20,,,
ML05,,PRO,a,ALL,,,a,RRI,,30,,,
ML05,,EDU,a,ALL,,,a,ALL,,,,,
`, `BES-2024.ML05.PRO.in_need: ML05 PRO in_need  100
BES-2024.ML05.PRO.in_need.idp: ML05 PRO in_need idp 20
table.csv K3: 100.4 is rounded to 100
table.csv K4: 100.4 is rounded to 100
rows read 7 = taken 2 + folded 1 + left aside 4 + refused 0
left aside: disaggregated rows 2, other population groups 1, rows without a number 1`},
		{"refused", hno + `ML055,,PRO,a,ALL,,,a,ALL,,1,,,
ML07,ML0501,PRO,a,ALL,,,a,ALL,,1,,,
ML07,ML0704,PRO,a,ALL,,,a,ALL,,1,,,
ML05,ML0599,PRO,a,ALL,,,a,ALL,,1,,,
ML05,,PRO_GVB,a,ALL,,,a,ALL,,1,,,
ML05,,HEA,a,ALL,,,a,ALL,,many,5,,
ML05,,HEA,a,ALL,,,a,ALL,,-1,5,,
ML05,,NUT,a,ALL,,,a,ALL,,1,,,
ML05,,NUT,a,ALL,,,a,ALL,,2,,,
`, `BES-2024.ML05.NUT.in_need: ML05 NUT in_need  1
table.csv A3: the P-code “ML055” is not known; nearest value: ML05
table.csv B4: “ML0501” does not lie in Gao
table.csv B5: “ML0704” is a unit of the register, but not in 2024
table.csv B6: the P-code “ML0599” is not known; nearest value: ML0501
table.csv C7: “PRO_GVB” is not in the list “Sector / AoR”; nearest value: PRO-GBV
table.csv K8: “many” is not a number (expected: 12345)
table.csv K9: -1: a number of people is never negative
table.csv A11: “BES-2024.ML05.NUT.in_need” stands twice in what was received
rows read 9 = taken 1 + folded 0 + left aside 0 + refused 8`},
		{"HDX API", `location_code,has_hrp,provider_admin1_name,admin1_code,admin1_name,admin2_code,admin2_name,admin_level,category,sector_code,sector_name,population_status,population,reference_period_start,reference_period_end
#country+code,#meta+has_hrp,#adm1+name,#adm1+code,#adm1+name,#adm2+code,#adm2+name,#adm+level,#category,#sector+code,#sector+name,#status,#population,#date+start,#date+end
MLI,TRUE,,ML05,Mopti,,,1,,PRO-GBV,Gender Based Violence,INN,436930,2024-01-01,2024-12-31
MLI,TRUE,,ML05,Mopti,,,1,,Intersectoral,Intersectoral,TGT,99,2024-01-01,2024-12-31
MLI,TRUE,,ML05,Mopti,ML0502,Bankass,2,,Intersectoral,Intersectoral,all,600,2024-01-01,2024-12-31
MLI,TRUE,,ML05,Mopti,,,1,Women,PRO-GBV,Gender Based Violence,INN,5,2024-01-01,2024-12-31
MLI,TRUE,,ML05,Mopti,,,1,,PRO-GBV,Gender Based Violence,AFF,5,2024-01-01,2024-12-31
MLI,TRUE,,ML05,Mopti,,,1,,PRO-GBV,Gender Based Violence,INN,5,2025-01-01,2025-12-31
MLI,TRUE,Azawad,,,,,1,,PRO-GBV,Gender Based Violence,INN,5,2024-01-01,2024-12-31
NER,TRUE,,NER001,Agadez,,,1,,PRO-GBV,Gender Based Violence,INN,5,2024-01-01,2024-12-31
`, `BES-2024.ML05.PRO-GBV.in_need: ML05 PRO-GBV in_need  436930
BES-2024.ML05.ALL.targeted: ML05  targeted  99
BES-2024.ML0502.ALL.population: ML0502  population  600
table.csv C9: “Azawad” names no known place
rows read 8 = taken 3 + folded 0 + left aside 4 + refused 1
left aside: disaggregated rows 1, other statuses 1, other countries 1, other years 1`},
		{"HNO since 2025", `Country ISO3,Admin 1 PCode,Admin 1 Name,Description,Cluster,Category,Population,In Need,Targeted,Affected,Reached,Info
MLI,,,Final caseload,ALL,,22000000.0,6000000.0,,,,
MLI,,,Multi-purpose Cash,MPC,,,5.0,,,,
MLI,,,Aviation,UNHAS,,,,,,,
MLI,ML05,Mopti,General Protection,PRO,,,10.0,,,,
MLI,ML05,Mopti,Protection (overall),PRO-OVE,,,90.0,40.0,,,
MLI,ML05,Mopti,Education,EDU,Host Community,,4214.0,,,,
NER,NER001,Agadez,Education,EDU,,,4214.0,,,,
`, `BES-2024.ML.ALL.population: ML  population  22000000
BES-2024.ML.ALL.in_need: ML  in_need  6000000
BES-2024.ML05.PRO.in_need: ML05 PRO in_need  90
BES-2024.ML05.PRO.targeted: ML05 PRO targeted  40
rows read 7 = taken 2 + folded 0 + left aside 5 + refused 0
left aside: disaggregated rows 1, other sectors 1, general protection, part of PRO-OVE 1, other countries 1, rows without a number 1`},
		{"COD-PS", "\ufeff" + `admin2Name_fr,admin2Pcode,admin2RefName,admin1Name_fr,admin1Pcode,admin0Name_fr,admin0Pcode,M_TL,F_TL,T_TL
Bandiagara,ML0501,<Null>,Mopti,ML05,Mali (le),ML,6764,5926,12690
<Null>,<Null>,<Null>,<Null>,<Null>,Mali (le),ML,1,1,20000
<Null>,<Null>,<Null>,<Null>,<Null>,Niger (le),NE,1,1,20000
`, `POP-2024.ML0501.ALL.population: ML0501  population  12690
POP-2024.ML.ALL.population: ML  population  20000
table.csv G4: “NE” names no known place
rows read 3 = taken 2 + folded 0 + left aside 0 + refused 1`},
	} {
		r := reader(northern(), nil, 2024)
		if err := r.File(t.Context(), bookOf(t, c.table), "table.csv"); err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if got := told(r); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// The same file changes nothing; a later release changes what it states
// otherwise, and the record stays the same one.
func TestReleases(t *testing.T) {
	first := hno + "ML05,,PRO,a,ALL,,,a,ALL,,100,50,,\n"
	r := reader(northern(), nil, 2024)
	if err := r.File(t.Context(), bookOf(t, first), "a.csv"); err != nil {
		t.Fatal(err)
	}
	var known []record.Record
	for _, c := range r.Changes {
		c.Record.Base().Version = 1
		known = append(known, c.Record)
	}
	again := reader(northern(), known, 2024)
	again.o.Day = "2024-09-09"
	if err := again.File(t.Context(), bookOf(t, first), "a.csv"); err != nil || again.Unchanged != 2 || len(again.Changes) != 0 {
		t.Errorf("the same file: unchanged %d, %d changes, %v", again.Unchanged, len(again.Changes), err)
	}
	next := reader(northern(), known, 2024)
	if err := next.File(t.Context(), bookOf(t, strings.Replace(first, ",100,", ",120,", 1)), "a.csv"); err != nil || next.Changed != 1 || next.Unchanged != 1 {
		t.Fatalf("a later release: changed %d, unchanged %d, %v", next.Changed, next.Unchanged, err)
	}
	if c := next.Changes[0]; c.Was != 1 || c.ID != known[0].Base().ID || c.Record.(*record.Caseload).People != record.N(120) || known[0].(*record.Caseload).People != record.N(100) {
		t.Errorf("the change of a later release: %+v", c)
	}
}

func TestLike(t *testing.T) {
	for text, want := range map[string]bool{
		hno: true, "Mali\n\n" + hno: true, "admin1Pcode,T_TL\nML05,1\n": true,
		"Organisation,Sector,Admin 1 PCode,Targeted\nAMSS,PRO,ML05,4\n": false, "a,b\n1,2\n": false,
	} {
		if like, err := Like(t.Context(), bookOf(t, text)); err != nil || like != want {
			t.Errorf("%q: %v, %v", text, like, err)
		}
	}
	if err := reader(northern(), nil, 2024).File(t.Context(), bookOf(t, "a,b\n1,2\n"), "x.csv"); !errors.Is(err, ErrNoTable) {
		t.Errorf("a table of something else: %v", err)
	}
}

const shared = "../../../shared/data/mali"

func gazetteer(t *testing.T) []*record.Place {
	t.Helper()
	f, err := os.Open(filepath.Join(shared, "gazetteer.csv"))
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

// The needs and population of Mali, as published. The one refused row is a fault
// of the file: its region is written ML011.
func TestRealFiles(t *testing.T) {
	places := gazetteer(t)
	open := func(r *Reader, name string) {
		t.Helper()
		book, err := sheet.Open(filepath.Join(shared, name), sheet.DefaultLimits())
		if err != nil {
			t.Skipf("the shared data are not here: %v", err)
		}
		defer book.Close()
		if err := r.File(t.Context(), book, filepath.Base(name)); err != nil {
			t.Fatal(err)
		}
	}
	r := reader(places, nil, 2024)
	open(r, "hno_2024_mli.csv")
	if got, want := r.Rows.Text(locale.EN), `rows read 1,323 = taken 381 + folded 0 + left aside 941 + refused 1
left aside: disaggregated rows 922, other population groups 19`; got != want {
		t.Errorf("needs:\n%s\nwant\n%s\n%v", got, want, r.Problems)
	}
	if refusing := r.Problems.Refusing(); len(refusing) != 1 || refusing[0].Error() != "hno_2024_mli.csv A172, : the P-code “ML011” is not known; nearest value: ML01" {
		t.Errorf("refused: %v", refusing)
	}
	// The first page of the overview: 7,107,194 people in need, 4,081,412 targeted.
	for code, want := range map[string]float64{"BES-2024.ML.ALL.in_need": 7107194, "BES-2024.ML.ALL.targeted": 4081412, "BES-2024.ML05.PRO-HLP.targeted": 148975, "BES-2024.ML07.PRO-MIN.in_need": 225038} {
		i := slices.IndexFunc(r.Changes, func(c record.Change) bool { return c.Record.Base().Code == code })
		if i < 0 || r.Changes[i].Record.(*record.Caseload).People != record.N(want) {
			t.Errorf("%s is not %.0f", code, want)
		}
	}
	r = reader(places, nil, 2018)
	for level := range 3 {
		open(r, fmt.Sprintf("population_cod-ps/mli_pop_adm%d_v2.csv", level))
	}
	sums := map[int]float64{}
	for _, c := range r.Changes {
		sums[len(c.Record.Base().Code)] += c.Record.(*record.Caseload).People.V
	}
	if r.Rows.Taken != 60 || len(r.Problems) != 0 || len(sums) != 3 {
		t.Errorf("population: %s, %v", r.Rows.Text(locale.EN), r.Problems)
	}
	for digits, sum := range sums {
		if sum != 17907114 {
			t.Errorf("population of the codes of %d letters: %.0f", digits, sum)
		}
	}
}

func FuzzFile(f *testing.F) {
	f.Add(hno + "ML05,,PRO,a,ALL,,,a,ALL,,100.4,,,\n")
	f.Add("admin1Pcode,T_TL\nML05,1\n")
	f.Fuzz(func(t *testing.T, text string) {
		b, err := sheet.Read("table.csv", strings.NewReader(text), int64(len(text)), sheet.DefaultLimits())
		if err != nil {
			return
		}
		r := reader(northern(), nil, 2024)
		if r.File(t.Context(), b, "table.csv") != nil {
			return
		}
		sum := r.Rows.Taken + r.Rows.Folded + r.Rows.Refused
		for _, n := range r.Rows.Aside {
			sum += n
		}
		if sum != r.Rows.Read {
			t.Errorf("rows read %d, accounted for %d", r.Rows.Read, sum)
		}
	})
}
