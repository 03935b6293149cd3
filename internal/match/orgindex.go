package match

import (
	"math"
	"math/bits"
	"slices"
	"strings"

	"toguna/internal/record"
)

// form is one way an organisation is written in the register.
type form struct {
	org      int32
	words    []int32  // concepts, in order, articles and legal forms aside
	texts    []int32  // the same as surfaces
	has      uint64   // the bits of those concepts
	letters  string   // first letter of each of them
	all      string   // first letter of each word, articles too
	compact  string   // all letters, without blanks
	outside  []int32  // countries in the other pieces of the name
	sites    []string // words of the whole name that name places of the register
	short    uint32   // words that may be the initials of others
	weight   float32
	acronyms []int32 // of the organisation
	acronym  bool    // one short word, as the acronym
	part     bool    // a piece of a name, between brackets, slashes or dashes
}

// surface is a word as written somewhere in the register, or in the glossary
// for one of its concepts.
type surface struct {
	text    string
	concept int32
	used    bool // in the register, not only in the glossary
}

// outline is what a search looks at before it looks at a word.
type outline struct {
	mask uint64
	word int32
}

// ends are the words of each length by the letter at one end.
type ends [maxWord][32][]outline

func (e *ends) add(letter byte, length int, o outline) {
	list := &e[length][letter&31]
	*list = append(*list, o)
}

// link ties words of a spelling to a concept of the register.
type link struct {
	from, to int8 // words of the spelling
	concept  int32
	second   int32 // for one word of the spelling that is two of the register, else -1
	text     int32 // the word as written, -1 when it does not matter
	sim      float32
	kind     kind
}

// kind is how a word of the spelling becomes one of the register.
type kind int8

// kinds is a set of them.
type kinds uint8

const (
	equal      kind = iota
	glued           // the same letters, cut differently
	letter          // one or two letters apart
	shortened       // one is the beginning of the other
	translated      // another word for the same
)

// index is what the register says, made ready for questions.
type index struct {
	ids      []record.OrgID
	acronyms [][]int32 // per organisation: concepts
	forms    []form
	from     []int32 // per organisation: the first of its forms, and behind the last their number
	concepts map[string]int32
	proper   map[string]bool // acronyms, which are no words of the glossary
	names    []string        // text of each concept
	weight   []float32       // of each concept: how much it tells, in nats
	country  []bool
	home     int16 // the country of the operation, -1 for none
	places   gazetteer
	peoples  map[int16][]int32 // by country: concepts made from its name
	postings [][]int32         // forms of each concept
	surfaces map[string]int32
	words    []surface
	starting ends      // by the first letter
	ending   ends      // by the last
	root     []float32 // of each form: what the sum of its common words is multiplied with
	steepest float32   // the greatest of them
	near     [][]link  // per word: other words close to it
	pairs    map[string][2]int32
	initials map[string][]int32 // forms by the initials of their words
	compact  map[string][]int32 // forms by their letters
}

const (
	maxWord = 32
	longest = 8 // letters of an acronym that is looked for in initials
)

// background is how many organisations of elsewhere the register is thought to
// stand among: it makes words of the trade weigh little in a small register too.
const (
	background = 1000
	tradeRate  = 0.01
)

func newIndex(orgs []*record.Org, places []*record.Place) *index {
	x := &index{places: newGazetteer(places), concepts: map[string]int32{}, proper: map[string]bool{}, peoples: map[int16][]int32{}, surfaces: map[string]int32{}, pairs: map[string][2]int32{}, initials: map[string][]int32{}, compact: map[string][]int32{}}
	for _, o := range orgs {
		if words := read(o.Acronym); len(words) == 1 && words[0].capital {
			x.proper[words[0].whole] = true
		}
	}
	for i, o := range orgs {
		x.ids = append(x.ids, record.OrgID(o.ID))
		x.acronyms, x.from = append(x.acronyms, nil), append(x.from, int32(len(x.forms)))
		seen := map[string]bool{"": true}
		for _, name := range append([]string{o.Acronym, o.NameFR, o.NameEN}, o.Aliases...) {
			if key := fold(name); !seen[key] {
				seen[key] = true
				x.add(int32(i), name, name == o.Acronym)
			}
		}
	}
	x.from = append(x.from, int32(len(x.forms)))
	x.glossary()
	x.weigh()
	x.sort()
	x.home = x.homeland()
	return x
}

// of are the forms of an organisation.
func (x *index) of(org int32) []form { return x.forms[x.from[org]:x.from[org+1]] }

// add puts a name of an organisation into the index.
func (x *index) add(org int32, name string, acronym bool) {
	words := read(name)
	if len(words) == 0 {
		return
	}
	if acronym && len(words) == 1 {
		words[0].text = words[0].whole
	}
	for i, w := range words {
		if w.inside && w.capital {
			words[i].text = w.whole
		}
	}
	sites := x.places.sites(words)
	x.form(org, words, nil, sites, acronym, false)
	parts := split(words)
	for _, mask := range parts {
		var some []word
		var outside []int32
		for i, w := range words {
			if mask&(1<<i) != 0 {
				some = append(some, w)
			} else if w.country >= 0 {
				outside = append(outside, x.concept(w))
			}
		}
		x.form(org, some, outside, sites, false, true)
	}
	for i := 0; i+1 < len(words); i++ {
		if a, b := words[i], words[i+1]; a.role != legal && b.role != legal && a.country < 0 && b.country < 0 && !(a.role == joining && b.role == joining) {
			pair := [2]int32{-1, -1}
			if a.role == content {
				pair[0] = x.concept(a)
			}
			if b.role == content {
				pair[1] = x.concept(b)
			}
			if pair[0] < 0 {
				pair = [2]int32{pair[1], -1}
			}
			x.pairs[a.text+b.text] = pair
		}
	}
}

// split gives the pieces of a spelling that can stand for themselves, as sets
// of words; none when it is of one piece.
func split(words []word) []uint32 {
	var out []uint32
	for i := 0; i < len(words); {
		j, mask, tells := i, uint32(0), false
		for ; j < len(words) && words[j].part == words[i].part; j++ {
			mask |= 1 << j
			w := words[j]
			tells = tells || w.role == content && w.country < 0 && (known.terms[w.text] == "" || j > i+1)
		}
		if tells && (i > 0 || j < len(words)) {
			out = append(out, mask)
		}
		i = j
	}
	return out
}

func (x *index) form(org int32, words []word, outside []int32, sites []string, acronym, part bool) {
	f := form{org: org, outside: outside, sites: sites, part: part}
	shouted := !slices.ContainsFunc(words, func(w word) bool { return w.role == content && !w.capital })
	var all, some strings.Builder
	var compact strings.Builder
	for _, w := range words {
		compact.WriteString(w.said)
		first := w.text[0]
		all.WriteByte(first)
		if w.role != content {
			continue
		}
		c := x.concept(w)
		if n := len(w.text); n >= 2 && n <= longest && w.country < 0 && len(f.words) < most && (x.proper[w.text] || w.capital && !shouted) {
			f.short |= 1 << len(f.words)
		}
		f.words, f.has = append(f.words, c), f.has|bit(c)
		f.texts = append(f.texts, x.surfaces[w.text])
		some.WriteByte(first)
		if w.inside && w.capital && len(w.text) > 1 && !part {
			x.acronyms[org] = append(x.acronyms[org], c)
		}
	}
	if len(f.words) == 0 {
		return
	}
	f.letters, f.all = some.String(), all.String()
	f.compact = compact.String()
	if one := len(f.words) == 1 && len(f.compact) <= 12; one && (acronym || part && words[0].capital) {
		f.acronym, f.sites = true, nil // FDM, of Femmes du Delta Mopti (FDM)
	}
	if acronym || f.acronym { // ADRA, and ADRA Somalia
		var own []int32
		for _, c := range f.words {
			if !x.country[c] {
				own = append(own, c)
			}
		}
		if len(own) == 1 && len(x.names[own[0]]) <= 12 && !slices.Contains(x.acronyms[org], own[0]) {
			x.acronyms[org] = append(x.acronyms[org], own[0])
		}
	}
	n := int32(len(x.forms))
	x.forms = append(x.forms, f)
	for i, c := range f.words {
		if !slices.Contains(f.words[:i], c) {
			x.postings[c] = append(x.postings[c], n)
		}
	}
	x.compact[f.compact] = append(x.compact[f.compact], n)
	for _, s := range []string{all.String(), some.String()} {
		if len(s) >= 3 && !slices.Contains(x.initials[s], n) {
			x.initials[s] = append(x.initials[s], n)
		}
	}
}

// bit is the mark of a concept in a set that may show more than it holds.
func bit(concept int32) uint64 { return 1 << (concept & 63) }

// concept gives the number of what a word stands for, a new one if need be.
func (x *index) concept(w word) int32 {
	text := x.meaning(w.text)
	c, ok := x.concepts[text]
	if !ok {
		c = int32(len(x.names))
		x.concepts[text] = c
		x.names = append(x.names, text)
		x.postings = append(x.postings, nil)
		x.country = append(x.country, w.country >= 0)
		if n, ok := known.peoples[text]; ok {
			x.peoples[n] = append(x.peoples[n], c)
		}
	}
	x.surface(w.text, c, true)
	return c
}

// meaning is what a word stands for: itself, or the concept of the glossary.
func (x *index) meaning(text string) string {
	if x.proper[text] {
		return text
	}
	return known.concept(text)
}

func (x *index) surface(text string, c int32, used bool) {
	if _, ok := x.surfaces[text]; !ok {
		x.surfaces[text] = int32(len(x.words))
		x.words = append(x.words, surface{text: text, concept: c, used: used})
	}
}

// glossary adds the other words for what the register names.
func (x *index) glossary() {
	for w, t := range known.terms {
		if c, ok := x.concepts[t]; ok && !x.proper[w] && !x.proper[t] {
			x.surface(w, c, false)
		}
	}
	for w, names := range known.phrases {
		if c, ok := x.concepts[countryWord(names[0].index)]; ok && len(names) == 1 && len(names[0].words) == 1 {
			x.surface(w, c, false)
		}
	}
}

// weigh gives each concept the information it carries: rare words tell more.
func (x *index) weigh() {
	of := make([]map[int32]bool, len(x.names))
	for _, f := range x.forms {
		for _, c := range f.words {
			if of[c] == nil {
				of[c] = map[int32]bool{}
			}
			of[c][f.org] = true
		}
	}
	for c := range x.names {
		x.weight = append(x.weight, x.weightOf(x.names[c], len(of[c])))
	}
	for i := range x.forms {
		x.forms[i].acronyms = x.acronyms[x.forms[i].org]
		for _, c := range x.forms[i].words {
			x.forms[i].weight += x.weight[c]
		}
		x.root = append(x.root, 1/float32(math.Sqrt(float64(x.forms[i].weight+4))))
		x.steepest = max(x.steepest, x.root[i])
	}
}

// weightOf is the weight of a word that so many organisations have.
func (x *index) weightOf(concept string, orgs int) float32 {
	count := float64(max(orgs, 1)) + 0.5
	if known.terms[concept] != "" && !x.proper[concept] || concept[0] == '=' {
		count += background * tradeRate
	}
	return float32(math.Log((float64(len(x.ids)) + background) / count))
}

// sort prepares the search for words that are close to a word.
func (x *index) sort() {
	// The glossary is walked in any order; the text orders the words.
	before := slices.Clone(x.words)
	slices.SortFunc(x.words, func(a, b surface) int { return strings.Compare(a.text, b.text) })
	for i, w := range x.words {
		x.surfaces[w.text] = int32(i)
		if n, o := len(w.text), (outline{mask(w.text), int32(i)}); w.text[0] != '=' && n < maxWord {
			x.starting.add(w.text[0], n, o)
			x.ending.add(w.text[n-1], n, o)
		}
	}
	for i := range x.forms {
		for j, t := range x.forms[i].texts {
			x.forms[i].texts[j] = x.surfaces[before[t].text]
		}
	}
	x.near = make([][]link, len(x.words))
	for i, w := range x.words {
		if w.text[0] != '=' {
			x.near[i] = x.close(w.text, false, false, nil)
		}
	}
}

// mask is the set of letters of a word, and above it that of the letters it has
// twice or more: a letter added, taken away or changed alters one bit or two.
func mask(s string) (m uint64) {
	for i := range len(s) {
		letter := uint64(1) << (s[i] & 31)
		m |= letter | m&letter<<32
	}
	return m
}

// alike adds the concept of a word to a list, or betters how alike the list says
// it is.
func (x *index) alike(out []link, start int, word int32, sim float32, k kind) []link {
	c := x.words[word].concept
	for j := start; j < len(out); j++ {
		if out[j].concept == c {
			if out[j].sim < sim {
				out[j].sim, out[j].kind, out[j].text = sim, k, word
			}
			return out
		}
	}
	return append(out, link{concept: c, second: -1, text: word, sim: sim, kind: k})
}

// misspelt lists the concepts whose words are a letter or two apart from a word.
func (x *index) misspelt(w string, out []link) []link {
	n, start := len(w), len(out)
	if n < 5 || n >= maxWord {
		return out
	}
	apart := 1
	if n >= 8 {
		apart = 2
	}
	m := mask(w)
	var some [64]int32
	for l := max(4, n-apart); l <= min(maxWord-1, n+apart); l++ {
		// A letter more or less changes one bit of the mask, another letter two.
		changes := 2*apart - max(l-n, n-l)
		// At most two changes leave one end as it is, or nearly always.
		words := some[:0]
		for _, list := range [2][]outline{x.starting[l][w[0]&31], x.ending[l][w[n-1]&31]} {
			for _, o := range list {
				if bits.OnesCount64(o.mask^m) <= changes {
					words = append(words, o.word)
				}
			}
		}
		slices.Sort(words)
		for _, i := range slices.Compact(words) {
			v := &x.words[i]
			if v.text == w || v.text[0] != w[0] && v.text[l-1] != w[n-1] {
				continue
			}
			switch d := distance(w, v.text, apart); {
			case d > apart, n < 6 && !v.used:
			case d == 1 && n >= 6:
				out = x.alike(out, start, i, 0.92, letter)
			default:
				out = x.alike(out, start, i, 0.8, letter)
			}
		}
	}
	return out
}

// close lists the concepts whose words are close to a word: a letter or two
// apart, or one the beginning of the other. A word that is cut short may be a
// short beginning.
func (x *index) close(w string, cut, last bool, out []link) []link {
	n, start := len(w), len(out)
	out = x.misspelt(w, out)
	if n >= 3 || cut && n >= 2 || last && n >= 2 {
		i, _ := slices.BinarySearchFunc(x.words, w, func(a surface, b string) int { return strings.Compare(a.text, b) })
		for end := i + 200; i < len(x.words) && i < end && strings.HasPrefix(x.words[i].text, w); i++ {
			if v := x.words[i].text; v != w && (cut || last || n >= 4) {
				sim := float32(0.45) + 0.5*float32(n)/float32(len(v))
				if cut || last {
					sim = max(sim, 0.75)
				}
				out = x.alike(out, start, int32(i), sim, shortened)
			}
		}
	}
	for k := max(4, n*2/5); k < n; k++ {
		if i, ok := x.surfaces[w[:k]]; ok {
			out = x.alike(out, start, i, 0.45+0.5*float32(k)/float32(n), shortened)
		}
	}
	if n >= 8 { // agriculture, agricultural
		stem := w[:max(6, n*7/10)]
		i, _ := slices.BinarySearchFunc(x.words, stem, func(a surface, b string) int { return strings.Compare(a.text, b) })
		for end := i + 40; i < len(x.words) && i < end && strings.HasPrefix(x.words[i].text, stem); i++ {
			if v := x.words[i].text; v != w && len(v) < n+4 {
				out = x.alike(out, start, int32(i), 0.75, shortened)
			}
		}
	}
	return out
}

// distance is the number of letters to add, take away, change or swap with the
// next to make one word the other; most+1 when there are more than most.
func distance(a, b string, most int) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	switch {
	case len(b)-len(a) > most:
		return most + 1
	case len(a) == 0:
		return len(b)
	}
	var rows [3][maxWord]int
	two, one, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		one[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		best := i
		for j := 1; j <= len(b); j++ {
			d := one[j-1]
			if a[i-1] != b[j-1] {
				d = min(d, one[j], row[j-1]) + 1
				if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
					d = min(d, two[j-2]+1)
				}
			}
			row[j] = d
			best = min(best, d)
		}
		if best > most {
			return most + 1
		}
		two, one, row = one, row, two
	}
	return min(one[len(b)], most+1)
}
