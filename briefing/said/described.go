package said

import (
	"strings"

	"lede/briefing/text"
	"lede/briefing/words"
)

// A speaker without a name is shown with the whole description, "a person familiar with the talks", not just the noun. A
// document speaks for itself, even if its author is named: "a report by the Audit Office".

// longestDescription is how many tokens a description may have after its noun.
const longestDescription = 24

// described returns a speaker who is not one of the article's people with the whole description; others unchanged.
func (a *attribution) described(s Speaker) Speaker {
	if s.person >= 0 || s.Name == "" || s.Kind == SpeakerOrganization {
		return s
	}
	if s.Mention == (text.Span{}) || s.Name != a.At(s.Mention) {
		return s
	}
	sentence := a.SentenceAt(s.Mention.Start)
	if sentence < 0 || a.byPronoun(s) {
		return s
	}
	first, limit := a.First[sentence], a.First[sentence+1]
	from := a.TokenAt(s.Mention.End, first, limit)
	end := a.describedTo(from, limit)
	if end > from && a.Quoted(a.Tokens[from].Start) == a.Quoted(s.Mention.Start) {
		s.Mention.End = a.Tokens[end-1].End
		s.Name = a.At(s.Mention)
	}
	return s
}

// describedTo returns the end of the description that begins at token i and belongs to the noun before it; i if there is
// none.
func (a *attribution) describedTo(i, limit int) int {
	if i >= limit {
		return i
	}
	if l := a.Lower(i); a.Words.Prepositions[l] || strings.HasSuffix(l, "ing") && !a.Words.Speech[l] {
		if v := a.verbAhead(i, limit); v > i {
			return v // all words between a noun and its verb describe it
		}
	}
	if !a.describesOn(i, limit) {
		return i
	}
	for end := i + 1; end < limit && end < i+longestDescription; end++ {
		switch l := a.Lower(end); {
		case a.Tokens[end].Mark() && l != "-" && !words.Apostrophe(l):
			return end
		case !words.Relative(a.Lower(i)) && (a.verbAt(end) || a.Words.Subordinators[l]):
			return i
		}
	}
	return min(limit, i+longestDescription)
}

// verbAhead returns the end of the phrase from token i on if a verb of speech follows it; i if another verb or a mark
// comes first.
func (a *attribution) verbAhead(i, limit int) int {
	for v := i + 1; v < limit && v < i+longestDescription; v++ {
		l := a.Lower(v)
		switch {
		case a.Tokens[v].Mark() && !words.Apostrophe(l), words.Being(l), words.Relative(l), a.Words.Subjects[l]:
			return i
		case a.Words.Speech[l] && !a.Words.Documents[l] && !a.Words.Grammar(a.Lower(v-1)):
			for v > i && a.lightWord(v-1) {
				v--
			}
			return v
		case a.verbAt(v) && !a.Words.Grammar(a.Lower(v-1)):
			return i
		}
	}
	return i
}

// describesOn reports whether the words from token i on describe the noun before them rather than say when or where
// something was said.
func (a *attribution) describesOn(i, limit int) bool {
	if i+1 >= limit {
		return false
	}
	l, next := a.Lower(i), a.Lower(i+1)
	switch l {
	case "who", "whose", "of", "with", "from":
		return true
	case "for":
		return !a.Words.Times[next]
	case "familiar", "briefed", "close":
		return a.Words.Prepositions[next]
	case "in", "at":
		return a.Capitalized(i+1) && a.Words.Months[next] == 0 && a.Words.Weekdays[next] == 0
	}
	return false
}

// documentBefore returns the document that begins a sentence and speaks in place of its named author: "a report by the
// Audit Office said".
func (a *attribution) documentBefore(who Speaker, s segment) Speaker {
	if who.Kind != SpeakerOrganization && who.Kind != SpeakerPerson || a.byPronoun(who) {
		return nobody
	}
	sentence := a.Tokens[s.from].Sentence
	if s.from != a.First[sentence] {
		return nobody
	}
	i := a.pastLeadIns(a.TokenAt(a.AfterDateline(sentence), s.from, s.to), s.to)
	for j := i; j+2 < s.to && j < i+6 && a.Tokens[j].Word() && !a.Words.Prepositions[a.Lower(j)]; j++ {
		if !a.Words.Documents[a.Lower(j)] {
			continue
		}
		if !makes(a.Lower(j + 1)) {
			return nobody
		}
		name := a.TokenAt(who.Mention.Start, j+1, s.to)
		if name <= j+1 || name > j+7 || strings.Contains(a.At(text.Span{Start: a.Tokens[j].Start, End: who.Mention.Start}), ",") {
			return nobody
		}
		if a.verbWithin(j+2, name) {
			return nobody
		}
		found := a.noun(i, j+1)
		found.Kind, found.person = SpeakerDocument, -1
		found.Mention.End = who.Mention.End
		found.Name = a.At(found.Mention)
		return found
	}
	return nobody
}

// verbWithin reports whether there is a verb among the tokens.
func (a *attribution) verbWithin(from, to int) bool {
	for i := from; i < to; i++ {
		if a.verbAt(i) {
			return true
		}
	}
	return false
}

// documentAside returns the document that begins a sentence and is parted from its verb at token v by words that say how
// it became known: "A report of May, seen by the Star, said".
func (a *attribution) documentAside(v int, s segment) Speaker {
	sentence := a.Tokens[v].Sentence
	if s.from != a.First[sentence] || v < 2 || a.Lower(v-1) != "," {
		return nobody
	}
	i := a.TokenAt(a.AfterDateline(sentence), s.from, v)
	j := i
	for j < v && j < i+6 && a.Tokens[j].Word() && !a.Words.Documents[a.Lower(j)] {
		j++
	}
	if j >= v || !a.Words.Documents[a.Lower(j)] {
		return nobody
	}
	comma := j + 1
	for comma < v && a.Lower(comma) != "," && !a.verbAt(comma) {
		comma++
	}
	if a.Lower(comma) != "," || !a.madeKnown(comma+1, v-1) {
		return nobody
	}
	found := a.noun(i, j+1)
	found.Kind, found.person = SpeakerDocument, -1
	return found
}

// madeKnown reports whether the tokens say how a document became known: "seen by the Star".
func (a *attribution) madeKnown(from, to int) bool {
	if from >= to {
		return false
	}
	if l := a.Lower(from); !words.Verbal(l) && !a.Words.PastForms[l] && l != "seen" {
		return false
	}
	for i := from; i < to; i++ {
		if a.Lower(i) == "," || a.Words.Subjects[a.Lower(i)] {
			return false
		}
	}
	return true
}

// makes reports whether a preposition leads from a document to its author or source.
func makes(l string) bool {
	switch l {
	case "by", "from", "in", "of":
		return true
	}
	return false
}
