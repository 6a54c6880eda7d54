package story_test

import (
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/briefing/story"
)

// Two newsrooms on one fire, with hardly a word in common but what a witness said.
const (
	fireHere = `Three families of the old town lost all they own on Monday. Neighbours brought blankets, coffee and a cat in a box. The school will lend its gym.
“I smelled the smoke in my sleep and thought of the boat that my grandfather built,” said Tuva Brandt.`
	fireThere = `Insurers expect claims of two million kronor after the blaze on Kilen Street. Rents there rose fourfold in a decade, and brokers call it a gold mine.
Tuva Brandt, who rents the attic, told the radio: "I smelled the smoke in my sleep and thought of the boat that my grandfather built."
The owner of the building, a fund in Malmo, could not be reached.`
)

// quotedTogether reports whether articles published so many hours apart are put into one story.
func quotedTogether(t *testing.T, hours int, first, second string) bool {
	t.Helper()
	var articles []story.Article
	for i, said := range []string{first, second} {
		at := time.Date(2026, 3, 2, 8+i*hours, 0, 0, 0, time.UTC)
		a, err := briefing.Parse(said, briefing.Options{Language: "en", Published: &at})
		if err != nil {
			t.Fatal(err)
		}
		articles = append(articles, story.Article{ID: string(rune('a' + i)), Signature: story.Sign(a)})
	}
	placed := story.Learned().Group(articles)
	one := placed[0].Story == placed[1].Story
	if one && placed[0].Why.Chance+placed[1].Why.Chance < 1 {
		t.Errorf("why: %+v", placed)
	}
	return one
}

// TestWhoQuotesTheSameTellsOneEvent: within two days, if they have a name in common, too.
func TestWhoQuotesTheSameTellsOneEvent(t *testing.T) {
	t.Parallel()
	const said = "I smelled the smoke in my sleep and thought of the boat that my grandfather built"
	const idle = "It is what it is, and we will all just have to do what we can with what we have"
	for name, c := range map[string]struct {
		hours         int
		first, second string
		one           bool
	}{
		"the same words":         {5, fireHere, fireThere, true},
		"days later":             {50, fireHere, fireThere, false},
		"other words":            {5, fireHere, strings.Replace(fireThere, said, "We ran, and I never looked back at the house or at anything that was in it", 1), false},
		"few words":              {5, strings.Replace(fireHere, said, "I smelled the smoke in my sleep", 1), strings.Replace(fireThere, said, "I smelled the smoke in my sleep", 1), false},
		"words of nobody's own":  {5, strings.Replace(fireHere, said, idle, 1), strings.Replace(fireThere, said, idle, 1), false},
		"of another of the name": {5, strings.ReplaceAll(fireHere, "Tuva Brandt", "a man"), strings.ReplaceAll(fireThere, "Tuva Brandt", "a woman"), false},
	} {
		if got := quotedTogether(t, c.hours, c.first, c.second); got != c.one {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestAQuotationLeadsToWhatWasTold: an article that was told and quotes what a new one quotes brings its story with it.
func TestAQuotationLeadsToWhatWasTold(t *testing.T) {
	t.Parallel()
	var articles []story.Article
	for i, said := range []string{strings.ReplaceAll(fireHere, "Three families", "Some three families"), fireHere, fireThere} {
		at := time.Date(2026, 3, 2, 8+i, 0, 0, 0, time.UTC)
		a, err := briefing.Parse(said, briefing.Options{Language: "en", Published: &at})
		if err != nil {
			t.Fatal(err)
		}
		articles = append(articles, story.Article{ID: string(rune('a' + i)), Told: i < 2, Signature: story.Sign(a)})
	}
	articles[0].Said = nil // it gave no word to the neighbour
	placed := story.Learned().Group(articles)
	if placed[0].Story != placed[2].Story || placed[1].Story != placed[2].Story {
		t.Errorf("%+v", placed)
	}
}
