package match

import (
	"testing"

	"toguna/internal/record"
)

func org(id, acronym, fr, en string, aliases ...string) *record.Org {
	o := &record.Org{NameFR: fr, NameEN: en, Acronym: acronym, Aliases: aliases}
	o.ID = id
	return o
}

// TestADecisionBeatsEverything: what a person decided is joined, in any case
// and punctuation, even against the names of the register.
func TestADecisionBeatsEverything(t *testing.T) {
	m := NewOrgs([]*record.Org{org("a", "AAA", "Alliance", ""), org("b", "BBB", "Bataillon", "")}, []*record.Spelling{
		{Of: "org", Text: OrgText("AAA", "Alliance"), Org: "b", Basis: "person"},
		{Of: "org", Text: "Les Amis", Org: "a", Basis: "new"},
		{Of: "org", Text: "Perdue", Org: "gone", Basis: "person"},
		{Of: "place", Text: "Bataillon", Org: "a", Basis: "person"},
	})
	for _, c := range []struct {
		acronym, name string
		org           record.OrgID
		why           Reason
	}{
		{"aaa", "  ALLIANCE ", "b", Decided}, {"", "les amis", "a", Decided}, {"Les-Amis", "", "a", Decided},
		{"", "Alliance", "a", Same}, {"", "bataillon", "b", Same}, {"", "Perdue", "", ""}, {"", "", "", ""},
	} {
		if a := m.Find(c.acronym, c.name); a.Org != c.org || a.Why != c.why {
			t.Errorf("%q, %q: %+v, want %q because %q", c.acronym, c.name, a, c.org, c.why)
		}
	}
}
