package returns

import (
	"io"
	"testing"

	"toguna/internal/sample"
)

func BenchmarkWorkbook(b *testing.B) {
	s, lines := mali(b)
	body := s.BodyByCode("PROT-NAT")
	m := NewMonth(s, body, "2018-04", lines, "", "fr")
	r := Open(s, body, "2018-04", "", sample.IDs()).Returns[0]
	for b.Loop() {
		if err := m.Write(io.Discard, r); err != nil {
			b.Fatal(err)
		}
	}
}
