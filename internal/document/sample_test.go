package document

import (
	"fmt"

	"toguna/internal/chart"
)

// sampleDrawing has every kind of mark: a small map beside bars.
func sampleDrawing(lang string) *chart.Drawing {
	blue := chart.Color{R: 11, G: 90, B: 138, A: 255}
	pale := chart.Color{R: 214, G: 228, B: 238, A: 255}
	black := chart.Color{R: 28, G: 33, B: 38, A: 255}
	white := chart.Color{R: 255, G: 255, B: 255, A: 255}
	d := &chart.Drawing{Width: 440, Height: 150, Lang: lang,
		Title: "Présence opérationnelle par région", Desc: "Mopti compte 12 organisations nationales, Gao 8, Kidal aucune ; Ménaka n'est pas renseignée.",
		Table: chart.Table{Caption: "Organisations nationales par région", Head: []string{"Région", "Organisations"},
			Rows: [][]string{{"Mopti", "12"}, {"Gao", "8"}, {"Kidal", "0"}, {"Ménaka", "non renseigné"}}}}
	if lang == "en" {
		d.Title, d.Desc = "Operational presence by region", "Mopti has 12 national organisations, Gao 8, Kidal none; Ménaka has not reported."
		d.Table = chart.Table{Caption: "National organisations by region", Head: []string{"Region", "Organisations"},
			Rows: [][]string{{"Mopti", "12"}, {"Gao", "8"}, {"Kidal", "0"}, {"Ménaka", "not reported"}}}
	}
	d.Shapes = append(d.Shapes, chart.Shape{Kind: chart.Path, Fill: pale, Stroke: white, StrokeWidth: 1,
		Points: [][]chart.Point{{{X: 10, Y: 20}, {X: 120, Y: 10}, {X: 140, Y: 120}, {X: 30, Y: 140}}, {{X: 60, Y: 60}, {X: 90, Y: 60}, {X: 90, Y: 90}, {X: 60, Y: 90}}}},
		chart.Shape{Kind: chart.Circle, X: 75, Y: 75, R: 9, Fill: blue},
		chart.Shape{Kind: chart.Line, Points: [][]chart.Point{{{X: 10, Y: 145}, {X: 145, Y: 145}}}, Stroke: blue, StrokeWidth: 1, Dash: []float64{4, 2}},
		chart.Shape{Kind: chart.Text, X: 75, Y: 112, Text: "Mopti", Size: 10, Bold: true, Anchor: chart.Middle, Fill: black, Halo: white})
	for i, bar := range []struct {
		name  string
		value float64
	}{{"Mopti", 12}, {"Gao", 8}, {"Kidal", 0}} {
		y := 25 + float64(i)*32
		d.Shapes = append(d.Shapes,
			chart.Shape{Kind: chart.Text, X: 215, Y: y + 13, Text: bar.name, Size: 9, Anchor: chart.End, Fill: black},
			chart.Shape{Kind: chart.Rect, X: 220, Y: y, W: bar.value * 14, H: 18, Fill: blue},
			chart.Shape{Kind: chart.Text, X: 224 + bar.value*14, Y: y + 13, Text: fmt.Sprintf("%.0f", bar.value), Size: 9, Bold: true, Fill: black})
	}
	return d
}

// sampleNote is a note with everything a note may hold.
func sampleNote(lang string) *Document {
	pick := func(fr, en string) string {
		if lang == "en" {
			return en
		}
		return fr
	}
	figure := func(text string, ref int) Run {
		return Run{Text: text, Ref: ref, Href: fmt.Sprintf("/%s/figures/f%d", lang, ref)}
	}
	d := &Document{
		Lang:         lang,
		Title:        pick("Note de synthèse : l’engagement des ONG nationales dans la coordination du Cluster Protection au Mali", "Summary note: engagement of national NGOs in the coordination of the Protection Cluster in Mali"),
		Subtitle:     pick("Localisation et participation, situation au 21 mars 2018", "Localisation and participation, as of 21 March 2018"),
		Organisation: "Cluster Protection Mali",
		Place:        "Bamako, Mali", Date: pick("21 mars 2018", "21 March 2018"), DateISO: "2018-03-21",
		Status:     pick("Projet", "Draft"),
		Handling:   pick("Public. Réutilisable en citant la source et la date.", "Public. May be reused with source and date."),
		ID:         "MLI-PRO-2018-03",
		Fictitious: pick("Données d'exemple : les personnes et les organisations locales sont inventées.", "Sample data: people and local organisations are invented."),
	}
	nb := "\u00a0"
	d.Blocks = []Block{
		{Kind: Lead, ID: "S1", Runs: []Run{
			{Text: pick("En 2018, sur ", "In 2018, of ")}, figure("66", 1),
			{Text: pick(" partenaires répertoriés dans le Plan de réponse humanitaire (HRP), ", " partners listed in the Humanitarian Response Plan (HRP), ")}, figure("9 ", 2),
			{Text: pick("sont des ONG nationales, soit ", "are national NGOs, or ")}, figure(pick("13,6"+nb+"%", "13.6%"), 3),
			{Text: pick(". Elles ont participé à l’évaluation des besoins ainsi qu’à la planification stratégique et opérationnelle.", ". They took part in the needs assessment and in strategic and operational planning.")},
		}},
		{Kind: Heading, Level: 1, Runs: Plain(pick("Présence opérationnelle", "Operational presence"))},
		{Kind: Picture, ID: "G1", Drawing: sampleDrawing(lang), WithTable: true,
			Caption: pick("Graphique 1 : présence opérationnelle des organisations nationales", "Figure 1: operational presence of national organisations"),
			Source:  pick("Source : Cluster Protection Mali, mars 2018", "Source: Protection Cluster Mali, March 2018")},
		{Kind: Heading, Level: 2, Runs: Plain(pick("Acteurs étatiques", "State actors"))},
		{Kind: Paragraph, ID: "S5", Runs: []Run{
			{Text: pick("La ", "The ")}, {Text: "Direction Nationale pour le Développement Social", Bold: true, Lang: "fr"},
			{Text: pick(" (DNDS) est l’agence ", " (DNDS) is ")}, {Text: "co-lead", Italic: true, Lang: "en"},
			{Text: pick(" de la Commission Mouvement de Populations. Budget suivi : ", " of the Population Movement Commission. Tracked budget: ")}, figure(pick("1\u202f234\u202f567 US$", "US$ 1,234,567"), 4),
			{Text: pick(". En langues nationales : ", ". In national languages: ")}, {Text: "ɛ ɔ ɲ ŋ, Bɛɛ ka ɲɛsigi", Lang: "bm"},
			{Text: pick(" ; « Œuvrer – ensemble », État, cœur. Voir ", "; “Œuvrer – ensemble”, État, cœur. See ")},
			{Text: pick("le site du cluster", "the cluster's site"), Href: "https://example.org/cluster?a=1&b=2"}, {Text: " <&>."},
		}},
		{Kind: Bullet, Runs: []Run{{Text: pick("Aucun agent détaché en 2017", "No seconded officer in 2017")}, {Text: " (0)", Ref: 5}, {Text: pick(nb+";", ";")}}},
		{Kind: Bullet, Runs: Plain(pick("1 agent détaché en 2018, puis 3 agents détachés prévus ; la phrase est assez longue pour occuper deux lignes de la note imprimée.", "1 seconded officer in 2018, then 3 seconded officers planned; this sentence is long enough to take two lines of the printed note."))},
		{Kind: Bullet, Level: 2, Runs: Plain(pick("dont un à Mopti", "one of them in Mopti"))},
		{Kind: Bullet, Runs: Plain(pick("Kidal : donnée non disponible", "Kidal: data not available"))},
		{Kind: Heading, Level: 3, Runs: Plain(pick("Participation aux réunions", "Attendance at meetings"))},
		{Kind: TableBlock, ID: "T1", Source: pick("Source : listes de présence.", "Source: attendance lists."),
			Table: longTable(pick("Tableau 1 : présence aux réunions du cluster", "Table 1: attendance at cluster meetings"),
				[]string{"N°", pick("Organisation", "Organisation"), pick("Réunions", "Meetings"), "%"}, pick("donnée non disponible", "not available"))},
		{Kind: Paragraph, Runs: Plain(pick("La délocalisation des réunions au niveau des ministères a permis une meilleure implication des autorités, au niveau national comme régional.", "Holding meetings in the ministries brought better involvement of the authorities, nationally and in the regions."))},
		{Kind: Signature, Runs: Plain(pick("Bamako, Mali, le 21 mars 2018", "Bamako, Mali, 21 March 2018"))},
		{Kind: PageBreak},
		{Kind: Heading, Level: 1, Runs: Plain(pick("Sources des chiffres", "Sources of the figures"))},
		{Kind: TableBlock, ID: SourcesID, Table: &Table{Small: true,
			Caption: pick("Tableau des sources", "Table of sources"),
			Head:    []string{"N°", pick("Chiffre", "Figure"), pick("Définition", "Definition"), pick("À la date du", "As of"), pick("Fiches", "Records")},
			Widths:  []float64{1, 2.4, 8, 2.6, 1.8}, Numeric: []bool{true, true, false, false, true},
			Rows: [][]Cell{
				{Plain("1"), Plain("66"), Plain(pick("Partenaires du plan de réponse", "Partners in the response plan")), Plain("2018-03-21"), Plain("66")},
				{Plain("2"), Plain("9"), Plain(pick("Partenaires du plan de type ONG nationale", "Partners in the plan that are national NGOs")), Plain("2018-03-21"), Plain("9")},
				{Plain("3"), Plain(pick("13,6"+nb+"%", "13.6%")), Plain(pick("Part des ONG nationales parmi les partenaires du plan, arrondie au dixième de pour cent", "Share of national NGOs among partners in the plan, rounded to a tenth of a percent")), Plain("2018-03-21"), Plain("66")},
				{Plain("4"), Plain(pick("1\u202f234\u202f567 US$", "US$ 1,234,567")), Plain(pick("Financements suivis", "Tracked funding")), Plain("2018-03-21"), Plain("14")},
				{Plain("5"), Plain("0"), Plain(pick("Agents détachés en 2017 ; liste complète attestée", "Officers seconded in 2017; list attested complete")), Plain("2017-12-31"), Plain("0")},
			}}},
	}
	return d
}

// longTable runs over more than one page.
func longTable(caption string, head []string, missing string) *Table {
	t := &Table{Caption: caption, Head: head, Numeric: []bool{true, false, true, true}}
	for i := 1; i <= 58; i++ {
		meetings, share := fmt.Sprint(i%13), Plain(fmt.Sprint(i%13*100/12))
		if i%9 == 0 {
			meetings, share = missing, nil
		}
		t.Rows = append(t.Rows, []Cell{Plain(fmt.Sprint(i)), {{Text: "Association "}, {Text: fmt.Sprintf("Kɛlɛya n° %d", i), Italic: i%7 == 0}}, Plain(meetings), share})
	}
	return t
}
