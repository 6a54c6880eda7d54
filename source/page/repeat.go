package page

import (
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"

	"lede/pattern"
)

const (
	fewestHeadings  = 2         // of one level that show that it is for headings, and not for large type
	fewestRepeated  = 5         // words; fewer may be repeated in a story
	longestRepeated = 500       // bytes of what pages set in large type beside the story
	mostRepeated    = 200       // blocks of a page that are searched for among the others
	mostPulled      = 20        // of these whose words are looked for one by one
	longestSearched = 256 << 10 // bytes that they are searched for in
)

// unrepeated drops text that a longer paragraph repeats, as pages do to have something in large type, and repeated blocks.
func unrepeated(bs []block) []block {
	if size(bs) > longestSearched {
		return bs
	}
	r := repeats{words: make([]string, len(bs)), headings: map[atom.Atom]int{}}
	for i, b := range bs {
		r.words[i] = bareWords(b.text)
	}
	for i, b := range bs[:min(len(bs), mostRepeated)] {
		if b.isHeading() && !saidElsewhere(r.words, i) {
			r.headings[b.kind]++
		}
	}
	last := -2 // the last block dropped
	var kept []block
	for i, b := range bs {
		switch {
		case last == i-1 && (whose(b, bs[last]) || b.alone(bs[last], kept, bs[i+1:])):
		case r.has(i, b):
			last = i
		default:
			kept = append(kept, b)
		}
	}
	return kept
}

// alone reports whether b is no more than a name in a box with a quotation, and with nothing of what stands before and behind.
func (b block) alone(quotation block, before, behind []block) bool {
	in := func(bs []block, i int) bool { return len(bs) > 0 && bs[i].box == b.box }
	return b.isName() && b.box == quotation.box && !in(before, len(before)-1) && !in(behind, 0)
}

// isName reports whether b is short enough for a name, and no sentence.
func (b block) isName() bool { return len(b.text) <= longestTail && !b.sentence() }

// repeats finds blocks whose words others have.
type repeats struct {
	words          []string          // of each block
	headings       map[atom.Atom]int // of each level, those whose words stand nowhere else
	looked, pulled int               // blocks that were looked for, and those of them that are pulled from the story
}

// has reports whether the words of block i, which is b, stand in another.
func (r *repeats) has(i int, b block) bool {
	enough := strings.Count(r.words[i], " ") > fewestRepeated || b.pulled
	heads := r.headings[b.kind] >= fewestHeadings && !b.pulled
	if r.looked >= mostRepeated || len(b.text) > longestRepeated || !enough || heads {
		return false
	}
	r.looked++
	if b.pulled {
		r.pulled++
	}
	return saidElsewhere(r.words, i) || b.pulled && r.pulled <= mostPulled && pulledFrom(r.words, i)
}

// whose reports whether b is no more than the name below a quotation in large type.
func whose(b, quotation block) bool {
	return b.kind == atom.Blockquote && quotation.kind != atom.Li && b.isName()
}

// saidElsewhere reports whether a longer block contains the words of block i, or an earlier one consists of them.
func saidElsewhere(words []string, i int) bool {
	for j, other := range words {
		longer := len(other) > len(words[i]) && strings.Contains(other, words[i])
		if longer || j < i && other == words[i] {
			return true
		}
	}
	return false
}

// pulledFrom reports whether another block contains the words of block i in their order, perhaps with others between them.
func pulledFrom(words []string, i int) bool {
	own := strings.Fields(words[i])
	for j, other := range words {
		if j != i && len(other) > len(words[i]) && inOrder(own, strings.Fields(other)) {
			return true
		}
	}
	return false
}

// pullQuote matches the class of a box for words that are pulled from the story.
var pullQuote = pattern.Of(`(?i)(?:^|[-_\s])pull-?(?:ed-?)?quote(?:$|[-_\s])`)

// bareWords returns the words of a text in lower case, with one space before and after each.
func bareWords(text string) string {
	return " " + strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ") + " "
}
