package cards

import (
	"cmp"
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/fragment"
	"lede/cards/markup"
	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// Place is a sentence of one of several articles.
type Place struct{ Article, Sentence int }

// Comparison sets the articles of a story, one of each source, side by side.
type Comparison struct {
	Ref      string // of one of them
	Articles []*briefing.Article
	// Shared is what several articles say: the first sentence of each item is shown, and the others are cited.
	Shared [][]Place
	Differ []Differing
	// Only holds, for each article, the sentences that only it has, and Quotes such quotations.
	Only, Quotes [][]int
}

// Compare draws a comparison; from is how many items earlier pages showed.
func Compare(l languages.Language, c Comparison, from int) Card {
	p := comparing{Page: NewPage(l), Comparison: c}
	p.Paged(from, Link{Command: "compare", Options: map[string]string{"article": c.Ref}})
	p.Say("### " + l.Text("card.compare.title") + "\n-# " + strings.Join(p.titles(), "\n-# "))
	for _, a := range c.Articles {
		p.left = append(p.left, max(minShare, len(a.Text)/3))
		p.cites = append(p.cites, fragment.Of(a))
	}
	for _, places := range c.Shared {
		p.shared(places)
	}
	for _, d := range c.Differ {
		p.differ(d)
	}
	for n, a := range c.Articles {
		for _, i := range c.Only[n] {
			p.item(n, l.Text("card.compare.only", "site", p.site(n)), markup.Quote(a.SentenceText(i))+" "+cite(i), len(a.SentenceText(i)))
		}
		before := ""
		for _, i := range c.Quotes[n] {
			text, size := quoteText(a, i)
			speaker := speakerText(l, a.Quotes[i])
			if speaker != before {
				text = "-# " + strings.TrimPrefix(speaker, "-# ") + "\n" + text // smaller than the heading above
			}
			if p.item(n, l.Text("card.compare.quoted", "site", p.site(n)), text, size) {
				before = speaker
			}
		}
	}
	p.buttons = append(p.buttons, storyButton(l, c.Ref))
	return p.Close(l.Text("card.compare.note"))
}

// storyButton links to the timeline of an article's story.
func storyButton(l languages.Language, ref string) discordgo.Button {
	return Button(l.Text("card.button.story"), Link{Command: "story", Options: map[string]string{"article": ref}}, discordgo.SecondaryButton)
}

// compareButton links to the comparison of the sources of an article's story.
func compareButton(l languages.Language, ref string) discordgo.Button {
	return Button(l.Text("card.button.compare"), Link{Command: "compare", Options: map[string]string{"article": ref}}, discordgo.SecondaryButton)
}

// comparing is a card of a comparison while it is drawn.
type comparing struct {
	*Page
	Comparison
	left  []int // bytes that may still be shown of each article
	cites []*fragment.Page
	head  string // above the item that was shown last
}

// titles names the articles, each with its source and its time.
func (p *comparing) titles() (lines []string) {
	for n, a := range p.Articles {
		line := p.site(n) + " · " + ShortLink(p.l, a.Title, a.URL, digestTitle, digestURL)
		if a.Published != nil {
			line += " · " + When(p.l, *a.Published, "f")
		}
		lines = append(lines, line)
	}
	return lines
}

// site names the source of an article; an article without one is known by its title.
func (p *comparing) site(n int) string {
	return markup.Escape(markup.Label(cmp.Or(p.Articles[n].Site, p.Articles[n].Title), siteName))
}

// item shows words of an article, under a heading of Lede's own above the first item that has it, and reports whether there was room.
func (p *comparing) item(n int, head, text string, size int) bool {
	p.about(p.Articles[n])
	if head != p.head {
		text = "**" + head + "**\n" + text
	}
	p.share = p.left[n]
	shown := p.Show(text, size)
	if shown {
		p.head = head
	}
	p.left[n] = p.share
	return shown
}

// shared shows a sentence that several sources have, and cites each of them.
func (p *comparing) shared(places []Place) {
	first := places[0]
	words := p.Articles[first.Article].SentenceText(first.Sentence)
	var sources []string
	for _, at := range slices.SortedStableFunc(slices.Values(places), func(a, b Place) int { return a.Article - b.Article }) {
		name := p.site(at.Article) + ` \[` + number(at.Sentence) + `\]`
		if to := leadsTo(p.cites[at.Article], at.Sentence); to != "" {
			name = "[" + name + "](" + to + ")"
		}
		sources = append(sources, name)
	}
	p.item(first.Article, p.l.Text("card.compare.shared"), markup.Quote(words)+"\n-# "+strings.Join(sources, " · "), len(words))
}

// differ shows what differs between sources.
func (p *comparing) differ(d Differing) {
	p.about(nil)
	p.share = minShare
	p.Show(differ(p.l, d), 0)
	p.head = ""
}
