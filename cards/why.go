package cards

import (
	"strings"

	"lede/cards/markup"
	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// Why is why an article is among those that are read here.
type Why struct {
	Headline
	Source string // the name of its source; "" for what was added by hand
	Filter string // of the source, as an admin writes it; "" for none
	Rule   string // of the filter, that lets it through; "" where none in particular does
	// Story is why each article of its story is in that.
	Story []Chapter
	Mute  *Link // leads to pausing the source, for who may; nil for nobody
	// Withdraw leads to withdrawing the post that shows it, for who may; nil where there is none.
	Withdraw *Link
	Name     string // of somebody or something in it, by which others like it are found; "" for none
}

// WhyHere draws the reasons.
func WhyHere(l languages.Language, w Why) Card {
	p := plainPage(l)
	p.say("### " + l.Text("card.button.why") + "\n**" + titleLink(l, w.Title, w.URL) + "**")
	lines := []string{l.Text("card.why.given")}
	if w.Source != "" {
		lines = []string{l.Text("card.why.source", "name", markup.Escape(markup.Label(w.Source, siteName))), l.Text("card.why.unfiltered")}
	}
	if w.Filter != "" {
		lines[1] = l.Text("card.why.filter", "filter", markup.Escape(markup.Label(w.Filter, maxTitle)))
	}
	if w.Rule != "" {
		lines = append(lines, l.Text("card.why.rule", "rule", markup.Escape(markup.Label(w.Rule, maxTitle))))
	}
	p.say(strings.Join(lines, "\n"))
	for _, c := range w.Story {
		if why := c.Why.text(l); why != "" {
			p.share = max(p.share, len(c.Article.Title))
			p.show(chapterHead(l, c)+"\n-# "+why, len(c.Article.Title))
		}
	}
	p.buttons = append(p.buttons, storyButton(l, w.Ref))
	if like := (Link{Command: "search", Options: map[string]string{"words": w.Name}}); w.Name != "" && like.fits() {
		p.buttons = append(p.buttons, button(l.Text("card.button.like"), like, discordgo.SecondaryButton))
	}
	if w.Mute != nil {
		p.buttons = append(p.buttons, button(l.Text("card.button.mute"), *w.Mute, discordgo.SecondaryButton))
	}
	if w.Withdraw != nil {
		p.buttons = append(p.buttons, button(l.Text("card.button.withdraw"), *w.Withdraw, discordgo.DangerButton))
	}
	return p.close("")
}

// whyButton leads there.
func whyButton(l languages.Language, ref string) discordgo.Button {
	return button(l.Text("card.button.why"), Link{Command: "story", Options: map[string]string{"article": ref, "why": "1"}}, discordgo.SecondaryButton)
}
