// Package note writes the note de synthèse: nineteen statements on how
// national NGOs and the State take part in the coordination of a cluster.
//
// A snapshot of the records enters; sentences by rule in French or English,
// each figure with its number, leave as a document with its table of sources.
// A statement says what the records say: where they say the opposite it says
// the opposite, and where they say nothing it says what to record. The package
// never reads a clock, never prints free text of the records nor the name of a
// person, and never writes a figure that its reader may not see.
package note

import (
	"strings"

	"toguna/internal/chart"
	"toguna/internal/document"
	"toguna/internal/indicator"
	"toguna/internal/locale"
	"toguna/internal/record"
)

// Options says for whom and how a note is written; only Lang is needed.
type Options struct {
	Lang  locale.Lang
	Body  record.BodyID // the body the note is about; empty: the national cluster
	Level record.Level  // the most sensitive level its audience may see

	// Link gives the address of the evidence of a figure: kind is "figure" for
	// an indicator, with its code, and "statement" for a count of the note
	// itself, with the code of the statement. Nil: no links.
	Link func(kind, code string) string

	Geometry *chart.Geometry // regions for the map; nil draws bars alone

	Title        string // empty: the usual title
	Organisation string // issuing body in the header; empty: the name of the body
	Place        string // empty: the home of the body, its country
	Status       string // "Projet", "Publiée": empty for none
	ID           string // short id in the footer
}

// Draft is a note as the records stand: statements, figures, document.
type Draft struct {
	Lang       locale.Lang
	Day        record.Day
	Body       record.BodyID
	Position   int64 // of the journal
	Statements []Statement
	Figures    []indicator.Figure // every figure of the note as its audience may see it
	Sources    []Source
	Evidence   map[string]int // version of each record behind the figures, by id
	Document   *document.Document
}

// Statement is one of the nineteen statements, S1 to S19, in sentences.
type Statement struct {
	Code      string
	Sentences []Sentence
}

// Sentence is a sentence in runs, so that its figures carry their numbers.
// Short gives the short form of each name that it is the first to spell out.
type Sentence struct {
	Runs  []document.Run
	Short map[string]string
}

// Text is the sentence without marks.
func (s Sentence) Text() string {
	var b strings.Builder
	for _, r := range s.Runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

// Text is the statement without marks.
func (s Statement) Text() string {
	var all []string
	for _, sentence := range s.Sentences {
		all = append(all, sentence.Text())
	}
	return strings.Join(all, " ")
}

// Statement finds a statement by its code.
func (d *Draft) Statement(code string) Statement {
	for _, s := range d.Statements {
		if s.Code == code {
			return s
		}
	}
	return Statement{Code: code}
}

// writer holds what the sentences are written from.
type writer struct {
	record.View
	o         Options
	lang      locale.Lang
	root      *record.Body
	inside    map[record.BodyID]bool // root and the bodies below it
	year      record.Span            // the twelve months that end on the day
	figures   []indicator.Figure
	sources   []Source
	cited     map[string]int    // number of a figure, by its code
	expanded  map[string]bool   // acronyms already given in full
	spelt     map[string]string // names spelt out in the sentence being written, with their short form
	sentences []Sentence        // of the statement being written
}

// outline lists the statements in the order of the note, each with the
// function that writes it.
var outline = []struct {
	code  string
	write func(*writer)
}{
	{"S1", (*writer).partners}, {"S2", (*writer).strategy},
	{"S3", (*writer).presence},
	{"S4", (*writer).coFacilitation}, {"S5", (*writer).commissions}, {"S6", (*writer).subClusters},
	{"S7", (*writer).venues},
	{"S8", (*writer).support}, {"S9", (*writer).secondments}, {"S10", (*writer).deployments},
	{"S11", (*writer).access}, {"S12", (*writer).lessons},
	{"S13", (*writer).regionalFora}, {"S14", (*writer).countryTeam},
	{"S15", (*writer).funding}, {"S16", (*writer).partnerships},
	{"S17", (*writer).turnover}, {"S18", (*writer).needs},
}

// Write writes the note from a snapshot, as its day and its audience ask.
func Write(s *record.Snapshot, o Options) *Draft {
	if o.Lang == "" {
		o.Lang = locale.FR
	}
	v := record.View{Snapshot: s, Level: o.Level}
	v.Snapshot = v.Countable()
	w := &writer{View: v, o: o, lang: o.Lang,
		cited: map[string]int{}, expanded: map[string]bool{},
		year: record.Span{Since: s.Day.AddMonths(-12), Until: s.Day}}
	w.root = w.rootBody()
	if w.root != nil {
		w.inside = s.Under(record.BodyID(w.root.ID))
		w.o.Body = record.BodyID(w.root.ID)
	}
	w.figures = indicator.Compute(w.View, indicator.Params{Body: w.o.Body})

	d := &Draft{Lang: w.lang, Day: s.Day, Body: w.o.Body, Position: s.Position}
	for _, part := range outline {
		w.sentences = nil
		part.write(w)
		w.declared(statementOf[part.code])
		d.Statements = append(d.Statements, Statement{part.code, w.sentences})
	}
	w.compose(d)
	d.Figures, d.Sources, d.Evidence = w.figures, w.sources, w.evidence()
	return d
}

// rootBody is the body the note is about: the one asked for, else the national
// cluster of the operation.
func (w *writer) rootBody() *record.Body {
	if w.o.Body != "" {
		return w.Body(w.o.Body)
	}
	var best *record.Body
	for _, b := range w.Bodies {
		if b.BodyKind == "cluster" && b.Reach == "national" && b.On(w.Day) &&
			(best == nil || strings.HasPrefix(b.Sector, "PRO") && !strings.HasPrefix(best.Sector, "PRO")) {
			best = b
		}
	}
	return best
}

// concerns tells whether a record without a body, or of a body in the scope of
// the note, belongs to it.
func (w *writer) concerns(b record.BodyID) bool { return b == "" || w.inside[b] }

// bodies lists the bodies of a kind that are active on the day, within the
// scope of the note, national ones first.
func (w *writer) bodies(kind string) []*record.Body {
	var out []*record.Body
	for _, reach := range []string{"national", "regional", "local", ""} {
		for _, b := range w.Bodies {
			if b.BodyKind == kind && b.Reach == reach && b.On(w.Day) && w.inside[record.BodyID(b.ID)] {
				out = append(out, b)
			}
		}
	}
	return out
}

// attested finds the attestations of a list, made on or before the day, that
// a test accepts.
func (w *writer) attested(list record.Kind, accept func(*record.Attestation) bool) (ids []string, none bool) {
	for _, a := range w.Attestations {
		if a.List == string(list) && a.On <= w.Day && (accept == nil || accept(a)) {
			ids = append(ids, a.ID)
			none = none || a.Statement == "none_exists"
		}
	}
	return ids, none
}
