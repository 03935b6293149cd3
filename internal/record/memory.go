package record

// Spelling is a decision that is remembered: what a file writes, and which
// organisation or place that is. Taking the record away undoes the decision.
type Spelling struct {
	Head
	Of     string // "org" or "place"
	Text   string // as written; several cells of one row are joined by " | "
	Within string // of a place: the code of the unit it was named in, or the scheme of the code
	Org    OrgID
	Place  PlaceID
	Basis  string
	On     Day
	By     string
}

// Kind gives "spelling".
func (*Spelling) Kind() Kind { return "spelling" }

var spellingFields = fields(func(r *Spelling) *Head { return &r.Head }, []Field{
	field("of", "Désigne", "Names a", func(r *Spelling) *string { return &r.Of }).from(SpellingsOf).req(),
	text("text", "Graphie", "Spelling", func(r *Spelling) *string { return &r.Text }).req(),
	text("within", "Dans", "Within", func(r *Spelling) *string { return &r.Within }),
	field("org", "Organisation", "Organisation", func(r *Spelling) *OrgID { return &r.Org }).to("org"),
	field("place", "Lieu", "Place", func(r *Spelling) *PlaceID { return &r.Place }).to("place"),
	field("basis", "Base", "Basis", func(r *Spelling) *string { return &r.Basis }).from(SpellingBases).req(),
	day("on", "Décidé le", "Decided on", func(r *Spelling) *Day { return &r.On }),
	text("by", "Décidé par", "Decided by", func(r *Spelling) *string { return &r.By }).at(Restricted),
})

// Layout is how the files of one source stand, as a person has corrected it:
// the next file with the same headings is read so. Its code is its name.
type Layout struct {
	Head
	Headings string // what the headings of such a file have in common, a fingerprint
	Sheet    string
	Columns  string // corrections: "heading = meaning", one a line
	On       Day
	By       string
}

// Kind gives "layout".
func (*Layout) Kind() Kind { return "layout" }

var layoutFields = fields(func(r *Layout) *Head { return &r.Head }, []Field{
	text("headings", "Empreinte des en-têtes", "Fingerprint of the headings", func(r *Layout) *string { return &r.Headings }).req(),
	text("sheet", "Feuille", "Sheet", func(r *Layout) *string { return &r.Sheet }),
	text("columns", "Colonnes", "Columns", func(r *Layout) *string { return &r.Columns }).ofType(LongText).at(Restricted),
	day("on", "Décidé le", "Decided on", func(r *Layout) *Day { return &r.On }),
	text("by", "Décidé par", "Decided by", func(r *Layout) *string { return &r.By }).at(Restricted),
})
