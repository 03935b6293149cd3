package sheet

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

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
	csvSample  = 64 << 10 // bytes in which the separator shows
	csvLongest = 1 << 20  // bytes of one field
)

// separators in the order they are believed when nothing tells them apart:
// commas and bars also stand in prose and in lists within a cell.
var separators = []byte{';', '\t', ',', '|'}

// csvRows walks one CSV file.
func (b *Book) csvRows(ctx context.Context, t csvFile, sheet string, each func(row int, cells []Cell) error) error {
	if t.r == nil {
		f, err := os.Open(t.path)
		if errors.Is(err, fs.ErrNotExist) {
			return &Fault{Code: CodeMissing, File: filepath.Base(t.path), Sheet: sheet}
		}
		if err != nil {
			return &Fault{Code: CodeUnreadable, File: filepath.Base(t.path), Sheet: sheet, Found: err.Error()}
		}
		defer f.Close()
		st, err := f.Stat()
		if err != nil {
			return &Fault{Code: CodeUnreadable, File: filepath.Base(t.path), Sheet: sheet, Found: err.Error()}
		}
		one, err := Read(filepath.Base(t.path), f, st.Size(), b.lim)
		if err != nil {
			return err
		}
		if one.workbook != nil {
			return &Fault{Code: CodeNotTable, File: one.name, Sheet: sheet, Found: "zip"}
		}
		t.r, t.size = f, st.Size()
	}
	fault := func(code string, row, col int, found, expected string) error {
		return &Fault{Code: code, File: filepath.Base(t.path), Sheet: sheet, Row: row, Col: col, Found: found, Expected: expected}
	}
	text, err := decoded(t.r, t.size)
	if err != nil {
		return fault(CodeUnreadable, 0, 0, err.Error(), "")
	}
	in := bufio.NewReaderSize(text, csvSample)
	sample, err := in.Peek(csvSample)
	if err != nil && err != io.EOF {
		return fault(CodeUnreadable, 0, 0, err.Error(), "")
	}
	separator, told := toldSeparator(sample)
	if !told {
		separator = detectSeparator(sample)
	}
	r := csvReader{in: in, separator: separator, line: 1}
	if told {
		if _, err := r.next(); err != nil && err != io.EOF {
			return fault(CodeQuotes, r.row, r.quoteCol, string(r.tail()), "")
		}
	}
	var cells []Cell
	given := 0
	for turn := 0; ; turn++ {
		if turn%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		more, err := r.next()
		switch {
		case err == errQuotes:
			return fault(CodeQuotes, r.row, r.quoteCol, string(r.tail()), "")
		case err == errLongField:
			return fault(CodeNotTable, r.row, 0, "> "+sizeText(csvLongest), "")
		case err != nil:
			return fault(CodeUnreadable, r.row, 0, err.Error(), "")
		case !more:
			return nil
		}
		cells = cells[:0]
		all := string(r.record)
		start := 0
		for i, end := range r.ends {
			if end > start {
				cells = append(cells, Cell{Col: i + 1, Kind: Text, Text: unguarded(all[start:end])})
			}
			start = end
		}
		if blank(cells) {
			continue
		}
		if last := cells[len(cells)-1].Col; last > b.lim.MaxCols {
			return fault(CodeTooManyCols, r.row, last, Address(0, last), strconv.Itoa(b.lim.MaxCols))
		}
		if given++; given > b.lim.MaxRows {
			return fault(CodeTooManyRows, r.row, 0, "", strconv.Itoa(b.lim.MaxRows))
		}
		if err := each(r.row, cells); err != nil {
			return err
		}
	}
}

// decoded gives the text of a file as UTF-8. What is no UTF-8 and bears no
// mark is the Windows-1252 of French and English spreadsheets.
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
		in = io.NewSectionReader(r, 3, size-3)
	}
	whole, err := isUTF8(in)
	if err != nil {
		return nil, err
	}
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	if !whole {
		return charmap.Windows1252.NewDecoder().Reader(in), nil
	}
	return in, nil
}

func isUTF8(r io.Reader) (bool, error) {
	buf := make([]byte, 64<<10)
	kept := 0
	for {
		n, err := r.Read(buf[kept:])
		got := buf[:kept+n]
		if err == io.EOF {
			return utf8.Valid(got), nil
		}
		if err != nil {
			return false, err
		}
		// A letter cut by the end of the window waits for its rest.
		cut := len(got)
		for back := 1; back < utf8.UTFMax && back <= len(got); back++ {
			if b := got[len(got)-back]; utf8.RuneStart(b) {
				if !utf8.FullRune(got[len(got)-back:]) {
					cut = len(got) - back
				}
				break
			}
		}
		if !utf8.Valid(got[:cut]) {
			return false, nil
		}
		kept = copy(buf, got[cut:])
	}
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
func detectSeparator(sample []byte) byte {
	const records = 30
	best, bestScore := separators[0], 0
	for _, separator := range separators {
		r := csvReader{in: bufio.NewReader(bytes.NewReader(sample)), separator: separator, line: 1}
		var counts []int
		for len(counts) < records {
			more, err := r.next()
			if err != nil || !more {
				break
			}
			if len(r.record) > 0 && !r.bare {
				counts = append(counts, len(r.ends)-1)
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

var (
	errQuotes    = errors.New("quotation marks do not match")
	errLongField = errors.New("a field is too long")
)

// csvReader reads records; line ends are \n, \r\n or \r.
type csvReader struct {
	in        *bufio.Reader
	separator byte
	line      int // of the next byte
	row       int // where the record begins
	quoteCol  int // where quotation marks do not match

	bare   bool   // a quotation mark stands inside a field that is not quoted
	record []byte // all fields of the record, one after the other
	ends   []int  // where each field ends
}

// next reads one record, false at the end of the text.
func (r *csvReader) next() (bool, error) {
	r.record, r.ends, r.row = r.record[:0], r.ends[:0], r.line
	r.bare = false
	if _, err := r.in.Peek(1); err == io.EOF {
		return false, nil
	}
	for {
		last, err := r.field()
		if err != nil {
			r.quoteCol = len(r.ends) + 1
			return false, err
		}
		r.ends = append(r.ends, len(r.record))
		if last {
			return true, nil
		}
	}
}

// field reads one field and tells whether it ends the record.
func (r *csvReader) field() (last bool, err error) {
	start := len(r.record)
	c, err := r.in.ReadByte()
	if err == io.EOF {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	if c == '"' {
		if err := r.quoted(); err != nil {
			return false, err
		}
		c, err = r.in.ReadByte()
		if err == nil && c != r.separator && c != '\r' && c != '\n' {
			return false, errQuotes
		}
	}
	for {
		switch {
		case err == io.EOF:
			return true, nil
		case err != nil:
			return false, err
		case c == r.separator:
			return false, nil
		case c == '\n':
			r.line++
			return true, nil
		case c == '\r':
			r.line++
			if b, _ := r.in.Peek(1); len(b) == 1 && b[0] == '\n' {
				_, err = r.in.Discard(1)
			}
			return true, err
		case len(r.record)-start >= csvLongest:
			return false, errLongField
		}
		r.bare = r.bare || c == '"'
		r.record = append(r.record, c)
		c, err = r.in.ReadByte()
	}
}

// quoted reads the inside of a quoted field, past the closing mark.
func (r *csvReader) quoted() error {
	start := len(r.record)
	for {
		c, err := r.in.ReadByte()
		switch {
		case err == io.EOF, len(r.record)-start >= csvLongest:
			return errQuotes
		case err != nil:
			return err
		case c == '"':
			if b, _ := r.in.Peek(1); len(b) == 0 || b[0] != '"' {
				return nil
			}
			if _, err := r.in.Discard(1); err != nil {
				return err
			}
		case c == '\n':
			r.line++
		case c == '\r':
			if b, _ := r.in.Peek(1); len(b) == 0 || b[0] != '\n' {
				r.line++
			}
		}
		r.record = append(r.record, c)
	}
}

// tail is the beginning of the field that was being read.
func (r *csvReader) tail() []byte {
	start := 0
	if len(r.ends) > 0 {
		start = r.ends[len(r.ends)-1]
	}
	line, _, _ := bytes.Cut(r.record[start:], []byte("\n"))
	return bytes.TrimRight(line[:min(len(line), 60)], "\r")
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
