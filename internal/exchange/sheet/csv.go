package sheet

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"math/bits"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
	"unsafe"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// form is what the bytes of a file are.
type form uint8

const (
	formText form = iota
	formZip
)

// strangers are the openings of files people send by mistake.
var strangers = []struct{ opening, name string }{
	{"%PDF", "PDF"}, {"\x89PNG", "PNG"}, {"\xFF\xD8\xFF", "JPEG"}, {"GIF8", "GIF"}, {"{\\rtf", "RTF"},
	{"\x1F\x8B", "gzip"}, {"7z\xBC\xAF", "7z"}, {"Rar!", "RAR"}, {"SQLite format 3", "SQLite"},
	{"<!doctype", "HTML"}, {"<html", "HTML"}, {"<table", "HTML"}, {"<?xml", "XML"}, {`{"`, "JSON"}, {`[{`, "JSON"},
}

// recognise tells workbooks from text tables by their bytes, and refuses what
// is neither.
func recognise(head []byte, name string, r io.ReaderAt, size int64) (form, error) {
	fault := func(code, found string) error { return &Fault{Code: code, File: name, Found: found} }
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")) {
		return formZip, nil
	}
	if bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) {
		switch {
		case contains(r, size, utf16Name("EncryptedPackage")):
			return 0, fault(CodeProtected, "")
		case contains(r, size, utf16Name("Workbook")), contains(r, size, utf16Name("Book")):
			return 0, fault(CodeOldWorkbook, "")
		}
		return 0, fault(CodeNotTable, "OLE")
	}
	if bytes.HasPrefix(head, []byte("\x09\x08\x10\x00\x00\x06")) || bytes.HasPrefix(head, []byte("\x09\x08\x08\x00\x00\x05")) {
		return 0, fault(CodeOldWorkbook, "")
	}
	start := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF")), " \t\r\n"))
	for _, s := range strangers {
		if bytes.HasPrefix(head, []byte(s.opening)) || bytes.HasPrefix(start, []byte(s.opening)) {
			return 0, fault(CodeNotTable, s.name)
		}
	}
	encoding := func(found string) error {
		return &Fault{Code: CodeEncoding, File: name, Found: found, Expected: "UTF-8"}
	}
	switch {
	case bytes.HasPrefix(head, []byte("\xFF\xFE\x00\x00")), bytes.HasPrefix(head, []byte("\x00\x00\xFE\xFF")):
		return 0, encoding("UTF-32")
	case bytes.HasPrefix(head, []byte("\xFF\xFE")), bytes.HasPrefix(head, []byte("\xFE\xFF")):
	case bytes.IndexByte(head, 0) >= 0:
		if halfZero(head) {
			return 0, encoding("UTF-16, BOM 0")
		}
		return 0, fault(CodeNotTable, "binary")
	case controls(head)*20 > len(head):
		return 0, fault(CodeNotTable, "binary")
	}
	if ext := strings.ToLower(filepath.Ext(name)); ext == ".xlsx" || ext == ".xlsm" {
		return 0, fault(CodeNotTable, "text")
	}
	return formText, nil
}

// halfZero tells whether every second byte is zero, nearly, as in UTF-16 of
// Latin letters.
func halfZero(head []byte) bool {
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	return max(zeros[0], zeros[1])*4 >= len(head) && min(zeros[0], zeros[1])*20 <= len(head)
}

// controls counts the bytes no text has.
func controls(head []byte) int {
	n := 0
	for _, b := range head {
		if b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' {
			n++
		}
	}
	return n
}

func utf16Name(s string) []byte {
	var b []byte
	for _, c := range []byte(s) {
		b = append(b, c, 0)
	}
	return b
}

// contains looks for a byte sequence anywhere in a file.
func contains(r io.ReaderAt, size int64, what []byte) bool {
	window := make([]byte, 64<<10)
	for at := int64(0); at < size; at += int64(len(window) - len(what)) {
		n, err := r.ReadAt(window, at)
		if bytes.Contains(window[:n], what) {
			return true
		}
		if err != nil {
			return false
		}
	}
	return false
}

const (
	csvSample  = 64 << 10  // bytes in which the separator shows
	csvBlock   = 128 << 10 // bytes read at once, a few hundred records
	csvLongest = 1 << 20   // bytes of one field
	csvRecord  = 4 << 20   // bytes of one record
)

// separators in the order they are believed when nothing tells them apart:
// commas and bars also stand in prose and in lists within a cell.
var separators = []byte{';', '\t', ',', '|'}

// table is a CSV file being read: its text cut into blocks of whole records.
type table struct {
	file, sheet string
	lim         Limits
	size        int64
	cutter      cutter
	close       func() error
}

// openTable opens one CSV file of a book and finds out how it is written.
func (b *Book) openTable(t csvFile, sheet string) (*table, error) {
	x := &table{file: filepath.Base(t.path), sheet: sheet, lim: b.lim, close: func() error { return nil }}
	if t.r == nil {
		f, err := os.Open(t.path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, x.fault(CodeMissing, 0, 0, "", "")
		}
		if err != nil {
			return nil, x.fault(CodeUnreadable, 0, 0, err.Error(), "")
		}
		x.close = f.Close
		st, err := f.Stat()
		if err != nil {
			f.Close()
			return nil, x.fault(CodeUnreadable, 0, 0, err.Error(), "")
		}
		one, err := Read(x.file, f, st.Size(), b.lim)
		if err == nil && one.workbook != nil {
			err = x.fault(CodeNotTable, 0, 0, "zip", "")
		}
		if err != nil {
			f.Close()
			return nil, err
		}
		t.r, t.size = f, st.Size()
	}
	x.size = t.size
	text, err := decoded(t.r, t.size)
	if err == nil {
		x.cutter = cutter{in: text, buf: make([]byte, csvBlock), line: 1}
		err = x.cutter.fill(csvSample)
	}
	if err != nil {
		x.close()
		return nil, x.fault(CodeUnreadable, 0, 0, err.Error(), "")
	}
	sample := x.cutter.buf[:min(x.cutter.end, csvSample)]
	separator, told := toldSeparator(sample)
	if told {
		end := bytes.IndexByte(sample, '\n')
		if end < 0 {
			end = len(sample) - 1
		}
		x.cutter.drop(end + 1)
		x.cutter.line = 2
	} else {
		separator = detectSeparator(string(sample))
	}
	x.cutter.separator = separator
	return x, nil
}

func (x *table) fault(code string, row, col int, found, expected string) error {
	return &Fault{Code: code, File: x.file, Sheet: x.sheet, Row: row, Col: col, Found: found, Expected: expected}
}

// next cuts the next block, false at the end of the text.
func (x *table) next() (block, bool, error) {
	k, err := x.cutter.next()
	if err != nil {
		return k, false, x.fault(CodeUnreadable, x.cutter.line, 0, err.Error(), "")
	}
	return k, k.text != "", nil
}

// rows reads the records of a block and hands on those that hold something.
func (x *table) rows(k block, r *csvReader, each func(row int, cells []Cell) error) error {
	r.begin(k, x.cutter.separator)
	for {
		more, err := r.next()
		if more && err == nil && k.forced {
			err = errLongField // a record without an end
		}
		switch {
		case err == errQuotes:
			return x.fault(CodeQuotes, r.row, r.fields, r.tail(), "")
		case err == errLongField:
			return x.fault(CodeNotTable, r.row, 0, "> "+sizeText(csvLongest), "")
		case !more:
			return nil
		case blank(r.cells):
			continue
		}
		if last := r.cells[len(r.cells)-1].Col; last > x.lim.MaxCols {
			return x.fault(CodeTooManyCols, r.row, last, Address(0, last), strconv.Itoa(x.lim.MaxCols))
		}
		if err := each(r.row, r.cells); err != nil {
			return err
		}
	}
}

// decoded gives the bytes of a text: those of UTF-16 as UTF-8, all others as
// they are, without their mark.
func decoded(r io.ReaderAt, size int64) (io.Reader, error) {
	in := io.NewSectionReader(r, 0, size)
	var mark [3]byte
	n, err := r.ReadAt(mark[:], 0)
	if err != nil && err != io.EOF {
		return nil, err
	}
	switch head := string(mark[:n]); {
	case strings.HasPrefix(head, "\xFF\xFE"), strings.HasPrefix(head, "\xFE\xFF"):
		return transform.NewReader(in, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()), nil
	case head == "\xEF\xBB\xBF":
		return io.NewSectionReader(r, 3, size-3), nil
	}
	return in, nil
}

// toldSeparator reads the first line sep=; that spreadsheets write.
func toldSeparator(sample []byte) (byte, bool) {
	line, _, _ := bytes.Cut(sample, []byte("\n"))
	line = bytes.Trim(bytes.TrimRight(line, "\r"), `"`)
	if len(line) == 5 && bytes.EqualFold(line[:4], []byte("sep=")) {
		return line[4], true
	}
	return 0, false
}

// detectSeparator reads the first records with each separator and keeps the
// one that cuts most of them into the same number of fields.
func detectSeparator(sample string) byte {
	const records = 30
	best, bestScore := separators[0], 0
	for _, separator := range separators {
		r := csvReader{careful: true}
		r.begin(block{text: sample, line: 1}, separator)
		var counts []int
		for len(counts) < records {
			more, err := r.next()
			if err != nil || !more {
				break
			}
			if len(r.cells) > 0 && !r.bare {
				counts = append(counts, r.fields-1)
			}
		}
		if len(sample) == csvSample && len(counts) < records && len(counts) > 1 {
			counts = counts[:len(counts)-1] // cut by the end of the sample
		}
		slices.Sort(counts)
		for len(counts) > 0 {
			same := 1
			for same < len(counts) && counts[same] == counts[0] {
				same++
			}
			if score := same * same * counts[0]; score > bestScore {
				best, bestScore = separator, score
			}
			counts = counts[same:]
		}
	}
	return best
}

// block is a part of a text that begins and ends with a record.
type block struct {
	text   string
	buf    []byte // its memory, to be used again; nil when the text may be kept
	line   int    // of its first byte
	end    int64  // bytes of the text up to its end
	forced bool   // its only record had no end within csvRecord
}

// cutter cuts a text into blocks at the ends of records, so that each may be
// read by itself. Quotation marks decide: a line end inside a quoted field ends
// nothing, a mark inside a field that is not quoted is a letter.
type cutter struct {
	in        io.Reader
	separator byte
	buf       []byte
	end       int // of what buf holds
	eof       bool
	line      int
	at        int64
	spare     chan []byte // memory for further blocks; nil when texts may be kept
	outside   []int       // ends of the stretches outside quotes, begin and end in turn
}

// fill reads until n bytes are there, or all.
func (c *cutter) fill(n int) error {
	for c.end < n && !c.eof {
		got, err := c.in.Read(c.buf[c.end:])
		c.end += got
		if err == io.EOF {
			c.eof = true
		} else if err != nil {
			return err
		}
	}
	return nil
}

// drop forgets the first n bytes.
func (c *cutter) drop(n int) {
	c.at += int64(n)
	c.end = copy(c.buf, c.buf[n:c.end])
}

// next gives the next block, an empty one at the end of the text.
func (c *cutter) next() (block, error) {
	for {
		if err := c.fill(len(c.buf)); err != nil {
			return block{}, err
		}
		cut, forced := c.end, false
		if !c.eof {
			cut = c.recordEnd(c.buf[:c.end])
			if cut == 0 && len(c.buf) < csvRecord {
				c.buf = append(c.buf, make([]byte, len(c.buf))...)
				continue
			}
			if cut == 0 {
				cut, forced = c.end, true
			}
		}
		k := block{line: c.line, end: c.at + int64(cut), forced: forced}
		if c.spare == nil {
			k.text = string(c.buf[:cut])
			c.drop(cut)
		} else {
			k.buf = c.buf
			k.text = unsafe.String(unsafe.SliceData(k.buf), cut)
			c.handOver(cut)
		}
		c.line += lineEnds(k.text)
		return k, nil
	}
}

// handOver leaves the first n bytes with their memory to a block and goes on in
// other memory.
func (c *cutter) handOver(n int) {
	before := c.buf[n:c.end]
	select {
	case c.buf = <-c.spare:
	default:
		c.buf = nil
	}
	if len(c.buf) < max(csvBlock, 2*len(before)) {
		c.buf = make([]byte, max(csvBlock, 2*len(before)))
	}
	c.at += int64(n)
	c.end = copy(c.buf, before)
}

// lineEnds counts \n, \r\n and \r.
func lineEnds(text string) int {
	n := strings.Count(text, "\n")
	if strings.IndexByte(text, '\r') >= 0 {
		n += strings.Count(text, "\r") - strings.Count(text, "\r\n")
	}
	return n
}

// recordEnd finds where the last whole record of a text ends, 0 if none does.
func (c *cutter) recordEnd(b []byte) int {
	c.outside = append(c.outside[:0], 0)
	at := 0
scan:
	for {
		i := bytes.IndexByte(b[at:], '"')
		if i < 0 {
			c.outside = append(c.outside, len(b))
			break
		}
		at += i
		if at > 0 && b[at-1] != c.separator && b[at-1] != '\n' && b[at-1] != '\r' {
			at++
			continue
		}
		c.outside = append(c.outside, at)
		for at++; ; at += 2 {
			i := bytes.IndexByte(b[at:], '"')
			if i < 0 || at+i+1 >= len(b) {
				break scan
			}
			if at += i; b[at+1] != '"' {
				at++
				c.outside = append(c.outside, at)
				break
			}
		}
	}
	for i := len(c.outside)/2*2 - 2; i >= 0; i -= 2 {
		stretch := b[c.outside[i]:c.outside[i+1]]
		if end := bytes.LastIndexByte(stretch, '\n'); end >= 0 {
			return c.outside[i] + end + 1
		}
	}
	for i := len(c.outside)/2*2 - 2; i >= 0; i -= 2 { // line ends of old: the last byte may be half of \r\n
		stretch := b[c.outside[i]:min(c.outside[i+1], len(b)-1)]
		if end := bytes.LastIndexByte(stretch, '\r'); end >= 0 {
			return c.outside[i] + end + 1
		}
	}
	return 0
}

var (
	errQuotes    = errors.New("quotation marks do not match")
	errLongField = errors.New("a field is too long")
)

// csvReader reads the records of a block; line ends are \n, \r\n or \r. A
// field that is no UTF-8 is the Windows-1252 of French and English
// spreadsheets.
type csvReader struct {
	text      string
	at        int
	separator byte
	careful   bool   // looks for marks inside fields that are not quoted
	line      int    // of the next byte
	row       int    // where the record begins
	cells     []Cell // those that are not empty
	fields    int    // of the record, empty ones too
	field     int    // where the last quoted field begins
	bare      bool   // found one
	utf8      bool   // all of the block is
}

func (r *csvReader) begin(k block, separator byte) {
	r.text, r.at, r.line, r.separator = k.text, 0, k.line, separator
	r.utf8 = separator < utf8.RuneSelf && utf8.ValidString(k.text)
}

// next reads one record, false at the end of the block.
func (r *csvReader) next() (bool, error) {
	r.cells, r.fields, r.row, r.bare = r.cells[:0], 0, r.line, false
	text, at := r.text, r.at
	if at == len(text) {
		return false, nil
	}
	cells, fields := r.cells, 0
	separator, separators := r.separator, uint64(r.separator)*ones
	for {
		fields++
		var value string
		hash := uint64(0)
		if at < len(text) && text[at] == '"' {
			var err error
			r.field = at
			if value, at, err = r.quoted(at + 1); err != nil {
				r.cells, r.fields = cells, fields
				return false, err
			}
		} else {
			begin, ended := at, false
			// The end is looked for in eight bytes at once, which the hash takes along.
			for passed := seed; at+8 <= len(text); at += 8 {
				x := word(text[at:])
				y := x ^ separators
				// The lowest of these bits is the first byte that is the separator
				// or less than 14; the higher ones may be mistaken.
				found := ((y-ones)&^y | (x-14*ones)&^x) & highs
				if found == 0 {
					passed = mixed(passed, x)
					continue
				}
				n := bits.TrailingZeros64(found) &^ 7
				at += n / 8
				if c := byte(x >> n); c == separator || c == '\n' || c == '\r' {
					hash, ended = mixed(passed, lastWord(x&(1<<n-1), n/8)), true
				}
				break
			}
			for !ended && at < len(text) { // behind some other control character, or at the end of the block
				if c := text[at]; c == separator || c == '\n' || c == '\r' {
					break
				}
				at++
			}
			if value = text[begin:at]; !r.utf8 {
				value, hash = readable(value), 0
			}
			if r.careful && strings.IndexByte(value, '"') >= 0 {
				r.bare = true
			}
		}
		if len(value) >= csvLongest {
			r.cells, r.fields = cells, fields
			return false, errLongField
		}
		if value != "" {
			n := len(cells)
			if n == cap(cells) {
				cells = slices.Grow(cells, 1)
			}
			if value[0] == '\'' {
				value, hash = unguarded(value), 0
			}
			cells = cells[:n+1]
			cell := &cells[n] // its other fields were never set
			cell.Col, cell.Kind, cell.Text, cell.Hash = fields, Text, value, hash
		}
		if at < len(text) && text[at] == separator {
			at++
			continue
		}
		if at < len(text) {
			at++
			if text[at-1] == '\r' && at < len(text) && text[at] == '\n' {
				at++
			}
			r.line++
		}
		r.cells, r.fields, r.at = cells, fields, at
		return true, nil
	}
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// quoted reads the inside of a quoted field from at on, and where it ends.
func (r *csvReader) quoted(at int) (value string, end int, err error) {
	start := at
	var parts []byte
	for {
		i := strings.IndexByte(r.text[at:], '"')
		if i < 0 || at+i-start >= csvLongest {
			return "", 0, errQuotes
		}
		at += i
		if at+1 < len(r.text) && r.text[at+1] == '"' {
			parts = append(parts, r.text[start:at+1]...)
			at += 2
			start = at
			continue
		}
		break
	}
	value = r.text[start:at]
	if parts != nil {
		value = string(append(parts, value...))
	}
	r.line += lineEnds(value)
	if at++; at < len(r.text) && r.text[at] != r.separator && r.text[at] != '\n' && r.text[at] != '\r' {
		return "", 0, errQuotes
	}
	if !r.utf8 {
		value = readable(value)
	}
	return value, at, nil
}

// readable gives a text as UTF-8.
func readable(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	text, err := charmap.Windows1252.NewDecoder().String(s)
	if err != nil {
		return strings.ToValidUTF8(s, replacement)
	}
	return text
}

// word reads the first eight bytes of a text, the first as the lowest.
func word(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// tail is the beginning of the quoted field that was being read.
func (r *csvReader) tail() string {
	field, _, _ := strings.Cut(strings.TrimPrefix(r.text[r.field:min(len(r.text), r.field+61)], `"`), "\n")
	return strings.ToValidUTF8(strings.TrimRight(field, "\r"), "")
}

// formulaSigns begin what a spreadsheet takes for a formula.
const formulaSigns = "=+-@\t\r"

// guarded puts an apostrophe before a text a spreadsheet would run.
func guarded(s string) string {
	if rest := strings.TrimLeft(s, "'"); rest != "" && strings.IndexByte(formulaSigns, rest[0]) >= 0 {
		return "'" + s
	}
	return s
}

// unguarded takes that apostrophe away.
func unguarded(s string) string {
	if s[0] != '\'' {
		return s
	}
	if rest := strings.TrimLeft(s, "'"); rest != "" && strings.IndexByte(formulaSigns, rest[0]) >= 0 {
		return s[1:]
	}
	return s
}

// tail reads fewer than eight bytes as a word, the others of which are zero.
func tail(s string) (x uint64) {
	for i := range len(s) {
		x |= uint64(s[i]) << (8 * i)
	}
	return x
}
