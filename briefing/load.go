package briefing

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"lede/briefing/text"
	"lede/briefing/words"
)

// MaxArticleBytes is the size of the largest structured article that Load accepts.
const MaxArticleBytes = 64 << 20

// LoadError is one mistake in a structured article.
type LoadError struct {
	Path    string // the place of the mistake, as in quotes[2].start; "" for the whole
	Problem string // what is wrong
	Hint    string // what to do
}

// What returns the problem and its place, without the hint.
func (e *LoadError) What() string { return strings.TrimSpace(e.Path + " " + e.Problem) }

func (e *LoadError) Error() string { return e.What() + "; " + e.Hint }

// Load reads the JSON that an Article marshals to, possibly corrected by an editor. What is present wins; what is absent or null is
// computed. Instead of start and end, a span may give the words it covers as "find", and "nth" if they occur more than once.
// o has further facts about the article; where o and data differ, o wins.
func Load(data []byte, o Options) (*Article, error) {
	l := &loader{a: &Article{}, bare: map[int]bool{}}
	if err := o.Within(needToLoad(data), func() error { return l.load(data, o) }); err != nil {
		return nil, err
	}
	return l.a, nil
}

// needToLoad returns the most memory, in bytes, that loading takes. The decoded JSON is released before the text is structured.
func needToLoad(data []byte) int64 {
	var head struct {
		Text string `json:"text"`
	}
	if len(data) <= MaxArticleBytes {
		_ = json.Unmarshal(data, &head) // an error in it is found and reported during loading
	}
	return max(needJSON(data), int64(len(data))+Need(head.Text))
}

func (l *loader) load(data []byte, o Options) error {
	root := l.root(data)
	l.facts(root, o)
	l.parts(root)
	if l.err != nil {
		return l.err
	}
	// Words are searched for as they are read, with the lines of a paragraph joined. The text itself stays as given.
	given := l.given
	l.a.Text = given
	if err := l.a.complete(o); err != nil {
		return err
	}
	l.a.Text = text.Flat(given)
	l.link()
	l.a.Text = given
	return l.err
}

// loader reads one article. It keeps the first mistake and reads nothing after it.
type loader struct {
	a        *Article
	given    string // the text as it was given
	err      error
	searched int              // bytes of text scanned for words so far
	found    map[string][]int // where the words searched for stand
	stood    int              // mentions found so far
	lower    text.Lowered
	// bare holds the start offsets of the quotations that were given without anything about their speaker.
	bare                     map[int]bool
	peopleGiven, quotesGiven bool // an editor gave the list rather than having it worked out
}

func (l *loader) fail(path, problem, hint string) {
	if l.err == nil {
		l.err = &LoadError{path, problem, hint}
	}
}

func (l *loader) root(data []byte) object {
	const whole = "the article"
	if len(data) > MaxArticleBytes {
		l.fail(whole, "is longer than 64 MiB of JSON", "give one article at a time")
		return object{}
	}
	if !utf8.Valid(data) {
		l.fail(whole, "is not valid UTF-8", "save the file as UTF-8")
		return object{}
	}
	var m map[string]json.RawMessage
	if err := json.Unmarshal(data, &m); err != nil {
		l.syntax(data, err)
		return object{}
	}
	l.once(data, whole, m)
	return l.known(object{fields: m}, "id", "title", "title_source", "byline", "url", "site", "published", "image", "partly",
		"language", "text", "paragraphs", "sentences", "summary", "developments", "people", "quotes",
		"organizations", "places", "figures", "dates")
}

func (l *loader) syntax(data []byte, err error) {
	if s, ok := err.(*json.SyntaxError); ok {
		before := data[:min(int(s.Offset), len(data))]
		line := strings.Count(string(before), "\n") + 1
		l.fail("the article", fmt.Sprintf("is not valid JSON at line %d (%s)", line, s), "correct the JSON there")
		return
	}
	l.fail("the article", "is not a JSON object", `give an object with at least "text" in it`)
}

// facts reads the fields that concern the article as a whole.
func (l *loader) facts(root object, o Options) {
	a := l.a
	l.given = l.text(root, "text")
	a.Text = text.Flat(l.given)
	switch {
	case l.err != nil:
	case len(a.Text) > MaxTextBytes:
		l.fail("text", "is longer than 8 MiB", "give one article at a time")
	case !strings.ContainsFunc(a.Text, words.Letter):
		l.fail("text", "is absent or has no words", "give the article's text as a string")
	}
	a.ID, a.Title = l.text(root, "id"), l.text(root, "title")
	a.TitleSource = TitleSource(l.oneOf(root, "title_source", string(TitlePublished), string(TitleLede)))
	if a.TitleSource == "" && a.Title != "" {
		a.TitleSource = TitlePublished
	}
	if a.TitleSource == TitleLede {
		l.inText(root.at("title"), a.Title)
	}
	a.URL, a.Site = l.text(root, "url"), l.text(root, "site")
	if a.URL != "" && !WebAddress(a.URL) {
		l.fail("url", "is not a web address", "begin it with https://, or leave it out")
	}
	a.Language = l.text(root, "language")
	if a.Language != "" && (len(a.Language) != 2 || strings.Trim(a.Language, "abcdefghijklmnopqrstuvwxyz") != "") {
		l.fail("language", "is not a language code", `give two letters, as in "en", or leave it out`)
	}
	l.published(l.text(root, "published"))
	l.byline(root)
	l.override(o)
}

// WebAddress reports whether a text may be the URL of an article.
func WebAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Host != "" && (u.Scheme == "https" || u.Scheme == "http")
}

func (l *loader) published(s string) {
	if s == "" {
		return
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			l.a.Published = &t
			return
		}
	}
	l.fail("published", "is not a time", `write it as in "2006-01-02T15:04:05Z" or "2006-01-02"`)
}

func (l *loader) byline(root object) {
	b, ok := l.object(root, "byline", append([]string{"name"}, spanFields...)...)
	if !ok {
		return
	}
	name := l.text(b, "name")
	span, given := l.span(b)
	if !given && name != "" && !strings.Contains(l.a.Text, name) {
		l.a.Byline = &Byline{Name: name} // as a page gives it, outside the text
		return
	}
	switch {
	case !given && name == "":
		l.fail(b.path, "names nobody", `give "name", or leave the byline out`)
	case !given:
		span = l.find(b.at("name"), name, 0)
	case name == "":
		name = l.a.At(span)
	case !strings.Contains(l.a.At(span), name):
		l.fail(b.at("name"), "is not in the words of its span", "make the two agree, or leave the span out")
	}
	l.a.Byline = &Byline{name, &span}
}

// override replaces what the file says by what the caller knows.
func (l *loader) override(o Options) {
	if o.ID != "" {
		l.a.ID = o.ID
	}
	if o.Title != "" {
		l.a.Title, l.a.TitleSource = o.Title, TitlePublished
	}
	if o.URL != "" {
		l.a.URL = o.URL
	}
	if o.Site != "" {
		l.a.Site = o.Site
	}
	if o.Published != nil {
		l.a.Published = o.Published
	}
}
