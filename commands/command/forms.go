package command

import "lede/problem"

// Again is the option of a form, and of the button to it, that has what was typed before filled in.
const Again = "again"

// Message and hint stand beside a field together, for which Discord has MaxBeside characters, so no more than MaxNamed of a
// wrong value are repeated.
const (
	MaxNamed  = 24
	MaxBeside = 100
)

// Mistake is a mistake in a field of the form.
type Mistake struct {
	Field   string
	Problem *problem.Problem
}
