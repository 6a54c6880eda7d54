package feed

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/pattern"
	"lede/source/feed/gate"
	"lede/source/markdown"
)

// unescape replaces references with their characters.
func unescape(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	return markdown.Entities(s)
}

// unended matches a reference without its semicolon, or a word after an &. With = after it, it is part of an address, and with
// ; unescape has handled it.
var unended = pattern.Of(`&(?:#\d+|#[xX][\da-fA-F]+|[A-Za-z]+\d*)[=;]?`)

// meant is unescape for text that people read: it also replaces references without a semicolon that can be nothing else.
func meant(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	return unended().ReplaceAllStringFunc(unescape(s), func(reference string) string {
		next, amp := strings.CutPrefix(reference, "&amp")
		meaning := html.UnescapeString(reference)
		switch {
		case strings.HasSuffix(reference, "="), strings.HasSuffix(reference, ";"):
			return reference
		case amp && !strings.ContainsFunc(next, unicode.IsLower):
			return "&" + next
		case utf8.RuneCountInString(meaning) == 1:
			return meaning
		}
		return reference
	})
}

// plain returns the words of HTML: paragraphs and list items on lines of their own, no scripts, styles or markup.
func plain(markup string) string { return words(markup, "") }

// captions is the element that holds the words of a picture.
const captions = "figcaption"

// words is plain without the text of one more element.
func words(markup, without string) string {
	if strings.IndexByte(markup, '<') < 0 {
		return spaced(meant(markup))
	}
	var b strings.Builder
	s := gate.Scan(markup)
	from, beside := 0, false
	for s.Next() {
		before := s.At()
		t, ok := s.Tag()
		if !ok {
			continue
		}
		if between := visible(markup[from:before]); !beside || !pronounced().MatchString(between) {
			b.WriteString(meant(between))
		}
		beside = annotates(t)
		if hides(t) || t.Name == without && !t.End && !t.Closed {
			s.SkipTo(t.Name)
		}
		switch {
		case breaks(t):
			b.WriteByte('\n')
		case t.Name == "td" || t.Name == "th":
			b.WriteByte(' ')
		}
		from = s.At()
	}
	if s.Whole() {
		b.WriteString(meant(visible(markup[min(from, len(markup)):])))
	}
	return spaced(b.String())
}

// CDATA in a text that is no longer XML is a mistake, and its marks are dropped.
const cdataStart, cdataEnd = "<![CDATA[", "]]>"

// visible returns the text between two tags without comments and the like.
func visible(text string) string {
	if !strings.Contains(text, "<!") && !strings.Contains(text, "<?") {
		return text
	}
	s := gate.Scan(text)
	var b strings.Builder
	for from := 0; from < len(text); {
		i := strings.IndexByte(text[from:], '<')
		if i < 0 || from+i+1 == len(text) {
			b.WriteString(text[from:])
			break
		}
		b.WriteString(text[from : from+i])
		from += i
		switch c := text[from+1]; {
		case strings.HasPrefix(text[from:], cdataStart):
			from += len(cdataStart)
		case c == '!' || c == '?':
			from = s.Aside(from)
		default:
			b.WriteByte('<')
			from++
		}
	}
	if strings.Contains(text, cdataStart) {
		return strings.ReplaceAll(b.String(), cdataEnd, "")
	}
	return b.String()
}

// hides reports whether the text of an element is not for readers.
func hides(t gate.Tag) bool {
	switch t.Name {
	case "script", "style", "template", "iframe", "noscript", "svg", "math", "form", "select", "textarea", "button", "title":
		return !t.End && !t.Closed
	}
	return false
}

// pronounced matches signs that say how those below them are pronounced, and the brackets around them.
var pronounced = pattern.Of(`^[\p{Hiragana}\p{Katakana}\p{Bopomofo}ー・ˊˇˋ˙ ()（）《》]*$`)

// annotates reports whether the words behind a tag stand above others.
func annotates(t gate.Tag) bool { return (t.Name == "rt" || t.Name == "rp") && !t.End && !t.Closed }

// breaks reports whether an element begins or ends a line.
func breaks(t gate.Tag) bool {
	switch t.Name {
	case "p", "br", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "table", "hr", "pre",
		"figure", "figcaption", "section", "article", "header", "footer", "aside", "dd", "dt", "dl", "img":
		return true
	}
	return false
}

// spaced leaves single spaces within lines and no empty lines.
func spaced(s string) string {
	if isSpaced(s) {
		return s
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case unicode.IsSpace(r):
			return ' '
		case r == utf8.RuneError, unicode.IsControl(r), r == '\u200b', r == '\ufeff', r == '\u00ad':
			return -1
		}
		return r
	}, gate.Uncoloured(s))
	var b strings.Builder
	b.Grow(len(s))
	for line := range strings.SplitSeq(s, "\n") {
		begun := false
		for word := range strings.SplitSeq(line, " ") {
			if word == "" {
				continue
			}
			switch {
			case begun:
				b.WriteByte(' ')
			case b.Len() > 0:
				b.WriteByte('\n')
			}
			b.WriteString(word)
			begun = true
		}
	}
	return b.String()
}

// isSpaced reports whether a text is ASCII that is spaced already, as most short texts are.
func isSpaced(s string) bool {
	before := byte(' ')
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c >= 0x7f || c == ' ' && before == ' ' {
			return false
		}
		before = c
	}
	return before != ' ' || s == ""
}

// oneLine returns text without line breaks.
func oneLine(s string) string { return strings.ReplaceAll(spaced(s), "\n", " ") }
