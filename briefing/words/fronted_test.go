package words_test

import (
	"testing"

	"lede/briefing/words"
)

func TestATopicBeforeItsQuestionIsPutBehindIt(t *testing.T) {
	for text, want := range map[string]string{
		"river bridge how many killed":     "how many killed river bridge",
		"Tresk game who scored the winner": "who scored the winner Tresk game",
		"harbour strike when does it end?": "when does harbour strike end?",
		"storm Una how bad was it":         "how bad was storm Una",
		"mayor what did she say":           "what did she say mayor",
		"the man who won":                  "the man who won",
		"mayor who resigned":               "mayor who resigned",
		"he knows who won":                 "he knows who won",
		"the bridge shuts when?":           "the bridge shuts when?",
		"bridge, who pays":                 "bridge, who pays",
		"who won":                          "who won",
		"a b c d e how many":               "a b c d e how many",
		"strike what happened":             "strike what happened",
		"officials say when":               "officials say when",
		"reason why":                       "reason why",
		"":                                 "",
	} {
		if got := words.TopicLast(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestAThingStandsForIt(t *testing.T) {
	for question, want := range map[string]string{
		"when does it end": "when does the strike end", "is it on time?": "is the strike on time?", "are they on time?": "are they on time?", "is there any of it left": "is there any of it left", "who called it": "who called it", "did he call it off": "did he call it off", "": "",
	} {
		if got := words.ForIt(question, "the strike"); got != want {
			t.Errorf("%q: %q, want %q", question, got, want)
		}
	}
}

func TestSomebodyMaySpeakForABody(t *testing.T) {
	for text, want := range map[string]string{"what did the union guy say": "what did the union say", "who is the guy": "who is the guy", "the union, guys": "the union, guys"} {
		if got := words.WrittenOut(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}
