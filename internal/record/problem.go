package record

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Problem is one fault in what was received: the same value answers a form
// field, a spreadsheet cell and an API call.
type Problem struct {
	Code     string // a key of Faults
	Kind     Kind
	ID       string // id or code of the record
	Field    string
	From     Origin
	Found    string
	Expected string
	Nearest  string // the nearest acceptable value, where there is one
	Warning  bool   // worth a look, does not refuse the record
}

// Fault is the text of a kind of problem in both languages; %[1]s is what was
// found, %[2]s what was expected.
type Fault struct{ FR, EN string }

// Faults lists every fault a user may meet.
var Faults = map[string]Fault{
	"required":          {"valeur obligatoire manquante", "a required value is missing"},
	"not_in_list":       {"« %[1]s » n’est pas dans la liste « %[2]s »", "“%[1]s” is not in the list “%[2]s”"},
	"not_a_day":         {"« %[1]s » n’est pas une date (attendu : %[2]s)", "“%[1]s” is not a date (expected: %[2]s)"},
	"two_readings":      {"« %[1]s » peut se lire de deux façons : %[2]s", "“%[1]s” can be read in two ways: %[2]s"},
	"not_a_number":      {"« %[1]s » n’est pas un nombre (attendu : %[2]s)", "“%[1]s” is not a number (expected: %[2]s)"},
	"not_found":         {"« %[1]s » ne désigne aucun élément de « %[2]s »", "“%[1]s” names nothing in “%[2]s”"},
	"several":           {"« %[1]s » peut désigner plusieurs éléments : %[2]s", "“%[1]s” may name several: %[2]s"},
	"end_first":         {"la fin (%[1]s) précède le début (%[2]s)", "the end (%[1]s) comes before the beginning (%[2]s)"},
	"out_of_range":      {"%[1]s est hors des limites (%[2]s)", "%[1]s is out of range (%[2]s)"},
	"same_code":         {"le code « %[1]s » est déjà pris par un autre enregistrement", "the code “%[1]s” is already taken by another record"},
	"code_missing":      {"un code est nécessaire : d’autres enregistrements s’y réfèrent", "a code is needed: other records refer to it"},
	"twice":             {"« %[1]s » figure deux fois dans ce qui a été reçu", "“%[1]s” stands twice in what was received"},
	"moved_on":          {"l’enregistrement a changé depuis (version %[1]s, attendu %[2]s)", "the record has changed since (version %[1]s, expected %[2]s)"},
	"other_kind":        {"cet identifiant appartient à « %[1]s »", "this id belongs to “%[1]s”"},
	"other_operation":   {"cet enregistrement appartient à une autre opération", "this record belongs to another operation"},
	"still_used":        {"encore cité par %[1]s", "still referred to by %[1]s"},
	"row_refused":       {"renvoie à une ligne refusée : %[1]s", "refers to a refused row: %[1]s"},
	"no_operation":      {"aucune opération : la feuille « Opération » doit en donner une", "no operation: the sheet “Operation” must give one"},
	"erased":            {"l’identité de cette personne a été effacée et ne peut pas revenir", "this person’s identity was erased and cannot come back"},
	"not_text":          {"le texte contient des octets illisibles", "the text holds bytes that are not text"},
	"own_parent":        {"un élément ne peut pas être son propre parent", "a record cannot be its own parent"},
	"vacant_held":       {"un siège vacant n’a pas de titulaire", "a vacant seat has no holder"},
	"sum":               {"le total (%[1]s) ne correspond pas à la somme des parties (%[2]s)", "the total (%[1]s) is not the sum of its parts (%[2]s)"},
	"more_than":         {"%[1]s dépasse %[2]s", "%[1]s is more than %[2]s"},
	"nobody":            {"ni organisation ni personne n’est nommée", "neither an organisation nor a person is named"},
	"month_closed":      {"le mois %[1]s est clos depuis le %[2]s : une correction demande un motif", "the month %[1]s was closed on %[2]s: a correction needs a reason"},
	"month_ahead":       {"le mois %[1]s est à venir (le fichier est lu en %[2]s) : corrigez le mois, ou donnez à l’activité le statut « planifiée »", "the month %[1]s is yet to come (the file is read in %[2]s): correct the month, or give the activity the status “planned”"},
	"month_to_come":     {"le mois %[1]s est à venir : ce qui en est dit ne peut être que prévu, ou partiel", "the month %[1]s is yet to come: what is said of it can only be planned, or partial"},
	"month_long_ago":    {"le mois %[1]s est bien loin en arrière (avant %[2]s)", "the month %[1]s is a long way back (before %[2]s)"},
	"nil_with_lines":    {"« Aucune activité ce mois-ci » est coché en %[1]s, mais des lignes sont remplies sur la feuille « %[2]s » : rien n’est appliqué ; videz cette case, ou effacez les lignes", "“No activity this month” is ticked in %[1]s, but rows are filled in on the sheet “%[2]s”: nothing is applied; empty that cell, or clear the rows"},
	"not_received":      {"ce retour n’a pas été reçu", "this return has not been received"},
	"lower_level":       {"baisser la sensibilité demande une raison écrite", "lowering the sensitivity needs a written reason"},
	"two_organisations": {"« %[1]s » est proche de plusieurs organisations : %[2]s", "“%[1]s” is close to several organisations: %[2]s"},
	"too_long":          {"texte de %[1]s caractères, au plus %[2]s", "text of %[1]s characters, at most %[2]s"},
	"unknown_column":    {"colonne « %[1]s » inconnue", "unknown column “%[1]s”"},
	"unknown_sheet":     {"feuille « %[1]s » inconnue", "unknown sheet “%[1]s”"},
	"missing_column":    {"la colonne « %[1]s » manque", "the column “%[1]s” is missing"},
	"cell_error":        {"la cellule contient une erreur (%[1]s)", "the cell holds an error (%[1]s)"},
	"no_cached":         {"formule sans résultat : ouvrir et enregistrer dans un tableur", "formula without a result: open and save it in a spreadsheet program"},
	"not_erasable":      {"seule une personne peut être effacée", "only a person can be erased"},
	"other_level":       {"niveau administratif %[1]s, mais ce code est de niveau %[2]s dans le registre", "administrative level %[1]s, but this code is of level %[2]s in the register"},
	"ring_open":         {"contour non fermé : son dernier point n’est pas le premier ; il a été fermé", "the outline is not closed: its last point is not its first; it was closed"},
	"ring_crossed":      {"le contour se croise lui-même (longitude et latitude : %[1]s) ; il est pris tel quel, à corriger à la source", "the outline crosses itself (longitude and latitude: %[1]s); it is taken as it is, to be corrected at its source"},
	"tag_followed":      {"l’étiquette HXL %[1]s contredit l’en-tête ; l’étiquette a été suivie. Si c’est l’en-tête qui dit vrai : --set \"%[2]s\"", "the HXL tag %[1]s contradicts the heading; the tag was followed. If the heading is right: --set \"%[2]s\""},
	"heading_followed":  {"l’étiquette HXL %[1]s contredit l’en-tête, que confirment les valeurs ou les autres colonnes : l’en-tête a été suivi. Si c’est l’étiquette qui dit vrai : --set \"%[2]s\"", "the HXL tag %[1]s contradicts the heading, which the values or the other columns bear out: the heading was followed. If the tag is right: --set \"%[2]s\""},
	"code_again":        {"« %[1]s » reprend le code d’une autre unité (%[2]s) : donnez avec --valid-from le jour depuis lequel ces limites valent, les deux seront tenues", "“%[1]s” takes the code of another unit (%[2]s): give with --valid-from the day since when these boundaries are in force, both will be held"},
	"also_pcode":        {"« %[1]s » est aussi le P-code d’un autre lieu (%[2]s) : le P-code l’emporte", "“%[1]s” is also the P-code of another place (%[2]s): the P-code wins"},
	"no_body":           {"aucune instance ne reçoit le secteur « %[1]s » : nommez-la avec %[2]s", "no body receives the sector “%[1]s”: name it with %[2]s"},
	"reported_twice":    {"même activité, au même lieu, le même mois : %[1]s la rapporte aussi (%[2]s)", "same activity, in the same place and month: %[1]s reports it too (%[2]s)"},
	"in_two_files":      {"même activité dans deux fichiers : %[1]s l’a déjà rapportée (%[2]s)", "same activity in two files: %[1]s has reported it already (%[2]s)"},
	"jump":              {"saut d’un mois à l’autre : %[1]s, après %[2]s", "jump from one month to the next: %[1]s, after %[2]s"},
	"partner_gone":      {"partenaires du mois précédent dont rien n’est venu (%[2]s) : %[1]s", "partners of the month before of whom nothing has come (%[2]s): %[1]s"},
	"over_population":   {"%[1]s personnes atteintes, pour %[2]s", "%[1]s people reached, of %[2]s"},
	"no_parent":         {"l’unité au-dessus n’est ni dans ces fichiers ni dans le registre : lisez aussi le niveau %[2]s", "the unit above is neither in these files nor in the register: read level %[2]s too"},
	"looks_personal":    {"cette feuille ressemble à une liste de bénéficiaires (%[1]s) : refusée", "this sheet looks like a list of beneficiaries (%[1]s): refused"},
	"text_person":       {"ce texte semble parler d’une personne en particulier : à ôter ; incidents et dossiers relèvent de leur propre système protégé", "this text seems to speak of one person in particular: remove it; incidents and cases belong in their own protected system"},
	"text_case":         {"ce texte semble contenir un numéro de dossier : à ôter ; incidents et dossiers relèvent de leur propre système protégé", "this text seems to hold a case number: remove it; incidents and cases belong in their own protected system"},
	"text_incident":     {"ce texte semble rapporter un incident : à ôter ; incidents et dossiers relèvent de leur propre système protégé", "this text seems to report an incident: remove it; incidents and cases belong in their own protected system"},
	"text_refuge":       {"ce texte semble dire où des personnes sont mises à l’abri : à ôter ; incidents et dossiers relèvent de leur propre système protégé", "this text seems to say where people are sheltered: remove it; incidents and cases belong in their own protected system"},
	"text_phone":        {"ce texte semble contenir un numéro de téléphone : à ôter ; les contacts ont leur place parmi les personnes, les incidents dans leur propre système protégé", "this text seems to hold a telephone number: remove it; contacts have their place among the persons, incidents in their own protected system"},
	"text_email":        {"ce texte semble contenir une adresse électronique : à ôter ; les contacts ont leur place parmi les personnes, les incidents dans leur propre système protégé", "this text seems to hold an e-mail address: remove it; contacts have their place among the persons, incidents in their own protected system"},
	"no_such_day":       {"« %[1]s » : ce jour n’existe dans aucun calendrier", "“%[1]s”: no calendar has this day"},
	"not_whole":         {"%[1]s : un nombre de personnes est entier", "%[1]s: a number of people is whole"},
	"rounded":           {"%[1]s est arrondi à %[2]s", "%[1]s is rounded to %[2]s"},
	"negative":          {"%[1]s : un nombre de personnes n’est jamais négatif", "%[1]s: a number of people is never negative"},
	"not_known":         {"« %[1]s » au lieu d’un nombre : lu comme non connu", "“%[1]s” instead of a number: read as not known"},
	"cancelled":         {"« %[1]s » : une activité annulée n’en est pas une, la ligne n’est pas reprise", "“%[1]s”: a cancelled activity is none, the row is not taken"},
	"day_shown":         {"« %[1]s » montre que le jour vient en premier, à l’inverse de ce qui a été dit (--day-first ou mise en page retenue) : c’est le fichier qui est suivi", "“%[1]s” shows that the day comes first, against what was said (--day-first or a remembered layout): the file is followed"},
	"month_shown":       {"« %[1]s » montre que le mois vient en premier, à l’inverse de ce qui a été dit (--day-first ou mise en page retenue) : c’est le fichier qui est suivi", "“%[1]s” shows that the month comes first, against what was said (--day-first or a remembered layout): the file is followed"},
	"decimal_shown":     {"« %[1]s » montre que le séparateur décimal est « %[2]s », à l’inverse de ce qui a été dit (--decimal ou mise en page retenue) : c’est le fichier qui est suivi", "“%[1]s” shows that the decimal separator is “%[2]s”, against what was said (--decimal or a remembered layout): the file is followed"},
	"pcode_of_region":   {"« %[1]s » est le P-code d’une région, %[2]s", "“%[1]s” is the P-code of a region, %[2]s"},
	"pcode_of_cercle":   {"« %[1]s » est le P-code d’un cercle, %[2]s", "“%[1]s” is the P-code of a cercle, %[2]s"},
	"pcode_of_commune":  {"« %[1]s » est le P-code d’une commune, %[2]s", "“%[1]s” is the P-code of a commune, %[2]s"},
	"no_answer":         {"« %[1]s » au lieu d’un nombre : lu comme sans objet", "“%[1]s” instead of a number: read as not applicable"},
	"org_spelling":      {"« %[1]s » s’écrit « %[2]s » dans le registre", "“%[1]s” is written “%[2]s” in the register"},
	"org_likely":        {"« %[1]s » n’est pas dans le registre ; peut-être : %[2]s", "“%[1]s” is not in the register; perhaps: %[2]s"},
	"org_unknown":       {"« %[1]s » n’est pas dans le registre", "“%[1]s” is not in the register"},
	"pcode_unknown":     {"le P-code « %[1]s » n’est pas connu", "the P-code “%[1]s” is not known"},
	"pcode_missing":     {"le P-code de « %[1]s » manque", "the P-code of “%[1]s” is missing"},
	"other_parent":      {"« %[1]s » n’est pas dans %[2]s", "“%[1]s” does not lie in %[2]s"},
	"code_name":         {"code et nom se contredisent : « %[1]s » ; retenu : %[2]s", "code and name disagree: “%[1]s”; taken: %[2]s"},
	"place_old":         {"« %[1]s » ne vaut pas à cette date ; retenu : %[2]s", "“%[1]s” is not valid on that day; taken: %[2]s"},
	"place_not_then":    {"« %[1]s » est une unité du registre, mais pas en %[2]s", "“%[1]s” is a unit of the register, but not in %[2]s"},
	"place_alike":       {"« %[1]s » est écrit autrement ; retenu : %[2]s", "“%[1]s” is spelt otherwise; taken: %[2]s"},
	"no_cercle":         {"« %[1]s » : le cercle n’est pas précisé ; retenu, la seule commune de ce nom dans la région : %[2]s", "“%[1]s”: no cercle stated; taken, the only commune of that name in the region: %[2]s"},
	"place_unknown":     {"« %[1]s » : lieu inconnu ; retenu, le niveau au-dessus : %[2]s", "“%[1]s”: unknown place; taken, the level above: %[2]s"},
	"no_place":          {"« %[1]s » ne désigne aucun lieu connu", "“%[1]s” names no known place"},
	"other_currency":    {"budget en « %[1]s », non en %[2]s : laissé vide", "budget in “%[1]s”, not in %[2]s: left empty"},
	"other_sector":      {"« %[1]s » n’est pas un sous-secteur de « %[2]s »", "“%[1]s” is not a sub-sector of “%[2]s”"},
	"other_subcluster":  {"activité rapportée sous un autre sous-cluster que d’habitude : %[1]s ; d’habitude : %[2]s", "activity reported under another sub-cluster than usual: %[1]s; usually: %[2]s"},
	"two_sectors":       {"« %[1]s » nomme plusieurs secteurs (%[2]s) : gardez celui de l’activité, ou faites une ligne pour chacun", "“%[1]s” names several sectors (%[2]s): keep that of the activity, or make a row for each"},
	"garbled":           {"accents abîmés dans tout le fichier (« Ã© » pour « é ») : réparés à la lecture", "garbled accents in the whole file (“Ã©” for “é”): repaired while reading"},
	"same_key":          {"même activité qu’une ligne précédente, avec d’autres nombres", "same activity as an earlier row, with other numbers"},
	"repeats_apart":     {"fichier trop long pour que tout en soit gardé : des lignes répétées à plus de %[1]s lignes de distance peuvent avoir échappé", "too long a file for all of it to be kept: rows repeated more than %[1]s rows apart may have been missed"},
	"told_apart":        {"activités trop nombreuses pour être toutes gardées : celles que rapportent deux partenaires ou deux fichiers, à plus de %[1]s activités de distance, peuvent avoir échappé", "too many activities for all to be kept: those reported by two partners or in two files more than %[1]s activities apart may have been missed"},
	"too_many_sums":     {"trop de partenaires et de mois (plus de %[1]s ensemble) : ni les sauts d’un mois à l’autre ni les partenaires dont rien n’est venu n’ont été cherchés", "too many partners and months (more than %[1]s together): neither jumps from one month to the next nor partners of whom nothing has come were looked for"},
	"too_many_at_once":  {"plus de %[2]s lignes d’un coup : rien n’est appliqué, car un fichier est repris d’un seul tenant ; partagez-le, par exemple par mois, et importez les parties", "more than %[2]s rows at once: nothing is applied, as a file is taken in all of a piece; cut it, for instance by month, and import the parts"},
	"header_again":      {"en-têtes répétés au milieu des données", "headings repeated among the data"},
	"header_order":      {"les en-têtes reviennent dans un autre ordre : les lignes qui suivent sont lues dans cet ordre", "the headings stand again in another order: the rows below are read in that order"},
	"header_left":       {"les en-têtes reviennent autrement : les lignes qui suivent sont lues d’après eux, sauf ce que le tableau n’a pas (%[1]s)", "the headings stand again in another way: the rows below are read by them, except what the table does not have (%[1]s)"},
	"other_table":       {"un deuxième tableau commence à la ligne %[1]s, avec d’autres colonnes : il n’est pas lu ; mettez-le sur sa propre feuille, ou dans son propre fichier", "a second table begins in row %[1]s with other columns: it is not read; put it on its own sheet, or in its own file"},
	"banner":            {"titre parmi les lignes (lieu, organisation, secteur ou mois), qui n’est pas une ligne d’activité : ce qu’il dit vaut pour les lignes du dessous qui ne le disent pas", "title among the rows (place, organisation, sector or month), which is no line of activity: what it says holds for the rows below that do not say it"},
	"merged":            {"valeur d’une cellule fusionnée, reprise sur chaque ligne qu’elle couvre", "value of a merged cell, taken for each row it covers"},
	"merged_once":       {"nombre d’une cellule fusionnée : compté une seule fois, sur la première de ses lignes", "number in a merged cell: counted once, in the first of its rows"},
	"required_grouped":  {"rien ici, et une valeur plus haut sans que les cellules soient fusionnées : si elle vaut aussi pour cette ligne, recopiez-la ou fusionnez les cellules", "nothing here, and a value further up without the cells being merged: if it holds for this row too, copy it down or merge the cells"},
	"total_row":         {"ligne de total", "total row"},
	"too_many_orgs":     {"plus de %[2]s organisations différentes : la colonne « %[1]s » est-elle bien celle des organisations ?", "more than %[2]s different organisations: is “%[1]s” really the column of organisations?"},
}

// Message writes the problem for a person, in French unless lang is "en".
func (p Problem) Message(lang string) string {
	f := Faults[p.Code]
	form, near := f.FR, " ; valeur la plus proche : %s"
	if lang == "en" {
		form, near = f.EN, "; nearest value: %s"
	} else {
		form, near = spaced.Replace(form), spaced.Replace(near)
	}
	var b strings.Builder
	if strings.Contains(form, "%[") {
		fmt.Fprintf(&b, form, p.Found, p.Expected)
	} else {
		b.WriteString(form)
	}
	if p.Nearest != "" {
		fmt.Fprintf(&b, near, p.Nearest)
	}
	return b.String()
}

// spaced puts the no-break spaces of French before its double punctuation.
var spaced = strings.NewReplacer(" :", "\u00a0:", " ;", "\u00a0;", "« ", "«\u00a0", " »", "\u00a0»")

// Error makes a problem an error, in English, with where it stands.
func (p Problem) Error() string {
	where := p.From.String()
	if where == "" {
		where = string(p.Kind) + " " + p.ID
	}
	return strings.TrimSpace(where) + ", " + p.Field + ": " + p.Message("en")
}

// Problems is a list of problems as one error.
type Problems []Problem

// Error says how many problems there are and writes the first.
func (ps Problems) Error() string {
	if len(ps) == 1 {
		return ps[0].Error()
	}
	return fmt.Sprintf("%d problems, the first: %s", len(ps), ps[0].Error())
}

// Refusing keeps the problems that refuse their record.
func (ps Problems) Refusing() Problems {
	return slices.DeleteFunc(slices.Clone(ps), func(p Problem) bool { return p.Warning })
}

// Nearest finds the candidate that is closest to what was found, by edit
// distance on folded text, or "" when none is close.
func Nearest(found string, candidates []string) string {
	type scored struct {
		text string
		d    int
	}
	f := []rune(Fold(found))
	var best []scored
	for _, c := range candidates {
		g := []rune(Fold(c))
		most := max(1, min(len(f), len(g))/3)
		if d := LettersApart(f, g, most); d <= most {
			best = append(best, scored{c, d})
		}
	}
	if len(best) == 0 {
		return ""
	}
	return slices.MinFunc(best, func(a, b scored) int {
		return cmp.Or(cmp.Compare(a.d, b.d), strings.Compare(a.text, b.text))
	}).text
}

// LettersApart counts the letters to add, take away or change to make one text
// of another; it gives most+1 when there are more than most.
func LettersApart(a, b []rune, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] { // what both begin with, and end with, costs nothing
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		before, best := row[0], i+1
		row[0] = i + 1
		for j, y := range b {
			cost := 1
			if x == y {
				cost = 0
			}
			before, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, before+cost)
			best = min(best, row[j+1])
		}
		if best > most {
			return most + 1
		}
	}
	return min(row[len(b)], most+1)
}

// folds are the small letters with accents and what is left of them without.
var folds = func() (all [0x280]string) {
	for letters, plain := range map[string]string{"àâäáãå": "a", "ç": "c", "éèêëɛ": "e", "îïíì": "i", "ñɲŋ": "n", "ôöóòõɔ": "o",
		"ùûüú": "u", "ÿ": "y", "œ": "oe", "æ": "ae", "ß": "ss"} {
		for _, r := range letters {
			all[r] = plain
		}
	}
	return all
}()

// Fold removes case, accents, punctuation and surplus blanks, so that spellings
// of one name compare equal: "Ségou (Région)" and "SEGOU REGION".
func Fold(s string) string {
	out := make([]byte, 0, len(s))
	gap := false
	for _, r := range s {
		switch {
		case r >= 'A' && r <= 'Z':
			r += 'a' - 'A'
		case r >= utf8.RuneSelf:
			r = unicode.ToLower(r)
		}
		letters := r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 0x24F && (r < 0x2000 || r > 0x206F) // without – … ’ and their like
		plain := ""
		if r >= utf8.RuneSelf && r < 0x280 {
			plain = folds[r]
		}
		if !letters && plain == "" {
			gap = len(out) > 0
			continue
		}
		if gap {
			out, gap = append(out, ' '), false
		}
		if plain != "" {
			out = append(out, plain...)
		} else {
			out = utf8.AppendRune(out, r)
		}
	}
	return string(out)
}
