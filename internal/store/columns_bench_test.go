package store

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"toguna/internal/presence"
	"toguna/internal/record"
)

// median times in turn what is to be compared, a few rounds of each, and gives
// the median of each: only what was measured in one run compares.
func medians(rounds int, work ...func()) []time.Duration {
	times := make([][]time.Duration, len(work))
	for range rounds {
		for i, do := range work {
			start := time.Now()
			do()
			times[i] = append(times[i], time.Since(start))
		}
	}
	var out []time.Duration
	for _, t := range times {
		slices.Sort(t)
		out = append(out, t[len(t)/2])
	}
	return out
}

// W2: distinct organisations by type, second-level unit and month, from the
// columns and from SQLite's covering index on the same data, in turn; and the
// questions that pages ask every day.
func BenchmarkPivot(b *testing.B) {
	for _, n := range []int{1_000_000, 5_000_000} {
		b.Run(fmt.Sprint(n/1_000_000, "M"), func(b *testing.B) {
			w, builder := new(register), presence.NewBuilder()
			db, err := sql.Open("sqlite", filepath.Join(b.TempDir(), "pivot.db"))
			if err != nil {
				b.Fatal(err)
			}
			defer db.Close()
			db.SetMaxOpenConns(1)
			exec := func(q string) {
				if _, err := db.Exec(q); err != nil {
					b.Fatal(err)
				}
			}
			exec("pragma journal_mode = off")
			exec("pragma cache_size = -1000000")
			exec("create table line (class integer, place integer, month integer, org integer)")
			exec("begin")
			insert, err := db.Prepare("insert into line values ($1, $2, $3, $4)")
			if err != nil {
				b.Fatal(err)
			}
			number := make(map[string]int)
			code := func(s string) int {
				k, known := number[s]
				if !known {
					k = len(number)
					number[s] = k
				}
				return k
			}
			w.read(b, generated(b, n), func(a *record.Activity) {
				builder.Add(a)
				if _, err := insert.Exec(code(string(w.classes[a.Impl])), code(string(a.Place)), code(string(a.Month)), code(string(a.Impl))); err != nil {
					b.Fatal(err)
				}
			})
			exec("commit")
			exec("create index covering on line (class, place, month, org)")
			snap := record.NewSnapshot(w.records, "2025-12-31")
			c := builder.Columns(1)
			v := record.View{Snapshot: snap, Level: record.Confidential}
			ask := func(view string, level int) func() {
				return func() {
					if _, err := presence.Read(v, c, presence.Question{View: view, From: "2025-06", Level: level}); err != nil {
						b.Fatal(err)
					}
				}
			}
			rightPivot(b, n, pivoted(b, snap, c))
			var t []time.Duration
			for b.Loop() {
				t = medians(5, func() { pivoted(b, snap, c) }, func() {
					var cells, sum int
					err := db.QueryRow("select count(*), sum(n) from (select count(distinct org) as n from line group by class, place, month)").Scan(&cells, &sum)
					if want := rightPivots[n]; err != nil || cells != want[0] || sum != want[1] {
						b.Fatal(cells, sum, err)
					}
				}, ask("places", 1), ask("places", 2), ask("matrix", 2))
			}
			b.ReportMetric(float64(c.Bytes())/float64(n), "bytes/line")
			b.ReportMetric(t[0].Seconds()*1000, "columns-ms")
			b.ReportMetric(t[1].Seconds()*1000, "sqlite-ms")
			b.ReportMetric(t[0].Seconds()/t[1].Seconds(), "columns/sqlite")
			b.ReportMetric(t[2].Seconds()*1000, "level1-ms")
			b.ReportMetric(t[3].Seconds()*1000, "level2-ms")
			b.ReportMetric(t[4].Seconds()*1000, "matrix-ms")
		})
	}
}

// The first load of the columns against the engine's own scan of the fields
// they are made of: as a sum that never leaves it, and handed over to us.
func BenchmarkColumns(b *testing.B) {
	const n = 1_000_000
	path := generated(b, n)
	for name, address := range map[string]func() string{
		"sqlite":   func() string { return filepath.Join(b.TempDir(), "toguna.db") },
		"postgres": func() string { return postgres(b) },
	} {
		b.Run(name, func(b *testing.B) {
			s := open(b, address())
			fill(b, s, path)
			scan := "select sum(length(\"" + strings.Join(presence.Fields, "\") + length(\"") + "\")) from r_activity"
			fields := "select \"" + strings.Join(presence.Fields, "\", \"") + "\" from r_activity"
			texts, dest := make([]sql.RawBytes, len(presence.Fields)), make([]any, len(presence.Fields))
			for i := range texts {
				dest[i] = &texts[i]
			}
			var c *presence.Columns
			var t []time.Duration
			for b.Loop() {
				t = medians(5, func() {
					s.DropIdle()
					s.DropIdle()
					c = columns(b, s, time.Time{})
				}, func() {
					var sum int
					if err := s.read.QueryRow(scan).Scan(&sum); err != nil {
						b.Fatal(err)
					}
				}, func() {
					rows, err := s.read.Query(fields)
					if err != nil {
						b.Fatal(err)
					}
					defer rows.Close()
					for rows.Next() {
						if err := rows.Scan(dest...); err != nil {
							b.Fatal(err)
						}
					}
					if rows.Err() != nil {
						b.Fatal(rows.Err())
					}
				})
			}
			b.ReportMetric(t[2].Seconds(), "handed-over-s")
			b.ReportMetric(t[0].Seconds()/t[2].Seconds(), "load/handed-over")
			b.ReportMetric(t[0].Seconds(), "load-s")
			b.ReportMetric(t[1].Seconds(), "scan-s")
			b.ReportMetric(t[0].Seconds()/t[1].Seconds(), "load/scan")
			if c.Lines() != n {
				b.Fatal(c.Lines())
			}
			rightPivot(b, n, pivoted(b, snapshot(b, s, "2025-12-31", time.Time{}), c))
		})
	}
}
