package sheet

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"toguna/internal/record"
)

// ColumnKind is the way the values of a column are shown.
type ColumnKind uint8

// The kinds of column. A TextColumn keeps codes and telephone numbers as they
// are typed.
const (
	TextColumn ColumnKind = iota
	IntegerColumn
	NumberColumn
	DayColumn
	MonthColumn
)

// Column describes one column of a sheet. Group stands above the headings of
// neighbouring columns, Tag below the heading; rows for them are written only
// where a column has one.
type Column struct {
	Group, Heading, Tag        string
	Kind                       ColumnKind
	Width                      float64 // in letters, 0 for one that suits the kind
	Required, Computed, Hidden bool
	Locked                     bool // in a protected sheet, its cells cannot be typed in
	Whole                      bool // only whole numbers from 0 on may be typed
	List                       *ListRef
	Prompt                     string // shown when a cell is entered, at most 255 letters
	Wrong                      string // a formula seen from the first row of data; where it holds the cell is marked
}

// ListRef points to the range of a list: a column of a sheet, from its first
// to its last row. A Free list suggests and does not forbid. Where Parent is a
// column of the same sheet, the list holds only the rows whose Key column has
// the value of that column; the list must be sorted by Key.
type ListRef struct {
	Sheet            string
	Col, First, Last int
	Free             bool
	Parent, Key      int
}

// SheetSpec describes a sheet before its rows come.
type SheetSpec struct {
	Name    string
	Columns []Column
	Hidden  Visibility // the empty one is visible
	Freeze  int        // columns that stay in place when scrolling
	Protect bool       // without a password: it keeps from slips, not from people
	Spare   int        // empty rows below the data that keep lists and prompts
	Wide    int        // pages side by side when printed, on A4; 0 for one, on A3
	Printed int        // rows of data that are printed; 0 for all
}

// Properties are what a file manager shows about a workbook, and the language
// of the few words the writer adds.
type Properties struct {
	Title, Creator, Lang string
	Created              time.Time
}

// NumberCell, TextCell, DayCell, BoolCell and FormulaCell make cells for
// AppendRow. A cell without column follows the one before it.
func NumberCell(n float64) Cell { return Cell{Kind: Number, Number: n} }

// TextCell holds a text, never run as a formula; the empty text is no cell.
func TextCell(s string) Cell {
	if s == "" {
		return Cell{}
	}
	return Cell{Kind: Text, Text: s}
}

// DayCell holds a day; the empty day is no cell.
func DayCell(d record.Day) Cell {
	if d == "" {
		return Cell{}
	}
	return Cell{Kind: Date, Day: d, Text: string(d)}
}

// BoolCell holds yes or no.
func BoolCell(b bool) Cell {
	if b {
		return Cell{Kind: Bool, Number: 1, Text: "TRUE"}
	}
	return Cell{Kind: Bool, Text: "FALSE"}
}

// FormulaCell holds a formula of our own making, =SUM(A4:B4); never pass the
// text of a person.
func FormulaCell(formula string) Cell { return Cell{Kind: Formula, Text: formula} }

// Writer builds a workbook sheet by sheet. Rows flow to a temporary file, so a
// long sheet costs little memory. Close it in every case.
type Writer struct {
	file   *excelize.File
	lang   string
	sheets []*SheetWriter
	styles map[string]int
	first  int // the first visible sheet, which opens
}

// SheetWriter takes the rows of one sheet.
type SheetWriter struct {
	stream *excelize.StreamWriter
	spec   SheetSpec
	w      *Writer
	row    int // the last one written
	above  int // rows of group, heading and tag
	body   []int
	dates  []int // the style of a day in each column
	values []any
	wrong  map[int]string // what is wrong with cells of the row that is written next, by column
	notes  []note
}

// NewWriter begins a workbook.
func NewWriter(p Properties) (*Writer, error) {
	w := &Writer{file: excelize.NewFile(), lang: p.Lang, styles: map[string]int{}}
	stamp := p.Created.UTC().Format(time.RFC3339)
	err := w.file.SetDocProps(&excelize.DocProperties{
		Title: legal(p.Title), Creator: legal(p.Creator), LastModifiedBy: legal(p.Creator),
		Language: p.Lang, Created: stamp, Modified: stamp,
	})
	if err != nil {
		w.file.Close()
		return nil, fmt.Errorf("set the properties of the workbook: %w", err)
	}
	return w, nil
}

// Close frees the temporary files.
func (w *Writer) Close() error { return w.file.Close() }

const bodyFont = "Calibri" // the font of a new workbook, where a style names none

// look is the appearance of a kind of cell.
func look(name string) *excelize.Style {
	fill := func(colour string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
	}
	edge := []excelize.Border{{Type: "bottom", Color: "1F3A4D", Style: 1}, {Type: "right", Color: "C9D3DA", Style: 1}}
	heading := &excelize.Alignment{Vertical: "center", WrapText: true}
	format := func(code string) *string { return &code }
	top := &excelize.Alignment{Vertical: "top"}
	if kind, wrong := strings.CutPrefix(name, wrongCell); wrong {
		style := look(kind)
		style.Fill = fill("FFD6D6")
		return style
	}
	switch name {
	case "required":
		return &excelize.Style{Font: &excelize.Font{Family: bodyFont, Bold: true, Color: "FFFFFF"}, Fill: fill("1F3A4D"), Alignment: heading, Border: edge}
	case "optional":
		return &excelize.Style{Font: &excelize.Font{Family: bodyFont, Bold: true, Color: "1F3A4D"}, Fill: fill("DCE9F1"), Alignment: heading, Border: edge}
	case "computed":
		return &excelize.Style{Font: &excelize.Font{Family: bodyFont, Bold: true, Italic: true, Color: "4A4A4A"}, Fill: fill("E4E4E4"), Alignment: heading, Border: edge}
	case "group":
		return &excelize.Style{Font: &excelize.Font{Family: bodyFont, Bold: true, Color: "1F3A4D"}, Fill: fill("F3F6F8"), Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}, Border: edge}
	case "tag":
		return &excelize.Style{Font: &excelize.Font{Family: bodyFont, Size: 8, Color: "6B6B6B"}, NumFmt: 49, Fill: fill("F3F6F8")}
	case "title":
		return &excelize.Style{Font: &excelize.Font{Family: bodyFont, Bold: true, Size: 18, Color: "1F3A4D"}}
	case "paragraph":
		return &excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}
	case "term":
		return &excelize.Style{Font: &excelize.Font{Family: bodyFont, Bold: true, Color: "1F3A4D"}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}
	case "answer":
		box := []excelize.Border{{Type: "left", Color: "A4551B", Style: 2}, {Type: "right", Color: "A4551B", Style: 2}, {Type: "top", Color: "A4551B", Style: 2}, {Type: "bottom", Color: "A4551B", Style: 2}}
		return &excelize.Style{NumFmt: 49, Font: &excelize.Font{Family: bodyFont, Bold: true, Size: 14}, Fill: fill("FFF4DC"), Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "center"}, Border: box}
	case "text":
		return &excelize.Style{NumFmt: 49, Alignment: top}
	case "integer":
		// A text there, which says why there is no number, must not run into the number of the column before.
		return &excelize.Style{NumFmt: 3, Alignment: &excelize.Alignment{Horizontal: "right", Vertical: "top"}}
	case "day":
		return &excelize.Style{CustomNumFmt: format("yyyy-mm-dd"), Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "top"}}
	case "month":
		return &excelize.Style{CustomNumFmt: format("yyyy-mm"), Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "top"}}
	}
	return &excelize.Style{Alignment: top}
}

func (w *Writer) style(name string) (int, error) {
	if id, ok := w.styles[name]; ok {
		return id, nil
	}
	kind, open := strings.CutSuffix(name, unlocked)
	l := look(kind)
	if open {
		l.Protection = &excelize.Protection{}
	}
	id, err := w.file.NewStyle(l)
	w.styles[name] = id
	return id, err
}

// unlocked marks the style of cells that a person fills in a protected sheet.
const unlocked = ", unlocked"

func (c Column) heading() (style, text string) {
	switch {
	case c.Computed:
		return "computed", c.Heading
	case c.Required:
		return "required", c.Heading + " *"
	}
	return "optional", c.Heading
}

func (c Column) body() (style string, width float64) {
	switch c.Kind {
	case TextColumn:
		return "text", 20
	case IntegerColumn:
		return "integer", 12
	case DayColumn:
		return "day", 13
	case MonthColumn:
		return "month", 11
	}
	return "number", 14
}

// Sheet adds a sheet and writes its headings.
func (w *Writer) Sheet(spec SheetSpec) (*SheetWriter, error) {
	s, err := w.sheet(spec)
	if err != nil {
		return nil, fmt.Errorf("add sheet %q: %w", spec.Name, err)
	}
	return s, nil
}

func (w *Writer) sheet(spec SheetSpec) (*SheetWriter, error) {
	if err := w.addName(spec.Name); err != nil {
		return nil, err
	}
	// Pages as wide as the sheet; the stream writes this before anything else.
	fits, wide, all, landscape := true, max(spec.Wide, 1), 0, "landscape"
	err := errors.Join(
		w.file.SetSheetProps(spec.Name, &excelize.SheetPropsOptions{FitToPage: &fits}),
		w.file.SetPageLayout(spec.Name, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &wide, FitToHeight: &all}),
	)
	if err != nil {
		return nil, err
	}
	stream, err := w.file.NewStreamWriter(spec.Name)
	if err != nil {
		return nil, err
	}
	s := &SheetWriter{stream: stream, spec: spec, w: w}
	w.sheets = append(w.sheets, s)
	groups := slices.ContainsFunc(spec.Columns, func(c Column) bool { return c.Group != "" })
	headings := slices.ContainsFunc(spec.Columns, func(c Column) bool { return c.Heading != "" })
	tags := slices.ContainsFunc(spec.Columns, func(c Column) bool { return c.Tag != "" })
	for _, present := range []bool{groups, headings, tags} {
		if present {
			s.above++
		}
	}
	s.body, s.dates = make([]int, len(spec.Columns)), make([]int, len(spec.Columns))
	// The library writes the columns last told first, and Excel wants them from
	// left to right.
	for i, c := range slices.Backward(spec.Columns) {
		name, width := c.body()
		date := "day"
		if c.Kind == MonthColumn {
			date = name
		}
		if spec.Protect && !c.Locked {
			name, date = name+unlocked, date+unlocked
		}
		id, err := w.style(name)
		if err != nil {
			return nil, err
		}
		dated, err := w.style(date)
		if err != nil {
			return nil, err
		}
		s.body[i], s.dates[i] = id, dated
		err = errors.Join(
			stream.SetColWidth(i+1, i+1, cmp.Or(c.Width, width)),
			stream.SetColStyle(i+1, i+1, id),
		)
		if c.Hidden {
			err = errors.Join(err, stream.SetColVisible(i+1, i+1, false))
		}
		if err != nil {
			return nil, err
		}
	}
	if s.above > 0 || spec.Freeze > 0 {
		panes := &excelize.Panes{Freeze: true, XSplit: spec.Freeze, YSplit: s.above, TopLeftCell: Address(s.above+1, spec.Freeze+1), ActivePane: "bottomRight"}
		if spec.Freeze == 0 {
			panes.ActivePane = "bottomLeft"
		} else if s.above == 0 {
			panes.ActivePane = "topRight"
		}
		if err := stream.SetPanes(panes); err != nil {
			return nil, err
		}
	}
	if groups {
		if err := s.groupRow(); err != nil {
			return nil, err
		}
	}
	if headings {
		err = s.headRow(s.headHeight(), func(c Column) (string, string) { return c.heading() })
		if err == nil {
			err = s.printed()
		}
	}
	if err == nil && tags {
		err = s.headRow(0, func(c Column) (string, string) { return "tag", c.Tag })
	}
	return s, err
}

// printed says what every page of a print repeats, on what paper, and where it ends.
func (s *SheetWriter) printed() error {
	file, spec, name := s.w.file, s.spec, quoted(s.spec.Name)
	paper, titles := 8, fmt.Sprintf("%s!$1:$%d", name, s.row) // 8 is A3
	if spec.Wide > 1 {
		paper = 9 // A4
		if spec.Freeze > 0 {
			last, _ := excelize.ColumnNumberToName(spec.Freeze)
			titles = fmt.Sprintf("%s!$A:$%s,%s", name, last, titles)
		}
	}
	err := errors.Join(
		file.SetPageLayout(spec.Name, &excelize.PageLayoutOptions{Size: &paper}),
		file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: spec.Name, RefersTo: titles}),
	)
	if spec.Printed > 0 {
		last, _ := excelize.ColumnNumberToName(len(spec.Columns))
		err = errors.Join(err, file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", Scope: spec.Name, RefersTo: fmt.Sprintf("%s!$A$1:$%s$%d", name, last, s.above+spec.Printed)}))
	}
	return err
}

// addName creates the sheet; the one a new workbook comes with takes the name
// of the first.
func (w *Writer) addName(name string) error {
	if len(w.file.GetSheetList()) == 1 && len(w.sheets) == 0 {
		return w.file.SetSheetName(w.file.GetSheetName(0), name)
	}
	if i, err := w.file.GetSheetIndex(name); err != nil || i >= 0 {
		return cmp.Or(err, errors.New("a sheet of this name is there already"))
	}
	_, err := w.file.NewSheet(name)
	return err
}

func (s *SheetWriter) groupRow() error {
	s.row++
	id, err := s.w.style("group")
	if err != nil {
		return err
	}
	cells := make([]any, len(s.spec.Columns))
	lines := 1
	for i := 0; i < len(cells); {
		end := i + 1
		for end < len(cells) && s.spec.Columns[end].Group == s.spec.Columns[i].Group {
			end++
		}
		if group := s.spec.Columns[i].Group; group != "" {
			cells[i] = excelize.Cell{StyleID: id, Value: legal(group)}
			room := s.width(i)
			for j := i + 1; j < end; j++ {
				cells[j] = excelize.Cell{StyleID: id}
				room += s.width(j)
			}
			if letters := float64(len([]rune(group))); letters > room && room > 0 {
				lines = max(lines, int(math.Ceil(1.2*letters/room))) // bold letters are wide
			}
			if end > i+1 {
				if err := s.stream.MergeCell(Address(s.row, i+1), Address(s.row, end)); err != nil {
					return err
				}
			}
		}
		i = end
	}
	return s.stream.SetRow(Address(s.row, 1), cells, excelize.RowOpts{Height: 15*float64(lines) + 3})
}

// width is that of a column, in letters.
func (s *SheetWriter) width(i int) float64 {
	c := s.spec.Columns[i]
	if c.Hidden {
		return 0
	}
	_, usual := c.body()
	return cmp.Or(c.Width, usual)
}

// headHeight is the height that shows every heading whole.
func (s *SheetWriter) headHeight() float64 {
	most := 2
	for i, c := range s.spec.Columns {
		width := s.width(i)
		if width == 0 {
			continue
		}
		lines, room := 1, width
		for word := range strings.FieldsSeq(c.Heading) {
			need := 1.2 * float64(len([]rune(word))+1) // bold letters are wide
			if room < need && room < width {
				lines, room = lines+1, width
			}
			for ; room < need; lines++ { // a word longer than a line
				need -= width
			}
			room -= need
		}
		most = max(most, lines)
	}
	return 15*float64(most) + 10
}

func (s *SheetWriter) headRow(height float64, of func(c Column) (style, text string)) error {
	s.row++
	cells := make([]any, len(s.spec.Columns))
	for i, c := range s.spec.Columns {
		style, text := of(c)
		id, err := s.w.style(style)
		if err != nil {
			return err
		}
		cells[i] = excelize.Cell{StyleID: id, Value: legal(text)}
	}
	if height > 0 {
		return s.stream.SetRow(Address(s.row, 1), cells, excelize.RowOpts{Height: height})
	}
	return s.stream.SetRow(Address(s.row, 1), cells)
}

// NextRow is the number of the row AppendRow will write.
func (s *SheetWriter) NextRow() int { return s.row + 1 }

const longestText = 32767 // UTF-16 units of one cell

// AppendRow writes one row. Cells may come in any kind for any column; a row
// that was read can be written as it is. Numbers keep 15 digits, as in
// spreadsheets.
func (s *SheetWriter) AppendRow(cells []Cell) error { return s.AppendComputed(cells, nil) }

// AppendComputed writes one row of which some columns are computed: formulas
// holds one of our own making for each of them, by column from the first, ""
// for none. The cell of such a column is the value it has now, for readers that
// compute nothing.
func (s *SheetWriter) AppendComputed(cells []Cell, formulas []string) error {
	s.values = s.values[:0]
	row := s.row + 1
	for _, c := range cells {
		if c.Col > 0 {
			if c.Col <= len(s.values) {
				return fmt.Errorf("write row %d of %q: column %s comes twice", row, s.spec.Name, Address(0, c.Col))
			}
			for len(s.values) < c.Col-1 {
				s.values = append(s.values, nil)
			}
		}
		style := 0
		if i := len(s.values); i < len(s.body) {
			style = s.body[i]
		}
		_, wrong := s.wrong[len(s.values)+1]
		if wrong {
			var err error
			if style, err = s.wrongStyle(len(s.values), c); err != nil {
				return err
			}
		}
		switch c.Kind {
		case Empty:
			if wrong {
				s.values = append(s.values, excelize.Cell{StyleID: style})
				continue
			}
			s.values = append(s.values, nil)
			continue
		case Number:
			if math.IsNaN(c.Number) || math.IsInf(c.Number, 0) {
				return fmt.Errorf("write %s of %q: no finite number", Address(row, len(s.values)+1), s.spec.Name)
			}
			s.values = append(s.values, excelize.Cell{StyleID: style, Value: fifteenDigits(c.Number)})
		case Date:
			serial, ok := DaySerial(c.Day, false)
			if !ok {
				s.values = append(s.values, excelize.Cell{StyleID: style, Value: string(c.Day)})
				continue
			}
			switch i := len(s.values); {
			case wrong:
			case i < len(s.dates):
				style = s.dates[i]
			default:
				var err error
				if style, err = s.w.style("day"); err != nil {
					return err
				}
			}
			s.values = append(s.values, excelize.Cell{StyleID: style, Value: serial})
		case Bool:
			s.values = append(s.values, excelize.Cell{StyleID: style, Value: c.Number != 0})
		case Formula:
			s.values = append(s.values, excelize.Cell{StyleID: style, Formula: strings.TrimPrefix(c.Text, "=")})
		default:
			text := legal(c.Text)
			if units := len(utf16.Encode([]rune(text))); units > longestText {
				return &Fault{Code: CodeTooLong, Sheet: s.spec.Name, Row: row, Col: len(s.values) + 1, Found: strconv.Itoa(units), Expected: strconv.Itoa(longestText)}
			}
			s.values = append(s.values, excelize.Cell{StyleID: style, Value: text})
		}
	}
	for i, f := range formulas {
		if f == "" {
			continue
		}
		for len(s.values) <= i {
			s.values = append(s.values, nil)
		}
		c, ok := s.values[i].(excelize.Cell)
		if !ok { // a blank, for without a value a reader would have to compute
			c = excelize.Cell{StyleID: s.body[i], Value: " "}
		}
		c.Formula = strings.TrimPrefix(f, "=")
		s.values[i] = c
	}
	if row > lastRow {
		return &Fault{Code: CodeTooManyRows, Sheet: s.spec.Name, Row: row, Expected: strconv.Itoa(lastRow)}
	}
	if err := s.stream.SetRow(Address(row, 1), s.values); err != nil {
		return fmt.Errorf("write row %d of %q: %w", row, s.spec.Name, err)
	}
	s.row = row
	return nil
}

// legal takes out the signs a workbook cannot hold.
func legal(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}

// quoted writes the name of a sheet for a formula.
func quoted(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

// formula points to the range of the list, seen from the first row of data.
func (l *ListRef) formula(row int) string {
	sheet, col := quoted(l.Sheet), Address(0, l.Col)
	if l.Parent == 0 {
		return fmt.Sprintf("%s!$%s$%d:$%s$%d", sheet, col, l.First, col, l.Last)
	}
	key, parent := Address(0, l.Key), Address(0, l.Parent)
	keys := fmt.Sprintf("%s!$%s$%d:$%s$%d", sheet, key, l.First, key, l.Last)
	return fmt.Sprintf("OFFSET(%s!$%s$%d,MATCH($%s%d,%s,0)-1,0,COUNTIF(%s,$%s%d),1)", sheet, col, l.First, parent, row, keys, keys, parent, row)
}

// finish writes what stands below the rows: filter, lists and prompts.
func (s *SheetWriter) finish() error {
	f, name := s.w.file, s.spec.Name
	first, last := s.above+1, min(max(s.row, s.above+1)+s.spec.Spare, lastRow)
	for i, c := range s.spec.Columns {
		if c.Wrong != "" {
			if err := s.mark(Address(first, i+1)+":"+Address(last, i+1), c.Wrong); err != nil {
				return err
			}
		}
		if c.List == nil && c.Prompt == "" && !c.Whole {
			continue
		}
		v := excelize.NewDataValidation(true)
		v.SetSqref(Address(first, i+1) + ":" + Address(last, i+1))
		if c.Prompt != "" {
			if len(utf16.Encode([]rune(c.Prompt))) > 255 {
				return fmt.Errorf("the prompt of column %q has more than 255 letters", c.Heading)
			}
			title := []rune(c.Heading)
			v.SetInput(string(title[:min(len(title), 32)]), legal(c.Prompt))
		}
		if c.List != nil {
			formula := c.List.formula(first)
			if len(utf16.Encode([]rune(formula))) > 255 {
				return fmt.Errorf("the list of column %q needs a formula of more than 255 letters", c.Heading)
			}
			v.Type, v.Formula1 = "list", strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(formula)
			if !c.List.Free {
				title, text := "Not in the list", "Choose a value from the list."
				if s.w.lang == "fr" {
					title, text = "Hors de la liste", "Choisissez une valeur de la liste."
				}
				v.SetError(excelize.DataValidationErrorStyleStop, title, text)
			}
		}
		if c.Whole {
			v.Type, v.Operator, v.Formula1 = "whole", "greaterThanOrEqual", "0"
			title, text := "Not a whole number", "Type a whole number, or leave the cell empty when it is not known."
			if s.w.lang == "fr" {
				title, text = "Pas un nombre entier", "Tapez un nombre entier, ou laissez vide si le nombre n’est pas connu."
			}
			v.SetError(excelize.DataValidationErrorStyleStop, title, text)
		}
		if err := f.AddDataValidation(name, v); err != nil {
			return err
		}
	}
	if s.spec.Protect {
		if err := f.ProtectSheet(name, &excelize.SheetProtectionOptions{SelectLockedCells: true, SelectUnlockedCells: true,
			Sort: true, AutoFilter: true, FormatCells: true, FormatColumns: true, FormatRows: true, InsertRows: true}); err != nil {
			return err
		}
	}
	if s.above > 0 && s.row > s.above && len(s.spec.Columns) > 0 {
		if err := f.AutoFilter(name, Address(s.above, 1)+":"+Address(s.row, len(s.spec.Columns)), nil); err != nil {
			return err
		}
	}
	if err := s.writeNotes(); err != nil {
		return err
	}
	return s.stream.Flush()
}

// mark shows in red the cells for which a formula holds.
func (s *SheetWriter) mark(area, formula string) error {
	id, err := s.w.file.NewConditionalStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Color: "9B2C2C"},
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"F9DEDC"}}})
	if err != nil {
		return err
	}
	return s.w.file.SetConditionalFormat(s.spec.Name, area, []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: formula, Format: &id}})
}

// Guidance is a page of reading: a title, facts by name, paragraphs, and a
// legend of terms with their meaning. A page that asks something is protected
// but for the cell of the answer, beside the question.
type Guidance struct {
	Sheet, Title string
	Facts        [][2]string
	Ask, Prompt  string
	Answers      *ListRef
	Paragraphs   []string
	Legend       [][2]string
}

// Guidance adds such a page.
func (w *Writer) Guidance(g Guidance) error {
	s, err := w.Sheet(SheetSpec{Name: g.Sheet, Columns: []Column{{Width: 28, Locked: true}, {Width: 90, Locked: true}}, Protect: g.Ask != ""})
	if err != nil {
		return err
	}
	row := func(style string, height float64, texts ...string) error {
		s.row++
		var cells []any
		for _, t := range texts {
			id, err := w.style(style)
			if err != nil {
				return err
			}
			cells = append(cells, excelize.Cell{StyleID: id, Value: legal(t)})
			style = "paragraph"
		}
		return s.stream.SetRow(Address(s.row, 1), cells, excelize.RowOpts{Height: height})
	}
	lines := func(text string, width int) float64 {
		n := 0
		for line := range strings.Lines(text) {
			n += 1 + len([]rune(line))/width
		}
		return 15 * float64(max(n, 1))
	}
	grid, a4, upright := false, 9, "portrait"
	err = errors.Join(
		w.file.SetSheetView(g.Sheet, -1, &excelize.ViewOptions{ShowGridLines: &grid}),
		w.file.SetPageLayout(g.Sheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &upright}),
		row("title", 30, g.Title),
	)
	for _, f := range g.Facts {
		if err == nil {
			err = row("term", max(lines(f[0], 25), lines(f[1], 84)), f[0], f[1])
		}
	}
	if g.Ask != "" && err == nil {
		err = s.ask(g)
	}
	for _, p := range g.Paragraphs {
		if err == nil {
			err = s.stream.MergeCell(Address(s.row+1, 1), Address(s.row+1, 2))
		}
		if err == nil {
			err = row("paragraph", lines(p, 110)+4, p)
		}
	}
	s.row++
	for _, l := range g.Legend {
		if err == nil {
			err = row("term", max(lines(l[0], 25), lines(l[1], 84)), l[0], l[1])
		}
	}
	if err != nil {
		return fmt.Errorf("write the page %q: %w", g.Sheet, err)
	}
	return nil
}

// ask writes a question and the cell for its answer.
func (s *SheetWriter) ask(g Guidance) error {
	term, err := s.w.style("term")
	if err != nil {
		return err
	}
	answer, err := s.w.style("answer" + unlocked)
	if err != nil {
		return err
	}
	s.row += 2
	cells := []any{excelize.Cell{StyleID: term, Value: legal(g.Ask)}, excelize.Cell{StyleID: answer}}
	if err := s.stream.SetRow(Address(s.row, 1), cells, excelize.RowOpts{Height: 32}); err != nil {
		return err
	}
	v := excelize.NewDataValidation(true)
	v.SetSqref(Address(s.row, 2))
	v.SetInput(g.Ask, legal(g.Prompt))
	if g.Answers != nil {
		v.Type, v.Formula1 = "list", g.Answers.formula(s.row)
	}
	s.row++
	return s.w.file.AddDataValidation(g.Sheet, v)
}

// WriteTo ends the workbook and writes it: the same rows give the same bytes.
// It can be called once.
func (w *Writer) WriteTo(out io.Writer) (int64, error) {
	if len(w.sheets) == 0 {
		return 0, errors.New("a workbook needs a sheet")
	}
	w.first = slices.IndexFunc(w.sheets, func(s *SheetWriter) bool { return s.spec.Hidden == "" || s.spec.Hidden == Visible })
	if w.first < 0 {
		return 0, errors.New("a workbook needs a visible sheet")
	}
	// To open and to hide sheets reads them all: cheap before they end, and
	// enough as long as the first sheet opens, as it does by itself.
	if w.first == 0 {
		if err := w.hide(); err != nil {
			return 0, err
		}
	}
	for _, s := range w.sheets {
		if err := s.finish(); err != nil {
			return 0, fmt.Errorf("finish sheet %q: %w", s.spec.Name, err)
		}
	}
	if w.first > 0 {
		w.file.SetActiveSheet(w.first)
		if err := w.hide(); err != nil {
			return 0, err
		}
	}
	packed, err := w.file.WriteToBuffer()
	if err != nil {
		return 0, fmt.Errorf("write the workbook: %w", err)
	}
	sorted, err := sortParts(packed.Bytes())
	if err != nil {
		return 0, fmt.Errorf("write the workbook: %w", err)
	}
	n, err := out.Write(sorted)
	return int64(n), err
}

func (w *Writer) hide() error {
	for _, s := range w.sheets {
		if s.spec.Hidden == Hidden || s.spec.Hidden == VeryHidden {
			if err := w.file.SetSheetVisible(s.spec.Name, false, s.spec.Hidden == VeryHidden); err != nil {
				return fmt.Errorf("hide sheet %q: %w", s.spec.Name, err)
			}
		}
	}
	return nil
}

// sortParts puts the parts in one order, the list of contents first.
func sortParts(packed []byte) ([]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return nil, err
	}
	rank := func(f *zip.File) string {
		if f.Name == "[Content_Types].xml" {
			return ""
		}
		return f.Name
	}
	slices.SortFunc(z.File, func(a, b *zip.File) int { return strings.Compare(rank(a), rank(b)) })
	var out bytes.Buffer
	zw := zip.NewWriter(&out)
	for _, f := range z.File {
		if err := zw.Copy(f); err != nil {
			return nil, err
		}
	}
	err = zw.Close()
	return out.Bytes(), err
}
