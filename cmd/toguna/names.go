package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"toguna/internal/exchange/sheet"
	"toguna/internal/fivew"
	"toguna/internal/match"
	"toguna/internal/record"
	"toguna/internal/store"
)

type namesCommand struct {
	List namesList `cmd:"" default:"withargs" help:"What files write for organisations: what was decided, or with a FILE what waits."`
	Join namesJoin `cmd:"" help:"Decide that a spelling is an organisation of the register."`
	New  namesNew  `cmd:"" help:"Decide that a spelling is an organisation that the register does not hold: it is created, to be classified."`
	Undo namesUndo `cmd:"" help:"Take a decision back."`
}

type namesList struct {
	File      string `arg:"" optional:"" help:"A 5W file: lists what its organisations are taken for." placeholder:"FILE"`
	Reading5W `embed:""`
}

// Run lists decisions.
func (c namesList) Run(d *desk) error {
	st, snap, err := d.register()
	if err != nil {
		return err
	}
	defer st.Close()
	if c.File != "" {
		return c.file(d, snap)
	}
	decided := slices.DeleteFunc(slices.Clone(snap.Spellings), func(s *record.Spelling) bool { return s.Of != "org" })
	slices.SortFunc(decided, func(a, b *record.Spelling) int { return strings.Compare(record.Fold(a.Text), record.Fold(b.Text)) })
	for _, s := range decided {
		fmt.Fprintf(d.out, "%s → %s (%s, %s, %s)\n", s.Text, orgLabel(snap, s.Org, d), record.SpellingBases.Label(s.Basis, string(d.lang)), s.On, s.By)
	}
	fmt.Fprintf(d.out, d.lang.Say("graphies retenues : %s\n", "spellings remembered: %s\n"), d.lang.Int(len(decided)))
	return nil
}

// file lists what the organisations of a file would be taken for.
func (c namesList) file(d *desk, snap *record.Snapshot) error {
	if err := c.valid(d); err != nil {
		return err
	}
	book, err := sheet.Open(c.File, sheet.DefaultLimits())
	if err != nil {
		return err
	}
	defer book.Close()
	l, err := c.table(d, book, snap)
	if err != nil {
		return err
	}
	o := c.checkOptions(d, c.File)
	report, err := fivew.Check(d, book, l, known(snap, o.Month, c.File), o, nil)
	if err != nil {
		return err
	}
	groups := []struct {
		fr, en string
		of     func(match.Answer) bool
	}{
		{"À décider", "To be decided", match.Answer.Proposed},
		{"Nouvelles : seront créées, à classer", "New: would be created, to be classified", func(a match.Answer) bool { return a.Org == "" && !a.Proposed() }},
		{"Jointes", "Joined", func(a match.Answer) bool { return a.Org != "" }},
	}
	for _, g := range groups {
		var lines []string
		for _, p := range report.Parties {
			if !g.of(p.Answer) {
				continue
			}
			line := fmt.Sprintf("  %s (%s)", match.OrgText(p.Acronym, p.Name), d.lang.Plural(p.Rows, d.lang.Say("1 ligne", "1 row"), d.lang.Int(p.Rows)+d.lang.Say(" lignes", " rows")))
			switch {
			case p.Answer.Org != "":
				line += " → " + orgLabel(snap, p.Answer.Org, d) + d.lang.Say(" : ", ": ") + p.Answer.Why.Say(d.lang)
			case len(p.Answer.Likely) > 0:
				var likely []string
				for _, x := range p.Answer.Likely {
					likely = append(likely, fmt.Sprintf("%s, %s (%s)", orgLabel(snap, x.Org, d), percent(d, x.Score), x.Why.Say(d.lang)))
				}
				line += d.lang.Say(" : peut-être ", ": perhaps ") + strings.Join(likely, d.lang.Say(" ; ", "; "))
			}
			lines = append(lines, line)
		}
		fmt.Fprintf(d.out, "%s (%s)\n", d.lang.Say(g.fr, g.en), d.lang.Int(len(lines)))
		for _, line := range lines {
			fmt.Fprintln(d.out, line)
		}
	}
	return nil
}

// percent writes how likely a candidate is; what rounds to nothing is little, not none.
func percent(d *desk, score float64) string {
	if score < 0.005 {
		return "< " + d.lang.Percent(1, 0)
	}
	return d.lang.Percent(100*score, 0)
}

func orgLabel(s *record.Snapshot, id record.OrgID, d *desk) string {
	o := s.Org(id)
	if o == nil {
		return string(id)
	}
	if name := o.Name(string(d.lang)); name != o.Code {
		return o.Code + " (" + name + ")"
	}
	return o.Code
}

// decisions finds the remembered decisions about a spelling.
func decisions(s *record.Snapshot, spelling string) []*record.Spelling {
	key := match.OrgKey(spelling)
	return slices.DeleteFunc(slices.Clone(s.Spellings), func(x *record.Spelling) bool { return x.Of != "org" || match.OrgKey(x.Text) != key })
}

// errNoSpelling says that a decision is about nothing.
var errNoSpelling error = usageError{sentence{"la graphie est vide : donnez ce que le fichier écrit, par exemple \"ADN | Association du Nord\"", "the spelling is empty: give what the file writes, for example \"ADN | Association du Nord\""}}

// spelled is a spelling as a file gives it: its cells without the blanks around
// them. One without a letter is none.
func spelled(text string) (string, error) {
	acronym, name, both := strings.Cut(text, "|")
	if !both {
		acronym, name = "", text
	}
	if text = match.OrgText(acronym, name); strings.Trim(text, "| \t") == "" {
		return "", errNoSpelling
	}
	return text, nil
}

// decide writes down what a spelling is, over any decision made before.
func decide(d *desk, st *store.Store, snap *record.Snapshot, spelling string, org record.OrgID, basis, reason string, before ...record.Change) error {
	now := time.Now().UTC()
	x := &record.Spelling{Head: record.Head{ID: newID(), Operation: record.OperationID(snap.Operation.ID)}, Of: "org", Text: spelling}
	for _, had := range decisions(snap, spelling) {
		*x = *had
	}
	x.Org, x.Basis, x.On, x.By = org, basis, record.DayOf(now), operator()
	set := record.ChangeSet{ID: newID(), Operation: record.OperationID(snap.Operation.ID), At: now, By: operator(), Door: "cli", Reason: reason, Changes: append(before, record.PutNext(x))}
	if _, err := st.Apply(d, set); err != nil {
		return d.problems(err)
	}
	return nil
}

type namesJoin struct {
	Spelling string `arg:"" help:"As the file writes it; an acronym and a name are joined by « | »."`
	Code     string `arg:"" help:"Code of the organisation."`
	Reason   string `help:"Why, for the journal; needed once a month is closed."`
}

// Run joins a spelling to an organisation. Where an organisation had been
// created for the spelling, all that was taken under it is that organisation's.
func (c namesJoin) Run(d *desk) error {
	spelling, err := spelled(c.Spelling)
	if err != nil {
		return err
	}
	c.Spelling = spelling
	st, snap, err := d.register()
	if err != nil {
		return err
	}
	defer st.Close()
	var codes []string
	for _, o := range snap.Orgs {
		if strings.EqualFold(o.Code, c.Code) {
			return c.join(d, st, snap, o)
		}
		codes = append(codes, o.Code)
	}
	near := record.Nearest(c.Code, codes)
	if near != "" {
		near = d.lang.Say(" ; la plus proche : ", "; the nearest: ") + near
	}
	return usageError{fmt.Errorf(d.lang.Say("aucune organisation de code « %s »%s", "no organisation of code %q%s"), c.Code, near)}
}

func (c namesJoin) join(d *desk, st *store.Store, snap *record.Snapshot, to *record.Org) error {
	var moved []record.Change
	lines := 0
	for _, had := range decisions(snap, c.Spelling) {
		if from := snap.Org(had.Org); from != nil && from.ID != to.ID && had.Basis == "new" {
			var all []*record.Activity
			err := st.Lines(d, record.OperationID(snap.Operation.ID), "", "9999-12", func(a *record.Activity) error {
				if a.Org == had.Org || a.Impl == had.Org || slices.Contains(a.Donors, had.Org) {
					all = append(all, a)
				}
				return nil
			})
			if err != nil {
				return err
			}
			if moved, lines = fivew.Merge(snap, from, to, all), len(all); moved == nil {
				continue
			}
			for _, other := range snap.Spellings {
				if other.Org == had.Org && other.ID != had.ID {
					next := *other
					next.Org, next.Basis = record.OrgID(to.ID), "person"
					moved = append(moved, record.PutNext(&next))
				}
			}
		}
	}
	if err := decide(d, st, snap, c.Spelling, record.OrgID(to.ID), "person", c.Reason, moved...); err != nil {
		return err
	}
	fmt.Fprintf(d.out, d.lang.Say("« %s » est désormais %s\n", "“%s” is %s from now on\n"), c.Spelling, orgLabel(snap, record.OrgID(to.ID), d))
	if moved != nil {
		fmt.Fprintf(d.out, d.lang.Say("l’organisation créée pour cette graphie est retirée ; lignes passées à %s : %s\n", "the organisation created for this spelling is gone; lines moved to %s: %s\n"), to.Code, d.lang.Int(lines))
	}
	return nil
}

type namesNew struct {
	Spelling string `arg:"" help:"As the file writes it; an acronym and a name are joined by « | »."`
}

// Run creates the organisation of a spelling.
func (c namesNew) Run(d *desk) error {
	spelling, err := spelled(c.Spelling)
	if err != nil {
		return err
	}
	c.Spelling = spelling
	st, snap, err := d.register()
	if err != nil {
		return err
	}
	defer st.Close()
	for _, had := range decisions(snap, c.Spelling) {
		if had.Basis == "new" && snap.Org(had.Org) != nil {
			fmt.Fprintf(d.out, d.lang.Say("rien à changer : « %s » est déjà l’organisation nouvelle %s\n", "nothing to change: “%s” is the new organisation %s already\n"), c.Spelling, orgLabel(snap, had.Org, d))
			return nil
		}
	}
	o := fivew.NewOrg(snap, c.Spelling, newID)
	if err := decide(d, st, snap, c.Spelling, record.OrgID(o.ID), "new", "", record.PutNew(o)); err != nil {
		return err
	}
	fmt.Fprintf(d.out, d.lang.Say("« %s » est une organisation nouvelle, à classer : %s\n", "“%s” is a new organisation, to be classified: %s\n"), c.Spelling, o.Code)
	return nil
}

type namesUndo struct {
	Spelling string `arg:"" help:"The spelling whose decision is taken back."`
}

// Run removes a decision and says which lines may rest on it.
func (c namesUndo) Run(d *desk) error {
	st, snap, err := d.register()
	if err != nil {
		return err
	}
	defer st.Close()
	had := decisions(snap, c.Spelling)
	if len(had) == 0 {
		var known []string
		for _, s := range snap.Spellings {
			if s.Of == "org" {
				known = append(known, s.Text)
			}
		}
		near := record.Nearest(c.Spelling, known)
		if near != "" {
			near = d.lang.Say(" ; la plus proche : ", "; the nearest: ") + near
		}
		return usageError{fmt.Errorf(d.lang.Say("aucune décision sur « %s »%s", "no decision about %q%s"), c.Spelling, near)}
	}
	set := record.ChangeSet{ID: newID(), Operation: record.OperationID(snap.Operation.ID), At: time.Now().UTC(), By: operator(), Door: "cli"}
	for _, s := range had {
		set.Changes = append(set.Changes, record.Change{Action: record.Remove, Kind: "spelling", ID: s.ID, Was: s.Version})
	}
	if _, err := st.Apply(d, set); err != nil {
		return d.problems(err)
	}
	org := had[0].Org
	fmt.Fprintf(d.out, d.lang.Say("la décision est retirée : « %s » n’est plus %s d’office\n", "the decision is taken back: “%s” is no longer %s without asking\n"), c.Spelling, orgLabel(snap, org, d))
	return c.rest(d, st, snap, org)
}

// rest counts the lines that name the organisation, month by month.
func (c namesUndo) rest(d *desk, st *store.Store, snap *record.Snapshot, org record.OrgID) error {
	count := map[record.Month]int{}
	var months []record.Month
	var first []string
	err := st.Lines(d, record.OperationID(snap.Operation.ID), "", "9999-12", func(a *record.Activity) error {
		if a.Org != org && a.Impl != org && !slices.Contains(a.Donors, org) {
			return nil
		}
		if count[a.Month]++; count[a.Month] == 1 {
			months = append(months, a.Month)
		}
		if len(first) < 10 {
			first = append(first, record.Label(a))
		}
		return nil
	})
	if err != nil || len(months) == 0 {
		return errors.Join(err)
	}
	var parts []string
	for _, m := range months {
		parts = append(parts, fmt.Sprintf("%s (%s)", m, d.lang.Int(count[m])))
	}
	fmt.Fprintf(d.out, d.lang.Say("lignes déjà reprises qui citent cette organisation, à revoir : %s\n  les premières : %s\n", "lines taken already that name this organisation, to be looked at: %s\n  the first: %s\n"),
		strings.Join(parts, ", "), strings.Join(first, ", "))
	return nil
}
