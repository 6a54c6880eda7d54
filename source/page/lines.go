package page

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/source/page/plain"
)

// A single line break may be there for the width of a column, or between lines of their own: who signs a letter, a team, a table of
// results. Lines are taken apart only where no sentence and no quotation goes on behind the break.

const (
	mostLines   = 200
	longestSole = 60 // bytes of a line without the end of a sentence, as in an address
)

// lineBreak is where a line ends in a block, and how much of the block up to there is linked and in italics.
type lineBreak struct{ at, linked, italic int }

// lines returns the lines of a block whose text is yet to be folded, or the block itself if they are not lines of their own.
func (b block) lines(text string, breaks []lineBreak) []block {
	if len(breaks) == 0 || len(breaks) == mostLines || b.isHeading() {
		return []block{b}
	}
	var parts []block
	from := lineBreak{}
	for _, to := range append(breaks, lineBreak{len(text), b.linked, b.italic}) {
		part := b
		part.text, part.linked, part.italic = plain.Fold(text[from.at:to.at]), to.linked-from.linked, to.italic-from.italic
		if from = to; strings.ContainsFunc(part.text, plain.IsWord) {
			parts = append(parts, part)
		} else if part.text != "" {
			return []block{b}
		}
	}
	if !areLines(parts) {
		return []block{b}
	}
	for i := range parts[1:] {
		parts[i+1].shown = false
	}
	return parts
}

// areLines reports whether each of some parts of a block is a line of its own.
func areLines(parts []block) bool {
	goesOn := func(b block) bool {
		first, _ := utf8.DecodeRuneInString(strings.TrimLeft(b.text, "\"'“„«‘»(–—- "))
		return unicode.IsLower(first) || utf8.RuneCountInString(strings.Map(onlyMark, b.text))%2 > 0
	}
	if len(parts) < 2 || slices.ContainsFunc(parts, goesOn) {
		return false
	}
	ended, sole, short, long := true, true, len(parts[0].text), 0
	for i, p := range parts {
		sole = sole && len(p.text) <= longestSole && !p.sentence()
		if i < len(parts)-1 {
			ended = ended && (p.sentence() || strings.HasSuffix(p.text, ":"))
			short, long = min(short, len(p.text)), max(long, len(p.text))
		}
	}
	return ended || sole || len(parts) > 2 && 2*short < long
}

// onlyMark drops all but quotation marks.
func onlyMark(r rune) rune {
	if strings.ContainsRune("\"“”„«»", r) {
		return r
	}
	return -1
}
