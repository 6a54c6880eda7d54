package cards

import (
	"lede/cards/markup"
	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// ArticleAdded confirms an article that a server reads from now on. replaced is the title of an earlier version of it, if there was one.
func ArticleAdded(l languages.Language, h Headline, replaced string) Card {
	p := NewPage(l)
	title := l.Text("card.added.title")
	if replaced != "" {
		title = l.Text("card.added.updated")
	}
	p.Say("-# " + title + "\n### " + TitleLink(l, h.Title, h.URL) + about(l, h))
	if replaced != "" && replaced != h.Title {
		p.Say(l.Text("card.added.replaced", "title", markup.Escape(markup.Label(replaced, MaxTitle))))
	}
	return p.Close(l.Text("card.added.newest"), discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		Button(l.Text("card.button.summary"), Link{Command: "summary", Options: map[string]string{"article": h.Ref}}, discordgo.PrimaryButton),
		Button(l.Text("card.button.headlines"), Link{Command: "headlines"}, discordgo.SecondaryButton),
	}})
}

// ShortArticle asks whether a text that is hardly an article is meant to be one, and shows it.
func ShortArticle(l languages.Language, text string) Card {
	p := NewPage(l)
	p.Say(l.Text("card.added.short") + "\n" + markup.Quote(markup.Label(text, MaxTitle)))
	p.buttons = append(p.buttons, Button(l.Text("card.button.add-anyway"), Link{Command: "article", Sub: "add", Options: map[string]string{"sure": "1"}}, discordgo.PrimaryButton))
	return p.Close(l.Text("card.added.short-hint"))
}
