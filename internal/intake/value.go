package intake

import (
	"errors"
	"math"
	"strconv"
	"strings"

	"toguna/internal/exchange/sheet"
	"toguna/internal/record"
)

// counting lists the fields that hold whole numbers: 1.234 can only be a
// thousand and more there.
var counting = []string{"target", "girls", "boys", "women", "men", "disabled", "total", "persons",
	"local_replies", "all_replies", "handover_gap", "position", "depth"}

// judged is what a text of a column means, judged once for all its cells.
type judged struct {
	text  string
	fault *record.Problem
}

// Beyond these many distinct texts of a column nothing more is remembered.
const (
	mostJudged   = 1 << 16
	mostInterned = 1 << 12
)

// intern keeps one copy of a text, so that records do not hold whole rows.
func (c *column) intern(s string) string {
	if s == "" {
		return ""
	}
	if kept, ok := c.strings[s]; ok {
		return kept
	}
	s = strings.Clone(s)
	if len(c.strings) < mostInterned {
		c.strings[s] = s
	}
	return s
}

// token gives the reference a cell makes.
func (p *plan) token(w *row, c *column, cell *sheet.Cell) uint32 {
	if p.broken(w, c, cell) {
		return noReference
	}
	if n, ok := c.tokens[cell.Text]; ok {
		if n == keepReference {
			w.kept = append(w.kept, c)
		}
		return n
	}
	text := strings.Clone(cell.Text)
	n := noReference
	switch trimmed := strings.TrimSpace(text); {
	case trimmed == "":
	case trimmed == withheldWord.fr, trimmed == withheldWord.en:
		n = keepReference
		w.kept = append(w.kept, c)
	default:
		n = uint32(len(p.r.refs))
		p.r.refs = append(p.r.refs, reference{field: c.field, text: trimmed})
	}
	c.tokens[text] = n
	return n
}

// broken tells whether a cell holds no value at all, and reports it.
func (p *plan) broken(w *row, c *column, cell *sheet.Cell) bool {
	switch cell.Kind {
	case sheet.ErrorValue:
		p.report(w, c, problem("cell_error", strings.Clone(cell.Text), "", ""))
	case sheet.Formula:
		p.report(w, c, problem("no_cached", strings.Clone(cell.Text), "", ""))
	default:
		return false
	}
	return true
}

// value sets a field of the row's record from its cell.
func (p *plan) value(w *row, c *column, cell *sheet.Cell) {
	if p.broken(w, c, cell) {
		return
	}
	f := c.field
	switch {
	case f.Type == record.Text || f.Type == record.LongText:
		switch cell.Text {
		case tooLongWord.fr, tooLongWord.en:
			w.kept = append(w.kept, c)
		default:
			p.set(w, c, c.intern(strings.TrimSpace(cell.Text)))
		}
		return
	case cell.Kind == sheet.Number && f.Type == record.Numeric:
		if plainDigits(cell.Text) {
			p.set(w, c, cell.Text)
		} else {
			p.set(w, c, strconv.FormatFloat(cell.Number+0, 'f', -1, 64))
		}
		return
	case cell.Kind == sheet.Date && f.Type == record.Date:
		p.set(w, c, c.intern(string(cell.Day)))
		return
	case cell.Kind == sheet.Date && f.Type == record.MonthOf:
		p.set(w, c, c.intern(string(cell.Day.Month())))
		return
	}
	j, ok := c.judged[cell.Text]
	if !ok {
		text := strings.Clone(cell.Text)
		j.text, j.fault = p.r.meaning(c, strings.TrimSpace(text))
		if len(c.judged) < mostJudged {
			c.judged[text] = j
		}
	}
	if j.fault != nil {
		p.report(w, c, *j.fault)
		return
	}
	p.set(w, c, j.text)
}

// set sets a field to a canonical text.
func (p *plan) set(w *row, c *column, text string) {
	if c.field.Name == "level" {
		if text == "" {
			return
		}
		w.levelled = true
	}
	if err := c.field.Set(w.rec, text); err != nil {
		switch c.field.Type {
		case record.Numeric:
			p.report(w, c, problem("not_a_number", strings.Clone(text), numberForm, ""))
		case record.Date, record.MonthOf:
			p.report(w, c, problem("not_a_day", strings.Clone(text), dayForm(c.field), ""))
		default:
			p.report(w, c, problem("not_in_list", strings.Clone(text), c.field.Heading(p.r.lang), ""))
		}
	}
}

// plainDigits tells whether a text is a short natural number as records write it.
func plainDigits(s string) bool {
	if len(s) == 0 || len(s) > 15 || s[0] == '0' && len(s) > 1 {
		return false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

const numberForm = "1234.5"

func dayForm(f *record.Field) string {
	if f.Type == record.MonthOf {
		return "2018-03"
	}
	return "2018-03-21"
}

// meaning gives the canonical text of what a cell says, or what is wrong.
func (r *reader) meaning(c *column, text string) (string, *record.Problem) {
	f := c.field
	if text == "" {
		return "", nil
	}
	switch f.Type {
	case record.Coded, record.YesNo:
		if !f.Many {
			return r.coded(f, text)
		}
		var codes []string
		for part := range strings.SplitSeq(text, ";") {
			if part = strings.TrimSpace(part); part == "" {
				continue
			}
			code, fault := r.coded(f, part)
			if fault != nil {
				return "", fault
			}
			codes = append(codes, code)
		}
		return strings.Join(codes, "; "), nil
	case record.Date:
		if d, err := record.ParseDay(text); err == nil {
			return string(d), nil
		}
		d, err := sheet.ParseDay(text, r.hints(c))
		return string(d), r.unread("not_a_day", text, dayForm(f), err)
	case record.MonthOf:
		if m, err := record.ParseMonth(text); err == nil {
			return string(m), nil
		}
		m, err := sheet.ParseMonth(text, r.hints(c))
		return string(m), r.unread("not_a_day", text, dayForm(f), err)
	}
	switch record.Fold(text) {
	case "s o", "so", "sans objet", "n a", "na", "not applicable", "non applicable":
		return string(record.NotApplicable), nil
	case "retenu", "retenue", "retenus", "retenues", "withheld":
		return string(record.Withheld), nil
	}
	v, err := sheet.ParseNumber(text, r.hints(c))
	if err != nil {
		return "", r.unread("not_a_number", text, numberForm, err)
	}
	if math.Abs(v) > 1e15 {
		return "", r.unread("not_a_number", text, numberForm, errors.New("too big"))
	}
	return record.N(v + 0).String(), nil
}

func (r *reader) hints(c *column) sheet.Hints {
	h := sheet.Hints{Decimal: r.o.Decimal, Integer: c.counts, Date1904: r.book.Date1904()}
	switch {
	case r.o.DayFirst == nil:
	case *r.o.DayFirst:
		h.DayFirst = sheet.Yes
	default:
		h.DayFirst = sheet.No
	}
	return h
}

// unread makes a problem of a text that is no value of its kind.
func (r *reader) unread(code, text, expected string, err error) *record.Problem {
	if err == nil {
		return nil
	}
	p := problem(code, text, expected, "")
	if f := new(sheet.Fault); errors.As(err, &f) {
		p.Nearest = f.Hint
		if f.Code == sheet.CodeAmbiguous {
			p = problem("two_readings", text, strings.Join(f.Readings, r.o.Lang.Say(" ou ", " or ")), "")
		}
	}
	return &p
}

// coded finds the code of a coded value: the code itself, a label in either
// language, or a usual short form of yes and no.
func (r *reader) coded(f *record.Field, text string) (string, *record.Problem) {
	items := f.List.Items
	folded := record.Fold(text)
	english := r.lang == "en"
	tiers := []func(record.Item) bool{
		func(i record.Item) bool { return i.Code == text },
		func(i record.Item) bool { return english && i.EN == text || !english && i.FR == text },
		func(i record.Item) bool { return i.FR == text || i.EN == text },
		func(i record.Item) bool { return folded != "" && record.Fold(i.Code) == folded },
		func(i record.Item) bool {
			return folded != "" && (english && record.Fold(i.EN) == folded || !english && record.Fold(i.FR) == folded)
		},
		func(i record.Item) bool {
			return folded != "" && (record.Fold(i.FR) == folded || record.Fold(i.EN) == folded)
		},
	}
	for _, tier := range tiers {
		for _, i := range items {
			if tier(i) {
				return i.Code, nil
			}
		}
	}
	if f.List == record.Answers {
		switch folded {
		case "o", "y", "true", "vrai", "1":
			return string(record.Yes), nil
		case "n", "false", "faux", "0":
			return string(record.No), nil
		case "s o", "so", "na":
			return string(record.NotApplicable), nil
		case "retenue":
			return string(record.Withheld), nil
		}
	}
	var candidates []string
	for _, i := range items {
		candidates = append(candidates, i.Code, i.FR, i.EN)
	}
	near := record.Nearest(text, candidates)
	for _, i := range items {
		if near != "" && (near == i.FR || near == i.EN) {
			near = f.List.Label(i.Code, r.lang)
			break
		}
	}
	p := problem("not_in_list", text, f.Heading(r.lang), near)
	return "", &p
}
