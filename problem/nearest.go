package problem

import "strings"

// shortest is the least number of letters for a guess: below it, most guesses would be wrong.
const shortest = 4

// Nearest returns the known name that a misspelt one most likely stands for, to ask “did you mean …?”. It ignores case,
// allows one slip for every four letters, and returns "" when no name is that near. Of equally near names it returns the first.
func Nearest(typed string, known []string) string {
	letters := []rune(strings.ToLower(typed))
	best, least := "", len(typed)/shortest+1
	if least == 1 {
		return ""
	}
	for _, name := range known {
		if d := Slips(letters, []rune(strings.ToLower(name)), least-1); d < least {
			best, least = name, d
		}
	}
	return best
}

// Slips counts what has to be inserted, deleted, replaced or swapped with its neighbour to get from a to b: “Pairs” is one slip
// from “Paris”. It stops early, with a count over limit.
func Slips[T comparable](a, b []T, limit int) int {
	if longer := len(a) - len(b); max(longer, -longer) > limit {
		return limit + 1
	}
	const short = 64
	var space [3 * short]int
	width, rows := short, space[:]
	if len(b) >= width {
		width = len(b) + 1
		rows = make([]int, 3*width)
	}
	older, before, now := rows[:width], rows[width:2*width], rows[2*width:]
	for j := range len(b) + 1 {
		before[j] = j
	}
	for i := 1; i <= len(a); i++ {
		now[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			now[j] = min(before[j]+1, now[j-1]+1, before[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], older[j-2]+1)
			}
			least = min(least, now[j])
		}
		if least > limit {
			return least
		}
		older, before, now = before, now, older
	}
	return before[len(b)]
}
