package answer

import (
	"slices"

	"lede/briefing"
	"lede/briefing/words"
)

// said finds out whether the question is what somebody said, and who that is.
func (q *question) said() {
	v := words.Asking()
	first, verb := q.word(0), q.position(v.Saying, 0)
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
	if first == "why" || verb < from { // "what said Peskov", "quotes by Peskov"
		return
	}
	subject, rest := q.words[from:verb], q.words[verb+1:]
	bound := false
	if !aux {
		subject, bound = behindAuxiliary(first, subject)
	}
	if len(informative(subject)) == 0 {
		found := false
		if q.speaking = sexOf(subject); q.speaking != 0 {
			q.kind, q.bound = briefing.WhatSaid, true
			q.strict = v.StrictSaying[q.word(verb)] && first != "how"
			return
		}
		if subject, found = speakerBehind(rest); !found {
			if anySpeaker := first == "what" || first == "anything"; anySpeaker && (!aux || len(rest) > 0) {
				q.kind = briefing.WhatSaid
			}
			return
		}
	}
	q.kind = briefing.WhatSaid
	q.subject = informative(subject)
	q.strict = v.StrictSaying[q.word(verb)] && first != "how"
	q.bound = bound || !q.strict || slices.ContainsFunc(rest, func(w asked) bool { return v.About[w.fold] })
}

// makesOf is where "make" stands in "what does he make of it", which is what he thinks; -1 elsewhere.
func (q *question) makesOf() int {
	for i := range q.words {
		if q.word(0) == "what" && phraseAt(q.words, "make of", i) > 0 {
			return i
		}
	}
	return -1
}

// behindAuxiliary takes off a subject what stands before the auxiliary verb, which is spoken of and does not speak:
// "which tax did Ann Poole call a mistake". It tells whether there is such a thing.
func behindAuxiliary(first string, subject []asked) ([]asked, bool) {
	if first != "what" && first != "which" && first != "how" {
		return subject, false
	}
	for i, w := range subject {
		if words.Asking().Auxiliaries[w.fold] && i > 0 && i < len(subject)-1 {
			return subject[i+1:], true
		}
	}
	return subject, false
}

// speakerBehind finds who speaks behind a noun or a verb of speech: "quotes from X", "the reaction of X to Y".
func speakerBehind(rest []asked) ([]asked, bool) {
	v := words.Asking()
	i := slices.IndexFunc(rest, func(w asked) bool { return v.Sources[w.fold] })
	if i < 0 || i > 1 {
		return nil, false
	}
	rest = rest[i+1:]
	if end := slices.IndexFunc(rest, func(w asked) bool { return v.Topics[w.fold] }); end >= 0 {
		rest = rest[:end]
	}
	return rest, true
}

// informative are the words that tell who is meant.
func informative(given []asked) []asked {
	v := words.Asking()
	var out []asked
	for _, w := range given {
		if !words.Stopword(w.fold, "en") && !v.Auxiliaries[w.fold] && !v.Fillers[w.fold] {
			out = append(out, w)
		}
	}
	return out
}
