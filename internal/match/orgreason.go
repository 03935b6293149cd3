package match

import "toguna/internal/locale"

// Reason is why a spelling is taken for an organisation, or proposed for it.
type Reason string

// The reasons.
const (
	Decided     Reason = "decided"
	ByRule      Reason = "by-rule"
	Created     Reason = "created"
	Same        Reason = "same"
	Form        Reason = "form"
	SameAcronym Reason = "acronym"
	Initials    Reason = "initials"
	Letters     Reason = "letters"
	Order       Reason = "order"
	Abbreviated Reason = "abbreviated"
	Continues   Reason = "continues"
	Translated  Reason = "translated"
	Words       Reason = "words"
	WellKnown   Reason = "well-known"
	Several     Reason = "several"
)

var reasons = map[Reason][2]string{
	Decided:     {"décidé par une personne", "decided by a person"},
	ByRule:      {"jointe d’office par un fichier précédent", "joined by rule in an earlier file"},
	Created:     {"organisation créée pour cette graphie", "organisation created for this spelling"},
	Same:        {"même graphie", "same spelling"},
	Form:        {"même nom, à l’article, au pays ou à la forme juridique près", "same name but for an article, a country or a legal form"},
	SameAcronym: {"même sigle", "same acronym"},
	Initials:    {"le sigle est fait des initiales du nom", "the acronym is the initials of the name"},
	Letters:     {"à une ou deux lettres près", "one or two letters apart"},
	Order:       {"mêmes mots dans un autre ordre", "same words in another order"},
	Abbreviated: {"mots abrégés", "words abbreviated"},
	Continues:   {"un nom prolonge l’autre", "one name continues the other"},
	Translated:  {"mêmes mots dans une autre langue", "same words in another language"},
	Words:       {"mots en commun", "words in common"},
	WellKnown:   {"aussi connue sous ce nom", "also known by this name"},
	Several:     {"la cellule nomme plusieurs organisations", "the cell names several organisations"},
}

// remembered are the reasons of a spelling that the register remembers, by the
// basis of its record.
var remembered = map[string]Reason{"person": Decided, "sure": ByRule, "crosswalk": ByRule, "new": Created}

// Remembered tells whether the register remembers the spelling, whoever or
// whatever had decided.
func (r Reason) Remembered() bool { return r == Decided || r == ByRule || r == Created }

// Say gives the reason as a person reads it.
func (r Reason) Say(lang locale.Lang) string { return lang.Say(reasons[r][0], reasons[r][1]) }

// reason tells what a judgement rests on most.
func (j *judged) reason() Reason {
	v := &j.vector
	has := func(k kind) bool { return j.used&(1<<k) != 0 }
	switch whole := v[bothName]+v[bothShort] > 0; {
	case v[sameText] == 1:
		return Same
	case v[initials] == 1:
		return Initials
	case v[acronymOn] == 1:
		return SameAcronym
	case v[partly] == 1:
		return Words
	case has(letter):
		return Letters
	case has(shortened):
		return Abbreviated
	case !whole:
		return Continues
	case has(translated):
		return Translated
	case v[disorder] > 0:
		return Order
	}
	return Form
}
