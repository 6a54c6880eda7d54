package answer

import "slices"

// otherAge is 1 if all ages that a sentence tells beside a name are of somebody whom the question does not name, though it names somebody,
// -1 if one is of whom it names, and else 0.
func (s *search) otherAge(b *bag) float64 {
	if !slices.ContainsFunc(s.q.Terms, s.isName) {
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

// agesThing tells whether a sentence says how old something is that is nobody, nor what the question asks about: “the school is 40 years old”.
func (s *search) agesThing(b *bag) bool {
	for j := 3; j < len(b.Words); j++ {
		if be := b.Word(j - 3); b.Word(j) == "old" && b.AgeAt(j) && (be == "is" || be == "was") {
			return !slices.ContainsFunc(b.ids[:j-3], s.meetsAny) && !b.HumanBefore(j-3)
		}
	}
	return false
}

// meetsName tells whether the name that ends with word j of a sentence has a word that the question asks about.
func (s *search) meetsName(b *bag, j int) bool {
	for ; j >= 0 && b.Words[j].Upper; j-- {
		if s.meetsAny(b.ids[j]) {
			return true
		}
	}
	return false
}
