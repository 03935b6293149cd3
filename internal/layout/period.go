package layout

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"toguna/internal/exchange/sheet"
	"toguna/internal/record"
)

var (
	yearIn    = regexp.MustCompile(`\b(?:19|20)[0-9]{2}\b`)
	quarterIn = regexp.MustCompile(`^(?:[tq]|trim|trimestre|quarter)\s?([1-4])$|^([1-4])\s?(?:er|e|ere|eme|st|nd|rd|th|o)?\s?(?:t|q|trim|trimestre|quarter)$`)
	weekIn    = regexp.MustCompile(`^(?:w|sem|semaine|week|wk|semana|se)\s?([0-5]?[0-9])$`)
)

// SaysYear tells whether a text says a year, from 1900 to 2099.
func SaysYear(text string) bool { return yearIn.MatchString(text) }

// QuarterOrWeek reads the quarters and weeks that people write as a period: T1 2024,
// Q1/2024, 2e trimestre 2023, 2024-W07, semaine 7. The year may be said
// elsewhere; without one there is none. The month of a quarter is its last, that
// of a week the one its Thursday lies in.
func QuarterOrWeek(text, year string) (first, last record.Day, month record.Month, ok bool) {
	f := Fold(text)
	if own := yearIn.FindString(spaceDigits(f)); own != "" {
		year = own
		f = strings.Replace(f, own, " ", 1)
	}
	f = strings.TrimSuffix(strings.Join(strings.Fields(f), " "), " de")
	y, err := strconv.Atoi(year)
	if err != nil {
		return "", "", "", false
	}
	if m := quarterIn.FindStringSubmatch(f); m != nil {
		n, _ := strconv.Atoi(cmp.Or(m[1], m[2]))
		month = record.Month(year + "-01").Add(3*n - 1)
		return month.Add(-2).First(), month.Last(), month, true
	}
	if m := weekIn.FindStringSubmatch(f); m != nil {
		n, _ := strconv.Atoi(m[1])
		fourth := time.Date(y, 1, 4, 0, 0, 0, 0, time.UTC) // lies in week 1
		monday := fourth.AddDate(0, 0, -(int(fourth.Weekday())+6)%7+7*(n-1))
		thursday := monday.AddDate(0, 0, 3)
		return record.DayOf(monday), record.DayOf(monday.AddDate(0, 0, 6)), record.DayOf(thursday).Month(), n > 0 && thursday.Year() == y
	}
	return "", "", "", false
}

// spaceDigits parts a year from the letter beside it, as in 2024q1 and t12024.
func spaceDigits(s string) string {
	var b strings.Builder
	last := ' '
	for _, r := range s {
		if unicode.IsDigit(r) != unicode.IsDigit(last) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

// saysMonth tells whether a heading is a month or a quarter, with its year or
// without.
func saysMonth(text string) bool {
	named := strings.ContainsFunc(text, unicode.IsLetter)
	if len(text) > 40 || !named && !yearIn.MatchString(text) {
		return false // a number is none
	}
	if _, err := sheet.ParseMonth(text, sheet.Hints{}); err == nil {
		return true
	}
	if _, err := sheet.ParseMonth(text+" 2000", sheet.Hints{}); err == nil && named {
		return true
	}
	_, _, _, ok := QuarterOrWeek(text, "2000")
	return ok
}
