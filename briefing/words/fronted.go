package words

import (
	"slices"
	"strings"
)

// mostFronted is how many words may stand before a question that names its topic first.
const mostFronted = 4

// TopicLast returns a question that names its topic first with the topic behind it: “river bridge how many killed” becomes “how many killed river bridge”. What
// stands before the question word has to be a bare noun phrase: “the man who won” asks nothing, and neither does “he knows who won”.
func TopicLast(text string) string {
	list := slices.Collect(InMessage(text[:min(len(text), mostRead)]))
	at := slices.IndexFunc(list, func(w MessageWord) bool { return Asking().QuestionWords[w.Fold] || Asking().Auxiliaries[w.Fold] })
	if at < 1 || at > mostFronted || at+1 == len(list) {
		return text
	}
	marked := strings.ContainsAny(text[list[0].Start:list[at].Start], ",.:;!?\n")
	bare := !slices.ContainsFunc(list[:at], notTopic) && !(list[at].Fold == "who" && mayRelate(list[at-1]))
	if marked || !bare || !opensQuestion(list[at:]) {
		return text
	}
	topic := text[list[0].Start:list[at-1].End]
	question, end := text[list[at].Start:list[len(list)-1].End], text[list[len(list)-1].End:]
	if about := ForIt(question, topic); about != question {
		return text[:list[0].Start] + about + end
	}
	return text[:list[0].Start] + question + " " + topic + end
}

// ForIt returns a question with a thing in place of the “it” that is its subject: “when does it end” about the strike becomes “when does the strike end”.
// One with “he” or “she” stays as it is.
func ForIt(question, thing string) string {
	list := slices.Collect(InMessage(question[:min(len(question), mostRead)]))
	if slices.ContainsFunc(list, func(w MessageWord) bool { return Asking().Persons[w.Fold] }) {
		return question
	}
	for i := 1; i < len(list); i++ {
		if list[i].Fold == "it" && Asking().Auxiliaries[list[i-1].Fold] {
			return question[:list[i].Start] + thing + question[list[i].End:]
		}
	}
	return question
}

// mostRead is how many bytes of a message are looked at.
const mostRead = 400

// opensQuestion reports whether words open a question by themselves: a question word, and behind “what” and the like a verb.
func opensQuestion(list []MessageWord) bool {
	v, first, second := Asking(), list[0].Fold, list[1].Fold
	switch first {
	case "who", "why", "when", "where":
		return true
	case "how":
		return v.HowMany[second] || v.Auxiliaries[second] || len(list) > 2 && v.Auxiliaries[list[2].Fold] // “how bad was it”
	case "what":
		return v.Auxiliaries[second]
	}
	return false
}

// notTopic reports whether a word does not belong to a bare noun phrase: it is a stop word, or a verb and nothing else.
func notTopic(w MessageWord) bool {
	return Stopword(w.Fold, "en") || Asking().Saying[w.Fold] || Asking().Fillers[w.Fold]
}

// mayRelate reports whether “who” behind a word may go on about it: “mayor who resigned”.
func mayRelate(w MessageWord) bool {
	for _, nouns := range []Set{Lexicon().Roles, Lexicon().Groups, Lexicon().Victims} {
		if nouns[w.Fold] {
			return true
		}
	}
	return w.Upper || Lexicon().PluralRole(w.Fold)
}
