package web

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"toguna/internal/record"
)

// The board counts what the records say; the public sees the counts, not who.
func TestTheBoardOfReturns(t *testing.T) {
	tags := regexp.MustCompile(`<[^>]*>`)
	text := func(level record.Level, path string) string {
		w := ask(open(t, level), path)
		if w.Code != http.StatusOK {
			t.Fatalf("%s answers %d", path, w.Code)
		}
		return strings.Join(strings.Fields(tags.ReplaceAllString(w.Body.String(), " ")), " ")
	}
	members := text(record.Restricted, "/fr/returns?month=2018-03&body=PROT-NAT")
	for _, want := range []string{
		"mars 2018 PROT-NAT 61 0 0 9 0 50 2 0 20/03/2018", // asked, due, missing, received, sent back, accepted, nil, late, closed
		"Cluster Protection, mars 2018", "Mois clos le 20 mars 2018", "SABA",
	} {
		if !strings.Contains(members, want) {
			t.Errorf("members do not read %q in\n%s", want, members)
		}
	}
	public := text(record.Public, "/en/returns")
	if !strings.Contains(public, "March 2018 PROT-NAT 61") || strings.Contains(public, "SABA") {
		t.Errorf("the public reads\n%s", public)
	}
	// On the 12th of March, what came later had not come.
	if early := text(record.Restricted, "/fr/returns?day=2018-03-12"); strings.Contains(early, "mars 2018 PROT-NAT 61 0 0") {
		t.Errorf("on an earlier day\n%s", early)
	}
	if w := ask(open(t, record.Restricted), "/fr/returns?month=2031-01&body=PROT-NAT"); w.Code != http.StatusNotFound {
		t.Errorf("a month nobody opened answers %d", w.Code)
	}
}
