package feeds

import (
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/memo"
)

// TestAnArticleIsStructuredOnce: until anything changes that it is made of.
func TestAnArticleIsStructuredOnce(t *testing.T) {
	at := time.Date(2026, time.March, 1, 7, 0, 0, 0, time.FixedZone("", 3600))
	item := Item{Feed: "f", Main: "m", Title: "A title", Link: "https://p.example/1", Site: "The Herald", Published: &at, Text: FullText, Picture: "https://p.example/1.png"}
	const text = "The council met on Monday. It was over by noon."
	var p memo.Memo[sheet, *briefing.Article]
	made := 0
	read := func(i Item, text string) *briefing.Article {
		a, err := p.Of(i.sheet(text), len(text), maxParsed, func() (*briefing.Article, error) { made++; return i.parse(text, briefing.Options{}) })
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	first := read(item, text)
	again := item
	later := at.In(time.FixedZone("", 3600)) // as it is read from the store anew
	again.Published = &later
	if read(again, text) != first || made != 1 {
		t.Errorf("it was structured %d times", made)
	}
	for name, change := range map[string]func(i *Item){
		"feed": func(i *Item) { i.Feed = "g" }, "key": func(i *Item) { i.Main = "n" }, "title": func(i *Item) { i.Title = "Another" },
		"made title": func(i *Item) { i.TitleMade = true }, "link": func(i *Item) { i.Link += "0" }, "site": func(i *Item) { i.Site = "" },
		"date": func(i *Item) { i.Published = nil }, "kind": func(i *Item) { i.Text = TeaserText }, "members": func(i *Item) { i.Members = true },
		"picture": func(i *Item) { i.Picture = "" },
	} {
		changed := item
		change(&changed)
		if read(changed, text) == first {
			t.Errorf("another %s, and the same article", name)
		}
	}
	if a := read(item, text+" Nobody spoke."); a == first || !strings.HasSuffix(a.Text, "Nobody spoke.") {
		t.Error("another text, and the same article")
	}
}
