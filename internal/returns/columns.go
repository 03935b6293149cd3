package returns

import (
	"slices"
	"strings"

	"toguna/internal/exchange/sheet"
	"toguna/internal/locale"
	"toguna/internal/record"
)

// Column is one column of the 5W. The same table makes the month workbooks and
// the 5W that is given out, and its headings and tags are those that fivew
// reads back.
type Column struct {
	Key            string
	Group, Heading words
	HXL            string
	Field          string // of record.Activity, whose sensitivity the column has; empty for what is looked up
	Kind           sheet.ColumnKind
	Width          float64
	Required       bool
	Computed       bool // looked up or summed: by a formula in a month workbook
	Hidden         bool
	Whole          bool
	List           string // the list of the sheet of lists that it offers
	Free           bool   // the list suggests and does not forbid
	Within         string // the column on whose value the list depends
	Prompt         words
	cell           func(f *filler, a *record.Activity) sheet.Cell
}

var (
	groupWhen    = words{"Quand", "When"}
	groupWho     = words{"Qui", "Who"}
	groupProject = words{"Projet", "Project"}
	groupWhat    = words{"Quoi", "What"}
	groupWhere   = words{"Où", "Where"}
	groupForWhom = words{"Pour qui", "For whom"}
	groupMoney   = words{"Financement", "Funding"}
	groupRemarks = words{"Observations", "Remarks"}
	groupKey     = words{"Clé", "Key"}
)

// Columns lists the columns of the protection 5W in the order users expect
// (Mali and Sahel practice). Columns of that practice which the register has no
// place for are left out: a question whose answer is dropped is not asked.
var Columns = []Column{
	{Key: "month", Group: groupWhen, Heading: words{"Mois de rapportage", "Reporting month"}, HXL: "#date+reported", Field: "month", Kind: sheet.MonthColumn, Required: true, Computed: true,
		cell: func(_ *filler, a *record.Activity) sheet.Cell { return sheet.DayCell(a.Month.First()) }},
	{Key: "org", Group: groupWho, Heading: words{"Organisation rapporteuse (sigle)", "Reporting organisation (acronym)"}, HXL: "#org+reporting+acronym", Field: "org", Width: 18, Required: true, Computed: true,
		cell: func(f *filler, a *record.Activity) sheet.Cell { return sheet.TextCell(f.short(a.Org)) }},
	{Key: "org_name", Group: groupWho, Heading: words{"Nom de l’organisation rapporteuse", "Name of the reporting organisation"}, HXL: "#org+reporting+name", Width: 30, Computed: true,
		cell: func(f *filler, a *record.Activity) sheet.Cell { return sheet.TextCell(f.name(a.Org)) }},
	{Key: "org_type", Group: groupWho, Heading: words{"Type de l’organisation rapporteuse", "Type of the reporting organisation"}, HXL: "#org+reporting+type", Width: 18, Computed: true,
		cell: func(f *filler, a *record.Activity) sheet.Cell { return sheet.TextCell(f.kind(a.Org)) }},
	{Key: "impl", Group: groupWho, Heading: words{"Organisation de mise en œuvre (sigle)", "Implementing organisation (acronym)"}, HXL: "#org+impl+acronym", Field: "impl", Width: 18, List: listOrgs, Free: true,
		Prompt: words{"Qui fait le travail sur place. Vide : non précisé. Un nom hors de la liste est accepté.", "Who does the work on the ground. Empty: not stated. A name outside the list is accepted."},
		cell:   func(f *filler, a *record.Activity) sheet.Cell { return sheet.TextCell(f.short(a.Impl)) }},
	{Key: "impl_type", Group: groupWho, Heading: words{"Type de l’organisation de mise en œuvre", "Type of the implementing organisation"}, HXL: "#org+impl+type", Width: 18, Computed: true,
		cell: func(f *filler, a *record.Activity) sheet.Cell { return sheet.TextCell(f.kind(a.Impl)) }},
	{Key: "donors", Group: groupWho, Heading: words{"Bailleurs de fonds", "Donors"}, HXL: "#org+funding", Field: "donors", Width: 18, List: listOrgs, Free: true,
		Prompt: words{"Qui finance. Plusieurs : séparés par des points-virgules.", "Who pays. Several: separated by semicolons."},
		cell: func(f *filler, a *record.Activity) sheet.Cell {
			names := make([]string, len(a.Donors))
			for i, o := range a.Donors {
				names[i] = f.short(o)
			}
			return sheet.TextCell(strings.Join(names, "; "))
		}},
	{Key: "project", Group: groupProject, Heading: words{"Code ou titre du projet", "Project code or title"}, HXL: "#activity+project+code", Field: "project_code", Width: 18,
		cell: func(f *filler, a *record.Activity) sheet.Cell { return sheet.TextCell(f.project(a)) }},
	{Key: "in_plan", Group: groupProject, Heading: words{"Dans le HRP ?", "In the HRP?"}, HXL: "#activity+hrp", Field: "in_plan", Width: 9, List: listAnswers,
		cell: func(f *filler, a *record.Activity) sheet.Cell {
			return sheet.TextCell(record.Answers.Label(string(a.InPlan), string(f.lang)))
		}},
	{Key: "cluster", Group: groupWhat, Heading: words{"Cluster", "Cluster"}, HXL: "#sector+cluster", Field: "sector", Width: 18, Required: true, List: listClusters,
		cell: func(f *filler, a *record.Activity) sheet.Cell { return sheet.TextCell(cluster(a.Sector, f.lang)) }},
	{Key: "aor", Group: groupWhat, Heading: words{"Sous-cluster / AoR", "Sub-cluster / AoR"}, HXL: "#subsector", Field: "sector", Width: 34, List: listAoRs, Within: "cluster",
		Prompt: words{"Choisissez d’abord le cluster.", "Choose the cluster first."},
		cell: func(f *filler, a *record.Activity) sheet.Cell {
			return sheet.TextCell(record.Sectors.Label(a.Sector, string(f.lang)))
		}},
	{Key: "what", Group: groupWhat, Heading: words{"Activité", "Activity"}, HXL: "#activity+name", Field: "what", Width: 36, List: listActivities, Free: true, Within: "aor",
		Prompt: words{"La liste montre ce qui a déjà été rapporté pour cet AoR ; une autre activité est acceptée.", "The list shows what was reported for this AoR before; another activity is accepted."},
		cell:   func(_ *filler, a *record.Activity) sheet.Cell { return sheet.TextCell(a.What) }},
	{Key: "indicator", Group: groupWhat, Heading: words{"Indicateur", "Indicator"}, HXL: "#indicator+name", Field: "indicator", Width: 26, List: listIndicators, Free: true, Within: "what",
		cell: func(_ *filler, a *record.Activity) sheet.Cell { return sheet.TextCell(a.Indicator) }},
	{Key: "unit", Group: groupWhat, Heading: words{"Unité", "Unit"}, HXL: "#indicator+unit", Field: "unit", Width: 12,
		cell: func(_ *filler, a *record.Activity) sheet.Cell { return sheet.TextCell(a.Unit) }},
	{Key: "modality", Group: groupWhat, Heading: words{"Modalité", "Modality"}, HXL: "#modality", Field: "modality", Width: 12, List: listModalities,
		cell: func(f *filler, a *record.Activity) sheet.Cell {
			return sheet.TextCell(record.AidModalities.Label(a.Modality, string(f.lang)))
		}},
	{Key: "adm1", Group: groupWhere, Heading: words{"Région", "Region"}, HXL: "#adm1+name", Field: "place", Width: 15, Required: true, List: listAdm1,
		cell: func(f *filler, a *record.Activity) sheet.Cell { return f.unit(a, 1).name }},
	{Key: "adm2", Group: groupWhere, Heading: words{"Cercle", "Cercle (admin 2)"}, HXL: "#adm2+name", Field: "place", Width: 15, List: listAdm2, Within: "adm1_code",
		Prompt: words{"Choisissez d’abord la région.", "Choose the region first."},
		cell:   func(f *filler, a *record.Activity) sheet.Cell { return f.unit(a, 2).name }},
	{Key: "adm3", Group: groupWhere, Heading: words{"Commune", "Commune (admin 3)"}, HXL: "#adm3+name", Field: "place", Width: 15, List: listAdm3, Within: "adm2_code",
		Prompt: words{"Choisissez d’abord le cercle.", "Choose the cercle first."},
		cell:   func(f *filler, a *record.Activity) sheet.Cell { return f.unit(a, 3).name }},
	{Key: "adm1_code", Group: groupWhere, Heading: words{"P-code de la région", "P-code of the region"}, HXL: "#adm1+code", Field: "place", Width: 10, Computed: true,
		cell: func(f *filler, a *record.Activity) sheet.Cell { return f.unit(a, 1).code }},
	{Key: "adm2_code", Group: groupWhere, Heading: words{"P-code du cercle", "P-code of the cercle (admin 2)"}, HXL: "#adm2+code", Field: "place", Width: 10, Computed: true,
		cell: func(f *filler, a *record.Activity) sheet.Cell { return f.unit(a, 2).code }},
	{Key: "adm3_code", Group: groupWhere, Heading: words{"P-code de la commune", "P-code of the commune (admin 3)"}, HXL: "#adm3+code", Field: "place", Width: 11, Computed: true,
		cell: func(f *filler, a *record.Activity) sheet.Cell { return f.unit(a, 3).code }},
	{Key: "site", Group: groupWhere, Heading: words{"Site / village", "Site / village"}, HXL: "#loc+name", Field: "site", Width: 18,
		cell: func(_ *filler, a *record.Activity) sheet.Cell { return sheet.TextCell(a.Site) }},
	{Key: "lat", Group: groupWhere, Heading: words{"Latitude", "Latitude"}, HXL: "#geo+lat", Field: "lat", Kind: sheet.NumberColumn, Width: 10,
		cell: func(f *filler, a *record.Activity) sheet.Cell { return f.number(a.Lat) }},
	{Key: "lon", Group: groupWhere, Heading: words{"Longitude", "Longitude"}, HXL: "#geo+lon", Field: "lon", Kind: sheet.NumberColumn, Width: 10,
		cell: func(f *filler, a *record.Activity) sheet.Cell { return f.number(a.Lon) }},
	{Key: "start", Group: groupWhen, Heading: words{"Date de début", "Start date"}, HXL: "#date+start", Field: "since", Kind: sheet.DayColumn,
		Prompt: words{"Une date, par exemple 2018-03-21.", "A date, for example 2018-03-21."},
		cell:   func(_ *filler, a *record.Activity) sheet.Cell { return sheet.DayCell(a.Since) }},
	{Key: "end", Group: groupWhen, Heading: words{"Date de fin", "End date"}, HXL: "#date+end", Field: "until", Kind: sheet.DayColumn,
		Prompt: words{"Le dernier jour de l’activité. Vide : elle dure encore.", "The last day of the activity. Empty: it still lasts."},
		cell:   func(_ *filler, a *record.Activity) sheet.Cell { return sheet.DayCell(a.Until.AddDays(-1)) }},
	{Key: "state", Group: groupWhen, Heading: words{"Statut", "Status"}, HXL: "#status", Field: "state", Width: 12, List: listStates,
		cell: func(f *filler, a *record.Activity) sheet.Cell {
			return sheet.TextCell(record.ActivityStates.Label(a.State, string(f.lang)))
		}},
	{Key: "population", Group: groupForWhom, Heading: words{"Type de population", "Population group"}, HXL: "#beneficiary+type", Field: "population", Width: 26, List: listPopulations,
		cell: func(f *filler, a *record.Activity) sheet.Cell {
			return sheet.TextCell(record.Populations.Label(a.Population, string(f.lang)))
		}},
	people("target", words{"Cible", "Target"}, "#targeted+ind", func(a *record.Activity) record.Number { return a.Target }),
	people("girls", words{"Filles", "Girls"}, "#reached+f+children", func(a *record.Activity) record.Number { return a.Girls }),
	people("boys", words{"Garçons", "Boys"}, "#reached+m+children", func(a *record.Activity) record.Number { return a.Boys }),
	people("women", words{"Femmes", "Women"}, "#reached+f+adults", func(a *record.Activity) record.Number { return a.Women }),
	people("men", words{"Hommes", "Men"}, "#reached+m+adults", func(a *record.Activity) record.Number { return a.Men }),
	people("older_women", words{"Femmes 60+", "Women 60+"}, "#reached+f+elderly", func(a *record.Activity) record.Number { return a.OlderWomen }),
	people("older_men", words{"Hommes 60+", "Men 60+"}, "#reached+m+elderly", func(a *record.Activity) record.Number { return a.OlderMen }),
	people("disabled", words{"dont personnes handicapées", "of whom with disability"}, "#reached+disabled", func(a *record.Activity) record.Number { return a.Disabled }),
	{Key: "total", Group: groupForWhom, Heading: words{"Total atteint (calculé)", "Total reached (computed)"}, HXL: "#reached+ind", Field: "total", Kind: sheet.IntegerColumn, Width: 11, Computed: true,
		Prompt: words{"Somme des six colonnes. Si le détail n’est pas connu, tapez le total à la place.", "Sum of the six columns. Where the detail is not known, type the total instead."},
		cell:   func(f *filler, a *record.Activity) sheet.Cell { return f.number(a.Total) }},
	{Key: "repeat", Group: groupForWhom, Heading: words{"Nouveaux / déjà comptés", "New / already counted"}, HXL: "#reached+new", Field: "repeat", Width: 13, List: listRepeats,
		Prompt: words{"Ces personnes étaient-elles déjà comptées un mois précédent ?", "Were these people counted in an earlier month?"},
		cell:   func(f *filler, a *record.Activity) sheet.Cell { return sheet.TextCell(repeated(a.Repeat, f.lang)) }},
	{Key: "budget", Group: groupMoney, Heading: words{"Budget (USD)", "Budget (USD)"}, HXL: "#value+budget+c_usd", Field: "budget", Kind: sheet.NumberColumn, Width: 12,
		cell: func(f *filler, a *record.Activity) sheet.Cell { return f.number(a.Budget) }},
	{Key: "remarks", Group: groupRemarks, Heading: words{"Commentaires", "Comments"}, HXL: "#description", Field: "remarks", Width: 36,
		cell: func(_ *filler, a *record.Activity) sheet.Cell { return sheet.TextCell(a.Remarks) }},
	{Key: "id", Group: groupKey, Heading: words{"Identifiant de ligne", "Row id"}, HXL: "#meta+id", Width: 12, Computed: true, Hidden: true,
		cell: func(_ *filler, a *record.Activity) sheet.Cell { return sheet.TextCell(a.ID) }},
	{Key: "version", Group: groupKey, Heading: words{"Version de ligne", "Row version"}, HXL: "#meta+version", Kind: sheet.IntegerColumn, Width: 8, Computed: true, Hidden: true,
		cell: func(_ *filler, a *record.Activity) sheet.Cell {
			if a.Version == 0 {
				return sheet.Cell{}
			}
			return sheet.NumberCell(float64(a.Version))
		}},
}

// people is a column of a number of people.
func people(field string, heading words, tag string, of func(*record.Activity) record.Number) Column {
	return Column{Key: field, Group: groupForWhom, Heading: heading, HXL: tag, Field: field, Kind: sheet.IntegerColumn, Width: 12, Whole: true,
		cell: func(f *filler, a *record.Activity) sheet.Cell { return f.number(of(a)) }}
}

// position is the place of a column on the sheet, from 1; 0 for none.
func position(key string) int {
	return 1 + slices.IndexFunc(Columns, func(c Column) bool { return c.Key == key })
}

// field is that of the activity which a column shows; none for what is looked up.
func (c *Column) field() record.Field {
	f, _ := record.TableOf("activity").Field(c.Field)
	return f
}

// prompt is what is said when a cell is entered; over every free text, what does
// not belong there.
func (c *Column) prompt(lang locale.Lang) string {
	said := c.Prompt.in(lang)
	if c.field().Free {
		said = strings.TrimSpace(said + " " + say(lang, "Aucun nom de personne affectée, aucun incident.", "No name of an affected person, no incident."))
	}
	return said
}

// cluster names the cluster that a sector belongs to: the areas of
// responsibility of protection belong to one.
func cluster(sector string, lang locale.Lang) string {
	if family, _, _ := strings.Cut(sector, "-"); family == "PRO" {
		return say(lang, "Protection", "Protection")
	}
	return record.Sectors.Label(sector, string(lang))
}

var repeats = []struct {
	answer record.Answer
	words  words
}{
	{record.No, words{"nouveaux", "new"}},
	{record.Yes, words{"déjà comptés", "already counted"}},
	{record.NotApplicable, words{"sans objet", "not applicable"}},
}

func repeated(a record.Answer, lang locale.Lang) string {
	for _, r := range repeats {
		if r.answer == a {
			return r.words.in(lang)
		}
	}
	return ""
}
