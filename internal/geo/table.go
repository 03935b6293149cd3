package geo

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"toguna/internal/exchange/sheet"
	"toguna/internal/record"
)

// Unit is an administrative unit as the files tell.
type Unit struct {
	Code, Name string
	Names      []string // other names and spellings
	Level      int
	Parent     string // code of the unit above, as given; else empty
	Since      record.Day
	Until      record.Day
	Lat, Lon   record.Number
	Shape      Shape
	From       record.Origin
	implied    bool // named only beside a unit below it
	open       bool // a ring of its shape was not closed
}

// Set is the units of one set of boundaries, those above first.
type Set struct {
	Units    []Unit
	ValidOn  record.Day // from which day the set as a whole is in force, where the files tell
	LeftOut  int        // units of other countries and deeper levels
	Problems record.Problems
}

// sheets reads workbooks and text tables: every sheet with a heading of codes.
func (r *reader) sheets(f File) error {
	lim := sheet.DefaultLimits()
	lim.MaxBytes = MostBytes
	book, err := sheet.Read(f.Name, bytes.NewReader(f.Data), int64(len(f.Data)), lim)
	if err != nil {
		return err
	}
	defer book.Close()
	var found string
	before := len(r.tables)
	for _, s := range book.Sheets() {
		t := table{file: f.Name, sheet: s.Name}
		seen := 0
		err := book.Rows(r.ctx, s.Name, func(n int, cells []sheet.Cell) error {
			if t.heads == nil {
				if seen++; seen > 20 {
					return errEnough
				}
				heads := textsOf(cells)
				if !columnsOf(heads).useful() {
					found = cmp.Or(found, strings.Join(slices.DeleteFunc(heads, func(h string) bool { return h == "" }), ", "))
					return nil
				}
				t.heads = heads
				return nil
			}
			texts := textsOf(cells)
			if len(t.rows) == 0 && slices.ContainsFunc(texts, func(c string) bool { return strings.HasPrefix(c, "#adm") || strings.HasPrefix(c, "#country") }) {
				return nil // HXL tags
			}
			if len(t.rows) == mostUnits {
				return &Fault{File: f.Name, Where: s.Name, Code: "too_many", Expected: strconv.Itoa(mostUnits)}
			}
			t.rows = append(t.rows, row{number: n, cells: append(texts, make([]string, max(0, len(t.heads)-len(texts)))...)})
			return nil
		})
		if err != nil && err != errEnough {
			return err
		}
		if t.heads != nil {
			r.tables = append(r.tables, t)
		}
	}
	if len(r.tables) == before {
		return &Fault{File: f.Name, Code: "no_columns", Found: found, Expected: "ADM1_PCODE, admin1Pcode, adm1_pcode, P-Code"}
	}
	return nil
}

var errEnough = &Fault{Code: "no_columns"}

// textsOf lays the cells of a row side by side.
func textsOf(cells []sheet.Cell) []string {
	var out []string
	for _, c := range cells {
		for len(out) < c.Col-1 {
			out = append(out, "")
		}
		text := c.Text
		if c.Kind == sheet.Date {
			text = string(c.Day)
		}
		out = append(out, strings.TrimSpace(text))
	}
	return out
}

// columns says where the cells of units stand. Wide tables have columns of each
// level; long ones name the level in the row.
type columns struct {
	code, alt [levels][]int
	name      [levels][]int // the best language first
	long      struct {
		code, name, level, parent, location []int
	}
	names, date, on, to, lat, lon []int
}

const levels = 6

func (c columns) useful() bool {
	named := len(c.long.name) > 0
	for l := range levels {
		if len(c.code[l]) > 0 {
			return true
		}
		named = named || len(c.name[l]) > 0
	}
	return named && len(c.long.code) > 0
}

var (
	levelHead  = regexp.MustCompile(`^(?:adm|admin|admn|pcode)([0-5])(.*)$`)
	codeWord   = regexp.MustCompile(`^(pcode?s?|code|pcode?v?ers?|codevpcodes?)$`)
	nameWord   = regexp.MustCompile(`^(?:name|nm)?(fr|en|es|pt|ar|)$`)
	otherWord  = regexp.MustCompile(`^(?:ref(?:name)?|alt(?:name)?[0-9]?|name(?:alt)?[0-9])(?:fr|en|es|pt|ar)?$`)
	nameOrder  = []string{"fr", "", "en", "es", "pt", "ar"}
	frenchCode = map[string]int{"coderegion": 1, "codecercle": 2, "codecommune": 3}
	frenchName = map[string]int{"region": 1, "nomreg": 1, "cercle": 2, "nomcercle": 2, "commune": 3, "nomcommune": 3}
)

// columnsOf recognises the headings of all generations of COD-AB tables, of
// the global list of P-codes, of gazetteers of this program, and the names in
// GADM and geoBoundaries, which have no P-codes.
func columnsOf(heads []string) columns {
	var c columns
	languages := map[int]string{}
	for i, h := range heads {
		key := strings.ReplaceAll(record.Fold(norm.NFC.String(h)), " ", "")
		if m := levelHead.FindStringSubmatch(key); m != nil {
			l := int(m[1][0] - '0')
			switch {
			case codeWord.MatchString(m[2]), m[2] == "" && strings.HasPrefix(key, "pcode"):
				c.code[l] = append(c.code[l], i)
			case otherWord.MatchString(m[2]):
				c.alt[l] = append(c.alt[l], i)
			case nameWord.MatchString(m[2]):
				c.name[l] = append(c.name[l], i)
				languages[i] = nameWord.FindStringSubmatch(m[2])[1]
			}
			continue
		}
		if l, ok := frenchCode[key]; ok {
			c.code[l] = append(c.code[l], i)
			continue
		}
		if l, ok := strings.CutPrefix(key, "name"); ok && len(l) == 1 && l[0] >= '0' && l[0] <= '5' {
			c.name[l[0]-'0'] = append(c.name[l[0]-'0'], i)
			continue
		}
		if l, ok := frenchName[key]; ok {
			c.name[l] = append(c.name[l], i)
			continue
		}
		switch key {
		case "pcode", "code":
			c.long.code = append(c.long.code, i)
		case "name", "namefr", "nom", "shapename":
			c.long.name = append(c.long.name, i)
		case "adminlevel", "level", "admlevel", "niveau", "niveauadministratif", "shapetype":
			c.long.level = append(c.long.level, i)
		case "parentpcode", "parent", "lieuparent", "parentplace":
			c.long.parent = append(c.long.parent, i)
		case "location", "iso3", "country":
			c.long.location = append(c.long.location, i)
		case "altnames", "autresnoms", "othernames":
			c.names = append(c.names, i)
		case "date":
			c.date = append(c.date, i)
		case "validon", "validfrom", "validfromdate", "depuisle", "since":
			c.on = append(c.on, i)
		case "validto", "jusquauexclu", "untilexcluded":
			c.to = append(c.to, i)
		case "lat", "latitude", "centerlat":
			c.lat = append(c.lat, i)
		case "lon", "longitude", "centerlon":
			c.lon = append(c.lon, i)
		}
	}
	for l := range levels {
		slices.SortStableFunc(c.name[l], func(a, b int) int {
			return cmp.Compare(slices.Index(nameOrder, languages[a]), slices.Index(nameOrder, languages[b]))
		})
	}
	return c
}

// cell gives the first of the columns that is filled. An empty text, and the
// ways in which programs write nothing, are nothing.
func (r row) cell(cols []int) string {
	for _, i := range cols {
		if v := strings.TrimSpace(r.cells[i]); v != "" && !slices.Contains(nothing, strings.ToLower(v)) {
			return v
		}
	}
	return ""
}

var nothing = []string{"<null>", "null", "none", "nan", "#n/a"}

func (r row) all(cols []int) []string {
	var out []string
	for _, i := range cols {
		if v := r.cell([]int{i}); v != "" {
			out = append(out, v)
		}
	}
	return out
}

// day reads the forms in which boundary files write days: ISO with or without
// a time, 20190802, milliseconds since 1970.
func (r row) day(cols []int) record.Day {
	s := r.cell(cols)
	if len(s) >= 10 {
		if d, err := record.ParseDay(s[:10]); err == nil {
			return d
		}
	}
	if len(s) == 8 {
		if t, err := time.Parse("20060102", s); err == nil {
			return record.DayOf(t)
		}
	}
	if v, err := strconv.ParseFloat(s, 64); err == nil && (v > 1e11 || v < 0) && v < 1e14 && v > -1e13 {
		return record.DayOf(time.UnixMilli(int64(v)).UTC())
	}
	d, _ := sheet.ParseDay(s, sheet.Hints{DayFirst: sheet.Yes})
	return d
}

func (r row) figure(cols []int) record.Number {
	v, err := strconv.ParseFloat(r.cell(cols), 64)
	if err != nil {
		return record.Number{}
	}
	return record.N(v)
}

// units reads a row: the unit it speaks of and, implied, those above it.
func (c columns) units(r row, t table) []Unit {
	u := Unit{From: record.Origin{File: t.file, Sheet: t.sheet, Row: r.number}, Shape: r.shape, open: r.open, Until: r.day(c.to),
		Since: cmp.Or(r.day(c.date), r.day(c.on)), Lat: r.figure(c.lat), Lon: r.figure(c.lon)}
	var above []Unit
	deepest, coded := -1, false // the level of the unit; whether levels have columns of codes
	for l := range levels {
		coded = coded || len(c.code[l]) > 0
	}
	for l := range levels {
		if r.cell(c.code[l]) != "" || !coded && r.cell(c.name[l]) != "" {
			deepest = l
		}
	}
	if long := len(c.long.code) > 0 && len(c.long.level) > 0; deepest >= 0 && !long {
		for l := range deepest + 1 {
			code, names := r.cell(c.code[l]), append(r.all(c.name[l]), r.all(c.alt[l])...)
			if l == deepest {
				u.Level, u.Code = l, code
				if !coded {
					u.Code = r.cell(c.long.code) // one code for the row, whatever its level
				}
				u.called(names)
				break
			}
			if code != "" {
				x := Unit{Level: l, Code: tidy(code), Parent: u.Parent, From: u.From, implied: true}
				x.called(names)
				above = append(above, x)
				u.Parent = x.Code
			}
		}
	} else {
		u.Code, u.Parent, u.Level = r.cell(c.long.code), tidy(r.cell(c.long.parent)), -1
		names := r.all(c.long.name)
		for _, part := range r.all(c.names) {
			names = append(names, strings.FieldsFunc(part, func(c rune) bool { return c == '|' || c == ';' })...)
		}
		u.called(names)
		level := strings.TrimPrefix(strings.ToUpper(r.cell(c.long.level)), "ADM")
		if l, err := strconv.Atoi(level); err == nil && l >= 0 && l < levels {
			u.Level = l
		}
	}
	u.Code = tidy(u.Code)
	return append(above, u)
}

// called gives a unit its names, the first its own.
func (u *Unit) called(names []string) {
	for _, n := range names {
		n = strings.TrimSpace(norm.NFC.String(n))
		switch {
		case n == "" || n == u.Name || slices.Contains(u.Names, n):
		case u.Name == "":
			u.Name = n
		default:
			u.Names = append(u.Names, n)
		}
	}
}

// tidy writes a code in capitals, without delimiters; the v of a version is
// small.
func tidy(code string) string {
	code = strings.NewReplacer(".", "", "-", "", " ", "", "_", "").Replace(strings.ToUpper(code))
	if p := record.PCode(code); p != code {
		return p + strings.ToLower(code[len(p):])
	}
	return code
}

var letters = regexp.MustCompile(`^[A-Z]+`)

// unitsOf makes one set of what the tables say.
func unitsOf(tables []table, o Options) (*Set, error) {
	out := &Set{}
	byCode := map[string]int{}
	var all []Unit
	leveless := ""
	var listed []string // countries of lists of many
	for _, t := range tables {
		c := columnsOf(t.heads)
		var countries []string
		if len(c.long.location) > 0 {
			for _, r := range t.rows {
				if where := r.cell(c.long.location); where != "" && !slices.Contains(countries, where) {
					countries = append(countries, where)
				}
			}
		}
		listed = append(listed, countries...)
		for _, r := range t.rows {
			if where := r.cell(c.long.location); o.Country != "" && where != "" && len(countries) > 1 && !strings.EqualFold(where, o.Country) {
				out.LeftOut++
				continue
			}
			out.ValidOn = max(out.ValidOn, r.day(c.on))
			for _, u := range c.units(r, t) {
				if u.Level < 0 && o.Level >= 0 {
					u.Level = o.Level
				}
				switch {
				case u.Level < 0:
					leveless = cmp.Or(leveless, t.file)
				case o.Level >= 0 && u.Level > o.Level:
					out.LeftOut++
				case u.Code == "" && u.Name == "" && u.Shape == nil:
				case u.Code == "":
					all = append(all, u)
				default:
					i, known := byCode[u.Code]
					if !known {
						byCode[u.Code] = len(all)
						all = append(all, u)
						continue
					}
					if p := all[i].join(u); p.Code != "" {
						out.Problems = append(out.Problems, p)
					}
				}
			}
		}
	}
	switch {
	case len(all) == 0 && leveless != "":
		return nil, &Fault{File: leveless, Code: "no_level"}
	case len(all) == 0 && out.LeftOut == 0:
		return nil, &Fault{File: nameOf(tables), Code: "empty"}
	}
	all, err := ofCountry(all, listed, nameOf(tables), o, out)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, &Fault{File: nameOf(tables), Code: "empty"}
	}
	nest(all)
	slices.SortStableFunc(all, func(a, b Unit) int {
		return cmp.Or(cmp.Compare(a.Level, b.Level), strings.Compare(a.Code, b.Code))
	})
	for _, u := range all {
		if u.open {
			out.Problems = append(out.Problems, record.Problem{Code: "ring_open", Kind: "outline", ID: cmp.Or(u.Code, u.Name), Field: "shape", From: u.From, Warning: true})
		}
		if at, crosses := u.Shape.crossing(); crosses {
			out.Problems = append(out.Problems, record.Problem{Code: "ring_crossed", Kind: "outline", ID: cmp.Or(u.Code, u.Name), Field: "shape", From: u.From, Warning: true,
				Found: fmt.Sprintf("%.4f, %.4f", at.Lon, at.Lat)})
		}
	}
	out.Units = all
	return out, nil
}

func nameOf(tables []table) string {
	if len(tables) == 0 {
		return ""
	}
	return tables[0].file
}

// join takes over what another row says of the same unit. What is implied
// gives way; parts of a shape add up.
func (u *Unit) join(v Unit) (p record.Problem) {
	switch {
	case u.implied && !v.implied:
		*u, v = v, *u
	case v.implied:
	case u.Name != "" && v.Name != "" && record.Fold(u.Name) != record.Fold(v.Name) && u.From.File == v.From.File && u.From.Sheet == v.From.Sheet:
		return record.Problem{Code: "twice", Kind: "place", ID: u.Code, Field: "code", From: v.From, Found: u.Code + " " + v.Name, Expected: u.Name}
	}
	if !v.implied {
		u.Shape, u.open = append(u.Shape, v.Shape...), u.open || v.open
		u.called(append([]string{v.Name}, v.Names...))
	}
	u.Name, u.Parent = cmp.Or(u.Name, v.Name), cmp.Or(u.Parent, v.Parent)
	u.Since, u.Until = cmp.Or(u.Since, v.Since), cmp.Or(u.Until, v.Until)
	if !u.Lat.Known() || !u.Lon.Known() {
		u.Lat, u.Lon = v.Lat, v.Lon
	}
	return p
}

// ofCountry keeps the units of one country; listed are those that a list of many
// names beside its units.
func ofCountry(all []Unit, listed []string, file string, o Options, out *Set) ([]Unit, error) {
	prefixes := map[string]bool{}
	for _, u := range all {
		if p := letters.FindString(u.Code); p != "" {
			prefixes[p] = true
		}
	}
	names := slices.Sorted(maps.Keys(prefixes))
	switch {
	case o.Country == "" && (len(names) < 2 || sameCountry(names)):
		return all, nil
	case o.Country == "":
		return nil, &Fault{File: file, Code: "countries", Found: strings.Join(names, ", ")}
	}
	// Iraq writes IQG, Lesotho LSK: the two letters and one more.
	three, two := strings.ToUpper(o.Country), twoLetters(o.Country)
	kept := slices.DeleteFunc(slices.Clone(all), func(u Unit) bool {
		p := letters.FindString(u.Code)
		return p != "" && p != three && (two == "" || !strings.HasPrefix(p, two))
	})
	if len(kept) == 0 {
		if len(listed) == 0 {
			for _, n := range names {
				if r, err := language.ParseRegion(n); err == nil {
					n = r.ISO3() // as --country takes it
				}
				listed = append(listed, n)
			}
		}
		return nil, &Fault{File: file, Code: "no_country", Found: o.Country, Expected: nearestFirst(o.Country, listed)}
	}
	out.LeftOut += len(all) - len(kept)
	return kept, nil
}

// nearestFirst lists countries, the likeliest first, and counts those that are
// too many to list.
func nearestFirst(asked string, countries []string) string {
	const most = 12
	apart := func(c string) int { return record.LettersApart([]rune(strings.ToUpper(asked)), []rune(c), 3) }
	slices.SortFunc(countries, func(a, b string) int { return cmp.Or(cmp.Compare(apart(a), apart(b)), strings.Compare(a, b)) })
	countries = slices.Compact(countries)
	if n := len(countries); n > most {
		return strings.Join(countries[:most], ", ") + fmt.Sprintf(" … (%d)", n)
	}
	return strings.Join(countries, ", ")
}

// twoLetters gives the ISO 3166-1 code of two letters for that of three.
func twoLetters(country string) string {
	if region, err := language.ParseRegion(country); err == nil {
		return region.String()
	}
	return ""
}

// sameCountry tells whether prefixes are the two-letter and the three-letter
// code of one country.
func sameCountry(prefixes []string) bool {
	regions := map[language.Region]bool{}
	for _, p := range prefixes {
		r, err := language.ParseRegion(p)
		if err != nil {
			return false
		}
		regions[r] = true
	}
	return len(regions) == 1
}

// nest finds the unit above each: the one given, where the set has it; else
// the one of the level above whose code begins the code.
func nest(all []Unit) {
	levelOf := map[string]int{}
	for _, u := range all {
		levelOf[u.Code] = u.Level
	}
	for i := range all {
		u := &all[i]
		if u.Level == 0 || u.Code == "" {
			u.Parent = ""
			continue
		}
		if l, known := levelOf[u.Parent]; known && l == u.Level-1 {
			continue
		}
		if u.Level == 1 {
			u.Parent = letters.FindString(u.Code)
			continue
		}
		for n := len(u.Code) - 1; n > 0; n-- {
			if l, known := levelOf[u.Code[:n]]; known && l == u.Level-1 {
				u.Parent = u.Code[:n]
				break
			}
		}
	}
}
