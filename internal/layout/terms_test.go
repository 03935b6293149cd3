package layout

import (
	"slices"
	"testing"
)

func TestClassesAndSectors(t *testing.T) {
	for text, want := range map[string]Class{
		"ONG Nat": National, "ONG NATIONALE": National, "NNGO": National, "Local NGO": National, "504": National, "ONG Int": International, "INGO": International,
		"ONG Internacional": International, "Agence UN": UN, "Naciones Unidas": UN, "Mouv. CR": RedCross, "Mouvement Croix-Rouge": RedCross, "Red Cross / Red Crescent": RedCross,
		"Organisation non gouvernementale nationale": National, "Organisation non gouvernementale": NoType, "National Non-Governmental Organization": National, "NGO – International": International,
		"Organización no gubernamental internacional": International, "International": International, "منظمة غير حكومية محلية": National, "منظمة غير حكومية دولية": International, "منظمة غير حكومية": NoType,
		"وكالة أممية": UN, "Agence des NU": UN, "RC/RC": RedCross, "جهة حكومية": Government, "CBO": Other, "OSC": Other,
		"Services étatiques": Government, "Gov": Government, "Programme de Développement": Other, "": NoType, "Unesco club": NoType,
	} {
		if got := ClassOf(text); got != want {
			t.Errorf("type %q is %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"Protection": "PRO", "PROTECTION GÉNÉRALE": "PRO", "Protection de l'enfance": "PRO-CPN", "Child Protection": "PRO-CPN", "GBV": "PRO-GBV", "Protection VBG": "PRO-GBV",
		"LTB": "PRO-HLP", "Explosive Hazard": "PRO-MIN", "EHA": "WSH", "Sécurité Alimentaire": "FSC", "Operational Presence: Health": "HEA", "Shelter/NFI": "SHL",
		"Coordination": "COO", "Relèvement Précoce": "ERY", "Réduction des Risques de Catastrophes": "OTH", "Camp Coordination & Camp Management": "CCM", "Abrigo e Itens Não Alimentares": "SHL", "Protecção da Criança": "PRO-CPN", "Violência baseada no género": "PRO-GBV", "Gestión y coordinación de campamentos": "CCM", "التعافي المبكر": "ERY",
		"العنف القائم على النوع الاجتماعي": "PRO-GBV", "Articles ménagers essentiels": "SHL", "Machines": "", "": "",
	} {
		if got := SectorOf(text); got != want {
			t.Errorf("sector %q is %q, want %q", text, got, want)
		}
	}
	for asked, want := range map[string]bool{"PRO": true, "PRO-GBV": true, "HEA": false} {
		if InFamily("PRO-GBV", asked) != want {
			t.Errorf("GBV in %s: %v", asked, !want)
		}
	}
}

func TestStates(t *testing.T) {
	for text, want := range map[string]string{"Finalisé": "completed", "Finalizada": "completed", "EN COURS": "ongoing", "Non démarré": "planned", "Not started": "planned",
		"not completed": "ongoing", "Planeada": "planned", "En ejecución": "ongoing", "Not yet started": "planned", "Funded but not yet implemented": "planned", "Non réalisée": "planned", "Being implemented": "ongoing", "Delivered": "completed", "لم يبدأ": "planned", "En pause": "suspended", "annulée": Cancelled, "Cancelled": Cancelled, "Cancelado": Cancelled, "arrêtée": "suspended", "vert": "", "": ""} {
		if got := StateOf(text); got != want {
			t.Errorf("state %q is %q, want %q", text, got, want)
		}
	}
}

// TestCellsOfSectors reads what files of the field write in a column of sectors.
func TestCellsOfSectors(t *testing.T) {
	for text, want := range map[string][]string{
		"ES/NFIs": {"SHL"}, "Abris & BNA": {"SHL"}, "RMS": {"MUL"}, "RRR": {"ERY"}, "Telecom": {"TEL"}, "Télécom": {"TEL"},
		"Other": {"OTH"}, "AUTRES": {"OTH"}, "أخرى": {"OTH"}, "Other protection": {"PRO"},
		"Protection; WASH": {"PRO", "WSH"}, "Protection - VBG": {"PRO-GBV"}, "Santé | Nutrition": {"HEA", "NUT"},
		"VBG / Protection de l'enfance": {"PRO-GBV", "PRO-CPN"}, "Protection et EHA": {"PRO", "WSH"}, "Éducation;Protection": {"EDU", "PRO"},
		"WASH & Shelter": {"WSH", "SHL"}, "Santé, Nutrition": {"HEA", "NUT"}, "CCCM/Shelter/NFI": {"CCM", "SHL"}, "Educaton / Protection": {"PRO", "EDU"},
		"Eau, hygiène et assainissement": {"WSH"}, "Abris et AME": {"SHL"}, "Food Security and Livelihoods": {"FSC"}, "Food Security/Livelihoods": {"FSC"},
		"Sécurité alimentaire et moyens de subsistance": {"FSC"}, "Protection de l'enfance": {"PRO-CPN"}, "Protection / VBG": {"PRO-GBV"},
		"Protection, Protection de l’enfance": {"PRO-CPN"}, "Coordination et services communs": {"COO"}, "Camp Coordination & Camp Management (CCCM)": {"CCM"},
		"Logistics and Telecommunications": {"OTH"}, "Relèvement précoce et moyens de subsistance": {"ERY"}, "WASH, etc.": {"WSH"}, "ETC": {"TEL"},
		"xyz": nil, "": nil,
	} {
		if got := SectorsOf(text); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
