package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/briefing/words"
	"lede/pattern"
)

// A text that was copied from paper, such as a PDF, has between its lines what belongs to the page: its number, and a header that stands
// on each. These are no words of the story, and a sentence may go on behind them.

// pageNumber is a line that says which page one is, alone or behind a header.
var pageNumber = pattern.Of(`^(?i:[\s–—-]*(?:(?:page|p\.|pg\.?|seite)\s*)?\d{1,4}(?:\s*(?:of|/|von)\s*\d{1,4})?[\s–—-]*)$|(?i:\bpage \d{1,4}(?: ?(?:of|/) ?\d{1,4})?)$|(?i:^page \d{1,4}(?: ?(?:of|/) ?\d{1,4})?\b)`)

const (
	longestHeader = 100 // bytes
	mostBetween   = 8   // lines of a page between two of the story, empty ones included
)

// paperLine is a line of a text, without its end.
type paperLine struct {
	Span
	words string // without white space at the ends
	page  bool   // says which page it is, or begins one
	key   string // by which a header is known again: its words, whatever the digits; "" where it can be none
}

// paper finds what belongs to pages and blanks it. What it returns is the text, as long as before, and the breaks over which a
// sentence goes on.
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

// numbered reports whether a line of a text says which page it is: most texts have none and are looked at no further.
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
		l.page = number || begins && l.words == ""
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

// between reports whether line i ends in the middle of a sentence that goes on behind the lines of a page, the next of which is i+1. A
// header that stands there alone is one where it keeps company with the number of a page.
func between(lines []paperLine, i int, of func(paperLine) bool) (from, to int, ok bool) {
	line := lines[i].words
	if len(line) < leastLine || ends(line) || of(lines[i]) {
		return 0, 0, false
	}
	found, single := false, 0
	for to = i + 1; to < len(lines) && to-i <= mostBetween; to++ {
		l := lines[to]
		switch {
		case l.words == "", of(l):
			found = found || l.page || l.words != ""
			continue
		}
		first, _ := utf8.DecodeRuneInString(l.words)
		if found && goesOnSmall(line, l.words, first) {
			return i, to, true
		}
		if single++; single > 1 || l.key == "" || len(l.words)*3 > len(line)*2 {
			return 0, 0, false
		}
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
