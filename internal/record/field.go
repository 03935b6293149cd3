package record

import (
	"fmt"
	"slices"
	"strings"
)

// Kind names a kind of record; it is also the name of its table.
type Kind string

// Type says how the value of a field is written and read.
type Type int

// The types of field values.
const (
	Text Type = iota
	LongText
	Coded   // a code of the field's List
	Refers  // the id of a record of the field's Ref kind
	Date    // a Day
	MonthOf // a Month
	Numeric // a Number
	YesNo   // an Answer
)

// Field describes one field of a record kind. Forms, sheets, tables and the
// journal are all driven by it. Get gives the canonical text of the value (ids
// for references, ISO days, decimal point), Set reads it back.
type Field struct {
	Name     string
	FR, EN   string // headings
	HXL      string // HXL 1.1 tag where one fits
	Type     Type
	Many     bool // several values, separated by "; "
	Required bool
	Personal bool  // identity of a person: destroyed by erasure
	Free     bool  // written in the words of whoever fills it in: never public, and looked at by FreeText
	Level    Level // who may see the value, at least
	List     *List // for Coded
	Ref      Kind  // for Refers
	Get      func(Record) string
	Set      func(Record, string) error
}

// Heading gives the field's heading in a language, French unless "en".
func (f Field) Heading(lang string) string {
	if lang == "en" {
		return f.EN
	}
	return f.FR
}

func (f Field) req() Field          { f.Required = true; return f }
func (f Field) tag(t string) Field  { f.HXL = t; return f }
func (f Field) at(l Level) Field    { f.Level = l; return f }
func (f Field) personal() Field     { f.Personal = true; f.Level = Restricted; return f }
func (f Field) free() Field         { f.Free = true; f.Level = max(f.Level, Restricted); return f }
func (f Field) long() Field         { return f.free().ofType(LongText) }
func (f Field) ofType(t Type) Field { f.Type = t; return f }
func (f Field) from(l *List) Field  { f.Type = Coded; f.List = l; return f }
func (f Field) to(k Kind) Field     { f.Type = Refers; f.Ref = k; return f }

func field[R any, S ~string](name, fr, en string, p func(*R) *S) Field {
	return Field{Name: name, FR: fr, EN: en,
		Get: func(r Record) string { return string(*p(any(r).(*R))) },
		Set: func(r Record, s string) error { *p(any(r).(*R)) = S(s); return nil },
	}
}

func text[R any](name, fr, en string, p func(*R) *string) Field {
	f := field(name, fr, en, p)
	f.Set = func(r Record, s string) error { *p(any(r).(*R)) = strings.TrimSpace(s); return nil }
	return f
}

func many[R any, S ~string](name, fr, en string, p func(*R) *[]S) Field {
	return Field{Name: name, FR: fr, EN: en, Many: true,
		Get: func(r Record) string {
			var b strings.Builder
			for i, v := range *p(any(r).(*R)) {
				if i > 0 {
					b.WriteString(listSeparator)
				}
				b.WriteString(string(v))
			}
			return b.String()
		},
		Set: func(r Record, s string) error {
			var out []S
			for _, part := range splitList(s) {
				out = append(out, S(part))
			}
			*p(any(r).(*R)) = out
			return nil
		},
	}
}

func day[R any](name, fr, en string, p func(*R) *Day) Field {
	f := field(name, fr, en, p).ofType(Date)
	f.Set = func(r Record, s string) error {
		if s != "" {
			if _, err := ParseDay(s); err != nil {
				return err
			}
		}
		*p(any(r).(*R)) = Day(s)
		return nil
	}
	return f
}

func month[R any](name, fr, en string, p func(*R) *Month) Field {
	f := field(name, fr, en, p).ofType(MonthOf)
	f.Set = func(r Record, s string) error {
		if s != "" {
			if _, err := ParseMonth(s); err != nil {
				return err
			}
		}
		*p(any(r).(*R)) = Month(s)
		return nil
	}
	return f
}

func number[R any](name, fr, en string, p func(*R) *Number) Field {
	return Field{Name: name, FR: fr, EN: en, Type: Numeric,
		Get: func(r Record) string { return p(any(r).(*R)).String() },
		Set: func(r Record, s string) error {
			n, err := ParseNumber(s)
			if err != nil {
				return err
			}
			*p(any(r).(*R)) = n
			return nil
		},
	}
}

func answer[R any](name, fr, en string, p func(*R) *Answer) Field {
	return field(name, fr, en, p).from(Answers).ofType(YesNo)
}

func span[R any](p func(*R) *Span) []Field {
	return []Field{
		day("since", "Depuis le", "Since", func(r *R) *Day { return &p(r).Since }).tag("#date+start"),
		day("until", "Jusqu’au (exclu)", "Until (excluded)", func(r *R) *Day { return &p(r).Until }).tag("#date+end"),
	}
}

// Head is what every record carries: a stable id (UUIDv7), its operation, a
// short code people type, a version counted by the journal, a sensitivity
// level, where it comes from and when it was last confirmed.
type Head struct {
	ID        string
	Operation OperationID
	Code      string
	Version   int
	Level     Level
	Source    string
	Confirmed Day
}

// Base gives the head of the record.
func (h *Head) Base() *Head { return h }

// Record is any of the record kinds.
type Record interface {
	Base() *Head
	Kind() Kind
}

// Spanned is a record with a beginning and an end.
type Spanned interface {
	Record
	Valid() Span
}

// Table describes a record kind: its names, its fields in the order people
// read them, its default sensitivity and its own checks.
type Table struct {
	Kind           Kind
	FR, EN         string // plural, also the sheet name (at most 31 characters)
	HelpFR, HelpEN string // one sentence for the guidance sheet
	Level          Level  // default sensitivity
	Fresh          int    // months within which a record should be confirmed, 0 = no limit (DQ-02)
	Referred       bool   // other kinds refer to it, so every record needs a code
	Fields         []Field
	New            func() Record
	check          func(Record) []Problem
}

// Name gives the plural name of the kind in a language, French unless "en".
func (t *Table) Name(lang string) string {
	if lang == "en" {
		return t.EN
	}
	return t.FR
}

// Field finds a field by name.
func (t *Table) Field(name string) (Field, bool) {
	i := slices.IndexFunc(t.Fields, func(f Field) bool { return f.Name == name })
	if i < 0 {
		return Field{}, false
	}
	return t.Fields[i], true
}

// TableOf finds the table of a kind; it panics on a kind that does not exist.
func TableOf(k Kind) *Table {
	for i := range Tables {
		if Tables[i].Kind == k {
			return &Tables[i]
		}
	}
	panic(fmt.Sprintf("record: no kind %q", k))
}

// KindExists tells whether there is a kind of that name.
func KindExists(k Kind) bool {
	return slices.ContainsFunc(Tables, func(t Table) bool { return t.Kind == k })
}

// fields joins the code, the kind's own fields and the fields every kind ends with.
func fields[R any](head func(*R) *Head, own ...[]Field) []Field {
	out := []Field{text("code", "Code", "Code", func(r *R) *string { return &head(r).Code })}
	for _, fs := range own {
		out = append(out, fs...)
	}
	level := Field{Name: "level", FR: "Sensibilité", EN: "Sensitivity", Type: Coded, List: Levels,
		Get: func(r Record) string { return levelCodes[r.Base().Level] },
		Set: func(r Record, s string) error {
			i := slices.Index(levelCodes[:], s)
			if i < 0 {
				return fmt.Errorf("%q is not a sensitivity level", s)
			}
			r.Base().Level = Level(i)
			return nil
		}}
	return append(out, level,
		text("source", "Source", "Source", func(r *R) *string { return &head(r).Source }).at(Restricted),
		day("confirmed", "Confirmé le", "Confirmed on", func(r *R) *Day { return &head(r).Confirmed }))
}

var levelCodes = [...]string{"public", "restricted", "confidential"}

// Label is what people call the record: its code, else the first text it holds.
func Label(r Record) string {
	if c := r.Base().Code; c != "" {
		return c
	}
	return r.Base().ID
}
