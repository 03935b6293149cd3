package presence

import (
	"fmt"
	"slices"
	"strings"

	"toguna/internal/record"
)

// Question is what is asked of the columns.
type Question struct {
	View        string       // a code of Views
	From, Until record.Month // both included; equal for one month
	Level       int          // administrative level of the places, 1 or 2
	Sectors     []string     // beginnings of sector codes; empty: protection (PRO)
	Set         string       // a code of Sets; empty: local
}

// Views lists the tables there are.
var Views = &record.List{Name: "presence_view", Items: []record.Item{
	{Code: "places", FR: "organisations présentes, par lieu et par classe", EN: "organisations present, by place and class"},
	{Code: "matrix", FR: "organisations et lieux", EN: "organisations and places"},
	{Code: "timeline", FR: "organisations présentes, par lieu et par mois", EN: "organisations present, by place and month"},
	{Code: "turnover", FR: "organisations présentes, nouvelles et parties, par mois", EN: "organisations present, new and gone, by month"},
	{Code: "sectors", FR: "organisations présentes, par secteur et par classe", EN: "organisations present, by sector and class"},
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
	if len(q.Sectors) == 0 {
		q.Sectors = []string{"PRO"}
	}
	if q.Until == "" {
		q.Until = q.From
	}
	for _, x := range []struct {
		list *record.List
		code string
	}{{Views, q.View}, {Sets, q.Set}} {
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
