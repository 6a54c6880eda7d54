package answer

import (
	"lede/briefing/question"
	"lede/briefing/words"
)

// sex returns 1 if a sentence has a word for a person of the sex that the question speaks of, -1 if it has only words for
// the other sex, and 0 otherwise.
func (s *search) sex(b *bag) float64 {
	want := question.SexOf(s.q.Words)
	if want == 0 || !words.Ruled(s.language) {
		return 0
	}
	found := question.SexOf(b.Words)
	for _, p := range b.people {
		switch named := s.people[p].sex; {
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
