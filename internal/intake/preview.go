package intake

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"toguna/internal/locale"
	"toguna/internal/record"
)

// Summary is what a person reads before saying yes: what would become of the
// rows of each kind, and the first problems.
type Summary struct {
	Lang     locale.Lang
	Lines    []SummaryLine
	Total    Count
	Problems []SummaryProblem
	More     int // problems beyond those listed
}

// SummaryLine is one kind.
type SummaryLine struct {
	Kind record.Kind
	Name string
	Count
}

// SummaryProblem is a problem with its place and its message.
type SummaryProblem struct {
	Sheet, Where, Message string
	Warning               bool
}

// Summary sums up a reading, with at most that many problems.
func (r *Reading) Summary(lang locale.Lang, most int) Summary {
	v := Summary{Lang: lang, Total: r.Total()}
	for _, t := range record.Tables {
		if c := r.Counts[t.Kind]; c.Rows() > 0 {
			v.Lines = append(v.Lines, SummaryLine{t.Kind, t.Name(string(lang)), c})
		}
	}
	for i, p := range r.Problems {
		if i == most {
			v.More = len(r.Problems) - most
			break
		}
		var t *record.Table
		if p.Kind != "" {
			t = record.TableOf(p.Kind)
		}
		v.Problems = append(v.Problems, SummaryProblem{p.From.Sheet, typography(lang, where(p, t, lang)), typography(lang, p.Message(string(lang))), p.Warning})
	}
	return v
}

// mostShown is how many problems a terminal is given at once.
const mostShown = 20

// Preview writes the summary of a reading as a table for a terminal.
func Preview(out io.Writer, r *Reading, lang locale.Lang) error {
	if _, err := io.WriteString(out, r.Summary(lang, mostShown).Text()); err != nil {
		return fmt.Errorf("write the preview: %w", err)
	}
	return nil
}

// Text writes the summary as a table of plain text.
func (v Summary) Text() string {
	say := v.Lang.Say
	rows := [][5]string{{say("Feuille", "Sheet"), say("nouvelles", "new"), say("changées", "changed"), say("inchangées", "unchanged"), say("refusées", "refused")}}
	line := func(name string, c Count) {
		rows = append(rows, [5]string{name, v.Lang.Int(c.New), v.Lang.Int(c.Changed), v.Lang.Int(c.Unchanged), v.Lang.Int(c.Refused)})
	}
	for _, l := range v.Lines {
		line(l.Name, l.Count)
	}
	line(say("Toutes", "All"), v.Total)
	var width [5]int
	for _, r := range rows {
		for i, s := range r {
			width[i] = max(width[i], utf8.RuneCountInString(s))
		}
	}
	var b strings.Builder
	for _, r := range rows {
		b.WriteString(r[0] + strings.Repeat(" ", width[0]-utf8.RuneCountInString(r[0])))
		for i := 1; i < len(r); i++ {
			b.WriteString("  " + strings.Repeat(" ", width[i]-utf8.RuneCountInString(r[i])) + r[i])
		}
		b.WriteByte('\n')
	}
	if len(v.Problems) > 0 {
		b.WriteByte('\n')
	}
	for _, p := range v.Problems {
		if p.Warning {
			b.WriteString(typography(v.Lang, say("à vérifier : ", "to check: ")))
		}
		if p.Sheet != "" {
			b.WriteString("[" + p.Sheet + "] ")
		}
		if p.Where != "" {
			b.WriteString(p.Where + say(locale.NBSP+": ", ": "))
		}
		b.WriteString(p.Message + "\n")
	}
	if v.More > 0 {
		b.WriteString(fmt.Sprintf(say("… et %s de plus\n", "… and %s more\n"), v.Lang.Plural(v.More, say("un problème", "one problem"), v.Lang.Int(v.More)+say(" problèmes", " problems"))))
	}
	return b.String()
}
