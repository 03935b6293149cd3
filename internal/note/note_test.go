package note

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"toguna/internal/chart"
	"toguna/internal/document"
	"toguna/internal/locale"
	"toguna/internal/record"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestNoteOfTheSample(t *testing.T) {
	for _, l := range locale.Langs {
		d := Write(mali(t), Options{Lang: l, Geometry: chart.Mali()})
		golden := filepath.Join("testdata", "mali2018."+string(l)+".txt")
		got := d.Document.Text()
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("the note in %q has changed (run with -update to accept):\n%s", l, firstDifference(string(want), got))
		}
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return "- " + w[i] + "\n+ " + g[i]
		}
	}
	return "one is longer than the other"
}

// every text of a draft that a reader sees as prose.
func prose(d *Draft) []string {
	out := []string{d.Document.Title, d.Document.Fictitious, d.Document.Handling}
	for _, s := range d.Statements {
		for _, sentence := range s.Sentences {
			out = append(out, sentence.Text())
		}
	}
	for _, b := range d.Document.Blocks {
		out = append(out, b.Caption, b.Source)
		if b.Kind == document.Heading || b.ID == "quality" {
			out = append(out, Sentence{Runs: b.Runs}.Text())
		}
	}
	return out
}

var (
	wrongSpace  = regexp.MustCompile(`\w [:;?!%»]|« |  | [.,)]|\( `)
	unfilled    = regexp.MustCompile(`[{}]`)
	zeroOf      = regexp.MustCompile(`\b0 (organisation|ONG|réunion|siège|partenaire|leçon|NGO|meeting|seat|partner|lesson)`)
	causation   = regexp.MustCompile(`(?i)\beffets?\b|\beffects?\b|\bimpact`)
	percentage  = regexp.MustCompile(`[0-9][\x{00a0} ]?%`)
	numbers     = regexp.MustCompile(`[0-9][0-9 \x{202f},.]*`)
	hiatus      = regexp.MustCompile(`(^| )(de|le|la|De|Le|La) [AEIOUÉÈÊaeiouéèê]`)
	contraction = regexp.MustCompile(`(^| )(de|à) les? `)
)

// TestCareful reads the note of the sample and of every counterfactual as a
// careful reader would.
func TestCareful(t *testing.T) {
	drafts := map[string]*record.Snapshot{"sample": mali(t), "nothing recorded": record.NewSnapshot(nil, "2018-03-21")}
	for _, c := range counterfactuals {
		drafts[c.code+" "+c.name] = after(t, c.edit)
	}
	seen := map[string]bool{}
	for name, s := range drafts {
		for _, l := range locale.Langs {
			for _, level := range []record.Level{record.Public, record.Restricted} {
				for _, text := range prose(Write(s, Options{Lang: l, Level: level})) {
					if seen[string(l)+text] {
						continue
					}
					seen[string(l)+text] = true
					for _, fault := range []struct {
						what string
						re   *regexp.Regexp
						in   bool
					}{
						{"a slot is not filled", unfilled, true}, {"a word of causation", causation, true}, {"0 where a word is meant", zeroOf, true},
						{"spacing", wrongSpace, l == locale.FR}, {"spacing", regexp.MustCompile(`  | [.,;:)%]|\( `), l == locale.EN},
						{"contraction", contraction, l == locale.FR}, {"elision", hiatus, l == locale.FR},
					} {
						if m := fault.re.FindString(text); fault.in && m != "" {
							t.Errorf("%s, %s: %s (%q): %s", name, l, fault.what, m, text)
						}
					}
					if percentage.MatchString(text) && len(numbers.FindAllString(text, -1)) < 3 && !strings.Contains(text, "par an") && !strings.Contains(text, "a year") {
						t.Errorf("%s, %s: a percentage without n and N: %s", name, l, text)
					}
				}
			}
		}
	}
}

// A note never names a person, never tells free text, and in public never
// names an area below the regions.
func TestWhatANoteNeverTells(t *testing.T) {
	s := mali(t)
	d := Write(s, Options{Lang: locale.FR, Geometry: chart.Mali()})
	text := d.Document.Text()
	for _, p := range s.Persons {
		if p.Name != "" && strings.Contains(text, p.Name) {
			t.Errorf("names %s", p.Name)
		}
	}
	for _, l := range s.Lessons {
		if l.Content != "" && strings.Contains(text, l.Content) {
			t.Errorf("tells the lesson %q", l.Content)
		}
	}
	for _, x := range s.Supports {
		if x.Title != "" && strings.Contains(text, x.Title) && x.Title != "Coordination humanitaire" && x.Title != "Principes de l’action humanitaire" {
			t.Errorf("tells the free text %q", x.Title)
		}
	}
	regions := map[string]bool{"Bamako": true}
	for _, p := range s.Places {
		if p.Depth.V <= 1 {
			regions[p.NameFR] = true
		}
	}
	var prose strings.Builder
	for _, statement := range d.Statements {
		prose.WriteString(statement.Text())
	}
	for _, a := range s.AccessLevels {
		if p := s.Place(a.Place); p != nil && !regions[p.NameFR] && len(p.NameFR) > 4 && strings.Contains(prose.String(), p.NameFR) {
			t.Errorf("names the area %s", p.NameFR)
		}
	}
}

func TestNothingRecordedIsSaidSo(t *testing.T) {
	d := Write(record.NewSnapshot(nil, "2018-03-21"), Options{Lang: locale.FR})
	for _, s := range d.Statements {
		if s.Code == "S19" {
			continue
		}
		text := s.Text()
		if text == "" || regexp.MustCompile(`[1-9]`).MatchString(strings.NewReplacer("21 mars 2018", "", "5W", "").Replace(text)) {
			t.Errorf("%s of an empty register: %q", s.Code, text)
		}
	}
	if len(d.Figures) == 0 {
		t.Error("the scorecard has no figures")
	}
}

func TestOlderDocumentsAreQuotedApart(t *testing.T) {
	s := after(t, func(e *edited) {
		change(e, e.before.DeclaredFigures, func(d *record.DeclaredFigure) bool { return d.Indicator == "PLN-01" },
			func(d *record.DeclaredFigure) { d.On, d.Document, d.Num = "2017-03-21", "Note de 2017", record.N(7) })
	})
	got := Write(s, Options{Lang: locale.FR}).Statement("S1").Text()
	if want := "Selon «\u00a0Note de 2017\u00a0» (21 mars 2017), ce chiffre est de 7 sur 66"; !strings.Contains(got, want) {
		t.Errorf("S1: %q, want %q in it", got, want)
	}
	if strings.Contains(Write(mali(t), Options{Lang: locale.FR}).Statement("S1").Text(), "Selon") {
		t.Error("a figure declared on the day of the note is quoted")
	}
}

func TestSampleIsMarkedAndHandlingFollowsTheLevel(t *testing.T) {
	s := mali(t)
	if Write(s, Options{}).Document.Fictitious == "" {
		t.Error("the sample is not marked as such")
	}
	for level, want := range map[record.Level]string{record.Public: "Public. Réutilisable", record.Restricted: "Diffusion restreinte", record.Confidential: "Confidentiel"} {
		if got := Write(s, Options{Level: level}).Document.Handling; !strings.HasPrefix(got, want) {
			t.Errorf("level %d: %q", level, got)
		}
	}
}

func TestIssuedNoteStaysAsItWas(t *testing.T) {
	for _, l := range locale.Langs {
		d := Write(mali(t), Options{Lang: l, Geometry: chart.Mali()})
		issued, err := Freeze(d, "note-1", "2018-03-22", "published", "Coordination")
		if err != nil {
			t.Fatal(err)
		}
		doc, frozen, err := Thaw(issued)
		if err != nil {
			t.Fatal(err)
		}
		again, err := Freeze(&Draft{Lang: d.Lang, Day: d.Day, Body: d.Body, Position: d.Position, Document: doc, Figures: frozen.Figures,
			Statements: frozen.Statements, Sources: frozen.Sources, Evidence: frozen.Evidence}, "note-1", "2018-03-22", "published", "Coordination")
		if err != nil {
			t.Fatal(err)
		}
		if issued.Figures != again.Figures || issued.Document != again.Document {
			t.Error("the note does not thaw as it was frozen")
		}
		if doc.Text() != d.Document.Text() {
			t.Error("the thawed document reads differently")
		}
		if p := record.Check(issued); len(p) > 0 {
			t.Errorf("the issued note is no valid record: %v", p)
		}
		same, err := Compare(issued, d)
		if err != nil || !same.None() {
			t.Errorf("nothing changed, yet: %v %s", err, same.Text(l))
		}
	}
}

func TestCompareSaysWhatChanged(t *testing.T) {
	d := Write(mali(t), Options{Lang: locale.FR})
	issued, err := Freeze(d, "note-1", "2018-03-22", "published", "Coordination")
	if err != nil {
		t.Fatal(err)
	}
	var agent string
	now := Write(after(t, func(e *edited) {
		change(e, e.before.Supports, func(s *record.Support) bool { return s.Modality == "secondment" },
			func(s *record.Support) { s.Until, agent = "2018-02-01", s.ID })
	}), Options{Lang: locale.FR})
	diff, err := Compare(issued, now)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(diff.Figures, func(f FigureDifference) bool { return f.Code == "S9" })
	if at < 0 || !slices.Contains(diff.Figures[at].Removed, agent) {
		t.Errorf("the agent who left is not told: %+v", diff.Figures)
	}
	if len(diff.Statements) != 1 || diff.Statements[0].Code != "S9" {
		t.Errorf("statements that differ: %+v", diff.Statements)
	}
	text := diff.Text(locale.FR)
	for _, want := range []string{"S9", "enregistrement retiré\u00a0: " + agent, "– Un agent", "+ Plus aucun agent"} {
		if !strings.Contains(text, want) {
			t.Errorf("the text does not say %q:\n%s", want, text)
		}
	}
	if _, err := Compare(issued, Write(mali(t), Options{Lang: locale.EN})); err == nil {
		t.Error("a French note is compared with an English draft")
	}
}

func TestThawRefusesWhatIsNoNote(t *testing.T) {
	if _, _, err := Thaw(&record.Note{Document: "{", Figures: "{}"}); err == nil {
		t.Error("a broken document thaws")
	}
	good, _ := json.Marshal(document.Document{})
	if _, _, err := Thaw(&record.Note{Document: string(good), Figures: "[]"}); err == nil {
		t.Error("broken figures thaw")
	}
}

func TestFrenchArticles(t *testing.T) {
	w := &writer{lang: locale.FR, expanded: map[string]bool{}}
	dnds := name{full: "Direction Nationale", acronym: "DNDS", gender: 'f'}
	for _, c := range []struct {
		n             name
		article, want string
	}{
		{dnds, "de", "de la Direction Nationale (DNDS)"}, {dnds, "à", "à la DNDS"}, {dnds, "Le", "La DNDS"},
		{name{full: "Ministère", gender: 'm'}, "de", "du Ministère"}, {name{full: "Ministère", gender: 'm'}, "à", "au Ministère"},
		{name{full: "Organisation internationale", acronym: "OIM", gender: 'f'}, "le", "l’Organisation internationale (OIM)"},
		{name{full: "Organisation internationale", acronym: "OIM", gender: 'f'}, "de", "de l’OIM"},
		{name{full: "Haut-Commissariat", acronym: "HCR", gender: 'm'}, "de", "du Haut-Commissariat (HCR)"},
		{name{full: "Haut-Commissariat", acronym: "HCR", gender: 'm'}, "de", "du HCR"},
		{name{full: "Bureau", acronym: "OCHA", gender: 'm'}, "le", "le Bureau (OCHA)"}, {name{full: "Bureau", acronym: "OCHA", gender: 'm'}, "de", "d’OCHA"},
		{name{full: "clusters régionaux", gender: 'p'}, "de", "des clusters régionaux"}, {name{full: "clusters régionaux", gender: 'p'}, "à", "aux clusters régionaux"},
		{name{full: "Association (exemple)", acronym: "AS-ex", gender: 'f'}, "le", "l’Association (exemple, AS-ex)"},
		{name{full: "Amade"}, "de", "d’Amade"}, {name{full: "Sabali"}, "à", "à Sabali"}, {name{full: "Gao"}, "de", "de Gao"},
	} {
		if got := w.articled(c.n, c.article); got != c.want {
			t.Errorf("%s + %s: %q, want %q", c.article, c.n.full, got, c.want)
		}
	}
}
