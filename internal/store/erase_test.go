package store

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"toguna/internal/record"
)

// traces looks for words in the files of a database.
func traces(t *testing.T, path string, words ...string) []string {
	t.Helper()
	files, err := filepath.Glob(path + "*")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	var out []string
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range words {
			if bytes.Contains(b, []byte(w)) {
				out = append(out, filepath.Base(f)+": "+w)
			}
		}
	}
	return out
}

// staffing is what an old hand leaves behind: a predecessor, a successor and
// meetings attended.
func staffing() []record.Record {
	hand := person("p2", "Aminata Diarrassouba")
	hand.Code = "DIARRASSOUBA-A"
	hand.Source = "courriel d’Aminata Diarrassouba"
	return append(base(), person("p1", "Moussa Keita"), hand, person("p3", "Oumar Cissé"),
		post("before", "p1", "anama", "2017-01-09", "2017-05-11"),
		post("held", "p2", "anama", "2017-05-22", "2017-11-17"),
		post("after", "p3", "anama", "2017-12-04", ""),
		&record.Meeting{Head: head("m1", "M1"), Body: "prot", On: "2017-10-12", State: "held"},
		&record.Attendance{Head: head("att", ""), Meeting: "m1", Org: "anama", Person: "p2"})
}

func TestEraseAPerson(t *testing.T) {
	engines(t, func(t *testing.T, address string) {
		s := open(t, address)
		ctx := context.Background()
		apply(t, s, set(0, put(staffing()...)...))
		renamed := set(1, next(person("p2", "Aminata D. Traoré"), 1, func(p *record.Person) { p.Email = "a.traore@example.org" }))
		renamed.By = "a.traore@example.org"
		apply(t, s, renamed)
		secrets := []string{"Diarrassouba", "DIARRASSOUBA", "diarrassouba", "Traoré", "a.traore@example.org"}
		if !strings.HasPrefix(address, "postgres") && len(traces(t, address, secrets...)) == 0 {
			t.Fatal("the search finds nothing even before the erasure")
		}

		a := apply(t, s, set(10, record.Change{Action: record.Erase, Kind: "person", ID: "p2", Was: 2}))
		if a.Erased != 1 || a.Changed != 0 {
			t.Errorf("erased: %+v", a)
		}
		for when, knownAt := range map[string]time.Time{"now": {}, "before the erasure": noon.Add(5 * time.Minute), "before the name changed": noon.Add(30 * time.Second)} {
			snap := snapshot(t, s, day, knownAt)
			p := snap.Record("p2").(*record.Person)
			if p.Name+p.Email+p.Phone+p.Source != "" || p.Erased != record.Yes || p.Code == "DIARRASSOUBA-A" {
				t.Errorf("%s: %+v", when, p)
			}
			held := snap.Record("held").(*record.Post)
			if held.Since != "2017-05-01" || held.Until != "2017-11-01" || held.Title != "" {
				t.Errorf("%s: the post is %+v", when, held)
			}
			if held.HandoverGap != record.N(17) {
				t.Errorf("%s: %v days to the successor, want 17", when, held.HandoverGap)
			}
			if att := snap.Record("att").(*record.Attendance); att.Person != "p2" {
				t.Errorf("%s: the attendance lost its key", when)
			}
			if other := snap.Record("p1").(*record.Person); other.Name != "Moussa Keita" {
				t.Errorf("%s: another person is %+v", when, other)
			}
			if other := snap.Record("after").(*record.Post); other.Since != "2017-12-04" {
				t.Errorf("%s: another person's post is %+v", when, other)
			}
		}
		if b := snapshot(t, s, day, time.Time{}).Record("before").(*record.Post); b.HandoverGap != record.N(11) || b.Until != "2017-05-11" {
			t.Errorf("the predecessor's post is %+v, want its date and 11 days", b)
		}
		history, err := s.History(ctx, op, "p2")
		if err != nil || len(history) != 3 || history[2].Action != record.Erase {
			t.Fatalf("history: %+v, %v", history, err)
		}
		for _, e := range history {
			if p := e.Record.(*record.Person); p.Name+p.Email+p.Phone != "" || e.By == "a.traore@example.org" {
				t.Errorf("the journal still knows %+v by %s", p, e.By)
			}
		}
		if again := apply(t, s, set(11, record.Change{Action: record.Erase, Kind: "person", ID: "p2"})); again.Unchanged != 1 {
			t.Errorf("erased again: %+v", again)
		}
		_, err = s.Apply(ctx, set(12, next(person("p2", "Aminata"), 3, func(*record.Person) {})))
		var refused record.Problems
		if !errors.As(err, &refused) || refused[0].Code != "erased" {
			t.Errorf("an identity came back: %v", err)
		}

		if strings.HasPrefix(address, "postgres") {
			return
		}
		if found := traces(t, address, secrets...); found != nil {
			t.Errorf("traces: %v", found)
		}
		copied := filepath.Join(t.TempDir(), "copy.db")
		if err := s.Backup(ctx, copied); err != nil {
			t.Fatal(err)
		}
		if found := traces(t, copied, secrets...); found != nil {
			t.Errorf("traces in the copy: %v", found)
		}
		if found := traces(t, copied, "Moussa Keita"); found == nil {
			t.Error("the copy does not hold another person's name")
		}
		if err := s.Backup(ctx, copied); err == nil {
			t.Error("a copy was written over another")
		}
	})
}

func TestEraseARemovedPerson(t *testing.T) {
	engines(t, func(t *testing.T, address string) {
		s := open(t, address)
		apply(t, s, set(0, put(mali(), person("p9", "Bintou Sangaré"))...))
		apply(t, s, set(1, record.Change{Action: record.Remove, Kind: "person", ID: "p9", Was: 1}))
		if a := apply(t, s, set(2, record.Change{Action: record.Erase, Kind: "person", ID: "p9"})); a.Erased != 1 {
			t.Errorf("%+v", a)
		}
		if r := snapshot(t, s, day, time.Time{}).Record("p9"); r != nil {
			t.Errorf("the removed person came back: %+v", r)
		}
		if r := snapshot(t, s, day, noon.Add(time.Hour)).Record("p9"); r != nil {
			t.Errorf("the removed person came back from the journal: %+v", r)
		}
		if p := snapshot(t, s, day, noon).Record("p9").(*record.Person); p.Name != "" {
			t.Errorf("the journal still knows %q", p.Name)
		}
	})
}

func TestErasureLeavesNoTraceInALargeFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "toguna.db")
	s := open(t, path)
	records := []record.Record{mali()}
	for i := range 2000 {
		p := person("p"+time.Duration(i).String(), "Homonyme "+strings.Repeat("x", i%40))
		p.Code = p.ID
		records = append(records, p)
	}
	target := person("target", "Fatoumata Coulibaly-Maïga")
	records[1000] = target
	apply(t, s, set(0, put(records...)...))
	for v := 1; v <= 30; v++ {
		apply(t, s, set(v, next(target, v, func(p *record.Person) { p.Language = strings.Repeat("fr ", v) + "x" })))
	}
	apply(t, s, set(40, record.Change{Action: record.Erase, Kind: "person", ID: "target"}))
	if found := traces(t, path, "Coulibaly", "coulibaly"); found != nil {
		t.Errorf("traces: %v", found)
	}
}

// TestErasureCutShort copies the files of a database in use, as a power cut
// would leave them after the erasure but before the log was emptied.
func TestErasureCutShort(t *testing.T) {
	path := filepath.Join(t.TempDir(), "toguna.db")
	s := open(t, path)
	apply(t, s, set(0, put(mali(), person("p1", "Hawa Diabaté"))...))
	erasure := set(1, record.Change{Action: record.Erase, Kind: "person", ID: "p1"})
	if _, err := s.apply(context.Background(), erasure, true, nil); err != nil {
		t.Fatal(err)
	}
	cut := filepath.Join(t.TempDir(), "cut.db")
	for _, part := range []string{"", "-wal"} {
		b, err := os.ReadFile(path + part)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(cut+part, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if traces(t, cut, "Diabaté") == nil {
		t.Fatal("the log holds no trace: nothing is tested")
	}
	again := open(t, cut)
	if found := traces(t, cut, "Diabaté"); found != nil {
		t.Errorf("traces: %v", found)
	}
	if p := snapshot(t, again, day, time.Time{}).Record("p1").(*record.Person); p.Erased != record.Yes {
		t.Errorf("the erasure is lost: %+v", p)
	}
}
