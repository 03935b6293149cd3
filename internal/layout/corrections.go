package layout

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"toguna/internal/exchange/sheet"
	"toguna/internal/locale"
	"toguna/internal/record"
)

// Correction is what a person says of a column: its heading, or its letters,
// and what it holds.
type Correction struct {
	Header  string
	Meaning Meaning
	Who     Who
}

// String writes a correction as it is typed and kept: heading = meaning.
func (c Correction) String() string { return c.Header + " = " + nameOf(c.Meaning, c.Who) }

// NotKnown says that a file or the vocabulary has no such name, and gives the
// nearest.
type NotKnown struct {
	What           string // "heading", "meaning", "layout"
	Found, Nearest string
	Choice         []string // all there are, where they are few
}

// Error writes the fault in English.
func (e *NotKnown) Error() string { return e.Message("en") }

// Message writes the fault in a language.
func (e *NotKnown) Message(lang string) string {
	l := locale.Lang(lang)
	forms := map[string]say{
		"heading":    {"aucune colonne « %s » dans cette feuille", "no column “%s” in this sheet"},
		"meaning":    {"« %s » n’est pas une signification connue", "“%s” is not a known meaning"},
		"layout":     {"aucune mise en page retenue « %s »", "no remembered layout “%s”"},
		"correction": {"« %s » ne se lit pas : écrivez EN-TÊTE=signification", "“%s” cannot be read: write HEADER=meaning"},
	}
	out := fmt.Sprintf(l.Say(locale.FrenchSpaces.Replace(forms[e.What].fr), forms[e.What].en), e.Found)
	switch {
	case e.Nearest != "":
		out += fmt.Sprintf(l.Say(locale.FrenchSpaces.Replace(" ; vouliez-vous dire « %s » ?"), "; did you mean “%s”?"), e.Nearest)
	case len(e.Choice) > 0:
		out += l.Say(locale.FrenchSpaces.Replace(" ; il y a : "), "; there is: ") + strings.Join(e.Choice, ", ")
	}
	return out
}

// nameOf is how a meaning is written on the command line and in a layout.
func nameOf(m Meaning, w Who) string {
	switch {
	case m == Unread:
		return "none"
	case w != Nobody && w != Total:
		return string(m) + "." + string(w)
	}
	return string(m)
}

// meaningNames leads from the names of meanings, and from the keys of the
// profile, to meanings.
var meaningNames = func() map[string]Correction {
	all := map[string]Correction{"none": {}, "date": {Meaning: DateReported}, "org": {Meaning: OrgName}}
	for _, k := range profileKeys {
		if len(k.of) > 0 {
			all[k.key] = Correction{Meaning: k.of[0], Who: k.who}
		}
	}
	for _, m := range meanings {
		all[plainName(string(m))] = Correction{Meaning: m}
		if m.CountsPeople() {
			for _, w := range whos {
				all[plainName(nameOf(m, w))] = Correction{Meaning: m, Who: w}
			}
		}
	}
	return all
}()

func plainName(s string) string {
	return strings.NewReplacer(".", "_", "-", "_", " ", "_").Replace(strings.ToLower(strings.TrimSpace(s)))
}

// ParseCorrection reads HEADER=meaning; the last equals sign parts, as headings
// may hold one.
func ParseCorrection(text string) (Correction, error) {
	i := strings.LastIndex(text, "=")
	if i <= 0 || strings.TrimSpace(text[:i]) == "" {
		return Correction{}, &NotKnown{What: "correction", Found: text}
	}
	c, ok := meaningNames[plainName(text[i+1:])]
	if !ok {
		var names []string
		for _, m := range meanings {
			names = append(names, string(m))
		}
		found := strings.TrimSpace(text[i+1:])
		e := &NotKnown{What: "meaning", Found: found, Nearest: record.Nearest(found, names)}
		if e.Nearest == "" {
			e.Choice = append(names, "none")
		}
		return Correction{}, e
	}
	c.Header = strings.TrimSpace(text[:i])
	return c, nil
}

// corrections reads those of a remembered layout; a line that says nothing any
// more is passed over.
func corrections(r *record.Layout) (out []Correction) {
	for line := range strings.Lines(r.Columns) {
		if c, err := ParseCorrection(strings.TrimSpace(line)); err == nil {
			out = append(out, c)
		}
	}
	return out
}

// The lines of a remembered layout that say how ambiguous days and numbers are
// read, and what stands behind the sign.
var (
	dayFirstLines = map[string]sheet.Tri{"day_first = yes": sheet.Yes, "day_first = no": sheet.No}
	decimalLines  = map[string]rune{"decimal = point": '.', "decimal = comma": ','}
)

// answers reads how a remembered layout takes ambiguous days and numbers.
func (l *Layout) answers(r *record.Layout) {
	for line := range strings.Lines(r.Columns) {
		line = strings.TrimSpace(line)
		l.DayFirst = max(l.DayFirst, dayFirstLines[line])
		l.Decimal = max(l.Decimal, decimalLines[line])
	}
}

// Remembered writes the layout as a record: the fingerprint of its headings and
// the corrections and answers of a person, those it was read with included. Who gives it its
// id, its name and its day is the door.
func (l *Layout) Remembered(sheetName string) *record.Layout {
	var lines []string
	for i, c := range l.set {
		if !slices.ContainsFunc(l.set[i+1:], func(d Correction) bool { return Fold(d.Header) == Fold(c.Header) }) {
			lines = append(lines, c.String())
		}
	}
	for line, answer := range dayFirstLines {
		if answer == l.DayFirst {
			lines = append(lines, line)
		}
	}
	for line, answer := range decimalLines {
		if answer == l.Decimal {
			lines = append(lines, line)
		}
	}
	return &record.Layout{Headings: strings.Join(l.fingerprint(), " "), Sheet: sheetName, Columns: strings.Join(lines, "\n")}
}

// fingerprint is the headings of a layout, each as a short number, in order.
func (l *Layout) fingerprint() []string {
	const most = 300
	var out []string
	for _, c := range l.Columns {
		if c.Told {
			continue
		}
		h := fnv.New32a()
		h.Write([]byte(Fold(cmp.Or(c.Header, c.Tag))))
		out = append(out, strconv.FormatUint(uint64(h.Sum32()), 36))
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return out[:min(len(out), most)]
}

// alike is a likeness of four headings in five.
const alike = 0.8

// likeness is the share of headings that two fingerprints have in common.
func likeness(a, b []string) float64 {
	common := 0
	for _, x := range a {
		if _, ok := slices.BinarySearch(b, x); ok {
			common++
		}
	}
	if all := len(a) + len(b) - common; all > 0 {
		return float64(common) / float64(all)
	}
	return 0
}

// known refuses the name of a layout that is not remembered.
func (o Options) known() error {
	if o.Layout == "" || o.Layout == "none" {
		return nil
	}
	var names []string
	for _, r := range o.Layouts {
		if Fold(r.Code) == Fold(o.Layout) {
			return nil
		}
		names = append(names, r.Code)
	}
	return &NotKnown{What: "layout", Found: o.Layout, Nearest: record.Nearest(o.Layout, names), Choice: names}
}

// recall finds the remembered layout of a sheet: the one asked for, else the
// one with the same headings, else the most alike, if four headings of five are
// common and no other layout is near.
func (o Options) recall(l *Layout) *record.Layout {
	if o.Layout == "none" {
		return nil
	}
	const ahead = 0.1
	mine := l.fingerprint()
	var best *record.Layout
	top, second := 0.0, 0.0
	for _, r := range o.Layouts {
		if r.Sheet != "" && r.Sheet != l.Sheet && slices.Contains(o.names, r.Sheet) {
			continue
		}
		if o.Layout != "" {
			if Fold(r.Code) == Fold(o.Layout) {
				return r
			}
			continue
		}
		like := likeness(mine, strings.Fields(r.Headings))
		switch {
		case like > top || like == top && best != nil && r.On > best.On:
			if best == nil || like > top {
				second = top
			}
			best, top = r, like
		case like > second:
			second = like
		}
	}
	if best == nil || top < alike || top < 1 && top-second < ahead {
		return nil
	}
	return best
}

// correct gives columns the meanings that are remembered, then those a person
// says now.
func (l *Layout) correct(o Options, x *lexer) {
	if len(l.Columns) == 0 {
		return
	}
	apply := func(c Correction, why Reason) {
		found := false
		for _, i := range l.columnsOf(c.Header) {
			col := &l.Columns[i]
			col.Meaning, col.Also, col.Who, col.Confidence, col.Why, col.Sector = c.Meaning, Unread, c.Who, 1, []Reason{why}, ""
			col.Against = nil
			if c.Meaning.CountsPeople() && c.Who == Nobody {
				col.Who = x.whoOf(col.Tag, col.leaf, col.Above)
			}
			found = true
		}
		if found {
			l.set = append(l.set, c)
		}
	}
	if r := o.recall(l); r != nil {
		l.Named = r.Code
		l.answers(r)
		for _, c := range corrections(r) {
			apply(c, Reason{"remembered", r.Code, 1})
		}
	}
	for _, c := range o.Set {
		apply(c, Reason{"person", "", 1})
	}
	if l.set != nil {
		l.settleGroups(x) // a total that was told now has its parts
	}
}

// columnsOf finds the columns of a heading, or of letters such as AB.
func (l *Layout) columnsOf(header string) (out []int) {
	for i, c := range l.Columns {
		if f := Fold(header); f != "" && (f == Fold(c.Header) || f == Fold(c.leaf)) || header == c.Tag && header != "" {
			out = append(out, i)
		}
	}
	if out == nil {
		for i, c := range l.Columns {
			if sheet.Address(0, c.Col) == strings.TrimSpace(header) {
				out = append(out, i)
			}
		}
	}
	return out
}

// missing names the first correction whose heading the layout does not have.
func (l *Layout) missing(set []Correction) error {
	for _, c := range set {
		if l.columnsOf(c.Header) != nil {
			continue
		}
		var names []string
		for _, col := range l.Columns {
			if !col.Told {
				names = append(names, cmp.Or(col.Header, col.Tag))
			}
		}
		e := &NotKnown{What: "heading", Found: c.Header, Nearest: record.Nearest(c.Header, names)}
		if len(names) <= 60 {
			e.Choice = names
		}
		return e
	}
	return nil
}
