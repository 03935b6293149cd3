package returns

import (
	"slices"
	"sync"
	"testing"

	"toguna/internal/record"
	"toguna/internal/sample"
)

// mali is the sample register with all of its activity lines, as of its day.
func mali(t testing.TB) (*record.Snapshot, []*record.Activity) {
	t.Helper()
	r, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return r.snapshot, r.lines
}

type register struct {
	snapshot *record.Snapshot
	lines    []*record.Activity
}

var loaded = sync.OnceValues(func() (register, error) {
	set, err := sample.Mali2018(sample.IDs())
	if err != nil {
		return register{}, err
	}
	var records []record.Record
	var r register
	for _, c := range set.Changes {
		c.Record.Base().Version = 1
		if a, ok := c.Record.(*record.Activity); ok {
			r.lines = append(r.lines, a)
			continue
		}
		records = append(records, c.Record)
	}
	r.snapshot = record.NewSnapshot(records, sample.Day)
	return r, nil
})

// Every field of an activity that a partner can say has a column, and no
// heading or tag stands twice.
func TestColumnsCoverTheRecord(t *testing.T) {
	fields := map[string]bool{}
	seen := map[string]string{}
	for _, c := range Columns {
		fields[c.Field] = true
		if _, ok := record.TableOf("activity").Field(c.Field); c.Field != "" && !ok {
			t.Errorf("%s shows a field %q that no activity has", c.Key, c.Field)
		}
		for _, text := range []string{c.Heading.fr, "en " + c.Heading.en, c.HXL} {
			if other := seen[text]; other != "" {
				t.Errorf("%q stands over %s and %s", text, other, c.Key)
			}
			seen[text] = c.Key
		}
		if c.Within != "" && position(c.Within) == 0 {
			t.Errorf("%s depends on %q, which is no column", c.Key, c.Within)
		}
	}
	kept := []string{"code", "return", "project", "reported", "level", "source", "confirmed"} // the desk's own
	for _, f := range record.TableOf("activity").Fields {
		if !fields[f.Name] && !slices.Contains(kept, f.Name) {
			t.Errorf("no column shows %q", f.Name)
		}
	}
}

// Opened twice, a month changes nothing the second time; a new day moves the
// returns that are still expected.
func TestOpenIsRepeatable(t *testing.T) {
	s, _ := mali(t)
	body := s.BodyByCode("PROT-NAT")
	first := Open(s, body, "2018-04", "", sample.IDs())
	if len(first.Returns) != 73 || len(first.Changes) != 73 {
		t.Fatalf("%d returns, %d changes", len(first.Returns), len(first.Changes))
	}
	var all []record.Record
	for _, k := range record.Tables {
		all = append(all, s.Records(k.Kind)...)
	}
	for _, c := range first.Changes {
		if p := record.Check(c.Record); len(p) > 0 {
			t.Fatal(p)
		}
		c.Record.Base().Version = 1
		all = append(all, c.Record)
	}
	s = record.NewSnapshot(all, s.Day)
	if again := Open(s, body, "2018-04", "", sample.IDs()); len(again.Returns) != 73 || len(again.Changes) != 0 {
		t.Errorf("a second time: %d returns, %d changes", len(again.Returns), len(again.Changes))
	}
	if moved := Open(s, body, "2018-04", "2018-05-15", sample.IDs()); len(moved.Changes) != 73 || moved.Changes[0].Was != 1 {
		t.Errorf("a new day: %d changes", len(moved.Changes))
	}
	for _, o := range Partners(s, body, "2018-04") {
		if c := s.ClassOn(record.OrgID(o.ID), s.Day); c == record.NNGOForum {
			t.Errorf("the forum %s owes a return", o.Code)
		}
	}
}
