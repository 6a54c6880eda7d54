package answer

import "lede/briefing/words"

// sex is 1 if a sentence has a word for somebody of the sex of whom the question speaks, -1 if it has one of the other alone, and else 0.
func (s *search) sex(b *bag) float64 {
	want := sexOf(s.q.words)
	if want == 0 || !ruled(s.language) {
		return 0
	}
	found := sexOf(b.asked)
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

const (
	male   = 1
	female = -1
)

// sexOf is the sex that the words for people in a text are of, 0 if of none or of both.
func sexOf(list []asked) int {
	he, she := false, false
	for _, w := range list {
		switch w.fold {
		case "he", "him", "his", "himself", "he's", "he'd", "he'll":
			he = true
		case "she", "her", "hers", "herself", "she's", "she'd", "she'll":
			she = true
		}
	}
	switch {
	case he == she:
		return 0
	case he:
		return male
	}
	return female
}

// sexOfName is the sex of somebody's given name.
func sexOfName(given string) int {
	lex := words.Lexicon()
	switch {
	case lex.Male[given] && !lex.Female[given]:
		return male
	case lex.Female[given] && !lex.Male[given]:
		return female
	}
	return 0
}

// ofSex are the people whose given names do not tell the other sex.
func (x *Index) ofSex(sex int) (found []int) {
	for p := range x.people {
		if x.people[p].sex != -sex {
			found = append(found, p)
		}
	}
	return found
}
