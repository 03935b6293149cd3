package fivew

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestMemoryOfRows holds what is known of earlier rows against maps, with keys
// that share their places in the table: of as many rows as a sheet has, every
// repeat is known.
func TestMemoryOfRows(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	m := newMemory()
	contents := map[uint64][]uint64{}
	for i := range 2 * held {
		home := r.Uint64N(1 << 18)
		key := home<<46 | (3*home+r.Uint64N(3))*0x9E3779B1&(1<<32-1)
		content := key ^ r.Uint64N(3)
		m.firsts.near([]verdict{{key: key}})
		repeat, sameKey := m.met(key, content)
		before := contents[key]
		wantRepeat := slices.Contains(before, content)
		if repeat != wantRepeat || sameKey != (len(before) > 0 && !wantRepeat) {
			t.Fatalf("row %d: repeat %v, same key %v, after %d rows of its key", i, repeat, sameKey, len(before))
		}
		if !repeat {
			contents[key] = append(before, content)
		}
	}
	if m.forgot() || len(contents) < held {
		t.Errorf("forgot %v of %d keys", m.forgot(), len(contents))
	}
}

// TestMetForgetsTheOldest: what was met within a generation is known whatever came
// before it, nothing is forgotten of two, and what is forgotten is said.
func TestMetForgetsTheOldest(t *testing.T) {
	const generation = 1000
	r := rand.New(rand.NewPCG(7, 8))
	m := newMet[int](generation)
	last, hashes := map[uint64]int{}, []uint64{}
	for i := range 20 * generation {
		hash := r.Uint64()
		if i > 0 && r.IntN(3) == 0 {
			hash = hashes[r.IntN(len(hashes))]
		}
		at, before := last[hash]
		if was, again := m.known(hash); again != before && (again || i-at < generation || i < 2*generation) || again && hashes[was] != hash {
			t.Fatalf("hash %d, met before as %d: %v, known as %d: %v", i, at, before, was, again)
		}
		m.first(hash, i)
		last[hash] = i
		hashes = append(hashes, hash)
		if i < 2*generation && m.forgot {
			t.Fatalf("forgot at %d", i)
		}
	}
	if !m.forgot || len(m.young)+len(m.old) != 3*generation {
		t.Errorf("forgot %v, %d places", m.forgot, len(m.young)+len(m.old))
	}
}
