package record

// Support is capacity support given by one organisation to another: training,
// material, money, technical help, a paid or seconded agent, a deployment.
type Support struct {
	Head
	Span
	Modality     string
	Provider     OrgID
	Beneficiary  OrgID
	Body         BodyID // the coordination body it supports
	Seat         SeatID // the seat it gives means to
	Need         NeedID // the need it answers
	Topic        string
	Title        string
	Place        PlaceID
	Persons      Number
	Women        Number
	FTE          Number // full-time equivalents of a placed agent
	Amount       Number // USD
	Participants []PersonID
}

// Kind gives "support".
func (*Support) Kind() Kind { return "support" }

// Valid gives the days over which the support was given.
func (s *Support) Valid() Span { return s.Span }

var supportFields = fields(func(r *Support) *Head { return &r.Head }, []Field{
	field("modality", "Modalité", "Modality", func(r *Support) *string { return &r.Modality }).from(Modalities).req(),
	field("provider", "Fournisseur", "Provider", func(r *Support) *OrgID { return &r.Provider }).to("org").req(),
	field("beneficiary", "Bénéficiaire", "Beneficiary", func(r *Support) *OrgID { return &r.Beneficiary }).to("org").req(),
	field("body", "Instance soutenue", "Body supported", func(r *Support) *BodyID { return &r.Body }).to("body"),
	field("seat", "Siège soutenu", "Seat supported", func(r *Support) *SeatID { return &r.Seat }).to("seat"),
	field("need", "Besoin auquel il répond", "Need it answers", func(r *Support) *NeedID { return &r.Need }).to("need"),
	field("topic", "Thème", "Topic", func(r *Support) *string { return &r.Topic }).from(Topics),
	text("title", "Intitulé", "Title", func(r *Support) *string { return &r.Title }),
	field("place", "Lieu", "Place", func(r *Support) *PlaceID { return &r.Place }).to("place"),
	number("persons", "Personnes", "Persons", func(r *Support) *Number { return &r.Persons }).at(Restricted),
	number("women", "dont femmes", "of whom women", func(r *Support) *Number { return &r.Women }).at(Restricted),
	number("fte", "Équivalents temps plein", "Full-time equivalents", func(r *Support) *Number { return &r.FTE }),
	number("amount", "Montant (USD)", "Amount (USD)", func(r *Support) *Number { return &r.Amount }).at(Restricted),
	many("participants", "Participants", "Participants", func(r *Support) *[]PersonID { return &r.Participants }).to("person").at(Restricted),
}, span(func(r *Support) *Span { return &r.Span }))

// Need is an organisation's ask for capacity support.
type Need struct {
	Head
	Org     OrgID
	Topic   string
	Stated  Day
	State   string
	Details string
}

// Kind gives "need".
func (*Need) Kind() Kind { return "need" }

var needFields = fields(func(r *Need) *Head { return &r.Head }, []Field{
	field("org", "Organisation", "Organisation", func(r *Need) *OrgID { return &r.Org }).to("org").req(),
	field("topic", "Thème", "Topic", func(r *Need) *string { return &r.Topic }).from(Topics),
	day("stated", "Exprimé le", "Stated on", func(r *Need) *Day { return &r.Stated }).req(),
	field("state", "Statut", "Status", func(r *Need) *string { return &r.State }).from(NeedStates).req(),
	text("details", "Précisions", "Details", func(r *Need) *string { return &r.Details }).long().at(Confidential),
})

// Lesson is an access or acceptance lesson; its text never leaves the desk
// with a figure.
type Lesson struct {
	Head
	Org     OrgID
	Place   PlaceID
	Topic   string
	On      Day
	Body    BodyID    // where it was shared
	Meeting MeetingID // at which it was shared
	Onward  string
	Content string
}

// Kind gives "lesson".
func (*Lesson) Kind() Kind { return "lesson" }

var lessonFields = fields(func(r *Lesson) *Head { return &r.Head }, []Field{
	field("org", "Organisation", "Organisation", func(r *Lesson) *OrgID { return &r.Org }).to("org").req(),
	field("place", "Lieu", "Place", func(r *Lesson) *PlaceID { return &r.Place }).to("place").at(Confidential),
	field("topic", "Thème", "Topic", func(r *Lesson) *string { return &r.Topic }).from(LessonTopics),
	day("on", "Partagée le", "Shared on", func(r *Lesson) *Day { return &r.On }).req(),
	field("body", "Instance", "Body", func(r *Lesson) *BodyID { return &r.Body }).to("body"),
	field("meeting", "Réunion", "Meeting", func(r *Lesson) *MeetingID { return &r.Meeting }).to("meeting"),
	field("onward", "Partage ultérieur", "Onward sharing", func(r *Lesson) *string { return &r.Onward }).from(Onward),
	text("content", "Leçon", "Lesson", func(r *Lesson) *string { return &r.Content }).long().at(Confidential),
})
