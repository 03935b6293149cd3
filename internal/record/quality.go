package record

// Attestation is a named user's statement that a list is complete, or that
// there is nothing to list. Only with one may a figure be a true zero. The
// scope fields narrow the list; Since and Until give the period it covers, and
// a list of 5W activities attested for a month is a closed round.
type Attestation struct {
	Head
	Span
	List      string // a record kind
	Statement string
	Body      BodyID
	BodyKind  string // "there is no strategic advisory group": the kind that does not exist
	Process   ProcessID
	Plan      PlanID
	Place     PlaceID
	Fund      OrgID
	On        Day
	By        string
}

// Kind gives "attestation".
func (*Attestation) Kind() Kind { return "attestation" }

// Valid gives the period the statement covers.
func (a *Attestation) Valid() Span { return a.Span }

// DeclaredFigure is a figure an older document states, kept with its source
// and never mixed with computed figures.
type DeclaredFigure struct {
	Head
	Indicator  string
	Value      Number
	Num, Den   Number
	On         Day
	Document   string
	Page       string
	Statement  string
	RecordedBy string
}

// Kind gives "declared_figure".
func (*DeclaredFigure) Kind() Kind { return "declared_figure" }

var declaredFields = fields(func(r *DeclaredFigure) *Head { return &r.Head }, []Field{
	text("indicator", "Indicateur", "Indicator", func(r *DeclaredFigure) *string { return &r.Indicator }).req(),
	number("value", "Valeur", "Value", func(r *DeclaredFigure) *Number { return &r.Value }),
	number("num", "n", "n", func(r *DeclaredFigure) *Number { return &r.Num }),
	number("den", "N", "N", func(r *DeclaredFigure) *Number { return &r.Den }),
	day("on", "À la date du", "As of", func(r *DeclaredFigure) *Day { return &r.On }).req(),
	text("document", "Document", "Document", func(r *DeclaredFigure) *string { return &r.Document }).req(),
	text("page", "Page", "Page", func(r *DeclaredFigure) *string { return &r.Page }),
	text("statement", "Énoncé", "Statement", func(r *DeclaredFigure) *string { return &r.Statement }),
	text("recorded_by", "Saisi par", "Recorded by", func(r *DeclaredFigure) *string { return &r.RecordedBy }).at(Restricted),
})

// Product is something the cluster published.
type Product struct {
	Head
	TitleFR, TitleEN string
	ProductKind      string
	Published        Day
	Body             BodyID
	URL              string
	CreditsComplete  Answer
	AnonymousCredit  Answer // a contributor is not named for its safety
}

// Kind gives "product".
func (*Product) Kind() Kind { return "product" }

var productFields = fields(func(r *Product) *Head { return &r.Head }, []Field{
	text("title_fr", "Titre (français)", "Title (French)", func(r *Product) *string { return &r.TitleFR }).req(),
	text("title_en", "Titre (anglais)", "Title (English)", func(r *Product) *string { return &r.TitleEN }),
	field("product_kind", "Type de produit", "Kind of product", func(r *Product) *string { return &r.ProductKind }).from(ProductKinds).req(),
	day("published", "Publié le", "Published on", func(r *Product) *Day { return &r.Published }),
	field("body", "Instance", "Body", func(r *Product) *BodyID { return &r.Body }).to("body"),
	text("url", "Lien", "Link", func(r *Product) *string { return &r.URL }),
	answer("credits_complete", "Contributions toutes saisies", "Credits all recorded", func(r *Product) *Answer { return &r.CreditsComplete }),
	answer("anonymous_credit", "Contributeur non nommé par sécurité", "Contributor unnamed for safety", func(r *Product) *Answer { return &r.AnonymousCredit }),
})

// Credit names an organisation as author, contributor or data source of a product.
type Credit struct {
	Head
	Product ProductID
	Org     OrgID
	Role    string
}

// Kind gives "credit".
func (*Credit) Kind() Kind { return "credit" }

var creditFields = fields(func(r *Credit) *Head { return &r.Head }, []Field{
	field("product", "Produit", "Product", func(r *Credit) *ProductID { return &r.Product }).to("product").req(),
	field("org", "Organisation", "Organisation", func(r *Credit) *OrgID { return &r.Org }).to("org").req(),
	field("role", "Rôle", "Role", func(r *Credit) *string { return &r.Role }).from(CreditRoles).req(),
})

// SurveyRound is a yearly cluster performance survey.
type SurveyRound struct {
	Head
	Span
	Body                   BodyID
	Year                   string
	LocalReplies, AllReply Number // respondents
}

// Kind gives "survey_round".
func (*SurveyRound) Kind() Kind { return "survey_round" }

// Valid gives the days on which the survey was open.
func (s *SurveyRound) Valid() Span { return s.Span }

var surveyFields = fields(func(r *SurveyRound) *Head { return &r.Head }, []Field{
	field("body", "Instance", "Body", func(r *SurveyRound) *BodyID { return &r.Body }).to("body").req(),
	text("year", "Année", "Year", func(r *SurveyRound) *string { return &r.Year }).req(),
	number("local_replies", "Répondants locaux et nationaux", "Local and national respondents", func(r *SurveyRound) *Number { return &r.LocalReplies }),
	number("all_replies", "Répondants (tous)", "Respondents (all)", func(r *SurveyRound) *Number { return &r.AllReply }),
}, span(func(r *SurveyRound) *Span { return &r.Span }))

// SurveyAnswer is one anonymous answer, scored from 0 to 100.
type SurveyAnswer struct {
	Head
	Survey   SurveyID
	Function string
	Group    string
	Score    Number
}

// Kind gives "survey_answer".
func (*SurveyAnswer) Kind() Kind { return "survey_answer" }

var surveyAnswerFields = fields(func(r *SurveyAnswer) *Head { return &r.Head }, []Field{
	field("survey", "Enquête", "Survey", func(r *SurveyAnswer) *SurveyID { return &r.Survey }).to("survey_round").req(),
	field("function", "Fonction essentielle", "Core function", func(r *SurveyAnswer) *string { return &r.Function }).from(CoreFunctions).req(),
	field("group", "Groupe de répondants", "Respondent group", func(r *SurveyAnswer) *string { return &r.Group }).from(RespondentGroups).req(),
	number("score", "Score (0–100)", "Score (0–100)", func(r *SurveyAnswer) *Number { return &r.Score }).at(Restricted),
})

// Note is a note de synthèse as issued: its text, figures and evidence frozen,
// with the journal position it was drawn from.
type Note struct {
	Head
	Title    string
	AsOf     Day
	Lang     string
	Body     BodyID
	State    string
	Issued   Day
	SignedBy string
	Position Number // journal position
	Document string // the frozen document, JSON
	Figures  string // the frozen figures with the ids of their evidence, JSON
}

// Kind gives "note".
func (*Note) Kind() Kind { return "note" }

var noteFields = fields(func(r *Note) *Head { return &r.Head }, []Field{
	text("title", "Titre", "Title", func(r *Note) *string { return &r.Title }).req(),
	day("as_of", "À la date du", "As of", func(r *Note) *Day { return &r.AsOf }).req(),
	text("lang", "Langue", "Language", func(r *Note) *string { return &r.Lang }).req(),
	field("body", "Instance", "Body", func(r *Note) *BodyID { return &r.Body }).to("body"),
	field("state", "Statut", "Status", func(r *Note) *string { return &r.State }).from(NoteStates).req(),
	day("issued", "Émise le", "Issued on", func(r *Note) *Day { return &r.Issued }),
	text("signed_by", "Signée par", "Signed by", func(r *Note) *string { return &r.SignedBy }).at(Restricted),
	number("position", "Position du journal", "Journal position", func(r *Note) *Number { return &r.Position }),
	text("document", "Document figé", "Frozen document", func(r *Note) *string { return &r.Document }).ofType(LongText).at(Restricted),
	text("figures", "Chiffres figés", "Frozen figures", func(r *Note) *string { return &r.Figures }).ofType(LongText).at(Restricted),
})
