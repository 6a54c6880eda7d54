package story

import (
	"strconv"
	"strings"
	"testing"

	"lede/briefing"
)

// TestALongSentenceIsComparedByItsBeginning: each of its words may be compared with each of another, so that a hundred thousand would take for ever.
func TestALongSentenceIsComparedByItsBeginning(t *testing.T) {
	var b strings.Builder
	for i := range 4 * longestCompared {
		b.WriteString("she said “it rains here” of word" + strconv.Itoa(i) + ", ")
	}
	a, err := briefing.Parse(b.String()+"and it rained.", briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if s := sayingOf(a, 0); !s.cut || len(s.stems) > longestCompared || len(quotesIn(a, a.Sentences[0].Span)) > longestCompared {
		t.Errorf("%d stems and %d quotations of one sentence, cut: %v", len(s.stems), len(quotesIn(a, a.Sentences[0].Span)), s.cut)
	}
	if all := sayings(a, 0); len(all[0].lower) > longestCompared {
		t.Errorf("%d words", len(all[0].lower))
	}
	if got := SideBySide([]*briefing.Article{a, a}); len(got.Shared) != 0 {
		t.Errorf("what is beyond its beginning may differ: %v", got.Shared)
	}
	if quoted := onlyQuoted(a, nil); len(quoted) > mostCompared {
		t.Errorf("%d quotations are compared", len(quoted))
	}
}
