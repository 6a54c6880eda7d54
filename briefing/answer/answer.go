package answer

import (
	"slices"

	"lede/briefing"
	"lede/briefing/answer/foreign"
	"lede/briefing/answer/index"
	"lede/briefing/answer/rank"
	"lede/briefing/question"
	"lede/briefing/words"
)

const (
	maxShown    = 3 // most sentences in an answer, and most shown as nearest
	maxOverview = 5 // most key points in an answer to a question about the whole article
)

// Index is an article prepared for questions. It can answer any number of questions, also concurrently, as long as the article does not
// change.
type Index struct{ *index.Index }

// NewIndex prepares an article for questions.
func NewIndex(a *briefing.Article) *Index { return &Index{index.New(a)} }

// From answers one question about an article. To ask several, build an [Index] once.
func From(a *briefing.Article, asking string) briefing.Answer {
	x := Index{index.Take(a)}
	defer x.Release()
	return x.Answer(asking)
}

// Answer finds the sentences of the article that answer a question, the best first, or refuses: what the article does not say is never
// answered from anywhere else. A refusal lists the nearest sentences apart. Answer never says yes or no itself.
func (x *Index) Answer(asking string) briefing.Answer {
	return x.AnswerAfter(foreign.Question{Text: asking})
}

// AnswerAfter is Answer for a question that may follow on from sentences shown before. Only articles in other languages than English are asked so.
func (x *Index) AnswerAfter(after foreign.Question) briefing.Answer {
	ans := x.answer(after)
	ans.Foreign = !ans.Answered && words.ForeignTo(after.Text, x.Language)
	return ans
}

func (x *Index) answer(after foreign.Question) briefing.Answer {
	asking := after.Text
	q := question.Read(asking, x.Language)
	ans := briefing.Answer{Question: asking, Kind: q.Kind, Sentences: []briefing.Evidence{}}
	switch {
	case q.Overview && !q.AsksAspect():
		x.overview(&ans)
		return ans
	case q.Talk:
		return ans
	case q.Outcome:
		if told := x.outcome(); told >= 0 {
			ans.Sentences, ans.Answered, ans.Confidence = x.evidence(x.withSubject([]int{told}, q.Kind)), true, 1
			return ans
		}
	}
	found := x.weigh(&q)
	verdict := rank.Learned().Judge(&found)
	if own, ok := x.inItsLanguage(after, &verdict); ok {
		return own
	}
	shown := x.distinct(verdict.Ranked, verdict.Least)
	unwon := q.Outcome && len(shown) > 0 && !x.won(shown[0])
	ans.Confidence, ans.Answered = verdict.Chance, verdict.Answered && !unwon
	switch {
	case !ans.Answered && q.Overview:
		x.overview(&ans)
	case ans.Answered:
		ans.Sentences = x.evidence(x.withSubject(shown, q.Kind))
		if len(shown) > 0 {
			ans.Sentences[0].Core = x.core(&q, shown[0])
		}
	case verdict.Near:
		ans.Nearest, ans.Unsure = x.evidence(shown), verdict.Unsure
	}
	return ans
}

// inItsLanguage answers a question to an article in another language than English by what is known of that language, where no rule did; else it takes back a
// verdict that does not fit.
func (x *Index) inItsLanguage(after foreign.Question, verdict *rank.Verdict) (own briefing.Answer, ok bool) {
	if words.Ruled(x.Language) || verdict.Sure() {
		return own, false
	}
	if own, ok = foreign.Answer(x.Article, after); !ok {
		verdict.Answered = verdict.Answered && x.surelyHolds(after.Text, verdict.Ranked[0].Sentence)
	}
	return own, ok
}

// surelyHolds reports whether a sentence of an article in another language may answer: of a headline all that is known is that it has the question's words, and the
// reader has seen it.
func (x *Index) surelyHolds(asking string, sentence int) bool {
	return !x.Headline(sentence) && foreign.Holds(x.Article, asking, sentence)
}

// overview answers by the key points.
func (x *Index) overview(ans *briefing.Answer) {
	ans.Sentences = x.evidence(x.keyPoints())
	if ans.Answered = len(ans.Sentences) > 0; ans.Answered {
		ans.Confidence = 1
	}
}

// evidence pairs each sentence with its text.
func (x *Index) evidence(sentences []int) []briefing.Evidence {
	found := []briefing.Evidence{}
	for _, i := range sentences {
		s := x.Sentences[i].Span
		found = append(found, briefing.Evidence{Span: s, Text: s.Of(x.Text)})
	}
	return found
}

// keyPoints answers a question about nothing more specific than the article.
func (x *Index) keyPoints() []int {
	var found []int
	for _, i := range x.Summary {
		if i >= 0 && i < len(x.Bags) && len(x.Bags[i].Words) > 0 && len(found) < maxOverview {
			found = append(found, i)
		}
	}
	return found
}

// distinct returns the first few sentences of a ranking whose chance is not below least. After the first it skips
// headlines, and sentences that repeat another, as captions do.
func (x *Index) distinct(ranked []rank.Ranked, least float64) []int {
	var found []int
	var has []map[int]bool // the words of each, since thousands of sentences may repeat them
	for n, r := range ranked {
		if len(found) == maxShown || r.Chance < least {
			break
		}
		again := slices.ContainsFunc(has, func(words map[int]bool) bool { return x.Repeats(r.Sentence, words) })
		if n == 0 || !again && !x.Headline(r.Sentence) {
			found, has = append(found, r.Sentence), append(has, x.WordsOf(r.Sentence))
		}
	}
	return found
}

// withSubject puts, behind a first sentence that only says “he” or “the company”, the earlier sentence that says who or what that is, and behind an opening
// that answers who it was by “a teacher”, the next one, which begins with the name.
func (x *Index) withSubject(shown []int, kind briefing.Kind) []int {
	if len(shown) == 0 {
		return shown
	}
	named := x.headerOf(shown[0])
	if named < 0 {
		named = x.namesSubject(shown[0])
	}
	if kind == briefing.Who && x.NamedBehind(shown[0]) {
		named = shown[0] + 1
	}
	if named < 0 || slices.Contains(shown, named) {
		return shown
	}
	return slices.Insert(shown, 1, named)[:min(len(shown)+1, maxShown)]
}

// far is how many sentences before one that says “he” the antecedent may be named and still be needed by the reader.
const far = 4

// namesSubject finds the sentence that names the antecedent of another's opening words; -1 if they need none.
func (x *Index) namesSubject(i int) int {
	b := &x.Bags[i]
	people := b.Pronoun && !words.Asking().Things[b.Word(0)]
	if !people && !b.Pronoun && !b.BodyOpens() {
		return -1
	}
	for j := i - 1; j >= max(0, i-far); j-- {
		switch {
		case people && slices.ContainsFunc(x.Bags[j].People, func(p int) bool { return slices.Contains(b.Carried, p) }):
			return j
		case !people && x.Bags[j].Bodies:
			return j
		}
	}
	return -1
}
