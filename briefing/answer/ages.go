package answer

import (
	"slices"

	"lede/briefing/answer/index"
)

// otherAge compares the ages in a sentence with the person the question names: -1 if one is that person's, 1 if all belong
// to other people, 0 if the question names nobody or an age stands without a name.
func (s *search) otherAge(b *index.Bag) float64 {
	if !slices.ContainsFunc(s.q.Terms, s.IsName) {
		return 0
	}
	other := 0.0
	for j := range b.Words {
		if !b.AgeAt(j) {
			continue
		}
		if !b.NameAt(j - 1) {
			return 0
		}
		if s.meetsName(b, j-1) {
			return -1
		}
		other = 1
	}
	return other
}

// agesThing reports whether a sentence gives the age of a thing that the question does not ask about: “the school is 40 years old”.
func (s *search) agesThing(b *index.Bag) bool {
	for j := 3; j < len(b.Words); j++ {
		if be := b.Word(j - 3); b.Word(j) == "old" && b.AgeAt(j) && (be == "is" || be == "was") {
			return !slices.ContainsFunc(b.IDs[:j-3], s.meetsAny) && !b.HumanBefore(j-3)
		}
	}
	return false
}

// meetsName reports whether the name that ends at word j of a sentence contains a word the question asks about.
func (s *search) meetsName(b *index.Bag, j int) bool {
	for ; j >= 0 && b.Words[j].Upper; j-- {
		if s.meetsAny(b.IDs[j]) {
			return true
		}
	}
	return false
}
