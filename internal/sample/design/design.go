// Package design makes registers of the size the desk is designed for, for
// benchmarks and load tests. A scale and a seed enter, records leave: the same
// ones on every run. Nothing in them is real, and every organisation and
// person is marked as fictitious.
package design

import (
	"fmt"
	"math/rand/v2"

	"toguna/internal/record"
)

// Day is the day the register is made for: meetings, posts and flows lie in
// the years before it and the last 5W round is the month before.
const Day record.Day = "2018-03-21"

// Register makes one operation. Scale 1 is the design size without activity
// lines of other months: 2,000 organisations, 20,000 people, 10,000 meetings
// with 30 lines of attendance each, and a round of 100,000 activity lines.
func Register(scale float64, seed uint64) []record.Record {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 2018)), scale: scale}
	g.operation()
	g.places()
	g.orgs()
	g.people()
	g.bodies()
	g.meetings()
	g.plans()
	g.activities()
	g.money()
	g.support()
	g.attestations()
	return g.all
}

type generator struct {
	*rand.Rand
	scale float64
	all   []record.Record
	n     int

	admin1, admin2 []record.PlaceID
	org            []record.OrgID
	byClass        map[record.Class][]record.OrgID
	person         []record.PersonID
	personsOf      map[record.OrgID][]record.PersonID
	body           []record.BodyID
	seats          map[record.BodyID][]record.OrgID
	plan           record.PlanID
	since          record.Day // first day of the register
}

func (g *generator) size(n int) int { return max(1, int(float64(n)*g.scale)) }

// head gives the next record a UUIDv7-shaped id and a code where one is needed.
func (g *generator) head(code string) record.Head {
	g.n++
	return record.Head{ID: fmt.Sprintf("01622f3a-%04x-7000-8000-%012x", g.n>>16, g.n), Operation: "01622f3a-0000-7000-8000-000000000001",
		Code: code, Version: 1, Confirmed: Day.AddDays(-g.IntN(500))}
}

func (g *generator) add(r record.Record) string {
	g.all = append(g.all, r)
	return r.Base().ID
}

func one[T any](g *generator, from []T) T { return from[g.IntN(len(from))] }

// day is a day of the four years before Day.
func (g *generator) day() record.Day { return g.since.AddDays(g.IntN(Day.Sub(g.since))) }

// span begins on some day and in two cases of three still lasts.
func (g *generator) span() record.Span {
	s := record.Span{Since: g.day()}
	if g.IntN(3) == 0 {
		s.Until = s.Since.AddDays(30 + g.IntN(700))
	}
	return s
}

func (g *generator) operation() {
	g.since = Day.AddMonths(-48)
	g.add(&record.Operation{Head: g.head("GRAND"), NameFR: "Opération d’essai", NameEN: "Trial operation", Country: "MLI",
		TimeZone: "Africa/Bamako", Languages: []string{"fr"}, Currency: "XOF", Fictitious: record.Yes})
}

func (g *generator) places() {
	root := g.add(&record.Place{Head: g.head("ML"), NameFR: "Pays", Depth: record.N(0)})
	for i := range 10 {
		code := fmt.Sprintf("ML%02d", i+1)
		one := g.add(&record.Place{Head: g.head(code), NameFR: "Région " + code, Depth: record.N(1), Parent: record.PlaceID(root)})
		g.admin1 = append(g.admin1, record.PlaceID(one))
		for j := range 5 {
			code := fmt.Sprintf("%s%02d", code, j+1)
			two := g.add(&record.Place{Head: g.head(code), NameFR: "Cercle " + code, Depth: record.N(2), Parent: record.PlaceID(one)})
			g.admin2 = append(g.admin2, record.PlaceID(two))
			for k := range g.size(14) {
				code := fmt.Sprintf("%s%02d", code, k+1)
				g.add(&record.Place{Head: g.head(code), NameFR: "Commune " + code, Depth: record.N(3), Parent: record.PlaceID(two)})
			}
			access := []string{"accessible", "accessible", "hard_to_reach", "inaccessible"}[g.IntN(4)]
			g.add(&record.AccessLevel{Head: g.head(""), Span: record.Span{Since: "2017-10-01"}, Place: record.PlaceID(two), Access: access, AssessedBy: "Groupe accès"})
		}
	}
}

// mix is the share of each class in a hundred organisations.
var mix = []struct {
	class   record.Class
	kind    string
	hundred int
}{
	{record.NNGO, "441", 45}, {record.INGO, "437", 18}, {record.StateLocal, "435", 10}, {record.StateNational, "435", 4}, {record.UN, "447", 6},
	{record.Donor, "433", 4}, {record.IntlAffiliate, "441", 3}, {record.RCNational, "445", 1}, {record.RCIntl, "445", 1},
	{record.PooledFund, "443", 1}, {record.NNGOForum, "441", 1}, {record.Unclassified, "441", 6},
}

func (g *generator) orgs() {
	g.byClass = make(map[record.Class][]record.OrgID)
	for i := range max(g.size(2000), len(mix)) {
		pick, k := g.IntN(100), 0
		if i < len(mix) {
			k = i // each class at least once
		} else {
			for pick >= mix[k].hundred {
				pick -= mix[k].hundred
				k++
			}
		}
		code := fmt.Sprintf("ORG%04d", i+1)
		id := record.OrgID(g.add(&record.Org{Head: g.head(code), NameFR: "Organisation " + code, Acronym: code, Type: mix[k].kind, Fictitious: record.Yes}))
		g.org = append(g.org, id)
		g.byClass[mix[k].class] = append(g.byClass[mix[k].class], id)
		if mix[k].class != record.Unclassified {
			g.add(&record.Classification{Head: g.head(""), Org: id, Class: mix[k].class, HQ: "MLI", Affiliation: record.No, DecidedBy: "essai", DecidedOn: g.since})
		}
	}
}

func (g *generator) people() {
	g.personsOf = make(map[record.OrgID][]record.PersonID)
	for i := range g.size(20000) {
		code := fmt.Sprintf("P%05d", i+1)
		id := record.PersonID(g.add(&record.Person{Head: g.head(code), Name: "Personne " + code, Basis: "legitimate_interest", Fictitious: record.Yes}))
		org := one(g, g.org)
		g.person = append(g.person, id)
		g.personsOf[org] = append(g.personsOf[org], id)
		role := "staff"
		if i%4 == 0 {
			role = "focal_point"
		}
		g.add(&record.Post{Head: g.head(""), Person: id, Org: org, Role: role, Span: g.span()})
	}
}

func (g *generator) bodies() {
	g.seats = make(map[record.BodyID][]record.OrgID)
	add := func(code, kind, reach string, parent record.BodyID, members int) record.BodyID {
		id := record.BodyID(g.add(&record.Body{Head: g.head(code), NameFR: "Instance " + code, BodyKind: kind, Reach: reach, Parent: parent, Sector: "PRO", Span: record.Span{Since: g.since}}))
		g.body = append(g.body, id)
		lead := one(g, g.byClass[record.UN])
		seats := 0
		seat := func(o record.OrgID, role string) {
			seats++
			g.add(&record.Seat{Head: g.head(fmt.Sprintf("%s-%03d", code, seats)), Body: id, Org: o, Role: role, Basis: "permanent", Span: g.span()})
			g.seats[id] = append(g.seats[id], o)
		}
		seat(lead, "LEAD")
		if g.IntN(2) == 0 {
			seat(one(g, g.byClass[record.StateLocal]), "COFAC")
		}
		for range members {
			seat(one(g, g.org), "MEMBER")
		}
		return id
	}
	root := add("PRO", "cluster", "national", "", 120)
	add("EHP", "hct", "national", "", 25)
	add("SAG", "sag", "national", root, 12)
	for i := range g.size(150) {
		kind := []string{"cluster", "sub_cluster", "working_group", "commission"}[i%4]
		reach := []string{"regional", "regional", "national", "local"}[i%4]
		add(fmt.Sprintf("B%03d", i+1), kind, reach, root, 45)
	}
}

func (g *generator) meetings() {
	venues := []string{"un", "un", "state", "state", "ingo", "neutral", "remote", ""}
	for i := range g.size(10000) {
		body := one(g, g.body)
		on := g.day()
		m := &record.Meeting{Head: g.head(fmt.Sprintf("M%05d", i+1)), Body: body, On: on, State: "held", VenueClass: one(g, venues), Mode: "in_person", SheetClosed: on.AddDays(3)}
		if g.IntN(20) == 0 {
			m.SheetClosed = ""
		}
		id := record.MeetingID(g.add(m))
		for range 30 {
			org := one(g, g.seats[body])
			a := &record.Attendance{Head: g.head(""), Meeting: id, Org: org, Role: "delegate"}
			if ps := g.personsOf[org]; len(ps) > 0 && g.IntN(8) > 0 {
				a.Person = ps[g.IntN(min(3, len(ps)))]
			}
			g.add(a)
		}
	}
}

func (g *generator) plans() {
	g.plan = record.PlanID(g.add(&record.Plan{Head: g.head("HRP-2018"), NameFR: "Plan de réponse 2018", Cycle: "2018", Published: "2018-02-01"}))
	planners := g.org[:max(len(mix), len(g.org)/5)]
	for _, p := range []struct{ code, kind string }{{"HNO-2018", "needs_assessment"}, {"PLAN-2018", "planning"}} {
		id := record.ProcessID(g.add(&record.Process{Head: g.head(p.code), NameFR: p.code, ProcessKind: p.kind, Cycle: "2018", Span: record.Span{Since: "2017-09-01", Until: "2018-02-01"}}))
		for range g.size(250) {
			g.add(&record.Participation{Head: g.head(""), Process: id, Org: one(g, planners), Depth: one(g, []string{"consulted", "contributed", "co_wrote"})})
		}
		g.add(&record.Attestation{Head: g.head(""), List: "participation", Statement: "complete", Process: id, On: "2018-03-01", By: "essai"})
	}
	for range g.size(400) {
		g.add(&record.PlanPartner{Head: g.head(""), Plan: g.plan, Org: one(g, planners), Role: "implementing", Requirement: record.N(float64(10000 * (1 + g.IntN(90))))})
	}
}

func (g *generator) activities() {
	month := Day.Month().Add(-1)
	sectors := []string{"PRO", "PRO-CPN", "PRO-GBV", "PRO-MIN", "EDU", "FSC"}
	perReturn := 50
	for i := range g.size(2000) {
		org := one(g, g.org)
		ret := record.ReturnID(g.add(&record.Return{Head: g.head(fmt.Sprintf("R%05d", i+1)), Org: org, Body: g.body[0], Month: month, State: "accepted", Received: Day.AddDays(-10)}))
		for range perReturn {
			a := &record.Activity{Head: g.head(""), Return: ret, Month: month, Org: org, Impl: one(g, g.org), Sector: one(g, sectors), Place: one(g, g.admin2),
				State: "ongoing", Population: "idp", Total: record.N(float64(g.IntN(900))), Span: record.Span{Since: month.Add(-g.IntN(12)).First()}}
			if g.IntN(30) == 0 {
				a.Impl = ""
			}
			g.add(a)
		}
	}
}

func (g *generator) money() {
	flow := func(code string, from, to record.OrgID, usd int, parent record.FlowID) record.FlowID {
		return record.FlowID(g.add(&record.Flow{Head: g.head(code), From: from, To: to, Amount: record.N(float64(usd)), Currency: "USD", USD: record.N(float64(usd)),
			On: Day.AddDays(-1 - g.IntN(600)), State: one(g, []string{"paid", "paid", "commitment", "pledge"}), Parent: parent, Plan: g.plan, Sector: "PRO", Published: record.Yes}))
	}
	international := append(append([]record.OrgID(nil), g.byClass[record.UN]...), g.byClass[record.INGO]...)
	for i := range g.size(2000) {
		usd := 1000 * (50 + g.IntN(900))
		code := fmt.Sprintf("F%05d", i+1)
		first := one(g, international)
		if g.IntN(10) == 0 {
			first = one(g, g.byClass[record.PooledFund])
		}
		in := flow(code, one(g, g.byClass[record.Donor]), first, usd, "")
		for j := range g.IntN(4) {
			flow(fmt.Sprintf("%s-%d", code, j), first, one(g, g.org), usd/5, in)
		}
	}
	for range g.size(1500) {
		g.add(&record.Agreement{Head: g.head(""), Lead: one(g, international), Partner: one(g, g.byClass[record.NNGO]), Span: g.span(), USD: record.N(float64(1000 * g.IntN(500))),
			Model:    one(g, []string{"subcontract", "subcontract", "subgrant_led_by_international", "shared_design_grant", "consortium_member", ""}),
			CoDesign: one(g, answers), SharedBudget: one(g, answers), SayInSteering: one(g, answers), IndirectCosts: one(g, answers)})
	}
	for _, o := range g.byClass[record.NNGO] {
		if g.IntN(2) == 0 {
			g.add(&record.Eligibility{Head: g.head(""), Fund: g.byClass[record.PooledFund][0], Org: o, Span: g.span(), Step: one(g, []string{"registered", "due_diligence", "eligible", "not_eligible"})})
		}
		if g.IntN(5) == 0 {
			on := g.day()
			g.add(&record.Application{Head: g.head(""), Fund: g.byClass[record.PooledFund][0], Org: o, Submitted: on, Decided: on.AddDays(60), Outcome: one(g, []string{"granted", "refused", "pending"})})
		}
	}
}

var answers = []record.Answer{record.Yes, record.No, record.Unknown}

func (g *generator) support() {
	for i := range g.size(3000) {
		g.add(&record.Support{Head: g.head(""), Modality: record.Modalities.Items[i%len(record.Modalities.Items)].Code, Provider: one(g, g.byClass[record.UN]),
			Beneficiary: one(g, g.org), Topic: "coordination", Span: g.span(), Persons: record.N(float64(1 + g.IntN(30)))})
	}
	for i := range g.size(800) {
		g.add(&record.Need{Head: g.head(fmt.Sprintf("N%04d", i+1)), Org: one(g, g.byClass[record.NNGO]), Topic: "protection", Stated: g.day(), State: "open"})
		g.add(&record.Lesson{Head: g.head(""), Org: one(g, g.byClass[record.NNGO]), Topic: "access", On: g.day(), Body: g.body[0], Place: one(g, g.admin2)})
	}
}

func (g *generator) attestations() {
	for _, list := range []string{"seat", "meeting", "support", "flow", "agreement", "eligibility", "application", "post", "plan_partner", "access_level"} {
		g.add(&record.Attestation{Head: g.head(""), List: list, Statement: "complete", On: Day.AddDays(-5), By: "essai"})
	}
	month := Day.Month().Add(-1)
	for _, p := range g.admin1[:len(g.admin1)-1] {
		g.add(&record.Attestation{Head: g.head(""), List: "activity", Statement: "complete", Place: p, Span: record.Span{Since: month.First(), Until: month.Add(1).First()}, On: Day.AddDays(-4), By: "essai"})
	}
}
