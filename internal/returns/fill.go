package returns

import (
	"strings"

	"toguna/internal/exchange/sheet"
	"toguna/internal/locale"
	"toguna/internal/record"
)

// filler writes the values of activity lines as one reader may see them.
type filler struct {
	view   record.View
	lang   locale.Lang
	called map[string]int // how many organisations have an acronym or code
}

func newFiller(v record.View, lang locale.Lang) *filler {
	f := &filler{view: v, lang: lang, called: map[string]int{}}
	for _, o := range v.Orgs {
		acronym, code := record.Fold(o.Acronym), record.Fold(o.Code)
		f.called[acronym]++
		if code != acronym {
			f.called[code]++
		}
	}
	return f
}

// short is what a file calls an organisation: its acronym where no other has
// it as acronym or code and it can stand among several in a cell, else its code.
func (f *filler) short(id record.OrgID) string {
	o := f.view.Org(id)
	switch {
	case o == nil:
		return ""
	case o.Acronym != "" && f.called[record.Fold(o.Acronym)] == 1 && !strings.ContainsAny(o.Acronym, ";|\n"):
		return o.Acronym
	}
	return o.Code
}

func (f *filler) name(id record.OrgID) string {
	if o := f.view.Org(id); o != nil {
		return o.Name(string(f.lang))
	}
	return ""
}

func (f *filler) kind(id record.OrgID) string {
	if o := f.view.Org(id); o != nil {
		return record.OrgTypes.Label(o.Type, string(f.lang))
	}
	return ""
}

func (f *filler) project(a *record.Activity) string {
	if p, ok := f.view.Record(string(a.Project)).(*record.Project); ok && a.ProjectCode == "" {
		return p.Code
	}
	return a.ProjectCode
}

func (f *filler) number(n record.Number) sheet.Cell {
	if n.Known() {
		return sheet.NumberCell(n.V)
	}
	return sheet.TextCell(record.Answers.Label(n.String(), string(f.lang)))
}

// place is the place of a line as the reader may see it, nil where they may
// not.
func (f *filler) place(a *record.Activity) *record.Place {
	field, _ := record.TableOf("activity").Field("place")
	id, withheld := f.view.Value(a, field)
	p := f.view.Place(record.PlaceID(id))
	if p == nil || withheld {
		return nil
	}
	return p
}

// coarse tells whether the reader sees the place of a line less finely than the
// register holds it.
func (f *filler) coarse(a *record.Activity) bool {
	p := f.place(a)
	return p == nil || record.PlaceID(p.ID) != a.Place
}

type unit struct{ name, code sheet.Cell }

// unit is the administrative unit of a level that holds the place of a line.
// Where the reader sees a place less finely, the finer cells say that something
// is withheld, so that nobody takes them for empty; the whole country stands
// where the region would.
func (f *filler) unit(a *record.Activity, level int) unit {
	p := f.place(a)
	if p != nil {
		if u := f.view.Admin(record.PlaceID(p.ID), level); u != nil {
			return unit{sheet.TextCell(u.NameFR), sheet.TextCell(record.PCode(u.Code))}
		}
		if level == 1 && p.Depth == record.N(0) {
			return unit{name: sheet.TextCell(say(f.lang, "Tout le pays", "Whole country"))}
		}
	}
	if f.coarse(a) && f.view.Admin(a.Place, level) != nil {
		word := sheet.TextCell(record.Answers.Label(string(record.Withheld), string(f.lang)))
		return unit{word, sheet.Cell{}}
	}
	return unit{}
}

// columns lists the columns the reader may see.
func (f *filler) columns() []*Column {
	var out []*Column
	for i := range Columns {
		if c := &Columns[i]; c.field().Level <= f.view.Level {
			out = append(out, c)
		}
	}
	return out
}

// spec describes a column for the writer of workbooks.
func (c *Column) spec(lang locale.Lang) sheet.Column {
	return sheet.Column{Group: c.Group.in(lang), Heading: c.Heading.in(lang), Tag: c.HXL, Kind: c.Kind, Width: c.Width, Required: c.Required,
		Computed: c.Computed, Hidden: c.Hidden, Locked: c.Computed && c.Key != "total", Whole: c.Whole, Prompt: c.prompt(lang)}
}

// fileName keeps of a text what every file system takes.
func fileName(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '.', r == '_':
			return r
		}
		return '-'
	}, s)
}
