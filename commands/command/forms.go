package command

import (
	"crypto/sha256"
	"encoding/base64"

	"lede/problem"
)

// Again is the option of a form, and of the button that opens it, that fills in what was typed before.
const Again = "again"

// Held is the option of a form that says, by a mark of each field, what the fields held when it was opened. Whoever changes one field must
// not undo what somebody else has changed in the others since.
const Held = "held"

// markLength is how many characters a mark has: few enough for a custom id, and one in sixteen million changes is mistaken for none.
const markLength = 4

// Marks returns the marks of what fields hold, in the order of their names.
func Marks(names []string, value map[string]string) (marks string) {
	for _, name := range names {
		sum := sha256.Sum256([]byte(value[name]))
		marks += base64.RawURLEncoding.EncodeToString(sum[:])[:markLength]
	}
	return marks
}

// Untouched returns the fields of a sent form that hold what they held when it was opened. The names are those of the marks.
func Untouched(names []string, in Input) (list []string) {
	sent, held := Marks(names, in.Options), in.Options[Held]
	if len(held) != len(sent) {
		return nil // opened by an older version, or to add something
	}
	for i, name := range names {
		if at := i * markLength; sent[at:at+markLength] == held[at:at+markLength] {
			list = append(list, name)
		}
	}
	return list
}

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
