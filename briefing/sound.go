package briefing

import (
	"fmt"
	"unicode/utf8"

	"lede/briefing/text"
)

// Sound returns an error unless every span of an article lies in its text and every index leads to something, on which everything that
// reads an Article relies. Parse and Load make no other; what was stored may have been damaged.
func (a *Article) Sound() error {
	s := soundness{a: a}
	s.frame()
	n := len(a.Sentences)
	s.indexes("summary", a.Summary, n)
	for _, d := range a.Developments {
		s.indexes("developments", d.Sentences, n)
		s.indexes("developments", d.Reported, n)
		s.optional("developments", d.Title)
	}
	for _, q := range a.Quotes {
		s.within("quotes", q.Span, q.Sentence)
		s.optional("quotes", q.Mention)
	}
	for _, p := range a.People {
		s.name("people", p.Name, p.Mentions)
		s.optional("people", p.RoleAt)
		s.indexes("people", p.Quotes, len(a.Quotes))
	}
	for _, o := range a.Organizations {
		s.name("organizations", o.Name, o.Mentions)
	}
	for _, p := range a.Places {
		s.name("places", p.Name, p.Mentions)
	}
	for _, f := range a.Figures {
		s.within("figures", f.Span, f.Sentence)
	}
	for _, d := range a.Dates {
		s.within("dates", d.Span, d.Sentence)
	}
	if b := a.Byline; b != nil {
		s.optional("byline", b.Span)
	}
	return s.err
}

// soundness keeps the first thing that is wrong.
type soundness struct {
	a   *Article
	err error
}

func (s *soundness) check(part string, good bool) bool {
	if !good && s.err == nil {
		s.err = fmt.Errorf("the %s do not fit the text", part)
	}
	return s.err == nil
}

// frame checks the paragraphs and sentences, to which all else refers.
func (s *soundness) frame() {
	end := 0
	for _, p := range s.a.Paragraphs {
		s.span("paragraphs", p.Span)
		s.check("paragraphs", p.Start >= end)
		end = p.End
	}
	end = 0
	for _, one := range s.a.Sentences {
		s.span("sentences", one.Span)
		s.check("sentences", one.Start >= end)
		end = one.End
		if s.index("sentences", one.Paragraph, len(s.a.Paragraphs)) {
			p := s.a.Paragraphs[one.Paragraph]
			s.check("sentences", p.Start <= one.Start && one.End <= p.End)
		}
	}
}

// span checks a span that covers something.
func (s *soundness) span(part string, at Span) {
	t := s.a.Text
	inside := 0 <= at.Start && at.Start < at.End && at.End <= len(t)
	s.check(part, inside && utf8.RuneStart(t[at.Start]) && (at.End == len(t) || utf8.RuneStart(t[at.End])))
}

func (s *soundness) optional(part string, at *Span) {
	if at != nil {
		s.span(part, *at)
	}
}

// within checks a span that begins in a sentence.
func (s *soundness) within(part string, at Span, sentence int) {
	s.span(part, at)
	if s.index(part, sentence, len(s.a.Sentences)) {
		in := s.a.Sentences[sentence]
		s.check(part, in.Start <= at.Start && at.Start < in.End)
	}
}

func (s *soundness) index(part string, i, n int) bool { return s.check(part, 0 <= i && i < n) }

func (s *soundness) indexes(part string, list []int, n int) {
	for _, i := range list {
		s.index(part, i, n)
	}
}

func (s *soundness) name(part, name string, mentions []text.Mention) {
	s.check(part, name != "")
	for _, m := range mentions {
		s.within(part, m.Span, m.Sentence)
	}
}
