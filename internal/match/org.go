package match

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"toguna/internal/record"
)

// Answer is the organisation that a spelling stands for. It is joined when Org
// is set, proposed when only Likely is, and new when neither is.
type Answer struct {
	Org    record.OrgID // joined without asking, "" otherwise
	Why    Reason       // why it was joined
	Likely []Candidate  // at most three, best first, also when joined
}

// Candidate is an organisation that a spelling may stand for.
type Candidate struct {
	Org   record.OrgID
	Score float64 // how often such a candidate is the right one, 0 to 1
	Why   Reason
}

// Orgs is the index of a register of organisations. It does not change once
// built and may be asked from several goroutines.
type Orgs struct {
	decided map[string]record.OrgID // by OrgKey
	same    map[string][]record.OrgID
}

// NewOrgs builds the index of a register. Decided spellings are remembered
// decisions about organisations; they beat everything else.
func NewOrgs(orgs []*record.Org, decided []*record.Spelling) *Orgs {
	m := &Orgs{decided: map[string]record.OrgID{}, same: map[string][]record.OrgID{}}
	known := map[record.OrgID]bool{}
	for _, o := range orgs {
		id := record.OrgID(o.ID)
		known[id] = true
		seen := map[string]bool{"": true}
		for _, name := range append([]string{o.NameFR, o.NameEN, o.Acronym}, o.Aliases...) {
			if key := fold(name); !seen[key] {
				seen[key] = true
				m.same[key] = append(m.same[key], id)
			}
		}
	}
	for _, s := range decided {
		if s.Of == "org" && known[s.Org] {
			m.decided[OrgKey(s.Text)] = s.Org
		}
	}
	return m
}

// Find names the organisation that an acronym and a name, of which either may
// be empty, stand for.
func (m *Orgs) Find(acronym, name string) Answer {
	if id, ok := m.decided[OrgKey(OrgText(acronym, name))]; ok {
		return Answer{Org: id, Why: Decided, Likely: []Candidate{{id, 1, Decided}}}
	}
	for _, text := range []string{name, acronym} {
		if ids := m.same[fold(text)]; len(ids) == 1 {
			return Answer{Org: ids[0], Why: Same, Likely: []Candidate{{ids[0], 1, Same}}}
		}
	}
	return Answer{}
}

// OrgText is what a decision about an organisation remembers of a row: its
// acronym and its name as written.
func OrgText(acronym, name string) string {
	acronym, name = strings.TrimSpace(acronym), strings.TrimSpace(name)
	if acronym == "" || name == "" {
		return acronym + name
	}
	return acronym + " | " + name
}

// OrgKey folds the text of a decision, so that it is found again in other
// case, accents, punctuation and blanks.
func OrgKey(text string) string {
	cells := strings.Split(text, " | ")
	for i, c := range cells {
		if folded := fold(c); folded != "" {
			c = folded
		}
		cells[i] = c
	}
	return strings.Join(cells, " | ")
}

func fold(s string) string { return record.Fold(norm.NFC.String(s)) }
