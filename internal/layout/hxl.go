package layout

import (
	"regexp"
	"slices"
	"strings"

	"toguna/internal/exchange/sheet"
)

// hashtag is an HXL hashtag and its attributes, in small letters.
type hashtag struct {
	name       string
	attributes []string
}

func (h hashtag) has(attribute string) bool { return slices.Contains(h.attributes, attribute) }

var tagForm = regexp.MustCompile(`^#[a-z][a-z0-9_]*( *\+[a-z][a-z0-9_]*)*$`)

// parseTag reads a hashtag; a blank after the # is forgiven, as it is met.
func parseTag(s string) (hashtag, bool) {
	if s = strings.TrimSpace(s); !strings.HasPrefix(s, "#") {
		return hashtag{}, false
	}
	s = strings.ToLower(s)
	if strings.HasPrefix(s, "# ") {
		s = "#" + strings.TrimSpace(s[1:])
	}
	if !tagForm.MatchString(s) {
		return hashtag{}, false
	}
	parts := strings.Split(strings.ReplaceAll(s, " ", ""), "+")
	return hashtag{parts[0], parts[1:]}, true
}

// IsTag tells a hashtag from other texts.
func IsTag(text string) bool {
	_, ok := parseTag(text)
	return ok
}

// cutTag parts a header that carries its hashtag after the label.
func cutTag(s string) (label string, ok bool) {
	i := strings.LastIndex(s, "#")
	if i < 0 {
		return s, false
	}
	_, ok = parseTag(s[i:])
	return s[:i], ok
}

// isTagRow follows the rule of the reference library: at least half of the
// cells that are not empty are hashtags.
func isTagRow(cells []sheet.Cell) bool {
	n, tags := 0, 0
	for _, c := range cells {
		if strings.TrimSpace(c.Text) == "" || c.Kind == sheet.ErrorValue {
			continue
		}
		n++
		if strings.Contains(c.Text, "#") && IsTag(c.Text) {
			tags++
		}
	}
	return tags > 0 && 2*tags >= n
}

// Contrary is what a column was not taken for, where its hashtag and its heading
// surely say two things.
type Contrary struct {
	Correction      // takes it for that
	Heading    bool // the heading was followed, else the hashtag
}

// Code says which of the two was followed, as a problem.
func (c *Contrary) Code() string {
	if c.Heading {
		return "heading_followed"
	}
	return "tag_followed"
}

// family is what meanings that refine each other have in common, "" for those
// that are told apart too loosely to contradict anything.
func family(m Meaning) string {
	name, _, _ := strings.Cut(string(m), ".")
	switch {
	case m.CountsPeople():
		return "people"
	case m == Subsector:
		return "sector"
	case strings.HasPrefix(name, "adm"), name == "org", name == "sector", name == "date":
		return name
	}
	return ""
}

// contrary finds what a column is not taken for although its hashtag or its
// heading surely says so. Where the values bear the heading out alone, it is
// followed: what the hashtag says is taken out of the sum.
func (x *lexer) contrary(c *Column, tagged []guess, sum map[Meaning][]Reason) *Contrary {
	if len(tagged) == 0 {
		return nil
	}
	said, tag := x.headerGuesses(c.leaf, c.Above), tagged[0].meaning
	head := bestGuess(said)
	if tag.CountsPeople() && head.meaning.CountsPeople() {
		heading := x.whoOf("", c.leaf, c.Above)
		if w := x.whoOf(c.Tag, c.leaf, c.Above); sexOf(w) != "" && sexOf(heading) != "" && sexOf(w) != sexOf(heading) {
			return &Contrary{Correction{c.Header, tag, heading}, false}
		}
		return nil
	}
	const whole = 0.74 // every word of the heading is understood
	mine := family(tag)
	if head.Gain < whole || mine == "" || family(head.meaning) == "" || slices.ContainsFunc(said, func(g guess) bool { return family(g.meaning) == mine }) {
		return nil
	}
	borne := func(of string) bool {
		return slices.ContainsFunc(c.values.guesses(sum), func(g guess) bool { return family(g.meaning) == of })
	}
	if sum[tag] == nil || borne(family(head.meaning)) && !borne(mine) {
		delete(sum, tag)
		return &Contrary{Correction{c.Header, tag, Nobody}, true}
	}
	return &Contrary{Correction{c.Header, head.meaning, Nobody}, false}
}

// settleTags follows the heading where two columns are tagged as one level
// though their headings name two kinds of unit, of which one is usually another
// level: a commune tagged as the cercle beside it.
func (l *Layout) settleTags(x *lexer) {
	usual := func(c Column) Meaning {
		kind := bestGuess(x.headerGuesses(c.leaf, c.Above)).unit
		if c.Tag == "" || kind < 0 || !strings.HasPrefix(family(c.Meaning), "adm") {
			return Unread
		}
		pair := placeMeanings[units[kind].levels[0]]
		if strings.HasSuffix(string(c.Meaning), ".code") {
			return pair[1]
		}
		return pair[0]
	}
	for i := range l.Columns {
		c := &l.Columns[i]
		m := usual(*c)
		if m == Unread || m == c.Meaning || c.Against != nil || l.Column(m) != nil ||
			!slices.ContainsFunc(l.Columns, func(o Column) bool { return o.Meaning == c.Meaning && usual(o) == o.Meaning }) {
			continue
		}
		c.Against = &Contrary{Correction{c.Header, c.Meaning, Nobody}, true}
		c.Meaning, c.Why = m, append(c.Why, Reason{"levels", "", 0.1})
	}
}

// sexOf is the sex of the people of a count, "" where it is of both.
func sexOf(w Who) string {
	switch w {
	case Girls, Women, OlderWomen, Female:
		return "f"
	case Boys, Men, OlderMen, Male:
		return "m"
	}
	return ""
}

// tagGuesses tells what a hashtag means.
func tagGuesses(tag string) []guess {
	t, ok := parseTag(tag)
	if !ok {
		return nil
	}
	for _, k := range taggings {
		for p := range strings.FieldsSeq(k.patterns) {
			pattern, _ := parseTag(p)
			if pattern.name == t.name && !slices.ContainsFunc(pattern.attributes, func(a string) bool { return !t.has(a) }) {
				return []guess{{k.meaning, -1, Reason{"tag", tag, 0.9}}}
			}
		}
	}
	return nil
}
