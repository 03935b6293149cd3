package match

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"toguna/internal/record"
)

// Answer is the organisation that a spelling stands for: joined when Org is
// set, else proposed or new.
type Answer struct {
	Org    record.OrgID // joined without asking, "" otherwise
	Why    Reason       // why it was joined
	Likely []Candidate  // at most three, best first, also when joined
}

// Proposed tells whether a person has to say which organisation it is. One
// candidate in twenty that is right is worth a question; where it is less, the
// organisation is new, and joining it later takes its lines along.
func (a Answer) Proposed() bool {
	return a.Org == "" && len(a.Likely) > 0 && a.Likely[0].Score >= asked
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
	index   *index
	decided map[string]Candidate         // by OrgKey
	written map[string][]record.OrgID    // by what the register writes
	names   map[record.OrgID][]*longName // what it writes, the long ones
	line    map[record.OrgID]int         // of those that are well known
	tied    map[int][]record.OrgID       // to a line of the well known
}

// longName is a long name of the register, and where it says that it is, found when
// first asked for.
type longName struct {
	text  string
	where func() []string
}

// The scores from which an organisation is joined without asking, is asked
// about, and is named at all.
const (
	sure   = 0.7
	unsure = sure - 0.01 // what is never joined without asking
	asked  = 0.05
	likely = 0.02
)

// lowered makes a score that would join one that asks; those that are lowered
// keep their order.
func lowered(score float64) float64 { return min(score, unsure-(1-score)/10) }

// NewOrgs builds the index of a register. Decided spellings are remembered
// decisions about organisations; they beat everything else. Places are those
// that tell branches and neighbours apart.
func NewOrgs(orgs []*record.Org, decided []*record.Spelling, places []*record.Place) *Orgs {
	m := &Orgs{index: newIndex(orgs, places), decided: map[string]Candidate{}, written: map[string][]record.OrgID{},
		names: map[record.OrgID][]*longName{}, line: map[record.OrgID]int{}, tied: map[int][]record.OrgID{}}
	m.tie(orgs)
	for _, o := range orgs {
		id := record.OrgID(o.ID)
		for _, text := range append([]string{o.NameFR, o.NameEN, o.Acronym}, o.Aliases...) {
			if text != "" && !slices.Contains(m.written[text], id) {
				m.written[text] = append(m.written[text], id)
				if len(text) >= 16 {
					m.names[id] = append(m.names[id], &longName{text, sync.OnceValue(func() []string { return m.index.where(text) })})
				}
			}
		}
	}
	known := map[record.OrgID]bool{}
	for _, id := range m.index.ids {
		known[id] = true
	}
	for _, s := range decided {
		if s.Of == "org" && known[s.Org] {
			m.decided[OrgKey(s.Text)] = Candidate{s.Org, 1, remembered[s.Basis]}
		}
	}
	return m
}

// Find names the organisation that an acronym and a name, of which either may
// be empty, stand for.
func (m *Orgs) Find(acronym, name string) Answer {
	if len(m.decided) > 0 {
		if c, ok := m.decided[OrgKey(OrgText(acronym, name))]; ok {
			return Answer{Org: c.Org, Why: c.Why, Likely: []Candidate{c}}
		}
	}
	if id := m.asWritten(acronym, name); id != "" {
		return Answer{Org: id, Why: Same, Likely: []Candidate{{id, 1, Same}}}
	}
	if id := m.nearlyWritten(acronym, name); id != "" {
		return Answer{Org: id, Why: Letters, Likely: []Candidate{{id, 1, Letters}}}
	}
	short, long := read(acronym), read(name)
	line, surely := nameOf(short, long)
	tied := m.tied[line]
	s := pool.Get().(*scratch)
	defer pool.Put(s)
	m.index.ask(&s.query, short, long)
	var a Answer
	for i, j := range m.index.judge(s, &weights) {
		if i == 0 && j.score < likely || i == 3 {
			break
		}
		c := Candidate{m.index.ids[j.org], j.score, j.reason()}
		if low := lowered(c.Score); low < c.Score && (surely && len(tied) > 1 || j.thin(m.index) || m.index.neighbours(&s.query, &j) || m.index.disagrees(&s.query, &j)) {
			c.Score = low // a person has to say which
		}
		a.Likely = append(a.Likely, c)
	}
	if line > 0 {
		a.Likely = m.withKnown(line, surely, a.Likely)
	}
	for _, cell := range []string{acronym, name} {
		if orgs, more := m.several(cell); more {
			a.Likely = withSeveral(orgs, a.Likely)
		}
	}
	if len(a.Likely) > 0 && a.Likely[0].Score >= sure {
		a.Org, a.Why = a.Likely[0].Org, a.Likely[0].Why
	}
	return a
}

// asWritten finds the organisation that the register writes letter by letter as
// the file does, where only one is, however near to others; a name decides
// before an acronym.
func (m *Orgs) asWritten(acronym, name string) record.OrgID {
	all := m.written[cmp.Or(name, acronym)]
	if len(all) > 1 && name != "" && acronym != "" {
		all = slices.DeleteFunc(slices.Clone(all), func(id record.OrgID) bool { return !slices.Contains(m.written[acronym], id) })
	}
	if len(all) != 1 {
		return ""
	}
	return all[0]
}

// nearlyWritten finds the organisation whose acronym is written as in the
// register and whose long name is one or two letters off, where no other
// organisation of that acronym comes as near: two signs that agree need no
// search among all the others.
func (m *Orgs) nearlyWritten(acronym, name string) record.OrgID {
	if acronym == "" || len(name) < 16 {
		return ""
	}
	var found record.OrgID
	x := []rune(name)
	for _, id := range m.written[acronym] {
		if !slices.ContainsFunc(m.names[id], func(n *longName) bool {
			return record.LettersApart(x, []rune(n.text), 2) <= 2 && slices.Equal(m.index.where(name), n.where())
		}) {
			continue
		}
		if found != "" {
			return ""
		}
		found = id
	}
	return found
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
