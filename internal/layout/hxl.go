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
	s = strings.ToLower(strings.TrimSpace(s))
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
