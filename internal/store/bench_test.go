package store

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"toguna/internal/record"
)

func BenchmarkApplyActivities(b *testing.B) {
	for _, n := range []int{1_000, 100_000} {
		b.Run(fmt.Sprint("sqlite/", n), func(b *testing.B) {
			benchmarkApply(b, n, func() string { return filepath.Join(b.TempDir(), "toguna.db") })
		})
		b.Run(fmt.Sprint("postgres/", n), func(b *testing.B) { benchmarkApply(b, n, func() string { return postgres(b) }) })
	}
}

func benchmarkApply(b *testing.B, n int, address func() string) {
	for range b.N {
		b.StopTimer()
		s := open(b, address())
		apply(b, s, set(0, put(base()...)...))
		lines := set(1, put(activities(n, "2018-02")...)...)
		b.StartTimer()
		apply(b, s, lines)
		b.StopTimer()
		s.Close()
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "lines/s")
}

// BenchmarkSnapshot reads a register of 20,000 organisations and a round of
// 20,000 lines: from the tables, from the journal, and when nothing changed.
func BenchmarkSnapshot(b *testing.B) {
	s := open(b, filepath.Join(b.TempDir(), "toguna.db"))
	records := append(base(), activities(20_000, "2018-02")...)
	for i := range 20_000 {
		records = append(records, org(fmt.Sprint("org-", i)))
	}
	records = append(records, closed("feb", "2018-02", "2018-03-01"))
	apply(b, s, set(0, put(records...)...))
	for name, knownAt := range map[string]time.Time{"tables": {}, "journal": noon.Add(time.Minute)} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				s.cache.entries = nil
				snapshot(b, s, day, knownAt)
			}
		})
	}
	b.Run("unchanged", func(b *testing.B) {
		b.ReportAllocs()
		for range b.N {
			snapshot(b, s, day, time.Time{})
		}
	})
}

func BenchmarkLines(b *testing.B) {
	s := open(b, filepath.Join(b.TempDir(), "toguna.db"))
	apply(b, s, set(0, put(append(base(), activities(50_000, "2018-02")...)...)...))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		err := s.Lines(context.Background(), op, "2018-01", "2018-12", func(*record.Activity) error { n++; return nil })
		if err != nil || n != 50_000 {
			b.Fatal(n, err)
		}
	}
}
