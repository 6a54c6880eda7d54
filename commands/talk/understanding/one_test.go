package understanding_test

import (
	"testing"

	"lede/briefing"
	"lede/briefing/answer"
	"lede/commands/talk"
	"lede/commands/talk/understanding"
)

// TestOnlyThoseWhoSpeakAreOffered of three who bear an office.
func TestOnlyThoseWhoSpeakAreOffered(t *testing.T) {
	a, err := briefing.Parse(`The minister Ana Reyes said that the road was safe.
The minister Tomas Eik left early.
“It is not safe,” said the minister Karin Moe.
The guard Owen Pike said that he had slept.
The guard Edwin Marsh was ill.`, briefing.Options{Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	x := answer.NewIndex(a)
	_, meant, _ := understanding.Of(x, talk.Before{}, "what did the minister say")
	if len(meant.Which) != 2 || meant.Which[0].Name != "Ana Reyes" || meant.Which[1].Name != "Karin Moe" {
		t.Errorf("%+v may be meant", meant.Which)
	}
	for _, question := range []string{"what did the guard say about the weather", "when did the guard say it", "when did the guard speak", "what did the guard say no to", "what did the guard promise"} {
		if _, meant, _ = understanding.Of(x, talk.Before{}, question); meant.Question == "What did Owen Pike say?" {
			t.Errorf("%q asks for all that he said", question)
		}
	}
}
