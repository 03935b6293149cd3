package chart

import (
	"fmt"
	"strings"
)

// ChangesInput is who came and who left between two months, and of whom that is not known, with their words.
type ChangesInput struct {
	Caption
	CameWords, LeftWords string // "nouvelles en février 2018", "absentes depuis janvier 2018"
	UnheardWords         string
	RowWord, PlaceWord   string // "Organisation", "Régions"
	Came, Left           []Change
	Unheard              []Change // there before, and without a report since: nothing is drawn where there is none
	Width                float64  // in points; zero for 540
}

// Change is an organisation that came, left or did not report, and where. A place that may not be named is not in the list.
type Change struct {
	Name, Kind string
	Places     []string
	Href       string
}

// mostChanges is how many names a column of a picture shows; the table has all.
const mostChanges = 40

// Changes draws two lists side by side, or one above the other where it is narrow: who is new, who left; and under them
// who did not report.
func Changes(in ChangesInput) *Drawing {
	width := sizeOr(in.Width, 540, PhoneWidth)
	s, page, top := in.begin(width)
	half := (page.x1 - page.x0 - 18) / 2
	aside := top // where the list of who left begins
	if isNarrow(width) {
		half = page.x1 - page.x0
	}
	left := s.changeList(box{page.x0, top, page.x0 + half, 0}, "+", in.CameWords, in.Came, seriesColors[2])
	if isNarrow(width) {
		aside = left + 8
	}
	right := s.changeList(box{page.x1 - half, aside, page.x1, 0}, "−", in.LeftWords, in.Left, seriesColors[4])
	bottom := max(left, right)
	if len(in.Unheard) > 0 {
		under := s.changeHead(box{page.x0, bottom + 8, page.x1, 0}, "?", in.UnheardWords, len(in.Unheard), muted)
		first := (len(in.Unheard) + 1) / 2
		if isNarrow(width) {
			first = len(in.Unheard)
		}
		bottom = s.changeRows(box{page.x0, under, page.x0 + half, 0}, in.Unheard[:first])
		if len(in.Unheard) > first {
			bottom = max(bottom, s.changeRows(box{page.x1 - half, under, page.x1, 0}, in.Unheard[first:]))
		}
	}
	d := in.end(s, page, bottom)
	d.Table = Table{Caption: in.Title, Head: []string{s.change, in.RowWord, s.kind, in.PlaceWord}}
	for _, side := range []struct {
		words string
		list  []Change
	}{{s.came, in.Came}, {s.left, in.Left}, {s.unheard, in.Unheard}} {
		if side.words == s.unheard && len(side.list) == 0 {
			continue
		}
		var names []string
		for _, c := range side.list {
			d.Table.Rows = append(d.Table.Rows, []string{side.words, c.Name, c.Kind, strings.Join(c.Places, ", ")})
			names = append(names, c.Name)
		}
		if len(names) == 0 {
			names = []string{s.nobody}
		}
		words := capital(side.words)
		if side.words == s.unheard {
			words += fmt.Sprintf(" (%s)", s.number(float64(len(names))))
		}
		d.Desc = strings.TrimSpace(d.Desc + " " + words + s.colon + s.list(names) + ".")
	}
	return d
}

func (s *sheet) changeList(area box, sign, words string, list []Change, color Color) float64 {
	area.y0 = s.changeHead(area, sign, words, len(list), color)
	return s.changeRows(area, list)
}

// changeHead writes how many a list has, and gives the line under it.
func (s *sheet) changeHead(area box, sign, words string, n int, color Color) float64 {
	const largeSize = 17.0
	count := sign + "\u00a0" + s.number(float64(n))
	s.text(area.x0, area.y0+largeSize*0.8, count, largeSize, color, Start, true, none)
	at := area.x0 + TextWidth(count, largeSize, true) + 6
	lines := shorten(words, textSize, false, area.x1-at, 2)
	for n, line := range lines {
		s.text(at, area.y0+largeSize*0.8-float64(len(lines)-1-n)*textSize*lineRatio, line, textSize, ink, Start, false, none)
	}
	y := area.y0 + largeSize + 3
	s.line([]Point{{area.x0, y}, {area.x1, y}}, color, 1.2)
	return y + 6
}

func (s *sheet) changeRows(area box, list []Change) float64 {
	const nameSize = 7.0
	width, y := area.x1-area.x0, area.y0
	if len(list) == 0 {
		s.text(area.x0, y+nameSize, s.nobody, nameSize, muted, Start, false, none)
		return y + nameSize + 4
	}
	for i, c := range list {
		if i == mostChanges {
			s.text(area.x0, y+nameSize, fmt.Sprintf(s.andMore, len(list)-i), smallSize, muted, Start, false, none)
			return y + nameSize + 4
		}
		s.evidence(c.Href, c.Name, func() {
			name := shorten(c.Name, nameSize, true, max(width-TextWidth(c.Kind, 5.8, false)-8, width*0.5), 1)[0]
			kindWidth := width - TextWidth(name, nameSize, true) - 8
			s.text(area.x0, y+nameSize*0.8, name, nameSize, ink, Start, true, none)
			s.text(area.x1, y+nameSize*0.8, strings.Join(shorten(c.Kind, 5.8, false, kindWidth, 1), ""), 5.8, muted, End, false, none)
			y += nameSize*1.15 + 0.5
			for _, line := range shorten(strings.Join(c.Places, ", "), smallSize, false, width, 2) {
				s.text(area.x0, y+smallSize*0.85, line, smallSize, muted, Start, false, none)
				y += smallSize * lineRatio
			}
		})
		y += 2.5
		s.line([]Point{{area.x0, y}, {area.x1, y}}, grid, 0.4)
		y += 3
	}
	return y
}
