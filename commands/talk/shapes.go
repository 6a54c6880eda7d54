package talk

import (
	"slices"

	"lede/briefing"
	"lede/briefing/words"
	"lede/commands/talk/message"
)

// This file classifies questions by the shape of their words.

// The sets of words that tell the shape of a question.
const (
	anything   message.Set = "anything"
	ofMoney    message.Set = "ofmoney"
	speeches   message.Set = "speeches"
	taken      message.Set = "taken"
	theirs     message.Set = "theirs"
	plans      message.Set = "plans"
	back       message.Set = "back"
	around     message.Set = "around"
	told       message.Set = "told"
	will       message.Set = "will"
	coming     message.Set = "coming"
	further    message.Set = "further"
	ends       message.Set = "ends"
	calling    message.Set = "calling"
	loosely    message.Set = "loosely"
	fellow     message.Set = "fellow"
	chance     message.Set = "chance"
	ways       message.Set = "ways"
	beings     message.Set = "beings"
	weighing   message.Set = "weighing"
	enough     message.Set = "enough"
	comparing  message.Set = "comparing"
	lacking    message.Set = "lacking"
	forced     message.Set = "forced"
	agreeing   message.Set = "agreeing"
	everyone   message.Set = "everyone"
	dissent    message.Set = "dissent"
	notNamed   message.Set = "unnamed"
	several    message.Set = "several"
	beginnings message.Set = "beginnings"
	identified message.Set = "identified"
	belongings message.Set = "belongings"
	speaking   message.Set = "speaking"
	befalling  message.Set = "befalling"
	terms      message.Set = "terms"
	afterwards message.Set = "afterwards"
	liking     message.Set = "liking"
	troubles   message.Set = "troubles"
	aside      message.Set = "besides"
	likewise   message.Set = "likewise"
	severity   message.Set = "severity"
)

// frameOf returns the sort of a question, as far as a follow-up needs it.
func frameOf(list []message.Word) string {
	asks := words.Asking()
	if asksSpeaker(list) {
		return ""
	}
	for i, t := range list {
		toMe := i+1 < len(list) && t.Fold == "tell" && (list[i+1].Fold == "me" || list[i+1].Fold == "us")
		if !toMe && (asks.Saying[t.Fold] || speech(list, i)) {
			return FrameSaid
		}
	}
	if len(list) > 2 && anything.Has(list[0].Fold) && slices.ContainsFunc(list, func(t message.Word) bool { return t.Fold == "from" }) {
		return FrameSaid // “anything else from her?”
	}
	if asksWho(list) {
		return FrameWho
	}
	return ""
}

// asksWho reports whether a question asks who somebody is.
func asksWho(list []message.Word) bool {
	return len(list) > 1 && list[0].Fold == "who" && (words.Being(list[1].Fold) || len(list) == 2)
}

// asksSpeaker reports whether a question asks who spoke: “who told him that?” asks for no words of his.
func asksSpeaker(list []message.Word) bool {
	return len(list) > 2 && list[0].Fold == "who" && words.Asking().Saying[list[1].Fold]
}

// askedWith returns the question word of a question for a time, a place or a number, which a sentence can be seen to have.
func askedWith(list []message.Word) string {
	for _, t := range list {
		switch t.Fold {
		case "when", "where", "how":
			return t.Fold
		}
	}
	return ""
}

// speech reports whether a word is a noun for a person's words, beside those of words.Asking(). “Take” is one only with a possessive: “his take”.
func speech(list []message.Word, i int) bool {
	owned := i > 0 && (list[i-1].Owner || theirs.Has(list[i-1].Fold))
	return speeches.Has(list[i].Fold) || owned && taken.Has(list[i].Fold)
}

// topicIn returns where a question about a person's words turns to their topic, or its length if it does not: “what did she say | about Vidal?”
func topicIn(list []message.Word) int {
	asks := words.Asking()
	says := slices.IndexFunc(list, func(t message.Word) bool { return asks.Saying[t.Fold] })
	for i := says + 1; says >= 0 && i < len(list)-1; i++ {
		if asks.About[list[i].Fold] {
			return i
		}
	}
	return len(list)
}

// onlySays reports whether a question asks only what people said: “did she comment?”
func onlySays(list []message.Word, people []*briefing.Person) bool {
	asks, called, roles := words.Asking(), nameWords(people...), roleWords(people...)
	for i, t := range list {
		named := called.Has(t) || roles[t.Fold]
		says := asks.StrictSaying[t.Fold] || speech(list, i) || anything.Has(t.Fold) || further.Has(t.Fold)
		if message.AboutSomething(t) && !named && !says && pronoun(t.Fold) == unknown {
			return false
		}
	}
	return true
}

// onlyDoes reports whether a question asks only what people will do: “what is she going to do?”
func onlyDoes(list []message.Word, people []*briefing.Person) bool {
	called, roles, ahead := nameWords(people...), roleWords(people...), false
	for _, t := range list {
		if message.AboutSomething(t) && !called.Has(t) && !roles[t.Fold] && !plans.Has(t.Fold) {
			return false
		}
		ahead = ahead || words.Asking().AsksAhead[t.Fold] || plans.Has(t.Fold)
	}
	return ahead && list[0].Fold == "what"
}

// put separates a name that a message puts before its question.
func put(list []message.Word, people []*briefing.Person) (rest []message.Word, ok bool) {
	called, at := nameWords(people...), 0
	for at < len(list) && message.Leading.Has(list[at].Fold) {
		at++
	}
	from := at
	for at < len(list) && called.Has(list[at]) {
		at++
	}
	if at == from || at == len(list) || len(people) != 1 {
		return nil, false
	}
	rest = list[at:]
	return rest, words.Asking().QuestionWords[rest[0].Fold] || words.Asking().Auxiliaries[rest[0].Fold]
}

// pronounIn returns the sex of the first pronoun of a message, unknown without one.
func pronounIn(list []message.Word) sex {
	for _, t := range list {
		if s := pronoun(t.Fold); s != unknown {
			return s
		}
	}
	return unknown
}

// points reports whether a question asks only who was just spoken of: “who is that?”
func points(list []message.Word) bool {
	if len(list) == 0 || list[0].Fold != "who" {
		return false
	}
	rest := list[1:]
	if len(rest) > 1 && words.Being(rest[0].Fold) { // not in “who's that?”
		rest = rest[1:]
	}
	if len(rest) != 1 {
		return false
	}
	who := rest[0].Fold
	return pronoun(who) != unknown || message.Pointing.Has(who)
}

// AsksName reports whether a question asks only for a person's name: “what's her name?”
func AsksName(list []message.Word) bool {
	n := len(list)
	if n < 2 || n > 4 || list[n-1].Fold != "name" {
		return false
	}
	return list[n-2].Fold == "the" || pronoun(list[n-2].Fold) != unknown
}

// onlyNames reports whether words are only names and roles of people.
func onlyNames(list []message.Word, people []*briefing.Person) bool {
	called, roles := nameWords(people...), roleWords(people...)
	return !slices.ContainsFunc(list, func(t message.Word) bool {
		return !called.Has(t) && !roles[t.Fold] && !words.Stopword(t.Fold, "en")
	})
}
