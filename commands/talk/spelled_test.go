package talk

import "testing"

// TestAnApostropheLeftOutIsSet before what each person has one of, and nowhere else.
func TestAnApostropheLeftOutIsSet(t *testing.T) {
	for text, want := range map[string]string{
		"what did the victims daughter say": "what did the victim's daughter say", "who is the mayors wife?": "who is the mayor's wife?",
		"what is the ceos name": "what is the ceo's name", "what is the guards job": "what is the guard's job",
		"what is her husbands name": "what is her husband's name",
		"how do the teachers work":  "how do the teachers work", "did the police brother come": "did the police brother come",
		"what did the princess daughter say": "what did the princess daughter say", "the drivers": "the drivers", "": "",
	} {
		if got := Owned(text); got != want {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}
