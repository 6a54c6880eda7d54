package index

import (
	"reflect"
	"strings"
	"testing"

	"lede/briefing"
)

// parsed parses an article.
func parsed(t *testing.T, text string) *briefing.Article {
	t.Helper()
	a, err := briefing.Parse(text, briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestAnIndexLeavesNothingToTheNext: no word of an article stays in memory that is used again.
func TestAnIndexLeavesNothingToTheNext(t *testing.T) {
	x := New(parsed(t, "Ferry sinks\n\nThe ferry Amber sank off Oldmere on Sunday, the harbour master, Ann Lee, said."))
	all, bags, people := x.all, x.Bags, x.people
	x.Release()
	for _, w := range all {
		if w.Fold != "" {
			t.Fatalf("%q is still held", w.Fold)
		}
	}
	for i := range bags {
		if !reflect.ValueOf(bags[i]).IsZero() {
			t.Fatalf("sentence %d is still held", i)
		}
	}
	for i := range people {
		if people[i].name != nil {
			t.Fatalf("%s is still held", people[i].name)
		}
	}
}

// TestTheMemoryOfALongArticleIsNotKept, or one would cost its memory for as long as short ones come.
func TestTheMemoryOfALongArticleIsNotKept(t *testing.T) {
	New(parsed(t, strings.Repeat("One bell rang here. ", mostSpared/2))).Release()
	if x := spare.Get().(*Index); cap(x.all) > mostSpared {
		t.Errorf("room for %d words is kept", cap(x.all))
	}
}
