package text

import "lede/briefing/words"

// longestLead is how many tokens an opening clause may have.
const longestLead = 40

// LeadClause returns the comma that ends an opening clause, "While NAME waited,"; from if there is no such clause. The
// sentence is not about the people in it.
func (r *Reading) LeadClause(from, to int) int {
	if from >= to || !r.Words.Subordinators[r.Lower(from)] {
		return from
	}
	for i := from; i < to && i-from < longestLead; i++ {
		if r.Lower(i) == "," {
			return i
		}
	}
	return from
}

// TellsWhen reports whether token i begins a time such as "on Monday" or "in 2011", which ends a role before it.
func (r *Reading) TellsWhen(i, limit int) bool {
	l := r.Lower(i)
	if r.Words.Weekdays[l] != 0 {
		return true
	}
	if i+1 >= limit || l != "on" && l != "in" && l != "since" {
		return false
	}
	next := r.Lower(i + 1)
	return r.Words.Weekdays[next] != 0 || r.Words.Months[next] != 0 || len(next) == 4 && words.Digit(next)
}

// PastLetters steps from token i, right after a name, over letters such as "KC" in "Eleanor Marsh KC".
func (r *Reading) PastLetters(i, sentence int) int {
	for i < r.First[sentence+1] && r.Words.Heads[r.Word(i)] == "after" {
		i++
	}
	return i
}
