package understanding

import (
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/answer"
	"lede/cards/markup"
	"lede/commands/talk"
	"lede/commands/talk/message"
	"lede/languages"
)

const (
	maxSuggested     = 2  // questions that a refusal offers
	longestSuggested = 80 // characters of one, as Discord shows on a button
)

// Suggestions returns questions that an article does answer, those about the given people first; not is the question just asked. They
// are in the article's language, because they are put to the article.
func Suggestions(x *answer.Index, people []*briefing.Person, not string) []string {
	l := languages.For(x.Language)
	s := suggester{x: x, not: not}
	everybody := withOthers(people, x.Article)
	for _, p := range everybody {
		if len(p.Quotes) > 0 {
			s.try(framed(l, talk.FrameSaid, p.Name), func(i int) bool {
				return slices.ContainsFunc(p.Quotes, func(q int) bool { return x.Quotes[q].Sentence == i })
			})
		}
		if p.Role != "" && len(s.list) == 1 {
			s.try(framed(l, talk.FrameWho, p.Name), func(i int) bool {
				return slices.ContainsFunc(p.Mentions, func(m briefing.Mention) bool { return m.Sentence == i })
			})
		}
	}
	for _, f := range x.Figures {
		if f.Counts != "" && f.Unit == "" && message.Asks(f.Counts) && !x.Unread() {
			s.try(l.Text("talk.ask.how-many", "things", f.Counts), func(i int) bool { return i == f.Sentence })
		}
	}
	anywhere := func(int) bool { return true }
	for _, p := range everybody {
		s.try(framed(l, talk.FrameWho, p.Name), anywhere)
	}
	s.try(l.Text("talk.ask.about"), anywhere)
	return s.list
}

// suggester collects questions that an article answers.
type suggester struct {
	x    *answer.Index
	not  string // the question just asked
	list []string
}

// try adds a question if there is room for it and the article answers it by a sentence that answers accepts.
func (s *suggester) try(question string, answers func(i int) bool) {
	known := strings.EqualFold(question, s.not) || slices.Contains(s.list, question)
	if known || len(s.list) == maxSuggested || markup.Label(question, longestSuggested) != question {
		return
	}
	found := s.x.Answer(question)
	if found.Answered && slices.ContainsFunc(found.Sentences, func(e briefing.Evidence) bool {
		return answers(slices.IndexFunc(s.x.Sentences, func(s briefing.Sentence) bool { return s.Span == e.Span }))
	}) {
		s.list = append(s.list, question)
	}
}

// withOthers returns some people of an article, followed by all others of it.
func withOthers(people []*briefing.Person, a *briefing.Article) []*briefing.Person {
	all := slices.Clone(people)
	for i := range a.People {
		if p := &a.People[i]; !slices.Contains(all, p) {
			all = append(all, p)
		}
	}
	return all
}
