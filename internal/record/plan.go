package record

// Process is a needs assessment, a planning round, a strategy or a review.
type Process struct {
	Head
	Span
	NameFR, NameEN string
	ProcessKind    string
	Cycle          string // the year it plans for
	Body           BodyID
}

// Kind gives "process".
func (*Process) Kind() Kind { return "process" }

// Valid gives the days over which the process ran.
func (p *Process) Valid() Span { return p.Span }

var processFields = fields(func(r *Process) *Head { return &r.Head }, []Field{
	text("name_fr", "Nom (français)", "Name (French)", func(r *Process) *string { return &r.NameFR }).req(),
	text("name_en", "Nom (anglais)", "Name (English)", func(r *Process) *string { return &r.NameEN }),
	field("process_kind", "Type de processus", "Kind of process", func(r *Process) *string { return &r.ProcessKind }).from(ProcessKinds).req(),
	text("cycle", "Cycle (année)", "Cycle (year)", func(r *Process) *string { return &r.Cycle }).req(),
	field("body", "Instance", "Body", func(r *Process) *BodyID { return &r.Body }).to("body"),
}, span(func(r *Process) *Span { return &r.Span }))

// Participation is an organisation's part in a process, and how deep it went.
type Participation struct {
	Head
	Process ProcessID
	Org     OrgID
	Depth   string
	Phase   string
}

// Kind gives "participation".
func (*Participation) Kind() Kind { return "participation" }

// TookPart tells whether the depth is at least "contributed".
func (p *Participation) TookPart() bool {
	return p.Depth == "contributed" || p.Depth == "co_wrote" || p.Depth == "validated"
}

var participationFields = fields(func(r *Participation) *Head { return &r.Head }, []Field{
	field("process", "Processus", "Process", func(r *Participation) *ProcessID { return &r.Process }).to("process").req(),
	field("org", "Organisation", "Organisation", func(r *Participation) *OrgID { return &r.Org }).to("org").req(),
	field("depth", "Profondeur", "Depth", func(r *Participation) *string { return &r.Depth }).from(Depths).at(Restricted),
	text("phase", "Phase", "Phase", func(r *Participation) *string { return &r.Phase }),
})

// Plan is a response plan.
type Plan struct {
	Head
	NameFR, NameEN string
	Cycle          string
	Published      Day
	Body           BodyID
}

// Kind gives "plan".
func (*Plan) Kind() Kind { return "plan" }

var planFields = fields(func(r *Plan) *Head { return &r.Head }, []Field{
	text("name_fr", "Nom (français)", "Name (French)", func(r *Plan) *string { return &r.NameFR }).req(),
	text("name_en", "Nom (anglais)", "Name (English)", func(r *Plan) *string { return &r.NameEN }),
	text("cycle", "Cycle (année)", "Cycle (year)", func(r *Plan) *string { return &r.Cycle }).req(),
	day("published", "Publié le", "Published on", func(r *Plan) *Day { return &r.Published }),
	field("body", "Instance", "Body", func(r *Plan) *BodyID { return &r.Body }).to("body"),
})

// PlanPartner is an organisation listed in a plan.
type PlanPartner struct {
	Head
	Plan        PlanID
	Org         OrgID
	Body        BodyID
	Role        string
	Place       PlaceID
	Requirement Number // USD
}

// Kind gives "plan_partner".
func (*PlanPartner) Kind() Kind { return "plan_partner" }

var planPartnerFields = fields(func(r *PlanPartner) *Head { return &r.Head }, []Field{
	field("plan", "Plan", "Plan", func(r *PlanPartner) *PlanID { return &r.Plan }).to("plan").req(),
	field("org", "Organisation", "Organisation", func(r *PlanPartner) *OrgID { return &r.Org }).to("org").req(),
	field("body", "Instance", "Body", func(r *PlanPartner) *BodyID { return &r.Body }).to("body"),
	field("role", "Rôle", "Role", func(r *PlanPartner) *string { return &r.Role }).from(PartnerRoles),
	field("place", "Lieu", "Place", func(r *PlanPartner) *PlaceID { return &r.Place }).to("place"),
	number("requirement", "Besoin (USD)", "Requirement (USD)", func(r *PlanPartner) *Number { return &r.Requirement }).tag("#value+required+usd"),
})

// Project is a project of a plan.
type Project struct {
	Head
	Title       string
	Plan        PlanID
	Org         OrgID
	Body        BodyID
	Partners    []OrgID
	Places      []PlaceID
	Requirement Number // USD
}

// Kind gives "project".
func (*Project) Kind() Kind { return "project" }

var projectFields = fields(func(r *Project) *Head { return &r.Head }, []Field{
	text("title", "Titre", "Title", func(r *Project) *string { return &r.Title }).req().tag("#activity+project"),
	field("plan", "Plan", "Plan", func(r *Project) *PlanID { return &r.Plan }).to("plan"),
	field("org", "Organisation", "Organisation", func(r *Project) *OrgID { return &r.Org }).to("org").req(),
	field("body", "Instance", "Body", func(r *Project) *BodyID { return &r.Body }).to("body"),
	many("partners", "Partenaires", "Partners", func(r *Project) *[]OrgID { return &r.Partners }).to("org"),
	many("places", "Lieux", "Places", func(r *Project) *[]PlaceID { return &r.Places }).to("place"),
	number("requirement", "Besoin (USD)", "Requirement (USD)", func(r *Project) *Number { return &r.Requirement }),
})
