package fivew

import (
	"cmp"
	"slices"
	"strings"

	"toguna/internal/layout"
)

// spelling is one way the file writes an organisation.
type spelling struct {
	acronym, name string
	rows          int
	spans         layout.Spans
}

// label is what a person reads: the acronym, else the name.
func (s *spelling) label() string { return cmp.Or(s.acronym, s.name) }

// party is the spellings that are one organisation.
type party struct {
	spellings []*spelling
	why       []string // per spelling: "" the first, "writing", "name", "acronym_is_name"
}

// label is the most frequent spelling.
func (p *party) label() string {
	count := map[string]int{}
	for _, s := range p.spellings {
		count[s.label()] += s.rows
	}
	return mostOf(count)
}

func (p *party) name() string {
	count := map[string]int{}
	for _, s := range p.spellings {
		if s.name != "" {
			count[s.name] += s.rows
		}
	}
	if len(count) == 0 {
		return ""
	}
	return mostOf(count)
}

// mostOf gives the most frequent text, the shortest among equals.
func mostOf(count map[string]int) string {
	best, most := "", -1
	for text, n := range count {
		if n > most || n == most && (len(text) < len(best) || len(text) == len(best) && text < best) {
			best, most = text, n
		}
	}
	return best
}

// legalForms are no part of an organisation's name.
const legalForms = "ong ongi ongn ngo ingo asbl inc ltd gmbh ev sarl"

// orgKey is the folded name without legal forms and blanks.
func orgKey(s string) string {
	forms := strings.Fields(legalForms)
	words := strings.Fields(layout.Fold(s))
	kept := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return slices.Contains(forms, w) })
	if len(kept) == 0 {
		kept = words
	}
	return strings.Join(kept, "")
}

// sameName tells whether two full names can be of one organisation: one is
// missing, they are the same once folded, or at most two letters apart.
func sameName(a, b string) bool {
	x, y := orgKey(a), orgKey(b)
	return x == "" || y == "" || layout.Near(x, y)
}

// gather folds spellings into organisations. Sure are: one acronym once case,
// accents, blanks and punctuation are taken away, with names that agree; one
// name under two acronyms where one acronym is that name itself. All else stays
// apart.
func gather(all []*spelling) []*party {
	slices.SortFunc(all, func(a, b *spelling) int {
		return cmp.Or(cmp.Compare(b.rows, a.rows), strings.Compare(a.acronym, b.acronym), strings.Compare(a.name, b.name))
	})
	var out []*party
	byKey := map[string][]*party{}
	for _, s := range all {
		key := orgKey(s.label())
		if key == "" {
			key = s.label()
		}
		home := (*party)(nil)
		for _, p := range byKey[key] {
			if sameName(p.name(), s.name) {
				home = p
				break
			}
		}
		if home == nil {
			home = new(party)
			byKey[key] = append(byKey[key], home)
			out = append(out, home)
			home.why = append(home.why, "")
		} else {
			home.why = append(home.why, "writing")
		}
		home.spellings = append(home.spellings, s)
	}
	return joinSelfNamed(out)
}

// joinSelfNamed joins AAA, “Alianza-ActionAid” with Alianza-ActionAid.
func joinSelfNamed(all []*party) []*party {
	self := map[string]*party{} // organisations whose acronym is their name
	for _, p := range all {
		if k := orgKey(p.label()); k != "" && (p.name() == "" || k == orgKey(p.name())) {
			self[k] = p
		}
	}
	return slices.DeleteFunc(all, func(p *party) bool {
		k := orgKey(p.name())
		home := self[k]
		if len(k) < 6 || home == nil || home == p {
			return false
		}
		for _, s := range p.spellings {
			home.spellings = append(home.spellings, s)
			home.why = append(home.why, "acronym_is_name")
		}
		return true
	})
}

// doubt is two organisations that may be one, left apart.
type doubt struct {
	a, b *party
	why  string // "acronym", "name", "close", "longer"
}

// doubts proposes what a person may know to be one.
func doubts(all []*party) []doubt {
	const most = 3000 // pairs grow with the square
	type keyed struct {
		p           *party
		label, name string
	}
	ks := make([]keyed, 0, min(len(all), most))
	for _, p := range all[:min(len(all), most)] {
		ks = append(ks, keyed{p, orgKey(p.label()), orgKey(p.name())})
	}
	var out []doubt
	for i, x := range ks {
		for _, y := range ks[i+1:] {
			why := ""
			switch {
			case x.label == y.label:
				why = "acronym"
			case x.name != "" && x.name == y.name:
				why = "name"
			case len(x.name) >= 8 && layout.Near(x.name, y.name), len(x.label) >= 8 && layout.Near(x.label, y.label):
				why = "close"
			case longer(x.p, y.p):
				why = "longer"
			default:
				continue
			}
			out = append(out, doubt{x.p, y.p, why})
		}
	}
	return out
}

// longer tells whether one name is the other with words added, as Islamic
// Relief and Islamic Relief Worldwide.
func longer(a, b *party) bool {
	x, y := strings.Fields(layout.Fold(a.name())), strings.Fields(layout.Fold(b.name()))
	if len(x) > len(y) {
		x, y = y, x
	}
	return len(x) >= 2 && len(x) < len(y) && slices.Equal(x, y[:len(x)])
}
