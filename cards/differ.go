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
	At               time.Time // zero if unknown
}

// Differing is one thing on which sources differ.
type Differing []Said

// differ sets side by side what differs between sources, each in its own words.
func differ(l languages.Language, d Differing) string {
	var said []string
	for _, s := range d {
		source := ShortLink(l, s.Site, s.URL, siteName, digestURL)
		if !s.At.IsZero() {
			source += ", " + When(l, s.At, "f")
		}
		said = append(said, l.Text("card.digest.said", "words", markup.Escape(s.Words), "source", source))
	}
	return l.Text("card.digest.differ", "said", strings.Join(said, " · "))
}
