package talk

import (
	"lede/briefing"
	"lede/briefing/answer/foreign"
)

// Foreign answers a question that was put to an article in a language other than English, as one that may go on from what was shown. ok is
// false where it reads none.
func Foreign(a *briefing.Article, before Before, text string) (found briefing.Answer, ok bool) {
	return foreign.Answer(a, foreign.Question{Text: text, Shown: before.Shown, Said: before.Frame == FrameSaid, Idle: interjected})
}
