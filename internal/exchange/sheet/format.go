package sheet

import (
	"math"
	"strconv"
	"strings"
)

// numberFormat is what a number format changes in the meaning of a number: a
// date, or a code written with leading zeros and fixed letters.
type numberFormat struct {
	date           bool
	width          int // digits, zeros leading; 0 for any other format
	prefix, suffix string
}

// builtInDates are the formats with a date that files name by number alone.
var builtInDates = []int{14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58}

// parseFormat reads the first section of a format code.
func parseFormat(code string) numberFormat {
	var f numberFormat
	var literal strings.Builder
	var letters string // the signs with a meaning, in small letters
	mixed := false     // fixed letters between the digits
	place := func(c byte) {
		if letters == "" {
			f.prefix = literal.String()
		} else if literal.Len() > 0 {
			mixed = true
		}
		literal.Reset()
		letters += strings.ToLower(string(rune(c)))
	}
scan:
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case ';':
			break scan
		case '"':
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				end = len(code) - i - 1
			}
			literal.WriteString(code[i+1 : i+1+end])
			i += end + 1
		case '\\':
			if i++; i < len(code) {
				literal.WriteString(code[i : i+1])
			}
		case '_', '*':
			i++
		case '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				break scan
			}
			inside := strings.ToLower(code[i+1 : i+end])
			if inside != "" && strings.Trim(inside, "hms") == "" {
				letters += "h"
			}
			i += end
		case '-', ' ', '/', '(', ')', ':':
			literal.WriteString(string(rune(c)))
		default:
			place(c)
		}
	}
	switch {
	case letters == "general" || letters == "standard":
		return numberFormat{}
	case strings.ContainsAny(letters, "0#?"):
		if !mixed && strings.Trim(letters, "0") == "" {
			f.width, f.suffix = len(letters), literal.String()
			return f
		}
		return numberFormat{}
	case strings.ContainsAny(letters, "yd"), strings.Contains(letters, "m") && !strings.ContainsAny(letters, "hs"):
		return numberFormat{date: true}
	}
	return numberFormat{}
}

// append writes a number in plain digits, as many as a spreadsheet keeps. raw
// is how the file wrote it.
func (f numberFormat) append(dst []byte, n float64, raw []byte) []byte {
	if f.width > 0 && n >= 0 && n == math.Floor(n) && n < 1e15 && (f.width > 1 || f.prefix != "" || f.suffix != "") {
		digits := strconv.FormatInt(int64(n), 10)
		dst = append(dst, f.prefix...)
		for range f.width - len(digits) {
			dst = append(dst, '0')
		}
		return append(append(dst, digits...), f.suffix...)
	}
	if _, ok := parseDigits(raw); ok && raw[0] != '0' {
		return append(dst, raw...)
	}
	if n == 0 {
		return append(dst, '0')
	}
	short := fifteenDigits(n)
	if size := math.Abs(short); size >= 1e21 || size < 1e-9 {
		return strconv.AppendFloat(dst, short, 'E', -1, 64)
	}
	return strconv.AppendFloat(dst, short, 'f', -1, 64)
}

// fifteenDigits is what spreadsheets keep of a number.
func fifteenDigits(n float64) float64 {
	kept, err := strconv.ParseFloat(strconv.FormatFloat(n, 'g', 15, 64), 64)
	if err != nil {
		return n
	}
	return kept
}
