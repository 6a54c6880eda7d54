// Package press prints an article's structure, or an answer from it, as text for a terminal, as Markdown and
// as an HTML page.
//
// Every word of news it prints is the article's own, with the number of its sentence; only line
// breaks are changed. Control sequences, markup and scripts in foreign text arrive as plain
// characters. It refuses to shorten and to comment.
package press

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"lede/briefing"
	"lede/languages"
)

// The keys of the headings.
const (
	keyPoints = "press.points"
	others    = "press.developments"
	whosWho   = "press.people"
	quotes    = "press.quotes"
	figures   = "press.figures"
)

// view is an article as all three forms show it.
type view struct {
	words    languages.Language // for our words between those of the news
	Title    string
	Partly   bool // its page shows only the beginning
	FromLede bool
	Byline   string
	Date     string
	Site     string
	URL      string
	Language string
	Points   []passage
	Others   []passage
	People   []person
	Quotes   []passage
	Figures  []passage
}

// passage is words of the article with a note of ours, and the numbers of their sentences.
type passage struct{ Words, Note, Cite string }

type person struct{ Name, Role, Said string }

// look prepares an article. All foreign text is made harmless here, for all forms.
func look(l languages.Language, a *briefing.Article) view {
	v := view{words: l, Title: clean(a.Title), Partly: a.Partly, FromLede: a.TitleSource == briefing.TitleLede,
		Site: clean(a.Site), URL: clean(a.URL), Language: a.Language}
	if a.Byline != nil {
		v.Byline = clean(a.Byline.Name)
	}
	if a.Published != nil {
		v.Date = l.Date(*a.Published)
	}
	for _, i := range a.Summary {
		if v.FromLede && len(a.Summary) > 1 && strings.TrimRight(a.SentenceText(i), ".!?") == a.Title {
			continue // it is shown above as the title
		}
		v.Points = append(v.Points, passage{Words: clean(a.SentenceText(i)), Cite: cite(i)})
	}
	for _, d := range a.Developments {
		v.Others = append(v.Others, development(l, a, d))
	}
	for _, p := range a.People {
		v.People = append(v.People, person{clean(p.Name), clean(p.Role), count(l, len(p.Quotes))})
	}
	for _, i := range a.Quoted() {
		q := a.Quotes[i]
		words := passage{clean(a.QuoteText(i)), clean(q.Speaker), cite(q.Sentence)}
		switch {
		case q.Apart():
			words.Note = l.Text("press.apart")
		case q.Speaker == "":
			words.Note = l.Text("press.unclear")
		}
		v.Quotes = append(v.Quotes, words)
	}
	for _, f := range a.Figures {
		if !f.Tells() {
			continue
		}
		words := clean(a.At(f.Span))
		p := passage{Words: words, Cite: cite(f.Sentence)}
		if counts := clean(f.Counts); !strings.Contains(words, counts) {
			p.Note = counts
		}
		v.Figures = append(v.Figures, p)
	}
	return v
}

func development(l languages.Language, a *briefing.Article, d briefing.Development) passage {
	var words, note []string
	for _, i := range d.Sentences {
		words = append(words, a.SentenceText(i))
	}
	if d.Title != nil {
		note = append(note, a.At(*d.Title))
	}
	if len(d.Places) > 0 {
		note = append(note, strings.Join(d.Places, ", "))
	}
	if d.Named() && !a.SourceTold(d) {
		source := l.Text("press.source", "source", d.Source)
		if len(d.Reported) > 0 && len(d.Reported) < len(d.Sentences) {
			source += " " + cite(d.Reported...)
		}
		note = append(note, source)
	}
	return passage{clean(strings.Join(words, " ")), clean(strings.Join(note, " · ")), cite(d.Sentences...)}
}

// details returns the known facts below the title.
func (v view) details() []string {
	var known []string
	for _, s := range []string{v.Byline, v.Date, v.Site} {
		if s != "" {
			known = append(known, s)
		}
	}
	if v.Partly {
		known = append(known, v.words.Text("press.partly"))
	}
	return known
}

// cited reports whether any number of a sentence is shown.
func (v view) cited() bool { return len(v.Points)+len(v.Others)+len(v.Quotes)+len(v.Figures) > 0 }

// cite formats sentence numbers, counted from one.
func cite(sentences ...int) string {
	var n []string
	for _, i := range sentences {
		n = append(n, strconv.Itoa(i+1))
	}
	return "[" + strings.Join(n, ", ") + "]"
}

func count(l languages.Language, quotes int) string {
	if quotes == 0 {
		return ""
	}
	return l.Text("press.quoted", "n", quotes)
}

// footnote explains the numbers; it is empty when there are none.
func (v view) footnote() string {
	if !v.cited() {
		return ""
	}
	return v.words.Text("press.footnote")
}

// numberOf returns the sentence number of an answer's evidence.
func numberOf(a *briefing.Article, e briefing.Evidence) string {
	for i, s := range a.Sentences {
		if s.Span == e.Span {
			return cite(i)
		}
	}
	return ""
}

func writeAll(w io.Writer, s string) error {
	if _, err := io.WriteString(w, s); err != nil {
		return fmt.Errorf("writing the briefing: %w", err)
	}
	return nil
}
