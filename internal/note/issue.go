package note

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"toguna/internal/document"
	"toguna/internal/indicator"
	"toguna/internal/locale"
	"toguna/internal/record"
)

// Frozen is what an issued note keeps beside its document: its figures with
// the ids of their evidence, the version each record had, its sentences.
type Frozen struct {
	Figures    []indicator.Figure
	Statements []Statement
	Sources    []Source
	Evidence   map[string]int // record id: version
}

// Freeze makes the record of a note that is issued. The record's id, the day
// and who signs are given; the figures stay as they are whatever the records
// become.
func Freeze(d *Draft, id string, issued record.Day, state, signedBy string) (*record.Note, error) {
	doc, err := json.Marshal(d.Document)
	if err != nil {
		return nil, fmt.Errorf("freeze the document: %w", err)
	}
	figures, err := json.Marshal(Frozen{d.Figures, d.Statements, d.Sources, d.Evidence})
	if err != nil {
		return nil, fmt.Errorf("freeze the figures: %w", err)
	}
	n := &record.Note{Title: d.Document.Title, AsOf: d.Day, Lang: string(d.Lang), Body: d.Body, State: state, Issued: issued,
		SignedBy: signedBy, Position: record.N(float64(d.Position)), Document: string(doc), Figures: string(figures)}
	n.ID, n.Code = id, "NOTE-"+strings.ReplaceAll(string(d.Day), "-", "")+"-"+strings.ToUpper(string(d.Lang))
	return n, nil
}

// Thaw reads an issued note again: the document and the figures as issued.
func Thaw(n *record.Note) (*document.Document, *Frozen, error) {
	var doc document.Document
	if err := json.Unmarshal([]byte(n.Document), &doc); err != nil {
		return nil, nil, fmt.Errorf("thaw the document of note %s: %w", n.ID, err)
	}
	var f Frozen
	if err := json.Unmarshal([]byte(n.Figures), &f); err != nil {
		return nil, nil, fmt.Errorf("thaw the figures of note %s: %w", n.ID, err)
	}
	return &doc, &f, nil
}

// FigureDifference is a figure that no longer is what the issued note says.
type FigureDifference struct {
	Code, Name              string
	Then, Now               string
	Added, Removed, Changed []string // ids of the records behind it
}

// StatementDifference is a statement that the records no longer support as it
// was written.
type StatementDifference struct{ Code, Then, Now string }

// Differences says what the records have changed since a note was issued.
type Differences struct {
	AsOf, Now  record.Day
	Figures    []FigureDifference
	Statements []StatementDifference
}

// None tells whether the issued note still stands word for word.
func (d Differences) None() bool { return len(d.Figures) == 0 && len(d.Statements) == 0 }

// Compare says what has changed between an issued note and the same note as
// the records stand now. The draft must be in the language of the note.
func Compare(issued *record.Note, now *Draft) (Differences, error) {
	if issued.Lang != string(now.Lang) {
		return Differences{}, fmt.Errorf("compare note %s: issued in %q, drafted now in %q", issued.ID, issued.Lang, now.Lang)
	}
	_, then, err := Thaw(issued)
	if err != nil {
		return Differences{}, err
	}
	out := Differences{AsOf: issued.AsOf, Now: now.Day}
	for _, pair := range paired(then.Figures, now.Figures) {
		diff := FigureDifference{Code: pair.code, Then: told(pair.then, now.Lang), Now: told(pair.now, now.Lang)}
		was, is := used(pair.then), used(pair.now)
		for _, id := range is {
			if !slices.Contains(was, id) {
				diff.Added = append(diff.Added, id)
			} else if then.Evidence[id] != now.Evidence[id] {
				diff.Changed = append(diff.Changed, id)
			}
		}
		for _, id := range was {
			if !slices.Contains(is, id) {
				diff.Removed = append(diff.Removed, id)
			}
		}
		if diff.Then != diff.Now || len(diff.Added)+len(diff.Removed)+len(diff.Changed) > 0 {
			w := writer{lang: now.Lang}
			diff.Name, _ = w.defined(pair.code)
			out.Figures = append(out.Figures, diff)
		}
	}
	for _, s := range now.Statements {
		if was := (&Draft{Statements: then.Statements}).Statement(s.Code); was.plain() != s.plain() {
			out.Statements = append(out.Statements, StatementDifference{s.Code, was.Text(), s.Text()})
		}
	}
	return out, nil
}

// plain is the text of a statement with every name in its short form, so that
// an acronym spelt out elsewhere is no difference.
func (s Statement) plain() string {
	text := s.Text()
	for _, sentence := range s.Sentences {
		for full, short := range sentence.Short {
			text = strings.ReplaceAll(text, full, short)
		}
	}
	return text
}

type pair struct {
	code      string
	then, now *indicator.Figure
}

func paired(then, now []indicator.Figure) []pair {
	var out []pair
	for i := range then {
		out = append(out, pair{code: then[i].Code, then: &then[i]})
	}
	for i := range now {
		at := slices.IndexFunc(out, func(p pair) bool { return p.code == now[i].Code })
		if at < 0 {
			out = append(out, pair{code: now[i].Code, now: &now[i]})
		} else {
			out[at].now = &now[i]
		}
	}
	return out
}

// told writes a figure with its parts, so that a change in a part shows.
func told(f *indicator.Figure, l locale.Lang) string {
	if f == nil {
		return l.Say("non cité", "not stated")
	}
	all := []string{f.Text(l)}
	if _, ok := indicator.Find(f.Code); !ok {
		for _, p := range f.Parts {
			all = append(all, p.Text(l))
		}
	}
	return strings.Join(all, l.Say(" ; ", "; "))
}

func used(f *indicator.Figure) []string {
	if f == nil {
		return nil
	}
	return f.Used
}

// Text tells the differences: figure by figure, then sentence by sentence.
func (d Differences) Text(l locale.Lang) string {
	var b strings.Builder
	if d.None() {
		return l.Say("Rien n’a changé depuis l’émission de la note.", "Nothing has changed since the note was issued.") + "\n"
	}
	for _, f := range d.Figures {
		fmt.Fprintf(&b, "%s %s\n", f.Code, f.Name)
		if f.Then != f.Now {
			fmt.Fprintf(&b, "  %s %s\n  %s %s\n", typeset(l, l.Say("alors :", "then:")), f.Then, typeset(l, l.Say("à présent :", "now:")), f.Now)
		}
		for _, part := range []struct {
			ids              []string
			fr, en, frs, ens string
		}{
			{f.Added, "enregistrement ajouté", "record added", "enregistrements ajoutés", "records added"},
			{f.Removed, "enregistrement retiré", "record removed", "enregistrements retirés", "records removed"},
			{f.Changed, "enregistrement modifié", "record changed", "enregistrements modifiés", "records changed"},
		} {
			if n := len(part.ids); n > 0 {
				fmt.Fprintf(&b, "  %s %s%s %s\n", l.Int(n), l.Say(l.Plural(n, part.fr, part.frs), l.Plural(n, part.en, part.ens)), l.Say("\u00a0:", ":"), strings.Join(part.ids, ", "))
			}
		}
	}
	for _, s := range d.Statements {
		fmt.Fprintf(&b, "%s\n  – %s\n  + %s\n", s.Code, s.Then, s.Now)
	}
	return b.String()
}

// evidence gives the version of every record behind the figures.
func (w *writer) evidence() map[string]int {
	out := map[string]int{}
	for _, f := range w.figures {
		for _, id := range f.Used {
			if r := w.Record(id); r != nil {
				out[id] = r.Base().Version
			}
		}
	}
	return out
}
