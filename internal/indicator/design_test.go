package indicator

import (
	"testing"

	"toguna/internal/record"
	"toguna/internal/sample/design"
)

// Every figure on a design-size operation, against indexing its records, which
// is the cheapest part of loading a snapshot.
func BenchmarkDesignSize(b *testing.B) {
	all := design.Register(1, 1)
	s := record.NewSnapshot(all, design.Day)
	b.Run("figures", func(b *testing.B) {
		for b.Loop() {
			everything(s)
		}
	})
	b.Run("snapshot", func(b *testing.B) {
		for b.Loop() {
			record.NewSnapshot(all, design.Day)
		}
	})
	for _, i := range All {
		b.Run(i.Code, func(b *testing.B) {
			for b.Loop() {
				i.Compute(s, Params{})
			}
		})
	}
}

// A design register is made of records that pass their own checks, and every
// figure has something to say on it.
func TestDesignRegister(t *testing.T) {
	all := design.Register(0.05, 7)
	for _, r := range all {
		if ps := record.Check(r).Refusing(); len(ps) > 0 {
			t.Fatalf("%s %s: %v", r.Kind(), r.Base().ID, ps)
		}
	}
	for _, f := range everything(record.NewSnapshot(all, design.Day)) {
		if f.Status == NoData || f.Status == NotApplicable {
			t.Errorf("%s: %s", f.Code, f.Status)
		}
	}
}
