package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"toguna/internal/record"
)

// workbook is an open .xlsx. Texts and formats are read once, at the first
// sheet that is walked; sheets are inflated as they are walked.
type workbook struct {
	name     string
	lim      Limits
	size     int64
	parts    map[string]*zip.File // by name in small letters
	sheets   []sheetPart
	date1904 bool

	stringsPart, stylesPart string
	load                    sync.Once
	loadErr                 error
	texts                   textTable
	formats                 []numberFormat // by cell style

	mu     sync.Mutex
	merged map[int][]Merge // by sheet, of those walked to their end
}

type sheetPart struct {
	Info
	part string
}

// textTable holds all shared strings in one piece of memory.
type textTable struct {
	all  string
	ends []uint32
}

func (t *textTable) at(i int) (string, bool) {
	if i < 0 || i >= len(t.ends) {
		return "", false
	}
	start := uint32(0)
	if i > 0 {
		start = t.ends[i-1]
	}
	return t.all[start:t.ends[i]], true
}

// The last row and column a sheet can have.
const (
	lastRow = 1 << 20
	lastCol = 1 << 14
)

func openWorkbook(name string, r io.ReaderAt, size int64, lim Limits) (*workbook, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, &Fault{Code: CodeTruncated, File: name, Found: err.Error()}
	}
	w := &workbook{name: name, lim: lim, size: size, parts: make(map[string]*zip.File, len(z.File))}
	for _, f := range z.File {
		if f.Flags&1 != 0 {
			return nil, &Fault{Code: CodeProtected, File: name}
		}
		w.parts[partKey(f.Name)] = f
	}
	if f := w.parts["mimetype"]; f != nil {
		return nil, w.openDocument(f)
	}
	main := ""
	err = w.relations("", func(id, kind, target string) {
		if strings.HasSuffix(kind, "/officeDocument") {
			main = target
		}
	})
	if err != nil {
		return nil, err
	}
	if w.parts[partKey(main)] == nil {
		main = "xl/workbook.xml"
	}
	switch {
	case strings.HasSuffix(main, ".bin") || w.parts["xl/workbook.bin"] != nil:
		return nil, &Fault{Code: CodeBinary, File: name}
	case w.parts[partKey(main)] == nil:
		return nil, &Fault{Code: CodeNotWorkbook, File: name}
	}
	return w, w.readMain(main)
}

// partKey makes part names comparable: writers differ in case and slashes.
func partKey(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

func (w *workbook) openDocument(f *zip.File) error {
	r, err := w.open(f.Name, 256)
	if err != nil {
		return err
	}
	defer r.Close()
	kind, err := io.ReadAll(io.LimitReader(r, 256))
	if err != nil {
		return w.fault(f.Name, err)
	}
	if bytes.Contains(kind, []byte("opendocument.spreadsheet")) {
		return &Fault{Code: CodeOpenDocument, File: w.name}
	}
	return &Fault{Code: CodeNotWorkbook, File: w.name}
}

func (w *workbook) infos() []Info {
	infos := make([]Info, len(w.sheets))
	for i, s := range w.sheets {
		infos[i] = s.Info
	}
	return infos
}

// part is one inflated part; it counts what comes out.
type part struct {
	io.ReadCloser
	w       *workbook
	most    int64
	packed  int64
	inflate int64
}

func (w *workbook) open(name string, most int64) (*part, error) {
	f := w.parts[partKey(name)]
	if f == nil {
		return nil, &Fault{Code: CodeDamaged, File: w.name, Found: name + ": missing"}
	}
	r, err := f.Open()
	if err != nil {
		return nil, w.fault(name, err)
	}
	return &part{ReadCloser: r, w: w, most: min(most, w.lim.MaxUncompressed), packed: min(int64(f.CompressedSize64), w.size)}, nil
}

func (p *part) Read(b []byte) (int, error) {
	n, err := p.ReadCloser.Read(b)
	p.inflate += int64(n)
	if p.inflate > p.most {
		return 0, &Fault{Code: CodeBomb, File: p.w.name, Found: "> " + sizeText(p.most), Expected: sizeText(p.most)}
	}
	if p.inflate > 1<<20 && float64(p.inflate) > p.w.lim.MaxRatio*float64(p.packed) {
		return 0, &Fault{Code: CodeBomb, File: p.w.name, Found: "> " + ratioText(p.w.lim.MaxRatio), Expected: ratioText(p.w.lim.MaxRatio)}
	}
	return n, err
}

func ratioText(r float64) string { return "1:" + strconv.FormatFloat(r, 'f', -1, 64) }

// fault names the part in which an error was met.
func (w *workbook) fault(name string, err error) error {
	if f := new(Fault); errors.As(err, &f) {
		return f
	}
	if errors.Is(err, errEncoding) {
		return &Fault{Code: CodeEncoding, File: w.name, Found: name, Expected: "UTF-8"}
	}
	return &Fault{Code: CodeDamaged, File: w.name, Found: name + ": " + err.Error()}
}

// walk reads a part and calls open at each start tag.
func (w *workbook) walk(name string, open func(s *scanner) error) error {
	p, err := w.open(name, w.lim.MaxKept)
	if err != nil {
		return err
	}
	defer p.Close()
	s := newScanner(p)
	for {
		t, err := s.next()
		if err == nil && t == tokenOpen {
			err = open(s)
		}
		if err != nil {
			return w.fault(name, err)
		}
		if t == tokenEnd {
			return nil
		}
	}
}

// relations lists the parts a part points to; none when it points nowhere.
func (w *workbook) relations(of string, each func(id, kind, target string)) error {
	dir, base := path.Split(of)
	name := dir + "_rels/" + base + ".rels"
	if w.parts[partKey(name)] == nil {
		return nil
	}
	return w.walk(name, func(s *scanner) error {
		if string(s.name) != "Relationship" || attributeText(s.attrs, "TargetMode") == "External" {
			return nil
		}
		target := strings.ReplaceAll(attributeText(s.attrs, "Target"), `\`, "/")
		if !strings.HasPrefix(target, "/") {
			target = path.Join("/", dir, target)
		}
		each(attributeText(s.attrs, "Id"), attributeText(s.attrs, "Type"), target[1:])
		return nil
	})
}

func (w *workbook) readMain(main string) error {
	type relation struct{ kind, target string }
	relations := map[string]relation{}
	err := w.relations(main, func(id, kind, target string) {
		kind = path.Base(kind)
		relations[id] = relation{kind, target}
		switch kind {
		case "sharedStrings":
			w.stringsPart = target
		case "styles":
			w.stylesPart = target
		}
	})
	if err != nil {
		return err
	}
	err = w.walk(main, func(s *scanner) error {
		switch string(s.name) {
		case "workbookPr":
			v := attributeText(s.attrs, "date1904")
			w.date1904 = v == "1" || v == "true"
		case "sheet":
			id := ""
			for name, value := range each(s.attrs) {
				if bytes.HasSuffix(name, []byte(":id")) {
					id = string(value)
				}
			}
			r, ok := relations[id]
			if !ok || r.kind != "worksheet" {
				return nil
			}
			info := Info{Name: attributeText(s.attrs, "name"), Hidden: Visible, Index: len(w.sheets)}
			if v := Visibility(attributeText(s.attrs, "state")); v == Hidden || v == VeryHidden {
				info.Hidden = v
			}
			w.sheets = append(w.sheets, sheetPart{info, r.target})
		}
		return nil
	})
	if err != nil {
		return err
	}
	if len(w.sheets) == 0 {
		return &Fault{Code: CodeDamaged, File: w.name, Found: main + ": no sheet"}
	}
	return nil
}

func (w *workbook) loadTables() {
	if w.stringsPart != "" && w.parts[partKey(w.stringsPart)] != nil {
		var arena []byte
		w.loadErr = w.walk(w.stringsPart, func(s *scanner) (err error) {
			if string(s.name) != "si" {
				return nil
			}
			start := len(arena)
			arena, err = s.appendString(arena)
			arena = mended(arena, start)
			if err == nil && len(arena) > math.MaxUint32 {
				err = errXML
			}
			w.texts.ends = append(w.texts.ends, uint32(len(arena)))
			return err
		})
		w.texts.all = string(arena)
	}
	if w.loadErr != nil || w.stylesPart == "" || w.parts[partKey(w.stylesPart)] == nil {
		return
	}
	custom := map[int]numberFormat{}
	inCells := false
	w.loadErr = w.walk(w.stylesPart, func(s *scanner) error {
		switch string(s.name) {
		case "cellStyleXfs":
			inCells = false
		case "cellXfs":
			inCells = true
		case "cellStyles", "dxfs":
			inCells = false
		case "numFmt":
			id, _ := strconv.Atoi(attributeText(s.attrs, "numFmtId"))
			custom[id] = parseFormat(attributeText(s.attrs, "formatCode"))
		case "xf":
			if !inCells {
				return nil
			}
			id, _ := strconv.Atoi(attributeText(s.attrs, "numFmtId"))
			f, ok := custom[id]
			if !ok && slices.Contains(builtInDates, id) {
				f.date = true
			}
			w.formats = append(w.formats, f)
		}
		return nil
	})
}

// sizeOf is what a sheet says to be its size.
func (w *workbook) sizeOf(index int) int64 {
	if f := w.parts[partKey(w.sheets[index].part)]; f != nil {
		return int64(min(f.UncompressedSize64, math.MaxInt64))
	}
	return 0
}

// ahead reads a part on a goroutine of its own, some windows before they are
// asked for: inflating costs as much as all the rest.
type ahead struct {
	full, free chan []byte
	stop       chan struct{}
	err        error // of the part, to be read when full is closed
	now        []byte
	rest       []byte
	at         int64
}

const aheadWindows = 4

func readAhead(p *part) *ahead {
	a := &ahead{full: make(chan []byte, aheadWindows), free: make(chan []byte, aheadWindows), stop: make(chan struct{})}
	for range aheadWindows {
		a.free <- make([]byte, xmlWindow)
	}
	go func() {
		defer p.Close()
		defer close(a.full)
		for {
			var window []byte
			select {
			case window = <-a.free:
			case <-a.stop:
				return
			}
			n, err := io.ReadFull(p, window)
			if n > 0 {
				a.full <- window[:n]
			}
			if err == io.ErrUnexpectedEOF {
				err = io.EOF
			}
			if err != nil {
				a.err = err
				return
			}
		}
	}()
	return a
}

// Read gives what was read ahead.
func (a *ahead) Read(b []byte) (int, error) {
	if len(a.rest) == 0 {
		if a.now != nil {
			a.free <- a.now[:xmlWindow]
			a.now = nil
		}
		window, more := <-a.full
		if !more {
			return 0, a.err
		}
		a.now, a.rest = window, window
	}
	n := copy(b, a.rest)
	a.rest = a.rest[n:]
	a.at += int64(n)
	return n, nil
}

// close ends the reading ahead and waits until the part is let go of.
func (a *ahead) close() {
	close(a.stop)
	for range a.full {
	}
}

// rows walks one sheet; at is told how many bytes of it are read.
func (w *workbook) rows(ctx context.Context, index int, at *int64, each func(row int, cells []Cell) error) error {
	w.load.Do(w.loadTables)
	sheet := w.sheets[index]
	place := func(err error, row, col int) error {
		f := new(Fault)
		if !errors.As(w.fault(sheet.part, err), &f) {
			return err
		}
		placed := *f
		placed.Sheet, placed.Row, placed.Col = sheet.Name, row, col
		return &placed
	}
	if w.loadErr != nil {
		return place(w.loadErr, 0, 0)
	}
	p, err := w.open(sheet.part, w.lim.MaxUncompressed)
	if err != nil {
		return place(err, 0, 0)
	}
	in := readAhead(p)
	defer in.close()
	s := newScanner(in)
	if found, err := s.find("sheetData"); err != nil || !found {
		if err == nil {
			err = errXMLCut
		}
		return place(err, 0, 0)
	}
	r := rowReader{scanner: s, w: w}
	for turn := 0; ; turn++ {
		if turn%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		more, err := r.next()
		if err != nil {
			return place(err, r.row, r.col)
		}
		if !more {
			w.keepMerged(index, s)
			return nil
		}
		if len(r.cells) == 0 || blank(r.cells) {
			continue
		}
		if at != nil {
			*at = in.at
		}
		if err := each(r.row, r.cells); err != nil {
			return err
		}
	}
}

// mostMerged bounds the merged cells of a sheet that are kept: one for each row.
const mostMerged = lastRow

// keepMerged reads on behind the rows, where a sheet tells its merged cells. What
// else is wrong there is none of the table.
func (w *workbook) keepMerged(index int, s *scanner) {
	merged := []Merge{}
	if found, err := s.find("mergeCells"); err == nil && found {
		for len(merged) < mostMerged {
			t, err := s.next()
			if err != nil || t == tokenEnd || t == tokenClose && string(s.name) == "mergeCells" {
				break
			}
			if t != tokenOpen {
				continue
			}
			if m, ok := mergeOf(attribute(s.attrs, "ref")); ok && m.To > m.From {
				merged = append(merged, m)
			}
		}
	}
	sortMerges(merged)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.merged == nil {
		w.merged = map[int][]Merge{}
	}
	w.merged[index] = merged
}

// mergeOf reads a range, A3:A7.
func mergeOf(ref []byte) (Merge, bool) {
	first, last, ok := bytes.Cut(ref, []byte(":"))
	col, row, okFirst := cellOf(first)
	_, to, okLast := cellOf(last)
	return Merge{col, row, to}, ok && okFirst && okLast
}

// cellOf reads an address, A3 or $A$3.
func cellOf(address []byte) (col, row int, ok bool) {
	address = bytes.ReplaceAll(address, []byte("$"), nil)
	digits := bytes.IndexAny(address, "0123456789")
	if digits < 1 {
		return 0, 0, false
	}
	col, okCol := columnOf(address[:digits])
	row, okRow := parseDigits(address[digits:])
	return col, row, okCol && okRow
}

// find moves past the next start tag of that name.
func (s *scanner) find(name string) (bool, error) {
	for {
		t, err := s.next()
		if err != nil || t == tokenEnd {
			return false, err
		}
		if t == tokenOpen && string(s.name) == name {
			return true, nil
		}
	}
}

// rowReader reads the rows of sheetData one by one into the same memory.
type rowReader struct {
	*scanner
	w        *workbook
	row, col int
	cells    []Cell
	own      []byte // the texts of this row that are no shared strings
	spans    []span // where in own each cell has its text
	value    []byte
	formula  []byte
}

type span struct{ cell, start, end int }

// next reads the next row, false at the end of the table.
func (r *rowReader) next() (bool, error) {
	for {
		t, err := r.scanner.next()
		switch {
		case err != nil:
			return false, err
		case t == tokenEnd:
			return false, errXMLCut
		case t == tokenClose:
			return false, nil
		case t != tokenOpen:
			continue
		case string(r.name) != "row":
			if err := r.skip(); err != nil {
				return false, err
			}
			continue
		}
		break
	}
	r.row++
	if v := attribute(r.attrs, "r"); v != nil {
		n, ok := parseDigits(v)
		if !ok {
			return false, errXML
		}
		r.row = n
	}
	r.col = 0
	if r.row < 1 || r.row > lastRow {
		return false, errXML
	}
	r.cells, r.own, r.spans = r.cells[:0], r.own[:0], r.spans[:0]
	sorted := true
	for {
		before, n := r.col, len(r.cells)
		plain, err := r.plainCell()
		if err != nil {
			return false, err
		}
		if !plain {
			t, err := r.scanner.next()
			if err != nil {
				return false, err
			}
			if t == tokenEnd {
				return false, errXMLCut
			}
			if t == tokenClose {
				break
			}
			if t != tokenOpen {
				continue
			}
			if string(r.name) != "c" {
				if err := r.skip(); err != nil {
					return false, err
				}
				continue
			}
			if err := r.cell(); err != nil {
				return false, err
			}
		}
		sorted = sorted && r.col > before
		if len(r.cells) > n && r.col > r.w.lim.MaxCols {
			return false, &Fault{Code: CodeTooManyCols, File: r.w.name, Found: Address(0, r.col), Expected: strconv.Itoa(r.w.lim.MaxCols)}
		}
	}
	if len(r.spans) > 0 {
		own := string(r.own)
		for _, s := range r.spans {
			r.cells[s.cell].Text = own[s.start:s.end]
		}
	}
	if !sorted {
		// Of two cells with one address the later one stands.
		slices.Reverse(r.cells)
		slices.SortStableFunc(r.cells, func(a, b Cell) int { return a.Col - b.Col })
		r.cells = slices.CompactFunc(r.cells, func(a, b Cell) bool { return a.Col == b.Col })
	}
	return true, nil
}

// cell reads one cell and keeps it unless it is empty.
func (r *rowReader) cell() error {
	r.col++
	var kind byte = 'n'
	style := 0
	for name, value := range each(r.attrs) {
		if len(name) != 1 {
			continue
		}
		switch name[0] {
		case 'r':
			col, ok := columnOf(value)
			if !ok {
				return errXML
			}
			r.col = col
		case 's':
			style, _ = parseDigits(value)
		case 't':
			kind = cellType(value)
		}
	}
	r.value, r.formula = r.value[:0], r.formula[:0]
	hasValue, hasFormula := false, false
	for {
		t, err := r.scanner.next()
		switch {
		case err != nil:
			return err
		case t == tokenEnd:
			return errXMLCut
		case t == tokenClose:
			return r.keep(kind, style, r.value, hasValue, hasFormula)
		case t != tokenOpen:
			continue
		}
		switch string(r.name) {
		case "v":
			hasValue = true
			r.value, err = r.appendText(r.value)
		case "is":
			hasValue, kind = true, 't'
			r.value, err = r.appendString(r.value)
		case "f":
			hasFormula = true
			r.formula, err = r.appendText(r.formula)
		default:
			err = r.skip()
		}
		if err != nil {
			return err
		}
	}
}

// cellType gives one letter to the types of cell: s shared string, t text,
// b bool, e error, d ISO day, n number.
func cellType(t []byte) byte {
	switch string(t) {
	case "s", "b", "e", "d":
		return t[0]
	case "str", "inlineStr":
		return 't'
	}
	return 'n'
}

// columnOf reads the letters of an address.
func columnOf(address []byte) (int, bool) {
	col := 0
	for _, c := range address {
		if c |= 0x20; c < 'a' || c > 'z' || col > lastCol {
			break
		}
		col = col*26 + int(c-'a') + 1
	}
	return col, col >= 1 && col <= lastCol
}

// plainCell reads a cell written as nearly all are, <c r="B7" s="1" t="s"><v>12</v></c>,
// without looking for anything else. It tells whether there was one.
func (r *rowReader) plainCell() (bool, error) {
	b := r.buf[r.pos:r.end]
	if r.empty || len(b) < 4 || b[0] != '<' || b[1] != 'c' || b[2] != ' ' {
		return false, nil
	}
	col, kind, style := r.col+1, byte('n'), 0
	at := 3
	for at+3 < len(b) && b[at+1] == '=' && b[at+2] == '"' {
		name := b[at]
		length := bytes.IndexByte(b[at+3:], '"')
		if length < 0 {
			return false, nil
		}
		value := b[at+3 : at+3+length]
		switch name {
		case 'r':
			n, ok := columnOf(value)
			if !ok {
				return false, nil
			}
			col = n
		case 's':
			style, _ = parseDigits(value)
		case 't':
			kind = cellType(value)
		}
		if at += length + 4; at < len(b) && b[at] == ' ' {
			at++
		}
	}
	rest := b[at:]
	if bytes.HasPrefix(rest, []byte("/>")) {
		r.pos, r.col = r.pos+at+2, col
		return true, nil
	}
	if !bytes.HasPrefix(rest, []byte("><v>")) {
		return false, nil
	}
	rest = rest[4:]
	length := bytes.IndexByte(rest, '<')
	if length < 0 || !bytes.HasPrefix(rest[length:], []byte("</v></c>")) || bytes.IndexByte(rest[:length], ampersand) >= 0 || bytes.IndexByte(rest[:length], '\r') >= 0 {
		return false, nil
	}
	r.pos, r.col = r.pos+at+4+length+8, col
	return true, r.keep(kind, style, rest[:length], true, false)
}

// keep turns what a cell says into a Cell.
func (r *rowReader) keep(kind byte, style int, value []byte, hasValue, hasFormula bool) error {
	c := Cell{Col: r.col}
	switch {
	case !hasValue && hasFormula:
		c.Kind = Formula
		start := len(r.own)
		r.own = mended(append(append(r.own, '='), r.formula...), start)
		r.spans = append(r.spans, span{len(r.cells), start, len(r.own)})
		r.cells = append(r.cells, c)
		return nil
	case len(value) == 0:
		return nil
	}
	switch kind {
	case 's':
		i, ok := parseDigits(bytes.TrimSpace(value))
		text, known := r.w.texts.at(i)
		if !ok || !known {
			return errors.New("its text is not in the list of texts")
		}
		if text == "" {
			return nil
		}
		c.Kind, c.Text = Text, text
		r.cells = append(r.cells, c)
		return nil
	case 'b':
		c.Kind, c.Text = Bool, "FALSE"
		if v := string(bytes.TrimSpace(value)); v == "1" || v == "true" {
			c.Number, c.Text = 1, "TRUE"
		}
		r.cells = append(r.cells, c)
		return nil
	case 'e':
		c.Kind = ErrorValue
	case 'd':
		c.Kind = Text
		if d, clock, ok := isoDay(value); ok {
			serial, _ := DaySerial(d, r.w.date1904)
			c.Kind, c.Day, c.Number = Date, d, serial+clock
			start := len(r.own)
			r.own = appendDay(r.own, d, c.Number)
			r.spans = append(r.spans, span{len(r.cells), start, len(r.own)})
			r.cells = append(r.cells, c)
			return nil
		}
	case 'n':
		n, ok := parseNumber(value)
		if !ok {
			c.Kind = Text
			break
		}
		c.Kind, c.Number = Number, n
		var f numberFormat
		if style < len(r.w.formats) {
			f = r.w.formats[style]
		}
		start := len(r.own)
		if d, ok := SerialDay(n, r.w.date1904); ok && f.date {
			c.Kind, c.Day = Date, d
			r.own = appendDay(r.own, d, n)
		} else {
			r.own = f.append(r.own, n, value)
		}
		r.spans = append(r.spans, span{len(r.cells), start, len(r.own)})
		r.cells = append(r.cells, c)
		return nil
	default:
		c.Kind = Text
	}
	start := len(r.own)
	r.own = mended(append(r.own, value...), start)
	r.spans = append(r.spans, span{len(r.cells), start, len(r.own)})
	r.cells = append(r.cells, c)
	return nil
}

// isoDay reads an ISO day with or without its time, which is given as a
// fraction of the day.
func isoDay(b []byte) (d record.Day, clock float64, ok bool) {
	for _, layout := range []string{"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05", "2006-01-02"} {
		if t, err := time.Parse(layout, string(b)); err == nil {
			return record.DayOf(t), float64(t.Hour()*3600+t.Minute()*60+t.Second()) / 86400, true
		}
	}
	return "", 0, false
}

// parseDigits reads a short natural number.
func parseDigits(b []byte) (int, bool) {
	if len(b) == 0 || len(b) > 9 {
		return 0, false
	}
	n := 0
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// parseNumber reads a number as files write it.
func parseNumber(b []byte) (float64, bool) {
	if n, ok := parseDigits(b); ok {
		return float64(n), true
	}
	n, err := strconv.ParseFloat(string(bytes.TrimSpace(b)), 64)
	return n, err == nil && !math.IsInf(n, 0) && !math.IsNaN(n)
}

// appendDay writes a date cell: the day, and the time where there is one.
func appendDay(dst []byte, d record.Day, serial float64) []byte {
	dst = append(dst, d...)
	seconds := math.Round((serial - math.Floor(serial+5e-9)) * 86400)
	if seconds < 1 || seconds >= 86400 {
		return dst
	}
	return time.Time{}.Add(time.Duration(seconds)*time.Second).AppendFormat(append(dst, ' '), "15:04:05")
}
