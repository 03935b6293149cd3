package fivew

import "math/bits"

// memory knows what earlier rows say: all of it, and that without the numbers.
type memory struct {
	firsts *met[uint32] // half of what the first row of a key says
	others *met[uint32] // rows whose key was met before, by what they say
}

// held is how many rows before it a row is surely held against: so many that no
// row of a sheet, which has at most twice as many, is forgotten.
const held = 1 << 19

func newMemory() *memory { return &memory{newMet[uint32](held), newMet[uint32](held)} }

// met tells whether a row says what an earlier one said, or the same but for
// the numbers.
func (m *memory) met(key, content uint64) (repeat, sameKey bool) {
	first, again := m.firsts.first(key, uint32(content))
	if !again || first == uint32(content) {
		return again, false
	}
	_, repeat = m.others.first(content, 0)
	return repeat, !repeat
}

// forgot tells whether rows were forgotten that a later one may have repeated.
func (m *memory) forgot() bool { return m.firsts.forgot || m.others.forgot }

// met remembers what came first of a hash, in two generations of a fixed size: when
// the young one is full the old one is forgotten. A hash that is met again is young
// again.
//
// Hashes are told apart by 32 bits beside those of their place, and a search in full
// tables looks at about seven: one that was never met is taken for another once in
// half a billion times at worst. So one or two in a thousand files of a million rows
// have a row that is wrongly said to have the key of an earlier row, and of rows that
// do have it one in half a billion is wrongly taken for a repeat.
type met[T any] struct {
	young, old []trace[T]
	n, room    int // hashes in the young generation, and how many it takes as it is
	generation int
	few        []uint64 // the hashes of a file while they are few
	forgot     bool
	read       uint32 // what near has read, kept so that it is read
}

// smallTable is how many hashes a small table takes, which is enough for most files.
const smallTable = 1 << 12

// trace is a hash that was met, 0 where none is.
type trace[T any] struct {
	hash uint32
	what T
}

func newMet[T any](generation int) *met[T] { return &met[T]{generation: generation} }

// home spreads hashes over places by their higher bits.
func home(hash uint64, places int) int {
	at, _ := bits.Mul64(hash, uint64(places))
	return int(at)
}

// find gives the trace of a hash in a generation, or a free one, and what the hash
// is known by there.
func find[T any](in []trace[T], hash uint64) (*trace[T], uint32) {
	known, at := max(1, uint32(hash)), home(hash, len(in))
	for in[at].hash != known && in[at].hash != 0 {
		if at++; at == len(in) {
			at = 0
		}
	}
	return &in[at], known
}

// known gives what was kept of a hash that was met.
func (m *met[T]) known(hash uint64) (what T, again bool) {
	for _, in := range [...][]trace[T]{m.young, m.old} {
		if in == nil {
			continue
		}
		if x, _ := find(in, hash); x.hash != 0 {
			return x.what, true
		}
	}
	return what, false
}

// first gives what was kept of a hash that was met before, else keeps what.
func (m *met[T]) first(hash uint64, what T) (T, bool) {
	if m.n == m.room {
		m.more()
	}
	x, known := find(m.young, hash)
	if x.hash != 0 {
		return x.what, true
	}
	again := false
	if m.old != nil {
		if was, _ := find(m.old, hash); was.hash != 0 {
			what, again = was.what, true
		}
	}
	x.hash, x.what = known, what
	m.n++
	if m.room < m.generation {
		m.few = append(m.few, hash)
	}
	return what, again
}

// more makes room: for a few hashes, then for a generation, then for the next one.
func (m *met[T]) more() {
	was := m.young
	switch m.room {
	case 0:
		m.room = min(smallTable, m.generation)
		m.young = make([]trace[T], m.room*3/2)
	case m.generation:
		m.young, m.old, m.forgot, m.n = m.old, was, m.old != nil, 0
		if clear(m.young); m.young == nil {
			m.young = make([]trace[T], len(was))
		}
	default:
		m.room = m.generation
		m.young = make([]trace[T], m.room*3/2)
		for _, hash := range m.few {
			from, _ := find(was, hash)
			to, _ := find(m.young, hash)
			*to = *from
		}
		m.few = nil
	}
}

// near brings the places of the keys of a piece into the caches of the processor,
// all at once: one after the other, each would be waited for.
func (m *met[T]) near(rows []verdict) {
	sum := uint32(0)
	for _, in := range [...][]trace[T]{m.young, m.old} {
		for i := range rows {
			if len(in) > 0 {
				sum += in[home(rows[i].key, len(in))].hash
			}
		}
	}
	m.read = sum
}
