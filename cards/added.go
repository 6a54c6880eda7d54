package cards

import (
	"lede/cards/markup"
	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// ArticleAdded confirms an article that a server reads from now on. replaced is the title of an earlier version of it, if there was one.
func ArticleAdded(l languages.Language, h Headline, replaced string) Card {
	p := plainPage(l)
	title := l.Text("card.added.title")
	if replaced != "" {
		title = l.Text("card.added.updated")
	}
	p.say("-# " + title + "\n### " + titleLink(l, h.Title, h.URL) + about(l, h))
	if replaced != "" && replaced != h.Title {
		p.say(l.Text("card.added.replaced", "title", markup.Escape(markup.Label(replaced, maxTitle))))
	}
	return p.close(l.Text("card.added.newest"), discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		button(l.Text("card.button.summary"), Link{Command: "summary", Options: map[string]string{"article": h.Ref}}, discordgo.PrimaryButton),
		button(l.Text("card.button.headlines"), Link{Command: "headlines"}, discordgo.SecondaryButton),
	}})
}

// ShortArticle asks whether a text that is hardly an article is meant to be one, and shows it.
func ShortArticle(l languages.Language, text string) Card {
	p := plainPage(l)
	p.say(l.Text("card.added.short") + "\n" + markup.Quote(markup.Label(text, maxTitle)))
	p.buttons = append(p.buttons, button(l.Text("card.button.add-anyway"), Link{Command: "article", Sub: "add", Options: map[string]string{"sure": "1"}}, discordgo.PrimaryButton))
	return p.close(l.Text("card.added.short-hint"))
}
