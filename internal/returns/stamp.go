package returns

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

const (
	stampSheet = "_toguna"
	template   = "5w"
	schema     = 1
)

// Stamp is what a month workbook says of itself.
type Stamp struct {
	Template  string // "5w" in a month workbook, empty where nothing is said
	Schema    int
	Operation string          // its code
	Return    record.ReturnID // empty where the hidden sheet is lost
	Code      string          // of the return, as the first page shows it too
	Body      string          // its code
	Month     record.Month
	Sector    string // of all rows, in a workbook of refused rows whose file did not say it
	Org       string // its code
	Lang      locale.Lang
	Lists     string        // hash of the lists that were offered
	Issued    []string      // the lines of the register that the workbook was written with
	Nil       record.Origin // the cell where "no activity this month" is ticked; zero where it is not
}

func (m *Month) stamp(r *record.Return) Stamp {
	s := Stamp{Template: template, Schema: schema, Return: record.ReturnID(r.ID), Code: r.Code, Body: m.body.Code, Month: m.month, Lang: m.f.lang, Lists: m.lists.hash()}
	if op := m.f.view.Operation; op != nil {
		s.Operation = op.Code
	}
	if o := m.f.view.Org(r.Org); o != nil {
		s.Org = o.Code
	}
	for _, a := range m.now[s.Return] {
		s.Issued = append(s.Issued, a.ID)
	}
	return s
}

func (s Stamp) write(w *sheet.Writer) error {
	sw, err := w.Sheet(sheet.SheetSpec{Name: stampSheet, Hidden: sheet.VeryHidden, Columns: []sheet.Column{{}, {}}})
	if err != nil {
		return err
	}
	rows := [][2]string{{"template", s.Template}, {"schema", strconv.Itoa(s.Schema)}, {"operation", s.Operation}, {"return", string(s.Return)},
		{"code", s.Code}, {"body", s.Body}, {"month", string(s.Month)}, {"org", s.Org}, {"lang", string(s.Lang)}, {"lists", s.Lists}}
	for _, id := range s.Issued {
		rows = append(rows, [2]string{"issued", id})
	}
	for _, row := range rows {
		if err := sw.AppendRow([]sheet.Cell{sheet.TextCell(row[0]), sheet.TextCell(row[1])}); err != nil {
			return err
		}
	}
	return nil
}

// The facts of the first page that say which return the workbook is, should the
// hidden sheet be lost, and the question that is asked there.
var (
	factReturn = words{"Référence du retour", "Reference of the return"}
	askNil     = words{"Aucune activité ce mois-ci", "No activity this month"}
)

// firstRows is how far down a page is looked at for what it says; the hidden
// sheet names each line that the workbook was written with.
const (
	firstRows = 60
	stampRows = 5000
)

// ReadStamp reads what a workbook says of itself: on the hidden sheet, or where
// a program has dropped it, on the first page, whatever it is called. A book
// that says nothing has the zero Stamp.
func ReadStamp(ctx context.Context, b *sheet.Book) (Stamp, error) {
	var s Stamp
	infos := b.Sheets()
	if slices.ContainsFunc(infos, func(i sheet.Info) bool { return i.Name == stampSheet }) {
		if err := firstCells(ctx, b, stampSheet, stampRows, func(key, value string, _ record.Origin) { s.take(key, value) }); err != nil {
			return Stamp{}, err
		}
	}
	if s.Template != "" && s.Template != template {
		return Stamp{}, nil // the record workbook has a sheet of that name too
	}
	for _, i := range infos {
		if i.Hidden != sheet.Visible || i.Name == stampSheet {
			continue
		}
		if err := firstCells(ctx, b, i.Name, firstRows, s.fact); err != nil {
			return Stamp{}, err
		}
	}
	return s, nil
}

var errEnough = errors.New("enough rows")

// firstCells hands over the first two cells of the first rows of a sheet, and
// where the second stands.
func firstCells(ctx context.Context, b *sheet.Book, name string, most int, each func(key, value string, at record.Origin)) error {
	err := b.Rows(ctx, name, func(row int, cells []sheet.Cell) error {
		if row > most {
			return errEnough
		}
		value, at := "", record.Origin{Sheet: name, Row: row}
		if len(cells) > 1 {
			value, at.Column = strings.TrimSpace(cells[1].Text), sheet.Address(0, cells[1].Col)
		}
		each(strings.TrimSpace(cells[0].Text), value, at)
		return nil
	})
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

func (s *Stamp) take(key, value string) {
	switch key {
	case "template":
		s.Template = value
	case "schema":
		s.Schema, _ = strconv.Atoi(value)
	case "operation":
		s.Operation = value
	case "return":
		s.Return = record.ReturnID(value)
	case "code":
		s.Code = value
	case "body":
		s.Body = value
	case "sector":
		s.Sector = value
	case "month":
		s.Month = record.Month(value)
	case "org":
		s.Org = value
	case "lang":
		s.Lang = locale.Parse(value)
	case "lists":
		s.Lists = value
	case "issued":
		s.Issued = append(s.Issued, value)
	}
}

// fact reads a line of the first page. Whatever stands in the cell of the tick
// is a tick, but a no.
func (s *Stamp) fact(key, value string, at record.Origin) {
	folded := record.Fold(key)
	switch {
	case value == "":
	case folded == record.Fold(askNil.fr) || folded == record.Fold(askNil.en):
		switch record.Fold(value) {
		case "non", "no", "false", "faux", "0", "":
		default:
			s.Nil = at
		}
	case s.Code == "" && (folded == record.Fold(factReturn.fr) || folded == record.Fold(factReturn.en)):
		s.Template, s.Code = template, value
	}
}
