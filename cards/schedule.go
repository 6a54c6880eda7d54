package cards

import (
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
)

// Schedule is a digest as an admin sees it.
type Schedule struct {
	Channel string
	When    string // such as "07:30 mon-fri Europe/Paris"
	Next    time.Time
}

func (s Schedule) line() string {
	return "<#" + s.Channel + "> · **" + Escape(s.When) + "**\nNext: " + stamp(s.Next, "F") + " (" + stamp(s.Next, "R") + ")"
}

// DigestSet confirms a digest that was set.
func DigestSet(s Schedule, hint string) Card {
	p := plainPage()
	p.say("### Digest set\n" + s.line())
	return p.close(hint, discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		button("All digests", Link{Command: "digest", Sub: "show"}, discordgo.SecondaryButton),
		button("Remove", Link{Command: "digest", Sub: "remove", Options: map[string]string{"channel": s.Channel}}, discordgo.DangerButton),
	}})
}

// Past is a slot in the past.
type Past struct {
	Channel string
	Slot    time.Time
	Outcome string
	Reason  string
}

// Digests lists the digests of a server and what became of the latest slots.
func Digests(list []Schedule, past []Past) Card {
	p := plainPage()
	p.say("### Digests")
	if len(list) == 0 {
		p.say("No digest is set. Set one with `/digest set`.")
	}
	for _, s := range list {
		p.show(s.line(), 0)
	}
	if len(past) > 0 {
		lines := []string{"-# Lately:"}
		for _, e := range past[:min(len(past), 5)] {
			line := "-# " + stamp(e.Slot, "f") + " <#" + e.Channel + ">: " + e.Outcome
			if e.Reason != "" {
				line += " (" + Label(e.Reason, 160) + ")"
			}
			lines = append(lines, line)
		}
		p.show(strings.Join(lines, "\n"), 0)
	}
	return p.close("")
}
