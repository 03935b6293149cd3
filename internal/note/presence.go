package note

import (
	"slices"

	"toguna/internal/chart"
	"toguna/internal/document"
	"toguna/internal/indicator"
	"toguna/internal/record"
)

// regionPresence is what OPS-01 says of one region.
type regionPresence struct {
	place *record.Place
	indicator.Figure
}

// presenceByRegion reads the regions out of OPS-01, in the order of P-codes.
func (w *writer) presenceByRegion() []regionPresence {
	var out []regionPresence
	for _, part := range w.figure("OPS-01").PartsBy(byRegion) {
		if p := w.Place(record.PlaceID(part.Ref)); p != nil {
			out = append(out, regionPresence{p, part.Figure})
		}
	}
	return out
}

// byRegion names the breakdown of OPS-01 by first-level unit.
const byRegion = "place"

// presence writes S3: how many national organisations are at work, and where.
func (w *writer) presence() {
	f := w.figure("OPS-01")
	round := w.RoundOn(w.Day).About(w.Snapshot, "PRO")
	var most []regionPresence
	active, reported := 0, 0
	for _, r := range w.presenceByRegion() {
		if !r.Value.Known() {
			continue
		}
		reported++
		if r.Value.V > 0 {
			active++
		}
		switch {
		case r.Value.V == 0 || len(most) > 0 && r.Value.V < most[0].Value.V:
		case len(most) > 0 && r.Value.V == most[0].Value.V:
			most = append(most, r)
		default:
			most = []regionPresence{r}
		}
	}
	slots := with{"month": text(w.lang.Month(round.Month)), "active": count(active).fem(), "k": text(w.lang.Int(active)), "reported": text(w.lang.Int(reported))}
	if !f.Value.Known() || round.Month == "" {
		w.say("La présence opérationnelle des organisations nationales n’est pas renseignée : aucun cycle de rapportage 5W n’est enregistré à cette date.",
			"The operational presence of national organisations is not recorded: no 5W reporting round is recorded by this date.", nil)
		return
	}
	n := int(f.Value.V)
	slots["n"] = w.mark(f, text(w.lang.Int(n)))
	slots["orgs"] = count(n)
	if n == 0 {
		w.say("En {month}, aucune organisation nationale ne rapporte d’activité de protection en cours.",
			"In {month}, no national organisation reports an ongoing protection activity.", slots)
		return
	}
	where, whereEN := "dans {k} des {reported} régions dont le rapportage est connu", "in {k} of the {reported} regions whose reporting is known"
	if active == reported && active > 1 {
		where, whereEN = "dans chacune des {active} régions dont le rapportage est connu", "in each of the {active} regions whose reporting is known"
	}
	w.say("En {month}, {n} {orgs:organisation locale ou nationale mène|organisations locales et nationales mènent} des activités de protection, "+where+" (graphique 1).",
		"In {month}, {n} local {orgs:or national organisation carries|and national organisations carry} out protection activities, "+whereEN+" (figure 1).", slots)
	if len(most) == 1 && active > 1 {
		w.say("La présence la plus forte est celle de la région {de place}, avec {n} {n:organisation|organisations}.",
			"The strongest presence is in the region of {place}, with {n} {n:organisation|organisations}.",
			with{"place": value{names: []name{{full: most[0].place.NameFR}}}, "n": w.mark(f, count(int(most[0].Value.V)))})
	}
	if len(round.Closed) == 0 {
		w.say("Ce cycle n’est pas clos : ces nombres sont provisoires.", "This round is not closed: these numbers are provisional.", nil)
	}
	if missing := len(round.Missing); missing > 0 {
		w.say("{n} {n:retour attendu n’est pas venu|retours attendus ne sont pas venus} : ce que font ces partenaires n’est pas connu.",
			"{n} {n:expected return has|expected returns have} not come: what {n:this partner does|these partners do} is not known.",
			with{"n": count(missing)})
	}
}

// picture draws the first figure: the presence of national organisations by
// region, true zeros apart from silence and from what is withheld.
func (w *writer) picture() document.Block {
	title := w.lang.Say("Présence opérationnelle des organisations nationales dans le secteur de la protection",
		"Operational presence of national organisations in the protection sector")
	one, many := w.lang.Say("organisation locale ou nationale", "local or national organisation"), w.lang.Say("organisations locales et nationales", "local and national organisations")
	month, asOf := w.RoundOn(w.Day).Month, w.Day
	if month != "" {
		asOf = month.Last() // the units of the round
	}
	values := map[string]chart.Value{}
	var rows []chart.BarRow
	for _, r := range w.presenceByRegion() {
		v := chart.Value{State: chart.NoReport}
		switch {
		case r.Status == indicator.Suppressed:
			v.State = chart.Withheld
		case r.Status == indicator.NotApplicable:
			v.State = chart.NotApplicable
		case r.Value.Known():
			v = chart.Value{State: chart.Known, N: r.Value.V, Open: r.Status != indicator.Complete}
		}
		v.Href = w.href("OPS-01")
		values[r.place.Code] = v
		rows = append(rows, chart.BarRow{Label: r.place.NameFR, Values: []chart.Value{v}})
	}
	slices.SortStableFunc(rows, func(a, b chart.BarRow) int { return int(b.Values[0].N - a.Values[0].N) })
	var d *chart.Drawing
	if w.o.Geometry != nil {
		in := chart.MapInput{Lang: string(w.lang), One: one, Many: many, Values: values, AsOf: string(asOf), Height: 222}
		d = chart.Presence(w.o.Geometry, in)
		in.Width, in.Height = chart.PhoneWidth, 0
		d.Narrow = chart.PresenceMap(w.o.Geometry, in)
	} else {
		in := chart.BarsInput{Lang: string(w.lang), One: one, Many: many, RowWord: w.lang.Say("Région", "Region"), Rows: rows}
		d = chart.Bars(in)
		in.Width = chart.PhoneWidth
		d.Narrow = chart.Bars(in)
	}
	d.Title, d.Table.Caption, d.Narrow.Title = title, title, title
	source := w.lang.Say("Source : ", "Source: ") + w.issuer()
	if month != "" {
		source += ", " + w.lang.Month(month)
	}
	return document.Block{Kind: document.Picture, ID: "S3", Drawing: d, WithTable: w.o.Geometry == nil,
		Caption: typeset(w.lang, w.lang.Say("Graphique 1 : ", "Figure 1: ")+title), Source: typeset(w.lang, source)}
}

// presenceTable gives the figures of the picture, with what they are made of.
func (w *writer) presenceTable() *document.Table {
	l := w.lang
	t := &document.Table{Small: true, Caption: typeset(l, l.Say("Données du graphique 1 : organisations présentes, par région", "Data of figure 1: organisations present, by region")),
		Head: []string{l.Say("Région", "Region"), l.Say("ONG nationales", "National NGOs"), l.Say("Acteurs étatiques", "State bodies"),
			l.Say("Autres locales et nationales", "Other local and national"), l.Say("Locales et nationales", "Local and national"), l.Say("Toutes", "All")},
		Numeric: []bool{false, true, true, true, true, true}}
	for _, r := range w.presenceByRegion() {
		cell := func(key string) document.Cell {
			part, _ := r.Part("class", key)
			return document.Plain(part.Cell(l))
		}
		t.Rows = append(t.Rows, []document.Cell{document.Plain(r.place.NameFR), cell("nngo"), cell("state"), cell("other_local"),
			document.Plain(r.Cell(l)), cell("all")})
	}
	return t
}
