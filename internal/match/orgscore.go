package match

import (
	"math"
	"math/bits"
	"slices"
	"strings"
	"sync"
)

// The features by which an organisation is judged; weights are measured in
// nats, the others are shares and marks.
const (
	// How the two cover each other: one of these is set.
	bothName    = iota // all of the spelling is in the name and the other way round
	bothShort          // the same with an acronym
	within             // all of the spelling is in the name
	around             // all of the name is in the spelling
	aroundShort        // the acronym is in the spelling
	partly             // neither
	// How much.
	toldBoth  // what the common words tell, when the two cover each other
	told      // … when they do not
	extraIn   // what the spelling says besides, before the last common word
	extraTail // … and after it
	extraOut  // … and in its other pieces
	lackIn    // what the register says besides, before the last common word
	lackTail  // … and after it
	disorder  // share of the common words that are out of order
	fuzz      // what is lost where words are only alike
	likeness  // letters in common, in order
	opening   // the same, if the spelling is cut short
	openEnd   // what the last comes to above four fifths
	// What else.
	sameText   // the same letters
	acronymOn  // the acronym is that of the organisation
	acronymOff // the spelling gives an acronym, the organisation has another
	countryOn  // the same country
	countryIn  // a country in the spelling alone
	countryOf  // a country in the register alone
	countryOff // two different countries
	initials   // the acronym is the initials of the name
	aPart      // only a piece of the name in the register
	first      // the first words are the same
	features
)

// vector holds the features of one spelling against one form.
type vector [features]float64

// translation is how alike two words for one thing are, as Réseau and Network.
const translation = 0.93

// enough is where more common words do not tell more.
const enough = 1.3

// scale is the number of nats that make one of a feature.
const scale = 10

// query is a spelling made ready for the search.
type query struct {
	words    []word
	weight   [most]float32
	links    []link
	pieces   []uint32 // the whole and the pieces it may be cut into
	content  uint32
	country  uint32
	acronyms uint32 // words that are given as an acronym
	short    uint32 // words that may be the initials of others
	compact  string
	letters  []letters // of each piece, acronyms aside
	initials []string
}

// scratch is what one search needs, kept for the next.
type scratch struct {
	query
	tally   []tally // of each form
	turn    int32   // of the last word, over all searches
	before  int32   // turn of the last word of the search before
	touched []int32
	found   []int32
	near    []int32
	key     []float32
	judged  []judged
}

// tally is what a form has in common with a spelling. It counts when its turn
// is of this search, so that nothing is wiped between two.
type tally struct {
	sum  float32
	turn int32 // of the word that was added last
}

var pool = sync.Pool{New: func() any { return new(scratch) }}

// ask prepares a spelling, of which it takes the words over.
func (x *index) ask(q *query, acronym, words []word) {
	if len(acronym) > 0 {
		for i := range acronym {
			acronym[i].part += 64
			acronym[i].capital = acronym[i].capital || len(acronym) == 1
		}
		words = append(words, acronym...)
		words = words[:min(len(words), most)]
	}
	*q = query{words: words, links: q.links[:0], pieces: q.pieces[:0], letters: q.letters[:0], initials: q.initials[:0]}
	shouted := true
	for i, w := range words {
		if w.role != content {
			continue
		}
		q.content |= 1 << i
		if w.country >= 0 {
			q.country |= 1 << i
		}
		shouted = shouted && w.capital
	}
	if q.country == q.content {
		q.country = 0 // a country by itself is a name
	}
	for i, w := range words {
		if q.content&^q.country&(1<<i) == 0 || !w.capital || len(w.text) < 2 || len(w.text) > 12 {
			continue
		}
		if alone := (i == 0 || words[i-1].part != w.part) && (i+1 == len(words) || words[i+1].part != w.part); alone && len(words) > 1 || !shouted && i > 0 && i+1 == len(words) || w.part >= 64 && alone {
			q.acronyms |= 1 << i
		}
	}
	q.pieces = append(append(q.pieces, 1<<len(words)-1), split(words)...)
	if len(q.pieces) > 5 {
		q.pieces = q.pieces[:5]
	}
	x.link(q)
	for i, w := range words {
		if len(w.text) < 2 || len(w.text) > longest {
			continue
		}
		if _, ok := x.surfaces[w.whole]; !ok || x.proper[w.whole] {
			q.short |= 1 << i
		}
	}
	q.short &= q.content &^ q.country
	x.sayInitials(q)
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.said)
	}
	q.compact = b.String()
	for _, piece := range q.pieces {
		b.Reset()
		for i, w := range words {
			if piece&^q.acronyms&(1<<i) != 0 {
				b.WriteString(w.said)
			}
		}
		q.letters = append(q.letters, spell(b.String()))
	}
}

// sayInitials gives the initials of the pieces.
func (x *index) sayInitials(q *query) {
	for _, piece := range q.pieces {
		var some, all []byte
		for i, w := range q.words {
			if piece&(1<<i) == 0 {
				continue
			}
			all = append(all, w.text[0])
			if w.role == content {
				some = append(some, w.text[0])
			}
		}
		for _, s := range []string{string(all), string(some)} {
			if len(s) >= 3 && len(s) <= 12 && !slices.Contains(q.initials, s) {
				q.initials = append(q.initials, s)
			}
		}
	}
}

// link ties the words of a spelling to those of the register.
func (x *index) link(q *query) {
	for i, w := range q.words {
		at := int8(i)
		if w.role == content {
			start := len(q.links)
			s, ok := x.surfaces[w.whole]
			if !ok && w.whole != w.text {
				s, ok = x.surfaces[w.text]
			}
			c, text, glossed := int32(-1), int32(-1), false
			if ok {
				c, text = x.words[s].concept, s
			} else {
				c, glossed = x.concepts[x.meaning(w.text)]
			}
			if ok || glossed {
				q.weight[i] = x.weight[c]
				q.links = append(q.links, link{from: at, to: at, concept: c, second: -1, text: text, sim: 1})
			} else {
				q.weight[i] = x.weightOf(x.meaning(w.text), 1)
			}
			if w.country < 0 {
				if ok && !w.cut {
					q.links = append(q.links, x.near[s]...)
				} else {
					q.links = x.close(w.text, w.cut, i+1 == len(q.words) || q.words[i+1].part != w.part, q.links)
				}
			}
			q.links = x.ofCountry(w, q.links)
			for j := start; j < len(q.links); j++ {
				q.links[j].from, q.links[j].to = at, at
			}
			if p, ok := x.pairs[w.text]; ok {
				q.links = append(q.links, link{from: at, to: at, concept: p[0], second: p[1], text: -1, sim: 1, kind: glued})
			}
		}
		if i+1 < len(q.words) && w.country < 0 && q.words[i+1].country < 0 && w.role != legal && q.words[i+1].role != legal {
			joined := stem(w.text + q.words[i+1].text)
			if s, ok := x.surfaces[joined]; ok {
				q.links = append(q.links, link{from: at, to: at + 1, concept: x.words[s].concept, second: -1, text: -1, sim: 1, kind: glued})
			} else if len(joined) >= 8 && len(q.links) > 0 && (w.role == content || q.words[i+1].role == content) && (!x.knows(w) || !x.knows(q.words[i+1])) {
				start := len(q.links)
				q.links = x.misspelt(joined, q.links)
				for j := start; j < len(q.links); j++ {
					l := &q.links[j]
					l.from, l.to, l.sim, l.kind = at, at+1, l.sim*0.95, glued
				}
			}
		}
	}
	slices.SortStableFunc(q.links, func(a, b link) int {
		switch {
		case a.sim > b.sim:
			return -1
		case a.sim < b.sim:
			return 1
		}
		return 0
	})
}

// ofCountry ties a country to the words made from its name, and the other way
// round.
func (x *index) ofCountry(w word, out []link) []link {
	n, people := known.peoples[w.text]
	if w.country >= 0 {
		n = w.country
	} else if !people {
		return out
	}
	for _, c := range x.peoples[n] {
		out = append(out, link{concept: c, second: -1, text: -1, sim: 0.85, kind: translated})
	}
	if c, ok := x.concepts[countryWord(n)]; ok && people {
		out = append(out, link{concept: c, second: -1, text: -1, sim: 0.85, kind: translated})
	}
	return out
}

func (x *index) knows(w word) bool {
	_, ok := x.surfaces[w.text]
	return ok || w.role != content
}

// judged is an organisation with the form of its name that fits best.
type judged struct {
	org   int32
	form  int32
	logit float64
	score float64
	fit
}

// fit is how a spelling and a form agree.
type fit struct {
	vector vector
	used   kinds  // of links between their words
	mine   uint32 // words of the spelling that the form has
	theirs uint32 // words of the form that the spelling has
}

// deep is the number of forms that are compared word by word.
const deep = 22

// wide is the number of links that are all followed; after so many, only those
// between words that are much alike.
const wide = 24

// common is the number of forms that make a word too common to be looked for
// where it is only alike.
const common = 400

// candidates finds the organisations that share the most with a spelling.
func (x *index) candidates(s *scratch) []int32 {
	if len(s.tally) < len(x.forms) || s.turn > math.MaxInt32-most {
		s.tally, s.turn = make([]tally, len(x.forms)), 0
	}
	q := &s.query
	s.before, s.touched = s.turn, s.touched[:0]
	for i := range q.words {
		s.turn++
		// Links are in the order of likeness: the first counts for the word.
		for n, l := range q.links {
			if int(l.from) != i || n >= wide && l.sim < 0.7 {
				continue
			}
			if l.sim < 1 && len(x.postings[l.concept]) > common {
				continue
			}
			gain := x.weight[l.concept] * l.sim
			for _, f := range x.postings[l.concept] {
				switch t := &s.tally[f]; {
				case t.turn == s.turn:
				case t.turn > s.before:
					t.sum, t.turn = t.sum+gain, s.turn
				default:
					t.sum, t.turn = gain, s.turn
					s.touched = append(s.touched, f)
				}
			}
		}
	}
	s.found, s.key = s.found[:0], s.key[:0]
	for _, f := range s.touched {
		n, sum := len(s.found), s.tally[f].sum
		if n == deep && sum*x.steepest <= s.key[n-1] {
			continue
		}
		key := sum * x.root[f]
		if n == deep && key <= s.key[n-1] {
			continue
		}
		if n < deep {
			s.found, s.key = append(s.found, f), append(s.key, key)
		} else {
			n--
			s.found[n], s.key[n] = f, key
		}
		for j := n; j > 0 && s.key[j] > s.key[j-1]; j-- {
			s.key[j], s.key[j-1] = s.key[j-1], s.key[j]
			s.found[j], s.found[j-1] = s.found[j-1], s.found[j]
		}
	}
	for n := len(s.found); n > 3 && s.key[n-1] < s.key[0]/2; n-- {
		s.found = s.found[:n-1]
	}
	add := func(fs []int32) {
		for _, f := range fs[:min(len(fs), deep)] {
			if !slices.Contains(s.found, f) {
				s.found = append(s.found, f)
			}
		}
	}
	add(x.compact[q.compact])
	for i, w := range q.words {
		if q.content&(1<<i) != 0 && len(w.text) >= 3 && len(w.text) <= 12 {
			add(x.initials[w.text])
		}
	}
	for _, w := range q.initials {
		if c, ok := x.concepts[w]; ok {
			add(x.postings[c])
		}
	}
	// An organisation found by one of its forms is judged by all.
	s.near = s.near[:0]
	for _, f := range s.found {
		org := x.forms[f].org
		if !slices.Contains(s.near, org) {
			s.near = append(s.near, org)
		}
	}
	return s.near
}

// compare measures the k-th piece of a spelling against a form.
func (x *index) compare(q *query, k int, f *form) fit {
	piece := q.pieces[k]
	var (
		v             vector
		used          kinds
		mine, theirs  uint32 // words matched
		at            [most]int8
		evidence, gap float32
		exact         = true
		rough         = false // a word is only the beginning of another
	)
	for i := range at {
		at[i] = -1
	}
	size := min(len(f.words), most)
	for _, l := range q.links {
		span := uint32(1)<<l.from | uint32(1)<<l.to
		if f.has&bit(l.concept) == 0 || piece&span != span || mine&span&q.content != 0 {
			continue
		}
		p, p2 := -1, -1
		for j := range size {
			if theirs&(1<<j) != 0 {
				continue
			}
			if p < 0 && f.words[j] == l.concept {
				p = j
			} else if l.second >= 0 && f.words[j] == l.second {
				p2 = j
			}
		}
		if p < 0 || l.second >= 0 && p2 < 0 {
			continue
		}
		w, sim := x.weight[l.concept], l.sim
		if l.text >= 0 && f.texts[p] != l.text {
			sim *= translation
			used |= 1 << translated
		}
		if used |= 1 << l.kind; sim < 1 && q.words[l.from].cut {
			used |= 1 << shortened
		}
		theirs |= 1 << p
		if p2 >= 0 {
			theirs |= 1 << p2
			w += x.weight[l.second]
		}
		mine |= span
		at[l.from] = int8(p)
		evidence += w * sim
		gap += w * (1 - sim)
		exact = exact && sim == 1
		rough = rough || sim < 0.6
	}
	if piece&q.short&^mine != 0 || f.short&^theirs != 0 {
		x.bySide(q, piece, f, size, &mine, &theirs, &at, &evidence, &v)
	}
	// The acronym explains the word that gives it.
	for _, l := range q.links {
		if l.sim < 1 {
			break
		}
		if l.kind == equal && slices.Contains(f.acronyms, l.concept) {
			bit := uint32(1) << l.from
			if mine&bit == 0 && !(f.acronym && theirs != 0) {
				evidence += q.weight[l.from]
				mine |= bit
				v[acronymOn] = 1
			} else if at[l.from] >= 0 && f.acronym {
				v[acronymOn] = 1
			}
		}
	}
	if open := q.acronyms &^ mine; open != 0 && len(f.acronyms) > 0 && v[acronymOn] == 0 && v[initials] == 0 {
		v[acronymOff] = 1
	}
	var out, tail, inner float32
	last := 31 - bits.LeadingZeros32(mine&piece&q.content)
	countryQ := false
	for i := range q.words {
		bit := uint32(1) << i
		switch {
		case q.content&bit == 0:
		case mine&bit != 0:
		case q.country&bit != 0:
			countryQ = true
		case piece&bit == 0:
			out += q.weight[i]
		case i > last:
			tail += q.weight[i]
		default:
			inner += q.weight[i]
		}
	}
	var lackI, lackT float32
	lastF := 31 - bits.LeadingZeros32(theirs)
	countryF, onlyCountries := false, true
	for j := range size {
		onlyCountries = onlyCountries && x.country[f.words[j]]
	}
	for j := range size {
		w := x.weight[f.words[j]]
		switch {
		case theirs&(1<<j) != 0:
			if x.country[f.words[j]] {
				v[countryOn] = 1
			}
		case x.country[f.words[j]] && !onlyCountries:
			countryF = true
			if j > lastF {
				lackT += w
			} else {
				lackI += w
			}
		case j > lastF:
			lackT += w
		default:
			lackI += w
		}
	}
	for _, c := range f.outside {
		if l := slices.IndexFunc(q.links, func(l link) bool { return l.concept == c && mine&(1<<l.from) == 0 }); l >= 0 {
			v[countryOn] = 1
			countryQ = countryQ && bits.OnesCount32(q.country&^mine) > 1
		} else {
			countryF = true
		}
	}
	matched, wrong, before, firsts := 0, 0, int8(-1), 0.0
	for i := range q.words {
		if at[i] < 0 {
			continue
		}
		if matched == 0 && at[i] == 0 && (piece&q.content)&(1<<i-1) == 0 {
			firsts = 1
		}
		matched++
		if at[i] < before {
			wrong++
		}
		before = at[i]
	}
	switch in, of := inner+tail+out == 0, lackI+lackT == 0; {
	case rough || f.acronym && !exact: // Plan is not PlanBørnefonden, HIRDA is not HIDA
		v[partly] = 1
	case in && of && f.acronym:
		v[bothShort] = 1
	case in && of:
		v[bothName] = 1
	case in:
		v[within] = 1
	case of && f.acronym:
		v[aroundShort] = 1
	case of:
		v[around] = 1
	default:
		v[partly] = 1
	}
	if v[bothName]+v[bothShort] > 0 {
		v[toldBoth] = min(float64(evidence)/scale, enough)
	} else {
		v[told] = min(float64(evidence)/scale, enough)
	}
	v[extraIn] = min(float64(inner)/scale, 3)
	v[extraTail] = min(float64(tail)/scale, 3)
	v[extraOut] = min(float64(out)/scale, 3)
	v[lackIn] = min(float64(lackI)/scale, 3)
	v[lackTail] = min(float64(lackT)/scale, 3)
	v[likeness], v[opening] = q.letters[k].against(f.compact)
	v[openEnd] = 5 * max(0, v[opening]-0.8)
	if q.compact == f.compact {
		v[sameText] = 1
	}
	switch {
	case countryQ && countryF:
		v[countryOff] = 1
	case countryQ:
		v[countryIn] = 1
	case countryF:
		v[countryOf] = 1
	}
	if matched > 1 {
		v[disorder] = float64(wrong) / float64(matched-1)
	}
	v[fuzz] = float64(gap) / scale
	if f.part {
		v[aPart] = 1
	}
	v[first] = firsts
	return fit{v, used, mine, theirs}
}

// bySide takes words that are the initials of words of the other side.
func (x *index) bySide(q *query, piece uint32, f *form, size int, mine, theirs *uint32, at *[most]int8, evidence *float32, v *vector) {
	for open := piece & q.short &^ *mine; open != 0; open &= open - 1 {
		i := bits.TrailingZeros32(open)
		w, n, bit := q.words[i], len(q.words[i].text), uint32(1)<<i
		p, run := strings.Index(f.letters, w.text), n
		if p < 0 && n >= 3 && f.all == w.text {
			p, run = 0, size
		}
		if p < 0 || p+run > size {
			continue
		}
		need := (uint32(1)<<run - 1) << p
		if *theirs&need != 0 {
			continue
		}
		*theirs |= need
		*mine |= bit
		at[i] = int8(p)
		var sum float32
		for j := p; j < p+run; j++ {
			sum += x.weight[f.words[j]]
		}
		*evidence += min(sum, 1.6*float32(n))
		if n >= 3 && run == size {
			v[initials] = 1
		}
	}
	for open := f.short &^ *theirs; open != 0; open &= open - 1 {
		j := bits.TrailingZeros32(open)
		name := x.names[f.words[j]]
		n := len(name)
		for _, joins := range []bool{false, true} {
			if i, span := runOf(q, piece&^*mine, name, joins); span != 0 {
				*theirs |= 1 << j
				*mine |= span & q.content
				at[i] = int8(j)
				w := x.weight[f.words[j]]
				*evidence += min(w, 1.6*float32(n))
				if n >= 3 && size == 1 {
					v[initials] = 1
				}
				break
			}
		}
	}
}

// runOf finds words in a row whose initials spell a word.
func runOf(q *query, open uint32, name string, joins bool) (start int, span uint32) {
	for i := range q.words {
		n, set := 0, uint32(0)
		for k := i; k < len(q.words) && n < len(name); k++ {
			w := q.words[k]
			if w.role != content && !joins {
				continue
			}
			if open&(1<<k) == 0 || w.text[0] != name[n] {
				break
			}
			set |= 1 << k
			n++
		}
		if n == len(name) {
			return i, set
		}
	}
	return 0, 0
}

// beside tells whether a piece need not be compared: an acronym is laid over
// acronyms, other pieces over names.
func (q *query) beside(k int, f *form) bool {
	return k > 0 && (q.pieces[k]&q.content&^q.acronyms == 0) != f.acronym
}

// thin tells whether more than half of the name is not in the spelling: like
// “Association malienne”, it may open many names that are not in the register.
func (j *judged) thin(x *index) bool {
	v := &j.vector
	return v[within] == 1 && scale*float32(v[lackIn]+v[lackTail]) > x.forms[j.form].weight/2
}

// apart tells whether a form has nothing in common with the spelling.
func (s *scratch) apart(form int32) bool {
	return s.tally[form].turn <= s.before && !slices.Contains(s.found, form)
}

// judge compares a spelling with the forms that share the most with it, and
// gives for each organisation its best form, the three best organisations
// first. What it gives lasts until the scratch is used again.
func (x *index) judge(s *scratch, w *vector) []judged {
	q, out := &s.query, s.judged[:0]
	for _, org := range x.candidates(s) {
		best := judged{org: org, logit: math.Inf(-1)}
		for n := x.from[org]; n < x.from[org+1]; n++ {
			if s.apart(n) {
				continue
			}
			for k := range q.pieces {
				if q.beside(k, &x.forms[n]) {
					continue
				}
				fits := x.compare(q, k, &x.forms[n])
				v := &fits.vector
				if v[told]+v[toldBoth] == 0 {
					continue
				}
				z := 0.0
				for i := range v {
					z += w[i] * v[i]
				}
				if z > best.logit {
					best = judged{org: org, form: n, logit: z, fit: fits}
				}
			}
		}
		if best.logit > math.Inf(-1) {
			out = append(out, best)
		}
	}
	// What is not in the register has the logit 0: the scores say how often
	// each is right, and two that fit as well share what there is.
	sum := 1.0
	for _, j := range out {
		sum += math.Exp(j.logit)
	}
	for i := range out {
		out[i].score = math.Exp(out[i].logit) / sum
	}
	for i := range out[:min(len(out), 3)] {
		best := i
		for k := i + 1; k < len(out); k++ {
			if a, b := &out[k], &out[best]; a.logit > b.logit || a.logit == b.logit && a.org < b.org {
				best = k
			}
		}
		out[i], out[best] = out[best], out[i]
	}
	s.judged = out
	return out
}
