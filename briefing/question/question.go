package question

import (
	"slices"
	"strings"
	"unicode/utf8"

	"lede/briefing"
	"lede/briefing/words"
)

// maxQuestion is how much of a question is considered, in bytes.
const maxQuestion = 2000

// Question is a parsed question.
type Question struct {
	Kind  briefing.Kind
	Words []Word // without greetings and phrases around the question
	// Asked are these words before pairs with one meaning were merged.
	Asked []Word
	// Terms are the words that say what is asked about.
	Terms []Term
	// Subject is the speaker, in a question about what was said.
	Subject []Word
	// Speaking is the speaker's sex if only a pronoun names the speaker, else 0.
	Speaking int
	// Strict is true if only a person's own words can answer.
	Strict bool
	// bound is true if those words must be about the question's other terms: "about", not "after".
	bound bool
	// Unit is what a number must measure: "money", "time", "length", "age"; "" if any will do.
	Unit string
	// Counted are the words for what is counted: "soldiers" in "how many soldiers died".
	Counted []string
	// Measured is the noun of a measure, such as "salary", that the answer must be about.
	Measured string
	// Called is true for "what is the name of X".
	Called bool
	// Identity is true for "who is X", answered by a person and a role.
	Identity bool
	// Holder is the title that “who manages X” asks for, its manager; Holding is the verb.
	Holder, Holding string
	// Working is true if an identity question asks only for a person's work.
	Working bool
	// Whois is true if an identity question asks for the bearer of a role.
	Whois bool
	// Why is true if a cause is asked for, Manner if the way something is done is.
	Why, Manner bool
	// Mishap is true if the cause asked for is that of a mishap.
	Mishap bool
	// Dying is true if it is a cause of death.
	Dying bool
	// Killing is true if the manner asked for is that of a death.
	Killing bool
	// Ahead is true if the question is about the future.
	Ahead bool
	// Back is true if it is about the past.
	Back bool
	// Clock is true if it asks for a time of day.
	Clock bool
	// Precedent is true if it asks whether something has happened before.
	Precedent bool
	// Condition is true if it asks how somebody is.
	Condition bool
	// Upcoming is true if it asks what happens next.
	Upcoming bool
	// Uttering is true if it asks where something was said: then an interview is a place.
	Uttering bool
	// Talk is true if the message is not a question: “stop”, “ok thanks”.
	Talk bool
	// Verb is the index of the term for what is done, -1 for none; Doing is true if "who" or "what" does it.
	Verb  int
	Doing bool
	// Owned is the index of the term for what a yes-or-no question asks whether somebody has, -1 for none.
	Owned int
	// Fated is true if the verb is something that befalls a person: “who died”.
	Fated bool
	// Overview is true if the question is about the article as a whole.
	Overview bool
	// Outcome is true if it asks nothing but who won or lost, or how it came out.
	Outcome bool
	// Aspect is what it asks of the event that the article reports, if it names nothing else.
	Aspect Aspect
	// Listed is that aspect if it is one of a list.
	Listed *words.Aspect
}

// Term is a content word of a question.
type Term struct {
	Word
	*words.Form
	at int // index into the question's words
	// Name is true if the word is, or may be, a name.
	Name bool
	// Head is true for the noun the question is about: "peace" in "what kind of peace".
	Head bool
	// Happening is true for a noun for the article's main event, if the question is when or where that was.
	Happening bool
	// Generic words only say what kind of thing is asked for, and need not occur in the answer.
	Generic bool
}

// Read parses a question.
func Read(text, language string) Question {
	if len(text) > maxQuestion {
		text = text[:maxQuestion]
		for len(text) > 0 && !utf8.ValidString(text[max(0, len(text)-utf8.UTFMax):]) && !utf8.RuneStart(text[len(text)-1]) {
			text = text[:len(text)-1]
		}
	}
	text = strings.ToValidUTF8(text, "\ufffd")
	if words.Ruled(language) {
		text = words.TopicLast(words.WrittenOut(text))
	}
	q := Question{Words: bared(Words(text, briefing.Span{End: len(text)}))}
	q.Asked = q.Words
	q.Words = Merged(rejoined(q.Words))
	q.classify()
	q.collect(language)
	q.lookBefore(language)
	q.lookNext(language)
	q.lookAfter(language)
	q.Overview = q.Overview && !q.Precedent && !q.Upcoming // “has this happened before?” is no question about the whole article
	q.findAspect(language)
	q.Overview = q.Overview && !(q.Aspect == Cause && q.Why) // “why did it happen?”
	q.findVerb()
	q.findOwned()
	q.Talk = len(q.Words) > 0 && !slices.ContainsFunc(q.Words, func(w Word) bool { return !words.Asking().Talk[w.Fold] })
	return q
}

// bared removes greetings, pleas and thanks around a question.
func bared(question []Word) []Word {
	v := words.Asking()
	for again := true; again && len(question) > 0; {
		again = false
		for _, phrase := range v.Before {
			if n := phraseAt(question, phrase, 0); n > 0 && n < len(question) {
				question, again = question[n:], true
				break
			}
		}
	}
	for again := true; again && len(question) > 1; {
		again = false
		for _, phrase := range v.After {
			if n := strings.Count(phrase, " ") + 1; n < len(question) && phraseAt(question, phrase, len(question)-n) > 0 {
				question, again = question[:len(question)-n], true
				break
			}
		}
	}
	return question
}

// phraseAt returns the number of words of a phrase if it stands at a position, else 0.
func phraseAt(words []Word, phrase string, at int) int {
	n := 0
	for w := range strings.FieldsSeq(phrase) {
		if at+n >= len(words) || words[at+n].Fold != w {
			return 0
		}
		n++
	}
	return n
}

// word returns the i-th word of the question, "" beyond its end.
func (q *Question) word(i int) string {
	if i < 0 || i >= len(q.Words) {
		return ""
	}
	return q.Words[i].Fold
}

// Position returns the index of the first word of a set from a position on, -1 if there is none.
func (q *Question) Position(set map[string]bool, from int) int {
	for i := from; i < len(q.Words); i++ {
		if set[q.Words[i].Fold] {
			return i
		}
	}
	return -1
}

// maxTerms bounds the work of comparing; a text with more content words is no question.
const maxTerms = 48

// collect finds the terms.
func (q *Question) collect(language string) {
	shouting := capitals(q.Words)
	seen := map[string]bool{}
	for i, w := range q.Words {
		if len(q.Terms) == maxTerms {
			break
		}
		if words.Asking().Offices[w.Fold] {
			w.Upper = false // “PM” is no name
		}
		capital := w.Upper && !shouting
		// "US" and "WHO" are stop words in lower case only.
		if acronym := capital && i > 0 && w.shout; !acronym && q.saysNothing(i, language) || seen[w.Fold] || tiny(w.Fold) {
			continue
		}
		seen[w.Fold] = true
		q.Terms = append(q.Terms, q.term(w, i, capital, language))
	}
	q.leaveOpen()
	if q.Working {
		q.Terms = slices.DeleteFunc(q.Terms, func(t Term) bool { return words.Asking().Works[t.Fold] })
	}
}

// leaveOpen takes out words that leave open whom or what they mean, unless there is nothing else: “was anyone arrested?” is answered by “a
// man was arrested” rather than by “it never caught anyone”.
func (q *Question) leaveOpen() {
	tells := func(t Term) bool { return !t.Generic && !words.Asking().Indefinite[t.Fold] }
	if slices.ContainsFunc(q.Terms, tells) {
		q.Terms = slices.DeleteFunc(q.Terms, func(t Term) bool { return words.Asking().Indefinite[t.Fold] })
	}
}

// term makes a term of w, word i of the question. capital is whether it has a capital that tells something.
func (q *Question) term(w Word, i int, capital bool, language string) Term {
	return Term{
		Head: q.headAt(i),
		Word: w, Form: words.FormOf(w.Fold, language), at: i,
		Name:      capital && (i > 0 || words.Ruled(language) && !words.Lexicon().Common[w.Fold]),
		Generic:   q.generic(w.Fold) && (!capital || i == 0) && !q.isReport(i),
		Happening: (q.Kind == briefing.When || q.Kind == briefing.Where) && words.Asking().Happenings[w.Fold],
	}
}

// tiny reports whether a word is a single letter.
func tiny(word string) bool { return utf8.RuneCountInString(word) < 2 && !words.Digit(word) }

// saysNothing reports whether a word of the question says nothing about what is asked.
func (q *Question) saysNothing(i int, language string) bool {
	w := q.word(i)
	return words.Stopword(w, language) || words.Stopword(w, "en") || words.Asking().Auxiliaries[w] || q.asksWith(i)
}

// generic reports whether a word only says what kind of thing is asked for, and need not occur in the answer.
func (q *Question) generic(word string) bool {
	v := words.Asking()
	if v.Generic[word] || q.Kind != briefing.HowMany {
		return v.Generic[word]
	}
	return q.Unit != "" && v.Measures[word] || q.Unit == "money" && v.MoneyTalk[word]
}

// isReport reports whether word i of the question is a report of which it asks something else than what it says: “when will the report be out?”, which may not be the
// article.
func (q *Question) isReport(i int) bool {
	if q.Kind != briefing.When && q.Kind != briefing.Who || q.Position(words.Asking().Saying, 0) >= 0 {
		return false
	}
	return (q.word(i) == "report" || q.word(i) == "reports") && words.Lexicon().Determiners[q.word(i-1)]
}

// asksWith reports whether the word only forms the question: "what", "long" in "how long".
func (q *Question) asksWith(i int) bool {
	v := words.Asking()
	return v.QuestionWords[q.word(i)] || q.word(i-1) == "how" && v.HowMany[q.word(i)]
}

// capitals reports whether capitals mean nothing: everything is in capitals, or every word begins with one.
func capitals(question []Word) bool {
	upper, letters := 0, 0
	for _, w := range question {
		if !words.Digit(w.Fold) {
			letters++
			if w.Upper {
				upper++
			}
		}
	}
	return letters >= 3 && upper*10 >= letters*8
}

// isOverview reports whether the question is about the article as a whole, like "what is this about?".
func (q *Question) isOverview() bool {
	v := words.Asking()
	whole := false
	for i, w := range q.Words {
		switch {
		case v.Anybody[w.Fold]:
			return false // “did anyone know this could happen?”
		case w.Fold == "they" && i > 1:
			return false // “what are they doing about it?”
		case w.Fold == "to" && strings.HasPrefix(q.word(i-1), "happen") && i < len(q.Words)-1:
			return false // “what happened to the first one?”
		case v.Overview[w.Fold]:
			whole = true
		case !words.Stopword(w.Fold, "en") && !v.Auxiliaries[w.Fold] && !v.Generic[w.Fold]:
			return false
		}
	}
	return whole && (q.Kind == briefing.Topic || q.Kind == briefing.YesNo)
}

// asksOutcome reports whether the question asks only how a contest ended, like “who won?”.
func (q *Question) asksOutcome() bool {
	v := words.Asking()
	ended := false
	for i, w := range q.Words {
		switch {
		case v.Anybody[w.Fold]:
			return false // “did anyone lose out?”
		case v.Outcomes[w.Fold]:
			ended = true
		case w.Fold == "final" || w.Fold == "end": // “in the end”
		case !q.saysNothing(i, "en") && !v.Generic[w.Fold]:
			return false
		}
	}
	someone := q.Kind == briefing.Who || q.Kind == briefing.Topic || q.Kind == briefing.YesNo
	return ended && someone && !q.Ahead
}

// Speaks reports whether a word names the speaker whose words are asked for.
func (q *Question) Speaks(w Word) bool {
	return slices.ContainsFunc(q.Subject, func(s Word) bool { return s.Fold == w.Fold })
}

// Asks reports whether a word is among the question's terms.
func (q *Question) Asks(w Word) bool {
	return slices.ContainsFunc(q.Terms, func(t Term) bool { return t.Fold == w.Fold })
}

// AsksFor reports whether a word stands anywhere in the question.
func (q *Question) AsksFor(w Word) bool {
	return slices.ContainsFunc(q.Words, func(o Word) bool { return o.Fold == w.Fold })
}

// Theirs reports whether a term belongs to the people asked about: the jobs of “their jobs”.
func (q *Question) Theirs(t Term) bool { return q.word(t.at-1) == "their" }
