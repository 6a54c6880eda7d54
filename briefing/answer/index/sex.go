package index

import (
	"slices"

	"lede/briefing/question"
	"lede/briefing/words"
)

// Sex returns 1 if a sentence has a word for a person of the sex that a question speaks of, -1 if it has only words for
// the other sex, and 0 otherwise.
func (x *Index) Sex(q *question.Question, b *Bag) float64 {
	want := question.SexOf(q.Words)
	if want == 0 || !words.Ruled(x.Language) {
		return 0
	}
	found := question.SexOf(b.Words)
	for _, p := range b.People {
		switch named := x.people[p].sex; {
		case named == want:
			return 1
		case named != 0 && found == 0:
			found = named
		}
	}
	return float64(found * want)
}

// sexOfName returns the sex a given name implies.
func sexOfName(given string) int {
	lex := words.Lexicon()
	switch {
	case lex.Male[given] && !lex.Female[given]:
		return question.Male
	case lex.Female[given] && !lex.Male[given]:
		return question.Female
	}
	return 0
}

// ofSex returns the people whose given names do not imply the other sex.
func (x *Index) ofSex(sex int) (found []int) {
	for p := range x.people {
		if x.people[p].sex != -sex {
			found = append(found, p)
		}
	}
	return found
}

// AsksAfter reports whether a question has a name of a person.
func (x *Index) AsksAfter(q *question.Question, p int) bool {
	return slices.ContainsFunc(q.Terms, func(t question.Term) bool { return slices.Contains(x.people[p].name, t.Fold) })
}
