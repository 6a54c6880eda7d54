package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/briefing/words"
)

// Texts from mails and terminals have their lines broken at some column. Such a break does not end a paragraph. Two things
// give it away: the next line begins with a small letter, or each line is so full that the next word would not fit.

// The columns at which lines are broken.
const (
	narrowest = 40
	widest    = 120
)

// leastLine is the least length, in bytes, of a line that continues in a small letter on the next.
const leastLine = 20

// Flat returns the text with spaces for the line breaks inside paragraphs, at the same length in bytes. It returns the text itself if there
// are none.
func Flat(text string) string {
	text = unquoted(strings.ReplaceAll(text, pad, "  "))
	if !strings.Contains(text, "\n") {
		return text
	}
	b := broken{text: text}
	b.measure()
	flat, crossed := paper(text)
	if flat != nil {
		b.text = string(flat)
	}
	for from, end := range b.breaks() {
		if b.goesOn(from, end) {
			crossed = append(crossed, Span{end, end + 1})
		}
	}
	if crossed == nil {
		return text
	}
	if flat == nil {
		flat = []byte(text)
	}
	h := hyphens{text: text}
	for _, s := range crossed {
		h.flatten(flat, s)
	}
	return string(flat)
}

// unquoted blanks the marks, "> ", before the lines of a mail that is quoted in another. One line alone may be anything.
func unquoted(text string) string {
	if !strings.Contains(text, "\n>") {
		return text
	}
	flat := []byte(text)
	before := Span{}
	for at := 0; at < len(text); {
		end := len(text)
		if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
			end = at + i
		}
		mark := Span{at, at + quoteMark(text[at:end])}
		if mark.End > mark.Start && before.End > before.Start {
			blankOut(flat, before)
			blankOut(flat, mark)
		}
		before, at = mark, end+1
	}
	return string(flat)
}

// quoteMark returns the length of the marks that begin a line of a quoted mail: ">", "> > ".
func quoteMark(line string) int {
	n := 0
	for i := 0; i < len(line) && (line[i] == '>' || line[i] == ' ' && n == i); i++ {
		if line[i] == '>' {
			n = i + 1
		}
	}
	if rest := line[n:]; rest != "" && rest[0] != ' ' && rest[0] != '\r' {
		return 0
	}
	return n
}

// broken is a text whose lines may be broken at a column.
type broken struct {
	text  string
	width int  // the longest line, in characters
	small bool // sentences begin in small letters, so that a small letter tells nothing
	full  bool // lines are so full that the next word would not fit
}

// breaks yields, for each line break between two lines with words, the start of the line before and the break.
func (b *broken) breaks() func(func(from, end int) bool) {
	return func(yield func(from, end int) bool) {
		for from := 0; from < len(b.text); {
			end := strings.IndexByte(b.text[from:], '\n')
			if end < 0 {
				return
			}
			end += from
			if between := b.line(from) != "" && b.line(end+1) != ""; between && !yield(from, end) {
				return
			}
			from = end + 1
		}
	}
}

// line returns the line that begins at from, without white space at its ends.
func (b *broken) line(from int) string {
	rest := b.text[from:]
	if len(rest) > widest*utf8.UTFMax {
		rest = rest[:widest*utf8.UTFMax]
	}
	if i := strings.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i]
	}
	return strings.TrimSpace(rest)
}

// measure finds the width of the lines, and whether they are broken at it.
func (b *broken) measure() {
	for from := 0; from < len(b.text); {
		line := b.line(from)
		b.width = max(b.width, utf8.RuneCountInString(line))
		if first, _ := utf8.DecodeRuneInString(line); from == 0 {
			b.small = unicode.IsLower(first)
		}
		next := strings.IndexByte(b.text[from:], '\n')
		if next < 0 {
			break
		}
		from += next + 1
	}
	if b.width > widest || b.width < narrowest {
		return
	}
	all, full, inside := 0, 0, 0
	for from, end := range b.breaks() {
		all++
		line := b.line(from)
		cut := !ends(line) && b.long(line)
		if cut {
			inside++
		}
		if cut || b.isFull(line, b.line(end+1)) {
			full++
		}
	}
	b.full = all >= 3 && full*3 >= all*2 && inside*2 >= full
}

// isFull reports whether the first word of the next line would not have fitted in a line.
func (b *broken) isFull(line, next string) bool {
	word, _, _ := strings.Cut(next, " ")
	return utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > b.width
}

// long reports whether a line is long enough to have been broken.
func (b *broken) long(line string) bool { return utf8.RuneCountInString(line)*2 >= b.width }

// closers are the marks that may come after the stop of a sentence.
const closers = "”“\"’')]»«"

// ends reports whether a line ends as a sentence or a heading over a list does.
func ends(line string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line, closers))
	return strings.ContainsRune(".!?…:;。！？।", last)
}

// goesOn reports whether the paragraph that holds the line from from goes on after the break at end.
func (b *broken) goesOn(from, end int) bool {
	line, next := b.line(from), b.line(end+1)
	if ItemMark(next) > 0 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(next)
	inside := !b.small && !ends(line) && len(line) >= leastLine
	if unicode.IsLower(first) && (inside || hyphenEnds(line)) {
		return true
	}
	cut := from > 0 && !ends(line) && b.long(line)
	if b.full && (cut || b.isFull(line, next)) {
		return true
	}
	return b.cutOff(line, first)
}

// cutOff reports whether a line ends in an article or a preposition, which another word must follow.
func (b *broken) cutOff(line string, next rune) bool {
	last := line[strings.LastIndexByte(line, ' ')+1:]
	if b.width > widest || len(line) < leastLine || !words.Letter(next) && next != '"' {
		return false
	}
	return !b.small && (words.Article(strings.ToLower(last)) || words.Lexicon().Prepositions[last])
}
