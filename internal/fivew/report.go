package fivew

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"toguna/internal/exchange/sheet"
	"toguna/internal/layout"
	"toguna/internal/locale"
	"toguna/internal/match"
	"toguna/internal/record"
)

// saying is a text in both languages; {about}, {0}…{4} stand for the words of a
// finding.
type saying struct{ key, fr, en string }

// sayings are the findings in the order of the report.
var sayings = slices.Concat([]saying{
	{"refused.no_org", "Lignes sans organisation", "Rows without an organisation"},
	{"refused.header_again", "En-tête répété au milieu des données", "Header repeated among the data"},
	{"refused.other_table", "Un deuxième tableau, avec d’autres colonnes : il n’est pas lu ; mettez-le sur sa propre feuille", "A second table with other columns: it is not read; put it on its own sheet"},
	{"refused.total_row", "Ligne de total", "Total row"},
	{"refused.no_sector", "Lignes sans secteur", "Rows without a sector"},
	{"refused.sector_unknown", "Secteur inconnu : « {about} »", "Unknown sector: “{about}”"},
	{"refused.undecided", "{about} : autant de lignes pour deux types, à trancher", "{about}: as many rows for two types, to be decided"},
	{"banner", "Ils disent ce que les lignes en dessous ne disent pas elles-mêmes", "They say what the rows below do not say themselves"},
	{"refused.no_place", "Lieu introuvable dans le répertoire : « {about} »", "Place not found in the gazetteer: “{about}”"},
	{"two_types", "{about} porte deux types : {0} ; compté avec « {class} » ; dans le secteur : {2} ; lieux : {3}", "{about} carries two types: {0}; counted with “{class}”; in the sector: {2}; places: {3}"},
	{"two_types.elsewhere", "{about} porte deux types : {0} ; à compter avec « {class} » ; absent du secteur", "{about} carries two types: {0}; would count with “{class}”; absent from the sector"},
	{"no_type", "{about} : aucun type donné", "{about}: no type given"},
	{"type_unknown", "Type d’organisation inconnu, compté comme « autre » : « {about} »", "Unknown organisation type, counted as “other”: “{about}”"},
	{"fold.writing", "{about} ← {0}", "{about} ← {0}"},
	{"fold.acronym_is_name", "{about} ← {0} (le sigle de l’un est le nom de l’autre)", "{about} ← {0} (the acronym of one is the name of the other)"},
	{"fold.name", "{about} : « {0} » ← « {1} » (même sigle)", "{about}: “{0}” ← “{1}” (same acronym)"},
	{"doubt.acronym", "{about} « {0} » et {1} « {2} » : même sigle, noms différents", "{about} “{0}” and {1} “{2}”: same acronym, different names"},
	{"doubt.name", "{about} et {1} : même nom « {0} »", "{about} and {1}: same name “{0}”"},
	{"doubt.close", "{about} « {0} » et {1} « {2} » : graphies proches", "{about} “{0}” and {1} “{2}”: close spellings"},
	{"doubt.longer", "{about} « {0} » et {1} « {2} » : un nom prolonge l’autre", "{about} “{0}” and {1} “{2}”: one name continues the other"},
}, placeSayings, []saying{
	{"commune", "Colonne « {about} » : le code de la commune n’est pas de ce cercle (il ne sert pas au décompte)", "Column “{about}”: the code of the commune is not of that cercle (the count does not use it)"},
	{"cell_error", "Colonne « {about} » : erreur {0}", "Column “{about}”: error {0}"},
})

// placeSayings are the differences between the cells of a place and the place
// that was taken.
var placeSayings = func() (all []saying) {
	for _, i := range match.Issues {
		all = append(all, saying{string(i.Issue), i.FR + " : « {about} » → {0}, {1}", i.EN + ": “{about}” → {0}, {1}"})
	}
	return all
}()

var findingKeys = func() (keys []string) {
	for _, s := range sayings {
		keys = append(keys, s.key)
	}
	return keys
}()

var classNames = map[layout.Class]struct{ fr, en string }{
	layout.National:      {"ONG nationales", "national NGOs"},
	layout.International: {"ONG internationales", "international NGOs"},
	layout.UN:            {"Nations Unies", "United Nations"},
	layout.RedCross:      {"Croix-Rouge et Croissant-Rouge", "Red Cross and Red Crescent"},
	layout.Government:    {"État", "government"},
	layout.Other:         {"autres", "others"},
	layout.Undecided:     {"type à trancher", "type to be decided"},
	layout.NoType:        {"type non donné", "type not given"},
}

func className(c layout.Class, l locale.Lang) string {
	return l.Say(classNames[c].fr, classNames[c].en)
}

// Text writes a finding as one line.
func (f Finding) Text(l locale.Lang) string {
	form := f.Key
	for _, s := range sayings {
		if s.key == f.Key {
			form = l.Say(locale.FrenchSpaces.Replace(s.fr), s.en)
		}
	}
	words := []string{"{about}", f.About}
	for i, d := range f.Detail {
		words = append(words, fmt.Sprintf("{%d}", i), cmp.Or(d, "—"))
	}
	if strings.HasPrefix(f.Key, "two_types") {
		words = append(words, "{class}", className(layout.Class(f.Detail[1]), l))
	}
	out := strings.NewReplacer(words...).Replace(form)
	rows := fmt.Sprintf("%s %s", l.Int(f.Rows), l.Plural(f.Rows, l.Say("ligne", "row"), l.Say("lignes", "rows")))
	if f.Sector > 0 && f.Sector < f.Rows {
		rows += fmt.Sprintf(l.Say(", dont %s du secteur", ", %s of the sector"), l.Int(f.Sector))
	}
	if len(f.Spans) > 0 {
		rows += l.Say(locale.FrenchSpaces.Replace(" : "), ": ") + cmp.Or(f.Where, f.Spans.Text(6))
	}
	return out + " (" + rows + ")"
}

func placeKeys() string {
	var keys []string
	for _, s := range placeSayings {
		keys = append(keys, s.key)
	}
	return strings.Join(keys, " ")
}

// sections group the findings by the beginning of their key.
var sections = []saying{
	{"refused.", "Lignes refusées", "Refused rows"},
	{"banner", "Titres parmi les lignes", "Titles among the rows"},
	{"two_types two_types.elsewhere no_type type_unknown", "Types d’organisation (règle : le type de la majorité des lignes du fichier, tous secteurs ; égalité : laissé de côté)", "Organisation types (rule: the type of most rows of the file, all sectors; a tie is left out)"},
	{"fold.", "Graphies repliées", "Spellings folded"},
	{"doubt.", "À vérifier : peut-être une seule organisation, laissées séparées", "To be checked: perhaps one organisation, left apart"},
	{placeKeys() + " commune", "Lieux (règle : le code du cercle s’il est dans la région indiquée, sinon le nom ; région : celle que deux indications sur trois désignent)", "Places (rule: the code of the cercle where it lies in the region stated, else the name; region: the one that two of three indications name)"},
	{"cell_error", "Cellules en erreur", "Error cells"},
}

// Findings writes what was understood, what was counted, and what a person
// should look at.
func (r *Result) Findings(l locale.Lang) string {
	var b strings.Builder
	line := func(fr, en string, args ...any) {
		fmt.Fprintf(&b, l.Say(locale.FrenchSpaces.Replace(fr), en)+"\n", args...)
	}
	if r.File != "" {
		line("Fichier : %s", "File: %s", r.File)
	}
	lay := r.Layout
	if len(lay.Sheets()) == 0 {
		line("Feuille : %s (en-têtes : ligne %d ; données : lignes %d à %d, %s lignes)", "Sheet: %s (headers: row %d; data: rows %d to %d, %s rows)", lay.Sheet, lay.HeaderRow, lay.FirstRow, lay.LastRow, l.Int(lay.Rows))
	}
	b.WriteString(AlikeText(lay, l))
	if r.Repaired {
		b.WriteString(record.Problem{Code: "garbled"}.Message(string(l)) + "\n")
	}
	line("Période : %s", "Period: %s", r.Period.text(l))
	line("Secteur : %s", "Sector: %s", r.sectorText(l))
	b.WriteString("\n" + l.Say("Colonnes", "Columns") + "\n")
	for _, c := range lay.Columns {
		if c.Meaning == layout.Unread || c.Filled == 0 {
			continue
		}
		var why []string
		for _, x := range c.Why {
			if x.Key != "header" {
				why = append(why, x.Text(l))
			} else {
				why = append(why, l.Say("en-tête", "header"))
			}
		}
		line("  %s « %s » : %s, %s (%s)", "  %s “%s”: %s, %s (%s)", sheet.Address(0, c.Col), cmp.Or(c.Heading(l), c.Tag), string(c.Meaning), l.Percent(100*c.Confidence, 0), strings.Join(why, l.Say(locale.FrenchSpaces.Replace(" ; "), "; ")))
	}
	b.WriteString("\n")
	n := r.Rows
	line("Lignes : lues %s = autres secteurs %s + retenues %s + repliées (même organisation et même lieu, ou titre) %s + refusées %s", "Rows: read %s = other sectors %s + taken %s + folded (same organisation and place, or a title) %s + refused %s",
		l.Int(n.Read), l.Int(n.OtherSectors), l.Int(n.Taken), l.Int(n.Folded), l.Int(n.Refused))
	var total []string
	for _, c := range layout.Classes {
		if k := r.Total[c]; k > 0 {
			total = append(total, className(c, l)+" "+l.Int(k))
		}
	}
	line("Organisations : %s", "Organisations: %s", strings.Join(total, ", "))
	for _, p := range r.Places {
		if p.Rows == 0 {
			line("  %s %s : rien de rapporté", "  %s %s: nothing reported", p.Code, p.Name)
			continue
		}
		var parts []string
		for _, c := range layout.Classes {
			if k := p.Counts[c]; k > 0 {
				parts = append(parts, className(c, l)+" "+l.Int(k))
			}
		}
		line("  %s %s : %s", "  %s %s: %s", p.Code, p.Name, strings.Join(parts, ", "))
	}
	for _, s := range sections {
		first := true
		for _, f := range r.Remarks {
			if !inSection(s.key, f.Key) {
				continue
			}
			if first {
				b.WriteString("\n" + l.Say(locale.FrenchSpaces.Replace(s.fr), s.en) + "\n")
				first = false
			}
			b.WriteString("  " + f.Text(l) + "\n")
		}
	}
	return b.String()
}

func inSection(keys, key string) bool {
	for k := range strings.FieldsSeq(keys) {
		if k == key || strings.HasSuffix(k, ".") && strings.HasPrefix(key, k) {
			return true
		}
	}
	return false
}

func (r *Result) sectorText(l locale.Lang) string {
	if r.Sector == "" {
		return l.Say("tous", "all")
	}
	if r.Sector == "PRO" {
		return l.Say("Protection (avec PE, VBG, LTB, LAM)", "Protection (with child protection, GBV, HLP, mine action)")
	}
	return record.Sectors.Label(r.Sector, string(l))
}

func (p Period) text(l locale.Lang) string {
	switch p.Source {
	case "":
		return l.Say("le fichier ne la dit pas", "the file does not say")
	case "file":
		if p.From.Month() == p.Until.Month() {
			return l.Month(p.From.Month()) + l.Say(" (d’après le nom du fichier)", " (from the name of the file)")
		}
		return l.Day(p.From) + " – " + l.Day(p.Until) + l.Say(" (d’après le nom du fichier)", " (from the name of the file)")
	}
	if p.Source == "above" {
		return l.Month(p.Until.Month()) + l.Say(" (dit au-dessus du tableau)", " (said above the table)")
	}
	return l.Day(p.From) + " – " + l.Day(p.Until) + l.Say(" (colonnes de dates)", " (date columns)")
}

// CSV writes the counts by place and class. The numbers of a place of which
// the file reports nothing are left empty: that is not zero.
func (r *Result) CSV(l locale.Lang) ([]byte, error) {
	var out bytes.Buffer
	w := sheet.NewCSV(&out, string(l))
	head := []sheet.Cell{sheet.TextCell(l.Say("Code", "Code")), sheet.TextCell(l.Say("Lieu", "Place")), sheet.TextCell(l.Say("Lignes", "Rows"))}
	for _, c := range layout.Classes {
		head = append(head, sheet.TextCell(className(c, l)))
	}
	head = append(head, sheet.TextCell("Organisations"))
	if err := w.AppendRow(head); err != nil {
		return nil, err
	}
	for _, p := range r.Places {
		cells := []sheet.Cell{sheet.TextCell(p.Code), sheet.TextCell(p.Name), sheet.NumberCell(float64(p.Rows))}
		for _, c := range layout.Classes {
			cell := sheet.NumberCell(float64(p.Counts[c]))
			if p.Rows == 0 {
				cell = sheet.Cell{}
			}
			cells = append(cells, cell)
		}
		var names []string
		for _, o := range r.Organisations {
			for _, code := range o.Places {
				if code == p.Code && (r.Set == "all" || o.Class == layout.Class(r.Set)) {
					names = append(names, o.Label)
				}
			}
		}
		if err := w.AppendRow(append(cells, sheet.TextCell(strings.Join(names, "; ")))); err != nil {
			return nil, err
		}
	}
	if err := w.Flush(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// JSON writes the whole result.
func (r *Result) JSON() ([]byte, error) {
	out, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write the result as JSON: %w", err)
	}
	return append(out, '\n'), nil
}
