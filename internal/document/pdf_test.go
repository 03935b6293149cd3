package document

import (
	"math"
	"strings"
	"testing"
)

// layout says what stands on each page, by the names of the items.
func layout(items []*item, names map[*item]string) string {
	w := &pdfWriter{anchors: map[string]place{}, items: items}
	var pages []string
	for _, page := range w.paginate() {
		var on []string
		for _, p := range page {
			name := names[p.item]
			if p.repeated {
				name = "(" + name + ")"
			}
			on = append(on, name)
		}
		pages = append(pages, strings.Join(on, " "))
	}
	return strings.Join(pages, " | ")
}

func TestPaginate(t *testing.T) {
	full := float64(textBottom - textTop)
	names := map[*item]string{}
	add := func(name string, it item) *item {
		names[&it] = name
		return &it
	}
	body := func(name string, share float64) *item { return add(name, item{height: full * share}) }
	head := add("head", item{height: full * 0.1, keep: true})
	row := func(name string) *item { return add(name, item{height: full * 0.4, head: head}) }
	for name, c := range map[string]struct {
		items []*item
		want  string
	}{
		"all fits":                       {[]*item{body("a", 0.5), body("b", 0.5)}, "a b"},
		"too much turns the page":        {[]*item{body("a", 0.7), body("b", 0.5)}, "a | b"},
		"a heading follows its text":     {[]*item{body("a", 0.7), add("h", item{height: full * 0.1, keep: true}), body("b", 0.5)}, "a | h b"},
		"a break starts a page":          {[]*item{body("a", 0.1), add("b", item{height: 9, breakBefore: true})}, "a | b"},
		"a break first is no empty page": {[]*item{add("a", item{height: 9, breakBefore: true})}, "a"},
		"space before is dropped on top": {[]*item{body("a", 0.7), add("b", item{before: full * 0.2, height: full * 0.9}), body("c", 0.1)}, "a | b c"},
		"column titles are repeated":     {[]*item{head, row("1"), row("2"), row("3"), row("4")}, "head 1 2 | (head) 3 4"},
		"what is higher than a page": {[]*item{add("a", item{height: full * 0.6, keep: true}), add("b", item{height: full * 0.6, keep: true}), body("c", 0.2)},
			"a | b c"},
	} {
		if got := layout(c.items, names); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestLinesFitTheColumn(t *testing.T) {
	d := sampleNote("fr")
	w := &pdfWriter{doc: d, f: newFile(d), fonts: map[string]map[rune]float64{}, sources: 5}
	for _, wide := range []float64{40, 120, textWide} {
		for i, b := range d.Blocks {
			pieces := d.pieces(b.Runs)
			var text string
			for _, l := range w.lines(pieces, textFace, wide) {
				sum := 0.0
				for _, g := range l.glyphs {
					sum += g.width
					if got := w.width(g.text, g.style) * g.size; math.Abs(got-g.width) > 0.001 {
						t.Errorf("block %d: %q is %.2f wide, said to be %.2f", i, g.text, got, g.width)
					}
					text += g.text
				}
				if sum > wide+0.1 {
					t.Errorf("block %d: a line of %.1f in a column of %.1f", i, sum, wide)
				}
			}
			// Only the spaces at which lines end may be lost.
			if got, want := strings.ReplaceAll(text, " ", ""), strings.ReplaceAll(plainText(b.Runs), " ", ""); got != want {
				t.Errorf("block %d at %.0f reads %q, want %q", i, wide, got, want)
			}
		}
	}
}

func TestSplitTallRow(t *testing.T) {
	tall := row{cells: [][]line{make([]line, 95), make([]line, 3)}, face: smallFace}
	total := 0
	for _, part := range split(tall, tallRow) {
		total += len(part.cells[0])
		if len(part.cells[0]) > tallRow {
			t.Errorf("a part has %d lines", len(part.cells[0]))
		}
	}
	if total != 95 {
		t.Errorf("%d lines left of 95", total)
	}
}
