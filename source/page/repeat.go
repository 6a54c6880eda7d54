package page

import (
	"strings"
	"unicode"
)

const (
	fewestRepeated  = 5         // words; fewer may be said twice
	longestRepeated = 500       // bytes of what pages set in large type beside the story
	mostRepeated    = 200       // blocks of a page that are looked for among the others
	longestSearched = 256 << 10 // bytes that they are looked for in
)

// unrepeated drops what the page says once more in the words of a longer paragraph, as pages do to have something in large type,
// and what it says twice.
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

// saidElsewhere reports whether a longer block has the words of block i, or one above it is of these words alone.
func saidElsewhere(words []string, i int) bool {
	for j, other := range words {
		longer := len(other) > len(words[i]) && strings.Contains(other, words[i])
		if longer || j < i && other == words[i] {
			return true
		}
	}
	return false
}

// bareWords are the words of a text in lower case, with one space before and after each.
func bareWords(text string) string {
	return " " + strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ") + " "
}
