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
	// why is true when a cause is asked for, manner when the way in which something is done is.
	why, manner bool
	// ahead is true when the question is about what is to come.
	ahead bool
	// overview is true when the article as a whole is asked for.
	overview bool
}

// term is one informative word of a question.
type term struct {
	asked
	stem string
	// Name is true when the word is, or may be, a name.
	name bool
	// head is true of the noun that the question is about: "peace" in "what kind of peace".
	head bool
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
	q.classify()
	q.words = merged(q.words)
	q.collect(language)
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

// classify tells what sort of answer a question wants.
func (q *question) classify() {
	v := words.Asking()
	q.kind = briefing.Topic
	at := 0
	switch q.word(0) {
	case "in", "on", "at", "to", "by", "from", "for", "since", "until", "with", "of", "under":
		at = 1
	}
	first, second := q.word(at), q.word(at+1)
	switch {
	case first == "who" || first == "whom" || first == "whose" || first == "who're" || first == "qui" || first == "wer" || first == "quien" || first == "кто":
		q.kind = briefing.Who
		q.identity = at == 0 && (first == "who" && (second == "is" || second == "was" || second == "are" || second == "were") || q.words[0].Span.End-q.words[0].Start > 3) && q.position(v.Saying, 0) < 0
	case first == "when" || first == "cuando" || first == "quand" || first == "wann" || first == "когда":
		q.kind = briefing.When
	case first == "where" || first == "donde" || first == "ou" && second != "" || first == "wo" || first == "где" || first == "куда":
		q.kind = briefing.Where
	case first == "how" && howMany(second), first == "cuantos", first == "cuantas", first == "combien", first == "wieviele", first == "сколько", first == "wie" && strings.HasPrefix(second, "viel"):
		q.kind = briefing.HowMany
		q.measure(at + 1)
	case first == "what" || first == "which" || first == "what're":
		q.whatKind(at)
	case v.Auxiliaries[first] || first == "if" || first == "whether":
		q.kind = briefing.YesNo
	default:
		q.lateKind()
	}
	if q.kind == briefing.Topic {
		q.said()
	}
	q.ahead = q.asksAhead()
	q.why = q.asksCause()
	q.manner = !q.why && q.asksManner()
	q.overview = q.isOverview()
	for i, w := range q.words {
		if (w.fold == "name" || w.fold == "names") && q.word(i+1) == "of" || (w.fold == "called" || w.fold == "named") && i == len(q.words)-1 {
			q.called = true
		}
	}
}

func howMany(word string) bool {
	switch word {
	case "many", "much", "far", "long", "old", "big", "large", "tall", "high", "deep", "fast", "heavy", "wide", "often", "few", "hot", "cold", "strong", "young":
		return true
	}
	return false
}

// whatKind reads "what" and "which" by the noun after them.
func (q *question) whatKind(at int) {
	v := words.Asking()
	for i := at + 1; i <= at+3 && i < len(q.words); i++ {
		w := q.words[i].fold
		switch {
		case i == at+1 && v.Auxiliaries[w]:
			// "what is the death toll", "what was the name of"
			if m := q.position(v.Measures, i); m > 0 && m <= i+4 {
				q.kind = briefing.HowMany
				q.measure(m)
			}
			// "what does it cost", "what will they weigh"
			if last := len(q.words) - 1; q.word(last) == "cost" || q.word(last) == "weigh" || q.word(last) == "earn" {
				q.kind, q.unit = briefing.HowMany, "money"
				if q.word(last) == "weigh" {
					q.unit = "weight"
				}
			}
			return
		case v.Auxiliaries[w] || v.Saying[w]:
			return
		case v.TimeNouns[w]:
			q.kind = briefing.When
		case v.PlaceNouns[w] || w == "countries" || w == "cities":
			q.kind = briefing.Where
		case v.WhoNouns[w] && i <= at+3:
			q.kind = briefing.Who
		case v.Measures[w]:
			q.kind = briefing.HowMany
			q.measure(i)
		default:
			continue
		}
		return
	}
}

// lateKind looks for a question word further on: "the summit is when?", "kyiv strike how many dead".
func (q *question) lateKind() {
	for i, w := range q.words {
		switch {
		case w.fold == "how" && (q.word(i+1) == "many" || q.word(i+1) == "much" || q.word(i+1) == "far" || q.word(i+1) == "long" && i > 0):
			q.kind = briefing.HowMany
			q.measure(i + 1)
			return
		case i == len(q.words)-1 && w.fold == "when":
			q.kind = briefing.When
			return
		case i == len(q.words)-1 && w.fold == "where":
			q.kind = briefing.Where
			return
		case i == len(q.words)-1 && w.fold == "who":
			q.kind = briefing.Who
			return
		}
	}
}

// measure reads what a number has to be of, from the word of measure at a place.
func (q *question) measure(at int) {
	v := words.Asking()
	switch q.word(at) {
	case "old", "age", "young":
		q.unit = "age"
	case "far", "distance":
		q.unit = "distance"
	case "tall", "deep", "wide", "height", "length", "depth":
		q.unit = "length"
	case "long":
		q.unit = "long"
	case "hot", "cold", "warm":
		q.unit = "temperature"
	case "duration":
		q.unit = "time"
	case "percentage", "percent", "proportion":
		q.unit = "percent"
	case "share", "turnout":
		q.unit = "percent"
	case "price", "cost":
		q.unit = "money"
	case "budget", "salary", "fee", "revenue", "profit":
		q.unit, q.measured = "money", q.word(at)
	case "temperature", "speed", "rate", "weight", "magnitude", "value", "majority", "margin", "toll":
		q.measured = q.word(at)
	case "much":
		if q.position(v.MoneyTalk, at) > 0 {
			q.unit = "money"
		}
		// "how much state support does it get": the last noun before the verb
		if end := q.position(v.Auxiliaries, at); end > at+1 && !v.Generic[q.word(end-1)] && q.word(at+1) != "of" && q.word(end-1) != "money" && !words.Stopword(q.word(end-1), "en") {
			q.measured = q.word(end - 1)
		}
	case "many":
		for i := at + 1; i < len(q.words) && i <= at+4; i++ {
			w := q.words[i].fold
			if w == "of" || w == "other" || w == "more" {
				continue
			}
			if v.Auxiliaries[w] || words.Stopword(w, "en") || len(q.counted) == 2 && !q.auxiliaryBefore(at+6) {
				break
			}
			q.counted = append(q.counted, w)
		}
		if !q.auxiliaryBefore(at + 6) {
			return // without a verb to end them, any of the words may be what is counted
		}
		q.counted = q.counted[max(0, len(q.counted)-1):]
	}
}

// auxiliaryBefore tells whether one of the first words is an auxiliary verb.
func (q *question) auxiliaryBefore(end int) bool {
	at := q.position(words.Asking().Auxiliaries, 0)
	return at >= 0 && at < end
}

// said finds out whether the question is what somebody said, and who that is.
func (q *question) said() {
	v := words.Asking()
	verb := q.position(v.Saying, 0)
	if verb < 0 {
		return
	}
	first := q.word(0)
	from := 0
	if first == "what" || first == "how" || first == "which" || first == "anything" || first == "everything" || first == "something" || first == "whatever" || first == "why" {
		from = 1
	}
	aux := from < len(q.words) && v.Auxiliaries[q.word(from)]
	if aux {
		from++
	}
	if verb < from { // "what said Peskov", "quotes by Peskov"
		return
	}
	subject := q.words[from:verb]
	rest := q.words[verb+1:]
	bound := false
	// "which tax did Ann Poole call a mistake": what stands before the auxiliary is spoken of, and does not speak.
	for i, w := range subject {
		if !aux && v.Auxiliaries[w.fold] && i > 0 && i < len(subject)-1 && (first == "what" || first == "which" || first == "how") {
			subject, bound = subject[i+1:], true
			break
		}
	}
	if i := slices.IndexFunc(rest, func(w asked) bool { return w.fold == "by" || w.fold == "from" || w.fold == "of" }); len(subject) == 0 || onlyStop(subject) {
		// "quotes from X", "what was said by X", "the reaction of X to Y"
		if i < 0 || i > 1 {
			if first != "what" && first != "anything" || aux && len(rest) == 0 {
				return
			}
			q.kind = briefing.WhatSaid
			return
		}
		subject = rest[i+1:]
		for j, w := range subject {
			if w.fold == "about" || w.fold == "on" || w.fold == "to" {
				subject = subject[:j]
				break
			}
		}
	}
	if first == "why" {
		return
	}
	q.kind = briefing.WhatSaid
	q.subject = informative(subject)
	q.strict = v.StrictSaying[q.word(verb)] && first != "how"
	q.bound = bound || !q.strict || slices.ContainsFunc(rest, func(w asked) bool {
		switch w.fold {
		case "about", "on", "regarding", "to", "of", "concerning", "over", "against":
			return true
		}
		return false
	})
}

func onlyStop(words []asked) bool { return len(informative(words)) == 0 }

func informative(given []asked) []asked {
	var out []asked
	for _, w := range given {
		if !words.Stopword(w.fold, "en") && !words.Asking().Auxiliaries[w.fold] && w.fold != "ever" && w.fold != "also" && w.fold != "actually" {
			out = append(out, w)
		}
	}
	return out
}

// maxTerms bounds the work of comparing; a question with more words than this is no question.
const maxTerms = 48

// collect finds the terms.
func (q *question) collect(language string) {
	v := words.Asking()
	shouting := capitals(q.words)
	seen := map[string]bool{}
	for i, w := range q.words {
		if len(q.terms) == maxTerms {
			break
		}
		// "US" and "WHO" are stop words in lower case only.
		acronym := w.upper && !shouting && i > 0 && w.shout
		if !acronym && (words.Stopword(w.fold, language) || words.Stopword(w.fold, "en") || v.Auxiliaries[w.fold] || q.asksWith(i)) || utf8.RuneCountInString(w.fold) < 2 && !words.Digit(w.fold) {
			continue
		}
		if seen[w.fold] {
			continue
		}
		seen[w.fold] = true
		q.terms = append(q.terms, term{
			head:  q.headAt(i),
			asked: w, stem: words.Stem(w.fold, language),
			name:    w.upper && !shouting && (i > 0 || (language == "en" || language == "") && !words.Lexicon().Common[w.fold]),
			generic: (v.Generic[w.fold] || q.kind == briefing.HowMany && (q.unit != "" && v.Measures[w.fold] || q.unit == "money" && v.MoneyTalk[w.fold])) && (!w.upper || i == 0 || shouting),
		})
	}
}

// asksWith tells whether the word only forms the question: "what", "long" in "how long".
func (q *question) asksWith(i int) bool {
	switch w := q.word(i); w {
	case "what", "which", "who", "when", "where", "why", "how", "whose", "whom",
		"qui", "quand", "combien", "pourquoi", "wer", "wann", "warum", "quien", "cuando", "donde", "cuantos", "cuantas",
		"кто", "когда", "где", "куда", "сколько", "почему":
		return true
	default:
		return q.word(i-1) == "how" && howMany(w)
	}
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
