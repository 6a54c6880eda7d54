package page

import (
	"strings"
	"unicode"
)

const (
	fewestRepeated  = 5         // words; fewer may be repeated in a story
	longestRepeated = 500       // bytes of what pages set in large type beside the story
	mostRepeated    = 200       // blocks of a page that are searched for among the others
	longestSearched = 256 << 10 // bytes that they are searched for in
)

// unrepeated drops text that a longer paragraph repeats, as pages do to have something in large type, and repeated blocks.
func unrepeated(bs []block) []block {
	if size(bs) > longestSearched {
		return bs
	}
	words := make([]string, len(bs))
	for i, b := range bs {
		words[i] = bareWords(b.text)
	}
	looked := 0
	var kept []block
	for i, b := range bs {
		if looked < mostRepeated && len(b.text) <= longestRepeated && strings.Count(words[i], " ") > fewestRepeated {
			looked++
			if saidElsewhere(words, i) {
				continue
			}
		}
		kept = append(kept, b)
	}
	return kept
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

// bareWords returns the words of a text in lower case, with one space before and after each.
func bareWords(text string) string {
	return " " + strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ") + " "
}
