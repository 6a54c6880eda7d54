// Package furniture tells what a site shows on each of its pages from the words of one article. One page cannot show that, but others
// of its site do: a line that stands word for word in articles about other things is the site's own, and one that is the headline of
// another article leads to it.
package furniture

import (
	"encoding/binary"
	"hash/fnv"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Page is what is remembered of the page of an article.
type Page struct {
	Title string
	Lines []byte // see Text.Sums
}

const (
	longestLine = 400 // bytes of a line that may be the site's
	mostLines   = 64  // of an article that are remembered
	lineBytes   = 4
	enough      = 2  // other articles that show that a line is the site's
	shortest    = 20 // bytes of the letters of a headline; a shorter one, as “What we know so far”, may be a heading of any story
	mostLed     = 2  // places where a story leads to others; an overview has more
	shortWord   = 4  // letters; shorter words say nothing of what a headline is about
	leastKept   = 6  // of ten bytes of a text must be the story's
)

// Text is the text of an article by its lines.
type Text struct {
	whole, between string
	lines          []string
	letters        []string // of each line, by which it is compared
}

// Read finds the lines of a text.
func Read(text string) Text {
	t := Text{whole: text, between: between(text)}
	t.lines = strings.Split(text, t.between)
	t.letters = make([]string, len(t.lines))
	for i, line := range t.lines {
		t.letters[i] = letters(line)
	}
	return t
}

// Sums returns a sum of each line that may be the site's, to be remembered.
func (t Text) Sums() []byte {
	var sums []byte
	for i, line := range t.lines {
		if len(line) <= longestLine && len(sums) < mostLines*lineBytes {
			sums = append(sums, sum(t.letters[i])...)
		}
	}
	return sums
}

// Without returns the text without the lines that are the site's, of which others are the articles remembered and headlines those
// known. It returns the whole text if much of it would go.
func (t Text) Without(title string, others []Page, headlines []string) string {
	leads, sites := t.leading(title, headlines), t.shown(unrelated(title, others))
	var kept []string // the last first
	size, gone := 0, true
	for i, line := range slices.Backward(t.lines) {
		heads := i > 0 && !gone && !isSentence(line) // it may be a heading of the story
		if gone = leads[i] || sites[i] && !heads; !gone {
			kept = append(kept, line)
			size += len(line)
		}
	}
	if 10*size < leastKept*len(t.whole) {
		return t.whole
	}
	slices.Reverse(kept)
	return strings.Join(kept, t.between)
}

// between returns what stands between the paragraphs of a text: a blank line, unless it has none.
func between(text string) string {
	if strings.Contains(text, "\n\n") {
		return "\n\n"
	}
	return "\n"
}

// shown reports which lines enough of the other articles have.
func (t Text) shown(others []Page) []bool {
	times := map[string]int{} // in how many articles a line stands, by its sum
	for _, o := range others {
		for line := range o.known() {
			times[line]++
		}
	}
	is := make([]bool, len(t.lines))
	for i, line := range t.lines {
		is[i] = times[string(sum(t.letters[i]))] >= enough && !strings.HasSuffix(line, "?") // a column asks all its guests the same
	}
	return is
}

// known returns the sums of the lines that are remembered.
func (p Page) known() map[string]bool {
	sums := map[string]bool{}
	for line := range slices.Chunk(p.Lines, lineBytes) {
		sums[string(line)] = true
	}
	return sums
}

// leading reports which lines are the headlines of other articles. An overview, whose parts have them for headings, has none.
func (t Text) leading(title string, headlines []string) []bool {
	known := make(map[string]bool, len(headlines)+1)
	for _, h := range headlines {
		is := letters(h)
		known[is] = len(is) >= shortest
	}
	known[letters(title)] = false
	is, places := make([]bool, len(t.lines)), 0
	for i, line := range t.letters {
		is[i] = known[line]
		if is[i] && (i == 0 || !is[i-1]) {
			places++
		}
	}
	if places > mostLed {
		clear(is)
	}
	return is
}

// unrelated returns articles that are about other things than this one, and than each other: articles about the same repeat what
// happened before.
func unrelated(title string, others []Page) (list []Page) {
	seen := map[string]bool{}
	for _, word := range words(title) {
		seen[word] = true
	}
	for _, o := range others {
		about := words(o.Title)
		if len(about) > 0 && !slices.ContainsFunc(about, func(word string) bool { return seen[word] }) {
			list = append(list, o)
			for _, word := range about {
				seen[word] = true
			}
		}
	}
	return list
}

// words returns what a headline is about.
func words(title string) []string {
	all := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !unicode.IsLetter(r) })
	return slices.DeleteFunc(all, func(word string) bool { return utf8.RuneCountInString(word) < shortWord })
}

// isSentence reports whether a line ends as sentences do.
func isSentence(line string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line, "\"'”’»)]“"))
	return strings.ContainsRune(".!?…。！？؟।։", r)
}

func sum(letters string) []byte {
	h := fnv.New32a()
	_, _ = h.Write([]byte(letters))
	return binary.BigEndian.AppendUint32(nil, h.Sum32())
}

// letters returns the letters and digits of a line, in lower case.
func letters(line string) string {
	b := make([]byte, 0, len(line))
	for _, r := range line {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b = utf8.AppendRune(b, unicode.ToLower(r))
		}
	}
	return string(b)
}
