package answer

import (
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/answer/index"
	"lede/briefing/question"
	"lede/briefing/words"
)

// core finds the words of a sentence that answer by themselves: the number, day, place, name or role asked for. Readers see them set apart.
// It is nil if several candidates remain: no words are better than the wrong ones.
func (x *Index) core(q *question.Question, i int) *briefing.Span {
	if !words.Ruled(x.Language) {
		return nil
	}
	var found []briefing.Span
	switch q.Kind {
	case briefing.HowMany:
		found = x.numbersAsked(q, i)
	case briefing.When:
		found = x.daysAsked(q, i)
	case briefing.Where:
		found = x.placesAsked(q, i)
	case briefing.Who:
		found = x.whoAsked(q, i)
	}
	if len(found) != 1 || x.denied(found[0], i) || !x.bare(q, found[0], i) {
		return nil
	}
	return &found[0]
}

// denied reports whether an earlier word of the sentence may negate these.
func (x *Index) denied(s briefing.Span, i int) bool {
	return slices.ContainsFunc(x.Bags[i].Words, func(w question.Word) bool {
		return w.Start < s.Start && words.Asking().Negations[w.Fold]
	})
}

// numbersAsked returns the figures of a sentence that count what is asked for or have its unit. Doubtful ones are included,
// but only if one is sure.
func (x *Index) numbersAsked(q *question.Question, i int) (found []briefing.Span) {
	var surely bool
	for _, f := range x.Figures {
		if f.Sentence != i || q.Unit != "" && !x.figureIn(q.Unit, f) {
			continue
		}
		met := 1.0
		if len(q.Counted) > 0 {
			met = x.countsAny(q.Counted, f)
		}
		surely = surely || met >= index.SurelyMet
		if met >= index.SameGroup {
			found = append(found, x.withCounted(f))
		}
	}
	if !surely {
		return nil
	}
	return found
}

// withCounted extends a figure by the noun it counts, if that follows directly.
func (x *Index) withCounted(f briefing.Figure) briefing.Span {
	behind := briefing.Span{Start: f.End, End: x.Sentences[f.Sentence].End}
	if f.Counts != "" && strings.HasPrefix(behind.Of(x.Text), " "+f.Counts) {
		return briefing.Span{Start: f.Start, End: f.End + 1 + len(f.Counts)}
	}
	return f.Span
}

// figureIn reports whether a figure has a unit.
func (x *Index) figureIn(unit string, f briefing.Figure) bool {
	b := &x.Bags[f.Sentence]
	for j, w := range b.Words {
		if f.Start <= w.Start && w.Start < f.End && b.UnitAt(unit, x.Text, j) {
			return true
		}
	}
	return false
}

// countsAny returns how surely a figure counts one of some things. One that counts “others”, or nothing stated, may count anything.
func (x *Index) countsAny(counted []string, f briefing.Figure) float64 {
	things := question.Words(f.Counts, briefing.Span{End: len(f.Counts)})
	if f.Unit == "" && !slices.ContainsFunc(things, func(w question.Word) bool { return !words.Stopword(w.Fold, x.Language) && w.Fold != "others" }) {
		return index.SameGroup
	}
	best := 0.0
	for _, word := range counted {
		meets := x.Meet(x.Term(word))
		for _, w := range things {
			if id, ok := x.IDOf(w.Fold); ok {
				best = max(best, meets[id])
			}
		}
	}
	return best
}

// daysAsked returns the dates of a sentence, except those on which something was only said. A question for the time of day
// gets none.
func (x *Index) daysAsked(q *question.Question, i int) (found []briefing.Span) {
	if q.Clock {
		return nil
	}
	for _, d := range x.DatesIn(i) {
		if !x.saidThen(d.Span, i) && !x.repeatsAsked(q, d.Span, i) {
			found = append(found, d.Span)
		}
	}
	return found
}

// placesAsked returns the place names after a preposition, except those where something was only said.
func (x *Index) placesAsked(q *question.Question, i int) (found []briefing.Span) {
	for _, place := range x.Places {
		for _, m := range place.Mentions {
			if m.Sentence == i && x.isThere(m.Span, i) && !x.saidThen(m.Span, i) && !x.repeatsAsked(q, m.Span, i) {
				found = append(found, m.Span)
			}
		}
	}
	return found
}

// isThere reports whether a preposition of place precedes a name, with nothing but an article between.
func (x *Index) isThere(name briefing.Span, i int) bool {
	b := &x.Bags[i]
	j := b.At(name.Start) - 1
	if b.Word(j) == "the" {
		j--
	}
	return words.Asking().PlacePrepositions[b.Word(j)]
}

// saidThen reports whether a verb of speech precedes a time or a place, with only function words between.
func (x *Index) saidThen(s briefing.Span, i int) bool {
	b := &x.Bags[i]
	j := b.At(s.Start) - 1
	for j >= 0 && (words.Lexicon().Prepositions[b.Word(j)] || words.Stopword(b.Word(j), x.Language)) {
		j--
	}
	return words.Lexicon().StrongSpeech[b.Word(j)]
}

// repeatsAsked reports whether a word of a span also occurs in the question.
func (x *Index) repeatsAsked(q *question.Question, s briefing.Span, i int) bool {
	b := &x.Bags[i]
	return slices.ContainsFunc(b.Words[b.From(s.Start):b.From(s.End)], q.Asks)
}

// whoAsked returns the roles of the people the question names, or else the only name in a sentence.
func (x *Index) whoAsked(q *question.Question, i int) (found []briefing.Span) {
	var others []int
	for _, p := range x.Bags[i].People {
		switch role := x.People[p].RoleAt; {
		case !x.AsksAfter(q, p):
			others = append(others, p)
		case q.Identity && role != nil && x.Sentences[i].Start <= role.Start && role.End <= x.Sentences[i].End:
			found = append(found, *role)
		}
	}
	if q.Identity && !q.Whois || len(others) != 1 {
		return found
	}
	s := search{Index: x, q: q}
	if s.onlyReports(i, others[0]) {
		return found
	}
	var name briefing.Span
	for _, m := range x.NamedIn(i) {
		if m.Person == others[0] && m.End-m.Start > name.End-name.Start {
			name = m.Span
		}
	}
	if name.End > 0 {
		found = append(found, name)
	}
	return found
}
