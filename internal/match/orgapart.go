package match

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"toguna/internal/record"
)

// compass are words that tell neighbours apart, those of the trade aside: a
// centre is a body too.
var compass = func() map[string]bool {
	all := map[string]bool{}
	for _, w := range neverAlike {
		if w = stem(w); known.terms[w] == "" {
			all[w] = true
		}
	}
	return all
}()

// loose are words that a body of the trade adds to its name or leaves out: World
// Bank Group.
var loose = map[string]bool{"group": true, "cluster": true}

// nation is the country that a word names or is made from, -1 for none.
func nation(word string) int16 {
	if n, ok := known.nations[word]; ok {
		return n
	}
	return -1
}

// homeland is the country that more organisations name than all others
// together: that of the operation; -1 where there is none.
func (x *index) homeland() int16 {
	named, all := map[int16]map[int32]bool{}, 0
	for c, name := range x.names {
		n := nation(name)
		if n < 0 {
			continue
		}
		if named[n] == nil {
			named[n] = map[int32]bool{}
		}
		for _, f := range x.postings[c] {
			if org := x.forms[f].org; !named[n][org] {
				named[n][org] = true
				all++
			}
		}
	}
	for n, orgs := range named {
		if 2*len(orgs) > all {
			return n
		}
	}
	return -1
}

// says tells whether a name of an organisation has a word, names its country or
// has it as initials.
func (x *index) says(org int32, word string) bool {
	country := nation(word)
	concept, met := x.concepts[x.meaning(word)]
	for i := range x.of(org) {
		f := &x.of(org)[i]
		if len(word) > 2 && (f.letters == word || f.all == word) || met && slices.Contains(f.words, concept) {
			return true
		}
		if country >= 0 && slices.ContainsFunc(f.words, func(c int32) bool { return nation(x.names[c]) == country }) {
			return true
		}
	}
	return false
}

// says tells whether a spelling names a country.
func (q *query) says(n int16) bool {
	return slices.ContainsFunc(q.words, func(w word) bool { return nation(w.text) == n })
}

// elsewhere tells whether a word that one side has and the other has not puts
// it in another country or on another side of the compass. The country of the
// operation does not; where that is not known, no name of a country does.
func (x *index) elsewhere(word string) bool {
	n := nation(word)
	return compass[word] || n >= 0 && n != x.home && (x.home >= 0 || word[0] != '=')
}

// gazetteer holds the names of the places of the register as the words that
// make them, by the first.
type gazetteer map[string][][]string

// newGazetteer takes the units of every level below the country, in which every
// branch is.
func newGazetteer(places []*record.Place) gazetteer {
	g := gazetteer{}
	for _, p := range places {
		if p.Depth == record.N(0) {
			continue
		}
		for _, name := range append([]string{p.NameFR}, p.AltNames...) {
			var own, all []string
			for _, w := range read(name) {
				if w.role != content {
					continue
				}
				if all = append(all, w.text); !slices.Contains(placeWords, w.text) {
					own = append(own, w.text)
				}
			}
			words := own
			if len(own) > 0 && len(strings.Join(own, "")) < 3 { // Commune V
				words = all
			}
			if len(strings.Join(words, "")) > 2 && !slices.ContainsFunc(g[words[0]], func(other []string) bool { return slices.Equal(other, words) }) {
				g[words[0]] = append(g[words[0]], words)
			}
		}
	}
	return g
}

// sites are the words that name places, countries aside.
func (g gazetteer) sites(words []word) (sites []string) {
	for i, w := range words {
		for _, place := range g[w.text] {
			if follows(words[i:], place) > 0 {
				for _, word := range place {
					if nation(word) < 0 && !slices.Contains(sites, word) {
						sites = append(sites, word)
					}
				}
			}
		}
	}
	return sites
}

// where are the words of a name that tell neighbours apart: places of the
// register and sides of the compass.
func (x *index) where(name string) []string {
	words := read(name)
	sites := x.places.sites(words)
	for _, w := range words {
		if compass[w.text] {
			sites = append(sites, w.text)
		}
	}
	return sites
}

// sited tells whether a spelling and a form are of two places of the register:
// one names a place of which the other says nothing, or each another. A place
// that is nearly a word of the other is that word misspelt.
func (x *index) sited(q *query, j *judged) bool {
	mine := slices.DeleteFunc(x.places.sites(q.words), func(w string) bool { return x.says(j.org, w) })
	theirs := slices.DeleteFunc(slices.Clone(x.forms[j.form].sites), func(site string) bool {
		return slices.ContainsFunc(q.words, func(w word) bool { return x.meaning(w.text) == x.meaning(site) })
	})
	if len(mine) > 0 && len(theirs) > 0 {
		return true
	}
	misspelt := func(site, word string) bool { return len(site) > 3 && nearly(site, word) }
	for _, site := range mine {
		if !slices.ContainsFunc(x.of(j.org), func(f form) bool {
			return slices.ContainsFunc(f.words, func(c int32) bool { return misspelt(site, x.names[c]) })
		}) {
			return true
		}
	}
	return slices.ContainsFunc(theirs, func(site string) bool {
		return !slices.ContainsFunc(q.words, func(w word) bool { return misspelt(site, w.text) })
	})
}

// neighbours tells whether a spelling and the form that fits it best may well
// be of two organisations: one says that it is elsewhere, each says something
// that the other does not, or all they share is words of the trade.
func (x *index) neighbours(q *query, j *judged) bool {
	f, v := &x.forms[j.form], &j.vector
	switch {
	case v[sameText] == 1 && !f.part, len(q.words) == most: // a paragraph tells much besides
		return false
	case x.sited(q, j):
		return true
	case v[sameText] == 1:
		return false
	}
	var extra, lack []string
	trade := v[acronymOn]+v[bothShort]+v[aroundShort] == 0
	for i, w := range q.words {
		code := w.country >= 0 && len(w.said) <= 3 // FR, or a word cut short
		switch {
		case w.role != content || known.roles[w.text] == joining || len(w.text) < 3 && q.acronyms&(1<<i) == 0 || code:
		case j.mine&(1<<i) != 0 || x.says(j.org, w.text):
			trade = trade && known.terms[w.text] != ""
		case x.elsewhere(w.text):
			return true
		case nation(w.text) < 0 && w.text != united:
			extra = append(extra, w.text)
		}
	}
	for i, c := range f.words[:min(len(f.words), most)] {
		n := nation(x.names[c])
		switch {
		case j.theirs&(1<<i) != 0 || n >= 0 && q.says(n):
		case x.elsewhere(x.names[c]):
			return true
		case n < 0 && x.names[c] != united:
			lack = append(lack, x.words[f.texts[i]].text)
		}
	}
	if trade && slices.ContainsFunc(slices.Concat(extra, lack), func(w string) bool { return !loose[known.concept(w)] }) {
		return true
	}
	return len(lack) > 0 && slices.ContainsFunc(extra, func(e string) bool {
		return !slices.ContainsFunc(lack, func(l string) bool { return nearly(e, l) })
	})
}

// nearly tells whether one word may be the other, misspelt, cut short or
// written together with the next.
func nearly(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return len(b) < maxWord && distance(a, b, 2) <= max(1, min(2, len(a)/3)) || strings.Contains(b, a)
}

// disagrees tells whether an acronym is that of an organisation while the name
// beside it is the full name of something else.
func (x *index) disagrees(q *query, j *judged) bool {
	if j.vector[acronymOn]+j.vector[bothShort] == 0 || !slices.ContainsFunc(x.of(j.org), func(f form) bool { return !f.acronym }) {
		return false
	}
	var all, found float32
	n, cell := 0, false
	for i, w := range q.words {
		switch {
		case q.content&(1<<i) == 0:
		case w.part >= 64:
			cell = true
		default:
			n++
			all += q.weight[i]
			if j.mine&(1<<i) != 0 || x.says(j.org, w.text) {
				found += q.weight[i]
			}
		}
	}
	return cell && n >= 3 && found < all/2
}

// between is what stands between two organisations in one cell.
var between = regexp.MustCompile(`(?i)[,;/&+|\n]|\s(?:et|and)\s`)

// mayBeSeveral is a quick look for what between finds.
func mayBeSeveral(cell string) bool {
	if strings.ContainsAny(cell, ",;/&+|\n") {
		return true
	}
	for w := range strings.FieldsSeq(cell) {
		if strings.EqualFold(w, "et") || strings.EqualFold(w, "and") {
			return true
		}
	}
	return false
}

// several gives the organisations of the register that a cell names one beside
// the other, and tells whether it names more than one.
func (m *Orgs) several(cell string) (orgs []record.OrgID, more bool) {
	if len(cell) > 40*most || !mayBeSeveral(cell) {
		return nil, false
	}
	if ids, line := m.called(cell); len(ids) > 0 || line > 0 {
		return nil, false
	}
	var first []record.OrgID
	firstLine := 0
	for _, piece := range between.Split(cell, -1) {
		ids, line := m.called(piece)
		switch {
		case len(ids) == 0 && line == 0:
			continue
		case len(first) == 0 && firstLine == 0:
			first, firstLine = ids, line
		case (line == 0 || line != firstLine) && !slices.ContainsFunc(ids, func(id record.OrgID) bool { return slices.Contains(first, id) }):
			more = true
		}
		for _, id := range ids {
			if !slices.Contains(orgs, id) {
				orgs = append(orgs, id)
			}
		}
	}
	return orgs, more
}

// called finds the organisations of the register that have a name letter by
// letter, else those of its line of the well known, and that line.
func (m *Orgs) called(name string) (ids []record.OrgID, line int) {
	words := read(name)
	if len(words) == 0 || len(words) == 1 && words[0].country >= 0 {
		return nil, 0
	}
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.said)
	}
	for _, n := range m.index.compact[b.String()] {
		if f := &m.index.forms[n]; f.acronym || !f.part {
			ids = append(ids, m.index.ids[f.org])
		}
	}
	line = wellKnown[nameKey(words)]
	if len(ids) == 0 {
		ids = m.tied[line]
	}
	return ids, line
}

// withSeveral puts the organisations that a cell names together among the
// candidates: none is joined, a person has to say which.
func withSeveral(orgs []record.OrgID, all []Candidate) []Candidate {
	for i := range all {
		all[i].Score = lowered(all[i].Score)
	}
	for _, id := range orgs {
		c := Candidate{id, knownScore / float64(len(orgs)+1), Several}
		if i := slices.IndexFunc(all, func(c Candidate) bool { return c.Org == id }); i >= 0 {
			c.Score = max(c.Score, all[i].Score)
			all[i] = c
		} else {
			all = append(all, c)
		}
	}
	slices.SortStableFunc(all, func(a, b Candidate) int { return cmp.Compare(b.Score, a.Score) })
	return all[:min(len(all), 3)]
}
