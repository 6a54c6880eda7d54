package cards

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"lede/briefing"
	"lede/languages"
	"lede/problem"

	"github.com/bwmarrin/discordgo"
)

// Headline is an article in a list.
type Headline struct {
	Ref       string
	Title     string
	Source    briefing.TitleSource
	URL       string
	Site      string
	Published *time.Time
	Shared    bool // given by the operator to every server
}

// Headlines draws the list of articles that can be read, the newest first, with a select to open one; from is
// how many earlier pages showed.
func Headlines(l languages.Language, list []Headline, from int) Card {
	p := plainPage(l)
	p.paged(from, Link{Command: "headlines"})
	p.say("### " + l.Text("card.headlines.title"))
	if len(list) == 0 {
		return NothingToRead(l)
	}
	menu := discordgo.SelectMenu{
		MenuType: discordgo.StringSelectMenu, CustomID: Link{Command: "summary"}.String(), Placeholder: l.Text("card.headlines.choose"),
	}
	for i, h := range list {
		p.share = max(p.share, len(h.Title)) // titles are no part of an article's share
		if !p.show("**"+strconv.Itoa(i+1)+".** "+titleLink(l, h.Title, h.URL)+about(l, h), len(h.Title)) {
			continue
		}
		menu.Options = append(menu.Options, discordgo.SelectMenuOption{Label: cmp.Or(Label(h.Title, maxLabel), l.Text("card.untitled")), Value: h.Ref})
	}
	return p.close("", discordgo.ActionsRow{Components: []discordgo.MessageComponent{menu}})
}

// ArticleMenu is the field of a form in which one of the articles is chosen. chosen is the Ref of the one that stands there at
// first, "" for the first of the list. A menu has 25 places: one that comes later in the list takes the last.
func ArticleMenu(l languages.Language, name string, list []Headline, chosen string) Field {
	f := Field{Kind: Menu, Name: name, Label: l.Text("form.ask.article"), Value: chosen}
	at := slices.IndexFunc(list, func(h Headline) bool { return h.Ref == chosen })
	if at >= maxOptions {
		list = append(list[:maxOptions-1:maxOptions-1], list[at])
	}
	for _, h := range list[:min(len(list), maxOptions)] {
		f.Options = append(f.Options, Option{Label: cmp.Or(Label(h.Title, maxLabel), l.Text("card.untitled")), Value: h.Ref})
	}
	if at < 0 {
		f.Value = list[0].Ref
	}
	return f
}

func about(l languages.Language, h Headline) string {
	text := ""
	if h.Site != "" {
		text += " · " + Escape(Label(h.Site, 60))
	}
	if h.Published != nil {
		text += " · " + when(l, *h.Published, "R")
	}
	if h.Source == briefing.TitleLede {
		text += " · " + l.Text("card.headlines.untitled")
	}
	if h.Shared {
		text += " · " + l.Text("card.headlines.shared")
	}
	if text != "" {
		text = "\n-# " + text[len(" · "):]
	}
	return text
}

// NothingToRead says that there is no article, and what to do.
func NothingToRead(l languages.Language) Card {
	message, hint, _ := l.Explain(problem.New("desk.nothing-to-read"), Escape)
	return Notice(message, hint)
}
