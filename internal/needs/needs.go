// Package needs reads the tables in which needs overviews and population
// estimates are published: the needs table of an HNO, humanitarian needs of the
// HDX API, COD-PS. Rows of cells enter with the register they are read for; the
// caseloads they state leave as changes, with a count of every row and the
// problems by cell. It never adds rows up, guesses a place, a sector or a group,
// and never writes to the register.
package needs

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"toguna/internal/exchange/sheet"
	"toguna/internal/locale"
	"toguna/internal/match"
	"toguna/internal/record"
)

// ErrNoTable says that no sheet of a file holds a table of needs or population.
var ErrNoTable = errors.New("no table of needs or population")

// Options are what a table does not say of itself.
type Options struct {
	Year  int           // the numbers hold from its first to its last day
	Day   record.Day    // on which the numbers are confirmed
	NewID func() string // of new records
	Lang  locale.Lang   // of what problems name

	Source string // how pictures name it; empty for the name of the file
}

// Tally says what became of the rows of tables: Read is the sum of the others.
type Tally struct {
	Read, Taken, Folded, Refused int
	Aside                        map[string]int // by the code of Asides
}

// Asides lists why rows are left aside: they are no fault of a file.
var Asides = &record.List{Name: "aside", Items: []record.Item{
	{Code: "disaggregated", FR: "lignes par sexe, âge ou handicap", EN: "disaggregated rows"},
	{Code: "group", FR: "autres groupes de population", EN: "other population groups"},
	{Code: "sector", FR: "autres secteurs", EN: "other sectors"},
	{Code: "part", FR: "protection générale, comprise dans PRO-OVE", EN: "general protection, part of PRO-OVE"},
	{Code: "status", FR: "autres statuts", EN: "other statuses"},
	{Code: "country", FR: "autres pays", EN: "other countries"},
	{Code: "year", FR: "autres années", EN: "other years"},
	{Code: "empty", FR: "lignes sans nombre", EN: "rows without a number"},
}}

// Text writes the count of rows for a person.
func (t Tally) Text(l locale.Lang) string {
	aside := 0
	var why []string
	for _, i := range Asides.Items {
		if n := t.Aside[i.Code]; n > 0 {
			aside += n
			why = append(why, Asides.Label(i.Code, string(l))+" "+l.Int(n))
		}
	}
	s := fmt.Sprintf(l.Say("lignes lues %s = retenues %s + confondues %s + laissées de côté %s + refusées %s", "rows read %s = taken %s + folded %s + left aside %s + refused %s"),
		l.Int(t.Read), l.Int(t.Taken), l.Int(t.Folded), l.Int(aside), l.Int(t.Refused))
	if aside > 0 {
		s += "\n" + l.Say("laissées de côté"+locale.NBSP+": ", "left aside: ") + strings.Join(why, ", ")
	}
	return s
}

// Reader reads the tables of one or several files together, so that what two of
// them state is found.
type Reader struct {
	Rows                    Tally
	New, Changed, Unchanged int      // caseloads
	Others                  []string // population groups and sectors that were left aside, as written
	Problems                record.Problems
	Changes                 []record.Change

	o      Options
	op     *record.Operation
	places *match.Places
	units  map[string]*record.Place // by P-code
	root   *record.Place            // the country, nil where the register has none
	known  map[string]*record.Caseload
	stated map[string]float64 // what the rows before say, by code
}

// NewReader makes a reader for a register, with its places in the year of the
// tables.
func NewReader(base *record.Snapshot, places *match.Places, o Options) *Reader {
	r := &Reader{o: o, op: base.Operation, places: places, units: map[string]*record.Place{}, known: map[string]*record.Caseload{}, stated: map[string]float64{}}
	r.Rows.Aside = map[string]int{}
	for _, p := range base.Places {
		r.units[strings.ToUpper(p.Code)] = p
		if p.Depth == record.N(0) && (r.root == nil || record.PlaceID(p.ID) == base.Operation.Root) {
			r.root = p
		}
	}
	for _, c := range base.Caseloads {
		r.known[c.Code] = c
	}
	return r
}

// Like tells whether a file holds a table of needs or population.
func Like(ctx context.Context, book *sheet.Book) (bool, error) {
	for _, info := range book.Sheets() {
		if info.Hidden != sheet.Visible {
			continue
		}
		if l, _, err := recognise(ctx, book, info.Name); err != nil || l != nil {
			return l != nil, err
		}
	}
	return false, nil
}

// File reads every table of a file.
func (r *Reader) File(ctx context.Context, book *sheet.Book, name string) error {
	found := false
	for _, info := range book.Sheets() {
		if info.Hidden != sheet.Visible {
			continue
		}
		l, head, err := recognise(ctx, book, info.Name)
		if err != nil {
			return err
		}
		if l == nil {
			continue
		}
		found = true
		from := record.Origin{File: name}
		if book.Workbook() {
			from.Sheet = info.Name
		}
		overall := false
		each := func(do func(row)) error {
			return book.Rows(ctx, info.Name, func(n int, cells []sheet.Cell) error {
				if n > head && !tags(cells) {
					from.Row = n
					do(row{l, overall, cells, from})
				}
				return nil
			})
		}
		if err := each(func(x row) { overall = overall || x.sector() == protectionOverall }); err != nil {
			return err
		}
		if err := each(r.row); err != nil {
			return err
		}
	}
	if !found {
		return ErrNoTable
	}
	return nil
}

// row is one row of a table.
type row struct {
	layout
	overall bool // the table has protection as a whole beside general protection
	cells   []sheet.Cell
	from    record.Origin
}

// protectionOverall is protection with its areas of responsibility, in tables
// where PRO is general protection alone. The register, whose protection is that of
// all areas when it is set against presence, takes it for PRO.
const protectionOverall = "PRO-OVE"

// sector is the code of the sector, as HPC writes it.
func (r row) sector() string {
	return strings.ReplaceAll(strings.ToUpper(r.text(sector)), "_", "-")
}

// cell gives the first filled cell of what columns mean.
func (r row) cell(m meaning) (string, int) {
	for _, col := range r.layout[m] {
		s := strings.TrimSpace(sheet.At(r.cells, col).Text)
		if s != "" && s != "<Null>" {
			return s, col
		}
	}
	return "", 0
}

func (r row) text(m meaning) string {
	s, _ := r.cell(m)
	return s
}

// problem is a fault in the cell of a column.
func (r row) problem(code string, m meaning, found, expected, nearest string) record.Problem {
	p := record.Problem{Code: code, Kind: "caseload", From: r.from, Found: found, Expected: expected, Nearest: nearest}
	if _, col := r.cell(m); col > 0 {
		p.From.Column = sheet.Address(0, col)
	}
	return p
}

// row takes a row, folds it into one before, leaves it aside or refuses it.
func (r *Reader) row(x row) {
	r.Rows.Read++
	if why := r.aside(x); why != "" {
		r.Rows.Aside[why]++
		return
	}
	caseloads, problems := r.read(x)
	folded := len(caseloads) > 0
	for _, c := range caseloads {
		before, twice := r.stated[c.Code]
		folded = folded && twice && before == c.People.V
		if twice && before != c.People.V {
			problems = append(problems, x.problem("twice", x.level(), c.Code, "", ""))
		}
	}
	r.Problems = append(r.Problems, problems...)
	switch {
	case len(problems.Refusing()) > 0:
		r.Rows.Refused++
	case folded:
		r.Rows.Folded++
	default:
		r.Rows.Taken++
		for _, c := range caseloads {
			if _, twice := r.stated[c.Code]; !twice {
				r.put(c, x.from)
			}
			r.stated[c.Code] = c.People.V
		}
	}
}

// put makes the change that brings the register to a caseload, if there is one.
func (r *Reader) put(c *record.Caseload, from record.Origin) {
	change := record.Change{Action: record.Put, Kind: c.Kind(), Record: c, From: from}
	if old := r.known[c.Code]; old == nil {
		r.New++
		c.ID = r.o.NewID()
	} else {
		next := *old
		next.Span, next.Place, next.Sector, next.State, next.Population, next.People, next.Source = c.Span, c.Place, c.Sector, c.State, c.Population, c.People, c.Source
		if next == *old {
			r.Unchanged++
			return
		}
		r.Changed++
		next.Confirmed = c.Confirmed
		*c = next
		change.Was = old.Version
	}
	change.ID = c.ID
	r.Changes = append(r.Changes, change)
}

// aside tells why a row makes no caseload though nothing is wrong with it.
func (r *Reader) aside(x row) string {
	for _, m := range []meaning{gender, age, disability, category} {
		if !saysAll(x.text(m)) {
			return "disaggregated"
		}
	}
	if c := x.text(country); c != "" && !strings.EqualFold(c, r.op.Country) {
		return "country"
	}
	if day := x.text(start); len(day) >= 4 && day[:4] != fmt.Sprint(r.o.Year) {
		return "year"
	}
	if g := x.text(group); !saysAll(g) {
		if _, known := groupCodes[strings.ToUpper(g)]; !known {
			r.other(g)
			return "group"
		}
	}
	switch s := x.sector(); {
	case slices.Contains(noSectors, s):
		r.other(x.text(sector))
		return "sector"
	case x.overall && s == "PRO":
		return "part"
	}
	if s := x.text(status); s != "" && statusCodes[strings.ToUpper(s)] == "" {
		return "status"
	}
	for _, m := range numbers {
		if x.text(m) != "" {
			return ""
		}
	}
	return "empty"
}

func (r *Reader) other(written string) {
	if !slices.Contains(r.Others, written) {
		r.Others = append(r.Others, written)
	}
}

// saysAll tells whether a cell of a disaggregation leaves it out.
func saysAll(s string) bool {
	return slices.Contains([]string{"", "a", "all", "total", "tous"}, record.Fold(s))
}

// groupCodes are the population groups of UNHCR's list that record.Populations
// has too.
var groupCodes = map[string]string{"IDP": "idp", "RDP": "idp_returnee", "RET": "refugee_returnee", "REF": "refugee", "HST": "host"}

// statusCodes are the population statuses of the HDX API that caseloads have.
var statusCodes = map[string]string{"ALL": "population", "INN": "in_need", "TGT": "targeted"}

// sectorCodes are the codes of published tables that record.Sectors writes
// otherwise.
var sectorCodes = map[string]string{"ALL": "", "INTERSECTORAL": "", protectionOverall: "PRO", "PRO-CPM": "PRO-CPN", "CSS": "COO", "MS": "MUL", "MULTI": "MUL"}

// noSectors are codes of plans that are no sector: multi-purpose cash, refugee
// response, other humanitarian.
var noSectors = []string{"MPC", "CASH", "RR", "HUM"}

// read makes the caseloads of a row, or says what is wrong with it.
func (r *Reader) read(x row) ([]*record.Caseload, record.Problems) {
	var problems record.Problems
	place, found := r.place(x)
	problems = append(problems, found...)
	code := x.sector()
	if other, known := sectorCodes[code]; known {
		code = other
	} else if code != "" && !record.Sectors.Has(code) {
		var codes []string
		for _, i := range record.Sectors.Items {
			codes = append(codes, i.Code)
		}
		field, _ := record.TableOf("caseload").Field("sector")
		problems = append(problems, x.problem("not_in_list", sector, x.text(sector), field.Heading(string(r.o.Lang)), record.Nearest(code, codes)))
	}
	prefix := "BES"
	if len(x.layout[total]) > 0 {
		prefix = "POP"
	}
	var all []*record.Caseload
	for _, m := range numbers {
		people, wrong := x.people(m)
		problems = append(problems, wrong...)
		if !people.Known() || place == nil {
			continue
		}
		c := &record.Caseload{Place: record.PlaceID(place.ID), Sector: code, State: states[m], Population: groupCodes[strings.ToUpper(x.text(group))], People: people,
			Span: record.Span{Since: record.Day(fmt.Sprintf("%04d-01-01", r.o.Year)), Until: record.Day(fmt.Sprintf("%04d-01-01", r.o.Year+1))}}
		if s := x.text(status); s != "" {
			c.State = statusCodes[strings.ToUpper(s)]
		}
		c.Operation, c.Source, c.Confirmed = record.OperationID(r.op.ID), cmp.Or(r.o.Source, x.from.File), r.o.Day
		c.Code = fmt.Sprintf("%s-%d.%s.%s.%s", prefix, r.o.Year, place.Code, cmp.Or(code, "ALL"), c.State)
		if c.Population != "" {
			c.Code += "." + c.Population
		}
		all = append(all, c)
	}
	return all, problems
}

// numbers are the columns that hold people.
var numbers = []meaning{population, inNeed, targeted, total}

var states = map[meaning]string{population: "population", total: "population", inNeed: "in_need", targeted: "targeted"}

// people reads a number of people: a published share of an estimate is rounded
// to a whole number of them.
func (r row) people(m meaning) (record.Number, record.Problems) {
	text, col := r.cell(m)
	if text == "" {
		return record.Number{}, nil
	}
	n, err := sheet.ParseNumber(text, sheet.Hints{Decimal: '.'})
	if c := sheet.At(r.cells, col); c.Kind == sheet.Number {
		n, err = c.Number, nil
	}
	switch {
	case err != nil:
		return record.Number{}, record.Problems{r.problem("not_a_number", m, text, "12345", "")}
	case n < 0:
		return record.Number{}, record.Problems{r.problem("negative", m, text, "", "")}
	case n != math.Round(n):
		p := r.problem("rounded", m, text, fmt.Sprintf("%.0f", math.Round(n)), "")
		p.Warning = true
		return record.N(math.Round(n)), record.Problems{p}
	}
	return record.N(n), nil
}

var adminCodes = [...]meaning{code0, code1, code2, code3}
var adminNames = [...]meaning{name0, name1, name2, name3}

// level is the column of the deepest unit that a row names.
func (r row) level() meaning {
	m, _ := r.deepest()
	return m
}

func (r row) deepest() (meaning, int) {
	for depth := 3; depth >= 0; depth-- {
		for _, m := range []meaning{adminCodes[depth], adminNames[depth]} {
			if r.text(m) != "" {
				return m, depth
			}
		}
	}
	return code0, 0
}

// place finds the unit that a row names: exactly that unit, never the one above.
func (r *Reader) place(x row) (*record.Place, record.Problems) {
	at, depth := x.deepest()
	text := x.text(at)
	if depth == 0 {
		if r.root == nil || text != "" && at == code0 && !r.ours(text) {
			return nil, record.Problems{x.problem("no_place", at, cmp.Or(text, r.op.Country), "", "")}
		}
		return r.root, nil
	}
	f := r.places.Find(match.Site{Code1: x.text(code1), Name1: x.text(name1), Code2: x.text(code2), Name2: x.text(name2), Code3: x.text(code3), Name3: x.text(name3)})
	old := slices.Contains(f.Issues, match.OldCode) // its successor may be another piece of land
	if f.Place != nil && f.Place.Depth == record.N(float64(depth)) && !old {
		var problems record.Problems
		for _, i := range f.Issues {
			p := x.problem(issueFaults[i], at, text, f.Place.NameFR, "")
			p.Warning = true
			problems = append(problems, p)
		}
		return f.Place, problems
	}
	unit := r.units[strings.ToUpper(text)]
	switch {
	case old:
		return nil, record.Problems{x.problem("place_not_then", at, text, fmt.Sprint(r.o.Year), "")}
	case at == adminCodes[depth] && unit != nil && unit.Depth == record.N(float64(depth)) && f.Place != nil:
		return nil, record.Problems{x.problem("other_parent", at, text, f.Place.NameFR, "")}
	case at == adminNames[depth]:
		return nil, record.Problems{x.problem("no_place", at, text, "", f.Nearest)}
	}
	var codes []string
	for code, u := range r.units {
		if u.Depth == record.N(float64(depth)) {
			codes = append(codes, code)
		}
	}
	return nil, record.Problems{x.problem("pcode_unknown", at, text, "", record.Nearest(text, codes))}
}

// ours tells whether the code of a country is that of the register: its P-codes
// begin with it.
func (r *Reader) ours(code string) bool {
	code = strings.ToUpper(code)
	for c, u := range r.units {
		if c == code && u == r.root || u.Depth == record.N(1) && strings.HasPrefix(c, code) {
			return true
		}
	}
	return code == r.op.Country
}

// issueFaults are the remarks on a place that was found all the same.
var issueFaults = map[match.Issue]string{match.WrongRegion: "other_parent", match.WrongCercle: "other_parent", match.CodeName: "code_name",
	match.OtherScheme: "pcode_unknown", match.CodeRepaired: "place_alike", match.NameAlike: "place_alike", match.NameUnknown: "place_alike", match.NoCercle: "no_cercle"}
