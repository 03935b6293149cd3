package record

import (
	"fmt"
	"time"
)

// Day is a calendar day as ISO text, 2018-03-21. The empty Day is an open end
// or an unknown day; days compare in order as plain text.
type Day string

// Month is a calendar month as ISO text, 2018-03.
type Month string

// ParseDay reads an ISO day and refuses days that no calendar has.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return "", fmt.Errorf("%q is not a day written YYYY-MM-DD", s)
	}
	return DayOf(t), nil
}

// DayOf gives the calendar day of an instant in its own time zone.
func DayOf(t time.Time) Day { return Day(t.Format(time.DateOnly)) }

// Time gives midnight UTC of the day, and the zero time for the empty day.
func (d Day) Time() time.Time {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return time.Time{}
	}
	return t
}

// AddDays moves the day by n days; the empty day stays empty.
func (d Day) AddDays(n int) Day {
	if d == "" {
		return ""
	}
	return DayOf(d.Time().AddDate(0, 0, n))
}

// AddMonths moves the day by n months, to the last day of the month where the
// month is shorter: one month after 31 January is 28 or 29 February.
func (d Day) AddMonths(n int) Day {
	if d == "" {
		return ""
	}
	t := d.Time()
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return DayOf(first.AddDate(0, 0, min(t.Day(), last)-1))
}

// Sub counts the days from e to d; both must be set.
func (d Day) Sub(e Day) int { return int(d.Time().Sub(e.Time()).Hours() / 24) }

// Month gives the month of the day.
func (d Day) Month() Month {
	if len(d) < 7 {
		return ""
	}
	return Month(d[:7])
}

// ParseMonth reads an ISO month.
func ParseMonth(s string) (Month, error) {
	t, err := time.Parse("2006-01", s)
	if err != nil {
		return "", fmt.Errorf("%q is not a month written YYYY-MM", s)
	}
	return Month(t.Format("2006-01")), nil
}

// First gives the first day of the month.
func (m Month) First() Day {
	if m == "" {
		return ""
	}
	return Day(m + "-01")
}

// Last gives the last day of the month.
func (m Month) Last() Day { return m.First().AddMonths(1).AddDays(-1) }

// Add moves the month by n months.
func (m Month) Add(n int) Month { return m.First().AddMonths(n).Month() }

// Span is a stretch of days, half-open: Since is in it, Until is not. An empty
// Until means it still lasts; an empty Since means its beginning is not known.
type Span struct{ Since, Until Day }

// On tells whether the span holds the day.
func (s Span) On(d Day) bool {
	return d != "" && s.Since <= d && (s.Until == "" || d < s.Until)
}

// Overlaps tells whether the two spans share at least one day.
func (s Span) Overlaps(t Span) bool {
	return (t.Until == "" || s.Since < t.Until) && (s.Until == "" || t.Since < s.Until)
}
