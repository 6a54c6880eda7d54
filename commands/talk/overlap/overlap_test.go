package overlap_test

import (
	"testing"

	"lede/briefing"
	"lede/commands/talk/overlap"
)

// TestAnArticleTellsOftenOfAThing by several sentences, not by one that has it twice.
func TestAnArticleTellsOftenOfAThing(t *testing.T) {
	a, err := briefing.Parse("The dam at Tarn broke on Monday. A farmer called a farmer. The dams of the valley are old.", briefing.Options{Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		of   []string
		want bool
	}{{[]string{"dam"}, true}, {[]string{"farmer"}, false}, {[]string{"farmer", "dams"}, true}, {[]string{"unicorn"}, false}, {nil, false}} {
		if got := overlap.TellsOften(a, c.of, 2); got != c.want {
			t.Errorf("of %q: %t", c.of, got)
		}
	}
}
