package fivew

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"toguna/internal/exchange/sheet"
	"toguna/internal/layout"
	"toguna/internal/locale"
	"toguna/internal/record"
)

var update = flag.Bool("update", false, "write the golden files anew")

func bookOf(t *testing.T, name, text string) *sheet.Book {
	t.Helper()
	b, err := sheet.Read(name, strings.NewReader(text), int64(len(text)), sheet.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func place(code, name, parent string, level float64, since, until record.Day, alt ...string) *record.Place {
	p := &record.Place{NameFR: name, AltNames: alt, Depth: record.N(level), Parent: record.PlaceID(parent)}
	p.ID, p.Code, p.Span = code, code, record.Span{Since: since, Until: until}
	return p
}

var mali = []*record.Place{
	place("ML", "Mali", "", 0, "", ""),
	place("ML03", "Sikasso", "ML", 1, "2013-05-31", ""), place("ML0301", "Bougouni", "ML03", 2, "2013-05-31", ""), place("ML0302", "Kadiolo", "ML03", 2, "2013-05-31", ""),
	place("ML05", "Mopti", "ML", 1, "2013-05-31", ""), place("ML0506", "Mopti", "ML05", 2, "2013-05-31", ""), place("ML0503", "Djenné", "ML05", 2, "2013-05-31", ""),
	place("ML07", "Gao", "ML", 1, "2013-05-31", ""), place("ML0701", "Ansongo", "ML07", 2, "2013-05-31", ""), place("ML0703", "Gao", "ML07", 2, "2013-05-31", ""),
	place("ML0704", "Ménaka", "ML07", 2, "2013-05-31", "2021-12-20", "Menaka"),
	place("ML08", "Kidal", "ML", 1, "2013-05-31", ""), place("ML0802", "Kidal", "ML08", 2, "2013-05-31", ""),
	place("ML10", "Ménaka", "ML", 1, "2021-12-20", "", "Menaka"), place("ML1001", "Ménaka", "ML10", 2, "2021-12-20", "", "Menaka"),
}

// field is a small 5W with the faults of real ones.
const field = `Matrice 5W du mali;;;;;;;;;
Mise à jour du 31 mars 2022;;;;;;;;;
Sigle;Nom de l'organisation;Type d'organisation;Cluster;Code Région;Région;Code Cercle;Cercle;Date de début;Date de fin
AMSS;Association Malienne pour la Survie au Sahel;ONG Nat;Protection;ML05;Mopti;ML0506;Mopti;01/03/2022;31/03/2022
Amss;Association malienne pour la survie au Sahel;ONG Nat;Protection de l'enfance;ML05;MOPTI;ML0506;Mopti;01/03/2022;31/03/2022
A.M.S.S.;;ONG nationale;VBG;ML05;Mopti;ML0503;Djenne;01/03/2022;31/03/2022
WVI;World Vision Internationale;ONG Int;Protection;ML05;Gao;ML0701;Ansongo;01/03/2022;30/04/2022
WVI;Wold Vision Internationale;ONG Int;Protection;ML03;Sikasso;MLI0302;Bougouni;01/03/2022;30/04/2022
SAD;Social Action for Development;ONG Int;Protection;ML07;Gao;ML0703;Gao;;
S.A.D;Services adéquats de protection;ONG Nat;Protection;ML07;Gao;#N/A;Gao;;
TASSAGHT;Tassaght;ONG Nat;Protection;ML07;Gao;ML0704;Ménaka;;
CRM;Croix-Rouge malienne;Mouv. CR;Protection;ML05;Mopti;ML0503;Mopti;;
CRM;Croix-Rouge malienne;ONG Int;Santé;ML05;Mopti;ML0503;Djenné;;
CRM;Croix-Rouge malienne;Mouv. CR;Santé;ML05;Mopti;ML0503;Djenné;;
DEDI;Développement, équité;ONG Int;Santé;ML05;Mopti;ML0503;Djenné;;
DEDI;Développement, équité;ONG Nat;Protection;ML05;Mopti;ML0503;Djenné;;
Sigle;Nom de l'organisation;Type d'organisation;Cluster;Code Région;Région;Code Cercle;Cercle;Date de début;Date de fin
UNHCR;Haut Commissariat pour les réfugiés;Agence UN;Protection;ML99;Nulle part;ML9901;Nulle part;;
OIM;Organisation internationale pour les migrations;Agence UN;Machines;ML05;Mopti;ML0503;Djenné;;
;;ONG Nat;Protection;ML05;Mopti;ML0503;Djenné;;
Total;;;;;;;;;
`

func fieldQuestion() Question {
	return Question{File: "5w.csv", Sector: "protection", Set: "national", By: "admin2", Places: mali}
}

func TestFindingsAsPeopleReadThem(t *testing.T) {
	r, err := Presence(context.Background(), bookOf(t, "5w.csv", field), fieldQuestion())
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range locale.Langs {
		path := filepath.Join("testdata", "findings."+string(l)+".txt")
		got := r.Findings(l)
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s differs:\n%s", path, got)
		}
	}
}

func TestEveryRowIsAccountedFor(t *testing.T) {
	for _, by := range []string{"admin1", "admin2"} {
		q := fieldQuestion()
		q.By = by
		r, err := Presence(context.Background(), bookOf(t, "5w.csv", field), q)
		if err != nil {
			t.Fatal(err)
		}
		if n := r.Rows; n.Read != 18 || n.Read != n.OtherSectors+n.Taken+n.Folded+n.Refused {
			t.Errorf("%s: %+v", by, n)
		}
		refused := layout.Spans(nil)
		for _, f := range r.Remarks {
			if strings.HasPrefix(f.Key, "refused.") {
				refused = append(refused, f.Spans...)
			}
		}
		if got := merged(refused); got.Rows() != r.Rows.Refused || got.Text(9) != "16-21" {
			t.Errorf("%s: refused rows %s, %d counted", by, got.Text(9), r.Rows.Refused)
		}
	}
}

func TestNothingReportedIsNotZero(t *testing.T) {
	r, err := Presence(context.Background(), bookOf(t, "5w.csv", field), fieldQuestion())
	if err != nil {
		t.Fatal(err)
	}
	v := r.MapValues()
	for code, want := range map[string]Value{
		"ML0506": {true, 1},  // AMSS in three writings
		"ML0301": {true, 0},  // World Vision only: no national organisation
		"ML0802": {false, 0}, // no row
		"ML1001": {true, 1},  // written ML0704, which ended in 2021
		"ML0703": {true, 1},  // S.A.D by name, its code being #N/A
	} {
		if v[code] != want {
			t.Errorf("%s: %+v, want %+v", code, v[code], want)
		}
	}
	out, err := r.CSV(locale.FR)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(out, []byte("ML0802;Kidal;0;;;;;;;;;")) || !bytes.Contains(out, []byte("ML0506;Mopti;2;1;0;")) {
		t.Errorf("CSV:\n%s", out)
	}
	if js, err := r.JSON(); err != nil || !bytes.Contains(js, []byte(`"Code": "ML0506"`)) {
		t.Errorf("JSON: %v %s", err, js)
	}
}

func TestQuestionsThatCannotBeAnswered(t *testing.T) {
	for what, q := range map[string]Question{
		"sector": {Sector: "astronomie"}, "set": {Set: "martian"}, "level": {By: "admin9"},
	} {
		if _, err := Presence(context.Background(), bookOf(t, "5w.csv", field), q); !errors.Is(err, ErrQuestion) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := layout.Inspect(context.Background(), bookOf(t, "x.csv", "a;b\n1;2\n"), layout.Options{}); !errors.Is(err, layout.ErrNoTable) {
		t.Errorf("a table of nothing: %v", err)
	}
	notyped := "Organisation;Cluster;Région\nAMSS;Protection;Mopti\n"
	if _, err := Presence(context.Background(), bookOf(t, "x.csv", notyped), fieldQuestion()); !errors.Is(err, ErrColumn) {
		t.Errorf("national organisations without types: %v", err)
	}
}

// FuzzPresence: whatever the bytes, the rows that are answered add up to those
// of the file.
func FuzzPresence(f *testing.F) {
	f.Add([]byte(field))
	f.Add([]byte("#org,#adm1+code\nA,ML01\n"))
	f.Add([]byte("OBLAST,Health,Protection,WASH\nX,1,2,3\n"))
	f.Add([]byte(crossedOrgs(9)))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := sheet.Read("f.csv", bytes.NewReader(data), int64(len(data)), sheet.DefaultLimits())
		if err != nil {
			return
		}
		l, err := layout.Inspect(context.Background(), b, layout.Options{})
		if err != nil {
			return
		}
		if r, err := Presence(context.Background(), b, Question{Places: mali}); err == nil {
			if n := r.Rows; n.Read != l.Rows && !l.CrossTab || n.Read != n.OtherSectors+n.Taken+n.Folded+n.Refused {
				t.Errorf("rows do not add up: %+v of %d", n, l.Rows)
			}
		}
	})
}
