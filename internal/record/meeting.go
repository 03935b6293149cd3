package record

// Meeting is one meeting of a body.
type Meeting struct {
	Head
	Body            BodyID
	On              Day
	State           string // held, planned, cancelled, postponed
	Host            OrgID
	Venue           string
	VenueClass      string
	Mode            string
	Place           PlaceID
	Languages       []string
	Interpretation  Answer
	ChairedBy       []OrgID
	SheetClosed     Day // the day the attendance sheet was declared complete
	MinutesSent     Day
	MinutesLanguage string
	Agenda, Minutes string
}

// Kind gives "meeting".
func (*Meeting) Kind() Kind { return "meeting" }

var meetingFields = fields(func(r *Meeting) *Head { return &r.Head }, []Field{
	field("body", "Instance", "Body", func(r *Meeting) *BodyID { return &r.Body }).to("body").req(),
	day("on", "Date", "Date", func(r *Meeting) *Day { return &r.On }).req().tag("#date"),
	field("state", "Statut", "Status", func(r *Meeting) *string { return &r.State }).from(MeetingStates).req(),
	field("host", "Organisation hôte", "Host organisation", func(r *Meeting) *OrgID { return &r.Host }).to("org"),
	text("venue", "Lieu de réunion", "Venue", func(r *Meeting) *string { return &r.Venue }).at(Restricted),
	field("venue_class", "Type de lieu", "Kind of venue", func(r *Meeting) *string { return &r.VenueClass }).from(VenueClasses),
	field("mode", "Modalité", "Mode", func(r *Meeting) *string { return &r.Mode }).from(Modes),
	field("place", "Localité", "Place", func(r *Meeting) *PlaceID { return &r.Place }).to("place"),
	many("languages", "Langues", "Languages", func(r *Meeting) *[]string { return &r.Languages }),
	answer("interpretation", "Interprétation", "Interpretation", func(r *Meeting) *Answer { return &r.Interpretation }),
	many("chaired_by", "Présidée par", "Chaired by", func(r *Meeting) *[]OrgID { return &r.ChairedBy }).to("org"),
	day("sheet_closed", "Feuille de présence close le", "Attendance sheet closed on", func(r *Meeting) *Day { return &r.SheetClosed }),
	day("minutes_sent", "Compte rendu diffusé le", "Minutes sent on", func(r *Meeting) *Day { return &r.MinutesSent }),
	text("minutes_language", "Langue du compte rendu", "Language of the minutes", func(r *Meeting) *string { return &r.MinutesLanguage }),
	text("agenda", "Ordre du jour", "Agenda", func(r *Meeting) *string { return &r.Agenda }).long(),
	text("minutes", "Compte rendu", "Minutes", func(r *Meeting) *string { return &r.Minutes }).long(),
})

// Attendance is an organisation's presence at a meeting, by a person where
// the sheet names one.
type Attendance struct {
	Head
	Meeting MeetingID
	Org     OrgID
	Person  PersonID
	Role    string
	Mode    string
}

// Kind gives "attendance".
func (*Attendance) Kind() Kind { return "attendance" }

var attendanceFields = fields(func(r *Attendance) *Head { return &r.Head }, []Field{
	field("meeting", "Réunion", "Meeting", func(r *Attendance) *MeetingID { return &r.Meeting }).to("meeting").req(),
	field("org", "Organisation", "Organisation", func(r *Attendance) *OrgID { return &r.Org }).to("org"),
	field("person", "Personne", "Person", func(r *Attendance) *PersonID { return &r.Person }).to("person").at(Restricted),
	field("role", "Qualité", "Capacity", func(r *Attendance) *string { return &r.Role }).from(AttendanceRoles),
	field("mode", "Modalité", "Mode", func(r *Attendance) *string { return &r.Mode }).from(Modes),
})

// ActionPoint is what a meeting asked an organisation to do, and by when.
type ActionPoint struct {
	Head
	Meeting MeetingID
	What    string
	Owner   OrgID
	Due     Day
	Closed  Day
	State   string
}

// Kind gives "action_point".
func (*ActionPoint) Kind() Kind { return "action_point" }

var actionFields = fields(func(r *ActionPoint) *Head { return &r.Head }, []Field{
	field("meeting", "Réunion", "Meeting", func(r *ActionPoint) *MeetingID { return &r.Meeting }).to("meeting").req(),
	text("what", "Point d’action", "Action point", func(r *ActionPoint) *string { return &r.What }).long().req(),
	field("owner", "Responsable", "Owner", func(r *ActionPoint) *OrgID { return &r.Owner }).to("org"),
	day("due", "Échéance", "Due", func(r *ActionPoint) *Day { return &r.Due }),
	day("closed", "Clos le", "Closed on", func(r *ActionPoint) *Day { return &r.Closed }),
	field("state", "Statut", "Status", func(r *ActionPoint) *string { return &r.State }).from(ActionStates),
})
