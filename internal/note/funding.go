package note

import (
	"toguna/internal/indicator"
	"toguna/internal/record"
)

// funding writes S15: access to humanitarian money, the road to the pooled
// fund, and who helps along it.
func (w *writer) funding() {
	f := w.figure("FUN-04")
	slots := with{"figure": w.cite(f), "n": count(int(f.Num)).fem(), "all": text(w.lang.Int(int(f.Den)))}
	switch {
	case f.Status == indicator.NoData || f.Den == 0:
		w.say("L’accès des ONG nationales au fonds commun humanitaire n’est pas renseigné.", "The access of national NGOs to the humanitarian pooled fund is not recorded.", nil)
	case !known(f):
		w.say("L’accès des ONG nationales au fonds commun humanitaire n’est qu’en partie renseigné : {figure} des ONG nationales membres sont éligibles.",
			"The access of national NGOs to the humanitarian pooled fund is recorded only in part: {figure} of the member national NGOs are eligible.", slots)
	case f.Num == 0:
		slots["none"] = w.mark(f, text(w.lang.Say("aucune", "none")))
		w.say("L’accès aux financements humanitaires demeure un obstacle : {none} des {all} ONG nationales membres n’est éligible au fonds commun humanitaire.",
			"Access to humanitarian funding remains an obstacle: {none} of the {all} member national NGOs is eligible for the humanitarian pooled fund.", slots)
	case f.Value.V < 50:
		w.say("L’accès aux financements humanitaires demeure un obstacle : parmi les ONG nationales membres, {figure} {n:est éligible|sont éligibles} au fonds commun humanitaire.",
			"Access to humanitarian funding remains an obstacle: among the member national NGOs, {figure} {n:is|are} eligible for the humanitarian pooled fund.", slots)
	default:
		w.say("L’accès au fonds commun humanitaire s’est ouvert : parmi les ONG nationales membres, {figure} y {n:est éligible|sont éligibles}.",
			"Access to the humanitarian pooled fund has opened: among the member national NGOs, {figure} {n:is|are} eligible.", slots)
	}
	w.funnel(f)
	w.accompaniment(f)
	w.money()
}

// funnel tells the last steps of the road to the fund.
func (w *writer) funnel(f indicator.Figure) {
	applied, _ := f.Part("funnel", "applied")
	funded, _ := f.Part("funnel", "funded")
	if !known(applied) || !known(funded) {
		return
	}
	slots := with{"n": w.mark(f, count(int(applied.Num)).fem()), "g": w.mark(f, count(int(funded.Num)).fem())}
	switch {
	case applied.Num == 0:
		w.say("Aucune ne lui a demandé de financement en douze mois.", "None of them applied to it within twelve months.", nil)
	case funded.Num == 0:
		w.say("{Cap n} d’entre elles {n:lui a|lui ont} demandé un financement en douze mois ; aucune n’en a obtenu à ce jour.",
			"{Cap n} of them applied to it within twelve months; none has been granted money to date.", slots)
	default:
		w.say("{Cap n} d’entre elles {n:lui a|lui ont} demandé un financement en douze mois et {g} en {g:a|ont} reçu.",
			"{Cap n} of them applied to it within twelve months and {g} received money.", slots)
	}
}

// accompaniment names who helps national NGOs towards the fund.
func (w *writer) accompaniment(f indicator.Figure) {
	var helpers []record.OrgID
	help := func(by, org record.OrgID) {
		if by != "" && w.Class(org) == record.NNGO {
			helpers = append(helpers, by)
		}
	}
	for _, e := range w.Eligibilities {
		if e.Since <= w.Day {
			help(e.AccompaniedBy, e.Org)
		}
	}
	for _, a := range w.Applications {
		if a.Submitted <= w.Day {
			help(a.AccompaniedBy, a.Org)
		}
	}
	for _, s := range w.Supports {
		if s.Topic == "funding" && s.Since <= w.Day && s.Overlaps(w.year) {
			help(s.Provider, s.Beneficiary)
		}
	}
	accompanied, _ := f.Part("funnel", "accompanied")
	slots := with{"by": w.orgs(helpers), "n": w.mark(f, count(int(accompanied.Num)).fem())}
	switch {
	case len(helpers) == 0 && f.Status == indicator.NoData:
	case len(helpers) == 0:
		w.say("Aucun accompagnement vers le fonds n’est enregistré.", "No accompaniment towards the fund is recorded.", nil)
	case accompanied.Num > 0:
		w.say("{Le by} {by:a accompagné|ont accompagné} {n} {n:ONG membre|ONG membres} dans ces démarches.",
			"{The by} accompanied {n} member {n:NGO|NGOs} on this road.", slots)
	default:
		w.say("{Le by} {by:accompagne|accompagnent} des ONG nationales dans ces démarches.", "{The by} {by:accompanies|accompany} national NGOs on this road.", slots)
	}
}

// money tells the shares of the money that reach local and national actors.
func (w *writer) money() {
	fund, direct := w.figure("FUN-03"), w.figure("FUN-02")
	switch {
	case fund.Status == indicator.NoData && direct.Status == indicator.NoData:
		w.say("Les flux financiers ne sont pas renseignés : la part qui parvient aux acteurs nationaux n’est pas connue.",
			"Funding flows are not recorded: the share that reaches national actors is not known.", nil)
		return
	case fund.Status != indicator.NoData && fund.Status != indicator.NotApplicable && fund.Den > 0:
		w.say("Sur les allocations du fonds commun, {figure} sont allés directement aux acteurs nationaux.",
			"Of the allocations of the pooled fund, {figure} went directly to national actors.", with{"figure": w.cite(fund)})
	}
	if direct.Status != indicator.NoData && direct.Den > 0 {
		w.say("Tous canaux confondus, {figure} des financements ({n} USD confirmés sur {all}) parviennent aux acteurs locaux et nationaux directement ou par un seul intermédiaire.",
			"All channels together, {figure} of the funding ({n} USD confirmed of {all}) reaches local and national actors directly or through one intermediary.",
			with{"figure": w.cite(direct), "n": text(w.lang.Number(direct.Num, 0)), "all": text(w.lang.Number(direct.Den, 0))})
	}
}

// partnerships writes S16: whether sub-contracting is the main form of
// partnership with national NGOs.
func (w *writer) partnerships() {
	f := w.figure("PRT-01")
	slots := with{"figure": w.cite(f), "n": count(int(f.Num)), "all": text(w.lang.Int(int(f.Den)))}
	switch {
	case f.Status == indicator.NoData || f.Status == indicator.NotApplicable || f.Den == 0:
		w.say("Les accords de partenariat avec les ONG nationales ne sont pas renseignés : leur forme dominante n’est pas connue.",
			"Partnership agreements with national NGOs are not recorded: their main form is not known.", nil)
	case f.Status == indicator.Suppressed:
		w.say("La forme des partenariats avec les ONG nationales n’est pas publiée ({figure}).", "The form of partnerships with national NGOs is not published ({figure}).", slots)
	case !known(f):
		w.say("Le modèle de trop d’accords reste à renseigner pour dire la forme dominante des partenariats : {figure} relèvent de la sous-traitance.",
			"The model of too many agreements is still to be recorded to tell the main form of partnerships: {figure} are sub-contracts.", slots)
	case f.Num == 0:
		slots["none"] = w.mark(f, text(w.lang.Say("aucun", "none")))
		w.say("Des {all} accords en vigueur avec les ONG nationales, {none} ne relève de la sous-traitance.",
			"Of the {all} agreements in force with national NGOs, {none} is a sub-contract.", slots)
	case f.Value.V > 50:
		w.say("Les partenariats avec les ONG nationales relèvent principalement de la sous-traitance : {figure} des accords en vigueur.",
			"Partnerships with national NGOs are mostly sub-contracts: {figure} of the agreements in force.", slots)
	case f.Value.V >= 40:
		w.say("Les partenariats avec les ONG nationales se partagent entre la sous-traitance et d’autres formes : la première représente {figure} des accords en vigueur.",
			"Partnerships with national NGOs are divided between sub-contracts and other forms: the former are {figure} of the agreements in force.", slots)
	default:
		w.say("La sous-traitance n’est pas la forme principale des partenariats avec les ONG nationales : {figure} des accords en vigueur.",
			"Sub-contracts are not the main form of partnerships with national NGOs: {figure} of the agreements in force.", slots)
	}
}
