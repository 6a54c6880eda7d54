package text

import (
	"strings"
	"testing"
)

// TestALabelFarFromItsTurnIsNone: searching a long gap again for each sentence after it would never end.
func TestALabelFarFromItsTurnIsNone(t *testing.T) {
	for gap, want := range map[int]int{1: 4, longestTurn + 1: -1} {
		text := "Ann Lee: No.\nAnn Lee: Yes.\nBob Ray:" + strings.Repeat(" ", gap) + "It stops. It does."
		p := Paragraphs(text)
		if len(p) != 6 {
			t.Fatalf("%d paragraphs", len(p))
		}
		if got := TurnLabel(text, p, 5); got != want {
			t.Errorf("behind %d spaces the label is %d, want %d", gap, got, want)
		}
	}
}
