package talk

import (
	"slices"

	"lede/briefing"
	"lede/briefing/words"
	"lede/commands/talk/message"
)

// Theirs answers what somebody's coach or boss said, “has her coach said anything?”, where one sentence alone tells it of somebody whom it calls “her coach”; of several such
// sentences, where only one is near what was shown.
func Theirs(a *briefing.Article, question string, shown []int) briefing.Answer {
	none := briefing.Answer{Question: question, Kind: briefing.WhatSaid, Sentences: []briefing.Evidence{}}
	list := message.Words(question)
	owner := ownedSpeaker(list)
	if owner < 0 || frameOf(list) != FrameSaid {
		return none
	}
	var there, close []int
	for i := range a.Sentences {
		if !speaksThere(message.Words(a.SentenceText(i)), list[owner].Fold, list[owner+1].Fold) {
			continue
		}
		there = append(there, i)
		if from := justShown(a, shown); len(shown) > 0 && from >= 0 && max(i-from, from-i) <= soonAfter {
			close = append(close, i)
		}
	}
	for _, list := range [][]int{there, close} {
		if len(list) == 1 {
			return evidence(a, none, list[0])
		}
	}
	return none
}

// ownedSpeaker returns the position of the possessive in a question that asks what somebody's somebody said: “what did his boss say”; -1 for any other.
func ownedSpeaker(list []message.Word) int {
	at := slices.IndexFunc(list, func(t message.Word) bool { return pronoun(t.Fold) != unknown || t.Fold == "their" })
	if at < 1 || at+1 >= len(list) || !words.Asking().Auxiliaries[list[at-1].Fold] {
		return -1
	}
	if owns := words.Asking().Owners[list[at].Fold]; !owns || !beingNoun(list[at+1].Fold) {
		return -1
	}
	return at
}

// speaksThere reports whether a sentence has a possessive before a noun, or one that stands for the same person, and a verb of speech behind.
func speaksThere(told []message.Word, owner, noun string) bool {
	at := slices.IndexFunc(told, func(t message.Word) bool { return t.Fold == owner })
	if at < 0 || at+1 >= len(told) {
		return false
	}
	called := told[at+1].Fold
	same := called == noun || samePerson(called, noun) || slices.Contains(offices(noun), called)
	return same && slices.ContainsFunc(told[at+2:], func(t message.Word) bool { return words.Asking().Saying[t.Fold] || speaking.Has(t.Fold) })
}
