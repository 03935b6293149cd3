package geo

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"toguna/internal/exchange/sheet"
	"toguna/internal/record"
)

// parts takes a shapefile out of its archive: three regions of Mali, derived
// from COD-AB 2019 (OCHA, CC BY-IGO), their outlines made coarse, written by
// GDAL 3.6 with Latin letters.
func parts(t testing.TB) map[string]File {
	t.Helper()
	data := archive(t)
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]File{}
	for _, e := range z.File {
		r, err := e.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Ext(e.Name)] = File{e.Name, b}
	}
	return out
}

func archive(t testing.TB) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/mli_adm1.zip")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestShapefile(t *testing.T) {
	p := parts(t)
	for what, files := range map[string][]File{
		"zipped":       {{"mli_adm1.zip", archive(t)}},
		"side by side": {p[".dbf"], p[".shp"], p[".prj"], p[".shx"], p[".cpg"]},
		"no code page": {p[".shp"], p[".dbf"]},
	} {
		s := read(t, Options{Level: -1}, files...)
		var got []string
		for _, u := range s.Units {
			got = append(got, fmt.Sprintf("%s %s in %s, %s, %d rings", u.Code, u.Name, u.Parent, u.Since, len(u.Shape.Rings())))
		}
		if want := []string{"ML Mali (le) in , , 0 rings", "ML02 Koulikoro in ML, 2013-05-31, 2 rings", "ML04 Ségou in ML, 2013-05-31, 1 rings", "ML09 Bamako in ML, 2013-05-31, 1 rings"}; !slices.Equal(got, want) {
			t.Errorf("%s: %q", what, got)
		}
		bamako, around := s.Units[3].Shape, s.Units[1].Shape
		at, _ := bamako.PointInside()
		if !bamako.Holds(at) || around.Holds(at) || len(around) != 1 {
			t.Errorf("%s: Bamako is no hole of Koulikoro", what)
		}
		if s.ValidOn != "2019-08-02" {
			t.Errorf("%s: in force on %q", what, s.ValidOn)
		}
	}
	// Cut anywhere, and with any byte turned, it is read or refused.
	for _, ext := range []string{".shp", ".dbf"} {
		for i := range p[ext].Data {
			cut := []File{p[".shp"], p[".dbf"]}
			turned := []File{p[".shp"], p[".dbf"]}
			j := 0
			if ext == ".dbf" {
				j = 1
			}
			cut[j].Data = cut[j].Data[:i]
			turned[j].Data = slices.Clone(turned[j].Data)
			turned[j].Data[i] ^= 0x5a
			_, _ = Read(t.Context(), cut, Options{Level: 1})
			_, _ = Read(t.Context(), turned, Options{Level: 1})
		}
	}
}

// The forms a GeoJSON of two squares may have.
const (
	squares = `{"type":"FeatureCollection",%s"features":[
 {"type":"Feature","properties":{"admin1Pcode":"X01","admin1Name":"Un","date":1369958400000,"validTo":null,"Shape.STArea()":0.2},"geometry":{"type":"Polygon","coordinates":[[[0,0],[0,1,12.5],[1,1],[1,0],[0,0]],[[0.2,0.2],[0.4,0.2],[0.4,0.4],[0.2,0.2]]]}},
 {"type":"Feature","properties":{"admin1Pcode":"X02","admin1Name":"Deux"},"geometry":{"type":"MultiPolygon","coordinates":[[[[1,0],[2,0],[2,1],[1,1],[1,0]]],[[[5,5],[5.1,5],[5.1,5.1],[5,5]]]]}}]}`
	crs84 = `"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},`
)

func TestGeoJSON(t *testing.T) {
	for what, head := range map[string]string{"RFC 7946": "", "with its system named": crs84} {
		s := read(t, Options{Level: -1}, csvOf("x.geojson", fmt.Sprintf(squares, head)))
		if len(s.Units) != 2 || s.Units[0].Since != "2013-05-31" || s.Units[0].Until != "" || len(s.Units[1].Shape) != 2 {
			t.Fatalf("%s: %+v", what, s.Units)
		}
		for _, u := range s.Units {
			for _, poly := range u.Shape {
				for i, r := range poly {
					if (r.area() > 0) != (i == 0) || r[0] == r[len(r)-1] {
						t.Errorf("%s: ring %d of %s runs the wrong way or ends twice", what, i, u.Code)
					}
				}
			}
		}
	}
}

// TestTopoJSON: quantised or not, a border walked both ways is one border.
func TestTopoJSON(t *testing.T) {
	plain := `{"type":"Topology","arcs":[[[1,0],[1,1]],[[1,1],[0,1],[0,0],[1,0]],[[1,0],[2,0],[2,1],[1,1]]],
 "objects":{"adm1":{"type":"GeometryCollection","geometries":[
  {"type":"Polygon","arcs":[[0,1]],"properties":{"#adm1+code+v_pcode":"X01","#adm1+name":"Un"}},
  {"type":"MultiPolygon","arcs":[[[2,-1]]],"properties":{"#adm1+code+v_pcode":"X02","#adm1+name":"Deux"}},
  {"type":null,"properties":{"#adm1+code+v_pcode":"X03","#adm1+name":"Trois"}}]}}}`
	quantised := strings.NewReplacer(`"arcs":[[[1,0],[1,1]],[[1,1],[0,1],[0,0],[1,0]],[[1,0],[2,0],[2,1],[1,1]]]`,
		`"transform":{"scale":[0.5,0.25],"translate":[-1,0]},"arcs":[[[4,0],[0,4]],[[4,4],[-2,0],[0,-4],[2,0]],[[4,0],[2,0],[0,4],[-2,0]]]`).Replace(plain)
	for what, text := range map[string]string{"plain": plain, "quantised": quantised} {
		s := read(t, Options{Level: -1}, csvOf("x.json", text))
		if len(s.Units) != 3 || s.Units[1].Name != "Deux" || s.Units[2].Shape != nil {
			t.Fatalf("%s: %+v", what, s.Units)
		}
		for i, want := range []Ring{square(0, 0, 1), square(1, 0, 1)} {
			got := s.Units[i].Shape[0][0]
			if math.Abs(got.area()-1) > 1e-12 || len(got) != 4 || !slices.Contains(got, want[1]) || !slices.Contains(got, want[3]) {
				t.Errorf("%s: %s is %v", what, s.Units[i].Code, got)
			}
		}
	}
}

// TestWorkbook: a gazetteer of one sheet a level, under a title and with tags.
func TestWorkbook(t *testing.T) {
	w, err := sheet.NewWriter(sheet.Properties{Lang: "fr", Created: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	fill := func(name string, heads []string, rows ...[]sheet.Cell) {
		var columns []sheet.Column
		for _, h := range heads {
			columns = append(columns, sheet.Column{Group: "Limites", Heading: h})
		}
		s, err := w.Sheet(sheet.SheetSpec{Name: name, Columns: columns})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			if err := s.AppendRow(r); err != nil {
				t.Fatal(err)
			}
		}
	}
	text := func(s string) sheet.Cell { return sheet.TextCell(s) }
	fill("Lisez-moi", []string{"À propos"}, []sheet.Cell{text("Rien ici")})
	fill("ADM1", []string{"ADM1_FR", "ADM1_PCODE", "ADM0_FR", "ADM0_PCODE", "validOn"},
		[]sheet.Cell{text("#adm1+name"), text("#adm1+code"), text("#adm0+name"), text("#adm0+code"), text("#date")},
		[]sheet.Cell{text("Gao"), text("ML07"), text("Mali"), text("ML"), sheet.DayCell("2021-12-20")})
	fill("ADM2", []string{"ADM2_FR", "ADM2_REF", "ADM2_PCODE", "ADM1_PCODE", "validOn"},
		[]sheet.Cell{text("Ansongo"), text("Ansongo"), text("ML0701"), text("ML07"), sheet.DayCell("2021-12-20")},
		[]sheet.Cell{text("Bourem"), text("Bourèm"), text("ML0702"), text("ML07"), sheet.DayCell("2021-12-20")})
	var b bytes.Buffer
	if _, err := w.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	s := read(t, Options{Level: -1}, File{"mli_adminboundaries_tabulardata.xlsx", b.Bytes()})
	var got []string
	for _, u := range s.Units {
		got = append(got, fmt.Sprintf("%s %s %v %s %s", u.Code, u.Name, u.Names, u.Parent, u.Since))
	}
	if want := []string{"ML Mali []  ", "ML07 Gao [] ML 2021-12-20", "ML0701 Ansongo [] ML07 2021-12-20", "ML0702 Bourem [Bourèm] ML07 2021-12-20"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// TestOtherHeadings: tables older than COD-AB, and sources without P-codes.
func TestOtherHeadings(t *testing.T) {
	for text, want := range map[string]string{
		"P-CODE,NOM_REG,NOM_CERCLE\nML07,Gao,\nML0701,Gao,Ansongo\n":                        "1 ML07 Gao in ML; 2 ML0701 Ansongo in ML07",
		"Code Région,Région,Code Cercle,Cercle\nML07,Gao,ML0701,Ansongo\n":                  "1 ML07 Gao in ML; 2 ML0701 Ansongo in ML07",
		"Pcode 1,Pcode 2,admin2Name\nML07,ML0701,Ansongo\n":                                 "1 ML07  in ML; 2 ML0701 Ansongo in ML07",
		"Code,Nom,Niveau administratif,Lieu parent\nML07,Gao,1,ML\nML0701,Ansongo,2,ML07\n": "1 ML07 Gao in ML; 2 ML0701 Ansongo in ML07",
		"pcode,shapeName,shapeType\nML07,Gao,ADM1\n":                                        "1 ML07 Gao in ML",
		"adm1_name,adm1_name1,adm1_pcode,lang,lang1\nHadramawt,حضرموت,YE19,en,ar\n":         "1 YE19 Hadramawt (حضرموت) in YE",
		"ADM1_EN,ADM1_AR,ADM1_FR,ADM1_PCODE\nNorth,شمال,Nord,XX01\n":                        "1 XX01 Nord (North, شمال) in XX",
		"#country+code,#adm1+code,#adm1+name,#date+start\nML,ML.07,Gao,\n":                  "1 ML07 Gao in ML",
	} {
		var got []string
		for _, u := range read(t, Options{Level: -1}, csvOf("x.csv", text)).Units {
			also := ""
			if len(u.Names) > 0 {
				also = " (" + strings.Join(u.Names, ", ") + ")"
			}
			got = append(got, fmt.Sprintf("%d %s %s%s in %s", u.Level, u.Code, u.Name, also, u.Parent))
		}
		if s := strings.Join(got, "; "); s != want {
			t.Errorf("%q:\n%s\nwant %s", text, s, want)
		}
	}
	for text, level := range map[string]int{
		`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"GID_1":"MLI.3_1","NAME_0":"Mali","NAME_1":"Kayes"},"geometry":null}]}`:                      1,
		`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"shapeName":"Kayes","shapeID":"1","shapeGroup":"MLI","shapeType":"ADM1"},"geometry":null}]}`: 1,
	} {
		s := read(t, Options{Level: -1}, csvOf("x.geojson", text))
		if u := s.Units[0]; len(s.Units) != 1 || u.Level != level || u.Name != "Kayes" || u.Code != "" {
			t.Errorf("%+v", s.Units)
		}
	}
}

func TestFilesThatAreRefused(t *testing.T) {
	p := parts(t)
	projected := File{"mli_adm1.prj", []byte(`PROJCS["WGS_1984_UTM_Zone_29N",GEOGCS["GCS_WGS_1984"]]`)}
	for what, tt := range map[string]struct {
		files []File
		want  string
		says  string
	}{
		"nothing known":          {[]File{csvOf("x.csv", "a;b\n1;2\n")}, "no_columns", "a, b"},
		"KML":                    {[]File{csvOf("x.kml", "<?xml version='1.0'?><kml/>")}, "not_boundary", "XML"},
		"other JSON":             {[]File{csvOf("x.json", `{"type":"Feature"}`)}, "not_boundary", "Feature"},
		"JSON without type":      {[]File{csvOf("x.json", `{"a":1}`)}, "not_boundary", "JSON"},
		"JSON cut short":         {[]File{csvOf("x.json", fmt.Sprintf(squares, "")[:300])}, "cut_short", "x.json"},
		"web Mercator":           {[]File{csvOf("x.json", fmt.Sprintf(squares, `"crs":{"properties":{"name":"EPSG:3857"}},`))}, "projected", "EPSG:3857"},
		"metres for degrees":     {[]File{csvOf("x.json", strings.Replace(fmt.Sprintf(squares, ""), "[0,1,12.5]", "[431000,1401000]", 1))}, "off_earth", "#1"},
		"lines":                  {[]File{csvOf("x.json", strings.Replace(fmt.Sprintf(squares, ""), `"MultiPolygon"`, `"LineString"`, 1))}, "geometry", "#2"},
		"an arc that is not":     {[]File{csvOf("x.json", `{"type":"Topology","arcs":[],"objects":{"a":{"type":"Polygon","arcs":[[7]]}}}`)}, "arc", "arc 7"},
		"an outline of two":      {[]File{csvOf("x.json", `{"type":"FeatureCollection","features":[{"properties":{"ADM1_PCODE":"ML05"},"geometry":{"type":"Polygon","coordinates":[[[1,2],[2,3],[1,2]]]}}]}`)}, "ring", "#1]: outline of 2"},
		"no attributes":          {[]File{p[".shp"]}, "part_missing", "mli_adm1.dbf"},
		"projected coordinates":  {[]File{p[".shp"], p[".dbf"], projected}, "projected", "WGS_1984_UTM_Zone_29N"},
		"level unknown":          {[]File{csvOf("x.json", `{"type":"Topology","arcs":[[[0,0],[1,0],[1,1],[0,0]]],"objects":{"a":{"type":"Polygon","arcs":[[0]]}}}`)}, "no_level", "--level"},
		"two countries":          {[]File{csvOf("x.csv", "ADM1_PCODE,ADM1_FR\nML01,Kayes\nNE001,Agadez\n")}, "countries", "ML, NE"},
		"no unit":                {[]File{csvOf("x.csv", "ADM1_PCODE,ADM1_FR\n,\n")}, "empty", "x.csv"},
		"an archive cut short":   {[]File{{"x.zip", archive(t)[:1000]}}, "damaged", "x.zip"},
		"an archive of nothing":  {[]File{{"x.zip", zipOf(t, "readme.txt", "x")}}, "empty", ""},
		"coordinates as letters": {[]File{csvOf("x.json", strings.Replace(fmt.Sprintf(squares, ""), "[0,1,12.5]", `["a","b"]`, 1))}, "coordinates", "#1"},
		"a comma too many":       {[]File{csvOf("x.json", strings.Replace(fmt.Sprintf(squares, ""), `"type"`, `,"type"`, 1))}, "damaged", "x.json"},
		"a .shp cut short":       {[]File{{"mli_adm1.shp", p[".shp"].Data[:1000]}, p[".dbf"]}, "announced", "bytes announced"},
	} {
		_, err := Read(t.Context(), tt.files, Options{Level: -1})
		f, ok := err.(*Fault)
		if !ok || f.Code != tt.want {
			t.Errorf("%s: %v", what, err)
			continue
		}
		fr, en := f.Message("fr"), f.Message("en")
		if strings.Contains(fr, "EOF") || strings.Contains(fr, "invalid") || strings.Contains(fr, "unexpected") {
			t.Errorf("%s: the words of a library in %q", what, fr)
		}
		if fr == en || !strings.Contains(en, tt.says) || strings.Contains(fr+en, "{") {
			t.Errorf("%s: %q, %q", what, fr, en)
		}
	}
	for text, there := range map[string]string{
		"ADM1_PCODE,ADM1_FR\nML01,Kayes\nNE001,Agadez\n": "MLI, NER", "ADM1_PCODE,ADM1_FR\nML01,Kayes\n": "MLI",
		"Location,Admin Level,P-Code,Name\nMLI,1,ML01,Kayes\nTGO,1,TG01,Kara\nSSD,1,SS01,Lakes\n": "SSD, TGO, MLI",
	} {
		_, err := Read(t.Context(), []File{csvOf("x.csv", text)}, Options{Level: -1, Country: "TCD"})
		if f, ok := err.(*Fault); !ok || f.Code != "no_country" || f.Expected != there {
			t.Errorf("a country that is not there: %v, want %s", err, there)
		}
	}
	ajar := read(t, Options{Level: -1}, csvOf("x.json", `{"type":"FeatureCollection","features":[{"properties":{"ADM1_PCODE":"ML04"},"geometry":{"type":"Polygon","coordinates":[[[1,2],[2,3],[3,2],[1,2]]]}},{"properties":{"ADM1_PCODE":"ML05"},"geometry":{"type":"Polygon","coordinates":[[[1,2],[2,3],[3,2]]]}}]}`))
	if len(ajar.Problems) != 1 || ajar.Problems[0].Code != "ring_open" || ajar.Problems[0].ID != "ML05" || ajar.Problems[0].From.Row != 2 || !ajar.Problems[0].Warning || len(ajar.Units[1].Shape) != 1 {
		t.Errorf("an outline that is not closed: %+v", ajar.Problems)
	}
	if s := read(t, Options{Level: -1, Country: "IRQ"}, csvOf("x.csv", "ADM1_PCODE,ADM1_FR\nIQG01,Anbar\n")); len(s.Units) != 1 {
		t.Errorf("letters of a country's own: %+v", s)
	}
	s := read(t, Options{Level: -1, Country: "NER"}, csvOf("x.csv", "ADM1_PCODE,ADM1_FR\nML01,Kayes\nNE001,Agadez\n"))
	if len(s.Units) != 1 || s.Units[0].Code != "NE001" || s.LeftOut != 1 {
		t.Errorf("one country: %+v", s)
	}
	alpha := read(t, Options{Level: -1}, csvOf("x.csv", "ADM1_PCODE,ADM1_FR,ADM2_PCODE,ADM2_FR\nNGA008,Borno,NG008023,Monguno\n"))
	if len(alpha.Units) != 2 || alpha.Units[1].Parent != "NGA008" {
		t.Errorf("two and three letters of one country: %+v", alpha.Units)
	}
}

func zipOf(t *testing.T, name, text string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// FuzzRead: whatever the bytes, units are read that make sense, or the file is
// refused in both languages.
func FuzzRead(f *testing.F) {
	p := parts(f)
	f.Add([]byte(fmt.Sprintf(squares, crs84)), []byte(nil))
	f.Add([]byte(`{"type":"Topology","transform":{"scale":[1,1],"translate":[0,0]},"arcs":[[[0,0],[1,0],[0,1],[-1,-1]]],"objects":{"a":{"type":"Polygon","arcs":[[0]],"properties":{"adm1_pcode":"X1"}}}}`), []byte(nil))
	f.Add(p[".shp"].Data, p[".dbf"].Data)
	f.Add(archive(f), []byte(nil))
	for _, text := range layouts {
		f.Add([]byte(text), []byte(nil))
	}
	f.Fuzz(func(t *testing.T, data, beside []byte) {
		s, err := Read(t.Context(), []File{{"x.shp", data}, {"x.dbf", beside}}, Options{Level: 1, Country: "MLI"})
		if err != nil {
			says, ok := err.(interface{ Message(string) string })
			if !ok || says.Message("fr") == "" || says.Message("en") == "" {
				t.Errorf("refused without a sentence: %v", err)
			}
			return
		}
		var shapes []Shape
		for _, u := range s.Units {
			if u.Level < 0 || u.Level > 1 {
				t.Errorf("level %d", u.Level)
			}
			shapes = append(shapes, u.Shape)
		}
		for _, text := range Texts(shapes) {
			if _, err := Decode(text); text != "" && err != nil {
				t.Errorf("%v: %q", err, text)
			}
		}
		s.Plan(nil, nil, PlanOptions{Set: "x", NewID: ids(), From: record.Day("2020-01-01")})
	})
}
