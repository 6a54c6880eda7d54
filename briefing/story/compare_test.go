package story_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lede/briefing"
	"lede/briefing/story"
)

// One fire in three papers.
const (
	ferryOne = `A fire on the ferry Marlin killed four people off Ostby on Sunday, the coast guard said.
The ferry had left the harbour of Ostby with 212 passengers shortly before midnight.
“We smelled smoke long before any alarm went off,” said passenger Dora Lindh.
The owner, Baltic Lines, did not comment on the alarm.
The wind had turned to the north-west during the night.`
	ferryTwo = `Four people were killed by a fire on the ferry Marlin off Ostby on Sunday, according to the coast guard.
With 212 passengers the ferry had left Ostby harbour shortly before midnight.
The owner, Baltic Lines, commented on the alarm in a short statement.
“The crew did everything that it was trained to do,” captain Piet Oller told reporters at the quay.
A tug from Skarvik towed the burnt ship to the yard of Holm & Sons.`
	ferryThree = `A fire on the ferry Marlin killed six people off Ostby on Sunday, the coast guard said.
The ferry had left the harbour of Ostby with 212 passengers shortly before midnight.`
)

func sideBySide(t testing.TB, texts ...string) ([]*briefing.Article, story.Comparison) {
	t.Helper()
	var articles []*briefing.Article
	for n, text := range texts {
		articles = append(articles, parse(t, fmt.Sprint(n), "", text, n))
	}
	return articles, story.SideBySide(articles)
}

// sentences are the sentences of a comparison in words, by article.
func sentences(a *briefing.Article, list []int) (out []string) {
	for _, i := range list {
		out = append(out, a.SentenceText(i))
	}
	return out
}

func TestSeveralSayWhatEachOfThemTells(t *testing.T) {
	t.Parallel()
	articles, c := sideBySide(t, ferryOne, ferryTwo, ferryThree)
	if len(c.Shared) != 2 {
		t.Fatalf("%d sentences are shared: %v", len(c.Shared), c.Shared)
	}
	if got := c.Shared[0]; len(got) != 3 || !strings.Contains(articles[got[0].Article].SentenceText(got[0].Sentence), "212 passengers") {
		t.Errorf("what all three say stands first: %v", got)
	}
	for _, p := range c.Shared[1] { // two say four, and one says six
		if p.Article == 2 || p.Sentence != 0 {
			t.Errorf("the toll is shared by %v", c.Shared[1])
		}
	}
	if len(c.Differ) != 1 || len(c.Differ[0]) != 2 || articles[2].At(c.Differ[0][1].Span) != "six" {
		t.Errorf("what differs: %+v", c.Differ)
	}
}

func TestWhatOnlyOneSays(t *testing.T) {
	t.Parallel()
	articles, c := sideBySide(t, ferryOne, ferryTwo)
	only := sentences(articles[1], c.Only[1])
	if !slices.ContainsFunc(only, func(s string) bool { return strings.HasPrefix(s, "A tug from Skarvik") }) || slices.ContainsFunc(only, func(s string) bool { return strings.Contains(s, "212") || strings.Contains(s, "Oller") }) {
		t.Errorf("only in the second: %q", only)
	}
	for n, want := range []string{"“We smelled smoke", "“The crew did everything"} {
		if len(c.Quotes[n]) != 1 || !strings.HasPrefix(articles[n].At(articles[n].Quotes[c.Quotes[n][0]].Span), want) {
			t.Errorf("quoted only by %d: %v", n, c.Quotes[n])
		}
	}
	for _, places := range c.Shared { // one says that it did not comment, the other that it did
		if strings.Contains(articles[places[0].Article].SentenceText(places[0].Sentence), "comment") {
			t.Errorf("a denial is shared: %v", places)
		}
	}
}

func TestAQuotationThatTwoHaveIsNobodysAlone(t *testing.T) {
	t.Parallel()
	_, c := sideBySide(t, ferryOne, `Passengers of the Marlin spoke of smoke. “We smelled smoke long before any alarm went off,” Dora Lindh told the radio.`)
	if len(c.Quotes[0])+len(c.Quotes[1]) > 0 {
		t.Errorf("%v", c.Quotes)
	}
}

// TestASharedQuotationIsNobodysAlone: a quotation that both have is shared, whatever the words around it.
func TestASharedQuotationIsNobodysAlone(t *testing.T) {
	t.Parallel()
	articles, c := sideBySide(t, ferryOne+`
"We have never seen anything like this," Lindh told reporters at the scene.`, ferryThree+`
The mayor called for a march on Monday. "We have never seen anything like this," she said.`)
	shared := 0
	for _, places := range c.Shared {
		for _, p := range places {
			if shared++; slices.Contains(c.Only[p.Article], p.Sentence) {
				t.Errorf("shared, and only in %d: %s", p.Article, articles[p.Article].SentenceText(p.Sentence))
			}
		}
	}
	if shared != 4 {
		t.Errorf("shared: %v", c.Shared)
	}
}

func TestContrariesAreNotShared(t *testing.T) {
	t.Parallel()
	_, c := sideBySide(t, "The price of herring in the port of Ostby rose sharply in the second week of March.", "The price of herring in the port of Ostby fell sharply in the second week of March.")
	if len(c.Shared) != 0 {
		t.Errorf("%v", c.Shared)
	}
}

// FuzzSideBySide: every place and quotation in a comparison is in its articles.
func FuzzSideBySide(f *testing.F) {
	f.Add(ferryOne, ferryTwo)
	f.Add("", "“”")
	f.Fuzz(func(t *testing.T, one, two string) {
		var articles []*briefing.Article
		for _, text := range []string{one, two, one} {
			a, err := briefing.Parse(text, briefing.Options{})
			if err != nil || len(a.Text) > 4000 {
				return
			}
			articles = append(articles, a)
		}
		c := story.SideBySide(articles)
		for _, places := range c.Shared {
			seen := map[int]bool{}
			for _, p := range places {
				if _ = articles[p.Article].SentenceText(p.Sentence); seen[p.Article] {
					t.Errorf("an article says it twice: %v", places)
				}
				seen[p.Article] = true
			}
		}
		for n, a := range articles {
			_ = sentences(a, c.Only[n])
			for _, q := range c.Quotes[n] {
				_ = a.At(a.Quotes[q].Span)
			}
		}
	})
}

func TestTwoNumbersInWordsAreNotOneSaying(t *testing.T) {
	t.Parallel()
	_, c := sideBySide(t, "The council of Weir will close two of its five libraries in the spring, mayor Ann Lowe said.",
		"The council of Weir will close three of its five libraries in the spring, mayor Ann Lowe said.")
	if len(c.Shared) > 0 {
		t.Errorf("two and three are told as shared: %v", c.Shared)
	}
	_, c = sideBySide(t, "The council of Weir will close two of its five libraries in the spring, mayor Ann Lowe said.",
		"The council of Weir will close 2 of its 5 libraries in the spring, mayor Ann Lowe said.")
	_, one := sideBySide(t, "The council of Weir will close the library in Mill Lane in the spring, one of them said.",
		"The council of Weir will close the library in Mill Lane in the spring, mayor Ann Lowe said.")
	if len(one.Shared) != 1 {
		t.Errorf("a one tells two sayings apart: %v", one.Shared)
	}
	if len(c.Shared) != 1 {
		t.Errorf("two and 2 are told as different: %v", c.Shared)
	}
}
