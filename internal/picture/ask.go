package picture

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"toguna/internal/locale"
	"toguna/internal/presence"
	"toguna/internal/record"
)

// Kinds lists the pictures there are.
var Kinds = &record.List{Name: "picture_kind", Items: []record.Item{
	{Code: "map", FR: "carte", EN: "map"},
	{Code: "symbols", FR: "carte en cercles", EN: "map of circles"},
	{Code: "bars", FR: "barres par type", EN: "bars by type"},
	{Code: "matrix", FR: "organisations × lieux", EN: "organisations × places"},
	{Code: "timeline", FR: "évolution", EN: "timeline"},
	{Code: "new", FR: "arrivées et départs", EN: "new and gone"},
	{Code: "gap", FR: "besoins et réponse", EN: "needs and response"},
	{Code: "people", FR: "personnes atteintes", EN: "people reached"},
}}

// Methods names in few words how people are counted; presence.Methods says it
// in full, as pictures do.
var Methods = &record.List{Name: "picture_method", Items: []record.Item{
	{Code: "largest", FR: "plus grande activité de chaque lieu", EN: "largest activity of each place"},
	{Code: "sum", FR: "toutes les activités, avec doubles comptes", EN: "all activities, with double counting"},
}}

// Ask is the picture that is asked for. What it leaves empty has a usual answer.
type Ask struct {
	Kind   string       // a code of Kinds; "map"
	Month  record.Month // the round that stands for the day
	Level  int          // administrative level of the places; 1
	Sector string       // beginning of sector codes; "PRO", protection with its areas of responsibility
	Set    string       // a code of presence.Sets; "local"; pictures of people are of all organisations
	Method string       // how people are counted, a code of presence.Methods; "largest"
	Lang   locale.Lang
}

// settled fills in what a question leaves open, and refuses what makes no sense.
func (a Ask) settled(v record.View, c *presence.Columns) (Ask, error) {
	if a.Kind == "" {
		a.Kind = "map"
	}
	if a.Level == 0 {
		a.Level = 1
	}
	if a.Sector == "" {
		a.Sector = "PRO"
	}
	if a.Set == "" {
		a.Set = "local"
	}
	if a.Method == "" {
		a.Method = "largest"
	}
	for _, x := range []struct {
		list *record.List
		code string
	}{{Kinds, a.Kind}, {presence.Sets, a.Set}, {presence.Methods, a.Method}} {
		if !x.list.Has(x.code) {
			var codes []string
			for _, i := range x.list.Items {
				codes = append(codes, i.Code)
			}
			return a, &presence.Refusal{FR: fmt.Sprintf("« %s » n’est pas prévu ici\u00a0; il y a\u00a0: %s", x.code, strings.Join(codes, ", ")),
				EN: fmt.Sprintf("“%s” is not provided for here; there are: %s", x.code, strings.Join(codes, ", "))}
		}
	}
	if !slices.ContainsFunc(record.Sectors.Items, func(i record.Item) bool { return strings.HasPrefix(i.Code, a.Sector) }) {
		return a, unknownSector(a.Sector)
	}
	if a.Month == "" {
		a.Month = v.RoundOn(v.Day).Month
	}
	if a.Month == "" {
		return a, &presence.Refusal{FR: "aucun cycle de rapportage 5W n’est enregistré à cette date", EN: "no 5W reporting round is recorded by this date"}
	}
	return a, a.opened(v, c)
}

// opened refuses a month for which nothing was ever asked, given or closed.
func (a Ask) opened(v record.View, c *presence.Columns) error {
	months := c.Months()
	for _, r := range v.Returns {
		months = append(months, r.Month)
	}
	for _, x := range v.Attestations {
		if x.List == "activity" && x.Since != "" {
			months = append(months, x.Since.Month())
		}
	}
	slices.Sort(months)
	months = slices.Compact(months)
	i, there := slices.BinarySearch(months, a.Month)
	if _, err := record.ParseMonth(string(a.Month)); there || err != nil || len(months) == 0 { // what is no month is refused below
		return nil
	}
	near := months[min(i, len(months)-1)]
	if i > 0 && a.Month.First().Sub(months[i-1].First()) < near.First().Sub(a.Month.First()) {
		near = months[i-1]
	}
	say := func(l locale.Lang, form string) string {
		return fmt.Sprintf(form, l.Month(a.Month), l.Month(months[0]), l.Month(months[len(months)-1]), l.Month(near))
	}
	return &presence.Refusal{FR: say(locale.FR, "aucun 5W n’a été ouvert, reçu ni clos pour %s\u00a0; mois du registre\u00a0: %s – %s\u00a0; le plus proche\u00a0: %s"),
		EN: say(locale.EN, "no 5W was opened, received or closed for %s; months of the register: %s – %s; the nearest: %s")}
}

// Sector finds the beginning of sector codes that a person means: a code, or
// a name in French or English; "protection" holds its areas of responsibility.
func Sector(text string) (string, error) {
	folded := record.Fold(text)
	if folded == "protection" {
		return "PRO", nil
	}
	for _, i := range record.Sectors.Items {
		for _, name := range []string{i.Code, i.FR, i.EN} {
			if record.Fold(name) == folded {
				return i.Code, nil
			}
		}
	}
	return "", unknownSector(text)
}

func unknownSector(text string) error {
	var codes []string
	for _, i := range record.Sectors.Items {
		codes = append(codes, i.Code)
	}
	near := record.Nearest(strings.ToUpper(text), codes)
	r := &presence.Refusal{FR: fmt.Sprintf("aucun secteur « %s »\u00a0; il y a\u00a0: %s", text, strings.Join(codes, " ")),
		EN: fmt.Sprintf("no sector “%s”; there are: %s", text, strings.Join(codes, " "))}
	if near != "" {
		r.FR += "\u00a0; le plus proche\u00a0: " + near
		r.EN += "; the nearest: " + near
	}
	return r
}

// question is what the columns are asked.
func (a Ask) question(view string) presence.Question {
	return presence.Question{View: view, From: a.Month, Until: a.Month, Level: a.Level, Sectors: []string{a.Sector}, Set: a.Set}
}

// Name is the name of a file of the picture: MLI_presence_map_admin1_local_201802_fr.
func (a Ask) Name(country string) string {
	who := a.Set
	if a.Kind == "gap" || a.Kind == "people" {
		who = a.Method
	}
	parts := []string{country, "presence", a.Kind, "admin" + strconv.Itoa(a.Level), who, strings.ReplaceAll(string(a.Month), "-", ""), string(a.Lang)}
	if a.Sector != "PRO" {
		parts[1] += "_" + a.Sector
	}
	return strings.Trim(strings.Join(parts, "_"), "_")
}

// SectorLabel names the sector of a question, as within a sentence.
func SectorLabel(code string, lang locale.Lang) string {
	if code == "PRO" {
		return "protection"
	}
	label := record.Sectors.Label(code, string(lang))
	first, size := utf8.DecodeRuneInString(label)
	return strings.ToLower(string(first)) + label[size:]
}

// counted names what is counted for each set: one and many, in both languages.
var counted = map[string][4]string{
	"local":         {"organisation locale ou nationale", "organisations locales et nationales", "local or national organisation", "local and national organisations"},
	"national":      {"ONG nationale", "ONG nationales", "national NGO", "national NGOs"},
	"state":         {"acteur étatique", "acteurs étatiques", "state body", "state bodies"},
	"international": {"organisation internationale", "organisations internationales", "international organisation", "international organisations"},
	"ingo":          {"ONG internationale", "ONG internationales", "international NGO", "international NGOs"},
	"un":            {"agence des Nations Unies", "agences des Nations Unies", "United Nations agency", "United Nations agencies"},
	"red_cross":     {"organisation de la Croix-Rouge et du Croissant-Rouge", "organisations de la Croix-Rouge et du Croissant-Rouge", "Red Cross or Red Crescent organisation", "Red Cross and Red Crescent organisations"},
	"unknown":       {"organisation de classe non connue", "organisations de classe non connue", "organisation of unknown class", "organisations of unknown class"},
	"all":           {"organisation", "organisations", "organisation", "organisations"},
}

func (a Ask) one() string  { return a.Lang.Say(counted[a.Set][0], counted[a.Set][2]) }
func (a Ask) many() string { return a.Lang.Say(counted[a.Set][1], counted[a.Set][3]) }

// Unit names the units of a level in a country, as people there do.
func Unit(country string, level int, lang locale.Lang) (one, many string) {
	type words [4]string
	region := words{"région", "régions", "region", "regions"}
	names := map[string][2]words{
		"MLI": {region, {"cercle", "cercles", "cercle", "cercles"}},
		"NER": {region, {"département", "départements", "department", "departments"}},
		"BFA": {region, {"province", "provinces", "province", "provinces"}},
		"TCD": {{"province", "provinces", "province", "provinces"}, {"département", "départements", "department", "departments"}},
		"CAF": {{"préfecture", "préfectures", "prefecture", "prefectures"}, {"sous-préfecture", "sous-préfectures", "sub-prefecture", "sub-prefectures"}},
	}
	w := region
	if level == 2 {
		w = words{"unité admin. 2", "unités admin. 2", "admin 2 unit", "admin 2 units"}
	}
	if n, known := names[country]; known && level <= 2 {
		w = n[level-1]
	}
	return lang.Say(w[0], w[2]), lang.Say(w[1], w[3])
}
