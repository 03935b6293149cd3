package note

import (
	"toguna/internal/indicator"
	"toguna/internal/record"
)

// plan is the response plan that holds on the day: the last one published.
func (w *writer) plan() *record.Plan {
	var best *record.Plan
	for _, p := range w.Plans {
		if !w.concerns(p.Body) || p.Published > w.Day || p.Published == "" && p.Cycle > string(w.Day[:4]) {
			continue
		}
		if best == nil || p.Published > best.Published || p.Published == best.Published && p.Cycle > best.Cycle {
			best = p
		}
	}
	return best
}

// partners writes S1: the partners of the response plan, and the national NGOs
// among them that took part in the needs assessment and in the planning.
func (w *writer) partners() {
	plan := w.plan()
	if plan == nil {
		w.say("Aucun plan de réponse humanitaire n’est enregistré au {day} : la part des ONG nationales parmi ses partenaires n’est pas connue. À renseigner : le plan, la liste de ses partenaires et leur participation à son élaboration.",
			"No humanitarian response plan is recorded as of {day}: the share of national NGOs among its partners is not known. To be recorded: the plan, the list of its partners and their part in preparing it.",
			with{"day": text(w.lang.Day(w.Day))})
		return
	}
	name := w.planName(plan)
	f := w.figure("PLN-01")
	n, all := int(f.Num), int(f.Den)
	slots := with{"plan": name, "figure": w.cite(f), "n": count(n), "all": text(w.lang.Int(all)), "u": count(int(f.Unknown))}
	switch {
	case f.Status == indicator.NoData || all == 0:
		w.say("Les partenaires répertoriés dans {le plan} ne sont pas renseignés : le nombre d’ONG nationales qui ont pris part à son élaboration ne peut être donné.",
			"The partners listed in {the plan} are not recorded: the number of national NGOs that took part in preparing it cannot be given.", slots)
		return
	case !known(f):
		w.say("Parmi les partenaires répertoriés dans {le plan}, trop de participations restent à renseigner ({u} sur {all}) pour donner la part des ONG nationales qui ont contribué à l’évaluation des besoins et à la planification : {figure}.",
			"Among the partners listed in {the plan}, too many participations are still to be recorded ({u} of {all}) to give the share of national NGOs that took part in the needs assessment and in planning: {figure}.",
			with{"plan": name, "figure": slots["figure"], "u": text(w.lang.Int(int(f.Unknown))), "all": slots["all"]})
		return
	case n == 0:
		slots["none"] = w.mark(f, text(w.lang.Say("aucun", "none")))
		w.say("Des {all} partenaires répertoriés dans {le plan}, {none} n’est une ONG nationale qui ait pris part à la fois à l’évaluation des besoins et à la planification.",
			"Of the {all} partners listed in {the plan}, {none} is a national NGO that took part in both the needs assessment and the planning.", slots)
	default:
		w.say("Parmi les partenaires répertoriés dans {le plan}, {figure} {n:est une ONG nationale qui a pris|sont des ONG nationales qui ont pris} une part active à l’évaluation des besoins humanitaires ainsi qu’à la planification stratégique et opérationnelle du secteur.",
			"Among the partners listed in {the plan}, {figure} {n:is a national NGO that took|are national NGOs that took} an active part in the needs assessment and in the strategic and operational planning of the sector.", slots)
	}
	if f.Unknown > 0 {
		w.say("La participation de {u} {u:partenaire n’est pas connue|partenaires n’est pas connue}.",
			"The participation of {u} {u:partner|partners} is not known.", slots)
	}
	w.nationalPartners(f)
	if len(f.Attested) == 0 {
		w.say("La liste n’ayant pas été déclarée complète, ce chiffre peut encore changer.",
			"As the list has not been declared complete, this figure may still change.", nil)
	}
}

// nationalPartners tells of how many national NGOs the active ones are: the
// second reading of the same statement.
func (w *writer) nationalPartners(f indicator.Figure) {
	national, ok := f.Part("denominator", "nngo_partners")
	slots := with{"n": w.mark(f, count(int(national.Den)).fem())}
	switch {
	case !ok || national.Status == indicator.Suppressed:
	case national.Den == 0:
		w.say("Ce plan ne compte aucune ONG nationale parmi ses partenaires.", "The plan has no national NGO among its partners.", nil)
	case national.Den == f.Num && f.Num > 1:
		w.say("Toutes les ONG nationales du plan y ont donc contribué ({n}).", "All the national NGOs of the plan ({n}) thus contributed to it.", slots)
	default:
		w.say("Le plan compte en tout {n} {n:ONG nationale|ONG nationales}.", "In all, the plan has {n} national {n:NGO|NGOs} among its partners.", slots)
	}
}

func (w *writer) planName(p *record.Plan) value {
	full := w.lang.Say(p.NameFR, p.NameEN)
	if full == "" {
		full = p.NameFR
	}
	return value{names: []name{{full: full, gender: 'm', the: true}}}
}

// strategy writes S2: national NGOs in the drafting of the cluster strategy.
func (w *writer) strategy() {
	var last *record.Process
	for _, p := range w.Processes {
		if p.ProcessKind == "strategy" && w.concerns(p.Body) && p.Since <= w.Day && p.Cycle <= string(w.Day[:4]) &&
			(last == nil || p.Cycle > last.Cycle) {
			last = p
		}
	}
	if last == nil {
		w.say("L’élaboration d’une stratégie du cluster n’est pas renseignée.", "The drafting of a cluster strategy is not recorded.", nil)
		return
	}
	all, national, consulted := map[record.OrgID]bool{}, map[record.OrgID]bool{}, map[record.OrgID]bool{}
	var used []string
	day := last.Since
	if day == "" {
		day = w.Day
	}
	for _, p := range w.ParticipantsOf(record.ProcessID(last.ID)) {
		class := w.ClassOn(p.Org, day)
		switch {
		case p.TookPart():
			all[p.Org] = true
			used = append(used, p.ID)
			if class == record.NNGO {
				national[p.Org] = true
			}
		case class == record.NNGO:
			consulted[p.Org] = true
			used = append(used, p.ID)
		}
	}
	for org := range national {
		delete(consulted, org)
	}
	closed, _ := w.attested("participation", func(a *record.Attestation) bool { return string(a.Process) == last.ID })
	f := w.tally("S2", len(national), len(all), indicator.Organisations, used, closed)
	slots := with{"strategy": w.processName(last), "n": w.mark(f, count(len(national)).fem()), "all": text(w.lang.Int(len(all))),
		"share": w.percent(len(national), len(all)), "consulted": w.mark(f, count(len(consulted)).fem())}
	switch {
	case len(national) > 0:
		w.say("Les ONG nationales ont également pris part à l’élaboration {de strategy} : {n} des {all} organisations contributrices {n:est une ONG nationale|sont des ONG nationales}{share}.",
			"National NGOs also took part in drafting {the strategy}: {n} of the {all} contributing organisations {n:is a national NGO|are national NGOs}{share}.", slots)
	case len(used) == 0 && len(closed) == 0:
		w.say("La participation à l’élaboration {de strategy} n’est pas renseignée.",
			"Participation in drafting {the strategy} is not recorded.", slots)
	case len(closed) == 0:
		w.say("Aucune contribution d’une ONG nationale à l’élaboration {de strategy} n’est enregistrée ; la liste n’étant pas déclarée complète, rien n’en peut être conclu.",
			"No contribution of a national NGO to drafting {the strategy} is recorded; as the list has not been declared complete, nothing can be concluded from this.", slots)
	default:
		w.say("Aucune ONG nationale n’a contribué à l’élaboration {de strategy}, dont la liste des participants est close.",
			"No national NGO contributed to drafting {the strategy}, whose list of participants is closed.", slots)
	}
	if len(national) == 0 && len(consulted) > 0 {
		w.say("{Cap n} {consulted:ONG nationale a été consultée|ONG nationales ont été consultées}, sans contribuer au texte.",
			"{Cap n} national {consulted:NGO was|NGOs were} consulted, without contributing to the text.",
			with{"n": slots["consulted"], "consulted": slots["consulted"]})
	}
}

func (w *writer) processName(p *record.Process) value {
	full := w.lang.Say(p.NameFR, p.NameEN)
	if full == "" {
		full = p.NameFR
	}
	gender := genderOf(p.NameFR)
	if gender == 0 {
		gender = 'f'
	}
	return value{names: []name{{full: small(full), gender: gender, the: true}}}
}
