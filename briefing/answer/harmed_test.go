package answer_test

import (
	"testing"

	"lede/briefing/answer"
)

// TestWhetherAnybodyWasHurt: reports seldom say so in the words of the question.
func TestWhetherAnybodyWasHurt(t *testing.T) {
	for _, told := range []string{
		"Three firefighters were treated for smoke inhalation.", "Two men are in a critical condition.", "Three people were hospitalised.", "A boy of five broke his arm.",
		"Everybody got out unharmed.",
	} {
		a := parsed(t, "A fire broke out at a mill on Monday. "+told+" The road is shut.")
		for _, question := range []string{"was anyone hurt?", "were there any injuries?", "any casualties?", "how many people were injured?"} {
			got := answer.From(a, question)
			nobody := told == "Everybody got out unharmed." && question == "how many people were injured?"
			if answered := len(got.Sentences) > 0 && got.Sentences[0].Text == told; answered == nobody {
				t.Errorf("%s %s: %v", question, told, got.Sentences)
			}
		}
	}
	a := parsed(t, "A fire broke out at a mill on Monday. Police treated the case as suspicious. The windows were broken.")
	if got := answer.From(a, "was anyone hurt?"); len(got.Sentences) > 0 {
		t.Errorf("nobody is said to be hurt: %v", got.Sentences)
	}
}
