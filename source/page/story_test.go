package page

import (
	"strings"
	"testing"
)

// TestASentenceOfTheStoryIsNoSign: what begins as a call to the reader does may be news.
func TestASentenceOfTheStoryIsNoSign(t *testing.T) {
	story := []string{
		"The flood came down the valley before dawn and took the lower bridge with it, the fire chief said.",
		"Like many people here, Ada Finch lost her home and her shop in the flood.",
		"Get out of here, the fire chief Tom Bay told them.",
		"Copyright law must change, the minister said.",
		"Read more slowly, the teacher Ada Finch told them.",
		"Source: a man at the dam, who gave no name.",
		"The water had gone down by noon, and the road to the dam was open again in the evening.",
		"Police told the neighbours to follow them to the school, where Ada Finch died on Tuesday.",
	}
	page := "<!doctype html><html><head><title>Flood</title></head><body><div id=onetrust class=consent><p>We and our 843 partners store and " +
		"access information on your device, such as cookies, and process personal data.</p></div><article><p>" + strings.Join(story, "</p><p>") +
		"</p><p>Sign up for our newsletter.</p><p>All rights reserved.</p></article></body></html>"
	a, err := parsed([]byte(page))
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.Join(story, "\n\n"); a.Text != want {
		t.Errorf("got\n%s\nwant\n%s", a.Text, want)
	}
}

func TestWhatMarkupMeansIsKept(t *testing.T) {
	a, err := parsed([]byte("<article><p><q>We will rebuild it all</q>, said Vane of the works that cost <del>$3m</del> <ins>$5m</ins>" +
		"<sup><a href=#1>1</a></sup> in the valley, and nobody in the hall had anything to ask.</p></article>"))
	if err != nil {
		t.Fatal(err)
	}
	if want := "“We will rebuild it all”, said Vane of the works that cost $5m in the valley, and nobody in the hall had anything to ask."; a.Text != want {
		t.Errorf("got %q", a.Text)
	}
}
