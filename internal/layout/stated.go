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
	meaning     Meaning // OrgName, Sector or DateReported
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
			if slices.Contains([]Meaning{OrgAcronym, ReportName, ReportAcronym, ImplName, ImplAcronym}, g.meaning) {
				g.meaning = OrgName
			}
			columns := map[Meaning]*Column{OrgName: l.Org(), Sector: l.Column(Sector), DateReported: l.Column(DateReported, DateStart, DateEnd)}
			if g.meaning == OrgName && strings.IndexFunc(text, unicode.IsLetter) != 0 {
				continue // how many there are
			}
			if column, may := columns[g.meaning]; may && column == nil && g.Gain >= 0.7 && l.Stated(g.meaning) == nil {
				l.statements = append(l.statements, Statement{g.meaning, label, text, r.number, c.Col})
			}
		}
	}
}

// Stated is the statement of a meaning, nil without.
func (l *Layout) Stated(m Meaning) *Statement {
	i := slices.IndexFunc(l.statements, func(s Statement) bool { return s.meaning == m })
	if i < 0 {
		return nil
	}
	return &l.statements[i]
}
