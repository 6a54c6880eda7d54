package talk

import (
	"slices"
	"strings"
	"sync"

	"lede/briefing"
	"lede/briefing/words"
)

// This file classifies questions by the shape of their words.

// shape is a set of words, by its name in shapes.txt.
type shape string

const (
	anything   shape = "anything"
	speeches   shape = "speeches"
	taken      shape = "taken"
	theirs     shape = "theirs"
	plans      shape = "plans"
	turning    shape = "turning"
	newness    shape = "newness"
	pointing   shape = "pointing"
	back       shape = "back"
	around     shape = "around"
	told       shape = "told"
	will       shape = "will"
	coming     shape = "coming"
	here       shape = "here"
	searching  shape = "searching"
	news       shape = "news"
	concerning shape = "concerning"
	belongings shape = "belongings"
	opening    shape = "opening"
	meant      shape = "meaning"
	asking     shape = "asks"
	further    shape = "further"
	ends       shape = "ends"
	then       shape = "then"
	follows    shape = "follows"
	resumes    shape = "resumes"
	denying    shape = "denying"
	regarding  shape = "regarding"
	ending     shape = "ending"
	calling    shape = "calling"
	loosely    shape = "loosely"
	fellow     shape = "fellow"
	chance     shape = "chance"
	measuring  shape = "measuring"
	ways       shape = "ways"
	beings     shape = "beings"
	ofMoney    shape = "ofmoney"
	weighing   shape = "weighing"
	enough     shape = "enough"
	comparing  shape = "comparing"
	lacking    shape = "lacking"
	forced     shape = "forced"
	agreeing   shape = "agreeing"
	everyone   shape = "everyone"
	dissent    shape = "dissent"
	notNamed   shape = "unnamed"
	several    shape = "several"
	beginnings shape = "beginnings"
	identified shape = "identified"
)

// The sets by which a message is read that turns to another article.
const (
	Leading   shape = "leading"   // and, so
	LeadIn    shape = "leadin"    // about, on
	Items     shape = "items"     // one, story
	Going     shape = "going"     // open, back
	Broaching shape = "broaching" // ask you something about
	Concerned shape = "concerned" // in, from
	Past      shape = "past"      // was, did
)

// shapes holds the phrases of shapes.txt, in file order.
var shapes = sync.OnceValue(func() map[shape][]string {
	table := map[shape][]string{}
	for line := range linesOf("shapes.txt") {
		name, phrases, _ := strings.Cut(line, ":")
		for phrase := range strings.SplitSeq(phrases, "|") {
			table[shape(name)] = append(table[shape(name)], Joined(tokens(phrase)))
		}
	}
	return table
})

// has reports whether a word, or a phrase of words joined by spaces, is in the set.
func (s shape) has(phrase string) bool { return slices.Contains(shapes()[s], phrase) }

// Has is has for the packages that read further.
func (s shape) Has(phrase string) bool { return s.has(phrase) }

// Phrases returns the set, in the order of the file.
func (s shape) Phrases() []string { return shapes()[s] }

// begins reports whether a message begins with a phrase of the set, of at most two words.
func (s shape) begins(list []token) bool {
	return len(list) > 0 && s.has(list[0].Fold) || len(list) > 1 && s.has(list[0].Fold+" "+list[1].Fold)
}

// frameOf returns the sort of a question, as far as a follow-up needs it.
func frameOf(list []token) string {
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
	if len(list) > 2 && anything.has(list[0].Fold) && slices.ContainsFunc(list, func(t token) bool { return t.Fold == "from" }) {
		return FrameSaid // “anything else from her?”
	}
	if asksWho(list) {
		return FrameWho
	}
	return ""
}

// asksWho reports whether a question asks who somebody is.
func asksWho(list []token) bool {
	return len(list) > 1 && list[0].Fold == "who" && (words.Being(list[1].Fold) || len(list) == 2)
}

// asksSpeaker reports whether a question asks who spoke: “who told him that?” asks for no words of his.
func asksSpeaker(list []token) bool {
	return len(list) > 2 && list[0].Fold == "who" && words.Asking().Saying[list[1].Fold]
}

// askedWith returns the question word of a question for a time, a place or a number, which a sentence can be seen to have.
func askedWith(list []token) string {
	for _, t := range list {
		switch t.Fold {
		case "when", "where", "how":
			return t.Fold
		}
	}
	return ""
}

// speech reports whether a word is a noun for a person's words, beside those of words.Asking(). “Take” is one only with a possessive: “his take”.
func speech(list []token, i int) bool {
	owned := i > 0 && (list[i-1].Owner || theirs.has(list[i-1].Fold))
	return speeches.has(list[i].Fold) || owned && taken.has(list[i].Fold)
}

// topicIn returns where a question about a person's words turns to their topic, or its length if it does not: “what did she say | about Vidal?”
func topicIn(list []token) int {
	asks := words.Asking()
	says := slices.IndexFunc(list, func(t token) bool { return asks.Saying[t.Fold] })
	for i := says + 1; says >= 0 && i < len(list)-1; i++ {
		if asks.About[list[i].Fold] {
			return i
		}
	}
	return len(list)
}

// onlySays reports whether a question asks only what people said: “did she comment?”
func onlySays(list []token, people []*briefing.Person) bool {
	asks, called, roles := words.Asking(), nameWords(people...), roleWords(people...)
	for i, t := range list {
		named := called.has(t) || roles[t.Fold]
		says := asks.StrictSaying[t.Fold] || speech(list, i) || anything.has(t.Fold) || further.has(t.Fold)
		if AboutSomething(t) && !named && !says && pronoun(t.Fold) == unknown {
			return false
		}
	}
	return true
}

// onlyDoes reports whether a question asks only what people will do: “what is she going to do?”
func onlyDoes(list []token, people []*briefing.Person) bool {
	called, roles, ahead := nameWords(people...), roleWords(people...), false
	for _, t := range list {
		if AboutSomething(t) && !called.has(t) && !roles[t.Fold] && !plans.has(t.Fold) {
			return false
		}
		ahead = ahead || words.Asking().AsksAhead[t.Fold] || plans.has(t.Fold)
	}
	return ahead && list[0].Fold == "what"
}

// MostTurned is the maximum number of words in which a message names what it turns to.
const MostTurned = 4

// Another reports whether a message only turns to another person or thing, and returns the words that name it.
func Another(list []token) (rest []token, ok bool) {
	n := 0
	for _, opening := range shapes()[turning] {
		if said := Joined(list); n == 0 && strings.HasPrefix(said, opening+" ") {
			n = len(strings.Fields(opening))
		}
	}
	return list[n:], len(list) > 0 && len(list)-n <= MostTurned
}

// put separates a name that a message puts before its question.
func put(list []token, people []*briefing.Person) (rest []token, ok bool) {
	called, at := nameWords(people...), 0
	for at < len(list) && Leading.has(list[at].Fold) {
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
	return rest, words.Asking().QuestionWords[rest[0].Fold] || words.Asking().Auxiliaries[rest[0].Fold]
}

// pronounIn returns the sex of the first pronoun of a message, unknown without one.
func pronounIn(list []token) sex {
	for _, t := range list {
		if s := pronoun(t.Fold); s != unknown {
			return s
		}
	}
	return unknown
}

// points reports whether a question asks only who was just spoken of: “who is that?”
func points(list []token) bool {
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
	return pronoun(who) != unknown || pointing.has(who)
}

// AsksName reports whether a question asks only for a person's name: “what's her name?”
func AsksName(list []token) bool {
	n := len(list)
	if n < 2 || n > 4 || list[n-1].Fold != "name" {
		return false
	}
	return list[n-2].Fold == "the" || pronoun(list[n-2].Fold) != unknown
}

// Topic returns what a message turns to without asking anything about it: “what about the storm?”; "" if it asks something.
func Topic(text string) string {
	list := tokens(text)
	rest, ok := Another(list)
	if !ok || len(rest) == len(list) || !slices.ContainsFunc(rest, AboutSomething) || slices.ContainsFunc(rest, AsksOf) {
		return ""
	}
	return text[rest[0].Start:rest[len(rest)-1].End]
}

// AsksOf reports whether a question may begin with a word.
func AsksOf(t token) bool {
	return words.Asking().QuestionWords[t.Fold] || words.Asking().Auxiliaries[t.Fold]
}

// onlyNames reports whether words are only names and roles of people.
func onlyNames(list []token, people []*briefing.Person) bool {
	called, roles := nameWords(people...), roleWords(people...)
	return !slices.ContainsFunc(list, func(t token) bool {
		return !called.has(t) && !roles[t.Fold] && !words.Stopword(t.Fold, "en")
	})
}
