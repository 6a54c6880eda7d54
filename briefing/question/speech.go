package question

import (
	"slices"

	"lede/briefing"
	"lede/briefing/words"
)

// said finds out whether the question is what a person said, and who that person is.
func (q *Question) said() {
	v := words.Asking()
	first, verb := q.word(0), q.Position(v.Saying, 0)
	if verb < 0 {
		verb = q.makesOf()
	}
	from := 0
	if v.SaidOpeners[first] {
		from = 1
	}
	aux := v.Auxiliaries[q.word(from)]
	if aux {
		from++
	}
	if first == "why" || verb < from || q.Called { // "what said Peskov", "quotes by Peskov"
		return
	}
	subject, rest := q.Words[from:verb], q.Words[verb+1:]
	bound := false
	if !aux {
		subject, bound = behindAuxiliary(first, subject)
	}
	strict := v.StrictSaying[q.word(verb)] && first != "how"
	if len(Informative(subject)) == 0 {
		if q.Speaking = SexOf(subject); q.Speaking != 0 {
			q.Kind, q.bound, q.Strict = briefing.WhatSaid, true, strict
			return
		}
		found := false
		if subject, found = speakerBehind(rest); !found {
			q.anySpeaker(first, !aux || len(rest) > 0)
			return
		}
	}
	q.Kind = briefing.WhatSaid
	q.Subject = Informative(subject)
	q.Strict = strict
	q.bound = bound || !q.Strict || slices.ContainsFunc(rest, func(w Word) bool { return v.About[w.Fold] })
}

// anySpeaker reads “what was said” and “anything said about it”, which name no speaker. whole is whether there is enough to ask.
func (q *Question) anySpeaker(first string, whole bool) {
	if whole && (first == "what" || first == "anything") {
		q.Kind = briefing.WhatSaid
	}
}

// makesOf returns the index of "make" in "what does he make of it", which asks what he thinks; -1 if there is none.
func (q *Question) makesOf() int {
	for i := range q.Words {
		if q.word(0) == "what" && phraseAt(q.Words, "make of", i) > 0 {
			return i
		}
	}
	return -1
}

// behindAuxiliary removes from a subject what precedes the auxiliary verb, which is the topic and not the speaker:
// "which tax did Ann Poole call a mistake". The bool reports whether there is an auxiliary verb.
func behindAuxiliary(first string, subject []Word) ([]Word, bool) {
	if first != "what" && first != "which" && first != "how" {
		return subject, false
	}
	for i, w := range subject {
		if words.Asking().Auxiliaries[w.Fold] && i > 0 && i < len(subject)-1 {
			return subject[i+1:], true
		}
	}
	return subject, false
}

// speakerBehind finds the speaker after a noun or a verb of speech: "quotes from X", "the reaction of X to Y".
func speakerBehind(rest []Word) ([]Word, bool) {
	v := words.Asking()
	i := slices.IndexFunc(rest, func(w Word) bool { return v.Sources[w.Fold] })
	if i < 0 || i > 1 {
		return nil, false
	}
	rest = rest[i+1:]
	if end := slices.IndexFunc(rest, func(w Word) bool { return v.Topics[w.Fold] }); end >= 0 {
		rest = rest[:end]
	}
	return rest, true
}

// Informative returns the words that say who is meant.
func Informative(given []Word) []Word {
	v := words.Asking()
	var out []Word
	for _, w := range given {
		if !words.Stopword(w.Fold, "en") && !v.Auxiliaries[w.Fold] && !v.Fillers[w.Fold] {
			out = append(out, w)
		}
	}
	return out
}
