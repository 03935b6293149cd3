package picture

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"toguna/internal/chart"
	"toguna/internal/exchange/sheet"
	"toguna/internal/locale"
	"toguna/internal/presence"
	"toguna/internal/record"
)

// Picture is a question with its answer as drawings, words and a table.
type Picture struct {
	Ask                 Ask // as answered
	Title, Subtitle     string
	Source, Handling    string
	Boundaries          string   // the set of a map, by its name
	Remarks             []string // what a reader must know to read the figures right
	Drawings            []*chart.Drawing
	Places              []Place  // of a picture by place: who is behind each figure
	Came, Left, Unheard []Change // of a picture of changes; Unheard: there before, and not reported since
	columns             []sheet.Column
	rows                [][]sheet.Cell
	unconfirmed         string // how rows write a zero to be confirmed; empty where none does
	level               record.Level
	day                 record.Day
	position            int64
	operation, country  string
}

// Place is a row of a picture by place: its figure, and the organisations that
// may be named behind it.
type Place struct {
	Code, Name, Figure string
	Region             string // the unit above, of a smaller one
	Missing            bool   // Figure says why there is none
	Orgs               []*record.Org
}

// Change is an organisation that came or left, and where it was or is.
type Change struct {
	Org    *record.Org
	Class  string
	Again  bool // it had been there before
	Places []string
}

// Page is a page that shows a picture under its own title: the addresses of
// what stands behind a figure. A file has none.
type Page struct {
	Place func(code string) string
	Month func(m record.Month) string
	Org   func(o *record.Org) string
}

// Draw answers a question. An error that a reader can mend is a *presence.Refusal.
func Draw(v record.View, c *presence.Columns, ask Ask, page *Page) (*Picture, error) {
	ask, err := ask.settled(v, c)
	if err != nil {
		return nil, err
	}
	w := &writer{Picture: &Picture{Ask: ask, level: v.Level, day: v.Day, position: v.Position}, v: v, c: c, page: page}
	if v.Operation != nil {
		w.operation, w.country = ask.Lang.Say(v.Operation.NameFR, v.Operation.NameEN), v.Operation.Country
	}
	w.Subtitle = w.subtitle()
	w.Source, w.Handling = w.source(), w.handling()
	draw := map[string]func() error{"map": w.places, "symbols": w.places, "bars": w.places, "matrix": w.matrix, "timeline": w.timeline, "new": w.changes, "gap": w.gap, "people": w.people}
	if err := draw[ask.Kind](); err != nil {
		return nil, err
	}
	if len(w.Places) > 20 { // too many for a walk by keyboard, which the list of places under the picture spares
		for _, d := range w.Drawings {
			d.Pointed = true
			if d.Narrow != nil {
				d.Narrow.Pointed = true
			}
		}
	}
	return w.Picture, nil
}

// writer is a picture while it is made.
type writer struct {
	*Picture
	v    record.View
	c    *presence.Columns
	page *Page
}

func (w *writer) say(fr, en string) string {
	return w.Ask.Lang.Say(locale.FrenchSpaces.Replace(fr), en)
}

// unit names the units of the level that is shown.
func (w *writer) unit() (one, many string) { return Unit(w.country, w.Ask.Level, w.Ask.Lang) }

// monthEnd is the register on the last day of the month shown: a map of a month
// shows the units of that month, whatever the day on which it is drawn.
func (w *writer) monthEnd() *record.Snapshot { return w.v.Snapshot.At(w.Ask.Month.Last()) }

func (w *writer) subtitle() string {
	m := w.Ask.Month
	text := capital(w.Ask.Lang.Month(m))
	round := w.v.RoundOf(m).About(w.v.Snapshot, w.Ask.Sector)
	var last record.Day
	for _, a := range round.Closed {
		last = max(last, a.On)
	}
	if last != "" {
		text += w.say(", cycle clos le ", ", round closed on ") + w.Ask.Lang.Day(last) + w.lacking(round)
	} else {
		text += w.say(", cycle non clos", ", round not closed") + w.lacking(round) + w.say(" : chiffres provisoires", ": provisional figures")
	}
	return text + w.say(". Situation au ", ". As of ") + w.Ask.Lang.Day(w.v.Day) + "."
}

// lacking says how many returns of a round have not come.
func (w *writer) lacking(r record.Round) string {
	n := len(r.Missing)
	if n == 0 {
		return ""
	}
	return ", " + w.Ask.Lang.Plural(n, w.say("1 retour manquant", "1 return missing"), w.Ask.Lang.Int(n)+w.say(" retours manquants", " returns missing"))
}

func (w *writer) source() string {
	issuer := w.say("Coordination humanitaire", "Humanitarian coordination")
	for _, b := range w.v.Bodies {
		if b.BodyKind == "cluster" && b.Reach == "national" && b.On(w.v.Day) && b.Sector != "" && strings.HasPrefix(w.Ask.Sector, b.Sector) {
			issuer = b.Name(string(w.Ask.Lang))
		}
	}
	return issuer + w.say(", rapports d’activité (5W), ", ", activity reports (5W), ") + w.Ask.Lang.Month(w.Ask.Month)
}

// handling is the line that every export carries for its level (rule X3).
func (w *writer) handling() string {
	switch w.v.Level {
	case record.Public:
		return w.say("Public. Réutilisable en citant la source et la date.", "Public. May be reused with mention of the source and date.")
	case record.Restricted:
		return w.say("Diffusion restreinte : réservé aux membres de la coordination. Ne pas publier ni transmettre au-dehors sans son accord.",
			"Restricted: for members of the coordination. Do not publish or forward outside without its agreement.")
	}
	return w.say("Confidentiel : ne pas copier ni transmettre. Un mauvais usage peut mettre des personnes en danger.",
		"Confidential: do not copy or pass on. Misuse can endanger people.")
}

// caption is the words around each drawing. What a reader of the table gets as
// remarks stands under the picture too: it travels alone.
func (w *writer) caption() chart.Caption {
	notes := slices.Clone(w.Remarks)
	if w.v.Operation != nil && w.v.Operation.Fictitious == record.Yes {
		notes = append(notes, w.say("Données d’exemple : organisations et chiffres sont fictifs.", "Sample data: organisations and figures are fictitious."))
	}
	return chart.Caption{Lang: string(w.Ask.Lang), Title: w.Title, Subtitle: w.Subtitle, Untitled: w.page != nil, Note: strings.Join(append(notes, w.Handling), " "), Source: w.Source}
}

// show takes a picture for paper and, on a page, the same for a phone. What a
// page says around its picture is left out of the narrow one.
func (w *writer) show(draw func(width float64, c chart.Caption) *chart.Drawing) {
	c := w.caption()
	d := draw(paperWidth, c)
	if w.page != nil {
		c.Note = ""
		d.Narrow = draw(chart.PhoneWidth, c)
	}
	w.Drawings = []*chart.Drawing{d}
}

// paperWidth is the width of the text of an A4 page, in points.
const paperWidth = 540.0

// read asks the columns one of their questions.
func (w *writer) read(q presence.Question) (*presence.Table, error) {
	return presence.Read(w.v, w.c, q)
}

// remark takes over the remarks of a table.
func (w *writer) remark(t *presence.Table) {
	for _, r := range t.Remarks {
		text := presence.Remarks[r.Key]
		line := strings.Replace(w.say(text.FR, text.EN), "%d", w.Ask.Lang.Int(r.N), 1)
		if !slices.Contains(w.Remarks, line) {
			w.Remarks = append(w.Remarks, line)
		}
	}
}

// value is a cell as a chart draws it.
func value(c presence.Cell) chart.Value {
	switch c.State {
	case presence.Known:
		return chart.Value{State: chart.Known, N: float64(c.N), Open: c.Open}
	case presence.Uncertain:
		return chart.Value{State: chart.Known, N: float64(c.N), More: float64(c.More), Open: c.Open}
	case presence.Withheld:
		return chart.Value{State: chart.Withheld}
	case presence.NotApplicable:
		return chart.Value{State: chart.NotApplicable}
	}
	return chart.Value{}
}

// figure is a cell in words, and whether it says why there is no figure.
func (w *writer) figure(c presence.Cell) (text string, missing bool) {
	switch c.State {
	case presence.Known:
		if c.Unconfirmed() {
			return w.say("0 (à confirmer)", "0 (to be confirmed)"), false
		}
		return w.Ask.Lang.Int(c.N), false
	case presence.Uncertain:
		return w.Ask.Lang.Int(c.N) + "–" + w.Ask.Lang.Int(c.N+c.More), false
	case presence.Withheld:
		return w.say("◊ non publié", "◊ withheld"), true
	case presence.NotApplicable:
		return w.say("sans objet", "not applicable"), true
	}
	return w.say("non renseigné", "no report"), true
}

// fileCell is a cell in a file: a number where there is one. A zero to be
// confirmed is a text, which spreadsheets and scripts cannot take for a zero and
// the sum of a column leaves out: a number would lose its mark to the first copy.
func (w *writer) fileCell(c presence.Cell) sheet.Cell {
	if c.State == presence.Known && !c.Unconfirmed() {
		return sheet.NumberCell(float64(c.N))
	}
	text, _ := w.figure(c)
	if c.State == presence.Known {
		w.unconfirmed = text
	}
	return sheet.TextCell(text)
}

// head adds text and number columns to the table of the files.
func (w *writer) head(kind sheet.ColumnKind, names ...string) {
	for _, n := range names {
		c := sheet.Column{Heading: capital(n), Kind: kind}
		if kind == sheet.IntegerColumn { // no word of a heading is cut
			for word := range strings.FieldsSeq(n) {
				c.Width = max(c.Width, 12, 1.2*float64(utf8.RuneCountInString(word)+1))
			}
		}
		w.columns = append(w.columns, c)
	}
}

// region is the first-level unit above a place; empty for one itself.
func (w *writer) region(p *record.Place) string {
	if up := w.v.Admin(record.PlaceID(p.ID), 1); up != nil && up.ID != p.ID {
		return up.NameFR
	}
	return ""
}

func orgName(o *record.Org, lang string) string {
	if o.Acronym != "" {
		return o.Acronym
	}
	return o.Name(lang)
}

// class names the class of one organisation.
func (w *writer) class(o *record.Org) string {
	c := w.v.Class(record.OrgID(o.ID))
	if c == record.Unclassified {
		return presence.Groups.Label("unknown", string(w.Ask.Lang))
	}
	return record.Classes.Label(string(c), string(w.Ask.Lang))
}

// group names the class group of an organisation.
func (w *writer) group(o *record.Org) string {
	return capital(presence.Groups.Label(w.v.Class(record.OrgID(o.ID)).Presence(), string(w.Ask.Lang)))
}

func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return strings.ToUpper(string(r)) + s[size:]
}

// topic is what a title says of organisations and sector.
func (w *writer) topic() string {
	return fmt.Sprintf(w.say("%s, secteur « %s »", "%s, %s sector"), w.Ask.many(), SectorLabel(w.Ask.Sector, w.Ask.Lang))
}
