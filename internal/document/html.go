package document

import (
	"fmt"
	"html"
	"html/template"
	"strings"
)

// HTML writes the note as one page that stands alone: no script, no outside
// resource, and a print style that gives decent A4 pages.
func (d *Document) HTML() []byte {
	h := htmlWriter{doc: d, sources: d.sourceRows()}
	h.raw("<!DOCTYPE html>\n<html lang=\"", d.language(), "\">\n<head>\n<meta charset=\"utf-8\">\n")
	h.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
	h.text(d.Title)
	h.raw("</title>\n")
	for _, m := range [][2]string{{"author", d.Organisation}, {"dcterms.date", d.DateISO}, {"dcterms.identifier", d.ID}} {
		if m[1] != "" {
			h.raw(`<meta name="`, m[0], `" content="`)
			h.text(m[1])
			h.raw("\">\n")
		}
	}
	h.raw("<style>\n", CSS, pageCSS, "</style>\n</head>\n<body class=\"note-page\">\n<main>\n")
	h.article()
	h.raw("</main>\n</body>\n</html>\n")
	return []byte(h.String())
}

// Body writes only the article, to stand inside a page of the site that
// carries CSS.
func (d *Document) Body() template.HTML {
	h := htmlWriter{doc: d, sources: d.sourceRows()}
	h.article()
	return template.HTML(h.String())
}

type htmlWriter struct {
	strings.Builder
	doc     *Document
	sources int
}

func (h *htmlWriter) raw(parts ...string) {
	for _, p := range parts {
		h.WriteString(p)
	}
}

func (h *htmlWriter) text(s string) { h.WriteString(html.EscapeString(clean(s))) }

// element writes one element of plain text; nothing when there is no text.
func (h *htmlWriter) element(tag, class, text string) {
	if text == "" {
		return
	}
	h.raw("<", tag, ` class="`, class, `">`)
	h.text(text)
	h.raw("</", tag, ">\n")
}

func (h *htmlWriter) id(id string) {
	if id != "" {
		h.raw(` id="`)
		h.text(id)
		h.raw(`"`)
	}
}

func (h *htmlWriter) article() {
	d := h.doc
	h.raw(`<article class="note" lang="`, d.language(), "\">\n<header class=\"note-head\">\n")
	if d.Organisation != "" || d.Status != "" {
		h.raw("<p class=\"note-band\">")
		for _, part := range [][2]string{{"note-issuer", d.Organisation}, {"note-status", d.Status}} {
			if part[1] != "" {
				h.raw(`<span class="`, part[0], `">`)
				h.text(part[1])
				h.raw("</span> ")
			}
		}
		h.raw("</p>\n")
	}
	h.element("h1", "note-title", d.Title)
	h.element("p", "note-subtitle", d.Subtitle)
	if place := joinNonEmpty(", ", d.Place, d.Date); place != "" {
		h.raw(`<p class="note-date">`)
		if d.Place != "" {
			h.text(d.Place)
			if d.Date != "" {
				h.raw(", ")
			}
		}
		if d.Date != "" {
			if d.DateISO != "" {
				h.raw(`<time datetime="`)
				h.text(d.DateISO)
				h.raw(`">`)
				h.text(d.Date)
				h.raw("</time>")
			} else {
				h.text(d.Date)
			}
		}
		h.raw("</p>\n")
	}
	h.element("p", "note-fictitious", d.Fictitious)
	h.raw("</header>\n")
	for i := 0; i < len(d.Blocks); i++ {
		if d.Blocks[i].Kind == Bullet {
			end := i
			for end < len(d.Blocks) && d.Blocks[end].Kind == Bullet {
				end++
			}
			h.list(d.Blocks[i:end])
			i = end - 1
			continue
		}
		h.block(&d.Blocks[i])
	}
	if foot := joinNonEmpty(" ", d.Handling, d.ID); foot != "" {
		h.raw("<footer class=\"note-foot\">\n")
		h.element("p", "note-handling", d.Handling)
		h.element("p", "note-id", d.ID)
		h.raw("</footer>\n")
	}
	h.raw("</article>\n")
}

func (h *htmlWriter) block(b *Block) {
	switch b.Kind {
	case Heading:
		h.paragraph(fmt.Sprintf("h%d", clampLevel(b.Level)+1), "", b)
	case Lead:
		h.paragraph("p", "note-lead", b)
	case Signature:
		h.paragraph("p", "note-signature", b)
	case Picture:
		h.picture(b)
	case TableBlock:
		h.table(b.Table, b.ID)
		h.element("p", "note-source", b.Source)
	case PageBreak:
		h.raw("<div class=\"note-break\"></div>\n")
	default:
		h.paragraph("p", "", b)
	}
}

func (h *htmlWriter) paragraph(tag, class string, b *Block) {
	h.raw("<", tag)
	h.id(b.ID)
	if class != "" {
		h.raw(` class="`, class, `"`)
	}
	h.raw(">")
	h.runs(b.Runs)
	h.raw("</", tag, ">\n")
}

// list writes neighbouring bullets; those of level 2 stand inside the item before them.
func (h *htmlWriter) list(items []Block) {
	h.raw("<ul>\n")
	inner, open := false, false
	for i := range items {
		deeper := items[i].Level > 1 && open
		switch {
		case deeper && !inner:
			h.raw("\n<ul>\n")
		case !deeper && inner:
			h.raw("</li>\n</ul>\n</li>\n")
		case open:
			h.raw("</li>\n")
		}
		inner, open = deeper, true
		h.raw("<li")
		h.id(items[i].ID)
		h.raw(">")
		h.runs(items[i].Runs)
	}
	if inner {
		h.raw("</li>\n</ul>\n")
	}
	h.raw("</li>\n</ul>\n")
}

func (h *htmlWriter) picture(b *Block) {
	h.raw("<figure class=\"note-figure\"")
	h.id(b.ID)
	h.raw(">\n")
	if b.Caption != "" {
		h.raw("<figcaption>")
		h.text(b.Caption)
		h.raw("</figcaption>\n")
	}
	if b.Drawing != nil {
		h.raw("<div class=\"note-drawing\">")
		h.Write(b.Drawing.PageSVG())
		h.raw("</div>\n")
	}
	h.element("p", "note-source", b.Source)
	h.table(b.pictureTable(), "")
	h.raw("</figure>\n")
}

func (h *htmlWriter) table(t *Table, id string) {
	if t == nil || len(t.Head) == 0 {
		return
	}
	class := "note-table"
	if t.Small {
		class += " note-small"
	}
	h.raw("<div class=\"note-scroll\" tabindex=\"0\" role=\"group\"")
	if t.Caption != "" {
		h.raw(` aria-label="`)
		h.text(t.Caption)
		h.raw(`"`)
	}
	h.raw(">\n<table class=\"", class, `"`)
	h.id(id)
	if t.width() < 1 {
		h.raw(fmt.Sprintf(` style="max-width:%.0fem"`, 58*t.width()))
	}
	h.raw(">\n")
	if t.Caption != "" {
		h.raw("<caption>")
		h.text(t.Caption)
		h.raw("</caption>\n")
	}
	if len(t.Widths) == len(t.Head) {
		h.raw("<colgroup>")
		for _, share := range t.shares() {
			h.raw(fmt.Sprintf(`<col style="width:%.1f%%">`, share*100))
		}
		h.raw("</colgroup>\n")
	}
	h.raw("<thead>\n<tr>")
	for c, head := range t.Head {
		h.raw(`<th scope="col"`, numberClass(t, c), ">")
		h.text(head)
		h.raw("</th>")
	}
	h.raw("</tr>\n</thead>\n<tbody>\n")
	for r := range t.Rows {
		h.raw("<tr")
		if id == SourcesID {
			h.raw(fmt.Sprintf(` id="%s"`, sourceAnchor(r+1)))
		}
		h.raw(">")
		for c := range t.Head {
			tag, scope := "td", ""
			if c == 0 {
				tag, scope = "th", ` scope="row"`
			}
			h.raw("<", tag, scope, numberClass(t, c), ">")
			h.runs(t.cell(r, c))
			h.raw("</", tag, ">")
		}
		h.raw("</tr>\n")
	}
	h.raw("</tbody>\n</table>\n</div>\n")
}

func numberClass(t *Table, column int) string {
	if t.numeric(column) {
		return ` class="note-number"`
	}
	return ""
}

// sourceAnchor is the anchor of a row of the table of sources.
func sourceAnchor(row int) string { return fmt.Sprintf("src-%d", row) }

func (h *htmlWriter) runs(runs []Run) {
	for _, r := range runs {
		text, tail := splitTail(r)
		var closing []string
		open := func(tag, attributes string) {
			h.raw("<", tag, attributes, ">")
			closing = append(closing, "</"+tag+">")
		}
		if r.Lang != "" && r.Lang != h.doc.Lang {
			open("span", ` lang="`+html.EscapeString(r.Lang)+`"`)
		}
		if r.Bold {
			open("strong", "")
		}
		if r.Italic {
			open("em", "")
		}
		if safe(r.Href) {
			attributes := ` href="` + html.EscapeString(clean(r.Href)) + `"`
			if r.Ref > 0 {
				attributes += ` class="note-figure-link" title="` + h.doc.figureTitle() + `"`
			}
			open("a", attributes)
		}
		h.text(text)
		for i := len(closing) - 1; i >= 0; i-- {
			h.raw(closing[i])
		}
		switch {
		case r.Ref > h.sources:
			h.raw(`<sup class="note-ref">`, refLabel(r.Ref), `</sup>`)
		case r.Ref > 0:
			h.raw(fmt.Sprintf(`<sup class="note-ref"><a href="#%s" aria-label="%s">%s</a></sup>`,
				sourceAnchor(r.Ref), h.doc.linkTitle(r.Ref), refLabel(r.Ref)))
		}
		h.raw(tail)
	}
}
