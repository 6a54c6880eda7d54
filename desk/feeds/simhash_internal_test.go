package feeds

import (
	"math/bits"
	"strings"
	"testing"
)

func TestPrintsOfNearIdenticalTextsAreNear(t *testing.T) {
	text := "Ferry stays in port. The harbour master of Lindholm said on Monday that the ferry to the islands would not leave before the storm had passed. " +
		"About two hundred passengers were told to wait at the terminal, where the Red Cross gave out blankets and tea through the night. The next ferry is to leave on Tuesday at noon."
	other := "Council votes for bridge. The council of Lindholm voted on Monday for a new bridge across the sound, which is to cost forty million and to open in five years. " +
		"Opponents said that the ferry was good enough and that the money was needed for schools and for the hospital, whose roof has leaked since the spring storms."
	a := simhash(text)
	for name, edited := range map[string]string{
		"a headline":      strings.Replace(text, "Ferry stays in port", "Ferry will stay in port until Tuesday", 1),
		"a word":          strings.Replace(text, "two hundred", "three hundred", 1),
		"a sentence more": text + " It will be full.",
	} {
		if b := simhash(edited); !alike(a, b) {
			t.Errorf("%s: %d bits differ", name, bits.OnesCount64(a^b))
		}
	}
	if b := simhash(other); alike(a, b) {
		t.Errorf("another text: %d bits differ", bits.OnesCount64(a^b))
	}
	closing := " Sign up for our newsletter to receive the most important stories of the day in your inbox every morning, and follow us on the social networks for the latest from our reporters in the region and around the world."
	if a, b := simhash(text+closing), simhash(other+closing); alike(a, b) {
		t.Errorf("another text with the same closing words: %d bits differ", bits.OnesCount64(a^b))
	}
	if simhash("Weather today") != 0 {
		t.Error("a short text has a print")
	}
}
