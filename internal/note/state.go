package note

import (
	"slices"
	"strings"

	"toguna/internal/document"
	"toguna/internal/indicator"
	"toguna/internal/record"
)

// lead is what leadership seats say of a body on the day.
type lead struct {
	body     *record.Body
	recorded bool           // some leadership seat is recorded
	state    []*record.Seat // those held by a state body
}

func (w *writer) leads(bodies []*record.Body) []lead {
	var out []lead
	for _, b := range bodies {
		l := lead{body: b}
		for _, s := range w.SeatsOf(record.BodyID(b.ID)) {
			if !s.Leads() || !s.On(w.Day) || s.Vacant == record.Yes {
				continue
			}
			l.recorded = true
			if s.Org != "" && w.Class(s.Org).State() {
				l.state = append(l.state, s)
			}
		}
		out = append(out, l)
	}
	return out
}

// coFacilitation writes S4: where state bodies share the leadership.
func (w *writer) coFacilitation() {
	f := w.figure("LED-03")
	slots := with{"figure": w.cite(f), "n": count(int(f.Num)), "all": text(w.lang.Int(int(f.Den)))}
	switch {
	case f.Status == indicator.NoData || f.Den == 0:
		w.say("Les instances de coordination du cluster ne sont pas renseignées : la place des acteurs étatiques dans leur direction n’est pas connue.",
			"The coordination bodies of the cluster are not recorded: the place of state bodies in their leadership is not known.", nil)
		return
	case known(f) && f.Num == 0:
		slots["none"] = w.mark(f, text(w.lang.Say("aucune", "none")))
		w.say("Parmi les {all} instances de coordination du cluster, {none} n’a d’acteur étatique dans un rôle de direction ou de co-facilitation.",
			"Of the {all} coordination bodies of the cluster, {none} has a state body in a role of leadership or co-facilitation.", slots)
	case known(f) && f.Value.V > 50:
		w.say("Les acteurs étatiques occupent une place de premier plan dans la coordination : parmi les instances du cluster, {figure} {n:compte|comptent} l’un d’eux dans un rôle de direction ou de co-facilitation.",
			"State bodies have a leading place in the coordination: among the bodies of the cluster, {figure} {n:has|have} one of them in a role of leadership or co-facilitation.", slots)
	default:
		w.say("Parmi les instances de coordination du cluster, {figure} {n:compte|comptent} un acteur étatique dans un rôle de direction ou de co-facilitation.",
			"Among the coordination bodies of the cluster, {figure} {n:has|have} a state body in a role of leadership or co-facilitation.", slots)
	}
	held, without, unknown := value{names: []name{}}, value{names: []name{}}, value{names: []name{}}
	sort := func(all []lead, as func([]*record.Body) []name) {
		var yes, no, open []*record.Body
		for _, l := range all {
			switch {
			case len(l.state) > 0:
				yes = append(yes, l.body)
			case l.recorded:
				no = append(no, l.body)
			default:
				open = append(open, l.body)
			}
		}
		held.names = append(held.names, as(yes)...)
		without.names = append(without.names, as(no)...)
		unknown.names = append(unknown.names, as(open)...)
	}
	national, regional := w.clusters()
	sort(w.leads(national), func(all []*record.Body) []name {
		if len(all) == 1 {
			return []name{{full: w.lang.Say("cluster national", "national cluster"), gender: 'm', the: true}}
		}
		return w.bodyNames(all).names
	})
	sort(w.leads(regional), func(all []*record.Body) []name {
		if len(all) == 0 {
			return nil
		}
		return []name{w.regional(all, [2]string{"cluster régional", "regional cluster"}, [2]string{"clusters régionaux", "regional clusters"})}
	})
	sort(w.leads(append(w.bodies("sub_cluster"), w.bodies("working_group")...)), func(all []*record.Body) []name { return w.bodyNames(all).names })
	if len(held.names) > 0 {
		w.say("C’est le cas {de held}.", "This is so in {the held}.", with{"held": held})
	}
	if len(without.names) > 0 && len(held.names) > 0 {
		w.say("Ce n’est pas le cas {de without}.", "It is not so in {the without}.", with{"without": without})
	}
	if len(unknown.names) > 0 {
		w.say("La direction {de unknown} n’est pas renseignée.", "The leadership of {the unknown} is not recorded.", with{"unknown": unknown})
	}
}

func (w *writer) clusters() (national, regional []*record.Body) {
	for _, b := range w.bodies("cluster") {
		if b.Reach == "national" {
			national = append(national, b)
		} else {
			regional = append(regional, b)
		}
	}
	return national, regional
}

// verbs say what the holder of a leadership role does.
var verbs = map[string][2]string{
	"LEAD": {"dirige", "leads"}, "COLEAD": {"codirige", "co-leads"}, "COCHAIR": {"copréside", "co-chairs"},
	"COFAC": {"cofacilite", "co-facilitates"}, "COCOORD": {"cocoordonne", "co-coordinates"},
}

func (w *writer) verb(s *record.Seat) string { return w.lang.Say(verbs[s.Role][0], verbs[s.Role][1]) }

// commissions writes S5: the commissions that a state body leads or co-leads.
func (w *writer) commissions() {
	all := w.leads(w.bodies("commission"))
	first := true
	for _, l := range all {
		if len(l.state) == 0 {
			continue
		}
		s := l.state[0]
		slots := with{"org": w.orgs([]record.OrgID{s.Org}), "does": text(w.verb(s)), "body": w.bodyNames([]*record.Body{l.body}),
			"since": text(w.lang.Month(s.Since.Month()))}
		f, e := "{Le org} {does} par exemple {le body}", "{The org}, for example, {does} {the body}"
		if !first {
			f, e = "{Le org} {does} aussi {le body}", "{The org} also {does} {the body}"
		}
		if s.Since != "" {
			f, e = f+", un rôle tenu depuis {since}", e+", a role held since {since}"
		}
		w.say(f+".", e+".", slots)
		first = false
	}
	if !first {
		return
	}
	switch {
	case len(all) == 0:
		w.say("Aucune commission n’est enregistrée auprès du cluster.", "No commission is recorded with the cluster.", nil)
	default:
		for _, l := range all {
			slots := with{"body": w.bodyNames([]*record.Body{l.body})}
			if l.recorded {
				w.say("La direction {de body} ne compte pas d’acteur étatique.", "The leadership of {the body} has no state body.", slots)
			} else {
				w.say("La direction {de body} n’est pas renseignée.", "The leadership of {the body} is not recorded.", slots)
			}
		}
	}
}

// subClusters writes S6: the sub-clusters that a state body co-facilitates,
// and how often it takes the chair in practice.
func (w *writer) subClusters() {
	all := w.leads(w.bodies("sub_cluster"))
	type holder struct {
		org  record.OrgID
		role string
	}
	held := map[holder][]*record.Body{}
	var order []holder
	var without []*record.Body
	for _, l := range all {
		if len(l.state) == 0 {
			without = append(without, l.body)
		}
		for _, s := range l.state {
			h := holder{s.Org, s.Role}
			if held[h] == nil {
				order = append(order, h)
			}
			held[h] = append(held[h], l.body)
		}
	}
	if len(all) == 0 {
		w.say("Aucun sous-cluster n’est enregistré.", "No sub-cluster is recorded.", nil)
		return
	}
	for _, h := range order {
		w.say("{Le org} {does} {le bodies}.", "{The org} {does} {the bodies}.",
			with{"org": w.orgs([]record.OrgID{h.org}), "does": text(w.lang.Say(verbs[h.role][0], verbs[h.role][1])), "bodies": w.bodyNames(held[h])})
		w.functioning(h.org, held[h])
	}
	if len(without) > 0 {
		w.say("Aucun acteur étatique n’est enregistré à la direction {de bodies}.", "No state body is recorded in the leadership of {the bodies}.",
			with{"bodies": w.bodyNames(without)})
	}
}

// How regularly a role is exercised, by the share of meetings chaired. The
// lines are the desk's own: in a role that is shared, three meetings in five
// are very regular.
const (
	veryRegular = 0.60
	partly      = 0.30
)

// exercise says in words how a role is exercised.
var exercise = []struct{ fr, en string }{
	{"", ""}, // who chairs is not known
	{"le rôle reste à y exercer", "the role is yet to be exercised there"},
	{"le rôle y est rarement exercé", "the role is rarely exercised there"},
	{"le rôle y est exercé en partie", "the role is exercised there in part"},
	{"le rôle y est exercé de façon très régulière", "the role is exercised there very regularly"},
}

// functioning tells how many meetings of the bodies their state co-facilitator
// chaired over the year; bodies where it does so alike share a sentence.
func (w *writer) functioning(org record.OrgID, bodies []*record.Body) {
	alike := make([][]Sentence, len(exercise))
	var silent []*record.Body
	for _, b := range bodies {
		c := w.chaired(org, b)
		grade := c.grade()
		if grade == 0 {
			silent = append(silent, b)
			continue
		}
		f := w.tally("S6", c.n, c.all, indicator.Meetings, c.used, nil)
		if f.Status = indicator.Complete; c.silent > 0 {
			f.Status = indicator.Partial
		}
		n := w.mark(f, text(w.lang.Int(c.n)))
		share := w.percent(c.n, c.all)
		if c.n == 0 {
			share = text("")
			n = w.mark(f, text(w.lang.Say("aucune", "none")))
		}
		alike[grade] = append(alike[grade], w.sentence("{n} des {all} réunions {de body}{share}", "{n} of the {all} meetings of {the body}{share}",
			with{"n": n, "all": text(w.lang.Int(c.all)), "body": w.bodyNames([]*record.Body{b}), "share": share}))
	}
	lead, leadEN := "Dans la pratique, {le org}", "In practice, {the org}"
	for grade, parts := range alike {
		if len(parts) == 0 {
			continue
		}
		var joined []document.Run
		for i, p := range parts {
			if i > 0 {
				joined = add(joined, document.Run{Text: w.lang.Say(" et ", " and ")})
			}
			for _, r := range p.Runs {
				joined = add(joined, r)
			}
		}
		did, didEN := " a présidé ou coprésidé {parts}", " chaired or co-chaired {parts}"
		if grade == 1 {
			did, didEN = " n’a présidé {parts}", " chaired {parts}"
		}
		w.say(lead+did+" sur les douze derniers mois : "+exercise[grade].fr+".", leadEN+didEN+" over the last twelve months: "+exercise[grade].en+".",
			with{"org": w.orgs([]record.OrgID{org}), "parts": value{runs: joined}})
		lead, leadEN = "{Le org}", "{The org}"
	}
	if len(silent) > 0 {
		w.say("La présidence des réunions {de bodies} n’est pas assez renseignée pour dire comment ce rôle est exercé.",
			"Who chairs the meetings of {the bodies} is not recorded well enough to say how this role is exercised.", with{"bodies": w.bodyNames(silent)})
	}
}

// chairing is how many of a body's meetings an organisation chaired.
type chairing struct {
	n, all, silent int // silent: nobody recorded who chaired
	used           []string
}

func (c chairing) grade() int {
	share := float64(c.n) / float64(max(c.all, 1))
	switch {
	case c.all == 0 || float64(c.silent) > 0.2*float64(c.all+c.silent):
		return 0
	case c.n == 0:
		return 1
	case share < partly:
		return 2
	case share < veryRegular:
		return 3
	}
	return 4
}

func (w *writer) chaired(org record.OrgID, b *record.Body) (c chairing) {
	for _, m := range w.MeetingsOf(record.BodyID(b.ID)) {
		if m.State != "held" || !w.year.On(m.On) || !w.sits(org, b, m.On) {
			continue
		}
		c.used = append(c.used, m.ID)
		switch {
		case len(m.ChairedBy) == 0:
			c.silent++
		case slices.Contains(m.ChairedBy, org):
			c.n++
			c.all++
		default:
			c.all++
		}
	}
	return c
}

// sits tells whether an organisation held a leadership seat of a body on a day.
func (w *writer) sits(org record.OrgID, b *record.Body, d record.Day) bool {
	return slices.ContainsFunc(w.SeatsOf(record.BodyID(b.ID)), func(s *record.Seat) bool { return s.Org == org && s.Leads() && s.On(d) })
}

// supportsToState lists support to state bodies of some modalities that a test
// accepts.
func (w *writer) supportsToState(accept func(*record.Support) bool) []*record.Support {
	var out []*record.Support
	for _, s := range w.Supports {
		if w.Class(s.Beneficiary).State() && accept(s) {
			out = append(out, s)
		}
	}
	return out
}

func (w *writer) supportLists() []string {
	lists, _ := w.attested("support", nil)
	return lists
}

// modalities names counts of support, in the order in which they are told.
var modalities = []struct {
	code                         string
	oneFR, manyFR, oneEN, manyEN string
	fem                          bool
}{
	{"training", "formation", "formations", "training course", "training courses", true},
	{"material", "appui matériel", "appuis matériels", "case of material support", "cases of material support", false},
	{"financial", "appui financier", "appuis financiers", "case of financial support", "cases of financial support", false},
	{"technical", "appui technique", "appuis techniques", "case of technical support", "cases of technical support", false},
	{"mentoring", "accompagnement", "accompagnements", "case of mentoring", "cases of mentoring", false},
	{"peer_exchange", "échange entre pairs", "échanges entre pairs", "peer exchange", "peer exchanges", false},
	{"other", "autre appui", "autres appuis", "other case of support", "other cases of support", false},
}

// support writes S8: what support state bodies received to take their part.
func (w *writer) support() {
	all := w.supportsToState(func(s *record.Support) bool {
		return s.Overlaps(w.year) && s.Modality != "secondment" && s.Modality != "deployment"
	})
	lists := w.supportLists()
	if len(all) == 0 {
		if len(lists) == 0 {
			w.say("Les appuis reçus par les acteurs étatiques ne sont pas renseignés ; leur absence du registre ne veut pas dire qu’il n’y en a pas eu.",
				"The support received by state bodies is not recorded; its absence from the register does not mean that there was none.", nil)
		} else {
			w.say("Aucun appui aux acteurs étatiques n’est enregistré sur les douze derniers mois, dans un registre déclaré complet.",
				"No support to state bodies is recorded over the last twelve months, in a register declared complete.", nil)
		}
		return
	}
	by, topics := map[string]int{}, map[string]int{}
	for _, s := range all {
		by[s.Modality]++
		if s.Modality == "training" && s.Topic != "" {
			topics[s.Topic]++
		}
	}
	var kinds []string
	for _, m := range modalities {
		if n := by[m.code]; n > 0 {
			kinds = append(kinds, w.lang.Word(n, m.fem)+" "+w.lang.Say(w.lang.Plural(n, m.oneFR, m.manyFR), w.lang.Plural(n, m.oneEN, m.manyEN)))
		}
	}
	f := w.tally("S8", len(all), -1, indicator.Records, ids(all), lists)
	slots := with{"n": w.mark(f, text(w.lang.Int(len(all)))), "all": count(len(all)), "kinds": text(w.lang.List(kinds))}
	if len(all) == 1 {
		w.say("L’implication des autorités a été soutenue en douze mois par {n} appui : {kinds}.",
			"Over the last twelve months, the engagement of the authorities was supported by {n} action to strengthen their capacity: {kinds}.", slots)
	} else {
		w.say("L’implication des autorités a été soutenue en douze mois par {n} appuis : {kinds}.",
			"Over the last twelve months, the engagement of the authorities was supported by {n} actions to strengthen their capacity: {kinds}.", slots)
	}
	if by["training"] > 0 {
		w.trainingTopics(topics)
	} else {
		w.say("Aucune formation n’y figure.", "No training is among them.", nil)
	}
}

// topicPhrases complete "training courses were about …".
var topicPhrases = map[string][2]string{
	"coordination": {"la coordination humanitaire", "humanitarian coordination"}, "principles": {"les principes de l’action humanitaire", "the principles of humanitarian action"},
	"protection": {"la protection", "protection"}, "child_protection": {"la protection de l’enfance", "child protection"},
	"gbv": {"les violences basées sur le genre", "gender-based violence"}, "information": {"la gestion de l’information", "information management"},
	"funding": {"l’accès aux financements", "access to funding"}, "finance": {"la gestion financière", "financial management"},
	"access": {"l’accès et la sécurité", "access and security"}, "equipment": {"l’équipement", "equipment"}, "other": {"d’autres thèmes", "other topics"},
}

func (w *writer) trainingTopics(topics map[string]int) {
	var about []string
	for _, t := range tallies(topics) {
		about = append(about, w.lang.Say(topicPhrases[t][0], topicPhrases[t][1])+" ("+w.lang.Int(topics[t])+")")
	}
	if len(about) == 0 {
		return
	}
	w.say("Les formations ont porté sur {about}.", "The training was about {about}.", with{"about": text(w.lang.List(about))})
}

// seatBody is the body whose coordination a support serves: that of its seat,
// else the one it names.
func (w *writer) servedBody(s *record.Support) *record.Body {
	if seat := w.Seat(s.Seat); seat != nil {
		return w.Body(seat.Body)
	}
	return w.Body(s.Body)
}

// secondments writes S9: agents of state bodies whose pay another organisation
// bears, to support a coordination role.
func (w *writer) secondments() {
	ever := w.supportsToState(func(s *record.Support) bool { return s.Modality == "secondment" && s.Since <= w.Day })
	var current, ended []*record.Support
	for _, s := range ever {
		if s.On(w.Day) {
			current = append(current, s)
		} else {
			ended = append(ended, s)
		}
	}
	lists := w.supportLists()
	for i, s := range current {
		f := w.tally("S9", 1, -1, indicator.Records, []string{s.ID}, lists)
		slots := with{"one": w.mark(f, text(w.lang.Say("Un agent", "One agent"))), "org": w.orgs([]record.OrgID{s.Beneficiary}),
			"by": w.orgs([]record.OrgID{s.Provider})}
		if i > 0 {
			slots["one"] = w.mark(f, text(w.lang.Say("Un autre agent", "Another agent")))
		}
		body := w.servedBody(s)
		switch {
		case body != nil && w.Seat(s.Seat) != nil:
			slots["body"] = w.bodyNames([]*record.Body{body})
			w.say("{one} {de org} est pris en charge par {le by} pour soutenir la co-facilitation {de body}.",
				"{one} of {the org} is paid by {the by} to support the co-facilitation of {the body}.", slots)
		case body != nil:
			slots["body"] = w.bodyNames([]*record.Body{body})
			w.say("{one} {de org} est pris en charge par {le by} au profit {de body}.",
				"{one} of {the org} is paid by {the by} for the work of {the body}.", slots)
		default:
			w.say("{one} {de org} est pris en charge par {le by} ; l’instance soutenue n’est pas renseignée.",
				"{one} of {the org} is paid by {the by}; the body it supports is not recorded.", slots)
		}
	}
	switch {
	case len(current) > 0:
	case len(ended) > 0:
		last := slices.MaxFunc(ended, func(a, b *record.Support) int { return strings.Compare(string(a.Until), string(b.Until)) })
		w.say("Plus aucun agent {de org} n’est pris en charge par une organisation partenaire : le dernier appui de ce type, apporté par {le by}, a pris fin en {month}.",
			"No agent of {the org} is paid by a partner organisation any more: the last support of this kind, from {the by}, ended in {month}.",
			with{"org": w.orgs([]record.OrgID{last.Beneficiary}), "by": w.orgs([]record.OrgID{last.Provider}), "month": text(w.lang.Month(last.Until.AddDays(-1).Month()))})
	case len(lists) > 0:
		w.say("Aucun agent d’un acteur étatique n’est pris en charge par une organisation partenaire.", "No agent of a state body is paid by a partner organisation.", nil)
	default:
		w.say("La prise en charge d’agents d’acteurs étatiques n’est pas renseignée.", "Whether agents of state bodies are paid by partner organisations is not recorded.", nil)
	}
}

// deployments writes S10: technical staff placed inside state bodies.
func (w *writer) deployments() {
	all := w.supportsToState(func(s *record.Support) bool { return s.Modality == "deployment" && s.On(w.Day) })
	lists := w.supportLists()
	if len(all) == 0 {
		if len(lists) > 0 {
			w.say("Aucun déploiement technique au sein d’un acteur étatique n’est en cours.", "No technical deployment within a state body is under way.", nil)
		} else {
			w.say("Les déploiements techniques au sein des acteurs étatiques ne sont pas renseignés.", "Technical deployments within state bodies are not recorded.", nil)
		}
		return
	}
	var hosts []record.OrgID
	for _, s := range all {
		hosts = append(hosts, s.Beneficiary)
	}
	f := w.tally("S10", len(all), -1, indicator.Records, ids(all), lists)
	n := w.mark(f, text(w.lang.Word(len(all), false)))
	slots := with{"n": n, "all": count(len(all)), "hosts": w.orgs(hosts)}
	w.say("Des experts sont en outre déployés au sein {de hosts} ({n} {all:déploiement|déploiements} en cours), une bonne pratique de localisation.",
		"Technical staff is also deployed inside {the hosts} ({n} {all:deployment|deployments} under way), a good practice of localisation.", slots)
}
