package indicator

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"toguna/internal/locale"
	"toguna/internal/record"
	"toguna/internal/sample/design"
)

func TestDefinitionsAreWhole(t *testing.T) {
	scorecard := 0
	for _, i := range All {
		v := reflect.ValueOf(i)
		for f := range v.NumField() {
			if v.Field(f).Kind() == reflect.String && v.Field(f).String() == "" {
				t.Errorf("%s: %s is empty", i.Code, v.Type().Field(f).Name)
			}
		}
		if strings.Contains(i.SourceEN+i.DefinitionEN, "IASC indicator") {
			t.Errorf("%s claims an IASC indicator", i.Code)
		}
		if i.Scorecard > 0 {
			scorecard++
			if i.Scorecard != scorecard {
				t.Errorf("%s is %d on the scorecard, want %d", i.Code, i.Scorecard, scorecard)
			}
		}
	}
	if scorecard != 12 || len(All) != 21 {
		t.Errorf("%d on the scorecard of %d", scorecard, len(All))
	}
}

// Without records there is no data: never a zero, never a bound.
func TestNoRecordsNoData(t *testing.T) {
	for name, records := range map[string][]record.Record{
		"nothing":     nil,
		"a bare body": newRegister().all,
	} {
		for _, f := range everything(record.NewSnapshot(slices.Clone(records), day)) {
			want := NoData
			if f.Code == "LED-01" && name != "nothing" || f.Code == "LED-03" && name != "nothing" {
				want = Insufficient // a body whose leaders are not recorded
			}
			if f.Status != want || f.Value.Known() {
				t.Errorf("%s on %s: %s %v", f.Code, name, f.Status, f.Value)
			}
			if want == NoData && (f.Text(locale.FR) != "données non disponibles" || f.Text(locale.EN) != "no data") {
				t.Errorf("%s reads %q", f.Code, f.Text(locale.FR))
			}
		}
	}
}

func TestAttestedEmptyIsNotApplicableOrTrueZero(t *testing.T) {
	attest := func(lists ...string) *register {
		r := newRegister()
		for _, l := range lists {
			r.complete(l)
		}
		return r
	}
	team := attest()
	for _, kind := range append([]string{"hct"}, decisionKinds...) {
		team.add(&record.Attestation{List: "body", Statement: "none_exists", BodyKind: kind, On: "2018-01-01", By: "IM"})
	}
	round := attest()
	round.place("ML1", "", 1)
	round.closeRound("")
	supported := attest("seat", "support")
	supported.members("C", supported.org("N", record.NNGO))
	fund := attest("seat", "eligibility")
	fund.org("FHM", record.PooledFund)
	fund.members("C", fund.org("N", record.NNGO))
	for _, c := range []struct {
		code   string
		r      *register
		status Status
		fr     string
	}{
		{"REP-01", attest("seat"), NotApplicable, "sans objet"},
		{"REP-02", team, NotApplicable, "sans objet"},
		{"REP-03", team, NotApplicable, "sans objet"},
		{"PRT-01", attest("agreement"), NotApplicable, "sans objet"},
		{"FUN-01", attest("flow"), NotApplicable, "sans objet"},
		{"FUN-02", attest("flow"), NotApplicable, "sans objet"},
		{"CON-01", attest("post"), NotApplicable, "sans objet"},
		{"OPS-04", attest("access_level"), NotApplicable, "sans objet"},
		{"OPS-01", round, Complete, "0 organisation"},
		{"CAP-01", supported, Complete, "0 sur 1"},
		{"FUN-04", fund, Complete, "0 sur 1"},
	} {
		f := compute(t, c.code, c.r.on(day))
		if f.Status != c.status || plain(f.Text(locale.FR)) != c.fr {
			t.Errorf("%s: %s, %q; want %s, %q", c.code, f.Status, f.Text(locale.FR), c.status, c.fr)
		}
		if len(f.Attested) == 0 {
			t.Errorf("%s does not say on whose word", c.code)
		}
	}
}

// A member without a record is unknown until the list is attested.
func TestNoRecordIsNotNo(t *testing.T) {
	r := newRegister()
	r.org("FHM", record.PooledFund)
	r.members("C", r.orgs("N", 4, record.NNGO)...)
	r.add(&record.Support{Beneficiary: "N01", Modality: "training", Span: record.Span{Since: "2017-06-01", Until: "2017-06-05"}})
	r.add(&record.Eligibility{Org: "N01", Fund: "FHM", Step: "eligible", Span: record.Span{Since: "2017-06-01"}})
	for _, code := range []string{"CAP-01", "FUN-04"} {
		f := compute(t, code, r.on(day))
		wantCounts(t, f, 1, 4, 3, Insufficient)
		wantText(t, f, "de 1 à 4 sur 4", "1 to 4 of 4")
	}
	r.complete("support")
	r.complete("eligibility")
	r.complete("seat")
	for _, code := range []string{"CAP-01", "FUN-04"} {
		wantCounts(t, compute(t, code, r.on(day)), 1, 4, 0, Complete)
	}
	if f := compute(t, "CAP-01", r.on("2018-06-05")); f.Num != 0 {
		t.Errorf("a support that ended when the period begins still counts: %g", f.Num)
	}
	if f := compute(t, "CAP-01", r.on("2018-06-04")); f.Num != 1 {
		t.Errorf("a support in the period does not count: %g", f.Num)
	}
}

func TestAttestationsThatDoNotCover(t *testing.T) {
	base := func() *register {
		r := newRegister()
		r.body("SUB", "sub_cluster", "national", "C")
		r.members("C", r.org("N", record.NNGO))
		r.members("SUB", "N")
		return r
	}
	for name, c := range map[string]struct {
		a    record.Attestation
		want Status
	}{
		"the whole operation":   {record.Attestation{List: "seat", Statement: "complete", On: "2018-03-01"}, Complete},
		"the root body":         {record.Attestation{List: "seat", Statement: "complete", On: "2018-03-01", Body: "C"}, Complete},
		"a body below only":     {record.Attestation{List: "seat", Statement: "complete", On: "2018-03-01", Body: "SUB"}, Partial},
		"made after the day":    {record.Attestation{List: "seat", Statement: "complete", On: "2018-03-22"}, Partial},
		"older than a year":     {record.Attestation{List: "seat", Statement: "complete", On: "2017-03-20"}, Partial},
		"for another period":    {record.Attestation{List: "seat", Statement: "complete", On: "2018-03-01", Span: record.Span{Until: "2018-03-01"}}, Partial},
		"for one region":        {record.Attestation{List: "seat", Statement: "complete", On: "2018-03-01", Place: "ML1"}, Partial},
		"for one kind of body":  {record.Attestation{List: "seat", Statement: "complete", On: "2018-03-01", BodyKind: "cluster"}, Partial},
		"of another list":       {record.Attestation{List: "meeting", Statement: "complete", On: "2018-03-01"}, Partial},
		"on the day a year ago": {record.Attestation{List: "seat", Statement: "complete", On: "2017-03-21"}, Complete},
	} {
		r := base()
		a := c.a
		r.add(&a)
		if f := compute(t, "REP-01", r.on(day)); f.Status != c.want {
			t.Errorf("%s: %s, want %s", name, f.Status, c.want)
		}
	}
}

func TestUnknownClassGoesToUnknown(t *testing.T) {
	r := newRegister()
	r.body("EHP", "hct", "national", "")
	x, i := r.org("X", ""), r.org("I", record.INGO)
	r.members("C", x, i)
	r.seat("C", x, "LEAD")
	r.members("EHP", x, i)
	r.flow("a", r.org("DON", record.Donor), x, 100, "")
	r.flow("b", "DON", i, 100, "")
	r.flow("c", i, r.org("N", record.NNGO), 100, "b")
	r.add(&record.Agreement{Lead: i, Partner: x, Model: "subcontract"})
	for _, l := range []string{"seat", "flow", "agreement"} {
		r.complete(l)
	}
	for code, u := range map[string]float64{"REP-01": 1, "REP-02": 1, "LED-01": 1, "LED-03": 1, "FUN-01": 100, "FUN-02": 100, "PRT-01": 1} {
		f := compute(t, code, r.on(day))
		if f.Unknown != u || f.Status == Complete || len(f.Lacked) == 0 || !f.High.Known() {
			t.Errorf("%s: U %g, %s, lacked %v, high %v", code, f.Unknown, f.Status, f.Lacked, f.High)
		}
	}
}

func TestCountryTeam(t *testing.T) {
	r := newRegister()
	r.body("EHP", "hct", "national", "")
	add := func(x record.Seat) { x.Body, x.Role = "EHP", "MEMBER"; r.add(&x) }
	add(record.Seat{Org: r.org("FONGIM", record.NNGOForum), Basis: "permanent"})
	add(record.Seat{Org: r.org("UN", record.UN), Basis: "permanent"})
	add(record.Seat{Org: r.org("OBS", record.NNGO), Basis: "observer"})
	add(record.Seat{Vacant: record.Yes, Basis: "rotational"})
	r.complete("seat")
	f := compute(t, "REP-02", r.on(day))
	wantCounts(t, f, 1, 3, 0, Complete)
	if f.Flags["one_nngo_seat"] != record.Yes || len(f.RowsOf("vacant")) != 1 || len(f.RowsOf("observer")) != 1 {
		t.Errorf("flags %v, rows %+v", f.Flags, f.Rows)
	}
	wantCounts(t, part(t, f, "count", "with_observers"), 2, 4, 0, Complete)
	r2 := newRegister()
	r2.body("EHP", "hct", "national", "")
	r2.seat("EHP", r2.org("UN", record.UN), "MEMBER")
	if f := compute(t, "REP-02", r2.on(day)); f.Flags["one_nngo_seat"] != record.Unknown {
		t.Error("a list that is not attested proves no absence")
	}
	r2.complete("seat")
	if f := compute(t, "REP-02", r2.on(day)); f.Flags["one_nngo_seat"] != record.No {
		t.Error("an attested list without a national NGO says no")
	}
}

func TestPlanningWithoutAttestation(t *testing.T) {
	r := newRegister()
	r.add(&record.Plan{Head: head("HRP"), Cycle: "2018", Published: "2018-02-01"})
	r.add(&record.Process{Head: head("HNO"), ProcessKind: "needs_assessment", Cycle: "2018"})
	for _, o := range append(r.orgs("N", 2, record.NNGO), r.orgs("I", 10, record.INGO)...) {
		r.add(&record.PlanPartner{Plan: "HRP", Org: o})
	}
	f := compute(t, "PLN-01", r.on(day))
	wantCounts(t, f, 0, 12, 2, Partial) // internationals are known not to count
	if f := compute(t, "PLN-01", r.on("2018-01-31")); f.Status != NoData {
		t.Errorf("before the plan was published: %s", f.Status)
	}
}

func TestContradictionsStandBeside(t *testing.T) {
	r := newRegister()
	i, n, s := r.org("I", record.INGO), r.org("N", record.NNGO), r.org("S", record.StateLocal)
	terms := record.Agreement{CoDesign: record.No, SharedBudget: record.No, SayInSteering: record.No}
	for _, model := range []string{"subcontract", "consortium_member", "mou_no_funds", ""} {
		a := terms
		a.Lead, a.Partner, a.Model, a.USD = i, n, model, record.N(100)
		r.add(&a)
	}
	state := terms
	state.Lead, state.Partner, state.Model = i, s, "subcontract"
	r.add(&state)
	r.complete("agreement")
	f := compute(t, "PRT-01", r.on(day))
	wantCounts(t, f, 1, 3, 1, Insufficient)
	rows := f.RowsOf("contradiction")
	if len(rows) != 1 || rows[0].Code != "consortium_member" || rows[0].Suggested != "subcontract" {
		t.Errorf("contradictions: %+v", rows)
	}
	wantCounts(t, part(t, f, "amount", "usd"), 100, 300, 100, Insufficient)
}

func TestContinuityOfDelegates(t *testing.T) {
	r := newRegister()
	n := r.org("N", record.NNGO)
	r.members("C", n)
	for i, who := range []record.PersonID{"a", "a", "b", ""} {
		id := r.meeting("C", record.Day("2018-01-05").AddDays(7*i), "un")
		r.add(&record.Attendance{Meeting: record.MeetingID(id), Org: n, Person: who})
	}
	f := compute(t, "CON-02", r.on(day))
	wantCounts(t, f, 1, 3, 1, Insufficient)
	wantText(t, f, "de 1 à 2 sur 3", "1 to 2 of 3")
}

func TestOpenSheetsAreNotAbsence(t *testing.T) {
	r := newRegister()
	n := r.org("N", record.NNGO)
	r.members("C", n)
	r.meeting("C", "2018-01-05", "un", n)
	r.meeting("C", "2018-01-12", "un", n)
	for _, d := range []record.Day{"2018-01-19", "2018-01-26", "2018-02-02"} {
		r.add(&record.Meeting{Body: "C", On: d, State: "held", VenueClass: "un"})
	}
	r.add(&record.Meeting{Body: "C", On: "2018-02-05", State: "cancelled", VenueClass: "un", SheetClosed: "2018-02-05"})
	wantCounts(t, compute(t, "REP-05", r.on(day)), 1, 1, 0, Partial)
}

// Parts and unknown make the whole.
func TestPartsSumToTheWhole(t *testing.T) {
	s := record.NewSnapshot(design.Register(0.05, 3), design.Day)
	sum := func(f Figure, by string, of func(Figure) float64) (n float64) {
		for _, p := range f.PartsBy(by) {
			n += of(p.Figure)
		}
		return n
	}
	n := func(f Figure) float64 { return f.Num }
	den := func(f Figure) float64 { return f.Den }
	unknown := func(f Figure) float64 { return f.Unknown }
	check := func(what string, got, want float64) {
		t.Helper()
		if got < want-1e-6 || got > want+1e-6 {
			t.Errorf("%s: parts make %g, the whole is %g", what, got, want)
		}
	}
	f := compute(t, "REP-01", s)
	check("REP-01 classes", sum(f, "class", n)+f.Unknown, f.Den)
	f = compute(t, "LED-01", s)
	for _, by := range []string{"reach", "body_kind"} {
		check("LED-01 "+by, sum(f, by, n), f.Num)
		check("LED-01 "+by, sum(f, by, den), f.Den)
		check("LED-01 "+by, sum(f, by, unknown), f.Unknown)
	}
	f = compute(t, "FUN-01", s)
	check("FUN-01 classes", sum(f, "class", n), f.Num)
	f = compute(t, "FUN-02", s)
	check("FUN-02 channels", sum(f, "channel", n), f.Num)
	f = compute(t, "MTG-01", s)
	check("MTG-01 reach", sum(f, "reach", den), f.Den)
	check("MTG-01 bodies", sum(f, "body", den), f.Den)
	f = compute(t, "CON-02", s)
	check("CON-02 classes", sum(f, "class", den), f.Den)
	f = compute(t, "CON-01", s)
	local := f.Num
	for _, p := range f.PartsBy("class") {
		if p.Key != "international" {
			local -= p.Num
		}
	}
	check("CON-01 classes", local, 0)
	f = compute(t, "DQ-02", s)
	check("DQ-02 kinds", sum(f, "kind", den), f.Den)
	f = compute(t, "OPS-04", s)
	check("OPS-04 access", sum(f, "access", den), f.Den)
	for _, p := range compute(t, "OPS-01", s).PartsBy("place") {
		n := part(t, p.Figure, "class", "nngo").Num + part(t, p.Figure, "class", "state").Num + part(t, p.Figure, "class", "other_local").Num
		check("OPS-01 "+p.Key, n, p.Num)
	}
}

// The evidence is whole: taking away any record that a figure does not name
// leaves the figure as it is.
func TestEvidenceIsWhole(t *testing.T) {
	all := design.Register(0.012, 11)
	s := record.NewSnapshot(slices.Clone(all), design.Day)
	figures := everything(s)
	named := make([]map[string]bool, len(figures))
	for i, f := range figures {
		named[i] = map[string]bool{}
		var add func(Figure)
		add = func(f Figure) {
			for _, list := range [][]string{f.Used, f.Lacked, f.Attested} {
				for _, id := range list {
					named[i][id] = true
				}
			}
			for _, p := range f.Parts {
				add(p.Figure)
			}
		}
		add(f)
	}
	r := rand.New(rand.NewPCG(1, 2))
	checked := 0
	for range 150 {
		k := r.IntN(len(all))
		switch all[k].(type) {
		case *record.Attendance, *record.Activity, *record.Person: // too many alike to draw often
			if r.IntN(20) > 0 {
				continue
			}
		case *record.Operation, *record.Place, *record.Classification:
			continue // what puts something outside a figure is not evidence for it
		}
		id := all[k].Base().ID
		less := record.NewSnapshot(slices.Delete(slices.Clone(all), k, k+1), design.Day)
		for i := range All {
			if named[i][id] {
				continue
			}
			checked++
			if g := All[i].For(record.View{Snapshot: less, Level: record.Confidential}, Params{}); !reflect.DeepEqual(inOrder(figures[i]), inOrder(g)) {
				t.Errorf("%s does not name %s %s, and changes without it: %g/%g/%g, then %g/%g/%g", figures[i].Code, all[k].Kind(), record.Label(all[k]),
					figures[i].Num, figures[i].Den, figures[i].Unknown, g.Num, g.Den, g.Unknown)
			}
		}
	}
	if checked < 500 {
		t.Errorf("only %d checks", checked)
	}
}

// inOrder sorts the evidence, whose order follows the records that are met.
func inOrder(f Figure) Figure {
	f.Used, f.Lacked, f.Parts = slices.Sorted(slices.Values(f.Used)), slices.Sorted(slices.Values(f.Lacked)), slices.Clone(f.Parts)
	for i := range f.Parts {
		f.Parts[i].Figure = inOrder(f.Parts[i].Figure)
	}
	return f
}

// The evidence is no padding: in a register without doubles, taking away a
// record that is used changes the figure.
func TestEvidenceCounts(t *testing.T) {
	for code, r := range map[string]*register{"FUN-02": funding(false), "FUN-03": funding(false), "FUN-01": funding(false), "OPS-01": hardAreas()} {
		f := compute(t, code, r.on(day))
		for _, id := range slices.Concat(f.Used, f.Attested) {
			i := slices.IndexFunc(r.all, func(x record.Record) bool { return x.Base().ID == id })
			if i < 0 {
				t.Fatalf("%s uses %s, which no record has", code, id)
			}
			less := record.NewSnapshot(slices.Delete(slices.Clone(r.all), i, i+1), day)
			g := compute(t, code, less)
			g.Used, g.Lacked, g.Attested = f.Used, f.Lacked, f.Attested
			if reflect.DeepEqual(f, g) {
				t.Errorf("%s is the same without %s", code, id)
			}
		}
	}
}

func TestSameFiguresOnEveryRun(t *testing.T) {
	all := design.Register(0.02, 5)
	first := everything(record.NewSnapshot(slices.Clone(all), design.Day))
	slices.Reverse(all)
	second := everything(record.NewSnapshot(all, design.Day))
	for i := range first {
		if !reflect.DeepEqual(first[i], second[i]) {
			t.Errorf("%s depends on the order of what was read", first[i].Code)
		}
	}
}

func TestAffiliatesOnBothSides(t *testing.T) {
	s := record.NewSnapshot(design.Register(0.05, 9), design.Day)
	what := *s
	what.AffiliatesLocal = true
	a, b := compute(t, "REP-01", s), compute(t, "REP-01", &what)
	if b.Num <= a.Num || b.Den != a.Den {
		t.Errorf("affiliates move from one side to the other: %g of %g, then %g of %g", a.Num, a.Den, b.Num, b.Den)
	}
}

func TestEveryWordHasBothLanguages(t *testing.T) {
	s := record.NewSnapshot(design.Register(0.05, 3), design.Day)
	listed := map[string]bool{"body_kind": true, "basis": true, "modality": true, "access": true} // a code may be its own label
	for _, l := range locale.Langs {
		var walk func(Figure)
		walk = func(f Figure) {
			for _, text := range []string{f.Text(l), f.Cell(l), f.Status.Label(l), f.Unit.Label(l), f.Counted.Label(l)} {
				if text == "" {
					t.Errorf("%s (%s, %s): a text is empty", f.Code, f.Unit, f.Counted)
				}
			}
			for _, m := range f.Remarks {
				if text := m.Text(l); text == "" || strings.Contains(text, "%!") || strings.Contains(text, "%[") {
					t.Errorf("%s, remark %s: %q", f.Code, m.Key, text)
				}
			}
			for _, r := range f.Rows {
				if RowLabel(r.Key, l) == "" {
					t.Errorf("%s: no name for the rows %s", f.Code, r.Key)
				}
			}
			for _, p := range f.Parts {
				if ByLabel(p.By, l) == "" || Label(s, p.By, p.Key, l) == p.Key && elements[p.Key].in(l) == "" && !listed[p.By] {
					t.Errorf("%s: no name for %s/%s", f.Code, p.By, p.Key)
				}
				walk(p.Figure)
			}
		}
		for _, f := range everything(s) {
			walk(f)
		}
	}
}

func TestReaders(t *testing.T) {
	r := funding(false)
	s := r.on(day)
	f := compute(t, "FUN-02", s)
	public := f.For(record.View{Snapshot: s, Level: record.Public})
	if public.Status != Suppressed || public.Text(locale.FR) != "◊" || public.Value.Known() || public.Num != 0 || len(public.Used) > 0 {
		t.Errorf("unpublished money of one recipient is shown: %s %v", public.Status, public.Value)
	}
	if full := f.For(record.View{Snapshot: s, Level: record.Confidential}); full.Num != 52 {
		t.Errorf("the fund unit does not see the figure: %g", full.Num)
	}
	for _, x := range r.all {
		if flow, ok := x.(*record.Flow); ok {
			flow.Published = record.Yes
		}
	}
	if open := f.For(record.View{Snapshot: s, Level: record.Public}); open.Num != 52 {
		t.Error("published money is withheld")
	}
	s = hardAreas().on(day)
	g := compute(t, "OPS-04", s).For(record.View{Snapshot: s, Level: record.Restricted})
	for _, row := range g.Rows {
		t.Errorf("a hard-to-reach area is named to members: %+v", row)
	}
	if g.Den != 4 {
		t.Error("the figure for the country is lost")
	}
	for _, id := range slices.Concat(g.Used, g.Lacked) {
		if k := s.Record(id).Kind(); k != "place" && k != "access_level" && k != "attestation" {
			t.Errorf("the evidence says who works in the areas: a record of %s", k)
		}
	}
}

// Rules S1 and A8: a line that somebody raised above the reader's level counts
// in no figure of this reader's, and nothing says that it is there.
func TestRaisedLinesAreNotCounted(t *testing.T) {
	figures := func(r *register, level record.Level) (out []Figure) {
		v := record.View{Snapshot: r.on(day), Level: level}
		for _, code := range []string{"OPS-01", "OPS-04"} {
			i, _ := Find(code)
			out = append(out, i.For(v, Params{}))
		}
		return out
	}
	for _, raised := range []record.Level{record.Restricted, record.Confidential} {
		r, before := hardAreas(), hardAreas()
		ngo := r.org("RAISED", record.NNGO)
		before.org("RAISED", record.NNGO)
		r.line(ngo, ngo, "A6")
		r.all[len(r.all)-1].Base().Level = raised
		for level := record.Public; level <= record.Confidential; level++ {
			same := reflect.DeepEqual(figures(r, level), figures(before, level))
			if same != (level < raised) {
				t.Errorf("a line of level %d, a reader of level %d: the figures are the same: %v", raised, level, same)
			}
		}
	}
}

// The evidence says what it leaves out: how many, unless that is few or would
// tell of areas that are hard to reach; of confidential records nothing.
func TestEvidenceSaysWhatItLeavesOut(t *testing.T) {
	r := newRegister()
	r.place("ML", "", 0)
	r.place("ML1", "ML", 1)
	ngo := r.org("NGO", record.NNGO)
	ids := func(kind record.Kind) (out []string) {
		for _, x := range r.all {
			if x.Base().Level > record.Public && x.Kind() == kind {
				out = append(out, x.Base().ID)
			}
		}
		return out
	}
	left := func(level record.Level, kind record.Kind) record.Number {
		f := Figure{Code: "X", Used: ids(kind)}.For(record.View{Snapshot: r.on(day), Level: level})
		if text := f.LeftOutText(locale.FR); (text == "") != (f.LeftOut == record.N(0)) {
			t.Errorf("%v: %q", f.LeftOut, text)
		}
		return f.LeftOut
	}
	expect := func(what string, got, want record.Number) {
		if got != want {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	raise := func(n int, level record.Level) {
		for range n {
			r.line(ngo, ngo, "ML1")
			r.all[len(r.all)-1].Base().Level = level
		}
	}
	raise(20, record.Confidential)
	expect("confidential records", left(record.Public, "activity"), record.N(0))
	raise(9, record.Restricted)
	expect("a few", left(record.Public, "activity"), record.Number{State: record.IsWithheld})
	raise(1, record.Restricted)
	expect("ten", left(record.Public, "activity"), record.N(10))
	expect("a member, who reads them", left(record.Restricted, "activity"), record.N(0))
	r.add(&record.AccessLevel{Head: record.Head{ID: "access"}, Span: record.Span{Since: "2018-01-01"}, Place: r.all[len(r.all)-1].(*record.Activity).Place, Access: "hard_to_reach"})
	expect("lines in an area that is hard to reach", left(record.Public, "activity"), record.Number{State: record.IsWithheld})
}
