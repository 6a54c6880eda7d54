package talk_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/commands/talk"
	"lede/store/kvtest"
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
	from := kvtest.ProcessorTime(t)
	talk.SaidAbout(a, ann[0], "What did Ann Lee say about the zebra?", "zebra")
	talk.WillDo(a, ann[0], "What will Ann Lee do?")
	talk.Further(a, ann[0], nil, briefing.Answer{})
	const most = 20 * time.Second // of the processor: some tens of times what it takes
	if took := kvtest.ProcessorTime(t) - from; took > most {
		t.Errorf("it took %v", took)
	}
}
