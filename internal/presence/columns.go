package presence

import (
	"maps"
	"math"
	"slices"
	"time"

	"toguna/internal/record"
)

// Columns are the 5W lines of an operation as coded columns, all months: 19
// bytes a line. They may be read by many at once and are never altered; what
// changed makes new columns that share the months it does not touch.
type Columns struct {
	Position int64     // position of the journal they stand at
	KnownAt  time.Time // zero: as known now

	months  map[record.Month]*segment
	orgs    codes[record.OrgID] // code 0 is no organisation
	places  codes[record.PlaceID]
	sectors codes[string]
}

// segment holds the lines of one month, in no order.
type segment struct {
	month            record.Month
	days             record.Span // of the month
	org, impl, place []uint32
	people           []uint32
	sector           []uint16
	flags            []uint8
}

// What a line says besides who, where and how many.
const (
	underWay     uint8 = 1 << iota // counts as presence in its month
	stateUnknown                   // does not say whether it goes on
	planned                        // has not begun: it reached nobody
	repeated                       // its people were counted in an earlier month
	levelShift   = 4
)

// notCounted stands for a number of people that a line does not give.
const notCounted = math.MaxUint32

// codes is a dictionary: each value once, known by its place in the list.
type codes[T ~string] struct {
	list []T
	of   map[T]uint32
}

func (c *codes[T]) code(v T) uint32 {
	k, known := c.of[v]
	if !known {
		k = uint32(len(c.list))
		c.list = append(c.list, v)
		c.of[v] = k
	}
	return k
}

func (c *codes[T]) cloned() codes[T] { return codes[T]{slices.Clip(c.list), maps.Clone(c.of)} }

// line is an activity as its row of the columns.
type line struct {
	org, impl, place, people uint32
	sector                   uint16
	flags                    uint8
}

func newColumns() *Columns {
	c := &Columns{months: make(map[record.Month]*segment), orgs: codes[record.OrgID]{of: make(map[record.OrgID]uint32)},
		places: codes[record.PlaceID]{of: make(map[record.PlaceID]uint32)}, sectors: codes[string]{of: make(map[string]uint32)}}
	c.orgs.code("")
	return c
}

func (c *Columns) line(a *record.Activity, month record.Span) line {
	return line{org: c.orgs.code(a.Org), impl: c.orgs.code(a.Impl), place: c.places.code(a.Place), people: people(a.Reached()),
		sector: uint16(c.sectors.code(a.Sector)), flags: flags(a, month)}
}

func people(n record.Number) uint32 {
	if !n.Known() || n.V < 0 || n.V >= notCounted {
		return notCounted
	}
	return uint32(math.Round(n.V))
}

// usualLevel is the sensitivity that a line has at least.
var usualLevel = record.TableOf("activity").Level

func flags(a *record.Activity, month record.Span) uint8 {
	f := uint8(max(a.Level, usualLevel)) << levelShift
	if a.UnderWay(month) {
		f |= underWay
	}
	switch a.State {
	case "":
		f |= stateUnknown
	case "planned":
		f |= planned
	}
	if a.Repeat == record.Yes {
		f |= repeated
	}
	return f
}

// segmentOf makes the columns of the lines of a month.
func segmentOf(m record.Month, lines []line) *segment {
	n := len(lines)
	s := &segment{month: m, days: record.Round{Month: m}.Period(), org: make([]uint32, n), impl: make([]uint32, n), place: make([]uint32, n),
		people: make([]uint32, n), sector: make([]uint16, n), flags: make([]uint8, n)}
	for i, l := range lines {
		s.org[i], s.impl[i], s.place[i], s.people[i], s.sector[i], s.flags[i] = l.org, l.impl, l.place, l.people, l.sector, l.flags
	}
	return s
}

func (s *segment) line(i int) line {
	return line{s.org[i], s.impl[i], s.place[i], s.people[i], s.sector[i], s.flags[i]}
}

// Builder makes columns line by line.
type Builder struct {
	c      *Columns
	months map[record.Month]*month
	into   *month
	said   record.Activity // what the text being read says, as far as columns need it
}

// month is a month whose lines are being gathered.
type month struct {
	record.Month
	days  record.Span
	lines []line
}

// NewBuilder begins columns.
func NewBuilder() *Builder { return &Builder{c: newColumns(), months: map[record.Month]*month{}} }

// Add takes in a line.
func (b *Builder) Add(a *record.Activity) {
	if b.into == nil || a.Month != b.into.Month {
		b.turn(a.Month)
	}
	b.into.lines = append(b.into.lines, b.c.line(a, b.into.days))
}

// turn goes to the lines of a month.
func (b *Builder) turn(m record.Month) {
	if b.into = b.months[m]; b.into == nil {
		b.into = &month{Month: m, days: record.Round{Month: m}.Period()}
		b.months[m] = b.into
	}
}

// Columns ends the work: the lines as they stand at a position of the journal.
func (b *Builder) Columns(position int64) *Columns {
	b.c.Position = position
	for m, gathered := range b.months {
		b.c.months[m] = segmentOf(m, gathered.lines)
		gathered.lines = nil
	}
	return b.c
}

// Change gives the columns of a later position: without the lines that went,
// given as they were, and with those that came. A line that was altered does
// both. Lines are not known by their ids here, and need not be: rows that say
// the same are interchangeable. It fails where a line that went is not there.
func (c *Columns) Change(position int64, gone, come []*record.Activity) (*Columns, bool) {
	n := &Columns{Position: position, months: maps.Clone(c.months), orgs: c.orgs.cloned(), places: c.places.cloned(), sectors: c.sectors.cloned()}
	leave := make(map[record.Month]map[line]int)
	for _, a := range gone {
		if leave[a.Month] == nil {
			leave[a.Month] = make(map[line]int)
		}
		leave[a.Month][n.line(a, record.Round{Month: a.Month}.Period())]++
	}
	enter := make(map[record.Month][]line)
	for _, a := range come {
		enter[a.Month] = append(enter[a.Month], n.line(a, record.Round{Month: a.Month}.Period()))
	}
	touched := slices.AppendSeq(slices.Collect(maps.Keys(leave)), maps.Keys(enter))
	slices.Sort(touched)
	for _, m := range slices.Compact(touched) {
		var lines []line
		if old := c.months[m]; old != nil {
			away := leave[m]
			for i := range old.org {
				l := old.line(i)
				if away[l] > 0 {
					away[l]--
					continue
				}
				lines = append(lines, l)
			}
		}
		for _, left := range leave[m] {
			if left > 0 {
				return nil, false
			}
		}
		if lines = append(lines, enter[m]...); len(lines) == 0 {
			delete(n.months, m)
			continue
		}
		n.months[m] = segmentOf(m, lines)
	}
	return n, true
}

// Lines counts the lines of the columns.
func (c *Columns) Lines() int {
	n := 0
	for _, s := range c.months {
		n += len(s.org)
	}
	return n
}

// Months lists the months that have lines, in their order.
func (c *Columns) Months() []record.Month { return slices.Sorted(maps.Keys(c.months)) }

// Bytes is about how much memory the columns hold.
func (c *Columns) Bytes() int {
	n := 0
	for _, s := range c.months {
		n += 4*(cap(s.org)+cap(s.impl)+cap(s.place)+cap(s.people)) + 2*cap(s.sector) + cap(s.flags)
	}
	return n + 100*(len(c.orgs.list)+len(c.places.list)+len(c.sectors.list))
}
