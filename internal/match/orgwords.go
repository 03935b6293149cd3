package match

import (
	"maps"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"toguna/internal/record"
)

// plain is what fold makes of the Latin letters that no normal form takes
// apart; the others are those of record.Fold, or lose their accents.
var plain = strings.NewReplacer("ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ı", "i", "ħ", "h", "ƙ", "k", "ɗ", "d", "ɓ", "b", "ƴ", "y",
	"ɲ", "n", "ŋ", "n", "ɔ", "o", "ɛ", "e", "œ", "oe", "æ", "ae", "ß", "ss")

// latin is foldRune for the letters that are met again and again.
var latin = func() (table [0x250]string) {
	for r := range rune(len(table)) {
		table[r] = foldLetter(r)
	}
	return table
}()

// foldRune gives a letter or digit without case and accent, "" for all else.
func foldRune(r rune) string {
	if r < rune(len(latin)) {
		return latin[r]
	}
	return foldLetter(r)
}

func foldLetter(r rune) string {
	if s := record.Fold(string(r)); s != "" && s[0] < 0x80 {
		return s
	}
	var b strings.Builder
	for _, q := range norm.NFKD.String(plain.Replace(strings.ToLower(string(r)))) {
		if unicode.IsLetter(q) || unicode.IsDigit(q) {
			b.WriteRune(q)
		}
	}
	return b.String()
}

// fold gives the words of a text without case, accents and punctuation.
func fold(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFC.String(s) {
		f := foldRune(r)
		switch {
		case f == "" && unicode.Is(unicode.Mn, r):
		case f == "":
			gap = true
		default:
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteString(f)
		}
	}
	return b.String()
}

// most is the number of words of a spelling that are looked at: some cells
// hold whole paragraphs.
const most = 24

// word is one word of a spelling.
type word struct {
	text    string // folded, see stem
	whole   string // folded
	said    string // folded, of all words that were made one
	cut     bool   // a full stop follows, or an apostrophe stands within
	capital bool   // all letters are capitals
	inside  bool   // within brackets
	part    int8   // the piece of the spelling, between brackets, slashes and dashes
	role    role
	country int16 // index into the countries, -1 for none
}

// role is what a word does in a name.
type role int8

const (
	content role = iota
	joining      // article, preposition
	legal        // legal form
)

// vocabulary is what is known of words whatever the register.
type vocabulary struct {
	roles     map[string]role
	terms     map[string]string    // word to the first word of its line in the glossary
	phrases   map[string][]country // first word of a country's name to the names
	codes     map[string]int16     // codes of countries, told by capitals
	countries []string             // the word that stands for each country
	peoples   map[string]int16     // words made from the name of a country
	nations   map[string]int16     // the same, and the words that stand for countries
	united    map[string]bool      // the United Nations
}

type country struct {
	words []string
	index int16
}

// known is the vocabulary, made once from the texts of orgterms.go.
var known = func() *vocabulary {
	v := &vocabulary{roles: map[string]role{}, terms: map[string]string{}, phrases: map[string][]country{}, codes: map[string]int16{}, peoples: map[string]int16{}, united: map[string]bool{}}
	for _, w := range strings.Fields(legalForms) {
		v.roles[stem(w)] = legal
	}
	for _, w := range strings.Fields(stopWords) {
		v.roles[stem(w)] = joining
	}
	for line := range strings.Lines(glossary) {
		words := strings.Fields(line)
		for _, w := range words {
			if w = stem(fold(w)); v.terms[w] == "" {
				v.terms[w] = stem(fold(words[0]))
			}
		}
	}
	for line := range strings.Lines(unitedNations) {
		var words []string
		for _, w := range strings.Fields(line) {
			words = append(words, stem(w))
		}
		v.united[strings.Join(words, " ")] = true
	}
	v.terms[united] = united
	index := map[string]int16{}
	name := func(text string, n int16) {
		var words []string
		for _, w := range strings.Fields(fold(text)) {
			if w = stem(w); v.roles[w] != joining {
				words = append(words, w)
			}
		}
		if len(words) > 0 {
			v.phrases[words[0]] = append(v.phrases[words[0]], country{words, n})
		}
	}
	for line := range strings.Lines(countries) {
		cells := strings.Split(strings.TrimSpace(line), ",")
		n := int16(len(index))
		v.countries = append(v.countries, "="+cells[0])
		index[cells[0]] = n
		v.codes[strings.ToLower(cells[0])], v.codes[strings.ToLower(cells[1])] = n, n
		for _, text := range strings.Split(cells[2], "|") {
			name(text, n)
		}
	}
	for line := range strings.Lines(strings.TrimSpace(countryNames)) {
		for _, text := range strings.Split(strings.TrimSpace(line)[3:], "|") {
			name(text, index[line[:2]])
		}
	}
	for line := range strings.Lines(strings.TrimSpace(peoples)) {
		for _, w := range strings.Fields(line[2:]) {
			v.peoples[stem(w)] = index[line[:2]]
		}
	}
	v.nations = maps.Clone(v.peoples)
	for n, word := range v.countries {
		v.nations[word] = int16(n)
	}
	return v
}()

// stem evens out what differs between spellings of one word: the plural, and
// the z of American English.
func stem(w string) string {
	if strings.Contains(w, "z") {
		w = strings.ReplaceAll(w, "z", "s")
	}
	if len(w) > 3 && w[len(w)-1] == 's' && w[len(w)-2] != 's' {
		w = w[:len(w)-1]
	}
	return w
}

// concept is what a word stands for, whatever the language.
func (v *vocabulary) concept(w string) string {
	if t := v.terms[w]; t != "" {
		return t
	}
	return w
}

// read cuts a spelling into words.
func read(s string) []word {
	if len(s) > 40*most {
		s = s[:40*most]
	}
	s = norm.NFC.String(s)
	var (
		words []word
		b     []byte
		caps  int // capitals of the word
		size  int // letters of the word
		depth int
		part  int8
		last  rune
		flush = func() bool {
			if len(b) == 0 {
				return false
			}
			words = append(words, word{text: string(b), capital: caps == size, inside: depth > 0, part: part, country: -1})
			b, caps, size = b[:0], 0, 0
			return true
		}
		pending bool // an apostrophe stands within the word
	)
	runes := []rune(s)
	for i, r := range runes {
		if len(words) >= 2*most {
			break
		}
		f := foldRune(r)
		if f != "" {
			if unicode.IsUpper(r) || unicode.IsDigit(r) && caps > 0 {
				caps++
			}
			b = append(b, f...)
			size++
			last = r
			continue
		}
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		next := ' '
		if i+1 < len(runes) {
			next = runes[i+1]
		}
		switch r {
		case '\'', '’', '‘', 'ʼ', '`', '´':
			if size > 2 && foldRune(next) != "" || size == 2 && !unicode.IsUpper(next) && string(b) != "qu" && foldRune(next) != "" && shortTail(runes[i+1:]) {
				pending = true
				continue
			}
			if size <= 2 { // l'Enfance, d'Appui
				b, caps, size = b[:0], 0, 0
			}
			flush()
		case '.':
			if flush() {
				words[len(words)-1].cut = true
			}
		case '(', '[':
			flush()
			depth++
			part++
		case ')', ']':
			flush()
			depth = max(0, depth-1)
			part++
		case '/', '*', '|', ';', ':':
			flush()
			part++
		case '&', '+':
			flush()
			words = append(words, word{text: "and", inside: depth > 0, part: part, country: -1})
		case '-', '–', '—':
			flush()
			if last == ' ' || next == ' ' {
				part++
			}
		default:
			flush()
		}
		if pending && len(words) > 0 && len(b) == 0 {
			words[len(words)-1].cut, pending = true, false
		}
		last = r
	}
	flush()
	return roles(joinInitials(words))
}

// shortTail tells whether an apostrophe is followed by one or two letters, as
// in Int'l.
func shortTail(rest []rune) bool {
	n := 0
	for n < len(rest) && foldRune(rest[n]) != "" {
		n++
	}
	return n > 0 && n <= 2
}

// joinInitials makes S.A.D. and e V one word each.
func joinInitials(words []word) []word {
	out := words[:0]
	for i := 0; i < len(words); i++ {
		w, j, joined := words[i], i, ""
		for j < len(words) && len(words[j].text) == 1 && (words[j].cut || words[j].capital) && words[j].part == w.part {
			joined += words[j].text
			j++
		}
		if len(joined) < 2 && len(w.text) == 1 && i+1 < len(words) && known.roles[w.text+words[i+1].text] == legal {
			j, joined = i+2, w.text+words[i+1].text
		}
		if len(joined) >= 2 {
			w.text, w.capital, w.cut = joined, true, false
			i = j - 1
		}
		out = append(out, w)
	}
	return out
}

// roles stems the words and tells articles, legal forms and countries.
func roles(words []word) []word {
	if len(words) > most {
		words = words[:most]
	}
	for i := range words {
		words[i].whole, words[i].said = words[i].text, words[i].text
		words[i].text = stem(words[i].text)
		words[i].role = known.roles[words[i].text]
		if words[i].capital && words[i].role == joining && len(words[i].text) > 2 {
			words[i].role = content
		}
	}
	words = joinCountries(joinUnited(words))
	// A code is a country only at the end: UNFPA USA, Concern IRL.
	if last := len(words) - 1; last > 0 && words[last].capital && len(words[last].text) > 1 && words[last].country < 0 && words[last].role != legal {
		if n, ok := known.codes[words[last].text]; ok {
			words[last].country, words[last].role, words[last].text = n, content, countryWord(n)
			words[last].whole = words[last].text
		}
	}
	bare := true
	for _, w := range words {
		bare = bare && w.role != content
	}
	if bare {
		for i := range words {
			words[i].role = content
		}
	}
	return words
}

// joinUnited makes the name of the United Nations one word, and gives the word
// to agencies that write it into their acronym.
func joinUnited(words []word) []word {
	out := words[:0]
	for i := 0; i < len(words); i++ {
		w := words[i]
		if i+1 < len(words) && known.united[w.text+" "+words[i+1].text] {
			w.text, w.whole, w.said, w.role, w.capital = united, united, w.said+words[i+1].said, content, true
			i++
		} else if w.capital && known.united[w.text] {
			w.text, w.whole, w.role = united, united, content
		}
		out = append(out, w)
	}
	return out
}

// united is the word for the United Nations.
const united = "un"

// joinCountries makes the name of a country one word.
func joinCountries(words []word) []word {
	out := words[:0]
	for i := 0; i < len(words); i++ {
		w, long := words[i], 1
		for _, c := range known.phrases[w.text] {
			if n := follows(words[i:], c.words); n >= long {
				long, w.country, w.role, w.text = n, c.index, content, countryWord(c.index)
			}
		}
		if w.country >= 0 {
			w.whole = w.text
			for _, more := range words[i+1 : i+long] {
				w.said += more.said
			}
		}
		out = append(out, w)
		i += long - 1
	}
	return out
}

// countryWord stands for a country in whatever language it is written.
func countryWord(n int16) string { return known.countries[n] }

// follows tells how many words are taken by a phrase, articles between its
// words aside; 0 when the phrase is not there.
func follows(words []word, phrase []string) int {
	n := 0
	for i, w := range words {
		switch {
		case w.text == phrase[n]:
			if n++; n == len(phrase) {
				return i + 1
			}
		case w.role != joining:
			return 0
		}
	}
	return 0
}
