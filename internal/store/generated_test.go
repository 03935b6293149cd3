package store

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"toguna/internal/presence"
	"toguna/internal/record"
)

// generator makes the inputs of the speed anchors.
const generator = "../../../shared/bench/gen.go"

// generated gives the generated 5W table of so many rows.
func generated(t testing.TB, rows int) string {
	t.Helper()
	if _, err := os.Stat(generator); err != nil {
		t.Skip("the generator of inputs is not here: ", generator)
	}
	path := filepath.Join(t.TempDir(), "5w.csv")
	if out, err := exec.Command("go", "run", generator, "5w", strconv.Itoa(rows), path).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return path
}

// classOf gives each of the generator's types of organisation a class of its own.
var classOf = map[string]record.Class{"National NGO": record.NNGO, "International NGO": record.INGO, "UN agency": record.UN,
	"Government": record.StateNational, "Red Cross Movement": record.RCNational, "Community-based organisation": record.NNGOForum}

// register is a generated table as records, raw: every spelling of an
// organisation is one, every P-code that is written is a place, and every line
// is under way.
type register struct {
	orgs, places map[string]string
	classes      map[record.OrgID]record.Class
	records      []record.Record
}

// uuid makes an id of the shape that ids have.
func uuid(kind, n int) string {
	return fmt.Sprintf("0195%04x-%04x-7000-8000-%012x", kind, n>>16, n)
}

func (w *register) read(t testing.TB, path string, each func(a *record.Activity)) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w.orgs, w.places, w.classes = map[string]string{}, map[string]string{}, map[record.OrgID]record.Class{}
	w.records = []record.Record{mali()}
	r := csv.NewReader(f)
	r.ReuseRecord = true
	for n := 0; ; n++ {
		x, err := r.Read()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if n < 2 {
			continue // labels and HXL tags
		}
		org := w.orgs[x[9]+x[7]]
		if org == "" {
			org = uuid(1, len(w.orgs))
			w.orgs[x[9]+x[7]] = org
			w.classes[record.OrgID(org)] = classOf[x[9]]
			w.records = append(w.records, &record.Org{Head: head(org, "O"+strconv.Itoa(len(w.orgs))), NameFR: strings.Clone(x[7])},
				&record.Classification{Head: head(uuid(2, len(w.orgs)), ""), Org: record.OrgID(org), Class: classOf[x[9]], Span: record.Span{Since: "2000-01-01"}})
		}
		place := w.places[x[17]]
		if place == "" {
			place = uuid(3, len(w.places))
			w.places[strings.Clone(x[17])] = place
			w.records = append(w.records, &record.Place{Head: head(place, "P"+x[17]), NameFR: "P" + x[17], Depth: record.N(2)})
		}
		number := func(s string) record.Number {
			v, err := strconv.ParseFloat(s, 64)
			if err != nil {
				return record.Number{}
			}
			return record.N(v)
		}
		since, until := record.Month(x[23]).First(), record.Day("")
		if d, err := record.ParseDay(x[24]); err == nil && d.Month() == since.Month() {
			since = d
		}
		if d, err := record.ParseDay(x[25]); err == nil && d > since {
			until = d
		}
		each(&record.Activity{Span: record.Span{Since: since, Until: until}, Head: record.Head{ID: uuid(4, n), Operation: op, Version: 1}, Return: record.ReturnID(uuid(5, n/300)), Month: record.Month(strings.Clone(x[23])),
			Org: record.OrgID(org), Impl: record.OrgID(org), Sector: "PRO", What: x[3], Indicator: x[5], Unit: x[6], ProjectCode: x[13], Place: record.PlaceID(place), Site: x[20],
			Lat: number(x[21]), Lon: number(x[22]), State: "ongoing", Women: number(x[27]), Men: number(x[28]), Total: number(x[29])})
	}
}

// fill writes the lines of a generated table straight into the current table,
// where importing them month by month would have left them.
func fill(t testing.TB, s *Store, path string) *register {
	t.Helper()
	ctx := context.Background()
	table := s.kinds["activity"]
	w := new(register)
	if s.postgres {
		rows := make(chan []any, 1000)
		go func() {
			w.read(t, path, func(a *record.Activity) { rows <- table.row(nil, a, op, 1) })
			close(rows)
		}()
		conn, err := s.write.Conn(ctx)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		var names []string
		for _, n := range table.columns {
			names = append(names, strings.Trim(n, `"`))
		}
		err = conn.Raw(func(c any) error {
			_, err := c.(*stdlib.Conn).Conn().CopyFrom(ctx, pgx.Identifier{table.name}, names, pgx.CopyFromFunc(func() ([]any, error) { return <-rows, nil }))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	} else {
		tx, err := s.write.Begin()
		if err != nil {
			t.Fatal(err)
		}
		defer tx.Rollback()
		insert, err := tx.Prepare("insert into " + table.name + " (" + strings.Join(table.columns, ", ") + ") values (" + holes(1, len(table.columns)) + ")")
		if err != nil {
			t.Fatal(err)
		}
		var args []any
		w.read(t, path, func(a *record.Activity) {
			args = table.row(args[:0], a, op, 1)
			if _, err := insert.Exec(args...); err != nil {
				t.Fatal(err)
			}
		})
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
	}
	apply(t, s, set(0, put(w.records...)...))
	return w
}

// pivoted asks for distinct organisations by class, place of the second level
// and month of three years.
func pivoted(t testing.TB, s *record.Snapshot, c *presence.Columns) []presence.Presence {
	t.Helper()
	rows, err := presence.Pivot(record.View{Snapshot: s, Level: record.Confidential}, c, presence.Question{From: "2023-01", Until: "2025-12", Level: 2})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func sumOf(rows []presence.Presence) (sum int) {
	for _, r := range rows {
		sum += r.Orgs
	}
	return sum
}

// rightPivots are the cells and sums of distinct organisations of the
// generated tables (reference: performance, "right answers").
var rightPivots = map[int][2]int{100_000: {11_713, 84_535}, 1_000_000: {17_017, 481_817}, 5_000_000: {23_375, 1_193_745}}

func rightPivot(t testing.TB, rows int, got []presence.Presence) {
	t.Helper()
	if want := rightPivots[rows]; len(got) != want[0] || sumOf(got) != want[1] {
		t.Fatalf("%d rows: %d cells with %d organisations, want %d", rows, len(got), sumOf(got), want)
	}
}

func TestPivotOfTheGeneratedTable(t *testing.T) {
	if testing.Short() {
		t.Skip("a table of 100,000 rows")
	}
	w, b := new(register), presence.NewBuilder()
	w.read(t, generated(t, 100_000), b.Add)
	rightPivot(t, 100_000, pivoted(t, record.NewSnapshot(w.records, "2025-12-31"), b.Columns(1)))
}

// TestPivotIsTheSameWhateverIsBelow compares the columns with what each engine
// answers itself.
func TestPivotIsTheSameWhateverIsBelow(t *testing.T) {
	path := generated(t, 3000)
	engines(t, func(t *testing.T, address string) {
		s := open(t, address)
		fill(t, s, path)
		var want []string
		rows, err := s.read.Query(`select p."code", a.month, c."class", count(distinct a.impl) from r_activity a
			join r_place p on p.id = a.place join r_classification c on c.org = a.impl group by p."code", a.month, c."class"`)
		if err != nil {
			t.Fatal(err)
		}
		var place, month, class string
		var n int
		if err := eachRow(rows, []any{&place, &month, &class, &n}, func() { want = append(want, fmt.Sprint(place, month, class, n)) }); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range pivoted(t, snapshot(t, s, "2025-12-31", time.Time{}), columns(t, s, time.Time{})) {
			got = append(got, fmt.Sprint(r.Place.Key, r.Month, r.Class, r.Orgs))
		}
		slices.Sort(want)
		slices.Sort(got)
		if len(want) < 1000 || !slices.Equal(got, want) {
			t.Errorf("%d cells, the engine has %d", len(got), len(want))
		}
	})
}
