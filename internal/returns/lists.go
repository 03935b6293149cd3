package returns

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"toguna/internal/exchange/sheet"
	"toguna/internal/record"
)

// The lists that columns offer.
const (
	listOrgs        = "orgs"
	listAdm1        = "adm1"
	listAdm2        = "adm2"
	listAdm3        = "adm3"
	listClusters    = "clusters"
	listAoRs        = "aors"
	listActivities  = "activities"
	listIndicators  = "indicators"
	listAnswers     = "answers"
	listRepeats     = "repeats"
	listModalities  = "modalities"
	listStates      = "states"
	listPopulations = "populations"
)

// list is one list as it stands on the hidden sheet: columns side by side, the
// values offered in one of them. A list that depends on another column is
// sorted by its key, which is its first column.
type list struct {
	name  string
	value int // which of its columns is offered, from 0
	keyed bool
	rows  [][]string
	first int // the column of the sheet it begins in
	width int
}

// lists is the hidden sheet of code lists.
type lists struct {
	sheet string
	all   []*list
}

var listSheet = words{"Listes", "Lists"}

// newLists gathers the lists of a month: the places as they are on its last
// day, and what was reported before under each area of responsibility.
func newLists(f *filler, month record.Month, lines []*record.Activity) *lists {
	lang := string(f.lang)
	ls := &lists{sheet: listSheet.in(f.lang)}
	orgs := ls.add(listOrgs, 0, false, 3)
	for _, o := range f.view.Orgs {
		id := record.OrgID(o.ID)
		orgs.rows = append(orgs.rows, []string{f.short(id), f.name(id), f.kind(id)})
	}
	slices.SortFunc(orgs.rows, func(a, b []string) int { return cmp.Compare(record.Fold(a[0]), record.Fold(b[0])) })
	adm1 := ls.add(listAdm1, 0, false, 2)
	adm2 := ls.add(listAdm2, 1, true, 4)
	adm3 := ls.add(listAdm3, 1, true, 4)
	for _, p := range f.view.Places {
		if !p.On(month.Last()) || !p.Depth.Known() {
			continue
		}
		parent := ""
		if up := f.view.Place(p.Parent); up != nil {
			parent = record.PCode(up.Code)
		}
		within := []string{parent, p.NameFR, parent + "|" + p.NameFR, record.PCode(p.Code)}
		switch p.Depth.V {
		case 1:
			adm1.rows = append(adm1.rows, []string{p.NameFR, record.PCode(p.Code)})
		case 2:
			adm2.rows = append(adm2.rows, within)
		case 3:
			adm3.rows = append(adm3.rows, within)
		}
	}
	slices.SortFunc(adm1.rows, func(a, b []string) int { return cmp.Compare(a[1], b[1]) })
	clusters, aors := ls.add(listClusters, 0, false, 1), ls.add(listAoRs, 1, true, 2)
	activities, indicators := ls.add(listActivities, 1, true, 2), ls.add(listIndicators, 1, true, 2)
	for _, s := range record.Sectors.Items {
		c := cluster(s.Code, f.lang)
		if !slices.ContainsFunc(clusters.rows, func(r []string) bool { return r[0] == c }) {
			clusters.rows = append(clusters.rows, []string{c})
		}
		aors.rows = append(aors.rows, []string{c, record.Sectors.Label(s.Code, lang)})
	}
	what := map[string]string{} // the first spelling of each
	for _, a := range lines {
		first(what, a.What)
		first(what, a.Indicator)
	}
	for _, a := range lines {
		activities.pair(record.Sectors.Label(a.Sector, lang), first(what, a.What))
		indicators.pair(first(what, a.What), first(what, a.Indicator))
	}
	for _, l := range []*list{adm2, adm3, activities, indicators} {
		slices.SortFunc(l.rows, func(a, b []string) int {
			return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(record.Fold(a[1]), record.Fold(b[1])), cmp.Compare(a[1], b[1]))
		})
		l.rows = slices.CompactFunc(l.rows, slices.Equal)
	}
	yesNo := ls.add(listAnswers, 0, false, 1)
	for _, a := range []record.Answer{record.Yes, record.No} {
		yesNo.rows = append(yesNo.rows, []string{record.Answers.Label(string(a), lang)})
	}
	again := ls.add(listRepeats, 0, false, 1)
	for _, r := range repeats[:2] {
		again.rows = append(again.rows, []string{r.words.in(f.lang)})
	}
	for _, coded := range []struct {
		name string
		list *record.List
	}{{listModalities, record.AidModalities}, {listStates, record.ActivityStates}, {listPopulations, record.Populations}} {
		l := ls.add(coded.name, 0, false, 1)
		for _, i := range coded.list.Items {
			l.rows = append(l.rows, []string{coded.list.Label(i.Code, lang)})
		}
	}
	return ls
}

// first gives the spelling under which a text was met first.
func first(seen map[string]string, text string) string {
	key := record.Fold(text)
	if key == "" {
		return ""
	}
	if seen[key] == "" {
		seen[key] = text
	}
	return seen[key]
}

func (ls *lists) add(name string, value int, keyed bool, width int) *list {
	l := &list{name: name, value: value, keyed: keyed, width: width, first: 1}
	if n := len(ls.all); n > 0 {
		l.first = ls.all[n-1].first + ls.all[n-1].width
	}
	ls.all = append(ls.all, l)
	return l
}

// pair adds a value under a key; what is too long for a list is left out.
func (l *list) pair(key, value string) {
	if key != "" && value != "" && len(key) <= 250 && len(value) <= 250 {
		l.rows = append(l.rows, []string{key, value})
	}
}

func (ls *lists) list(name string) *list {
	return ls.all[slices.IndexFunc(ls.all, func(l *list) bool { return l.name == name })]
}

// area is the range of one column of a list, for a formula.
func (ls *lists) area(name string, col int) string {
	l := ls.list(name)
	c := sheet.Address(0, l.first+col)
	return fmt.Sprintf("'%s'!$%s$2:$%s$%d", ls.sheet, c, c, max(2, len(l.rows)+1))
}

// ref points to the values of a list, those under the value of a column where
// they depend on one; nil where the list is empty.
func (ls *lists) ref(c *Column) *sheet.ListRef {
	l := ls.list(c.List)
	if len(l.rows) == 0 {
		return nil
	}
	r := &sheet.ListRef{Sheet: ls.sheet, Col: l.first + l.value, First: 2, Last: len(l.rows) + 1, Free: c.Free}
	if l.keyed {
		r.Parent, r.Key = position(c.Within), l.first
	}
	return r
}

// hash tells two sets of lists apart.
func (ls *lists) hash() string {
	h := sha256.New()
	for _, l := range ls.all {
		fmt.Fprintf(h, "%s\x00", l.name)
		for _, r := range l.rows {
			fmt.Fprintf(h, "%s\x00", strings.Join(r, "\x01"))
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

func (ls *lists) write(w *sheet.Writer) error {
	spec := sheet.SheetSpec{Name: ls.sheet, Hidden: sheet.Hidden}
	longest := 0
	for _, l := range ls.all {
		for i := range l.width { // headings no reader takes for those of a table
			spec.Columns = append(spec.Columns, sheet.Column{Heading: fmt.Sprintf("%s.%d", l.name, i+1), Computed: true})
		}
		longest = max(longest, len(l.rows))
	}
	sw, err := w.Sheet(spec)
	if err != nil {
		return err
	}
	for i := range longest {
		var cells []sheet.Cell
		for _, l := range ls.all {
			for j := range l.width {
				var c sheet.Cell
				if i < len(l.rows) {
					c = sheet.TextCell(l.rows[i][j])
				}
				cells = append(cells, c)
			}
		}
		if err := sw.AppendRow(cells); err != nil {
			return err
		}
	}
	return nil
}
