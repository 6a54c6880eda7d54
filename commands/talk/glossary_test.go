package talk_test

import (
	"testing"

	"lede/commands/talk"
)

// TestAForeignQuestionIsPutInEnglish: word by word, in English order, and never more than that.
func TestAForeignQuestionIsPutInEnglish(t *testing.T) {
	a := parsed(t, `Mayor Rosa Delmar opened the new model of the bridge on Monday. The dentist Paul Orr did not come.`)
	for text, want := range map[string]string{
		// the question word first, its verb behind it
		"wann ist der streik":     "when is the strike?",
		"warum ist das passiert":  "why is the happened?",
		"was sagte der chef":      "what did the ceo say?",
		"la policía qué dijo":     "what did the police say?",
		"la police a dit quoi":    "what did the police say?",
		"wie viele tote":          "how many people died?",
		"c'est quand":             "when is it?",
		"il a dit quoi":           "what did he say?",
		"où est le tableau":       "where is the painting?",
		"quanto custa o filme":    "how much cost the film?",
		"combien ça coûte":        "how much does it cost?",
		"à qui appartient le pub": "whose is the pub?",
		// for yes or no
		"et le dentiste il savait ?":  "and did the dentist knew?",
		"c'est vraiment un accident?": "is it really a accident?",
		"der minister wusste das?":    "did the minister knew that?",
		"wann wusste sie das?":        "when did knew she that?",
		// names and what is like the article's words stay
		"wer ist delmar?":     "who is delmar?",
		"où est le modele":    "where is the model?",
		"und der zahnarzt?":   "and the dentist?",
		"warum kam Orr nicht": "why did come Orr not?",
		// English stays as it was typed
		"who is the mayor": "who is the mayor", "what did the die do": "what did the die do", "hotel video festival": "hotel video festival", "is it open": "is it open",
	} {
		if got := talk.PlainTo(a, text); got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}
