package intake

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"sync"
	"testing"

	"toguna/internal/exchange/sheet"
	"toguna/internal/locale"
	"toguna/internal/record"
)

// long is a workbook of 100,000 activity lines of a plausible operation.
var long = sync.OnceValues(func() ([]byte, *record.Snapshot) {
	id := ids()
	op := &record.Operation{Head: record.Head{ID: id(), Code: "MLI18"}, NameFR: "Mali 2018", Country: "MLI"}
	operation := record.OperationID(op.ID)
	all := []record.Record{op}
	head := func(form string, n int) record.Head {
		return record.Head{ID: id(), Operation: operation, Code: fmt.Sprintf(form, n), Version: 1}
	}
	var places []record.PlaceID
	for n := range 800 {
		p := &record.Place{Head: head("ML%04d", n), NameFR: fmt.Sprintf("Commune %d", n), Depth: record.N(3)}
		all, places = append(all, p), append(places, record.PlaceID(p.ID))
	}
	var orgs []record.OrgID
	for n := range 500 {
		o := &record.Org{Head: head("ORG%03d", n), NameFR: fmt.Sprintf("Organisation %d", n)}
		all, orgs = append(all, o), append(orgs, record.OrgID(o.ID))
	}
	body := &record.Body{Head: head("PRO%d", 1), NameFR: "Cluster Protection", BodyKind: "cluster", Reach: "national"}
	all = append(all, body)
	var returns []record.ReturnID
	for n, o := range orgs {
		r := &record.Return{Head: head("R%d", n), Org: o, Body: record.BodyID(body.ID), Month: "2018-03", State: "accepted"}
		all, returns = append(all, r), append(returns, record.ReturnID(r.ID))
	}
	line := func(n int) *record.Activity {
		a := &record.Activity{Head: head("", n), Return: returns[n%500], Month: "2018-03", Org: orgs[n%500], Impl: orgs[(n+7)%500],
			Donors: []record.OrgID{orgs[n%9]}, Sector: record.Sectors.Items[n%14].Code, What: fmt.Sprintf("Activité de la sorte %d", n%60),
			Place: places[n%800], State: "ongoing", Population: "idp", Target: record.N(float64(n % 900)),
			Girls: record.N(float64(n % 101)), Boys: record.N(float64(n % 89)), Women: record.N(float64(n % 157)), Men: record.N(float64(n % 149)),
			Disabled: record.N(float64(n % 7)), Budget: record.N(float64(n%5000) * 10.5)}
		a.Code = ""
		a.Total = record.N(a.Girls.V + a.Boys.V + a.Women.V + a.Men.V)
		a.Since, a.Until = "2018-01-01", record.Day(fmt.Sprintf("2018-12-%02d", n%28+1))
		return a
	}
	var out bytes.Buffer
	s := record.NewSnapshot(all, "2018-03-21")
	var lines iter.Seq2[*record.Activity, error] = func(yield func(*record.Activity, error) bool) {
		for n := range 100_000 {
			if !yield(line(n), nil) {
				return
			}
		}
	}
	if err := Export(&out, record.View{Snapshot: s, Level: record.Confidential}, locale.FR, ExportOptions{On: "2018-03-21", Lines: lines}); err != nil {
		panic(err)
	}
	return out.Bytes(), s
})

func BenchmarkWalk100k(b *testing.B) {
	data, _ := long()
	for b.Loop() {
		book := open(b, "registre.xlsx", data)
		cells := 0
		for _, s := range book.Sheets() {
			err := book.Rows(context.Background(), s.Name, func(_ int, row []sheet.Cell) error { cells += len(row); return nil })
			if err != nil {
				b.Fatal(err)
			}
		}
		if cells < 2_000_000 {
			b.Fatal(cells)
		}
	}
}

func BenchmarkRead100k(b *testing.B) {
	data, s := long()
	for b.Loop() {
		got := mustRead(b, open(b, "registre.xlsx", data), s, options(locale.FR))
		if c := got.Counts["activity"]; c.New != 100_000 || len(got.Problems.Refusing()) > 0 {
			b.Fatal(c, got.Problems[0])
		}
	}
}
