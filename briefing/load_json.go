package briefing

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// object is a JSON object and its path. Fields that are null are absent.
type object struct {
	path   string
	fields map[string]json.RawMessage
}

// at returns the path of one of its fields.
func (o object) at(name string) string {
	if o.path == "" {
		return name
	}
	return o.path + "." + name
}

func (o object) has(name string) bool {
	_, ok := o.fields[name]
	return ok
}

// known removes nulls and reports a field that is unknown here, which is most often a typing mistake.
func (l *loader) known(o object, names ...string) object {
	unknown := ""
	for name, raw := range o.fields {
		if !slices.Contains(names, name) && (unknown == "" || name < unknown) {
			unknown = name
		}
		if string(raw) == "null" {
			delete(o.fields, name)
		}
	}
	if unknown != "" {
		if len(unknown) > 40 {
			unknown = strings.ToValidUTF8(unknown[:40], "") + "…"
		}
		l.fail(o.at(unknown), "is not a field of an article", "the fields here are "+strings.Join(names, ", "))
	}
	return o
}

// read decodes one field. It reports whether the field is present and of the right type.
func (l *loader) read(o object, name string, into any, want string) bool {
	raw, ok := o.fields[name]
	return ok && l.decode(raw, o.at(name), into, want)
}

func (l *loader) decode(raw json.RawMessage, path string, into any, want string) bool {
	if l.err != nil {
		return false
	}
	if string(raw) == "null" || json.Unmarshal(raw, into) != nil {
		l.fail(path, "is not "+want, "give "+want+", or leave it out")
		return false
	}
	return true
}

func (l *loader) text(o object, name string) (s string) {
	l.read(o, name, &s, "a string")
	return s
}

func (l *loader) oneOf(o object, name string, allowed ...string) string {
	s := l.text(o, name)
	if s != "" && !slices.Contains(allowed, s) {
		l.fail(o.at(name), fmt.Sprintf("is %q", short(s)), "give one of "+strings.Join(allowed, ", "))
	}
	return s
}

// index reads a number that refers to one of n things.
func (l *loader) index(o object, name string, n int, things string) (i int, ok bool) {
	if !l.read(o, name, &i, "a whole number") {
		return 0, false
	}
	return i, l.inRange(o.at(name), i, n, things)
}

func (l *loader) inRange(path string, i, n int, things string) bool {
	if i < 0 || i >= n {
		l.fail(path, fmt.Sprintf("is %d, but the article has %d %s", i, n, things), fmt.Sprintf("give a number from 0 to %d", n-1))
		return false
	}
	return true
}

func (l *loader) indexes(o object, name string, n int, things string) []int {
	return each(l, o, name, func(raw json.RawMessage, path string) (i int) {
		if l.decode(raw, path, &i, "a whole number") {
			l.inRange(path, i, n, things)
		}
		return i
	})
}

func (l *loader) strings(o object, name string) []string {
	return each(l, o, name, func(raw json.RawMessage, path string) (s string) {
		l.decode(raw, path, &s, "a string")
		return s
	})
}

func (l *loader) object(o object, name string, names ...string) (object, bool) {
	raw, ok := o.fields[name]
	if !ok {
		return object{path: o.at(name)}, false
	}
	m, ok := l.fields(raw, o.at(name))
	return l.known(object{o.at(name), m}, names...), ok
}

// fields reads the fields of an object, each of which may be given only once.
func (l *loader) fields(raw json.RawMessage, path string) (m map[string]json.RawMessage, ok bool) {
	if !l.decode(raw, path, &m, "an object") {
		return nil, false
	}
	l.once(raw, path, m)
	return m, l.err == nil
}

// once rejects an object that gives a field twice, since the first value would be lost silently.
func (l *loader) once(raw []byte, path string, m map[string]json.RawMessage) {
	if given(raw) > len(m) {
		l.fail(path, "gives a field twice", "keep one of the two")
	}
}

// given counts the fields of an object in valid JSON; a repeated field counts each time.
func given(raw []byte) (n int) {
	depth, quoted := 0, false
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{', c == '[':
			depth++
		case c == '}', c == ']':
			depth--
		case c == ':' && depth == 1:
			n++
		}
	}
	return n
}

// each reads a list. A list that is present is never nil, so that an empty one counts as present.
func each[T any](l *loader, o object, name string, one func(raw json.RawMessage, path string) T) []T {
	var raws []json.RawMessage
	if !l.read(o, name, &raws, "a list") {
		return nil
	}
	out := make([]T, 0, len(raws))
	for i, raw := range raws {
		if l.err != nil {
			break
		}
		out = append(out, one(raw, fmt.Sprintf("%s[%d]", o.at(name), i)))
	}
	return out
}

// entries reads a list of objects.
func entries[T any](l *loader, o object, name string, names []string, one func(object) T) []T {
	return each(l, o, name, func(raw json.RawMessage, path string) (t T) {
		m, ok := l.fields(raw, path)
		if !ok {
			return t
		}
		entry := l.known(object{path, m}, names...)
		if l.err != nil {
			return t
		}
		return one(entry)
	})
}

// spanFields are the fields that can give a span.
var spanFields = []string{"start", "end", "find", "nth"}

// span reads the span whose fields stand in o itself; false if there is none.
func (l *loader) span(o object) (Span, bool) {
	if o.has("find") {
		if o.has("start") || o.has("end") {
			l.fail(o.path, "gives both find and start or end", "keep one of the two")
		}
		words, nth := l.text(o, "find"), 0
		if l.read(o, "nth", &nth, "a whole number") && nth < 1 {
			l.fail(o.at("nth"), fmt.Sprintf("is %d", nth), "count from 1")
		}
		if l.err != nil {
			return Span{}, true
		}
		return l.find(o.at("find"), words, nth), true
	}
	if o.has("nth") {
		l.fail(o.path, "has nth without find", `give "find" with the words that are meant`)
	}
	if !o.has("start") && !o.has("end") {
		return Span{}, false
	}
	var s Span
	if !l.read(o, "start", &s.Start, "a whole number") || !l.read(o, "end", &s.End, "a whole number") {
		l.fail(o.path, "has start without end, or end without start", `give both, or "find" with the words`)
		return s, true
	}
	l.check(o.path, s)
	return s, true
}

// required is span for a place where there has to be one.
func (l *loader) required(o object) Span {
	s, ok := l.span(o)
	if !ok {
		l.fail(o.path, "has no span", `give start and end, or "find" with the words`)
	}
	return s
}

const useFind = `correct it, or give the words as "find" instead`

func (l *loader) check(path string, s Span) {
	switch text := l.a.Text; {
	case s.Start < 0 || s.End > len(text):
		l.fail(path, fmt.Sprintf("is the span %d–%d, but the text ends at byte %d", s.Start, s.End, len(text)), useFind)
	case s.End <= s.Start:
		l.fail(path, fmt.Sprintf("is the empty span %d–%d", s.Start, s.End), useFind)
	case !utf8.RuneStart(text[s.Start]) || s.End < len(text) && !utf8.RuneStart(text[s.End]):
		l.fail(path, fmt.Sprintf("is the span %d–%d, which cuts a character in two", s.Start, s.End), useFind)
	}
}

const (
	// maxSearch bounds the bytes of text that are scanned for words: a file can ask for any number of different ones.
	maxSearch = 128 << 20
	// placeCost is what each remembered place adds to the bytes searched.
	placeCost = 64
)

// places returns where words occur in the text, without overlaps. The text is scanned once for each phrase, however often a file asks for
// it.
func (l *loader) places(path, words string) []int {
	if known, ok := l.found[words]; ok {
		return known
	}
	l.search(path, len(l.a.Text))
	var list []int
	for at := 0; l.err == nil; {
		i := strings.Index(l.a.Text[at:], words)
		if i < 0 {
			break
		}
		list = append(list, at+i)
		l.search(path, placeCost)
		at += i + len(words)
	}
	if l.found == nil {
		l.found = map[string][]int{}
	}
	l.found[words] = list
	return list
}

// find returns where words occur in the text; nth counts from one, and 0 means that they must occur exactly once.
func (l *loader) find(path, words string, nth int) Span {
	var first Span
	if words == "" {
		l.fail(path, "is empty", "give words of the text")
		return first
	}
	list := l.places(path, words)
	count := len(list)
	if l.err == nil && nth <= count && count > 0 {
		at := list[max(nth, 1)-1]
		first = Span{Start: at, End: at + len(words)}
	}
	switch {
	case l.err != nil:
	case count == 0:
		l.fail(path, fmt.Sprintf("is %q, which is not in the text", short(words)), "give the words exactly as the text has them")
	case nth > count:
		l.fail(path, fmt.Sprintf("is %q, which is in the text %d times", short(words), count), fmt.Sprintf("give an nth from 1 to %d", count))
	case nth == 0 && count > 1:
		l.fail(path, fmt.Sprintf("is %q, which is in the text %d times", short(words), count), fmt.Sprintf("say which is meant with nth from 1 to %d", count))
	}
	return first
}

func (l *loader) search(path string, n int) {
	if l.searched += n; l.searched > maxSearch {
		l.fail(path, "is one search too many in a text this long", "give start and end instead")
	}
}

// inText requires that the words occur in the article.
func (l *loader) inText(path, words string) {
	if words == "" || l.err != nil {
		return
	}
	if len(l.places(path, words)) > 0 {
		return
	}
	l.fail(path, fmt.Sprintf("is %q, which is not in the text", short(words)), "give it in the article's own words, or leave it out")
}

// short shortens words for an error message.
func short(s string) string {
	if len(s) <= 60 {
		return s
	}
	return strings.ToValidUTF8(s[:60], "") + "…"
}
