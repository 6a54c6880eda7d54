package page

import (
	"golang.org/x/net/html"

	"lede/pattern"
)

// What is said of a picture stands behind it, and often in no element of its own kind. It is told by where it stands, and by how it is
// set or by whom it names.

const (
	longestCaption = 400 // bytes
	longestCredit  = 60  // bytes of a line that may be one wherever it stands
)

// pictures matches the class of what is about a picture, and credited the credit of one.
var (
	pictures = pattern.Of(`(?i)(?:caption|img|image|photo|foto|bild|media|picture|credit|legend|figure|copyright|pie-?de)`)
	credited = pattern.Of(`(?i)(?:\b(?:photos?|fotos?|pictures?|pics?|images?|imagem|imagen|bild(?:er)?|portraits?|illustrations?|cr[eé]dit[os]?)\b ?(?:by\b|courtesy|:|/|\|)|[©®])`)
)

// showsPicture reports whether the class of n, or of the box around it, is of pictures.
func showsPicture(n *html.Node) bool {
	class := classOf(n)
	if n.Parent != nil {
		class += " " + classOf(n.Parent)
	}
	return pictures().MatchString(class)
}

// uncaptioned drops what is said of pictures.
func uncaptioned(bs []block) (kept []block) {
	story, _ := storyLook(bs)
	told, ended := false, true // whether the story has begun, and the last block ended a sentence
	for _, b := range bs {
		like := b.plain() && b.look() == story
		told = told || like
		switch {
		case !b.shown || b.isHeading() || len(b.text) > longestCaption:
			kept = append(kept, b)
		case b.isCaption() && !(like && b.ends()), b.mayBeCaption(told) && ended && !like:
		default:
			kept = append(kept, b)
		}
		ended = b.sentence() || b.isHeading()
	}
	return kept
}

// isCaption reports whether b, which stands behind a picture, says itself that it is about that.
func (b block) isCaption() bool {
	return b.image || credited().MatchString(b.text) || 10*b.italic >= 9*len(b.text)
}

// mayBeCaption reports whether b, which stands behind a picture and is not set like the story, may be about that: alone in a box with it,
// or no sentence. Before the story, a standfirst stands so too.
func (b block) mayBeCaption(told bool) bool {
	if b.under {
		return told || !b.tells()
	}
	label := b.plain() && !b.ends()
	return label && (len(b.text) <= longestCredit || told && len(b.text) <= longestEdge)
}
