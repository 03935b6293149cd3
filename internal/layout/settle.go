package layout

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"toguna/internal/exchange/sheet"
	"toguna/internal/match"
)

// settleLevels gives the kinds of administrative unit of a file their levels
// together: a province is of level 2 where a region has level 1.
func (l *Layout) settleLevels() {
	var kinds []int
	fixed := map[Meaning]bool{}
	digits := map[int]int{}  // of codes, by kind
	has := map[int][2]bool{} // a name, a code, by kind
	for _, c := range l.Columns {
		if c.unit < 0 {
			fixed[c.Meaning] = true
			continue
		}
		if !slices.Contains(kinds, c.unit) {
			kinds = append(kinds, c.unit)
		}
		both := has[c.unit]
		if strings.HasSuffix(string(c.Meaning), ".code") {
			digits[c.unit], both[1] = c.values.digits, true
		} else {
			both[0] = true
		}
		has[c.unit] = both
	}
	if len(kinds) == 0 || len(kinds) > 8 {
		return
	}
	slices.Sort(kinds)
	best, lowest, second := []int(nil), 0.0, 0.0
	var try func(chosen []int, cost float64)
	try = func(chosen []int, cost float64) {
		k := len(chosen)
		if k == len(kinds) {
			switch {
			case best == nil || cost < lowest:
				if best != nil {
					second = lowest
				}
				best, lowest = slices.Clone(chosen), cost
			case second == 0 || cost < second:
				second = cost
			}
			return
		}
		for i, level := range units[kinds[k]].levels {
			more := float64(i)
			if both := has[kinds[k]]; both[0] && fixed[placeMeanings[level][0]] || both[1] && fixed[placeMeanings[level][1]] {
				more += 3
			}
			if k == 0 && level > 1 && !fixed[Adm1Name] && !fixed[Adm1Code] {
				more += 0.5
			}
			if k > 0 {
				switch before := chosen[k-1]; {
				case level <= before:
					more += 5
				case level > before+1:
					more += 1.5
				}
			}
			if d := digits[kinds[k]]; d > 0 && (level == 1 && d > 4 || level == 2 && d < 3 || level >= 3 && d < 5) {
				more += 2
			}
			try(append(chosen, level), cost+more)
		}
	}
	try(nil, 0)
	for i := range l.Columns {
		c := &l.Columns[i]
		if c.unit < 0 {
			continue
		}
		level := best[slices.Index(kinds, c.unit)]
		m := placeMeanings[level][0]
		if strings.HasSuffix(string(c.Meaning), ".code") {
			m = placeMeanings[level][1]
		}
		if m != c.Meaning {
			c.Meaning = m
			c.Why = append(c.Why, Reason{"levels", "", 0.1})
		}
		c.Also = Unread
	}
}

// settleSectors takes a column of activities, or without a meaning, whose values
// are all sectors for that of the sector where no other is.
func (l *Layout) settleSectors() {
	if l.Column(Sector) != nil {
		return
	}
	for i := range l.Columns {
		c := &l.Columns[i]
		if v := c.values; (c.Meaning == Activity || c.Meaning == Project || c.Meaning == Objective || c.Meaning == Unread) && v.filled > 0 && v.sectors == v.filled && v.length <= 30 {
			c.Meaning, c.Also, c.Confidence = Sector, Unread, max(c.Confidence, 0.6)
			c.Why = append(c.Why, Reason{"sectors", fmt.Sprintf("%d/%d", v.sectors, v.filled), 0.5})
			return
		}
	}
}

// settleYear tells the year from the month where a file gives each a column.
func (l *Layout) settleYear(data []row) {
	years := func(c Column) bool { // a few cells may be wrong
		good, filled := 0, 0
		for _, r := range data {
			text := strings.TrimSpace(sheet.At(r.cells, c.Col).Text)
			if text != "" {
				filled++
			}
			if len(text) == 4 && yearIn.FindString(text) != "" {
				good++
			}
		}
		return filled > 0 && 10*good >= 8*filled
	}
	year, month := -1, false
	for i, c := range l.Columns {
		switch {
		case c.Meaning != DateReported || c.Filled == 0:
		case years(c):
			year = i
		default:
			month = true
		}
	}
	if year >= 0 && month {
		l.Columns[year].Meaning, l.Columns[year].Also = DateYear, Unread
	}
}

// settleCodes finds the level of a column of codes whose header names none: a
// code for each name of a place.
func (l *Layout) settleCodes(data []row, x *lexer) {
	for i := range l.Columns {
		c := &l.Columns[i]
		if c.Meaning != Unread || c.Filled == 0 {
			continue
		}
		s := x.hear(c.leaf)
		v := c.values
		if !s.has("code") || s.known() < len(s)-1 || v.codes*10 < v.filled*6 {
			continue
		}
		likely := []int{2, 3}
		switch {
		case v.digits <= 3:
			likely = []int{1}
		case v.digits == 4:
			likely = []int{2}
		case v.digits >= 7:
			likely = []int{3, 4}
		}
		take := func(level int, confidence float64, why ...Reason) {
			if m := placeMeanings[level][1]; c.Meaning == Unread && l.Column(m) == nil {
				c.Meaning, c.Confidence, c.Why = m, confidence, append([]Reason{{"header", c.Header, 0.3}}, why...)
			}
		}
		if s.known() < len(s) { // R_CODE beside the region
			for level := range placeMeanings {
				if name := l.Column(placeMeanings[level][0]); name != nil && (name.Col == c.Col-1 || name.Col == c.Col+1) && pairs(data, name.Col, c.Col) {
					take(level, 0.6, Reason{"pairs", name.Header, 0.4})
				}
			}
			continue
		}
		for _, level := range likely {
			if name := l.Column(placeMeanings[level][0]); name != nil && pairs(data, name.Col, c.Col) {
				take(level, 0.7, Reason{"pairs", name.Header, 0.5})
			}
		}
		take(likely[0], 0.5, Reason{"codes", fmt.Sprintf("%d/%d", v.codes, v.filled), 0.3})
	}
}

// pairs tells whether two columns name the same things: one code for each name
// and one name for each code.
func pairs(data []row, a, b int) bool {
	of, back := map[string]string{}, map[string]string{}
	for _, r := range data {
		x, y := Fold(sheet.At(r.cells, a).Text), Fold(sheet.At(r.cells, b).Text)
		if x == "" || y == "" {
			continue
		}
		if of[x] != "" && of[x] != y || back[y] != "" && back[y] != x {
			return false
		}
		of[x], back[y] = y, x
	}
	return len(of) > 0
}

var acronymOf = map[Meaning]Meaning{ImplName: ImplAcronym, ReportName: ReportAcronym, OrgName: OrgAcronym}

// settleAcronyms takes a bare #org+impl, or the shorter of two columns of the
// same role, for the acronym.
func (l *Layout) settleAcronyms() {
	for i := range l.Columns {
		c := &l.Columns[i]
		a := acronymOf[c.Meaning]
		if a == "" || l.Column(a) != nil {
			continue
		}
		t, tagged := parseTag(c.Tag)
		for j, other := range l.Columns {
			if i == j || other.Meaning != c.Meaning {
				continue
			}
			o, ok := parseTag(other.Tag)
			mine, theirs := c.values.length, other.values.length
			if tagged && ok && o.has("name") && !t.has("name") || !(tagged && t.has("name")) && mine > 0 && mine <= 12 && theirs > 2*mine {
				c.Meaning = a
				c.Why = append(c.Why, Reason{"sibling", "", 0.1})
				break
			}
		}
	}
}

// settleRoles gives a column of types or names without a role that of the
// organisation it stands beside, where a file has several.
func (l *Layout) settleRoles() {
	roles := map[Meaning][3]Meaning{ImplName: {ImplName, ImplAcronym, ImplType}, ReportName: {ReportName, ReportAcronym, ReportType}, Funding: {Funding, FundingAcronym, FundingType}}
	role := func(m Meaning) Meaning {
		for name, r := range roles {
			if slices.Contains(r[:], m) {
				return name
			}
		}
		return Unread
	}
	types := 0
	for _, c := range l.Columns {
		if c.Meaning == OrgType {
			types++
		}
	}
	var beside *Column
	for i := range l.Columns {
		c := &l.Columns[i]
		k := slices.Index([]Meaning{OrgName, OrgAcronym, OrgType}, c.Meaning)
		switch {
		case role(c.Meaning) != Unread:
			beside = c
			continue
		case k < 0:
			if beside != nil && beside.Col < c.Col-2 {
				beside = nil
			}
			continue
		case k < 2 && c.Tag != "":
			beside = nil
			continue
		}
		if beside == nil || c.Tag != "" {
			if k < 2 {
				beside = nil
			}
			continue
		}
		if m := roles[role(beside.Meaning)][k]; m != beside.Meaning && l.Column(m) == nil && (k == 2 && (types > 1 || role(beside.Meaning) != Funding && beside.Col == c.Col-1) || k < 2 && role(beside.Meaning) == ReportName && beside.Col == c.Col-1) {
			c.Meaning = m
			c.Why = append(c.Why, Reason{"beside", beside.Header, 0.1})
			beside = c
		}
	}
}

// settlePeople says whom counts are about, and takes people of whom the file
// does not say it for those reached where another column gives the target.
func (l *Layout) settlePeople(x *lexer) {
	targets, reached, total := false, false, false
	counted := slices.ContainsFunc(l.Columns, func(c Column) bool { return c.Meaning.CountsPeople() && !totals[Fold(c.leaf)] })
	for i := range l.Columns {
		c := &l.Columns[i]
		if c.Meaning == People && c.Tag == "" && !counted { // a total of something else
			c.Meaning, c.Confidence, c.Why = Unread, 0, nil
		}
		if c.Meaning.CountsPeople() {
			c.Who = x.whoOf(c.Tag, c.leaf, c.Above)
		}
		targets = targets || c.Meaning == Targeted
		reached = reached || c.Meaning == Reached && c.Who != Nobody
		total = total || c.Meaning == People && c.Who == Total
	}
	for i := range l.Columns {
		c := &l.Columns[i]
		if c.Meaning == People && targets && !reached && (total || l.Count(Targeted, c.Who) != nil) {
			c.Meaning = Reached
			c.Why = append(c.Why, Reason{"others", "", 0.1})
		}
	}
	l.settleGroups(x)
	l.settleLetters()
	l.settleTwice(x)
	// Women beside women of age are women of all ages.
	for i := range l.Columns {
		c := &l.Columns[i]
		if c.Who != Women && c.Who != Men {
			continue
		}
		adult := func(c Column) bool {
			return slices.ContainsFunc(x.hear(c.leaf), func(is []string) bool { return slices.Contains(is, "adult") })
		}
		if adult(*c) || c.Tag != "" {
			continue
		}
		for _, o := range l.Columns {
			if o.Meaning == c.Meaning && o.Who == c.Who && o.Col != c.Col && adult(o) {
				c.Who = map[Who]Who{Women: Female, Men: Male}[c.Who]
				break
			}
		}
	}
}

// settleGroups takes counts by sex and age that do not say of whom for those of
// the total they stand next to, else of the only one there is. Between two
// totals all of a file stand on the same side of theirs; a target before them
// and a heading that says total behind are summed up by the latter. What is
// still open stays people of whom the file does not say it.
func (l *Layout) settleGroups(x *lexer) {
	said := func(i int) *Column {
		if i >= 0 && i < len(l.Columns) && l.Columns[i].Meaning.CountsPeople() {
			return &l.Columns[i]
		}
		return nil
	}
	type run struct {
		from, to    int
		left, right *Column
	}
	var runs []run
	follow, precede := false, false
	for i := 0; i < len(l.Columns); i++ {
		if l.Columns[i].Meaning != People {
			continue
		}
		r := run{from: i, left: said(i - 1)}
		for i < len(l.Columns) && l.Columns[i].Meaning == People {
			i++
		}
		r.to, r.right = i, said(i)
		follow = follow || r.left != nil && r.right == nil
		precede = precede || r.left == nil && r.right != nil
		runs = append(runs, r)
	}
	var only *Column
	if r, t := l.first(Reached), l.first(Targeted); r == nil || t == nil {
		only = cmp.Or(r, t)
	}
	explicit := map[Meaning]map[Who]bool{Reached: {}, Targeted: {}, InNeed: {}}
	for _, c := range l.Columns {
		if of := explicit[c.Meaning]; of != nil {
			of[c.Who] = true
		}
	}
	for _, r := range runs {
		var whole *Column
		switch {
		case r.left == nil && r.right == nil:
			whole = only
		case r.left == nil || r.right == nil || r.left.Meaning == r.right.Meaning:
			whole = cmp.Or(r.left, r.right)
		case follow != precede:
			whole = map[bool]*Column{true: r.left, false: r.right}[follow]
		case x.hear(r.right.leaf).has("total") && !x.hear(r.left.leaf).has("total"):
			whole = r.right
		}
		if whole == nil {
			continue
		}
		for i := r.from; i < r.to; i++ {
			if c := &l.Columns[i]; c.Who != Total && !explicit[whole.Meaning][c.Who] {
				c.Meaning = whole.Meaning
				c.Why = append(c.Why, Reason{"beside", cmp.Or(whole.Header, whole.Tag), 0.1})
			}
		}
	}
}

// settleTwice leaves one column to each count that several seem to give: the
// surest, such as those reached in the month beside those reached so far. Where
// they count groups of people apart (displaced, hosts), none is of all.
func (l *Layout) settleTwice(x *lexer) {
	type count struct {
		Meaning
		Who
	}
	all := map[count][]*Column{}
	for i := range l.Columns {
		if c := &l.Columns[i]; c.Meaning.CountsPeople() && c.Who != Part {
			all[count{c.Meaning, c.Who}] = append(all[count{c.Meaning, c.Who}], c)
		}
	}
	for _, same := range all {
		if len(same) < 2 {
			continue
		}
		surest := slices.MaxFunc(same, func(a, b *Column) int { return cmp.Compare(a.Confidence, b.Confidence) }).Confidence
		for _, c := range same {
			if c.Confidence < surest-0.015 || x.hear(c.leaf).has("group") || x.hear(c.Above).has("group") {
				c.Who = Part
			}
		}
	}
}

// first gives the leftmost column of a meaning, or nil.
func (l *Layout) first(m Meaning) *Column {
	if i := slices.IndexFunc(l.Columns, func(c Column) bool { return c.Meaning == m }); i >= 0 {
		return &l.Columns[i]
	}
	return nil
}

// settleLetters reads M as women where men are H and nobody is F, and G as girls
// where boys are B: F and M beside them are women and men.
func (l *Layout) settleLetters() {
	letter := func(c Column) byte { return sexLetter(tokens(ageIn(c.leaf))) }
	has := map[byte]bool{}
	for _, c := range l.Columns {
		has[letter(c)] = true
	}
	other := map[byte]map[Who]Who{}
	if has['h'] && !has['f'] {
		other['m'] = map[Who]Who{Men: Women, Boys: Girls, OlderMen: OlderWomen, Male: Female}
	}
	if has['b'] {
		other['g'] = map[Who]Who{Boys: Girls}
	}
	if has['b'] && has['g'] { // children have letters of their own
		other['f'], other['m'] = map[Who]Who{Female: Women}, map[Who]Who{Male: Men}
	}
	for i := range l.Columns {
		c := &l.Columns[i]
		if w := other[letter(*c)][c.Who]; w != Nobody {
			c.Who = w
		}
	}
}

// values is what the cells of a column look like.
type values struct {
	filled, codes, types, sectors, states, numbers, marks int
	digits                                                int // of the longest code
	length                                                int // letters of an ordinary value
}

var pcode = regexp.MustCompile(`^[A-Za-z]{2,3}[0-9]{1,12}(?:[A-Za-z][0-9]{1,6})?$`) // the last of Myanmar's and Iraq's districts

// sense is what a text may be.
type sense struct{ class, sector, state, number, mark bool }

func (x *lexer) sense(text string) sense {
	s, known := x.values[text]
	if !known {
		_, err := sheet.ParseNumber(text, sheet.Hints{Integer: true})
		s.number = err == nil
		_, s.mark = crosses[strings.ToLower(text)]
		if len(text) < 80 && !s.number {
			s.class, s.sector, s.state = ClassOf(text) != NoType, sectorNamed(text) != "", StateOf(text) != ""
		} else if len(text) < 80 {
			s.class = ClassOf(text) != NoType
		}
		if len(x.values) > mostRead {
			clear(x.values)
		}
		x.values[text] = s
	}
	return s
}

func (x *lexer) valuesOf(data []row, col int) values {
	var v values
	letters := 0
	for _, r := range data {
		c := sheet.At(r.cells, col)
		text := strings.TrimSpace(c.Text)
		if text == "" || strings.HasPrefix(text, "#") || isTotal(r.cells) {
			continue
		}
		v.filled++
		letters += len([]rune(text))
		if pcode.MatchString(text) {
			v.codes++
			v.digits = max(v.digits, len(strings.TrimLeft(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")))
		}
		s := x.sense(text)
		if s.class {
			v.types++
		}
		if s.sector {
			v.sectors++
		}
		if s.state {
			v.states++
		}
		if s.number || c.Kind == sheet.Number {
			v.numbers++
		}
		if s.number || s.mark || c.Kind == sheet.Number || c.Kind == sheet.Bool {
			v.marks++
		}
	}
	if v.filled > 0 {
		v.length = (letters + v.filled/2) / v.filled
	}
	return v
}

// judge takes away the meanings that the values rule out: “Number of
// organisations” names none, and a count of people is no text.
func (v values) judge(sum map[Meaning][]Reason) {
	if v.filled == 0 {
		return
	}
	numbers := v.marks*10 >= v.filled*9
	texts := v.numbers*10 < v.filled*2
	for m := range sum {
		if numbers && (strings.HasPrefix(string(m), "org.") || strings.HasSuffix(string(m), ".name") || m == Sector || m == Subsector || m == Contact || m == Funding || m == Repeat || m == Activity || m == Indicator || m == Unit) {
			delete(sum, m)
		}
	}
	if texts && sum[People] != nil && sum[Targeted] == nil && sum[Reached] == nil {
		sum[Population] = append(sum[Population], Reason{"header", sum[People][0].Arg, 0.5}, Reason{"text", "", 0.2})
		delete(sum, People)
	}
	counts, others := 0, 0
	for m := range sum {
		if m.CountsPeople() {
			counts++
		} else {
			others++
		}
	}
	for m := range sum { // activities reached in words, people targeted in numbers
		if texts && others > 0 && m.CountsPeople() || numbers && counts > 0 && m == Population {
			delete(sum, m)
		}
	}
}

// guesses tells what values speak for: codes strengthen what may be a code,
// types, sectors and statuses speak for themselves.
func (v values) guesses(so map[Meaning][]Reason) []guess {
	if v.filled == 0 {
		return nil
	}
	share := func(k int) float64 { return float64(k) / float64(v.filled) }
	why := func(m Meaning, key string, k int, gain float64) guess {
		return guess{m, -1, Reason{key, strconv.Itoa(k) + "/" + strconv.Itoa(v.filled), gain}}
	}
	var out []guess
	if share(v.codes) > 0.6 {
		for m := range so {
			if strings.HasPrefix(string(m), "adm") && strings.HasSuffix(string(m), ".code") {
				out = append(out, why(m, "codes", v.codes, 0.5))
			}
		}
	}
	if share(v.types) > 0.7 && (len(so) == 0 || so[OrgType] != nil || so[ImplType] != nil || so[ReportType] != nil) {
		for _, m := range []Meaning{OrgType, ImplType, ReportType} {
			if so[m] != nil || len(so) == 0 && m == OrgType {
				out = append(out, why(m, "types", v.types, 0.5))
			}
		}
	}
	if share(v.sectors) > 0.7 && (len(so) == 0 || so[Sector] != nil || so[Subsector] != nil) {
		m := Sector
		if so[Sector] == nil && so[Subsector] != nil {
			m = Subsector
		}
		out = append(out, why(m, "sectors", v.sectors, 0.5))
	}
	if share(v.states) > 0.5 && so[Status] != nil {
		out = append(out, why(Status, "states", v.states, 0.5))
	}
	return out
}

// fromTo are headings that say a beginning or an end where days stand below.
var fromTo = map[string]Meaning{"du": DateStart, "au": DateEnd, "from": DateStart, "to": DateEnd, "del": DateStart, "al": DateEnd, "de": DateStart, "a": DateEnd, "من": DateStart, "الى": DateEnd, "إلى": DateEnd}

// bareDates reads a heading that is Start or End alone: days below it are those
// of the activity, moments are when a form was filled in.
func (x *lexer) bareDates(c Column, data []row) []guess {
	m, bare := fromTo[Fold(c.leaf)]
	if !bare {
		s := x.hear(c.leaf)
		if s.known() != len(s) || len(s) == 0 {
			return nil
		}
		m = map[bool]Meaning{true: DateStart, false: DateEnd}[s.has("start")]
		for _, ideas := range s {
			if !slices.Contains(ideas, map[Meaning]string{DateStart: "start", DateEnd: "end"}[m]) {
				return nil
			}
		}
	}
	days, filled := 0, 0
	for _, r := range data {
		text := strings.TrimSpace(sheet.At(r.cells, c.Col).Text)
		if text == "" {
			continue
		}
		filled++
		f := new(sheet.Fault)
		if _, err := sheet.ParseMonth(text, sheet.Hints{}); !strings.Contains(text, ":") && (err == nil || errors.As(err, &f) && f.Code == sheet.CodeAmbiguous) {
			days++
		}
	}
	if filled == 0 || 10*days < 8*filled {
		return nil
	}
	return []guess{{m, -1, Reason{"header", c.Header, 0.5}}, {m, -1, Reason{"days", fmt.Sprintf("%d/%d", days, filled), 0.5}}}
}

// fit gives a kind of unit that may be of several levels the one at which the
// places that are known have its names: a commune is of level 3 in one country
// and of level 2 in another.
func (l *Layout) fit(ctx context.Context, b *sheet.Book, known *match.Places) error {
	l.notPlaces(known)
	type site struct{ region, name string }
	names := map[int]map[site]bool{} // by column
	for i, c := range l.Columns {
		name, named := strings.CutSuffix(string(c.Meaning), ".name")
		if named && c.unit >= 0 && len(units[c.unit].levels) > 1 && c.Confidence < 1 && l.Column(Meaning(name+".code")) == nil { // codes tell their level
			names[i] = map[site]bool{}
		}
	}
	if known == nil || len(names) == 0 {
		return nil
	}
	region := l.Column(Adm1Name)
	rows := 0
	err := l.Walk(ctx, b, func(n int, cells []sheet.Cell) error {
		if n < l.FirstRow {
			return nil
		}
		for i, seen := range names {
			if name := strings.TrimSpace(valueAt(cells, &l.Columns[i])); name != "" {
				seen[site{strings.TrimSpace(valueAt(cells, region)), name}] = true
			}
		}
		if rows++; rows >= sampleRows {
			return errEnough
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return err
	}
	for i, seen := range names {
		c := &l.Columns[i]
		best, top := 0, 0
		for _, level := range units[c.unit].levels { // the usual one first
			m := placeMeanings[min(level, 4)][0]
			if level > 3 || m != c.Meaning && l.Column(m) != nil {
				continue
			}
			found := 0
			for s := range seen {
				at := [4]match.Site{{}, {Name1: s.name}, {Name1: s.region, Name2: s.name}, {Name1: s.region, Name3: s.name}}[level]
				if f := known.Find(at); f.Place != nil && f.Place.Depth.V == float64(level) {
					found++
				}
			}
			if found > top {
				best, top = level, found
			}
		}
		if m := placeMeanings[best][0]; top > 0 && m != c.Meaning {
			c.Meaning = m
			c.Why = append(c.Why, Reason{"fits", fmt.Sprintf("%d/%d", top, len(seen)), 0.5})
		}
	}
	return nil
}

// marks counts the cells of a column that are a number or a cross, and all
// that are filled.
func marks(data []row, col int) (n, all int) {
	for _, r := range data {
		c := sheet.At(r.cells, col)
		if strings.TrimSpace(c.Text) == "" {
			continue
		}
		all++
		if _, ok := mark(c); ok {
			n++
		}
	}
	return n, all
}

// mark reads a cell of a cross-table: present, and how many where it is a
// number, else 1; zero and “non” are absent.
func mark(c sheet.Cell) (count float64, ok bool) {
	if c.Kind == sheet.Number || c.Kind == sheet.Bool {
		return c.Number, true
	}
	if present, known := crosses[strings.ToLower(strings.TrimSpace(c.Text))]; known {
		return present, true
	}
	v, err := sheet.ParseNumber(c.Text, sheet.Hints{Integer: true})
	return v, err == nil
}

// crosses are the ways to say present, 1, or absent, 0, without a number.
var crosses = map[string]float64{"x": 1, "xx": 1, "✓": 1, "✔": 1, "☑": 1, "●": 1, "•": 1, "*": 1, "oui": 1, "yes": 1, "o": 1, "y": 1, "si": 1, "sí": 1, "sim": 1, "نعم": 1, "true": 1, "vrai": 1,
	"-": 0, "–": 0, "non": 0, "no": 0, "n": 0, "não": 0, "لا": 0, "false": 0, "faux": 0}
