package cards

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"lede/briefing"
	"lede/cards/markup"
	"lede/languages"
)

// TestASentenceIsSeenWhateverIsInIt: the quick look for its letters misses none that a card shows.
func TestASentenceIsSeenWhateverIsInIt(t *testing.T) {
	for _, s := range []string{
		"The council met.", "14 %.", "*Stars* and _lines_ and `ticks`", "Рада зібралася.", "Äpfel\u0301 & <Birnen>", "…", "\u202eturned\u202c", "a\u200bb", "1. x",
		"bad \xff bytes", "漢字とかな", "https://herald.example/a_b", "#", "\u3164", "don’t", "x\ny", "İstanbul'da", "﷽",
	} {
		a := articleOf("Before it.", s, "Behind it.")
		if got := ShownOf("> x\n"+markup.Escape(s)+" [2]\n", a); !slices.Contains(got, 1) {
			t.Errorf("%q is not seen: %v", s, got)
		}
		if p := markup.Plain(s); !strings.Contains(markup.Escape(s), p) {
			t.Errorf("%q: its letters %q are not in %q", s, p, markup.Escape(s))
		}
	}
}

// TestASentenceIsShownByItsQuotationOrItsFigure, too.
func TestASentenceIsShownByItsQuotationOrItsFigure(t *testing.T) {
	a := articleOf("“No,” she said.", "It cost 12 crowns.", "It rained.")
	a.Quotes = []briefing.Quote{{Span: briefing.Span{End: len("“No,”")}, Sentence: 0}}
	at := strings.Index(a.Text, "12")
	a.Figures = []briefing.Figure{{Span: briefing.Span{Start: at, End: at + 2}, Sentence: 1}}
	for text, want := range map[string][]int{"> “No,” [1]": {0}, "**12** crowns [2]": {1}, "> “No,” [1]\n**12** crowns [2]": {0, 1}, "“No” and 12": nil} {
		if got := ShownOf(text, a); !slices.Equal(got, want) {
			t.Errorf("%q shows %v, want %v", text, got, want)
		}
	}
}

// TestTheTextOfACardIsWhateverItSays, also beside a picture.
func TestTheTextOfACardIsWhateverItSays(t *testing.T) {
	line := func(text string) discordgo.MessageComponent { return discordgo.TextDisplay{Content: text} }
	beside := discordgo.Section{Components: []discordgo.MessageComponent{line("two"), line("three")}}
	got := textsOf([]discordgo.MessageComponent{discordgo.Container{Components: []discordgo.MessageComponent{line("one"), beside}}, line("four"), discordgo.ActionsRow{}})
	if got != "one\ntwo\nthree\nfour\n" {
		t.Errorf("%q", got)
	}
}

// TestWhatStandsBesideTheSummary: the first sentence of each paragraph of the story that has none in the summary.
func TestWhatStandsBesideTheSummary(t *testing.T) {
	a := articleOf("In the summary.", "Begins.", "Goes on.", "“No,” she said.", "A heading", "Begins, too.", "Nowhere.", "Nowhere else.")
	a.Paragraphs = []briefing.Paragraph{{Kind: briefing.Body}, {Kind: briefing.Body}, {Kind: briefing.Body}, {Kind: briefing.Heading}, {Kind: briefing.Body}}
	for i, paragraph := range []int{0, 1, 1, 2, 3, 4, -1, len(a.Paragraphs)} {
		a.Sentences[i].Paragraph = paragraph
	}
	a.Summary = []int{0}
	a.Quotes = []briefing.Quote{{Span: a.Sentences[3].Span, Sentence: 3}}
	if got := besideSummary(a); !slices.Equal(got, []int{1, 5}) {
		t.Errorf("they are %d", got)
	}
	a.Summary = nil
	if got := besideSummary(a); !slices.Equal(got, []int{0, 1, 5}) {
		t.Errorf("without a summary they are %d", got)
	}
}

// TestACorrectionNamesEachArticleOnce, above its first sentence.
func TestACorrectionNamesEachArticleOnce(t *testing.T) {
	one, two := articleOf("One.", "Two.", strings.Repeat("More. ", 20)), articleOf("Three.", strings.Repeat("More. ", 20))
	one.Title, two.Title = "The first", "The second"
	c := Corrected(languages.Language{}, []Change{{Article: one, Was: "A.", Is: 0}, {Article: one, Was: "B.", Is: 1}, {Article: two, Was: "C.", Is: 0}}, time.Unix(0, 0), "")
	text := textsOf(c.Components)
	for _, title := range []string{"The first", "The second"} {
		if n := strings.Count(text, title); n != 1 {
			t.Errorf("%q stands there %d times:\n%s", title, n, text)
		}
	}
}

// TestTheFootOfADigestIsOfNoArticle: what it also says was not shown of the last.
func TestTheFootOfADigestIsOfNoArticle(t *testing.T) {
	a := articleOf("The bridge opened.")
	c := Digest(languages.Language{}, []Story{{Ref: "r", Article: a}}, Style{Also: "The ferry sank."})
	if text := c.TextOf(a); !strings.Contains(textsOf(c.Components), "The ferry sank.") || strings.Contains(text, "The ferry sank.") {
		t.Errorf("%q", text)
	}
}

// TestTheTextOfAnArticleIsItsPartOfACard: another article's part does not count.
func TestTheTextOfAnArticleIsItsPartOfACard(t *testing.T) {
	one, two := articleOf("One."), articleOf("Two.")
	p := NewPage(languages.Language{})
	p.Say("head")
	for _, a := range []*briefing.Article{one, two} {
		p.about(a)
		p.Show(a.Text+" "+cite(0), 1)
	}
	p.about(nil)
	p.Say("foot")
	c := Coloured(p.Close("note"), 7)
	if c.TextOf(one) != "One.\u00a0[1]\n" || c.TextOf(two) != "Two.\u00a0[1]\n" {
		t.Errorf("%q and %q", c.TextOf(one), c.TextOf(two))
	}
	if text := c.TextOf(articleOf("Three.")); !strings.Contains(text, "head") || !strings.Contains(text, "foot") {
		t.Errorf("of an article that is not cited: %q", text)
	}
	if (Card{Components: []discordgo.MessageComponent{discordgo.TextDisplay{Content: "x"}}}).TextOf(one) != "x\n" {
		t.Error("a card of one part")
	}
}

// TestACardShowsNoMoreSentencesThanItHasRoomFor, though an article may repeat one any number of times.
func TestACardShowsNoMoreSentencesThanItHasRoomFor(t *testing.T) {
	a := articleOf(slices.Repeat([]string{"Boats sank."}, 1000)...)
	if n := len(ShownOf("Boats sank.", a)); n != 200 {
		t.Errorf("%d sentences are shown", n)
	}
}
