package cards

import (
	"cmp"
	"strconv"

	"lede/briefing/fragment"
	"lede/cards/markup"
	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// Hit is an article that a search has found.
type Hit struct {
	Headline
	Sentence string // the best matching sentence of the article; "" for none
	Number   int    // the sentence's, from 0
	// Words name the sentence on the article's page, as fragment.Page.Words returns them; "" if nothing does.
	Words string
}

// Search lists the articles that a search has found, the best first, with a select to open one; from is how many earlier pages showed.
// partly says that not all texts could be searched.
func Search(l languages.Language, words string, hits []Hit, partly bool, from int) Card {
	p := NewPage(l)
	p.Paged(from, Link{Command: "search", Options: map[string]string{"words": words}})
	searched := markup.Escape(markup.Label(words, 100))
	title, note := l.Text("card.search.title", "n", len(hits), "words", searched), ""
	if len(hits) == 0 {
		title, note = l.Text("card.search.title-none", "words", searched), l.Text("card.search.none")
	}
	p.Say("### " + title)
	menu := discordgo.SelectMenu{
		MenuType: discordgo.StringSelectMenu, CustomID: Link{Command: "summary", Options: map[string]string{"by": "search"}}.String(), Placeholder: l.Text("card.headlines.choose"),
	}
	for i, h := range hits {
		size := len(h.Title) + len(h.Sentence)
		text := "**" + strconv.Itoa(i+1) + ".** " + TitleLink(l, h.Title, h.URL) + about(l, h.Headline)
		if h.Sentence != "" {
			p.aboutLinked(nil, fragment.Known(h.URL, map[int]string{h.Number: h.Words}))
			text += "\n" + markup.Quote(h.Sentence) + " " + cite(h.Number)
		}
		if p.ShowOther(text, size) {
			menu.Options = append(menu.Options, discordgo.SelectMenuOption{Label: cmp.Or(markup.Label(h.Title, MaxLabel), l.Text("card.untitled")), Value: h.Ref})
		}
	}
	p.about(nil)
	if partly {
		note = l.Text("card.search.partly")
	}
	return p.Close(note, SelectRow(menu))
}
