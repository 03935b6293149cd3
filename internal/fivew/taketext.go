package fivew

import (
	"cmp"
	"fmt"
	"strings"

	"toguna/internal/layout"
	"toguna/internal/locale"
	"toguna/internal/record"
)

// spaced puts the no-break spaces of French into a sentence whose values come
// later.
var spaced = strings.NewReplacer(" :", locale.NBSP+":", " ;", locale.NBSP+";", "« ", "«"+locale.NBSP, " »", locale.NBSP+"»")

// Text writes the law of the house: what was read is what was taken, folded and
// refused.
func (t Tally) Text(l locale.Lang) string {
	return fmt.Sprintf(l.Say("lignes lues %s = reprises %s (nouvelles %s, changées %s, inchangées %s) + repliées %s + refusées %s",
		"rows read %s = taken %s (new %s, changed %s, unchanged %s) + folded %s + refused %s"),
		l.Int(t.Read), l.Int(t.Taken()), l.Int(t.New), l.Int(t.Changed), l.Int(t.Unchanged), l.Int(t.Folded), l.Int(t.Refused))
}

// AlikeText says which sheets of the same form were read as one, and which were not
// read.
func AlikeText(l *layout.Layout, lang locale.Lang) string {
	var b strings.Builder
	say := func(names []string, fr, en string, args ...any) {
		if len(names) > 0 {
			fmt.Fprintf(&b, lang.Say(spaced.Replace(fr), en)+"\n", append(args, few(names, lang))...)
		}
	}
	say(l.Sheets(), "Feuilles de même forme, lues ensemble : %s (--sheet n’en lit qu’une)", "Sheets of one form, read together: %s (--sheet reads one of them)")
	say(l.Titles(), "Ce que le nom d’une feuille, ou ce qui est écrit au-dessus de son tableau, dit des lignes qui ne le disent pas : %s", "What the name of a sheet, or what is written above its table, says of the rows that do not say it: %s")
	say(l.Again(), "Feuilles laissées de côté, car leurs lignes sont aussi sur « %s » : %s", "Sheets left aside, as their rows stand on “%s” too: %s", l.Sheet)
	say(l.Asides(), "Feuilles non lues, qui semblent être des modèles, des exemples, des listes ou d’anciennes feuilles : %s (--sheet en lit une)", "Sheets not read, which seem to be templates, examples, lists or old: %s (--sheet reads one)")
	say(l.Alike(), "À LIRE AUSSI : d’autres feuilles ont les mêmes en-têtes et n’ont pas été lues : %s. Donnez chacune avec --sheet.", "TO BE READ TOO: other sheets have the same headings and were not read: %s. Give each with --sheet.")
	say(l.Veiled(), "Feuilles masquées de même forme, non lues : %s (--sheet en lit une)", "Hidden sheets of the same form, not read: %s (--sheet reads one)")
	return b.String()
}

// UntakenText names the columns of numbers whose values the register does not
// get.
func (r *Report) UntakenText(l locale.Lang) string {
	var b strings.Builder
	var all, untold, foreign []string
	first := Untaken{}
	for _, x := range r.Untaken {
		name := x.Column + " " + x.Header
		all = append(all, name)
		if x.Foreign {
			foreign = append(foreign, name)
		}
		if x.Untold {
			untold = append(untold, name)
			first = cmp.Or(first, x)
		}
	}
	if len(all) > 0 {
		fmt.Fprintf(&b, l.Say(spaced.Replace("Colonnes de nombres dont les valeurs ne sont pas reprises : %s\n"), "Columns of numbers whose values are not taken: %s\n"), few(all, l))
	}
	if len(foreign) > 0 {
		fmt.Fprintf(&b, l.Say(spaced.Replace("Le registre tient les budgets en dollars US et ne convertit rien : %s\n"), "The register holds budgets in US dollars and converts none: %s\n"), few(foreign, l))
	}
	if len(untold) > 0 {
		fmt.Fprintf(&b, l.Say(spaced.Replace("Rien ne dit si elles comptent les personnes ciblées ou atteintes : %s (une réponse vaut pour les voisines : --set \"%s=reached.%s\" ou \"%[2]s=targeted.%[3]s\")\n"), "Nothing says whether they count people targeted or reached: %s (one answer holds for those beside: --set \"%s=reached.%s\" or \"%[2]s=targeted.%[3]s\")\n"),
			few(untold, l), first.Column, first.Who)
	}
	return b.String()
}

// listed is how many names of a list are written out.
const listed = 12

func few(names []string, l locale.Lang) string {
	if n := len(names) - listed; n > 0 {
		return strings.Join(names[:listed], ", ") + fmt.Sprintf(l.Say(" et %s de plus", " and %s more"), l.Int(n))
	}
	return strings.Join(names, ", ")
}

// Text writes what a person reads before saying yes: the law, who is new and
// who waits, and what is wrong, at most that many issues.
func (d *Delivery) Text(l locale.Lang, most int) string {
	var b strings.Builder
	line := func(fr, en string, args ...any) { fmt.Fprintf(&b, l.Say(spaced.Replace(fr), en)+"\n", args...) }
	line("Feuille « %s » (en-têtes : ligne %d)", "Sheet “%s” (headings: row %d)", d.Layout.Sheet, d.Layout.HeaderRow)
	if d.Named != "" {
		line("Mois : %s, d’après le nom du fichier (--month en donne un autre)", "Month: %s, from the name of the file (--month gives another)", l.Month(d.Named))
	}
	if d.Layout.Named != "" {
		line("Lu selon la mise en page retenue « %s » (--layout none la laisse de côté)", "Read by the remembered layout “%s” (--layout none leaves it aside)", d.Layout.Named)
	}
	b.WriteString(d.Rows.Text(l) + "\n")
	b.WriteString(d.Report.questionsText(l))
	if d.Kept != "" {
		line("La réponse est retenue pour les fichiers de cette forme : mise en page « %s »", "The answer is remembered for files of this form: layout “%s”", d.Kept)
	}
	line("retours concernés : %s ; organisations nouvelles, à classer : %s ; graphies retenues : %s ; graphies à décider : %s",
		"returns concerned: %s; new organisations, to be classified: %s; spellings remembered: %s; spellings to be decided: %s",
		l.Int(d.Returns), l.Int(len(d.Created)), l.Int(d.Decided), l.Int(len(d.Waiting)))
	if len(d.Created) > 0 {
		names := make([]string, len(d.Created))
		for i, o := range d.Created {
			names[i] = o.Code
		}
		line("  nouvelles : %s", "  new: %s", few(names, l))
	}
	if d.Body != nil {
		line("Le registre n’avait aucune instance : le groupe de coordination inter-cluster (ICCG) est créé et reçoit ces retours.", "The register had no body: the inter-cluster coordination group (ICCG) is created and receives these returns.")
	}
	if d.Nil {
		line("Le partenaire déclare n’avoir eu aucune activité : retour néant.", "The partner states that it had no activity: nil return.")
	}
	if d.Removed > 0 {
		line("lignes retirées du registre, que ce fichier ne donne plus : %s", "lines taken out of the register, which this file no longer gives: %s", l.Int(d.Removed))
	}
	if d.Missing > 0 {
		line("lignes du registre que ce fichier ne donne plus, laissées en place (--whole les retire) : %s", "lines of the register that this file no longer gives, left in place (--whole takes them away): %s", l.Int(d.Missing))
	}
	if len(d.Contacts) > 0 {
		line("Colonnes de contact, jamais reprises : %s", "Contact columns, never taken: %s", few(d.Contacts, l))
	}
	b.WriteString(d.Report.UntakenText(l))
	b.WriteString(IssuesText(d.Issues, l, most))
	return b.String()
}

// IssuesText writes issues for a terminal, each with its cells: at most that
// many, 0 for all.
func IssuesText(issues []Issue, l locale.Lang, most int) string {
	var b strings.Builder
	for i, x := range issues {
		if most > 0 && i == most {
			n := len(issues) - most
			fmt.Fprintf(&b, l.Say("… et %s de plus (toguna check les donne toutes)\n", "… and %s more (toguna check gives them all)\n"),
				l.Plural(n, l.Say("une remarque", "one remark"), l.Int(n)+l.Say(" remarques", " remarks")))
			break
		}
		b.WriteString(x.Text(l) + "\n")
	}
	return b.String()
}

// mostOfKind is how many issues of one kind a person is given at once.
const mostOfKind = 8

// issuesByKind writes issues for a person who looks at one file, kind by kind:
// first those that refuse rows, then those worth a look; of a kind that comes
// again and again the first ones; and organisations that are merely new in one
// line, as an import creates them without a question.
func issuesByKind(issues []Issue, l locale.Lang) string {
	var b strings.Builder
	for _, warning := range []bool{false, true} {
		var kinds []string
		of := map[string][]Issue{}
		for _, x := range issues {
			if x.Warning == warning {
				if of[x.Code] == nil {
					kinds = append(kinds, x.Code)
				}
				x.Warning = false // the heading says it
				of[x.Code] = append(of[x.Code], x)
			}
		}
		if len(kinds) > 0 {
			b.WriteString("\n" + severity(warning, l) + "\n")
		}
		for _, kind := range kinds {
			some := of[kind]
			if kind == "org_unknown" && len(some) > 1 {
				b.WriteString("  " + newOrgs(some, l) + "\n")
				continue
			}
			for _, x := range some[:min(len(some), mostOfKind)] {
				b.WriteString("  " + x.Text(l) + "\n")
			}
			if n := len(some) - mostOfKind; n > 0 {
				fmt.Fprintf(&b, "  "+l.Say(spaced.Replace("… et %s de ce genre (--format json les donne toutes)\n"), "… and %s of this kind (--format json gives them all)\n"),
					l.Plural(n, l.Say("une autre remarque", "one other remark"), l.Int(n)+l.Say(" autres remarques", " other remarks")))
			}
		}
	}
	return b.String()
}

func newOrgs(some []Issue, l locale.Lang) string {
	var written []string
	rows, of := 0, map[string]int{}
	for _, x := range some {
		if of[x.Found] == 0 {
			written = append(written, x.Found)
		}
		of[x.Found] += x.Cells // of all columns that it stands in
		rows += x.Cells
	}
	names := make([]string, len(written))
	for i, name := range written {
		names[i] = fmt.Sprintf("%s (%s)", name, l.Int(of[name]))
	}
	return fmt.Sprintf(l.Say(spaced.Replace("%s graphies d’organisations que le registre n’a pas, sur %s lignes ; l’import les crée « à classer » : %s"), "%s spellings of organisations that the register does not have, in %s rows; the import creates them “to be classified”: %s"),
		l.Int(len(names)), l.Int(rows), few(names, l))
}

func severity(warning bool, l locale.Lang) string {
	if warning {
		return l.Say("À vérifier", "To check")
	}
	return l.Say("À corriger : ces lignes seraient refusées", "To correct: these rows would be refused")
}

// Text writes an issue on one line: where it stands, in the words of the file,
// and what is wrong.
func (x Issue) Text(l locale.Lang) string {
	colon := l.Say(spaced.Replace(" : "), ": ")
	var b strings.Builder
	if x.Warning {
		b.WriteString(l.Say("à vérifier", "to check") + colon)
	}
	if at := x.Where(4); at != "" {
		if x.From.Column == "" {
			at = l.Plural(x.Cells, l.Say("ligne ", "row "), l.Say("lignes ", "rows ")) + at
		}
		b.WriteString(at)
		if name := x.named(l); name != "" {
			b.WriteString(" (" + name + ")")
		}
		if x.Cells > 1 {
			fmt.Fprintf(&b, l.Say(", %s cellules", ", %s cells"), l.Int(x.Cells))
		}
		b.WriteString(colon)
	}
	b.WriteString(message(x.Problem, l))
	return b.String()
}

// message says what is wrong; a list is named as the register heads it, sectors
// by their names, and what no column says is asked for once for the file.
func message(p record.Problem, l locale.Lang) string {
	if f, ok := record.TableOf("activity").Field(p.Field); ok && p.Code == "not_in_list" {
		p.Expected = f.Heading(string(l))
	}
	if p.Code == "two_sectors" {
		codes := strings.Split(p.Expected, "; ")
		for i, code := range codes {
			codes[i] = record.Sectors.Label(code, string(l))
		}
		p.Expected = strings.Join(codes, l.Say(spaced.Replace(" ; "), "; "))
	}
	if p.Code == "org_likely" {
		p.Nearest = "" // the first of those it may be
	}
	said := p.Message(string(l))
	if flag := map[string]string{"month": "--month", "sector": "--sector"}[p.Field]; flag != "" && p.Code == "required" && p.From.Column == "" {
		said += fmt.Sprintf(l.Say(" (aucune colonne ne le dit"+locale.NBSP+": %s le dit pour tout le fichier)", " (no column says it: %s says it for the whole file)"), flag)
	}
	return said
}

// named is what the file, or else the register, calls the column.
func (x Issue) named(l locale.Lang) string {
	if x.Header != "" {
		return strings.Join(strings.Fields(x.Header), " ")
	}
	if f, ok := record.TableOf("activity").Field(x.Field); ok {
		return f.Heading(string(l))
	}
	return ""
}

// Where names the first cells of an issue as a person finds them: C12, C14-C20, with
// the sheet where several are read as one: Gao!C12.
func (x Issue) Where(most int) string {
	return x.layout.Where(x.Spans, x.From.Column, most)
}
