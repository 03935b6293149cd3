package note

import (
	"toguna/internal/indicator"
	"toguna/internal/record"
)

// venues writes S7: meetings on state premises, and the attendance of state
// bodies there and elsewhere, before and after. It tells what was observed and
// never why.
func (w *writer) venues() {
	share := w.figure("MTG-01")
	slots := with{"share": w.cite(share), "n": count(int(share.Num)).fem(), "all": text(w.lang.Int(int(share.Den)))}
	switch {
	case share.Status == indicator.NoData || share.Status == indicator.NotApplicable || share.Den == 0:
		w.say("Le lieu des réunions de coordination n’est pas renseigné : on ne peut dire si elles se tiennent dans les locaux de l’État.",
			"The venue of coordination meetings is not recorded: whether they are held on state premises cannot be said.", nil)
		return
	case known(share) && share.Num == 0:
		slots["none"] = w.mark(share, text(w.lang.Say("aucune", "none")))
		w.say("Sur les douze derniers mois, {none} des {all} réunions tenues en présence ne l’a été dans des locaux de l’État.",
			"Over the last twelve months, {none} of the {all} meetings held in person took place on state premises.", slots)
	default:
		w.say("Sur les douze derniers mois, des locaux de l’État ont accueilli {share} des réunions tenues en présence.",
			"Over the last twelve months, state premises hosted {share} of the meetings held in person.", slots)
	}
	f := w.figure("MTG-02")
	w.difference(f)
	national, _ := f.Part("reach", "national")
	regional, _ := f.Part("reach", "subnational")
	w.rates(national, "Au niveau national", "At national level")
	w.rates(regional, "Au niveau régional", "At regional level")
	if before, after, ok := both(f, "period", "before", "after"); ok {
		w.say("Là où cette pratique a été adoptée, leur présence est de {after} depuis, contre {before} auparavant.",
			"Where this practice was taken up, their presence is {after} since then, against {before} before.",
			with{"after": w.cite(after), "before": w.cite(before)})
	}
}

// difference tells the attendance difference computed inside each body.
func (w *writer) difference(f indicator.Figure) {
	slots := with{"figure": w.cite(f), "bodies": count(len(f.RowsOf("body"))).fem()}
	tail, tailEN := " : différence observée de {figure}, dans {bodies} {bodies:instance|instances}.", ": difference observed of {figure}, in {bodies} {bodies:body|bodies}."
	switch {
	case f.Status == indicator.NotApplicable || f.Status == indicator.NoData:
	case !known(f):
		w.say("Trop peu d’instances ont tenu assez de réunions dans les deux sortes de lieux pour dire si les autorités y viennent davantage.",
			"Too few bodies held enough meetings in both kinds of venue to say whether the authorities come more often there.", nil)
	case f.Value.V >= 1:
		w.say("Les autorités y sont plus présentes qu’ailleurs"+tail, "The authorities are more often present there than elsewhere"+tailEN, slots)
	case f.Value.V <= -1:
		w.say("Les autorités y sont moins présentes qu’ailleurs"+tail, "The authorities are less often present there than elsewhere"+tailEN, slots)
	default:
		w.say("Les autorités n’y sont ni plus ni moins présentes qu’ailleurs"+tail, "The authorities are neither more nor less often present there than elsewhere"+tailEN, slots)
	}
}

// rates tells how often the authorities came, on state premises and elsewhere.
func (w *writer) rates(f indicator.Figure, level, levelEN string) {
	if f.Code == "" {
		return
	}
	there, away, ok := both(f, "venue", "state", "elsewhere")
	if !ok {
		w.say(level+", les réunions à feuille de présence close sont trop peu nombreuses pour comparer.",
			levelEN+", meetings with a closed attendance sheet are too few to compare.", nil)
		return
	}
	w.say(level+", elles comptent {there} des présences attendues dans ces locaux, et {away} ailleurs.",
		levelEN+", they account for {there} expected presences there, and {away} elsewhere.",
		with{"there": w.cite(there), "away": w.cite(away)})
}

// fewest is the number of meetings on each side below which nothing is said.
const fewest = 3

// both gives two parts of a figure when each stands on enough meetings.
func both(f indicator.Figure, by, one, other string) (a, b indicator.Figure, ok bool) {
	a, _ = f.Part(by, one)
	b, _ = f.Part(by, other)
	enough := func(p indicator.Figure) bool {
		m := p.RowsOf("meetings")
		return known(p) && len(m) == 1 && m[0].N.V >= fewest
	}
	return a, b, enough(a) && enough(b)
}

// rate counts presences over meetings.
type rate struct {
	present, meetings int
	used              []string
}

func (r *rate) add(present int, m *record.Meeting) {
	r.present, r.meetings = r.present+present, r.meetings+1
	r.used = append(r.used, m.ID)
}
