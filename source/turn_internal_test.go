package source

import (
	"errors"
	"strings"
	"testing"

	"lede/briefing"
	"lede/source/feed"
)

// TestAPageThatMayOnlyLeadOnIsReadInTurn, as one is that is read for its article: to find out takes the same memory.
func TestAPageThatMayOnlyLeadOnIsReadInTurn(t *testing.T) {
	const leads = `<html><head><meta http-equiv=refresh content="0;/b"></head><body>You are led on.`
	w, url, _ := paper(t, map[string]string{
		"/a": leads, "/b": "<html><body><h1>Net found at the pier</h1><p>" + strings.Repeat("The net was found at the pier on Monday, the harbour master said. ", 20), "/c": strings.Replace(leads, "/b", "/d", 1), "/d": rss("A", "a"),
	})
	turns := 0
	room := func(_ int64, work func() error) error {
		turns++
		return work()
	}
	if _, err := w.Article(t.Context(), url+"/b", briefing.Options{Room: room}); err != nil {
		t.Fatal(err)
	}
	alone := turns
	if _, err := w.Article(t.Context(), url+"/a", briefing.Options{Room: room}); err != nil || turns != 2*alone+1 {
		t.Errorf("after %d turns %d more, %v", alone, turns-alone, err)
	}
	turns = 0
	if list, err := w.Find(t.Context(), Request{Address: url + "/c", Room: room}); err != nil || len(list) != 1 || turns != 2 {
		t.Errorf("%d feeds are found in %d turns: %v", len(list), turns, err)
	}
}

// TestMarkdownIsReadInTurn: its marks may take longer to read than its words.
func TestMarkdownIsReadInTurn(t *testing.T) {
	text := "The net was found at the pier on Monday. " + strings.Repeat("*_~|a", 100)
	var needs []int64
	room := func(need int64, work func() error) error {
		needs = append(needs, need)
		return work()
	}
	if _, err := Read(strings.NewReader(text), "a.md", briefing.Options{Room: room}); err != nil || len(needs) != 2 || needs[0] != 60*int64(len(text)) {
		t.Errorf("it needs %v of %d bytes: %v", needs, len(text), err)
	}
	full := errors.New("full")
	if _, err := Read(strings.NewReader(text), "a.md", briefing.Options{Room: func(int64, func() error) error { return full }}); !errors.Is(err, full) {
		t.Errorf("where there is no room: %v", err)
	}
}

// TestWhatAFeedNeeds: a packed one is as long as any until it is unpacked.
func TestWhatAFeedNeeds(t *testing.T) {
	if got := feed.Need([]byte(rss("A"))); got != 20*int64(len(rss("A"))) {
		t.Errorf("%d bytes", got)
	}
	if got := feed.Need([]byte("\x1f\x8b")); got != 24*(5<<20) {
		t.Errorf("%d bytes for a packed one", got)
	}
}
