package cards

import (
	"lede/briefing"
	"lede/languages"
)

// maxQuestion is how much of a question is repeated, in characters.
const maxQuestion = 300

// Answer draws what the article says to a question, or that it does not say.
func Answer(l languages.Language, a *briefing.Article, ref string, answer briefing.Answer) Card {
	p := newPage(l, a, l.Text("card.answer.title"))
	p.say("**" + Escape(Label(answer.Question, maxQuestion)) + "**")
	if !answer.Answered {
		p.say(l.Text("card.answer.none"))
		return p.close(l.Text("card.answer.note"), leads(l, a, ref, "")...)
	}
	for _, s := range answer.Sentences {
		text := quoted(s.Text)
		if i := sentenceAt(a, &s.Span); i >= 0 {
			text += " " + cite(i)
		}
		p.show(text, len(s.Text))
	}
	return p.close(l.Text("card.note.sentence"), leads(l, a, ref, "")...)
}
