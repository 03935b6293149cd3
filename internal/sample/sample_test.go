package sample

import (
	"encoding/csv"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"toguna/internal/exchange/sheet"
	"toguna/internal/intake"
	"toguna/internal/record"
)

var read2018 = sync.OnceValues(func() (record.ChangeSet, error) { return Mali2018(IDs()) })

func register(t *testing.T) *record.Snapshot {
	t.Helper()
	set, err := read2018()
	if err != nil {
		t.Fatal(err)
	}
	var all []record.Record
	for _, c := range set.Changes {
		all = append(all, c.Record)
	}
	return record.NewSnapshot(all, Day)
}

// named finds the records of a kind by their codes.
func named[T record.Record](t *testing.T, s *record.Snapshot, kind record.Kind) map[string]T {
	t.Helper()
	out := map[string]T{}
	for _, r := range s.Records(kind) {
		out[r.Base().Code] = r.(T)
	}
	return out
}

func TestEveryRowIsRead(t *testing.T) {
	set, err := read2018()
	if err != nil {
		t.Fatal(err)
	}
	got := map[record.Kind]int{}
	for _, c := range set.Changes {
		if c.Action != record.Put || c.Was != 0 || c.Record == nil {
			t.Fatalf("%s %s is not a new record", c.Kind, c.ID)
		}
		if op := c.Record.Base().Operation; op != set.Operation {
			t.Fatalf("%s %s belongs to operation %q", c.Kind, record.Label(c.Record), op)
		}
		if ps := record.Check(c.Record); len(ps) > 0 {
			t.Error(ps)
		}
		got[c.Kind]++
	}
	if set.Changes[0].Kind != "operation" {
		t.Errorf("the set begins with %s, not with the operation", set.Changes[0].Kind)
	}
	names, err := fs.Glob(Files(), "*.csv")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		f, err := Files().Open(name)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(f).ReadAll()
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		kind := record.Kind(strings.TrimSuffix(name, ".csv"))
		if got[kind] != len(rows)-1 || len(rows) < 2 {
			t.Errorf("%s holds %d rows, %d were read", name, len(rows)-1, got[kind])
		}
		delete(got, kind)
	}
	if len(got) > 0 {
		t.Errorf("records without a file: %v", got)
	}
	byProgram := []record.Kind{"note", "layout"} // no person fills them in
	for _, table := range record.Tables {
		if !slices.Contains(byProgram, table.Kind) && !slices.Contains(names, string(table.Kind)+".csv") {
			t.Errorf("the sample has no %s", table.Kind)
		}
	}
}

// TestFolderIsOneBook reads the folder as a user does who points at it.
func TestFolderIsOneBook(t *testing.T) {
	set, err := read2018()
	if err != nil {
		t.Fatal(err)
	}
	book, err := sheet.Open("mali2018", sheet.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	reading, err := intake.Read(t.Context(), book, nil, intake.Options{Lang: "fr", File: "mali2018", NewID: IDs()})
	if err != nil {
		t.Fatal(err)
	}
	if len(reading.Problems) > 0 {
		t.Error(reading.Problems)
	}
	if got, want := reading.Total().New, len(set.Changes); got != want {
		t.Errorf("%d records, not %d", got, want)
	}
}

func TestIDsAreStable(t *testing.T) {
	first, err := read2018()
	if err != nil {
		t.Fatal(err)
	}
	again, err := Mali2018(IDs())
	if err != nil {
		t.Fatal(err)
	}
	shape := regexp.MustCompile(`^0162[0-9a-f]{4}-[0-9a-f]{4}-7000-8000-[0-9a-f]{12}$`)
	seen := map[string]bool{first.ID: true}
	for i, c := range first.Changes {
		if c.ID != again.Changes[i].ID || record.Label(c.Record) != record.Label(again.Changes[i].Record) {
			t.Fatalf("change %d differs between two readings", i)
		}
		if !shape.MatchString(c.ID) || seen[c.ID] {
			t.Fatalf("id %s of %s", c.ID, record.Label(c.Record))
		}
		seen[c.ID] = true
	}
}

// TestStatements holds the sample to the statements of the model note that it
// must be able to prove.
func TestStatements(t *testing.T) {
	s := register(t)
	bodies := named[*record.Body](t, s, "body")
	orgs := named[*record.Org](t, s, "org")
	processes := named[*record.Process](t, s, "process")
	id := func(code string) record.OrgID { return record.OrgID(orgs[code].ID) }
	body := func(code string) record.BodyID { return record.BodyID(bodies[code].ID) }
	class := func(o record.OrgID) record.Class { return s.Class(o) }
	took := func(process string) map[record.OrgID]bool {
		out := map[record.OrgID]bool{}
		for _, p := range s.ParticipantsOf(record.ProcessID(processes[process].ID)) {
			if p.TookPart() {
				out[p.Org] = true
			}
		}
		return out
	}
	role := func(org, at string) string {
		for _, x := range s.SeatsOf(body(at)) {
			if x.Org == id(org) && x.On(Day) {
				return x.Role
			}
		}
		return ""
	}
	count := func(t *testing.T, what string, got, want int) {
		t.Helper()
		if got != want {
			t.Errorf("%s: %d, not %d", what, got, want)
		}
	}

	t.Run("S1 plan partners", func(t *testing.T) {
		plan := named[*record.Plan](t, s, "plan")["HRP-2018"]
		needs, planning := took("EB-2018"), took("PL-2018")
		partners := map[record.OrgID]bool{}
		nngo, both, unclassified, atLocal := 0, 0, 0, 0
		for _, p := range s.PlanPartners {
			if string(p.Plan) != plan.ID || partners[p.Org] {
				continue
			}
			partners[p.Org] = true
			switch c := s.ClassOn(p.Org, plan.Published); {
			case c == record.Unclassified:
				unclassified++
			case c == record.NNGO:
				nngo++
				if needs[p.Org] && planning[p.Org] {
					both++
				}
			case c == record.IntlAffiliate && needs[p.Org] && planning[p.Org]:
				atLocal++
			}
		}
		count(t, "partners", len(partners), 66)
		count(t, "national NGOs that took part in both", both, 9)
		count(t, "partners without a class", unclassified, 0)
		if nngo <= both || atLocal == 0 {
			t.Errorf("%d national NGOs and %d affiliates: nothing to tell apart", nngo, atLocal)
		}
	})
	t.Run("S2 strategy", func(t *testing.T) {
		n := 0
		for o := range took("STR-2017") {
			if class(o) == record.NNGO {
				n++
			}
		}
		if n < 5 {
			t.Errorf("%d national NGOs took part in the strategy", n)
		}
	})
	t.Run("S3 rounds", func(t *testing.T) {
		rounds := map[record.Month]bool{}
		for _, a := range s.Attestations {
			if a.List == "activity" {
				rounds[a.Since.Month()] = true
			}
		}
		for m := record.Month("2017-04"); m <= "2018-03"; m = m.Add(1) {
			if !rounds[m] {
				t.Errorf("the round of %s is not closed", m)
			}
		}
		count(t, "rounds", len(rounds), 12)
		if r := s.RoundOn(Day); r.Month != "2018-03" || !r.ClosedFor(s, "") {
			t.Errorf("the round of %s stands for the day", r.Month)
		}
		states := map[string]int{}
		for _, r := range s.Returns {
			states[r.State]++
		}
		if states["nil"] == 0 {
			t.Error("no nil return")
		}
		for _, a := range s.Activities {
			if p := s.Place(a.Place); p.Depth != record.N(2) || !p.On(Day) {
				t.Errorf("%s is at %s, no district of the day", a.Code, p.Code)
			}
		}
	})
	t.Run("S4 to S6 leadership", func(t *testing.T) {
		for _, x := range []struct{ org, body, role string }{
			{"DNDS", "CMP", "COLEAD"}, {"MPFEF", "PE", "COFAC"}, {"MPFEF", "VBG", "COFAC"},
			{"DNEP", "PROT-NAT", "COFAC"}, {"DRE-GAO", "PROT-GAO", "COFAC"}, {"DRE-KID", "PROT-KID", "MEMBER"},
		} {
			if got := role(x.org, x.body); got != x.role {
				t.Errorf("%s at %s: %q, not %s", x.org, x.body, got, x.role)
			}
		}
		chaired, held := 0, 0
		for _, m := range s.MeetingsOf(body("PE")) {
			if m.State == "held" && m.On >= Day.AddMonths(-12) && len(m.ChairedBy) > 0 {
				held++
				if slices.Contains(m.ChairedBy, id("MPFEF")) {
					chaired++
				}
			}
		}
		if chaired*2 <= held {
			t.Errorf("MPFEF chaired %d of %d meetings", chaired, held)
		}
	})
	t.Run("S7 meetings", func(t *testing.T) {
		months, both := map[record.Month]bool{}, 0
		for _, b := range s.Bodies {
			state, elsewhere := 0, 0
			for _, m := range s.MeetingsOf(record.BodyID(b.ID)) {
				if m.State != "held" || m.SheetClosed == "" || m.On >= Day {
					continue
				}
				months[m.On.Month()] = true
				switch m.VenueClass {
				case "state":
					state++
				case "":
				default:
					elsewhere++
				}
			}
			if state >= 3 && elsewhere >= 3 {
				both++
			}
		}
		if len(months) < 18 || both < 8 {
			t.Errorf("%d months of meetings, %d bodies with three of each kind", len(months), both)
		}
	})
	t.Run("S9 and S10 agents", func(t *testing.T) {
		agents, deployed := 0, 0
		for _, x := range s.Supports {
			switch {
			case x.Modality == "secondment" && x.On(Day):
				agents++
				seat := s.Seat(x.Seat)
				if x.Provider != id("OIM") || x.Beneficiary != id("DNDS") || x.Body != body("CMP") || x.FTE != record.N(1) || seat == nil || seat.Org != id("DNDS") || seat.Body != body("CMP") {
					t.Errorf("%s is not the agent the note speaks of", x.Code)
				}
			case x.Modality == "deployment" && x.On(Day) && class(x.Beneficiary).State():
				deployed++
			}
		}
		count(t, "paid agents", agents, 1)
		if deployed == 0 {
			t.Error("no deployment")
		}
	})
	t.Run("S11 access", func(t *testing.T) {
		hard := func(d record.Day) (n int) {
			for _, p := range s.Places {
				if p.Depth == record.N(2) && p.On(d) {
					switch a := s.AccessOn(record.PlaceID(p.ID), d); {
					case a == nil:
						t.Errorf("%s has no access level on %s", p.NameFR, d)
					case a.Access != "accessible":
						n++
					}
				}
			}
			return n
		}
		if before, now := hard("2017-03-21"), hard(Day); now <= before {
			t.Errorf("%d districts hard to reach, %d a year before", now, before)
		}
	})
	t.Run("S12 lessons", func(t *testing.T) {
		n := 0
		for _, l := range s.Lessons {
			if l.Level != record.Confidential {
				t.Errorf("%s is not confidential", l.Code)
			}
			if l.On >= Day.AddMonths(-12) && class(l.Org) == record.NNGO {
				n++
			}
		}
		if n < 10 {
			t.Errorf("%d lessons in a year", n)
		}
	})
	t.Run("S14 country team", func(t *testing.T) {
		all, nngo := 0, 0
		for _, x := range s.SeatsOf(body("EHP")) {
			if x.On(Day) && x.Full() {
				all++
				if class(x.Org).LocalCoordination() {
					nngo++
				}
			}
		}
		count(t, "local seats", nngo, 1)
		count(t, "seats", all, 18)
	})
	t.Run("S15 fund", func(t *testing.T) {
		n := 0
		for _, e := range s.Eligibilities {
			if e.Step == "eligible" && e.On(Day) {
				n++
			}
		}
		count(t, "eligible", n, 4)
	})
	t.Run("S16 partnerships", func(t *testing.T) {
		models := map[string]int{}
		for _, a := range s.Agreements {
			if a.On(Day) {
				models[a.Model]++
			}
		}
		if all := len(s.Agreements); models["subcontract"]*2 < all {
			t.Errorf("models in force: %v", models)
		}
	})
}

func TestTheInventedIsMarked(t *testing.T) {
	s := register(t)
	if s.Operation.Fictitious != record.Yes {
		t.Error("the operation is not marked as sample data")
	}
	actual := map[record.OrgID]bool{}
	var names []string
	for _, o := range s.Orgs {
		marked := strings.HasSuffix(o.NameFR, " (exemple)") && strings.HasSuffix(o.Acronym, "-ex")
		if o.Fictitious != record.Yes {
			actual[record.OrgID(o.ID)] = true
			names = append(names, o.Code)
		}
		if marked != (o.Fictitious == record.Yes) {
			t.Errorf("%s: name and mark do not agree", o.NameFR)
		}
	}
	if want := []string{"DNDS", "MPFEF", "OCHA", "OIM"}; !slices.Equal(slices.Sorted(slices.Values(names)), want) {
		t.Errorf("not marked as invented: %v", names)
	}
	for _, p := range s.Persons {
		if p.Fictitious != record.Yes || !strings.HasSuffix(p.Email, "@example.org") || !strings.HasPrefix(p.Phone, "+223 00 ") {
			t.Errorf("%s is not marked as invented", p.Code)
		}
	}
	for _, p := range s.Posts {
		if actual[p.Org] {
			t.Errorf("%s attaches a person to a real organisation", p.Code)
		}
	}
	sources := map[string]int{}
	for _, table := range record.Tables {
		for _, r := range s.Records(table.Kind) {
			source := r.Base().Source
			if source == "" {
				t.Errorf("%s %s has no source", table.Kind, record.Label(r))
			}
			sources[strings.SplitN(source, " (", 2)[0]]++
			for _, f := range table.Fields {
				if f.Ref != "org" || f.Many {
					continue
				}
				if o := record.OrgID(f.Get(r)); !actual[o] {
					continue
				}
				switch table.Kind {
				case "org", "classification", "seat", "meeting", "attendance", "support", "eligibility", "application":
				default:
					t.Errorf("%s %s says something of a real organisation", table.Kind, record.Label(r))
				}
			}
		}
	}
	known := []string{"Note de synthèse, Cluster Protection Mali, 21 mars 2018", "OCHA COD-AB / OCHA P-codes, CC BY-IGO", "donnée d’exemple"}
	if got := slices.Sorted(maps.Keys(sources)); !slices.Equal(got, known) {
		t.Errorf("sources: %v", got)
	}
}

func TestNoAddressOutsideExampleOrg(t *testing.T) {
	address := regexp.MustCompile(`[^\s,;@"]+@[^\s,;"]+`)
	err := fs.WalkDir(Files(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path == "outline.csv" { // the letters of shapes are no addresses
			return err
		}
		content, err := fs.ReadFile(Files(), path)
		if err != nil {
			return err
		}
		for _, a := range address.FindAllString(string(content), -1) {
			if !strings.HasSuffix(a, "@example.org") {
				t.Errorf("%s holds %s", path, a)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
