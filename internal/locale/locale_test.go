package locale

import (
	"testing"

	"toguna/internal/record"
)

func TestWhatReadersSee(t *testing.T) {
	for _, c := range []struct{ name, got, want string }{
		{"french thousands", FR.Number(1234.5, 1), "1\u202f234,5"},
		{"english thousands", EN.Number(1234.5, 1), "1,234.5"},
		{"half away from zero", FR.Number(2.5, 0), "3"},
		{"half away from zero below", FR.Number(-2.5, 0), "-3"},
		{"no minus zero", EN.Number(-0.2, 0), "0"},
		{"french percent", FR.Percent(13.636, 1), "13,6\u00a0%"},
		{"english percent", EN.Percent(13.636, 0), "14%"},
		{"first of the month", FR.Day("2018-03-01"), "1er mars 2018"},
		{"day", FR.Day("2018-08-21"), "21 août 2018"},
		{"english day", EN.Day("2018-03-21"), "21 March 2018"},
		{"unknown day", FR.Day(""), ""},
		{"month", FR.Month("2018-02"), "février 2018"},
		{"list of three", FR.List([]string{"Gao", "Kidal", "Mopti"}), "Gao, Kidal et Mopti"},
		{"list of one", EN.List([]string{"Gao"}), "Gao"},
		{"zero is singular in French", FR.Plural(0, "siège", "sièges"), "siège"},
		{"zero is plural in English", EN.Plural(0, "seat", "seats"), "seats"},
		{"two", FR.Plural(2, "siège", "sièges"), "sièges"},
		{"feminine one", FR.Word(1, true), "une"},
		{"twelve in figures", EN.Word(12, false), "12"},
		{"parse", string(Parse("en-GB")), "en"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
	if got := FR.ShortDay(record.Day("2018-03-21")); got != "21/03/2018" {
		t.Errorf("short day: %q", got)
	}
}
