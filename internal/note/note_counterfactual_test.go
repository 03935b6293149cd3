package note

import (
	"slices"
	"strings"
	"testing"

	"toguna/internal/indicator"
	"toguna/internal/locale"
	"toguna/internal/record"
)

// The places of the sample that the edits speak of.
func orgOf(e *edited, code string) record.OrgID {
	for _, o := range e.before.Orgs {
		if o.Code == code {
			return record.OrgID(o.ID)
		}
	}
	e.t.Fatalf("the sample has no organisation %s", code)
	return ""
}

func bodyOf(e *edited, code string) record.BodyID {
	b := e.before.BodyByCode(code)
	if b == nil {
		e.t.Fatalf("the sample has no body %s", code)
	}
	return record.BodyID(b.ID)
}

func (e *edited) class(o record.OrgID) record.Class { return e.before.Class(o) }

func every[R interface{}](R) bool { return true }

func attesting(lists ...string) func(*record.Attestation) bool {
	return func(a *record.Attestation) bool { return slices.Contains(lists, a.List) }
}

// Each case edits the register and says what the statement must then say, in
// both languages. May lists the other statements that rest on the same records.
var counterfactuals = []struct {
	name   string
	code   string
	edit   func(*edited)
	fr, en string
	may    []string
}{
	{"one more national NGO took part in both steps", "S1", func(e *edited) {
		// an NGO whose depth in both processes was only "consulted" contributes
		done := false
		for _, o := range e.before.Orgs {
			var mine []*record.Participation
			for _, p := range e.before.Participations {
				process, _ := e.before.Record(string(p.Process)).(*record.Process)
				if string(p.Org) == o.ID && process.Cycle == "2018" && process.ProcessKind != "review" {
					mine = append(mine, p)
				}
			}
			partner := slices.ContainsFunc(e.before.PlanPartners, func(p *record.PlanPartner) bool { return string(p.Org) == o.ID })
			if !done && partner && len(mine) == 2 && e.class(record.OrgID(o.ID)) == record.NNGO && !(mine[0].TookPart() && mine[1].TookPart()) {
				change(e, mine, every, func(p *record.Participation) { p.Depth = "co_wrote" })
				done = true
			}
		}
		if !done {
			e.t.Fatal("the sample has no national NGO that was only consulted")
		}
	}, "10 sur 66", "10 of 66", nil},
	{"no national NGO took part", "S1", func(e *edited) {
		change(e, e.before.Participations, func(p *record.Participation) bool {
			return e.class(p.Org) == record.NNGO && e.process(p).Cycle == "2018"
		},
			func(p *record.Participation) { p.Depth = "consulted" })
	}, "aucun n’est une ONG nationale", "none is a national NGO", nil},
	{"no plan", "S1", func(e *edited) {
		remove(e, e.before.Plans, every)
		remove(e, e.before.PlanPartners, every)
	}, "Aucun plan de réponse humanitaire n’est enregistré", "No humanitarian response plan is recorded", nil},
	{"national NGOs were only consulted on the strategy", "S2", func(e *edited) {
		change(e, e.before.Participations, func(p *record.Participation) bool {
			return e.class(p.Org) == record.NNGO && e.process(p).ProcessKind == "strategy"
		},
			func(p *record.Participation) { p.Depth = "consulted" })
	}, "Aucune ONG nationale n’a contribué", "No national NGO contributed", nil},
	{"the strategy has no list of participants", "S2", func(e *edited) {
		remove(e, e.before.Participations, func(p *record.Participation) bool { return e.process(p).ProcessKind == "strategy" })
		remove(e, e.before.Attestations, func(a *record.Attestation) bool {
			p, _ := e.before.Record(string(a.Process)).(*record.Process)
			return p != nil && p.ProcessKind == "strategy"
		})
	}, "n’est pas renseignée", "is not recorded", nil},
	{"no round of activities", "S3", func(e *edited) {
		remove(e, e.before.Activities, every)
		remove(e, e.before.Returns, every)
		remove(e, e.before.Attestations, attesting("activity"))
	}, "La présence opérationnelle des organisations nationales n’est pas renseignée", "The operational presence of national organisations is not recorded", []string{"S11"}},
	{"two returns of the round are missing", "S3", func(e *edited) {
		n := 0
		change(e, e.before.Returns, func(r *record.Return) bool {
			if r.Month == "2018-03" && r.State == "nil" {
				n++
			}
			return n <= 2 && r.Month == "2018-03" && r.State == "nil"
		}, func(r *record.Return) { r.State, r.Received = "expected", "" })
	}, "deux retours attendus ne sont pas venus", "two expected returns have not come", nil},
	{"the regional co-facilitator of Gao leaves its seat", "S4", func(e *edited) {
		change(e, e.before.Seats, func(s *record.Seat) bool {
			return s.Body == bodyOf(e, "PROT-GAO") && s.Leads() && e.class(s.Org).State()
		},
			func(s *record.Seat) { s.Until = "2018-01-01" })
	}, "Ce n’est pas le cas des clusters régionaux de Gao et de Kidal", "It is not so in the regional clusters of Gao and Kidal", []string{"S7", "S17"}},
	{"state bodies hold no leadership seat", "S4", func(e *edited) {
		remove(e, e.before.Seats, func(s *record.Seat) bool { return s.Leads() && e.class(s.Org).State() })
	}, "aucune n’a d’acteur étatique", "none has a state body", []string{"S5", "S6", "S7", "S9", "S11", "S17"}},
	{"the DNDS leaves the commission", "S5", func(e *edited) {
		change(e, e.before.Seats, func(s *record.Seat) bool { return s.Body == bodyOf(e, "CMP") && s.Org == orgOf(e, "DNDS") },
			func(s *record.Seat) { s.Until = "2018-03-01" })
	}, "La direction de la Commission Mouvement de populations (CMP) ne compte pas d’acteur étatique", "The leadership of the Commission on Population Movements (CMP) has no state body", []string{"S4", "S7", "S9"}},
	{"the DNDS leads it alone", "S5", func(e *edited) {
		change(e, e.before.Seats, func(s *record.Seat) bool { return s.Body == bodyOf(e, "CMP") && s.Org == orgOf(e, "DNDS") },
			func(s *record.Seat) { s.Role = "LEAD" })
	}, "(DNDS) dirige par exemple", "for example, leads the Commission", nil},
	{"the ministry never chairs", "S6", func(e *edited) {
		change(e, e.before.Meetings, func(m *record.Meeting) bool { return m.Body == bodyOf(e, "VBG") },
			func(m *record.Meeting) { m.ChairedBy = []record.OrgID{orgOf(e, "APOS")} })
	}, "aucune des 12 réunions du sous-cluster Violences basées sur le genre sur les douze derniers mois : le rôle reste à y exercer", "none of the 12 meetings of the Gender-Based Violence Sub-Cluster over the last twelve months: the role is yet to be exercised there", nil},
	{"nobody recorded who chairs", "S6", func(e *edited) {
		change(e, e.before.Meetings, func(m *record.Meeting) bool { return m.Body == bodyOf(e, "PE") }, func(m *record.Meeting) { m.ChairedBy = nil })
	}, "n’est pas assez renseignée", "is not recorded well enough", nil},
	{"another ministry takes the seat", "S6", func(e *edited) {
		change(e, e.before.Seats, func(s *record.Seat) bool { return s.Body == bodyOf(e, "VBG") && s.Org == orgOf(e, "MPFEF") }, func(s *record.Seat) { s.Org = orgOf(e, "MSOL") })
	}, "Le Ministère de la solidarité (exemple, MSOL-ex) cofacilite le sous-cluster Violences basées sur le genre", "the Ministry of Solidarity (sample, MSOL-ex) co-facilitates the Gender-Based Violence Sub-Cluster", []string{"S7", "S10", "S17"}},
	{"the authorities stay away from meetings at ministries", "S7", func(e *edited) {
		at := map[record.MeetingID]bool{}
		for _, m := range e.before.Meetings {
			if m.VenueClass == "state" {
				at[record.MeetingID(m.ID)] = true
			}
		}
		remove(e, e.before.Attendances, func(a *record.Attendance) bool { return at[a.Meeting] && e.class(a.Org).State() })
	}, "moins présentes qu’ailleurs : différence observée", "less often present there than elsewhere: difference observed", []string{"S17"}},
	{"no meeting at a ministry", "S7", func(e *edited) {
		change(e, e.before.Meetings, func(m *record.Meeting) bool { return m.VenueClass == "state" }, func(m *record.Meeting) { m.VenueClass = "un" })
	}, "aucune des", "none of the", nil},
	{"nobody recorded the venues", "S7", func(e *edited) {
		remove(e, e.before.Meetings, every)
		remove(e, e.before.Attendances, every)
	}, "Le lieu des réunions de coordination n’est pas renseigné", "The venue of coordination meetings is not recorded", []string{"S6", "S13", "S17"}},
	{"no training", "S8", func(e *edited) {
		remove(e, e.before.Supports, func(s *record.Support) bool { return s.Modality == "training" && e.class(s.Beneficiary).State() })
	}, "Aucune formation n’y figure", "No training is among them", nil},
	{"no support, and nobody says that the register is complete", "S8", func(e *edited) {
		remove(e, e.before.Supports, func(s *record.Support) bool {
			return e.class(s.Beneficiary).State() && s.Modality != "secondment" && s.Modality != "deployment"
		})
		remove(e, e.before.Attestations, attesting("support"))
	}, "ne sont pas renseignés ; leur absence", "is not recorded; its absence", nil},
	{"the paid agent leaves", "S9", func(e *edited) {
		change(e, e.before.Supports, func(s *record.Support) bool { return s.Modality == "secondment" }, func(s *record.Support) { s.Until = "2018-02-01" })
	}, "a pris fin en janvier 2018", "ended in January 2018", nil},
	{"another agency pays", "S9", func(e *edited) {
		change(e, e.before.Supports, func(s *record.Support) bool { return s.Modality == "secondment" }, func(s *record.Support) { s.Provider = orgOf(e, "AENF") })
	}, "est pris en charge par l’Agence pour l’enfance", "is paid by the Agency for Children", nil},
	{"the deployed staff leaves", "S10", func(e *edited) {
		change(e, e.before.Supports, func(s *record.Support) bool { return s.Modality == "deployment" }, func(s *record.Support) { s.Until = "2018-02-01" })
	}, "Aucun déploiement technique au sein d’un acteur étatique n’est en cours", "No technical deployment within a state body is under way", nil},
	{"deployments are not recorded", "S10", func(e *edited) {
		remove(e, e.before.Supports, func(s *record.Support) bool { return s.Modality == "deployment" })
		remove(e, e.before.Attestations, attesting("support"))
	}, "Les déploiements techniques au sein des acteurs étatiques ne sont pas renseignés", "Technical deployments within state bodies are not recorded", nil},
	{"access improves", "S11", func(e *edited) {
		change(e, e.before.AccessLevels, func(a *record.AccessLevel) bool { return a.On(e.day) && a.Access != "accessible" },
			func(a *record.AccessLevel) { a.Access = "accessible" })
		change(e, e.before.AccessLevels, func(a *record.AccessLevel) bool { return a.On(e.day.AddMonths(-12)) && a.Access != "accessible" }, func(a *record.AccessLevel) {})
	}, "L’accès humanitaire s’améliore", "Humanitarian access is improving", nil},
	{"nobody assessed access", "S11", func(e *edited) {
		remove(e, e.before.AccessLevels, every)
	}, "L’accès humanitaire n’est pas renseigné", "Humanitarian access is not recorded", nil},
	{"lessons of one quarter only", "S12", func(e *edited) {
		change(e, e.before.Lessons, func(l *record.Lesson) bool { return l.On >= "2017-03-21" }, func(l *record.Lesson) { l.On = "2018-02-10" })
	}, "le partage reste ponctuel", "the sharing is occasional", nil},
	{"no lessons, list complete", "S12", func(e *edited) {
		remove(e, e.before.Lessons, every)
	}, "Aucune leçon sur l’acceptation ou l’accès n’a été partagée", "No lesson on acceptance or access was shared", nil},
	{"national NGOs leave the fora", "S13", func(e *edited) {
		change(e, e.before.Seats, func(s *record.Seat) bool {
			return e.before.Body(s.Body).BodyKind == "regional_forum" && e.class(s.Org) == record.NNGO
		}, func(s *record.Seat) { s.Until = "2018-01-01" })
	}, "aucun ne compte d’ONG nationale parmi ses membres", "none has a national NGO among its members", nil},
	{"national NGOs come less", "S13", func(e *edited) {
		remove(e, e.before.Attendances, func(a *record.Attendance) bool {
			m := e.before.Meeting(a.Meeting)
			return m != nil && m.On >= "2017-06-01" && e.before.Body(m.Body).BodyKind == "regional_forum" && e.class(a.Org) == record.NNGO
		})
	}, "Leur participation recule", "Their participation is declining", nil},
	{"the seat on the country team falls vacant", "S14", func(e *edited) {
		change(e, e.before.Seats, func(s *record.Seat) bool {
			return e.before.Body(s.Body).BodyKind == "hct" && e.class(s.Org) == record.NNGO && s.On(e.day)
		}, func(s *record.Seat) { s.Org, s.Vacant = "", record.Yes })
	}, "aucun des 18 sièges", "none of the 18 seats", nil},
	{"a second seat", "S14", func(e *edited) {
		n := 0
		change(e, e.before.Seats, func(s *record.Seat) bool {
			if e.before.Body(s.Body).BodyKind != "hct" || !s.On(e.day) || !s.Full() || !e.class(s.Org).International() || n > 0 {
				return false
			}
			n++
			return true
		}, func(s *record.Seat) { s.Org = orgOf(e, "JRG") })
	}, "deux sièges sur 18 tenus par des ONG nationales", "two seats of 18 held by national NGOs", nil},
	{"every member is eligible", "S15", func(e *edited) {
		change(e, e.before.Eligibilities, every, func(x *record.Eligibility) { x.Step, x.Since, x.Until = "eligible", "2017-01-01", "" })
		fund := e.before.Eligibilities[0].Fund
		for i, o := range e.before.Orgs {
			if e.class(record.OrgID(o.ID)) == record.NNGO && !slices.ContainsFunc(e.before.Eligibilities, func(x *record.Eligibility) bool { return string(x.Org) == o.ID }) {
				next := &record.Eligibility{Fund: fund, Org: record.OrgID(o.ID), Step: "eligible", Span: record.Span{Since: "2017-01-01"}}
				next.ID = "new-eligibility-" + string(rune('A'+i%26)) + o.ID
				e.apply(record.PutNew(next))
			}
		}
	}, "L’accès au fonds commun humanitaire s’est ouvert", "Access to the humanitarian pooled fund has opened", nil},
	{"nobody is accompanied", "S15", func(e *edited) {
		change(e, e.before.Eligibilities, every, func(x *record.Eligibility) { x.AccompaniedBy = "" })
		change(e, e.before.Applications, every, func(x *record.Application) { x.AccompaniedBy = "" })
		change(e, e.before.Supports, func(s *record.Support) bool { return s.Topic == "funding" }, func(s *record.Support) { s.Topic = "other" })
	}, "Aucun accompagnement vers le fonds n’est enregistré", "No accompaniment towards the fund is recorded", nil},
	{"agreements are designed together", "S16", func(e *edited) {
		change(e, e.before.Agreements, func(a *record.Agreement) bool { return a.Model == "subcontract" }, func(a *record.Agreement) { a.Model = "shared_design_grant" })
	}, "aucun ne relève de la sous-traitance", "none is a sub-contract", nil},
	{"a third of the agreements are sub-contracts", "S16", func(e *edited) {
		n := 0
		change(e, e.before.Agreements, func(a *record.Agreement) bool { n++; return a.Model == "subcontract" && n%3 > 0 }, func(a *record.Agreement) { a.Model = "consortium_member" })
	}, "n’est pas la forme principale", "not the main form", nil},
	{"focal points stay", "S17", func(e *edited) {
		change(e, e.before.Posts, func(p *record.Post) bool { return p.Until != "" }, func(p *record.Post) { p.Until = "" })
	}, "sont stables", "are stable", nil},
	{"no focal point on record", "S17", func(e *edited) {
		remove(e, e.before.Posts, every)
	}, "ne sont pas assez renseignés pour mesurer leur rotation", "not recorded well enough to measure their turnover", nil},
	{"every need is answered", "S18", func(e *edited) {
		change(e, e.before.Needs, func(n *record.Need) bool { return n.State == "open" }, func(n *record.Need) { n.State = "met" })
	}, "ont reçu un appui", "have been answered", nil},
	{"needs were never asked for", "S18", func(e *edited) {
		remove(e, e.before.Needs, every)
		remove(e, e.before.Attestations, attesting("need"))
	}, "ne sont pas renseignés", "are not recorded", nil},
}

func (e *edited) process(p *record.Participation) *record.Process {
	r, _ := e.before.Record(string(p.Process)).(*record.Process)
	return r
}

func TestWhereTheRecordsSayTheOppositeSoDoesTheNote(t *testing.T) {
	usual := map[locale.Lang]*Draft{}
	for _, l := range locale.Langs {
		usual[l] = Write(mali(t), Options{Lang: l})
	}
	for _, c := range counterfactuals {
		t.Run(c.code+" "+c.name, func(t *testing.T) {
			s := after(t, c.edit)
			for _, l := range locale.Langs {
				now := Write(s, Options{Lang: l})
				want := strings.ReplaceAll(c.fr, " :", "\u00a0:")
				want = strings.ReplaceAll(want, " ;", "\u00a0;")
				if l == locale.EN {
					want = c.en
				}
				if was := usual[l].Statement(c.code).Text(); strings.Contains(was, want) {
					t.Errorf("%s already says %q before the edit: %s", l, want, was)
				}
				if got := now.Statement(c.code).Text(); !strings.Contains(strings.ToLower(got), strings.ToLower(want)) {
					t.Errorf("%s says %q, want %q in it", l, got, want)
				}
				for _, s := range usual[l].Statements {
					if got := now.Statement(s.Code); s.Code != c.code && !slices.Contains(c.may, s.Code) && got.plain() != s.plain() {
						t.Errorf("%s: %s changes too: %q, was %q", l, s.Code, got.plain(), s.plain())
					}
				}
			}
		})
	}
}

// Every statement has at least one case above, but for the place and date.
func TestEveryStatementHasItsOpposite(t *testing.T) {
	for _, o := range outline {
		n := 0
		for _, c := range counterfactuals {
			if c.code == o.code {
				n++
			}
		}
		if n == 0 {
			t.Errorf("%s has no counterfactual", o.code)
		}
	}
}

func TestPlaceAndDateAreTheNotesOwn(t *testing.T) {
	s := mali(t)
	for _, c := range []struct {
		o    Options
		day  record.Day
		want string
	}{
		{Options{Lang: locale.FR}, "2018-03-21", "Bamako, Mali, le 21 mars 2018"},
		{Options{Lang: locale.EN}, "2018-03-21", "Bamako, Mali, 21 March 2018"},
		{Options{Lang: locale.FR, Place: "Gao"}, "2018-03-01", "Gao, le 1er mars 2018"},
	} {
		if got := Write(s.At(c.day), c.o).Statement("S19").Text(); got != c.want {
			t.Errorf("S19: %q, want %q", got, c.want)
		}
	}
}

// A figure that is cited can always list what it rests on.
func TestEveryFigureOpensOntoItsEvidence(t *testing.T) {
	d := Write(mali(t), Options{Lang: locale.FR, Link: func(kind, code string) string { return "/" + kind + "/" + code }})
	for _, s := range d.Sources {
		if s.Definition == "" || s.Name == "" {
			t.Errorf("source %d (%s) has no definition", s.N, s.Code)
		}
		i := slices.IndexFunc(d.Figures, func(f indicator.Figure) bool { return f.Code == s.Code })
		if i < 0 {
			t.Fatalf("source %d (%s) is no figure of the note", s.N, s.Code)
		}
		if f := d.Figures[i]; f.Value.Known() && len(f.Used) == 0 {
			t.Errorf("%s has a value and no evidence", f.Code)
		}
	}
	for _, b := range d.Document.Blocks {
		for _, r := range b.Runs {
			if r.Ref > 0 && (r.Ref > len(d.Sources) || !strings.HasSuffix(r.Href, "/"+d.Sources[r.Ref-1].Code)) {
				t.Errorf("figure %q has reference %d and link %q", r.Text, r.Ref, r.Href)
			}
		}
	}
}
