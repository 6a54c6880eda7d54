package training

import (
	"bytes"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"

	"lede/briefing/logistic"
)

// Example is a case with its signs, and whether it turned out true.
type Example struct {
	Signs []float64
	Right bool
	Share float64 // its weight
}

const (
	rounds = 40  // of Newton's method, which needs about ten
	decay  = 0.5 // pulls weights towards zero, so that a rare sign is not trusted too much
)

// Fit finds the most likely weights given the examples (logistic regression, by Newton's method).
func Fit(examples []Example) []float64 {
	n := len(examples[0].Signs)
	w := make([]float64, n)
	for range rounds {
		gradient, hessian := make([]float64, n), make([][]float64, n)
		for i := range n {
			hessian[i] = make([]float64, n)
			gradient[i] = -decay * w[i]
			hessian[i][i] = decay
		}
		for _, e := range examples {
			p, y := logistic.Chance(w, e.Signs), 0.0
			if e.Right {
				y = 1
			}
			for i, v := range e.Signs {
				if v == 0 {
					continue
				}
				gradient[i] += e.Share * (y - p) * v
				for j, u := range e.Signs {
					hessian[i][j] += e.Share * p * (1 - p) * v * u
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

// solve solves a system of linear equations by elimination, in place. The matrix is symmetric and positive definite, so no pivoting is needed.
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

// Write writes named numbers to a file of weights, with a comment at the top.
func Write(path, head string, named map[string]*float64) error {
	var b bytes.Buffer
	fmt.Fprintln(&b, "# "+head)
	for _, name := range slices.Sorted(maps.Keys(named)) {
		fmt.Fprintf(&b, "%s\t%.3f\n", name, *named[name])
	}
	return os.WriteFile(path, b.Bytes(), 0o644)
}
