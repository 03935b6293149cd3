package fivew

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"toguna/internal/exchange/sheet"
	"toguna/internal/layout"
	"toguna/internal/match"
	"toguna/internal/record"
)

// entry is a row of the file on its way into the register.
type entry struct {
	row      int
	id       string // of the row, where the file is one of ours
	version  int    // that the row was issued with, 0 for a new one
	said     string // what the cells of its place say, and whether they hold it back
	withheld bool
	a        *record.Activity
	was      *record.Activity // the line it is in the register, nil for a new one
	same     bool             // says what is known already
}

// natural is what tells the lines of one return apart when they bear no id.
var natural = []string{"impl", "sector", "what", "indicator", "unit", "modality", "place", "site", "population", "project_code"}

// lineFields are the fields of an activity that a file can say something of.
var lineFields = func() []record.Field {
	var out []record.Field
	for _, f := range record.TableOf("activity").Fields {
		switch f.Name {
		case "code", "return", "level", "source", "confirmed":
			continue
		}
		out = append(out, f)
	}
	return out
}()

// register is the lines the register holds already for the months of a file.
type register struct {
	base  *record.Snapshot
	given map[string]bool // the fields that the file has a column for
	blank map[string]bool // of those, the fields whose columns hold nothing
	byID  map[string]*record.Activity
	all   []*record.Activity // in the order of their codes
	taken map[*record.Activity]bool
}

func newRegister(base *record.Snapshot, lines []*record.Activity, given, blank map[string]bool) *register {
	g := &register{base: base, given: given, blank: blank, byID: map[string]*record.Activity{}, all: lines, taken: map[*record.Activity]bool{}}
	slices.SortFunc(g.all, func(a, b *record.Activity) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.ID, b.ID))
	})
	for _, a := range g.all {
		g.byID[a.ID] = a
	}
	return g
}

// natural is the key of a line among those of its organisation and month, made
// of what the file has a column for: one that holds nothing tells no lines apart.
// Who does it is the organisation itself where nobody else is named.
func (g *register) natural(a *record.Activity) string {
	var b strings.Builder
	b.WriteString(string(a.Month) + "\x00" + string(a.Org))
	for _, f := range lineFields {
		if !g.given[f.Name] || g.blank[f.Name] || !slices.Contains(natural, f.Name) {
			continue
		}
		said := f.Get(a)
		if f.Name == "impl" {
			said = string(cmp.Or(a.Impl, a.Org))
		}
		b.WriteString("\x00" + record.Fold(said))
	}
	return b.String()
}

// whole is all that a line says in the columns of the file.
func (g *register) whole(a *record.Activity) string {
	var b strings.Builder
	for _, f := range lineFields {
		if g.given[f.Name] {
			b.WriteString(f.Get(a) + "\x00")
		}
	}
	return b.String()
}

// identify finds out which line of the register each entry is: by the id of
// its row, else the line that says exactly the same, else the one with the same
// natural key, in order. A row that was copied bears the id of the first; the
// one that is still that line keeps it and the others are new.
func (g *register) identify(entries []*entry) {
	bearers := map[string][]*entry{}
	for _, e := range entries {
		if e.id != "" {
			bearers[e.id] = append(bearers[e.id], e)
		}
	}
	for id, all := range bearers {
		was := g.byID[id]
		keeper := all[0]
		if was != nil {
			for _, e := range all {
				g.echo(e, was)
			}
			for _, test := range []func(*record.Activity) string{g.whole, g.natural} {
				if i := slices.IndexFunc(all, func(e *entry) bool { return test(e.a) == test(was) }); i >= 0 {
					keeper = all[i]
					break
				}
			}
			keeper.was = was
			g.taken[was] = true
		}
		for _, e := range all {
			if e != keeper {
				e.id, e.version = "", 0
			}
		}
	}
	for _, key := range []func(*record.Activity) string{g.whole, g.natural} {
		free := map[string][]*record.Activity{}
		for _, a := range g.all {
			if !g.taken[a] {
				free[key(a)] = append(free[key(a)], a)
			}
		}
		for _, e := range entries {
			if e.was != nil || e.id != "" {
				continue
			}
			k := key(e.a)
			if had := free[k]; len(had) > 0 {
				e.was, free[k] = had[0], had[1:]
				g.taken[e.was] = true
			}
		}
	}
	for _, e := range entries {
		if e.was != nil {
			g.settle(e)
		}
	}
}

// settle completes a line from what is known of it: what the file has no column
// for stays as it is.
func (g *register) settle(e *entry) {
	e.same = g.whole(e.a) == g.whole(e.was)
	head, was := &e.a.Head, &e.was.Head
	head.ID, head.Code, head.Level, head.Version, head.Operation = was.ID, was.Code, was.Level, was.Version, was.Operation
	e.a.Return = e.was.Return
	for _, f := range lineFields {
		if !g.given[f.Name] {
			_ = f.Set(e.a, f.Get(e.was)) // its own canonical text
		}
	}
}

// echo gives a row that only says again what the register holds the very values
// of the register: a place that was not told, or is known otherwise today, what
// was reported of a place and sector that stay, and the project that its code
// stands for.
func (g *register) echo(e *entry, was *record.Activity) {
	if e.withheld && g.within(was.Place, e.a.Place) || e.said != "" && e.said == g.site(was.Place) {
		e.a.Place = was.Place
	}
	if e.a.Place == was.Place && e.a.Sector == was.Sector {
		e.a.Reported = was.Reported
	}
	if p, ok := g.base.Record(string(was.Project)).(*record.Project); ok && was.ProjectCode == "" && strings.EqualFold(p.Code, e.a.ProjectCode) {
		e.a.ProjectCode = ""
	}
}

// within tells whether a place is a unit or lies in it.
func (g *register) within(p, unit record.PlaceID) bool {
	for range 8 {
		if p == unit {
			return true
		}
		place := g.base.Place(p)
		if place == nil {
			break
		}
		p = place.Parent
	}
	return unit == ""
}

// site is how a 5W that is given out writes a place.
func (g *register) site(p record.PlaceID) string {
	var s match.Site
	for level, to := range []struct{ code, name *string }{{&s.Code1, &s.Name1}, {&s.Code2, &s.Name2}, {&s.Code3, &s.Name3}} {
		if u := g.base.Admin(p, level+1); u != nil {
			*to.code, *to.name = record.PCode(u.Code), u.NameFR
		}
	}
	return s.Text()
}

// left lists the lines of the register that no row of the file is, among those
// of the given returns.
func (g *register) left(of map[record.ReturnID]bool) []*record.Activity {
	var out []*record.Activity
	for _, a := range g.all {
		if !g.taken[a] && of[a.Return] {
			out = append(out, a)
		}
	}
	return out
}

// Emptied lists the keys of the rows in which a person has left nothing but the
// key: lines that were in a workbook of ours and are taken out of it.
func Emptied(ctx context.Context, b *sheet.Book, l *layout.Layout) ([]string, error) {
	key, version := l.Column(layout.RowID), l.Column(layout.RowVersion)
	if key == nil {
		return nil, nil
	}
	var out []string
	err := b.Rows(ctx, l.Sheet, func(row int, cells []sheet.Cell) error {
		id := ""
		for _, c := range cells {
			switch {
			case c.Col == key.Col:
				id = strings.TrimSpace(c.Text)
			case version != nil && c.Col == version.Col, strings.TrimSpace(c.Text) == "", c.Kind == sheet.Formula:
			default:
				return nil
			}
		}
		if row >= l.FirstRow && id != "" {
			out = append(out, id)
		}
		return nil
	})
	return out, err
}
