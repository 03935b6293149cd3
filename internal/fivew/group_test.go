package fivew

import (
	"strings"
	"testing"

	"toguna/internal/layout"
	"toguna/internal/locale"
)

// countsOf reads one row of an activity with the columns of people that are tried.
func countsOf(t *testing.T, headings, cells string, set ...layout.Correction) (kept string, r *Report) {
	t.Helper()
	book := bookOf(t, "f.csv", "Mois;Organisation;Cluster;Activité;Région;"+headings+"\n2018-04;AMSS;Protection;Écoute;Mopti;"+cells+"\n")
	var parts []string
	r, err := Check(t.Context(), book, nil, Known{}, CheckOptions{File: "f.csv", Inspect: layout.Options{Set: set}}, func(l *Line) error {
		a := l.Activity
		for _, n := range []string{a.Target.String(), a.Girls.String(), a.Boys.String(), a.Women.String(), a.Men.String(), a.Total.String()} {
			if n == "" {
				n = "-"
			}
			parts = append(parts, n)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(parts, " "), r
}

// TestPartsGoWithTheirTotal: girls, boys, women and men that do not say of whom
// are those of the total they stand next to, or of the only one.
func TestPartsGoWithTheirTotal(t *testing.T) {
	for _, c := range []struct{ headings, cells, kept, says string }{
		{"Personnes atteintes;Filles;Garçons;Femmes;Hommes", "100;30;20;30;20", "- 30 20 30 20 100", ""},
		{"People reached;Girls;Boys;Women;Men", "100;30;20;30;20", "- 30 20 30 20 100", ""},
		{"Nº personas alcanzadas;Niñas;Niños;Mujeres;Hombres", "100;30;20;30;20", "- 30 20 30 20 100", ""},
		{"Beneficiários alcançados;Raparigas;Rapazes;Mulheres;Homens", "100;30;20;30;20", "- 30 20 30 20 100", ""},
		{"Girls;Boys;Women;Men", "30;20;30;20", "- 30 20 30 20 -", ""},
		{"Personnes atteintes;Remarques;Filles;Garçons", "50;rien;30;20", "- 30 20 - - 50", ""},
		{"Personnes ciblées;Personnes atteintes;Filles;Garçons", "60;50;30;20", "60 30 20 - - 50", ""},
		{"Cible;Filles;Garçons;Total atteint", "60;30;20;50", "60 30 20 - - 50", ""},
		{"Personnes ciblées;Filles;Garçons;Personnes atteintes;Filles;Garçons", "60;40;20;50;30;20", "60 30 20 - - 50",
			"Columns of numbers whose values are not taken: G Filles, H Garçons\n"},
		{"Personnes ciblées;Filles;Garçons", "60;40;20", "60 - - - - -", "Columns of numbers whose values are not taken: G Filles, H Garçons\n"},
		{"Personnes ciblées;Filles;Garçons;Personnes atteintes", "60;30;20;50", "60 - - - - 50",
			"Columns of numbers whose values are not taken: G Filles, H Garçons\n" +
				"Nothing says whether they count people targeted or reached: G Filles, H Garçons (one answer holds for those beside: --set \"G=reached.girls\" or \"G=targeted.girls\")\n"},
		{"Personnes atteintes;Personnes atteintes;Ménages atteints;Filles", "50;40;9;", "- - - - - 50", "Columns of numbers whose values are not taken: G Personnes atteintes, H Ménages atteints\n"},
	} {
		kept, r := countsOf(t, c.headings, c.cells)
		if kept != c.kept {
			t.Errorf("%s: %s, want %s", c.headings, kept, c.kept)
		}
		if says := r.UntakenText(locale.EN); says != c.says {
			t.Errorf("%s: says %q, want %q", c.headings, says, c.says)
		}
	}
	if _, r := countsOf(t, "Personnes atteintes;Filles;Garçons", "100;30;20"); r.Count("sum") != 1 {
		t.Errorf("parts that do not add up to the total are not flagged: %v", r.Findings)
	}
	told := layout.Correction{Header: "G", Meaning: layout.Reached, Who: layout.Girls}
	if kept, r := countsOf(t, "Personnes ciblées;Filles;Garçons;Personnes atteintes", "60;30;20;50", told); kept != "60 30 20 - - 50" || len(r.Untaken) > 0 {
		t.Errorf("after one answer: %s, not taken %v", kept, r.Untaken)
	}
}

// TestHondurasKeepsSexAndAge: the published file counts girls and boys, and
// adults by age, beside its total; those of adults of all ages and of children
// by age have no field and are named.
func TestHondurasKeepsSexAndAge(t *testing.T) {
	rows := 0
	r, err := Check(t.Context(), real(t, "hnd_2021_345w.csv"), nil, Known{}, CheckOptions{File: "hnd_2021_345w.csv"}, func(l *Line) error {
		a := l.Activity
		if a.Girls.V+a.Boys.V+a.Women.V+a.Men.V+a.OlderWomen.V+a.OlderMen.V > 0 {
			rows++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if rows != 1394 || len(r.Untaken) != 7 {
		t.Errorf("%d rows, not taken %v", rows, r.Untaken)
	}
}

// TestABudgetInAnotherCurrencyIsNoDollars: it is left empty, and the report says
// so.
func TestABudgetInAnotherCurrencyIsNoDollars(t *testing.T) {
	for _, c := range []struct {
		headings, cells, budget, says string
		told                          int
	}{
		{"Budget (USD)", "500", "500", "", 0},
		{"Budget", "500", "500", "", 0},
		{"Budget (FCFA)", "500", "", "holds budgets in US dollars and converts none: F Budget (FCFA)", 0},
		{"Budget (EUR)", "500", "", "holds budgets in US dollars and converts none: F Budget (EUR)", 0},
		{"Budget (FCFA);Budget (USD)", "300000;500", "500", "converts none: F Budget (FCFA)", 0},
		{"Budget;Devise", "500;XOF", "", "", 1},
		{"Budget;Currency", "500;US$", "500", "", 0},
		{"Budget;Currency", "500;US dollars", "500", "", 0},
		{"Presupuesto;Moneda", "500;€", "", "", 1},
	} {
		book := bookOf(t, "f.csv", "Mois;Organisation;Cluster;Activité;Région;"+c.headings+"\n2018-04;AMSS;Protection;Écoute;Mopti;"+c.cells+"\n")
		budget := ""
		r, err := Check(t.Context(), book, nil, Known{}, CheckOptions{File: "f.csv"}, func(l *Line) error {
			budget = l.Activity.Budget.String()
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if budget != c.budget || !strings.Contains(r.UntakenText(locale.EN), c.says) || c.says == "" && len(r.Untaken) > 0 || r.Count("other_currency") != c.told {
			t.Errorf("%s: budget %q, want %q; says %q, findings %v", c.headings, budget, c.budget, r.UntakenText(locale.EN), r.Findings)
		}
	}
}
