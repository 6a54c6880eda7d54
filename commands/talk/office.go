package talk

import (
	"slices"

	"lede/briefing"
	"lede/briefing/words"
	"lede/commands/talk/message"
)

// Heard returns those who speak in an article of the several people who bear the office by which a question calls a speaker, “what did the judge say?”; nil if it calls the
// speaker otherwise, or only one bears it.
func Heard(a *briefing.Article, question string) (heard []*briefing.Person) {
	list := message.Words(question)
	noun, more := speakerIn(list)
	asks := len(list) > 0 && questionWord(question) == "" && words.Asking().StrictSaying[list[len(list)-1].Fold]
	if !asks || len(more) > 0 { // “the police chief” is not any chief
		return nil
	}
	bearers := inRole(a, []message.Word{{Fold: noun}})
	for _, p := range fellows(a, noun) {
		if !slices.Contains(bearers, p) {
			bearers = append(bearers, p)
		}
	}
	if len(bearers) < 2 {
		return nil
	}
	return slices.DeleteFunc(bearers, func(p *briefing.Person) bool { return !HasWords(a, p) })
}

// HasWords reports whether an article has a person's words, quoted or reported.
func HasWords(a *briefing.Article, p *briefing.Person) bool {
	if len(p.Quotes) > 0 {
		return true
	}
	return slices.ContainsFunc(p.Mentions, func(m briefing.Mention) bool {
		if m.Sentence < 0 || m.Sentence >= len(a.Sentences) || m.End > a.Sentences[m.Sentence].End {
			return false
		}
		behind := message.Words(a.Text[m.End:a.Sentences[m.Sentence].End])
		return len(behind) > 0 && words.Asking().Saying[behind[0].Fold]
	})
}

// mostFellows is how often an article may call somebody the fellow of another to be looked at.
const mostFellows = 5

// fellows returns the people whom an article makes bearers of an office by calling one the fellow of the other: “her fellow judge, Orr, …” makes both judges.
func fellows(a *briefing.Article, noun string) (people []*briefing.Person) {
	tried := 0
	for i := range a.Sentences {
		list := message.Words(a.SentenceText(i))
		at := slices.IndexFunc(list, func(t message.Word) bool { return fellow.Has(t.Fold) })
		if at < 1 || at+1 == len(list) || list[at+1].Fold != noun {
			continue
		}
		if tried++; tried > mostFellows {
			break
		}
		one, other := spokenOfBefore(a, i, pronoun(list[at-1].Fold)), firstFrom(a, i, a.Sentences[i].Start+list[at+1].End)
		if one != nil && other != nil {
			people = append(people, one, other)
		}
	}
	return people
}

// firstFrom returns the first person whom a sentence names for the first time behind a place in the text; nil for none.
func firstFrom(a *briefing.Article, sentence, from int) *briefing.Person {
	for _, p := range namedIn(a, sentence) {
		if !slices.ContainsFunc(p.Mentions, func(m briefing.Mention) bool { return m.Sentence == sentence && m.Start < from }) {
			return p
		}
	}
	return nil
}

// spokenOfBefore returns the person for whom a pronoun at the beginning of a sentence stands: the first named by the nearest sentence that names anybody; nil for none.
func spokenOfBefore(a *briefing.Article, sentence int, want sex) *briefing.Person {
	for i := sentence - 1; i >= max(0, sentence-mostBehind) && want != unknown; i-- {
		if before := namedIn(a, i); len(before) > 0 {
			if len(fitting(a, before[:1], want)) == 0 {
				return nil
			}
			return before[0]
		}
	}
	return nil
}
