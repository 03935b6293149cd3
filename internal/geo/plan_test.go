package geo

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"toguna/internal/record"
)

// ids gives ids that tell the order.
func ids() func() string {
	n := 0
	return func() string { n++; return fmt.Sprintf("id-%03d", n) }
}

// register is places and outlines that change sets are applied to.
type register struct {
	places   []*record.Place
	outlines []*record.Outline
	newID    func() string
}

func (r *register) bring(t *testing.T, s *Set, o PlanOptions) *Plan {
	t.Helper()
	if r.newID == nil {
		r.newID = ids()
	}
	o.NewID = r.newID
	p := s.Plan(r.places, r.outlines, o)
	if len(p.Problems.Refusing()) > 0 {
		t.Fatal(p.Problems)
	}
	for _, c := range p.Changes {
		switch x := c.Record.(type) {
		case *record.Place:
			x.Version++
			if i := slices.IndexFunc(r.places, func(y *record.Place) bool { return y.ID == x.ID }); i >= 0 {
				r.places[i] = x
			} else {
				r.places = append(r.places, x)
			}
		case *record.Outline:
			x.Version++
			if i := slices.IndexFunc(r.outlines, func(y *record.Outline) bool { return y.ID == x.ID }); i >= 0 {
				r.outlines[i] = x
			} else {
				r.outlines = append(r.outlines, x)
			}
		}
	}
	return p
}

func (r *register) place(code string) *record.Place {
	for _, p := range r.places {
		if p.Code == code {
			return p
		}
	}
	return nil
}

// text writes the places as people would compare them.
func (r *register) text() string {
	codes := map[record.PlaceID]string{}
	for _, p := range r.places {
		codes[record.PlaceID(p.ID)] = p.Code
	}
	var lines []string
	for _, p := range r.places {
		lines = append(lines, fmt.Sprintf("%s %s (%s) in %s, %s–%s", p.Code, p.NameFR, strings.Join(p.AltNames, ", "), codes[p.Parent], p.Since, p.Until))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func csvOf(name, text string) File { return File{name, []byte(text)} }

func read(t *testing.T, o Options, files ...File) *Set {
	t.Helper()
	s, err := Read(t.Context(), files, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The same seven units in the layouts of four generations.
var layouts = map[string]string{
	"global list": "Location,Admin Level,P-Code,Name,Parent P-Code,Valid from date\n#country+code,#geo+admin_level,#adm+code,#adm+name,#adm+code+parent,#date+start\n" +
		"MLI,1,ML07,Gao,MLI,2021-12-20\nMLI,1,ML10,Menaka,MLI,2021-12-20\nMLI,2,ML0701,Ansongo,ML07,2021-12-20\nMLI,2,ML0702,Bourem,ML07,2021-12-20\nMLI,2,ML1001,Menaka,ML10,2021-12-20\nMLI,2,ML1003,Inekar,ML10,2021-12-20\n",
	"ADMn_FR": "ADM0_FR,ADM0_PCODE,ADM1_FR,ADM1_PCODE,ADM2_FR,ADM2_PCODE,ADM2_REF,ADM2ALT1FR,date,validOn,validTo\n" +
		"Mali,ML,Gao,ML07,Ansongo,ML0701,,,,2021-12-20,\nMali,ML,Gao,ML07,Bourem,ML0702,,,,2021-12-20,\nMali,ML,Menaka,ML10,Menaka,ML1001,,,,2021-12-20,\nMali,ML,Menaka,ML10,Inekar,ML1003,,,,2021-12-20,<Null>\n",
	"admin1Name_fr": "admin0Name_fr,admin0Pcode,admin1Name_fr,admin1RefName,admin1AltName1_fr,admin1Pcode,admin2Name_fr,admin2Pcode,date,validOn,validTo\n" +
		"Mali,ML,Gao,,,ML07,Ansongo,ML0701,,20/12/2021,\nMali,ML,Gao,,,ML07,Bourem,ML0702,,20/12/2021,\nMali,ML,Menaka,,,ML10,Menaka,ML1001,,20/12/2021,\nMali,ML,Menaka,,,ML10,Inekar,ML1003,,20/12/2021,\n",
	"adm1_name": "adm2_name,adm2_name1,adm2_pcode,adm1_name,adm1_name1,adm1_pcode,adm0_name,adm0_pcode,valid_on,valid_to,area_sqkm,version,lang,lang1,center_lat,center_lon\n" +
		"Ansongo,,ML0701,Gao,,ML07,Mali,ML,2021-12-20,,1,v02,fr,,,\nBourem,,ML0702,Gao,,ML07,Mali,ML,2021-12-20,,1,v02,fr,,,\nMenaka,,ML1001,Menaka,,ML10,Mali,ML,2021-12-20,,1,v02,fr,,,\nInekar,,ML1003,Menaka,,ML10,Mali,ML,2021-12-20,,1,v02,fr,,,\n",
}

func TestFourLayoutsGiveTheSameUnits(t *testing.T) {
	const want = "ML07 Gao () in ML, 2021-12-20–\nML0701 Ansongo () in ML07, 2021-12-20–\nML0702 Bourem () in ML07, 2021-12-20–\n" +
		"ML10 Menaka () in ML, 2021-12-20–\nML1001 Menaka () in ML10, 2021-12-20–\nML1003 Inekar () in ML10, 2021-12-20–"
	for name, text := range layouts {
		var r register
		s := read(t, Options{Level: -1}, csvOf(name+".csv", text))
		p := r.bring(t, s, PlanOptions{Country: "MLI"})
		country, got, _ := strings.Cut(r.text(), "\n")
		if got != want || country != "ML Mali () in , –" && country != "ML MLI () in , –" { // the global list names no country
			t.Errorf("%s:\n%s\n%s", name, country, got)
		}
		if p.Places.New != 7 || s.ValidOn != "2021-12-20" {
			t.Errorf("%s: %+v %s", name, p.Places, s.ValidOn)
		}
		for other, again := range layouts {
			if p := r.bring(t, read(t, Options{Level: -1}, csvOf(other+".csv", again)), PlanOptions{}); len(p.Changes) > len(p.Renamed) {
				t.Errorf("%s after %s: %d changes", other, name, len(p.Changes))
			}
		}
	}
}

// TestASplit: Ménaka becomes a region; what it was ends, what did not change
// stays, and neither set read again changes anything.
func TestASplit(t *testing.T) {
	v1 := csvOf("v01.csv", "ADM0_PCODE,ADM0_FR,ADM1_PCODE,ADM1_FR,ADM2_PCODE,ADM2_FR,ADM3_PCODE,ADM3_FR,date\n"+
		"ML,Mali,ML05,Mopti,ML0503,Djenné,ML050301,Derary,2013-05-31\nML,Mali,ML07,Gao,ML0701,Ansongo,ML070101,Bara,2013-05-31\nML,Mali,ML07,Gao,ML0704,Ménaka,ML070401,Alata,2013-05-31\n")
	levels := func(f File) *Set {
		s := read(t, Options{Level: -1}, f)
		for i := range s.Units { // a file of each level says so of all
			s.Units[i].implied = false
			s.Units[i].Since = "2013-05-31"
		}
		return s
	}
	v2 := read(t, Options{Level: -1}, csvOf("v02.csv", layouts["ADMn_FR"]), csvOf("adm1.csv", "ADM1_PCODE,ADM1_FR,validOn\nML07,Gao,2021-12-20\nML10,Menaka,2021-12-20\n"))
	var r register
	r.bring(t, levels(v1), PlanOptions{From: "2013-05-31"})
	p := r.bring(t, v2, PlanOptions{})
	const want = "ML Mali () in , –\nML05 Mopti () in ML, 2013-05-31–2021-12-20\nML0503 Djenné () in ML05, 2013-05-31–2021-12-20\nML050301 Derary () in ML0503, 2013-05-31–2021-12-20\n" +
		"ML07 Gao () in ML, 2013-05-31–\nML0701 Ansongo () in ML07, 2013-05-31–\nML070101 Bara () in ML0701, 2013-05-31–\nML0702 Bourem () in ML07, 2021-12-20–\n" +
		"ML0704 Ménaka () in ML07, 2013-05-31–2021-12-20\nML070401 Alata () in ML0704, 2013-05-31–2021-12-20\n" +
		"ML10 Menaka () in ML, 2021-12-20–\nML1001 Menaka () in ML10, 2021-12-20–\nML1003 Inekar () in ML10, 2021-12-20–"
	if got := r.text(); got != want {
		t.Errorf("after the split:\n%s", got)
	}
	if len(p.Closed) != 5 || p.Places.New != 4 {
		t.Errorf("%+v closed %v", p.Places, p.Closed)
	}
	for what, s := range map[string]*Set{"the new set": v2, "the old set": levels(v1)} {
		o := PlanOptions{}
		if what == "the old set" {
			o.From = "2013-05-31"
		}
		if p := r.bring(t, s, o); len(p.Changes) > 0 {
			t.Errorf("%s again: %d changes\n%s", what, len(p.Changes), r.text())
		}
	}
}

func TestAFileOfOneRegionClosesNothingElsewhere(t *testing.T) {
	var r register
	r.bring(t, read(t, Options{Level: -1}, csvOf("a.csv", layouts["ADMn_FR"])), PlanOptions{})
	p := r.bring(t, read(t, Options{Level: -1}, csvOf("b.csv", "ADM1_PCODE,ADM2_PCODE,ADM2_FR,validOn\nML07,ML0701,Ansongo,2023-01-01\n")), PlanOptions{})
	if len(p.Closed) != 1 || p.Closed[0] != "ML0702 Bourem" {
		t.Errorf("closed %v", p.Closed)
	}
}

func TestAnOlderSetReadLaterMovesTheBeginningBack(t *testing.T) {
	var r register
	r.bring(t, read(t, Options{Level: -1}, csvOf("a.csv", layouts["ADMn_FR"])), PlanOptions{})
	older := csvOf("b.csv", "ADM2_PCODE,ADM2_FR,date,validOn\nML0701,Ansongo,2013-05-31,2019-08-02\n")
	p := r.bring(t, read(t, Options{Level: -1}, older), PlanOptions{})
	if x := r.place("ML0701"); x.Since != "2013-05-31" || len(p.Closed) > 0 || p.Places.Changed != 1 {
		t.Errorf("%+v closed %v", x.Span, p.Closed)
	}
	for _, again := range []File{older, csvOf("a.csv", layouts["ADMn_FR"])} {
		if p := r.bring(t, read(t, Options{Level: -1}, again), PlanOptions{}); len(p.Changes) > 0 {
			t.Errorf("%s again: %d changes", again.Name, len(p.Changes))
		}
	}
}

func TestARenamedUnitKeepsItsOldName(t *testing.T) {
	var r register
	r.bring(t, read(t, Options{Level: -1}, csvOf("a.csv", layouts["ADMn_FR"])), PlanOptions{})
	renamed := csvOf("b.csv", "ADM2_PCODE,ADM2_FR\nML0702,Taoussa\nML1001,Ménaka\n")
	p := r.bring(t, read(t, Options{Level: -1}, renamed), PlanOptions{})
	if x := r.place("ML0702"); x.NameFR != "Taoussa" || !slices.Equal(x.AltNames, []string{"Bourem"}) || len(p.Renamed) != 1 {
		t.Errorf("%+v, renamed %v", x, p.Renamed)
	}
	if p := r.bring(t, read(t, Options{Level: -1}, renamed), PlanOptions{}); len(p.Changes) > 0 {
		t.Errorf("again: %d changes", len(p.Changes))
	}
}

// TestACodeGivenToAnotherArea: a later set gives the code of Bandiagara to Kani
// and a new code to Bandiagara. Both units are held, each on its days, with what
// lies below them, and neither set read again changes anything.
func TestACodeGivenToAnotherArea(t *testing.T) {
	v1 := read(t, Options{Level: -1}, csvOf("v01.csv", "ADM0_PCODE,ADM0_FR,ADM1_PCODE,ADM1_FR,validOn\nML,Mali,ML05,Mopti,2013-05-31\n"),
		csvOf("v01-2.csv", "ADM1_PCODE,ADM2_PCODE,ADM2_FR,validOn\nML05,ML0501,Bandiagara,2013-05-31\nML05,ML0502,Bankass,2013-05-31\n"),
		csvOf("v01-3.csv", "ADM2_PCODE,ADM3_PCODE,ADM3_FR,validOn\nML0501,ML050101,Borko,2013-05-31\nML0501,ML050102,Soroly,2013-05-31\n"))
	v2 := read(t, Options{Level: -1}, csvOf("v02.csv", "ADM0_PCODE,ADM0_FR,ADM1_PCODE,ADM1_FR,validOn\nML,Mali,ML05,Mopti,2024-01-01\n"),
		csvOf("v02-2.csv", "ADM1_PCODE,ADM2_PCODE,ADM2_FR,validOn\nML05,ML0501,Kani,2024-01-01\nML05,ML0502,Bankass,2024-01-01\nML05,ML0511,Bandiagara,2024-01-01\n"),
		csvOf("v02-3.csv", "ADM2_PCODE,ADM3_PCODE,ADM3_FR,validOn\nML0501,ML050101,Kani Bonzon,2024-01-01\nML0511,ML051101,Borko,2024-01-01\n"))
	var r register
	r.bring(t, v1, PlanOptions{})
	p := r.bring(t, v2, PlanOptions{})
	const want = "ML Mali () in , –\nML05 Mopti () in ML, 2013-05-31–\nML0501 Bandiagara () in ML05, 2013-05-31–2024-01-01\n" +
		"ML050101 Borko () in ML0501, 2013-05-31–2024-01-01\nML050101v02 Kani Bonzon () in ML0501v02, 2024-01-01–\nML050102 Soroly () in ML0501, 2013-05-31–2024-01-01\n" +
		"ML0501v02 Kani () in ML05, 2024-01-01–\nML0502 Bankass () in ML05, 2013-05-31–\nML0511 Bandiagara () in ML05, 2024-01-01–\nML051101 Borko () in ML0511, 2024-01-01–"
	if got := r.text(); got != want {
		t.Errorf("after the second set:\n%s", got)
	}
	if len(p.Reused) != 2 || p.Reused[0] != "ML0501 Bandiagara → ML0501v02 Kani" {
		t.Errorf("told: %v", p.Reused)
	}
	for what, s := range map[string]*Set{"the new set": v2, "the old set": v1} {
		if p := r.bring(t, s, PlanOptions{}); len(p.Changes) > 0 {
			t.Errorf("%s again: %d changes\n%s", what, len(p.Changes), r.text())
		}
	}
}

func TestWhatStandsInTheWay(t *testing.T) {
	var r register
	r.bring(t, read(t, Options{Level: -1}, csvOf("a.csv", layouts["ADMn_FR"])), PlanOptions{})
	r.place("ML0702").Until = "2022-06-01"
	for what, tt := range map[string]struct {
		text, want string
		from       record.Day
	}{
		"no unit above":           {"ADM2_PCODE,ADM2_FR\nXX0101,Nulle part\n", "no_parent XX0101", ""},
		"another level":           {"ADM1_PCODE,ADM1_FR\nML0701,Ansongo\n", "other_level ML0701", ""},
		"a code used again":       {"ADM2_PCODE,ADM2_FR\nML0702,Almoustarat\n", "code_again ML0702", ""},
		"a code given away":       {"ADM1_PCODE,ADM2_PCODE,ADM2_FR\nML07,ML0701,Almoustarat\nML07,ML0709,Ansongo\n", "code_again ML0701", ""},
		"one code, two names":     {"ADM2_PCODE,ADM2_FR\nML0705,Almoustarat\nML0705,Talataye\n", "twice ML0705", ""},
		"a code that is too much": {"ADM2_PCODE,ADM2_FR,center_lat,center_lon\nML0706,Talataye,95,0\n", "out_of_range ML0706", ""},
	} {
		s := read(t, Options{Level: -1}, csvOf("b.csv", tt.text))
		p := s.Plan(r.places, nil, PlanOptions{From: tt.from, NewID: ids()})
		if got := p.Problems.Refusing(); len(got) != 1 || got[0].Code+" "+got[0].ID != tt.want {
			t.Errorf("%s: %v, want %s", what, got, tt.want)
		}
	}
}

func TestCrosswalk(t *testing.T) {
	var r register
	r.bring(t, read(t, Options{Level: -1}, csvOf("a.csv", layouts["ADMn_FR"])), PlanOptions{})
	f := csvOf("c.csv", "scheme,level,code,cod_pcode\nrowca,2,mli008002,ML0701\nrowca,2,MLI008003,ML0702\nrowca,2,MLI008009,\nfips,1,ML07,ML10\n")
	c, err := ReadCrosswalk(t.Context(), f, "")
	if err != nil {
		t.Fatal(err)
	}
	p := c.Plan(r.places, nil, "2026-01-01", PlanOptions{NewID: ids()})
	if p.Spelling.New != 3 || p.LeftOut != 1 || len(p.Problems) != 1 || p.Problems[0].Code != "also_pcode" || !p.Problems[0].Warning {
		t.Errorf("%+v %v", p.Spelling, p.Problems)
	}
	var known []*record.Spelling
	for _, x := range p.Changes {
		s := x.Record.(*record.Spelling)
		s.Version++
		known = append(known, s)
	}
	if s := known[0]; s.Text != "MLI008002" || s.Within != "rowca" || string(s.Place) != r.place("ML0701").ID || s.Basis != "crosswalk" {
		t.Errorf("%+v", s)
	}
	if p := c.Plan(r.places, known, "2026-02-01", PlanOptions{NewID: ids()}); len(p.Changes) > 0 || p.Spelling.Same != 3 {
		t.Errorf("again: %+v", p.Spelling)
	}
	if one, err := ReadCrosswalk(t.Context(), f, "fips"); err != nil || len(one.Codes) != 1 {
		t.Errorf("one scheme: %v %v", one, err)
	}
	for what, tt := range map[string]struct {
		text, scheme, want string
	}{
		"no such scheme": {"scheme,code,pcode\na,1,ML\n", "b", "no_scheme"},
		"no columns":     {"a,b\n1,2\n", "x", "no_columns"},
		"scheme unnamed": {"code,pcode\nX1,ML07\n", "", "scheme_missing"},
		"nothing":        {"code,pcode\nX1,\n", "x", "empty"},
	} {
		_, err := ReadCrosswalk(t.Context(), csvOf("c.csv", tt.text), tt.scheme)
		if f, ok := err.(*Fault); !ok || f.Code != tt.want {
			t.Errorf("%s: %v", what, err)
		}
	}
	unknown := &Crosswalk{Codes: []CrossedCode{{"s", "X1", "ML99", 2}}}
	if p := unknown.Plan(r.places, nil, "", PlanOptions{NewID: ids()}); len(p.Problems.Refusing()) != 1 {
		t.Errorf("a code of nowhere: %v", p.Problems)
	}
}
