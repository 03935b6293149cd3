package sheet

import (
	"context"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Rows walks the rows of a sheet in order, handing over for each its number in
// the file (from 1; in a CSV file the line it begins on) and its non-empty
// cells by column. Rows holding nothing, or only blanks, are skipped. The
// slice of cells is used again for the next row; the texts may be kept. The
// walk ends at the first error of each, which is returned as it is.
func (b *Book) Rows(ctx context.Context, name string, each func(row int, cells []Cell) error) error {
	parts, err := b.parts(name)
	if err != nil {
		return err
	}
	given := 0
	limited := func(row int, cells []Cell) error {
		if given%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if given++; given > b.lim.MaxRows*len(parts) {
			return b.tooManyRows(name, row)
		}
		b.repair(cells)
		return each(row, cells)
	}
	if b.workbook != nil {
		return b.partRows(ctx, parts, new(int64), limited)
	}
	t, err := b.openTable(b.tables[parts[0].index], name)
	if err != nil {
		return err
	}
	defer t.close()
	var r csvReader
	for {
		k, more, err := t.next()
		if err != nil || !more {
			return err
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := t.rows(k, &r, limited); err != nil {
			return err
		}
	}
}

// partRows walks sheets of a workbook one after the other; at is told how many bytes
// of them are read.
func (b *Book) partRows(ctx context.Context, parts []Part, at *int64, each func(row int, cells []Cell) error) error {
	before := int64(0)
	for _, p := range parts {
		read := int64(0)
		err := b.workbook.rows(ctx, p.index, &read, func(row int, cells []Cell) error {
			if row < p.From {
				return nil
			}
			*at = before + read
			return each(p.Offset+row, cells)
		})
		if err != nil {
			return err
		}
		before += b.workbook.sizeOf(p.index)
	}
	return nil
}

func (b *Book) index(name string) (int, error) {
	i := slices.IndexFunc(b.sheets, func(s Info) bool { return s.Name == name })
	if i < 0 {
		names := make([]string, len(b.sheets))
		for i, s := range b.sheets {
			names[i] = s.Name
		}
		return 0, &Fault{Code: CodeNoSheet, File: b.name, Sheet: name, Found: name, Expected: strings.Join(names, ", ")}
	}
	return i, nil
}

func (b *Book) tooManyRows(sheet string, row int) error {
	return &Fault{Code: CodeTooManyRows, File: b.name, Sheet: sheet, Row: row, Expected: strconv.Itoa(b.lim.MaxRows)}
}

// Piece is given the rows of one piece of a sheet, on one goroutine. The cells
// and their texts are used again for later rows: what is kept must be copied.
type Piece interface {
	Row(row int, cells []Cell)
}

// Walk is a walk over a sheet in pieces of some hundred rows. Begin makes a
// piece for the goroutine of that number, from 0 to Walkers-1; Done gets the
// pieces in the order of the file, one at a time. Progress, which may be nil,
// is told after each how much of the file is behind, in bytes.
type Walk[P Piece] struct {
	Begin    func(walker int) P
	Done     func(P) error
	Progress func(done, total int64)
}

// Walkers is how many goroutines a walk uses.
func Walkers() int { return max(1, runtime.GOMAXPROCS(0)) }

// finished is a piece whose rows are read, or the error that was met in it.
type finished[P Piece] struct {
	piece P
	given int   // rows
	row   int   // the last of them
	done  int64 // bytes of the file
	err   error
}

// Pieces walks the rows of a sheet as Rows does, on several goroutines at once.
// The walk ends at the first error in the order of the file.
func Pieces[P Piece](ctx context.Context, b *Book, name string, w Walk[P]) error {
	parts, err := b.parts(name)
	if err != nil {
		return err
	}
	var t *table
	if b.workbook == nil {
		if t, err = b.openTable(b.tables[parts[0].index], name); err != nil {
			return err
		}
		defer t.close()
	}
	var running sync.WaitGroup
	defer running.Wait()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var order <-chan chan finished[P]
	var total int64
	if t != nil {
		order, total = csvPieces(ctx, &running, b, t, w), t.size
	} else {
		order = sheetPieces(ctx, &running, b, parts, w)
		for _, p := range parts {
			total += b.workbook.sizeOf(p.index)
		}
	}
	given := 0
	for next := range order {
		var f finished[P]
		select {
		case f = <-next:
		case <-ctx.Done():
			return ctx.Err()
		}
		if given += f.given; given > b.lim.MaxRows*len(parts) {
			return b.tooManyRows(name, f.row)
		}
		if f.err != nil {
			return f.err
		}
		if err := w.Done(f.piece); err != nil {
			return err
		}
		if w.Progress != nil {
			w.Progress(min(f.done, total), total)
		}
	}
	return ctx.Err()
}

// apart keeps what one goroutine writes for every cell away from what another one
// does: in one line of the processor's cache each would wait for the other.
type apart [128]byte

// csvPieces cuts a table on one goroutine and reads its blocks on several.
func csvPieces[P Piece](ctx context.Context, running *sync.WaitGroup, b *Book, t *table, w Walk[P]) <-chan chan finished[P] {
	type job struct {
		block block
		err   error
		out   chan finished[P]
	}
	// Long queues: with four goroutines on two processors, each then works on for a
	// while before it makes room for another, which finds the caches full of other things.
	t.cutter.spare = make(chan []byte, 5*Walkers())
	jobs := make(chan job, 2*Walkers())
	order := make(chan chan finished[P], 3*Walkers())
	running.Go(func() {
		defer close(order)
		defer close(jobs)
		for {
			k, more, err := t.next()
			if err == nil && !more {
				return
			}
			j := job{k, err, make(chan finished[P], 1)}
			select {
			case order <- j.out:
			case <-ctx.Done():
				return
			}
			select {
			case jobs <- j:
			case <-ctx.Done():
				return
			}
			if err != nil {
				return
			}
		}
	})
	for n := range Walkers() {
		running.Go(func() {
			r := new(struct {
				csvReader
				_ apart
			})
			for j := range jobs {
				if j.err != nil {
					j.out <- finished[P]{err: j.err}
					return
				}
				f := finished[P]{piece: w.Begin(n), done: j.block.end}
				f.err = t.rows(j.block, &r.csvReader, func(row int, cells []Cell) error {
					f.given++
					f.row = row
					b.repair(cells)
					f.piece.Row(row, cells)
					return nil
				})
				select {
				case t.cutter.spare <- j.block.buf:
				default:
				}
				j.out <- f
			}
		})
	}
	return order
}

// pieceRows is how many rows of a workbook make a piece.
const pieceRows = 512

// sheetPieces reads sheets of a workbook on one goroutine, which another one
// inflates for.
func sheetPieces[P Piece](ctx context.Context, running *sync.WaitGroup, b *Book, parts []Part, w Walk[P]) <-chan chan finished[P] {
	order := make(chan chan finished[P], Walkers())
	running.Go(func() {
		defer close(order)
		var f finished[P]
		begun := false
		send := func() error {
			out := make(chan finished[P], 1)
			out <- f
			select {
			case order <- out:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		var at int64
		err := b.partRows(ctx, parts, &at, func(row int, cells []Cell) error {
			if !begun {
				f, begun = finished[P]{piece: w.Begin(0)}, true
			}
			f.given++
			f.row, f.done = row, at
			b.repair(cells)
			f.piece.Row(row, cells)
			if f.given < pieceRows {
				return nil
			}
			begun = false
			return send()
		})
		if begun || err != nil {
			if !begun {
				f = finished[P]{}
			}
			f.err = err
			send()
		}
	})
	return order
}
