package indicator

import (
	"fmt"
	"math"

	"toguna/internal/locale"
	"toguna/internal/record"
)

// fewest is the smallest denominator beside which a percentage is printed.
const fewest = 10

// Text writes the figure in prose: whole numbers, n and N beside a percentage,
// no percentage of fewer than ten, bounds where there is no point value.
func (f Figure) Text(l locale.Lang) string {
	if text := f.without(l); text != "" {
		return text
	}
	switch f.Unit {
	case Points:
		return f.points(l, 0) + " (" + f.counted(l, f.Den) + ")"
	case PercentPerYear:
		base := f.departures(l)
		if f.Den < fewest {
			return base
		}
		return l.Percent(f.Value.V, 0) + l.Say(" par an", " a year") + " (" + base + ")"
	case Count:
		if f.Status == Insufficient {
			return l.Say("de ", "") + whole(l, f.Low.V) + l.Say(" à ", " to ") + f.counted(l, f.High.V)
		}
		text := f.counted(l, f.Value.V)
		if f.High.Known() {
			text += l.Say(" (jusqu’à ", " (up to ") + whole(l, f.High.V) + ")"
		}
		return text
	}
	if f.Counted == USD {
		return f.money(l)
	}
	if f.Status == Insufficient {
		return f.range_(l, f.Den)
	}
	known := f.Den - f.Unknown
	text := whole(l, f.Num) + l.Say(" sur ", " of ") + whole(l, known)
	switch {
	case known < fewest && f.Unknown > 0:
		return text + " (" + f.range_(l, 0) + ")"
	case known < fewest:
		return text
	case f.High.V-f.Low.V >= worthSaying:
		return text + " (" + l.Percent(f.Value.V, 0) + l.Say(locale.NBSP+"; ", "; ") + f.range_(l, f.Den) + ")"
	}
	return text + " (" + l.Percent(f.Value.V, 0) + ")"
}

// without is the text of a figure that has no number to print, or "".
func (f Figure) without(l locale.Lang) string {
	switch f.Status {
	case "", NoData:
		return l.Say("données non disponibles", "no data")
	case NotApplicable:
		return l.Say("sans objet", "not applicable")
	case Suppressed:
		return "◊"
	case Insufficient:
		if !f.Low.Known() {
			return l.Say("données insuffisantes", "insufficient data")
		}
	}
	return ""
}

// worthSaying is how far apart bounds are, in points, before prose names them:
// nearer ones are within its rounding. Tables and data keep them all.
const worthSaying = 2

// range_ writes the bounds, as percentages when n is large enough.
func (f Figure) range_(l locale.Lang, n float64) string {
	if n < fewest {
		return l.Say("de ", "") + whole(l, f.Num) + l.Say(" à ", " to ") + whole(l, f.Num+f.Unknown) + l.Say(" sur ", " of ") + whole(l, f.Den)
	}
	return l.Say("entre ", "between ") + l.Percent(f.Low.V, 0) + l.Say(" et ", " and ") + l.Percent(f.High.V, 0)
}

// confirmedShare tells whether the value is the share that is confirmed, of a
// denominator that nothing unknown reduces (FUN-02).
func (f Figure) confirmedShare() bool {
	return f.Counted == USD && f.Value.Known() && f.Low.Known() && f.Low == f.Value && f.Unknown > 0
}

func (f Figure) money(l locale.Lang) string {
	of := " (" + whole(l, f.Num) + l.Say(" sur ", " of ") + whole(l, f.Den-f.Unknown) + locale.NBSP + "USD)"
	switch {
	case f.confirmedShare():
		return l.Say("au moins ", "at least ") + l.Percent(f.Low.V, 0) + l.Say(", au plus ", ", at most ") + l.Percent(f.High.V, 0)
	case f.Status == Insufficient:
		return f.range_(l, math.Inf(1))
	case f.Unknown > 0:
		return l.Percent(f.Value.V, 0) + l.Say(locale.NBSP+"; ", "; ") + f.range_(l, math.Inf(1)) + of
	}
	return l.Percent(f.Value.V, 0) + of
}

func (f Figure) points(l locale.Lang, decimals int) string {
	scale := math.Pow(10, float64(decimals))
	v := math.Round(f.Value.V*scale) / scale
	sign := ""
	switch {
	case v > 0:
		sign = "+"
	case v < 0:
		sign = "−"
	}
	one := math.Abs(v) < 2
	if l == locale.EN {
		one = math.Abs(v) == 1
	}
	if one {
		return sign + l.Number(math.Abs(v), decimals) + " point"
	}
	return sign + l.Number(math.Abs(v), decimals) + " points"
}

func (f Figure) departures(l locale.Lang) string {
	n := int(math.Round(f.Num))
	decimals := 0
	if f.Den != math.Round(f.Den) {
		decimals = 1
	}
	return l.Int(n) + " " + l.Plural(n, l.Say("départ", "departure"), l.Say("départs", "departures")) +
		l.Say(" pour ", " for ") + l.Number(f.Den, decimals) + " " +
		l.Plural(int(math.Ceil(f.Den)), l.Say("poste", "post"), l.Say("postes", "posts")) + l.Say(" en moyenne", " on average")
}

// LeftOutText says which records behind the figure the reader is not shown;
// empty where there are none.
func (f Figure) LeftOutText(l locale.Lang) string {
	switch n := f.LeftOut; {
	case n.State == record.IsWithheld:
		return l.Say("Des fiches à diffusion restreinte, derrière ce chiffre, ne sont pas montrées à ce niveau ; leur nombre n’est pas publié non plus.",
			"Some restricted records behind this figure are not shown at this level; nor is their number.")
	case n.V > 0:
		return fmt.Sprintf(l.Say("Fiches à diffusion restreinte, derrière ce chiffre, qui ne sont pas montrées à ce niveau : %s.",
			"Restricted records behind this figure that are not shown at this level: %s."), l.Int(int(n.V)))
	}
	return ""
}

// Cell writes the figure in a table: one decimal, n and N in a column of their
// own (Of).
func (f Figure) Cell(l locale.Lang) string {
	if text := f.without(l); text != "" {
		return text
	}
	switch f.Unit {
	case Points:
		return f.points(l, 1)
	case PercentPerYear:
		if f.Den < fewest {
			return f.Of(l)
		}
		return l.Percent(f.Value.V, 1) + l.Say(" par an", " a year")
	case Count:
		if f.Status == Insufficient {
			return whole(l, f.Low.V) + "–" + whole(l, f.High.V)
		}
		if f.Value.V == 0 && f.Status != Complete {
			return l.Say("0 (à confirmer)", "0 (to be confirmed)")
		}
		return whole(l, f.Value.V)
	}
	confirmed := f.confirmedShare()
	switch {
	case f.Status == Insufficient && f.Den < fewest && f.Counted != USD:
		return f.range_(l, 0)
	case f.Status == Insufficient || confirmed:
		return l.Number(f.Low.V, 1) + "–" + l.Percent(f.High.V, 1)
	case f.Den-f.Unknown < fewest && f.Counted != USD:
		return whole(l, f.Num) + l.Say(" sur ", " of ") + whole(l, f.Den-f.Unknown)
	}
	return l.Percent(f.Value.V, 1)
}

// Of writes n and N for the column beside the value: 9/66, with the unknown
// where there are some: 8/17 (+3 inconnus), millions of dollars: 2,6 M/15,6 M.
func (f Figure) Of(l locale.Lang) string {
	switch f.Status {
	case "", NoData, NotApplicable:
		return ""
	case Suppressed:
		return "◊"
	}
	switch f.Unit {
	case Points:
		return whole(l, f.Den) + locale.NBSP + l.Plural(int(f.Den), l.Say("réunion", "meeting"), l.Say("réunions", "meetings"))
	case PercentPerYear:
		return whole(l, f.Num) + "/" + l.Number(f.Den, 1)
	}
	write := whole
	if f.Counted == USD {
		write = millions
	}
	den := f.Den
	if f.Value.Known() && !f.confirmedShare() {
		den -= f.Unknown // what the value is a share of
	}
	text := write(l, f.Num) + "/" + write(l, den)
	unknown := l.Say(locale.NBSP+"inconnu", locale.NBSP+"unknown")
	switch {
	case f.Unknown > 0 && f.Counted == USD:
		text += " (" + write(l, f.Unknown) + unknown + ")"
	case f.Unknown > 0:
		text += " (+" + write(l, f.Unknown) + l.Plural(int(f.Unknown), unknown, l.Say(unknown+"s", unknown)) + ")"
	}
	return text
}

// millions writes dollars for a narrow column.
func millions(l locale.Lang, v float64) string {
	if v < 1e5 {
		return whole(l, v) + locale.NBSP + "USD"
	}
	return l.Number(v/1e6, 1) + locale.NBSP + "M"
}

func whole(l locale.Lang, v float64) string { return l.Number(v, 0) }

// counted writes a number of what the figure counts: 16 réunions.
func (f Figure) counted(l locale.Lang, v float64) string {
	w := countedWords[f.Counted]
	if l == locale.EN {
		w[0], w[1] = w[2], w[3]
	}
	return whole(l, v) + " " + l.Plural(int(math.Round(v)), w[0], w[1])
}

var countedWords = map[Counted][4]string{
	Organisations: {"organisation", "organisations", "organisation", "organisations"},
	Memberships:   {"adhésion", "adhésions", "membership", "memberships"},
	Seats:         {"siège", "sièges", "seat", "seats"},
	Bodies:        {"instance", "instances", "body", "bodies"},
	Partners:      {"partenaire", "partenaires", "partner", "partners"},
	Presences:     {"présence", "présences", "presence", "presences"},
	Meetings:      {"réunion", "réunions", "meeting", "meetings"},
	Pairs:         {"paire de réunions", "paires de réunions", "pair of meetings", "pairs of meetings"},
	Posts:         {"poste", "postes", "post", "posts"},
	Agreements:    {"accord", "accords", "agreement", "agreements"},
	Areas:         {"zone", "zones", "area", "areas"},
	Records:       {"enregistrement", "enregistrements", "record", "records"},
	USD:           {"USD", "USD", "USD", "USD"},
}

// Label names what is counted, in the plural.
func (c Counted) Label(l locale.Lang) string { return l.Say(countedWords[c][1], countedWords[c][3]) }

// Label names the unit.
func (u Unit) Label(l locale.Lang) string {
	switch u {
	case Percent:
		return "%"
	case Points:
		return l.Say("points de pourcentage", "percentage points")
	case PercentPerYear:
		return l.Say("% par an", "% a year")
	}
	return l.Say("nombre", "count")
}
