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
	if simhash("Weather today") != 0 {
		t.Error("a short text has a print")
	}
}

// TestPrintsOfTextsWithTheSameClosingWordsDiffer: what a feed puts below each text is as long as many a text.
func TestPrintsOfTextsWithTheSameClosingWordsDiffer(t *testing.T) {
	closing := " Sign up for our newsletter to receive the most important stories of the day in your inbox every morning, and follow us on the social networks for the latest from our reporters in the region and around the world."
	var prints []uint64
	for _, text := range []string{
		"The harbour bridge in Ellery reopened to lorries and buses on Monday after three weeks of repairs to its cracked eastern pier, the council announced.",
		"Teachers at forty schools in Norwick have voted to stop work for two days next week because classes have grown to more than thirty pupils since last summer.",
		"A pair of eagle owls has built a nest in a tree beside the entrance of a supermarket in Dalby, drawing crowds of birdwatchers with telescopes.",
		"Milk producer Norrmejer will shut its plant in Vestergaard at the end of August, with the loss of 220 jobs, the company told workers on Tuesday.",
		"The flood warning for villages along the lower Tamsel was lifted on Wednesday after the river fell by more than a metre overnight.",
		"The museum in Lauda has handed back a bronze head that soldiers carried away from the palace of Benu in 1897, and eleven more are being examined.",
		"A violin made in Cremona in 1731 that a student left on a tram in Oster was found by two drivers under a seat at the depot.",
		"Passengers who take more than four flights a year would pay a rising surcharge from 2028 under a bill that the finance ministry published on Friday.",
		"The hospital ship Aurora left the port of Senn on Saturday evening for the island of Karo, where an earthquake destroyed two clinics last week.",
	} {
		p := simhash(text + closing)
		for _, other := range prints {
			if alike(p, other) {
				t.Errorf("%q: %d bits differ from another", text, bits.OnesCount64(p^other))
			}
		}
		prints = append(prints, p)
	}
}
