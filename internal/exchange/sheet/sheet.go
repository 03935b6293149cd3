// Package sheet turns workbooks and CSV files into tables of cells that keep
// their address, and tables of values into workbooks and CSV files. Bytes of
// any origin enter; rows of cells with their row and column number leave, or a
// Fault a person can act on. It never guesses a meaning: it knows nothing of
// records, headers or lists, follows no link, computes no formula, runs no
// macro, and believes no size that a file declares about itself.
package sheet

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"toguna/internal/record"
)

// CellKind tells what a cell holds.
type CellKind uint8

// The kinds of cell. A Formula is one saved without its computed value; a
// formula saved with its value is a cell of that value's kind.
const (
	Empty CellKind = iota
	Text
	Number
	Date
	Bool
	ErrorValue
	Formula
)

// Cell is one non-empty cell. Text is what a person reads there, trimmed of
// nothing: texts as typed, numbers in plain digits with the leading zeros and
// fixed letters of their format, days in ISO, TRUE and FALSE, error values as
// #N/A, and "=" with the formula where no value was saved. Number is set for
// Number, Date (the serial) and Bool (0 or 1). Day is set for Date.
type Cell struct {
	Col    int // counted from 1
	Kind   CellKind
	Text   string
	Number float64
	Day    record.Day
	Hash   uint64 // of the text, as HashOf gives it; 0 where the reader did not come by it
}

// At finds the cell of a column in a row, and the Empty cell where the row has
// none.
func At(cells []Cell, col int) Cell {
	i, found := slices.BinarySearchFunc(cells, col, func(c Cell, col int) int { return cmp.Compare(c.Col, col) })
	if !found {
		return Cell{Col: col}
	}
	return cells[i]
}

// Address writes the place of a cell as people do: C14. A row or column of
// zero is left out.
func Address(row, col int) string {
	var letters []byte
	for ; col > 0; col = (col - 1) / 26 {
		letters = append(letters, byte('A'+(col-1)%26))
	}
	slices.Reverse(letters)
	if row > 0 {
		letters = strconv.AppendInt(letters, int64(row), 10)
	}
	return string(letters)
}

// Visibility tells whether a person sees a sheet.
type Visibility string

// The visibilities a workbook knows. VeryHidden sheets cannot be shown from
// the menus.
const (
	Visible    Visibility = "visible"
	Hidden     Visibility = "hidden"
	VeryHidden Visibility = "veryHidden"
)

// Info names one sheet of a book. Index is its place in the book, from 0.
type Info struct {
	Name   string
	Hidden Visibility
	Index  int
}

// Limits bound what a file may cost. Every size is counted while reading.
type Limits struct {
	MaxBytes        int64   // of the file as it lies on the disk
	MaxUncompressed int64   // of one sheet of a workbook, inflated: it is walked, never held
	MaxKept         int64   // of a part that is held in memory, inflated: the texts of a workbook
	MaxRatio        float64 // inflated over packed, beyond the first megabyte
	MaxRows         int     // non-blank rows of one sheet
	MaxCols         int     // the last column that may hold something
}

// DefaultLimits suits reports of partners and the archives of an operation: as
// many rows and columns as a spreadsheet has. Rows are walked in bounded memory,
// so that these limits bound time alone; what is held is bounded by MaxKept.
func DefaultLimits() Limits {
	return Limits{
		MaxBytes:        1 << 30,
		MaxUncompressed: 2 << 30,
		MaxKept:         256 << 20,
		MaxRatio:        250,
		MaxRows:         lastRow,
		MaxCols:         lastCol,
	}
}

// Book is an open workbook, or one or several CSV files seen as sheets. It may
// be read from several goroutines.
type Book struct {
	name   string
	lim    Limits
	sheets []Info
	closer io.Closer

	joined   []Part    // sheets that are walked as one
	repaired bool      // garbled texts are given back as they were
	workbook *workbook // nil when the book is made of CSV files
	tables   []csvFile
}

// csvFile is one CSV file of a book: already open, or to be opened by path.
type csvFile struct {
	path string
	r    io.ReaderAt
	size int64
}

// Open opens a workbook (.xlsx, .xlsm), a text table (.csv, .tsv, .txt) or a
// directory of .csv files, each of them a sheet named after its file. The
// content decides what the file is, not its name.
func Open(path string, lim Limits) (*Book, error) {
	name := filepath.Base(path)
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &Fault{Code: CodeMissing, File: name}
	}
	if err != nil {
		return nil, &Fault{Code: CodeUnreadable, File: name, Found: err.Error()}
	}
	st, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, &Fault{Code: CodeUnreadable, File: name, Found: err.Error()}
	}
	if st.IsDir() {
		f.Close()
		return openDirectory(path, lim)
	}
	b, err := Read(name, f, st.Size(), lim)
	if err != nil {
		f.Close()
		return nil, err
	}
	b.closer = f
	return b, nil
}

// Read opens a workbook or a text table held by r, which must stay readable as
// long as the book is used.
func Read(name string, r io.ReaderAt, size int64, lim Limits) (*Book, error) {
	if size > lim.MaxBytes {
		return nil, &Fault{Code: CodeTooBig, File: name, Found: sizeText(size), Expected: sizeText(lim.MaxBytes)}
	}
	if size == 0 {
		return nil, &Fault{Code: CodeEmptyFile, File: name}
	}
	head := make([]byte, min(size, 4096))
	if _, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return nil, &Fault{Code: CodeUnreadable, File: name, Found: err.Error()}
	}
	b := &Book{name: name, lim: lim}
	switch form, err := recognise(head, name, r, size); {
	case err != nil:
		return nil, err
	case form == formZip:
		w, err := openWorkbook(name, r, size, lim)
		if err != nil {
			return nil, err
		}
		b.workbook, b.sheets = w, w.infos()
	default:
		stem := strings.TrimSuffix(name, filepath.Ext(name))
		b.tables = []csvFile{{path: name, r: r, size: size}}
		b.sheets = []Info{{Name: stem, Hidden: Visible}}
	}
	return b, nil
}

func openDirectory(path string, lim Limits) (*Book, error) {
	b := &Book{name: filepath.Base(path), lim: lim}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, &Fault{Code: CodeUnreadable, File: b.name, Found: err.Error()}
	}
	for _, e := range entries {
		if e.IsDir() || !strings.EqualFold(filepath.Ext(e.Name()), ".csv") {
			continue
		}
		stem := strings.TrimSuffix(e.Name(), filepath.Ext(e.Name()))
		b.sheets = append(b.sheets, Info{Name: stem, Hidden: Visible, Index: len(b.sheets)})
		b.tables = append(b.tables, csvFile{path: filepath.Join(path, e.Name())})
	}
	if len(b.sheets) == 0 {
		return nil, &Fault{Code: CodeNoCSV, File: b.name}
	}
	return b, nil
}

// Close lets go of the file.
func (b *Book) Close() error {
	if b.closer == nil {
		return nil
	}
	return b.closer.Close()
}

// Sheets lists the sheets in the order of the book. Chart sheets have no cells
// and are not listed.
func (b *Book) Sheets() []Info { return slices.Clone(b.sheets) }

// Workbook tells whether the file is a workbook: the sheets of others have no
// name of their own.
func (b *Book) Workbook() bool { return b.workbook != nil }

// Date1904 tells whether the workbook counts its days from 1904.
func (b *Book) Date1904() bool { return b.workbook != nil && b.workbook.date1904 }

// Merge is a merged cell that reaches over several rows: the column and the
// first row, where its value stands, and the last row.
type Merge struct{ Col, From, To int }

// Merged lists the merged cells of a sheet that reach over several rows, by
// column and row. A workbook tells them behind the rows: they are not known
// until the sheet has been walked to its end.
func (b *Book) Merged(name string) (all []Merge, known bool) {
	if b.workbook == nil {
		return nil, true
	}
	parts, err := b.parts(name)
	if err != nil {
		return nil, false
	}
	b.workbook.mu.Lock()
	defer b.workbook.mu.Unlock()
	if len(parts) == 1 {
		all, known = b.workbook.merged[parts[0].index]
		return all, known
	}
	for _, p := range parts {
		of, known := b.workbook.merged[p.index]
		if !known {
			return nil, false
		}
		for _, m := range of {
			if m.From >= p.From {
				all = append(all, Merge{m.Col, p.Offset + m.From, p.Offset + m.To})
			}
		}
	}
	sortMerges(all)
	return all, true
}

func sortMerges(all []Merge) {
	slices.SortFunc(all, func(a, b Merge) int { return cmp.Or(cmp.Compare(a.Col, b.Col), cmp.Compare(a.From, b.From)) })
}

// Part is a sheet of several that are walked as one: its rows before From are left
// out, the others are numbered on from Offset.
type Part struct {
	Sheet        string
	From, Offset int

	index int
}

// Join makes sheets of a workbook one, which goes by the name of the first: whoever
// walks that one walks all of them. It is to be called before any walk begins.
func (b *Book) Join(parts []Part) error {
	parts = slices.Clone(parts)
	for i := range parts {
		var err error
		if parts[i].index, err = b.index(parts[i].Sheet); err != nil {
			return err
		}
	}
	b.joined = parts
	return nil
}

// parts are the sheets that a name stands for.
func (b *Book) parts(name string) ([]Part, error) {
	if len(b.joined) > 0 && b.joined[0].Sheet == name {
		return b.joined, nil
	}
	i, err := b.index(name)
	return []Part{{Sheet: name, index: i}}, err
}

// blank tells whether a row holds nothing a person can see.
func blank(cells []Cell) bool {
	for i := range cells {
		if cells[i].Kind != Text || strings.TrimSpace(cells[i].Text) != "" {
			return false
		}
	}
	return true
}
