// Package indicator computes the localisation figures of the desk. A snapshot
// of the records enters, figures leave, each with the records behind it, the
// records that lack something and the attestations it rests on.
//
// It never reads a clock, a file or a database, never takes a missing record
// for a zero and never draws a target line. Pages, notes and exports write a
// figure with Figure.Text and Figure.Cell only, so that a number reads the
// same wherever it stands.
package indicator

import (
	"time"

	"toguna/internal/record"
)

// Status says how far a figure may be relied upon.
type Status string

// The statuses.
const (
	Complete      Status = "complete"       // nothing unknown, the lists are attested
	Partial       Status = "partial"        // some unknown, or a list is not attested
	Insufficient  Status = "insufficient"   // too much unknown: bounds only
	NoData        Status = "no_data"        // no record and no attestation
	NotApplicable Status = "not_applicable" // attested not to exist
	Suppressed    Status = "suppressed"     // withheld from this reader
)

// Unit is what a figure's value is expressed in.
type Unit string

// The units of values.
const (
	Percent        Unit = "percent"
	Points         Unit = "points" // percentage points
	PercentPerYear Unit = "percent_per_year"
	Count          Unit = "count" // of what Figure.Counted says
)

// Counted is what the numerator and the denominator of a figure count.
type Counted string

// What figures count; never two of them in one ratio.
const (
	Organisations Counted = "organisations"
	Memberships   Counted = "memberships"
	Seats         Counted = "seats"
	Bodies        Counted = "bodies"
	Partners      Counted = "partners"
	Presences     Counted = "presences" // organisation-meetings
	Meetings      Counted = "meetings"
	Pairs         Counted = "pairs" // of consecutive meetings
	Posts         Counted = "posts"
	Agreements    Counted = "agreements"
	Areas         Counted = "areas"
	Records       Counted = "records"
	USD           Counted = "usd"
)

// Figure is one computed figure as of a day, with what it rests on.
type Figure struct {
	Code            string
	Body            record.BodyID // the scope: this body and those below it
	Day             record.Day
	KnownAt         time.Time   // as in the snapshot
	Period          record.Span // half-open; empty for a figure of one day
	Rule            string      // parameters and class rule: figures compare only where it is the same
	AffiliatesLocal bool        // the what-if of the contested class

	Status  Status
	Unit    Unit
	Counted Counted
	Value   record.Number // in Unit; not known when there is no point value

	// Num, Den and Unknown are the raw n, N and U. Unknown is part of Den where
	// the value is a share; for differences and turnover it is what was dropped.
	Num, Den, Unknown float64
	Low, High         record.Number // bounds in Unit, where something is unknown

	Used     []string // ids of the records behind the figure
	Lacked   []string // ids of the records that lack what was needed
	Attested []string // ids of the attestations relied on

	// LeftOut is how many restricted records behind it this reader is not shown;
	// withheld where only that there are some may be said.
	LeftOut record.Number

	Parts   []Part
	Rows    []Row
	Remarks []Remark
	Flags   map[string]record.Answer // "one_nngo_seat"
}

// Part is a figure within a figure: By names the breakdown, Key the element.
// Names lists both. For a body or a place Key is the code and Ref the id.
type Part struct {
	By, Key, Ref string
	Figure
}

// Row is one listed fact of a figure; Key names the list, the other fields
// hold what that list states and are empty otherwise.
type Row struct {
	Key          string
	IDs          []string // the records that state it
	Org          record.OrgID
	Other        record.OrgID // the other side of a flow or an agreement
	Body         record.BodyID
	Place        record.PlaceID
	Code         string // a coded value: role, class, model, access level
	Suggested    string // the model that the terms of an agreement suggest
	Label        string // the local wording of a role
	Since, Until record.Day
	N, Of        record.Number
	Estimated    bool // the end of a post was dated at the successor's start
}

// Remark is a caution that goes with a figure; Text writes it.
type Remark struct {
	Key  string
	Args []string
}

// Params narrows what is computed; the zero value is the default of each
// definition.
type Params struct {
	Body         record.BodyID // empty: the operation's protection cluster at national level
	Months       int           // length of the period ending on the day; 0: 12, for MTG-02 24
	UnknownLimit float64       // share of unknown above which there is no point value; 0: 0.20
	Sectors      []string      // OPS-01: sector codes or their beginnings; nil: "PRO"
	Cycle        string        // PLN-01: year of the plan; empty: the latest plan published by the day
	Fund         record.OrgID  // FUN-03, FUN-04; empty: every pooled fund
}

// Indicator is the definition of a figure in our own words, and the function
// that computes it.
type Indicator struct {
	Code                         string
	Scorecard                    int // place on the one-page scorecard, 0 when it is not on it
	Unit                         Unit
	NameFR, NameEN               string
	DefinitionFR, DefinitionEN   string
	NumeratorFR, NumeratorEN     string
	DenominatorFR, DenominatorEN string
	TimeFR, TimeEN               string
	UnknownFR, UnknownEN         string
	SourceFR, SourceEN           string
	Compute                      func(*record.Snapshot, Params) Figure
}

// Find gives the indicator of a code.
func Find(code string) (*Indicator, bool) {
	for i := range All {
		if All[i].Code == code {
			return &All[i], true
		}
	}
	return nil, false
}

// For computes the figure as one reader may see it.
func (i *Indicator) For(v record.View, p Params) Figure { return i.Compute(v.Countable(), p).For(v) }

// Compute gives every figure of All as one reader may see it, in its order.
func Compute(v record.View, p Params) []Figure {
	figures := make([]Figure, len(All))
	for i := range All {
		figures[i] = All[i].For(v, p)
	}
	return figures
}

// Part finds a sub-figure.
func (f Figure) Part(by, key string) (Figure, bool) {
	for _, p := range f.Parts {
		if p.By == by && p.Key == key {
			return p.Figure, true
		}
	}
	return Figure{}, false
}

// PartsBy lists the sub-figures of one breakdown.
func (f Figure) PartsBy(by string) []Part {
	var out []Part
	for _, p := range f.Parts {
		if p.By == by {
			out = append(out, p)
		}
	}
	return out
}

// RowsOf lists the rows of one list.
func (f Figure) RowsOf(key string) []Row {
	var out []Row
	for _, r := range f.Rows {
		if r.Key == key {
			out = append(out, r)
		}
	}
	return out
}

// Comparable tells whether a change between two figures means something: same
// indicator, scope, parameters and class rule. Else print a break mark.
func (f Figure) Comparable(g Figure) bool {
	return f.Code == g.Code && f.Body == g.Body && f.Rule == g.Rule
}
