package note

import (
	"toguna/internal/indicator"
	"toguna/internal/record"
)

// area names the second administrative level of the countries that have their
// own word for it.
func (w *writer) area() (one, many string) {
	if w.Operation != nil && w.Operation.Country == "MLI" {
		return "cercle", "cercles"
	}
	return w.lang.Say("zone", "area"), w.lang.Say("zones", "areas")
}

// access writes S11: whether humanitarian space shrinks, and who works where
// access is hard. Nothing below the country is named.
func (w *writer) access() {
	one, many := w.area()
	now, then, all := 0, 0, 0
	assessed := 0
	var used []string
	yearAgo := w.Day.AddMonths(-12)
	for _, p := range w.Places {
		if !p.Depth.Known() || p.Depth.V != 2 || !p.On(w.Day) {
			continue
		}
		a := w.AccessOn(record.PlaceID(p.ID), w.Day)
		if a == nil {
			continue
		}
		assessed++
		b := w.AccessOn(record.PlaceID(p.ID), yearAgo)
		if b == nil || b.AssessedBy != a.AssessedBy {
			continue
		}
		all++
		used = append(used, a.ID, b.ID)
		if a.Access != "accessible" {
			now++
		}
		if b.Access != "accessible" {
			then++
		}
	}
	lists, _ := w.attested("access_level", nil)
	slots := with{"all": text(w.lang.Int(all)), "now": count(now), "then": text(w.lang.Int(then)), "one": text(one), "many": text(many)}
	if all > 0 {
		f := w.tally("S11", now, all, indicator.Areas, used, lists)
		slots["n"] = w.mark(f, text(w.lang.Int(now)))
	}
	switch {
	case assessed == 0:
		w.say("L’accès humanitaire n’est pas renseigné : on ne peut dire s’il se restreint.", "Humanitarian access is not recorded: whether it shrinks cannot be said.", nil)
	case all == 0:
		w.say("L’accès humanitaire n’a pas été évalué par la même source un an plus tôt : on ne peut dire s’il se restreint.",
			"Humanitarian access was not assessed by the same source one year before: whether it shrinks cannot be said.", nil)
	case now > then:
		w.say("L’espace humanitaire se restreint : sur {all} {many} évalués par la même source, {n} {now:est difficile|sont difficiles} d’accès ou {now:inaccessible|inaccessibles}, contre {then} un an plus tôt.",
			"Humanitarian space is shrinking: of {all} {many} assessed by the same source, {n} {now:is|are} hard to reach or out of reach, against {then} one year before.", slots)
	case now < then:
		w.say("L’accès humanitaire s’améliore : sur {all} {many} évalués par la même source, {n} {now:est difficile|sont difficiles} d’accès ou {now:inaccessible|inaccessibles}, contre {then} un an plus tôt.",
			"Humanitarian access is improving: of {all} {many} assessed by the same source, {n} {now:is|are} hard to reach or out of reach, against {then} one year before.", slots)
	case now == 0:
		w.say("Aucun des {all} {many} évalués n’est difficile d’accès, comme un an plus tôt.", "None of the {all} {many} assessed is hard to reach, as one year before.", slots)
	default:
		w.say("L’accès humanitaire ne s’est pas amélioré en un an : sur {all} {many} évalués par la même source, {n} {now:reste difficile|restent difficiles} d’accès ou {now:inaccessible|inaccessibles}.",
			"Humanitarian access has not improved within a year: of {all} {many} assessed by the same source, {n} {now:remains|remain} hard to reach or out of reach.", slots)
	}
	w.nationalOnly(one, many)
}

// nationalOnly tells in how many hard-to-reach areas national NGOs are the
// only ones present: one figure for the country (data responsibility, D8).
func (w *writer) nationalOnly(one, many string) {
	f := w.figure("OPS-04")
	slots := with{"figure": w.cite(f), "n": count(int(f.Num)), "all": text(w.lang.Int(int(f.Den))), "many": text(many)}
	switch {
	case f.Status == indicator.Suppressed:
		w.say("La part des {many} difficiles d’accès que seules des ONG nationales couvrent n’est pas publiée ({figure}).",
			"The share of hard-to-reach {many} covered by national NGOs alone is not published ({figure}).", slots)
	case f.Status == indicator.NoData || f.Status == indicator.NotApplicable || f.Den == 0:
		w.say("La part des zones difficiles d’accès que seules des ONG nationales couvrent ne peut être établie.",
			"The share of hard-to-reach areas covered by national NGOs alone cannot be established.", nil)
	case known(f) && f.Num == 0:
		slots["none"] = w.mark(f, text(w.lang.Say("aucun", "none")))
		w.say("Parmi les {all} {many} difficiles d’accès où un acteur est présent, {none} ne dépend des seules ONG nationales.",
			"Of the {all} hard-to-reach {many} where someone works, {none} depends on national NGOs alone.", slots)
	case known(f) && 2*f.Num >= f.Den-f.Unknown:
		w.say("Les ONG nationales y jouent un rôle déterminant : parmi les {many} difficiles d’accès où un acteur est présent, {figure} ne {n:dépend|dépendent} que d’elles pour l’assistance et la protection.",
			"National NGOs play a decisive part there: among the hard-to-reach {many} where someone works, {figure} {n:depends|depend} on them alone for assistance and protection.", slots)
	default:
		w.say("Parmi les {many} difficiles d’accès où un acteur est présent, {figure} ne {n:dépend|dépendent} que d’ONG nationales pour l’assistance et la protection.",
			"Among the hard-to-reach {many} where someone works, {figure} {n:depends|depend} on national NGOs alone for assistance and protection.", slots)
	}
}

// lessons writes S12: how regularly national NGOs share what they learned of
// acceptance and access. The lessons themselves never enter a note.
func (w *writer) lessons() {
	shared, quarters := 0, map[int]bool{}
	authors := map[record.OrgID]bool{}
	var used []string
	for _, l := range w.Lessons {
		if !w.year.On(l.On) || w.ClassOn(l.Org, l.On) != record.NNGO {
			continue
		}
		shared++
		authors[l.Org] = true
		used = append(used, l.ID)
		for q := range 4 {
			since := w.year.Since.AddMonths(3 * q)
			if (record.Span{Since: since, Until: since.AddMonths(3)}).On(l.On) {
				quarters[q] = true
			}
		}
	}
	lists, _ := w.attested("lesson", nil)
	if shared == 0 {
		if len(lists) == 0 {
			w.say("Le partage de leçons sur l’acceptation et l’accès n’est pas renseigné.", "The sharing of lessons on acceptance and access is not recorded.", nil)
		} else {
			w.say("Aucune leçon sur l’acceptation ou l’accès n’a été partagée par une ONG nationale sur les douze derniers mois.",
				"No lesson on acceptance or access was shared by a national NGO over the last twelve months.", nil)
		}
		return
	}
	f := w.tally("S12", shared, -1, indicator.Records, used, lists)
	slots := with{"n": w.mark(f, count(shared).fem()), "shared": count(shared).fem(), "orgs": count(len(authors)).fem(), "q": text(w.lang.Word(len(quarters), false))}
	who, by := "{Cap orgs} {orgs:ONG nationale a partagé|ONG nationales ont partagé}", "{Cap orgs} national {orgs:NGO|NGOs} shared"
	if w.Level < record.Restricted && len(authors) < 3 {
		who, by = "Des ONG nationales (nombre non publié, ◊) ont partagé", "National NGOs (number withheld, ◊) shared"
	}
	what, whatEN := " {n} {shared:leçon|leçons} sur l’acceptation et l’accès en douze mois", " {n} {shared:lesson|lessons} on acceptance and access within twelve months"
	switch {
	case len(quarters) == 4:
		w.say(who+what+", à chaque trimestre : le partage est régulier.", by+whatEN+", in every quarter: the sharing is regular.", slots)
	case len(quarters) > 1:
		w.say(who+what+", mais lors de {q} trimestres sur quatre : le partage n’est pas régulier.", by+whatEN+", but in {q} quarters of four: the sharing is not regular.", slots)
	default:
		w.say(who+what+", toutes au cours d’un même trimestre : le partage reste ponctuel.", by+whatEN+", all in one quarter: the sharing is occasional.", slots)
	}
}
