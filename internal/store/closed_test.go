package store

import (
	"context"
	"errors"
	"testing"

	"toguna/internal/record"
)

// What was closed is corrected with a reason only: lines and returns, added,
// changed, moved out of the month or taken away, but not those of another body,
// another month or another place.
func TestAClosedMonthIsCorrectedWithAReason(t *testing.T) {
	body := func(id string) *record.Body {
		return &record.Body{Head: head(id, id), NameFR: id, BodyKind: "cluster", Reach: "national"}
	}
	place := func(id, parent string) *record.Place {
		return &record.Place{Head: head(id, id), NameFR: id, Depth: record.N(1), Parent: record.PlaceID(parent)}
	}
	ret := func(id, body string, m record.Month) *record.Return {
		return &record.Return{Head: head(id, id), Org: "anama", Body: record.BodyID(body), Month: m, State: "received"}
	}
	line := func(id, ret string, m record.Month, place string) *record.Activity {
		return &record.Activity{Head: head(id, ""), Return: record.ReturnID(ret), Month: m, Org: "anama", Sector: "PRO", Place: record.PlaceID(place)}
	}
	closing := func(id, body, place string, m record.Month) *record.Attestation {
		return &record.Attestation{Head: head(id, id), List: "activity", Statement: "complete", Body: record.BodyID(body), Place: record.PlaceID(place),
			Span: record.Span{Since: m.First(), Until: m.Add(1).First()}, On: "2018-03-10", By: "IM"}
	}
	engines(t, func(t *testing.T, address string) {
		s := open(t, address)
		mar := line("mar", "r-mar", "2018-03", "ML05")
		feb, febLine := ret("r-feb", "PROT", "2018-02"), line("feb", "r-feb", "2018-02", "ML05")
		// All at once, as a register is loaded: nothing was closed before.
		apply(t, s, set(0, put(mali(), org("anama"), body("PROT"), body("WASH"), place("ML", ""), place("ML05", "ML"), place("ML07", "ML"), place("ML0501", "ML05"),
			feb, febLine, ret("r-mar", "PROT", "2018-03"), mar, ret("w-feb", "WASH", "2018-02"),
			closing("AT-FEB", "PROT", "", "2018-02"), closing("AT-MAR", "PROT", "ML05", "2018-03"))...))
		for name, c := range map[string]struct {
			change record.Change
			free   bool
		}{
			"a line changed":                    {change: next(febLine, 1, func(a *record.Activity) { a.What = "formation" })},
			"a line added":                      {change: record.PutNew(line("new", "r-feb", "2018-02", "ML05"))},
			"a line taken away":                 {change: record.Change{Action: record.Remove, Kind: "activity", ID: "feb", Was: 1}},
			"a line moved out of the month":     {change: next(febLine, 1, func(a *record.Activity) { a.Month = "2018-04" })},
			"a line moved into the month":       {change: next(mar, 1, func(a *record.Activity) { a.Month, a.Return = "2018-02", "r-feb" })},
			"a return changed":                  {change: next(feb, 1, func(r *record.Return) { r.State = "accepted" })},
			"a return added":                    {change: record.PutNew(ret("r-late", "PROT", "2018-02"))},
			"a line in a place that is closed":  {change: next(mar, 1, func(a *record.Activity) { a.What = "formation" })},
			"a line in a place below it":        {change: record.PutNew(line("below", "r-mar", "2018-03", "ML0501"))},
			"a line in another place":           {change: record.PutNew(line("gao", "r-mar", "2018-03", "ML07")), free: true},
			"a line of a month that is open":    {change: record.PutNew(line("apr", "r-mar", "2018-04", "ML05")), free: true},
			"a line of another body":            {change: record.PutNew(line("wash", "w-feb", "2018-02", "ML05")), free: true},
			"a line that says what it said":     {change: next(febLine, 1, func(*record.Activity) {}), free: true},
			"a return of a month closed partly": {change: record.PutNew(ret("r-part", "PROT", "2018-03")), free: true},
		} {
			_, err := s.Apply(context.Background(), set(1, c.change))
			var ps record.Problems
			switch {
			case c.free && err != nil:
				t.Errorf("%s: %v", name, err)
			case !c.free && (!errors.As(err, &ps) || len(ps) != 1 || ps[0].Code != "month_closed"):
				t.Errorf("%s: want month_closed, got %v", name, err)
			}
		}
		why := set(2, next(febLine, 1, func(a *record.Activity) { a.What = "formation" }))
		why.Reason = "erreur de saisie"
		if a := apply(t, s, why); a.Changed != 1 {
			t.Errorf("with a reason: %+v", a)
		}
		p := record.Problem{Code: "month_closed", Found: "2018-02", Expected: "2018-03-10"}
		if got := p.Message("fr"); got != "le mois 2018-02 est clos depuis le 2018-03-10\u00a0: une correction demande un motif" {
			t.Error(got)
		}
	})
}
