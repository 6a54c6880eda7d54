package page

import (
	"testing"
)

const subscribe = "Subscribe now to read the full article." // which a wall says

func TestASentenceOfTheStoryDoesNotSpeakToItsReader(t *testing.T) {
	for name, c := range map[string]struct {
		b    block
		want bool
	}{
		"long enough": {block{text: full(shortestStory)}, true}, "too short": {block{text: full(shortestStory - 1)}, false}, "no sentence": {block{text: line(shortestStory)}, false},
		"half of it links": {block{text: full(shortestStory), linked: shortestStory / 2}, false}, "nearly half": {block{text: full(shortestStory), linked: shortestStory/2 - 1}, true},
		"you": {block{text: "You " + full(shortestStory)}, false}, "you, he said": {block{text: "“You " + full(shortestStory) + "” he said."}, true},
		"a notice": {block{text: "This page is no longer available, and it was moved to another place."}, false},
	} {
		if got := c.b.story(); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if !(block{text: subscribe}).strips() || (block{text: full(80)}).strips() || (block{text: "Page not found. Please search."}).strips() {
		t.Error("what is a wall is taken off, and nothing else")
	}
	for _, c := range []struct {
		w    weight
		want bool
	}{{weight{all: 10, notices: 5, story: false}, true}, {weight{all: 11, notices: 5, story: false}, false}, {weight{all: 10, notices: 5, story: true}, false}, {weight{all: 0, notices: 0, story: false}, false}, {weight{all: 1, notices: 1, story: false}, true}} {
		if got := c.w.isNotice(); got != c.want {
			t.Errorf("%+v is a notice: %v", c.w, got)
		}
	}
}
