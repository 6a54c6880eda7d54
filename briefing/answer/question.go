package answer

import (
	"slices"
	"strings"
	"unicode/utf8"

	"lede/briefing"
	"lede/briefing/words"
)

// maxQuestion is how much of a question is considered, in bytes.
const maxQuestion = 2000

// question is what somebody asks, taken apart.
type question struct {
	kind  briefing.Kind
	words []asked // without greetings and phrases around the question
	// terms are the words that say what is asked about.
	terms []term
	// subject are the words for who is said to speak, in a question of what was said.
	subject []asked
	// speaking is the sex of whoever is said to speak, where a pronoun is all that tells; 0 else.
	speaking int
	// strict is true when only what somebody said can answer.
	strict bool
	// bound is true when the words have to be about the question's other terms: "about", and not "after".
	bound bool
	// unit is what a number has to be of: "money", "time", "length", "age"; "" when any will do.
	unit string
	// counted are the words for what is counted: "soldiers" in "how many soldiers died".
	counted []string
	// measured is the noun of a measure, such as "salary", that the answer has to be about.
	measured string
	// called is true for "what is the name of X".
	called bool
	// identity is true for "who is X": a person and a role make the answer.
	identity bool
	// whois is true of an identity that is a role's bearer.
	whois bool
	// why is true when a cause is asked for, manner when the way in which something is done is.
	why, manner bool
	// dying is true when it is what somebody died of.
	dying bool
	// killing is true when it is in what way somebody died.
	killing bool
	// ahead is true when the question is about what is to come.
	ahead bool
	// back is true when it is about what has been.
	back bool
	// clock is true if a time of day is asked for.
	clock bool
	// uttering is true if it is where something was said: in an interview is then a place.
	uttering bool
	// talk is true if it is no question: “stop”, “ok thanks”.
	talk bool
	// verb is the term for what is done, -1 for none; subject asked tells whether "who" or "what" does it.
	verb  int
	doing bool
	// overview is true when the article as a whole is asked for.
	overview bool
}

// term is one informative word of a question.
type term struct {
	asked
	*words.Form
	at int // in the words of the question
	// Name is true when the word is, or may be, a name.
	name bool
	// head is true of the noun that the question is about: "peace" in "what kind of peace".
	head bool
	// happening is true of a noun for what the article is about, where the question is when or where that was.
	happening bool
	// generic words say what sort of thing is asked for, and need not stand in the answer.
	generic bool
}

// ask takes a question apart.
func ask(text, language string) question {
	if len(text) > maxQuestion {
		text = text[:maxQuestion]
		for len(text) > 0 && !utf8.ValidString(text[max(0, len(text)-utf8.UTFMax):]) && !utf8.RuneStart(text[len(text)-1]) {
			text = text[:len(text)-1]
		}
	}
	text = strings.ToValidUTF8(text, "\ufffd")
	q := question{words: bared(askedWords(text, briefing.Span{End: len(text)}))}
	q.words = merged(q.words)
	q.classify()
	q.collect(language)
	q.findVerb()
	q.talk = len(q.words) > 0 && !slices.ContainsFunc(q.words, func(w asked) bool { return !words.Asking().Talk[w.fold] })
	return q
}

// bared removes greetings, pleading and thanks from around a question.
func bared(question []asked) []asked {
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

// merged puts one word in the place of two that mean it together.
func merged(question []asked) []asked {
	var out []asked
	for i := 0; i < len(question); i++ {
		w := question[i]
		if i+1 < len(question) {
			if means := words.Phrase(w.fold, question[i+1].fold); means != "" {
				w.fold = means
				i++
			}
		}
		out = append(out, w)
	}
	return out
}

// phraseAt returns how many words a phrase has if it stands at this place, else 0.
func phraseAt(words []asked, phrase string, at int) int {
	n := 0
	for w := range strings.FieldsSeq(phrase) {
		if at+n >= len(words) || words[at+n].fold != w {
			return 0
		}
		n++
	}
	return n
}

// word returns the i-th word of the question, "" beyond its end.
func (q *question) word(i int) string {
	if i < 0 || i >= len(q.words) {
		return ""
	}
	return q.words[i].fold
}

// position finds the first word of a set, from a place on; -1 when there is none.
func (q *question) position(set map[string]bool, from int) int {
	for i := from; i < len(q.words); i++ {
		if set[q.words[i].fold] {
			return i
		}
	}
	return -1
}

// maxTerms bounds the work of comparing; a question with more words than this is no question.
const maxTerms = 48

// collect finds the terms.
func (q *question) collect(language string) {
	shouting := capitals(q.words)
	seen := map[string]bool{}
	for i, w := range q.words {
		if len(q.terms) == maxTerms {
			break
		}
		capital := w.upper && !shouting
		// "US" and "WHO" are stop words in lower case only.
		if acronym := capital && i > 0 && w.shout; !acronym && q.saysNothing(i, language) || seen[w.fold] || tiny(w.fold) {
			continue
		}
		seen[w.fold] = true
		q.terms = append(q.terms, term{
			head:  q.headAt(i),
			asked: w, Form: words.FormOf(w.fold, language), at: i,
			name:      capital && (i > 0 || ruled(language) && !words.Lexicon().Common[w.fold]),
			generic:   q.generic(w.fold) && (!capital || i == 0),
			happening: (q.kind == briefing.When || q.kind == briefing.Where) && words.Asking().Happenings[w.fold],
		})
	}
}

// ruled tells whether the word lists may be used for a language: they are English.
func ruled(language string) bool { return language == "en" || language == "" }

// tiny tells whether a word is a single letter.
func tiny(word string) bool { return utf8.RuneCountInString(word) < 2 && !words.Digit(word) }

// saysNothing tells whether a word of the question says nothing of what is asked about.
func (q *question) saysNothing(i int, language string) bool {
	w := q.word(i)
	return words.Stopword(w, language) || words.Stopword(w, "en") || words.Asking().Auxiliaries[w] || q.asksWith(i)
}

// generic tells whether a word says what sort of thing is asked for, and need not stand in the answer.
func (q *question) generic(word string) bool {
	v := words.Asking()
	if v.Generic[word] || q.kind != briefing.HowMany {
		return v.Generic[word]
	}
	return q.unit != "" && v.Measures[word] || q.unit == "money" && v.MoneyTalk[word]
}

// asksWith tells whether the word only forms the question: "what", "long" in "how long".
func (q *question) asksWith(i int) bool {
	v := words.Asking()
	return v.QuestionWords[q.word(i)] || q.word(i-1) == "how" && v.HowMany[q.word(i)]
}

// capitals tells whether capitals say nothing: everything is in capitals, or every word begins with one.
func capitals(question []asked) bool {
	upper, letters := 0, 0
	for _, w := range question {
		if !words.Digit(w.fold) {
			letters++
			if w.upper {
				upper++
			}
		}
	}
	return letters >= 3 && upper*10 >= letters*8
}

// isOverview tells whether the question asks for the article as a whole, as "what is this about?" does.
func (q *question) isOverview() bool {
	v := words.Asking()
	whole := false
	for _, w := range q.words {
		switch {
		case v.Overview[w.fold]:
			whole = true
		case !words.Stopword(w.fold, "en") && !v.Auxiliaries[w.fold] && !v.Generic[w.fold]:
			return false
		}
	}
	return whole && (q.kind == briefing.Topic || q.kind == briefing.YesNo)
}
