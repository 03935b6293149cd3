package record

// Flow is money from one organisation to another. The parent links the flow it
// was made from, so that the number of hands can be counted, never typed.
type Flow struct {
	Head
	From      OrgID
	To        OrgID
	Amount    Number
	Currency  string
	USD       Number // at the rate of the day; unknown amounts are listed, not counted
	On        Day
	Mechanism string
	State     string
	Purpose   string
	Plan      PlanID
	Parent    FlowID
	Sector    string
	Published Answer
}

// Kind gives "flow".
func (*Flow) Kind() Kind { return "flow" }

var flowFields = fields(func(r *Flow) *Head { return &r.Head }, []Field{
	field("from", "Organisation source", "Source organisation", func(r *Flow) *OrgID { return &r.From }).to("org").req().tag("#org+funding"),
	field("to", "Bénéficiaire", "Recipient", func(r *Flow) *OrgID { return &r.To }).to("org").tag("#org+recipient"),
	number("amount", "Montant", "Amount", func(r *Flow) *Number { return &r.Amount }).tag("#value"),
	text("currency", "Monnaie", "Currency", func(r *Flow) *string { return &r.Currency }),
	number("usd", "Montant (USD)", "Amount (USD)", func(r *Flow) *Number { return &r.USD }).tag("#value+usd"),
	day("on", "Date", "Date", func(r *Flow) *Day { return &r.On }).req(),
	field("mechanism", "Mécanisme", "Mechanism", func(r *Flow) *string { return &r.Mechanism }).from(Mechanisms),
	field("state", "Statut", "Status", func(r *Flow) *string { return &r.State }).from(FlowStates).req(),
	field("purpose", "Objet", "Purpose", func(r *Flow) *string { return &r.Purpose }).from(Purposes),
	field("plan", "Plan", "Plan", func(r *Flow) *PlanID { return &r.Plan }).to("plan"),
	field("parent", "Flux d’origine", "Parent flow", func(r *Flow) *FlowID { return &r.Parent }).to("flow"),
	field("sector", "Secteur", "Sector", func(r *Flow) *string { return &r.Sector }).from(Sectors),
	answer("published", "Publié (FTS, IITA)", "Published (FTS, IATI)", func(r *Flow) *Answer { return &r.Published }),
})

// Agreement is a partnership between a lead and a partner, with its terms.
type Agreement struct {
	Head
	Span
	Lead             OrgID
	Partner          OrgID
	Model            string
	USD              Number
	CoDesign         Answer // T1
	SharedBudget     Answer // T2
	IndirectCosts    Answer // T3
	CapacityClause   Answer // T4
	SayInSteering    Answer // T5
	Visible          Answer // T6
	SharedRisk       Answer // T7
	LongOrReview     Answer // T8
	OverheadGiven    Number // share of direct costs, per cent
	OverheadReceived Number
	Flow             FlowID
	Body             BodyID
	Places           []PlaceID
}

// Kind gives "agreement".
func (*Agreement) Kind() Kind { return "agreement" }

// Valid gives the days on which the agreement is in force.
func (a *Agreement) Valid() Span { return a.Span }

// Suggested gives the model that the terms suggest, or "" for none: no say in
// design, budget or steering and no indirect costs is a sub-contract; a say in
// all three is a joint design. It never replaces the declared model.
func (a *Agreement) Suggested() string {
	switch {
	case a.CoDesign == No && a.SharedBudget == No && a.SayInSteering == No && a.IndirectCosts != Yes:
		return "subcontract"
	case a.CoDesign == Yes && a.SharedBudget == Yes && a.SayInSteering == Yes:
		return "shared_design_grant"
	}
	return ""
}

var agreementFields = fields(func(r *Agreement) *Head { return &r.Head }, []Field{
	field("lead", "Organisation cheffe de file", "Lead organisation", func(r *Agreement) *OrgID { return &r.Lead }).to("org").req(),
	field("partner", "Partenaire", "Partner", func(r *Agreement) *OrgID { return &r.Partner }).to("org").req(),
	field("model", "Modèle de partenariat", "Partnership model", func(r *Agreement) *string { return &r.Model }).from(PartnershipModels).at(Confidential),
	number("usd", "Montant (USD)", "Amount (USD)", func(r *Agreement) *Number { return &r.USD }).at(Confidential),
	answer("co_design", "T1 Conception commune", "T1 Took part in the design", func(r *Agreement) *Answer { return &r.CoDesign }).at(Confidential),
	answer("shared_budget", "T2 Budget établi ensemble", "T2 Budget drafted together", func(r *Agreement) *Answer { return &r.SharedBudget }).at(Confidential),
	answer("indirect_costs", "T3 Coûts indirects payés", "T3 Indirect costs paid", func(r *Agreement) *Answer { return &r.IndirectCosts }).at(Confidential),
	answer("capacity_clause", "T4 Renforcement de capacités financé", "T4 Funded capacity clause", func(r *Agreement) *Answer { return &r.CapacityClause }).at(Confidential),
	answer("say_in_steering", "T5 Voix au pilotage", "T5 Say in the steering", func(r *Agreement) *Answer { return &r.SayInSteering }).at(Confidential),
	answer("visible", "T6 Nommé auprès du bailleur", "T6 Named to the donor", func(r *Agreement) *Answer { return &r.Visible }).at(Confidential),
	answer("shared_risk", "T7 Coûts de risque partagés", "T7 Risk costs shared", func(r *Agreement) *Answer { return &r.SharedRisk }).at(Confidential),
	answer("long_or_review", "T8 Douze mois ou revue conjointe", "T8 Twelve months or joint review", func(r *Agreement) *Answer { return &r.LongOrReview }).at(Confidential),
	number("overhead_given", "Frais généraux versés (%)", "Overhead given (%)", func(r *Agreement) *Number { return &r.OverheadGiven }).at(Confidential),
	number("overhead_received", "Frais généraux reçus par le chef de file (%)", "Overhead received by the lead (%)", func(r *Agreement) *Number { return &r.OverheadReceived }).at(Confidential),
	field("flow", "Flux", "Flow", func(r *Agreement) *FlowID { return &r.Flow }).to("flow"),
	field("body", "Instance", "Body", func(r *Agreement) *BodyID { return &r.Body }).to("body"),
	many("places", "Lieux", "Places", func(r *Agreement) *[]PlaceID { return &r.Places }).to("place"),
}, span(func(r *Agreement) *Span { return &r.Span }))

// Eligibility is a step on an organisation's road to a fund.
type Eligibility struct {
	Head
	Span
	Fund          OrgID
	Org           OrgID
	Step          string
	Risk          string
	AccompaniedBy OrgID
}

// Kind gives "eligibility".
func (*Eligibility) Kind() Kind { return "eligibility" }

// Valid gives the days on which the step holds.
func (e *Eligibility) Valid() Span { return e.Span }

var eligibilityFields = fields(func(r *Eligibility) *Head { return &r.Head }, []Field{
	field("fund", "Fonds", "Fund", func(r *Eligibility) *OrgID { return &r.Fund }).to("org").req(),
	field("org", "Organisation", "Organisation", func(r *Eligibility) *OrgID { return &r.Org }).to("org").req(),
	field("step", "Étape", "Step", func(r *Eligibility) *string { return &r.Step }).from(EligibilitySteps).req().at(Restricted),
	field("risk", "Niveau de risque", "Risk level", func(r *Eligibility) *string { return &r.Risk }).from(Risks).at(Confidential),
	field("accompanied_by", "Accompagnée par", "Accompanied by", func(r *Eligibility) *OrgID { return &r.AccompaniedBy }).to("org"),
}, span(func(r *Eligibility) *Span { return &r.Span }))

// Application is an organisation's request to a fund.
type Application struct {
	Head
	Fund          OrgID
	Org           OrgID
	Submitted     Day
	Decided       Day
	Outcome       string
	USD           Number
	AccompaniedBy OrgID
}

// Kind gives "application".
func (*Application) Kind() Kind { return "application" }

var applicationFields = fields(func(r *Application) *Head { return &r.Head }, []Field{
	field("fund", "Fonds", "Fund", func(r *Application) *OrgID { return &r.Fund }).to("org").req(),
	field("org", "Organisation", "Organisation", func(r *Application) *OrgID { return &r.Org }).to("org").req(),
	day("submitted", "Soumise le", "Submitted on", func(r *Application) *Day { return &r.Submitted }).req(),
	day("decided", "Décidée le", "Decided on", func(r *Application) *Day { return &r.Decided }),
	field("outcome", "Issue", "Outcome", func(r *Application) *string { return &r.Outcome }).from(Outcomes).at(Confidential),
	number("usd", "Montant (USD)", "Amount (USD)", func(r *Application) *Number { return &r.USD }).at(Confidential),
	field("accompanied_by", "Accompagnée par", "Accompanied by", func(r *Application) *OrgID { return &r.AccompaniedBy }).to("org"),
})
