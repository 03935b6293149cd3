package fivew

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"toguna/internal/exchange/sheet"
	"toguna/internal/layout"
	"toguna/internal/record"
)

const (
	tableHead = "Organisation;Région;Cercle;Secteur;Activité;Mois;Femmes atteintes\n"
	turned    = "Secteur;Organisation;Activité;Mois;Femmes atteintes;Région;Cercle\n"
)

// csvOf is a file of semicolons as a book.
func csvOf(t *testing.T, text string) *sheet.Book {
	t.Helper()
	b, err := sheet.Read("f.csv", strings.NewReader(text), int64(len(text)), sheet.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestASecondTableInAnotherOrder: a partner pasted the same table below the first
// with its columns in another order, then came back to the first. The rows are read
// by the headings above them, near the top of the file and far down.
func TestASecondTableInAnotherOrder(t *testing.T) {
	for _, many := range []int{1, 2000} {
		var text, want strings.Builder
		text.WriteString(tableHead)
		for i := range many {
			fmt.Fprintf(&text, "AMSS;Mopti;Djenné;Protection;Causerie %d;2018-03;%d\n", i, i+1)
			fmt.Fprintf(&want, "%d AMSS PRO Causerie %d %d\n", i+2, i, i+1)
		}
		text.WriteString(turned + "Santé;NRC;Clinique;2018-03;8;Gao;Gao\nSanté;NRC;Soins;2018-03;beaucoup;Gao;Gao\n" + tableHead + "IRC;Gao;Gao;Santé;Vaccins;2018-03;7\n")
		n := many + 2
		fmt.Fprintf(&want, "%d -  Activité refused\n%d NRC HEA Clinique 8\n%d NRC HEA Soins refused\n%d -  Activité refused\n%d IRC HEA Vaccins 7", n, n+1, n+2, n+3, n+4)
		for kind, b := range map[string]*sheet.Book{"csv": csvOf(t, text.String()), "xlsx": mergedBook(t, text.String())} {
			got, r := linesOf(t, b)
			if got != want.String() {
				t.Errorf("%s, %d rows: lines end in\n%s\nwant\n%s", kind, many, got[max(0, len(got)-200):], want.String()[max(0, want.Len()-200):])
			}
			if r.Count("header_order") != 1 || r.Count("header_again") != 1 || r.Count("not_a_number") != 1 || r.Refused != 3 {
				t.Errorf("%s: %d refused: %v", kind, r.Refused, r.Findings)
			}
			for _, x := range r.Findings {
				if at := x.Where(9); x.Code == "not_a_number" && at != fmt.Sprintf("E%d", n+2) {
					t.Errorf("%s: the bad cell is said to be %s", kind, at)
				}
			}
		}
	}
}

// TestASecondTableWithOtherColumns: it is told of once, its rows are counted as
// refused with that reason, and the first table goes on below its own headings.
func TestASecondTableWithOtherColumns(t *testing.T) {
	b := csvOf(t, tableHead+`AMSS;Mopti;Djenné;Protection;Causeries;2018-03;10
Partenaire;Secteur;Province;Nombre d’agents
AMSS;Protection;Mopti;12
NRC;Protection;Gao;3
`+tableHead+"IRC;Gao;Gao;Santé;Vaccins;2018-03;7\n")
	_, r := linesOf(t, b)
	if r.Good != 2 || r.Refused != 4 || r.Count("other_table") != 3 || r.Count("header_again") != 1 || len(r.Findings) != 2 {
		t.Errorf("%d good, %d refused: %v", r.Good, r.Refused, r.Findings)
	}
	if got := r.Findings[0].Text("fr"); !strings.Contains(got, "lignes 3-5") || !strings.Contains(got, "commence à la ligne 3") {
		t.Errorf("told as %q", got)
	}
	p, err := layout.Inspect(context.Background(), b, layout.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if *p.Distinct.OrgFolded != 3 || !strings.Contains(p.Table("en"), "A second table begins in row 3 with other columns") { // the headings that stand again are one
		t.Errorf("%d organisations in\n%s", *p.Distinct.OrgFolded, p.Table("en"))
	}
}

// TestAHeadWithAColumnOfItsOwn: what the table has no column for is named and not
// read, and what has no heading is no number of the table's.
func TestAHeadWithAColumnOfItsOwn(t *testing.T) {
	got, r := linesOf(t, csvOf(t, tableHead+`AMSS;Mopti;Djenné;Protection;Causeries;2018-03;10
Organisation;Région;Cercle;Secteur;Activité;Mois;Véhicules
NRC;Gao;Gao;Santé;Soins;2018-03;7
`))
	if !strings.HasSuffix(got, "4 NRC HEA Soins") || r.Count("header_left") != 1 || !strings.Contains(r.Findings[0].Message("en"), "(Véhicules)") {
		t.Errorf("%s\n%v", got, r.Findings)
	}
}

// TestRefusedRowsOfASecondTable: they go back below the headings of the first.
func TestRefusedRowsOfASecondTable(t *testing.T) {
	b := csvOf(t, tableHead+"AMSS;Mopti;Djenné;Protection;Causeries;2018-03;10\n"+turned+"Santé;NRC;Soins;2018-03;beaucoup;Gao;Gao\n")
	l, err := layout.Recognise(context.Background(), b, layout.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ids := 0
	d, err := Take(context.Background(), b, l, record.NewSnapshot([]record.Record{&record.Operation{Head: record.Head{ID: "o", Code: "o"}}}, "2018-03-21"), Known{},
		TakeOptions{CheckOptions: CheckOptions{File: "f.csv"}, NewID: func() string { ids++; return fmt.Sprint("n", ids) }, Lang: "fr"})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := d.WriteRefused(context.Background(), &out, b, "fr"); err != nil {
		t.Fatal(err)
	}
	back, err := sheet.Read("r.xlsx", bytes.NewReader(out.Bytes()), int64(out.Len()), sheet.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	if err := back.Rows(context.Background(), "f", func(_ int, cells []sheet.Cell) error {
		var texts []string
		for _, c := range cells[1:] {
			texts = append(texts, c.Text)
		}
		rows = append(rows, strings.Join(texts, ";"))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(rows, "\n"); !strings.HasSuffix(got, "NRC;Gao;Gao;Santé;Soins;2018-03;beaucoup") || d.Rows.Refused != 2 || d.Rows.Folded != 1 {
		t.Errorf("%+v\n%s", d.Rows, got)
	}
}
