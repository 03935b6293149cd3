package sheet

import (
	"math/bits"
	"math/rand/v2"
)

// HashOf is a number that equal texts have in common and others practically never.
// It is another one in every run of the program, so that no file can be made to
// have texts that are taken for each other.
//
// It is one multiplication for each eight bytes, as in wyhash, so that the reader
// of a CSV file has it while it looks for the end of a field.
func HashOf(text string) uint64 {
	hash := seed
	for len(text) >= 8 {
		hash = mixed(hash, word(text))
		text = text[8:]
	}
	return mixed(hash, lastWord(tail(text), len(text)))
}

var seed, factor = rand.Uint64(), rand.Uint64() | 1

// mixed takes eight bytes more into a hash.
func mixed(hash, word uint64) uint64 {
	high, low := bits.Mul64(hash^word, factor)
	return high ^ low
}

// lastWord is what a text ends with: fewer than eight bytes, and how many.
func lastWord(word uint64, n int) uint64 { return word | uint64(n+1)<<56 }
