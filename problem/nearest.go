package problem

import (
	"strings"

	"github.com/agnivade/levenshtein"
)

// shortest is the least number of letters for a guess: below it, most guesses would be wrong.
const shortest = 4

// Nearest returns the known name that a misspelt one most likely stands for, to ask “did you mean …?”. It ignores case,
// allows one slip for every four letters, and returns "" when no name is that near. Of equally near names it returns the first.
func Nearest(typed string, known []string) string {
	typed = strings.ToLower(typed)
	best, least := "", len(typed)/shortest+1
	if least == 1 {
		return ""
	}
	for _, name := range known {
		longer := len(name) - len(typed)
		if max(longer, -longer) >= least {
			continue
		}
		if d := levenshtein.ComputeDistance(typed, strings.ToLower(name)); d < least {
			best, least = name, d
		}
	}
	return best
}
