package talk_test

import (
	"strings"
	"testing"

	"lede/briefing"
	"lede/commands/talk"
)

// TestOnlyWhatIsOfThePersonIsShownAsTheirs: neither what another reports beside it nor what explains a pronoun.
func TestOnlyWhatIsOfThePersonIsShownAsTheirs(t *testing.T) {
	a, err := briefing.Parse("The dam was sound, the power company Arvo said. Anna Holt, a doctor, said that nobody slept. She said the hall was cold. Peter Voss, a farmer, said “It rained,” and left. "+
		"He said the roof leaked.", briefing.Options{Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	all := briefing.Answer{Answered: true}
	for i, s := range a.Sentences {
		all.Sentences = append(all.Sentences, briefing.Evidence{Span: s.Span, Text: a.SentenceText(i)})
	}
	for name, want := range map[string][]int{"Holt": {1, 2}, "Voss": {3, 4}} {
		got := talk.OnlyOf(a, []*briefing.Person{a.FindPerson(name)}, all)
		if len(got.Sentences) != len(want) {
			t.Errorf("of %s there are %+v", name, got.Sentences)
			continue
		}
		for n, i := range want {
			if got.Sentences[n].Span != a.Sentences[i].Span {
				t.Errorf("of %s there is %q", name, got.Sentences[n].Text)
			}
		}
	}
	if got := talk.OnlyOf(a, []*briefing.Person{a.FindPerson("Holt")}, briefing.Answer{Answered: true, Sentences: all.Sentences[:1]}); got.Answered {
		t.Errorf("%+v", got)
	}
}

// TestWhoToldHimIsNotAnsweredByHisWords: whom somebody told something does not speak.
func TestWhoToldHimIsNotAnsweredByHisWords(t *testing.T) {
	a := parsed(t, "Sindre Aas, a player, left Tarn on Monday. The arbiter, Ida Roth, told him to change. “I will go home,” said Aas.")
	before := talk.Before{People: []*briefing.Person{a.FindPerson("Aas")}, Shown: []int{0}}
	for question, said := range map[string]bool{"who told him that": false, "what did he say": true} {
		if m := talk.Understand(a, before, question, phrase); (m.Frame == talk.FrameSaid) != said {
			t.Errorf("%q: %+v", question, m)
		}
	}
}

// TestWhoSaidWhatWasShownIsLookedUp: the sentence that names its speaker comes first, however far before, and then what was shown.
func TestWhoSaidWhatWasShownIsLookedUp(t *testing.T) {
	a := parsed(t, "The dam at Tarn broke on Monday.\n\nAnna Holt, a doctor, walked to it. The road was wet. “I heard it go,” she said.\n\nPeter Voss, a farmer, slept. “It rained,” he said.\n\nIda Roth, a vet, came too. She put the loss at 900 pounds.")
	never := func(question string) briefing.Answer {
		t.Errorf("%q was searched for", question)
		return briefing.Answer{}
	}
	for shown, want := range map[string][]string{"I heard it go": {"Anna Holt", "I heard"}, "It rained": {"Peter Voss", "It rained"}, "She put": {"Ida Roth", "She put"}} {
		found := talk.OfShown(a, "who said that", []int{at(t, a, shown)}, never)
		if len(found.Sentences) != len(want) {
			t.Errorf("%q: %+v", shown, found.Sentences)
			continue
		}
		for i, words := range want {
			if !strings.Contains(found.Sentences[i].Text, words) {
				t.Errorf("%q: %q, want %q", shown, found.Sentences[i].Text, words)
			}
		}
	}
}
