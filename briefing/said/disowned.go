package said

import (
	"strings"

	"lede/briefing/words"
)

// Words are given to whoever says them, and not to whoever is said not to have said them: “he denied saying “…””, “she never said “…””, “a fake
// video of her saying “…””. When the reporter's words leave it open, “if he says “…””, nobody is named either.

// owned finds the speaker in the quotation's own sentence or in those around it, who may be nobody.
func (a *attribution) owned(i int) Speaker {
	switch s := a.direct(i); {
	case !s.found():
		return a.carriedOn(i)
	case a.disowned(s, i):
		return nobody
	default:
		return s
	}
}

// disowned reports whether the reporter says of the speaker found for a quotation that they did not speak, or leaves it open.
func (a *attribution) disowned(s Speaker, i int) bool {
	q := a.quotes[i]
	if s.Mention.Start < a.Sentences[q.Sentence].Start || s.Mention.End > a.Sentences[q.Sentence].End {
		return false
	}
	before, after := a.around(i)
	who := a.TokenAt(s.Mention.Start, a.First[q.Sentence], a.First[q.Sentence+1])
	if who >= after.from {
		return a.disownedAfter(after)
	}
	if a.unsaidBefore(who, before.from) || a.shownBy(who, before.from) {
		return true
	}
	for v := before.to - 1; v > max(who, before.to-reach); v-- {
		if a.Words.Speech[a.Lower(v)] && a.leadsTo(v, strings.ToLower(s.Cue)) {
			return a.unspokenAt(v, who, before.from)
		}
	}
	return false
}

// leadsTo reports whether the verb at token v leads to the quotation, of which another word may have told who speaks: “accused her of saying”.
func (a *attribution) leadsTo(v int, cue string) bool {
	return a.Words.Disowning[cue] || a.Words.Accusing[cue] || strings.Contains(cue, a.Lower(v))
}

// disownedAfter reads the reporter's words behind a quotation, up to the end of their clause: “…,” she denied saying.
func (a *attribution) disownedAfter(s segment) bool {
	from := a.pastMarks(s)
	for v := from; v < s.to && v < from+reach && !a.Tokens[v].Mark() && !a.Words.Subordinators[a.Lower(v)]; v++ {
		if a.Words.Speech[a.Lower(v)] && a.unspokenAt(v, -1, from) {
			return true
		}
	}
	return false
}

// unspokenAt reports whether the verb of speech at token v is one that did not happen, or that somebody else did than who.
func (a *attribution) unspokenAt(v, who, from int) bool {
	return a.negated(v, from) || a.denied(v, from) || a.falsely(v, from) || a.laidTo(v, who, from)
}

// farthestDenied is how many words stand at most between a verb of speech and what denies it.
const farthestDenied = 9

// negated reports whether a no belongs to a verb, “did not say”, “has never called it”, or it only might have been: “could have said”.
func (a *attribution) negated(v, from int) bool {
	perfect := false
	for i := v - 1; i >= max(from, v-farthestDenied); i-- {
		switch l := a.Lower(i); {
		case a.Words.OnlyWords[l]:
			return false
		case isNo(l):
			return true
		case perfect && a.Words.Modals[l]:
			return true
		case l == "have":
			perfect = true
		case !a.auxiliary(i):
			return false
		}
	}
	return false
}

func isNo(l string) bool {
	return l == "not" || l == "never" || strings.HasSuffix(l, "n’t") || strings.HasSuffix(l, "n't")
}

// auxiliary reports whether a word may stand between a no and its verb.
func (a *attribution) auxiliary(i int) bool {
	l := a.Lower(i)
	be := words.Asking().Auxiliaries[l] || words.Asking().Being[l]
	return be || words.Adverbial(l) || a.Words.NoLinks[l]
}

// denied reports whether a verb of speech is what somebody denies: “denied having said”, “denied that she said”, “rejected reports he said”.
func (a *attribution) denied(v, from int) bool {
	hearsay := false
	for i := v - 1; i >= max(from, v-farthestDenied); i-- {
		switch l := a.Lower(i); {
		case a.Words.Disowning[l], hearsay && a.Words.Rejecting[l]:
			return true
		case a.Words.Hearsay[l]:
			hearsay = true
		case !a.auxiliary(i) && !a.partOfSubject(i) && l != "that":
			return false
		}
	}
	return false
}

// partOfSubject reports whether a word is part of what names a subject.
func (a *attribution) partOfSubject(i int) bool {
	l := a.Lower(i)
	named := words.Capital(a.Word(i)) || a.Words.Roles[l] || a.Words.Subjects[l]
	return named || a.Words.Determiners[l] || a.Words.Modifiers[l]
}

// falsely reports whether a verb of speech stands in words wrongly put into a mouth: “was falsely quoted as saying”.
func (a *attribution) falsely(v, from int) bool {
	for i := v; i >= max(from, v-4); i-- {
		l := a.Lower(i)
		if a.Words.Mouthed[l] && (strings.HasPrefix(l, "mis") || i > from && a.Words.Falsely[a.Lower(i-1)]) {
			return true
		}
	}
	return false
}

// laidTo reports whether a verb of speech is laid to somebody other than who: “accused Pugh of saying”, “quoted a resident as saying”.
func (a *attribution) laidTo(v, who, from int) bool {
	if v-2 < from || !strings.HasSuffix(a.Lower(v), "ing") {
		return false
	}
	switch link := a.Lower(v - 1); link {
	case "of":
		for i := v - 2; i >= max(from, v-farthestDenied); i-- {
			if a.Words.Accusing[a.Lower(i)] {
				return true
			}
		}
		return false
	case "for":
		other := a.NameEndingAt(v-2, from)
		return other >= 0 && a.Names[other].From > who && !a.Words.Prepositions[a.Lower(a.Names[other].From-1)]
	case "as":
		return who >= 0 && !a.Words.Mouthed[a.Lower(v-2)] && a.mouthsOther(v-2, who)
	}
	return false
}

// mouthsOther reports whether somebody puts words into the mouth of what stands up to token i: "quoted a resident as saying".
func (a *attribution) mouthsOther(i, who int) bool {
	for ; i > who; i-- {
		if a.Words.Mouthed[a.Lower(i)] {
			return true
		}
	}
	return false
}

// subjectStart steps left from the name of a subject over what belongs to it: “the former mayor Ann Lowe”.
func (a *attribution) subjectStart(who, from int) int {
	for n := 0; n < 5 && who > from && a.partOfSubject(who-1) && !a.Tokens[who-1].Mark(); n++ {
		if a.Words.UnsaidBefore[a.Lower(who-1)] {
			break
		}
		who--
	}
	return who
}

// longestUnsaid is how many words a phrase of UnsaidBefore has at most.
const longestUnsaid = 4

// unsaidBefore reports whether what stands before a subject says that it did not speak: “nobody heard Ann Lowe say”, “a man posing as Ann Lowe”.
func (a *attribution) unsaidBefore(who, from int) bool {
	start := a.subjectStart(who, from)
	for end := who; end >= start; end-- {
		phrase := ""
		for i := end - 1; i >= max(from, end-longestUnsaid); i-- {
			phrase = strings.TrimSuffix(a.Lower(i)+" "+phrase, " ")
			if a.Words.UnsaidBefore[phrase] {
				return true
			}
		}
	}
	return false
}

// shownBy reports whether somebody is only shown speaking by what is no true record: “a doctored video of her saying”, “in a fake video, she said”.
func (a *attribution) shownBy(who, from int) bool {
	i := a.subjectStart(who, from) - 1
	if i < from {
		return false
	}
	within := a.Lower(i) == ","
	if !within && !a.Words.Showing[a.Lower(i)] {
		return false
	}
	for fake := i - 1; fake >= max(from, i-5); fake-- {
		if !a.Words.Fakes[a.Lower(fake)] {
			continue
		}
		if !within {
			return true
		}
		lead := fake - 1
		if lead >= from && a.Words.Determiners[a.Lower(lead)] {
			lead--
		}
		return lead >= from && (a.Lower(lead) == "in" || a.Lower(lead) == "on")
	}
	return false
}
