package story_test

import (
	"slices"
	"testing"

	"lede/briefing"
	"lede/briefing/story"
)

// TestWhatAnEventHasOnceDiffers: a quake has one magnitude and a ship one number aboard, however the sentences go on. Another
// event, place, year or hour has its own.
func TestWhatAnEventHasOnceDiffers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		first, second string
		differ        bool
	}{
		{"A quake of magnitude 5.4 shook Sarande on Monday.", "Officials put the magnitude of the Sarande quake at 5.7.", true},
		{"The plane was carrying 68 people.", "There were 72 people on board the plane.", true},
		{"Turnout was 51 percent, officials said.", "Turnout in the referendum stood at 53.5 percent.", true},
		{"A magnitude 5.4 earthquake shook Sarande.", "It was followed by an aftershock of magnitude 4.1.", false},
		{"Turnout was 51 percent.", "In Paris turnout was 68 percent.", false},
		{"Turnout was 51 percent.", "Turnout was 60 percent in 2019.", false},
		{"Turnout was 41 percent at noon.", "Turnout was 60 percent.", false},
		{"The share was worth 40 euros at noon.", "The share was worth 44 euros in the evening.", false},
		{"Nine people aboard were killed.", "Twelve people were killed, police said.", true},
		{"The ship was carrying 18 tonnes of cheese.", "The ship was carrying 30 tonnes of coal.", false},
		{"The plane was carrying 68 people.", "Nine people on board the plane were injured.", false},
	} {
		var both []*briefing.Article
		for _, said := range []string{c.first, c.second} {
			a, err := briefing.Parse(said, briefing.Options{Language: "en"})
			if err != nil {
				t.Fatal(err)
			}
			both = append(both, a)
		}
		if found := story.Differences(both); (len(found) > 0) != c.differ {
			t.Errorf("%s %s: %v", c.first, c.second, found)
		}
	}
}

// TestOneTollOfThreeSources: each gives it in its own words, on another day or beside other figures.
func TestOneTollOfThreeSources(t *testing.T) {
	t.Parallel()
	var all []*briefing.Article
	for _, said := range []string{
		"A bridge over the river Olm in Brede fell on Sunday morning, killing at least 10 people, police said. The hospital said 23 people were being treated, five of them in a serious condition.",
		"At least 12 people were killed when the Brede bridge fell into the river Olm on Sunday, police said. Divers found two more bodies, an officer said. The hospital said 21 people were being treated.",
		"Inspectors warned of rust at the Brede bridge six months before it fell and killed 13 people, according to a report.",
	} {
		a, err := briefing.Parse(said, briefing.Options{Language: "en"})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, a)
	}
	var got []string
	for _, d := range story.Differences(all) {
		words := ""
		for _, c := range d {
			words += c.Words(all[c.Article]) + "; "
		}
		got = append(got, words)
	}
	if want := []string{"at least 10 people; At least 12 people; 13 people; ", "23 people; 21 people; "}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
