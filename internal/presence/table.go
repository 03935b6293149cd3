package presence

import (
	"slices"

	"toguna/internal/locale"
	"toguna/internal/record"
)

// State tells what is known of a cell. Missing is not zero.
type State int

// The states; a cell nobody set is one nobody reported.
const (
	NoReport      State = iota // nothing reported and the round is not closed, or returns are missing: unknown
	Known                      // N; a known 0 that is not open is a true zero
	Uncertain                  // between N and N+More: too many of unknown class to say
	Withheld                   // there is a value, this reader may not have it (◊)
	NotApplicable              // the question does not arise
)

// Cell is one figure of a table.
type Cell struct {
	State State
	N     int  // organisations, activity lines or people; 0 unless Known or Uncertain
	More  int  // as many more may belong here: their class or implementer is not known
	Open  bool // the round is not closed here, returns are missing, or lines that this reader may not have belong here: more may be
}

// Unconfirmed tells whether the cell is a zero that nobody attests.
func (c Cell) Unconfirmed() bool { return c.State == Known && c.N == 0 && c.Open }

// Head is what a row or a column of a table stands for. One of its fields
// besides Key says what it is.
type Head struct {
	Key    string // P-code, code of an organisation, month, sector, group or set
	Place  *record.Place
	Org    *record.Org
	Month  record.Month
	Sector string
	List   *record.List // Key is one of its codes
	Areas  int          // of Place, only so many areas that are hard to reach, taken together
}

// areasAtLeast is the fewest areas that are hard to reach counted together: of
// one or two, what is counted would be known of each (rule D8).
const areasAtLeast = 3

func (h Head) few() bool { return 0 < h.Areas && h.Areas < areasAtLeast }

// Label writes the head in a language.
func (h Head) Label(lang locale.Lang) string {
	switch {
	case h.Areas > 0:
		return h.Place.NameFR + lang.Say("\u00a0: zones difficiles d’accès", ": hard-to-reach areas")
	case h.Place != nil:
		return h.Place.NameFR
	case h.Org != nil:
		if h.Org.Acronym != "" {
			return h.Org.Acronym
		}
		return h.Org.Name(string(lang))
	case h.Month != "":
		return lang.Month(h.Month)
	case h.Sector != "":
		return record.Sectors.Label(h.Sector, string(lang))
	case h.List != nil:
		return h.List.Label(h.Key, string(lang))
	}
	return special.Label(h.Key, string(lang))
}

// special lists the rows that stand for no record.
var special = &record.List{Name: "presence_row", Items: []record.Item{
	{Code: "unnamed", FR: "organisations non nommées (zones difficiles d’accès)", EN: "organisations not named (hard-to-reach areas)"},
	{Code: "period", FR: "toute la période", EN: "whole period"},
	{Code: "elsewhere", FR: "lieu non précisé à ce niveau", EN: "place not stated at this level"},
}}

// Remark is a fact about a table that its reader must know. Key is a code of Remarks.
type Remark struct {
	Key string
	N   int
}

// Remarks are the sentences of remarks; %d is the number, where there is one.
var Remarks = map[string]record.Fault{
	"round_open":          {FR: "Lieux dont le cycle n’est pas clos, où une case vide n’est pas un zéro : %d.", EN: "Places whose round is not closed, where an empty cell is not a zero: %d."},
	"returns_missing":     {FR: "Retours qui ne sont pas venus : %d. Ce que font ces partenaires n’est pas connu : une case vide n’est pas un zéro, même si le cycle est clos.", EN: "Returns that have not come: %d. What these partners do is not known: an empty cell is not a zero, even where the round is closed."},
	"state_unknown":       {FR: "Lignes comptées bien qu’elles ne disent pas si l’activité est en cours : %d.", EN: "Lines counted although they do not say whether the activity goes on: %d."},
	"nowhere":             {FR: "Lignes qui ne sont pas situées à ce niveau, et ne comptent que dans l’ensemble : %d.", EN: "Lines not placed at this level, which count in the whole only: %d."},
	"implementer_unknown": {FR: "Lignes d’organisations internationales qui ne nomment pas leur partenaire de mise en œuvre : %d, donc au moins une organisation de plus, de classe inconnue.", EN: "Lines of international organisations that name no implementing partner: %d, hence at least one more organisation, of unknown class."},
	"hard_to_reach":       {FR: "Zones difficiles d’accès qui ne sont pas montrées une à une : %d.", EN: "Hard-to-reach areas that are not shown one by one: %d."},
	"unassessed":          {FR: "Unités nouvelles, sans évaluation d’accès à leur nom, traitées comme difficiles d’accès parce qu’elles peuvent venir d’une zone qui l’est : %d.", EN: "New units without an access assessment of their own, taken to be hard to reach because they may come out of an area that is: %d."},
	"few_areas":           {FR: "◊ : les zones difficiles d’accès d’une région ne sont comptées ensemble qu’à partir de trois.", EN: "◊: the hard-to-reach areas of a region are counted together only where there are three or more."},
	"by_region_only":      {FR: "La lutte contre les VBG et la protection de l’enfance ne sont montrées que par région : un tableau plus fin les laisse de côté, et un zéro n’y est pas attesté.", EN: "Gender-based violence and child protection are shown by region only: a finer table leaves them out, and a zero in it is not attested."},
	"parts_not_counted":   {FR: "Les personnes atteintes ne sont publiques que pour la protection dans son ensemble : celles de ses domaines permettraient de retrouver de petits nombres par soustraction.", EN: "People reached are public for protection as a whole only: those of its areas of responsibility would let small numbers be found by subtraction."},
	"rolled_up":           {FR: "Trop de cases devraient être retenues à ce niveau : le tableau est donné par région.", EN: "Too many cells would have to be withheld at this level: the table is given by region."},
	"no_people":           {FR: "Lignes qui ne disent pas combien de personnes ont été atteintes : %d.", EN: "Lines that do not say how many people were reached: %d."},
	"repeated":            {FR: "Lignes dont les personnes ont déjà été comptées un mois précédent, laissées de côté dans l’ensemble de la période : %d.", EN: "Lines whose people were counted in an earlier month, left out of the period as a whole: %d."},
	"all_sectors":         {FR: "Rien n’est chiffré pour ce secteur : les personnes dans le besoin et ciblées sont celles de tous les secteurs.", EN: "No number is stated for this sector: people in need and targeted are those over all sectors."},
	"stated_twice":        {FR: "Nombres que deux sources donnent différemment pour un lieu et une année : %d ; le dernier confirmé est retenu.", EN: "Numbers that two sources state differently for one place and year: %d; the one confirmed last is taken."},
	"suppressed":          {FR: "◊ : petit nombre retenu, ou case retenue pour qu’un petit nombre ne se retrouve pas par calcul.", EN: "◊: a small number withheld, or a cell withheld so that a small number cannot be worked back."},
}

// Table is the answer to a question, as one reader may see it.
type Table struct {
	Question      Question // as answered: what it left open is filled in
	Rows, Columns []Head
	Cells         [][]Cell // for each row, its columns
	Whole         []Cell   // for each column, over all places: distinct organisations, never a sum of rows
	Moves         []Move   // in a table of turnover, one for each month but the first
	Uncovered     []Head   // in a gap view, the places where needs are recorded and nobody is present
	Sources       []string // in a gap view, what states its needs and targets
	Remarks       []Remark
}

// Move is who came and who left between a month and the one before.
type Move struct {
	Month           record.Month
	New, Left, Back []*record.Org // never seen before in the period; no longer there; there again
	NotReported     []*record.Org // there the month before, and nothing is known of this one
}

func (t *Table) remark(key string, n int) {
	if n > 0 {
		t.Remarks = append(t.Remarks, Remark{key, n})
	}
}

// remarkFew says why nothing is counted for areas taken together.
func (t *Table) remarkFew() {
	if slices.ContainsFunc(t.Rows, Head.few) {
		t.remark("few_areas", 1)
	}
}

// unclassifiedAtMost is the share of organisations of unknown class above
// which a table gives bounds and no number, as the figures do.
const unclassifiedAtMost = 0.20

// settle gives the cell of n organisations out of all, some of whose classes
// are not known: the rule by which OPS-01 settles its parts.
func settle(n, unknown, all int, closed bool) Cell {
	switch {
	case all == 0 && closed:
		return Cell{State: Known}
	case all == 0:
		return Cell{Open: true}
	case float64(unknown)/float64(all) > unclassifiedAtMost:
		return Cell{State: Uncertain, N: n, More: unknown, Open: !closed}
	}
	return Cell{State: Known, N: n, More: unknown, Open: !closed}
}
