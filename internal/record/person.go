package record

// Person is a contact. Its id is a random key; name, e-mail and telephone are
// the identity, which erasure destroys while the key and the figures remain.
type Person struct {
	Head
	Name, Email, Phone string
	Language           string
	Sex                string
	Basis              string
	PublicListing      Answer // consent to be listed publicly
	ConsentOn          Day
	ConsentText        string // version of the text that was read
	Erased             Answer
	Fictitious         Answer
}

// Kind gives "person".
func (*Person) Kind() Kind { return "person" }

var personFields = fields(func(r *Person) *Head { return &r.Head }, []Field{
	text("name", "Nom et prénoms", "Name", func(r *Person) *string { return &r.Name }).personal().tag("#contact+name"),
	text("email", "Courriel professionnel", "Work e-mail", func(r *Person) *string { return &r.Email }).personal().tag("#contact+email"),
	text("phone", "Téléphone professionnel", "Work phone", func(r *Person) *string { return &r.Phone }).personal().tag("#contact+phone"),
	text("language", "Langue", "Language", func(r *Person) *string { return &r.Language }).at(Restricted),
	field("sex", "Sexe (facultatif, statistiques)", "Sex (optional, statistics)", func(r *Person) *string { return &r.Sex }).from(Sexes).at(Confidential),
	field("basis", "Base légale", "Lawful basis", func(r *Person) *string { return &r.Basis }).from(LawfulBases).at(Restricted),
	answer("public_listing", "Accord pour l’annuaire public", "Agrees to public listing", func(r *Person) *Answer { return &r.PublicListing }).at(Restricted),
	day("consent_on", "Accord donné le", "Consent given on", func(r *Person) *Day { return &r.ConsentOn }).at(Restricted),
	text("consent_text", "Version du texte", "Version of the text", func(r *Person) *string { return &r.ConsentText }).at(Restricted),
	answer("erased", "Identité effacée", "Identity erased", func(r *Person) *Answer { return &r.Erased }),
	answer("fictitious", "Fictif (exemple)", "Fictitious (sample)", func(r *Person) *Answer { return &r.Fictitious }),
})

// Post ties a person to an organisation for a span; turnover is read from here.
type Post struct {
	Head
	Span
	Person       PersonID
	Org          OrgID
	Role         string
	Title        string
	Body         BodyID // the body it is focal point for; empty for all
	Place        PlaceID
	EndReason    string
	EndEstimated Answer // the end is not known and was dated at the successor's start
	HandoverGap  Number // days to the successor, kept when the dates are coarsened by erasure
}

// Kind gives "post".
func (*Post) Kind() Kind { return "post" }

// Valid gives the days on which the person holds the post.
func (p *Post) Valid() Span { return p.Span }

var postFields = fields(func(r *Post) *Head { return &r.Head }, []Field{
	field("person", "Personne", "Person", func(r *Post) *PersonID { return &r.Person }).to("person").req(),
	field("org", "Organisation", "Organisation", func(r *Post) *OrgID { return &r.Org }).to("org").req(),
	field("role", "Rôle", "Role", func(r *Post) *string { return &r.Role }).from(PostRoles).req(),
	text("title", "Fonction", "Title", func(r *Post) *string { return &r.Title }),
	field("body", "Instance", "Body", func(r *Post) *BodyID { return &r.Body }).to("body"),
	field("place", "Lieu", "Place", func(r *Post) *PlaceID { return &r.Place }).to("place"),
	field("end_reason", "Motif de fin", "End reason", func(r *Post) *string { return &r.EndReason }).from(EndReasons).at(Confidential),
	answer("end_estimated", "Fin estimée", "End estimated", func(r *Post) *Answer { return &r.EndEstimated }),
	number("handover_gap", "Jours avant la relève", "Days to the successor", func(r *Post) *Number { return &r.HandoverGap }),
}, span(func(r *Post) *Span { return &r.Span }))
