package record

import (
	"fmt"
	"strconv"
	"strings"
)

// Level is the sensitivity of a record or field, after the four steps of the
// OCHA Data Responsibility Guidelines (2021). Level 3 content is never held.
type Level int

// The levels that may be held.
const (
	Public       Level = 0
	Restricted   Level = 1
	Confidential Level = 2
)

// Answer is the answer to a yes-no question that may be missing in three ways.
type Answer string

// The answers; the empty Answer is unknown.
const (
	Unknown       Answer = ""
	Yes           Answer = "yes"
	No            Answer = "no"
	NotApplicable Answer = "n/a"
	Withheld      Answer = "withheld"
)

// State says whether a number is there, and if not, in which way it is missing.
type State int

// The states of a number; the zero State is unknown.
const (
	NotRecorded State = iota
	Known
	DoesNotApply
	IsWithheld
)

// Number is a quantity that may be missing; its zero value is unknown, not 0.
type Number struct {
	State State
	V     float64
}

// N is a known number.
func N(v float64) Number { return Number{Known, v} }

// Known tells whether there is a value.
func (n Number) Known() bool { return n.State == Known }

// String gives the canonical text: empty when unknown, n/a, withheld, or the
// number with a decimal point.
func (n Number) String() string {
	switch n.State {
	case Known:
		return strconv.FormatFloat(n.V, 'f', -1, 64)
	case DoesNotApply:
		return string(NotApplicable)
	case IsWithheld:
		return string(Withheld)
	}
	return ""
}

// ParseNumber reads the canonical text of a number.
func ParseNumber(s string) (Number, error) {
	switch s {
	case "":
		return Number{}, nil
	case string(NotApplicable):
		return Number{State: DoesNotApply}, nil
	case string(Withheld):
		return Number{State: IsWithheld}, nil
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || v != v || v > 1e15 || v < -1e15 {
		return Number{}, fmt.Errorf("%q is not a number", s)
	}
	return N(v), nil
}

// Typed ids, one per kind that others refer to, so that two cannot be swapped.
type (
	// OperationID names an operation.
	OperationID string
	// PlaceID names a place.
	PlaceID string
	// OrgID names an organisation.
	OrgID string
	// PersonID is the random key of a person; it outlives the identity.
	PersonID string
	// BodyID names a coordination body.
	BodyID string
	// SeatID names a seat.
	SeatID string
	// MeetingID names a meeting.
	MeetingID string
	// ProcessID names a planning process.
	ProcessID string
	// PlanID names a response plan.
	PlanID string
	// ProjectID names a project.
	ProjectID string
	// ReturnID names a partner's monthly return.
	ReturnID string
	// NeedID names a capacity need.
	NeedID string
	// FlowID names a funding flow.
	FlowID string
	// ProductID names a cluster product.
	ProductID string
	// SurveyID names a survey round.
	SurveyID string
)

const listSeparator = "; "

func splitList(s string) []string {
	var out []string
	for part := range strings.SplitSeq(s, ";") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
