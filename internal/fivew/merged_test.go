package fivew

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"toguna/internal/exchange/sheet"
	"toguna/internal/layout"
)

// mergedBook writes rows with semicolons between the cells as a workbook and
// merges the ranges.
func mergedBook(t *testing.T, text string, ranges ...string) *sheet.Book {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for r, line := range strings.Split(strings.TrimSpace(text), "\n") {
		for c, cell := range strings.Split(line, ";") {
			if cell == "" {
				continue
			}
			at, _ := excelize.CoordinatesToCellName(c+1, r+1)
			var v any = cell
			if n := 0; strings.Trim(cell, "0123456789") == "" {
				fmt.Sscan(cell, &n)
				v = n
			}
			if err := f.SetCellValue("Sheet1", at, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, r := range ranges {
		from, to, _ := strings.Cut(r, ":")
		if err := f.MergeCell("Sheet1", from, to); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return bookOf(t, "f.xlsx", b.String())
}

const mergedHead = "Organisation;Région;Secteur;Cercle;Activité;Mois;Femmes atteintes\n"

// linesOf writes what the lines of a file say, one a line.
func linesOf(t *testing.T, b *sheet.Book) (string, *Report) {
	t.Helper()
	var out strings.Builder
	o := CheckOptions{File: "f.xlsx"}
	o.Again = out.Reset
	r, err := Check(context.Background(), b, nil, Known{}, o, func(l *Line) error {
		org := "-"
		if l.Org != nil {
			org = l.Org.Name
		}
		fmt.Fprintf(&out, "%d %s %s %s", l.Row, org, l.Activity.Sector, l.Activity.What)
		if l.Activity.Women.Known() {
			fmt.Fprintf(&out, " %v", l.Activity.Women.V)
		}
		if l.Refused() {
			out.WriteString(" refused")
		}
		out.WriteString("\n")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(out.String()), r
}

func TestAMergedCellHoldsForTheRowsItCovers(t *testing.T) {
	b := mergedBook(t, mergedHead+`AMSS;Mopti;Protection;Djenné;Causeries;2018-03;10
;;;Koro;Formation;2018-03;20
;;;Bankass;Écoute;2018-03;
NRC;Gao;Santé;Gao;Clinique;2018-03;
;;;Ansongo;Soins;2018-03;7`, "A2:A4", "B2:B4", "C2:C4", "A5:A6", "B5:B6", "G3:G4")
	got, r := linesOf(t, b)
	want := `2 AMSS PRO Causeries 10
3 AMSS PRO Formation 20
4 AMSS PRO Écoute
5 NRC HEA Clinique
6 NRC  Soins 7 refused` // nothing merged gives its sector
	if got != want {
		t.Errorf("lines\n%s\nwant\n%s", got, want)
	}
	if r.Count("merged") != 8 || r.Count("merged_once") != 1 || r.Count("required") != 1 {
		t.Errorf("%d cells filled, %d left, %d missing", r.Count("merged"), r.Count("merged_once"), r.Count("required"))
	}
	p, err := layout.Inspect(context.Background(), b, layout.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, says := range []string{"Colonne « Organisation » : valeur d’une cellule fusionnée, reprise sur les lignes qu’elle couvre (3). (lignes 3-4, 6)",
		"Colonne « Femmes atteintes » : nombre d’une cellule fusionnée, compté une seule fois, sur la première de ses lignes (autres lignes : 1). (ligne 4)"} {
		if text := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(p.Table("fr")); !strings.Contains(text, says) {
			t.Errorf("%q is not in\n%s", says, text)
		}
	}
	if p.Of("org").Filled != 5 || p.OrgByType[""] != 0 {
		t.Errorf("%d rows with an organisation", p.Of("org").Filled)
	}
}

// TestMergedCellsFarDown: the first rows show nothing of them, and a workbook
// tells them behind its rows.
func TestMergedCellsFarDown(t *testing.T) {
	var text strings.Builder
	text.WriteString(mergedHead)
	for i := range 400 {
		fmt.Fprintf(&text, "AMSS;Mopti;Protection;Djenné;Séance %d;2018-03;%d\n", i, i)
	}
	text.WriteString("NRC;Gao;Santé;Gao;Clinique;2018-03;\n;;;Gao;Soins;2018-03;\n")
	b := mergedBook(t, text.String(), "A402:A403", "B402:B403", "C402:C403")
	got, r := linesOf(t, b)
	if !strings.HasSuffix(got, "\n402 NRC HEA Clinique\n403 NRC HEA Soins") || strings.Count(got, "\n") != 401 || r.Read != 402 || r.Refused != 0 || r.Count("merged") != 3 {
		t.Errorf("%d read, %d refused, %d cells filled: …%s", r.Read, r.Refused, r.Count("merged"), got[len(got)-60:])
	}
	for _, walk := range []string{"a walk of its own", "known from the walk before"} {
		p, err := layout.Inspect(context.Background(), b, layout.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if p.Rows != 402 || p.Of("org").Filled != 402 || *p.Distinct.OrgRaw != 2 {
			t.Errorf("%s: %d rows, %d with an organisation", walk, p.Rows, p.Of("org").Filled)
		}
	}
	a, err := Presence(context.Background(), mergedBook(t, text.String(), "A402:A403", "B402:B403", "C402:C403"), Question{Set: "all", By: "admin2", Places: mali})
	if err != nil {
		t.Fatal(err)
	}
	if a.Rows.Read != 402 || a.Rows.Refused != 0 {
		t.Errorf("%+v", a.Rows)
	}
}

// TestBlankBelowAValueIsMissing: without merged cells nothing says that the
// value above holds.
func TestBlankBelowAValueIsMissing(t *testing.T) {
	rows := mergedHead + `AMSS;Mopti;Protection;Djenné;Causeries;2018-03;10
;Mopti;Protection;Koro;Formation;2018-03;20
NRC;Gao;Santé;Gao;Clinique;2018-03;
;Gao;Santé;Ansongo;Soins;2018-03;7`
	got, r := linesOf(t, mergedBook(t, rows))
	if want := "2 AMSS PRO Causeries 10\n3 - PRO Formation 20 refused\n4 NRC HEA Clinique\n5 - HEA Soins 7 refused"; got != want {
		t.Errorf("lines\n%s\nwant\n%s", got, want)
	}
	if r.Count("required_grouped") != 2 {
		t.Errorf("%+v", r.Findings)
	}
	p, err := layout.Inspect(context.Background(), bookOf(t, "f.csv", rows), layout.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if text := p.Table("en"); !strings.Contains(text, "Column “Organisation”: blank below each value, without merged cells") || strings.Contains(text, "Column “Région”: blank") {
		t.Error(text)
	}
}

// TestMergedRowsAreTaken: into the register, and refused ones go back with what
// their merged cells say, as they stand alone there.
func TestMergedRowsAreTaken(t *testing.T) {
	var text strings.Builder
	text.WriteString(strings.ReplaceAll(marchHead, ";Point focal", ""))
	for i := range 320 {
		fmt.Fprintf(&text, "2018-03;ADN;ADN;Protection;Suivi %d;Nord;KO01;100\n", i)
	}
	text.WriteString("2018-03;ABM;ABM;Éducation;Classes;Sud;KO02;50\n;;;;Cantines;Sud;KO02;60\n;;;;Livres;Est;;70\n")
	b := mergedBook(t, text.String(), "A322:A324", "B322:B324", "C322:C324", "D322:D324")
	d := newDesk(t)
	x := d.takeBook("mars.xlsx", b)
	if want := (Tally{Read: 323, New: 322, Refused: 1}); x.Rows != want {
		t.Errorf("%+v, want %+v\n%s", x.Rows, want, x.Text("fr", 20))
	}
	var out bytes.Buffer
	if err := x.WriteRefused(t.Context(), &out, b, "fr"); err != nil {
		t.Fatal(err)
	}
	back, err := sheet.Read("refused.xlsx", bytes.NewReader(out.Bytes()), int64(out.Len()), sheet.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	var last []sheet.Cell
	if err := back.Rows(t.Context(), back.Sheets()[0].Name, func(_ int, cells []sheet.Cell) error {
		last = append(last[:0], cells...)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if got := sheet.At(last, 3).Text + " " + sheet.At(last, 6).Text; got != "ABM Livres" {
		t.Errorf("the refused row says %q", got)
	}
}
