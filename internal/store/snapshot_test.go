package store

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"toguna/internal/record"
)

func closed(id string, month record.Month, on record.Day) *record.Attestation {
	return &record.Attestation{Head: head(id, ""), List: "activity", Statement: "complete", On: on, By: "cluster",
		Span: record.Span{Since: month.First(), Until: month.Add(1).First()}}
}

func TestRoundOfTheDay(t *testing.T) {
	engines(t, func(t *testing.T, address string) {
		s := open(t, address)
		records := base()
		for _, m := range []record.Month{"2018-01", "2018-02"} {
			records = append(records, activities(3, m)...)
		}
		records = append(records, closed("jan", "2018-01", "2018-02-15"), closed("feb", "2018-02", "2018-03-15"))
		apply(t, s, set(0, put(records...)...))
		line := records[len(base())+1].(*record.Activity) // of January
		corrected := func(minutes int, c record.Change) {
			why := set(minutes, c)
			why.Reason = "the months are closed"
			apply(t, s, why)
		}
		corrected(10, next(line, 1, func(a *record.Activity) { a.Month, a.Return, a.Total = "2018-02", "return-2018-02", record.N(7) }))
		corrected(20, record.Change{Action: record.Remove, Kind: "activity", ID: "a-2018-02-000002", Was: 1})

		for _, c := range []struct {
			what    string
			day     record.Day
			knownAt time.Time
			want    []string
		}{
			{"March, now", "2018-03-21", time.Time{}, []string{"a-2018-01-000000 7", "a-2018-02-000000 0", "a-2018-02-000001 1"}},
			{"February, now", "2018-02-20", time.Time{}, []string{"a-2018-01-000001 1", "a-2018-01-000002 2"}},
			{"March, before the removal", "2018-03-21", noon.Add(15 * time.Minute), []string{"a-2018-01-000000 7", "a-2018-02-000000 0", "a-2018-02-000001 1", "a-2018-02-000002 2"}},
			{"February, before the correction", "2018-02-20", noon.Add(5 * time.Minute), []string{"a-2018-01-000000 0", "a-2018-01-000001 1", "a-2018-01-000002 2"}},
			{"March, after all", "2018-03-21", noon.Add(time.Hour), []string{"a-2018-01-000000 7", "a-2018-02-000000 0", "a-2018-02-000001 1"}},
			{"before anything was known", "2018-03-21", noon.Add(-time.Hour), nil},
		} {
			for range 2 { // from the database, then from the cache
				snap := snapshot(t, s, c.day, c.knownAt)
				var got []string
				for _, a := range snap.Activities {
					got = append(got, a.ID+" "+a.Total.String())
					if snap.Record(a.ID) != record.Record(a) {
						t.Errorf("%s: %s is not found by its id", c.what, a.ID)
					}
				}
				if !slices.Equal(got, c.want) {
					t.Errorf("%s: got %v, want %v", c.what, got, c.want)
				}
				if snap.Day != c.day || !snap.KnownAt.Equal(c.knownAt) {
					t.Errorf("%s: the snapshot is of %s as known at %v", c.what, snap.Day, snap.KnownAt)
				}
			}
		}

		var streamed []string
		err := s.Lines(context.Background(), op, "2018-01", "2018-02", func(a *record.Activity) error {
			streamed = append(streamed, string(a.Month)+" "+a.ID)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		want := []string{"2018-01 a-2018-01-000001", "2018-01 a-2018-01-000002", "2018-02 a-2018-01-000000", "2018-02 a-2018-02-000000", "2018-02 a-2018-02-000001"}
		if !slices.Equal(streamed, want) {
			t.Errorf("streamed %v, want %v", streamed, want)
		}
	})
}

func TestAsOfBothWays(t *testing.T) {
	engines(t, func(t *testing.T, address string) {
		s := open(t, address)
		seat := &record.Seat{Head: head("s1", "S1"), Body: "prot", Org: "anama", Role: "COLEAD", Span: record.Span{Since: "2018-02-01"}}
		apply(t, s, set(0, append(put(base()...), put(seat)...)...))
		apply(t, s, set(30, next(seat, 1, func(x *record.Seat) { x.Since, x.Until = "2018-01-01", "2018-03-01" })))
		holds := func(d record.Day, knownAt time.Time) bool { return snapshot(t, s, d, knownAt).Seat("s1").On(d) }
		before := noon.Add(10 * time.Minute)
		for _, c := range []struct {
			day     record.Day
			knownAt time.Time
			want    bool
		}{
			{"2018-01-15", time.Time{}, true}, {"2018-01-15", before, false},
			{"2018-02-15", time.Time{}, true}, {"2018-02-15", before, true},
			{"2018-03-15", time.Time{}, false}, {"2018-03-15", before, true},
		} {
			if got := holds(c.day, c.knownAt); got != c.want {
				t.Errorf("on %s as known at %v: %v", c.day, c.knownAt, got)
			}
		}
	})
}

func TestSnapshotsAreSharedUntilSomethingChanges(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "toguna.db"))
	apply(t, s, set(0, put(append(append(base(), activities(5, "2018-02")...), closed("feb", "2018-02", "2018-03-01"))...)...))
	first := snapshot(t, s, day, time.Time{})
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			d := record.Day(fmt.Sprintf("2018-03-%02d", 10+i))
			snap, err := s.Snapshot(context.Background(), op, d, time.Time{})
			if err != nil || snap.Org("anama") != first.Org("anama") || snap.Activities[0] != first.Activities[0] || snap.Day != d {
				t.Errorf("%s: loaded again, %v", d, err)
			}
		})
	}
	all.Wait()
	apply(t, s, set(1, next(org("anama"), 1, func(o *record.Org) { o.Acronym = "A" })))
	if snap := snapshot(t, s, day, time.Time{}); snap.Org("anama").Acronym != "A" || first.Org("anama").Acronym != "" {
		t.Error("the change is not seen, or an old snapshot was altered")
	}
	for i := range 3 * snapshotsKept {
		snapshot(t, s, day, noon.Add(time.Duration(i)*time.Second))
	}
	if n := len(s.cache.entries); n != snapshotsKept {
		t.Errorf("%d snapshots are kept, want %d", n, snapshotsKept)
	}
}

func TestUnknownOperationIsEmpty(t *testing.T) {
	engines(t, func(t *testing.T, address string) {
		s := open(t, address)
		if snap := snapshot(t, s, day, time.Time{}); snap.Operation != nil || snap.Position != 0 {
			t.Errorf("%+v", snap)
		}
	})
}

// TestJournalAndTablesAgree applies random sets of changes, wise and foolish
// ones, and compares the current tables with the replayed journal.
func TestJournalAndTablesAgree(t *testing.T) {
	engines(t, func(t *testing.T, address string) {
		s := open(t, address)
		rapid.Check(t, func(r *rapid.T) {
			op := record.OperationID(fmt.Sprint("op-", sets.Add(1)))
			last := history(r, op, s)
			now, err := s.Snapshot(context.Background(), op, day, time.Time{})
			if err != nil {
				r.Fatal(err)
			}
			replayed, err := s.Snapshot(context.Background(), op, day, last)
			if err != nil {
				r.Fatal(err)
			}
			alike(r, "the replayed journal", now, replayed)
		})
	})
}

// TestBothEnginesAgree applies the same random sets to both engines: each set
// must be answered alike and leave the same records.
func TestBothEnginesAgree(t *testing.T) {
	lite, server := open(t, filepath.Join(t.TempDir(), "toguna.db")), open(t, postgres(t))
	rapid.Check(t, func(r *rapid.T) {
		op := record.OperationID(fmt.Sprint("op-", sets.Add(1)))
		history(r, op, lite, server)
		a, err := lite.Snapshot(context.Background(), op, day, time.Time{})
		if err != nil {
			r.Fatal(err)
		}
		b, err := server.Snapshot(context.Background(), op, day, time.Time{})
		if err != nil {
			r.Fatal(err)
		}
		alike(r, "PostgreSQL", a, b)
	})
}

// history applies a few random sets to every store, whether they are accepted
// or refused, and gives the time of the last. Ids are few so that changes meet.
func history(r *rapid.T, op record.OperationID, stores ...*Store) time.Time {
	at := noon
	prefix := string(op) + "-"
	id := func(kind string, label string) string {
		return prefix + kind + rapid.SampledFrom([]string{"1", "2", "3"}).Draw(r, label)
	}
	days := rapid.SampledFrom([]record.Day{"", "2018-01-05", "2018-02-17", "2018-03-30"})
	codes := rapid.SampledFrom([]string{"A", "B", "C", "D", "E", "F", "G", "H"})
	root := &record.Operation{Head: record.Head{ID: string(op), Code: string(op)}, NameFR: "Opération", Country: "MLI"}
	start := put(root)
	for _, n := range []string{"1", "2"} {
		start = append(start, put(&record.Org{Head: head(prefix+"o"+n, n), NameFR: n}, &record.Person{Head: head(prefix+"p"+n, n), Name: n})...)
	}
	for _, s := range stores {
		if _, err := s.Apply(context.Background(), record.ChangeSet{ID: fmt.Sprint("root-", op), Operation: op, At: at, Changes: start}); err != nil {
			r.Fatal(err)
		}
	}
	for n := rapid.IntRange(1, 8).Draw(r, "sets"); n > 0; n-- {
		now, err := stores[0].Snapshot(context.Background(), op, day, time.Time{})
		if err != nil {
			r.Fatal(err)
		}
		var changes []record.Change
		for range rapid.IntRange(1, 3).Draw(r, "changes") {
			var x record.Record
			switch rapid.IntRange(0, 2).Draw(r, "kind") {
			case 0:
				x = &record.Org{Head: record.Head{ID: id("o", "id"), Code: codes.Draw(r, "code"), Level: record.Level(rapid.IntRange(0, 2).Draw(r, "level"))},
					NameFR: rapid.SampledFrom([]string{"Nom", "Né \"à\" Gao", "Autre", ""}).Draw(r, "name")}
			case 1:
				x = &record.Person{Head: record.Head{ID: id("p", "id"), Code: codes.Draw(r, "code")}, Name: "Awa " + codes.Draw(r, "name")}
			default:
				x = &record.Post{Head: record.Head{ID: id("h", "id")}, Person: record.PersonID(id("p", "person")), Org: record.OrgID(id("o", "org")),
					Role: "focal_point", Span: record.Span{Since: days.Draw(r, "since"), Until: days.Draw(r, "until")}}
			}
			c := record.PutNew(x)
			if now := now.Record(c.ID); now != nil {
				c.Was = now.Base().Version
			}
			if rapid.IntRange(0, 9).Draw(r, "stale") == 0 {
				c.Was = rapid.IntRange(0, 3).Draw(r, "was")
			}
			switch rapid.IntRange(0, 9).Draw(r, "action") {
			case 0:
				c.Action, c.Record = record.Remove, nil
			case 1, 2, 3:
				if c.Kind == "person" {
					c.Action, c.Record = record.Erase, nil
				}
			}
			changes = append(changes, c)
		}
		one := record.ChangeSet{ID: fmt.Sprint("random-", sets.Add(1)), Operation: op, At: at, By: "x", Door: "test",
			Reason: rapid.SampledFrom([]string{"", "décision"}).Draw(r, "reason"), Changes: changes}
		var answers []string // one for each store
		for _, s := range stores {
			a, err := s.Apply(context.Background(), one)
			answers = append(answers, fmt.Sprintf("%d %d %d %d %d %v", a.New, a.Changed, a.Unchanged, a.Removed, a.Erased, err))
		}
		if len(slices.Compact(answers)) != 1 {
			r.Fatalf("the same set was answered %q", answers)
		}
		at = at.Add(time.Minute)
	}
	return at
}
