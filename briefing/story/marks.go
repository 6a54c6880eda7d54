package story

import (
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/text"
	"lede/briefing/words"
)

// Two acts of one actor or at one place share all names and most words. What tells them apart is said of each by its own report: the score of a match, the
// number of a game, the day on which the same was done, whether a man or a woman was its victim. Such a mark is kept of the first sentences, and two
// articles that both have one of a kind and none in common tell of two acts.

// mostMarks is the most marks in a signature.
const mostMarks = 8

// The kinds of mark, in the low bits of what it is of.
const (
	plainMark = iota
	dayMark   // of a verb, a day: one day on or back is another clock or the same night
	scoreMark // between reports of one hour it may be that of a match that is still played
	markKinds = 4
)

// mark packs what a mark is of, its kind and its value.
func mark(of string, kind, value int) uint32 {
	about := hash24(of)&^(markKinds-1)&0xFFFF | uint32(kind)
	return about<<16 | uint32(value)&0xFFFF
}

func (s *signer) marks() {
	for i, sentence := range s.of.Sentences[:min(len(s.of.Sentences), leadTerms)] {
		tokens := s.tokensOf(s.of.Text, sentence.Span)
		s.scores(s.of.At(sentence.Span))
		s.series(tokens)
		if i == 0 {
			s.victims(tokens)
			s.deeds(tokens)
		}
	}
	if s.of.TitleSource == briefing.TitlePublished {
		s.scores(s.of.Title)
	}
	slices.Sort(s.out.Marks)
}

func (s *signer) mark(of string, kind, value int) {
	if m := mark(of, kind, value); len(s.out.Marks) < mostMarks && !slices.Contains(s.out.Marks, m) {
		s.out.Marks = append(s.out.Marks, m)
	}
}

// mostScored is the most that one side scores in any game that is told in two numbers.
const mostScored = 199

// scores marks the scores of a text, whoever is named first: "2-1" and "1–2" are one.
func (s *signer) scores(of string) {
	for field := range strings.FieldsSeq(of) {
		field = strings.Trim(field, ".,;:()")
		field = strings.Map(func(r rune) rune {
			if words.Hyphen(r) || r == '–' {
				return '-'
			}
			return r
		}, field)
		one, other, is := strings.Cut(field, "-")
		a, b := pointsOf(one), pointsOf(other)
		if is && min(a, b) >= 0 {
			s.mark("score", scoreMark, min(a, b)<<8|max(a, b))
		}
	}
}

// pointsOf reads what one side scored, -1 if it is no such number.
func pointsOf(digits string) int {
	n := 0
	for _, r := range digits {
		if r < '0' || r > '9' {
			return -1
		}
		if n = 10*n + int(r-'0'); n > mostScored {
			return -1
		}
	}
	if digits == "" {
		return -1
	}
	return n
}

// series marks which of several games or rounds is told of: "game three", "the third game".
func (s *signer) series(tokens []text.Token) {
	lists := words.Asking()
	for i := range tokens[:max(0, len(tokens)-1)] {
		one, other := tokens[i].Lower, tokens[i+1].Lower
		if n, is := numberOf(tokens[i+1]); lists.Series[one] && is {
			s.mark(one, plainMark, int(n))
		}
		if n := lists.Places[one]; n > 0 && lists.Series[other] {
			s.mark(other, plainMark, int(n))
		}
	}
}

// mostBeforeHarm is how many words stand at most between a victim and what was done to it: "a woman, 34, was later found dead".
const mostBeforeHarm = 5

// victims marks whether a man or a woman came to harm.
func (s *signer) victims(tokens []text.Token) {
	lists := words.Asking()
	for i, t := range tokens {
		sex := lists.Sexes[t.Lower]
		if sex == "" {
			continue
		}
		after := tokens[i+1 : min(len(tokens), i+1+mostBeforeHarm)]
		if comesToHarm(after) || slices.ContainsFunc(tokens[max(0, i-mostBeforeHarm):i], isBody) {
			s.mark("victim", plainMark, len(sex))
		}
	}
}

// comesToHarm reports whether the words behind a person tell what was done to the person, who is no suspect, or of a death.
func comesToHarm(after []text.Token) bool {
	passive, lists := false, words.Asking()
	for _, t := range after {
		w := t.Lower
		passive = passive || lists.Being[w]
		if suffered := words.Lexicon().Harmed[w] && lists.Steps[w] != "arrest"; passive && suffered || lists.Fated[w] {
			return true
		}
	}
	return false
}

func isBody(t text.Token) bool { return t.Lower == "body" }

// farthestDay is how many words stand at most between what was done and the day: "robbed the branch in Colm Street, Brent Hill, on Monday".
const farthestDay = 14

// deeds marks the day of what was done, verb by verb, as far as a sentence says it behind the verb.
func (s *signer) deeds(tokens []text.Token) {
	if s.of.Published == nil || len(tokens) == 0 {
		return
	}
	for _, d := range s.of.Dates {
		at, _ := slices.BinarySearchFunc(tokens, d.Start, func(t text.Token, start int) int { return t.Start - start })
		day, known := s.dayOf(d)
		if !known || d.Start < tokens[0].Start || at == len(tokens) {
			continue
		}
		if verb := deedIn(tokens[max(0, at-farthestDay):at]); verb != "" {
			s.mark(words.Stem(verb, s.of.Language), dayMark, int(day.Unix()/(24*60*60)))
		}
	}
}

// deedIn returns the last verb in the past among the words before a day, "" if it is one of saying, whose day that is.
func deedIn(before []text.Token) string {
	for _, t := range slices.Backward(before) {
		switch w := t.Lower; {
		case words.Asking().Deeds[w]:
			return w
		case words.Lexicon().Speech[w]:
			return ""
		case strings.HasSuffix(w, "ed"):
			return w
		}
	}
	return ""
}

// stillPlayed is how many seconds apart two reports of one match may give two scores.
const stillPlayed = 12 * 60 * 60

// twoActs reports whether both articles have marks of one thing, and none in common.
func twoActs(a, b *print) bool {
	return slices.ContainsFunc(a.marksOf(), func(m uint32) bool {
		return rivals(m, b.marksOf()) && !reconciled(m>>16, a.marksOf(), b.marksOf()) && !stillOn(m, a, b)
	})
}

// rivals reports whether one of some marks is of the same as another one.
func rivals(m uint32, marks []uint32) bool {
	return slices.ContainsFunc(marks, func(o uint32) bool { return o>>16 == m>>16 })
}

// reconciled reports whether two articles have a mark of one thing in common.
func reconciled(about uint32, a, b []uint32) bool {
	apart := uint32(0)
	if about&(markKinds-1) == dayMark {
		apart = 1
	}
	return slices.ContainsFunc(a, func(m uint32) bool {
		return m>>16 == about && slices.ContainsFunc(b, func(o uint32) bool { return o>>16 == about && max(m, o)-min(m, o) <= apart })
	})
}

// stillOn reports whether a mark is a score of a match that may still have been played when one of two articles was written.
func stillOn(m uint32, a, b *print) bool {
	if m>>16&(markKinds-1) != scoreMark {
		return false
	}
	return !dated(a, b) || max(a.published-b.published, b.published-a.published) < stillPlayed
}
