package returns

import (
	"fmt"

	"toguna/internal/exchange/sheet"
	"toguna/internal/record"
)

// guidance is the first page of a month workbook: which return it is, the
// question of the nil return, how to fill it in, and the definitions.
func (m *Month) guidance(r *record.Return, rows []*record.Activity) sheet.Guidance {
	lang := m.f.lang
	in := func(fr, en string) string { return say(lang, fr, en) }
	body := m.body.Name(string(lang))
	partner := m.f.name(r.Org)
	if short := m.f.short(r.Org); short != partner {
		partner += " (" + short + ")"
	}
	g := sheet.Guidance{Sheet: guidanceSheet.in(lang), Title: m.title(r),
		Facts: [][2]string{
			{in("Partenaire", "Partner"), partner},
			{in("Instance", "Body"), body},
			{in("Mois de rapportage", "Reporting month"), lang.Month(m.month)},
			{in("À rendre au plus tard le", "Due by"), lang.Day(r.Due)},
			{in("À renvoyer à", "Send to"), m.contact},
			{factReturn.in(lang), r.Code},
			{in("Langue, version", "Language, version"), in("français, 5W version 1", "English, 5W version 1")},
			{in("Diffusion", "Handling"), in("Diffusion restreinte : réservé aux membres de « "+body+" ». Ne pas publier ni transmettre au-dehors sans accord de la coordination.",
				"Restricted: for members of “"+body+"”. Do not publish or forward outside without the coordination’s agreement.")},
		},
		Ask:     askNil.in(lang),
		Prompt:  in("Choisissez « oui » si votre organisation n’a eu aucune activité ce mois-ci, puis renvoyez le classeur : c’est un retour néant.", "Choose “yes” if your organisation had no activity this month, then send the workbook back: that is a nil return."),
		Answers: &sheet.ListRef{Sheet: m.lists.sheet, Col: m.lists.list(listAnswers).first, First: 2, Last: 3, Free: true},
	}
	if r.State == "sent_back" && r.Remarks != "" {
		g.Facts = append(g.Facts, [2]string{in("Renvoyé parce que", "Sent back because"), r.Remarks})
	}
	g.Paragraphs = append(g.Paragraphs, in("Aucune activité ? Choisissez « oui » dans la case encadrée ci-dessus et renvoyez le classeur.", "No activity? Choose “yes” in the framed cell above and send the workbook back."))
	if len(rows) > 0 && r.State == "expected" {
		g.Paragraphs = append(g.Paragraphs, in("La feuille « 5W » porte déjà vos lignes du mois passé qui durent encore. Les nombres de personnes ont été vidés : donnez ceux de ce mois. Supprimez le contenu des lignes qui ne valent plus, ou mettez-les à « terminée ».",
			"The sheet “5W” already holds your lines of last month that still run. The numbers of people were emptied: give those of this month. Empty the rows that no longer hold, or set them to “completed”."))
	}
	g.Paragraphs = append(g.Paragraphs,
		in("Une ligne est une activité, en un lieu, pour un type de population. Les titres foncés avec un astérisque sont obligatoires ; les colonnes grises se calculent seules. Choisissez dans les listes : cluster puis AoR puis activité ; région puis cercle puis commune. Une case rouge ne va pas avec celle qui la commande.",
			"A row is one activity, in one place, for one population group. Dark headings with an asterisk are required; grey columns compute themselves. Choose from the lists: cluster, then AoR, then activity; region, then cercle, then commune. A red cell does not fit the one it depends on."),
		in("Une cellule vide veut dire « non connu », jamais zéro. Tapez 0 pour zéro. Dates : 2018-03-21 ou de vraies dates.",
			"An empty cell means “not known”, never zero. Type 0 for zero. Dates: 2018-03-21, or real dates."),
		in("Les feuilles sont protégées sans mot de passe, contre les fausses manœuvres. Pour trier, ôtez la protection (Révision). Les colonnes masquées à droite tiennent la clé de chaque ligne : un classeur renvoyé deux fois met à jour et ne double rien. Pour ajouter une ligne, prenez la première vide plutôt que d’en copier une.",
			"The sheets are protected without a password, against slips. To sort, take the protection off (Review). The hidden columns on the right hold the key of each row: a workbook sent twice updates and doubles nothing. To add a row, take the first empty one rather than copy another."),
		in(fmt.Sprintf("Pour imprimer : A4, trois pages côte à côte, %d lignes ; si vous en remplissez plus, étendez la zone d’impression.", printedRows(rows)),
			fmt.Sprintf("To print: A4, three pages side by side, %d rows; if you fill more, extend the print area.", printedRows(rows))),
		in("N’inscrivez aucune personne affectée : ni liste de bénéficiaires, ni incident, ni dossier.", "Enter no affected person: no list of beneficiaries, no incident, no case."))
	g.Legend = [][2]string{
		{in("Organisation rapporteuse", "Reporting organisation"), in("Celle qui remplit ce classeur et répond de ses lignes.", "The one that fills in this workbook and answers for its rows.")},
		{in("Organisation de mise en œuvre", "Implementing organisation"), in("Celle qui fait le travail sur place ; si c’est la vôtre, mettez votre sigle.", "The one that does the work on the ground; if it is yours, put your acronym.")},
		{in("Bailleur", "Donor"), in("Celui dont l’argent paie l’activité, non l’organisation par laquelle il passe.", "The one whose money pays for the activity, not the organisation it goes through.")},
		{in("ONG nationale", "National NGO"), in("Organisation de droit national, sans affiliation à une organisation internationale. Le type vient du registre ; s’il est faux, écrivez-le à la coordination.",
			"An organisation of the country’s law, not affiliated to an international organisation. The type comes from the register; if it is wrong, write to the coordination.")},
		{in("Personnes atteintes", "People reached"), in("Chaque personne une fois par activité, selon la règle de l’indicateur. Le total de plusieurs activités n’est pas un nombre de personnes.",
			"Each person once per activity, by the rule of the indicator. The total over several activities is not a number of people.")},
		{in("Filles, garçons", "Girls, boys"), in("Moins de 18 ans. Femmes et hommes : 18 à 59 ans ; 60 ans et plus à part.", "Under 18. Women and men: 18 to 59; 60 and over apart.")},
		{in("Déjà comptés", "Already counted"), in("Ces personnes figuraient dans le retour d’un mois précédent.", "These people stood in the return of an earlier month.")},
		{in("Statut", "Status"), in("Planifiée, en cours, terminée ou suspendue, à la fin du mois.", "Planned, ongoing, completed or suspended, at the end of the month.")},
	}
	return g
}
