package layout

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// lexeme is a phrase of the vocabulary and the ideas it may stand for.
type lexeme struct {
	words []string
	ideas []string
}

// lexicon is the vocabulary of headers by the first word of each phrase, the
// longest phrases first; lexiconWords are its words.
var lexicon, lexiconWords = func() (map[string][]lexeme, map[string]bool) {
	by, all := map[string][]lexeme{}, map[string]bool{}
	add := func(name string, lists ...string) {
		for _, list := range lists {
			for term := range strings.SplitSeq(list, ",") {
				w := tokens(term)
				if len(w) == 0 {
					continue
				}
				for _, x := range w {
					all[x] = true
				}
				same := slices.IndexFunc(by[w[0]], func(l lexeme) bool { return slices.Equal(l.words, w) })
				if same < 0 {
					by[w[0]] = append(by[w[0]], lexeme{w, nil})
					same = len(by[w[0]]) - 1
				}
				if l := &by[w[0]][same]; !slices.Contains(l.ideas, name) {
					l.ideas = append(l.ideas, name)
				}
			}
		}
	}
	for _, i := range ideas {
		add(i.name, i.fr, i.en, i.es, i.pt, i.ar)
	}
	for k, u := range units {
		add(unitIdea(k), u.fr, u.en, u.es, u.pt, u.ar)
	}
	for _, idea := range []string{"young", "children", "elderly", "adult"} { // as ageIn writes them
		add(idea, idea)
	}
	for _, ls := range by {
		slices.SortStableFunc(ls, func(a, b lexeme) int { return cmp.Compare(len(b.words), len(a.words)) })
	}
	return by, all
}()

func unitIdea(k int) string { return "unit" + strconv.Itoa(k) }

var stops = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(stopWords) {
		m[stem(w)] = true
	}
	return m
}()

// ages are the ways to write an age in figures: from one to another, below one,
// and one and above.
var ages = func() (forms [3]*regexp.Regexp) {
	const years = `\s*(?:ans|years?|yrs?|años|anos|mois|months?|meses|سنة|سنوات)?`
	for i, form := range []string{
		`\b([0-9]{1,2})` + years + `\s*(?:[-–—]|à|a|to|al|et|and)\s*([0-9]{1,2})\b` + years,
		`(?:[<≤]\s*=?|\b(?:under|below|u|moins de|menor(?:es)? de|menos de)[ -]?|(?:أقل من|اقل من|دون|تحت)\s)\s*([0-9]{1,2})\b` + years,
		`(?:[>≥]\s*=?|\b(?:over|above|plus de|mayor(?:es)? de|mais de|más de)\s|(?:أكثر من|أكبر من|فوق)\s)\s*([0-9]{2})\b` + years +
			`|\b([0-9]{2})` + years + `\s*(?:et|and|y|e|or)?\s*(?:\+|(?:plus|above|over|older|más|mais)\b|فما فوق|فأكثر)` + years,
	} {
		forms[i] = regexp.MustCompile("(?i)" + form)
	}
	return forms
}()

var underscores = regexp.MustCompile(`([0-9])_([0-9])`)

// ageIn writes the ages of a text as the ideas they come to: those of children,
// of adults and of older people, and parts of them.
func ageIn(text string) string {
	if strings.IndexFunc(text, unicode.IsDigit) < 0 {
		return text
	}
	text = strings.ReplaceAll(underscores.ReplaceAllString(text, "$1-$2"), "_", " ")
	for k, form := range ages {
		text = form.ReplaceAllStringFunc(text, func(found string) string {
			m := form.FindStringSubmatch(found)
			from, _ := strconv.Atoi(cmp.Or(m[1], m[len(m)-1]))
			to := 120
			switch k {
			case 0:
				to, _ = strconv.Atoi(m[2])
				if to <= from {
					return found
				}
			case 1:
				from, to = 0, from-1
				if strings.ContainsAny(found, "=≤") {
					to++
				}
			}
			return " " + ageOf(from, to) + " "
		})
	}
	return text
}

// ageOf is the idea that the ages from one to another come to.
func ageOf(from, to int) string {
	switch {
	case from <= 1 && (to == 17 || to == 18):
		return "children"
	case from >= 17 && from <= 20 && to >= 58:
		return "adult"
	case from >= 59:
		return "elderly"
	}
	return "young"
}

// joinedLetters are letters that stand for two.
var joinedLetters = strings.NewReplacer("œ", "oe", "Œ", "Oe", "æ", "ae")

// tokens cuts a header into folded words, also where letters meet digits and
// where small letters meet capitals: admin1Pcod is admin, 1, pcod. Accents and
// vowel signs go, plural endings and the Arabic article go.
func tokens(s string) []string {
	var b strings.Builder
	var last rune
	text := []rune(norm.NFKD.String(joinedLetters.Replace(s)))
	for i, r := range text {
		if unicode.Is(unicode.Mn, r) || r == 'ـ' {
			continue
		}
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			r = ' '
		case unicode.IsDigit(r) != unicode.IsDigit(last) && unicode.IsLetter(r) != unicode.IsLetter(last),
			unicode.IsUpper(r) && unicode.IsLower(last) && i+1 < len(text) && unicode.IsLetter(text[i+1]):
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
		last = r
	}
	ws := strings.Fields(b.String())
	for i, w := range ws {
		ws[i] = stem(w)
	}
	return ws
}

var arabic = strings.NewReplacer("ى", "ي", "ة", "ه")

func stem(w string) string {
	if w[0] >= 0x80 {
		w = arabic.Replace(w)
		if rest, cut := strings.CutPrefix(w, "ال"); cut && len(rest) >= 6 {
			return rest
		}
		return w
	}
	if len(w) > 3 && w[len(w)-1] == 's' && w[len(w)-2] != 's' {
		return w[:len(w)-1]
	}
	return w
}

// lexer reads the headers of a book and remembers what it has read. A quick one
// takes words as they stand.
type lexer struct {
	quick  *lexer          // nil of the quick one
	told   map[string]bool // headings that a person has named, folded
	mended map[string][]string
	heard  map[string]speech
	read   map[[2]string][]guess
	values map[string]sense // what the texts of cells may be
}

// mostRead bounds what a lexer remembers, mostMended the words of a book it
// tries to mend: no real one has as many headers.
const (
	mostRead   = 20_000
	mostMended = 3_000
)

// newLexer takes the headings that a person has named.
func newLexer(told ...string) *lexer {
	named := map[string]bool{}
	for _, h := range told {
		named[Fold(h)] = true
	}
	delete(named, "")
	blank := func() *lexer {
		return &lexer{told: named, mended: map[string][]string{}, heard: map[string]speech{}, read: map[[2]string][]guess{}, values: map[string]sense{}}
	}
	x := blank()
	x.quick = blank()
	return x
}

// at gives the quick lexer, or the one that mends words.
func (x *lexer) at(quick bool) *lexer {
	if quick {
		return x.quick
	}
	return x
}

// mend finds the words of the vocabulary behind one that is not of it: two
// that a typist ran together (femmesciblées), a word cut at ten letters by a
// shapefile, a misspelling.
func (x *lexer) mend(w string, cut bool) []string {
	if x.quick == nil || lexiconWords[w] || stops[w] || len(w) < 4 || w[0] <= '9' {
		return []string{w}
	}
	key := w
	if cut {
		key += "…"
	}
	if got, ok := x.mended[key]; ok {
		return got
	}
	got := []string{w}
	parted := func() bool {
		for i := 3; i <= len(w)-3; i++ {
			a, b := stem(w[:i]), w[i:]
			if lexicon[a] != nil && lexicon[b] != nil && single(a) && single(b) {
				got = []string{a, b}
				return true
			}
		}
		return false
	}
	switch {
	case len(w) >= 6 && parted():
	case (cut || len(w) >= 7) && len(x.mended) < mostMended:
		best := ""
		for v := range lexiconWords {
			if cut && strings.HasPrefix(v, w) || len(w) >= 7 && len(v) >= 7 && Near(w, v) {
				if best == "" || len(v) < len(best) || len(v) == len(best) && v < best {
					best = v
				}
			}
		}
		if best != "" {
			got = []string{best}
		}
	}
	if len(x.mended) < mostMended {
		x.mended[key] = got
	}
	return got
}

// single tells whether a word is a phrase by itself.
func single(w string) bool {
	ls := lexicon[w]
	return len(ls) > 0 && len(ls[len(ls)-1].words) == 1
}

// speech is what a text speaks of: one entry for each word that carries
// something, with the ideas it may stand for.
type speech [][]string

// shortForms are signs that stand for words.
var shortForms = strings.NewReplacer("%", " percent ", "w/", "with ", "W/", "with ", "mén.", "ménages ", "Mén.", "ménages ")

// listen turns a text into its ideas; unknown words stand for none.
func (x *lexer) listen(text string, cut bool) speech {
	var ws []string
	raw := tokens(ageIn(shortForms.Replace(text)))
	if len(raw) > 14 {
		return nil
	}
	sexed, letters := sexLetter(raw) != 0, []int(nil)
	for i, w := range raw {
		ws = append(ws, x.mend(w, cut && i == len(raw)-1)...)
	}
	var out speech
	for at := 0; at < len(ws); {
		n, found := 1, []string(nil)
		for _, l := range lexicon[ws[at]] {
			if len(l.words) <= len(ws)-at && slices.Equal(l.words, ws[at:at+len(l.words)]) {
				n, found = len(l.words), l.ideas
				break
			}
		}
		switch {
		case sexed && len(ws[at]) == 1 && sexes[ws[at][0]] != nil:
			letters = append(letters, len(out))
			out = append(out, sexes[ws[at][0]])
		case found != nil:
			for range n {
				out = append(out, found)
			}
		case !stops[ws[at]] && !(ws[at][0] >= '0' && ws[at][0] <= '9'):
			out = append(out, nil)
		}
		at += n
	}
	if slices.ContainsFunc(out, func(ideas []string) bool {
		return !slices.ContainsFunc(ideas, func(i string) bool { return slices.Contains(countIdeas, i) })
	}) {
		for _, i := range letters { // F CFA, H of something else
			out[i] = nil
		}
	}
	return out
}

// sexes are the letters that stand for people beside counts of them: M is male
// beside F, female beside H, and G boys, girls beside B (settleLetters).
var sexes = map[byte][]string{'f': {"female"}, 'h': {"male"}, 'm': {"male"}, 'g': {"boys"}, 'b': {"boys"}, 'w': {"women"}}

// sexLetter gives the only letter that stands alone in a heading, where it is
// one of a sex and no number stands beside it: not M&E, nor m².
func sexLetter(words []string) byte {
	var letter byte
	for _, w := range words {
		switch {
		case w[0] >= '0' && w[0] <= '9', len(w) == 1 && letter != 0:
			return 0
		case len(w) == 1:
			letter = w[0]
		}
	}
	if sexes[letter] == nil {
		return 0
	}
	return letter
}

func (s speech) has(idea string) bool {
	return slices.ContainsFunc(s, func(is []string) bool { return slices.Contains(is, idea) })
}

// asks tells whether a text is a question alone: what it asks for stands beside.
func (s speech) asks() bool {
	return !slices.ContainsFunc(s, func(is []string) bool {
		return !slices.ContainsFunc(is, func(idea string) bool { return slices.Contains(questions, idea) })
	})
}

func (s speech) known() int {
	n := 0
	for _, is := range s {
		if is != nil {
			n++
		}
	}
	return n
}

// hear tells what a header says.
func (x *lexer) hear(header string) speech {
	s, known := x.heard[header]
	if !known {
		if len(x.heard) > mostRead {
			clear(x.heard)
		}
		s = x.parse(strings.TrimSpace(header))
		x.heard[header] = s
	}
	return s
}

// parse parts a header into what it says, leaving out instructions after a line
// break or in brackets, but not a word such as (acronyme) or (60+).
func (x *lexer) parse(header string) speech {
	cut := len([]rune(header)) == 10 && !strings.ContainsAny(header, " ")
	main, aside, _ := strings.Cut(header, "\n")
	if rest := x.listen(aside, false); rest.known() > 0 && rest.known() == len(rest) && !strings.ContainsAny(aside, "([") {
		main, aside = main+" "+aside, "" // the heading goes on
	}
	if before, rest, ok := strings.Cut(main, "("); ok {
		inside, after, _ := strings.Cut(rest, ")")
		if before == "" && len(inside) == 1 { // (A) numbers the columns
			inside = ""
		}
		main, aside = before+" "+after, inside+" "+aside
	}
	s := x.listen(main, cut)
	more := x.listen(aside, false)
	switch {
	case s.known() == 0:
		return more
	case s.asks():
		return append(slices.Clone(s), more...)
	case len(more) > 0 && len(more) <= 3 && !slices.ContainsFunc(more, func(is []string) bool {
		return !slices.ContainsFunc(is, func(idea string) bool {
			return strings.HasPrefix(idea, "unit") || slices.Contains(asides, idea)
		})
	}):
		return append(slices.Clone(s), more...)
	}
	return s
}

// guess is a meaning, the kind of administrative unit where it is a place, and
// how well it fits.
type guess struct {
	meaning Meaning
	unit    int // -1 without
	Reason
}

func bestGuess(all []guess) guess {
	best := guess{unit: -1}
	for _, g := range all {
		if g.Gain > best.Gain {
			best = g
		}
	}
	return best
}

// headerGuesses tells what a header can mean by its words, and by those of the
// title above it.
func (x *lexer) headerGuesses(header, above string) []guess {
	if header == "" || len(header) > 400 || len(header) > 1 && header[0] == '#' && unicode.IsLetter(rune(header[1])) {
		return nil // nothing, or a hashtag, well written or not
	}
	key := [2]string{header, above}
	if got, ok := x.read[key]; ok {
		return got
	}
	header = strings.Clone(header) // rows are read into the same memory
	key[0] = header
	best := map[Meaning]guess{}
	take := func(gs []guess, less float64) {
		for _, g := range gs {
			g.Arg, g.Gain = header, g.Gain-less
			if g.Gain > best[g.meaning].Gain {
				best[g.meaning] = g
			}
		}
	}
	s := x.hear(header)
	take(weigh(s, nil), 0)
	for _, between := range []string{" - ", " / ", "/", " | "} {
		if parts := strings.Split(header, between); len(parts) > 1 && len(parts) < 4 {
			for _, p := range parts { // the same in two languages
				if h := x.hear(p); 2*len(h) >= len(s) || h.known() < s.known() {
					take(weigh(h, nil), 0.06)
				}
			}
		}
	}
	if up := x.hear(above); s.known() > 0 && up.known() > 0 {
		take(weigh(s, up), 0)
	}
	out := make([]guess, 0, len(best))
	for _, g := range best {
		out = append(out, g)
	}
	slices.SortFunc(out, func(a, b guess) int { return strings.Compare(string(a.meaning), string(b.meaning)) })
	if len(x.read) > mostRead {
		clear(x.read)
	}
	x.read[key] = out
	return out
}

// weigh finds the meanings whose ideas a header has, with the help of the title
// above, and weighs each by the share of the header's words it explains.
func weigh(s, above speech) []guess {
	if s.known() == 0 {
		return nil
	}
	words := float64(max(len(s), 1))
	var out []guess
	try := func(m Meaning, unit int, needed []string, less float64) {
		if m.CountsPeople() && (s.has("apart") || above.has("apart")) {
			return // a share of them, or people counted elsewhere
		}
		explained, helped := 0, false
		for _, idea := range needed {
			if !s.has(idea) {
				if above == nil || !above.has(idea) {
					return
				}
				helped = true
			}
		}
		for _, is := range s {
			if slices.ContainsFunc(is, func(idea string) bool {
				return slices.Contains(needed, idea) || m.CountsPeople() && (idea == "name" || slices.Contains(whoIdeas, idea)) // nombre is a number too
			}) {
				explained++
			}
		}
		if explained == 0 || above != nil && !helped || explained < len(s) && slices.Equal(needed, totalAlone) {
			return // or the total of something else
		}
		gain := 0.3 + 0.45*min(1, float64(explained)/words) + 0.04*float64(len(needed)-1) - less
		if s.has("code") && !slices.Contains(needed, "code") {
			gain -= 0.1 // a code of something else
		}
		if helped {
			gain += 0.02
		}
		out = append(out, guess{m, unit, Reason{"header", "", gain}})
	}
	for _, h := range headingTable {
		try(h.meaning, -1, h.ideas, 0)
	}
	for k, u := range units {
		idea := unitIdea(k)
		if !s.has(idea) && (above == nil || !above.has(idea)) {
			continue
		}
		for i, level := range u.levels {
			name, code := placeMeanings[level][0], placeMeanings[level][1]
			less := 0.001 * float64(i)
			try(name, k, []string{idea}, less)
			try(name, k, []string{idea, "name"}, less)
			try(name, k, []string{idea, "where"}, less)
			try(name, k, []string{idea, "activity"}, less)
			try(code, k, []string{idea, "code"}, less)
			try(code, k, []string{idea, "code" + strconv.Itoa(level)}, less)
			try(code, k, []string{idea, "code", "name"}, less)
		}
	}
	return out
}

var placeMeanings = [5][2]Meaning{{Adm0Name, Adm0Code}, {Adm1Name, Adm1Code}, {Adm2Name, Adm2Code}, {Adm3Name, Adm3Code}, {Adm4Name, Adm4Code}}

var totalAlone = []string{"total"}

var countIdeas = append(strings.Fields(who), "reached", "targeted", "inneed", "adult")

var whoIdeas, asides, questions = strings.Fields(who), strings.Fields(asideIdeas), strings.Fields("who what where when whom")

var headingTable = func() (all []struct {
	meaning Meaning
	ideas   []string
}) {
	for _, h := range headings {
		all = append(all, struct {
			meaning Meaning
			ideas   []string
		}{h.meaning, strings.Fields(h.ideas)})
	}
	return all
}()

// whoOf tells which people a count is about, by its tag where it says so, else
// by its header and the title above it.
func (x *lexer) whoOf(tag, header, above string) Who {
	var has func(string) bool
	if t, ok := parseTag(tag); ok && len(t.attributes) > 0 {
		spoken := map[string]string{"female": "f", "male": "m", "young": "infants", "children": "children", "adult": "adults", "elderly": "elderly", "disabled": "disabled", "households": "hh"}
		has = func(idea string) bool {
			return spoken[idea] != "" && t.has(spoken[idea]) || idea == "young" && t.has("adolescents") || idea == "children" && t.has("child") || idea == "adult" && t.has("adult") ||
				idea == "elderly" && t.has("older") || idea == "disabled" && (t.has("disability") || t.has("pwd")) || idea == "households" && t.has("household")
		}
		if w := whoIs(has); w != Total || t.has("ind") || t.has("total") {
			return w
		}
	}
	s := append(slices.Clone(x.hear(header)), x.hear(above)...)
	return whoIs(s.has)
}

// whoIs puts sex, age and condition together.
func whoIs(has func(string) bool) Who {
	girls, boys := has("girls"), has("boys")
	female := has("female") || has("women") || girls
	male := has("male") || has("men") || boys
	child := has("children") || girls || boys
	old, adult, young := has("elderly"), has("adult"), has("young")
	by := func(f, m, both Who) Who {
		switch {
		case female && !male:
			return f
		case male && !female:
			return m
		}
		return both
	}
	switch {
	case has("households"):
		return Households
	case has("disabled"):
		if female != male || child || old || young {
			return Part
		}
		return Disabled
	case young:
		return Part
	case old:
		return by(OlderWomen, OlderMen, Older)
	case child && !has("women") && !has("men"):
		return by(Girls, Boys, Children)
	case has("women") || has("men") || adult:
		return by(Women, Men, Adults)
	}
	return by(Female, Male, Total)
}
