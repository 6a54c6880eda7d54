package talk

import (
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/words"
	"lede/commands/talk/message"
	"lede/commands/talk/overlap"
)

// This file answers a message that only names a topic, “and the strike?”, with the sentence that tells most of it.

// OfTopic answers a topic that is no person by the sentences that tell most of it: the news sentence if the headline has it, else those of which it is the subject,
// else those that mention it; the money by an amount of it.
func OfTopic(a *briefing.Article, topic string, shown []int) briefing.Answer {
	none := briefing.Answer{Question: topic, Sentences: []briefing.Evidence{}}
	if !slices.ContainsFunc(message.Words(topic), message.AboutSomething) {
		return none
	}
	head := headIn(message.Words(topic))
	telling, most := tellsOfAll(a, topic)
	if people := inRole(a, []message.Word{head}); most < wordOfTopic && len(people) == 1 { // “the boss”, “the boss of the company”
		return MoreOf(a, people[0], topic, nil)
	}
	if most == 0 {
		if from := shownIn(a, shown); ofMoney.Has(head.Fold) && len(from) > 0 {
			if at := money(a, from[0]); at >= 0 {
				return evidence(a, none, at)
			}
		}
		return none
	}
	return gather(a, topic, func(i int) bool { return telling[i] == most })
}

// headIn returns the word of a topic that says what it is: “the boss of the company” is a boss.
func headIn(topic []message.Word) (head message.Word) {
	for _, t := range topic {
		if t.Fold == "of" && head.Fold != "" {
			break
		}
		if message.AboutSomething(t) {
			head = t
		}
	}
	return head
}

// tellsOfAll weighs how much each sentence tells of a topic, and returns the highest weight.
func tellsOfAll(a *briefing.Article, topic string) (telling []int, most int) {
	telling = make([]int, len(a.Sentences))
	news := newsOf(a)
	for i := range a.Sentences {
		telling[i] = tellsMuch(a, i, topic, i == news)
		most = max(most, telling[i])
	}
	return telling, most
}

// The weights of what speaks for a sentence that has a topic.
const (
	wordOfTopic = 2 // it has the very words, not related ones
	itsSubject  = 4
	itsNews     = 8
)

// tellsMuch weighs how much a sentence, which may be the news sentence, tells of a topic; 0 if it lacks a word of it.
func tellsMuch(a *briefing.Article, sentence int, topic string, news bool) int {
	if overlap.Heads(a, a.Sentences[sentence]) || !speaksOf(a, sentence, topic) {
		return 0
	}
	weight, head := 1, words.FormOf(headIn(message.Words(topic)).Fold, a.Language).Stem
	told := message.Words(a.SentenceText(sentence))
	at := slices.IndexFunc(told, func(t message.Word) bool { return words.FormOf(t.Fold, a.Language).Stem == head })
	if at < 0 {
		return weight
	}
	weight += wordOfTopic
	if leads(told, at) {
		weight += itsSubject
	}
	if news && message.Stems(a.Title, a.Language)[head] {
		weight += itsNews
	}
	return weight
}

// leads reports whether a word of a sentence stands before its verb, and not behind a preposition.
func leads(told []message.Word, at int) bool {
	if at >= mostLeading {
		return false
	}
	asks := words.Asking()
	return !slices.ContainsFunc(told[:at], func(t message.Word) bool {
		parts := t.Fold == "of" || t.Fold == "for" || asks.PlacePrepositions[t.Fold]
		return parts || asks.Auxiliaries[t.Fold] || asks.StrictSaying[t.Fold]
	})
}

// money returns the sentence with an amount of money nearest to another, the first of two; -1 for none.
func money(a *briefing.Article, to int) (at int) {
	at = -1
	distance := func(i int) int { return max(i-to, to-i) }
	for _, f := range a.Figures {
		nearer := at < 0 || distance(f.Sentence) < distance(at)
		if there := f.Sentence >= 0 && f.Sentence < len(a.Sentences); there && nearer && ofMoneyIs(f) {
			at = f.Sentence
		}
	}
	return at
}

// mostElse is how many words a question like “what else did they decide?” has at most: each is compared with every word that is told.
const mostElse = 12

// Besides answers “what else did they decide?” by the sentences that were not shown, add something, and have a word of the question.
func Besides(a *briefing.Article, question string, shown []int) briefing.Answer {
	list := message.Words(question)
	joined := message.Joined(list[:min(len(list), mostElse)])
	asked := len(list) <= mostElse && (strings.HasPrefix(joined, "what else ") || strings.HasPrefix(joined, "anything else "))
	var about []*words.Form
	for _, t := range list {
		if asked && message.AboutSomething(t) {
			about = append(about, words.FormOf(t.Fold, a.Language))
		}
	}
	body := func(t message.Word) bool { return words.Lexicon().Bodies[t.Fold] } // “what else did the council decide?”
	if asked && slices.ContainsFunc(list, body) && hasPhrase(a.Text, aside) {
		return gather(a, question, func(i int) bool { return !slices.Contains(shown, i) && hasPhrase(a.SentenceText(i), aside) })
	}
	if strings.HasPrefix(joined, "who else ") && len(shown) > 0 {
		return others(a, question, shown)
	}
	return gather(a, question, func(i int) bool {
		return len(about) > 0 && !slices.Contains(shown, i) && hasPhrase(a.SentenceText(i), adding) && tellsAny(a, i, about)
	})
}

// others answers “who else was charged?” with the first sentence near those shown that says the same of somebody whom they do not name.
func others(a *briefing.Article, question string, shown []int) briefing.Answer {
	none, from := briefing.Answer{Question: question, Sentences: []briefing.Evidence{}}, justShown(a, shown)
	named := []*briefing.Person{}
	for _, i := range shown {
		named = append(named, namedIn(a, i)...)
	}
	return first(a, none, max(0, from-soonAfter), from+1+2*soonAfter, func(i int) bool {
		another := slices.ContainsFunc(namedIn(a, i), func(p *briefing.Person) bool { return !slices.Contains(named, p) })
		return another && !slices.Contains(shown, i) && hasPhrase(a.SentenceText(i), likewise)
	})
}

// tellsAny reports whether a sentence has one of some words, or a related one.
func tellsAny(a *briefing.Article, sentence int, about []*words.Form) bool {
	return slices.ContainsFunc(message.Words(a.SentenceText(sentence)), func(t message.Word) bool {
		told := words.FormOf(t.Fold, a.Language)
		return slices.ContainsFunc(about, func(f *words.Form) bool { return f.Stem == told.Stem || told.Kinship(f) != words.NoKin })
	})
}
