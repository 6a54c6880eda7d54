package answer

import (
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/answer/index"
	"lede/briefing/answer/sentence"
	"lede/briefing/question"
	"lede/briefing/words"
)

// misfit is the fit of a sentence that lacks the kind of thing asked for.
const misfit = -1

// Fits of weaker sentences: looseTime if only a word such as “after” says when, fitsName if a name may not be a person's,
// fitsPronoun if the sentence opens with a pronoun, endOnly if it names only the end of the time asked for,
// soonEnough if it says how long that will take: “the repair will take five days”, fitsThere if only the words behind the verb say where.
const (
	looseTime   = 0.2
	fitsName    = 0.6
	fitsPronoun = 0.8
	endOnly     = 0.6
	soonEnough  = 0.7
	fitsThere   = 1
)

// fits returns how well a sentence has the kind of thing asked for, from 0 to 1, or misfit.
func (s *search) fits(i int) float64 {
	if !words.Ruled(s.Language) {
		return 0 // the lists of words for times, places and numbers are English
	}
	if s.rowed != nil && s.rowed[i] {
		return 1
	}
	switch s.q.Kind {
	case briefing.When:
		return s.tellsTime(i)
	case briefing.Where:
		return s.tellsPlace(i)
	case briefing.HowMany:
		return s.fitsNumber(i)
	case briefing.Who:
		return s.tellsWho(i)
	}
	return 0
}

// tellsTime returns how well a sentence says when: by clock or calendar, or by something else.
func (s *search) tellsTime(i int) float64 {
	fit, b := float64(misfit), &s.Bags[i]
	if b.Dated && !s.q.Clock && s.datedAt(i) {
		fit = 1
	}
	if s.q.Ahead && !s.q.Clock && b.Says(words.Asking().Ahead) && b.Measured() {
		fit = max(fit, soonEnough)
	}
	for j := range b.Words {
		if f := s.timeFit(b, j); f > fit && !(s.q.Position(words.Asking().Saying, 0) < 0 && s.saidThen(b.Words[j].Span, i)) {
			fit = f
		}
	}
	return fit
}

// datedAt reports whether a sentence has a date other than that on which something was only said.
func (s *search) datedAt(i int) bool {
	asks := s.q.Position(words.Asking().Saying, 0) >= 0
	return slices.ContainsFunc(s.DatesIn(i), func(d briefing.Date) bool { return asks || !s.saidThen(d.Span, i) })
}

// timeFit returns how well word j of a sentence says when.
func (s *search) timeFit(b *index.Bag, j int) float64 {
	w, lists := b.Words[j], words.Asking()
	switch {
	case b.ClockAt(j):
		return 1
	case s.q.Clock && lists.DayParts[w.Fold]:
		return 0.3
	case s.q.Clock:
	case sentence.YearLike(w.Fold), sentence.MonthOrDay(w, j), b.DayAt(j):
		return 1
	case s.q.AsksFor(w): // “next” in “the next hearing”
	case lists.When[w.Fold] && w.Fold != "may" && w.Fold != "march":
		return 0.7
	case lists.WhenLoosely[w.Fold] && len(s.q.Terms) > 1:
		return looseTime
	}
	return misfit
}

// tellsPlace returns how well a sentence says where: by a place name, by another name after a preposition,
// or by a noun such as "school".
func (s *search) tellsPlace(i int) float64 {
	fit := float64(misfit)
	for j := range s.Bags[i].Words {
		fit = max(fit, s.placeFit(i, j))
	}
	if fit == misfit && s.verbThere(&s.Bags[i]) {
		return fitsThere
	}
	return fit
}

// verbThere reports whether the question's verb is followed by where that was, whatever the noun: “they were found in a box”.
func (s *search) verbThere(b *index.Bag) bool {
	if s.q.Verb < 0 {
		return false
	}
	for j := 0; j+3 < len(b.Words); j++ {
		where := words.Asking().PlacePrepositions[b.Word(j+1)] && words.Lexicon().Determiners[b.Word(j+2)]
		if where && s.m.meets[s.q.Verb][b.IDs[j]] >= index.SurelyMet && b.Unbroken(j+1, j+3) && !b.Timed(j+3) {
			return true
		}
	}
	return false
}

// placeFit returns how well word j of a sentence says where something is.
func (s *search) placeFit(i, j int) float64 {
	b := &s.Bags[i]
	w := b.Words[j]
	if j == 0 || s.q.Asks(w) {
		return misfit
	}
	since := b.SincePlace(j)
	switch {
	case w.Upper && (words.Lexicon().Places[s.At(w.Span)] || s.PlaceAt(i, w.Start)):
		if since <= 4 {
			return 1
		}
		return 0.7
	case since <= 4 && whereabouts(w.Fold):
		return 0.6
	case since <= 3 && s.q.Uttering && words.Asking().Venues[w.Fold]:
		return 1
	case since <= 2 && s.mayBePlace(w):
		return 0.5
	}
	return misfit
}

// whereabouts reports whether a word is a noun for a place where something may be, singular or plural: “schools”.
func whereabouts(word string) bool {
	nouns := words.Asking().Whereabouts
	one, several := strings.CutSuffix(word, "s")
	return nouns[word] || several && (nouns[one] || nouns[strings.TrimSuffix(one, "e")])
}

// mayBePlace reports whether a word is capitalised and names neither a time nor a person.
func (s *search) mayBePlace(w question.Word) bool {
	return w.Upper && !words.Asking().When[w.Fold] && !s.PersonIn(w.Start)
}

// tellsWho returns how well a sentence names a person the question does not: surely a person, or perhaps another name.
func (s *search) tellsWho(i int) float64 {
	b := &s.Bags[i]
	for _, p := range b.People {
		if !s.AsksAfter(s.q, p) && !s.onlyReports(i, p) {
			return 1
		}
	}
	if b.Pronoun && len(b.Carried) > 0 && words.Asking().Persons[b.Word(0)] {
		return fitsPronoun // “He got a hospital in return”
	}
	for j := range b.Words {
		if fit := s.whoFit(i, j); fit > misfit {
			return fit
		}
	}
	if s.undergoes(b) {
		return fitsPronoun
	}
	return misfit
}

// undergoes reports whether a question asks to whom something was done, and a sentence tells it of people without a name: “Two men were fined”.
func (s *search) undergoes(b *index.Bag) bool {
	const few = 5 // words
	if s.q.Verb < 0 || s.q.Doing {
		return false
	}
	for j := 1; j < len(b.Words); j++ {
		if s.m.meets[s.q.Verb][b.IDs[j]] < index.SurelyMet || !words.Being(b.Word(j-1)) {
			continue
		}
		for k := j - 2; k >= max(0, j-few) && !strings.ContainsAny(b.Words[k+1].Mark, ",.;:"); k-- {
			if sentence.SaysWho(b.Word(k)) {
				return true
			}
		}
	}
	return false
}

// whoFit returns how well word j of a sentence, which names no person, says who.
func (s *search) whoFit(i, j int) float64 {
	w := s.Bags[i].Words[j]
	if s.q.Asks(w) {
		return misfit
	}
	known := s.PlaceAt(i, w.Start) || words.Asking().When[w.Fold]
	switch {
	case w.Upper && s.actsAt(i, j):
		return fitsPronoun
	case w.Upper && j > 0 && !known:
		return fitsName
	case words.Lexicon().Roles[w.Fold]:
		return 0.4
	}
	return misfit
}

// actsAt reports whether word j of a sentence is the name of a place that does what is asked about, as a team or a state does: “Peru, who
// won the toss”.
func (s *search) actsAt(i, j int) bool {
	const far = 5 // words
	b := &s.Bags[i]
	if !s.q.Doing || !s.PlaceAt(i, b.Words[j].Start) || b.SincePlace(j) <= 2 || words.Lexicon().Prepositions[b.Word(j-1)] {
		return false
	}
	for k := j + 1; k <= min(j+far, len(b.IDs)-1); k++ {
		if s.m.meets[s.q.Verb][b.IDs[k]] >= index.GroupMet {
			return true
		}
	}
	return false
}

// onlyReports reports whether a sentence names a person only as its source, and the question is not who said so.
func (s *search) onlyReports(i, p int) bool {
	v := s.q.Verb
	if v >= 0 && words.Lexicon().StrongSpeech[s.q.Terms[v].Fold] || s.q.Position(words.Asking().Saying, 0) >= 0 {
		return false
	}
	found := false
	for _, m := range s.NamedIn(i) {
		if m.Person != p {
			continue
		}
		if !s.Reports(&s.Bags[i], m.Span) {
			return false
		}
		found = true
	}
	return found
}

// fitsNumber returns how well a sentence has the number asked for.
func (s *search) fitsNumber(i int) float64 {
	b := &s.Bags[i]
	switch age := s.q.Unit == "age"; {
	case age && s.founded(b):
		return 1
	case age && (s.dated || s.agesThing(b)): // a sentence that gives a year gives no person's age
		return misfit
	case !s.hasNumber(b), s.ofOtherMeasure(b):
		return misfit
	}
	fit := 0.5
	if s.q.Unit != "" {
		fit = 1
	}
	if lasts := s.q.Unit == "long" || s.q.Unit == "time"; lasts && !b.Measured() {
		fit = endOnly
	}
	if len(s.q.Counted) > 0 {
		fit = s.counts(i)
	}
	if fit > misfit && s.q.Unit != "age" && s.recalls(b) {
		fit = 0
	}
	return fit
}

// ofOtherMeasure reports whether a sentence lacks the noun that a number must belong to: “salary”.
func (s *search) ofOtherMeasure(b *index.Bag) bool {
	return s.measured != nil && !slices.ContainsFunc(b.IDs, func(id int) bool { return s.measured[id] >= index.NounMet })
}

// hasNumber reports whether a sentence has a number, in the unit that the question asks for if it does.
func (s *search) hasNumber(b *index.Bag) bool {
	if s.q.Unit != "" {
		return b.InUnit(s.q.Unit, s.Text)
	}
	return len(b.Figures) > 0 || b.Numbers()
}

// founded reports whether a sentence gives the year in which the thing asked about began: “built in 1961”. It stands for
// the age of a thing, never of a person.
func (s *search) founded(b *index.Bag) bool {
	const near = 3 // words from the verb to the year
	for _, t := range s.q.Terms {
		if s.IsName(t) || sentence.SaysWho(t.Fold) {
			return false // people's ages are stated as such
		}
	}
	for j := range b.Words {
		for k := j + 1; words.Asking().Founding[b.Word(j)] && k <= min(j+near, len(b.Words)-1); k++ {
			if year := b.Word(k); sentence.YearLike(year) || len(year) == 4 && words.Digit(year) && year[0] == '1' {
				return len(s.q.Terms) > 0
			}
		}
	}
	return false
}

// counts returns how well a counted noun goes with a number: right after it in one phrase, or somewhere near.
func (s *search) counts(i int) float64 {
	b := &s.Bags[i]
	fit := float64(misfit)
	for n, word := range s.q.Counted {
		if words.Asking().Generic[word] && b.Counting() {
			fit = max(fit, 0.5)
		}
		if words.Asking().Watching[word] && b.TellsCrowd() {
			return 1
		}
		meets := s.counted[n]
		for j, id := range b.IDs {
			if meets[id] < index.SameGroup || meets[id] < index.SurelyMet && sentence.SaysWho(b.Word(j)) != sentence.SaysWho(word) {
				continue // authors are not books
			}
			fit = max(fit, countedAt(b, j, meets[id]))
		}
	}
	return fit
}

// countedAt returns how well word j of a sentence, which meets the counted noun by met, goes with a number.
func countedAt(b *index.Bag, j int, met float64) float64 {
	fit := float64(misfit)
	for k := max(0, j-5); k <= min(j+3, len(b.Words)-1); k++ {
		switch {
		case !b.CountsAt(k), k < j && b.Unbroken(k+1, j) && !b.OnePhrase(k+1, j):
		case k < j && k >= j-4 && b.OnePhrase(k+1, j) && met >= index.SurelyMet:
			fit = max(fit, 1)
		case k < j && k >= j-4 && b.OnePhrase(k+1, j):
			fit = max(fit, 0.6)
		case met >= index.SurelyMet:
			fit = max(fit, 0.3)
		}
	}
	return fit
}

// recalls reports whether a sentence looks back to a year that the question does not name: "the worst since 1976".
func (s *search) recalls(b *index.Bag) bool {
	return slices.ContainsFunc(b.Words, func(w question.Word) bool {
		return sentence.YearLike(w.Fold) && !slices.ContainsFunc(s.q.Terms, func(t question.Term) bool { return t.Fold == w.Fold })
	})
}
