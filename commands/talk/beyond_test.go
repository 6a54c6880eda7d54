package talk_test

import (
	"strings"
	"testing"

	"lede/briefing"
	"lede/commands/talk"
)

const closing = `Arvo Paper will close its mill in Harle and cut 400 jobs, the most in the town since 1990.

The directors said that losses had left them no choice.

Three drivers and a cook will stay. The firm has not named them.

The union was offered 2 million euros for those who go. Anna Holt, who leads it, called the offer insufficient.

Peter Voss, an economist, rejected the figures. The mill stands by a river.`

// TestWhatIsAskedOfWhatWasShownInNoWordOfTheArticle: how it is judged, who they are, why, and who thinks otherwise.
func TestWhatIsAskedOfWhatWasShownInNoWordOfTheArticle(t *testing.T) {
	a := parsed(t, closing)
	for _, c := range []struct{ shown, text, want string }{
		{"will close", "is that a lot?", "the most in the town"},
		{"2 million", "is that a lot?", ""},
		{"2 million", "and is that enough?", "insufficient"},
		{"no choice", "is it enough", ""},
		{"will close", "why", "no choice"},
		{"stands by", "why?", ""},
		{"no choice", "who are they?", "Three drivers"},
		{"stands by", "who are they?", ""},
		{"will close", "does everyone agree", "rejected"},
		{"", "who is against", "rejected"},
		{"", "is that a lot", ""},
		{"will close", "is that river long?", ""},
		{"will close", "did everyone agree on the river", ""},
		{"will close", "is it a lot of money for a mill in the town", ""},
	} {
		var shown []int
		if c.shown != "" {
			shown = []int{at(t, a, c.shown)}
		}
		switch found := talk.Beyond(a, c.text, shown); {
		case found.Answered != (c.want != ""):
			t.Errorf("after %q, %q is answered %t: %+v", c.shown, c.text, found.Answered, found.Sentences)
		case c.want != "" && !strings.Contains(found.Sentences[0].Text, c.want):
			t.Errorf("after %q, %q is answered by %q", c.shown, c.text, found.Sentences[0].Text)
		}
	}
}

// TestMoreGoesOnFromWhatWasShown and repeats none of it.
func TestMoreGoesOnFromWhatWasShown(t *testing.T) {
	a := parsed(t, closing)
	shown := []int{at(t, a, "no choice"), at(t, a, "a cook")}
	found := talk.Onwards(a, shown)
	if !found.Answered || len(found.Sentences) != 3 || !strings.Contains(found.Sentences[0].Text, "not named") || !strings.Contains(found.Sentences[1].Text, "The union") {
		t.Errorf("%+v", found)
	}
	if end := talk.Onwards(a, []int{len(a.Sentences) - 1}); end.Answered {
		t.Errorf("%+v", end)
	}
	if nothing := talk.Onwards(a, nil); nothing.Answered {
		t.Errorf("%+v", nothing)
	}
}

// TestWhoIsAnsweredBySomebodyWithoutAName, and by the sentence behind the opening that names them.
func TestWhoIsAnsweredBySomebodyWithoutAName(t *testing.T) {
	a := parsed(t, `A man has been charged with arson after a barn burned down at Harle.

Carl Bruun, 40, denies it. A fireman was hurt by a beam. The fire started in a dryer.`)
	for text, want := range map[string][]string{
		"who has been charged?":   {"A man", "Carl Bruun"},
		"who was hurt":            {"A fireman"},
		"who was hurt by the dog": nil,
		"who won":                 nil,
	} {
		found := talk.Beyond(a, text, nil)
		if len(found.Sentences) != len(want) {
			t.Errorf("%q: %+v", text, found.Sentences)
			continue
		}
		for i, words := range want {
			if !strings.Contains(found.Sentences[i].Text, words) {
				t.Errorf("%q: %q, want %q", text, found.Sentences[i].Text, words)
			}
		}
	}
}

// TestHowItBegan is told by what tells of a beginning, and asked by no more words than that.
func TestHowItBegan(t *testing.T) {
	a := parsed(t, "A barn burned down at Harle.\n\nA fireman was hurt by a beam. The fire started in a dryer.")
	if found, asks := talk.Began(a, "how did it start"); !asks || len(found.Sentences) != 1 || !strings.Contains(found.Sentences[0].Text, "in a dryer") {
		t.Errorf("%+v", found.Sentences)
	}
	if _, asks := talk.Began(a, "how did it begin and who put it"); asks {
		t.Error("more is asked")
	}
}

// TestHowMuchIsMoney, how many a count and how long a time, whichever number stands first.
func TestHowMuchIsMoney(t *testing.T) {
	a := parsed(t, "Rovers have sold Kofi Mensah to Porto for 38 million euros.\n\nMensah scored 19 goals for them. He had two years left. He wept.")
	none := func(string) briefing.Answer { return briefing.Answer{} }
	for question, want := range map[string]string{"how much": "38 million", "how many": "19 goals", "how long": "two years"} {
		if found := talk.OfShown(a, question, []int{at(t, a, "19 goals")}, none); !found.Answered || !strings.Contains(found.Sentences[0].Text, want) {
			t.Errorf("%q: %+v", question, found.Sentences)
		}
	}
}

// TestWhatItWouldBeAsksOfWhatWasShown, for it has no word of its own.
func TestWhatItWouldBeAsksOfWhatWasShown(t *testing.T) {
	for question, want := range map[string]bool{"how much would that be?": true, "how much would that house be?": false} {
		if m := talk.Understand(parsed(t, closing), talk.Before{}, question, phrase); m.Of != want {
			t.Errorf("%q asks of what was shown: %t", question, m.Of)
		}
	}
}

// TestWhyIsNotAnsweredByTheSameAgain: a sentence beside the one shown goes on with a cause, or not at all.
func TestWhyIsNotAnsweredByTheSameAgain(t *testing.T) {
	a := parsed(t, "A bridge at Harle is closed. Nobody was on it when it fell at noon. It fell because a bolt had rusted.")
	shown := []int{0}
	if found := talk.GoesOn(a, "why did it fall at noon?", shown, briefing.Answer{}); found.Answered && !strings.Contains(found.Sentences[0].Text, "rusted") {
		t.Errorf("%+v", found.Sentences)
	}
}

// TestWhoOwnsItAsksOfAThing: only a question for a deed asks of the sentence that was shown.
func TestWhoOwnsItAsksOfAThing(t *testing.T) {
	a := parsed(t, "The council at Harle closed the bridge. It was built in 1960.")
	for question, want := range map[string]bool{"who owns it": false, "who closed it": true, "who did it": true, "who decided that": true} {
		if got := talk.DoneThere(a, question, 0); got != want {
			t.Errorf("%q asks of what was shown: %t", question, got)
		}
	}
}

// TestANumberIsNoWay: “how did it start?” is not answered by what was shown because that has a number.
func TestANumberIsNoWay(t *testing.T) {
	a := parsed(t, closing)
	none := func(string) briefing.Answer { return talk.Shown(a, []int{at(t, a, "400 jobs")}) }
	shown := []int{at(t, a, "400 jobs")}
	if found := talk.OfShown(a, "how did it start", shown, none); found.Answered {
		t.Errorf("%+v", found.Sentences)
	}
	if found := talk.OfShown(a, "how many", shown, none); !found.Answered {
		t.Error("how many is not answered")
	}
}

// TestOneWordOfTwoDoesNotGoOn: “next week” is no answer to whom they play next.
func TestOneWordOfTwoDoesNotGoOn(t *testing.T) {
	a := parsed(t, "Vale lost at Tresk. Their manager, Gwen Toll, would not say whether she expected to be there next week. They play Wick on Tuesday.")
	shown := []int{at(t, a, "lost")}
	if found := talk.GoesOn(a, "who do they meet next", shown, briefing.Answer{}); found.Answered {
		t.Errorf("%+v", found.Sentences)
	}
	if found := talk.GoesOn(a, "and will they play Wick?", shown, briefing.Answer{}); !found.Answered || !strings.Contains(found.Sentences[0].Text, "Tuesday") {
		t.Errorf("%+v", found.Sentences)
	}
}
