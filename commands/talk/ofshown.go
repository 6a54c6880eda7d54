package talk

import (
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/words"
	"lede/commands/talk/message"
)

// This file answers questions that have no word of their own, such as “when was that?”, by the sentences that were shown and those beside them.

// near is the maximum distance, in sentences, from what was shown to an answer to “why?”.
const near = 1

// OfShown answers “when was that?” about the sentences that were shown: by the one with a day, a place or a number in it, or by the article's
// answer to the same question about it, if that is adjacent.
func OfShown(a *briefing.Article, question string, shown []int, ask func(string) briefing.Answer) briefing.Answer {
	none := briefing.Answer{Question: question, Sentences: []briefing.Evidence{}}
	there := shownIn(a, shown)
	if len(there) == 0 {
		return none
	}
	if said := whoSaid(a, question, there[0]); said.Answered {
		return said
	}
	word := questionWord(question)
	if i := ofThem(a, question, word, there[0]); i >= 0 {
		return evidence(a, none, i)
	}
	if i := atOnce(a, question, word, there); i >= 0 {
		return evidence(a, none, i)
	}
	measured := word != "how" || slices.ContainsFunc(message.Words(question), func(t message.Word) bool { return message.Measuring.Has(t.Fold) })
	for _, i := range there {
		if at := besideAnswer(a, i, word, ask); at >= 0 && (measured || at != i) {
			return evidence(a, none, at)
		}
	}
	if measured && askedWith(message.Words(word)) != "" {
		if n := slices.IndexFunc(there, func(i int) bool { return holds(a, i, word) }); n >= 0 {
			return evidence(a, none, there[n])
		}
	}
	for _, i := range []int{elsewhere(a, there[0], word), ofWhole(a, question, word), bySigns(a, question, word, there[0])} {
		if i >= 0 {
			return evidence(a, none, i)
		}
	}
	return none
}

// atOnce returns the sentence among those shown, or right after the first, that has what a question asks of them; -1 for none.
func atOnce(a *briefing.Article, question, word string, there []int) int {
	first := there[0]
	switch {
	case word == "who" && tells(question) && spokenIn(a, first) >= 0: // “who said that?”
		return spokenIn(a, first)
	case word == "how" && measured(a, question, first) >= 0:
		return measured(a, question, first)
	case ofEnd(question):
		lasts := func(i int) bool { return holds(a, i, "when") && ofEnd(a.SentenceText(i)) }
		if list := slices.Concat(there, a.Summary); slices.ContainsFunc(list, lasts) {
			return list[slices.IndexFunc(list, lasts)]
		}
	case word == "how" && !slices.ContainsFunc(message.Words(question), func(t message.Word) bool { return message.Measuring.Has(t.Fold) }):
		return inWhatWay(a, first) // a number is no way
	}
	if holds(a, first, word) || word == "why" && causes(a.SentenceText(first)) {
		return first
	}
	return -1
}

// spokenIn returns a sentence with a verb of speech, or the one behind it in its paragraph that also names somebody; -1 for none.
func spokenIn(a *briefing.Article, sentence int) int {
	for _, i := range besides(a, sentence) {
		if i >= sentence && tells(a.SentenceText(i)) && (i == sentence || len(namedIn(a, i)) > 0) {
			return i
		}
	}
	return -1
}

// ofThem returns the sentence behind one shown that goes on with “They” and has what is asked of “them”; -1 for none.
func ofThem(a *briefing.Article, question, word string, from int) int {
	asks := slices.ContainsFunc(message.Words(question), func(t message.Word) bool { return t.Fold == "they" })
	beside := besides(a, from)
	if !asks || len(beside) < 2 || beside[1] != from+1 {
		return -1
	}
	next := message.Words(a.SentenceText(from + 1))
	if goesOn := len(next) > 0 && next[0].Fold == "they"; goesOn && (holds(a, from+1, word) || word == "where" && placed(a, from+1)) {
		return from + 1
	}
	return -1
}

// whoSaid answers who said what a sentence quotes: with the sentence that names its speaker, and the one shown. That is looked up and never searched for.
func whoSaid(a *briefing.Article, question string, shown int) briefing.Answer {
	none := briefing.Answer{Question: question, Sentences: []briefing.Evidence{}}
	if questionWord(question) != "who" || !tells(question) {
		return none
	}
	for _, p := range everybody(a) {
		if !quotes(a, p, shown) && !goesOnAbout(a, p, shown) {
			continue
		}
		at := namedBy(a, p, shown)
		if at < 0 {
			return none
		}
		said := evidence(a, none, at)
		if at != shown {
			said.Sentences = append(said.Sentences, briefing.Evidence{Span: a.Sentences[shown].Span, Text: a.SentenceText(shown)})
		}
		return said
	}
	return none
}

// goesOnAbout reports whether a sentence begins with a pronoun for a person whom the one before, of the same paragraph, names or quotes alone.
func goesOnAbout(a *briefing.Article, p *briefing.Person, sentence int) bool {
	opening := message.Words(a.SentenceText(sentence))
	if sentence < 1 || len(opening) == 0 || a.Sentences[sentence].Paragraph != a.Sentences[sentence-1].Paragraph {
		return false
	}
	fits := slices.Contains(fitting(a, []*briefing.Person{p}, pronoun(opening[0].Fold)), p)
	others := slices.ContainsFunc(everybody(a), func(o *briefing.Person) bool { return o != p && isOf(a, o, sentence-1) })
	return pronoun(opening[0].Fold) != unknown && fits && !others && isOf(a, p, sentence-1)
}

// namedBy returns the last sentence that names a person up to a given one, else the first that does; -1 for none.
func namedBy(a *briefing.Article, p *briefing.Person, sentence int) (at int) {
	at = -1
	for _, m := range p.Mentions {
		if there := m.Sentence >= 0 && m.Sentence < len(a.Sentences); there && (at < 0 || m.Sentence <= sentence) {
			at = m.Sentence
		}
	}
	return at
}

// shownIn returns those of the sentences shown that an article has, or its key points before anything was shown: “where is this?”
func shownIn(a *briefing.Article, shown []int) []int {
	if len(shown) == 0 {
		shown = a.Summary
	}
	there := slices.DeleteFunc(slices.Clone(shown), func(i int) bool { return i < 0 || i >= len(a.Sentences) })
	for n, i := range there {
		if news := newsOf(a); i < news { // the headline tells the same
			there[n] = news
		}
	}
	return there
}

// measured returns the sentence among the given one, those beside it and the key points that has a number of the kind asked for: money for “how much?”, a count for “how
// many?”, a time for “how long?”; -1 for none, and for any other question.
func measured(a *briefing.Article, question string, from int) int {
	fits := map[string]func(briefing.Figure) bool{"much": ofMoneyIs, "many": isCount, "long": isTime}
	for _, t := range message.Words(question) {
		of := fits[t.Fold]
		if of == nil {
			continue
		}
		for _, i := range append([]int{from, from + 1, from + 2, from - 1}, a.Summary...) {
			if i >= 0 && i < len(a.Sentences) && slices.ContainsFunc(a.Figures, func(f briefing.Figure) bool { return f.Sentence == i && of(f) }) {
				return i
			}
		}
	}
	return -1
}

// ofMoneyIs, isCount and isTime report whether a figure is an amount of money, a number of things, or a stretch of time.
func ofMoneyIs(f briefing.Figure) bool {
	return strings.ContainsAny(f.Unit, "$€£¥") || words.Asking().Money[words.Fold(f.Unit)]
}

func isCount(f briefing.Figure) bool { return f.Unit == "" && f.Counts != "" && !isTime(f) }

func isTime(f briefing.Figure) bool {
	return slices.ContainsFunc([]string{f.Unit, f.Counts}, func(of string) bool { return words.Asking().Durations[words.Fold(of)] })
}

// tells reports whether a text has a verb of speech: “the air force said”.
func tells(text string) bool {
	return slices.ContainsFunc(message.InText(text), func(t message.Word) bool { return words.Asking().Saying[t.Fold] })
}

// ofEnd reports whether a text speaks of the end of something: “until March”.
func ofEnd(text string) bool {
	return slices.ContainsFunc(message.InText(text), func(t message.Word) bool { return ends.Has(t.Fold) })
}

// elsewhere returns a sentence that is not adjacent to the given one but has what a question word asks about it; -1 for none.
func elsewhere(a *briefing.Article, of int, word string) int {
	switch word {
	case "where", "when":
		return goesOnWith(a, of, word)
	case "who", "whom":
		return introduces(a, of)
	}
	return -1
}

// questionWord returns the last word of a question that says what it asks for; "" for none.
func questionWord(question string) (word string) {
	for _, t := range message.Words(question) {
		switch t.Fold {
		case "when", "where", "why", "how", "who", "whom":
			word = t.Fold
		case "come": // “how come?”
			word = "why"
		}
	}
	return word
}

// besideAnswer returns the sentence adjacent to the given one that answers a question word about it; -1 for none.
func besideAnswer(a *briefing.Article, i int, word string, ask func(string) briefing.Answer) int {
	for _, e := range ask(word + " " + a.SentenceText(i)).Sentences {
		at := slices.IndexFunc(a.Sentences, func(s briefing.Sentence) bool { return s.Span == e.Span })
		beside := at >= max(0, i-near) && at <= i+near && a.Sentences[at].Paragraph == a.Sentences[i].Paragraph
		if beside && (word != "why" || causes(e.Text)) {
			return at
		}
	}
	return -1
}

// goesOnWith returns the next sentence soon after the given one that has a place or a day and speaks of the same thing; -1 for none.
func goesOnWith(a *briefing.Article, from int, word string) int {
	const soon = 3
	same := map[string]bool{}
	for _, t := range message.Words(a.SentenceText(from)) {
		if message.AboutSomething(t) && !t.Upper {
			same[words.FormOf(t.Fold, a.Language).Stem] = true
		}
	}
	for i := from + 1; i <= from+soon && i < len(a.Sentences); i++ {
		if holds(a, i, word) && slices.ContainsFunc(message.Words(a.SentenceText(i)), func(t message.Word) bool {
			return message.AboutSomething(t) && !t.Upper && same[words.FormOf(t.Fold, a.Language).Stem]
		}) {
			return i
		}
	}
	return -1
}

// introduces returns the sentence that names a person whom another sentence calls by the role alone: “the minister said”; -1 for none or several.
func introduces(a *briefing.Article, of int) int {
	people := inRole(a, message.Words(a.SentenceText(of)))
	if len(people) != 1 {
		return -1
	}
	at := slices.IndexFunc(people[0].Mentions, func(m briefing.Mention) bool { return m.Sentence >= 0 && m.Sentence < len(a.Sentences) })
	if at < 0 {
		return -1
	}
	return people[0].Mentions[at].Sentence
}
