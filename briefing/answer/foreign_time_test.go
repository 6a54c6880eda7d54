package answer_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/briefing/answer"
	"lede/store/kvtest"
)

// TestALongInterviewAbroadIsAnsweredAtOnce asks who said what of an article with a thousand quotations, which once took a minute.
func TestALongInterviewAbroadIsAnsweredAtOnce(t *testing.T) {
	var text strings.Builder
	for i := range 600 {
		fmt.Fprintf(&text, "La alcaldesa Ana López llegó ayer %d a la ciudad. “Sí, hay mucha agua %d para todos”, dijo ella. ", i, i)
		fmt.Fprintf(&text, "Fue una noche muy larga para toda la gente de la ciudad “número %d”.\n\n", i)
	}
	a, err := briefing.Parse(text.String(), briefing.Options{})
	if err != nil || a.Language != "es" || len(a.Quotes) < 1000 {
		t.Fatalf("read %d quotations in %q: %v", len(a.Quotes), a.Language, err)
	}
	x := answer.NewIndex(a)
	const most = 20 * time.Second // of the processor: some hundred times what it takes
	for _, asked := range []string{"¿qué dijo López?", "¿quién es el obispo de la catedral?"} {
		from := kvtest.ProcessorTime(t)
		x.Answer(asked)
		if took := kvtest.ProcessorTime(t) - from; took > most {
			t.Errorf("%s took %v", asked, took)
		}
	}
}
