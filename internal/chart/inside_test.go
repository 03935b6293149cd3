package chart

import (
	"slices"
	"testing"
)

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		n      float64
		fr, en string
	}{
		{0, "0", "0"}, {7, "7", "7"}, {1234.5, "1\u202f234,5", "1,234.5"}, {1234567, "1\u202f234\u202f567", "1,234,567"},
		{999.96, "1\u202f000", "1,000"}, {0.04, "<\u00a00,1", "<0.1"}, {-12, "−12", "−12"}, {100, "100", "100"},
	} {
		if got := french.number(c.n); got != c.fr {
			t.Errorf("%g in French is %q, want %q", c.n, got, c.fr)
		}
		if got := english.number(c.n); got != c.en {
			t.Errorf("%g in English is %q, want %q", c.n, got, c.en)
		}
	}
}

func TestCounted(t *testing.T) {
	for _, c := range []struct {
		n      float64
		fr, en string
	}{{0, "0 acteur", "0 actors"}, {1, "1 acteur", "1 actor"}, {1.5, "1,5 acteur", "1.5 actors"}, {2, "2 acteurs", "2 actors"}} {
		if got := french.counted(Value{N: c.n}, "acteur", "acteurs"); got != c.fr {
			t.Errorf("%g in French is %q, want %q", c.n, got, c.fr)
		}
		if got := english.counted(Value{N: c.n}, "actor", "actors"); got != c.en {
			t.Errorf("%g in English is %q, want %q", c.n, got, c.en)
		}
	}
}

func TestClassify(t *testing.T) {
	for _, c := range []struct {
		name   string
		values []float64
		want   [][2]float64
	}{
		{"nothing", nil, nil},
		{"one value", []float64{4, 4, 4}, [][2]float64{{4, 4}}},
		{"few values", []float64{3, 1, 2, 3}, [][2]float64{{1, 1}, {2, 2}, {3, 3}}},
		{"clusters", []float64{1, 2, 10, 11, 50, 52, 90, 91, 200, 201}, [][2]float64{{1, 2}, {10, 11}, {50, 52}, {90, 91}, {200, 201}}},
		{"ties stay together", []float64{1, 1, 1, 1, 8, 8, 20, 30, 40, 41}, [][2]float64{{1, 1}, {8, 8}, {20, 20}, {30, 30}, {40, 41}}},
	} {
		var got [][2]float64
		for _, class := range classify(c.values) {
			got = append(got, [2]float64{class.lo, class.hi})
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: classes %v, want %v", c.name, got, c.want)
		}
	}
}

// Printed in grey, a larger class is always darker, by a step one can see.
func TestBluesPrintInGrey(t *testing.T) {
	grey := func(c Color) float64 { return 0.299*float64(c.R) + 0.587*float64(c.G) + 0.114*float64(c.B) }
	for i := 1; i < len(blues); i++ {
		if grey(blues[i-1])-grey(blues[i]) < 25 {
			t.Errorf("class %d and class %d print alike", i, i+1)
		}
	}
}

func TestWrapCutsWordsThatAreTooLong(t *testing.T) {
	for _, line := range wrap("Direction interrégionaleextraordinairementlongue", 8, false, 40) {
		if w := TextWidth(line, 8, false); w > 40 {
			t.Errorf("%q is %g points wide", line, w)
		}
	}
}
