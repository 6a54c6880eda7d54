package cards

import (
	"cmp"
	"strconv"
	"time"

	"lede/briefing"

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
func Headlines(list []Headline, from int) Card {
	p := plainPage()
	p.paged(from, Link{Command: "headlines"})
	p.say("### Headlines")
	if len(list) == 0 {
		return NothingToRead()
	}
	menu := discordgo.SelectMenu{
		MenuType: discordgo.StringSelectMenu, CustomID: Link{Command: "summary"}.String(), Placeholder: "Brief me on …",
	}
	for i, h := range list {
		p.share = max(p.share, len(h.Title)) // titles are no part of an article's share
		if !p.show("**"+strconv.Itoa(i+1)+".** "+titleLink(h.Title, h.URL)+about(h), len(h.Title)) {
			continue
		}
		if len(menu.Options) < maxOptions {
			menu.Options = append(menu.Options, discordgo.SelectMenuOption{Label: cmp.Or(Label(h.Title, maxLabel), untitled), Value: h.Ref})
		}
	}
	return p.close("", discordgo.ActionsRow{Components: []discordgo.MessageComponent{menu}})
}

func about(h Headline) string {
	text := ""
	if h.Site != "" {
		text += " · " + Escape(Label(h.Site, 60))
	}
	if h.Published != nil {
		text += " · " + when(*h.Published, "R")
	}
	if h.Source == briefing.TitleLede {
		text += " · no headline given"
	}
	if h.Shared {
		text += " · shared"
	}
	if text != "" {
		text = "\n-# " + text[len(" · "):]
	}
	return text
}

// NothingToRead says that there is no article, and what to do.
func NothingToRead() Card {
	return Notice("There is no article to read here yet.",
		"An admin can add one with `/article add`. In a direct message, Lede answers about the article you last opened on a server.")
}
