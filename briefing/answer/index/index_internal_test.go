package index

import (
	"reflect"
	"runtime"
	"strings"
	"testing"

	"lede/briefing"
	"lede/briefing/question"
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

// TestWhoIsOneOfThousands: asking who somebody is takes memory in proportion to a list of names, not to its square.
func TestWhoIsOneOfThousands(t *testing.T) {
	list := func(n int) *Index {
		var b strings.Builder
		for i := range n {
			b.WriteString("Jack " + string([]byte{'A' + byte(i%26), 'a' + byte(i/26%26), 'a' + byte(i/676%26)}) + "orv, ")
		}
		return New(parsed(t, b.String()+"and nobody else."))
	}
	q := question.Read("who is the mayor of the town", "en")
	took := func(x *Index) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		x.Identify(&q)
		x.speakers(q.Words)
		runtime.ReadMemStats(&after)
		return (after.TotalAlloc - before.TotalAlloc) / uint64(len(x.People))
	}
	took(list(30)) // makes first what all questions share
	few, many := took(list(300)), took(list(3000))
	if many > 3*few {
		t.Errorf("%d bytes for each of 300 people, %d for each of 3,000", few, many)
	}
}

// TestWhereANameIs is found among all of them.
func TestWhereANameIs(t *testing.T) {
	const text = "Ann Lee met Bob Roe on Monday. “No,” said Ann Lee to him."
	x := New(parsed(t, text))
	for at := range text {
		begins, in := false, false
		for _, p := range x.People {
			for _, m := range p.Mentions {
				begins, in = begins || m.Start == at, in || m.Start <= at && at < m.End
			}
		}
		if x.personAt(at) != begins || x.PersonIn(at) != in {
			t.Errorf("at %d: %v and %v, want %v and %v", at, x.personAt(at), x.PersonIn(at), begins, in)
		}
	}
}

// TestTheWordsBeforeAName are at most four of its clause.
func TestTheWordsBeforeAName(t *testing.T) {
	for text, want := range map[string]int{"": 0, "a": 1, "a b c d": 4, "a b c d e": 1, "x. b c": 2, "x; b c d e f": 1, strings.Repeat("a ", 402): 4} {
		list := question.Words(text+" Ann", briefing.Span{End: len(text) + 4})
		name := len(list) - 1
		if got := name - describing(list, name); got != want {
			t.Errorf("%.20q: %d words, want %d", text, got, want)
		}
	}
}
