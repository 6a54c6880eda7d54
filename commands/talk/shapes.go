package talk

import (
	"lede/briefing"
	"lede/briefing/words"
	"slices"
)

// What sort of question it is, by the shape of its words.

// frameOf tells what sort of question it is, as far as a follow-up needs to know.
func frameOf(list []token) string {
	asks := words.Asking()
	for i, t := range list {
		toMe := i+1 < len(list) && t.fold == "tell" && (list[i+1].fold == "me" || list[i+1].fold == "us")
		if !toMe && (asks.Saying[t.fold] || speech(list, i)) {
			return FrameSaid
		}
	}
	if len(list) > 2 && slices.Contains([]string{"anything", "something", "any", "nothing"}, list[0].fold) && slices.ContainsFunc(list, func(t token) bool { return t.fold == "from" }) {
		return FrameSaid // “anything else from her?”
	}
	if len(list) > 1 && list[0].fold == "who" && (words.Being(list[1].fold) || len(list) == 2) {
		return FrameWho
	}
	return ""
}

// askedWith is the question word of a question for what a sentence can be seen to have: a time, a place or a number.
func askedWith(list []token) string {
	for _, t := range list {
		switch t.fold {
		case "when", "where", "how":
			return t.fold
		}
	}
	return ""
}

// speech tells whether a word is a noun for what somebody said, beside those of words.Asking(). “Take” is one only when it is somebody's: “his take”.
func speech(list []token, i int) bool {
	switch list[i].fold {
	case "explanation", "excuse", "verdict", "version", "account":
		return true
	case "take":
		return i > 0 && (list[i-1].owner || slices.Contains([]string{"his", "her", "their"}, list[i-1].fold))
	}
	return false
}

// topicIn is where a question of what somebody said goes on to of what they did, the number of its words if it does not: “what did she say | about Vidal?”
func topicIn(list []token) int {
	asks := words.Asking()
	says := slices.IndexFunc(list, func(t token) bool { return asks.Saying[t.fold] })
	for i := says + 1; says >= 0 && i < len(list)-1; i++ {
		if slices.Contains([]string{"about", "of", "on", "to", "regarding", "over"}, list[i].fold) {
			return i
		}
	}
	return len(list)
}

// onlySays tells whether a question asks what people said, and nothing more of it: “did she comment?”
func onlySays(list []token, people []*briefing.Person) bool {
	asks, called, roles := words.Asking(), nameWords(people...), roleWords(people...)
	for i, t := range list {
		named := called.has(t) || roles[t.fold]
		says := asks.StrictSaying[t.fold] || speech(list, i) || slices.Contains([]string{"anything", "something", "else", "nothing"}, t.fold)
		if aboutSomething(t) && !named && !says && pronoun(t.fold) == unknown {
			return false
		}
	}
	return true
}

// onlyDoes tells whether a question asks what people will do, and nothing more of it: “what is she going to do?”
func onlyDoes(list []token, people []*briefing.Person) bool {
	called, roles, ahead := nameWords(people...), roleWords(people...), false
	for _, t := range list {
		if aboutSomething(t) && !called.has(t) && !roles[t.fold] && !slices.Contains([]string{"planning", "plan", "plans", "intend", "next"}, t.fold) {
			return false
		}
		ahead = ahead || words.Asking().AsksAhead[t.fold] || t.fold == "planning" || t.fold == "intend"
	}
	return ahead && list[0].fold == "what"
}

// another tells whether a message only turns to somebody or something else, and to whom.
func another(list []token) (rest []token, ok bool) {
	var folds []string
	for _, t := range list {
		folds = append(folds, t.fold)
	}
	for _, opening := range [][]string{{"and", "what", "about"}, {"and", "how", "about"}, {"what", "about"}, {"how", "about"}, {"and"}, {"or"}, nil} {
		if len(folds) > len(opening) && slices.Equal(folds[:len(opening)], opening) {
			return list[len(opening):], len(list)-len(opening) <= 4
		}
	}
	return nil, false
}

// put takes a name that a message puts before its question apart.
func put(list []token, people []*briefing.Person) (rest []token, ok bool) {
	called, at := nameWords(people...), 0
	opens := func(t token) bool {
		return slices.Contains([]string{"and", "so", "but", "what", "about", "ok"}, t.fold)
	}
	for at < len(list) && opens(list[at]) {
		at++
	}
	from := at
	for at < len(list) && called.has(list[at]) {
		at++
	}
	if at == from || at == len(list) || len(people) != 1 {
		return nil, false
	}
	rest = list[at:]
	return rest, words.Asking().QuestionWords[rest[0].fold] || words.Asking().Auxiliaries[rest[0].fold]
}

// pronounIn is of whom the first pronoun of a message speaks, unknown without one.
func pronounIn(list []token) sex {
	for _, t := range list {
		if s := pronoun(t.fold); s != unknown {
			return s
		}
	}
	return unknown
}

// points tells whether a question asks nothing but who it is of whom was just spoken: “who is that?”
func points(list []token) bool {
	if len(list) == 0 || list[0].fold != "who" {
		return false
	}
	rest := list[1:]
	if len(rest) > 1 && words.Being(rest[0].fold) { // not in “who's that?”
		rest = rest[1:]
	}
	if len(rest) != 1 {
		return false
	}
	who := rest[0].fold
	return pronoun(who) != unknown || slices.Contains([]string{"that", "this", "it"}, who)
}

// asksName tells whether a question asks nothing but what somebody is called: “what's her name?”
func asksName(list []token) bool {
	n := len(list)
	if n < 2 || n > 4 || list[n-1].fold != "name" {
		return false
	}
	return list[n-2].fold == "the" || pronoun(list[n-2].fold) != unknown
}

// Topic is what a message turns to that asks nothing of it: “what about the storm?”; "" if it asks something.
func Topic(text string) string {
	list := tokens(text)
	rest, ok := another(list)
	if !ok || len(rest) == len(list) || !slices.ContainsFunc(rest, aboutSomething) || slices.ContainsFunc(rest, asksOf) {
		return ""
	}
	return text[rest[0].start:rest[len(rest)-1].end]
}

func asksOf(t token) bool {
	return words.Asking().QuestionWords[t.fold] || words.Asking().Auxiliaries[t.fold]
}

// onlyNames tells whether words are nothing but names and roles of people.
func onlyNames(list []token, people []*briefing.Person) bool {
	called, roles := nameWords(people...), roleWords(people...)
	return !slices.ContainsFunc(list, func(t token) bool {
		return !called.has(t) && !roles[t.fold] && !words.Stopword(t.fold, "en")
	})
}
