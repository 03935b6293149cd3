package chart

import "slices"

// GapInput is, for each place, people in need, targeted and reached, with their words.
type GapInput struct {
	Caption
	RowWord string // what a row is: "Région"
	Rows    []GapRow
	Whole   *GapRow // all places together, set under the rows
	Width   float64 // in points; zero for 540
}

// GapRow is one place. Orgs is how many organisations are at work there.
type GapRow struct {
	Label                       string
	Need, Target, Reached, Orgs Value
	Share                       Value // reached of targeted, in percent
}

// The colours of people in need, targeted and reached: each lies within the one before.
var gapColors = []Color{{0xdd, 0xe3, 0xe8, 255}, {0x9c, 0xc3, 0xe0, 255}, {0x0b, 0x49, 0x80, 255}}

const (
	gapLabel, gapNumber = 6.6, 6.2
	gapColumn           = 46.0
)

// Gaps draws people reached within people targeted within people in need, and the organisations at work beside them.
func Gaps(in GapInput) *Drawing {
	width := sizeOr(in.Width, 540, PhoneWidth)
	pitch := pitchFor(len(in.Rows), 16, 11.5)
	s, page, top := in.begin(width)
	top += s.seriesKey([]string{s.inNeed, s.targeted, s.reached}, gapColors, top, page)
	labelWidth, largest := 20.0, 0.0
	if in.Whole != nil {
		labelWidth = max(labelWidth, TextWidth(in.Whole.Label, gapLabel, true))
	}
	for _, r := range in.Rows {
		labelWidth = max(labelWidth, min(TextWidth(r.Label, gapLabel, false), labelRoom(width, 110)))
		for _, v := range []Value{r.Need, r.Target, r.Reached} {
			if v = v.settled(); v.positive() {
				largest = max(largest, v.N)
			}
		}
	}
	x0 := page.x0 + labelWidth + 5
	heads := []string{s.inNeed, s.targeted, s.reached, s.share, s.orgs}
	shown := heads
	if isNarrow(width) { // the others are in the table
		shown = heads[3:4]
	}
	numbers := page.x1 - gapColumn*float64(len(shown))
	y := top
	for i, h := range shown {
		at := numbers + gapColumn*float64(i+1)
		lines := wrap(h, 5.8, true, gapColumn-6)
		for n, line := range lines {
			s.text(at, y+5+float64(n)*7, line, 5.8, ink, End, true, none)
		}
	}
	y += 17
	room := numbers - 8 - x0
	for _, r := range in.Rows {
		s.drawGap(r, x0, y, room, numbers, labelWidth, largest, pitch, isNarrow(width))
		y += pitch
		s.line([]Point{{page.x0, y}, {page.x1, y}}, grid, 0.3)
	}
	foot := y
	if in.Whole != nil {
		s.drawGap(*in.Whole, x0, y, 0, numbers, labelWidth, largest, pitch, isNarrow(width))
		y += pitch
	}
	s.line([]Point{{x0, top + 17}, {x0, foot}}, border, 0.6)
	rows := in.Rows
	if in.Whole != nil {
		rows = append(slices.Clone(rows), *in.Whole)
	}
	y += 3 + s.abbreviations(page, y+3, func(test func(Value) bool) bool {
		return slices.ContainsFunc(rows, func(r GapRow) bool {
			return slices.ContainsFunc([]Value{r.Need, r.Target, r.Reached, r.Share, r.Orgs}, func(v Value) bool { return test(v.settled()) })
		})
	})
	d := in.end(s, page, y)
	d.Table = Table{Caption: in.Title, Head: append([]string{in.RowWord}, heads...)}
	var need, reached []named
	for _, r := range rows {
		share := r.Share.settled()
		cell := s.full(share)
		if share.State == Known && !share.unconfirmed() {
			cell += s.percent
		}
		d.Table.Rows = append(d.Table.Rows, []string{r.Label, s.full(r.Need.settled()), s.full(r.Target.settled()), s.full(r.Reached.settled()), cell, s.full(r.Orgs.settled())})
		need = append(need, named{r.Label, r.Need.settled()})
		reached = append(reached, named{r.Label, r.Reached.settled()})
	}
	d.Desc = s.inNeed + s.colon + s.sentences(need, s.person, s.people) + " " + s.reached + s.colon + s.sentences(reached, s.person, s.people)
	return d
}

// drawGap draws one place; without room only its figures.
func (s *sheet) drawGap(r GapRow, x0, y, room, numbers, labelWidth, largest, pitch float64, narrow bool) {
	values := []Value{r.Need.settled(), r.Target.settled(), r.Reached.settled()}
	s.evidence(r.Reached.Href, r.Label, func() {
		middle := y + pitch/2
		lines := shorten(r.Label, gapLabel, room == 0, labelWidth+0.1, 1)
		s.text(x0-4, middle+gapLabel*0.35, lines[0], gapLabel, ink, End, room == 0, none)
		for i, v := range values {
			thick := pitch * []float64{0.78, 0.5, 0.24}[i]
			if v.positive() && room > 0 {
				s.add(Shape{Kind: Rect, X: x0, Y: middle - thick/2, W: max(v.N/max(largest, 1)*room, 0.8), H: thick, Fill: gapColors[i]})
			}
		}
		if values[0].State != Known && values[1].State != Known && values[2].State != Known && room > 0 {
			shown := values[0]
			if values[2].State == Withheld {
				shown = values[2]
			}
			s.surface([][]Point{box{x0, middle - 4, x0 + stub, middle + 4}.ring()}, shown, none)
		}
		figures := append(values, r.Share.settled(), r.Orgs.settled())
		first := 0
		if narrow {
			figures, first = figures[3:4], 3
		}
		for i, v := range figures {
			color, bold := ink, first+i >= 2
			if v.State != Known {
				color, bold = muted, false
			}
			text := s.mark(v)
			if first+i == 3 && v.State == Known {
				text += s.percent
			}
			s.text(numbers+gapColumn*float64(i+1), middle+gapNumber*0.35, text, gapNumber, color, End, bold, none)
		}
	})
}

// pitchFor is the height of a row: less where there are many, so that a page holds them.
func pitchFor(rows int, usual, least float64) float64 {
	if rows > 36 {
		return least
	}
	return usual
}

// abbreviations explains the short marks that occur of values that are missing or to be confirmed, and returns the height it took.
func (s *sheet) abbreviations(page box, y float64, among func(test func(Value) bool) bool) float64 {
	f := flow{page, page.x0, y}
	say := func(text string) {
		x, y := f.room(TextWidth(text, noteSize, false), 14)
		s.text(x, y+5.7, text, noteSize, muted, Start, false, none)
	}
	if among(Value.unconfirmed) {
		say(s.openZero)
	}
	for _, k := range []struct {
		state State
		text  string
	}{{NoReport, s.noReportMark + " " + s.noReport}, {Withheld, withheldMark + " " + s.withheld}, {NotApplicable, s.naMark + " " + s.notApplic}} {
		if among(func(v Value) bool { return v.State == k.state }) {
			say(k.text)
		}
	}
	if !f.started() {
		return 0
	}
	return f.y - y + 9
}
