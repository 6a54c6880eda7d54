package sentence

import (
	"strings"
	"unicode"

	"lede/briefing/question"
	"lede/briefing/words"
)

// Numbered reports whether word j of a sentence is a number. "One" counts only if it is not a pronoun.
func (s Words) Numbered(j int) bool {
	w := s[j]
	if w.Fold != "one" {
		return countWord(w)
	}
	if j+1 == len(s) || j > 0 && words.Stopword(s[j-1].Fold, "en") && s[j-1].Fold != "at" {
		return false
	}
	next := s[j+1]
	return next.Fold == "of" || next.Mark == " " && !words.Stopword(next.Fold, "en") && !next.Upper
}

// Numbers reports whether any word of a sentence is a number.
func (s Words) Numbers() bool {
	for j := range s {
		if s.Numbered(j) {
			return true
		}
	}
	return false
}

func countWord(w question.Word) bool {
	return words.Digit(w.Fold) && !YearLike(w.Fold) || words.Asking().Numbers[w.Fold]
}

// YearLike reports whether a word may be a year of the last or this century.
func YearLike(word string) bool {
	return len(word) == 4 && words.Digit(word) && (word[:2] == "19" || word[:2] == "20")
}

// measures reports whether word j is a unit of time or money.
func (s Words) measures(j int) bool {
	return words.Asking().Durations[s.Word(j)] || words.Asking().Money[s.Word(j)]
}

// CountsAt reports whether word k of a sentence is a number that counts things, and not an age, a time, a share, a
// decimal or money.
func (s Words) CountsAt(k int) bool {
	switch s.Word(k) {
	case "twice", "once":
		return false // they say how often
	case "half":
		return s.Word(k+1) != "as" // “half as high”
	}
	if s.shareAt(k) || s.AgeAt(k) || s.measures(k+1) || s.timeWith(k) {
		return false
	}
	if strings.ContainsAny(s.Word(k), ".:") && words.Lexicon().Scales[s.Word(k+1)] == 0 {
		return false // "6.4", "4:12"
	}
	return s.Numbered(k) && !strings.ContainsAny(s[k].Mark, "$€£¥")
}

// timeWith reports whether number k is part of a time or a date: “8pm”, “at 9.15”, “9 March”, “the 24th”.
func (s Words) timeWith(k int) bool {
	w := s.Word(k)
	switch {
	case ordinal(w), s.ClockAt(k), k+1 < len(s) && s.ClockAt(k+1):
		return true
	case k > 0 && MonthOrDay(s[k-1], k-1):
		return words.Digit(w)
	}
	return k+1 < len(s) && words.Digit(w) && MonthOrDay(s[k+1], k+1)
}

// shareAt reports whether number k is part of a share: “one in three”, “5 percent”.
func (s Words) shareAt(k int) bool {
	next := s.Word(k + 1)
	if next == "in" && s.Counts(k+2) || s.Word(k-1) == "in" && s.Counts(k-2) {
		return true
	}
	return next == "percent" || next == "per" || k+1 < len(s) && strings.HasPrefix(s[k+1].Mark, "%")
}

// Counting reports whether a sentence has a number that counts things.
func (s Words) Counting() bool {
	for k := range s {
		if s.CountsAt(k) && s.Word(k) != "one" { // “one of its piers”
			return true
		}
	}
	return false
}

// countsSoon reports whether a number that counts things stands at word j or at one of the two words after it.
func (s Words) countsSoon(j int) bool {
	for k := j; k < min(j+3, len(s)); k++ {
		if s.CountsAt(k) {
			return true
		}
	}
	return false
}

// CountsSomebody reports whether a number of a sentence counts people or leaves open what it counts: "14 were hurt",
// "killed 25 in".
func (s Words) CountsSomebody() bool {
	for k := range s {
		if s.CountsAt(k) && (s.mayBePeople(k+1) || s.headcount(k) || s.actAt(k+1)) {
			return true
		}
	}
	return false
}

// CountsOne reports whether a sentence has one person without a name: “a man”, “one child”.
func (s Words) CountsOne() bool {
	for j := range s {
		one := s.Word(j) == "a" || s.Word(j) == "an" || s.Word(j) == "one"
		for k := j + 1; one && k <= j+2; k++ { // “an elderly woman”
			if words.Lexicon().Victims[s.Word(k)] && k < len(s) && s.Unbroken(k, k) {
				return true
			}
		}
	}
	return false
}

// actAt reports whether word j of a sentence, after a number, is what so many did, and no noun follows: “some 14,000 watched”.
func (s Words) actAt(j int) bool {
	w, next := s.Word(j), s.Word(j+1)
	past := words.Lexicon().PastForms[w] || strings.HasSuffix(w, "ed")
	ends := next == "" || !s.Unbroken(j+1, j+1) || words.Stopword(next, "en")
	return past && ends && s.Unbroken(j, j)
}

// headcount reports whether number k is the size of a group of people: “a team of 19 searched”, not “a team of 19 dogs”.
func (s Words) headcount(k int) bool {
	lex, group, next := words.Lexicon(), s.Word(k-2), s.Word(k+1)
	if s.Word(k-1) != "of" || !lex.Crowds[group] && !lex.Bodies[group] {
		return false
	}
	return lex.PastForms[next] || strings.HasSuffix(next, "ed")
}

// mayBePeople reports whether the noun from word from on, after a number, may be people.
func (s Words) mayBePeople(from int) bool {
	const far = 4 // words
	for k := from; k < min(from+far, len(s)); k++ {
		w := s.Word(k)
		if k == from && w == "of" && !words.Lexicon().Pronouns[s.Word(k+1)] {
			from++ // "nine of 17 rounds"
			continue
		}
		if !s.Unbroken(k, k) || words.Stopword(w, "en") || words.Asking().Auxiliaries[w] {
			return k == from
		}
		if somebodies(w) {
			return true
		}
	}
	return from >= len(s)
}

// somebodies reports whether a word may mean people: "followers" does, "vessels" does not.
func somebodies(w string) bool {
	lex := words.Lexicon()
	one, several := strings.CutSuffix(w, "s")
	if lex.Roles[strings.TrimSuffix(one, "e")] { // "witnesses"
		return true
	}
	if several && !lex.Bodies[one] && (lex.MayBeAgent(one) || SaysWho(one)) {
		return true
	}
	if lex.Bodies[w] || lex.Bodies[one] {
		return false
	}
	return SaysWho(w) || lex.Plurals[w] || lex.Harmed[w]
}

// InUnit reports whether a sentence of a text has a number in a unit: "11 kilometres", "half an hour", "£46 million".
func (s Words) InUnit(unit, text string) bool {
	for j := range s {
		if s.UnitAt(unit, text, j) {
			return true
		}
	}
	return false
}

// tellsUnit holds the test for each unit that a list of words alone cannot tell.
var tellsUnit = map[string]func(Words, int) bool{
	"age": Words.agedAt, "score": Words.scoreAt, "money": Words.moneyAt,
	"speed": Words.speedAt, "size": Words.extentAt, "length": Words.lengthAt, "distance": Words.distanceAt,
	"time": Words.durationAt, "long": Words.stretchAt,
}

// extentAt reports whether word j of a sentence gives a size: as a length, an area or a comparison.
func (s Words) extentAt(j int) bool {
	return s.sizeAt(j) || s.measuredIn(words.Asking().Lengths, j) || s.measuredIn(words.Asking().Areas, j)
}

// UnitAt reports whether word j of a sentence gives a number in a unit.
func (s Words) UnitAt(unit, text string, j int) bool {
	if tells := tellsUnit[unit]; tells != nil {
		return tells(s, j)
	}
	q := words.Asking()
	switch unit {
	case "percent":
		sign := words.Digit(s[j].Fold) && strings.HasPrefix(text[s[j].End:], "%")
		return sign || s.measuredIn(q.Percents, j)
	case "often":
		return s.oftenAt(j) || s.UnitAt("percent", text, j)
	case "times":
		return s.timesAt(j) || s.UnitAt("often", text, j)
	case "weight":
		return s.measuredIn(q.Weights, j)
	case "temperature":
		return s.measuredIn(q.Degrees, j)
	}
	return false
}

// moneyAt reports whether word j of a sentence is an amount of money, or its unit. “Per cent” is a share.
func (s Words) moneyAt(j int) bool {
	return priced(s[j].Mark) || pence(s.Word(j)) || s.Word(j-1) != "per" && s.measuredIn(words.Asking().Money, j)
}

// priced reports whether what stands before a number makes it money.
func priced(mark string) bool {
	return strings.ContainsFunc(mark, func(r rune) bool { return unicode.Is(unicode.Sc, r) })
}

// pence reports whether a word is a price in pence: “85p”, and not the lines of a picture: “1080p”.
func pence(word string) bool {
	number, ok := strings.CutSuffix(word, "p")
	switch number {
	case "", "480", "720", "1080", "1440", "2160":
		return false
	}
	return ok && strings.Trim(number, "0123456789.") == ""
}

// lengthAt reports whether word j of a sentence gives a length or compares a size.
func (s Words) lengthAt(j int) bool { return s.sizeAt(j) || s.measuredIn(words.Asking().Lengths, j) }

// distanceAt reports whether word j of a sentence gives a distance.
func (s Words) distanceAt(j int) bool {
	if s.lightYears(j) {
		return s.numberBefore(j - 1)
	}
	return s.measuredIn(words.Asking().Distances, j)
}

// durationAt reports whether word j of a sentence says how much time something takes.
func (s Words) durationAt(j int) bool { return s.takes(words.Asking().Durations, j) }

// stretchAt reports whether word j of a sentence says how long something goes on.
func (s Words) stretchAt(j int) bool { return s.takes(words.Asking().Stretches, j) }

// takes reports whether word j of a sentence gives a time in one of the units, or one with an open end.
func (s Words) takes(units words.Set, j int) bool {
	if s.lightYears(j) || s.often(j) || s.perTime(j) {
		return false
	}
	if aged := s.Word(j+1) == "old"; aged || s.comesSecond(j) {
		return false
	}
	return openEnded(s[j].Fold) || s.measuredIn(units, j)
}

// Measured reports whether a sentence measures a time, and does not only name its end: “for three days”, not “until Monday”.
func (s Words) Measured() bool {
	for j := range s {
		if !openEnded(s[j].Fold) && s.stretchAt(j) {
			return true
		}
	}
	return false
}

// perTime reports whether word j of a sentence is the time of a rate: “£60,000 a year”, “three miles an hour”.
func (s Words) perTime(j int) bool {
	q, of := words.Asking(), s.Word(j-2)
	if !q.Rates[s.Word(j-1)] || of == "half" || openEnded(s.Word(j)) {
		return false
	}
	measure := q.Lengths[of] || q.Durations[of] || q.Money[of]
	return measure || q.Percents[of] || s.Counts(j-2)
}

// comesSecond reports whether word j of a sentence is “second” of things in a row, and no time: “a second man”.
func (s Words) comesSecond(j int) bool {
	next := s.Word(j + 1)
	if s.Word(j) != "second" || s.Counts(j-1) || next == "" || !s.Unbroken(j+1, j+1) {
		return false
	}
	return !words.Stopword(next, "en") && !words.Asking().WhenLoosely[next] && !strings.HasSuffix(next, "er")
}

// measuredIn reports whether word j of a sentence is one of the units and has a number.
func (s Words) measuredIn(units words.Set, j int) bool {
	w := s[j]
	if words.Digit(w.Fold) && units[strings.TrimLeft(w.Fold, "0123456789.,")] {
		return !priced(w.Mark) // "46m", but "$46m"
	}
	return units[w.Fold] && !s.past(j+1) && s.numberBefore(j)
}

// lightYears reports whether word j of a sentence ends a distance such as “light years”.
func (s Words) lightYears(j int) bool {
	return s.Word(j-1) == "light" && words.Asking().Durations[s.Word(j)]
}

// sizeAt reports whether word j of a sentence says how big something is, in light years or by comparison, and not how
// far away.
func (s Words) sizeAt(j int) bool {
	if s.lightYears(j) {
		return s.Word(j+1) != "away" && s.numberBefore(j-1)
	}
	return s.compares(j)
}

// compares reports whether word j of a sentence compares a size: “twice as wide”, “the size of”.
func (s Words) compares(j int) bool {
	switch {
	case s.Word(j) == "size":
		return s.Word(j+1) == "of"
	case s.Word(j-1) == "as" && words.Asking().Units[s.Word(j)] == "length":
		return s.Word(j-2) == "twice" || s.Word(j-2) == "half" || s.Word(j-2) == "times"
	}
	return false
}

// speedAt reports whether word j of a sentence ends a speed: “40 mph”, “60 miles an hour”, “two metres in six hours”.
func (s Words) speedAt(j int) bool {
	q := words.Asking()
	switch per := s.Word(j - 1); {
	case q.Speeds[strings.TrimLeft(s.Word(j), "0123456789.,")]:
		return words.Digit(s.Word(j)[:1]) || s.Counts(j-1)
	case s.Word(j-2) == "in" && s.Counts(j-1):
		return q.Durations[s.Word(j)] && q.Lengths[s.Word(j-3)]
	case per == "a" || per == "an" || per == "per" || per == "km":
		return q.Durations[s.Word(j)] && q.Lengths[s.Word(j-2)] || s.Word(j) == "h"
	}
	return false
}

// ScoreLine reports whether a sentence is only a result: “Calder 3 Wexmoor Rangers 2”.
func (s Words) ScoreLine() bool {
	const longest = 9 // words
	scores, n := 0, len(s)
	for j, w := range s {
		switch {
		case words.Digit(w.Fold) && len(w.Fold) <= 3 && j > 0:
			scores++
		case !w.Upper:
			return false
		}
	}
	return scores == 2 && n <= longest && words.Digit(s.Word(n-1)) && !words.Digit(s.Word(n-2))
}

// scoreAt reports whether word j of a sentence ends a score: "3-1".
func (s Words) scoreAt(j int) bool {
	if j == len(s)-1 && s.ScoreLine() {
		return true
	}
	if j == 0 || !words.Digit(s.Word(j)) || !words.Digit(s.Word(j-1)) {
		return false
	}
	switch s[j].Mark {
	case "-", "–", "‑":
		return max(len(s.Word(j)), len(s.Word(j-1))) <= 3
	}
	return false
}

// AgeAt reports whether word j of a sentence gives an age.
func (s Words) AgeAt(j int) bool {
	switch w := s[j]; w.Fold {
	case "old": // "58 years old"
		return j > 1 && strings.HasPrefix(s.Word(j-1), "year") && s.Counts(j-2)
	case "age": // "the age of 58"
		return s.Word(j+1) == "of" && s.Counts(j+2)
	case "aged":
		return s.Counts(j + 1)
	case "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties": // "in her seventies"
		return words.Asking().Owners[s.Word(j-1)]
	default: // "Pell, 58,", "she was 91."
		if s.Counts(j) && s.aliveAt(j) {
			return true
		}
		apart := strings.HasSuffix(strings.TrimSpace(w.Mark), ",") || s.bracketed(j)
		return words.Digit(w.Fold) && len(w.Fold) <= 3 && s.NameAt(j-1) && apart
	}
}

// bracketed reports whether brackets stand around word j alone: "Pell (58)".
func (s Words) bracketed(j int) bool {
	return strings.HasSuffix(s[j].Mark, "(") && j+1 < len(s) && strings.HasPrefix(s[j+1].Mark, ")")
}

// agedAt reports whether word j of a sentence gives an age, also one that might be a number of people as well: “a girl of nine”.
func (s Words) agedAt(j int) bool {
	of := s.Counts(j) && s.Word(j-1) == "of" && words.Asking().Sexes[s.Word(j-2)] != ""
	return of && s.Unbroken(j-1, j) || s.AgeAt(j)
}

// aliveAt reports whether number j ends a clause and gives the age of a living or dying person: "she was 91.", "dies at 91".
func (s Words) aliveAt(j int) bool {
	if goesOn := j+1 < len(s) && !strings.ContainsAny(s[j+1].Mark, ".,;:!?"); goesOn && !words.Asking().Joins[s.Word(j+1)] {
		return false
	}
	switch s.Word(j - 1) {
	case "was", "is", "turned", "turns", "turn":
		of := s.beforeRemark(j - 1)
		return s.Word(of) == "who" || words.Asking().Persons[s.Word(of)] || s.NameAt(of)
	case "at":
		return words.FormOf(s.Word(j-2), "en").Stem == "die"
	}
	return false
}

// longestRemark is how many words a remark has at most between a name and its verb: "Ann Lee, a clerk of the court in Weir, was 58."
const longestRemark = 10

// beforeRemark returns the word before verb j, or the one before a remark between commas that ends there.
func (s Words) beforeRemark(j int) int {
	if !strings.Contains(s[j].Mark, ",") {
		return j - 1
	}
	for k := j - 1; k > 0 && j-k <= longestRemark; k-- {
		if strings.Contains(s[k].Mark, ",") {
			return k - 1
		}
	}
	return j - 1
}

// numberBefore reports whether a number stands shortly before word j, or a word such as "a" right before it.
func (s Words) numberBefore(j int) bool {
	for k := max(0, j-3); k < j; k++ {
		if s.Counts(k) && s.Unbroken(k+1, j) && !s.datedBetween(k+1, j) {
			return true
		}
	}
	return words.Asking().SingleUnits[s.Word(j-1)] && s.Word(j-2) != "in" // "the second in a year"
}

// datedBetween reports whether one of the words is part of a date: the number in "3 February last year" does not count
// years.
func (s Words) datedBetween(from, to int) bool {
	for k := from; k < to; k++ {
		if w := s.Word(k); w == "last" || w == "next" || w == "this" || MonthOrDay(s[k], k) {
			return true
		}
	}
	return false
}
