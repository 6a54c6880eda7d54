package story_test

import (
	"testing"

	"lede/briefing"
	"lede/briefing/story"
)

// capsized is what was told of a sinking.
const capsized = `The ferry Estrella, carrying more than 90 people, capsized off Caldera late on Monday, killing at least 14, the coast guard said.
Sixty-one people were rescued and 17 were missing.
The sea had not been calm, spokesman Rafael Montoya said.
The captain, Eusebio Duarte, was detained.
The ferry had been checked in May, spokesman Rafael Montoya said.
The mate, Luis Prado, was taken to hospital with a broken arm.
He was arrested there.`

func TestTheNewsOfAnUpdateIsNewThoughTheRestWasTold(t *testing.T) {
	t.Parallel()
	for sentence, fresh := range map[string]bool{
		"The ferry Estrella, carrying more than 90 people, capsized off Caldera late on Monday, killing 16.": true,  // a figure
		"The ferry Estrella was carrying 104 people when it capsized off Caldera late on Monday.":            true,  // far from the one that was told
		"The ferry Estrella capsized off Caldera late on Monday, carrying about 95 people.":                  false, // which may mean the same
		"The ferry Estrella capsized off Caldera 12 hours ago, the coast guard said.":                        false, // the clock went on
		"The captain, Eusebio Duarte, was charged.":                                                          true,  // a step of the law
		"The captain, Eusebio Duarte, was released.":                                                         true,  // undergone
		"The spokesman, Rafael Montoya, was detained.":                                                       true,  // undergone by another
		"The mate, Luis Prado, was arrested.":                                                                false, // he of the sentence before
		"The ferry Estrella capsized off Caldera late on Monday, the coast guard found.":                     false, // found, but not undergone
		"The two, mate Luis Prado and captain Eusebio Duarte, were taken to hospital and detained.":          false, // counted by who reads
		"The captain, Eusebio Duarte, has been detained.":                                                    false,
		"The mate, Luis Prado, died in hospital.":                                                            true, // people died, but not he
		"The ferry had not been checked in May, spokesman Rafael Montoya said.":                              true, // a no
		"The sea had been calm, spokesman Rafael Montoya said.":                                              true, // no longer a no
		"The sea had not been calm, said Rafael Montoya, the spokesman.":                                     false,
	} {
		known := story.NewKnown()
		known.Add(english(t, capsized))
		if got := len(known.New(english(t, sentence))) > 0; got != fresh {
			t.Errorf("new %v, and taken for %v: %s", fresh, got, sentence)
		}
	}
}

func TestWhatWasSaidAndDeniedIsKnownBothWays(t *testing.T) {
	t.Parallel()
	known := story.NewKnown()
	known.Add(english(t, "The brakes of the bus had been checked in May, the owner said.\nThe brakes of the bus had not been checked in May, the police said."))
	for _, sentence := range []string{"The brakes of the bus had been checked in May.", "The brakes of the bus had not been checked in May."} {
		if len(known.New(english(t, sentence))) > 0 {
			t.Errorf("told before, and taken for new: %s", sentence)
		}
	}
}

func TestAStepIsOneInEnglishAlone(t *testing.T) {
	t.Parallel()
	known := story.NewKnown()
	before, a := english(t, capsized), english(t, "The captain, Eusebio Duarte, was charged.")
	before.Language, a.Language = "de", "de"
	known.Add(before)
	if len(known.New(a)) > 0 {
		t.Error("the lists are used for a language that they are not of")
	}
}

// english reads an English text.
func english(t testing.TB, text string) *briefing.Article {
	t.Helper()
	a, err := briefing.Parse(text, briefing.Options{Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	return a
}
