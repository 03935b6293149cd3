package presence

import (
	"sync"
	"testing"

	"toguna/internal/record"
	"toguna/internal/sample/design"
)

var wholeMonth = sync.OnceValue(func() *record.Snapshot { return record.NewSnapshot(design.Register(1, 1), design.Day) })

// The questions that pages ask every day, of a month of 100,000 lines by 2,000
// organisations.
func BenchmarkMonth(b *testing.B) {
	s := wholeMonth()
	c := columnsOf(s.Activities)
	v := record.View{Snapshot: s, Level: record.Restricted}
	for _, q := range []Question{{View: "places", Level: 1}, {View: "places", Level: 2}, {View: "matrix", Level: 2}, {View: "turnover"}, {View: "sectors"}, {View: "people", Level: 2}, {View: "gap", Level: 2}} {
		q.From = s.RoundOn(s.Day).Month
		b.Run(q.View+string(rune('0'+q.Level)), func(b *testing.B) {
			for b.Loop() {
				read(b, v, c, q)
			}
		})
	}
}
