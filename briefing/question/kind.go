package question

import (
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/words"
)

// The first words of a question nearly always say what it wants; if not, a later question word does.

// Race is the unit of the time of a race, which only a table of results gives.
const Race = "race"

// classify finds out what kind of answer a question wants.
func (q *Question) classify() {
	at := q.findKind()
	q.Called = q.asksName()
	if q.Working = q.asksWork(); q.Working {
		q.Kind, q.Identity = briefing.Who, true
	}
	if q.Kind == briefing.Topic {
		q.said()
	}
	q.Ahead = q.asksAhead()
	q.Back = !q.Ahead && q.asksBack()
	q.Dying = q.word(0) == "what" && DiesOf(q.Words)
	q.Why = q.Dying || q.asksCause()
	q.Manner = !q.Why && q.asksManner()
	q.Mishap = q.Position(words.Asking().Mishaps, 0) >= 0 && q.asksHow()
	q.Killing = q.Manner && slices.ContainsFunc(q.Words, deadly)
	q.Overview = q.isOverview()
	q.Outcome = q.asksOutcome()
	q.Clock = q.Kind == briefing.When && phraseAt(q.Words, "what time", at) > 0
}

// findKind finds the kind of a question by its first word or two, and returns the index of the word that it begins with.
func (q *Question) findKind() (at int) {
	v := words.Asking()
	q.Kind = briefing.Topic
	if v.Leading[q.word(0)] {
		at = 1
	}
	switch first := q.word(at); q.kindOf(at) {
	case "who":
		q.Kind = briefing.Who
		q.Identity = at == 0 && q.asksIdentity() && q.Position(v.Saying, 0) < 0 && !q.asksPatient()
		q.Whois = q.Identity && q.asksBearer()
		q.Holder, q.Holding = q.asksHolder(at)
	case "when":
		q.Kind = briefing.When
	case "where":
		q.where(at)
	case "how-many":
		q.Kind = briefing.HowMany
		q.measure(at + 1)
	case "what":
		q.whatKind(at)
	case "yes-no":
		q.Kind = briefing.YesNo
	default:
		q.openKind(at, first)
	}
	return at
}

// openKind finds the kind of a question that begins with no question word at a position.
func (q *Question) openKind(at int, first string) {
	v := words.Asking()
	switch {
	case len(q.Words) == at+1 && v.Measures[first]: // “score?”
		q.Kind = briefing.HowMany
		q.measure(at)
	case v.Auxiliaries[first], v.Anybody[first] && v.Indefinite[first]: // “anyone hurt?”
		q.Kind = briefing.YesNo
	default:
		q.lateKind()
	}
}

// asksHow reports whether a question is why or how.
func (q *Question) asksHow() bool { return q.Why || q.Manner }

// kindOf returns the kind of question that the word at a position begins, in the terms of asking/kinds.txt.
func (q *Question) kindOf(at int) string {
	first, second := q.word(at), q.word(at+1)
	switch {
	case first == "how" && words.Asking().HowMany[second], first == "wie" && strings.HasPrefix(second, "viel"):
		return "how-many"
	case first == "ou" && second != "":
		return "where"
	}
	return words.Asking().Kinds[first]
}

// asksIdentity reports whether "who" asks only for a person's identity: "who is", "who's", "whose", "who … is".
func (q *Question) asksIdentity() bool {
	if words.Being(q.word(len(q.Words) - 1)) {
		return true
	}
	if q.word(0) == "who" && words.Being(q.word(1)) {
		return !slices.ContainsFunc(q.Words[2:], doing) // "who was he talking to"
	}
	return q.Words[0].End-q.Words[0].Start > len("who")
}

// where reads a question that begins with “where” at a position.
func (q *Question) where(at int) {
	if q.asksOrigin(at) {
		return
	}
	q.Kind = briefing.Where
	q.Uttering = q.Position(words.Asking().Saying, 0) >= 0
}

// asksOrigin reports whether “where” asks for an origin, which need not be a place: “where did the money come from”.
func (q *Question) asksOrigin(at int) bool {
	switch q.word(len(q.Words) - 1) {
	case "from", "origin":
		the := at + 2
		if q.Words[at].End-q.Words[at].Start > len("where") {
			the-- // “where's the”
		}
		return q.word(the) == "the" && !words.Lexicon().Roles[q.word(the+1)]
	}
	return false
}

// asksHolder reads “who manages X”, which asks for its manager, and “who does it belong to”; "" for any other question.
func (q *Question) asksHolder(at int) (holder, verb string) {
	const owner = "owner" // what “belong to” means
	holds := words.Asking().Holders
	switch {
	case q.Identity || q.word(at) != "who":
	case q.word(len(q.Words)-1) == owner:
		return owner, owner
	case holds[q.word(at+1)] != "" && q.Position(words.Asking().Auxiliaries, at) < 0:
		return holds[q.word(at+1)], q.word(at + 1)
	}
	return "", ""
}

// doing reports whether a word is the present participle of a verb.
func doing(w Word) bool { return strings.HasSuffix(w.Fold, "ing") && words.FormOf(w.Fold, "en").Verb }

// Participle reports whether a word may only qualify a noun as a form of a verb: “ruling”, “wounded”.
func Participle(w Word) bool { return doing(w) || Past(w) }

// deadly reports whether a word means dying or killing.
func deadly(w Word) bool {
	stem := words.FormOf(w.Fold, "en").Stem
	return stem == "die" || stem == "kill"
}

// asksBack reports whether a question is about the past.
func (q *Question) asksBack() bool {
	v := words.Asking()
	return q.Position(v.LooksBack, 0) >= 0 || q.Position(v.Auxiliaries, 0) < 0 && slices.ContainsFunc(q.Words, Past)
}

// Past reports whether a word is a verb in a past form.
func Past(w Word) bool {
	return strings.HasSuffix(w.Fold, "ed") && len(w.Fold) > 4 && words.FormOf(w.Fold, "en").Verb
}

// asksPatient reports whether "who was" asks to whom something was done: “who was shot”.
func (q *Question) asksPatient() bool {
	done := len(q.Words) > 2 && (Past(q.Words[2]) || words.Lexicon().PastForms[q.word(2)])
	ends := q.word(3) == "" || words.Lexicon().Prepositions[q.word(3)] // not “who is beat lüthi”
	return words.Being(q.word(1)) && done && ends
}

// asksBearer reports whether "who is" asks only for the bearer of a role: "who is the neighbour".
func (q *Question) asksBearer() bool {
	lex := words.Lexicon()
	if bare := lex.Role(q.word(2)) && len(q.Words) > 2 && !q.Words[2].Upper; !words.Being(q.word(1)) || !bare && !lex.Determiners[q.word(2)] {
		return false
	}
	for i := 3; i < len(q.Words); i++ {
		if w := q.word(i); w != "of" && lex.Prepositions[w] || words.Verbal(w) {
			return false
		}
	}
	return true
}

// asksName reports whether a question is what a person or thing is called.
func (q *Question) asksName() bool {
	for i, w := range q.Words {
		switch w.Fold {
		case "name", "names":
			// "the name of X", "what is X's name"
			if last := i > 0 && i == len(q.Words)-1; q.word(i+1) == "of" || last && q.ownedBefore(i) {
				return true
			}
		case "called", "named":
			if i == len(q.Words)-1 {
				return true
			}
		}
	}
	return false
}

// asksWork reports whether a question is what somebody does for a living, which the sentence tells that says who they are.
func (q *Question) asksWork() bool {
	last := len(q.Words) - 1
	if q.word(0) != "what" || !words.Asking().Works[q.word(last)] {
		return false
	}
	return last > 1 && q.ownedAt(last-1) || q.word(last-1) == "for" && q.word(last-2) == "do"
}

// ownedBefore reports whether a possessive stands before word i, be it without its apostrophe: “the womans name”.
func (q *Question) ownedBefore(i int) bool {
	one, several := strings.CutSuffix(q.word(i-1), "s")
	lex := words.Lexicon()
	whose := lex.Role(one) || lex.Victims[one] || lex.Animals[one]
	return q.ownedAt(i-1) || several && whose
}

// ownedAt reports whether a word is a possessive before its noun: "the lawyer's", "her".
func (q *Question) ownedAt(i int) bool {
	return q.Words[i].Owner || words.Asking().Owners[q.word(i)]
}

// whatKind reads "what" and "which" by the noun after them.
func (q *Question) whatKind(at int) {
	v := words.Asking()
	if v.Auxiliaries[q.word(at+1)] {
		q.whatIs(at + 1)
		return
	}
	for i := at + 1; i <= at+3 && i < len(q.Words); i++ {
		w := q.Words[i].Fold
		switch {
		case v.Auxiliaries[w] || v.Saying[w] && !(i == at+1 && v.PlaceNouns[w]), i == at+1 && v.AsksCause[w]:
			return // “what made the coach crash” asks for no person
		case v.TimeNouns[w]:
			q.whatTime(i)
		case v.PlaceNouns[w] || w == "countries" || w == "cities":
			q.Kind = briefing.Where
		case v.WhoNouns[w]:
			q.Kind = briefing.Who
		case v.Measures[w]:
			q.Kind = briefing.HowMany
			q.measure(i)
		default:
			continue
		}
		return
	}
}

// whatTime reads “what time” and “which day” from the noun on: of a race, as in “what time did she run”, it is a number.
func (q *Question) whatTime(at int) {
	q.Kind = briefing.When
	if q.word(at) == "time" && q.word(at+1) == "did" && words.Asking().Clocked[q.word(len(q.Words)-1)] {
		q.Kind, q.Unit = briefing.HowMany, Race
	}
}

// whatIs reads "what is the death toll", "what does it cost" and "what will they weigh" from the auxiliary verb on.
func (q *Question) whatIs(aux int) {
	m := q.Position(words.Asking().Measures, aux)
	if said := q.Position(words.Asking().StrictSaying, aux); said > 0 && said < m {
		m = -1 // “what does she think of the price”
	}
	if m > 0 && q.Words[m].Upper && !capitals(q.Words) {
		return // “Price” is a person
	}
	if m > 0 && m <= aux+4 {
		q.Kind = briefing.HowMany
		q.measure(m)
	}
	switch q.word(len(q.Words) - 1) {
	case "poll", "score":
		if !words.Lexicon().Determiners[q.word(len(q.Words)-2)] { // “what did he say about the poll”
			q.Kind = briefing.HowMany
		}
	case "cost", "earn":
		q.Kind, q.Unit = briefing.HowMany, "money"
	case "weigh":
		q.Kind, q.Unit = briefing.HowMany, "weight"
	}
}

// lateKind looks for a later question word: "the summit is when?", "kyiv strike how many dead".
func (q *Question) lateKind() {
	for i, w := range q.Words {
		if w.Fold != "how" {
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
		q.Kind = briefing.HowMany
		q.measure(i + 1)
		return
	}
	switch q.word(len(q.Words) - 1) {
	case "when":
		q.Kind = briefing.When
	case "where":
		q.Kind = briefing.Where
	case "who":
		q.Kind = briefing.Who
	}
}

// Refers reports whether a question has a word such as “it” or “she” that refers to something said before.
func (q *Question) Refers() bool {
	lists := words.Asking()
	return q.Position(lists.Persons, 0) >= 0 || q.Position(lists.Things, 0) >= 0
}

// Typed reports whether a question asks for a kind of thing, such as a time or a number.
func (q *Question) Typed() bool {
	switch q.Kind {
	case briefing.When, briefing.Where, briefing.HowMany, briefing.Who:
		return true
	}
	return q.Called
}

// WantsThing reports whether the kind of thing alone can make a sentence an answer.
func (q *Question) WantsThing() bool {
	switch q.Kind {
	case briefing.When, briefing.Where:
		return true
	}
	return q.Kind == briefing.HowMany && q.Unit != ""
}
