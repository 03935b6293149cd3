package record

// Org is an organisation: NGO, state body, agency, donor, fund, forum.
type Org struct {
	Head
	NameFR, NameEN string
	Acronym        string
	Aliases        []string
	Type           string // OCHA organisation type code
	Parent         OrgID  // the ministry of a directorate, the family of a branch
	Home           PlaceID
	Website        string
	HDX, FTS, IATI string // identifiers elsewhere
	Fictitious     Answer // invented for the sample, marked wherever it is shown
}

// Kind gives "org".
func (*Org) Kind() Kind { return "org" }

// Name gives the name in a language, the other one when it is missing.
func (o *Org) Name(lang string) string {
	if lang == "en" && o.NameEN != "" || o.NameFR == "" {
		return o.NameEN
	}
	return o.NameFR
}

var orgFields = fields(func(r *Org) *Head { return &r.Head }, []Field{
	text("name_fr", "Nom (français)", "Name (French)", func(r *Org) *string { return &r.NameFR }).req().tag("#org+name"),
	text("name_en", "Nom (anglais)", "Name (English)", func(r *Org) *string { return &r.NameEN }),
	text("acronym", "Sigle", "Acronym", func(r *Org) *string { return &r.Acronym }).tag("#org+acronym"),
	many("aliases", "Autres graphies", "Other spellings", func(r *Org) *[]string { return &r.Aliases }),
	field("type", "Type (OCHA)", "Type (OCHA)", func(r *Org) *string { return &r.Type }).from(OrgTypes).tag("#org+type"),
	field("parent", "Organisation de tutelle", "Parent organisation", func(r *Org) *OrgID { return &r.Parent }).to("org"),
	field("home", "Lieu du siège", "Home place", func(r *Org) *PlaceID { return &r.Home }).to("place"),
	text("website", "Site web", "Website", func(r *Org) *string { return &r.Website }),
	text("hdx", "Identifiant HDX", "HDX identifier", func(r *Org) *string { return &r.HDX }),
	text("fts", "Identifiant FTS", "FTS identifier", func(r *Org) *string { return &r.FTS }),
	text("iati", "Identifiant IITA", "IATI identifier", func(r *Org) *string { return &r.IATI }),
	answer("fictitious", "Fictif (exemple)", "Fictitious (sample)", func(r *Org) *Answer { return &r.Fictitious }),
})

// Class is the result of the classification procedure for the response country.
type Class string

// The classes used by name in code; Classes lists them all.
const (
	NNGO            Class = "NNGO"
	NNGOForum       Class = "NNGO_FORUM"
	StateNational   Class = "STATE_NATIONAL"
	StateLocal      Class = "STATE_SUBNATIONAL"
	RCNational      Class = "RC_NATIONAL"
	PrivateNational Class = "PRIVATE_NATIONAL"
	INGO            Class = "INGO"
	IntlAffiliate   Class = "INTL_AFFILIATE"
	SouthernIntl    Class = "SOUTHERN_INTL"
	UN              Class = "UN"
	IntlOrg         Class = "INTL_ORG"
	RCIntl          Class = "RC_INTL"
	PrivateIntl     Class = "PRIVATE_INTL"
	PooledFund      Class = "POOLED_FUND"
	Donor           Class = "DONOR"
	Academic        Class = "ACADEMIC"
	Media           Class = "MEDIA"
	Military        Class = "MILITARY"
	Unclassified    Class = "" // unknown
)

// State tells whether the class is a state body of the response country.
func (c Class) State() bool { return c == StateNational || c == StateLocal }

// LocalCoordination tells whether the class is in the set LNA_COORD, the local
// set of the yearly IASC mapping of coordination structures; fora count for
// seats only.
func (c Class) LocalCoordination() bool {
	return c == NNGO || c == NNGOForum || c.State() || c == RCNational
}

// LocalFunding tells whether the class is in the set LNA_FUND (Grand Bargain
// reading, which counts national private organisations).
func (c Class) LocalFunding() bool {
	return c == NNGO || c.State() || c == RCNational || c == PrivateNational
}

// International tells whether the class is in the comparison set INTL.
func (c Class) International() bool {
	switch c {
	case INGO, IntlAffiliate, SouthernIntl, UN, IntlOrg, RCIntl, PrivateIntl:
		return true
	}
	return false
}

// Presence names the group in which an organisation is counted where presence
// is counted; every organisation is in one of them.
func (c Class) Presence() string {
	switch {
	case c == Unclassified:
		return "unknown"
	case c == NNGO:
		return "nngo"
	case c.State():
		return "state"
	case c.LocalCoordination():
		return "other_local"
	case c.International():
		return "international"
	}
	return "other"
}

// ClassAsStated is the class that the OCHA type of an organisation suggests, and
// Unclassified where the type leaves it open: a government may be national or
// local, the Red Cross national or international. It is for a person to accept:
// a national branch of an international NGO is often reported as a national one.
func ClassAsStated(orgType string) Class {
	return map[string]Class{"441": NNGO, "504": NNGO, "437": INGO, "447": UN, "438": IntlOrg, "433": Donor, "434": Donor,
		"431": Academic, "439": Media, "440": Military}[orgType]
}

// Classification is the dated answer to "what is this organisation in this
// country": the answers the procedure needs, and the class that was decided.
type Classification struct {
	Head
	Span
	Org                                                    OrgID
	Class                                                  Class
	HQ                                                     string // ISO 3166-1 alpha-3
	Registered                                             []string
	Scope                                                  string
	Affiliation                                            Answer
	AffiliatedTo                                           string
	AffFunding, AffContracting, AffGovernance, AffDecision Answer
	OwnFundraising, OwnGovernance                          Answer
	Unregistered                                           Answer
	WomenLed                                               Answer
	WomenLedBasis, WomenLedDefinition                      string
	DecidedBy                                              string
	DecidedOn                                              Day
	Evidence                                               string
}

// Kind gives "classification".
func (*Classification) Kind() Kind { return "classification" }

// Valid gives the days for which the class holds.
func (c *Classification) Valid() Span { return c.Span }

var classificationFields = fields(func(r *Classification) *Head { return &r.Head }, []Field{
	field("org", "Organisation", "Organisation", func(r *Classification) *OrgID { return &r.Org }).to("org").req(),
	field("class", "Classe", "Class", func(r *Classification) *Class { return &r.Class }).from(Classes),
	text("hq", "Pays du siège (ISO 3)", "Country of headquarters (ISO 3)", func(r *Classification) *string { return &r.HQ }),
	many("registered", "Pays d’enregistrement", "Countries of registration", func(r *Classification) *[]string { return &r.Registered }),
	field("scope", "Étendue", "Scope", func(r *Classification) *string { return &r.Scope }).from(Scopes),
	answer("affiliation", "Affiliée à une organisation internationale", "Affiliated to an international organisation", func(r *Classification) *Answer { return &r.Affiliation }),
	text("affiliated_to", "Affiliée à", "Affiliated to", func(r *Classification) *string { return &r.AffiliatedTo }),
	answer("aff_funding", "Financement lié", "Funding interlinked", func(r *Classification) *Answer { return &r.AffFunding }).at(Restricted),
	answer("aff_contracting", "Contrats liés", "Contracting interlinked", func(r *Classification) *Answer { return &r.AffContracting }).at(Restricted),
	answer("aff_governance", "Gouvernance liée", "Governance interlinked", func(r *Classification) *Answer { return &r.AffGovernance }).at(Restricted),
	answer("aff_decision", "Décisions liées", "Decisions interlinked", func(r *Classification) *Answer { return &r.AffDecision }).at(Restricted),
	answer("own_fundraising", "Collecte de fonds propre", "Own fundraising", func(r *Classification) *Answer { return &r.OwnFundraising }).at(Restricted),
	answer("own_governance", "Gouvernance propre", "Own governance", func(r *Classification) *Answer { return &r.OwnGovernance }).at(Restricted),
	answer("unregistered", "Groupe non enregistré", "Unregistered group", func(r *Classification) *Answer { return &r.Unregistered }),
	answer("women_led", "Dirigée par des femmes", "Women-led", func(r *Classification) *Answer { return &r.WomenLed }).at(Restricted),
	field("women_led_basis", "Base (femmes)", "Basis (women-led)", func(r *Classification) *string { return &r.WomenLedBasis }).from(Bases).at(Restricted),
	text("women_led_definition", "Définition employée", "Definition used", func(r *Classification) *string { return &r.WomenLedDefinition }).at(Restricted),
	text("decided_by", "Décidé par", "Decided by", func(r *Classification) *string { return &r.DecidedBy }).at(Restricted),
	day("decided_on", "Décidé le", "Decided on", func(r *Classification) *Day { return &r.DecidedOn }),
	text("evidence", "Justificatif", "Evidence", func(r *Classification) *string { return &r.Evidence }).long(),
}, span(func(r *Classification) *Span { return &r.Span }))

// Effective gives the class that was decided or, for an NGO without a
// decision, what its answers say; affiliatesLocal reruns the contested part of
// the definition with affiliates on the local side.
func (c *Classification) Effective(country string, affiliatesLocal bool) Class {
	class := c.Class
	if class == "" {
		class = c.fromAnswers(country)
	}
	if affiliatesLocal && class == IntlAffiliate {
		return NNGO
	}
	return class
}

// fromAnswers follows step 5 of the decision procedure after the Grand Bargain
// categories paper (2018): headquarters first, then the affiliation test.
func (c *Classification) fromAnswers(country string) Class {
	if c.HQ == "" {
		return Unclassified
	}
	linked, unknown := false, false
	for _, a := range []Answer{c.AffFunding, c.AffContracting, c.AffGovernance, c.AffDecision} {
		linked = linked || a == Yes
		unknown = unknown || a == Unknown
	}
	if c.HQ != country {
		return Unclassified // INGO or southern organisation: a person decides
	}
	switch {
	case linked:
		return IntlAffiliate
	case c.OwnFundraising == Yes && c.OwnGovernance == Yes:
		return NNGO
	case unknown:
		return Unclassified
	}
	return NNGO
}
