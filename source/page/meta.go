package page

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/briefing"
	"lede/pattern"
	"lede/source/date"
	"lede/source/page/byline"
	"lede/source/page/plain"
	"lede/source/page/schema"
	"lede/source/page/sight"
)

// embedded is what a page says about its article in machine-readable places: JSON-LD (schema.org), Open Graph and other meta
// elements, and a few attributes.
type embedded struct {
	ld    schema.Article
	meta  map[string]string // by lower-case name or property; the first of each
	title string            // of the <title> element
	h1    string            // the only <h1> that is not a logo, "" if there are several
	h1s   int
	h2    string // the first <h2> that is not a logo
	above string // the label at the beginning of an <h1>
	// headings holds the highest heading of the same letters, and logos what stands in place of one as the site's name.
	headings map[string]atom.Atom
	logos    []string
	tried    int // headings so far
	authors  int // elements so far that may name the author
	lang     string
	url      string     // canonical
	by       string     // marked as the author in the text
	byClass  string     // the names below the headline in elements whose class says that they are the authors'
	byPlace  *html.Node // where the first of these stands
	time     string     // marked as the date in the text
	told     int        // paragraphs below the headline, until there is no doubt that the story has begun
	// times holds those below the headline, and above the story. On a page without an <h1> that may be any heading: last is the one
	// that was read last, in letters.
	times []timed
	last  string
	shown string // the date that readers see below the headline
	over  string // the one that they see in the line above it
	dates int    // elements so far that may hold it
	// unscripted holds what the page shows browsers without scripts, and scripted reports whether it has any.
	unscripted []block
	scripted   bool
	states     []string // the data of programs, undecoded
}

// timed is a time below a heading.
type timed struct{ heading, at string }

func embeddedIn(doc *html.Node) embedded {
	e := embedded{meta: map[string]string{}, headings: map[string]atom.Atom{}}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			e.toMachines(n)
			e.inText(n)
		}
	}
	if e.h1s > 1 {
		e.h1 = ""
	}
	return e
}

// toMachines reads the parts of an element that readers do not see.
func (e *embedded) toMachines(n *html.Node) {
	switch n.DataAtom {
	case atom.Html:
		e.lang = sight.Attr(n, "lang")
	case atom.Title:
		if e.title == "" && n.Parent.DataAtom == atom.Head {
			e.title = sight.Text(n)
		}
	case atom.Link:
		if e.url == "" && strings.EqualFold(sight.Attr(n, "rel"), "canonical") {
			e.url = sight.Attr(n, "href")
		}
	case atom.Meta:
		e.readMeta(n)
	case atom.Noscript:
		e.readUnscripted(n)
	case atom.Script:
		e.scripted = e.scripted || sight.Has(n, "src")
		switch {
		case n.FirstChild == nil:
		case strings.EqualFold(sight.Attr(n, "type"), "application/ld+json"):
			e.ld.Read(n.FirstChild.Data)
		default:
			e.keepState(n)
		}
	}
}

// readUnscripted reads a <noscript> element. The parser leaves its markup as text.
func (e *embedded) readUnscripted(n *html.Node) {
	for z := html.NewTokenizer(strings.NewReader(sight.Text(n))); z.Next() != html.ErrorToken; {
		if t := z.Token(); t.Type == html.TextToken && strings.TrimSpace(t.Data) != "" {
			e.unscripted = append(e.unscripted, block{text: plain.Fold(t.Data)})
		}
	}
}

// inText reads what an element of the text is marked as.
func (e *embedded) inText(n *html.Node) {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3:
		e.heading(n)
	case atom.Div, atom.Span, atom.P:
		if sight.Attr(n, "role") == "heading" {
			e.heading(n)
		}
	case atom.Time:
		e.dated(n)
	}
	e.readShown(n)
	if e.time == "" {
		e.time = marksDate(n)
	}
	if n.DataAtom == atom.P && e.isHead() && len(sight.Text(n)) >= proseLength {
		e.told++
	}
	if e.by == "" && marksAuthor(n) {
		if by := headingText(n); len(by) < byline.LongestName {
			e.by = by
		}
	}
	if len(e.headings) > 0 && namesAuthor(n) {
		e.addAuthor(n)
	}
}

// dated reads when the article was published from a <time> below the headline.
func (e *embedded) dated(n *html.Node) {
	at := sight.Attr(n, "datetime")
	if at != "" && e.isHead() && !ofOthers(n) && !isUpdate(n) {
		e.times = append(e.times, timed{e.last, at})
	}
}

// timeBelow returns the first time below the headline, which may have a label before it.
func (e *embedded) timeBelow(headline string) string {
	for _, t := range e.times {
		if e.h1s > 0 || headline != "" && strings.HasSuffix(t.heading, headline) {
			return t.at
		}
	}
	return ""
}

// marksDate returns the date that an element is marked as the publication's, "" for none.
func marksDate(n *html.Node) string {
	marked := n.DataAtom == atom.Time && sight.Has(n, "pubdate") || n.DataAtom == atom.Abbr && sight.Attr(n, "class") == "published"
	if n.DataAtom == atom.Meta || !marked && sight.Attr(n, "itemprop") != "datePublished" {
		return ""
	}
	return cmp.Or(sight.Attr(n, "datetime"), sight.Attr(n, "content"), sight.Attr(n, "title"))
}

// isHead reports whether the headline has been read, or what may be one, and not yet the story.
func (e *embedded) isHead() bool { return (e.h1s > 0 || e.last != "") && e.told < fewestTold }

// isUpdate reports whether a time is that of a change.
func isUpdate(n *html.Node) bool {
	return changed().MatchString(sight.Attr(n, "class") + " " + sight.Attr(n, "itemprop"))
}

var changed = pattern.Of(`(?i)updated|modif`)

func (e *embedded) heading(n *html.Node) {
	e.tried++
	if n.DataAtom != atom.H1 && e.tried > mostHeadings {
		return
	}
	text := headingText(n)
	switch {
	case isLogo(n):
		e.logos = append(e.logos, text)
		return
	case n.DataAtom == atom.H1:
		if e.h1s == 0 {
			e.told, e.times = 0, nil
		}
		if h1 := sight.Text(n); e.h1s == 0 || h1 != e.h1 { // some show it twice, for wide and for narrow screens
			e.h1s++
			e.h1 = h1
			e.above = labelOf(n)
			e.over = cmp.Or(e.over, e.lineOver(n))
		}
	}
	if n.DataAtom == atom.H2 && e.h2 == "" {
		e.h2 = text
	}
	key := plain.Letters(text)
	if e.h1s == 0 {
		e.last, e.told = key, 0
	}
	if level, known := e.headings[key]; key != "" && (!known || level != atom.H1) {
		e.headings[key] = n.DataAtom
	}
}

func (e *embedded) readMeta(n *html.Node) {
	for _, key := range []string{"property", "name", "itemprop"} {
		if name := strings.ToLower(sight.Attr(n, key)); name != "" && e.meta[name] == "" {
			e.meta[name] = plain.Fold(sight.Attr(n, "content"))
		}
	}
}

// marksAuthor reports whether an element marks its text as the author's name.
func marksAuthor(n *html.Node) bool {
	hasText := n.DataAtom != atom.Link && n.DataAtom != atom.Meta
	return hasText && (sight.Attr(n, "rel") == "author" || sight.Attr(n, "itemprop") == "author")
}

// fill completes the options that the caller has left empty.
func (e *embedded) fill(o briefing.Options) briefing.Options {
	// The publisher in JSON-LD is often the agency or the group.
	site := cmp.Or(e.meta["og:site_name"], e.ld.Site, e.meta["application-name"])
	short, _, _ := strings.Cut(strings.TrimPrefix(site, "@"), " | ")
	o.Site = cmp.Or(o.Site, short)
	for _, s := range []string{e.url, e.meta["og:url"]} {
		if !isHome(s) {
			o.URL = cmp.Or(o.URL, address(s))
		}
	}
	sites := slices.Concat([]string{short, e.ld.Site}, e.logos[:min(len(e.logos), mostParts)], namesIn(cmp.Or(o.URL, e.url)))
	o.Title = cmp.Or(o.Title, e.headline(sites...))
	o.Language = cmp.Or(o.Language, language(e.lang), language(e.ld.Language), language(e.meta["og:locale"]))
	o.Image = cmp.Or(o.Image, e.picture(o.URL))
	labelled := ""
	if writtenBy().MatchString(e.meta["twitter:label1"]) {
		labelled = e.meta["twitter:data1"]
	}
	for _, s := range slices.Concat([]string{e.ld.Author}, e.inMeta(authorNames), []string{labelled, e.by, e.byClass}) {
		if s != e.ld.Desk || s == e.ld.Author {
			o.Author = cmp.Or(o.Author, byline.Clean(s, o.Site))
		}
	}
	for _, s := range slices.Concat([]string{e.ld.Published}, e.inMeta(surestDates), []string{e.time}, e.inMeta(otherDates), []string{e.timeBelow(plain.Letters(o.Title)), e.shown, e.over}) {
		if o.Published == nil {
			o.Published = e.instant(s)
		}
	}
	return o
}

// The names of the meta elements that hold the author, and when the article was published, the surest first.
const (
	authorNames = "author article:author og:article:author article.author parsely-author byl sailthru.author cxenseparse:author dc.creator dcterms.creator"
	surestDates = "article:published_time og:article:published_time article:published og:published_time datepublished"
	otherDates  = "parsely-pub-date sailthru.date cxenseparse:recs:publishtime govuk:first-published-at pubdate publishdate publish-date publish_date publication_date " +
		"dc.date.issued dcterms.issued dc.date.created dcterms.created dc.date dcterms.date date"
)

// inMeta returns what the meta elements with these names say.
func (e *embedded) inMeta(names string) (said []string) {
	for name := range strings.FieldsSeq(names) {
		said = append(said, e.meta[name])
	}
	return said
}

// writtenBy matches the label of the author that programs write for cards on Twitter.
var writtenBy = pattern.Of(`(?i)^(?:written by|author|verfasst von|geschrieben von|autor|escrito por|écrit par|auteur|scritto da|autore|geschreven door|napisane przez|skrevet av|skriven av|автор|написано)$`)

func address(s string) string {
	if lower := strings.ToLower(s); strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "https://") {
		return s
	}
	return ""
}

// language returns the two-letter code at the start of s, as in "en-GB" and "pt_BR".
func language(s string) string {
	code, _, _ := strings.Cut(strings.ReplaceAll(s, "_", "-"), "-")
	code = strings.ToLower(strings.TrimSpace(code))
	if !twoLetters().MatchString(code) {
		return ""
	}
	return code
}

var twoLetters = pattern.Of(`^[a-z]{2}$`)

// instants are the forms in which pages write dates.
var instants = []string{
	time.RFC3339, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04Z0700", "2006-01-02T15:04:05",
	"2006-01-02T15:04", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02",
	time.RFC1123, time.RFC1123Z, "Mon, 02 Jan 2006 15:04:05 -07:00", "January 2, 2006",
}

// instant parses a date, in the zone that it is given in, or returns nil: a wrong one is worse than none.
func instant(s string) *time.Time {
	s = strings.TrimSpace(s)
	for _, layout := range instants {
		if t, err := time.Parse(layout, s); err == nil {
			return sensible(t)
		}
	}
	return sensible(date.Parse(s))
}

// instant parses a date as the page's language has it: only in English may the month come first.
func (e *embedded) instant(s string) *time.Time {
	if t := instant(s); t != nil {
		return t
	}
	switch lang := strings.ToLower(e.lang); {
	case lang == "", strings.HasPrefix(lang, "en"), strings.HasSuffix(lang, "us"), strings.HasSuffix(lang, "ph"):
		return nil
	}
	return instant(twoNumbers().ReplaceAllString(s, "$1.$2."))
}

// twoNumbers matches a day and a month that may be a month and a day.
var twoNumbers = pattern.Of(`\b(\d{1,2})[/-](\d{1,2})[/-]\b`)

// sensible returns nil for a year that is a server's zero value, or a mistake.
func sensible(t time.Time) *time.Time {
	if t.Year() < 1980 || t.Year() >= 2100 {
		return nil
	}
	return &t
}
