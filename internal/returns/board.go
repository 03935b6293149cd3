package returns

import (
	"slices"

	"toguna/internal/record"
)

// State is where a return stands on a day.
type State string

// The states, in the order a month goes through them. A return is due while its
// day has not passed and missing once it has.
const (
	Due      State = "due"
	Missing  State = "missing"
	Received State = "received"
	SentBack State = "sent_back"
	Accepted State = "accepted"
	Nil      State = "nil"
)

// States lists the states with their names.
var States = []struct {
	State  State
	FR, EN string
}{
	{Due, "attendu", "due"}, {Missing, "manquant", "missing"}, {Received, "reçu", "received"},
	{SentBack, "renvoyé", "sent back"}, {Accepted, "accepté", "accepted"}, {Nil, "néant", "nil"},
}

// Standing is a return and where it stands on a day. Late is how many days
// after its day it came, or how many it has been missing.
type Standing struct {
	Return *record.Return
	State  State
	Late   int
}

// Stand tells where a return stands on a day. What came after the day had not
// come yet; a return without a due day is never late.
func Stand(r *record.Return, day record.Day) Standing {
	s := Standing{Return: r, State: State(r.State)}
	came := r.State != "expected" && r.Received <= day
	switch {
	case !came:
		s.State = Due
		if r.Due != "" && day > r.Due {
			s.State, s.Late = Missing, day.Sub(r.Due)
		}
	case r.Due != "" && r.Received > r.Due:
		s.Late = r.Received.Sub(r.Due)
	}
	return s
}

// Board is the returns of a month to a body as of a day, in the order of the
// organisations' codes.
type Board struct {
	Body   *record.Body
	Month  record.Month
	Closed *record.Attestation // nil while the month is open
	All    []Standing
}

// In lists the returns in a state.
func (b Board) In(s State) []Standing {
	return slices.DeleteFunc(slices.Clone(b.All), func(x Standing) bool { return x.State != s })
}

// LateOnes lists the returns that came after their day.
func (b Board) LateOnes() []Standing {
	return slices.DeleteFunc(slices.Clone(b.All), func(x Standing) bool { return x.Late == 0 || x.State == Missing })
}

// Boards gives the boards of a view as of its day: of one body or of all, of
// one month or of all, the last month first.
func Boards(v record.View, body record.BodyID, month record.Month) []Board {
	type key struct {
		body  record.BodyID
		month record.Month
	}
	found := map[key]*Board{}
	var out []*Board
	for _, r := range v.Returns {
		k := key{r.Body, r.Month}
		if body != "" && r.Body != body || month != "" && r.Month != month || !v.May(r) {
			continue
		}
		if found[k] == nil {
			b := v.Body(r.Body)
			if b == nil || !v.May(b) {
				continue
			}
			found[k] = &Board{Body: b, Month: r.Month, Closed: closed(v.Snapshot, r.Body, r.Month)}
			out = append(out, found[k])
		}
		found[k].All = append(found[k].All, Stand(r, v.Day))
	}
	slices.SortFunc(out, func(a, b *Board) int {
		switch {
		case a.Month != b.Month && a.Month > b.Month, a.Month == b.Month && a.Body.Code < b.Body.Code:
			return -1
		}
		return 1
	})
	boards := make([]Board, len(out))
	for i, b := range out {
		sortByOrg(v.Snapshot, b.All, func(s Standing) *record.Return { return s.Return })
		boards[i] = *b
	}
	return boards
}

// closed finds the attestation by which a month is closed for a body on the
// day, or nil.
func closed(s *record.Snapshot, body record.BodyID, month record.Month) *record.Attestation {
	for _, a := range s.Attestations {
		if a.List == "activity" && a.Statement == "complete" && a.Since.Month() == month && a.Place == "" && (a.Body == "" || a.Body == body) && a.On <= s.Day {
			return a
		}
	}
	return nil
}
