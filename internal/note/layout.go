package note

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"toguna/internal/document"
	"toguna/internal/indicator"
	"toguna/internal/record"
)

// sections group the statements under short headings; each inner list is one
// paragraph.
var sections = []struct {
	fr, en     string
	paragraphs [][]string
}{
	{"Les acteurs étatiques dans la coordination", "State bodies in the coordination", [][]string{{"S4", "S5"}, {"S6"}}},
	{"Les pratiques qui soutiennent leur engagement", "Practices that support their engagement", [][]string{{"S7"}, {"S8", "S9", "S10"}}},
	{"Accès et présence des ONG nationales", "Access and the presence of national NGOs", [][]string{{"S11", "S12"}}},
	{"Au-delà du cluster", "Beyond the cluster", [][]string{{"S13", "S14"}}},
	{"Ce qui freine encore l’engagement", "What still holds engagement back", [][]string{{"S15"}, {"S16", "S17", "S18"}}},
}

// compose sets the statements as a document: title, lead, figure, sections,
// place and date, then the scorecard and the table of sources.
func (w *writer) compose(d *Draft) {
	doc := &document.Document{Lang: string(w.lang), Title: w.title(), Organisation: cmp.Or(w.o.Organisation, w.issuer()),
		Place: w.place(), Date: w.lang.Day(w.Day), DateISO: string(w.Day), Status: w.o.Status, ID: w.o.ID, Handling: w.handling()}
	if w.Operation != nil && w.Operation.Fictitious == record.Yes {
		doc.Fictitious = typeset(w.lang, w.lang.Say("Données d’exemple : les organisations marquées « exemple » et les chiffres sont fictifs ; cette note ne décrit pas une situation réelle.",
			"Sample data: the organisations marked “sample” and the figures are fictitious; this note does not describe a real situation."))
	}
	say := func(kind document.Kind, codes ...string) {
		var runs []document.Run
		for _, code := range codes {
			for _, s := range d.Statement(code).Sentences {
				if len(runs) > 0 {
					runs = add(runs, document.Run{Text: " "})
				}
				for _, r := range s.Runs {
					runs = add(runs, r)
				}
			}
		}
		if len(runs) > 0 {
			doc.Blocks = append(doc.Blocks, document.Block{Kind: kind, Runs: runs, ID: codes[0]})
		}
	}
	say(document.Lead, "S1", "S2")
	say(document.Paragraph, "S3")
	picture := w.picture()
	doc.Blocks[len(doc.Blocks)-1].ID = "presence"
	doc.Blocks = append(doc.Blocks, picture)
	for _, s := range sections {
		doc.Blocks = append(doc.Blocks, document.Block{Kind: document.Heading, Level: 1, Runs: document.Plain(w.lang.Say(s.fr, s.en))})
		for _, p := range s.paragraphs {
			say(document.Paragraph, p...)
		}
	}
	w.sentences = nil
	w.dated()
	d.Statements = append(d.Statements, Statement{"S19", w.sentences})
	say(document.Signature, "S19")

	doc.Blocks = append(doc.Blocks, w.scorecard()...)
	if table := w.presenceTable(); len(table.Rows) > 0 && !picture.WithTable {
		doc.Blocks = append(doc.Blocks, document.Block{Kind: document.TableBlock, ID: "presence-data", Table: table, Source: picture.Source})
	}
	doc.Blocks = append(doc.Blocks, document.Block{Kind: document.Heading, Level: 1, Runs: document.Plain(w.lang.Say("Sources des chiffres", "Sources of the figures"))},
		document.Block{Kind: document.TableBlock, ID: document.SourcesID, Table: w.sourceTable()})
	d.Document = doc
}

func (w *writer) issuer() string {
	if w.root == nil {
		return w.lang.Say("Coordination humanitaire", "Humanitarian coordination")
	}
	s := w.root.Name(string(w.lang))
	if country := w.country(); country != "" && w.root.Reach == "national" && !strings.Contains(s, country) {
		s += " " + country
	}
	return s
}

func (w *writer) country() string {
	if w.Operation == nil {
		return ""
	}
	if p := w.Place(w.Operation.Root); p != nil {
		return p.NameFR
	}
	return ""
}

func (w *writer) title() string {
	if w.o.Title != "" {
		return w.o.Title
	}
	of, ofEN := "", ""
	if w.root != nil {
		b := w.body(w.root)
		of, ofEN = " "+b.written("de", false, b.full), " of "+b.written("the", false, b.full)
	}
	return typeset(w.lang, w.lang.Say("Note de synthèse : les ONG nationales et l’État dans la coordination"+of,
		"Summary note: national NGOs and the State in the coordination"+ofEN))
}

// capitals are the places where national coordination sits, by country.
var capitals = map[string]string{"MLI": "Bamako", "BFA": "Ouagadougou", "NER": "Niamey", "TCD": "N’Djaména", "CAF": "Bangui"}

func (w *writer) place() string {
	if w.o.Place != "" {
		return w.o.Place
	}
	if w.root != nil && w.root.Reach != "national" {
		if p := w.Place(w.root.Place); p != nil {
			return p.NameFR
		}
	}
	country := w.country()
	if w.Operation != nil && capitals[w.Operation.Country] != "" {
		return strings.TrimSuffix(capitals[w.Operation.Country]+", "+country, ", ")
	}
	return country
}

// dated writes S19: place and date.
func (w *writer) dated() {
	place := w.place()
	if place == "" {
		w.say("Le {day}", "{day}", with{"day": text(w.lang.Day(w.Day))})
		return
	}
	w.say("{place}, le {day}", "{place}, {day}", with{"place": text(place), "day": text(w.lang.Day(w.Day))})
}

// handling is the line of the sensitivity level (data responsibility, X3).
func (w *writer) handling() string {
	until := w.lang.Day(w.Day.AddMonths(12))
	switch w.Level {
	case record.Public:
		return w.lang.Say("Public. Réutilisable en citant la source et la date.", "Public. May be reused with mention of the source and date.")
	case record.Restricted:
		return typeset(w.lang, w.lang.Say("Diffusion restreinte : réservé aux membres. Ne pas publier ni transmettre au-dehors sans accord de la coordination. À supprimer au plus tard le "+until+".",
			"Restricted: for members. Do not publish or forward outside without the coordination’s agreement. Delete by "+until+" at the latest."))
	}
	return typeset(w.lang, w.lang.Say("Confidentiel. Ne pas copier ni transmettre. Un mauvais usage peut mettre des personnes en danger. À détruire avant le "+until+".",
		"Confidential. Do not copy or pass on. Misuse can endanger people. Destroy by "+until+"."))
}

// scorecard is the table of the twelve indicators, with the two measures of
// data quality in its foot.
func (w *writer) scorecard() []document.Block {
	l := w.lang
	t := &document.Table{Small: true,
		Head:    []string{l.Say("N°", "No"), l.Say("Indicateur", "Indicator"), l.Say("Valeur", "Value"), l.Say("n sur N", "n of N"), l.Say("Statut", "Status"), l.Say("Date ou période", "Date or period")},
		Widths:  []float64{0.055, 0.405, 0.125, 0.175, 0.1, 0.14},
		Numeric: []bool{true, false, true, true, false, false}}
	var lines []indicator.Indicator
	for _, i := range indicator.All {
		if i.Scorecard > 0 {
			lines = append(lines, i)
		}
	}
	slices.SortFunc(lines, func(a, b indicator.Indicator) int { return a.Scorecard - b.Scorecard })
	for _, i := range lines {
		f := w.figure(i.Code)
		t.Rows = append(t.Rows, []document.Cell{document.Plain(l.Int(i.Scorecard)),
			{{Text: l.Say(i.NameFR, i.NameEN), Ref: w.number(f), Href: w.href(i.Code)}},
			document.Plain(f.Cell(l)), document.Plain(f.Of(l)), document.Plain(f.Status.Label(l)), document.Plain(w.time(f))})
	}
	// The two measures of quality say in the line itself what they are; they
	// need no row among the sources.
	quality := func(code string) value {
		return value{runs: []document.Run{{Text: w.figure(code).Text(l), Href: w.href(code)}}}
	}
	foot := w.sentence("Qualité des données : organisations classées avec justificatif, {classified} ; enregistrements confirmés dans leur délai de fraîcheur, {fresh}.",
		"Data quality: organisations classified with evidence, {classified}; records confirmed within their freshness limit, {fresh}.",
		with{"classified": quality("DQ-01"), "fresh": quality("DQ-02")})
	return []document.Block{
		{Kind: document.Heading, Level: 1, Runs: document.Plain(l.Say("Tableau de bord de la localisation", "Localisation scorecard"))},
		{Kind: document.TableBlock, ID: "scorecard", Table: t},
		{Kind: document.Paragraph, ID: "quality", Runs: foot.Runs},
	}
}

// firstSentence is the definition in short; the evidence page has it whole.
func firstSentence(s string) string {
	if i := strings.Index(s, ". "); i > 0 {
		return s[:i+1]
	}
	return s
}

// leftOut says that restricted records stand behind a figure too.
func (w *writer) leftOut(s Source) string {
	switch {
	case s.LeftOut.State == record.IsWithheld:
		return w.lang.Say(" En plus : des fiches à diffusion restreinte, non montrées.", " Besides: some restricted records, not shown.")
	case s.LeftOut.V > 0:
		return fmt.Sprintf(w.lang.Say(" En plus : %s fiches à diffusion restreinte, non montrées.", " Besides: %s restricted records, not shown."), w.lang.Int(int(s.LeftOut.V)))
	}
	return ""
}

// sourceTable says of each figure what it is, when, from how many records and
// whether its list was declared complete.
func (w *writer) sourceTable() *document.Table {
	l := w.lang
	t := &document.Table{Small: true,
		Head:    []string{l.Say("N°", "No"), l.Say("Chiffre et définition", "Figure and definition"), l.Say("Date ou période", "Date or period"), l.Say("Enreg.", "Records"), l.Say("Attesté", "Attested")},
		Widths:  []float64{0.055, 0.585, 0.14, 0.11, 0.11},
		Numeric: []bool{true, false, false, true, false}}
	for _, s := range w.sources {
		code := s.Code
		name := s.Name
		if i, ok := indicator.Find(code); ok && i.Scorecard > 0 {
			name = code // its name stands on the scorecard
		} else if ok {
			name = code + ". " + name
		}
		t.Rows = append(t.Rows, []document.Cell{document.Plain(l.Int(s.N)), {{Text: name, Href: w.href(code)}, {Text: typeset(l, l.Say(" : ", ": ")+small(firstSentence(s.Definition))+w.leftOut(s))}},
			document.Plain(s.Time), document.Plain(l.Int(s.Records)), document.Plain(l.Say(map[bool]string{true: "oui", false: "non"}[s.Attested], map[bool]string{true: "yes", false: "no"}[s.Attested]))})
	}
	return t
}
