package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"modernc.org/sqlite"

	"toguna/internal/record"
)

// TestTablesMatchTheFields keeps the migrations and the field tables one.
func TestTablesMatchTheFields(t *testing.T) {
	engines(t, func(t *testing.T, address string) {
		s := open(t, address)
		for _, table := range record.Tables {
			want := []string{"id", "operation", "version"}
			for _, f := range table.Fields {
				want = append(want, f.Name)
			}
			rows, err := s.read.Query("select * from r_" + string(table.Kind))
			if err != nil {
				t.Errorf("%s: %v", table.Kind, err)
				continue
			}
			got, err := rows.Columns()
			rows.Close()
			if err != nil {
				t.Fatal(err)
			}
			slices.Sort(want) // a later migration adds its columns at the end
			slices.Sort(got)
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("r_%s (-fields +columns):\n%s", table.Kind, d)
			}
		}
	})
}

func TestOpenAgain(t *testing.T) {
	engines(t, func(t *testing.T, address string) {
		s := open(t, address)
		apply(t, s, set(0, put(mali(), org("anama"))...))
		before := snapshot(t, s, day, time.Time{})
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		alike(t, "opened again", before, snapshot(t, open(t, address), day, time.Time{}))
	})
}

// refusedOpening tells that an address cannot be opened and that the answer
// holds all the words.
func refusedOpening(t *testing.T, address string, words ...string) {
	t.Helper()
	s, err := Open(context.Background(), address)
	if err == nil {
		s.Close()
		t.Errorf("%s was opened", address)
		return
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("%s: %q does not say %q", address, err, w)
		}
	}
	if strings.Contains(err.Error(), "secret") {
		t.Errorf("%q tells the password", err)
	}
}

func TestOpeningThatFailsSaysWhatToDo(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "notes.txt")
	if err := os.WriteFile(text, []byte(strings.Repeat("ceci n’est pas une base\n", 100)), 0o644); err != nil {
		t.Fatal(err)
	}
	refusedOpening(t, "", "give the path")
	refusedOpening(t, "mysql://host/db", "mysql://", "postgres://")
	refusedOpening(t, filepath.Join(dir, "missing", "toguna.db"), "folder", "does not exist", "create it")
	refusedOpening(t, dir, "is a folder", "toguna.db")
	refusedOpening(t, text, "not a database", "notes.txt")
	refusedOpening(t, "postgres://toguna:secret@127.0.0.1:1/x?connect_timeout=2", "does not answer", "port")
	refusedOpening(t, "postgres://toguna:secret@127.0.0.1:port/x", "cannot be read")
}

func TestOddPaths(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "Été 2018 ?#%41 & co")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "données?mode=ro.db")
	apply(t, open(t, path), set(0, put(mali())...))
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

func TestNewerDatabase(t *testing.T) {
	engines(t, func(t *testing.T, address string) {
		s := open(t, address)
		if _, err := s.write.Exec(`insert into goose_db_version (version_id, is_applied) values (9999, $1)`, true); err != nil {
			t.Fatal(err)
		}
		s.Close()
		refusedOpening(t, address, "newer version", "install")
	})
}

func TestDatabaseHeldByAnother(t *testing.T) {
	path := filepath.Join(t.TempDir(), "toguna.db")
	open(t, path)
	other, err := sql.Open("sqlite", fileURI(path, nil))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	tx, err := other.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Close()
	if _, err := tx.ExecContext(context.Background(), "begin exclusive"); err != nil {
		t.Fatal(err)
	}
	e, err := openSQLite(context.Background(), path, 10*time.Millisecond)
	if err == nil { // a reader may open it; a writer must not
		defer e.close()
		_, err = e.write.Begin()
		err = e.explain(err)
	}
	if err == nil || !strings.Contains(err.Error(), "in use by another program") {
		t.Errorf("got %v", err)
	}
}

func TestDiskFullWritesNothing(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "toguna.db"))
	apply(t, s, set(0, put(base()...)...))
	var pages int
	if err := s.write.QueryRow("pragma page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	if _, err := s.write.Exec("pragma max_page_count = " + fmt.Sprint(pages+2)); err != nil {
		t.Fatal(err)
	}
	_, err := s.Apply(context.Background(), set(1, put(activities(2000, "2018-02")...)...))
	if err == nil || !strings.Contains(err.Error(), "disk is full") {
		t.Errorf("got %v", err)
	}
	if p, _ := s.Position(context.Background(), op); p != int64(len(base())) {
		t.Errorf("position %d", p)
	}
}

func TestReadOnlyDatabase(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "toguna.db"))
	if _, err := s.write.Exec("pragma query_only = 1"); err != nil {
		t.Fatal(err)
	}
	_, err := s.Apply(context.Background(), set(0, put(mali())...))
	if err == nil || !strings.Contains(err.Error(), "read-only") {
		t.Errorf("got %v", err)
	}
	var cause *sqlite.Error
	if !errors.As(err, &cause) {
		t.Error("the cause is lost")
	}
}

func TestMigrationsAreNumberedAndOnlyGoUp(t *testing.T) {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil || len(names) == 0 {
		t.Fatalf("%v, %v", names, err)
	}
	for i, name := range names {
		if want := fmt.Sprintf("%04d", i+1); !strings.HasPrefix(filepath.Base(name), want+"_") {
			t.Errorf("%s: want number %s", name, want)
		}
		b, err := fs.ReadFile(migrations, name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(b), "-- +goose Up\n") || strings.Contains(string(b), "+goose Down") {
			t.Errorf("%s must go up and never down", name)
		}
	}
}
