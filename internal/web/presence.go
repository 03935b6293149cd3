package web

import (
	"cmp"
	"context"
	"errors"
	"html/template"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"toguna/internal/locale"
	"toguna/internal/picture"
	"toguna/internal/presence"
	"toguna/internal/record"
)

// pictureKey is a question asked of one state of the register.
type pictureKey struct {
	position int64
	day      record.Day
	ask      picture.Ask
}

// drawn is the part of a page that a question decides, made once.
type drawn struct {
	done chan struct{} // closed when it is made
	main template.HTML
	err  error
}

// patience is how long a reader waits for a page before it says how far it is.
const patience = time.Second

// errReading says that the lines of the register are still being read.
var errReading = errors.New("the lines are still being read")

// rememberedPictures is how many questions are kept drawn: what a day's readers
// of one cluster ask for.
const rememberedPictures = 24

// Presence is a page of operational presence: the question, the picture, its
// table and who is behind it.
type Presence struct {
	*picture.Picture
	Path     string // of the page, without the language
	Fields   []Choices
	Trouble  string // why there is no picture
	Images   []template.HTML
	Files    []Part
	Names    []PlaceLine
	Changes  []ChangeList
	People   bool // people are counted, not organisations
	Gathered bool // the table of the drawing is shown: no list of places stands for it
}

// Choices is one field of the question.
type Choices struct {
	Name, Label string
	Options     []Choice
}

// Choice is one answer.
type Choice struct {
	Value, Label string
	Chosen       bool
}

// PlaceLine is a place with its figure and the organisations that may be named.
type PlaceLine struct {
	picture.Place
	Orgs Cell
}

// ChangeList is who came, or who left.
type ChangeList struct {
	Name string
	Rows []ChangeLine
}

// ChangeLine is one organisation that came or left.
type ChangeLine struct {
	Org          Part
	Kind, Places string
}

func (s *Site) presence(q *request) error { return q.presencePage("/presence") }

func (s *Site) presenceGap(q *request) error { return q.presencePage("/presence/gap") }

func (s *Site) presenceNew(q *request) error { return q.presencePage("/presence/new") }

// kindsOf lists the pictures of each page, the usual one first.
var kindsOf = map[string][]string{
	"/presence":     {"map", "symbols", "bars", "matrix", "timeline"},
	"/presence/new": {"new"},
	"/presence/gap": {"gap", "people"},
}

// asked reads the question of the address. A kind that is given is that of the
// file.
func (q *request) asked(kind string) (picture.Ask, error) {
	v := q.URL.Query()
	ask := picture.Ask{Kind: v.Get("kind"), Method: v.Get("method"), Month: record.Month(v.Get("month")), Sector: v.Get("sector"), Set: v.Get("set"), Lang: q.Lang}
	if kind != "" {
		ask.Kind = kind
	}
	if text := v.Get("level"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > 2 {
			return ask, &presence.Refusal{FR: "niveau administratif « " + text + " »\u00a0: attendu 1 ou 2", EN: "administrative level “" + text + "”: expected 1 or 2"}
		}
		ask.Level = n
	}
	return ask, nil
}

// remembered gives what a question decides of a page, from the last time the
// register in this state was asked it.
func (q *request) remembered(path string, ask picture.Ask) (template.HTML, error) {
	s := q.site
	key := pictureKey{q.View.Position, q.Day, ask}
	s.mu.Lock()
	d := s.pictures[key]
	if d == nil {
		if len(s.pictures) >= rememberedPictures {
			clear(s.pictures)
		}
		d = &drawn{done: make(chan struct{})}
		s.pictures[key] = d
		go func() {
			defer close(d.done)
			d.main, d.err = q.presenceMain(path, ask)
		}()
	}
	s.mu.Unlock()
	select {
	case <-d.done:
	case <-time.After(cmp.Or(s.Patience, patience)):
		if !s.Store.ColumnsRead(s.Operation).Done {
			return "", errReading
		}
		<-d.done // to draw takes as long however many lines there are
	}
	if d.err != nil { // of the database, or of a reader who left: the next one asks anew
		s.mu.Lock()
		delete(s.pictures, key)
		s.mu.Unlock()
	}
	return d.main, d.err
}

// presenceMain draws a question and writes its page.
func (q *request) presenceMain(path string, ask picture.Ask) (template.HTML, error) {
	ctx := context.WithoutCancel(q.Context()) // others wait for it: this reader may leave
	columns, err := q.site.Store.Columns(ctx, q.site.Operation, time.Time{})
	if err != nil {
		return "", err
	}
	page := picture.Page{
		Month: func(m record.Month) string {
			v := q.question(ask)
			v.Set("month", string(m))
			v.Del("kind")
			return q.address(q.Lang, path, v)
		},
		Org:   func(o *record.Org) string { return q.toRecord(o) },
		Place: func(code string) string { return "#p-" + url.PathEscape(code) },
	}
	drawing, err := picture.Draw(q.View, columns, ask, &page)
	if err != nil {
		return "", err
	}
	p := Presence{Picture: drawing, Path: path, Fields: q.fields(columns, drawing.Ask, kindsOf[path]), Files: q.files(drawing),
		Names: q.placeLines(drawing), Changes: q.changeLists(drawing), People: drawing.Ask.Kind == "people"}
	for _, d := range drawing.Drawings {
		p.Images = append(p.Images, template.HTML(d.PageSVG()))
	}
	p.Gathered = len(p.Names) == 0 && len(p.Changes) == 0
	return q.writePresence(p)
}

func (q *request) writePresence(p Presence) (template.HTML, error) {
	var b strings.Builder
	err := q.site.pages["presence"].ExecuteTemplate(&b, "presence", Frame{q, presenceTitle(p.Path, q.Lang), p})
	return template.HTML(b.String()), err
}

func presenceTitle(path string, lang locale.Lang) string {
	switch path {
	case "/presence/new":
		return lang.Say("Qui est arrivé, qui est parti", "Who came, who left")
	case "/presence/gap":
		return lang.Say("Besoins et réponse", "Needs and response")
	}
	return lang.Say("Présence opérationnelle", "Operational presence")
}

func (q *request) presencePage(path string) error {
	kinds := kindsOf[path]
	ask, err := q.asked("")
	if ask.Kind == "" {
		ask.Kind = kinds[0]
	}
	if !slices.Contains(kinds, ask.Kind) {
		err = &presence.Refusal{FR: "cette page ne montre pas d’image « " + ask.Kind + " »", EN: "this page shows no picture “" + ask.Kind + "”"}
	}
	var main template.HTML
	if err == nil {
		main, err = q.remembered(path, ask)
	}
	status := http.StatusOK
	if errors.Is(err, errReading) { // the reading goes on, for whoever asks again
		q.w.Header().Set("Refresh", "2")
		return q.show(http.StatusAccepted, "reading", presenceTitle(path, q.Lang), q.site.Store.ColumnsRead(q.site.Operation))
	}
	var refusal *presence.Refusal
	if errors.As(err, &refusal) { // the form stays, so that the reader can ask another question
		if len(q.rest()) > 0 {
			status = http.StatusBadRequest
		}
		columns, fault := q.site.Store.Columns(q.Context(), q.site.Operation, time.Time{})
		if fault != nil {
			return fault
		}
		main, err = q.writePresence(Presence{Path: path, Fields: q.fields(columns, ask, kinds), Trouble: capital(q.Say(refusal.FR, refusal.EN))})
	}
	if err != nil {
		return err
	}
	return q.show(status, "presence", presenceTitle(path, q.Lang), main)
}

// question writes a question as an address has it.
func (q *request) question(ask picture.Ask) url.Values {
	v := url.Values{}
	for name, value := range map[string]string{"kind": ask.Kind, "month": string(ask.Month), "sector": ask.Sector, "set": ask.Set, "method": ask.Method} {
		if value != "" {
			v.Set(name, value)
		}
	}
	if ask.Level > 0 {
		v.Set("level", strconv.Itoa(ask.Level))
	}
	return v
}

// fields are the choices of the form, for a page that has some kinds of pictures.
func (q *request) fields(c *presence.Columns, ask picture.Ask, kinds []string) []Choices {
	var out []Choices
	of := func(name, fr, en, chosen string, l *record.List, codes ...string) {
		f := Choices{Name: name, Label: q.Say(fr, en)}
		for _, code := range codes {
			f.Options = append(f.Options, Choice{code, l.Label(code, string(q.Lang)), code == chosen})
		}
		out = append(out, f)
	}
	all := func(l *record.List) (codes []string) {
		for _, i := range l.Items {
			codes = append(codes, i.Code)
		}
		return codes
	}
	if len(kinds) > 1 {
		of("kind", "Image", "Picture", ask.Kind, picture.Kinds, kinds...)
	}
	months := Choices{Name: "month", Label: q.Say("Mois", "Month")}
	for _, m := range slices.Backward(c.Months()) {
		if m <= q.Day.Month() {
			months.Options = append(months.Options, Choice{string(m), q.Lang.Month(m), m == ask.Month})
		}
	}
	out = append(out, months)
	changes, people := slices.Contains(kinds, "new"), slices.Contains(kinds, "people")
	if !changes {
		levels := Choices{Name: "level", Label: q.Say("Par", "By")}
		country := ""
		if q.View.Operation != nil {
			country = q.View.Operation.Country
		}
		for _, level := range []int{1, 2} {
			one, _ := picture.Unit(country, level, q.Lang)
			levels.Options = append(levels.Options, Choice{strconv.Itoa(level), one, level == ask.Level})
		}
		out = append(out, levels)
	}
	if people {
		of("method", "Personnes comptées", "People counted", ask.Method, picture.Methods, all(picture.Methods)...)
	} else {
		of("set", "Organisations", "Organisations", ask.Set, presence.Sets, all(presence.Sets)...)
	}
	sectors := Choices{Name: "sector", Label: q.Say("Secteur", "Sector")}
	for _, i := range record.Sectors.Items {
		if q.View.Level == record.Public && !presence.Public(ask.Kind, i.Code) {
			continue
		}
		sectors.Options = append(sectors.Options, Choice{i.Code, picture.SectorLabel(i.Code, q.Lang), i.Code == ask.Sector})
	}
	return append(out, sectors)
}

// files lists the downloads of a picture.
func (q *request) files(p *picture.Picture) []Part {
	var out []Part
	for _, format := range picture.Formats {
		for page := range p.Pages() {
			image := format == "svg" || format == "png"
			if page > 0 && !image {
				continue
			}
			v := q.question(p.Ask)
			v.Del("kind")
			label := strings.ToUpper(format)
			if image && p.Pages() > 1 {
				v.Set("page", strconv.Itoa(page+1))
				label += " " + strconv.Itoa(page+1) + "/" + strconv.Itoa(p.Pages())
			}
			out = append(out, Part{Text: label, Href: q.address(q.Lang, "/presence/"+p.Ask.Kind+"."+format, v)})
		}
	}
	return out
}

func (q *request) placeLines(p *picture.Picture) []PlaceLine {
	var out []PlaceLine
	for _, x := range p.Places {
		line := PlaceLine{Place: x}
		for _, o := range x.Orgs {
			line.Orgs.Parts = append(line.Orgs.Parts, Part{Text: q.name(o), Href: q.toRecord(o), Title: q.fullName(o)})
		}
		out = append(out, line)
	}
	return out
}

func (q *request) changeLists(p *picture.Picture) []ChangeList {
	if p.Ask.Kind != "new" {
		return nil
	}
	var out []ChangeList
	for _, side := range []struct {
		fr, en string
		list   []picture.Change
	}{{"Arrivées", "Came", p.Came}, {"Parties", "Left", p.Left}, {"N’ont pas rendu compte", "Not reported", p.Unheard}} {
		l := ChangeList{Name: q.Say(side.fr, side.en)}
		for _, c := range side.list {
			line := ChangeLine{Org: Part{Text: q.name(c.Org), Href: q.toRecord(c.Org), Title: q.fullName(c.Org)}, Places: q.Lang.List(c.Places),
				Kind: c.Class}
			if c.Again {
				line.Kind += q.Say(", de retour", ", back")
			}
			l.Rows = append(l.Rows, line)
		}
		out = append(out, l)
	}
	return out
}

var pictureTypes = map[string]string{
	"svg": "image/svg+xml", "png": "image/png", "csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// presenceFile sends a picture as a file.
func (s *Site) presenceFile(q *request) error {
	kind, format, _ := strings.Cut(q.PathValue("file"), ".")
	if !picture.Kinds.Has(kind) || pictureTypes[format] == "" {
		return errNotFound
	}
	page := 1
	if text := q.URL.Query().Get("page"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			return errNotFound
		}
		page = n
	}
	ask, err := q.asked(kind)
	var p *picture.Picture
	if err == nil {
		columns, fault := s.Store.Columns(q.Context(), s.Operation, time.Time{})
		if fault != nil {
			return fault
		}
		p, err = picture.Draw(q.View, columns, ask, nil)
	}
	var refusal *presence.Refusal
	if errors.As(err, &refusal) {
		return badRequest{q.Say(refusal.FR, refusal.EN)}
	}
	if err != nil {
		return err
	}
	if page < 1 || page > p.Pages() {
		return errNotFound
	}
	body, err := p.File(format, page, time.Now())
	if err != nil {
		return err
	}
	name := p.Ask.Name(q.View.Operation.Country)
	if p.Pages() > 1 && (format == "svg" || format == "png") {
		name += "_" + strconv.Itoa(page)
	}
	q.w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name + "." + format}))
	return q.send(http.StatusOK, pictureTypes[format], body)
}
