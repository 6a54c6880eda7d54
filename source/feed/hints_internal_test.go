package feed

import (
	"strings"
	"testing"
)

// TestHintsFindWhatIsThere, wherever a word stands, and nothing besides.
func TestHintsFindWhatIsThere(t *testing.T) {
	words := []string{"ubscri", "ember only", "onné", "UBSCRI", "nhalt"}
	h := hintsOf(words...)
	for _, text := range []string{"", "b", "ubscr", "The council met.", "onne", "December", "é", "ember  only", "Ubscri", "uubscr ubscr i", "s'abonné", "a UBSCRI", "ubscri", "xember only", "Inhalt."} {
		want := false
		for _, w := range words {
			want = want || strings.Contains(text, w)
		}
		if h.in(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}
