package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"toguna/internal/record"
)

type classifyCommand struct {
	AsStated bool   `help:"Class them as the type suggests that the files give; types that leave it open stay unclassified."`
	By       string `help:"Who answers for it; needed with --as-stated." placeholder:"NAME"`
	Reason   string `help:"Why, for the journal."`
}

// Run lists the organisations without a class by the type their files give, and
// classes them so when a person says it: never by itself, since a branch of an
// international NGO is not a national one whatever a file calls it.
func (c classifyCommand) Run(d *desk) error {
	if c.AsStated && strings.TrimSpace(c.By) == "" {
		return usageError{sentence{"dites avec --by qui en répond", "say with --by who answers for it"}}
	}
	st, snap, err := d.register()
	if err != nil {
		return err
	}
	defer st.Close()
	now := time.Now().UTC()
	open := map[string][]*record.Org{} // by type
	for _, o := range snap.Orgs {
		if snap.Class(record.OrgID(o.ID)) == record.Unclassified {
			open[o.Type] = append(open[o.Type], o)
		}
	}
	if len(open) == 0 {
		fmt.Fprintln(d.out, d.lang.Say("toutes les organisations ont une classe", "every organisation has a class"))
		return nil
	}
	set := record.ChangeSet{ID: newID(), Operation: record.OperationID(snap.Operation.ID), At: now, By: operator(), Door: "cli", Reason: c.Reason}
	for _, t := range append(slices.Clone(record.OrgTypes.Items), record.Item{}) {
		orgs := open[t.Code]
		if len(orgs) == 0 {
			continue
		}
		names := make([]string, len(orgs))
		for i, o := range orgs {
			names[i] = cmp.Or(o.Acronym, o.Code)
		}
		slices.Sort(names)
		class := record.ClassAsStated(t.Code)
		becomes := d.lang.Say("à classer une à une", "to be classed one by one")
		if class != record.Unclassified {
			becomes = record.Classes.Label(string(class), string(d.lang))
		}
		fmt.Fprintf(d.out, "%s (%s) → %s\n  %s\n", cmp.Or(record.OrgTypes.Label(t.Code, string(d.lang)), d.lang.Say("type non donné", "type not given")), d.lang.Int(len(orgs)), becomes, strings.Join(names, ", "))
		if class == record.Unclassified {
			continue
		}
		for _, o := range orgs {
			next, change := &record.Classification{Head: record.Head{ID: newID(), Operation: set.Operation, Source: o.Source}, Org: record.OrgID(o.ID)}, record.PutNew
			if begun := snap.ClassificationOn(next.Org, snap.Day); begun != nil { // answers without a class: the record in force gets it
				filled := *begun
				next, change = &filled, record.PutNext
			}
			next.Class, next.DecidedBy, next.DecidedOn = class, c.By, record.DayOf(now)
			if next.Evidence != "" {
				next.Evidence += d.lang.Say(" ; ", "; ")
			}
			next.Evidence += d.lang.Say("type donné par les fichiers 5W : ", "type given by the 5W files: ") + record.OrgTypes.Label(o.Type, string(d.lang))
			set.Changes = append(set.Changes, change(next))
		}
	}
	if !c.AsStated {
		fmt.Fprintln(d.out, d.lang.Say("Rien n’est changé. --as-stated --by NOM les classe ainsi ; les branches nationales d’ONG internationales sont à reprendre ensuite, une à une.",
			"Nothing is changed. --as-stated --by NAME classes them so; national branches of international NGOs are then to be corrected one by one."))
		return nil
	}
	if len(set.Changes) == 0 {
		return nil
	}
	if _, err := st.Apply(d, set); err != nil {
		return d.problems(err)
	}
	fmt.Fprintf(d.out, d.lang.Say("organisations classées : %s, par %s\n", "organisations classed: %s, by %s\n"), d.lang.Int(len(set.Changes)), c.By)
	return nil
}
