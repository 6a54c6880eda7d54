package cards_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/briefing/fragment"
	"lede/cards"
)

var linkedCitation = regexp.MustCompile(`\[\[(\d+)\]\]\(([^\s()]+)\)`)

// numbered is an article of this many sentences. Each can be named, is a key point, and is somebody's words.
func numbered(n int, address string) *briefing.Article {
	a := &briefing.Article{Title: "Numbers", URL: address}
	for i := range n {
		s := fmt.Sprintf("“The %dth berth of the new quay is wide enough for two ships,” said Captain Number%d.", i, i)
		span := briefing.Span{Start: len(a.Text), End: len(a.Text) + len(s)}
		a.Text += s + " "
		a.Sentences = append(a.Sentences, briefing.Sentence{Span: span})
		a.Summary = append(a.Summary, i)
		a.Quotes = append(a.Quotes, briefing.Quote{Span: span, Sentence: i, Speaker: "N"})
	}
	return a
}

// TestACitationLeadsToItsSentence where the article has a page, as far as there is room, and never at the cost of the news.
func TestACitationLeadsToItsSentence(t *testing.T) {
	const address = "https://lowbridge.example/a_(b)"
	for _, n := range []int{1, 3, 30} {
		a, bare := numbered(n, address), numbered(n, "")
		page := fragment.Of(a)
		for name, draw := range map[string]func(*briefing.Article) cards.Card{
			"summary": func(a *briefing.Article) cards.Card { return cards.Summary(en, a, "r") },
			"quotes":  func(a *briefing.Article) cards.Card { return cards.Quotes(en, a, "r", nil, 0) },
			"answer": func(a *briefing.Article) cards.Card {
				return cards.Answer(en, a, "r", briefing.Answer{Question: "q", Answered: true, Sentences: evidenceOf(a)}, cards.Ways{})
			},
			"nearest": func(a *briefing.Article) cards.Card {
				return cards.Answer(en, a, "r", briefing.Answer{Nearest: evidenceOf(a)}, cards.Ways{})
			},
			"digest": func(a *briefing.Article) cards.Card {
				return cards.Digest(en, []cards.Story{{Ref: "r", Article: a}, {Ref: "s", Article: bare}}, cards.Style{Due: time.Now()})
			},
		} {
			c := draw(a)
			check(t, name, c)
			text, without := strings.Join(texts(t, c), "\n"), strings.Join(texts(t, draw(bare)), "\n")
			links := linkedCitation.FindAllStringSubmatch(text, -1)
			if len(links) == 0 || !strings.Contains(text, "Linked numbers") || strings.Contains(without, "](") || strings.Contains(without, "Linked numbers") {
				t.Fatalf("%s of %d: %d links in\n%s", name, n, len(links), text)
			}
			for _, m := range links {
				i := 0
				if _, err := fmt.Sscan(m[1], &i); err != nil {
					t.Fatal(err)
				}
				if want := strings.NewReplacer("(", "%28", ")", "%29", "a_", "a%5F").Replace(page.Address(i - 1)); m[2] != want {
					t.Errorf("%s: [%d] leads to %s, want %s", name, i, m[2], want)
				}
			}
			if shown, plain := strings.Count(text, "th berth of the"), strings.Count(without, "th berth of the"); shown != plain {
				t.Errorf("%s of %d shows %d sentences with links and %d without", name, n, shown, plain)
			}
			if strings.ContainsRune(text+without, '\ue000') {
				t.Errorf("%s: a mark is left in\n%s", name, text)
			}
		}
	}
}

// evidenceOf is the first sentence of an article, as evidence in an answer.
func evidenceOf(a *briefing.Article) []briefing.Evidence {
	return []briefing.Evidence{{Span: a.Sentences[0].Span, Text: a.SentenceText(0)}}
}

// TestWordsOfTheNewsAreNoCitation: what looks like the mark of one stays the words that it is.
func TestWordsOfTheNewsAreNoCitation(t *testing.T) {
	a := numbered(1, "https://lowbridge.example/a")
	words := "\ue000[1] is the first."
	a.Text, a.Sentences[0].Span = words, briefing.Span{End: len(words)}
	if got := texts(t, cards.Summary(en, a, "r"))[1]; got != "\ue000\\[1\\] is the first. [1]" {
		t.Errorf("%q", got)
	}
}

// TestAnAddressWithAKeyIsOnNoCard, neither after the title nor after a citation; one with a plain question is.
func TestAnAddressWithAKeyIsOnNoCard(t *testing.T) {
	for address, want := range map[string]bool{"https://lowbridge.example/a?page=2": true, "https://lowbridge.example/a?token=s": false, "https://ann:s@lowbridge.example/a": false} {
		text := strings.Join(texts(t, cards.Summary(en, numbered(3, address), "r")), "\n")
		if got := strings.Count(text, "lowbridge.example") > 1; got != want || !want && strings.Contains(text, "lowbridge.example") {
			t.Errorf("%s: %s", address, text)
		}
	}
}
