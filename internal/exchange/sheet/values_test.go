package sheet

import (
	"errors"
	"strings"
	"testing"

	"toguna/internal/record"
)

func TestParseNumber(t *testing.T) {
	comma, point, count := Hints{Decimal: ','}, Hints{Decimal: '.'}, Hints{Integer: true}
	for _, c := range []struct {
		text  string
		hints Hints
		want  float64
		code  string
		also  string // the readings or the hint of a fault
	}{
		{text: "1234", want: 1234},
		{text: " 12 ", want: 12},
		{text: "-7", want: -7},
		{text: "−7", want: -7},
		{text: "+223", want: 223},
		{text: "1 234", want: 1234},
		{text: "1\u00a0234", want: 1234},
		{text: "1\u202f234\u202f567", want: 1234567},
		{text: "1’234", want: 1234},
		{text: "1.234,5", want: 1234.5},
		{text: "1,234.5", want: 1234.5},
		{text: "1,234,567", want: 1234567},
		{text: "1.234.567,25", want: 1234567.25},
		{text: "1 234,567", want: 1234.567},
		{text: "12,5", want: 12.5},
		{text: "12.5", want: 12.5},
		{text: ",5", want: 0.5},
		{text: "5,", want: 5},
		{text: "0,125", want: 0.125},
		{text: "0.125", want: 0.125},
		{text: "1234,567", want: 1234.567},
		{text: "50 %", want: 0.5},
		{text: "1,5E+03", want: 1500},
		{text: "١٢٣٤", want: 1234},
		{text: "1.234", code: CodeAmbiguous, also: "1234 1.234"},
		{text: "1,234", code: CodeAmbiguous, also: "1234 1.234"},
		{text: "1.234", hints: comma, want: 1234},
		{text: "1,234", hints: comma, want: 1.234},
		{text: "1.234", hints: point, want: 1.234},
		{text: "1,234", hints: point, want: 1234},
		{text: "1,234", hints: count, want: 1234},
		{text: "12.5", hints: comma, want: 12.5},
		{text: "", code: CodeBlank},
		{text: " \u00a0", code: CodeBlank},
		{text: "N/A", code: CodeNotNumber},
		{text: "s.o.", code: CodeNotNumber},
		{text: "voir description", code: CodeNotNumber},
		{text: "12 personnes", code: CodeNotNumber, also: "12"},
		{text: "12 à 15", code: CodeNotNumber},
		{text: "12-15", code: CodeNotNumber},
		{text: "1 23", code: CodeNotNumber},
		{text: "1,23,456", code: CodeNotNumber},
		{text: "1.2.3", code: CodeNotNumber},
		{text: "1,2.3,4", code: CodeNotNumber},
		{text: "1,234,5.6", code: CodeNotNumber},
		{text: "Inf", code: CodeNotNumber},
		{text: "0x10", code: CodeNotNumber},
		{text: "-", code: CodeNotNumber},
		{text: ".", want: 0, code: CodeNotNumber},
		{text: "1e999", code: CodeNotNumber},
	} {
		got, err := ParseNumber(c.text, c.hints)
		if f := faultOf(t, err); got != c.want || f.Code != c.code {
			t.Errorf("ParseNumber(%q, %+v) = %v, %v; want %v %s", c.text, c.hints, got, err, c.want, c.code)
		} else if c.also != strings.Join(f.Readings, " ")+f.Hint {
			t.Errorf("ParseNumber(%q): readings %q hint %q, want %q", c.text, f.Readings, f.Hint, c.also)
		}
	}
}

func TestParseDay(t *testing.T) {
	first, second := Hints{DayFirst: Yes}, Hints{DayFirst: No}
	for _, c := range []struct {
		text  string
		hints Hints
		want  record.Day
		code  string
		also  string
	}{
		{text: "2018-03-21", want: "2018-03-21"},
		{text: "2018-03-21T14:30:00Z", want: "2018-03-21"},
		{text: "2018/03/21", want: "2018-03-21"},
		{text: "20180321", want: "2018-03-21"},
		{text: "21/03/2018", want: "2018-03-21"},
		{text: "21-3-18", want: "2018-03-21"},
		{text: "21.03.2018", want: "2018-03-21"},
		{text: "03/21/2018", want: "2018-03-21"},
		{text: "21/03/2018 08:15", want: "2018-03-21"},
		{text: "3/21/2018 8:15:00 AM", want: "2018-03-21"},
		{text: "03/03/2018", want: "2018-03-03"},
		{text: "03/04/2018", code: CodeAmbiguous, also: "2018-04-03 2018-03-04"},
		{text: "03/04/2018", hints: first, want: "2018-04-03"},
		{text: "03/04/2018", hints: second, want: "2018-03-04"},
		{text: "03/21/2018", hints: first, want: "2018-03-21"},
		{text: "21 mars 2018", want: "2018-03-21"},
		{text: "mercredi 21 mars 2018", want: "2018-03-21"},
		{text: "1er février 2018", want: "2018-02-01"},
		{text: "1er fév. 2018", want: "2018-02-01"},
		{text: "21-Mar-18", want: "2018-03-21"},
		{text: "21-févr.-18", want: "2018-02-21"},
		{text: "5 août 2019", want: "2019-08-05"},
		{text: "5 AOUT 2019", want: "2019-08-05"},
		{text: "5 juil. 2019", want: "2019-07-05"},
		{text: "5 Jul 2019", want: "2019-07-05"},
		{text: "5 juin 2019", want: "2019-06-05"},
		{text: "March 21, 2018", want: "2018-03-21"},
		{text: "21st of March 2018", want: "2018-03-21"},
		{text: "2018 décembre 31", want: "2018-12-31"},
		{text: "01-janv-49", want: "2049-01-01"},
		{text: "01-janv-50", want: "1950-01-01"},
		{text: "43180", want: "2018-03-21"},
		{text: "43180,75", want: "2018-03-21"},
		{text: "41718", hints: Hints{Date1904: true}, want: "2018-03-21"},
		{text: "", code: CodeBlank},
		{text: "mars-18", code: CodeNotDay, also: "2018-03"},
		{text: "févr.-18", code: CodeNotDay, also: "2018-02"},
		{text: "2018", code: CodeNotDay},
		{text: "en cours", code: CodeNotDay},
		{text: "12 personnes", code: CodeNotDay},
		{text: "5 jui 2019", code: CodeNotDay},
		{text: "31/02/2018", code: CodeImpossibleDay},
		{text: "29/02/2019", code: CodeImpossibleDay},
		{text: "29/02/2020", want: "2020-02-29"},
		{text: "32 mars 2018", code: CodeImpossibleDay},
		{text: "2018-13-01", code: CodeImpossibleDay},
		{text: "21/03/218", code: CodeNotDay},
	} {
		got, err := ParseDay(c.text, c.hints)
		if f := faultOf(t, err); got != c.want || f.Code != c.code {
			t.Errorf("ParseDay(%q, %+v) = %v, %v; want %v %s", c.text, c.hints, got, err, c.want, c.code)
		} else if c.also != strings.Join(f.Readings, " ")+f.Hint {
			t.Errorf("ParseDay(%q): readings %q hint %q, want %q", c.text, f.Readings, f.Hint, c.also)
		}
	}
}

func TestParseMonth(t *testing.T) {
	for text, want := range map[string]record.Month{
		"2018-03": "2018-03", "2018/3": "2018-03", "03/2018": "2018-03", "mars 2018": "2018-03",
		"Mars-18": "2018-03", "févr.-18": "2018-02", "fev 2018": "2018-02", "2018 août": "2018-08",
		"December 2019": "2019-12", "sept. 2019": "2019-09", "43180": "2018-03", "21/03/2018": "2018-03",
		"01/01/2018": "2018-01", "mayo 2021": "2021-05", "enero de 2023": "2023-01", "Ago-22": "2022-08", "Setembro de 2022": "2022-09", "março/22": "2022-03",
		"1 dezembro 2022": "2022-12", "١٥ آذار ٢٠٢٣": "2023-03", "كانون الثاني 2022": "2022-01", "أغسطس 2023": "2023-08", "آب 2023": "2023-08",
	} {
		if got, err := ParseMonth(text, Hints{}); got != want || err != nil {
			t.Errorf("ParseMonth(%q) = %v, %v; want %v", text, got, err, want)
		}
	}
	for text, code := range map[string]string{
		"": CodeBlank, "mars": CodeNotMonth, "2018": CodeNotMonth, "T1 2018": CodeNotMonth,
		"13/2018": CodeNotMonth, "01/02/2018": CodeAmbiguous,
	} {
		got, err := ParseMonth(text, Hints{})
		if f := faultOf(t, err); f.Code != code {
			t.Errorf("ParseMonth(%q) = %v, %v; want %s", text, got, err, code)
		}
	}
}

func TestSerials(t *testing.T) {
	for _, c := range []struct {
		serial   float64
		date1904 bool
		want     record.Day
	}{
		{1, false, "1900-01-01"}, {59, false, "1900-02-28"}, {61, false, "1900-03-01"},
		{43180, false, "2018-03-21"}, {2958465, false, "9999-12-31"},
		{0, true, "1904-01-01"}, {41718, true, "2018-03-21"},
	} {
		if got, ok := SerialDay(c.serial, c.date1904); got != c.want || !ok {
			t.Errorf("SerialDay(%v, %v) = %v, %v; want %v", c.serial, c.date1904, got, ok, c.want)
		}
		if got, ok := DaySerial(c.want, c.date1904); got != c.serial || !ok {
			t.Errorf("DaySerial(%v, %v) = %v, %v; want %v", c.want, c.date1904, got, ok, c.serial)
		}
	}
	for _, serial := range []float64{60, 60.5, 0, -1, 2958466, 1e300} {
		if got, ok := SerialDay(serial, false); ok {
			t.Errorf("SerialDay(%v) = %v, there is no such day", serial, got)
		}
	}
	if got, ok := DaySerial("1899-12-31", false); ok {
		t.Errorf("DaySerial before the count = %v", got)
	}
	if got, _ := SerialDay(43179.9999999999, false); got != "2018-03-21" {
		t.Errorf("a serial short of a day by less than a millisecond = %v", got)
	}
}

// faultOf gives the fault of an error, the empty one of no error.
func faultOf(t *testing.T, err error) *Fault {
	t.Helper()
	f := new(Fault)
	if err != nil && !errors.As(err, &f) {
		t.Fatalf("%v is no Fault", err)
	}
	return f
}

func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{"1 234,5", "1.234", "12 personnes", "-,5%", "1e5", "١٢٣"} {
		f.Add(s, byte(0))
	}
	f.Fuzz(func(t *testing.T, s string, hint byte) {
		h := Hints{Decimal: []rune{0, ',', '.'}[hint%3], Integer: hint&4 > 0}
		n, err := ParseNumber(s, h)
		if err != nil {
			if f := faultOf(t, err); n != 0 || sentences[f.Code].fr == "" {
				t.Errorf("ParseNumber(%q) = %v with %v", s, n, err)
			}
		} else if n-n != 0 {
			t.Errorf("ParseNumber(%q) = %v", s, n)
		}
	})
}

func FuzzParseDay(f *testing.F) {
	for _, s := range []string{"2018-03-21", "03/04/2018", "1er fév. 2018", "43180", "21-Mar-18", "mars-18"} {
		f.Add(s, byte(0))
	}
	f.Fuzz(func(t *testing.T, s string, hint byte) {
		h := Hints{DayFirst: Tri(hint % 3), Date1904: hint&4 > 0}
		d, err := ParseDay(s, h)
		if err != nil {
			for _, r := range faultOf(t, err).Readings {
				if _, err := record.ParseDay(r); err != nil {
					t.Errorf("ParseDay(%q) reads %q", s, r)
				}
			}
		} else if _, err := record.ParseDay(string(d)); err != nil {
			t.Errorf("ParseDay(%q) = %q", s, d)
		}
		if m, err := ParseMonth(s, h); err == nil {
			if _, err := record.ParseMonth(string(m)); err != nil {
				t.Errorf("ParseMonth(%q) = %q", s, m)
			}
		}
	})
}
