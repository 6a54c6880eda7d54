package answer_test

import (
	"reflect"
	"sync"
	"testing"

	"lede/briefing"
	"lede/briefing/answer"
)

// parsed parses an article.
func parsed(t *testing.T, text string) *briefing.Article {
	t.Helper()
	a, err := briefing.Parse(text, briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestQuestionsAskedAloneShareNothing: an answer is the same whatever was asked before it and is asked beside it, although indexes share memory.
func TestQuestionsAskedAloneShareNothing(t *testing.T) {
	articles := []*briefing.Article{
		parsed(t, "Ferry sinks\n\nThe ferry Amber sank off Oldmere on Sunday, the harbour master, Ann Lee, said. All 12 people aboard were saved. “We were lucky,” she said."),
		parsed(t, "Council votes\n\nThe council of Thornby voted to close the library on Tuesday. It has 48 rooms and cost £4 million. The former clerk, Bob Kay, was against it."),
		parsed(t, "Rain again\n\nIt rained."),
	}
	questions := []string{"who is the harbour master?", "how many people were aboard?", "when did the council vote?", "what did the clerk want?"}
	var all sync.WaitGroup
	for turn := range 4 {
		all.Go(func() {
			for i := range 3 * len(articles) {
				for _, q := range questions {
					a := articles[(i+turn)%len(articles)]
					if one, other := answer.From(a, q), answer.NewIndex(a).Answer(q); !reflect.DeepEqual(one, other) {
						t.Errorf("%s: %v, and alone %v", q, one, other)
					}
				}
			}
		})
	}
	all.Wait()
}
