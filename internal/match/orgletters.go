package match

// letters is a text made ready to be laid over others letter by letter
// (Myers 1999): for each letter, the places where it stands.
type letters struct {
	at   [128]uint64
	size int
}

// spell prepares a folded text; only its first 64 letters count.
func spell(text string) letters {
	l := letters{size: min(len(text), 64)}
	for i := range l.size {
		l.at[text[i]&127] |= 1 << i
	}
	return l
}

// against tells how alike a text is, from 0 to 1: as a whole, and if the
// letters are only its beginning.
func (l *letters) against(text string) (whole, opening float64) {
	if l.size == 0 || text == "" {
		return 0, 0
	}
	text = text[:min(len(text), 64)]
	plus, minus := ^uint64(0), uint64(0)
	top := l.size - 1
	apart := l.size
	least := apart
	for i := range len(text) {
		eq := l.at[text[i]&127]
		down := eq | minus
		across := ((eq & plus) + plus) ^ plus | eq
		up := minus | ^(across | plus)
		left := plus & across
		apart += int(up>>top&1) - int(left>>top&1)
		up = up<<1 | 1
		left <<= 1
		plus = left | ^(down | up)
		minus = up & down
		least = min(least, apart)
	}
	return max(0, 1-float64(apart)/float64(max(l.size, len(text)))), 1 - float64(least)/float64(l.size)
}
