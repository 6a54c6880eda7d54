package words_test

import (
	"strconv"
	"testing"

	"lede/briefing/words"
)

// TestNumbering: a word keeps its number however many come after it, and one that was never entered has none.
func TestNumbering(t *testing.T) {
	const many = 5000
	n := words.NewNumbering(2)
	n.Enter("before")
	n.Forget()
	n.Expect(3)
	if _, ok := n.Of("before"); ok || n.Len() > 0 {
		t.Error("a word is not forgotten")
	}
	for i := range many {
		if number, isNew := n.Enter(strconv.Itoa(i)); number != i || !isNew {
			t.Fatalf("word %d has the number %d, new: %v", i, number, isNew)
		}
	}
	for i := range many {
		word := strconv.Itoa(i)
		number, ok := n.Of(word)
		again, isNew := n.Enter(word)
		if number != i || !ok || again != i || isNew || n.Word(i) != word {
			t.Fatalf("word %d has the number %d or %d", i, number, again)
		}
	}
	if _, ok := n.Of("none"); ok || n.Len() != many {
		t.Errorf("a word that was never entered has a number, or there are %d of %d", n.Len(), many)
	}
}
