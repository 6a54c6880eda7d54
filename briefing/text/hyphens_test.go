package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestHyphensAtTheEndOfALine: they go only if the joined word exists and no compound is meant.
func TestHyphensAtTheEndOfALine(t *testing.T) {
	for _, c := range []struct{ given, want, elsewhere string }{
		{given: "coun-\ncil", want: "council"},
		{given: "gov-\nernment", want: "government"},
		{given: "pro-\nvide", want: "provide"},
		{given: "drug-\nrelated", want: "drug-related"},
		{given: "head-\non", want: "head-on"},
		{given: "post-\nwar", want: "post-war"},
		{given: "re-\nelect", want: "re-elect"},
		{given: "US-\nage", want: "US-age"},
		{given: "Lind-\nholm", want: "Lind-holm"},
		{given: "Lind-\nholm", want: "Lindholm", elsewhere: "Lindholm"},
		{given: "post-\nwar", want: "postwar", elsewhere: "postwar"},
		{given: "base-\nball", want: "baseball"},
		{given: "base-\nball", want: "base-ball", elsewhere: "base-ball"},
		{given: "base-\nball", want: "base-ball", elsewhere: "baseball base-ball"},
	} {
		given := "The council talked for the whole evening about " + c.given + " and much else.\n\nNothing of " + c.elsewhere + " was new."
		flat := Flat(given)
		whole := Span{0, len(given)}
		if got := Seen(given, flat, whole); !strings.Contains(got, " "+c.want+" and") {
			t.Errorf("%q is read as %q", c.given, got)
		}
	}
}

// TestPaddingOfItsOwn: it must neither join nor split words.
func TestPaddingOfItsOwn(t *testing.T) {
	given := "She said it was over\u0085and the rest of it would be read in the coun-\ncil\u0085hall."
	flat := Flat(given)
	if got, want := Seen(given, flat, Span{0, len(given)}), "She said it was over and the rest of it would be read in the council hall."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	h := hyphens{text: "the coun-\ncil met"}
	twice := []byte(h.text)
	h.flatten(twice, Span{9, 10})
	h.flatten(twice, Span{8, 14})
	if !utf8.Valid(twice) {
		t.Errorf("a break that is passed twice leaves %q", twice)
	}
}
