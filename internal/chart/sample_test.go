package chart_test

import "toguna/internal/chart"

func known(n float64) chart.Value { return chart.Value{State: chart.Known, N: n} }

// mapOf is one figure for each region of Mali, with all four states.
func mapOf(lang string) chart.MapInput {
	in := chart.MapInput{
		Lang: "en", Title: "Figure 1. Operational presence of national organisations in the protection sector, by region",
		Source: "Protection cluster, activity reports (5W), 30 June 2018",
		One:    "national organisation", Many: "national organisations",
		Values: map[string]chart.Value{
			"ML01": {}, "ML02": known(2), "ML03": known(0), "ML04": known(5), "ML05": known(14), "ML06": known(11),
			"ML07": {State: chart.Known, N: 9, Href: "/figures/presence?place=ML07", Tip: ""}, "ML08": {State: chart.Withheld, N: 4321},
			"ML09": known(7), "ML10": known(3),
		},
	}
	if lang == "fr" {
		in.Lang, in.Title = "fr", "Figure 1. Présence opérationnelle des organisations nationales dans le secteur de la protection, par région"
		in.Source = "cluster Protection, rapports d’activité (5W), 30 juin 2018"
		in.One, in.Many = "organisation nationale", "organisations nationales"
	}
	return in
}

// barsOf is two stacked series with all four states.
func barsOf(lang string) chart.BarsInput {
	in := chart.BarsInput{
		Lang: "en", Title: "National actors leading a sub-cluster", Source: "Protection cluster, coordination register",
		One: "organisation", Many: "organisations", RowWord: "Region", Series: []string{"National NGO", "State"},
		Rows: []chart.BarRow{
			{Label: "Tombouctou", Values: []chart.Value{known(1234), known(310)}},
			{Label: "Direction régionale de la promotion de la femme, de l’enfant et de la famille", Values: []chart.Value{known(640), {State: chart.Withheld, N: 4321}}},
			{Label: "Gao", Values: []chart.Value{{}, known(220)}},
			{Label: "Kidal", Values: []chart.Value{known(0), known(0)}},
			{Label: "Ménaka", Values: []chart.Value{{}, {}}},
			{Label: "Mopti", Values: []chart.Value{{State: chart.Withheld, N: 4321}, {State: chart.Withheld, N: 4321}}},
			{Label: "Bamako", Values: []chart.Value{{State: chart.NotApplicable}, {State: chart.NotApplicable}}},
		},
	}
	if lang == "fr" {
		in.Lang, in.Title, in.RowWord = "fr", "Acteurs nationaux à la tête d’un sous-cluster", "Région"
		in.Source, in.Series = "cluster Protection, registre de coordination", []string{"ONG nationale", "État"}
	}
	return in
}
