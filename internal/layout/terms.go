package layout

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"toguna/internal/record"
)

// term is a folded phrase and what it stands for.
type term struct {
	phrase, means string
	whole         string // the phrase between blanks, as it stands in a text on whole words
}

func termOf(phrase, means string) term { return term{phrase, means, " " + phrase + " "} }

func termsOf(means string, lists ...string) (all []term) {
	for _, list := range lists {
		for p := range strings.SplitSeq(list, ",") {
			if p = Fold(p); p != "" {
				all = append(all, termOf(p, means))
			}
		}
	}
	return all
}

var classTerms = func() (all []term) {
	for _, c := range classWords {
		lines := termsOf(string(c.class), c.french, c.english, c.others)
		if c.class == Other { // codes stand alone
			lines = append(lines, termsOf(string(c.class), strings.ReplaceAll(c.english[strings.LastIndex(c.english, ",")+1:], " ", ","))...)
		}
		all = append(all, lines...)
	}
	return all
}()

var sectorTerms = func() (all []term) {
	for _, s := range sectorWords {
		all = append(all, termsOf(s.code, s.french, s.english, s.others)...)
		all = append(all, termsOf(s.code, s.code)...)
	}
	for _, s := range record.Sectors.Items {
		all = append(all, termsOf(s.Code, s.FR, s.EN)...)
	}
	slices.SortStableFunc(all, func(a, b term) int { return cmp.Compare(len(b.phrase), len(a.phrase)) })
	return all
}()

var stateTerms = func() (all []term) {
	for _, s := range stateWords {
		all = append(all, termsOf(s.code, s.french, s.english, s.others)...)
	}
	return all
}()

// termsByWord are the places in a list of terms by the first word of the phrase.
func termsByWord(all []term) map[string][]int {
	byWord := map[string][]int{}
	for i, t := range all {
		word, _, _ := strings.Cut(t.phrase, " ")
		byWord[word] = append(byWord[word], i)
	}
	return byWord
}

var classByWord, sectorByWord, stateByWord = termsByWord(classTerms), termsByWord(sectorTerms), termsByWord(stateTerms)

// firstTerm gives what the first of the terms that stands in a folded text on
// whole words means, "" when none does.
func firstTerm(terms []term, byWord map[string][]int, f string) string {
	first := len(terms)
	for rest := f; rest != ""; {
		word, after, _ := strings.Cut(rest, " ")
		for _, i := range byWord[word] {
			end := len(terms[i].phrase)
			if i < first && strings.HasPrefix(rest, terms[i].phrase) && (len(rest) == end || rest[end] == ' ') {
				first = i
			}
		}
		rest = after
	}
	if first == len(terms) {
		return ""
	}
	return terms[first].means
}

// StateOf reads the status of an activity: a code of record.ActivityStates,
// Cancelled, or "" when it is not known.
func StateOf(text string) string {
	if f := Fold(text); len(f) <= 60 {
		return firstTerm(stateTerms, stateByWord, f)
	}
	return ""
}

// ClassOf reads an organisation type, NoType when it is not known.
func ClassOf(text string) Class {
	f := Fold(text)
	for _, w := range ngoWords {
		f = strings.Replace(f, w[0], w[1], 1)
	}
	switch f {
	case "national", "nationale", "nacional":
		return National
	case "international", "internationale", "internacional":
		return International
	}
	return cmp.Or(Class(firstTerm(classTerms, classByWord, f)), NoType)
}

// SectorOf reads a cluster or sector: a code of record.Sectors, "" when it is
// not known. A long name may be misspelt.
func SectorOf(text string) string {
	if code := sectorNamed(text); code != "" || len(text) < 7 {
		return code
	}
	f := Fold(text)
	for _, t := range sectorTerms {
		if len(t.phrase) >= 7 && Near(f, t.phrase) {
			return t.means
		}
	}
	return ""
}

// SaysSector tells whether a text is the name of a sector and nothing else.
func SaysSector(text string) bool {
	f := Fold(text)
	return slices.ContainsFunc(sectorTerms, func(t term) bool { return t.phrase == f })
}

// sectorNamed reads a sector that is spelt as it should be.
func sectorNamed(text string) string {
	if f := Fold(text); len(f) <= 200 {
		return firstTerm(sectorTerms, sectorByWord, f)
	}
	return ""
}

// SectorsOf reads a cell of a column of sectors, which may name several, or
// say that it is another one. A sector whose area of responsibility stands
// beside it is that area alone: Protection / VBG.
func SectorsOf(text string) []string {
	if slices.Contains(strings.Fields(otherSector), Fold(text)) {
		return []string{"OTH"}
	}
	text = strings.TrimSuffix(strings.TrimRight(text, ". …"), " etc") // which is no telecommunications
	named := sectorsNamed(text)
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(";|\n/", r) }) {
		if len(sectorsNamed(part)) == 0 { // or is misspelt
			named = append(named, SectorOf(part))
		}
	}
	var out []string
	for _, code := range named {
		if code != "" && !slices.Contains(out, code) && !slices.ContainsFunc(named, func(c string) bool { return c != code && InFamily(c, code) }) {
			out = append(out, code)
		}
	}
	return out
}

// sectorsNamed reads the sectors that a text names, in its order: the longest
// phrases, none of which lies in another.
func sectorsNamed(text string) (codes []string) {
	f := Fold(text)
	if f == "" || len(f) > 200 {
		return nil
	}
	between := " " + f + " "
	at := map[int]string{}
	for _, t := range sectorTerms {
		for i := strings.Index(between, t.whole); i >= 0; i = strings.Index(between, t.whole) {
			at[i] = t.means
			between = between[:i+1] + strings.Repeat("-", len(t.phrase)) + between[i+1+len(t.phrase):]
		}
	}
	for _, i := range slices.Sorted(maps.Keys(at)) {
		codes = append(codes, at[i])
	}
	return codes
}

// InFamily tells whether a sector belongs to the one asked about: protection
// holds its areas of responsibility.
func InFamily(code, asked string) bool { return code == asked || strings.HasPrefix(code, asked+"-") }
