package said

import (
	"strings"
	"unicode/utf8"

	"lede/briefing/cast"
	"lede/briefing/text"
	"lede/briefing/words"
)

// How a speaker is found. News names its speakers in few ways, and usually in the quotation’s own sentence: “…,” he said; he said: “…”; he
// called it “…”; according to him, “…”. So the reporter's words on both sides of the quotation are read as patterns around a verb of
// speech, beginning with the side that the punctuation points to. Only a sentence that is all quotation is explained by its neighbours.
// Nothing is inferred from who happens to stand near.

// attribution finds the speakers of the quotations, from first to last.
type attribution struct {
	*cast.Cast
	quotes    []Quotation
	last      Speaker // of the previous quotation, for quotations that carry on
	lastQuote int     // the index of that quotation, -1 at first
	// guest answers the questions of an interview; nil until it is first needed.
	guest   *Speaker
	current int          // the quotation whose speaker is looked for, -1 for none
	spoken  map[int]bool // whom it names; nil until it is asked
	// whole and wholeOf cache the last result of wholly, which all quotations of a sentence share.
	whole    bool
	wholeOf  int
	firstUse map[string]int   // the first token of each noun that usedBefore may be asked about, nil before it is
	rivals   map[cast.Sex]int // how often whoever is named most is named, for each sex; see principalOnly
	// initials are the people by their initials, -1 where several share them; nil before a label asks for them.
	initials map[string]int
}

func reading(c *cast.Cast) *attribution {
	return &attribution{Cast: c, last: nobody, lastQuote: -1, current: -1, wholeOf: -1}
}

// Attribute finds the speaker of each quotation; it returns nil for languages other than English.
func Attribute(c *cast.Cast, quotes []Quotation) []Speaker {
	if !c.English {
		return nil
	}
	a := reading(c)
	a.quotes = quotes
	found := make([]Speaker, len(quotes))
	for i := range quotes {
		a.current, a.spoken = i, nil
		s, transcript := a.transcribed(i)
		if !transcript && !a.title(i) {
			s = a.owned(i)
		}
		if s = a.onBehalf(s); s.found() {
			s = a.meant(s, i)
			a.last, a.lastQuote = s, i
			s = a.described(s)
		}
		found[i] = s
	}
	a.headlines(found)
	return found
}

// surnamed returns the person whose surname stands at token i, unless two people share it.
func (a *attribution) surnamed(i int) Speaker {
	p := a.Surnamed(a.Lower(i))
	if p < 0 {
		return nobody
	}
	return Speaker{Name: a.Persons[p].Name, Kind: SpeakerPerson, Mention: a.Tokens[i].Span, Confidence: 0.9, person: p}
}

// transcribed reads a line of a transcript, “NAME: …”, and reports whether the quotation is one.
func (a *attribution) transcribed(i int) (Speaker, bool) {
	q := a.quotes[i]
	if label := text.TurnLabel(a.Text, a.Paragraphs, a.Sentences[q.Sentence].Paragraph); label >= 0 {
		return a.labelled(label), true
	}
	first, limit := a.First[q.Sentence], a.First[q.Sentence+1]
	from := a.TokenAt(q.Start, first, limit) + 1
	for j := from; j+1 < limit && j < from+4 && words.Shouted(a.Word(j)); j++ {
		if a.Lower(j+1) != ":" {
			continue
		}
		return a.surnamed(j), true
	}
	return nobody, false
}

// longestInterview is the most paragraphs of questions and answers that are skipped to reach what stands above them.
const longestInterview = 400

// interviewee returns the person who gives the answers, “A:”: the only person named above the questions. If several are named it is nobody.
func (a *attribution) interviewee(label int) Speaker {
	first := label
	for first > 1 && label-first < longestInterview && text.TurnLabel(a.Text, a.Paragraphs, first-1) == first-2 {
		first -= 2
	}
	s := a.onlyNamed(a.Paragraphs[0].Span)
	if !s.found() {
		s = a.onlyNamed(text.Span{End: a.Paragraphs[first].Start})
	}
	if s.found() {
		s.Mention = a.Paragraphs[label].Span
	}
	return s
}

// labelled returns the speaker of a turn in a transcript: the person whom its label names, in full or by surname.
func (a *attribution) labelled(label int) Speaker {
	s := a.FirstSentence(label)
	if s < 0 {
		return nobody
	}
	if a.First[s+1]-a.First[s] == 2 {
		if word := a.Word(a.First[s]); a.Words.AnswerLabels[strings.ToLower(word)] {
			return a.interviewee(label)
		} else if who := a.initialled(word, label); who.found() {
			return who
		}
	}
	for i := a.First[s]; i < a.First[s+1]; i++ {
		if n := a.NamesBefore(a.Tokens[i].End + 1); n >= 0 && a.Names[n].From == i && a.Of[n] >= 0 {
			return Speaker{Name: a.Persons[a.Of[n]].Name, Kind: SpeakerPerson, Mention: a.Names[n].Span, Confidence: 0.95, person: a.Of[n]}
		}
		if who := a.surnamed(i); who.found() {
			return who
		}
	}
	return nobody
}

// segment is the reporter's words on one side of a quotation: the tokens in [from, to).
type segment struct{ from, to int }

// around returns the reporter's words before and after a quotation inside its sentence, up to the next
// quotation on either side.
func (a *attribution) around(i int) (before, after segment) {
	q := a.quotes[i]
	first, limit := a.First[q.Sentence], a.First[q.Sentence+1]
	before = segment{first, a.TokenAt(q.Start, first, limit)}
	after = segment{a.TokenAt(q.End, first, limit), limit}
	p := i - 1
	for p >= 0 && i-p < 3 && a.quotes[p].Sentence == q.Sentence && a.title(p) {
		p-- // a title is the reporter’s own words
	}
	if p >= 0 && a.quotes[p].Sentence == q.Sentence {
		before.from = a.TokenAt(a.quotes[p].End, first, limit)
	}
	if i+1 < len(a.quotes) && a.quotes[i+1].Sentence == q.Sentence {
		after.to = a.TokenAt(a.quotes[i+1].Start, first, limit)
	}
	return before, after
}

// direct finds the speaker in the quotation's own sentence.
func (a *attribution) direct(i int) Speaker {
	before, after := a.around(i)
	q := a.quotes[i]
	if s := a.passive(before, after); s.found() {
		return s
	}
	if s := a.relayed(after); s.found() {
		return s
	}
	if q.Start == a.Sentences[q.Sentence].Start {
		if s := a.signed(after); s.found() {
			return s // “…” — NAME
		}
	}
	// A person shouted, “…,” and what follows is about somebody else.
	if a.handsOver(before) {
		if s := a.beforehand(before, q.Partial); s.found() {
			return s
		}
	}
	if a.leadsOn(q, after) {
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
	if a.sharesWords(i) {
		s := a.last
		s.Confidence *= 0.95
		return s
	}
	if s := a.afterwards(after); q.Partial && s.found() && a.rounds(s, after) {
		return s
	}
	return nobody
}

// leadsOn reports whether the quotation is attributed by the words after it: “…,” he said. A complete sentence is.
func (a *attribution) leadsOn(q Quotation, after segment) bool {
	if !q.Partial {
		return true
	}
	return !a.startsWithLink(after) && (a.staysOpen(q) || a.startsWithSpeech(after))
}

// sharesWords reports whether the words before the previous quotation in the same sentence govern this one as well: “first part” and
// “second part”; “…,” he said, “…”.
func (a *attribution) sharesWords(i int) bool {
	return i > 0 && a.quotes[i-1].Sentence == a.quotes[i].Sentence && a.lastQuote == i-1
}

// staysOpen reports whether a quotation ends in a mark that leads to the words after it.
func (a *attribution) staysOpen(q Quotation) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(a.At(q.Span), "”\"’'» "))
	return strings.ContainsRune(",?!—", last)
}

// rounds reports whether an attribution closes a sentence, ", he said.", rather than beginning a new clause.
func (a *attribution) rounds(s Speaker, in segment) bool {
	for v := in.from; v < in.to && v < in.from+reach; v++ {
		if a.Words.Speech[a.Lower(v)] && a.Tokens[v].Start > s.Mention.Start {
			return v+1 >= in.to || a.Tokens[v+1].Mark()
		}
	}
	return false
}

// startsWithSpeech reports whether a verb of speech immediately follows the quotation.
func (a *attribution) startsWithSpeech(s segment) bool {
	for i := s.from; i < s.to && i < s.from+2; i++ {
		if a.Words.Speech[a.Lower(i)] {
			return true
		}
		if !a.Tokens[i].Mark() {
			return false
		}
	}
	return false
}

// startsWithLink reports whether the sentence continues after the quotation with another clause.
func (a *attribution) startsWithLink(s segment) bool {
	return s.from < s.to && a.Words.ClauseLinks[a.Lower(s.from)]
}

// reach is how many tokens away from a quotation its verb of speech may stand.
const reach = 40

// afterwards reads “…” said NAME, and “…” NAME said.
func (a *attribution) afterwards(s segment) Speaker {
	if n := a.signed(s); n.found() {
		return n
	}
	from := a.pastMarks(s)
	if n := a.answered(from, s.to); n.found() {
		return n
	}
	for v := from; v < s.to && v < from+reach; v++ {
		t := a.Tokens[v]
		if t.Lower == ";" || a.Words.Subordinators[t.Lower] {
			break
		}
		if !a.isCue(v, s) || v > from+8 && !a.Words.StrongSpeech[t.Lower] {
			continue
		}
		if a.verbFirst(v, from) {
			if strings.HasSuffix(t.Lower, "ing") {
				break // “…”, saying they are: the subject of the sentence goes on
			}
			if n := a.subjectAfter(v, s.to); n.found() {
				return n
			}
		}
		// “…” on the way to Berlin, he said: the verb's subject must come after the quotation.
		if n := a.subjectBefore(v, segment{from, v}); n.found() {
			return n
		}
		if a.Words.StrongSpeech[t.Lower] {
			break
		}
	}
	return nobody
}

// verbFirst reports whether the verb at token v opens the words from a token on, an adverb apart: “…” quietly said NAME.
func (a *attribution) verbFirst(v, from int) bool {
	return v == from || v == from+1 && words.Adverbial(a.Lower(from))
}

// pastMarks skips the marks that close a quotation and lead to the words after it.
func (a *attribution) pastMarks(s segment) int {
	i := s.from
	for i < s.to && a.Tokens[i].Mark() && strings.ContainsAny(a.Lower(i), ",-–—”\"’'") {
		i++
	}
	return i
}

// signed reads “…” — NAME.
func (a *attribution) signed(s segment) Speaker {
	if s.from+1 >= s.to || !strings.ContainsAny(a.Lower(s.from), "–—―-") {
		return nobody
	}
	n := a.nameBehindTitle(s.from+1, s.to)
	if n >= 0 && (a.Names[n].To >= s.to || a.Tokens[a.Names[n].To].Mark()) {
		return a.named(n, 0.9)
	}
	return nobody
}

// beforehand reads NAME said: “…” and NAME called it “…”.
func (a *attribution) beforehand(s segment, partial bool) Speaker {
	if s.to > s.from && a.Lower(s.to-1) == ";" {
		return a.firstTeller(s)
	}
	if n := a.beforeVerb(s, partial); n.found() {
		return n
	}
	for _, read := range []func(segment) Speaker{a.worded, a.possessor} {
		if n := read(s); n.found() {
			return n
		}
	}
	if a.endsWithColon(s) {
		return a.beforeColon(s)
	}
	return nobody
}

// beforeVerb takes the verb of speech nearest to the quotation that has a subject.
func (a *attribution) beforeVerb(s segment, partial bool) Speaker {
	strongOnly := false
	for v := s.to - 1; v >= s.from && s.to-v < reach; v-- {
		t := a.Tokens[v]
		if t.Lower == ";" {
			break
		}
		if n := a.claiming(v, s); n.found() {
			return n
		}
		if !a.isCue(v, s) || strongOnly && !a.Words.StrongSpeech[t.Lower] {
			continue
		}
		if n := a.inserted(v, s); n.found() {
			return n
		}
		if n := a.subjectBefore(v, segment{s.from, v}); n.found() {
			return a.governing(n, v, s, partial)
		}
		if !partial && a.announces(v, s) {
			if n := a.subjectAfter(v, s.to); n.found() {
				return n // Said Smith: “…”
			}
		}
		strongOnly = true
	}
	return nobody
}

// firstTeller returns the subject of the first strong verb of speech in a segment, which goes on after a semicolon: "The vicar said that the
// parish had not asked for it; “it was the insurers”."
func (a *attribution) firstTeller(s segment) Speaker {
	for v := s.from + 1; v < s.to && v-s.from < reach; v++ {
		if a.Words.StrongSpeech[a.Lower(v)] && a.isCue(v, s) {
			return a.subjectBefore(v, segment{s.from, v})
		}
	}
	return nobody
}

// governing returns the speaker of the clause whose verb, at token v, has subject n: She said she wanted “…”, he said workers felt “…”. If
// no verb of speech governs the clause it returns n.
func (a *attribution) governing(n Speaker, v int, s segment, partial bool) Speaker {
	pronoun := a.byPronoun(n)
	if !pronoun && a.speaksItself(n, v, s) || v-s.from >= 10*reach {
		return n
	}
	outer := a.beforehand(segment{s.from, v}, partial)
	if pronoun && outer.Kind == SpeakerUnknown && a.Words.StrongSpeech[a.Lower(v)] {
		return n // he asked whether it was so, to which she replied
	}
	if !outer.found() || a.subordinate(a.TokenAt(outer.Mention.Start, s.from, v), v) {
		return n
	}
	if pronoun && outer.Kind != SpeakerUnknown && !a.byPronoun(outer) {
		outer.Mention = n.Mention
	}
	return outer
}

// byPronoun reports whether a speaker is named by a pronoun.
func (a *attribution) byPronoun(s Speaker) bool {
	return a.Words.Pronouns[strings.ToLower(a.At(s.Mention))]
}

// announces reports whether a strong verb of speech leads to the colon before the quotation.
func (a *attribution) announces(v int, s segment) bool {
	return a.Words.StrongSpeech[a.Lower(v)] && s.to-v < 12 && a.endsWithColon(s)
}

// inserted reads an attribution between commas: The truth, says NAME, is that “…”.
func (a *attribution) inserted(v int, s segment) Speaker {
	if v <= s.from || a.Lower(v-1) != "," || !a.Words.StrongSpeech[a.Lower(v)] {
		return nobody
	}
	n := a.subjectAfter(v, s.to)
	if n.Kind != SpeakerPerson || n.Mention.Start != a.Tokens[v+1].Start {
		return nobody
	}
	if end := a.TokenAt(n.Mention.End, v, s.to); end >= s.to || a.Lower(end) != "," || a.mainSubject(s.from, v).Kind == SpeakerPerson {
		return nobody // NAME, who was there, said NAME
	}
	return n
}

// subordinate reports whether a clause that is not reported speech begins between two tokens: "he lied when he said".
func (a *attribution) subordinate(from, to int) bool {
	for i := from + 1; i < to; i++ {
		if l := a.Lower(i); a.Words.Subordinators[l] || l == "after" || l == "before" || l == "until" {
			return true
		}
	}
	return false
}

// handsOver reports whether a verb of speech with a comma or colon stands right before the quotation.
func (a *attribution) handsOver(s segment) bool {
	if s.to-s.from < 3 {
		return false
	}
	l := a.Lower(s.to - 1)
	return (l == "," || l == ":") && a.Words.StrongSpeech[a.Lower(s.to-2)] && a.isCue(s.to-2, s)
}

func (a *attribution) endsWithColon(s segment) bool {
	return s.to > s.from && a.Lower(s.to-1) == ":"
}

// isCue reports whether token v is a verb of speech here, and not a noun of the same form.
func (a *attribution) isCue(v int, s segment) bool {
	t := a.Tokens[v]
	if !a.verbOfSpeech(v) {
		return false
	}
	if v == s.from {
		return true
	}
	if a.Capitalized(v) || a.linkedNoun(v, s) {
		return false // "the United States", "his early tweets in which"
	}
	ing := strings.HasSuffix(t.Lower, "ing")
	if a.Words.ThatVerbs[t.Lower] && (v+1 >= s.to || a.Lower(v+1) != "that") {
		return false // "accepted the award"
	}
	switch b := a.Tokens[v-1]; {
	case b.Clitic():
		return ing && a.pronounAt(v-2, s.from) // "He’s saying"
	case a.Words.NounMakers[b.Lower]:
		return false
	case b.Lower == "to":
		return !strings.HasSuffix(t.Lower, "s")
	case words.Being(b.Lower) && !ing:
		// “He was told” names the hearer; “was quoted as saying” the speaker.
		return t.Lower == "quoted"
	}
	return true
}

// pronounAt reports whether a pronoun stands at token i and not before token from.
func (a *attribution) pronounAt(i, from int) bool { return i >= from && a.Words.Pronouns[a.Lower(i)] }

// linkedNoun reports whether token v may be a noun and the words after it show that it is one.
func (a *attribution) linkedNoun(v int, s segment) bool {
	l := a.Lower(v)
	return (a.Words.Documents[l] || a.Words.Sayings[l]) && v+1 < s.to && a.Words.NounLinks[a.Lower(v+1)]
}
