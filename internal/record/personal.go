package record

import (
	"slices"
	"strings"
)

// The words by which the headings of a list of affected people are known. The
// desk holds no such list (data responsibility: no import for affected people).
var (
	nameWords  = []string{"nom", "noms", "prenom", "prenoms", "name", "names", "surname", "firstname", "beneficiaire", "beneficiaires", "beneficiary", "beneficiaries"}
	bodyWords  = []string{"age", "ages", "sexe", "sex", "genre", "gender", "naissance", "birth", "dob"}
	placeWords = []string{"lieu", "localite", "village", "commune", "cercle", "region", "quartier", "site", "adresse", "address", "location", "district", "camp", "ville", "town", "place", "province", "residence", "p code", "pcode"}

	// A name of one of these is no person's.
	thingWords = append([]string{"organisation", "organization", "org", "ong", "ngo", "partenaire", "partner", "projet", "project",
		"activite", "activity", "indicateur", "indicator", "bailleur", "donor", "structure", "instance", "body", "cluster", "fichier", "file"}, placeWords...)
)

// LooksPersonal tells by its headings whether a sheet looks like a list of
// beneficiaries, a name with an age or a sex and a place, and gives these
// headings. At least one of them must be strange to the sheet's own kind.
func LooksPersonal(known, strange []string) string {
	var name, body, place string
	ours := 0
	for i, list := range [][]string{strange, known} {
		for _, h := range list {
			h = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(h), "*"))
			words := strings.Fields(Fold(h))
			has := func(list []string) bool {
				return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(list, w) })
			}
			var slot *string
			switch {
			case len(words) > 6: // a sentence, no heading
			case has(bodyWords):
				slot = &body
			case has(nameWords) && !has(thingWords):
				slot = &name
			case has(placeWords) && !has(nameWords):
				slot = &place
			}
			if slot != nil && *slot == "" {
				*slot = h
				ours += 1 - i
			}
		}
	}
	if name == "" || body == "" || place == "" || ours == 0 {
		return ""
	}
	return strings.Join([]string{name, body, place}, ", ")
}
