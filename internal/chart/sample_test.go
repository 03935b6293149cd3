package chart_test

import (
	"fmt"
	"math"

	"toguna/internal/chart"
)

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

// words picks one of two languages.
func words(lang, fr, en string) string {
	if lang == "fr" {
		return fr
	}
	return en
}

func captionOf(lang string) chart.Caption {
	return chart.Caption{Lang: lang, Title: words(lang, "Protection\u00a0: organisations par région", "Protection: organisations by region"), Subtitle: words(lang, "Février 2018, cycle clos", "February 2018, round closed"),
		Source: words(lang, "cluster Protection, rapports d’activité (5W), février 2018", "Protection cluster, activity reports (5W), February 2018")}
}

// patchwork is forty-two districts: large ones in the north, small ones in the middle.
func patchwork() *chart.Geometry {
	g := &chart.Geometry{Source: "patchwork"}
	add := func(x0, y0, x1, y1 float64) {
		n := len(g.Units)
		g.Units = append(g.Units, chart.Unit{PCode: fmt.Sprintf("D%02d", n), Name: fmt.Sprintf("District-%02d", n),
			Rings: [][]chart.Point{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}}, Label: chart.Point{X: (x0 + x1) / 2, Y: (y0 + y1) / 2}})
	}
	for i := range 6 {
		add(float64(i)*3, 12, float64(i)*3+3, 16)
	}
	for row := range 6 {
		for i := range 6 {
			add(3+float64(i)*1.1, 6+float64(row), 4.1+float64(i)*1.1, 7+float64(row))
		}
	}
	return g
}

func districtsOf(lang string) chart.MapInput {
	in := chart.MapInput{Lang: lang, Title: words(lang, "Présence opérationnelle par district", "Operational presence by district"), Subtitle: words(lang, "Février 2018", "February 2018"),
		One: "organisation", Many: "organisations", PlaceWord: "District", Source: "5W", Width: 540, Values: map[string]chart.Value{},
		Borders: &chart.Geometry{Units: []chart.Unit{{Rings: [][]chart.Point{{{0, 12}, {9, 12}, {9, 16}, {0, 16}}}}}},
		Panel: &chart.Panel{Total: known(23), Words: words(lang, "organisations dans 30 districts sur 42", "organisations in 30 of 42 districts"), Bars: []chart.BarList{{
			Title: words(lang, "Par type", "By type"), One: "organisation", Many: "organisations",
			Rows: []chart.BarRow{{Label: words(lang, "ONG nationales", "National NGOs"), Values: []chart.Value{known(12)}}, {Label: words(lang, "État", "State"), Values: []chart.Value{{State: chart.Withheld, N: 4321}}}}}}},
		Lists: []chart.NameList{{Name: "Nord (3)", Names: []string{"ACTED", "DRC", "NRC"}}, {Name: "Sud (2)", Names: []string{"AMSS", "Saba"}}},
	}
	for i := range 42 {
		v := known(float64(i * 7 % 19))
		switch i % 9 {
		case 3:
			v = chart.Value{}
		case 5:
			v = chart.Value{State: chart.Withheld, N: 4321}
		case 7:
			v = chart.Value{State: chart.Known, N: 2, More: 3}
		}
		in.Values[fmt.Sprintf("D%02d", i)] = v
	}
	return in
}

var kinds = [][2]string{{"ONG nationales", "National NGOs"}, {"acteurs étatiques", "State bodies"}, {"internationales", "International"}, {"classe non connue", "Class not known"}}

func kindsOf(lang string) []string {
	var out []string
	for _, k := range kinds {
		out = append(out, words(lang, k[0], k[1]))
	}
	return out
}

func stackOf(lang string) chart.BarsInput {
	c := captionOf(lang)
	in := chart.BarsInput{Lang: lang, Title: c.Title, Subtitle: c.Subtitle, Source: c.Source, One: "organisation", Many: "organisations", RowWord: words(lang, "Région", "Region"), Series: kindsOf(lang)}
	for i, name := range []string{"Mopti", "Gao", "Kidal", "Kayes"} {
		row := chart.BarRow{Label: name, Values: []chart.Value{known(float64(9 - 2*i)), known(2), known(float64(i)), known(0)}, Total: known(11 - float64(i))}
		switch name {
		case "Kidal":
			row = chart.BarRow{Label: name, Total: chart.Value{State: chart.Withheld, N: 4321}}
			for range kinds {
				row.Values = append(row.Values, chart.Value{State: chart.Withheld, N: 4321})
			}
		case "Kayes":
			row = chart.BarRow{Label: name}
		}
		in.Rows = append(in.Rows, row)
	}
	return in
}

func matrixOf(lang string, rows, columns int) chart.MatrixInput {
	in := chart.MatrixInput{Caption: captionOf(lang), One: words(lang, "activité", "activity"), Many: words(lang, "activités", "activities"), RowWord: "Organisation", ColumnWord: "Cercle", TotalOfRow: "Cercles", TotalOfCol: "Organisations"}
	for i := range columns {
		in.Columns = append(in.Columns, chart.MatrixColumn{Label: fmt.Sprintf("Cercle %d", i+1), Group: fmt.Sprintf("Région %d", i/4+1)})
		in.ColumnTotal = append(in.ColumnTotal, known(float64(i%7)))
	}
	for i := range rows {
		row := chart.MatrixRow{Label: fmt.Sprintf("ORG-%d", i+1), Group: kindsOf(lang)[i*len(kinds)/rows], Total: known(float64(i % 5))}
		for j := range columns {
			v := known(math.Max(float64((i*5+j*3)%11-5), 0))
			switch {
			case j == 2:
				v = chart.Value{State: chart.Withheld, N: 4321}
			case i == 3:
				v = chart.Value{}
			}
			row.Values = append(row.Values, v)
		}
		in.Rows = append(in.Rows, row)
	}
	return in
}

func timelineOf(lang string) chart.TimelineInput {
	in := chart.TimelineInput{Caption: captionOf(lang), One: "organisation", Many: "organisations", RowWord: words(lang, "Région", "Region"), Series: kindsOf(lang)}
	for i, m := range []string{"nov.", "déc.", "janv.", "févr.", "mars"} {
		month := chart.TimelineMonth{Label: m, Year: fmt.Sprint(2017 + (i+10)/12), Open: i == 4, Total: known(float64(14 + i)), Values: []chart.Value{known(6), known(4), known(float64(4 + i)), known(0)}}
		if i == 1 {
			month.Total, month.Values = chart.Value{}, nil
		}
		in.Months = append(in.Months, month)
	}
	for i, name := range []string{"Mopti", "Gao", "Kidal"} {
		row := chart.TimelineRow{Label: name, Values: []chart.Value{known(float64(3 + i)), {}, known(0), {State: chart.Known, N: 2, More: 3}, known(9)}}
		if name == "Kidal" {
			row.Values = []chart.Value{{State: chart.Withheld, N: 4321}, {}, {State: chart.Withheld}, {State: chart.Withheld}, {State: chart.Withheld}}
		}
		in.Rows = append(in.Rows, row)
	}
	return in
}

func gapsOf(lang string) chart.GapInput {
	withheld := chart.Value{State: chart.Withheld, N: 4321}
	return chart.GapInput{Caption: captionOf(lang), RowWord: words(lang, "Région", "Region"), Rows: []chart.GapRow{
		{Label: "Mopti", Need: known(141000), Target: known(56000), Reached: known(48000), Share: known(86), Orgs: known(11)},
		{Label: "Kidal", Need: known(19000), Target: known(7600), Reached: withheld, Share: withheld, Orgs: withheld},
		{Label: "Kayes", Need: known(29000), Target: known(6000), Orgs: known(0)},
		{Label: "Bamako", Reached: known(500), Orgs: known(4)},
	}, Whole: &chart.GapRow{Label: words(lang, "Ensemble", "Together"), Need: known(189000), Target: known(69600), Reached: withheld, Share: withheld, Orgs: known(12)}}
}

func changesOf(lang string) chart.ChangesInput {
	return chart.ChangesInput{Caption: captionOf(lang), CameWords: words(lang, "nouvelles en février 2018", "new in February 2018"), LeftWords: words(lang, "absentes depuis janvier 2018", "absent since January 2018"), RowWord: "Organisation", PlaceWord: words(lang, "Régions", "Regions"),
		Came: []chart.Change{{Name: "AMSS", Kind: kindsOf(lang)[0], Places: []string{"Mopti", "Gao", "Tombouctou"}}, {Name: "Direction régionale du développement social et de l’économie solidaire de Mopti", Kind: kindsOf(lang)[1], Places: []string{"Mopti"}}}}
}
