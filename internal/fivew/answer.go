package fivew

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"toguna/internal/layout"
	"toguna/internal/match"
	"toguna/internal/record"
)

// answer folds, resolves and counts what the pass has kept.
func (rd *reader) answer() *Result {
	r := &Result{File: rd.q.File, Sector: rd.sector, Set: rd.q.Set, By: rd.q.By, Day: rd.q.Day, Layout: rd.l, Period: rd.dates}
	switch {
	case r.Period.Source != "":
	case rd.o.Month != "":
		r.Period = Period{rd.o.Month.First(), rd.o.Month.Last(), "above"}
	default:
		r.Period = periodOf(rd.q.File)
	}
	parties, of := rd.parties()
	types := rd.types(parties, of)
	g := match.NewPlaces(rd.q.Places, rd.q.Spellings, rd.q.Day)
	level := 1.0
	if rd.q.By == "admin2" {
		level = 2
	}
	counts := map[*record.Place]*PlaceCount{}
	for _, p := range rd.q.Places {
		if valid := rd.q.Day == "" && p.Until == "" || p.Valid().On(rd.q.Day); valid && p.Depth == record.N(level) {
			counts[p] = &PlaceCount{Code: p.Code, Name: p.NameFR, Counts: map[layout.Class]int{}}
		}
	}
	sites := map[match.Site]match.Found{}
	seen := map[*party]map[*record.Place]bool{}
	rows := map[*party]int{}
	for _, f := range rd.order {
		s := *rd.facts[f]
		n := s.Rows()
		r.Rows.Read += n
		at, known := sites[f.site]
		if !known && f.broken == "" {
			at = g.Find(f.site)
			sites[f.site] = at
		}
		place := at.Adm1
		if level == 2 {
			place = at.Adm2
		}
		org := of[[2]string{f.acronym, f.name}]
		if f.broken == "" {
			for _, issue := range at.Issues {
				r.find(string(issue), siteText(f.site), []string{placeText(at.Adm1), placeText(at.Adm2)}, s, f.asked)
			}
		}
		switch {
		case f.broken == "banner":
			r.Rows.Folded += n
			r.find("banner", "", nil, s, false)
		case f.broken != "" && (f.asked || f.sector == "?"):
			r.refuse(f.broken, "", s)
		case f.sector == "?" && rd.sector != "" && f.value == "":
			r.refuse("no_sector", "", s)
		case f.sector == "?" && rd.sector != "":
			r.refuse("sector_unknown", f.value, s)
		case !f.asked:
			r.Rows.OtherSectors += n
		case types[org].class == layout.Undecided:
			rows[org] += n
			r.refuse("undecided", org.label(), s)
		case place == nil:
			r.refuse("no_place", siteText(f.site), s)
		default:
			rows[org] += n
			counts[place].Rows += n
			if seen[org] == nil {
				seen[org] = map[*record.Place]bool{}
			}
			if !seen[org][place] {
				seen[org][place] = true
				counts[place].Counts[types[org].class]++
				r.Rows.Taken++
				n--
			}
			r.Rows.Folded += n
		}
	}
	for _, p := range counts {
		r.Places = append(r.Places, *p)
	}
	slices.SortFunc(r.Places, func(a, b PlaceCount) int { return strings.Compare(a.Code, b.Code) })
	r.Total = map[layout.Class]int{}
	for org, n := range rows {
		o := Organisation{Label: org.label(), Name: org.name(), Class: types[org].class, Rows: n}
		for p := range seen[org] {
			o.Places = append(o.Places, p.Code)
		}
		slices.Sort(o.Places)
		r.Total[o.Class]++
		r.Organisations = append(r.Organisations, o)
	}
	slices.SortFunc(r.Organisations, func(a, b Organisation) int {
		return cmp.Or(cmp.Compare(slices.Index(layout.Classes, a.Class), slices.Index(layout.Classes, b.Class)), strings.Compare(layout.Fold(a.Label), layout.Fold(b.Label)), strings.Compare(a.Label, b.Label))
	})
	rd.findOrgs(r, parties, types, rows)
	rd.findCells(r)
	slices.SortStableFunc(r.Remarks, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(slices.Index(findingKeys, a.Key), slices.Index(findingKeys, b.Key)), cmp.Compare(b.Rows, a.Rows), strings.Compare(a.About, b.About))
	})
	if len(rd.l.Sheets()) > 0 {
		for i := range r.Remarks {
			r.Remarks[i].Where = rd.l.Where(r.Remarks[i].Spans, "", 6)
		}
	}
	return r
}

// merged puts sets of rows together.
func merged(sets ...layout.Spans) layout.Spans {
	all := slices.Concat(sets...)
	slices.SortFunc(all, func(a, b layout.Span) int { return cmp.Compare(a.From, b.From) })
	var out layout.Spans
	for _, s := range all {
		if n := len(out); n > 0 && s.From <= out[n-1].To+1 {
			out[n-1].To = max(out[n-1].To, s.To)
			continue
		}
		out = append(out, s)
	}
	return out
}

// find adds rows to a finding of the same words.
func (r *Result) find(key, about string, detail []string, s layout.Spans, asked bool) {
	i := slices.IndexFunc(r.Remarks, func(f Finding) bool { return f.Key == key && f.About == about && slices.Equal(f.Detail, detail) })
	if i < 0 {
		i = len(r.Remarks)
		r.Remarks = append(r.Remarks, Finding{Key: key, About: about, Detail: detail})
	}
	f := &r.Remarks[i]
	f.Rows += s.Rows()
	if asked {
		f.Sector += s.Rows()
	}
	f.Spans = merged(f.Spans, s)
}

func (r *Result) refuse(why, about string, s layout.Spans) {
	r.Rows.Refused += s.Rows()
	r.find("refused."+why, about, nil, s, true)
}

func siteText(s match.Site) string {
	return strings.TrimSpace(strings.Join(strings.Fields(s.Code1+" "+s.Name1+" / "+s.Code2+" "+s.Name2), " "))
}

func placeText(p *record.Place) string {
	if p == nil {
		return ""
	}
	return p.Code + " " + p.NameFR
}

// parties folds the organisations of the whole file, as the spellings of one
// sector help to read those of another.
func (rd *reader) parties() ([]*party, map[[2]string]*party) {
	by := map[[2]string]*spelling{}
	var all []*spelling
	for _, f := range rd.order {
		if f.broken != "" {
			continue
		}
		k := [2]string{f.acronym, f.name}
		if by[k] == nil {
			by[k] = &spelling{acronym: f.acronym, name: f.name}
			all = append(all, by[k])
		}
		by[k].rows += rd.facts[f].Rows()
		by[k].spans = merged(by[k].spans, *rd.facts[f])
	}
	parties := gather(all)
	of := map[[2]string]*party{}
	for _, p := range parties {
		for _, s := range p.spellings {
			of[[2]string{s.acronym, s.name}] = p
		}
	}
	return parties, of
}

// typing is what the rows say of an organisation's type.
type typing struct {
	class      layout.Class
	all, asked map[string]int // rows by type as written
	classes    map[layout.Class]int
	mixed      bool
	spans      layout.Spans
}

// types gives every organisation one class: what a person decided, else the
// class of most of its rows in the whole file, sectors aside, as an
// organisation is of one kind whatever it does. Equal numbers decide nothing.
func (rd *reader) types(parties []*party, of map[[2]string]*party) map[*party]*typing {
	out := map[*party]*typing{}
	for _, p := range parties {
		out[p] = &typing{all: map[string]int{}, asked: map[string]int{}, classes: map[layout.Class]int{}}
	}
	for _, f := range rd.order {
		if f.broken != "" {
			continue
		}
		t, n := out[of[[2]string{f.acronym, f.name}]], rd.facts[f].Rows()
		t.all[f.kind] += n
		if f.asked {
			t.asked[f.kind] += n
		}
		if c := layout.ClassOf(f.kind); c != layout.NoType {
			t.classes[c] += n
		} else if f.kind != "" {
			t.classes[layout.Other] += n
		}
		t.spans = merged(t.spans, *rd.facts[f])
	}
	decided := map[string]layout.Class{}
	for name, c := range rd.q.Decided {
		decided[orgKey(name)] = c
	}
	for p, t := range out {
		most, tie := 0, false
		for _, c := range layout.Classes {
			switch n := t.classes[c]; {
			case n > most:
				t.class, most, tie = c, n, false
			case n == most && n > 0:
				tie = true
			}
		}
		t.class = cmp.Or(t.class, layout.NoType)
		if tie {
			t.class = layout.Undecided
		}
		t.mixed = len(t.classes) > 1
		for _, s := range p.spellings {
			for _, text := range []string{s.acronym, s.name} {
				if c, ok := decided[orgKey(text)]; ok && text != "" {
					t.class = c
				}
			}
		}
	}
	return out
}

// tally writes counts, the largest first: ONG Int 56, ONG Nat 48.
func tally(count map[string]int) string {
	keys := make([]string, 0, len(count))
	for k := range count {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), strings.Compare(a, b)) })
	parts := make([]string, len(keys))
	for i, k := range keys {
		parts[i] = fmt.Sprintf("%s %d", cmp.Or(k, "—"), count[k])
	}
	return strings.Join(parts, ", ")
}

// findOrgs reports folds, doubts and types.
func (rd *reader) findOrgs(r *Result, parties []*party, types map[*party]*typing, rows map[*party]int) {
	places := map[string][]string{}
	for _, o := range r.Organisations {
		places[o.Label+"\x00"+o.Name] = o.Places
	}
	add := func(f Finding) { r.Remarks = append(r.Remarks, f) }
	for _, p := range parties {
		label, name := p.label(), p.name()
		for i, s := range p.spellings {
			switch {
			case s.label() != label:
				add(Finding{"fold." + cmp.Or(p.why[i], "writing"), label, []string{s.label()}, s.rows, 0, s.spans, ""})
			case s.name != name && s.name != "" && s.acronym != "":
				add(Finding{"fold.name", label, []string{name, s.name}, s.rows, 0, s.spans, ""})
			}
		}
		t := types[p]
		if t.mixed {
			key := "two_types"
			if sum(t.asked) == 0 {
				key = "two_types.elsewhere"
			}
			add(Finding{key, label, []string{tally(t.all), string(t.class), tally(t.asked), strings.Join(places[label+"\x00"+name], ", ")}, sum(t.all), sum(t.asked), t.spans, ""})
		}
		if t.class == layout.NoType && rd.typed != nil && rows[p] > 0 {
			add(Finding{"no_type", label, nil, sum(t.all), sum(t.asked), t.spans, ""})
		}
	}
	unknown := map[string]layout.Spans{}
	for _, f := range rd.order {
		if f.broken == "" && f.kind != "" && layout.ClassOf(f.kind) == layout.NoType {
			unknown[f.kind] = merged(unknown[f.kind], *rd.facts[f])
		}
	}
	for kind, s := range unknown {
		add(Finding{"type_unknown", kind, nil, s.Rows(), 0, s, ""})
	}
	for _, d := range doubts(parties) {
		add(Finding{"doubt." + d.why, d.a.label(), []string{d.a.name(), d.b.label(), d.b.name()}, sumRows(d.a) + sumRows(d.b), rows[d.a] + rows[d.b], nil, ""})
	}
}

func sumRows(p *party) int {
	n := 0
	for _, s := range p.spellings {
		n += s.rows
	}
	return n
}

func sum(count map[string]int) int {
	n := 0
	for _, k := range count {
		n += k
	}
	return n
}

// findCells reports error values and communes that do not nest.
func (rd *reader) findCells(r *Result) {
	for key, s := range rd.errors {
		header, value, _ := strings.Cut(key, "\x00")
		r.Remarks = append(r.Remarks, Finding{"cell_error", header, []string{value}, s.Rows(), 0, *s, ""})
	}
	if s := rd.communes; s != nil {
		r.Remarks = append(r.Remarks, Finding{"commune", rd.cols[layout.Adm3Code].Header, nil, s.Rows(), rd.communesIn, s, ""})
	}
}
