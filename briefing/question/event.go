package question

import (
	"strings"

	"lede/briefing"
	"lede/briefing/words"
)

// Aspect is what a question asks of the event that an article reports, if it names nothing else: “where did it happen?”.
type Aspect int

// The aspects of an event.
const (
	NoAspect    Aspect = iota
	Scene              // where it happened
	Moment             // when it happened
	Cause              // how it began, or why it happened
	Whereabouts        // where it, or who it befell, is now
)

// findAspect finds out whether a question asks only for an aspect of the event. Nouns for events, such as “crash”, may stand in it: the article may
// have another.
func (q *Question) findAspect(language string) {
	q.Listed = words.AspectAsked(q.bare(language), language)
	if bare := len(q.Words) > 1 && !q.Ahead && q.aboutEvent(language); !bare || !words.Ruled(language) {
		return
	}
	switch {
	case q.Kind == briefing.Where && q.Position(words.Asking().Present, 0) >= 0:
		q.Aspect = Whereabouts
	case q.Kind == briefing.Where:
		q.Aspect = Scene
	case q.Kind == briefing.When && q.Position(words.Asking().Begins, 0) < 0:
		q.Aspect = Moment
	case q.Kind != briefing.Who && q.Kind != briefing.YesNo && q.asksBeginning():
		q.Aspect = Cause
	}
}

// bare returns the folded words of the question without articles and adverbs that ask nothing.
func (q *Question) bare(language string) (list []string) {
	for _, w := range q.Asked {
		if words.Ruled(language) && (words.Article(w.Fold) || words.Asking().Fillers[w.Fold]) {
			continue
		}
		asks, slurred := strings.CutSuffix(w.Fold, "s") // “whats it about”
		if is := slurred || w.Owner; is && words.Asking().QuestionWords[asks] {
			list = append(list, asks, "is")
			continue
		}
		list = append(list, w.Fold)
	}
	return list
}

// AsksAspect reports whether a question asks only for an aspect of the event.
func (q *Question) AsksAspect() bool { return q.Aspect != NoAspect || q.Listed != nil }

// asksBeginning reports whether a question is why or how, or what began the event.
func (q *Question) asksBeginning() bool {
	begun := q.word(0) == "what" && q.Position(words.Asking().Begins, 0) > 0
	return begun || q.asksHow() || q.asksCause()
}

// aboutEvent reports whether all words of a question are for the event as such.
func (q *Question) aboutEvent(language string) bool {
	v := words.Asking()
	for i, w := range q.Words {
		named := w.Upper && i > 0 && !capitals(q.Words)
		if named || v.Persons[w.Fold] || v.Speakers[w.Fold] || q.isReport(i) {
			return false
		}
		empty := q.saysNothing(i, language) || v.Generic[w.Fold]
		asks := v.Begins[w.Fold] || v.AsksCause[w.Fold] || v.Causes[w.Fold]
		if !empty && !asks && !Happening(w.Fold) {
			return false
		}
	}
	return true
}

// Happening reports whether a word is a noun for an event.
func Happening(word string) bool {
	return words.Asking().Happenings[word] || words.Asking().Mishaps[word]
}
