package problem

import (
	"strings"

	"github.com/agnivade/levenshtein"
)

// shortest is how many letters a name needs before a guess at what was meant is more help than harm.
const shortest = 4

// Nearest returns the known name that was most likely meant by a misspelt one, for a question such as “did you mean
// …?”. It allows one slip for every four letters, whatever the case, and returns "" when nothing is that near. Of
// names equally near it returns the first.
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
