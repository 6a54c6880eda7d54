package plain

import (
	"strings"
	"testing"
)

// TestWhatisFoldedStaysAsItIs: fold leaves alone what has nothing to fold.
func TestWhatisFoldedStaysAsItIs(t *testing.T) {
	for text, want := range map[string]bool{"": true, "a b": true, "a  b": false, " a": false, "a ": false, "a\tb": false, "é": false, "a\x00b": false, "a\u00adb": false} {
		if got := isFolded(text); got != want || got && strings.Join(strings.Fields(unseen.Replace(text)), " ") != text {
			t.Errorf("%q is folded: %v", text, got)
		}
	}
	if got := Fold(" a \n b\u00ad"); got != "a b" {
		t.Errorf("%q", got)
	}
}
