package note

import (
	"slices"
	"sync"
	"testing"

	"toguna/internal/record"
	"toguna/internal/sample"
)

var register = sync.OnceValues(func() ([]record.Record, error) {
	set, err := sample.Mali2018(sample.IDs())
	var all []record.Record
	for _, c := range set.Changes {
		all = append(all, c.Record)
	}
	return all, err
})

// mali is the sample register on its day.
func mali(t testing.TB) *record.Snapshot {
	t.Helper()
	return after(t, nil)
}

// after is the sample register once an edit has been applied, as a change set
// would be.
func after(t testing.TB, edit func(*edited)) *record.Snapshot {
	t.Helper()
	all, err := register()
	if err != nil {
		t.Fatal(err)
	}
	e := &edited{t: t, before: record.NewSnapshot(slices.Clone(all), sample.Day), day: sample.Day}
	if edit != nil {
		edit(e)
	}
	var kept []record.Record
	for _, r := range all {
		id := r.Base().ID
		change, ok := e.changes[id]
		switch {
		case !ok:
			kept = append(kept, r)
		case change.Action == record.Put:
			kept = append(kept, change.Record)
		}
		delete(e.changes, id)
	}
	for _, c := range e.changes {
		kept = append(kept, c.Record)
	}
	return record.NewSnapshot(kept, e.day)
}

// edited gathers the changes of one edit of the register.
type edited struct {
	t       testing.TB
	before  *record.Snapshot
	day     record.Day
	changes map[string]record.Change
}

func (e *edited) apply(c record.Change) {
	if e.changes == nil {
		e.changes = map[string]record.Change{}
	}
	e.changes[c.ID] = c
}

// remove takes out every record of a kind that a test accepts.
func remove[R record.Record](e *edited, all []R, accept func(R) bool) {
	e.t.Helper()
	n := 0
	for _, r := range all {
		if accept(r) {
			n++
			e.apply(record.Change{Action: record.Remove, Kind: r.Kind(), ID: r.Base().ID, Was: r.Base().Version})
		}
	}
	if n == 0 {
		e.t.Fatal("the edit removes nothing")
	}
}

// change writes the next version of every record that a test accepts.
func change[T any, R interface {
	*T
	record.Record
}](e *edited, all []R, accept func(R) bool, set func(R)) {
	e.t.Helper()
	n := 0
	for _, r := range all {
		if accept(r) {
			n++
			next := *r
			set(R(&next))
			R(&next).Base().Version++
			e.apply(record.PutNext(R(&next)))
		}
	}
	if n == 0 {
		e.t.Fatal("the edit changes nothing")
	}
}
