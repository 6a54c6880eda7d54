package delivery

import (
	"encoding/json"
	"slices"
	"testing"

	"lede/briefing"
	"lede/briefing/fragment"
	"lede/briefing/story"
	"lede/cards"
)

func cachedArticle(t *testing.T, text string) *briefing.Article {
	t.Helper()
	a, err := briefing.Parse(text, briefing.Options{ID: "a", Title: "The bridge closes", URL: "https://herald.example/bridge", Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestTheCacheGivesWhatWouldBeMadeAnew: each article has its own, even if another has the same title and address.
func TestTheCacheGivesWhatWouldBeMadeAnew(t *testing.T) {
	m := new(Cache)
	one := cachedArticle(t, "The bridge closes for 14 days. Ferries will run instead, the council said.")
	other := cachedArticle(t, "The bridge closes for 40 days. Nothing will run instead, the council said.")
	points := *one
	points.Summary = []int{1}
	for range 2 { // made, and then found
		for _, a := range []*briefing.Article{one, other, &points} {
			for _, sentences := range [][]int{{0}, {1}, {0, 1}} {
				words, err := m.clip(a, sentences)
				want, _ := json.Marshal(story.Clip(a, sentences))
				if err != nil || string(words) != string(want) {
					t.Errorf("sentences %v: %s, want %s (%v)", sentences, words, want, err)
				}
			}
			for i := range a.Sentences {
				if got, want := m.links(a).Address(i), fragment.Of(a).Address(i); got != want || want == "" {
					t.Errorf("sentence %d: %q, want %q", i, got, want)
				}
				said := a.SentenceText(i)
				if got, want := m.shown(said, a), cards.ShownOf(said, a); !slices.Equal(got, want) || !slices.Equal(want, []int{i}) {
					t.Errorf("sentence %d: shown %v, want %v", i, got, want)
				}
			}
		}
	}
	if m.links(one) != m.links(&points) || m.links(one) == m.links(other) {
		t.Error("a copy with other key points has links of its own, or another article has not")
	}
	if bare := new(briefing.Article); m.links(bare) != nil || len(m.shown("words", bare)) > 0 {
		t.Error("an article without sentences has some")
	}
}
