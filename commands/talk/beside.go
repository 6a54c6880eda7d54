package talk

import (
	"slices"

	"lede/briefing"
	"lede/briefing/words"
	"lede/commands/talk/message"
	"lede/commands/talk/overlap"
)

// This file finds what belongs beside the sentences that were shown, and removes what is not part of an answer.

// GoesOn answers a question that points at what was shown, “what is that compared to last year?”, by the adjacent sentence that has most of the
// question's words, and no fewer than what was found otherwise. Any other question is not answered.
func GoesOn(a *briefing.Article, question string, shown []int, found briefing.Answer) briefing.Answer {
	none := briefing.Answer{Question: question, Sentences: []briefing.Evidence{}}
	list := message.Words(question)
	if len(shown) == 0 || !continues(list) {
		return none
	}
	best, most := adjacent(a, shown[0], list)
	const surely = 2 // words, to be shown in place of what was found, or with others unmet
	if found.Answered {
		if met, _ := overlap.Count(found.Sentences[0].Text, a.Language, list); met > most || most < surely {
			return none
		}
	}
	if _, about := overlap.Count("", a.Language, list); most < min(surely, about) {
		return none
	}
	if best < 0 {
		return none
	}
	return evidence(a, none, best)
}

// continues reports whether a question points at what was shown, or goes on from it: “and …”. One for somebody's words does not.
func continues(list []message.Word) bool {
	points := slices.ContainsFunc(list, func(t message.Word) bool { return message.Pointing.Has(t.Fold) || t.Fold == "they" || t.Fold == "them" })
	turns := len(list) > 0 && message.Leading.Has(list[0].Fold) && !message.AsksOf(list[0])
	says := slices.ContainsFunc(list, func(t message.Word) bool { return words.Asking().StrictSaying[t.Fold] })
	return !says && (points || turns)
}

// adjacent returns the sentence beside another that has most of a question's words, at least half of them, and the kind of thing that it asks
// for, and how many words these are; -1 for none.
func adjacent(a *briefing.Article, to int, question []message.Word) (best, most int) {
	asked, best, why := askedWith(question), -1, questionWord(message.Joined(question)) == "why"
	for _, beside := range []int{1, 2, -1} {
		i := to + beside
		if i < 0 || i >= len(a.Sentences) {
			continue
		}
		if lacks := asked != "" && !holds(a, i, asked); lacks || why && !causes(a.SentenceText(i)) {
			continue
		}
		if met, about := overlap.Count(a.SentenceText(i), a.Language, question); met > most && 2*met >= about {
			most, best = met, i
		}
	}
	return best, most
}

// inWhatWay returns the given sentence or one soon after it that says how or by what something came; -1 for none.
func inWhatWay(a *briefing.Article, of int) int {
	const soon = 2
	for i := of; i <= of+soon && i < len(a.Sentences); i++ {
		if slices.ContainsFunc(message.Words(a.SentenceText(i)), func(t message.Word) bool { return ways.Has(t.Fold) }) {
			return i
		}
	}
	return -1
}

// Trimmed drops from an answer to a question for a time, a place or a number the sentences after the first that have none. If the
// first begins with a pronoun, the sentence that says whom it refers to stays.
func Trimmed(a *briefing.Article, question string, found briefing.Answer) briefing.Answer {
	asked := askedWith(message.Words(question))
	if asked == "" || len(found.Sentences) < 2 || found.Kind == briefing.WhatSaid {
		return found
	}
	at := func(e briefing.Evidence) int {
		return slices.IndexFunc(a.Sentences, func(s briefing.Sentence) bool { return s.Span == e.Span })
	}
	first := at(found.Sentences[0])
	if first < 0 || !holds(a, first, asked) {
		return found
	}
	kept := 1
	if opening := message.Words(found.Sentences[0].Text); len(opening) > 0 && words.Asking().Pronouns[opening[0].Fold] {
		kept = 2
	}
	rest := slices.DeleteFunc(slices.Clone(found.Sentences[kept:]), func(e briefing.Evidence) bool {
		i := at(e)
		return i < 0 || !holds(a, i, asked)
	})
	found.Sentences = append(slices.Clone(found.Sentences[:kept]), rest...)
	return found
}

// ofWhole returns the first key point for a question that may be about what the whole article tells: “when was this?”, “where is it?”; -1 if
// it does not have what is asked for, and for any other question.
func ofWhole(a *briefing.Article, question, word string) int {
	whole := slices.ContainsFunc(message.Words(question), func(t message.Word) bool { return t.Fold == "this" || t.Fold == "it" && word == "where" })
	if whole && len(a.Summary) > 0 && holds(a, a.Summary[0], word) {
		return a.Summary[0]
	}
	return -1
}
