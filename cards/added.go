package cards

import (
	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// ArticleAdded confirms an article that a server reads from now on. replaced is the title of one of the same
// id that it takes the place of, if any.
func ArticleAdded(l languages.Language, h Headline, replaced string) Card {
	p := plainPage(l)
	p.say("-# " + l.Text("card.added.title") + "\n### " + titleLink(l, h.Title, h.URL) + about(l, h))
	if replaced != "" {
		p.say(l.Text("card.added.replaced", "title", Escape(Label(replaced, maxTitle))))
	}
	return p.close(l.Text("card.added.newest"), discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		button(l.Text("card.button.summary"), Link{Command: "summary", Options: map[string]string{"article": h.Ref}}, discordgo.PrimaryButton),
		button(l.Text("card.button.headlines"), Link{Command: "headlines"}, discordgo.SecondaryButton),
	}})
}
