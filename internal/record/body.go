package record

// Body is a coordination structure: country team, cluster, sub-cluster,
// thematic group, commission, regional forum, advisory group.
type Body struct {
	Head
	Span
	NameFR, NameEN string
	BodyKind       string
	Reach          string // national, regional, local
	Parent         BodyID
	Place          PlaceID
	Sector         string
	Languages      []string
}

// Kind gives "body".
func (*Body) Kind() Kind { return "body" }

// Valid gives the days on which the body is active.
func (b *Body) Valid() Span { return b.Span }

// Name gives the name in a language, the other one when it is missing.
func (b *Body) Name(lang string) string {
	if lang == "en" && b.NameEN != "" || b.NameFR == "" {
		return b.NameEN
	}
	return b.NameFR
}

var bodyFields = fields(func(r *Body) *Head { return &r.Head }, []Field{
	text("name_fr", "Nom (français)", "Name (French)", func(r *Body) *string { return &r.NameFR }).req(),
	text("name_en", "Nom (anglais)", "Name (English)", func(r *Body) *string { return &r.NameEN }),
	field("body_kind", "Type d’instance", "Kind of body", func(r *Body) *string { return &r.BodyKind }).from(BodyKinds).req(),
	field("reach", "Niveau", "Level", func(r *Body) *string { return &r.Reach }).from(Reaches).req(),
	field("parent", "Instance parente", "Parent body", func(r *Body) *BodyID { return &r.Parent }).to("body"),
	field("place", "Lieu", "Place", func(r *Body) *PlaceID { return &r.Place }).to("place"),
	field("sector", "Secteur", "Sector", func(r *Body) *string { return &r.Sector }).from(Sectors).tag("#sector"),
	many("languages", "Langues de travail", "Working languages", func(r *Body) *[]string { return &r.Languages }),
}, span(func(r *Body) *Span { return &r.Span }))

// Seat is an organisation's place in a body, in a role, for a span.
type Seat struct {
	Head
	Span
	Body       BodyID
	Org        OrgID // empty: vacant, or not known
	Vacant     Answer
	Person     PersonID
	Role       string
	LocalLabel string // the words used there: "agence co-lead"
	Basis      string
	Selection  string
	Means      string
}

// Kind gives "seat".
func (*Seat) Kind() Kind { return "seat" }

// Valid gives the days on which the seat is held.
func (s *Seat) Valid() Span { return s.Span }

// Leads tells whether the role is one of the leadership roles of the yearly
// IASC mapping: lead, co-lead, co-chair, co-facilitator, co-coordinator.
func (s *Seat) Leads() bool {
	switch s.Role {
	case "LEAD", "COLEAD", "COCHAIR", "COFAC", "COCOORD":
		return true
	}
	return false
}

// Full tells whether the seat is a member's, not an observer's or an invitee's.
func (s *Seat) Full() bool { return s.Basis != "observer" && s.Basis != "special_invitee" }

var seatFields = fields(func(r *Seat) *Head { return &r.Head }, []Field{
	field("body", "Instance", "Body", func(r *Seat) *BodyID { return &r.Body }).to("body").req(),
	field("org", "Organisation", "Organisation", func(r *Seat) *OrgID { return &r.Org }).to("org"),
	answer("vacant", "Vacant", "Vacant", func(r *Seat) *Answer { return &r.Vacant }),
	field("person", "Personne", "Person", func(r *Seat) *PersonID { return &r.Person }).to("person").at(Restricted),
	field("role", "Rôle", "Role", func(r *Seat) *string { return &r.Role }).from(Roles).req(),
	text("local_label", "Appellation locale", "Local wording", func(r *Seat) *string { return &r.LocalLabel }),
	field("basis", "Titre du siège", "Basis", func(r *Seat) *string { return &r.Basis }).from(SeatBases),
	field("selection", "Désignation", "Selection", func(r *Seat) *string { return &r.Selection }).from(Selections),
	field("means", "Moyens pour le rôle", "Means for the role", func(r *Seat) *string { return &r.Means }).from(Means).at(Restricted),
}, span(func(r *Seat) *Span { return &r.Span }))
