package match

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"

	"toguna/internal/record"
)

// wellKnownText lists organisations of every operation with the names they go
// by, one a line: what no letters tell, as DFID for the FCDO.
//
//go:embed wellknown.txt
var wellKnownText string

// wellKnown leads from the key of a name to the lines that have it, from 1.
var wellKnown = func() map[string]int {
	all, line := map[string]int{}, 0
	for text := range strings.Lines(wellKnownText) {
		if text = strings.TrimSpace(text); text == "" || text[0] == '#' {
			continue
		}
		line++
		for name := range strings.SplitSeq(text, "|") {
			all[nameKey(read(name))] = line
		}
	}
	return all
}()

// knownScore is how sure it is that a name of a line means the organisation of
// the register that has another one.
const knownScore = 0.95

// likelyElse is the score from which another organisation is named when a
// spelling surely names one that the register does not have.
const likelyElse = 0.25

// nameKey is what a name says in whatever order: its words without
// articles, legal forms and “government”.
func nameKey(words []word) string {
	var said []string
	for _, w := range words {
		if w.role == content && known.concept(w.text) != "government" {
			said = append(said, w.text)
		}
	}
	slices.Sort(said)
	return strings.Join(said, " ")
}

// named finds the line of a name, 0 for none: the name as a whole has it, or
// each of its pieces has, an acronym behind it too. Only some pieces have it where it is
// not sure.
func named(words []word) (line int, sure bool) {
	if line = wellKnown[nameKey(words)]; line > 0 {
		return line, true
	}
	var pieces [][]word
	for i := 0; i < len(words); {
		j := i
		for j < len(words) && words[j].part == words[i].part {
			j++
		}
		pieces = append(pieces, words[i:j])
		i = j
	}
	if last := len(words) - 1; len(pieces) == 1 && last > 0 && words[last].capital {
		pieces = [][]word{words[:last], words[last:]}
	}
	sure = true
	for _, p := range pieces {
		switch found := wellKnown[nameKey(p)]; {
		case found == 0:
			sure = false
		case line != 0 && found != line:
			return 0, false
		default:
			line = found
		}
	}
	return line, sure && line > 0
}

// nameOf finds the line of an acronym and a name; it is sure where neither
// speaks against it.
func nameOf(acronym, name []word) (line int, sure bool) {
	switch {
	case len(name) == 0:
		return named(acronym)
	case len(acronym) == 0:
		return named(name)
	}
	line, sure = named(name)
	other, also := named(acronym)
	switch {
	case line == 0:
		return other, false
	case other == 0: // an acronym of the house, as ADRA Mali
		return line, sure
	case other != line:
		return line, false
	}
	return line, sure && also
}

// Everywhere gives a number to the organisation of every operation that a
// spelling surely names, the same for all its names, 0 for none.
func Everywhere(acronym, name string) int {
	if line, sure := nameOf(read(acronym), read(name)); sure {
		return line
	}
	return 0
}

// tie finds which organisations of the register are well known.
func (m *Orgs) tie(orgs []*record.Org) {
	for _, o := range orgs {
		for _, name := range append([]string{o.NameFR, o.NameEN}, o.Aliases...) {
			id := record.OrgID(o.ID)
			if line, sure := named(read(name)); sure && m.line[id] == 0 {
				m.line[id] = line
				m.tied[line] = append(m.tied[line], id)
			}
		}
	}
}

// withKnown puts the organisations of a line among the candidates; where the
// spelling has the line surely, others that are well known are not meant.
func (m *Orgs) withKnown(line int, surely bool, all []Candidate) []Candidate {
	tied := m.tied[line]
	score := knownScore
	if !surely || len(tied) > 1 {
		score /= float64(len(tied) + 1)
	}
	if surely {
		all = slices.DeleteFunc(all, func(c Candidate) bool { return m.line[c.Org] != 0 && m.line[c.Org] != line })
	}
	if surely && len(tied) == 0 {
		all = slices.DeleteFunc(all, func(c Candidate) bool { return c.Score < likelyElse })
	}
	for _, id := range tied {
		switch i := slices.IndexFunc(all, func(c Candidate) bool { return c.Org == id }); {
		case i < 0:
			all = append(all, Candidate{id, score, WellKnown})
		case all[i].Score < min(score, sure):
			all[i] = Candidate{id, score, WellKnown}
		}
	}
	slices.SortStableFunc(all, func(a, b Candidate) int { return cmp.Compare(b.Score, a.Score) })
	return all[:min(len(all), 3)]
}
