package note

import (
	"toguna/internal/indicator"
	"toguna/internal/record"
)

// Lines of our own for what a turnover or a continuity is called; no outside
// source gives any.
const (
	highTurnover  = 25.0 // per cent a year
	lowTurnover   = 10.0
	lowContinuity = 50.0 // per cent of pairs of meetings
)

// turnover writes S17: whether the same people stay long enough to follow up.
func (w *writer) turnover() {
	f, g := w.figure("CON-01"), w.figure("CON-02")
	slots := with{"figure": w.cite(f)}
	switch {
	case f.Status == indicator.Suppressed:
		w.say("La rotation des points focaux n’est pas publiée ({figure}).", "The turnover of focal points is not published ({figure}).", slots)
	case !known(f):
		w.say("Les points focaux des organisations nationales ne sont pas assez renseignés pour mesurer leur rotation.",
			"The focal points of national organisations are not recorded well enough to measure their turnover.", nil)
	case f.Value.V >= highTurnover:
		w.say("La mobilité du personnel des organisations nationales fait obstacle à un suivi régulier : la rotation de leurs points focaux est de {figure}.",
			"The mobility of the staff of national organisations stands in the way of regular engagement and follow-up: the turnover of their focal points is {figure}.", slots)
	case f.Value.V <= lowTurnover:
		w.say("Les points focaux des organisations nationales sont stables : leur rotation est de {figure}.",
			"The focal points of national organisations are stable: their turnover is {figure}.", slots)
	default:
		w.say("La rotation des points focaux des organisations nationales est modérée : {figure}.",
			"The turnover of the focal points of national organisations is moderate: {figure}.", slots)
	}
	slots = with{"figure": w.cite(g), "n": count(int(g.Num))}
	switch {
	case g.Status == indicator.Suppressed || g.Status == indicator.NoData || g.Den == 0:
		w.say("La continuité de la représentation d’une réunion à l’autre n’est pas connue.", "The continuity of representation from one meeting to the next is not known.", nil)
	case !known(g):
		w.say("La continuité de la représentation d’une réunion à l’autre n’est qu’en partie connue : {figure}.",
			"The continuity of representation from one meeting to the next is known only in part: {figure}.", slots)
	case g.Value.V < lowContinuity:
		w.say("Dans la plupart des cas, quelqu’un d’autre les représente à la réunion suivante : la même personne revient pour {figure}.",
			"In most cases, someone else represents them at the next meeting: the same person returns in {figure}.", slots)
	default:
		w.say("Une même personne les représente d’une réunion à la suivante dans la plupart des cas : {figure}.",
			"The same person represents them from one meeting to the next in most cases: {figure}.", slots)
	}
}

// protectionTopics are the technical topics of the sector.
var protectionTopics = map[string]bool{"protection": true, "child_protection": true, "gbv": true}

// needs writes S18: support still needed for technical capacity in protection.
func (w *writer) needs() {
	answered := map[record.NeedID]bool{}
	for _, s := range w.Supports {
		if s.Need != "" && s.Since <= w.Day {
			answered[s.Need] = true
		}
	}
	var open []*record.Need
	stated := 0
	for _, n := range w.Needs {
		if !protectionTopics[n.Topic] || n.Stated > w.Day || w.Class(n.Org) != record.NNGO || n.State == "withdrawn" {
			continue
		}
		stated++
		if n.State == "open" && !answered[record.NeedID(n.ID)] {
			open = append(open, n)
		}
	}
	lists, _ := w.attested("need", nil)
	slots := with{"stated": text(w.lang.Int(stated)), "open": count(len(open))}
	switch {
	case stated == 0 && len(lists) == 0:
		w.say("Les besoins de renforcement technique des ONG nationales en protection ne sont pas renseignés.",
			"The needs of national NGOs for technical support in protection are not recorded.", nil)
		return
	case stated == 0:
		w.say("Aucune ONG nationale n’a exprimé de besoin de renforcement technique en protection.",
			"No national NGO has stated a need for technical support in protection.", nil)
		return
	}
	f := w.tally("S18", len(open), stated, indicator.Records, ids(open), lists)
	slots["n"] = w.mark(f, text(w.lang.Int(len(open))))
	if len(open) == 0 {
		slots["all"] = w.mark(f, text(w.lang.Int(stated)))
		w.say("Tous les besoins de renforcement technique en protection exprimés par des ONG nationales ({all}) ont reçu un appui.",
			"All the needs for technical support in protection stated by national NGOs ({all}) have been answered.", slots)
		return
	}
	w.say("Un appui reste nécessaire aux capacités techniques en protection : {n} des {stated} besoins exprimés par des ONG nationales {open:est|sont} sans réponse.",
		"Support is still needed to strengthen technical capacity in protection: {n} of the {stated} needs stated by national NGOs {open:is|are} unanswered.", slots)
}
