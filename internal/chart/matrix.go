package chart

import (
	"fmt"
	"slices"
	"strings"
)

// MatrixInput is a figure for each row in each column, with their words: organisations by places.
type MatrixInput struct {
	Caption
	One, Many   string // what a cell counts
	RowWord     string // "Organisation"
	ColumnWord  string // "Cercle"
	TotalOfRow  string // heading of the last column: "Cercles"; empty without totals
	TotalOfCol  string // heading of the last row: "Organisations"; empty without totals
	Columns     []MatrixColumn
	Rows        []MatrixRow
	ColumnTotal []Value // one for each column
}

// MatrixColumn is one column; neighbours of one group stand under its name.
type MatrixColumn struct{ Label, Group string }

// MatrixRow is one row; neighbours of one group stand under its name.
type MatrixRow struct {
	Label, Group string
	Values       []Value // one for each column
	Total        Value
}

// The most rows and columns of one picture: beyond them the letters on an A4 page are too small to read.
const (
	mostMatrixRows    = 60
	mostMatrixColumns = 50
)

// Matrix draws a table of coloured cells with their figures. What is too large for one page is parted into several
// pictures, column parts first; each has the whole table.
func Matrix(in MatrixInput) []*Drawing {
	var positive []float64
	for _, r := range in.Rows {
		for _, v := range r.Values {
			if v.settled().positive() {
				positive = append(positive, v.N)
			}
		}
	}
	classes := classify(positive)
	rowParts, columnParts := parts(len(in.Rows), mostMatrixRows), parts(len(in.Columns), mostMatrixColumns)
	var out []*Drawing
	for _, r := range rowParts {
		for _, c := range columnParts {
			part := in
			if n := len(rowParts) * len(columnParts); n > 1 {
				part.Title = fmt.Sprintf("%s (%d/%d)", in.Title, len(out)+1, n)
			}
			out = append(out, part.draw(classes, r, c))
		}
	}
	return out
}

// parts cuts a length into the fewest parts of about one size.
func parts(n, most int) [][2]int {
	count := max((n+most-1)/most, 1)
	var out [][2]int
	for i := range count {
		out = append(out, [2]int{n * i / count, n * (i + 1) / count})
	}
	return out
}

func (in MatrixInput) draw(classes []class, rows, columns [2]int) *Drawing {
	const (
		pitch, groupPitch = 8.6, 9.6
		most              = 13.0 // the widest a column needs to be
		labelSize         = 5.8
	)
	labelWidth, headHeight := TextWidth(in.RowWord, smallSize, true), 0.0
	for _, r := range in.Rows[rows[0]:rows[1]] {
		labelWidth = max(labelWidth, min(TextWidth(r.Label, labelSize, false), 130))
	}
	for _, c := range in.Columns[columns[0]:columns[1]] {
		headHeight = max(headHeight, min(TextWidth(c.Label, labelSize, false), 74))
	}
	totals := 0.0
	if in.TotalOfRow != "" {
		totals = 24
		headHeight = max(headHeight, TextWidth(in.TotalOfRow, labelSize, true))
	}
	count := max(columns[1]-columns[0], 1)
	cell := min((540-2*margin-labelWidth-5-totals)/float64(count), most)
	width := max(2*margin+labelWidth+5+totals+cell*float64(count), 300)
	s, page, top := in.begin(width)
	x0 := page.x0 + labelWidth + 5
	x1 := x0 + cell*float64(count)
	top += in.key(s, classes, top, page)

	grouped := slices.ContainsFunc(in.Columns, func(c MatrixColumn) bool { return c.Group != "" })
	if grouped {
		for i := columns[0]; i < columns[1]; {
			j := i + 1
			for j < columns[1] && in.Columns[j].Group == in.Columns[i].Group {
				j++
			}
			left, right := x0+float64(i-columns[0])*cell, x0+float64(j-columns[0])*cell
			name := shorten(in.Columns[i].Group, 5.4, true, right-left-1, 1)
			if len(name) > 0 && name[0] != "…" {
				s.text((left+right)/2, top+5, name[0], 5.4, ink, Middle, true, none)
			}
			s.line([]Point{{left + 0.8, top + 7}, {right - 0.8, top + 7}}, muted, 0.6)
			i = j
		}
		top += 10
	}
	y0 := top + headHeight + 4
	for i, c := range in.Columns[columns[0]:columns[1]] {
		label := shorten(c.Label, labelSize, false, headHeight+1, 1)
		s.add(Shape{Kind: Text, X: x0 + (float64(i)+0.5)*cell + labelSize*0.35, Y: y0 - 3, Text: strings.Join(label, ""), Size: labelSize, Fill: ink, Up: true})
	}
	if totals > 0 {
		s.add(Shape{Kind: Text, X: x1 + totals/2 + labelSize*0.35, Y: y0 - 3, Text: in.TotalOfRow, Size: labelSize, Fill: ink, Bold: true, Up: true})
	}
	type band struct {
		y    float64
		name string
	}
	var bands []band
	y, group := y0, ""
	for n, r := range in.Rows[rows[0]:rows[1]] {
		if r.Group != group || n == 0 && r.Group != "" {
			group = r.Group
			bands = append(bands, band{y, group})
			y += groupPitch
		}
		s.text(x0-4, y+pitch*0.5+labelSize*0.35, strings.Join(shorten(r.Label, labelSize, false, labelWidth, 1), ""), labelSize, ink, End, false, none)
		in.drawRow(s, r, classes, columns, x0, y, cell, pitch)
		if totals > 0 {
			s.text(x1+totals/2, y+pitch*0.5+labelSize*0.35, s.mark(r.Total.settled()), labelSize, ink, Middle, true, none)
		}
		y += pitch
		s.line([]Point{{page.x0, y}, {x1 + totals, y}}, grid, 0.3)
	}
	for i := columns[0]; i <= columns[1]; i++ {
		at := x0 + float64(i-columns[0])*cell
		if i > columns[0] && i < columns[1] && in.Columns[i].Group == in.Columns[i-1].Group {
			s.line([]Point{{at, y0}, {at, y}}, grid, 0.3)
			continue
		}
		s.line([]Point{{at, y0}, {at, y}}, border, 0.6)
	}
	for _, b := range bands {
		s.add(Shape{Kind: Rect, X: page.x0, Y: b.y + 0.2, W: x1 + totals - page.x0, H: groupPitch - 0.6, Fill: absent})
		s.text(page.x0+2, b.y+groupPitch-3, b.name, labelSize, ink, Start, true, none)
	}
	if in.TotalOfCol != "" {
		s.text(x0-4, y+pitch*0.5+labelSize*0.35, in.TotalOfCol, labelSize, ink, End, true, none)
		for i := columns[0]; i < columns[1]; i++ {
			if i < len(in.ColumnTotal) {
				size := min(labelSize, cell*0.62)
				s.text(x0+(float64(i-columns[0])+0.5)*cell, y+pitch*0.5+labelSize*0.35, s.mark(in.ColumnTotal[i].settled()), size, ink, Middle, true, none)
			}
		}
		y += pitch
	}
	d := in.end(s, page, y)
	d.Table, d.Desc = in.table(s), in.sentences(s)
	return d
}

// drawRow draws the cells of a row; neighbours without a figure share one surface.
func (in MatrixInput) drawRow(s *sheet, r MatrixRow, classes []class, columns [2]int, x0, y, cell, pitch float64) {
	at := func(i int) Value {
		if i < len(r.Values) {
			return r.Values[i].settled()
		}
		return Value{}
	}
	for i := columns[0]; i < columns[1]; {
		v, j := at(i), i+1
		left := x0 + float64(i-columns[0])*cell
		if v.State != Known {
			for j < columns[1] && at(j).State == v.State {
				j++
			}
		}
		area := box{left + 0.4, y + 0.4, x0 + float64(j-columns[0])*cell - 0.4, y + pitch - 0.4}
		if !v.zero() {
			fill := shade(classes, v.N)
			s.evidence(v.Href, s.tip(r.Label+", "+in.Columns[i].Label, v, in.One, in.Many), func() {
				if v.positive() {
					s.add(Shape{Kind: Rect, X: area.x0, Y: area.y0, W: area.x1 - area.x0, H: area.y1 - area.y0, Fill: fill})
				} else {
					s.patch(area, v)
				}
				color := ink
				if v.positive() && onDark(fill) {
					color = white
				}
				size := min(5.4, cell*0.6)
				for n := i; n < j && v.State != NoReport; n++ {
					s.text(x0+(float64(n-columns[0])+0.5)*cell, y+pitch*0.5+size*0.35, s.mark(v), size, color, Middle, false, none)
				}
			})
		}
		i = j
	}
}

// patch is a surface without a border, for cells that stand close.
func (s *sheet) patch(b box, v Value) {
	at := len(s.shapes)
	s.surface([][]Point{b.ring()}, v, none)
	s.shapes[at].Stroke = none
}

// key explains the colours and the blank cells, and returns the height it took.
func (in MatrixInput) key(s *sheet, classes []class, y float64, page box) float64 {
	f := flow{page, page.x0, y}
	if len(classes) > 0 && classes[len(classes)-1].hi > 1 {
		title := capital(in.Many)
		x, y := f.room(TextWidth(title, smallSize, true), 8)
		s.text(x, y+5.7, title, smallSize, ink, Start, true, none)
		for _, c := range classes {
			text := s.number(c.lo)
			if c.hi > c.lo {
				text += " – " + s.number(c.hi)
			}
			x, y := f.room(12+TextWidth(text, smallSize, false), 10)
			s.add(Shape{Kind: Rect, X: x, Y: y, W: 9, H: 6.5, Fill: c.fill})
			s.text(x+12, y+5.7, text, smallSize, ink, Start, false, none)
		}
		f.x += 6
	}
	among := func(test func(Value) bool) bool {
		return slices.ContainsFunc(in.Rows, func(r MatrixRow) bool {
			return slices.ContainsFunc(r.Values, func(v Value) bool { return test(v.settled()) })
		})
	}
	if among(Value.zero) && !among(Value.unconfirmed) {
		s.swatch(&f, Value{State: Known}, s.trueZero)
	}
	s.stateKey(&f, among)
	return f.y - y + 13
}

func (in MatrixInput) table(s *sheet) Table {
	t := Table{Caption: in.Title, Head: []string{in.RowWord}}
	grouped := slices.ContainsFunc(in.Rows, func(r MatrixRow) bool { return r.Group != "" })
	if grouped {
		t.Head = append(t.Head, s.kind)
	}
	for _, c := range in.Columns {
		t.Head = append(t.Head, c.Label)
	}
	if in.TotalOfRow != "" {
		t.Head = append(t.Head, in.TotalOfRow)
	}
	for _, r := range in.Rows {
		cells := []string{r.Label}
		if grouped {
			cells = append(cells, r.Group)
		}
		for i := range in.Columns {
			v := Value{}
			if i < len(r.Values) {
				v = r.Values[i].settled()
			}
			cells = append(cells, s.full(v))
		}
		if in.TotalOfRow != "" {
			cells = append(cells, s.full(r.Total.settled()))
		}
		t.Rows = append(t.Rows, cells)
	}
	if in.TotalOfCol != "" {
		cells := []string{in.TotalOfCol}
		if grouped {
			cells = append(cells, "")
		}
		for _, v := range in.ColumnTotal {
			cells = append(cells, s.full(v.settled()))
		}
		if in.TotalOfRow != "" {
			cells = append(cells, "")
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// sentences says, for each row, in which columns it has a figure.
func (in MatrixInput) sentences(s *sheet) string {
	out := []string{fmt.Sprintf(s.matrixSentence, len(in.Rows), len(in.Columns))}
	for _, r := range in.Rows {
		var where []string
		for i, v := range r.Values {
			if i < len(in.Columns) && v.settled().positive() {
				where = append(where, in.Columns[i].Label)
			}
		}
		if len(where) > 0 {
			out = append(out, r.Label+s.colon+s.list(where)+".")
		}
	}
	return strings.Join(out, " ")
}
