package sheet

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// rowsCut reads a text through blocks of few bytes.
func rowsCut(text string, separator byte, size int) (rows []string, err error) {
	x := &table{lim: DefaultLimits(), cutter: cutter{in: strings.NewReader(text), buf: make([]byte, size), line: 1, separator: separator, spare: make(chan []byte, 1)}}
	var r csvReader
	for {
		k, more, err := x.next()
		if err != nil || !more {
			return rows, err
		}
		if err := x.rows(k, &r, func(row int, cells []Cell) error {
			rows = append(rows, told(row, cells))
			return nil
		}); err != nil {
			return rows, err
		}
	}
}

// FuzzBlocks: however small the blocks a text is cut into, it reads the same.
func FuzzBlocks(f *testing.F) {
	for _, text := range []string{
		"a,b\n1,2\n", "a;b\r\n\"x\ny\";2\r\n3;4", "a,\"b\"\"c\",d\n,,\n\n5\" pipe,6\n", "a\rb\rc\r", "\"\n", "é,\xe9\n\"\xe9\n\",'=1\n", "a,b\r\n\r\n\"\",\r",
	} {
		f.Add(text, byte(','))
		f.Add(strings.Repeat(text, 9), byte(';'))
	}
	f.Fuzz(func(t *testing.T, text string, separator byte) {
		if bytes.IndexByte([]byte(";,\t|"), separator) < 0 {
			separator = ','
		}
		whole, wholeErr := rowsCut(text, separator, len(text)+1)
		for _, size := range []int{4, 16, 61} {
			cut, err := rowsCut(text, separator, size)
			var a, b *Fault
			if errors.As(wholeErr, &a) != errors.As(err, &b) || a != nil && a.Code != b.Code {
				t.Fatalf("blocks of %d bytes: error %v, want %v", size, err, wholeErr)
			}
			if err == nil && strings.Join(cut, "\n") != strings.Join(whole, "\n") {
				t.Fatalf("blocks of %d bytes:\n%q, want\n%q", size, cut, whole)
			}
		}
	})
}

// gathered is the rows of a piece, copied.
type gathered struct{ rows []string }

// told is a row as text, with the hash of every cell.
func told(row int, cells []Cell) string {
	for i := range cells {
		if c := &cells[i]; c.Hash == 0 {
			c.Hash = HashOf(c.Text)
		}
	}
	return fmt.Sprint(row, cells)
}

func (g *gathered) Row(row int, cells []Cell) { g.rows = append(g.rows, told(row, cells)) }

// TestPiecesAreTheRowsInOrder: many goroutines read what one reads.
func TestPiecesAreTheRowsInOrder(t *testing.T) {
	var text strings.Builder
	var rows strings.Builder
	for i := range 30_000 {
		fmt.Fprintf(&text, "%d;\"Ségou\nle %d\";\"a\"\"b\";caf\xe9;\n", i, i)
		fmt.Fprintf(&rows, `<row r="%d"><c r="B%d"><v>%d</v></c><c r="D%d" t="str"><v>Ségou &amp; %d</v></c></row>`, i+1, i+1, i, i+1, i)
	}
	for name, file := range map[string][]byte{"a.csv": []byte(text.String()), "a.xlsx": bookOf(t, data(rows.String()))} {
		b, err := Read(name, bytes.NewReader(file), int64(len(file)), DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		sheet := b.Sheets()[0].Name
		var want, got []string
		if err := b.Rows(context.Background(), sheet, func(row int, cells []Cell) error {
			want = append(want, told(row, cells))
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		done := int64(0)
		walk := Walk[*gathered]{
			Begin:    func(int) *gathered { return new(gathered) },
			Done:     func(g *gathered) error { got = append(got, g.rows...); return nil },
			Progress: func(now, total int64) { done = max(done, now*100/total) },
		}
		if err := Pieces(context.Background(), b, sheet, walk); err != nil {
			t.Fatal(err)
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") || len(got) != 30_000 || done < 95 {
			t.Errorf("%s: %d rows, want %d, progress up to %d %%", name, len(got), len(want), done)
		}
		stop := errors.New("stop")
		walk.Done = func(*gathered) error { return stop }
		if err := Pieces(context.Background(), b, sheet, walk); err != stop {
			t.Errorf("%s: the error of the caller came back as %v", name, err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		walk.Done = func(*gathered) error { cancel(); return nil }
		if err := Pieces(ctx, b, sheet, walk); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: a cancelled walk gave %v", name, err)
		}
	}
}

// TestAFaultComesAfterWhatIsBeforeIt: pieces before a broken one are whole.
func TestAFaultComesAfterWhatIsBeforeIt(t *testing.T) {
	text := strings.Repeat("a,b,c,d\n", 100_000) + "x,\"y\nz"
	b, err := Read("a.csv", strings.NewReader(text), int64(len(text)), DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	err = Pieces(context.Background(), b, "a", Walk[*gathered]{Begin: func(int) *gathered { return new(gathered) }, Done: func(g *gathered) error { n += len(g.rows); return nil }})
	if f := faultOf(t, err); f.Code != CodeQuotes || f.Row != 100_001 || f.Col != 2 || n == 0 || n > 100_000 {
		t.Errorf("%+v after %d rows", f, n)
	}
}

// endless is a text that goes on, made while it is read.
type endless struct{ line string }

func (e endless) ReadAt(b []byte, at int64) (int, error) {
	for i := range b {
		b[i] = e.line[(at+int64(i))%int64(len(e.line))]
	}
	return len(b), nil
}

// TestALongFileIsWalkedInBoundedMemory: what is allocated does not grow with
// the file, whichever way it is walked, and too many rows are refused.
func TestALongFileIsWalkedInBoundedMemory(t *testing.T) {
	const line = "DRC;Ségou;2018-03-21;120;\"Réunion; publique\"\r\n"
	for _, rows := range []int64{100_000, 400_000} {
		b, err := Read("long.csv", io.NewSectionReader(endless{line}, 0, rows*int64(len(line))), rows*int64(len(line)), DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		used := allocated(func() {
			err = Pieces(context.Background(), b, "long", Walk[*counted]{Begin: func(int) *counted { return new(counted) }, Done: func(c *counted) error { n += c.n; return nil }})
		})
		t.Logf("%d rows: %d KiB", n, used>>10)
		if err != nil || n != int(rows) || used > 4<<20+uint64(rows)*20 {
			t.Errorf("%d rows, %d bytes allocated, %v", n, used, err)
		}
	}
	lim := DefaultLimits()
	lim.MaxRows = 50_000
	b, err := Read("long.csv", endless{line}, 100_000*int64(len(line)), lim)
	if err != nil {
		t.Fatal(err)
	}
	err = Pieces(context.Background(), b, "long", Walk[*counted]{Begin: func(int) *counted { return new(counted) }, Done: func(*counted) error { return nil }})
	if f := faultOf(t, err); f.Code != CodeTooManyRows || f.Expected != "50000" {
		t.Errorf("%+v", f)
	}
}

type counted struct{ n int }

func (c *counted) Row(int, []Cell) { c.n++ }
