package text

import (
	"strings"
	"unicode/utf8"

	"lede/briefing/words"
)

// Text files and pasted articles mostly have a headline on the first line, with or without an empty line below it. A
// headline is shorter than what follows and has no full stop, unlike a dateline or a first sentence.

// The longest headline, in bytes and in words.
const (
	longestHeadline = 200
	mostHeadWords   = 24
)

// Headline returns the index of the paragraph that is the headline of a text, or -1. It steps over lines above it such as
// "Opinion" or the paper's name.
func Headline(text string, paragraphs []Paragraph) int {
	above := false // whether the paper's name or a section stood above
	top := mailHead(text, paragraphs)
	for i := top; i < min(len(paragraphs), top+4); i++ {
		line := paragraphs[i].Of(text)
		heads := headedBelow(text, paragraphs[i+1:])
		switch kind := paragraphs[i].Kind; {
		case kind == BylineLine || kind == Caption || standsAbove(line):
			continue
		case heads && (section(line) || masthead(line)):
			above = true
			continue
		case heads && above && dateOnly(strings.Fields(line)), heads && onlyDay(line):
			continue
		case TurnLabel(text, paragraphs, i) >= 0 || !mayHead(line) || !bodyFollows(text, paragraphs[i:]):
			return -1
		}
		return i
	}
	return -1
}

// headedBelow reports whether the next line, a date aside, may be a headline.
func headedBelow(text string, below []Paragraph) bool {
	if len(below) > 1 && dateOnly(strings.Fields(below[0].Of(text))) {
		below = below[1:]
	}
	return len(below) > 0 && mayHead(below[0].Of(text))
}

// section reports whether a line is one word in capitals, as the name of a newspaper section is.
func section(line string) bool { return !strings.ContainsAny(line, " \t") && words.Shouted(line) }

// longestMasthead is how many words the name of a paper may have.
const longestMasthead = 5

// masthead reports whether a line is the name of a paper. Its issue or page may follow behind a wide gap or a bar.
func masthead(line string) bool {
	for _, gap := range []string{"   ", "\t", "|"} {
		line, _, _ = strings.Cut(line, gap)
	}
	fields := strings.Fields(line)
	if len(fields) < 2 || len(fields) > longestMasthead || !words.Lexicon().Mastheads[strings.ToLower(fields[len(fields)-1])] {
		return false
	}
	return words.TitleCase(fields)
}

// HeadlineWords returns a headline without its Markdown marks.
func HeadlineWords(line string) string {
	if rest := strings.TrimLeft(line, "#"); len(rest) < len(line) && strings.HasPrefix(rest, " ") {
		line = strings.TrimRight(rest, "# ")
	}
	for _, mark := range []string{"**", "__", "*", "_"} {
		inner, opens := strings.CutPrefix(strings.TrimSpace(line), mark)
		if inner, ok := strings.CutSuffix(inner, mark); ok && opens && !strings.Contains(inner, mark) {
			line = inner
		}
	}
	return strings.TrimSpace(line)
}

// mayHead reports whether a line has the shape of a headline.
func mayHead(line string) bool {
	marked := strings.HasPrefix(line, "#")
	line = HeadlineWords(line)
	fields := strings.Fields(line)
	if len(line) > longestHeadline || len(fields) > mostHeadWords || len(fields) == 0 || ItemMark(line) > 0 {
		return false
	}
	if marked {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line, closers))
	if strings.ContainsRune(".:;,…", last) && !(last == '.' && (loud(line) || abbreviates(line, fields))) {
		return false
	}
	return len(fields) > 1 && !dateOnly(fields) && !timeOnly(line) && !open(line)
}

// abbreviates reports whether the full stop behind a line is that of an abbreviation, and the line is no sentence: "Plane lands near Bend, Ore."
func abbreviates(line string, fields []string) bool {
	line = strings.TrimSuffix(line, ".")
	first, before := strings.ToLower(fields[0]), strings.Join(fields[:len(fields)-1], " ")
	if words.Article(first) || words.Lexicon().Subjects[first] || len(line) > longestAbbreviated || strings.Contains(before, ". ") {
		return false
	}
	word := lastWord(line)
	s := splitter{text: line, paragraph: Span{0, len(line)}}
	return words.Capital(word) && (s.stateBefore(line) || words.Lexicon().CompanyForms[word] || strings.Contains(word, "."))
}

// longestAbbreviated is the greatest length, in bytes, of a headline that ends in an abbreviation. A longer line is a sentence.
const longestAbbreviated = 110

// standsAbove reports whether a line says what sort of text follows, or where on its site it is.
func standsAbove(line string) bool {
	return words.Lexicon().Kickers[strings.ToLower(line)] || trail(line)
}

// trail reports whether a line is the way to a page through its site: "Home > News > Weir".
func trail(line string) bool {
	for _, mark := range []string{" > ", " » ", " › "} {
		if strings.Count(line, mark) > 1 {
			return true
		}
	}
	first, _, ok := strings.Cut(line, " > ")
	return ok && strings.EqualFold(first, "home")
}

// onlyDay reports whether a line is a day and nothing else: "March 4, 2025".
func onlyDay(line string) bool {
	for f := range strings.FieldsSeq(line) {
		w := strings.ToLower(strings.Trim(f, ".,"))
		_, month := words.Lexicon().Months[w]
		_, day := words.Lexicon().Weekdays[w]
		if !month && !day && (!words.Digit(w) || score(w)) {
			return false
		}
	}
	return dateOnly(strings.Fields(line))
}

// loud reports whether most words of a line are in capitals.
func loud(line string) bool {
	shouted, all := 0, 0
	for _, w := range strings.Fields(line) {
		if w = strings.Trim(w, ".,:;'’‘“”\"()"); len(w) > 2 {
			all++
			if words.Shouted(w) {
				shouted++
			}
		}
	}
	return all > 1 && shouted*4 >= all*3
}

// open reports whether a quotation begins in a line and does not end there.
func open(line string) bool {
	return strings.Count(line, "“") > strings.Count(line, "”") || strings.Count(line, "\"")%2 > 0
}

// dateOnly reports whether words are only a dateline: "LONDON 1996-08-30", "Paris, 3 March (Reuters)".
func dateOnly(fields []string) bool {
	if len(fields) > 6 {
		return false
	}
	dated, other := false, 0
	for _, f := range fields {
		w := strings.ToLower(strings.Trim(f, ".,()–—-"))
		_, month := words.Lexicon().Months[w]
		_, day := words.Lexicon().Weekdays[w]
		switch {
		case month, day, words.Digit(w) && !score(w):
			dated = true
		case !words.Capital(strings.Trim(f, "(")) && w != "":
			other++
		}
	}
	return dated && other == 0
}

// score reports whether a word is the score of a match: "3-1".
func score(w string) bool {
	left, right, ok := strings.Cut(strings.ReplaceAll(w, "–", "-"), "-")
	digits := func(s string) bool { return len(s) > 0 && len(s) <= 3 && strings.Trim(s, "0123456789") == "" }
	return ok && digits(left) && digits(right)
}

// timeOnly reports whether a line is up to three words with a digit near its beginning: a time, a date, a score.
func timeOnly(line string) bool {
	digits := strings.IndexFunc(line, func(r rune) bool { return r >= '0' && r <= '9' })
	return digits >= 0 && len(strings.Fields(line)) <= 3 && digits < 3
}

// leastFollowing is how many words a paragraph below a headline has.
const leastFollowing = 3

// bodyFollows reports whether the next body paragraph is longer than the first paragraph, or a whole sentence at least half
// as long.
func bodyFollows(text string, paragraphs []Paragraph) bool {
	first := paragraphs[0].Of(text)
	looked := 0
	for _, p := range paragraphs[1:] {
		if p.Kind != Caption { // a table may stand between
			looked++
		}
		if looked == 8 {
			break
		}
		line := p.Of(text)
		if scrap := len(strings.Fields(line)) < leastFollowing && len(line) < leastLine; p.Kind != Body || scrap || ItemMark(line) > 0 {
			continue // so may the points of the story, and a crowd: "Att: 11,204."
		}
		return len(line) > len(first) || ends(line) && len(line)*2 > len(first)
	}
	return false
}
