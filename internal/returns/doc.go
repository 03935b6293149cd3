// Package returns is the month of a coordination body: who owes a 5W return,
// the workbook each partner gets, what has come in, closing the month, and the
// 5W given out. A snapshot and activity lines enter; change sets, workbooks and
// tables leave. It has no second reader of 5W files: what comes back is read by
// fivew, with the stamp found here. It never touches the store or a clock, and
// shows no line or place that the reader's view withholds.
package returns

import (
	"strings"

	"toguna/internal/locale"
)

// words is a text in both languages.
type words struct{ fr, en string }

func (w words) in(l locale.Lang) string { return say(l, w.fr, w.en) }

// say picks the text of the language; the high signs of French stay on the line
// of their word.
func say(l locale.Lang, fr, en string) string { return l.Say(french.Replace(fr), en) }

var french = strings.NewReplacer(" :", locale.NBSP+":", " ;", locale.NBSP+";", " ?", locale.NBSP+"?", " !", locale.NBSP+"!",
	" »", locale.NBSP+"»", "« ", "«"+locale.NBSP)
