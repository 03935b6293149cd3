package layout

import (
	"context"
	"strings"
	"testing"

	"toguna/internal/record"
)

// templateColumn is a column of the field's 5W template: group and header in
// both languages, hashtag, and what it is.
type templateColumn struct {
	groupFR, fr, groupEN, en, tag, key string
}

// template is the 48 columns of the protection 5W of Mali and the Sahel.
var template = []templateColumn{
	{"Quand", "Mois de rapportage", "When", "Reporting month", "#date+reported", "date_reported"},
	{"Qui", "Organisation rapporteuse (acronyme)", "Who", "Reporting org (acronym)", "#org+reporting+acronym", "reporting_acronym"},
	{"Qui", "Nom de l'organisation", "Who", "Org name", "#org+reporting+name", "reporting_name"},
	{"Qui", "Type d'organisation", "Who", "Org type", "#org+reporting+type", "reporting_type"},
	{"Qui", "Organisation de mise en œuvre", "Who", "Implementing partner", "#org+impl+acronym", "implementing_acronym|implementing_name"},
	{"Qui", "Type du partenaire", "Who", "IP type", "#org+impl+type", "implementing_type"},
	{"Qui", "Bailleur de fonds", "Who", "Donor", "#org+funding", "funding_name"},
	{"Projet", "Code / titre du projet (HRP ou hors HRP)", "Project", "Project code / title (HRP or not)", "#activity+project+code", "project_code"},
	{"Projet", "Dans le HRP ?", "Project", "In HRP", "#activity+hrp", "in_plan"},
	{"Quoi", "Cluster", "What", "Cluster", "#sector+cluster", "sector"},
	{"Quoi", "Sous-cluster / AoR (Protection générale, PE, VBG, LTB, LAM)", "What", "AoR", "#subsector", "subsector"},
	{"Quoi", "Objectif", "What", "Objective", "#activity+objective", "objective"},
	{"Quoi", "Activité", "What", "Activity", "#activity+name", "activity"},
	{"Quoi", "Indicateur", "What", "Indicator", "#indicator+name", "indicator"},
	{"Quoi", "Unité", "What", "Unit", "#indicator+unit", "unit"},
	{"Quoi", "Modalité (nature, espèces, coupon, service)", "What", "Modality", "#modality", "modality"},
	{"Où", "Région", "Where", "Region", "#adm1+name", "adm1_name"},
	{"Où", "Code région", "Where", "Region P-code", "#adm1+code", "adm1_code"},
	{"Où", "Cercle", "Where", "Cercle", "#adm2+name", "adm2_name"},
	{"Où", "Code cercle", "Where", "Cercle P-code", "#adm2+code", "adm2_code"},
	{"Où", "Commune", "Where", "Commune", "#adm3+name", "adm3_name"},
	{"Où", "Code commune", "Where", "Commune P-code", "#adm3+code", "adm3_code"},
	{"Où", "Site / village", "Where", "Site", "#loc+name", "site"},
	{"Où", "Type de lieu", "Where", "Type of site", "#loc+type", "site_type"},
	{"Où", "Latitude", "Where", "Latitude", "#geo+lat", "lat"},
	{"Où", "Longitude", "Where", "Longitude", "#geo+lon", "lon"},
	{"Quand", "Date de début", "When", "Start date", "#date+start", "date_start"},
	{"Quand", "Date de fin", "When", "End date", "#date+end", "date_end"},
	{"Quand", "Statut (planifié, en cours, terminé, suspendu)", "When", "Status", "#status", "status"},
	{"Pour qui", "Type de population (PDI, retournés, rapatriés, réfugiés, hôtes, migrants)", "For whom", "Population group", "#beneficiary+type", "population"},
	{"Pour qui", "Cible (annuelle/projet)", "For whom", "Target", "#targeted+ind", "targeted"},
	{"Pour qui", "Filles", "For whom", "Girls", "#reached+f+children", "reached_girls"},
	{"Pour qui", "Garçons", "For whom", "Boys", "#reached+m+children", "reached_boys"},
	{"Pour qui", "Femmes", "For whom", "Women", "#reached+f+adults", "reached_women"},
	{"Pour qui", "Hommes", "For whom", "Men", "#reached+m+adults", "reached_men"},
	{"Pour qui", "Femmes 60+", "For whom", "Women 60+", "#reached+f+elderly", "reached_older_women"},
	{"Pour qui", "Hommes 60+", "For whom", "Men 60+", "#reached+m+elderly", "reached_older_men"},
	{"Pour qui", "dont personnes handicapées", "For whom", "Of whom with disability", "#reached+disabled", "reached_disabled"},
	{"Pour qui", "Total (calculé)", "For whom", "Total", "#reached+ind", "reached"},
	{"Pour qui", "Nouveaux / déjà comptés", "For whom", "New or repeat", "#reached+new", "repeat"},
	{"Financement", "Budget USD", "Funding", "Budget USD", "#value+budget+c_usd", "budget"},
	{"Financement", "Financé ?", "Funding", "Funded?", "", "funded"},
	{"Contact", "Point focal", "Contact", "Focal point", "#contact+name", "contact"},
	{"Contact", "Email", "Contact", "Email", "#contact+email", "contact_email"},
	{"Contact", "Téléphone", "Contact", "Phone", "#contact+phone", "contact_phone"},
	{"", "Commentaires", "", "Comments", "#description", "remarks"},
	{"", "Id de ligne", "", "Row id", "#meta+id", "row_id"},
	{"", "Version de ligne", "", "Row version", "#meta+version", "row_version"},
}

const templateRow = `mars 2018;AMSS;Association malienne pour la survie au Sahel;ONG nationale;GARDL;ONG nationale;UNHCR, ECHO;PRJ-1;Oui;Protection;VBG;Objectif 1;Causeries;Personnes;personne;service;Mopti;ML05;Djenné;ML0503;Djenné;ML050301;Sénossa;village;13,9;-4,5;01/03/2018;31/03/2018;en cours;PDI;400;10;20;30;40;3;4;5;100;nouveaux;5000;Oui;A. Diallo;a@example.org;70000000;rien;b7a1;2
avril 2018;AMSS;Association malienne pour la survie au Sahel;ONG nationale;NRC;ONG internationale;SIDA;PRJ-2;Non;Protection;PE;Objectif 2;Espaces;Enfants;enfant;service;Gao;ML07;Ansongo;ML0701;Bara;ML070102;Bara;site;15,9;0,5;01/04/2018;30/04/2018;terminé;hôtes;300;1;2;3;4;0;0;1;10;déjà comptés;2000;Non;B. Sy;b@example.org;70000001;;b7a2;1
`

// TestTheTemplateIsRecognised reads the whole template in both languages, with
// and without its groups and its tags, and with tags alone.
func TestTheTemplateIsRecognised(t *testing.T) {
	line := func(of func(templateColumn) string) string {
		var cells []string
		for _, c := range template {
			cells = append(cells, of(c))
		}
		return strings.Join(cells, ";") + "\n"
	}
	tags := line(func(c templateColumn) string { return c.tag })
	for what, head := range map[string]string{
		"French":                  line(func(c templateColumn) string { return c.fr }),
		"English":                 line(func(c templateColumn) string { return c.en }),
		"French, groups":          line(func(c templateColumn) string { return c.groupFR }) + line(func(c templateColumn) string { return c.fr }),
		"English, groups":         line(func(c templateColumn) string { return c.groupEN }) + line(func(c templateColumn) string { return c.en }),
		"French, tags":            line(func(c templateColumn) string { return c.fr }) + tags,
		"French, groups and tags": line(func(c templateColumn) string { return c.groupFR }) + line(func(c templateColumn) string { return c.fr }) + tags,
		"English, tags":           line(func(c templateColumn) string { return c.en }) + tags,
		"tags alone":              tags,
	} {
		p, err := Inspect(context.Background(), bookOf(t, "f.csv", head+templateRow), Options{})
		if err != nil {
			t.Fatal(what, err)
		}
		for i, c := range template {
			if what == "tags alone" && c.tag == "" {
				continue
			}
			col, ok := 0, false
			for key := range strings.SplitSeq(c.key, "|") {
				if x := p.Of(key); x != nil {
					col = x.Col
					ok = ok || col == i+1
				}
			}
			if !ok {
				x := p.Columns[min(i, len(p.Columns)-1)]
				t.Errorf("%s: %s is column %d, want %d (%s: %s %s)", what, c.key, col, i+1, x.Header, x.Meaning, x.Who)
			}
		}
		for _, n := range p.Notes {
			if n.Asks() {
				t.Errorf("%s: asks %q", what, n.Text("en"))
			}
		}
	}
}

// TestOurOwnHeadingsAreRecognised: what the register calls its fields, in both
// languages, is read back.
func TestOurOwnHeadingsAreRecognised(t *testing.T) {
	want := map[string]Meaning{"month": DateReported, "org": ReportName, "impl": ImplName, "donors": Funding, "project_code": Project, "in_plan": InPlan, "sector": Sector,
		"what": Activity, "indicator": Indicator, "unit": Unit, "modality": Modality, "site": Site, "lat": Latitude, "lon": Longitude, "state": Status, "population": Population,
		"target": Targeted, "girls": People, "boys": People, "women": People, "men": People, "older_women": People, "older_men": People, "disabled": People, "total": Reached,
		"budget": Money, "repeat": Repeat, "remarks": Remarks, "since": DateStart, "until": DateEnd}
	x := newLexer()
	for _, f := range record.TableOf("activity").Fields {
		m, asked := want[f.Name]
		if !asked {
			continue
		}
		for _, head := range []string{f.FR, f.EN} {
			if got := bestGuess(x.headerGuesses(head, "")); got.meaning != m {
				t.Errorf("%s, %q: %q, want %q", f.Name, head, got.meaning, m)
			}
		}
	}
}

func TestWhomCountsAreAbout(t *testing.T) {
	x := newLexer()
	for header, want := range map[string]Who{
		"Femmes âgées ciblées (> =59)": OlderWomen, "Total Filles ciblées (<18)": Girls, "Garçons (<18)": Boys, "Femmes adultes (>=18)": Women, "Hommes 60+": OlderMen,
		"Personnes vivant avec Handicap atteintes": Disabled, "Ménages atteints": Households, "Enfants atteints": Children, "Bénéficiaires": Total, "Hommes atteints": Men,
		"Girls reached (0-17)": Girls, "Female reached": Female, "Female < 18": Girls, "Male 18-59": Men, "Older women (60+)": OlderWomen, "People with disabilities": Disabled, "HH reached": Households, "Boys under 5": Part,
		"Mujeres alcanzadas": Women, "Niñas": Girls, "Niñas menor de 5 años": Part, "Mujeres mayores de 60 años": OlderWomen, "Hombres mayores de 60 años": OlderMen, "Personas con discapacidad": Disabled, "Familias": Households,
		"Raparigas": Girls, "Homens": Men, "Pessoas com deficiência": Disabled, "Mulheres idosas": OlderWomen, "Agregados familiares": Households,
		"Hommes (60 ans et +)": OlderMen, "women_60_plus": OlderWomen, "girls_0_17": Girls, "Men (18 and above)": Men, "# of F 18-59": Women, "M ≥18": Men, "NNA F": Girls, "NNA M": Boys, "G <18": Boys, "فتيات (أقل من 18 سنة)": Girls, "رجال 60 فما فوق": OlderMen,
		"HHs": Households, "Nb mén.": Households, "Dont PVH": Disabled, "Filles (0-11)": Part, "Men w/ disability": Part, "Girls 6-17": Part, "Women 18-49": Part, "Women 25+": Part, "Children 0-59 months": Part,
		"بنات": Girls, "رجال": Men, "نساء": Women, "أولاد": Boys, "ذوي الإعاقة": Disabled, "عدد الأسر": Households,
	} {
		if got := x.whoOf("", header, ""); got != want {
			t.Errorf("%q is %q, want %q", header, got, want)
		}
	}
	for tag, want := range map[string]Who{
		"#reached+f+children": Girls, "#reached +m +children": Boys, "#reached+adults+f": Women, "#targeted+m+adults": Men, "#reached+f+elderly": OlderWomen, "#reached+m+older": OlderMen,
		"#reached+disabled": Disabled, "#reached+hh": Households, "#reached+ind": Total, "#reached+f": Female, "#reached+infants+f": Part, "#reached+children": Children,
	} {
		if got := x.whoOf(tag, "", ""); got != want {
			t.Errorf("%q is %q, want %q", tag, got, want)
		}
	}
}
