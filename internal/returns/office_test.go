package returns

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"toguna/internal/exchange/sheet"
	"toguna/internal/locale"
	"toguna/internal/record"
)

// The dependent lists, evaluated by LibreOffice for three parents each: the
// formula of the validation gives the children the register has, first and last
// and how many.
func TestDependentListsInLibreOffice(t *testing.T) {
	office := os.Getenv("TOGUNA_TEST_OFFICE")
	if office == "" {
		t.Skip("TOGUNA_TEST_OFFICE is not set to LibreOffice: workbooks saved by it skipped (make test sets it)")
	}
	b, _, m := april(t, "SABA", locale.FR)
	type question struct {
		key, parent string // the column, and what is chosen before it
		cluster     string
		want        []string
	}
	children := func(code string) []string {
		var out []string
		for _, p := range m.f.view.Places {
			if up := m.f.view.Place(p.Parent); up != nil && up.Code == code && p.On("2018-04-30") {
				out = append(out, p.NameFR)
			}
		}
		slices.SortFunc(out, func(a, b string) int { return strings.Compare(record.Fold(a), record.Fold(b)) })
		return out
	}
	questions := []question{
		{key: "adm2", parent: "Mopti", want: children("ML05")}, {key: "adm2", parent: "Ségou", want: children("ML04")}, {key: "adm2", parent: "Gao", want: children("ML07")},
		{key: "aor", cluster: "Protection", want: []string{"Lutte antimines (LAM)", "Protection de l’enfance (PE)"}},
		{key: "aor", cluster: "Éducation"}, {key: "aor", cluster: "Santé"},
	}
	var formulas = map[string]string{}
	edited := edit(t, b, func(f *excelize.File) {
		all, err := f.GetDataValidations("5W")
		must(err)
		for _, v := range all {
			for _, key := range []string{"adm2", "aor"} {
				if strings.HasPrefix(v.Sqref, cellOf(key, 4)+":") {
					formulas[key] = v.Formula1
				}
			}
		}
		must(f.UnprotectSheet("5W"))
		_, err = f.NewSheet("T")
		must(err)
		for i, q := range questions {
			row := 30 + i
			if q.cluster != "" {
				must(f.SetCellStr("5W", cellOf("cluster", row), q.cluster))
			} else {
				must(f.SetCellStr("5W", cellOf("adm1", row), q.parent))
			}
			parent := map[string]string{"adm2": "adm1_code", "aor": "cluster"}[q.key]
			list := strings.ReplaceAll(formulas[q.key], at(parent, 4), "'5W'!"+at(parent, row))
			must(f.SetCellFormula("T", sheet.Address(i+1, 1), "ROWS("+list+")"))
			must(f.SetCellFormula("T", sheet.Address(i+1, 2), "INDEX("+list+",1,1)"))
			must(f.SetCellFormula("T", sheet.Address(i+1, 3), "INDEX("+list+",ROWS("+list+"),1)"))
		}
	})
	dir := t.TempDir()
	path := filepath.Join(dir, "listes.xlsx")
	must(os.WriteFile(path, edited, 0o644))
	cmd := exec.Command(office, "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", "ods", "--outdir", dir, path)
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	cmd = exec.Command(office, "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", filepath.Join(dir, "out"), filepath.Join(dir, "listes.ods"))
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	f, err := excelize.OpenFile(filepath.Join(dir, "out", "listes.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for i, q := range questions {
		var got []string
		for col := 1; col <= 3; col++ {
			v, err := f.GetCellValue("T", sheet.Address(i+1, col))
			must(err)
			got = append(got, v)
		}
		want := []string{fmt.Sprint(len(q.want))}
		switch {
		case q.key == "adm2":
			want = append(want, q.want[0], q.want[len(q.want)-1])
		case q.cluster == "Protection":
			want = []string{"5", "Protection générale", "Lutte antimines (LAM)"}
		default:
			want = []string{"1", q.cluster, q.cluster}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s %s%s: %v, want %v", q.key, q.parent, q.cluster, got, want)
		}
	}
}
