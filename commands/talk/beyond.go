package talk

import (
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/words"
	"lede/commands/talk/message"
	"lede/commands/talk/overlap"
)

// This file answers questions about what was shown that have no word of the article in them: whether it is a lot, whether everybody agrees,
// who “they” are, and why.

// soonAfter is the number of sentences in which an article goes on with what it has just told.
const soonAfter = 4

// Elsewise answers a message that found no answer by what was shown before, or by what the article adds.
func Elsewise(a *briefing.Article, before Before, text string, found briefing.Answer) briefing.Answer {
	if beyond := Beyond(a, text, before.Shown); beyond.Answered {
		return beyond
	}
	if more := Besides(a, text, before.Shown); more.Answered {
		return more
	}
	return found
}

// Beyond answers a question about what was shown that has nothing of the article in it, by what such sentences always have. Any other
// question is not answered.
func Beyond(a *briefing.Article, question string, shown []int) briefing.Answer {
	none := briefing.Answer{Question: question, Sentences: []briefing.Evidence{}}
	list := message.Words(question)
	for len(list) > 1 && message.Leading.Has(list[0].Fold) && !message.AsksOf(list[0]) {
		list = list[1:]
	}
	if len(list) == 0 || len(list) > mostBeyond {
		return none
	}
	if dissents(list) {
		return gather(a, question, func(i int) bool { return hasPhrase(a.SentenceText(i), dissent) })
	}
	if found := whomItBefell(a, none, list); found.Answered {
		return found
	}
	if len(shown) == 0 || shown[0] < 0 || shown[0] >= len(a.Sentences) {
		return none
	}
	return ofThose(a, none, list, shown[0])
}

// ofThose answers such a question about the sentence shown first.
func ofThose(a *briefing.Article, none briefing.Answer, list []message.Word, from int) briefing.Answer {
	switch {
	case weighs(list, enough):
		return first(a, none, from, len(a.Sentences), func(i int) bool { return hasPhrase(a.SentenceText(i), lacking) && shares(a, from, i) })
	case weighs(list, weighing):
		return first(a, none, from, from+soonAfter, func(i int) bool {
			return hasPhrase(a.SentenceText(i), comparing) && (i == from || shares(a, from, i))
		})
	case list[0].Fold == "why" && bare(list, func(w string) bool { return around.Has(w) || loosely.Has(w) }):
		return first(a, none, from, from+2*soonAfter, func(i int) bool {
			return hasPhrase(a.SentenceText(i), forced) || i != from && causes(a.SentenceText(i)) && shares(a, from, i)
		})
	case whoThey(list):
		n := namesOf(a)
		return gather(a, none.Question, func(i int) bool { return i > from && i < from+soonAfter && n.introduces(i) })
	}
	return none
}

// Onwards goes on from what was shown, for “tell me more”: with the next sentences that were not, as the article has them.
func Onwards(a *briefing.Article, shown []int) briefing.Answer {
	if len(shown) == 0 {
		return briefing.Answer{Sentences: []briefing.Evidence{}}
	}
	return gather(a, "", func(i int) bool { return i > shown[0] && !slices.Contains(shown, i) })
}

// Began answers how it began with the first sentence that tells of a beginning; asks is false for any other question.
func Began(a *briefing.Article, question string) (found briefing.Answer, asks bool) {
	none := briefing.Answer{Question: question, Sentences: []briefing.Evidence{}}
	if list := message.Words(question); len(list) == 0 || !asksBeginning(list) {
		return none, false
	}
	return first(a, none, 0, len(a.Sentences), func(i int) bool { return hasPhrase(a.SentenceText(i), beginnings) }), true
}

// asksBeginning reports whether a question asks only how something began.
func asksBeginning(list []message.Word) bool {
	begins := slices.ContainsFunc(list, func(t message.Word) bool { return beginnings.Has(t.Fold) })
	return begins && list[0].Fold == "how" && bare(list, func(w string) bool { return around.Has(w) || loosely.Has(w) || beginnings.Has(w) })
}

// whomItBefell answers “who has been charged?” with “A man has been charged …”, and the sentence behind it if that begins with a name.
func whomItBefell(a *briefing.Article, none briefing.Answer, list []message.Word) briefing.Answer {
	if list[0].Fold != "who" || len(list) < 2 || !words.Asking().Auxiliaries[list[1].Fold] {
		return none
	}
	n := namesOf(a)
	for i := range a.Sentences {
		if one, ok := n.nameless(i); !ok || words.Lexicon().Bodies[one.noun] || !overlap.Covers(a.SentenceText(i), a.Language, none.Question) {
			continue
		}
		found := evidence(a, none, i)
		if next := i + 1; i == 0 && next < len(a.Sentences) && n.starts[a.Sentences[next].Start] {
			found.Sentences = append(found.Sentences, briefing.Evidence{Span: a.Sentences[next].Span, Text: a.SentenceText(next)})
		}
		return found
	}
	return none
}

// mostBeyond is the maximum number of words of such a question.
const mostBeyond = 7

// first returns the first sentence in a range that is such.
func first(a *briefing.Article, none briefing.Answer, from, to int, such func(int) bool) briefing.Answer {
	for i := from; i < min(to, len(a.Sentences)); i++ {
		if such(i) {
			return evidence(a, none, i)
		}
	}
	return none
}

// weighs reports whether a question asks only how what was shown is to be judged: “is that a lot?”
func weighs(list []message.Word, as message.Set) bool {
	if len(list) < 3 || !words.Being(list[0].Fold) || !message.Pointing.Has(list[1].Fold) {
		return false
	}
	judged := false
	for _, t := range list[2:] {
		if judged = judged || as.Has(t.Fold); !as.Has(t.Fold) && message.AboutSomething(t) {
			return false
		}
	}
	return judged
}

// dissents reports whether a question asks for those who think otherwise: “does everyone agree?”, “who is against it?”
func dissents(list []message.Word) bool {
	agrees, all := false, false
	each := slices.ContainsFunc(list, func(t message.Word) bool { return t.Fold == "everyone" || t.Fold == "everybody" })
	for _, t := range list {
		said := agreeing.Has(t.Fold) || each && liking.Has(t.Fold)
		agrees = agrees || said
		all = all || everyone.Has(t.Fold)
		if message.AboutSomething(t) && !said && !everyone.Has(t.Fold) {
			return false
		}
	}
	return agrees && all
}

// whoThey reports whether a question asks only who some people are.
func whoThey(list []message.Word) bool {
	return len(list) == 3 && list[0].Fold == "who" && words.Being(list[1].Fold) && slices.Contains([]string{"they", "those", "these"}, list[2].Fold)
}

// introduces reports whether a sentence tells who somebody is: it begins with a person, named or not, or says that they are not named.
func (n names) introduces(sentence int) bool {
	text := n.a.SentenceText(sentence)
	if hasPhrase(text, notNamed) {
		return true
	}
	list := message.Words(text)
	for _, t := range list[:min(len(list), mostLeading/2)] {
		one := words.FormOf(t.Fold, "en").Stem
		if n.starts[n.a.Sentences[sentence].Start+t.Start] || beingNoun(t.Fold) || beingNoun(one) || several.Has(t.Fold) {
			return true
		}
	}
	return false
}

// shares reports whether two sentences have a word in common that says what they are about.
func shares(a *briefing.Article, one, other int) bool {
	has := message.Stems(a.SentenceText(one), a.Language)
	return slices.ContainsFunc(message.Words(a.SentenceText(other)), func(t message.Word) bool {
		return message.AboutSomething(t) && has[words.FormOf(t.Fold, a.Language).Stem]
	})
}

// hasPhrase reports whether a text has a phrase of a set.
func hasPhrase(text string, of message.Set) bool {
	said := " " + message.Joined(message.Words(text)) + " "
	return slices.ContainsFunc(of.Phrases(), func(phrase string) bool { return strings.Contains(said, " "+phrase+" ") })
}
