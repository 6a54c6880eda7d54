package talk

import (
	"slices"
	"strings"
	"unicode"

	"lede/briefing"
	"lede/briefing/words"
	"lede/commands/talk/message"
	"lede/commands/talk/overlap"
)

// This file answers a bare question word, “why?”, by signs in the sentence just shown, in those beside it in its paragraph, and in the news sentence: that one opens the
// article.

// The sets of words by which a sentence has what a bare question asks for.
const (
	grounds     message.Set = "grounds"
	punished    message.Set = "punished"
	stances     message.Set = "stances"
	determiners message.Set = "determiners"
	scenes      message.Set = "scenes"
	frequency   message.Set = "frequency"
	adding      message.Set = "adding"
	denials     message.Set = "denials"
	twosome     message.Set = "twosome"
)

// bySigns returns the sentence that has what a bare question asks for; -1 for none.
func bySigns(a *briefing.Article, question, word string, from int) int {
	list := message.Words(question)
	switch {
	case word == "why":
		return reason(a, from)
	case word == "where":
		return nearby(a, from, word, func(i int) bool { return holds(a, i, word) || placed(a, i) })
	case word == "when":
		return nearby(a, from, word, func(i int) bool { return holds(a, i, word) || ofHour(a, i) })
	case word == "who" || word == "whom":
		return toWhom(a, list, from)
	}
	return -1
}

// nearby returns the first that is such of a sentence, those beside it in its paragraph and, if it goes on from that, the news sentence, which has to have a place or a
// day by name; -1 for none.
func nearby(a *briefing.Article, from int, word string, such func(i int) bool) int {
	for _, i := range besides(a, from) {
		if such(i) {
			return i
		}
	}
	if news := newsOf(a); news >= 0 && holds(a, news, word) && (word == "where" || ofOne(a, from, news)) {
		return news
	}
	return -1
}

// newsOf returns the sentence that opens an article, behind its headline; -1 for none.
func newsOf(a *briefing.Article) int {
	return slices.IndexFunc(a.Sentences, func(s briefing.Sentence) bool { return !overlap.Heads(a, s) })
}

// besides returns a sentence, the next one and the one before, as far as they are in one paragraph.
func besides(a *briefing.Article, from int) (list []int) {
	for _, i := range []int{from, from + 1, from - 1} {
		if i >= 0 && i < len(a.Sentences) && a.Sentences[i].Paragraph == a.Sentences[from].Paragraph {
			list = append(list, i)
		}
	}
	return list
}

// reason returns the sentence that tells why something happened: by words for a ground, by what came before it, by what somebody is punished or honoured for, or by
// what somebody goes on to say after their stance was told.
func reason(a *briefing.Article, from int) int {
	if grounded(a.SentenceText(from)) {
		return from
	}
	next := from + 1
	if next < len(a.Sentences) && hasPhrase(a.SentenceText(from), stances) && explains(a, from, next) {
		return next
	}
	for _, i := range besides(a, from)[1:] {
		if text := a.SentenceText(i); causes(text) || hasPhrase(text, grounds) {
			return i
		}
	}
	if news := newsOf(a); news >= 0 && news != from && ofOne(a, from, news) && grounded(a.SentenceText(news)) {
		return news
	}
	return -1
}

// ofOne reports whether two sentences tell of one thing: they have two words in common that say what they are about. One may be chance.
func ofOne(a *briefing.Article, one, other int) bool {
	const surely = 2
	met, _ := overlap.Count(a.SentenceText(one), a.Language, message.Words(a.SentenceText(other)))
	return met >= surely
}

// explains reports whether a sentence has the words of the only person whom the one before it names, or those of nobody else in the same paragraph.
func explains(a *briefing.Article, from, next int) bool {
	people := namedIn(a, from)
	if len(people) > 1 {
		return false
	}
	if len(people) == 1 && goesOn(a, people[0], next) {
		return true
	}
	return a.Sentences[from].Paragraph == a.Sentences[next].Paragraph && slices.ContainsFunc(a.Quotes, func(q briefing.Quote) bool {
		anothers := len(people) == 1 && q.SpeakerKind == "person" && q.Speaker != people[0].Name
		return q.Sentence == next && !anothers
	})
}

// grounded reports whether a sentence tells the reason of what it tells.
func grounded(text string) bool {
	list := message.Words(text)
	if causes(text) || hasPhrase(text, grounds) {
		return true
	}
	blamed := hasPhrase(text, punished)
	for i, t := range list {
		behind := list[i+1:]
		leads := t.Fold == "after" && i > 0 || t.Fold == "for" && blamed
		if leads && len(behind) > 0 && !measures(behind) {
			return true
		}
	}
	return false
}

// measures reports whether words begin with a number or a stretch of time: “after eight minutes”, “for the first time”.
func measures(list []message.Word) bool {
	const soon = 3
	for i, t := range list[:min(soon, len(list))] {
		aged := i+1 < len(list) && list[i+1].Fold == "old"
		switch {
		case i == 0 && (words.Asking().Numbers[t.Fold] || strings.ContainsFunc(t.Fold, unicode.IsDigit)):
			return true
		case i > 0 && (t.Fold == "second" || aged): // “for a second yellow card”, “after a 34-year-old docker fell”
			return false
		case ofTime(t.Fold), ofTime(words.FormOf(t.Fold, "en").Stem):
			return true
		}
	}
	return false
}

// ofTime reports whether a word is a stretch of time or a part of the day.
func ofTime(word string) bool {
	asks := words.Asking()
	return asks.Durations[word] || asks.DayParts[word] || asks.TimeNouns[word]
}

// placed reports whether a sentence says where something is without the name of a place that is known: “at a school”, “in Brunn”.
func placed(a *briefing.Article, sentence int) bool {
	text := a.SentenceText(sentence)
	list, asks := message.Words(text), words.Asking()
	for i, t := range list[:max(0, len(list)-1)] {
		if !asks.PlacePrepositions[t.Fold] || t.Fold == "from" {
			continue
		}
		behind, definite := list[i+1:], false
		for len(behind) > 1 && (determiners.Has(behind[0].Fold) || asks.Owners[behind[0].Fold]) {
			behind, definite = behind[1:], true
		}
		if dated(a, a.Sentences[sentence].Start+behind[0].Start) {
			continue
		}
		if behind[0].Upper || definite && slices.ContainsFunc(behind[:min(3, len(behind))], func(t message.Word) bool { return scenes.Has(t.Fold) || asks.PlaceNouns[t.Fold] }) {
			return true
		}
	}
	return false
}

// dated reports whether a date of an article begins at a place of its text.
func dated(a *briefing.Article, at int) bool {
	return slices.ContainsFunc(a.Dates, func(d briefing.Date) bool { return d.Start <= at && at < d.End })
}

// ofHour reports whether a sentence names a time of day.
func ofHour(a *briefing.Article, sentence int) bool {
	return slices.ContainsFunc(message.Words(a.SentenceText(sentence)), func(t message.Word) bool { return words.Asking().DayParts[t.Fold] })
}

// toWhom returns a sentence that has the preposition of “to whom?” before a name or a noun; -1 for none, and for any other question.
func toWhom(a *briefing.Article, list []message.Word, from int) int {
	if len(list) != 2 || !words.Stopword(list[0].Fold, "en") || message.AsksOf(list[0]) {
		return -1
	}
	told := message.Words(a.SentenceText(from))
	for i, t := range told[:max(0, len(told)-1)] {
		if next := told[i+1]; t.Fold == list[0].Fold && (next.Upper || determiners.Has(next.Fold) || words.Asking().Owners[next.Fold]) {
			return from
		}
	}
	return -1
}

// justShown returns the sentence shown first; -1 for none.
func justShown(a *briefing.Article, shown []int) int {
	if there := shownIn(a, shown); len(shown) > 0 && len(there) > 0 {
		return there[0]
	}
	return -1
}

// AgeShown answers “how old is he?” by the sentence just shown, if that tells of somebody by the age alone: “a 34-year-old docker”.
func AgeShown(a *briefing.Article, question string, before Before) briefing.Answer {
	none := briefing.Answer{Question: question, Sentences: []briefing.Evidence{}}
	there := justShown(a, before.Shown)
	if there < 0 || !asksAge(message.Words(question)) || before.Named || len(before.People) > 0 {
		return none
	}
	if len(namedIn(a, there)) > 0 || strings.Count(a.SentenceText(there), "-year-old") != 1 {
		return none
	}
	return evidence(a, none, there)
}

// asksAge reports whether a question asks only how old he or she is.
func asksAge(list []message.Word) bool {
	return len(list) == 4 && message.Joined(list[:2]) == "how old" && words.Being(list[2].Fold) && pronoun(list[3].Fold) != unknown
}

// Often answers how often something happens only by a sentence that says so: the one found, else one among or beside those shown.
func Often(a *briefing.Article, question string, shown []int, found briefing.Answer) briefing.Answer {
	if !strings.Contains(message.Joined(message.Words(question)), "how often") {
		return found
	}
	if found.Answered && hasPhrase(found.Sentences[0].Text, frequency) {
		return found
	}
	none := briefing.Answer{Question: question, Sentences: []briefing.Evidence{}, Nearest: found.Nearest}
	for _, i := range shownIn(a, shown) {
		for _, at := range []int{i, i - 1, i + 1, i - 2, i + 2} {
			if at >= 0 && at < len(a.Sentences) && hasPhrase(a.SentenceText(at), frequency) {
				return evidence(a, none, at)
			}
		}
	}
	return none
}

// Astray reports whether an answer to “was it hurt?” stands far from what was shown and has nothing to do with it.
func Astray(a *briefing.Article, question string, shown []int, found briefing.Answer) bool {
	const soon = 3
	list, from := message.Words(question), justShown(a, shown)
	asks := len(list) > 1 && words.Asking().Auxiliaries[list[0].Fold] && list[1].Fold == "it"
	if !found.Answered || !asks || from < 0 {
		return false
	}
	at := slices.IndexFunc(a.Sentences, func(s briefing.Sentence) bool { return s.Span == found.Sentences[0].Span })
	if near := max(at-from, from-at) <= soon; at < 0 || near {
		return false
	}
	return !shares(a, from, at) && !overlap.Covers(found.Sentences[0].Text, a.Language, question)
}

// Disputed returns the sentence soon after the one just shown in which somebody denies it.
func Disputed(a *briefing.Article, shown []int) briefing.Answer {
	const soon = 2
	none := briefing.Answer{Sentences: []briefing.Evidence{}}
	if len(shown) == 0 || shown[0] < 0 {
		return none
	}
	return first(a, none, shown[0]+1, shown[0]+1+soon, func(i int) bool { return hasPhrase(a.SentenceText(i), denials) })
}

// InItsWords answers a question of one word beside its question word, “who pays?”, that found no answer by the sentence just shown, or the one behind it in its paragraph,
// that has the word; a question for a time, a place or a number only if that has one.
func InItsWords(a *briefing.Article, question string, shown []int, found briefing.Answer) briefing.Answer {
	const brief = 4 // words
	list, from := message.Words(question), justShown(a, shown)
	if found.Answered || from < 0 || len(list) == 0 || len(list) > brief {
		return found
	}
	if _, about := overlap.Count("", a.Language, list); about != 1 || !message.AsksOf(list[0]) {
		return found
	}
	asked, why := askedWith(list), list[0].Fold == "why"
	for _, i := range besides(a, from) {
		if lacks := asked != "" && !holds(a, i, asked); lacks || why && !grounded(a.SentenceText(i)) {
			continue
		}
		if overlap.Covers(a.SentenceText(i), a.Language, question) {
			return evidence(a, briefing.Answer{Question: question}, i)
		}
	}
	return found
}
