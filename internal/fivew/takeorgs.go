package fivew

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"toguna/internal/layout"
	"toguna/internal/match"
	"toguna/internal/record"
)

// Waiting is a spelling that a person has to decide on: the organisations it
// may be, best first, and how many rows wait for it.
type Waiting struct {
	Text   string
	Likely []match.Candidate
	Rows   int
}

// resolve gives the parties of the file their organisation. What is sure is
// joined, what is likely waits unless the person has said to take the best, and
// what is new is created once, however many ways the file writes it. Every
// decision becomes a spelling that is remembered.
func (t *taking) resolve() {
	t.orgOf = make(map[*Party]record.OrgID, len(t.parties))
	decided := map[string]bool{}
	remember := func(p *Party, id record.OrgID, basis string) {
		t.orgOf[p] = id
		text := match.OrgText(p.Acronym, p.Name)
		if key := match.OrgKey(text); !decided[key] {
			decided[key] = true
			t.spellings = append(t.spellings, &record.Spelling{Head: t.head(""), Of: "org", Text: text, Org: id, Basis: basis, On: record.DayOf(t.o.At), By: t.o.By})
		}
	}
	var fresh []*spelling
	of := map[*spelling]*Party{}
	for _, p := range t.parties {
		switch a := p.Answer; {
		case a.Org != "" && a.Why.Remembered():
			t.orgOf[p] = a.Org
		case a.Org != "" && t.base.Org(a.Org) != nil && writtenAs(t.base.Org(a.Org), p.Acronym, p.Name):
			t.orgOf[p] = a.Org // the register says so itself
		case a.Org != "":
			remember(p, a.Org, "sure")
		case a.Proposed() && t.o.AcceptLikely:
			remember(p, a.Likely[0].Org, "person")
		case a.Proposed():
			t.d.Waiting = append(t.d.Waiting, Waiting{match.OrgText(p.Acronym, p.Name), a.Likely, p.Rows})
		default:
			s := &spelling{acronym: p.Acronym, name: p.Name, rows: p.Rows}
			fresh = append(fresh, s)
			of[s] = p
		}
	}
	for _, x := range t.turned {
		for _, p := range x.parties() {
			if !t.seen[p] && !t.o.AcceptLikely && p.Answer.Proposed() {
				t.seen[p] = true
				t.d.Waiting = append(t.d.Waiting, Waiting{match.OrgText(p.Acronym, p.Name), p.Answer.Likely, p.Rows})
			}
		}
	}
	slices.SortStableFunc(t.d.Waiting, func(a, b Waiting) int { return cmp.Compare(b.Rows, a.Rows) })
	for _, group := range joinKnown(gather(fresh)) {
		org := t.newOrg(group, of)
		for _, s := range group.spellings {
			remember(of[s], record.OrgID(org.ID), "new")
		}
	}
}

// joinKnown joins what is one organisation by what everybody knows, as OIM and
// IOM.
func joinKnown(all []*party) []*party {
	first := map[int]*party{}
	return slices.DeleteFunc(all, func(p *party) bool {
		for _, s := range p.spellings {
			n := match.Everywhere(s.acronym, s.name)
			switch home := first[n]; {
			case n == 0 || home == p:
			case home == nil:
				first[n] = p
			default:
				home.spellings = append(home.spellings, p.spellings...)
				return true
			}
		}
		return false
	})
}

// newOrg makes the record of an organisation that the register does not know:
// named as the file names it most, with the type the file gives, and without a
// class, which is for a person to decide.
func (t *taking) newOrg(group *party, of map[*spelling]*Party) *record.Org {
	var acronym string
	types := map[string]int{}
	for _, s := range group.spellings {
		acronym = cmp.Or(acronym, s.acronym)
		if code := orgType(of[s].Type); code != "" {
			types[code] += s.rows
		}
	}
	name := cmp.Or(group.name(), acronym)
	o := &record.Org{Head: t.head(t.codes.org(acronym, name)), NameFR: name, Acronym: acronym}
	if len(types) > 0 {
		o.Type = mostOf(types)
	}
	seen := map[string]bool{layout.Fold(name): true, layout.Fold(acronym): true}
	for _, s := range group.spellings {
		for _, text := range []string{s.acronym, s.name} {
			if key := layout.Fold(text); key != "" && !seen[key] && !strings.Contains(text, ";") {
				seen[key] = true
				o.Aliases = append(o.Aliases, text)
			}
		}
	}
	t.d.Created = append(t.d.Created, o)
	return o
}

// NewOrg makes the record of an organisation that a person says is new, from
// its spelling.
func NewOrg(base *record.Snapshot, spelled string, newID func() string) *record.Org {
	acronym, name, both := strings.Cut(spelled, " | ")
	if !both {
		acronym, name = "", spelled
		if len(strings.Fields(spelled)) == 1 && len([]rune(spelled)) <= longestCode {
			acronym = spelled
		}
	}
	c := codes{base: base}
	return &record.Org{Head: record.Head{ID: newID(), Operation: record.OperationID(base.Operation.ID), Code: c.org(acronym, name)}, NameFR: name, Acronym: acronym}
}

// Merge makes of an organisation that was created for a spelling the one that a
// person says it is: its returns and lines go over, and it is removed. What else refers to it keeps it: then nothing is changed, and the
// answer is nil.
func Merge(base *record.Snapshot, from, to *record.Org, lines []*record.Activity) []record.Change {
	old, now := record.OrgID(from.ID), record.OrgID(to.ID)
	for _, r := range base.Referring(from.ID) {
		switch r.Kind() {
		case "activity", "return", "spelling":
		default:
			return nil
		}
	}
	var changes []record.Change
	home := map[record.ReturnID]record.ReturnID{}
	for _, r := range base.Returns {
		if r.Org != old {
			continue
		}
		i := slices.IndexFunc(base.Returns, func(x *record.Return) bool { return x.Org == now && x.Body == r.Body && x.Month == r.Month })
		if i >= 0 {
			home[record.ReturnID(r.ID)] = record.ReturnID(base.Returns[i].ID)
			changes = append(changes, record.Change{Action: record.Remove, Kind: "return", ID: r.ID, Was: r.Version})
			continue
		}
		next := *r
		next.Org = now
		changes = append(changes, record.PutNext(&next))
	}
	over := func(id record.OrgID) record.OrgID {
		if id == old {
			return now
		}
		return id
	}
	for _, a := range lines {
		next := *a
		next.Org, next.Impl, next.Donors = over(a.Org), over(a.Impl), nil
		next.Return = cmp.Or(home[a.Return], a.Return)
		for _, id := range a.Donors {
			if id = over(id); !slices.Contains(next.Donors, id) {
				next.Donors = append(next.Donors, id)
			}
		}
		changes = append(changes, record.PutNext(&next))
	}
	return append(changes, record.Change{Action: record.Remove, Kind: "org", ID: from.ID, Was: from.Version})
}

// codes makes codes that no record has.
type codes struct {
	base  *record.Snapshot
	taken map[record.Kind]map[string]bool
}

// longestCode keeps codes short enough to be typed.
const longestCode = 20

// bracketed is an acronym that a file gives behind the name.
var bracketed = regexp.MustCompile(`\(([\pL\d& -]{2,12})\)\s*$`)

// org makes the code of a new organisation of its acronym, also of one that
// stands in brackets behind its name, or else of the first letters of its name.
func (c *codes) org(acronym, name string) string {
	if m := bracketed.FindStringSubmatch(name); acronym == "" && m != nil && m[1] == strings.ToUpper(m[1]) {
		acronym = m[1]
	}
	code := strings.ReplaceAll(strings.ToUpper(layout.Fold(acronym)), " ", "-")
	if code == "" || len([]rune(code)) > longestCode {
		code = ""
		words := strings.Fields(strings.ToUpper(layout.Fold(name)))
		for _, w := range words {
			code += string([]rune(w)[:1])
		}
		if len(words) < 3 { // too few letters to tell it from others
			code = strings.Join(words, "-")
		}
	}
	if code == "" {
		code = "ORG"
	}
	if r := []rune(code); len(r) > longestCode {
		code = string(r[:longestCode])
	}
	return c.unused("org", code)
}

// of lists the codes of a kind that are taken, in small letters.
func (c *codes) of(k record.Kind) map[string]bool {
	if c.taken[k] == nil {
		all := map[string]bool{}
		for _, r := range c.base.Records(k) {
			all[strings.ToLower(r.Base().Code)] = true
		}
		if c.taken == nil {
			c.taken = map[record.Kind]map[string]bool{}
		}
		c.taken[k] = all
	}
	return c.taken[k]
}

// unused gives a code that no record of the kind has: itself, or with a number.
func (c *codes) unused(k record.Kind, code string) string {
	taken, out := c.of(k), code
	for n := 2; taken[strings.ToLower(out)]; n++ {
		out = fmt.Sprintf("%s-%d", code, n)
	}
	taken[strings.ToLower(out)] = true
	return out
}

// orgType reads the type of an organisation as OCHA codes it, "" when the file
// gives none that is known.
func orgType(text string) string {
	f := layout.Fold(text)
	if f == "" {
		return ""
	}
	for _, i := range record.OrgTypes.Items {
		if f == i.Code || f == layout.Fold(i.FR) || f == layout.Fold(i.EN) {
			return i.Code
		}
	}
	switch layout.ClassOf(text) {
	case layout.National:
		if strings.Contains(" "+f+" ", " local") {
			return "504"
		}
		return "441"
	case layout.International:
		return "437"
	case layout.UN:
		return "447"
	case layout.RedCross:
		return "445"
	case layout.Government:
		return "435"
	}
	for _, i := range record.OrgTypes.Items {
		for _, label := range []string{layout.Fold(i.FR), layout.Fold(i.EN)} {
			if i.Code != "443" && (strings.Contains(" "+f+" ", " "+label+" ") || layout.Near(f, label)) {
				return i.Code
			}
		}
	}
	return ""
}
