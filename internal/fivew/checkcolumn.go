package fivew

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"toguna/internal/exchange/sheet"
	"toguna/internal/layout"
	"toguna/internal/match"
	"toguna/internal/record"
)

// role is what a column does for a line of activity.
type role uint8

const (
	roleNone role = iota
	roleID
	roleVersion
	roleOrgName
	roleOrgAcronym
	roleOrgType
	roleImplName
	roleImplAcronym
	roleImplType
	roleDonor
	roleSector
	roleSubsector
	roleWhat
	roleBeside // says which activity it is, and has no field
	roleIndicator
	roleUnit
	roleModality
	roleProject
	roleInPlan
	roleCode1
	roleName1
	roleCode2
	roleName2
	roleCode3
	roleName3
	roleSite
	roleLat
	roleLon
	roleMonth
	roleYear // of the month
	roleStart
	roleEnd
	roleState
	rolePopulation
	roleTarget
	roleGirls
	roleBoys
	roleWomen
	roleMen
	roleChildren // of either sex
	roleOlderWomen
	roleOlderMen
	roleDisabled
	roleTotal
	rolePart // of people whom an activity does not tell apart
	roleBudget
	roleCurrency // of the budget
	roleRepeat
	roleRemarks
	roleAside // not taken: its texts are looked at for what no file should hold
	roles
)

// shape is how the cells of a role are read.
type shape uint8

const (
	shapeText   shape = iota // as it stands; most cells differ
	shapeValue               // few distinct values, each judged once
	shapeNumber              // a number; other texts are judged as values
)

func (r role) shape() shape {
	switch {
	case r >= roleTarget && r <= roleBudget, r == roleLat, r == roleLon, r == roleVersion:
		return shapeNumber
	case r == roleID, r == roleWhat, r == roleBeside, r == roleIndicator, r == roleUnit, r == roleProject, r == roleSite, r == roleRemarks, r == roleAside:
		return shapeText
	}
	return shapeValue
}

// free tells whether people write what they like in a column: not where it holds keys and codes.
func free(r role, m layout.Meaning) bool {
	return r.shape() == shapeText && r != roleID && m != layout.ActivityCode && m != layout.IndicatorCode && m != layout.ProjectCode && m != layout.Adm4Code
}

// people tells whether a role counts people.
func (r role) people() bool { return r >= roleTarget && r <= rolePart }

// telling tells whether a role says what an activity is, rather than how much
// came of it.
func (r role) telling() bool {
	return !(r >= roleTarget && r <= roleRemarks || r == roleLat || r == roleLon)
}

// field is the field of an activity that a role fills.
var roleFields = [roles]string{roleID: "id", roleVersion: "version", roleOrgName: "org", roleOrgAcronym: "org", roleOrgType: "org", roleImplName: "impl",
	roleImplAcronym: "impl", roleImplType: "impl", roleDonor: "donors", roleSector: "sector", roleSubsector: "sector", roleWhat: "what", roleBeside: "what",
	roleIndicator: "indicator", roleUnit: "unit", roleModality: "modality", roleProject: "project_code", roleInPlan: "in_plan",
	roleCode1: "place", roleName1: "place", roleCode2: "place", roleName2: "place", roleCode3: "place", roleName3: "place",
	roleSite: "site", roleLat: "lat", roleLon: "lon", roleMonth: "month", roleYear: "month", roleStart: "since", roleEnd: "until", roleState: "state",
	rolePopulation: "population", roleTarget: "target", roleGirls: "girls", roleBoys: "boys", roleWomen: "women", roleMen: "men",
	roleChildren: "total", roleOlderWomen: "older_women", roleOlderMen: "older_men", roleDisabled: "disabled", roleTotal: "total", rolePart: "total",
	roleBudget: "budget", roleCurrency: "budget", roleRepeat: "repeat", roleRemarks: "remarks"}

// column is a column of the file that is read. Its values are shared by the
// goroutines, under the lock of the checker.
type column struct {
	*layout.Column
	role    role
	shape   shape
	telling bool
	free    bool
	nr      int               // among the columns read
	salt    uint64            // makes equal texts of two columns differ
	group   *group            // of columns of values
	merged  *fault            // that a merged cell covers a row, made once
	filled  bool              // some row gives it; told when all are read
	values  map[uint64]*value // by the hash of kind and text

	dayFirst sheet.Tri // what the column shows, once it was looked through
	decimal  rune
	shown    shown // the first cell that shows it
}

// shown is a cell with one reading only.
type shown struct {
	row  int
	text string
}

// value is one distinct text of a column and what it means. It is not altered
// once it is made.
type value struct {
	text   string
	faults []*fault

	day       record.Day
	until     record.Day // of a month given as an end: its last day
	after     record.Day // the day after until, as a record gives it
	days      days
	number    record.Number
	code      string // of a list
	sectors   []string
	answer    record.Answer
	units     match.Found // of a P-code by itself
	donors    []*writing
	private   bool // seems to hold what no text should, and is not told again
	heading   bool // says what the heading of the column says
	elsewhere bool // says what the heading of another one says
	total     bool
}

// days are what rows compare of a day or month.
type days struct {
	begins, ends int32 // day and until as numbers like 20180321, 0 for none
	month        int32 // since January 1900, -1 for none
	said         bool  // the cell is not blank
}

// fault is a problem that waits for its row.
type fault struct {
	record.Problem
	header   string
	single   bool // each row may find something else: one issue for all
	ask      string
	readings []string
	issue    *Issue // known to the ledger alone
}

// problem is a fault in a row.
func (c *checker) problem(f *fault, row int) record.Problem {
	p := f.Problem
	p.From.Sheet, p.From.Row = c.l.At(row)
	return p
}

// writing is one way of writing an organisation with one type beside it.
type writing struct {
	party  *Party
	kind   string
	faults []*fault
	rows   int // known to the ledger alone
}

// checker is what the goroutines of one pass share.
type checker struct {
	ctx                                     context.Context
	b                                       *sheet.Book
	l                                       *layout.Layout
	k                                       Known
	o                                       CheckOptions
	month, today                            days // of the file, and when it is read
	targets                                 bool // the table counts the targeted and nobody who was reached
	columns                                 []*column
	at                                      [roles]*column  // the column of each role; of several the first
	headed                                  map[string]bool // the headings of the table, folded
	byCol                                   []*column       // by number of the column
	groups                                  []*group
	who, impl, what, where                  *group    // may be without columns
	above                                   [3]string // the names of units that stand above the table, by level
	alone                                   bool      // the organisation of the rows is the only one of the file: it does what it reports
	rowOnly                                 *column   // stands for what is wrong with a whole row
	sameKey, noMonth, headerAgain, totalRow *fault

	settle sync.Once
	mu     sync.Mutex // over what follows and the values of columns
	party  map[[2]string]*Party
	wrote  map[[4]string]*writing
	short  map[string]*record.Org // what a file of ours calls organisations; nil for others
	err    error
}

func newChecker(ctx context.Context, b *sheet.Book, l *layout.Layout, k Known, o CheckOptions) (*checker, error) {
	o = o.said(l)
	c := &checker{month: daysOf(o.Month.First(), o.Month), today: daysOf(o.Day, o.Day.Month()), ctx: ctx, b: b, l: l, k: k, o: o, rowOnly: &column{Column: new(layout.Column)},
		headed: map[string]bool{}, party: map[[2]string]*Party{}, wrote: map[[4]string]*writing{}}
	c.above = l.StatedPlaces()
	c.o.DayFirst, c.o.Decimal = cmp.Or(o.DayFirst, l.DayFirst), cmp.Or(o.Decimal, l.Decimal)
	if o.Sector != "" && !record.Sectors.Has(o.Sector) {
		return nil, fmt.Errorf("%w: sector %q is not known", ErrQuestion, o.Sector)
	}
	for _, x := range l.Columns {
		c.headed[layout.Fold(x.Header)] = true
	}
	delete(c.headed, "")
	c.choose()
	for _, x := range c.columns {
		for len(c.byCol) <= x.Col {
			c.byCol = append(c.byCol, nil)
		}
		c.byCol[x.Col] = x
	}
	c.arrange()
	if c.at[roleID] != nil && c.at[roleVersion] != nil {
		c.short = shortNames(k.Register)
	}
	for _, x := range c.columns {
		code := "merged"
		if x.Meaning.CountedOnce() {
			code = "merged_once"
		}
		x.merged = c.warning(x, code, "", "")
		x.merged.single = true
	}
	if o.Month != "" && o.Month == MonthNamed(o.File) { // the last of a quarter
		c.month.begins = numberOfDay(periodOf(o.File).From)
	}
	c.targets = slices.ContainsFunc(l.Columns, func(x layout.Column) bool { return x.Meaning == layout.Targeted }) &&
		!slices.ContainsFunc(c.columns, func(x *column) bool { return x.role.people() && x.role != roleTarget })
	c.noMonth = c.required(cmp.Or(c.at[roleMonth], c.at[roleStart]), "month")
	c.headerAgain, c.totalRow = c.fault(c.rowOnly, "header_again", "", ""), c.fault(c.rowOnly, "total_row", "", "")
	c.sameKey = c.fault(c.rowOnly, "same_key", "", "")
	c.sameKey.Warning, c.sameKey.single = true, true
	return c, nil
}

// choose gives the columns their roles. Of two columns of a meaning the one
// that holds something and is surest has it; activity may stand in several.
func (c *checker) choose() {
	give := func(r role, of ...layout.Meaning) *column {
		for _, m := range of {
			var best *layout.Column
			for i := range c.l.Columns {
				if x := &c.l.Columns[i]; x.Meaning == m && !c.taken(x) && (best == nil || better(x, best)) {
					best = x
				}
			}
			if best != nil {
				return c.add(r, best)
			}
		}
		return nil
	}
	name, acronym, kind := layout.ReportName, layout.ReportAcronym, []layout.Meaning{layout.ReportType, layout.OrgType}
	if c.l.Column(layout.ReportName, layout.ReportAcronym) == nil && c.o.Owner == "" {
		name, acronym, kind = layout.OrgName, layout.OrgAcronym, []layout.Meaning{layout.OrgType, layout.ReportType}
	}
	n, a := give(roleOrgName, name), give(roleOrgAcronym, acronym)
	if n == nil && a == nil && c.o.Owner == "" { // who does it is all the file says
		give(roleOrgName, layout.ImplName)
		give(roleOrgAcronym, layout.ImplAcronym)
		give(roleOrgType, layout.ImplType, layout.OrgType)
		c.alone = true
	} else {
		give(roleOrgType, kind...)
		in, ia := give(roleImplName, layout.ImplName), give(roleImplAcronym, layout.ImplAcronym)
		give(roleImplType, layout.ImplType)
		blank := func(x *column) bool { return x == nil || x.Filled == 0 }
		c.alone = blank(in) && blank(ia) && (name == layout.OrgName && c.o.Owner == "" || c.l.Stated(layout.OrgName) != nil)
	}
	for _, x := range []struct {
		r  role
		of []layout.Meaning
	}{{roleID, []layout.Meaning{layout.RowID}}, {roleVersion, []layout.Meaning{layout.RowVersion}}, {roleDonor, []layout.Meaning{layout.Funding, layout.FundingAcronym}}, {roleSector, []layout.Meaning{layout.Sector}},
		{roleSubsector, []layout.Meaning{layout.Subsector}}, {roleIndicator, []layout.Meaning{layout.Indicator}}, {roleUnit, []layout.Meaning{layout.Unit}}, {roleModality, []layout.Meaning{layout.Modality}},
		{roleProject, []layout.Meaning{layout.ProjectCode, layout.Project}}, {roleInPlan, []layout.Meaning{layout.InPlan}}, {roleCode1, []layout.Meaning{layout.Adm1Code}}, {roleName1, []layout.Meaning{layout.Adm1Name}},
		{roleCode2, []layout.Meaning{layout.Adm2Code}}, {roleName2, []layout.Meaning{layout.Adm2Name}}, {roleCode3, []layout.Meaning{layout.Adm3Code}}, {roleName3, []layout.Meaning{layout.Adm3Name}},
		{roleSite, []layout.Meaning{layout.Site}}, {roleLat, []layout.Meaning{layout.Latitude}}, {roleLon, []layout.Meaning{layout.Longitude}}, {roleMonth, []layout.Meaning{layout.DateReported}},
		{roleStart, []layout.Meaning{layout.DateStart}}, {roleEnd, []layout.Meaning{layout.DateEnd}}, {roleState, []layout.Meaning{layout.Status}}, {rolePopulation, []layout.Meaning{layout.Population}},
		{roleRepeat, []layout.Meaning{layout.Repeat}}, {roleRemarks, []layout.Meaning{layout.Remarks}}} {
		give(x.r, x.of...)
	}
	if c.at[roleMonth] != nil {
		give(roleYear, layout.DateYear)
	}
	for give(roleWhat, layout.Activity) != nil {
	}
	if c.at[roleWhat] == nil {
		give(roleWhat, layout.ActivityCode)
	}
	for give(roleBeside, layout.ActivityCode, layout.IndicatorCode, layout.Objective, layout.Project, layout.SiteType, layout.Adm4Name, layout.Adm4Code) != nil {
	}
	c.choosePeople()
	c.chooseBudget()
	for give(roleAside, layout.Unread, layout.Remarks, layout.Population, layout.Site, layout.Indicator, layout.Unit) != nil {
	}
	slices.SortFunc(c.columns, func(a, b *column) int { return cmp.Compare(a.Col, b.Col) })
	for i, x := range c.columns {
		x.nr = i
	}
}

// namesPeople tells a column of names of people from one of their number.
func namesPeople(header string) bool {
	names := strings.Fields("nom noms name names prenom prenoms surname")
	return slices.ContainsFunc(strings.Fields(layout.Fold(header)), func(w string) bool { return slices.Contains(names, w) })
}

// arrange puts the columns of values into groups.
func (c *checker) arrange() {
	add := func(join func(*worker, *joint), of ...role) *group {
		g := &group{nr: len(c.groups), telling: true, join: join, met: map[uint64]gist{}}
		for _, r := range of {
			if x := c.at[r]; x != nil && x.shape == shapeValue {
				x.group = g
				g.columns = append(g.columns, x)
				g.telling = g.telling && r.telling()
			}
		}
		c.groups = append(c.groups, g)
		return g
	}
	c.who = add(partyOf(roleOrgName, roleOrgAcronym, roleOrgType, "org"), roleOrgName, roleOrgAcronym, roleOrgType)
	c.impl = add(partyOf(roleImplName, roleImplAcronym, roleImplType, ""), roleImplName, roleImplAcronym, roleImplType)
	c.what = add((*worker).sector, roleSector, roleSubsector)
	c.where = add((*worker).place, roleCode1, roleName1, roleCode2, roleName2, roleCode3, roleName3)
	if c.at[roleYear] != nil {
		add((*worker).monthOfYear, roleMonth, roleYear)
	}
	for _, x := range c.columns {
		if x.shape == shapeValue && x.group == nil {
			add(nil, x.role)
		}
	}
}

func better(a, b *layout.Column) bool {
	if (a.Filled > 0) != (b.Filled > 0) {
		return a.Filled > 0
	}
	return a.Confidence > b.Confidence+1e-9
}

// column is the column of that number, nil where it is not read.
func (c *checker) column(col int) *column {
	if col >= len(c.byCol) {
		return nil
	}
	return c.byCol[col]
}

func (c *checker) taken(x *layout.Column) bool {
	return slices.ContainsFunc(c.columns, func(y *column) bool { return y.Column == x })
}

func (c *checker) add(r role, x *layout.Column) *column {
	if c.taken(x) || c.at[r] != nil && r != roleWhat && r != roleBeside && r != rolePart && r != roleAside {
		return nil
	}
	y := &column{Column: x, role: r, shape: r.shape(), telling: r.telling(), free: free(r, x.Meaning), salt: uint64(x.Col) << 40, values: map[uint64]*value{}}
	c.columns = append(c.columns, y)
	if c.at[r] == nil {
		c.at[r] = y
	}
	return y
}

// choosePeople tells the counts of people apart. Female people are women where
// no column counts women or girls beside them.
func (c *checker) choosePeople() {
	of := layout.People
	for _, x := range c.l.Columns {
		if x.Meaning == layout.Reached {
			of = layout.Reached
		}
	}
	counted := func(who ...layout.Who) bool {
		return slices.ContainsFunc(c.l.Columns, func(x layout.Column) bool { return x.Meaning == of && slices.Contains(who, x.Who) })
	}
	reached := map[layout.Who]role{layout.Total: roleTotal, layout.Girls: roleGirls, layout.Boys: roleBoys, layout.Children: roleChildren, layout.Women: roleWomen, layout.Men: roleMen,
		layout.OlderWomen: roleOlderWomen, layout.OlderMen: roleOlderMen, layout.Disabled: roleDisabled}
	if !counted(layout.Women, layout.Girls) {
		reached[layout.Female] = roleWomen
	}
	if !counted(layout.Men, layout.Boys) {
		reached[layout.Male] = roleMen
	}
	for i := range c.l.Columns {
		x := &c.l.Columns[i]
		r := rolePart
		switch {
		case !x.Meaning.CountsPeople():
			continue
		case x.Meaning == of && reached[x.Who] != roleNone && c.at[reached[x.Who]] == nil:
			r = reached[x.Who]
		case x.Meaning == layout.Targeted && x.Who == layout.Total && c.at[roleTarget] == nil:
			r = roleTarget
		}
		c.add(r, x)
	}
}

// untaken lists the columns of numbers that hold something and fill no field.
func (c *checker) untaken() (all []Untaken) {
	reached := slices.ContainsFunc(c.columns, func(x *column) bool { return x.Meaning == layout.Reached })
	for i := range c.l.Columns {
		x := &c.l.Columns[i]
		read := c.column(x.Col)
		if read != nil && read.role == rolePart && read.filled || read == nil && x.Meaning == layout.Money && x.Filled > 0 {
			all = append(all, Untaken{sheet.Address(0, x.Col), cmp.Or(strings.Join(strings.Fields(x.Header), " "), x.Tag), x.Who,
				reached && x.Meaning == layout.People && x.Who != layout.Total, read == nil && foreignHeading(x)})
		}
	}
	return all
}

// ofPlace tells whether a column says a code or a name of a place.
func (r role) ofPlace() bool { return r >= roleCode1 && r <= roleName3 }

// fault makes a problem of a column; it refuses the row unless made a warning.
func (c *checker) fault(x *column, code, found, expected string) *fault {
	letters := sheet.Address(0, x.Col)
	if x.Told {
		letters = ""
	}
	return &fault{header: x.Header, Problem: record.Problem{Code: code, Kind: "activity", Field: roleFields[x.role], Found: found, Expected: expected,
		From: record.Origin{File: c.o.File, Sheet: c.l.Sheet, Column: letters}}}
}

func (c *checker) warning(x *column, code, found, expected string) *fault {
	f := c.fault(x, code, found, expected)
	f.Warning = true
	return f
}

// private warns of what a text should not hold. It is never told what stands there.
func (c *checker) private(x *column, text string) (all []*fault) {
	for _, code := range record.FreeText(text) {
		f := c.warning(x, code, "", "")
		f.single = true
		all = append(all, f)
	}
	return all
}

// untold is a problem that does not repeat what stands in the cell.
func (f *fault) untold() *fault {
	g := *f
	if g.Found != "" {
		g.Found = "…"
	}
	g.Nearest = ""
	return &g
}

// value gives the meaning of a cell that is not blank.
func (c *checker) value(x *column, cell sheet.Cell) *value {
	text := trimmed(cell.Text)
	key := hashOf(&cell, text) ^ uint64(cell.Kind)
	cell.Text = text
	c.mu.Lock()
	v := x.values[key]
	c.mu.Unlock()
	if v != nil {
		return v
	}
	v = c.judge(x, cell)
	c.mu.Lock()
	defer c.mu.Unlock()
	if other := x.values[key]; other != nil {
		return other
	}
	if len(x.values) < mostValues {
		x.values[key] = v
	}
	return v
}

// judge reads a text of a column.
func (c *checker) judge(x *column, cell sheet.Cell) *value {
	text := strings.Clone(cell.Text)
	v := &value{text: text, days: days{month: -1, said: true}}
	bad := func(code, expected string) *fault {
		f := c.fault(x, code, text, expected)
		v.faults = append(v.faults, f)
		return f
	}
	if cell.Kind == sheet.Formula {
		bad("no_cached", "")
		return v
	}
	if cell.Kind == sheet.ErrorValue || saysError(text) {
		f := bad("cell_error", "")
		if x.role.ofPlace() { // the other cells of the place may tell it
			f.Warning, v.text = true, ""
		}
		return v
	}
	folded := layout.Fold(text)
	v.heading = folded != "" && folded == layout.Fold(x.Header) || layout.IsTag(text)
	v.elsewhere = !v.heading && c.headed[folded]
	v.total = layout.SaysTotal(text)
	if v.heading || v.total {
		return v
	}
	switch x.role {
	case roleSector:
		if v.sectors = layout.SectorsOf(text); len(v.sectors) == 0 {
			bad("not_in_list", record.Sectors.Name).Nearest = nearestLabel(record.Sectors, text)
		}
	case roleSubsector:
		v.sectors = slices.DeleteFunc(layout.SectorsOf(text), func(code string) bool { return code == "OTH" })
	case roleModality, rolePopulation, roleState:
		list := map[role]*record.List{roleModality: record.AidModalities, rolePopulation: record.Populations, roleState: record.ActivityStates}[x.role]
		if v.code = codeOf(list, folded); v.code == "" && x.role == roleState {
			v.code = layout.StateOf(text)
		}
		switch v.code {
		case layout.Cancelled:
			bad(layout.Cancelled, "") // like a total it is no activity
		case "":
			f := bad("not_in_list", list.Name)
			f.Warning, f.Nearest = true, nearestLabel(list, text)
		}
	case roleInPlan, roleRepeat:
		if v.answer = answerOf(folded); v.answer == "" {
			bad("not_in_list", record.Answers.Name).Warning = true
		}
	case roleMonth, roleStart, roleEnd:
		if x.role != roleMonth || c.at[roleYear] == nil {
			c.readDay(x, cell, v)
		}
	case roleCode1, roleCode2, roleCode3:
		if c.k.Places != nil {
			site := match.Site{Code1: text}
			switch x.role {
			case roleCode2:
				site = match.Site{Code2: text}
			case roleCode3:
				site = match.Site{Code3: text}
			}
			v.units = c.k.Places.Find(site)
		}
	case roleDonor:
		for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ';' || r == '|' || r == '\n' }) {
			if part = named(strings.TrimSpace(part)); part != "" {
				v.donors = append(v.donors, c.writing(x, "", part, ""))
			}
		}
	}
	if x.role.shape() == shapeNumber {
		c.readNumber(x, cell, v)
	}
	if x.role > roleDonor { // who is at work is told
		if private := c.private(x, text); len(private) > 0 {
			v.private = true
			for i, f := range v.faults {
				v.faults[i] = f.untold()
			}
			v.faults = append(v.faults, private...)
		}
	}
	return v
}

// unitOf finds the unit that has a code, whatever its level.
func (c *checker) unitOf(code string) *record.Place {
	for level, s := range []match.Site{{Code1: code}, {Code2: code}, {Code3: code}} {
		if f := c.k.Places.Find(s); f.Place != nil && len(f.Issues) == 0 && f.Place.Depth.V == float64(level+1) {
			return f.Place
		}
	}
	return nil
}

// codeOf reads a folded text as an item of a list.
func codeOf(list *record.List, folded string) string {
	for _, i := range list.Items {
		if folded == layout.Fold(i.Code) || folded == layout.Fold(i.FR) || folded == layout.Fold(i.EN) {
			return i.Code
		}
	}
	for _, w := range codeWords {
		if w.list == list && slices.Contains(strings.Split(w.words, ","), folded) {
			return w.code
		}
	}
	return ""
}

// codeWords are other ways of writing the items of lists, folded.
var codeWords = []struct {
	list  *record.List
	code  string
	words string
}{
	{record.AidModalities, "in_kind", "en nature,in kind support,especie"},
	{record.AidModalities, "cash", "cash transfer,argent,transfert monetaire,transferts monetaires,efectivo"},
	{record.AidModalities, "voucher", "coupons,bon,bons,vouchers,cupones"},
	{record.AidModalities, "service", "services,prestation de services,service delivery,servicio"},
	{record.Populations, "idp", "idp,idps,pdi,pdis,deplaces,deplaces internes,internally displaced persons,desplazados internos,desplazados"},
	{record.Populations, "idp_returnee", "retournes pdi,returnees,idp returnees,returned idps,retornados"},
	{record.Populations, "refugee_returnee", "rapatrie,refugee returnees"},
	{record.Populations, "refugee", "refugie,refugees,refugiados"},
	{record.Populations, "host", "hote,hotes,communaute hote,communautes hotes,population hote,population locale,host,host communities,host population,comunidad de acogida,non displaced"},
	{record.Populations, "migrant", "migrant,migrants,migrantes"},
	{record.Populations, "all", "tous,tous les groupes,all,toute la population,mixte,mixed"},
}

func answerOf(folded string) record.Answer {
	switch folded {
	case "oui", "o", "yes", "y", "si", "sim", "hrp", "prh", "true", "1", "dans le hrp", "in hrp", "deja comptes", "repeat", "repeated":
		return record.Yes
	case "non", "n", "no", "nao", "hors hrp", "non hrp", "false", "0", "nouveaux", "nouveau", "new":
		return record.No
	case "n a", "na", "sans objet", "not applicable":
		return record.NotApplicable
	}
	return record.Unknown
}

// nearestLabel gives the French label of a list that is nearest to a text.
func nearestLabel(list *record.List, text string) string {
	var all []string
	for _, i := range list.Items {
		all = append(all, i.FR, i.EN)
	}
	return record.Nearest(text, all)
}

// readDay reads a month or a day. A month given as the beginning is its first
// day, as the end its last.
func (c *checker) readDay(x *column, cell sheet.Cell, v *value) {
	set := func(first, last record.Day) {
		v.day, v.until, v.after = first, last, last.AddDays(1)
		v.days = days{numberOfDay(first), numberOfDay(last), numberOfMonth(first.Month()), true}
	}
	if cell.Kind == sheet.Date {
		set(cell.Day, cell.Day)
		return
	}
	h := sheet.Hints{Date1904: c.b.Date1904()}
	d, err := sheet.ParseDay(v.text, h)
	if f := new(sheet.Fault); errors.As(err, &f) && f.Code == sheet.CodeAmbiguous {
		h.DayFirst = c.dayFirst(x)
		d, err = sheet.ParseDay(v.text, h)
	}
	if err == nil {
		set(d, d)
		return
	}
	if m, monthErr := sheet.ParseMonth(v.text, h); monthErr == nil {
		set(m.First(), m.Last())
		return
	}
	year := c.year() // "March": the year is that of the file
	if x.role == roleMonth && year != "" {
		if m, monthErr := sheet.ParseMonth(v.text+" "+year, h); monthErr == nil {
			set(m.First(), m.Last())
			return
		}
	}
	if first, last, month, ok := layout.QuarterOrWeek(v.text, year); ok {
		set(first, last)
		v.days.month = numberOfMonth(month)
		return
	}
	f := new(sheet.Fault)
	errors.As(err, &f)
	switch f.Code {
	case sheet.CodeAmbiguous:
		p := c.fault(x, "two_readings", v.text, strings.Join(f.Readings, ", "))
		p.ask, p.readings = "day_first", f.Readings
		v.faults = append(v.faults, p)
	case sheet.CodeImpossibleDay:
		v.faults = append(v.faults, c.fault(x, "no_such_day", v.text, ""))
	default:
		expected := "2018-03-21"
		if x.role == roleMonth {
			expected = "2018-03"
		}
		v.faults = append(v.faults, c.fault(x, "not_a_day", v.text, expected))
	}
}

// year is that of the file, empty where nothing says it.
func (c *checker) year() string {
	year, _, _ := strings.Cut(string(cmp.Or(c.o.Month, periodOf(c.o.File).From.Month())), "-")
	return year
}

func daysOf(begins record.Day, month record.Month) days {
	return days{begins: numberOfDay(begins), month: numberOfMonth(month), said: month != ""}
}

// numberOfDay writes a day as a number that compares as the day does.
func numberOfDay(d record.Day) int32 {
	n, err := strconv.ParseInt(strings.ReplaceAll(string(d), "-", ""), 10, 32)
	if err != nil {
		return 0
	}
	return int32(n)
}

// noAnswer are the texts that stand where a number does not apply.
var noAnswer = strings.Split("n a,na,s o,so,sans objet,not applicable,no aplica,nao aplicavel,non applicable", ",")

// notKnown are the texts that stand where a number is not known.
var notKnown = strings.Split("nd,n d,nr,n r,non disponible,non determine,non renseigne,inconnu,not available,not known,unknown,no disponible,desconocido,nao disponivel,desconhecido,tbd,tbc", ",")

// readNumber reads a number; of a text that holds one, that one is the hint.
func (c *checker) readNumber(x *column, cell sheet.Cell, v *value) {
	if cell.Kind == sheet.Number {
		v.number = record.N(cell.Number)
		v.faults = append(v.faults, c.bounds(x, v.number, v.text)...)
		return
	}
	folded := layout.Fold(v.text)
	if folded == "" || slices.Contains(noAnswer, folded) { // "-" and the like, N/A
		v.number = record.Number{State: record.DoesNotApply}
		v.faults = append(v.faults, c.warning(x, "no_answer", v.text, ""))
		return
	}
	if slices.Contains(notKnown, folded) {
		v.faults = append(v.faults, c.warning(x, "not_known", v.text, ""))
		return
	}
	h := sheet.Hints{Integer: x.role.people()}
	if x.role == roleLat || x.role == roleLon {
		h.Decimal = '.'
		if strings.Contains(v.text, ",") {
			h.Decimal = ','
		}
	}
	n, err := sheet.ParseNumber(v.text, h)
	f := new(sheet.Fault)
	if errors.As(err, &f) && f.Code == sheet.CodeAmbiguous {
		h.Decimal = c.decimal(x)
		n, err = sheet.ParseNumber(v.text, h)
	}
	switch {
	case err == nil:
		v.number = record.N(n)
		v.faults = append(v.faults, c.bounds(x, v.number, v.text)...)
	case errors.As(err, &f) && f.Code == sheet.CodeAmbiguous:
		p := c.fault(x, "two_readings", v.text, strings.Join(f.Readings, ", "))
		p.ask, p.readings = "decimal", f.Readings
		v.faults = append(v.faults, p)
	default:
		p := c.fault(x, "not_a_number", v.text, "120")
		p.Nearest = numberIn(v.text)
		v.faults = append(v.faults, p)
	}
}

// bounds tells what is wrong with a number as such.
func (c *checker) bounds(x *column, n record.Number, text string) []*fault {
	switch v := n.V; {
	case x.role == roleLat && (v < -90 || v > 90):
		return []*fault{c.fault(x, "out_of_range", text, "-90–90")}
	case x.role == roleLon && (v < -180 || v > 180):
		return []*fault{c.fault(x, "out_of_range", text, "-180–180")}
	case !x.role.people():
	case v < 0:
		return []*fault{c.fault(x, "negative", text, "")}
	case v != float64(int64(v)):
		f := c.fault(x, "not_whole", text, "")
		f.Nearest = strconv.FormatFloat(v, 'f', 0, 64)
		return []*fault{f}
	case v > 1e9:
		return []*fault{c.fault(x, "out_of_range", text, "0–1000000000")}
	}
	return nil
}

// numberIn gives the only number a text holds.
func numberIn(text string) string {
	isDigit := func(r rune) bool { return r >= '0' && r <= '9' }
	first := strings.IndexFunc(text, isDigit)
	if first < 0 {
		return ""
	}
	rest := text[first:]
	end := strings.IndexFunc(rest, func(r rune) bool { return !isDigit(r) && !strings.ContainsRune(" .,'\u00a0\u202f", r) })
	if end < 0 {
		end = len(rest)
	}
	if strings.IndexFunc(rest[end:], isDigit) >= 0 {
		return ""
	}
	found := strings.TrimRight(rest[:end], " .,'\u00a0\u202f")
	if _, err := sheet.ParseNumber(found, sheet.Hints{Integer: true}); err != nil {
		return ""
	}
	return found
}

// writing gives the way an organisation is written, with its answer. Names of
// reporting and implementing organisations are held against the register.
func (c *checker) writing(x *column, acronym, name, kind string) *writing {
	key := [4]string{acronym, name, kind, roleFields[x.role]}
	c.mu.Lock()
	w, known := c.wrote[key], c.party[[2]string{acronym, name}]
	c.mu.Unlock()
	if w != nil {
		return w
	}
	var answer match.Answer
	if c.k.Orgs != nil && known == nil {
		if o := c.ours(cmp.Or(acronym, name)); o != nil && writtenAs(o, acronym, name) {
			id := record.OrgID(o.ID)
			answer = match.Answer{Org: id, Why: match.Same, Likely: []match.Candidate{{Org: id, Score: 1, Why: match.Same}}}
		} else {
			answer = c.k.Orgs.Find(acronym, name)
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if w := c.wrote[key]; w != nil {
		return w
	}
	if len(c.wrote) >= mostParties && c.err == nil {
		c.err = record.Problem{Code: "too_many_orgs", Kind: "activity", Field: roleFields[x.role], Found: x.Header, Expected: strconv.Itoa(mostParties),
			From: record.Origin{File: c.o.File, Sheet: c.l.Sheet, Row: c.l.HeaderRow, Column: sheet.Address(0, x.Col)}}
	}
	party := c.party[[2]string{acronym, name}]
	if party == nil {
		acronym, name = strings.Clone(acronym), strings.Clone(name)
		party = &Party{Acronym: acronym, Name: name, Answer: answer}
		c.party[[2]string{acronym, name}] = party
	}
	kind = strings.Clone(kind)
	w = &writing{party: party, kind: kind}
	if x.role != roleDonor && c.k.Orgs != nil {
		w.faults = c.spelling(x, party)
	}
	c.wrote[[4]string{party.Acronym, party.Name, kind, roleFields[x.role]}] = w
	return w
}

// spelling tells how far the register writes an organisation otherwise.
func (c *checker) spelling(x *column, p *Party) []*fault {
	written := cmp.Or(p.Name, p.Acronym)
	warn := func(code, expected string) []*fault {
		f := c.warning(x, code, written, expected)
		f.Nearest = expected
		return []*fault{f}
	}
	name := func(id record.OrgID) string {
		if o := c.k.Register[id]; o != nil {
			return cmp.Or(o.NameFR, o.NameEN, o.Acronym)
		}
		return string(id)
	}
	switch a := p.Answer; {
	case a.Org != "":
		if a.Why.Remembered() {
			return nil
		}
		o := c.k.Register[a.Org]
		if o == nil {
			return nil
		}
		all := writings(o)
		if slices.Contains(all, p.Name) && (p.Acronym == "" || slices.Contains(all, p.Acronym)) || p.Name == "" && slices.Contains(all, p.Acronym) {
			return nil
		}
		if slices.Contains(all, p.Name) {
			written = p.Acronym
			return warn("org_spelling", cmp.Or(o.Acronym, name(a.Org)))
		}
		return warn("org_spelling", name(a.Org))
	case a.Proposed():
		var names []string
		for _, l := range a.Likely {
			names = append(names, name(l.Org))
		}
		f := warn("org_likely", strings.Join(names, " ; "))
		f[0].Nearest = names[0]
		return f
	}
	return warn("org_unknown", "")
}

// writings are the ways in which the register writes an organisation.
func writings(o *record.Org) []string {
	return append([]string{o.NameFR, o.NameEN, o.Acronym, o.Code}, o.Aliases...)
}

// shortNames are what a file of ours calls organisations, by its key: the code,
// or the acronym where no other organisation has it as acronym or code.
func shortNames(orgs map[record.OrgID]*record.Org) map[string]*record.Org {
	short := map[string]*record.Org{}
	for _, o := range orgs {
		key := layout.Fold(o.Acronym)
		if _, shared := short[key]; shared {
			o = nil
		}
		short[key] = o
	}
	delete(short, "") // of those without an acronym
	for _, o := range orgs {
		short[strings.ToLower(o.Code)] = o
	}
	return short
}

// ours finds the organisation that a file of ours calls so, nil for none. It is
// asked before any decision about a spelling, which may be of another's code.
func (c *checker) ours(text string) *record.Org {
	if o := c.short[strings.ToLower(text)]; o != nil {
		return o
	}
	return c.short[layout.Fold(text)]
}

// writtenAs tells whether cells write an organisation as the register does: by
// its acronym or code, its name, or both; a cell for a name may hold the acronym.
func writtenAs(o *record.Org, acronym, name string) bool {
	is := func(text string, own ...string) bool {
		return text == "" || slices.ContainsFunc(own, func(s string) bool { return layout.Fold(s) == layout.Fold(text) })
	}
	return is(acronym, o.Acronym, o.Code) && is(name, o.NameFR, o.NameEN, o.Acronym, o.Code)
}

// met lists all ways of writing organisations that the file has.
func (c *checker) met() []*writing {
	c.mu.Lock()
	defer c.mu.Unlock()
	var all []*writing
	for _, w := range c.wrote {
		all = append(all, w)
	}
	return all
}

// failed tells whether the pass must end.
func (c *checker) failed() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.err
}
