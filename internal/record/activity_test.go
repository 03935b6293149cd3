package record

import "testing"

func TestReached(t *testing.T) {
	for _, c := range []struct {
		what string
		a    Activity
		want string
	}{
		{"a total is taken as it is", Activity{Total: N(40), Girls: N(1), Boys: N(1), Women: N(1), Men: N(1)}, "40"},
		{"without one, the four parts", Activity{Girls: N(1), Boys: N(2), Women: N(3), Men: N(0)}, "6"},
		{"a part that is missing is not zero", Activity{Girls: N(1), Boys: N(2), Women: N(3)}, ""},
		{"nothing is said", Activity{}, ""},
		{"a total that is withheld is not worked back", Activity{Total: Number{State: IsWithheld}, Girls: N(1), Boys: N(2), Women: N(3), Men: N(0)}, "withheld"},
	} {
		if got := c.a.Reached().String(); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

func TestUnderWay(t *testing.T) {
	february := Round{Month: "2018-02"}.Period()
	for _, c := range []struct {
		state string
		span  Span
		want  bool
	}{
		{"ongoing", Span{}, true}, {"", Span{}, true}, {"planned", Span{}, false}, {"completed", Span{}, false}, {"suspended", Span{}, false},
		{"ongoing", Span{Since: "2018-02-28"}, true}, {"ongoing", Span{Since: "2018-03-01"}, false},
		{"ongoing", Span{Since: "2018-01-01", Until: "2018-02-01"}, false}, {"ongoing", Span{Since: "2018-01-01", Until: "2018-02-02"}, true},
		{"ongoing", Span{Until: "2017-06-01"}, true}, // an end without a beginning proves nothing
	} {
		if got := (&Activity{State: c.state, Span: c.span}).UnderWay(february); got != c.want {
			t.Errorf("%q, %v: %v", c.state, c.span, got)
		}
	}
}

func TestImplementer(t *testing.T) {
	class := func(o OrgID) Class {
		return map[OrgID]Class{"amss": NNGO, "drpfef": StateLocal, "forum": NNGOForum, "drc": INGO}[o]
	}
	for _, c := range []struct {
		reports, named, want OrgID
		class                Class
	}{
		{"drc", "amss", "amss", NNGO}, {"amss", "", "amss", NNGO}, {"drpfef", "", "drpfef", StateLocal}, {"drc", "drc", "drc", INGO},
		{"drc", "", "", Unclassified}, // may hide a national partner
		{"nobody-knows", "", "", Unclassified},
		{"amss", "nobody-knows", "nobody-knows", Unclassified},
	} {
		if org, k := Implementer(c.reports, c.named, class); org != c.want || k != c.class {
			t.Errorf("%s reports, names %q: %q, %q", c.reports, c.named, org, k)
		}
	}
	seen := map[string]bool{}
	for _, i := range Classes.Items {
		seen[Class(i.Code).Presence()] = true
	}
	for _, g := range []string{"nngo", "state", "other_local", "international", "other"} {
		if !seen[g] {
			t.Errorf("no class is counted as %s", g)
		}
	}
}
