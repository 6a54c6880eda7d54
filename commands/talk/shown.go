package talk

import (
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/words"
	"lede/commands/talk/message"
	"lede/commands/talk/overlap"
)

// OnlyOf keeps the sentences of an answer that are about the given people: that quote or name them, or continue one that does. If none is
// left, the article does not say.
func OnlyOf(a *briefing.Article, people []*briefing.Person, found briefing.Answer) briefing.Answer {
	foreign := func(e briefing.Evidence) bool {
		at := slices.IndexFunc(a.Sentences, func(s briefing.Sentence) bool { return s.Span == e.Span })
		return quotesOthers(a, people, e.Span) || !slices.ContainsFunc(people, func(p *briefing.Person) bool { return isOf(a, p, at) })
	}
	found.Sentences = slices.DeleteFunc(slices.Clone(found.Sentences), foreign)
	found.Nearest = slices.DeleteFunc(slices.Clone(found.Nearest), func(e briefing.Evidence) bool { return quotesOthers(a, people, e.Span) })
	found.Answered = len(found.Sentences) > 0
	return found
}

// WithoutOthers drops from an answer the quotations of other people, as long as anything is left.
func WithoutOthers(a *briefing.Article, people []*briefing.Person, found briefing.Answer) briefing.Answer {
	left := slices.DeleteFunc(slices.Clone(found.Sentences), func(e briefing.Evidence) bool { return quotesOthers(a, people, e.Span) })
	if len(left) > 0 {
		found.Sentences = left
	}
	return found
}

// Further keeps those of a person's statements that were not just shown, and adds their other quotations. If none is left, the article does not say.
func Further(a *briefing.Article, p *briefing.Person, shown []int, found briefing.Answer) briefing.Answer {
	was := func(s briefing.Span) bool {
		return slices.ContainsFunc(shown, func(i int) bool { return i >= 0 && i < len(a.Sentences) && a.Sentences[i].Span == s })
	}
	found.Sentences = slices.DeleteFunc(slices.Clone(found.Sentences), func(e briefing.Evidence) bool { return was(e.Span) })
	h := hear(a, p)
	for i, s := range a.Sentences {
		more := (h.called[i] || h.goesOn(i)) && !was(s.Span) && !h.others[i]
		if more && len(found.Sentences) < mostFurther && !slices.ContainsFunc(found.Sentences, func(e briefing.Evidence) bool { return e.Span == s.Span }) {
			found.Sentences = append(found.Sentences, briefing.Evidence{Span: s.Span, Text: a.SentenceText(i)})
		}
	}
	found.Answered = len(found.Sentences) > 0
	return found
}

// goesOn is heard.goesOn for a single sentence.
func goesOn(a *briefing.Article, p *briefing.Person, sentence int) bool {
	return hear(a, p).goesOn(sentence)
}

// Vows reports whether an article applies the verb of a question to a person, if it says more than “say”: “what did she promise?”
func Vows(a *briefing.Article, p *briefing.Person, question string) bool {
	asks, of := words.Asking(), hear(a, p)
	for _, t := range message.Words(question) {
		if !asks.Saying[t.Fold] || asks.StrictSaying[t.Fold] {
			continue
		}
		stem := words.FormOf(t.Fold, a.Language).Stem
		for i := range a.Sentences {
			if of.speaks(i) && message.Stems(a.SentenceText(i), a.Language)[stem] {
				return true
			}
		}
	}
	return false
}

// mostFurther is the maximum number of sentences in which Further shows more of a person's words.
const mostFurther = 3

func quotesOthers(a *briefing.Article, people []*briefing.Person, s briefing.Span) bool {
	return slices.ContainsFunc(a.Quotes, func(q briefing.Quote) bool {
		mine := slices.ContainsFunc(people, func(p *briefing.Person) bool { return p.Name == q.Speaker })
		return !mine && q.Speaker != "" && s.Start <= q.Start && q.End <= s.End
	})
}

// isOf is heard.isOf for a single sentence.
func isOf(a *briefing.Article, p *briefing.Person, sentence int) bool {
	if sentence < 0 {
		return false
	}
	here := func(i int) bool {
		return quotes(a, p, i) || slices.ContainsFunc(p.Mentions, func(m briefing.Mention) bool { return m.Sentence == i })
	}
	if here(sentence) {
		return true
	}
	opening := message.Words(a.SentenceText(sentence))
	return len(opening) > 0 && pronoun(opening[0].Fold) != unknown && sentence > 0 && here(sentence-1)
}

// mostSaid is the maximum number of sentences shown of what a person said about something.
const mostSaid = 3

// SaidAbout returns what a person said about a topic: their quotations that have all its words, and those right after a sentence
// about the topic.
func SaidAbout(a *briefing.Article, p *briefing.Person, question, topic string) briefing.Answer {
	of, isAbout := hear(a, p), about(a, topic)
	found := gather(a, question, func(i int) bool {
		return of.speaks(i) && (isAbout(i) || of.speaksOn(i) && isAbout(i-1))
	})
	found.Kind = briefing.WhatSaid
	return found
}

// about returns whether a sentence has all words of a topic, or names the one person whom the topic names.
func about(a *briefing.Article, topic string) func(sentence int) bool {
	if people := Named(a, topic); len(people) == 1 {
		called := nameWords(people[0])
		return func(i int) bool { return slices.ContainsFunc(message.Words(a.SentenceText(i)), called.Has) }
	}
	return func(i int) bool { return overlap.Covers(a.SentenceText(i), a.Language, topic) }
}

// quotes reports whether a sentence has a person's words in quotation marks.
func quotes(a *briefing.Article, p *briefing.Person, sentence int) bool {
	return slices.ContainsFunc(p.Quotes, func(q int) bool { return q >= 0 && q < len(a.Quotes) && a.Quotes[q].Sentence == sentence })
}

// WillDo answers what a person will do with their own sentences about the future.
func WillDo(a *briefing.Article, p *briefing.Person, question string) briefing.Answer {
	of := hear(a, p)
	return gather(a, question, func(i int) bool {
		return of.speaks(i) && slices.ContainsFunc(message.Words(a.SentenceText(i)), func(t message.Word) bool {
			ahead := words.Asking().AsksAhead[t.Fold] && t.Fold != "next"
			return ahead || will.Has(t.Fold)
		})
	})
}

// NextIn returns what an article says will happen: its last such sentences outside quotations, else those within.
func NextIn(a *briefing.Article, question string) briefing.Answer {
	ahead := func(i int) bool {
		return slices.ContainsFunc(message.Words(a.SentenceText(i)), func(t message.Word) bool { return coming.Has(t.Fold) })
	}
	quoted := map[int]bool{}
	for _, q := range a.Quotes {
		quoted[q.Sentence] = true
	}
	foretold := func(i int) bool { // “it said that it would test all”
		list := message.Words(a.SentenceText(i))
		return tells(a.SentenceText(i)) && slices.ContainsFunc(list, func(t message.Word) bool { return t.Fold == "would" })
	}
	for _, such := range []func(int) bool{func(i int) bool { return ahead(i) && !quoted[i] }, ahead, foretold} {
		all := 0
		for i := range a.Sentences {
			if such(i) {
				all++
			}
		}
		if all == 0 {
			continue
		}
		n := 0
		return gather(a, question, func(i int) bool {
			if such(i) {
				n++
			}
			return such(i) && n > all-mostSaid
		})
	}
	return briefing.Answer{Question: question, Sentences: []briefing.Evidence{}}
}

// MoreOf returns what an article says of a person beyond what was shown.
func MoreOf(a *briefing.Article, p *briefing.Person, question string, shown []int) briefing.Answer {
	h := hear(a, p)
	return gather(a, question, func(i int) bool { return !slices.Contains(shown, i) && h.isOf(i) && !h.others[i] })
}

// gather answers with the first sentences for which such returns true.
func gather(a *briefing.Article, question string, such func(int) bool) briefing.Answer {
	found := briefing.Answer{Question: question, Sentences: []briefing.Evidence{}}
	for i := range a.Sentences {
		if len(found.Sentences) < mostSaid && such(i) {
			found.Answered, found.Confidence = true, 1
			found.Sentences = append(found.Sentences, briefing.Evidence{Span: a.Sentences[i].Span, Text: a.SentenceText(i)})
		}
	}
	return found
}

// OfThing answers “and the electricity?” with the sentence about it nearest to what was shown that has what the previous question asked for.
func OfThing(a *briefing.Article, m Meant, shown []int, ask func(string) briefing.Answer) briefing.Answer {
	from, best := 0, -1
	if len(shown) > 0 {
		from = shown[0]
	}
	distance := func(i int) int { return max(i-from, from-i) }
	telling, most := tellsOfAll(a, m.Thing)
	for i, telling := range telling {
		nearer := best < 0 || distance(i) < distance(best)
		tells := telling > wordOfTopic || telling > 0 && most <= wordOfTopic
		if i != from && nearer && tells && holds(a, i, m.Asked) {
			best = i
		}
	}
	if best >= 0 {
		return evidence(a, briefing.Answer{Question: m.Question}, best)
	}
	if of := OfTopic(a, m.Thing, shown); of.Answered {
		return of
	}
	return ask(m.Question)
}

// speaksOf reports whether a sentence has every word that says what is asked about, or a related one.
func speaksOf(a *briefing.Article, sentence int, thing string) bool {
	has := message.Stems(a.SentenceText(sentence), a.Language)
	for _, t := range message.Words(thing) {
		if !message.AboutSomething(t) {
			continue
		}
		stem := words.FormOf(t.Fold, a.Language).Stem
		found := has[stem]
		if !found && !akin(t.Fold) {
			return false
		}
		for there := range has {
			found = found || words.Related().Share(there, stem)
		}
		for _, clue := range words.FindClues([]string{stem}) {
			found = found || slices.ContainsFunc(clue.Cues(), func(c words.Cue) bool {
				return !slices.ContainsFunc(c.Stems, func(s string) bool { return !has[s] })
			})
		}
		if !found {
			return false
		}
	}
	return true
}

// akin reports whether other words may stand for a noun: news tells of “pupils” where people say “the kids”. The words akin to a thing are mostly of another.
func akin(noun string) bool {
	one := words.FormOf(noun, "en").Stem
	return beingNoun(noun) || beingNoun(one) || several.Has(noun)
}

// causes reports whether a sentence has a word that introduces a cause.
func causes(sentence string) bool {
	return slices.ContainsFunc(message.Words(sentence), func(t message.Word) bool { return words.Asking().Causes[t.Fold] })
}

// Shown returns sentences unchanged as an answer.
func Shown(a *briefing.Article, sentences []int) briefing.Answer {
	found := briefing.Answer{Sentences: []briefing.Evidence{}}
	for _, i := range sentences {
		if i >= 0 && i < len(a.Sentences) {
			found.Sentences = append(found.Sentences, briefing.Evidence{Span: a.Sentences[i].Span, Text: a.SentenceText(i)})
		}
	}
	found.Answered = len(found.Sentences) > 0
	return found
}

func evidence(a *briefing.Article, to briefing.Answer, i int) briefing.Answer {
	to.Answered, to.Confidence = true, 1
	to.Sentences = []briefing.Evidence{{Span: a.Sentences[i].Span, Text: a.SentenceText(i)}}
	return to
}

// holds reports whether a sentence has what a word asks for.
func holds(a *briefing.Article, sentence int, word string) bool {
	switch word {
	case "when":
		return slices.ContainsFunc(a.Dates, func(d briefing.Date) bool { return d.Sentence == sentence })
	case "where":
		return slices.ContainsFunc(a.Places, func(n briefing.Name) bool {
			return slices.ContainsFunc(n.Mentions, func(m briefing.Mention) bool {
				// “LISBON, Nov. 21 — …” is a dateline: it says where the article was written.
				dateline := m.Start == a.Sentences[sentence].Start && a.Text[m.Start:m.End] == strings.ToUpper(a.Text[m.Start:m.End])
				return m.Sentence == sentence && !dateline
			})
		})
	case "how":
		return slices.ContainsFunc(a.Figures, func(f briefing.Figure) bool { return f.Sentence == sentence })
	case "who", "whom":
		return len(Subject(a, sentence)) > 0
	}
	return false
}

// Unheard reports whether a question asks what a speaker said whom the article never quotes, named between the auxiliary
// and the verb of speech: “what did the teachers demand?”
func Unheard(a *briefing.Article, question string) bool {
	list := message.Words(question)
	from := slices.IndexFunc(list, func(t message.Word) bool { return words.Asking().Auxiliaries[t.Fold] })
	if from < 0 {
		return false
	}
	rest := list[from+1:]
	to := slices.IndexFunc(rest, func(t message.Word) bool { return words.Asking().Saying[t.Fold] })
	if to < 1 {
		return false
	}
	has, strangers := overlap.Stems(a), 0
	for _, t := range rest[:to] {
		if message.AboutSomething(t) {
			if has[words.FormOf(t.Fold, a.Language).Stem] {
				return false
			}
			strangers++
		}
	}
	return strangers > 0
}
