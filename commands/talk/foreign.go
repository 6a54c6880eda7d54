package talk

import (
	"lede/briefing"
	"lede/briefing/answer/foreign"
	"lede/commands/talk/message"
)

// Foreign answers a question put to an article in a language other than English, possibly as a follow-up to what was shown. ok is
// false if it cannot read a question.
func Foreign(a *briefing.Article, before Before, text string) (found briefing.Answer, ok bool) {
	return foreign.Answer(a, foreign.Question{Text: text, Shown: before.Shown, Said: before.Frame == FrameSaid, Idle: message.Interjected})
}
