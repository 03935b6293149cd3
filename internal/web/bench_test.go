package web

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"toguna/internal/record"
	"toguna/internal/sample"
	"toguna/internal/store"
)

// A page of the register against a bare handler that reads the same records
// and writes their values: the page may take ten times as long, no more.
func BenchmarkPage(b *testing.B) {
	st, err := store.Open(b.Context(), filepath.Join(b.TempDir(), "mali.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	set, err := sample.Mali2018(sample.IDs())
	if err != nil {
		b.Fatal(err)
	}
	if _, err := st.Apply(b.Context(), set); err != nil {
		b.Fatal(err)
	}
	site := &Site{Store: st, Operation: set.Operation, Day: day, Level: record.Restricted, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	pages, err := site.Handler()
	if err != nil {
		b.Fatal(err)
	}
	first := func(kind record.Kind) string {
		for _, c := range set.Changes {
			if c.Kind == kind {
				return c.ID
			}
		}
		return ""
	}
	bare := func(kind record.Kind, most int) http.Handler {
		fields := listed(record.TableOf(kind))
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			s, err := st.Snapshot(r.Context(), set.Operation, day, time.Time{})
			if err != nil {
				http.Error(w, err.Error(), 500)
				return
			}
			for i, o := range s.Records(kind) {
				if i == most {
					break
				}
				for _, f := range fields {
					fmt.Fprintf(w, "<td>%s</td>", f.Get(o))
				}
			}
		})
	}
	for _, c := range []struct {
		name, path string
		h          http.Handler
	}{
		{"bare-50-orgs", "/", bare("org", rowsOnPage)}, {"list", "/fr/records/org", pages}, {"home", "/fr/", pages},
		{"bare-all-seats", "/", bare("seat", -1)}, {"bodies", "/fr/bodies", pages}, {"figure", "/fr/figures/REP-01", pages}, {"note", "/fr/note", pages},
		{"record", "/fr/records/body/" + first("body"), pages}, {"presence", "/fr/presence", pages}, {"presence-cercles", "/fr/presence?level=2", pages},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				w := httptest.NewRecorder()
				c.h.ServeHTTP(w, httptest.NewRequest("GET", c.path, nil))
				if w.Code != 200 {
					b.Fatal(w.Code)
				}
			}
		})
	}
}
