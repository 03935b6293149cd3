package layout

import (
	"slices"
	"strings"
	"unicode"

	"toguna/internal/exchange/sheet"
)

// Statement is what a cell above the table says of all its rows, as in
// “Organisation : AMSS” or, in two cells, “Mois” and “mars 2023”.
type Statement struct {
	meaning     Meaning // OrgName, Sector, DateReported or the name of a unit
	Label, Text string
	row, col    int
}

// state finds what stands above the headings and has no column of its own.
func (l *Layout) state(above []row, x *lexer) {
	for _, r := range above {
		for i, c := range r.cells {
			label, text, found := strings.Cut(c.Text, ":")
			label, text = strings.TrimSpace(label), strings.TrimSpace(text)
			if text == "" && i+1 < len(r.cells) && (found || len(r.cells) == 2) {
				text = strings.TrimSpace(r.cells[i+1].Text)
			}
			if c.Kind != sheet.Text || text == "" || len(text) > 200 || bestGuess(x.headerGuesses(text, "")).Gain >= sure {
				continue // or a title above a group of columns
			}
			g := bestGuess(x.headerGuesses(label, ""))
			g.meaning = statedAs(g.meaning)
			columns := map[Meaning]*Column{OrgName: l.Org(), Sector: l.Column(Sector), DateReported: l.Column(DateReported, DateStart, DateEnd)}
			for _, m := range placeMeanings[1:4] {
				columns[m[0]] = l.Column(m[:]...)
			}
			if g.meaning == OrgName && strings.IndexFunc(text, unicode.IsLetter) != 0 {
				continue // how many there are
			}
			if column, may := columns[g.meaning]; may && column == nil && g.Gain >= 0.7 && l.Stated(g.meaning) == nil {
				l.statements = append(l.statements, Statement{g.meaning, label, text, r.number, c.Col})
			}
		}
	}
}

// statedAs takes all words for who does what for one: the organisation.
func statedAs(m Meaning) Meaning {
	switch m {
	case OrgAcronym, ReportName, ReportAcronym, ImplName, ImplAcronym:
		return OrgName
	}
	return m
}

// StatedRow is what a row says of the columns it lacks: the statements that no
// stamp and no option carries, of who and where.
func (l *Layout) StatedRow() (all []Statement) {
	for _, s := range l.statements {
		if s.meaning != Sector && s.meaning != DateReported {
			all = append(all, s)
		}
	}
	return all
}

// StatedPlaces are the names of units that are stated, by level from 1; empty
// without.
func (l *Layout) StatedPlaces() (names [3]string) {
	for i := range names {
		if s := l.Stated(placeMeanings[i+1][0]); s != nil {
			names[i] = s.Text
		}
	}
	return names
}

// Stated is the statement of a meaning, nil without.
func (l *Layout) Stated(m Meaning) *Statement {
	i := slices.IndexFunc(l.statements, func(s Statement) bool { return s.meaning == m })
	if i < 0 {
		return nil
	}
	return &l.statements[i]
}
