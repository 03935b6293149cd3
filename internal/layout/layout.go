package layout

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"toguna/internal/exchange/sheet"
	"toguna/internal/locale"
	"toguna/internal/record"
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
	Named     string   // the remembered layout it was read with
	Beyond    int      // the last column that holds something, where it is right of those looked at

	DayFirst sheet.Tri // as a person once said of such a file
	Decimal  rune

	set        []Correction   // what a person says of columns
	cross      []Column       // of an unfolded cross-table: the columns of crosses
	unfoldings []unfolding    // how its rows become long
	badTags    map[int]string // cells of the tag row that are no hashtags, by column
	merged     *mergedCells
	heads      *foundHeads
	banners    *foundBanners
	family     []*Layout    // of the sheets in sight with rows below the same headings, its own aside
	joined     []sheet.Part // sheets that are read as one, itself first; none where it is read alone
	titled     bool         // some row of the sample has one text alone
	statements []Statement  // what stands above the table and holds for all of it
}

// Column is one column and what it was taken for.
type Column struct {
	Col        int
	Header     string // without the blanks around it
	Written    string // the cell of the header row as it stands
	Above      string // the title of the group it stands under
	Tag        string // HXL, as written
	Meaning    Meaning
	Also       Meaning // another meaning that is as likely
	Who        Who     // which people a count is about
	Sector     string  // of a cross-table: the sector the column counts
	Month      string  // of a cross-table: the month or quarter the column counts, as written
	Confidence float64
	Why        []Reason
	Filled     int       // rows with a value
	Errors     int       // rows with an error such as #N/A
	Told       bool      // no column of the sheet: banners among the rows say it
	Against    *Contrary // nil where tag and heading agree
	Grouped    bool      // values stand in the first row of each group, without merged cells: below they are missing

	leaf    string  // the header without the path of its group
	counted Meaning // of a cross-table: what the numbers count
	lists   Meaning // of a cross-table: what its cells name, OrgName or Sector, instead of crosses
	unit    int     // the kind of administrative unit its header names, -1 without
	lastRow int     // the last row of the sample with a value
	values  values  // of the sample
}

// Passed is a sheet that was not taken, and why.
type Passed struct {
	Name   string
	Hidden bool
	Alike  bool // in sight, with rows below the same headings as the sheet that was taken
	Veiled bool // hidden, with rows below the same headings
	Joined bool // is read together with it
	Again  bool // not read, as its rows stand in the one that is
	Apart  bool // not read, as a template, an example, a list or an old sheet
	Why    Reason
}

// Reason is one reason for a decision.
type Reason struct {
	Key  string // see reasonTexts
	Arg  string
	Gain float64
}

var reasonTexts = map[string]say{
	"tag":        {"étiquette HXL %s", "HXL tag %s"},
	"header":     {"les mots de l’en-tête (%s)", "the words of the header (%s)"},
	"above":      {"le titre au-dessus (%s)", "the title above (%s)"},
	"codes":      {"P-codes : %s", "P-codes: %s"},
	"types":      {"types d’organisation connus : %s", "known organisation types: %s"},
	"sectors":    {"secteurs connus : %s", "known sectors: %s"},
	"days":       {"des dates sans heure : %s", "dates without a time: %s"},
	"fits":       {"les lieux connus : %s", "the places that are known: %s"},
	"states":     {"statuts connus : %s", "known statuses: %s"},
	"sibling":    {"une autre colonne donne le nom", "another column gives the name"},
	"beside":     {"à côté de la colonne « %s »", "beside the column “%s”"},
	"pairs":      {"va de pair avec la colonne « %s »", "goes with the column “%s”"},
	"levels":     {"l’ordre des niveaux administratifs du fichier", "the order of the administrative levels of the file"},
	"text":       {"des textes, non des nombres", "texts, not numbers"},
	"others":     {"une autre colonne donne la cible", "another column gives the target"},
	"marks":      {"des croix ou des nombres : %s", "crosses or numbers: %s"},
	"told":       {"dit par des lignes de titre du tableau", "said by title rows of the table"},
	"names":      {"des noms dans les cellules : %s", "names in the cells: %s"},
	"unfolded":   {"l’en-tête d’une colonne du tableau croisé", "the header of a column of the cross-table"},
	"person":     {"dit par une personne", "said by a person"},
	"remembered": {"mise en page retenue « %s »", "remembered layout “%s”"},
	"no_org":     {"aucune colonne d’organisation avec un secteur ou un lieu", "no column of organisations with a sector or a place"},
	"less":       {"moins complète que la feuille retenue", "less complete than the sheet that was taken"},
	"hidden":     {"feuille masquée", "hidden sheet"},
	"empty":      {"feuille vide", "empty sheet"},
	"asked":      {"une autre feuille est demandée", "another sheet is asked for"},
}

// say is a text in both languages.
type say struct{ fr, en string }

// Text writes the reason.
func (r Reason) Text(l locale.Lang) string {
	t := reasonTexts[r.Key]
	form := l.Say(locale.FrenchSpaces.Replace(t.fr), t.en)
	if strings.Contains(form, "%s") {
		return fmt.Sprintf(form, r.Arg)
	}
	return form
}

// The tables whose rows cannot be read: no sheet is one of who does what where,
// or it counts without saying whom.
var (
	ErrNoTable error = refusal{"aucune feuille n’est un tableau d’organisations par secteur ou par lieu : montrez-en une avec --sheet, et ses colonnes avec --set \"EN-TÊTE=signification\"",
		"no sheet holds a table of organisations by sector or place: point to one with --sheet, and to its columns with --set \"HEADER=meaning\""}
	ErrCrossTab error = refusal{"un tableau croisé de nombres sans noms d’organisations se montre mais ne se prend pas : demandez la liste d’où il vient",
		"a cross-table of counts without names of organisations can be shown but not taken: ask for the list it comes from"}
)

// refusal is an error that says itself in both languages.
type refusal struct{ fr, en string }

// Error is the sentence in English.
func (r refusal) Error() string { return r.en }

// Message is the sentence in a language.
func (r refusal) Message(lang string) string {
	return locale.Lang(lang).Say(locale.FrenchSpaces.Replace(r.fr), r.en)
}

// Column finds the column of a meaning: the most certain, the leftmost among
// equals, and of several the ones that hold something.
func (l *Layout) Column(of ...Meaning) *Column {
	for _, m := range of {
		var best *Column
		for i := range l.Columns {
			c := &l.Columns[i]
			if c.Meaning == m && (c.Who == Nobody || c.Who == Total) && c.Filled > 0 && (best == nil || c.Confidence > best.Confidence+1e-9) {
				best = c
			}
		}
		if best != nil {
			return best
		}
	}
	return nil
}

// Count finds the column that counts some people: how many girls were reached.
func (l *Layout) Count(m Meaning, w Who) *Column {
	var best *Column
	for i := range l.Columns {
		c := &l.Columns[i]
		if c.Meaning == m && c.Who == w && c.Filled > 0 && (best == nil || c.Confidence > best.Confidence+1e-9) {
			best = c
		}
	}
	return best
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
	headRows   = 30     // in which headers and tags are looked for
	sampleRows = 300    // whose values help to tell columns
	sampleSize = 60_000 // cells of the sample, so that wide tables stay small
	maxColumns = 1_000  // looked at; what stands further right is left
	sure       = 0.45
)

// Options is what a person knows about a file beforehand. The zero value knows
// nothing.
type Options struct {
	Sheet   string           // the sheet to take; empty: the one that looks best
	Layouts []*record.Layout // those remembered
	Layout  string           // the name of the one to use; "none": none; empty: the one that fits
	Set     []Correction     // what columns are, whatever they look like

	names []string // of the sheets of the book
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
			c.lastRow = row
		case strings.TrimSpace(cell.Text) != "":
			c.Filled++
			c.lastRow = row
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

// sampleOf reads the first rows of a sheet: all of the sample where they may
// head a table, else no more than headers are looked for in.
func sampleOf(ctx context.Context, b *sheet.Book, name string, x *lexer) (sample []row, beyond int, err error) {
	cells := 0
	err = b.Rows(ctx, name, func(n int, cs []sheet.Cell) error {
		last := len(cs)
		for last > 0 && cs[last-1].Col > maxColumns {
			beyond = max(beyond, cs[last-1].Col)
			last--
		}
		if last == 0 {
			return nil
		}
		sample = append(sample, row{n, slices.Clone(cs[:last])})
		cells += last
		switch {
		case len(sample) >= sampleRows, cells > sampleSize && len(sample) > headRows/3:
			return errEnough
		case len(sample) == headRows+10 && x.headerIn(sample[:headRows]) < 0 && !slices.ContainsFunc(sample[:headRows], func(r row) bool { return isTagRow(r.cells) }):
			return errEnough
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return nil, 0, fmt.Errorf("read sheet %q: %w", name, err)
	}
	return sample, beyond, nil
}

// garbled tells whether the accents of a sample are plainly those of a file whose
// UTF-8 was read as something else and saved: several cells, and hardly any with
// an accent of another kind.
func garbled(sample []row) bool {
	bad, good := 0, 0
	for _, r := range sample {
		for _, c := range r.cells {
			if c.Kind != sheet.Text || strings.IndexFunc(c.Text, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
				continue
			}
			if _, yes := sheet.Ungarble(c.Text); yes {
				bad++
			} else {
				good++
			}
		}
	}
	return bad > 1 && 10*good <= bad
}

// Recognise chooses the sheet on its first rows. It keeps the sample of one
// sheet at a time, and the layout of the best.
func Recognise(ctx context.Context, b *sheet.Book, o Options) (*Layout, error) {
	type passed struct {
		info     sheet.Info
		score    float64
		empty    bool
		headings []string
		layout   *Layout // of sheets in sight with rows
	}
	if o.Sheet != "" && !slices.ContainsFunc(b.Sheets(), func(s sheet.Info) bool { return s.Name == o.Sheet }) {
		return nil, b.Rows(ctx, o.Sheet, nil) // the reader names the sheets there are
	}
	if err := o.known(); err != nil {
		return nil, err
	}
	for _, info := range b.Sheets() {
		o.names = append(o.names, info.Name)
	}
	var all []passed
	var best *Layout
	var data []row // of the best
	x := newLexer()
	top := 0.0
	for _, info := range b.Sheets() {
		if o.Sheet != "" && info.Name != o.Sheet {
			all = append(all, passed{info: info, score: -1})
			continue
		}
		sample, beyond, err := sampleOf(ctx, b, info.Name, x)
		if err != nil {
			return nil, err
		}
		if !b.Repaired() && garbled(sample) {
			b.Repair()
			if sample, beyond, err = sampleOf(ctx, b, info.Name, x); err != nil {
				return nil, err
			}
		}
		l := layoutOf(sample, x)
		l.Sheet, l.Beyond = info.Name, beyond
		l.correct(o, x)
		p := passed{info: info, score: l.score(), empty: len(l.Columns) == 0}
		if l.Rows > 0 {
			p.headings, p.layout = l.fingerprint(), l
		}
		if info.Hidden != sheet.Visible {
			p.score /= 2
		}
		if l.Named != "" {
			p.score *= 10 // a person has seen such a sheet
		}
		if o.Sheet != "" && len(l.Columns) > 0 {
			p.score = max(p.score, 0.01) // a person has chosen it
		}
		all = append(all, p)
		if p.score > top {
			best, top, data = l, p.score, sample
		}
	}
	if best == nil { // or each sheet is a partner's and named after it
		var nameless []*Layout
		for _, p := range all {
			if p.layout != nil && p.info.Hidden == sheet.Visible && p.layout.nameless() {
				nameless = append(nameless, p.layout)
			}
		}
		if len(nameless) < 2 || likeness(nameless[0].fingerprint(), nameless[1].fingerprint()) < alike {
			return nil, ErrNoTable
		}
		best = nameless[0]
	}
	if err := best.missing(o.Set); err != nil {
		return nil, err
	}
	headings := best.fingerprint()
	for _, p := range all {
		if p.info.Name == best.Sheet {
			continue
		}
		out := Passed{Name: p.info.Name, Hidden: p.info.Hidden != sheet.Visible}
		like := p.layout != nil && (p.score > 0 || best.nameless() && p.layout.nameless()) && likeness(p.headings, headings) >= alike
		out.Alike, out.Veiled = like && !out.Hidden, like && out.Hidden
		switch {
		case p.score < 0:
			out.Why.Key = "asked"
		case p.empty:
			out.Why.Key = "empty"
		case p.score == 0:
			out.Why.Key = "no_org"
		case out.Hidden && 2*p.score >= top:
			out.Why.Key = "hidden"
		default:
			out.Why.Key, out.Why.Gain = "less", p.score/top
		}
		best.Others = append(best.Others, out)
		if out.Alike {
			best.family = append(best.family, p.layout)
		}
	}
	data = slices.DeleteFunc(data, func(r row) bool { return r.number < best.FirstRow })
	if err := best.seek(ctx, b, data); err != nil {
		return nil, err
	}
	return best, nil
}

// Alike names the sheets in sight with rows below the same headings, such as one
// for each region or partner, that are not read.
func (l *Layout) Alike() (names []string) {
	for _, o := range l.Others {
		if o.Alike && !o.Joined && !o.Again && !o.Apart {
			names = append(names, o.Name)
		}
	}
	return names
}

// score says how much a layout looks like a table of who does what where: what
// its columns that hold something are worth, and how many rows there are.
func (l *Layout) score() float64 {
	weight := map[Meaning]float64{OrgName: 2, OrgAcronym: 2, ImplName: 2, ImplAcronym: 2, ReportName: 2, ReportAcronym: 2,
		OrgType: 1, ImplType: 1, ReportType: 1, Sector: 2, Adm1Name: 1, Adm1Code: 1, Adm2Name: 1, Adm2Code: 1, Adm3Name: 1, Adm3Code: 1}
	place := l.Column(Adm0Name, Adm1Name, Adm1Code, Adm2Name, Adm2Code, Adm3Name, Adm3Code, Site)
	if l.CrossTab && (place != nil || l.Column(Sector) != nil || l.Org() != nil) {
		if l.Unfolds() {
			return 2
		}
		return 1
	}
	if l.Org() == nil && l.Stated(OrgName) == nil && !(l.titled && l.doing()) || l.Rows == 0 || l.Column(Sector) == nil && place == nil && l.StatedPlaces() == [3]string{} {
		return 0
	}
	total, seen := 0.0, map[Meaning]bool{}
	for _, c := range l.Columns {
		if w := weight[c.Meaning]; c.Filled > 0 {
			if seen[c.Meaning] {
				w = 0
			}
			seen[c.Meaning] = true
			total += max(w, 0.1) * c.Confidence
		}
	}
	if l.TagRow > 0 {
		total += 2
	}
	if l.lists() {
		total /= 4
	}
	return total * math.Log2(2+float64(l.Rows)) / math.Log2(2+sampleRows)
}

// nameless tells a table of what is done in which sector or place that does not say by
// whom.
func (l *Layout) nameless() bool {
	return l.Rows > 0 && !l.CrossTab && l.doing() && l.Org() == nil && l.Stated(OrgName) == nil &&
		l.Column(Sector, Adm1Name, Adm1Code, Adm2Name, Adm2Code, Adm3Name, Adm3Code) != nil
}

// doing tells whether some column says what was done.
func (l *Layout) doing() bool {
	return slices.ContainsFunc(l.Columns, func(c Column) bool { return c.Filled > 0 && c.Meaning == Activity })
}

// lists tells a sheet of lists from a table: each column is filled from the
// top, no two to the same row.
func (l *Layout) lists() bool {
	lengths, columns := map[int]bool{}, 0
	for _, c := range l.Columns {
		if c.Filled == 0 {
			continue
		}
		if c.lastRow-l.FirstRow+1 != c.Filled {
			return false // a hole
		}
		columns++
		lengths[c.Filled] = true
	}
	return columns >= 3 && 2*len(lengths) > columns
}

// layoutOf reads the first rows of one sheet.
func layoutOf(sample []row, x *lexer) *Layout {
	l := &Layout{badTags: map[int]string{}, merged: new(mergedCells), heads: new(foundHeads), banners: new(foundBanners)}
	if len(sample) == 0 {
		return l
	}
	head := sample[:min(len(sample), headRows)]
	header, tags, next := -1, map[int]string{}, 0
	for i, r := range head {
		if !isTagRow(r.cells) {
			continue
		}
		l.TagRow = r.number
		for next = i; next < len(sample) && isTagRow(sample[next].cells); next++ {
			for _, c := range sample[next].cells {
				text := strings.TrimSpace(c.Text)
				switch _, ok := parseTag(text); {
				case ok && tags[c.Col] == "":
					tags[c.Col] = text
				case !ok && text != "":
					l.badTags[c.Col] = text
				}
			}
		}
		header = x.headerAbove(head, i)
		break
	}
	if l.TagRow == 0 {
		if header = x.headerIn(head); header < 0 {
			return l
		}
		next = header + 1
		for next < len(sample) && (numbering(sample[next].cells) || namesKinds(sample[next].cells) || x.sameHeadings(sample[header].cells, sample[next].cells)) {
			next++
		}
	}
	if header+1 == next && l.TagRow > 0 && x.namesTags(sample, header, tags) { // the headings stand below
		header, next = next, next+1
	}
	l.HeaderRow = sample[header].number
	data := sample[min(next, len(sample)):]
	switch {
	case len(data) > 0:
		l.FirstRow = data[0].number
	case next > 0:
		l.FirstRow = sample[next-1].number + 1
	}
	last := 0
	for _, r := range sample {
		last = max(last, r.cells[len(r.cells)-1].Col)
	}
	titles := x.titles(head, header)
	for col := 1; col <= last; col++ {
		c := Column{Col: col, Written: sheet.At(sample[header].cells, col).Text, Tag: tags[col], unit: -1}
		if strings.TrimSpace(c.Written) == "" {
			c.Written = titles.merged[col]
		}
		c.Header, c.Above = strings.TrimSpace(c.Written), titles.above[col]
		if c.Tag == "" {
			if before, ok := cutTag(c.Header); ok {
				c.Tag, c.Header = strings.TrimSpace(c.Header[len(before):]), strings.TrimSpace(before)
			}
		}
		if c.Header != "" || c.Tag != "" {
			l.Columns = append(l.Columns, c)
		}
	}
	l.parts()
	for _, r := range data {
		l.count(r.number, r.cells)
		_, alone := Alone(r.cells)
		l.titled = l.titled || alone
	}
	l.name(data, x)
	l.state(sample[:header], x)
	return l
}

// namesTags tells whether the row below the tags, which have no headings above,
// says in words what they say: for half of them and more.
func (x *lexer) namesTags(sample []row, tagRow int, tags map[int]string) bool {
	if !isTagRow(sample[tagRow].cells) || tagRow+1 >= len(sample) {
		return false
	}
	same := 0
	for col, tag := range tags {
		g := tagGuesses(tag)
		text := strings.TrimSpace(sheet.At(sample[tagRow+1].cells, col).Text)
		if len(g) > 0 && slices.ContainsFunc(x.headerGuesses(text, ""), func(h guess) bool { return h.meaning == g[0].meaning && h.Gain >= sure }) {
			same++
		}
	}
	return same > 1 && 2*same >= len(tags)
}

// sameHeadings tells whether a row says in other words what the headings above
// it say: those of a second language.
func (x *lexer) sameHeadings(head, cells []sheet.Cell) bool {
	same := 0
	for _, c := range cells {
		if c.Kind != sheet.Text {
			return false
		}
		own, above := bestGuess(x.headerGuesses(strings.TrimSpace(c.Text), "")), bestGuess(x.headerGuesses(strings.TrimSpace(sheet.At(head, c.Col).Text), ""))
		if own.Gain >= sure && (own.meaning == above.meaning || own.unit >= 0 && above.unit >= 0) {
			same++
		}
	}
	return same > 2 && 3*same >= 2*len(head)
}

// numbering tells a row that numbers the columns: 1, 2, 3, 4.
func numbering(cells []sheet.Cell) bool {
	for i, c := range cells {
		if c.Text != strconv.Itoa(i+1) {
			return false
		}
	}
	return len(cells) >= 4
}

// kinds are the words by which a template says what its columns hold.
var kinds = map[string]bool{"text": true, "texte": true, "texte libre": true, "free text": true, "texto": true, "string": true, "number": true, "nombre": true, "numerique": true, "numero": true, "integer": true, "decimal": true,
	"date": true, "fecha": true, "data": true, "list": true, "liste": true, "liste deroulante": true, "lista": true, "lista desplegable": true, "dropdown": true, "drop down": true, "drop down list": true, "select": true,
	"نص": true, "رقم": true, "تاريخ": true, "قائمة": true}

// namesKinds tells a row that says what the columns hold: text, number, date.
func namesKinds(cells []sheet.Cell) bool {
	return len(cells) > 2 && !slices.ContainsFunc(cells, func(c sheet.Cell) bool { return !kinds[Fold(c.Text)] })
}

// prefixes part a word, and head no group: sous-préfecture.
var prefixes = map[string]bool{"sous": true, "sub": true, "co": true, "non": true}

// parts cuts the paths of forms, group/question, where a group holds several
// columns.
func (l *Layout) parts() {
	for i := range l.Columns {
		l.Columns[i].leaf = l.Columns[i].Header
	}
	for _, between := range []string{"/", "|", ".", "-"} {
		groups := map[string]int{}
		group := func(c Column) (string, string) {
			i := strings.LastIndex(c.Header, between)
			if i <= 0 || i == len(c.Header)-1 || saysMonth(c.Header) || prefixes[Fold(c.Header[:i])] || between != "/" && strings.ContainsAny(c.Header, " \n") {
				return "", ""
			}
			return c.Header[:i], c.Header[i+1:]
		}
		for _, c := range l.Columns {
			if g, _ := group(c); g != "" {
				groups[Fold(g)]++
			}
		}
		for i := range l.Columns {
			c := &l.Columns[i]
			if g, leaf := group(*c); groups[Fold(g)] > 1 {
				c.Above, c.leaf = strings.TrimSpace(c.Above+" "+g), leaf
			}
		}
	}
}

// titles are the texts of the rows above a header row: those of groups reach
// over the columns to the right until the next one, those of columns that have
// no header below are headers themselves. Groups may stand in groups.
type titles struct{ above, merged map[int]string }

func (x *lexer) titles(head []row, i int) titles {
	t := titles{map[int]string{}, map[int]string{}}
	if i == 0 {
		return t
	}
	own, up := head[i].cells, head[i-1].cells
	if len(own) == 0 || isTagRow(own) || isTagRow(up) || slices.ContainsFunc(up, func(c sheet.Cell) bool { return c.Kind != sheet.Text && !SaysYear(c.Text) }) {
		return t
	}
	if len(up) == 1 && up[0].Col <= own[len(own)/4].Col {
		return t // the title of the sheet
	}
	for k, c := range up {
		text := strings.TrimSpace(c.Text)
		end := own[len(own)-1].Col + 1
		if k+1 < len(up) {
			end = up[k+1].Col
		}
		if s := x.hear(text); sheet.At(own, c.Col).Kind == sheet.Empty && (bestGuess(x.headerGuesses(text, "")).Gain >= sure || end == c.Col+1 && s.known() > 0 && s.known() == len(s)) {
			t.merged[c.Col] = c.Text
		}
		for col := c.Col; col < end; col++ {
			if t.merged[col] == "" {
				t.above[col] = text
			}
		}
	}
	if i > 1 && x.speaks(up) && x.speaks(head[i-2].cells) {
		outer := x.titles(head, i-1)
		for col, text := range outer.merged {
			if sheet.At(own, col).Kind == sheet.Empty {
				t.merged[col] = text
			}
		}
		for col, text := range outer.above {
			t.above[col] = strings.TrimSpace(text + " " + t.above[col])
		}
	}
	return t
}

// speaks tells whether most texts of a row say something that headings say.
func (x *lexer) speaks(cells []sheet.Cell) bool {
	known, unknown := 0, 0
	for _, c := range cells {
		switch s := x.hear(c.Text); {
		case len(s) > 0 && s.known() == len(s):
			known++
		case 3*unknown >= len(cells):
			return false
		default:
			unknown++
		}
	}
	return known > 1 && 2*unknown <= known
}

// headerAbove finds the header row of a row of tags: the nearest above that
// has a text for half of the tags, its own or one that reaches down to it from
// the row above, unless one further up speaks much clearer; the tag row itself
// where there is none.
func (x *lexer) headerAbove(head []row, tagRow int) int {
	best, top := tagRow, 0.0
	for i := tagRow - 1; i >= max(0, tagRow-5); i-- {
		over, from := 0, x.titles(head, i).merged
		for _, c := range head[tagRow].cells {
			if strings.TrimSpace(sheet.At(head[i].cells, c.Col).Text+from[c.Col]) != "" {
				over++
			}
		}
		if 2*over < len(head[tagRow].cells) {
			continue
		}
		s := max(x.headerScore(head, i), 0.01)
		if best == tagRow || s > 2*top {
			best, top = i, s
		}
	}
	return best
}

// headerIn finds the row that looks most like headers, or -1. Where none holds
// two headers that are known, one that names places or sectors above rows of
// crosses will do: that of a cross-table of organisations.
func (x *lexer) headerIn(head []row) int {
	for _, quick := range []bool{true, false} { // most rows are no headers
		best, top := -1, 0.0
		for i := range head {
			if s := x.at(quick).headerScore(head, i); s > top+1e-9 {
				best, top = i, s
			}
		}
		if best >= 0 {
			return best
		}
	}
	for i, r := range head[:max(0, len(head)-1)] {
		if len(r.cells) < 4 || slices.ContainsFunc(r.cells, func(c sheet.Cell) bool { return c.Kind != sheet.Text }) {
			continue
		}
		g := bestGuess(x.headerGuesses(strings.TrimSpace(r.cells[0].Text), ""))
		marked := 0
		for _, c := range r.cells[1:] {
			if n, all := marks(head[i+1:], c.Col); n > 0 && n == all {
				marked++
			}
		}
		if g.Gain >= 0.6 && (g.unit >= 0 || g.meaning == Sector) && marked >= 3 {
			return i
		}
	}
	// Words of no language we know: the first row of texts that is as wide as
	// the table, so that a person can say what its columns are.
	widest := 0
	for _, r := range head {
		widest = max(widest, len(r.cells))
	}
	for i, r := range head[:max(0, len(head)-1)] {
		if len(r.cells) >= 3 && 5*len(r.cells) >= 4*widest && !slices.ContainsFunc(r.cells, func(c sheet.Cell) bool { return c.Kind != sheet.Text }) {
			return i
		}
	}
	return -1
}

// headerScore adds up how much the texts of a row look like headers, with the
// titles above them.
func (x *lexer) headerScore(head []row, i int) float64 {
	t := x.titles(head, i)
	total, known, texts, months := 0.0, 0, 0, 0
	for _, c := range head[i].cells {
		if c.Kind == sheet.Date { // the head of a month
			months++
		}
		if c.Kind != sheet.Text {
			continue
		}
		texts++
		text := strings.TrimSpace(c.Text)
		if x.told[Fold(text)] {
			total++
			known++
		} else if g := bestGuess(x.headerGuesses(text, t.above[c.Col])); g.Gain > 0 {
			total += g.Gain
			known++
		}
	}
	sectors := x.sectorsIn(head[i].cells)
	if sectors >= 3 && (i+1 == len(head) || x.sectorsIn(head[i+1].cells) < 2) { // a cross-table
		total += 0.5 * float64(sectors)
		known++
	}
	if known < 2 || 2*texts < len(head[i].cells)-months {
		return 0
	}
	if 5*known >= 3*texts { // headers below titles: those of the columns without come from above
		for _, text := range t.merged {
			total += bestGuess(x.headerGuesses(strings.TrimSpace(text), "")).Gain
		}
	}
	return total
}

// sectorsIn counts the texts of a row that name a sector and are no headings.
func (x *lexer) sectorsIn(cells []sheet.Cell) (n int) {
	for _, c := range cells {
		if text := strings.TrimSpace(c.Text); c.Kind == sheet.Text && len(text) < 60 && sectorNamed(text) != "" && bestGuess(x.headerGuesses(text, "")).Gain == 0 {
			n++
		}
	}
	return n
}

// name gives every column its meaning: tags first, then words, then values;
// what a column is among the others comes last.
func (l *Layout) name(data []row, x *lexer) {
	ranked := make([][]guess, len(l.Columns))
	for i := range l.Columns {
		c := &l.Columns[i]
		sum := map[Meaning][]Reason{}
		kinds := map[Meaning]int{}
		note := func(gs []guess) {
			for _, g := range gs {
				sum[g.meaning] = append(sum[g.meaning], g.Reason)
				if g.unit >= 0 {
					kinds[g.meaning] = g.unit
				}
			}
		}
		tagged := tagGuesses(c.Tag)
		note(tagged)
		note(x.headerGuesses(c.leaf, c.Above))
		c.values = x.valuesOf(data, c.Col)
		v := c.values
		v.judge(sum)
		note(v.guesses(sum))
		note(x.bareDates(*c, data))
		c.Against = x.contrary(c, tagged, sum)
		for m, why := range sum {
			left := 1.0
			for _, r := range why {
				left *= 1 - r.Gain
			}
			u, ok := kinds[m]
			if !ok || len(tagged) > 0 {
				u = -1
			}
			ranked[i] = append(ranked[i], guess{m, u, Reason{Gain: 1 - left}})
		}
		slices.SortFunc(ranked[i], func(a, b guess) int {
			return cmp.Or(cmp.Compare(b.Gain, a.Gain), strings.Compare(string(a.meaning), string(b.meaning)))
		})
		if len(ranked[i]) == 0 || ranked[i][0].Gain < sure {
			continue
		}
		first := ranked[i][0]
		c.Meaning, c.Confidence, c.unit = first.meaning, min(first.Gain, 0.99), first.unit
		c.Why = sum[c.Meaning]
		if strings.HasPrefix(c.leaf, "_") && (c.Meaning == Status || c.Meaning == Remarks || c.Meaning == DateReported) {
			c.Meaning = FormField // of the form itself, not of what it tells
		}
		for _, g := range ranked[i][1:] {
			if first.Gain-g.Gain < 0.015 && (g.unit < 0 || g.unit != c.unit) {
				c.Also = g.meaning
				break
			}
		}
	}
	l.settleLevels()
	l.settleTags(x)
	l.settleSectors()
	l.settleYear(data)
	l.settleCodes(data, x)
	l.settleAcronyms()
	l.settleRoles()
	l.settlePeople(x)
	l.crossed(data, x)
}

// crossed tells a cross-table from a long one: a column for each sector,
// organisation, place or month, with crosses or numbers below.
func (l *Layout) crossed(data []row, x *lexer) {
	hasOrg, hasSector := l.Org() != nil, l.Column(Sector) != nil
	var sectors, orgs, vacant []int // the last: places where nobody works yet
	columns := 0
	for i := range l.Columns {
		c := &l.Columns[i]
		if c.Filled > 0 {
			columns++
		}
		if c.Tag != "" || c.Header == "" {
			continue
		}
		n, all := marks(data, c.Col)
		if n*10 < all*9 {
			continue
		}
		code := SectorOf(c.leaf)
		switch {
		case code != "" && (c.Meaning == Unread || c.Meaning.CountsPeople() || c.Confidence < 0.7):
			sectors = append(sectors, i)
			c.Sector = code
		case c.Confidence < 0.7 && !totals[Fold(c.Header)] && !strings.HasPrefix(c.Header, "_") && strings.IndexFunc(c.Header, unicode.IsLetter) >= 0:
			if all > 0 {
				orgs = append(orgs, i)
			} else if x.namesPlace(*c) {
				vacant = append(vacant, i)
			}
		}
	}
	if l.crossedByNames() || l.crossedByMonth(data, x) {
		return
	}
	place := slices.ContainsFunc(l.Columns, func(c Column) bool { return strings.HasPrefix(string(c.Meaning), "adm") })
	places := 0 // headings that are places, by their words
	for _, i := range orgs {
		if x.namesPlace(l.Columns[i]) {
			places++
		}
	}
	named := len(orgs) > 0 && 2*places >= len(orgs)
	as := func(is []int, m Meaning) {
		l.CrossTab = true
		for _, i := range is {
			c := &l.Columns[i]
			n, all := marks(data, c.Col)
			c.Meaning, c.Also, c.Who, c.Confidence = m, Unread, Nobody, max(c.Confidence, 0.8)
			c.Why = []Reason{{"header", c.Header, 0.8}, {"marks", fmt.Sprintf("%d/%d", n, all), 0.5}}
		}
	}
	switch {
	case len(orgs) >= 3 && 2*len(orgs) >= columns && hasOrg && (named || !place),
		named && len(orgs)+len(vacant) >= 3 && (hasOrg || hasSector) && !place:
		if !named { // the blank ones between them
			vacant = nil
			for i := orgs[0]; i < orgs[len(orgs)-1]; i++ {
				if c := l.Columns[i]; c.Filled == 0 && c.Meaning == Unread && c.Header != "" && c.Tag == "" {
					vacant = append(vacant, i)
				}
			}
		}
		orgs = append(orgs, vacant...)
		as(orgs, CountByPlace)
		l.countsIn(CountByPlace, x)
	case len(sectors) >= 3 && !(hasOrg && hasSector) && len(sectors) >= len(orgs):
		as(sectors, SectorCount)
	case len(orgs) >= 3 && 2*len(orgs) >= columns && !hasOrg && (place || hasSector):
		as(append(orgs, sectors...), OrgCount) // Education Cannot Wait is no sector
	}
	for i := range l.Columns {
		if l.Columns[i].Meaning != SectorCount {
			l.Columns[i].Sector = ""
		}
	}
}

var totals = map[string]bool{"total": true, "totaux": true, "grand total": true, "total general": true, "sum": true, "somme": true, "totals": true, "الاجمالي": true, "المجموع": true}
