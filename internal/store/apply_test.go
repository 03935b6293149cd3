package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"toguna/internal/record"
)

func TestEveryKindComesBackAsItWent(t *testing.T) {
	engines(t, func(t *testing.T, address string) {
		s := open(t, address)
		records := everyKind()
		a := apply(t, s, set(0, put(records...)...))
		if a.New != len(records) {
			t.Errorf("%d new, want %d", a.New, len(records))
		}
		for _, knownAt := range []time.Time{{}, noon.Add(time.Hour)} {
			snap := snapshot(t, s, day, knownAt)
			for _, want := range records {
				got := snap.Record(want.Base().ID)
				if got == nil {
					t.Errorf("%s is not in the snapshot", want.Base().ID)
					continue
				}
				for _, f := range record.TableOf(want.Kind()).Fields {
					if f.Get(got) != f.Get(want) {
						t.Errorf("%s, %s: %q came back as %q", want.Base().ID, f.Name, f.Get(want), f.Get(got))
					}
				}
				if got.Base().Version != 1 || got.Base().Operation != op {
					t.Errorf("%s: version %d, operation %q", want.Base().ID, got.Base().Version, got.Base().Operation)
				}
			}
			if snap.Position != a.Position {
				t.Errorf("position %d, want %d", snap.Position, a.Position)
			}
		}
		if again := apply(t, s, set(1, put(records...)...)); again.Unchanged != len(records) || again.Position != a.Position {
			t.Errorf("the same records again: %+v", again)
		}
	})
}

func TestPutNextRemove(t *testing.T) {
	engines(t, func(t *testing.T, address string) {
		s := open(t, address)
		anama := org("anama")
		first := set(0, put(mali(), anama)...)
		want := Applied{Position: 2, New: 2}
		if got := apply(t, s, first); got != want {
			t.Fatalf("got %+v, want %+v", got, want)
		}
		if got := apply(t, s, first); got != want {
			t.Errorf("the same set again: got %+v, want %+v", got, want)
		}
		got := apply(t, s, set(1, next(anama, 1, func(o *record.Org) { o.Acronym = "ANAMA" })))
		if want := (Applied{Position: 3, Changed: 1}); got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
		got = apply(t, s, set(2, record.Change{Action: record.Remove, Kind: "org", ID: "anama", Was: 2}))
		if want := (Applied{Position: 4, Removed: 1}); got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
		if snap := snapshot(t, s, day, time.Time{}); snap.Org("anama") != nil {
			t.Error("the removed organisation is still there")
		}
		if snap := snapshot(t, s, day, noon.Add(time.Minute)); snap.Org("anama").Acronym != "ANAMA" {
			t.Error("the organisation is not known before it was removed")
		}
		apply(t, s, set(3, put(anama)...))
		if snap := snapshot(t, s, day, time.Time{}); snap.Org("anama").Version != 4 {
			t.Errorf("put again: version %d, want 4", snap.Org("anama").Version)
		}
		history, err := s.History(context.Background(), op, "anama")
		if err != nil {
			t.Fatal(err)
		}
		var told []string
		for _, e := range history {
			acronym := "-"
			if e.Record != nil {
				acronym = e.Record.(*record.Org).Acronym
			}
			told = append(told, fmt.Sprintf("%d %s v%d %q %s", e.Seq, e.Action, e.Version, acronym, e.At.Format("15:04")))
		}
		if d := cmp.Diff([]string{`2 put v1 "" 12:00`, `3 put v2 "ANAMA" 12:01`, `4 remove v3 "-" 12:02`, `5 put v4 "" 12:03`}, told); d != "" {
			t.Error(d)
		}
		list, err := s.Sets(context.Background(), op, 2)
		if err != nil {
			t.Fatal(err)
		}
		if len(list) != 2 || list[0].Applied.New != 1 || list[1].Applied.Removed != 1 || list[0].By != "im@example.org" {
			t.Errorf("sets: %+v", list)
		}
		ops, err := s.Operations(context.Background())
		if err != nil || len(ops) != 1 || ops[0].NameFR != "Mali" {
			t.Errorf("operations: %v, %v", ops, err)
		}
	})
}

func TestRefusedSetsLeaveNothing(t *testing.T) {
	anama, bamako := org("anama"), org("bamako")
	secret := org("secret")
	secret.Level = record.Confidential
	dna := person("dna", "Aminata Diallo")
	cluster := &record.Body{Head: head("prot", "PROT"), NameFR: "Cluster Protection", BodyKind: "cluster", Reach: "national"}
	meeting := &record.Meeting{Head: head("m1", "M1"), Body: "prot", On: "2018-03-01", State: "held", ChairedBy: []record.OrgID{"bamako", "anama"}}
	remove := func(kind record.Kind, id string, was int) record.Change {
		return record.Change{Action: record.Remove, Kind: kind, ID: id, Was: was}
	}
	other := org("elsewhere")
	other.Operation = "op-2"
	for name, c := range map[string]struct {
		changes []record.Change
		want    []string // code, id, field
	}{
		"moved on":             {[]record.Change{next(anama, 3, func(o *record.Org) { o.Acronym = "A" })}, []string{"moved_on ANAMA version"}},
		"new but there":        {[]record.Change{next(anama, 0, func(o *record.Org) { o.Acronym = "A" })}, []string{"moved_on ANAMA version"}},
		"faulty by itself":     {put(&record.Org{Head: head("x", "X")}), []string{"required X name_fr"}},
		"twice in the set":     {append(put(org("x")), put(org("x"))...), []string{"twice X id"}},
		"code taken":           {put(&record.Org{Head: head("x", "ANAMA"), NameFR: "X"}), []string{"same_code ANAMA code"}},
		"code twice":           {put(&record.Org{Head: head("x", "Z"), NameFR: "X"}, &record.Org{Head: head("y", "Z"), NameFR: "Y"}), []string{"same_code Z code"}},
		"broken reference":     {put(post("p", "nobody", "anama", "2018-01-01", "")), []string{"not_found p person"}},
		"reference of a kind":  {put(post("p", "anama", "anama", "2018-01-01", "")), []string{"not_found p person"}},
		"reference to removed": {append(put(post("p", "dna", "bamako", "2018-01-01", "")), remove("person", "dna", 1)), []string{"not_found p person"}},
		"still used":           {[]record.Change{remove("body", "prot", 1)}, []string{"still_used prot id"}},
		"still used in a list": {[]record.Change{remove("org", "anama", 1)}, []string{"still_used anama id"}},
		"id of another kind":   {put(person("anama", "A")), []string{"other_kind ANAMA id"}},
		"another operation":    {put(other), []string{"other_operation ELSEWHERE id"}},
		"lower without reason": {[]record.Change{next(secret, 1, func(o *record.Org) { o.Level = record.Public })}, []string{"lower_level SECRET level"}},
		"remove the unknown":   {[]record.Change{remove("org", "nobody", 1)}, []string{"not_found nobody id"}},
		"erase a non-person":   {[]record.Change{{Action: record.Erase, Kind: "org", ID: "anama"}}, []string{"not_erasable anama id"}},
		"no text":              {put(&record.Org{Head: head("x", "X"), NameFR: "a\x00b"}), []string{"not_text X name_fr"}},
		"two problems":         {append(put(&record.Org{Head: head("x", "X")}), remove("body", "prot", 7)), []string{"required X name_fr", "moved_on prot version"}},
	} {
		t.Run(name, func(t *testing.T) {
			engines(t, func(t *testing.T, address string) {
				s := open(t, address)
				apply(t, s, set(0, put(mali(), anama, bamako, secret, dna, cluster, meeting)...))
				before := snapshot(t, s, day, time.Time{})
				refused := set(1, append(put(org("good")), c.changes...)...)
				a, err := s.Apply(context.Background(), refused)
				var problems record.Problems
				if !errors.As(err, &problems) {
					t.Fatalf("applied: %+v, %v", a, err)
				}
				var got []string
				for _, p := range problems {
					got = append(got, p.Code+" "+p.ID+" "+p.Field)
				}
				if d := cmp.Diff(c.want, got); d != "" {
					t.Error(d)
				}
				after := snapshot(t, s, day, time.Time{})
				alike(t, "after a refused set", before, after)
				if before.Position != after.Position {
					t.Errorf("the position moved from %d to %d", before.Position, after.Position)
				}
				if list, _ := s.Sets(context.Background(), op, 10); len(list) != 1 {
					t.Errorf("%d sets are recorded, want 1", len(list))
				}
			})
		})
	}
}

func TestAcceptedEdges(t *testing.T) {
	engines(t, func(t *testing.T, address string) {
		s := open(t, address)
		anama, bamako, secret := org("anama"), org("bamako"), org("secret")
		secret.Level = record.Confidential
		apply(t, s, set(0, put(mali(), anama, bamako, secret)...))

		swap := set(1,
			next(anama, 1, func(o *record.Org) { o.Code = "BAMAKO" }),
			next(bamako, 1, func(o *record.Org) { o.Code = "ANAMA" }))
		if a := apply(t, s, swap); a.Changed != 2 {
			t.Errorf("two codes swapped in one set: %+v", a)
		}
		lowered := set(2, next(secret, 1, func(o *record.Org) { o.Level = record.Public }))
		lowered.Reason = "publication décidée par le cluster"
		apply(t, s, lowered)
		both := set(3, append(put(post("p", "new", "new-org", "2018-01-01", "")), put(person("new", "Awa"), org("new-org"))...)...)
		if a := apply(t, s, both); a.New != 3 {
			t.Errorf("references within one set: %+v", a)
		}
		gone := set(4,
			record.Change{Action: record.Remove, Kind: "org", ID: "new-org", Was: 1},
			record.Change{Action: record.Remove, Kind: "post", ID: "p", Was: 1})
		if a := apply(t, s, gone); a.Removed != 2 {
			t.Errorf("a record and all that refers to it removed: %+v", a)
		}
		if a := apply(t, s, set(5, gone.Changes...)); a.Unchanged != 2 {
			t.Errorf("removed again: %+v", a)
		}
	})
}

func TestSetsThatNoDoorShouldMake(t *testing.T) {
	s := open(t, t.TempDir()+"/toguna.db")
	for name, alter := range map[string]func(*record.ChangeSet){
		"no id":        func(c *record.ChangeSet) { c.ID = "" },
		"no operation": func(c *record.ChangeSet) { c.Operation = "" },
		"no time":      func(c *record.ChangeSet) { c.At = time.Time{} },
		"no kind":      func(c *record.ChangeSet) { c.Changes[0].Kind = "cow" },
		"no record":    func(c *record.ChangeSet) { c.Changes[0].Record = nil },
		"wrong id":     func(c *record.ChangeSet) { c.Changes[0].ID = "x" },
		"no action":    func(c *record.ChangeSet) { c.Changes[0].Action = "eat" },
	} {
		c := set(0, put(mali())...)
		alter(&c)
		if _, err := s.Apply(context.Background(), c); err == nil {
			t.Errorf("%s: applied", name)
		}
	}
	if _, err := s.Apply(context.Background(), set(0, put(org("x"))...)); err == nil {
		t.Error("records of an operation that is not there were applied")
	}
}

// activities makes lines of one return, of one month.
func activities(n int, month record.Month) []record.Record {
	id := "return-" + string(month)
	out := []record.Record{&record.Return{Head: head(id, "R-"+string(month)), Org: "anama", Body: "prot", Month: month, State: "received"}}
	for i := range n {
		out = append(out, &record.Activity{Head: head(fmt.Sprintf("a-%s-%06d", month, i), ""), Return: record.ReturnID(id), Month: month, Org: "anama",
			Sector: "PRO", What: "Sensibilisation", Place: "gao", Total: record.N(float64(i))})
	}
	return out
}

func base() []record.Record {
	return []record.Record{mali(), org("anama"),
		&record.Body{Head: head("prot", "PROT"), NameFR: "Cluster Protection", BodyKind: "cluster", Reach: "national"},
		&record.Place{Head: head("gao", "ML07"), NameFR: "Gao", Depth: record.N(1)}}
}

func TestCutShortLeavesNothing(t *testing.T) {
	engines(t, func(t *testing.T, address string) {
		s := open(t, address)
		apply(t, s, set(0, put(base()...)...))
		ctx, cancel := context.WithCancel(context.Background())
		big := set(1, put(activities(3000, "2018-02")...)...)
		_, err := s.ApplyProgress(ctx, big, func(done, total int) {
			if done > total*3/4 {
				cancel()
			}
		})
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("cut short: %v", err)
		}
		if p, _ := s.Position(context.Background(), op); p != int64(len(base())) {
			t.Errorf("position %d after a set that was cut short", p)
		}
		last, calls := 0, 0
		if a, err := s.ApplyProgress(context.Background(), big, func(done, total int) {
			if done < last || total != 2*len(big.Changes) {
				t.Errorf("progress went from %d to %d of %d", last, done, total)
			}
			last, calls = done, calls+1
		}); err != nil || a.New != 3001 {
			t.Errorf("applied after all: %+v, %v", a, err)
		}
		if last != 2*len(big.Changes) || calls < 5 {
			t.Errorf("progress ended at %d of %d in %d calls", last, 2*len(big.Changes), calls)
		}
	})
}

func TestReadersDuringWrites(t *testing.T) {
	engines(t, func(t *testing.T, address string) {
		s := open(t, address)
		apply(t, s, set(0, put(base()...)...))
		const writes = 25
		stop := make(chan struct{})
		var readers sync.WaitGroup
		for range 4 {
			readers.Go(func() {
				last := int64(0)
				for {
					select {
					case <-stop:
						return
					default:
					}
					snap, err := s.Snapshot(context.Background(), op, day, time.Time{})
					if err != nil {
						t.Error(err)
						return
					}
					// Each set after the first writes two organisations and adds two positions.
					if n := int64(len(snap.Orgs)); snap.Position < last || snap.Position != int64(len(base()))+n-1 {
						t.Errorf("%d organisations at position %d after %d", n, snap.Position, last)
						return
					}
					last = snap.Position
				}
			})
		}
		for i := range writes {
			apply(t, s, set(i, put(org(fmt.Sprintf("x%d", i)), org(fmt.Sprintf("y%d", i)))...))
		}
		close(stop)
		readers.Wait()
		if snap := snapshot(t, s, day, time.Time{}); len(snap.Orgs) != 1+2*writes {
			t.Errorf("%d organisations", len(snap.Orgs))
		}
	})
}

func TestWritersTakeTurns(t *testing.T) {
	engines(t, func(t *testing.T, address string) {
		s := open(t, address)
		anama := org("anama")
		apply(t, s, set(0, put(mali(), anama)...))
		var writers sync.WaitGroup
		won := make(chan string, 8)
		for i := range 8 {
			writers.Go(func() {
				name := fmt.Sprint("writer ", i)
				_, err := s.Apply(context.Background(), set(1, next(anama, 1, func(o *record.Org) { o.NameFR = name })))
				var p record.Problems
				switch {
				case err == nil:
					won <- name
				case !errors.As(err, &p) || p[0].Code != "moved_on":
					t.Error(err)
				}
			})
		}
		writers.Wait()
		close(won)
		if len(won) != 1 {
			t.Fatalf("%d of 8 writers of one version were accepted", len(won))
		}
		if name := <-won; snapshot(t, s, day, time.Time{}).Org("anama").NameFR != name {
			t.Error("another writer's name was written")
		}
	})
}
