package match

import (
	"testing"

	"toguna/internal/record"
)

// BenchmarkFind matches the generated spellings; folding the same spellings
// with record.Fold is the measure.
func BenchmarkFind(b *testing.B) {
	l := generatedSet(b)
	m := NewOrgs(l.orgs, nil, l.places)
	b.Run("find", func(b *testing.B) {
		for i := range b.N {
			m.Find("", l.spellings[i%len(l.spellings)].name)
		}
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "names/s")
	})
	b.Run("both-cores", func(b *testing.B) {
		b.RunParallel(func(pb *testing.PB) {
			for i := 0; pb.Next(); i++ {
				m.Find("", l.spellings[i*7919%len(l.spellings)].name)
			}
		})
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "names/s")
	})
	b.Run("fold", func(b *testing.B) {
		for i := range b.N {
			record.Fold(l.spellings[i%len(l.spellings)].name)
		}
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "names/s")
	})
}

// BenchmarkNewOrgs builds the index of the generated register.
func BenchmarkNewOrgs(b *testing.B) {
	l := generatedSet(b)
	for b.Loop() {
		NewOrgs(l.orgs, nil, l.places)
	}
}
