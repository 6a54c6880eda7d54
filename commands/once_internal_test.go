package commands

import (
	"strings"
	"testing"

	"lede/desk"
)

// TestAPageOfTwoSourcesIsListedOnce, but not what has no page of its own.
func TestAPageOfTwoSourcesIsListedOnce(t *testing.T) {
	row := func(ref, feed, link, title string) desk.Headline {
		return desk.Headline{Ref: ref, Feed: feed, URL: link, Title: title}
	}
	list := []desk.Headline{
		row("1", "a", "https://post.example/1", "Ferry"), row("2", "b", "https://post.example/1", "Ferry"), row("3", "b", "https://post.example/2", "Ferry"),
		row("4", "c", "https://live.example", "Goal"), row("5", "c", "https://live.example", "Goal"), row("6", "d", "https://live.example", "Penalty"),
		row("7", "", "", "Pasted"), row("8", "a", "", "Pasted"), row("9", "", "https://post.example/1", "Ferry"),
	}
	var refs strings.Builder
	for _, h := range oncePerLink(list, func(h desk.Headline) desk.Headline { return h }) {
		refs.WriteString(h.Ref)
	}
	if refs.String() != "1345678" {
		t.Errorf("listed are %s", refs.String())
	}
}
