package intake

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"toguna/internal/record"
)

// reference is one distinct text of a column that refers to records; it is
// judged once, however many rows say it.
type reference struct {
	field *record.Field
	text  string
	ids   string // canonical text, once resolved
	rows  []*row // new rows of this book that it names
	fault *record.Problem
}

// The first references are no texts: an empty cell, and a cell that asks to
// leave the field as it is.
const (
	noReference uint32 = iota
	keepReference
	firstReference
)

// target is a record that may be referred to.
type target struct {
	id  string
	rec record.Record
	row *row // a new row of this book, nil for what is known already
}

func (t *target) label(lang string) string {
	code, name := t.rec.Base().Code, nameOf(t.rec, lang)
	switch {
	case code == "" && name == "":
		return t.id
	case code == "" || name == "" || code == name:
		return code + name
	}
	return code + " (" + name + ")"
}

// code is what a person types to name the record.
func (t *target) code() string { return cmp.Or(t.rec.Base().Code, t.id) }

func nameOf(r record.Record, lang string) string {
	switch r := r.(type) {
	case *record.Org:
		return r.Name(lang)
	case *record.Body:
		return r.Name(lang)
	case *record.Place:
		return r.NameFR
	}
	return ""
}

// register finds the records of a kind by what people write for them.
type register struct {
	all    []*target
	ids    map[string]*target
	codes  map[string][]*target // in small letters
	folded map[string][]*target // codes, folded
	names  map[string][]*target // acronyms, names and other spellings of organisations, folded

	spellings []spelling // for suggestions, made when first needed
}

type spelling struct {
	text   string
	length int // of the folded text
	t      *target
}

// register gives the register of a kind as the base knows it.
func (r *reader) register(k record.Kind) *register {
	if g := r.known[k]; g != nil {
		return g
	}
	all := r.base.Records(k)
	g := &register{ids: make(map[string]*target, len(all)), codes: make(map[string][]*target, len(all)), folded: map[string][]*target{}, names: map[string][]*target{}}
	r.known[k] = g
	for _, rec := range all {
		g.add(&target{id: rec.Base().ID, rec: rec})
	}
	return g
}

func (g *register) add(t *target) {
	if had := g.ids[t.id]; had == nil {
		g.ids[t.id] = t
		g.all = append(g.all, t)
	}
	enter := func(m map[string][]*target, key string) {
		if key != "" && !slices.ContainsFunc(m[key], func(u *target) bool { return u.id == t.id }) {
			m[key] = append(m[key], t)
		}
	}
	enter(g.codes, strings.ToLower(t.rec.Base().Code))
	if t.rec.Kind() == "activity" {
		return // nothing refers to activities
	}
	enter(g.folded, record.Fold(t.rec.Base().Code))
	if o, ok := t.rec.(*record.Org); ok {
		enter(g.names, record.Fold(o.Acronym))
		enter(g.names, record.Fold(o.NameFR))
		enter(g.names, record.Fold(o.NameEN))
		for _, a := range o.Aliases {
			enter(g.names, record.Fold(a))
		}
	}
}

// find finds what a text can name: by id, else by code, else by the names of
// organisations.
func (g *register) find(text string) []*target {
	if t := g.ids[text]; t != nil {
		return []*target{t}
	}
	if found := g.codes[strings.ToLower(text)]; len(found) > 0 {
		return found
	}
	key := record.Fold(text)
	if found := g.folded[key]; len(found) > 0 {
		return found
	}
	return g.names[key]
}

// near finds the records whose code or name is nearest to a text, and for
// organisations the next one that is close as well.
func (g *register) near(text string) (nearest, next *target) {
	if g.spellings == nil {
		for _, t := range g.all {
			texts := []string{t.rec.Base().Code, nameOf(t.rec, "fr"), nameOf(t.rec, "en")}
			if o, ok := t.rec.(*record.Org); ok {
				texts = append(append(texts, o.Acronym), o.Aliases...)
			}
			for _, s := range texts {
				if s != "" {
					g.spellings = append(g.spellings, spelling{s, utf8.RuneCountInString(record.Fold(s)), t})
				}
			}
		}
	}
	length := utf8.RuneCountInString(record.Fold(text))
	best := func(not *target) *target {
		var close []string
		for _, s := range g.spellings {
			if d := max(s.length-length, length-s.length); s.t != not && d <= max(1, min(s.length, length)/3) {
				close = append(close, s.text)
			}
		}
		found := record.Nearest(text, close)
		if found == "" {
			return nil
		}
		i := slices.IndexFunc(g.spellings, func(s spelling) bool { return s.t != not && s.text == found })
		return g.spellings[i].t
	}
	if nearest = best(nil); nearest != nil {
		next = best(nearest)
	}
	return nearest, next
}

// most distinct texts for which near values are looked for.
const mostSuggestions = 500

// resolve judges every reference and sets the fields of the rows.
func (r *reader) resolve() {
	for _, p := range r.plans {
		if !record.TableOf(p.table.Kind).Referred {
			continue
		}
		g := r.register(p.table.Kind)
		for i := range p.rows {
			w := &p.rows[i]
			t := &target{id: w.rec.Base().ID, rec: w.rec}
			if w.was == nil {
				t.row = w
			}
			if t.id != "" {
				g.add(t)
			}
		}
	}
	suggestions := 0
	for i := int(firstReference); i < len(r.refs); i++ {
		r.judge(&r.refs[i], &suggestions)
	}
	for _, p := range r.plans {
		for i := range p.rows {
			w := &p.rows[i]
			for j, c := range p.referring {
				n := p.tokens[i*len(p.referring)+j]
				if n < firstReference {
					continue
				}
				ref := &r.refs[n]
				switch {
				case ref.fault == nil:
					p.set(w, c, ref.ids)
				case w.was != nil && c.field.Get(w.was) == ref.text:
					p.set(w, c, ref.text)
				default:
					p.report(w, c, *ref.fault)
				}
			}
		}
	}
}

// judge finds out what a reference names.
func (r *reader) judge(ref *reference, suggestions *int) {
	g := r.register(ref.field.Ref)
	parts := []string{ref.text}
	if ref.field.Many {
		parts = strings.Split(ref.text, ";")
	}
	var ids []string
	for _, part := range parts {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		found := g.find(part)
		if len(found) == 1 {
			ids = append(ids, found[0].id)
			if found[0].row != nil {
				ref.rows = append(ref.rows, found[0].row)
			}
			continue
		}
		name := record.TableOf(ref.field.Ref).Name(r.lang)
		fault := problem("not_found", part, name, "")
		if len(found) > 1 {
			fault = problem("several", part, r.readings(found), "")
		} else if *suggestions++; *suggestions <= mostSuggestions {
			nearest, next := g.near(part)
			switch {
			case next != nil && ref.field.Ref == "org":
				fault = problem("two_organisations", part, r.readings([]*target{nearest, next}), "")
			case nearest != nil:
				fault.Nearest = nearest.code()
			}
		}
		ref.fault = &fault
		return
	}
	ref.ids = strings.Join(ids, "; ")
}

// readings names several records, each as people know it.
func (r *reader) readings(found []*target) string {
	var labels []string
	for _, t := range found[:min(len(found), 4)] {
		labels = append(labels, t.label(r.lang))
	}
	if len(found) > 4 {
		labels = append(labels, "…")
	}
	return strings.Join(labels, r.o.Lang.Say(" ou ", " or "))
}

// refuseDependants refuses the rows that refer to a refused new row, and those
// that refer to these.
func (r *reader) refuseDependants() {
	type user struct {
		w *row
		c *column
	}
	var refused []*row
	for _, p := range r.plans {
		for i := range p.rows {
			if w := &p.rows[i]; w.refused && w.was == nil {
				refused = append(refused, w)
			}
		}
	}
	if len(refused) == 0 {
		return
	}
	users := map[*row][]user{}
	for _, p := range r.plans {
		for i := range p.rows {
			for j, c := range p.referring {
				for _, t := range r.refs[p.tokens[i*len(p.referring)+j]].rows {
					users[t] = append(users[t], user{&p.rows[i], c})
				}
			}
		}
	}
	for len(refused) > 0 {
		w := refused[0]
		refused = refused[1:]
		for _, u := range users[w] {
			if u.w == w {
				continue
			}
			if !u.w.refused && u.w.was == nil {
				refused = append(refused, u.w)
			}
			u.w.plan.report(u.w, u.c, problem("row_refused", w.refusal(r.o.Lang), "", ""))
		}
	}
}
