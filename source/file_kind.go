package source

import (
	"mime"
	"path"
	"strings"

	"lede/briefing"
	"lede/source/markdown"
)

// kind is what a file of plain text is written in, which its bytes do not tell.
type kind int

const (
	kindText kind = iota
	kindMarkdown
	kindTable // values with a comma, a semicolon or a tab between them
)

// fileKind tells the kind of a file by its name, else by what a server called it.
func fileKind(name, contentType string) kind {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown", ".mdown":
		return kindMarkdown
	case ".csv", ".tsv":
		return kindTable
	}
	switch media, _, _ := mime.ParseMediaType(contentType); media {
	case "text/markdown":
		return kindMarkdown
	case "text/csv", "text/tab-separated-values":
		return kindTable
	}
	return kindText
}

// markdownArticle structures what readers see of a text with Markdown.
func markdownArticle(text string, o briefing.Options) (*briefing.Article, error) {
	d := markdown.File(text)
	if o.Title == "" {
		o.Title = d.Title
	}
	if o.Published == nil && !d.Published.IsZero() {
		o.Published = &d.Published
	}
	return briefing.Parse(d.Text, o)
}
