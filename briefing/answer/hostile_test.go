package answer_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/briefing/answer"
	"lede/store/kvtest"
)

// hostile returns texts in which something that questions are about occurs over and over, each of about size bytes.
func hostile(size int) map[string]string {
	var women, list strings.Builder
	for i := 0; women.Len() < size; i++ {
		fmt.Fprintf(&women, "Mrs Ann Bar%x was seen. She left, and it was late, and %x. ", i, i)
	}
	for i := 0; list.Len() < size/2; i++ {
		fmt.Fprintf(&list, "Mr Cor%x Dar%x, ", i, i*7)
	}
	over := func(s string) string { return strings.Repeat(s, size/len(s)) + "End." }
	return map[string]string{
		"dates":           over("On Monday the river rose. "),
		"dates in one":    over("on 5 May 2024 "),
		"places in one":   over("it rose in Rome and "),
		"one person":      over("Ann Lee met Eva Roe. "),
		"a list of names": over("Ann Lee and Eva Roe and "),
		"women":           women.String(),
		"pronouns behind": list.String() + "met." + strings.Repeat(" He ran on.", size/22),
	}
}

// TestNoTextMakesAQuestionCostOutOfProportion: of 200 kB, once a question took two gigabytes, for the names of one sentence were carried through thousands
// behind it, and minutes where each sentence has a date, for all dates were read for each.
func TestNoTextMakesAQuestionCostOutOfProportion(t *testing.T) {
	small, large := hostile(16_000), hostile(256_000)
	for name := range small {
		var articles [2]*briefing.Article
		for i, text := range []string{small[name], large[name]} {
			var err error
			if articles[i], err = briefing.Parse(text, briefing.Options{}); err != nil {
				t.Fatal(err)
			}
		}
		for _, asking := range []string{"When did it happen?", "Where did it rise?", "Who ran on?", "What did Ann Lee say?", "What did she say?"} {
			costOf(t, articles[0], asking) // makes first what all questions share
			took, _ := costOf(t, articles[0], asking)
			longer, room := costOf(t, articles[1], asking)
			if longer > 64*(took+time.Millisecond) {
				t.Errorf("%s: %s %v for a text, %v for sixteen times as much", name, asking, took, longer)
			}
			if room > 256*uint64(len(large[name])) {
				t.Errorf("%s: %s %d bytes for a text of %d", name, asking, room, len(large[name]))
			}
		}
	}
}

// costOf answers a question and returns how long that took and how much memory.
func costOf(t *testing.T, a *briefing.Article, asking string) (time.Duration, uint64) {
	t.Helper()
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	from := kvtest.ProcessorTime(t)
	answer.From(a, asking)
	took := kvtest.ProcessorTime(t) - from
	runtime.ReadMemStats(&after)
	return took, after.TotalAlloc - before.TotalAlloc
}
