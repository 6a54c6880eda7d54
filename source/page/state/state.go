// Package state finds an article's text in the data of a program that draws its page.
//
// Such a page brings the article along as JSON, and shows nothing without the program. The text is a list of parts, or one piece of
// HTML, in or below the object that has the headline. The package refuses to judge what a story is: its reader weighs each text.
package state

import (
	"encoding/json"
	"html"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// Part is a part of a text: a paragraph or a heading, which may be HTML.
type Part struct {
	Text    string
	Heading bool
}

const (
	nesting  = 24      // how deep the text may be nested
	mostRead = 1 << 20 // bytes of all texts that are weighed: they may be in each other
)

// Find returns the text below the headline that weighs most, nil if none weighs anything, and who the data says wrote it.
func Find(data []string, headline string, weigh func([]Part) int) (text []Part, authors any) {
	s := search{headline: bare(headline), weigh: weigh, left: mostRead}
	for _, d := range data {
		var v any
		if s.headline != "" && json.NewDecoder(strings.NewReader(d)).Decode(&v) == nil {
			s.find(v, false, 0)
		}
	}
	return s.text, s.authors
}

// search is a search for the text of one article.
type search struct {
	headline string
	weigh    func([]Part) int
	text     []Part
	weight   int
	authors  any
	left     int // bytes that may yet be weighed
}

// find looks for the text in v; below is true where the headline stands around it.
func (s *search) find(v any, below bool, depth int) {
	if depth > nesting {
		return
	}
	switch v := v.(type) {
	case string:
		if below && len(v) > s.weight {
			s.try([]Part{{Text: v}})
		}
	case []any:
		if below {
			s.try(partsOf(v))
		}
		for _, x := range v {
			s.find(x, below, depth+1)
		}
	case map[string]any:
		if !below && s.isHeaded(v) {
			below = true
			for _, key := range []string{"authors", "author", "byline"} {
				if s.authors == nil {
					s.authors = v[key]
				}
			}
		}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			s.find(v[key], below, depth+1)
		}
	}
}

// try keeps a text that weighs more than any before.
func (s *search) try(text []Part) {
	for _, p := range text {
		s.left -= len(p.Text)
	}
	if s.left < 0 {
		return
	}
	if w := s.weigh(text); w > s.weight {
		s.text, s.weight = text, w
	}
}

// isHeaded reports whether the headline stands in an object.
func (s *search) isHeaded(object map[string]any) bool {
	for _, x := range object {
		if said, is := x.(string); is && len(said) <= 3*len(s.headline) && bare(html.UnescapeString(said)) == s.headline {
			return true
		}
	}
	return false
}

// bare returns the letters and digits of a text.
func bare(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text)
}

func partsOf(list []any) (parts []Part) {
	for _, x := range list {
		if text := textOf(x, 0); text != "" {
			parts = append(parts, Part{text, isHeading(x)})
		}
	}
	return parts
}

// isHeading reports whether a part says that it is a heading.
func isHeading(x any) bool {
	part, _ := x.(map[string]any)
	return slices.ContainsFunc([]string{"type", "__typename", "nodeType", "kind", "blockType"}, func(key string) bool {
		kind, _ := part[key].(string)
		return strings.Contains(strings.ToLower(kind), "head")
	})
}

// textOf returns the text of a part, which may be made of others.
func textOf(x any, depth int) string {
	if text, is := x.(string); is {
		return text
	}
	part, _ := x.(map[string]any)
	if depth > nesting {
		return ""
	}
	for _, key := range []string{"text", "value", "html", "children", "content", "body", "data"} {
		switch inner := part[key].(type) {
		case string:
			if inner != "" {
				return inner
			}
		case map[string]any:
			return textOf(inner, depth+1)
		case []any:
			var b strings.Builder
			for _, y := range inner {
				b.WriteString(textOf(y, depth+1))
			}
			return b.String()
		}
	}
	return ""
}
