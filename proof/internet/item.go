package internet

import (
	"time"

	"lede/playground/papers"
)

// Item is one story of a feed, and Paper returns what has been published by a moment: both as in the papers of lede play.
type (
	Item   = papers.Item
	Paper  = papers.Paper
	Format = papers.Format
)

// The formats.
const (
	RSS  = papers.RSS
	Atom = papers.Atom
	JSON = papers.JSON
)

// Steady publishes an item at regular intervals from first on, without end: write returns the n-th, from 0.
func Steady(first time.Time, every time.Duration, write func(n int) Item) Paper {
	return func(now time.Time, most int) []Item {
		if now.Before(first) {
			return nil
		}
		newest := int(now.Sub(first) / every)
		var out []Item
		for n := newest; n >= 0 && len(out) < most; n-- {
			it := write(n)
			it.At = first.Add(time.Duration(n) * every)
			out = append(out, it)
		}
		return out
	}
}
