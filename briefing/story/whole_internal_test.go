package story

import (
	"fmt"
	"strings"
	"testing"

	"lede/briefing"
	"lede/briefing/story/wording"
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

// TestALongSentenceIsComparedByItsBeginning: each of its words may be compared with each of another, so that a hundred thousand would take for ever.
func TestALongSentenceIsComparedByItsBeginning(t *testing.T) {
	a := long(t)
	if s := sayingOf(a, 0); len(s.stems) > wording.LongestCompared || len(quotesIn(a, a.Sentences[0].Span)) > wording.LongestCompared || len(sayings(a, 0)[0].lower) > wording.LongestCompared {
		t.Errorf("%d stems of one sentence", len(s.stems))
	}
	if got := SideBySide([]*briefing.Article{a, a}); len(got.Shared) != 0 {
		t.Errorf("what is beyond its beginning may differ: %v", got.Shared)
	}
	for at := range a.Quotes {
		a.Quotes[at].Span = a.Sentences[0].Span
	}
	if quoted := onlyQuoted(a, nil); len(quoted) != mostCompared {
		t.Errorf("%d quotations are compared", len(quoted))
	}
}

// long returns an article of one long sentence, much of it quoted.
func long(t *testing.T) *briefing.Article {
	words := strings.Repeat("she saw a wordy, ", 4*wording.LongestCompared)
	for i := range 4 * wording.LongestCompared {
		words = strings.Replace(words, "wordy", fmt.Sprint("word", i), 1)
	}
	a, err := briefing.Parse(words+"and it rained.", briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for at := range 4 * wording.LongestCompared {
		a.Quotes = append(a.Quotes, briefing.Quote{Span: briefing.Span{Start: 10 * at, End: 10*at + 10}, Speaker: "Ann Lowe", SpeakerKind: briefing.SpeakerPerson})
	}
	return a
}
