package record

import "regexp"

// Operation is one humanitarian response; every record belongs to one.
type Operation struct {
	Head
	NameFR, NameEN string
	Country        string // ISO 3166-1 alpha-3
	Root           PlaceID
	TimeZone       string
	Languages      []string // working languages of the country, ISO 639
	Currency       string   // ISO 4217
	Fictitious     Answer   // sample data, marked as such wherever they are shown
}

// Kind gives "operation".
func (*Operation) Kind() Kind { return "operation" }

var operationFields = fields(func(r *Operation) *Head { return &r.Head }, []Field{
	text("name_fr", "Nom (français)", "Name (French)", func(r *Operation) *string { return &r.NameFR }).req(),
	text("name_en", "Nom (anglais)", "Name (English)", func(r *Operation) *string { return &r.NameEN }),
	text("country", "Pays (ISO 3)", "Country (ISO 3)", func(r *Operation) *string { return &r.Country }).req().tag("#country+code"),
	field("root", "Lieu racine", "Root place", func(r *Operation) *PlaceID { return &r.Root }).to("place"),
	text("time_zone", "Fuseau horaire", "Time zone", func(r *Operation) *string { return &r.TimeZone }),
	many("languages", "Langues du pays", "Languages of the country", func(r *Operation) *[]string { return &r.Languages }),
	text("currency", "Monnaie", "Currency", func(r *Operation) *string { return &r.Currency }),
	answer("fictitious", "Données d’exemple", "Sample data", func(r *Operation) *Answer { return &r.Fictitious }),
})

// Place is an administrative unit as known from a day on; its code is the
// P-code (OCHA COD-AB).
type Place struct {
	Head
	Span
	NameFR   string
	AltNames []string
	Depth    Number // administrative level, 0 for the country
	Parent   PlaceID
	Lat, Lon Number
}

// Kind gives "place".
func (*Place) Kind() Kind { return "place" }

// Valid gives the days on which the unit exists.
func (p *Place) Valid() Span { return p.Span }

var laterUnit = regexp.MustCompile(`^([A-Za-z]{2,3}[0-9]+)[vV][0-9]{2}$`)

// PCode gives the P-code under which files name a unit. A code that was given to
// another area is held with its version, as ML0506v02 in the specification of
// P-codes: files of each day write ML0506.
func PCode(code string) string {
	if m := laterUnit.FindStringSubmatch(code); m != nil {
		return m[1]
	}
	return code
}

var placeFields = fields(func(r *Place) *Head { return &r.Head }, []Field{
	text("name_fr", "Nom", "Name", func(r *Place) *string { return &r.NameFR }).req().tag("#loc+name"),
	many("alt_names", "Autres noms", "Other names", func(r *Place) *[]string { return &r.AltNames }),
	number("depth", "Niveau administratif", "Administrative level", func(r *Place) *Number { return &r.Depth }).req(),
	field("parent", "Lieu parent", "Parent place", func(r *Place) *PlaceID { return &r.Parent }).to("place"),
	number("lat", "Latitude", "Latitude", func(r *Place) *Number { return &r.Lat }).tag("#geo+lat"),
	number("lon", "Longitude", "Longitude", func(r *Place) *Number { return &r.Lon }).tag("#geo+lon"),
}, span(func(r *Place) *Span { return &r.Span }))

// AccessLevel is how far a place can be reached during a span, and who says so.
type AccessLevel struct {
	Head
	Span
	Place      PlaceID
	Access     string
	Scale      Number // ACAPS access scale, 0 to 5, where it was given
	AssessedBy string
	Narrative  string
}

// Kind gives "access_level".
func (*AccessLevel) Kind() Kind { return "access_level" }

// Valid gives the days for which the level was stated.
func (a *AccessLevel) Valid() Span { return a.Span }

var accessFields = fields(func(r *AccessLevel) *Head { return &r.Head }, []Field{
	field("place", "Lieu", "Place", func(r *AccessLevel) *PlaceID { return &r.Place }).to("place").req(),
	field("access", "Accès", "Access", func(r *AccessLevel) *string { return &r.Access }).from(AccessLevels).req().tag("#access"),
	number("scale", "Échelle ACAPS (0–5)", "ACAPS scale (0–5)", func(r *AccessLevel) *Number { return &r.Scale }),
	text("assessed_by", "Évalué par", "Assessed by", func(r *AccessLevel) *string { return &r.AssessedBy }).req(),
	text("narrative", "Description", "Description", func(r *AccessLevel) *string { return &r.Narrative }).long().at(Confidential),
}, span(func(r *AccessLevel) *Span { return &r.Span }))

// Outline is the shape of a place in a set of boundaries. Pictures name the set.
type Outline struct {
	Head
	Place PlaceID
	Set   string // the name of the set: "COD-AB 2019"
	Shape string // rings of a multipolygon as encoded lines, see package geo
}

// Kind gives "outline".
func (*Outline) Kind() Kind { return "outline" }

var outlineFields = fields(func(r *Outline) *Head { return &r.Head }, []Field{
	field("place", "Lieu", "Place", func(r *Outline) *PlaceID { return &r.Place }).to("place").req(),
	text("set", "Jeu de limites", "Boundary set", func(r *Outline) *string { return &r.Set }).req(),
	text("shape", "Tracé", "Shape", func(r *Outline) *string { return &r.Shape }).req(),
})

// Caseload is how many people are in a place, in need or targeted, as a needs
// overview or a plan states it.
type Caseload struct {
	Head
	Span
	Place      PlaceID
	Sector     string // empty: over all sectors
	State      string // population, in need, targeted
	Population string
	People     Number
}

// Kind gives "caseload".
func (*Caseload) Kind() Kind { return "caseload" }

// Valid gives the period for which the number was stated.
func (c *Caseload) Valid() Span { return c.Span }

var caseloadFields = fields(func(r *Caseload) *Head { return &r.Head }, []Field{
	field("place", "Lieu", "Place", func(r *Caseload) *PlaceID { return &r.Place }).to("place").req(),
	field("sector", "Secteur / AoR", "Sector / AoR", func(r *Caseload) *string { return &r.Sector }).from(Sectors).tag("#sector"),
	field("state", "Statut", "Status", func(r *Caseload) *string { return &r.State }).from(CaseloadStates).req(),
	field("population", "Type de population", "Population group", func(r *Caseload) *string { return &r.Population }).from(Populations),
	number("people", "Personnes", "People", func(r *Caseload) *Number { return &r.People }).req().tag("#inneed"),
}, span(func(r *Caseload) *Span { return &r.Span }))
