package message

import (
	"slices"
	"strings"

	"lede/briefing/words"
)

// mostQuestions is the maximum number of questions of one message that are answered in turn.
const mostQuestions = 3

// Questions splits a message that asks several questions: “who won? and when is the final?”, “how much is it and who pays?”; nil for any other.
func Questions(text string) (list []string) {
	goesOn := false // whether the previous clause ends in a comma: “when she fell, was she hurt?” is one question
	for _, part := range clauses(text) {
		if Polite(part) {
			continue
		}
		for i, one := range joinedBy(part) {
			one = Own(one)
			bare := withoutLeading(one)
			clause := i == 0 && goesOn && bare == one
			if bare == "" || clause || !begins(Words(bare)) {
				return nil
			}
			list = append(list, strings.TrimRight(one, " ,;."))
		}
		goesOn = comma(part)
	}
	if len(list) < 2 || len(list) > mostQuestions {
		return nil
	}
	return list
}

// joinedBy splits a clause before each “and” that is followed by a question word, if the part before it is a question by itself.
func joinedBy(clause string) []string {
	list := Words(clause)
	if len(list) == 0 || !AsksOf(list[0]) {
		return []string{clause}
	}
	for i := 2; i < len(list)-1; i++ {
		own := slices.ContainsFunc(list[1:i], func(t Word) bool { return words.Asking().Auxiliaries[t.Fold] || AboutSomething(t) })
		turns := Leading.Has(list[i].Fold) && list[i].Fold != "about"
		asks := begins(list[i+1:]) && !words.Asking().Auxiliaries[list[i+1].Fold]
		if own && turns && asks {
			return append([]string{clause[:list[i].Start]}, joinedBy(clause[list[i].Start:])...)
		}
	}
	return []string{clause}
}

// withoutLeading strips from a clause the words with which it turns to something: “and when is it?”
func withoutLeading(clause string) string {
	list := Words(clause)
	for len(list) > 1 && Leading.Has(list[0].Fold) && !AsksOf(list[0]) {
		list = list[1:]
	}
	if len(list) == 0 {
		return ""
	}
	return clause[list[0].Start:]
}

// RunningOn returns the story of which a message asks how it goes on: “what's new about the bridge?”; "" for none.
func RunningOn(text string) string {
	plain := Plain(text)
	list := Words(plain)
	said, n := Joined(list), 0
	for _, opening := range sets()[newness] {
		if strings.HasPrefix(said, opening+" ") {
			n = max(n, len(strings.Fields(opening)))
		}
	}
	if n == 0 {
		return ""
	}
	return plain[list[n].Start:list[len(list)-1].End]
}

// Sought returns what a message looks for in all articles: “any news about the strike?”; "" for none.
func Sought(text string) string {
	list := Words(Plain(text))
	at := slices.IndexFunc(list, func(t Word) bool { return !known().fillers[t.Fold] })
	if at < 0 || at == len(list)-1 {
		return ""
	}
	rest := list[at+1:]
	if named := news.Has(list[at].Fold) && concerning.Has(rest[0].Fold); !named && !searching.Has(list[at].Fold) {
		return ""
	}
	for len(rest) > 1 && LeadIn.Has(rest[0].Fold) {
		rest = rest[1:]
	}
	plain := Plain(text)
	return plain[rest[0].Start:rest[len(rest)-1].End]
}

// MostTurned is the maximum number of words in which a message names what it turns to.
const MostTurned = 4

// Another reports whether a message only turns to another person or thing, and returns the words that name it.
func Another(list []Word) (rest []Word, ok bool) {
	n := 0
	for _, opening := range sets()[turning] {
		if said := Joined(list); n == 0 && strings.HasPrefix(said, opening+" ") {
			n = len(strings.Fields(opening))
		}
	}
	return list[n:], len(list) > 0 && len(list)-n <= MostTurned
}

// Topic returns what a message turns to without asking anything about it: “what about the storm?”; "" if it asks something.
func Topic(text string) string {
	list := Words(text)
	rest, ok := Another(list)
	if !ok || len(rest) == len(list) || !slices.ContainsFunc(rest, AboutSomething) || slices.ContainsFunc(rest, AsksOf) {
		return ""
	}
	return text[rest[0].Start:rest[len(rest)-1].End]
}

// mostAlone is how many words name a thing alone, as “strike” or “night buses” do.
const mostAlone = 3

// Thing returns a message that is nothing but the words for a thing: “night buses”; "" for any other.
func Thing(text string) string {
	list := Words(text)
	if len(list) == 0 || len(list) > mostAlone || slices.ContainsFunc(list, func(t Word) bool { return !AboutSomething(t) }) {
		return ""
	}
	return text[list[0].Start:list[len(list)-1].End]
}

// AsksOf reports whether a question may begin with a word.
func AsksOf(t Word) bool {
	return words.Asking().QuestionWords[t.Fold] || words.Asking().Auxiliaries[t.Fold]
}

// AboutSomething reports whether a word says what a question is about.
func AboutSomething(t Word) bool {
	asks := words.Asking()
	forms := asks.Auxiliaries[t.Fold] || asks.Generic[t.Fold] || asks.QuestionWords[t.Fold]
	return !forms && !known().fillers[t.Fold] && !words.Stopword(t.Fold, "en")
}

// Is reports whether a text begins with a form of “to be”.
func Is(text string) bool {
	list := Words(text)
	return len(list) > 0 && words.Being(list[0].Fold)
}

// Asks reports whether a text has a content word, so that it may be a question.
func Asks(text string) bool {
	return slices.ContainsFunc(Words(text), func(t Word) bool {
		return !Filler(t.Fold) && !words.Stopword(t.Fold, "en") && !words.Asking().Auxiliaries[t.Fold]
	})
}
