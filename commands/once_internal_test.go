package commands

import (
	"slices"
	"strings"
	"testing"

	"lede/briefing"
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
	joined := rows(list)
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
	for _, h := range rows(list) {
		refs.WriteString(h.Ref)
	}
	if refs.String() != "1345678" {
		t.Errorf("listed are %s", refs.String())
	}
}

// TestNoQuestionIsOfferedInHalfALanguage: “How many مليون?” is asked by nobody.
func TestNoQuestionIsOfferedInHalfALanguage(t *testing.T) {
	const arabic = "الحكومة تعلن خطة جديدة للمياه\n\nأعلنت الحكومة يوم الأربعاء خطة جديدة لتوفير المياه في الجنوب. وقال وزير المياه أحمد حسن إن الخطة ستكلف 300 مليون دولار."
	for text, want := range map[string]bool{arabic: false, "Ferry sinks\n\nThe ferry sank on Monday with 300 passengers on board, the harbour office said. It will be raised in the spring.": true} {
		a, err := briefing.Parse(text, briefing.Options{})
		if err != nil {
			t.Fatal(err)
		}
		list := suggestions(a, nil, "")
		if got := slices.ContainsFunc(list, func(q string) bool { return strings.HasPrefix(q, "How many") }); got != want {
			t.Errorf("%q offers %q", a.Title, list)
		}
	}
}
