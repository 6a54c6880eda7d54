package gate

import (
	"bytes"
	"net/url"
)

// Scanner finds tags in bytes that need not be well-formed. The input cannot make it allocate much.
type Scanner struct {
	in         []byte
	at         int
	attributes []attribute // of the last tag; the next one overwrites them
	err        error
	again      int // bytes that were walked again

	inside []byte // the element whose text is being read, as the document writes it

	// Where the next of these marks is, so that none is searched for twice.
	comment, cdataMark, instruction, subset, greater mark
	unended                                          map[string]bool // elements that have no end tag
}

// mark is the position of the next mark of its kind, and the place it was searched from; none if there is no other.
type mark struct {
	from, at int
	none     bool
}

// Tag is a start or end tag. Its parts are valid until the next one is read.
type Tag struct {
	Prefix, Name string // lower case
	attributes   []attribute
	written      []byte // its name as written
	End, Closed  bool   // </a>, <a/>
}

type attribute struct{ name, value []byte }

// Attribute returns a value, "" if the tag has no attribute of that name, with or without a prefix.
func (t Tag) Attribute(name string) []byte {
	var prefixed []byte
	for _, a := range t.attributes {
		if equal(a.name, name) {
			return a.value
		}
		colon := bytes.IndexByte(a.name, ':')
		if colon > 0 && prefixed == nil && equal(a.name[colon+1:], name) && !equal(a.name[:colon], "xmlns") {
			prefixed = a.value
		}
	}
	return prefixed
}

// void reports whether a tag is one of HTML's elements without an end tag.
func (t Tag) void() bool {
	switch t.Name {
	case "br", "hr", "img", "input", "meta", "wbr", "area", "col", "embed", "track", "param":
		return t.Prefix == ""
	}
	return false
}

var (
	commentStart, commentEnd = []byte("<!--"), []byte("-->")
	cdataStart, cdataEnd     = []byte("<![CDATA["), []byte("]]>")
	instructionEnd           = []byte("?>")
	subsetEnd, greaterThan   = []byte("]>"), []byte(">")
)

// Next moves to the next tag and reports whether there is one. It skips text, CDATA, comments, instructions and declarations.
func (s *Scanner) Next() bool {
	for s.err == nil {
		i := bytes.IndexByte(s.in[s.at:], '<')
		if i < 0 || s.at+i+1 >= len(s.in) {
			s.at = len(s.in)
			return false
		}
		s.at += i
		switch c := s.in[s.at+1]; {
		case c == '!' || c == '?':
			s.at = s.Aside(s.at)
		case c == '/' || isLetter(c) || c == '_':
			return true
		default:
			s.at++
		}
	}
	return false
}

// Aside returns the end of a comment, CDATA, instruction or declaration that begins at from. One without an end is text.
func (s *Scanner) Aside(from int) int {
	rest := s.in[from:]
	switch {
	case bytes.HasPrefix(rest, commentStart):
		end, _ := s.past(from+len(commentStart), commentEnd, &s.comment)
		return end
	case bytes.HasPrefix(rest, cdataStart):
		_, _, after := s.cdata(from)
		return after
	case rest[1] == '?':
		if end, ends := s.past(from+2, instructionEnd, &s.instruction); ends {
			return end
		}
	case len(rest) > 2 && rest[2]|0x20 == 'd':
		inner := bytes.IndexAny(rest[:min(len(rest), farthest)], "[>")
		if inner > 0 && rest[inner] == '[' { // nothing of it is ever expanded
			if end, ends := s.past(from+inner, subsetEnd, &s.subset); ends {
				return end
			}
		}
	}
	if end, ends := s.past(from, greaterThan, &s.greater); ends && end-from < farthest {
		return end
	}
	return from + 1
}

// farthest is how many bytes a declaration or instruction without its proper end may have, and how far after a text its item
// may end when the text has no end.
const farthest = 2 << 10

// past returns the position after the next mark from from, or from if there is none.
func (s *Scanner) past(from int, is []byte, m *mark) (end int, occurs bool) {
	if from < m.from { // the scanner went back: between here and there may be others
		if i := bytes.Index(s.in[from:min(len(s.in), m.from+len(is)-1)], is); i >= 0 {
			return from + i + len(is), true
		}
		m.from = from
	}
	if !m.none && (m.at < from || m.at == 0) {
		m.from, m.at = from, from+bytes.Index(s.in[from:], is)
		m.none = m.at < from
	}
	if m.none {
		return from, false
	}
	return m.at + len(is), true
}

// cdata returns the content of the CDATA at from, and where it ends. A missing end is placed where the element ends.
func (s *Scanner) cdata(from int) (start, end, after int) {
	start = from + len(cdataStart)
	after, ends := s.past(start, cdataEnd, &s.cdataMark)
	end = after - len(cdataEnd)
	if !ends {
		end, after = len(s.in), len(s.in)
	}
	// With a missing end it would swallow the next items, up to another one's end.
	inside := s.in[start:end]
	if len(s.inside) == 0 || ends && !bytes.Contains(inside, cdataStart) {
		return start, end, after
	}
	if element := bytes.Index(inside, append([]byte("</"), s.inside...)); element >= 0 {
		behind := inside[element:min(len(inside), element+farthest)]
		if bytes.Contains(behind, []byte("</item>")) || bytes.Contains(behind, []byte("</entry>")) {
			return start, start + element, start + element
		}
	}
	return start, end, after
}

// Tag reads the tag at s.at and moves past it. It reports false, and moves on, if there is none or the document ends in it.
func (s *Scanner) Tag() (Tag, bool) {
	t := Tag{}
	i := s.at + 1
	if i < len(s.in) && s.in[i] == '/' {
		t.End = true
		i++
	}
	from := i
	for i < len(s.in) && isNamePart(s.in[i]) {
		i++
	}
	if i == from || i-from > 100 {
		s.at = from
		return t, false
	}
	t.Prefix, t.Name = nameOf(s.in[from:i])
	t.written = s.in[from:i]
	s.attributes = s.attributes[:0]
	end := i
	if i == len(s.in) || s.in[i] != '>' {
		end = s.readAttributes(i)
	}
	if end < 0 {
		s.at = len(s.in)
		return t, false
	}
	if end < len(s.in) && s.in[end] == '>' {
		s.at = end + 1
	} else {
		s.at = end // at the next tag: this one has no end
	}
	t.Closed = !t.End && s.in[end-1] == '/'
	t.attributes = s.attributes
	return t, true
}

// readAttributes reads them from i and returns where the tag ends, -1 if the document ends first.
func (s *Scanner) readAttributes(i int) int {
	for i < len(s.in) {
		switch c := s.in[i]; {
		case c == '>' || c == '<':
			return i
		case isSpace(c) || c == '/':
			i++
		default:
			next := s.readAttribute(i)
			if next < 0 {
				return -1
			}
			i = next
			if len(s.attributes) > maxAttributes {
				s.err = errAttributes
				return -1
			}
		}
	}
	return -1
}

func (s *Scanner) readAttribute(i int) int {
	from := i
	for i < len(s.in) && !isSpace(s.in[i]) && !bytes.ContainsRune([]byte("=></"), rune(s.in[i])) {
		i++
	}
	name := s.in[from:i]
	i = s.pastSpace(i)
	if i == len(s.in) {
		return -1
	}
	if s.in[i] != '=' {
		s.attributes = append(s.attributes, attribute{name, nil})
		return max(i, from+1)
	}
	i = s.pastSpace(i + 1)
	if i == len(s.in) {
		return -1
	}
	if q := s.in[i]; q == '"' || q == '\'' {
		return s.readQuoted(name, i+1, q)
	}
	from = i
	for i < len(s.in) && !isSpace(s.in[i]) && s.in[i] != '>' && s.in[i] != '<' {
		i++
	}
	s.attributes = append(s.attributes, attribute{name, bytes.TrimSuffix(s.in[from:i], []byte("/"))})
	return i
}

func (s *Scanner) pastSpace(i int) int {
	for i < len(s.in) && isSpace(s.in[i]) {
		i++
	}
	return i
}

// readQuoted reads a value from i and returns where it ends. No value contains a tag: where one seems to, its closing quotation
// mark is missing, and the tag ends with the first >.
func (s *Scanner) readQuoted(name []byte, i int, quote byte) int {
	rest := s.in[i:]
	end := bytes.IndexByte(rest, quote)
	value := rest
	if end >= 0 {
		value = rest[:end]
	}
	if open := bytes.IndexByte(value, '<'); open >= 0 {
		end = max(0, bytes.IndexByte(value[:open], '>'))
		s.attributes = append(s.attributes, attribute{name, bytes.TrimRight(value[:end], "/")})
		return i + end
	}
	if end < 0 {
		return -1
	}
	s.attributes = append(s.attributes, attribute{name, value})
	return i + end + 1
}

func isSpace(c byte) bool  { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isNamePart(c byte) bool {
	mark := c == ':' || c == '-' || c == '_' || c == '.'
	return isLetter(c) || c >= '0' && c <= '9' || mark
}

// equal compares a name in the document with one of ours, which is in lower case.
func equal(theirs []byte, ours string) bool {
	if len(theirs) != len(ours) {
		return false
	}
	for i, c := range theirs {
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		if c != ours[i] {
			return false
		}
	}
	return true
}

// nameOf returns the parts of an element's name in lower case.
func nameOf(raw []byte) (prefix, name string) {
	var buffer [100]byte
	b := buffer[:copy(buffer[:], raw)]
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c | 0x20
		}
	}
	if colon := bytes.IndexByte(b, ':'); colon >= 0 {
		return interned(b[:colon]), interned(b[colon+1:])
	}
	return "", interned(b)
}

// interned returns a string, without allocating if the name is a common one.
func interned(b []byte) string {
	if s, ok := common[string(b)]; ok {
		return s
	}
	return string(b)
}

// SkipTo moves past the end tag of a name, or stays if there is none.
func (s *Scanner) SkipTo(name string) {
	if s.unended[name] {
		return
	}
	from := s.at
	for s.Next() {
		if t, _ := s.Tag(); t.End && t.Name == name {
			return
		}
	}
	s.at = from
	if s.unended == nil {
		s.unended = map[string]bool{}
	}
	s.unended[name] = true
}

// Scan returns a scanner of a text.
func Scan(text string) *Scanner { return &Scanner{in: []byte(text)} }

// At returns the scanner's position: the tag that Next found, or the end of the one that Tag read.
func (s *Scanner) At() int { return s.at }

// Whole reports whether nothing was refused.
func (s *Scanner) Whole() bool { return s.err == nil }

// Resolve resolves a reference against a base; either may be "".
func Resolve(base, reference string) string {
	u, err := url.Parse(reference)
	if err != nil {
		return ""
	}
	if base == "" || u.IsAbs() {
		return u.String()
	}
	b, err := url.Parse(base)
	if err != nil {
		return reference
	}
	return b.ResolveReference(u).String()
}
