package layout

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"toguna/internal/exchange/sheet"
	"toguna/internal/locale"
)

// Profile is a file as a careful reader finds it: where its table stands, what
// its columns are, how many organisations, places and sectors it names, and
// what a person should know before it is read.
type Profile struct {
	*Layout
	CSV       bool // one table, which has no sheet
	Distinct  Distinct
	OrgByType map[string]int // distinct folded organisations, by type as written
	Notes     []Note
	Joined    []string // the sheets of its form that are read as one with it; none where it is read alone
}

// Distinct counts different values: organisations as they stand and folded
// (without accents, case, blanks and punctuation), the others without the
// blanks around them. Nil where no column gives them.
type Distinct struct {
	OrgRaw    *int `json:"org_raw"`
	OrgFolded *int `json:"org_folded"`
	Adm1      *int `json:"adm1"`
	Adm2      *int `json:"adm2"`
	Sector    *int `json:"sector"`
}

// Note is something to know about a file, or to be asked.
type Note struct {
	Key   string
	Col   int // 0: of the file
	Args  []string
	Spans Spans
}

// profileKeys are the columns of a profile in the order they are written, with
// the meanings that give them; the first has the most weight.
var profileKeys = []struct {
	key string
	of  []Meaning
	who Who
}{
	{key: "org"}, {key: "org_type"}, {"adm1_code", []Meaning{Adm1Code}, ""}, {"adm1_name", []Meaning{Adm1Name}, ""}, {"adm2_code", []Meaning{Adm2Code}, ""}, {"adm2_name", []Meaning{Adm2Name}, ""},
	{"sector", []Meaning{Sector}, ""}, {"date", []Meaning{DateReported, DateStart, DateEnd}, ""},
	{"org_name", []Meaning{OrgName}, ""}, {"org_acronym", []Meaning{OrgAcronym}, ""},
	{"implementing_name", []Meaning{ImplName}, ""}, {"implementing_acronym", []Meaning{ImplAcronym}, ""}, {"implementing_type", []Meaning{ImplType}, ""},
	{"reporting_name", []Meaning{ReportName}, ""}, {"reporting_acronym", []Meaning{ReportAcronym}, ""}, {"reporting_type", []Meaning{ReportType}, ""},
	{"funding_name", []Meaning{Funding}, ""}, {"funding_acronym", []Meaning{FundingAcronym}, ""}, {"funding_type", []Meaning{FundingType}, ""},
	{"subsector", []Meaning{Subsector}, ""}, {"objective", []Meaning{Objective}, ""}, {"activity", []Meaning{Activity}, ""}, {"activity_code", []Meaning{ActivityCode}, ""},
	{"indicator", []Meaning{Indicator}, ""}, {"indicator_code", []Meaning{IndicatorCode}, ""}, {"unit", []Meaning{Unit}, ""}, {"modality", []Meaning{Modality}, ""},
	{"project", []Meaning{Project}, ""}, {"project_code", []Meaning{ProjectCode}, ""}, {"in_plan", []Meaning{InPlan}, ""},
	{"adm0_code", []Meaning{Adm0Code}, ""}, {"adm0_name", []Meaning{Adm0Name}, ""}, {"adm3_code", []Meaning{Adm3Code}, ""}, {"adm3_name", []Meaning{Adm3Name}, ""},
	{"adm4_code", []Meaning{Adm4Code}, ""}, {"adm4_name", []Meaning{Adm4Name}, ""}, {"site", []Meaning{Site}, ""}, {"site_type", []Meaning{SiteType}, ""}, {"lat", []Meaning{Latitude}, ""}, {"lon", []Meaning{Longitude}, ""},
	{"date_start", []Meaning{DateStart}, ""}, {"date_end", []Meaning{DateEnd}, ""}, {"date_reported", []Meaning{DateReported}, ""}, {"status", []Meaning{Status}, ""},
	{"population", []Meaning{Population}, ""}, {"in_need", []Meaning{InNeed}, Total},
	{"targeted", []Meaning{Targeted}, Total}, {"targeted_girls", []Meaning{Targeted}, Girls}, {"targeted_boys", []Meaning{Targeted}, Boys}, {"targeted_women", []Meaning{Targeted}, Women}, {"targeted_men", []Meaning{Targeted}, Men},
	{"targeted_older_women", []Meaning{Targeted}, OlderWomen}, {"targeted_older_men", []Meaning{Targeted}, OlderMen}, {"targeted_disabled", []Meaning{Targeted}, Disabled}, {"targeted_households", []Meaning{Targeted}, Households},
	{"reached", []Meaning{Reached}, Total}, {"reached_girls", []Meaning{Reached}, Girls}, {"reached_boys", []Meaning{Reached}, Boys}, {"reached_women", []Meaning{Reached}, Women}, {"reached_men", []Meaning{Reached}, Men},
	{"reached_older_women", []Meaning{Reached}, OlderWomen}, {"reached_older_men", []Meaning{Reached}, OlderMen}, {"reached_disabled", []Meaning{Reached}, Disabled}, {"reached_households", []Meaning{Reached}, Households},
	{"people", []Meaning{People}, Total}, {"people_girls", []Meaning{People}, Girls}, {"people_boys", []Meaning{People}, Boys}, {"people_women", []Meaning{People}, Women}, {"people_men", []Meaning{People}, Men},
	{"people_older_women", []Meaning{People}, OlderWomen}, {"people_older_men", []Meaning{People}, OlderMen}, {"people_disabled", []Meaning{People}, Disabled}, {"people_households", []Meaning{People}, Households},
	{"repeat", []Meaning{Repeat}, ""}, {"budget", []Meaning{Money}, ""}, {"funded", []Meaning{Funded}, ""},
	{"contact", []Meaning{Contact}, ""}, {"contact_email", []Meaning{ContactEmail}, ""}, {"contact_phone", []Meaning{ContactPhone}, ""}, {"remarks", []Meaning{Remarks}, ""}, {"row_id", []Meaning{RowID}, ""}, {"row_version", []Meaning{RowVersion}, ""},
}

// Of finds the column of a key of the profile, or nil; one that holds nothing
// where no other does.
func (l *Layout) Of(key string) *Column {
	switch key {
	case "org":
		return l.Org()
	case "org_type":
		return l.OrgTyped()
	}
	for _, k := range profileKeys {
		if k.key != key {
			continue
		}
		for _, m := range k.of {
			c := l.Column(m)
			if k.who != Nobody {
				c = l.Count(m, k.who)
			}
			if c != nil {
				return c
			}
		}
		for i := range l.Columns {
			if c := &l.Columns[i]; c.Filled == 0 && slices.Contains(k.of, c.Meaning) && c.Who == k.who {
				return c
			}
		}
	}
	return nil
}

// distinct is the different values of one column.
type distinct struct {
	col  *Column
	seen map[string]bool
}

func (d distinct) n() *int {
	if d.col == nil {
		return nil
	}
	n := len(d.seen)
	return &n
}

// Inspect finds the table of a book, tells what its columns are, and passes
// over its rows once to count what they name.
func Inspect(ctx context.Context, b *sheet.Book, o Options) (*Profile, error) {
	l, err := Recognise(ctx, b, o)
	if err != nil {
		return nil, err
	}
	p, err := inspect(ctx, b, l)
	if err != nil {
		return nil, err
	}
	p.ReadAs(l)
	return p, nil
}

// ReadAs says of the other sheets how they are read, as the layout of the same table
// tells that has taken those of its form together. The figures stay those of its own.
func (p *Profile) ReadAs(l *Layout) {
	var notes []Note
	add := func(key string, args ...string) { notes = append(notes, Note{Key: key, Args: args}) }
	var equals []string
	for _, o := range l.Others {
		if settled := o.Joined || o.Again || o.Apart; !settled && (o.Alike || o.Why.Key == "less" && o.Why.Gain > 0.97) {
			equals = append(equals, "“"+o.Name+"”")
		}
	}
	if len(equals) > 0 {
		add("ask.sheet", l.Sheet, strings.Join(equals, ", "))
	}
	if p.Joined = l.Sheets(); len(p.Joined) > 0 {
		add("family", strconv.Itoa(len(p.Joined)), strings.Join(p.Joined, ", "), l.Sheet)
	}
	if titles := l.Titles(); len(titles) > 0 {
		add("family.titles", strings.Join(titles, ", "))
	}
	if left := slices.Concat(l.Again(), l.Asides(), l.Veiled()); len(left) > 0 {
		add("family.left", strings.Join(left, ", "), l.Sheet)
	}
	said := map[string]bool{"ask.sheet": true, "family": true, "family.titles": true, "family.left": true}
	for _, c := range l.Columns {
		if c.Told {
			said[missingNotes[c.Meaning]] = true
		}
	}
	p.Notes = append(notes, slices.DeleteFunc(p.Notes, func(n Note) bool { return said[n.Key] })...)
}

// missingNotes are those that do not hold where the names of the sheets tell it.
var missingNotes = map[Meaning]string{OrgName: "missing.org", ReportName: "missing.org", Sector: "missing.sector", DateReported: "missing.period",
	Adm1Name: "missing.place", Adm2Name: "missing.place", Adm3Name: "missing.place"}

// inspect passes over the rows of a layout, once more where it comes upon heads
// among them or merged cells behind them.
func inspect(ctx context.Context, b *sheet.Book, l *Layout) (*Profile, error) {
	p := &Profile{Layout: l, CSV: !b.Workbook(), OrgByType: map[string]int{}}
	pick := func(key string) distinct { return distinct{l.Of(key), map[string]bool{}} }
	org, sector := pick("org"), pick("sector")
	adm1, adm2 := distinct{cmp.Or(l.Of("adm1_code"), l.Of("adm1_name")), map[string]bool{}}, distinct{cmp.Or(l.Of("adm2_code"), l.Of("adm2_name")), map[string]bool{}}
	typed := l.Of("org_type")
	folded := map[string]bool{}
	byType := map[[2]string]bool{}
	crossed := map[string]bool{} // organisations that are columns
	var again, totalRows, tagRows, apart Spans
	covered := map[int]*Spans{} // by column: rows that a merged cell covers
	f, h := l.Filler(), l.Heads()
	l.reset()
	err := b.Rows(ctx, l.Sheet, func(n int, cells []sheet.Cell) error {
		h.note(n, cells)
		cells, cols := f.Fill(n, cells)
		if l.Apart(n) {
			l.Rows++
			apart.Add(n)
			return nil
		}
		if !l.count(n, cells) {
			return nil
		}
		for _, col := range cols {
			if covered[col] == nil {
				covered[col] = new(Spans)
			}
			covered[col].Add(n)
		}
		for _, d := range []distinct{org, sector, adm1, adm2} {
			v := valueAt(cells, d.col)
			if d.col != org.col {
				v = strings.TrimSpace(v)
			}
			if v != "" {
				d.seen[v] = true
			}
		}
		if name := squeeze(valueAt(cells, org.col)); name != "" && typed != nil {
			if k := [2]string{name, strings.TrimSpace(valueAt(cells, typed))}; !byType[k] {
				byType[k] = true
				p.OrgByType[k[1]]++
			}
		}
		if l.CrossTab && !isTotal(cells) {
			for i := range l.Columns {
				switch c := &l.Columns[i]; {
				case c.lists == OrgName:
					for _, name := range namesIn(valueAt(cells, c)) {
						crossed[name] = true
					}
				case c.Meaning == OrgCount:
					if k, ok := mark(sheet.At(cells, c.Col)); ok && k > 0 || c.lists != Unread && valueAt(cells, c) != "" {
						crossed[c.Header] = true
					}
				}
			}
		}
		switch {
		case isTagRow(cells):
			tagRows.Add(n)
		case l.repeatsHead(cells):
			if h := l.HeadOf(n); h == nil || h.Row != n || !h.Moved() { // told of by itself
				again.Add(n)
			}
		case isTotal(cells):
			totalRows.Add(n)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read sheet %q: %w", l.Sheet, err)
	}
	if again, err := l.TakeFound(ctx, b); again || err != nil {
		if err != nil {
			return nil, err
		}
		return inspect(ctx, b, l)
	}
	if len(crossed) > 0 {
		org = distinct{new(Column), crossed}
	}
	for v := range org.seen {
		folded[squeeze(v)] = true
	}
	p.Distinct = Distinct{org.n(), nil, adm1.n(), adm2.n(), sector.n()}
	if org.col != nil {
		k := len(folded)
		p.Distinct.OrgFolded = &k
	}
	if b.Repaired() {
		p.Notes = append(p.Notes, Note{Key: "garbled"})
	}
	for i := range l.heads.taken {
		switch h := &l.heads.taken[i]; {
		case h.Other():
			p.Notes = append(p.Notes, Note{Key: "other_table", Args: []string{strconv.Itoa(h.Row)}, Spans: apart.from(h.Row)})
		case len(h.Left) > 0:
			p.Notes = append(p.Notes, Note{Key: "header_left", Args: []string{strings.Join(h.Left, ", ")}, Spans: Spans{{h.Row, h.Row}}})
		case h.Moved():
			p.Notes = append(p.Notes, Note{Key: "header_order", Spans: Spans{{h.Row, h.Row}}})
		}
	}
	p.note(again, totalRows, tagRows, covered)
	return p, nil
}

// valueAt is the text of a cell as it stands; an error such as #N/A is none.
func valueAt(cells []sheet.Cell, c *Column) string {
	if c == nil {
		return ""
	}
	cell := sheet.At(cells, c.Col)
	if cell.Kind == sheet.ErrorValue || cell.Kind == sheet.Formula {
		return ""
	}
	return cell.Text
}

// squeeze takes accents, case, blanks and punctuation away: the one definition
// of two spellings being the same letters.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKD.String(s))
}

// repeatsHead tells a header row pasted among the data.
func (l *Layout) repeatsHead(cells []sheet.Cell) bool {
	same, i := 0, 0
	for _, c := range cells {
		for i < len(l.Columns) && l.Columns[i].Col < c.Col {
			i++
		}
		if i < len(l.Columns) && l.Columns[i].Col == c.Col && c.Text != "" && strings.EqualFold(strings.TrimSpace(c.Text), l.Columns[i].Header) {
			same++
		}
	}
	return same >= 2 && 2*same >= len(cells)
}

// isTotal tells a row of totals by one of its first texts.
func isTotal(cells []sheet.Cell) bool {
	for _, c := range cells[:min(len(cells), 3)] {
		if c.Kind == sheet.Text && SaysTotal(c.Text) {
			return true
		}
	}
	return false
}

// SaysTotal tells a cell that stands at the head of a total, or of the total of a
// part, which it may name.
func SaysTotal(text string) bool {
	f := Fold(text)
	return len(f) < 60 && (totals[f] || strings.HasPrefix(f, "sous total") || strings.HasPrefix(f, "sub total") || strings.HasPrefix(f, "subtotal"))
}

// note writes down what a person should know.
func (p *Profile) note(again, totalRows, tagRows Spans, covered map[int]*Spans) {
	l := p.Layout
	add := func(key string, col int, s Spans, args ...string) { p.Notes = append(p.Notes, Note{key, col, args, s}) }
	if l.Named != "" {
		add("layout", 0, nil, l.Named)
	}
	for _, c := range l.Columns {
		if c.Also != Unread && c.Filled > 0 && l.matters(c) {
			add("ask.column", c.Col, nil, c.label(), string(c.Meaning), string(c.Also))
		}
	}
	if l.CrossTab {
		if l.Unfolds() {
			add("crosstab.unfolds", 0, nil)
			if slices.ContainsFunc(l.Columns, func(c Column) bool { return c.lists != Unread }) {
				add("crosstab.names", 0, nil)
			}
			if i := slices.IndexFunc(l.Columns, func(c Column) bool {
				return (c.Meaning == CountByPlace || c.Meaning == CountByMonth) && c.counted == CellCount && c.values.numbers > 0
			}); i >= 0 {
				add("crosstab.numbers", l.Columns[i].Col, nil)
			}
		} else {
			add("crosstab.counts", 0, nil)
		}
	} else {
		if l.Column(Sector) == nil && l.Stated(Sector) == nil {
			add("missing.sector", 0, nil)
		}
		if l.Column(Adm1Name, Adm1Code, Adm2Name, Adm2Code, Adm3Name, Adm3Code, Adm4Name, Adm4Code) == nil && l.StatedPlaces() == [3]string{} {
			add("missing.place", 0, nil)
		}
		if l.Stated(OrgName) != nil {
			// told below
		} else if l.Org() == nil {
			add("missing.org", 0, nil)
		} else if l.OrgTyped() == nil {
			add("missing.org_type", 0, nil)
		}
	}
	for _, s := range l.statements {
		add("stated", s.col, Spans{{s.row, s.row}}, s.Label, s.Text)
	}
	if l.Column(DateReported, DateStart, DateEnd) == nil && l.Stated(DateReported) == nil {
		add("missing.period", 0, nil)
	}
	for _, c := range l.Columns {
		if l.TagRow > 0 && c.Tag == "" && l.badTags[c.Col] != "" {
			add("tag", c.Col, Spans{{l.TagRow, l.TagRow}}, l.badTags[c.Col])
		}
		if c.Against != nil {
			add(c.Against.Code(), c.Col, nil, c.label(), c.Tag, c.Against.String())
		}
		if rows := covered[c.Col]; rows != nil && c.Meaning.CountedOnce() {
			add("merged_once", c.Col, *rows, c.label(), fmt.Sprint(rows.Rows()))
		} else if rows != nil {
			add("merged", c.Col, *rows, c.label(), fmt.Sprint(rows.Rows()))
		} else if c.Grouped {
			add("grouped", c.Col, nil, c.label())
		}
		if c.Errors > 0 {
			add("errors", c.Col, nil, c.label(), fmt.Sprint(c.Errors))
		}
		if strings.HasPrefix(string(c.Meaning), "contact") && c.Filled > 0 {
			add("contact", c.Col, nil, c.label())
		}
	}
	if len(again) > 0 {
		add("header_again", 0, again)
	}
	if len(tagRows) > 0 {
		add("tags_again", 0, tagRows)
	}
	if len(totalRows) > 0 {
		add("total_row", 0, totalRows)
	}
	if l.Beyond > 0 {
		add("beyond", 0, nil, sheet.Address(0, maxColumns), sheet.Address(0, l.Beyond))
	}
}

// matters tells whether a doubt about a column changes what is read: another
// column does not settle it.
func (l *Layout) matters(c Column) bool {
	for _, o := range l.Columns {
		if o.Col != c.Col && o.Filled > 0 && o.Also == Unread && (o.Meaning == c.Meaning || o.Meaning == c.Also) {
			return false
		}
	}
	return true
}

func (c Column) label() string { return cmp.Or(oneLine(c.Header), c.Tag, sheet.Address(0, c.Col)) }

// oneLine is the first line of a header, as people name the column.
func oneLine(s string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return strings.Join(strings.Fields(first), " ")
}

var noteTexts = map[string]say{
	"layout":           {"Lu avec la mise en page retenue « %s » (--layout none pour s’en passer).", "Read with the remembered layout “%s” (--layout none to do without)."},
	"ask.sheet":        {"Plusieurs feuilles se valent : « %s » a été prise ; il y a aussi %s. Laquelle ? Répondez avec --sheet.", "Several sheets are as good as each other: “%s” was taken; there is also %s. Which one? Answer with --sheet."},
	"family":           {"Feuilles de même forme, que toguna check, import et presence lisent ensemble : %s (%s). Les chiffres donnés ici sont ceux de la seule feuille « %s ».", "Sheets of one form, which toguna check, import and presence read together: %s (%s). The figures given here are those of the sheet “%s” alone."},
	"family.titles":    {"Ce que le nom d’une feuille, ou ce qui est écrit au-dessus de son tableau, dit des lignes qui ne le disent pas : %s.", "What the name of a sheet, or what is written above its table, says of the rows that do not say it: %s."},
	"family.left":      {"Mêmes en-têtes, mais feuilles laissées de côté : %s (modèle, exemple, liste, ancienne feuille ou feuille masquée, ou des lignes qui sont aussi sur « %s »). toguna check dit pourquoi ; --sheet en lit une.", "The same headings, but left aside: %s (a template, an example, a list, an old or hidden sheet, or rows that stand on “%s” too). toguna check says why; --sheet reads one."},
	"ask.column":       {"Colonne « %s » : %s ou %s ? Répondez avec --set \"EN-TÊTE=signification\".", "Column “%s”: %s or %s? Answer with --set \"HEADER=meaning\"."},
	"crosstab.unfolds": {"Tableau croisé : chaque case remplie vaut une ligne (organisation, secteur, lieu, mois).", "Cross-table: each filled cell stands for one row (organisation, sector, place, month)."},
	"crosstab.names":   {"Une cellule qui cite plusieurs noms (séparés par une virgule, un point-virgule, une barre ou un retour à la ligne) vaut une ligne pour chacun.", "A cell that lists several names (parted by a comma, a semicolon, a bar or a line break) stands for one row for each."},
	"crosstab.numbers": {"Rien ne dit ce que comptent les nombres des cases : ils disent seulement qui est présent.", "Nothing says what the numbers in the cells count: they only say who is present."},
	"crosstab.counts":  {"Tableau croisé de nombres sans noms d’organisations : il se montre, il ne se prend pas. Demandez la liste d’où il vient.", "Cross-table of counts without names of organisations: it can be shown, not taken. Ask for the list it comes from."},
	"stated":           {"Au-dessus du tableau, pour toutes ses lignes : %s : « %s ».", "Above the table, for all its rows: %s: “%s”."},
	"missing.org":      {"Aucune colonne d’organisation : rien ne pourra être importé.", "No column of organisations: nothing can be imported."},
	"missing.org_type": {"Aucune colonne de type d’organisation : le type viendra du registre.", "No column of organisation types: the type will come from the register."},
	"missing.sector":   {"Aucune colonne de secteur : dites-le à l’import.", "No column of sectors: say it when importing."},
	"missing.place":    {"Aucune colonne de lieu : rien ne pourra être situé.", "No column of places: nothing can be located."},
	"missing.period":   {"Aucune colonne de date : la période viendra du nom du fichier, ou dites-la.", "No column of dates: the period will come from the name of the file, or say it."},
	"tag":              {"« %s » n’est pas une étiquette HXL ; la colonne est lue par son en-tête.", "“%s” is not an HXL tag; the column is read by its header."},
	"tag_followed":     {"Colonne « %s » : l’étiquette HXL %s contredit l’en-tête ; l’étiquette a été suivie. Si c’est l’en-tête qui dit vrai : --set \"%s\".", "Column “%s”: the HXL tag %s contradicts the heading; the tag was followed. If the heading is right: --set \"%s\"."},
	"heading_followed": {"Colonne « %s » : l’étiquette HXL %s contredit l’en-tête, que confirment les valeurs ou les autres colonnes : l’en-tête a été suivi. Si c’est l’étiquette qui dit vrai : --set \"%s\".", "Column “%s”: the HXL tag %s contradicts the heading, which the values or the other columns bear out: the heading was followed. If the tag is right: --set \"%s\"."},
	"errors":           {"Colonne « %s » : %s cellules en erreur (#N/A, #REF!…).", "Column “%s”: %s cells in error (#N/A, #REF!…)."},
	"contact":          {"Colonne « %s » : contacts, reconnus mais jamais pris.", "Column “%s”: contacts, recognised but never taken."},
	"merged":           {"Colonne « %s » : valeur d’une cellule fusionnée, reprise sur les lignes qu’elle couvre (%s).", "Column “%s”: value of a merged cell, taken for the rows it covers (%s)."},
	"merged_once":      {"Colonne « %s » : nombre d’une cellule fusionnée, compté une seule fois, sur la première de ses lignes (autres lignes : %s).", "Column “%s”: number in a merged cell, counted once, in the first of its rows (other rows: %s)."},
	"grouped":          {"Colonne « %s » : vide sous chaque valeur, sans cellules fusionnées. Rien ne dit que la valeur vaut pour ces lignes : demandez au partenaire de la recopier ou de fusionner les cellules.", "Column “%s”: blank below each value, without merged cells. Nothing says that the value holds for these rows: ask the partner to copy it down or to merge the cells."},
	"header_again":     {"En-tête répété au milieu des données.", "Header repeated among the data."},
	"header_order":     {"Les en-têtes reviennent dans un autre ordre : les lignes qui suivent sont lues dans cet ordre.", "The headings stand again in another order: the rows below are read in that order."},
	"header_left":      {"Les en-têtes reviennent autrement : les lignes qui suivent sont lues d’après eux, sauf ce que le tableau n’a pas (%s).", "The headings stand again in another way: the rows below are read by them, except what the table does not have (%s)."},
	"other_table":      {"Un deuxième tableau commence à la ligne %s, avec d’autres colonnes : il n’est pas lu. Mettez-le sur sa propre feuille, ou dans son propre fichier.", "A second table begins in row %s with other columns: it is not read. Put it on its own sheet, or in its own file."},
	"tags_again":       {"Étiquettes HXL au milieu des données.", "HXL tags among the data."},
	"garbled":          {"Accents abîmés dans tout le fichier (« Ã© » pour « é ») : réparés à la lecture. Demandez au partenaire un fichier enregistré en UTF-8.", "Garbled accents in the whole file (“Ã©” for “é”): repaired while reading. Ask the partner for a file saved as UTF-8."},
	"total_row":        {"Ligne de total : ce n’est pas une activité.", "Row of totals: it is no activity."},
	"beyond":           {"Seules les colonnes jusqu’à %s ont été regardées ; la feuille va jusqu’à %s.", "Only the columns up to %s were looked at; the sheet goes to %s."},
}

// Text writes a note as a sentence.
func (n Note) Text(l locale.Lang) string {
	t := noteTexts[n.Key]
	args := make([]any, len(n.Args))
	for i, a := range n.Args {
		args[i] = a
	}
	return fmt.Sprintf(l.Say(locale.FrenchSpaces.Replace(t.fr), t.en), args...)
}

// Asks tells whether the note is a question.
func (n Note) Asks() bool { return strings.HasPrefix(n.Key, "ask.") }

// JSON writes the profile: rows counted from 1, the header texts as they stand,
// null for what the file does not have.
func (p *Profile) JSON(lang locale.Lang) ([]byte, error) {
	type problem struct {
		Key    string  `json:"key"`
		Text   string  `json:"text"`
		Column *string `json:"column"`
		Rows   *string `json:"rows"`
	}
	out := struct {
		Sheet     *string         `json:"sheet"`
		Sheets    []string        `json:"sheets,omitempty"`
		HeaderRow int             `json:"header_row"`
		FirstRow  int             `json:"first_data_row"`
		Rows      int             `json:"data_rows"`
		Layout    string          `json:"layout"`
		Columns   json.RawMessage `json:"columns"`
		Distinct  Distinct        `json:"distinct"`
		OrgByType map[string]int  `json:"org_by_type"`
		Problems  []problem       `json:"problems"`
	}{Sheets: p.Joined, HeaderRow: p.HeaderRow, FirstRow: p.FirstRow, Rows: p.Rows, Layout: "long", Distinct: p.Distinct, OrgByType: p.OrgByType, Problems: []problem{}}
	if !p.CSV {
		out.Sheet = &p.Sheet
	}
	if p.CrossTab {
		out.Layout = "crosstab"
	}
	var columns bytes.Buffer
	for i, k := range profileKeys {
		columns.WriteByte("{,"[min(i, 1)])
		var text *string
		if c := p.Of(k.key); c != nil {
			w := cmp.Or(c.Written, c.Tag)
			text = &w
		}
		pair, err := json.Marshal(map[string]*string{k.key: text})
		if err != nil {
			return nil, fmt.Errorf("write the profile as JSON: %w", err)
		}
		columns.Write(pair[1 : len(pair)-1])
	}
	columns.WriteByte('}')
	out.Columns = columns.Bytes()
	for _, n := range p.Notes {
		x := problem{Key: n.Key, Text: n.Text(lang)}
		if n.Col > 0 {
			a := sheet.Address(0, n.Col)
			x.Column = &a
		}
		if len(n.Spans) > 0 {
			t := n.Spans.Text(20)
			x.Rows = &t
		}
		out.Problems = append(out.Problems, x)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(out); err != nil {
		return nil, fmt.Errorf("write the profile as JSON: %w", err)
	}
	return b.Bytes(), nil
}

// Table writes the profile for a person: per column what it was taken for, how
// surely and why; then what to know and what to answer.
func (p *Profile) Table(lang locale.Lang) string {
	var b strings.Builder
	line := func(fr, en string, args ...any) {
		fmt.Fprintf(&b, lang.Say(locale.FrenchSpaces.Replace(fr), en)+"\n", args...)
	}
	if !p.CSV {
		line("Feuille : %s", "Sheet: %s", p.Sheet)
	}
	form := lang.Say("une ligne par activité", "one row for each activity")
	if p.CrossTab {
		form = lang.Say("tableau croisé", "cross-table")
	}
	line("En-têtes : ligne %d ; données : lignes %d à %d (%s lignes) ; %s", "Headers: row %d; data: rows %d to %d (%s rows); %s", p.HeaderRow, p.FirstRow, max(p.LastRow, p.FirstRow), lang.Int(p.Rows), form)
	count := func(n *int) string {
		if n == nil {
			return "—"
		}
		return lang.Int(*n)
	}
	d := p.Distinct
	line("Valeurs distinctes : organisations %s (%s une fois accents, casse et ponctuation retirés) ; admin 1 %s ; admin 2 %s ; secteurs %s", "Distinct values: organisations %s (%s without accents, case and punctuation); admin 1 %s; admin 2 %s; sectors %s",
		count(d.OrgRaw), count(d.OrgFolded), count(d.Adm1), count(d.Adm2), count(d.Sector))
	for _, t := range slices.Sorted(maps.Keys(p.OrgByType)) {
		line("  %s : %s", "  %s: %s", cmp.Or(t, lang.Say("sans type", "without type")), lang.Int(p.OrgByType[t]))
	}
	b.WriteString("\n")
	rows := [][]string{{"", lang.Say("En-tête", "Header"), lang.Say("Pris pour", "Taken for"), lang.Say("Sûreté", "Certainty"), lang.Say("Pourquoi", "Why")}}
	for _, c := range p.Columns {
		taken, certain := lang.Say("pas lue", "not read"), ""
		var why []string
		switch {
		case c.Meaning != Unread:
			taken, certain = nameOf(c.Meaning, c.Who), lang.Percent(100*c.Confidence, 0)
			taken = strings.TrimSpace(taken + " " + c.Sector + c.Month)
			for _, r := range c.Why {
				if r.Key == "header" && r.Arg == c.Header {
					why = append(why, lang.Say("en-tête", "header"))
				} else {
					why = append(why, oneLine(r.Text(lang)))
				}
			}
		}
		if c.Filled == 0 {
			taken += lang.Say(" (vide)", " (empty)")
		}
		header := cmp.Or(oneLine(c.Heading(lang)), c.label())
		if c.Above != "" && c.Above != c.Header {
			header = oneLine(c.Above) + " → " + header
		}
		rows = append(rows, []string{sheet.Address(0, c.Col), clip(header, 44), taken, certain, strings.Join(why, lang.Say(locale.FrenchSpaces.Replace(" ; "), "; "))})
	}
	b.WriteString(aligned(rows))
	for _, asks := range []bool{false, true} {
		first := true
		for _, n := range p.Notes {
			if n.Asks() != asks {
				continue
			}
			if first {
				b.WriteString("\n" + map[bool]string{false: lang.Say("À savoir", "To know"), true: lang.Say("À répondre", "To answer")}[asks] + "\n")
				first = false
			}
			at := ""
			if n.Col > 0 {
				at = sheet.Address(0, n.Col) + "  "
			}
			text := n.Text(lang)
			if len(n.Spans) > 0 {
				s := n.Spans
				text += fmt.Sprintf(" (%s %s)", lang.Plural(s.Rows(), lang.Say("ligne", "row"), lang.Say("lignes", "rows")), s.Text(8))
			}
			b.WriteString("  " + at + text + "\n")
		}
	}
	return b.String()
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// aligned writes rows as columns of text.
func aligned(rows [][]string) string {
	var widths []int
	for _, r := range rows {
		for i, c := range r {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], len([]rune(c)))
		}
	}
	var b strings.Builder
	for _, r := range rows {
		var line strings.Builder
		for i, c := range r {
			line.WriteString(c + strings.Repeat(" ", widths[i]-len([]rune(c))+2))
		}
		b.WriteString("  " + strings.TrimRight(line.String(), " ") + "\n")
	}
	return b.String()
}
