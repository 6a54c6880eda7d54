package talk_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/commands/talk"
)

// TestWhatSomebodySaidIsFoundInALongArticle asks of an article of tens of thousands of sentences, each of which once was compared with all quotations.
func TestWhatSomebodySaidIsFoundInALongArticle(t *testing.T) {
	var text strings.Builder
	for i := range 12_000 {
		fmt.Fprintf(&text, "“No %d,” said Bob Roe. Ann Lee ran %d. She said no %d. ", i, i, i)
	}
	a, err := briefing.Parse(text.String(), briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ann := talk.Named(a, "Ann Lee")
	if len(ann) != 1 || len(a.Quotes) < 10_000 {
		t.Fatalf("%d people, %d quotations", len(ann), len(a.Quotes))
	}
	from := time.Now()
	talk.SaidAbout(a, ann[0], "What did Ann Lee say about the zebra?", "zebra")
	talk.WillDo(a, ann[0], "What will Ann Lee do?")
	talk.Further(a, ann[0], nil, briefing.Answer{})
	const most = 5 * time.Second // a tenth of it is ample
	if took := time.Since(from); took > most {
		t.Errorf("it took %v", took)
	}
}
