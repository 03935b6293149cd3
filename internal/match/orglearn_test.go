package match

import (
	"math"
)

// example is a spelling whose organisation is known: one of the index, or none.
type example struct {
	acronym, name string
	org           int32 // -1: not in the register
	weight        float64
}

// choice is an example with everything that a search compares it with.
type choice struct {
	options [][]vector // per organisation
	right   int        // among the options, -1 for none
	weight  float64
}

// choices runs the search for the examples and keeps all comparisons.
func choices(x *index, all []example) []choice {
	var out []choice
	s := new(scratch)
	for _, e := range all {
		x.ask(&s.query, e.acronym, e.name)
		c := choice{right: -1, weight: e.weight}
		for _, org := range x.candidates(s) {
			var forms []vector
			for _, n := range x.of[org] {
				for k := range s.pieces {
					if v, _ := x.compare(&s.query, k, &x.forms[n]); v[told]+v[toldBoth] > 0 {
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

// doubt is the share of labels that is thought to be wrong.
var doubt = 0.02

// learn finds the weights under which the right answers are most likely, by
// Newton's method starting from a guess that a little data is not to overturn; nothing in it is random.
func learn(all []choice, prior vector, ridge float64, rounds int) vector {
	w := prior
	for range rounds {
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
			grad[i] -= ridge * (w[i] - prior[i])
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
			if prior[i]*w[i] < 0 { // a sign is never turned
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
