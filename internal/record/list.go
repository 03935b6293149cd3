package record

import "slices"

// Item is one value of a list: its code and its labels.
type Item struct{ Code, FR, EN string }

// List is a closed list of coded values.
type List struct {
	Name  string
	Items []Item
}

// Has tells whether the list holds the code.
func (l *List) Has(code string) bool {
	return slices.ContainsFunc(l.Items, func(i Item) bool { return i.Code == code })
}

// Label gives the label of a code in a language, French unless "en", and the
// code itself when the list does not hold it.
func (l *List) Label(code, lang string) string {
	for _, i := range l.Items {
		if i.Code == code {
			if lang == "en" {
				return i.EN
			}
			return i.FR
		}
	}
	return code
}

// The value lists. Sources: the OCHA organisation types and the HDX HAPI
// additions; the roles of the yearly IASC mapping of coordination structures;
// the others are the desk's own (docs/terms.md).
var (
	Answers = &List{"answer", []Item{
		{"yes", "oui", "yes"}, {"no", "non", "no"},
		{"n/a", "sans objet", "not applicable"}, {"withheld", "retenu", "withheld"}}}
	Levels = &List{"level", []Item{
		{"public", "publique", "public"}, {"restricted", "diffusion restreinte", "restricted"},
		{"confidential", "confidentielle", "confidential"}}}
	OrgTypes = &List{"org_type", []Item{
		{"431", "Université / recherche", "Academic / Research"},
		{"433", "Bailleur", "Donor"},
		{"434", "Ambassade", "Embassy"},
		{"435", "Gouvernement", "Government"},
		{"437", "ONG internationale", "International NGO"},
		{"438", "Organisation internationale", "International Organization"},
		{"439", "Médias", "Media"},
		{"440", "Forces armées", "Military"},
		{"441", "ONG nationale", "National NGO"},
		{"443", "Autre", "Other"},
		{"444", "Secteur privé", "Private sector"},
		{"445", "Croix-Rouge / Croissant-Rouge", "Red Cross / Red Crescent"},
		{"446", "Confessionnel", "Religious"},
		{"447", "Nations Unies", "United Nations"},
		{"501", "Société civile", "Civil Society"},
		{"502", "Observateur", "Observer"},
		{"503", "Programme de développement", "Development Programme"},
		{"504", "ONG locale", "Local NGO"}}}
	Classes = &List{"class", []Item{
		{"NNGO", "ONG nationale ou locale", "National or local NGO"},
		{"NNGO_FORUM", "Forum d’ONG nationales", "National NGO forum"},
		{"STATE_NATIONAL", "Acteur étatique national", "National state body"},
		{"STATE_SUBNATIONAL", "Acteur étatique régional ou local", "Sub-national state body"},
		{"RC_NATIONAL", "Société nationale de la Croix-Rouge", "Red Cross National Society"},
		{"PRIVATE_NATIONAL", "Entreprise nationale", "National private sector"},
		{"INGO", "ONG internationale", "International NGO"},
		{"INTL_AFFILIATE", "Affiliée nationale d’une ONG internationale", "National affiliate of an international NGO"},
		{"SOUTHERN_INTL", "ONG internationale du Sud", "Southern international NGO"},
		{"UN", "Nations Unies", "United Nations"},
		{"INTL_ORG", "Organisation intergouvernementale", "Intergovernmental organisation"},
		{"RC_INTL", "Mouvement international de la Croix-Rouge", "International Red Cross Movement"},
		{"PRIVATE_INTL", "Entreprise internationale", "International private sector"},
		{"POOLED_FUND", "Fonds commun", "Pooled fund"},
		{"DONOR", "Bailleur", "Donor"},
		{"ACADEMIC", "Université / recherche", "Academic"},
		{"MEDIA", "Médias", "Media"},
		{"MILITARY", "Forces armées", "Military"}}}
	Scopes = &List{"scope", []Item{
		{"one_area", "une zone infranationale", "one sub-national area"},
		{"several_areas", "plusieurs zones infranationales", "several sub-national areas"},
		{"several_countries", "plusieurs pays", "several countries"}}}
	Bases = &List{"basis_of_claim", []Item{
		{"declared", "déclaré", "declared"}, {"assessed", "évalué", "assessed"}, {"portal", "portail", "portal"}}}
	Sexes = &List{"sex", []Item{
		{"f", "femme", "woman"}, {"m", "homme", "man"}, {"x", "autre", "other"}, {"withheld", "non communiqué", "not stated"}}}
	LawfulBases = &List{"lawful_basis", []Item{
		{"consent", "consentement", "consent"}, {"legitimate_interest", "intérêt légitime", "legitimate interest"},
		{"public_task", "mission publique", "public task"}}}
	PostRoles = &List{"post_role", []Item{
		{"focal_point", "point focal", "focal point"}, {"alternate", "suppléant", "alternate"},
		{"coordinator", "coordinateur", "coordinator"}, {"im_officer", "chargé d’information", "information officer"},
		{"staff", "personnel", "staff"}}}
	EndReasons = &List{"end_reason", []Item{
		{"left_sector", "a quitté le secteur", "left the sector"},
		{"moved_to_intl_organisation", "parti vers une organisation internationale", "moved to an international organisation"},
		{"moved_to_other_national", "parti vers une autre organisation nationale", "moved to another national organisation"},
		{"moved_to_state", "parti vers l’administration", "moved to the state"},
		{"internal_rotation", "rotation interne", "internal rotation"},
		{"project_ended", "fin de projet", "project ended"},
		{"deceased_or_ill", "décès ou maladie", "deceased or ill"},
		{"unknown", "non connu", "not known"}}}
	BodyKinds = &List{"body_kind", []Item{
		{"hct", "équipe humanitaire pays", "humanitarian country team"},
		{"iccg", "groupe de coordination inter-cluster", "inter-cluster coordination group"},
		{"cluster", "cluster", "cluster"},
		{"sub_cluster", "sous-cluster (AoR)", "sub-cluster (AoR)"},
		{"working_group", "groupe thématique", "thematic group"},
		{"commission", "commission", "commission"},
		{"sag", "groupe consultatif stratégique", "strategic advisory group"},
		{"review_committee", "comité de revue", "review committee"},
		{"fund_advisory_board", "conseil consultatif du fonds", "fund advisory board"},
		{"regional_forum", "forum régional (CRCH, GIAC)", "regional forum"},
		{"subnational_hct", "équipe humanitaire infranationale", "sub-national country team"},
		{"ngo_forum", "forum d’ONG", "NGO forum"}}}
	Reaches = &List{"reach", []Item{
		{"national", "national", "national"}, {"regional", "régional", "regional"}, {"local", "local", "local"}}}
	Roles = &List{"role", []Item{
		{"LEAD", "lead", "lead"}, {"COLEAD", "co-lead", "co-lead"}, {"COCHAIR", "co-président", "co-chair"},
		{"COFAC", "co-facilitateur", "co-facilitator"}, {"COCOORD", "co-coordinateur", "co-coordinator"},
		{"MEMBER", "membre", "member"}, {"SECRETARIAT", "secrétariat", "secretariat"},
		{"IM_FOCAL", "point focal information", "information focal point"}}}
	SeatBases = &List{"seat_basis", []Item{
		{"permanent", "permanent", "permanent"}, {"rotational", "tournant", "rotational"},
		{"observer", "observateur", "observer"}, {"special_invitee", "invité spécial", "special invitee"}}}
	Means = &List{"means", []Item{
		{"paid_post", "poste financé", "paid post"}, {"stipend", "indemnité", "stipend"},
		{"running_costs", "transport et communication", "transport and communication"},
		{"seconded", "agent pris en charge", "seconded staff"}, {"none", "aucun moyen", "none"}}}
	Selections = &List{"selection", []Item{
		{"elected", "élu par ses pairs", "elected by peers"}, {"forum", "désigné par un forum", "named by a forum"},
		{"chair", "désigné par la présidence", "named by the chair"}}}
	MeetingStates = &List{"meeting_state", []Item{
		{"held", "tenue", "held"}, {"planned", "prévue", "planned"},
		{"cancelled", "annulée", "cancelled"}, {"postponed", "reportée", "postponed"}}}
	VenueClasses = &List{"venue_class", []Item{
		{"state", "locaux de l’État", "state premises"}, {"un", "Nations Unies", "United Nations"},
		{"ingo", "ONG internationale", "international NGO"}, {"national_ngo", "ONG nationale", "national NGO"},
		{"neutral", "lieu neutre (hôtel, salle)", "neutral (hotel, hall)"}, {"remote", "à distance", "remote"}}}
	Modes = &List{"mode", []Item{
		{"in_person", "en présence", "in person"}, {"hybrid", "hybride", "hybrid"}, {"remote", "à distance", "remote"}}}
	AttendanceRoles = &List{"attendance_role", []Item{
		{"delegate", "délégué", "delegate"}, {"chair", "présidence", "chair"},
		{"presenter", "intervenant", "presenter"}, {"observer", "observateur", "observer"}}}
	ActionStates = &List{"action_state", []Item{
		{"open", "ouvert", "open"}, {"done", "fait", "done"}, {"dropped", "abandonné", "dropped"}}}
	ProcessKinds = &List{"process_kind", []Item{
		{"needs_assessment", "évaluation des besoins", "needs assessment"},
		{"planning", "planification stratégique et opérationnelle", "strategic and operational planning"},
		{"strategy", "stratégie", "strategy"}, {"review", "revue", "review"}}}
	Depths = &List{"depth", []Item{
		{"invited", "invité", "invited"}, {"consulted", "consulté", "consulted"},
		{"contributed", "a contribué", "contributed"}, {"co_wrote", "a corédigé", "co-wrote"},
		{"validated", "a validé (décidé)", "validated (decided)"}}}
	PartnerRoles = &List{"partner_role", []Item{
		{"appealing", "demandeur", "appealing"}, {"implementing", "mise en œuvre", "implementing"}}}
	ReturnStates = &List{"return_state", []Item{
		{"expected", "attendu", "expected"}, {"received", "reçu", "received"}, {"sent_back", "renvoyé", "sent back"},
		{"accepted", "accepté", "accepted"}, {"nil", "néant (aucune activité)", "nil return (no activity)"}}}
	Sectors = &List{"sector", []Item{
		{"PRO", "Protection générale", "General protection"},
		{"PRO-CPN", "Protection de l’enfance (PE)", "Child protection"},
		{"PRO-GBV", "Violences basées sur le genre (VBG)", "Gender-based violence"},
		{"PRO-HLP", "Logement, terres et biens (LTB)", "Housing, land and property"},
		{"PRO-MIN", "Lutte antimines (LAM)", "Mine action"},
		{"CCM", "Coordination et gestion des camps", "Camp coordination and management"},
		{"EDU", "Éducation", "Education"}, {"FSC", "Sécurité alimentaire", "Food security"},
		{"HEA", "Santé", "Health"}, {"LOG", "Logistique", "Logistics"}, {"NUT", "Nutrition", "Nutrition"},
		{"SHL", "Abris et articles non alimentaires", "Shelter and non-food items"},
		{"WSH", "Eau, hygiène et assainissement", "Water, sanitation and hygiene"},
		{"ERY", "Relèvement rapide", "Early recovery"}, {"TEL", "Télécommunications d’urgence", "Emergency telecommunications"},
		{"COO", "Coordination et services communs", "Coordination and common services"},
		{"MUL", "Multisectoriel", "Multi-sector"}, {"OTH", "Autre secteur", "Other sector"}}}
	ActivityStates = &List{"activity_state", []Item{
		{"planned", "planifiée", "planned"}, {"ongoing", "en cours", "ongoing"},
		{"completed", "terminée", "completed"}, {"suspended", "suspendue", "suspended"}}}
	AidModalities = &List{"modality", []Item{
		{"in_kind", "nature", "in kind"}, {"cash", "espèces", "cash"},
		{"voucher", "coupon", "voucher"}, {"service", "service", "service"}}}
	SpellingsOf = &List{"spelling_of", []Item{
		{"org", "organisation", "organisation"}, {"place", "lieu", "place"}}}
	SpellingBases = &List{"spelling_basis", []Item{
		{"sure", "jointe d’office", "joined by rule"}, {"person", "décidée par une personne", "decided by a person"},
		{"new", "organisation créée", "organisation created"}, {"crosswalk", "table de passage", "crosswalk"}}}
	CaseloadStates = &List{"caseload_state", []Item{
		{"population", "population", "population"}, {"in_need", "dans le besoin", "in need"},
		{"targeted", "ciblées", "targeted"}}}
	Populations = &List{"population", []Item{
		{"idp", "personnes déplacées internes", "internally displaced people"},
		{"idp_returnee", "retournés", "returned displaced people"},
		{"refugee_returnee", "rapatriés", "returned refugees"}, {"refugee", "réfugiés", "refugees"},
		{"host", "population hôte", "host community"}, {"migrant", "migrants", "migrants"},
		{"all", "tous groupes", "all groups"}}}
	AccessLevels = &List{"access_level", []Item{
		{"accessible", "accessible", "accessible"}, {"hard_to_reach", "difficile d’accès", "hard to reach"},
		{"inaccessible", "inaccessible", "inaccessible"}}}
	Modalities = &List{"support_modality", []Item{
		{"training", "formation", "training"}, {"mentoring", "accompagnement", "mentoring"},
		{"material", "appui matériel", "material support"}, {"financial", "appui financier", "financial support"},
		{"technical", "appui technique", "technical support"},
		{"secondment", "agent pris en charge", "seconded or paid staff"},
		{"deployment", "déploiement technique", "technical deployment"},
		{"peer_exchange", "échange entre pairs", "peer exchange"}, {"other", "autre", "other"}}}
	Topics = &List{"topic", []Item{
		{"coordination", "coordination humanitaire", "humanitarian coordination"},
		{"principles", "principes de l’action humanitaire", "humanitarian principles"},
		{"protection", "protection (technique)", "protection (technical)"},
		{"child_protection", "protection de l’enfance (technique)", "child protection (technical)"},
		{"gbv", "VBG (technique)", "GBV (technical)"},
		{"information", "gestion de l’information", "information management"},
		{"funding", "accès aux financements", "access to funding"},
		{"finance", "gestion financière", "financial management"},
		{"access", "accès et sécurité", "access and security"},
		{"equipment", "équipement et transport", "equipment and transport"}, {"other", "autre", "other"}}}
	NeedStates = &List{"need_state", []Item{
		{"open", "ouvert", "open"}, {"met", "satisfait", "met"}, {"withdrawn", "retiré", "withdrawn"}}}
	Mechanisms = &List{"mechanism", []Item{
		{"bilateral", "bilatéral", "bilateral"}, {"pooled_fund", "fonds commun", "pooled fund"},
		{"sub_grant", "sous-subvention", "sub-grant"}, {"in_kind", "en nature", "in kind"}}}
	FlowStates = &List{"flow_state", []Item{
		{"pledge", "promesse", "pledge"}, {"commitment", "engagement", "commitment"}, {"paid", "versé", "paid"}}}
	Purposes = &List{"purpose", []Item{
		{"response", "réponse", "response"}, {"coordination", "coordination", "coordination"}}}
	PartnershipModels = &List{"partnership_model", []Item{
		{"subcontract", "sous-traitance", "sub-contract"},
		{"subgrant_led_by_international", "sous-subvention pilotée par l’international", "sub-grant led by the international partner"},
		{"shared_design_grant", "projet conçu en commun", "jointly designed grant"},
		{"led_by_local_with_intl_support", "piloté par l’acteur local avec appui international", "led by the local actor with international support"},
		{"consortium_member", "membre de consortium", "consortium member"},
		{"core_support", "appui institutionnel", "core support"},
		{"mou_no_funds", "protocole sans financement", "memorandum without funds"}}}
	EligibilitySteps = &List{"eligibility_step", []Item{
		{"registered", "enregistrée", "registered"}, {"due_diligence", "diligence raisonnable passée", "due diligence passed"},
		{"eligible", "éligible", "eligible"}, {"not_eligible", "non éligible", "not eligible"},
		{"suspended", "suspendue", "suspended"}}}
	Risks    = &List{"risk", []Item{{"low", "faible", "low"}, {"medium", "moyen", "medium"}, {"high", "élevé", "high"}}}
	Outcomes = &List{"outcome", []Item{
		{"pending", "en cours", "pending"}, {"granted", "accordée", "granted"},
		{"refused", "refusée", "refused"}, {"withdrawn", "retirée", "withdrawn"}}}
	LessonTopics = &List{"lesson_topic", []Item{
		{"acceptance", "acceptation", "acceptance"}, {"access", "accès", "access"},
		{"negotiation", "dialogue communautaire", "community dialogue"}, {"security", "sécurité", "security"}}}
	Onward = &List{"onward_sharing", []Item{
		{"none", "aucun partage", "none"}, {"members", "membres", "members"},
		{"named", "personnes désignées", "named persons"}, {"public", "public", "public"}}}
	Statements = &List{"attested", []Item{
		{"complete", "la liste est complète", "the list is complete"},
		{"none_exists", "il n’en existe pas", "there are none"}}}
	ProductKinds = &List{"product_kind", []Item{
		{"needs_overview", "aperçu des besoins", "needs overview"}, {"strategy", "stratégie", "strategy"},
		{"dashboard", "tableau de bord", "dashboard"}, {"note", "note", "note"}, {"other", "autre", "other"}}}
	CreditRoles = &List{"credit_role", []Item{
		{"author", "auteur", "author"}, {"contributor", "contributeur", "contributor"}, {"data_source", "source de données", "data source"}}}
	CoreFunctions = &List{"core_function", []Item{
		{"delivery", "appui à la prestation de services", "service delivery"},
		{"decisions", "information des décisions du CH et de l’EHP", "informing HC/HCT decisions"},
		{"planning", "planification et stratégie", "planning and strategy"},
		{"monitoring", "suivi et évaluation", "monitoring and evaluation"},
		{"preparedness", "préparation et contingence", "preparedness and contingency"},
		{"advocacy", "plaidoyer", "advocacy"},
		{"aap", "redevabilité envers les populations", "accountability to affected people"}}}
	RespondentGroups = &List{"respondent_group", []Item{
		{"lna", "acteurs locaux et nationaux", "local and national actors"}, {"other", "autres", "others"}}}
	NoteStates = &List{"note_state", []Item{
		{"draft", "projet", "draft"}, {"reviewed", "relue", "reviewed"},
		{"cleared", "validée", "cleared"}, {"published", "publiée", "published"}}}
)
