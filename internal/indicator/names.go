package indicator

import (
	"fmt"

	"toguna/internal/locale"
	"toguna/internal/record"
)

// pairs of words, French and English.
type words struct{ fr, en string }

func (w words) in(l locale.Lang) string { return l.Say(w.fr, w.en) }

var statuses = map[Status]words{
	Complete:      {"complet", "complete"},
	Partial:       {"partiel", "partial"},
	Insufficient:  {"insuffisant", "insufficient"},
	NoData:        {"données non disponibles", "no data"},
	NotApplicable: {"sans objet", "not applicable"},
	Suppressed:    {"retenu", "withheld"},
}

// Label names the status.
func (s Status) Label(l locale.Lang) string { return statuses[s].in(l) }

var breakdowns = map[string]words{
	"class":       {"par catégorie", "by category"},
	"reach":       {"par niveau", "by level"},
	"body":        {"par instance", "by body"},
	"body_kind":   {"par type d’instance", "by kind of body"},
	"count":       {"autre décompte", "other count"},
	"basis":       {"par titre du siège", "by basis of the seat"},
	"selection":   {"par mode de désignation", "by selection"},
	"line":        {"lignes", "lines"},
	"mode":        {"autre lecture", "other reading"},
	"step":        {"par étape", "by step"},
	"denominator": {"autre dénominateur", "other denominator"},
	"group":       {"par groupe", "by group"},
	"venue":       {"acteurs étatiques, selon le lieu", "state bodies, by venue"},
	"period":      {"acteurs étatiques, avant et après", "state bodies, before and after"},
	"modality":    {"par modalité", "by modality"},
	"channel":     {"par canal", "by channel"},
	"funnel":      {"étapes vers le fonds", "steps to the fund"},
	"amount":      {"en montant", "by amount"},
	"lead_class":  {"par catégorie de chef de file", "by category of the lead"},
	"place":       {"par zone", "by area"},
	"variant":     {"par définition de « national »", "by meaning of “national”"},
	"access":      {"par niveau d’accès", "by access level"},
	"seats":       {"en sièges", "by seats"},
	"org_type":    {"par type d’organisation", "by type of organisation"},
	"kind":        {"par type d’enregistrement", "by kind of record"},
}

// ByLabel names a breakdown.
func ByLabel(by string, l locale.Lang) string { return breakdowns[by].in(l) }

var elements = map[string]words{
	"nngo":             {"ONG nationales", "National NGOs"},
	"forum":            {"Forums d’ONG nationales", "National NGO fora"},
	"state":            {"Acteurs étatiques", "State bodies"},
	"rc":               {"Société nationale de la Croix-Rouge", "Red Cross National Society"},
	"private":          {"Secteur privé national", "National private sector"},
	"international":    {"Acteurs internationaux", "International actors"},
	"other":            {"Autres", "Others"},
	"other_local":      {"Autres acteurs locaux", "Other local actors"},
	"all":              {"Toutes les organisations", "All organisations"},
	"national":         {"Niveau national", "National level"},
	"regional":         {"Niveau régional", "Regional level"},
	"local":            {"Niveau local", "Local level"},
	"subnational":      {"Niveau régional et local", "Regional and local level"},
	"memberships":      {"Adhésions (une par instance)", "Memberships (one per body)"},
	"with_observers":   {"Observateurs et invités compris", "Observers and invitees included"},
	"any":              {"Évaluation ou planification", "Assessment or planning"},
	"nngo_partners":    {"Parmi les seules ONG nationales partenaires", "Among national NGO partners only"},
	"before":           {"Avant la première réunion chez l’État", "Before the first meeting on state premises"},
	"after":            {"Depuis cette première réunion", "Since that first meeting"},
	"elsewhere":        {"Ailleurs", "Elsewhere"},
	"direct":           {"Direct", "Direct"},
	"pooled_fund":      {"Fonds commun", "Pooled fund"},
	"un":               {"Nations Unies", "United Nations"},
	"ingo":             {"ONG internationales", "International NGOs"},
	"with_subgrants":   {"Avec les sous-subventions", "With sub-grants"},
	"registered":       {"Enregistrées", "Registered"},
	"due_diligence":    {"Diligence raisonnable passée", "Due diligence passed"},
	"eligible":         {"Éligibles", "Eligible"},
	"applied":          {"Ayant demandé", "Applied"},
	"funded":           {"Financées", "Funded"},
	"accompanied":      {"Accompagnées", "Accompanied"},
	"usd":              {"Part du montant (USD)", "Share of the amount (USD)"},
	"lna":              {"Acteurs locaux et nationaux", "Local and national actors"},
	"working_group":    {"Groupes thématiques", "Thematic groups"},
	"venue/state":      {"Locaux de l’État", "State premises"},
	"channel/rc":       {"Croix-Rouge internationale", "International Red Cross"},
	"lead_class/rc":    {"Croix-Rouge internationale", "International Red Cross"},
	"lead_class/other": {"Autres organisations internationales", "Other international organisations"},
	"org_type/":        {"Type non renseigné", "Type not recorded"},
}

// Label names an element of a breakdown; for bodies and places, their name.
func Label(s *record.Snapshot, by, key string, l locale.Lang) string {
	if w, known := elements[by+"/"+key]; known {
		return w.in(l)
	}
	switch by {
	case "body":
		if b := s.BodyByCode(key); b != nil {
			return b.Name(string(l))
		}
	case "place":
		for _, p := range s.Places {
			if p.Code == key && p.On(s.Day) {
				return p.NameFR
			}
		}
	case "kind":
		return record.TableOf(record.Kind(key)).Name(string(l))
	case "body_kind":
		return record.BodyKinds.Label(key, string(l))
	case "basis":
		return record.SeatBases.Label(key, string(l))
	case "selection":
		return record.Selections.Label(key, string(l))
	case "step":
		return record.ProcessKinds.Label(key, string(l))
	case "modality":
		return record.Modalities.Label(key, string(l))
	case "access":
		return record.AccessLevels.Label(key, string(l))
	case "org_type":
		return record.OrgTypes.Label(key, string(l))
	}
	if w, known := elements[key]; known {
		return w.in(l)
	}
	return key
}

var lists = map[string]words{
	"observer":        {"Observateurs et invités", "Observers and invitees"},
	"seat":            {"Sièges", "Seats"},
	"vacant":          {"Sièges vacants", "Vacant seats"},
	"leader":          {"Rôles de direction tenus par un acteur local ou national", "Leadership roles held by a local or national actor"},
	"co_facilitation": {"Acteurs étatiques en rôle de direction", "State bodies in a leadership role"},
	"partner":         {"Partenaires retenus", "Partners that count"},
	"body":            {"Instances retenues", "Bodies that count"},
	"meetings":        {"Réunions", "Meetings"},
	"member":          {"Membres", "Members"},
	"no_usd":          {"Flux sans montant en USD, non comptés", "Flows without an amount in USD, left out"},
	"chain_unknown":   {"Flux dont la chaîne n’est pas connue", "Flows of unknown chain"},
	"not_reporting":   {"Bénéficiaires qui ne rapportent pas leurs flux", "Recipients that do not report their flows"},
	"contradiction":   {"Modèle déclaré contredit par les clauses", "Declared model at odds with the terms"},
	"nobody":          {"Zones où personne ne travaille", "Areas with nobody"},
	"no_report":       {"Zones sans cycle clos", "Areas without a closed round"},
	"only_national":   {"Zones couvertes uniquement par des acteurs locaux et nationaux", "Areas covered only by local and national actors"},
	"departure":       {"Départs", "Departures"},
	"stale":           {"Points focaux non confirmés depuis douze mois", "Focal points not confirmed for twelve months"},
}

// RowLabel names a list of rows.
func RowLabel(key string, l locale.Lang) string { return lists[key].in(l) }

// CodeLabel names the coded value of a row: a role, a class, a partnership
// model, an access level or the basis of a seat.
func CodeLabel(code string, l locale.Lang) string {
	for _, list := range []*record.List{record.Roles, record.Classes, record.PartnershipModels, record.AccessLevels, record.SeatBases} {
		if list.Has(code) {
			return list.Label(code, string(l))
		}
	}
	return code
}

var remarks = map[string]words{
	"seats_not_attested":         {"liste des sièges non déclarée complète dans les douze derniers mois : %[1]s instance(s) sur %[2]s", "seat list not declared complete within the last twelve months: %[1]s of %[2]s bodies"},
	"list_not_attested":          {"liste non déclarée complète : %[1]s", "list not declared complete: %[1]s"},
	"holder_unknown":             {"sièges dont le titulaire ou sa catégorie n’est pas connu : %[1]s", "seats whose holder or its category is not known: %[1]s"},
	"class_unknown":              {"organisations ou postes de catégorie non connue : %[1]s", "organisations or posts of unknown category: %[1]s"},
	"basis_unknown":              {"sièges dont le titre n’est pas renseigné, comptés comme permanents ou tournants : %[1]s", "seats whose basis is not recorded, counted as permanent or rotational: %[1]s"},
	"vacant":                     {"sièges vacants, comptés au dénominateur : %[1]s", "vacant seats, counted in the denominator: %[1]s"},
	"leader_unknown":             {"instances dont la direction n’est pas connue : %[1]s", "bodies whose leadership is not known: %[1]s"},
	"participation_not_attested": {"participations non déclarées complètes : %[1]s", "participations not declared complete: %[1]s"},
	"participation_unknown":      {"partenaires dont la participation n’est pas connue : %[1]s", "partners whose participation is not known: %[1]s"},
	"all_partners":               {"dénominateur : tous les partenaires du plan %[1]s (%[2]s)", "denominator: every partner of the plan %[1]s (%[2]s)"},
	"remote_left_out":            {"réunions à distance, non comptées : %[1]s", "remote meetings, left out: %[1]s"},
	"observed_not_effect":        {"différence observée, non un effet : les lieux ne sont pas tirés au sort", "a difference observed, not an effect: venues are not drawn by lot"},
	"bodies_left_out":            {"instances sans trois réunions de chaque sorte, non retenues : %[1]s", "bodies without three meetings of each kind, left out: %[1]s"},
	"meetings_dropped":           {"réunions sans feuille close ou de lieu non connu, écartées : %[1]s", "meetings without a closed sheet or of unknown venue, dropped: %[1]s"},
	"sheets_open":                {"réunions sans feuille de présence close : %[1]s sur %[2]s", "meetings without a closed attendance sheet: %[1]s of %[2]s"},
	"no_usd":                     {"montants sans valeur en USD, listés et non comptés : %[1]s", "amounts without a value in USD, listed and left out: %[1]s"},
	"recipient_unknown":          {"montant dont le bénéficiaire ou sa catégorie n’est pas connu : %[1]s USD", "amount whose recipient or its category is not known: %[1]s USD"},
	"chain_unknown":              {"flux dont la chaîne n’est pas connue : %[1]s", "flows of unknown chain: %[1]s"},
	"not_reporting":              {"bénéficiaires qui ne rapportent pas leurs flux : %[1]s", "recipients that do not report their flows: %[1]s"},
	"sub_grants_unknown":         {"allocations dont les sous-subventions ne sont pas rapportées : %[1]s", "allocations whose sub-grants are not reported: %[1]s"},
	"fund_list_not_imported":     {"la liste du fonds n’a pas été importée en entier", "the fund’s full list has not been imported"},
	"mou_left_out":               {"protocoles sans financement, non comptés : %[1]s", "memoranda without funds, left out: %[1]s"},
	"contradictions":             {"modèles déclarés que les clauses contredisent : %[1]s", "declared models at odds with the terms: %[1]s"},
	"round_open":                 {"cycle 5W non clos : %[1]s zone(s) sur %[2]s", "5W round not closed: %[1]s of %[2]s areas"},
	"returns_missing":            {"retours 5W qui ne sont pas venus, pour lesquels le cycle n’atteste aucun zéro : %[1]s", "5W returns that have not come, for which the round attests no zero: %[1]s"},
	"no_round":                   {"aucun cycle 5W reçu", "no 5W round received"},
	"areas_open":                 {"zones dont le cycle 5W n’est pas clos : %[1]s", "areas whose 5W round is not closed: %[1]s"},
	"areas_with_nobody":          {"zones où personne ne travaille : %[1]s", "areas with nobody: %[1]s"},
	"access_unknown":             {"zones dont l’accès n’est pas connu ou date de plus de douze mois : %[1]s", "areas whose access is not known or older than twelve months: %[1]s"},
	"state_unknown":              {"lignes 5W sans statut, comptées comme en cours : %[1]s", "5W lines without a status, counted as ongoing: %[1]s"},
	"nowhere":                    {"lignes 5W que l’on ne peut placer à ce niveau : %[1]s", "5W lines that cannot be placed at this level: %[1]s"},
	"implementer_unknown":        {"lignes 5W sans organisation de mise en œuvre : %[1]s", "5W lines without an implementing organisation: %[1]s"},
	"posts_stale":                {"points focaux non confirmés depuis douze mois : %[1]s", "focal points not confirmed for twelve months: %[1]s"},
	"ends_estimated":             {"départs datés à l’arrivée du successeur : %[1]s", "departures dated at the successor’s arrival: %[1]s"},
}

// Text writes the remark.
func (r Remark) Text(l locale.Lang) string {
	args := make([]any, len(r.Args))
	for i, a := range r.Args {
		switch {
		case r.Key == "list_not_attested" && record.KindExists(record.Kind(a)):
			a = record.TableOf(record.Kind(a)).Name(string(l))
		case r.Key == "participation_not_attested":
			a = record.ProcessKinds.Label(a, string(l))
		}
		args[i] = a
	}
	form := remarks[r.Key].in(l)
	if len(args) == 0 {
		return form
	}
	return fmt.Sprintf(form, args...)
}
