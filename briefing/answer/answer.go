package answer

import (
	"lede/briefing"
	"lede/briefing/words"
)

const (
	maxEvidence = 3   // how many sentences an answer has at most
	maxNearest  = 3   // how many are shown that are near, and no answer
	maxOverview = 5   // how many key points answer a question for the whole
	alike       = 0.6 // how likely another sentence is to be right beside the first, as a part of its chance
)

// From finds the sentences of an article that answer a question, the best first, or refuses: what the article does
// not say is not answered from anywhere else. It never says yes or no itself.
func From(a *briefing.Article, asking string) briefing.Answer {
	q := ask(asking, a.Language)
	ans := briefing.Answer{Question: asking, Kind: q.kind, Sentences: []briefing.Evidence{}}
	x := lay(a)
	if q.overview {
		x.overview(&ans)
		return ans
	}
	w := learned()
	ranked := w.Rank(x.weighAll(&q))
	look := NewOutlook(ranked)
	if len(ranked) == 0 {
		return ans
	}
	ans.Confidence = Chance(w.Answered[:], look[:])
	ans.Answered = ans.Confidence >= w.Answer
	switch {
	case ans.Answered:
		ans.Sentences = x.evidence(ranked, ranked[0].Chance*alike, maxEvidence)
	case Chance(w.Near[:], look[:]) >= w.Nearest:
		ans.Nearest = x.evidence(ranked, 0, maxNearest)
	}
	return ans
}

// evidence is the first sentences of a ranking, down to a chance.
func (x *index) evidence(ranked []Ranked, least float64, most int) []briefing.Evidence {
	var found []briefing.Evidence
	for _, r := range ranked {
		if len(found) == most || r.Chance < least {
			break
		}
		s := x.Sentences[r.Sentence].Span
		found = append(found, briefing.Evidence{Span: s, Text: x.At(s)})
	}
	return found
}

// overview answers with the key points a question that asks for nothing more.
func (x *index) overview(ans *briefing.Answer) {
	for _, i := range x.Summary {
		if i >= 0 && i < len(x.bags) && len(x.bags[i].asked) > 0 && len(ans.Sentences) < maxOverview {
			s := x.Sentences[i].Span
			ans.Sentences = append(ans.Sentences, briefing.Evidence{Span: s, Text: x.At(s)})
		}
	}
	if ans.Answered = len(ans.Sentences) > 0; ans.Answered {
		ans.Confidence = 1
	}
}

// isName tells whether a term is a name, in the question or in the article.
func (x *index) isName(t term) bool {
	if t.name {
		return true
	}
	id, ok := x.ids[t.fold]
	return ok && x.words[id].name && !words.Lexicon().Common[t.fold] && words.Related()[t.stem] == nil
}

// wantsThing tells whether a sentence can answer by the sort of thing in it alone.
func (q *question) wantsThing() bool {
	switch q.kind {
	case briefing.When, briefing.Where:
		return true
	}
	return q.kind == briefing.HowMany && q.unit != ""
}
