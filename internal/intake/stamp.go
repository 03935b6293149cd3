package intake

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"toguna/internal/exchange/sheet"
	"toguna/internal/locale"
	"toguna/internal/record"
)

// schema counts the versions of the workbook's shape.
const schema = 1

// words is a text in both languages.
type words struct{ fr, en string }

func (w words) in(l locale.Lang) string { return l.Say(w.fr, w.en) }

// The sheets and words that only the program writes.
const (
	stampSheet = "_toguna"
	codesSheet = "_codes"
)

var (
	guidanceSheet = words{"Lisez-moi", "Read me"}
	whyHeading    = words{"Motif du refus", "Why refused"}
	withheldWord  = words{"retenu", "withheld"}
	tooLongWord   = words{"[texte trop long pour une cellule : inchangé]", "[text too long for a cell: unchanged]"}
)

// ourSheet tells whether a sheet is one the program writes beside the records.
func ourSheet(name string) bool {
	folded := record.Fold(name)
	return strings.HasPrefix(name, "_") || folded == record.Fold(guidanceSheet.fr) || folded == record.Fold(guidanceSheet.en)
}

// stamp is what a workbook of ours says of itself.
type stamp struct {
	schema    int
	lang      locale.Lang
	operation string // its code
	day       record.Day
	known     string
	level     string
	by        string
	decimal   rune // of numbers written as text, 0 when they are not
}

func (s stamp) rows() [][2]string {
	rows := [][2]string{{"schema", strconv.Itoa(s.schema)}, {"lang", string(s.lang)}, {"operation", s.operation},
		{"day", string(s.day)}, {"known", s.known}, {"level", s.level}, {"by", s.by}}
	if s.decimal != 0 {
		rows = append(rows, [2]string{"decimal", string(s.decimal)})
	}
	return rows
}

// stamp reads what the book says of itself, where it says anything.
func (r *reader) stamp(ctx context.Context) (stamp, error) {
	var s stamp
	if !slices.ContainsFunc(r.book.Sheets(), func(i sheet.Info) bool { return i.Name == stampSheet }) {
		return s, nil
	}
	enough := errors.New("enough")
	err := r.book.Rows(ctx, stampSheet, func(n int, cells []sheet.Cell) error {
		value := strings.TrimSpace(sheet.At(cells, 2).Text)
		switch sheet.At(cells, 1).Text {
		case "schema":
			s.schema, _ = strconv.Atoi(value)
		case "operation":
			s.operation = value
		case "decimal":
			if value == "," || value == "." {
				s.decimal = rune(value[0])
			}
		}
		if n > 50 {
			return enough
		}
		return nil
	})
	if errors.Is(err, enough) {
		err = nil
	}
	return s, err
}
