package sheet

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// CSVWriter writes one table as the CSV that spreadsheets of a language open
// by themselves: UTF-8 with its mark, CRLF, and in French semicolons and
// decimal commas. Texts a spreadsheet would run get an apostrophe, which Rows
// takes away again.
type CSVWriter struct {
	out       *bufio.Writer
	separator byte
	decimal   string
	begun     bool
}

// NewCSV begins a table in French ("fr") or else in English habits.
func NewCSV(out io.Writer, lang string) *CSVWriter {
	w := &CSVWriter{out: bufio.NewWriter(out), separator: ',', decimal: "."}
	if lang == "fr" {
		w.separator, w.decimal = ';', ","
	}
	return w
}

// AppendRow writes one row; cells are placed as in a workbook.
func (w *CSVWriter) AppendRow(cells []Cell) error {
	if !w.begun {
		w.begun = true
		w.out.WriteString("\uFEFF")
	}
	at := 0
	for _, c := range cells {
		to := max(at+1, c.Col)
		if c.Col > 0 && c.Col <= at {
			return fmt.Errorf("write a row of CSV: column %s comes twice", Address(0, c.Col))
		}
		for ; at < to; at++ {
			if at > 0 {
				w.out.WriteByte(w.separator)
			}
		}
		w.field(c)
	}
	if _, err := w.out.WriteString("\r\n"); err != nil {
		return fmt.Errorf("write a row of CSV: %w", err)
	}
	return nil
}

func (w *CSVWriter) field(c Cell) {
	var s string
	switch c.Kind {
	case Empty:
		return
	case Number:
		s = strings.Replace(strconv.FormatFloat(c.Number, 'f', -1, 64), ".", w.decimal, 1)
	case Date:
		s = string(c.Day)
	default:
		s = guarded(legal(c.Text))
	}
	if strings.ContainsAny(s, ";,|\t\"\r\n") || strings.TrimSpace(s) != s {
		s = `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	w.out.WriteString(s)
}

// Flush writes what is still held back.
func (w *CSVWriter) Flush() error {
	if err := w.out.Flush(); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}
