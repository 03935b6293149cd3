package picture

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"toguna/internal/chart"
	"toguna/internal/exchange/sheet"
	"toguna/internal/presence"
	"toguna/internal/record"
)

// namesAtMost is how many names the lists under a map hold; more do not fit a page.
const namesAtMost = 220

// places draws presence by place: a map, circles, or bars by class.
func (w *writer) places() error {
	t, err := w.read(w.Ask.question("places"))
	if err != nil {
		return err
	}
	w.Ask.Level = t.Question.Level // the table may have been rolled up
	w.remark(t)
	named, err := w.named(w.Ask.Level)
	if err != nil {
		return err
	}
	one, many := w.unit()
	w.Title = fmt.Sprintf(w.say("Présence opérationnelle : %s, par %s", "Operational presence: %s, by %s"), w.topic(), one)
	w.head(sheet.TextColumn, "P-code", one)
	if w.Ask.Level > 1 {
		region, _ := Unit(w.country, 1, w.Ask.Lang)
		w.head(sheet.TextColumn, region)
	}
	for _, h := range t.Columns {
		w.head(sheet.IntegerColumn, h.Label(w.Ask.Lang))
	}
	w.head(sheet.TextColumn, w.say("organisations (noms)", "organisations (names)"))
	w.columns[len(w.columns)-1].Width = 70
	values := make(map[string]chart.Value)
	var areas []string
	for r, h := range t.Rows {
		figure, missing := w.figure(t.Cells[r][0])
		var names []string
		line := Place{Code: h.Key, Name: h.Label(w.Ask.Lang), Region: w.region(h.Place), Figure: figure, Missing: missing}
		if h.Areas == 0 {
			v := value(t.Cells[r][0])
			if w.page != nil && w.page.Place != nil {
				v.Href = w.page.Place(h.Key)
			}
			values[h.Key] = v
			line.Orgs = named.orgs[h.Key]
			for _, o := range line.Orgs {
				names = append(names, orgName(o, string(w.Ask.Lang)))
			}
		} else {
			if t.Cells[r][0].State == presence.Withheld {
				figure = "◊" // the legend says what it is
			}
			areas = append(areas, h.Place.NameFR+"\u00a0"+figure)
		}
		w.Places = append(w.Places, line)
		cells := []sheet.Cell{sheet.TextCell(h.Key), sheet.TextCell(line.Name)}
		if w.Ask.Level > 1 {
			cells = append(cells, sheet.TextCell(w.region(h.Place)))
		}
		for _, c := range t.Cells[r] {
			cells = append(cells, w.fileCell(c))
		}
		w.rows = append(w.rows, placed(append(cells, sheet.TextCell(strings.Join(names, "; ")))))
	}
	whole := []sheet.Cell{{}, sheet.TextCell(w.say("ensemble", "all"))}
	if w.Ask.Level > 1 {
		whole = append(whole, sheet.Cell{})
	}
	for _, c := range t.Whole {
		whole = append(whole, w.fileCell(c))
	}
	w.rows = append(w.rows, placed(whole))
	if len(areas) > 0 {
		w.Remarks = append(w.Remarks, capital(w.Ask.many())+w.say(" dans les zones difficiles d’accès, par région : ", " in hard-to-reach areas, by region: ")+strings.Join(areas, w.say(" ; ", "; "))+".")
	}
	if named.unnamed != "" {
		w.Remarks = append(w.Remarks, named.unnamed)
	}
	if w.Ask.Kind == "bars" {
		w.stack(t, one)
		return nil
	}
	g, err := Boundaries(w.monthEnd(), w.Ask.Level)
	if err != nil {
		return err
	}
	if g == nil { // nothing to draw a map of
		w.stack(t, one)
		return nil
	}
	in := chart.MapInput{PlaceWord: capital(one), Values: values, AsOf: string(w.Ask.Month.Last()), Symbols: w.Ask.Kind == "symbols"}
	in.One, in.Many = w.Ask.one(), w.Ask.many()
	if w.Ask.Level > 1 {
		if in.Borders, err = Boundaries(w.monthEnd(), 1); err != nil {
			return err
		}
		if in.Borders != nil && g.Source == "" {
			g.Source = in.Borders.Source
		}
	}
	if in.Panel, in.Lists, err = w.beside(t, many); err != nil {
		return err
	}
	w.Boundaries = g.Source
	w.showMap(g, in)
	return nil
}

// showMap draws a map. A narrow one has the whole and the kinds above it; the
// names and the regions are in the list under the picture.
func (w *writer) showMap(g *chart.Geometry, in chart.MapInput) {
	w.show(func(width float64, c chart.Caption) *chart.Drawing {
		in := in
		in.Width, in.Lang, in.Title, in.Subtitle, in.Source, in.Note, in.Untitled = width, c.Lang, c.Title, c.Subtitle, c.Source, c.Note, c.Untitled
		if width < paperWidth {
			panel := *in.Panel
			panel.Bars = slices.DeleteFunc(slices.Clone(panel.Bars), func(l chart.BarList) bool { return !l.Kinds })
			in.Panel, in.Lists = &panel, nil
		}
		return chart.PresenceMap(g, in)
	})
}

// placed gives each cell its column: an empty cell keeps its place.
func placed(cells []sheet.Cell) []sheet.Cell {
	var out []sheet.Cell
	for i, c := range cells {
		if c.Kind != sheet.Empty {
			c.Col = i + 1
			out = append(out, c)
		}
	}
	return out
}

// beside is what stands around a map: the whole, the classes, the regions, and
// the names in each region.
func (w *writer) beside(t *presence.Table, many string) (*chart.Panel, []chart.NameList, error) {
	active, reported, units := 0, 0, 0
	for r, h := range t.Rows {
		if h.Areas == 0 {
			units++
		}
		if c := t.Cells[r][0]; h.Areas == 0 && (c.State == presence.Known || c.State == presence.Uncertain) {
			if c.N > 0 || !c.Open {
				reported++
			}
			if c.N > 0 {
				active++
			}
		}
	}
	p := &chart.Panel{Total: value(t.Whole[0])}
	p.Words = w.Ask.many()
	if n := t.Whole[0]; n.State == presence.Known && w.Ask.Lang.One(n.N) {
		p.Words = w.Ask.one()
	}
	if t.Whole[0].Unconfirmed() {
		p.Words += w.say(" (à confirmer)", " (to be confirmed)")
	}
	n, of := w.Ask.Lang.Int(active), w.Ask.Lang.Int(reported)
	switch everywhere := active == reported && active > 1; {
	case everywhere && reported == units:
		p.Words += fmt.Sprintf(w.say("\u00a0; présence dans les %s %s", "; presence in all %s %s"), n, many)
	case everywhere: // no zero is attested: where somebody is, is all that is known
		p.Words += fmt.Sprintf(w.say("\u00a0; présence connue dans %s %s", "; presence known in %s %s"), n, many)
	case reported == units:
		p.Words += fmt.Sprintf(w.say(", dans %s des %s %s", ", in %s of the %s %s"), n, of, many)
	default:
		p.Words += fmt.Sprintf(w.say(", dans %s des %s %s dont la présence est connue", ", in %s of the %s %s whose presence is known"), n, of, many)
	}
	classes := chart.BarList{Title: w.say("Toutes les organisations, par type", "All organisations, by type"), One: "organisation", Many: "organisations", Kinds: true}
	for i, h := range t.Columns {
		if c := t.Whole[i]; i > 0 && h.Key != "all" && !(c.State == presence.Known && c.N == 0) {
			classes.Rows = append(classes.Rows, chart.BarRow{Label: capital(h.Label(w.Ask.Lang)), Values: []chart.Value{value(c)}, Kind: slices.Index(stacked["all"], h.Key)})
		}
	}
	p.Bars = append(p.Bars, classes)
	q := w.Ask.question("places")
	q.Level = 1
	regions, err := w.read(q)
	if err != nil {
		return nil, nil, err
	}
	region, _ := Unit(w.country, 1, w.Ask.Lang)
	list := chart.BarList{Title: capital(w.Ask.many()) + w.say(", par ", ", by ") + region, One: w.Ask.one(), Many: w.Ask.many()}
	order := byFirst(regions)
	named, err := w.named(1)
	if err != nil {
		return nil, nil, err
	}
	var lists []chart.NameList
	names := 0
	for _, r := range order {
		h := regions.Rows[r]
		if h.Areas > 0 {
			continue
		}
		list.Rows = append(list.Rows, chart.BarRow{Label: h.Label(w.Ask.Lang), Values: []chart.Value{value(regions.Cells[r][0])}})
		if len(named.orgs[h.Key]) == 0 {
			continue
		}
		figure, _ := w.figure(regions.Cells[r][0])
		l := chart.NameList{Name: fmt.Sprintf("%s (%s)", h.Label(w.Ask.Lang), figure)}
		for _, o := range named.orgs[h.Key] {
			l.Names = append(l.Names, orgName(o, string(w.Ask.Lang)))
		}
		names += len(l.Names)
		lists = append(lists, l)
	}
	p.Bars = append(p.Bars, list)
	if names > namesAtMost {
		lists = nil
	}
	return p, lists, nil
}

// byFirst orders the rows of a table by their first figure, the largest first
// and those without one last.
func byFirst(t *presence.Table) []int {
	order := make([]int, len(t.Rows))
	for i := range order {
		order[i] = i
	}
	rank := func(r int) int {
		if c := t.Cells[r][0]; c.State == presence.Known || c.State == presence.Uncertain {
			return c.N
		}
		return -1
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rank(b), rank(a)) })
	return order
}

// stack draws the places as bars, a colour for each class.
func (w *writer) stack(t *presence.Table, one string) {
	in := chart.BarsInput{RowWord: capital(one), One: "organisation", Many: "organisations"}
	w.Title = fmt.Sprintf(w.say("Organisations présentes par %s et par type, secteur « %s »", "Organisations present by %s and type, %s sector"), one, SectorLabel(w.Ask.Sector, w.Ask.Lang))
	var kept []int
	all := 0
	for i, h := range t.Columns {
		switch {
		case i == 0:
		case h.Key == "all":
			all = i
		default:
			kept = append(kept, i)
			in.Series = append(in.Series, capital(h.Label(w.Ask.Lang)))
		}
	}
	for r, h := range t.Rows {
		row := chart.BarRow{Label: h.Label(w.Ask.Lang), Total: value(t.Cells[r][all])}
		for _, i := range kept {
			v := value(t.Cells[r][i])
			if w.page != nil && w.page.Place != nil {
				v.Href = w.page.Place(h.Key)
			}
			row.Values = append(row.Values, v)
		}
		in.Rows = append(in.Rows, row)
	}
	w.show(func(width float64, c chart.Caption) *chart.Drawing {
		in.Width, in.Lang, in.Title, in.Subtitle, in.Source, in.Note, in.Untitled = width, c.Lang, c.Title, c.Subtitle, c.Source, c.Note, c.Untitled
		return chart.Bars(in)
	})
}

// namedOrgs is who may be named in each place.
type namedOrgs struct {
	table   *presence.Table
	orgs    map[string][]*record.Org
	unnamed string // a sentence on those who may not
}

// named reads the matrix of a level.
func (w *writer) named(level int) (namedOrgs, error) { return w.namedIn(w.Ask.Month, level) }

func (w *writer) namedIn(m record.Month, level int) (namedOrgs, error) {
	q := w.Ask.question("matrix")
	q.Level, q.From, q.Until = level, m, m
	t, err := w.read(q)
	if err != nil {
		return namedOrgs{}, err
	}
	n := namedOrgs{table: t, orgs: make(map[string][]*record.Org)}
	for r, h := range t.Rows {
		var hidden []string
		for i, c := range t.Cells[r] {
			switch {
			case h.Org != nil && c.State == presence.Known && c.N > 0:
				n.orgs[t.Columns[i].Key] = append(n.orgs[t.Columns[i].Key], h.Org)
			case h.Org == nil && c.State == presence.Withheld, h.Org == nil && c.N > 0:
				figure, _ := w.figure(c)
				hidden = append(hidden, t.Columns[i].Label(w.Ask.Lang)+"\u00a0"+strings.Fields(figure)[0])
			}
		}
		if len(hidden) > 0 {
			n.unnamed = capital(h.Label(w.Ask.Lang)) + w.say(" : ", ": ") + strings.Join(hidden, w.say(" ; ", "; ")) + "."
		}
	}
	for _, orgs := range n.orgs {
		slices.SortFunc(orgs, func(a, b *record.Org) int {
			return strings.Compare(record.Fold(orgName(a, string(w.Ask.Lang))), record.Fold(orgName(b, string(w.Ask.Lang))))
		})
	}
	return n, nil
}
