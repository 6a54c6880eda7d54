package panels

import (
	"cmp"

	"lede/cards"
	"lede/cards/markup"
	"lede/languages"
)

// Chosen is how Lede behaves on a server. All but Colour may be empty.
type Chosen struct {
	Private  bool   // whether only the person who asked sees an answer
	Alerts   string // the channel in which admins are told what fails
	Zone     string // the time zone used last
	Quiet    string // the hours in which nothing is posted as it comes
	Language string // the one that admins chose
	Colour   string // the name of the colour along the edge of cards
}

// Settings shows how Lede behaves on a server.
func Settings(l languages.Language, c Chosen) cards.Card {
	p := cards.NewPage(l)
	answers := l.Text("card.settings.answers-public")
	if c.Private {
		answers = l.Text("card.settings.answers-private")
	}
	told := l.Text("card.settings.alerts-direct")
	if c.Alerts != "" {
		told = l.Text("card.settings.alerts-channel", "channel", c.Alerts)
	}
	zone := cmp.Or(c.Zone, l.Text("card.settings.zone-none"))
	quiet := cmp.Or(c.Quiet, l.Text("card.settings.quiet-none"))
	spoken := l.Text("card.settings.language-auto")
	if c.Language != "" {
		spoken = languages.For(c.Language).Text("language.name")
	}
	p.Say("### " + l.Text("card.settings.title") + "\n" + l.Text("card.settings.list", "answers", answers, "alerts", told, "zone", markup.Escape(zone), "quiet", markup.Escape(quiet), "language", spoken, "colour", c.Colour))
	return p.Close(l.Text("card.settings.note"))
}
