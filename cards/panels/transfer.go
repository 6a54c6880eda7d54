package panels

import (
	"strings"

	"lede/cards"
	"lede/cards/markup"
	"lede/languages"
)

// Transfer is what importing an exported file changes, or has changed.
type Transfer struct {
	Done         bool
	Settings     bool // whether the zone or the channel for alerts changes
	Digests      []MovedDigest
	DigestsKept  int
	Articles     []MovedArticle
	ArticlesKept int
	Notes        []string // what could not be imported unchanged
}

// Move is what becomes of one thing.
type Move int

// The moves.
const (
	Added Move = iota
	Changed
	Removed
)

// The keys of the lines about each move.
var (
	digestMoved  = [...]string{"card.import.digest-added", "card.import.digest-changed", "card.import.digest-removed"}
	articleMoved = [...]string{"card.import.articles-added", "card.import.articles-changed", "card.import.articles-removed"}
)

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

// movedTitle is how many characters of a title are shown in a list of many.
const movedTitle = 80

// Import shows what a file would change, and how to proceed; or what it has changed.
func Import(l languages.Language, t Transfer) cards.Card {
	p := cards.NewPage(l)
	changes := t.Settings || len(t.Digests)+len(t.Articles) > 0
	switch {
	case t.Done && changes:
		p.Say("### " + l.Text("card.import.done"))
	case changes:
		p.Say("### " + l.Text("card.import.would"))
	default:
		p.Say("### " + l.Text("card.import.nothing") + "\n" + l.Text("card.import.same"))
	}
	if len(t.Notes) > 0 {
		p.Say(strings.Join(t.Notes, "\n"))
	}
	if t.Settings {
		p.Show(l.Text("card.import.settings"), 0)
	}
	for _, d := range t.Digests {
		line := l.Text(digestMoved[d.Move]) + ": <#" + d.Schedule.Channel + "> · **" + markup.Escape(d.Schedule.when(l)) + "**"
		if d.Schedule.Paused != nil {
			line += " · " + l.Text("card.schedule.paused-short")
		}
		p.Show(line, 0)
	}
	var titles [3][]string
	for _, a := range t.Articles {
		titles[a.Move] = append(titles[a.Move], markup.Escape(markup.Label(a.Title, movedTitle)))
	}
	for m, list := range titles {
		if len(list) == 0 {
			continue
		}
		const named = 5
		line := l.Text(articleMoved[m], "n", len(list)) + " · " + strings.Join(list[:min(named, len(list))], " · ")
		if len(list) > named {
			line += " · " + l.Text("card.import.more", "n", len(list)-named)
		}
		p.Show(line, 0)
	}
	note := l.Text("card.import.kept", "digests", l.Text("count.digests", "n", t.DigestsKept), "articles", l.Text("count.articles", "n", t.ArticlesKept))
	if changes && !t.Done {
		note += " " + l.Text("card.import.confirm")
	}
	return p.Close(note)
}
