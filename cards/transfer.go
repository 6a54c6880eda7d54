package cards

import (
	"fmt"
	"strings"
)

// Transfer is what taking in an exported file changes, or has changed.
type Transfer struct {
	Done         bool
	Settings     bool // whether the zone or the channel for alerts changes
	Digests      []MovedDigest
	DigestsKept  int
	Articles     []MovedArticle
	ArticlesKept int
	Notes        []string // what could not be taken over as it stands in the file
}

// Move is what becomes of one thing.
type Move int

// The moves.
const (
	Added Move = iota
	Changed
	Removed
)

func (m Move) String() string { return [...]string{"New", "Changed", "Removed"}[m] }

// MovedDigest is a digest of a Transfer.
type MovedDigest struct {
	Move
	Schedule Schedule
}

// MovedArticle is an article of a Transfer.
type MovedArticle struct {
	Move
	Title string
}

// movedTitle is how many characters of a title are shown where many stand below each other.
const movedTitle = 80

// Import shows what a file would change, and how to go ahead; or what it has changed.
func Import(t Transfer) Card {
	p := plainPage()
	changes := t.Settings || len(t.Digests)+len(t.Articles) > 0
	switch {
	case t.Done && changes:
		p.say("### Imported")
	case changes:
		p.say("### This file would change")
	default:
		p.say("### Nothing to change\nThis server has all that the file has.")
	}
	if len(t.Notes) > 0 {
		p.say(strings.Join(t.Notes, "\n"))
	}
	if t.Settings {
		p.show("The time zone or the channel for alerts", 0)
	}
	for _, d := range t.Digests {
		line := d.Move.String() + " digest: <#" + d.Schedule.Channel + "> · **" + Escape(d.Schedule.When) + "**"
		if d.Schedule.Paused != "" {
			line += " · paused"
		}
		p.show(line, 0)
	}
	var titles [3][]string
	for _, a := range t.Articles {
		titles[a.Move] = append(titles[a.Move], Escape(Label(a.Title, movedTitle)))
	}
	for m, list := range titles {
		if len(list) == 0 {
			continue
		}
		const named = 5
		line := Move(m).String() + ": " + count(len(list), "article") + " · " + strings.Join(list[:min(named, len(list))], " · ")
		if len(list) > named {
			line += fmt.Sprintf(" · and %d more", len(list)-named)
		}
		p.show(line, 0)
	}
	note := fmt.Sprintf("%s and %s stay as they are.", count(t.DigestsKept, "digest"), count(t.ArticlesKept, "article"))
	if changes && !t.Done {
		note += " To go ahead, use the command once more with the same file and `confirm: import`."
	}
	return p.close(note)
}
