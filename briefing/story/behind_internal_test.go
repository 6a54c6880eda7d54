package story

import (
	"testing"

	"lede/briefing"
)

// TestTheSpeakerIsNotCounted: the speaker after a figure, with an office or a long name, is not counted.
func TestTheSpeakerIsNotCounted(t *testing.T) {
	var articles []*briefing.Article
	for _, text := range []string{
		"Repairs will cost about 4.2 million euros, said Marta Lindqvist, the head of the harbour office. The bridge stays shut.",
		"Repairs will cost 4.6 million euros, the road office of the region said on Monday. The bridge will be closed until April.",
	} {
		a, err := briefing.Parse(text, briefing.Options{})
		if err != nil {
			t.Fatal(err)
		}
		articles = append(articles, a)
	}
	if d := Differences(articles); len(d) != 1 || len(d[0]) != 2 {
		t.Errorf("%d differences: %v", len(d), d)
	}
}
