package returns

import (
	"strings"

	"toguna/internal/record"
)

// Closing is what closing a month of a body does: an attestation, unless it is
// closed already; and the returns that have not come, or were sent back.
type Closing struct {
	Already *record.Attestation
	Missing []*record.Return
	Changes []record.Change
}

// Close closes a month of a body on the snapshot's day, by the name of who
// answers for it. It makes no change while returns are missing, unless that is
// allowed; the attestation then says which.
func Close(s *record.Snapshot, body *record.Body, month record.Month, by string, withMissing bool, newID func() string) Closing {
	id := record.BodyID(body.ID)
	c := Closing{Already: closed(s, id, month)}
	var lacking []string
	for _, b := range Boards(record.View{Snapshot: s, Level: record.Confidential}, id, month) {
		for _, x := range b.All {
			if !x.Return.Came(s.Day) {
				c.Missing = append(c.Missing, x.Return)
				if o := s.Org(x.Return.Org); o != nil {
					lacking = append(lacking, o.Code)
				}
			}
		}
	}
	if c.Already != nil || len(c.Missing) > 0 && !withMissing {
		return c
	}
	a := &record.Attestation{Head: record.Head{ID: newID(), Code: "AT-5W-" + string(month) + "." + body.Code}, List: "activity", Statement: "complete", Body: id,
		Span: record.Span{Since: month.First(), Until: month.Add(1).First()}, On: s.Day, By: by}
	if len(lacking) > 0 {
		a.Source = "sans le retour de : " + strings.Join(lacking, ", ")
	}
	c.Changes = []record.Change{record.PutNew(a)}
	return c
}

// Accept is the change by which a return that came is accepted; a nil return
// stays one.
func Accept(r *record.Return) ([]record.Change, error) {
	switch r.State {
	case "received", "sent_back":
		next := *r
		next.State = "accepted"
		return []record.Change{record.PutNext(&next)}, nil
	case "accepted", "nil":
		return nil, nil
	}
	return nil, record.Problem{Code: "not_received", Kind: "return", ID: record.Label(r), Field: "state"}
}

// SendBack is the change by which a return goes back to its partner, with what
// is wrong with it.
func SendBack(r *record.Return, reason string) ([]record.Change, error) {
	if r.State == "expected" {
		return nil, record.Problem{Code: "not_received", Kind: "return", ID: record.Label(r), Field: "state"}
	}
	if strings.TrimSpace(reason) == "" {
		return nil, record.Problem{Code: "required", Kind: "return", ID: record.Label(r), Field: "remarks"}
	}
	next := *r
	next.State, next.Remarks = "sent_back", reason
	if next == *r {
		return nil, nil
	}
	return []record.Change{record.PutNext(&next)}, nil
}
