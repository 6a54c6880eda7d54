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
	Source string // the name of its source; "" if it was added by hand
	Filter string // of the source, as an admin writes it; "" for none
	Rule   string // the filter's rule that lets it through; "" if no particular one does
	// Digests are those with a filter of their own that lets it through.
	Digests []Passed
	// Story holds why each article of its story is in the story.
	Story []Chapter
	Mute  *Link // to pausing the source; nil if the reader may not
	// Withdraw links to withdrawing the post that shows it; nil if there is none or the reader may not.
	Withdraw *Link
	Name     string // of a person or thing in it, for a filter to find others like it; "" for none
}

// Passed is a filter of a digest that lets an article through.
type Passed struct{ Channel, Filter, Rule string }

// mostPassed is how many of them are named.
const mostPassed = 3

// WhyHere draws the reasons.
func WhyHere(l languages.Language, w Why) Card {
	short := func(s string) string { return markup.Escape(markup.Label(s, MaxTitle)) }
	p := NewPage(l)
	p.Say("### " + l.Text("card.button.why") + "\n**" + TitleLink(l, w.Title, w.URL) + "**")
	lines := []string{l.Text("card.why.given")}
	if w.Source != "" {
		lines = []string{l.Text("card.why.source", "name", markup.Escape(markup.Label(w.Source, siteName))), l.Text("card.why.unfiltered")}
	}
	if w.Filter != "" {
		lines[1] = l.Text("card.why.filter", "filter", short(w.Filter))
	}
	if w.Rule != "" {
		lines = append(lines, l.Text("card.why.rule", "rule", short(w.Rule)))
	}
	for _, g := range w.Digests[:min(len(w.Digests), mostPassed)] {
		lines = append(lines, l.Text("card.why.digest", "channel", "<#"+g.Channel+">", "filter", short(g.Filter)))
		if g.Rule != "" {
			lines = append(lines, l.Text("card.why.rule", "rule", short(g.Rule)))
		}
	}
	p.Say(strings.Join(lines, "\n"))
	for _, c := range w.Story {
		if why := c.Why.text(l); why != "" {
			p.ShowOther(chapterHead(l, c)+"\n-# "+why, len(c.Article.Title))
		}
	}
	p.buttons = append(p.buttons, storyButton(l, w.Ref))
	if like := (Link{Command: "search", Options: map[string]string{"words": w.Name}}); w.Name != "" && like.Fits() {
		p.buttons = append(p.buttons, Button(l.Text("card.button.like"), like, discordgo.SecondaryButton))
	}
	if w.Mute != nil {
		p.buttons = append(p.buttons, Button(l.Text("card.button.mute"), *w.Mute, discordgo.SecondaryButton))
	}
	if w.Withdraw != nil {
		p.buttons = append(p.buttons, Button(l.Text("card.button.withdraw"), *w.Withdraw, discordgo.DangerButton))
	}
	return p.Close("")
}

// whyButton links to it.
func whyButton(l languages.Language, ref string) discordgo.Button {
	return Button(l.Text("card.button.why"), Link{Command: "story", Options: map[string]string{"article": ref, "why": "1"}}, discordgo.SecondaryButton)
}
