package indicator

import (
	"fmt"
	"testing"

	"toguna/internal/locale"
	"toguna/internal/record"
)

// The fifteen test vectors of the indicator reference, section 9.

func TestVector01PlanPartners(t *testing.T) {
	r := newRegister()
	r.add(&record.Plan{Head: head("HRP"), Cycle: "2018", Published: "2018-02-01"})
	r.add(&record.Process{Head: head("HNO"), ProcessKind: "needs_assessment", Cycle: "2018"})
	r.add(&record.Process{Head: head("PLAN"), ProcessKind: "planning", Cycle: "2018"})
	for i, o := range append(r.orgs("N", 15, record.NNGO), r.orgs("I", 51, record.INGO)...) {
		r.add(&record.PlanPartner{Plan: "HRP", Org: o})
		if i < 9 || i >= 15 && i < 30 {
			r.add(&record.Participation{Process: "HNO", Org: o, Depth: "contributed"})
		}
		if i < 11 {
			r.add(&record.Participation{Process: "PLAN", Org: o, Depth: "co_wrote"})
		}
		if i == 11 {
			r.add(&record.Participation{Process: "PLAN", Org: o, Depth: "consulted"})
		}
	}
	r.complete("plan_partner")
	r.complete("participation")
	f := compute(t, "PLN-01", r.on(day))
	wantCounts(t, f, 9, 66, 0, Complete)
	wantValue(t, "value", f.Value, 13.636)
	wantText(t, f, "9 sur 66 (14 %)", "9 of 66 (14%)")
	if got := plain(f.Cell(locale.FR)); got != "13,6 %" {
		t.Errorf("cell: %q", got)
	}
	if got := f.Cell(locale.EN); got != "13.6%" {
		t.Errorf("cell: %q", got)
	}
	wantCounts(t, part(t, f, "mode", "any"), 11, 66, 0, Complete)
	wantCounts(t, part(t, f, "denominator", "nngo_partners"), 9, 15, 0, Complete)
	wantCounts(t, part(t, f, "step", "planning"), 11, 66, 0, Complete)
}

func TestVector02UnknownsPartial(t *testing.T) {
	r := newRegister()
	r.members("C", r.orgs("N", 8, record.NNGO)...)
	r.members("C", r.orgs("I", 9, record.INGO)...)
	r.members("C", r.orgs("U", 3, "")...)
	r.complete("seat")
	f := compute(t, "REP-01", r.on(day))
	wantCounts(t, f, 8, 20, 3, Partial)
	wantValue(t, "value", f.Value, 47.1)
	wantValue(t, "low", f.Low, 40)
	wantValue(t, "high", f.High, 55)
	wantText(t, f, "8 sur 17 (47 % ; entre 40 % et 55 %)", "8 of 17 (47%; between 40% and 55%)")
}

func TestVector03UnknownsInsufficient(t *testing.T) {
	r := newRegister()
	r.members("C", r.orgs("N", 3, record.NNGO)...)
	r.members("C", r.orgs("I", 3, record.INGO)...)
	r.members("C", r.orgs("U", 4, "")...)
	r.complete("seat")
	f := compute(t, "REP-01", r.on(day))
	wantCounts(t, f, 3, 10, 4, Insufficient)
	if f.Value.Known() {
		t.Error("a point value in spite of 40% unknown")
	}
	wantText(t, f, "entre 30 % et 70 %", "between 30% and 70%")
	if got := plain(f.Cell(locale.FR)); got != "30,0–70,0 %" {
		t.Errorf("cell: %q", got)
	}
}

func TestVector04LedBodies(t *testing.T) {
	build := func(d bool) *record.Snapshot {
		r := new(register)
		r.add(&record.Operation{Head: head("MLI"), Country: "MLI"})
		un, state, ngo := r.org("UN", record.UN), r.org("ST", record.StateNational), r.org("NG", record.NNGO)
		r.body("A", "cluster", "national", "")
		for _, b := range []record.BodyID{"B", "CC", "D"} {
			r.body(string(b), "cluster", "regional", "A")
		}
		r.body("E", "working_group", "national", "A")
		r.seat("A", un, "LEAD")
		r.seat("A", state, "COFAC")
		r.seat("B", un, "LEAD")
		r.seat("CC", un, "LEAD")
		r.seat("CC", ngo, "COLEAD")
		r.seat("E", ngo, "LEAD")
		if d {
			r.seat("D", un, "LEAD")
		}
		r.complete("seat")
		return r.on(day)
	}
	f := compute(t, "LED-01", build(false))
	wantCounts(t, f, 2, 4, 1, Insufficient)
	wantText(t, f, "de 2 à 3 sur 4", "2 to 3 of 4")
	groups := part(t, f, "line", "working_group")
	wantCounts(t, groups, 1, 1, 0, Complete)
	wantText(t, groups, "1 sur 1", "1 of 1")
	f = compute(t, "LED-01", build(true))
	wantCounts(t, f, 2, 4, 0, Complete)
	wantText(t, f, "2 sur 4", "2 of 4")
	f = compute(t, "LED-03", build(true))
	wantCounts(t, f, 1, 5, 0, Complete)
	if rows := f.RowsOf("co_facilitation"); len(rows) != 1 || rows[0].Body != "A" || rows[0].Org != "ST" || rows[0].Code != "COFAC" {
		t.Errorf("rows: %+v", rows)
	}
}

func TestVector05HalfOpenDates(t *testing.T) {
	r := newRegister()
	r.seat("C", r.org("N", record.NNGO), "MEMBER", "2018-01-01", "2018-03-21")
	r.seat("C", r.org("I", record.INGO), "MEMBER", "2018-01-01")
	r.complete("seat")
	if f := compute(t, "REP-01", r.on("2018-03-20")); f.Den != 2 || f.Num != 1 {
		t.Errorf("on the last day: %g of %g", f.Num, f.Den)
	}
	if f := compute(t, "REP-01", r.on("2018-03-21")); f.Den != 1 || f.Num != 0 {
		t.Errorf("on the end day: %g of %g", f.Num, f.Den)
	}
}

func funding(gap bool) *register {
	r := newRegister()
	donor, un, ingo, ngo, fund := r.org("DON", record.Donor), r.org("UN", record.UN), r.org("ING", record.INGO), r.org("NGO", record.NNGO), r.org("FHM", record.PooledFund)
	r.flow("a", donor, un, 100, "")
	r.flow("b", donor, ngo, 10, "")
	r.flow("c", donor, fund, 40, "")
	if gap {
		r.flow("d", un, ngo, 30, "")
	} else {
		r.flow("d", un, ngo, 30, "a")
	}
	r.flow("e", un, ingo, 20, "a")
	r.flow("f", ingo, ngo, 8, "e")
	r.flow("g", fund, ngo, 12, "c")
	r.flow("h", fund, un, 20, "c")
	r.flow("i", un, ngo, 5, "h")
	r.complete("flow")
	return r
}

func TestVector06Funding(t *testing.T) {
	r := funding(false)
	s := r.on(day)
	f := compute(t, "FUN-01", s)
	wantCounts(t, f, 10, 150, 0, Complete)
	wantText(t, f, "7 % (10 sur 150 USD)", "7% (10 of 150 USD)")
	f = compute(t, "FUN-02", s)
	wantCounts(t, f, 52, 150, 0, Complete)
	wantValue(t, "FUN-02", f.Value, 34.7)
	wantCounts(t, part(t, f, "channel", "pooled_fund"), 12, 150, 0, Complete)
	f = compute(t, "FUN-03", s)
	wantValue(t, "line 1", part(t, f, "line", "direct").Value, 37.5)
	wantValue(t, "line 2", part(t, f, "line", "with_subgrants").Value, 53.125)

	r.add(&record.Flow{Head: head("pledge"), From: "DON", To: "NGO", USD: record.N(1000), On: "2018-01-15", State: "pledge"})
	r.add(&record.Flow{Head: head("cfa"), From: "DON", To: "NGO", Amount: record.N(1000), Currency: "XOF", On: "2018-01-15", State: "paid"})
	f = compute(t, "FUN-02", r.on(day))
	wantCounts(t, f, 52, 150, 0, Partial)
	if rows := f.RowsOf("no_usd"); len(rows) != 1 || rows[0].IDs[0] != "cfa" {
		t.Errorf("amounts without USD: %+v", rows)
	}
}

func TestVector07ChainGap(t *testing.T) {
	f := compute(t, "FUN-02", funding(true).on(day))
	wantCounts(t, f, 22, 150, 30, Partial)
	wantValue(t, "confirmed", f.Value, 14.667)
	wantValue(t, "high", f.High, 34.667)
	wantText(t, f, "au moins 15 %, au plus 35 %", "at least 15%, at most 35%")
}

func TestVector07RecipientThatReportsNothing(t *testing.T) {
	r := newRegister()
	r.flow("a", r.org("DON", record.Donor), r.org("UN", record.UN), 60, "")
	r.flow("b", "DON", r.org("NGO", record.NNGO), 40, "")
	f := compute(t, "FUN-02", r.on(day))
	wantText(t, f, "au moins 40 %, au plus 100 %", "at least 40%, at most 100%")
	if rows := f.RowsOf("not_reporting"); len(rows) != 1 || rows[0].Org != "UN" || rows[0].N.V != 60 {
		t.Errorf("not reporting: %+v", rows)
	}
}

func TestVector08Venues(t *testing.T) {
	r := newRegister()
	r.body("B2", "cluster", "regional", "C")
	r.body("B3", "cluster", "regional", "C")
	states := r.orgs("S", 3, record.StateLocal)
	r.seat("C", states[0], "MEMBER")
	r.seat("C", states[1], "MEMBER")
	r.seat("C", states[2], "MEMBER", "2017-09-01", "2017-11-01") // at two of four meetings there, two elsewhere
	r.seat("B2", states[0], "MEMBER")
	r.seat("B2", states[1], "MEMBER")
	r.seat("B3", states[0], "MEMBER")
	meet := func(b record.BodyID, venue string, days []record.Day, present ...int) {
		for i, d := range days {
			r.meeting(b, d, venue, states[:present[i]]...)
		}
	}
	meet("C", "state", []record.Day{"2017-09-10", "2017-10-10", "2017-12-10", "2018-01-10"}, 3, 2, 2, 1)
	meet("C", "un", []record.Day{"2017-09-20", "2017-10-20", "2017-12-20", "2018-01-20"}, 2, 1, 1, 1)
	meet("B2", "state", []record.Day{"2017-09-10", "2017-10-10", "2017-12-10"}, 1, 1, 1)
	meet("B2", "neutral", []record.Day{"2017-09-20", "2017-10-20", "2017-11-20", "2017-12-20", "2018-01-20"}, 2, 1, 1, 1, 1)
	meet("B3", "state", []record.Day{"2017-09-10", "2017-10-10"}, 1, 1)
	meet("B3", "un", []record.Day{"2017-11-10", "2017-12-10", "2018-01-10"}, 0, 0, 0)
	f := compute(t, "MTG-02", r.on(day))
	wantValue(t, "difference", f.Value, 10)
	if f.Den != 16 || f.Status != Complete || len(f.RowsOf("body")) != 2 {
		t.Errorf("meetings %g, %s, bodies %d", f.Den, f.Status, len(f.RowsOf("body")))
	}
	wantText(t, f, "+10 points (16 réunions)", "+10 points (16 meetings)")
	wantValue(t, "national", part(t, f, "reach", "national").Value, 30)
	wantValue(t, "regional", part(t, f, "reach", "subnational").Value, -10)
	wantText(t, part(t, f, "reach", "subnational"), "−10 points (8 réunions)", "−10 points (8 meetings)")
	wantCounts(t, part(t, part(t, f, "body", "C"), "venue", "state"), 8, 10, 0, Complete)
	wantCounts(t, part(t, part(t, f, "body", "C"), "venue", "elsewhere"), 5, 10, 0, Complete)
	if g := part(t, f, "group", "nngo"); g.Status != Insufficient {
		t.Errorf("no national NGO was expected, yet %s", g.Status)
	}
}

func TestVector09Turnover(t *testing.T) {
	build := func() *register {
		r := newRegister()
		for i, o := range r.orgs("N", 20, record.NNGO) {
			since := record.Day("2016-01-01")
			if i < 4 { // replaced on the day it leaves, so that 20 posts stay filled
				left := record.Day(fmt.Sprintf("2017-1%d-15", i%3))
				r.add(&record.Post{Org: o, Role: "focal_point", Person: record.PersonID("p" + o), Span: record.Span{Since: since, Until: left}})
				since = left
			}
			r.add(&record.Post{Head: record.Head{Confirmed: "2018-03-01"}, Org: o, Role: "focal_point", Person: record.PersonID("q" + o), Span: record.Span{Since: since}})
		}
		r.complete("post")
		return r
	}
	s := build().on(day)
	f := compute(t, "CON-01", s)
	wantCounts(t, f, 4, 20, 0, Complete)
	wantValue(t, "a year", f.Value, 20)
	wantText(t, f, "20 % par an (4 départs pour 20 postes en moyenne)", "20% a year (4 departures for 20 posts on average)")
	f = computeWith(t, "CON-01", s, Params{Months: 6})
	wantCounts(t, f, 4, 20, 0, Complete)
	wantValue(t, "half a year", f.Value, 40)
	if len(f.RowsOf("departure")) != 4 {
		t.Errorf("departures: %+v", f.RowsOf("departure"))
	}
}

func hardAreas() *register {
	r := newRegister()
	ngo, ngo2, ingo, rc := r.org("NGO", record.NNGO), r.org("NG2", record.NNGO), r.org("ING", record.INGO), r.org("CRM", record.RCNational)
	r.org("XXX", "")
	r.place("ML", "", 0)
	r.place("ML1", "ML", 1)
	for _, a := range []string{"A1", "A2", "A3", "A4", "A5", "A6"} {
		p := r.place(a, "ML1", 2)
		access := "hard_to_reach"
		if a == "A6" {
			access = "accessible"
		}
		r.add(&record.AccessLevel{Head: record.Head{ID: "access-" + a}, Span: record.Span{Since: "2018-01-01"}, Place: p, Access: access})
	}
	r.line(ngo, ngo, "A1")
	r.line(ngo, ngo, "A2")
	r.line(ingo, ingo, "A2")
	r.line(ngo2, ngo2, "A4")
	r.line(rc, rc, "A4")
	r.line(ngo, ngo, "A5")
	r.line(ingo, "XXX", "A5")
	r.line(ingo, ingo, "A6")
	r.closeRound("")
	return r
}

func TestVector10HardToReach(t *testing.T) {
	f := compute(t, "OPS-04", hardAreas().on(day))
	wantCounts(t, f, 1, 4, 1, Insufficient)
	wantText(t, f, "de 1 à 2 sur 4", "1 to 2 of 4")
	lna := part(t, f, "variant", "lna")
	wantCounts(t, lna, 2, 4, 1, Insufficient)
	wantText(t, lna, "de 2 à 3 sur 4", "2 to 3 of 4")
	if rows := f.RowsOf("nobody"); len(rows) != 1 || rows[0].Place != "A3" {
		t.Errorf("areas with nobody: %+v", rows)
	}
	var said bool
	for _, m := range f.Remarks {
		said = said || plain(m.Text(locale.EN)) == "areas with nobody: 1"
	}
	if !said {
		t.Errorf("remarks: %+v", f.Remarks)
	}
}

func TestVector11TrueZero(t *testing.T) {
	r := newRegister()
	r.place("ML", "", 0)
	for _, p := range []string{"ML1", "ML2", "ML3"} {
		r.place(p, "ML", 1)
	}
	r.line(r.org("NGO", record.NNGO), "NGO", "ML3")
	r.closeRound("ML1")
	r.closeRound("ML3")
	f := compute(t, "OPS-01", r.on(day))
	if p := part(t, f, "place", "ML1"); p.Status != Complete || !p.Value.Known() || p.Value.V != 0 {
		t.Errorf("closed round, no line: %s %v", p.Status, p.Value)
	}
	if p := part(t, f, "place", "ML2"); p.Status != NoData || p.Value.Known() {
		t.Errorf("open round, no line: %s %v", p.Status, p.Value)
	}
	if p := part(t, f, "place", "ML3"); p.Status != Complete || p.Value.V != 1 || part(t, p, "class", "state").Value.V != 0 {
		t.Errorf("closed round, one line: %s %v", p.Status, p.Value)
	}
	if f.Period.Since != "2018-02-01" || f.Status != Partial {
		t.Errorf("headline: %v %s", f.Period, f.Status)
	}
	wantText(t, f, "1 organisation", "1 organisation")
}

func TestVector12Affiliate(t *testing.T) {
	r := newRegister()
	r.add(&record.Org{Head: head("AFF"), NameFR: "AFF", Type: "441"})
	r.add(&record.Classification{Head: record.Head{ID: "class-AFF"}, Org: "AFF", HQ: "MLI", AffGovernance: record.Yes})
	r.members("C", "AFF", r.org("I", record.INGO))
	r.complete("seat")
	s := r.on(day)
	f := compute(t, "REP-01", s)
	wantCounts(t, f, 0, 2, 0, Complete)
	s.AffiliatesLocal = true
	g := compute(t, "REP-01", s)
	wantCounts(t, g, 1, 2, 0, Complete)
	if !g.AffiliatesLocal || f.AffiliatesLocal || f.Comparable(g) {
		t.Error("the two readings are not told apart")
	}
}

func TestVector13ClassOverTime(t *testing.T) {
	r := newRegister()
	r.add(&record.Org{Head: head("X"), NameFR: "X"})
	r.add(&record.Classification{Org: "X", Class: record.IntlAffiliate, Span: record.Span{Until: "2020-01-01"}})
	r.add(&record.Classification{Org: "X", Class: record.NNGO, Span: record.Span{Since: "2020-01-01"}})
	r.members("C", "X")
	for d, want := range map[record.Day]float64{"2019-12-31": 0, "2020-01-01": 1} {
		if f := compute(t, "REP-01", r.on(d)); f.Num != want {
			t.Errorf("%s: %g", d, f.Num)
		}
	}
}

func TestVector14RotationalSeat(t *testing.T) {
	r := newRegister()
	r.body("EHP", "hct", "national", "")
	for i, o := range []record.OrgID{r.org("X", record.NNGO), r.org("Y", record.NNGO)} {
		x := &record.Seat{Body: "EHP", Org: o, Role: "MEMBER", Basis: "rotational", Span: record.Span{Since: "2018-07-01"}}
		if i == 0 {
			x.Span = record.Span{Until: "2018-07-01"}
		}
		r.add(x)
	}
	for _, d := range []record.Day{"2018-01-01", "2018-06-30", "2018-07-01", "2018-12-31"} {
		f := compute(t, "REP-02", r.on(d))
		if f.Num != 1 || f.Den != 1 || f.Flags["one_nngo_seat"] != record.Yes {
			t.Errorf("%s: %g of %g, %v", d, f.Num, f.Den, f.Flags)
		}
	}
}

func TestVector15ActiveMember(t *testing.T) {
	r := newRegister()
	n := r.org("N", record.NNGO)
	r.seat("C", n, "MEMBER", "2017-08-01")
	for i, d := range []record.Day{"2017-06-05", "2017-07-05", "2017-08-05", "2017-09-05", "2017-10-05", "2017-11-05"} {
		if i >= 4 {
			r.meeting("C", d, "un", n)
		} else {
			r.meeting("C", d, "un")
		}
	}
	f := compute(t, "REP-05", r.on(day))
	wantCounts(t, f, 1, 1, 0, Complete)
	if rows := f.RowsOf("member"); len(rows) != 1 || rows[0].N.V != 2 || rows[0].Of.V != 4 {
		t.Errorf("presence: %+v", rows)
	}
}
