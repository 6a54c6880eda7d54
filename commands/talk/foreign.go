package talk

import (
	"lede/briefing/answer/foreign"
	"lede/commands/talk/message"
)

// Foreign returns a question to an article in another language than English, as a follow-up to what was shown.
func Foreign(before Before, text string) foreign.Question {
	return foreign.Question{Text: text, Shown: before.Shown, Said: before.Frame == FrameSaid, Idle: message.Interjected}
}
