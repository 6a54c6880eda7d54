package cards

import "github.com/bwmarrin/discordgo"

// ArticleAdded confirms an article that a server reads from now on. replaced is the title of one of the same
// id that it takes the place of, if any.
func ArticleAdded(h Headline, replaced string) Card {
	p := plainPage()
	p.say("-# Added\n### " + titleLink(h.Title, h.URL) + about(h))
	if replaced != "" {
		p.say("It replaces the article of the same id: " + Escape(Label(replaced, maxTitle)))
	}
	return p.close("It is now the newest article of this server.", discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		button("Summary", Link{Command: "summary", Options: map[string]string{"article": h.Ref}}, discordgo.PrimaryButton),
		button("Headlines", Link{Command: "headlines"}, discordgo.SecondaryButton),
	}})
}
