package answer

import (
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/words"
)

// A question's first words nearly always tell what it wants; where they do not, a question word further on does.

// classify tells what sort of answer a question wants.
func (q *question) classify() {
	v := words.Asking()
	q.kind = briefing.Topic
	at := 0
	if v.Leading[q.word(0)] {
		at = 1
	}
	switch first := q.word(at); q.kindOf(at) {
	case "who":
		q.kind = briefing.Who
		q.identity = at == 0 && q.asksIdentity() && q.position(v.Saying, 0) < 0
		q.whois = q.identity && q.asksBearer()
	case "when":
		q.kind = briefing.When
	case "where":
		q.kind = briefing.Where
		q.uttering = q.position(v.Saying, 0) >= 0
	case "how-many":
		q.kind = briefing.HowMany
		q.measure(at + 1)
	case "what":
		q.whatKind(at)
	case "yes-no":
		q.kind = briefing.YesNo
	default:
		if v.Auxiliaries[first] {
			q.kind = briefing.YesNo
		} else {
			q.lateKind()
		}
	}
	if q.kind == briefing.Topic {
		q.said()
	}
	q.ahead = q.asksAhead()
	q.back = !q.ahead && q.asksBack()
	q.dying = q.word(0) == "what" && diesOf(q.words)
	q.why = q.dying || q.asksCause()
	q.manner = !q.why && q.asksManner()
	q.killing = q.manner && slices.ContainsFunc(q.words, deadly)
	q.overview = q.isOverview()
	q.clock = q.kind == briefing.When && phraseAt(q.words, "what time", at) > 0
	q.called = q.asksName()
}

// kindOf is the kind of question that the word at a place begins, in the words of asking/kinds.txt.
func (q *question) kindOf(at int) string {
	first, second := q.word(at), q.word(at+1)
	switch {
	case first == "how" && words.Asking().HowMany[second], first == "wie" && strings.HasPrefix(second, "viel"):
		return "how-many"
	case first == "ou" && second != "":
		return "where"
	}
	return words.Asking().Kinds[first]
}

// asksIdentity tells whether "who" asks for a person by itself: "who is", "who's", "whose", "who … is".
func (q *question) asksIdentity() bool {
	if words.Being(q.word(len(q.words) - 1)) {
		return true
	}
	if q.word(0) == "who" && words.Being(q.word(1)) {
		return !slices.ContainsFunc(q.words[2:], doing) // "who was he talking to"
	}
	return q.words[0].End-q.words[0].Start > len("who")
}

// doing tells whether a word is a verb for what is being done.
func doing(w asked) bool { return strings.HasSuffix(w.fold, "ing") && words.FormOf(w.fold, "en").Verb }

// deadly tells whether a word is one for dying or killing.
func deadly(w asked) bool {
	stem := words.FormOf(w.fold, "en").Stem
	return stem == "die" || stem == "kill"
}

// asksBack tells whether a question is about what has been.
func (q *question) asksBack() bool {
	v := words.Asking()
	return q.position(v.LooksBack, 0) >= 0 || q.position(v.Auxiliaries, 0) < 0 && slices.ContainsFunc(q.words, past)
}

// past tells whether a word is a verb in a form of the past.
func past(w asked) bool {
	return strings.HasSuffix(w.fold, "ed") && len(w.fold) > 4 && words.FormOf(w.fold, "en").Verb
}

// asksBearer tells whether "who is" asks for the bearer of a role and nothing else: "who is the neighbour".
func (q *question) asksBearer() bool {
	lex := words.Lexicon()
	if !words.Being(q.word(1)) || !lex.Determiners[q.word(2)] {
		return false
	}
	for i := 3; i < len(q.words); i++ {
		if w := q.word(i); w != "of" && lex.Prepositions[w] || words.Verbal(w) {
			return false
		}
	}
	return true
}

// asksName tells whether a question is what somebody or something is called.
func (q *question) asksName() bool {
	for i, w := range q.words {
		switch w.fold {
		case "name", "names":
			// "the name of X", "what is X's name"
			if q.word(i+1) == "of" || i == len(q.words)-1 && i > 0 && q.ownedAt(i-1) {
				return true
			}
		case "called", "named":
			if i == len(q.words)-1 {
				return true
			}
		}
	}
	return false
}

// ownedAt tells whether a word owns the one behind it: "the lawyer's", "her".
func (q *question) ownedAt(i int) bool {
	return q.words[i].owner || words.Asking().Owners[q.word(i)]
}

// whatKind reads "what" and "which" by the noun after them.
func (q *question) whatKind(at int) {
	v := words.Asking()
	if v.Auxiliaries[q.word(at+1)] {
		q.whatIs(at + 1)
		return
	}
	for i := at + 1; i <= at+3 && i < len(q.words); i++ {
		w := q.words[i].fold
		switch {
		case v.Auxiliaries[w] || v.Saying[w] && !(i == at+1 && v.PlaceNouns[w]):
			return
		case v.TimeNouns[w]:
			q.kind = briefing.When
		case v.PlaceNouns[w] || w == "countries" || w == "cities":
			q.kind = briefing.Where
		case v.WhoNouns[w]:
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

// whatIs reads "what is the death toll", "what does it cost" and "what will they weigh" from the auxiliary verb on.
func (q *question) whatIs(aux int) {
	m := q.position(words.Asking().Measures, aux)
	if m > 0 && q.words[m].upper && !capitals(q.words) {
		return // “Price” is somebody
	}
	if m > 0 && m <= aux+4 {
		q.kind = briefing.HowMany
		q.measure(m)
	}
	switch q.word(len(q.words) - 1) {
	case "cost", "earn":
		q.kind, q.unit = briefing.HowMany, "money"
	case "weigh":
		q.kind, q.unit = briefing.HowMany, "weight"
	}
}

// lateKind looks for a question word further on: "the summit is when?", "kyiv strike how many dead".
func (q *question) lateKind() {
	for i, w := range q.words {
		if w.fold != "how" {
			continue
		}
		switch q.word(i + 1) {
		case "long":
			if i == 0 {
				continue
			}
		case "many", "much", "far":
		default:
			continue
		}
		q.kind = briefing.HowMany
		q.measure(i + 1)
		return
	}
	switch q.word(len(q.words) - 1) {
	case "when":
		q.kind = briefing.When
	case "where":
		q.kind = briefing.Where
	case "who":
		q.kind = briefing.Who
	}
}
