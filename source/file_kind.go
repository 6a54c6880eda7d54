package source

import (
	"mime"
	"path"
	"strings"

	"lede/briefing"
	"lede/source/markdown"
)

// kind is the format of a plain text file, which its bytes do not show.
type kind int

const (
	kindText kind = iota
	kindMarkdown
	kindTable // values separated by a comma, a semicolon or a tab
)

// fileKind returns the kind of a file by its name, else by the server's content type.
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

// markdownCost is how much memory it takes to find out what is seen of a byte of Markdown, in bytes.
const markdownCost = 60

// markdownArticle structures what readers see of a Markdown text.
func markdownArticle(text string, o briefing.Options) (*briefing.Article, error) {
	var d markdown.Document
	err := o.Within(markdownCost*int64(len(text)), func() error {
		d = markdown.File(text)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if o.Title == "" {
		o.Title = d.Title
	}
	if o.Published == nil && !d.Published.IsZero() {
		o.Published = &d.Published
	}
	return briefing.Parse(d.Text, o)
}
