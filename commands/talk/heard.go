package talk

import (
	"slices"
	"sync"

	"lede/briefing"
	"lede/briefing/words"
	"lede/commands/talk/message"
)

// heard is what an article tells of one person, by sentence. It is worked out once, since of a long article tens of thousands of sentences are asked.
type heard struct {
	a      *briefing.Article
	p      *briefing.Person
	crowds []int
	sex    func() sex
	// others are the sentences that quote somebody else, own those that quote the person, and called those with a quotation whose speaker has the person's name.
	others, own, called map[int]bool
	mentions            map[int][]briefing.Mention
}

func hear(a *briefing.Article, p *briefing.Person) *heard {
	h := &heard{a: a, p: p, crowds: crowdsOf(a), others: map[int]bool{}, own: map[int]bool{}, called: map[int]bool{}, mentions: map[int][]briefing.Mention{}}
	h.sex = sync.OnceValue(func() sex { return sexOf(a, p, h.crowds) })
	for _, q := range a.Quotes {
		switch q.Speaker {
		case p.Name:
			h.called[q.Sentence] = true
		case "":
		default:
			h.others[within(a, q.Span)] = true
		}
	}
	for _, q := range p.Quotes {
		if q >= 0 && q < len(a.Quotes) {
			h.own[a.Quotes[q].Sentence] = true
		}
	}
	for _, m := range p.Mentions {
		h.mentions[m.Sentence] = append(h.mentions[m.Sentence], m)
	}
	return h
}

// within returns the sentence that holds all of a part of the text, -1 if none does.
func within(a *briefing.Article, part briefing.Span) int {
	n, _ := slices.BinarySearchFunc(a.Sentences, part.Start+1, func(s briefing.Sentence, start int) int { return s.Start - start })
	if n == 0 || a.Sentences[n-1].End < part.End {
		return -1
	}
	return n - 1
}

// has reports whether a sentence quotes or names the person.
func (h *heard) has(sentence int) bool { return h.own[sentence] || len(h.mentions[sentence]) > 0 }

// isOf reports whether a sentence quotes or names the person, or begins with a pronoun right after one that does.
func (h *heard) isOf(sentence int) bool {
	if sentence < 0 {
		return false
	}
	if h.has(sentence) {
		return true
	}
	opening := message.Words(h.a.SentenceText(sentence))
	return len(opening) > 0 && pronoun(opening[0].Fold) != unknown && sentence > 0 && h.has(sentence-1)
}

// goesOn reports whether a sentence reports the person's words by a pronoun, after one that names no other person: “She said …”.
func (h *heard) goesOn(sentence int) bool {
	opening := message.Words(h.a.SentenceText(sentence))
	if sentence < 1 || len(opening) < 2 || h.crowds[sentence-1] != 1 || !h.isOf(sentence-1) {
		return false
	}
	s, said := h.sex(), pronoun(opening[0].Fold)
	fits := said != unknown && (s == unknown || s == said)
	return fits && words.Asking().StrictSaying[opening[1].Fold]
}

// speaks reports whether a sentence is about the person's words or deeds: it quotes them, begins with their name, or has it before a verb of saying.
func (h *heard) speaks(sentence int) bool {
	if h.others[sentence] {
		return false
	}
	if h.own[sentence] || h.goesOn(sentence) {
		return true
	}
	s := h.a.Sentences[sentence]
	return slices.ContainsFunc(h.mentions[sentence], func(m briefing.Mention) bool {
		behind := message.Words(h.a.Text[m.End:s.End])
		return m.Start == s.Start || len(behind) > 0 && words.Asking().Saying[behind[0].Fold]
	})
}

// speaksOn reports whether a sentence quotes the person right after one that reports their words without a quotation.
func (h *heard) speaksOn(i int) bool {
	if i == 0 || h.a.Sentences[i-1].Paragraph != h.a.Sentences[i].Paragraph {
		return false
	}
	return h.own[i] && h.speaks(i-1) && !h.own[i-1]
}
