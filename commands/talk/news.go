package talk

import (
	"slices"
	"strings"

	"lede/briefing"
	"lede/commands/talk/message"
	"lede/commands/talk/overlap"
)

// This file answers what the news sentence tells: that one opens the article.

// Befell answers “what happened to Varga?” with the news sentence, if that and the title name the person, and “how bad was the storm?” if that has the storm.
func Befell(a *briefing.Article, question string) briefing.Answer {
	none := briefing.Answer{Question: question, Sentences: []briefing.Evidence{}}
	list, news := message.Words(question), newsOf(a)
	if news < 0 {
		return none
	}
	text := a.SentenceText(news)
	if bad := behind(list, severity); overlap.Covers(text, a.Language, message.Joined(bad)) {
		return evidence(a, none, news)
	}
	whom := behind(list, befalling)
	people := Named(a, message.Joined(whom))
	called := slices.ContainsFunc(whom, func(t message.Word) bool { t.Upper = true; return nameWords(people...).Has(t) })
	if both := message.Joined(whom); len(people) != 1 || !called || !overlap.Covers(a.Title, a.Language, both) || !overlap.Covers(text, a.Language, both) {
		return none
	}
	return evidence(a, none, news)
}

// behind returns the words behind a phrase of a set with which words begin, after those that only lead to it; none if they begin otherwise.
func behind(list []message.Word, phrases message.Set) []message.Word {
	for len(list) > 1 && message.Leading.Has(list[0].Fold) && !message.AsksOf(list[0]) {
		list = list[1:]
	}
	said := message.Joined(list)
	for _, phrase := range phrases.Phrases() {
		if strings.HasPrefix(said, phrase+" ") {
			return list[len(strings.Fields(phrase)):]
		}
	}
	return nil
}

// Sentenced answers “how long did he get?” with the news sentence, if that tells of a punishment with its length and of whoever is meant: whom the question names has to be the one
// person of whom the article tells.
func Sentenced(a *briefing.Article, question string, people []*briefing.Person, before Before) briefing.Answer {
	none := briefing.Answer{Question: question, Sentences: []briefing.Evidence{}}
	list, news := message.Words(question), newsOf(a)
	who := behind(list, terms)
	last := len(who) - 1
	if news < 0 || last < 1 || who[last].Fold != "get" && who[last].Fold != "got" {
		return none
	}
	want := pronounIn(list)
	switch spoken := before.Named && len(before.People) > 0; {
	case spoken && want != unknown:
		people = before.People
	case len(people) == 0 && want == unknown && !overlap.Covers(a.SentenceText(news), a.Language, message.Joined(who[:last])):
		return none
	}
	if len(people) > 0 && !isMain(a, people, want) || !punishes(a, news) {
		return none
	}
	return evidence(a, none, news)
}

// isMain reports whether the one person of a sex of whom an article tells is among some.
func isMain(a *briefing.Article, people []*briefing.Person, want sex) bool {
	fit := everybody(a)
	if want != unknown {
		fit = fitting(a, fit, want)
	}
	main := mainOf(a, fit)
	return len(main) == 1 && slices.Contains(people, main[0])
}

// punishes reports whether a sentence tells of a punishment with its length, and of no two people by name.
func punishes(a *briefing.Article, sentence int) bool {
	lasts := slices.ContainsFunc(a.Figures, func(f briefing.Figure) bool { return f.Sentence == sentence && isTime(f) })
	return lasts && hasPhrase(a.SentenceText(sentence), punished) && len(namedIn(a, sentence)) < 2
}

// AgeOf answers “how old is Varga?” with a sentence that calls somebody by an age, “the 21-year-old said”, and names nobody else, if the last sentence before that names anybody begins with Varga.
func AgeOf(a *briefing.Article, question string, people []*briefing.Person) briefing.Answer {
	none := briefing.Answer{Question: question, Sentences: []briefing.Evidence{}}
	if list := message.Words(question); len(people) != 1 || len(list) < 4 || message.Joined(list[:2]) != "how old" {
		return none
	}
	each, starts := namedInEach(a), namesOf(a).starts
	return first(a, none, 1, len(a.Sentences), func(i int) bool {
		if text := a.SentenceText(i); strings.Count(text, "-year-old") != 1 || !hasThe(text) {
			return false
		}
		if here := each[i]; len(here) > 0 {
			return len(here) == 1 && here[0] == people[0]
		}
		for before := i - 1; before >= max(0, i-mostBehind); before-- {
			if named := each[before]; len(named) > 0 {
				return named[0] == people[0] && starts[a.Sentences[before].Start]
			}
		}
		return false
	})
}

// hasThe reports whether a text speaks of “the 21-year-old”, who was told of before.
func hasThe(text string) bool {
	before, _, _ := strings.Cut(text, "-year-old")
	before = strings.TrimRight(before, "0123456789")
	return strings.HasSuffix(before, "the ") || strings.HasSuffix(before, "The ")
}

// WithGrounds adds to the answer to “why?” that only tells the same again the first sentence soon behind it that gives a ground and speaks of what is asked about.
func WithGrounds(a *briefing.Article, question string, found briefing.Answer) briefing.Answer {
	list := message.Words(question)
	if len(list) == 0 || list[0].Fold != "why" || len(found.Sentences) != 1 || grounded(found.Sentences[0].Text) {
		return found
	}
	at := slices.IndexFunc(a.Sentences, func(s briefing.Sentence) bool { return s.Span == found.Sentences[0].Span })
	if at < 0 {
		return found
	}
	more := first(a, briefing.Answer{}, at+1, at+1+2*soonAfter, func(i int) bool {
		met, _ := overlap.Count(a.SentenceText(i), a.Language, list)
		return met > 0 && (grounded(a.SentenceText(i)) || hasPhrase(a.SentenceText(i), troubles))
	})
	found.Sentences = append(slices.Clone(found.Sentences), more.Sentences...)
	return found
}
