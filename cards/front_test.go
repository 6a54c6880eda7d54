package cards_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/cards"
)

// TestADigestIsAFrontPage: which edition it is, how much there is to read and when the next one comes; of each story whose it is, of when, and
// who reports it too.
func TestADigestIsAFrontPage(t *testing.T) {
	day := time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC)
	a := numbered(40, "")
	a.Site, a.Published, a.TitleSource = "The *Post*", &day, briefing.TitleLede
	long := cards.Story{Ref: "r", Article: a, Bytes: 40_000}
	var others []cards.Headline
	for i := range 5 {
		others = append(others, cards.Headline{Site: fmt.Sprintf("Site %d", i), URL: fmt.Sprintf("https://%d.example/a", i)})
	}
	for hour, part := range map[int]string{3: "night", 4: "morning", 11: "morning", 12: "afternoon", 16: "afternoon", 17: "evening", 23: "evening"} {
		at := day.Add(time.Duration(hour) * time.Hour)
		c := cards.Digest(en, []cards.Story{{Ref: "r", Article: a, Others: others}}, cards.Style{Due: at, Day: at, Next: at.Add(time.Hour)})
		check(t, part, c)
		want := fmt.Sprintf("## Friday 27 November 2026, %s\n-# Digest · <t:%d:t> · 1\u00a0story · about 1\u00a0minute", part, at.Unix())
		if got := texts(t, c); got[0] != want {
			t.Errorf("the head is %q, want %q", got[0], want)
		}
		if last := texts(t, c)[len(texts(t, c))-1]; last != fmt.Sprintf("-# Next edition: <t:%d:f>", at.Unix()+3600) {
			t.Errorf("the foot is %q", last)
		}
		if all, _ := shownIn(t, c); !strings.Contains(all, "\n-# The \\*Post\\* · 27 November 2026 · no headline given · also reported by [Site 0](https://0.example/a), [Site 1](https://1.example/a), [Site 2](https://2.example/a), 2 more") {
			t.Errorf("the story's source is not told in\n%s", all)
		}
	}
	a.Summary = a.Summary[:3]
	if got := texts(t, cards.Digest(en, []cards.Story{long, long, long}, cards.Style{Due: day, Sections: []string{"quotes", "key points", "figures"}}))[0]; !strings.Contains(got, "3\u00a0stories · about 1\u00a0minute") {
		t.Errorf("the head is %q", got)
	}
}

// TestWhatComesAsItComesSaysNothingTwice: the first post in a channel explains the numbers. A single story has a button, not a menu.
func TestWhatComesAsItComesSaysNothingTwice(t *testing.T) {
	at := time.Date(2026, 11, 27, 9, 0, 0, 0, time.UTC)
	story, other := cards.Story{Ref: "r", Article: numbered(4, "")}, cards.Story{Ref: "o", Article: numbered(5, "")}
	const explained, counted = "[n] is the sentence’s number", "about 1\u00a0minute"
	for _, c := range []struct {
		style cards.Style
		news  []cards.Story
		has   []string
	}{
		{cards.Style{}, []cards.Story{story}, []string{explained, counted}},
		{cards.Style{Again: true}, []cards.Story{story}, nil},
		{cards.Style{Again: true}, []cards.Story{story, other}, []string{counted}},
		{cards.Style{Day: at}, []cards.Story{story}, []string{explained, counted}},
	} {
		c.style.Due = at
		card := cards.Digest(en, c.news, c.style)
		check(t, "as it comes", card)
		all, _ := shownIn(t, card)
		for _, words := range []string{explained, counted} {
			if got, want := strings.Contains(all, words), slices.Contains(c.has, words); got != want {
				t.Errorf("%+v, %d stories: %q is there: %v, want %v", c.style, len(c.news), words, got, want)
			}
		}
		if raw, _ := marshal(t, card); strings.Contains(string(raw), `"story?article=r"`) != (len(c.news) == 1) {
			t.Errorf("%d stories: %s", len(c.news), raw)
		}
	}
}

// TestNobodyIsToldWhatAnUnreadArticleDoesNotSay: it may say so, and quote somebody, in words that Lede does not read.
func TestNobodyIsToldWhatAnUnreadArticleDoesNotSay(t *testing.T) {
	for text, want := range map[string]bool{"The bridge closes on Monday. Ferries run.": false, "橋は月曜日に閉鎖される。フェリーが運航する。": true} {
		a, err := briefing.Parse(text, briefing.Options{})
		if err != nil {
			t.Fatal(err)
		}
		near := briefing.Answer{Question: "Why?", Nearest: []briefing.Evidence{{Span: a.Sentences[0].Span, Text: a.SentenceText(0)}}}
		unsure := near
		unsure.Unsure = true
		for name, c := range map[string]cards.Card{
			"answer": cards.Answer(en, a, "r", near, cards.Ways{}), "unsure": cards.Answer(en, a, "r", unsure, cards.Ways{}), "quotes": cards.Quotes(en, a, "r", nil, 0),
		} {
			all, _ := shownIn(t, c)
			if unread := strings.Contains(all, "I hardly read this article’s language"); unread != want || want && strings.Contains(all, "does not say") {
				t.Errorf("%s: %s", name, all)
			}
		}
	}
}

// TestNobodyIsToldWhatAnArticleDoesNotSayInAnotherLanguage than that of the question, whether or not something comes near.
func TestNobodyIsToldWhatAnArticleDoesNotSayInAnotherLanguage(t *testing.T) {
	a := numbered(2, "")
	near := []briefing.Evidence{{Span: a.Sentences[0].Span, Text: a.SentenceText(0)}}
	for _, found := range []briefing.Answer{{Foreign: true}, {Foreign: true, Nearest: near}, {Foreign: true, Nearest: near, Unsure: true}} {
		found.Question = "Warum?"
		all, _ := shownIn(t, cards.Answer(en, a, "r", found, cards.Ways{}))
		if !strings.Contains(all, "Your question is not in this article’s language") || strings.Contains(all, "does not say") {
			t.Error(all)
		}
	}
}

// TestPeopleAreGroupedByTheirPartInTheStory and named once each.
func TestPeopleAreGroupedByTheirPartInTheStory(t *testing.T) {
	a := numbered(8, "")
	mentions := func(n int) (list []briefing.Mention) {
		for i := range n {
			list = append(list, briefing.Mention{Sentence: i, Span: a.Sentences[i].Span})
		}
		return list
	}
	a.People = []briefing.Person{{Name: "Named", Mentions: mentions(1)}, {Name: "Heard", Mentions: mentions(2), Quotes: []int{0}}, {Name: "Central", Mentions: mentions(4)}, {Name: "Named Too", Mentions: mentions(3)}}
	got := strings.Join(texts(t, cards.People(en, a, "r", 0))[1:5], "\n")
	want := "-# At the centre\n**Central** [1]\n-# Quoted\n**Heard** [1] · 1\u00a0quote\n-# Also named\n**Named** [1]\n**Named Too** [1]"
	if got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if second := texts(t, cards.People(en, a, "r", 3))[1]; second != "-# Also named\n**Named Too** [1]" {
		t.Errorf("a page begins with %q", second)
	}
}

// TestQuotationsStandUnderTheirSpeaker, with the sentence around those that mean little without it, and no sentence twice.
func TestQuotationsStandUnderTheirSpeaker(t *testing.T) {
	text := "Quill called it “a toy” and “a shame.” Holm said: “The arch will hold for a hundred years.” “It must close,” she said. “No.” Quill added: “Nobody has asked the people of this town.”"
	a := &briefing.Article{Title: "T", Text: text}
	for _, s := range []string{"Quill called it “a toy” and “a shame.”", "Holm said: “The arch will hold for a hundred years.”", "“It must close,” she said.", "“No.”", "Quill added: “Nobody has asked the people of this town.”"} {
		at := strings.Index(text, s)
		a.Sentences = append(a.Sentences, briefing.Sentence{Span: briefing.Span{Start: at, End: at + len(s)}})
	}
	quote := func(words string, sentence int, speaker string, partial bool) {
		at := strings.Index(text, words)
		a.Quotes = append(a.Quotes, briefing.Quote{Span: briefing.Span{Start: at, End: at + len(words)}, Sentence: sentence, Speaker: speaker, Partial: partial})
	}
	quote("“a toy”", 0, "Ada Quill", true)
	quote("“a shame.”", 0, "Ada Quill", true)
	quote("“The arch will hold for a hundred years.”", 1, "Mira Holm", false)
	quote("“It must close,”", 2, "Ada Quill", false)
	quote("“No.”", 3, "", false)
	quote("“Nobody has asked the people of this town.”", 4, "Ada Quill", false)
	got := texts(t, cards.Quotes(en, a, "r", nil, 0))
	want := []string{"**Ada Quill**\n> Quill called it “a toy” and “a shame.” [1]", "> “It must close,” she said. [3]", "> “Nobody has asked the people of this town.” [5]",
		"**Mira Holm**\n> “The arch will hold for a hundred years.” [2]", "-# speaker unclear\n> “No.” [4]"}
	if len(got) < 6 || strings.Join(got[1:6], "\n") != strings.Join(want, "\n") {
		t.Errorf("%q\nwant\n%q", got, want)
	}
	if second := texts(t, cards.Quotes(en, a, "r", nil, 1))[1]; second != "**Ada Quill**\n"+want[1] {
		t.Errorf("a page begins with %q", second)
	}
}
