package match

import (
	"math/rand/v2"
	"testing"
)

// TestLettersAgreeWithThePlainDistance compares with the textbook table.
func TestLettersAgreeWithThePlainDistance(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	text := func() string {
		b := make([]byte, 1+r.IntN(30))
		for i := range b {
			b[i] = "abc"[r.IntN(3)]
		}
		return string(b)
	}
	for range 2000 {
		a, b := text(), text()
		row := make([]int, len(a)+1) // distance of b[:j] to a[:i]
		for i := range row {
			row[i] = i
		}
		least := len(a)
		for j := range len(b) {
			before := row[0]
			row[0] = j + 1
			for i := range len(a) {
				cost := 1
				if a[i] == b[j] {
					cost = 0
				}
				before, row[i+1] = row[i+1], min(row[i+1]+1, row[i]+1, before+cost)
			}
			least = min(least, row[len(a)])
		}
		l := spell(a)
		whole, opening := l.against(b)
		if want := 1 - float64(row[len(a)])/float64(max(len(a), len(b))); whole != max(0, want) {
			t.Fatalf("%s against %s: %v, want %v", a, b, whole, want)
		}
		if want := 1 - float64(least)/float64(len(a)); opening != want {
			t.Fatalf("%s as the beginning of %s: %v, want %v", a, b, opening, want)
		}
	}
}
