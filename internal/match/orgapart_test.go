package match

import (
	"slices"
	"testing"

	"toguna/internal/record"
)

// neighbourhood is a register of an operation in Mali, whose local
// organisations have neighbours that it does not hold.
func neighbourhood() []*record.Org {
	return []*record.Org{
		org("hfn", "HFN", "Horizons Femmes du Nord", ""),
		org("edt", "EDT", "Écoute et Droits Tombouctou", ""),
		org("sabali", "", "Sabali Entraide", ""),
		org("dnsf", "", "Direction nationale de la santé familiale", ""),
		org("justice", "", "Ministère de la Justice du Mali", ""),
		org("cr", "", "Croix Rouge", ""),
		org("caritas", "", "Caritas", ""),
		org("mdm", "MDM", "Médecins du Monde", ""),
		org("femmes", "", "Association Femmes", ""),
		org("delta", "", "Femmes du Delta", ""),
		org("iom", "IOM", "Organisation internationale pour les migrations", "International Organization for Migration"),
		org("unicef", "UNICEF", "Fonds des Nations Unies pour l’enfance", "United Nations Children’s Fund"),
		org("hcr", "HCR", "Haut-Commissariat des Nations Unies pour les réfugiés", "", "UNHCR"),
		org("oxfam", "OXFAM", "Oxfam", ""),
		org("tdh", "TDH", "Terre des Hommes", ""),
		org("drc", "DRC", "Conseil danois pour les réfugiés", "Danish Refugee Council"),
		org("tamat", "TAMAT", "Association Tamat pour le développement", ""),
		org("gao", "", "Réseau des femmes de Gao", ""),
		org("care", "CARE-ML", "CARE Mali", ""),
		org("kita", "RFPK", "Réseau des femmes pour la paix de Kita", ""),
		org("est", "UEE", "Union des éleveuses de l’Est", ""),
		org("rharous", "", "Jeunes de Gourma-Rharous", "", "Jeunes du Gourma"),
		org("koro", "", "Jigiya (Koro)", ""),
	}
}

// vicinity are the places of that register.
func vicinity() []*record.Place {
	return append(slices.Clone(sahel), unit("ML0105", "Kita", "ML01", 2, "", ""), unit("ML0204", "Kati", "ML02", 2, "", ""), unit("ML0602", "Gourma-Rharous", "ML06", 2, "", ""),
		unit("ML06", "Tombouctou", "ML", 1, "", "", "Timbuktu"), unit("ML0505", "Koro", "ML05", 2, "", ""), unit("ML0405", "San", "ML04", 2, "", ""), unit("ML050401", "Centre", "ML0504", 3, "", ""))
}

// TestNeighboursAreProposed: a name that says another thing, another place or
// two organisations is asked about and never joined.
func TestNeighboursAreProposed(t *testing.T) {
	m := NewOrgs(neighbourhood(), nil, vicinity())
	for _, c := range []struct {
		acronym, name string
		likely        record.OrgID
	}{
		// Each says something that the other does not.
		{"", "Horizons Femmes du Sud", "hfn"}, {"HFN", "Horizons Femmes du Sud", "hfn"}, {"", "Écoute et Droits Mopti", "edt"}, {"", "Sabali Santé", "sabali"},
		// One is elsewhere.
		{"", "Ministère de la Justice du Niger", "justice"}, {"", "Croix-Rouge danoise", "cr"}, {"", "Croix Rouge française", "cr"},
		{"", "Caritas Suisse", "caritas"}, {"", "Médecins du Monde Espagne", "mdm"}, {"", "Femmes du Delta Nord", "delta"},
		// One names a place of the register of which the other says nothing, or each another, however near the letters.
		{"", "Femmes du Delta Mopti", "delta"}, {"", "Femmes du Delta (Ténenkou)", "delta"}, {"", "FEMMES DU DELTA - SEGOU", "delta"}, {"", "Femmes du Delta San", "delta"},
		{"", "UNICEF Gao", "unicef"}, {"", "Médecins du Monde, Timbuktu", "mdm"}, {"HFN", "Horizons Femmes du Nord Kidal", "hfn"}, {"", "Femmes du Delta Gourma Rharous", "delta"},
		{"RFPK", "Réseau des femmes pour la paix de Kati", "kita"}, {"UEE", "Union des éleveuses de l’Ouest", "est"}, {"", "Jigiya", "koro"},
		// All they share is words of the trade.
		{"", "Direction nationale de la santé", "dnsf"}, {"", "Association Femmes de Gossi", "femmes"}, {"", "Réseau des femmes", "gao"},
		// The acronym agrees, the full name does not.
		{"OIM", "Organisation Islamique du Mali", "iom"}, {"IOM", "Organisation Islamique du Mali", "iom"}, {"MDM", "Mouvement pour la démocratie malienne", "mdm"},
		// The cell names two.
		{"", "OIM, UNICEF", "unicef"}, {"", "OIM & PAM", "iom"}, {"", "OIM+UNICEF", "unicef"}, {"", "OIM / UNHCR", "hcr"}, {"OIM / UNHCR", "", "hcr"},
		{"", "OIM et UNICEF", "unicef"}, {"", "Oxfam and Caritas", "oxfam"}, {"", "OIM; Terre des Hommes", "tdh"}, {"", "TAMAT | IOM", "tamat"},
	} {
		a := m.Find(c.acronym, c.name)
		if !a.Proposed() || a.Likely[0].Org != c.likely {
			t.Errorf("%q %q: joined to %q, proposed %v; want %q proposed", c.acronym, c.name, a.Org, a.Likely, c.likely)
		}
	}
}

// TestWhatIsFoldedIsStillJoined: the country of the operation, an article, a
// legal form, an acronym that agrees, a misspelt or shortened word set nobody
// apart, nor a place that is in a registered name.
func TestWhatIsFoldedIsStillJoined(t *testing.T) {
	m := NewOrgs(neighbourhood(), nil, vicinity())
	for _, c := range []struct {
		acronym, name string
		want          record.OrgID
	}{
		{"", "Oxfam Mali", "oxfam"}, {"", "OXFAM au Mali", "oxfam"}, {"", "ONG Oxfam", "oxfam"}, {"", "UNICEF Mali", "unicef"}, {"", "Caritas Mali", "caritas"},
		{"", "Terre des Hommes Mali", "tdh"}, {"TDH", "Terre des Hommes Mali", "tdh"}, {"", "Terre des Hommes (TDH)", "tdh"}, {"", "Croix-Rouge malienne", "cr"},
		{"", "Ministère de la Justice", "justice"}, {"", "Ministère de la Justice, Mali", "justice"}, {"", "CARE", "care"},
		{"", "Association Tamat", "tamat"}, {"", "Assoc. Tamat p/ dév.", "tamat"}, {"", "Réseau Femmes Gao", "gao"}, {"", "Horizon Femmes Nord", "hfn"},
		{"", "Écoute et Droits Tombuctu", "edt"}, {"", "Écoute et Droits Tomb.", "edt"}, {"", "Jeunes Gourma Rharous", "rharous"}, {"", "Jeunes de Gourma", "rharous"}, {"", "Jigiya Koro", "koro"},
		{"", "IOM/OIM", "iom"}, {"", "OIM, Organisation internationale pour les migrations", "iom"}, {"", "DRC, Danish Refugee Council, Denmark", "drc"},
		{"OIM", "Organisation internationale pour les migrations", "iom"}, {"DRC", "Conseil danois des réfugiés", "drc"},
	} {
		if a := m.Find(c.acronym, c.name); a.Org != c.want {
			t.Errorf("%q %q: joined to %q, proposed %v; want %q", c.acronym, c.name, a.Org, a.Likely, c.want)
		}
	}
}
