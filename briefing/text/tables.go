package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/briefing/words"
)

// Results, league tables and prices are lines of names and numbers. Such a line is one item, not part of the story, and
// its full stops end no sentence.

const (
	longestRow = 300 // bytes
	leastCells = 3
)

// tabular reports whether a line is a row of a table or of results.
func tabular(line string) bool {
	if len(line) > longestRow {
		return false
	}
	numbers := 0
	for i := range len(line) {
		if digit := line[i] >= '0' && line[i] <= '9'; digit && (i == 0 || line[i-1] < '0' || line[i-1] > '9') {
			numbers++
		}
	}
	return numbers > 2 && dense(line, numbers) && !tells(line) || inCells(line)
}

// dense reports whether a line has few words for its numbers: up to five for two. Where words have no spaces between them, each letter counts.
func dense(line string, numbers int) bool {
	named := 0
	for w := range strings.FieldsSeq(line) {
		if r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "(")); unicode.IsLetter(r) {
			named++
		}
		for _, r := range w {
			if unspaced(r) {
				named++
			}
		}
	}
	return 2*named <= 5*numbers && named > 0
}

// unspaced reports whether a letter is of a script that puts no spaces between words.
func unspaced(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// tells reports whether a line has function words, as sentences do. A single one may belong to a phrase such as "sent off".
func tells(line string) bool {
	n := 0
	for w := range strings.FieldsSeq(line) {
		w = strings.Trim(w, ",.;:()")
		if small := words.Lexicon().SmallWords; len(w) > 1 && (small[w] || words.Lexicon().Prepositions[w] || small[strings.ToLower(w)]) {
			n++
		}
	}
	return n > 1
}

// inCells reports whether a line is divided into cells and most have one or two words.
func inCells(line string) bool {
	if strings.Count(line, "\t") < leastCells-1 && strings.Count(line, "  ") < leastCells-1 && strings.Count(line, "|") < leastCells-1 {
		return false
	}
	cells, short := 0, 0
	for cell := range strings.SplitSeq(strings.NewReplacer("\t", "|", "  ", "|").Replace(line), "|") {
		if cell = strings.TrimSpace(cell); cell == "" {
			continue
		}
		cells++
		if len(strings.Fields(cell)) < 3 {
			short++
		}
	}
	return cells >= leastCells && short*4 >= cells*3
}
