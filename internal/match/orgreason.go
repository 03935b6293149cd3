package match

import "toguna/internal/locale"

// Reason is why a spelling is taken for an organisation, or proposed for it.
type Reason string

// The reasons.
const (
	Decided     Reason = "decided"
	Same        Reason = "same"
	Form        Reason = "form"
	SameAcronym Reason = "acronym"
	Initials    Reason = "initials"
	Letters     Reason = "letters"
	Order       Reason = "order"
	Abbreviated Reason = "abbreviated"
	Continues   Reason = "continues"
	Words       Reason = "words"
)

var reasons = map[Reason][2]string{
	Decided:     {"décidé par une personne", "decided by a person"},
	Same:        {"même graphie", "same spelling"},
	Form:        {"même nom, à l’article, au pays ou à la forme juridique près", "same name but for an article, a country or a legal form"},
	SameAcronym: {"même sigle", "same acronym"},
	Initials:    {"le sigle est fait des initiales du nom", "the acronym is the initials of the name"},
	Letters:     {"à une ou deux lettres près", "one or two letters apart"},
	Order:       {"mêmes mots dans un autre ordre", "same words in another order"},
	Abbreviated: {"mots abrégés", "words abbreviated"},
	Continues:   {"un nom prolonge l’autre", "one name continues the other"},
	Words:       {"mots en commun", "words in common"},
}

// Say gives the reason as a person reads it.
func (r Reason) Say(lang locale.Lang) string { return lang.Say(reasons[r][0], reasons[r][1]) }
