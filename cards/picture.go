package cards

import (
	"net/url"

	"lede/briefing"
	"lede/cards/markup"

	"github.com/bwmarrin/discordgo"
)

// picture puts the article's picture beside the part that was added last, and reports whether there is one. Discord fetches it.
func (p *Page) picture(a *briefing.Article) bool {
	u, err := url.Parse(a.Image)
	if err != nil || !markup.Picturable(u) || markup.Length(a.Image) > maxMedia {
		return false
	}
	words := p.l.Text("card.picture")
	beside := discordgo.Section{Accessory: discordgo.Thumbnail{Media: discordgo.UnfurledMediaItem{URL: a.Image}, Description: &words}}
	last := len(p.parts) - 1
	switch part := p.parts[last].(type) {
	case discordgo.Section:
		beside.Components = part.Components
	default:
		beside.Components = []discordgo.MessageComponent{part}
		p.components += 2
	}
	p.parts[last] = beside
	return true
}
