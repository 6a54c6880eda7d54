package page

import (
	"testing"

	"golang.org/x/net/html/atom"
)

// TestLinksOnwardEndTheStory where nothing of it follows.
func TestLinksOnwardEndTheStory(t *testing.T) {
	story, label := block{text: full(200), kind: atom.P}, block{text: "Most popular"}
	if !onwardLabel().MatchString(label.text) {
		t.Fatal("it is no such label")
	}
	link, plain := block{text: line(20), linked: 20}, block{text: line(20)}
	for name, c := range map[string]struct {
		bs   []block
		left int
	}{
		"links":                 {[]block{story, label, link, link}, 1},
		"the story goes on":     {[]block{story, label, link, story}, 4},
		"names":                 {[]block{story, label, plain, plain}, 4},
		"as many names":         {[]block{story, label, link, plain}, 1},
		"more names":            {[]block{story, label, link, plain, plain}, 5},
		"a label and nothing":   {[]block{story, label}, 1},
		"no label":              {[]block{story, link, link}, 3},
		"no story":              {[]block{label, link}, 0},
		"two labels":            {[]block{story, label, link, label, link}, 1},
		"nothing":               {nil, 0},
		"the story, then links": {[]block{label, link, story, label, link}, 3},
	} {
		if got := untilOnward(c.bs); len(got) != c.left {
			t.Errorf("%s: %d blocks are left, want %d", name, len(got), c.left)
		}
	}
}
