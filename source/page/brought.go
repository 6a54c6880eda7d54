package page

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/briefing"
	"lede/source/page/byline"
	"lede/source/page/markup"
	"lede/source/page/schema"
	"lede/source/page/sight"
	"lede/source/page/state"
)

const (
	mostStates     = 8  // scripts with data that are kept
	longestSetting = 60 // bytes before the data that a variable is set to
	fewestBrought  = 3  // paragraphs of a story
)

// keepState keeps the data in a script: JSON, or what a variable of the window is set to.
func (e *embedded) keepState(script *html.Node) {
	data := script.FirstChild.Data
	if len(data) > markup.LongestScript || len(e.states) == mostStates {
		return
	}
	switch strings.ToLower(sight.Attr(script, "type")) {
	case "application/json":
		e.states = append(e.states, data)
	case "", "text/javascript":
		name, _, set := strings.Cut(data[:min(len(data), longestSetting)], "=")
		if value := data[len(name):]; set && strings.Contains(name, "window") {
			e.states = append(e.states, value[1:])
		}
	}
}

// brought returns the article in a program's data, nil for none, where no story is found on the page, and no other reason for that than
// the program. It completes the author.
func (e *embedded) brought(found []block, reason error, o *briefing.Options) []block {
	shows := slices.ContainsFunc(found, block.story)
	if shows || reason != nil && reason != errScript {
		return nil
	}
	text, authors := state.Find(e.states, o.Title, func(parts []state.Part) int {
		story := without(blocksOf(parts), func(b block) bool { return !b.story() })
		if len(story) < fewestBrought {
			return 0
		}
		return size(story)
	})
	if text == nil {
		return nil
	}
	o.Author = cmp.Or(o.Author, byline.Clean(schema.Names(authors), o.Site))
	return blocksOf(text)
}

// blocksOf returns the paragraphs and headings of a text. Other lines may be labels.
func blocksOf(text []state.Part) (bs []block) {
	for _, p := range text {
		for _, b := range paragraphs(p.Text) {
			if p.Heading {
				b.kind = atom.H2
			}
			if len(text) == 1 || b.isHeading() || b.sentence() {
				bs = append(bs, b)
			}
		}
	}
	return bs
}
