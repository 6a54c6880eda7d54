package press

import (
	_ "embed" // the page's style is a file beside this one
	"html"
	"io"
	"net/url"
	"strconv"
	"strings"

	"lede/briefing"
	"lede/languages"
)

//go:embed page.css
var pageStyle string

// HTML writes an article as Lede read it, as one complete page without scripts or external resources: its whole text with the
// findings marked in place, the key points above and who is who beside it.
func HTML(w io.Writer, l languages.Language, a *briefing.Article) error {
	var m markup
	v := look(l, a)
	m.head(v)
	m.body(v, structured(l, a))
	return writeAll(w, m.b.String())
}

// tags is HTML of our own. A constant becomes tags implicitly; foreign text does not, and has to go through text.
type tags string

// markup is a page being written. html/template would do the same and more, but it finds methods by name, which makes
// the linker keep every method of every library.
type markup struct{ b strings.Builder }

func (m *markup) tags(t tags) { m.b.WriteString(string(t)) }

// text writes text escaped, for use between tags and in quoted attributes.
func (m *markup) text(s string) {
	m.b.WriteString(html.EscapeString(strings.ReplaceAll(s, "\x00", "\ufffd")))
}

// around writes text between tags, or nothing when there is no text.
func (m *markup) around(before tags, s string, after tags) {
	if s != "" {
		m.tags(before)
		m.text(s)
		m.tags(after)
	}
}

// link writes an address, which can be followed if it leads to the web: other schemes may run a script.
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
	m.tags(lights(len(v.People)))
	m.tags("</style>\n</head>\n")
}

func (m *markup) body(v view, s *structure) {
	m.tags("<body>\n<main>\n<header>\n")
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
	m.tags("</header>\n<div>\n")
	m.points(v.words.Text(keyPoints), v.Points)
	m.legend(v.words)
	m.article(s)
	m.tags("</div>\n<aside>\n")
	m.people(v.words, v.People)
	m.figures(v.words.Text(figures), v.Figures)
	m.tags("</aside>\n</main>\n")
	m.around("<footer><p>", v.footnote(), "</p></footer>\n")
	m.tags("</body>\n</html>\n")
}

// points lists the key points, each linked to its sentence.
func (m *markup) points(title string, list []passage) {
	if len(list) == 0 {
		return
	}
	m.around("<h2>", title, "</h2>\n<ul>\n")
	for _, x := range list {
		m.tags(`<li dir="auto">`)
		m.text(x.Words)
		m.cite(x.Cite)
		m.tags("</li>\n")
	}
	m.tags("</ul>\n")
}

// cite links to a sentence by its number, such as [12].
func (m *markup) cite(number string) {
	m.tags(`&nbsp;<small><a href="#s`)
	m.text(strings.Trim(number, "[]"))
	m.tags(`">`)
	m.text(number)
	m.tags("</a></small>")
}

// people lists the people, who can be highlighted by keyboard or pointer.
func (m *markup) people(l languages.Language, list []person) {
	if len(list) == 0 {
		return
	}
	m.around("<h2>", l.Text(whosWho), "</h2>\n")
	m.around(`<p class="note lit-note">`, l.Text("press.light"), "</p>\n<ul>\n")
	for i, x := range list {
		m.tags(tags(`<li dir="auto" tabindex="0" id="p` + strconv.Itoa(i) + `"><strong>`))
		m.text(x.Name)
		m.tags("</strong>")
		var is []string
		for _, fact := range []string{x.Role, x.Said} {
			if fact != "" {
				is = append(is, fact)
			}
		}
		m.around("<br>\n<small>", strings.Join(is, " · "), "</small>")
		m.tags("</li>\n")
	}
	m.tags("</ul>\n")
}

func (m *markup) figures(title string, list []passage) {
	if len(list) == 0 {
		return
	}
	m.around("<h2>", title, "</h2>\n<ul>\n")
	for _, x := range list {
		m.tags(`<li dir="auto"><span class="figure">`)
		m.text(x.Words)
		m.tags("</span>")
		m.around(" · ", x.Note, "")
		m.cite(x.Cite)
		m.tags("</li>\n")
	}
	m.tags("</ul>\n")
}

// legend explains the marks, above the text that has them.
func (m *markup) legend(l languages.Language) {
	m.around(`<p class="note legend">`, l.Text("press.legend"), "")
	for _, x := range []struct {
		class tags
		key   string
	}{
		{"point", "press.legend.point"}, {"q", "press.legend.quote"}, {"m", "press.legend.person"}, {"place", "press.legend.place"},
		{"figure", "press.legend.figure"}, {"date", "press.legend.date"},
	} {
		m.tags(` <span class="` + x.class + `">`)
		m.text(l.Text(x.key))
		m.tags("</span>")
	}
	m.tags("</p>\n")
}
