package cards

import (
	"strings"

	"lede/briefing"
	"lede/cards/markup"
	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// Topics are the commands that help shows under one heading.
type Topics struct {
	Heading string
	List    []Topic
}

// Topic is a command in the list of help.
type Topic struct {
	Name, Description string
	Sub               string // its first subcommand; a command that has subcommands cannot be used without one
	ID                string // Discord's, "" when it is not known
}

// command names the command, so that it can be clicked if its id is known.
func (t Topic) command(l languages.Language) string {
	if t.ID == "" {
		return "`/" + l.Command(t.Name) + "`"
	}
	return "</" + strings.TrimSpace(t.Name+" "+t.Sub) + ":" + t.ID + ">"
}

// Help says what Lede is and lists what can be asked. The first of the topics are those about one article.
func Help(l languages.Language, all []Topics) Card {
	p := NewPage(l)
	p.Say("### Lede\n" + l.Text("card.help.intro"))
	for i, of := range all {
		if len(of.List) == 0 {
			continue
		}
		lines := []string{"-# **" + of.Heading + "**"}
		for _, t := range of.List {
			lines = append(lines, t.command(l)+" — "+t.Description)
		}
		if i == 0 {
			lines = append(lines, l.Text("card.help.brief"))
		}
		p.Show(strings.Join(lines, "\n"), 0)
	}
	return p.Close(l.Text("card.help.ask"))
}

// Welcome says what Lede is to a server that it was added to, and links to the first steps.
func Welcome(l languages.Language) Card {
	p := NewPage(l)
	p.Say("### Lede\n" + l.Text("card.help.intro"))
	return p.Close(l.Text("card.welcome.note"), discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		Button(l.Text("form.source.add"), Link{Command: "sources", Sub: "add"}, discordgo.SecondaryButton),
		Button(l.Text("form.digest.set"), Link{Command: "digest", Sub: "set"}, discordgo.SecondaryButton),
		Button(l.Text("card.button.sample"), Link{Command: "Brief this", Sub: "sample"}, discordgo.PrimaryButton),
	}})
}

// Views links to everything that can be shown of an article, and after an answer, to reporting it.
func Views(l languages.Language, a *briefing.Article, ref, question string, report ...discordgo.Button) Card {
	p := NewPage(l)
	if question != "" {
		p.Say("**" + markup.Escape(markup.Label(question, maxQuestion)) + "**")
	}
	p.Say("### " + TitleLink(l, a.Title, a.URL))
	p.buttons = views(l, a, ref, "")
	if len(report) > 0 { // the answer led to the summary itself
		p.buttons = append(p.buttons[1:], report...)
	}
	return p.Close("")
}
