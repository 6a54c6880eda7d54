package panels

import (
	"strings"
	"time"

	"lede/cards"
	"lede/cards/markup"
	"lede/languages"
	"lede/problem"
)

// SourceNews is something that admins should know about a source.
type SourceNews struct {
	What *problem.Problem
	At   time.Time
	Over bool // it is well again
}

// SourceNotices tells admins what happened to a source, the latest last.
func SourceNotices(l languages.Language, name string, list []SourceNews) cards.Card {
	p := cards.NewPage(l)
	lines := []string{"### " + l.Text("card.alert.source", "name", markup.Escape(name))}
	for _, n := range list {
		line := cards.Stamp(n.At, "f") + " "
		if n.Over {
			line += l.Text("card.alert.source-well")
		} else {
			line += sentences(l, n.What)
		}
		lines = append(lines, line)
	}
	p.Say(strings.Join(lines, "\n"))
	return p.Close(l.Text("card.alert.source-hint"))
}
