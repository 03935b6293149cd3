package note

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"toguna/internal/record"
)

// Head nouns of the names of organisations and bodies: they decide the French
// article, and whether the English name takes "the".
var (
	masculine = []string{"bureau", "centre", "cluster", "collectif", "comité", "conseil", "consortium", "fonds", "forum", "gouvernorat",
		"groupe", "haut-commissariat", "institut", "ministère", "programme", "projet", "réseau", "secrétariat", "service", "sous-cluster", "syndicat"}
	feminine = []string{"agence", "alliance", "antenne", "association", "brigade", "caisse", "cellule", "commission", "confédération", "coopérative",
		"coordination", "croix-rouge", "direction", "équipe", "fédération", "fondation", "mairie", "mission", "organisation", "plateforme", "plate-forme",
		"planification", "préfecture", "représentation", "revue", "société", "stratégie", "table", "union", "évaluation"}
	generic = []string{"agency", "alliance", "association", "board", "centre", "cluster", "coalition", "commission", "committee", "council", "department",
		"directorate", "federation", "forum", "foundation", "fund", "governorate", "group", "hall", "institute", "ministry", "mission", "network", "office",
		"organisation", "organization", "programme", "secretariat", "service", "society", "strategy", "sub-cluster", "team", "union", "unit"}
)

func genderOf(french string) byte {
	first, _, _ := strings.Cut(strings.ToLower(french), " ")
	switch {
	case slices.Contains(masculine, first):
		return 'm'
	case slices.Contains(feminine, first):
		return 'f'
	}
	return 0
}

// takesThe tells whether one of the words of an English name is a common noun.
func takesThe(english string) bool {
	return slices.ContainsFunc(strings.FieldsFunc(strings.ToLower(english), func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }),
		func(word string) bool { return slices.Contains(generic, word) })
}

func (w *writer) org(id record.OrgID) name {
	o := w.Org(id)
	if o == nil {
		return name{full: w.lang.Say("organisation non enregistrée", "an organisation that is not recorded"), gender: 'f'}
	}
	return name{full: o.Name(string(w.lang)), acronym: o.Acronym, gender: genderOf(o.NameFR),
		the: takesThe(o.Name(string(w.lang))), theAcronym: w.Class(id).State()}
}

// orgs names organisations in the order of their codes, each once.
func (w *writer) orgs(all []record.OrgID) value {
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b record.OrgID) int { return strings.Compare(w.orgCode(a), w.orgCode(b)) })
	v := value{names: []name{}}
	for _, id := range slices.Compact(all) {
		v.names = append(v.names, w.org(id))
	}
	v.n = len(v.names)
	return v
}

func (w *writer) orgCode(id record.OrgID) string {
	if o := w.Org(id); o != nil {
		return cmp.Or(o.Code, o.ID)
	}
	return string(id)
}

// body names a coordination body; sub-clusters and groups begin with a small
// letter inside a sentence.
func (w *writer) body(b *record.Body) name {
	full := b.Name(string(w.lang))
	if b.BodyKind == "sub_cluster" || b.BodyKind == "working_group" {
		if first, _, _ := strings.Cut(full, " "); slices.Contains(masculine, strings.ToLower(first)) {
			full = small(full)
		}
	}
	n := name{full: full, acronym: acronym(b), gender: genderOf(b.NameFR), the: true, theAcronym: true}
	if n.gender == 0 {
		n.gender = 'm'
		n.full = w.lang.Say("groupe ", "") + full
	}
	return n
}

func (w *writer) bodyNames(all []*record.Body) value {
	v := value{names: []name{}, n: len(all)}
	for _, b := range all {
		v.names = append(v.names, w.body(b))
	}
	return v
}

// acronym is the code of a body, up to a dash, when it is made of the initials
// of its French name: CMP, EHP, CRCH.
func acronym(b *record.Body) string {
	code, _, _ := strings.Cut(b.Code, "-")
	var initials []rune
	for _, word := range strings.FieldsFunc(b.NameFR, func(r rune) bool { return !unicode.IsLetter(r) }) {
		first := unicode.ToUpper([]rune(word)[0])
		if first == 'É' || first == 'È' {
			first = 'E'
		}
		initials = append(initials, first)
	}
	letters := []rune(code)
	if len(letters) < 3 || len(initials) < len(letters) || initials[0] != letters[0] {
		return ""
	}
	next := 0
	for _, i := range initials {
		if next < len(letters) && i == letters[next] {
			next++
		}
	}
	if next < len(letters) {
		return ""
	}
	return code
}

// places names the regions of bodies: Gao, Mopti et Tombouctou, with de in
// French where it is asked.
func (w *writer) regions(all []*record.Body) (names []string) {
	for _, b := range all {
		p := w.Admin(b.Place, 1)
		if p == nil {
			p = w.Place(b.Place)
		}
		switch {
		case p == nil:
			names = append(names, b.Name(string(w.lang)))
		case !slices.Contains(names, p.NameFR):
			names = append(names, p.NameFR)
		}
	}
	return names
}

// regional names regional bodies of one sort by their regions: les clusters
// régionaux de Gao et de Mopti.
func (w *writer) regional(all []*record.Body, one, many [2]string) name {
	regions := w.regions(all)
	if w.lang == "fr" {
		for i, r := range regions {
			regions[i] = frenchArticle("de", 0, r)
		}
		if len(regions) == 1 {
			return name{full: one[0] + " " + regions[0], gender: 'm'}
		}
		return name{full: many[0] + " " + w.lang.List(regions), gender: 'p'}
	}
	if len(regions) == 1 {
		return name{full: one[1] + " of " + regions[0], the: true}
	}
	return name{full: many[1] + " of " + w.lang.List(regions), the: true}
}

// withoutRegion takes the region out of the name of a regional body.
func withoutRegion(full, region string) string {
	full = strings.TrimPrefix(full, region+" ")
	for _, link := range []string{" de ", " d’", " d'", " – ", ", "} {
		full = strings.TrimSuffix(full, link+region)
	}
	return full
}
