package gate

import (
	"bytes"
	"html"
	"strconv"
	"strings"
	"unicode/utf8"

	"lede/pattern"
)

// line writes a line of text up to the element's end, and moves past it.
func (g *gate) line(out []byte, t Tag) []byte {
	from, to, marked := g.extent(t, line, maxLine)
	if marked {
		return escaped(out, g.markup(nil, from, to))
	}
	return g.plainText(out, from, to)
}

// prose stores a text and writes its number: the parser need not copy it around.
func (g *gate) prose(out []byte, t Tag) []byte {
	from, to, marked := g.extent(t, prose, maxProse)
	var text []byte
	if marked {
		text = g.markup(nil, from, to)
	} else {
		text = g.decoded(nil, from, to)
	}
	if text = bytes.TrimSpace(text); len(text) == 0 {
		return out
	}
	g.out.texts = append(g.out.texts, string(text))
	return strconv.AppendInt(append(out, kept...), int64(len(g.out.texts)-1), 10)
}

// kept precedes the number of a stored text.
const kept = "\ue000"

// Text returns the stored text that s refers to, or s itself if it refers to none.
func (d *Document) Text(s string) string {
	number, is := strings.CutPrefix(s, kept)
	if n, err := strconv.Atoi(number); is && err == nil && n >= 0 && n < len(d.texts) {
		return d.texts[n]
	}
	return s
}

// extent returns where an element's text is, at most so much of it, and whether it has tags in it.
func (g *gate) extent(t Tag, use use, most int) (from, to int, marked bool) {
	from = g.at
	g.inside = t.written
	to, marked = g.endOf(t, use)
	if to-from > most {
		to = from + len(withoutCutRune(g.in[from:from+most]))
	}
	return from, to, marked
}

// endOf moves past the end of an element's text. It returns where the text ends, and whether it has tags in it. An element
// without an end before its item's is taken to end where the next known one begins.
func (g *gate) endOf(t Tag, use use) (to int, marked bool) {
	from, known, depth := g.at, -1, 0
	endless := g.at < g.endless[t.Name]
	for g.Next() {
		before := g.at
		inner, ok := g.Tag()
		if !ok {
			continue
		}
		if inner.End && inner.Name == t.Name && inner.Prefix == t.Prefix {
			return before, marked
		}
		if !inner.End && known < 0 && g.used(inner) {
			known = before
			if use == line || endless {
				g.at = before
				return before, marked
			}
		}
		if g.boundary(inner) {
			if known < 0 {
				known = before
			}
			if g.endless == nil {
				g.endless = map[string]int{}
			}
			g.endless[t.Name] = before
			g.work(before - from)
			g.at = known
			return known, marked
		}
		marked = true
		if depth = deeper(depth, inner); depth > maxMarkup {
			g.err = errDeep
			return before, marked
		}
	}
	return len(g.in), marked
}

func deeper(depth int, t Tag) int {
	switch {
	case t.End:
		return max(depth-1, 0) // what was never opened closes nothing
	case t.Closed || t.void() || t.Name == "p" || t.Name == "li":
		return depth
	}
	return depth + 1
}

// used reports whether an element is one that we read, and not HTML.
func (g *gate) used(t Tag) bool {
	space, name := g.space(t), t.Name
	if space != "" {
		name = space + ":" + name
	}
	return g.use(name) != ignored
}

// plainText writes text without tags. CDATA stays unchanged.
func (g *gate) plainText(out []byte, from, to int) []byte {
	g.pieces(from, to, func(piece []byte, cdata bool) {
		if cdata {
			out = append(append(append(out, cdataStart...), piece...), cdataEnd...)
		} else {
			out = normal(out, piece, inText)
		}
	})
	return out
}

// decoded writes text without tags with its references resolved.
func (g *gate) decoded(out []byte, from, to int) []byte {
	g.pieces(from, to, func(piece []byte, cdata bool) {
		if cdata {
			out = append(out, piece...)
		} else {
			out = meaning(out, piece)
		}
	})
	return out
}

// markup writes text with tags as if the document had escaped the tags. If it did escape others, they read the same.
func (g *gate) markup(out []byte, from, to int) []byte {
	mixed := bytes.Contains(g.in[from:to], []byte("&lt;"))
	g.pieces(from, to, func(piece []byte, cdata bool) {
		if !cdata {
			piece = g.bare(piece)
		}
		if mixed && !cdata {
			out = meaning(out, piece)
		} else {
			out = append(out, piece...)
		}
	})
	return out
}

// xhtml finds the prefix that elements of XHTML have where they say so themselves, and prefixed the beginnings of tags that have one.
var (
	xhtml    = pattern.Of(`\sxmlns:([\w.-]+)\s*=\s*["']https?://www\.w3\.org/1999/xhtml["']`)
	prefixed = pattern.Of(`</?[\w.-]+:`)
)

// bare removes the prefix from XHTML tags: readers of the text expect none.
func (g *gate) bare(piece []byte) []byte {
	if !bytes.ContainsRune(piece, ':') {
		return piece
	}
	here := map[string]bool{}
	for _, found := range xhtml().FindAllSubmatch(piece, -1) {
		here[string(lower(found[1]))] = true
	}
	return prefixed().ReplaceAllFunc(piece, func(start []byte) []byte {
		name := bytes.TrimLeft(start, "</")
		if prefix := lower(name[:len(name)-1]); here[string(prefix)] || g.spaces[string(prefix)] == "xhtml" {
			return start[:len(start)-len(name)]
		}
		return start
	})
}

// pieces calls call for each piece of a text: CDATA, and what is between without comments and the like.
func (g *gate) pieces(from, to int, call func(piece []byte, cdata bool)) {
	begun := from
	inner := Scanner{in: g.in[:to], inside: g.inside} // g is already past this text, and knows only the marks after it
	for from < to {
		i := bytes.IndexByte(g.in[from:to], '<')
		if i < 0 || from+i+1 >= to {
			break
		}
		from += i
		if c := g.in[from+1]; c != '!' && c != '?' {
			from++
			continue
		}
		if bytes.HasPrefix(g.in[from:to], cdataStart) {
			call(g.in[begun:from], false)
			start, end, after := inner.cdata(from)
			call(g.in[min(start, to):min(end, to)], true)
			from, begun = after, after
			continue
		}
		after := inner.Aside(from)
		if after > from+1 {
			call(g.in[begun:from], false)
			begun = after
		}
		from = after
	}
	if begun < to {
		call(g.in[begun:to], false)
	}
}

// escaped writes text unchanged.
func escaped(out, text []byte) []byte {
	for _, c := range text {
		switch c {
		case '&':
			out = append(out, "&amp;"...)
		case '<':
			out = append(out, "&lt;"...)
		case '>':
			out = append(out, "&gt;"...)
		case '"':
			out = append(out, "&#34;"...)
		default:
			out = append(out, c)
		}
	}
	return out
}

// place is where character data occurs.
type place bool

const (
	inText      place = false
	inAttribute place = true
)

// normal writes character data so that every reader reads it alike: meaningless references are dropped, names that only HTML
// knows are replaced with their characters, and a bare & is escaped.
func normal(out, text []byte, where place) []byte {
	special := "&<>"
	if where == inAttribute {
		special = `&<>"`
	}
	for len(text) > 0 {
		i := bytes.IndexAny(text, special)
		if i < 0 {
			return append(out, text...)
		}
		out = append(out, text[:i]...)
		text = text[i:]
		switch text[0] {
		case '<':
			out = append(out, "&lt;"...)
		case '>':
			out = append(out, "&gt;"...)
		case '"':
			out = append(out, "&quot;"...)
		default:
			meant, n := reference(text)
			out = escaped(out, []byte(meant))
			text = text[n:]
			continue
		}
		text = text[1:]
	}
	return out
}

const longestReference = 34 // &CounterClockwiseContourIntegral;

// meaning writes character data with its references resolved.
func meaning(out, text []byte) []byte {
	for {
		i := bytes.IndexByte(text, '&')
		if i < 0 {
			return append(out, text...)
		}
		meant, n := reference(text[i:])
		out = append(append(out, text[:i]...), meant...)
		text = text[i+n:]
	}
}

// reference returns the meaning of the reference that a text begins with, and its length. One that means nothing allowed in XML
// is dropped; an & that begins none means itself.
func reference(text []byte) (meant string, length int) {
	end := bytes.IndexByte(text[:min(len(text), longestReference)], ';')
	if end < 2 || bytes.ContainsAny(text[1:end], "&= <>/?\"'") {
		return "&", 1
	}
	switch name := text[1:end]; {
	case name[0] == '#':
		r, ok := numbered(name[1:])
		switch {
		case !ok:
			return "&", 1
		case legal(r):
			return string(r), end + 1
		}
		return "", end + 1
	case string(name) == "amp":
		return "&", end + 1
	case string(name) == "lt":
		return "<", end + 1
	case string(name) == "gt":
		return ">", end + 1
	}
	if meant := html.UnescapeString(string(text[:end+1])); meant[len(meant)-1] != ';' { // else it means nothing, in whole or in part
		return meant, end + 1
	}
	return "&", 1
}

// numbered parses a numeric reference as HTML does, which takes some numbers for Windows-1252.
func numbered(digits []byte) (rune, bool) {
	base := 10
	if len(digits) > 1 && digits[0]|0x20 == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(string(digits), base, 32)
	if err != nil {
		return 0, false
	}
	r, _ := utf8.DecodeRuneInString(html.UnescapeString("&#" + strconv.FormatUint(n, 10) + ";"))
	return r, true
}

// legal reports whether XML allows a character.
func legal(r rune) bool {
	blank := r == '\t' || r == '\n' || r == '\r'
	character := utf8.ValidRune(r) && r < 0xfffd || r > 0xffff && r <= utf8.MaxRune
	return blank || r >= 0x20 && character
}
