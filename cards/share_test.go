package cards_test

import (
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/cards"
	"lede/cards/panels"
	"lede/languages"
)

// evenly is an article of this many sentences of size bytes each, every one a key point, a development and a quotation.
func evenly(sentences, size int) *briefing.Article {
	a := &briefing.Article{Title: "T"}
	speaker := briefing.Person{Name: "N"}
	for i := range sentences {
		span := briefing.Span{Start: len(a.Text), End: len(a.Text) + size}
		a.Text += strings.Repeat("z", size)
		a.Sentences = append(a.Sentences, briefing.Sentence{Span: span})
		a.Summary = append(a.Summary, i)
		a.Developments = append(a.Developments, briefing.Development{Sentences: []int{i}})
		a.Quotes = append(a.Quotes, briefing.Quote{Span: span, Sentence: i, Speaker: "N", SpeakerKind: briefing.SpeakerPerson})
		speaker.Quotes = append(speaker.Quotes, i)
	}
	a.People = []briefing.Person{speaker}
	return a
}

// TestPromiseVerbatimACardShowsAtMostAThird of an article, or 1200 bytes of a short one; and it uses that room if the article
// has enough.
func TestPromiseVerbatimACardShowsAtMostAThird(t *testing.T) {
	for _, c := range []struct{ sentences, size, shown int }{
		{30, 200, 2000}, // a third to the byte
		{29, 200, 1800}, // a third is 1933 bytes
		{24, 250, 2000},
		{6, 300, 1200}, // a third would be 600 bytes
		{5, 300, 1200},
		{6, 301, 903},
		{4, 300, 1200}, // all of it
		{3, 500, 1000},
		{1, 1200, 1200},
		{2, 1201, 0},
	} {
		a := evenly(c.sentences, c.size)
		answer := briefing.Answer{Question: "q", Answered: true}
		for _, s := range a.Sentences {
			answer.Sentences = append(answer.Sentences, briefing.Evidence{Span: s.Span, Text: a.At(s.Span)})
		}
		for name, card := range map[string]cards.Card{
			"summary": cards.Summary(languages.Language{}, a, "r"), "developments": cards.Developments(languages.Language{}, a, "r", 0), "quotes": cards.Quotes(languages.Language{}, a, "r", nil, 0),
			"person": cards.Person(languages.Language{}, a, "r", &a.People[0]), "answer": cards.Answer(languages.Language{}, a, "r", answer, cards.Ways{}),
		} {
			if shown := newsIn(decode(t, card)); shown != c.shown {
				t.Errorf("%s: of %d sentences of %d bytes %d bytes are shown, want %d", name, c.sentences, c.size, shown, c.shown)
			}
		}
	}
}

// TestPromiseVerbatimADigestShowsAtMostAThirdOfEachArticle: each section gets an even part of what is left.
func TestPromiseVerbatimADigestShowsAtMostAThirdOfEachArticle(t *testing.T) {
	for _, c := range []struct {
		sentences, size int
		sections        []string
		shown           int
	}{
		{9, 400, nil, 1200},
		{12, 400, nil, 1200},
		{9, 401, nil, 1203}, // a third to the byte
		{8, 401, nil, 802},
		{18, 200, []string{"quotes"}, 600},               // three quotations at most
		{9, 300, []string{"key points", "quotes"}, 1200}, // two of each: 600 bytes are the half
		{9, 601, []string{"quotes", "key points"}, 1803}, // one of 901 bytes, then two of the 1202 that are left
		{9, 1300, []string{"key points"}, 2600},          // a third is 3900 bytes; this many fit on the card
	} {
		a := evenly(c.sentences, c.size)
		card := cards.Digest(languages.Language{}, []cards.Story{{Ref: "r", Article: a}}, cards.Style{Due: time.Now(), Sections: c.sections})
		if shown := newsIn(decode(t, card)); shown != c.shown {
			t.Errorf("%v of %d sentences of %d bytes: %d bytes are shown, want %d", c.sections, c.sentences, c.size, shown, c.shown)
		}
		part := cards.Digest(languages.Language{}, []cards.Story{{Ref: "r", Article: a, Bytes: 2 * len(a.Text)}}, cards.Style{Due: time.Now(), Sections: c.sections})
		if shown := newsIn(decode(t, part)); shown < c.shown {
			t.Errorf("of an article twice as long only %d bytes are shown", shown)
		}
	}
}

// newsIn counts the bytes of evenly's sentences.
func newsIn(list []component) (bytes int) {
	for _, c := range list {
		bytes += strings.Count(c.Content, "z") + newsIn(c.Components)
	}
	return bytes
}

// TestTitlesTakeNothingFromEachOther: they are of different articles, so a list of long ones is shown as far as it fits.
func TestTitlesTakeNothingFromEachOther(t *testing.T) {
	const many = 15
	var list []cards.Headline
	var judged []panels.Judged
	var stories []cards.RunningStory
	for range many {
		title := "Title " + strings.Repeat("long ", 28) // together more than the 1200 bytes of one short article
		list, judged = append(list, cards.Headline{Ref: "r", Title: title}), append(judged, panels.Judged{Title: title})
		stories = append(stories, cards.RunningStory{Headline: cards.Headline{Ref: "r", Title: title}})
	}
	for name, c := range map[string]cards.Card{
		"headlines": cards.Headlines(en, list, cards.Choice{}, 0), "a filter's test": panels.FilterTest(en, "", judged, false, cards.Link{Command: "x"}, 0), "stories": cards.Stories(en, stories, 0),
	} {
		if n := strings.Count(strings.Join(texts(t, c), "\n"), "Title "); n < many {
			t.Errorf("%s: %d of %d titles are shown", name, n, many)
		}
	}
}
