package note

import (
	"slices"

	"toguna/internal/indicator"
	"toguna/internal/record"
)

// regionalFora writes S13: national NGOs in the regional fora of inter-cluster
// coordination, whether they come more or less, and who supports them.
func (w *writer) regionalFora() {
	var fora, seated []*record.Body
	var used []string
	for _, b := range w.Bodies {
		if b.BodyKind != "regional_forum" || !b.On(w.Day) {
			continue
		}
		fora = append(fora, b)
		has := false
		for _, s := range w.SeatsOf(record.BodyID(b.ID)) {
			if s.On(w.Day) && s.Full() && s.Org != "" && w.Class(s.Org) == record.NNGO {
				used = append(used, s.ID)
				has = true
			}
		}
		if has {
			seated = append(seated, b)
		}
	}
	if len(fora) == 0 {
		w.say("Aucun forum régional de coordination n’est enregistré.", "No regional coordination forum is recorded.", nil)
		return
	}
	lists, _ := w.attested("seat", func(a *record.Attestation) bool {
		return slices.ContainsFunc(fora, func(b *record.Body) bool { return string(a.Body) == b.ID })
	})
	f := w.tally("S13", len(seated), len(fora), indicator.Bodies, used, lists)
	slots := with{"n": w.mark(f, count(len(seated))), "k": count(len(seated)), "all": text(w.lang.Int(len(fora))), "fora": w.foraNames(seated), "silent": w.foraNames(fora)}
	switch {
	case len(seated) == 0 && len(lists) == 0:
		w.say("La composition des forums régionaux de coordination n’est pas renseignée.", "The membership of the regional coordination fora is not recorded.", slots)
		return
	case len(seated) == 0:
		slots["none"] = w.mark(f, text(w.lang.Say("aucun", "none")))
		w.say("Des {all} forums régionaux de coordination, {none} ne compte d’ONG nationale parmi ses membres.",
			"Of the {all} regional coordination fora, {none} has a national NGO among its members.", slots)
		return
	case len(seated) == len(fora) && len(fora) > 1:
		w.say("Les {n} forums régionaux de coordination comptent tous des ONG nationales parmi leurs membres : {le fora}.",
			"All {n} regional coordination fora have national NGOs among their members: {the fora}.", slots)
	default:
		w.say("Des ONG nationales siègent dans {n} des {all} forums régionaux de coordination : {le fora}.",
			"National NGOs sit in {n} of the {all} regional coordination fora: {the fora}.", slots)
	}
	w.foraTrend(fora)
	w.foraSupport(fora)
}

// foraNames names regional fora of one kind together, by their regions.
func (w *writer) foraNames(all []*record.Body) value {
	byAcronym := map[string][]*record.Body{}
	var order []string
	for _, b := range all {
		a := acronym(b)
		if a == "" {
			a = b.ID
		}
		if byAcronym[a] == nil {
			order = append(order, a)
		}
		byAcronym[a] = append(byAcronym[a], b)
	}
	v := value{names: []name{}}
	for _, a := range order {
		group := byAcronym[a]
		n := w.body(group[0])
		if regions := w.regions(group); n.acronym != "" {
			n.full = withoutRegion(n.full, w.regions(group[:1])[0])
			for i, r := range regions {
				if w.lang == "fr" {
					regions[i] = frenchArticle("de", 0, r)
				}
			}
			n.tail = " " + w.lang.Say("", "of ") + w.lang.List(regions)
		}
		v.names = append(v.names, n)
	}
	return v
}

// foraTrend compares the presence of national NGOs with the year before.
func (w *writer) foraTrend(fora []*record.Body) {
	before := record.Span{Since: w.year.Since.AddMonths(-12), Until: w.year.Since}
	var now, then rate
	for _, b := range fora {
		for _, m := range w.MeetingsOf(record.BodyID(b.ID)) {
			if m.State != "held" || m.SheetClosed == "" {
				continue
			}
			came := map[record.OrgID]bool{}
			for _, a := range w.AttendanceOf(record.MeetingID(m.ID)) {
				if a.Org != "" && w.ClassOn(a.Org, m.On) == record.NNGO {
					came[a.Org] = true
				}
			}
			switch {
			case w.year.On(m.On):
				now.add(len(came), m)
			case before.On(m.On):
				then.add(len(came), m)
			}
		}
	}
	if now.meetings < fewest || then.meetings < fewest {
		w.say("Les feuilles de présence closes y sont trop peu nombreuses pour dire si leur participation progresse.",
			"Closed attendance sheets are too few there to say whether their participation grows.", nil)
		return
	}
	f := w.tally("S13", now.present, -1, indicator.Presences, append(slices.Clone(now.used), then.used...), nil)
	a, b := float64(now.present)/float64(now.meetings), float64(then.present)/float64(then.meetings)
	slots := with{"a": w.mark(f, text(w.lang.Number(a, 1))), "b": text(w.lang.Number(b, 1)), "m": text(w.lang.Int(now.meetings)), "k": text(w.lang.Int(then.meetings)),
		"n": text(w.lang.Int(now.present)), "o": text(w.lang.Int(then.present))}
	tail := " : {n} présences d’ONG nationales en {m} réunions sur douze mois ({a} par réunion), contre {o} en {k} réunions l’année précédente ({b})."
	tailEN := ": {n} presences of national NGOs at {m} meetings over twelve months ({a} a meeting), against {o} at {k} meetings the year before ({b})."
	switch {
	case a > b*1.05:
		w.say("Leur participation est croissante"+tail, "Their participation is growing"+tailEN, slots)
	case a < b*0.95:
		w.say("Leur participation recule"+tail, "Their participation is declining"+tailEN, slots)
	default:
		w.say("Leur participation est stable"+tail, "Their participation is stable"+tailEN, slots)
	}
}

// foraSupport names who supports national NGOs to take part in these fora.
func (w *writer) foraSupport(fora []*record.Body) {
	var by []record.OrgID
	var used []string
	for _, s := range w.Supports {
		if s.Overlaps(w.year) && w.Class(s.Beneficiary) == record.NNGO &&
			slices.ContainsFunc(fora, func(b *record.Body) bool { return string(s.Body) == b.ID }) {
			by = append(by, s.Provider)
			used = append(used, s.ID)
		}
	}
	if len(used) == 0 {
		w.say("Aucun appui à cette participation n’est enregistré sur la période.", "No support to this participation is recorded over the period.", nil)
		return
	}
	f := w.tally("S13", len(used), -1, indicator.Records, used, nil)
	w.say("{Le by} {by:soutient|soutiennent} cette participation ({n} {all:appui enregistré|appuis enregistrés}).",
		"{The by} {by:supports|support} this participation ({n} {all:action|actions} recorded).",
		with{"by": w.orgs(by), "n": w.mark(f, text(w.lang.Int(len(used)))), "all": count(len(used))})
}

// countryTeam writes S14: the seats of national NGOs on the country team.
func (w *writer) countryTeam() {
	var team *record.Body
	for _, b := range w.Bodies {
		if b.BodyKind == "hct" && b.On(w.Day) {
			team = b
			break
		}
	}
	if team == nil {
		w.say("L’équipe humanitaire pays n’est pas enregistrée : la place des ONG nationales à ce niveau n’est pas connue.",
			"The humanitarian country team is not recorded: the place of national NGOs at that level is not known.", nil)
		return
	}
	var holders []record.OrgID
	var used []string
	all, vacant, unknown := 0, 0, 0
	for _, s := range w.SeatsOf(record.BodyID(team.ID)) {
		if !s.On(w.Day) || !s.Full() {
			continue
		}
		all++
		switch class := w.Class(s.Org); {
		case s.Vacant == record.Yes:
			vacant++
		case s.Org == "" || class == record.Unclassified:
			unknown++
		case class == record.NNGO || class == record.NNGOForum:
			holders = append(holders, s.Org)
			used = append(used, s.ID)
		}
	}
	slots := with{"team": w.bodyNames([]*record.Body{team}), "n": count(len(holders)), "all": text(w.lang.Int(all)), "vacant": count(vacant), "unknown": count(unknown)}
	if all == 0 {
		w.say("La composition {de team} n’est pas renseignée.", "The membership of {the team} is not recorded.", slots)
		return
	}
	lists, _ := w.attested("seat", func(a *record.Attestation) bool { return string(a.Body) == team.ID })
	f := w.tally("S14", len(holders), all, indicator.Seats, used, lists)
	slots["n"] = w.mark(f, count(len(holders)))
	slots["holders"] = w.orgs(holders)
	switch {
	case len(holders) == 1:
		slots["n"] = w.mark(f, text(w.lang.Say("un siège", "one seat")))
		w.say("Au plus haut niveau, {le team} réserve {n} sur {all} à une ONG nationale, {holders}.",
			"At the highest level, {the team} has {n} of {all} held by a national NGO, {holders}.", slots)
	case len(holders) > 1:
		w.say("Au plus haut niveau, {le team} compte {n} sièges sur {all} tenus par des ONG nationales : {holders}.",
			"At the highest level, {the team} has {n} seats of {all} held by national NGOs: {holders}.", slots)
	case len(lists) == 0 && unknown > 0:
		w.say("Aucun des {all} sièges {de team} n’est connu comme tenu par une ONG nationale.", "None of the {all} seats of {the team} is known to be held by a national NGO.", slots)
	default:
		slots["none"] = w.mark(f, text(w.lang.Say("aucun", "none")))
		w.say("Au plus haut niveau, {none} des {all} sièges {de team} n’est tenu par une ONG nationale.",
			"At the highest level, {none} of the {all} seats of {the team} is held by a national NGO.", slots)
	}
	if vacant > 0 {
		w.say("{Cap vacant} {vacant:siège y est vacant|sièges y sont vacants}.", "{Cap vacant} {vacant:seat is|seats are} vacant.",
			slots)
	}
	if unknown > 0 {
		w.say("Le titulaire de {unknown} {unknown:siège|sièges} n’est pas connu ou classé.", "The holder of {unknown} {unknown:seat|seats} is not known or not classified.", slots)
	}
}
