package web

import (
	"net/http"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"toguna/internal/record"
	"toguna/internal/returns"
)

// Returns is the board of the 5W returns: how each month of each body stands,
// and the returns of one of them.
type Returns struct {
	States []string // the names of the states, in order
	Months []BoardLine
	Chosen *BoardPage
	More   string // what is not shown
}

// BoardLine is a month of a body: how many returns are in each state.
type BoardLine struct {
	Month, Body, Full, Href string
	Here                    bool
	Asked, Late             int
	Counts                  []int
	Closed                  string
}

// BoardPage is the returns of one month of one body.
type BoardPage struct {
	Title, Closed string
	Rows          []ReturnLine
	Named         bool // the reader may see who owes what
}

// ReturnLine is one return.
type ReturnLine struct {
	Org, Full, Href, State, Tone, Due, Received, Late, Remarks string
}

// monthsOnBoard is how many months of bodies are listed: a year of one body.
const monthsOnBoard = 12

var stateTones = map[returns.State]string{returns.Due: "intl", returns.Missing: "nngo", returns.SentBack: "nngo", returns.Received: "state", returns.Accepted: "state", returns.Nil: "off"}

func (s *Site) returns(q *request) error {
	ask := q.URL.Query()
	all := returns.Boards(q.View, "", "")
	page := Returns{}
	for _, x := range returns.States {
		page.States = append(page.States, capital(q.Say(x.FR, x.EN)))
	}
	chosen := -1
	for i, b := range all {
		if ask.Get("month") == string(b.Month) && strings.EqualFold(ask.Get("body"), b.Body.Code) {
			chosen = i
		}
	}
	switch {
	case chosen < 0 && ask.Get("month")+ask.Get("body") != "":
		return errNotFound
	case chosen < 0 && len(all) > 0:
		chosen = 0
	}
	for i, b := range all {
		if i >= monthsOnBoard && i != chosen {
			continue
		}
		line := BoardLine{Month: q.Lang.Month(b.Month), Body: b.Body.Code, Full: b.Body.Name(string(q.Lang)), Here: i == chosen, Asked: len(b.All), Late: len(b.LateOnes()),
			Href: q.address(q.Lang, "/returns", url.Values{"month": {string(b.Month)}, "body": {b.Body.Code}})}
		for _, x := range returns.States {
			line.Counts = append(line.Counts, len(b.In(x.State)))
		}
		if b.Closed != nil {
			line.Closed = q.Lang.ShortDay(b.Closed.On)
		}
		page.Months = append(page.Months, line)
	}
	if n := len(all) - len(page.Months); n > 0 {
		page.More = q.Lang.Int(n) + " " + q.Lang.Plural(n, q.Say("mois plus ancien", "earlier month"), q.Say("mois plus anciens", "earlier months"))
	}
	if chosen >= 0 {
		page.Chosen = q.board(all[chosen])
	}
	return q.show(http.StatusOK, "returns", q.Say("Retours 5W", "5W returns"), page)
}

// board shows the returns of a month by organisation. Who is late can harm the
// name of an organisation: the public sees the counts.
func (q *request) board(b returns.Board) *BoardPage {
	page := &BoardPage{Title: b.Body.Name(string(q.Lang)) + ", " + q.Lang.Month(b.Month), Named: q.View.Level > record.Public}
	if b.Closed != nil {
		page.Closed = q.Lang.Day(b.Closed.On)
	}
	if !page.Named {
		return page
	}
	for _, s := range b.All {
		r := s.Return
		line := ReturnLine{Href: q.toRecord(r), Tone: stateTones[s.State], Due: q.Lang.ShortDay(r.Due), Remarks: r.Remarks}
		if o := q.View.Org(r.Org); o != nil {
			line.Org, line.Full = q.name(o), o.Name(string(q.Lang))
		}
		for _, x := range returns.States {
			if x.State == s.State {
				line.State = q.Say(x.FR, x.EN)
			}
		}
		if r.Received <= q.View.Day {
			line.Received = q.Lang.ShortDay(r.Received)
		}
		if s.Late > 0 {
			line.Late = q.Lang.Int(s.Late) + " " + q.Lang.Plural(s.Late, q.Say("jour", "day"), q.Say("jours", "days"))
		}
		page.Rows = append(page.Rows, line)
	}
	return page
}

// capital raises the first letter.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}
