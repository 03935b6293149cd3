package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"toguna/internal/presence"
	"toguna/internal/record"
)

func columns(t testing.TB, s *Store, knownAt time.Time) *presence.Columns {
	t.Helper()
	c, err := s.Columns(context.Background(), op, knownAt)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// tables are all that can be asked of columns, as a reader with every
// clearance sees it.
func tables(t testing.TB, s *Store, c *presence.Columns, knownAt time.Time) []*presence.Table {
	t.Helper()
	v := record.View{Snapshot: snapshot(t, s, day, knownAt), Level: record.Confidential}
	var out []*presence.Table
	for _, view := range presence.Views.Items {
		for level := 1; level <= 2; level++ {
			table, err := presence.Read(v, c, presence.Question{View: view.Code, From: "2018-01", Until: "2018-03", Level: level, Set: "all"})
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, table)
		}
	}
	return out
}

// TestColumnsFollowTheJournal alters lines at random and compares, after each
// change set, the columns that followed with those read anew and with those
// built from the lines one by one; and the past with what it was.
func TestColumnsFollowTheJournal(t *testing.T) {
	engines(t, func(t *testing.T, address string) {
		s := open(t, address)
		records := base()
		for _, p := range []string{"ML01", "ML02", "ML0101", "ML0102", "ML0201"} {
			place := &record.Place{Head: head("at-"+p, p), NameFR: p, Depth: record.N(float64(len(p)/2 - 1))}
			if len(p) > 4 {
				place.Parent = record.PlaceID("at-" + p[:4])
			}
			records = append(records, place)
		}
		for i := range 8 {
			records = append(records, org(fmt.Sprint("ngo-", i)), &record.Classification{Head: head(fmt.Sprint("class-", i), ""), Org: record.OrgID(fmt.Sprint("ngo-", i)),
				Class: record.Class(record.Classes.Items[i].Code), Span: record.Span{Since: "2010-01-01"}})
		}
		for _, m := range []record.Month{"2018-01", "2018-02", "2018-03"} {
			records = append(records, activities(1, m)...)
		}
		apply(t, s, set(0, put(records...)...))
		r := rand.New(rand.NewPCG(3, 1))
		random := func(id string) *record.Activity {
			m := record.Month(fmt.Sprintf("2018-%02d", 1+r.IntN(3)))
			a := &record.Activity{Head: head(id, ""), Return: record.ReturnID("return-" + m), Month: m, Org: record.OrgID(fmt.Sprint("ngo-", r.IntN(8))),
				Sector: []string{"PRO", "PRO-GBV", "EDU"}[r.IntN(3)], Place: record.PlaceID([]string{"at-ML01", "at-ML0101", "at-ML0102", "at-ML0201"}[r.IntN(4)]),
				State: []string{"", "ongoing", "completed"}[r.IntN(3)]}
			if r.IntN(2) == 0 {
				a.Impl = record.OrgID(fmt.Sprint("ngo-", r.IntN(8)))
			}
			if r.IntN(2) == 0 {
				a.Total = record.N(float64(r.IntN(50)))
			} else if r.IntN(2) == 0 {
				a.Girls, a.Boys, a.Women, a.Men = record.N(1), record.N(2), record.N(float64(r.IntN(9))), record.N(0.5)
			}
			if r.IntN(3) == 0 {
				a.Since, a.Until = m.First().AddDays(-r.IntN(40)), m.First().AddDays(r.IntN(20)+1)
			}
			if r.IntN(3) == 0 {
				a.Repeat = record.Yes
			}
			if strings.HasSuffix(id, "7") {
				a.Level = record.Restricted
			}
			return a
		}
		version := map[string]int{}
		var past []time.Time
		var were [][]*presence.Table
		for step := range 8 {
			var changes []record.Change
			for _, n := range r.Perm(60)[:25] {
				id := fmt.Sprint("line-", n)
				switch {
				case version[id] == 0:
					changes = append(changes, record.PutNew(random(id)))
				case r.IntN(3) == 0:
					changes = append(changes, record.Change{Action: record.Remove, Kind: "activity", ID: id, Was: version[id]})
				default:
					a := random(id)
					a.Version = version[id]
					changes = append(changes, record.PutNext(a))
				}
			}
			apply(t, s, set(step+1, changes...))
			clear(version)
			built := presence.NewBuilder()
			err := s.Lines(context.Background(), op, "2018-01", "2018-12", func(a *record.Activity) error {
				version[a.ID] = a.Version
				built.Add(a)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			followed := columns(t, s, time.Time{})
			want := tables(t, s, built.Columns(0), time.Time{})
			if d := cmp.Diff(want, tables(t, s, followed, time.Time{})); d != "" {
				t.Fatalf("step %d, followed (-lines +columns):\n%s", step, d)
			}
			s.DropIdle()
			s.DropIdle()
			anew := columns(t, s, time.Time{})
			if anew == followed {
				t.Fatal("idle columns were not dropped")
			}
			if d := cmp.Diff(want, tables(t, s, anew, time.Time{})); d != "" {
				t.Fatalf("step %d, anew (-lines +columns):\n%s", step, d)
			}
			past, were = append(past, noon.Add(time.Duration(step+1)*time.Minute)), append(were, want)
		}
		for i, at := range past {
			if d := cmp.Diff(were[i], tables(t, s, columns(t, s, at), at)); d != "" {
				t.Errorf("as known at step %d (-then +replayed):\n%s", i, d)
			}
		}
	})
}

// TestWholeTableIsOneView reads a table in pieces while others write: each row
// of the view comes once, and nothing of what was written since.
func TestWholeTableIsOneView(t *testing.T) {
	engines(t, func(t *testing.T, address string) {
		s := open(t, address)
		write := func(minutes int, name string, n int) (ids []string) {
			var orgs []record.Record
			for i := range n {
				ids = append(ids, fmt.Sprint(name, i))
				orgs = append(orgs, org(ids[i]))
			}
			apply(t, s, set(minutes, put(orgs...)...))
			return ids
		}
		apply(t, s, set(0, put(base()...)...))
		want := write(1, "before-", 3000)
		ctx := context.Background()
		tx, err := s.oneView(ctx)
		if err != nil {
			t.Fatal(err)
		}
		defer tx.Rollback()
		if _, err := position(ctx, tx, op); err != nil { // the view begins with the first question
			t.Fatal(err)
		}
		write(2, "after-", 100)
		var got [tablePieces][]string
		if err := s.wholeTable(ctx, tx, "r_org", "id", func(piece int, texts []byte) {
			got[piece] = append(got[piece], strings.Split(string(texts), string(rune(presence.LineEnd)))...)
		}); err != nil {
			t.Fatal(err)
		}
		all := slices.DeleteFunc(slices.Sorted(slices.Values(slices.Concat(got[:]...))), func(id string) bool { return !strings.HasPrefix(id, "before-") && !strings.HasPrefix(id, "after-") })
		slices.Sort(want)
		if diff := cmp.Diff(want, all); diff != "" {
			t.Errorf("rows of the view (-want +got):\n%s", diff)
		}
		if s.postgres && (len(got[0]) == 0 || len(got[tablePieces-1]) == 0) {
			t.Error("the table was not cut into pieces")
		}
		stopped, stop := context.WithCancel(ctx)
		stop()
		if err := s.wholeTable(stopped, tx, "r_org", "id", func(int, []byte) {}); !errors.Is(err, context.Canceled) {
			t.Errorf("a reading that nobody waits for answers %v", err)
		}
	})
}

// TestLoadingIsTold: a reader who waits sees how many lines are read, and of about how many.
func TestLoadingIsTold(t *testing.T) {
	engines(t, func(t *testing.T, address string) {
		s := open(t, address)
		apply(t, s, set(0, put(append(base(), activities(50, "2018-02")...)...)...))
		if s.postgres { // it reckons by what it saw when it last looked through the table
			if _, err := s.write.Exec("analyze r_activity"); err != nil {
				t.Fatal(err)
			}
		}
		if got := s.ColumnsRead(op); got != (Loading{}) {
			t.Errorf("before anybody asked: %+v", got)
		}
		columns(t, s, time.Time{})
		if got := s.ColumnsRead(op); got.About != 50 || !got.Done {
			t.Errorf("%+v", got)
		}
	})
}

func TestColumnsAreKeptWithinBounds(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "toguna.db"))
	apply(t, s, set(0, put(append(base(), activities(50, "2018-02")...)...)...))
	first := columns(t, s, time.Time{})
	if columns(t, s, time.Time{}) != first {
		t.Error("nothing changed, and the columns were read again")
	}
	if first.Lines() != 50 || first.Position != int64(len(base())+51) {
		t.Errorf("%d lines at %d", first.Lines(), first.Position)
	}
	s.held.all[0].bytes = 2 * columnsKept
	other := s.held.of("other")
	other.columns = first
	s.held.bound(other)
	if len(s.held.all) != 1 || s.held.all[0] != other {
		t.Errorf("%d operations are kept", len(s.held.all))
	}
}
