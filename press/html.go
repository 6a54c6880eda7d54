package press

import (
	_ "embed" // the page's style is a file beside this one
	"html"
	"io"
	"net/url"
	"strings"

	"lede/briefing"
	"lede/languages"
)

//go:embed page.css
var pageStyle string

// HTML writes an article's structure as one complete page without scripts or anything loaded from elsewhere.
func HTML(w io.Writer, l languages.Language, a *briefing.Article) error {
	var m markup
	v := look(l, a)
	m.head(v)
	m.body(v)
	return writeAll(w, m.b.String())
}

// tags are HTML of our own. A constant becomes tags by itself; somebody's text does not, and has to go through text.
type tags string

// markup is a page that is being written. html/template would do the same and more, but finds methods by name, for
// which the linker keeps every method of every library.
type markup struct{ b strings.Builder }

func (m *markup) tags(t tags) { m.b.WriteString(string(t)) }

// text writes somebody's text so that no markup comes of it, between tags and in an attribute with quotation marks.
func (m *markup) text(s string) {
	m.b.WriteString(html.EscapeString(strings.ReplaceAll(s, "\x00", "\ufffd")))
}

// around writes text between tags, and nothing when there is no text.
func (m *markup) around(before tags, s string, after tags) {
	if s != "" {
		m.tags(before)
		m.text(s)
		m.tags(after)
	}
}

// link writes an address, which can be followed when it leads to the web: others may run a script.
func (m *markup) link(address string) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		m.text(address)
		return
	}
	m.tags(`<a href="`)
	m.text(address)
	m.tags(`" rel="noopener noreferrer">`)
	m.text(address)
	m.tags(`</a>`)
}

func (m *markup) head(v view) {
	m.tags("<!DOCTYPE html>\n<html")
	m.around(` lang="`, v.Language, `"`)
	m.tags(`>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>`)
	m.text(v.Title)
	m.tags("</title>\n<style>\n")
	m.tags(tags(pageStyle))
	m.tags("</style>\n</head>\n")
}

func (m *markup) body(v view) {
	m.tags("<body>\n<main>\n")
	m.around(`<h1 dir="auto">`, v.Title, "</h1>\n")
	if v.FromLede {
		m.around(`<p class="note">`, v.words.Text("press.made-title"), "</p>\n")
	}
	m.around("<p>", strings.Join(v.details(), " · "), "</p>\n")
	if v.URL != "" {
		m.tags("<p>")
		m.link(v.URL)
		m.tags("</p>\n")
	}
	m.passages(v.words.Text(keyPoints), v.Points)
	m.passages(v.words.Text(others), v.Others)
	m.people(v.words.Text(whosWho), v.People)
	m.quotes(v.words.Text(quotes), v.Quotes)
	m.passages(v.words.Text(figures), v.Figures)
	m.tags("</main>\n")
	m.around("<footer><p>", v.footnote(), "</p></footer>\n")
	m.tags("</body>\n</html>\n")
}

func (m *markup) passages(title string, list []passage) {
	if len(list) == 0 {
		return
	}
	m.around("<h2>", title, "</h2>\n<ul>\n")
	for _, x := range list {
		m.tags(`<li dir="auto">`)
		m.text(x.Words)
		m.around(` <span class="note">· `, x.Note, `</span>`)
		m.tags(" <small>")
		m.text(x.Cite)
		m.tags("</small></li>\n")
	}
	m.tags("</ul>\n")
}

func (m *markup) people(title string, list []person) {
	if len(list) == 0 {
		return
	}
	m.around("<h2>", title, "</h2>\n<ul>\n")
	for _, x := range list {
		m.tags(`<li dir="auto"><strong>`)
		m.text(x.Name)
		m.tags("</strong>")
		m.around(" · ", x.Role, "")
		m.around(" · ", x.Said, "")
		m.tags("</li>\n")
	}
	m.tags("</ul>\n")
}

func (m *markup) quotes(title string, list []passage) {
	if len(list) == 0 {
		return
	}
	m.around("<h2>", title, "</h2>\n")
	for _, x := range list {
		m.tags(`<blockquote dir="auto">`)
		m.text(x.Words)
		m.tags("<br><cite>– ")
		m.text(x.Note)
		m.tags("</cite> <small>")
		m.text(x.Cite)
		m.tags("</small></blockquote>\n")
	}
}
