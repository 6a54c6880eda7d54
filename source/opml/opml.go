// Package opml reads and writes lists of feeds (OPML), the format in which feed readers export subscriptions.
//
// It is pure, and reads what programs really write: bare ampersands, wrong capitals, missing ends and names. It refuses what is
// not such a list and what is endless.
package opml

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"io"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"lede/problem"
	"lede/source/feed"
	"lede/source/feed/gate"
)

// Outline is one feed of a list.
type Outline struct {
	Address string
	Name    string   // "" when the list has none, or only repeats the address
	Folders []string // the folders it is in, the outermost first; also its categories
}

// Line is the result for one entry of a list.
type Line struct {
	Name, Address string           // as the list has them, to be shown
	Problem       *problem.Problem // why it was left out, or what is odd about it; nil when it was accepted as it is
}

// Limits on a list.
const (
	longestOPML    = 4 << 20 // bytes
	mostOutlines   = 2000
	mostFolders    = 8
	deepest        = 64 // folders within folders; anything deeper counts as in the last
	longestName    = 100
	longestAddress = 2048 // bytes
)

// Read reads a list of feeds as feed readers export it, mistakes and all, with a line for every entry that is or should be a
// feed. It fails if data is not such a list, or one without an entry.
func Read(data []byte) ([]Outline, []Line, error) {
	if len(data) > longestOPML {
		return nil, nil, problem.New("opml.long", "limit", "4 MB")
	}
	data, _ = gate.Decode(data, "")
	l := reading{at: map[string]int{}}
	z := html.NewTokenizer(bytes.NewReader(data)) // tolerates what XML does not: capitals, bare &, missing ends
	z.SetMaxBuf(longestOPML)
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			if !l.is {
				return nil, nil, problem.New("opml.none")
			}
			l.close(0)
			if len(l.lines) == 0 {
				return nil, nil, problem.New("opml.empty")
			}
			return l.list, l.lines, nil
		case html.StartTagToken, html.SelfClosingTagToken:
			z.NextIsNotRawText() // a title that is not ended would swallow the list
			switch name, _ := z.TagName(); string(name) {
			case "opml":
				l.is = true
			case "outline":
				l.is = true
				l.open(entryOf(attributesOf(z)), kind == html.SelfClosingTagToken)
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == "outline" {
				l.close(max(len(l.within)-1, 0))
			}
		}
		if len(l.lines) > mostOutlines {
			l.lines = append(l.lines[:mostOutlines], Line{Problem: problem.New("opml.many", "most", mostOutlines)})
			return l.list, l.lines, nil
		}
	}
}

// reading is what has been read of a list so far.
type reading struct {
	is     bool
	list   []Outline
	lines  []Line
	at     map[string]int // the index in list of an address
	within []entry        // the open entries
	deeper int            // entries open beyond the deepest
}

// entry is an outline element: a feed, or a folder once it contains something.
type entry struct {
	name, address, site, kind string
	categories                []string
	holds                     bool
	off                       bool // commented out, as is what it holds
}

func (l *reading) open(e entry, closed bool) {
	if n := len(l.within); n > 0 {
		l.within[n-1].holds = true
		e.off = e.off || l.within[n-1].off
	}
	if e.address != "" {
		l.take(e)
	}
	switch {
	case closed:
		if e.address == "" {
			l.left(e)
		}
	case len(l.within) == deepest:
		l.deeper++
	default:
		l.within = append(l.within, e)
	}
}

// attributesOf returns the attributes of a tag that are used, by lower-case name. A tag may have hundreds of thousands.
func attributesOf(z *html.Tokenizer) map[string]string {
	a := map[string]string{}
	for more := true; more; {
		var key, value []byte
		key, value, more = z.TagAttr()
		if _, known := a[string(key)]; !known && slices.Contains(isRead, string(key)) { // of two with one name the first counts
			a[string(key)] = string(value)
		}
	}
	return a
}

var isRead = []string{"xmlurl", "htmlurl", "url", "type", "text", "title", "description", "category", "iscomment"}

func entryOf(a map[string]string) entry {
	e := entry{address: tidyURL(a["xmlurl"]), site: tidyURL(a["htmlurl"]), kind: strings.ToLower(a["type"]), off: strings.EqualFold(a["iscomment"], "true")}
	if e.address == "" && (e.kind == "rss" || e.kind == "atom" || e.kind == "feed") {
		e.address = tidyURL(a["url"])
	}
	// The text is what the reader program showed. Some write the address there, or the name only in the title.
	for _, name := range []string{a["text"], a["title"], a["description"]} {
		if name = labelOf(name); e.name == "" && tidyURL(name) != e.address && name != feed.Shown(e.address) {
			e.name = name
		}
	}
	for part := range strings.FieldsFuncSeq(a["category"], func(r rune) bool { return r == ',' || r == '/' }) {
		if len(e.categories) == mostFolders {
			break // a file may list millions
		}
		if part = labelOf(part); part != "" && !slices.Contains(e.categories, part) {
			e.categories = append(e.categories, part)
		}
	}
	return e
}

// tidyURL repairs what happens to addresses in lists: spaces, and & escaped twice.
func tidyURL(s string) string { return feed.Tidy(strings.ReplaceAll(s, "&amp;", "&")) }

// labelOf returns a name on one line, without escaped HTML, and not long.
func labelOf(s string) string {
	if strings.ContainsAny(s, "<&") {
		s = html.UnescapeString(s)
		z := html.NewTokenizer(strings.NewReader(s))
		var text strings.Builder
		for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
			if kind == html.TextToken {
				text.Write(z.Text())
			}
		}
		s = text.String()
	}
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	if runes := []rune(s); len(runes) > longestName {
		s = strings.TrimSpace(string(runes[:longestName-1])) + "…"
	}
	return s
}

// close ends the open entries from n on. One that is not a feed and holds nothing should have been one.
func (l *reading) close(n int) {
	if l.deeper > 0 && n > 0 {
		l.deeper--
		return
	}
	for _, e := range l.within[min(n, len(l.within)):] {
		if !e.holds && e.address == "" {
			l.left(e)
		}
	}
	l.within = l.within[:min(n, len(l.within))]
}

// left records an entry without an address. An empty folder is not worth reporting.
func (l *reading) left(e entry) {
	if e.site != "" || e.kind == "rss" || e.kind == "atom" {
		l.lines = append(l.lines, Line{e.name, feed.Shown(e.site), problem.New("opml.no-address")})
	}
}

// take adds a feed, unless it is there already: then it is in more folders.
func (l *reading) take(e entry) {
	line := Line{Name: e.name, Address: feed.Shown(e.address)}
	defer func() { l.lines = append(l.lines, line) }()
	if e.off {
		line.Problem = problem.New("opml.off")
		return
	}
	address := feed.Address(e.address)
	u, err := url.Parse(address)
	if err != nil || !feed.OnWeb(u) || len(address) > longestAddress {
		line.Problem = problem.New("opml.address")
		return
	}
	folders := make([]string, 0, mostFolders)
	for _, f := range l.within {
		folders = append(folders, f.name)
	}
	folders = append(folders, e.categories...)
	u.Fragment, u.RawFragment, u.Host = "", "", strings.ToLower(u.Host)
	key := strings.TrimSuffix(strings.TrimPrefix(u.Host, "www.")+u.RequestURI(), "/") + u.User.String()
	i, known := l.at[key]
	if known {
		line.Problem = problem.New("opml.twice")
	} else {
		i, l.at[key] = len(l.list), len(l.list)
		l.list = append(l.list, Outline{Address: u.String(), Name: e.name})
	}
	for _, f := range folders {
		if o := &l.list[i]; f != "" && len(o.Folders) < mostFolders && !slices.Contains(o.Folders, f) {
			o.Folders = append(o.Folders, f)
		}
	}
}

// Write writes a list of feeds for other feed readers, each within its folders. Read returns the same list from it.
func Write(w io.Writer, title string, list []Outline) error {
	var b strings.Builder
	b.WriteString(xml.Header + "<opml version=\"2.0\">\n  <head><title>" + quoted(title) + "</title></head>\n  <body>\n")
	writeFolder(&b, list, 0)
	b.WriteString("  </body>\n</opml>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// writeFolder writes the contents of one folder at the given depth: its feeds, then its folders in order of appearance.
func writeFolder(b *strings.Builder, list []Outline, depth int) {
	indent := strings.Repeat("  ", depth+2)
	var names []string
	inside := map[string][]Outline{}
	for _, o := range list {
		if len(o.Folders) == depth {
			name := cmp.Or(o.Name, feed.Shown(o.Address)) // some programs refuse an entry without a name
			b.WriteString(indent + `<outline type="rss"` + named(name) + ` xmlUrl="` + quoted(o.Address) + "\"/>\n")
			continue
		}
		folder := o.Folders[depth]
		if inside[folder] == nil {
			names = append(names, folder)
		}
		inside[folder] = append(inside[folder], o)
	}
	for _, folder := range names {
		b.WriteString(indent + "<outline" + named(folder) + ">\n")
		writeFolder(b, inside[folder], depth+1)
		b.WriteString(indent + "</outline>\n")
	}
}

func named(name string) string { return ` text="` + quoted(name) + `" title="` + quoted(name) + `"` }

func quoted(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder never fails
	return b.String()
}
