package record

import (
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// freeTextFaults are the sorts of thing that a free text must not hold, as keys
// of Faults (data responsibility, P1 and P2): the desk keeps what is done for
// people, never who they are nor what was done to them.
var freeTextFaults = []string{"text_person", "text_case", "text_incident", "text_refuge", "text_phone", "text_email"}

// FreeText gives the sorts of freeTextFaults that a text seems to hold. It looks
// for individuals, by a few words and the shapes of words and numbers around
// them, and not for topics: survivors in the plural, a training about detention
// or an age group are ordinary.
func FreeText(text string) (met []string) {
	if ordinary(text) {
		return nil
	}
	return lookedThrough(text)
}

func lookedThrough(text string) (met []string) {
	var few [48]word
	words, all := wordsOf(text, few[:0])
	r := reading{text, words}
	for i, found := range [...]bool{
		all.is(ofPerson) && r.any(ofPerson, r.person),
		all.is(ofCase) && r.any(ofCase, r.caseNumber),
		all.is(ofIncident) && r.any(ofIncident, r.incident),
		all.is(asRefuge) && all.is(asAddress) && r.any(asRefuge, r.refuge),
		all.is(asDialled) && r.phone(),
		strings.IndexByte(text, '@') >= 0 && email(text),
	} {
		if found {
			met = append(met, freeTextFaults[i])
		}
	}
	return met
}

// role is what a word may do in a text, as far as it matters here.
type role uint32

const (
	asYears     role = 1 << iota // what an age is counted in
	asAged                       // between a name and an age
	asOne                        // one is meant
	asOf                         // of, of the
	asWho                        // one person
	asSurvivor                   // one person to whom something was done
	asSurvivors                  // several of them
	asGroup                      // stands before an age and is no name
	asMore                       // of an age: and above
	asLinking                    // and, or
	asAt                         // before a place
	asNamed                      // before a name
	asWhose                      // before a name or an age, of itself of one person
	asTitled                     // before a family name
	asNameOf                     // a name
	asCaseOf                     // a case
	asFileOf                     // what else of a person has a number
	asNumbered                   // before that number
	asViolence                   // what the numbers of cases begin with
	asBeen                       // before what was done to one person
	asHarmed                     // what was done
	asHarmedBy                   // what was done, before by
	asBy                         // by
	asDid                        // by itself an incident
	asRefuge                     // where survivors are sheltered
	asAddress                    // before an address
	asPhoned                     // before a telephone number
	asDialled                    // no word: enough digits one after the other
)

func (r role) is(any role) bool { return r&any != 0 }

// roles are the words by role, folded: French, English, Spanish, Portuguese, Arabic.
var roles = func() map[string]role {
	all := map[string]role{}
	for r, words := range map[role]string{
		asYears: "an ans year years yr yrs yo anos ano سنة سنوات عاما عام",
		asAged:  "age agee aged de of edad con idade com who is",
		asOne:   "un une la le l cette cet ce du au the a an this una el esta este uma o essa",
		asOf:    "de d du of da do del la le l the el o a",
		asWho: "fille fillette garcon femme homme dame enfant jeune adolescente adolescent girl boy woman man child teenager minor nina nino mujer hombre " +
			"menina menino mulher",
		asWho | asSurvivor: "survivante survivant victime mineure mineur patiente beneficiaire survivor victim sobreviviente victima sobrevivente vitima",
		asSurvivors:        "survivantes survivants victimes survivors victims sobrevivientes victimas sobreviventes vitimas الناجيات",
		asGroup: "filles garcons femmes hommes enfants jeunes adolescents adolescentes personnes mineurs eleves ages agees moins tranche tous toutes adultes " +
			"population children girls boys women men aged adults under youth persons people ninos ninas mujeres hombres menores meninos meninas mulheres " +
			"homens projet programme phase plan duree project duration proyecto projeto total",
		asMore:     "plus above over older more mas mais",
		asLinking:  "et and ou or to y e",
		asAt:       "a en in at dans",
		asNamed:    "nommee nomme prenommee prenomme denommee denomme surnommee appelee named llamada llamado chamada chamado",
		asWhose:    "عمرها عمره اسمها اسمه تدعى المدعوة البالغة",
		asTitled:   "mme mlle madame monsieur mr mrs miss senora senhora",
		asNameOf:   "nom prenom name nombre nome",
		asCaseOf:   "cas case caso",
		asFileOf:   "dossier incident expediente processo الحالة الملف",
		asNumbered: "numero num n no nr nro number ref reference id code codigo رقم",
		asViolence: "vbg gbv sgbv vsbg pe cp",
		asBeen:     "ete was fue foi",
		asHarmed: "violee assassinee assassine torturee torture kidnappee kidnappe sequestree agressee excisee poignardee raped abducted kidnapped " +
			"murdered tortured assaulted killed violada asesinada secuestrada torturada assassinada sequestrada estuprada",
		asHarmedBy: "violee tuee enlevee kidnappee kidnappe sequestree agressee raped violada estuprada",
		asBy:       "par by por",
		asDid:      "اغتصبت اختطفت",
		asRefuge:   "refuge foyer abri shelter safehouse house maison camp site centre refugio casa abrigo مأوى",
		asAddress:  "sis sise situe situee adresse rue quartier located address street ubicado ubicada direccion calle localizado localizada endereco rua",
		asPhoned:   "tel telephone phone contact whatsapp mobile cell cel celular telefono telefone gsm call هاتف جوال تلفون",
	} {
		for w := range strings.FieldsSeq(words) {
			all[w] |= r
		}
	}
	return all
}()

// What a word tells, as far as a quick look goes.
const (
	tellsNothing = iota
	tellsAlone
	tellsBeforeOf // only with a word of asOf behind it
	tellsOf
)

// telling is what words tell, two bits for the hash of each word: small enough to
// stay near the processor. Words that share their place all tell alone.
var telling = func() (all [1 << 9]uint64) {
	for w, r := range roles {
		tells := uint64(tellsNothing)
		switch {
		case r.is(ofPerson&^asCaseOf | ofCase&^(asCaseOf|asFileOf) | ofIncident | asAddress | asPhoned | asNumbered), r.is(asCaseOf|asFileOf) && r.is(asOf):
			tells = tellsAlone
		case r.is(asCaseOf | asFileOf):
			tells = tellsBeforeOf
		case r.is(asOf):
			tells = tellsOf
		default:
			continue
		}
		h := uint32(0)
		for i := range len(w) {
			h = bits.RotateLeft32(h, 5) ^ uint32(w[i])
		}
		slot, at := slotOf(h)
		if had := all[slot] >> at & 3; had != tellsNothing && had != tells {
			tells = tellsAlone
		}
		all[slot] = all[slot]&^(3<<at) | tells<<at
	}
	all[0] &^= 3 // of no word
	return all
}()

// slotOf is where telling holds a word, by the turned hash of its letters.
func slotOf(h uint32) (slot, bit uint32) {
	at := h * 2654435761 >> 18
	return at / 32, at % 32 * 2
}

// glance is what a quick look at words has shown.
type glance struct {
	before uint64 // 1 behind a word that tells before one of asOf
	tells  uint64 // 1 when they tell
}

// word takes one word more, by the turned hash of its letters.
func (g *glance) word(h uint32) {
	slot, at := slotOf(h)
	kind := telling[slot] >> at
	low, high := kind&1, kind>>1&1
	g.tells |= low&^high | low&g.before
	g.before |= high &^ low
}

// plainly are the letters of ASCII in small, and 0 for what is none.
var plainly = func() (all [256]byte) {
	for c := byte('a'); c <= 'z'; c++ {
		all[c], all[c-'a'+'A'] = c, c
	}
	return all
}()

// accented are the letters behind the byte 0xC3, folded, by the last bits of the
// next byte.
var accented = func() (all [0x40]string) {
	for i := range all {
		all[i] = folds[unicode.ToLower(rune(0xC0+i))]
	}
	return all
}()

// ordinary tells quickly of most texts that nothing can be met in them: they have
// neither a telling word nor many digits, but for those of a code, nor @ or #. It
// reads Latin letters only.
func ordinary(text string) bool {
	h, run := uint32(0), 0
	var words glance
	for i := 0; i < len(text); i++ {
		c := text[i]
		if letter := plainly[c]; letter != 0 {
			h = bits.RotateLeft32(h, 5) ^ uint32(letter)
			continue
		}
		if c >= 0xC3 {
			if c == 0xC3 && i+1 < len(text) {
				i++
				for _, letter := range []byte(accented[text[i]&0x3F]) {
					h = bits.RotateLeft32(h, 5) ^ uint32(letter)
				}
				continue
			}
			if c != 0xC3 && c != 0xE2 { // another script; 0xE2 begins dashes and quotes
				return false
			}
		}
		if h != 0 {
			words.word(h)
			h, run = 0, 0
			if (c == '-' || c == '_' || c == '.') && i+1 < len(text) && text[i+1] >= '0' && text[i+1] <= '9' {
				run = -len(text) // a code, until it ends
			}
		}
		switch {
		case c >= '0' && c <= '9':
			if run++; run == 7 {
				return false
			}
		case c == '@', c == '#':
			return false
		case run < 0 && strings.IndexByte("-_.", c) < 0:
			run = 0
		}
	}
	words.word(h)
	return words.tells == 0
}

// word is a word or a number of a text, by where it stands.
type word struct {
	from, to int32
	role     role
	n        int32 // of a number; -1 of a word
	form     form
}

// form is how a word is written.
type form uint8

const (
	small    form = iota
	initial       // one capital letter
	capital       // as names are
	capitals      // all of it
)

// longestWord is more than the words by role have, in bytes.
const longestWord = 24

// wordsOf takes a text apart, and gives the roles met in it.
func wordsOf(text string, words []word) ([]word, role) {
	var all role
	run := 0 // digits with no word between them
	for i := 0; i < len(text); {
		switch r, size := runeAt(text, i); {
		case digitOf(r) >= 0:
			w := word{from: int32(i)}
			for i < len(text) {
				r, size := runeAt(text, i)
				d := digitOf(r)
				if d < 0 {
					break
				}
				w.n = min(w.n*10+int32(d), 1<<26)
				run++
				i += size
			}
			w.to = int32(i)
			words = append(words, w)
			if run >= 7 {
				all |= asDialled
			}
		case isLetter(r):
			w := wordAt(text, i)
			i = int(w.to)
			all |= w.role
			words = append(words, w)
			run = 0
		default:
			i += size
		}
	}
	return words, all
}

func wordAt(text string, from int) word {
	var folded [longestWord]byte
	at := from
	w := word{from: int32(from), n: -1}
	first, upper, letters, n := false, 0, 0, 0
	for at < len(text) {
		if b := text[at]; b >= 'a' && b <= 'z' && n < longestWord {
			folded[n] = b
			n++
			letters++
			at++
			continue
		}
		r, size := runeAt(text, at)
		if !isLetter(r) {
			break
		}
		low := r
		switch {
		case r >= 'A' && r <= 'Z':
			low += 'a' - 'A'
		case r >= utf8.RuneSelf:
			low = unicode.ToLower(r)
		}
		if low != r {
			first = first || letters == 0
			upper++
		}
		letters++
		at += size
		switch {
		case n+utf8.UTFMax > longestWord:
			n = longestWord
		case low < utf8.RuneSelf:
			folded[n] = byte(low)
			n++
		case low < 0x280 && folds[low] != "":
			n += copy(folded[n:], folds[low])
		default:
			n += utf8.EncodeRune(folded[n:], low)
		}
	}
	w.to = int32(at)
	switch {
	case first && letters == 1:
		w.form = initial
	case first && upper == 1:
		w.form = capital
	case first && upper == letters:
		w.form = capitals
	}
	if n < longestWord {
		w.role = roles[string(folded[:n])]
	}
	return w
}

func runeAt(s string, i int) (rune, int) {
	if s[i] < utf8.RuneSelf {
		return rune(s[i]), 1
	}
	return utf8.DecodeRuneInString(s[i:])
}

func isLetter(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= utf8.RuneSelf && r != 'º' && r != 'ª' && unicode.IsLetter(r)
}

// digitOf reads the digits of Latin and Arabic script, -1 for anything else.
func digitOf(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r >= '٠' && r <= '٩':
		return int(r - '٠')
	case r >= '۰' && r <= '۹':
		return int(r - '۰')
	}
	return -1
}

// reading is a text taken apart.
type reading struct {
	text  string
	words []word
}

// any tells whether something is found at one of the words.
func (r *reading) any(of role, found func(i int) bool) bool {
	for i := range r.words {
		if r.words[i].role.is(of) && found(i) {
			return true
		}
	}
	return false
}

// at is the word of that place; beyond the ends of the text, one that says nothing.
func (r *reading) at(i int) word {
	if i < 0 || i >= len(r.words) {
		return word{n: -1}
	}
	return r.words[i]
}

func (r *reading) says(i int, text string) bool {
	w := r.at(i)
	return strings.EqualFold(r.text[w.from:w.to], text)
}

// gap is what stands between a word and the next one.
func (r *reading) gap(i int) string {
	switch {
	case i < 0 || i >= len(r.words):
		return ""
	case i == len(r.words)-1:
		return r.text[r.words[i].to:]
	}
	return r.text[r.words[i].to:r.words[i+1].from]
}

// name tells whether a word looks like the name of a person.
func (r *reading) name(i int) bool {
	w := r.at(i)
	return w.role == 0 && (w.form == capital && w.to-w.from > 1 || w.form == capitals && w.to-w.from > 4)
}

// initials tells whether a word is the last of initials: F., A. T., M.K
func (r *reading) initials(i int) bool {
	return r.at(i).form == initial && (strings.HasPrefix(r.gap(i), ".") || r.at(i-1).form == initial && r.gap(i-1) == ".")
}

const ofPerson = asYears | asWhose | asTitled | asNamed | asCaseOf | asNameOf | asSurvivor

// person tells whether a word speaks of an individual.
func (r *reading) person(i int) bool {
	w := r.at(i)
	switch {
	case w.role.is(asYears) && r.age(i), w.role.is(asWhose) && i+1 < len(r.words):
		return true
	case w.role.is(asTitled):
		return r.name(i+1) && strings.Trim(r.gap(i), " .\u00a0") == ""
	case w.role.is(asNamed):
		return r.name(i+1) && (r.at(i-1).role.is(asOne) || slices.ContainsFunc(r.words[max(0, i-4):i], func(w word) bool { return w.role.is(asWho) }))
	case w.role.is(asCaseOf):
		j := i + 1
		for ; j < i+3 && r.at(j).role.is(asOf); j++ {
		}
		return j > i+1 && r.at(i-1).role.is(asOne) && !r.at(i-2).role.is(asAt) && (r.name(j) || r.initials(j) || r.at(j).role.is(asTitled|asSurvivor))
	case w.role.is(asNameOf):
		j := i + 1
		for ; j < i+3 && r.at(j).role.is(asOf); j++ {
		}
		return j > i+1 && r.at(j).role.is(asWho) && j+1 < len(r.words) && strings.ContainsAny(r.gap(j), ":=")
	case w.role.is(asSurvivor):
		return w.form == small && r.at(i-1).role.is(asOne) && (r.name(i+1) || r.initials(i+1)) && strings.Trim(r.gap(i), " ,:(\u00a0") == ""
	}
	return false
}

// age tells whether the age that ends at a word is that of one person, and not
// of a group or the length of a project.
func (r *reading) age(i int) bool {
	n := r.at(i - 1).n
	if n < 1 || n > 99 || strings.Trim(r.gap(i-1), " -\u00a0\u202f") != "" {
		return false
	}
	if r.at(i+1).role.is(asLinking|asMore) && (r.at(i+1).role.is(asMore) || r.at(i+2).role.is(asMore)) || strings.ContainsAny(r.gap(i), "+>") || strings.ContainsAny(r.gap(i-2), "<>≤≥+") {
		return false // or more
	}
	k := i - 2
	if r.at(k).n >= 0 || r.at(k).role.is(asAt|asLinking) && r.at(k-1).n >= 0 {
		return false // from 12 to 17
	}
	if r.says(i+1, "old") && (r.at(i+2).role.is(asWho) || r.at(i+3).role.is(asWho)) {
		return true
	}
	for k > i-4 && r.at(k).role.is(asAged) {
		k--
	}
	said := r.at(k+1).role.is(asAged) && !r.says(k+1, "de") && !r.says(k+1, "of")
	between := r.gap(k)
	if strings.ContainsAny(between, ";\n") || r.at(k).role.is(asGroup|asMore) {
		return false
	}
	if r.initials(k) {
		return true
	}
	if r.name(k) && !r.at(k-1).role.is(asAt) {
		apart := strings.ContainsAny(between, ",(:")
		plural := strings.ContainsAny(r.text[r.at(k).to-1:r.at(k).to], "sxSX")
		if said || k == i-2 && n > 5 && !plural && (apart || k > 0 && r.at(k).form == capital) { // below, it is rather the years of a project
			return true
		}
	}
	for m := k; m > k-4 && m >= 0; m-- {
		switch w := r.at(m); {
		case w.role.is(asGroup):
			return false
		case w.role.is(asWho) && (r.at(m-1).role.is(asOne) || r.at(m-2).role.is(asOne)):
			return true
		}
	}
	return false
}

const ofCase = asCaseOf | asFileOf | asSurvivor | asViolence

// caseNumber tells whether a word has the number of a case beside it.
func (r *reading) caseNumber(i int) bool {
	w := r.at(i)
	if w.role.is(asViolence) {
		return w.form == capitals && r.coded(i)
	}
	if strings.Contains(r.gap(i), "#") && r.at(i+1).n >= 0 {
		return true
	}
	if r.at(i + 1).role.is(asNumbered) {
		short := r.says(i+1, "n") || r.says(i+1, "no")
		return (!short || strings.Trim(r.gap(i+1), " \u00a0\u202f") != "") && r.value(i+2)
	}
	k := i - 1
	for ; k > i-3 && r.at(k).role.is(asOf); k-- {
	}
	return r.at(k).role.is(asNumbered) && !r.says(k, "number") && r.value(i+1)
}

// value tells whether a word begins something with a number in it, all of a piece.
func (r *reading) value(i int) bool {
	for j := i; j < len(r.words); j++ {
		if r.at(j).n >= 0 {
			return true
		}
		if r.gap(j) == "" || strings.Trim(r.gap(j), "-/_.") != "" {
			break
		}
	}
	return false
}

// coded tells whether a word begins the number of a case: VBG-2018-034.
func (r *reading) coded(i int) bool {
	year, serial := false, false
	for j := i; len(r.gap(j)) == 1 && strings.Contains("-/_", r.gap(j)); j++ {
		switch w := r.at(j + 1); {
		case yearly(w.n):
			year = true
		case w.n >= 0 && w.to-w.from > 1:
			serial = true
		}
	}
	return year && serial
}

func yearly(n int32) bool { return n >= 1990 && n < 2100 }

const ofIncident = asHarmed | asHarmedBy | asDid

// incident tells whether a word says what was done to one person.
func (r *reading) incident(i int) bool {
	w := r.at(i)
	return w.role.is(asDid) || w.role.is(asHarmedBy) && r.at(i+1).role.is(asBy) ||
		w.role.is(asHarmed) && r.at(i-1).role.is(asBeen) && !r.says(i-2, "ont") && !r.says(i-2, "avaient")
}

// refuge tells whether a word says where survivors are sheltered: with an address.
func (r *reading) refuge(i int) bool {
	near := r.words[i:min(len(r.words), i+12)]
	s := slices.IndexFunc(near, func(w word) bool { return w.role.is(asSurvivors) })
	return s > 0 && slices.ContainsFunc(near[s:], func(w word) bool { return w.role.is(asAddress) })
}

// phones are the lengths of the groups of digits by which telephone numbers are
// written, where nothing else says that they are.
var phones = []string{"2222", "22222", "32222", "2322", "434", "433", "334"}

// phone tells whether a text holds a telephone number.
func (r *reading) phone() bool {
	for i := 0; i < len(r.words); i++ {
		if r.at(i).n < 0 {
			continue
		}
		first, groups, total, same := i, "", 0, true
		for {
			n := utf8.RuneCountInString(r.text[r.at(i).from:r.at(i).to])
			groups += string(rune('0' + min(n, 17)))
			total += n
			if g := r.gap(i); r.at(i+1).n < 0 || g != " " && g != "." && g != "-" && g != "\u00a0" && g != "\u202f" {
				break
			}
			same = same && r.gap(i) == r.gap(first)
			i++
		}
		begin, end := r.text[:r.at(first).from], r.gap(i)
		amount := len(groups) > 1 && strings.Trim(groups[1:], "3") == "" && groups[0] <= '3'
		said := r.at(first-1).role.is(asPhoned) || r.at(first-2).role.is(asPhoned)
		if !said && first > 0 && strings.Trim(r.gap(first-1), "-/_.") == "" && r.at(first-1).n < 0 || end == "" && i+1 < len(r.words) {
			continue // part of a code
		}
		switch {
		case total < 7 || total > 16:
		case strings.HasSuffix(begin, "+") && total > 7 && (!amount || total > 9),
			strings.HasPrefix(r.text[r.at(first).from:], "00") && total > 9,
			said && !amount,
			same && slices.Contains(phones, groups) && !yearly(r.at(first).n) && !yearly(r.at(i).n),
			len(groups) == 1 && len(r.words) > 1 && (total == 8 && r.at(i).n > 5e7 && r.at(i).n%1000 > 0 || total > 9 && total < 12 && r.text[r.at(i).from] == '0'):
			return true
		}
	}
	return false
}

// email tells whether a text holds an e-mail address.
func email(text string) bool {
	part := func(r rune) bool { return isLetter(r) || digitOf(r) >= 0 || strings.ContainsRune("._-+%", r) }
	for at := range len(text) {
		if text[at] != '@' {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		domain := text[at+1:]
		if end := strings.IndexFunc(domain, func(r rune) bool { return !part(r) }); end >= 0 {
			domain = domain[:end]
		}
		if part(before) && strings.Contains(strings.Trim(domain, ".-"), ".") {
			return true
		}
	}
	return false
}
