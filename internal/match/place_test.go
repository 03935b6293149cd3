package match

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"toguna/internal/locale"
	"toguna/internal/record"
)

func unit(code, name, parent string, level float64, since, until record.Day, alt ...string) *record.Place {
	p := &record.Place{NameFR: name, AltNames: alt, Depth: record.N(level), Parent: record.PlaceID(parent)}
	p.ID, p.Code, p.Span = code, code, record.Span{Since: since, Until: until}
	return p
}

var sahel = []*record.Place{
	unit("ML", "Mali", "", 0, "", ""),
	unit("ML03", "Sikasso", "ML", 1, "2013-05-31", ""), unit("ML0301", "Bougouni", "ML03", 2, "2013-05-31", ""), unit("ML0302", "Kadiolo", "ML03", 2, "2013-05-31", ""),
	unit("ML04", "Ségou", "ML", 1, "2013-05-31", "", "Segou"),
	unit("ML05", "Mopti", "ML", 1, "2013-05-31", ""), unit("ML0506", "Mopti", "ML05", 2, "2013-05-31", ""), unit("ML0503", "Djenné", "ML05", 2, "2013-05-31", ""), unit("ML0507", "Ténenkou", "ML05", 2, "2013-05-31", ""),
	unit("ML050301", "Dandougou Fakala", "ML0503", 3, "2013-05-31", ""), unit("ML050302", "Derary", "ML0503", 3, "2013-05-31", ""), unit("ML050601", "Socoura", "ML0506", 3, "2013-05-31", ""),
	unit("ML050303", "Kounari", "ML0503", 3, "2013-05-31", ""), unit("ML050602", "Kounari", "ML0506", 3, "2013-05-31", ""),
	unit("ML07", "Gao", "ML", 1, "2013-05-31", ""), unit("ML0701", "Ansongo", "ML07", 2, "2013-05-31", ""), unit("ML0703", "Gao", "ML07", 2, "2013-05-31", ""),
	unit("ML0704", "Ménaka", "ML07", 2, "2013-05-31", "2021-12-20", "Menaka"),
	unit("ML08", "Kidal", "ML", 1, "2013-05-31", ""), unit("ML0802", "Kidal", "ML08", 2, "2013-05-31", ""),
	unit("ML10", "Ménaka", "ML", 1, "2021-12-20", "", "Menaka"), unit("ML1001", "Ménaka", "ML10", 2, "2021-12-20", "", "Menaka"),
	unit("NER004", "Maradi", "ML", 1, "", ""), unit("NER004009", "Tessaoua", "NER004", 2, "", ""), unit("NER004010", "Gazaoua", "NER004", 2, "", ""),
	unit("YE30", "Al Dhale'e", "ML", 1, "", ""),
}

func code(p *record.Place) string {
	if p == nil {
		return ""
	}
	return p.Code
}

func TestFind(t *testing.T) {
	tests := []struct {
		what   string
		site   Site
		day    record.Day
		want   string // adm1 adm2 adm3
		issues []Issue
	}{
		{"all agree", Site{"ML05", "Mopti", "ML0506", "Mopti", "", ""}, "", "ML05 ML0506", nil},
		{"small letters, no accents", Site{"ml05", "REGION DE MOPTI", "ml0503", "Cercle de Djenne", "", ""}, "", "ML05 ML0503", nil},
		{"an accent written apart from its letter", Site{"", "Se\u0301gou (Region)", "", "", "", ""}, "", "ML04", nil},
		{"names only", Site{"", "Gao", "", "Gao", "", ""}, "", "ML07 ML0703", nil},
		{"codes only", Site{"ML07", "", "ML0701", "", "", ""}, "", "ML07 ML0701", nil},
		{"two scripts in a cell", Site{"ML07", "غاو / Gao", "", "أنسونغو / Ansongo", "", ""}, "", "ML07 ML0701", nil},
		{"two names, nearly", Site{"ML05", "Mopti", "", "تيننكو / Tenenkow", "", ""}, "", "ML05 ML0507", []Issue{NameAlike}},
		{"two places in a cell are neither", Site{"ML05", "Mopti", "", "Djenné / Ténenkou", "", ""}, "", "ML05", []Issue{NameUnknown}},
		{"nor are two regions", Site{Name1: "Gao / Mopti"}, "", "", nil},
		{"region and cercle in a cell", Site{Name1: "Mopti - Djenné"}, "", "ML05 ML0503", nil},
		{"down to the commune", Site{Name1: "Mopti / Djenné / Derary"}, "", "ML05 ML0503 ML050302", nil},
		{"whatever its column is called", Site{Name3: "Mopti, Djenné, Derary"}, "", "ML05 ML0503 ML050302", nil},
		{"from the commune up", Site{Name3: "Derary, Djenné, Mopti"}, "", "ML05 ML0503 ML050302", nil},
		{"below the region of its row", Site{Name1: "Mopti", Name2: "Djenné/Derary"}, "", "ML05 ML0503 ML050302", nil},
		{"not below another one", Site{Name1: "Gao", Name2: "Mopti / Djenné"}, "", "ML07", []Issue{NameUnknown}},
		{"as far as it is known", Site{Name1: "Mopti / Djenné / Nulle part"}, "", "ML05 ML0503", []Issue{NameUnknown}},
		{"the only cercle of a name", Site{Name2: "Ansongo"}, "", "ML07 ML0701", nil},
		{"region alone", Site{"ML05", "Mopti", "", "", "", ""}, "", "ML05", nil},

		{"cercle under the wrong region code", Site{"ML05", "Gao", "ML0701", "Ansongo", "", ""}, "", "ML07 ML0701", []Issue{WrongRegion}},
		{"code in the stated region wins over the name", Site{"ML03", "Sikasso", "ML0302", "Bougouni", "", ""}, "", "ML03 ML0302", []Issue{CodeName}},
		{"code outside the stated region loses to the name", Site{"ML03", "Sikasso", "ML0506", "Bougouni", "", ""}, "", "ML03 ML0301", []Issue{CodeName}},

		{"a code of another scheme is not cut: MLI0302 is Bougouni", Site{"MLI03", "Sikasso", "MLI0302", "Bougouni", "", ""}, "", "ML03 ML0301", []Issue{CodeRepaired, OtherScheme}},
		{"nor without a name", Site{Code2: "MLI0302"}, "", "", []Issue{OtherScheme}},
		{"zeros and country letters", Site{Code1: "YEM030", Name1: "Al Dhale'e"}, "", "YE30", []Issue{CodeRepaired}},
		{"zeros of two levels", Site{Code2: "NE00409", Name2: "Tessaoua"}, "", "NER004 NER004009", []Issue{CodeRepaired}},
		{"not when the name is another's", Site{Code2: "NE00409", Name2: "Gazaoua"}, "", "NER004 NER004010", []Issue{OtherScheme}},
		{"nor when there is no name: ML4 is asked", Site{Code1: "ML4"}, "", "", []Issue{OtherScheme}},
		{"delimiters", Site{"ML.05", "Mopti", "ML-05-03", "Djenné", "", ""}, "", "ML05 ML0503", []Issue{CodeRepaired}},
		{"nowhere", Site{"ML99", "Nulle part", "", "", "", ""}, "", "", []Issue{OtherScheme}},

		{"an old code names its successor", Site{"ML07", "Gao", "ML0704", "Menaka", "", ""}, "2022-01-01", "ML10 ML1001", []Issue{OldCode}},
		{"so does an old name", Site{"", "Gao", "", "Ménaka", "", ""}, "2022-01-01", "ML10 ML1001", []Issue{OldCode}},
		{"and under the code of its old region", Site{"ML07", "", "", "Menaka", "", ""}, "2022-01-01", "ML10 ML1001", []Issue{OldCode}},
		{"an old code alone", Site{"ML07", "", "ML0704", "", "", ""}, "2022-01-01", "ML10 ML1001", []Issue{OldCode}},
		{"before the day it was a cercle of Gao", Site{"ML07", "Gao", "ML0704", "Ménaka", "", ""}, "2018-03-21", "ML07 ML0704", nil},
		{"by name too", Site{"ML07", "", "", "MENAKA", "", ""}, "2021-12-19", "ML07 ML0704", nil},
		{"a region that came later is the cercle it was cut from", Site{"ML10", "Ménaka", "", "", "", ""}, "2018-03-21", "ML07 ML0704", []Issue{OldCode}},
		{"with its cercle", Site{"ML10", "Ménaka", "ML1001", "Ménaka", "", ""}, "2018-03-21", "ML07 ML0704", []Issue{OldCode}},

		{"not specified is the level above", Site{"ML05", "Mopti", "", "Non spécifié", "", "N/A"}, "", "ML05", nil},
		{"all is the level above", Site{"ML05", "Mopti", "ML0503", "Djenné", "", "Toutes les communes"}, "", "ML05 ML0503", nil},
		{"a name nearly right, in its region", Site{"ML05", "Mopti", "", "Tenenkoun", "", ""}, "", "ML05 ML0507", []Issue{NameAlike}},
		{"as it sounds", Site{"ML05", "", "", "Ténenku", "", ""}, "", "ML05 ML0507", []Issue{NameAlike}},
		{"never in another region", Site{"ML07", "Gao", "", "Tenenkoun", "", ""}, "", "ML07", []Issue{NameUnknown}},
		{"never a short name", Site{"ML07", "Gao", "", "Goa", "", ""}, "", "ML07", []Issue{NameUnknown}},

		{"a commune by code", Site{Code3: "ML050302"}, "", "ML05 ML0503 ML050302", nil},
		{"a commune by name in its cercle", Site{"", "Mopti", "", "Djenné", "", "Commune de Derary"}, "", "ML05 ML0503 ML050302", nil},
		{"never by its name alone", Site{Name3: "Derary"}, "", "", nil},
		{"in its region where no cercle is told, and that is flagged", Site{Name1: "Mopti", Name3: "Derary"}, "", "ML05 ML0503 ML050302", []Issue{NoCercle}},
		{"not where the region has two of the name", Site{Name1: "Mopti", Name3: "Kounari"}, "", "ML05", []Issue{NameUnknown}},
		{"nor in another region", Site{Name1: "Gao", Name3: "Derary"}, "", "ML07", []Issue{NameUnknown}},
		{"a commune code outside its cercle: the name", Site{"ML05", "Mopti", "ML0503", "Djenné", "ML050601", "Derary"}, "", "ML05 ML0503 ML050302", []Issue{CodeName}},
		{"neither: the cercle, which code and name say", Site{"ML05", "Mopti", "ML0503", "Djenné", "ML050601", "Socoura"}, "", "ML05 ML0503", []Issue{WrongCercle}},
		{"code and name of the commune against one cell", Site{"ML05", "Mopti", "", "Djenné", "ML050601", "Socoura"}, "", "ML05 ML0506 ML050601", []Issue{WrongCercle}},
		{"an unknown commune stays at the cercle", Site{"ML05", "Mopti", "ML0503", "Djenné", "", "Sokoura"}, "", "ML05 ML0503", []Issue{NameUnknown}},
	}
	for _, tt := range tests {
		f := NewPlaces(sahel, nil, tt.day).Find(tt.site)
		got := strings.TrimSpace(code(f.Adm1) + " " + code(f.Adm2) + " " + code(f.Adm3))
		if got != tt.want || !slices.Equal(f.Issues, tt.issues) {
			t.Errorf("%s: %s %v; want %s %v", tt.what, got, f.Issues, tt.want, tt.issues)
		}
		if all := strings.Fields(got); len(all) > 0 && code(f.Place) != all[len(all)-1] || len(all) == 0 && f.Place != nil {
			t.Errorf("%s: the deepest unit is %s", tt.what, code(f.Place))
		}
	}
	for _, name := range []string{"Niveau national", "Tout le pays", "All regions"} {
		if f := NewPlaces(sahel, nil, "").Find(Site{Name1: name}); code(f.Place) != "ML" || f.Adm1 != nil {
			t.Errorf("%s is %q", name, code(f.Place))
		}
	}
	if f := NewPlaces(sahel, nil, "").Find(Site{Code1: "HN00", Name1: "Cobertura Nacional", Code2: "31"}); code(f.Place) != "ML" || !slices.Equal(f.Issues, []Issue{OtherScheme}) {
		t.Errorf("a code for the whole country is %q %v", code(f.Place), f.Issues)
	}
	if f := NewPlaces(sahel, nil, "").Find(Site{Code2: "ML0503", Name3: "Dereri"}); f.Nearest != "Derary" {
		t.Errorf("the nearest name is %q", f.Nearest)
	}
}

// TestWhatIsRememberedComesFirst: crosswalks and decisions of people.
func TestWhatIsRememberedComesFirst(t *testing.T) {
	spelling := func(text, within, place, basis string) *record.Spelling {
		return &record.Spelling{Of: "place", Text: text, Within: within, Place: record.PlaceID(place), Basis: basis}
	}
	p := NewPlaces(sahel, []*record.Spelling{
		spelling("MLI0302", "mli_5w_2023", "ML0301", "crosswalk"),
		spelling("ML-1", "one", "ML03", "crosswalk"), spelling("ML-1", "other", "ML05", "crosswalk"),
		spelling("MLI0704", "mli_5w_2023", "ML0704", "crosswalk"),
		spelling("ML0704", "fips_10-4", "ML0701", "crosswalk"),
		spelling("Venise du Mali", "ML05", "ML0506", "person"),
		spelling("Delta | Zone exondée", "", "ML0507", "person"),
	}, "2022-01-01")
	for _, tt := range []struct {
		what, want string
		site       Site
		issues     []Issue
	}{
		{"a code of another scheme", "ML0301", Site{Code2: "mli0302"}, nil},
		{"one that means two units", "", Site{Code1: "ML-1"}, []Issue{OtherScheme}},
		{"the name tells which", "ML05", Site{Code1: "ML-1", Name1: "Mopti"}, nil},
		{"one of a unit that ended", "ML1001", Site{Code2: "MLI0704"}, []Issue{OldCode}},
		{"a P-code that ended is not a code of another scheme", "ML1001", Site{Code2: "ML0704"}, []Issue{OldCode}},
		{"a name decided within its region", "ML0506", Site{Name1: "Mopti", Name2: "VENISE DU MALI"}, nil},
		{"not in another", "ML07", Site{Name1: "Gao", Name2: "Venise du Mali"}, []Issue{NameUnknown}},
		{"cells decided as a whole", "ML0507", Site{Name1: "Delta", Name2: "Zone exondée"}, nil},
	} {
		if f := p.Find(tt.site); code(f.Place) != tt.want || !slices.Equal(f.Issues, tt.issues) {
			t.Errorf("%s: %s %v; want %s %v", tt.what, code(f.Place), f.Issues, tt.want, tt.issues)
		}
	}
}

func TestNamesThatAreNotAlike(t *testing.T) {
	in := []*record.Place{unit("X", "X", "", 0, "", ""), unit("X1", "Kayes", "X", 1, "", ""),
		unit("X101", "Gadougou 1", "X1", 2, "", ""), unit("X102", "Sahel Nord", "X1", 2, "", "")}
	p := NewPlaces(in, nil, "")
	for _, name := range []string{"Gadougou 2", "Gadougou", "Sahel Sud", "Sahel", "inconnu"} {
		if f := p.Find(Site{Name1: "Kayes", Name2: name}); f.Adm2 != nil {
			t.Errorf("%s was taken for %s", name, f.Adm2.NameFR)
		}
	}
	if f := p.Find(Site{Name1: "Kayes", Name2: "Gadugu 1"}); code(f.Adm2) != "X101" {
		t.Errorf("Gadugu 1: %v", f)
	}
}

func TestIssuesSpeakBothLanguages(t *testing.T) {
	for _, i := range Issues {
		if i.FR == "" || i.EN == "" || i.Issue.Text(locale.FR) == i.Issue.Text(locale.EN) {
			t.Errorf("%s", i.Issue)
		}
	}
}

const shared = "../../../shared/data/mali"

// TestTheDayChoosesBetweenTwoUnitsOfOneCode: a P-code that was given to another
// area means the one that has it in the month of the activity.
func TestTheDayChoosesBetweenTwoUnitsOfOneCode(t *testing.T) {
	units := append(slices.Clone(sahel), unit("ML0501", "Bandiagara", "ML05", 2, "2013-05-31", "2024-01-01"), unit("ML0501v02", "Kani", "ML05", 2, "2024-01-01", ""),
		unit("ML050101", "Borko", "ML0501", 3, "2013-05-31", "2024-01-01"), unit("ML050101v02", "Kani Bonzon", "ML0501v02", 3, "2024-01-01", ""))
	for range 2 { // whatever the order of the places
		for _, c := range []struct {
			site Site
			day  record.Day
			want string
		}{
			{Site{Code2: "ML0501"}, "2018-03-31", "ML0501"}, {Site{Code2: "ML0501"}, "2025-03-31", "ML0501v02"}, {Site{Code2: "ML0501"}, "", "ML0501v02"},
			{Site{Code2: "ML0501V02"}, "2025-03-31", "ML0501v02"}, {Site{Code2: "ML05001", Name2: "Kani"}, "2025-03-31", "ML0501v02"},
			{Site{Code1: "ML05", Code2: "ML0501", Code3: "ML050101"}, "2018-03-31", "ML050101"}, {Site{Code1: "ML05", Code2: "ML0501", Code3: "ML050101"}, "2025-03-31", "ML050101v02"},
		} {
			if f := NewPlaces(units, nil, c.day).Find(c.site); code(f.Place) != c.want || slices.Contains(f.Issues, OldCode) {
				t.Errorf("%+v on %q: %s %v, want %s", c.site, c.day, code(f.Place), f.Issues, c.want)
			}
		}
		slices.Reverse(units)
	}
}

// maliOf reads the gazetteer of Mali and the crosswalks to it.
func maliOf(t testing.TB) ([]*record.Place, []*record.Spelling) {
	var places []*record.Place
	for _, r := range rowsOf(t, filepath.Join(shared, "gazetteer.csv")) {
		level, _ := strconv.ParseFloat(r[1], 64)
		places = append(places, unit(r[0], r[2], r[4], level, record.Day(r[7]), record.Day(r[8]), strings.Split(r[3], "|")...))
	}
	var crosswalk []*record.Spelling
	for _, r := range rowsOf(t, filepath.Join(shared, "pcode_crosswalk.csv")) {
		if r[3] != "" {
			crosswalk = append(crosswalk, &record.Spelling{Of: "place", Text: r[2], Within: r[0], Place: record.PlaceID(r[3]), Basis: "crosswalk"})
		}
	}
	return places, crosswalk
}

// TestAllOfMali finds every unit by its code, by its name in its parent, and by
// the codes of the other schemes, on a day before and one after Ménaka became a
// region.
func TestAllOfMali(t *testing.T) {
	places, crosswalk := maliOf(t)
	byCode := map[string]*record.Place{}
	for _, u := range places {
		byCode[u.Code] = u
	}
	for _, day := range []record.Day{"2018-03-21", "2023-12-31"} {
		findAll(t, places, crosswalk, byCode, day)
	}
	for day, want := range map[record.Day]string{"2021-12-19": "ML0704", "2021-12-20": "ML1001"} {
		p := NewPlaces(places, crosswalk, day)
		for _, site := range []Site{{Code1: "ML07", Name2: "Menaka"}, {Name1: "Gao", Name2: "Ménaka"}, {Code1: "ML07", Code2: "ML0704"}, {Code2: "MLI1003", Name2: "Menaka"}} {
			if f := p.Find(site); code(f.Place) != want {
				t.Errorf("%s on %s: %s %v, want %s", site.Text(), day, code(f.Place), f.Issues, want)
			}
		}
	}
}

func findAll(t *testing.T, places []*record.Place, crosswalk []*record.Spelling, byCode map[string]*record.Place, day record.Day) {
	t.Helper()
	p := NewPlaces(places, crosswalk, day)
	for _, u := range places {
		if !u.On(day) || u.Depth == record.N(0) {
			continue
		}
		up := byCode[string(u.Parent)]
		var byCodeOnly, byName Site
		switch u.Depth.V {
		case 1:
			byCodeOnly.Code1, byName.Name1 = u.Code, u.NameFR
		case 2:
			byCodeOnly.Code2, byName.Name1, byName.Name2 = u.Code, up.NameFR, strings.ToUpper(u.NameFR)
		case 3:
			byCodeOnly.Code3, byName.Code2, byName.Name3 = u.Code, up.Code, strings.ToUpper(u.NameFR)
		}
		if f := p.Find(byCodeOnly); f.Place != u || len(f.Issues) > 0 {
			t.Errorf("%s by code: %s %v", u.Code, code(f.Place), f.Issues)
		}
		if f := p.Find(byName); f.Place != u || len(f.Issues) > 0 {
			t.Errorf("%s %s by name: %s %v", u.Code, u.NameFR, code(f.Place), f.Issues)
		}
	}
	for _, s := range crosswalk {
		u := byCode[string(s.Place)]
		if !u.On(day) || s.Within == "fips_10-4" { // a FIPS code is a P-code of another region: the P-code wins
			continue
		}
		var site Site
		switch u.Depth.V {
		case 1:
			site.Code1 = s.Text
		case 2:
			site.Code2 = s.Text
		case 3:
			site.Code3 = s.Text
		}
		if f := p.Find(site); f.Place != u {
			t.Errorf("%s of %s: %s, want %s %v", s.Text, s.Within, code(f.Place), u.Code, f.Issues)
		}
	}
}

func TestPlacesMayBeAskedFromManySides(t *testing.T) {
	p := NewPlaces(sahel, nil, "")
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 50 {
				if f := p.Find(Site{"ML05", "Mopti", "", "Tenenkoun", "", ""}); code(f.Place) != "ML0507" {
					t.Error("another answer")
				}
			}
		})
	}
	wait.Wait()
}

// FuzzFind: whatever the cells, a unit that is found is valid and lies in the
// units above it.
func FuzzFind(f *testing.F) {
	f.Add("ML05", "Mopti", "ML0503", "Djenné", "ML050601", "Derary")
	f.Add("", "", "NE00409", "Tessaoua", "", "")
	f.Fuzz(func(t *testing.T, c1, n1, c2, n2, c3, n3 string) {
		p := NewPlaces(sahel, nil, "2018-03-21")
		found := p.Find(Site{c1, n1, c2, n2, c3, n3})
		for _, u := range []*record.Place{found.Adm1, found.Adm2, found.Adm3} {
			if u != nil && !u.On("2018-03-21") {
				t.Errorf("%s is not valid", u.Code)
			}
		}
		if found.Adm3 != nil && p.parent(found.Adm3) != found.Adm2 {
			t.Errorf("%s is not in %s", found.Adm3.Code, code(found.Adm2))
		}
	})
}
