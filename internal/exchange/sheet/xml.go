package sheet

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// token is a kind of piece of an XML text.
type token uint8

const (
	tokenEnd   token = iota // the text is over
	tokenOpen               // a start tag
	tokenClose              // an end tag, also after an empty element
	tokenText               // character data, entities not yet resolved
	tokenCDATA              // character data as it stands
)

const (
	xmlWindow   = 128 << 10 // bytes read at once
	xmlLongest  = 4 << 20   // bytes of one tag or text: a cell has at most 32,767 letters
	ampersand   = '&'
	replacement = "\uFFFD"
)

var (
	errXML      = errors.New("its XML is broken")
	errXMLCut   = errors.New("its XML ends too early")
	errDoctype  = errors.New("its XML has a document type")
	errEncoding = errors.New("its XML is not UTF-8")
)

// scanner walks the tags of an XML text as bytes. It knows no namespaces: a
// name is its local part. What it hands out is valid until the next call.
type scanner struct {
	in       io.Reader
	buf      []byte
	pos, end int
	started  bool
	eof      bool
	err      error // of in, told when the bytes before it are used up
	empty    bool  // the last tag was <a/>, its end is still to be told

	name  []byte // local name of the tag
	attrs []byte // what follows the name of a start tag
	text  []byte
}

func newScanner(in io.Reader) *scanner { return &scanner{in: in, buf: make([]byte, xmlWindow)} }

// more reads on, keeping what is not used yet, and tells whether it got any.
func (s *scanner) more() bool {
	if s.eof {
		return false
	}
	if s.pos > 0 {
		s.end = copy(s.buf, s.buf[s.pos:s.end])
		s.pos = 0
	}
	if s.end == len(s.buf) {
		if len(s.buf) >= xmlLongest {
			s.eof, s.err = true, errXML
			return false
		}
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	for range 100 {
		n, err := s.in.Read(s.buf[s.end:])
		s.end += n
		if err != nil {
			s.eof = true
			if err != io.EOF {
				s.err = err
			}
		}
		if n > 0 || s.eof {
			return n > 0
		}
	}
	s.eof, s.err = true, io.ErrNoProgress
	return false
}

// index finds b in the unread bytes from offset on, reading as needed.
func (s *scanner) index(b []byte, from int) int {
	for {
		if i := bytes.Index(s.buf[s.pos+from:s.end], b); i >= 0 {
			return from + i
		}
		from = max(from, s.end-s.pos-len(b)+1)
		if !s.more() {
			return -1
		}
	}
}

// cut is the error of a text that ends inside something.
func (s *scanner) cut() (token, error) {
	if s.err != nil {
		return tokenEnd, s.err
	}
	return tokenEnd, errXMLCut
}

// begin checks the encoding, which is UTF-8 or nothing.
func (s *scanner) begin() error {
	s.started = true
	for s.end < 4 && s.more() {
	}
	head := s.buf[:s.end]
	if bytes.HasPrefix(head, []byte("\xEF\xBB\xBF")) {
		s.pos = 3
		return nil
	}
	if bytes.HasPrefix(head, []byte("\xFF\xFE")) || bytes.HasPrefix(head, []byte("\xFE\xFF")) || bytes.IndexByte(head[:min(4, len(head))], 0) >= 0 {
		return errEncoding
	}
	return nil
}

// next gives the next piece.
func (s *scanner) next() (token, error) {
	if s.empty {
		s.empty = false
		return tokenClose, nil
	}
	if !s.started {
		if err := s.begin(); err != nil {
			return tokenEnd, err
		}
	}
	for {
		if s.pos == s.end && !s.more() {
			return tokenEnd, s.err
		}
		if s.buf[s.pos] != '<' {
			n := s.index([]byte{'<'}, 0)
			if n < 0 {
				if s.err != nil {
					return tokenEnd, s.err
				}
				n = s.end - s.pos
			}
			s.text = s.buf[s.pos : s.pos+n]
			s.pos += n
			return tokenText, nil
		}
		for s.end-s.pos < 2 {
			if !s.more() {
				return s.cut()
			}
		}
		switch s.buf[s.pos+1] {
		case '?':
			n := s.index([]byte("?>"), 2)
			if n < 0 {
				return s.cut()
			}
			pi := s.buf[s.pos+2 : s.pos+n]
			if bytes.HasPrefix(pi, []byte("xml ")) {
				if e := attribute(pi[3:], "encoding"); e != nil && !bytes.EqualFold(e, []byte("utf-8")) && !bytes.EqualFold(e, []byte("utf8")) && !bytes.EqualFold(e, []byte("us-ascii")) {
					return tokenEnd, errEncoding
				}
			}
			s.pos += n + 2
		case '!':
			for s.end-s.pos < 9 && s.more() {
			}
			rest := s.buf[s.pos:s.end]
			switch {
			case bytes.HasPrefix(rest, []byte("<!--")):
				n := s.index([]byte("-->"), 4)
				if n < 0 {
					return s.cut()
				}
				s.pos += n + 3
			case bytes.HasPrefix(rest, []byte("<![CDATA[")):
				n := s.index([]byte("]]>"), 9)
				if n < 0 {
					return s.cut()
				}
				s.text = s.buf[s.pos+9 : s.pos+n]
				s.pos += n + 3
				return tokenCDATA, nil
			default:
				return tokenEnd, errDoctype
			}
		case '/':
			n := s.index([]byte{'>'}, 2)
			if n < 0 {
				return s.cut()
			}
			s.name = local(bytes.TrimRight(s.buf[s.pos+2:s.pos+n], " \t\r\n"))
			s.pos += n + 1
			return tokenClose, nil
		default:
			n := s.tagEnd()
			if n < 0 {
				return s.cut()
			}
			tag := s.buf[s.pos+1 : s.pos+n]
			s.pos += n + 1
			if len(tag) > 0 && tag[len(tag)-1] == '/' {
				tag, s.empty = tag[:len(tag)-1], true
			}
			s.attrs = nil
			i := 0
			colon := -1
			for ; i < len(tag) && tag[i] > ' '; i++ {
				if tag[i] == ':' {
					colon = i
				}
			}
			s.name, s.attrs = tag[colon+1:i], tag[i:]
			return tokenOpen, nil
		}
	}
}

// tagEnd finds the > that ends a start tag, not one inside an attribute.
func (s *scanner) tagEnd() int {
	var quote byte
	for i := s.pos + 1; ; i++ {
		if i == s.end {
			before := s.pos
			if !s.more() {
				return -1
			}
			i -= before - s.pos
		}
		switch c := s.buf[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '>':
			return i - s.pos
		case c == '"' || c == '\'':
			quote = c
		}
	}
}

// skip passes over the rest of the element just opened.
func (s *scanner) skip() error {
	for depth := 1; depth > 0; {
		switch t, err := s.next(); {
		case err != nil:
			return err
		case t == tokenEnd:
			return errXMLCut
		case t == tokenOpen:
			depth++
		case t == tokenClose:
			depth--
		}
	}
	return nil
}

// appendText adds the character data of the element just opened, up to its
// end, to dst.
func (s *scanner) appendText(dst []byte) ([]byte, error) {
	for depth := 1; depth > 0; {
		switch t, err := s.next(); {
		case err != nil:
			return dst, err
		case t == tokenEnd:
			return dst, errXMLCut
		case t == tokenOpen:
			depth++
		case t == tokenClose:
			depth--
		case t == tokenText:
			dst = appendUnescaped(dst, s.text)
		case t == tokenCDATA:
			dst = append(dst, s.text...)
		}
	}
	return dst, nil
}

// appendString adds the text a person reads in a shared or inline string just
// opened: its runs one after the other, without the phonetic ones.
func (s *scanner) appendString(dst []byte) ([]byte, error) {
	for depth := 1; depth > 0; {
		t, err := s.next()
		if err == nil && t == tokenEnd {
			err = errXMLCut
		}
		if err == nil && t == tokenOpen {
			switch string(s.name) {
			case "t":
				dst, err = s.appendText(dst)
			case "rPh", "phoneticPr", "rPr":
				err = s.skip()
			default:
				depth++
			}
		}
		if err != nil {
			return dst, err
		}
		if t == tokenClose {
			depth--
		}
	}
	return dst, nil
}

// mended resolves the _x000D_ writing of control characters and repairs
// letters that are no UTF-8, from start on.
func mended(dst []byte, start int) []byte {
	text := dst[start:]
	if bytes.Contains(text, []byte("_x")) {
		dst = append(dst[:start], unescapeControls(string(text))...)
		text = dst[start:]
	}
	if !utf8.Valid(text) {
		dst = append(dst[:start], strings.ToValidUTF8(string(text), replacement)...)
	}
	return dst
}

// unescapeControls resolves _xHHHH_, the way spreadsheets write the letters
// XML forbids.
func unescapeControls(s string) string {
	var out strings.Builder
	for {
		i := strings.Index(s, "_x")
		if i < 0 || len(s) < i+7 {
			break
		}
		code, err := strconv.ParseUint(s[i+2:i+6], 16, 16)
		if err != nil || s[i+6] != '_' {
			out.WriteString(s[:i+2])
			s = s[i+2:]
			continue
		}
		out.WriteString(s[:i])
		out.WriteRune(rune(code))
		s = s[i+7:]
	}
	out.WriteString(s)
	return out.String()
}

// local drops the prefix of a name.
func local(name []byte) []byte { return name[bytes.IndexByte(name, ':')+1:] }

// attribute finds the raw value of an attribute by its whole name, nil if it
// is not there.
func attribute(attrs []byte, name string) []byte {
	for found, value := range each(attrs) {
		if string(found) == name {
			return value
		}
	}
	return nil
}

// each walks the attributes of a tag.
func each(attrs []byte) func(yield func(name, value []byte) bool) {
	return func(yield func(name, value []byte) bool) {
		for {
			eq := bytes.IndexByte(attrs, '=')
			if eq < 0 {
				return
			}
			name := bytes.TrimSpace(attrs[:eq])
			attrs = bytes.TrimLeft(attrs[eq+1:], " \t\r\n")
			if len(attrs) == 0 || attrs[0] != '"' && attrs[0] != '\'' {
				return
			}
			end := bytes.IndexByte(attrs[1:], attrs[0])
			if end < 0 || !yield(name, attrs[1:end+1]) {
				return
			}
			attrs = attrs[end+2:]
		}
	}
}

// attributeText is the value of an attribute by its local name.
func attributeText(attrs []byte, name string) string {
	for found, value := range each(attrs) {
		if string(local(found)) == name {
			return string(mended(appendUnescaped(nil, value), 0))
		}
	}
	return ""
}

// appendUnescaped adds character data with its entities resolved and its line
// ends made one.
func appendUnescaped(dst, text []byte) []byte {
	for {
		i := bytes.IndexAny(text, "&\r")
		if i < 0 {
			return append(dst, text...)
		}
		dst = append(dst, text[:i]...)
		if text[i] == '\r' {
			if i+1 == len(text) || text[i+1] != '\n' {
				dst = append(dst, '\n')
			}
			text = text[i+1:]
			continue
		}
		text = text[i:]
		end := bytes.IndexByte(text[:min(len(text), 12)], ';')
		if end < 0 {
			dst = append(dst, ampersand)
			text = text[1:]
			continue
		}
		if r, ok := entity(text[1:end]); ok {
			dst = utf8.AppendRune(dst, r)
		} else {
			dst = append(dst, text[:end+1]...)
		}
		text = text[end+1:]
	}
}

// entity resolves the five names of XML and the numbers.
func entity(name []byte) (rune, bool) {
	switch string(name) {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return ampersand, true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	base, number := 10, string(name[1:])
	if number[0] == 'x' || number[0] == 'X' {
		base, number = 16, number[1:]
	}
	n, err := strconv.ParseUint(number, base, 32)
	if err != nil || n > utf8.MaxRune {
		return 0, false
	}
	return rune(n), true
}
