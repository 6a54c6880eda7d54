package answer

import (
	"slices"
	"strings"

	"lede/briefing/words"
)

// inUnit tells whether a sentence has a number in a unit, as in "11 kilometres", "half an hour" or "£46 million".
func (x *Index) inUnit(unit string, b *bag) bool {
	for j := range b.asked {
		if x.unitAt(unit, b, j) {
			return true
		}
	}
	return false
}

// unitAt tells whether word j of a sentence makes a number one in a unit.
func (x *Index) unitAt(unit string, b *bag, j int) bool {
	w := b.asked[j]
	switch unit {
	case "age":
		return b.ageAt(j)
	case "money":
		if strings.ContainsAny(w.Mark, "$€£¥") {
			return true
		}
		if b.word(j-1) == "per" { // “cent” is a share
			return false
		}
	case "percent":
		if words.Digit(w.Fold) && strings.HasPrefix(x.Text[w.End:], "%") {
			return true
		}
	case "score":
		return scoreAt(b, j)
	case "speed":
		return b.speedAt(j)
	case "often":
		return b.oftenAt(j) || x.unitAt("percent", b, j)
	case "times":
		return b.timesAt(j) || b.oftenAt(j)
	case "distance":
		if b.lightYears(j) {
			return b.numberBefore(j - 1)
		}
	case "size":
		return x.unitAt("length", b, j) || b.measuredIn(words.Asking().Areas, j)
	case "length":
		if b.sizeAt(j) {
			return true
		}
	case "time", "long":
		if b.lightYears(j) || b.often(j) {
			return false
		}
		if openEnded(w.Fold) {
			return true
		}
	}
	return b.measuredIn(unitWords(unit), j)
}

// measuredIn tells whether word j of a sentence is a unit with a number.
func (b *bag) measuredIn(units words.Set, j int) bool {
	w := b.asked[j]
	if words.Digit(w.Fold) && units[strings.TrimLeft(w.Fold, "0123456789.,")] {
		return true // "46m"
	}
	return units[w.Fold] && !b.past(j+1) && b.numberBefore(j)
}

// lightYears tells whether word j of a sentence measures how far light comes in that time.
func (b *bag) lightYears(j int) bool {
	return b.word(j-1) == "light" && words.Asking().Durations[b.word(j)]
}

// often tells whether word j of a sentence says how often and not how long: “every 30 days”.
func (b *bag) often(j int) bool { return b.word(j-1) == "every" || b.word(j-2) == "every" }

// oftenAt tells whether word j of a sentence says how often: “every half hour”, “daily”, “twice”, “40 times a week”.
func (b *bag) oftenAt(j int) bool {
	w := b.word(j)
	switch w {
	case "hourly", "daily", "weekly", "fortnightly", "monthly", "yearly", "annually":
		return true
	case "twice", "times":
		per := b.word(j + 1)
		a := words.Asking().SingleUnits[per] || per == "per" || per == "each" || per == "every"
		return b.timesAt(j) && (a || b.oftenAt(j+1))
	}
	if !words.Asking().Durations[w] && !monthOrDay(b.asked[j], j) {
		return false
	}
	return b.word(j-1) == "each" || b.often(j)
}

// timesAt tells whether word j of a sentence counts how often something was so: “twice”, “three times”.
func (b *bag) timesAt(j int) bool {
	return b.word(j) == "twice" || b.word(j) == "times" && b.counts(j-1)
}

// sizeAt tells whether word j of a sentence says how big something is, and not how far away, by light years or beside something else.
func (b *bag) sizeAt(j int) bool {
	if b.lightYears(j) {
		return b.word(j+1) != "away" && b.numberBefore(j-1)
	}
	return b.compares(j)
}

// compares tells whether word j of a sentence says how big something is beside another: “twice as wide”, “the size of”.
func (b *bag) compares(j int) bool {
	switch {
	case b.word(j) == "size":
		return b.word(j+1) == "of"
	case b.word(j-1) == "as" && words.Asking().Units[b.word(j)] == "length":
		return b.word(j-2) == "twice" || b.word(j-2) == "half" || b.word(j-2) == "times"
	}
	return false
}

// openEnded tells whether a word begins a stretch of time that has no length: “since March”.
func openEnded(word string) bool { return word == "until" || word == "till" || word == "since" }

// speedAt tells whether word j of a sentence makes the number before it a speed: “40 mph”, “60 miles an hour”, “two metres in six hours”.
func (b *bag) speedAt(j int) bool {
	q := words.Asking()
	switch per := b.word(j - 1); {
	case q.Speeds[strings.TrimLeft(b.word(j), "0123456789.,")]:
		return words.Digit(b.word(j)[:1]) || b.counts(j-1)
	case b.word(j-2) == "in" && b.counts(j-1):
		return q.Durations[b.word(j)] && q.Lengths[b.word(j-3)]
	case per == "a" || per == "an" || per == "per" || per == "km":
		return q.Durations[b.word(j)] && q.Lengths[b.word(j-2)] || b.word(j) == "h"
	}
	return false
}

// scoreLine tells whether a sentence is nothing but a result: “Calder 3 Wexmoor Rangers 2”.
func (b *bag) scoreLine() bool {
	const longest = 9 // words
	scores, n := 0, len(b.asked)
	for j, w := range b.asked {
		switch {
		case words.Digit(w.Fold) && len(w.Fold) <= 3 && j > 0:
			scores++
		case !w.Upper:
			return false
		}
	}
	return scores == 2 && n <= longest && words.Digit(b.word(n-1)) && !words.Digit(b.word(n-2))
}

// scoreAt tells whether word j of a sentence ends a score: "3-1".
func scoreAt(b *bag, j int) bool {
	if j == len(b.asked)-1 && b.scoreLine() {
		return true
	}
	if j == 0 || !words.Digit(b.word(j)) || !words.Digit(b.word(j-1)) {
		return false
	}
	switch b.asked[j].Mark {
	case "-", "–", "‑":
		return max(len(b.word(j)), len(b.word(j-1))) <= 3
	}
	return false
}

// ageAt tells whether word j of a sentence tells an age.
func (b *bag) ageAt(j int) bool {
	switch w := b.asked[j]; w.Fold {
	case "old": // "58 years old"
		return j > 1 && strings.HasPrefix(b.word(j-1), "year") && b.counts(j-2)
	case "age": // "the age of 58"
		return b.word(j+1) == "of" && b.counts(j+2)
	case "aged":
		return b.counts(j + 1)
	case "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties": // "in her seventies"
		return words.Asking().Owners[b.word(j-1)]
	default: // "Pell, 58,", "she was 91."
		if b.counts(j) && b.aliveAt(j) {
			return true
		}
		return words.Digit(w.Fold) && len(w.Fold) <= 3 && strings.HasSuffix(strings.TrimSpace(w.Mark), ",") && b.nameAt(j-1)
	}
}

// aliveAt tells whether number j ends what is said of somebody's life: "she was 91.", "dies at 91".
func (b *bag) aliveAt(j int) bool {
	if j+1 < len(b.asked) && !strings.ContainsAny(b.asked[j+1].Mark, ".,;:!?") {
		return false
	}
	switch b.word(j - 1) {
	case "was", "is", "turned", "turns":
		return b.word(j-2) == "who" || words.Asking().Persons[b.word(j-2)] || b.nameAt(j-2)
	case "at":
		return words.FormOf(b.word(j-2), "en").Stem == "die"
	}
	return false
}

// word is word j of a sentence, "" beyond its ends.
func (b *bag) word(j int) string {
	if j < 0 || j >= len(b.asked) {
		return ""
	}
	return b.asked[j].Fold
}

// counts tells whether word j is a number.
func (b *bag) counts(j int) bool { return j >= 0 && j < len(b.asked) && countWord(b.asked[j]) }

// nameAt tells whether word j is capitalised and names no time.
func (b *bag) nameAt(j int) bool {
	return j >= 0 && b.asked[j].Upper && !words.Asking().When[b.asked[j].Fold]
}

// past tells whether word j puts the stretch of time before it into the past.
func (b *bag) past(j int) bool { return b.word(j) == "ago" || b.word(j) == "earlier" }

// numberBefore tells whether a number stands shortly before word j, or a word such as "a" right before it.
func (b *bag) numberBefore(j int) bool {
	for k := max(0, j-3); k < j; k++ {
		if b.counts(k) && b.unbroken(k+1, j) && !b.datedBetween(k+1, j) {
			return true
		}
	}
	return words.Asking().SingleUnits[b.word(j-1)] && b.word(j-2) != "in" // "the second in a year"
}

// datedBetween tells whether one of some words dates what stands behind it: the number in "3 February last year" counts no years.
func (b *bag) datedBetween(from, to int) bool {
	for k := from; k < to; k++ {
		if w := b.word(k); w == "last" || w == "next" || w == "this" || monthOrDay(b.asked[k], k) {
			return true
		}
	}
	return false
}

// unitWords are the words, by what is asked for, one of which must stand beside a number.
func unitWords(unit string) words.Set {
	q := words.Asking()
	switch unit {
	case "money":
		return q.Money
	case "time":
		return q.Durations
	case "long":
		return q.Stretches
	case "weight":
		return q.Weights
	case "length":
		return q.Lengths
	case "distance":
		return q.Distances
	case "temperature":
		return q.Degrees
	case "percent":
		return q.Percents
	}
	return nil
}

// otherAge is 1 if all ages that a sentence tells beside a name are of somebody whom the question does not name, though it names somebody,
// -1 if one is of whom it names, and else 0.
func (s *search) otherAge(b *bag) float64 {
	if !slices.ContainsFunc(s.q.Terms, s.isName) {
		return 0
	}
	other := 0.0
	for j := range b.asked {
		if !b.ageAt(j) {
			continue
		}
		if !b.nameAt(j - 1) {
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
	for j := 3; j < len(b.asked); j++ {
		if be := b.word(j - 3); b.word(j) == "old" && b.ageAt(j) && (be == "is" || be == "was") {
			return !slices.ContainsFunc(b.words[:j-3], s.meetsAny) && !b.humanBefore(j-3)
		}
	}
	return false
}

// humanBefore tells whether a name or a word for a person stands before word j of a sentence.
func (b *bag) humanBefore(j int) bool {
	humans := []words.Set{words.Lexicon().Roles, words.Lexicon().Victims, words.Asking().Persons, words.Asking().WhoNouns}
	for k := range j {
		if k > 0 && b.nameAt(k) || slices.ContainsFunc(humans, func(nouns words.Set) bool { return nouns[b.word(k)] }) {
			return true
		}
	}
	return false
}

// meetsName tells whether the name that ends with word j of a sentence has a word that the question asks about.
func (s *search) meetsName(b *bag, j int) bool {
	for ; j >= 0 && b.asked[j].Upper; j-- {
		if s.meetsAny(b.words[j]) {
			return true
		}
	}
	return false
}
