package store

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"toguna/internal/record"
)

const (
	op  record.OperationID = "op-1"
	day record.Day         = "2018-03-21"
)

var noon = time.Date(2018, 3, 21, 12, 0, 0, 0, time.UTC)

// engines runs a test on SQLite, and on PostgreSQL where TOGUNA_TEST_POSTGRES
// gives the address of a server.
func engines(t *testing.T, run func(t *testing.T, address string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { run(t, filepath.Join(t.TempDir(), "toguna.db")) })
	t.Run("postgres", func(t *testing.T) { run(t, postgres(t)) })
}

var schemas atomic.Int64

// postgres gives the address of an empty schema of the test server.
func postgres(t testing.TB) string {
	address := os.Getenv("TOGUNA_TEST_POSTGRES")
	if address == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("TOGUNA_TEST_POSTGRES is not set: CI must run the tests on PostgreSQL")
		}
		t.Skip("TOGUNA_TEST_POSTGRES is not set: tests on PostgreSQL skipped (make test starts a server)")
	}
	db, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	schema := fmt.Sprintf("test_%d_%d", os.Getpid(), schemas.Add(1))
	if _, err := db.Exec("create schema " + schema); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := db.Exec("drop schema " + schema + " cascade"); err != nil {
			t.Error(err)
		}
		db.Close()
	})
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("search_path", schema)
	u.RawQuery = q.Encode()
	return u.String()
}

func open(t testing.TB, address string) *Store {
	t.Helper()
	s, err := Open(context.Background(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

var sets atomic.Int64

// set makes a change set that was recorded some minutes after noon.
func set(minutes int, changes ...record.Change) record.ChangeSet {
	return record.ChangeSet{ID: fmt.Sprintf("set-%d", sets.Add(1)), Operation: op, At: noon.Add(time.Duration(minutes) * time.Minute),
		By: "im@example.org", Door: "test", Changes: changes}
}

func apply(t testing.TB, s *Store, c record.ChangeSet) Applied {
	t.Helper()
	a, err := s.Apply(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func snapshot(t testing.TB, s *Store, d record.Day, knownAt time.Time) *record.Snapshot {
	t.Helper()
	snap, err := s.Snapshot(context.Background(), op, d, knownAt)
	if err != nil {
		t.Fatal(err)
	}
	return snap
}

func head(id, code string) record.Head { return record.Head{ID: id, Code: code} }

func mali() *record.Operation {
	return &record.Operation{Head: head(string(op), "MLI"), NameFR: "Mali", Country: "MLI"}
}

func org(id string) *record.Org {
	return &record.Org{Head: head(id, strings.ToUpper(id)), NameFR: "Organisation " + id}
}

func person(id, name string) *record.Person {
	return &record.Person{Head: head(id, strings.ToUpper(id)), Name: name, Email: strings.ReplaceAll(strings.ToLower(name), " ", ".") + "@example.org", Phone: "+223 76 00 00 01"}
}

func post(id, who, of string, since, until record.Day) *record.Post {
	return &record.Post{Head: head(id, ""), Person: record.PersonID(who), Org: record.OrgID(of), Role: "focal_point", Title: "Chargée de protection",
		Span: record.Span{Since: since, Until: until}}
}

// put makes new records.
func put(records ...record.Record) []record.Change {
	var out []record.Change
	for _, r := range records {
		out = append(out, record.PutNew(r))
	}
	return out
}

// next makes the next version of a record that was written once or more.
func next[R any, P interface {
	*R
	record.Record
}](r P, version int, alter func(P)) record.Change {
	copied := *r
	n := P(&copied)
	n.Base().Version = version
	alter(n)
	return record.PutNext(n)
}

// filled makes a record with every field filled: references go to the record
// of their kind whose id ends in "-base".
func filled(t *record.Table, id string, only func(record.Field) bool) record.Record {
	r := t.New()
	r.Base().ID = id
	for i, f := range t.Fields {
		if !only(f) {
			continue
		}
		var v string
		switch f.Type {
		case record.Text, record.LongText:
			v = fmt.Sprintf("Élan « %s » \"%d\"\n\tà \\ Gao", f.Name, i)
			if f.Many {
				v = "fr; " + f.Name
			}
		case record.Coded:
			v = f.List.Items[i%len(f.List.Items)].Code
		case record.Refers:
			v = string(f.Ref) + "-base"
			if f.Ref == "operation" {
				v = string(op)
			}
		case record.Date:
			v = fmt.Sprintf("2018-03-%02d", i%28+1)
		case record.MonthOf:
			v = "2018-02"
		case record.Numeric:
			v = fmt.Sprintf("%d.5", i%4)
		case record.YesNo:
			v = []string{"no", "n/a", "withheld"}[i%3]
		}
		switch {
		case f.Name == "since":
			v = "2018-01-01"
		case f.Name == "until":
			v = "2018-06-01"
		case f.Name == "code":
			v = strings.ToUpper(id)
		}
		if err := f.Set(r, strings.TrimSpace(v)); err != nil {
			panic(err)
		}
	}
	return r
}

// everyKind makes two records of each kind: one with what is required, one
// with every field filled.
func everyKind() []record.Record {
	var out []record.Record
	for i := range record.Tables {
		t := &record.Tables[i]
		if t.Kind == "operation" {
			out = append(out, filled(t, string(op), func(record.Field) bool { return true }))
			continue
		}
		out = append(out,
			filled(t, string(t.Kind)+"-base", func(f record.Field) bool {
				return f.Required || f.Name == "code" || t.Kind == "attendance" && f.Name == "org"
			}),
			filled(t, string(t.Kind)+"-full", func(f record.Field) bool { return true }))
	}
	return out
}

// alike compares two snapshots record by record, versions included.
func alike(t interface{ Errorf(string, ...any) }, what string, want, got *record.Snapshot) {
	for _, table := range record.Tables {
		if d := cmp.Diff(want.Records(table.Kind), got.Records(table.Kind), cmpopts.EquateEmpty()); d != "" {
			t.Errorf("%s: %s differ (-want +got):\n%s", what, table.Kind, d)
		}
	}
}
