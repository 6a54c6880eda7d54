// Package panels draws what admins see: the panels of a server's sources, digests and settings, what a filter does, and alerts. A person
// who follows sources is an admin of those. What readers see is in cards, whose Page holds these cards to Discord's limits as well.
//
// It refuses to decide anything: a panel shows the values that it is given, and its buttons stand for commands.
package panels

import (
	"lede/cards"
	"lede/cards/markup"
	"lede/languages"
)

// Settings shows how Lede behaves on a server. alerts is the channel in which admins are told what fails, and zone the time zone used
// last; quiet are the hours in which nothing is posted as it comes. language is the one that admins chose. All four may be "". colour
// is the name of the colour along the edge of cards.
func Settings(l languages.Language, private bool, alerts, zone, quiet, language, colour string) cards.Card {
	p := cards.NewPage(l)
	answers := l.Text("card.settings.answers-public")
	if private {
		answers = l.Text("card.settings.answers-private")
	}
	told := l.Text("card.settings.alerts-direct")
	if alerts != "" {
		told = l.Text("card.settings.alerts-channel", "channel", alerts)
	}
	if zone == "" {
		zone = l.Text("card.settings.zone-none")
	}
	if quiet == "" {
		quiet = l.Text("card.settings.quiet-none")
	}
	spoken := l.Text("card.settings.language-auto")
	if language != "" {
		spoken = languages.For(language).Text("language.name")
	}
	p.Say("### " + l.Text("card.settings.title") + "\n" + l.Text("card.settings.list", "answers", answers, "alerts", told, "zone", markup.Escape(zone), "quiet", markup.Escape(quiet), "language", spoken, "colour", colour))
	return p.Close(l.Text("card.settings.note"))
}
