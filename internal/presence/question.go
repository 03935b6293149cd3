package presence

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"toguna/internal/record"
)

// Question is what is asked of the columns.
type Question struct {
	View        string       // a code of Views
	From, Until record.Month // both included; equal for one month
	Level       int          // administrative level of the places, 1 or 2
	Sectors     []string     // beginnings of sector codes; empty: protection (PRO)
	Set         string       // a code of Sets; empty: local; people are counted for all
	Method      string       // a code of Methods; empty: largest
}

// Views lists the tables there are.
var Views = &record.List{Name: "presence_view", Items: []record.Item{
	{Code: "places", FR: "organisations présentes, par lieu et par classe", EN: "organisations present, by place and class"},
	{Code: "matrix", FR: "organisations et lieux", EN: "organisations and places"},
	{Code: "timeline", FR: "organisations présentes, par lieu et par mois", EN: "organisations present, by place and month"},
	{Code: "turnover", FR: "organisations présentes, nouvelles et parties, par mois", EN: "organisations present, new and gone, by month"},
	{Code: "sectors", FR: "organisations présentes, par secteur et par classe", EN: "organisations present, by sector and class"},
	{Code: "people", FR: "personnes atteintes, par lieu et par mois", EN: "people reached, by place and month"},
	{Code: "gap", FR: "besoins, cibles et présence, par lieu", EN: "needs, targets and presence, by place"},
}}

// Sets lists the sets of organisations that may be counted, by the class an
// organisation has on the day.
var Sets = &record.List{Name: "presence_set", Items: []record.Item{
	{Code: "local", FR: "organisations locales et nationales", EN: "local and national organisations"},
	{Code: "national", FR: "ONG nationales", EN: "national NGOs"},
	{Code: "state", FR: "acteurs étatiques", EN: "state bodies"},
	{Code: "international", FR: "organisations internationales", EN: "international organisations"},
	{Code: "ingo", FR: "ONG internationales", EN: "international NGOs"},
	{Code: "un", FR: "Nations Unies", EN: "United Nations"},
	{Code: "red_cross", FR: "Mouvement de la Croix-Rouge et du Croissant-Rouge", EN: "Red Cross and Red Crescent Movement"},
	{Code: "unknown", FR: "organisations sans classe connue", EN: "organisations whose class is not known"},
	{Code: "all", FR: "toutes les organisations", EN: "all organisations"},
}}

// Groups lists the groups of classes that a table by class has a column for;
// every organisation is in one of them.
var Groups = &record.List{Name: "presence_group", Items: []record.Item{
	{Code: "nngo", FR: "ONG nationales", EN: "National NGOs"},
	{Code: "state", FR: "acteurs étatiques", EN: "State bodies"},
	{Code: "other_local", FR: "autres locales et nationales", EN: "Other local and national"},
	{Code: "international", FR: "internationales", EN: "International"},
	{Code: "other", FR: "autres", EN: "Other"},
	{Code: "unknown", FR: "classe non connue", EN: "Class not known"},
	{Code: "all", FR: "toutes", EN: "All"},
}}

// Methods lists the ways in which people reached are counted. A 5W cannot tell
// how many different people were reached: each method says what it adds up.
var Methods = &record.List{Name: "people_method", Items: []record.Item{
	{Code: "largest", FR: "plus grande activité de chaque lieu, les lieux étant additionnés : les personnes atteintes par plusieurs activités d’un lieu ne sont comptées qu’une fois",
		EN: "largest activity of each place, places added up: people whom several activities of a place reached are counted once"},
	{Code: "sum", FR: "somme des personnes atteintes par chaque activité, avec doubles comptes", EN: "sum of the persons reached by each activity, with double counting"},
}}

// inSet tells whether a class is in a set.
func inSet(set string, c record.Class) bool {
	switch set {
	case "all":
		return true
	case "local":
		return c.LocalCoordination()
	case "national":
		return c == record.NNGO
	case "state":
		return c.State()
	case "international":
		return c.International()
	case "ingo":
		return c == record.INGO
	case "un":
		return c == record.UN
	case "red_cross":
		return c == record.RCNational || c == record.RCIntl
	case "unknown":
		return c == record.Unclassified
	}
	return false
}

// countsPeople tells whether the answer holds counts of persons.
func (q Question) countsPeople() bool { return q.View == "people" || q.View == "gap" }

// Refusal is why a question gets no answer, in both languages.
type Refusal struct{ FR, EN string }

// Error gives the English sentence.
func (r *Refusal) Error() string { return r.EN }

// monthsAtMost bounds the months of one table.
const monthsAtMost = 60

// settled fills in what a question leaves open, and refuses what makes no sense.
func (q Question) settled() (Question, error) {
	if q.View == "" {
		q.View = "places"
	}
	if q.Level == 0 {
		q.Level = 1
	}
	if q.Set == "" {
		q.Set = "local"
	}
	if q.Method == "" {
		q.Method = "largest"
	}
	if q.countsPeople() {
		q.Set = "all"
	}
	if len(q.Sectors) == 0 {
		q.Sectors = []string{"PRO"}
	}
	if q.Until == "" {
		q.Until = q.From
	}
	for _, x := range []struct {
		list *record.List
		code string
	}{{Views, q.View}, {Sets, q.Set}, {Methods, q.Method}} {
		if !x.list.Has(x.code) {
			return q, &Refusal{fmt.Sprintf("« %s » n’est pas prévu ici : choisissez parmi %s", x.code, strings.Join(codesOf(x.list), ", ")),
				fmt.Sprintf("“%s” is not provided for here: choose one of %s", x.code, strings.Join(codesOf(x.list), ", "))}
		}
	}
	for _, m := range []record.Month{q.From, q.Until} {
		if _, err := record.ParseMonth(string(m)); err != nil {
			return q, &Refusal{fmt.Sprintf("« %s » n’est pas un mois (attendu : AAAA-MM)", m), fmt.Sprintf("“%s” is not a month (expected YYYY-MM)", m)}
		}
	}
	switch {
	case q.From > q.Until:
		return q, &Refusal{fmt.Sprintf("la période finit (%s) avant de commencer (%s)", q.Until, q.From), fmt.Sprintf("the period ends (%s) before it begins (%s)", q.Until, q.From)}
	case q.From.Add(monthsAtMost) <= q.Until:
		return q, &Refusal{fmt.Sprintf("la période est trop longue : au plus %d mois", monthsAtMost), fmt.Sprintf("the period is too long: at most %d months", monthsAtMost)}
	case q.Level != 1 && q.Level != 2:
		return q, &Refusal{fmt.Sprintf("niveau administratif %d : attendu 1 ou 2", q.Level), fmt.Sprintf("administrative level %d: expected 1 or 2", q.Level)}
	}
	return q, nil
}

// Release is a kind of table that the public may ask for.
type Release struct {
	View   string
	Levels []int
	Months int // at most; people are counted month by month, never over several
}

// Catalogue lists all that the public may ask for, of one sector or of
// protection with its areas of responsibility: no free cross-tables, so that
// nobody can subtract one from another (rule D7). People are counted of no
// sector that is a part of another, as they are known now, and of no period.
var Catalogue = []Release{
	{"places", []int{1, 2}, 1},
	{"matrix", []int{1, 2}, 1},
	{"timeline", []int{1, 2}, 12},
	{"turnover", []int{1, 2}, 12},
	{"sectors", []int{1, 2}, 1},
	{"people", []int{1, 2}, 12},
	{"gap", []int{1, 2}, 1},
}

// Public tells whether the public may ask for a view of a sector.
func Public(view, sector string) bool {
	return view != "people" || !part(sector)
}

// part tells whether a sector is a part of another.
func part(sector string) bool {
	return slices.ContainsFunc(record.Sectors.Items, func(i record.Item) bool { return strings.HasPrefix(sector, i.Code+"-") })
}

// allowed refuses what a reader may not ask, and answers by region what may
// only be shown by region.
func (q Question) allowed(to record.Level) (Question, bool, error) {
	if q.View == "gap" && q.From != q.Until && to < record.Confidential {
		return q, false, &Refusal{"les besoins et les cibles se comparent à un seul mois", "needs and targets are compared with one month only"}
	}
	if to > record.Public {
		return q, false, nil
	}
	i := slices.IndexFunc(Catalogue, func(r Release) bool { return r.View == q.View })
	switch {
	case i < 0 || !slices.Contains(Catalogue[i].Levels, q.Level):
		return q, false, &Refusal{"ce tableau n’est pas public", "this table is not public"}
	case q.From.Add(Catalogue[i].Months) <= q.Until:
		months := strconv.Itoa(Catalogue[i].Months)
		return q, false, &Refusal{"le tableau public couvre au plus " + months + " mois", "the public table covers at most " + months + " months"}
	case len(q.Sectors) > 1 || !record.Sectors.Has(q.Sectors[0]):
		return q, false, &Refusal{"le tableau public porte sur un secteur à la fois", "the public table is about one sector at a time"}
	case !Public(q.View, q.Sectors[0]):
		return q, false, &Refusal{"les personnes atteintes ne sont publiques que pour la protection dans son ensemble : celles d’un de ses domaines permettraient de retrouver de petits nombres par soustraction",
			"people reached are public for protection as a whole only: those of one of its areas of responsibility would let small numbers be found by subtraction"}
	}
	if q.Level > 1 && slices.Contains(record.ByRegionOnly, q.Sectors[0]) {
		q.Level = 1
		return q, true, nil
	}
	return q, false, nil
}

// months lists the months of the question.
func (q Question) months() []record.Month {
	var out []record.Month
	for m := q.From; m <= q.Until; m = m.Add(1) {
		out = append(out, m)
	}
	return out
}

func (q Question) asksSector(sector string) bool {
	return slices.ContainsFunc(q.Sectors, func(s string) bool { return strings.HasPrefix(sector, s) })
}

func codesOf(l *record.List) []string {
	var out []string
	for _, i := range l.Items {
		out = append(out, i.Code)
	}
	return out
}
