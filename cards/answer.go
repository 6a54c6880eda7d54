package cards

import (
	"lede/briefing"
)

// maxQuestion is how much of a question is repeated, in characters.
const maxQuestion = 300

// Answer draws what the article says to a question, or that it does not say.
func Answer(a *briefing.Article, ref string, answer briefing.Answer) Card {
	p := newPage(a, "Answer")
	p.say("**" + Escape(Label(answer.Question, maxQuestion)) + "**")
	if !answer.Answered {
		p.say("The article does not say.")
		return p.close("Lede answers in the article’s own words only.", leads(a, ref, "")...)
	}
	for _, s := range answer.Sentences {
		text := quoted(s.Text)
		if i := sentenceAt(a, &s.Span); i >= 0 {
			text += " " + cite(i)
		}
		p.show(text, len(s.Text))
	}
	return p.close(sentenceNote, leads(a, ref, "")...)
}
