package papers

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"strconv"
	"strings"
	"time"
)

// Write returns the feed's document.
func (f Feed) Write(items []Item) []byte {
	switch f.Format {
	case Atom:
		return f.writeAtom(items)
	case JSON:
		return f.writeJSON(items)
	}
	return f.writeRSS(items)
}

// escaped returns text escaped for XML.
func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder takes everything
	return b.String()
}

// element writes <name>text</name>, or nothing for empty text.
func element(b *bytes.Buffer, name, text string) {
	if text == "" {
		return
	}
	b.WriteString("<" + name + ">" + escaped(text) + "</")
	name, _, _ = strings.Cut(name, " ") // without attributes
	b.WriteString(name + ">\n")
}

// date returns the publication date of an item in the feed: formatted by layout, unless the item has its own Date.
func (it Item) date(layout string) string {
	switch it.Date {
	case "":
		return it.At.UTC().Format(layout)
	case "none":
		return ""
	}
	return it.Date
}

// html returns the text of an item in paragraphs.
func (it Item) html() string {
	var b strings.Builder
	for _, p := range it.Text {
		b.WriteString("<p>" + escaped(p) + "</p>\n")
	}
	return b.String()
}

func (f Feed) writeRSS(items []Item) []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	b.WriteString(`<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">` + "\n<channel>\n")
	element(&b, "title", f.Title)
	element(&b, "link", f.Home)
	element(&b, "description", f.Title)
	element(&b, "language", f.Language)
	if f.TTL > 0 {
		element(&b, "ttl", strconv.Itoa(int(f.TTL.Minutes())))
	}
	for _, it := range items {
		b.WriteString("<item>\n")
		element(&b, "title", it.Title)
		element(&b, "link", it.Link)
		element(&b, `guid isPermaLink="false"`, it.GUID)
		element(&b, "pubDate", it.date(time.RFC1123Z))
		element(&b, "dc:creator", it.Author)
		for _, tag := range it.Tags {
			element(&b, "category", tag)
		}
		element(&b, "description", it.Lead)
		if f.Full {
			element(&b, "content:encoded", it.html())
		}
		if it.Picture != "" {
			b.WriteString(`<enclosure url="` + escaped(it.Picture) + `" length="1" type="image/jpeg"/>` + "\n")
		}
		b.WriteString("</item>\n")
	}
	b.WriteString("</channel>\n</rss>\n")
	return b.Bytes()
}

func (f Feed) writeAtom(items []Item) []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="` + escaped(f.Language) + `">` + "\n")
	element(&b, "title", f.Title)
	element(&b, "id", f.Address)
	b.WriteString(`<link href="` + escaped(f.Home) + `"/>` + "\n")
	b.WriteString(`<link rel="self" href="` + escaped(f.Address) + `"/>` + "\n")
	if len(items) > 0 {
		element(&b, "updated", items[0].At.UTC().Format(time.RFC3339))
	}
	for _, it := range items {
		b.WriteString("<entry>\n")
		element(&b, "title", it.Title)
		element(&b, "id", it.GUID)
		if it.Link != "" {
			b.WriteString(`<link href="` + escaped(it.Link) + `"/>` + "\n")
		}
		element(&b, "published", it.date(time.RFC3339))
		if !it.Changed.IsZero() {
			element(&b, "updated", it.Changed.UTC().Format(time.RFC3339))
		} else {
			element(&b, "updated", it.date(time.RFC3339))
		}
		if it.Author != "" {
			b.WriteString("<author>")
			element(&b, "name", it.Author)
			b.WriteString("</author>\n")
		}
		for _, tag := range it.Tags {
			b.WriteString(`<category term="` + escaped(tag) + `"/>` + "\n")
		}
		element(&b, "summary", it.Lead)
		if f.Full {
			element(&b, `content type="html"`, it.html())
		}
		b.WriteString("</entry>\n")
	}
	b.WriteString("</feed>\n")
	return b.Bytes()
}

func (f Feed) writeJSON(items []Item) []byte {
	type entry struct {
		ID        string   `json:"id,omitempty"`
		URL       string   `json:"url,omitempty"`
		Title     string   `json:"title,omitempty"`
		Summary   string   `json:"summary,omitempty"`
		HTML      string   `json:"content_html,omitempty"`
		Published string   `json:"date_published,omitempty"`
		Image     string   `json:"image,omitempty"`
		Tags      []string `json:"tags,omitempty"`
	}
	list := []entry{}
	for _, it := range items {
		e := entry{it.GUID, it.Link, it.Title, it.Lead, "", it.date(time.RFC3339), it.Picture, it.Tags}
		if f.Full {
			e.HTML = it.html()
		}
		list = append(list, e)
	}
	document, err := json.Marshal(map[string]any{
		"version": "https://jsonfeed.org/version/1.1", "title": f.Title, "language": f.Language,
		"home_page_url": f.Home, "feed_url": f.Address, "items": list,
	})
	if err != nil {
		panic(err) // strings and lists of them
	}
	return document
}

// Page returns the page of an item, in the plain style of small papers.
func (f Feed) Page(it Item) string {
	var b strings.Builder
	b.WriteString("<!doctype html>\n<html lang=\"" + escaped(f.Language) + "\">\n<head><meta charset=\"utf-8\"><title>" + escaped(it.Title) + " | " + escaped(f.Title) + "</title>\n")
	b.WriteString(`<meta property="og:title" content="` + escaped(it.Title) + `"><meta property="og:site_name" content="` + escaped(f.Title) + `">` + "\n")
	b.WriteString(`<meta property="article:published_time" content="` + it.At.UTC().Format(time.RFC3339) + `">` + "\n")
	b.WriteString(f.Alternate())
	if it.Members {
		b.WriteString(`<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","isAccessibleForFree":false}</script>` + "\n")
	}
	b.WriteString("</head>\n<body>\n<header><a href=\"/\">" + escaped(f.Title) + "</a></header>\n<article>\n<h1>" + escaped(it.Title) + "</h1>\n")
	if it.Author != "" {
		b.WriteString("<p class=\"byline\">By " + escaped(it.Author) + "</p>\n")
	}
	if it.Members {
		b.WriteString("<p>" + escaped(it.Lead) + "</p>\n<p>This article is for members. <a href=\"/join\">Join us</a> to read on.</p>\n")
	} else {
		b.WriteString(it.html())
	}
	b.WriteString("</article>\n</body>\n</html>\n")
	return b.String()
}

// Front returns a front page, which declares feeds and links to items.
func Front(title string, feeds []Feed, items []Item) string {
	var head, list strings.Builder
	for _, f := range feeds {
		head.WriteString(f.Alternate())
	}
	for _, it := range items {
		list.WriteString(`<li><a href="` + escaped(it.Link) + `">` + escaped(it.Title) + "</a></li>\n")
	}
	return "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>" + escaped(title) + "</title>\n" + head.String() +
		"</head>\n<body>\n<h1>" + escaped(title) + "</h1>\n<ul>\n" + list.String() + "</ul>\n</body>\n</html>\n"
}

// Alternate returns the link element by which pages declare the feed.
func (f Feed) Alternate() string {
	kind, _, _ := strings.Cut(f.Format.ContentType(), ";")
	return `<link rel="alternate" type="` + kind + `" href="` + escaped(f.Address) + `" title="` + escaped(f.Title) + `">` + "\n"
}
