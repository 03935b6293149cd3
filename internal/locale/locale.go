// Package locale writes numbers, days, plurals and lists the way French and
// English readers expect them. Values enter, text leaves; it holds no
// sentences of the note and no page texts.
package locale

import (
	"math"
	"strings"

	"github.com/go-playground/locales"
	"github.com/go-playground/locales/en"
	"github.com/go-playground/locales/fr"

	"toguna/internal/record"
)

// Lang is a language the desk speaks: "fr" or "en".
type Lang string

// The languages.
const (
	FR Lang = "fr"
	EN Lang = "en"
)

// Langs lists the languages, the default first.
var Langs = []Lang{FR, EN}

// Parse gives the language of a code such as "fr", "en-GB"; French otherwise.
func Parse(code string) Lang {
	if strings.HasPrefix(strings.ToLower(code), "en") {
		return EN
	}
	return FR
}

var cldr = map[Lang]locales.Translator{FR: fr.New(), EN: en.New()}

// NBSP is the no-break space that French puts before : ; ! ? % and ».
const NBSP = "\u00a0"

// FrenchSpaces keeps the high signs of French on the line of their word. What a
// form is filled in with (%s, %d) is no per cent.
var FrenchSpaces = strings.NewReplacer(" %s", " %s", " %d", " %d", " :", NBSP+":", " ;", NBSP+";", " ?", NBSP+"?", " !", NBSP+"!", " »", NBSP+"»", "« ", "«"+NBSP, " %", NBSP+"%")

// Say picks the text of the language.
func (l Lang) Say(french, english string) string {
	if l == EN {
		return english
	}
	return french
}

// Number writes a number with the given decimals, rounded half away from zero,
// in the grouping of the language (CLDR).
func (l Lang) Number(v float64, decimals int) string {
	scale := math.Pow(10, float64(decimals))
	v = math.Round(v*scale) / scale
	if v == 0 {
		v = 0 // no minus zero
	}
	return cldr[l].FmtNumber(v, uint64(decimals))
}

// Int writes a whole number.
func (l Lang) Int(n int) string { return l.Number(float64(n), 0) }

// Percent writes a percentage that is given in per cent.
func (l Lang) Percent(v float64, decimals int) string {
	return l.Number(v, decimals) + l.Say(NBSP+"%", "%")
}

// One tells whether the plural rule of the language (CLDR) takes the singular:
// 0 and 1 in French, 1 in English.
func (l Lang) One(n int) bool {
	return cldr[l].CardinalPluralRule(float64(n), 0) == locales.PluralRuleOne
}

// Plural picks the form of a word for a count.
func (l Lang) Plural(n int, one, other string) string {
	if l.One(n) {
		return one
	}
	return other
}

var words = map[Lang][]string{
	FR: {"zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"},
	EN: {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"},
}

// Word writes a small count in letters, as careful prose does, and others in
// digits; feminine gives "une" in French.
func (l Lang) Word(n int, feminine bool) string {
	if n < 0 || n >= len(words[l]) {
		return l.Int(n)
	}
	if n == 1 && feminine && l == FR {
		return "une"
	}
	return words[l][n]
}

// Day writes a day in full: 21 mars 2018, 21 March 2018; 1er in French.
func (l Lang) Day(d record.Day) string {
	if d == "" {
		return ""
	}
	t := d.Time()
	day := l.Int(t.Day())
	if l == FR && t.Day() == 1 {
		day = "1er"
	}
	return day + " " + l.month(int(t.Month())) + " " + t.Format("2006")
}

// ShortDay writes a day for a narrow column: 21/03/2018, 21 Mar 2018.
func (l Lang) ShortDay(d record.Day) string {
	if d == "" {
		return ""
	}
	return d.Time().Format(l.Say("02/01/2006", "2 Jan 2006"))
}

// Month writes a month: mars 2018, March 2018.
func (l Lang) Month(m record.Month) string {
	if m == "" {
		return ""
	}
	t := m.First().Time()
	return l.month(int(t.Month())) + " " + t.Format("2006")
}

// ShortMonth writes a month without its year for a narrow column: févr., Feb.
func (l Lang) ShortMonth(m record.Month) string {
	if m == "" {
		return ""
	}
	return cldr[l].MonthsAbbreviated()[int(m.First().Time().Month())-1]
}

func (l Lang) month(m int) string {
	names := cldr[l].MonthsWide()
	return names[m-1]
}

// List joins names as the language does: a, b et c; a, b and c.
func (l Lang) List(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return strings.Join(items[:last], ", ") + l.Say(" et ", " and ") + items[last]
}
