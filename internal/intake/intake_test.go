package intake

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"toguna/internal/exchange/sheet"
	"toguna/internal/locale"
	"toguna/internal/record"
)

var update = flag.Bool("update", false, "write the golden files")

// bamako is a small operation: the base of these tests.
func bamako() *record.Snapshot {
	const op = record.OperationID("0190e000-0000-7000-8000-000000000001")
	head := func(n int, code string) record.Head {
		return record.Head{ID: fmt.Sprintf("0190e000-0000-7000-8000-%012d", n), Operation: op, Code: code, Version: 3}
	}
	operation := &record.Operation{Head: head(1, "MLI18"), NameFR: "Mali 2018", Country: "MLI"}
	return record.NewSnapshot([]record.Record{operation,
		&record.Place{Head: head(2, "ML09"), NameFR: "Bamako", Depth: record.N(1)},
		&record.Place{Head: head(3, "ML04"), NameFR: "Ségou", Depth: record.N(1)},
		&record.Org{Head: head(10, "DNDS"), NameFR: "Direction nationale du développement social", Acronym: "DNDS"},
		&record.Org{Head: head(11, "DRDS-GAO"), NameFR: "Direction régionale du développement social de Gao", Acronym: "DRDS", Aliases: []string{"Dév. social Gao"}},
		&record.Org{Head: head(12, "DRDS-KAY"), NameFR: "Direction régionale du développement social de Kayes", Acronym: "DRDS"},
		&record.Org{Head: head(13, "AMSS"), NameFR: "Association malienne pour la survie au Sahel", Acronym: "AMSS", Type: "441"},
		&record.Body{Head: head(20, "CMP"), NameFR: "Commission mouvements de population", BodyKind: "commission", Reach: "national"},
	}, "2018-03-21")
}

// csvs is a book of CSV tables by name.
func csvs(t testing.TB, tables map[string]string) *sheet.Book {
	t.Helper()
	dir := t.TempDir()
	for name, text := range tables {
		if err := os.WriteFile(filepath.Join(dir, name+".csv"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	b, err := sheet.Open(dir, sheet.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

func lines(ps record.Problems, lang string) []string {
	var out []string
	for _, p := range ps {
		out = append(out, fmt.Sprintf("%s %s%d %s: %s", p.From.Sheet, p.From.Column, p.From.Row, p.Code, strings.ReplaceAll(p.Message(lang), "\u00a0", " ")))
	}
	return out
}

// Each row is one way to be refused: what was sent, and the address and the
// words of the answer in both languages.
func TestRefusals(t *testing.T) {
	const seatHead = "Code;Instance;Organisation;Rôle;Depuis le;Jusqu’au (exclu)\n"
	for _, c := range []struct{ name, sheet, text, fr, en string }{
		{"missing value", "org", "Code;Nom (français)\nX1;\n",
			"org B2 required: valeur obligatoire manquante", "org B2 required: a required value is missing"},
		{"missing column", "org", "Code;Sigle\nX1;X\n",
			"org 2 missing_column: la colonne « Nom (français) » manque", "org 2 missing_column: the column “Name (French)” is missing"},
		{"missing code", "org", "Code;Nom (français)\n;Une ONG\n",
			"org A2 code_missing: un code est nécessaire : d’autres enregistrements s’y réfèrent", "org A2 code_missing: a code is needed: other records refer to it"},
		{"unknown column", "org", "Code;Nom (français);Sigl\nX1;Une ONG;X\n",
			"org C1 unknown_column: colonne « Sigl » inconnue ; valeur la plus proche : Sigle", "org C1 unknown_column: unknown column “Sigl”; nearest value: Acronym"},
		{"column without heading", "org", "Code;Nom (français)\nX1;Une ONG;?\n",
			"org C2 unknown_column: colonne « C » inconnue", "org C2 unknown_column: unknown column “C”"},
		{"not in list", "org", "Code;Nom (français);Type (OCHA)\nX1;Une ONG;ONG national\n",
			"org C2 not_in_list: « ONG national » n’est pas dans la liste « Type (OCHA) » ; valeur la plus proche : ONG nationale", "org C2 not_in_list: “ONG national” is not in the list “Type (OCHA)”; nearest value: National NGO"},
		{"no such record", "seat", seatHead + "S1;CMP;AMMS;membre;;\n",
			"seat C2 not_found: « AMMS » ne désigne aucun élément de « Organisations » ; valeur la plus proche : AMSS", "seat C2 not_found: “AMMS” names nothing in “Organisations”; nearest value: AMSS"},
		{"place by its name", "place", "Code;Nom;Niveau administratif;Lieu parent\nML0401;Bla;2;Segou\n",
			"place D2 not_found: « Segou » ne désigne aucun élément de « Lieux » ; valeur la plus proche : ML04", "place D2 not_found: “Segou” names nothing in “Places”; nearest value: ML04"},
		{"two have the acronym", "seat", seatHead + "S1;CMP;drds;membre;;\n",
			"seat C2 several: « drds » peut désigner plusieurs éléments : DRDS-GAO (Direction régionale du développement social de Gao) ou DRDS-KAY (Direction régionale du développement social de Kayes)",
			"seat C2 several: “drds” may name several: DRDS-GAO (Direction régionale du développement social de Gao) or DRDS-KAY (Direction régionale du développement social de Kayes)"},
		{"close to two", "seat", seatHead + "S1;CMP;Direction régionale du développement social;membre;;\n",
			"seat C2 two_organisations: « Direction régionale du développement social » est proche de plusieurs organisations : DNDS (Direction nationale du développement social) ou DRDS-GAO (Direction régionale du développement social de Gao)",
			"seat C2 two_organisations: “Direction régionale du développement social” is close to several organisations: DNDS (Direction nationale du développement social) or DRDS-GAO (Direction régionale du développement social de Gao)"},
		{"two readings of a day", "seat", seatHead + "S1;CMP;AMSS;membre;03/04/2018;\n",
			"seat E2 two_readings: « 03/04/2018 » peut se lire de deux façons : 2018-04-03 ou 2018-03-04", "seat E2 two_readings: “03/04/2018” can be read in two ways: 2018-04-03 or 2018-03-04"},
		{"no day", "seat", seatHead + "S1;CMP;AMSS;membre;bientôt;\n",
			"seat E2 not_a_day: « bientôt » n’est pas une date (attendu : 2018-03-21)", "seat E2 not_a_day: “bientôt” is not a date (expected: 2018-03-21)"},
		{"end first", "seat", seatHead + "S1;CMP;AMSS;membre;2018-03-21;2018-03-20\n",
			"seat F2 end_first: la fin (2018-03-20) précède le début (2018-03-21)", "seat F2 end_first: the end (2018-03-20) comes before the beginning (2018-03-21)"},
		{"two readings of a number", "place", "Code;Nom;Niveau administratif;Latitude\nML05;Mopti;1;12.639\n",
			"place D2 two_readings: « 12.639 » peut se lire de deux façons : 12639 ou 12.639", "place D2 two_readings: “12.639” can be read in two ways: 12639 or 12.639"},
		{"no number", "place", "Code;Nom;Niveau administratif;Latitude\nML05;Mopti;un;\n",
			"place C2 not_a_number: « un » n’est pas un nombre (attendu : 1234.5)", "place C2 not_a_number: “un” is not a number (expected: 1234.5)"},
		{"out of range", "place", "Code;Nom;Niveau administratif;Latitude\nML05;Mopti;1;120\n",
			"place D2 out_of_range: 120 est hors des limites (-90–90)", "place D2 out_of_range: 120 is out of range (-90–90)"},
		{"a code twice", "org", "Code;Nom (français)\nX1;Une\nx1;Deux\n",
			"org A3 twice: « x1 » figure deux fois dans ce qui a été reçu", "org A3 twice: “x1” stands twice in what was received"},
		{"a taken code", "org", "Code;Nom (français);id\nAMSS;Une;0190e000-0000-7000-8000-000000000010\n",
			"org A2 same_code: le code « AMSS » est déjà pris par un autre enregistrement", "org A2 same_code: the code “AMSS” is already taken by another record"},
		{"an id of another kind", "org", "Code;Nom (français);id\nX1;Une;0190e000-0000-7000-8000-000000000020\n",
			"org C2 other_kind: cet identifiant appartient à « Instances »", "org C2 other_kind: this id belongs to “Bodies”"},
		{"an older version", "org", "Code;Nom (français);id;version\nDNDS;Autre nom;0190e000-0000-7000-8000-000000000010;2\n",
			"org D2 moved_on: l’enregistrement a changé depuis (version 2, attendu 3)", "org D2 moved_on: the record has changed since (version 2, expected 3)"},
		{"another operation", "operation", "Code;Nom (français);Pays (ISO 3)\nNER18;Niger;NER\n",
			"operation A2 other_operation: cet enregistrement appartient à une autre opération", "operation A2 other_operation: this record belongs to another operation"},
		{"unknown sheet", "organisatoins", "Code;Nom\nX;Y\n",
			"organisatoins 0 unknown_sheet: feuille « organisatoins » inconnue ; valeur la plus proche : Organisations", "organisatoins 0 unknown_sheet: unknown sheet “organisatoins”; nearest value: Organisations"},
		{"a list of people", "distribution", "Nom et prénoms;Âge;Village\nAwa;34;Bla\n",
			"distribution 1 looks_personal: cette feuille ressemble à une liste de bénéficiaires (Nom et prénoms, Âge, Village) : refusée", "distribution 1 looks_personal: this sheet looks like a list of beneficiaries (Nom et prénoms, Âge, Village): refused"},
		{"a list of people as contacts", "person", "Code;Nom et prénoms;Sexe;Village\nP1;Awa;f;Bla\n",
			"person 1 looks_personal: cette feuille ressemble à une liste de bénéficiaires (Nom et prénoms, Sexe, Village) : refusée", "person 1 looks_personal: this sheet looks like a list of beneficiaries (Nom et prénoms, Sexe, Village): refused"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for lang, want := range map[locale.Lang]string{locale.FR: c.fr, locale.EN: c.en} {
				got := mustRead(t, csvs(t, map[string]string{c.sheet: c.text}), bamako(), options(lang))
				if found := lines(got.Problems, string(lang)); len(found) != 1 || found[0] != want {
					t.Errorf("got  %q\nwant %q", found, want)
				}
				for _, p := range got.Problems {
					if p.From.Sheet == "" || p.From.File != "registre.xlsx" {
						t.Errorf("no address: %+v", p)
					}
				}
			}
		})
	}
}

func TestValuesAsPeopleWriteThem(t *testing.T) {
	yes := true
	o := options(locale.FR)
	o.DayFirst = &yes
	got := mustRead(t, csvs(t, map[string]string{
		"Réunions":      "CODE ;instance; DATE;statut;Interprétation;présidée par;Langues\nR1;cmp;03/04/2018;TENUE;Oui;\"amss ; Dév. social Gao\";\"fr; bm\"\n",
		"5W activities": "5W return;Reporting month;Reporting organisation;Sector / AoR;Place (P-code);Girls;Boys;Women;Men\nRET;mars 2018;0190e000-0000-7000-8000-000000000013;Child protection;ml04;s.o.;withheld;1 234;0\n",
		"return":        "code;org;body;month;state\nRET;Association malienne pour la survie au Sahel;CMP;févr.-18;reçu\n",
	}), bamako(), o)
	if len(got.Problems) > 0 {
		t.Fatal(lines(got.Problems, "fr"))
	}
	text := map[string]string{}
	for _, c := range got.Set.Changes {
		for _, f := range record.TableOf(c.Kind).Fields {
			text[string(c.Kind)+"."+f.Name] = f.Get(c.Record)
		}
		text[string(c.Kind)] = c.ID
	}
	const org = "0190e000-0000-7000-8000-0000000000"
	for field, want := range map[string]string{
		"meeting.on": "2018-04-03", "meeting.state": "held", "meeting.interpretation": "yes", "meeting.languages": "fr; bm", "meeting.chaired_by": org + "13; " + org + "11",
		"activity.return": text["return"], "activity.month": "2018-03", "activity.org": org + "13", "activity.sector": "PRO-CPN",
		"activity.girls": "n/a", "activity.boys": "withheld", "activity.women": "1234", "activity.men": "0", "activity.disabled": "",
		"return.org": org + "13", "return.month": "2018-02", "return.state": "received",
	} {
		if text[field] != want {
			t.Errorf("%s is %q, want %q", field, text[field], want)
		}
	}
}

func TestColumnsThatAreNotThereLeaveFieldsAlone(t *testing.T) {
	base := bamako()
	got := mustRead(t, csvs(t, map[string]string{"org": "Code;Sigle\nAMSS;\n"}), base, options(locale.FR))
	if len(got.Set.Changes) != 1 || len(got.Problems) > 0 {
		t.Fatal(got.Set.Changes, got.Problems)
	}
	c := got.Set.Changes[0]
	o := c.Record.(*record.Org)
	if o.Acronym != "" || o.NameFR != "Association malienne pour la survie au Sahel" || o.Type != "441" || c.Was != 3 {
		t.Errorf("%+v", o)
	}
	if was := base.Org(record.OrgID(c.ID)); was.Acronym != "AMSS" {
		t.Error("the record of the base was altered")
	}
}

func TestAnEmptyLevelNeverLowersIt(t *testing.T) {
	base := bamako()
	base.Orgs[0].Level = record.Confidential
	got := mustRead(t, csvs(t, map[string]string{"org": "Code;Nom (français);Sensibilité\n" + base.Orgs[0].Code + ";Autre;\n"}), base, options(locale.FR))
	if l := got.Set.Changes[0].Record.Base().Level; l != record.Confidential {
		t.Errorf("the level became %d", l)
	}
}

func TestAVersionMattersOnlyWhereSomethingChanges(t *testing.T) {
	got := mustRead(t, csvs(t, map[string]string{"org": "Code;Sigle;id;version\nDNDS;DNDS;0190e000-0000-7000-8000-000000000010;1\n"}), bamako(), options(locale.FR))
	if c := got.Counts["org"]; c.Unchanged != 1 || len(got.Problems) > 0 {
		t.Errorf("%+v %v", c, got.Problems)
	}
}

func TestACopiedRowIsNew(t *testing.T) {
	const first = "0190e000-0000-7000-8000-00000000a001"
	got := mustRead(t, csvs(t, map[string]string{"attendance": "Réunion;Organisation;id;version\n" +
		"R1;AMSS;" + first + ";\nR1;DNDS;" + first + ";\nR1;AMSS;" + first + ";\n",
		"meeting": "Code;Instance;Date;Statut\nR1;CMP;2018-03-01;tenue\n"}), bamako(), options(locale.FR))
	if found := lines(got.Problems, "en"); len(found) != 1 || found[0] != "attendance C4 twice: “"+first+"” stands twice in what was received" {
		t.Errorf("%q", found)
	}
	if c := got.Counts["attendance"]; c != (Count{New: 2, Refused: 1}) {
		t.Errorf("%+v", c)
	}
	if a, b := got.Set.Changes[1].ID, got.Set.Changes[2].ID; a != first || b == first {
		t.Errorf("ids %q and %q", a, b)
	}
}

func TestARowIsToldAllItsFaults(t *testing.T) {
	got := mustRead(t, csvs(t, map[string]string{"seat": "Code;Instance;Organisation;Rôle;Depuis le;Vacant\n;XYZXYZ;AMSS;chef;hier;oui\n"}), bamako(), options(locale.FR))
	var codes []string
	for _, p := range got.Refused[0].Problems {
		codes = append(codes, p.From.Column+" "+p.Code)
	}
	if want := []string{"D not_in_list", "E not_a_day", "B not_found", "A code_missing", "F vacant_held"}; !slices.Equal(codes, want) {
		t.Errorf("got %q, want %q", codes, want)
	}
}

func TestARefusedRowTakesItsDependantsAlong(t *testing.T) {
	got := mustRead(t, csvs(t, map[string]string{
		"flow": "Code;Organisation source;Date;Statut;Flux d’origine\n" +
			"F3;AMSS;2018-01-03;versé;F2\nF2;AMSS;2018-01-02;versé;F1\nF1;AMSS;hier;versé;\nF4;AMSS;2018-01-04;versé;\n",
	}), bamako(), options(locale.FR))
	want := []string{
		"flow E2 row_refused: renvoie à une ligne refusée : Flux financiers, ligne 3",
		"flow E3 row_refused: renvoie à une ligne refusée : Flux financiers, ligne 4",
		"flow C4 not_a_day: « hier » n’est pas une date (attendu : 2018-03-21)",
	}
	if found := lines(got.Problems, "fr"); !slices.Equal(found, want) {
		t.Errorf("got  %q\nwant %q", found, want)
	}
	if c := got.Counts["flow"]; c.New != 1 || c.Refused != 3 {
		t.Errorf("%+v", c)
	}
}

func TestTheBookBringsItsOperation(t *testing.T) {
	tables := map[string]string{
		"operation": "Code;Nom (français);Pays (ISO 3);Lieu racine\nMLI18;Mali 2018;MLI;ML\n",
		"place":     "Code;Nom;Niveau administratif;Lieu parent\nML01;Kayes;1;ML\nML;Mali;0;\n",
	}
	got := mustRead(t, csvs(t, tables), nil, options(locale.FR))
	if len(got.Problems) > 0 || len(got.Set.Changes) != 3 {
		t.Fatal(got.Problems, got.Set.Changes)
	}
	for _, c := range got.Set.Changes {
		if op := c.Record.Base().Operation; op == "" || op != got.Set.Operation || string(op) != got.Set.Changes[0].ID {
			t.Errorf("%s belongs to %q, want %q", c.Kind, op, got.Set.Changes[0].ID)
		}
	}
	tables["operation"] = "Code;Nom (français);Pays (ISO 3)\nMLI18;;MLI\n"
	if got := mustRead(t, csvs(t, tables), nil, options(locale.FR)); got.Total().Refused != 3 || len(got.Set.Changes) > 0 {
		t.Errorf("records without an operation: %+v %v", got.Counts, lines(got.Problems, "fr"))
	}
}

func TestAWorkbookOfAnotherOperationIsRefused(t *testing.T) {
	other := record.NewSnapshot([]record.Record{&record.Operation{Head: record.Head{ID: ids()(), Code: "NER18"}, NameFR: "Niger", Country: "NER"}}, "2018-03-21")
	var out bytes.Buffer
	if err := Export(&out, record.View{Snapshot: other, Level: record.Public}, locale.FR, ExportOptions{}); err != nil {
		t.Fatal(err)
	}
	got := mustRead(t, open(t, "r.xlsx", out.Bytes()), bamako(), options(locale.FR))
	if len(got.Problems) != 1 || got.Problems[0].Code != "other_operation" || got.Total().Rows() != 0 {
		t.Errorf("%v %+v", got.Problems, got.Counts)
	}
}

func TestAViewKeepsWhatIsAboveIt(t *testing.T) {
	all := fullRegister()
	s := record.NewSnapshot(all, "2018-03-21")
	secret := s.Orgs[0]
	secret.Level, secret.NameFR = record.Confidential, "ORGANISATION-SECRETE"
	var out bytes.Buffer
	dir := t.TempDir()
	v := record.View{Snapshot: s, Level: record.Public}
	if err := ExportCSV(dir, v, locale.FR, ExportOptions{By: "A. Traoré"}); err != nil {
		t.Fatal(err)
	}
	if err := Export(&out, v, locale.FR, ExportOptions{By: "A. Traoré"}); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*.csv"))
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range []string{secret.NameFR, secret.ID, secret.Code + ";", "Traoré"} {
			if strings.Contains(string(text), s) {
				t.Errorf("%s tells %q", filepath.Base(f), s)
			}
		}
	}
	b := open(t, "r.xlsx", out.Bytes())
	for _, i := range b.Sheets() {
		if i.Name == record.TableOf("person").FR {
			t.Error("a public workbook has a sheet of people")
		}
	}
}

func TestTheTemplateIsReadAsNothing(t *testing.T) {
	for _, lang := range locale.Langs {
		var out bytes.Buffer
		if err := Template(&out, lang); err != nil {
			t.Fatal(err)
		}
		got := mustRead(t, open(t, "modele.xlsx", out.Bytes()), bamako(), options(lang))
		if got.Total().Rows() != 0 || len(got.Problems) > 0 {
			t.Errorf("%s: %+v %v", lang, got.Counts, got.Problems)
		}
	}
}

// A field officer sends a file with faults, gets the refused rows back with the
// reasons, corrects them there and sends them again.
func TestAFieldOfficerCorrectsAFileAndSendsItAgain(t *testing.T) {
	first := mustRead(t, csvs(t, map[string]string{
		"Organisations": "Code;Nom (français);Type (OCHA);Remarque\nONG-1;Tassaght;ONG nationale;ok\nONG-2;Sugu;ONG international;ok\n",
		"Sièges":        "Code;Instance;Organisation;Rôle;Depuis le\nS1;CMP;ONG-1;membre;2018-01-01\nS2;CMP;ONG-2;membre;2018-01-01\nS3;CMP;AMSS;membre;03/04/2018\n",
	}), bamako(), options(locale.FR))
	golden(t, "preview-fr.txt", first.Summary(locale.FR, 20).Text())
	golden(t, "preview-en.txt", first.Summary(locale.EN, 3).Text())
	if c := first.Total(); c != (Count{New: 2, Refused: 3}) {
		t.Fatalf("%+v", c)
	}
	var back bytes.Buffer
	if err := WriteRefused(&back, first, locale.FR); err != nil {
		t.Fatal(err)
	}
	golden(t, "refused-fr.txt", dump(t, back.Bytes()))

	// What was accepted is in the register now.
	var known []record.Record
	for _, k := range record.Tables {
		known = append(known, bamako().Records(k.Kind)...)
	}
	for _, c := range first.Set.Changes {
		c.Record.Base().Version = 1
		known = append(known, c.Record)
	}
	corrected := map[string]string{}
	walk(t, back.Bytes(), func(name string, row []string) {
		text := strings.Join(row, ";") + "\n"
		text = strings.ReplaceAll(text, ";ONG international;", ";ONG internationale;")
		text = strings.ReplaceAll(text, "03/04/2018", "2018-04-03")
		text = strings.ReplaceAll(text, ";Remarque", ";")
		text = strings.ReplaceAll(text, ";ok", ";")
		corrected[name] += text
	})
	o := options(locale.FR)
	o.NewID = func() func() string {
		next := ids()
		return func() string { return strings.Replace(next(), "8000", "9000", 1) }
	}()
	second := mustRead(t, csvs(t, corrected), record.NewSnapshot(known, "2018-03-21"), o)
	if c := second.Total(); c != (Count{New: 3}) || len(second.Problems) > 0 {
		t.Errorf("%+v %q", c, lines(second.Problems, "fr"))
	}
}

// walk hands over the visible rows of a workbook, line ends inside cells taken out.
func walk(t *testing.T, data []byte, each func(name string, row []string)) {
	t.Helper()
	b := open(t, "retour.xlsx", data)
	for _, i := range b.Sheets() {
		if i.Hidden != sheet.Visible || ourSheet(i.Name) {
			continue
		}
		err := b.Rows(context.Background(), i.Name, func(_ int, cells []sheet.Cell) error {
			row := make([]string, cells[len(cells)-1].Col)
			for _, c := range cells {
				row[c.Col-1] = strings.ReplaceAll(strings.ReplaceAll(c.Text, "\n", " | "), ";", ",")
			}
			each(i.Name, row)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func dump(t *testing.T, data []byte) string {
	var b strings.Builder
	last := ""
	walk(t, data, func(name string, row []string) {
		if name != last {
			fmt.Fprintf(&b, "[%s]\n", name)
			last = name
		}
		b.WriteString(strings.Join(row, " ; ") + "\n")
	})
	return b.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs, got:\n%s", name, got)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("org", "Code;Nom (français);id;version\nX1;Une ONG;;\nDNDS;Autre;0190e000-0000-7000-8000-000000000010;2\n")
	f.Add("seat", "Instance,Organisation,Rôle,Depuis le\nCMP,AMSS,membre,2018-01-01\nCMP,AMMS,lead,03/04/2018\n")
	f.Add("flow", "Code;Organisation source;Date;Statut;Flux d’origine\nF1;AMSS;2018-01-01;versé;F1\nF2;X;;;F1;F9\n")
	f.Add("place", "#org\nCode;Nom;Niveau administratif;Lieu parent\nA;B;s.o.;A\n")
	f.Add("person", "Nom;Âge;Village\nx;1;y\n")
	f.Add("_toguna", "operation;MLI18\n")
	f.Fuzz(func(t *testing.T, name, text string) {
		b, err := sheet.Read(strings.ReplaceAll(name, "/", "-")+".csv", strings.NewReader(text), int64(len(text)), sheet.DefaultLimits())
		if err != nil {
			return
		}
		rows := 0
		if err := b.Rows(context.Background(), b.Sheets()[0].Name, func(int, []sheet.Cell) error { rows++; return nil }); err != nil {
			return
		}
		got, err := Read(context.Background(), b, bamako(), options(locale.FR))
		if err != nil {
			t.Fatalf("a book that can be walked cannot be read: %v", err)
		}
		total := got.Total()
		if total.Rows() > rows || total.Refused != len(got.Refused) || total.New+total.Changed != len(got.Set.Changes) {
			t.Errorf("%d rows: %+v, %d refused, %d changes", rows, total, len(got.Refused), len(got.Set.Changes))
		}
		for _, c := range got.Set.Changes {
			if bad := record.Check(c.Record).Refusing(); len(bad) > 0 || c.ID == "" || c.Record.Base().Operation == "" {
				t.Errorf("a change that does not pass: %v", bad)
			}
		}
		got.Summary(locale.FR, 5).Text()
		if len(got.Refused) == 0 {
			return
		}
		if err := WriteRefused(&bytes.Buffer{}, got, locale.FR); err != nil {
			t.Error(err)
		}
	})
}
