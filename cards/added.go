package cards

import "github.com/bwmarrin/discordgo"

// ArticleAdded confirms an article that a server reads from now on.
func ArticleAdded(h Headline) Card {
	p := plainPage()
	p.say("-# Added\n### " + titleLink(h.Title, h.URL) + about(h))
	return p.close("It is now the newest article of this server.", discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		button("Summary", Link{Command: "summary", Options: map[string]string{"article": h.Ref}}, discordgo.PrimaryButton),
		button("Headlines", Link{Command: "headlines"}, discordgo.SecondaryButton),
	}})
}
