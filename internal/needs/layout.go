package needs

import (
	"context"
	"errors"
	"strings"

	"toguna/internal/exchange/sheet"
	"toguna/internal/record"
)

// meaning is what a column of a published table holds.
type meaning int

const (
	code0 meaning = iota
	code1
	code2
	code3
	name0
	name1
	name2
	name3
	country
	start
	sector
	gender
	age
	disability
	category
	group
	status
	population // population, or the number of people of a status
	inNeed
	targeted
	total // population of COD-PS, all sexes and ages
)

// headings are the headings and HXL tags of each meaning, folded and without
// blanks.
var headings = map[meaning]string{
	code0:      "admin0pcode admin0code adm0pcode adm0code #adm0+code",
	code1:      "admin1pcode admin1code adm1pcode adm1code #adm1+code",
	code2:      "admin2pcode admin2code adm2pcode adm2code #adm2+code",
	code3:      "admin3pcode admin3code adm3pcode adm3code #adm3+code",
	name0:      "admin0name admin0namefr admin0nameen adm0name adm0fr adm0en",
	name1:      "admin1name admin1namefr admin1nameen adm1name adm1fr adm1en provideradmin1name #adm1+name",
	name2:      "admin2name admin2namefr admin2nameen adm2name adm2fr adm2en provideradmin2name #adm2+name",
	name3:      "admin3name admin3namefr admin3nameen adm3name adm3fr adm3en #adm3+name",
	country:    "locationcode countryiso3 #country+code",
	start:      "referenceperiodstart #date+start",
	sector:     "sector sectorcode cluster #sector+code",
	gender:     "gender #gender+code #gender",
	age:        "agerange #age+range",
	disability: "disabled isdisabled disabledmarker #is_disabled",
	category:   "category",
	group:      "populationgroup #population_group+code",
	status:     "populationstatus",
	population: "population #population",
	inNeed:     "inneed #inneed",
	targeted:   "targeted #targeted",
	total:      "ttl",
}

// layout is where the columns of a table stand, by meaning.
type layout map[meaning][]int

// recognise finds the headings of a table of needs or population among the first
// rows of a sheet; the layout is nil where there are none.
func recognise(ctx context.Context, book *sheet.Book, name string) (layout, int, error) {
	const most = 20 // a title, notes, the headings
	var found layout
	head, seen := 0, 0
	err := book.Rows(ctx, name, func(n int, cells []sheet.Cell) error {
		if l := layoutOf(cells); l.needs() || l.people() {
			found, head = l, n
			return errStop
		}
		if seen++; seen == most {
			return errStop
		}
		return nil
	})
	if errors.Is(err, errStop) {
		err = nil
	}
	return found, head, err
}

var errStop = errors.New("enough rows")

func layoutOf(cells []sheet.Cell) layout {
	l := layout{}
	for _, c := range cells {
		key := strings.ToLower(strings.ReplaceAll(strings.TrimSpace(c.Text), " ", ""))
		if !strings.HasPrefix(key, "#") {
			key = strings.ReplaceAll(record.Fold(c.Text), " ", "")
		}
		for m, words := range headings {
			for word := range strings.FieldsSeq(words) {
				if word == key {
					l[m] = append(l[m], c.Col)
				}
			}
		}
	}
	return l
}

func (l layout) has(all ...meaning) bool {
	for _, m := range all {
		if len(l[m]) > 0 {
			return true
		}
	}
	return false
}

// needs tells whether the headings are those of needs by sector, with the
// disaggregation that no 5W has. A table of the country alone names no place.
func (l layout) needs() bool {
	return l.has(sector) && l.has(group, age, category) && (l.has(inNeed, targeted) || l.has(status) && l.has(population))
}

// people tells whether the headings are those of COD-PS.
func (l layout) people() bool {
	return l.has(code0, code1, code2, code3) && l.has(total)
}

// tags tells whether a row is the row of HXL tags.
func tags(cells []sheet.Cell) bool {
	n := 0
	for _, c := range cells {
		if strings.HasPrefix(strings.TrimSpace(c.Text), "#") {
			n++
		}
	}
	return 2*n > len(cells)
}
