package main

import (
	"math"

	"lede/briefing/story"
)

// example is what has some signs, and whether it turned out right.
type example struct {
	signs []float64
	right bool
	share float64 // how much it counts
}

const (
	rounds = 40  // of Newton's method, which needs about ten
	decay  = 0.5 // pulls weights towards zero, so that a rare sign is not believed too much
)

// fit finds the weights under which the examples are likeliest (logistic regression, by Newton's method).
func fit(examples []example) []float64 {
	n := len(examples[0].signs)
	w := make([]float64, n)
	for range rounds {
		gradient, hessian := make([]float64, n), make([][]float64, n)
		for i := range n {
			hessian[i] = make([]float64, n)
			gradient[i] = -decay * w[i]
			hessian[i][i] = decay
		}
		for _, e := range examples {
			p, y := story.Chance(w, e.signs), 0.0
			if e.right {
				y = 1
			}
			for i, v := range e.signs {
				if v == 0 {
					continue
				}
				gradient[i] += e.share * (y - p) * v
				for j, u := range e.signs {
					hessian[i][j] += e.share * p * (1 - p) * v * u
				}
			}
		}
		most := 0.0
		for i, step := range solve(hessian, gradient) {
			w[i] += step
			most = max(most, math.Abs(step))
		}
		if most < 1e-6 {
			break
		}
	}
	return w
}

// solve solves a system of linear equations by elimination, in place. The matrix is symmetric and positive, so no row need be swapped.
func solve(m [][]float64, v []float64) []float64 {
	n := len(v)
	for i := range n {
		for j := i + 1; j < n; j++ {
			f := m[j][i] / m[i][i]
			for k := i; k < n; k++ {
				m[j][k] -= f * m[i][k]
			}
			v[j] -= f * v[i]
		}
	}
	for i := n - 1; i >= 0; i-- {
		for k := i + 1; k < n; k++ {
			v[i] -= m[i][k] * v[k]
		}
		v[i] /= m[i][i]
	}
	return v
}
