package page

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/briefing"
	"lede/source/page/markup"
	"lede/source/page/sight"
)

// Pages that a program draws bring the article along as the program's data, and show nothing without it. There the text is a list of
// parts, or one piece of HTML, below the headline.

const (
	mostStates   = 8  // scripts with data that are kept
	stateNesting = 24 // how deep the text may be nested
	fewestParts  = 3  // paragraphs of it that are a story
)

// keepState keeps the data in a script: JSON, or what a variable is set to.
func (e *embedded) keepState(script *html.Node) {
	data := script.FirstChild.Data
	if len(data) > markup.LongestScript || len(e.states) == mostStates {
		return
	}
	kind := strings.ToLower(sight.Attr(script, "type"))
	if kind != "application/json" {
		before, value, set := strings.Cut(data[:min(len(data), longestHeadline)], "=")
		if !set || kind != "" && kind != "text/javascript" || !strings.Contains(before, "window") || !strings.HasPrefix(strings.TrimSpace(value), "{") {
			return
		}
		data = data[len(before)+1:]
	}
	e.states = append(e.states, data)
}

// inState returns the article in a program's data, nil for none: the longest text below its headline. It completes the author.
func (e *embedded) inState(o *briefing.Options) []block {
	s := state{title: letters(o.Title), left: 4 * markup.LongestScript}
	for _, data := range e.states {
		var v any
		if s.title != "" && json.NewDecoder(strings.NewReader(data)).Decode(&v) == nil {
			s.find(v, false, 0)
		}
	}
	if len(s.best) > 0 {
		o.Author = first(o.Author, author(s.author, o.Site))
	}
	return s.best
}

// state finds the article with a title.
type state struct {
	title  string // in letters
	author string
	best   []block
	size   int // bytes of its story
	left   int // bytes that may yet be read: parts are in each other
}

// find looks for the text in v; below is true where the headline stands in v, or around it.
func (s *state) find(v any, below bool, depth int) {
	if depth > stateNesting {
		return
	}
	switch v := v.(type) {
	case string:
		if below && len(v) > s.size && s.may(len(v)) {
			s.take(paragraphs(v))
		}
	case []any:
		if below && s.may(len(v)) {
			bs := parts(v)
			s.left -= size(bs)
			s.take(bs)
		}
		for _, x := range v {
			s.find(x, below, depth+1)
		}
	case map[string]any:
		if !below && s.headed(v) {
			below, s.author = true, first(s.author, names(v["authors"]), names(v["author"]), names(v["byline"]))
		}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			s.find(v[key], below, depth+1)
		}
	}
}

// may reports whether so much may yet be read.
func (s *state) may(bytes int) bool {
	s.left -= bytes
	return s.left >= 0
}

// headed reports whether the headline stands in an object.
func (s *state) headed(object map[string]any) bool {
	for _, x := range object {
		if said := text(x); said != "" && len(said) <= 3*len(s.title) && letters(words(said)) == s.title {
			return true
		}
	}
	return false
}

// take takes a text for the article if it is a story, and longer than any before.
func (s *state) take(bs []block) {
	story := without(bs, func(b block) bool { return !b.story() })
	if len(story) >= fewestParts && size(story) > s.size {
		s.best, s.size = bs, size(story)
	}
}

// parts returns the paragraphs and headings of a text that is a list of parts.
func parts(list []any) (bs []block) {
	for _, x := range list {
		heads := isHead(x)
		for _, b := range paragraphs(partText(x, 0)) {
			if heads {
				b.kind = atom.H2
			}
			if heads || b.sentence() {
				bs = append(bs, b)
			}
		}
	}
	return bs
}

// isHead reports whether a part of a text says that it is a heading.
func isHead(x any) bool {
	part, _ := x.(map[string]any)
	return slices.ContainsFunc([]string{"type", "__typename", "nodeType", "kind", "blockType"}, func(key string) bool {
		return strings.Contains(strings.ToLower(text(part[key])), "head")
	})
}

// partText returns the text of a part, which may be made of others.
func partText(x any, depth int) string {
	switch x := x.(type) {
	case string:
		return x
	case map[string]any:
		for _, key := range []string{"text", "value", "html", "children", "content", "body", "data"} {
			if list, is := x[key].([]any); is && depth < stateNesting {
				var b strings.Builder
				for _, y := range list {
					b.WriteString(partText(y, depth+1))
				}
				return b.String()
			}
			if s := text(x[key]); s != "" {
				return s
			}
		}
		if data, is := x["data"].(map[string]any); is && depth < stateNesting {
			return partText(data, depth+1)
		}
	}
	return ""
}
