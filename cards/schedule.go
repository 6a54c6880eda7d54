package cards

import (
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
)

// Schedule is a digest as an admin sees it.
type Schedule struct {
	Publish bool   // published to those who follow the channel
	Digest  string // its id
	Channel string
	When    string        // such as "07:30 mon-fri Europe/Paris"
	Next    time.Time     // as the timetable says
	Spread  time.Duration // how much later than Next it is posted
	Paused  string        // why it does not run; "" while it runs
	Role    string        // mentioned in each
	Quiet   bool          // not posted when there is nothing new
	// Sections are what it shows of each article, when an admin chose that.
	Sections []string
}

func (s Schedule) line() string {
	line := "<#" + s.Channel + "> · **" + Escape(s.When) + "**"
	if s.Role != "" {
		line += " · mentions <@&" + s.Role + ">"
	}
	if s.Publish {
		line += " · published to followers"
	}
	if s.Quiet {
		line += " · quiet when there is nothing new"
	}
	if len(s.Sections) > 0 {
		line += " · shows " + Escape(strings.Join(s.Sections, ", "))
	}
	if s.Paused != "" {
		return line + "\nPaused: " + s.Paused
	}
	line += "\nNext: " + stamp(s.Next, "F") + " (" + stamp(s.Next, "R") + ")"
	if s.Spread > 0 {
		// A whole minute, as readers see it, within which it will have been posted.
		line += ", posted by " + stamp(s.Next.Add(s.Spread).Truncate(time.Minute).Add(time.Minute), "t")
	}
	return line
}

// ScheduleLabel names the n-th digest of a server in a list to choose from.
func ScheduleLabel(n int, s Schedule, limit int) string {
	label := strconv.Itoa(n) + ". " + s.When
	if s.Paused != "" {
		label += " (paused)"
	}
	return Label(label, limit)
}

func (s Schedule) link(sub string) Link {
	return Link{Command: "digest", Sub: sub, Options: map[string]string{"digest": s.Digest}}
}

// DigestSet confirms a digest that was set.
func DigestSet(s Schedule, hint string) Card { return DigestChanged("Digest set", s, hint) }

// DigestChanged shows a digest after a change.
func DigestChanged(title string, s Schedule, hint string) Card {
	p := plainPage()
	p.say("### " + title + "\n" + s.line())
	turn := button("Pause", s.link("pause"), discordgo.SecondaryButton)
	if s.Paused != "" {
		turn = button("Resume", s.link("resume"), discordgo.PrimaryButton)
	}
	return p.close(hint, discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		button("Preview", s.link("preview"), discordgo.SecondaryButton),
		button("All digests", Link{Command: "digest", Sub: "show"}, discordgo.SecondaryButton),
		turn,
		button("Remove", s.link("remove"), discordgo.DangerButton),
	}})
}

// DigestPaused tells an admin that a digest was paused because Discord refused it, and what to do.
func DigestPaused(s Schedule) Card {
	p := plainPage()
	p.say("### A digest is paused\n" + s.line())
	return p.close("Its settings are kept. Put the cause right, then use `/digest resume` on your server.")
}

// DigestRecovered tells an admin that a digest which was paused is posted again.
func DigestRecovered(s Schedule) Card {
	p := plainPage()
	p.say("### A digest is posted again\n" + s.line())
	return p.close("")
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
	for i, s := range list {
		p.show("**"+strconv.Itoa(i+1)+".** "+s.line(), 0) // the number by which a list to choose from names it
	}
	if len(past) > 0 {
		lines := []string{"-# Lately:"}
		for _, e := range past[:min(len(past), 5)] {
			lines = append(lines, "-# "+e.line())
		}
		p.show(strings.Join(lines, "\n"), 0)
	}
	return p.close("")
}

func (e Past) line() string {
	line := stamp(e.Slot, "f") + " <#" + e.Channel + ">: " + e.Outcome
	if e.Reason != "" {
		line += " (" + Label(e.Reason, 160) + ")"
	}
	return line
}

// DigestHistory lists what became of the past slots, the latest first; digest is the id of the one digest that they are
// of, "" for those of all. from is how many earlier pages showed.
func DigestHistory(past []Past, digest string, from int) Card {
	p := plainPage()
	same := Link{Command: "digest", Sub: "history"}
	if digest != "" {
		same.Options = map[string]string{"digest": digest}
	}
	p.paged(from, same)
	p.say("### Past digests")
	if len(past) == 0 {
		p.say("None has been due yet.")
	}
	for _, e := range past {
		p.show(e.line(), 0)
	}
	return p.close("")
}
