package presence

import (
	"bytes"
	"fmt"
	"unsafe"

	"toguna/internal/record"
)

// Fields are the fields of an activity that its row of the columns is made of,
// in the order in which AddTexts reads them.
var Fields = []string{"month", "state", "since", "until", "repeat", "level", "org", "impl", "place", "sector", "total", "girls", "boys", "women", "men"}

// The separators of texts: characters that no workbook and no form can hold.
const (
	FieldEnd = '\x1f'
	LineEnd  = '\x1e'
)

// AddTexts takes in lines given as the canonical texts of Fields, each but the
// last followed by FieldEnd, and each line by LineEnd. The numbers after total
// may be left out.
func (b *Builder) AddTexts(block []byte) error {
	for len(block) > 0 {
		end := bytes.IndexByte(block, LineEnd)
		if end < 0 {
			return fmt.Errorf("a line of the columns is cut short: %q", block)
		}
		if err := b.addText(block[:end]); err != nil {
			return err
		}
		block = block[end+1:]
	}
	return nil
}

func (b *Builder) addText(text []byte) error {
	var f [15][]byte
	n := 0
	for ; n < len(f); n++ {
		end := bytes.IndexByte(text, FieldEnd)
		if end < 0 {
			f[n] = text
			break
		}
		f[n], text = text[:end], text[end+1:]
	}
	if n < 10 {
		return fmt.Errorf("a line of the columns has %d fields: %q", n+1, text)
	}
	if b.into == nil || string(f[0]) != string(b.into.Month) {
		if b.into = b.months[record.Month(f[0])]; b.into == nil {
			b.turn(record.Month(f[0]))
		}
	}
	a := &b.said
	a.State, a.Repeat = asString(f[1]), record.Answer(asString(f[4]))
	a.Since, a.Until = record.Day(asString(f[2])), record.Day(asString(f[3]))
	a.Level = 0
	for level, code := range levelCodes {
		if string(f[5]) == code {
			a.Level = record.Level(level)
		}
	}
	for i, n := range [...]*record.Number{&a.Total, &a.Girls, &a.Boys, &a.Women, &a.Men} {
		*n = record.Number{}
		if v, plain := digits(f[10+i]); plain {
			*n = record.N(v)
		} else if len(f[10+i]) > 0 {
			var err error
			if *n, err = record.ParseNumber(string(f[10+i])); err != nil {
				return fmt.Errorf("%s of an activity: %w", Fields[10+i], err)
			}
		}
	}
	c := b.c
	l := line{org: c.orgs.codeOf(f[6]), place: c.places.codeOf(f[8]), sector: uint16(c.sectors.codeOf(f[9])), people: people(a.Reached()), flags: flags(a, b.into.days)}
	if l.impl = l.org; !bytes.Equal(f[7], f[6]) {
		l.impl = c.orgs.codeOf(f[7])
	}
	b.into.lines = append(b.into.lines, l)
	return nil
}

var levelCodes = func() (codes []string) {
	for _, i := range record.Levels.Items {
		codes = append(codes, i.Code)
	}
	return codes
}()

// asString is bytes as a string, for as long as they are not written again.
func asString(text []byte) string { return unsafe.String(unsafe.SliceData(text), len(text)) }

// digits reads a number of at most nine digits, as most are.
func digits(text []byte) (n float64, plain bool) {
	if len(text) == 0 || len(text) > 9 {
		return 0, false
	}
	v := 0
	for _, c := range text {
		if c < '0' || c > '9' {
			return 0, false
		}
		v = 10*v + int(c-'0')
	}
	return float64(v), true
}

// codeOf is code for a text.
func (c *codes[T]) codeOf(t []byte) uint32 {
	if k, known := c.of[T(t)]; known {
		return k
	}
	return c.code(T(t))
}
