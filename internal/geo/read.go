package geo

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// MostBytes is how long a file may be, or what an archive holds.
const MostBytes = 256 << 20

// The most that is read: the communes of a large country, on a small machine.
const (
	mostPoints = 4 << 20
	mostUnits  = 200_000
)

// File is one file as it came, or one part of a shapefile.
type File struct {
	Name string
	Data []byte
}

// Options says what of the files is wanted.
type Options struct {
	Level   int    // the deepest level to take, and that of units whose file does not tell; -1: all
	Country string // ISO 3166-1 alpha-3: units of other countries are left out; empty: the file must hold one
}

// Read reads boundary files of any of the formats, in archives or not, into the
// units of one set. The content decides what a file is. What several files say
// of one unit is put together.
func Read(ctx context.Context, files []File, o Options) (*Set, error) {
	files, err := unpack(files)
	if err != nil {
		return nil, err
	}
	r := &reader{ctx: ctx, points: mostPoints}
	for _, f := range files {
		if err := r.file(f, files); err != nil {
			return nil, err
		}
	}
	return unitsOf(r.tables, o)
}

// reader reads files into tables of attributes.
type reader struct {
	ctx    context.Context
	points int  // how many more may be read
	open   bool // a ring was not closed, see closed
	tables []table
}

// table is a layer, a sheet or a list: attributes of units, with their shapes.
type table struct {
	file, sheet string
	heads       []string
	rows        []row
}

// row is one unit as it stands. Number is its row in the file from 1, or its
// place in a layer.
type row struct {
	number int
	cells  []string // as many as heads
	shape  Shape
	open   bool // a ring of it was not closed
}

const expectedFormats = "CSV, XLSX, GeoJSON, TopoJSON, .shp + .dbf, .zip"

func (r *reader) file(f File, all []File) error {
	if len(f.Data) > MostBytes {
		return &Fault{File: f.Name, Code: "too_big", Found: fmt.Sprintf("%d MiB", len(f.Data)>>20), Expected: fmt.Sprintf("%d MiB", MostBytes>>20)}
	}
	text := bytes.TrimLeft(bytes.TrimPrefix(f.Data, []byte("\xef\xbb\xbf")), " \t\r\n")
	switch ext := strings.ToLower(path.Ext(f.Name)); {
	case ext == ".dbf", ext == ".cpg", ext == ".prj", ext == ".shx", ext == ".sbn", ext == ".sbx", ext == ".qpj", ext == ".qix", ext == ".xml":
		return nil // read with the .shp
	case len(f.Data) >= 4 && bytes.Equal(f.Data[:4], shapefileMagic):
		return r.shapefile(f, all)
	case len(text) > 0 && text[0] == '{':
		return r.json(f.Name, text)
	case bytes.HasPrefix(text, []byte("<")):
		return &Fault{File: f.Name, Code: "not_boundary", Found: "XML, KML, HTML", Expected: expectedFormats}
	}
	return r.sheets(f)
}

// unpack takes the files out of archives; a workbook is an archive too, and
// stays whole.
func unpack(files []File) ([]File, error) {
	var out []File
	left := int64(MostBytes)
	for _, f := range files {
		if !bytes.HasPrefix(f.Data, []byte("PK\x03\x04")) {
			out = append(out, f)
			continue
		}
		z, err := zip.NewReader(bytes.NewReader(f.Data), int64(len(f.Data)))
		if err != nil {
			return nil, damaged(f.Name, "", err)
		}
		if slices.ContainsFunc(z.File, func(e *zip.File) bool { return e.Name == "[Content_Types].xml" }) {
			out = append(out, f)
			continue
		}
		for _, e := range z.File {
			name := path.Base(e.Name)
			if e.FileInfo().IsDir() || strings.HasPrefix(name, ".") || strings.Contains(e.Name, "__MACOSX") || !slices.Contains(readable, strings.ToLower(path.Ext(name))) {
				continue
			}
			data, err := inflate(e, left)
			if err != nil {
				return nil, damaged(f.Name, name, err)
			}
			if left -= int64(len(data)); left <= 0 {
				return nil, &Fault{File: f.Name, Code: "too_big", Found: name, Expected: fmt.Sprintf("%d MiB", MostBytes>>20)}
			}
			out = append(out, File{name, data})
		}
	}
	return out, nil
}

// readable are the files of an archive that are looked at.
var readable = strings.Fields(".shp .dbf .cpg .prj .json .geojson .topojson .csv .xlsx")

func inflate(e *zip.File, most int64) ([]byte, error) {
	in, err := e.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return io.ReadAll(io.LimitReader(in, most+1))
}
