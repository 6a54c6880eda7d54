package cards

import (
	"lede/briefing"
	"lede/languages"
)

// maxQuestion is how much of a question is repeated, in characters.
const maxQuestion = 300

// Answer draws what the article says to a question, or that it does not say; what comes near is then set apart as no answer.
func Answer(l languages.Language, a *briefing.Article, ref string, answer briefing.Answer) Card {
	p := newPage(l, a, l.Text("card.answer.title"))
	p.say("**" + Escape(Label(answer.Question, maxQuestion)) + "**")
	if answer.Answered {
		p.evidence(a, answer.Sentences)
		return p.end(l.Text("card.note.sentence"), a, ref, "")
	}
	p.say(l.Text("card.answer.none"))
	if len(answer.Nearest) > 0 {
		p.say("-# " + l.Text("card.answer.nearest"))
		p.evidence(a, answer.Nearest)
	}
	return p.end(l.Text("card.answer.note"), a, ref, "")
}

// evidence shows sentences, each with its number.
func (p *page) evidence(a *briefing.Article, sentences []briefing.Evidence) {
	for _, s := range sentences {
		text, i := quoted(s.Text), sentenceAt(a, &s.Span)
		if i >= 0 {
			text += " " + cite(i)
		}
		if p.show(text, len(s.Text)) && i >= 0 {
			p.cites(i)
		}
	}
}
