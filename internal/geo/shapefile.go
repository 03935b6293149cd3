package geo

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// shapefileMagic is the file code 9994 (ESRI Shapefile Technical Description,
// 1998).
var shapefileMagic = []byte{0, 0, 0x27, 0x0a}

// shapefile reads the polygons of a .shp and the attributes of the .dbf beside
// it; the .cpg names the letters, the .prj the coordinates.
func (r *reader) shapefile(f File, all []File) error {
	stem := strings.TrimSuffix(f.Name, path.Ext(f.Name))
	beside := func(ext string) []byte {
		for _, g := range all {
			if strings.EqualFold(g.Name, stem+ext) {
				return g.Data
			}
		}
		return nil
	}
	if prj := string(beside(".prj")); strings.HasPrefix(strings.TrimSpace(prj), "PROJ") {
		_, name, _ := strings.Cut(prj, `"`) // PROJCS["WGS 84 / UTM zone 30N",…
		name, _, _ = strings.Cut(name, `"`)
		return &Fault{File: f.Name, Code: "projected", Found: name}
	}
	dbf := beside(".dbf")
	if dbf == nil {
		return &Fault{File: f.Name, Code: "part_missing", Found: stem + ".dbf"}
	}
	shapes, err := r.polygons(f)
	if err != nil {
		return err
	}
	t, err := attributeTable(stem+".dbf", dbf, string(beside(".cpg")))
	if err != nil {
		return err
	}
	if len(t.rows) != len(shapes) {
		return &Fault{File: f.Name, Code: "unequal", Found: strconv.Itoa(len(shapes)), Expected: strconv.Itoa(len(t.rows))}
	}
	kept := t.rows[:0]
	for i, x := range t.rows {
		if x.cells != nil { // not deleted
			x.shape, x.open = shapes[i].shape, shapes[i].open
			kept = append(kept, x)
		}
	}
	t.rows, t.file = kept, f.Name
	r.tables = append(r.tables, t)
	return nil
}

// The types of shape that are read; the letters Z and M add numbers that are
// left aside.
const (
	nullShape = 0
	polygon   = 5
	polygonZ  = 15
	polygonM  = 25
)

func (r *reader) polygons(f File) ([]feature, error) {
	const head = 100
	if len(f.Data) < head {
		return nil, damaged(f.Name, "", io.ErrUnexpectedEOF)
	}
	var out []feature
	for rest := f.Data[head:]; len(rest) >= 8; {
		if err := r.ctx.Err(); err != nil {
			return nil, err
		}
		where := "#" + strconv.Itoa(len(out)+1)
		size := int64(binary.BigEndian.Uint32(rest[4:])) * 2
		if size < 4 || size > int64(len(rest)-8) {
			return nil, &Fault{File: f.Name, Where: where, Code: "announced", Found: strconv.Itoa(len(rest) - 8), Expected: strconv.FormatInt(size, 10)}
		}
		if len(out) == mostUnits {
			return nil, &Fault{File: f.Name, Code: "too_many", Expected: strconv.Itoa(mostUnits)}
		}
		s, err := r.polygonRecord(rest[8 : 8+size])
		if err != nil {
			return nil, at(err, f.Name, where)
		}
		out = append(out, feature{shape: s, open: r.closed()})
		rest = rest[8+size:]
	}
	return out, nil
}

func (r *reader) polygonRecord(b []byte) (Shape, error) {
	switch kind := binary.LittleEndian.Uint32(b); kind {
	case nullShape:
		return nil, nil
	case polygon, polygonZ, polygonM:
	default:
		return nil, &Fault{Code: "geometry", Found: fmt.Sprintf("type %d", kind), Expected: "5, 15, 25 (polygon)"}
	}
	const head = 44 // type, four doubles, two counts
	if len(b) < head {
		return nil, &Fault{Code: "announced", Found: strconv.Itoa(len(b)), Expected: strconv.Itoa(head)}
	}
	parts, points := int64(binary.LittleEndian.Uint32(b[36:])), int64(binary.LittleEndian.Uint32(b[40:]))
	if parts < 1 || parts > points || head+4*parts+16*points > int64(len(b)) {
		return nil, &Fault{Code: "announced", Found: strconv.Itoa(len(b)), Expected: strconv.FormatInt(head+4*parts+16*points, 10)}
	}
	if r.points -= int(points); r.points < 0 {
		return nil, &Fault{Code: "too_detailed", Expected: strconv.Itoa(mostPoints)}
	}
	number := func(i int64) float64 {
		return math.Float64frombits(binary.LittleEndian.Uint64(b[head+4*parts+8*i:]))
	}
	var rings []Ring
	for i := range parts {
		from, to := int64(binary.LittleEndian.Uint32(b[head+4*i:])), points
		if i+1 < parts {
			to = int64(binary.LittleEndian.Uint32(b[head+4*(i+1):]))
		}
		if from > to || to > points {
			return nil, &Fault{Code: "damaged"}
		}
		ring := make(Ring, 0, to-from)
		for j := from; j < to; j++ {
			ring = append(ring, Point{number(2 * j), number(2*j + 1)})
		}
		rings = append(rings, ring)
	}
	return r.clean(nested(rings))
}

// nested puts holes, which run counter-clockwise in a shapefile, into the outer
// rings that hold them.
func nested(rings []Ring) Shape {
	var s Shape
	for _, r := range rings {
		if r.area() <= 0 {
			s = append(s, Polygon{r})
		}
	}
	for _, r := range rings {
		if r.area() <= 0 {
			continue
		}
		home := -1
		for i, p := range s {
			if len(p) > 0 && p[0].holds(r[0]) && (home < 0 || math.Abs(p[0].area()) < math.Abs(s[home][0].area())) {
				home = i
			}
		}
		if home < 0 { // written the other way round
			s = append(s, Polygon{r})
			continue
		}
		s[home] = append(s[home], r)
	}
	return s
}

// attributeTable reads a dBase table. A row that is deleted has no cells.
func attributeTable(name string, b []byte, codepage string) (table, error) {
	const head, field = 32, 32
	if len(b) < head {
		return table{}, damaged(name, "", io.ErrUnexpectedEOF)
	}
	count := int64(binary.LittleEndian.Uint32(b[4:]))
	first, width := int(binary.LittleEndian.Uint16(b[8:])), int(binary.LittleEndian.Uint16(b[10:]))
	if first < head || width < 1 || int64(first)+count*int64(width) > int64(len(b)) || count > mostUnits {
		return table{}, &Fault{File: name, Code: "announced", Found: strconv.Itoa(len(b)), Expected: strconv.FormatInt(int64(first)+count*int64(width), 10)}
	}
	decode := lettersOf(codepage, b[29])
	t := table{file: name}
	var ends []int
	end := 1
	for at := head; at+field <= first && b[at] != '\r'; at += field {
		label, _, _ := bytes.Cut(b[at:at+11], []byte{0})
		end += int(b[at+16])
		if end > width {
			return table{}, &Fault{File: name, Code: "damaged"}
		}
		t.heads = append(t.heads, decode(label))
		ends = append(ends, end)
	}
	for i := range count {
		line := b[int64(first)+i*int64(width):][:width]
		r := row{number: int(i) + 1}
		if line[0] != '*' {
			r.cells = make([]string, len(ends))
			from := 1
			for j, to := range ends {
				r.cells[j] = decode(bytes.Trim(line[from:to], " \x00"))
				from = to
			}
		}
		t.rows = append(t.rows, r)
	}
	return t, nil
}

// lettersOf gives the reader of a code page: that of the .cpg file, else UTF-8
// where the bytes are, else the Western letters of Windows.
func lettersOf(codepage string, driver byte) func([]byte) string {
	page := strings.ToUpper(strings.TrimSpace(codepage))
	western := strings.Contains(page, "8859") || strings.Contains(page, "1252") || page == "" && (driver == 0x03 || driver == 0x57)
	return func(b []byte) string {
		if western || !utf8.Valid(b) {
			if s, err := charmap.Windows1252.NewDecoder().Bytes(b); err == nil {
				return string(s)
			}
		}
		return strings.ToValidUTF8(string(b), "�")
	}
}
