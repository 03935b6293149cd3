package record_test

import (
	"slices"
	"strings"
	"testing"

	"toguna/internal/record"
)

// TestIndividualsAreMetAndTopicsAreNot holds what partners may not write of
// people against what they ordinarily write of their work.
func TestIndividualsAreMetAndTopicsAreNot(t *testing.T) {
	for sort, texts := range map[string][]string{
		"text_person": {
			"Suivi de la survivante Aminata, 14 ans", "Appui à Aminata Traoré (14 ans)", "AMINATA, 14 ANS", "Aminata Traoré âgée de 14 ans", "Référencement de F., 15 ans",
			"A.T., 15 ans, placée en famille", "M.K 15 ans", "une fille de 14 ans prise en charge", "L’enfant (9 ans) est réunifié", "la jeune fille déplacée de 14 ans",
			"Une jeune fille nommée Mariam", "la dénommée Fatou", "Le cas de Mariam reste ouvert", "suivi du cas d’Aminata T.", "le cas de la survivante référée",
			"Visite chez Mme Coulibaly", "Nom de la survivante : Awa", "écoute de la victime Kadiatou", "a 14-year-old girl was referred", "the survivor Amina",
			"Fatima, aged 16 years", "the case of Amina", "name of the survivor: A", "a girl named Zahra", "una niña de 14 años", "la sobreviviente María", "uma menina de 12 anos",
			"فتاة عمرها ١٤ سنة", "ناجية تدعى فاطمة",
		},
		"text_case":     {"Numéro de dossier : VBG/034", "dossier n° 34", "dossier no. 12/2018", "cas nº 7", "VBG-2018-0034 clos", "case number 12", "Case ID: GV-77", "survivor code S-12", "número de caso 45", "رقم الملف 17"},
		"text_incident": {"elle a été violée en route", "fille enlevée par des hommes armés", "a woman was raped near the well", "fue violada", "اغتصبت"},
		"text_refuge":   {"Le foyer des survivantes est situé rue 14, porte 3", "safe house for survivors, located behind the market"},
		"text_phone": {"appeler le 76 12 34 56", "+223 76123456", "0022376123456", "tél. 7612 3456", "(76.12.34.56)", "contact: 76123456", "Awa 76123456", "tél.76 12 34 56", "voir MLI-2018 : 76 12 34 56", "77 123 45 67", "0803 123 4567",
			"هاتف ٧٧١٢٣٤٥٦٧", "06-12-34-56-78"},
		"text_email": {"écrire à awa.t@ong.ml", "x_y@mail.example.org."},
	} {
		for _, text := range texts {
			if got := record.FreeText(text); !slices.Contains(got, sort) {
				t.Errorf("%q: met %q, not %s", text, got, sort)
			}
		}
	}
	for _, text := range []string{
		"Prise en charge de 45 survivantes de VBG", "Formation sur la détention", "", "Prise en charge d’une survivante de VBG", "Filles, 14 ans", "Enfants de 6 à 14 ans",
		"Garçons (6-11 ans)", "Femmes de 18 ans et plus", "Moins de 18 ans", "moins d’un an", "Projet de 3 ans", "Programme Sahel (3 ans)", "children under 5 years", "girls aged 12 to 17 years",
		"for 5 years child protection", "Dans le cas de Mopti", "en cas de besoin", "45 cas de VBG", "Gestion de cas", "Case management for survivors", "Survivor Centred Approach",
		"nombre de dossiers traités : 12", "Un point focal nommé en 2018", "École nommée Espoir", "Number of survivors: 12", "victims of mines", "Centre d’accueil pour survivantes de VBG à Gao",
		"12 500 000 FCFA", "du 21/03/2018 au 30.06.2018", "2018-03-21", "2018-2019-2020", "HRP-2018-123456", "MLI-19/H/145678", "ML09010101", "16.2716 -0.0447", "1 000, 2 000 et 3 000 kits",
		"12345678", "VBG-2018-2019", "@toguna", "3 forages à 76 m", "lundi 12 à 14 h 30", "Les cas ont été référés", "Des civils ont été tués", "Le matériel a été enlevé", "tranche d’âge 15-49 ans",
		"Personnes de 60 ans et +", "H 18 ans", "[MR] Emergency food", "women of 18 years and above", "Appui à 14 ans de scolarité", "adultes >18 ans",
		"تقديم الدعم النفسي للناجيات", "سنة 2018",
	} {
		if got := record.FreeText(text); len(got) > 0 {
			t.Errorf("%q: %q was met", text, got)
		}
	}
}

// TestFreeTextIsForMembers: no free text is public, and all that a partner writes
// of an activity in its own words is one.
func TestFreeTextIsForMembers(t *testing.T) {
	for _, table := range record.Tables {
		for _, f := range table.Fields {
			text := f.Type == record.Text || f.Type == record.LongText
			if f.Free && f.Level == record.Public || table.Kind == "activity" && text && f.Name != "code" && f.Name != "source" && !f.Free {
				t.Errorf("%s.%s: free %v, level %d", table.Kind, f.Name, f.Free, f.Level)
			}
		}
	}
	a := &record.Activity{What: "Prise en charge de F., 15 ans", Remarks: "RAS"}
	for _, p := range record.Check(a) {
		if strings.HasPrefix(p.Code, "text_") && (p.Code != "text_person" || p.Field != "what" || !p.Warning || p.Found != "") {
			t.Errorf("%+v", p)
		}
	}
}

// TestALongTextIsRead: nothing in a long text keeps it from being read whole.
func TestALongTextIsRead(t *testing.T) {
	long := strings.Repeat("Distribution de kits aux ménages, ", 3000)
	if got := record.FreeText(long); len(got) > 0 {
		t.Errorf("met %q", got)
	}
	if got := record.FreeText(long + "Aminata, 14 ans"); !slices.Equal(got, []string{"text_person"}) {
		t.Errorf("met %q", got)
	}
}

func BenchmarkFreeText(b *testing.B) {
	text := "Prise en charge psychosociale de 45 survivantes de violences basées sur le genre à Gao et à Ménaka, en 2018"
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		record.FreeText(text)
	}
}
