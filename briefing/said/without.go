package said

import (
	"strings"

	"lede/briefing/cast"
	"lede/briefing/words"
)

// Ways to name a speaker other than as the subject of a verb of speech.

// beforeColon finds the speaker in NAME: “…”, From the report: “…”, and NAME has a new message: “…”.
func (a *attribution) beforeColon(s segment) Speaker {
	if n := a.NameEndingAt(s.to-2, s.from); n >= 0 && a.Of[n] >= 0 {
		return a.named(n, 0.75)
	}
	if a.underKicker(s) {
		return nobody
	}
	from := s.from
	if a.Lower(from) == "and" {
		from++
	}
	if a.Lower(from) == "from" {
		if n := a.nounAfter(from+1, s.to); n.found() {
			return n
		}
	}
	if n := a.introduced(s); n.found() {
		return n
	}
	sp := a.mainSubject(s.from, s.to)
	if sp.Kind == SpeakerUnknown && !a.Words.Pronouns[strings.ToLower(a.At(sp.Mention))] {
		return nobody
	}
	sp.Confidence = min(sp.Confidence, 0.5)
	return sp
}

// longestKicker is the most words before a colon that say what sort of text follows: "Film review:".
const longestKicker = 3

// underKicker reports whether the words before a colon that open a sentence only say what sort of text it is: "Review: “The Salt Road”". With
// an article they are a document, "The review: “It is long.”"
func (a *attribution) underKicker(s segment) bool {
	n := s.to - 1 - s.from
	if s.from != a.First[a.Tokens[s.from].Sentence] || n < 1 || n > longestKicker || a.Words.Determiners[a.Lower(s.from)] {
		return false
	}
	return a.Words.Kickers[a.Lower(s.to-2)]
}

// introduced finds the speaker in NAME, editor of the paper: “…”, if no verb comes before the colon.
func (a *attribution) introduced(s segment) Speaker {
	n := a.nameBehindTitle(s.from, s.to)
	if n < 0 {
		return nobody
	}
	for i := a.Names[n].To; i < s.to; i++ {
		if a.verbAt(i) {
			return nobody
		}
	}
	return a.named(n, 0.75)
}

// possessor finds the speaker in NAME’s claim that “…”.
func (a *attribution) possessor(s segment) Speaker {
	for i := s.to - 1; i > s.from && s.to-i < reach; i-- {
		if !a.Words.Sayings[a.Lower(i)] {
			continue
		}
		owner := i - 1
		for owner > s.from && i-owner < 3 && a.Tokens[owner].Word() && !a.Words.Possessives[a.Lower(owner)] {
			owner--
		}
		var found Speaker
		switch l := a.Lower(owner); {
		case l == "his" || l == "her":
			found = a.pronoun(owner)
		case a.Tokens[owner].Clitic():
			n := a.NameEndingAt(owner-1, s.from)
			if n < 0 {
				continue
			}
			found = a.named(n, 0.75)
		default:
			continue
		}
		found.Cue = a.Word(i)
		return found
	}
	return nobody
}

// claiming returns whose claim the quotation is part of, if the noun at token v leads to it: NAME said that NAME’s claim that it was “…” was
// false. A claim that is “…” is somebody else's.
func (a *attribution) claiming(v int, s segment) Speaker {
	if !a.Words.Sayings[a.Lower(v)] || v+1 >= s.to || a.Lower(v+1) != "that" || words.Being(a.Lower(s.to-1)) {
		return nobody
	}
	return a.possessor(segment{s.from, v + 1})
}

// worded finds the speaker in NAME used the phrase “…”, and NAME attacked them as a “…”: the clause gives the words to its
// subject, although its verb is not one of speech.
func (a *attribution) worded(s segment) Speaker {
	last := s.to - 1
	if last <= s.from {
		return nobody
	}
	if a.Words.Wordings[a.Lower(last)] {
		for v := last - 1; v > s.from && last-v < 4; v-- {
			if a.Words.WordingVerbs[a.Lower(v)] {
				return a.subjectBefore(v, segment{s.from, v})
			}
		}
		return nobody
	}
	if words.Article(a.Lower(last)) {
		last--
	}
	if last <= s.from+2 || a.Lower(last) != "as" || a.Words.CalledByOthers[a.Lower(last-1)] {
		return nobody
	}
	if passive := a.Lower(last-1) == "to" && a.passiveBefore(last-2); passive {
		return nobody // "was referred to as"
	}
	sp := a.mainSubject(a.First[a.Tokens[last].Sentence], last)
	if sp.found() && sp.Mention.Start < a.Tokens[last-1].Start {
		sp.Cue, sp.Confidence = a.Word(last), 0.5
		return sp
	}
	return nobody
}

// accordingTo finds the speaker in “…” according to NAME, and in as NAME put it.
func (a *attribution) accordingTo(segments ...segment) Speaker {
	for _, s := range segments {
		for i := s.from; i+2 < s.to; i++ {
			according := a.Lower(i) == "according" && a.Lower(i+1) == "to"
			if !according && !a.inWordsOf(i, s.from) {
				continue
			}
			if n := a.nounAfter(i+2, s.to); n.found() {
				n.Cue = strings.ToLower(a.At(a.Over(i, i+2)))
				return n
			}
		}
		// “…,” as NAME put it; “…,” per the rules.
		for i := s.from; i+1 < s.to && i < s.from+3; i++ {
			switch a.Lower(i) {
			case "per":
				if n := a.nounAfter(i+1, s.to); n.found() {
					n.Cue = a.Word(i)
					return n
				}
			}
		}
	}
	return nobody
}

// inWordsOf reports whether token i begins the end of "in the words of".
func (a *attribution) inWordsOf(i, from int) bool {
	return i-2 >= from && strings.ToLower(a.At(a.Over(i-2, i+2))) == "in the words of"
}

// relayed finds the speaker in “…,” as NAME put it, and in “…,” as NAME, the mayor, reported. The end of the sentence
// names the speaker, no matter who is mentioned before.
func (a *attribution) relayed(s segment) Speaker {
	i := s.from
	for i < s.to && a.Tokens[i].Mark() {
		i++
	}
	if i+2 >= s.to || a.Lower(i) != "as" || a.Words.Pronouns[a.Lower(i+1)] {
		return nobody
	}
	for v := i + 2; v < s.to && v < i+16; v++ {
		if a.isCue(v, s) && (v+1 >= s.to || a.Tokens[v+1].Mark() || a.Lower(v+1) == "it") {
			return a.subjectBefore(v, segment{i + 1, v})
		}
	}
	return nobody
}

// answered reads “…” came the reply from NAME, and “…” was how NAME put it.
func (a *attribution) answered(i, to int) Speaker {
	if i+4 >= to {
		return nobody
	}
	switch a.Lower(i) {
	case "was", "is":
		if a.Lower(i+1) != "how" {
			return nobody
		}
		for v := i + 3; v < to && v < i+12; v++ {
			if a.Words.Speech[a.Lower(v)] {
				return a.subjectBefore(v, segment{i + 2, v})
			}
		}
	}
	return nobody
}

// onBehalf is the person for whom the given speaker only read out a statement: "Her brother read a statement on her behalf".
func (a *attribution) onBehalf(s Speaker) Speaker {
	if s.Cue != "read" && s.Cue != "issued" && s.Cue != "released" {
		return s
	}
	sentence := a.SentenceAt(s.Mention.Start)
	from := a.TokenAt(s.Mention.End, a.First[sentence], a.First[sentence+1])
	for i := from; i+2 < a.First[sentence+1] && i-from < reach; i++ {
		if a.Lower(i) == "on" && a.Words.Possessives[a.Lower(i+1)] && a.Lower(i+2) == "behalf" {
			return a.behind(i+1, s)
		}
	}
	return s
}

// behind is the person whom the possessive at token i means, with the cue of the one who spoke for him; nobody if it stays open.
func (a *attribution) behind(i int, s Speaker) Speaker {
	want := cast.AnySex
	switch a.Lower(i) {
	case "his":
		want = cast.Male
	case "her":
		want = cast.Female
	default:
		return nobody
	}
	p := a.referent(i, want)
	if p < 0 {
		return nobody
	}
	return Speaker{Name: a.Persons[p].Name, Kind: SpeakerPerson, Mention: a.Tokens[i].Span, Cue: s.Cue, Confidence: 0.6, person: p}
}
