package page

import (
	"testing"

	"golang.org/x/net/html/atom"
)

func TestWhatMaySumUpAStory(t *testing.T) {
	const sum = "Council ends sixty summers of swimming in Mill Lane"
	for name, c := range map[string]struct {
		b    block
		want bool
	}{
		"a standfirst": {block{text: sum}, true}, "with a link": {block{text: sum, linked: 9}, false}, "behind a picture": {block{text: sum, shown: true}, false}, "a byline": {block{text: "By Ann Poole"}, false},
		"a date": {block{text: "Sunday, 15 March 2026 at 20:41"}, false}, "a year": {block{text: "Most swimmers there, since the highest of summers in 2013"}, true}, "to the reader": {block{text: "Read what our reporters tell you of Ferring"}, false},
	} {
		if got := c.b.maySum(); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestALineOfADateHasFewOtherWords, but for those behind a label.
func TestALineOfADateHasFewOtherWords(t *testing.T) {
	for line, want := range map[string]bool{
		"Sunday, 15 March 2026 at 20:41": true, "Most swimmers there, since the highest of summers in 2013": false,
		"Published by the council and for the town in 2026": true, "Updated by the council and for the town in 2026": true, "Opened by the council and for the town in 2026": false,
	} {
		if got := (block{text: line}).dates(); got != want {
			t.Errorf("%q: %v", line, got)
		}
		if got := (block{text: line}).isMeta(""); got != want {
			t.Errorf("%q is about the article: %v", line, got)
		}
	}
	if !namesOnly("Ann Poole", "Ann Poole") || namesOnly("Ann", "Ann Poole") || namesOnly("", "") {
		t.Error("a line with the author's name alone")
	}
}

func TestLinesOfOneParagraphSignNothingTwice(t *testing.T) {
	p := func(of int) block { return block{text: "Mill Lane", kind: atom.P, of: of} }
	if one := []block{p(1), p(1), p(1)}; signs(one, 2) {
		t.Error("three lines of one paragraph")
	}
	if two := []block{p(1), p(1), p(2), p(2)}; !signs(two, 3) || !signs(two, 2) {
		t.Error("two paragraphs")
	}
	for kind, want := range map[atom.Atom]int{atom.P: 2, atom.H2: 1} {
		b := block{text: "Mill Lane Ferring", kind: kind}
		if got := len(b.lines("Mill Lane Ferring", []lineBreak{{at: len("Mill Lane")}})); got != want {
			t.Errorf("%v: %d lines", kind, got)
		}
	}
}
