package layout

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// Partners tag the columns they know a tag for, often below headings of two rows
// whose groups are merged cells. What the tags leave out is read from its heading.
func TestTagsOnSomeColumns(t *testing.T) {
	const group = `
Organisation;Secteur;Région;Personnes atteintes;;
;;;Femmes;Hommes;Total
`
	const same = `
;;;Personnes atteintes;;
Organisation;Secteur;Région;Femmes;Hommes;Total
`
	const two = `
Organisation;Secteur;Région;Personnes ciblées;;Personnes atteintes;
;;;Femmes;Total;Femmes;Total
`
	const counted = "reached.women Femmes, reached.men Hommes, reached Total"
	for _, tt := range []struct{ name, head, tags, want string }{
		{"all", group, "#org;#sector;#adm1+name;#reached+f;#reached+m;#reached", "reached.female Femmes, reached.male Hommes, reached Total"},
		{"the group alone has a tag", group, "#org;#sector;#adm1+name;#reached;;", counted},
		{"each count has the bare tag", group, "#org;#sector;#adm1+name;#reached;#reached;#reached", counted},
		{"the women have a tag", group, "#org;#sector;#adm1+name;#reached+f;;", "reached.female Femmes, reached.men Hommes, reached Total"},
		{"the total has a tag", group, "#org;#sector;#adm1+name;;;#reached", counted},
		{"no count has one", group, "#org;#sector;#adm1+name;;;", counted},
		{"the counts only", group, ";;;#reached+f;#reached+m;#reached", "reached.female Femmes, reached.male Hommes, reached Total"},
		{"one column only", group, "#org;;;;;", counted},
		{"headings on the lower row", same, "#org;#sector;#adm1+name;#reached;;", counted},
		{"headings on the lower row, counts untagged", same, "#org;#sector;#adm1+name;;;", counted},
		{"two groups, one tagged", two, "#org;#sector;#adm1+name;;;#reached;", "targeted.women Femmes, targeted Total, reached.women Femmes, reached Total"},
		{"two groups, bare tags", two, "#org;#sector;#adm1+name;#targeted;#targeted;#reached;#reached", "targeted.women Femmes, targeted Total, reached.women Femmes, reached Total"},
		{"two groups, no tag of theirs", two, "#org;#sector;#adm1+name;;;;", "targeted.women Femmes, targeted Total, reached.women Femmes, reached Total"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rows := tt.head[1:] + tt.tags + "\n"
			for i, org := range []string{"AMSS", "NRC", "DRC"} {
				rows += fmt.Sprintf("%s;Protection;Gao;%d;%d;%d", org, 10+i, 20+i, 30+2*i)
				if tt.head == two {
					rows += fmt.Sprintf(";%d", 40+i)
				}
				rows += "\n"
			}
			l, err := Recognise(context.Background(), bookOf(t, "f.csv", rows), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if l.FirstRow != 4 || l.Rows != 3 {
				t.Errorf("first row %d, %d rows", l.FirstRow, l.Rows)
			}
			var got []string
			for _, c := range l.Columns[3:] {
				got = append(got, nameOf(c.Meaning, c.Who)+" "+c.Header)
			}
			if all := strings.Join(got, ", "); all != tt.want {
				t.Errorf("read as %s, want %s", all, tt.want)
			}
			for i, m := range []Meaning{OrgName, Sector, Adm1Name} {
				if l.Columns[i].Meaning != m {
					t.Errorf("column %d is %q, want %q", i+1, l.Columns[i].Meaning, m)
				}
			}
		})
	}
}
