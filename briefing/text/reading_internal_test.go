package text

import (
	"strings"
	"testing"
)

// read reads a text of one paragraph.
func read(t *testing.T, text string) *Reading {
	t.Helper()
	paragraphs := Paragraphs(text)
	return Read(text, paragraphs, Sentences(text, paragraphs, nil), nil, "", "")
}

// TestAReadingLeavesNothingToTheNext: neither tokens nor words of a text remain in memory that is used again.
func TestAReadingLeavesNothingToTheNext(t *testing.T) {
	const one, other = "The ferry Amber left Oldmere with forty barrels of salt and came back on Sunday.", "A bridge fell."
	first := read(t, one)
	tokens := first.Tokens
	first.Release()
	for _, token := range tokens[:cap(tokens)] {
		if token.Lower != "" {
			t.Fatalf("%q is still held", token.Lower)
		}
	}
	next := read(t, other)
	if len(next.Tokens) != 4 || len(next.First) != 2 || next.Vocabulary.Len() != 4 {
		t.Errorf("%d tokens, %d sentences, %d different words", len(next.Tokens), len(next.First)-1, next.Vocabulary.Len())
	}
	if _, ok := next.Vocabulary.Of("ferry"); ok {
		t.Error("a word of another text is known")
	}
}

// TestTheMemoryOfALongTextIsNotKept, or one long text would cost its memory for as long as short ones come.
func TestTheMemoryOfALongTextIsNotKept(t *testing.T) {
	read(t, strings.Repeat("One bell rang. ", mostSpared)).Release()
	if r := spare.Get().(*Reading); cap(r.Tokens) > mostSpared {
		t.Errorf("room for %d tokens is kept", cap(r.Tokens))
	}
}
