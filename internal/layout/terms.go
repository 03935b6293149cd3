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

// in tells whether a phrase stands on whole words in a folded text between
// blanks.
func (t term) in(between string) bool { return strings.Contains(between, t.whole) }

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

// firstTerm gives what the first of the terms that stands in a folded text
// means, "" when none does.
func firstTerm(terms []term, f string) string {
	if f == "" {
		return ""
	}
	between := " " + f + " "
	for _, t := range terms {
		if t.in(between) {
			return t.means
		}
	}
	return ""
}

// StateOf reads the status of an activity: a code of record.ActivityStates,
// Cancelled, or "" when it is not known.
func StateOf(text string) string {
	if f := Fold(text); len(f) <= 60 {
		return firstTerm(stateTerms, f)
	}
	return ""
}

// ClassOf reads an organisation type, NoType when it is not known.
func ClassOf(text string) Class {
	return cmp.Or(Class(firstTerm(classTerms, Fold(text))), NoType)
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
		return firstTerm(sectorTerms, f)
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
