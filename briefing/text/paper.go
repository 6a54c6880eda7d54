package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/briefing/words"
	"lede/pattern"
)

// A text copied from paper, such as a PDF, has lines that belong to the page: its number, and a header that every page
// repeats. They are not part of the story, and a sentence may go on after them.

// onlyNumber matches the number of a page, and pageNumber one that may stand beside a header too.
var (
	onlyNumber = pattern.Of(`^` + aloneOnLine + `$`)
	pageNumber = pattern.Of(`^` + aloneOnLine + `$|(?i:\bpage \d{1,4}(?: ?(?:of|/) ?\d{1,4})?)$|(?i:^page \d{1,4}(?: ?(?:of|/) ?\d{1,4})?\b)`)
)

const aloneOnLine = `(?i:[\s–—-]*(?:(?:page|p\.|pg\.?|seite)\s*)?\d{1,4}(?:\s*(?:of|/|von)\s*\d{1,4})?[\s–—-]*)`

const (
	longestHeader = 100 // bytes
	mostBetween   = 8   // lines of a page between two of the story, empty ones included
)

// paperLine is a line of a text, without its end.
type paperLine struct {
	Span
	words string // without white space at the ends
	page  bool   // is the number of the page, or is empty and begins one
	key   string // the words with "#" for each digit, the same for a header on every page; "" if it cannot be one
}

// paper blanks the lines that belong to pages. It returns the text at its old length, and the breaks over which a sentence
// goes on; nil, nil if there are none.
func paper(text string) (flat []byte, crossed []Span) {
	if !strings.Contains(text, "\f") && !numbered(text) {
		return nil, nil
	}
	lines := paperLines(text)
	seen := map[string]int{}
	for _, l := range lines {
		if l.key != "" {
			seen[l.key]++
		}
	}
	of := func(l paperLine) bool { return l.page || l.key != "" && seen[l.key] > 1 }
	known := map[string]bool{}
	for i := range lines {
		if from, to, ok := between(lines, i, of); ok {
			crossed = append(crossed, Span{lines[from].End, lines[to].Start})
			for _, l := range lines[from+1 : to] {
				known[l.key] = true
			}
		}
	}
	if len(crossed) == 0 {
		return nil, nil
	}
	flat = []byte(text)
	for _, l := range lines {
		if l.key != "" && known[l.key] {
			blankOut(flat, l.Span)
		}
	}
	return flat, crossed
}

func blankOut(flat []byte, s Span) {
	for i := s.Start; i < s.End; i++ {
		flat[i] = ' '
	}
}

// numbered reports whether any line has the number of a page. Most texts have none and need no further search.
func numbered(text string) bool {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); mayNumber(line) && pageNumber().MatchString(line) {
			return true
		}
	}
	return false
}

// mayNumber reports whether pageNumber may match.
func mayNumber(line string) bool {
	return len(line) <= longestHeader && strings.ContainsAny(line, "0123456789") && (len(line) < 20 || strings.Contains(strings.ToLower(line), "page "))
}

func paperLines(text string) []paperLine {
	lines := make([]paperLine, 0, strings.Count(text, "\n")+1)
	for at := 0; at < len(text); {
		end := len(text)
		if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
			end = at + i
		}
		l := paperLine{Span: Span{at, end}, words: strings.TrimSpace(text[at:end])}
		begins := strings.HasPrefix(text[at:end], "\f")
		number := mayNumber(l.words) && pageNumber().MatchString(l.words)
		alone := number && onlyNumber().MatchString(l.words)
		l.page = alone || begins && l.words == ""
		if number || l.words != "" && len(l.words) <= longestHeader && !ends(l.words) {
			l.key = strings.Map(func(r rune) rune {
				if unicode.IsDigit(r) {
					return '#'
				}
				return r
			}, l.words)
		}
		lines = append(lines, l)
		at = end + 1
	}
	return lines
}

// between reports whether line i ends in the middle of a sentence that goes on behind lines of a page, and returns the
// lines on both sides of them. A line that stands on no other page may be the story's, so nothing goes on over it.
func between(lines []paperLine, i int, of func(paperLine) bool) (from, to int, ok bool) {
	line := lines[i].words
	if len(line) < leastLine || ends(line) || of(lines[i]) {
		return 0, 0, false
	}
	found := false
	for to = i + 1; to < len(lines) && to-i <= mostBetween; to++ {
		l := lines[to]
		if l.words == "" || of(l) {
			found = found || l.page || l.words != ""
			continue
		}
		first, _ := utf8.DecodeRuneInString(l.words)
		return i, to, found && goesOnSmall(line, l.words, first)
	}
	return 0, 0, false
}

// goesOnSmall reports whether a line that has no end goes on with the next.
func goesOnSmall(line, next string, first rune) bool {
	if ItemMark(next) > 0 {
		return false
	}
	last := line[strings.LastIndexByte(line, ' ')+1:]
	cut := words.Article(strings.ToLower(last)) || words.Lexicon().Prepositions[last] || strings.HasSuffix(line, ",")
	return unicode.IsLower(first) || cut && words.Letter(first)
}
