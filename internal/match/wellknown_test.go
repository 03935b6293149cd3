package match

import (
	"strings"
	"testing"

	"toguna/internal/record"
)

// TestWellKnownNamesAreOfOne: a name that stood on two lines would tell nothing.
func TestWellKnownNamesAreOfOne(t *testing.T) {
	first := map[string]string{}
	for text := range strings.Lines(wellKnownText) {
		if text = strings.TrimSpace(text); text == "" || text[0] == '#' {
			continue
		}
		for name := range strings.SplitSeq(text, "|") {
			key := nameKey(read(name))
			if key == "" {
				t.Errorf("%q says nothing", name)
			}
			if was := first[key]; was != "" && was != text {
				t.Errorf("%q is on the lines of %.40q and %.40q", name, was, text)
			}
			first[key] = text
		}
	}
}

// TestWellKnown: names that no letters tie are joined where both are of one
// organisation that everybody knows, and where the register has it once.
func TestWellKnown(t *testing.T) {
	var register []*record.Org
	for _, row := range [][2]string{
		{"IOM", "International Organization for Migration"}, {"UNIDO", "United Nations Industrial Development Organization"},
		{"FCDO", "UK - Foreign, Commonwealth & Development Office"}, {"HI", "Handicap International - Humanity & Inclusion"},
		{"MSF-CH", "Médecins Sans Frontières Suisse"}, {"ADRA-M", "ADRA Mali"}, {"KN-NL", "Kindernothilfe - Netherlands"},
		{"STC", "Save the Children"}, {"SCI", "Save the Children International"}, {"CARE-M", "CARE Mali"}, {"MFA-NL", "Netherlands - Ministry of Foreign Affairs"},
	} {
		o := &record.Org{NameEN: row[1], Acronym: row[0]}
		o.ID = row[0]
		register = append(register, o)
	}
	m := NewOrgs(register, nil, nil)
	for _, c := range []struct {
		acronym, name string
		want          record.OrgID // joined, "" for none
		likely        record.OrgID // the best proposal, "" for any
	}{
		{"OIM", "", "IOM", ""},
		{"", "Organisation Internationale pour les Migrations (OIM)", "IOM", ""},
		{"OIM", "UN Migration", "IOM", ""},
		{"PAM", "UN Migration", "", "IOM"}, // two organisations
		{"", "XM-DAC-47066", "IOM", ""},
		{"", "DFID/Department for International Development", "FCDO", ""},
		{"", "Government of the United Kingdom", "FCDO", ""},
		{"", "UNITED KINGDOM, Government of", "FCDO", ""},
		{"", "Ministry for Women (DFID)", "", ""}, // paid by, perhaps
		{"", "HANDICAP INTERNATIONAL", "HI", ""},
		{"", "Doctors without Borders - Switzerland", "MSF-CH", ""},
		{"", "Pays-Bas", "MFA-NL", ""},
		{"", "United Nations Educational, Scientific and Cultural Organisation", "", ""}, // not UNIDO
		{"", "Save the Children Fund", "", "STC"},                                        // the register has two
		{"", "Croix-Rouge danoise", "", ""},
		{"ACTED", "Agence d'Aide à la Coopération Technique et au Développement", "", ""}, // new, and no question
		{"ADRA Burundi", "Agence Adventiste d'Aide et de Développement", "", ""},          // so too
		{"ADRA Mali", "Agence Adventiste d'Aide et de Développement", "ADRA-M", ""},
	} {
		a := m.Find(c.acronym, c.name)
		if strings.HasPrefix(c.name, "Agence") && a.Proposed() {
			t.Errorf("%q is asked about: %v", c.name, a.Likely)
		}
		if a.Org != c.want {
			t.Errorf("%q %q joined to %q (%v), want %q", c.acronym, c.name, a.Org, a.Likely, c.want)
		}
		if c.likely != "" && (len(a.Likely) == 0 || a.Likely[0].Org != c.likely) {
			t.Errorf("%q %q proposes %v, want %q first", c.acronym, c.name, a.Likely, c.likely)
		}
		for _, l := range a.Likely {
			if strings.HasPrefix(c.name, "United Nations Educational") && l.Org == "UNIDO" {
				t.Errorf("%q is proposed for %q", l.Org, c.name)
			}
		}
	}
}
