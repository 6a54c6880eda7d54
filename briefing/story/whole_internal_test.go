package story

import (
	"fmt"
	"testing"

	"lede/briefing"
)

// TestHeadlinesAreJoinedAsWholes: two groups whose headlines share few words one by one are one story if all their words
// together do. Words that every headline of the hour has count for little.
func TestHeadlinesAreJoinedAsWholes(t *testing.T) {
	var prints []print
	titles := []string{
		"Ferry Marsk Pearl runs aground off Tarnholm", "Marsk Pearl passengers taken ashore by lifeboat", "Tarnholm lifeboat frees grounded Marsk Pearl", "Grounded ferry: passengers reach Tarnholm",
		"Orchard growers fear late frost", "Growers count frost damage in orchards",
	}
	for i, title := range titles {
		a, err := briefing.Parse(title, briefing.Options{ID: fmt.Sprint(i), Title: title})
		if err != nil {
			t.Fatal(err)
		}
		s := Sign(a)
		if !s.Headline {
			t.Fatalf("%q is taken for no headline", title)
		}
		prints = append(prints, printOf(&s))
	}
	r := aroundOf(prints)
	at := func(list ...int) whole {
		var of []*print
		for _, i := range list {
			of = append(of, &prints[i])
		}
		return r.wholeOf(of...)
	}
	a, b, ab, ba, cd, ef := at(0), at(1), at(0, 1), at(1, 0), at(2, 3), at(4, 5)
	if one, all := a.likeness(&b), ab.likeness(&cd); all <= one {
		t.Errorf("as wholes they are alike by %.2f, one by one by %.2f", all, one)
	}
	if l := ab.likeness(&ef); l != 0 {
		t.Errorf("a ferry and an orchard are alike by %.2f", l)
	}
	if x, y := ab.likeness(&cd), ba.likeness(&cd); x != y {
		t.Errorf("the order of headlines counts: %v, %v", x, y)
	}
	before := a.likeness(&cd)
	for n := range 3000 {
		prints = append(prints, prints[n%4])
	}
	r = aroundOf(prints)
	if a, cd = at(0), at(2, 3); a.likeness(&cd) == before {
		t.Error("the headlines around change nothing")
	}
}
