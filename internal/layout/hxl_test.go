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

// TestTagsAgainstHeadings: a tag that was dragged one column too far, or copied
// from last year's file, is told of with what was taken and how to say the other.
func TestTagsAgainstHeadings(t *testing.T) {
	const head, tags = "Organisation;Cluster;Région;Cercle;Commune;Femmes atteintes;Hommes atteints", "#org;#sector;#adm1+name;#adm2+name;#adm3+name;#reached+f;#reached+m"
	for _, tt := range []struct{ name, tags, column, taken, key, other string }{
		{"all agree", tags, "", "", "", ""},
		{"finer tags than headings agree", strings.Replace(tags, "#org;", "#org+impl;", 1), "", "", "", ""},
		{"women tagged as men", strings.Replace(tags, "#reached+f", "#reached+m", 1), "Femmes atteintes", "reached.male", "tag_followed", "Femmes atteintes = reached.women"},
		{"a commune tagged as the cercle", strings.Replace(tags, "#adm3", "#adm2", 1), "Commune", "adm3.name", "heading_followed", "Commune = adm2.name"},
		{"a region tagged as an organisation", strings.Replace(tags, "#adm1+name", "#org+impl", 1), "Région", "org.impl.name", "tag_followed", "Région = adm1.name"},
		{"a sector tagged as a place", strings.Replace(tags, "#sector", "#adm4+name", 1), "Cluster", "sector", "heading_followed", "Cluster = adm4.name"},
		{"people tagged as an organisation", strings.Replace(tags, "#reached+f", "#org+impl", 1), "Femmes atteintes", "reached.women", "heading_followed", "Femmes atteintes = org.impl.name"},
	} {
		rows := head + "\n" + tt.tags + "\n"
		for i, org := range []string{"AMSS", "NRC", "DRC"} {
			rows += fmt.Sprintf("%s;Protection;Gao;Ansongo;Bara;%d;%d\n", org, 10+i, 20+i)
		}
		read := func(o Options) (*Layout, string) {
			b := bookOf(t, "f.csv", rows)
			l, err := Recognise(context.Background(), b, o)
			if err != nil {
				t.Fatal(err)
			}
			told := ""
			for _, c := range l.Columns {
				if c.Against != nil {
					told += c.Header + ": " + nameOf(c.Meaning, c.Who) + ", " + c.Against.Code() + ", " + c.Against.String()
				}
			}
			return l, told
		}
		want := ""
		if tt.column != "" {
			want = tt.column + ": " + tt.taken + ", " + tt.key + ", " + tt.other
		}
		if _, told := read(Options{}); told != want {
			t.Errorf("%s: %q, want %q", tt.name, told, want)
		}
		if tt.other == "" {
			continue
		}
		c, err := ParseCorrection(tt.other)
		if err != nil {
			t.Fatal(err)
		}
		if l, told := read(Options{Set: []Correction{c}}); told != "" || l.Columns[l.columnsOf(tt.column)[0]].Meaning != c.Meaning {
			t.Errorf("%s: once corrected %q, read as %q", tt.name, told, l.Columns[l.columnsOf(tt.column)[0]].Meaning)
		}
	}
}
