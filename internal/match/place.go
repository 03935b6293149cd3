package match

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"toguna/internal/locale"
	"toguna/internal/record"
)

// Places finds administrative units by the codes and names that files give.
// It knows the units valid on one day, those that no longer or not yet are, the
// crosswalks from other schemes of codes, and what people have decided. It is
// not altered after it is made, so that several goroutines may ask it.
type Places struct {
	byID    map[record.PlaceID]*record.Place
	codes   map[string]*record.Place    // P-code, valid on the day
	gone    map[string]*record.Place    // P-code, not valid on the day
	names   map[ofLevel][]*record.Place // valid on the day
	was     map[ofLevel][]*record.Place // not valid on the day
	level   [4][]*record.Place          // valid on the day, by level
	ages    map[string][]*record.Place  // P-code, the units that had it one after the other
	crossed map[string][]*record.Place  // codes of other schemes
	decided map[string]*record.Place    // what a person decided: text and the code it was named within
}

// NewPlaces takes the units of all times, and the remembered spellings of
// places: crosswalks and decisions of people. The day is the one the file
// speaks of; when it is empty the units without an end are valid.
func NewPlaces(places []*record.Place, decided []*record.Spelling, day record.Day) *Places {
	p := &Places{byID: map[record.PlaceID]*record.Place{}, codes: map[string]*record.Place{}, gone: map[string]*record.Place{},
		names: map[ofLevel][]*record.Place{}, was: map[ofLevel][]*record.Place{},
		ages: map[string][]*record.Place{}, crossed: map[string][]*record.Place{}, decided: map[string]*record.Place{}}
	for _, u := range places {
		p.byID[record.PlaceID(u.ID)] = u
		valid := u.Until == ""
		if day != "" {
			valid = u.Valid().On(day)
		}
		codes, names := p.codes, p.names
		if !valid {
			codes, names = p.gone, p.was
		} else if l := int(u.Depth.V); u.Depth.Known() && l >= 0 && l < len(p.level) {
			p.level[l] = append(p.level[l], u)
		}
		codes[strings.ToUpper(u.Code)] = u
		if code := strings.ToUpper(record.PCode(u.Code)); codes[code] == nil {
			codes[code] = u // of the units that had the code, the one of the day
		}
		p.ages[record.PCode(u.Code)] = append(p.ages[record.PCode(u.Code)], u)
		for _, n := range append([]string{u.NameFR}, u.AltNames...) {
			if k := levelKey(u.Depth.V, n); !slices.Contains(names[k], u) {
				names[k] = append(names[k], u)
			}
		}
	}
	for _, s := range decided {
		u := p.byID[s.Place]
		switch {
		case s.Of != "place" || u == nil:
		case s.Basis == "crosswalk":
			if k := strings.ToUpper(s.Text); !slices.Contains(p.crossed[k], u) {
				p.crossed[k] = append(p.crossed[k], u)
			}
		case p.codes[strings.ToUpper(u.Code)] == u:
			p.decided[decidedKey(placeKey(s.Text), s.Within)] = u
		}
	}
	return p
}

// Site is what the cells of a row say of its place, by administrative level.
type Site struct{ Code1, Name1, Code2, Name2, Code3, Name3 string }

// Text joins the cells that are filled. A decision on exactly these cells is
// remembered as a spelling of this text, within nothing.
func (s Site) Text() string {
	cells := []string{s.Code1, s.Name1, s.Code2, s.Name2, s.Code3, s.Name3}
	return strings.Join(slices.DeleteFunc(cells, func(c string) bool { return strings.TrimSpace(c) == "" }), " | ")
}

// Found is where the cells of a row lead.
type Found struct {
	Place            *record.Place // the deepest unit, nil when there is none
	Adm1, Adm2, Adm3 *record.Place // nil from the level on that is not known
	Issues           []Issue
	Nearest          string // the nearest name for one that is not known, where there is one
}

// Issue is a difference between what cells say and the unit that was taken.
type Issue string

// The issues, and what was done.
const (
	WrongRegion  Issue = "wrong_region"  // the cercle lies in another region than the one stated
	WrongCercle  Issue = "wrong_cercle"  // the commune lies in another cercle than the one stated
	CodeName     Issue = "code_name"     // code and name of one level speak of two units
	OldCode      Issue = "old_code"      // a code or name that is no longer, or not yet, valid: its successor was taken
	OtherScheme  Issue = "other_scheme"  // a code of another scheme or mistyped: the name was used
	CodeRepaired Issue = "code_repaired" // zeros or country letters of the code were wrong, and the name agrees
	NameAlike    Issue = "name_alike"    // the name is spelt nearly as that of one unit of the parent
	NoCercle     Issue = "no_cercle"     // the only commune of its name in the region: the row tells no cercle
	NameUnknown  Issue = "name_unknown"  // no such name in the unit above, which was taken
)

// Issues lists the issues in the order of reports, with their texts.
var Issues = []struct {
	Issue  Issue
	FR, EN string
}{
	{WrongRegion, "Cercle sous une autre région", "Cercle under another region"},
	{WrongCercle, "Commune sous un autre cercle", "Commune under another cercle"},
	{CodeName, "Code et nom se contredisent", "Code and name disagree"},
	{OldCode, "Code qui ne vaut pas à cette date", "Code not valid on that day"},
	{OtherScheme, "Code inconnu (autre codification ?), le nom a servi", "Unknown code (another scheme?), the name was used"},
	{CodeRepaired, "Code mal écrit, rétabli car le nom concorde", "Code badly written, repaired as the name agrees"},
	{NameAlike, "Nom écrit autrement, reconnu par ressemblance", "Name spelt otherwise, recognised by its likeness"},
	{NoCercle, "Cercle non précisé, la seule commune de ce nom dans la région a servi", "No cercle stated, the only commune of that name in the region was used"},
	{NameUnknown, "Nom inconnu à ce niveau, le niveau au-dessus a servi", "Name unknown at this level, the level above was used"},
}

// Text writes the issue for a person.
func (i Issue) Text(l locale.Lang) string {
	for _, x := range Issues {
		if x.Issue == i {
			return l.Say(strings.ReplaceAll(x.FR, " ?", locale.NBSP+"?"), x.EN)
		}
	}
	return string(i)
}

// placeWords are no part of a unit's name.
var placeWords = strings.Fields("region cercle commune district province departement prefecture rurale urbaine de du la le of")

// saysNothing are names that leave the level open.
var saysNothing = strings.Fields("na nd ns inconnu inconnue unknown autre autres other others aucun aucune none nonspecifie nonprecise nonrenseigne nonapplicable notspecified unspecified notapplicable plusieurs several multiple")

// everywhere are the words of names that mean all units of the level.
var everywhere = strings.Fields("tous toutes tout toute all les le la l ensemble du de des the whole entire niveau level national nationale nationwide countrywide pays country " +
	"couverture coverage cobertura nacional todos todas todo regions cercles communes provinces departements districts")

// neverAlike are words that tell neighbours apart: names that differ in one of
// them are two names, however near the letters.
var neverAlike = strings.Fields("nord sud est ouest centre central centrale north south east west haut haute bas basse upper lower inconnu autre")

// placeKey is a name without case, accents and words such as “cercle de”.
func placeKey(name string) string { return keyOf(foldedPlace(name)) }

func foldedPlace(name string) string { return record.Fold(norm.NFC.String(name)) }

func keyOf(folded string) string {
	if strings.IndexFunc(folded, unicode.IsSpace) < 0 {
		return folded // one word, as most are
	}
	return strings.Join(wordsOf(folded), "")
}

func placeNameWords(name string) []string { return wordsOf(foldedPlace(name)) }

func wordsOf(folded string) []string {
	words := strings.Fields(folded)
	kept := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return slices.Contains(placeWords, w) })
	if len(kept) == 0 {
		return words
	}
	return kept
}

// ofLevel is the key of a name among those of its level.
type ofLevel struct {
	level float64
	name  string
}

func levelKey(level float64, name string) ofLevel { return ofLevel{level, placeKey(name)} }

func decidedKey(key, within string) string {
	return key + "|" + strings.ToUpper(strings.TrimSpace(within))
}

// placeName is the cell of a name as it is looked for.
type placeName struct {
	text, folded, key string
	blank             bool // it says nothing of its level
}

func nameIn(cell string) placeName {
	folded := foldedPlace(cell)
	k := keyOf(folded)
	return placeName{cell, folded, k, k == "" || slices.Contains(saysNothing, k) || allOf(folded)}
}

func (n *placeName) of(level float64) ofLevel { return ofLevel{level, n.key} }

// allOf tells whether a folded name means all units of the level.
func allOf(folded string) bool {
	said := false
	for w := range strings.FieldsSeq(folded) {
		if !slices.Contains(everywhere, w) {
			return false
		}
		said = true
	}
	return said
}

func (p *Places) parent(u *record.Place) *record.Place {
	if u == nil {
		return nil
	}
	return p.byID[u.Parent]
}

// code finds the unit of a level by the code of a cell, through the crosswalks
// when it is no P-code. A code that means two units in two schemes means the
// one that its name agrees with.
func (p *Places) code(cell string, name *placeName, level float64) *record.Place {
	cell = strings.ToUpper(strings.TrimSpace(cell))
	if u := p.codes[cell]; u != nil && u.Depth == record.N(level) {
		return u
	}
	if p.gone[cell] != nil {
		return nil // a P-code of another day is no code of another scheme
	}
	var found *record.Place
	several := len(p.crossed[cell]) > 1
	for _, u := range p.crossed[cell] {
		if u.Depth != record.N(level) || p.codes[strings.ToUpper(u.Code)] != u || several && (name.blank || !p.named(u, name)) {
			continue
		}
		if found != nil {
			return nil
		}
		found = u
	}
	return found
}

// ended finds a unit that is not valid on the day by the code of a cell.
func (p *Places) ended(cell string) *record.Place {
	cell = strings.ToUpper(strings.TrimSpace(cell))
	if u := p.gone[cell]; u != nil {
		return u
	}
	if all := p.crossed[cell]; len(all) == 1 && p.codes[strings.ToUpper(all[0].Code)] != all[0] {
		return all[0]
	}
	return nil
}

// delimiters are what people put between the parts of a code.
var delimiters = strings.NewReplacer(".", "", "-", "", " ", "", "_", "")

var codeShape = regexp.MustCompile(`^([A-Z]{2,3})([0-9]{1,18})$`)

// repaired finds the unit of a level whose name is that of the cell and whose
// code differs from the cell's only in zeros that fill a level up, in country
// letters of two or three, or in delimiters: YEM030 for YE30, NE00409 for
// NER004009.
func (p *Places) repaired(cell string, name *placeName, level float64) *record.Place {
	if name.blank {
		return nil
	}
	bare := delimiters.Replace(strings.ToUpper(cell))
	parts := codeShape.FindStringSubmatch(bare)
	if parts == nil {
		return nil
	}
	var found *record.Place
	for _, u := range p.names[name.of(level)] {
		if parts[1][0] != u.Code[0] || !p.samePath(parts[2], u) {
			continue
		}
		if found != nil {
			return nil
		}
		found = u
	}
	return found
}

// samePath tells whether digits spell the numbers of a unit and of those above
// it, whatever the zeros before each.
func (p *Places) samePath(digits string, u *record.Place) bool {
	var numbers []string
	for ; u != nil; u = p.parent(u) {
		up := p.parent(u)
		code := record.PCode(u.Code)
		own := strings.TrimLeft(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
		if up != nil && up.Depth != record.N(0) {
			rest, nested := strings.CutPrefix(code, record.PCode(up.Code))
			if !nested {
				return false
			}
			own = rest
		}
		if own == "" {
			break
		}
		numbers = append(numbers, strings.TrimLeft(own, "0"))
		if up == nil || up.Depth == record.N(0) {
			break
		}
	}
	for _, n := range slices.Backward(numbers) {
		digits = strings.TrimLeft(digits, "0")
		rest, same := strings.CutPrefix(digits, n)
		if !same {
			return false
		}
		digits = rest
	}
	return digits == "" && len(numbers) > 0
}

// named tells whether a cell is one of the names of a unit; a cell that says
// nothing says nothing against it.
func (p *Places) named(u *record.Place, name *placeName) bool {
	return name.blank || slices.Contains(p.names[name.of(u.Depth.V)], u) ||
		slices.ContainsFunc(bothNames(name.text), func(name placeName) bool { return slices.Contains(p.names[name.of(u.Depth.V)], u) })
}

// bothNames gives the names of a cell that holds several of one place, in two
// scripts or languages, as “تبن / Tuban”.
func bothNames(cell string) (names []placeName) {
	if !strings.ContainsAny(cell, "/|") {
		return nil
	}
	for part := range strings.FieldsFuncSeq(cell, func(r rune) bool { return r == '/' || r == '|' }) {
		if name := nameIn(part); !name.blank {
			names = append(names, name)
		}
	}
	return names
}

// oneOf finds the unit that the names of a cell speak of, if it is one.
func oneOf(names []placeName, find func(name *placeName) *record.Place) (found *record.Place) {
	for i := range names {
		switch u := find(&names[i]); {
		case u == nil:
		case found != nil && found != u:
			return nil
		default:
			found = u
		}
	}
	return found
}

// within finds the only unit of a name inside a parent or, without a parent,
// the only one of the level. What a person decided comes first.
func (p *Places) within(name *placeName, level float64, parent *record.Place) *record.Place {
	if name.blank {
		return nil
	}
	if len(p.decided) > 0 {
		in := ""
		if parent != nil {
			in = parent.Code
		}
		if u := p.decided[decidedKey(name.key, in)]; u != nil && u.Depth == record.N(level) {
			return u
		}
	}
	if u := onlyIn(p.names[name.of(level)], parent); u != nil {
		return u
	}
	return oneOf(bothNames(name.text), func(name *placeName) *record.Place { return onlyIn(p.names[name.of(level)], parent) })
}

func onlyIn(all []*record.Place, parent *record.Place) *record.Place {
	var found *record.Place
	for _, u := range all {
		if parent != nil && u.Parent != record.PlaceID(parent.ID) {
			continue
		}
		if found != nil {
			return nil
		}
		found = u
	}
	return found
}

// alike finds the only unit of a parent whose name is nearly that of the cell.
func (p *Places) alike(name *placeName, level int, parent *record.Place) *record.Place {
	if name.blank {
		return nil
	}
	if names := bothNames(name.text); len(names) > 1 {
		return oneOf(names, func(name *placeName) *record.Place { return p.alike(name, level, parent) })
	}
	words := wordsOf(name.folded)
	key := strings.Join(words, "")
	if len(key) <= 5 {
		return nil
	}
	var found *record.Place
	for _, u := range p.level[level] {
		if parent != nil && u.Parent != record.PlaceID(parent.ID) {
			continue
		}
		if !slices.ContainsFunc(append([]string{u.NameFR}, u.AltNames...), func(n string) bool {
			other := placeNameWords(n)
			return slices.Equal(distinctive(words), distinctive(other)) && placesAlike(key, strings.Join(other, ""))
		}) {
			continue
		}
		if found != nil {
			return nil
		}
		found = u
	}
	return found
}

// distinctive keeps the words of a name that tell neighbours apart, numbers
// among them: Gadougou 1 is not Gadougou 2.
func distinctive(words []string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool {
		return !slices.Contains(neverAlike, w) && !strings.ContainsAny(w, "0123456789")
	})
}

// placeSounds writes the ways in which one sound of the names of the Sahel is spelt
// as one letter.
var placeSounds = strings.NewReplacer("tch", "c", "ch", "s", "dj", "j", "di", "j", "ph", "f", "qu", "k", "gue", "ge", "gui", "gi", "ou", "u", "oo", "u", "w", "u",
	"c", "k", "q", "k", "y", "i", "z", "s", "th", "t", "kh", "k", "gh", "g", "h", "")

func placeSound(key string) string {
	return string(slices.Compact([]rune(placeSounds.Replace(key))))
}

func placesAlike(a, b string) bool {
	if len(b) <= 5 {
		return false
	}
	x, y := []rune(a), []rune(b)
	most := 1
	if min(len(x), len(y)) >= 12 {
		most = 2
	}
	return placeSound(a) == placeSound(b) || record.LettersApart(x, y, most) <= most
}

// Find resolves the places of a row. A decision on exactly these cells comes
// first. The cercle: its code, where it exists and lies in the region stated by
// code or by name; else its name within such a region; else the code when its
// name agrees. The region: the one that two of region code, region name and
// cercle speak of, else the code's. The commune: its code or its name within the
// cercle, or its name within the region where the row tells no cercle and the region
// has one of that name; never its name alone. A level that says “all” or “not
// specified” leaves the row at the level above. A cell whose parts are one within
// the other, Gao / Ansongo / Bara, is read by its parts.
func (p *Places) Find(s Site) Found {
	if len(p.decided) > 0 && s.Text() != "" {
		if u := p.decided[decidedKey(placeKey(s.Text()), "")]; u != nil {
			return p.at(u)
		}
	}
	best, found := p.find(s), false
	if s.Code1+s.Code2+s.Code3 != "" {
		return best
	}
	for level, cell := range [...]string{s.Name1, s.Name2, s.Name3} {
		for _, parts := range partsOf(cell) {
			for from := range 4 - len(parts) {
				names := [3]string{s.Name1, s.Name2, s.Name3}
				names[level] = ""
				apart := false
				for i, part := range parts {
					apart = apart || names[from+i] != "" && record.Fold(names[from+i]) != record.Fold(part)
					names[from+i] = part
				}
				last := from + len(parts)
				f := p.find(Site{Name1: names[0], Name2: names[1], Name3: names[2]})
				units := [...]*record.Place{f.Adm1, f.Adm2, f.Adm3}
				switch {
				case apart || units[last-2] == nil || units[last-1] == nil && len(parts) < 3: // two cercles are no path
				case len(f.Issues) == 0 && units[last-1] != nil:
					return f
				case !found && !slices.ContainsFunc(f.Issues, func(i Issue) bool { return i != NameAlike && i != NameUnknown }):
					best, found = f, true
				}
			}
		}
	}
	return best
}

// partsOf cuts a cell that names two or three places, from the widest on, either
// way round.
func partsOf(cell string) (all [][]string) {
	for _, between := range []string{"/", " - ", " – ", ">", ",", "|", "\\"} {
		parts := strings.Split(cell, between)
		if len(parts) < 2 || len(parts) > 3 {
			continue
		}
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
		}
		if slices.Contains(parts, "") {
			continue
		}
		back := slices.Clone(parts)
		slices.Reverse(back)
		all = append(all, parts, back)
	}
	return all
}

// find resolves cells that each name a place at most.
func (p *Places) find(s Site) Found {
	f := placeFinder{Places: p, s: s, name1: nameIn(s.Name1), name2: nameIn(s.Name2), name3: nameIn(s.Name3)}
	f.regions()
	f.cercle()
	f.region()
	f.commune()
	found := Found{Place: cmp.Or(f.adm3, f.adm2, f.adm1), Adm1: f.adm1, Adm2: f.adm2, Adm3: f.adm3, Issues: f.issues, Nearest: f.nearest}
	if found.Place == nil && s.Name2+s.Name3 == "" && allOf(f.name1.folded) && len(p.level[0]) == 1 { // whatever code some give to all
		found.Place = p.level[0][0]
	}
	return found
}

// Shared tells whether the P-code of a unit was that of another before or after.
func (p *Places) Shared(u *record.Place) bool {
	return u != nil && len(p.ages[record.PCode(u.Code)]) > 1
}

// Then is where a row leads on its own day, in a file of several: a code that
// two units had one after the other means the one that had it then, unless the
// name beside it is that of the other.
func (p *Places) Then(f Found, s Site, day record.Day) Found {
	code, name := s.Code1, s.Name1
	switch f.Place.Depth {
	case record.N(2):
		code, name = s.Code2, s.Name2
	case record.N(3):
		code, name = s.Code3, s.Name3
	}
	had := record.PCode(f.Place.Code)
	if f.Place.On(day) || !strings.EqualFold(strings.TrimSpace(code), had) {
		return f
	}
	if said := nameIn(name); !said.blank && p.named(f.Place, &said) {
		return f
	}
	for _, u := range p.ages[had] {
		if u.On(day) {
			then := p.at(u)
			then.Issues, then.Nearest = f.Issues, f.Nearest
			return then
		}
	}
	return f
}

// at is a unit with the units above it.
func (p *Places) at(u *record.Place) Found {
	f := Found{Place: u}
	for up := u; up != nil; up = p.parent(up) {
		switch up.Depth {
		case record.N(1):
			f.Adm1 = up
		case record.N(2):
			f.Adm2 = up
		case record.N(3):
			f.Adm3 = up
		}
	}
	return f
}

// placeFinder is one row being resolved: c1, n1, c2 and c3 are the units that single
// cells speak of.
type placeFinder struct {
	*Places
	s                Site
	name1            placeName
	name2, name3     placeName
	c1, n1, c2       *record.Place
	successor        bool // adm2 followed one that ended
	adm1, adm2, adm3 *record.Place
	issues           []Issue
	nearest          string
}

func (f *placeFinder) issue(i Issue) {
	if !slices.Contains(f.issues, i) {
		f.issues = append(f.issues, i)
	}
}

// read finds what code and name of a cell speak of, and flags a code that is
// not one of the level on the day.
func (f *placeFinder) read(code string, name *placeName, level float64) *record.Place {
	if strings.TrimSpace(code) == "" {
		return nil
	}
	u := f.code(code, name, level)
	switch {
	case u != nil:
	case f.ended(code) != nil:
		f.issue(OldCode)
	default:
		if u = f.repaired(code, name, level); u != nil {
			f.issue(CodeRepaired)
		} else {
			f.issue(OtherScheme)
		}
	}
	return u
}

func (f *placeFinder) regions() {
	f.c1 = f.read(f.s.Code1, &f.name1, 1)
	f.n1 = f.within(&f.name1, 1, nil)
	if f.n1 == nil && f.c1 == nil {
		if f.n1 = f.alike(&f.name1, 1, nil); f.n1 != nil {
			f.issue(NameAlike)
		}
	}
	f.c2 = f.read(f.s.Code2, &f.name2, 2)
}

// stated gives the regions that the row names, the code's first.
func (f *placeFinder) stated() []*record.Place {
	return slices.DeleteFunc([]*record.Place{f.c1, f.n1}, func(u *record.Place) bool { return u == nil })
}

func (f *placeFinder) cercle() {
	stated := f.stated()
	name := &f.name2
	if f.c2 != nil && (len(stated) == 0 || slices.Contains(stated, f.parent(f.c2))) {
		f.adm2 = f.c2
	}
	for _, up := range stated {
		if f.adm2 == nil {
			f.adm2 = f.within(name, 2, up)
		}
	}
	if f.adm2 == nil && f.c2 != nil && !name.blank && f.named(f.c2, name) {
		f.adm2 = f.c2
	}
	if f.adm2 == nil && f.c2 == nil {
		f.succeed(stated)
	}
	for _, up := range stated {
		if f.adm2 == nil {
			if f.adm2 = f.alike(name, 2, up); f.adm2 != nil {
				f.issue(NameAlike)
			}
		}
	}
	if f.c2 != nil && !f.named(f.c2, name) {
		f.issue(CodeName)
	}
}

// succeed looks for the cercle by its name alone: where no region is stated, or
// where the row names a unit that is not valid on the day and the name is that
// of its successor. A region that came later is the cercle it was cut from.
func (f *placeFinder) succeed(stated []*record.Place) {
	old := f.ended(f.s.Code2)
	for _, up := range stated {
		if old == nil {
			old = onlyIn(f.was[f.name2.of(2)], up)
		}
	}
	name := &f.name2
	if name.blank && old == nil && len(stated) == 0 {
		name = &f.name1
		if old = f.ended(f.s.Code1); old == nil {
			old = onlyIn(f.was[name.of(1)], nil)
		}
		if old == nil {
			return
		}
	}
	if name.blank && old != nil {
		its := nameIn(old.NameFR)
		name = &its
	}
	u := f.within(name, 2, nil)
	if u == nil || old == nil && len(stated) > 0 {
		return
	}
	f.adm2, f.successor = u, old != nil
	if old != nil {
		f.issue(OldCode)
	}
}

func (f *placeFinder) region() {
	stated, up := f.stated(), f.parent(f.adm2)
	switch {
	case f.successor, up != nil && (len(stated) == 0 || slices.Contains(stated, up)):
		f.adm1 = up
	case len(stated) > 0:
		f.adm1 = stated[0]
	}
	switch {
	case f.adm2 != nil && !f.successor && up != nil && (f.c1 != nil && f.c1 != up || f.n1 != nil && f.n1 != up):
		f.issue(WrongRegion)
	case f.c1 != nil && f.n1 != nil && f.c1 != f.n1:
		f.issue(CodeName)
	}
	if f.adm2 == nil && f.adm1 != nil && !f.name2.blank {
		f.unknown(f.s.Name2, 2, f.adm1)
	}
}

// commune resolves the third level. A commune outside the cercle stated is
// taken when its code and its name agree and the cercle rests on one cell only;
// else the row stays at the cercle.
func (f *placeFinder) commune() {
	name := &f.name3
	c3 := f.read(f.s.Code3, name, 3)
	agrees := c3 != nil && !name.blank && f.named(c3, name)
	switch {
	case c3 != nil && f.parent(c3) == f.adm2 && f.adm2 != nil:
		f.adm3 = c3
	case f.adm2 != nil:
		if f.adm3 = f.within(name, 3, f.adm2); f.adm3 == nil && c3 == nil {
			if f.adm3 = f.alike(name, 3, f.adm2); f.adm3 != nil {
				f.issue(NameAlike)
			}
		}
		if f.adm3 == nil && c3 != nil {
			f.issue(WrongCercle)
			if twice := f.c2 == f.adm2 && !f.name2.blank && f.named(f.adm2, &f.name2); agrees && !twice {
				f.take(c3)
			}
		}
	case c3 == nil && f.adm1 != nil && f.s.Code2+f.s.Name2 == "" && !name.blank:
		if found := f.inRegion(name); found != nil {
			f.take(found)
			f.issue(NoCercle)
		} else {
			f.issue(NameUnknown)
		}
	case c3 != nil && (len(f.stated()) == 0 || f.parent(f.parent(c3)) == f.adm1):
		f.take(c3)
	case c3 != nil:
		f.issue(WrongRegion)
	}
	if c3 != nil && !f.named(c3, name) {
		f.issue(CodeName)
	}
	if f.adm3 == nil && f.adm2 != nil && c3 == nil && !name.blank {
		f.unknown(name.text, 3, f.adm2)
	}
}

// inRegion is the only commune of that name in the region.
func (f *placeFinder) inRegion(name *placeName) (found *record.Place) {
	for _, u := range f.names[name.of(3)] {
		switch {
		case f.parent(f.parent(u)) != f.adm1:
		case found != nil:
			return nil
		default:
			found = u
		}
	}
	return found
}

// take puts the row into a commune and the units above it.
func (f *placeFinder) take(c3 *record.Place) {
	at := f.at(c3)
	f.adm1, f.adm2, f.adm3 = at.Adm1, at.Adm2, at.Adm3
	f.issues = slices.DeleteFunc(f.issues, func(i Issue) bool { return i == NameUnknown })
}

// unknown says that a name is not known, with the nearest of the unit above.
func (f *placeFinder) unknown(name string, level int, up *record.Place) {
	f.issue(NameUnknown)
	var names []string
	for _, u := range f.level[level] {
		if u.Parent == record.PlaceID(up.ID) {
			names = append(append(names, u.NameFR), u.AltNames...)
		}
	}
	f.nearest = record.Nearest(name, names)
}
