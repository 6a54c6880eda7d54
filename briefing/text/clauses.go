package text

import "lede/briefing/words"

// longestLead is how many tokens a clause may have that leads in.
const longestLead = 40

// LeadClause is the token where the clause that leads in ends, "While NAME waited,": who is in it is not the one
// that the sentence is about. Without such a clause it is from.
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

// TellsWhen reports whether what begins at token i says when somebody came to be what he is: "on Monday", "in 2011".
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

// PastLetters is the token behind the letters that follow a name which ends at token i of a sentence: "Eleanor Marsh KC".
func (r *Reading) PastLetters(i, sentence int) int {
	for i < r.First[sentence+1] && r.Words.Heads[r.Word(i)] == "after" {
		i++
	}
	return i
}

// PastParty is the token behind "of the JSP", which says whose somebody is.
func (r *Reading) PastParty(i, limit int) int {
	if i+1 >= limit || r.Lower(i) != "of" {
		return i
	}
	next := i + 1
	if r.Lower(next) == "the" {
		next++
	}
	end := next
	for end < limit && r.Tokens[end].Word() && words.Capital(r.Word(end)) {
		end++
	}
	if end == next {
		return i
	}
	return end
}
