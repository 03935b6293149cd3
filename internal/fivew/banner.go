package fivew

import (
	"slices"
	"strings"
	"unicode"

	"toguna/internal/exchange/sheet"
	"toguna/internal/layout"
	"toguna/internal/match"
	"toguna/internal/record"
)

// banner folds a row that says what those below it are about.
func (w *worker) banner(p *piece, n int) {
	x := &column{Column: new(layout.Column)}
	switch says := w.c.l.Banner(n).Says[0].Meaning; {
	case says == layout.Sector:
		x.role = roleSector
	case says == layout.DateReported:
		x.role = roleMonth
	case says == layout.Adm1Name:
		x.role = roleName1
	default:
		x.role = roleOrgName
	}
	f := w.c.warning(x, "banner", "", "")
	p.faults = append(p.faults, f)
	if p.keep {
		p.lines = append(p.lines, Line{Row: n})
	}
	p.rows = append(p.rows, verdict{row: n, month: -1, from: len(p.faults) - 1, to: len(p.faults), banner: true})
}

// findBanner keeps the row where it may be a banner.
func (w *worker) findBanner(p *piece, n int) {
	if cell, alone := layout.Alone(w.raw); alone && len(w.covered) == 0 {
		if says := w.c.bannerSays(w.finder, n, cell); says != nil {
			p.titles = append(p.titles, layout.Banner{Row: n, Says: says})
		}
	}
}

// bannerSays is the one thing that the only cell of a row says and that the rows below
// may lack: a place of the register, a sector, an organisation or a month; nil without.
func (c *checker) bannerSays(h *layout.Heads, n int, cell sheet.Cell) []layout.Said {
	if len(cell.Text) > 120 {
		return nil
	}
	if x := c.column(cell.Col); x != nil && x.shape != shapeValue && x != c.columns[0] {
		return nil // what was done, and nothing else
	}
	if cell.Kind == sheet.Date {
		if cell.Day != cell.Day.Month().First() {
			return nil
		}
		return []layout.Said{{Meaning: layout.DateReported, Text: string(cell.Day.Month())}}
	}
	if found := c.readings(h, strings.Clone(cell.Text), c.l.PlacesAbove(n)); len(found) == 1 {
		return found[0]
	}
	return nil
}

// readings are the things that a text that stands alone may say; above are the names
// of the units it stands below.
func (c *checker) readings(h *layout.Heads, text string, above [3]string) (found [][]layout.Said) {
	add := func(says ...layout.Said) {
		if len(says) > 0 && !slices.ContainsFunc(found, func(f []layout.Said) bool { return slices.Equal(f, says) }) {
			found = append(found, says)
		}
	}
	labelled, ofPlace := strings.Contains(text, ":"), false
	for _, r := range h.Readings(text) {
		level := slices.Index([]layout.Meaning{layout.Adm1Name, layout.Adm2Name, layout.Adm3Name}, r.Meaning) + 1
		ofPlace = ofPlace || level > 0
		switch {
		case level > 0:
			if len(found) == 0 { // a commune may be of level 3 or 2
				add(c.unitSaid(r.Text, level, above)...)
			}
		case r.Meaning == layout.Sector:
			add(c.sectorSaid(r.Text, true)...)
		case r.Meaning == layout.OrgName:
			add(c.orgSaid(r.Text, labelled)...)
		case r.Meaning == layout.DateReported:
			add(c.monthSaid(r.Text)...)
		case len(found) == 0:
			if !ofPlace {
				add(c.placeSaid(r.Text, above)...)
			}
			add(c.sectorSaid(r.Text, false)...)
			add(c.orgSaid(r.Text, false)...)
			add(c.monthSaid(r.Text)...)
		}
	}
	return found
}

// titleOf reads what is said of all rows of a sheet: above its table, or by its name,
// which may say several things and what it is: 5W_Gao_mars 2018.
func (c *checker) titleOf(h *layout.Heads, text string) (all [][]layout.Said) {
	if found := c.readings(h, strings.ReplaceAll(text, "_", " "), [3]string{}); len(found) == 1 {
		return found
	}
	if strings.Contains(text, ":") {
		return nil
	}
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune("_-–,", r) }) {
		switch found := c.readings(h, strings.TrimSpace(part), [3]string{}); {
		case len(found) == 1:
			all = append(all, found[0])
		case strings.ContainsFunc(part, unicode.IsLetter) && !slices.Contains(sheetWords, layout.Fold(part)):
			return nil // Gao-Nord is not Gao
		}
	}
	return all
}

// sheetWords are the parts of the name of a sheet that say nothing of its rows.
var sheetWords = strings.Fields("3w 4w 5w data donnees activites activities matrice base saisie feuille sheet")

// unitSaid reads a text as the name of a unit of a level, within those above where
// it is not the only one of that name.
func (c *checker) unitSaid(text string, level int, above [3]string) []layout.Said {
	if c.k.Places == nil {
		return nil
	}
	names := [3]string{}
	names[level-1] = text
	f := c.k.Places.Find(siteOf(names))
	if f.Place == nil || len(f.Issues) > 0 {
		copy(names[:level-1], above[:])
		f = c.k.Places.Find(siteOf(names))
	}
	if f.Place == nil || len(f.Issues) > 0 || f.Place.Depth.V != float64(level) {
		return nil
	}
	return c.unitsSaid(f)
}

// placeSaid reads a text as a P-code, or as the name of a unit of whatever level: the
// widest, where those of that name lie in one another.
func (c *checker) placeSaid(text string, above [3]string) (says []layout.Said) {
	if c.k.Places == nil {
		return nil
	}
	if u := c.unitOf(text); u != nil {
		for _, s := range []match.Site{{Code1: text}, {Code2: text}, {Code3: text}} {
			if f := c.k.Places.Find(s); f.Place == u {
				return c.unitsSaid(f)
			}
		}
	}
	for level := 1; level <= 3; level++ {
		finer := c.unitSaid(text, level, above)
		switch {
		case says == nil:
			says = finer
		case finer != nil && !slices.Equal(finer[:min(len(says), len(finer))], says):
			return nil
		}
	}
	return says
}

func siteOf(names [3]string) match.Site {
	return match.Site{Name1: names[0], Name2: names[1], Name3: names[2]}
}

// unitsSaid names a unit and those above it, where their names lead there again.
func (c *checker) unitsSaid(f match.Found) (says []layout.Said) {
	var names [3]string
	for i, u := range []*record.Place{f.Adm1, f.Adm2, f.Adm3} {
		if u == nil {
			break
		}
		names[i] = u.NameFR
		says = append(says, layout.Said{Meaning: []layout.Meaning{layout.Adm1Name, layout.Adm2Name, layout.Adm3Name}[i], Text: u.NameFR, Code: record.PCode(u.Code)})
	}
	if again := c.k.Places.Find(siteOf(names)); again.Place != f.Place || len(again.Issues) > 0 {
		return nil
	}
	return says
}

// sectorSaid reads a text as a sector. Without the word for one it must be its name
// and nothing else.
func (c *checker) sectorSaid(text string, named bool) []layout.Said {
	if len(layout.SectorsOf(text)) != 1 || !named && !layout.SaysSector(text) {
		return nil
	}
	return []layout.Said{{Meaning: layout.Sector, Text: text}}
}

// orgSaid reads a text as an organisation: any that a label announces, else one that
// the register writes so or somebody has decided on.
func (c *checker) orgSaid(text string, labelled bool) []layout.Said {
	as := layout.OrgName
	switch name, acronym := c.at[roleOrgName], c.at[roleOrgAcronym]; {
	case name != nil:
		as = name.Meaning
	case acronym != nil:
		as = acronym.Meaning
	case c.o.Owner != "":
		as = layout.ReportName
	}
	says := []layout.Said{{Meaning: as, Text: text}}
	if labelled {
		if named(text) == "" || strings.IndexFunc(text, unicode.IsLetter) != 0 {
			return nil
		}
		return says
	}
	if c.k.Orgs == nil {
		return nil
	}
	a := c.k.Orgs.Find("", text)
	o := c.k.Register[a.Org]
	if o == nil || !a.Why.Remembered() && !slices.ContainsFunc(writings(o), func(w string) bool { return layout.Fold(w) == layout.Fold(text) }) {
		return nil
	}
	return says
}

// monthSaid reads a text as a month, whose year may be that of the file.
func (c *checker) monthSaid(text string) []layout.Said {
	m := monthIn(text)
	if year := c.year(); m == "" && year != "" && strings.IndexFunc(text, unicode.IsLetter) == 0 {
		m = monthIn(text + " " + year)
	}
	if m == "" {
		return nil
	}
	return []layout.Said{{Meaning: layout.DateReported, Text: string(m)}}
}
