package answer_test

import (
	"fmt"
	"testing"

	"lede/briefing"
	"lede/briefing/answer"
)

// TestASpeakerWithoutLettersIsNobody: an editor may name anything that the text has.
func TestASpeakerWithoutLettersIsNobody(t *testing.T) {
	for _, name := range []string{"—", "...", "©", "👨", "5"} {
		a, err := briefing.Load(fmt.Appendf(nil, `{"text": "Ana Bo — © 👨 ... 5 came. “We go on,” she said. The union FNG said “no”.",
			"people": [], "organizations": [{"name": %q}], "quotes": [{"find": "“We go on,”", "speaker": %[1]q}]}`, name), briefing.Options{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, question := range []string{"what did Ana say?", "what did the union say?", "who said that?", "what did — say?"} {
			if got := answer.From(a, question); got.Question != question {
				t.Errorf("%s, %s: %+v", name, question, got)
			}
		}
	}
}
