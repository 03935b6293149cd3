package chart

import (
	"math"
	"strconv"
	"strings"
)

// State tells what is known of a value. Missing is not zero: the four states are drawn in four ways.
type State int

// The four states; a value nobody set is one nobody reported.
const (
	NoReport State = iota
	Known
	Withheld
	NotApplicable
)

// Value is one figure of a series.
type Value struct {
	State State
	N     float64 // counts only when Known; a Known 0 is a true zero, attested unless it is open
	Open  bool    // of a Known 0: the round is not closed, or a file cannot tell, and it may yet change
	More  float64 // of a Known figure: it may be as much larger
	Href  string  // where its evidence stands
	Tip   string  // tooltip; empty for the place or label with the figure
}

// settled gives a value its final state: a number that is no number is no report, and only a known number stays.
func (v Value) settled() Value {
	if v.State == Known && (math.IsNaN(v.N) || math.IsInf(v.N, 0)) {
		v.State = NoReport
	}
	if v.State != Known {
		v.N, v.More = 0, 0
	}
	return v
}

func (v Value) positive() bool { return v.State == Known && v.N > 0 }

// zero tells whether the value is a true zero.
func (v Value) zero() bool { return v.State == Known && v.N == 0 && v.More == 0 }

// unconfirmed tells whether the value is a zero that nobody attests.
func (v Value) unconfirmed() bool { return v.zero() && v.Open }

// words is what a drawing says by itself in one language.
type words struct {
	lang                           string
	noReport, withheld, notApplic  string // in full
	noReportMark, naMark           string // where there is little room
	trueZero, openZero             string
	source, outlines, region       string
	pointNote, offMap, crowded     string
	allPoints, somePoints          string
	letters, disclaimer, together  string
	kind, month, openMonth         string
	matrixSentence                 string
	timelineSentence               string
	inNeed, targeted, reached      string
	share, orgs, percent           string
	person, people                 string
	change, came, left, unheard    string
	nobody                         string
	andMore                        string
	and, colon, semicolon, decimal string
	thousands                      string
	zeroSentence, openSentence     string
	noReportSentence               string
	withheldSentence, naSentence   string
	mapSentence, nothing, lessThan string
}

// withheldMark stands for a figure that exists and is not shown.
const withheldMark = "◊"

var french = words{
	lang: "fr", noReport: "non renseigné", withheld: "non publié", notApplic: "sans objet",
	noReportMark: "n.r.", naMark: "s.o.", trueZero: "0 (zéro attesté)", openZero: "0 (à confirmer)",
	source: "Source", outlines: "Contours", region: "Région",
	pointNote:  "apparaît comme un point\u00a0: les contours utilisés sont antérieurs à sa création",
	allPoints:  "Les lieux apparaissent comme des points\u00a0: leurs contours ne sont pas enregistrés.",
	somePoints: "Lieux sans contour, qui apparaissent comme des points",
	offMap:     "Hors carte", crowded: "Sans place sur la carte",
	letters: "Lettres sur la carte", together: "Ensemble",
	kind: "Type", month: "Mois", openMonth: "* Cycle non clos, ou auquel il manque des retours\u00a0: les chiffres peuvent encore changer.",
	matrixSentence: "Tableau de %d lignes et %d colonnes.", timelineSentence: "Évolution sur %d mois.",
	inNeed: "Dans le besoin", targeted: "Ciblées", reached: "Atteintes", share: "Atteintes / ciblées", orgs: "Org.", percent: "\u00a0%",
	person: "personne", people: "personnes",
	change: "Changement", came: "nouvelles", left: "absentes", unheard: "n’ont pas rendu compte", nobody: "aucune", andMore: "… et %d autres, dans le tableau",
	disclaimer: "Les limites, les noms et les désignations de cette carte n’impliquent aucune reconnaissance ni acceptation officielle.",
	and:        " et ", colon: "\u00a0: ", semicolon: "\u00a0; ", decimal: ",", thousands: "\u202f",
	zeroSentence: "Zéro attesté", openSentence: "Zéro à confirmer", noReportSentence: "Non renseigné", withheldSentence: "Non publié", naSentence: "Sans objet",
	mapSentence: "Carte par ", nothing: "Aucune valeur n’est renseignée.", lessThan: "<\u00a0",
}

var english = words{
	lang: "en", noReport: "no report", withheld: "withheld", notApplic: "not applicable",
	noReportMark: "n.r.", naMark: "n/a", trueZero: "0 (attested zero)", openZero: "0 (to be confirmed)",
	source: "Source", outlines: "Boundaries", region: "Region",
	pointNote:  "is drawn as a point: the boundary set predates it",
	allPoints:  "Places are drawn as points: their outlines are not recorded.",
	somePoints: "Places without an outline, drawn as points",
	offMap:     "Not on the map", crowded: "No room on the map",
	letters: "Letters on the map", together: "All",
	kind: "Type", month: "Month", openMonth: "* Round not closed, or with returns missing: the figures may still change.",
	matrixSentence: "Table of %d rows and %d columns.", timelineSentence: "Over %d months.",
	inNeed: "In need", targeted: "Targeted", reached: "Reached", share: "Reached / targeted", orgs: "Org.", percent: "%",
	person: "person", people: "people",
	change: "Change", came: "new", left: "absent", unheard: "not reported", nobody: "none", andMore: "… and %d more, in the table",
	disclaimer: "The boundaries, names and designations on this map imply no official endorsement or acceptance.",
	and:        " and ", colon: ": ", semicolon: "; ", decimal: ".", thousands: ",",
	zeroSentence: "Attested zero", openSentence: "Zero, to be confirmed", noReportSentence: "No report", withheldSentence: "Withheld", naSentence: "Not applicable",
	mapSentence: "Map by ", nothing: "No value is reported.", lessThan: "<",
}

func wordsFor(lang string) words {
	if lang == "fr" {
		return french
	}
	return english
}

// number writes a figure with at most one decimal. A figure too small for it never reads as zero.
func (w words) number(n float64) string {
	tenth := math.Round(math.Abs(n)*10) / 10
	if tenth == 0 && n != 0 {
		return w.lessThan + "0" + w.decimal + "1"
	}
	whole, fraction, hasFraction := strings.Cut(strconv.FormatFloat(tenth, 'f', -1, 64), ".")
	var out strings.Builder
	if n < 0 {
		out.WriteString("−")
	}
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			out.WriteString(w.thousands)
		}
		out.WriteRune(digit)
	}
	if hasFraction {
		out.WriteString(w.decimal + fraction)
	}
	return out.String()
}

// span writes a figure, or the two between which it lies.
func (w words) span(v Value) string {
	if v.More > 0 {
		return w.number(v.N) + "–" + w.number(v.N+v.More)
	}
	return w.number(v.N)
}

// counted writes a figure with the word for what it counts.
func (w words) counted(v Value, one, many string) string {
	n := v.N + v.More
	singular := n == 1
	if w.lang == "fr" {
		singular = math.Abs(n) < 2
	}
	if singular {
		return w.span(v) + " " + one
	}
	return w.span(v) + " " + many
}

// full is the value in words, for tables, bars and tooltips.
func (w words) full(v Value) string {
	switch v.State {
	case Known:
		if v.unconfirmed() {
			return w.openZero
		}
		return w.span(v)
	case Withheld:
		return withheldMark + " " + w.withheld
	case NotApplicable:
		return w.notApplic
	}
	return w.noReport
}

// mark is the value in as few letters as will do, for maps and stacks.
func (w words) mark(v Value) string {
	switch v.State {
	case Known:
		return w.span(v)
	case Withheld:
		return withheldMark
	case NotApplicable:
		return w.naMark
	}
	return w.noReportMark
}

// list joins names as a sentence does.
func (w words) list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + w.and + names[last]
}

// tip is the tooltip of a value: its own, or the label with the figure.
func (w words) tip(label string, v Value, one, many string) string {
	switch {
	case v.Tip != "":
		return v.Tip
	case v.State == Known && !v.unconfirmed():
		return label + w.colon + w.counted(v, one, many)
	}
	return label + w.colon + w.full(v)
}

// named is a value with the name of its place or row.
type named struct {
	name  string
	value Value
}

// sentences says the figures: the counted ones first, then each other state by name.
func (w words) sentences(values []named, one, many string) string {
	var counted, zero, open, silent, withheld, na []string
	for _, v := range values {
		switch {
		case v.value.unconfirmed():
			open = append(open, v.name)
		case v.value.zero():
			zero = append(zero, v.name)
		case v.value.State == Known:
			counted = append(counted, v.name+", "+w.counted(v.value, one, many))
		case v.value.State == Withheld:
			withheld = append(withheld, v.name)
		case v.value.State == NotApplicable:
			na = append(na, v.name)
		default:
			silent = append(silent, v.name)
		}
	}
	var out []string
	if len(counted) > 0 {
		out = append(out, strings.Join(counted, w.semicolon)+".")
	} else {
		out = append(out, w.nothing)
	}
	for _, rest := range []struct {
		lead  string
		names []string
	}{{w.zeroSentence, zero}, {w.openSentence, open}, {w.noReportSentence, silent}, {w.withheldSentence, withheld}, {w.naSentence, na}} {
		if len(rest.names) > 0 {
			out = append(out, rest.lead+w.colon+w.list(rest.names)+".")
		}
	}
	if len(counted) == 0 && len(zero)+len(open) > 0 {
		out = out[1:]
	}
	return strings.Join(out, " ")
}
