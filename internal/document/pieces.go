package document

import "fmt"

// piece is what is left of runs once each mark stands alone and neighbours of
// one style have joined: what a writer sets without further thought.
type piece struct {
	text         string
	bold, italic bool
	lang         string // "" is the language of the note
	href         string // address of a link that works outside the site
	mark         int    // source number; the text is then "[3]"
}

func (p piece) joins(q piece) bool {
	return p.bold == q.bold && p.italic == q.italic && p.lang == q.lang && p.href == "" && q.href == "" && p.mark == 0 && q.mark == 0
}

// pieces prepares runs for the writers of files. A figure that has a source
// keeps its mark and loses its link to the site, which the table of sources holds.
func (d *Document) pieces(runs []Run) []piece {
	var out []piece
	add := func(p piece) {
		if p.text == "" {
			return
		}
		if n := len(out); n > 0 && out[n-1].joins(p) {
			out[n-1].text += p.text
			return
		}
		out = append(out, p)
	}
	for _, r := range runs {
		text, tail := splitTail(r)
		p := piece{text: clean(text), bold: r.Bold, italic: r.Italic}
		if r.Lang != d.Lang {
			p.lang = r.Lang
		}
		if r.Ref == 0 && reachable(r.Href) {
			p.href = r.Href
		}
		add(p)
		if r.Ref > 0 {
			add(piece{text: refLabel(r.Ref), mark: r.Ref})
			p.text = tail
			add(p)
		}
	}
	return out
}

func refLabel(ref int) string { return fmt.Sprintf("[%d]", ref) }
