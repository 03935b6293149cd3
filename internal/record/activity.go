package record

// Return is a partner's monthly 5W return to a body: what is submitted,
// versioned and synced as one.
type Return struct {
	Head
	Org      OrgID
	Body     BodyID
	Month    Month
	State    string
	Due      Day // the day by which it was asked for
	Received Day
	Remarks  string // why it was sent back, what the partner wrote
}

// Kind gives "return".
func (*Return) Kind() Kind { return "return" }

// Came tells whether the partner has reported by a day: what is expected still,
// or was sent back, tells nothing.
func (r *Return) Came(by Day) bool {
	return r.State != "expected" && r.State != "sent_back" && r.Received <= by
}

var returnFields = fields(func(r *Return) *Head { return &r.Head }, []Field{
	field("org", "Organisation rapporteuse", "Reporting organisation", func(r *Return) *OrgID { return &r.Org }).to("org").req().tag("#org+reporting"),
	field("body", "Instance", "Body", func(r *Return) *BodyID { return &r.Body }).to("body").req(),
	month("month", "Mois de rapportage", "Reporting month", func(r *Return) *Month { return &r.Month }).req().tag("#date+reported"),
	field("state", "Statut", "Status", func(r *Return) *string { return &r.State }).from(ReturnStates).req(),
	day("due", "Attendu le", "Due on", func(r *Return) *Day { return &r.Due }),
	day("received", "Reçu le", "Received on", func(r *Return) *Day { return &r.Received }),
	text("remarks", "Observations", "Remarks", func(r *Return) *string { return &r.Remarks }).long(),
})

// Activity is one line of a 5W return: who does what, where, when, for whom,
// with whose money.
type Activity struct {
	Head
	Span
	Return                                   ReturnID
	Month                                    Month
	Org                                      OrgID // reporting
	Impl                                     OrgID // implementing; empty when the file does not say
	Donors                                   []OrgID
	Project                                  ProjectID
	ProjectCode                              string // as the partner wrote it, in the plan or not
	InPlan                                   Answer
	Sector                                   string
	What                                     string
	Indicator, Unit                          string // what Target and Total count
	Modality                                 string
	Place                                    PlaceID
	Site                                     string
	Lat, Lon                                 Number
	State                                    string
	Population                               string
	Target                                   Number
	Girls, Boys, Women, Men, Disabled, Total Number
	OlderWomen, OlderMen                     Number // 60 and over, beside Women and Men
	Repeat                                   Answer // the people were counted in an earlier month
	Budget                                   Number // USD
	Remarks                                  string
	Reported                                 string // what the cells said, where a rule had to choose between them
}

// Kind gives "activity".
func (*Activity) Kind() Kind { return "activity" }

// Valid gives the days over which the activity runs.
func (a *Activity) Valid() Span { return a.Span }

// UnderWay tells whether the line is presence in its month, of which the days
// are given: it is said to go on, or nothing is said, and its own days, where
// they are known, touch the month.
func (a *Activity) UnderWay(month Span) bool {
	return (a.State == "ongoing" || a.State == "") && (a.Since == "" || a.Overlaps(month))
}

// Implementer is who carries out a line: the organisation that is named, or
// the one that reports where it is itself local. An international organisation
// that names nobody may hide a national partner: then nobody is given.
func Implementer(reports, named OrgID, class func(OrgID) Class) (OrgID, Class) {
	if named != "" {
		return named, class(named)
	}
	if c := class(reports); c.LocalCoordination() {
		return reports, c
	}
	return "", Unclassified
}

// Reached is how many people the line says it reached: its total or, where it
// gives none, the sum of girls, boys, women and men when all four are known.
func (a *Activity) Reached() Number {
	if a.Total.State != NotRecorded {
		return a.Total
	}
	sum := 0.0
	for _, n := range []Number{a.Girls, a.Boys, a.Women, a.Men} {
		if !n.Known() {
			return Number{}
		}
		sum += n.V
	}
	return N(sum)
}

var activityFields = fields(func(r *Activity) *Head { return &r.Head }, []Field{
	field("return", "Retour 5W", "5W return", func(r *Activity) *ReturnID { return &r.Return }).to("return").req(),
	month("month", "Mois de rapportage", "Reporting month", func(r *Activity) *Month { return &r.Month }).req().tag("#date+reported"),
	field("org", "Organisation rapporteuse", "Reporting organisation", func(r *Activity) *OrgID { return &r.Org }).to("org").req().tag("#org+reporting"),
	field("impl", "Organisation de mise en œuvre", "Implementing organisation", func(r *Activity) *OrgID { return &r.Impl }).to("org").tag("#org+impl"),
	many("donors", "Bailleurs", "Donors", func(r *Activity) *[]OrgID { return &r.Donors }).to("org").tag("#org+funding"),
	field("project", "Projet", "Project", func(r *Activity) *ProjectID { return &r.Project }).to("project"),
	text("project_code", "Projet (tel que rapporté)", "Project (as reported)", func(r *Activity) *string { return &r.ProjectCode }).free().tag("#activity+project"),
	answer("in_plan", "Dans le plan de réponse", "In the response plan", func(r *Activity) *Answer { return &r.InPlan }).tag("#activity+hrp"),
	field("sector", "Secteur / AoR", "Sector / AoR", func(r *Activity) *string { return &r.Sector }).from(Sectors).req().tag("#sector"),
	text("what", "Activité", "Activity", func(r *Activity) *string { return &r.What }).free().tag("#activity"),
	text("indicator", "Indicateur", "Indicator", func(r *Activity) *string { return &r.Indicator }).free().tag("#indicator+name"),
	text("unit", "Unité", "Unit", func(r *Activity) *string { return &r.Unit }).free().tag("#indicator+unit"),
	field("modality", "Modalité", "Modality", func(r *Activity) *string { return &r.Modality }).from(AidModalities).tag("#modality"),
	field("place", "Lieu (P-code)", "Place (P-code)", func(r *Activity) *PlaceID { return &r.Place }).to("place").req().tag("#adm2+code"),
	text("site", "Site", "Site", func(r *Activity) *string { return &r.Site }).free().tag("#loc+name"),
	number("lat", "Latitude", "Latitude", func(r *Activity) *Number { return &r.Lat }).at(Restricted).tag("#geo+lat"),
	number("lon", "Longitude", "Longitude", func(r *Activity) *Number { return &r.Lon }).at(Restricted).tag("#geo+lon"),
	field("state", "Statut", "Status", func(r *Activity) *string { return &r.State }).from(ActivityStates).tag("#status"),
	field("population", "Type de population", "Population group", func(r *Activity) *string { return &r.Population }).from(Populations).tag("#beneficiary+type"),
	number("target", "Cible", "Target", func(r *Activity) *Number { return &r.Target }).at(Restricted).tag("#targeted+ind"),
	number("girls", "Filles", "Girls", func(r *Activity) *Number { return &r.Girls }).at(Restricted).tag("#reached+f+children"),
	number("boys", "Garçons", "Boys", func(r *Activity) *Number { return &r.Boys }).at(Restricted).tag("#reached+m+children"),
	number("women", "Femmes", "Women", func(r *Activity) *Number { return &r.Women }).at(Restricted).tag("#reached+f+adults"),
	number("men", "Hommes", "Men", func(r *Activity) *Number { return &r.Men }).at(Restricted).tag("#reached+m+adults"),
	number("older_women", "Femmes 60 ans et plus", "Women 60 and over", func(r *Activity) *Number { return &r.OlderWomen }).at(Restricted).tag("#reached+f+elderly"),
	number("older_men", "Hommes 60 ans et plus", "Men 60 and over", func(r *Activity) *Number { return &r.OlderMen }).at(Restricted).tag("#reached+m+elderly"),
	number("disabled", "dont personnes handicapées", "of whom with disability", func(r *Activity) *Number { return &r.Disabled }).at(Restricted).tag("#reached+disabled"),
	number("total", "Total atteint", "Total reached", func(r *Activity) *Number { return &r.Total }).at(Restricted).tag("#reached+ind"),
	number("budget", "Budget (USD)", "Budget (USD)", func(r *Activity) *Number { return &r.Budget }).at(Restricted).tag("#value+budget+usd"),
	answer("repeat", "Personnes déjà comptées", "People already counted", func(r *Activity) *Answer { return &r.Repeat }).tag("#reached+repeat"),
	text("remarks", "Commentaires", "Comments", func(r *Activity) *string { return &r.Remarks }).long(),
	text("reported", "Tel que rapporté", "As reported", func(r *Activity) *string { return &r.Reported }).long(),
}, span(func(r *Activity) *Span { return &r.Span }))
