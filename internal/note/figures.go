package note

import (
	"cmp"
	"slices"

	"toguna/internal/indicator"
	"toguna/internal/record"
)

// Source is one row of the table of sources.
type Source struct {
	N          int // the number printed beside the figure
	Code       string
	Name       string
	Definition string
	Time       string        // the day or the period
	Records    int           // records behind the figure that the reader may see
	LeftOut    record.Number // restricted ones beside these
	Attested   bool          // whether the list it rests on was declared complete
	Status     string        // in words
}

// listed defines a count that the note makes itself: the length of a list of
// records, or of a part of it, that no indicator gives.
type listed struct {
	code                       string
	nameFR, nameEN             string
	definitionFR, definitionEN string
	year                       bool // over twelve months, not on the day
}

var counts = []listed{
	{"S2", "ONG nationales parmi les contributeurs à la stratégie", "National NGOs among the contributors to the strategy",
		"Organisations ayant au moins contribué à la stratégie et classées ONG nationales, sur toutes celles qui ont au moins contribué.",
		"Organisations that at least contributed to the strategy and are national NGOs, of all that at least contributed.", false},
	{"S6", "Réunions présidées par l’acteur étatique en titre", "Meetings chaired by the state body in the role",
		"Réunions présidées ou coprésidées par l’acteur étatique qui cofacilite, sur celles dont la présidence est renseignée.",
		"Meetings held that the state body chaired or co-chaired while it had a leadership seat, of those whose chair is recorded.", true},
	{"S8", "Appuis aux acteurs étatiques", "Support to state bodies",
		"Appuis enregistrés dont un acteur étatique est bénéficiaire, hors agents pris en charge et déploiements.",
		"Recorded support to a state body, apart from paid agents and deployments.", true},
	{"S9", "Agents pris en charge auprès de l’État", "Agents paid for within the State",
		"Appuis en cours par lesquels une organisation prend en charge un agent d’un acteur étatique.",
		"Current support by which an organisation pays an agent of a state body.", false},
	{"S10", "Déploiements techniques auprès de l’État", "Technical deployments within the State",
		"Déploiements techniques en cours au sein d’un acteur étatique.",
		"Current technical deployments within a state body.", false},
	{"S11", "Zones difficiles d’accès ou inaccessibles", "Areas hard to reach or out of reach",
		"Unités de niveau 2 dites difficiles d’accès ou inaccessibles, sur celles que la même source a évaluées aux deux dates.",
		"Level 2 units said to be hard to reach or out of reach, of those the same source assessed on both days.", false},
	{"S12", "Leçons d’accès partagées par des ONG nationales", "Access lessons shared by national NGOs",
		"Leçons sur l’acceptation et l’accès partagées par des ONG nationales.",
		"Lessons on acceptance and access shared by national NGOs.", true},
	{"S13", "ONG nationales aux forums régionaux", "National NGOs in regional fora",
		"Forums régionaux actifs où une ONG nationale siège, sur tous ; présences d’ONG nationales aux réunions à feuille close, comparées aux douze mois précédents.",
		"Active regional fora with a national NGO among their members, of all; presences of national NGOs at meetings with a closed sheet, compared with the twelve months before.", true},
	{"S14", "Sièges d’ONG nationales à l’équipe pays", "National NGO seats on the country team",
		"Sièges permanents ou tournants tenus par une ONG nationale ou un forum d’ONG nationales, sur tous.",
		"Permanent and rotational seats held by a national NGO or a forum of national NGOs, of all.", false},
	{"S18", "Besoins en protection sans réponse", "Unmet needs in protection",
		"Besoins de renforcement en protection exprimés par des ONG nationales et encore ouverts, sans appui qui y réponde.",
		"Needs for support in protection stated by national NGOs, still open and without support that answers them.", false},
}

// statementOf names the indicator that a statement rests on first, whose
// declared figures are told beside it.
var statementOf = map[string]string{"S1": "PLN-01", "S2": "PLN-03", "S3": "OPS-01", "S4": "LED-03", "S7": "MTG-02",
	"S8": "CAP-01", "S9": "CAP-04", "S11": "OPS-04", "S12": "OPS-05", "S14": "REP-02", "S15": "FUN-04", "S16": "PRT-01", "S17": "CON-01", "S18": "CAP-03"}

// figure is the computed figure of a code.
func (w *writer) figure(code string) indicator.Figure {
	for _, f := range w.figures {
		if f.Code == code {
			return f
		}
	}
	return indicator.Figure{Code: code, Status: indicator.NoData}
}

// tally makes a figure of a count of the note: n of them, among all when all
// is not negative.
func (w *writer) tally(code string, n, all int, what indicator.Counted, used, attested []string) indicator.Figure {
	f := indicator.Figure{Code: code, Body: w.o.Body, Day: w.Day, KnownAt: w.KnownAt, Status: indicator.Partial,
		Unit: indicator.Count, Counted: what, Num: float64(n), Value: record.N(float64(n)), Used: used, Attested: attested}
	if len(attested) > 0 {
		f.Status = indicator.Complete
	}
	if all > 0 {
		f.Unit, f.Den = indicator.Percent, float64(all)
		f.Value = record.N(100 * f.Num / f.Den)
	}
	if w.isYearly(code) {
		f.Period = w.year
	}
	slices.Sort(f.Used)
	f.Used = slices.Compact(f.Used)
	f.LeftOut = w.LeftOut(f.Used)
	return f
}

func (w *writer) isYearly(code string) bool {
	return slices.ContainsFunc(counts, func(c listed) bool { return c.code == code && c.year })
}

// cite gives a figure as the words of a slot: written the one way a figure is
// written, with its number in the table of sources and the way to its evidence.
func (w *writer) cite(f indicator.Figure) value { return w.mark(f, text(f.Text(w.lang))) }

// mark puts the number of a figure on words that state it.
func (w *writer) mark(f indicator.Figure, v value) value {
	v.figure = &f
	return v
}

func (w *writer) href(code string) string {
	if w.o.Link == nil {
		return ""
	}
	kind := "statement"
	if _, ok := indicator.Find(code); ok {
		kind = "figure"
	}
	return w.o.Link(kind, code)
}

// number gives a figure its row in the table of sources. The parts of a figure
// share its row.
func (w *writer) number(f indicator.Figure) int {
	_, computed := indicator.Find(f.Code)
	if computed {
		f = w.figure(f.Code) // the whole, where a part is cited
	}
	if n, ok := w.cited[f.Code]; ok {
		if !computed {
			w.widen(f)
			w.sources[n-1].Records, w.sources[n-1].LeftOut = w.seen(w.figure(f.Code).Used), w.figure(f.Code).LeftOut
		}
		return n
	}
	if !computed {
		w.figures = append(w.figures, f)
	}
	n := len(w.sources) + 1
	w.cited[f.Code] = n
	name, definition := w.defined(f.Code)
	w.sources = append(w.sources, Source{N: n, Code: f.Code, Name: name, Definition: definition, Time: w.time(f),
		Records: w.seen(f.Used), LeftOut: f.LeftOut, Attested: len(f.Attested) > 0, Status: f.Status.Label(w.lang)})
	return n
}

// widen adds a part of a statement's count to its figure: the figure keeps the
// records of every part, and each part under its own key.
func (w *writer) widen(f indicator.Figure) {
	for i := range w.figures {
		g := &w.figures[i]
		if g.Code != f.Code {
			continue
		}
		g.Used = append(slices.Clone(g.Used), f.Used...)
		slices.Sort(g.Used)
		g.Used = slices.Compact(g.Used)
		g.LeftOut = w.LeftOut(g.Used)
		g.Parts = append(g.Parts, indicator.Part{By: "sentence", Key: w.lang.Int(len(g.Parts) + 2), Figure: f})
	}
}

// seen counts the records of a list that the reader may see.
func (w *writer) seen(ids []string) int {
	n := 0
	for _, id := range ids {
		if r := w.Record(id); r == nil || w.May(r) {
			n++
		}
	}
	return n
}

func (w *writer) defined(code string) (name, definition string) {
	if i, ok := indicator.Find(code); ok {
		return w.lang.Say(i.NameFR, i.NameEN), w.lang.Say(i.DefinitionFR, i.DefinitionEN)
	}
	for _, c := range counts {
		if c.code == code {
			return w.lang.Say(c.nameFR, c.nameEN), w.lang.Say(c.definitionFR, c.definitionEN)
		}
	}
	return code, ""
}

// time writes the day or the period that a figure stands for.
func (w *writer) time(f indicator.Figure) string {
	if f.Period.Since == "" {
		return w.lang.ShortDay(f.Day)
	}
	until := f.Period.Until.AddDays(-1)
	return w.lang.ShortDay(f.Period.Since) + " – " + w.lang.ShortDay(until)
}

// declared tells what an older document states for an indicator, under the
// name of that document and apart from what is computed.
func (w *writer) declared(code string) {
	if code == "" {
		return
	}
	for _, d := range w.DeclaredFigures {
		if d.Indicator != code || d.On >= w.Day || w.LevelOf(d) > w.Level {
			continue
		}
		stated := ""
		switch {
		case d.Num.Known() && d.Den.Known():
			stated = w.lang.Number(d.Num.V, 0) + w.lang.Say(" sur ", " of ") + w.lang.Number(d.Den.V, 0)
		case d.Value.Known():
			stated = w.lang.Number(d.Value.V, 1)
			if d.Value.V == float64(int(d.Value.V)) {
				stated = w.lang.Number(d.Value.V, 0)
			}
		default:
			continue
		}
		w.say("Selon « {document} » ({day}), ce chiffre est de {stated} ; il est cité pour mémoire, sans être recalculé.",
			"According to “{document}” ({day}), this figure is {stated}; it is quoted for the record and was not recomputed.",
			with{"document": text(d.Document), "day": text(w.lang.Day(d.On)), "stated": text(stated)})
	}
}

// percent writes a share with the numbers it is made of left to the sentence:
// " (83 %)" after n and N, nothing when there are fewer than ten.
func (w *writer) percent(n, all int) value {
	if all < 10 {
		return text("")
	}
	return text(" (" + w.lang.Percent(100*float64(n)/float64(all), 0) + ")")
}

// known tells whether a figure has a value that may be printed.
func known(f indicator.Figure) bool { return f.Value.Known() && f.Status != indicator.Suppressed }

func ids[T record.Record](all []T) []string {
	out := make([]string, len(all))
	for i, r := range all {
		out[i] = r.Base().ID
	}
	return out
}

// tallies counts by key, the most frequent first, then in the order of keys.
func tallies[K cmp.Ordered](counts map[K]int) []K {
	keys := make([]K, 0, len(counts))
	for k := range counts {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b K) int { return cmp.Or(counts[b]-counts[a], cmp.Compare(a, b)) })
	return keys
}
