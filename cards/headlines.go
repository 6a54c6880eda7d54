package cards

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"lede/briefing"
	"lede/cards/markup"
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
	Members   bool      // the publisher keeps the full text for members
	Shared    bool      // given by the operator to every server
	Added     time.Time // when it came; zero when that is not known
	New       bool      // it came lately, and the reader has not opened it
	// Day is noon of the day on which it came, by the server's calendar, so that nearly all readers see the same date; zero if unknown.
	Day time.Time
}

// Choice selects which headlines are listed.
type Choice struct {
	Source, Name string    // the source's short name, and what it is called; "" for all
	Day          string    // as it was typed; "" for all
	On           time.Time // an instant of that day
	Sources      []Option  // to choose from
	Reading      bool      // whether the first articles of a source that could be listed are being read
}

// link links to the same list.
func (c Choice) link() Link {
	l := Link{Command: "headlines", Options: map[string]string{}}
	if c.Source != "" {
		l.Options["source"] = c.Source
	}
	if c.Day != "" {
		l.Options["day"] = c.Day
	}
	return l
}

// title names what was chosen.
func (c Choice) title(l languages.Language) string {
	title := "### " + l.Text("card.headlines.title")
	if c.Name != "" {
		title += " · " + markup.Escape(markup.Label(c.Name, 100))
	}
	if c.Day != "" {
		title += " · " + l.Date(c.On) // “today” would be English, and yesterday's tomorrow
	}
	return title
}

// all reports whether nothing was chosen.
func (c Choice) all() bool { return c.Source == "" && c.Day == "" }

// note is what stands below n articles.
func (c Choice) note(l languages.Language, n int) string {
	switch {
	case n == 0 && c.Reading:
		return l.Text("card.headlines.reading")
	case n == 0:
		return l.Text("card.headlines.none")
	case len(c.Sources) > mostInMenu:
		return l.Text("card.headlines.some-sources", "n", mostInMenu, "all", len(c.Sources))
	}
	return ""
}

// Headlines draws the list of articles that can be read, the newest first, with a select to open one; from is
// how many earlier pages showed.
func Headlines(l languages.Language, list []Headline, c Choice, from int) Card {
	p := NewPage(l)
	p.Paged(from, c.link())
	p.Say(c.title(l))
	if len(list) == 0 && c.all() && !c.Reading {
		return nothingToRead(l)
	}
	menu := discordgo.SelectMenu{
		MenuType: discordgo.StringSelectMenu, CustomID: Link{Command: "summary"}.String(), Placeholder: l.Text("card.headlines.choose"),
	}
	var before Headline
	several := slices.ContainsFunc(list, func(h Headline) bool { return !h.Day.Equal(list[0].Day) })
	for i, h := range list {
		row := h
		row.Shared = h.Shared && !several // else it stands above
		line := "**" + strconv.Itoa(i+1) + ".** " + TitleLink(l, h.Title, h.URL) + about(l, row)
		switch {
		case several && !h.Day.IsZero() && !h.Day.Equal(before.Day):
			line = "-# **" + l.Text("card.headlines.came", "day", Stamp(h.Day, "D")) + "**\n" + line
		case several && h.Shared && !before.Shared:
			line = "-# **" + l.Text("card.headlines.everywhere") + "**\n" + line
		}
		if !p.ShowOther(line, len(h.Title)) {
			continue
		}
		before = h
		menu.Options = append(menu.Options, discordgo.SelectMenuOption{Label: cmp.Or(markup.Label(h.Title, MaxLabel), l.Text("card.untitled")), Value: h.Ref})
	}
	return p.Close(c.note(l, len(list)), SelectRow(menu), sourceMenu(l, c))
}

// SelectRow is a row of one select; nothing when there is nothing to choose.
func SelectRow(menu discordgo.SelectMenu) (row discordgo.ActionsRow) {
	if len(menu.Options) > 0 {
		row.Components = append(row.Components, menu)
	}
	return row
}

// mostInMenu is how many sources the menu has: one place is for all of them together.
const mostInMenu = MaxOptions - 1

// sourceMenu lets a reader see the articles of only one source, or all again.
func sourceMenu(l languages.Language, c Choice) discordgo.ActionsRow {
	if len(c.Sources) < 2 {
		return discordgo.ActionsRow{}
	}
	to := Link{Command: "headlines", Options: map[string]string{"by": "source"}}
	if c.Day != "" {
		to.Options["day"] = c.Day
	}
	menu := discordgo.SelectMenu{MenuType: discordgo.StringSelectMenu, CustomID: to.String(), Placeholder: l.Text("card.headlines.source")}
	if c.Source != "" {
		menu.Options = append(menu.Options, discordgo.SelectMenuOption{Label: l.Text("card.headlines.all-sources"), Value: AllSources})
	}
	for _, s := range c.Sources[:min(len(c.Sources), mostInMenu)] {
		menu.Options = append(menu.Options, discordgo.SelectMenuOption{Label: cmp.Or(markup.Label(s.Label, MaxLabel), l.Text("card.untitled")), Value: s.Value})
	}
	return SelectRow(menu)
}

// AllSources is the value for seeing the articles of all sources again.
const AllSources = "all"

// ArticleMenu is the field of a form for choosing an article. chosen is the Ref of the preselected one, "" for the first of the list. A
// menu has 25 places: an article further down the list takes the last.
func ArticleMenu(l languages.Language, name string, list []Headline, chosen string) Field {
	f := Field{Kind: Menu, Name: name, Label: l.Text("form.ask.article"), Value: chosen}
	at := slices.IndexFunc(list, func(h Headline) bool { return h.Ref == chosen })
	if at >= MaxOptions {
		list = append(list[:MaxOptions-1:MaxOptions-1], list[at])
	}
	for _, h := range list[:min(len(list), MaxOptions)] {
		f.Options = append(f.Options, Option{Label: cmp.Or(markup.Label(h.Title, MaxLabel), l.Text("card.untitled")), Value: h.Ref})
	}
	if at < 0 {
		f.Value = list[0].Ref
	}
	return f
}

func about(l languages.Language, h Headline) string {
	text := ""
	if h.Site != "" {
		text += " · " + markup.Escape(markup.Label(h.Site, 60))
	}
	switch {
	case h.Published != nil:
		text += " · " + When(l, *h.Published, "R")
	case !h.Added.IsZero():
		text += " · " + Stamp(h.Added, "R")
	}
	if h.New {
		text += " · **" + l.Text("card.headlines.new") + "**"
	}
	if h.Source == briefing.TitleLede {
		text += " · " + l.Text("card.headlines.untitled")
	}
	if h.Members {
		text += " · " + l.Text("card.headlines.members")
	}
	if h.Shared {
		text += " · " + l.Text("card.headlines.shared")
	}
	if text != "" {
		text = "\n-# " + text[len(" · "):]
	}
	return text
}

// nothingToRead says that there is no article, and what to do.
func nothingToRead(l languages.Language) Card {
	message, hint, _ := l.Explain(problem.New("desk.nothing-to-read"), markup.Escape)
	return Notice(message, hint)
}
