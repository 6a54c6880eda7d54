package cards

import (
	"slices"
	"strings"
	"testing"

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

// TestTheTextOfAnArticleIsItsPartOfACard: what stands there of another article is none of it.
func TestTheTextOfAnArticleIsItsPartOfACard(t *testing.T) {
	one, two := articleOf("One."), articleOf("Two.")
	p := plainPage(languages.Language{})
	p.say("head")
	for _, a := range []*briefing.Article{one, two} {
		p.about(a)
		p.show(a.Text+" "+cite(0), 1)
	}
	p.about(nil)
	p.say("foot")
	c := Coloured(p.close("note"), 7)
	if c.TextOf(one) != "One. [1]\n" || c.TextOf(two) != "Two. [1]\n" {
		t.Errorf("%q and %q", c.TextOf(one), c.TextOf(two))
	}
	if text := c.TextOf(articleOf("Three.")); !strings.Contains(text, "head") || !strings.Contains(text, "foot") {
		t.Errorf("of an article that is not cited: %q", text)
	}
	if (Card{Components: []discordgo.MessageComponent{discordgo.TextDisplay{Content: "x"}}}).TextOf(one) != "x\n" {
		t.Error("a card of one part")
	}
}
