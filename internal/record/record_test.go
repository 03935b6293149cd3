package record

import (
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strings"
	"testing"
)

func TestDays(t *testing.T) {
	for _, c := range []struct{ got, want Day }{
		{Day("2018-01-31").AddMonths(1), "2018-02-28"},
		{Day("2020-01-31").AddMonths(1), "2020-02-29"},
		{Day("2018-03-21").AddMonths(-12), "2017-03-21"},
		{Day("2018-03-31").AddMonths(-1), "2018-02-28"},
		{Day("2017-12-31").AddDays(1), "2018-01-01"},
		{Month("2018-02").Last(), "2018-02-28"},
		{Month("2017-12").Add(1).First(), "2018-01-01"},
		{Day("").AddDays(3), ""},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
	if n := Day("2018-03-21").Sub("2017-03-21"); n != 365 {
		t.Errorf("days in the year before: %d", n)
	}
	for _, bad := range []string{"2018-02-30", "2018-13-01", "21/03/2018", "2018-3-1", " 2018-03-01"} {
		if d, err := ParseDay(bad); err == nil {
			t.Errorf("%q read as %s", bad, d)
		}
	}
}

// Test vector 5: a seat until 21 March is not held on 21 March.
func TestSpansAreHalfOpen(t *testing.T) {
	s := Span{"2018-01-01", "2018-03-21"}
	if !s.On("2018-03-20") || s.On("2018-03-21") || s.On("2017-12-31") || !s.On("2018-01-01") {
		t.Error("a span holds its first day and not its last")
	}
	if !(Span{}).On("1990-01-01") {
		t.Error("a span without ends holds every day")
	}
	if (Span{"2018-01-01", "2018-02-01"}).Overlaps(Span{"2018-02-01", ""}) {
		t.Error("spans that only touch do not overlap")
	}
}

func TestNumbersAreMissingInThreeWays(t *testing.T) {
	for _, text := range []string{"", "0", "12.5", "-3", "n/a", "withheld"} {
		n, err := ParseNumber(text)
		if err != nil || n.String() != text {
			t.Errorf("%q came back as %q (%v)", text, n.String(), err)
		}
	}
	if zero, _ := ParseNumber("0"); !zero.Known() || (Number{}).Known() {
		t.Error("zero is known, missing is not")
	}
	for _, bad := range []string{"NaN", "1e300", "12 personnes", "1,5"} {
		if _, err := ParseNumber(bad); err == nil {
			t.Errorf("%q was taken for a number", bad)
		}
	}
}

func TestTablesAreWhole(t *testing.T) {
	kinds, sheets := map[Kind]bool{}, map[string]bool{}
	for _, table := range Tables {
		r := table.New()
		if r.Kind() != table.Kind {
			t.Errorf("%s: New makes a %s", table.Kind, r.Kind())
		}
		if kinds[table.Kind] {
			t.Errorf("%s stands twice", table.Kind)
		}
		kinds[table.Kind] = true
		for _, name := range []string{table.FR, table.EN} {
			if name == "" || len([]rune(name)) > 31 || strings.ContainsAny(name, `:\/?*[]`) {
				t.Errorf("%s: %q cannot be a sheet name", table.Kind, name)
			}
		}
		if sheets[table.FR] || table.HelpFR == "" || table.HelpEN == "" {
			t.Errorf("%s: sheet name taken or help missing", table.Kind)
		}
		sheets[table.FR] = true
		names, headings := map[string]bool{}, map[string]bool{}
		for _, f := range table.Fields {
			where := fmt.Sprintf("%s.%s", table.Kind, f.Name)
			if names[f.Name] || headings["fr"+f.FR] || headings["en"+f.EN] || f.FR == "" || f.EN == "" {
				t.Errorf("%s: name or heading empty or taken", where)
			}
			names[f.Name], headings["fr"+f.FR], headings["en"+f.EN] = true, true, true
			if f.Type == Refers && (f.Ref == "" || !KindExists(f.Ref) || !TableOf(f.Ref).Referred) {
				t.Errorf("%s refers to %q, whose records need no code", where, f.Ref)
			}
			if f.Type == Coded && f.List == nil {
				t.Errorf("%s has no list", where)
			}
			want := Sample(f)
			if err := f.Set(r, want); err != nil {
				t.Errorf("%s refuses %q: %v", where, want, err)
			} else if got := f.Get(r); got != want {
				t.Errorf("%s: set %q, read %q", where, want, got)
			}
		}
		if _, spanned := r.(Spanned); spanned != names["since"] {
			t.Errorf("%s: a span and the fields since and until go together", table.Kind)
		}
	}
}

// Sample is a value the field takes.
func Sample(f Field) string {
	var v string
	switch f.Type {
	case Coded, YesNo:
		v = f.List.Items[len(f.List.Items)-1].Code
	case Date:
		v = "2018-03-21"
	case MonthOf:
		v = "2018-03"
	case Numeric:
		v = "12.5"
	case Refers:
		v = "id-of-" + string(f.Ref)
	default:
		v = "Ségou ɛɔɲŋ « l’eau »"
	}
	if f.Many {
		v += "; second"
	}
	return v
}

func TestListsHaveBothLanguages(t *testing.T) {
	for _, table := range Tables {
		for _, f := range table.Fields {
			if f.List == nil {
				continue
			}
			seen := map[string]bool{}
			for _, i := range f.List.Items {
				if i.Code == "" || i.FR == "" || i.EN == "" || seen[i.Code] || seen["fr"+Fold(i.FR)] || seen["en"+Fold(i.EN)] {
					t.Errorf("list %s: item %+v is incomplete or stands twice", f.List.Name, i)
				}
				seen[i.Code], seen["fr"+Fold(i.FR)], seen["en"+Fold(i.EN)] = true, true, true
			}
		}
	}
}

func TestFaultsReadInBothLanguages(t *testing.T) {
	for code := range Faults {
		p := Problem{Code: code, Found: "TROUVÉ", Expected: "ATTENDU", Nearest: "PROCHE"}
		for _, lang := range []string{"fr", "en"} {
			if m := p.Message(lang); m == "" || strings.Contains(m, "%!") || !strings.Contains(m, "PROCHE") {
				t.Errorf("%s in %s: %q", code, lang, m)
			}
		}
	}
}

func TestChecksNameTheFault(t *testing.T) {
	head := Head{ID: "1", Code: "C"}
	for _, c := range []struct {
		name string
		r    Record
		want []string
	}{
		{"a good seat", &Seat{Head: head, Body: "b", Org: "o", Role: "COFAC"}, nil},
		{"a role that does not exist", &Seat{Head: head, Body: "b", Role: "COFACI"}, []string{"not_in_list"}},
		{"a seat that ends before it begins", &Seat{Head: head, Body: "b", Role: "LEAD", Span: Span{"2018-03-21", "2018-03-20"}}, []string{"end_first"}},
		{"a vacant seat with a holder", &Seat{Head: head, Body: "b", Role: "LEAD", Org: "o", Vacant: Yes}, []string{"vacant_held"}},
		{"no code where others refer", &Org{NameFR: "A"}, []string{"code_missing"}},
		{"an impossible latitude", &Place{Head: head, NameFR: "Gao", Depth: N(1), Lat: N(160)}, []string{"out_of_range"}},
		{"its own parent", &Place{Head: head, NameFR: "Gao", Depth: N(1), Parent: "1"}, []string{"own_parent"}},
		{"nobody came", &Attendance{Head: head, Meeting: "m"}, []string{"nobody"}},
		{"people below zero", &Activity{Head: head, Return: "r", Month: "2018-03", Org: "o", Sector: "PRO", Place: "p", Women: N(-4)}, []string{"out_of_range"}},
		{"a total that is not the sum", &Activity{Head: head, Return: "r", Month: "2018-03", Org: "o", Sector: "PRO", Place: "p", Girls: N(1), Boys: N(1), Women: N(1), Men: N(1), Total: N(5)}, []string{"sum"}},
		{"a day no calendar has", &Meeting{Head: head, Body: "b", On: "2018-02-30", State: "held"}, []string{"not_a_day"}},
	} {
		var got []string
		for _, p := range Check(c.r) {
			got = append(got, p.Code)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	p := Check(&Seat{Head: head, Body: "b", Role: "COFACI"})[0]
	if p.Nearest != "COFAC" || !strings.Contains(p.Message("fr"), "la plus proche\u00a0: COFAC") {
		t.Errorf("the nearest role to COFACI: %q", p.Message("fr"))
	}
}

func TestFoldAndNearest(t *testing.T) {
	for a, b := range map[string]string{"Ségou (Région)": "SEGOU REGION", "L’Avenir": "l'avenir", "Sœurs  unies": "soeurs unies", "Ɲɛsigi": "nesigi", "AMSS – Gao": "amss gao"} {
		if Fold(a) != Fold(b) {
			t.Errorf("%q folds to %q, %q to %q", a, Fold(a), b, Fold(b))
		}
	}
	if got := Nearest("Tombuctu", []string{"Gao", "Tombouctou", "Mopti"}); got != "Tombouctou" {
		t.Errorf("nearest to Tombuctu: %q", got)
	}
	if got := Nearest("Paris", []string{"Gao", "Tombouctou"}); got != "" {
		t.Errorf("nothing is near Paris, got %q", got)
	}
}

// Test vectors 12 and 13: an affiliate is on the international side until the
// day it delinks; the what-if shows it local.
func TestAnAffiliateChangesClassFromADay(t *testing.T) {
	records := []Record{
		&Operation{Head: Head{ID: "op"}, Country: "MLI"},
		&Org{Head: Head{ID: "x", Code: "X"}, Type: "441"},
		&Classification{Head: Head{ID: "c1"}, Org: "x", HQ: "MLI", AffGovernance: Yes, Span: Span{"", "2020-01-01"}},
		&Classification{Head: Head{ID: "c2"}, Org: "x", HQ: "MLI", AffFunding: No, AffContracting: No, AffGovernance: No, AffDecision: No, Span: Span{Since: "2020-01-01"}},
		&Classification{Head: Head{ID: "c3"}, Org: "y", HQ: "MLI", AffFunding: No},
		&Classification{Head: Head{ID: "c4"}, Org: "z", HQ: "MLI", OwnFundraising: Yes, OwnGovernance: Yes},
		&Classification{Head: Head{ID: "c5"}, Org: "w"},
	}
	s := NewSnapshot(records, "2019-12-31")
	if got := s.Class("x"); got != IntlAffiliate {
		t.Errorf("2019: %s", got)
	}
	if got := s.At("2020-01-01").Class("x"); got != NNGO {
		t.Errorf("2020: %s", got)
	}
	what := *s
	what.AffiliatesLocal = true
	if got := what.Class("x"); got != NNGO {
		t.Errorf("with affiliates on the local side: %s", got)
	}
	for org, want := range map[OrgID]Class{"y": Unclassified, "z": NNGO, "w": Unclassified, "nobody": Unclassified} {
		if got := s.Class(org); got != want {
			t.Errorf("%s: %q, want %q", org, got, want)
		}
	}
}

func TestTheRoundThatStandsForADay(t *testing.T) {
	month := func(id string, m Month, on Day, place PlaceID) *Attestation {
		return &Attestation{Head: Head{ID: id}, List: "activity", Statement: "complete", On: on, Place: place, Span: Span{m.First(), m.Add(1).First()}}
	}
	s := NewSnapshot([]Record{
		&Place{Head: Head{ID: "ML07"}, Depth: N(1)},
		&Place{Head: Head{ID: "ML0703"}, Depth: N(2), Parent: "ML07"},
		&Place{Head: Head{ID: "ML05"}, Depth: N(1)},
		month("a", "2018-01", "2018-02-10", ""), month("b", "2018-02", "2018-03-10", "ML07"),
		&Return{Head: Head{ID: "r"}, Month: "2018-03"},
	}, "2018-03-21")
	feb := s.RoundOn("2018-03-21")
	if feb.Month != "2018-02" || !feb.ClosedFor(s, "ML0703") || feb.ClosedFor(s, "ML05") {
		t.Errorf("on 21 March the February round stands, closed for Gao only: %+v", feb)
	}
	if jan := s.RoundOn("2018-03-09"); jan.Month != "2018-01" || !jan.ClosedFor(s, "ML05") {
		t.Errorf("before February was closed, January stands for all: %+v", jan)
	}
}

// A round that one cluster closes is closed for its own sector only.
func TestRoundIsClosedForTheSectorsOfTheBody(t *testing.T) {
	body := func(id BodyID, kind, sector string) *Body {
		return &Body{Head: Head{ID: string(id)}, BodyKind: kind, Sector: sector}
	}
	for _, c := range []struct {
		by      BodyID
		sectors string
		want    bool
	}{
		{"protection", "PRO", true}, {"protection", "PRO-GBV", true}, {"protection", "FSC", false}, {"protection", "PRO EDU", false},
		{"gbv", "PRO-GBV", true}, {"gbv", "PRO", false}, {"gbv", "PRO-CPN", false},
		{"inter-cluster", "FSC", true}, {"inter-cluster", "PRO EDU", true},
		{"no-sector", "PRO", false}, {"not-there", "PRO", false}, {"", "EDU", true},
	} {
		s := NewSnapshot([]Record{body("protection", "cluster", "PRO"), body("gbv", "sub_cluster", "PRO-GBV"), body("inter-cluster", "iccg", ""), body("no-sector", "cluster", ""),
			&Attestation{Head: Head{ID: "a"}, List: "activity", Statement: "complete", Body: c.by, On: "2018-03-13", Span: Span{"2018-02-01", "2018-03-01"}}}, "2018-03-21")
		if got := s.RoundOf("2018-02").About(s, strings.Fields(c.sectors)...).ClosedFor(s, ""); got != c.want {
			t.Errorf("closed by %q, for %s: %v", c.by, c.sectors, got)
		}
	}
}

func TestAReaderSeesNoMoreThanAllowed(t *testing.T) {
	lesson := &Lesson{Head: Head{ID: "l"}, Org: "o", Place: "far", On: "2018-02-01", Content: "la route du nord"}
	open := &Lesson{Head: Head{ID: "m"}, Org: "o", Place: "near", On: "2018-02-01", Content: "réunion de quartier"}
	person := &Person{Head: Head{ID: "p", Code: "P1"}, Name: "Nom", Email: "n@example.org"}
	line := &Activity{Head: Head{ID: "a"}, Place: "far", Org: "o"}
	s := NewSnapshot([]Record{lesson, open, person, line,
		&Place{Head: Head{ID: "north"}, Depth: N(1)},
		&Place{Head: Head{ID: "far"}, Depth: N(2), Parent: "north"}, &Place{Head: Head{ID: "near"}, Depth: N(2), Parent: "north"},
		&AccessLevel{Head: Head{ID: "x"}, Place: "far", Access: "hard_to_reach", Span: Span{Since: "2018-01-01"}},
	}, "2018-03-21")
	public, member, cleared := View{s, Public}, View{s, Restricted}, View{s, Confidential}
	if seen, hidden := public.List("lesson"); len(seen) != 0 || hidden != 1 {
		t.Errorf("the public sees %d lessons and learns of %d: the confidential one must not be counted", len(seen), hidden)
	}
	if seen, _ := member.List("lesson"); len(seen) != 1 {
		t.Errorf("a member sees %d lessons, not the one from the hard-to-reach area", len(seen))
	}
	content, _ := TableOf("lesson").Field("content")
	if text, withheld := member.Value(open, content); text != "" || !withheld {
		t.Error("a member reads the content of a lesson")
	}
	if text, _ := cleared.Value(lesson, content); text != lesson.Content {
		t.Error("who is cleared reads the lesson")
	}
	name, _ := TableOf("person").Field("name")
	if text, withheld := public.Value(person, name); text != "" || !withheld {
		t.Error("the public reads a person's name")
	}
	place, _ := TableOf("activity").Field("place")
	if text, _ := member.Value(line, place); text != "north" {
		t.Errorf("an activity in a hard-to-reach cercle is shown to a member at %q, want its region", text)
	}
}

// The page of a hard-to-reach cercle does not give away who works there.
func TestAPlaceDoesNotGiveAwayWhoWorksThere(t *testing.T) {
	s := NewSnapshot([]Record{
		&Place{Head: Head{ID: "north"}, Depth: N(1)}, &Place{Head: Head{ID: "far"}, Depth: N(2), Parent: "north"},
		&Activity{Head: Head{ID: "a"}, Place: "far", Org: "o"},
		&AccessLevel{Head: Head{ID: "x"}, Place: "far", Access: "hard_to_reach", Span: Span{Since: "2018-01-01"}},
	}, "2018-03-21")
	has := func(rs []Record) bool {
		return slices.ContainsFunc(rs, func(r Record) bool { return r.Kind() == "activity" })
	}
	if has(View{s, Restricted}.Referring("far")) || !has(View{s, Confidential}.Referring("far")) {
		t.Error("a member reads from the place which activities are there, or who is cleared does not")
	}
	if !has(View{s, Restricted}.Referring("o")) || has(View{s, Public}.Referring("o")) {
		t.Error("the organisation shows members its activity, at its region, and the public none")
	}
}

// Asking about a day before the assessment opens nothing: the last one counts
// as well.
func TestADayBeforeTheAssessmentOpensNothing(t *testing.T) {
	far := []Record{&Place{Head: Head{ID: "north"}, Depth: N(1)}, &Place{Head: Head{ID: "far"}, Depth: N(2), Parent: "north"},
		&AccessLevel{Head: Head{ID: "x"}, Place: "far", Access: "hard_to_reach", Span: Span{Since: "2018-01-15"}}}
	for _, day := range []Day{"2015-06-01", "2018-01-14", "2018-01-15", "2026-01-01"} {
		if v := (View{NewSnapshot(far, day), Restricted}); !v.Hides("far") || v.Hides("north") {
			t.Errorf("%s: the cercle is hidden %v, its region %v", day, v.Hides("far"), v.Hides("north"))
		}
	}
}

// Gender-based violence and child protection are told to the public by region
// only, in the records as in the tables.
func TestThePublicLearnsNoPlaceOfViolence(t *testing.T) {
	gbv, other := &Activity{Head: Head{ID: "g"}, Place: "near", Sector: "PRO-GBV"}, &Activity{Head: Head{ID: "o"}, Place: "near", Sector: "PRO"}
	needs := &Caseload{Head: Head{ID: "c"}, Place: "near", Sector: "PRO-CPN"}
	s := NewSnapshot([]Record{gbv, other, needs, &Caseload{Head: Head{ID: "d"}, Place: "north", Sector: "PRO-CPN"},
		&Place{Head: Head{ID: "north"}, Depth: N(1)}, &Place{Head: Head{ID: "near"}, Depth: N(2), Parent: "north"}}, "2018-03-21")
	place, _ := TableOf("activity").Field("place")
	for _, c := range []struct {
		a     *Activity
		level Level
		want  string
	}{{gbv, Public, "north"}, {gbv, Restricted, "near"}, {other, Public, "near"}} {
		if text, _ := (View{s, c.level}).Value(c.a, place); text != c.want {
			t.Errorf("%s at level %d stands at %q, want %q", c.a.Sector, c.level, text, c.want)
		}
	}
	ids := func(v View) (all []string) {
		for _, r := range v.Referring("near") {
			all = append(all, r.Base().ID)
		}
		slices.Sort(all)
		return all
	}
	if got := ids(View{s, Public}); !slices.Equal(got, []string{"o"}) {
		t.Errorf("the page of the place shows the public %q", got)
	}
	if got := ids(View{s, Restricted}); !slices.Equal(got, []string{"c", "g", "o"}) {
		t.Errorf("the page of the place shows a member %q", got)
	}
	if seen, hidden := (View{s, Public}).List("caseload"); len(seen) != 1 || hidden != 1 {
		t.Errorf("the public sees %d caseloads and learns of %d", len(seen), hidden)
	}
}

// Who owes a return is for the members of the coordination.
func TestThePublicDoesNotLearnWhoOwesAReturn(t *testing.T) {
	s := NewSnapshot([]Record{&Return{Head: Head{ID: "a"}, State: "expected"}, &Return{Head: Head{ID: "b"}, State: "sent_back"}, &Return{Head: Head{ID: "c"}, State: "received"}}, "2018-03-21")
	if seen, hidden := (View{s, Public}).List("return"); len(seen) != 1 || hidden != 2 {
		t.Errorf("the public sees %d returns and learns of %d", len(seen), hidden)
	}
	if seen, _ := (View{s, Restricted}).List("return"); len(seen) != 3 {
		t.Errorf("a member sees %d returns", len(seen))
	}
}

// The package imports the standard library alone; the arrows of the house
// start here.
func TestRecordImportsTheStandardLibraryAlone(t *testing.T) {
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), f.Name(), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range tree.Imports {
			if strings.Contains(i.Path.Value, ".") || strings.Contains(i.Path.Value, "toguna") {
				t.Errorf("%s imports %s", f.Name(), i.Path.Value)
			}
		}
	}
}

func TestWhoRefersToARecord(t *testing.T) {
	s := NewSnapshot([]Record{
		&Org{Head: Head{ID: "o", Code: "DNDS"}}, &Seat{Head: Head{ID: "s"}, Org: "o", Body: "b"},
		&Meeting{Head: Head{ID: "m"}, Host: "o", ChairedBy: []OrgID{"o", "p"}},
	}, "2018-03-21")
	var got []string
	for _, r := range s.Referring("o") {
		got = append(got, r.Base().ID)
	}
	if !slices.Equal(got, []string{"s", "m"}) {
		t.Errorf("DNDS is referred to by %v, want the seat and, once, the meeting", got)
	}
	with := s.WithActivities([]*Activity{{Head: Head{ID: "a"}, Org: "p"}})
	if n := len(with.Referring("p")); n != 2 {
		t.Errorf("p is referred to by %d records, want the meeting and the activity", n)
	}
}
