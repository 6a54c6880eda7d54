package cards_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/cards"
)

const harbour = `The ferry to Gull Rock will stop on Monday, the harbour office said. It has carried 4,200 passengers this year.
"The engine is older than I am," said Captain Mira Holm, who has steered it for 31 years. "I would not take my children on it," she added.
The new ferry will cost 12 million euros and arrive in May.
Harbour master Jon Tessel promised buses for the island's 83 pupils. "Nobody will miss a lesson," Tessel said.
The office will answer questions in the town hall on Sunday evening, and has asked the islanders to bring their own ideas.
Other developments this week:
A storm took the roof of the fish market on Thursday, the fire service said.
The lighthouse opened again after two years of repairs.`

func harbourStory(t *testing.T) cards.Story {
	t.Helper()
	a, err := briefing.Parse(harbour, briefing.Options{Title: "Ferry to stop", URL: "https://lowbridge.example/ferry"})
	if err != nil {
		t.Fatal(err)
	}
	return cards.Story{Ref: "r", Article: a}
}

// texts are the contents of a card's text displays, in order.
func texts(t *testing.T, c cards.Card) []string {
	t.Helper()
	var list []string
	for _, part := range decode(t, c)[0].Components {
		if part.Type == 10 {
			list = append(list, part.Content)
		}
	}
	return list
}

func digestOf(news []cards.Story, sections ...string) cards.Card {
	return cards.Digest(en, news, cards.Style{Due: time.Unix(1_770_000_000, 0), Sections: sections})
}

func TestADigestShowsTheSectionsThatWereChosenInTheirOrder(t *testing.T) {
	s := harbourStory(t)
	for _, c := range []struct {
		sections []string
		want     []string // what the parts begin with, after the head of the digest
		holds    []string
	}{
		{nil, []string{"The ferry"}, []string{"[1]"}},
		{[]string{"of tomorrow"}, []string{"The ferry"}, nil}, // what another version wrote
		{[]string{"quotes"}, []string{"-# Quotes\n**Mira Holm**\n> \"The engine is older than I am,\" said Captain Mira Holm"}, []string{"\n**Jon Tessel**\n> \"Nobody will miss a lesson,\" Tessel said."}},
		{[]string{"people"}, []string{"-# Who’s who\n**Mira Holm** — Captain"}, []string{"**Jon Tessel** — Harbour master"}},
		{[]string{"figures"}, []string{"-# Figures · 1 more\n**4,200** — passengers"}, []string{"**12 million euros**", "**83** — pupils"}},
		{[]string{"developments"}, []string{"-# Developments\nA storm took"}, []string{"The lighthouse opened again"}},
		{[]string{"figures", "key points"}, []string{"-# Figures", "The ferry"}, nil},
		{cards.Sections(), []string{"The ferry"}, []string{"-# Quotes", "-# Who’s who", "-# Figures", "-# Developments"}},
	} {
		card := digestOf([]cards.Story{s}, c.sections...)
		check(t, fmt.Sprint(c.sections), card)
		list := texts(t, card)
		list = list[1 : len(list)-1] // the head and the note are Lede's own
		all := strings.Join(list, "\n")
		for i, want := range c.want {
			if i >= len(list) || !strings.HasPrefix(list[i], want) {
				t.Errorf("%v: part %d does not begin with %q:\n%s", c.sections, i, want, all)
			}
		}
		for _, want := range c.holds {
			if !strings.Contains(all, want) {
				t.Errorf("%v: %q is missing:\n%s", c.sections, want, all)
			}
		}
	}
}

// TestEachSectionOfADigestSaysHowManyItLeavesOut, because there are too many or too little room.
func TestEachSectionOfADigestSaysHowManyItLeavesOut(t *testing.T) {
	a := numbered(12, "")
	a.Quotes = nil
	for i := range 9 {
		at := a.Sentences[i].Span
		a.People = append(a.People, briefing.Person{Name: fmt.Sprint("Person ", i), Mentions: []briefing.Mention{{Sentence: i, Span: at}}})
		a.Quotes = append(a.Quotes, briefing.Quote{Span: at, Sentence: i, Speaker: "Person 0"})
		a.Figures = append(a.Figures, briefing.Figure{Span: at, Unit: "m", Sentence: i})
		a.Developments = append(a.Developments, briefing.Development{Sentences: []int{i}})
	}
	a.Summary = []int{0, 1, 2, 3, 4}
	for section, want := range map[string]string{
		"key points": "\n-# 2 more", "quotes": "-# Quotes · 6 more\n", "people": "-# Who’s who · 5 more\n", "figures": "-# Figures · 5 more\n",
		"developments": "-# Developments · 7 more\n",
	} {
		all := strings.Join(texts(t, digestOf([]cards.Story{{Ref: "r", Article: a}}, section)), "\n")
		if !strings.Contains(all, want) {
			t.Errorf("%s: %q is missing in\n%s", section, want, all)
		}
	}
	long := sentences(4000)
	long.Quotes = []briefing.Quote{{Span: long.Sentences[0].Span, Sentence: 0, Speaker: "Person 0"}}
	if all := strings.Join(texts(t, digestOf([]cards.Story{{Ref: "r", Article: long}}, "quotes")), "\n"); !strings.Contains(all, "-# Quotes · 1 more") {
		t.Errorf("what is too long is left out silently:\n%s", all)
	}
}

func TestNoSentenceStandsTwiceInADigest(t *testing.T) {
	all := strings.Join(texts(t, digestOf([]cards.Story{harbourStory(t)}, cards.Sections()...)), "\n")
	for _, words := range []string{"The engine is older than I am", "Nobody will miss a lesson", "A storm took", "The ferry to Gull Rock"} {
		if n := strings.Count(all, words); n > 1 {
			t.Errorf("%q stands there %d times:\n%s", words, n, all)
		}
	}
}

func TestADigestSaysWhenAnArticleHasNothingOfWhatItShows(t *testing.T) {
	a := &briefing.Article{Title: "T", Text: "T"}
	if all := fmt.Sprint(texts(t, digestOf([]cards.Story{{Ref: "r", Article: a}}, "quotes"))); !strings.Contains(all, "has nothing of what this digest shows") {
		t.Error(all)
	}
}

// TestPromiseVerbatimSectionsAreWholeSpans: whatever the lengths, what a digest shows of an article is whole spans of
// it, no more than a third, with every quotation to its end, and within Discord's limits.
func TestPromiseVerbatimSectionsAreWholeSpans(t *testing.T) {
	cited := regexp.MustCompile(` (?:\[\d+\]|\[\[\d+\]\]\([^ )]*\))$`)
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 3))
		var news []cards.Story
		for i := range 1 + r.IntN(cards.DigestStories) {
			a := hostile(r)
			// The words of quotations and sentences are told apart by their number, so that each can be found again.
			for n := range a.Sentences {
				s := a.Sentences[n].Span
				a.Figures = append(a.Figures, briefing.Figure{Span: s, Unit: "m", Sentence: n})
			}
			news = append(news, cards.Story{Ref: fmt.Sprint(i), Article: a})
		}
		names := cards.Sections()
		r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		names = names[:1+r.IntN(len(names))]
		card := digestOf(news, names...)
		check(t, fmt.Sprintf("seed %d: %v", seed, names), card)
		story, shown := -1, 0
		for _, part := range decode(t, card)[0].Components {
			if part.Type == 9 {
				story++
				shown = 0
			}
			if part.Type != 10 || story < 0 {
				continue
			}
			a := news[story].Article
			var whole []string // what may be between two numbers, rendered
			for i := range a.Sentences {
				whole = append(whole, a.SentenceText(i))
			}
			for line := range strings.SplitSeq(part.Content, "\n") {
				words, isQuote := strings.CutPrefix(line, "> ")
				if !isQuote && !slices.Contains(names, "key points") {
					continue
				}
				if !isQuote && (strings.HasPrefix(line, "**") || strings.HasPrefix(line, "-# ") || strings.HasPrefix(part.Content, "-# ")) {
					continue
				}
				got, _ := render(cited.ReplaceAllString(words, ""))
				if !slices.Contains(whole, got) && !slices.ContainsFunc(whole, func(s string) bool { return slices.Contains(strings.Split(s, "\n"), got) }) {
					t.Fatalf("seed %d: %q is no whole span", seed, got)
				}
				shown += len(got)
			}
			if shown > max(len(a.Text)/3, 1200) {
				t.Fatalf("seed %d: %d of %d bytes are shown", seed, shown, len(a.Text))
			}
		}
	}
}
