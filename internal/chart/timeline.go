package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// TimelineInput is figures by month, with their words: a stack of series above, one row of cells for each place below.
type TimelineInput struct {
	Caption
	One, Many string // what is counted
	RowWord   string // what a row is: "Région"
	Months    []TimelineMonth
	Series    []string // stacked in this order
	Rows      []TimelineRow
	Width     float64 // in points; zero for 540
}

// TimelineMonth is one month: its figures by series, and together.
type TimelineMonth struct {
	Label, Year string  // "janv.", "2018"
	Values      []Value // one for each series
	Total       Value
	Open        bool // its round is not closed: the figures may still change
}

// TimelineRow is one place through the months.
type TimelineRow struct {
	Label  string
	Values []Value // one for each month
}

// Timeline draws how figures change from month to month.
func Timeline(in TimelineInput) *Drawing {
	const (
		high      = 112.0
		labelSize = 5.8
	)
	pitch := pitchFor(len(in.Rows), 11, 9)
	width := sizeOr(in.Width, 540, PhoneWidth)
	s, page, top := in.begin(width)
	labelWidth := 20.0
	for _, r := range in.Rows {
		labelWidth = max(labelWidth, min(TextWidth(r.Label, labelSize, false), labelRoom(width, 120)))
	}
	x0 := page.x0 + labelWidth + 5
	step := (page.x1 - x0) / float64(max(len(in.Months), 1))
	step = min(step, 46)
	x1 := x0 + step*float64(len(in.Months))
	var colors []Color
	for i := range in.Series {
		colors = append(colors, seriesColor(i))
	}
	if len(in.Series) < 2 {
		colors = []Color{barBlue}
	} else {
		names, fills := occurring(in.Series, colors, func(i int) bool {
			return slices.ContainsFunc(in.Months, func(m TimelineMonth) bool { return i < len(m.Values) && m.Values[i].settled().positive() })
		})
		top += s.seriesKey(names, fills, top, page)
	}
	largest := 0.0
	for _, m := range in.Months {
		largest = max(largest, m.sum())
		if t := m.Total.settled(); t.positive() {
			largest = max(largest, t.N)
		}
	}
	top += 8
	base := top + high
	for _, tick := range ticks(largest) {
		y := base - tick/max(largest, 1)*high
		s.line([]Point{{x0, y}, {x1, y}}, grid, 0.5)
		s.text(x0-4, y+2, s.number(tick), labelSize, muted, End, false, none)
	}
	for i, m := range in.Months {
		s.drawMonth(m, colors, box{x0 + float64(i)*step, top, x0 + float64(i+1)*step, base}, largest, in)
	}
	s.line([]Point{{x0, base}, {x1, base}}, border, 0.8)
	y := base + 9
	every := max(int(math.Ceil(26/step)), 1) // labels of months that stand too close are left out
	open := false
	for i, m := range in.Months {
		x := x0 + (float64(i)+0.5)*step
		if i%every == 0 {
			label := m.Label
			if m.Open {
				label += "*"
			}
			s.text(x, y, label, labelSize, ink, Middle, false, none)
		}
		if i == 0 || m.Year != in.Months[i-1].Year {
			s.text(x0+float64(i)*step+1, y+7.5, m.Year, labelSize, muted, Start, true, none)
			if i > 0 {
				s.line([]Point{{x0 + float64(i)*step, base}, {x0 + float64(i)*step, y + 8}}, border, 0.6)
			}
		}
		open = open || m.Open
	}
	y += 15
	y += in.drawRows(s, x0, y, step, pitch, labelSize, labelWidth)
	key := flow{box{x0, 0, page.x1, 0}, x0, y + 3}
	s.stateKey(&key, func(test func(Value) bool) bool {
		return slices.ContainsFunc(in.Rows, func(r TimelineRow) bool {
			return slices.ContainsFunc(r.Values, func(v Value) bool { return test(v.settled()) })
		}) || slices.ContainsFunc(in.Months, func(m TimelineMonth) bool { return test(m.Total.settled()) })
	})
	if y = key.y; key.started() {
		y += 12
	}
	var notes []string
	if open {
		notes = append(notes, s.openMonth)
	}
	d := in.end(s, page, y, notes...)
	d.Table, d.Desc = in.table(s), in.sentences(s)
	return d
}

func (m TimelineMonth) sum() float64 {
	sum := 0.0
	for _, v := range m.Values {
		if v = v.settled(); v.positive() {
			sum += v.N
		}
	}
	return sum
}

// name is the month with its year.
func (m TimelineMonth) name() string { return strings.TrimSpace(m.Label + " " + m.Year) }

// ticks are up to five round figures from zero to the largest.
func ticks(largest float64) []float64 {
	if largest <= 0 {
		return []float64{0}
	}
	step := math.Pow(10, math.Floor(math.Log10(largest)))
	for _, k := range []float64{0.2, 0.5, 1, 2} {
		if largest/(step*k) <= 5 {
			step *= k
			break
		}
	}
	step = max(step, 1)
	var out []float64
	for n := 0.0; n <= largest; n += step {
		out = append(out, n)
	}
	return out
}

// drawMonth draws the stack of a month with its total above; a month without a figure is hatched.
func (s *sheet) drawMonth(m TimelineMonth, colors []Color, area box, largest float64, in TimelineInput) {
	total := m.Total.settled()
	bar := box{area.x0 + (area.x1-area.x0)*0.14, 0, area.x1 - (area.x1-area.x0)*0.14, area.y1}
	s.evidence(total.Href, s.tip(m.name(), total, in.One, in.Many), func() {
		if total.State != Known {
			bar.y0 = area.y1 - stub
			s.surface([][]Point{bar.ring()}, total, none)
			return
		}
		y := area.y1
		for i, v := range m.Values {
			if v = v.settled(); v.positive() {
				height := v.N / max(largest, 1) * (area.y1 - area.y0)
				shape := Shape{Kind: Rect, X: bar.x0, Y: y - height, W: bar.x1 - bar.x0, H: height, Fill: colors[min(i, len(colors)-1)]}
				s.add(shape)
				if i > 0 && y < area.y1 {
					s.line([]Point{{bar.x0, y}, {bar.x1, y}}, white, 0.6)
				}
				y -= height
			}
		}
		s.text((bar.x0+bar.x1)/2, y-2.5, s.span(total), min(smallSize, (area.x1-area.x0)*0.5), ink, Middle, true, white)
	})
}

// drawRows draws one row of cells for each place and returns the height they took.
func (in TimelineInput) drawRows(s *sheet, x0, y, step, pitch, size, labelWidth float64) float64 {
	var positive []float64
	for _, r := range in.Rows {
		for _, v := range r.Values {
			if v.settled().positive() {
				positive = append(positive, v.N)
			}
		}
	}
	classes := classify(positive)
	top := y
	for _, r := range in.Rows {
		s.text(x0-4, y+pitch*0.5+size*0.35, strings.Join(shorten(r.Label, size, false, labelWidth+0.1, 1), ""), size, ink, End, false, none)
		for i := range in.Months {
			v := Value{}
			if i < len(r.Values) {
				v = r.Values[i].settled()
			}
			cell := box{x0 + float64(i)*step + 0.4, y + 0.4, x0 + float64(i+1)*step - 0.4, y + pitch - 0.4}
			fill := shade(classes, v.N)
			s.evidence(v.Href, s.tip(r.Label+", "+in.Months[i].name(), v, in.One, in.Many), func() {
				if v.positive() {
					s.add(Shape{Kind: Rect, X: cell.x0, Y: cell.y0, W: cell.x1 - cell.x0, H: cell.y1 - cell.y0, Fill: fill})
				} else {
					s.patch(cell, v)
				}
				color := ink
				if v.positive() && onDark(fill) {
					color = white
				}
				if v.State != NoReport {
					s.text((cell.x0+cell.x1)/2, y+pitch*0.5+size*0.35, s.mark(v), min(size, step*0.55), color, Middle, false, none)
				}
			})
		}
		y += pitch
		s.line([]Point{{x0, y}, {x0 + step*float64(len(in.Months)), y}}, grid, 0.3)
	}
	return y - top
}

func (in TimelineInput) table(s *sheet) Table {
	t := Table{Caption: in.Title, Head: []string{s.month}}
	if len(in.Series) > 1 {
		t.Head = append(t.Head, in.Series...)
	}
	t.Head = append(t.Head, s.together)
	for _, r := range in.Rows {
		t.Head = append(t.Head, r.Label)
	}
	for i, m := range in.Months {
		name := m.name()
		if m.Open {
			name += "*"
		}
		cells := []string{name}
		if len(in.Series) > 1 {
			for n := range in.Series {
				v := Value{}
				if n < len(m.Values) {
					v = m.Values[n].settled()
				}
				cells = append(cells, s.full(v))
			}
		}
		cells = append(cells, s.full(m.Total.settled()))
		for _, r := range in.Rows {
			v := Value{}
			if i < len(r.Values) {
				v = r.Values[i].settled()
			}
			cells = append(cells, s.full(v))
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

func (in TimelineInput) sentences(s *sheet) string {
	var values []named
	for _, m := range in.Months {
		values = append(values, named{m.name(), m.Total.settled()})
	}
	return fmt.Sprintf(s.timelineSentence, len(in.Months)) + " " + s.sentences(values, in.One, in.Many)
}
