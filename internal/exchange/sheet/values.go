package sheet

import (
	"cmp"
	"errors"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"toguna/internal/record"
)

// Tri is yes, no, or not known.
type Tri uint8

// The three answers.
const (
	Unsure Tri = iota
	Yes
	No
)

// Hints are what the rest of a column tells about one of its texts.
type Hints struct {
	Decimal  rune // the decimal separator, '.' or ',', 0 when not known
	Integer  bool // the column counts things: a lone separator before three digits groups thousands
	DayFirst Tri  // whether 03/04/2018 is the third of April
	Date1904 bool // whether serials count from 1904
}

var digits = strings.NewReplacer(
	"٠", "0", "١", "1", "٢", "2", "٣", "3", "٤", "4", "٥", "5", "٦", "6", "٧", "7", "٨", "8", "٩", "9",
	"۰", "0", "۱", "1", "۲", "2", "۳", "3", "۴", "4", "۵", "5", "۶", "6", "۷", "7", "۸", "8", "۹", "9",
	"\u00a0", " ", "\u202f", " ", "\u2009", " ", "\u2007", " ", "\t", " ",
	"٫", ",", "٬", " ", "’", "'", "−", "-",
)

var (
	scientific = regexp.MustCompile(`^[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]{1,3}$`)
	leading    = regexp.MustCompile(`^[+-]?[0-9][0-9 .,']*`)
)

// ParseNumber reads a number written by a person in French or English habits.
// A text with two readings, as 1.234, is a Fault with both unless the hints
// decide; a text that is no number is a Fault, never a zero.
func ParseNumber(text string, h Hints) (float64, error) {
	s := strings.TrimSpace(digits.Replace(text))
	if s == "" {
		return 0, &Fault{Code: CodeBlank}
	}
	notNumber := &Fault{Code: CodeNotNumber, Found: text}
	if !strings.ContainsAny(s, "0123456789") {
		return 0, notNumber // most texts that are none
	}
	body, percent := strings.CutSuffix(s, "%")
	body = strings.TrimSpace(body)
	sign := 1.0
	if rest, ok := strings.CutPrefix(body, "-"); ok {
		sign, body = -1, strings.TrimSpace(rest)
	} else if rest, ok := strings.CutPrefix(body, "+"); ok {
		body = rest
	}
	if percent {
		sign /= 100
	}
	if scientific.MatchString(body) {
		n, err := strconv.ParseFloat(strings.Replace(body, ",", ".", 1), 64)
		if err != nil {
			return 0, notNumber
		}
		return sign * n, nil
	}
	plain, other := splitNumber(body, h)
	if plain == "" {
		// The number a person probably meant stands at the front: 12 personnes.
		if m := strings.TrimRight(leading.FindString(s), " .,'"); m != "" && m != s && !strings.ContainsAny(s[len(m):], "0123456789") {
			if _, err := ParseNumber(m, h); err == nil {
				notNumber.Hint = m
			}
		}
		return 0, notNumber
	}
	if other != "" {
		return 0, &Fault{Code: CodeAmbiguous, Found: text, Readings: []string{plain, other}}
	}
	n, err := strconv.ParseFloat(plain, 64)
	if err != nil {
		return 0, notNumber
	}
	return sign * n, nil
}

// splitNumber gives the digits of a number with a decimal point and without
// groups, "" where it is none, and the other reading of an ambiguous one.
func splitNumber(s string, h Hints) (plain, other string) {
	dots, commas := strings.Count(s, "."), strings.Count(s, ",")
	decimal := -1
	switch {
	case dots > 0 && commas > 0:
		decimal = max(strings.LastIndex(s, "."), strings.LastIndex(s, ","))
		if strings.Count(s, s[decimal:decimal+1]) > 1 {
			return "", ""
		}
	case dots+commas == 1:
		decimal = strings.IndexAny(s, ".,")
		grouped, groups := ungroup(s)
		if !groups || s[0] == '0' || strings.ContainsAny(s, " '") {
			break
		}
		separator := rune(s[decimal])
		switch {
		case h.Decimal == separator:
		case h.Decimal != 0 || h.Integer:
			return grouped, ""
		default:
			return grouped, strings.Replace(s, string(separator), ".", 1)
		}
	}
	if decimal < 0 {
		plain, ok := ungroup(s)
		if !ok {
			return "", ""
		}
		return plain, ""
	}
	whole, fraction := s[:decimal], s[decimal+1:]
	if whole == "" && fraction != "" {
		whole = "0"
	}
	whole, ok := ungroup(whole)
	if !ok || strings.ContainsFunc(fraction, notDigit) {
		return "", ""
	}
	return whole + "." + fraction, ""
}

// ungroup takes the separators of thousands out of digits, one kind only, and
// tells whether they stood where they should.
func ungroup(s string) (string, bool) {
	i := strings.IndexAny(s, " '.,")
	if i < 0 {
		return s, s != "" && !strings.ContainsFunc(s, notDigit)
	}
	parts := strings.Split(s, s[i:i+1])
	for i, p := range parts {
		if strings.ContainsFunc(p, notDigit) || p == "" || len(p) > 3 || i > 0 && len(p) != 3 {
			return "", false
		}
	}
	return strings.Join(parts, ""), true
}

func notDigit(r rune) bool { return r < '0' || r > '9' }

// monthNames, in French, English, Spanish and Portuguese, are told apart by
// their first three letters or more, accents and dots aside.
var monthNames = [12][4]string{
	{"janvier", "january", "enero", "janeiro"}, {"fevrier", "february", "febrero", "fevereiro"}, {"mars", "march", "marzo", "marco"},
	{"avril", "april", "abril", "abril"}, {"mai", "may", "mayo", "maio"}, {"juin", "june", "junio", "junho"},
	{"juillet", "july", "julio", "julho"}, {"aout", "august", "agosto", "agosto"}, {"septembre", "september", "septiembre", "setembro"},
	{"octobre", "october", "octubre", "outubro"}, {"novembre", "november", "noviembre", "novembro"}, {"decembre", "december", "diciembre", "dezembro"},
}

// arabicMonths are written in letters that dates are cut by: those of the Levant
// and of the Nile and the Gulf, folded.
var arabicMonths = strings.NewReplacer("كانون الثاني", "jan", "كانون الاول", "dec", "تشرين الاول", "oct", "تشرين الثاني", "nov",
	"شباط", "feb", "اذار", "mar", "نيسان", "apr", "ايار", "may", "حزيران", "jun", "تموز", "july", "ايلول", "sep",
	"يناير", "jan", "فبراير", "feb", "مارس", "mar", "ابريل", "apr", "مايو", "may", "يونيو", "jun", "يوليو", "july", "اغسطس", "aug",
	"سبتمبر", "sep", "اكتوبر", "oct", "نوفمبر", "nov", "ديسمبر", "dec", "اب", "aug")

// monthShort holds the abbreviations that drop letters inside the name.
var monthShort = map[string]int{"jul": 7, "jui": 0, "sept": 9, "fevr": 2}

// monthNamed finds the number of a month by its folded name, 0 if none.
func monthNamed(word string) int {
	if m, ok := monthShort[word]; ok {
		return m
	}
	if len(word) < 3 {
		return 0
	}
	for i, names := range monthNames {
		if slices.ContainsFunc(names[:], func(n string) bool { return strings.HasPrefix(n, word) }) {
			return i + 1
		}
	}
	return 0
}

var (
	clock    = regexp.MustCompile(`(?:[t ,]+|^)[0-9]{1,2}[:h][0-9]{2}(:[0-9]{2})?([.,][0-9]+)?( ?[ap]m)?( ?z| ?[+-][0-9]{2}:?[0-9]{2})?$`)
	ordinal  = regexp.MustCompile(`\b([0-9]{1,2})(er|st|nd|rd|th)\b`)
	weekday  = regexp.MustCompile(`^(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday|lun|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun)[., ]+`)
	pieces   = regexp.MustCompile(`^([0-9]+|[a-z]+)(?: *([-/., ]) *([0-9]+|[a-z]+))?(?: *([-/., ]) *([0-9]+|[a-z]+))?$`)
	monthDot = regexp.MustCompile(`([a-z])\.`)
)

// datePieces folds a date text and cuts it into its one to three parts.
func datePieces(text string) []string {
	s := fold(digits.Replace(text))
	if strings.ContainsFunc(s, func(r rune) bool { return r >= 'ء' && r <= 'ي' }) {
		s = arabicMonths.Replace(s)
	}
	s = strings.TrimSpace(clock.ReplaceAllString(s, ""))
	s = weekday.ReplaceAllString(s, "")
	s = ordinal.ReplaceAllString(s, "$1")
	s = monthDot.ReplaceAllString(s, "$1 ")
	s = strings.ReplaceAll(strings.ReplaceAll(s, " de ", " "), " of ", " ")
	s = strings.ReplaceAll(s, " del ", " ")
	s = strings.Join(strings.Fields(s), " ")
	m := pieces.FindStringSubmatch(s)
	if m == nil {
		return nil
	}
	return slices.DeleteFunc([]string{m[1], m[3], m[5]}, func(p string) bool { return p == "" })
}

// fold puts a text in small letters without accents.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s))
}

// ParseDay reads a day written by a person: ISO, numbers in either order,
// French or English month names, or the serial of a spreadsheet. A text with
// two readings, as 03/04/2018, is a Fault with both unless the hints decide;
// a month alone is a Fault with the month as hint.
func ParseDay(text string, h Hints) (record.Day, error) {
	if strings.TrimSpace(text) == "" {
		return "", &Fault{Code: CodeBlank}
	}
	if serial, ok := serialText(text); ok {
		if d, ok := SerialDay(serial, h.Date1904); ok {
			return d, nil
		}
	}
	p := datePieces(text)
	notDay := &Fault{Code: CodeNotDay, Found: text}
	switch len(p) {
	case 1:
		if len(p[0]) == 8 && !strings.ContainsFunc(p[0], notDigit) {
			return day(text, p[0][:4], p[0][4:6], p[0][6:])
		}
		return "", notDay
	case 2:
		if m, ok := monthPieces(p); ok {
			notDay.Hint = string(m)
		}
		return "", notDay
	case 3:
	default:
		return "", notDay
	}
	named := func(i int) string {
		if m := monthNamed(p[i]); m > 0 {
			return strconv.Itoa(m)
		}
		return ""
	}
	switch number := func(i int) bool { return !notDigit(rune(p[i][0])) }; {
	case number(0) && number(2) && named(1) != "":
		if len(p[0]) == 4 {
			return day(text, p[0], named(1), p[2])
		}
		return day(text, p[2], named(1), p[0])
	case named(0) != "" && number(1) && number(2):
		return day(text, p[2], named(0), p[1])
	case !number(0) || !number(1) || !number(2):
		return "", notDay
	case len(p[0]) == 4:
		return day(text, p[0], p[1], p[2])
	}
	dayFirst, errDay := day(text, p[2], p[1], p[0])
	monthFirst, errMonth := day(text, p[2], p[0], p[1])
	switch {
	case errDay != nil && errMonth != nil:
		return "", errDay
	case errMonth != nil || dayFirst == monthFirst || h.DayFirst == Yes && errDay == nil:
		return dayFirst, nil
	case errDay != nil || h.DayFirst == No:
		return monthFirst, nil
	}
	return "", &Fault{Code: CodeAmbiguous, Found: text, Readings: []string{string(dayFirst), string(monthFirst)}}
}

// ParseMonth reads a month written by a person, mars 2018, févr.-18, 2018-03
// or 03/2018, and the month of anything ParseDay reads.
func ParseMonth(text string, h Hints) (record.Month, error) {
	if m, ok := monthPieces(datePieces(text)); ok {
		return m, nil
	}
	d, err := ParseDay(text, h)
	if err == nil {
		return d.Month(), nil
	}
	f := new(Fault)
	if !errors.As(err, &f) {
		return "", err
	}
	switch f.Code {
	case CodeNotDay:
		f.Code = CodeNotMonth
	case CodeAmbiguous:
		for i, r := range f.Readings {
			f.Readings[i] = string(record.Day(r).Month())
		}
	}
	return "", f
}

// monthPieces reads two parts of a date text as a month and its year.
func monthPieces(p []string) (record.Month, bool) {
	if len(p) != 2 {
		return "", false
	}
	month, year := p[0], p[1]
	if len(month) == 4 && !notDigit(rune(month[0])) {
		month, year = year, month
	}
	if m := monthNamed(month); m > 0 {
		month = strconv.Itoa(m)
	} else if len(year) != 4 || len(month) > 2 {
		return "", false
	}
	d, err := day("", year, month, "1")
	return d.Month(), err == nil
}

// day builds a day from its parts; years of two digits are 1950 to 2049.
func day(text, year, month, dayOfMonth string) (record.Day, error) {
	impossible := &Fault{Code: CodeImpossibleDay, Found: text}
	y, errY := strconv.Atoi(year)
	m, errM := strconv.Atoi(month)
	d, errD := strconv.Atoi(dayOfMonth)
	if cmp.Or(errY, errM, errD) != nil || len(year) != 4 && len(year) != 2 || len(month) > 2 || len(dayOfMonth) > 2 {
		return "", &Fault{Code: CodeNotDay, Found: text}
	}
	if len(year) == 2 {
		y += 1900
		if y < 1950 {
			y += 100
		}
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if y < 1900 || y > 2199 || t.Month() != time.Month(m) || t.Day() != d {
		return "", impossible
	}
	return record.DayOf(t), nil
}

// serialText reads the text of a serial of five digits, 1927 to 2173, as other
// counts of digits are years or mere numbers.
func serialText(text string) (float64, bool) {
	s := strings.TrimSpace(digits.Replace(text))
	whole, _, _ := strings.Cut(strings.Replace(s, ",", ".", 1), ".")
	if len(whole) != 5 || strings.ContainsFunc(whole, notDigit) || whole[0] == '0' {
		return 0, false
	}
	n, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	return n, err == nil
}

var (
	epoch1900 = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	epoch1904 = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
)

const lastSerial = 2958465 // 31 December 9999

// SerialDay gives the day of a spreadsheet serial. Counting from 1900, serial
// 60 is 29 February 1900, a day that never was: it has no answer.
func SerialDay(serial float64, date1904 bool) (record.Day, bool) {
	whole := math.Floor(serial + 5e-9) // half a millisecond, lost by sums of floats
	if !(whole >= 0 && whole <= lastSerial) {
		return "", false
	}
	n := int(whole)
	if date1904 {
		return record.DayOf(epoch1904.AddDate(0, 0, n)), n <= lastSerial-1462
	}
	if n < 1 || n == 60 {
		return "", false
	}
	if n < 60 {
		n++
	}
	return record.DayOf(epoch1900.AddDate(0, 0, n)), true
}

// DaySerial gives the spreadsheet serial of a day, and false for the empty day
// and for days before the count begins.
func DaySerial(d record.Day, date1904 bool) (float64, bool) {
	t := d.Time()
	if t.IsZero() {
		return 0, false
	}
	if date1904 {
		n := (t.Unix() - epoch1904.Unix()) / 86400
		return float64(n), t.Compare(epoch1904) >= 0
	}
	n := (t.Unix() - epoch1900.Unix()) / 86400
	if n < 61 {
		n--
	}
	return float64(n), n >= 1
}
