package briefing

import "strings"

// attribution finds the speakers, quotation by quotation, from the first to the last.
type attribution struct {
	*cast
	// last is the speaker of the quotation before, for those that carry on.
	last speaker
	// lastQuote is the index of that quotation, -1 at first.
	lastQuote int
	// waiting are quotations that the next attribution of their paragraph may yet explain.
	waiting []int
}

// speaker is who speaks, as far as the words tell.
type speaker struct {
	name       string
	kind       SpeakerKind
	mention    Span
	cue        string
	confidence float64
	person     int // index into cast.persons, or -1
}

var nobody = speaker{kind: SpeakerUnknown, person: -1}

func (s speaker) found() bool { return s.name != "" || s.mention != Span{} }

func (a *attribution) attribute() {
	a.last, a.lastQuote = nobody, -1
	for i := range a.Quotes {
		q := &a.Quotes[i]
		s := a.direct(i)
		if !s.found() {
			s = a.carriedOn(i)
		}
		q.Speaker, q.SpeakerKind, q.Cue, q.Confidence = s.name, s.kind, s.cue, s.confidence
		if s.mention != (Span{}) && a.sentenceAt(s.mention.Start) == q.Sentence {
			m := s.mention
			q.Mention = &m
		}
		if s.found() {
			a.last, a.lastQuote = s, i
		}
	}
}

// segment is the reporter's words on one side of a quotation: tokens from to to.
type segment struct{ from, to int }

// around returns the reporter's words before and after a quotation inside its sentence, up to the next
// quotation on either side.
func (a *attribution) around(i int) (before, after segment) {
	q := a.Quotes[i]
	first, limit := a.first[q.Sentence], a.first[q.Sentence+1]
	before = segment{first, a.tokenAt(q.Start, first, limit)}
	after = segment{a.tokenAt(q.End, first, limit), limit}
	if i > 0 && a.Quotes[i-1].Sentence == q.Sentence {
		before.from = a.tokenAt(a.Quotes[i-1].End, first, limit)
	}
	if i+1 < len(a.Quotes) && a.Quotes[i+1].Sentence == q.Sentence {
		after.to = a.tokenAt(a.Quotes[i+1].Start, first, limit)
	}
	return before, after
}

// tokenAt is the first token of the range that starts at or after a place in the text.
func (r *reading) tokenAt(at, lo, hi int) int {
	for lo < hi {
		if mid := (lo + hi) / 2; r.tokens[mid].Start < at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// direct finds the speaker in the quotation's own sentence.
func (a *attribution) direct(i int) speaker {
	before, after := a.around(i)
	q := a.Quotes[i]
	words := inner(a.At(q.Span))
	ends := strings.TrimRight(a.At(q.Span), "”\"’'» ")
	open := strings.HasSuffix(ends, ",") || strings.HasSuffix(ends, "?") || strings.HasSuffix(ends, "!") || strings.HasSuffix(ends, "—")
	// “…,” he said. A comma inside the mark hands over to the words after it.
	if !q.Partial || open || a.startsWithSpeech(after) {
		if s := a.afterwards(after); s.found() {
			return s
		}
	}
	if s := a.beforehand(before, q.Partial); s.found() {
		return s
	}
	if s := a.accordingTo(before, after); s.found() {
		return s
	}
	// The words before the quotation before this one, in the same sentence, govern this one as well:
	// “first part” and “second part”; “…,” he said, “…”.
	if i > 0 && a.Quotes[i-1].Sentence == q.Sentence && a.lastQuote == i-1 && words != "" {
		s := a.last
		s.confidence *= 0.95
		return s
	}
	if q.Partial {
		return a.afterwards(after)
	}
	return nobody
}

// startsWithSpeech tells whether a verb of speech stands right behind the quotation.
func (a *attribution) startsWithSpeech(s segment) bool {
	for i := s.from; i < s.to && i < s.from+2; i++ {
		if a.words.speech[a.tokens[i].lower] {
			return true
		}
		if a.tokens[i].kind != markToken {
			return false
		}
	}
	return false
}

// reach is how many tokens away from a quotation its verb of speech may stand.
const reach = 40

// afterwards reads “…” said NAME, and “…” NAME said.
func (a *attribution) afterwards(s segment) speaker {
	from := s.from
	for from < s.to && a.tokens[from].kind == markToken && strings.ContainsAny(a.tokens[from].lower, ",-–—”\"’'") {
		from++
	}
	for v := from; v < s.to && v < from+reach; v++ {
		t := a.tokens[v]
		if t.lower == ";" || t.lower == "." && v > from {
			break
		}
		if !a.isCue(v, s) {
			continue
		}
		if v == from || v == from+1 && adverbial(a.tokens[from].lower) {
			if n := a.subjectAfter(v, s.to); n.found() {
				return n
			}
		}
		// “…” on the way to Berlin, he said: the verb's subject must come after the quotation.
		if n := a.subjectBefore(v, segment{from, v}); n.found() {
			return n
		}
		if a.words.strongSpeech[t.lower] {
			break
		}
	}
	return nobody
}

// beforehand reads NAME said: “…” and NAME called it “…”: the verb nearest to the quotation that has a subject.
func (a *attribution) beforehand(s segment, partial bool) speaker {
	strongOnly := false
	for v := s.to - 1; v >= s.from && s.to-v < reach; v-- {
		t := a.tokens[v]
		if t.lower == ";" {
			break
		}
		if !a.isCue(v, s) || strongOnly && !a.words.strongSpeech[t.lower] {
			continue
		}
		if n := a.subjectBefore(v, segment{s.from, v}); n.found() {
			return n
		}
		if n := a.subjectAfter(v, s.to); !partial && n.found() && a.words.strongSpeech[t.lower] && s.to-v < 12 && a.endsWithColon(s) {
			return n // Said Smith: “…”
		}
		strongOnly = true
	}
	// NAME: “…”
	if a.endsWithColon(s) && s.to-s.from < 12 {
		if n := a.nameEndingAt(s.to-2, s.from); n >= 0 {
			sp := a.named(n, 0.8)
			return sp
		}
	}
	return nobody
}

func (a *attribution) endsWithColon(s segment) bool {
	return s.to > s.from && a.tokens[s.to-1].lower == ":"
}

// accordingTo reads “…” according to NAME, and as NAME put it.
func (a *attribution) accordingTo(segments ...segment) speaker {
	for _, s := range segments {
		for i := s.from; i+2 < s.to; i++ {
			if a.tokens[i].lower == "according" && a.tokens[i+1].lower == "to" {
				if n := a.nounAfter(i+2, s.to); n.found() {
					n.cue = "according to"
					return n
				}
			}
		}
	}
	return nobody
}

// isCue tells whether token v is a verb of speech here, and no noun that looks like one.
func (a *attribution) isCue(v int, s segment) bool {
	t := a.tokens[v]
	if t.kind != wordToken || !a.words.speech[t.lower] {
		return false
	}
	if v == s.from {
		return true
	}
	switch b := a.tokens[v-1]; {
	case b.lower == "the" || b.lower == "a" || b.lower == "an" || b.lower == "of" || b.lower == "to" && strings.HasSuffix(t.lower, "s") || possessives[b.lower] || b.kind == cliticToken:
		return false
	case b.lower == "these" || b.lower == "those" || b.lower == "such" || b.lower == "been" || b.lower == "being":
		return false
	case (b.lower == "is" || b.lower == "was" || b.lower == "are" || b.lower == "were") && !strings.HasSuffix(t.lower, "ing"):
		// “He was told” names the hearer; “was quoted as saying” the speaker.
		return t.lower == "quoted"
	}
	return true
}

// carriedOn finds the speaker of a quotation whose own sentence names nobody, from what stands around it.
func (a *attribution) carriedOn(i int) speaker {
	q := a.Quotes[i]
	if q.Partial || !a.wholly(q) {
		return nobody
	}
	p := a.Sentences[q.Sentence].Paragraph
	// The paragraph or the line before announces it: "Caddell continued:"
	if s := a.announced(q.Sentence); s.found() {
		return s
	}
	if a.lastQuote >= 0 && a.lastQuote == i-1 {
		before := a.Quotes[i-1]
		pb := a.Sentences[before.Sentence].Paragraph
		s := a.last
		s.mention, s.cue = Span{}, ""
		switch {
		case pb == p && q.Sentence-before.Sentence <= 1:
			s.confidence *= 0.95
			s.mention = a.last.mention
			return s
		case pb == p:
			s.confidence *= 0.85
			return s
		case pb == p-1 && a.Sentences[before.Sentence].End == a.Paragraphs[pb].End && q.Sentence == before.Sentence+1 && !before.Partial && !a.attributedLater(i):
			s.confidence *= 0.8
			return s
		}
	}
	// The same paragraph explains it afterwards: “….” “…,” he said.
	if next := i + 1; next < len(a.Quotes) && a.Sentences[a.Quotes[next].Sentence].Paragraph == p && a.Quotes[next].Sentence == q.Sentence+1 {
		s := a.direct(next)
		s.confidence *= 0.85
		return s
	}
	return nobody
}

// attributedLater tells whether the paragraph of quotation i names a speaker after it.
func (a *attribution) attributedLater(i int) bool {
	p := a.Sentences[a.Quotes[i].Sentence].Paragraph
	for next := i + 1; next < len(a.Quotes) && next < i+4 && a.Sentences[a.Quotes[next].Sentence].Paragraph == p; next++ {
		if s := a.direct(next); s.found() {
			return true
		}
	}
	return false
}

// wholly tells whether a sentence has hardly a word outside its quotations.
func (a *attribution) wholly(q Quote) bool {
	outside := 0
	for _, t := range a.sentenceTokens(q.Sentence) {
		if t.kind != markToken && !a.quoted(t.Start) {
			outside++
		}
	}
	return outside <= 2
}

// announced reads a sentence before the quotation that ends in a colon.
func (a *attribution) announced(sentence int) speaker {
	if sentence == 0 || !strings.HasSuffix(a.SentenceText(sentence-1), ":") {
		return nobody
	}
	s := a.beforehand(segment{a.first[sentence-1], a.first[sentence]}, false)
	if s.found() {
		s.confidence *= 0.9
	}
	return s
}
