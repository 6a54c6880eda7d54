// Package fragment writes the part of an address by which a browser goes to one sentence of an article on its page, and marks it there: a
// text fragment (https://wicg.github.io/scroll-to-text-fragment/), such as #:~:text=The%20engineer%20warned,of%20cracks.
//
// A fragment names words, and a browser marks the first place where it finds them. So there is one only where those words stand once in the
// article; where they are ambiguous, too long or of characters that pages drop, there is none. The package fetches nothing.
package fragment

import (
	"net/url"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"lede/briefing"
	"lede/briefing/words"
)

const (
	// Longest is how long a fragment may be, in bytes, with its "#".
	Longest = 120

	// Directive is how one begins, after the "#" and a fragment that the address has already.
	Directive = ":~:text="

	openingWords = 6 // of a long sentence are named, if there is room
	closingWords = 3
	aroundWords  = 4 // of the same paragraph may be named beside the sentence, to tell it from another
)

// Page is an article as a browser searches it. It is safe for concurrent use, and remembers what it found.
type Page struct {
	article *briefing.Article // nil when only what was found is known
	address string            // up to the directive; "" when there is no page to lead to
	text    string            // of the headline and the article, folded

	mu    sync.Mutex
	found map[int]string // by sentence; "" where there is none
}

// Of prepares an article.
func Of(a *briefing.Article) *Page {
	p := &Page{article: a, address: before(a.URL)}
	if p.address == "" {
		return p
	}
	p.text = fold(a.Text)
	if a.TitleSource == briefing.TitlePublished {
		p.text = fold(a.Title) + "\n" + p.text
	}
	return p
}

// before is the address of a web page up to where its text fragment begins; "" for any other, and for one that has a fragment directive of
// its own.
func before(address string) string {
	u, err := url.Parse(address)
	if err != nil || !onTheWeb(u) || strings.Contains(address, ":~:") {
		return ""
	}
	if address = u.String(); u.Fragment != "" {
		return address
	}
	return strings.TrimSuffix(address, "#") + "#"
}

func onTheWeb(u *url.URL) bool {
	return (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil
}

// Known returns a page of which only the words that name some sentences are known, as Words returned them when its text was at hand.
func Known(address string, words map[int]string) *Page {
	return &Page{address: before(address), found: words}
}

// Address leads to a sentence, marked, on the article's page; "" when it cannot be named.
func (p *Page) Address(sentence int) string {
	if words := p.Words(sentence); words != "" && p.address != "" {
		return p.address + Directive + words
	}
	return ""
}

// Words name a sentence, escaped, as they come after the directive; "" when it cannot be named.
func (p *Page) Words(sentence int) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	s, found := p.found[sentence]
	searched := p.article != nil && p.address != ""
	if found || !searched || sentence < 0 || sentence >= len(p.article.Sentences) {
		return s
	}
	s = p.find(p.article.Sentences[sentence])
	if p.found == nil {
		p.found = map[int]string{}
	}
	p.found[sentence] = s
	return s
}

// find looks for the shortest way of naming a sentence: whole, by its first and last words, or with words that come before or after it.
func (p *Page) find(s briefing.Sentence) string {
	list := strings.Fields(p.article.At(s.Span))
	if len(list) == 0 || !plain(list[0]) || !plain(list[len(list)-1]) {
		return ""
	}
	left, right := p.around(s)
	if whole := escape(list); p.fits(whole) && plain(list...) {
		if p.once(list) {
			return whole
		}
		for n := 1; n <= len(left); n++ {
			if with := left[len(left)-n:]; p.fits(escape(with)+"-,"+whole) && p.once(append(with[:n:n], list...)) {
				return escape(with) + "-," + whole
			}
		}
		for n := 1; n <= len(right); n++ {
			if with := right[:n]; p.fits(whole+",-"+escape(with)) && p.once(append(list[:len(list):len(list)], with...)) {
				return whole + ",-" + escape(with)
			}
		}
	}
	return p.ends(list, left)
}

// ends names a sentence by its first and its last words, as many of them as there is room for.
func (p *Page) ends(list, left []string) string {
	for opening := min(openingWords, len(list)-1); opening > 0; opening-- {
		for closing := min(closingWords, len(list)-opening); closing > 0; closing-- {
			first, last := list[:opening], list[len(list)-closing:]
			named := escape(first) + "," + escape(last)
			if !p.fits(named) || !plain(first...) || !plain(last...) || !closes(list[opening:], last) {
				continue
			}
			if p.once(first) {
				return named
			}
			for n := 1; n <= len(left); n++ {
				if with := left[len(left)-n:]; p.fits(escape(with)+"-,"+named) && p.once(append(with[:n:n], first...)) {
					return escape(with) + "-," + named
				}
			}
		}
	}
	return ""
}

// around are the words of the paragraph just before and just after a sentence. What stands beyond the paragraph on the page is not known.
func (p *Page) around(s briefing.Sentence) (left, right []string) {
	if s.Paragraph < 0 || s.Paragraph >= len(p.article.Paragraphs) {
		return nil, nil
	}
	in := p.article.Paragraphs[s.Paragraph].Span
	if in.Start > s.Start || in.End < s.End {
		return nil, nil
	}
	left, right = strings.Fields(p.article.Text[in.Start:s.Start]), strings.Fields(p.article.Text[s.End:in.End])
	left, right = left[max(0, len(left)-aroundWords):], right[:min(len(right), aroundWords)]
	if !plain(left...) {
		left = nil
	}
	if !plain(right...) {
		right = nil
	}
	return left, right
}

func (p *Page) fits(named string) bool { return len("#"+Directive)+len(named) <= Longest }

// once reports whether words stand in the article exactly once, however a browser may compare them.
func (p *Page) once(list []string) bool {
	w := fold(strings.Join(list, " "))
	at := strings.Index(p.text, w)
	return w != "" && at >= 0 && !strings.Contains(p.text[at+1:], w)
}

// closes reports whether the last words of a sentence are not in the rest of it before.
func closes(rest, last []string) bool {
	in, w := fold(strings.Join(rest, " ")), fold(strings.Join(last, " "))
	return w != "" && strings.Index(in, w) == len(in)-len(w)
}

// fold makes alike what a browser takes for alike when it searches, and more: letters and digits without case and accents, and one space for
// all that is between them.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	apart := false
	for _, r := range words.Fold(s) {
		if ascii := 'a' <= r && r <= 'z'; !ascii && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			apart = true
			continue
		}
		if apart && b.Len() > 0 {
			b.WriteByte(' ')
		}
		apart = false
		b.WriteRune(r)
	}
	return b.String()
}

// plain reports whether words are of characters that a page keeps and a browser compares.
func plain(list ...string) bool {
	for _, w := range list {
		if !utf8.ValidString(w) || strings.ContainsFunc(w, func(r rune) bool { return r == utf8.RuneError || unicode.In(r, unicode.C) }) {
			return false
		}
	}
	return true
}

// escape writes words so that none of their characters means anything in an address, in a text fragment or in Markdown.
func escape(list []string) string {
	const hex, bare = "0123456789ABCDEF", ".0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	var b strings.Builder
	for _, c := range []byte(strings.Join(list, " ")) {
		if strings.IndexByte(bare, c) >= 0 {
			b.WriteByte(c)
		} else {
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
	return b.String()
}
