package command

import "lede/problem"

// Again is the option of a form, and of the button that opens it, that fills in what was typed before.
const Again = "again"

// Message and hint share the MaxBeside characters that Discord allows beside a field, so at most MaxNamed characters of a wrong value
// are repeated.
const (
	MaxNamed  = 24
	MaxBeside = 100
)

// Mistake is a mistake in a field of the form.
type Mistake struct {
	Field   string
	Problem *problem.Problem
}
