package returns

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"io"
	"slices"
	"strings"

	"toguna/internal/exchange/sheet"
	"toguna/internal/locale"
	"toguna/internal/record"
)

// Prepared is how many rows of a month workbook are ready to be filled: with
// lists, formulas and a key.
const Prepared = 2000

// A print is so many A4 pages wide, and stops well before the last row that is
// ready to be filled.
const (
	pagesWide   = 3
	sparePrints = 20
)

func printedRows(rows []*record.Activity) int { return len(rows) + sparePrints }

var (
	guidanceSheet = words{"Lisez-moi", "Read me"}
	dataSheet     = words{"5W", "5W"}
	summarySheet  = words{"Résumé", "Summary"}
)

// Month makes the workbooks of one month of one body.
type Month struct {
	f       *filler
	body    *record.Body
	month   record.Month
	contact string
	lists   *lists
	ready   int                                 // rows that are prepared
	before  map[record.OrgID][]*record.Activity // lines of the month before
	now     map[record.ReturnID][]*record.Activity
}

// NewMonth prepares the workbooks of a month from the lines of the three months
// before it and of the month itself. Partners see all of their own lines.
func NewMonth(s *record.Snapshot, body *record.Body, month record.Month, lines []*record.Activity, contact string, lang locale.Lang) *Month {
	m := &Month{f: newFiller(record.View{Snapshot: s, Level: record.Confidential}, lang), body: body, month: month, contact: contact, ready: Prepared,
		before: map[record.OrgID][]*record.Activity{}, now: map[record.ReturnID][]*record.Activity{}}
	if m.contact == "" {
		m.contact = m.officer()
	}
	var known []*record.Activity
	for _, a := range lines {
		r, _ := s.Record(string(a.Return)).(*record.Return)
		if r == nil || r.Body != record.BodyID(body.ID) {
			continue
		}
		known = append(known, a)
		switch a.Month {
		case month:
			m.now[a.Return] = append(m.now[a.Return], a)
		case month.Add(-1):
			m.before[a.Org] = append(m.before[a.Org], a)
		}
	}
	m.lists = newLists(m.f, month, known)
	return m
}

// officer finds whom to write to: the information officer or coordinator of the
// body in that month.
func (m *Month) officer() string {
	for _, role := range []string{"im_officer", "coordinator"} {
		for _, p := range m.f.view.Posts {
			if p.Role != role || p.Body != record.BodyID(m.body.ID) || !p.On(m.month.Last()) {
				continue
			}
			if who, ok := m.f.view.Record(string(p.Person)).(*record.Person); ok && who.Name != "" {
				return strings.Join(slices.DeleteFunc([]string{who.Name, who.Email}, func(s string) bool { return s == "" }), ", ")
			}
		}
	}
	return say(m.f.lang, "la coordination : ", "the coordination: ") + m.body.Name(string(m.f.lang))
}

// FileName names the workbook of a return for its partner and its period.
func (m *Month) FileName(r *record.Return) string {
	org := r.Code
	if o := m.f.view.Org(r.Org); o != nil {
		org = o.Code
	}
	return fileName(fmt.Sprintf("5W_%s_%s_%s.xlsx", m.month, m.body.Code, org))
}

// row is a line as the workbook brings it, new where the register does not
// hold it yet.
func (m *Month) rows(r *record.Return) []*record.Activity {
	rows := slices.Clone(m.now[record.ReturnID(r.ID)])
	if r.State != "expected" {
		return rows
	}
	taken := map[string]bool{}
	for _, a := range rows {
		taken[a.ID] = true
	}
	for _, was := range m.before[r.Org] {
		if was.State == "completed" || was.Until != "" && was.Until <= m.month.First() {
			continue
		}
		a := *was
		a.Head = record.Head{ID: key(r.ID, was.ID)}
		a.Return, a.Month, a.Remarks, a.Reported, a.Repeat = record.ReturnID(r.ID), m.month, "", "", record.Unknown
		a.Girls, a.Boys, a.Women, a.Men, a.OlderWomen, a.OlderMen, a.Disabled, a.Total =
			record.Number{}, record.Number{}, record.Number{}, record.Number{}, record.Number{}, record.Number{}, record.Number{}, record.Number{}
		if !taken[a.ID] {
			rows = append(rows, &a)
		}
	}
	return rows
}

// key is the id of a row that the register does not hold yet. It follows from
// the return and from what it continues, so that a workbook written twice bears
// the same keys.
func key(parts ...string) string {
	h := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	h[6] = h[6]&0x0f | 0x80 // a UUID of version 8: made by rule
	h[8] = h[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", h[0:4], h[4:6], h[6:8], h[8:10], h[10:16])
}

// Write writes the workbook of a return.
func (m *Month) Write(out io.Writer, r *record.Return) error {
	lang := m.f.lang
	w, err := sheet.NewWriter(sheet.Properties{Title: m.title(r), Creator: "Toguna", Lang: string(lang), Created: m.month.First().Time()})
	if err != nil {
		return err
	}
	defer w.Close()
	rows := m.rows(r)
	if err = w.Guidance(m.guidance(r, rows)); err == nil {
		err = m.data(w, r, rows)
	}
	if err == nil {
		err = m.summary(w, rows)
	}
	if err == nil {
		err = m.lists.write(w)
	}
	if err == nil {
		err = m.stamp(r).write(w)
	}
	if err == nil {
		_, err = w.WriteTo(out)
	}
	if err != nil {
		return fmt.Errorf("write the workbook of %s: %w", r.Code, err)
	}
	return nil
}

func (m *Month) title(r *record.Return) string {
	return "5W " + m.f.lang.Month(m.month) + " – " + m.f.short(r.Org)
}

// at gives the address of a column of the data sheet, with $ so that it stays.
func at(key string, row int) string {
	return "$" + sheet.Address(row, position(key))
}

func (m *Month) data(w *sheet.Writer, r *record.Return, rows []*record.Activity) error {
	ls := m.lists
	spec := sheet.SheetSpec{Name: dataSheet.in(m.f.lang), Freeze: 2, Protect: true, Wide: pagesWide, Printed: printedRows(rows)}
	const top = 4 // below group, heading and tag
	for i := range Columns {
		c := &Columns[i]
		col := c.spec(m.f.lang)
		if c.List != "" {
			col.List = ls.ref(c)
		}
		switch c.Key { // the mark of a choice that does not fit the one before it
		case "adm1", "adm2", "adm3":
			col.Wrong = fmt.Sprintf(`AND(%s<>"",TRIM(%s)="")`, at(c.Key, top), at(c.Key+"_code", top))
		case "aor":
			col.Wrong = fmt.Sprintf(`AND(%s<>"",COUNTIFS(%s,%s,%s,%s)=0)`, at("aor", top), ls.area(listAoRs, 0), at("cluster", top), ls.area(listAoRs, 1), at("aor", top))
		case "disabled":
			col.Wrong = fmt.Sprintf(`AND(ISNUMBER(%s),ISNUMBER(%s),%s>%s)`, at("disabled", top), at("total", top), at("disabled", top), at("total", top))
		}
		spec.Columns = append(spec.Columns, col)
	}
	sw, err := w.Sheet(spec)
	if err != nil {
		return err
	}
	cells, formulas := make([]sheet.Cell, len(Columns)), make([]string, len(Columns))
	used := map[string]bool{}
	for _, a := range rows {
		used[a.ID] = true
	}
	spare := 0
	for n := range max(m.ready, len(rows)) {
		var a *record.Activity
		if n < len(rows) {
			a = rows[n]
		} else {
			a = &record.Activity{}
			for a.ID == "" || used[a.ID] {
				spare++
				a.ID = key(r.ID, fmt.Sprint(spare))
			}
		}
		for i := range Columns {
			cells[i] = Columns[i].cell(m.f, a)
			formulas[i] = m.formula(Columns[i].Key, sw.NextRow(), r)
		}
		if a.Total.Known() && !detailed(a) {
			formulas[position("total")-1] = "" // only the total is known
		}
		if err := sw.AppendComputed(cells, formulas); err != nil {
			return err
		}
	}
	return nil
}

func detailed(a *record.Activity) bool {
	return slices.ContainsFunc([]record.Number{a.Girls, a.Boys, a.Women, a.Men, a.OlderWomen, a.OlderMen}, record.Number.Known)
}

// formula computes what a person need not type.
func (m *Month) formula(key string, row int, r *record.Return) string {
	ls := m.lists
	begun := func(then string) string {
		return fmt.Sprintf(`IF(COUNTA(%s:%s)=0,"",%s)`, at("cluster", row), at("adm3", row), then)
	}
	found := func(what, value, key string) string {
		return fmt.Sprintf(`IFERROR(INDEX(%s,MATCH(%s,%s,0)),"")`, value, what, key)
	}
	switch key {
	case "month":
		t := m.month.First().Time()
		return begun(fmt.Sprintf("DATE(%d,%d,1)", t.Year(), int(t.Month())))
	case "org":
		return begun(`"` + strings.ReplaceAll(m.f.short(r.Org), `"`, `""`) + `"`)
	case "org_name":
		return found(at("org", row), ls.area(listOrgs, 1), ls.area(listOrgs, 0))
	case "org_type":
		return found(at("org", row), ls.area(listOrgs, 2), ls.area(listOrgs, 0))
	case "impl_type":
		return found(at("impl", row), ls.area(listOrgs, 2), ls.area(listOrgs, 0))
	case "adm1_code":
		return found(at("adm1", row), ls.area(listAdm1, 1), ls.area(listAdm1, 0))
	case "adm2_code":
		return found(at("adm1_code", row)+`&"|"&`+at("adm2", row), ls.area(listAdm2, 3), ls.area(listAdm2, 2))
	case "adm3_code":
		return found(at("adm2_code", row)+`&"|"&`+at("adm3", row), ls.area(listAdm3, 3), ls.area(listAdm3, 2))
	case "total":
		return fmt.Sprintf(`IF(COUNT(%s:%s)=0,"",SUM(%s:%s))`, at("girls", row), at("older_men", row), at("girls", row), at("older_men", row))
	}
	return ""
}

// summary adds up the sheet with formulas, and says how many rows lack what is
// needed.
func (m *Month) summary(w *sheet.Writer, rows []*record.Activity) error {
	lang := m.f.lang
	sw, err := w.Sheet(sheet.SheetSpec{Name: summarySheet.in(lang), Protect: true, Columns: []sheet.Column{
		{Heading: say(lang, "Rubrique", "Item"), Width: 44, Computed: true, Locked: true},
		{Heading: say(lang, "Lignes", "Rows"), Kind: sheet.IntegerColumn, Computed: true, Locked: true},
		{Heading: say(lang, "Cible (somme des lignes)", "Target (sum of rows)"), Kind: sheet.IntegerColumn, Width: 16, Computed: true, Locked: true},
		{Heading: say(lang, "Atteint (somme des lignes)", "Reached (sum of rows)"), Kind: sheet.IntegerColumn, Width: 16, Computed: true, Locked: true},
	}})
	if err != nil {
		return err
	}
	last := 3 + max(m.ready, len(rows))
	area := func(key string) string {
		c := sheet.Address(0, position(key))
		return fmt.Sprintf("'%s'!$%s$4:$%s$%d", dataSheet.in(lang), c, c, last)
	}
	number := func(v float64) sheet.Cell { return sheet.NumberCell(v) }
	sum := func(of func(*record.Activity) bool, n func(*record.Activity) record.Number) float64 {
		total := 0.0
		for _, a := range rows {
			if v := n(a); of(a) && v.Known() {
				total += v.V
			}
		}
		return total
	}
	one := func(*record.Activity) record.Number { return record.N(1) }
	target := func(a *record.Activity) record.Number { return a.Target }
	total := func(a *record.Activity) record.Number { return a.Total }
	line := func(label, key string, of func(*record.Activity) bool) error {
		here := fmt.Sprintf("$A%d", sw.NextRow())
		return sw.AppendComputed([]sheet.Cell{sheet.TextCell(label), number(sum(of, one)), number(sum(of, target)), number(sum(of, total))},
			[]string{"", fmt.Sprintf("COUNTIF(%s,%s)", area(key), here), fmt.Sprintf("SUMIF(%s,%s,%s)", area(key), here, area("target")),
				fmt.Sprintf("SUMIF(%s,%s,%s)", area(key), here, area("total"))})
	}
	for _, s := range record.Sectors.Items {
		if m.body.Sector != "" && cluster(s.Code, lang) != cluster(m.body.Sector, lang) {
			continue
		}
		if err := line(record.Sectors.Label(s.Code, string(lang)), "aor", func(a *record.Activity) bool { return a.Sector == s.Code }); err != nil {
			return err
		}
	}
	for _, p := range m.lists.list(listAdm1).rows {
		err := line(p[0], "adm1", func(a *record.Activity) bool {
			u := m.f.view.Admin(a.Place, 1)
			return u != nil && record.PCode(u.Code) == p[1]
		})
		if err != nil {
			return err
		}
	}
	lacks := func(label string, key string) error {
		f := fmt.Sprintf(`SUMPRODUCT((%s<>"")*(TRIM(%s)=""))`, area("what"), area(key))
		return sw.AppendComputed([]sheet.Cell{sheet.TextCell(label), number(0)}, []string{"", f})
	}
	return cmp.Or(
		lacks(say(lang, "À corriger : activités sans cluster", "To mend: activities without a cluster"), "cluster"),
		lacks(say(lang, "À corriger : activités sans région de la liste", "To mend: activities without a region of the list"), "adm1_code"),
		sw.AppendRow([]sheet.Cell{sheet.TextCell(say(lang, "Une somme de lignes n’est pas un nombre de personnes : la même personne peut figurer dans plusieurs lignes.",
			"A sum of rows is not a number of people: the same person may stand in several rows."))}),
	)
}
