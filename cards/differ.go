package cards

import (
	"strings"
	"time"

	"lede/cards/markup"
	"lede/languages"
)

// Said is what one source said and when.
type Said struct {
	Words, Site, URL string
	At               time.Time
}

// Differing is one thing on which sources differ.
type Differing []Said

// differ sets side by side what differs between sources, each in its own words.
func differ(l languages.Language, d Differing) string {
	var said []string
	for _, s := range d {
		source := shortLink(l, s.Site, s.URL, siteName, digestURL)
		said = append(said, l.Text("card.digest.said", "words", markup.Escape(s.Words), "source", source, "at", when(l, s.At, "f")))
	}
	return l.Text("card.digest.differ", "said", strings.Join(said, " · "))
}
