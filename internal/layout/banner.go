package layout

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"toguna/internal/exchange/sheet"
	"toguna/internal/locale"
)

// Said is a meaning and what is said of it: the text, and the code of a place.
type Said struct {
	Meaning    Meaning
	Text, Code string
}

// Banner is a row among the data with one text, such as “Région de Gao”, that says
// of the rows below it what they do not say themselves. Of a place it says all units
// from the region down.
type Banner struct {
	Row  int
	Says []Said

	holds []telling // with what the banners above it say, where that still holds
}

// telling is one thing that a banner says, as the rows below it are given it.
type telling struct {
	Said
	cell sheet.Cell
	own  []int // the columns in which a row says it itself
	unit int   // the level of a place, else 0
}

// foundBanners are the banners of a sheet, by row. Layouts that are made of one
// another share them.
type foundBanners struct {
	noted   []Banner
	weighed int      // of the noted
	titles  []Banner // what is said of all rows of a sheet, of several that are read as one
	taken   []Banner
}

func bannerBefore(b Banner, row int) int { return cmp.Compare(b.Row, row) }

// unit is the level of the place it names, 0 where it names none.
func (b *Banner) unit() int { return unitOf(b.Says[len(b.Says)-1].Meaning) }

func unitOf(m Meaning) int {
	return max(0, slices.IndexFunc(placeMeanings[:4], func(u [2]Meaning) bool { return u[0] == m }))
}

// NoteBanner keeps what may be a banner until TakeFound: it is one where the next row
// of data lacks what it says.
func (l *Layout) NoteBanner(b Banner) {
	i, known := slices.BinarySearchFunc(l.banners.noted, b.Row, bannerBefore)
	if !known && len(l.banners.noted) < mostHeads {
		l.banners.noted = slices.Insert(l.banners.noted, i, b)
	}
}

// Banner is the banner that a row is, nil for others.
func (l *Layout) Banner(row int) *Banner {
	if b := l.bannerAbove(row); b != nil && b.Row == row {
		return b
	}
	return nil
}

// PlacesAbove are the names of the units that the banners above a row say, by level
// from 1.
func (l *Layout) PlacesAbove(row int) (names [3]string) {
	if b := l.bannerAbove(row); b != nil {
		for _, t := range b.holds {
			if t.unit > 0 {
				names[t.unit-1] = t.Text
			}
		}
	}
	return names
}

// bannerAbove is the last banner at or above a row, nil without.
func (l *Layout) bannerAbove(row int) *Banner {
	if len(l.banners.taken) == 0 {
		return nil
	}
	i, is := slices.BinarySearchFunc(l.banners.taken, row, bannerBefore)
	if !is {
		i--
	}
	if i < 0 || l.part(l.banners.taken[i].Row) != l.part(row) {
		return nil
	}
	return &l.banners.taken[i]
}

// Alone gives the only cell of a row that is not blank, where it is a text or a
// day.
func Alone(cells []sheet.Cell) (only sheet.Cell, alone bool) {
	for _, c := range cells {
		switch {
		case strings.TrimSpace(c.Text) == "":
		case alone, c.Kind != sheet.Text && c.Kind != sheet.Date:
			return sheet.Cell{}, false
		default:
			only, alone = c, true
		}
	}
	return only, alone
}

// Readings are what a text that stands alone may be about: what its first or last
// word or the label before its colon says, and else, without a meaning, the text as
// it stands.
func (h *Heads) Readings(text string) (all []Said) {
	if len(h.at) == 0 {
		return nil // a cross-table
	}
	add := func(label, rest string) {
		guesses := slices.Clone(h.x.headerGuesses(strings.TrimSpace(label), ""))
		slices.SortStableFunc(guesses, func(a, b guess) int { return cmp.Compare(b.Gain, a.Gain) })
		for _, g := range guesses {
			m := statedAs(g.meaning)
			if rest = said(rest); rest != "" && g.Gain >= 0.7 && (m == OrgName || m == Sector || m == DateReported || unitOf(m) > 0) {
				all = append(all, Said{Meaning: m, Text: rest})
			}
		}
	}
	text = strings.TrimSpace(text)
	if label, rest, cut := strings.Cut(text, ":"); cut {
		add(label, rest)
		return all
	}
	if i := strings.IndexFunc(text, unicode.IsSpace); i > 0 {
		add(text[:i], text[i:])
	}
	if i := strings.LastIndexFunc(text, unicode.IsSpace); i > 0 && len(all) == 0 {
		add(text[i:], text[:i])
	}
	return append(all, Said{Text: text})
}

// said leaves out the small words between a label and a name: Cercle d’Ansongo.
func said(rest string) string {
	rest = strings.TrimSpace(rest)
	for _, small := range []string{"de la ", "de l'", "de l’", "du ", "des ", "de ", "d'", "d’", "of "} {
		if len(rest) > len(small) && strings.EqualFold(rest[:len(small)], small) {
			return strings.TrimSpace(rest[len(small):])
		}
	}
	return rest
}

// takeBanners weighs what was noted against the rows of the sheet, and tells whether
// the rows read until then are read otherwise by it.
func (l *Layout) takeBanners(ctx context.Context, b *sheet.Book) (bool, error) {
	all := l.banners
	if len(all.noted) == all.weighed {
		return false, nil
	}
	all.weighed = len(all.noted)
	var open, sure []Banner
	i := 0
	f := l.filler(false)
	err := b.Rows(ctx, l.Sheet, func(row int, cells []sheet.Cell) error {
		cells, covered := f.Fill(row, cells)
		if len(open) > 0 && l.part(open[0].Row) != l.part(row) {
			open = open[:0]
		}
		switch {
		case i < len(all.noted) && all.noted[i].Row == row:
			next := all.noted[i]
			i++
			if len(covered) == 0 { // else a merged cell makes it a row like others
				open = append(slices.DeleteFunc(open, func(o Banner) bool { return o.endsAt(&next) }), next)
			}
		case len(open) == 0 || l.repeatsHead(cells):
		case i == len(all.noted):
			sure = append(sure, l.lacking(open, cells)...)
			return errEnough
		default:
			sure = append(sure, l.lacking(open, cells)...)
			open = open[:0]
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return false, fmt.Errorf("read sheet %q: %w", l.Sheet, err)
	}
	sure = append(sure, all.titles...)
	slices.SortFunc(sure, func(a, b Banner) int { return cmp.Compare(a.Row, b.Row) })
	if slices.EqualFunc(sure, all.taken, func(a, b Banner) bool { return a.Row == b.Row }) {
		return false, nil
	}
	all.taken = sure
	l.hold()
	return true, nil
}

// lacking leaves the banners that say something the row below lacks.
func (l *Layout) lacking(open []Banner, cells []sheet.Cell) (all []Banner) {
	for _, b := range open {
		own := l.owning(b.Says[len(b.Says)-1].Meaning)
		if !isTotal(cells) && !slices.ContainsFunc(own, func(col int) bool { return strings.TrimSpace(sheet.At(cells, col).Text) != "" }) {
			all = append(all, b)
		}
	}
	return all
}

// endsAt tells whether what a banner says ends where another begins: one of the same
// kind, and of the same level or a higher one where both name places.
func (b *Banner) endsAt(next *Banner) bool {
	u, v := b.unit(), next.unit()
	if u == 0 || v == 0 {
		return u == v && b.Says[0].Meaning == next.Says[0].Meaning
	}
	return u >= v || !slices.Contains(next.Says, b.Says[len(b.Says)-1])
}

// hold puts together what the banners say of the rows below each: its own, and that
// of the banners it stands below. One ends the last of its kind and all that came
// after that: what is of an organisation ends with the next organisation.
func (l *Layout) hold() {
	var above []*Banner
	for i := range l.banners.taken {
		b := &l.banners.taken[i]
		if len(above) > 0 && l.part(above[0].Row) != l.part(b.Row) {
			above = nil
		}
		if end := slices.IndexFunc(above, func(a *Banner) bool { return a.endsAt(b) }); end >= 0 {
			above = above[:end]
		}
		above = append(above, b)
		b.holds = nil
		for _, a := range above {
			b.holds = slices.DeleteFunc(b.holds, func(t telling) bool { return a.unit() > 0 && t.unit > 0 })
			for _, s := range a.Says {
				b.holds = append(b.holds, l.tellings(s)...)
			}
		}
	}
}

// owning are the columns in which a row says something of a meaning.
func (l *Layout) owning(m Meaning) (cols []int) {
	of := []Meaning{m}
	switch m {
	case OrgName, OrgAcronym:
		of = []Meaning{OrgName, OrgAcronym}
	case ImplName, ImplAcronym:
		of = []Meaning{ImplName, ImplAcronym}
	case ReportName, ReportAcronym:
		of = []Meaning{ReportName, ReportAcronym}
	case DateReported:
		of = []Meaning{DateReported, DateStart, DateEnd}
	}
	if u := unitOf(m); u > 0 {
		of = placeMeanings[u][:]
	}
	for _, c := range l.Columns {
		if slices.Contains(of, c.Meaning) {
			cols = append(cols, c.Col)
		}
	}
	return cols
}

// tellings puts what banners say into the columns of the table: a place into those of
// its name and of its code. Where there is none the table gains one.
func (l *Layout) tellings(s Said) (all []telling) {
	unit, own := unitOf(s.Meaning), l.owning(s.Meaning)
	tell := func(col int, text string) {
		all = append(all, telling{s, sheet.Cell{Col: col, Kind: sheet.Text, Text: text}, own, unit})
	}
	best := func(m Meaning) (best *Column) {
		for i := range l.Columns {
			if c := &l.Columns[i]; c.Meaning == m && (best == nil || best.Filled == 0 && c.Filled > 0) {
				best = c
			}
		}
		return best
	}
	if c := best(s.Meaning); c != nil {
		tell(c.Col, s.Text)
	}
	if unit > 0 {
		if c := best(placeMeanings[unit][1]); c != nil {
			tell(c.Col, s.Code)
		}
	}
	if len(all) == 0 {
		last := l.Beyond
		for _, c := range l.Columns {
			last = max(last, c.Col)
		}
		l.Columns = append(l.Columns, Column{Col: last + 1, Meaning: s.Meaning, Confidence: 0.8, Filled: 1, Told: true, unit: -1, Why: []Reason{{"told", "", 0.8}}})
		tell(last+1, s.Text)
	}
	return all
}

// toldHeadings head what the rows of a table say by banners alone, where they go
// back to be corrected.
var toldHeadings = map[Meaning]say{OrgName: {"Organisation", "Organisation"}, ReportName: {"Organisation", "Organisation"}, Sector: {"Secteur", "Sector"}, DateReported: {"Mois", "Month"},
	Adm1Name: {"Région", "Region"}, Adm2Name: {"Cercle", "Cercle"}, Adm3Name: {"Commune", "Commune"}}

// Heading is the header that the file writes; what banners alone say has none, and is
// headed in the language of the reader.
func (c Column) Heading(l locale.Lang) string {
	if c.Told {
		return l.Say(toldHeadings[c.Meaning].fr, toldHeadings[c.Meaning].en)
	}
	return c.Header
}

// tell gives a row what the banners above it say and the row does not. A unit
// completes a row that says nothing of its level and no other unit of those above.
func (f *Filler) tell(row int, cells []sheet.Cell) []sheet.Cell {
	b := f.l.bannerAbove(row)
	if b == nil || b.Row == row || isTotal(cells) {
		return cells
	}
	own := func(t telling) (text string) {
		for _, col := range t.own {
			text = cmp.Or(text, strings.TrimSpace(sheet.At(cells, col).Text))
		}
		return text
	}
	elsewhere := slices.ContainsFunc(b.holds, func(t telling) bool {
		text := own(t)
		return t.unit > 0 && text != "" && !strings.EqualFold(text, t.Code) && !strings.Contains(" "+Fold(text)+" ", " "+Fold(t.Text)+" ")
	})
	f.told = f.told[:0]
	for _, t := range b.holds {
		if own(t) == "" && !(elsewhere && t.unit > 0) {
			f.told = append(f.told, t.cell)
		}
	}
	if len(f.told) == 0 {
		return cells
	}
	f.told = completed(f.told, cells)
	return f.told
}
