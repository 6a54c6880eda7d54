package talk_test

import (
	"strings"
	"testing"

	"lede/briefing"
	"lede/commands/talk"
)

// TestATopicIsAnsweredByWhatTellsMostOfIt: the news sentence if the headline has it, else where it is the subject, else where it is mentioned.
func TestATopicIsAnsweredByWhatTellsMostOfIt(t *testing.T) {
	a, err := briefing.Parse(`The strike of the crews shut the harbour on Monday.

The mayor spoke of the ferries. The ferries will run again on Friday. The last strike lasted a week.

Forty pupils stayed at home. Two drones flew by, and nobody saw the drones. The work costs €40.

In the same meeting, the council chose a flag. The chief executive of Orrery, Ada Brill, wept.`, briefing.Options{Title: "Strike shuts harbour", Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	for topic, want := range map[string]string{
		"the strike": "shut the harbour", "the ferries": "run again", "the kids": "Forty pupils", "drones": "Two drones", "the money": "€40", "the wolves": "", "the": "",
		"the ceo": "Ada Brill", "the boat": "", "drones and ferries": "",
	} {
		got := talk.OfTopic(a, topic, nil)
		if got.Answered != (want != "") || got.Answered && (!strings.Contains(got.Sentences[0].Text, want) || len(got.Sentences) > 1) {
			t.Errorf("%q: %+v, want %q", topic, got.Sentences, want)
		}
	}
	for question, want := range map[string]bool{"what else did the council choose": true, "what did the council choose": false, "what else did the council of the town of Wick on the coast choose": false, "what else did the wolves do": false} {
		if got := talk.Besides(a, question, []int{0}); got.Answered != want {
			t.Errorf("%q: %+v", question, got.Sentences)
		}
	}
	flag := at(t, a, "flag")
	if got := talk.Besides(a, "what else did the council choose", []int{flag}); got.Answered {
		t.Errorf("shown again: %+v", got.Sentences)
	}
	headed := parsed(t, "Strike shuts harbour\n\nA strike shut Wick on Monday. It rained.")
	if got := talk.OfTopic(headed, "the strike", nil); !got.Answered || !strings.HasPrefix(got.Sentences[0].Text, "A strike shut Wick") {
		t.Errorf("%+v", got.Sentences)
	}
	thing := talk.Meant{Question: "and the strike?", Asked: "when", Thing: "the strike"}
	if got := talk.OfThing(a, thing, []int{flag}, nil); !got.Answered || !strings.Contains(got.Sentences[0].Text, "on Monday") {
		t.Errorf("%+v", got.Sentences)
	}
	thing.Thing = "the drones" // of which no day is told
	if got := talk.OfThing(a, thing, []int{flag}, nil); !got.Answered || !strings.Contains(got.Sentences[0].Text, "Two drones") {
		t.Errorf("%+v", got.Sentences)
	}
}
