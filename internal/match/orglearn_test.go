package match

import (
	"flag"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
)

var learnAnew = flag.Bool("learn", false, "learn the weights anew and write orgweights.go")

// feature is a weight before anything is learnt: its sign is what one knows
// beforehand, and is never turned.
type feature struct {
	name  string
	guess float64
}

// guesses stand in the order of the features.
var guesses = [features]feature{
	{"bothName", 3}, {"bothShort", 3}, {"within", -2}, {"around", -2}, {"aroundShort", -2}, {"partly", -5},
	{"toldBoth", 1}, {"told", 2}, {"extraIn", -1}, {"extraTail", -1}, {"extraOut", -1}, {"lackIn", -1}, {"lackTail", -1},
	{"disorder", -1}, {"fuzz", -2}, {"likeness", 1}, {"opening", 1}, {"openEnd", 1},
	{"sameText", 1}, {"acronymOn", 1}, {"acronymOff", -1}, {"countryOn", 0.5}, {"countryIn", -0.5}, {"countryOf", -1}, {"countryOff", -3},
	{"initials", -0.5}, {"aPart", -1}, {"first", 0.5},
}

// TestLearnWeights learns the weights from the real and the generated
// spellings and writes them down. Before, it learns from the spellings of one
// half of the organisations and tries them on the other, both ways, each fifth
// of the organisations missing from the register in turn.
func TestLearnWeights(t *testing.T) {
	if !*learnAnew {
		t.Skip("go test ./internal/match -run LearnWeights -learn -v")
	}
	real, made := realSet(t), generatedSet(t)
	madeUp := choices(newIndex(made.orgs, nil), made.spellings[:3000], 0.3)
	halves := [2][]choice{}
	var indexes []*index
	var asked [][]example
	for k := range 5 {
		orgs, all := real.without(k)
		indexes, asked = append(indexes, newIndex(orgs, nil)), append(asked, all)
		for i, c := range choices(indexes[k], all, 0.4) {
			h := real.spellings[i].org % 2
			halves[h] = append(halves[h], c)
		}
	}
	var across, whole []verdict
	full := newIndex(real.orgs, nil)
	for h := range halves {
		w := learn(slices.Concat(halves[h], madeUp))
		for k := range 5 {
			for i, e := range asked[k] {
				if int(real.spellings[i].org%2) != h {
					across = append(across, judgeOne(indexes[k], e, &w))
				}
			}
		}
		for _, e := range real.spellings {
			if int(e.org%2) != h {
				whole = append(whole, judgeOne(full, e, &w))
			}
		}
	}
	t.Log(newCurve(across).String("real, learnt on one half, tried on the other, a fifth of the register missing"))
	t.Log(newCurve(whole).String("real, learnt on one half, tried on the other"))
	w := learn(slices.Concat(halves[0], halves[1], madeUp))
	var b strings.Builder
	b.WriteString("package match\n\n// weights are what the features count, learnt from labelled spellings by\n// TestLearnWeights.\nvar weights = vector{\n")
	for i, f := range guesses {
		fmt.Fprintf(&b, "\t%-12s %.2f,\n", f.name+":", w[i])
	}
	b.WriteString("}\n")
	if err := os.WriteFile("orgweights.go", []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// judgeOne asks for one spelling under given weights.
func judgeOne(x *index, e example, w *vector) verdict {
	s := new(scratch)
	x.ask(&s.query, read(e.acronym), read(e.name))
	v := verdict{known: e.org >= 0}
	for i, j := range x.judge(s, w) {
		if i == 0 {
			v.score, v.right = j.score, j.org == e.org
		}
		v.amongThree = v.amongThree || i < 3 && j.org == e.org
	}
	return v
}

// example is a spelling whose organisation is known: one of the index, or none.
type example struct {
	acronym, name string
	org           int32 // -1: not in the register
}

// choice is an example with everything that a search compares it with.
type choice struct {
	options [][]vector // per organisation
	right   int        // among the options, -1 for none
	weight  float64
}

// choices runs the search for the examples and keeps all comparisons.
func choices(x *index, all []example, weight float64) []choice {
	var out []choice
	s := new(scratch)
	for _, e := range all {
		x.ask(&s.query, read(e.acronym), read(e.name))
		c := choice{right: -1, weight: weight}
		for _, org := range x.candidates(s) {
			var forms []vector
			for n := x.from[org]; n < x.from[org+1]; n++ {
				if s.apart(n) {
					continue
				}
				for k := range s.pieces {
					if s.beside(k, &x.forms[n]) {
						continue
					}
					if v := x.compare(&s.query, k, &x.forms[n]).vector; v[told]+v[toldBoth] > 0 {
						forms = append(forms, v)
					}
				}
			}
			if len(forms) == 0 {
				continue
			}
			if org == e.org {
				c.right = len(c.options)
			}
			c.options = append(c.options, forms)
		}
		out = append(out, c)
	}
	return out
}

// doubt is the share of labels that is thought to be wrong, ridge how much the
// guesses weigh against the examples.
const (
	doubt = 0.02
	ridge = 1
)

// learn finds the weights under which the right answers are most likely, by
// Newton's method starting from a guess that a little data is not to overturn; nothing in it is random.
func learn(all []choice) vector {
	var w vector
	for i, f := range guesses {
		w[i] = f.guess
	}
	for range 15 {
		var grad vector
		var hess [features][features]float64
		for _, c := range all {
			best := make([]*vector, len(c.options))
			logit := make([]float64, len(c.options))
			top := 0.0
			for k, forms := range c.options {
				logit[k] = math.Inf(-1)
				for i := range forms {
					z := 0.0
					for j := range w {
						z += w[j] * forms[i][j]
					}
					if z > logit[k] {
						logit[k], best[k] = z, &forms[i]
					}
				}
				top = max(top, logit[k])
			}
			sum := math.Exp(-top)
			for _, z := range logit {
				sum += math.Exp(z - top)
			}
			// Some labels nobody could guess: they count for less.
			right := math.Exp(-top) / sum
			if c.right >= 0 {
				right = math.Exp(logit[c.right]-top) / sum
			}
			weight := c.weight * (1 - doubt) * right / ((1-doubt)*right + doubt/float64(len(logit)+1))
			var mean vector
			for k, z := range logit {
				p := math.Exp(z-top) / sum
				for i, a := range best[k] {
					mean[i] += p * a
				}
				if p > 1e-9 {
					for i, a := range best[k] {
						if a != 0 {
							for j := range i + 1 {
								hess[i][j] += weight * p * a * best[k][j]
							}
						}
					}
				}
			}
			for i := range mean {
				for j := range i + 1 {
					hess[i][j] -= weight * mean[i] * mean[j]
				}
				grad[i] -= weight * mean[i]
				if c.right >= 0 {
					grad[i] += weight * best[c.right][i]
				}
			}
		}
		for i := range w {
			grad[i] -= ridge * (w[i] - guesses[i].guess)
			hess[i][i] += ridge
			for j := range i {
				hess[j][i] = hess[i][j]
			}
		}
		step := solve(hess, grad)
		size := 0.0
		for i := range step {
			size = max(size, math.Abs(step[i]))
		}
		damp := min(1, 4/size)
		for i := range w {
			w[i] += damp * step[i]
			if guesses[i].guess*w[i] < 0 {
				w[i] = 0
			}
		}
	}
	return w
}

// solve is Gauss's elimination.
func solve(a [features][features]float64, b vector) vector {
	for i := range b {
		p := i
		for r := i; r < features; r++ {
			if math.Abs(a[r][i]) > math.Abs(a[p][i]) {
				p = r
			}
		}
		a[i], a[p] = a[p], a[i]
		b[i], b[p] = b[p], b[i]
		for r := i + 1; r < features; r++ {
			f := a[r][i] / a[i][i]
			for c := i; c < features; c++ {
				a[r][c] -= f * a[i][c]
			}
			b[r] -= f * b[i]
		}
	}
	for i := features - 1; i >= 0; i-- {
		for c := i + 1; c < features; c++ {
			b[i] -= a[i][c] * b[c]
		}
		b[i] /= a[i][i]
	}
	return b
}
