package layout

import (
	"fmt"
	"testing"
)

func TestQuartersAndWeeks(t *testing.T) {
	for _, c := range []struct{ text, year, want string }{
		{"T1 2024", "", "2024-01-01 2024-03-31 2024-03"},
		{"Q3-2023", "", "2023-07-01 2023-09-30 2023-09"},
		{"2024Q2", "", "2024-04-01 2024-06-30 2024-06"},
		{"T2", "2022", "2022-04-01 2022-06-30 2022-06"},
		{"1er trimestre 2024", "", "2024-01-01 2024-03-31 2024-03"},
		{"4e trimestre de 2023", "", "2023-10-01 2023-12-31 2023-12"},
		{"3rd quarter 2023", "", "2023-07-01 2023-09-30 2023-09"},
		{"2018W12", "", "2018-03-19 2018-03-25 2018-03"},
		{"2024-W01", "", "2024-01-01 2024-01-07 2024-01"},
		{"Semaine 5 2024", "", "2024-01-29 2024-02-04 2024-02"},
		{"semaine 5", "2024", "2024-01-29 2024-02-04 2024-02"},
		{"T1", "", ""}, {"T5 2024", "", ""}, {"S1 2024", "", ""}, {"semaine 54 2024", "", ""}, {"quarterly 2024", "", ""},
	} {
		first, last, month, ok := QuarterOrWeek(c.text, c.year)
		got := fmt.Sprint(first, " ", last, " ", month)
		if !ok {
			got = ""
		}
		if got != c.want {
			t.Errorf("%q (%s): %q, want %q", c.text, c.year, got, c.want)
		}
	}
	for text, want := range map[string]bool{"Jan": true, "Fév.": true, "Mars 2023": true, "2023-01": true, "janv.-23": true, "Ene": true, "Dez": true, "T1": true, "Q4 2023": true,
		"1": false, "12": false, "2023": false, "43180": false, "Mali": false, "Total": false, "": false, "Région": false} {
		if saysMonth(text) != want {
			t.Errorf("%q is a month: %v", text, !want)
		}
	}
}
