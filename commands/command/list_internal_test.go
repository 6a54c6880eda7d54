package command

import (
	"strings"
	"testing"

	"lede/desk"
)

// TestAPageOfTwoSourcesNamesBoth: its address may differ in what sites ignore, and no site is named twice.
func TestAPageOfTwoSourcesNamesBoth(t *testing.T) {
	list := []desk.Headline{
		{Ref: "1", Feed: "a", Site: "Post", URL: "https://www.post.example/1?utm_source=rss", Title: "Ferry"},
		{Ref: "2", Feed: "b", Site: "Sport of the Post", URL: "https://post.example/1", Title: "Ferry"},
		{Ref: "3", Feed: "c", Site: "Post", URL: "http://post.example/1/", Title: "Ferry"},
		{Ref: "4", Feed: "d", URL: "https://post.example/1", Title: "Ferry"},
		{Ref: "5", Feed: "a", Site: "Post", URL: "https://post.example/1?id=7", Title: "Ferry"},
	}
	joined := Rows(list)
	if len(joined) != 2 || joined[0].Ref != "1" || joined[0].Site != "Post, Sport of the Post" || joined[1].Site != "Post" {
		t.Errorf("listed are %+v", joined)
	}
	if list[0].Site != "Post" {
		t.Errorf("the list that was given is changed: %q", list[0].Site)
	}
}

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
	for _, h := range Rows(list) {
		refs.WriteString(h.Ref)
	}
	if refs.String() != "1345678" {
		t.Errorf("listed are %s", refs.String())
	}
}
