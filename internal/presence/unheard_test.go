package presence

import (
	"slices"
	"testing"

	"toguna/internal/indicator"
	"toguna/internal/record"
)

func codesIn(orgs []*record.Org) (out []string) {
	for _, o := range orgs {
		out = append(out, o.Code)
	}
	return out
}

// The cluster closes February although a return is missing. Who reported and
// is absent has left; of who did not report, or was not asked, nothing is known.
func TestClosedWithAReturnMissing(t *testing.T) {
	n := newNorth()
	n.add(&record.Body{Head: record.Head{ID: "cluster"}, BodyKind: "cluster", Sector: "PRO"})
	n.add(&record.Body{Head: record.Head{ID: "wash"}, BodyKind: "cluster", Sector: "WSH"})
	january := func(a *record.Activity) { a.Month = "2018-01" }
	for _, org := range []string{"AMSS", "GARDL", "TASSAGHT", "CRM"} {
		n.line(org, "Bankass", "PRO", 10, january)
	}
	n.line("DRPFEF", "Bankass", "PRO", 10, january, func(a *record.Activity) { a.Org = "NRC" })   // NRC reports
	n.line("SECRET", "Bankass", "PRO", 10, january, func(a *record.Activity) { a.Org = "GARDL" }) // GARDL does not
	n.line("AMSS", "Ansongo", "PRO", 10)
	var late *record.Return
	for _, r := range [][3]string{{"AMSS", "cluster", "accepted"}, {"NRC", "cluster", "received"}, {"TASSAGHT", "cluster", "nil"}, {"GARDL", "cluster", "expected"}, {"DRC", "wash", "expected"}} {
		late = &record.Return{Head: record.Head{ID: r[0] + r[1]}, Org: record.OrgID(r[0]), Body: record.BodyID(r[1]), Month: "2018-02", State: r[2], Received: "2018-03-05"}
		if late.State == "expected" {
			late.Received = ""
		}
		n.add(late)
	}
	n.closed("2018-01")
	n.closed("2018-02")

	table := n.ask(t, record.Confidential, Question{View: "turnover", From: "2018-01", Until: "2018-02", Set: "all"})
	move := table.Moves[0]
	if got, want := codesIn(move.Left), []string{"DRPFEF", "TASSAGHT"}; !slices.Equal(got, want) {
		t.Errorf("gone: %v, not %v", got, want)
	}
	if got, want := codesIn(move.NotReported), []string{"CRM", "GARDL", "SECRET"}; !slices.Equal(got, want) {
		t.Errorf("not reported: %v, not %v", got, want)
	}
	for _, view := range []string{"places", "timeline", "turnover", "matrix", "sectors", "people", "gap"} {
		table := n.ask(t, record.Confidential, Question{View: view, Set: "all"})
		if !slices.Contains(table.Remarks, Remark{"returns_missing", 1}) || slices.ContainsFunc(table.Remarks, func(r Remark) bool { return r.Key == "round_open" }) {
			t.Errorf("%s: %v", view, table.Remarks)
		}
		for _, row := range table.Cells {
			if slices.Contains(row, Cell{State: Known}) {
				t.Errorf("%s attests a zero: %+v", view, row)
			}
		}
	}
	ops := func() indicator.Figure {
		records := slices.Clone(n.records)
		for _, a := range n.lines {
			records = append(records, a)
		}
		return figure(record.NewSnapshot(records, "2018-03-21"), indicator.Params{})
	}
	f := ops()
	mopti, _ := f.Part("place", "ML05")
	if mopti.Status != indicator.NoData || f.Status == indicator.Complete || !slices.ContainsFunc(f.Remarks, func(r indicator.Remark) bool { return r.Key == "returns_missing" && r.Args[0] == "1" }) {
		t.Errorf("OPS-01: %s, Mopti %s, %v", f.Status, mopti.Status, f.Remarks)
	}

	// It comes after all, nil: now the zeros are true, and it has left.
	for _, r := range n.records {
		if x, is := r.(*record.Return); is && x.Org == "GARDL" {
			x.State, x.Received = "nil", "2018-03-20"
		}
	}
	table = n.ask(t, record.Confidential, Question{View: "turnover", From: "2018-01", Until: "2018-02", Set: "all"})
	if got, want := codesIn(table.Moves[0].Left), []string{"DRPFEF", "GARDL", "SECRET", "TASSAGHT"}; !slices.Equal(got, want) {
		t.Errorf("gone: %v, not %v", got, want)
	}
	if c := n.ask(t, record.Confidential, Question{Set: "all"}).Cells[0][0]; c != (Cell{State: Known}) {
		t.Errorf("Mopti: %+v", c)
	}
	f = ops()
	if mopti, _ := f.Part("place", "ML05"); mopti.Status != indicator.Complete {
		t.Errorf("OPS-01, Mopti: %s, %v", mopti.Status, f.Remarks)
	}
}
