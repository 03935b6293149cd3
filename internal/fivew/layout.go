package fivew

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"toguna/internal/exchange/sheet"
	"toguna/internal/locale"
)

// Layout is how the data of a file stands: the sheet, the rows, the columns.
type Layout struct {
	Sheet     string
	CrossTab  bool // counts by sector instead of one row per presence
	HeaderRow int  // the tag row itself where there is no other
	TagRow    int  // the first row of HXL hashtags, 0 without
	FirstRow  int  // the first row of data
	LastRow   int  // the last row that holds something
	Rows      int  // rows of data, blank ones aside
	Columns   []Column
	Others    []Passed // the sheets that were not taken
}

// Column is one column and what it was taken for.
type Column struct {
	Col        int
	Header     string
	Tag        string // HXL, as written
	Meaning    Meaning
	Who        string // which people a count is about: "women elderly"
	Sector     string // of a cross-table: the sector the column counts
	Confidence float64
	Why        []Reason
	Filled     int // rows with a value
	Errors     int // rows with an error such as #N/A
}

// Passed is a sheet that was not taken, and why.
type Passed struct {
	Name   string
	Hidden bool
	Why    Reason
}

// Reason is one reason for a decision.
type Reason struct {
	Key  string // "tag", "header", "codes", "types", "sectors", "sibling"; of sheets "no_org", "less", "hidden", "empty"
	Arg  string
	Gain float64
}

// Text writes the reason.
func (r Reason) Text(l locale.Lang) string {
	forms := map[string][2]string{
		"tag":     {"étiquette HXL %s", "HXL tag %s"},
		"header":  {"les mots de l’en-tête (%s)", "the words of the header (%s)"},
		"codes":   {"P-codes : %s", "P-codes: %s"},
		"types":   {"types d’organisation connus : %s", "known organisation types: %s"},
		"sectors": {"secteurs connus : %s", "known sectors: %s"},
		"sibling": {"une autre colonne donne le nom", "another column gives the name"},
		"no_org":  {"aucune colonne d’organisation avec un secteur ou un lieu", "no column of organisations with a sector or a place"},
		"less":    {"moins complète que la feuille retenue", "less complete than the sheet that was taken"},
		"hidden":  {"feuille masquée", "hidden sheet"},
		"empty":   {"feuille vide", "empty sheet"},
	}
	form := l.Say(french.Replace(forms[r.Key][0]), forms[r.Key][1])
	if strings.Contains(form, "%s") {
		return fmt.Sprintf(form, r.Arg)
	}
	return form
}

// ErrNoTable says that no sheet of the file is a table of who does what where.
var ErrNoTable = errors.New("no sheet holds a table of organisations by sector or place")

// Column finds the column of a meaning: the most certain, the leftmost among
// equals, and of several the ones that hold something.
func (l *Layout) Column(of ...Meaning) *Column {
	for _, m := range of {
		var best *Column
		for i := range l.Columns {
			c := &l.Columns[i]
			if c.Meaning == m && c.Who == "" && c.Filled > 0 && (best == nil || c.Confidence > best.Confidence+1e-9) {
				best = c
			}
		}
		if best != nil {
			return best
		}
	}
	return nil
}

// Org gives the column of the organisation that is counted: the implementing
// one where the file tells it apart, else the only one, else the reporting
// one; the acronym before the name.
func (l *Layout) Org() *Column {
	return l.Column(ImplAcronym, ImplName, OrgAcronym, OrgName, ReportAcronym, ReportName)
}

// OrgNamed gives the column of the full name beside the acronym, or nil.
func (l *Layout) OrgNamed() *Column {
	org := l.Org()
	names := map[Meaning]Meaning{ImplAcronym: ImplName, OrgAcronym: OrgName, ReportAcronym: ReportName}
	if org == nil || names[org.Meaning] == "" {
		return nil
	}
	return l.Column(names[org.Meaning])
}

// OrgTyped gives the column of that organisation's type, or nil.
func (l *Layout) OrgTyped() *Column {
	org := l.Org()
	switch {
	case org == nil:
		return nil
	case org.Meaning == ImplAcronym || org.Meaning == ImplName:
		if c := l.Column(ImplType); c != nil {
			return c
		}
		if l.Column(OrgName, OrgAcronym, ReportName, ReportAcronym) != nil {
			return nil // the type of somebody else
		}
		return l.Column(OrgType)
	case org.Meaning == OrgAcronym || org.Meaning == OrgName:
		return l.Column(OrgType, ImplType, ReportType)
	}
	return l.Column(ReportType, OrgType)
}

const (
	headRows   = 30  // in which headers and tags are looked for
	sampleRows = 300 // whose values help to tell columns
	sure       = 0.45
)

// Inspect finds the table of a book and tells what its columns are.
func Inspect(ctx context.Context, b *sheet.Book) (*Layout, error) {
	l, err := recognise(ctx, b)
	if err != nil {
		return nil, err
	}
	l.reset()
	err = b.Rows(ctx, l.Sheet, func(row int, cells []sheet.Cell) error {
		l.count(row, cells)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read sheet %q: %w", l.Sheet, err)
	}
	return l, nil
}

func (l *Layout) reset() {
	l.Rows, l.LastRow = 0, 0
	for i := range l.Columns {
		l.Columns[i].Filled, l.Columns[i].Errors = 0, 0
	}
}

// count adds a row to the profile and tells whether it is one of data.
func (l *Layout) count(row int, cells []sheet.Cell) bool {
	if row < l.FirstRow {
		return false
	}
	l.Rows++
	l.LastRow = row
	for i := range l.Columns {
		c := &l.Columns[i]
		switch cell := sheet.At(cells, c.Col); {
		case cell.Kind == sheet.ErrorValue || cell.Kind == sheet.Formula:
			c.Errors++
			c.Filled++
		case strings.TrimSpace(cell.Text) != "":
			c.Filled++
		}
	}
	return true
}

var errEnough = errors.New("enough rows")

// row is a row of the sample.
type row struct {
	number int
	cells  []sheet.Cell
}

// recognise chooses the sheet on its first rows.
func recognise(ctx context.Context, b *sheet.Book) (*Layout, error) {
	type candidate struct {
		layout *Layout
		info   sheet.Info
		score  float64
	}
	var all []candidate
	for _, info := range b.Sheets() {
		var sample []row
		err := b.Rows(ctx, info.Name, func(n int, cells []sheet.Cell) error {
			sample = append(sample, row{n, slices.Clone(cells)})
			if len(sample) >= sampleRows {
				return errEnough
			}
			return nil
		})
		if err != nil && !errors.Is(err, errEnough) {
			return nil, fmt.Errorf("read sheet %q: %w", info.Name, err)
		}
		l := layoutOf(sample)
		l.Sheet = info.Name
		c := candidate{l, info, l.score()}
		if info.Hidden != sheet.Visible {
			c.score /= 2
		}
		all = append(all, c)
	}
	best := -1
	for i, c := range all {
		if c.score > 0 && (best < 0 || c.score > all[best].score) {
			best = i
		}
	}
	if best < 0 {
		return nil, ErrNoTable
	}
	l := all[best].layout
	for i, c := range all {
		if i == best {
			continue
		}
		p := Passed{Name: c.info.Name, Hidden: c.info.Hidden != sheet.Visible}
		switch {
		case len(c.layout.Columns) == 0:
			p.Why.Key = "empty"
		case c.score == 0:
			p.Why.Key = "no_org"
		case p.Hidden && 2*c.score >= all[best].score:
			p.Why.Key = "hidden"
		default:
			p.Why.Key = "less"
		}
		l.Others = append(l.Others, p)
	}
	return l, nil
}

// score says how much a layout looks like a table of who does what where: what
// its columns that hold something are worth, and how many rows there are.
func (l *Layout) score() float64 {
	weight := map[Meaning]float64{OrgName: 2, OrgAcronym: 2, ImplName: 2, ImplAcronym: 2, ReportName: 2, ReportAcronym: 2,
		OrgType: 1, ImplType: 1, ReportType: 1, Sector: 2, Adm1Name: 1, Adm1Code: 1, Adm2Name: 1, Adm2Code: 1, Adm3Name: 1, Adm3Code: 1}
	place := l.Column(Adm0Name, Adm1Name, Adm1Code, Adm2Name, Adm2Code, Adm3Name, Adm3Code)
	if l.CrossTab && place != nil {
		return 1
	}
	if l.Org() == nil || l.Rows == 0 || l.Column(Sector) == nil && place == nil {
		return 0
	}
	total := 0.0
	for _, c := range l.Columns {
		if w := weight[c.Meaning]; c.Filled > 0 {
			total += max(w, 0.1) * c.Confidence
		}
	}
	if l.TagRow > 0 {
		total += 2
	}
	return total * math.Log2(2+float64(l.Rows)) / math.Log2(2+sampleRows)
}

// layoutOf reads the first rows of one sheet.
func layoutOf(sample []row) *Layout {
	l := new(Layout)
	if len(sample) == 0 {
		return l
	}
	head := sample[:min(len(sample), headRows)]
	header, tags, next := -1, map[int]string{}, 0
	for i, r := range head {
		if isTagRow(r.cells) {
			l.TagRow = r.number
			for next = i; next < len(sample) && isTagRow(sample[next].cells); next++ {
				for _, c := range sample[next].cells {
					if _, ok := parseTag(c.Text); ok && tags[c.Col] == "" {
						tags[c.Col] = strings.TrimSpace(c.Text)
					}
				}
			}
			header = max(i-1, 0)
			break
		}
	}
	if l.TagRow == 0 {
		best := 0.0
		for i, r := range head {
			if s := headerScore(r.cells); s > best {
				header, best = i, s
			}
		}
		if header < 0 {
			return l
		}
		next = header + 1
	}
	l.HeaderRow = sample[header].number
	data := sample[min(next, len(sample)):]
	l.FirstRow = l.HeaderRow + 1
	if l.TagRow > 0 {
		l.FirstRow = sample[next-1].number + 1
	}
	last := 0
	for _, r := range sample {
		last = max(last, r.cells[len(r.cells)-1].Col)
	}
	if len(data) > 0 {
		l.FirstRow = data[0].number
	}
	for col := 1; col <= last; col++ {
		text := strings.TrimSpace(sheet.At(sample[header].cells, col).Text)
		tag := tags[col]
		if tag == "" {
			if before, ok := cutTag(text); ok {
				tag, text = strings.TrimSpace(text[len(before):]), strings.TrimSpace(before)
			}
		}
		if text == "" && tag == "" {
			continue
		}
		l.Columns = append(l.Columns, Column{Col: col, Header: text, Tag: tag})
	}
	for _, r := range data {
		l.count(r.number, r.cells)
	}
	l.name(data)
	return l
}

// headerScore adds up how much the texts of a row look like headers.
func headerScore(cells []sheet.Cell) float64 {
	total, known := 0.0, 0
	for _, c := range cells {
		if c.Kind != sheet.Text {
			continue
		}
		if g := bestGuess(headerGuesses(c.Text)); g.Gain > 0 {
			total += g.Gain
			known++
		}
	}
	if known < 2 {
		return 0
	}
	return total
}

// guess is a meaning and how well it fits.
type guess struct {
	meaning Meaning
	Reason
}

func bestGuess(all []guess) guess {
	var best guess
	for _, g := range all {
		if g.Gain > best.Gain {
			best = g
		}
	}
	return best
}

// name gives every column its meaning: tags first, then words, then values;
// the surest columns first, so that a level that is taken goes to no other.
func (l *Layout) name(data []row) {
	ranked := make([][]guess, len(l.Columns))
	sectors := 0
	for i := range l.Columns {
		c := &l.Columns[i]
		sum := map[Meaning][]Reason{}
		note := func(gs []guess) {
			for _, g := range gs {
				sum[g.meaning] = append(sum[g.meaning], g.Reason)
			}
		}
		note(tagGuesses(c.Tag))
		note(headerGuesses(c.Header))
		numbers := numeric(data, c.Col)
		if numbers {
			for m := range sum {
				if neverNumbers(m) {
					delete(sum, m)
				}
			}
		}
		note(valueGuesses(sum, data, c.Col))
		for m, why := range sum {
			left := 1.0
			for _, r := range why {
				left *= 1 - r.Gain
			}
			ranked[i] = append(ranked[i], guess{m, Reason{Gain: 1 - left}})
		}
		slices.SortFunc(ranked[i], func(a, b guess) int {
			return cmp.Or(cmp.Compare(b.Gain, a.Gain), strings.Compare(string(a.meaning), string(b.meaning)))
		})
		if len(ranked[i]) > 0 && ranked[i][0].Gain >= sure {
			c.Meaning, c.Confidence = ranked[i][0].meaning, min(ranked[i][0].Gain, 0.99)
			c.Why = sum[c.Meaning]
		}
		if code := sectorOf(c.Header); code != "" && c.Tag == "" && numbers {
			c.Sector = code
			sectors++
		}
	}
	l.settleLevels(ranked)
	l.settleAcronyms()
	for i := range l.Columns {
		c := &l.Columns[i]
		if c.Meaning == Targeted || c.Meaning == Reached || c.Meaning == People {
			c.Who = whoOf(c.Header)
		}
	}
	if sectors >= 3 {
		l.CrossTab = true
		for i := range l.Columns {
			if c := &l.Columns[i]; c.Sector != "" {
				c.Meaning, c.Confidence = SectorCount, max(c.Confidence, 0.8)
				c.Why = []Reason{{"header", c.Header, 0.8}}
			}
		}
	} else {
		for i := range l.Columns {
			l.Columns[i].Sector = ""
		}
	}
}

// settleLevels lets a province be of level 2 where a region has level 1.
func (l *Layout) settleLevels(ranked [][]guess) {
	taken := map[Meaning]bool{}
	for i, c := range l.Columns {
		if len(ranked[i]) > 1 && ranked[i][0].Gain-ranked[i][1].Gain > 1e-9 {
			taken[c.Meaning] = true
		}
	}
	for i := range l.Columns {
		c := &l.Columns[i]
		if len(ranked[i]) > 1 && c.Meaning != Unread && ranked[i][0].Gain-ranked[i][1].Gain <= 1e-9 && strings.HasPrefix(string(c.Meaning), "adm") && taken[c.Meaning] {
			c.Meaning = ranked[i][1].meaning
		}
		taken[c.Meaning] = true
	}
}

// settleAcronyms takes a bare #org+impl for the acronym where another column
// of the same role is tagged as the name.
func (l *Layout) settleAcronyms() {
	acronym := map[Meaning]Meaning{ImplName: ImplAcronym, ReportName: ReportAcronym, OrgName: OrgAcronym}
	for i := range l.Columns {
		c := &l.Columns[i]
		a := acronym[c.Meaning]
		t, ok := parseTag(c.Tag)
		if a == "" || !ok || t.has("name") || l.Column(a) != nil {
			continue
		}
		for j, other := range l.Columns {
			if o, ok := parseTag(other.Tag); i != j && ok && o.has("name") && other.Meaning == c.Meaning {
				c.Meaning = a
				c.Why = append(c.Why, Reason{"sibling", "", 0.1})
				break
			}
		}
	}
}

// vocabulary is the words of the ideas, ready to be looked up.
type phrase struct {
	words []string
	idea  string
}

var phrases = func() (all []phrase) {
	for _, i := range ideas {
		for _, list := range []string{i.fr, i.en, i.es, i.pt, i.ar} {
			for term := range strings.SplitSeq(list, ",") {
				if w := tokens(term); len(w) > 0 {
					all = append(all, phrase{w, i.name})
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b phrase) int { return cmp.Compare(len(b.words), len(a.words)) })
	return all
}()

func sameWord(a, b string) bool { return a == b || len(a) >= 7 && near(a, b) }

// speaksOf finds the ideas of a header and how many of its words they explain.
func speaksOf(header string) (found map[string]int, words int) {
	text, _, _ := strings.Cut(strings.TrimSpace(header), "\n")
	if before, _, cut := strings.Cut(text, "("); cut && len(tokens(before)) > 0 {
		text = before
	}
	ws := tokens(text)
	if len(ws) > 12 {
		return nil, len(ws)
	}
	ws = unglue(ws)
	used := make([]bool, len(ws))
	found = map[string]int{}
	longest := 0
	for _, p := range phrases {
		for at := 0; at+len(p.words) <= len(ws); at++ {
			fits := true
			for k, w := range p.words {
				fits = fits && (!used[at+k] || len(p.words) == longest) && sameWord(w, ws[at+k])
			}
			if !fits {
				continue
			}
			longest = len(p.words)
			for k := range p.words {
				used[at+k] = true
			}
			if found[p.idea] == 0 {
				found[p.idea] = len(p.words)
			}
		}
	}
	stop := strings.Fields(stopWords)
	for i, w := range ws {
		if used[i] || !slices.Contains(stop, w) && !(w[0] >= '0' && w[0] <= '9') {
			words++
		}
	}
	return found, words
}

// unglue parts two known words that a typist ran together: femmesciblées.
func unglue(ws []string) []string {
	single := func(w string) bool {
		return slices.ContainsFunc(phrases, func(p phrase) bool { return len(p.words) == 1 && len(w) >= 4 && p.words[0] == w })
	}
	var out []string
	for _, w := range ws {
		cut := 0
		if len(w) >= 9 && !single(w) {
			for i := 4; i <= len(w)-4 && cut == 0; i++ {
				if single(w[:i]) && single(w[i:]) {
					cut = i
				}
			}
		}
		if cut > 0 {
			out = append(out, w[:cut], w[cut:])
		} else {
			out = append(out, w)
		}
	}
	return out
}

// headerGuesses tells what a header can mean by its words.
func headerGuesses(header string) []guess {
	if strings.HasPrefix(header, "#") {
		return nil // a hashtag, well written or not
	}
	found, words := speaksOf(header)
	if len(found) == 0 || words == 0 {
		return nil
	}
	best := map[Meaning]float64{}
	for _, h := range headings {
		explained, all := 0, true
		needed := strings.Fields(h.ideas)
		for _, name := range needed {
			explained += found[name]
			all = all && found[name] > 0
		}
		if !all {
			continue
		}
		if h.meaning == Targeted || h.meaning == Reached || h.meaning == People {
			for _, name := range strings.Fields(who) {
				if !slices.Contains(needed, name) {
					explained += found[name]
				}
			}
		}
		gain := 0.3 + 0.45*min(1, float64(explained)/float64(words)) + 0.04*float64(len(needed)-1)
		best[h.meaning] = max(best[h.meaning], gain)
	}
	var out []guess
	for m, g := range best {
		out = append(out, guess{m, Reason{"header", header, g}})
	}
	slices.SortFunc(out, func(a, b guess) int { return strings.Compare(string(a.meaning), string(b.meaning)) })
	return out
}

func whoOf(header string) string {
	found, _ := speaksOf(header)
	var out []string
	for _, name := range strings.Fields(who) {
		if found[name] > 0 && name != "people" {
			out = append(out, name)
		}
	}
	return strings.Join(out, " ")
}

var pcode = regexp.MustCompile(`^[A-Za-z]{2,3}[0-9]{1,12}$`)

// valueGuesses tells what values speak for: codes strengthen what may be a
// code, types and sectors speak for themselves.
func valueGuesses(so map[Meaning][]Reason, data []row, col int) []guess {
	n, codes, types, sectors := 0, 0, 0, 0
	for _, r := range data {
		text := strings.TrimSpace(sheet.At(r.cells, col).Text)
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		n++
		if pcode.MatchString(text) {
			codes++
		}
		if classOf(text) != NoType {
			types++
		}
		if sectorOf(text) != "" {
			sectors++
		}
	}
	if n == 0 {
		return nil
	}
	share := func(k int) float64 { return float64(k) / float64(n) }
	why := func(key string, k int) Reason { return Reason{key, fmt.Sprintf("%d/%d", k, n), 0.5} }
	var out []guess
	if share(codes) > 0.6 {
		for m := range so {
			if strings.HasSuffix(string(m), ".code") {
				out = append(out, guess{m, why("codes", codes)})
			}
		}
	}
	if share(types) > 0.7 && (len(so) == 0 || so[OrgType] != nil || so[ImplType] != nil || so[ReportType] != nil) {
		for _, m := range []Meaning{OrgType, ImplType, ReportType} {
			if so[m] != nil || len(so) == 0 && m == OrgType {
				out = append(out, guess{m, why("types", types)})
			}
		}
	}
	if share(sectors) > 0.7 && (len(so) == 0 || so[Sector] != nil || so[Subsector] != nil) {
		m := Sector
		if so[Sector] == nil && so[Subsector] != nil {
			m = Subsector
		}
		out = append(out, guess{m, why("sectors", sectors)})
	}
	return out
}

// neverNumbers tells whether a meaning is one of names: “Number of
// organisations” names none.
func neverNumbers(m Meaning) bool {
	return strings.HasPrefix(string(m), "org.") || strings.HasSuffix(string(m), ".name") || m == Sector || m == Subsector || m == Contact
}

func numeric(data []row, col int) bool {
	n, numbers := 0, 0
	for _, r := range data {
		c := sheet.At(r.cells, col)
		if strings.TrimSpace(c.Text) == "" {
			continue
		}
		n++
		if _, err := sheet.ParseNumber(c.Text, sheet.Hints{Integer: true}); err == nil || c.Kind == sheet.Number {
			numbers++
		}
	}
	return n > 0 && numbers*10 >= n*9
}
