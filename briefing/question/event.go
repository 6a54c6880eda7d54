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
	NoAspect Aspect = iota
	Scene           // where it happened
	Moment          // when it happened
	Cause           // how it began, or why it happened
)

// findAspect finds out whether a question asks only for an aspect of the event. Nouns for events, such as “crash”, may stand in it: the article may
// have another.
func (q *Question) findAspect(language string) {
	if !words.Ruled(language) {
		return
	}
	if q.Listed = words.AspectAsked(q.bare()); len(q.Words) < 2 || q.Ahead || !q.aboutEvent(language) {
		return
	}
	switch {
	case q.Kind == briefing.Where:
		q.Aspect = Scene
	case q.Kind == briefing.When && q.Position(words.Asking().Begins, 0) < 0:
		q.Aspect = Moment
	case q.Kind != briefing.Who && q.Kind != briefing.YesNo && (q.asksHow() || q.asksCause() || q.begins()):
		q.Aspect = Cause
	}
}

// bare returns the folded words of the question without articles and adverbs that ask nothing.
func (q *Question) bare() (list []string) {
	for _, w := range q.Asked {
		if words.Article(w.Fold) || words.Asking().Fillers[w.Fold] {
			continue
		}
		asks, is := strings.CutSuffix(w.Fold, "s") // “whats it about”
		if is = is && words.Asking().QuestionWords[asks] || w.Owner && words.Asking().QuestionWords[w.Fold]; is {
			list = append(list, strings.TrimSuffix(w.Fold, "s"), "is")
			continue
		}
		list = append(list, w.Fold)
	}
	return list
}

// AsksAspect reports whether a question asks only for an aspect of the event.
func (q *Question) AsksAspect() bool { return q.Aspect != NoAspect || q.Listed != nil }

// begins reports whether a question is what began the event, or how that began.
func (q *Question) begins() bool {
	first := q.word(0)
	return (first == "how" || first == "what" || first == "why") && q.Position(words.Asking().Begins, 0) > 0
}

// aboutEvent reports whether all words of a question are for the event as such.
func (q *Question) aboutEvent(language string) bool {
	v := words.Asking()
	asks := func(w string) bool { return v.Begins[w] || v.AsksCause[w] || v.Causes[w] }
	for i, w := range q.Words {
		switch {
		case v.Persons[w.Fold] || w.Fold == "they" || w.Fold == "i" || w.Fold == "we" || w.Fold == "you":
			return false
		case w.Upper && i > 0 && !capitals(q.Words):
			return false
		case !q.saysNothing(i, language) && !v.Generic[w.Fold] && !v.Happenings[w.Fold] && !v.Mishaps[w.Fold] && !asks(w.Fold):
			return false
		}
	}
	return true
}

// Happening reports whether a word is a noun for an event.
func Happening(word string) bool {
	return words.Asking().Happenings[word] || words.Asking().Mishaps[word]
}
