package commands_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/store/kvtest"
)

// TestAStoryOfLongArticlesIsToldAtOnce: pages of minutes that say nearly the same thousands of times keep nobody waiting.
func TestAStoryOfLongArticlesIsToldAtOnce(t *testing.T) {
	d, _ := newDesk(t)
	in := admin("story", "", nil)
	for i := range 4 {
		var b strings.Builder
		fmt.Fprintf(&b, "The ferry of Lowbridge sank at pier seven in edition %d\n", i)
		for n := 0; b.Len() < 240<<10; n++ {
			fmt.Fprintf(&b, "The mayor of Lowbridge, Ada Quill%d, said that the ferry number %d%d sank at pier %d with %d people.\n", n%500, n, i, n%17, n*7)
		}
		a, err := briefing.Parse(b.String(), briefing.Options{})
		if err == nil {
			_, _, err = d.Add(t.Context(), in.Guild, "p", a)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	start := kvtest.ProcessorTime(t)
	contains(t, run(t, d, in), "edition 3", "edition 0")
	if took := kvtest.ProcessorTime(t) - start; took > 8*time.Second {
		t.Errorf("it takes %v of the processor", took)
	}
}
