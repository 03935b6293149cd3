package web

import (
	"html/template"
	"net/http"
	"strings"

	"toguna/internal/document"
	"toguna/internal/indicator"
)

// Home is the first page: the scorecard and Figure 1.
type Home struct {
	Scope   string
	Score   []Score
	Quality []Score
	Picture template.HTML
	Source  string
	Table   struct {
		Caption string
		Head    []string
		Rows    [][]string
	}
}

func (s *Site) home(q *request) error {
	d := q.draft()
	h := Home{Scope: q.OperationName()}
	if b := q.View.Body(d.Body); b != nil {
		h.Scope = b.Name(string(q.Lang))
	}
	for _, f := range d.Figures {
		switch def, ok := indicator.Find(f.Code); {
		case !ok:
		case def.Scorecard > 0:
			h.Score = append(h.Score, q.score(f))
		case f.Code == "DQ-01" || f.Code == "DQ-02":
			h.Quality = append(h.Quality, q.score(f))
		}
	}
	if b := figureOne(d.Document); b != nil {
		h.Picture = template.HTML(b.Drawing.PageSVG())
		h.Source = b.Source
		h.Table.Caption, h.Table.Head, h.Table.Rows = b.Drawing.Table.Caption, b.Drawing.Table.Head, b.Drawing.Table.Rows
	}
	return q.show(http.StatusOK, "home", q.Say("Tableau de bord", "Scorecard"), h)
}

// figureOne finds Figure 1 of a note.
func figureOne(d *document.Document) *document.Block {
	for i := range d.Blocks {
		if d.Blocks[i].Kind == document.Picture {
			return &d.Blocks[i]
		}
	}
	return nil
}

func (s *Site) mapFile(q *request) error {
	b := figureOne(q.draft().Document)
	if b == nil {
		return errNotFound
	}
	return q.send(http.StatusOK, "image/svg+xml", b.Drawing.SVG())
}

func (s *Site) note(q *request) error {
	return q.show(http.StatusOK, "note", q.Say("Note de synthèse", "Note de synthèse"), q.draft().Document.Body())
}

func (s *Site) noteFile(q *request) error {
	doc := q.draft().Document
	var body []byte
	var err error
	kind := ""
	name, format, _ := strings.Cut(q.PathValue("file"), ".")
	if name != "note" {
		return errNotFound
	}
	switch format {
	case "docx":
		kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
		body, err = doc.DOCX()
	case "pdf":
		kind = "application/pdf"
		body, err = doc.PDF()
	case "html":
		kind, body = "text/html; charset=utf-8", doc.HTML()
	case "json":
		kind = "application/json; charset=utf-8"
		body, err = doc.JSON()
	default:
		return errNotFound
	}
	if err != nil {
		return err
	}
	if format == "docx" {
		q.w.Header().Set("Content-Disposition", `attachment; filename="note-de-synthese-`+string(q.Day)+`-`+string(q.Lang)+`.docx"`)
	}
	return q.send(http.StatusOK, kind, body)
}

func (s *Site) about(q *request) error {
	return q.show(http.StatusOK, "about", q.Say("À propos de Toguna", "About Toguna"), nil)
}
