package gate

import (
	"bytes"
	"slices"
	"strings"
)

// use is how the gate treats an element.
type use int

const (
	ignored    use = iota
	attributed     // only its attributes are wanted
	grouping       // it contains other elements
	line           // a line of text
	prose          // text that may contain markup
)

// The elements that the gate passes, in lower case, with our prefixes.
var (
	everywhere = elements{
		grouping:   "media:content media:group",
		attributed: "media:thumbnail itunes:image",
		line: `title guid pubdate published updated issued modified id author language ttl sy:updateperiod sy:updatefrequency
			dc:title dc:creator dc:author dc:date dc:subject dc:language dcterms:modified dcterms:issued dcterms:created dcterms:accessrights
			atom:title atom:id atom:updated atom:published media:title itunes:title itunes:author
			feedburner:origlink pheedo:origlink`,
		prose: "summary description dc:description atom:summary media:description itunes:summary itunes:subtitle content:encoded",
	}.table(nil)
	rssItem = elements{
		grouping:   "image atom:author",
		attributed: "enclosure atom:link atom:category thumbnail",
		line: `link category name email uri atom:name atom:email url date premium paid paywall members_only membersonly subscribers_only ispremium
			is_premium access accesslevel access_level isaccessibleforfree`,
		prose: "content encoded full-text fulltext xhtml:body atom:content yandex:full-text turbo:content",
	}.table(everywhere)
	rssHead = elements{line: "link managingeditor", attributed: "atom:link"}.table(everywhere)
	atomAny = elements{
		grouping:   "author",
		attributed: "link category",
		line:       "name email uri",
		prose:      "content subtitle tagline",
	}.table(everywhere)
)

// once lists the elements that an item or a feed has only one of.
var once = []string{"title", "guid", "id", "pubdate", "language", "ttl"}

// elements lists names by their use.
type elements map[use]string

// table maps names to their use, including another table's names.
func (e elements) table(more map[string]use) map[string]use {
	table := map[string]use{}
	for name, use := range more {
		table[name] = use
	}
	for use, names := range e {
		for _, name := range strings.Fields(names) {
			table[name] = use
		}
	}
	return table
}

// rssText lists the elements of RSS that hold an article's text besides content:encoded; they are written as that.
var rssText = []string{"content", "encoded", "full-text", "fulltext", "xhtml:body", "yandex:full-text", "turbo:content"}

// use returns the use of an element at the gate's current place.
func (g *gate) use(name string) use {
	switch {
	case g.out.Kind == "atom":
		return atomAny[name]
	case g.open != nil:
		return rssItem[name]
	}
	return rssHead[name]
}

// holds reports whether an element belongs in the group.
func (g group) holds(name string) bool {
	switch g.name {
	case "media:content", "media:group":
		return strings.HasPrefix(name, "media:")
	case "image":
		return name == "url" || name == "title" || name == "link"
	}
	return slices.Contains([]string{"name", "email", "uri"}, local(name))
}

// The attributes that are passed, as the parser spells them.
var attributes = map[string]string{
	"href": "href", "rel": "rel", "type": "type", "url": "url", "src": "src", "medium": "medium", "width": "width", "height": "height",
	"term": "term", "label": "label", "ispermalink": "isPermaLink",
}

// attributes writes the wanted ones.
func (g *gate) attributes(out []byte, t Tag, use use) []byte {
	for i, a := range t.attributes {
		if len(a.value) > maxAttribute {
			continue
		}
		name, wanted := attributes[string(lower(a.name))]
		if !wanted || use == prose && name != "src" || g.repeats(t.attributes[:i], a.name) {
			continue
		}
		value := a.value
		if name == "href" && hasBase(t) {
			value = []byte(Resolve(g.resolved(g.baseHere(), t), string(a.value)))
		}
		out = append(append(append(out, ' '), name...), '=', '"')
		out = append(normal(out, value, inAttribute), '"')
	}
	return out
}

func (g *gate) repeats(before []attribute, name []byte) bool {
	for _, b := range before {
		if bytes.EqualFold(b.name, name) {
			return true
		}
	}
	return false
}

// baseHere returns what links are relative to at this place.
func (g *gate) baseHere() string {
	if g.open != nil {
		return g.open.Base
	}
	return g.base
}

func hasBase(t Tag) bool {
	for _, a := range t.attributes {
		if equal(a.name, "xml:base") {
			return true
		}
	}
	return false
}

// resolved returns the base inside an element that may set its own.
func (g *gate) resolved(base string, t Tag) string {
	for _, a := range t.attributes {
		if equal(a.name, "xml:base") && len(a.value) < maxAttribute/4 {
			if b := Resolve(base, string(normal(nil, a.value, inText))); len(b) < maxAttribute {
				return b
			}
		}
	}
	return base
}

// lower returns a copy in lower case.
func lower(name []byte) []byte { return bytes.ToLower(name) }

// common holds names that need not be allocated.
var common = names(everywhere, rssItem, rssHead, atomAny)

func names(tables ...map[string]use) map[string]string {
	all := map[string]string{}
	add := func(s string) { all[s] = strings.Clone(s) }
	for _, table := range tables {
		for name := range table {
			prefix, rest, prefixed := strings.Cut(name, ":")
			if !prefixed {
				rest = prefix
			} else {
				add(prefix)
			}
			add(rest)
		}
	}
	for _, s := range strings.Fields(`rss rdf feed channel item entry p a b i em strong span div br img ul ol li h1 h2 h3 blockquote figure code pre
		comments source generator wfw slash`) {
		add(s)
	}
	return all
}

// namespaces maps namespaces to our prefixes. They are without scheme, www and trailing slash, in lower case.
var namespaces = map[string]string{
	"w3.org/2005/atom": "atom", "purl.org/atom/ns#": "atom", "purl.org/atom/ns": "atom",
	"purl.org/rss/1.0": "rss", "channel.netscape.com/rdf/simple/0.9": "rss", "my.netscape.com/rdf/simple/0.9": "rss",
	"backend.userland.com/rss2": "rss", "blogs.law.harvard.edu/tech/rss": "rss", "cyber.law.harvard.edu/rss": "rss",
	"w3.org/1999/02/22-rdf-syntax-ns#": "rdf", "purl.org/rss/1.0/modules/content": "content",
	"purl.org/dc/elements/1.1": "dc", "purl.org/dc/elements/1.0": "dc", "purl.org/dc/terms": "dcterms",
	"search.yahoo.com/mrss": "media", "itunes.com/dtds/podcast-1.0.dtd": "itunes",
	"rssnamespace.org/feedburner/ext/1.0": "feedburner", "pheedo.com/namespace/pheedo": "pheedo",
	"purl.org/rss/1.0/modules/syndication": "sy", "w3.org/1999/xhtml": "xhtml", "news.yandex.ru": "yandex",
}

// prefixOf returns our prefix for a namespace, "" for an unknown one.
func prefixOf(space []byte) string {
	s := strings.ToLower(strings.TrimSpace(string(space)))
	_, after, found := strings.Cut(s, "://")
	if !found {
		after = s
	}
	return namespaces[strings.TrimSuffix(strings.TrimPrefix(after, "www."), "/")]
}
