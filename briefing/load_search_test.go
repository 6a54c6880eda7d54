package briefing_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"lede/briefing"
)

// figures is a structured article with a figure for each of the words to find.
func figures(text string, finds []map[string]any) []byte {
	list := make([]map[string]any, len(finds))
	for i, f := range finds {
		list[i] = map[string]any{"value": 1, "find": f["find"], "nth": f["nth"]}
	}
	b, _ := json.Marshal(map[string]any{"title": "T", "text": text, "figures": list})
	return b
}

// TestWordsAreLookedForOnce: a file that asks thousands of times for one common word has the text searched once. Searching it
// each time would read 3 GB.
func TestWordsAreLookedForOnce(t *testing.T) {
	text := strings.Repeat("The fox saw the dog. ", 10_000)
	var finds []map[string]any
	for i := range 9000 {
		finds = append(finds, map[string]any{"find": "the", "nth": i + 1})
	}
	a, err := briefing.Load(figures(text, finds), briefing.Options{})
	if err != nil || len(a.Figures) != len(finds) {
		t.Fatal(err)
	}
	if at := a.Figures[8999].Start; at != strings.Index(text, "the")+8999*21 {
		t.Errorf("the last is at %d", at)
	}
}

// TestTooManyDifferentWordsAreRefused: each means another search of the text.
func TestTooManyDifferentWordsAreRefused(t *testing.T) {
	text := strings.Repeat("The fox saw the dog. ", 10_000)
	var finds []map[string]any
	for i := range 2000 {
		word := fmt.Sprintf("fox%d", i)
		text += " " + word + "."
		finds = append(finds, map[string]any{"find": word, "nth": 1})
	}
	if _, err := briefing.Load(figures(text, finds), briefing.Options{}); err == nil || !strings.Contains(err.Error(), "one search too many") {
		t.Errorf("got %v", err)
	}
	if _, err := briefing.Load(figures(text, finds[:500]), briefing.Options{}); err != nil {
		t.Error(err)
	}
}
