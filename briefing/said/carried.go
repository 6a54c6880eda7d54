package said

import (
	"strings"

	"lede/briefing/words"
)

// A sentence that is all quotation is explained by its neighbours: by the line that announces it, by the speaker
// before it who carries on, by what the sentence before reports, or by the words after it.

// carriedOn finds the speaker of a quotation whose own sentence names nobody, from what stands around it.
func (a *attribution) carriedOn(i int) Speaker {
	q := a.quotes[i]
	if q.Partial || !a.wholly(q) {
		return nobody
	}
	p := a.Sentences[q.Sentence].Paragraph
	// The paragraph or the line before announces it: "Caddell continued:"
	if s := a.announced(q.Sentence); s.found() {
		return s
	}
	for _, find := range []func(int) Speaker{a.chained, a.askedBehind, a.pointedOut, a.signedBelow, a.lastCarriesOn} {
		if s := find(i); s.found() {
			return s
		}
	}
	if s := a.reportedBefore(i); s.found() {
		return s
	}
	// The same paragraph explains it afterwards, “….” “…,” he said, or the next when this one is left open.
	if next := i + 1; next < len(a.quotes) && a.quotes[next].Sentence == q.Sentence+1 {
		if a.Sentences[q.Sentence+1].Paragraph == p || a.leftOpen(q) {
			s := a.direct(next)
			s.Confidence *= 0.85
			return s
		}
	}
	if s := a.framed(i); s.found() {
		return s
	}
	return a.interviewed(i)
}

// longestChain is the most paragraphs of one quotation that are read to find its speaker.
const longestChain = 12

// chained finds the speaker of a quotation of several paragraphs, all but the last left open, where it is closed.
func (a *attribution) chained(i int) Speaker {
	for next := i + 1; next < len(a.quotes) && next-i <= longestChain && a.leftOpen(a.quotes[next-1]); next++ {
		if !a.runsOver(a.quotes[next-1], a.quotes[next]) {
			break
		}
		if s := a.direct(next); s.found() {
			s.Confidence *= 0.9
			return s
		}
	}
	return nobody
}

// askedBehind finds the speaker of a question or a shout in the sentence after it: “Is it safe?” NAME, the mayor, said on Monday.
func (a *attribution) askedBehind(i int) Speaker {
	q := a.quotes[i]
	s := q.Sentence + 1
	if s >= len(a.Sentences) || a.Sentences[s].Paragraph != a.Sentences[q.Sentence].Paragraph {
		return nobody
	}
	if last := words.LastRune(words.Unquoted(a.At(q.Span))); last != '?' && last != '!' {
		return nobody
	}
	seg := segment{a.First[s], a.First[s+1]}
	for v := seg.from + 1; v < seg.to && v-seg.from < reach; v++ {
		switch {
		case a.Quoted(a.Tokens[v].Start):
			return nobody
		case a.Words.StrongSpeech[a.Lower(v)] && a.isCue(v, seg):
			if v+1 < seg.to && (a.Lower(v+1) == ":" || !a.endsReport(v+1, seg.to)) {
				return nobody
			}
			return a.subjectBefore(v, segment{seg.from, v})
		}
	}
	return nobody
}

// pointedOut finds the speaker in the sentence after a quotation that says whose it is: “The roof is gone.” That’s NAME of Leeds.
func (a *attribution) pointedOut(i int) Speaker {
	s := a.quotes[i].Sentence + 1
	if s >= len(a.Sentences) || a.Sentences[s].Paragraph != a.Sentences[s-1].Paragraph {
		return nobody
	}
	from, limit := a.First[s], a.First[s+1]
	switch words.Straight(a.Lower(from)) {
	case "that's", "that":
	default:
		return nobody
	}
	for j := from + 1; j < min(limit, from+4); j++ {
		if n := a.NameStartingAt(j); a.IsPerson(n) && !a.Owns(n) {
			return a.named(n, 0.8)
		} else if l := a.Lower(j); l != "is" && l != "was" && !a.Tokens[j].Clitic() {
			return nobody
		}
	}
	return nobody
}

// endsReport reports whether token i cannot begin something said: it is the end, a preposition or a day.
func (a *attribution) endsReport(i, to int) bool {
	return a.endsClause(i, to) || a.Words.LightWords[a.Lower(i)] || words.Adverbial(a.Lower(i))
}

// signedBelow finds the speaker of a paragraph that is all quotation in the line under it: — NAME.
func (a *attribution) signedBelow(i int) Speaker {
	s := a.quotes[i].Sentence + 1
	if s >= len(a.Sentences) || a.Sentences[s].Paragraph != a.Sentences[s-1].Paragraph+1 {
		return nobody
	}
	return a.signed(segment{a.First[s], a.First[s+1]})
}

// framed finds the speaker of a paragraph that is all quotation, in the first person, between two paragraphs about the same person.
func (a *attribution) framed(i int) Speaker {
	q := a.quotes[i]
	before := q.Sentence - 1
	if before < 0 || a.Sentences[before].Paragraph == a.Sentences[q.Sentence].Paragraph || !a.InFirstPerson(q.Span, true) {
		return nobody
	}
	found := a.mainSubject(a.First[before], a.First[before+1])
	if found.Kind != SpeakerPerson {
		return nobody
	}
	next := i + 1
	for next < len(a.quotes) && next-i < longestChain && a.quotes[next].Sentence == a.quotes[next-1].Sentence+1 && a.wholly(a.quotes[next]) {
		next++
	}
	after := a.quotes[next-1].Sentence + 1
	if after >= len(a.Sentences) || a.mainSubject(a.First[after], a.First[after+1]).person != found.person {
		return nobody
	}
	found.Confidence = 0.5
	return found
}

// lastCarriesOn returns the speaker of the previous quotation if quotation i continues it.
func (a *attribution) lastCarriesOn(i int) Speaker {
	if i == 0 || a.lastQuote != i-1 {
		return nobody
	}
	q, before := a.quotes[i], a.quotes[i-1]
	p, pb := a.Sentences[q.Sentence].Paragraph, a.Sentences[before.Sentence].Paragraph
	s := a.last
	s.Cue = ""
	switch {
	case pb == p && q.Sentence-before.Sentence <= 1:
		s.Confidence *= 0.95
	case pb == p:
		if told := a.toldSince(before.Sentence+1, q.Sentence); told.found() {
			return told
		}
		s.Confidence *= 0.85
	case pb == p-1 && a.runsOver(before, q) && (a.leftOpen(before) || !a.attributedLater(i)):
		s.Confidence *= 0.8
	default:
		return nobody
	}
	return s
}

// runsOver reports whether a quotation ends its paragraph and the next one opens the following paragraph.
func (a *attribution) runsOver(before, next Quotation) bool {
	last := a.Sentences[before.Sentence]
	return !before.Partial && next.Sentence == before.Sentence+1 && last.End == a.Paragraphs[last.Paragraph].End
}

// reportedBefore finds the speaker of a paragraph that is all quotation in the sentence before it, when that one
// reports what the same person said: She added that there was a gap. / “It is wide.”
func (a *attribution) reportedBefore(i int) Speaker {
	q := a.quotes[i]
	s := q.Sentence - 1
	if s < 0 || a.attributedLater(i) {
		return nobody
	}
	seg := segment{a.First[s], a.First[s+1]}
	if a.Sentences[s].Paragraph == a.Sentences[q.Sentence].Paragraph {
		return a.reported(seg)
	}
	if a.Sentences[s].Paragraph != a.Sentences[q.Sentence].Paragraph-1 {
		return nobody
	}
	for v := seg.from; v < seg.to && v < seg.from+10; v++ {
		if a.Words.StrongSpeech[a.Lower(v)] && a.isCue(v, seg) && !a.Quoted(a.Tokens[v].Start) {
			found := a.teller(v, seg)
			if found.Kind != SpeakerPerson {
				return nobody
			}
			found.Confidence *= 0.7
			return found
		}
	}
	return nobody
}

// toldSince finds the speaker in the sentences between two quotations of a paragraph: NAME agreed. “…”
func (a *attribution) toldSince(from, to int) Speaker {
	if from >= to {
		return nobody
	}
	seg := segment{a.First[to-1], a.First[to]}
	for v := seg.from + 1; v < seg.to && v < seg.from+10; v++ {
		if !a.Words.Speech[a.Lower(v)] || !a.isCue(v, seg) {
			continue
		}
		if found := a.teller(v, seg); found.Kind == SpeakerPerson {
			found.Confidence *= 0.7
			return found
		}
	}
	return nobody
}

// reported finds the person whose action or speech a sentence reports, for the quotation that illustrates it in the same paragraph: It may
// take years, NAME said. “We are few.”
func (a *attribution) reported(seg segment) Speaker {
	for v := seg.to - 1; v > seg.from && seg.to-v < reach; v-- {
		if t := a.Tokens[v]; !a.Words.StrongSpeech[t.Lower] || !a.isCue(v, seg) || a.Quoted(t.Start) {
			continue
		}
		if found := a.teller(v, seg); found.found() {
			found.Confidence *= 0.7
			return found
		}
	}
	found := a.mainSubject(seg.from, seg.to)
	if found.Kind != SpeakerPerson || a.InFirstPerson(a.Over(seg.from, seg.to), false) {
		return nobody
	}
	found.Confidence = 0.5
	return found
}

// teller returns the subject of the verb of speech at token v in a sentence without quotations: NAME said that it is so; it is so, said
// NAME, the mayor.
func (a *attribution) teller(v int, seg segment) Speaker {
	if v > seg.from && a.Lower(v-1) == "," {
		if n := a.subjectAfter(v, seg.to); n.found() && !a.byPronoun(n) && a.endsClause(a.TokenAt(n.Mention.End, v, seg.to), seg.to) {
			return n
		}
	}
	return a.subjectBefore(v, segment{seg.from, v})
}

// endsClause reports whether no verb can stand at token i: it is a mark, a preposition or the end.
func (a *attribution) endsClause(i, to int) bool {
	return i >= to || a.Tokens[i].Mark() || a.Words.Prepositions[a.Lower(i)]
}

// leftOpen reports whether a quotation has no closing mark and goes on in the next paragraph.
func (a *attribution) leftOpen(q Quotation) bool {
	quote := a.At(q.Span)
	return !strings.HasSuffix(quote, "”") && !strings.HasSuffix(quote, "\"") && !strings.HasSuffix(quote, "»")
}

// attributedLater reports whether the paragraph of quotation i names a speaker after it.
func (a *attribution) attributedLater(i int) bool {
	p := a.Sentences[a.quotes[i].Sentence].Paragraph
	for next := i + 1; next < len(a.quotes) && next < i+4 && a.Sentences[a.quotes[next].Sentence].Paragraph == p; next++ {
		if s := a.direct(next); s.found() {
			return true
		}
	}
	return false
}

// wholly reports whether a sentence has hardly a word outside its quotations.
func (a *attribution) wholly(q Quotation) bool {
	if q.Sentence == a.wholeOf {
		return a.whole
	}
	outside := 0
	for _, t := range a.SentenceTokens(q.Sentence) {
		if !t.Mark() && !a.Quoted(t.Start) {
			outside++
		}
	}
	a.whole, a.wholeOf = outside <= 2, q.Sentence
	return a.whole
}

// announced reads a sentence before the quotation that ends in a colon.
func (a *attribution) announced(sentence int) Speaker {
	if sentence == 0 {
		return nobody
	}
	if a.statesBelow(sentence - 1) {
		return a.mainSubject(a.First[sentence-1], a.First[sentence])
	}
	if !strings.HasSuffix(a.SentenceText(sentence-1), ":") {
		return nobody
	}
	s := a.beforehand(segment{a.First[sentence-1], a.First[sentence]}, false)
	if s.found() {
		s.Confidence *= 0.9
	}
	return s
}

// statesBelow reports whether a sentence announces the paragraphs after it: NAME made the following statement on Thursday.
func (a *attribution) statesBelow(sentence int) bool {
	for i := a.First[sentence]; i+1 < a.First[sentence+1] && i-a.First[sentence] < reach; i++ {
		if a.Lower(i) != "following" {
			continue
		}
		switch a.Lower(i + 1) {
		case "statement", "speech", "message", "address", "declaration", "letter":
			return true
		}
	}
	return false
}
