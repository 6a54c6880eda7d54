package feed

import (
	"bytes"
	"html"
	"strconv"
	"unicode/utf8"
)

// text writes what stands in an element up to its end, as character data alone, and goes past the end.
func (g *gate) text(out []byte, t tag, use use) []byte {
	from := g.at
	to, marked := g.endOf(t, use)
	if !marked {
		return g.plainText(out, from, to)
	}
	return g.markup(out, from, to)
}

// endOf goes past the end of an element's text. It returns where the text ends, and whether it has tags in it. An element that
// has no end before its item has one is taken to end where the next that we know begins.
func (g *gate) endOf(t tag, use use) (to int, marked bool) {
	from, known, depth := g.at, -1, 0
	endless := g.at < g.endless[t.name]
	for g.next() {
		before := g.at
		inner, ok := g.tag()
		if !ok {
			continue
		}
		if inner.end && inner.name == t.name && inner.prefix == t.prefix {
			return before, marked
		}
		if !inner.end && known < 0 && g.used(inner) {
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
			g.endless[t.name] = before
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

func deeper(depth int, t tag) int {
	switch {
	case t.end:
		return depth - 1
	case t.closed || t.void() || t.name == "p" || t.name == "li":
		return depth
	}
	return depth + 1
}

// used tells whether an element is one that we read, and no HTML.
func (g *gate) used(t tag) bool {
	space, name := g.space(t), t.name
	if space != "" {
		name = space + ":" + name
	}
	return g.use(name) != ignored
}

// plainText writes text without tags. CDATA stays what it is.
func (g *gate) plainText(out []byte, from, to int) []byte {
	for from < to {
		text := g.in[from:to]
		i := bytes.IndexByte(text, '<')
		if i < 0 {
			return normal(out, text, inText)
		}
		out = normal(out, text[:i], inText)
		from += i
		switch {
		case bytes.HasPrefix(g.in[from:to], cdataStart):
			start, end, after := g.cdata(from)
			out = append(append(append(out, cdataStart...), g.in[start:end]...), cdataEnd...)
			from = after
		case from+1 < to && (g.in[from+1] == '!' || g.in[from+1] == '?'):
			from = g.aside(from)
		default:
			out = append(out, "&lt;"...)
			from++
		}
	}
	return out
}

// markup writes text with tags, with the tags as text, as if the document had escaped them. Where it did escape others, they are
// read the same.
func (g *gate) markup(out []byte, from, to int) []byte {
	mixed := bytes.Contains(g.in[from:to], []byte("&lt;"))
	for from < to {
		text := g.in[from:to]
		i := bytes.IndexByte(text, '<')
		if i < 0 {
			i = len(text)
		}
		if mixed {
			out = normal(out, text[:i], inText)
		} else {
			out = escaped(out, text[:i])
		}
		if from += i; from == to {
			break
		}
		switch {
		case bytes.HasPrefix(g.in[from:to], cdataStart):
			start, end, after := g.cdata(from)
			out = escaped(out, g.in[start:end])
			from = after
		case from+1 < to && (g.in[from+1] == '!' || g.in[from+1] == '?'):
			from = g.aside(from)
		default:
			end := from + 1
			if i := bytes.IndexAny(g.in[from+1:to], "<>"); i >= 0 {
				end = from + 1 + i
			}
			out = escaped(out, g.in[from:end])
			from = end
		}
	}
	return out
}

// escaped writes text as it is.
func escaped(out, text []byte) []byte {
	for _, c := range text {
		switch c {
		case '&':
			out = append(out, "&amp;"...)
		case '<':
			out = append(out, "&lt;"...)
		case '>':
			out = append(out, "&gt;"...)
		default:
			out = append(out, c)
		}
	}
	return out
}

// place is where character data stands.
type place bool

const (
	inText      place = false
	inAttribute place = true
)

// normal writes character data so that every reader reads it alike: references that mean nothing are dropped, names that only HTML
// knows are replaced by what they mean, and a bare & is escaped.
func normal(out, text []byte, where place) []byte {
	special := "&>"
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
			var n int
			out, n = reference(out, text)
			text = text[n:]
			continue
		}
		text = text[1:]
	}
	return out
}

const longestReference = 34 // &CounterClockwiseContourIntegral;

// reference writes the reference that text begins with, and returns how long it was.
func reference(out, text []byte) ([]byte, int) {
	end := bytes.IndexByte(text[:min(len(text), longestReference)], ';')
	if end < 2 {
		return append(out, "&amp;"...), 1
	}
	name := text[1:end]
	if name[0] == '#' {
		r, ok := numbered(name[1:])
		if !ok {
			return append(out, "&amp;"...), 1
		}
		if legal(r) {
			out = escaped(out, utf8.AppendRune(nil, r))
		}
		return out, end + 1
	}
	switch string(name) {
	case "amp", "lt", "gt", "quot", "apos":
		return append(out, text[:end+1]...), end + 1
	}
	whole := string(text[:end+1])
	if meant := html.UnescapeString(whole); meant != whole && meant[len(meant)-1] != ';' {
		return escaped(out, []byte(meant)), end + 1
	}
	return append(out, "&amp;"...), 1
}

// numbered reads the number of a reference. Numbers that HTML takes for Windows-1252 are so here too.
func numbered(digits []byte) (rune, bool) {
	base := 10
	if len(digits) > 1 && digits[0]|0x20 == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(string(digits), base, 32)
	switch {
	case err != nil:
		return 0, false
	case n >= 0x80 && n < 0xa0:
		r, _ := utf8.DecodeRuneInString(html.UnescapeString("&#" + strconv.FormatUint(n, 10) + ";"))
		return r, true
	case n > utf8.MaxRune:
		return 0, true
	}
	return rune(n), true
}

// legal tells the characters that XML may have.
func legal(r rune) bool {
	blank := r == '\t' || r == '\n' || r == '\r'
	character := utf8.ValidRune(r) && r < 0xfffd || r > 0xffff && r <= utf8.MaxRune
	return blank || r >= 0x20 && character
}
