package understanding_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/briefing/answer"
	"lede/commands/talk"
	"lede/commands/talk/understanding"
	"lede/store/kvtest"
)

// TestManyPeopleTakeTimeInProportion: for each of those whom “she” may be, the whole article was once read.
func TestManyPeopleTakeTimeInProportion(t *testing.T) {
	took := func(people int) time.Duration {
		var text strings.Builder
		for i := range people {
			fmt.Fprintf(&text, "Ann Lor%x, 43, the mayor of Dor%x, said that “we have 30 boats,” and she met Eva Cor%x. He said “No, the river rose.”\n\n", i, i, i)
		}
		a, err := briefing.Parse(text.String(), briefing.Options{})
		if err != nil {
			t.Fatal(err)
		}
		x := answer.NewIndex(a)
		from := kvtest.ProcessorTime(t)
		understanding.Of(x, talk.Before{Shown: []int{0}}, "did she deny it?")
		return kvtest.ProcessorTime(t) - from
	}
	took(10) // makes first what all share
	if before, after := took(75)+time.Millisecond, took(1200); after > 64*before {
		t.Errorf("%v for some people, %v for sixteen times as many", before, after)
	}
}
