// Package schema reads what a page says about its article in JSON-LD, in the words of schema.org.
//
// Scripts go in one by one, and the first that is about an article fills it. The package refuses to believe what it reads: it may be of
// another article, in part, or of the site.
package schema

import (
	"cmp"
	"encoding/json"
	"html"
	"slices"
	"strings"

	"lede/source/page/markup"
	"lede/source/page/plain"
)

// Article is the article in a page's JSON-LD.
type Article struct {
	Kind, Headline, Published, Language, Body, Image string
	Author, Desk                                     string // the people who wrote it, and all whom it names as that, organisations too
	Site                                             string
}

// Read takes what a JSON-LD script says about an article, if it is about one and no earlier one was.
func (l *Article) Read(script string) {
	if len(script) > markup.LongestScript {
		return
	}
	script = strings.Trim(script, " \t\r\n;")
	var v any
	if json.Unmarshal([]byte(script), &v) != nil {
		// Line breaks inside strings are the commonest mistake.
		script = strings.Map(func(r rune) rune {
			if r < ' ' {
				return ' '
			}
			return r
		}, script)
		if json.Unmarshal([]byte(script), &v) != nil {
			return
		}
	}
	l.find(v, 0)
}

// nesting is how deep the article may be nested: a list, a graph, and an entity in it.
const nesting = 4

func (l *Article) find(v any, depth int) {
	if depth > nesting || l.Headline != "" || l.Body != "" {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			l.find(x, depth+1)
		}
	case map[string]any:
		if aboutArticle(v["@type"]) {
			l.Kind = text(v["@type"])
			l.Headline, l.Body, l.Published = words(v["headline"]), text(v["articleBody"]), text(v["datePublished"])
			l.Image = image(v["image"])
			by := v["author"]
			if Names(by) == "" {
				by = v["creator"]
			}
			l.Author, l.Desk = people(by), Names(by)
			l.Site, l.Language = Names(v["publisher"]), text(v["inLanguage"])
			return
		}
		l.find(v["@graph"], depth+1)
		l.find(v["mainEntity"], depth+1)
	}
}

func aboutArticle(kind any) bool {
	switch kind := kind.(type) {
	case string:
		return strings.HasSuffix(kind, "Article") || strings.HasSuffix(kind, "BlogPosting") || kind == ForumPosting || kind == "SocialMediaPosting"
	case []any:
		for _, k := range kind {
			if aboutArticle(k) {
				return true
			}
		}
	}
	return false
}

// ForumPosting is the first post of a thread, below which are others'.
const ForumPosting = "DiscussionForumPosting"

func text(v any) string {
	s, _ := v.(string)
	return s
}

// words returns a short text from JSON-LD, where the page's parser does not decode HTML entities.
func words(v any) string { return plain.Fold(html.UnescapeString(text(v))) }

// mostNamed is how many names of a list in JSON-LD are read, since each is looked for among those before it, and deepestNamed how deep in other lists and entities
// a name may be, since each list that it is in joins it to others.
const mostNamed, deepestNamed = 50, 8

// Names lists the names of a person or an organisation in JSON-LD, or of several.
func Names(v any) string { return names(v, 0) }

func names(v any, depth int) string {
	if depth > deepestNamed {
		return ""
	}
	switch v := v.(type) {
	case string:
		return words(v)
	case map[string]any:
		return names(v["name"], depth+1)
	case []any:
		var all []string
		for _, x := range v[:min(len(v), mostNamed)] {
			if n := names(x, depth+1); n != "" && !slices.Contains(all, n) {
				all = append(all, n)
			}
		}
		return strings.Join(all, ", ")
	}
	return ""
}

// people lists the names of those in JSON-LD that are no organisations.
func people(v any) string {
	all, _ := v.([]any)
	if all == nil {
		all = []any{v}
	}
	return Names(slices.DeleteFunc(slices.Clone(all), func(x any) bool {
		of, _ := x.(map[string]any)
		return strings.HasSuffix(text(of["@type"]), "Organization")
	}))
}

// image returns the address of an image in JSON-LD: the first of several.
func image(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case map[string]any:
		return cmp.Or(image(v["url"]), image(v["contentUrl"]), text(v["@id"]))
	case []any:
		if len(v) > 0 {
			return image(v[0])
		}
	}
	return ""
}
