package note

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"toguna/internal/document"
	"toguna/internal/indicator"
	"toguna/internal/locale"
)

// with gives the values of the slots of a sentence.
type with map[string]value

// value is what a slot holds: finished text or runs, names that take an
// article, or a count that governs the words around it.
type value struct {
	text     string
	runs     []document.Run
	names    []name
	n        int
	counted  bool
	feminine bool
	figure   *indicator.Figure // the figure that the words state; it is numbered where it is used
}

// text is a finished stretch of words.
func text(s string) value { return value{text: s} }

// count is a number that governs plurals, in letters up to ten.
func count(n int) value { return value{n: n, counted: true} }

// fem makes a count feminine in French: une réunion.
func (v value) fem() value { v.feminine = true; return v }

// A sentence is written once in each language, side by side. Its slots stand
// in braces:
//
//	{n}              the value: text, name, or count in letters up to ten
//	{n:siège|sièges} the form of the words that the count n asks for
//	{le x} {de x}    the name with its article, contracted and elided: du, de l’, des
//	{à x}            au, à la, à l’, aux
//	{the x}          the English name with "the" where it takes one
//
// A capital, {Le x} or {Cap n}, begins a sentence with it.
func (w *writer) say(french, english string, slots with) {
	w.sentences = append(w.sentences, w.sentence(french, english, slots))
	w.spelt = nil
}

// sentence composes one sentence without adding it to the statement.
func (w *writer) sentence(french, english string, slots with) Sentence {
	var out []document.Run
	for rest := w.lang.Say(french, english); rest != ""; {
		before, after, found := strings.Cut(rest, "{")
		out = add(out, document.Run{Text: before})
		if !found {
			break
		}
		slot, tail, _ := strings.Cut(after, "}")
		for _, run := range w.fill(slot, slots) {
			if slices.ContainsFunc(out, func(r document.Run) bool { return run.Ref > 0 && r.Ref == run.Ref }) {
				run.Ref, run.Href = 0, "" // its number stands once in a sentence
			}
			out = add(out, run)
		}
		rest = tail
	}
	for i := range out {
		out[i].Text = typeset(w.lang, out[i].Text)
	}
	return Sentence{Runs: out, Short: w.spelt}
}

// add appends a run, joined to the last one when both are plain.
func add(runs []document.Run, r document.Run) []document.Run {
	if r.Text == "" {
		return runs
	}
	if last := len(runs) - 1; last >= 0 && plain(runs[last]) && plain(r) {
		runs[last].Text += r.Text
		return runs
	}
	return append(runs, r)
}

func plain(r document.Run) bool {
	return r.Ref == 0 && r.Href == "" && !r.Bold && !r.Italic && r.Lang == ""
}

// fill writes one slot; a slot without a value stays as it is, in braces, for
// the tests to find.
func (w *writer) fill(slot string, slots with) []document.Run {
	key, forms, governed := strings.Cut(slot, ":")
	article := ""
	if before, after, two := strings.Cut(key, " "); two && !governed {
		article, key = before, after
	}
	v, ok := slots[key]
	run := func(s string) []document.Run {
		if v.figure == nil {
			return document.Plain(s)
		}
		return []document.Run{{Text: s, Ref: w.number(*v.figure), Href: w.href(v.figure.Code)}}
	}
	switch {
	case !ok:
		return document.Plain("{" + slot + "}")
	case v.runs != nil:
		return v.runs
	case governed:
		return document.Plain(w.form(strings.Split(forms, "|"), v.n))
	case v.counted:
		word := w.lang.Word(v.n, v.feminine)
		if article == "Cap" {
			word = capital(word)
		}
		return run(word)
	case v.names != nil:
		var parts []string
		for _, n := range v.names {
			parts = append(parts, w.articled(n, article))
		}
		return run(w.lang.List(parts))
	}
	if article == "Cap" {
		return run(capital(v.text))
	}
	return run(v.text)
}

func (w *writer) form(forms []string, n int) string {
	if w.lang.One(n) {
		return forms[0]
	}
	return forms[len(forms)-1]
}

// typeset puts the no-break spaces that French asks for.
func typeset(lang locale.Lang, s string) string {
	if lang != locale.FR {
		return s
	}
	return locale.FrenchSpaces.Replace(s)
}

func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

func small(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[size:]
}

// name is a proper name with what its article needs.
type name struct {
	full, acronym string
	tail          string // after the acronym: " de Gao"
	gender        byte   // of the French head noun: 'm', 'f', 'p' plural, 0 takes no article
	the           bool   // the English full name takes "the"
	theAcronym    bool   // so does the acronym
}

// articled writes a name with the article that a slot asks for, in full with
// its acronym the first time, by the acronym from then on.
func (w *writer) articled(n name, article string) string {
	short := n.acronym + n.tail
	if n.acronym == "" {
		return n.written(article, false, n.full+n.tail)
	}
	if w.expanded[n.acronym] {
		return n.written(article, true, short)
	}
	w.expanded[n.acronym] = true
	full := n.full + n.tail
	if inside, ok := strings.CutSuffix(n.full, ")"); ok {
		full = inside + ", " + n.acronym + ")" + n.tail // a name that already ends in brackets
	} else if n.full != n.acronym {
		full = n.full + " (" + n.acronym + ")" + n.tail
	}
	out := n.written(article, false, full)
	if w.spelt == nil {
		w.spelt = map[string]string{}
	}
	w.spelt[out] = n.written(article, true, short)
	return out
}

// written puts the article before the full or the short form of a name.
func (n name) written(article string, short bool, s string) string {
	switch strings.ToLower(article) {
	case "le", "de", "à":
		gender := n.gender
		if short && acronymWithoutArticle[n.acronym] {
			gender = 0
		}
		s = frenchArticle(strings.ToLower(article), gender, s)
	case "the":
		if short && n.theAcronym || !short && n.the {
			s = "the " + s
		}
	}
	if article != "" && unicode.IsUpper([]rune(article)[0]) {
		return capital(s)
	}
	return s
}

// frenchArticle joins le, de or à to a name: du, de la, de l’, des; au, à la.
func frenchArticle(prep string, gender byte, s string) string {
	elided := elides(s)
	definite := map[byte]string{'m': "le ", 'f': "la ", 'p': "les "}[gender]
	if definite != "" && gender != 'p' && elided {
		definite = "l’"
	}
	switch {
	case prep == "le":
		return definite + s
	case prep == "de" && definite == "" && elided:
		return "d’" + s
	case definite == "le ":
		return map[string]string{"de": "du ", "à": "au "}[prep] + s
	case definite == "les ":
		return map[string]string{"de": "des ", "à": "aux "}[prep] + s
	}
	return prep + " " + definite + s
}

// acronymWithoutArticle lists the acronyms that French uses as proper names.
var acronymWithoutArticle = map[string]bool{"OCHA": true}

// elides tells whether French elides before the word: a vowel or a mute h.
func elides(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.ToLower(s))
	if r == 'h' {
		return s[1:] != strings.ToUpper(s[1:]) && !strings.HasPrefix(strings.ToLower(s), "haut")
	}
	return strings.ContainsRune("aàâæeéèêëiîïoôœuùûü", r)
}
