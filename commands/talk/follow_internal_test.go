package talk

import (
	"testing"

	"lede/commands/talk/message"
)

// TestAReflexiveStays: the name stands once, in place of the first pronoun.
func TestAReflexiveStays(t *testing.T) {
	for text, want := range map[string]string{
		"is he from there himself":       "is " + gap + " from there himself",
		"did she see it herself?":        "did " + gap + " see it herself?",
		"how old was she when she died?": "how old was " + gap + " when she died?",
		"what did he say of him":         "what did " + gap + " say of " + gap,
	} {
		if got, _ := gapped(text, message.Words(text)); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}
