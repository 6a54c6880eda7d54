package cards_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/cards"
	"lede/cards/panels"
)

// TestEveryListShowsEachItemOnOneOfItsPages, and in the order in which they were given.
func TestEveryListShowsEachItemOnOneOfItsPages(t *testing.T) {
	const items = 60
	a, sparse := &briefing.Article{Title: "T", Site: "S"}, []int{}
	var hits []cards.Hit
	var heads []cards.Headline
	var judged []panels.Judged
	var past []panels.Past
	var sources []panels.Source
	var running []cards.RunningStory
	var chapters []cards.Chapter
	var only []int
	for i := range items {
		name := item(i)
		span := briefing.Span{Start: len(a.Text), End: len(a.Text) + len(name)}
		// Between two cited sentences are some that are not cited, so that each has neighbours of its own.
		a.Text += name + "\nbeside\nbeside\nbeside\n"
		sparse = append(sparse, len(a.Sentences))
		a.Sentences = append(a.Sentences, briefing.Sentence{Span: span})
		for n := range 3 {
			start := span.End + 1 + n*len("beside\n")
			a.Sentences = append(a.Sentences, briefing.Sentence{Span: briefing.Span{Start: start, End: start + len("beside")}})
		}
		a.People = append(a.People, briefing.Person{Name: name})
		a.Quotes = append(a.Quotes, briefing.Quote{Span: span, Sentence: sparse[i], Speaker: "N"})
		a.Developments = append(a.Developments, briefing.Development{Sentences: []int{sparse[i]}})
		h := cards.Headline{Ref: fmt.Sprint(i), Title: name}
		heads, hits, running = append(heads, h), append(hits, cards.Hit{Headline: h}), append(running, cards.RunningStory{Headline: h})
		judged, past, sources = append(judged, panels.Judged{Title: name}), append(past, panels.Past{Channel: name, Outcome: "sent"}), append(sources, panels.Source{ID: fmt.Sprint(i), Name: name})
		chapters = append(chapters, cards.Chapter{Article: &briefing.Article{Title: name}})
		only = append(only, sparse[i])
	}
	for name, draw := range map[string]func(from int) cards.Card{
		"articles":       func(from int) cards.Card { return cards.Headlines(en, heads, cards.Choice{}, from) },
		"what was found": func(from int) cards.Card { return cards.Search(en, "w", hits, false, from) },
		"people":         func(from int) cards.Card { return cards.People(en, a, "r", from) },
		"quotes":         func(from int) cards.Card { return cards.Quotes(en, a, "r", nil, from) },
		"developments":   func(from int) cards.Card { return cards.Developments(en, a, "r", from) },
		"context":        func(from int) cards.Card { return cards.Context(en, a, "r", sparse, from) },
		"what a filter does": func(from int) cards.Card {
			return panels.FilterTest(en, "", judged, false, cards.Link{Command: "x"}, from)
		},
		"the history": func(from int) cards.Card { return panels.DigestHistory(en, past, panels.Schedule{}, from) },
		"sources":     func(from int) cards.Card { return panels.Sources(en, sources, items, from) },
		"stories":     func(from int) cards.Card { return cards.Stories(en, running, from) },
		"a story":     func(from int) cards.Card { return cards.Timeline(en, "r", chapters, 0, from) },
		"what one source tells": func(from int) cards.Card {
			return cards.Compare(en, cards.Comparison{Ref: "r", Articles: []*briefing.Article{a}, Only: [][]int{only}, Quotes: [][]int{nil}}, from)
		},
	} {
		const gone = "this page is gone" // as for a button of long ago, when there were more
		if text := strings.Join(texts(t, draw(items+5)), "\n"); !strings.Contains(text, gone) {
			t.Errorf("%s: behind the last page stands %q", name, text)
		}
		next := 0
		for from, pages := 0, 0; pages == 0 || from > 0; pages++ {
			c := draw(from)
			check(t, name, c)
			text := strings.Join(texts(t, c), "\n")
			first := next
			for next < items && strings.Contains(text, item(next)) {
				next++
			}
			if n := strings.Count(text, "item"); n != next-first || n == 0 || strings.Contains(text, gone) {
				t.Errorf("%s: the page from %d on has %d items, of which %d follow those before", name, from, n, next-first)
				break
			}
			if before := from; further(t, c) != before {
				from = further(t, c)
			} else {
				from = 0
			}
		}
		if next != items {
			t.Errorf("%s: %d of %d items are on a page", name, next, items)
		}
	}
}

func item(i int) string { return fmt.Sprintf("item%dx", i) }

// TestAnEmptyListSaysWhatItIsOf: no articles of a source or a day does not mean no articles at all.
func TestAnEmptyListSaysWhatItIsOf(t *testing.T) {
	nothing, _ := marshal(t, cards.Headlines(en, nil, cards.Choice{}, 0))
	day := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	for named, c := range map[string]cards.Choice{"Herald": {Source: "s", Name: "Herald"}, "2 March 2026": {Day: "yesterday", On: day}} {
		if got, _ := marshal(t, cards.Headlines(en, nil, c, 0)); got == nothing || !strings.Contains(got, named) {
			t.Errorf("%s: %s", named, got)
		}
	}
}

// TestHowOftenASourceHasNews is said by the hour, the day, the week or the month.
func TestHowOftenASourceHasNews(t *testing.T) {
	const day = 24 * time.Hour
	for pace, want := range map[time.Duration]string{
		0: "rhythm not known", -1: "rhythm not known", time.Minute: "60 articles an hour", time.Hour: "one article an hour", time.Hour + 1: "24 articles a day",
		day: "one article a day", day + 1: "7 articles a week", 7 * day: "one article a week", 7*day + 1: "4 articles a month", 90 * day: "one article a month",
	} {
		text, _ := shownIn(t, panels.SourceShown(en, "", panels.Source{ID: "1", Name: "N", Pace: pace}, ""))
		if !strings.Contains(text, want) {
			t.Errorf("%v: %s, want %q", pace, text, want)
		}
	}
}

// TestOfManyDigestsSomeSayWhyAnArticleIsHere, so that the card has room for its story.
func TestOfManyDigestsSomeSayWhyAnArticleIsHere(t *testing.T) {
	w := cards.Why{Headline: cards.Headline{Ref: "r", Title: "T"}, Source: "S"}
	for range 20 {
		w.Digests = append(w.Digests, cards.Passed{Channel: "7", Filter: strings.Repeat("x", 500)})
	}
	if text, _ := marshal(t, cards.WhyHere(en, w)); strings.Count(text, "#7") != 3 {
		t.Errorf("%d digests are named", strings.Count(text, "#7"))
	}
}
