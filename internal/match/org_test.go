package match

import (
	"strings"
	"sync"
	"testing"
	"time"

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
		{Of: "org", Text: "Alliance des braves", Org: "b", Basis: "sure"},
		{Of: "org", Text: "Perdue", Org: "gone", Basis: "person"},
		{Of: "place", Text: "Bataillon", Org: "a", Basis: "person"},
	}, nil)
	for _, c := range []struct {
		acronym, name string
		org           record.OrgID
		why           Reason
	}{
		{"aaa", "  ALLIANCE ", "b", Decided}, {"", "les amis", "a", Created}, {"Les-Amis", "", "a", Created}, {"", "Alliance des Braves", "b", ByRule},
		{"", "Alliance", "a", Same}, {"", "bataillon", "b", Same}, {"", "Perdue", "", ""}, {"", "", "", ""},
	} {
		if a := m.Find(c.acronym, c.name); a.Org != c.org || a.Why != c.why {
			t.Errorf("%q, %q: %+v, want %q because %q", c.acronym, c.name, a, c.org, c.why)
		}
	}
}

// register is a small one, with the neighbours that make matching hard.
func register() []*record.Org {
	return []*record.Org{
		org("unicef", "UNICEF", "Fonds des Nations Unies pour l’enfance", "United Nations Children’s Fund"),
		org("hcr", "HCR", "Haut-Commissariat des Nations Unies pour les réfugiés", "Office of the United Nations High Commissioner for Refugees", "UNHCR"),
		org("wfp", "PAM", "Programme alimentaire mondial", "World Food Programme", "WFP"),
		org("nrc", "NRC", "Conseil norvégien pour les réfugiés", "Norwegian Refugee Council"),
		org("drc", "DRC", "Conseil danois pour les réfugiés", "Danish Refugee Council"),
		org("imc", "IMC", "", "International Medical Corps"),
		org("care-ml", "CARE Mali", "CARE Mali", ""),
		org("care-ne", "CARE Niger", "CARE Niger", ""),
		org("stc", "SCI", "", "Save the Children International"),
		org("amss", "AMSS", "Association malienne pour la survie au Sahel", ""),
		org("tassaght", "TASSAGHT", "ONG Tassaght", ""),
		org("wildaf", "WiLDAF", "Femmes, droit et développement en Afrique", "Women in Law and Development in Africa"),
		org("drdses", "DRDSES", "Direction régionale du développement social et de l’économie solidaire de Gao", ""),
		org("drpfef", "DRPFEF", "Direction régionale de la promotion de la femme, de l’enfant et de la famille de Gao", ""),
		org("azhar", "AZHAR", "Association Azhar pour le développement", ""),
		org("aen", "AEN", "Aide de l’Église norvégienne", "Norwegian Church Aid"),
	}
}

// TestSpellingsOfTheField: what arrives in files, joined, proposed or new.
func TestSpellingsOfTheField(t *testing.T) {
	m := NewOrgs(register(), nil, nil)
	for _, c := range []struct {
		acronym, name string
		org           record.OrgID // joined, or first proposal
		joined        bool
		why           Reason
	}{
		{"UNICEF", "", "unicef", true, Same},
		{"U.N.I.C.E.F.", "", "unicef", true, Same},
		{"", "FONDS DES NATIONS-UNIES POUR L'ENFANCE", "unicef", true, Same},
		{"", "United Nations Children's Fund (UNICEF)", "unicef", true, SameAcronym},
		{"", "UNICEF - Mali", "unicef", true, SameAcronym},
		{"NRC", "Norwegian Refugee Council", "nrc", true, Same},
		{"", "Norwegian Refugee Concil", "nrc", true, Letters},
		{"", "Refugee Council, Norwegian", "nrc", true, Order},
		{"", "Int'l Medical Corps", "imc", true, Abbreviated},
		{"", "ASSOCIATION MALIENNE POUR LA SURVIE AU SAHEL (AMSS)", "amss", true, SameAcronym},
		{"", "Ass. malienne pour la survie au Sahel", "amss", true, Abbreviated},
		{"", "Tassaght", "tassaght", true, Same},
		{"", "CARE Niger", "care-ne", true, Same},
		{"", "Femmes, Droit et Dév. en Afrique", "wildaf", true, Abbreviated},
		{"", "Direction Régionale du Développement Social et de l'Economie Solidaire", "drdses", true, Continues},
		{"", "Consortium Kanuya", "", false, ""},
		{"", "", "", false, ""},
		{"", "???", "", false, ""},
	} {
		a := m.Find(c.acronym, c.name)
		first := Candidate{}
		if len(a.Likely) > 0 {
			first = a.Likely[0]
		}
		if first.Org != c.org && c.org != "" || (a.Org != "") != c.joined || a.Org != "" && a.Org != c.org || a.Why != c.why && c.joined {
			t.Errorf("%q, %q: %+v, want %q (joined: %v) because %q", c.acronym, c.name, a, c.org, c.joined, c.why)
		}
	}
}

// TestASiblingElsewhereIsNotJoined: another country's branch, a twin, an
// acronym one letter apart are left to a person.
func TestASiblingElsewhereIsNotJoined(t *testing.T) {
	m := NewOrgs(append(register(), org("twin-1", "", "Association des jeunes de Gao", ""), org("twin-2", "", "Association des jeunes de Gao", "")), nil, nil)
	for _, c := range [][2]string{{"", "CARE Tchad"}, {"", "Association des Jeunes de Gao"}, {"NRD", ""}, {"", "Norwegian"}, {"", "Association malienne"}, {"", "Mali"}} {
		if a := m.Find(c[0], c[1]); a.Org != "" {
			t.Errorf("%q: %+v", c, a)
		}
	}
	a := m.Find("", "Association des Jeunes de Gao")
	if len(a.Likely) < 2 || a.Likely[0].Score != a.Likely[1].Score {
		t.Errorf("twins: %+v", a)
	}
}

// TestAParagraphIsSoonRead: some cells hold the story of the organisation.
func TestAParagraphIsSoonRead(t *testing.T) {
	m := NewOrgs(register(), nil, nil)
	for _, text := range []string{strings.Repeat("The Norwegian Refugee Council works in Mali for the people. ", 200), strings.Repeat("é", 10000), strings.Repeat("a b ", 3000), strings.Repeat("(", 10000)} {
		begin := time.Now()
		m.Find(text, text)
		if took := time.Since(begin); took > 100*time.Millisecond { // 5 ms; other work may share the machine
			t.Errorf("%.20s…: %v", text, took)
		}
	}
}

// TestManyMayAsk: several goroutines ask one index.
func TestManyMayAsk(t *testing.T) {
	m := NewOrgs(register(), nil, nil)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 50 {
				if a := m.Find("", "Norwegian Refugee Concil"); a.Org != "nrc" {
					t.Errorf("%+v", a)
				}
			}
		})
	}
	all.Wait()
}

// FuzzOrgs: no text makes the search panic, and what it says is in order.
func FuzzOrgs(f *testing.F) {
	decided := []*record.Spelling{{Of: "org", Text: "x | y", Org: "nrc"}}
	m := NewOrgs(register(), decided, nil)
	for _, s := range [][2]string{{"UNICEF", "United Nations Children's Fund (UNICEF)"}, {"", "e V"}, {"(", "Int'l / *"}, {"\xff", "\xc3("}, {"منظمة", "乐施会"}, {"=ML", "= Mali"}, {"a.b.c.", "'''"}} {
		f.Add(s[0], s[1])
	}
	f.Fuzz(func(t *testing.T, acronym, name string) {
		a := m.Find(acronym, name)
		if len(a.Likely) > 3 || a.Org != "" && a.Org != a.Likely[0].Org {
			t.Errorf("%+v", a)
		}
		for i, c := range a.Likely {
			if !(c.Score >= 0 && c.Score <= 1) || i > 0 && c.Score > a.Likely[i-1].Score || reasons[c.Why][0] == "" {
				t.Errorf("%+v", a)
			}
		}
		// What a register holds may be as odd as what a file writes.
		NewOrgs([]*record.Org{org("a", acronym, name, "", name+" "+acronym)}, nil, nil).Find(acronym, name)
	})
}
